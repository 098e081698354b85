/* SPDX-License-Identifier: Apache-2.0 */
/* home.c: the home page: introduction, entrance for workers, corridors as the reader chose them,
 * the four destinations, the world figures of every edition, the newest sources. */
#include <stdlib.h>

#include "dossier/country/country.h"
#include "editions.h"
#include "home.h"
#include "sources.h"

enum { TOP_COUNT = 6, NEWS_COUNT = 6 };

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

/* ---- the world, the four destinations, the news -------------------------- */

static void show_edition(dossier_page *page, const dossier_edition *edition, int32_t number) {
    cor_value men = dossier_edition_share(page, edition, "M"),
              women = dossier_edition_share(page, edition, "F");
    cor_text what = dossier_measure_text(page, edition->total->measure);
    cor_text which = dossier_edition_cell(page, edition->total->source).text;
    cor_str id = cor_str_print(page->keep, "edition-%d", number);
    cor_text label = men.present && women.present
                         ? cor_say(_("{what}, edition {edition}: {men} men, {women} women"),
                                   cor_arg_text(&what), cor_arg_text(&which),
                                   cor_arg_percent(men.value, 1), cor_arg_percent(women.value, 1))
                         : cor_say(_("{what}, edition {edition}; by sex: no data"),
                                   cor_arg_text(&what), cor_arg_text(&which));

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

/* People born abroad in the year and of the sex chosen, of the newest edition that has them. */
static void say_all_abroad(dossier_page *page, const home_choice *choice, cor_country place) {
    const char *sentence =
        cor_str_is(choice->asked->sex, "F")   ? _("{persons} women born abroad, {year}")
        : cor_str_is(choice->asked->sex, "M") ? _("{persons} men born abroad, {year}")
                                              : _("{persons} people born abroad, {year}");
    cor_value all =
        dossier_total_in(page, place, choice->shown, home_breakdown(choice), choice->whole_source);
    if (all.present)
        cor_doc_paragraph(
            page->doc,
            cor_say(sentence, cor_arg_number(all.value, 0), cor_arg_period(choice->shown)), &all,
            1);
}

static void show_destination(dossier_page *page, const home_choice *choice, cor_country place) {
    cor_str code = cor_country_code(place);
    cor_str id = cor_str_print(page->keep, "to-%.*s", COR_STR_F(code)),
            list = cor_str_print(page->keep, "origins-%.*s", COR_STR_F(code));
    if (!id.at || !list.at) return;

    cor_doc_section(page->doc, id.at, cor_say("{place}", cor_arg_country(place)));
    say_all_abroad(page, choice, place);
    dossier_top_corridors(page, &(dossier_partners){ .id = list.at,
                                                     .place = place,
                                                     .as_destination = true,
                                                     .period = choice->period,
                                                     .breakdown = choice->breakdown,
                                                     .limit = TOP_COUNT });
    cor_doc_link(page->doc, cor_say(_("All corridors to {place}"), cor_arg_country(place)),
                 cor_str_print(page->keep, "/corridors?to=%.*s", COR_STR_F(code)));
    cor_doc_section_end(page->doc);
}

static void show_destinations(dossier_page *page, const home_choice *choice) {
    cor_doc_section(page->doc, "destinations", dossier_plain(_("Four destinations of the region")));
    cor_doc_role(page->doc, COR_ROLE_RANKS);
    cor_doc_paragraph(page->doc,
                      cor_say(_("The largest origins of each in {year}. The bar is their share of "
                                "all people born abroad."),
                              cor_arg_period(choice->shown)),
                      NULL, 0);
    for (int32_t i = 0; i < HOME_DESTINATIONS; i++)
        show_destination(page, choice, home_destination(i));
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

cor_code cor_dossier_home(const cor_dossier *dossier, const cor_home *home, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    home_choice choice;
    dossier_begin(
        &page, dossier, "home", home_path(keep, home),
        dossier_plain(_("Everything known about a corridor, on one page")),
        dossier_plain(
            _("Who moves and works between two countries, under which agreement, recruited by whom "
              "and at what cost, what it costs to send money home: every figure with its source.")),
        keep, err);

    page.code = home_choice_make(&page, home, &choice);
    if (page.code) return dossier_end(&page, ret_document);
    show_place_search(&page);
    show_worker(&page);
    home_show_corridors(&page, &choice);
    show_newest_editions(&page);
    if (!dossier_no_period(choice.shown)) show_destinations(&page, &choice);
    show_news(&page);

    return dossier_end(&page, ret_document);
}
