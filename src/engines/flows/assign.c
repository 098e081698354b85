/* SPDX-License-Identifier: Apache-2.0 */
/* assign.c: moves of each birthplace between places.
 *
 * Given the people born in b who live at i before and at j after, the published methods fill
 * [b][origin][destination] by quasi-independence (as many as possible stay) or by independence.
 * Without a seed neither needs iteration: once the stayers are taken out, a place has either
 * leavers or arrivals of one birthplace, never both, so the empty diagonal does not bind and the
 * product of margins is the exact solution. docs/methods/accounting.md shows why. */
#include "account.h"
#include "core/say.h"

/* Origins or birthplaces that a thread takes at a time. */
enum { BLOCK = 16 };

static bool take_part(cor_flows_work *work, cor_flows_part *ret_part, double **ret_stayed,
                      double **ret_leaving, double **ret_arriving, double weight) {
    size_t cells = square(work->n);
    *ret_stayed = cor_new_unset(work->keep, double, cells);
    *ret_leaving = cor_new_unset(work->keep, double, cells);
    *ret_arriving = cor_new_unset(work->keep, double, cells);
    *ret_part = (cor_flows_part){ weight, *ret_stayed, *ret_leaving, *ret_arriving, work->seed };
    return *ret_stayed && *ret_leaving && *ret_arriving;
}

/* Divide by the sum, so that leaving x arriving adds up to the leavers. */
static void normalise_row(double *row, int32_t n) {
    double sum = 0;
    for (int32_t j = 0; j < n; j++)
        sum += row[j];
    for (int32_t j = 0; sum > 0 && j < n; j++)
        row[j] /= sum;
}

/* Stayers, leavers and arrivals: the smaller of both tables, and the rest of each. */
static void split_stayers(const double *start, const double *end, size_t count, double *stayed,
                          double *leaving, double *arriving) {
    for (size_t cell = 0; cell < count; cell++) {
        stayed[cell] = smaller(start[cell], end[cell]);
        leaving[cell] = start[cell] - stayed[cell];
        arriving[cell] = end[cell] - stayed[cell];
    }
}

static void split_exactly(const exact *start, const exact *end, size_t count, double *stayed,
                          double *leaving, double *arriving) {
    for (size_t cell = 0; cell < count; cell++) {
        double lost = (double)(start[cell] - end[cell]);
        stayed[cell] = lost > 0 ? (double)end[cell] : (double)start[cell];
        leaving[cell] = larger(lost, 0);
        arriving[cell] = larger(-lost, 0);
    }
}

cor_code assign_stayers(cor_flows_work *work, const flow_account *account, double weight,
                        cor_flows_part *ret_part, cor_flows_report *report, cor_error *err) {
    double *stayed, *leaving, *arriving;
    if (!take_part(work, ret_part, &stayed, &leaving, &arriving, weight))
        return cor_fail_memory(err);

    if (account->exact_start)
        split_exactly(account->exact_start, account->exact_end, square(work->n), stayed, leaving,
                      arriving);

    else
        split_stayers(account->start, account->end, square(work->n), stayed, leaving, arriving);
    if (work->seed) return seed_part(work, leaving, arriving, report, err);
    for (int32_t b = 0; b < work->n; b++)
        normalise_row(arriving + at2(work->n, b, 0), work->n);

    return COR_OK;
}

cor_code assign_freely(cor_flows_work *work, const flow_account *account, double weight,
                       cor_flows_part *ret_part, cor_flows_report *report, cor_error *err) {
    double *stayed, *leaving, *arriving;
    if (!take_part(work, ret_part, &stayed, &leaving, &arriving, weight))
        return cor_fail_memory(err);

    ret_part->stayed = NULL;
    memcpy(leaving, account->start, square(work->n) * sizeof(double));
    memcpy(arriving, account->end, square(work->n) * sizeof(double));
    if (work->seed) return seed_part(work, leaving, arriving, report, err);
    for (int32_t b = 0; b < work->n; b++)
        normalise_row(arriving + at2(work->n, b, 0), work->n);

    return COR_OK;
}

/* ---- all birthplaces together -------------------------------------------- */

static void add_scaled(double *to, const double *row, double factor, int32_t count) {
    for (int32_t j = 0; j < count; j++)
        to[j] += factor * row[j];
}

/* Moves out of one origin: summed over birthplaces in a fixed order, so that the number of threads
 * changes no digit. */
static void add_origin(const cor_flows_part *part, int32_t n, int32_t origin, double *ret_moves,
                       double *row) {
    memset(row, 0, (size_t)n * sizeof(double));
    for (int32_t b = 0; b < n; b++) {
        double leaving = part->leaving[at2(n, b, origin)];
        if (leaving != 0) add_scaled(row, part->arriving + at2(n, b, 0), leaving, n);
    }
    for (int32_t j = 0; j < n; j++) {
        double propensity = part->seed ? part->seed[at2(n, origin, j)] : 1;
        if (j != origin) ret_moves[j] += part->weight * (propensity * row[j]);
    }
}

static cor_code add_birthplaces(cor_flows_work *work, const cor_flows_part *part, double *moves,
                                cor_error *err) {
    int32_t n = work->n;
    cor_arena scratch = work->scratch;
    int32_t block_count = (n + BLOCK - 1) / BLOCK;
    double *rows = cor_new(&scratch, double, (size_t)block_count *(size_t)n);
    if (!rows) return cor_fail_memory(err);
#pragma omp parallel for schedule(dynamic) if (n > 400)
    for (int32_t block = 0; block < block_count; block++)
        for (int32_t i = block * BLOCK; i < n && i < (block + 1) * BLOCK; i++)
            add_origin(part, n, i, moves + at2(n, i, 0), rows + (size_t)block * (size_t)n);
    return COR_OK;
}

/* ---- what must hold ------------------------------------------------------ */

/* Largest difference between net migration of the moves and change of population in the fitted
 * tables. */
static double net_error(const flow_account *account, const double *moves, int32_t n, exact *net) {
    double worst = 0;
    for (int32_t k = 0; k < n; k++) {
        const double *start = account->start + at2(n, k, 0), *end = account->end + at2(n, k, 0);
        const double *leaving = moves + at2(n, k, 0);
        exact left = 0;
        for (int32_t r = 0; r < n; r++) {
            net[r] += (exact)start[r] - end[r] + leaving[r];
            left += leaving[r];
        }
        net[k] -= left;
    }

    for (int32_t r = 0; r < n; r++)
        worst = larger(worst, fabs((double)net[r]));
    return worst;
}

/* Without a seed: largest difference between leavers and arrivals of one birthplace. */
static double part_error(const flow_account *account, int32_t n) {
    double worst = 0;
    for (int32_t b = 0; b < n; b++)
        worst = larger(worst, fabs(sum_of(account->start + at2(n, b, 0), (size_t)n) -
                                   sum_of(account->end + at2(n, b, 0), (size_t)n)));
    return worst;
}

cor_code assign_finish(cor_flows_work *work, const flow_account *account,
                       const cor_flows_part *parts, int32_t part_count, cor_flows *ret_flows,
                       cor_error *err) {
    double *moves = cor_new(work->keep, double, square(work->n));
    cor_flows_part *kept = cor_new(work->keep, cor_flows_part, part_count);

    if (!moves || !kept) return cor_fail_memory(err);
    for (int32_t p = 0; p < part_count; p++) {
        kept[p] = parts[p];
        cor_code code = add_birthplaces(work, &parts[p], moves, err);
        if (code) return code;
    }

    cor_arena scratch = work->scratch; // from here on the summation no longer needs it
    exact *net = cor_new(&scratch, exact, work->n);
    if (!net) return cor_fail_memory(err);
    cor_flows_report *report = &ret_flows->report;
    report->margin_error_persons =
        larger(report->margin_error_persons, part_error(account, work->n));
    report->net_error_persons = net_error(account, moves, work->n, net);
    ret_flows->moves_persons = moves;
    ret_flows->start_fitted_persons = account->start;
    ret_flows->end_fitted_persons = account->end;
    ret_flows->parts = kept;
    ret_flows->part_count = part_count;

    return COR_OK;
}
