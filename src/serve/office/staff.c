/* SPDX-License-Identifier: Apache-2.0 */
/* staff.c: the accounts of others, for administrators. */
#include "visit.h"

static cor_code read_grant(office_visit *visit, cor_grant *ret_grant, cor_error *err) {
    const http_request *request = visit->request;
    cor_str country = cor_str_trim(http_form(request, "country")),
            registry = http_form(request, "registry");
    cor_grant grant = { 0 };

    if (!cor_role_find(http_form(request, "role"), &grant.role))
        return cor_fail(err, COR_E_USAGE, _("The form does not say which role."));
    if (country.length) {
        cor_code code = cor_place_read(country, &grant.country, err);
        if (code) return code;
    }

    grant.kind = cor_registry_kind_find(&cor_kinds, registry);
    if (registry.length && !grant.kind)
        return cor_fail(err, COR_E_NONE, _("There is no registry “{name}”."),
                        cor_arg_str(registry));

    *ret_grant = grant;
    return COR_OK;
}

static dossier_office_grant typed_grant(const office_visit *visit, cor_text problem) {
    const http_request *request = visit->request;
    return (dossier_office_grant){ .account = http_form(request, "account"),
                                   .role = http_form(request, "role"),
                                   .country = http_form(request, "country"),
                                   .registry = http_form(request, "registry"),
                                   .problem = problem };
}

/* Problems that the person can fix are shown on the page; others are errors. */
static bool is_said(cor_code code) {
    return code == COR_E_ACCESS || code == COR_E_DOMAIN || code == COR_E_CONFLICT ||
           code == COR_E_USAGE || code == COR_E_NONE;
}

/* The password is shown once, on this answer. */
static cor_code show_password(office_visit *visit, cor_str name, const cor_password *password,
                              cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    const cor_document *document = NULL;
    cor_code code = dossier_office_password_page(&viewer, name, password, &document, err);
    return office_give(visit, code, document, 200, err);
}

/* ---- all accounts -------------------------------------------------------- */

static cor_code show_all(office_visit *visit, cor_text problem, int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_grant typed = typed_grant(visit, problem);
    const cor_document *document = NULL;
    cor_staff *list;
    size_t count;
    cor_code code = cor_office_list(visit->office, visit->keep, &list, &count, err);
    if (!code) code = dossier_office_accounts_page(&viewer, list, count, &typed, &document, err);
    return office_give(visit, code, document, status, err);
}

static cor_code add_account(office_visit *visit, cor_error *err) {
    cor_password password;
    cor_grant grant;
    cor_str name = cor_str_trim(http_form(visit->request, "account"));
    cor_code code = read_grant(visit, &grant, err);

    cor_password_random(&password);
    cor_staff_new new = {
        .name = name, .password = &password, .must_change = true, .grants = &grant, .grant_count = 1
    };
    if (!code) code = cor_office_add(visit->office, visit->session.staff.name, &new, NULL, err);
    if (is_said(code))
        code = show_all(visit, dossier_office_problem(err, visit->keep), 422, err);
    else if (!code)
        code = show_password(visit, name, &password, err);
    cor_password_wipe(&password);

    return code;
}

static cor_code all_page(office_visit *visit, cor_error *err) {
    return visit->request->method == HTTP_POST ? add_account(visit, err)
                                               : show_all(visit, (cor_text){ 0 }, 200, err);
}

cor_code office_staff(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, all_page, err);
}

/* ---- one account --------------------------------------------------------- */

static cor_code show_one(office_visit *visit, cor_text problem, int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_grant typed = typed_grant(visit, problem);
    const cor_document *document = NULL;
    cor_staff staff;
    cor_code code = cor_office_get(visit->office, visit->request->part, visit->keep, &staff, err);
    if (!code) code = dossier_office_staff_page(&viewer, &staff, &typed, &document, err);
    return office_give(visit, code, document, status, err);
}

static cor_code reset_account(office_visit *visit, cor_error *err) {
    cor_password password;
    cor_password_random(&password);
    cor_code code = cor_office_reset(visit->office, visit->session.staff.name, visit->request->part,
                                     &password, true, err);
    if (!code) code = show_password(visit, visit->request->part, &password, err);
    cor_password_wipe(&password);
    return code;
}

static cor_code change_account(office_visit *visit, cor_str what, cor_error *err) {
    cor_str actor = visit->session.staff.name, name = visit->request->part;
    cor_grant grant;

    if (cor_str_is(what, "disable") || cor_str_is(what, "enable"))
        return cor_office_disable(visit->office, actor, name, cor_str_is(what, "disable"), err);
    if (!cor_str_is(what, "give") && !cor_str_is(what, "take"))
        return cor_fail(err, COR_E_USAGE, _("The form does not say what to do."));

    cor_code code = read_grant(visit, &grant, err);
    return code ? code
                : cor_office_grant(visit->office, actor, name, &grant, 1, cor_str_is(what, "take"),
                                   err);
}

static cor_code one_page(office_visit *visit, cor_error *err) {
    cor_str what = http_form(visit->request, "do");
    if (visit->request->method != HTTP_POST) return show_one(visit, (cor_text){ 0 }, 200, err);
    if (cor_str_is(what, "reset")) return reset_account(visit, err);
    cor_code code = change_account(visit, what, err);
    if (!code) return office_go(visit, office_here(visit), err);
    if (!is_said(code)) return code;
    return show_one(visit, dossier_office_problem(err, visit->keep), 422, err);
}

cor_code office_staff_one(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, one_page, err);
}
