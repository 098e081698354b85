/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in.c: signing in and out. A form that came too late is kept in hidden fields of the sign-in
 * pages and handed over afterwards. */
#include "visit.h"

/* Fields of a kept form have this prefix, and its address is KEPT_PATH. */
#define KEPT      "kept."
#define KEPT_PATH "kept-path"

/* ---- what is kept -------------------------------------------------------- */

/* The next page; pages of the office only. */
static cor_str next_path(const office_visit *visit) {
    cor_str next = http_form(visit->request, "next");
    if (!next.length) next = http_parameter(visit->request, "next");
    bool fine = cor_str_is(next, "/office") || cor_str_starts(next, COR_STR("/office/"));
    for (size_t i = 0; fine && i < next.length; i++)
        fine = (unsigned char)next.at[i] > ' ' && next.at[i] != '\\' && next.at[i] < 127;
    return fine ? next : (cor_str){ "", 0 };
}

/* Form tokens belong to one session; the fields of one's own account are passwords. */
static bool is_kept(const http_request *request, cor_str name) {
    return !cor_str_is(request->path, "/office/account") && !cor_str_is(name, "mark") &&
           !cor_str_is(name, "lang");
}

typedef struct {
    dossier_office_pair *list;
    int32_t count;
} pair_list;

static void add_pair(pair_list *hidden, cor_str name, cor_str value) {
    hidden->list[hidden->count++] = (dossier_office_pair){ name, value };
}

/* On the first sign-in page the fields get the prefix; on the next they have it. */
static bool add_kept(const office_visit *visit, pair_list *hidden) {
    const http_request *request = visit->request;
    bool is_signing_in = cor_str_starts(request->path, COR_STR("/office/sign-")) ||
                         cor_str_is(request->path, "/office");

    if (request->method != HTTP_POST || !office_form_is_kept(request)) return true;
    if (!is_signing_in) add_pair(hidden, COR_STR(KEPT_PATH), request->path);
    for (int32_t i = 0; i < request->posted.text_count; i++) {
        const http_pair *pair = &request->posted.texts[i];
        bool prefixed =
            cor_str_starts(pair->name, COR_STR(KEPT)) || cor_str_is(pair->name, KEPT_PATH);
        cor_str name = is_signing_in
                           ? pair->name
                           : cor_str_print(visit->keep, KEPT "%.*s", COR_STR_F(pair->name));
        if (!name.at) return false;
        if (is_signing_in ? prefixed : is_kept(request, pair->name))
            add_pair(hidden, name, pair->value);
    }

    return true;
}

bool office_form_is_kept(const http_request *request) {
    enum { KEPT_BYTES_MAX = 64 << 10 };
    size_t bytes = 0;
    for (int32_t i = 0; i < request->posted.text_count; i++)
        bytes += request->posted.texts[i].name.length + request->posted.texts[i].value.length;
    return bytes <= KEPT_BYTES_MAX;
}

static cor_code collect_hidden(const office_visit *visit, dossier_office_sign_in *ret_shown,
                               cor_error *err) {
    enum { MORE_FIELDS = 2 }; // `next` and KEPT_PATH
    pair_list hidden = { .list = cor_new(visit->keep, dossier_office_pair,
                                         visit->request->posted.text_count + MORE_FIELDS) };
    if (!hidden.list) return cor_fail_memory(err);

    cor_str next = next_path(visit);
    if (next.length) add_pair(&hidden, COR_STR("next"), next);
    if (!add_kept(visit, &hidden)) return cor_fail_memory(err);
    ret_shown->hidden = hidden.list;
    ret_shown->hidden_count = hidden.count;

    return COR_OK;
}

/* ---- the pages ----------------------------------------------------------- */

cor_code office_show_sign_in(office_visit *visit, cor_text problem, int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    cor_str name = http_form(visit->request, "name");
    bool is_name = name.length <= 4 * COR_STAFF_NAME_BYTES; // longer ones are not shown back
    dossier_office_sign_in shown = { .name = is_name ? name : (cor_str){ "", 0 },
                                     .problem = problem };
    const cor_document *document = NULL;
    cor_code code = collect_hidden(visit, &shown, err);
    if (!code) code = dossier_office_sign_in_page(&viewer, &shown, &document, err);
    return office_give(visit, code, document, status, err);
}

cor_code office_show_second(office_visit *visit, cor_text problem, int status, cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    dossier_office_sign_in shown = { .problem = problem };
    const cor_document *document = NULL;
    cor_factor factor;
    bool enrols = visit->session.stage == COR_STAGE_ENROL;

    cor_code code = collect_hidden(visit, &shown, err);
    if (!code && enrols) code = cor_office_enrol(visit->office, &visit->token, &factor, err);
    if (!code)
        code = dossier_office_second_page(&viewer, &shown, enrols ? &factor : NULL, &document, err);
    cor_factor_wipe(&factor);

    return office_give(visit, code, document, status, err);
}

static cor_code show_new_recovery(office_visit *visit, const cor_recovery *recovery,
                                  cor_error *err) {
    dossier_office viewer = office_viewer(visit);
    const cor_document *document = NULL;
    cor_code code = dossier_office_recovery_page(&viewer, recovery, &document, err);
    return office_give(visit, code, document, 200, err);
}

/* ---- the password -------------------------------------------------------- */

static cor_code take_password(office_visit *visit, cor_token *ret_token, cor_error *err) {
    cor_password password;
    const cor_caller caller = office_caller(visit);
    cor_code code = cor_password_of(http_form(visit->request, "password"), &password, err);
    if (!code)
        code = cor_office_sign_in(visit->office, http_form(visit->request, "name"), &password,
                                  &caller, ret_token, err);
    cor_password_wipe(&password);
    return code;
}

/* A wrong or too frequent attempt is shown on the page; anything else is an ordinary error. */
static bool is_refusal(cor_code code) {
    return code == COR_E_ACCESS || code == COR_E_BUSY || code == COR_E_LIMIT ||
           code == COR_E_CONFLICT;
}

static int refusal_status(cor_code code) {
    return code == COR_E_BUSY ? 429 : 403;
}

static cor_code sign_in(office_visit *visit, cor_error *err) {
    cor_token token;
    // An earlier session in this browser ends when the new one starts.
    cor_code code =
        visit->has_session ? cor_office_sign_out(visit->office, &visit->session, err) : COR_OK;

    visit->has_session = false;
    if (!code) code = take_password(visit, &token, err);
    if (is_refusal(code))
        return office_show_sign_in(visit, dossier_office_problem(err, visit->keep),
                                   refusal_status(code), err);

    if (!code) code = office_put_cookie(visit, &token, err);
    if (!code) code = cor_office_session(visit->office, &token, visit->keep, &visit->session, err);
    cor_token_wipe(&token);
    if (code) return code;
    visit->has_session = true;

    return office_show_second(visit, (cor_text){ 0 }, 200, err);
}

cor_code office_sign_in(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ANYBODY, false, sign_in, err);
}

/* The name is in the form, which is read again by the handler: only short ones are looked at. */
static cor_str name_in_form(const http_request *request, cor_arena *scratch) {
    enum { FORM_BYTES_MAX = 16 << 10 };
    cor_error ignored = { 0 };
    http_request form = { .keep = scratch };
    if (request->body.length > FORM_BYTES_MAX) return (cor_str){ 0 };
    if (http_form_read(request->words.media_type, request->body, scratch, &form.posted, &ignored))
        return (cor_str){ 0 };
    return http_form(&form, "name");
}

bool office_is_from_known_device(const http_request *request) {
    cor_arena scratch = request->scratch;
    cor_error ignored = { 0 };
    cor_office *office = NULL;
    cor_str devices = http_cookie(request->words.cookies, "__Host-" OFFICE_DEVICE_COOKIE);
    if (!devices.length || !request->registry) return false;
    cor_str name = name_in_form(request, &scratch);
    if (!name.length || cor_office_open(request->registry, &office, &ignored)) return false;

    bool is_known = cor_office_knows_device(office, name, devices);
    cor_office_close(office);
    return is_known;
}

/* ---- the second factor --------------------------------------------------- */

/* Replay the kept form as if it had just been sent, in the new session. It has no valid form token,
 * so the page shows it again instead of acting on it. */
static cor_code hand_over(office_visit *visit, cor_str path, cor_error *err) {
    http_request *request = visit->request;
    char token[65];
    int32_t count = 0;
    http_pair *texts = cor_new(visit->keep, http_pair, request->posted.text_count + 1);

    cor_token_print(&visit->token, token);
    cor_str cookies = cor_str_print(visit->keep, "__Host-" OFFICE_COOKIE "=%s", token);
    if (!texts || !cookies.at) return cor_fail_memory(err);

    for (int32_t i = 0; i < request->posted.text_count; i++) {
        http_pair pair = request->posted.texts[i];
        if (!cor_str_starts(pair.name, COR_STR(KEPT))) continue;
        pair.name = cor_str_part(pair.name, strlen(KEPT), pair.name.length);
        if (!cor_str_is(pair.name, "mark")) texts[count++] = pair;
    }

    request->path = path;
    const http_route *route = http_route_find(request);
    if (!route || !cor_str_starts(path, COR_STR("/office/")) || !(route->methods >> HTTP_POST & 1))
        return office_go(visit, COR_STR("/office"), err);

    request->posted = (http_posted){ .texts = texts, .text_count = count };
    request->words.cookies = cookies;

    return route->handle(request, visit->response, err);
}

static cor_code go_inside(office_visit *visit, cor_error *err) {
    cor_str kept = http_form(visit->request, KEPT_PATH), next = next_path(visit);
    if (kept.length) return hand_over(visit, kept, err);
    return office_go(visit, next.length ? next : COR_STR("/office"), err);
}

static cor_code take_second_code(office_visit *visit, cor_token *ret_token,
                                 cor_recovery *ret_recovery, cor_error *err) {
    cor_str code = http_form(visit->request, "code");
    const cor_caller caller = office_caller(visit);
    if (visit->session.stage == COR_STAGE_ENROL)
        return cor_office_enrolled(visit->office, &visit->token, code, &caller, ret_token,
                                   ret_recovery, err);
    return cor_office_second(visit->office, &visit->token, code, &caller, ret_token, err);
}

static cor_code cancel_sign_in(office_visit *visit, cor_error *err) {
    cor_code code = cor_office_sign_out(visit->office, &visit->session, err);
    if (!code) code = office_put_cookie(visit, NULL, err);
    return code ? code : office_go(visit, COR_STR("/office"), err);
}

static cor_code second_step(office_visit *visit, cor_error *err) {
    cor_token token;
    cor_recovery recovery = { 0 };

    if (cor_str_is(http_form(visit->request, "do"), "cancel")) return cancel_sign_in(visit, err);
    cor_code code = take_second_code(visit, &token, &recovery, err);
    if (is_refusal(code))
        return office_show_second(visit, dossier_office_problem(err, visit->keep),
                                  refusal_status(code), err);
    if (!code) code = office_put_device(visit, &token, err);
    if (!code) code = office_put_cookie(visit, &token, err);
    cor_token_wipe(&token);
    if (!code)
        code =
            recovery.codes[0][0] ? show_new_recovery(visit, &recovery, err) : go_inside(visit, err);

    cor_recovery_wipe(&recovery);
    return code;
}

cor_code office_second(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_HALF, false, second_step, err);
}

/* ---- out ----------------------------------------------------------------- */

static cor_code sign_out(office_visit *visit, cor_error *err) {
    return cancel_sign_in(visit, err);
}

cor_code office_sign_out(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_CHANGE, false, sign_out, err);
}
