/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: finds everything that is wrong with an entry in one pass. */
#include "inside.h"

enum { PROBLEMS_ROOM = 64 };

cor_code cor_registry_object(cor_registry_checking *checking, cor_code code, int32_t field,
                             cor_text what, cor_text hint, cor_error *err) {
    if (checking->count == checking->room) return COR_OK; // a few problems are enough for a reader
    cor_entry_problem problem = { .code = code, .field = field };
    problem.what = cor_text_keep(checking->keep, what);
    problem.hint = cor_text_keep(checking->keep, hint);
    if (!problem.what.id) return cor_fail_memory(err);
    checking->problems[checking->count++] = problem;
    return COR_OK;
}

/* ---- values -------------------------------------------------------------- */

static cor_code check_field_value(cor_registry_checking *checking, int32_t field, int lang,
                                  cor_error *err) {
    const cor_registry_field *what = &checking->entry->kind->fields[field];
    cor_str *value = &checking->entry->values[field][lang];
    cor_text fault, hint;

    if (lang && what->type != COR_REGISTRY_BILINGUAL) return COR_OK;
    cor_code code = registry_value_make(what, *value, checking->keep, value, &fault, &hint);
    if (code == COR_E_MEMORY) return cor_fail_memory(err);
    if (!code) return COR_OK;

    code = cor_registry_object(checking, code, field, fault, hint, err);
    if (!code && checking->count) checking->problems[checking->count - 1].lang = (cor_lang)lang;
    return code;
}

static bool is_empty(const cor_entry *entry, int32_t field) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        if (entry->values[field][lang].length) return false;
    return true;
}

static cor_code check_field(cor_registry_checking *checking, int32_t field, cor_error *err) {
    const cor_registry_field *what = &checking->entry->kind->fields[field];
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_code code = check_field_value(checking, field, lang, err);
        if (code) return code;
    }

    if (!what->required || !is_empty(checking->entry, field)) return COR_OK;
    cor_text label = registry_label(what->label);
    return cor_registry_object(checking, COR_E_FORMAT, field,
                               cor_say(_("“{field}” is missing."), cor_arg_text(&label)),
                               (cor_text){ 0 }, err);
}

/* ---- references ---------------------------------------------------------- */

static cor_code check_reference(cor_registry_checking *checking, int32_t field, cor_str key,
                                cor_error *err) {
    const cor_registry_field *what = &checking->entry->kind->fields[field];
    const cor_registry_kind *target =
        cor_registry_kind_find(checking->registry->kinds, cor_str_of(what->target));
    registry_head head;

    if (target == checking->entry->kind && cor_str_equal(key, checking->entry->key))
        return cor_registry_object(
            checking, COR_E_CONFLICT, field,
            cor_say(_("The entry {key} refers to itself."), cor_arg_str(key)), (cor_text){ 0 },
            err);

    cor_code code =
        registry_head_get(checking->registry, cor_str_of(what->target), key, &head, err);
    if (code || head.id) return code;
    cor_text label = registry_label(target->label);

    return cor_registry_object(
        checking, COR_E_DOMAIN, field,
        cor_say(_("There is no {kind} “{key}”."), cor_arg_text(&label), cor_arg_str(key)),
        registry_plain(_("Enter that one first, or correct the key.")), err);
}

static cor_code check_references(cor_registry_checking *checking, cor_error *err) {
    const cor_entry *entry = checking->entry;
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        cor_registry_type type = entry->kind->fields[i].type;
        if (type != COR_REGISTRY_REFERENCE && type != COR_REGISTRY_REFERENCES) continue;
        cor_str rest = cor_entry_get(entry, i), key;
        while (cor_entry_next(&rest, &key)) {
            cor_code code = check_reference(checking, i, key, err);
            if (code) return code;
        }
    }

    return COR_OK;
}

/* ---- sources ------------------------------------------------------------- */

static cor_code check_source_fields(cor_registry_checking *checking, cor_str fields,
                                    cor_error *err) {
    cor_str rest = fields, name;
    while (rest.length && cor_str_split(&rest, ' ', &name)) {
        if (!name.length || cor_registry_field_find(checking->entry->kind, name) >= 0) continue;
        cor_code code = cor_registry_object(
            checking, COR_E_DOMAIN, -1,
            cor_say(_("A source supports the field “{name}”, which does not exist."),
                    cor_arg_str(name)),
            (cor_text){ 0 }, err);
        if (code) return code;
    }

    return COR_OK;
}

static cor_code check_sources(cor_registry_checking *checking, cor_error *err) {
    static const cor_registry_field url = { .name = "sources",
                                            .label = N_("Source"),
                                            .type = COR_REGISTRY_URL };
    static const cor_registry_field title = { .name = "sources",
                                              .label = N_("Source"),
                                              .type = COR_REGISTRY_TEXT };
    const cor_entry *entry = checking->entry;

    for (int32_t i = 0; i < entry->source_count; i++) {
        cor_entry_source *source = &entry->sources[i];
        cor_text fault, hint;
        cor_code code =
            registry_value_make(&url, source->url, checking->keep, &source->url, &fault, &hint);
        if (!code)
            code = registry_value_make(&title, source->title, checking->keep, &source->title,
                                       &fault, &hint);
        if (code == COR_E_MEMORY) return cor_fail_memory(err);
        if (code) code = cor_registry_object(checking, code, -1, fault, hint, err);
        if (!code) code = check_source_fields(checking, source->fields, err);
        if (code) return code;
    }

    if (entry->source_count <= COR_ENTRY_SOURCES_MAX) return COR_OK;
    return cor_registry_object(
        checking, COR_E_LIMIT, -1,
        cor_say(_("An entry has at most {most} sources."), cor_arg_int(COR_ENTRY_SOURCES_MAX)),
        (cor_text){ 0 }, err);
}

/* ---- the entry ----------------------------------------------------------- */

static cor_code check_key(cor_registry_checking *checking, cor_error *err) {
    cor_text what, hint;
    if (registry_is_key(checking->entry->key)) {
        if (cor_registry_key_is_free(checking->entry->key, checking->keep, &what, &hint))
            return COR_OK;
        return cor_registry_object(checking, COR_E_DOMAIN, -1, what, hint, err);
    }

    return cor_registry_object(
        checking, COR_E_DOMAIN, -1,
        cor_say(_("“{word}” cannot be the key of an entry."),
                cor_arg_str(cor_str_part(checking->entry->key, 0, 80))),
        registry_plain(_("Keys are made of letters, digits, points, hyphens and underscores.")),
        err);
}

cor_code cor_registry_check(cor_registry *registry, cor_entry *entry, cor_arena *keep,
                            cor_entry_problem **ret_problems, size_t *ret_count, cor_error *err) {
    cor_registry_checking checking = { .registry = registry,
                                       .entry = entry,
                                       .keep = keep,
                                       .problems = cor_new(keep, cor_entry_problem, PROBLEMS_ROOM),
                                       .room = PROBLEMS_ROOM };
    if (!checking.problems) return cor_fail_memory(err);

    cor_code code = check_key(&checking, err);
    for (int32_t i = 0; i < entry->kind->field_count && !code; i++)
        code = check_field(&checking, i, err);
    if (!code) code = check_sources(&checking, err);
    // Rules between fields are only checked when every value is valid.
    if (!code && !checking.count) code = check_references(&checking, err);
    if (!code && !checking.count && entry->kind->check) code = entry->kind->check(&checking, err);
    if (code) return code;

    *ret_problems = checking.problems;
    *ret_count = checking.count;
    return COR_OK;
}

cor_code registry_fail_with(const cor_entry *entry, const cor_entry_problem *problems, size_t count,
                            cor_error *err) {
    const cor_entry_problem *first = &problems[0];
    int64_t more = (int64_t)count - 1;
    cor_text all = cor_say_n(more, _("{what} There is {count} more fault."),
                             _("{what} There are {count} more faults."), cor_arg_text(&first->what),
                             cor_arg_int(more));

    (void)cor_error_fail(err, first->code, more ? all : first->what);
    if (!cor_text_is_empty(first->hint)) (void)cor_error_hint(err, first->hint);
    if (first->field >= 0) {
        cor_text label = registry_label(entry->kind->fields[first->field].label);
        (void)cor_within(err, _("field “{field}”"), cor_arg_text(&label));
    }

    return cor_within(err, _("entry {key}"),
                      cor_arg_str(cor_str_part(entry->key, 0, COR_ENTRY_KEY_BYTES)));
}
