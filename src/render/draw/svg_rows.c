/* SPDX-License-Identifier: Apache-2.0 */
/* svg_rows.c: one row a category: bars, pairs of dots, ranges between methods; and one bar
 * divided. */
#include <math.h>

#include "core/say.h"
#include "render/map/map.h" // the width of words
#include "svg.h"

enum { HEAD = 26, ABOVE = 20, LABEL_LINE_PX = 15, BELOW = 16, BAR_PX = 9, BAR_PITCH = 16 };

static double x_of(const svg_chart *chart, double value) {
    return fmax(0, fmin(100, cor_scale_fraction(&chart->scale, value) * 100));
}

static const char *number_class(cor_hue hue) {
    static const char *const names[] = { "b end", "o end", "d end", "l end" };
    return names[hue];
}

/* Pixels a column of numbers needs. */
static double column_px(const svg_chart *chart, int32_t series) {
    int32_t widest = 1;
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        const cor_value *value = &chart->node->chart.series[series].values[i];
        cor_arena room = chart->page->scratch;
        cor_str shown =
            value->present
                ? cor_value_show(value, !chart->node->chart.unit, chart->page->lang, &room)
                : cor_text_in(cor_value_status(value), chart->page->lang, &room);
        int32_t width = cor_str_width(shown);
        if (width > widest) widest = width;
    }

    return cor_map_text_width(
               (cor_str){ "0000000000000000000000000000000", (size_t)(widest < 31 ? widest : 31) },
               13.5) +
           12;
}

/* A column of numbers, each at its row, right aligned at `x_px` in the room right of the plot. */
static void put_numbers(const svg_chart *chart, int32_t series, double x_px, const double *y,
                        double below) {
    html_page *page = chart->page;
    svg_hang_begin(page, number_class(chart->node->chart.series[series].hue), x_px);
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        const cor_value *value = &chart->node->chart.series[series].values[i];
        html_put(page, value->present ? "<text" : "<text class=\"l\"");
        svg_set(page, "y", y[i] + below);
        html_put(page, ">");
        if (value->present)
            html_value_plain(page, value, !chart->node->chart.unit);
        else
            html_text(page, cor_value_status(value));
        svg_text_end(page);
    }

    svg_hang_end(page);
    html_put(page, "\n");
}

/* The names of the rows; ret_y[i] is the baseline of the last line of each. False when the
 * scratch is full. */
static bool put_names(const svg_chart *chart, double x_percent, double y, double row_px,
                      double **ret_y) {
    double *at = cor_new(&chart->page->scratch, double, chart->node->chart.category_count + 1);
    chart->page->is_full |= !at;
    if (!at) return false;

    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        y += LABEL_LINE_PX *
             (svg_label(chart->page, chart->node->chart.categories[i], x_percent, y) - 1);
        at[i] = y;
        y += row_px;
    }

    html_put(chart->page, "\n");
    *ret_y = at;
    return true;
}

static void put_dots(const svg_chart *chart, int32_t series, const double *y, double below,
                     double radius) {
    svg_dots dots = { .chart = chart, .series = series };
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        const cor_value *value = &chart->node->chart.series[series].values[i];
        if (value->present) svg_dot(&dots, value, x_of(chart, value->value), y[i] + below, radius);
    }
    svg_dots_end(&dots);
    html_put(chart->page, "\n");
}

static double rows_height(const svg_chart *chart, double row_px) {
    double height = HEAD;
    for (int32_t i = 0; i < chart->node->chart.category_count; i++)
        height += row_px + LABEL_LINE_PX *
                               (svg_label_lines(chart->page, chart->node->chart.categories[i]) - 1);
    return height + 4;
}

/* A line at a value that matters, over the whole height; the key names it. */
static void put_mark(const svg_chart *chart, double height) {
    if (!isfinite(chart->node->chart.mark)) return;
    html_page *page = chart->page;
    double x = x_of(chart, chart->node->chart.mark);
    html_put(page, "<line class=\"aim\"");
    svg_set_percent(page, "x1", x);
    svg_set_percent(page, "x2", x);
    svg_set(page, "y1", HEAD);
    svg_set(page, "y2", height);
    html_put(page, "/>");
}

/* ---- bars ---------------------------------------------------------------- */

static void put_bar(const svg_chart *chart, int32_t series, const cor_value *value, double y) {
    if (!value->present) return;
    html_page *page = chart->page;
    double zero = x_of(chart, 0), x = x_of(chart, value->value);
    cor_hue hue = chart->node->chart.series[series].hue;
    bool observed = svg_is_observed(value);
    html_put(page, "<rect class=\"bar ");
    html_put(page, observed ? "" : value->status == COR_PROJECTED ? "proj " : "est ");
    html_put(page, svg_fill(hue));
    html_put(page, " ");
    html_put(page, svg_stroke(hue));
    html_put(page, "\"");
    svg_set_percent(page, "x", fmin(zero, x));
    svg_set_percent(page, "width", fabs(x - zero));
    svg_set(page, "y", y);
    svg_set(page, "height", BAR_PX);
    html_put(page, "/>");
}

void svg_bar_chart(svg_chart *chart) {
    const cor_node *node = chart->node;
    html_page *page = chart->page;

    chart->scale = cor_scale_of(node, 4);
    double row_px = ABOVE + 4 + BAR_PITCH * (double)node->chart.series_count, room = 0;
    for (int32_t s = 0; s < node->chart.series_count; s++)
        room = fmax(room, column_px(chart, s));

    double height = rows_height(chart, row_px);
    svg_key(chart, true, node->chart.series_count > 1, true);
    svg_plot_begin(page, room);
    svg_begin(chart, height);
    svg_columns(chart, height);
    double *y;
    if (!put_names(chart, 0, HEAD + ABOVE, row_px, &y)) return;

    for (int32_t s = 0; s < node->chart.series_count; s++) {
        double below = 8 + BAR_PITCH * (double)s;
        for (int32_t i = 0; i < node->chart.category_count; i++)
            put_bar(chart, s, &node->chart.series[s].values[i], y[i] + below);
        put_numbers(chart, s, room, y, below + BAR_PX);
    }

    put_mark(chart, height);
    svg_end(page);
    html_put(page, "</div>\n");
}

/* ---- pairs --------------------------------------------------------------- */

static void put_tie(const svg_chart *chart, int32_t i, double y) {
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (int32_t s = 0; s < chart->node->chart.series_count; s++) {
        const cor_value *value = &chart->node->chart.series[s].values[i];
        if (!value->present) continue;
        low = fmin(low, value->value);
        high = fmax(high, value->value);
    }

    if (!(high > low)) return;
    html_put(chart->page, "<line");
    svg_set_percent(chart->page, "x1", x_of(chart, low));
    svg_set_percent(chart->page, "x2", x_of(chart, high));
    svg_set(chart->page, "y1", y);
    svg_set(chart->page, "y2", y);
    html_put(chart->page, "/>");
}

/* The marks of the series above their columns of numbers. */
static void put_column_heads(const svg_chart *chart, const double *columns) {
    double x = 0;
    for (int32_t s = 0; s < chart->node->chart.series_count; s++) {
        x += columns[s];
        html_put(chart->page, "<svg x=\"100%\"><svg");
        svg_set(chart->page, "x", x - 8);
        html_put(chart->page, ">");
        svg_dots dots = { .chart = chart, .series = s };
        svg_dot(&dots, svg_first_value(chart, s), 0, 15, s ? 4.5 : 5);
        svg_dots_end(&dots);
        html_put(chart->page, "</svg></svg>");
    }
}

enum { PAIR_SERIES_MAX = 6 };

void svg_pair_chart(svg_chart *chart) {
    const cor_node *node = chart->node;
    html_page *page = chart->page;

    chart->scale = cor_scale_of(node, 3);
    int32_t count =
        node->chart.series_count < PAIR_SERIES_MAX ? node->chart.series_count : PAIR_SERIES_MAX;
    double columns[PAIR_SERIES_MAX], room = 0, row_px = ABOVE + BELOW + 2;

    for (int32_t s = 0; s < count; s++)
        room += columns[s] =
            column_px(chart, s) + (s ? 0 : 10); // clear of a dot at the end of the scale

    double height = rows_height(chart, row_px);
    svg_key(chart, true, true, true);
    svg_plot_begin(page, room);
    svg_begin(chart, height);
    svg_columns(chart, height);
    if (count == node->chart.series_count) put_column_heads(chart, columns);
    double *y, x = room;
    if (!put_names(chart, 0, HEAD + ABOVE, row_px, &y)) return;

    html_put(page, "<g class=\"tie\">");
    for (int32_t i = 0; i < node->chart.category_count; i++)
        put_tie(chart, i, y[i] + 15);

    html_put(page, "</g>\n");
    for (int32_t s = count - 1; s >= 0; s--) {
        put_dots(chart, s, y, 15, s ? 5 : 6);
        put_numbers(chart, s, x, y, 20);
        x -= columns[s];
    }

    put_mark(chart, height);
    svg_end(page);
    html_put(page, "</div>\n");
}

/* ---- ranges -------------------------------------------------------------- */

typedef struct {
    const cor_value *low, *high;
} range;

static range range_of(const svg_chart *chart, int32_t series) {
    range found = { 0 };
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        const cor_value *value = &chart->node->chart.series[series].values[i];
        if (!value->present) continue;
        if (!found.low || value->value < found.low->value) found.low = value;
        if (!found.high || value->value > found.high->value) found.high = value;
    }
    return found;
}

static void put_band(const svg_chart *chart, int32_t series, double height) {
    range span = range_of(chart, series);
    html_page *page = chart->page;

    if (!span.low) return;
    double left = x_of(chart, span.low->value), right = x_of(chart, span.high->value);
    html_put(page, "<rect class=\"");
    html_put(page, svg_tint(chart->node->chart.series[series].hue));
    html_put(page, " half\"");
    svg_set_percent(page, "x", left);
    svg_set_percent(page, "width", fmax(0.3, right - left));
    svg_set(page, "y", HEAD + 4);
    svg_set(page, "height", height - HEAD - 4);
    html_put(page, "/>");
}

static void put_band_label(const svg_chart *chart, int32_t series) {
    range span = range_of(chart, series);
    html_page *page = chart->page;

    if (!span.low) return;
    double left = x_of(chart, span.low->value), right = x_of(chart, span.high->value);
    bool at_end = left + right > 110;
    double x = at_end ? right - 1 : left + 1, y = HEAD + 22 + 36.0 * series;
    static const char *const starts[] = { "b", "o", "d", "b" }, *const ends[] = { "b end", "o end",
                                                                                  "d end",
                                                                                  "b end" };
    cor_hue hue = chart->node->chart.series[series].hue;
    svg_text_begin(page, at_end ? ends[hue] : starts[hue], x, y);
    html_text(page, chart->node->chart.series[series].label);
    svg_text_end(page);
    cor_arena room = page->scratch;
    cor_str low = cor_value_show(span.low, false, page->lang, &room);
    cor_str high = cor_value_show(span.high, false, page->lang, &room);
    svg_text_begin(page, at_end ? "s end" : "s", x, y + 17);
    html_text(page, cor_say(_("{low} to {high}"), cor_arg_str(low), cor_arg_str(high)));
    svg_text_end(page);
}

void svg_range_chart(svg_chart *chart) {
    const cor_node *node = chart->node;
    html_page *page = chart->page;

    chart->scale = cor_scale_of(node, 4);
    double head = HEAD + 36.0 * node->chart.series_count + 14, row_px = ABOVE + BELOW + 2;
    double height = head - HEAD + rows_height(chart, row_px), *y;
    svg_key(chart, true, false, true);
    html_put(page, "<div class=\"plot\">");
    svg_begin(chart, height);
    svg_columns(chart, height);
    for (int32_t s = 0; s < node->chart.series_count; s++)
        put_band(chart, s, height);

    for (int32_t s = 0; s < node->chart.series_count; s++)
        put_band_label(chart, s);
    if (!put_names(chart, 1, head + 14, row_px, &y)) return;
    html_put(page, "<g class=\"aim\">");

    for (int32_t i = 0; i < node->chart.category_count; i++) {
        html_put(page, "<line x2=\"100%\"");
        svg_set(page, "y1", y[i] + 16);
        svg_set(page, "y2", y[i] + 16);
        html_put(page, "/>");
    }

    html_put(page, "</g>\n");
    for (int32_t s = 0; s < node->chart.series_count; s++)
        put_dots(chart, s, y, 16, 5.5);

    svg_end(page);
    html_put(page, "</div>\n");
}

/* ---- one bar divided ----------------------------------------------------- */

typedef struct {
    cor_text label;
    const cor_value *value;
    cor_hue hue;
} slice;

/* The parts are the categories of one series, or the series of one category. */
static int32_t slice_count(const cor_node *node) {
    return node->chart.series_count > 1 ? node->chart.series_count : node->chart.category_count;
}

static slice slice_at(const cor_node *node, int32_t i) {
    if (node->chart.series_count > 1)
        return (slice){ node->chart.series[i].label, &node->chart.series[i].values[0],
                        node->chart.series[i].hue };
    return (slice){ node->chart.categories[i], &node->chart.series[0].values[i],
                    i % 2 ? COR_HUE_INK : COR_HUE_QUIET };
}

static void put_slices(const svg_chart *chart, double sum) {
    double x = 0;
    for (int32_t i = 0; i < slice_count(chart->node); i++) {
        slice part = slice_at(chart->node, i);
        if (!part.value->present || part.value->value <= 0) continue;
        double width = 100 * part.value->value / sum;
        html_put(chart->page, "<rect class=\"slice ");
        html_put(chart->page, svg_fill(part.hue));
        html_put(chart->page, "\" height=\"10\"");
        svg_set_percent(chart->page, "x", x);
        svg_set_percent(chart->page, "width", width);
        html_put(chart->page, "/>");
        x += width;
    }
}

void svg_split_chart(svg_chart *chart) {
    html_page *page = chart->page;
    double sum = 0;

    for (int32_t i = 0; i < slice_count(chart->node); i++) {
        const cor_value *value = slice_at(chart->node, i).value;
        if (value->present && value->value > 0) sum += value->value;
    }

    html_put(page, "<div class=\"plot\">");
    svg_begin(chart, 10);
    if (sum > 0)
        put_slices(chart, sum);

    else
        html_put(page, "<rect class=\"blank\" x=\".5\" y=\".5\" width=\"99.5%\" height=\"9\"/>");
    svg_end(page);
    html_put(page, "<p class=\"pair\">");

    for (int32_t i = 0; i < slice_count(chart->node); i++) {
        slice part = slice_at(chart->node, i);
        html_put(page, i ? " <span>" : "<span>");
        html_value(page, part.value, true);
        html_put(page, " ");
        html_text(page, part.label);
        html_put(page, "</span>");
    }

    html_put(page, "</p></div>\n");
}
