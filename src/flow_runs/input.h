/* SPDX-License-Identifier: Apache-2.0 */
/* input.h: the facts of the sources about the places of a period, before it is decided which places
 * take part. */
#ifndef CORREDOR_FLOW_RUNS_INPUT_H
#define CORREDOR_FLOW_RUNS_INPUT_H

#include "flow_runs/flow_runs.h"

/* One place of the sources. NaN: not given. */
typedef struct {
    double stock_start, stock_end;           // all foreign-born
    double population_start, population_end; // from the demography, both sexes
    double births, deaths;                   // both sexes
    double all_start, all_end;               // population in the stock source, both sexes
    double sex_start, sex_end;               // and of the sex asked for
    double own_start, own_end;               // population of the sex asked for in the demography
    double own_births, own_deaths;           // and its births and deaths
    cor_country whole;                       // itself, or the place it is counted with
} place_facts;

/* Foreign-born at one end of the period. */
typedef struct {
    uint16_t origin, destination;
    bool is_end;
    double persons;
} stock_cell;

typedef struct {
    cor_figures *figures;
    cor_flow_runs_basis basis;
    cor_interval period, year_start, year_end;
    cor_str sex, breakdown; // "F", "sex=F"
    place_facts *facts;     // [place_end] by id
    int32_t place_end;
    stock_cell *cells;
    int32_t cell_count, cell_room;
} input_reading;

/* ---- read.c -------------------------------------------------------------- */
/* Read facts and cells from the figures. */
COR_CHECKED
cor_code input_read_figures(input_reading *reading, cor_arena *scratch, cor_error *err);

/* ---- places.c ------------------------------------------------------------ */
/* Decide which places are counted with others. */
void input_join_places(input_reading *reading);
/* Facts of a place including its parts; NaN where nothing is given. */
place_facts input_whole(const input_reading *reading, cor_country place);
bool input_takes_part(const place_facts *facts);

#endif
