/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: the key of a chart, where names cannot stand beside the marks. */
#include "marks.h"

#include <math.h>

static void add_key(cor_drawing *drawing, const cor_drawing *swatch, cor_str words) {
    drawing->is_full |= !words.at;
    if (drawing->is_full || drawing->key_count == COR_KEYS_MAX) return;
    drawing->keys[drawing->key_count++] = (cor_draw_key){ swatch, words };
}

static cor_drawing *begin_swatch(cor_drawing *drawing) {
    cor_drawing *swatch = cor_draw_begin(drawing->sheet, drawing->keep);
    drawing->is_full |= !swatch;
    if (!swatch) return NULL;
    swatch->width = COR_SWATCH_WIDTH;
    swatch->height = COR_SWATCH_HEIGHT;
    return swatch;
}

static void put_key_line(cor_drawing *swatch, cor_draw_look look, cor_hue hue,
                         cor_draw_stroke stroke) {
    const double middle = COR_SWATCH_HEIGHT / 2.0;
    cor_draw_add(swatch, (cor_draw_mark){ .kind = COR_DRAW_RULE,
                                          .look = look,
                                          .hue = hue,
                                          .stroke = stroke,
                                          .at = cor_at(0, 0, middle),
                                          .to = cor_at(0, COR_SWATCH_WIDTH, middle) });
}

const cor_value *cor_draw_first_value(const cor_node_chart *chart, int32_t series) {
    static const cor_value observed = { .present = true };
    for (int32_t i = 0; i < chart->category_count; i++)
        if (chart->series[series].values[i].present) return &chart->series[series].values[i];
    return &observed;
}

void cor_draw_key_patch(cor_drawing *drawing, cor_draw_look look, cor_hue hue, cor_str words) {
    cor_drawing *swatch = begin_swatch(drawing);
    if (!swatch) return;
    cor_draw_bar(swatch, look, hue, COR_STROKE_SOLID, cor_at(0, 0, 0),
                 cor_at(0, COR_SWATCH_WIDTH, COR_SWATCH_HEIGHT));
    add_key(drawing, cor_draw_end(swatch), words);
}

static void add_series(cor_drawing *drawing, const cor_node_chart *chart, int32_t series,
                       cor_str words, bool as_dots) {
    const double middle = COR_SWATCH_HEIGHT / 2.0;
    const cor_value *value = cor_draw_first_value(chart, series);
    cor_drawing *swatch = begin_swatch(drawing);

    if (!swatch) return;
    if (!as_dots)
        put_key_line(swatch, COR_LOOK_LINE, chart->series[series].hue, cor_draw_stroke_of(value));
    cor_draw_dot(swatch, chart, series, value, cor_at(0, COR_SWATCH_WIDTH / 2.0, middle),
                 as_dots ? 4.5 : 4);
    add_key(drawing, cor_draw_end(swatch), words);
}

void cor_draw_key_series(cor_drawing *drawing, const cor_node_chart *chart, cor_draw_grid grid,
                         bool as_dots) {
    for (int32_t s = 0; s < chart->series_count; s++) {
        if (chart->kind == COR_CHART_AREA && s)
            cor_draw_key_patch(drawing, cor_draw_band_look(s), chart->series[s].hue,
                               grid.head[s + 1]);
        else
            add_series(drawing, chart, s, grid.head[s + 1], as_dots);
    }
}

void cor_draw_key_unit(cor_drawing *drawing, const cor_node_chart *chart) {
    if (chart->unit)
        add_key(drawing, NULL, chart->unit->name[cor_lang_words(drawing->sheet->lang)]);
}

void cor_draw_key_aim(cor_drawing *drawing, const cor_node_chart *chart) {
    if (!isfinite(chart->mark) || cor_text_is_empty(chart->mark_label)) return;
    cor_drawing *swatch = begin_swatch(drawing);
    if (!swatch) return;
    put_key_line(swatch, COR_LOOK_AIM, COR_HUE_INK, COR_STROKE_SOLID);
    add_key(drawing, cor_draw_end(swatch),
            cor_text_in(chart->mark_label, drawing->sheet->lang, drawing->keep));
}
