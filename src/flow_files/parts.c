/* SPDX-License-Identifier: Apache-2.0 */
/* parts.c: reads births and deaths, and puts the tables of one estimate into the engine's input. */
#include "core/say.h"
#include "flow_files.h"

#include <math.h>

/* ---- births and deaths --------------------------------------------------- */

typedef struct {
    int32_t place, births, deaths, at;
} demography_head;

static cor_code read_demography_head(const cor_row *row, demography_head *ret, cor_error *err) {
    static const char *const PLACES[] = { "region", "place", "residence", "country",
                                          "iso3",   "area",  "lugar",     NULL };
    static const char *const BIRTHS[] = { "births", "births_persons", "nacimientos", NULL };
    static const char *const DEATHS[] = { "deaths", "deaths_persons", "muertes", "defunciones",
                                          NULL };
    *ret = (demography_head){ flow_find_word(row, PLACES), flow_find_word(row, BIRTHS),
                              flow_find_word(row, DEATHS), row->row };
    if (ret->place >= 0 && ret->births >= 0 && ret->deaths >= 0) return COR_OK;
    cor_fail(err, COR_E_FORMAT, _("The table of births and deaths lacks a column."));
    cor_hint(err, _("It needs the columns region, births and deaths."));

    return flow_at_row(err, row->row);
}

static cor_code read_demography_row(const demography_head *head, const cor_row *row,
                                    const cor_flow_places *places, double *births, double *deaths,
                                    cor_error *err) {
    int32_t last = head->births > head->deaths ? head->births : head->deaths;
    if (row->cell_count <= (last > head->place ? last : head->place)) {
        cor_fail(err, COR_E_FORMAT, _("The row is too short."));
        return flow_at_row(err, row->row);
    }

    cor_str label = flow_label(&row->cells[head->place]);
    cor_code code = flow_check_total(label, row->row, head->place, err);
    if (code) return code;
    int32_t place = cor_flow_place_find(places, label);
    if (place < 0) return flow_fail_unknown(places, label, row->row, head->place, err);
    if (!isnan(births[place])) return flow_fail_twice(label, row->row, head->place, err);
    code = flow_number_read(&row->cells[head->births], row->row, head->births, &births[place], err);

    return code ? code
                : flow_number_read(&row->cells[head->deaths], row->row, head->deaths,
                                   &deaths[place], err);
}

cor_code cor_flow_demography_read(cor_table *table, const cor_flow_places *places, cor_arena *keep,
                                  double **ret_births, double **ret_deaths, cor_error *err) {
    double *births = cor_new(keep, double, places->count),
           *deaths = cor_new(keep, double, places->count);
    if (!births || !deaths) return cor_fail_memory(err);
    for (int32_t p = 0; p < places->count; p++)
        births[p] = NAN;

    cor_row row;
    bool found;
    demography_head head;
    cor_code code = flow_first_row(table, &row, err);
    if (!code) code = read_demography_head(&row, &head, err);
    if (code) return code;
    int32_t used[] = { head.place, head.births, head.deaths };
    code = flow_check_columns(&row, used, sizeof used / sizeof *used, err);
    if (!code) code = flow_hold(table, false, err);
    while (!code && !(code = flow_next_row(table, &row, &found, err)) && found)
        code = read_demography_row(&head, &row, places, births, deaths, err);

    for (int32_t p = 0; !code && p < places->count; p++)
        if (isnan(births[p])) return flow_fail_absent(places->names[p], err);
    if (code) return code;
    *ret_births = births;
    *ret_deaths = deaths;

    return COR_OK;
}

/* ---- a question from files ----------------------------------------------- */

static cor_code read_start(cor_table *table, cor_flow_places *places, cor_flows_input *input,
                           cor_arena *keep, cor_arena scratch, cor_error *err) {
    double *cells;
    cor_code code = cor_flow_table_read(table, COR_FLOW_STOCKS, keep, scratch, places, &cells, err);
    if (code) return code;
    input->place_count = places->count;
    input->place_names = places->names;
    input->stock_start_persons = cells;
    return COR_OK;
}

static cor_code read_vectors(cor_table *table, const cor_flow_places *places,
                             cor_flows_input *input, cor_arena *keep, cor_error *err) {
    double *births, *deaths;
    cor_code code = cor_flow_demography_read(table, places, keep, &births, &deaths, err);
    if (code) return code;
    input->births_persons = births;
    input->deaths_persons = deaths;
    return COR_OK;
}

cor_code cor_flow_part_read(cor_table *table, cor_flow_part part, cor_flow_places *places,
                            cor_flows_input *input, cor_arena *keep, cor_arena scratch,
                            cor_error *err) {
    double *cells;
    if (part == COR_FLOW_START) return read_start(table, places, input, keep, scratch, err);
    if (part == COR_FLOW_DEMOGRAPHY) return read_vectors(table, places, input, keep, err);
    cor_flow_table_kind kind = part == COR_FLOW_END ? COR_FLOW_STOCKS : COR_FLOW_PROPENSITIES;
    cor_code code = cor_flow_table_read_for(table, kind, places, keep, scratch, &cells, err);
    if (code) return code;

    if (part == COR_FLOW_END)
        input->stock_end_persons = cells;
    else
        input->seed = cells;

    return COR_OK;
}
