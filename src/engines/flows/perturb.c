/* SPDX-License-Identifier: Apache-2.0 */
/* perturb.c: the input with random errors drawn from the assumed uncertainty of its sources. */
#include "replicate.h"

/* Purpose of a random number. Each purpose has its own stream in each replicate. */
typedef enum {
    ERROR_RESIDENCE,       // all foreign-born of a place, both dates
    ERROR_RESIDENCE_START, // the part that differs between the dates
    ERROR_RESIDENCE_END,
    ERROR_CELL,
    ERROR_CELL_START,
    ERROR_CELL_END,
    ERROR_BIRTHS,
    ERROR_DEATHS,
    ERROR_KINDS
} error_kind;

static cor_random stream_of(const cor_flows_doubt *doubt, int32_t replicate, error_kind kind) {
    return (cor_random){ doubt->seed, (uint64_t)replicate * ERROR_KINDS + kind };
}

/* Log-normal factor with mean one from a standard normal deviate. */
static double factor_of(double cv, double deviate) {
    double variance = log1p(cv * cv);
    return exp(sqrt(variance) * deviate - variance / 2);
}

static double stock_cv_of(const cor_flows_doubt *doubt, int32_t residence) {
    return doubt->stock_cv_by_place ? doubt->stock_cv_by_place[residence] : doubt->stock_cv;
}

bool perturbed_take(const cor_flows_input *input, cor_arena *scratch, perturbed *ret) {
    int32_t n = input->place_count;
    *ret = (perturbed){ .start = cor_new(scratch, double, square(n)),
                        .end = cor_new(scratch, double, square(n)),
                        .births = cor_new(scratch, double, n),
                        .deaths = cor_new(scratch, double, n) };
    return ret->start && ret->end && ret->births && ret->deaths;
}

/* Persistent and transient parts of an error, as one deviate per date. */
typedef struct {
    cor_random both, start, end;
    double persistence;
} dated_error;

static void draw_dates(const dated_error *error, uint64_t counter, double ret_deviates[2]) {
    double both = sqrt(error->persistence) * cor_random_normal(error->both, counter);
    double passing = sqrt(1 - error->persistence);
    ret_deviates[0] = both + passing * cor_random_normal(error->start, counter);
    ret_deviates[1] = both + passing * cor_random_normal(error->end, counter);
}

static double population_of(const double *table, int32_t n, int32_t residence) {
    double people = 0;
    for (int32_t b = 0; b < n; b++)
        people += table[at2(n, b, residence)];
    return people;
}

/* The foreign-born of one place at both dates; natives make up the population. Methods that do not
 * read the diagonal may have none. */
static void perturb_residence(const cor_flows_input *input, const cor_flows_doubt *doubt,
                              const dated_error *common, const dated_error *own, int32_t r,
                              perturbed *ret) {
    int32_t n = input->place_count;
    double cv = stock_cv_of(doubt, r), shared[2], single[2], added[2] = { 0, 0 };
    const double *tables[2] = { input->stock_start_persons, input->stock_end_persons };
    double *results[2] = { ret->start, ret->end };

    draw_dates(common, (uint64_t)r, shared);
    for (int32_t b = 0; b < n; b++) {
        size_t cell = at2(n, b, r);
        bool is_empty = tables[0][cell] == 0 && tables[1][cell] == 0;
        if (!is_empty && b != r) draw_dates(own, (uint64_t)cell, single);
        for (int side = 0; side < 2; side++) {
            double persons = tables[side][cell];
            results[side][cell] = persons;
            if (is_empty || b == r) continue;
            double deviate =
                sqrt(1 - doubt->cell_share) * shared[side] + sqrt(doubt->cell_share) * single[side];
            results[side][cell] = persons * factor_of(cv, deviate);
            added[side] += results[side][cell] - persons;
        }
    }

    for (int side = 0; side < 2; side++)
        results[side][at2(n, r, r)] -= added[side];
}

/* Keep births and deaths within the population, so that an error never makes a question
 * unanswerable. */
static double within_population(double events, double population) {
    return population > 0 && events > 0.999 * population ? 0.999 * population : events;
}

static void perturb_events(const cor_flows_input *input, const cor_flows_doubt *doubt,
                           int32_t replicate, perturbed *ret) {
    int32_t n = input->place_count;
    cor_random births = stream_of(doubt, replicate, ERROR_BIRTHS),
               deaths = stream_of(doubt, replicate, ERROR_DEATHS);

    for (int32_t r = 0; r < n; r++) {
        if (input->births_persons) {
            double factor = factor_of(doubt->births_cv, cor_random_normal(births, (uint64_t)r));
            ret->births[r] =
                within_population(input->births_persons[r] * factor, population_of(ret->end, n, r));
        }
        if (input->deaths_persons) {
            double factor = factor_of(doubt->deaths_cv, cor_random_normal(deaths, (uint64_t)r));
            ret->deaths[r] = within_population(input->deaths_persons[r] * factor,
                                               population_of(ret->start, n, r));
        }
    }
}

void perturb(const cor_flows_input *input, const cor_flows_doubt *doubt, int32_t replicate,
             perturbed *ret) {
    dated_error common = { stream_of(doubt, replicate, ERROR_RESIDENCE),
                           stream_of(doubt, replicate, ERROR_RESIDENCE_START),
                           stream_of(doubt, replicate, ERROR_RESIDENCE_END), doubt->persistence };
    dated_error own = { stream_of(doubt, replicate, ERROR_CELL),
                        stream_of(doubt, replicate, ERROR_CELL_START),
                        stream_of(doubt, replicate, ERROR_CELL_END), doubt->persistence };

    for (int32_t r = 0; r < input->place_count; r++)
        perturb_residence(input, doubt, &common, &own, r, ret);
    perturb_events(input, doubt, replicate, ret);
    ret->input = *input;
    ret->input.stock_start_persons = ret->start;
    ret->input.stock_end_persons = ret->end;
    ret->input.births_persons = input->births_persons ? ret->births : NULL;
    ret->input.deaths_persons = input->deaths_persons ? ret->deaths : NULL;
}
