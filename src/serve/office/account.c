/* SPDX-License-Identifier: Apache-2.0 */
/* account.c: a person's own account, and the log. */
#include "visit.h"

enum { LOG_ROWS = 100 };

/* ---- one's own account --------------------------------------------------- */

static cor_code show_account(office_visit *visit, cor_text problem, const cor_recovery *fresh,
                             int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_account account = { .fresh = fresh, .problem = problem };
    const cor_document *document = NULL;
    cor_session *sessions = NULL;
    cor_code code = COR_OK;

    if (visit->session.stage != COR_STAGE_CHANGE) {
        code = cor_office_sessions(visit->office, visit->session.staff.id, visit->keep, &sessions,
                                   &account.session_count, err);
        if (!code)
            code = cor_office_recovery_left(visit->office, &visit->session, &account.recovery_left,
                                            err);
    }

    account.sessions = sessions;
    if (!code) code = dossier_office_account_page(&viewer, &account, &document, err);
    return office_give(visit, code, document, status, err);
}

static cor_code change_password(office_visit *visit, cor_error *err) {
    cor_password before, after;
    cor_token token;
    const http_request *request = visit->request;
    const cor_caller caller = office_caller(visit);
    cor_code code = cor_password_of(http_form(request, "before"), &before, err);
    if (!code) code = cor_password_of(http_form(request, "after"), &after, err);
    if (!code && !cor_str_equal(http_form(request, "after"), http_form(request, "again")))
        code = cor_fail(err, COR_E_USAGE, _("The two new passwords differ."));
    if (!code)
        code = cor_office_change_password(visit->office, &visit->session, &before, &after, &caller,
                                          &token, err);
    if (!code) code = office_put_cookie(visit, &token, err);
    cor_password_wipe(&before);
    cor_password_wipe(&after);
    cor_token_wipe(&token);

    return code;
}

static cor_code end_session(office_visit *visit, cor_error *err) {
    int64_t id;
    if (!cor_number_parse_int(http_form(visit->request, "session"), &id) || id < 0)
        return cor_fail(err, COR_E_USAGE, _("The form does not say which session."));
    return cor_office_end_session(visit->office, &visit->session, id, err);
}

static cor_code new_codes(office_visit *visit, cor_error *err) {
    cor_recovery fresh;
    cor_code code = cor_office_new_recovery(visit->office, &visit->session, &fresh, err);
    if (!code) code = show_account(visit, (cor_text){ 0 }, &fresh, 200, err);
    cor_recovery_wipe(&fresh);
    return code;
}

static cor_code account_page(office_visit *visit, cor_error *err) {
    cor_str what = http_form(visit->request, "do");
    if (visit->request->method != HTTP_POST)
        return show_account(visit, (cor_text){ 0 }, NULL, 200, err);

    if (visit->session.stage == COR_STAGE_WHOLE && cor_str_is(what, "recovery"))
        return new_codes(visit, err);
    cor_code code = cor_str_is(what, "end") ? end_session(visit, err) : change_password(visit, err);
    if (!code) return office_go(visit, COR_STR("/office/account"), err);
    if (code != COR_E_ACCESS && code != COR_E_DOMAIN && code != COR_E_USAGE && code != COR_E_BUSY &&
        code != COR_E_LIMIT)
        return code;

    return show_account(visit, dossier_office_problem(err, visit->keep), NULL,
                        code == COR_E_BUSY ? 429 : 422, err);
}

cor_code office_account(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_CHANGE, false, account_page, err);
}

/* ---- the log ------------------------------------------------------------- */

static cor_code log_page(office_visit *visit, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    const cor_document *document = NULL;
    cor_registry_event *list;
    size_t count;
    int64_t before = 0;

    if (!cor_number_parse_int(http_parameter(visit->request, "before"), &before) || before < 0)
        before = 0;
    cor_code code = cor_registry_log(visit->registry, before, http_parameter(visit->request, "who"),
                                     LOG_ROWS, visit->keep, &list, &count, err);
    if (!code)
        code = dossier_office_log_page(&viewer, list, count, count == LOG_ROWS, &document, err);

    return office_give(visit, code, document, 200, err);
}

cor_code office_log_page(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, log_page, err);
}
