/* SPDX-License-Identifier: Apache-2.0 */
/* load.h: the memory of a load until it is committed. */
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

/* A series of the source: in the store, or new in this load (id 0 until commit). */
typedef struct {
    int64_t id;
    cor_str measure; // static
    uint32_t breakdown;
    cor_country origin, destination;
} load_series;

/* A figure of the source: the current one of the store, or its replacement in this load. 48 bytes:
 * a load of a million rows holds a million of them. */
typedef struct {
    double value;
    int64_t id; // the current figure in the store; 0 without one
    uint32_t series;
    int32_t period_start, period_end;
    int32_t row, column;
    uint32_t sheet;
    uint8_t status, state; // cor_obs_status, load_state
    bool is_corrected;     // the current figure is a correction
} load_entry;

/* What the agency published last of a figure whose current version is a correction. */
typedef struct {
    uint32_t entry;
    double value;
    cor_obs_status status;
} load_published;

enum {
    LOAD_ENTRIES_MAX = 1 << 26,
    LOAD_SERIES_MAX = 1 << 25,
    LOAD_TEXTS_MAX = 1 << 20,
    LOAD_TEXT_BYTES = 64 << 20,
    LOAD_PUBLISHED_MAX = 1 << 20,
    LOAD_MATRICES_MAX = 16,
    LOAD_MEASURES_MAX = 256
};

struct cor_load {
    cor_stretch stretch; // holds this struct and the texts of the head
    cor_figures *figures;
    bool is_run, is_done; // done: committed, or failed for good
    cor_load_head head;
    cor_run run;
    int64_t load_id, source_id, first_id;
    figures_list series, entries; // load_series, load_entry
    figures_list published;       // load_published, by entry
    figures_index series_index, entry_index;
    figures_pool breakdowns, sheets;
    uint32_t breakdowns_checked; // the breakdowns before this number are well formed
    uint32_t sheets_checked;     // names of sheets whose characters were looked at
    cor_matrix_packed matrices[LOAD_MATRICES_MAX];
    int32_t matrix_count;
    bool measures_read[LOAD_MEASURES_MAX]; // by position in the list of measures
    const cor_measure *measure;            // the measure of the last figure
    uint32_t last_series;                  // likewise its series
    uint32_t first_added, first_revised;   // positions plus one of the first of each; 0: none
    double revised_before;                 // the value that the first revised figure had
    cor_obs_status revised_status;         // likewise its status
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
/* Read the source's figures of a measure once, so that every row can be classified as added,
 * unchanged or revised. */
COR_CHECKED
cor_code load_read_measure(cor_load *load, const cor_measure *measure, cor_error *err);
/* Free the memory. */
void load_forget(void *load);
/* Find the positions of the series and the figure; `put` adds missing ones (id 0, LOAD_KNOWN,
 * status undefined). */
COR_CHECKED
bool load_put_series(cor_load *load, cor_str measure, cor_country origin, cor_country destination,
                     uint32_t breakdown, uint32_t *ret_series);
COR_CHECKED
bool load_put_entry(cor_load *load, uint32_t series, int32_t period_start, int32_t period_end,
                    uint32_t *ret_entry, bool *ret_is_new);
/* What the agency published of a corrected figure. */
const load_published *load_published_of(const cor_load *load, const load_entry *entry);
/* ---- matrix_write.c ------------------------------------------------------ */
/* Count the figures of the computed tables, and the new pairs among them, into the report of the
 * load. */
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
