/* SPDX-License-Identifier: Apache-2.0 */
/* office_staff.c: the accounts of others, for administrators. */
#include "office.h"

static cor_text one_problem(const cor_error *err, office_visit *visit) {
    return err ? office_problem(err, visit->keep) : (cor_text){ 0 };
}

/* ---- roles as fields ----------------------------------------------------- */

static void add_role_fields(office_visit *visit, cor_field *fields, int32_t *count) {
    cor_choice *role_choices = cor_new(visit->keep, cor_choice, COR_ROLE_COUNT);
    cor_choice *kind_choices = cor_new(visit->keep, cor_choice, cor_kinds.count + 1);
    if (!role_choices || !kind_choices) return;

    for (int i = 0; i < COR_ROLE_COUNT; i++)
        role_choices[i] =
            (cor_choice){ cor_str_of(cor_role_key((cor_role)i)), cor_role_text((cor_role)i) };

    kind_choices[0] = (cor_choice){ .label = office_plain(_("all registries")) };
    for (size_t i = 0; i < cor_kinds.count; i++)
        kind_choices[i + 1] = (cor_choice){ cor_str_of(cor_kinds.list[i]->key),
                                            office_plain(cor_kinds.list[i]->label_many) };

    const http_request *request = visit->request;
    fields[(*count)++] = (cor_field){ .kind = COR_FIELD_CHOICE,
                                      .name = COR_STR("role"),
                                      .label = office_plain(_("Role")),
                                      .value = http_form(request, "role"),
                                      .choices = role_choices,
                                      .choice_count = COR_ROLE_COUNT };
    fields[(*count)++] =
        (cor_field){ .kind = COR_FIELD_TEXT,
                     .name = COR_STR("country"),
                     .label = office_plain(_("Country")),
                     .value = http_form(request, "country"),
                     .hint = office_plain(_("Code or name; empty: all countries.")) };
    fields[(*count)++] = (cor_field){ .kind = COR_FIELD_CHOICE,
                                      .name = COR_STR("registry"),
                                      .label = office_plain(_("Registry")),
                                      .value = http_form(request, "registry"),
                                      .choices = kind_choices,
                                      .choice_count = (int32_t)cor_kinds.count + 1 };
}

static cor_code read_grant(office_visit *visit, cor_grant *ret_grant, cor_error *err) {
    const http_request *request = visit->request;
    cor_str country = cor_str_trim(http_form(request, "country")),
            registry = http_form(request, "registry");
    cor_grant grant = { 0 };

    if (!cor_role_find(http_form(request, "role"), &grant.role))
        return cor_fail(err, COR_E_USAGE, _("The form does not say which role."));
    if (country.length) {
        cor_code code = query_country(country, &grant.country, err);
        if (code) return code;
    }

    grant.kind = cor_registry_kind_find(&cor_kinds, registry);
    if (registry.length && !grant.kind)
        return cor_fail(err, COR_E_NONE, _("There is no registry “{name}”."),
                        cor_arg_str(registry));

    *ret_grant = grant;
    return COR_OK;
}

/* ---- all accounts -------------------------------------------------------- */

static const cor_table_column STAFF_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("name"), .label = { .id = _("Name") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("roles"), .label = { .id = _("Roles") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("State") } },
    { .kind = COR_CELL_WORDS,
      .key = COR_STR_INIT("signed_in"),
      .label = { .id = _("Last signed in") } },
};

static cor_code put_table(office_visit *visit, cor_doc *doc, cor_error *err) {
    cor_staff *list;
    size_t count;
    cor_code code = cor_office_list(visit->office, visit->keep, &list, &count, err);
    if (code) return code;

    cor_doc_section(doc, "accounts", office_plain(_("Accounts")));
    cor_doc_table(doc, NULL, office_plain(_("All accounts")), STAFF_COLUMNS, 4, (cor_text){ 0 });
    for (size_t i = 0; i < count; i++) {
        cor_str path = cor_str_print(visit->keep, "/office/staff/%.*s", COR_STR_F(list[i].name));
        cor_doc_row(doc, (cor_table_cell[]){
                             office_linked(cor_say_str(list[i].name), path),
                             office_words(cor_staff_roles_text(&list[i], visit->keep)),
                             office_words(cor_staff_state_text(&list[i])),
                             office_words(list[i].signed_in_s
                                              ? office_when(list[i].signed_in_s, visit->keep)
                                              : office_plain(_("never"))) });
    }

    cor_doc_section_end(doc);
    return COR_OK;
}

static void put_new_form(office_visit *visit, cor_doc *doc, const cor_error *why) {
    cor_field fields[8];
    int32_t count = 0;
    cor_text problem = one_problem(why, visit);

    fields[count++] = office_mark(visit);
    fields[count++] = (cor_field){ .kind = COR_FIELD_TEXT,
                                   .name = COR_STR("account"),
                                   .label = office_plain(_("Name of the account")),
                                   .hint = office_plain(
                                       _("Letters without accents, digits, points and hyphens.")),
                                   .value = http_form(visit->request, "account"),
                                   .required = true };
    add_role_fields(visit, fields, &count);
    fields[count++] = office_button("do", "add", _("Make the account"), false);
    cor_doc_section(doc, "new", office_plain(_("New account")));
    cor_doc_form_of(doc, &(cor_form_spec){ .id = "add",
                                           .action = COR_STR("/office/staff"),
                                           .post = true,
                                           .fields = fields,
                                           .field_count = count,
                                           .problems = &problem,
                                           .problem_count = why != NULL });
    cor_doc_section_end(doc);
}

static cor_code show_all(office_visit *visit, const cor_error *why, int status, cor_error *err) {
    cor_doc *doc = office_page_begin(visit, COR_STR("/office/staff"),
                                     office_plain(_("Accounts of the office")), (cor_text){ 0 });
    cor_code code = put_table(visit, doc, err);
    put_new_form(visit, doc, why);
    return code ? code : office_page_end(visit, doc, status, err);
}

/* The password is shown on the answer, once. */
static cor_code show_password(office_visit *visit, cor_str name, const cor_password *password,
                              cor_error *err) {
    cor_str text = { password->bytes, password->length };
    cor_doc *doc =
        office_page_begin(visit, cor_str_print(visit->keep, "/office/staff/%.*s", COR_STR_F(name)),
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

    return office_page_end(visit, doc, 200, err);
}

/* What the person can put right is said on the page; the rest is an error like others. */
static cor_error *kept_problem(office_visit *visit, cor_code code, const cor_error *err) {
    bool said = code == COR_E_ACCESS || code == COR_E_DOMAIN || code == COR_E_CONFLICT ||
                code == COR_E_USAGE || code == COR_E_NONE;
    return said ? office_keep_error(visit, code, err) : NULL;
}

static cor_code add(office_visit *visit, cor_error *err) {
    cor_password password;
    cor_grant grant;
    cor_str name = cor_str_trim(http_form(visit->request, "account"));
    cor_code code = read_grant(visit, &grant, err);

    cor_password_random(&password);
    cor_staff_new new = {
        .name = name, .password = &password, .must_change = true, .grants = &grant, .grant_count = 1
    };
    if (!code) code = cor_office_add(visit->office, visit->session.staff.name, &new, NULL, err);
    cor_error *why = kept_problem(visit, code, err);
    if (why)
        code = show_all(visit, why, 422, err);

    else if (!code)
        code = show_password(visit, name, &password, err);
    cor_password_wipe(&password);

    return code;
}

static cor_code all_page(office_visit *visit, cor_error *err) {
    return visit->request->method == HTTP_POST ? add(visit, err) : show_all(visit, NULL, 200, err);
}

cor_code office_staff(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, all_page, err);
}

/* ---- one account --------------------------------------------------------- */

static void put_form(office_visit *visit, cor_doc *doc, const char *id, const char *title,
                     const cor_field *more, int32_t more_count, cor_str path) {
    cor_field fields[8] = { office_mark(visit) };
    memcpy(fields + 1, more, (size_t)more_count * sizeof *more);
    cor_doc_form_of(doc, &(cor_form_spec){ .id = id,
                                           .title = office_plain(title),
                                           .action = path,
                                           .post = true,
                                           .fields = fields,
                                           .field_count = more_count + 1 });
}

static cor_code show_one(office_visit *visit, const cor_error *why, int status, cor_error *err) {
    cor_staff staff;
    cor_field fields[8];
    int32_t count = 0;
    cor_code code = cor_office_get(visit->office, visit->request->part, visit->keep, &staff, err);
    if (code) return code;

    cor_str path = cor_str_print(visit->keep, "/office/staff/%.*s", COR_STR_F(staff.name));
    cor_doc *doc =
        office_page_begin(visit, path, cor_say(_("Account {name}"), cor_arg_str(staff.name)),
                          cor_staff_state_text(&staff));
    if (why) cor_doc_note(doc, one_problem(why, visit), NULL, 0);
    cor_doc_section(doc, "roles", office_plain(_("Roles")));
    cor_doc_list(doc, "roles-now", (cor_text){ 0 }, false);

    for (int32_t i = 0; i < staff.grant_count; i++)
        cor_doc_item(doc, &(cor_list_item){ .text = cor_grant_text(&staff.grants[i], visit->keep),
                                            .value = cor_value_absent(),
                                            .share = cor_value_absent() });

    add_role_fields(visit, fields, &count);
    fields[count++] = office_button("do", "give", _("Give this role"), false);
    fields[count++] = office_button("do", "take", _("Take it away"), true);
    put_form(visit, doc, "change", _("Give or take a role"), fields, count, path);
    cor_doc_section_end(doc);
    cor_doc_section(doc, "access", office_plain(_("Access")));
    cor_field reset[] = { office_button("do", "reset", _("New password and second factor"), true),
                          staff.disabled ? office_button("do", "enable", _("Enable"), true)
                                         : office_button("do", "disable", _("Disable"), true) };
    put_form(visit, doc, "access-form", _("Lost device, or gone"), reset, 2, path);
    cor_doc_section_end(doc);

    return office_page_end(visit, doc, status, err);
}

static cor_code reset(office_visit *visit, cor_error *err) {
    cor_password password;
    cor_password_random(&password);
    cor_code code = cor_office_reset(visit->office, visit->session.staff.name, visit->request->part,
                                     &password, true, err);
    if (!code) code = show_password(visit, visit->request->part, &password, err);
    cor_password_wipe(&password);
    return code;
}

static cor_code change(office_visit *visit, cor_str what, cor_error *err) {
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
    if (visit->request->method != HTTP_POST) return show_one(visit, NULL, 200, err);
    if (cor_str_is(what, "reset")) return reset(visit, err);
    cor_code code = change(visit, what, err);
    if (!code) return office_go(visit, visit->request->path, err);
    cor_error *why = kept_problem(visit, code, err);
    return why ? show_one(visit, why, 422, err) : code;
}

cor_code office_staff_one(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ADMINISTRATOR, false, one_page, err);
}
