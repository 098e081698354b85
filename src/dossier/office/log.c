/* SPDX-License-Identifier: Apache-2.0 */
/* log.c: the page of the audit log. */
#include "page.h"

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
    { "role-given", N_("role granted") },
    { "role-taken", N_("role revoked") },
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

static void put_log_event(const dossier_office *office, cor_doc *doc,
                          const cor_registry_event *event) {
    const cor_registry_kind *kind =
        event->action.length ? NULL : cor_registry_kind_find(&cor_kinds, event->kind);
    cor_text row = cor_text_keep(office->keep, cor_say("{row}", cor_arg_plain(event->id)));
    cor_text action = action_text(event, office->keep),
             about = cor_text_keep(office->keep, cor_say_str(event->key));
    cor_doc_row(doc, (cor_table_cell[]){
                         office_words(row), office_words(office_when(event->at_s, office->keep)),
                         office_words(cor_say_str(event->who)), office_words(action),
                         kind ? office_linked(about, dossier_office_entry_path(kind, event->key, "",
                                                                               office->keep))
                              : office_words(about),
                         office_words(cor_say_str(event->why)) });
}

cor_code dossier_office_log_page(const dossier_office *office, const cor_registry_event *list,
                                 size_t count, bool is_more, const cor_document **ret_document,
                                 cor_error *err) {
    cor_doc *doc = office_begin(
        office, "office", COR_STR("/office/log"), office_plain(_("Audit log")),
        office_plain(_("Who did what, newest first. Every row is chained to the one before by its "
                       "hash; corredor check finds a row that was changed.")));

    cor_doc_section(doc, "rows", office_plain(_("Rows")));
    cor_doc_table(doc, NULL, office_plain(_("Rows of the log")), LOG_COLUMNS, 6, (cor_text){ 0 });
    for (size_t i = 0; i < count; i++)
        put_log_event(office, doc, &list[i]);

    if (is_more)
        cor_doc_link(
            doc, office_plain(_("Older rows")),
            cor_str_print(office->keep, "/office/log?before=%lld", (long long)list[count - 1].id));
    cor_doc_section_end(doc);

    return cor_doc_end(doc, ret_document, err);
}
