/* SPDX-License-Identifier: Apache-2.0 */
/* seed.c: fits the moves of each birthplace to a table of propensities.
 *
 * leaving and arriving come in as numbers of people and go out as factors: the moves from i to j
 * are leaving[b][i] * seed[i][j] * arriving[b][j]. Birthplaces are independent, so each is a small
 * margin problem of its own over the origins it left and the destinations it reached; threads share
 * them out. */
#include "account.h"
#include "core/say.h"
#include "margins.h"

/* The non-empty part of one birthplace's problem. */
typedef struct {
    int32_t n, origin_count, destination_count;
    int32_t *origins, *destinations;
    double *seed, *left, *arrived, *left_factors, *arrived_factors;
} corner_problem;

typedef struct {
    margins_status status;
    double error;
    int32_t iterations;
} fit_outcome;

static bool take_corner(cor_arena *scratch, int32_t n, const double *leaving,
                        const double *arriving, corner_problem *ret) {
    *ret = (corner_problem){ .n = n,
                             .origins = cor_new(scratch, int32_t, n),
                             .destinations = cor_new(scratch, int32_t, n) };
    if (!ret->origins || !ret->destinations) return false;

    for (int32_t i = 0; i < n; i++) {
        if (leaving[i] > 0) ret->origins[ret->origin_count++] = i;
        if (arriving[i] > 0) ret->destinations[ret->destination_count++] = i;
    }

    ret->seed = cor_new(scratch, double, (size_t)ret->origin_count *(size_t)ret->destination_count);
    ret->left = cor_new(scratch, double, ret->origin_count);
    ret->left_factors = cor_new(scratch, double, ret->origin_count);
    ret->arrived = cor_new(scratch, double, ret->destination_count);
    ret->arrived_factors = cor_new(scratch, double, ret->destination_count);

    return ret->seed && ret->left && ret->left_factors && ret->arrived && ret->arrived_factors;
}

/* Without the stayers assumption people may stay, and the diagonal of the seed counts. */
static void fill_corner(const corner_problem *corner, const double *seed, const double *leaving,
                        const double *arriving) {
    for (int32_t i = 0; i < corner->origin_count; i++)
        for (int32_t j = 0; j < corner->destination_count; j++)
            corner->seed[at2(corner->destination_count, i, j)] =
                seed[at2(corner->n, corner->origins[i], corner->destinations[j])];
    for (int32_t i = 0; i < corner->origin_count; i++)
        corner->left[i] = leaving[corner->origins[i]];
    for (int32_t j = 0; j < corner->destination_count; j++)
        corner->arrived[j] = arriving[corner->destinations[j]];
}

/* Leavers and arrivals of a birthplace agree only up to the error of the tables they come from. */
static void balance_corner(const corner_problem *corner) {
    double left = 0, arrived = 0;
    for (int32_t i = 0; i < corner->origin_count; i++)
        left += corner->left[i];
    for (int32_t j = 0; j < corner->destination_count; j++)
        arrived += corner->arrived[j];
    for (int32_t j = 0; j < corner->destination_count; j++)
        corner->arrived[j] *= left / arrived;
}

static margins corner_margins(const cor_flows_work *work, const corner_problem *corner) {
    return (margins){ .row_count = corner->origin_count,
                      .column_count = corner->destination_count,
                      .seed = corner->seed,
                      .row_totals = corner->left,
                      .column_totals = corner->arrived,
                      .tolerance = work->options.tolerance_persons,
                      .iterations_max = work->options.iterations_max };
}

static fit_outcome fit_birthplace(const cor_flows_work *work, double *leaving, double *arriving,
                                  cor_arena scratch) {
    corner_problem corner;
    if (!take_corner(&scratch, work->n, leaving, arriving, &corner))
        return (fit_outcome){ .status = MARGINS_MEMORY };

    if (!corner.origin_count || !corner.destination_count)
        return (fit_outcome){ MARGINS_MET, 0, 0 };
    fill_corner(&corner, work->seed, leaving, arriving);
    balance_corner(&corner);
    margins problem = corner_margins(work, &corner);
    margins_result result = { .row_factors = corner.left_factors,
                              .column_factors = corner.arrived_factors };
    margins_status status = margins_solve(&problem, scratch, &result);
    if (status) return (fit_outcome){ status, result.error, result.iterations };
    for (int32_t i = 0; i < corner.origin_count; i++)
        leaving[corner.origins[i]] = corner.left_factors[i];

    for (int32_t j = 0; j < corner.destination_count; j++)
        arriving[corner.destinations[j]] = corner.arrived_factors[j];
    return (fit_outcome){ MARGINS_MET, result.error, result.iterations };
}

static cor_code fail_seed(const cor_flows_work *work, int32_t birthplace, fit_outcome outcome,
                          cor_error *err) {
    if (outcome.status == MARGINS_MEMORY) return cor_fail_memory(err);
    cor_arg place = place_arg(work->input, birthplace);
    if (outcome.status == MARGINS_UNMET) {
        cor_fail(err, COR_E_CONVERGE,
                 _("After {iterations} rounds the moves of people born in {place} are still "
                   "{persons} off."),
                 cor_arg_int(outcome.iterations), place, cor_arg_number(outcome.error, 6));
        return cor_hint(err, _("Allow more iterations or a larger tolerance."));
    }

    cor_fail(err, COR_E_CONFLICT,
             _("The seed forbids the moves that people born in {place} must have made between the "
               "two tables."),
             place);

    return cor_hint(err, _("Replace zeros of the seed by small propensities where a move is "
                           "unlikely but possible."));
}

enum {
    LANES = 32
}; // parts of the scratch memory, so that the split does not depend on the number of threads

static cor_arena seed_lane(cor_arena scratch, int32_t lane) {
    size_t bytes = (size_t)(scratch.end - scratch.next) / LANES;
    return (cor_arena){ scratch.next + (size_t)lane * bytes,
                        scratch.next + (size_t)(lane + 1) * bytes };
}

cor_code seed_part(cor_flows_work *work, double *leaving, double *arriving,
                   cor_flows_report *report, cor_error *err) {
    int32_t n = work->n;
    cor_arena scratch = work->scratch;
    fit_outcome *outcomes = cor_new(&scratch, fit_outcome, n);
    if (!outcomes) return cor_fail_memory(err);
#pragma omp parallel for schedule(dynamic) if (n > 64)
    for (int32_t lane = 0; lane < LANES; lane++)
        for (int32_t b = lane; b < n; b += LANES)
            outcomes[b] = fit_birthplace(work, leaving + at2(n, b, 0), arriving + at2(n, b, 0),
                                         seed_lane(scratch, lane));
    for (int32_t b = 0; b < n; b++) {
        if (outcomes[b].status) return fail_seed(work, b, outcomes[b], err);
        report->iterations += outcomes[b].iterations;
        report->margin_error_persons = larger(report->margin_error_persons, outcomes[b].error);
    }
    return COR_OK;
}
