/* SPDX-License-Identifier: Apache-2.0 */
/* fit_three.c: fits a table to three margins at once, where no two-way problem can be split off.
 *
 * Plain rounds (each margin scaled in turn) run as long as each reduces the error well; then
 * Newton's method on the logarithms of all factors together, each step solved by conjugate
 * gradients over the cells that can be filled. */
#include "core/say.h"
#include "fit.h"

#include <float.h>

enum { ITERATIONS_DEFAULT = 1000, STALLS_MAX = 25, HALVINGS_MAX = 30, PLAIN_ROUNDS = 3 };
static const double LOG_FACTOR_MAX = 60;
static const double PLAIN_IS_FAST = 0.6;
static const double TOLERANCE_DEFAULT = 1e-6, TOLERANCE_RELATIVE = 1e-14;

/* Each vector holds the factors of the three margins one after the other. */
typedef struct {
    fit_work *work;
    size_t cell_count, level_count;
    size_t *cells;      // [cells] their positions in the table
    int32_t *levels[3]; // [cells] indices of their factors
    double *seed, *value;
    size_t begin[4];  // start of each margin in the vectors
    double *total;    // [levels]
    double *theta;    // logarithm of the factors
    double *best;     // theta of the smallest error so far
    double *factor;   // exp(theta)
    double *sum;      // of the cells
    double *gradient; // sum - total
    double *step, *residual, *direction, *product;
    double error;
    size_t worst;
    bool is_contradicted; // proven that no table has these totals
} triple;

static bool can_fill_cell(const fit_work *work, size_t cell) {
    fit_place place = fit_place_of(work, cell);
    bool can = work->seed[cell] > 0;
    for (int32_t k = 0; can && k < 3; k++)
        can = work->totals[work->kept[k]][fit_level_of(work, work->kept[k], place)] > 0;
    return can;
}

static bool take_triple_room(fit_work *work, cor_arena *scratch, triple *ret) {
    *ret = (triple){ .work = work };
    for (size_t cell = 0; cell < work->cell_count; cell++)
        ret->cell_count += can_fill_cell(work, cell);

    for (int32_t k = 0; k < 3; k++)
        ret->begin[k + 1] = ret->begin[k] + fit_margin_size(work, work->kept[k]);
    ret->level_count = ret->begin[3];
    ret->cells = cor_new(scratch, size_t, ret->cell_count + 1);
    ret->seed = cor_new(scratch, double, ret->cell_count + 1);
    ret->value = cor_new(scratch, double, ret->cell_count + 1);
    bool fits = ret->cells && ret->seed && ret->value;
    for (int32_t k = 0; k < 3; k++)
        fits = (ret->levels[k] = cor_new(scratch, int32_t, ret->cell_count + 1)) && fits;

    double **vectors[] = { &ret->total,     &ret->theta,    &ret->best, &ret->factor,
                           &ret->sum,       &ret->gradient, &ret->step, &ret->residual,
                           &ret->direction, &ret->product };

    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        fits = (*vectors[v] = cor_new(scratch, double, ret->level_count)) && fits;
    return fits;
}

static void gather_cells(triple *fit) {
    const fit_work *work = fit->work;
    size_t count = 0;

    for (size_t cell = 0; cell < work->cell_count; cell++) {
        if (!can_fill_cell(work, cell)) continue;
        fit_place place = fit_place_of(work, cell);
        for (int32_t k = 0; k < 3; k++)
            fit->levels[k][count] =
                (int32_t)(fit->begin[k] + fit_level_of(work, work->kept[k], place));
        fit->cells[count] = cell;
        fit->seed[count++] = work->seed[cell];
    }

    for (int32_t k = 0; k < 3; k++)
        memcpy(fit->total + fit->begin[k], work->totals[work->kept[k]],
               (fit->begin[k + 1] - fit->begin[k]) * sizeof(double));
}

/* ---- the table and its sums ---------------------------------------------- */

static void add_up_cells(const triple *fit, int32_t margin, double *sum) {
    for (size_t level = fit->begin[margin]; level < fit->begin[margin + 1]; level++)
        sum[level] = 0;
    for (size_t c = 0; c < fit->cell_count; c++)
        sum[fit->levels[margin][c]] += fit->value[c];
}

static void measure_error(triple *fit) {
    fit->error = 0;
    fit->worst = 0;
    for (int32_t margin = 0; margin < 3; margin++)
        add_up_cells(fit, margin, fit->sum);

    for (size_t level = 0; level < fit->level_count; level++) {
        fit->gradient[level] = fit->sum[level] - fit->total[level];
        if (fabs(fit->gradient[level]) <= fit->error) continue;
        fit->error = fabs(fit->gradient[level]);
        fit->worst = level;
    }
}

static void evaluate_triple(triple *fit) {
    for (size_t level = 0; level < fit->level_count; level++)
        fit->factor[level] = exp(fit->theta[level]);
    for (size_t c = 0; c < fit->cell_count; c++)
        fit->value[c] = fit->seed[c] * fit->factor[fit->levels[0][c]] *
                        fit->factor[fit->levels[1][c]] * fit->factor[fit->levels[2][c]];
    measure_error(fit);
}

/* A round of plain proportional fitting. */
static void scale_round(triple *fit) {
    for (int32_t margin = 0; margin < 3; margin++) {
        add_up_cells(fit, margin, fit->sum);
        for (size_t level = fit->begin[margin]; level < fit->begin[margin + 1]; level++) {
            fit->factor[level] = fit->sum[level] > 0 ? fit->total[level] / fit->sum[level] : 1;
            if (fit->factor[level] > 0) fit->theta[level] += log(fit->factor[level]);
        }
        for (size_t c = 0; c < fit->cell_count; c++)
            fit->value[c] *= fit->factor[fit->levels[margin][c]];
    }

    measure_error(fit);
}

/* ---- Newton -------------------------------------------------------------- */

static void multiply_by_hessian(const triple *fit, const double *vector, double *ret_product) {
    memset(ret_product, 0, fit->level_count * sizeof(double));
    for (size_t c = 0; c < fit->cell_count; c++) {
        int32_t a = fit->levels[0][c], b = fit->levels[1][c], d = fit->levels[2][c];
        double change = fit->value[c] * (vector[a] + vector[b] + vector[d]);
        ret_product[a] += change;
        ret_product[b] += change;
        ret_product[d] += change;
    }
}

static double dot_levels(const triple *fit, const double *a, const double *b) {
    double sum = 0;
    for (size_t level = 0; level < fit->level_count; level++)
        sum += a[level] * b[level];
    return sum;
}

static void precondition_triple(const triple *fit, double *ret) {
    for (size_t level = 0; level < fit->level_count; level++)
        ret[level] = fit->sum[level] > 0 ? fit->residual[level] / fit->sum[level] : 0;
}

/* H step = -gradient; the product array doubles as the preconditioned residual. */
static void solve_triple_newton(triple *fit, double share) {
    for (size_t level = 0; level < fit->level_count; level++) {
        fit->step[level] = 0;
        fit->residual[level] = -fit->gradient[level];
    }

    precondition_triple(fit, fit->direction);
    double rho = dot_levels(fit, fit->residual, fit->direction), stop = share * share * rho;
    for (size_t round = 0; round < 2 * fit->level_count + 20 && rho > stop; round++) {
        multiply_by_hessian(fit, fit->direction, fit->product);
        double curvature = dot_levels(fit, fit->direction, fit->product), before = rho;
        if (!(curvature > 0)) return;
        for (size_t level = 0; level < fit->level_count; level++) {
            fit->step[level] += rho / curvature * fit->direction[level];
            fit->residual[level] -= rho / curvature * fit->product[level];
        }
        precondition_triple(fit, fit->product);
        rho = dot_levels(fit, fit->residual, fit->product);
        for (size_t level = 0; level < fit->level_count; level++)
            fit->direction[level] = fit->product[level] + rho / before * fit->direction[level];
    }
}

/* Go along the step, halving it whenever the error grows; no factor changes by more than e at
 * once. */
static int32_t walk_triple(triple *fit) {
    double before = fit->error, most = 1;
    for (size_t level = 0; level < fit->level_count; level++)
        most = larger(most, fabs(fit->step[level]));

    memcpy(fit->direction, fit->theta, fit->level_count * sizeof(double));
    double length = 1 / most;
    for (int32_t halving = 0; halving < HALVINGS_MAX; halving++, length /= 2) {
        for (size_t level = 0; level < fit->level_count; level++)
            fit->theta[level] = fit->direction[level] + length * fit->step[level];
        evaluate_triple(fit);
        if (fit->error < 2 * before) return halving + 1;
    }

    return HALVINGS_MAX;
}

/* ---- the whole ----------------------------------------------------------- */

static double largest_total(const triple *fit) {
    double most = 0;
    for (size_t level = 0; level < fit->level_count; level++)
        most = larger(most, fit->total[level]);
    return most;
}

/* How far the factors of one margin have spread apart. */
static double spread_of_margin(const triple *fit) {
    double widest = 0;
    for (int32_t margin = 0; margin < 3; margin++) {
        double least = DBL_MAX, most = -DBL_MAX;
        for (size_t level = fit->begin[margin]; level < fit->begin[margin + 1]; level++) {
            if (fit->total[level] <= 0) continue;
            least = smaller(least, fit->theta[level]);
            most = larger(most, fit->theta[level]);
        }
        widest = larger(widest, most - least);
    }

    return widest;
}

/* A proof that no table exists: in any table with these totals, the logarithms of the factors
 * summed over its people equal the logarithms summed over the totals, and no person has more than
 * the largest cell (Farkas' lemma). The factors of a fit that cannot succeed grow towards such a
 * proof. */
static bool is_contradicted(const triple *fit) {
    cor_sum over_totals = { 0 }, people = { 0 }, size = { 0 };
    double most = -DBL_MAX;

    for (size_t level = 0; level < fit->level_count; level++) {
        cor_sum_add(&over_totals, fit->total[level] * fit->theta[level]);
        cor_sum_add(&size, fabs(fit->total[level] * fit->theta[level]));
        if (level < fit->begin[1]) cor_sum_add(&people, fit->total[level]);
    }

    for (size_t c = 0; c < fit->cell_count; c++)
        most = larger(most, fit->theta[fit->levels[0][c]] + fit->theta[fit->levels[1][c]] +
                                fit->theta[fit->levels[2][c]]);

    return cor_sum_get(&over_totals) > cor_sum_get(&people) * most + 1e-9 * cor_sum_get(&size);
}

static void keep_best_triple(triple *fit, double *best_error) {
    if (!(fit->error < *best_error)) return;
    *best_error = fit->error;
    memcpy(fit->best, fit->theta, fit->level_count * sizeof(double));
}

static int32_t descend_triple(triple *fit, int32_t iterations_max, double floor) {
    evaluate_triple(fit);
    double best = DBL_MAX, first = larger(fit->error, DBL_MIN), ratio = 0;
    keep_best_triple(fit, &best);
    int32_t iterations = 1, stalls = 0;

    while (best > 2 * floor && iterations < iterations_max && stalls < STALLS_MAX &&
           spread_of_margin(fit) < LOG_FACTOR_MAX) {
        double before = fit->error;
        if (iterations <= PLAIN_ROUNDS || ratio < PLAIN_IS_FAST) {
            scale_round(fit);
            ratio = fit->error / before;
            iterations++;
        } else {
            double share = larger(larger(1e-6, fit->error / first), 0.1 * floor / fit->error);
            solve_triple_newton(fit, smaller(0.1, share));
            iterations += walk_triple(fit);
        }
        stalls = fit->error < 0.9 * best ? 0 : stalls + 1;
        keep_best_triple(fit, &best);
        if (stalls > 0 && best <= 32 * floor) break;
        if (stalls > 0 && (fit->is_contradicted = is_contradicted(fit))) break;
    }

    memcpy(fit->theta, fit->best, fit->level_count * sizeof(double));
    evaluate_triple(fit);
    return iterations;
}

/* A level that has people but no cell for them. */
static bool find_empty_level(const triple *fit, size_t *ret_level) {
    for (size_t level = 0; level < fit->level_count; level++)
        if (fit->total[level] > 0 && !(fit->sum[level] > 0)) {
            *ret_level = level;
            return true;
        }
    return false;
}

static cor_str name_of(const triple *fit, size_t level, cor_arena *keep) {
    int32_t margin = level < fit->begin[1] ? 0 : level < fit->begin[2] ? 1 : 2;
    return fit_level_name(fit->work, fit->work->kept[margin], level - fit->begin[margin], keep);
}

/* Two of the margins may already contradict each other, which can be named. Otherwise all three do
 * together. */
static cor_code fail_unmet_triple(triple *fit, cor_arena scratch, cor_error *err) {
    fit_work *work = fit->work;
    size_t empty;
    cor_arena room = scratch;

    if (find_empty_level(fit, &empty)) {
        cor_fail(err, COR_E_CONFLICT,
                 _("The total of {level} is {total}, but the seed has no cell for it."),
                 cor_arg_str(name_of(fit, empty, &room)), cor_arg_number(fit->total[empty], -1));
        return cor_hint(err, _("Replace zeros of the seed by small numbers where something is "
                               "unlikely but possible."));
    }

    work->scratch = scratch;
    for (int32_t a = 0; a < 3; a++)
        for (int32_t b = a + 1; b < 3; b++) {
            cor_code code = fit_pair(work, work->kept[a], work->kept[b], NULL, err);
            if (code == COR_E_CONFLICT || code == COR_E_MEMORY) return code;
        }

    cor_arg name = cor_arg_str(name_of(fit, fit->worst, &room)),
            amount = cor_arg_number(fit->error, 6);
    if (fit->is_contradicted) {
        cor_fail(err, COR_E_CONFLICT,
                 _("No table has all of these totals at once; after {iterations} rounds {level} is "
                   "{amount} off."),
                 cor_arg_int(work->iterations), name, amount);
        return cor_hint(err, _("Check the totals; a zero of the seed can be replaced by a small "
                               "number where something is possible."));
    }

    cor_fail(err, COR_E_CONVERGE,
             _("After {iterations} rounds the total of {level} is still {amount} off."),
             cor_arg_int(work->iterations), name, amount);

    return cor_hint(err, _("Allow more iterations or a larger tolerance."));
}

cor_code fit_three(fit_work *work, cor_error *err) {
    cor_arena scratch = work->scratch;
    triple fit;

    if (!take_triple_room(work, &scratch, &fit)) return cor_fail_memory(err);
    gather_cells(&fit);
    double most = largest_total(&fit);
    double tolerance = work->options.tolerance > 0 ? work->options.tolerance : TOLERANCE_DEFAULT;
    int32_t iterations_max =
        work->options.iterations_max > 0 ? work->options.iterations_max : ITERATIONS_DEFAULT;
    work->iterations = descend_triple(&fit, iterations_max, DBL_EPSILON * most);
    if (fit.error > larger(tolerance, TOLERANCE_RELATIVE * most))
        return fail_unmet_triple(&fit, scratch, err);

    for (size_t c = 0; c < fit.cell_count; c++)
        work->cells[fit.cells[c]] = fit.value[c];
    return COR_OK;
}
