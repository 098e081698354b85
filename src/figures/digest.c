/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c: the hash over the figures of a load. */
#include "digest.h"

#include <math.h>

void figures_digest_open(figures_digest *digest) {
    digest->series_id = 0;
    digest->figure_count = 0;
    crypto_generichash_init(&digest->state, NULL, 0, FIGURES_DIGEST_BYTES);
}

static void digest_add_text(figures_digest *digest, cor_str text) {
    crypto_generichash_update(&digest->state, (const unsigned char *)text.at, text.length);
    crypto_generichash_update(&digest->state, (const unsigned char *)"", 1);
}

static unsigned char *put_bytes(unsigned char *at, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        *at++ = (unsigned char)(value >> (8 * i));
    return at;
}

static uint64_t bits_of(double value) {
    if (isnan(value)) return 0x7ff8000000000000u; // absence has one form
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

void figures_digest_add(figures_digest *digest, const figures_digest_series *series,
                        const cor_figure *figure) {
    if (digest->series_id != series->id) {
        const cor_str texts[] = { series->measure, series->source, series->origin,
                                  series->destination, series->breakdown };
        for (int i = 0; i < 5; i++)
            digest_add_text(digest, texts[i]);
        digest->series_id = series->id;
    }

    unsigned char record[64], *at = record;
    at = put_bytes(at, (uint64_t)figure->id, 8);
    at = put_bytes(at, (uint64_t)figure->replaces_id, 8);
    at = put_bytes(at, (uint32_t)figure->period.start.days, 4);
    at = put_bytes(at, (uint32_t)figure->period.end.days, 4);
    at = put_bytes(at, bits_of(figure->value), 8);
    at = put_bytes(at, (uint64_t)figure->status, 1);
    at = put_bytes(at, (uint32_t)figure->row, 4);
    at = put_bytes(at, (uint32_t)figure->column, 4);
    crypto_generichash_update(&digest->state, record, (size_t)(at - record));
    digest_add_text(digest, figure->sheet);
    digest->figure_count++;
}

void figures_digest_close(figures_digest *digest, uint8_t ret_digest[FIGURES_DIGEST_BYTES]) {
    crypto_generichash_final(&digest->state, ret_digest, FIGURES_DIGEST_BYTES);
}
