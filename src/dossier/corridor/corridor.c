/* SPDX-License-Identifier: Apache-2.0 */
/* corridor.c: the dossier of a corridor: headline, proportions, the eight blocks, and the two
 * countries. */
#include "corridor.h"

#include "dossier/country/country.h"

static void gather(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    corridor->stock = dossier_between(page, MEASURE_STOCK, corridor->origin, corridor->destination);
    corridor->main = dossier_newest_edition(page, corridor->stock);
    corridor->edition = corridor->main.count ? corridor->main.list[0].source : (cor_str){ 0 };
    corridor->at_destination =
        dossier_totals_by_sex(page, corridor->destination, true, corridor->edition);
    const cor_figure *people = dossier_pick(corridor->main, "", (cor_interval){ 0 });
    if (people) corridor->newest = people->period;
    corridor->people = dossier_value(page, people);
}

/* ---- headline ------------------------------------------------------------ */

static void show_headline(dossier_corridor *corridor) {
    cor_doc *doc = corridor->page->doc;
    if (corridor->people.present) {
        cor_doc_figure(doc, "headline",
                       cor_say_n((int64_t)corridor->people.value,
                                 _("person born in {origin} lived in {destination} in {year}"),
                                 _("people born in {origin} lived in {destination} in {year}"),
                                 cor_arg_country(corridor->origin),
                                 cor_arg_country(corridor->destination),
                                 cor_arg_period(corridor->newest)),
                       corridor->people);
        cor_doc_role(doc, COR_ROLE_HEADLINE);
        return;
    }

    cor_text fillers[] = { cor_say(
        _("a census or survey of {destination} that asks for the country of birth"),
        cor_arg_country(corridor->destination)) };
    cor_doc_absence(
        doc, "headline",
        cor_say(_("People born in {origin} living in {destination}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        dossier_plain(
            _("The international stock tables have no figure for this pair of countries: there may "
              "be nobody, or nobody counted. The tables do not tell the two apart.")),
        fillers, 1);
    cor_doc_role(doc, COR_ROLE_HEADLINE);
}

static void show_locator(dossier_corridor *corridor) {
    cor_map_line line = { .origin = corridor->origin,
                          .destination = corridor->destination,
                          .value = corridor->people };
    cor_map_point points[] = {
        { .place = corridor->origin,
          .label = cor_say("{place}", cor_arg_country(corridor->origin)),
          .value = cor_value_absent(),
          .hue = COR_HUE_ORIGIN,
          .href = dossier_country_path(corridor->page->keep, corridor->origin) },
        { .place = corridor->destination,
          .label = cor_say("{place}", cor_arg_country(corridor->destination)),
          .value = cor_value_absent(),
          .hue = COR_HUE_DESTINATION,
          .href = dossier_country_path(corridor->page->keep, corridor->destination) },
    };

    cor_doc_map(
        corridor->page->doc, "locator",
        &(cor_map_spec){ .view = COR_VIEW_PAIR,
                         .title = dossier_plain(_("Where the two countries are")),
                         .summary = cor_say(_("The arrow goes from {origin} to {destination}."),
                                            cor_arg_country(corridor->origin),
                                            cor_arg_country(corridor->destination)),
                         .lines = &line,
                         .line_count = 1,
                         .points = points,
                         .point_count = 2 });
    cor_doc_role(corridor->page->doc, COR_ROLE_LOCATOR);
}

/* ---- in proportion ------------------------------------------------------- */

static void show_share(dossier_corridor *corridor) {
    cor_value all =
        dossier_value(corridor->page, dossier_pick(corridor->at_destination, "", corridor->newest));
    cor_value share = dossier_share(
        corridor->page, corridor->people, all,
        dossier_plain(
            _("people of this corridor divided by all people born abroad at the destination")));

    if (!share.present) return;
    cor_doc_figure(corridor->page->doc, "share",
                   cor_say(_("of all people born abroad in {destination}, {year}"),
                           cor_arg_country(corridor->destination),
                           cor_arg_period(corridor->newest)),
                   share);
}

static void show_women(dossier_corridor *corridor) {
    cor_value women =
        dossier_value(corridor->page, dossier_pick(corridor->main, "sex=F", corridor->newest));
    cor_value share = dossier_share(corridor->page, women, corridor->people,
                                    dossier_plain(_("women divided by women and men together")));
    if (!share.present) return;
    cor_doc_figure(corridor->page->doc, "women",
                   cor_say(_("women among them, {year}"), cor_arg_period(corridor->newest)), share);
}

/* From a doubling on the change is a ratio, below that a percentage. */
static void show_change(dossier_corridor *corridor, cor_value first, cor_value times) {
    dossier_page *page = corridor->page;
    bool is_more = times.value > 1;
    double percent = 100 * fabs(times.value - 1);

    if (percent < 0.05) return; // "0.0 % more" says nothing
    cor_value change =
        cor_doc_computed(page->doc, percent, COR_STR(UNIT_PERCENT),
                         dossier_plain(_("the difference between the newest stock and the first, "
                                         "divided by the first")),
                         (cor_value[]){ corridor->people, first }, 2);
    cor_doc_figure(page->doc, "growth",
                   cor_say(is_more ? _("more than in {year}") : _("fewer than in {year}"),
                           cor_arg_period(first.period)),
                   dossier_decimals(change, percent < 10 ? 1 : 0));
}

static void show_growth(dossier_corridor *corridor) {
    dossier_periods periods = dossier_periods_of(corridor->page, corridor->main);
    if (periods.count < 2) return;
    cor_value first =
        dossier_value(corridor->page, dossier_pick(corridor->main, "", periods.list[0]));
    cor_value times = dossier_ratio(corridor->page, UNIT_RATIO, corridor->people, first,
                                    dossier_plain(_("the newest stock divided by the first")));
    if (!times.present || cor_interval_equal(periods.list[0], corridor->newest)) return;

    if (times.value < 2) {
        show_change(corridor, first, times);
        return;
    }
    cor_doc_figure(corridor->page->doc, "growth",
                   cor_say(_("times as many as in {year}"), cor_arg_period(periods.list[0])),
                   dossier_decimals(times, times.value < 10 ? 1 : 0));
}

static void show_ranks(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    cor_corridor_filter filter = { .measure = COR_STR(MEASURE_STOCK),
                                   .source = corridor->edition,
                                   .period = corridor->newest,
                                   .origins = &corridor->origin,
                                   .origin_count = 1,
                                   .destinations = &corridor->destination,
                                   .destination_count = 1 };
    int64_t of = 0;
    dossier_corridors ranked = dossier_rank(page, filter, &of);

    if (!ranked.count) return;
    cor_text how =
        dossier_plain(_("place in the list of corridors ordered by people, largest first"));
    cor_value world = cor_doc_computed(page->doc, ranked.list[0].rank, COR_STR(UNIT_COUNT), how,
                                       &corridor->people, 1);
    cor_value there = cor_doc_computed(page->doc, ranked.list[0].rank_destination,
                                       COR_STR(UNIT_COUNT), how, &corridor->people, 1);
    cor_doc_figure(page->doc, "rank",
                   cor_say(_("place among the {count} corridors of the world, {year}"),
                           cor_arg_int(of), cor_arg_period(corridor->newest)),
                   world);
    cor_doc_figure(page->doc, "rank-destination",
                   cor_say(_("place among the origins of migrants in {destination}, {year}"),
                           cor_arg_country(corridor->destination),
                           cor_arg_period(corridor->newest)),
                   there);
}

static void show_proportions(dossier_corridor *corridor) {
    if (!corridor->people.present) return;
    cor_doc_section(corridor->page->doc, "facts", NO_TEXT);
    cor_doc_role(corridor->page->doc, COR_ROLE_FACTS);
    show_share(corridor);
    show_women(corridor);
    show_growth(corridor);
    show_ranks(corridor);
    cor_doc_section_end(corridor->page->doc);
}

static void show_actions(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_figures back =
        dossier_between(page, MEASURE_STOCK, corridor->destination, corridor->origin);

    const cor_figure *people =
        dossier_pick(dossier_newest_edition(page, back), "", (cor_interval){ 0 });

    cor_doc_list(page->doc, "actions", NO_TEXT, false);
    cor_doc_role(page->doc, COR_ROLE_ACTIONS);
    cor_doc_item(page->doc,
                 &(cor_list_item){ .text = cor_say(_("The other way: {origin} to {destination}"),
                                                   cor_arg_country(corridor->destination),
                                                   cor_arg_country(corridor->origin)),
                                   .value = dossier_value(page, people),
                                   .href = dossier_corridor_path(page->keep, corridor->destination,
                                                                 corridor->origin),
                                   .share = cor_value_absent() });
}

/* ---- the document -------------------------------------------------------- */

static void show_blocks(dossier_corridor *corridor) {
    int32_t count;
    const dossier_block *blocks = dossier_blocks(&count);
    for (int32_t i = 0; i < count; i++) {
        cor_doc_section(corridor->page->doc, blocks[i].id, dossier_plain(blocks[i].title));
        blocks[i].build(corridor);
        cor_doc_section_end(corridor->page->doc);
    }
}

static void show_basics(dossier_corridor *corridor) {
    cor_doc_section(corridor->page->doc, "basics", dossier_plain(_("The two countries")));
    dossier_basics(corridor->page, (cor_country[]){ corridor->origin, corridor->destination }, 2);
    cor_doc_section_end(corridor->page->doc);
}

cor_code cor_dossier_corridor(const cor_dossier *dossier, cor_country origin,
                              cor_country destination, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err) {
    cor_code code = dossier_check_pair(origin, destination, err);
    if (code) return code;
    dossier_page page;

    dossier_begin(
        &page, dossier, "corridor", dossier_corridor_path(keep, origin, destination),
        cor_say(_("{origin} to {destination}"), cor_arg_country(origin),
                cor_arg_country(destination)),
        cor_say(_("Labour migration from {origin} to {destination}: people, work, agreements, "
                  "recruitment, remittances and diaspora, every figure with its source."),
                cor_arg_country(origin), cor_arg_country(destination)),
        keep, err);

    cor_doc_places(page.doc, origin, destination);
    dossier_corridor corridor = { .page = &page, .origin = origin, .destination = destination };
    gather(&corridor);
    show_headline(&corridor);
    dossier_show_edition(&corridor);
    show_locator(&corridor);
    show_proportions(&corridor);
    show_actions(&corridor);
    show_blocks(&corridor);
    show_basics(&corridor);

    return dossier_end(&page, ret_document);
}
