/* SPDX-License-Identifier: Apache-2.0 */
/* diaspora.c: block 6 of a corridor: organisations of people from the origin at the destination. */
#include "corridor.h"
#include "dossier/register.h"

enum { SHOWN_MOST = 10 };

bool dossier_is_organisation(const dossier_corridor *corridor, const cor_entry *organisation) {
    return cor_entry_has(organisation, ORGANISATION_ORIGINS, cor_country_code(corridor->origin)) &&
           cor_entry_has(organisation, ORGANISATION_PLACE, cor_country_code(corridor->destination));
}

/* "Silver Spring, Maryland". */
static cor_text town_text(dossier_page *page, const cor_entry *organisation) {
    cor_text city = dossier_field_text(page, organisation, ORGANISATION_CITY),
             region = dossier_field_text(page, organisation, ORGANISATION_REGION);
    if (cor_text_is_empty(city)) return region;
    if (cor_text_is_empty(region)) return city;
    return cor_text_keep(page->keep,
                         cor_say("{city}, {region}", cor_arg_text(&city), cor_arg_text(&region)));
}

static void begin_organisations(dossier_corridor *corridor, int64_t shown, int64_t count) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "organisation", _("Organisation")),
        dossier_column(COR_CELL_WORDS, "town", _("Town")),
    };
    cor_text title = cor_text_keep(
        corridor->page->keep,
        cor_say(_("Organisations of people from {origin} in {destination}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)));

    cor_doc_table(corridor->page->doc, "diaspora-organisations",
                  dossier_counted_title(corridor->page, title, shown, count), columns, 2,
                  dossier_plain(_("From a directory that is not complete. An organisation may have "
                                  "moved or closed since.")));
}

static void show_organisation(dossier_page *page, const cor_entry *organisation) {
    cor_table_cell cells[] = {
        dossier_words(dossier_entry_title(page, organisation)),
        dossier_words(town_text(page, organisation)),
    };
    cells[0].code = organisation->key;
    cells[0].value = dossier_entry_cited(page, organisation, -1);
    cor_doc_row(page->doc, cells);
}

static void show_no_organisation(const dossier_corridor *corridor, int64_t held) {
    cor_text fillers[] = {
        cor_say(_("the register of associations of {destination}, or the list of a consulate of "
                  "{origin}"),
                cor_arg_country(corridor->destination), cor_arg_country(corridor->origin)),
        dossier_plain(_("an entry made by an organisation itself")),
    };
    cor_text said =
        held ? cor_say_n(held,
                         _("The directory has {count} organisation, and not one of people from "
                           "{origin} in {destination}. It is not complete."),
                         _("The directory has {count} organisations, and not one of people from "
                           "{origin} in {destination}. It is not complete."),
                         cor_arg_int(held), cor_arg_country(corridor->origin),
                         cor_arg_country(corridor->destination))
             : cor_say(_("No directory of organisations of people from {origin} in {destination} "
                         "has been loaded."),
                       cor_arg_country(corridor->origin), cor_arg_country(corridor->destination));

    cor_doc_absence(corridor->page->doc, "diaspora-none", dossier_plain(_("Organisations")), said,
                    fillers, 2);
}

/* Of people from the origin, at another place or none that is known; or at the destination, for
 * people of any origin. */
static bool is_near(const dossier_corridor *corridor, const cor_entry *organisation) {
    if (dossier_is_organisation(corridor, organisation)) return false;
    if (cor_entry_has(organisation, ORGANISATION_ORIGINS, cor_country_code(corridor->origin)))
        return true;
    return !cor_entry_get(organisation, ORGANISATION_ORIGINS).length &&
           cor_entry_has(organisation, ORGANISATION_PLACE, cor_country_code(corridor->destination));
}

static cor_text for_whom_text(dossier_page *page, const cor_entry *organisation) {
    cor_str origins = cor_entry_get(organisation, ORGANISATION_ORIGINS);
    return origins.length ? dossier_places_text(page, origins)
                          : dossier_plain(_("no origin is named"));
}

static void show_near_organisation(dossier_page *page, const cor_entry *organisation) {
    cor_text place = dossier_field_text(page, organisation, ORGANISATION_PLACE);
    cor_table_cell cells[] = {
        dossier_words(dossier_entry_title(page, organisation)),
        dossier_words(cor_text_is_empty(place) ? dossier_plain(_("not known")) : place),
        dossier_words(for_whom_text(page, organisation)),
    };
    cells[0].code = organisation->key;
    cells[0].value = dossier_entry_cited(page, organisation, -1);
    cor_doc_row(page->doc, cells);
}

/* What the directory holds near the corridor, told apart from its own organisations. */
static void show_near_organisations(const dossier_corridor *corridor, dossier_entries all) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "organisation", _("Organisation")),
        dossier_column(COR_CELL_WORDS, "place", _("Where")),
        dossier_column(COR_CELL_WORDS, "origins", _("For people from")),
    };
    bool any = false;

    for (size_t i = 0; i < all.count; i++) {
        if (!is_near(corridor, all.list[i])) continue;
        if (!any) {
            cor_doc_table(corridor->page->doc, "diaspora-near",
                          cor_say(_("Organisations of people from {origin} elsewhere, and for any "
                                    "origin in {destination}"),
                                  cor_arg_country(corridor->origin),
                                  cor_arg_country(corridor->destination)),
                          columns, 3, NO_TEXT);
            cor_doc_role(corridor->page->doc, COR_ROLE_DETAIL);
        }
        any = true;
        show_near_organisation(corridor->page, all.list[i]);
    }
}

/* The organisations of the corridor, or that there is none. Returns their number. */
static int64_t show_organisations(dossier_corridor *corridor, dossier_entries all) {
    int64_t count = 0, shown = 0;
    for (size_t i = 0; i < all.count; i++)
        count += dossier_is_organisation(corridor, all.list[i]);

    if (!count) {
        show_no_organisation(corridor, (int64_t)all.count);
        return 0;
    }

    begin_organisations(corridor, count < SHOWN_MOST ? count : SHOWN_MOST, count);
    for (size_t i = 0; i < all.count && shown < SHOWN_MOST; i++)
        if (dossier_is_organisation(corridor, all.list[i])) {
            show_organisation(corridor->page, all.list[i]);
            shown++;
        }

    return count;
}

void dossier_block_diaspora(dossier_corridor *corridor) {
    dossier_entries all = dossier_entries_of(corridor->page, &cor_kind_diaspora_organisation);
    // Where there are many, those near by only make the page longer.
    if (show_organisations(corridor, all) < SHOWN_MOST) show_near_organisations(corridor, all);
}
