/* SPDX-License-Identifier: Apache-2.0 */
/* chord.c: a circle of places and the moves between them. The arc of a place is as long as what
 * leaves and what arrives together; along it the ribbons stand in the order that crosses least:
 * those to the neighbour before first, to the one after last. */
#include <math.h>
#include <stdlib.h>

#include "core/core.h"
#include "core/say.h"
#include "marks.h"

enum { GAP_MOST_DEGREES = 3 };

static const cor_value *value_at(const cor_node_chart *chart, int32_t from, int32_t to) {
    return &chart->series[to].values[from];
}

static double size_at(const cor_node_chart *chart, int32_t from, int32_t to) {
    const cor_value *value = value_at(chart, from, to);
    return value->present && value->value > 0 ? value->value : 0;
}

/* Total departures and arrivals of each place; moves inside a place count as both. */
static double weight_of(const cor_node_chart *chart, int32_t place) {
    cor_sum sum = { 0 };
    for (int32_t other = 0; other < chart->category_count; other++) {
        cor_sum_add(&sum, size_at(chart, place, other));
        cor_sum_add(&sum, size_at(chart, other, place));
    }
    return cor_sum_get(&sum);
}

/* Position of each ribbon by origin and destination: [from][to]. */
static void place_end(cor_ribbon *ribbons, const cor_node_chart *chart, int32_t from, int32_t to,
                      bool leaves, double *angle, double scale) {
    cor_ribbon *ribbon = &ribbons[(size_t)from * (size_t)chart->category_count + (size_t)to];
    double size = size_at(chart, from, to) * scale;
    cor_arc arc = { *angle, *angle + size };
    *angle += size;
    *ribbon = (cor_ribbon){ .from = from,
                            .to = to,
                            .value = value_at(chart, from, to),
                            .leaves = leaves ? arc : ribbon->leaves,
                            .arrives = leaves ? ribbon->arrives : arc };
}

static void place_ribbons(const cor_node_chart *chart, cor_chord *chord, int32_t place,
                          double scale) {
    int32_t n = chart->category_count;
    double angle = chord->places[place].start;
    for (int32_t step = 1; step <= n; step++) {
        int32_t other = (place - step + n) % n; // itself last
        place_end(chord->ribbons, chart, place, other, true, &angle, scale);
        place_end(chord->ribbons, chart, other, place, false, &angle, scale);
    }
}

static int by_size(const void *a, const void *b) {
    const cor_ribbon *one = a, *other = b;
    double x = one->value->value, y = other->value->value;
    if (x != y) return x > y ? -1 : 1;
    return one->from != other->from ? (one->from > other->from) - (one->from < other->from)
                                    : (one->to > other->to) - (one->to < other->to);
}

static void keep_drawn(const cor_node_chart *chart, cor_chord *chord) {
    int32_t kept = 0, all = chord->place_count * chord->place_count;
    for (int32_t i = 0; i < all; i++)
        if (size_at(chart, chord->ribbons[i].from, chord->ribbons[i].to) > 0)
            chord->ribbons[kept++] = chord->ribbons[i];
    chord->ribbon_count = kept;
    if (kept) qsort(chord->ribbons, (size_t)kept, sizeof *chord->ribbons, by_size);
}

bool cor_chord_make(const cor_node_chart *chart, cor_arena *arena, cor_chord *ret_chord) {
    int32_t n = chart->category_count;
    cor_chord chord = { .place_count = n,
                        .places = cor_new(arena, cor_arc, n),
                        .ribbons = cor_new(arena, cor_ribbon, (size_t)n * (size_t)n) };

    if (!chord.places || !chord.ribbons) return false;
    cor_sum all = { 0 };
    for (int32_t i = 0; i < n; i++)
        cor_sum_add(&all, weight_of(chart, i));

    double gap = fmin(GAP_MOST_DEGREES * M_PI / 180, 0.2 * 2 * M_PI / n), turn = 2 * M_PI - gap * n;
    double scale = cor_sum_get(&all) > 0 ? turn / cor_sum_get(&all) : 0, angle = gap / 2;
    for (int32_t i = 0; i < n; i++) {
        chord.places[i] = (cor_arc){ angle, angle + weight_of(chart, i) * scale };
        angle = chord.places[i].end + gap;
    }

    for (int32_t i = 0; i < n; i++)
        place_ribbons(chart, &chord, i, scale);
    keep_drawn(chart, &chord);
    *ret_chord = chord;

    return true;
}

/* ---- the drawing --------------------------------------------------------- */

enum {
    WIDTH = 720,
    HEIGHT = 500,
    RADIUS = 190,
    RING_GAP = 2,
    RING = 9,
    SHORT = 7, // a ribbon ends so far inside the ring
    NAME_RADIUS = RADIUS + RING + 9,
    NAME_WIDTH = 140,
    CODE_WIDTH = 18, // of a letter
    CODE_HEIGHT = 28,
    STRONG_COUNT = 6 // the largest are drawn darker
};

static cor_draw_at at_angle(double angle, double radius) {
    return cor_at(0, WIDTH / 2.0 + radius * sin(angle), HEIGHT / 2.0 - radius * cos(angle));
}

static void arc_to(cor_draw_path *path, double from, double to, double radius) {
    cor_draw_step_add(path, (cor_draw_step){ .kind = COR_STEP_ARC,
                                             .at = at_angle(to, radius),
                                             .over = at_angle(0, 0),
                                             .radius = radius,
                                             .from = from,
                                             .to = to });
}

/* A curve through the middle of the circle. */
static void bend_to(cor_draw_path *path, double angle, double radius) {
    cor_draw_bend(path, at_angle(0, 0), at_angle(angle, radius));
}

/* A ribbon touches the ring where people leave and stops short of it where they arrive. */
static void put_ribbon(cor_drawing *drawing, cor_draw_grid grid, const cor_ribbon *ribbon,
                       bool is_strong) {
    cor_lang lang = drawing->sheet->lang;
    cor_draw_path *path =
        cor_draw_path_begin(drawing, is_strong ? COR_LOOK_RIBBON_STRONG : COR_LOOK_RIBBON,
                            COR_HUE_QUIET, COR_STROKE_SOLID, 6);
    if (!path) return;

    cor_draw_move(path, at_angle(ribbon->leaves.start, RADIUS));
    arc_to(path, ribbon->leaves.start, ribbon->leaves.end, RADIUS);
    bend_to(path, ribbon->arrives.start, RADIUS - SHORT);
    arc_to(path, ribbon->arrives.start, ribbon->arrives.end, RADIUS - SHORT);
    bend_to(path, ribbon->leaves.start, RADIUS);
    cor_draw_close(path);

    cor_str title[] = { grid.rows[ribbon->from][0], COR_STR(" → "), grid.head[ribbon->to + 1],
                        COR_STR(": "), cor_value_show(ribbon->value, true, lang, drawing->keep) };
    path->title = cor_str_join(drawing->keep, title, sizeof title / sizeof *title);
    drawing->is_full |= !path->title.at;
}

static void put_segment(cor_draw_path *path, cor_arc arc) {
    const double inner = RADIUS + RING_GAP, outer = inner + RING;
    cor_draw_move(path, at_angle(arc.start, outer));
    arc_to(path, arc.start, arc.end, outer);
    cor_draw_line_to(path, at_angle(arc.end, inner));
    arc_to(path, arc.end, arc.start, inner);
    cor_draw_close(path);
}

static void put_ring(cor_drawing *drawing, const cor_chord *chord, bool leaves) {
    cor_draw_path *path =
        cor_draw_path_begin(drawing, COR_LOOK_SOLID, leaves ? COR_HUE_ORIGIN : COR_HUE_DESTINATION,
                            COR_STROKE_SOLID, 5 * chord->ribbon_count);
    for (int32_t i = 0; i < chord->ribbon_count; i++)
        put_segment(path, leaves ? chord->ribbons[i].leaves : chord->ribbons[i].arrives);
}

/* Ribbons narrower than a third of a unit are invisible and left out; the table has them. */
static void drop_unseen(cor_chord *chord) {
    int32_t seen = 0;
    while (seen < chord->ribbon_count &&
           (chord->ribbons[seen].leaves.end - chord->ribbons[seen].leaves.start) * RADIUS > 0.3)
        seen++;
    chord->ribbon_count = seen; // the largest come first
}

/* ---- names --------------------------------------------------------------- */

/* A leader from the arc to a name that was moved aside. */
static void put_leader(cor_drawing *drawing, double from, double to, cor_draw_when when) {
    if (fabs(from - to) < 0.04) return;
    cor_draw_add(drawing, (cor_draw_mark){ .kind = COR_DRAW_RULE,
                                           .look = COR_LOOK_LEADER,
                                           .when = when,
                                           .at = at_angle(from, RADIUS + RING_GAP + RING),
                                           .to = at_angle(to, NAME_RADIUS - 2) });
}

static void put_circle_names(cor_drawing *drawing, double angle, double below, cor_str words,
                             cor_draw_words style, cor_draw_when when) {
    double side = sin(angle);
    cor_draw_align align = side > 0.25    ? COR_WORDS_START
                           : side < -0.25 ? COR_WORDS_END
                                          : COR_WORDS_MIDDLE;
    cor_draw_mark text = { .when = when,
                           .at = at_angle(angle, NAME_RADIUS),
                           .text = { words, style, align } };
    text.at.y += below;
    cor_label_lines(drawing, text, NAME_WIDTH);
}

static cor_label_size name_size(const cor_drawing *drawing, cor_str name) {
    return cor_label_size_of(drawing->sheet, COR_WORDS_BOLD, NAME_WIDTH, name);
}

/* Upper names grow upwards, lower ones downwards, those at the side both ways. */
static void put_name(cor_drawing *drawing, double angle, cor_str name) {
    double grows = (name_size(drawing, name).line_count - 1) * (double)COR_WORDS_LINE;
    put_circle_names(drawing, angle, 4 - grows * (1 + cos(angle)) / 2 - 3 * cos(angle), name,
                     COR_WORDS_BOLD, COR_WHERE_WIDE);
}

typedef struct {
    double *middles, *widths, *angles; // [place_count]
} name_room;

static void put_all_names(cor_drawing *drawing, const cor_chord *chord, cor_draw_grid grid,
                          name_room room) {
    int32_t tallest = 1;
    for (int32_t i = 0; i < chord->place_count; i++) {
        cor_label_size size = name_size(drawing, grid.rows[i][0]);
        room.widths[i] = size.width + 8;
        if (size.line_count > tallest) tallest = size.line_count;
    }

    cor_labels_around(room.middles, chord->place_count, NAME_RADIUS, tallest * COR_WORDS_LINE + 1,
                      room.widths, room.angles);
    for (int32_t i = 0; i < chord->place_count; i++) {
        put_leader(drawing, room.middles[i], room.angles[i], COR_WHERE_WIDE);
        put_name(drawing, room.angles[i], grid.rows[i][0]);
    }
}

/* On a phone codes take the place of the names, larger. */
static void put_all_codes(cor_drawing *drawing, const cor_chord *chord, const cor_str *codes,
                          name_room room) {
    for (int32_t i = 0; i < chord->place_count; i++)
        room.widths[i] = CODE_WIDTH * (1 + (double)cor_str_width(codes[i]));

    cor_labels_around(room.middles, chord->place_count, NAME_RADIUS, CODE_HEIGHT, room.widths,
                      room.angles);
    for (int32_t i = 0; i < chord->place_count; i++) {
        put_leader(drawing, room.middles[i], room.angles[i], COR_WHERE_NARROW);
        put_circle_names(drawing, room.angles[i], 9 - 8 * cos(room.angles[i]), codes[i],
                         COR_WORDS_CODE, COR_WHERE_NARROW);
    }
}

static void put_names(cor_drawing *drawing, const cor_node_chart *chart, const cor_chord *chord,
                      cor_draw_grid grid) {
    int32_t n = chord->place_count;
    name_room room = { cor_new(drawing->keep, double, n), cor_new(drawing->keep, double, n),
                       cor_new(drawing->keep, double, n) };

    drawing->is_full |= !room.middles || !room.widths || !room.angles;
    if (drawing->is_full) return;
    for (int32_t i = 0; i < n; i++)
        room.middles[i] = (chord->places[i].start + chord->places[i].end) / 2;
    put_all_names(drawing, chord, grid, room);
    put_all_codes(drawing, chord, chart->category_keys, room);
}

const cor_drawing *cor_draw_chord(const cor_node_chart *chart, cor_draw_grid grid,
                                  const cor_draw_sheet *sheet, cor_arena *keep) {
    cor_drawing *drawing = cor_draw_begin(sheet, keep);
    cor_chord chord;
    if (!drawing || !cor_chord_make(chart, keep, &chord)) return NULL;

    drawing->width = WIDTH;
    drawing->height = HEIGHT;
    cor_draw_key_patch(drawing, COR_LOOK_SOLID, COR_HUE_ORIGIN,
                       cor_str_of(cor_gettext(_("leave"), sheet->lang)));
    cor_draw_key_patch(drawing, COR_LOOK_SOLID, COR_HUE_DESTINATION,
                       cor_str_of(cor_gettext(_("arrive"), sheet->lang)));

    drop_unseen(&chord);
    for (int32_t i = chord.ribbon_count - 1; i >= 0; i--)
        put_ribbon(drawing, grid, &chord.ribbons[i], i < STRONG_COUNT);
    put_ring(drawing, &chord, true);
    put_ring(drawing, &chord, false);
    put_names(drawing, chart, &chord, grid);
    return cor_draw_end(drawing);
}
