/* SPDX-License-Identifier: Apache-2.0 */
/* overview.c: the network of regulators by theme and by country. Where nothing is known the pages
 * say so; no member and no action is invented. */
#include "dossier/facets.h"
#include "network.h"

typedef int32_t part_show(dossier_page *page, const cor_network_filter *filter);

/* Description of a part, and what would fill it while it is empty. */
typedef struct {
    cor_network_part part;
    const char *id, *title, *why, *filler;
    part_show *show;
} network_part;

static const network_part PARTS[] = {
    { COR_NETWORK_MEMBERS, "members", N_("Members"),
      N_("No public source that was read lists the members."),
      N_("an entry for each member, made by the secretariat"), dossier_network_members },
    { COR_NETWORK_THEMES, "themes", N_("Themes"), N_("No themes have been loaded."),
      N_("the data pack: corredor init"), dossier_network_themes },
    { COR_NETWORK_PRACTICES, "practices", N_("Practices"), N_("No practice is known here."),
      N_("what a regulator did and with which result, with its source"),
      dossier_network_practices },
    { COR_NETWORK_EVENTS, "events", N_("Events"), N_("No event is known here."),
      N_("a date, a place and a theme, entered by a member"), dossier_network_events },
    { COR_NETWORK_ACTIONS, "actions", N_("Actions"), N_("No action is known here."),
      N_("what a country has agreed to do, by when, entered by a member"),
      dossier_network_actions },
};
enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };

bool cor_network_part_find(cor_str name, cor_network_part *ret_part) {
    for (int i = 0; i < PART_COUNT; i++)
        if (cor_str_is(name, PARTS[i].id)) {
            *ret_part = PARTS[i].part;
            return true;
        }
    return false;
}

static void show_network_part(dossier_page *page, const network_part *part,
                              const cor_network_filter *filter) {
    if (part->show(page, filter)) return;
    char id[40];
    snprintf(id, sizeof id, "%s-none", part->id);
    bool narrowed =
        filter->theme.length || filter->country.id || filter->overdue || filter->sdg.length;
    cor_text fillers[] = { { .id = part->filler } };
    cor_doc_absence(page->doc, id, (cor_text){ .id = part->title },
                    narrowed ? dossier_plain(_("Nothing known here matches."))
                             : (cor_text){ .id = part->why },
                    fillers, 1);
}

static void show_parts(dossier_page *page, unsigned which, const cor_network_filter *filter) {
    for (int i = 0; i < PART_COUNT; i++)
        if (which >> PARTS[i].part & 1) {
            cor_doc_section(page->doc, PARTS[i].id, (cor_text){ .id = PARTS[i].title });
            show_network_part(page, &PARTS[i], filter);
            cor_doc_section_end(page->doc);
        }
}
#define PART(part) (1u << (part))

/* ---- by country ---------------------------------------------------------- */

static int32_t entries_of_country(dossier_page *page, cor_str code) {
    return (
        int32_t)(dossier_entries_with(page, &cor_kind_network_member, MEMBER_PLACE, code).count +
                 dossier_entries_with(page, &cor_kind_network_practice, PRACTICE_PLACE, code)
                     .count +
                 dossier_entries_with(page, &cor_kind_network_event, EVENT_PLACE, code).count +
                 dossier_entries_with(page, &cor_kind_network_action, ACTION_OWNER, code).count);
}

static void show_network_countries(dossier_page *page) {
    size_t count;
    const cor_country_info *places = cor_country_list(&count);

    cor_doc_section(page->doc, "by-country", dossier_plain(_("By country")));
    cor_doc_list(page->doc, "countries", NO_TEXT, false);
    for (size_t i = 0; i < count; i++) {
        int32_t known =
            dossier_has_page(places[i].place) ? entries_of_country(page, places[i].code) : 0;
        if (!known) continue;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = cor_say("{place}", cor_arg_country(places[i].place)),
                                       .quiet = cor_say_n(known, _("{count} entry"),
                                                          _("{count} entries"), cor_arg_int(known)),
                                       .href = cor_str_print(page->keep, "/network/countries/%.*s",
                                                             COR_STR_F(places[i].code)) });
    }

    cor_doc_section_end(page->doc);
}

/* ---- choices of the list of actions -------------------------------------- */

static void show_values(dossier_page *page, const dossier_address *address, const char *name,
                        const char *title, int32_t field) {
    enum { VALUES_MAX = 256 };
    dossier_facet facet;
    dossier_entries actions = dossier_entries_of(page, &cor_kind_network_action);

    if (!dossier_facet_begin(&facet, page, address, name, VALUES_MAX)) return;
    for (size_t i = 0; i < actions.count; i++) {
        cor_str rest = cor_entry_get(actions.list[i], field), part;
        while (cor_entry_next(&rest, &part)) {
            cor_entry *one = cor_entry_new(&cor_kind_network_action, COR_STR("x"), page->keep);
            if (!one) return;
            one->values[field][0] = part;
            dossier_facet_count(&facet, part, dossier_field_text(page, one, field));
        }
    }

    dossier_facet_show(&facet, title, false);
}

static void show_overdue(dossier_page *page, const dossier_address *address, cor_date as_of) {
    dossier_facet facet;
    dossier_entries actions = dossier_entries_of(page, &cor_kind_network_action);
    if (!dossier_facet_begin(&facet, page, address, "overdue", 2)) return;
    for (size_t i = 0; i < actions.count; i++)
        if (cor_action_days_overdue(actions.list[i], as_of))
            dossier_facet_count(&facet, COR_STR("yes"), dossier_plain(_("overdue")));
    dossier_facet_show(&facet, _("Time left"), true);
}

static void show_action_choices(dossier_page *page, const dossier_address *address,
                                const cor_network_filter *filter) {
    cor_doc_section(page->doc, "choices", NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_CHOICES);
    show_values(page, address, "country", _("Country in charge"), ACTION_OWNER);
    show_values(page, address, "theme", _("Theme"), ACTION_THEMES);
    show_values(page, address, "sdg", _("SDG targets"), ACTION_SDG);
    show_overdue(page, address, filter->as_of);
    cor_doc_section_end(page->doc);
}

/* ---- what the network works on ------------------------------------------- */

/* The information sheet on the network, which names its four pillars. */
static const char PILLARS_SOURCE[] = "PUB08";
static const char *const PILLARS[] = {
    N_("awareness and communications"),
    N_("capacity building"),
    N_("advocacy"),
    N_("data and research"),
};

/* Nothing where the sheet is not held: no pillar is shown without its source. */
static void show_pillars(dossier_page *page) {
    const cor_entry *sheet = cor_registry_memory_find(
        page->dossier->registries, &cor_kind_publication, cor_str_of(PILLARS_SOURCE));
    if (!sheet) return;
    cor_value cited = dossier_entry_cited(page, sheet, -1);

    cor_doc_section(page->doc, "pillars", dossier_plain(_("Four pillars")));
    cor_doc_list(page->doc, "pillar-list", NO_TEXT, false);
    for (size_t i = 0; i < sizeof PILLARS / sizeof *PILLARS; i++)
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_plain(PILLARS[i]), .cited = cited });
    cor_doc_link(page->doc, dossier_entry_title(page, sheet), dossier_entry_path(page, sheet));
    cor_doc_note(page->doc,
                 dossier_plain(_("The actions below do not say which pillar they belong to.")),
                 NULL, 0);
    cor_doc_section_end(page->doc);
}

/* ---- pages --------------------------------------------------------------- */

cor_code cor_dossier_network(const cor_dossier *dossier, cor_date as_of, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    cor_network_filter all = { .as_of = as_of }, late = { .as_of = as_of, .overdue = true };

    dossier_begin(
        &page, dossier, "network", COR_STR("/network"), dossier_plain(_("Network of regulators")),
        dossier_plain(_("Authorities that license, inspect and hear complaints about recruitment: "
                        "their themes, practices, meetings, and what they have agreed to do.")),
        keep, err);

    show_pillars(&page);
    show_parts(&page, PART(COR_NETWORK_ACTIONS), &all);
    show_parts(&page, PART(COR_NETWORK_THEMES), &all);
    cor_doc_section(page.doc, "overdue", dossier_plain(_("Overdue")));
    if (!dossier_network_actions(&page, &late))
        cor_doc_paragraph(
            page.doc, cor_say(_("No action known here is overdue on {date}."), cor_arg_date(as_of)),
            NULL, 0);

    cor_doc_link(page.doc, dossier_plain(_("All actions")), COR_STR("/network/actions"));
    cor_doc_section_end(page.doc);
    show_parts(&page, PART(COR_NETWORK_MEMBERS) | PART(COR_NETWORK_EVENTS), &all);
    cor_doc_link(page.doc, dossier_plain(_("The events for your calendar (iCalendar)")),
                 COR_STR("/network/events.ics"));
    show_network_countries(&page);
    cor_doc_link(page.doc, dossier_plain(_("All practices")), COR_STR("/network/practices"));

    return dossier_end(&page, ret_document);
}

cor_code cor_dossier_network_part(const cor_dossier *dossier, cor_network_part part,
                                  const cor_network_filter *filter, cor_arena *keep,
                                  const cor_document **ret_document, cor_error *err) {
    dossier_page page = { .dossier = dossier, .keep = keep };
    const network_part *of = &PARTS[part];
    dossier_address address = { .path = cor_str_print(keep, "/network/%s", of->id).at };

    dossier_address_add(&address, "country", cor_country_code(filter->country));
    dossier_address_add(&address, "theme", filter->theme);
    dossier_address_add(&address, "sdg", filter->sdg);
    dossier_address_add(&address, "overdue", filter->overdue ? COR_STR("yes") : (cor_str){ 0 });
    if (!address.path) return cor_fail_memory(err);

    dossier_begin(
        &page, dossier, of->id, dossier_address_with(&page, &address, NULL, (cor_str){ 0 }),
        (cor_text){ .id = of->title }, dossier_plain(_("Network of regulators")), keep, err);

    if (part == COR_NETWORK_ACTIONS) show_action_choices(&page, &address, filter);
    show_network_part(&page, of, filter);
    if (part == COR_NETWORK_EVENTS)
        cor_doc_link(page.doc, dossier_plain(_("The events for your calendar (iCalendar)")),
                     COR_STR("/network/events.ics"));

    return dossier_end(&page, ret_document);
}

static void show_checklist(dossier_page *page, const cor_entry *theme) {
    dossier_entries items = dossier_entries_of(page, &cor_kind_recommendation);
    int32_t field = cor_registry_field_find(&cor_kind_recommendation, COR_STR("chapter"));
    int32_t text = cor_registry_field_find(&cor_kind_recommendation, COR_STR("text"));
    bool any = false;

    for (size_t i = 0; i < items.count; i++) {
        if (!cor_str_equal(cor_entry_get(items.list[i], field),
                           cor_entry_get(theme, THEME_CHAPTER)))
            continue;
        if (!any)
            cor_doc_list(page->doc, "checklist",
                         dossier_plain(_("What the Montreal Recommendations ask for")), false);
        any = true;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = cor_entry_text(items.list[i], text, page->keep),
                                       .quiet = cor_say_str(items.list[i]->key),
                                       .cited = dossier_entry_cited(page, items.list[i], -1) });
    }
}

cor_code cor_dossier_network_theme(const cor_dossier *dossier, cor_str key, cor_date as_of,
                                   cor_arena *keep, const cor_document **ret_document,
                                   cor_error *err) {
    const cor_entry *theme;
    cor_code code = dossier_find_entry(dossier, &cor_kind_network_theme, key, keep, &theme, err);
    if (code) return code;
    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_network_filter filter = { .theme = key, .as_of = as_of };
    cor_text summary = dossier_field_text(&page, theme, THEME_SUMMARY);
    dossier_begin(&page, dossier, "network_theme", cor_entry_path(theme, keep),
                  dossier_entry_title(&page, theme), summary, keep, err);

    show_parts(&page,
               PART(COR_NETWORK_PRACTICES) | PART(COR_NETWORK_ACTIONS) | PART(COR_NETWORK_EVENTS) |
                   PART(COR_NETWORK_MEMBERS),
               &filter);
    show_checklist(&page, theme);

    return dossier_end(&page, ret_document);
}

cor_code cor_dossier_network_country(const cor_dossier *dossier, cor_country country,
                                     cor_date as_of, cor_arena *keep,
                                     const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    cor_network_filter filter = { .country = country, .as_of = as_of };
    cor_code code = dossier_check_place(country, err);
    if (code) return code;

    cor_str iso = cor_country_code(country);
    dossier_begin(&page, dossier, "network_country",
                  cor_str_print(keep, "/network/countries/%.*s", COR_STR_F(iso)),
                  cor_say(_("{country} in the network of regulators"), cor_arg_country(country)),
                  dossier_plain(_("Members, practices, events and actions of one country.")), keep,
                  err);

    show_parts(&page,
               PART(COR_NETWORK_ACTIONS) | PART(COR_NETWORK_PRACTICES) | PART(COR_NETWORK_MEMBERS) |
                   PART(COR_NETWORK_EVENTS),
               &filter);
    cor_doc_link(page.doc, dossier_plain(_("Institutions of the country")),
                 cor_str_print(keep, "/library/institutions?country=%.*s", COR_STR_F(iso)));
    cor_doc_link(page.doc, cor_say(_("{country}: all that is known"), cor_arg_country(country)),
                 dossier_country_path(keep, country));

    return dossier_end(&page, ret_document);
}

/* Links to the entries that an entry refers to. */
static void show_references(dossier_page *page, const cor_entry *entry) {
    bool any = false;
    for (int32_t i = 0; i < entry->kind->field_count; i++) {
        const cor_registry_field *field = &entry->kind->fields[i];
        if (field->type != COR_REGISTRY_REFERENCE && field->type != COR_REGISTRY_REFERENCES)
            continue;
        cor_str rest = cor_entry_get(entry, i), key;
        while (cor_entry_next(&rest, &key)) {
            const cor_entry *other =
                cor_registry_memory_target(page->dossier->registries, field, key);
            if (!other || other->kind == &cor_kind_recommendation) continue;
            if (!any) cor_doc_list(page->doc, "related", dossier_plain(_("Related")), false);
            any = true;
            cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_entry_title(page, other),
                                                      .href = dossier_entry_path(page, other) });
        }
    }
}

cor_code cor_dossier_network_entry(const cor_dossier *dossier, const cor_registry_kind *kind,
                                   cor_str key, cor_date as_of, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err) {
    const cor_entry *entry;
    cor_code code = dossier_find_entry(dossier, kind, key, keep, &entry, err);
    if (code) return code;
    dossier_page page = { .dossier = dossier, .keep = keep };
    dossier_begin(&page, dossier, kind->key, cor_entry_path(entry, keep),
                  dossier_entry_title(&page, entry), (cor_text){ .id = kind->label }, keep, err);

    cor_text due =
        kind == &cor_kind_network_action ? dossier_due_text(&page, entry, as_of) : NO_TEXT;
    if (!cor_text_is_empty(due)) cor_doc_note(page.doc, due, NULL, 0);
    dossier_entry_facts(&page, "facts", dossier_plain(_("What is known")), entry);
    show_references(&page, entry);
    cor_doc_link(page.doc, dossier_plain(_("Versions and history of this entry")),
                 cor_str_print(keep, "%s%.*s/history", kind->path, COR_STR_F(entry->key)));

    return dossier_end(&page, ret_document);
}
