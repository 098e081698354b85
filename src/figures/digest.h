/* SPDX-License-Identifier: Apache-2.0 */
/* digest.h: a hash over all figures of a load, which reveals figures changed afterwards.
 *
 * BLAKE2b-256 over the load's figures in the order (series, period). A series is written once,
 * before its first figure, as its words with a zero byte after each; a figure as whole numbers,
 * lowest byte first. */
#ifndef CORREDOR_FIGURES_DIGEST_H
#define CORREDOR_FIGURES_DIGEST_H

#include <sodium.h>

#include "inside.h"

typedef struct {
    crypto_generichash_state state;
    int64_t series_id; // the series written last
    int64_t figure_count;
} figures_digest;

void figures_digest_open(figures_digest *digest);
/* Words as stored: places by code. */
typedef struct {
    int64_t id;
    cor_str measure, source, origin, destination, breakdown;
} figures_digest_series;
void figures_digest_add(figures_digest *digest, const figures_digest_series *series,
                        const cor_figure *figure);
void figures_digest_close(figures_digest *digest, uint8_t ret_digest[FIGURES_DIGEST_BYTES]);

#endif
