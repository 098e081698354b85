/* SPDX-License-Identifier: Apache-2.0 */
/* trend.h: the course of a series of estimates, summed up by its turning points. */
#ifndef CORREDOR_DOSSIER_CORRIDOR_TREND_H
#define CORREDOR_DOSSIER_CORRIDOR_TREND_H

#include "dossier/page.h"

typedef enum {
    TREND_NONE,    // fewer than two values
    TREND_STEADY,  // all values are equal
    TREND_RISING,  // up at every step
    TREND_FALLING, // down at every step
    TREND_LITTLE,  // no turning point, and the ends are nearly equal
    TREND_TURNING  // anything else: points[0] to points[1], to points[2], ...
} dossier_trend_kind;

enum { TREND_POINTS_MAX = 4 };

typedef struct {
    dossier_trend_kind kind;
    int32_t point_count; // 0 when there is no value, 1 when there is one
    const cor_value
        *points[TREND_POINTS_MAX]; // the first value, the turning points, the last value
    bool is_steady_since;          // all of two or more steps since the last turning point (or
                                   // since the first value) go the same way
} dossier_trend;

/* Sum up the values that are present, in their order. Changes of less than a twentieth make no
 * turning point; of more than two turning points those with the smallest changes between them are
 * left out, but never the last change. `scratch` needs one pointer a value; without room the trend
 * is TREND_NONE. */
dossier_trend dossier_trend_of(const cor_value *values, int32_t count, cor_arena scratch);

/* The course in one sentence: the first number, the turning points, and how many times or percent
 * the last number is of the one before it; empty without values. The last number itself is the
 * headline of the page and not repeated. */
cor_text dossier_trend_text(dossier_page *page, const dossier_trend *trend);

#endif
