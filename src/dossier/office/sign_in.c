/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in.c: the pages of signing in: password, second factor, recovery codes. */
#include "page.h"

/* Hidden fields first, then visible ones. */
static cor_field *begin_fields(const dossier_office *office, const dossier_office_sign_in *shown,
                               int32_t *ret_count) {
    enum { VISIBLE_MAX = 8 };
    cor_field *fields = cor_new(office->keep, cor_field, shown->hidden_count + VISIBLE_MAX);
    for (int32_t i = 0; fields && i < shown->hidden_count; i++)
        fields[i] = (cor_field){ .kind = COR_FIELD_HIDDEN,
                                 .name = shown->hidden[i].name,
                                 .value = shown->hidden[i].value };

    *ret_count = shown->hidden_count;
    return fields;
}

cor_code dossier_office_sign_in_page(const dossier_office *office,
                                     const dossier_office_sign_in *shown,
                                     const cor_document **ret_document, cor_error *err) {
    int32_t count;
    cor_field *fields = begin_fields(office, shown, &count);
    if (!fields) return cor_fail_memory(err);

    fields[count++] = (cor_field){ .kind = COR_FIELD_TEXT,
                                   .name = COR_STR("name"),
                                   .label = office_plain(_("Name of the account")),
                                   .value = shown->name,
                                   .autocomplete = COR_STR("username"),
                                   .required = true };
    fields[count++] = (cor_field){ .kind = COR_FIELD_PASSWORD,
                                   .name = COR_STR("password"),
                                   .label = office_plain(_("Password")),
                                   .autocomplete = COR_STR("current-password"),
                                   .required = true };
    fields[count++] = office_button("", "", _("Sign in"), false);

    cor_doc *doc = office_begin(
        office, "office-desk", COR_STR("/office"), office_plain(_("Office")),
        office_plain(_("For staff who edit the registries. Readers need no account.")));
    office_form(doc, "sign-in", (cor_text){ 0 }, COR_STR("/office/sign-in"), fields, count,
                shown->problem);
    return cor_doc_end(doc, ret_document, err);
}

static void put_factor(const dossier_office *office, cor_doc *doc, const cor_factor *factor) {
    char key[48];
    cor_factor_print(factor, true, key);
    cor_str uri = cor_factor_uri(factor, office->session->staff.name, office->keep);

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

static cor_field code_field(bool is_first) {
    cor_field field = { .kind = COR_FIELD_CODE,
                        .name = COR_STR("code"),
                        .label = office_plain(is_first ? _("The six digits")
                                                       : _("Code of your second factor")),
                        .required = true };
    if (!is_first)
        field.hint = office_plain(_("The six digits your device shows now, or a recovery code."));
    return field;
}

cor_code dossier_office_second_page(const dossier_office *office,
                                    const dossier_office_sign_in *shown, const cor_factor *factor,
                                    const cor_document **ret_document, cor_error *err) {
    int32_t count;
    cor_field *fields = begin_fields(office, shown, &count);
    if (!fields) return cor_fail_memory(err);

    fields[count++] = office_mark(office);
    fields[count++] = code_field(factor != NULL);
    fields[count++] = office_button("", "", _("Go on"), false);
    fields[count++] = office_button("do", "cancel", _("Cancel"), true);

    cor_doc *doc =
        office_begin(office, "office", COR_STR("/office"), office_plain(_("Second factor")),
                     cor_say(_("Signing in as {name}."), cor_arg_str(office->session->staff.name)));
    if (factor) put_factor(office, doc, factor);
    office_form(doc, "sign-in", (cor_text){ 0 }, COR_STR("/office/sign-in/code"), fields, count,
                shown->problem);

    return cor_doc_end(doc, ret_document, err);
}

cor_code dossier_office_recovery_page(const dossier_office *office, const cor_recovery *recovery,
                                      const cor_document **ret_document, cor_error *err) {
    cor_doc *doc = office_begin(
        office, "office", COR_STR("/office/account"), office_plain(_("Recovery codes")),
        office_plain(_("Write these down, or print the page. Each signs you in once if your device "
                       "is lost. They are not shown again.")));
    office_codes(doc, "recovery", (cor_text){ 0 }, recovery);
    cor_doc_link(doc, office_plain(_("Go on to the office")), COR_STR("/office"));
    return cor_doc_end(doc, ret_document, err);
}
