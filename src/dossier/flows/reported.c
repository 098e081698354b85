/* SPDX-License-Identifier: Apache-2.0 */
/* reported.c: reads reported moves and lays them beside stored estimates, pair by pair.
 *
 * Registers count moves: somebody who comes twice in a year is counted twice, and five years of
 * counts can be added up. Censuses and the estimates count transitions: who lived elsewhere at the
 * start. Those of five years are fewer than the moves of five years and cannot be divided into
 * years. Both are given by the year here, so that periods of four and five years can be set beside
 * each other; correlations do not depend on it. */
#include "reported.h"

/* ---- which there are ----------------------------------------------------- */

static double years_between(cor_date start, cor_date end) {
    return (end.days - start.days) / 365.25;
}

static double period_years(cor_interval period) {
    return years_between(period.start, period.end);
}

static reported_set *set_of(reported_sets *sets, const cor_figure *figure, cor_arena *keep) {
    for (int32_t s = 0; s < sets->count; s++)
        if (cor_str_equal(sets->list[s].source, figure->source) &&
            cor_str_equal(sets->list[s].breakdown, figure->breakdown))
            return &sets->list[s];
    if (sets->count == REPORTED_SETS_MAX) return NULL;

    reported_set *made = &sets->list[sets->count++];
    cor_str definition = cor_breakdown_get(figure->breakdown, COR_STR("definition"));
    *made = (reported_set){ .source = cor_str_keep(keep, figure->source),
                            .breakdown = cor_str_keep(keep, figure->breakdown),
                            .span = figure->period,
                            .is_transition = cor_str_is(definition, "transitions"),
                            .is_stated = definition.length > 0,
                            .is_of_one_year = true };
    return made;
}

/* Without a definition, periods of several years are taken for transitions. */
static void note_figure(reported_sets *sets, const cor_figure *figure, cor_arena *keep) {
    reported_set *set = set_of(sets, figure, keep);
    if (!set) return;
    set->count++;
    if (figure->period.start.days < set->span.start.days) set->span.start = figure->period.start;
    if (figure->period.end.days > set->span.end.days) set->span.end = figure->period.end;
    if (period_years(figure->period) > 1.1) {
        set->is_of_one_year = false;
        if (!set->is_stated) set->is_transition = true;
    }
}

typedef void (*figure_taker)(void *self, const cor_figure *figure);

/* Walk the figures that match; failure is the page's. */
static void walk_figures(dossier_page *page, cor_filter filter, figure_taker take, void *self) {
    cor_query *query;
    filter.as_known_s = page->dossier->as_known_s;
    if (page->code) return;
    page->code = cor_query_open(page->dossier->figures, &filter, &query, page->err);
    if (page->code) return;

    for (bool found = true;;) {
        cor_figure figure;
        page->code = cor_query_next(query, &figure, &found, page->err);
        if (page->code || !found) break;
        bool is_pair = cor_country_is_place(figure.origin) &&
                       cor_country_is_place(figure.destination) && dossier_has_value(&figure);
        if (is_pair) take(self, &figure);
    }
    cor_query_close(query);
}

typedef struct {
    reported_sets *sets;
    cor_arena *keep;
    cor_str sex;
} set_search;

static void take_set(void *self, const cor_figure *figure) {
    const set_search *search = self;
    cor_str sex = cor_breakdown_get(figure->breakdown, COR_STR("sex"));
    if (cor_str_equal(sex, search->sex)) note_figure(search->sets, figure, search->keep);
}

reported_sets dossier_reported_sets(dossier_page *page, cor_str sex) {
    reported_sets sets = { 0 };
    set_search search = { .sets = &sets, .keep = page->keep, .sex = sex };
    walk_figures(page, (cor_filter){ .measure = COR_STR(MEASURE_FLOW_REPORTED) }, take_set,
                 &search);
    return sets;
}

/* ---- side by side -------------------------------------------------------- */

/* Tables of the places that the set names; row -1: it does not. */
typedef struct {
    const reported_set *set;
    cor_interval period; // of the estimate
    int32_t *row_of;     // [place_end] by id
    int32_t place_end, n;
    double *reported, *covered_years; // [n][n] persons, then persons a year
    double *estimated;
    bool *is_known; // [n] the estimate has the place
} side_by_side;

static void take_place(side_by_side *table, cor_country place) {
    if (place.id < table->place_end && table->row_of[place.id] < 0)
        table->row_of[place.id] = table->n++;
}

static void take_places(void *self, const cor_figure *figure) {
    take_place(self, figure->origin);
    take_place(self, figure->destination);
}

static size_t cell_of(const side_by_side *table, const cor_figure *figure) {
    return (size_t)table->row_of[figure->origin.id] * (size_t)table->n +
           (size_t)table->row_of[figure->destination.id];
}

/* The years of a figure that count for the period; 0: none. */
static double counted_years(const side_by_side *table, cor_interval during) {
    cor_interval period = table->period;
    cor_date start = during.start.days > period.start.days ? during.start : period.start,
             end = during.end.days < period.end.days ? during.end : period.end;
    double common = years_between(start, end), own = period_years(during),
           whole = period_years(period);

    if (common <= 0) return 0;
    if (!table->set->is_transition) return common;
    bool is_as_long = fabs(own - whole) <= 0.1 * whole;
    return is_as_long && common >= 0.8 * whole ? own : 0;
}

static void take_reported(void *self, const cor_figure *figure) {
    side_by_side *table = self;
    double years = counted_years(table, figure->period);
    if (years <= 0) return;
    size_t cell = cell_of(table, figure);
    table->reported[cell] += figure->value * years / period_years(figure->period);
    table->covered_years[cell] += years;
}

static void take_estimated(void *self, const cor_figure *figure) {
    side_by_side *table = self;
    int32_t origin = table->row_of[figure->origin.id],
            destination = table->row_of[figure->destination.id];
    if (origin >= 0) table->is_known[origin] = true;
    if (destination >= 0) table->is_known[destination] = true;
    if (origin >= 0 && destination >= 0)
        table->estimated[cell_of(table, figure)] = figure->value / period_years(table->period);
}

/* By the year, where at least half of the period is covered; returns the number of pairs. */
static int64_t settle_cells(side_by_side *table) {
    double least = 0.5 * period_years(table->period);
    int64_t count = 0;
    for (int32_t i = 0; i < table->n; i++)
        for (int32_t j = 0; j < table->n; j++) {
            size_t cell = (size_t)i * (size_t)table->n + (size_t)j;
            bool is_covered = table->covered_years[cell] >= least && i != j;
            if (is_covered) table->reported[cell] /= table->covered_years[cell];
            if (!is_covered) table->reported[cell] = NAN;
            if (!table->is_known[i] || !table->is_known[j]) table->estimated[cell] = NAN;
            count += is_covered && table->is_known[i] && table->is_known[j];
        }
    return count;
}

static bool make_rows(side_by_side *table, cor_arena *scratch) {
    size_t count;
    const cor_country_info *places = cor_country_list(&count);
    for (size_t i = 0; i < count; i++)
        if (places[i].place.id >= table->place_end) table->place_end = places[i].place.id + 1;
    table->row_of = cor_new(scratch, int32_t, table->place_end);
    for (int32_t id = 0; table->row_of && id < table->place_end; id++)
        table->row_of[id] = -1;
    return table->row_of != NULL;
}

static bool make_cells(side_by_side *table, cor_arena *scratch) {
    size_t cells = (size_t)table->n * (size_t)table->n;
    table->reported = cor_new(scratch, double, cells + 1);
    table->covered_years = cor_new(scratch, double, cells + 1);
    table->estimated = cor_new(scratch, double, cells + 1);
    table->is_known = cor_new(scratch, bool, table->n + 1);
    return table->reported && table->covered_years && table->estimated && table->is_known;
}

reported_agreement dossier_reported_compare(dossier_page *page, const reported_set *set,
                                            const stored_estimate *estimate, cor_arena scratch) {
    reported_agreement answer = { 0 };
    cor_flows_agreement all[COR_FLOWS_BY_COUNT];
    side_by_side table = { .set = set, .period = estimate->all->period };
    const cor_filter reported = { .measure = COR_STR(MEASURE_FLOW_REPORTED),
                                  .source = set->source,
                                  .breakdown = set->breakdown,
                                  .breakdown_exact = true };
    const cor_filter estimated = { .measure = COR_STR(MEASURE_FLOW),
                                   .source = estimate->all->source,
                                   .breakdown = estimate->all->breakdown,
                                   .breakdown_exact = true,
                                   .within = estimate->all->period };

    bool fits = make_rows(&table, &scratch);
    if (fits) walk_figures(page, reported, take_places, &table);
    fits = fits && make_cells(&table, &scratch);
    if (!fits && !page->code) page->code = cor_fail_memory(page->err);
    if (page->code) return answer;
    walk_figures(page, reported, take_reported, &table);
    walk_figures(page, estimated, take_estimated, &table);
    if (page->code || !settle_cells(&table)) return answer;

    page->code =
        cor_flows_compare(table.n, table.estimated, table.reported, scratch, all, page->err);
    answer.is_comparable = !page->code;
    if (!page->code) answer.pairs = all[COR_FLOWS_BY_PAIR];
    return answer;
}
