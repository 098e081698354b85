/* SPDX-License-Identifier: Apache-2.0 */
/* office_people.c: one's own account, the accounts of others, and the log. */
#include "office.h"

enum { LOG_ROWS = 100 };

/* ---- one's own account --------------------------------------------------- */

static void put_password_form(office_visit *visit, cor_doc *doc, cor_text problem) {
    cor_field fields[] = {
        office_mark(visit),
        { .kind = COR_FIELD_PASSWORD,
          .name = COR_STR("before"),
          .label = office_plain(_("Present password")),
          .autocomplete = COR_STR("current-password"),
          .required = true },
        { .kind = COR_FIELD_PASSWORD,
          .name = COR_STR("after"),
          .label = office_plain(_("New password")),
          .hint = office_plain(_("At least 12 characters; four or five words are good.")),
          .autocomplete = COR_STR("new-password"),
          .required = true },
        { .kind = COR_FIELD_PASSWORD,
          .name = COR_STR("again"),
          .label = office_plain(_("The new one again")),
          .autocomplete = COR_STR("new-password"),
          .required = true },
        office_button("do", "password", _("Change the password"), false),
    };
    cor_doc_section(doc, "password", office_plain(_("Password")));
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "change",
                                           .action = COR_STR("/office/account"),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = 5,
                                           .problems = &problem,
                                           .problem_count = !cor_text_is_empty(problem) });
    cor_doc_section_end(doc);
}

static const cor_table_column SESSION_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("session"), .label = { .id = _("Session") } },
    { .kind = COR_CELL_WORDS,
      .key = COR_STR_INIT("device"),
      .label = { .id = _("Browser and system") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("since"), .label = { .id = _("Signed in") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("seen"), .label = { .id = _("Last used") } },
};

/* "Session 12: Firefox, Windows". */
static cor_text session_text(const cor_session *session, cor_arena *keep) {
    if (!session->device.length)
        return cor_text_keep(keep, cor_say(_("Session {number}"), cor_arg_plain(session->id)));
    return cor_text_keep(keep, cor_say(_("Session {number}: {device}"), cor_arg_plain(session->id),
                                       cor_arg_str(session->device)));
}

static void put_end_form(office_visit *visit, cor_doc *doc, const cor_session *list, size_t count) {
    cor_choice *choices = cor_new(visit->keep, cor_choice, count + 1);
    int32_t others = 0;

    if (!choices) return;
    choices[others++] = (cor_choice){ COR_STR("0"), office_plain(_("all others")) };
    for (size_t i = 0; i < count; i++)
        if (list[i].id != visit->session.id)
            choices[others++] =
                (cor_choice){ cor_str_print(visit->keep, "%lld", (long long)list[i].id),
                              session_text(&list[i], visit->keep) };

    if (others == 1) return;
    cor_field fields[] = { office_mark(visit),
                           { .kind = COR_FIELD_CHOICE,
                             .name = COR_STR("session"),
                             .choices = choices,
                             .choice_count = others,
                             .label = office_plain(_("End")) },
                           office_button("do", "end", _("End it"), true) };
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "end",
                                           .action = COR_STR("/office/account"),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = 3 });
}

static cor_code put_sessions(office_visit *visit, cor_doc *doc, cor_error *err) {
    cor_session *list;
    size_t count;
    cor_code code = cor_office_sessions(visit->office, visit->session.staff.id, visit->keep, &list,
                                        &count, err);
    if (code) return code;

    cor_doc_section(doc, "sessions", office_plain(_("Where you are signed in")));
    cor_doc_table(doc, NULL, office_plain(_("Sessions")), SESSION_COLUMNS, 4, (cor_text){ 0 });
    for (size_t i = 0; i < count; i++) {
        cor_text name = list[i].id == visit->session.id
                            ? office_plain(_("this one"))
                            : cor_text_keep(visit->keep, cor_say(_("Session {number}"),
                                                                 cor_arg_plain(list[i].id)));
        cor_text device = list[i].device.length
                              ? cor_text_keep(visit->keep, cor_say_str(list[i].device))
                              : office_plain(_("not known"));
        cor_doc_row(doc,
                    (cor_table_cell[]){ office_words(name), office_words(device),
                                        office_words(office_when(list[i].created_s, visit->keep)),
                                        office_words(office_when(list[i].seen_s, visit->keep)) });
    }

    put_end_form(visit, doc, list, count);
    cor_field out[] = { office_mark(visit), office_button("", "", _("Sign out"), false) };
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "sign-out",
                                           .action = COR_STR("/office/sign-out"),
                                           .post = true,
                                           .fields = out,
                                           .field_count = 2 });
    cor_doc_section_end(doc);

    return COR_OK;
}

static cor_code put_recovery(office_visit *visit, cor_doc *doc, const cor_recovery *fresh,
                             cor_error *err) {
    int32_t left = 0;
    cor_code code = cor_office_recovery_left(visit->office, &visit->session, &left, err);
    if (code) return code;
    cor_doc_section(doc, "recovery", office_plain(_("Recovery codes")));

    if (fresh)
        office_put_codes(doc, "codes",
                         office_plain(_("Write these down; they are not shown again.")), fresh);

    cor_doc_paragraph(doc,
                      cor_say_n(left, _("{count} code is left."), _("{count} codes are left."),
                                cor_arg_int(left)),
                      NULL, 0);
    cor_field fields[] = { office_mark(visit),
                           office_button("do", "recovery", _("Make new codes"), true) };
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "recover",
                                           .action = COR_STR("/office/account"),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = 2 });
    cor_doc_section_end(doc);

    return COR_OK;
}

static cor_code show_account(office_visit *visit, cor_text problem, const cor_recovery *fresh,
                             int status, cor_error *err) {
    const cor_staff *staff = &visit->session.staff;
    bool must = visit->session.stage == COR_STAGE_CHANGE;
    cor_doc *doc = office_page_begin(
        visit, COR_STR("/office/account"), office_plain(_("My account")),
        must ? office_plain(_("Your password was made by somebody else. Choose your own first."))
             : cor_say(_("Signed in as {name}."), cor_arg_str(staff->name)));

    put_password_form(visit, doc, problem);
    cor_code code = must ? COR_OK : put_sessions(visit, doc, err);
    if (!code && !must) code = put_recovery(visit, doc, fresh, err);

    if (!must) {
        cor_doc_list(doc, "roles", office_plain(_("What you may do")), false);
        for (int32_t i = 0; i < staff->grant_count; i++)
            cor_doc_item(doc,
                         &(cor_list_item){ .text = cor_grant_text(&staff->grants[i], visit->keep),
                                           .value = cor_value_absent(),
                                           .share = cor_value_absent() });
    }

    return code ? code : office_page_end(visit, doc, status, err);
}

static cor_code change_password(office_visit *visit, cor_error *err) {
    cor_password before, after;
    cor_token token;
    const http_request *request = visit->request;
    cor_code code = cor_password_of(http_form(request, "before"), &before, err);
    if (!code) code = cor_password_of(http_form(request, "after"), &after, err);
    if (!code && !cor_str_equal(http_form(request, "after"), http_form(request, "again")))
        code = cor_fail(err, COR_E_USAGE, _("The two new passwords differ."));
    if (!code)
        code = cor_office_change_password(visit->office, &visit->session, &before, &after,
                                          office_address(visit), &token, err);
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

    return show_account(visit, office_problem(err, visit->keep), NULL,
                        code == COR_E_BUSY ? 429 : 422, err);
}

cor_code office_account(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_CHANGE, false, account_page, err);
}

/* ---- the log ------------------------------------------------------------- */

static const struct {
    const char *key, *label;
} ACTIONS[] = {
    { "account-made", N_("account made") },
    { "disabled", N_("account disabled") },
    { "enabled", N_("account enabled") },
    { "enrolled", N_("second factor set up") },
    { "password-changed", N_("password changed") },
    { "recovery-codes-made", N_("recovery codes made") },
    { "refused-code", N_("second factor refused") },
    { "refused-password", N_("password refused") },
    { "reset", N_("account reset") },
    { "role-given", N_("role given") },
    { "role-taken", N_("role taken away") },
    { "session-ended", N_("session ended") },
    { "signed-in", N_("signed in") },
    { "signed-out", N_("signed out") },
};

static cor_text action_text(const cor_registry_event *event, cor_arena *keep) {
    if (!event->action.length) return cor_registry_state_text(event->to);
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
        if (cor_str_is(event->action, ACTIONS[i].key)) return office_plain(ACTIONS[i].label);
    return cor_text_keep(keep, cor_say_str(event->action));
}

static const cor_table_column LOG_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("row"), .label = { .id = _("Row") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("when"), .label = { .id = _("When") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("who"), .label = { .id = _("Who") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("what"), .label = { .id = _("What") } },
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("about"), .label = { .id = _("About") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("why"), .label = { .id = _("Why") } },
};

static void put_event(office_visit *visit, cor_doc *doc, const cor_registry_event *event) {
    const cor_registry_kind *kind =
        event->action.length ? NULL : cor_registry_kind_find(&cor_kinds, event->kind);
    cor_text row = cor_text_keep(visit->keep, cor_say("{row}", cor_arg_plain(event->id)));
    cor_text action = action_text(event, visit->keep),
             about = cor_text_keep(visit->keep, cor_say_str(event->key));
    cor_doc_row(
        doc, (cor_table_cell[]){
                 office_words(row), office_words(office_when(event->at_s, visit->keep)),
                 office_words(cor_say_str(event->who)), office_words(action),
                 kind ? office_linked(about, office_entry_path(kind, event->key, "", visit->keep))
                      : office_words(about),
                 office_words(cor_say_str(event->why)) });
}

static cor_code log_page(office_visit *visit, cor_error *err) {
    cor_registry_event *list;
    size_t count;
    int64_t before = 0;

    if (!cor_number_parse_int(http_parameter(visit->request, "before"), &before) || before < 0)
        before = 0;
    cor_code code = cor_registry_log(visit->registry, before, http_parameter(visit->request, "who"),
                                     LOG_ROWS, visit->keep, &list, &count, err);
    if (code) return code;

    cor_doc *doc = office_page_begin(
        visit, COR_STR("/office/log"), office_plain(_("Audit log")),
        office_plain(_("Who did what, newest first. Every row is chained to the one before by its "
                       "hash; corredor check finds a row that was changed.")));
    cor_doc_section(doc, "rows", office_plain(_("Rows")));
    cor_doc_table(doc, NULL, office_plain(_("Rows of the log")), LOG_COLUMNS, 6, (cor_text){ 0 });
    for (size_t i = 0; i < count; i++)
        put_event(visit, doc, &list[i]);

    if (count == LOG_ROWS)
        cor_doc_link(
            doc, office_plain(_("Older rows")),
            cor_str_print(visit->keep, "/office/log?before=%lld", (long long)list[count - 1].id));

    cor_doc_section_end(doc);
    return office_page_end(visit, doc, 200, err);
}

cor_code office_log_page(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, log_page, err);
}
