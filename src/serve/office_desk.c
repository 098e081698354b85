/* SPDX-License-Identifier: Apache-2.0 */
/* office_desk.c: what there is to do, and the lists of each registry. */
#include "office.h"

enum { DESK_ROWS = 20, LIST_ROWS = 50 };

/* ---- what pages of entries share ----------------------------------------- */

cor_code office_kind(office_visit *visit, const cor_registry_kind **ret_kind, cor_error *err) {
    *ret_kind = cor_registry_kind_find(&cor_kinds, visit->request->part);
    if (*ret_kind) return COR_OK;
    (void)cor_fail(err, COR_E_NONE, _("There is no registry “{name}”."),
                   cor_arg_str(visit->request->part));
    return cor_hint(err, _("The desk lists them."));
}

cor_str office_entry_path(const cor_registry_kind *kind, cor_str key, const char *more,
                          cor_arena *keep) {
    return cor_str_print(keep, "/office/%s/%.*s%s", kind->key, COR_STR_F(key), more);
}

bool office_may_write(const cor_staff *staff, const cor_registry_kind *kind) {
    return cor_staff_has(staff, COR_ROLE_EDITOR, kind) ||
           cor_staff_has(staff, COR_ROLE_REVIEWER, kind) ||
           cor_staff_is(staff, COR_ROLE_ADMINISTRATOR);
}

static const cor_table_column ENTRY_COLUMNS[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("entry"), .label = { .id = _("Entry") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("registry"), .label = { .id = _("Registry") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("state"), .label = { .id = _("State") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("who"), .label = { .id = _("Last saved by") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("when"), .label = { .id = _("When") } },
};

static void put_entry(office_visit *visit, cor_doc *doc, const cor_entry *entry) {
    cor_text title = cor_entry_title(entry, visit->keep);
    cor_table_cell first =
        office_linked(title, office_entry_path(entry->kind, entry->key, "", visit->keep));
    bool is_named_by_key = cor_str_equal(cor_text_in(title, COR_LANG_EN, visit->keep), entry->key);
    if (!is_named_by_key) first.code = entry->key;
    cor_doc_row(doc, (cor_table_cell[]){ first, office_words(office_plain(entry->kind->label)),
                                         office_words(cor_registry_state_text(entry->state)),
                                         office_words(cor_say_str(entry->who)),
                                         office_words(office_when(entry->at_s, visit->keep)) });
}

static cor_code put_entries(office_visit *visit, cor_doc *doc, const char *id,
                            const cor_registry_desk *desk, const char *title, const char *none,
                            int64_t *ret_total, cor_error *err) {
    cor_entry **list;
    size_t count;
    cor_code code = cor_registry_newest(visit->registry, desk, visit->keep, visit->scratch, &list,
                                        &count, ret_total, err);
    if (code) return code;

    cor_doc_section(doc, id, office_plain(title));
    if (!count) cor_doc_paragraph(doc, office_plain(none), NULL, 0);
    if (count)
        cor_doc_table(doc, NULL, office_plain(_("Entries")), ENTRY_COLUMNS, 5, (cor_text){ 0 });

    for (size_t i = 0; i < count; i++)
        put_entry(visit, doc, list[i]);
    int64_t more = *ret_total - desk->offset - (int64_t)count;

    if (more > 0)
        cor_doc_note(doc,
                     cor_say_n(more, _("{count} more in the list of its registry."),
                               _("{count} more in the lists of their registries."),
                               cor_arg_int(more)),
                     NULL, 0);

    cor_doc_section_end(doc);
    return COR_OK;
}

/* ---- the desk ------------------------------------------------------------ */

static void put_registry(office_visit *visit, cor_doc *doc, const cor_registry_kind *kind) {
    cor_str list = cor_str_print(visit->keep, "/office/%s", kind->key);
    cor_str fresh = cor_str_print(visit->keep, "/office/%s/new", kind->key);
    bool writes = office_may_write(&visit->session.staff, kind);
    cor_doc_row(doc, (cor_table_cell[]){ office_linked(office_plain(kind->label_many), list),
                                         writes ? office_linked(office_plain(_("New entry")), fresh)
                                                : office_words(office_plain(_("to read"))) });
}

static void put_registries(office_visit *visit, cor_doc *doc) {
    static const cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL,
          .key = COR_STR_INIT("registry"),
          .label = { .id = _("Registry") } },
        { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("new"), .label = { .id = _("New") } },
    };

    cor_doc_section(doc, "registries", office_plain(_("Registries")));
    cor_doc_table(doc, NULL, office_plain(_("All registries")), columns, 2, (cor_text){ 0 });
    for (size_t i = 0; i < cor_kinds.count; i++)
        put_registry(visit, doc, cor_kinds.list[i]);

    cor_doc_section_end(doc);
}

/* Somebody else in one's name is seen here first. */
static cor_code put_sessions(office_visit *visit, cor_doc *doc, cor_error *err) {
    cor_session *list;
    size_t count;
    cor_code code = cor_office_sessions(visit->office, visit->session.staff.id, visit->keep, &list,
                                        &count, err);
    if (code) return code;

    int64_t open = (int64_t)count;
    cor_doc_link(doc,
                 cor_say_n(open, _("You are signed in once."),
                           _("You are signed in at {count} places."), cor_arg_int(open)),
                 COR_STR("/office/account#sessions"));

    return COR_OK;
}

/* Somebody whose work is kept elsewhere learns so, instead of looking for what they cannot do. */
static void put_reading_only(office_visit *visit, cor_doc *doc) {
    const cor_staff *staff = &visit->session.staff;

    for (size_t i = 0; i < cor_kinds.count; i++)
        if (office_may_write(staff, cor_kinds.list[i])) return;

    cor_text roles = cor_staff_roles_text(staff, visit->keep);
    cor_doc_note(doc,
                 staff->grant_count
                     ? cor_say(_("Your roles: {roles}. They let you read all registries here. "
                                 "Nothing here waits for you: complaints and licences of "
                                 "recruiters have no desk in this program yet. To edit a registry, "
                                 "ask an administrator for the role of editor."),
                               cor_arg_text(&roles))
                     : office_plain(_("You have no role yet: you may read all registries. Ask an "
                                      "administrator for the role you need.")),
                 NULL, 0);
}

static cor_code show_desk(office_visit *visit, cor_error *err) {
    cor_str self = visit->session.staff.name;
    int64_t total;
    cor_doc *doc = office_page_begin(visit, COR_STR("/office"), office_plain(_("Desk")),
                                     cor_say(_("Signed in as {name}."), cor_arg_str(self)));
    cor_registry_desk review = { .in_state = true, .state = COR_STATE_REVIEW, .limit = DESK_ROWS };
    cor_registry_desk drafts = {
        .in_state = true, .state = COR_STATE_DRAFT, .who = self, .limit = DESK_ROWS
    };
    cor_registry_desk others = { .in_state = true, .state = COR_STATE_DRAFT, .limit = DESK_ROWS };
    cor_registry_desk recent = { .limit = DESK_ROWS };
    cor_code code = put_sessions(visit, doc, err);
    if (!code) put_reading_only(visit, doc);
    if (!code)
        code = put_entries(visit, doc, "review", &review, _("Waiting for review"),
                           _("Nothing waits."), &total, err);
    if (!code)
        code = put_entries(visit, doc, "drafts", &drafts, _("Your drafts"),
                           _("You have no drafts."), &total, err);
    if (!code)
        code = put_entries(visit, doc, "all-drafts", &others, _("All drafts"),
                           _("There are no drafts."), &total, err);
    if (!code) put_registries(visit, doc);
    if (!code)
        code = put_entries(visit, doc, "recent", &recent, _("Changed last"),
                           _("Nothing was changed yet."), &total, err);

    return code ? code : office_page_end(visit, doc, 200, err);
}

static cor_code desk(office_visit *visit, cor_error *err) {
    if (!visit->has_session) return office_show_door(visit, NULL, 200, err);
    if (visit->session.stage == COR_STAGE_CHANGE)
        return office_go(visit, COR_STR("/office/account"), err);
    if (visit->session.stage == COR_STAGE_WHOLE) return show_desk(visit, err);
    return office_show_second(visit, NULL, 200, err);
}

cor_code office_desk(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_ANYBODY, false, desk, err);
}

/* ---- the list of a registry ---------------------------------------------- */

static void put_filter(office_visit *visit, cor_doc *doc, const cor_registry_kind *kind) {
    cor_choice states[COR_STATE_COUNT + 1] = { { .label = office_plain(_("any state")) } };
    for (int i = 0; i < COR_STATE_COUNT; i++)
        states[i + 1] = (cor_choice){ cor_str_of(cor_registry_state_key((cor_registry_state)i)),
                                      cor_registry_state_text((cor_registry_state)i) };

    cor_field fields[] = {
        { .kind = COR_FIELD_TEXT,
          .name = COR_STR("q"),
          .label = office_plain(_("Words of the entry, or its key")),
          .value = http_parameter(visit->request, "q") },
        { .kind = COR_FIELD_CHOICE,
          .name = COR_STR("state"),
          .label = office_plain(_("State")),
          .value = http_parameter(visit->request, "state"),
          .choices = states,
          .choice_count = COR_STATE_COUNT + 1 },
    };
    cor_doc_form(doc, "filter", (cor_text){ 0 },
                 cor_str_print(visit->keep, "/office/%s", kind->key), false, fields, 2);
}

/* A text as a parameter of an address. */
static cor_str encoded(cor_str text, cor_arena *keep) {
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

static void put_pages(office_visit *visit, cor_doc *doc, const cor_registry_kind *kind,
                      int64_t total, int64_t page) {
    cor_str words = encoded(http_parameter(visit->request, "q"), visit->keep);
    cor_str state = encoded(http_parameter(visit->request, "state"), visit->keep);
    for (int step = -1; step <= 1; step += 2) {
        int64_t other = page + step;
        if (other < 1 || (other - 1) * LIST_ROWS >= total) continue;
        cor_doc_link(doc, office_plain(step < 0 ? _("Previous page") : _("Next page")),
                     cor_str_print(visit->keep, "/office/%s?q=%.*s&state=%.*s&page=%d", kind->key,
                                   COR_STR_F(words), COR_STR_F(state), (int)other));
    }
}

static int64_t page_number(const office_visit *visit) {
    int64_t page = 1;
    if (!cor_number_parse_int(http_parameter(visit->request, "page"), &page) || page < 1 ||
        page > 1000000)
        return 1;
    return page;
}

static cor_code list(office_visit *visit, cor_error *err) {
    const cor_registry_kind *kind;
    int64_t total = 0, page = page_number(visit);
    cor_code code = office_kind(visit, &kind, err);
    if (code) return code;

    cor_registry_desk wanted = { .kind = kind,
                                 .words = http_parameter(visit->request, "q"),
                                 .limit = LIST_ROWS,
                                 .offset = (int32_t)((page - 1) * LIST_ROWS) };
    wanted.in_state =
        cor_registry_state_find(http_parameter(visit->request, "state"), &wanted.state);
    cor_text name = office_plain(kind->label_many);
    cor_doc *doc = office_page_begin(
        visit, cor_str_print(visit->keep, "/office/%s", kind->key),
        cor_text_keep(visit->keep, cor_say(_("Registry: {name}"), cor_arg_text(&name))),
        (cor_text){ 0 });
    cor_doc_section(doc, "find", office_plain(_("Find")));
    put_filter(visit, doc, kind);

    if (office_may_write(&visit->session.staff, kind))
        cor_doc_link(doc, office_plain(_("New entry")),
                     cor_str_print(visit->keep, "/office/%s/new", kind->key));

    cor_doc_section_end(doc);
    code = put_entries(visit, doc, "entries", &wanted, _("Entries, changed last first"),
                       _("No entry is like that."), &total, err);
    if (code) return code;
    put_pages(visit, doc, kind, total, page);

    return office_page_end(visit, doc, 200, err);
}

cor_code office_list(http_request *request, http_response *response, cor_error *err) {
    return office_visit_run(request, response, OFFICE_STAFF, false, list, err);
}
