/* SPDX-License-Identifier: Apache-2.0 */
/* fit_pair.c: fits a table to two margins.
 *
 * Their common axes split the table into independent slices: (origin, birthplace) and (destination,
 * birthplace) make one problem per birthplace. In a slice one margin gives the rows and the other
 * the columns, and axes that neither has are summed; margins.c solves each two-way problem. */
#include "core/say.h"
#include "fit.h"

typedef struct {
    int32_t common, row_axes, column_axes;
    int32_t row_count, column_count;
    size_t slice_count;
    double *seed;                         // [slices][rows][columns]
    double *row_totals, *column_totals;   // [slices][rows], [slices][columns]
    double *row_factors, *column_factors; // likewise
    bool *is_row_crowded, *is_column_full;
} pair_problem;

static size_t row_at(const fit_work *work, const pair_problem *pair, fit_place place) {
    return fit_level_of(work, pair->common, place) * (size_t)pair->row_count +
           fit_level_of(work, pair->row_axes, place);
}

static size_t column_at(const fit_work *work, const pair_problem *pair, fit_place place) {
    return fit_level_of(work, pair->common, place) * (size_t)pair->column_count +
           fit_level_of(work, pair->column_axes, place);
}

static bool take_pair_room(const fit_work *work, int32_t rows, int32_t columns, cor_arena *scratch,
                           pair_problem *ret) {
    *ret = (pair_problem){ .common = rows & columns,
                           .row_axes = rows & ~columns,
                           .column_axes = columns & ~rows };
    ret->row_count = (int32_t)fit_margin_size(work, ret->row_axes);
    ret->column_count = (int32_t)fit_margin_size(work, ret->column_axes);
    ret->slice_count = fit_margin_size(work, ret->common);
    size_t row_room = ret->slice_count * (size_t)ret->row_count;
    size_t column_room = ret->slice_count * (size_t)ret->column_count;
    ret->seed = cor_new(scratch, double, row_room *(size_t)ret->column_count);
    ret->row_totals = cor_new(scratch, double, row_room);
    ret->row_factors = cor_new(scratch, double, row_room);
    ret->column_totals = cor_new(scratch, double, column_room);
    ret->column_factors = cor_new(scratch, double, column_room);
    ret->is_row_crowded = cor_new(scratch, bool, ret->row_count);
    ret->is_column_full = cor_new(scratch, bool, ret->column_count);

    return ret->seed && ret->row_totals && ret->row_factors && ret->column_totals &&
           ret->column_factors && ret->is_row_crowded && ret->is_column_full;
}

static void fill_slice(const fit_work *work, int32_t rows, int32_t columns, pair_problem *pair) {
    for (size_t cell = 0; cell < work->cell_count; cell++) {
        fit_place place = fit_place_of(work, cell);
        size_t row = row_at(work, pair, place);
        pair->seed[row * (size_t)pair->column_count +
                   fit_level_of(work, pair->column_axes, place)] += work->seed[cell];
        pair->row_totals[row] = work->totals[rows][fit_level_of(work, rows, place)];
        pair->column_totals[column_at(work, pair, place)] =
            work->totals[columns][fit_level_of(work, columns, place)];
    }
}

/* ---- what is said -------------------------------------------------------- */

enum { NAMED_MAX = 4 };

/* Position of a slice's row or column in its margin; both have their axes in the order of the
 * table. */
static size_t margin_level(const fit_work *work, int32_t own, int32_t common, size_t level,
                           size_t slice) {
    fit_place place = { { 0 } };
    for (int32_t axis = COR_FIT_AXIS_COUNT - 1; axis >= 0; axis--) {
        size_t *from = own >> axis & 1 ? &level : common >> axis & 1 ? &slice : NULL;
        if (!from) continue;
        place.at[axis] = (int32_t)(*from % (size_t)work->counts[axis]);
        *from /= (size_t)work->counts[axis];
    }
    return fit_level_of(work, own | common, place);
}

typedef struct {
    const bool *is_marked;
    int32_t count;
    int32_t own, common;
    size_t slice;
} level_set;

/* "GTM; MEX; …" */
static cor_str name_levels(const fit_work *work, const level_set *set, bool which,
                           cor_arena *keep) {
    cor_str list = { 0 };
    int32_t named = 0;

    for (int32_t k = 0; k < set->count; k++) {
        if (set->is_marked[k] != which) continue;
        if (named++ == NAMED_MAX) return cor_str_print(keep, "%.*s; \u2026", COR_STR_F(list));
        size_t level = margin_level(work, set->own, set->common, (size_t)k, set->slice);
        cor_str name = fit_level_name(work, set->own | set->common, level, keep);
        list =
            named == 1 ? name : cor_str_print(keep, "%.*s; %.*s", COR_STR_F(list), COR_STR_F(name));
    }

    return list;
}

static double sum_marked(const double *totals, const bool *is_marked, bool which, int32_t count) {
    cor_sum sum = { 0 };
    for (int32_t k = 0; k < count; k++)
        if (is_marked[k] == which) cor_sum_add(&sum, totals[k]);
    return cor_sum_get(&sum);
}

/* Rows with too many people for the columns they may fill, or columns with too many for the rows
 * that may fill them: the message names the smaller set. */
static cor_code fail_impossible(const fit_work *work, const pair_problem *pair, size_t slice,
                                const margins_result *result, cor_error *err) {
    cor_arena room = work->scratch;
    level_set rows = { result->is_row_crowded, pair->row_count, pair->row_axes, pair->common,
                       slice };
    level_set columns = { result->is_column_full, pair->column_count, pair->column_axes,
                          pair->common, slice };
    int32_t crowded = 0, empty = 0;

    for (int32_t i = 0; i < rows.count; i++)
        crowded += rows.is_marked[i];
    for (int32_t j = 0; j < columns.count; j++)
        empty += !columns.is_marked[j];

    bool by_rows = crowded <= empty;
    const level_set *many = by_rows ? &rows : &columns, *few = by_rows ? &columns : &rows;
    const double *totals = by_rows ? pair->row_totals + slice * (size_t)pair->row_count
                                   : pair->column_totals + slice * (size_t)pair->column_count;
    cor_str from = name_levels(work, many, by_rows, &room),
            to = name_levels(work, few, by_rows, &room);
    double total = sum_marked(totals, many->is_marked, by_rows, many->count);

    if (to.length)
        cor_fail(err, COR_E_CONFLICT,
                 _("The totals of {from} add up to {total}, but where the seed is not zero there "
                   "are only {to}, which hold {excess} less."),
                 cor_arg_str(from), cor_arg_number(total, -1), cor_arg_str(to),
                 cor_arg_number(result->excess, -1));

    else
        cor_fail(err, COR_E_CONFLICT,
                 _("The total of {level} is {total}, but the seed has no cell for it."),
                 cor_arg_str(from), cor_arg_number(total, -1));

    return cor_hint(
        err,
        _("Replace zeros of the seed by small numbers where something is unlikely but possible."));
}

static cor_code fail_slice(const fit_work *work, const pair_problem *pair, size_t slice,
                           margins_status status, const margins_result *result, cor_error *err) {
    if (status == MARGINS_MEMORY) return cor_fail_memory(err);
    if (status == MARGINS_IMPOSSIBLE) return fail_impossible(work, pair, slice, result, err);
    cor_arena room = work->scratch;
    size_t level =
        margin_level(work, pair->column_axes, pair->common, (size_t)result->worst_column, slice);
    cor_fail(err, COR_E_CONVERGE,
             _("After {iterations} rounds the total of {level} is still {amount} off."),
             cor_arg_int(result->iterations),
             cor_arg_str(fit_level_name(work, pair->column_axes | pair->common, level, &room)),
             cor_arg_number(result->error, 6));

    return cor_hint(err, _("Allow more iterations or a larger tolerance."));
}

/* ---- the whole ----------------------------------------------------------- */

static margins_status fit_slice(const fit_work *work, const pair_problem *pair, size_t slice,
                                cor_arena scratch, margins_result *ret_result) {
    size_t rows = (size_t)pair->row_count, columns = (size_t)pair->column_count;
    margins problem = { .row_count = pair->row_count,
                        .column_count = pair->column_count,
                        .seed = pair->seed + slice * rows * columns,
                        .row_totals = pair->row_totals + slice * rows,
                        .column_totals = pair->column_totals + slice * columns,
                        .tolerance = work->options.tolerance,
                        .iterations_max = work->options.iterations_max };

    *ret_result = (margins_result){ .row_factors = pair->row_factors + slice * rows,
                                    .column_factors = pair->column_factors + slice * columns,
                                    .is_row_crowded = pair->is_row_crowded,
                                    .is_column_full = pair->is_column_full };

    return margins_solve(&problem, scratch, ret_result);
}

cor_code fit_pair(fit_work *work, int32_t rows, int32_t columns, double *ret_cells,
                  cor_error *err) {
    cor_arena scratch = work->scratch;
    pair_problem pair;

    if (!take_pair_room(work, rows, columns, &scratch, &pair)) return cor_fail_memory(err);
    fill_slice(work, rows, columns, &pair);
    for (size_t slice = 0; slice < pair.slice_count; slice++) {
        margins_result result;
        margins_status status = fit_slice(work, &pair, slice, scratch, &result);
        if (status) return fail_slice(work, &pair, slice, status, &result, err);
        work->iterations += result.iterations;
    }

    for (size_t cell = 0; ret_cells && cell < work->cell_count; cell++) {
        fit_place place = fit_place_of(work, cell);
        double row = pair.row_factors[row_at(work, &pair, place)];
        double column = pair.column_factors[column_at(work, &pair, place)];
        ret_cells[cell] = work->seed[cell] * row * column;
    }

    return COR_OK;
}
