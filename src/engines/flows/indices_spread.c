/* SPDX-License-Identifier: Apache-2.0 */
/* indices_spread.c: inequality of moves between pairs: Gini indices, coefficients of variation,
 * Theil.
 *
 * A Gini index compares every cell with every other. After sorting, the sum of all differences is a
 * weighted sum of the cells, so n^2 log n steps replace n^4 comparisons. */
#include "core/say.h"
#include "indices.h"

#include <stdlib.h>

static int by_move_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sum of |x - y| over all ordered pairs; sorts the values. */
static double sum_of_differences(double *values, size_t count) {
    cor_sum sum = { 0 };
    qsort(values, count, sizeof *values, by_move_size);
    for (size_t k = 0; k < count; k++)
        cor_sum_add(&sum, (2 * (double)k + 1 - (double)count) * values[k]);
    return 2 * cor_sum_get(&sum);
}

/* Standard deviation over mean. */
static double variation_of(const double *values, size_t count, double total) {
    double mean = total / (double)count;
    cor_sum squares = { 0 };
    for (size_t k = 0; k < count; k++)
        cor_sum_add(&squares, (values[k] - mean) * (values[k] - mean));
    return sqrt(cor_sum_get(&squares) / (double)count) / mean;
}

/* ---- all pairs ----------------------------------------------------------- */

static double exchange_differences(const index_work *work) {
    cor_sum sum = { 0 };
    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < i; j++)
            cor_sum_add(&sum, 2 * fabs(index_moves(work, i, j) - index_moves(work, j, i)));
    return cor_sum_get(&sum);
}

static double theil_of(const double *values, size_t count, double total) {
    cor_sum sum = { 0 };
    for (size_t k = 0; k < count; k++) {
        double share = values[k] / total;
        if (share > 0) cor_sum_add(&sum, share * log(share * (double)count));
    }
    return larger(cor_sum_get(&sum), 0);
}

static cor_code spread_all(index_work *work, cor_error *err) {
    cor_arena scratch = work->scratch;
    cor_indices *indices = work->indices;
    size_t count = 0, pairs = (size_t)work->n * (size_t)(work->n - 1);
    double *values = cor_new(&scratch, double, pairs), total = indices->moves_persons;

    if (!values) return cor_fail_memory(err);
    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < work->n; j++)
            if (i != j) values[count++] = index_moves(work, i, j);

    indices->variation = variation_of(values, pairs, total);
    indices->theil = theil_of(values, pairs, total);
    double sum = sum_of_differences(values, pairs);
    indices->gini = sum / (2 * ((double)pairs - 1) * total);
    indices->gini_uncorrected = sum / (2 * (double)pairs * total);
    indices->gini_exchange = exchange_differences(work) / (2 * (double)pairs * total);

    return COR_OK;
}

/* ---- rows and columns ---------------------------------------------------- */

typedef struct {
    double *gini, *variation; // [n] by place
    double gini_part;         // share in the index over all pairs
    double gini_mean, variation_mean;
} field;

static void gather_moves(const index_work *work, int32_t place, bool is_row, double *values) {
    size_t count = 0;
    for (int32_t k = 0; k < work->n; k++)
        if (k != place)
            values[count++] = is_row ? index_moves(work, place, k) : index_moves(work, k, place);
}

/* Each place separately; the mean over places weights each by its share of all moves. */
static cor_code spread_field(index_work *work, bool is_row, cor_arena *keep, field *ret,
                             cor_error *err) {
    cor_arena scratch = work->scratch;
    int32_t n = work->n;
    size_t count = (size_t)n - 1;
    double *values = cor_new(&scratch, double, count), all = work->indices->moves_persons;

    *ret = (field){ cor_new(keep, double, n), cor_new(keep, double, n), 0, 0, 0 };
    if (!values || !ret->gini || !ret->variation) return cor_fail_memory(err);
    for (int32_t place = 0; place < n; place++) {
        double total = is_row ? work->out[place] : work->in[place];
        gather_moves(work, place, is_row, values);
        ret->variation[place] = variation_of(values, count, total);
        double sum = sum_of_differences(values, count);
        ret->gini[place] = n > 2 ? sum / (2 * ((double)n - 2) * total) : NAN;
        ret->gini_part += sum / (2 * (double)n * (double)count * all);
        if (total <= 0) continue;
        ret->gini_mean += ret->gini[place] * (total / all);
        ret->variation_mean += ret->variation[place] * (total / all);
    }

    return COR_OK;
}

cor_code index_spread(index_work *work, cor_arena *keep, cor_error *err) {
    cor_indices *indices = work->indices;
    field rows, columns;
    cor_code code = spread_all(work, err);
    if (!code) code = spread_field(work, true, keep, &rows, err);
    if (!code) code = spread_field(work, false, keep, &columns, err);
    if (code) return code;
    indices->gini_rows = rows.gini_part;
    indices->gini_columns = columns.gini_part;
    indices->gini_out = rows.gini_mean;
    indices->gini_in = columns.gini_mean;
    indices->gini_mean = (rows.gini_mean + columns.gini_mean) / 2;
    indices->variation_out = rows.variation_mean;
    indices->variation_in = columns.variation_mean;
    indices->variation_system = rows.variation_mean + columns.variation_mean;
    indices->place_gini_out = rows.gini;
    indices->place_gini_in = columns.gini;
    indices->place_variation_out = rows.variation;
    indices->place_variation_in = columns.variation;

    return COR_OK;
}
