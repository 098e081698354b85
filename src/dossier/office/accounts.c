/* SPDX-License-Identifier: Apache-2.0 */
/* accounts.c: the accounts of others, for administrators. */
#include "page.h"

/* ---- roles as fields ----------------------------------------------------- */

static void add_role_fields(const dossier_office *office, const dossier_office_grant *typed,
                            cor_field *fields, int32_t *count) {
    cor_choice *role_choices = cor_new(office->keep, cor_choice, COR_ROLE_COUNT);
    cor_choice *kind_choices = cor_new(office->keep, cor_choice, cor_kinds.count + 1);
    if (!role_choices || !kind_choices) return;

    for (int i = 0; i < COR_ROLE_COUNT; i++)
        role_choices[i] =
            (cor_choice){ cor_str_of(cor_role_key((cor_role)i)), cor_role_text((cor_role)i) };

    kind_choices[0] = (cor_choice){ .label = office_plain(_("all registries")) };
    for (size_t i = 0; i < cor_kinds.count; i++)
        kind_choices[i + 1] = (cor_choice){ cor_str_of(cor_kinds.list[i]->key),
                                            office_plain(cor_kinds.list[i]->label_many) };

    fields[(*count)++] = (cor_field){ .kind = COR_FIELD_CHOICE,
                                      .name = COR_STR("role"),
                                      .label = office_plain(_("Role")),
                                      .value = typed->role,
                                      .choices = role_choices,
                                      .choice_count = COR_ROLE_COUNT };
    fields[(*count)++] =
        (cor_field){ .kind = COR_FIELD_TEXT,
                     .name = COR_STR("country"),
                     .label = office_plain(_("Country")),
                     .value = typed->country,
                     .hint = office_plain(_("Code or name; empty: all countries.")) };
    fields[(*count)++] = (cor_field){ .kind = COR_FIELD_CHOICE,
                                      .name = COR_STR("registry"),
                                      .label = office_plain(_("Registry")),
                                      .value = typed->registry,
                                      .choices = kind_choices,
                                      .choice_count = (int32_t)cor_kinds.count + 1 };
}

/* ---- all accounts -------------------------------------------------------- */

const cor_table_column dossier_office_staff_columns[4] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("name"), .label = { .id = _("Name") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("roles"), .label = { .id = _("Roles") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("State") } },
    { .kind = COR_CELL_WORDS,
      .key = COR_STR_INIT("signed_in"),
      .label = { .id = _("Last signed in") } },
};

static cor_str account_path(const dossier_office *office, cor_str name) {
    return cor_str_print(office->keep, "/office/staff/%.*s", COR_STR_F(name));
}

static void put_account(const dossier_office *office, cor_doc *doc, const cor_staff *staff) {
    cor_arena *keep = office->keep;
    cor_text signed_in =
        staff->signed_in_s ? office_when(staff->signed_in_s, keep) : office_plain(_("never"));
    cor_doc_row(doc, (cor_table_cell[]){
                         office_linked(cor_say_str(staff->name), account_path(office, staff->name)),
                         office_words(cor_staff_roles_text(staff, keep)),
                         office_words(cor_staff_state_text(staff)), office_words(signed_in) });
}

static void put_new_form(const dossier_office *office, cor_doc *doc,
                         const dossier_office_grant *typed) {
    cor_field fields[8];
    int32_t count = 0;

    fields[count++] = office_mark(office);
    fields[count++] = (cor_field){ .kind = COR_FIELD_TEXT,
                                   .name = COR_STR("account"),
                                   .label = office_plain(_("Name of the account")),
                                   .hint = office_plain(
                                       _("Letters without accents, digits, points and hyphens.")),
                                   .value = typed->account,
                                   .required = true };
    add_role_fields(office, typed, fields, &count);
    fields[count++] = office_button("do", "add", _("Make the account"), false);

    cor_doc_section(doc, "new", office_plain(_("New account")));
    office_form(doc, "add", (cor_text){ 0 }, COR_STR("/office/staff"), fields, count,
                typed->problem);
    cor_doc_section_end(doc);
}

cor_code dossier_office_accounts_page(const dossier_office *office, const cor_staff *list,
                                      size_t count, const dossier_office_grant *typed,
                                      const cor_document **ret_document, cor_error *err) {
    cor_doc *doc = office_begin(office, "office", COR_STR("/office/staff"),
                                office_plain(_("Accounts of the office")), (cor_text){ 0 });

    cor_doc_section(doc, "accounts", office_plain(_("Accounts")));
    cor_doc_table(doc, NULL, office_plain(_("All accounts")), dossier_office_staff_columns, 4,
                  (cor_text){ 0 });
    for (size_t i = 0; i < count; i++)
        put_account(office, doc, &list[i]);
    cor_doc_section_end(doc);
    put_new_form(office, doc, typed);

    return cor_doc_end(doc, ret_document, err);
}

cor_code dossier_office_password_page(const dossier_office *office, cor_str name,
                                      const cor_password *password,
                                      const cor_document **ret_document, cor_error *err) {
    cor_str text = { password->bytes, password->length };
    cor_doc *doc = office_begin(office, "office", account_path(office, name),
                                cor_say(_("Account {name}"), cor_arg_str(name)), (cor_text){ 0 });

    cor_doc_section(doc, "password", office_plain(_("Password for the first sign-in")));
    cor_doc_paragraph(
        doc, cor_say(_("Password for the first sign-in: {password}"), cor_arg_str(text)), NULL, 0);
    cor_doc_note(doc,
                 office_plain(_("It is shown this once. Hand it over in person; it is changed and "
                                "the second factor set up at the first sign-in.")),
                 NULL, 0);
    cor_doc_link(doc, office_plain(_("Accounts")), COR_STR("/office/staff"));
    cor_doc_section_end(doc);

    return cor_doc_end(doc, ret_document, err);
}

/* ---- one account --------------------------------------------------------- */

static void put_account_roles(const dossier_office *office, cor_doc *doc, const cor_staff *staff,
                              const dossier_office_grant *typed) {
    cor_field fields[8] = { office_mark(office) };
    int32_t count = 1;

    cor_doc_section(doc, "roles", office_plain(_("Roles")));
    cor_doc_list(doc, "roles-now", (cor_text){ 0 }, false);
    for (int32_t i = 0; i < staff->grant_count; i++)
        office_item(doc, cor_grant_text(&staff->grants[i], office->keep), (cor_str){ 0 });

    add_role_fields(office, typed, fields, &count);
    fields[count++] = office_button("do", "give", _("Give this role"), false);
    fields[count++] = office_button("do", "take", _("Revoke it"), true);
    office_form(doc, "change", office_plain(_("Grant or revoke a role")),
                account_path(office, staff->name), fields, count, (cor_text){ 0 });
    cor_doc_section_end(doc);
}

static void put_access(const dossier_office *office, cor_doc *doc, const cor_staff *staff) {
    cor_field fields[] = { office_mark(office),
                           office_button("do", "reset", _("New password and second factor"), true),
                           staff->disabled ? office_button("do", "enable", _("Enable"), true)
                                           : office_button("do", "disable", _("Disable"), true) };
    cor_doc_section(doc, "access", office_plain(_("Access")));
    office_form(doc, "access-form", office_plain(_("Lost device, or gone")),
                account_path(office, staff->name), fields, 3, (cor_text){ 0 });
    cor_doc_section_end(doc);
}

cor_code dossier_office_staff_page(const dossier_office *office, const cor_staff *staff,
                                   const dossier_office_grant *typed,
                                   const cor_document **ret_document, cor_error *err) {
    cor_doc *doc = office_begin(office, "office", account_path(office, staff->name),
                                cor_say(_("Account {name}"), cor_arg_str(staff->name)),
                                cor_staff_state_text(staff));

    if (!cor_text_is_empty(typed->problem)) cor_doc_note(doc, typed->problem, NULL, 0);
    put_account_roles(office, doc, staff, typed);
    put_access(office, doc, staff);

    return cor_doc_end(doc, ret_document, err);
}
