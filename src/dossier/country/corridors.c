/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.c: corridors by size: the ranking as a table, and the short lists on country pages. */
#include <stdlib.h>

#include "country.h"

enum {
    LIMIT_DEFAULT = 50,
    OTHERS_MOST = 4 // of an edition that names fewer people
};

/* ---- lists --------------------------------------------------------------- */

cor_value dossier_named_total(dossier_page *page, cor_country place, bool as_destination,
                              cor_str source, cor_interval period) {
    dossier_corridors all =
        dossier_rank(page,
                     (cor_corridor_filter){ .measure = COR_STR(MEASURE_STOCK),
                                            .source = source,
                                            .period = period,
                                            .origins = &place,
                                            .origin_count = as_destination ? 0 : 1,
                                            .destinations = &place,
                                            .destination_count = as_destination ? 1 : 0 },
                     NULL);
    cor_sum sum = { 0 };
    if (!all.count) return cor_value_absent();
    for (size_t i = 0; i < all.count; i++)
        cor_sum_add(&sum, all.list[i].figure.value);

    cor_value some = dossier_value(page, &all.list[0].figure);
    return cor_doc_computed(page->doc, cor_sum_get(&sum), COR_STR(UNIT_PERSONS),
                            dossier_plain(_("sum over the corridors that the source names")), &some,
                            1);
}

/* All people of this direction in the edition and year of a corridor: the published total, else
 * the sum over the named countries. */
static cor_value whole_of(dossier_page *page, const dossier_partners *partners,
                          const cor_figure *corridor) {
    dossier_figures totals =
        dossier_totals_by_sex(page, partners->place, partners->as_destination, corridor->source);
    cor_str breakdown = partners->breakdown;
    const char *sex = cor_str_is(breakdown, "sex=F")   ? "sex=F"
                      : cor_str_is(breakdown, "sex=M") ? "sex=M"
                                                       : "";
    const cor_figure *total = dossier_pick(totals, sex, corridor->period);
    if (total && total->value >= corridor->value) return dossier_value(page, total);
    if (breakdown.length) return cor_value_absent();
    return dossier_named_total(page, partners->place, partners->as_destination, corridor->source,
                               corridor->period);
}

/* "Costa Rica (2020)" where the newest edition no longer names the corridor. */
static cor_text place_of_year(dossier_page *page, cor_country place, cor_interval period) {
    bool is_newest = cor_interval_equal(period, dossier_newest_stock(page));
    return cor_text_keep(page->keep, is_newest ? cor_say("{place}", cor_arg_country(place))
                                               : cor_say("{place} ({year})", cor_arg_country(place),
                                                         cor_arg_period(period)));
}

/* A corridor through the years of the edition of `figure`. */
static cor_value *trail_of(dossier_page *page, const cor_figure *figure, int32_t *ret_count) {
    dossier_figures series = dossier_of_source(
        page, dossier_between(page, MEASURE_STOCK, figure->origin, figure->destination),
        figure->source);
    dossier_periods years = dossier_periods_of(page, series);
    cor_value *trail = dossier_values_over(page, series, "", years);
    *ret_count = trail ? years.count : 0;
    return trail;
}

static cor_text share_derivation(bool as_destination) {
    return as_destination ? dossier_plain(_("people of this corridor divided by all people born "
                                            "abroad at the destination"))
                          : dossier_plain(_("people of this corridor divided by all people from "
                                            "the origin living abroad"));
}

static void show_partner(dossier_page *page, const dossier_partners *partners,
                         const cor_figure *figure, cor_value whole, bool with_trail) {
    cor_country other = partners->as_destination ? figure->origin : figure->destination;
    cor_value people = dossier_value(page, figure);
    int32_t trail_count = 0;
    cor_value *trail = with_trail ? trail_of(page, figure, &trail_count) : NULL;
    cor_str href = dossier_has_page(other)
                       ? dossier_corridor_path(page->keep, figure->origin, figure->destination)
                       : (cor_str){ 0 };

    cor_doc_item(page->doc, &(cor_list_item){
                                .text = place_of_year(page, other, figure->period),
                                .value = people,
                                .share = dossier_share(page, people, whole,
                                                       share_derivation(partners->as_destination)),
                                .trail = trail,
                                .trail_count = trail_count,
                                .href = href });
}

/* Shares of corridors of different editions do not add up: without them then. */
static bool are_of_one_edition(dossier_corridors all) {
    for (size_t i = 1; i < all.count; i++)
        if (!cor_str_equal(all.list[i].figure.source, all.list[0].figure.source)) return false;
    return true;
}

bool dossier_top_corridors(dossier_page *page, const dossier_partners *partners) {
    bool as_destination = partners->as_destination;
    cor_corridor_filter filter = { .period = partners->period,
                                   .breakdown = partners->breakdown,
                                   .origins = &partners->place,
                                   .origin_count = as_destination ? 0 : 1,
                                   .destinations = &partners->place,
                                   .destination_count = as_destination ? 1 : 0,
                                   .limit = partners->limit };
    dossier_corridors all = dossier_rank_stock(page, filter, NULL);
    if (!all.count) return false;

    cor_value whole = are_of_one_edition(all) ? whole_of(page, partners, &all.list[0].figure)
                                              : cor_value_absent();
    cor_doc_list(page->doc, partners->id, partners->title, true);
    cor_doc_role(page->doc, COR_ROLE_RANKS);
    for (size_t i = 0; i < all.count; i++)
        show_partner(page, partners, &all.list[i].figure, whole, false);

    return true;
}

/* ---- lists of each edition ----------------------------------------------- */

/* The corridors for which one edition is the newest that names them. */
typedef struct {
    cor_str source;
    double persons;
    int32_t count;
} edition_part;

static int32_t part_by_edition(dossier_corridors all, edition_part parts[STOCK_EDITIONS_MAX]) {
    int32_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const cor_figure *figure = &all.list[i].figure;
        int32_t p = 0;
        while (p < count && !cor_str_equal(parts[p].source, figure->source))
            p++;
        if (p == STOCK_EDITIONS_MAX) continue;
        if (p == count) parts[count++] = (edition_part){ .source = figure->source };
        parts[p].persons += figure->value;
        parts[p].count++;
    }
    return count;
}

static int more_people_first(const void *one, const void *other) {
    const edition_part *a = one, *b = other;
    return a->persons > b->persons ? -1 : a->persons < b->persons;
}

/* What a list leaves out, as its last line. */
static void show_remainder(dossier_page *page, const dossier_partners *partners,
                           const edition_part *part, double listed, cor_value some,
                           cor_value whole) {
    int32_t left = part->count - partners->limit;
    if (left <= 0 || !(part->persons > listed)) return;
    cor_value people =
        cor_doc_computed(page->doc, part->persons - listed, COR_STR(UNIT_PERSONS),
                         dossier_plain(_("sum over the corridors that are not listed")), &some, 1);
    cor_doc_item(
        page->doc,
        &(cor_list_item){ .text = cor_say_n(left, _("{count} more place"), _("{count} more places"),
                                            cor_arg_int(left)),
                          .value = people,
                          .share = dossier_share(page, people, whole,
                                                 share_derivation(partners->as_destination)) });
}

static void show_edition_list(dossier_page *page, const dossier_partners *partners,
                              dossier_corridors all, const edition_part *part) {
    cor_value whole = cor_value_absent(), some = whole;
    double listed = 0;
    int32_t shown = 0;

    for (size_t i = 0; i < all.count && shown < partners->limit; i++) {
        const cor_figure *figure = &all.list[i].figure;
        if (!cor_str_equal(figure->source, part->source)) continue;
        if (!shown++) {
            some = dossier_value(page, figure);
            whole = whole_of(page, partners, figure);
            if (whole.present && whole.value < part->persons)
                whole = dossier_named_total(page, partners->place, partners->as_destination,
                                            part->source, figure->period);
        }
        listed += figure->value;
        show_partner(page, partners, figure, whole, true);
    }

    show_remainder(page, partners, part, listed, some, whole);
}

/* "Named only by International Migrant Stock 2020" over a list that is not of the newest edition. */
static cor_text list_title(dossier_page *page, const dossier_partners *partners,
                           const edition_part *part) {
    const stock_editions *editions = dossier_stock_editions(page);
    if (!editions->count || cor_str_equal(part->source, editions->list[0].source))
        return partners->title;
    cor_text edition = dossier_source_text(page, part->source);
    return cor_text_keep(
        page->keep,
        partners->as_destination
            ? cor_say(_("Origins that only {edition} names"), cor_arg_text(&edition))
            : cor_say(_("Destinations where only {edition} names them"), cor_arg_text(&edition)));
}

bool dossier_partner_lists(dossier_page *page, const dossier_partners *partners) {
    edition_part parts[STOCK_EDITIONS_MAX];
    bool as_destination = partners->as_destination;
    cor_corridor_filter filter = { .origins = &partners->place,
                                   .origin_count = as_destination ? 0 : 1,
                                   .destinations = &partners->place,
                                   .destination_count = as_destination ? 1 : 0 };
    dossier_corridors all = dossier_rank_stock(page, filter, NULL);
    int32_t count = part_by_edition(all, parts);

    qsort(parts, (size_t)count, sizeof *parts, more_people_first);
    for (int32_t i = 0; i < count; i++) {
        dossier_partners part = *partners;
        if (i && part.limit > OTHERS_MOST) part.limit = OTHERS_MOST;
        cor_doc_list(page->doc, part.id, list_title(page, &part, &parts[i]), true);
        cor_doc_role(page->doc, COR_ROLE_RANKS);
        show_edition_list(page, &part, all, &parts[i]);
    }
    return count > 0;
}

/* ---- the ranking --------------------------------------------------------- */

static cor_text ranking_title(dossier_page *page, const cor_ranking *ranking, cor_interval period) {
    cor_text when = cor_say("{period}", cor_arg_period(period));
    const char *title = cor_str_is(ranking->sex, "F")   ? _("Corridors by people, {year}: women")
                        : cor_str_is(ranking->sex, "M") ? _("Corridors by people, {year}: men")
                                                        : _("Corridors by people, {year}");
    return cor_text_keep(page->keep, cor_say(title, cor_arg_text(&when)));
}

/* Rows are in order; the world rank is a column of its own. */
static void show_rank_row(dossier_page *page, const cor_corridor *corridor, cor_value whole) {
    const cor_figure *figure = &corridor->figure;
    cor_value people = dossier_value(page, figure);
    bool linked = dossier_has_page(figure->origin) && dossier_has_page(figure->destination);
    cor_value world_rank = cor_value_absent(); // for a pair that only an older edition names
    if (corridor->rank)
        world_rank = cor_doc_computed(
            page->doc, corridor->rank, COR_STR(UNIT_COUNT),
            dossier_plain(_("place in the list of corridors ordered by people, largest first")),
            &people, 1);
    cor_table_cell cells[] = {
        dossier_link(cor_say(_("{origin} to {destination}"), cor_arg_country(figure->origin),
                             cor_arg_country(figure->destination)),
                     linked ? dossier_corridor_path(page->keep, figure->origin, figure->destination)
                            : (cor_str){ 0 }),
        { .text = cor_say("{place}", cor_arg_country(figure->origin)),
          .code = cor_country_code(figure->origin),
          .value = cor_value_absent() },
        { .text = cor_say("{place}", cor_arg_country(figure->destination)),
          .code = cor_country_code(figure->destination),
          .value = cor_value_absent() },
        dossier_cell(people),
        dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
        dossier_cell(dossier_share(
            page, people, whole,
            dossier_plain(_(
                "people of this corridor divided by all people born abroad at the destination")))),
        dossier_cell(world_rank),
        { .text = cor_status_text(figure->status), .value = people },
    };
    cor_doc_row(page->doc, cells);
}

/* Totals of destinations, each read once. */
typedef struct {
    cor_country place;
    cor_str source;
    cor_value total;
} known_total;

static cor_value total_once(dossier_page *page, known_total *known, size_t *count,
                            const cor_figure *corridor, const char *breakdown) {
    cor_country place = corridor->destination;
    for (size_t i = 0; i < *count; i++)
        if (known[i].place.id == place.id && cor_str_equal(known[i].source, corridor->source))
            return known[i].total;

    known[*count] = (known_total){ place, corridor->source,
                                   dossier_total_in(page, place, corridor->period, breakdown,
                                                    corridor->source) };
    return known[(*count)++].total;
}

static void show_rank_rows(dossier_page *page, dossier_corridors corridors, const char *breakdown) {
    known_total *known = cor_new(page->keep, known_total, corridors.count);
    size_t count = 0;
    for (size_t i = 0; known && i < corridors.count; i++) {
        const cor_corridor *corridor = &corridors.list[i];
        show_rank_row(page, corridor,
                      total_once(page, known, &count, &corridor->figure, breakdown));
    }
}

/* The largest corridors of the list on a map; a line needs two places with pages. */
static void show_corridor_map(dossier_page *page, dossier_corridors corridors, cor_text title) {
    enum { LINES_MOST = 24 };
    cor_map_line lines[LINES_MOST];
    int32_t count = 0;

    for (size_t i = 0; i < corridors.count && count < LINES_MOST; i++) {
        const cor_figure *figure = &corridors.list[i].figure;
        if (!dossier_has_page(figure->origin) || !dossier_has_page(figure->destination)) continue;
        lines[count++] = (cor_map_line){ .origin = figure->origin,
                                         .destination = figure->destination,
                                         .value = dossier_value(page, figure),
                                         .href = dossier_corridor_path(page->keep, figure->origin,
                                                                       figure->destination) };
    }

    if (count < 2) return;
    cor_doc_map(
        page->doc, "map",
        &(cor_map_spec){
            .view = COR_VIEW_WORLD,
            .title = title,
            .summary = dossier_plain(
                _("People born in the country of origin living in the country of destination.")),
            .about = cor_say(_("The {count} largest corridors of this list. The width grows with "
                               "the square root of the people."),
                             cor_arg_int(count)),
            .lines = lines,
            .line_count = count,
        });
}

static void show_ranking(dossier_page *page, const cor_ranking *ranking, cor_interval period) {
    const char *breakdown = cor_str_is(ranking->sex, "F")   ? "sex=F"
                            : cor_str_is(ranking->sex, "M") ? "sex=M"
                                                            : "";
    cor_corridor_filter filter = {
        .breakdown = cor_str_of(breakdown),
        .origins = ranking->origins,
        .origin_count = ranking->origin_count,
        .destinations = ranking->destinations,
        .destination_count = ranking->destination_count,
        .limit = ranking->limit > 0 ? ranking->limit : LIMIT_DEFAULT,
    };
    if (ranking->year) filter.period = cor_interval_year(ranking->year);
    int64_t of = 0;
    dossier_corridors corridors = dossier_rank_stock(page, filter, &of);

    if (!corridors.count) {
        cor_text fillers[] = { cor_say(
            _("another year: the stock tables are of {list}"),
            cor_arg_str(dossier_years_text(page, dossier_stock_years(page)))) };
        cor_doc_absence(
            page->doc, "ranking", dossier_plain(_("Corridors")),
            dossier_plain(
                _("No corridor has people in it for this choice of countries, year and sex.")),
            fillers, 1);
        return;
    }

    show_corridor_map(page, corridors, ranking_title(page, ranking, period));
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "corridor", _("Corridor")),
        dossier_column(COR_CELL_WORDS, "origin", _("Origin")),
        dossier_column(COR_CELL_WORDS, "destination", _("Destination")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "share", _("Share at the destination")),
        dossier_column(COR_CELL_VALUE, "world_rank", _("Place in the world")),
        dossier_column(COR_CELL_STATUS, "status", _("Status")),
    };
    cor_doc_table(
        page->doc, "ranking", ranking_title(page, ranking, period), columns, 8,
        cor_say(
            _("People by country of birth. {count} corridors of the world have people in them."),
            cor_arg_int(of)));
    show_rank_rows(page, corridors, breakdown);
}

static cor_code check_ranking(const cor_ranking *ranking, cor_error *err) {
    if (ranking->sex.length && !cor_str_is(ranking->sex, "F") && !cor_str_is(ranking->sex, "M")) {
        cor_fail(err, COR_E_DOMAIN, _("The sex must be F or M, not {sex}."),
                 cor_arg_str(ranking->sex));
        return cor_hint(err, _("Leave it out for women and men together."));
    }

    if (ranking->year && (ranking->year < COR_YEAR_MIN || ranking->year > COR_YEAR_MAX)) {
        cor_fail(err, COR_E_DOMAIN, _("{year} is not a year."), cor_arg_plain(ranking->year));
        return cor_hint(err, _("Leave it out for the newest year."));
    }

    return COR_OK;
}

cor_code cor_dossier_corridors(const cor_dossier *dossier, const cor_ranking *ranking,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    cor_code code = check_ranking(ranking, err);
    if (code) return code;
    dossier_page page;

    dossier_begin(&page, dossier, "corridors", COR_STR("/corridors"), dossier_plain(_("Corridors")),
                  dossier_plain(_("The corridors of labour migration by people, largest first.")),
                  keep, err);

    cor_interval period =
        ranking->year ? cor_interval_year(ranking->year) : dossier_newest_stock(&page);
    show_ranking(&page, ranking, period);

    return dossier_end(&page, ret_document);
}
