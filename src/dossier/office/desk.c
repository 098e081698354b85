/* SPDX-License-Identifier: Apache-2.0 */
/* desk.c: the work list, and the list of each registry. */
#include "page.h"

/* ---- entries ------------------------------------------------------------- */

static const cor_table_column ENTRY_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("entry"), .label = { .id = _("Entry") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("registry"), .label = { .id = _("Registry") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("State") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("who"), .label = { .id = _("Last saved by") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("when"), .label = { .id = _("When") } },
};

static void put_entry(cor_doc *doc, const cor_entry *entry, cor_arena *keep) {
    cor_text title = cor_entry_title(entry, keep);
    cor_table_cell first =
        office_linked(title, dossier_office_entry_path(entry->kind, entry->key, "", keep));
    bool is_named_by_key = cor_str_equal(cor_text_in(title, COR_LANG_EN, keep), entry->key);
    if (!is_named_by_key) first.code = entry->key;
    cor_doc_row(doc, (cor_table_cell[]){ first, office_words(office_plain(entry->kind->label)),
                                         office_words(cor_registry_state_text(entry->state)),
                                         office_words(cor_say_str(entry->who)),
                                         office_words(office_when(entry->at_s, keep)) });
}

static void put_entries(const dossier_office *office, cor_doc *doc, const char *id,
                        const dossier_office_entries *entries, const char *title,
                        const char *none) {
    cor_doc_section(doc, id, office_plain(title));
    if (!entries->count) cor_doc_paragraph(doc, office_plain(none), NULL, 0);
    if (entries->count)
        cor_doc_table(doc, NULL, office_plain(_("Entries")), ENTRY_COLUMNS, 5, (cor_text){ 0 });

    for (size_t i = 0; i < entries->count; i++)
        put_entry(doc, entries->list[i], office->keep);

    if (entries->more > 0)
        cor_doc_note(doc,
                     cor_say_n(entries->more, _("{count} more in the list of its registry."),
                               _("{count} more in the lists of their registries."),
                               cor_arg_int(entries->more)),
                     NULL, 0);
    cor_doc_section_end(doc);
}

/* ---- the desk ------------------------------------------------------------ */

static void put_registry(const dossier_office *office, cor_doc *doc,
                         const cor_registry_kind *kind) {
    cor_str list = cor_str_print(office->keep, "/office/%s", kind->key);
    cor_str fresh = cor_str_print(office->keep, "/office/%s/new", kind->key);
    bool writes = cor_staff_writes(&office->session->staff, kind);
    cor_doc_row(doc, (cor_table_cell[]){ office_linked(office_plain(kind->label_many), list),
                                         writes ? office_linked(office_plain(_("New entry")), fresh)
                                                : office_words(office_plain(_("to read"))) });
}

static void put_registries(const dossier_office *office, cor_doc *doc) {
    static const cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL,
          .key = COR_STR_INIT("registry"),
          .label = { .id = _("Registry") } },
        { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("new"), .label = { .id = _("New") } },
    };

    cor_doc_section(doc, "registries", office_plain(_("Registries")));
    cor_doc_table(doc, NULL, office_plain(_("All registries")), columns, 2, (cor_text){ 0 });
    for (size_t i = 0; i < cor_kinds.count; i++)
        put_registry(office, doc, cor_kinds.list[i]);
    cor_doc_section_end(doc);
}

/* People without a role here are told so, instead of searching for actions they do not have. */
static void put_reading_only(const dossier_office *office, cor_doc *doc) {
    const cor_staff *staff = &office->session->staff;

    for (size_t i = 0; i < cor_kinds.count; i++)
        if (cor_staff_writes(staff, cor_kinds.list[i])) return;

    cor_text roles = cor_staff_roles_text(staff, office->keep);
    cor_doc_note(
        doc,
        staff->grant_count
            ? cor_say(_("Your roles: {roles}. They let you read all registries here. This program "
                        "has no pages for complaints and licences of recruiters yet. To edit a "
                        "registry, ask an administrator for the role of editor."),
                      cor_arg_text(&roles))
            : office_plain(_("You have no role yet: you may read all registries. Ask an "
                             "administrator for the role you need.")),
        NULL, 0);
}

cor_code dossier_office_desk_page(const dossier_office *office, const dossier_office_desk *desk,
                                  const cor_document **ret_document, cor_error *err) {
    cor_doc *doc =
        office_begin(office, "office-desk", COR_STR("/office"), office_plain(_("Desk")),
                     cor_say(_("Signed in as {name}."), cor_arg_str(office->session->staff.name)));

    // A stranger's session in one's name shows up here first.
    cor_doc_link(doc,
                 cor_say_n(desk->session_count, _("You have one open session."),
                           _("You have {count} open sessions."), cor_arg_int(desk->session_count)),
                 COR_STR("/office/account#sessions"));
    put_reading_only(office, doc);
    put_entries(office, doc, "review", &desk->review, _("Waiting for review"), _("Nothing waits."));
    put_entries(office, doc, "drafts", &desk->own_drafts, _("Your drafts"),
                _("You have no drafts."));
    put_entries(office, doc, "all-drafts", &desk->drafts, _("All drafts"),
                _("There are no drafts."));
    put_registries(office, doc);
    put_entries(office, doc, "recent", &desk->recent, _("Changed last"),
                _("Nothing was changed yet."));

    return cor_doc_end(doc, ret_document, err);
}

/* ---- the list of a registry ---------------------------------------------- */

static void put_filter(cor_doc *doc, const dossier_office_list *shown, cor_str path) {
    cor_choice states[COR_STATE_COUNT + 1] = { { .label = office_plain(_("any state")) } };
    for (int i = 0; i < COR_STATE_COUNT; i++)
        states[i + 1] = (cor_choice){ cor_str_of(cor_registry_state_key((cor_registry_state)i)),
                                      cor_registry_state_text((cor_registry_state)i) };

    cor_field fields[] = {
        { .kind = COR_FIELD_TEXT,
          .name = COR_STR("q"),
          .label = office_plain(_("Words of the entry, or its key")),
          .value = shown->words },
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("state"),
          .label = office_plain(_("State")),
          .value = shown->state,
          .choices = states,
          .choice_count = COR_STATE_COUNT + 1 },
    };
    cor_doc_form(doc, "filter", (cor_text){ 0 }, path, false, fields, 2);
}

/* Percent-encode a parameter of an address. */
static cor_str percent_encoded(cor_str text, cor_arena *keep) {
    static const char digits[] = "0123456789ABCDEF";
    char *made = cor_new(keep, char, 3 * text.length + 1);
    size_t length = 0;

    for (size_t i = 0; made && i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool plain =
            (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_';
        if (plain) {
            made[length++] = (char)c;
            continue;
        }
        made[length++] = '%';
        made[length++] = digits[c >> 4];
        made[length++] = digits[c & 15];
    }

    return (cor_str){ made, made ? length : 0 };
}

static void put_pages(const dossier_office *office, cor_doc *doc,
                      const dossier_office_list *shown) {
    cor_str words = percent_encoded(shown->words, office->keep);
    cor_str state = percent_encoded(shown->state, office->keep);
    for (int step = -1; step <= 1; step += 2) {
        int64_t other = shown->page + step;
        if (other < 1 || other > shown->page_count) continue;
        cor_doc_link(doc, office_plain(step < 0 ? _("Previous page") : _("Next page")),
                     cor_str_print(office->keep, "/office/%s?q=%.*s&state=%.*s&page=%d",
                                   shown->kind->key, COR_STR_F(words), COR_STR_F(state),
                                   (int)other));
    }
}

cor_code dossier_office_list_page(const dossier_office *office, const dossier_office_list *shown,
                                  const cor_document **ret_document, cor_error *err) {
    const cor_registry_kind *kind = shown->kind;
    cor_text name = office_plain(kind->label_many);
    cor_str path = cor_str_print(office->keep, "/office/%s", kind->key);
    cor_doc *doc = office_begin(
        office, "office", path,
        cor_text_keep(office->keep, cor_say(_("Registry: {name}"), cor_arg_text(&name))),
        (cor_text){ 0 });

    cor_doc_section(doc, "find", office_plain(_("Find")));
    put_filter(doc, shown, path);
    if (cor_staff_writes(&office->session->staff, kind))
        cor_doc_link(doc, office_plain(_("New entry")),
                     cor_str_print(office->keep, "/office/%s/new", kind->key));
    cor_doc_section_end(doc);

    put_entries(office, doc, "entries", &shown->entries, _("Entries, changed last first"),
                _("No entry matches."));
    put_pages(office, doc, shown);

    return cor_doc_end(doc, ret_document, err);
}
