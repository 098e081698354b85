/* SPDX-License-Identifier: Apache-2.0 */
/* office_edit.c: writing an entry: the form, everything that is wrong with it, and two people at
 * once. */
#include "office.h"

enum { KEY_WORDS_BYTES = 60 };

/* What is being edited. */
typedef struct {
    office_visit *visit;
    const cor_registry_kind *kind;
    cor_str key;       // empty while a new entry has none
    cor_entry *newest; // NULL of a new entry
    int32_t expected;  // the version the form is based on
    cor_text general[4];
    int32_t general_count; // problems of no one field
    bool is_new;
} editing;

static void object(editing *edit, cor_text text) {
    if (edit->general_count < 4) edit->general[edit->general_count++] = text;
}

/* ---- the page ------------------------------------------------------------ */

static void put_head_fields(editing *edit, office_form *form, cor_field *fields, int32_t *count) {
    office_visit *visit = edit->visit;
    (void)form;
    fields[(*count)++] = office_mark(visit);
    fields[(*count)++] =
        office_hidden("expected", cor_str_print(visit->keep, "%d", (int)edit->expected));

    // The first button is what the Enter key does.
    fields[(*count)++] = office_button("do", "draft", _("Save as draft"), true);
    if (edit->is_new)
        fields[(*count)++] = (cor_field){
            .kind = COR_FIELD_TEXT,
            .name = COR_STR("key"),
            .label = office_plain(_("Key")),
            .hint = office_plain(_("Stays for ever and is part of the address, e.g. GTM-MEX-2014. "
                                   "Left empty, it is made from the title.")),
            .value = edit->key
        };
}

static void put_tail_fields(editing *edit, cor_field *fields, int32_t *count) {
    fields[(*count)++] = (cor_field){
        .kind = COR_FIELD_TEXT,
        .name = COR_STR("why"),
        .label = office_plain(_("What was changed, and why")),
        .hint = office_plain(_("For those who read the history. May stay empty in drafts.")),
        .value = http_form(edit->visit->request, "why")
    };
    fields[(*count)++] = office_button("do", "draft", _("Save as draft"), true);
    fields[(*count)++] = office_button("do", "review", _("Send for review"), false);
}

static cor_code put_form(editing *edit, office_form *form, cor_doc *doc, cor_error *err) {
    office_visit *visit = edit->visit;
    int32_t count = 0;

    office_form_fields(form);
    cor_field *fields = cor_new(visit->keep, cor_field, form->count + 16);
    if (form->full || !fields) return cor_fail_memory(err);
    put_head_fields(edit, form, fields, &count);
    memcpy(fields + count, form->fields, (size_t)form->count * sizeof *fields);
    count += form->count;
    put_tail_fields(edit, fields, &count);
    for (size_t i = 0; i < form->problem_count; i++)
        if (form->problems[i].field < 0) object(edit, form->problems[i].what);

    cor_str action = edit->is_new ? cor_str_print(visit->keep, "/office/%s/new", edit->kind->key)
                                  : office_entry_path(edit->kind, edit->key, "/edit", visit->keep);
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "entry",
                                           .action = action,
                                           .post = true,
                                           .fields = fields,
                                           .field_count = count,
                                           .problems = edit->general,
                                           .problem_count = edit->general_count });
    cor_doc_role(doc, COR_ROLE_WIDE);

    return COR_OK;
}

static cor_text page_title(editing *edit, const cor_entry *entry) {
    cor_text label = office_plain(edit->kind->label);
    if (edit->is_new)
        return cor_text_keep(edit->visit->keep, cor_say(_("New: {kind}"), cor_arg_text(&label)));
    return cor_entry_title(entry, edit->visit->keep);
}

static cor_code show(editing *edit, office_form *form, int status, cor_error *err) {
    office_visit *visit = edit->visit;
    const cor_entry *named = edit->newest ? edit->newest : form->entry;
    cor_str path = edit->is_new ? cor_str_print(visit->keep, "/office/%s/new", edit->kind->key)
                                : office_entry_path(edit->kind, edit->key, "/edit", visit->keep);
    cor_text lead =
        edit->is_new ? office_plain(_(
                           "Saved as a draft it is seen by staff only; published after a review."))
                     : cor_say(_("Editing {key}, version {number}."), cor_arg_str(edit->key),
                               cor_arg_plain(edit->expected));
    cor_doc *doc = office_page_begin(visit, path, page_title(edit, named), lead);

    if (form->theirs) {
        cor_doc_section(doc, "conflict", office_plain(_("Somebody else saved meanwhile")));
        cor_doc_paragraph(
            doc,
            cor_say(_("{who} saved version {number} while you were writing. Nothing is lost: "
                      "below, what only one of you changed is put together; where you both did, "
                      "yours stands in the form and you decide. Then save again."),
                    cor_arg_str(form->theirs->who), cor_arg_plain(form->theirs->version)),
            NULL, 0);
        office_show_differences(visit, doc, form->base, form->theirs, form->mine);
        cor_doc_section_end(doc);
    }

    cor_doc_section(doc, "edit", office_plain(_("Fields")));
    cor_code code = put_form(edit, form, doc, err);
    cor_doc_section_end(doc);

    return code ? code : office_page_end(visit, doc, status, err);
}

/* ---- what it starts from ------------------------------------------------- */

static cor_code find_newest(editing *edit, cor_error *err) {
    cor_registry_view view = { .newest = true };
    return cor_registry_get(edit->visit->registry, edit->kind, edit->key, &view, edit->visit->keep,
                            &edit->newest, err);
}

/* A draft that was given up is not what one goes on from, when there is something published. */
static cor_entry *starting_point(const editing *edit) {
    static _Thread_local cor_error ignored;
    cor_entry *published;
    if (edit->newest->state != COR_STATE_DISCARDED) return edit->newest;
    if (cor_registry_get(edit->visit->registry, edit->kind, edit->key, NULL, edit->visit->keep,
                         &published, &ignored))
        return edit->newest;
    return published;
}

static cor_code check_may(editing *edit, cor_error *err) {
    const cor_staff *staff = &edit->visit->session.staff;
    if (office_may_write(staff, edit->kind)) return COR_OK;
    cor_text name = office_plain(edit->kind->label_many);
    (void)cor_fail(err, COR_E_ACCESS, _("You may read {registry}, but not write them."),
                   cor_arg_text(&name));
    return cor_hint(err, _("An administrator can give you the role."));
}

static cor_code show_fresh(editing *edit, cor_error *err) {
    cor_entry *entry = edit->is_new ? cor_entry_new(edit->kind, COR_STR(""), edit->visit->keep)
                                    : starting_point(edit);
    if (!entry) return cor_fail_memory(err);
    edit->expected = edit->newest ? edit->newest->version : 0;
    office_form form = { .visit = edit->visit, .kind = edit->kind, .entry = entry };
    return show(edit, &form, 200, err);
}

/* ---- what was sent ------------------------------------------------------- */

/* A copy to be brought into canonical form, while the form keeps what was typed. */
static cor_entry *copy_of(const cor_entry *entry, cor_arena *keep) {
    cor_entry *copy = cor_entry_new(entry->kind, entry->key, keep);
    if (!copy) return NULL;
    memcpy(copy->values, entry->values, (size_t)entry->kind->field_count * sizeof *entry->values);
    copy->sources = cor_new(keep, cor_entry_source, entry->source_count + 1);
    if (!copy->sources) return NULL;
    memcpy(copy->sources, entry->sources, (size_t)entry->source_count * sizeof *entry->sources);
    copy->source_count = entry->source_count;
    return copy;
}

/* Where both had changed a field: theirs, when that was chosen. */
static void take_theirs(editing *edit, cor_entry *entry) {
    cor_arena *keep = edit->visit->keep;
    cor_registry_view view = { .version = edit->expected };
    cor_error ignored = { 0 };
    cor_entry *theirs = NULL;

    if (edit->is_new || cor_registry_get(edit->visit->registry, edit->kind, edit->key, &view, keep,
                                         &theirs, &ignored))
        return;

    for (int32_t i = 0; i < edit->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            cor_str name = office_field_name(&edit->kind->fields[i], lang, keep);
            cor_str taken = cor_str_print(keep, "take.%.*s", COR_STR_F(name));
            if (taken.at && cor_str_is(http_form(edit->visit->request, taken.at), "theirs"))
                entry->values[i][lang] = theirs->values[i][lang];
        }
}

/* "Acuerdo de 2014" becomes acuerdo-de-2014. */
static cor_str key_from_title(const cor_entry *entry, cor_arena *keep) {
    cor_str title = { 0 };
    for (int32_t i = 0; i < entry->kind->field_count && !title.length; i++)
        if (entry->kind->fields[i].search == COR_SEARCH_TITLE)
            title = cor_str_trim(cor_entry_in(entry, i, COR_LANG_EN));

    cor_str folded = cor_str_fold(keep, cor_str_part(title, 0, 400));
    char made[KEY_WORDS_BYTES + 1];
    size_t length = 0;

    for (size_t i = 0; i < folded.length && length < KEY_WORDS_BYTES; i++) {
        char c = folded.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) made[length++] = c;
        if (!plain && length && made[length - 1] != '-') made[length++] = '-';
    }

    while (length && made[length - 1] == '-')
        length--;
    return cor_str_keep(keep, (cor_str){ made, length });
}

static cor_code show_conflict(editing *edit, office_form *form, cor_error *err) {
    office_visit *visit = edit->visit;
    cor_registry_view view = { .version = edit->expected };
    cor_entry_problem *problems;
    size_t count;
    cor_entry *base = NULL, *clean = copy_of(form->entry, visit->keep);

    if (!clean) return cor_fail_memory(err);
    cor_code code =
        cor_registry_get(visit->registry, edit->kind, edit->key, &view, visit->keep, &base, err);
    if (!code)
        code = cor_registry_check(visit->registry, clean, visit->keep, &problems, &count, err);
    if (code) return code;

    form->mine = copy_of(form->entry, visit->keep);
    form->base = base;
    form->theirs = edit->newest;
    office_merge(form, clean);
    edit->expected = edit->newest->version;
    if (!form->mine) return cor_fail_memory(err);

    return show(edit, form, 409, err);
}

static bool is_asked(const office_visit *visit, const char *what) {
    return cor_str_is(http_form(visit->request, "do"), what);
}

/* A search, or another row of sources: the form again, as it is. */
static bool is_help(office_visit *visit, office_form *form) {
    cor_str find = http_form(visit->request, "find");
    if (is_asked(visit, "sources")) form->more_sources = 1;
    if (find.length) {
        cor_str name = cor_str_print(visit->keep, "%.*s.words", COR_STR_F(find));
        form->found_field = find;
        form->found_words = name.at ? http_form(visit->request, name.at) : (cor_str){ 0 };
    }
    return find.length || is_asked(visit, "sources");
}

static int status_of(const cor_entry_problem *problems, size_t count) {
    return count && problems[0].code == COR_E_LIMIT ? 413 : 422;
}

static cor_code refused(editing *edit, office_form *form, cor_code refusal, cor_error *err) {
    object(edit, office_problem(err, edit->visit->keep));
    return show(edit, form, cor_code_http(refusal), err);
}

static cor_code store(editing *edit, office_form *form, cor_error *err) {
    office_visit *visit = edit->visit;
    int32_t version;
    cor_entry *copy = copy_of(form->entry, visit->keep);

    if (!copy) return cor_fail_memory(err);
    cor_registry_act act = {
        .why = cor_str_part(cor_str_trim(http_form(visit->request, "why")), 0, 2000),
        .expected = edit->expected,
        .state = is_asked(visit, "review") ? COR_STATE_REVIEW : COR_STATE_DRAFT
    };
    cor_code code = cor_office_save(visit->office, &visit->session.staff, copy, &act,
                                    visit->scratch, &version, err);
    if (!code)
        return office_go(visit, office_entry_path(edit->kind, copy->key, "?saved=1", visit->keep),
                         err);

    bool changed_meanwhile = code == COR_E_CONFLICT && !edit->is_new && !find_newest(edit, err) &&
                             edit->newest->version != edit->expected;
    if (changed_meanwhile) return show_conflict(edit, form, err);
    if (code == COR_E_CONFLICT || code == COR_E_ACCESS || code == COR_E_BUSY || code == COR_E_FULL)
        return refused(edit, form, code, err);

    return code;
}

/* Everything that is wrong at once. */
static cor_code check_and_store(editing *edit, office_form *form, cor_error *err) {
    office_visit *visit = edit->visit;
    cor_entry_problem *problems;
    size_t count;
    cor_entry *clean = copy_of(form->entry, visit->keep);

    if (!clean) return cor_fail_memory(err);
    cor_code code = cor_registry_check(visit->registry, clean, visit->keep, &problems, &count, err);
    if (code) return code;

    form->problems = problems;
    form->problem_count = count;

    return count ? show(edit, form, status_of(problems, count), err) : store(edit, form, err);
}

static cor_code take(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    int64_t expected = 0;

    (void)cor_number_parse_int(http_form(visit->request, "expected"), &expected);
    edit->expected = expected > 0 && expected < INT32_MAX ? (int32_t)expected : 0;
    if (edit->is_new) edit->key = cor_str_trim(http_form(visit->request, "key"));
    cor_entry *entry = office_form_read(visit, edit->kind, edit->key);
    if (!entry) return cor_fail_memory(err);

    office_form form = { .visit = visit, .kind = edit->kind, .entry = entry };
    take_theirs(edit, entry);
    if (is_help(visit, &form)) return show(edit, &form, 200, err);

    if (!visit->marked) {
        object(edit, office_plain(_("The form was not of this session, so nothing was saved. What "
                                    "you typed is here: look at it and save it again.")));
        return show(edit, &form, 403, err);
    }

    if (edit->is_new && !edit->key.length) entry->key = key_from_title(entry, visit->keep);
    if (edit->newest && edit->newest->version != edit->expected && edit->expected > 0 &&
        edit->expected < edit->newest->version)
        return show_conflict(edit, &form, err);

    return check_and_store(edit, &form, err);
}

/* ---- the two addresses --------------------------------------------------- */

static cor_code edit_page(office_visit *visit, bool is_new, cor_error *err) {
    editing *edit = cor_new(visit->keep, editing, 1);
    if (!edit) return cor_fail_memory(err);
    edit->visit = visit;
    edit->is_new = is_new;
    cor_code code = office_kind(visit, &edit->kind, err);
    if (!code) code = check_may(edit, err);
    if (!code && !is_new) edit->key = visit->request->part2;
    if (!code && !is_new) code = find_newest(edit, err);
    if (code) return code;

    return visit->request->method == HTTP_POST ? take(edit, err) : show_fresh(edit, err);
}

static cor_code new_page(office_visit *visit, cor_error *err) {
    return edit_page(visit, true, err);
}

static cor_code old_page(office_visit *visit, cor_error *err) {
    return edit_page(visit, false, err);
}

cor_code office_new(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, true, new_page, err);
}

cor_code office_edit(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, true, old_page, err);
}
