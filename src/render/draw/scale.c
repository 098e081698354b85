/* SPDX-License-Identifier: Apache-2.0 */
/* scale.c: see scale.h. */
#include "scale.h"

#include <math.h>

static double round_step(double rough) {
    double power = pow(10, floor(log10(rough))), digit = rough / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10);
}

static void reach(cor_scale *scale, double value) {
    if (!isfinite(value)) return;
    scale->low = fmin(scale->low, value);
    scale->high = fmax(scale->high, value);
}

cor_scale cor_scale_of(const cor_node *chart, int32_t ticks_wanted) {
    cor_scale scale = { 0 };
    for (int32_t s = 0; s < chart->chart.series_count; s++) {
        for (int32_t i = 0; i < chart->chart.category_count; i++) {
            if (chart->chart.series[s].values[i].present)
                reach(&scale, chart->chart.series[s].values[i].value);
        }
    }

    reach(&scale, chart->chart.mark);
    if (scale.high - scale.low < 1e-12) scale.high = scale.low + 1;
    double step = round_step((scale.high - scale.low) / ticks_wanted);
    double tick = ceil(scale.low / step) * step;

    for (; tick <= scale.high + step * 1e-9 && scale.tick_count < COR_TICKS_MAX; tick += step) {
        scale.ticks[scale.tick_count++] = fabs(tick) < step * 1e-9 ? 0 : tick;
    }

    return scale;
}

double cor_scale_fraction(const cor_scale *scale, double value) {
    return (value - scale->low) / (scale->high - scale->low);
}

int32_t cor_scale_decimals(const cor_scale *scale) {
    double step = scale->tick_count > 1 ? scale->ticks[1] - scale->ticks[0] : scale->high;
    int32_t decimals = 0;
    for (; decimals < 3 && fabs(step - round(step)) > 1e-9; decimals++)
        step *= 10;
    return decimals;
}
