/* SPDX-License-Identifier: Apache-2.0 */
/* chord.c: the circle of places on paper, from the same layout as on the screen; the moves in a
 * list below it. */
#include <math.h>

#include "core/say.h"
#include "paper.h"
#include "render/draw/chord.h"

#define RADIUS      122.0
#define RING        6.0
#define SHORT       5.0
#define NAME_WIDTH  104.0
#define NAME_RADIUS (RADIUS + RING + 7)

static double x_at(double angle, double radius) {
    return PDF_LEFT + PDF_COLUMN / 2 + radius * sin(angle);
}

static double y_at(const struct pdf_press *press, double angle, double radius) {
    return press->y + PDF_CHORD_HEIGHT / 2 - radius * cos(angle);
}

/* The library counts angles from the right; here they begin at the top. */
static void arc_to(struct pdf_press *press, cor_arc arc, double radius, bool back) {
    double x = x_at(0, 0), y = y_at(press, 0, 0);
    if (back)
        cairo_arc_negative(press->cairo, x, y, radius, arc.end - M_PI_2, arc.start - M_PI_2);
    else
        cairo_arc(press->cairo, x, y, radius, arc.start - M_PI_2, arc.end - M_PI_2);
}

/* A quadratic curve by way of the centre, as a cubic one. */
static void bend_to(struct pdf_press *press, double angle, double radius) {
    double x, y, cx = x_at(0, 0), cy = y_at(press, 0, 0);
    double to_x = x_at(angle, radius), to_y = y_at(press, angle, radius);
    cairo_get_current_point(press->cairo, &x, &y);
    cairo_curve_to(press->cairo, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3,
                   to_x + (cx - to_x) * 2 / 3, to_y + (cy - to_y) * 2 / 3, to_x, to_y);
}

static void put_ribbon(struct pdf_press *press, const cor_ribbon *ribbon, bool strong) {
    cairo_new_path(press->cairo);
    arc_to(press, ribbon->leaves, RADIUS, false);
    bend_to(press, ribbon->arrives.start, RADIUS - SHORT);
    arc_to(press, ribbon->arrives, RADIUS - SHORT, false);
    bend_to(press, ribbon->leaves.start, RADIUS);
    cairo_close_path(press->cairo);
    if (strong)
        pdf_ink_half(press, PDF_EDGE);

    else
        pdf_ink(press, PDF_PART);
    cairo_fill_preserve(press->cairo);
    pdf_ink(press, PDF_PAPER);
    cairo_set_line_width(press->cairo, 0.3);
    cairo_stroke(press->cairo);
}

static void put_segment(struct pdf_press *press, cor_arc arc, pdf_color color) {
    cairo_new_path(press->cairo);
    arc_to(press, arc, RADIUS + 1.5, false);
    arc_to(press, arc, RADIUS + 1.5 + RING, true);
    cairo_close_path(press->cairo);
    pdf_ink(press, color);
    cairo_fill(press->cairo);
}

static void put_name(struct pdf_press *press, cor_str text, double middle, double angle) {
    double side = sin(angle), height = pdf_text_height(press, PDF_TINY_BOLD, text, NAME_WIDTH);
    double x = x_at(angle, NAME_RADIUS), y = y_at(press, angle, NAME_RADIUS);
    pdf_align align = side > 0.25 ? PDF_START : side < -0.25 ? PDF_END : PDF_MIDDLE;

    pdf_text(press, PDF_TINY_BOLD, PDF_INK, text, x, y - height * (1 + cos(angle)) / 2, NAME_WIDTH,
             align);
    if (fabs(angle - middle) < 0.04) return;
    pdf_ink(press, PDF_EDGE);
    cairo_set_line_width(press->cairo, 0.5);
    cairo_move_to(press->cairo, x_at(middle, RADIUS + RING + 2),
                  y_at(press, middle, RADIUS + RING + 2));
    cairo_line_to(press->cairo, x_at(angle, NAME_RADIUS - 2), y_at(press, angle, NAME_RADIUS - 2));
    cairo_stroke(press->cairo);
}

static void put_names(struct pdf_press *press, const cor_node *node, const cor_chord *chord) {
    cor_arena *room = &press->words.scratch;
    cor_str *texts = cor_new(room, cor_str, chord->place_count);
    double *angles = cor_new(room, double, chord->place_count),
           *widths = cor_new(room, double, chord->place_count);

    double height = 0;

    press->words.full = press->words.full || !texts || !angles || !widths;
    for (int32_t i = 0; !press->words.full && i < chord->place_count; i++) {
        texts[i] = pdf_say(press, node->chart.categories[i], room);
        widths[i] = fmin(pdf_text_width(press, PDF_TINY_BOLD, texts[i]), NAME_WIDTH) + 6;
        height = fmax(height, pdf_text_height(press, PDF_TINY_BOLD, texts[i], NAME_WIDTH));
    }

    if (press->words.full) return;
    cor_chord_names_place(chord, NAME_RADIUS, height + 1, widths, angles);
    for (int32_t i = 0; i < chord->place_count; i++)
        put_name(press, texts[i], cor_arc_middle(chord->places[i]), angles[i]);
}

static void put_key(struct pdf_press *press) {
    static const struct {
        pdf_color color;
        const char *words;
    } marks[] = { { PDF_ORIGIN, N_("leave") }, { PDF_DESTINATION, N_("arrive") } };
    double x = PDF_LEFT;

    for (int i = 0; i < 2; i++) {
        cor_arena room = press->words.scratch;
        cor_str text = pdf_say(press, (cor_text){ .id = marks[i].words }, &room);
        pdf_ink(press, marks[i].color);
        cairo_rectangle(press->cairo, x, press->y + 4, 10, 6);
        cairo_fill(press->cairo);
        pdf_label(press, PDF_TINY, PDF_INK_2, text, x + 14, press->y + 7, PDF_START);
        x += 14 + pdf_text_width(press, PDF_TINY, text) + 16;
    }
}

void pdf_chord_chart(struct pdf_press *press, const cor_node *node, const cor_grid *grid) {
    enum { STRONG_COUNT = 6 };
    cor_chord chord;
    cor_arena before = press->words.scratch;

    pdf_need(press, PDF_CHORD_HEIGHT);
    if (!cor_chord_make(node, &press->words.scratch, &chord)) {
        press->words.full = true;
        return;
    }

    put_key(press);
    for (int32_t i = chord.ribbon_count - 1; i >= 0; i--)
        put_ribbon(press, &chord.ribbons[i], i < STRONG_COUNT);

    for (int32_t i = 0; i < chord.ribbon_count; i++) {
        put_segment(press, chord.ribbons[i].leaves, PDF_ORIGIN);
        put_segment(press, chord.ribbons[i].arrives, PDF_DESTINATION);
    }

    put_names(press, node, &chord);
    press->words.scratch = before;
    press->y += PDF_CHORD_HEIGHT + 4;
    press->fresh = false;
    pdf_grid(press, grid);
}
