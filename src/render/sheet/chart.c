/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c: charts of a workbook: the values as a table, and beside it a chart of the spreadsheet
 * program that is drawn from its cells. */
#include <math.h>

#include "core/say.h"
#include "sheet.h"

enum { CHART_ROWS = 18, CHART_WIDTH_PX = 620, ROW_PX = 20 };

/* ---- the table ----------------------------------------------------------- */

static void put_heads(struct xlsx_sheet *sheet, const cor_node_chart *chart) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;

    xlsx_put_head(sheet, 0, "", false);
    lxw_col_t at = 1;
    for (int32_t i = 0; i < chart->series_count; i++) {
        cor_arena local = scratch;
        xlsx_put_head(sheet, at++, xlsx_say(book, chart->series[i].label, &local), true);
    }

    xlsx_put_origin_heads(sheet, at);
    sheet->row++;
}

/* "estimated", or "estimated; no data" where one of the series has a gap. */
static void put_row_origin(struct xlsx_sheet *sheet, const cor_node_chart *chart, int32_t category,
                           lxw_col_t at) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    cor_str sources = { 0 }, words = { 0 };

    for (int32_t i = 0; i < chart->series_count; i++) {
        const cor_value *value = &chart->series[i].values[category];
        cor_str marks = cor_str_trim(cor_source_marks(value, 1, &scratch));
        cor_str word = cor_str_of(xlsx_say(book, cor_value_status(value), &scratch));
        cor_str more_sources[] = { sources, COR_STR(" "), marks },
                more_words[] = { words, COR_STR("; "), word };
        if (marks.length && cor_str_find(sources, marks) == SIZE_MAX) {
            sources = cor_str_join(&scratch, sources.length ? more_sources : more_sources + 2,
                                   sources.length ? 3 : 1);
        }
        if (cor_str_find(words, word) == SIZE_MAX) {
            words = cor_str_join(&scratch, words.length ? more_words : more_words + 2,
                                 words.length ? 3 : 1);
        }
    }

    book->scratch = scratch;
    xlsx_put(sheet, at, xlsx_terminated(book, sources, &scratch), book->quiet);
    xlsx_put(sheet, at + 1, xlsx_terminated(book, words, &scratch), book->quiet);
    book->scratch = before;
}

static void put_chart_rows(struct xlsx_sheet *sheet, const cor_node_chart *chart) {
    struct xlsx_book *book = sheet->book;
    for (int32_t category = 0; category < chart->category_count && !book->full; category++) {
        cor_arena scratch = book->scratch, before = scratch;
        const char *label = xlsx_say(book, chart->categories[category], &scratch);
        book->scratch = scratch;
        xlsx_put(sheet, 0, label, book->words);
        xlsx_widen(sheet, 0, cor_str_width(cor_str_of(label)) + 1);
        for (int32_t i = 0; i < chart->series_count; i++) {
            xlsx_put_value(sheet, (lxw_col_t)(i + 1), &chart->series[i].values[category], false,
                           true);
        }
        put_row_origin(sheet, chart, category, (lxw_col_t)(chart->series_count + 1));
        sheet->row++;
        book->scratch = before;
    }
}

/* ---- the chart ----------------------------------------------------------- */

static lxw_chart_type type_of(cor_chart_kind kind) {
    static const lxw_chart_type type[] = {
        [COR_CHART_LINE] = LXW_CHART_LINE,  [COR_CHART_AREA] = LXW_CHART_AREA_STACKED,
        [COR_CHART_BARS] = LXW_CHART_BAR,   [COR_CHART_PAIRS] = LXW_CHART_BAR,
        [COR_CHART_RANGE] = LXW_CHART_LINE, [COR_CHART_SPLIT] = LXW_CHART_DOUGHNUT
    };
    return type[kind];
}

/* Warm where people arrive, cool where they come from; a second series of the same hue is the
 * soft one. */
static lxw_color_t color_of(const cor_node_chart *chart, int32_t series) {
    static const lxw_color_t strong[] = { [COR_HUE_INK] = 0x17212b,
                                          [COR_HUE_ORIGIN] = 0x00697a,
                                          [COR_HUE_DESTINATION] = 0xad420f,
                                          [COR_HUE_QUIET] = 0x7d848a };
    static const lxw_color_t soft[] = { [COR_HUE_INK] = 0x7d848a,
                                        [COR_HUE_ORIGIN] = 0xb9d9de,
                                        [COR_HUE_DESTINATION] = 0xf1c9b1,
                                        [COR_HUE_QUIET] = 0xdcd8cf };
    cor_hue hue = chart->series[series].hue;
    bool taken = false;

    for (int32_t i = chart->kind == COR_CHART_AREA; i < series; i++)
        taken = taken || chart->series[i].hue == hue;
    return taken ? soft[hue] : strong[hue];
}

static void style_series(const cor_node_chart *chart, int32_t i, lxw_chart_series *series) {
    lxw_chart_line line = { .color = color_of(chart, i),
                            .width = 2,
                            .none = chart->kind == COR_CHART_RANGE };
    lxw_chart_fill fill = { .color = color_of(chart, i) };
    bool lined = chart->kind == COR_CHART_LINE || chart->kind == COR_CHART_RANGE;

    if (!lined && chart->kind != COR_CHART_SPLIT) chart_series_set_fill(series, &fill);
    if (!lined) return;
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series,
                                 &(lxw_chart_line){ .color = color_of(chart, i), .width = 1 });
}

static void style_chart(const cor_node_chart *chart, lxw_chart *drawing, int32_t drawn) {
    chart_title_off(drawing);
    bool has_legend = drawn > 1 || chart->kind == COR_CHART_SPLIT;
    chart_legend_set_position(drawing,
                              has_legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    if (chart->kind == COR_CHART_RANGE)
        chart_set_high_low_lines(drawing, &(lxw_chart_line){ .color = 0x7d848a });

    chart_show_blanks_as(drawing, LXW_CHART_BLANKS_AS_GAP);
    if (chart->kind == COR_CHART_SPLIT) return;
    bool lying = type_of(chart->kind) == LXW_CHART_BAR;
    lxw_chart_line rule = { .color = 0xdcd8cf, .width = 0.75 };

    // The library names axes by what they hold, not by where they lie: x has the categories, also
    // of lying bars.
    chart_axis_major_gridlines_set_line(drawing->y_axis, &rule);
    chart_axis_set_line(drawing->y_axis, &(lxw_chart_line){ .none = 1 });
    chart_axis_set_num_format(drawing->y_axis, "#,##0.##");
    if (lying) chart_axis_set_reverse(drawing->x_axis);
    if (lying) chart_set_series_gap(drawing, 60);
}

static void insert_chart(struct xlsx_sheet *sheet, const cor_node *node, lxw_row_t head_row) {
    const cor_node_chart *chart = &node->chart;
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;
    lxw_chart *drawing = workbook_add_chart(book->workbook, (uint8_t)type_of(chart->kind));

    book->full = book->full || !drawing;
    if (book->full) return;
    int32_t first = chart->kind == COR_CHART_AREA &&
                    chart->series_count > 1; // parts stack up to the first series
    lxw_row_t from = head_row + 1, to = head_row + (lxw_row_t)chart->category_count;

    for (int32_t i = first; i < chart->series_count; i++) {
        lxw_chart_series *series = chart_add_series(drawing, NULL, NULL);
        book->full = book->full || !series;
        if (book->full) return;
        lxw_col_t column = (lxw_col_t)(i + 1);
        chart_series_set_categories(series, sheet->name.at, from, 0, to, 0);
        chart_series_set_values(series, sheet->name.at, from, column, to, column);
        chart_series_set_name_range(series, sheet->name.at, head_row, column);
        style_series(chart, i, series);
    }

    style_chart(chart, drawing, chart->series_count - first);
    cor_str summary = cor_str_of(xlsx_say(book, node->text, &scratch));
    double rows = chart->category_count > CHART_ROWS ? chart->category_count : CHART_ROWS;
    lxw_chart_options options = { .x_scale = CHART_WIDTH_PX / 480.0,
                                  .y_scale = rows * ROW_PX / 288.0,
                                  .description = xlsx_unqualified(summary) };
    lxw_col_t beside = (lxw_col_t)(chart->series_count + 4);
    xlsx_check(book,
               worksheet_insert_chart_opt(sheet->worksheet, head_row, beside, drawing, &options));
    sheet->clear_row = head_row + (lxw_row_t)rows + 1;
}

void xlsx_put_chart(struct xlsx_sheet *sheet, const cor_node *node) {
    const cor_node_chart *chart = &node->chart;
    struct xlsx_book *book = sheet->book;
    xlsx_begin_table(sheet, node->title);
    lxw_row_t head_row = sheet->row;
    put_heads(sheet, chart);
    put_chart_rows(sheet, chart);
    if (chart->kind != COR_CHART_CHORD)
        insert_chart(sheet, node, head_row); // spreadsheets have no such chart

    if (isfinite(chart->mark)) {
        cor_value mark = cor_chart_mark(chart);
        cor_arena scratch = book->scratch;
        xlsx_put(sheet, 0, xlsx_say(book, chart->mark_label, &scratch), book->quiet);
        xlsx_put_value(sheet, 1, &mark, false, true);
        sheet->row++;
    }

    xlsx_put_text(sheet, node->text, book->quiet);
    xlsx_put_text(sheet, node->about, book->quiet);
}
