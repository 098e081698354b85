/* SPDX-License-Identifier: Apache-2.0 */
/* home.c: the home page: introduction, entrance for workers, map of the region, the four
 * destinations with their corridors, the world figures of every edition, the newest sources. */
#include <stdlib.h>

#include "dossier/country/country.h"
#include "editions.h"
#include "sources.h"

static const char *const destination_codes[] = { "MEX", "CRI", "PAN", "DOM" };
enum { DESTINATION_COUNT = 4, TOP_COUNT = 6, NEWS_COUNT = 6, LINES_MAX = 48, QUIET_MAX = 5 };
static const double LINE_PERSONS = 20000; // smaller corridors would clutter the map

static cor_country home_place(const char *code) {
    cor_country place = COR_COUNTRY_NONE;
    bool known = cor_country_by_code(cor_str_of(code), &place);
    return known ? place : COR_COUNTRY_NONE;
}

/* ---- ways in ------------------------------------------------------------- */

static void show_place_search(dossier_page *page) {
    cor_field field = { .kind = COR_FIELD_SEARCH,
                        .name = COR_STR("q"),
                        .label = dossier_plain(_("Find a country or a corridor")),
                        .hint = dossier_plain(
                            _("For example: Nicaragua to Costa Rica, Haiti, GTM-MEX")) };
    cor_doc_form(page->doc, "search", dossier_plain(_("Search")), COR_STR("/search"), false, &field,
                 1);
}

static void show_worker(dossier_page *page) {
    cor_doc_section(page->doc, "worker",
                    dossier_plain(_("Are you offered work in another country?")));
    cor_doc_role(page->doc, COR_ROLE_WORKER);
    cor_doc_paragraph(page->doc,
                      dossier_plain(_("Check who recruits you before you pay, sign or hand over "
                                      "your passport. It is free and needs no account.")),
                      NULL, 0);
    cor_doc_link(page->doc, dossier_plain(_("Check a recruiter")), COR_STR("/check"));
    cor_doc_role(page->doc, COR_ROLE_WORKER);
    cor_doc_section_end(page->doc);
}

/* ---- map ----------------------------------------------------------------- */

/* Whether a place is inside the frame of the region map: Mesoamerica, the Caribbean and their
 * neighbours. */
static bool is_on_map(cor_country place) {
    const cor_country_info *info = cor_country_get(place);
    return info->latitude > -5 && info->latitude < 45 && info->longitude > -125 &&
           info->longitude < -55;
}

static void add_lines(dossier_page *page, cor_map_line *lines, int32_t *count,
                      const cor_country *destinations, int32_t destination_count,
                      cor_interval period, int32_t most, bool quiet) {
    cor_corridor_filter filter = { .period = period,
                                   .destinations = destinations,
                                   .destination_count = destination_count };
    dossier_corridors corridors = dossier_rank_stock(page, filter, NULL);
    int32_t added = 0;

    for (size_t i = 0; i < corridors.count && *count < LINES_MAX && added < most; i++) {
        const cor_figure *figure = &corridors.list[i].figure;
        if (figure->value < LINE_PERSONS || !is_on_map(figure->origin) ||
            !dossier_has_page(figure->origin))
            continue;
        lines[(*count)++] = (cor_map_line){ .origin = figure->origin,
                                            .destination = figure->destination,
                                            .value = dossier_value(page, figure),
                                            .href = dossier_corridor_path(
                                                page->keep, figure->origin, figure->destination),
                                            .quiet = quiet };
        added++;
    }
}

static void show_region_map(dossier_page *page, cor_interval period) {
    cor_country destinations[DESTINATION_COUNT], north = home_place("USA");
    cor_map_line lines[LINES_MAX];
    int32_t count = 0;

    for (int i = 0; i < DESTINATION_COUNT; i++)
        destinations[i] = home_place(destination_codes[i]);
    add_lines(page, lines, &count, destinations, DESTINATION_COUNT, period, LINES_MAX, false);
    add_lines(page, lines, &count, &north, 1, period, QUIET_MAX, true);
    if (!count) return;
    cor_doc_map(
        page->doc, "map",
        &(cor_map_spec){
            .view = COR_VIEW_REGION,
            .title = cor_say(_("Corridors of Mesoamerica and the Caribbean, {year}"),
                             cor_arg_period(period)),
            .summary = dossier_plain(
                _("People born in the country of origin living in the country of destination.")),
            .about = cor_say(
                _("Corridors of {persons} people or more to Mexico, Costa Rica, Panama and the "
                  "Dominican "
                  "Republic whose origin lies on the map; without colour, the largest from the map "
                  "to the United States. The width grows with the square root of the people."),
                cor_arg_int((int64_t)LINE_PERSONS)),
            .lines = lines,
            .line_count = count,
        });
}

/* ---- the world, the four destinations, the news -------------------------- */

static void show_edition(dossier_page *page, const dossier_edition *edition, int32_t number) {
    cor_value men = dossier_edition_share(page, edition, "M"),
              women = dossier_edition_share(page, edition, "F");
    cor_text what = dossier_measure_text(page, edition->total->measure);
    cor_text which = dossier_edition_cell(page, edition->total->source).text;
    cor_str id = cor_str_print(page->keep, "edition-%d", number);
    cor_text label =
        men.present && women.present
            ? cor_say(_("{what}, edition {edition}: {men} men, {women} women"), cor_arg_text(&what),
                      cor_arg_text(&which), dossier_percent(page, men.value, 1),
                      dossier_percent(page, women.value, 1))
            : cor_say(_("{what}, edition {edition}; by sex: no data"), cor_arg_text(&what),
                      cor_arg_text(&which));

    cor_doc_figure(page->doc, id.at, label, dossier_edition_people(page, edition->total));
    if (men.present && women.present)
        cor_doc_split(page->doc, 100 * men.value / (men.value + women.value));
}

static void show_newest_editions(dossier_page *page) {
    dossier_editions editions = dossier_editions_of(page);
    if (!editions.count) return;
    cor_doc_section(page->doc, "editions",
                    dossier_plain(_("In the world, as the ILO estimates it")));
    cor_doc_role(page->doc, COR_ROLE_EDITIONS);
    int32_t number = 0;

    for (int32_t i = 0; i < editions.count; i++) {
        // Two sources may have the same edition and year: the later key is the more precise one;
        // the page of the world shows both.
        bool followed =
            i + 1 < editions.count &&
            cor_interval_equal(editions.list[i].total->period, editions.list[i + 1].total->period);
        if (!followed) show_edition(page, &editions.list[i], ++number);
    }

    cor_doc_note(
        page->doc,
        dossier_plain(_("Each edition revises its data, and the fourth changes the concept. Read "
                        "them side by side; never subtract one from another.")),
        NULL, 0);
    cor_doc_link(page->doc, dossier_plain(_("The world in detail")), COR_STR("/world"));
    cor_doc_section_end(page->doc);
}

static void show_destinations(dossier_page *page, cor_interval period) {
    cor_doc_section(page->doc, "destinations", dossier_plain(_("Four destinations of the region")));
    cor_doc_role(page->doc, COR_ROLE_RANKS);
    cor_doc_paragraph(page->doc,
                      cor_say(_("The largest origins of each in {year}. The bar is their share of "
                                "all people born abroad."),
                              cor_arg_period(period)),
                      NULL, 0);

    for (int i = 0; i < DESTINATION_COUNT; i++) {
        cor_country place = home_place(destination_codes[i]);
        cor_str id = cor_str_print(page->keep, "to-%s", destination_codes[i]);
        if (!id.at) return;
        cor_doc_section(page->doc, id.at, cor_say("{place}", cor_arg_country(place)));
        cor_value all = dossier_total_in(page, place, period, "", (cor_str){ 0 });
        if (all.present)
            cor_doc_paragraph(page->doc,
                              cor_say(_("{persons} people born abroad, {year}"),
                                      cor_arg_number(all.value, 0), cor_arg_period(period)),
                              &all, 1);
        cor_str list = cor_str_print(page->keep, "origins-%s", destination_codes[i]);
        if (list.at) dossier_top_corridors(page, list.at, NO_TEXT, place, true, TOP_COUNT);
        cor_doc_link(page->doc, cor_say(_("All corridors to {place}"), cor_arg_country(place)),
                     cor_str_print(page->keep, "/corridors?to=%s", destination_codes[i]));
        cor_doc_section_end(page->doc);
    }

    cor_doc_section_end(page->doc);
}

/* Newest publication first, editions without a date last. */
static int by_published(const void *a, const void *b) {
    const cor_source_summary *one = a, *other = b;
    int order = cor_str_compare(other->source.published, one->source.published);
    return order ? order : cor_str_compare(one->source.key, other->source.key);
}

static void show_news(dossier_page *page) {
    dossier_source_list sources = dossier_all_sources(page);
    if (!sources.count) return;
    qsort(sources.list, sources.count, sizeof *sources.list, by_published);
    cor_doc_section(page->doc, "newest", dossier_plain(_("Newest sources")));
    cor_doc_list(page->doc, "news", NO_TEXT, false);
    cor_doc_role(page->doc, COR_ROLE_NEWS);

    for (size_t i = 0; i < sources.count && i < NEWS_COUNT; i++) {
        const cor_source *source = &sources.list[i].source;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_source_title(page, source),
                                       .quiet = source->published.length
                                                    ? cor_say(_("{producer}, {published}"),
                                                              cor_arg_str(source->producer),
                                                              cor_arg_str(source->published))
                                                    : cor_say_str(source->producer),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent(),
                                       .href = COR_STR("/data") });
    }

    cor_doc_section_end(page->doc);
}

cor_code cor_dossier_home(const cor_dossier *dossier, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(
        &page, dossier, "home", COR_STR("/"),
        dossier_plain(_("Everything known about a corridor, on one page")),
        dossier_plain(
            _("Who moves and works between two countries, under which agreement, recruited by whom "
              "and at what cost, what it costs to send money home: every figure with its source.")),
        keep, err);

    cor_interval period = dossier_newest_stock(&page);
    show_place_search(&page);
    show_worker(&page);
    if (!dossier_no_period(period)) show_region_map(&page, period);
    show_newest_editions(&page);
    if (!dossier_no_period(period)) show_destinations(&page, period);
    show_news(&page);

    return dossier_end(&page, ret_document);
}
