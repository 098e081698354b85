/* SPDX-License-Identifier: Apache-2.0 */
/* margins.c: fits a table to its margins by Newton's method on the column factors. See margins.h
 * for the reason. */
#include "margins.h"

#include <float.h>

enum {
    ITERATIONS_DEFAULT = 1000,
    STALLS_MAX = 25,   // steps without a smaller error before the totals are suspected
    HALVINGS_MAX = 30, // halvings of one Newton step
    PLAIN_ROUNDS = 2   // plain rounds before their speed is judged
};
static const double LOG_FACTOR_MAX =
    60; // a larger logarithm stands for "never", which only zeros require
static const double PLAIN_IS_FAST =
    0.6; // a Newton step costs about twenty plain rounds; it pays only above this ratio
static const double TOLERANCE_DEFAULT = 1e-6;   // persons
static const double TOLERANCE_RELATIVE = 1e-14; // relative to the largest column: the precision of
                                                // a double

/* The cells that can be filled, by row, and the state of the fit. */
typedef struct {
    const margins *problem;
    int32_t n, m;
    size_t *row_start;   // [n + 1]
    int32_t *column;     // [cells]
    double *seed, *cell; // [cells]
    double *row_factor;  // [n]
    double *theta;       // [m] logarithm of the column factor
    double *best;        // [m] theta of the smallest error so far
    double *factor;      // [m] exp(theta)
    double *gradient;    // [m] column sum less its total
    double *weight;      // [m] diagonal of the second derivative
    double *step, *residual, *direction, *product;
    double error;
    int32_t worst;
} fitting;

static size_t count_fillable_cells(const margins *problem) {
    size_t count = 0, all = (size_t)problem->row_count * (size_t)problem->column_count;
    for (size_t cell = 0; cell < all; cell++)
        count += problem->seed[cell] > 0;
    return count;
}

static bool take_fitting_room(const margins *problem, cor_arena *scratch, fitting *ret) {
    int32_t n = problem->row_count, m = problem->column_count;
    size_t cells = count_fillable_cells(problem);

    *ret = (fitting){ .problem = problem, .n = n, .m = m };
    ret->row_start = cor_new(scratch, size_t, n + 1);
    ret->column = cor_new_unset(scratch, int32_t, cells + 1);
    ret->seed = cor_new_unset(scratch, double, cells + 1);
    ret->cell = cor_new_unset(scratch, double, cells + 1);
    ret->row_factor = cor_new(scratch, double, n);

    double **vectors[] = { &ret->theta,    &ret->best,      &ret->factor,
                           &ret->gradient, &ret->weight,    &ret->step,
                           &ret->residual, &ret->direction, &ret->product };

    bool fits = ret->row_start && ret->column && ret->seed && ret->cell && ret->row_factor;
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        fits = (*vectors[v] = cor_new(scratch, double, m)) && fits;

    return fits;
}

/* Only cells whose row and column both have people can be filled. */
static void gather_cells(fitting *fit) {
    size_t count = 0;
    for (int32_t i = 0; i < fit->n; i++) {
        const double *seed = fit->problem->seed + at2(fit->m, i, 0);
        for (int32_t j = 0; j < fit->m && fit->problem->row_totals[i] > 0; j++) {
            if (seed[j] <= 0 || fit->problem->column_totals[j] <= 0) continue;
            fit->column[count] = j;
            fit->seed[count++] = seed[j];
        }
        fit->row_start[i + 1] = count;
    }
}

static void measure_columns(fitting *fit) {
    fit->error = 0;
    fit->worst = -1;
    for (int32_t j = 0; j < fit->m; j++) {
        fit->gradient[j] -= fit->problem->column_totals[j];
        if (!(fabs(fit->gradient[j]) <= fit->error)) {
            fit->error = fabs(fit->gradient[j]);
            fit->worst = j;
        }
    }
}

/* Given the column factors, rows are exact: compute cells, column sums and the error. */
static void evaluate_cells(fitting *fit) {
    memset(fit->gradient, 0, (size_t)fit->m * sizeof(double));
    for (int32_t j = 0; j < fit->m; j++)
        fit->factor[j] = exp(fit->theta[j]);

    for (int32_t i = 0; i < fit->n; i++) {
        size_t start = fit->row_start[i], end = fit->row_start[i + 1];
        double sum = 0;
        for (size_t k = start; k < end; k++)
            sum += fit->cell[k] = fit->seed[k] * fit->factor[fit->column[k]];
        double row_factor = sum > 0 ? fit->problem->row_totals[i] / sum : 0;
        fit->row_factor[i] = row_factor;
        for (size_t k = start; k < end; k++)
            fit->gradient[fit->column[k]] += fit->cell[k] *= row_factor;
    }

    measure_columns(fit);
}

static double largest_column(const margins *problem) {
    double most = 0;
    for (int32_t j = 0; j < problem->column_count; j++)
        most = larger(most, problem->column_totals[j]);
    return most;
}

/* ---- steps --------------------------------------------------------------- */

/* A round of plain proportional fitting: each column scaled to its total. */
static void step_plain(fitting *fit) {
    for (int32_t j = 0; j < fit->m; j++) {
        double total = fit->problem->column_totals[j], sum = fit->gradient[j] + total;
        fit->step[j] = total > 0 && sum > 0 ? log(total / sum) : 0;
    }
}

/* Second derivative of the dual times a vector: H p = diag(columns) p - X' diag(1/rows) X p,
 * arranged so that adding a constant to p, which changes no cell, gives zero. */
static void multiply_by_curvature(const fitting *fit, const double *vector, double *ret_product) {
    memset(ret_product, 0, (size_t)fit->m * sizeof(double));
    for (int32_t i = 0; i < fit->n; i++) {
        size_t start = fit->row_start[i], end = fit->row_start[i + 1];
        double mean = 0;
        for (size_t k = start; k < end; k++)
            mean += fit->cell[k] * vector[fit->column[k]];
        if (start < end) mean /= fit->problem->row_totals[i];
        for (size_t k = start; k < end; k++)
            ret_product[fit->column[k]] += fit->cell[k] * (vector[fit->column[k]] - mean);
    }
}

static void set_weights(fitting *fit) {
    memset(fit->weight, 0, (size_t)fit->m * sizeof(double));
    for (int32_t i = 0; i < fit->n; i++) {
        double total = fit->problem->row_totals[i];
        for (size_t k = fit->row_start[i]; k < fit->row_start[i + 1]; k++)
            fit->weight[fit->column[k]] += fit->cell[k] * larger(total - fit->cell[k], 0) / total;
    }
}

static double dot_columns(const double *a, const double *b, int32_t count) {
    double sum = 0;
    for (int32_t j = 0; j < count; j++)
        sum += a[j] * b[j];
    return sum;
}

static void precondition_vector(const fitting *fit, double *ret) {
    for (int32_t j = 0; j < fit->m; j++)
        ret[j] = fit->weight[j] > 0 ? fit->residual[j] / fit->weight[j] : 0;
}

/* The gradient sums to zero except for rounding, which no step can remove: spread the rest by
 * weight. */
static void set_residual(fitting *fit) {
    double sum = 0, weight = 0;
    for (int32_t j = 0; j < fit->m; j++) {
        sum += fit->gradient[j];
        weight += fit->weight[j];
    }
    for (int32_t j = 0; j < fit->m; j++)
        fit->residual[j] = (weight > 0 ? sum * (fit->weight[j] / weight) : 0) - fit->gradient[j];
}

/* H step = -gradient by conjugate gradients, until the residual has fallen to `share`. The
 * product array doubles as the preconditioned residual. */
static void solve_newton(fitting *fit, double share) {
    int32_t m = fit->m;
    set_weights(fit);
    memset(fit->step, 0, (size_t)m * sizeof(double));
    set_residual(fit);
    precondition_vector(fit, fit->direction);
    double rho = dot_columns(fit->residual, fit->direction, m), stop = share * share * rho;

    for (int32_t round = 0; round < 2 * m + 20 && rho > stop; round++) {
        multiply_by_curvature(fit, fit->direction, fit->product);
        double curvature = dot_columns(fit->direction, fit->product, m);
        if (!(curvature > 0)) return;
        double length = rho / curvature, before = rho;
        for (int32_t j = 0; j < m; j++) {
            fit->step[j] += length * fit->direction[j];
            fit->residual[j] -= length * fit->product[j];
        }
        precondition_vector(fit, fit->product);
        rho = dot_columns(fit->residual, fit->product, m);
        for (int32_t j = 0; j < m; j++)
            fit->direction[j] = fit->product[j] + rho / before * fit->direction[j];
    }
}

/* No factor changes by more than e in one step, because the quadratic model is unreliable
 * beyond. */
static void step_newton(fitting *fit, double share) {
    double most = 0;
    solve_newton(fit, share);
    for (int32_t j = 0; j < fit->m; j++)
        most = larger(most, fabs(fit->step[j]));
    for (int32_t j = 0; most > 1 && j < fit->m; j++)
        fit->step[j] /= most;
}

/* Go along the step, halving it whenever the error grows. */
static int32_t walk_step(fitting *fit) {
    double before = fit->error, length = 1;
    memcpy(fit->direction, fit->theta, (size_t)fit->m * sizeof(double));
    for (int32_t halving = 0; halving < HALVINGS_MAX; halving++, length /= 2) {
        for (int32_t j = 0; j < fit->m; j++)
            fit->theta[j] = fit->direction[j] + length * fit->step[j];
        evaluate_cells(fit);
        if (fit->error < 2 * before) return halving + 1;
    }
    return HALVINGS_MAX;
}

static double spread_of_factors(const fitting *fit) {
    double least = DBL_MAX, most = -DBL_MAX;
    for (int32_t j = 0; j < fit->m; j++) {
        if (fit->problem->column_totals[j] <= 0) continue;
        least = smaller(least, fit->theta[j]);
        most = larger(most, fit->theta[j]);
    }
    return most - least;
}

/* ---- the whole ----------------------------------------------------------- */

static void keep_best(fitting *fit, double *best_error) {
    if (!(fit->error < *best_error)) return;
    *best_error = fit->error;
    memcpy(fit->best, fit->theta, (size_t)fit->m * sizeof(double));
}

/* Relative accuracy of a Newton step: loose far from the solution, tight close to it, never below
 * rounding. */
static double residual_share(const fitting *fit, double first, double floor) {
    return smaller(0.1, larger(larger(1e-6, fit->error / first), 0.1 * floor / fit->error));
}

/* Step until the error is down to rounding or no longer falls. */
static int32_t descend_to_floor(fitting *fit, int32_t iterations_max, double floor) {
    evaluate_cells(fit);
    double best = DBL_MAX, first = larger(fit->error, DBL_MIN), ratio = 0;
    keep_best(fit, &best);
    int32_t iterations = 1, stalls = 0;

    while (best > 2 * floor && iterations < iterations_max && stalls < STALLS_MAX &&
           spread_of_factors(fit) < LOG_FACTOR_MAX) {
        double before = fit->error;
        bool is_plain = ratio < PLAIN_IS_FAST;
        if (is_plain)
            step_plain(fit);
        else
            step_newton(fit, residual_share(fit, first, floor));
        iterations += walk_step(fit);
        if (is_plain && iterations > PLAIN_ROUNDS) ratio = fit->error / before;
        stalls = fit->error < 0.9 * best ? 0 : stalls + 1;
        keep_best(fit, &best);
        if (stalls > 0 && best <= 32 * floor) break;
    }

    if (best < fit->error) {
        memcpy(fit->theta, fit->best, (size_t)fit->m * sizeof(double));
        evaluate_cells(fit);
    }

    return iterations;
}

static void hand_over_fit(const fitting *fit, margins_result *result) {
    if (result->row_factors)
        memcpy(result->row_factors, fit->row_factor, (size_t)fit->n * sizeof(double));
    for (int32_t j = 0; result->column_factors && j < fit->m; j++)
        result->column_factors[j] = fit->problem->column_totals[j] > 0 ? fit->factor[j] : 0;

    if (result->column_logs)
        memcpy(result->column_logs, fit->theta, (size_t)fit->m * sizeof(double));
    if (!result->fitted) return;
    memset(result->fitted, 0, (size_t)fit->n * (size_t)fit->m * sizeof(double));

    for (int32_t i = 0; i < fit->n; i++)
        for (size_t k = fit->row_start[i]; k < fit->row_start[i + 1]; k++)
            result->fitted[at2(fit->m, i, fit->column[k])] = fit->cell[k];
}

/* Column errors do not reveal a row that has people but no cell for them. */
static bool has_homeless_row(const fitting *fit) {
    for (int32_t i = 0; i < fit->n; i++)
        if (fit->problem->row_totals[i] > 0 && fit->row_start[i] == fit->row_start[i + 1])
            return true;
    return false;
}

/* The most common contradiction, found before the first step: a row that alone fills some columns
 * is too small for them. Returns the missing people, 0 if none; `step` receives the number of rows
 * that can fill each column, and `residual` the last of them. */
static double find_overdrawn(const fitting *fit, double tolerance, double *demand) {
    double missing = 0;
    memset(fit->step, 0, (size_t)fit->m * sizeof(double));
    for (int32_t i = 0; i < fit->n; i++)
        for (size_t k = fit->row_start[i]; k < fit->row_start[i + 1]; k++) {
            fit->step[fit->column[k]] += 1;
            fit->residual[fit->column[k]] = i;
        }

    for (int32_t j = 0; j < fit->m; j++)
        if (fit->step[j] == 1) demand[(int32_t)fit->residual[j]] += fit->problem->column_totals[j];
    for (int32_t i = 0; i < fit->n; i++) {
        double total = fit->problem->row_totals[i];
        demand[i] = demand[i] - total > larger(1e-9 * total, tolerance) ? demand[i] - total : 0;
        missing += demand[i];
    }

    return missing;
}

/* All other people share what is not reserved for those rows. */
static margins_status fail_overdrawn(const fitting *fit, double missing, const double *demand,
                                     margins_result *ret_result) {
    for (int32_t i = 0; ret_result->is_row_crowded && i < fit->n; i++)
        ret_result->is_row_crowded[i] = demand[i] == 0;
    for (int32_t j = 0; ret_result->is_column_full && j < fit->m; j++)
        ret_result->is_column_full[j] = fit->step[j] != 1 || demand[(int32_t)fit->residual[j]] == 0;
    ret_result->excess = missing;
    return MARGINS_IMPOSSIBLE;
}

static double *table_of(const fitting *fit, cor_arena *scratch) {
    double *table = cor_new(scratch, double, (size_t)fit->n *(size_t)fit->m);
    margins_result copy = { .fitted = table };
    if (table) hand_over_fit(fit, &copy);
    return table;
}

margins_status margins_solve(const margins *problem, cor_arena scratch,
                             margins_result *ret_result) {
    fitting fit;
    if (!take_fitting_room(problem, &scratch, &fit)) return MARGINS_MEMORY;
    gather_cells(&fit);
    double most = largest_column(problem),
           tolerance = problem->tolerance > 0 ? problem->tolerance : TOLERANCE_DEFAULT;

    int32_t iterations_max =
        problem->iterations_max > 0 ? problem->iterations_max : ITERATIONS_DEFAULT;
    double *demand = cor_new(&scratch, double, fit.n);
    if (!demand) return MARGINS_MEMORY;

    double missing = find_overdrawn(&fit, larger(tolerance, TOLERANCE_RELATIVE * most), demand);
    if (missing > 0) return fail_overdrawn(&fit, missing, demand, ret_result);
    if (problem->begin) memcpy(fit.theta, problem->begin, (size_t)fit.m * sizeof(double));
    ret_result->iterations = descend_to_floor(&fit, iterations_max, DBL_EPSILON * most);
    ret_result->error = fit.error;
    ret_result->worst_column = fit.worst;
    hand_over_fit(&fit, ret_result);
    bool is_met =
        fit.error <= larger(tolerance, TOLERANCE_RELATIVE * most) && !has_homeless_row(&fit);
    if (is_met) return MARGINS_MET;
    const double *reached = table_of(&fit, &scratch);

    return reached ? margins_examine(problem, reached, scratch, ret_result) : MARGINS_MEMORY;
}
