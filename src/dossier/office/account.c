/* SPDX-License-Identifier: Apache-2.0 */
/* account.c: a person's own account: password, sessions, recovery codes, roles. */
#include "page.h"

static void put_password_form(const dossier_office *office, cor_doc *doc, cor_text problem) {
    cor_field fields[] = {
        office_mark(office),
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
    office_form(doc, "change", (cor_text){ 0 }, COR_STR("/office/account"), fields, 5, problem);
    cor_doc_section_end(doc);
}

/* ---- where one is signed in ---------------------------------------------- */

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

static void put_end_form(const dossier_office *office, cor_doc *doc,
                         const dossier_office_account *account) {
    cor_choice *choices = cor_new(office->keep, cor_choice, account->session_count + 1);
    int32_t others = 0;

    if (!choices) return;
    choices[others++] = (cor_choice){ COR_STR("0"), office_plain(_("all others")) };
    for (size_t i = 0; i < account->session_count; i++)
        if (account->sessions[i].id != office->session->id)
            choices[others++] = (cor_choice){ cor_str_print(office->keep, "%lld",
                                                            (long long)account->sessions[i].id),
                                              session_text(&account->sessions[i], office->keep) };

    if (others == 1) return;
    cor_field fields[] = { office_mark(office),
                           { .kind = COR_FIELD_CHOICE,
                             .name = COR_STR("session"),
                             .choices = choices,
                             .choice_count = others,
                             .label = office_plain(_("End")) },
                           office_button("do", "end", _("End it"), true) };
    office_form(doc, "end", (cor_text){ 0 }, COR_STR("/office/account"), fields, 3,
                (cor_text){ 0 });
}

static void put_session(const dossier_office *office, cor_doc *doc, const cor_session *session) {
    cor_arena *keep = office->keep;
    cor_text name =
        session->id == office->session->id
            ? office_plain(_("this one"))
            : cor_text_keep(keep, cor_say(_("Session {number}"), cor_arg_plain(session->id)));
    cor_text device = session->device.length ? cor_text_keep(keep, cor_say_str(session->device))
                                             : office_plain(_("not known"));
    cor_doc_row(doc, (cor_table_cell[]){ office_words(name), office_words(device),
                                         office_words(office_when(session->created_s, keep)),
                                         office_words(office_when(session->seen_s, keep)) });
}

static void put_sessions(const dossier_office *office, cor_doc *doc,
                         const dossier_office_account *account) {
    cor_doc_section(doc, "sessions", office_plain(_("Where you are signed in")));
    cor_doc_table(doc, NULL, office_plain(_("Sessions")), SESSION_COLUMNS, 4, (cor_text){ 0 });
    for (size_t i = 0; i < account->session_count; i++)
        put_session(office, doc, &account->sessions[i]);

    put_end_form(office, doc, account);
    cor_field out[] = { office_mark(office), office_button("", "", _("Sign out"), false) };
    office_form(doc, "sign-out", (cor_text){ 0 }, COR_STR("/office/sign-out"), out, 2,
                (cor_text){ 0 });
    cor_doc_section_end(doc);
}

/* ---- the rest ------------------------------------------------------------ */

static void put_recovery(const dossier_office *office, cor_doc *doc,
                         const dossier_office_account *account) {
    cor_doc_section(doc, "recovery", office_plain(_("Recovery codes")));
    if (account->fresh)
        office_codes(doc, "codes", office_plain(_("Write these down; they are not shown again.")),
                     account->fresh);

    cor_doc_paragraph(doc,
                      cor_say_n(account->recovery_left, _("{count} code is left."),
                                _("{count} codes are left."), cor_arg_int(account->recovery_left)),
                      NULL, 0);
    cor_field fields[] = { office_mark(office),
                           office_button("do", "recovery", _("Make new codes"), true) };
    office_form(doc, "recover", (cor_text){ 0 }, COR_STR("/office/account"), fields, 2,
                (cor_text){ 0 });
    cor_doc_section_end(doc);
}

static void put_own_roles(const dossier_office *office, cor_doc *doc) {
    const cor_staff *staff = &office->session->staff;
    cor_doc_list(doc, "roles", office_plain(_("What you may do")), false);
    for (int32_t i = 0; i < staff->grant_count; i++)
        office_item(doc, cor_grant_text(&staff->grants[i], office->keep), (cor_str){ 0 });
}

cor_code dossier_office_account_page(const dossier_office *office,
                                     const dossier_office_account *account,
                                     const cor_document **ret_document, cor_error *err) {
    bool must = office->session->stage == COR_STAGE_CHANGE;
    cor_doc *doc = office_begin(
        office, "office", COR_STR("/office/account"), office_plain(_("My account")),
        must ? office_plain(_("Your password was made by somebody else. Choose your own first."))
             : cor_say(_("Signed in as {name}."), cor_arg_str(office->session->staff.name)));

    put_password_form(office, doc, account->problem);
    if (!must) {
        put_sessions(office, doc, account);
        put_recovery(office, doc, account);
        put_own_roles(office, doc);
    }

    return cor_doc_end(doc, ret_document, err);
}
