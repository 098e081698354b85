/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c: charts on paper: the title, the drawing, and every number of it in words: beside the
 * rows of the drawing, or in a table below it. */
#include <math.h>

#include "paper.h"

#define NAMES_ROOM 92.0

/* ---- the numbers --------------------------------------------------------- */

static double widest_number(struct pdf_press *press, const cor_grid *grid) {
    double widest = 0;
    for (int32_t row = 0; row < grid->row_count; row++) {
        for (int32_t i = 0; i < grid->column_count; i++) {
            widest = fmax(widest, pdf_text_width(press, PDF_SMALL, grid->rows[row][i]));
        }
    }
    return widest;
}

/* A series that begins later or ended before has no row among these times. */
static bool has_any(const cor_node *node, int32_t series, int32_t first, int32_t count) {
    for (int32_t i = first; i < first + count; i++) {
        if (node->chart.series[series].values[i].present) return true;
    }
    return false;
}

/* Series as rows, times as columns: the part of the table from `first` on. */
static void put_part(struct pdf_press *press, const cor_node *node, const cor_grid *grid,
                     int32_t first, int32_t count) {
    cor_arena before = press->words.scratch;
    cor_grid part;

    if (!cor_grid_init(&part, count + 1, &press->words.scratch)) press->words.full = true;
    for (int32_t i = 0; i < count && !press->words.full; i++) {
        part.head[i + 1] = grid->rows[first + i][0];
        part.columns[i + 1].right = true;
    }

    for (int32_t series = 1; series < grid->column_count && !press->words.full; series++) {
        if (!has_any(node, series - 1, first, count)) continue;
        cor_str *cells = cor_grid_row(&part);
        press->words.full = press->words.full || !cells;
        if (!cells) break;
        cells[0] = grid->head[series];
        for (int32_t i = 0; i < count; i++)
            cells[i + 1] = grid->rows[first + i][series];
    }

    if (!press->words.full) pdf_grid(press, &part);
    press->words.scratch = before;
}

static void put_numbers(struct pdf_press *press, const cor_node *node, const cor_grid *grid) {
    int32_t fit = (int32_t)((PDF_COLUMN - NAMES_ROOM) / (widest_number(press, grid) + 12));
    int32_t each = fit < 1 ? 1 : fit;
    int32_t parts = (grid->row_count + each - 1) / each;
    each = (grid->row_count + parts - 1) / (parts ? parts : 1); // rows of even length
    for (int32_t first = 0; first < grid->row_count && !press->words.full; first += each) {
        int32_t left = grid->row_count - first;
        put_part(press, node, grid, first, left < each ? left : each);
        press->y += 3;
    }
}

/* ---- rows ---------------------------------------------------------------- */

enum { ROW_SERIES_MOST = 5 }; // more columns of numbers do not fit beside the marks

struct row_pages {
    struct pdf_press *press;
    const cor_draw_rows *rows;
};

static void put_rows_part(const struct row_pages *pages, bool with_head, int32_t first,
                          int32_t end) {
    struct pdf_press *press = pages->press;
    cor_arena before = press->words.scratch;
    const cor_drawing *drawing =
        cor_draw_rows_part(pages->rows, with_head, first, end, &press->words.scratch);

    press->words.full |= !drawing;
    if (!drawing) return;
    pdf_keys(press, drawing);
    pdf_drawing(press, drawing, PDF_LEFT, press->y, PDF_COLUMN);
    if (with_head) press->y += pdf_units(drawing->height);
    press->fresh = false;
    press->words.scratch = before;
}

static void put_rows_head(void *self) {
    put_rows_part(self, true, 0, 0);
}

static void put_rows(void *self, int32_t first, int32_t end) {
    put_rows_part(self, false, first, end);
}

static void put_row_chart(struct pdf_press *press, const cor_node_chart *chart,
                          const cor_draw_sheet *sheet, const cor_grid *grid) {
    cor_arena *keep = &press->words.scratch;
    const cor_draw_rows *rows =
        cor_draw_rows_measure(chart, (cor_draw_grid){ grid->head, grid->rows }, sheet, keep);
    double *heights = cor_new(keep, double, chart->category_count + 1);

    press->words.full |= !rows || !heights;
    if (press->words.full) return;
    for (int32_t i = 0; i < chart->category_count; i++)
        heights[i] = pdf_units(cor_draw_rows_height(rows, i));
    struct row_pages pages = { press, rows };
    pdf_rows(press,
             &(struct pdf_rows){ chart->category_count, heights, &pages, put_rows_head, put_rows });
    press->y += 3;
}

/* ---- the chart ----------------------------------------------------------- */

static bool is_over_time(const cor_node_chart *chart) {
    return chart->kind == COR_CHART_LINE || chart->kind == COR_CHART_AREA;
}

static bool has_rows(const cor_node_chart *chart) {
    return !is_over_time(chart) && chart->kind != COR_CHART_SPLIT && chart->kind != COR_CHART_CHORD;
}

/* The grid of a circle lists its moves; its names stand around it. */
static void put_whole_chart(struct pdf_press *press, const cor_node_chart *chart,
                            const cor_draw_sheet *sheet, const cor_grid *grid) {
    cor_arena *keep = &press->words.scratch;
    cor_draw_grid words = chart->kind == COR_CHART_CHORD
                              ? cor_draw_grid_of(chart, sheet->lang, keep)
                              : (cor_draw_grid){ grid->head, grid->rows };
    const cor_drawing *drawing = cor_draw_chart(chart, words, sheet, keep);

    press->words.full |= !drawing;
    if (!drawing) return;
    pdf_need(press, pdf_units(drawing->height) + 12);
    pdf_keys(press, drawing);
    double width = drawing->width ? pdf_units(drawing->width) : PDF_COLUMN;
    pdf_drawing(press, drawing, PDF_LEFT + (PDF_COLUMN - width) / 2, press->y, width);
    press->y += pdf_units(drawing->height) + 5;
    press->fresh = false;
}

/* About as much of the page as a chart takes; rows may go on on the next. */
double pdf_chart_height(const cor_node *node) {
    const cor_node_chart *chart = &node->chart;
    if (is_over_time(chart)) return 155;
    if (chart->kind == COR_CHART_SPLIT) return 60;
    if (chart->kind == COR_CHART_CHORD) return 325;
    return fmin(40 + 17.0 * chart->category_count, 190);
}

void pdf_chart(struct pdf_press *press, const cor_node *node) {
    const cor_node_chart *chart = &node->chart;
    cor_common common = cor_common_node(node);
    cor_draw_sheet sheet = pdf_sheet(press);
    cor_arena before = press->words.scratch;
    cor_grid grid;

    if (!cor_text_chart_grid(&press->words, node, 0, &press->words.scratch, &grid)) return;
    pdf_title(press, node, common, pdf_chart_height(node) + 24);
    pdf_flow(press, PDF_SMALL, PDF_INK_2, pdf_say(press, node->text, &press->words.scratch),
             PDF_LEFT, PDF_COLUMN * 0.86);
    press->y += 4;

    bool is_crowded = has_rows(chart) && chart->series_count > ROW_SERIES_MOST;
    if (has_rows(chart) && !is_crowded)
        put_row_chart(press, chart, &sheet, &grid);
    else if (!is_crowded)
        put_whole_chart(press, chart, &sheet, &grid);
    if (is_over_time(chart))
        put_numbers(press, node, &grid);
    else if (!has_rows(chart) || is_crowded)
        pdf_grid(press, &grid);

    pdf_under(press, node, common);
    press->words.scratch = before;
}
