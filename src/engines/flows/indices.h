/* SPDX-License-Identifier: Apache-2.0 */
/* indices.h: declarations shared by the files of the indices. */
#ifndef CORREDOR_ENGINES_FLOWS_INDICES_H
#define CORREDOR_ENGINES_FLOWS_INDICES_H

#include "corredor/indices.h"
#include "flows_private.h"

/* A table while its indices are computed. */
typedef struct {
    const cor_indices_input *input;
    int32_t n;
    cor_arena scratch;
    cor_indices *indices;
    double *out, *in; // [n]
} index_work;

/* Moves from i to j; zero within a place. */
static inline double index_moves(const index_work *work, int32_t i, int32_t j) {
    return work->input->moves_persons[at2(work->n, i, j)];
}

/* indices_spread.c: Gini, coefficients of variation, Theil. */
cor_code index_spread(index_work *work, cor_arena *keep, cor_error *err);
/* indices_distance.c: dissimilarity from quasi-independence, and distance. */
cor_code index_distance(index_work *work, cor_error *err);

#endif
