/* SPDX-License-Identifier: Apache-2.0 */
/* input.c: assembles the tables of one period and sex from the sources. */
#include "input.h"

#include <math.h>

#include "runs.h"

static const double BOYS_SHARE = 105.0 / 205.0; // share of boys among births, where these are not
                                                // published by sex

static double first_known(double first, double second) {
    return isnan(first) ? second : first;
}

/* ---- the question -------------------------------------------------------- */

static cor_code set_sex(input_reading *reading, cor_str sex, cor_error *err) {
    reading->sex = cor_str_is(sex, "F")   ? COR_STR("F")
                   : cor_str_is(sex, "M") ? COR_STR("M")
                                          : COR_STR("");
    reading->breakdown = cor_str_is(sex, "F")   ? COR_STR("sex=F")
                         : cor_str_is(sex, "M") ? COR_STR("sex=M")
                                                : COR_STR("");
    if (sex.length == reading->sex.length) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("There are no estimates for the sex “{sex}”."), cor_arg_str(sex));
    return cor_hint(err, _("Women are F, men are M; without it both together."));
}

/* The calendar years under which the stocks of the two mid-years are filed. */
static void set_period(input_reading *reading, cor_interval period) {
    reading->period = period;
    reading->year_start = cor_interval_year(cor_date_year(period.start));
    reading->year_end = cor_interval_year(cor_date_year(period.end));
}

/* ---- places -------------------------------------------------------------- */

/* Rows in the order of codes; row_of: [place_end] or -1; parts have the row of their whole. */
typedef struct {
    int32_t n;
    cor_country *places;
    place_facts *facts; // [n] including their parts
    int32_t *row_of;
} input_rows;

static cor_code settle_rows(const input_reading *reading, cor_arena *keep, cor_arena *scratch,
                            input_rows *ret_rows, cor_error *err) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    input_rows rows = { .places = cor_new(keep, cor_country, count),
                        .facts = cor_new(scratch, place_facts, count),
                        .row_of = cor_new(scratch, int32_t, reading->place_end) };

    if (!rows.places || !rows.facts || !rows.row_of) return cor_fail_memory(err);
    for (int32_t id = 0; id < reading->place_end; id++)
        rows.row_of[id] = -1;

    for (size_t i = 0; i < count; i++) {
        cor_country place = list[i].place;
        if (!cor_country_is_place(place) || reading->facts[place.id].whole.id != place.id) continue;
        place_facts facts = input_whole(reading, place);
        if (!input_takes_part(&facts)) continue;
        rows.row_of[place.id] = rows.n;
        rows.facts[rows.n] = facts;
        rows.places[rows.n++] = place;
    }

    for (int32_t id = 0; id < reading->place_end; id++)
        if (rows.row_of[id] < 0 && reading->facts[id].whole.id < reading->place_end)
            rows.row_of[id] = rows.row_of[reading->facts[id].whole.id];

    *ret_rows = rows;
    return COR_OK;
}

/* The reason why a place of the sources has no row; false when the sources do not have the
 * place. */
static bool find_reason(const input_reading *reading, const input_rows *rows, cor_country place,
                        cor_left *ret_left) {
    const place_facts *facts = &reading->facts[place.id];
    bool is_row = rows->row_of[place.id] >= 0 && facts->whole.id == place.id;
    double persons = first_known(first_known(facts->population_end, facts->population_start),
                                 first_known(facts->stock_end, facts->stock_start));

    if (is_row || isnan(persons)) return false;
    *ret_left = (cor_left){ .place = place, .whole = facts->whole, .persons = persons };
    bool has_stock = !isnan(facts->stock_start) && !isnan(facts->stock_end);
    ret_left->reason = rows->row_of[place.id] >= 0 ? COR_LEFT_JOINED
                       : has_stock                 ? COR_LEFT_NO_DEMOGRAPHY
                                                   : COR_LEFT_NO_STOCK;

    return true;
}

static cor_code list_left(const input_reading *reading, const input_rows *rows, cor_arena *keep,
                          cor_flow_runs_input *input, cor_error *err) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    cor_left *left = cor_new(keep, cor_left, count);

    if (!left) return cor_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        if (cor_country_is_place(list[i].place) &&
            find_reason(reading, rows, list[i].place, &left[input->left_count]))
            input->left_count++;

    input->left = left;
    return COR_OK;
}

/* ---- one sex ------------------------------------------------------------- */

static double share_of_sex(double part, double whole) {
    return part > 0 && whole > part ? part / whole
                                    : 0.5; // the smallest areas are not published by sex
}

static double clamp_between(double value, double least, double most) {
    return value < least ? least : value > most ? most : value;
}

/* What the demography has by sex is taken as it is. The rest is split: populations as the stock
 * source does, births as 105 boys to 100 girls, and deaths so that half of net migration is of this
 * sex, but between a fifth and four fifths of all deaths. Whole persons. */
static void split_by_sex(place_facts *facts, bool is_men) {
    double net = facts->population_end - facts->population_start - facts->births + facts->deaths;
    double start = facts->population_start * share_of_sex(facts->sex_start, facts->all_start),
           end = facts->population_end * share_of_sex(facts->sex_end, facts->all_end),
           births = facts->births * (is_men ? BOYS_SHARE : 1 - BOYS_SHARE);

    facts->population_start = first_known(facts->own_start, nearbyint(start));
    facts->population_end = first_known(facts->own_end, nearbyint(end));
    facts->births = first_known(facts->own_births, nearbyint(births));

    double deaths = facts->births - (facts->population_end - facts->population_start) + net / 2;
    deaths = clamp_between(deaths, 0.2 * facts->deaths, 0.8 * facts->deaths);
    facts->deaths = first_known(facts->own_deaths, nearbyint(deaths));
}

/* ---- tables -------------------------------------------------------------- */

typedef struct {
    double *start, *end, *births, *deaths, *population_start, *population_end;
} input_tables;

static bool take_input_tables(cor_arena *keep, int32_t n, input_tables *ret_tables) {
    size_t cells = (size_t)n * (size_t)n, rows = (size_t)n;
    ret_tables->start = cor_new(keep, double, cells);
    ret_tables->end = cor_new(keep, double, cells);
    double *vectors = cor_new(keep, double, 4 * rows);
    if (!ret_tables->start || !ret_tables->end || !vectors) return false;

    ret_tables->births = vectors;
    ret_tables->deaths = vectors + rows;
    ret_tables->population_start = vectors + 2 * rows;
    ret_tables->population_end = vectors + 3 * rows;

    return true;
}

/* Moves inside a whole are not counted: its own cells are left out. */
static void fill_stocks(const input_reading *reading, const input_rows *rows,
                        input_tables *tables) {
    for (int32_t c = 0; c < reading->cell_count; c++) {
        const stock_cell *cell = &reading->cells[c];
        int32_t birthplace = rows->row_of[cell->origin],
                residence = rows->row_of[cell->destination];
        if (birthplace < 0 || residence < 0 || birthplace == residence) continue;
        double *table = cell->is_end ? tables->end : tables->start;
        table[(size_t)birthplace * (size_t)rows->n + (size_t)residence] += cell->persons;
    }
}

/* The part of a residence's total without a known birthplace; negative values are rounding of the
 * source. */
static double spread_unknown(double *table, int32_t n, int32_t r, double total, bool is_spread) {
    cor_sum sum = { 0 };
    for (int32_t b = 0; b < n; b++)
        cor_sum_add(&sum, table[(size_t)b * (size_t)n + (size_t)r]);
    double known_persons = cor_sum_get(&sum),
           unknown = total > known_persons ? total - known_persons : 0;
    for (int32_t b = 0; b < n && is_spread && known_persons > 0; b++)
        table[(size_t)b * (size_t)n + (size_t)r] *= 1 + unknown / known_persons;
    return unknown;
}

static void fill_diagonal(double *table, int32_t n, int32_t r, double population) {
    cor_sum sum = { 0 };
    for (int32_t b = 0; b < n; b++)
        cor_sum_add(&sum, table[(size_t)b * (size_t)n + (size_t)r]);
    table[(size_t)r * (size_t)n + (size_t)r] = population - cor_sum_get(&sum);
}

static void fill_column(const input_reading *reading, const input_rows *rows, int32_t r,
                        input_tables *tables, cor_flow_runs_input *input) {
    place_facts facts = rows->facts[r];
    bool is_spread = reading->basis.unknown == COR_UNKNOWN_SPREAD;

    if (reading->sex.length) {
        input->assumed_count += isnan(facts.own_deaths);
        split_by_sex(&facts, cor_str_is(reading->sex, "M"));
    }
    input->unknown_start_persons +=
        spread_unknown(tables->start, rows->n, r, facts.stock_start, is_spread);
    input->unknown_end_persons +=
        spread_unknown(tables->end, rows->n, r, facts.stock_end, is_spread);
    tables->population_start[r] = facts.population_start;
    tables->population_end[r] = facts.population_end;
    tables->births[r] = facts.births;
    tables->deaths[r] = facts.deaths;
    fill_diagonal(tables->start, rows->n, r, facts.population_start);
    fill_diagonal(tables->end, rows->n, r, facts.population_end);
}

static cor_code fill_tables(const input_reading *reading, const input_rows *rows, cor_arena *keep,
                            cor_flow_runs_input *input, cor_error *err) {
    input_tables tables;
    int32_t n = rows->n;
    cor_str *names = cor_new(keep, cor_str, n);

    if (!names || !take_input_tables(keep, n, &tables)) return cor_fail_memory(err);
    fill_stocks(reading, rows, &tables);
    for (int32_t r = 0; r < n; r++) {
        fill_column(reading, rows, r, &tables, input);
        names[r] = cor_country_code(rows->places[r]);
    }

    input->places = rows->places;
    input->population_start_persons = tables.population_start;
    input->population_end_persons = tables.population_end;
    input->input = (cor_flows_input){ .place_count = n,
                                      .place_names = names,
                                      .stock_start_persons = tables.start,
                                      .stock_end_persons = tables.end,
                                      .births_persons = tables.births,
                                      .deaths_persons = tables.deaths };

    return COR_OK;
}

/* ---- asking -------------------------------------------------------------- */

cor_code cor_flow_runs_input_read(cor_figures *figures, const cor_flow_runs_basis *basis,
                                  cor_interval period, cor_str sex, cor_arena *keep,
                                  cor_arena scratch, cor_flow_runs_input *ret_input,
                                  cor_error *err) {
    input_reading reading = { .figures = figures };
    input_rows rows = { 0 };

    set_period(&reading, period);
    cor_code code = set_sex(&reading, sex, err);
    if (!code)
        code = cor_flow_runs_settle(figures, basis, period, keep, scratch, &reading.basis, err);
    if (!code) code = input_read_figures(&reading, &scratch, err);
    if (code) return code;

    input_join_places(&reading);
    cor_flow_runs_input input = { .period = period, .sex = reading.sex, .basis = reading.basis };
    code = settle_rows(&reading, keep, &scratch, &rows, err);
    if (!code && rows.n < 2) return run_fail_period(figures, &reading.basis, period, scratch, err);
    if (!code) code = fill_tables(&reading, &rows, keep, &input, err);
    if (!code) code = list_left(&reading, &rows, keep, &input, err);
    if (!code) *ret_input = input;

    return code;
}

/* ---- looking at it ------------------------------------------------------- */

static int32_t find_input_row(const cor_flow_runs_input *input, cor_country place) {
    for (int32_t r = 0; r < input->input.place_count; r++)
        if (input->places[r].id == place.id) return r;
    return -1;
}

int32_t cor_flow_runs_row(const cor_flow_runs_input *input, cor_country place) {
    int32_t row = find_input_row(input, place);
    for (int32_t k = 0; row < 0 && k < input->left_count; k++)
        if (input->left[k].place.id == place.id && input->left[k].reason == COR_LEFT_JOINED)
            row = find_input_row(input, input->left[k].whole);
    return row;
}

cor_text cor_left_text(const cor_left *left, cor_arena *keep) {
    cor_arg place = cor_arg_country(left->place), persons = cor_arg_number(left->persons, 0);
    switch (left->reason) {
    case COR_LEFT_JOINED:
        return cor_text_keep(keep, cor_say(_("{place} is counted with {whole}."), place,
                                           cor_arg_country(left->whole)));
    case COR_LEFT_NO_STOCK:
        return cor_text_keep(
            keep,
            cor_say(
                _("{place}, {persons} people, has no migrant stock at both ends of the period."),
                place, persons));
    default:
        return cor_text_keep(
            keep, cor_say(_("{place}, {persons} migrants, has no population, births or deaths."),
                          place, persons));
    }
}

cor_text cor_flow_runs_sex_text(const cor_flow_runs_input *input, cor_arena *keep) {
    if (!input)
        return (cor_text){ .id = _("Where deaths are not known by sex, half of net migration is "
                                   "assumed to be of women and half of men; stock differencing "
                                   "does not depend on it.") };
    if (!input->assumed_count) return (cor_text){ 0 };

    return cor_text_keep(
        keep, cor_say(_("In {count} of {places} places deaths are not known by sex: half of net "
                        "migration is assumed to be of women and half of men; stock differencing "
                        "does not depend on it."),
                      cor_arg_int(input->assumed_count), cor_arg_int(input->input.place_count)));
}
