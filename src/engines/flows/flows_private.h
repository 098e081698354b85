/* SPDX-License-Identifier: Apache-2.0 */
/* flows_private.h: declarations shared by the files of the flow engine. */
#ifndef CORREDOR_ENGINES_FLOWS_FLOWS_PRIVATE_H
#define CORREDOR_ENGINES_FLOWS_FLOWS_PRIVATE_H

#include <math.h>

#include "core/core.h"
#include "corredor/flows.h"

/* Row-major tables of n columns. */
static inline size_t at2(int32_t n, int32_t row, int32_t column) {
    return (size_t)row * (size_t)n + (size_t)column;
}
static inline size_t square(int32_t n) {
    return (size_t)n * (size_t)n;
}
static inline double larger(double a, double b) {
    return a > b ? a : b;
}
static inline double smaller(double a, double b) {
    return a < b ? a : b;
}

static inline double sum_of(const double *values, size_t count) {
    cor_sum sum = { 0 };
    for (size_t k = 0; k < count; k++)
        cor_sum_add(&sum, values[k]);
    return cor_sum_get(&sum);
}

/* The few who moved are the difference between two tables of the many who did not: a rounding error
 * of a double in the tables would be part of the answer. */
typedef long double exact;

/* The two tables while they are adjusted until moves alone explain their difference. */
typedef struct {
    bool is_ready;
    exact *exact_start, *exact_end; // [n][n] birthplace, residence; NULL once they have been fitted
    double *start, *end;            // [n][n] the same in the precision of the answer
    cor_flows_report report;
    cor_flows_note *notes; // notes of the report while it is written
    int32_t note_room;
} flow_account;

/* One call: the question, the place for answers, and what several methods share. */
typedef struct cor_flows_work {
    const cor_flows_method *method;
    const cor_flows_input *input;
    cor_flows_options options; // defaults filled in
    const double *seed;        // a copy in keep, or NULL
    int32_t n;
    cor_arena *keep;
    cor_arena scratch;
    const double *begin[2];    // [n] starting values for the fits of the start and the end table,
                               // or NULL
    double *found[2];          // [n] receives their solutions, or NULL
    flow_account open, closed; // in keep, because they are part of the answers
} cor_flows_work;

/* People born in b who stayed at i: stayed[b][i]. People who moved from i to j: leaving[b][i] *
 * seed[i][j] * arriving[b][j]. The seed is NULL if all propensities are one. */
typedef struct cor_flows_part {
    double weight;
    const double *stayed;             // [n][n]; NULL: no stayers are held fixed
    const double *leaving, *arriving; // [n][n]
    const double *seed;
} cor_flows_part;

/* methods.c: one estimate of many: checked before, with a work struct of its own. */
cor_code estimate_prepared(cor_flows_work *work, const cor_flows_method *method,
                           cor_flows *ret_flows, cor_error *err);
cor_flows_options options_with_defaults(const cor_flows_options *options);

/* check.c */
cor_arg place_arg(const cor_flows_input *input, int32_t place);

/* account.c: start and end table after births, deaths and closing, with equal birthplace totals. */
cor_code account_get(cor_flows_work *work, bool closed, const flow_account **ret_account,
                     cor_error *err);

/* assign.c: moves of each birthplace between places. */
cor_code assign_stayers(cor_flows_work *work, const flow_account *table, double weight,
                        cor_flows_part *ret_part, cor_flows_report *report, cor_error *err);
cor_code assign_freely(cor_flows_work *work, const flow_account *table, double weight,
                       cor_flows_part *ret_part, cor_flows_report *report, cor_error *err);
cor_code assign_finish(cor_flows_work *work, const flow_account *table, const cor_flows_part *parts,
                       int32_t part_count, cor_flows *ret_flows, cor_error *err);

/* seed.c: turns numbers of people into factors. */
cor_code seed_part(cor_flows_work *work, double *leaving, double *arriving,
                   cor_flows_report *report, cor_error *err);

/* functions of the methods table */
cor_code difference_drop(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code difference_reverse(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code rate_spread(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code rate_growth(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_open(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_closed(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_independent(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_weighted(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);

#endif
