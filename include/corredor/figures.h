/* SPDX-License-Identifier: Apache-2.0 */
/* figures.h: every number we hold, with where it came from.
 *
 * Figures are only ever added. A correction is a newer figure that names the older one, so that
 * yesterday's report can be rebuilt tomorrow. Two editions of a source, and two sources, are
 * different series and stand side by side. One cor_figures per thread; any number of readers
 * beside one writer. */
#ifndef CORREDOR_FIGURES_H
#define CORREDOR_FIGURES_H

#include "store.h"
#include "vocabulary.h"

typedef struct cor_figures cor_figures;
typedef struct cor_load cor_load;
typedef struct cor_query cor_query;

typedef enum {
    COR_OBSERVED,
    COR_ESTIMATED,
    COR_PROJECTED,
    COR_PROVISIONAL,
    COR_SUPPRESSED, // the source has it and does not publish it; value is NaN
    COR_MISSING,    // the source says it does not have it; value is NaN
    COR_STATUS_COUNT
} cor_obs_status;
/* "observed" and so on: the word in data formats; the text is for people. */
COR_API const char *cor_status_key(cor_obs_status status);
COR_API bool cor_status_find(cor_str key, cor_obs_status *ret_status);
COR_API cor_text cor_status_text(cor_obs_status status);

/* A figure. Texts belong to whoever gave the figure and live as long as it says. */
typedef struct {
    int64_t id, replaces_id; // given by the store; replaces_id is 0 unless this is a correction
    cor_str measure;         // key in data/vocabulary/measures.csv
    cor_country origin, destination; // origin none where the measure has one place
    cor_interval period;
    cor_str breakdown; // canonical; empty for the total
    double value;      // in the unit of the measure
    cor_obs_status status;
    cor_str source;  // key of the source edition
    int64_t load_id; // the load it was read by, or 0
    int64_t run_id; // the computation that made it, or 0; exactly one of the two is set once stored
    cor_str sheet;  // empty for files without sheets
    int32_t row, column; // 1-based, as the file has them; 0 unknown
} cor_figure;

/* Open over a store that stays open as long. COR_E_MEMORY, COR_E_STORE. */
COR_API COR_CHECKED
cor_code cor_figures_open(cor_store *store, cor_figures **ret_figures, cor_error *err);
COR_API void cor_figures_close(cor_figures *figures);
COR_API cor_store *cor_figures_store(cor_figures *figures);

/* ---- sources ------------------------------------------------------------- */

/* Record an edition; the same key again updates its description, never its figures. */
COR_API COR_CHECKED
cor_code cor_source_put(cor_figures *figures, const cor_source *source, cor_error *err);
/* COR_E_NONE, with the nearest key as hint, when there is none. */
COR_API COR_CHECKED
cor_code cor_source_get(cor_figures *figures, cor_str key, cor_arena *keep, cor_source *ret_source,
                        cor_error *err);
typedef struct {
    cor_source source;
    int64_t figure_count; // current and replaced
    int64_t series_count;
    int64_t load_count;
    int64_t last_load_s; // Unix time of the newest load, 0 if none
    cor_interval period; // from the earliest to the latest figure
} cor_source_summary;
/* Every source with at least one figure, by producer and key. */
COR_API COR_CHECKED
cor_code cor_sources_list(cor_figures *figures, cor_arena *keep, cor_source_summary **ret_list,
                          size_t *ret_count, cor_error *err);

/* ---- loads: all or nothing ----------------------------------------------- */

typedef struct {
    cor_str dataset, layout, source; // keys
    cor_str file_name;               // without its folder
    uint8_t file_sha256[32];         // of the bytes as received
    int64_t file_bytes;
    const cor_source
        *described; // recorded with the load when nobody knows the source yet; may be NULL
} cor_load_head;

typedef struct {
    int64_t load_id;
    int64_t added;     // series and periods not known before
    int64_t unchanged; // known, same value and status: nothing stored
    int64_t revised;   // known, other value or status: stored as correction
} cor_load_report;

/* Begin a load. Takes the writer's lock: COR_E_BUSY when another process holds it longer than
 * the store waits. Only one load at a time per cor_figures. */
COR_API COR_CHECKED
cor_code cor_load_begin(cor_figures *figures, const cor_load_head *head, cor_load **ret_load,
                        cor_error *err);
/* `id`, `replaces_id`, `load_id`, `run_id` and an empty `source` are filled in by the load.
 * COR_E_DOMAIN: unknown measure, value not finite with a status that needs one, malformed
 * breakdown, no period. COR_E_CONFLICT: this load already has another value for the same series
 * and period; names both rows. The same value twice in one load is counted once. */
COR_API COR_CHECKED
cor_code cor_load_append(cor_load *load, const cor_figure *figure, cor_error *err);
COR_API COR_CHECKED
cor_code cor_load_commit(cor_load *load, cor_load_report *ret_report, cor_error *err);
/* Uncommitted: leaves no trace. Accepts NULL. */
COR_API void cor_load_close(cor_load *load);
/* The newest load of a file with these bytes as this dataset; 0 when they were never loaded. */
COR_API COR_CHECKED
cor_code cor_load_find(cor_figures *figures, cor_str dataset, const uint8_t file_sha256[32],
                       int64_t *ret_load_id, cor_error *err);

/* Several loads and runs as one: what is committed in between becomes durable together, with
 * cor_batch_commit, or not at all. Takes the writer's lock. */
COR_API COR_CHECKED
cor_code cor_batch_begin(cor_figures *figures, cor_error *err);
COR_API COR_CHECKED
cor_code cor_batch_commit(cor_figures *figures, cor_error *err);
/* Uncommitted: leaves no trace. Outside a batch nothing happens. */
COR_API void cor_batch_close(cor_figures *figures);

/* ---- runs: figures that were computed ------------------------------------ */

typedef struct {
    int64_t id;
    cor_str engine, method;    // "flows", "da-pb-closed"
    cor_str version;           // of the program
    cor_str options;           // JSON, enough to replay
    cor_str inputs;            // JSON: filters of the figures it took, with as-known
    uint8_t result_digest[32]; // BLAKE2b of the results, as the replay must give them
    int64_t started_s;
} cor_run;
/* Like a load, for computed figures under the source key `source`. */
COR_API COR_CHECKED
cor_code cor_run_begin(cor_figures *figures, const cor_run *run, cor_str source,
                       cor_load **ret_load, cor_error *err);
COR_API COR_CHECKED
cor_code cor_runs_list(cor_figures *figures, cor_arena *keep, cor_run **ret_list, size_t *ret_count,
                       cor_error *err);

/* ---- computed tables: many figures of a run, kept together --------------- */

/* Figures of one measure, breakdown and period between places. Values are kept to the thousandth
 * of the unit, in three to four bytes each instead of sixty; queries, lineage and rankings find
 * them like other figures. */
typedef struct {
    cor_str measure, breakdown;
    cor_interval period;
    cor_obs_status status;
    int32_t place_count;
    const cor_country *places; // [n] by code, each once; the world stands for all of them
    const double *values;      // [n][n] origin, destination; NaN: none
    double least;              // values nearer to zero than this are not kept, nor are zeros
} cor_matrix;
typedef struct {
    cor_str measure, breakdown, places, cells; // packed
    cor_interval period;
    cor_obs_status status;
    int64_t figure_count;
    double left_out; // sum of absolute values that are not kept
} cor_matrix_packed;

/* COR_E_DOMAIN: not a measure between places, a value beyond 10^12; COR_E_LIMIT: more than 4096
 * places; COR_E_MEMORY: up to 10 n^2 bytes of keep. */
COR_API COR_CHECKED
cor_code cor_matrix_pack(const cor_matrix *table, cor_arena *keep, cor_matrix_packed *ret_matrix,
                         cor_error *err);
/* BLAKE2b over what they say: the result_digest of a run that makes them. */
COR_API void cor_matrices_digest(const cor_matrix_packed *matrices, int32_t count,
                                 uint8_t ret_digest[32]);
/* Into the load of a run; the matrix lives until the load is committed. A matrix without figures
 * stores nothing. */
COR_API COR_CHECKED
cor_code cor_load_append_matrix(cor_load *load, const cor_matrix_packed *matrix, cor_error *err);
/* What a run made, as it is stored. */
COR_API COR_CHECKED
cor_code cor_run_matrices(cor_figures *figures, int64_t run_id, cor_arena *keep,
                          cor_matrix_packed **ret_matrices, int32_t *ret_count, cor_error *err);
/* The first pair in which two matrices differ; a value that is not kept is NaN. False: they say the
 * same of all pairs.
 */
typedef struct {
    cor_country origin, destination;
    double first, second;
} cor_matrix_difference;
COR_API COR_CHECKED
cor_code cor_matrices_compare(const cor_matrix_packed *first, const cor_matrix_packed *second,
                              cor_arena scratch, cor_matrix_difference *ret_difference,
                              bool *ret_differ, cor_error *err);

/* ---- queries ------------------------------------------------------------- */

/* What to walk. Everything zero or empty means "any". */
typedef struct {
    cor_str measure, source;
    const cor_country *origins, *destinations; // any of these
    int32_t origin_count, destination_count;
    cor_interval within; // period lies inside
    bool latest;         // only the latest period of each series
    cor_str breakdown;   // canonical; with `breakdown_exact` this and no other, else at least these
    bool breakdown_exact;
    cor_str without; // a dimension that the breakdown must not have: totals over it, whatever else
                     // it has
    bool history;    // also figures that were replaced
    int64_t as_known_s; // as known at this Unix time (figures loaded later are ignored); 0 for now
    int64_t limit;      // 0: all
} cor_filter;

/* Walk the figures that match, ordered by (measure, origin code, destination code, source,
 * breakdown, period). Texts in ret_figure live until the next step. */
COR_API COR_CHECKED
cor_code cor_query_open(cor_figures *figures, const cor_filter *filter, cor_query **ret_query,
                        cor_error *err);
COR_API COR_CHECKED
cor_code cor_query_next(cor_query *query, cor_figure *ret_figure, bool *ret_found, cor_error *err);
COR_API void cor_query_close(cor_query *query);
/* The whole answer in the arena. */
COR_API COR_CHECKED
cor_code cor_figures_select(cor_figures *figures, const cor_filter *filter, cor_arena *keep,
                            cor_figure **ret_list, size_t *ret_count, cor_error *err);
/* The newest value of one series and period as of now: the lookup a request makes (about 10 us). */
COR_API COR_CHECKED
cor_code cor_figures_find(cor_figures *figures, cor_str measure, cor_str source, cor_country origin,
                          cor_country destination, cor_interval period, cor_str breakdown,
                          cor_arena *keep, cor_figure *ret_figure, bool *ret_found, cor_error *err);

/* Corridors between places (not regions, not "other") in one period, largest first. */
typedef struct {
    cor_str measure, source;
    cor_interval period;
    cor_str breakdown;                         // exact
    const cor_country *origins, *destinations; // any of these
    int32_t origin_count, destination_count;
    int64_t as_known_s;
    int32_t limit;
} cor_corridor_filter;
typedef struct {
    cor_figure figure;
    int32_t rank; // among all corridors of the period, 1 the largest; equal values share a rank
    int32_t rank_destination; // among origins of this destination
    int32_t rank_origin;      // among destinations of this origin
} cor_corridor;
/* ret_of: how many corridors with people in them the ranks are taken from. */
COR_API COR_CHECKED
cor_code cor_figures_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               cor_arena *keep, cor_corridor **ret_list, size_t *ret_count,
                               int64_t *ret_of, cor_error *err);

/* ---- memory: for a server ------------------------------------------------ */

/* The current figures in memory, about 10 bytes each, shared by any number of threads that only
 * read. Queries of the figures as of now are answered from it; history and as-known go to the
 * database, and so do questions about measures that are too large for it (estimates for every
 * pair of countries) or about all measures at once while there is such a one. Answers give no
 * sheet, row and column, and their texts live as long as the memory. It is of one moment:
 * whoever holds it makes a new one after a load (cor_memory_is_current). COR_E_MEMORY,
 * COR_E_STORE. */
typedef struct cor_memory cor_memory;
COR_API COR_CHECKED
cor_code cor_memory_open(cor_figures *figures, cor_memory **ret_memory, cor_error *err);
COR_API void cor_memory_close(cor_memory *memory);
/* Nothing was loaded since. */
COR_API COR_CHECKED
cor_code cor_memory_is_current(const cor_memory *memory, cor_figures *figures, bool *ret_current,
                               cor_error *err);
/* Answer from `memory`, which outlives its use; NULL: from the database again. */
COR_API void cor_figures_use(cor_figures *figures, const cor_memory *memory);

/* ---- where from, and is it sound ----------------------------------------- */

typedef struct {
    cor_figure figure;
    cor_source source;
    cor_str dataset, layout;
    cor_str file_name;
    uint8_t file_sha256[32];
    int64_t file_bytes;
    int64_t loaded_s;  // Unix time
    cor_run run;       // id 0 when it was read, not computed
    cor_figure *older; // what it replaced, newest first
    size_t older_count;
    cor_figure newer; // what replaced it, id 0 if current
} cor_lineage;
/* Everything a figure rests on. COR_E_NONE when there is no such figure. */
COR_API COR_CHECKED
cor_code cor_figures_lineage(cor_figures *figures, int64_t figure_id, cor_arena *keep,
                             cor_lineage *ret_lineage, cor_error *err);
/* The name of the file a figure was read from, as cor_query_next or cor_figures_select gave it;
 * empty for a computed one. */
COR_API COR_CHECKED
cor_code cor_figures_file(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                          cor_str *ret_file_name, cor_error *err);

typedef struct {
    cor_str key;   // "integrity", "digests": for data formats
    cor_text what; // what was looked at
    int64_t looked_at;
    int64_t problem_count;
    cor_text *problems; // the first few, with the ids
    size_t problem_text_count;
} cor_check_result;
/* Database integrity, orphans, each load's digest against its figures, corrections that form
 * chains, known words, laws of the data (women plus men equal the total; corridors do not exceed
 * the destination's total). Reads only. */
COR_API COR_CHECKED
cor_code cor_figures_check(cor_figures *figures, cor_arena *keep, cor_check_result **ret_results,
                           size_t *ret_count, cor_error *err);

#endif
