/* SPDX-License-Identifier: Apache-2.0 */
/* svg.h: what charts share: scales, marks, words. Charts have no viewBox outside: x in percent,
 * y in pixels, so that text keeps its size at every width; only lines and areas sit in an inner
 * svg that stretches. */
#ifndef CORREDOR_RENDER_DRAW_SVG_H
#define CORREDOR_RENDER_DRAW_SVG_H

#include "render/html/html.h"
#include "scale.h"

typedef struct {
    html_page *page;
    const cor_node *node;
    cor_str id;
    cor_scale scale;
    double top, bottom; // pixels of the plot
} svg_chart;

bool svg_is_observed(const cor_value *value);
/* "c-orig" for strokes, "f-orig" for fills, "f-orig-soft" for areas. */
const char *svg_stroke(cor_hue hue);
const char *svg_fill(cor_hue hue);
const char *svg_tint(cor_hue hue);
/* ` name="12.3"` */
void svg_set(html_page *page, const char *name, double value);
void svg_set_percent(html_page *page, const char *name, double percent);
/* `<text class="..." x="12.3%" y="45">`, to be closed by svg_text_end. */
void svg_text_begin(html_page *page, const char *class_name, double x_percent, double y);
void svg_text_end(html_page *page);
/* The number with the unit, in words where the unit has no sign: for one tick of each axis. */
void svg_tick(const svg_chart *chart, double value, bool with_unit);
/* Dots of one series, in groups of those that look alike: filled when observed, hollow when not;
 * circles for the first series, squares for the second, squares on their point for the third. */
typedef struct {
    const svg_chart *chart;
    int32_t series;
    const char *look; // of the open group, NULL for none
} svg_dots;
void svg_dot(svg_dots *dots, const cor_value *value, double x_percent, double y, double radius);
void svg_dots_end(svg_dots *dots);
/* A present value of the series, for what its marks look like. */
const cor_value *svg_first_value(const svg_chart *chart, int32_t series);
/* The unit, the names of the series beside their marks and of the line at a value that matters,
 * above a chart that cannot carry them. */
void svg_key(const svg_chart *chart, bool with_unit, bool with_series, bool as_dots);
/* `<div class="plot pad-6">`: with room on the right for words of so many pixels, which hang
 * there. */
void svg_plot_begin(html_page *page, double room_px);
/* Texts that hang `x_px` right of the plot, to be closed by the caller. */
void svg_hang_begin(html_page *page, const char *class_name, double x_px);
void svg_hang_end(html_page *page);
/* A label in as many lines as a phone needs; returns how many. */
int32_t svg_label(html_page *page, cor_text text, double x_percent, double y);
int32_t svg_label_lines(html_page *page, cor_text text);
void svg_begin(const svg_chart *chart, double height);
/* One that scales as a whole. */
void svg_begin_box(const svg_chart *chart, const char *class_name, const char *box);
void svg_end(html_page *page);
/* Vertical grid lines with their numbers above; every second number gives way on a phone. */
void svg_columns(const svg_chart *chart, double height);

void svg_line_chart(svg_chart *chart);  // LINE, AREA
void svg_bar_chart(svg_chart *chart);   // BARS
void svg_pair_chart(svg_chart *chart);  // PAIRS
void svg_range_chart(svg_chart *chart); // RANGE
void svg_split_chart(svg_chart *chart); // SPLIT
void svg_chord_chart(svg_chart *chart); // CHORD

#endif
