/* SPDX-License-Identifier: Apache-2.0 */
/* indices_distance.c: compares moves with those that depend on totals alone, and with distance.
 *
 * The fitted table of the Poisson regression of moves on origins, destinations and the logarithm of
 * distance is the one that keeps the totals of the moves, with distance^b as seed. So only b is
 * unknown: the mean logarithm of distance of the fitted moves must equal that of the moves. It
 * increases with b. */
#include "core/say.h"
#include "indices.h"
#include "margins.h"

#include <stdlib.h>

typedef struct {
    index_work *work;
    double *log_distance;  // [n][n] less their mean
    double *seed, *fitted; // [n][n]
    double *begin;         // [n] column factors of the last fit
    double wanted;         // sum of moves times log distance
    cor_arena scratch;
} regression;

static cor_code fail_fit(const margins_result *result, margins_status status, cor_error *err) {
    if (status == MARGINS_MEMORY) return cor_fail_memory(err);
    cor_fail(err, COR_E_CONVERGE,
             _("After {iterations} rounds the moves expected from totals are still {persons} off."),
             cor_arg_int(result->iterations), cor_arg_number(result->error, 6));
    return cor_hint(err, _("The table is too sparse for these indices; add places together."));
}

/* Fit the table with this seed to the totals of the moves. */
static margins_status fit_to_seed(regression *model, margins_result *ret_result) {
    index_work *work = model->work;
    margins problem = { .row_count = work->n,
                        .column_count = work->n,
                        .seed = model->seed,
                        .row_totals = work->out,
                        .column_totals = work->in,
                        .begin = model->begin };

    *ret_result = (margins_result){ .fitted = model->fitted, .column_logs = model->begin };
    margins_status status = margins_solve(&problem, model->scratch, ret_result);
    work->indices->iterations += ret_result->iterations;

    return status;
}

/* ---- totals alone -------------------------------------------------------- */

static cor_code set_dissimilarity(regression *model, cor_error *err) {
    index_work *work = model->work;
    margins_result result;

    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < work->n; j++)
            model->seed[at2(work->n, i, j)] = i != j;

    margins_status status = fit_to_seed(model, &result);
    if (status) return fail_fit(&result, status, err);
    cor_sum sum = { 0 };

    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < work->n; j++)
            if (i != j)
                cor_sum_add(&sum,
                            fabs(index_moves(work, i, j) - model->fitted[at2(work->n, i, j)]));

    work->indices->dissimilarity = 0.5 * cor_sum_get(&sum) / work->indices->moves_persons;
    return COR_OK;
}

/* ---- how far ------------------------------------------------------------- */

typedef struct {
    double distance, moves;
} stretch_of_moves;

static int by_distance(const void *a, const void *b) {
    const stretch_of_moves *x = a, *y = b;
    return (x->distance > y->distance) - (x->distance < y->distance);
}

/* Half of the moves are not longer than this; where one ends exactly at half, midway to the
 * next. */
static double median_of(const stretch_of_moves *moves, size_t count, double total) {
    double before = 0;
    for (size_t k = 0; k < count; k++) {
        before += moves[k].moves;
        if (before < total / 2 || moves[k].moves == 0) continue;
        size_t next = k + 1;
        while (next < count && moves[next].moves == 0)
            next++;
        return before > total / 2 || next == count ? moves[k].distance
                                                   : (moves[k].distance + moves[next].distance) / 2;
    }

    return count ? moves[count - 1].distance : NAN;
}

static cor_code set_length(index_work *work, cor_error *err) {
    cor_arena scratch = work->scratch;
    size_t count = 0, pairs = (size_t)work->n * (size_t)(work->n - 1);
    stretch_of_moves *moves = cor_new(&scratch, stretch_of_moves, pairs);
    cor_sum sum = { 0 };

    if (!moves) return cor_fail_memory(err);
    for (int32_t i = 0; i < work->n; i++)
        for (int32_t j = 0; j < work->n; j++) {
            if (i == j) continue;
            double distance = work->input->distance_km[at2(work->n, i, j)];
            moves[count++] = (stretch_of_moves){ distance, index_moves(work, i, j) };
            cor_sum_add(&sum, distance * index_moves(work, i, j));
        }

    qsort(moves, count, sizeof *moves, by_distance);
    work->indices->distance_mean_km = cor_sum_get(&sum) / work->indices->moves_persons;
    work->indices->distance_median_km = median_of(moves, count, work->indices->moves_persons);

    return COR_OK;
}

/* ---- decay --------------------------------------------------------------- */

static double log_sum(const regression *model, const double *moves) {
    cor_sum sum = { 0 };
    int32_t n = model->work->n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            if (i != j) cor_sum_add(&sum, moves[at2(n, i, j)] * model->log_distance[at2(n, i, j)]);
    return cor_sum_get(&sum);
}

/* Mean logarithmic excess of distance in the fitted moves; NaN without a fitted table. */
static double excess_at(regression *model, double exponent) {
    margins_result result;
    int32_t n = model->work->n;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            model->seed[at2(n, i, j)] =
                i == j ? 0 : exp(exponent * model->log_distance[at2(n, i, j)]);
    if (fit_to_seed(model, &result)) return NAN;
    return (log_sum(model, model->fitted) - model->wanted) / model->work->indices->moves_persons;
}

enum { WIDENINGS_MAX = 6, STEPS_MAX = 60 };
static const double FLAT =
    1e-9; // the exponent has no effect: distance cannot be separated from totals

/* Regula falsi that halves the retained end (Illinois), between two exponents of opposite sign. */
static double find_root(regression *model, double low, double high, double at_low, double at_high) {
    for (int32_t step = 0; step < STEPS_MAX && fabs(high - low) > 1e-13 * larger(1, fabs(high));
         step++) {
        double middle = high - at_high * (high - low) / (at_high - at_low),
               at = excess_at(model, middle);
        if (isnan(at) || fabs(at) < 1e-15) return isnan(at) ? NAN : middle;
        if ((at > 0) != (at_high > 0)) {
            low = high;
            at_low = at_high;
        } else {
            at_low /= 2;
        }
        high = middle;
        at_high = at;
    }

    return high;
}

static double find_decay(regression *model) {
    double low = -1, high = 0, at_low = excess_at(model, low), at_high = excess_at(model, high);
    if (!(at_high - at_low > FLAT)) return NAN;
    for (int32_t k = 0; k < WIDENINGS_MAX && at_low > 0; k++, low *= 2)
        at_low = excess_at(model, 2 * low);
    for (int32_t k = 0; k < WIDENINGS_MAX && at_high < 0; k++)
        at_high = excess_at(model, high = high > 0 ? 2 * high : 1);
    if (!(at_low <= 0 && at_high >= 0)) return NAN;
    return find_root(model, low, high, at_low, at_high);
}

static void set_logs(regression *model) {
    int32_t n = model->work->n;
    cor_sum sum = { 0 };

    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            if (i != j) cor_sum_add(&sum, log(model->work->input->distance_km[at2(n, i, j)]));

    double mean = cor_sum_get(&sum) / ((double)n * (n - 1));
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            model->log_distance[at2(n, i, j)] =
                i == j ? 0 : log(model->work->input->distance_km[at2(n, i, j)]) - mean;

    model->wanted = log_sum(model, model->work->input->moves_persons);
}

cor_code index_distance(index_work *work, cor_error *err) {
    cor_arena scratch = work->scratch;
    size_t cells = square(work->n);
    regression model = { .work = work,
                         .log_distance = cor_new(&scratch, double, cells),
                         .seed = cor_new(&scratch, double, cells),
                         .fitted = cor_new(&scratch, double, cells),
                         .begin = cor_new(&scratch, double, work->n) };

    model.scratch = scratch;
    if (!model.log_distance || !model.seed || !model.fitted || !model.begin)
        return cor_fail_memory(err);

    cor_code code = set_dissimilarity(&model, err);
    work->indices->distance_mean_km = work->indices->distance_median_km =
        work->indices->distance_decay = NAN;
    if (code || !work->input->distance_km) return code;

    if ((code = set_length(work, err))) return code;
    set_logs(&model);
    work->indices->distance_decay = find_decay(&model);

    return COR_OK;
}
