/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: shared by the pages of the office. See page.h. */
#include "page.h"

cor_text dossier_office_problem(const cor_error *err, cor_arena *keep) {
    if (cor_text_is_empty(err->hint)) return cor_text_keep(keep, err->what);
    return cor_text_keep(
        keep, cor_say("{what} {hint}", cor_arg_text(&err->what), cor_arg_text(&err->hint)));
}

cor_str dossier_office_entry_path(const cor_registry_kind *kind, cor_str key, const char *more,
                                  cor_arena *keep) {
    return cor_str_print(keep, "/office/%s/%.*s%s", kind->key, COR_STR_F(key), more);
}

/* ---- beginning ----------------------------------------------------------- */

/* The menu of every page. Until the password is changed it leads to one's account only. */
static void put_office_menu(cor_doc *doc, const cor_session *session) {
    bool whole = session && session->stage == COR_STAGE_WHOLE;
    if (!whole && !(session && session->stage == COR_STAGE_CHANGE)) return;
    cor_doc_list(doc, "office-menu", office_plain(_("Office")), false);
    cor_doc_role(doc, COR_ROLE_MENU);
    if (whole) office_item(doc, office_plain(_("Desk")), COR_STR("/office"));
    office_item(doc, office_plain(_("My account")), COR_STR("/office/account"));

    if (whole && cor_staff_is(&session->staff, COR_ROLE_ADMINISTRATOR)) {
        office_item(doc, office_plain(_("Accounts")), COR_STR("/office/staff"));
        office_item(doc, office_plain(_("Audit log")), COR_STR("/office/log"));
    }
}

cor_doc *office_begin(const dossier_office *office, const char *kind, cor_str path, cor_text title,
                      cor_text lead) {
    cor_doc *doc = cor_doc_begin(office->keep, cor_str_of(kind), path, title, lead);
    put_office_menu(doc, office->session);
    return doc;
}

/* ---- texts and cells ----------------------------------------------------- */

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

void office_item(cor_doc *doc, cor_text text, cor_str href) {
    cor_doc_item(doc, &(cor_list_item){ .text = text,
                                        .href = href,
                                        .value = cor_value_absent(),
                                        .share = cor_value_absent() });
}

void office_codes(cor_doc *doc, const char *id, cor_text title, const cor_recovery *recovery) {
    cor_doc_list(doc, id, title, false);
    for (int i = 0; i < COR_RECOVERY_CODES; i++)
        office_item(doc, cor_say("{code}", cor_arg_cstr(recovery->codes[i])), (cor_str){ 0 });
}

/* ---- forms --------------------------------------------------------------- */

cor_field office_hidden(const char *name, cor_str value) {
    return (cor_field){ .kind = COR_FIELD_HIDDEN, .name = cor_str_of(name), .value = value };
}

cor_field office_number(const char *name, int32_t value, cor_arena *keep) {
    return office_hidden(name, cor_str_print(keep, "%d", (int)value));
}

cor_field office_mark(const dossier_office *office) {
    return office_hidden("mark", office->mark);
}

cor_field office_button(const char *name, const char *value, const char *label, bool quiet) {
    return (cor_field){ .kind = COR_FIELD_BUTTON,
                        .name = cor_str_of(name),
                        .value = cor_str_of(value),
                        .label = office_plain(label),
                        .quiet = quiet };
}

void office_form(cor_doc *doc, const char *id, cor_text title, cor_str action,
                 const cor_field *fields, int32_t count, cor_text problem) {
    cor_doc_form_of(doc, &(cor_form_spec){ .id = id,
                                           .title = title,
                                           .action = action,
                                           .post = true,
                                           .fields = fields,
                                           .field_count = count,
                                           .problems = &problem,
                                           .problem_count = !cor_text_is_empty(problem) });
}
