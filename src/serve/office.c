/* SPDX-License-Identifier: Apache-2.0 */
/* office.c: every page of the office begins here: who is it, may they, and is the form of this
 * session. */
#include "office.h"

/* ---- the visitor --------------------------------------------------------- */

cor_str office_address(const office_visit *visit) {
    return visit->request->words.address;
}

static cor_code read_session(office_visit *visit, cor_error *err) {
    cor_str cookie = http_cookie(visit->request->words.cookies, "__Host-" OFFICE_COOKIE);
    if (!cor_token_read(cookie, &visit->token)) return COR_OK;
    cor_code code =
        cor_office_session(visit->office, &visit->token, visit->keep, &visit->session, err);
    if (code == COR_E_ACCESS) return COR_OK; // ended: a visitor like any other
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

/* Reading: to the door and back afterwards. A form: the door holds on to it. */
static cor_code show_door(office_visit *visit, cor_error *err) {
    const http_request *request = visit->request;
    if (is_stage(visit, COR_STAGE_CHANGE)) return office_go(visit, COR_STR("/office/account"), err);
    if (request->method == HTTP_POST) {
        cor_error *why = cor_new(visit->keep, cor_error, 1);
        if (!why) return cor_fail_memory(err);
        (void)cor_fail(why, COR_E_ACCESS, _("You are not signed in, or no longer."));
        (void)cor_hint(why, _("What you typed is kept: sign in, look at it again and send it."));
        return office_show_door(visit, why, 403, err);
    }

    cor_str next = cor_str_print(visit->keep, "/office?next=%.*s", COR_STR_F(request->path));
    return office_go(visit, next, err);
}

static cor_code refuse_mark(cor_error *err) {
    (void)cor_fail(err, COR_E_ACCESS, _("The form is not of this session."));
    return cor_hint(err, _("Go back, load the page anew and send the form again."));
}

static cor_code let_in(office_visit *visit, office_need need, bool reshows, office_page page,
                       cor_error *err) {
    cor_code code = read_session(visit, err);
    if (code) return code;
    if (!is_let_in(visit, need)) return show_door(visit, err);
    bool posts = visit->request->method == HTTP_POST;
    if (posts && need != OFFICE_ANYBODY && !visit->marked && !reshows) return refuse_mark(err);

    if (need == OFFICE_ADMINISTRATOR &&
        !cor_staff_is(&visit->session.staff, COR_ROLE_ADMINISTRATOR)) {
        (void)cor_fail(err, COR_E_ACCESS, _("Only administrators see this page."));
        return cor_hint(err, _("An administrator can give you the role."));
    }

    return page(visit, err);
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
    if (!code) code = cor_office_open(visit->registry, &visit->office, err);
    if (!code) code = let_in(visit, need, reshows, page, err);
    response->no_store = true;
    cor_office_close(visit->office);
    cor_registry_close(visit->registry);
    cor_token_wipe(&visit->token);

    return code;
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

cor_text office_problem(const cor_error *err, cor_arena *keep) {
    if (cor_text_is_empty(err->hint)) return cor_text_keep(keep, err->what);
    return cor_text_keep(
        keep, cor_say("{what} {hint}", cor_arg_text(&err->what), cor_arg_text(&err->hint)));
}

cor_error *office_keep_error(office_visit *visit, cor_code code, const cor_error *err) {
    cor_error *kept = cor_new(visit->keep, cor_error, 1);
    if (!kept) return NULL;
    (void)cor_error_fail(kept, code, err->what);
    (void)cor_error_hint(kept, err->hint);
    return kept;
}

cor_code office_page_end(office_visit *visit, cor_doc *doc, int status, cor_error *err) {
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);
    if (!code) code = page_show(visit->request, document, visit->response, err);
    if (!code) visit->response->status = status;
    return code;
}

/* ---- pieces of pages ----------------------------------------------------- */

static void put_link(cor_doc *doc, const char *label, const char *href) {
    cor_doc_item(doc, &(cor_list_item){ .text = office_plain(label),
                                        .href = cor_str_of(href),
                                        .value = cor_value_absent(),
                                        .share = cor_value_absent() });
}

/* One menu for every page; signing out is a form, because it changes something. */
static void put_menu(office_visit *visit, cor_doc *doc) {
    bool whole = is_stage(visit, COR_STAGE_WHOLE);
    if (!whole && !is_stage(visit, COR_STAGE_CHANGE)) return;
    cor_doc_list(doc, "office-menu", office_plain(_("Office")), false);
    cor_doc_role(doc, COR_ROLE_MENU);
    if (whole) put_link(doc, _("Desk"), "/office");
    put_link(doc, _("My account"), "/office/account");

    if (whole && cor_staff_is(&visit->session.staff, COR_ROLE_ADMINISTRATOR)) {
        put_link(doc, _("Accounts"), "/office/staff");
        put_link(doc, _("Audit log"), "/office/log");
    }
}

cor_doc *office_page_begin(office_visit *visit, cor_str path, cor_text title, cor_text lead) {
    cor_str kind = cor_str_is(path, "/office") ? COR_STR("office-desk") : COR_STR("office");
    cor_doc *doc = cor_doc_begin(visit->keep, kind, path, title, lead);
    put_menu(visit, doc);
    return doc;
}

void office_put_codes(cor_doc *doc, const char *id, cor_text title, const cor_recovery *recovery) {
    cor_doc_list(doc, id, title, false);
    for (int i = 0; i < COR_RECOVERY_CODES; i++)
        cor_doc_item(doc,
                     &(cor_list_item){ .text = cor_say("{code}", cor_arg_cstr(recovery->codes[i])),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });
}

cor_field office_hidden(const char *name, cor_str value) {
    return (cor_field){ .kind = COR_FIELD_HIDDEN, .name = cor_str_of(name), .value = value };
}

cor_field office_mark(const office_visit *visit) {
    char text[COR_FORM_MARK_BYTES + 1];
    cor_token_form_mark(&visit->token, text);
    return office_hidden("mark", cor_str_keep(visit->keep, cor_str_of(text)));
}

cor_field office_button(const char *name, const char *value, const char *label, bool quiet) {
    return (cor_field){ .kind = COR_FIELD_BUTTON,
                        .name = cor_str_of(name),
                        .value = cor_str_of(value),
                        .label = office_plain(label),
                        .quiet = quiet };
}

cor_text office_when(int64_t at_s, cor_arena *keep) {
    char time[16];
    cor_date day = { (int32_t)(at_s / 86400) };
    int64_t second = at_s % 86400;
    snprintf(time, sizeof time, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    return cor_text_keep(keep,
                         cor_say(_("{date}, {time} UTC"), cor_arg_date(day), cor_arg_cstr(time)));
}

cor_table_cell office_words(cor_text text) {
    return (cor_table_cell){ .text = text, .value = cor_value_absent() };
}

cor_table_cell office_linked(cor_text text, cor_str href) {
    return (cor_table_cell){ .text = text, .href = href, .value = cor_value_absent() };
}
