/* SPDX-License-Identifier: Apache-2.0 */
/* svg_line.c: values over time: lines with gaps where there is no figure, areas that add up
 * under the first line. */
#include <math.h>

#include "render/map/map.h" // the width of words
#include "svg.h"

enum {
    TOP = 34,
    BOTTOM = 270,
    WIDE = 1000,
    DOTS_MAX = 14,
    SMALL_DOTS_MAX = 24,
    SIDE_LETTERS = 13,
    SIDE_ROOM = 18,
    PAD_PX = 92
};

static double x_of(const cor_node *node, int32_t i) {
    int32_t last = node->chart.category_count - 1;
    if (last <= 0) return 50;
    if (!node->chart.category_at || !(node->chart.category_at[last] > node->chart.category_at[0]))
        return 100.0 * i / last;
    return 100 * (node->chart.category_at[i] - node->chart.category_at[0]) /
           (node->chart.category_at[last] - node->chart.category_at[0]);
}

static double y_of(const svg_chart *chart, double value) {
    return chart->bottom - cor_scale_fraction(&chart->scale, value) * (chart->bottom - chart->top);
}

static void put_point(html_page *page, double x_percent, double y) {
    html_int(page, llround(x_percent * WIDE / 100));
    html_put(page, ",");
    html_int(page, llround(y)); // of a line as wide as two pixels
    html_put(page, " ");
}

/* ---- grid ---------------------------------------------------------------- */

/* The band of pixels the lines of the series run through between two places of the time axis; false
 * when through none.
 */
static bool band_between(const svg_chart *chart, int32_t series_count, double from, double to,
                         double *ret_top, double *ret_bottom) {
    const cor_node *node = chart->node;
    double top = HUGE_VAL, bottom = -HUGE_VAL;

    for (int32_t s = 0; s < series_count; s++) {
        for (int32_t i = 0; i < node->chart.category_count; i++) {
            const cor_value *value = &node->chart.series[s].values[i];
            bool near = x_of(node, i) >= from && x_of(node, i) <= to;
            bool before = i + 1 < node->chart.category_count && x_of(node, i) < from &&
                          x_of(node, i + 1) > from;
            bool after = i > 0 && x_of(node, i) > to && x_of(node, i - 1) < to;
            if (!value->present || !(near || before || after)) continue;
            top = fmin(top, y_of(chart, value->value));
            bottom = fmax(bottom, y_of(chart, value->value));
        }
    }

    *ret_top = top;
    *ret_bottom = bottom;
    return top <= bottom;
}

/* Where the first number of a lone line stands: under or over what the line does there. NaN: it
 * has none. */
static double first_label_y(const svg_chart *chart) {
    const cor_node *node = chart->node;
    const cor_value *first = &node->chart.series[0].values[0],
                    *next = first + (node->chart.category_count > 1);
    bool lone = node->chart.series_count == 1 || node->chart.kind == COR_CHART_AREA;
    double top, bottom;

    if (!lone || !first->present || node->chart.category_count < 2) return NAN;
    if (!band_between(chart, 1, 0, 7, &top, &bottom)) return NAN;
    bool rising = !next->present || next->value >= first->value;
    double under =
        fmax(y_of(chart, first->value) + 24, node->chart.category_count > 8 ? bottom + 20 : 0);

    return rising && under < chart->bottom - 4
               ? under
               : fmin(y_of(chart, first->value), node->chart.category_count > 8 ? top : 1e9) - 12;
}

/* Whether the lines keep clear of a number of the axis at this place. */
static bool is_free(const svg_chart *chart, double y, double from, double to) {
    if (from <= 0 && fabs(first_label_y(chart) - (y - 5)) < 15) return false;
    int32_t lines = chart->node->chart.kind == COR_CHART_AREA ? 1 : chart->node->chart.series_count;
    for (int32_t s = 0; s < lines; s++) {
        svg_chart one = *chart; // each line by itself: between two lines there is room
        cor_node only = *chart->node;
        only.chart.series += s;
        one.node = &only;
        double top, bottom;
        if (band_between(&one, 1, from, to, &top, &bottom) && top < y + 2 && bottom > y - 20)
            return false;
    }

    return true;
}

static void put_grid(const svg_chart *chart) {
    html_page *page = chart->page;
    html_put(page, "<g class=\"grid\">");
    for (int32_t i = 0; i < chart->scale.tick_count; i++) {
        double y = y_of(chart, chart->scale.ticks[i]);
        if (fabs(chart->scale.ticks[i]) < 1e-12) continue;
        html_put(page, "<line x2=\"100%\"");
        svg_set(page, "y1", y);
        svg_set(page, "y2", y);
        html_put(page, "/>");
    }

    html_put(page, "</g>\n");
}

/* At the left; the number with the unit, wherever the lines leave room for it. */
static void put_ticks(const svg_chart *chart) {
    static const struct {
        double from, to, at;
        const char *class_name;
    } places[] = { { 0, 16, 0, "s" },
                   { 84, 100, 99, "s end" },
                   { 42, 58, 50, "s mid" },
                   { 22, 38, 30, "s mid" },
                   { 62, 78, 70, "s mid" } };
    html_page *page = chart->page;

    for (int32_t i = 0; i < chart->scale.tick_count; i++) {
        double y = y_of(chart, chart->scale.ticks[i]);
        bool last = i == chart->scale.tick_count - 1;
        size_t place = 0, most = last ? sizeof places / sizeof *places : 1;
        while (place < most && !is_free(chart, y, places[place].from, places[place].to))
            place++;
        if (fabs(chart->scale.ticks[i]) < 1e-12 || (place == most && !last)) continue;
        if (place == most) place = 0; // even across a line: the last number has the unit
        svg_text_begin(page, places[place].class_name, places[place].at, y - 5);
        svg_tick(chart, chart->scale.ticks[i], last);
        svg_text_end(page);
    }

    html_put(page, "\n");
}

static void put_base(const svg_chart *chart) {
    double y = y_of(chart, 0);
    html_put(chart->page, "<line class=\"base\" x2=\"100%\"");
    svg_set(chart->page, "y1", y);
    svg_set(chart->page, "y2", y);
    html_put(chart->page, "/>");
}

static void put_mark(const svg_chart *chart) {
    if (!isfinite(chart->node->chart.mark)) return;
    html_page *page = chart->page;
    double y = y_of(chart, chart->node->chart.mark);
    html_put(page, "<line class=\"aim\" x2=\"100%\"");
    svg_set(page, "y1", y);
    svg_set(page, "y2", y);
    html_put(page, "/>");
}

/* ---- the time axis: as many labels as fit, fewer on a phone -------------- */

typedef struct {
    double *at; // percent
    int32_t *index;
    bool *roomy; // gives way on a phone
    int32_t count;
} time_labels;

enum {
    PLOT_PHONE_PX = 196,
    PLOT_WIDE_PX = 520,
    LETTER_PX = 7,
    LABEL_GAP_PX = 12,
    TIME_LABELS_MAX = 8
};

static bool is_clear(const time_labels *labels, double at, double apart, bool among_all) {
    for (int32_t i = 0; i < labels->count; i++)
        if ((among_all || !labels->roomy[i]) &&
            fabs(labels->at[i] - at) < (i < 2 ? 1.4 * apart : apart))
            return false; // the first two stand inwards of the ends of the axis
    return true;
}

static void add_label(time_labels *labels, const cor_node *node, int32_t index, double apart,
                      bool roomy) {
    double at = x_of(node, index);
    if (labels->count == TIME_LABELS_MAX || !is_clear(labels, at, apart, roomy)) return;
    labels->at[labels->count] = at;
    labels->index[labels->count] = index;
    labels->roomy[labels->count++] = roomy;
}

static int32_t widest_label(const svg_chart *chart) {
    int32_t widest = 4;
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        cor_arena room = chart->page->scratch;
        int32_t width =
            cor_str_width(cor_text_in(chart->node->chart.categories[i], chart->page->lang, &room));
        if (width > widest) widest = width;
    }
    return widest;
}

static void put_times(const svg_chart *chart) {
    const cor_node *node = chart->node;
    double at[TIME_LABELS_MAX], px = widest_label(chart) * LETTER_PX + LABEL_GAP_PX;
    int32_t index[TIME_LABELS_MAX], last = node->chart.category_count - 1;
    bool roomy[TIME_LABELS_MAX];
    time_labels labels = { at, index, roomy, 0 };

    add_label(&labels, node, 0, 0, false);
    if (last > 0) add_label(&labels, node, last, 0, false);
    for (int32_t part = 1; part <= 2; part++) // the middle, or the thirds
        for (int32_t k = 1; k <= part; k++)
            add_label(&labels, node, last * k / (part + 1), px * 100 / PLOT_PHONE_PX, false);

    for (int32_t k = 1; k < 6; k++)
        add_label(&labels, node, last * k / 6, px * 100 / PLOT_WIDE_PX, true);
    for (int32_t i = 0; i < labels.count; i++) {
        const char *class_name = index[i] == 0 && last > 0      ? ""
                                 : index[i] == last && last > 0 ? "end"
                                 : roomy[i]                     ? "mid roomy"
                                                                : "mid";
        svg_text_begin(chart->page, class_name, at[i], chart->bottom + 20);
        html_text(chart->page, node->chart.categories[index[i]]);
        svg_text_end(chart->page);
    }
}

/* ---- areas --------------------------------------------------------------- */

/* Parts are stacked from the last series upwards, so that they read from the top in the order
 * given. */
static double stacked(const cor_node *node, int32_t series, int32_t i, bool *ret_whole) {
    double sum = 0;
    for (int32_t s = node->chart.series_count - 1; s >= series; s--) {
        if (!node->chart.series[s].values[i].present) *ret_whole = false;
        sum += node->chart.series[s].values[i].present ? node->chart.series[s].values[i].value : 0;
    }
    return sum;
}

static bool has_all_parts(const cor_node *node, int32_t i) {
    bool whole = true;
    stacked(node, 1, i, &whole);
    return whole;
}

static void put_band(const svg_chart *chart, int32_t series, int32_t first, int32_t end) {
    const cor_node *node = chart->node;
    html_page *page = chart->page;
    bool whole;

    html_put(page, "<path class=\"");
    html_put(page, svg_tint(node->chart.series[series].hue));
    html_put(page, series % 2 ? " half\" d=\"M" : "\" d=\"M");
    for (int32_t i = first; i < end; i++)
        put_point(page, x_of(node, i), y_of(chart, stacked(node, series, i, &whole)));

    for (int32_t i = end - 1; i >= first; i--)
        put_point(page, x_of(node, i), y_of(chart, stacked(node, series + 1, i, &whole)));
    html_put(page, "Z\"/>");
}

static void put_bands(const svg_chart *chart) {
    const cor_node *node = chart->node;
    for (int32_t series = 1; series < node->chart.series_count; series++) {
        for (int32_t i = 0; i < node->chart.category_count; i++) {
            if (!has_all_parts(node, i)) continue;
            int32_t end = i + 1;
            while (end < node->chart.category_count && has_all_parts(node, end))
                end++;
            if (end - i > 1) put_band(chart, series, i, end);
            i = end;
        }
    }
}

/* ---- lines --------------------------------------------------------------- */

typedef enum { SOLID, BROKEN, DOTTED, STYLE_COUNT } line_style;

static line_style style_between(const cor_value *a, const cor_value *b) {
    if (a->status == COR_PROJECTED || b->status == COR_PROJECTED) return DOTTED;
    return svg_is_observed(a) && svg_is_observed(b) ? SOLID : BROKEN;
}

/* One path per style; a gap lifts the pen. */
static void put_lines(const svg_chart *chart, const cor_chart_series *series) {
    static const char *const names[STYLE_COUNT] = { "line ", "line est ", "line proj " };
    html_page *page = chart->page;
    for (line_style style = SOLID; style < STYLE_COUNT; style++) {
        bool begun = false, pen_down = false;
        for (int32_t i = 1; i < chart->node->chart.category_count; i++) {
            const cor_value *a = &series->values[i - 1], *b = &series->values[i];
            if (!a->present || !b->present || style_between(a, b) != style) {
                pen_down = false;
                continue;
            }
            if (!begun) {
                html_put(page, "<path vector-effect=\"non-scaling-stroke\" class=\"");
                html_put(page, names[style]);
                html_put(page, svg_stroke(series->hue));
                html_put(page, "\" d=\"");
            }
            if (!pen_down) {
                html_put(page, "M");
                put_point(page, x_of(chart->node, i - 1), y_of(chart, a->value));
            }
            put_point(page, x_of(chart->node, i), y_of(chart, b->value));
            begun = pen_down = true;
        }
        if (begun) html_put(page, "\"/>");
    }
}

static void put_dots(const svg_chart *chart, int32_t series) {
    const cor_node *node = chart->node;
    const cor_chart_series *values = &node->chart.series[series];
    svg_dots dots = { .chart = chart, .series = series };
    int32_t last = node->chart.category_count - 1;

    while (last > 0 && !values->values[last].present)
        last--;
    for (int32_t i = 0; i <= last; i++) {
        const cor_value *value = &values->values[i];
        bool alone = (i == 0 || !values->values[i - 1].present) &&
                     (i == last || !values->values[i + 1].present);
        if (!value->present || (node->chart.category_count > SMALL_DOTS_MAX && i != last && !alone))
            continue;
        double radius = i == last ? 5 : node->chart.category_count <= DOTS_MAX ? 4.5 : 2.6;
        svg_dot(&dots, value, x_of(node, i), y_of(chart, value->value), radius);
    }

    svg_dots_end(&dots);
}

static void put_plot(const svg_chart *chart) {
    html_page *page = chart->page;
    html_put(page, "<svg width=\"100%\"");
    svg_set(page, "height", chart->bottom + 4);
    html_put(page, " viewBox=\"0 0 1000 ");
    html_coordinate(page, chart->bottom + 4);
    html_put(page, "\" preserveAspectRatio=\"none\">");
    bool areas = chart->node->chart.kind == COR_CHART_AREA;
    if (areas) put_bands(chart);
    for (int32_t s = 0; s < (areas ? 1 : chart->node->chart.series_count); s++)
        put_lines(chart, &chart->node->chart.series[s]);

    html_put(page, "</svg>\n");
}

/* ---- words on the marks -------------------------------------------------- */

typedef struct {
    int32_t series;
    double y; // of the middle of its words
    const cor_value *value;
} end_label;

static const cor_value *last_present(const svg_chart *chart, int32_t series) {
    for (int32_t i = chart->node->chart.category_count - 1; i >= 0; i--)
        if (chart->node->chart.series[series].values[i].present)
            return &chart->node->chart.series[series].values[i];
    return NULL;
}

static double label_y(const svg_chart *chart, int32_t series, const cor_value *value) {
    int32_t last = chart->node->chart.category_count - 1;
    if (chart->node->chart.kind != COR_CHART_AREA || series == 0) return y_of(chart, value->value);
    bool whole;
    return (y_of(chart, stacked(chart->node, series, last, &whole)) +
            y_of(chart, stacked(chart->node, series + 1, last, &whole))) /
           2;
}

/* From the top down, each at least `apart` below the last; pushed back up where they run over
 * the bottom. */
static void spread(end_label *labels, int32_t count, double apart, double bottom) {
    for (int32_t i = 1; i < count; i++) {
        end_label moving = labels[i];
        int32_t k = i;
        for (; k > 0 && labels[k - 1].y > moving.y; k--)
            labels[k] = labels[k - 1];
        labels[k] = moving;
    }

    for (int32_t i = 1; i < count; i++)
        labels[i].y = fmax(labels[i].y, labels[i - 1].y + apart);
    for (int32_t i = count - 1; i >= 0; i--) {
        double limit = i == count - 1 ? bottom : labels[i + 1].y - apart;
        labels[i].y = fmin(labels[i].y, limit);
    }
}

static bool names_fit(const svg_chart *chart) {
    if (chart->node->chart.series_count < 2) return false;
    for (int32_t s = 0; s < chart->node->chart.series_count; s++) {
        cor_arena room = chart->page->scratch;
        if (cor_str_width(cor_text_in(chart->node->chart.series[s].label, chart->page->lang,
                                      &room)) > SIDE_LETTERS)
            return false;
    }
    return chart->node->chart.series_count <= 5;
}

static const char *text_class(const svg_chart *chart, int32_t series) {
    cor_hue hue = chart->node->chart.series[series].hue;
    if (hue == COR_HUE_ORIGIN) return "o";
    if (hue == COR_HUE_DESTINATION) return "d";
    return series == 0 ? "b" : "";
}

/* Right of the plot, hanging from its edge, in the padding. */
static void put_end_labels(const svg_chart *chart, bool with_names) {
    html_page *page = chart->page;
    end_label labels[8];
    int32_t count = 0;

    for (int32_t s = 0; s < chart->node->chart.series_count && count < 8; s++) {
        const cor_value *value = last_present(chart, s);
        if (value) labels[count++] = (end_label){ s, label_y(chart, s, value), value };
    }

    spread(labels, count, with_names ? 34 : SIDE_ROOM, chart->bottom);
    html_put(page, "<svg x=\"100%\">");
    for (int32_t i = 0; i < count; i++) {
        const char *class_name = text_class(chart, labels[i].series);
        double y = labels[i].y + (with_names ? -3 : 4.5);
        html_put(page, "<text");
        if (*class_name) {
            html_put(page, " class=\"");
            html_put(page, class_name);
            html_put(page, "\"");
        }
        html_put(page, " x=\"12\"");
        svg_set(page, "y", y);
        html_put(page, ">");
        if (with_names)
            html_text(page, chart->node->chart.series[labels[i].series].label);
        else
            html_value_plain(page, labels[i].value, true);
        svg_text_end(page);
        if (!with_names) continue;
        html_put(page, "<text class=\"l\" x=\"12\"");
        svg_set(page, "y", y + 16);
        html_put(page, ">");
        html_value_plain(page, labels[i].value, false);
        svg_text_end(page);
    }

    html_put(page, "</svg>");
}

static void put_first_label(const svg_chart *chart) {
    double y = first_label_y(chart);
    if (isnan(y)) return;
    svg_text_begin(chart->page, "b", 1.5, y);
    html_value_plain(chart->page, &chart->node->chart.series[0].values[0], false);
    svg_text_end(chart->page);
}

void svg_line_chart(svg_chart *chart) {
    html_page *page = chart->page;
    chart->scale = cor_scale_of(chart->node, 4);
    chart->top = TOP;
    chart->bottom = BOTTOM;
    bool names = names_fit(chart);
    svg_key(chart, false, chart->node->chart.series_count > 1 && !names, false);
    svg_plot_begin(page, PAD_PX);
    svg_begin(chart, BOTTOM + 28);
    put_grid(chart);
    put_plot(chart);
    put_ticks(chart);
    put_base(chart);
    put_mark(chart);
    bool areas = chart->node->chart.kind == COR_CHART_AREA;
    for (int32_t s = 0; s < (areas ? 1 : chart->node->chart.series_count); s++)
        put_dots(chart, s);

    put_first_label(chart);
    put_end_labels(chart, names);
    put_times(chart);
    svg_end(page);
    html_put(page, "</div>\n");
}
