/* SPDX-License-Identifier: Apache-2.0 */
/* parts.c: members, themes, practices, events and actions as tables. */
#include "network.h"

static const int32_t NO_FIELD = -1;

/* The fields of a kind with its theme and its country. */
static void fields_of(const cor_registry_kind *kind, int32_t *ret_themes, int32_t *ret_place) {
    *ret_themes = cor_registry_field_find(kind, COR_STR("themes"));
    *ret_place = cor_registry_field_find(kind, COR_STR("place"));
    if (kind == &cor_kind_network_action) *ret_place = ACTION_OWNER;
}

bool dossier_network_passes(const cor_entry *entry, const cor_network_filter *filter) {
    int32_t themes, place;
    fields_of(entry->kind, &themes, &place);
    if (filter->theme.length &&
        (themes == NO_FIELD || !cor_entry_has(entry, themes, filter->theme)))
        return false;

    if (filter->country.id &&
        (place == NO_FIELD ||
         !cor_str_equal(cor_entry_get(entry, place), cor_country_code(filter->country))))
        return false;

    if (entry->kind != &cor_kind_network_action) return true;
    if (filter->sdg.length && !cor_entry_has(entry, ACTION_SDG, filter->sdg)) return false;
    return !filter->overdue || cor_action_days_overdue(entry, filter->as_of) > 0;
}

static int32_t count_entries(dossier_entries entries, const cor_network_filter *filter) {
    int32_t count = 0;
    for (size_t i = 0; i < entries.count; i++)
        count += dossier_network_passes(entries.list[i], filter);
    return count;
}

static cor_table_cell title_cell(dossier_page *page, const cor_entry *entry) {
    cor_table_cell title =
        dossier_link(dossier_entry_title(page, entry), dossier_entry_path(page, entry));
    title.code = entry->key;
    title.value = dossier_entry_cited(page, entry, -1);
    return title;
}

static cor_table_cell field_cell(dossier_page *page, const cor_entry *entry, int32_t field) {
    return dossier_words(dossier_field_text(page, entry, field));
}

/* ---- one table for each kind --------------------------------------------- */

int32_t dossier_network_members(dossier_page *page, const cor_network_filter *filter) {
    dossier_entries entries = dossier_entries_of(page, &cor_kind_network_member);
    int32_t count = count_entries(entries, filter), regulators = 0;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "name", _("Member")),
        dossier_column(COR_CELL_WORDS, "country", _("Country")),
        dossier_column(COR_CELL_WORDS, "role", _("Role in the network")),
        dossier_column(COR_CELL_WORDS, "contact", _("Post to write to")),
        dossier_column(COR_CELL_WORDS, "office", _("Telephone or mail of the office")),
        dossier_column(COR_CELL_WORDS, "since", _("Member since")),
    };

    if (!count) return 0;
    cor_doc_table(page->doc, "members",
                  cor_say_n(count, _("{count} member"), _("{count} members"), cor_arg_int(count)),
                  columns, 6, NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < entries.count; i++) {
        const cor_entry *member = entries.list[i];
        if (!dossier_network_passes(member, filter)) continue;
        cor_doc_row(page->doc, (cor_table_cell[]){ title_cell(page, member),
                                                   field_cell(page, member, MEMBER_PLACE),
                                                   field_cell(page, member, MEMBER_ROLE),
                                                   field_cell(page, member, MEMBER_CONTACT_ROLE),
                                                   field_cell(page, member, MEMBER_OFFICE),
                                                   field_cell(page, member, MEMBER_JOINED) });
        regulators += cor_str_is(cor_entry_get(member, MEMBER_ROLE), "regulator");
    }

    if (!regulators)
        cor_doc_note(page->doc,
                     dossier_plain(_(
                         "No public source that was read lists the regulators that are members.")),
                     NULL, 0);

    return count;
}

static int32_t of_theme(dossier_page *page, const cor_registry_kind *kind, cor_str theme) {
    int32_t field = cor_registry_field_find(kind, COR_STR("themes"));
    return (int32_t)dossier_entries_with(page, kind, field, theme).count;
}

static cor_table_cell count_cell(dossier_page *page, const cor_registry_kind *kind, cor_str theme) {
    return dossier_words(
        cor_text_keep(page->keep, cor_say("{count}", cor_arg_int(of_theme(page, kind, theme)))));
}

static double theme_order(const cor_entry *theme) {
    double order = 99;
    (void)cor_entry_number(theme, THEME_ORDER, &order);
    return order;
}

/* In the order set by the network. */
static void sort_themes(const cor_entry **list, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const cor_entry *theme = list[i];
        size_t at = i;
        for (; at > 0 && theme_order(list[at - 1]) > theme_order(theme); at--)
            list[at] = list[at - 1];
        list[at] = theme;
    }
}

int32_t dossier_network_themes(dossier_page *page, const cor_network_filter *filter) {
    dossier_entries entries = dossier_entries_of(page, &cor_kind_network_theme);
    const cor_entry **list = cor_new(page->keep, const cor_entry *, entries.count + 1);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "theme", _("Theme")),
        dossier_column(COR_CELL_WORDS, "about", _("What it is about")),
        dossier_column(COR_CELL_WORDS, "practices", _("Practices")),
        dossier_column(COR_CELL_WORDS, "actions", _("Actions")),
    };

    (void)filter;
    if (!entries.count || !list) return 0;
    memcpy(list, entries.list, entries.count * sizeof *list);
    sort_themes(list, entries.count);
    cor_doc_table(page->doc, "themes",
                  cor_say_n((int64_t)entries.count, _("{count} theme"), _("{count} themes"),
                            cor_arg_int((int64_t)entries.count)),
                  columns, 4, NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < entries.count; i++)
        cor_doc_row(page->doc,
                    (cor_table_cell[]){ title_cell(page, list[i]),
                                        field_cell(page, list[i], THEME_SUMMARY),
                                        count_cell(page, &cor_kind_network_practice, list[i]->key),
                                        count_cell(page, &cor_kind_network_action, list[i]->key) });

    return (int32_t)entries.count;
}

int32_t dossier_network_practices(dossier_page *page, const cor_network_filter *filter) {
    dossier_entries entries = dossier_entries_of(page, &cor_kind_network_practice);
    int32_t count = count_entries(entries, filter);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "practice", _("Practice")),
        dossier_column(COR_CELL_WORDS, "country", _("Country")),
        dossier_column(COR_CELL_WORDS, "themes", _("Themes")),
        dossier_column(COR_CELL_WORDS, "done", _("What was done")),
        dossier_column(COR_CELL_WORDS, "result", _("Result")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
    };

    if (!count) return 0;
    cor_doc_table(
        page->doc, "practices",
        cor_say_n(count, _("{count} practice"), _("{count} practices"), cor_arg_int(count)),
        columns, 6,
        dossier_plain(_("Found on public pages unless a member shared it. What worked in one "
                        "country need not work in another.")));
    cor_doc_role(page->doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < entries.count; i++) {
        const cor_entry *practice = entries.list[i];
        if (!dossier_network_passes(practice, filter)) continue;
        cor_doc_row(page->doc, (cor_table_cell[]){ title_cell(page, practice),
                                                   field_cell(page, practice, PRACTICE_PLACE),
                                                   field_cell(page, practice, PRACTICE_THEMES),
                                                   field_cell(page, practice, PRACTICE_DONE),
                                                   field_cell(page, practice, PRACTICE_RESULT),
                                                   field_cell(page, practice, PRACTICE_YEAR) });
    }

    return count;
}

/* "10 June 2024 to 11 June 2024", "4 May 2026, 09:00 to 17:30, Guatemala time" */
static cor_text when_text(dossier_page *page, const cor_entry *event) {
    cor_text first = dossier_field_text(page, event, EVENT_STARTS),
             last = dossier_field_text(page, event, EVENT_ENDS);
    cor_str begins = cor_entry_get(event, EVENT_BEGINS_AT),
            ends = cor_entry_get(event, EVENT_ENDS_AT);
    cor_text days =
        cor_text_is_empty(last)
            ? first
            : cor_text_keep(page->keep, cor_say(_("{first} to {last}"), cor_arg_text(&first),
                                                cor_arg_text(&last)));

    if (!begins.length) return days;
    cor_text zone = cor_entry_names(event, EVENT_ZONE, page->keep);
    if (!ends.length)
        return cor_text_keep(page->keep, cor_say("{days}, {begins}, {zone}", cor_arg_text(&days),
                                                 cor_arg_str(begins), cor_arg_text(&zone)));

    return cor_text_keep(page->keep,
                         cor_say(_("{days}, {begins} to {ends}, {zone}"), cor_arg_text(&days),
                                 cor_arg_str(begins), cor_arg_str(ends), cor_arg_text(&zone)));
}

/* Newest first: ISO dates sort as text. */
static void sort_events(const cor_entry **list, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const cor_entry *event = list[i];
        size_t at = i;
        for (; at > 0 && cor_str_compare(cor_entry_get(list[at - 1], EVENT_STARTS),
                                         cor_entry_get(event, EVENT_STARTS)) < 0;
             at--)
            list[at] = list[at - 1];
        list[at] = event;
    }
}

int32_t dossier_network_events(dossier_page *page, const cor_network_filter *filter) {
    dossier_entries entries = dossier_entries_of(page, &cor_kind_network_event);
    const cor_entry **list = cor_new(page->keep, const cor_entry *, entries.count + 1);
    int32_t count = count_entries(entries, filter);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "event", _("Event")),
        dossier_column(COR_CELL_WORDS, "when", _("When")),
        dossier_column(COR_CELL_WORDS, "where", _("Where")),
        dossier_column(COR_CELL_WORDS, "themes", _("Themes")),
        dossier_column(COR_CELL_WORDS, "about", _("What it is about")),
    };

    if (!count || !list) return 0;
    memcpy(list, entries.list, entries.count * sizeof *list);
    sort_events(list, entries.count);
    cor_doc_table(page->doc, "events",
                  cor_say_n(count, _("{count} event"), _("{count} events"), cor_arg_int(count)),
                  columns, 5, NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < entries.count; i++)
        if (dossier_network_passes(list[i], filter))
            cor_doc_row(page->doc, (cor_table_cell[]){ title_cell(page, list[i]),
                                                       dossier_words(when_text(page, list[i])),
                                                       field_cell(page, list[i], EVENT_LOCATION),
                                                       field_cell(page, list[i], EVENT_THEMES),
                                                       field_cell(page, list[i], EVENT_SUMMARY) });

    return count;
}

cor_text dossier_due_text(dossier_page *page, const cor_entry *action, cor_date on) {
    cor_date due;
    if (!cor_action_is_open(action) || !cor_date_parse(cor_entry_get(action, ACTION_DUE), &due))
        return NO_TEXT;
    int32_t late = cor_action_days_overdue(action, on), left = due.days - on.days;
    if (late)
        return cor_text_keep(page->keep, cor_say_n(late, _("overdue by {days} day"),
                                                   _("overdue by {days} days"), cor_arg_int(late)));
    return cor_text_keep(page->keep, cor_say_n(left, _("due in {days} day"),
                                               _("due in {days} days"), cor_arg_int(left)));
}

int32_t dossier_network_actions(dossier_page *page, const cor_network_filter *filter) {
    dossier_entries entries = dossier_entries_of(page, &cor_kind_network_action);
    int32_t count = count_entries(entries, filter);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "action", _("Action")),
        dossier_column(COR_CELL_WORDS, "owner", _("Country in charge")),
        dossier_column(COR_CELL_WORDS, "themes", _("Themes")),
        dossier_column(COR_CELL_WORDS, "sdg", _("SDG targets")),
        dossier_column(COR_CELL_WORDS, "state", _("State")),
        dossier_column(COR_CELL_VALUE, "progress", _("Progress")),
        dossier_column(COR_CELL_WORDS, "due", _("Due")),
        dossier_column(COR_CELL_WORDS, "time_left", _("Time left")),
    };

    if (!count) return 0;
    cor_doc_table(page->doc, "actions",
                  cor_say_n(count, _("{count} action"), _("{count} actions"), cor_arg_int(count)),
                  columns, 8, dossier_plain(_("“Overdue” refers to the day asked for.")));
    cor_doc_role(page->doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < entries.count; i++) {
        const cor_entry *action = entries.list[i];
        if (!dossier_network_passes(action, filter)) continue;
        cor_interval never = { { 0 }, { 0 } };
        cor_value progress =
            dossier_entry_number(page, action, ACTION_PROGRESS, UNIT_PERCENT, COR_OBSERVED, never);
        cor_doc_row(page->doc, (cor_table_cell[]){
                                   title_cell(page, action), field_cell(page, action, ACTION_OWNER),
                                   field_cell(page, action, ACTION_THEMES),
                                   field_cell(page, action, ACTION_SDG),
                                   field_cell(page, action, ACTION_STATE), dossier_cell(progress),
                                   field_cell(page, action, ACTION_DUE),
                                   dossier_words(dossier_due_text(page, action, filter->as_of)) });
    }

    return count;
}
