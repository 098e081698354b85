/* SPDX-License-Identifier: Apache-2.0 */
/* load.h: what a load holds in memory until it is committed. */
#ifndef CORREDOR_FIGURES_LOAD_H
#define CORREDOR_FIGURES_LOAD_H

#include "digest.h"
#include "inside.h"

typedef enum {
    LOAD_KNOWN,     // in the store, not met in this load
    LOAD_UNCHANGED, // in the store, met with the same value
    LOAD_ADDED,
    LOAD_REVISED,
} load_state;

/* A series of the source: in the store, or new with this load (id 0 until commit). */
typedef struct {
    int64_t id;
    cor_str measure; // static
    uint32_t breakdown;
    cor_country origin, destination;
} load_series;

/* A figure of the source: the current one of the store, replaced here by what the load brings.
 * 48 bytes: a load of a million rows holds a million of them. */
typedef struct {
    double value;
    int64_t id; // of the current figure in the store; 0 when there is none
    uint32_t series;
    int32_t period_start, period_end;
    int32_t row, column;
    uint32_t sheet;
    uint8_t status, state; // cor_obs_status, load_state
} load_entry;

enum {
    LOAD_ENTRIES_MAX = 1 << 26,
    LOAD_SERIES_MAX = 1 << 25,
    LOAD_TEXTS_MAX = 1 << 20,
    LOAD_TEXT_BYTES = 64 << 20,
    LOAD_MATRICES_MAX = 16,
    LOAD_MEASURES_MAX = 256
};

struct cor_load {
    cor_stretch stretch; // holds this struct and the texts of the head
    cor_figures *figures;
    bool is_run, is_done; // done: committed or failed for good
    cor_load_head head;
    cor_run run;
    int64_t load_id, source_id, first_id;
    figures_list series, entries; // load_series, load_entry
    figures_index series_index, entry_index;
    figures_pool breakdowns, sheets;
    uint32_t breakdowns_checked; // those below are well formed
    cor_matrix_packed matrices[LOAD_MATRICES_MAX];
    int32_t matrix_count;
    bool measures_read[LOAD_MEASURES_MAX]; // by their place in the list of measures
    const cor_measure *measure;            // the one met last
    uint32_t last_series;                  // likewise
    cor_load_report report;
};

static inline load_series *load_series_at(const cor_load *load, uint32_t position) {
    return (load_series *)load->series.items + position;
}
static inline load_entry *load_entry_at(const cor_load *load, uint32_t position) {
    return (load_entry *)load->entries.items + position;
}

COR_CHECKED
cor_code load_open_memory(cor_load *load, cor_error *err);
/* Read what the source has of a measure so far, once, so that every row can be told added,
 * unchanged or revised without asking again. */
COR_CHECKED
cor_code load_read_measure(cor_load *load, const cor_measure *measure, cor_error *err);
/* Give the memory back. */
void load_forget(void *load);
/* Positions of the series and of the figure; `put` adds it (id 0, LOAD_KNOWN, status undefined)
 * when it is not there.
 */
COR_CHECKED
bool load_put_series(cor_load *load, cor_str measure, cor_country origin, cor_country destination,
                     uint32_t breakdown, uint32_t *ret_series);
COR_CHECKED
bool load_put_entry(cor_load *load, uint32_t series, int32_t period_start, int32_t period_end,
                    uint32_t *ret_entry, bool *ret_is_new);
/* ---- matrix_write.c ------------------------------------------------------ */
/* Count the figures of the computed tables into the report of the load, and the pairs not known
 * before. */
COR_CHECKED
cor_code load_count_matrices(cor_load *load, int64_t *series_added, cor_error *err);
void load_digest_matrices(const cor_load *load, int64_t first_id, figures_digest *digest);
COR_CHECKED
cor_code load_write_matrices(const cor_load *load, int64_t first_id, cor_error *err);

/* ---- load_write.c -------------------------------------------------------- */
/* Write series, figures, file or run, and the load itself, inside the open transaction. */
COR_CHECKED
cor_code load_write(cor_load *load, cor_error *err);

#endif
