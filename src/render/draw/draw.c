/* SPDX-License-Identifier: Apache-2.0 */
/* draw.c: a chart by the layout of its kind, and the words beside its rows. */
#include "marks.h"

static cor_str number_words(const cor_node_chart *chart, const cor_value *value, cor_lang lang,
                            cor_arena *keep) {
    if (value->present)
        return cor_value_show(value, !chart->unit || chart->kind == COR_CHART_SPLIT, lang, keep);
    return cor_text_in(cor_value_status(value), lang, keep);
}

/* Numbers stand beside rows; values over time and circles have them in their table. */
cor_draw_grid cor_draw_grid_of(const cor_node_chart *chart, cor_lang lang, cor_arena *keep) {
    bool is_in_rows = chart->kind != COR_CHART_LINE && chart->kind != COR_CHART_AREA &&
                      chart->kind != COR_CHART_CHORD;
    int32_t columns = chart->series_count + 1;
    cor_draw_grid grid = { cor_new(keep, cor_str, columns),
                           cor_new(keep, cor_str *, chart->category_count + 1) };
    cor_str *cells = cor_new(keep, cor_str, (size_t)columns * (size_t)(chart->category_count + 1));

    if (!grid.head || !grid.rows || !cells) return (cor_draw_grid){ 0 };
    for (int32_t s = 0; s < chart->series_count; s++)
        grid.head[s + 1] = cor_text_in(chart->series[s].label, lang, keep);

    for (int32_t i = 0; i < chart->category_count; i++, cells += columns) {
        grid.rows[i] = cells;
        cells[0] = cor_text_in(chart->categories[i], lang, keep);
        for (int32_t s = 0; is_in_rows && s < chart->series_count; s++)
            cells[s + 1] = number_words(chart, &chart->series[s].values[i], lang, keep);
    }
    return grid;
}

static const cor_drawing *draw_rows(const cor_node_chart *chart, cor_draw_grid grid,
                                    const cor_draw_sheet *sheet, cor_arena *keep) {
    const cor_draw_rows *rows = cor_draw_rows_measure(chart, grid, sheet, keep);
    return rows ? cor_draw_rows_part(rows, true, 0, chart->category_count, keep) : NULL;
}

const cor_drawing *cor_draw_chart(const cor_node_chart *chart, cor_draw_grid grid,
                                  const cor_draw_sheet *sheet, cor_arena *keep) {
    static cor_draw_layout *const layouts[] = {
        [COR_CHART_LINE] = cor_draw_line,   [COR_CHART_AREA] = cor_draw_line,
        [COR_CHART_BARS] = draw_rows,       [COR_CHART_PAIRS] = draw_rows,
        [COR_CHART_RANGE] = draw_rows,      [COR_CHART_SPLIT] = cor_draw_split,
        [COR_CHART_CHORD] = cor_draw_chord,
    };
    return grid.head ? layouts[chart->kind](chart, grid, sheet, keep) : NULL;
}
