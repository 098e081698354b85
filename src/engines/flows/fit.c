/* SPDX-License-Identifier: Apache-2.0 */
/* fit.c: the table nearest to a seed with the given totals. See corredor/fit.h. */
#include "fit.h"
#include "core/say.h"

size_t fit_margin_size(const fit_work *work, int32_t margin) {
    size_t size = 1;
    for (int32_t axis = 0; axis < COR_FIT_AXIS_COUNT; axis++)
        if (margin >> axis & 1) size *= (size_t)work->counts[axis];
    return size;
}

size_t fit_level_of(const fit_work *work, int32_t margin, fit_place place) {
    size_t level = 0;
    for (int32_t axis = 0; axis < COR_FIT_AXIS_COUNT; axis++)
        if (margin >> axis & 1) level = level * (size_t)work->counts[axis] + (size_t)place.at[axis];
    return level;
}

cor_str fit_level_name(const fit_work *work, int32_t margin, size_t level, cor_arena *keep) {
    cor_str name = { 0 };
    for (int32_t axis = COR_FIT_AXIS_COUNT - 1; axis >= 0; axis--) {
        if (!(margin >> axis & 1)) continue;
        size_t at = level % (size_t)work->counts[axis];
        level /= (size_t)work->counts[axis];
        const cor_str *names = work->input->names[axis];
        cor_str own = names ? names[at] : cor_str_print(keep, "%d", (int)at + 1);
        name =
            name.length ? cor_str_print(keep, "%.*s, %.*s", COR_STR_F(own), COR_STR_F(name)) : own;
    }

    return name;
}

/* ---- one margin ---------------------------------------------------------- */

static cor_code fail_empty_level(const fit_work *work, int32_t margin, size_t level,
                                 cor_error *err) {
    cor_arena room = work->scratch;
    cor_fail(err, COR_E_CONFLICT,
             _("The total of {level} is {total}, but the seed has no cell for it."),
             cor_arg_str(fit_level_name(work, margin, level, &room)),
             cor_arg_number(work->totals[margin][level], -1));
    return cor_hint(
        err,
        _("Replace zeros of the seed by small numbers where something is unlikely but possible."));
}

/* One margin: scale each level by itself. */
static cor_code fit_one(fit_work *work, int32_t margin, cor_error *err) {
    cor_arena scratch = work->scratch;
    size_t size = fit_margin_size(work, margin);
    cor_sum *sums = cor_new(&scratch, cor_sum, size);

    if (!sums) return cor_fail_memory(err);
    for (size_t cell = 0; cell < work->cell_count; cell++)
        cor_sum_add(&sums[fit_level_of(work, margin, fit_place_of(work, cell))], work->seed[cell]);

    for (size_t level = 0; level < size; level++)
        if (work->totals[margin][level] > 0 && cor_sum_get(&sums[level]) <= 0)
            return fail_empty_level(work, margin, level, err);

    for (size_t cell = 0; cell < work->cell_count; cell++) {
        size_t level = fit_level_of(work, margin, fit_place_of(work, cell));
        double sum = cor_sum_get(&sums[level]);
        work->cells[cell] = sum > 0 ? work->totals[margin][level] * (work->seed[cell] / sum) : 0;
    }

    work->iterations = 1;
    return COR_OK;
}

/* ---- what must hold ------------------------------------------------------ */

static double margin_error(const fit_work *work, int32_t margin, cor_arena scratch) {
    size_t size = fit_margin_size(work, margin);
    cor_sum *sums = cor_new(&scratch, cor_sum, size);
    double worst = 0;
    if (!sums) return NAN;
    for (size_t cell = 0; cell < work->cell_count; cell++)
        cor_sum_add(&sums[fit_level_of(work, margin, fit_place_of(work, cell))], work->cells[cell]);
    for (size_t level = 0; level < size; level++)
        worst = larger(worst, fabs(cor_sum_get(&sums[level]) - work->totals[margin][level]));
    return worst;
}

static void report_fit(const fit_work *work, cor_fit *ret_fit) {
    *ret_fit =
        (cor_fit){ .cells = work->cells, .scaled = work->scaled, .iterations = work->iterations };
    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++) {
        if (!work->totals[margin]) continue;
        ret_fit->errors[margin] = margin_error(work, margin, work->scratch);
        ret_fit->error = larger(ret_fit->error, ret_fit->errors[margin]);
    }
}

static void put_held_back(fit_work *work) {
    for (size_t cell = 0; work->input->held && cell < work->cell_count; cell++)
        if (!isnan(work->input->held[cell])) work->cells[cell] = work->input->held[cell];
}

cor_code cor_fit_solve(const cor_fit_input *input, const cor_fit_options *options, cor_arena *keep,
                       cor_arena scratch, cor_fit *ret_fit, cor_error *err) {
    fit_work work = { .input = input, .scratch = scratch };
    if (options) work.options = *options;
    cor_code code = fit_prepare(&work, err);
    if (code) return code;

    work.cells = cor_new(keep, double, work.cell_count);
    if (!work.cells) return cor_fail_memory(err);
    if (work.kept_count == 1) code = fit_one(&work, work.kept[0], err);
    if (work.kept_count == 2) code = fit_pair(&work, work.kept[0], work.kept[1], work.cells, err);
    if (work.kept_count == 3) code = fit_three(&work, err);
    if (code) return code;

    report_fit(&work, ret_fit);
    put_held_back(&work);
    ret_fit->total = sum_of(work.cells, work.cell_count);

    return COR_OK;
}

double *cor_fit_diagonal(int32_t count, const double *diagonal, const double *row_totals,
                         const double *column_totals, cor_arena *keep) {
    double *held = cor_new(keep, double, square(count));
    for (size_t cell = 0; held && cell < square(count); cell++)
        held[cell] = NAN;
    for (int32_t i = 0; held && i < count; i++)
        held[at2(count, i, i)] = diagonal ? diagonal[i] : smaller(row_totals[i], column_totals[i]);
    return held;
}
