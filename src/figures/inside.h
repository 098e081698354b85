/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h: declarations shared by the files of the figures store, private to src/figures and its
 * tests. */
#ifndef CORREDOR_FIGURES_INSIDE_H
#define CORREDOR_FIGURES_INSIDE_H

#include "figures/figures.h"
#include "lists.h"
#include "statements.h"

enum {
    FIGURES_DIGEST_BYTES = 32,
    FIGURES_SOURCES_MAX = 1 << 14,
    FIGURES_LOADS_MAX = 1 << 20,
    FIGURES_RANKINGS = 6,
    FIGURES_SOURCE_COLUMNS = 12
};

typedef struct {
    int64_t id;
    cor_str key;
} figures_source;

typedef struct {
    int64_t id, loaded_s, run_id, source_id;
    bool corrects; // figures of an agency
} figures_load_info;

/* A measure between two places; one row of the table `series`. */
typedef struct {
    int64_t id, source_id;
    cor_str measure, source, breakdown;
    cor_country origin, destination;
} figures_series;

/* All corridors of a period, ranked: kept until figures are added. */
typedef struct {
    cor_stretch stretch;
    cor_str measure, source, breakdown;
    cor_interval period;
    int64_t as_known_s, revision,
        used; // count at the last use: the least is dropped first
    cor_corridor *corridors;
    size_t count;
} figures_ranking;

typedef struct figures_matrices figures_matrices; // computed tables; see matrix.h

struct cor_figures {
    cor_stretch stretch; // holds this struct and the keys of sources
    cor_arena arena;
    cor_store *store;
    cor_load *load;        // the open load
    cor_query *idle_query; // closed; its memory serves the next query
    figures_list sources;  // figures_source by id: those read so far
    figures_list loads;    // figures_load_info by id: those read so far
    figures_ranking rankings[FIGURES_RANKINGS];
    int64_t ranking_clock;
    int64_t now_s;                     // replaces the clock when not 0
    const cor_memory *memory;          // answers queries as of now, when not NULL
    figures_matrices *matrices[2];     // the computed tables used last: the current ones, all
    figures_matrices *shared_matrices; // current computed tables held by others, when not NULL
    bool is_batch;                     // loads are committed together
    figures_list spare_found;          // memory of the last cor_figures_select, for the next
};

/* Set the time with which loads are stamped from now on; 0 returns to the clock. For tests of
 * as-known. */
void figures_set_clock(cor_figures *figures, int64_t now_s);
int64_t figures_now(const cor_figures *figures);

/* The id of a source; 0 when it has no figures. */
COR_CHECKED
cor_code figures_source_id(cor_figures *figures, cor_str key, int64_t *ret_id, cor_error *err);
/* The key lives as long as the figures. */
COR_CHECKED
cor_code figures_source_key(cor_figures *figures, int64_t id, cor_str *ret_key, cor_error *err);
COR_CHECKED
cor_code figures_load_info_get(cor_figures *figures, int64_t id, figures_load_info *ret_info,
                               cor_error *err);
/* After a rollback: forget what was read inside the transaction. */
void figures_forget_seen(cor_figures *figures);

/* Whether a place is among those asked for; an empty list means any. */
static inline bool figures_is_among(cor_country place, const cor_country *places, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (places[i].id == place.id) return true;
    return count == 0;
}
static inline bool figures_lies_within(cor_interval period, cor_interval within) {
    if (within.start.days == 0 && within.end.days == 0) return true;
    return period.start.days >= within.start.days && period.end.days <= within.end.days;
}
/* Whether the breakdown matches the filter. */
bool figures_breakdown_matches(const cor_filter *filter, cor_str breakdown);
/* Whether the places differ and neither is a region. */
bool figures_is_corridor(cor_country origin, cor_country destination);
/* Order of the codes of places. */
int figures_compare_places(cor_country a, cor_country b);
/* A running rank: equal values share the rank of the first. */
typedef struct {
    int32_t count, rank;
    double value;
} figures_rank_counter;
int32_t figures_rank_next(figures_rank_counter *counter, double value);
/* Free the memory of a query. */
void figures_query_free(cor_query *query);

/* One number from a statement without parameters, such as the newest id. */
COR_CHECKED
cor_code figures_number(cor_figures *figures, int sql, int64_t *ret_value, cor_error *err);
/* Reads id, period, value, status, load, sheet, row, column, replaces from `column` on; `sheet`
 * lives until the next step. Sets `load_id` or `run_id`; a load that cannot be found leaves both
 * 0. */
COR_CHECKED
cor_code figures_read_figure(cor_figures *figures, cor_statement *statement, int column,
                             cor_figure *ret_figure, cor_error *err);
/* Reads id, measure, source, origin, destination, breakdown from column 0 on; texts in `keep` or
 * static. */
COR_CHECKED
cor_code figures_read_series(cor_figures *figures, cor_statement *statement, cor_arena *keep,
                             figures_series *ret_series, cor_error *err);
/* Copy the words of the series into a figure. */
void figures_set_series(const figures_series *series, cor_figure *figure);
/* For as-known queries: whether the figure's load existed at that time. */
COR_CHECKED
cor_code figures_was_known(cor_figures *figures, int64_t load_id, int64_t as_known_s,
                           bool *ret_known, cor_error *err);
/* The texts of a source in the order of the table and of every statement that reads it. */
void figures_source_texts(cor_source *source, cor_str *ret_texts[FIGURES_SOURCE_COLUMNS]);
/* The row of a source, which the caller reads from column 1 on and resets; false without one. */
COR_CHECKED
cor_code figures_source_row(cor_figures *figures, cor_str key, cor_statement **ret_statement,
                            bool *ret_row, cor_error *err);
/* Read the columns of a source from `column` on. False when `keep` is full. */
COR_CHECKED
bool figures_read_source(cor_statement *statement, int column, cor_arena *keep,
                         cor_source *ret_source);
/* Read the row of a run from column 0 on. False when `keep` is full. */
COR_CHECKED
bool figures_read_run(cor_statement *statement, cor_arena *keep, void *ret_run);
/* Copy a text of the current row. False when `keep` is full. */
COR_CHECKED
bool figures_keep_column(cor_statement *statement, int column, cor_arena *keep, cor_str *ret_text);

#endif
