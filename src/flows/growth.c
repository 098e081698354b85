/* growth.c: every birthplace grows at the same rates. The table at the end is the table at the start times one matrix
 * of moves per resident: S0 G = S1. Rogers and von Rabenau (1971), Demography 8(2). The answer can hold negative moves.
 */
#include "flows_private.h"

/* S0 G = S1 as [S0 | S1], reduced from the left. */
typedef struct {
    int32_t n;
    double *left, *right; // [n][n]
    double *scale;        // [n] largest cell of each row at the start: what "small" means there
} equations;

static void swap_rows(equations *eq, int32_t a, int32_t b) {
    for (int32_t j = 0; a != b && j < eq->n; j++) {
        double left = eq->left[at2(eq->n, a, j)], right = eq->right[at2(eq->n, a, j)];
        eq->left[at2(eq->n, a, j)] = eq->left[at2(eq->n, b, j)];
        eq->right[at2(eq->n, a, j)] = eq->right[at2(eq->n, b, j)];
        eq->left[at2(eq->n, b, j)] = left;
        eq->right[at2(eq->n, b, j)] = right;
    }
    double scale = eq->scale[a];
    eq->scale[a] = eq->scale[b];
    eq->scale[b] = scale;
}

static int32_t find_pivot(const equations *eq, int32_t column) {
    int32_t best = column;
    double most = -1;
    for (int32_t i = column; i < eq->n; i++) {
        double relative = eq->scale[i] > 0 ? fabs(eq->left[at2(eq->n, i, column)]) / eq->scale[i] : 0;
        if (relative > most) {
            most = relative;
            best = i;
        }
    }
    return most > 1e-13 ? best : -1;
}

static void subtract_row(double *from, const double *row, double factor, int32_t start, int32_t end) {
    for (int32_t j = start; j < end; j++)
        from[j] -= factor * row[j];
}

/* Gauss-Jordan with row pivoting, scaled. Returns the column without a pivot, or -1. */
static int32_t reduce(equations *eq) {
    int32_t n = eq->n;
    for (int32_t k = 0; k < n; k++) {
        int32_t pivot = find_pivot(eq, k);
        if (pivot < 0) return k;
        swap_rows(eq, k, pivot);
        for (int32_t i = k + 1; i < n; i++) {
            double factor = eq->left[at2(n, i, k)] / eq->left[at2(n, k, k)];
            if (factor == 0) continue;
            subtract_row(eq->left + at2(n, i, 0), eq->left + at2(n, k, 0), factor, k, n);
            subtract_row(eq->right + at2(n, i, 0), eq->right + at2(n, k, 0), factor, 0, n);
        }
    }
    return -1;
}

static void substitute_back(equations *eq) {
    int32_t n = eq->n;
    for (int32_t k = n - 1; k >= 0; k--) {
        for (int32_t j = 0; j < n; j++)
            eq->right[at2(n, k, j)] /= eq->left[at2(n, k, k)];
        for (int32_t i = 0; i < k; i++)
            subtract_row(eq->right + at2(n, i, 0), eq->right + at2(n, k, 0), eq->left[at2(n, i, k)], 0, n);
    }
}

/* How well S0 G reproduces S1. */
static double margin_error(const cor_flows_input *input, const double *rates, double *row) {
    int32_t n = input->place_count;
    double worst = 0;
    for (int32_t b = 0; b < n; b++) {
        for (int32_t j = 0; j < n; j++)
            row[j] = -input->stock_end_persons[at2(n, b, j)];
        for (int32_t i = 0; i < n; i++)
            subtract_row(row, rates + at2(n, i, 0), -input->stock_start_persons[at2(n, b, i)], 0, n);
        for (int32_t j = 0; j < n; j++)
            worst = larger(worst, fabs(row[j]));
    }
    return worst;
}

static cor_code fail_singular(const cor_flows_input *input, int32_t place, cor_error *err) {
    cor_fail(err, COR_E_DOMAIN,
             _("The table at the start does not tell the residents of {place} apart from those of other "
               "places by where they were born."),
             place_arg(input, place));
    return cor_hint(err, _("Leave out places without residents, or use another method."));
}

static double population_at_start(const cor_flows_input *input, int32_t place) {
    cor_sum total = { 0 };
    for (int32_t b = 0; b < input->place_count; b++)
        cor_sum_add(&total, input->stock_start_persons[at2(input->place_count, b, place)]);
    return cor_sum_get(&total);
}

cor_code rate_growth(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    const cor_flows_input *input = work->input;
    int32_t n = work->n;
    double *rates = cor_new(work->keep, double, square(n));
    cor_arena scratch = work->scratch;
    equations eq = { n, cor_new(&scratch, double, square(n)), rates, cor_new(&scratch, double, n) };
    if (!rates || !eq.left || !eq.scale) return cor_fail_memory(err);
    memcpy(eq.left, input->stock_start_persons, square(n) * sizeof(double));
    memcpy(eq.right, input->stock_end_persons, square(n) * sizeof(double));
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = 0; r < n; r++)
            eq.scale[b] = larger(eq.scale[b], fabs(eq.left[at2(n, b, r)]));
    int32_t without_pivot = reduce(&eq);
    if (without_pivot >= 0) return fail_singular(input, without_pivot, err);
    substitute_back(&eq);
    ret_flows->report.margin_error_persons = margin_error(input, rates, eq.scale);
    for (int32_t i = 0; i < n; i++) {
        double residents = population_at_start(input, i);
        for (int32_t j = 0; j < n; j++)
            rates[at2(n, i, j)] *= i == j ? 0 : residents;
    }
    ret_flows->moves_persons = rates;
    return COR_OK;
}
