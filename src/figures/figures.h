/* SPDX-License-Identifier: Apache-2.0 */
/* figures.h (internal): storing and checking figures and keeping them in memory; reading them is
 * corredor/figures.h. */
#ifndef CORREDOR_FIGURES_FIGURES_H
#define CORREDOR_FIGURES_FIGURES_H

#include "core/reports.h"
#include "corredor/figures.h"
#include "store/store.h"

typedef struct cor_load cor_load;

/* Open the figures of a store, which must stay open as long. COR_E_MEMORY, COR_E_STORE. */
COR_CHECKED
cor_code cor_figures_open(cor_store *store, cor_figures **ret_figures, cor_error *err);
void cor_figures_close(cor_figures *figures);
cor_store *cor_figures_store(cor_figures *figures);

/* Record an edition; the same key again updates its description, never its figures. */
COR_CHECKED
cor_code cor_source_put(cor_figures *figures, const cor_source *source, cor_error *err);
/* ---- loads: all or nothing ----------------------------------------------- */

typedef struct {
    cor_str dataset, layout, source; // keys
    cor_str file_name;               // without the folder
    uint8_t file_sha256[32];         // hash of the bytes as received
    int64_t file_bytes;
    const cor_source *described; // recorded with the load if the source is new; may be NULL
    cor_str who, why;            // of a correction of figures that an agency published; else empty
} cor_load_head;

/* Begin a load. Takes the writer's lock: COR_E_BUSY when another process holds it longer than
 * the store waits. Only one load at a time per cor_figures. */
COR_CHECKED
cor_code cor_load_begin(cor_figures *figures, const cor_load_head *head, cor_load **ret_load,
                        cor_error *err);
/* The load fills in `id`, `replaces_id`, `load_id`, `run_id` and an empty `source`. COR_E_DOMAIN:
 * unknown measure, value not finite with a status that needs one, malformed breakdown, no period.
 * COR_E_CONFLICT: this load already has another value for the same series and period; the message
 * names both rows. The same value twice in one load counts once. */
COR_CHECKED
cor_code cor_load_append(cor_load *load, const cor_figure *figure, cor_error *err);
/* What the load would do if it were committed now. Texts live as long as the load. */
typedef struct {
    cor_load_report counts;
    cor_figure added, revised;     // the first of each; without a measure there is none
    double revised_before;         // the value that `revised` would replace; NaN when it is absent
    cor_obs_status revised_status; // likewise its status
} cor_load_preview;
void cor_load_look(const cor_load *load, cor_load_preview *ret_preview);
COR_CHECKED
cor_code cor_load_commit(cor_load *load, cor_load_report *ret_report, cor_error *err);
/* Without a commit it leaves no trace. Accepts NULL. */
void cor_load_close(cor_load *load);
/* The newest load of a file with these bytes as this dataset; 0 if there is none. */
COR_CHECKED
cor_code cor_load_find(cor_figures *figures, cor_str dataset, const uint8_t file_sha256[32],
                       int64_t *ret_load_id, cor_error *err);

/* Who filled a source, and how much it has. */
typedef struct {
    cor_str dataset;      // of its first load; empty when nothing was loaded
    bool is_run;          // the first load was a computation
    int64_t figure_count; // replaced ones are not counted
} cor_source_holding;
COR_CHECKED
cor_code cor_source_look(cor_figures *figures, cor_str key, cor_arena *keep,
                         cor_source_holding *ret_holding, cor_error *err);

/* Several loads and runs as one: they become durable together with cor_batch_commit, or not at all.
 * Takes the writer's lock. */
COR_CHECKED
cor_code cor_batch_begin(cor_figures *figures, cor_error *err);
COR_CHECKED
cor_code cor_batch_commit(cor_figures *figures, cor_error *err);
/* Without a commit it leaves no trace. Does nothing outside a batch. */
void cor_batch_close(cor_figures *figures);

/* Like a load, for computed figures with the source key `source`. */
COR_CHECKED
cor_code cor_run_begin(cor_figures *figures, const cor_run *run, cor_str source,
                       cor_load **ret_load, cor_error *err);
/* ---- computed tables: many figures of a run, kept together --------------- */

/* Figures of one measure, breakdown and period between places. Values are stored to the thousandth
 * of the unit, in three to four bytes each instead of sixty; queries, lineage and rankings find
 * them like other figures. */
typedef struct {
    cor_str measure, breakdown;
    cor_interval period;
    cor_obs_status status;
    int32_t place_count;
    const cor_country *places; // [n] by code, each once; the world stands for all of them
    const double *values;      // [n][n] origin, destination; NaN: no figure
    double least;              // values closer to zero than this, and zeros, are not stored
} cor_matrix;
typedef struct {
    cor_str measure, breakdown, places, cells; // packed
    cor_interval period;
    cor_obs_status status;
    int64_t figure_count;
    double left_out; // sum of absolute values that are not stored
} cor_matrix_packed;

/* COR_E_DOMAIN: not a measure between places, a value beyond 10^12; COR_E_LIMIT: more than 4096
 * places; COR_E_MEMORY: up to 10 n^2 bytes of keep. */
COR_CHECKED
cor_code cor_matrix_pack(const cor_matrix *table, cor_arena *keep, cor_matrix_packed *ret_matrix,
                         cor_error *err);
/* BLAKE2b of their content: the result_digest of the run that makes them. */
void cor_matrices_digest(const cor_matrix_packed *matrices, int32_t count, uint8_t ret_digest[32]);
/* Add a matrix to the load of a run; it must live until the commit. A matrix without figures stores
 * nothing. */
COR_CHECKED
cor_code cor_load_append_matrix(cor_load *load, const cor_matrix_packed *matrix, cor_error *err);
/* The matrices of a run, as stored. */
COR_CHECKED
cor_code cor_run_matrices(cor_figures *figures, int64_t run_id, cor_arena *keep,
                          cor_matrix_packed **ret_matrices, int32_t *ret_count, cor_error *err);
/* The first pair in which two matrices differ; a value that is not stored is NaN. False: they are
 * equal. */
typedef struct {
    cor_country origin, destination;
    double first, second;
} cor_matrix_difference;
COR_CHECKED
cor_code cor_matrices_compare(const cor_matrix_packed *first, const cor_matrix_packed *second,
                              cor_arena scratch, cor_matrix_difference *ret_difference,
                              bool *ret_differ, cor_error *err);

/* ---- memory: for a server ------------------------------------------------ */

/* The current figures in memory, about 10 bytes each, shared by any number of threads that only
 * read. It answers queries of the figures as of now; history and as-known go to the database, and
 * so do questions about measures that are too large for it (estimates for every pair of countries),
 * or about all measures while there is such a one. Answers have no sheet, row and column, and their
 * texts live as long as the memory. It is a snapshot: after a load, make a new one
 * (cor_memory_is_current). COR_E_MEMORY, COR_E_STORE. */
typedef struct cor_memory cor_memory;
COR_CHECKED
cor_code cor_memory_open(cor_figures *figures, cor_memory **ret_memory, cor_error *err);
void cor_memory_close(cor_memory *memory);
/* Whether nothing was loaded since. */
COR_CHECKED
cor_code cor_memory_is_current(const cor_memory *memory, cor_figures *figures, bool *ret_current,
                               cor_error *err);
/* Answer from `memory`, which must outlive its use; NULL: from the database again. */
void cor_figures_use(cor_figures *figures, const cor_memory *memory);

/* The name of the file from which a figure was read, given the figure as cor_query_next or
 * cor_figures_select returned it; empty for a computed one. */
COR_CHECKED
cor_code cor_figures_file(cor_figures *figures, const cor_figure *figure, cor_arena *keep,
                          cor_str *ret_file_name, cor_error *err);

/* Check database integrity, orphans, each load's digest against its figures, corrections that form
 * chains, known words, and rules of the data (women plus men equal the total; corridors do not
 * exceed the destination's total). Reads only. */
COR_CHECKED
cor_code cor_figures_check(cor_figures *figures, cor_arena *keep, cor_check_result **ret_results,
                           size_t *ret_count, cor_error *err);

#endif
