/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: one entry as staff see it, its actions, and two of its versions. */
#include "visit.h"

enum { EVENTS_SHOWN = 200, WHY_BYTES = 2000 };

typedef struct {
    const cor_registry_kind *kind;
    cor_str key;
    cor_entry *newest, *shown; // shown: the displayed version
} entry_view;

static cor_code find_office_entry(office_visit *visit, entry_view *ret_view, cor_error *err) {
    cor_registry_view view = { .newest = true };
    *ret_view = (entry_view){ .key = visit->request->part2 };
    cor_code code = office_kind(visit, &ret_view->kind, err);
    if (!code)
        code = cor_registry_get(visit->registry, ret_view->kind, ret_view->key, &view, visit->keep,
                                &ret_view->newest, err);
    ret_view->shown = ret_view->newest;
    return code;
}

static cor_code get_version(office_visit *visit, const entry_view *entry, cor_str text,
                            cor_entry **ret_entry, cor_error *err) {
    int64_t number = 0;
    if (!cor_number_parse_int(text, &number) || number < 1 || number > INT32_MAX)
        return cor_fail(err, COR_E_USAGE, _("“{word}” is not the number of a version."),
                        cor_arg_str(text));
    cor_registry_view view = { .version = (int32_t)number };
    return cor_registry_get(visit->registry, entry->kind, entry->key, &view, visit->keep, ret_entry,
                            err);
}

static cor_code show_entry(office_visit *visit, const entry_view *entry, cor_text problem,
                           int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_entry shown = { .newest = entry->newest,
                                   .shown = entry->shown,
                                   .why = http_form(visit->request, "why"),
                                   .problem = problem,
                                   .saved = http_parameter(visit->request, "saved").length > 0 };
    const cor_document *document = NULL;
    cor_registry_event *events = NULL;
    cor_code code = cor_registry_history(visit->registry, entry->kind, entry->key, EVENTS_SHOWN,
                                         visit->keep, &events, &shown.event_count, err);
    shown.events = events;
    if (!code) code = dossier_office_entry_page(&viewer, &shown, &document, err);
    return office_give(visit, code, document, status, err);
}

/* ---- what staff do ------------------------------------------------------- */

static cor_code restore_version(office_visit *visit, const entry_view *entry, int32_t expected,
                                cor_error *err) {
    cor_entry *old;
    int32_t version;
    cor_code code = get_version(visit, entry, http_form(visit->request, "version"), &old, err);
    if (code) return code;
    cor_registry_act act = { .why = cor_str_print(visit->keep, "version %d restored",
                                                  (int)old->version),
                             .expected = expected,
                             .state = COR_STATE_DRAFT };

    return cor_office_save(visit->office, &visit->session.staff, old, &act, visit->scratch,
                           &version, err);
}

static cor_code act_on(office_visit *visit, const entry_view *entry, cor_error *err) {
    cor_str what = http_form(visit->request, "do");
    int64_t expected = 0;
    cor_registry_act act = { .why = cor_str_part(cor_str_trim(http_form(visit->request, "why")), 0,
                                                 WHY_BYTES) };

    if (!cor_number_parse_int(http_form(visit->request, "expected"), &expected) || expected < 1 ||
        expected > INT32_MAX)
        return cor_fail(err, COR_E_USAGE, _("The form does not say which version it is about."));

    act.expected = (int32_t)expected;
    if (cor_str_is(what, "restore")) return restore_version(visit, entry, act.expected, err);
    if (!dossier_office_step_find(what, &act.state))
        return cor_fail(err, COR_E_USAGE, _("The form does not say what to do."));

    return cor_office_move(visit->office, &visit->session.staff, entry->kind, entry->key, &act,
                           visit->scratch, err);
}

static cor_code take_action(office_visit *visit, const entry_view *entry, cor_error *err) {
    cor_code code = act_on(visit, entry, err);
    if (!code)
        return office_go(
            visit, dossier_office_entry_path(entry->kind, entry->key, "?saved=1", visit->keep),
            err);
    bool is_said = code == COR_E_ACCESS || code == COR_E_DOMAIN || code == COR_E_CONFLICT;
    if (!is_said) return code;
    return show_entry(visit, entry, dossier_office_problem(err, visit->keep), cor_code_http(code),
                      err);
}

/* ---- the two addresses --------------------------------------------------- */

static cor_code entry_page(office_visit *visit, cor_error *err) {
    entry_view entry;
    cor_str version = http_parameter(visit->request, "version");
    cor_code code = find_office_entry(visit, &entry, err);
    if (!code && visit->request->method == HTTP_POST) return take_action(visit, &entry, err);
    if (!code && version.length) code = get_version(visit, &entry, version, &entry.shown, err);
    return code ? code : show_entry(visit, &entry, (cor_text){ 0 }, 200, err);
}

cor_code office_entry(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, entry_page, err);
}

static cor_code compare_page(office_visit *visit, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    const cor_document *document = NULL;
    entry_view entry;
    cor_entry *before = NULL, *after = NULL;
    cor_str from = http_parameter(visit->request, "from"),
            to = http_parameter(visit->request, "to");

    cor_code code = find_office_entry(visit, &entry, err);
    if (!code) code = get_version(visit, &entry, from, &before, err);
    if (!code) code = get_version(visit, &entry, to, &after, err);
    if (!code) code = dossier_office_compare_page(&viewer, before, after, &document, err);

    return office_give(visit, code, document, 200, err);
}

cor_code office_compare(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, compare_page, err);
}
