/* SPDX-License-Identifier: Apache-2.0 */
/* office_door.c: signing in and out: the password, the second factor, and a form that came too
 * late, which waits at the door and is handed over inside. */
#include "office.h"

/* ---- what is kept -------------------------------------------------------- */

/* Where to go afterwards: only pages of the office. */
static cor_str next_path(const office_visit *visit) {
    cor_str next = http_form(visit->request, "next");
    if (!next.length) next = http_parameter(visit->request, "next");
    bool fine = cor_str_is(next, "/office") || cor_str_starts(next, COR_STR("/office/"));
    for (size_t i = 0; fine && i < next.length; i++)
        fine = (unsigned char)next.at[i] > ' ' && next.at[i] != '\\' && next.at[i] < 127;
    return fine ? next : (cor_str){ "", 0 };
}

/* Marks are of one session; the fields of one's own account are passwords. */
static bool is_kept(const http_request *request, cor_str name) {
    return !cor_str_is(request->path, "/office/account") && !cor_str_is(name, "mark") &&
           !cor_str_is(name, "lang");
}

typedef struct {
    cor_field *list;
    int32_t count;
} field_list;

static void add(field_list *fields, cor_field field) {
    fields->list[fields->count++] = field;
}

/* At the first door the fields get the prefix; at the next they have it already. */
static bool add_kept(const office_visit *visit, field_list *fields) {
    const http_request *request = visit->request;
    bool at_door = cor_str_starts(request->path, COR_STR("/office/sign-")) ||
                   cor_str_is(request->path, "/office");

    if (request->method != HTTP_POST) return true;
    if (!at_door) add(fields, office_hidden(OFFICE_KEPT_PATH, request->path));
    for (int32_t i = 0; i < request->posted.text_count; i++) {
        const http_pair *pair = &request->posted.texts[i];
        bool prefixed = cor_str_starts(pair->name, COR_STR(OFFICE_KEPT)) ||
                        cor_str_is(pair->name, OFFICE_KEPT_PATH);
        cor_str name = at_door
                           ? pair->name
                           : cor_str_print(visit->keep, OFFICE_KEPT "%.*s", COR_STR_F(pair->name));
        if (!name.at) return false;
        if (at_door ? prefixed : is_kept(request, pair->name))
            add(fields,
                (cor_field){ .kind = COR_FIELD_HIDDEN, .name = name, .value = pair->value });
    }

    return true;
}

static bool begin_fields(const office_visit *visit, field_list *fields) {
    *fields = (field_list){ .list = cor_new(visit->keep, cor_field,
                                            visit->request->posted.text_count + 16) };
    if (!fields->list) return false;
    cor_str next = next_path(visit);
    if (next.length) add(fields, office_hidden("next", next));
    return add_kept(visit, fields);
}

static void put_form(office_visit *visit, cor_doc *doc, const char *action,
                     const field_list *fields, const cor_error *problem) {
    cor_text text = problem ? office_problem(problem, visit->keep) : (cor_text){ 0 };
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "sign-in",
                                           .action = cor_str_of(action),
                                           .post = true,
                                           .fields = fields->list,
                                           .field_count = fields->count,
                                           .problems = &text,
                                           .problem_count = problem ? 1 : 0 });
}

/* ---- the pages ----------------------------------------------------------- */

cor_code office_show_door(office_visit *visit, const cor_error *problem, int status,
                          cor_error *err) {
    field_list fields;
    if (!begin_fields(visit, &fields)) return cor_fail_memory(err);
    add(&fields, (cor_field){ .kind = COR_FIELD_TEXT,
                              .name = COR_STR("name"),
                              .label = office_plain(_("Name of the account")),
                              .value = http_form(visit->request, "name"),
                              .autocomplete = COR_STR("username"),
                              .required = true });
    add(&fields, (cor_field){ .kind = COR_FIELD_PASSWORD,
                              .name = COR_STR("password"),
                              .label = office_plain(_("Password")),
                              .autocomplete = COR_STR("current-password"),
                              .required = true });
    add(&fields, office_button("", "", _("Sign in"), false));
    cor_doc *doc = cor_doc_begin(
        visit->keep, COR_STR("office-desk"), COR_STR("/office"), office_plain(_("Office")),
        office_plain(_("For staff who edit the registries. Readers need no account.")));
    put_form(visit, doc, "/office/sign-in", &fields, problem);

    return office_page_end(visit, doc, status, err);
}

static void put_factor(office_visit *visit, cor_doc *doc, const cor_factor *factor) {
    char key[48];
    cor_factor_print(factor, true, key);
    cor_str uri = cor_factor_uri(factor, visit->session.staff.name, visit->keep);
    cor_doc_section(doc, "factor", office_plain(_("Set up the second factor")));
    cor_doc_paragraph(
        doc,
        office_plain(_("Scan the code with an authenticator program on your telephone, or type the "
                       "key there. Then type the six digits it shows.")),
        NULL, 0);
    cor_doc_code(doc, "factor-code", office_plain(_("Code for the authenticator program")),
                 cor_say(_("Key: {key}"), cor_arg_cstr(key)), uri);
    cor_doc_section_end(doc);
}

static cor_code show_enrol(office_visit *visit, cor_doc *doc, cor_error *err) {
    cor_factor factor;
    cor_code code = cor_office_enrol(visit->office, &visit->token, &factor, err);
    if (code) return code;
    put_factor(visit, doc, &factor);
    cor_factor_wipe(&factor);
    return COR_OK;
}

cor_code office_show_second(office_visit *visit, const cor_error *problem, int status,
                            cor_error *err) {
    field_list fields;
    bool enrols = visit->session.stage == COR_STAGE_ENROL;

    if (!begin_fields(visit, &fields)) return cor_fail_memory(err);
    add(&fields, office_mark(visit));
    add(&fields,
        (cor_field){
            .kind = COR_FIELD_CODE,
            .name = COR_STR("code"),
            .label = office_plain(enrols ? _("The six digits") : _("Code of your second factor")),
            .hint = enrols ? (cor_text){ 0 }
                           : office_plain(
                                 _("The six digits your device shows now, or a recovery code.")),
            .required = true });
    add(&fields, office_button("", "", _("Go on"), false));
    add(&fields, office_button("do", "cancel", _("Cancel"), true));
    cor_doc *doc = cor_doc_begin(
        visit->keep, COR_STR("office"), COR_STR("/office"), office_plain(_("Second factor")),
        cor_say(_("Signing in as {name}."), cor_arg_str(visit->session.staff.name)));
    cor_code code = enrols ? show_enrol(visit, doc, err) : COR_OK;
    if (code) return code;
    put_form(visit, doc, "/office/sign-in/code", &fields, problem);

    return office_page_end(visit, doc, status, err);
}

/* ---- the password -------------------------------------------------------- */

static cor_code take_password(office_visit *visit, cor_token *ret_token, cor_error *err) {
    cor_password password;
    cor_code code = cor_password_of(http_form(visit->request, "password"), &password, err);
    if (!code)
        code = cor_office_sign_in(visit->office, http_form(visit->request, "name"), &password,
                                  office_address(visit), ret_token, err);
    cor_password_wipe(&password);
    return code;
}

/* Wrong, or too often: said at the door; anything else is an error like others. */
static bool is_refusal(cor_code code) {
    return code == COR_E_ACCESS || code == COR_E_BUSY || code == COR_E_LIMIT ||
           code == COR_E_CONFLICT;
}

static int refusal_status(cor_code code) {
    return code == COR_E_BUSY ? 429 : 403;
}

static cor_code sign_in(office_visit *visit, cor_error *err) {
    cor_token token;
    // Another session in this browser ends when the new one begins.
    cor_code code =
        visit->has_session ? cor_office_sign_out(visit->office, &visit->session, err) : COR_OK;

    visit->has_session = false;
    if (!code) code = take_password(visit, &token, err);
    if (is_refusal(code)) {
        cor_error *problem = office_keep_error(visit, code, err);
        return problem ? office_show_door(visit, problem, refusal_status(code), err)
                       : cor_fail_memory(err);
    }

    if (!code) code = office_put_cookie(visit, &token, err);
    if (!code) code = cor_office_session(visit->office, &token, visit->keep, &visit->session, err);
    cor_token_wipe(&token);
    if (code) return code;
    visit->has_session = true;

    return office_show_second(visit, NULL, 200, err);
}

cor_code office_sign_in(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ANYBODY, false, sign_in, err);
}

/* ---- the second factor --------------------------------------------------- */

/* The kept form as if it had just been sent, to the page it was for, in the new session. Its
 * mark is missing, so that the page shows it instead of believing it. */
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
        if (!cor_str_starts(pair.name, COR_STR(OFFICE_KEPT))) continue;
        pair.name = cor_str_part(pair.name, strlen(OFFICE_KEPT), pair.name.length);
        if (!cor_str_is(pair.name, "mark")) texts[count++] = pair;
    }

    const http_route *route = http_route_find(path, &request->part, &request->part2);
    if (!route || !cor_str_starts(path, COR_STR("/office/")) || !(route->methods >> HTTP_POST & 1))
        return office_go(visit, COR_STR("/office"), err);

    request->path = path;
    request->posted = (http_posted){ .texts = texts, .text_count = count };
    request->words.cookies = cookies;

    return route->handle(request, visit->response, err);
}

static cor_code go_inside(office_visit *visit, cor_error *err) {
    cor_str kept = http_form(visit->request, OFFICE_KEPT_PATH), next = next_path(visit);
    if (kept.length) return hand_over(visit, kept, err);
    return office_go(visit, next.length ? next : COR_STR("/office"), err);
}

static cor_code show_recovery(office_visit *visit, const cor_recovery *recovery, cor_error *err) {
    cor_doc *doc =
        cor_doc_begin(visit->keep, COR_STR("office"), COR_STR("/office/account"),
                      office_plain(_("Recovery codes")),
                      office_plain(_("Write these down, or print the page. Each signs you in once "
                                     "on the day your device is lost. They are not shown again.")));
    office_put_codes(doc, "recovery", (cor_text){ 0 }, recovery);
    cor_doc_link(doc, office_plain(_("Go on to the office")), COR_STR("/office"));
    return office_page_end(visit, doc, 200, err);
}

static cor_code take_code(office_visit *visit, cor_token *ret_token, cor_recovery *ret_recovery,
                          cor_error *err) {
    cor_str code = http_form(visit->request, "code");
    if (visit->session.stage == COR_STAGE_ENROL)
        return cor_office_enrolled(visit->office, &visit->token, code, office_address(visit),
                                   ret_token, ret_recovery, err);
    return cor_office_second(visit->office, &visit->token, code, office_address(visit), ret_token,
                             err);
}

static cor_code second_refused(office_visit *visit, cor_code refused, cor_error *err) {
    cor_error *problem = office_keep_error(visit, refused, err);
    return problem ? office_show_second(visit, problem, refusal_status(refused), err)
                   : cor_fail_memory(err);
}

static cor_code cancel(office_visit *visit, cor_error *err) {
    cor_code code = cor_office_sign_out(visit->office, &visit->session, err);
    if (!code) code = office_put_cookie(visit, NULL, err);
    return code ? code : office_go(visit, COR_STR("/office"), err);
}

static cor_code second(office_visit *visit, cor_error *err) {
    cor_token token;
    cor_recovery recovery = { 0 };

    if (cor_str_is(http_form(visit->request, "do"), "cancel")) return cancel(visit, err);
    cor_code code = take_code(visit, &token, &recovery, err);
    if (is_refusal(code)) return second_refused(visit, code, err);
    if (!code) code = office_put_cookie(visit, &token, err);
    cor_token_wipe(&token);
    if (!code)
        code = recovery.codes[0][0] ? show_recovery(visit, &recovery, err) : go_inside(visit, err);

    cor_recovery_wipe(&recovery);
    return code;
}

cor_code office_second(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_HALF, false, second, err);
}

/* ---- out ----------------------------------------------------------------- */

static cor_code sign_out(office_visit *visit, cor_error *err) {
    return cancel(visit, err);
}

cor_code office_sign_out(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_CHANGE, false, sign_out, err);
}
