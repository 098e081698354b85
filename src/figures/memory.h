/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the current figures in memory: series in the order of queries, the figures of each as a
 * run of bytes, for each place its series, and their sources, loads and rankings.
 *
 * Measures with very many series (estimates for every pair of countries) stay in the database when
 * they exceed the budget: the smallest measures are taken first. Questions about the others go to
 * the database. */
#ifndef CORREDOR_FIGURES_MEMORY_H
#define CORREDOR_FIGURES_MEMORY_H

#include "memory_block.h"
#include "view.h"

/* About 60 bytes per series with its figures; the pack has 170 thousand. */
enum { MEMORY_SERIES_BUDGET = 384 << 10 };

typedef struct {
    uint32_t at;                  // start of its figures in `blocks`
    uint32_t breakdown;           // in `texts`
    uint16_t count;               // number of figures: one per period
    uint16_t measure;             // in `measures`: ascending, because the series are ordered by
                                  // measure
    uint16_t source;              // in `texts`
    uint16_t origin, destination; // place ids
} memory_series;

typedef struct {
    int64_t id, run_id;
    cor_str file_name;
} memory_load;

typedef struct memory_rankings memory_rankings; // memory_rank.c

struct cor_memory {
    cor_stretch stretch; // holds this struct and everything except the lists
    cor_arena arena;
    int64_t last_id; // the newest figure of the snapshot
    figures_pool measures, texts;
    figures_list series, blocks, periods, loads, sources; // blocks: uint8_t; sources: cor_source
    figures_list left_out;                                // cor_str: measures that were left out
    uint32_t place_end;
    uint32_t *by_origin, *by_destination;         // [place_end + 1] start of each place's positions
    uint32_t *origin_series, *destination_series; // positions in `series`, ascending
    figures_matrices *matrices;                   // computed tables, unchanged
    memory_rankings *rankings;                    // made on the first request
};

/* Open with room for so many series. */
COR_CHECKED
cor_code memory_open_within(cor_figures *figures, int64_t series_budget, cor_memory **ret_memory,
                            cor_error *err);

/* False when the question concerns, or may concern, figures that were left out. */
bool memory_answers(const cor_memory *memory, const cor_filter *filter);
/* Positions of the series that match the filter, ascending; into `positions`, a list of
 * uint32_t. */
bool memory_pick(const cor_memory *memory, const cor_filter *filter, figures_list *positions);
/* Append the matching figures of a series to `versions`, without sheet, row and column. Texts live
 * as long as the memory. */
bool memory_versions(const cor_memory *memory, uint32_t position, const cor_filter *filter,
                     figures_list *versions);
/* The matching figures of all these series, at the end of `keep`. False when it is full. */
bool memory_list(const cor_memory *memory, const cor_filter *filter, const figures_list *positions,
                 cor_arena *keep, cor_figure **ret_list, size_t *ret_count);

static inline cor_interval memory_period(const cor_memory *memory, uint16_t period) {
    return ((const cor_interval *)memory->periods.items)[period];
}
/* The number of a period; false when no figure has it. */
bool memory_period_find(const cor_memory *memory, cor_interval period, uint16_t *ret_number);
/* The value of a series in a period; false without one. */
bool memory_value_at(const cor_memory *memory, const memory_series *series, uint16_t period,
                     memory_value *ret_value);
/* A series and one of its values as a figure. */
cor_figure memory_figure(const cor_memory *memory, const memory_series *series,
                         const memory_value *value);
/* NULL without such a load. */
const memory_load *memory_load_find(const cor_memory *memory, int64_t load_id);

/* ---- rankings: memory_rank.c --------------------------------------------- */
bool memory_rankings_open(cor_memory *memory);
void memory_rankings_close(cor_memory *memory);
/* As cor_figures_corridors, for a measure that is in memory. */
COR_CHECKED
cor_code memory_corridors(const cor_memory *memory, const cor_corridor_filter *filter,
                          cor_arena *keep, figures_ranked *ret_answer, cor_error *err);

#endif
