/* SPDX-License-Identifier: Apache-2.0 */
/* scale.h: the axis of a chart. */
#ifndef CORREDOR_RENDER_DRAW_SCALE_H
#define CORREDOR_RENDER_DRAW_SCALE_H

#include "corredor/document.h"

enum { COR_TICKS_MAX = 8 };
typedef struct {
    double low, high; // of the axis
    double ticks[COR_TICKS_MAX];
    int32_t tick_count;
} cor_scale;

/* From zero, or below it when there are negative values, to the largest value or mark; ticks at
 * round numbers. */
cor_scale cor_scale_of(const cor_node_chart *chart, int32_t ticks_wanted);
double cor_scale_fraction(const cor_scale *scale, double value); // 0 at low, 1 at high
/* The number at a tick with as many decimals as tell the ticks apart; with a unit, in words where
 * the unit has no sign. */
cor_str cor_scale_words(const cor_scale *scale, int32_t tick, const cor_unit *unit, cor_lang lang,
                        cor_arena *keep);

#endif
