/* SPDX-License-Identifier: Apache-2.0 */
/* visit.c: the start of every page of the office: the person's session, permissions, and form
 * token. */
#include "visit.h"

/* ---- the visitor --------------------------------------------------------- */

static cor_str device_cookie(const office_visit *visit) {
    return http_cookie(visit->request->words.cookies, "__Host-" OFFICE_DEVICE_COOKIE);
}

cor_caller office_caller(const office_visit *visit) {
    return (cor_caller){ .address = visit->request->words.address,
                         .devices = device_cookie(visit) };
}

static cor_code read_session(office_visit *visit, cor_error *err) {
    cor_str cookie = http_cookie(visit->request->words.cookies, "__Host-" OFFICE_COOKIE);
    if (!cor_token_read(cookie, &visit->token)) return COR_OK;
    cor_code code =
        cor_office_session(visit->office, &visit->token, visit->keep, &visit->session, err);
    if (code == COR_E_ACCESS) return COR_OK; // ended: treated as not signed in
    visit->has_session = !code;
    visit->marked =
        !code && cor_token_form_mark_is(&visit->token, http_form(visit->request, "mark"));
    return code;
}

static bool is_stage(const office_visit *visit, cor_stage stage) {
    return visit->has_session && visit->session.stage == stage;
}

static bool is_let_in(const office_visit *visit, office_need need) {
    switch (need) {
    case OFFICE_ANYBODY:
        return true;
    case OFFICE_HALF:
        return is_stage(visit, COR_STAGE_CODE) || is_stage(visit, COR_STAGE_ENROL);
    case OFFICE_CHANGE:
        return is_stage(visit, COR_STAGE_CHANGE) || is_stage(visit, COR_STAGE_WHOLE);
    case OFFICE_STAFF:
    case OFFICE_ADMINISTRATOR:
        return is_stage(visit, COR_STAGE_WHOLE);
    }

    return false;
}

cor_str office_here(const office_visit *visit) {
    cor_out out = cor_out_memory(visit->keep);
    http_request_put_address(visit->request, true, &out);
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

/* The sign-in page that leads back here; without the way back when the address is very long. */
static cor_str sign_in_address(const office_visit *visit) {
    enum { ADDRESS_BYTES_MAX = 1000 };
    cor_str here = office_here(visit);
    cor_out out = cor_out_memory(visit->keep);
    if (here.length > ADDRESS_BYTES_MAX) return COR_STR("/office");
    cor_put_c(&out, "/office?next=");
    cor_question_put_encoded(&out, here, "/-._~");
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

/* A page: redirect to the sign-in page, and back afterwards. A form: the sign-in page keeps it. */
static cor_code ask_to_sign_in(office_visit *visit, cor_error *err) {
    const http_request *request = visit->request;
    if (is_stage(visit, COR_STAGE_CHANGE)) return office_go(visit, COR_STR("/office/account"), err);
    if (request->method == HTTP_POST) {
        (void)cor_fail(err, COR_E_ACCESS, _("You are not signed in, or no longer."));
        (void)cor_hint(err,
                       office_form_is_kept(request)
                           ? _("What you typed is kept: sign in, look at it again and send it.")
                           : _("What you typed is too long to be kept here: copy it before you "
                               "sign in, or go back to it in your browser."));
        return office_show_sign_in(visit, dossier_office_problem(err, visit->keep), 403, err);
    }

    return office_go(visit, sign_in_address(visit), err);
}

static cor_code refuse_mark(cor_error *err) {
    (void)cor_fail(err, COR_E_ACCESS, _("The form is not of this session."));
    return cor_hint(err, _("Go back, load the page anew and send the form again."));
}

static cor_code let_in(office_visit *visit, office_need need, bool reshows, office_page page,
                       cor_error *err) {
    cor_code code = read_session(visit, err);
    if (code) return code;
    if (!is_let_in(visit, need)) return ask_to_sign_in(visit, err);
    bool posts = visit->request->method == HTTP_POST;
    if (posts && need != OFFICE_ANYBODY && !visit->marked && !reshows) return refuse_mark(err);

    if (need == OFFICE_ADMINISTRATOR &&
        !cor_staff_is(&visit->session.staff, COR_ROLE_ADMINISTRATOR)) {
        (void)cor_fail(err, COR_E_ACCESS, _("Only administrators see this page."));
        return cor_hint(err, _("An administrator can give you the role."));
    }

    return page(visit, err);
}

/* Trouble with the key file: the path goes to the operator's log, not to readers. */
static cor_code open_office(office_visit *visit, cor_error *err) {
    cor_code code = cor_office_open(visit->registry, &visit->office, err);
    if (!code) code = cor_office_check_key(visit->office, err);
    if (!code || code == COR_E_MEMORY || code == COR_E_BUSY) return code;
    http_log_event("key file", err->what);
    (void)cor_fail(
        err, COR_E_BUSY,
        _("The office is closed: its key file cannot be used. Pages can still be read."));
    return cor_hint(err, _("Tell those who run this server; its log says what is wrong."));
}

cor_code office_visit_run(http_request *request, http_response *response, office_need need,
                          bool reshows, office_page page, cor_error *err) {
    cor_store *store = NULL;
    office_visit *visit = cor_new(request->keep, office_visit, 1);

    if (!visit) return cor_fail_memory(err);
    *visit = (office_visit){
        .request = request, .response = response, .keep = request->keep, .scratch = request->scratch
    };
    cor_code code = http_store_write(&store, err);
    if (!code) code = cor_registry_open(store, &cor_kinds, &visit->registry, err);
    if (!code) code = open_office(visit, err);
    if (!code) code = let_in(visit, need, reshows, page, err);
    response->no_store = true;
    cor_office_close(visit->office);
    cor_registry_close(visit->registry);
    cor_token_wipe(&visit->token);

    return code;
}

cor_code office_put_device(office_visit *visit, const cor_token *token, cor_error *err) {
    char cookie[COR_DEVICE_COOKIE_BYTES + 1];
    cor_session session;
    cor_code code = cor_office_session(visit->office, token, visit->keep, &session, err);
    if (!code)
        code = cor_office_know_device(visit->office, session.staff.name, device_cookie(visit),
                                      cookie, err);
    if (code) return code;
    bool kept = http_cookie_set(visit->response, OFFICE_DEVICE_COOKIE, cor_str_of(cookie),
                                COR_DEVICE_KNOWN_DAYS * 24 * 3600, visit->keep);
    return kept ? COR_OK : cor_fail_memory(err);
}

/* ---- answers ------------------------------------------------------------- */

cor_code office_put_cookie(office_visit *visit, const cor_token *token, cor_error *err) {
    char text[65] = "";
    if (token) cor_token_print(token, text);
    if (!http_cookie_set(visit->response, OFFICE_COOKIE, cor_str_of(text), 0, visit->keep))
        return cor_fail_memory(err);
    if (!token) return COR_OK;
    visit->token = *token;
    return cor_office_note_device(visit->office, token,
                                  http_device(visit->request->words.agent, visit->keep), err);
}

cor_code office_go(office_visit *visit, cor_str path, cor_error *err) {
    const http_request *request = visit->request;
    cor_lang known;
    bool says =
        request->lang_given && !cor_lang_find(http_cookie(request->words.cookies, "lang"), &known);
    const char *sign = cor_str_find(path, COR_STR("?")) == SIZE_MAX ? "?" : "&";

    visit->response->status = 303;
    visit->response->location = says ? cor_str_print(visit->keep, "%.*s%slang=%s", COR_STR_F(path),
                                                     sign, cor_lang_code(request->lang))
                                     : path;

    return visit->response->location.at ? COR_OK : cor_fail_memory(err);
}

dossier_office office_viewer(office_visit *visit) {
    char text[COR_FORM_MARK_BYTES + 1] = "";
    if (visit->has_session) cor_token_form_mark(&visit->token, text);
    return (dossier_office){ .session = visit->has_session ? &visit->session : NULL,
                             .mark = cor_str_keep(visit->keep, cor_str_of(text)),
                             .keep = visit->keep };
}

cor_code office_give(office_visit *visit, cor_code code, const cor_document *document, int status,
                     cor_error *err) {
    if (!code) code = page_show(visit->request, document, visit->response, err);
    if (!code) visit->response->status = status;
    return code;
}
