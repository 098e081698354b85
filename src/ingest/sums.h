/* SPDX-License-Identifier: Apache-2.0 */
/* sums.h: adds up rows that are parts of one figure. Some agencies publish cells finer than any
 * series kept here (the OECD by nationality within birthplace). */
#ifndef CORREDOR_INGEST_SUMS_H
#define CORREDOR_INGEST_SUMS_H

#include "dataset.h"

typedef struct {
    cor_figure *figures; // each with the position of its first part
    cor_sum *totals;
    uint32_t *slots; // hash table of index + 1; a power of two
    size_t figure_count, figure_room, slot_count;
    cor_arena *work;
} cor_sums;

/* Add a part. Texts of the figure must be interned: the same text at the same address.
 * COR_E_MEMORY. */
COR_CHECKED
cor_code cor_sums_add(cor_sums *sums, const cor_figure *figure, cor_error *err);
/* Store all sums in the order of their first parts. */
COR_CHECKED
cor_code cor_sums_put(cor_sums *sums, cor_intake *intake, cor_error *err);

#endif
