/* SPDX-License-Identifier: Apache-2.0 */
/* svg_chord.c: the circle of places. Where people leave, the ring is cool and the ribbon touches
 * it; where they arrive it is warm and the ribbon stops short. Names stand outside; a phone has
 * the codes instead, larger. */
#include <math.h>

#include "chord.h"
#include "core/say.h"
#include "render/terminal/grid.h"
#include "svg.h"

enum {
    RADIUS = 190,
    RING = 9,
    SHORT = 7, // a ribbon ends so far inside the ring
    CENTRE_X = 360,
    CENTRE_Y = 250,
    NAME_COLUMNS = 18,
    NAME_LINE_PX = 15,
    STRONG_COUNT = 6 // the largest are drawn darker
};

static void put_point(html_page *page, double angle, double radius) {
    html_put(page, " ");
    html_coordinate(page, CENTRE_X + radius * sin(angle));
    html_put(page, " ");
    html_coordinate(page, CENTRE_Y - radius * cos(angle));
}

static void put_arc(html_page *page, double from, double to, double radius) {
    html_put(page, "A");
    html_coordinate(page, radius);
    html_put(page, " ");
    html_coordinate(page, radius);
    html_put(page, fabs(to - from) > M_PI ? " 0 1" : " 0 0");
    html_put(page, to > from ? " 1" : " 0");
    put_point(page, to, radius);
}

/* A piece of the ring. */
static void put_segment(html_page *page, cor_arc arc, double inner, double outer) {
    html_put(page, "M");
    put_point(page, arc.start, outer);
    put_arc(page, arc.start, arc.end, outer);
    html_put(page, "L");
    put_point(page, arc.end, inner);
    put_arc(page, arc.end, arc.start, inner);
    html_put(page, "Z");
}

static void put_bend(html_page *page, double angle, double radius) {
    html_put(page, "Q ");
    html_coordinate(page, CENTRE_X);
    html_put(page, " ");
    html_coordinate(page, CENTRE_Y);
    put_point(page, angle, radius);
}

static void put_ribbon(const svg_chart *chart, const cor_ribbon *ribbon, bool strong) {
    html_page *page = chart->page;
    html_put(page, strong ? "<path class=\"strong\" d=\"M" : "<path d=\"M");
    put_point(page, ribbon->leaves.start, RADIUS);
    put_arc(page, ribbon->leaves.start, ribbon->leaves.end, RADIUS);
    put_bend(page, ribbon->arrives.start, RADIUS - SHORT);
    put_arc(page, ribbon->arrives.start, ribbon->arrives.end, RADIUS - SHORT);
    put_bend(page, ribbon->leaves.start, RADIUS);
    html_put(page, "Z\"><title>");
    html_text(page, chart->node->chart.categories[ribbon->from]);
    html_put(page, " → ");
    html_text(page, chart->node->chart.series[ribbon->to].label);
    html_put(page, ": ");
    cor_arena room = page->scratch;
    html_str(page, cor_value_show(ribbon->value, true, page->lang, &room));
    html_put(page, "</title></path>");
}

/* Narrower than a third of a pixel nothing is seen; the table has it. */
static bool is_seen(const cor_ribbon *ribbon) {
    return (ribbon->leaves.end - ribbon->leaves.start) * RADIUS > 0.3;
}

static void put_ring(html_page *page, const cor_chord *chord, bool leaves) {
    html_put(page, leaves ? "<path class=\"f-orig\" d=\"" : "<path class=\"f-dest\" d=\"");
    for (int32_t i = 0; i < chord->ribbon_count && is_seen(&chord->ribbons[i]); i++) {
        const cor_ribbon *ribbon = &chord->ribbons[i];
        put_segment(page, leaves ? ribbon->leaves : ribbon->arrives, RADIUS + 2, RADIUS + 2 + RING);
    }
    html_put(page, "\"/>");
}

/* ---- names --------------------------------------------------------------- */

static const char *anchor_of(double angle) {
    double side = sin(angle);
    return side > 0.25 ? "" : side < -0.25 ? " end" : " mid";
}

static void put_line(html_page *page, const char *class_name, double angle, double x, double y,
                     cor_str text) {
    html_put(page, "<text class=\"");
    html_put(page, class_name);
    html_put(page, anchor_of(angle));
    html_put(page, "\"");
    svg_set(page, "x", x);
    svg_set(page, "y", y);
    html_put(page, ">");
    html_str(page, text);
    html_put(page, "</text>");
}

enum {
    LINES_MOST = 4,
    NAME_RADIUS = RADIUS + RING + 9,
    LETTER_PX = 8,
    CODE_PX = 28,
    CODE_LETTER_PX = 18
};

typedef struct {
    cor_str lines[LINES_MOST];
    int32_t count;
} chord_name;

static chord_name wrap(html_page *page, cor_text text, cor_arena *room) {
    chord_name name = { .count = 0 };
    cor_str rest = cor_text_in(text, page->lang, room);
    while (name.count < LINES_MOST && cor_wrap_next(&rest, NAME_COLUMNS, &name.lines[name.count]))
        name.count++;
    return name;
}

static double width_of(const chord_name *name) {
    int32_t widest = 0;
    for (int32_t i = 0; i < name->count; i++)
        widest = cor_str_width(name->lines[i]) > widest ? cor_str_width(name->lines[i]) : widest;
    return widest * LETTER_PX + LETTER_PX;
}

/* From the arc to a name that had to give way. */
static void put_leader(html_page *page, const char *class_name, double from, double to) {
    if (fabs(from - to) < 0.04) return;
    html_put(page, "<path class=\"tie leader ");
    html_put(page, class_name);
    html_put(page, "\" d=\"M");
    put_point(page, from, RADIUS + RING + 2);
    html_put(page, "L");
    put_point(page, to, NAME_RADIUS - 2);
    html_put(page, "\"/>");
}

static void put_name(html_page *page, const chord_name *name, double angle) {
    double x = CENTRE_X + NAME_RADIUS * sin(angle), y = CENTRE_Y - NAME_RADIUS * cos(angle);
    // Upper names grow upwards, lower ones downwards, those at the side both ways.
    double first = y + 4 - (name->count - 1) * NAME_LINE_PX * (1 + cos(angle)) / 2 - 3 * cos(angle);
    for (int32_t i = 0; i < name->count; i++)
        put_line(page, "wide", angle, x, first + i * NAME_LINE_PX, name->lines[i]);
}

static void put_code(html_page *page, cor_str code, double angle) {
    double x = CENTRE_X + NAME_RADIUS * sin(angle), y = CENTRE_Y - NAME_RADIUS * cos(angle);
    put_line(page, "code", angle, x, y + 9 - 8 * cos(angle), code);
}

/* The names, and the codes that take their place on a phone. */
static void put_names(const svg_chart *chart, const cor_chord *chord) {
    html_page *page = chart->page;
    int32_t n = chord->place_count, tallest = 1;
    cor_arena room = page->scratch;
    chord_name *names = cor_new(&room, chord_name, n);
    double *angles = cor_new(&room, double, n), *widths = cor_new(&room, double, n);

    page->is_full = page->is_full || !names || !angles || !widths;
    if (page->is_full) return;
    for (int32_t i = 0; i < n; i++) {
        names[i] = wrap(page, chart->node->chart.categories[i], &room);
        widths[i] = width_of(&names[i]);
        if (names[i].count > tallest) tallest = names[i].count;
    }

    cor_chord_names_place(chord, NAME_RADIUS, tallest * NAME_LINE_PX + 1, widths, angles);
    for (int32_t i = 0; i < n; i++) {
        put_leader(page, "wide", cor_arc_middle(chord->places[i]), angles[i]);
        put_name(page, &names[i], angles[i]);
        widths[i] =
            cor_str_width(chart->node->chart.category_keys[i]) * CODE_LETTER_PX + CODE_LETTER_PX;
    }

    cor_chord_names_place(chord, NAME_RADIUS, CODE_PX, widths, angles);
    for (int32_t i = 0; i < n; i++) {
        put_leader(page, "code", cor_arc_middle(chord->places[i]), angles[i]);
        put_code(page, chart->node->chart.category_keys[i], angles[i]);
    }
}

/* What the codes on a phone stand for. */
static void put_codes(const svg_chart *chart) {
    html_page *page = chart->page;
    html_put(page, "<ul class=\"serieskey codes\">");
    for (int32_t i = 0; i < chart->node->chart.category_count; i++) {
        html_put(page, "<li><b>");
        html_str(page, chart->node->chart.category_keys[i]);
        html_put(page, "</b> ");
        html_text(page, chart->node->chart.categories[i]);
        html_put(page, "</li>");
    }

    html_put(page, "</ul>\n");
}

void svg_chord_chart(svg_chart *chart) {
    html_page *page = chart->page;
    cor_arena before = page->scratch;
    cor_chord chord;

    if (!cor_chord_make(chart->node, &page->scratch, &chord)) {
        page->is_full = true;
        return;
    }

    html_put(page, "<ul class=\"serieskey\"><li><svg class=\"swatch\" aria-hidden=\"true\"><rect "
                   "class=\"f-orig\" width=\"18\" height=\"12\"/></svg>");
    html_say(page, _("leave"));
    html_put(page, "</li><li><svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"f-dest\" "
                   "width=\"18\" height=\"12\"/></svg>");
    html_say(page, _("arrive"));
    html_put(page, "</li></ul>\n<div class=\"plot\">");
    svg_begin_box(chart, "chart chord", "0 0 720 500");
    html_put(page, "<g class=\"ribbons\">");
    for (int32_t i = chord.ribbon_count - 1; i >= 0; i--)
        if (is_seen(&chord.ribbons[i])) put_ribbon(chart, &chord.ribbons[i], i < STRONG_COUNT);

    html_put(page, "</g>");
    put_ring(page, &chord, true);
    put_ring(page, &chord, false);
    put_names(chart, &chord);
    svg_end(page);
    html_put(page, "</div>\n");
    put_codes(chart);
    page->scratch = before;
}
