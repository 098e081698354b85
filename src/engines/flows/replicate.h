/* SPDX-License-Identifier: Apache-2.0 */
/* replicate.h: copies of the input with random errors. */
#ifndef CORREDOR_ENGINES_FLOWS_REPLICATE_H
#define CORREDOR_ENGINES_FLOWS_REPLICATE_H

#include "core/random.h"
#include "flows_private.h"

/* A question of the same shape with its own memory. */
typedef struct {
    double *start, *end, *births, *deaths;
    cor_flows_input input;
} perturbed;

bool perturbed_take(const cor_flows_input *input, cor_arena *scratch, perturbed *ret);
/* perturb.c: fill it for replicate number `replicate`. */
void perturb(const cor_flows_input *input, const cor_flows_doubt *doubt, int32_t replicate,
             perturbed *ret);

#endif
