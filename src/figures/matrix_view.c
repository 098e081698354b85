/* SPDX-License-Identifier: Apache-2.0 */
/* matrix_view.c: finds figures in computed tables. */
#include "matrix.h"
#include "view.h"

typedef struct {
    matrix_walk walk;
    cor_figures *figures;
    figures_matrices *matrices; // in use while the walk is open
} view_walk;

static void give_set_back(view_walk *walk) {
    matrix_walk_end(&walk->walk);
    matrices_give_back(walk->figures, walk->matrices);
    walk->matrices = NULL;
}

static cor_code open_matrix_walk(void *self, cor_figures *figures, const cor_filter *filter,
                                 figures_moment *moment, figures_opened *ret_opened,
                                 cor_error *err) {
    view_walk *walk = self;
    bool all = filter->history || filter->as_known_s;
    walk->figures = figures;
    *ret_opened = (figures_opened){ 0 };
    cor_code code = matrices_take(figures, filter->measure, all, &walk->matrices, err);
    if (code || !walk->matrices) return code;

    bool fits = matrix_walk_open(&walk->walk, walk->matrices, filter, moment->newest_id);
    ret_opened->has = fits && walk->walk.matrices;
    ret_opened->texts_stay = walk->matrices->is_shared;
    if (!ret_opened->has) give_set_back(walk);

    return fits ? COR_OK : cor_fail_memory(err);
}

static cor_code peek_matrix_figure(void *self, const cor_figure **ret_figure, cor_error *err) {
    bool fits;
    *ret_figure = matrix_walk_peek(&((view_walk *)self)->walk, &fits);
    return fits ? COR_OK : cor_fail_memory(err);
}

static void take_matrix_figure(void *self) {
    matrix_walk_take(&((view_walk *)self)->walk);
}

static void end_matrix_walk(void *self) {
    give_set_back(self);
}

static void close_matrix_walk(void *self) {
    matrix_walk_close(&((view_walk *)self)->walk);
}

static bool has_key(const figures_matrix *matrix, const figures_key *key) {
    return cor_str_equal(matrix->measure, key->measure) &&
           cor_str_equal(matrix->source, key->source) &&
           cor_str_equal(matrix->breakdown, key->breakdown) &&
           cor_interval_equal(matrix->period, key->period);
}

/* Find it in the newest version of its table. */
static cor_code find_matrix_figure(cor_figures *figures, const figures_key *key, cor_arena *keep,
                                   cor_figure *ret_figure, bool *ret_found, cor_error *err) {
    figures_matrices *matrices;
    cor_figure figure;
    cor_code code = matrices_take(figures, key->measure, false, &matrices, err);
    *ret_found = false;
    if (code) return code;

    for (uint32_t g = 0; matrices && g < matrices->list.count && !*ret_found; g++) {
        const figures_matrix *matrix = matrices_at(matrices, g);
        *ret_found =
            has_key(matrix, key) && matrix_find(matrix, matrix_place(matrix, key->origin),
                                                matrix_place(matrix, key->destination), &figure);
    }

    if (*ret_found) code = figures_keep_found(key, keep, &figure, err);
    if (*ret_found && !code) *ret_figure = figure;
    matrices_give_back(figures, matrices);

    return code;
}

static cor_code gather_matrix_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                                        cor_arena *keep, figures_list *found, cor_error *err) {
    (void)keep;
    return figures_gather_by_walk(&figures_matrix_view, figures, filter, found, err);
}

const figures_view figures_matrix_view = {
    .walk_bytes = sizeof(view_walk),
    .open = open_matrix_walk,
    .peek = peek_matrix_figure,
    .take = take_matrix_figure,
    .end = end_matrix_walk,
    .close = close_matrix_walk,
    .find = find_matrix_figure,
    .gather = gather_matrix_corridors,
};
