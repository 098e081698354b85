/* SPDX-License-Identifier: Apache-2.0 */
/* matrix_read.c: reads matrices from the store, and keeps sets of them between questions. */
#include "matrix.h"

enum { MATRICES_MAX = 1 << 16, SET_BYTES = 1 << 30 };

/* Consecutive matrices mostly have the same words. Sharing the text makes comparing them a
 * comparison of addresses. */
static cor_str like_before(cor_str text, cor_str before) {
    return cor_str_equal(text, before) ? before : text;
}

static void share_texts(figures_matrix *matrix, const figures_matrix *before) {
    matrix->measure = like_before(matrix->measure, before->measure);
    matrix->source = like_before(matrix->source, before->source);
    matrix->breakdown = like_before(matrix->breakdown, before->breakdown);
}

cor_code matrix_read(cor_figures *figures, cor_statement *statement, cor_arena *arena,
                     figures_matrix *ret_matrix, cor_error *err) {
    figures_matrix matrix = { .id = cor_column_int(statement, 0),
                              .load_id = cor_column_int(statement, 1),
                              .period = { { (int32_t)cor_column_int(statement, 5) },
                                          { (int32_t)cor_column_int(statement, 6) } },
                              .status = (cor_obs_status)cor_column_int(statement, 7),
                              .first_id = cor_column_int(statement, 8),
                              .figure_count = cor_column_int(statement, 9) };
    cor_str cells = cor_column_blob(statement, 11);
    char *bytes = cor_new(arena, char, cells.length + 1);

    if (!figures_keep_column(statement, 2, arena, &matrix.measure) ||
        !figures_keep_column(statement, 3, arena, &matrix.source) ||
        !figures_keep_column(statement, 4, arena, &matrix.breakdown) ||
        !figures_keep_column(statement, 10, arena, &matrix.places_text) || !bytes)
        return cor_fail_memory(err);

    if (cells.length) memcpy(bytes, cells.at, cells.length);
    matrix.cells = (cor_str){ bytes, cells.length };
    figures_load_info load;
    cor_code code = figures_load_info_get(figures, matrix.load_id, &load, err);
    matrix.run_id = load.run_id;
    matrix.loaded_s = load.loaded_s;
    if (!code) *ret_matrix = matrix;

    return code;
}

bool matrices_have(const figures_matrices *matrices, cor_str measure) {
    for (int32_t m = 0; m < matrices->measure_count; m++)
        if (!measure.length || cor_str_equal(matrices->measures[m], measure)) return true;
    return matrices->measure_count == MATRIX_MEASURES_MAX; // too many to list
}

/* The matrices come ordered by measure. */
static void note_measure(figures_matrices *matrices, cor_str measure) {
    int32_t count = matrices->measure_count;
    bool is_new = count == 0 || !cor_str_equal(matrices->measures[count - 1], measure);
    if (is_new && count < MATRIX_MEASURES_MAX)
        matrices->measures[matrices->measure_count++] = measure;
}

static cor_code read_set(cor_figures *figures, bool all, figures_matrices *matrices,
                         cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_MATRICES, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "all", all);

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        figures_matrix *matrix = (figures_matrix *)matrices->list.items + matrices->list.count;
        if (matrices->list.count == matrices->list.room) code = cor_fail_memory(err);
        if (!code) code = matrix_read(figures, statement, &matrices->arena, matrix, err);
        if (!code && matrices->list.count) share_texts(matrix, matrix - 1);
        if (!code)
            code = matrix_index(matrix, matrices->list.count ? matrix - 1 : NULL, &matrices->arena,
                                err);
        if (code) break;
        matrices->list.count++;
        note_measure(matrices, matrix->measure);
    }

    cor_statement_reset(statement);
    return code;
}

cor_code matrices_open(cor_figures *figures, bool all, figures_matrices **ret_matrices,
                       cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(SET_BYTES, &stretch) && !cor_stretch_open(SET_BYTES >> 4, &stretch))
        return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    figures_matrices *matrices = cor_new(&arena, figures_matrices, 1);
    matrices->stretch = stretch;
    matrices->arena = arena;
    cor_code code = COR_OK;
    if (!figures_list_open(&matrices->list, sizeof(figures_matrix), MATRICES_MAX))
        code = cor_fail_memory(err);
    if (!code)
        code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &matrices->last_id, err);
    if (!code) code = read_set(figures, all, matrices, err);
    if (code) {
        matrices_close(matrices);
        return code;
    }

    *ret_matrices = matrices;
    return COR_OK;
}

void matrices_close(figures_matrices *matrices) {
    if (!matrices) return;
    figures_list_close(&matrices->list);
    cor_stretch stretch = matrices->stretch;
    cor_stretch_close(&stretch);
}

/* ---- kept for questions -------------------------------------------------- */

static cor_code has_measure(cor_figures *figures, cor_str measure, bool *ret_has, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_MATRIX_EXISTS, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "measure", measure);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_has = row && cor_column_int(statement, 0);
    cor_statement_reset(statement);

    return COR_OK;
}

static void drop_set(figures_matrices **kept) {
    figures_matrices *matrices = *kept;
    *kept = NULL;
    if (matrices && matrices->user_count)
        matrices->is_outdated = true;
    else
        matrices_close(matrices);
}

cor_code matrices_take(cor_figures *figures, cor_str measure, bool all,
                       figures_matrices **ret_matrices, cor_error *err) {
    *ret_matrices = NULL;
    if (figures->shared_matrices && !all) {
        if (matrices_have(figures->shared_matrices, measure))
            *ret_matrices = figures->shared_matrices;
        return COR_OK;
    }

    bool has = false;
    cor_code code = has_measure(figures, measure, &has, err);
    if (code || !has) return code;
    int64_t newest;
    figures_matrices **kept = &figures->matrices[all];
    code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &newest, err);
    if (code) return code;

    if (*kept && (*kept)->last_id != newest) drop_set(kept);
    if (!*kept) code = matrices_open(figures, all, kept, err);
    if (code) return code;
    (*kept)->user_count++;
    *ret_matrices = *kept;

    return COR_OK;
}

void matrices_give_back(cor_figures *figures, figures_matrices *matrices) {
    if (!matrices || matrices->is_shared) return;
    matrices->user_count--;
    if (matrices->is_outdated && !matrices->user_count) matrices_close(matrices);
    // With shared matrices, keep no sets of its own beside them.
    for (int all = 0; all < 2 && figures->shared_matrices; all++)
        if (figures->matrices[all] && !figures->matrices[all]->user_count)
            drop_set(&figures->matrices[all]);
}

void matrices_drop_kept(cor_figures *figures) {
    drop_set(&figures->matrices[0]);
    drop_set(&figures->matrices[1]);
}
