/* SPDX-License-Identifier: Apache-2.0 */
/* growth.c: one matrix of moves per resident for all birthplaces. The table at the end is the table
 * at the start times that matrix: S0 G = S1. Rogers and von Rabenau (1971), Demography 8(2). The
 * answer can contain negative moves. */
#include "core/say.h"
#include "flows_private.h"

/* LU factors of S0: the upper triangle is the result of elimination, the lower one holds the
 * multipliers. */
typedef struct {
    int32_t n;
    double *table;  // [n][n]
    double *scale;  // [n] largest cell of each row of S0: the scale for "small" in that row
    int32_t *order; // [n] the table's row now at this position
} triangles;

static void swap_rows(triangles *left, int32_t a, int32_t b) {
    for (int32_t j = 0; a != b && j < left->n; j++) {
        double cell = left->table[at2(left->n, a, j)];
        left->table[at2(left->n, a, j)] = left->table[at2(left->n, b, j)];
        left->table[at2(left->n, b, j)] = cell;
    }

    double scale = left->scale[a];
    int32_t row = left->order[a];
    left->scale[a] = left->scale[b];
    left->scale[b] = scale;
    left->order[a] = left->order[b];
    left->order[b] = row;
}

static int32_t find_pivot(const triangles *left, int32_t column) {
    int32_t best = column;
    double most = -1;

    for (int32_t i = column; i < left->n; i++) {
        double relative =
            left->scale[i] > 0 ? fabs(left->table[at2(left->n, i, column)]) / left->scale[i] : 0;
        if (relative > most) {
            most = relative;
            best = i;
        }
    }

    return most > 1e-13 ? best : -1;
}

static void subtract_row(double *from, const double *row, double factor, int32_t start,
                         int32_t end) {
    for (int32_t j = start; factor != 0 && j < end; j++)
        from[j] -= factor * row[j];
}

/* Gaussian elimination with scaled row pivots. Returns the column without a pivot, or -1. */
static int32_t reduce_table(triangles *left) {
    int32_t n = left->n;
    for (int32_t k = 0; k < n; k++) {
        int32_t pivot = find_pivot(left, k);
        if (pivot < 0) return k;
        swap_rows(left, k, pivot);
        for (int32_t i = k + 1; i < n; i++) {
            double *row = left->table + at2(n, i, 0), *upper = left->table + at2(n, k, 0);
            row[k] /= upper[k];
            subtract_row(row, upper, row[k], k + 1, n);
        }
    }

    return -1;
}

/* Solve S0 answer = right, whose rows follow the order of the triangles; the answer replaces
 * `right`. */
static void solve_triangles(const triangles *left, double *right) {
    int32_t n = left->n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; k < i; k++)
            subtract_row(right + at2(n, i, 0), right + at2(n, k, 0), left->table[at2(n, i, k)], 0,
                         n);

    for (int32_t i = n - 1; i >= 0; i--) {
        for (int32_t k = i + 1; k < n; k++)
            subtract_row(right + at2(n, i, 0), right + at2(n, k, 0), left->table[at2(n, i, k)], 0,
                         n);
        for (int32_t j = 0; j < n; j++)
            right[at2(n, i, j)] /= left->table[at2(n, i, i)];
    }
}

/* The exact rest S1 - S0 G; four columns at a time, because their sums are independent. */
static double find_rest(const cor_flows_input *input, const triangles *left, const double *rates,
                        double *ret_rest) {
    enum { WIDTH = 4 };
    int32_t n = left->n;
    double worst = 0;

    for (int32_t k = 0; k < n; k++)
        for (int32_t j = 0; j < n; j += WIDTH) {
            const double *start = input->stock_start_persons + at2(n, left->order[k], 0);
            const double *end = input->stock_end_persons + at2(n, left->order[k], 0);
            exact sums[WIDTH] = { 0 };
            int32_t width = n - j < WIDTH ? n - j : WIDTH;
            for (int32_t w = 0; w < width; w++)
                sums[w] = end[j + w];
            for (int32_t i = 0; i < n; i++)
                for (int32_t w = 0; start[i] != 0 && w < width; w++)
                    sums[w] -= (exact)start[i] * rates[at2(n, i, j + w)];
            for (int32_t w = 0; w < width; w++) {
                ret_rest[at2(n, k, j + w)] = (double)sums[w];
                worst = larger(worst, fabs((double)sums[w]));
            }
        }

    return worst;
}

static cor_code fail_singular(const cor_flows_input *input, int32_t place, cor_error *err) {
    cor_fail(err, COR_E_DOMAIN,
             _("The table at the start does not tell the residents of {place} apart from those of "
               "other places by where they were born."),
             place_arg(input, place));
    return cor_hint(err, _("Leave out places without residents, or use another method."));
}

static double population_at_start(const cor_flows_input *input, int32_t place) {
    cor_sum total = { 0 };
    for (int32_t b = 0; b < input->place_count; b++)
        cor_sum_add(&total, input->stock_start_persons[at2(input->place_count, b, place)]);
    return cor_sum_get(&total);
}

static bool take_triangles(const cor_flows_input *input, cor_arena *scratch, triangles *ret) {
    int32_t n = input->place_count;
    *ret = (triangles){ n, cor_new(scratch, double, square(n)), cor_new(scratch, double, n),
                        cor_new(scratch, int32_t, n) };
    if (!ret->table || !ret->scale || !ret->order) return false;

    memcpy(ret->table, input->stock_start_persons, square(n) * sizeof(double));
    for (int32_t b = 0; b < n; b++) {
        ret->order[b] = b;
        for (int32_t r = 0; r < n; r++)
            ret->scale[b] = larger(ret->scale[b], fabs(ret->table[at2(n, b, r)]));
    }

    return true;
}

/* Solve, then solve for the rest (iterative refinement): rates are then as exact as a double can
 * be. Returns the remaining error. */
static double solve_rates(const cor_flows_input *input, const triangles *left, double *rest,
                          double *ret_rates) {
    double worst = find_rest(input, left, ret_rates, rest);
    for (int32_t round = 0; round < 2; round++) {
        solve_triangles(left, rest);
        for (size_t cell = 0; cell < square(left->n); cell++)
            ret_rates[cell] += rest[cell];
        worst = find_rest(input, left, ret_rates, rest);
    }
    return worst;
}

cor_code rate_growth(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    const cor_flows_input *input = work->input;
    int32_t n = work->n;
    double *rates = cor_new(work->keep, double, square(n));
    cor_arena scratch = work->scratch;
    triangles left;
    double *rest = cor_new(&scratch, double, square(n));

    if (!rates || !rest || !take_triangles(input, &scratch, &left)) return cor_fail_memory(err);
    int32_t without_pivot = reduce_table(&left);
    if (without_pivot >= 0) return fail_singular(input, without_pivot, err);
    ret_flows->report.margin_error_persons = solve_rates(input, &left, rest, rates);

    for (int32_t i = 0; i < n; i++) {
        double residents = population_at_start(input, i);
        for (int32_t j = 0; j < n; j++)
            rates[at2(n, i, j)] *= i == j ? 0 : residents;
    }

    ret_flows->moves_persons = rates;
    return COR_OK;
}
