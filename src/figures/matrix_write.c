/* SPDX-License-Identifier: Apache-2.0 */
/* matrix_write.c: writes the computed tables of a run into the store, and reads them back
 * unchanged. */
#include "load.h"

#include <math.h>

#include "matrix.h"

enum { CELL_NEW, CELL_SEEN, CELL_REPLACED };

/* Open a packed matrix for reading. */
static cor_code open_packed(const cor_matrix_packed *packed, cor_arena *arena,
                            figures_matrix *ret_matrix, cor_error *err) {
    *ret_matrix = (figures_matrix){ .measure = packed->measure,
                                    .source = COR_STR(""),
                                    .breakdown = packed->breakdown,
                                    .places_text = packed->places,
                                    .period = packed->period,
                                    .status = packed->status,
                                    .figure_count = packed->figure_count,
                                    .cells = packed->cells };
    return matrix_index(ret_matrix, NULL, arena, err);
}

/* Mark the cells that an older matrix of the same period has too: this one replaces them. */
static void mark_cells(const figures_matrix *matrix, const figures_matrix *older, uint8_t *marks) {
    uint8_t mark = cor_interval_equal(matrix->period, older->period) ? CELL_REPLACED : CELL_SEEN;
    for (int32_t i = 0; i < older->place_count; i++) {
        int32_t origin = matrix_place(matrix, older->places[i]);
        matrix_row row = matrix_row_of(older, i);
        while (origin >= 0 && matrix_row_next(&row)) {
            int32_t destination = matrix_place(matrix, older->places[row.destination]);
            if (destination < 0) continue;
            uint8_t *cell =
                &marks[(size_t)origin * (size_t)matrix->place_count + (size_t)destination];
            if (*cell < mark) *cell = mark;
        }
    }
}

static cor_code mark_all(const cor_load *load, const figures_matrix *matrix, uint8_t *marks,
                         cor_arena scratch, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(load->figures->store, COR_SQL_FIGURES_MATRICES_OF_SERIES,
                                      &statement, err);
    if (code) return code;

    cor_bind_text(statement, "measure", matrix->measure);
    cor_bind_text(statement, "source", load->head.source);
    cor_bind_text(statement, "breakdown", matrix->breakdown);

    for (bool row = true;;) {
        cor_arena room = scratch;
        figures_matrix older;
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = matrix_read(load->figures, statement, &room, &older, err);
        if (!code) code = matrix_index(&older, NULL, &room, err);
        if (code) break;
        mark_cells(matrix, &older, marks);
    }

    cor_statement_reset(statement);
    return code;
}

static void count_matrix_cells(const figures_matrix *matrix, const uint8_t *marks,
                               cor_load_report *report, int64_t *series_added) {
    for (int32_t i = 0; i < matrix->place_count; i++) {
        matrix_row row = matrix_row_of(matrix, i);
        while (matrix_row_next(&row)) {
            uint8_t mark = marks[(size_t)i * (size_t)matrix->place_count + (size_t)row.destination];
            report->revised += mark == CELL_REPLACED;
            report->added += mark != CELL_REPLACED;
            *series_added += mark == CELL_NEW;
        }
    }
}

cor_code load_count_matrices(cor_load *load, int64_t *series_added, cor_error *err) {
    enum { WORK_BYTES = 1 << 27 };
    cor_stretch stretch;

    if (!load->matrix_count) return COR_OK;
    if (!cor_stretch_open(WORK_BYTES, &stretch)) return cor_fail_memory(err);
    cor_code code = COR_OK;

    for (int32_t g = 0; g < load->matrix_count && !code; g++) {
        cor_arena arena = cor_stretch_arena(&stretch);
        figures_matrix matrix;
        code = open_packed(&load->matrices[g], &arena, &matrix, err);
        size_t cells = (size_t)matrix.place_count * (size_t)matrix.place_count;
        uint8_t *marks = code ? NULL : cor_new(&arena, uint8_t, cells);
        if (!code && !marks) code = cor_fail_memory(err);
        if (!code) code = mark_all(load, &matrix, marks, arena, err);
        if (!code) count_matrix_cells(&matrix, marks, &load->report, series_added);
    }

    cor_stretch_close(&stretch);
    return code;
}

/* ---- writing ------------------------------------------------------------- */

void load_digest_matrices(const cor_load *load, int64_t first_id, figures_digest *digest) {
    for (int32_t g = 0; g < load->matrix_count; g++) {
        const cor_matrix_packed *packed = &load->matrices[g];
        const figures_matrix matrix = { .measure = packed->measure,
                                        .source = load->head.source,
                                        .breakdown = packed->breakdown,
                                        .places_text = packed->places,
                                        .period = packed->period,
                                        .status = packed->status,
                                        .first_id = first_id,
                                        .figure_count = packed->figure_count,
                                        .cells = packed->cells };
        matrix_digest(digest, &matrix);
        first_id += packed->figure_count;
    }
}

static cor_code put_matrix(const cor_load *load, const cor_matrix_packed *matrix, int64_t first_id,
                           cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(load->figures->store, COR_SQL_FIGURES_MATRIX_PUT, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "load", load->load_id);
    cor_bind_text(statement, "measure", matrix->measure);
    cor_bind_int(statement, "source", load->source_id);
    cor_bind_text(statement, "breakdown", matrix->breakdown);
    cor_bind_int(statement, "period_start", matrix->period.start.days);
    cor_bind_int(statement, "period_end", matrix->period.end.days);
    cor_bind_int(statement, "status", matrix->status);
    cor_bind_int(statement, "first_id", first_id);
    cor_bind_int(statement, "figure_count", matrix->figure_count);
    cor_bind_text(statement, "places", matrix->places);
    cor_bind_blob(statement, "cells", matrix->cells.at, matrix->cells.length);

    return cor_statement_run(statement, NULL, err);
}

cor_code load_write_matrices(const cor_load *load, int64_t first_id, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t g = 0; g < load->matrix_count && !code; g++) {
        code = put_matrix(load, &load->matrices[g], first_id, err);
        first_id += load->matrices[g].figure_count;
    }
    return code;
}

/* ---- out again ----------------------------------------------------------- */

cor_code cor_run_matrices(cor_figures *figures, int64_t run_id, cor_arena *keep,
                          cor_matrix_packed **ret_matrices, int32_t *ret_count, cor_error *err) {
    cor_matrix_packed *list = cor_new(keep, cor_matrix_packed, LOAD_MATRICES_MAX);
    cor_statement *statement;
    int32_t count = 0;
    cor_code code =
        list ? cor_statement_get(figures->store, COR_SQL_FIGURES_MATRICES_OF_RUN, &statement, err)
             : cor_fail_memory(err);
    if (code) return code;

    cor_bind_int(statement, "run", run_id);
    for (bool row = true; count < LOAD_MATRICES_MAX; count++) {
        figures_matrix matrix;
        code = cor_statement_step(statement, &row, err);
        if (!code && row) code = matrix_read(figures, statement, keep, &matrix, err);
        if (code || !row) break;
        list[count] = (cor_matrix_packed){ .measure = matrix.measure,
                                           .breakdown = matrix.breakdown,
                                           .places = matrix.places_text,
                                           .cells = matrix.cells,
                                           .period = matrix.period,
                                           .status = matrix.status,
                                           .figure_count = matrix.figure_count };
    }

    cor_statement_reset(statement);
    if (code) return code;
    *ret_matrices = list;
    *ret_count = count;

    return COR_OK;
}

/* Find a pair whose value in the second matrix differs or is missing. */
static bool find_difference(const figures_matrix *first, const figures_matrix *second,
                            cor_matrix_difference *ret) {
    for (int32_t i = 0; i < first->place_count; i++) {
        matrix_row row = matrix_row_of(first, i);
        int32_t origin = matrix_place(second, first->places[i]);
        while (matrix_row_next(&row)) {
            cor_figure other = { .value = NAN };
            (void)matrix_find(second, origin, matrix_place(second, first->places[row.destination]),
                              &other);
            if (other.value == row.value) continue;
            *ret = (cor_matrix_difference){ first->places[i], first->places[row.destination],
                                            row.value, other.value };
            return true;
        }
    }

    return false;
}

cor_code cor_matrices_compare(const cor_matrix_packed *first, const cor_matrix_packed *second,
                              cor_arena scratch, cor_matrix_difference *ret_difference,
                              bool *ret_differ, cor_error *err) {
    figures_matrix one, other;
    cor_code code = open_packed(first, &scratch, &one, err);
    if (!code) code = open_packed(second, &scratch, &other, err);
    if (code) return code;
    *ret_differ = find_difference(&one, &other, ret_difference);
    if (*ret_differ || !find_difference(&other, &one, ret_difference)) return COR_OK;
    *ret_differ = true;
    double swapped = ret_difference->first;
    ret_difference->first = ret_difference->second;
    ret_difference->second = swapped;

    return COR_OK;
}
