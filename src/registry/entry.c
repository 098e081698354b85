/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: access to an entry: its fields as text, names, periods and lists. */
#include "inside.h"

static const struct {
    const char *key, *label;
} STATES[COR_STATE_COUNT] = {
    [COR_STATE_DRAFT] = { "draft", N_("draft") },
    [COR_STATE_REVIEW] = { "review", N_("in review") },
    [COR_STATE_PUBLISHED] = { "published", N_("published") },
    [COR_STATE_WITHDRAWN] = { "withdrawn", N_("withdrawn") },
    [COR_STATE_DISCARDED] = { "discarded", N_("discarded") },
};

const char *cor_registry_state_key(cor_registry_state state) {
    return state < COR_STATE_COUNT ? STATES[state].key : "";
}

bool cor_registry_state_find(cor_str key, cor_registry_state *ret_state) {
    for (int i = 0; i < COR_STATE_COUNT; i++)
        if (cor_str_is(key, STATES[i].key)) {
            *ret_state = (cor_registry_state)i;
            return true;
        }
    return false;
}

cor_text registry_plain(const char *id) {
    return (cor_text){ .id = id };
}

cor_text registry_label(const char *label) {
    return (cor_text){ .id = label };
}

cor_text cor_registry_state_text(cor_registry_state state) {
    return registry_label(state < COR_STATE_COUNT ? STATES[state].label : "");
}

cor_entry *cor_entry_new(const cor_registry_kind *kind, cor_str key, cor_arena *keep) {
    cor_entry *entry = cor_new(keep, cor_entry, 1);
    if (!entry) return NULL;
    entry->kind = kind;
    entry->key = cor_str_keep(keep, key);
    entry->values =
        cor_take(keep, sizeof *entry->values, _Alignof(cor_str), (size_t)kind->field_count);
    return entry->key.at && entry->values ? entry : NULL;
}

cor_str cor_entry_get(const cor_entry *entry, int32_t field) {
    return entry->values[field][0];
}

cor_str cor_entry_in(const cor_entry *entry, int32_t field, cor_lang lang) {
    if (entry->kind->fields[field].type != COR_REGISTRY_BILINGUAL) return entry->values[field][0];
    cor_lang words = cor_lang_words(lang);
    if (entry->values[field][words].length) return entry->values[field][words];
    for (int other = 0; other < COR_LANG_COUNT; other++)
        if (entry->values[field][other].length) return entry->values[field][other];
    return (cor_str){ "", 0 };
}

cor_text cor_entry_text(const cor_entry *entry, int32_t field, cor_arena *keep) {
    cor_str texts[COR_LANG_COUNT];
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        texts[lang] = cor_entry_in(entry, field, (cor_lang)lang);
    if (!texts[0].length) return (cor_text){ 0 };
    return cor_text_keep(keep, cor_say_pair(texts[COR_LANG_EN], texts[COR_LANG_ES]));
}

cor_text cor_registry_code_text(const cor_registry_field *field, cor_str code, cor_arena *keep) {
    for (const cor_registry_code *known = field->codes; known && known->code; known++)
        if (cor_str_is(code, known->code)) return registry_label(known->label);
    return cor_text_keep(keep, cor_say_str(code));
}

/* "a, b, c": a comma between the names. */
cor_text cor_entry_names(const cor_entry *entry, int32_t field, cor_arena *keep) {
    const cor_registry_field *what = &entry->kind->fields[field];
    cor_str rest = cor_entry_get(entry, field), part;
    cor_text names = { 0 };

    while (cor_entry_next(&rest, &part)) {
        cor_text next = cor_registry_code_text(what, part, keep), before = names;
        names = cor_text_is_empty(before)
                    ? next
                    : cor_text_keep(keep, cor_say("{list}, {name}", cor_arg_text(&before),
                                                  cor_arg_text(&next)));
    }

    return names;
}

bool cor_entry_period(const cor_entry *entry, int32_t field, cor_interval *ret_period) {
    cor_str text = cor_entry_get(entry, field);
    return text.length && cor_interval_parse(text, ret_period);
}

bool cor_entry_number(const cor_entry *entry, int32_t field, double *ret_value) {
    return cor_number_parse(cor_entry_get(entry, field), 0, ret_value);
}

bool cor_entry_next(cor_str *rest, cor_str *ret_part) {
    return rest->length && cor_str_split(rest, ';', ret_part);
}

bool cor_entry_has(const cor_entry *entry, int32_t field, cor_str part) {
    cor_str rest = cor_entry_get(entry, field), found;
    while (cor_entry_next(&rest, &found))
        if (cor_str_equal(found, part)) return true;
    return false;
}

cor_str cor_entry_path(const cor_entry *entry, cor_arena *keep) {
    if (!*entry->kind->path) return (cor_str){ 0 };
    return cor_str_print(keep, "%s%.*s", entry->kind->path, COR_STR_F(entry->key));
}

cor_text cor_entry_title(const cor_entry *entry, cor_arena *keep) {
    cor_text title = { 0 };
    for (int32_t i = 0; i < entry->kind->field_count && cor_text_is_empty(title); i++)
        if (entry->kind->fields[i].search == COR_SEARCH_TITLE)
            title = cor_entry_text(entry, i, keep);
    return cor_text_is_empty(title) ? cor_text_keep(keep, cor_say_str(entry->key)) : title;
}
