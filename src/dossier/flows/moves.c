/* SPDX-License-Identifier: Apache-2.0 */
/* moves.c: estimated moves from the stored figures: the runs there are, and their values for a
 * corridor. */
#include "moves.h"

cor_value dossier_basis_value(dossier_page *page, cor_str key, cor_interval period) {
    const cor_source *source = dossier_source_of(page, key);
    cor_value value = cor_value_absent();
    if (!source) return value;
    value.present = true;
    value.status = COR_ESTIMATED;
    value.source = cor_doc_source(page->doc, source);
    value.period = period;
    return value;
}

/* ---- asking -------------------------------------------------------------- */

/* For all sexes together the breakdown has no sex. */
static cor_filter filter_of(const char *measure, cor_str source, cor_str sex) {
    return (cor_filter){ .measure = cor_str_of(measure),
                         .source = source,
                         .breakdown = cor_str_is(sex, "F")   ? COR_STR("sex=F")
                                      : cor_str_is(sex, "M") ? COR_STR("sex=M")
                                                             : COR_STR(""),
                         .without = sex.length ? COR_STR("") : COR_STR("sex") };
}

static dossier_figures value_between(dossier_page *page, cor_filter filter, cor_country origin,
                                     cor_country destination) {
    filter.origins = &origin;
    filter.origin_count = 1;
    filter.destinations = &destination;
    filter.destination_count = 1;
    return dossier_select(page, filter);
}

static cor_interval newest_period_of(dossier_figures runs, cor_str source) {
    cor_interval newest = { 0 };
    for (size_t i = 0; i < runs.count; i++)
        if (cor_str_equal(runs.list[i].source, source) &&
            runs.list[i].period.end.days > newest.end.days)
            newest = runs.list[i].period;
    return newest;
}

/* Options make a key longer, so the shortest is as published; of several revisions of the
 * demography the earliest that reaches furthest goes with the stocks, as in flow_runs. */
static bool is_more_usual(dossier_figures runs, cor_str source, cor_str than) {
    if (!than.length || source.length != than.length)
        return !than.length || source.length < than.length;
    int32_t end = newest_period_of(runs, source).end.days,
            end_than = newest_period_of(runs, than).end.days;
    return end != end_than ? end > end_than : cor_str_compare(source, than) < 0;
}

cor_str dossier_moves_source_of(dossier_page *page, dossier_figures runs, cor_str stocks) {
    cor_str start = cor_str_print(page->keep, "flows-%.*s-", COR_STR_F(stocks)), found = { 0 };
    for (size_t i = 0; i < runs.count && start.length; i++) {
        cor_str source = runs.list[i].source;
        if (cor_str_starts(source, start) && is_more_usual(runs, source, found)) found = source;
    }
    return found;
}

/* The newest edition that names the people of both directions, as an index of the editions. */
static int32_t edition_of_pair(dossier_page *page, cor_country origin, cor_country destination) {
    const stock_editions *editions = dossier_stock_editions(page);
    const dossier_figures both[] = { dossier_between(page, MEASURE_STOCK, origin, destination),
                                     dossier_between(page, MEASURE_STOCK, destination, origin) };
    int32_t oldest = 0;
    for (int side = 0; side < 2; side++) {
        dossier_figures named = dossier_newest_edition(page, both[side]);
        for (int32_t e = 0; e < editions->count && named.count; e++)
            if (cor_str_equal(named.list[0].source, editions->list[e].source) && e > oldest)
                oldest = e;
    }
    return oldest;
}

/* The estimates of the newest edition that names the pair, or the nearest to it that has estimates;
 * without an edition any estimates there are. */
static void choose_source(dossier_page *page, dossier_figures runs, dossier_moves *moves) {
    const stock_editions *editions = dossier_stock_editions(page);
    int32_t wanted = edition_of_pair(page, moves->origin, moves->destination), found = -1;

    for (int32_t e = editions->count - 1; e >= 0; e--) {
        cor_str source = dossier_moves_source_of(page, runs, editions->list[e].source);
        if (!source.length) continue;
        if (found >= 0 && e < wanted) {
            moves->newer = editions->list[e].source;
            continue;
        }
        found = e;
        moves->source = source;
        moves->basis.stocks = editions->list[e].source;
        moves->basis.demography =
            cor_str_part(source, strlen("flows-") + moves->basis.stocks.length + 1, SIZE_MAX);
    }

    if (found >= 0 && found < wanted) {
        moves->unnaming = moves->basis.stocks;
        moves->newer = (cor_str){ 0 };
    }
    if (found < 0 && runs.count) moves->source = runs.list[0].source;
}

static cor_str moves_breakdown(dossier_page *page, const cor_flows_method *method, cor_str sex) {
    return sex.length ? cor_str_print(page->keep, "method=%.*s;sex=%.*s", COR_STR_F(method->name),
                                      COR_STR_F(sex))
                      : cor_str_print(page->keep, "method=%.*s", COR_STR_F(method->name));
}

/* The figures of a pair, [period][method]; NULL without one. */
typedef const cor_figure **figure_table;
typedef struct {
    cor_str sex, breakdowns[DOSSIER_METHODS_MAX];
    figure_table runs; // all moves of the world: one figure per run
    figure_table there, back, low, high;
    figure_table leave[2], arrive[2]; // all from and to the origin, the destination
} stored_moves;

static bool list_stored_methods(dossier_page *page, dossier_moves *moves, stored_moves *stored,
                                dossier_figures runs) {
    size_t count;
    const cor_flows_method *list = cor_flows_method_list(&count);

    for (size_t m = 0; m < count && moves->method_count < DOSSIER_METHODS_MAX; m++) {
        cor_str breakdown = moves_breakdown(page, &list[m], stored->sex);
        if (!breakdown.at) return false;
        if (!dossier_pick(runs, breakdown.at, (cor_interval){ 0 })) continue;
        stored->breakdowns[moves->method_count] = breakdown;
        moves->methods[moves->method_count++] = &list[m];
    }

    return true;
}

/* Index of a figure in the tables; -1 if it belongs to none. */
static int32_t moves_table_cell(const dossier_moves *moves, const stored_moves *stored,
                                const cor_figure *figure) {
    int32_t period = 0, method = 0;
    while (period < moves->periods.count &&
           !cor_interval_equal(moves->periods.list[period], figure->period))
        period++;

    while (method < moves->method_count &&
           !cor_str_equal(stored->breakdowns[method], figure->breakdown))
        method++;

    bool is_there = period < moves->periods.count && method < moves->method_count;
    return is_there && dossier_has_value(figure) ? (int32_t)dossier_moves_at(moves, period, method)
                                                 : -1;
}

static void place_figures(const dossier_moves *moves, const stored_moves *stored,
                          dossier_figures figures, figure_table table) {
    for (size_t i = 0; i < figures.count; i++) {
        int32_t cell = moves_table_cell(moves, stored, &figures.list[i]);
        if (cell >= 0 && !table[cell]) table[cell] = &figures.list[i];
    }
}

static void look_up_moves(dossier_page *page, const dossier_moves *moves,
                          const stored_moves *stored, const char *measure, cor_country from,
                          cor_country to, figure_table table) {
    place_figures(moves, stored,
                  value_between(page, filter_of(measure, moves->source, stored->sex), from, to),
                  table);
}

static bool take_figure_tables(dossier_page *page, dossier_moves *moves, stored_moves *stored) {
    size_t cells = (size_t)moves->periods.count * (size_t)moves->method_count;
    cor_value **const tables[] = { &moves->there, &moves->back, &moves->net, &moves->low,
                                   &moves->high };

    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        *tables[t] = cor_new_unset(page->keep, cor_value, cells);
        for (size_t c = 0; *tables[t] && c < cells; c++)
            (*tables[t])[c] = cor_value_absent();
        if (!*tables[t]) return false;
    }

    figure_table *const found[] = { &stored->runs,     &stored->there,     &stored->back,
                                    &stored->low,      &stored->high,      &stored->leave[0],
                                    &stored->leave[1], &stored->arrive[0], &stored->arrive[1] };

    for (size_t t = 0; t < sizeof found / sizeof *found; t++) {
        *found[t] = cor_new(page->keep, const cor_figure *, cells);
        if (!*found[t]) return false;
    }

    return true;
}

/* Some runs have no moves between the two; it then matters whether they know both places. */
static bool lacks_any(const dossier_moves *moves, const stored_moves *stored) {
    size_t cells = (size_t)moves->periods.count * (size_t)moves->method_count;
    for (size_t at = 0; at < cells; at++)
        if (stored->runs[at] && (!stored->there[at] || !stored->back[at])) return true;
    return false;
}

static void look_up_all(dossier_page *page, const dossier_moves *moves,
                        const stored_moves *stored) {
    const cor_country world = COR_COUNTRY_WORLD, sides[] = { moves->origin, moves->destination };
    look_up_moves(page, moves, stored, MEASURE_FLOW, moves->origin, moves->destination,
                  stored->there);
    look_up_moves(page, moves, stored, MEASURE_FLOW, moves->destination, moves->origin,
                  stored->back);
    look_up_moves(page, moves, stored, MEASURE_FLOW_LOW, moves->origin, moves->destination,
                  stored->low);
    look_up_moves(page, moves, stored, MEASURE_FLOW_HIGH, moves->origin, moves->destination,
                  stored->high);

    for (int side = 0; side < 2 && lacks_any(moves, stored); side++) {
        look_up_moves(page, moves, stored, MEASURE_FLOW, sides[side], world, stored->leave[side]);
        look_up_moves(page, moves, stored, MEASURE_FLOW, world, sides[side], stored->arrive[side]);
    }
}

/* A place has a row in the tables of a period when anybody arrived or left. */
static bool has_row(const stored_moves *stored, int side, size_t cell) {
    return stored->leave[side][cell] || stored->arrive[side][cell];
}

static cor_value moves_value_of(dossier_page *page, const stored_moves *stored,
                                const cor_figure *figure, size_t cell) {
    if (figure) return dossier_value(page, figure);
    if (!stored->runs[cell] || !has_row(stored, 0, cell) || !has_row(stored, 1, cell))
        return cor_value_absent();
    cor_value all = dossier_value(page, stored->runs[cell]);
    return cor_doc_computed(page->doc, 0, COR_STR(UNIT_PERSONS),
                            dossier_plain(_("0 where it is less than half a person")), &all, 1);
}

static void fill_moves(dossier_page *page, dossier_moves *moves, const stored_moves *stored) {
    size_t cells = (size_t)moves->periods.count * (size_t)moves->method_count;
    for (size_t at = 0; at < cells; at++) {
        moves->there[at] = moves_value_of(page, stored, stored->there[at], at);
        moves->back[at] = moves_value_of(page, stored, stored->back[at], at);
        moves->net[at] = dossier_difference(page, UNIT_PERSONS, moves->there[at], moves->back[at],
                                            dossier_plain(_("moves there less moves back")));
        moves->low[at] = dossier_value(page, stored->low[at]);
        moves->high[at] = dossier_value(page, stored->high[at]);
        // An interval whose lower bound rounds to nobody has no stored lower bound.
        if (moves->high[at].present && !moves->low[at].present)
            moves->low[at] = cor_doc_computed(
                page->doc, 0, COR_STR(UNIT_PERSONS),
                dossier_plain(_("0 where it is less than half a person")), &moves->high[at], 1);
    }
}

dossier_moves dossier_moves_of(dossier_page *page, cor_country origin, cor_country destination,
                               cor_str sex) {
    const dossier_moves none = { .origin = origin, .destination = destination };
    const cor_country world = COR_COUNTRY_WORLD;
    dossier_moves moves = none;
    stored_moves stored = { .sex = sex };
    dossier_figures runs =
        value_between(page, filter_of(MEASURE_FLOW, (cor_str){ 0 }, sex), world, world);

    choose_source(page, runs, &moves);
    if (!moves.source.length) return moves;
    runs = dossier_of_source(page, runs, moves.source);
    if (!list_stored_methods(page, &moves, &stored, runs)) return none;

    moves.periods = dossier_periods_of(page, runs);
    if (!take_figure_tables(page, &moves, &stored)) return none;
    place_figures(&moves, &stored, runs, stored.runs);
    look_up_all(page, &moves, &stored);
    fill_moves(page, &moves, &stored);
    dossier_moves_mark(page, &moves, sex);

    return moves;
}

/* ---- looking at it ------------------------------------------------------- */

int32_t dossier_moves_newest(const dossier_moves *moves) {
    for (int32_t p = moves->periods.count - 1; p >= 0; p--)
        for (int32_t m = 0; m < moves->method_count; m++)
            if (moves->there[dossier_moves_at(moves, p, m)].present) return p;
    return -1;
}

void dossier_moves_range(const dossier_moves *moves, const cor_value *table, int32_t period,
                         cor_value *ret_least, cor_value *ret_most) {
    *ret_least = *ret_most = cor_value_absent();
    for (int32_t m = 0; m < moves->method_count; m++) {
        cor_value value = table[dossier_moves_at(moves, period, m)];
        if (!value.present) continue;
        if (!ret_least->present || value.value < ret_least->value) *ret_least = value;
        if (!ret_most->present || value.value > ret_most->value) *ret_most = value;
    }
}

static cor_chart_series series_of(dossier_page *page, const dossier_moves *moves, cor_value *table,
                                  int32_t period, bool is_back) {
    cor_country from = is_back ? moves->destination : moves->origin,
                to = is_back ? moves->origin : moves->destination;
    cor_text label = cor_text_keep(page->keep, cor_say("{origin} → {destination}",
                                                       cor_arg_country(from), cor_arg_country(to)));
    return (cor_chart_series){ .key = is_back ? COR_STR("back") : COR_STR("there"),
                               .label = label,
                               .hue = is_back ? COR_HUE_DESTINATION : COR_HUE_ORIGIN,
                               .values = table + dossier_moves_at(moves, period, 0) };
}

void dossier_moves_chart(dossier_page *page, const dossier_moves *moves, int32_t period,
                         const char *id) {
    cor_text titles[DOSSIER_METHODS_MAX];
    cor_str keys[DOSSIER_METHODS_MAX];

    for (int32_t m = 0; m < moves->method_count; m++) {
        titles[m] = dossier_plain(moves->methods[m]->title);
        keys[m] = moves->methods[m]->name;
    }

    const cor_chart_series series[] = { series_of(page, moves, moves->there, period, false),
                                        series_of(page, moves, moves->back, period, true) };
    cor_doc_chart(page->doc, id,
                  &(cor_chart_spec){ .kind = COR_CHART_RANGE,
                                     .title = cor_say(_("Estimated moves, {period}"),
                                                      cor_arg_period(moves->periods.list[period])),
                                     .summary = dossier_plain(
                                         _("Each mark is one method; a shaded band is the range "
                                           "between them, for each way.")),
                                     .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
                                     .categories = titles,
                                     .category_keys = keys,
                                     .category_count = moves->method_count,
                                     .series = series,
                                     .series_count = 2,
                                     .mark = NAN });
}

static int32_t years_of(cor_interval period) {
    return cor_date_year(period.end) - cor_date_year(period.start);
}

cor_value dossier_moves_yearly(dossier_page *page, cor_value moves, cor_interval period) {
    int32_t years = years_of(period);
    if (!moves.present || years < 1) return cor_value_absent();
    return cor_doc_computed(page->doc, moves.value / years, COR_STR(UNIT_PERSONS),
                            dossier_plain(_("moves of the period divided by its years")), &moves,
                            1);
}

/* Periods of different length can only be compared by the year. */
static cor_text yearly_note(const dossier_moves *moves) {
    for (int32_t p = 1; p < moves->periods.count; p++)
        if (years_of(moves->periods.list[p]) != years_of(moves->periods.list[p - 1]))
            return dossier_plain(
                _("The periods have different lengths: compare them by the year. A year's share of "
                  "a period is no count of a year: people who came and left again within the "
                  "period are not in it."));
    return NO_TEXT;
}

void dossier_moves_periods(dossier_page *page, const dossier_moves *moves) {
    const cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "period", _("Period")),
        dossier_column(COR_CELL_VALUE, "least", _("Smallest estimate")),
        dossier_column(COR_CELL_VALUE, "most", _("Largest estimate")),
        dossier_column(COR_CELL_VALUE, "least_yearly", _("Smallest, a year")),
        dossier_column(COR_CELL_VALUE, "most_yearly", _("Largest, a year")),
    };
    cor_doc_table(page->doc, "flows-periods",
                  cor_say(_("Moves from {origin} to {destination}, range of the methods"),
                          cor_arg_country(moves->origin), cor_arg_country(moves->destination)),
                  columns, (int32_t)(sizeof columns / sizeof *columns), yearly_note(moves));

    for (int32_t p = 0; p < moves->periods.count; p++) {
        cor_interval period = moves->periods.list[p];
        cor_value least, most;
        dossier_moves_range(moves, moves->there, p, &least, &most);
        cor_text label = cor_say(_("{period}, {years} years"), cor_arg_period(period),
                                 cor_arg_int(years_of(period)));
        cor_doc_row(page->doc, (cor_table_cell[]){
                                   dossier_words(label), dossier_cell(least), dossier_cell(most),
                                   dossier_cell(dossier_moves_yearly(page, least, period)),
                                   dossier_cell(dossier_moves_yearly(page, most, period)) });
    }
}

bool dossier_moves_has_intervals(const dossier_moves *moves, int32_t period) {
    for (int32_t m = 0; m < moves->method_count; m++)
        if (moves->high[dossier_moves_at(moves, period, m)].present) return true;
    return false;
}

void dossier_moves_table(dossier_page *page, const dossier_moves *moves, int32_t period,
                         const char *id, cor_text title) {
    enum { COLUMNS = 6 };
    bool wide = dossier_moves_has_intervals(moves, period);
    cor_table_column columns[COLUMNS] = {
        dossier_column(COR_CELL_LABEL, "method", _("Method")),
        dossier_column(COR_CELL_VALUE, "moves", _("Moves")),
        dossier_column(COR_CELL_VALUE, "low", _("Interval from")),
        dossier_column(COR_CELL_VALUE, "high", _("to")),
        dossier_column(COR_CELL_VALUE, "back", _("The other way")),
        dossier_column(COR_CELL_VALUE, "net", _("Net")),
    };
    int32_t count = wide ? COLUMNS : COLUMNS - 2;

    if (!wide) memmove(&columns[2], &columns[4], 2 * sizeof *columns);
    cor_doc_table(page->doc, id, title, columns, count,
                  wide ? dossier_plain(_(
                             "The interval is where the estimate stays in eight of ten cases when "
                             "stocks, births and deaths are changed within their likely errors."))
                       : NO_TEXT);

    for (int32_t m = 0; m < moves->method_count; m++) {
        size_t at = dossier_moves_at(moves, period, m);
        cor_table_cell cells[COLUMNS] = {
            dossier_words(dossier_plain(moves->methods[m]->title)),
            dossier_cell(moves->there[at]),
            dossier_cell(moves->low[at]),
            dossier_cell(moves->high[at]),
            dossier_cell(moves->back[at]),
            dossier_cell(moves->net[at]),
        };
        cells[0].code = moves->methods[m]->name;
        if (!wide) memmove(&cells[2], &cells[4], 2 * sizeof *cells);
        cor_doc_row(page->doc, cells);
    }
}

void dossier_moves_assumptions(dossier_page *page, const dossier_moves *moves) {
    cor_doc_list(page->doc, "flows-assumptions", dossier_plain(_("What each method assumes")),
                 false);
    for (int32_t m = 0; m < moves->method_count; m++)
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_plain(moves->methods[m]->title),
                                       .quiet = dossier_plain(moves->methods[m]->assumes),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });
}

void dossier_moves_absence(dossier_page *page, const dossier_moves *moves) {
    cor_text run = dossier_plain(_("a run of the six methods on the stocks: corredor flows run"));
    cor_text registers =
        cor_say(_("entry and exit records, or residence registers, of {destination}"),
                cor_arg_country(moves->destination));
    cor_text stocks = cor_say(_("stocks, population, births and deaths of {origin} and "
                                "{destination} at both ends of a period"),
                              cor_arg_country(moves->origin), cor_arg_country(moves->destination));
    cor_text fillers[] = { moves->method_count ? stocks : run, registers };
    cor_doc_absence(
        page->doc, "flows-none", dossier_plain(_("Moves between the two countries")),
        moves->method_count
            ? dossier_plain(_("Nobody counts these moves, and the estimates leave out one of the "
                              "two: it has no stocks, or no births and deaths, of its own."))
            : dossier_plain(_("Nobody counts these moves, and no estimate has been "
                              "computed in this database.")),
        fillers, 2);
}

void dossier_moves_edition(dossier_page *page, const dossier_moves *moves) {
    cor_str edition = moves->unnaming.length ? moves->unnaming : moves->newer;
    if (!edition.length) return;
    cor_text named = dossier_source_text(page, edition),
             shown = dossier_source_text(page, moves->basis.stocks);
    const char *sentence =
        moves->unnaming.length
            ? _("“{edition}”, on which these estimates rest, does not name all the people who were "
                "born in one of {origin} and {destination} and live in the other: the estimates "
                "leave them out.")
            : _("“{edition}” does not name all the people who were born in one of {origin} and "
                "{destination} and live in the other. These estimates rest on “{older}”, and later "
                "periods have none.");
    cor_doc_note(page->doc,
                 cor_say(sentence, cor_arg_text(&named), cor_arg_country(moves->origin),
                         cor_arg_country(moves->destination), cor_arg_text(&shown)),
                 NULL, 0);
}

void dossier_moves_caution(dossier_page *page) {
    cor_doc_note(
        page->doc,
        dossier_plain(
            _("Inferred from who lived where at the two ends, not counted; moves there and back in "
              "between are not seen.")),
        NULL, 0);
}

/* ---- a country ----------------------------------------------------------- */

/* The largest figures of corridors, largest first; returns their number. */
static int32_t pick_largest(dossier_figures figures, const cor_figure *ret_largest[],
                            int32_t room) {
    int32_t count = 0;
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (!cor_country_is_place(figure->origin) || !cor_country_is_place(figure->destination))
            continue;
        int32_t at = count;
        while (at > 0 && ret_largest[at - 1]->value < figure->value)
            at--;
        if (at == room) continue;
        count += count < room;
        memmove(&ret_largest[at + 1], &ret_largest[at],
                (size_t)(count - at - 1) * sizeof *ret_largest);
        ret_largest[at] = figure;
    }

    return count;
}

static void show_largest(dossier_page *page, const cor_figure *const largest[], int32_t count,
                         bool as_destination) {
    for (int32_t i = 0; i < count; i++) {
        cor_country other = as_destination ? largest[i]->origin : largest[i]->destination;
        cor_str path =
            dossier_has_page(other)
                ? dossier_corridor_path(page->keep, largest[i]->origin, largest[i]->destination)
                : (cor_str){ 0 };
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = cor_say("{place}", cor_arg_country(other)),
                                       .value = dossier_value(page, largest[i]),
                                       .href = path,
                                       .share = cor_value_absent() });
    }

    cor_doc_note(page->doc,
                 dossier_plain(_("Estimated by weighted demographic accounting; the other methods "
                                 "are beside it on the page of each corridor.")),
                 NULL, 0);
}

/* One method represents all in a list: the weighted one, which Abel and Cohen found closest to
 * reported flows. */
void dossier_moves_largest(dossier_page *page, cor_country place, bool as_destination) {
    enum { SHOWN = 5 };
    const cor_country world = COR_COUNTRY_WORLD;
    const char *breakdown = "method=da-pb-closed";
    const cor_figure *largest[SHOWN], *newest = NULL;
    const stock_editions *editions = dossier_stock_editions(page);
    dossier_figures runs =
        value_between(page, filter_of(MEASURE_FLOW, (cor_str){ 0 }, COR_STR("")), world, world);

    for (int32_t e = 0; e < editions->count && !newest; e++) {
        cor_str source = dossier_moves_source_of(page, runs, editions->list[e].source);
        newest =
            dossier_pick(dossier_of_source(page, runs, source), breakdown, (cor_interval){ 0 });
    }

    if (!newest) return;
    dossier_figures moves =
        dossier_select(page, (cor_filter){ .measure = COR_STR(MEASURE_FLOW),
                                           .source = newest->source,
                                           .within = newest->period,
                                           .breakdown = cor_str_of(breakdown),
                                           .breakdown_exact = true,
                                           .origins = &place,
                                           .origin_count = !as_destination,
                                           .destinations = &place,
                                           .destination_count = as_destination });

    int32_t count = pick_largest(moves, largest, SHOWN);
    if (!count) return;
    cor_arg where = cor_arg_country(place), when = cor_arg_period(newest->period);
    cor_doc_list(page->doc, as_destination ? "flows-in" : "flows-out",
                 as_destination
                     ? cor_say(_("Largest estimated moves to {place}, {period}"), where, when)
                     : cor_say(_("Largest estimated moves from {place}, {period}"), where, when),
                 true);
    show_largest(page, largest, count, as_destination);
}
