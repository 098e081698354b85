/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c: charts of rows: bars, pairs of dots, ranges between methods, with the name and the
 * numbers of each row; and one bar divided into the parts of a whole. */
#include <math.h>

#include "core/say.h"
#include "marks.h"

enum {
    SCALE_LINE = 20, // where the numbers of the scale stand
    SCALE = 26,
    NAME = 20,       // where a name over its marks stands, from the top of its row
    UNDER_NAME = 14, // from there to the middle of the marks
    PITCH = 16,      // from one bar to the next
    BAR = 9,
    BAND_WORDS = 36, // height of the words of one band
    COLUMNS_MOST = 6,
    ROOM_MOST = 224, // for numbers over a phone's plot
    HEAD_MOST = 84,  // width of a name over a column before it is broken
    COLUMN_GAP = 12
};

struct cor_draw_rows {
    const cor_node_chart *chart;
    cor_draw_grid grid;
    const cor_draw_sheet *sheet;
    cor_scale scale;
    int32_t column_count;         // of numbers: a series each, or one for all bars
    double columns[COLUMNS_MOST]; // their widths
    double room;                  // of all of them
    double names;                 // height of the names over the columns
    double head;                  // height of these, the scale, and the words of bands
    double *heights;              // [category_count]
    double *name_heights;         // [category_count] of these, the name
};

/* Names stand left of their marks and over their columns where the sheet has room for it. */
static bool are_beside(const cor_draw_rows *rows) {
    return rows->sheet->names > 0;
}

static bool are_bars(const cor_draw_rows *rows) {
    return rows->chart->kind == COR_CHART_BARS;
}

static bool is_range(const cor_draw_rows *rows) {
    return rows->chart->kind == COR_CHART_RANGE;
}

static double share_of(const cor_draw_rows *rows, double value) {
    return fmax(0, fmin(1, cor_scale_fraction(&rows->scale, value)));
}

/* ---- measuring ----------------------------------------------------------- */

static double measure_words(const cor_draw_rows *rows, cor_draw_words style, cor_str words) {
    return rows->sheet->measure(rows->sheet->self, style, words);
}

static cor_draw_words number_style(const cor_draw_rows *rows, int32_t series, int32_t category) {
    const cor_chart_series *of = &rows->chart->series[series];
    bool is_plain = of->hue == COR_HUE_QUIET || !of->values[category].present;
    return is_plain ? COR_WORDS_QUIET : COR_WORDS_BOLD;
}

static double number_width(const cor_draw_rows *rows, int32_t series) {
    double widest = 0;
    for (int32_t i = 0; i < rows->chart->category_count; i++)
        widest = fmax(widest, measure_words(rows, number_style(rows, series, i),
                                            rows->grid.rows[i][series + 1]));
    return widest;
}

/* Room for a name over a column, and for the name of a row. */
static double head_width(const cor_draw_rows *rows, int32_t column) {
    return rows->columns[column] - COLUMN_GAP;
}

static double name_width(const cor_draw_rows *rows) {
    return are_beside(rows) ? rows->sheet->names - COLUMN_GAP : rows->sheet->width_least;
}

static double words_height(const cor_draw_rows *rows, cor_draw_words style, double width,
                           cor_str words) {
    cor_label_size size = cor_label_size_of(rows->sheet, style, width, words);
    return COR_WORDS_LINE * (double)size.line_count;
}

static double measure_name(const cor_draw_rows *rows, int32_t category) {
    return words_height(rows, COR_WORDS_PLAIN, name_width(rows), rows->grid.rows[category][0]);
}

static double head_height(const cor_draw_rows *rows, int32_t column) {
    return words_height(rows, COR_WORDS_AXIS, head_width(rows, column),
                        rows->grid.head[column + 1]);
}

static void measure_columns(cor_draw_rows *rows) {
    int32_t series_count = rows->chart->series_count;
    bool has_none = is_range(rows) && !are_beside(rows); // the table has them

    rows->column_count = has_none ? 0 : are_bars(rows) ? 1 : series_count;
    if (rows->column_count > COLUMNS_MOST) rows->column_count = COLUMNS_MOST;
    for (int32_t s = 0; s < series_count && rows->column_count; s++) {
        int32_t column = are_bars(rows) ? 0 : s;
        if (column == COLUMNS_MOST) break;
        double width = number_width(rows, s);
        if (are_beside(rows) && !are_bars(rows))
            width = fmax(width, fmin(HEAD_MOST,
                                     measure_words(rows, COR_WORDS_AXIS, rows->grid.head[s + 1])));
        rows->columns[column] = fmax(rows->columns[column], width + COLUMN_GAP);
    }

    double sum = rows->column_count ? COLUMN_GAP : 0; // clear of a dot at the end of the scale
    for (int32_t i = 0; i < rows->column_count; i++)
        sum += rows->columns[i];
    rows->room = cor_draw_room(sum);
    if (are_beside(rows) || rows->room <= ROOM_MOST) return;
    rows->column_count = 0; // a phone has no room left for the marks: the table has the numbers
    rows->room = 0;
}

static void measure_head(cor_draw_rows *rows) {
    for (int32_t i = 0; are_beside(rows) && !are_bars(rows) && i < rows->column_count; i++)
        rows->names = fmax(rows->names, head_height(rows, i));
    rows->head = rows->names + SCALE;
    if (is_range(rows)) rows->head += BAND_WORDS * rows->chart->series_count + UNDER_NAME;
}

/* From the first to the last mark of a row: bars lie under each other. */
static double marks_height(const cor_draw_rows *rows) {
    return are_bars(rows) ? PITCH * (double)rows->chart->series_count : PITCH;
}

static double row_height(const cor_draw_rows *rows, int32_t category) {
    if (are_beside(rows)) return fmax(rows->name_heights[category], marks_height(rows)) + 10;
    return NAME - COR_WORDS_LINE + rows->name_heights[category] + marks_height(rows) + 2;
}

const cor_draw_rows *cor_draw_rows_measure(const cor_node_chart *chart, cor_draw_grid grid,
                                           const cor_draw_sheet *sheet, cor_arena *keep) {
    cor_draw_rows *rows = cor_new(keep, cor_draw_rows, 1);
    double *heights = cor_new(keep, double, chart->category_count + 1),
           *name_heights = cor_new(keep, double, chart->category_count + 1);
    if (!rows || !heights || !name_heights) return NULL;

    *rows = (cor_draw_rows){ .chart = chart,
                             .grid = grid,
                             .sheet = sheet,
                             .scale = cor_scale_of(chart, chart->kind == COR_CHART_PAIRS ? 3 : 4),
                             .heights = heights,
                             .name_heights = name_heights };
    measure_columns(rows);
    measure_head(rows);
    for (int32_t i = 0; i < chart->category_count; i++) {
        name_heights[i] = measure_name(rows, i);
        heights[i] = row_height(rows, i);
    }
    return rows;
}

double cor_draw_rows_height(const cor_draw_rows *rows, int32_t category) {
    return rows->heights[category];
}

/* ---- the head ------------------------------------------------------------ */

/* Every second number of the scale gives way on a phone. */
static void put_scale(const cor_draw_rows *rows, cor_drawing *drawing) {
    for (int32_t n = 0; n < rows->scale.tick_count; n++) {
        int32_t evens = (rows->scale.tick_count + 1) / 2,
                tick = n < evens ? 2 * n : 2 * (n - evens) + 1;
        double share = share_of(rows, rows->scale.ticks[tick]);
        cor_label_spot spot = { cor_at(share, 0, rows->names + SCALE_LINE),
                                share < 0.04   ? COR_WORDS_START
                                : share > 0.96 ? COR_WORDS_END
                                               : COR_WORDS_MIDDLE };
        cor_label_put(drawing,
                      &(cor_label){ .style = COR_WORDS_AXIS,
                                    .words = cor_scale_words(&rows->scale, tick, NULL,
                                                             rows->sheet->lang, drawing->keep),
                                    .spots = &spot,
                                    .spot_count = 1,
                                    .need = COR_LABEL_GIVES_WAY });
    }
}

/* Where the numbers of a column end. */
static double column_right(const cor_draw_rows *rows, int32_t column) {
    double right = rows->room;
    for (int32_t i = column + 1; i < rows->column_count; i++)
        right -= rows->columns[i];
    return right;
}

/* The mark of a series over its column of numbers, and over that its name. */
static void put_column_head(const cor_draw_rows *rows, cor_drawing *drawing, int32_t series) {
    double right = column_right(rows, series);
    cor_draw_dot(drawing, rows->chart, series, cor_draw_first_value(rows->chart, series),
                 cor_at(1, right - 8, rows->names + SCALE_LINE - 5), series ? 4.5 : 5);
    if (!are_beside(rows)) return;
    double y = rows->names - head_height(rows, series) + COR_WORDS_LINE - 4;
    cor_label_lines(
        drawing,
        (cor_draw_mark){ .at = cor_at(1, right, y),
                         .text = { rows->grid.head[series + 1], COR_WORDS_AXIS, COR_WORDS_END } },
        head_width(rows, series));
}

static void put_drawn_head(const cor_draw_rows *rows, cor_drawing *drawing) {
    put_scale(rows, drawing);
    for (int32_t s = 0; !are_bars(rows) && s < rows->column_count; s++)
        put_column_head(rows, drawing, s);
    if (are_beside(rows))
        cor_draw_rule(drawing, COR_LOOK_BASE, cor_at(0, -rows->sheet->names, rows->names + SCALE),
                      cor_at(1, rows->room, rows->names + SCALE));
}

/* ---- bands of ranges ----------------------------------------------------- */

/* From the least to the most of a series; false when it has no number. */
static bool find_range(const cor_node_chart *chart, int32_t series, const cor_value **ret_low,
                       const cor_value **ret_high) {
    *ret_low = *ret_high = NULL;
    for (int32_t i = 0; i < chart->category_count; i++) {
        const cor_value *value = &chart->series[series].values[i];
        if (!value->present) continue;
        if (!*ret_low || value->value < (*ret_low)->value) *ret_low = value;
        if (!*ret_high || value->value > (*ret_high)->value) *ret_high = value;
    }
    return *ret_low;
}

static void put_bands(const cor_draw_rows *rows, cor_drawing *drawing, double top) {
    const double least = 0.003;
    const cor_value *low, *high;
    for (int32_t s = 0; s < rows->chart->series_count; s++) {
        if (!find_range(rows->chart, s, &low, &high)) continue;
        double left = share_of(rows, low->value), right = share_of(rows, high->value);
        cor_draw_bar(drawing, COR_LOOK_BAND_HALF, rows->chart->series[s].hue, COR_STROKE_SOLID,
                     cor_at(left, 0, top), cor_at(fmax(right, left + least), 0, drawing->height));
    }
}

/* Name of a band and the numbers it lies between; aligned at its end when it lies far right. */
static void put_band_words(const cor_draw_rows *rows, cor_drawing *drawing, int32_t series) {
    const cor_value *low, *high;
    const cor_chart_series *of = &rows->chart->series[series];
    if (!find_range(rows->chart, series, &low, &high)) return;

    double left = share_of(rows, low->value), right = share_of(rows, high->value);
    bool at_end = left + right > 1.1;
    cor_draw_at at = cor_at(at_end ? right : left, at_end ? -6 : 6,
                            rows->names + SCALE + 22 + BAND_WORDS * (double)series);
    cor_draw_align align = at_end ? COR_WORDS_END : COR_WORDS_START;
    cor_lang lang = rows->sheet->lang;
    cor_str least = cor_value_show(low, false, lang, drawing->keep);
    cor_str most = cor_value_show(high, false, lang, drawing->keep);
    cor_str span = cor_text_in(cor_say(_("{low} to {high}"), cor_arg_str(least), cor_arg_str(most)),
                               lang, drawing->keep);

    cor_draw_text(drawing, COR_WORDS_BOLD, of->hue, align, at, rows->grid.head[series + 1]);
    at.y += COR_WORDS_LINE + 2;
    cor_draw_text(drawing, COR_WORDS_AXIS, of->hue, align, at, span);
}

/* ---- rows ---------------------------------------------------------------- */

/* The middle of a mark of a row that begins at `top`. */
static double middle_of(const cor_draw_rows *rows, int32_t category, int32_t bar, double top) {
    double first = are_beside(rows)
                       ? (rows->heights[category] - marks_height(rows) + PITCH) / 2
                       : NAME - COR_WORDS_LINE + rows->name_heights[category] + UNDER_NAME;
    return top + first + PITCH * (double)bar;
}

static void put_bar(const cor_draw_rows *rows, cor_drawing *drawing, int32_t series,
                    const cor_value *value, double middle) {
    double zero = share_of(rows, 0), share = share_of(rows, value->value), half = BAR / 2.0;
    cor_draw_bar(drawing, COR_LOOK_BAR, rows->chart->series[series].hue, cor_draw_stroke_of(value),
                 cor_at(fmin(zero, share), 0, middle - half),
                 cor_at(fmax(zero, share), 0, middle + half));
}

/* From the least to the most of a row. */
static void put_tie(const cor_draw_rows *rows, cor_drawing *drawing, int32_t category, double y) {
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (int32_t s = 0; s < rows->chart->series_count; s++) {
        const cor_value *value = &rows->chart->series[s].values[category];
        if (!value->present) continue;
        low = fmin(low, share_of(rows, value->value));
        high = fmax(high, share_of(rows, value->value));
    }
    if (high > low) cor_draw_rule(drawing, COR_LOOK_TIE, cor_at(low, 0, y), cor_at(high, 0, y));
}

/* A line through the row or between its dots, and its marks, that of the first series on top. */
static void put_marks(const cor_draw_rows *rows, cor_drawing *drawing, int32_t category,
                      double top) {
    double first = middle_of(rows, category, 0, top);
    if (is_range(rows))
        cor_draw_rule(drawing, COR_LOOK_AIM, cor_at(0, 0, first), cor_at(1, 0, first));
    else if (!are_bars(rows))
        put_tie(rows, drawing, category, first);

    for (int32_t s = rows->chart->series_count - 1; s >= 0; s--) {
        const cor_value *value = &rows->chart->series[s].values[category];
        if (!value->present) continue;
        if (are_bars(rows))
            put_bar(rows, drawing, s, value, middle_of(rows, category, s, top));
        else
            cor_draw_dot(drawing, rows->chart, s, value,
                         cor_at(share_of(rows, value->value), 0, first),
                         is_range(rows) ? 5.5
                         : s            ? 5
                                        : 6);
    }
}

static void put_row_words(const cor_draw_rows *rows, cor_drawing *drawing, int32_t category,
                          double top) {
    const cor_str *cells = rows->grid.rows[category];
    double y = top + NAME, x = are_beside(rows) ? -rows->sheet->names : is_range(rows) ? 6 : 0;
    if (are_beside(rows))
        y = top + (rows->heights[category] - rows->name_heights[category]) / 2 + COR_WORDS_LINE - 4;
    cor_label_lines(drawing, (cor_draw_mark){ .at = cor_at(0, x, y), .text = { cells[0] } },
                    name_width(rows));

    for (int32_t s = 0; s < rows->chart->series_count; s++) {
        int32_t column = are_bars(rows) ? 0 : s, bar = are_bars(rows) ? s : 0;
        if (column >= rows->column_count) break;
        cor_draw_text(
            drawing, number_style(rows, s, category), rows->chart->series[s].hue, COR_WORDS_END,
            cor_at(1, column_right(rows, column), middle_of(rows, category, bar, top) + 5),
            cells[s + 1]);
    }
}

static void put_parting(const cor_draw_rows *rows, cor_drawing *drawing, int32_t category,
                        double top) {
    double y = top + rows->heights[category];
    if (are_beside(rows))
        cor_draw_rule(drawing, COR_LOOK_PARTED, cor_at(0, -rows->sheet->names, y),
                      cor_at(1, rows->room, y));
}

/* Draw layer by layer, so that the PDF changes pens seldom. */
static void put_all_rows(const cor_draw_rows *rows, cor_drawing *drawing, int32_t first,
                         int32_t end, double top) {
    static void (*const layers[])(const cor_draw_rows *rows, cor_drawing *drawing, int32_t category,
                                  double top) = { put_parting, put_marks, put_row_words };
    for (size_t layer = 0; layer < sizeof layers / sizeof *layers; layer++) {
        double y = top;
        for (int32_t i = first; i < end; y += rows->heights[i++])
            layers[layer](rows, drawing, i, y);
    }
}

/* Through all rows: the lines of the scale, and one at a value that matters. */
static void put_row_rules(const cor_draw_rows *rows, cor_drawing *drawing, double top) {
    for (int32_t i = 0; i < rows->scale.tick_count; i++) {
        double share = share_of(rows, rows->scale.ticks[i]);
        cor_draw_rule(drawing, COR_LOOK_GRID, cor_at(share, 0, top),
                      cor_at(share, 0, drawing->height));
    }
    if (!isfinite(rows->chart->mark)) return;
    double share = share_of(rows, rows->chart->mark);
    cor_draw_rule(drawing, COR_LOOK_AIM, cor_at(share, 0, top), cor_at(share, 0, drawing->height));
}

/* The unit, and what the marks stand for where no name stands over a column. */
static void add_keys(const cor_draw_rows *rows, cor_drawing *drawing) {
    bool is_named = is_range(rows) || (are_beside(rows) && !are_bars(rows));
    cor_draw_key_unit(drawing, rows->chart);
    if (!is_named && (rows->chart->series_count > 1 || !are_bars(rows)))
        cor_draw_key_series(drawing, rows->chart, rows->grid, true);
    cor_draw_key_aim(drawing, rows->chart);
}

const cor_drawing *cor_draw_rows_part(const cor_draw_rows *rows, bool with_head, int32_t first,
                                      int32_t end, cor_arena *keep) {
    cor_drawing *drawing = cor_draw_begin(rows->sheet, keep);
    if (!drawing) return NULL;

    double top = with_head ? rows->head : 0, scale = with_head ? rows->names + SCALE : 0;
    drawing->height = top;
    for (int32_t i = first; i < end; i++)
        drawing->height += rows->heights[i];
    if (!are_beside(rows)) drawing->height += 4; // the last numbers stand low
    drawing->left = rows->sheet->names;
    drawing->right = rows->room;

    if (with_head) put_drawn_head(rows, drawing);
    put_row_rules(rows, drawing, scale);
    if (is_range(rows)) put_bands(rows, drawing, scale);
    for (int32_t s = 0; with_head && is_range(rows) && s < rows->chart->series_count; s++)
        put_band_words(rows, drawing, s);
    put_all_rows(rows, drawing, first, end, top);
    if (with_head) add_keys(rows, drawing);
    return cor_draw_end(drawing);
}

/* ---- one bar divided ----------------------------------------------------- */

/* The parts are the categories of one series, or the series of one category. */
static const cor_value *part_of(const cor_node_chart *chart, int32_t i) {
    return chart->series_count > 1 ? &chart->series[i].values[0] : &chart->series[0].values[i];
}

static cor_hue part_hue(const cor_node_chart *chart, int32_t i) {
    if (chart->series_count > 1) return chart->series[i].hue;
    return i % 2 ? COR_HUE_INK : COR_HUE_QUIET;
}

/* Its number and its name. */
static cor_str part_words(const cor_node_chart *chart, cor_draw_grid grid, int32_t i,
                          cor_arena *keep) {
    bool is_series = chart->series_count > 1;
    cor_str parts[] = { is_series ? grid.rows[0][i + 1] : grid.rows[i][1], COR_STR(" "),
                        is_series ? grid.head[i + 1] : grid.rows[i][0] };
    return cor_str_join(keep, parts, 3);
}

/* Missing and negative parts are not drawn. */
static double part_size(const cor_node_chart *chart, int32_t i) {
    const cor_value *value = part_of(chart, i);
    return value->present ? fmax(0, value->value) : 0;
}

const cor_drawing *cor_draw_split(const cor_node_chart *chart, cor_draw_grid grid,
                                  const cor_draw_sheet *sheet, cor_arena *keep) {
    const double height = 10;
    int32_t count = chart->series_count > 1 ? chart->series_count : chart->category_count;
    cor_drawing *drawing = cor_draw_begin(sheet, keep);
    double sum = 0, before = 0;

    if (!drawing) return NULL;
    drawing->height = height;
    for (int32_t i = 0; i < count; i++)
        sum += part_size(chart, i);

    for (int32_t i = 0; i < count; i++) {
        double share = sum > 0 ? part_size(chart, i) / sum : 0;
        if (share > 0)
            cor_draw_bar(drawing, COR_LOOK_SLICE, part_hue(chart, i), COR_STROKE_SOLID,
                         cor_at(before, 0, 0), cor_at(before + share, 0, height));
        before += share;
        cor_draw_key_patch(drawing, COR_LOOK_SOLID, part_hue(chart, i),
                           part_words(chart, grid, i, keep));
    }

    if (!(sum > 0))
        cor_draw_bar(drawing, COR_LOOK_BLANK, COR_HUE_QUIET, COR_STROKE_SOLID, cor_at(0, 0, 0.5),
                     cor_at(1, 0, height - 0.5));
    return cor_draw_end(drawing);
}
