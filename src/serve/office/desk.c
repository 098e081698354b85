/* SPDX-License-Identifier: Apache-2.0 */
/* desk.c: the work list, and the lists of each registry. */
#include "visit.h"

enum { DESK_ROWS = 20, LIST_ROWS = 50, PAGE_MAX = 1000000 };

cor_code office_kind(office_visit *visit, const cor_registry_kind **ret_kind, cor_error *err) {
    *ret_kind = cor_registry_kind_find(&cor_kinds, visit->request->part);
    if (*ret_kind) return COR_OK;
    (void)cor_fail(err, COR_E_NONE, _("There is no registry “{name}”."),
                   cor_arg_str(visit->request->part));
    return cor_hint(err, _("The first page of the office, /office, lists the registries."));
}

static cor_code find_desk_entries(office_visit *visit, const cor_registry_desk *wanted,
                                  dossier_office_entries *ret_entries, int64_t *ret_total,
                                  cor_error *err) {
    cor_code code = cor_registry_newest(visit->registry, wanted, visit->keep, visit->scratch,
                                        &ret_entries->list, &ret_entries->count, ret_total, err);
    if (code) return code;
    ret_entries->more = *ret_total - wanted->offset - (int64_t)ret_entries->count;
    return COR_OK;
}

/* ---- the desk ------------------------------------------------------------ */

static cor_code fill_desk(office_visit *visit, dossier_office_desk *desk, cor_error *err) {
    const struct {
        cor_registry_desk wanted;
        dossier_office_entries *place;
    } lists[] = {
        { { .in_state = true, .state = COR_STATE_REVIEW }, &desk->review },
        { { .in_state = true, .state = COR_STATE_DRAFT, .who = visit->session.staff.name },
          &desk->own_drafts },
        { { .in_state = true, .state = COR_STATE_DRAFT }, &desk->drafts },
        { { 0 }, &desk->recent },
    };
    cor_session *sessions;
    size_t count;
    int64_t total;
    cor_code code = cor_office_sessions(visit->office, visit->session.staff.id, visit->keep,
                                        &sessions, &count, err);

    for (size_t i = 0; i < sizeof lists / sizeof *lists && !code; i++) {
        cor_registry_desk wanted = lists[i].wanted;
        wanted.limit = DESK_ROWS;
        code = find_desk_entries(visit, &wanted, lists[i].place, &total, err);
    }

    if (!code) desk->session_count = (int64_t)count;
    return code;
}

static cor_code show_desk(office_visit *visit, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_desk desk = { 0 };
    const cor_document *document = NULL;
    cor_code code = fill_desk(visit, &desk, err);
    if (!code) code = dossier_office_desk_page(&viewer, &desk, &document, err);
    return office_give(visit, code, document, 200, err);
}

static cor_code desk_page(office_visit *visit, cor_error *err) {
    if (!visit->has_session) return office_show_sign_in(visit, (cor_text){ 0 }, 200, err);
    if (visit->session.stage == COR_STAGE_CHANGE)
        return office_go(visit, COR_STR("/office/account"), err);
    if (visit->session.stage == COR_STAGE_WHOLE) return show_desk(visit, err);
    return office_show_second(visit, (cor_text){ 0 }, 200, err);
}

cor_code office_desk(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ANYBODY, false, desk_page, err);
}

/* ---- the list of a registry ---------------------------------------------- */

static int64_t page_number(const office_visit *visit) {
    int64_t page = 1;
    bool is_one = cor_number_parse_int(http_parameter(visit->request, "page"), &page) &&
                  page >= 1 && page <= PAGE_MAX;
    return is_one ? page : 1;
}

static cor_code list_page(office_visit *visit, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_list shown = { .words = http_parameter(visit->request, "q"),
                                  .state = http_parameter(visit->request, "state"),
                                  .page = page_number(visit) };
    const cor_document *document = NULL;
    int64_t total = 0;
    cor_code code = office_kind(visit, &shown.kind, err);

    cor_registry_desk wanted = { .kind = shown.kind,
                                 .words = shown.words,
                                 .limit = LIST_ROWS,
                                 .offset = (int32_t)((shown.page - 1) * LIST_ROWS) };
    wanted.in_state = cor_registry_state_find(shown.state, &wanted.state);
    if (!code) code = find_desk_entries(visit, &wanted, &shown.entries, &total, err);
    shown.page_count = (total + LIST_ROWS - 1) / LIST_ROWS;
    if (!code) code = dossier_office_list_page(&viewer, &shown, &document, err);

    return office_give(visit, code, document, 200, err);
}

cor_code office_list(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, list_page, err);
}
