/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c: charts on paper: the title, the drawing, and every number of it in words. */
#include <math.h>

#include "paper.h"

/* ---- scales -------------------------------------------------------------- */

/* The last tick carries the unit. */
cor_str pdf_tick(const struct pdf_plot *plot, int32_t tick, cor_arena *arena) {
    const cor_scale *scale = &plot->scale;
    cor_value value = { .present = true,
                        .value = scale->ticks[tick],
                        .decimals = cor_scale_decimals(scale),
                        .unit = plot->node->chart.unit };
    return cor_text_number(&plot->press->words, &value, tick == scale->tick_count - 1, arena);
}

/* ---- colours and marks --------------------------------------------------- */

pdf_color pdf_hue(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_INK,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION,
                                       [COR_HUE_QUIET] = PDF_EDGE };
    return color[hue];
}

pdf_color pdf_hue_soft(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_PART,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN_SOFT,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION_SOFT,
                                       [COR_HUE_QUIET] = PDF_PART };
    return color[hue];
}

static void trace(cairo_t *cairo, int32_t shape, double x, double y, double radius) {
    cairo_new_path(cairo);
    if (shape % 3 == 0) cairo_arc(cairo, x, y, radius, 0, 2 * M_PI);
    if (shape % 3 == 1)
        cairo_rectangle(cairo, x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);

    if (shape % 3 == 2) {
        double reach = radius * 1.2;
        cairo_move_to(cairo, x, y - reach);
        cairo_line_to(cairo, x + reach, y);
        cairo_line_to(cairo, x, y + reach);
        cairo_line_to(cairo, x - reach, y);
        cairo_close_path(cairo);
    }
}

static const double dotted[] = { 0.9, 1.3 };

void pdf_dot(struct pdf_press *press, int32_t series, cor_hue hue, const cor_value *value, double x,
             double y, double radius) {
    bool observed = cor_is_counted(value);
    cairo_t *cairo = press->cairo;

    trace(cairo, series, x, y, observed ? radius : radius - 0.4);
    pdf_ink(press, observed ? pdf_hue(hue) : PDF_PAPER);
    cairo_fill_preserve(cairo);
    pdf_ink(press, pdf_hue(hue));
    cairo_set_line_width(cairo, observed ? 0.4 : 1.1);
    if (value->status == COR_PROJECTED) cairo_set_dash(cairo, dotted, 2, 0);
    cairo_stroke(cairo);
    cairo_set_dash(cairo, NULL, 0, 0);
}

/* ---- the chart ----------------------------------------------------------- */

void pdf_chart(struct pdf_press *press, const cor_node *node) {
    cor_common common = cor_common_node(node);
    cor_grid grid;

    if (!cor_text_chart_grid(&press->words, node, &press->words.scratch, &grid)) return;
    double height = pdf_chart_height(node);
    pdf_title(press, node, common, height + 24);
    pdf_flow(press, PDF_SMALL, PDF_INK_2, pdf_say(press, node->text, &press->words.scratch),
             PDF_LEFT, PDF_COLUMN * 0.86);
    press->y += 4;
    if (node->chart.kind == COR_CHART_LINE || node->chart.kind == COR_CHART_AREA)
        pdf_line_chart(press, node, &grid);

    else if (node->chart.kind == COR_CHART_SPLIT)
        pdf_split_chart(press, node, &grid);
    else if (node->chart.kind == COR_CHART_CHORD)
        pdf_chord_chart(press, node, &grid);
    else
        pdf_row_chart(press, node, &grid);
    pdf_under(press, node, common);
}
