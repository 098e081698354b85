/* SPDX-License-Identifier: Apache-2.0 */
/* read.c: reads stocks, populations, births and deaths of one period from the figures. */
#include "input.h"

#include <math.h>

typedef void (*figure_reader)(input_reading *reading, const cor_figure *figure);

static cor_code read_query(input_reading *reading, cor_query *query, figure_reader reader,
                           cor_error *err) {
    for (bool found = true;;) {
        cor_figure figure;
        cor_code code = cor_query_next(query, &figure, &found, err);
        if (code || !found) return code;
        bool has_value = figure.status != COR_SUPPRESSED && figure.status != COR_MISSING;
        if (has_value && figure.destination.id < reading->place_end) reader(reading, &figure);
    }
}

static cor_code read_input_measure(input_reading *reading, const char *measure, cor_str source,
                                   cor_interval within, cor_str breakdown, figure_reader reader,
                                   cor_error *err) {
    const cor_filter filter = { .measure = cor_str_of(measure),
                                .source = source,
                                .within = within,
                                .breakdown = breakdown,
                                .breakdown_exact = true,
                                .as_known_s = reading->basis.as_known_s };
    cor_query *query;
    cor_code code = cor_query_open(reading->figures, &filter, &query, err);
    if (code) return code;

    code = read_query(reading, query, reader, err);
    cor_query_close(query);
    return code;
}

/* The end of the period that a year's figure belongs to. */
static bool find_period_end(const input_reading *reading, const cor_figure *figure,
                            bool *ret_is_end) {
    *ret_is_end = cor_interval_equal(figure->period, reading->year_end);
    return *ret_is_end || cor_interval_equal(figure->period, reading->year_start);
}

static void take_stock(input_reading *reading, const cor_figure *figure) {
    bool is_end;
    if (!find_period_end(reading, figure, &is_end)) return;
    if (figure->origin.id == COR_COUNTRY_WORLD.id) {
        place_facts *facts = &reading->facts[figure->destination.id];
        *(is_end ? &facts->stock_end : &facts->stock_start) = figure->value;
    } else if (cor_country_is_place(figure->origin) && reading->cell_count < reading->cell_room) {
        reading->cells[reading->cell_count++] =
            (stock_cell){ figure->origin.id, figure->destination.id, is_end, figure->value };
    }
}

static void take_population(input_reading *reading, const cor_figure *figure) {
    bool is_end;
    if (!find_period_end(reading, figure, &is_end)) return;
    place_facts *facts = &reading->facts[figure->destination.id];
    *(is_end ? &facts->population_end : &facts->population_start) = figure->value;
}

static void take_all(input_reading *reading, const cor_figure *figure) {
    bool is_end;
    if (!find_period_end(reading, figure, &is_end)) return;
    place_facts *facts = &reading->facts[figure->destination.id];
    *(is_end ? &facts->all_end : &facts->all_start) = figure->value;
}

static void take_sex_figure(input_reading *reading, const cor_figure *figure) {
    bool is_end;
    if (!find_period_end(reading, figure, &is_end)) return;
    place_facts *facts = &reading->facts[figure->destination.id];
    *(is_end ? &facts->sex_end : &facts->sex_start) = figure->value;
}

static void take_own_population(input_reading *reading, const cor_figure *figure) {
    bool is_end;
    if (!find_period_end(reading, figure, &is_end)) return;
    place_facts *facts = &reading->facts[figure->destination.id];
    *(is_end ? &facts->own_end : &facts->own_start) = figure->value;
}

static void take_birth_figure(input_reading *reading, const cor_figure *figure) {
    if (cor_interval_equal(figure->period, reading->period))
        reading->facts[figure->destination.id].births = figure->value;
}

static void take_death_figure(input_reading *reading, const cor_figure *figure) {
    if (cor_interval_equal(figure->period, reading->period))
        reading->facts[figure->destination.id].deaths = figure->value;
}

static void take_own_births(input_reading *reading, const cor_figure *figure) {
    if (cor_interval_equal(figure->period, reading->period))
        reading->facts[figure->destination.id].own_births = figure->value;
}

static void take_own_deaths(input_reading *reading, const cor_figure *figure) {
    if (cor_interval_equal(figure->period, reading->period))
        reading->facts[figure->destination.id].own_deaths = figure->value;
}

static cor_code make_cell_room(input_reading *reading, cor_arena *scratch, cor_error *err) {
    enum { CELLS_MAX = 1 << 18 }; // 300 places with cells for every pair, twice
    size_t count;
    const cor_country_info *places = cor_country_list(&count);

    for (size_t i = 0; i < count; i++)
        if (places[i].place.id >= reading->place_end) reading->place_end = places[i].place.id + 1;
    reading->facts = cor_new(scratch, place_facts, reading->place_end);
    reading->cells = cor_new(scratch, stock_cell, CELLS_MAX);
    if (!reading->facts || !reading->cells) return cor_fail_memory(err);

    reading->cell_room = CELLS_MAX;
    for (int32_t id = 0; id < reading->place_end; id++)
        reading->facts[id] = (place_facts){ NAN, NAN, NAN, NAN, NAN,
                                            NAN, NAN, NAN, NAN, NAN,
                                            NAN, NAN, NAN, NAN, COR_COUNTRY_NONE };

    return COR_OK;
}

/* The population of the sex as the source of stocks splits it, and what the demography itself has by
 * sex. */
static cor_code read_sex(input_reading *reading, cor_interval years, cor_error *err) {
    const cor_flow_runs_basis *basis = &reading->basis;
    const struct {
        const char *measure;
        cor_str source;
        cor_interval within;
        cor_str breakdown;
        figure_reader reader;
    } wanted[] = {
        { "population", basis->stocks, years, COR_STR(""), take_all },
        { "population", basis->stocks, years, reading->breakdown, take_sex_figure },
        { "population", basis->demography, years, reading->breakdown, take_own_population },
        { "births", basis->demography, reading->period, reading->breakdown, take_own_births },
        { "deaths", basis->demography, reading->period, reading->breakdown, take_own_deaths },
    };
    cor_code code = COR_OK;
    for (size_t i = 0; !code && i < sizeof wanted / sizeof *wanted; i++)
        code = read_input_measure(reading, wanted[i].measure, wanted[i].source, wanted[i].within,
                                  wanted[i].breakdown, wanted[i].reader, err);
    return code;
}

cor_code input_read_figures(input_reading *reading, cor_arena *scratch, cor_error *err) {
    const cor_interval years = { reading->year_start.start, reading->year_end.end };
    const cor_flow_runs_basis *basis = &reading->basis;
    const cor_str all = COR_STR("");
    cor_code code = make_cell_room(reading, scratch, err);
    if (!code)
        code = read_input_measure(reading, "stock", basis->stocks, years, reading->breakdown,
                                  take_stock, err);
    if (!code)
        code = read_input_measure(reading, "population", basis->demography, years, all,
                                  take_population, err);
    if (!code)
        code = read_input_measure(reading, "births", basis->demography, reading->period, all,
                                  take_birth_figure, err);
    if (!code)
        code = read_input_measure(reading, "deaths", basis->demography, reading->period, all,
                                  take_death_figure, err);
    if (code || !reading->sex.length) return code;
    return read_sex(reading, years, err);
}
