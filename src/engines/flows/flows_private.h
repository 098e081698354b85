/* SPDX-License-Identifier: Apache-2.0 */
/* flows_private.h: what the files of the flow engine share. */
#ifndef CORREDOR_ENGINES_FLOWS_FLOWS_PRIVATE_H
#define CORREDOR_ENGINES_FLOWS_FLOWS_PRIVATE_H

#include <math.h>

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

/* The few who moved are the difference of two tables of the many who did not: what a double
 * would round away of the tables is part of the answer. */
typedef long double exact;

/* The two tables on their way from input to something that moves alone explain. */
typedef struct {
    bool is_ready;
    exact *exact_start, *exact_end; // [n][n] birthplace, residence; NULL once they have been fitted
    double *start, *end;            // [n][n] the same as they are answered
    cor_flows_report report;
    cor_flows_note *notes; // those of the report, while they are being written
    int32_t note_room;
} flow_account;

/* One call: the question, where answers go, and what several methods have in common. */
typedef struct cor_flows_work {
    const cor_flows_method *method;
    const cor_flows_input *input;
    cor_flows_options options; // defaults filled in
    const double *seed;        // a copy in keep, or NULL
    int32_t n;
    cor_arena *keep;
    cor_arena scratch;
    const double *begin[2];    // [n] beginnings of the fits of the start and the end table, or NULL
    double *found[2];          // [n] where their solutions go, or NULL
    flow_account open, closed; // in keep: they are part of the answers
} cor_flows_work;

/* People born in b who stayed at i: stayed[b][i]. Who moved from i to j: leaving[b][i] *
 * seed[i][j] * arriving[b][j]. The seed is NULL where all propensities are one. */
typedef struct cor_flows_part {
    double weight;
    const double *stayed;             // [n][n]; NULL: nobody is held in place
    const double *leaving, *arriving; // [n][n]
    const double *seed;
} cor_flows_part;

/* methods.c: one estimate among many: checked before, with work of its own. */
cor_code estimate_prepared(cor_flows_work *work, const cor_flows_method *method,
                           cor_flows *ret_flows, cor_error *err);
cor_flows_options with_defaults(const cor_flows_options *options);

/* check.c */
cor_arg place_arg(const cor_flows_input *input, int32_t place);

/* account.c: start and end table after births, deaths and closing, with equal birthplace totals. */
cor_code account_get(cor_flows_work *work, bool closed, const flow_account **ret_account,
                     cor_error *err);

/* assign.c: who of each birthplace moved where. */
cor_code assign_stayers(cor_flows_work *work, const flow_account *table, double weight,
                        cor_flows_part *ret_part, cor_flows_report *report, cor_error *err);
cor_code assign_freely(cor_flows_work *work, const flow_account *table, double weight,
                       cor_flows_part *ret_part, cor_flows_report *report, cor_error *err);
cor_code assign_finish(cor_flows_work *work, const flow_account *table, const cor_flows_part *parts,
                       int32_t part_count, cor_flows *ret_flows, cor_error *err);

/* seed.c: numbers of people in, factors out. */
cor_code seed_part(cor_flows_work *work, double *leaving, double *arriving,
                   cor_flows_report *report, cor_error *err);

/* the members of the methods table */
cor_code difference_drop(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code difference_reverse(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code rate_spread(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code rate_growth(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_open(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_closed(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_independent(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);
cor_code demographic_weighted(cor_flows_work *work, cor_flows *ret_flows, cor_error *err);

#endif
