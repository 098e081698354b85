/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c: editing an entry: reading the form, checking, saving, and concurrent edits. */
#include "visit.h"

enum { WHY_BYTES = 2000 };

/* An entry being edited. */
typedef struct {
    office_visit *visit;
    const cor_registry_kind *kind;
    cor_str key;       // empty while a new entry has none
    cor_entry *newest; // NULL for a new entry
    cor_entry *entry;  // as typed
    dossier_office_form form;
    bool is_new;
} editing;

static void add_general(editing *edit, cor_text problem) {
    dossier_office_form *form = &edit->form;
    if (form->general_count < DOSSIER_OFFICE_GENERAL_MAX)
        form->general[form->general_count++] = problem;
}

static cor_code show_form(editing *edit, int status, cor_error *err) {
    office_visit *visit = edit->visit;
    dossier_office viewer = office_viewer(visit);
    const cor_document *document = NULL;

    edit->form.registry = visit->registry;
    edit->form.scratch = visit->scratch;
    edit->form.entry = edit->entry;
    edit->form.newest = edit->newest;
    edit->form.key = edit->key;
    edit->form.why = http_form(visit->request, "why");
    cor_code code = dossier_office_edit_page(&viewer, &edit->form, &document, err);

    return office_give(visit, code, document, status, err);
}

/* ---- what it starts from ------------------------------------------------- */

static cor_code find_newest(editing *edit, cor_error *err) {
    cor_registry_view view = { .newest = true };
    return cor_registry_get(edit->visit->registry, edit->kind, edit->key, &view, edit->visit->keep,
                            &edit->newest, err);
}

/* Editing does not start from a discarded draft if there is a published version. */
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
    if (cor_staff_writes(staff, edit->kind)) return COR_OK;
    cor_text name = (cor_text){ .id = edit->kind->label_many };
    (void)cor_fail(err, COR_E_ACCESS, _("You may read {registry}, but not write them."),
                   cor_arg_text(&name));
    return cor_hint(err, _("An administrator can give you the role."));
}

static cor_code show_fresh(editing *edit, cor_error *err) {
    edit->entry = edit->is_new ? cor_entry_new(edit->kind, COR_STR(""), edit->visit->keep)
                               : starting_point(edit);
    if (!edit->entry) return cor_fail_memory(err);
    edit->form.expected = edit->newest ? edit->newest->version : 0;
    return show_form(edit, 200, err);
}

/* ---- what was sent ------------------------------------------------------- */

/* Take the other person's text of a field that both changed, if that was chosen. */
static void take_theirs(editing *edit) {
    cor_arena *keep = edit->visit->keep;
    cor_registry_view view = { .version = edit->form.expected };
    cor_error ignored = { 0 };
    cor_entry *theirs = NULL;

    if (edit->is_new || cor_registry_get(edit->visit->registry, edit->kind, edit->key, &view, keep,
                                         &theirs, &ignored))
        return;

    for (int32_t i = 0; i < edit->kind->field_count; i++)
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            cor_str name = dossier_office_take_name(&edit->kind->fields[i], lang, keep);
            if (name.at && cor_str_is(http_form(edit->visit->request, name.at), "theirs"))
                edit->entry->values[i][lang] = theirs->values[i][lang];
        }
}

static cor_code show_conflict(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    cor_registry_view view = { .version = edit->form.expected };
    cor_entry_problem *problems;
    size_t count;
    cor_entry *base = NULL, *clean = cor_draft_copy(edit->entry, visit->keep);
    cor_entry *mine = cor_draft_copy(edit->entry, visit->keep);

    if (!clean || !mine) return cor_fail_memory(err);
    cor_code code =
        cor_registry_get(visit->registry, edit->kind, edit->key, &view, visit->keep, &base, err);
    if (!code)
        code = cor_registry_check(visit->registry, clean, visit->keep, &problems, &count, err);
    if (!code)
        code = cor_draft_merge(edit->entry, clean, base, edit->newest, visit->keep, &problems,
                               &count, err);
    if (code) return code;

    edit->form.mine = mine;
    edit->form.base = base;
    edit->form.theirs = edit->newest;
    edit->form.problems = problems;
    edit->form.problem_count = count;
    edit->form.expected = edit->newest->version;

    return show_form(edit, 409, err);
}

static bool is_asked(const office_visit *visit, const char *what) {
    return cor_str_is(http_form(visit->request, "do"), what);
}

/* A search, or another row of sources: show the form again, unchanged. */
static bool is_help(editing *edit) {
    office_visit *visit = edit->visit;
    cor_str find = http_form(visit->request, "find");
    if (is_asked(visit, "sources")) edit->form.more_sources = 1;
    if (find.length) {
        cor_str name = cor_str_print(visit->keep, "%.*s.words", COR_STR_F(find));
        edit->form.found_field = find;
        edit->form.found_words = name.at ? http_form(visit->request, name.at) : (cor_str){ 0 };
    }
    return find.length || is_asked(visit, "sources");
}

static int status_of_code(const cor_entry_problem *problems, size_t count) {
    return count && problems[0].code == COR_E_LIMIT ? 413 : 422;
}

static cor_code store_entry(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    int32_t version;
    cor_entry *copy = cor_draft_copy(edit->entry, visit->keep);

    if (!copy) return cor_fail_memory(err);
    cor_registry_act act = {
        .why = cor_str_part(cor_str_trim(http_form(visit->request, "why")), 0, WHY_BYTES),
        .expected = edit->form.expected,
        .state = is_asked(visit, "review") ? COR_STATE_REVIEW : COR_STATE_DRAFT
    };
    cor_code code = cor_office_save(visit->office, &visit->session.staff, copy, &act,
                                    visit->scratch, &version, err);
    if (!code)
        return office_go(
            visit, dossier_office_entry_path(edit->kind, copy->key, "?saved=1", visit->keep), err);

    bool changed_meanwhile = code == COR_E_CONFLICT && !edit->is_new && !find_newest(edit, err) &&
                             edit->newest->version != edit->form.expected;
    if (changed_meanwhile) return show_conflict(edit, err);
    if (code != COR_E_CONFLICT && code != COR_E_ACCESS && code != COR_E_BUSY && code != COR_E_FULL)
        return code;

    add_general(edit, dossier_office_problem(err, visit->keep));
    return show_form(edit, cor_code_http(code), err);
}

/* Report all faults at once. */
static cor_code check_and_store(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    cor_entry_problem *problems;
    size_t count;
    cor_entry *clean = cor_draft_copy(edit->entry, visit->keep);

    if (!clean) return cor_fail_memory(err);
    cor_code code = cor_registry_check(visit->registry, clean, visit->keep, &problems, &count, err);
    if (code) return code;

    edit->form.problems = problems;
    edit->form.problem_count = count;

    return count ? show_form(edit, status_of_code(problems, count), err) : store_entry(edit, err);
}

static cor_code read_form(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    int64_t expected = 0;

    (void)cor_number_parse_int(http_form(visit->request, "expected"), &expected);
    edit->form.expected = expected > 0 && expected < INT32_MAX ? (int32_t)expected : 0;
    if (edit->is_new) edit->key = cor_str_trim(http_form(visit->request, "key"));
    edit->entry = office_entry_read(visit, edit->kind, edit->key);
    if (!edit->entry) return cor_fail_memory(err);
    take_theirs(edit);

    return COR_OK;
}

static cor_code take_edit_form(editing *edit, cor_error *err) {
    office_visit *visit = edit->visit;
    cor_code code = read_form(edit, err);
    if (code) return code;
    if (is_help(edit)) return show_form(edit, 200, err);

    if (!visit->marked) {
        add_general(edit, (cor_text){ .id = _("The form was not of this session, so nothing was "
                                              "saved. What you typed is here: look at it and save "
                                              "it again.") });
        return show_form(edit, 403, err);
    }

    if (edit->is_new && !edit->key.length)
        edit->entry->key = cor_draft_key(edit->entry, visit->keep);
    int32_t expected = edit->form.expected;
    if (edit->newest && expected > 0 && expected < edit->newest->version)
        return show_conflict(edit, err);

    return check_and_store(edit, err);
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

    return visit->request->method == HTTP_POST ? take_edit_form(edit, err) : show_fresh(edit, err);
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
