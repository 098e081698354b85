/* SPDX-License-Identifier: Apache-2.0 */
/* random.h: random numbers that depend only on their position in a stream.
 *
 * Counter-based (Philox4x32-10; Salmon, Moraes, Dror and Shaw 2011, doi:10.1145/2063384.2063405):
 * the k-th number of a stream is a function of (seed, stream, k), without state. So replicates can
 * be computed in any order, on any number of threads, on any machine, and give the same bytes. Not
 * for secrets. */
#ifndef CORREDOR_CORE_RANDOM_H
#define CORREDOR_CORE_RANDOM_H

#include "corredor/arena.h"

/* An independent sequence: identify streams by their purpose, e.g. replicate * 8 + kind of
 * error. */
typedef struct {
    uint64_t seed, stream;
} cor_random;

/* The 128 random bits at the counter. */
void cor_random_bits(cor_random random, uint64_t counter, uint32_t ret_words[4]);
/* Uniform on (0, 1), 53 bits; never 0 or 1. */
double cor_random_uniform(cor_random random, uint64_t counter);
/* Standard normal: the quantile of cor_random_uniform. */
double cor_random_normal(cor_random random, uint64_t counter);
/* Quantile of the standard normal distribution, to 1e-15 (Wichura 1988, AS 241). share in (0,
 * 1). */
double cor_normal_quantile(double share);

#endif
