/* SPDX-License-Identifier: Apache-2.0 */
/* country.c: a country as destination and as origin: immigrants, emigrants, corridors both ways,
 * the work of those born abroad, money in and out. */
#include "both.h"
#include "dossier/flows/flows.h"

enum { TOP_COUNT = 12 };

/* ---- emigrants ----------------------------------------------------------- */

/* An edition in which fewer destinations name the place counts fewer people abroad than an older
 * edition names for the same year. Revisions alone change such totals by a few percent. */
static bool names_fewer(cor_value total, cor_value named) {
    const double revised_most = 1.1;
    return named.present && total.present && named.value > revised_most * total.value;
}

/* Take what an edition names when the published total is less, or when there is none. */
static bool prefer_named(country_side *way, const stock_edition *edition) {
    cor_value named =
        dossier_named_total(way->page, way->place, false, edition->source, edition->newest);
    if (!named.present) return false;
    if (way->total) {
        dossier_figures totals = dossier_of_source(way->page, way->all, way->total->source);
        way->fewer = dossier_value(way->page, dossier_pick(totals, "", edition->newest));
        if (!names_fewer(way->fewer, named)) return false;
    }

    way->people = named;
    way->at_least = true;
    way->named_in = edition->newest;
    way->named_by = edition->source;
    return true;
}

static void prefer_any_named(country_side *way) {
    const stock_editions *editions = dossier_stock_editions(way->page);
    for (int32_t i = 0; i < editions->count; i++)
        if (prefer_named(way, &editions->list[i])) return;
}

static country_side look_at_direction(dossier_page *page, cor_country place, bool as_destination,
                                      cor_interval by_country) {
    country_side way = {
        .page = page, .place = place, .as_destination = as_destination, .by_country = by_country
    };
    way.all = dossier_totals(page, place, as_destination);
    way.by_sex = dossier_totals_by_sex(page, place, as_destination, (cor_str){ 0 });
    way.total = dossier_pick(way.all, "", (cor_interval){ 0 });
    way.people = dossier_value(page, way.total);
    if (!as_destination) prefer_any_named(&way);
    return way;
}

static cor_text people_text(const country_side *way) {
    const char *sentence = way->as_destination ? _("people born abroad lived in {place} in {year}")
                           : way->at_least
                               ? _("people born in {place} lived abroad in {year}, at least")
                               : _("people born in {place} lived abroad in {year}");
    cor_interval year = way->at_least ? way->named_in : way->total->period;
    return cor_text_keep(way->page->keep,
                         cor_say(sentence, cor_arg_country(way->place), cor_arg_period(year)));
}

/* Two numbers at one scale: the larger first. */
static void show_sides(const country_side *first, const country_side *second) {
    const country_side *sides[] = { first, second };
    for (int i = 0; i < 2; i++) {
        const country_side *way = sides[i];
        cor_doc *doc = way->page->doc;
        if (!way->people.present) continue;
        cor_doc_figure(doc, way->as_destination ? "headline" : "emigrants", people_text(way),
                       way->people);
        cor_doc_role(doc, i ? COR_ROLE_SIDE : COR_ROLE_HEADLINE);
        cor_doc_hue(doc, way->as_destination ? COR_HUE_DESTINATION : COR_HUE_ORIGIN);
    }
}

/* The source with totals by sex, else the one with the newest total. */
static dossier_figures charted_figures(const country_side *way) {
    if (way->by_sex.count || !way->total) return way->by_sex;
    return dossier_of_source(way->page, way->all, way->total->source);
}

/* Why the totals of an edition are not shown. */
static void say_fewer(const country_side *way) {
    if (!way->total) return;
    cor_text edition = dossier_source_text(way->page, way->total->source);
    cor_doc_note(way->page->doc,
                 cor_say(_("{edition} counts {people} people from {place} abroad in {year}, fewer "
                           "than the destinations that named the country before: some no longer "
                           "list it separately. Its totals are therefore not shown here."),
                         cor_arg_text(&edition), cor_arg_number(way->fewer.value, 0),
                         cor_arg_country(way->place), cor_arg_period(way->named_in)),
                 &way->fewer, 1);
}

static void show_total(const country_side *way) {
    dossier_page *page = way->page;
    if (way->at_least) {
        say_fewer(way);
        return;
    }

    if (way->people.present) {
        dossier_stock_chart(page, way->as_destination ? "destination-stock" : "origin-stock",
                            cor_say(way->as_destination ? _("People born abroad living in {place}")
                                                        : _("People born in {place} living abroad"),
                                    cor_arg_country(way->place)),
                            charted_figures(way));
        dossier_sources_table(page, way->as_destination ? "destination-sources" : "origin-sources",
                              way->all);
        return;
    }

    cor_text fillers[] = { dossier_plain(
        _("an edition of the international migrant stock tables that has the country")) };
    cor_doc_absence(
        page->doc, way->as_destination ? "destination-none" : "origin-none",
        way->as_destination ? dossier_plain(_("People born abroad"))
                            : dossier_plain(_("People living abroad")),
        cor_say(_("The stock tables have no total for {place}."), cor_arg_country(way->place)),
        fillers, 1);
}

static void show_partner_countries(const country_side *way) {
    dossier_page *page = way->page;
    cor_text title = way->as_destination
                         ? cor_say(_("Largest origins of people in {place}, {year}"),
                                   cor_arg_country(way->place), cor_arg_period(way->by_country))
                         : cor_say(_("Where people born in {place} live, {year}"),
                                   cor_arg_country(way->place), cor_arg_period(way->by_country));

    cor_doc_section(page->doc, way->as_destination ? "came" : "left",
                    way->as_destination ? cor_say(_("Came to {place}"), cor_arg_country(way->place))
                                        : cor_say(_("Left {place}"), cor_arg_country(way->place)));
    bool any = dossier_partner_lists(
        page, &(dossier_partners){ .id = way->as_destination ? "origins" : "destinations",
                                   .title = cor_text_keep(page->keep, title),
                                   .place = way->place,
                                   .as_destination = way->as_destination,
                                   .limit = TOP_COUNT });

    if (any) {
        cor_str code = cor_country_code(way->place);
        cor_doc_link(page->doc,
                     way->as_destination
                         ? cor_say(_("All corridors to {place}"), cor_arg_country(way->place))
                         : cor_say(_("All corridors from {place}"), cor_arg_country(way->place)),
                     cor_str_print(page->keep, "/corridors?%s=%.*s",
                                   way->as_destination ? "to" : "from", COR_STR_F(code)));
    } else {
        cor_doc_note(page->doc,
                     way->as_destination
                         ? dossier_plain(_("No edition names the origins of those who came."))
                         : dossier_plain(_("No destination names them as an origin.")),
                     NULL, 0);
    }
    cor_doc_section_end(page->doc);
}

/* The larger side first. */
static void show_corridors(const country_side *first, const country_side *second) {
    dossier_page *page = first->page;
    cor_doc_section(page->doc, "corridors", dossier_plain(_("Corridors")));
    cor_doc_role(page->doc, COR_ROLE_RANKS);
    cor_doc_paragraph(page->doc,
                      dossier_plain(_("Each small line starts at zero and has a scale of its own. "
                                      "A share is of all people of that direction in the same "
                                      "edition and year.")),
                      NULL, 0);
    show_partner_countries(first);
    show_partner_countries(second);
    cor_doc_section_end(page->doc);
}

static void show_direction(const country_side *way) {
    dossier_page *page = way->page;
    cor_doc_section(page->doc, way->as_destination ? "destination" : "origin",
                    way->as_destination
                        ? cor_say(_("{place} as destination"), cor_arg_country(way->place))
                        : cor_say(_("{place} as origin"), cor_arg_country(way->place)));
    show_total(way);
    dossier_moves_largest(page, way->place, way->as_destination);

    if (way->as_destination) {
        dossier_ages(page, way->place);
        dossier_work(page, way->place);
    }

    cor_doc_section_end(page->doc);
}

/* ---- money --------------------------------------------------------------- */

static void show_money_chart(dossier_page *page, cor_country place) {
    dossier_figures received = dossier_at_place(page, MEASURE_RECEIVED, place, "");
    dossier_figures sent = dossier_at_place(page, MEASURE_SENT, place, "");
    const cor_figure *newest = dossier_pick(received, "", (cor_interval){ 0 });

    if (!newest) newest = dossier_pick(sent, "", (cor_interval){ 0 });
    if (!newest) return;
    received = dossier_of_source(page, received, newest->source);
    sent = dossier_of_source(page, sent, newest->source);
    dossier_periods years =
        dossier_periods_of(page, received.count >= sent.count ? received : sent);

    if (years.count < 2) return;
    cor_value *in = dossier_values_over(page, received, "", years),
              *out = dossier_values_over(page, sent, "", years);
    if (!in || !out) return;

    cor_text source = dossier_source_text(page, newest->source);
    cor_chart_series series[] = {
        { .key = COR_STR("received"),
          .label = dossier_plain(_("Received")),
          .hue = COR_HUE_ORIGIN,
          .values = in },
        { .key = COR_STR("sent"),
          .label = dossier_plain(_("Sent")),
          .hue = COR_HUE_DESTINATION,
          .values = out },
    };

    dossier_chart_over(
        page, "money", years,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title = cor_say(_("Remittances received and sent, {place}"), cor_arg_country(place)),
            .summary =
                cor_say(_("As reported by {source}, {first} to {last}."), cor_arg_text(&source),
                        cor_arg_period(years.list[0]), cor_arg_period(years.list[years.count - 1])),
            .about = dossier_plain(
                _("Personal transfers, and the pay of cross-border and seasonal workers.")),
            .unit = in[0].unit ? in[0].unit : cor_measure_find(COR_STR(MEASURE_RECEIVED))->unit,
            .series = series,
            .series_count = 2,
            .mark = NAN });
}

static void show_country_money(dossier_page *page, cor_country place) {
    cor_doc_section(page->doc, "remittances", dossier_plain(_("Remittances")));
    show_money_chart(page, place);
    dossier_show_costs(page, place, place);
    cor_doc_section_end(page->doc);
}

/* ---- the document -------------------------------------------------------- */

static void show_country_facts(dossier_page *page, const country_side *in,
                               const country_side *out) {
    if (!in->people.present && !out->people.present) return;
    cor_doc_section(page->doc, "facts", NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_FACTS);
    const cor_figure *women = dossier_pick(in->by_sex, "sex=F", (cor_interval){ 0 });

    if (women) {
        cor_value share =
            dossier_share(page, dossier_value(page, women),
                          dossier_value(page, dossier_pick(in->by_sex, "", women->period)),
                          dossier_plain(_("women divided by women and men together")));
        cor_doc_figure(
            page->doc, "women",
            cor_say(_("women among people born abroad, {year}"), cor_arg_period(women->period)),
            share);
    }

    if (in->total) {
        const cor_figure *everybody = dossier_pick(
            dossier_at_place(page, MEASURE_POPULATION, in->place, ""), "", in->total->period);
        cor_value share =
            dossier_share(page, in->people, dossier_value(page, everybody),
                          dossier_plain(_("people born abroad divided by the population")));
        if (share.present)
            cor_doc_figure(page->doc, "of-population",
                           cor_say(_("of the population was born abroad, {year}"),
                                   cor_arg_period(in->total->period)),
                           share);
    }

    cor_doc_section_end(page->doc);
}

cor_code cor_dossier_country(const cor_dossier *dossier, cor_country country, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    cor_code code = dossier_check_place(country, err);
    if (code) return code;
    dossier_page page;

    dossier_begin(&page, dossier, "country", dossier_country_path(keep, country),
                  cor_say("{place}", cor_arg_country(country)),
                  cor_say(_("{place} as origin and as destination of labour migration, every "
                            "figure with its source."),
                          cor_arg_country(country)),
                  keep, err);

    cor_doc_places(page.doc, COR_COUNTRY_NONE, country);
    cor_interval by_country = dossier_newest_stock(&page);
    country_side in = look_at_direction(&page, country, true, by_country),
                 out = look_at_direction(&page, country, false, by_country);

    bool came_more =
        in.people.present && (!out.people.present || in.people.value >= out.people.value);
    const country_side *first = came_more ? &in : &out, *second = came_more ? &out : &in;
    show_sides(first, second);
    show_country_facts(&page, &in, &out);
    dossier_both_ways(first, second);
    show_corridors(first, second);
    dossier_country_rules(&page, country);
    show_direction(first);
    show_direction(second);
    show_country_money(&page, country);
    cor_doc_section(page.doc, "basics", dossier_plain(_("The country")));
    dossier_basics(&page, &country, 1);
    cor_doc_section_end(page.doc);

    return dossier_end(&page, ret_document);
}
