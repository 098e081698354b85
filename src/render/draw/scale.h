/* SPDX-License-Identifier: Apache-2.0 */
/* scale.h: the axis of a chart, on the screen and on paper alike. */
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
cor_scale cor_scale_of(const cor_node *chart, int32_t ticks_wanted);
double cor_scale_fraction(const cor_scale *scale, double value); // 0 at low, 1 at high
/* How many decimals tell the ticks apart. */
int32_t cor_scale_decimals(const cor_scale *scale);

#endif
