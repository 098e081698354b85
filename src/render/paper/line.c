/* SPDX-License-Identifier: Apache-2.0 */
/* line.c: values over time on paper: lines with gaps where there is no figure, areas that add up
 * under the first line, the names at the ends of the lines, and the numbers below, as many to a
 * row as fit. */
#include <math.h>

#include "paper.h"

#define PLOT_HEIGHT 122.0
#define LABEL_ROOM  96.0
#define NAMES_ROOM  92.0

static double x_of(const struct pdf_plot *plot, int32_t i) {
    const cor_node *node = plot->node;
    int32_t last = node->chart.category_count - 1;
    double width = plot->right - plot->left;
    if (last <= 0) return plot->left + width / 2;
    double span =
        node->chart.category_at ? node->chart.category_at[last] - node->chart.category_at[0] : 0;
    if (!(span > 0)) return plot->left + width * i / last;
    return plot->left + width * (node->chart.category_at[i] - node->chart.category_at[0]) / span;
}

static double y_of(const struct pdf_plot *plot, double value) {
    return plot->bottom - cor_scale_fraction(&plot->scale, value) * (plot->bottom - plot->top);
}

/* ---- grid ---------------------------------------------------------------- */

/* A number of the axis gives way to a line that begins where it would stand. */
static bool is_free(const struct pdf_plot *plot, double y) {
    for (int32_t i = 0; i < plot->node->chart.series_count; i++) {
        const cor_value *first = &plot->node->chart.series[i].values[0];
        if (first->present && fabs(y_of(plot, first->value) - y) < 9) return false;
    }
    return true;
}

static void put_grid(const struct pdf_plot *plot) {
    struct pdf_press *press = plot->press;
    for (int32_t i = 0; i < plot->scale.tick_count; i++) {
        cor_arena before = press->words.scratch;
        double y = y_of(plot, plot->scale.ticks[i]);
        bool zero = plot->scale.ticks[i] == 0;
        pdf_rule(press, plot->left, y, plot->right - plot->left, zero ? 0.7 : 0.35,
                 zero ? PDF_INK : PDF_RULE);
        cor_str words = pdf_tick(plot, i, &press->words.scratch);
        bool free = is_free(plot, y - 5), last = i == plot->scale.tick_count - 1;
        if (!zero && free)
            (void)pdf_text(press, PDF_TINY, PDF_INK_3, words, plot->left, y - 10, 0, PDF_START);
        else if (last)
            (void)pdf_text(press, PDF_TINY, PDF_INK_3, words, plot->right, y - 10, 0, PDF_END);
        press->words.scratch = before;
    }

    if (!isfinite(plot->node->chart.mark)) return;
    double y = y_of(plot, plot->node->chart.mark);
    static const double dash[] = { 4, 2 };
    cairo_set_dash(press->cairo, dash, 2, 0);
    pdf_rule(press, plot->left, y, plot->right - plot->left, 0.7, PDF_INK_2);
    cairo_set_dash(press->cairo, NULL, 0, 0);
    cor_str words = pdf_say(press, plot->node->chart.mark_label, &press->words.scratch);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, words, (plot->left + plot->right) / 2, y - 10, 0,
                   PDF_MIDDLE);
}

/* The first and the last always; of those between as many as have room. */
static void put_times(const struct pdf_plot *plot) {
    const double between = 6;
    int32_t last = plot->node->chart.category_count - 1, step = last / 8 + 1;
    cor_str end = last > 0 ? plot->grid->rows[last][0] : (cor_str){ 0 };
    double from = plot->left,
           until = x_of(plot, last) - pdf_text_width(plot->press, PDF_TINY, end) - between;

    for (int32_t i = 0; i <= last; i += step) {
        int32_t at = i + step > last ? last : i;
        pdf_align align = at == 0 && last ? PDF_START : at == last && last ? PDF_END : PDF_MIDDLE;
        double x = x_of(plot, at),
               wide = pdf_text_width(plot->press, PDF_TINY, plot->grid->rows[at][0]);
        double right = x + (align == PDF_START ? wide : wide / 2);
        if (align == PDF_MIDDLE && last && (x - wide / 2 < from || right > until)) continue;
        (void)pdf_text(plot->press, PDF_TINY, PDF_INK_2, plot->grid->rows[at][0], x,
                       plot->bottom + 4, 0, align);
        from = right + between;
    }
}

/* ---- areas --------------------------------------------------------------- */

/* Parts are stacked from the last series upwards; false when one of them is missing. */
static bool stack(const cor_node *node, int32_t series, int32_t category, double *ret_sum) {
    *ret_sum = 0;
    for (int32_t i = node->chart.series_count - 1; i >= series; i--) {
        const cor_value *value = &node->chart.series[i].values[category];
        if (!value->present) return false;
        *ret_sum += value->value;
    }
    return true;
}

static void put_band(const struct pdf_plot *plot, int32_t series, int32_t first, int32_t end) {
    struct pdf_press *press = plot->press;
    double sum;

    cairo_new_path(press->cairo);
    for (int32_t i = first; i < end; i++) {
        (void)stack(plot->node, series, i, &sum);
        cairo_line_to(press->cairo, x_of(plot, i), y_of(plot, sum));
    }

    for (int32_t i = end - 1; i >= first; i--) {
        (void)stack(plot->node, series + 1, i, &sum);
        cairo_line_to(press->cairo, x_of(plot, i), y_of(plot, sum));
    }

    cairo_close_path(press->cairo);
    pdf_color soft = pdf_hue_soft(plot->node->chart.series[series].hue);
    if (series % 2)
        pdf_ink(press, soft);

    else
        pdf_ink_half(press, soft); // the part beside it may have the same hue
    cairo_fill(press->cairo);
}

static void put_bands(const struct pdf_plot *plot) {
    double sum;
    for (int32_t series = 1; series < plot->node->chart.series_count; series++) {
        for (int32_t i = 0; i < plot->node->chart.category_count; i++) {
            int32_t end = i;
            while (end < plot->node->chart.category_count && stack(plot->node, 1, end, &sum))
                end++;
            if (end - i > 1) put_band(plot, series, i, end);
            i = end;
        }
    }
}

/* ---- lines --------------------------------------------------------------- */

/* Solid between observations, broken where one end is estimated, dotted where one is projected. */
static void set_dash(cairo_t *cairo, const cor_value *a, const cor_value *b) {
    static const double broken[] = { 4, 2.4 }, dots[] = { 1, 2 };
    bool projected = a->status == COR_PROJECTED || b->status == COR_PROJECTED;
    if (projected)
        cairo_set_dash(cairo, dots, 2, 0);
    else if (cor_is_counted(a) && cor_is_counted(b))
        cairo_set_dash(cairo, NULL, 0, 0);
    else
        cairo_set_dash(cairo, broken, 2, 0);
}

static void put_line(const struct pdf_plot *plot, int32_t series) {
    cairo_t *cairo = plot->press->cairo;
    const cor_chart_series *line = &plot->node->chart.series[series];

    pdf_ink(plot->press, pdf_hue(line->hue));
    cairo_set_line_width(cairo, 1.5);
    for (int32_t i = 1; i < plot->node->chart.category_count; i++) {
        const cor_value *a = &line->values[i - 1], *b = &line->values[i];
        if (!a->present || !b->present) continue;
        set_dash(cairo, a, b);
        cairo_move_to(cairo, x_of(plot, i - 1), y_of(plot, a->value));
        cairo_line_to(cairo, x_of(plot, i), y_of(plot, b->value));
        cairo_stroke(cairo);
    }

    cairo_set_dash(cairo, NULL, 0, 0);
    bool many = plot->node->chart.category_count > 16;
    for (int32_t i = 0; i < plot->node->chart.category_count; i++) {
        const cor_value *value = &line->values[i];
        bool alone = (i == 0 || !line->values[i - 1].present) &&
                     (i == plot->node->chart.category_count - 1 || !line->values[i + 1].present);
        if (!value->present || (many && !alone && i < plot->node->chart.category_count - 1))
            continue;
        pdf_dot(plot->press, series, line->hue, value, x_of(plot, i), y_of(plot, value->value),
                many ? 2 : 2.8);
    }
}

/* ---- names at the ends --------------------------------------------------- */

enum { ENDS_MAX = 12 };
struct end {
    int32_t series;
    double y, height; // middle and extent of its words
};

static bool end_of(const struct pdf_plot *plot, int32_t series, double *ret_y) {
    const cor_node *node = plot->node;
    double over, under;

    for (int32_t i = node->chart.category_count - 1; i >= 0; i--) {
        if (!node->chart.series[series].values[i].present) continue;
        *ret_y = y_of(plot, node->chart.series[series].values[i].value);
        bool is_part = node->chart.kind == COR_CHART_AREA && series > 0;
        if (is_part && stack(node, series, i, &over) && stack(node, series + 1, i, &under)) {
            *ret_y = (y_of(plot, over) + y_of(plot, under)) / 2;
        }
        return true;
    }

    return false;
}

/* From the top down, none over another; pushed back up where they run over the bottom. */
static void spread(struct end *ends, int32_t count, double bottom) {
    for (int32_t i = 1; i < count; i++) {
        ends[i].y = fmax(ends[i].y, ends[i - 1].y + (ends[i - 1].height + ends[i].height) / 2);
    }
    for (int32_t i = count - 1; i >= 0; i--) {
        double lowest =
            i == count - 1 ? bottom : ends[i + 1].y - (ends[i + 1].height + ends[i].height) / 2;
        ends[i].y = fmin(ends[i].y, lowest);
    }
}

static void put_ends(const struct pdf_plot *plot) {
    struct end ends[ENDS_MAX];
    int32_t count = 0;
    double width = LABEL_ROOM - 9;

    for (int32_t i = 0; i < plot->node->chart.series_count && count < ENDS_MAX; i++) {
        double y;
        if (!end_of(plot, i, &y)) continue;
        int32_t at = count++;
        for (; at > 0 && ends[at - 1].y > y; at--)
            ends[at] = ends[at - 1];
        ends[at] = (struct end){
            i, y, pdf_text_height(plot->press, PDF_TINY, plot->grid->head[i + 1], width) + 1.5
        };
    }

    spread(ends, count, plot->bottom);
    for (int32_t i = 0; i < count; i++) {
        (void)pdf_marked(plot->press, PDF_TINY,
                         pdf_hue(plot->node->chart.series[ends[i].series].hue),
                         plot->grid->head[ends[i].series + 1], plot->right + 9,
                         ends[i].y - ends[i].height / 2, width, PDF_START);
    }
}

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

void pdf_line_chart(struct pdf_press *press, const cor_node *node, const cor_grid *grid) {
    pdf_need(press, PLOT_HEIGHT + 30);
    struct pdf_plot plot = { .press = press,
                             .node = node,
                             .grid = grid,
                             .scale = cor_scale_of(node, 4),
                             .left = PDF_LEFT,
                             .right = PDF_RIGHT - LABEL_ROOM,
                             .top = press->y + 12,
                             .bottom = press->y + PLOT_HEIGHT };
    bool area = node->chart.kind == COR_CHART_AREA && node->chart.series_count > 1;
    if (area) put_bands(&plot);
    put_grid(&plot);
    for (int32_t i = (area ? 1 : node->chart.series_count) - 1; i >= 0; i--)
        put_line(&plot, i);

    put_times(&plot);
    put_ends(&plot);
    press->y = plot.bottom + 20;
    press->fresh = false;
    put_numbers(press, node, grid);
}
