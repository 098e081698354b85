/* SPDX-License-Identifier: Apache-2.0 */
/* fit_prepare.c: checks numbers and sums of a problem, and takes out held cells. */
#include "core/say.h"
#include "fit.h"

static const double SUM_DIFFERENCE_MAX = 1e-9; // relative: printed numbers are rounded

/* ---- numbers ------------------------------------------------------------- */

static cor_code fail_value(const fit_work *work, const char *id, int32_t margin, size_t level,
                           double value, cor_error *err) {
    cor_arena room = work->scratch;
    cor_fail(err, COR_E_DOMAIN, id, cor_arg_str(fit_level_name(work, margin, level, &room)),
             cor_arg_number(value, -1));
    return cor_hint(err, _("Give numbers from zero up; leave out what is not known."));
}

static bool is_fit_amount(double value) {
    return value >= 0 && value <= 9007199254740992.0;
}

static cor_code check_cells(const fit_work *work, cor_error *err) {
    int32_t all = COR_FIT_FIRST | COR_FIT_SECOND | (work->input->counts[2] > 0 ? COR_FIT_THIRD : 0);
    const double *seed = work->input->seed, *held = work->input->held;

    for (size_t cell = 0; cell < work->cell_count; cell++) {
        if (held && !isnan(held[cell])) {
            if (!is_fit_amount(held[cell]))
                return fail_value(
                    work, _("The held cell of {level} is not a number from zero up: {value}."), all,
                    cell, held[cell], err);
        } else if (seed && !is_fit_amount(seed[cell])) {
            return fail_value(work, _("The seed of {level} is not a number from zero up: {value}."),
                              all, cell, seed[cell], err);
        }
    }

    return COR_OK;
}

static cor_code check_totals(const fit_work *work, cor_error *err) {
    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++)
        for (size_t level = 0; work->input->totals[margin] && level < fit_margin_size(work, margin);
             level++)
            if (!is_fit_amount(work->input->totals[margin][level]))
                return fail_value(work,
                                  _("The total of {level} is not a number from zero up: {value}."),
                                  margin, level, work->input->totals[margin][level], err);
    return COR_OK;
}

static cor_code check_fit_shape(fit_work *work, cor_error *err) {
    const cor_fit_input *input = work->input;
    bool is_known = false;

    work->cell_count = 1;
    for (int32_t axis = 0; axis < COR_FIT_AXIS_COUNT; axis++) {
        work->counts[axis] = axis == 2 && input->counts[2] == 0 ? 1 : input->counts[axis];
        if (work->counts[axis] < 1)
            return cor_fail(err, COR_E_SHAPE, _("A table needs at least one row and column."));
        work->cell_count *= (size_t)work->counts[axis];
        if (work->cell_count > INT32_MAX)
            return cor_fail(err, COR_E_LIMIT,
                            _("The table has more cells than the limit of {limit}."),
                            cor_arg_int(INT32_MAX));
    }

    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++) {
        bool is_of_table = margin < COR_FIT_THIRD || input->counts[2] > 0;
        if (margin == (COR_FIT_FIRST | COR_FIT_SECOND) && input->counts[2] == 0)
            is_of_table = false;
        if (input->totals[margin] && !is_of_table)
            return cor_fail(err, COR_E_SHAPE,
                            _("Totals are given for an axis that the table does not have."));
        is_known = is_known || input->totals[margin];
    }

    if (is_known) return COR_OK;
    cor_fail(err, COR_E_SHAPE, _("No totals are given, so there is nothing to fit to."));
    return cor_hint(err, _("Give the totals of rows, of columns, or of both."));
}

static cor_code check_fit_options(const fit_work *work, cor_error *err) {
    int32_t leading = work->options.leading;
    if (leading < 0 || leading >= COR_FIT_MARGIN_COUNT ||
        (leading && !work->input->totals[leading]))
        return cor_fail(err, COR_E_USAGE,
                        _("The totals that the others should be scaled to are not given."));
    if (!(work->options.tolerance >= 0) || work->options.iterations_max < 0)
        return cor_fail(err, COR_E_USAGE,
                        _("A tolerance, a share or a number of iterations is negative."));
    return COR_OK;
}

/* ---- sums ---------------------------------------------------------------- */

static cor_code copy_totals(fit_work *work, cor_error *err) {
    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++) {
        if (!work->input->totals[margin]) continue;
        size_t size = fit_margin_size(work, margin);
        work->totals[margin] = cor_new(&work->scratch, double, size);
        if (!work->totals[margin]) return cor_fail_memory(err);
        memcpy(work->totals[margin], work->input->totals[margin], size * sizeof(double));
    }
    return COR_OK;
}

static void scale_totals(fit_work *work) {
    int32_t leading = work->options.leading;
    if (!leading) return;
    double wanted = sum_of(work->totals[leading], fit_margin_size(work, leading));

    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++) {
        if (!work->totals[margin] || margin == leading) continue;
        size_t size = fit_margin_size(work, margin);
        double sum = sum_of(work->totals[margin], size);
        work->scaled += fabs(wanted - sum);
        for (size_t level = 0; sum > 0 && sum != wanted && level < size; level++)
            work->totals[margin][level] *= wanted / sum;
    }
}

static cor_code fail_sums(double first, double second, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT, _("The totals do not add up to the same: {first} and {second}."),
             cor_arg_number(first, -1), cor_arg_number(second, -1));
    return cor_hint(err, _("Correct them, or say which of them the others should be scaled to."));
}

static cor_code fail_level_sums(const fit_work *work, int32_t common, size_t level, double first,
                                double second, cor_error *err) {
    cor_arena room = work->scratch;
    cor_fail(
        err, COR_E_CONFLICT,
        _("The totals of {level} do not add up to the same in two margins: {first} and {second}."),
        cor_arg_str(fit_level_name(work, common, level, &room)), cor_arg_number(first, -1),
        cor_arg_number(second, -1));
    return cor_hint(err, _("Correct them; two margins must agree in what they share."));
}

/* Sum a margin over the axes that `common` does not have. A margin is treated as a table whose
 * other axes have one level. */
static double *collapse_margin(const fit_work *work, int32_t margin, int32_t common,
                               cor_arena *scratch) {
    cor_sum *sums = cor_new(scratch, cor_sum, fit_margin_size(work, common));
    double *values = cor_new(scratch, double, fit_margin_size(work, common));
    fit_work narrow = *work;

    for (int32_t axis = 0; axis < COR_FIT_AXIS_COUNT; axis++)
        if (!(margin >> axis & 1)) narrow.counts[axis] = 1;
    if (!sums || !values) return NULL;

    for (size_t level = 0; level < fit_margin_size(work, margin); level++)
        cor_sum_add(&sums[fit_level_of(&narrow, common, fit_place_of(&narrow, level))],
                    work->totals[margin][level]);

    for (size_t level = 0; level < fit_margin_size(work, common); level++)
        values[level] = cor_sum_get(&sums[level]);
    return values;
}

static cor_code check_two_margins(const fit_work *work, int32_t a, int32_t b, cor_error *err) {
    int32_t common = a & b;
    cor_arena scratch = work->scratch;
    const double *first = collapse_margin(work, a, common, &scratch),
                 *second = collapse_margin(work, b, common, &scratch);

    if (!first || !second) return cor_fail_memory(err);
    size_t size = fit_margin_size(work, common);
    double least = SUM_DIFFERENCE_MAX * sum_of(first, size);

    for (size_t level = 0; level < size; level++) {
        if (fabs(first[level] - second[level]) <= larger(least, SUM_DIFFERENCE_MAX)) continue;
        return common ? fail_level_sums(work, common, level, first[level], second[level], err)
                      : fail_sums(first[level], second[level], err);
    }

    return COR_OK;
}

static cor_code check_sums(const fit_work *work, cor_error *err) {
    for (int32_t a = 1; a < COR_FIT_MARGIN_COUNT; a++)
        for (int32_t b = a + 1; work->totals[a] && b < COR_FIT_MARGIN_COUNT; b++) {
            cor_code code = work->totals[b] ? check_two_margins(work, a, b, err) : COR_OK;
            if (code) return code;
        }
    return COR_OK;
}

/* ---- held cells ---------------------------------------------------------- */

static cor_code fail_held(const fit_work *work, int32_t margin, size_t level, double excess,
                          cor_error *err) {
    cor_arena room = work->scratch;
    cor_fail(err, COR_E_CONFLICT, _("The held cells of {level} exceed its total by {excess}."),
             cor_arg_str(fit_level_name(work, margin, level, &room)), cor_arg_number(excess, -1));
    return cor_hint(err, _("Hold less, or correct the total."));
}

static cor_code take_held(fit_work *work, int32_t margin, cor_error *err) {
    double *totals = work->totals[margin];
    const double *held = work->input->held;

    for (size_t cell = 0; cell < work->cell_count; cell++)
        if (!isnan(held[cell]))
            totals[fit_level_of(work, margin, fit_place_of(work, cell))] -= held[cell];

    for (size_t level = 0; level < fit_margin_size(work, margin); level++) {
        if (totals[level] < -SUM_DIFFERENCE_MAX * larger(work->input->totals[margin][level], 1))
            return fail_held(work, margin, level, -totals[level], err);
        totals[level] = larger(totals[level], 0);
    }

    return COR_OK;
}

static cor_code copy_seed(fit_work *work, cor_error *err) {
    work->seed = cor_new(&work->scratch, double, work->cell_count);
    if (!work->seed) return cor_fail_memory(err);
    for (size_t cell = 0; cell < work->cell_count; cell++)
        work->seed[cell] = work->input->held && !isnan(work->input->held[cell]) ? 0
                           : work->input->seed ? work->input->seed[cell]
                                               : 1;
    return COR_OK;
}

/* A margin is implied by another that has all its axes. */
static void keep_margins(fit_work *work) {
    for (int32_t margin = 1; margin < COR_FIT_MARGIN_COUNT; margin++) {
        bool is_implied = false;
        for (int32_t other = margin + 1; other < COR_FIT_MARGIN_COUNT; other++)
            is_implied = is_implied || (work->totals[other] && (other & margin) == margin);
        if (work->totals[margin] && !is_implied) work->kept[work->kept_count++] = margin;
    }
}

cor_code fit_prepare(fit_work *work, cor_error *err) {
    cor_code code = check_fit_shape(work, err);
    if (!code) code = check_fit_options(work, err);
    if (!code) code = check_cells(work, err);
    if (!code) code = check_totals(work, err);
    if (!code) code = copy_totals(work, err);
    if (code) return code;

    scale_totals(work);
    code = check_sums(work, err);
    for (int32_t margin = 1; !code && work->input->held && margin < COR_FIT_MARGIN_COUNT; margin++)
        if (work->totals[margin]) code = take_held(work, margin, err);
    if (!code) code = copy_seed(work, err);
    if (!code) keep_margins(work);
    return code;
}
