/* SPDX-License-Identifier: Apache-2.0 */
/* svg_chart.c: the figure around a chart, and the marks and words all charts share. */
#include "svg.h"

#include <math.h>

/* ---- marks --------------------------------------------------------------- */

bool svg_is_observed(const cor_value *value) {
    return value->status == COR_OBSERVED || value->status == COR_PROVISIONAL;
}

const char *svg_stroke(cor_hue hue) {
    static const char *const names[] = { "c-ink", "c-orig", "c-dest", "c-quiet" };
    return names[hue];
}

const char *svg_fill(cor_hue hue) {
    static const char *const names[] = { "f-ink", "f-orig", "f-dest", "f-ink3" };
    return names[hue];
}

const char *svg_tint(cor_hue hue) {
    static const char *const names[] = { "f-part", "f-orig-soft", "f-dest-soft", "f-part" };
    return names[hue];
}

void svg_set(html_page *page, const char *name, double value) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    html_coordinate(page, value);
    html_put(page, "\"");
}

void svg_set_percent(html_page *page, const char *name, double percent) {
    html_put(page, " ");
    html_put(page, name);
    html_put(page, "=\"");
    html_percent(page, percent);
    html_put(page, "\"");
}

void svg_text_begin(html_page *page, const char *class_name, double x_percent, double y) {
    html_put(page, "<text");
    if (*class_name) {
        html_put(page, " class=\"");
        html_put(page, class_name);
        html_put(page, "\"");
    }
    if (fabs(x_percent) >= 0.05) svg_set_percent(page, "x", x_percent);
    svg_set(page, "y", y);
    html_put(page, ">");
}

void svg_text_end(html_page *page) {
    html_put(page, "</text>");
}

void svg_tick(const svg_chart *chart, double value, bool with_unit) {
    char digits[64];
    size_t length =
        cor_number_format(value, cor_scale_decimals(&chart->scale), chart->page->lang, digits);
    html_str(chart->page, (cor_str){ digits, length });
    const cor_unit *unit = chart->node->chart.unit;
    if (!with_unit || !unit) return;
    cor_str symbol = unit->symbol[chart->page->lang];
    html_put(chart->page, "\xc2\xa0");
    html_str(chart->page, symbol.length ? symbol : unit->name[chart->page->lang]);
}

/* ---- dots ---------------------------------------------------------------- */

enum { MARK_PX = 9 }; // as .sq in the stylesheet; any other is .sq.small

static bool is_round(const svg_dots *dots) {
    return dots->series % 3 == 0;
}

static const char *look_of(const cor_value *value, double radius) {
    if (svg_is_observed(value)) return radius < 4 ? "" : "dot ";
    return value->status == COR_PROJECTED ? "ring proj " : "ring ";
}

void svg_dots_end(svg_dots *dots) {
    if (dots->look) html_put(dots->chart->page, "</g>");
    dots->look = NULL;
}

/* Squares are moved by half their size as a group, by the stylesheet: their place is in percent,
 * their size in pixels.
 */
static void begin_group(svg_dots *dots, const char *look, double side) {
    html_page *page = dots->chart->page;
    cor_hue hue = dots->chart->node->chart.series[dots->series].hue;

    html_put(page, "<g class=\"");
    html_put(page, look);
    html_put(page, *look == 'r' ? svg_stroke(hue) : svg_fill(hue));
    html_put(page, is_round(dots) ? "\"" : dots->series % 3 == 2 ? " turned " : " ");
    if (!is_round(dots))
        html_put(page, side > MARK_PX - 0.5 && side < MARK_PX + 0.5 ? "sq\"" : "sq small\"");

    html_put(page, ">");
    dots->look = look;
}

void svg_dot(svg_dots *dots, const cor_value *value, double x_percent, double y, double radius) {
    html_page *page = dots->chart->page;
    const char *look = look_of(value, radius);

    if (!dots->look || strcmp(dots->look, look) != 0) {
        svg_dots_end(dots);
        begin_group(dots, look, radius * 1.75);
    }

    html_put(page, is_round(dots) ? "<circle" : "<rect");
    svg_set_percent(page, is_round(dots) ? "cx" : "x", x_percent);
    svg_set(page, is_round(dots) ? "cy" : "y", y);
    if (is_round(dots)) svg_set(page, "r", svg_is_observed(value) ? radius : radius - 0.5);
    html_put(page, "/>"); // the size of squares stands in the stylesheet
}

const cor_value *svg_first_value(const svg_chart *chart, int32_t series) {
    static const cor_value observed = { .present = true };
    for (int32_t i = 0; i < chart->node->chart.category_count; i++)
        if (chart->node->chart.series[series].values[i].present)
            return &chart->node->chart.series[series].values[i];
    return &observed;
}

static void put_swatch(const svg_chart *chart, int32_t series, bool as_dot) {
    html_page *page = chart->page;
    const cor_value *value = svg_first_value(chart, series);

    html_put(page, "<svg class=\"swatch\" aria-hidden=\"true\">");
    if (chart->node->chart.kind == COR_CHART_AREA && series > 0) {
        html_put(page, "<rect width=\"18\" height=\"12\" class=\"");
        html_put(page, svg_tint(chart->node->chart.series[series].hue));
        html_put(page, series % 2 ? " half\"/>" : "\"/>");
    } else if (as_dot) {
        svg_dots dots = { .chart = chart, .series = series };
        svg_dot(&dots, value, 50, 6, 4.5);
        svg_dots_end(&dots);
    } else {
        html_put(page, "<line x2=\"18\" y1=\"6\" y2=\"6\" class=\"line ");
        html_put(page, svg_is_observed(value)           ? ""
                       : value->status == COR_PROJECTED ? "proj "
                                                        : "est ");
        html_put(page, svg_stroke(chart->node->chart.series[series].hue));
        html_put(page, "\"/>");
        svg_dots dots = { .chart = chart, .series = series };
        svg_dot(&dots, value, 50, 6, 4);
        svg_dots_end(&dots);
    }

    html_put(page, "</svg>");
}

void svg_key(const svg_chart *chart, bool with_unit, bool with_series, bool as_dots) {
    html_page *page = chart->page;
    bool with_mark =
        isfinite(chart->node->chart.mark) && !cor_text_is_empty(chart->node->chart.mark_label);

    with_unit = with_unit && chart->node->chart.unit;
    if (!with_unit && !with_series && !with_mark) return;
    html_put(page, "<ul class=\"serieskey\">");

    if (with_unit) {
        html_put(page, "<li>");
        html_str(page, chart->node->chart.unit->name[page->lang]);
        html_put(page, "</li>");
    }

    for (int32_t s = 0; with_series && s < chart->node->chart.series_count; s++) {
        html_put(page, "<li>");
        put_swatch(chart, s, as_dots);
        html_text(page, chart->node->chart.series[s].label);
        html_put(page, "</li>");
    }

    if (with_mark) {
        html_put(page, "<li><svg class=\"swatch\" aria-hidden=\"true\"><line class=\"aim\" "
                       "x2=\"18\" y1=\"6\" y2=\"6\"/></svg>");
        html_text(page, chart->node->chart.mark_label);
        html_put(page, "</li>");
    }

    html_put(page, "</ul>\n");
}

void svg_columns(const svg_chart *chart, double height) {
    html_page *page = chart->page;
    const cor_scale *scale = &chart->scale;

    html_put(page, "<g class=\"grid\">");
    for (int32_t i = 0; i < scale->tick_count; i++) {
        double x = cor_scale_fraction(scale, scale->ticks[i]) * 100;
        html_put(page, "<line");
        if (x >= 0.05) {
            svg_set_percent(page, "x1", x);
            svg_set_percent(page, "x2", x);
        }
        html_put(page, " y1=\"26\"");
        svg_set(page, "y2", height);
        html_put(page, "/>");
    }

    html_put(page, "</g>");
    for (int32_t i = 0; i < scale->tick_count; i++) {
        double x = cor_scale_fraction(scale, scale->ticks[i]) * 100;
        static const char *const names[] = { "s", "s mid",       "s end",
                                             "s", "s mid roomy", "s end roomy" };
        svg_text_begin(page,
                       names[(i % 2 && x >= 4 ? 3 : 0) + (x < 4    ? 0
                                                          : x > 96 ? 2
                                                                   : 1)],
                       x, 20);
        svg_tick(chart, scale->ticks[i], false);
        svg_text_end(page);
    }
}

/* ---- words --------------------------------------------------------------- */

enum { LABEL_LETTERS = 38, LABEL_LINE_PX = 15, PIXELS_PER_REM = 16, ROOM_REM_MAX = 14 };

void svg_plot_begin(html_page *page, double room_px) {
    int32_t rem = (int32_t)fmin(ROOM_REM_MAX, ceil(room_px / PIXELS_PER_REM));
    html_put(page, "<div class=\"plot pad-");
    html_int(page, rem);
    html_put(page, "\">");
}

void svg_hang_begin(html_page *page, const char *class_name, double x_px) {
    html_put(page, "<svg x=\"100%\"><g class=\"");
    html_put(page, class_name);
    html_put(page, "\" transform=\"translate(");
    html_coordinate(page, x_px);
    html_put(page, ")\">");
}

void svg_hang_end(html_page *page) {
    html_put(page, "</g></svg>");
}

/* The next line of at most LABEL_LETTERS columns, broken at a blank. */
static cor_str next_line(cor_str *rest) {
    size_t end = 0, blank = 0;
    int32_t width = 0;

    for (; end < rest->length; end++) {
        if (((unsigned char)rest->at[end] & 0xC0) != 0x80) width++;
        if (width > LABEL_LETTERS && blank) break;
        if (rest->at[end] == ' ') blank = end;
    }

    if (end == rest->length) blank = end;
    cor_str line = cor_str_part(*rest, 0, blank);
    *rest = cor_str_trim(cor_str_part(*rest, blank, SIZE_MAX));

    return line;
}

int32_t svg_label(html_page *page, cor_text text, double x_percent, double y) {
    cor_arena room = page->scratch;
    cor_str rest = cor_text_in(text, page->lang, &room);
    int32_t lines = 0;
    do {
        svg_text_begin(page, "", x_percent, y + LABEL_LINE_PX * lines++);
        html_str(page, next_line(&rest));
        svg_text_end(page);
    } while (rest.length);
    return lines;
}

int32_t svg_label_lines(html_page *page, cor_text text) {
    cor_arena room = page->scratch;
    cor_str rest = cor_text_in(text, page->lang, &room);
    int32_t lines = 0;
    do
        lines++, next_line(&rest);
    while (rest.length);
    return lines;
}

/* ---- the figure around it ------------------------------------------------ */

/* The rest of the opening tag, with what is read aloud. */
static void end_begin(const svg_chart *chart) {
    html_page *page = chart->page;
    html_put(page, " role=\"img\" aria-labelledby=\"");
    html_str(page, chart->id);
    bool described = !cor_text_is_empty(chart->node->text);

    if (described) {
        html_put(page, "-t ");
        html_str(page, chart->id);
        html_put(page, "-d");
    } else {
        html_put(page, "-t");
    }

    html_put(page, "\"><title id=\"");
    html_str(page, chart->id);
    html_put(page, "-t\">");
    html_text(page, chart->node->title);
    html_put(page, "</title>");
    if (!described) return;

    html_put(page, "<desc id=\"");
    html_str(page, chart->id);
    html_put(page, "-d\">");
    html_text(page, chart->node->text);
    html_put(page, "</desc>\n");
}

void svg_begin(const svg_chart *chart, double height) {
    html_put(chart->page, "<svg class=\"chart\"");
    svg_set(chart->page, "height", height);
    end_begin(chart);
}

void svg_begin_box(const svg_chart *chart, const char *class_name, const char *box) {
    html_put(chart->page, "<svg class=\"");
    html_put(chart->page, class_name);
    html_put(chart->page, "\" viewBox=\"");
    html_put(chart->page, box);
    html_put(chart->page, "\"");
    end_begin(chart);
}

void svg_end(html_page *page) {
    html_put(page, "</svg>");
}

static void (*const painters[])(svg_chart *chart) = {
    [COR_CHART_LINE] = svg_line_chart,   [COR_CHART_AREA] = svg_line_chart,
    [COR_CHART_BARS] = svg_bar_chart,    [COR_CHART_PAIRS] = svg_pair_chart,
    [COR_CHART_RANGE] = svg_range_chart, [COR_CHART_SPLIT] = svg_split_chart,
    [COR_CHART_CHORD] = svg_chord_chart,
};

static void add_basis(html_basis *basis, const cor_node *node) {
    for (int32_t s = 0; s < node->chart.series_count; s++)
        for (int32_t i = 0; i < node->chart.category_count; i++)
            html_basis_add(basis, &node->chart.series[s].values[i]);
}

void html_chart(html_page *page, const cor_node *node) {
    svg_chart chart = { .page = page, .node = node, .id = html_id(page, node) };
    html_basis basis;

    if (!html_basis_begin(&basis, page)) return;
    add_basis(&basis, node);
    html_put(page, "<figure class=\"fig\" id=\"");
    html_str(page, chart.id);
    html_put(page, "\">");
    html_heading(page, node->title, (cor_str){ 0 }, "");
    painters[node->chart.kind](&chart);
    html_grid grid = html_chart_grid(node, page->lang, page->scratch);
    html_twin(page, &grid, chart.id);
    html_about(&basis, node->about, HTML_FIGCAPTION);
    html_put(page, "</figure>\n");
}
