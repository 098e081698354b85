/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c: one row a category on paper: bars, pairs of dots, ranges between methods; the numbers
 * stand beside. And one bar divided in its parts. */
#include <math.h>

#include "paper.h"

#define NAME_WIDTH   148.0
#define NUMBER_WIDTH 62.0
#define NUMBER_MOST  5
#define ROW_LEAST    15.0
#define BAR          4.6

static double x_of(const struct pdf_plot *plot, double value) {
    return plot->left + cor_scale_fraction(&plot->scale, value) * (plot->right - plot->left);
}

static double row_height(const cor_node *node) {
    return node->chart.kind == COR_CHART_BARS
               ? fmax(ROW_LEAST, node->chart.series_count * (BAR + 1.4) + 7)
               : ROW_LEAST + 2;
}

double pdf_chart_height(const cor_node *node) {
    if (node->chart.kind == COR_CHART_LINE || node->chart.kind == COR_CHART_AREA) return 150;
    if (node->chart.kind == COR_CHART_SPLIT) return 60;
    if (node->chart.kind == COR_CHART_CHORD) return PDF_CHORD_HEIGHT;
    return fmin(40 + row_height(node) * node->chart.category_count,
                190); // it may go on on the next page
}

/* ---- head: names of the series, numbers of the scale --------------------- */

static double number_right(int32_t series_count, int32_t series) {
    return PDF_RIGHT - (series_count - 1 - series) * NUMBER_WIDTH;
}

static double names_height(const struct pdf_plot *plot) {
    double height = 12;
    for (int32_t i = 0; i < plot->node->chart.series_count; i++) {
        height = fmax(height, pdf_text_height(plot->press, PDF_TINY, plot->grid->head[i + 1],
                                              NUMBER_WIDTH - 6));
    }
    return height;
}

static const cor_value *first_present(const cor_chart_series *series, int32_t count) {
    static const cor_value observed = { .present = true };
    for (int32_t i = 0; i < count; i++) {
        if (series->values[i].present) return &series->values[i];
    }
    return &observed;
}

static void put_head(void *self) {
    struct pdf_plot *plot = self;
    struct pdf_press *press = plot->press;
    const cor_node *node = plot->node;
    double height = names_height(plot), bottom = press->y + height + 10;

    for (int32_t i = 0; i < node->chart.series_count; i++) {
        const cor_chart_series *series = &node->chart.series[i];
        double right = number_right(node->chart.series_count, i);
        (void)pdf_marked(press, PDF_TINY, pdf_hue(series->hue), plot->grid->head[i + 1],
                         right - NUMBER_WIDTH + 6, press->y, NUMBER_WIDTH - 6, PDF_END);
        pdf_dot(press, i, series->hue, first_present(series, node->chart.category_count), right - 3,
                press->y + height + 4, 2.6);
    }

    for (int32_t i = 0; i < plot->scale.tick_count; i++) {
        cor_arena before = press->words.scratch;
        double x = x_of(plot, plot->scale.ticks[i]);
        cor_str words = pdf_tick(plot, i, &press->words.scratch);
        (void)pdf_text(press, PDF_TINY, PDF_INK_3, words, x, press->y + height - 2, 0,
                       i == 0 ? PDF_START : PDF_MIDDLE);
        press->words.scratch = before;
    }

    press->y = plot->top = bottom;
    pdf_rule(press, PDF_LEFT, press->y, PDF_COLUMN, 0.7, PDF_INK);
    press->fresh = false;
}

/* ---- marks of one row ---------------------------------------------------- */

static void put_bars(const struct pdf_plot *plot, int32_t category, double middle) {
    const cor_node *node = plot->node;
    cairo_t *cairo = plot->press->cairo;
    double top = middle - node->chart.series_count * (BAR + 1.4) / 2, zero = x_of(plot, 0);

    for (int32_t i = 0; i < node->chart.series_count; i++, top += BAR + 1.4) {
        const cor_value *value = &node->chart.series[i].values[category];
        if (!value->present) continue;
        double x = x_of(plot, value->value);
        bool observed = cor_is_counted(value);
        cairo_rectangle(cairo, fmin(zero, x), top, fmax(fabs(x - zero), 0.4), BAR);
        pdf_ink(plot->press, observed ? pdf_hue(node->chart.series[i].hue)
                                      : pdf_hue_soft(node->chart.series[i].hue));
        cairo_fill_preserve(cairo);
        pdf_ink(plot->press, pdf_hue(node->chart.series[i].hue));
        cairo_set_line_width(cairo, 0.6);
        cairo_stroke(cairo);
    }
}

static void put_dots(const struct pdf_plot *plot, int32_t category, double middle) {
    const cor_node *node = plot->node;
    double low = INFINITY, high = -INFINITY;

    for (int32_t i = 0; i < node->chart.series_count; i++) {
        const cor_value *value = &node->chart.series[i].values[category];
        if (!value->present) continue;
        low = fmin(low, x_of(plot, value->value));
        high = fmax(high, x_of(plot, value->value));
    }

    if (high > low) pdf_rule(plot->press, low, middle, high - low, 0.8, PDF_EDGE);
    for (int32_t i = node->chart.series_count - 1; i >= 0; i--) {
        const cor_value *value = &node->chart.series[i].values[category];
        if (!value->present) continue;
        pdf_dot(plot->press, i, node->chart.series[i].hue, value, x_of(plot, value->value), middle,
                i ? 2.7 : 3.2);
    }
}

/* Lines of the scale through all rows, hairlines between them. */
static void put_lines(const struct pdf_plot *plot, int32_t first, int32_t end) {
    cairo_t *cairo = plot->press->cairo;
    double y = plot->press->y;

    for (int32_t i = first; i < end; y += plot->heights[i++]) {
        if (i == first) continue;
        cairo_move_to(cairo, PDF_LEFT, y);
        cairo_line_to(cairo, PDF_RIGHT, y);
    }

    for (int32_t i = 0; i < plot->scale.tick_count; i++) {
        cairo_move_to(cairo, x_of(plot, plot->scale.ticks[i]), plot->press->y);
        cairo_line_to(cairo, x_of(plot, plot->scale.ticks[i]), y);
    }

    pdf_ink(plot->press, PDF_RULE);
    cairo_set_line_width(cairo, 0.35);
    cairo_stroke(cairo);
}

static void put_words(const struct pdf_plot *plot, int32_t category, double middle) {
    struct pdf_press *press = plot->press;
    const cor_node *node = plot->node;
    const cor_str *cells = plot->grid->rows[category];
    double words = pdf_text_height(press, PDF_SMALL, cells[0], NAME_WIDTH - 8);
    double line = pdf_text_height(press, PDF_SMALL, COR_STR("0"), 0);

    (void)pdf_text(press, PDF_SMALL, PDF_INK, cells[0], PDF_LEFT, middle - words / 2,
                   NAME_WIDTH - 8, PDF_START);
    for (int32_t i = 0; i < node->chart.series_count; i++) {
        bool present = node->chart.series[i].values[category].present;
        (void)pdf_marked(press, present ? PDF_SMALL : PDF_TINY, present ? PDF_INK : PDF_INK_2,
                         cells[i + 1], number_right(node->chart.series_count, i), middle - line / 2,
                         0, PDF_END);
    }
}

static void put_rows(void *self, int32_t first, int32_t end) {
    const struct pdf_plot *plot = self;
    put_lines(plot, first, end);
    double y = plot->press->y;

    for (int32_t i = first; i < end; y += plot->heights[i++]) {
        if (plot->node->chart.kind == COR_CHART_BARS)
            put_bars(plot, i, y + plot->heights[i] / 2);
        else
            put_dots(plot, i, y + plot->heights[i] / 2);
    }

    y = plot->press->y;
    for (int32_t i = first; i < end; y += plot->heights[i++])
        put_words(plot, i, y + plot->heights[i] / 2);
}

static void put_mark(const struct pdf_plot *plot, double top) {
    if (!isfinite(plot->node->chart.mark)) return;
    static const double dash[] = { 3, 2 };
    struct pdf_press *press = plot->press;
    double x = x_of(plot, plot->node->chart.mark);
    cairo_set_dash(press->cairo, dash, 2, 0);
    pdf_vertical(press, x, top, press->y + 3, 0.7, PDF_INK_2);
    cairo_set_dash(press->cairo, NULL, 0, 0);
    cor_str words = pdf_say(press, plot->node->chart.mark_label, &press->words.scratch);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, words, x, press->y + 2, 0, PDF_MIDDLE);
    press->y += 11;
}

static double height_of(const struct pdf_plot *plot, int32_t category) {
    double words =
        pdf_text_height(plot->press, PDF_SMALL, plot->grid->rows[category][0], NAME_WIDTH - 8);
    return fmax(row_height(plot->node), words + 5);
}

static double *measure_rows(const struct pdf_plot *plot) {
    double *heights =
        cor_new(&plot->press->words.scratch, double, plot->node->chart.category_count + 1);
    for (int32_t i = 0; heights && i < plot->node->chart.category_count; i++)
        heights[i] = height_of(plot, i);
    plot->press->words.full = plot->press->words.full || !heights;
    return heights;
}

/* More series than columns of numbers fit beside the drawing: the numbers follow in a table. */
void pdf_row_chart(struct pdf_press *press, const cor_node *node, const cor_grid *grid) {
    bool crowded = node->chart.series_count > NUMBER_MOST;
    double numbers = (crowded ? 0 : node->chart.series_count) * NUMBER_WIDTH;
    struct pdf_plot plot = { .press = press,
                             .node = node,
                             .grid = grid,
                             .scale = cor_scale_of(node, numbers > 250 ? 2 : 4),
                             .left = PDF_LEFT + NAME_WIDTH,
                             .right = PDF_RIGHT - numbers - 16 };

    if (crowded) {
        pdf_grid(press, grid);
        return;
    }

    plot.heights = measure_rows(&plot);
    if (!plot.heights) return;
    pdf_rows(press, &(struct pdf_rows){ node->chart.category_count, plot.heights, &plot, put_head,
                                        put_rows });
    pdf_rule(press, PDF_LEFT, press->y, PDF_COLUMN, 0.35, PDF_RULE);
    put_mark(&plot, plot.top);
    press->y += 3;
}

/* ---- one bar divided ----------------------------------------------------- */

static const cor_value *part_of(const cor_node *node, int32_t i) {
    return node->chart.series_count > 1 ? &node->chart.series[i].values[0]
                                        : &node->chart.series[0].values[i];
}

void pdf_split_chart(struct pdf_press *press, const cor_node *node, const cor_grid *grid) {
    int32_t count =
        node->chart.series_count > 1 ? node->chart.series_count : node->chart.category_count;
    double sum = 0, x = PDF_LEFT;

    for (int32_t i = 0; i < count; i++) {
        const cor_value *value = part_of(node, i);
        if (value->present && value->value > 0) sum += value->value;
    }

    static const pdf_color in_turn[] = { PDF_INK_2, PDF_EDGE, PDF_RULE };
    for (int32_t i = 0; i < count && sum > 0; i++) {
        const cor_value *value = part_of(node, i);
        if (!value->present || value->value <= 0) continue;
        double width = PDF_COLUMN * value->value / sum;
        cairo_rectangle(press->cairo, x, press->y, fmax(width - 1, 0.3), 9);
        pdf_ink(press,
                node->chart.series_count > 1 ? pdf_hue(node->chart.series[i].hue) : in_turn[i % 3]);
        cairo_fill(press->cairo);
        x += width;
    }

    press->y += 14;
    pdf_grid(press, grid);
}
