/* SPDX-License-Identifier: Apache-2.0 */
/* tables.h: stock tables for the tests: those printed in the literature, and made-up ones of any
 * size. */
#ifndef TESTS_FLOWS_TABLES_H
#define TESTS_FLOWS_TABLES_H

#include <math.h>

#include "../test_case.h"
#include "corredor/flows.h"

/* A question with room of its own. */
typedef struct {
    cor_stretch stretch;
    cor_arena keep, scratch;
    int32_t n;
    double *start, *end, *births, *deaths, *seed;
    cor_flows_input input;
    cor_error err;
} question;

/* Zeroed tables of n places. */
void question_init(question *q, int32_t n);
void question_done(question *q);
/* Four places A to D. births or deaths NULL: none. */
void question_four(question *q, const double start[16], const double end[16],
                   const double births[4], const double deaths[4]);
/* A world of n places: populations of very different size, most people at home, a share of cells
 * empty, whole persons, births and deaths that the tables bear out up to `gap` persons. The same
 * seed gives the same world. */
void question_world(question *q, int32_t n, uint64_t seed, double share_empty, double gap);
/* The same question with places in another order: place k of the new one is place order[k] of
 * the old. */
void question_reorder(const question *q, const int32_t *order, question *ret);
void question_scale(const question *q, double factor, question *ret);
void question_copy(const question *q, question *ret);

/* Estimate by name; the test fails with the message if that fails. */
cor_flows estimate(question *q, const char *method, const cor_flows_options *options);
/* The largest difference of two tables. */
double largest_difference(const double *a, const double *b, size_t count);
/* A number of the sequence that `state` stands for, in [0, 1). */
double draw(uint64_t *state);

static inline size_t cell(const question *q, int32_t row, int32_t column) {
    return (size_t)row * (size_t)q->n + (size_t)column;
}

#endif
