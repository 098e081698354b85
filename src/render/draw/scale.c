/* SPDX-License-Identifier: Apache-2.0 */
/* scale.c: the axis of a chart. */
#include "marks.h"

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

cor_scale cor_scale_of(const cor_node_chart *chart, int32_t ticks_wanted) {
    cor_scale scale = { 0 };
    for (int32_t s = 0; s < chart->series_count; s++) {
        for (int32_t i = 0; i < chart->category_count; i++) {
            if (chart->series[s].values[i].present) reach(&scale, chart->series[s].values[i].value);
        }
    }

    reach(&scale, chart->mark);
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

static int32_t decimals_of(const cor_scale *scale) {
    double step = scale->tick_count > 1 ? scale->ticks[1] - scale->ticks[0] : scale->high;
    int32_t decimals = 0;
    for (; decimals < 3 && fabs(step - round(step)) > 1e-9; decimals++)
        step *= 10;
    return decimals;
}

cor_str cor_scale_words(const cor_scale *scale, int32_t tick, const cor_unit *unit, cor_lang lang,
                        cor_arena *keep) {
    char digits[64];
    size_t length = cor_number_format(scale->ticks[tick], decimals_of(scale), lang, digits);
    cor_str number = { digits, length };

    if (!unit) return cor_str_keep(keep, number);
    cor_lang words = cor_lang_words(lang);
    cor_str symbol = unit->symbol[words].length ? unit->symbol[words] : unit->name[words];
    cor_str gap = cor_str_of(cor_number_gap(symbol, lang));
    return cor_str_join(keep, (cor_str[]){ number, gap, symbol }, 3);
}
