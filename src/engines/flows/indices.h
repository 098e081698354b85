/* SPDX-License-Identifier: Apache-2.0 */
/* indices.h: what the files of the indices share. */
#ifndef CORREDOR_ENGINES_FLOWS_INDICES_H
#define CORREDOR_ENGINES_FLOWS_INDICES_H

#include "corredor/indices.h"
#include "flows_private.h"

/* A table on its way to its indices. */
typedef struct {
    const cor_indices_input *input;
    int32_t n;
    cor_arena scratch;
    cor_indices *indices;
    double *out, *in; // [n]
} index_work;

/* Walk the pairs of different places. */
static inline double index_moves(const index_work *work, int32_t i, int32_t j) {
    return work->input->moves_persons[at2(work->n, i, j)];
}

/* indices_spread.c: Gini, coefficients of variation, Theil. */
cor_code index_spread(index_work *work, cor_arena *keep, cor_error *err);
/* indices_distance.c: dissimilarity from quasi-independence, and distance. */
cor_code index_distance(index_work *work, cor_error *err);

#endif
