/* SPDX-License-Identifier: Apache-2.0 */
/* figures.h: every number we hold, with its source.
 *
 * Figures are only ever added. A correction is a newer figure that refers to the older one, so that
 * yesterday's report can be rebuilt tomorrow. Two editions of a source, and two sources, are
 * different series and appear side by side. One cor_figures per thread; any number of readers
 * beside one writer. */
#ifndef CORREDOR_FIGURES_H
#define CORREDOR_FIGURES_H

#include "vocabulary.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cor_figures cor_figures;
typedef struct cor_query cor_query;

/* ---- sources ------------------------------------------------------------- */

/* The edition with this key, as the database describes it. Texts live in `keep`. COR_E_NONE, with
 * the nearest key as hint, when there is none; COR_E_STORE; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_source_get(cor_figures *figures, cor_str key, cor_arena *keep, cor_source *ret_source,
                        cor_error *err);

/* A source and how much of it there is. */
typedef struct {
    cor_source source;
    int64_t figure_count; // current and replaced
    int64_t series_count;
    int64_t load_count;
    int64_t last_load_s; // Unix time of the newest load, 0 if none
    cor_interval period; // from the earliest to the latest figure
} cor_source_summary;
/* Every source with at least one figure, by producer and key: [*ret_count] in `keep`. COR_E_STORE,
 * COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_sources_list(cor_figures *figures, cor_arena *keep, cor_source_summary **ret_list,
                          size_t *ret_count, cor_error *err);

/* ---- runs: figures that were computed ------------------------------------ */

typedef struct {
    int64_t id;
    cor_str engine, method;    // "flows", "da-pb-closed"
    cor_str version;           // version of the program
    cor_str options;           // JSON, sufficient to repeat the run
    cor_str inputs;            // JSON: filters of the figures it used, with as-known
    uint8_t result_digest[32]; // BLAKE2b of the results, to compare with a repetition
    int64_t started_s;         // Unix time
} cor_run;
/* Every run, in the order of its id: [*ret_count] in `keep`. COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_runs_list(cor_figures *figures, cor_arena *keep, cor_run **ret_list, size_t *ret_count,
                       cor_error *err);

/* ---- queries ------------------------------------------------------------- */

/* The figures wanted. Zero or empty members mean "any". */
typedef struct {
    cor_str measure, source;
    const cor_country *origins, *destinations; // any of these
    int32_t origin_count, destination_count;
    cor_interval within; // period lies within this one
    bool latest;         // only the latest period of each series
    cor_str breakdown;   // canonical; with `breakdown_exact` exactly this one, else at least these
                         // parts
    bool breakdown_exact;
    cor_str without;    // a dimension that the breakdown must not have: only totals over it
    bool history;       // also figures that were replaced
    int64_t as_known_s; // as known at this Unix time (figures loaded later are ignored); 0 for now
    int64_t limit;      // 0: all
} cor_filter;

/* Walk the figures that match, ordered by (measure, origin code, destination code, source,
 * breakdown, period). The filter is copied. Nothing that matches is no failure. Close the query
 * with cor_query_close, before the figures are closed. COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_query_open(cor_figures *figures, const cor_filter *filter, cor_query **ret_query,
                        cor_error *err);
/* The next figure; *ret_found is false after the last. Texts in ret_figure live until the next
 * step. COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_query_next(cor_query *query, cor_figure *ret_figure, bool *ret_found, cor_error *err);
/* NULL is accepted. */
COR_API void cor_query_close(cor_query *query);
/* The whole answer at once: [*ret_count] in `keep`, about 200 bytes a figure, texts too.
 * COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_figures_select(cor_figures *figures, const cor_filter *filter, cor_arena *keep,
                            cor_figure **ret_list, size_t *ret_count, cor_error *err);
/* Figures straight from the query as CSV, in the layout the dataset "table" reads back: memory
 * does not grow with the answer. One row each: measure, origin, destination, period, breakdown,
 * value, unit, status, source, figure_id. COR_E_STORE, COR_E_MEMORY, COR_E_OUTPUT. */
COR_API COR_CHECKED
cor_code cor_figures_write_csv(cor_figures *figures, const cor_filter *filter, cor_out *out,
                               cor_error *err);
/* The newest value of one series and period as of now, for looking up one number (about 10 us);
 * *ret_found is false when there is none. `breakdown` is canonical, empty for the total. Texts live
 * in `keep`. COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_figures_find(cor_figures *figures, cor_str measure, cor_str source, cor_country origin,
                          cor_country destination, cor_interval period, cor_str breakdown,
                          cor_arena *keep, cor_figure *ret_figure, bool *ret_found, cor_error *err);

/* Which corridors: between places (not regions, not "other"), of one measure, source and period. */
typedef struct {
    cor_str measure, source;
    cor_interval period;
    cor_str breakdown;                         // exact; empty: the total
    const cor_country *origins, *destinations; // any of these; none: any
    int32_t origin_count, destination_count;
    int64_t as_known_s; // 0: now
    int32_t limit;      // 0: all
} cor_corridor_filter;
typedef struct {
    cor_figure figure;
    int32_t rank; // among all corridors of the period, 1 is the largest; equal values share a rank
    int32_t rank_destination; // among origins of this destination
    int32_t rank_origin;      // among destinations of this origin
} cor_corridor;
/* Rank corridors, largest first.
 *
 * keep       holds the list, [*ret_count].
 * ret_of     how many corridors with people in them the ranks are taken from, whatever the filter
 *            lists.
 * returns    COR_OK, also when the list is empty; COR_E_STORE; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_figures_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               cor_arena *keep, cor_corridor **ret_list, size_t *ret_count,
                               int64_t *ret_of, cor_error *err);

/* ---- where from ---------------------------------------------------------- */

/* A figure of an agency that somebody else corrected. */
typedef struct {
    cor_str who, why;
    int64_t at_s;         // Unix time
    cor_figure published; // what the agency published last; id 0 when there is no such figure
} cor_correction;
/* Who corrected a figure, given as cor_query_next or cor_figures_select returned it, and what the
 * agency published. Not found: the figure is as its source gave it, or a correction brought it back
 * to that. Texts live in `keep`. COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_figures_correction(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                                cor_correction *ret_correction, bool *ret_found, cor_error *err);

/* Everything a figure rests on. */
typedef struct {
    cor_figure figure;
    cor_source source;
    cor_str dataset, layout; // which reader read it, and how the file was laid out
    cor_str file_name;
    uint8_t file_sha256[32];
    int64_t file_bytes;
    int64_t loaded_s;  // Unix time
    cor_run run;       // id 0 when it was read, not computed
    cor_figure *older; // the figures it replaced, newest first
    size_t older_count;
    cor_figure newer; // the figure that replaced it, id 0 if current
    bool is_correction;
    cor_correction correction; // if it is one
} cor_lineage;
/* Where a figure is from: file, sheet, row and column, or the run that computed it; what it
 * replaced, and what replaced it. Everything lives in `keep`. COR_E_NONE when there is no figure
 * with this id; COR_E_STORE; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_figures_lineage(cor_figures *figures, int64_t figure_id, cor_arena *keep,
                             cor_lineage *ret_lineage, cor_error *err);

#ifdef __cplusplus
}
#endif

#endif
