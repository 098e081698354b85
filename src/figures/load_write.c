/* SPDX-License-Identifier: Apache-2.0 */
/* load_write.c: writes a load into the store. New series are numbered and figures written in key
 * order, so that pages fill one after the other and the corridors of a measure are adjacent for
 * rankings. */
#include <stdlib.h>

#include "digest.h"
#include "load.h"

/* Positions to write, in order. */
typedef struct {
    figures_list positions; // uint32_t
} write_order;

static uint32_t position_at(const write_order *order, uint32_t i) {
    return ((const uint32_t *)order->positions.items)[i];
}

static int compare_numbers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* Order of the index series_once. */
static int compare_new_series(const void *left, const void *right, void *self) {
    const cor_load *load = self;
    const load_series *a = load_series_at(load, *(const uint32_t *)left);
    const load_series *b = load_series_at(load, *(const uint32_t *)right);
    int order = cor_str_compare(a->measure, b->measure);

    if (!order && a->breakdown != b->breakdown)
        order = cor_str_compare(figures_pool_get(&load->breakdowns, a->breakdown),
                                figures_pool_get(&load->breakdowns, b->breakdown));

    if (!order)
        order = cor_str_compare(cor_country_code(a->destination), cor_country_code(b->destination));
    if (!order) order = cor_str_compare(cor_country_code(a->origin), cor_country_code(b->origin));

    return order;
}

/* Order of the key of the table figure. */
static int compare_entries(const void *left, const void *right, void *self) {
    const cor_load *load = self;
    const load_entry *a = load_entry_at(load, *(const uint32_t *)left);
    const load_entry *b = load_entry_at(load, *(const uint32_t *)right);
    int order =
        compare_numbers(load_series_at(load, a->series)->id, load_series_at(load, b->series)->id);
    if (!order) order = compare_numbers(a->period_start, b->period_start);
    return order ? order : compare_numbers(a->period_end, b->period_end);
}

typedef bool is_wanted(const cor_load *load, uint32_t position);

static bool is_new_series(const cor_load *load, uint32_t position) {
    return load_series_at(load, position)->id == 0;
}

static bool is_fresh_entry(const cor_load *load, uint32_t position) {
    const load_entry *entry = load_entry_at(load, position);
    return entry->state == LOAD_ADDED || entry->state == LOAD_REVISED;
}

static cor_code order_open(write_order *order, cor_load *load, uint32_t count, is_wanted *wanted,
                           int (*compare)(const void *, const void *, void *), cor_error *err) {
    *order = (write_order){ 0 };
    if (!figures_list_open(&order->positions, sizeof(uint32_t), count + 1))
        return cor_fail_memory(err);
    uint32_t *positions = order->positions.items;
    for (uint32_t i = 0; i < count; i++)
        if (wanted(load, i)) positions[order->positions.count++] = i;
    qsort_r(positions, order->positions.count, sizeof *positions, compare, load);
    return COR_OK;
}

/* ---- rows ---------------------------------------------------------------- */

/* How to write the rows of a table: a statement for a batch and one for a single row, and the
 * binding of a row's columns. */
typedef struct {
    int statements[2];
    void (*bind)(const cor_load *load, cor_statement *statement, uint32_t position, int64_t id);
} row_writer;

/* Write as many rows as the statement takes, from `first` on. */
static cor_code put_batch(const cor_load *load, const row_writer *writer, int sql,
                          const write_order *order, uint32_t first, int64_t first_id,
                          uint32_t *ret_count, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(load->figures->store, sql, &statement, err);
    if (code) return code;
    uint32_t count = (uint32_t)cor_statement_rows(statement);
    *ret_count = count;
    if (count > order->positions.count - first) return COR_OK; // too few rows: write none

    for (uint32_t i = 0; i < count; i++) {
        cor_bind_row(statement, (int32_t)i);
        writer->bind(load, statement, position_at(order, first + i), first_id + first + i);
    }

    return cor_statement_run(statement, NULL, err);
}

/* Full batches first, then the remainder one row at a time; ids ascend from `first_id`. */
static cor_code write_rows(const cor_load *load, const row_writer *writer, const write_order *order,
                           int64_t first_id, cor_error *err) {
    uint32_t written = 0;
    for (int i = 0; i < 2; i++)
        for (uint32_t count = 0; written < order->positions.count; written += count) {
            cor_code code = put_batch(load, writer, writer->statements[i], order, written, first_id,
                                      &count, err);
            if (code) return code;
            if (count > order->positions.count - written) break;
        }
    return COR_OK;
}

/* ---- series -------------------------------------------------------------- */

static void bind_series(const cor_load *load, cor_statement *statement, uint32_t position,
                        int64_t id) {
    const load_series *series = load_series_at(load, position);
    cor_bind_int(statement, "id", id);
    cor_bind_text(statement, "measure", series->measure);
    cor_bind_int(statement, "source", load->source_id);
    cor_bind_text(statement, "origin", cor_country_code(series->origin));
    cor_bind_text(statement, "destination", cor_country_code(series->destination));
    cor_bind_text(statement, "breakdown", figures_pool_get(&load->breakdowns, series->breakdown));
}

static const row_writer series_rows = {
    { COR_SQL_FIGURES_SERIES_PUT_ROWS, COR_SQL_FIGURES_SERIES_PUT }, bind_series
};

static cor_code write_series(cor_load *load, int64_t *ret_added, cor_error *err) {
    write_order order;
    int64_t newest;
    cor_code code = figures_number(load->figures, COR_SQL_FIGURES_SERIES_NEWEST, &newest, err);
    if (code) return code;

    code = order_open(&order, load, load->series.count, is_new_series, compare_new_series, err);
    for (uint32_t i = 0; i < order.positions.count; i++)
        load_series_at(load, position_at(&order, i))->id = newest + 1 + i;
    if (!code) code = write_rows(load, &series_rows, &order, newest + 1, err);
    *ret_added = order.positions.count;
    figures_list_close(&order.positions);

    return code;
}

/* ---- the load itself ----------------------------------------------------- */

static cor_code put_file_row(const cor_load *load, int64_t *ret_id, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(load->figures->store, COR_SQL_FIGURES_FILE_PUT, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "name", load->head.file_name);
    cor_bind_blob(statement, "sha256", load->head.file_sha256, sizeof load->head.file_sha256);
    cor_bind_int(statement, "bytes", load->head.file_bytes);
    code = cor_statement_run(statement, NULL, err);
    if (!code)
        code = cor_statement_get(load->figures->store, COR_SQL_FIGURES_FILE_GET, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "sha256", load->head.file_sha256, sizeof load->head.file_sha256);
    cor_bind_text(statement, "name", load->head.file_name);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;

    *ret_id = cor_column_int(statement, 0);
    cor_statement_reset(statement);
    return COR_OK;
}

static cor_code put_run_row(const cor_load *load, int64_t *ret_id, cor_error *err) {
    const cor_run *run = &load->run;
    cor_statement *statement;
    cor_code code =
        cor_statement_get(load->figures->store, COR_SQL_FIGURES_RUN_PUT, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "engine", run->engine);
    cor_bind_text(statement, "method", run->method);
    cor_bind_text(statement, "version", run->version);
    cor_bind_text(statement, "options", run->options);
    cor_bind_text(statement, "inputs", run->inputs);
    cor_bind_blob(statement, "result_digest", run->result_digest, sizeof run->result_digest);
    cor_bind_int(statement, "started_s", run->started_s);

    return cor_statement_run(statement, ret_id, err);
}

typedef struct {
    int64_t series_added;
    int32_t period_start, period_end; // both 0 when nothing is new
    uint8_t digest[FIGURES_DIGEST_BYTES];
} load_facts;

static cor_code put_load(const cor_load *load, const load_facts *facts, cor_error *err) {
    int64_t origin_id;
    cor_code code =
        load->is_run ? put_run_row(load, &origin_id, err) : put_file_row(load, &origin_id, err);
    cor_statement *statement;
    if (!code)
        code = cor_statement_get(load->figures->store, COR_SQL_FIGURES_LOAD_PUT, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", load->load_id);
    cor_bind_int(statement, "source", load->source_id);
    cor_bind_int(statement, load->is_run ? "run" : "file", origin_id); // the other one stays null
    cor_bind_text(statement, "dataset", load->head.dataset);
    cor_bind_text(statement, "layout", load->head.layout);
    cor_bind_int(statement, "loaded_s", figures_now(load->figures));
    cor_bind_int(statement, "added", load->report.added);
    cor_bind_int(statement, "unchanged", load->report.unchanged);
    cor_bind_int(statement, "revised", load->report.revised);
    cor_bind_int(statement, "series_added", facts->series_added);

    if (facts->period_start != facts->period_end) {
        cor_bind_int(statement, "period_start", facts->period_start);
        cor_bind_int(statement, "period_end", facts->period_end);
    }

    cor_bind_blob(statement, "digest", facts->digest, sizeof facts->digest);
    return cor_statement_run(statement, NULL, err);
}

/* ---- figures ------------------------------------------------------------- */

static cor_figure figure_at(const cor_load *load, const load_entry *entry, int64_t id) {
    return (cor_figure){ .id = id,
                         .replaces_id = entry->id,
                         .period = { { entry->period_start }, { entry->period_end } },
                         .value = entry->value,
                         .status = (cor_obs_status)entry->status,
                         .sheet = figures_pool_get(&load->sheets, entry->sheet),
                         .row = entry->row,
                         .column = entry->column };
}

static figures_digest_series digest_series_of(const cor_load *load, const load_series *series) {
    return (figures_digest_series){ .id = series->id,
                                    .measure = series->measure,
                                    .source = load->head.source,
                                    .origin = cor_country_code(series->origin),
                                    .destination = cor_country_code(series->destination),
                                    .breakdown =
                                        figures_pool_get(&load->breakdowns, series->breakdown) };
}

/* Digest and period of the figures to be written. */
static void gather_facts(const cor_load *load, const write_order *order, load_facts *facts) {
    figures_digest digest;
    figures_digest_open(&digest);
    for (uint32_t i = 0; i < order->positions.count; i++) {
        const load_entry *entry = load_entry_at(load, position_at(order, i));
        figures_digest_series series = digest_series_of(load, load_series_at(load, entry->series));
        cor_figure figure = figure_at(load, entry, load->first_id + i);
        figures_digest_add(&digest, &series, &figure);
        if (i == 0 || entry->period_start < facts->period_start)
            facts->period_start = entry->period_start;
        if (i == 0 || entry->period_end > facts->period_end) facts->period_end = entry->period_end;
    }

    for (int32_t g = 0; g < load->matrix_count; g++) {
        bool is_first = !order->positions.count && g == 0;
        int32_t start = load->matrices[g].period.start.days,
                end = load->matrices[g].period.end.days;
        if (is_first || start < facts->period_start) facts->period_start = start;
        if (is_first || end > facts->period_end) facts->period_end = end;
    }

    load_digest_matrices(load, load->first_id + order->positions.count, &digest);
    figures_digest_close(&digest, facts->digest);
}

static void bind_figure(const cor_load *load, cor_statement *statement, uint32_t position,
                        int64_t id) {
    const load_entry *entry = load_entry_at(load, position);
    cor_figure figure = figure_at(load, entry, id);

    cor_bind_int(statement, "id", figure.id);
    cor_bind_int(statement, "series", load_series_at(load, entry->series)->id);
    cor_bind_int(statement, "period_start", figure.period.start.days);
    cor_bind_int(statement, "period_end", figure.period.end.days);
    cor_bind_double(statement, "value", figure.value); // NaN is stored as null
    cor_bind_int(statement, "status", figure.status);
    cor_bind_int(statement, "load", load->load_id);
    if (figure.sheet.length) cor_bind_text(statement, "sheet", figure.sheet);
    if (figure.row) cor_bind_int(statement, "row", figure.row);
    if (figure.column) cor_bind_int(statement, "column", figure.column);
    if (figure.replaces_id) cor_bind_int(statement, "replaces", figure.replaces_id);
}

static const row_writer figure_rows = { { COR_SQL_FIGURES_PUT_ROWS, COR_SQL_FIGURES_PUT },
                                        bind_figure };

static cor_code put_correction(const cor_load *load, cor_error *err) {
    if (!load->head.who.length) return COR_OK;
    cor_statement *statement;
    cor_code code =
        cor_statement_get(load->figures->store, COR_SQL_FIGURES_CORRECTION_PUT, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "load", load->load_id);
    cor_bind_text(statement, "who", load->head.who);
    cor_bind_text(statement, "why", load->head.why);
    return cor_statement_run(statement, NULL, err);
}

cor_code load_write(cor_load *load, cor_error *err) {
    load_facts facts = { 0 };
    write_order order;
    cor_code code = write_series(load, &facts.series_added, err);
    if (!code) code = load_count_matrices(load, &facts.series_added, err);
    if (code) return code;
    code = order_open(&order, load, load->entries.count, is_fresh_entry, compare_entries, err);
    if (code) return code;

    gather_facts(load, &order, &facts);
    code = put_load(load, &facts, err);
    if (!code) code = put_correction(load, err);
    if (!code) code = write_rows(load, &figure_rows, &order, load->first_id, err);
    if (!code) code = load_write_matrices(load, load->first_id + order.positions.count, err);
    figures_list_close(&order.positions);

    return code;
}
