/* SPDX-License-Identifier: Apache-2.0 */
/* flows_world.h: the world's stock tables and demography from the data pack, for benchmarks of
 * the flow engine.
 *
 * Stocks by birthplace and residence: UN DESA, International Migrant Stock 2020. Population,
 * births and deaths of five-year periods: UN WPP 2022. The latter are not published by sex for
 * these areas; for women and men population is split as in the migrant stock workbook, births
 * 105 boys to 100 girls, and deaths so that half of net migration is female. */
#ifndef BENCH_FLOWS_WORLD_H
#define BENCH_FLOWS_WORLD_H

#include "corredor/flows.h"
#include "corredor/table.h"

typedef struct {
    cor_str *codes; // [place_count]
    int32_t place_count;
} world_places;

typedef struct {
    world_places places;
    double *start, *end, *births, *deaths, *population_start, *population_end;
    cor_flows_input input;
} world_tables;

/* A file of the pack: NAME.csv.gz or NAME.csv in the folder. */
cor_code world_open(const char *folder, const char *name, cor_table **ret_table, cor_error *err);
/* The column called `name` in the first row; fails the program when there is none. */
int32_t world_column(const cor_row *head, const char *name);
double world_number(const cor_cell *cell);

/* Places that have stocks and demography in the pack. */
cor_code world_places_read(const char *folder, cor_arena *keep, world_places *ret_places,
                           cor_error *err);
/* Row of a code, also of the parts of Serbia and Montenegro, of Sudan, of the Channel Islands
 * when their whole is a place; -1 when there is none. */
int32_t world_place(const world_places *places, cor_str code);
/* The tables of the five years from `year`, sex T, M or F. */
cor_code world_read(const char *folder, const world_places *places, int32_t year, char sex,
                    cor_arena *keep, world_tables *ret_world, cor_error *err);

#endif
