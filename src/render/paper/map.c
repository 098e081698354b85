/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: maps on paper, from the same geometry as on the screen: land, arrows from thin and cool
 * to wide and warm, points, names; and every number in a table below. */
#include <math.h>

#include "paper.h"
#include "render/map/node.h"

enum { LABELS_MAX = 64, NUMBERS_MAX = 12 };
#define REGION_HEIGHT 282.0
#define WORLD_HEIGHT  246.0
#define PAIR_HEIGHT   230.0

struct word {
    cor_str text;
    pdf_style style;
    pdf_color color;
};

struct drawing {
    struct pdf_press *press;
    const cor_node *node;
    cor_map_frame frame;
    const cor_map_land *lands;
    int32_t land_count;
    cor_map_arrow *arrows;   // [arrow_count] those whose ends are in view
    const cor_map_line **of; // [arrow_count]
    int32_t arrow_count, main_count;
    double widest, value_widest;
    cor_map_label labels[LABELS_MAX];
    struct word words[LABELS_MAX];
    int32_t word_count;
};

/* ---- land ---------------------------------------------------------------- */

/* Tenths of a point are finer than paper shows, and pack better. */
static double tenth(float value) {
    return round((double)value * 10) / 10;
}

static void trace_rings(cairo_t *cairo, const cor_map_land *land) {
    for (int32_t r = 0; r < land->ring_count; r++) {
        const cor_map_ring *ring = &land->rings[r];
        for (int32_t i = 0; i < ring->point_count; i++) {
            double x = tenth(ring->points[i].x), y = tenth(ring->points[i].y);
            if (i)
                cairo_line_to(cairo, x, y);
            else
                cairo_move_to(cairo, x, y);
        }
        cairo_close_path(cairo);
    }
}

static void fill_land(struct pdf_press *press, pdf_color color) {
    pdf_ink(press, color);
    cairo_fill_preserve(press->cairo);
    pdf_ink(press, PDF_PAPER);
    cairo_set_line_width(press->cairo, 0.45);
    cairo_stroke(press->cairo);
}

static void put_land(const struct drawing *map) {
    struct pdf_press *press = map->press;
    cairo_new_path(press->cairo);
    for (int32_t i = 0; i < map->land_count; i++) {
        if (cor_map_hue_of(map->node, map->lands[i].place) == COR_HUE_QUIET)
            trace_rings(press->cairo, &map->lands[i]);
    }

    fill_land(press, PDF_LAND);
    for (int32_t i = 0; i < map->land_count; i++) {
        const cor_map_land *land = &map->lands[i];
        cor_hue hue = cor_map_hue_of(map->node, land->place);
        bool colored = hue != COR_HUE_QUIET;
        if (colored && !land->is_speck) {
            trace_rings(press->cairo, land);
            fill_land(press, pdf_hue_soft(hue));
        } else if (land->is_speck) {
            cairo_new_sub_path(press->cairo);
            cairo_arc(press->cairo, (double)land->anchor.x, (double)land->anchor.y, colored ? 3 : 1,
                      0, 2 * M_PI);
            pdf_ink(press, colored ? pdf_hue(hue) : PDF_RULE);
            cairo_fill(press->cairo);
        }
    }
}

/* ---- arrows -------------------------------------------------------------- */

static void quadratic_to(cairo_t *cairo, cor_map_xy from, cor_map_xy over, cor_map_xy to) {
    double x = (double)over.x * 2 / 3, y = (double)over.y * 2 / 3;
    cairo_curve_to(cairo, (double)from.x / 3 + x, (double)from.y / 3 + y, (double)to.x / 3 + x,
                   (double)to.y / 3 + y, (double)to.x, (double)to.y);
}

void pdf_arrow(struct pdf_press *press, const cor_map_arrow *arrow, bool quiet) {
    cairo_t *cairo = press->cairo;
    const cor_map_xy *p = arrow->outline;

    cairo_move_to(cairo, (double)p[0].x, (double)p[0].y);
    quadratic_to(cairo, p[0], p[1], p[2]);
    for (int i = 3; i < 7; i++)
        cairo_line_to(cairo, (double)p[i].x, (double)p[i].y);

    quadratic_to(cairo, p[6], p[7], p[8]);
    cairo_close_path(cairo);
    if (quiet) {
        pdf_ink(press, PDF_EDGE);
        cairo_fill(cairo);
        return;
    }

    cairo_pattern_t *colors = cairo_pattern_create_linear(
        (double)arrow->from.x, (double)arrow->from.y, (double)arrow->to.x, (double)arrow->to.y);
    cairo_pattern_add_color_stop_rgb(colors, 0, 0, 0x69 / 255.0, 0x7a / 255.0);
    cairo_pattern_add_color_stop_rgb(colors, 0.75, 0xad / 255.0, 0x42 / 255.0, 0x0f / 255.0);
    cairo_set_source(cairo, colors);
    cairo_fill(cairo);
    cairo_pattern_destroy(colors);
}

static bool anchor_of(const struct drawing *map, cor_country place, cor_map_xy *ret_at) {
    const cor_map_land *land = cor_map_land_find(map->lands, map->land_count, place);
    if (land) *ret_at = land->anchor;
    return land;
}

/* How far tips keep from the anchor of a country where many arrive, so that they do not pile up. */
static double gap_of(const struct drawing *map, cor_country place) {
    const cor_map_land *land = cor_map_land_find(map->lands, map->land_count, place);
    int32_t arrivals = 0;
    for (int32_t i = 0; i < map->node->map.line_count; i++)
        arrivals += map->node->map.lines[i].destination.id == place.id;
    return arrivals > 1 && land ? fmin(11, 0.22 * sqrt(land->area_px2)) : 0;
}

static void lay_arrow(struct drawing *map, const cor_map_line *line) {
    cor_map_xy from, to;
    if (!anchor_of(map, line->origin, &from) || !anchor_of(map, line->destination, &to)) return;
    double value = line->value.present ? line->value.value : map->value_widest;
    double width = cor_map_arrow_width(value, map->value_widest, map->widest);
    if (!(width > 0)) width = map->widest;
    to = cor_map_short_of(from, to, gap_of(map, line->destination));
    map->arrows[map->arrow_count] = cor_map_arrow_between(from, to, fmin(width, 4 * map->widest));
    map->of[map->arrow_count++] = line;
    map->main_count += !line->quiet;
}

static bool lay_arrows(struct drawing *map) {
    int32_t count = map->node->map.line_count;
    map->arrows = cor_new(&map->press->words.scratch, cor_map_arrow, count + 1);
    map->of = cor_new(&map->press->words.scratch, const cor_map_line *, count + 1);
    if (!map->arrows || !map->of) return false;

    for (int32_t i = 0; i < count; i++) {
        const cor_map_line *line = &map->node->map.lines[i];
        if (line->value.present && !line->quiet)
            map->value_widest = fmax(map->value_widest, line->value.value);
    }

    for (int32_t i = 0; i < count; i++) {
        if (map->node->map.lines[i].quiet)
            lay_arrow(map, &map->node->map.lines[i]); // context lies under the rest
    }

    for (int32_t i = 0; i < count; i++) {
        if (!map->node->map.lines[i].quiet) lay_arrow(map, &map->node->map.lines[i]);
    }

    return true;
}

/* ---- words --------------------------------------------------------------- */

static void add_word(struct drawing *map, cor_str text, cor_map_xy near, pdf_style style,
                     pdf_color color, bool needed) {
    bool outside = near.x < 0 || near.y < 0 || (double)near.x > map->frame.width ||
                   (double)near.y > map->frame.height;
    if (!text.length || outside || map->word_count == LABELS_MAX) return;

    for (int32_t i = 0; i < map->word_count; i++) {
        if (cor_str_equal(map->words[i].text, text)) return;
    }

    map->labels[map->word_count] =
        (cor_map_label){ .near = near,
                         .width_px = pdf_text_width(map->press, style, text),
                         .size_px = pdf_text_height(map->press, style, text, 0) * 0.82,
                         .is_needed = needed };
    map->words[map->word_count++] = (struct word){ text, style, color };
}

static void name_place(struct drawing *map, cor_country place, pdf_style style, pdf_color color,
                       bool needed) {
    cor_map_xy at;
    if (!anchor_of(map, place, &at)) return;
    add_word(map, cor_country_name(place, map->press->words.lang), at, style, color, needed);
}

static void name_lines(struct drawing *map) {
    bool one = map->main_count == 1;
    for (int32_t i = 0; i < map->arrow_count; i++) {
        if (!map->of[i]->quiet)
            name_place(map, map->of[i]->destination, PDF_SMALL_BOLD, PDF_DESTINATION, true);
    }

    for (int32_t i = 0; i < map->arrow_count; i++) {
        if (map->of[i]->quiet) continue;
        name_place(map, map->of[i]->origin, one ? PDF_SMALL_BOLD : PDF_TINY, PDF_ORIGIN, one);
    }

    int32_t named = 0;
    for (int32_t i = 0; i < map->arrow_count && !one && named < NUMBERS_MAX; i++) {
        const cor_value *value = &map->of[i]->value;
        if (map->of[i]->quiet || !value->present || value->value < 0.03 * map->value_widest)
            continue;
        cor_str number =
            cor_text_number(&map->press->words, value, true, &map->press->words.scratch);
        add_word(map, number, map->arrows[i].middle, PDF_TINY, PDF_INK, false);
        named++;
    }
}

static bool point_at(const struct drawing *map, const cor_map_point *point, cor_map_xy *ret_at) {
    if (point->place.id) return anchor_of(map, point->place, ret_at);
    return cor_map_project(&map->frame, point->latitude, point->longitude, ret_at);
}

static bool is_marked(const cor_map_point *point) {
    return !point->place.id || point->value.present;
}

static void name_points(struct drawing *map) {
    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        const cor_map_point *point = &map->node->map.points[i];
        cor_map_xy at;
        if (!is_marked(point) || !point_at(map, point, &at)) continue;
        add_word(map, pdf_say(map->press, point->label, &map->press->words.scratch), at, PDF_TINY,
                 PDF_INK, false);
    }
}

static void name_neighbours(struct drawing *map) {
    double least = map->node->map.view == COR_VIEW_WORLD ? 620 : 260;
    for (int32_t i = 0; i < map->land_count; i++) {
        const cor_map_land *land = &map->lands[i];
        if (land->area_px2 > least && land->place.id)
            name_place(map, land->place, PDF_TINY, PDF_INK_3, false);
    }
}

static void put_words(const struct drawing *map) {
    cairo_t *cairo = map->press->cairo;
    for (int32_t i = 0; i < map->word_count; i++) {
        const cor_map_label *label = &map->labels[i];
        const struct word *word = &map->words[i];
        if (!label->is_placed) continue;
        pdf_align align = label->align == COR_ALIGN_START    ? PDF_START
                          : label->align == COR_ALIGN_MIDDLE ? PDF_MIDDLE
                                                             : PDF_END;
        double top = (double)label->at.y - label->size_px * 1.02;
        cairo_save(cairo);
        (void)pdf_text(map->press, word->style, word->color, word->text, (double)label->at.x, top,
                       0, align);
        cairo_restore(cairo);
    }
}

static void put_points(const struct drawing *map) {
    double most = 0;
    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        if (map->node->map.points[i].value.present)
            most = fmax(most, map->node->map.points[i].value.value);
    }

    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        const cor_map_point *point = &map->node->map.points[i];
        cor_map_xy at;
        if (!is_marked(point) || !point_at(map, point, &at)) continue;
        bool sized = point->value.present && most > 0;
        double radius = sized ? fmax(1.8, 8 * sqrt(fmax(0, point->value.value) / most)) : 2.6;
        cor_draw_stroke stroke =
            point->value.present ? cor_draw_stroke_of(&point->value) : COR_STROKE_SOLID;
        pdf_dot(map->press, 0, point->hue, stroke, (double)at.x, (double)at.y, radius);
    }
}

/* ---- one drawing --------------------------------------------------------- */

static bool prepare(struct drawing *map, double width, double height) {
    cor_arena *room = &map->press->words.scratch;
    map->frame = cor_map_frame_of(map->node, width, height, room);
    cor_arena scratch = cor_arena_scratch(room);
    return !map->press->words.full &&
           cor_map_lands(&map->frame, room, scratch, &map->lands, &map->land_count) &&
           lay_arrows(map);
}

static void draw(struct pdf_press *press, const cor_node *node, double x, double y, double width,
                 double height, double widest) {
    cor_arena before = press->words.scratch;
    struct drawing *map = cor_new(&press->words.scratch, struct drawing, 1);

    if (map) *map = (struct drawing){ .press = press, .node = node, .widest = widest };
    press->words.full = press->words.full || !map || !prepare(map, width, height);
    if (press->words.full) {
        press->words.scratch = before;
        return;
    }

    name_lines(map);
    name_points(map);
    name_neighbours(map);
    cor_map_labels_place(&map->frame, map->labels, map->word_count, map->arrows, map->arrow_count,
                         NULL, 0);
    cairo_save(press->cairo);
    cairo_translate(press->cairo, x, y);
    cairo_rectangle(press->cairo, 0, 0, width, height);
    cairo_clip(press->cairo);
    put_land(map);
    for (int32_t i = 0; i < map->arrow_count; i++)
        pdf_arrow(press, &map->arrows[i], map->of[i]->quiet);

    put_points(map);
    put_words(map);
    cairo_restore(press->cairo);
    press->fresh = false;
    press->words.scratch = before;
}

void pdf_map_numbers(struct pdf_press *press, const cor_node *node) {
    cor_grid grid;
    cor_common common = cor_common_node(node);
    if (common.any && cor_text_map_grid(&press->words, node, &press->words.scratch, &grid)) {
        pdf_title(press, node, common, 40);
        pdf_grid(press, &grid);
    }
}

void pdf_locator(struct pdf_press *press, const cor_node *node, double x, double y, double width,
                 double height) {
    draw(press, node, x, y, width, height, 6);
}

void pdf_map(struct pdf_press *press, const cor_node *node) {
    double height = node->map.view == COR_VIEW_REGION  ? REGION_HEIGHT
                    : node->map.view == COR_VIEW_WORLD ? WORLD_HEIGHT
                                                       : PAIR_HEIGHT;

    cor_common common = cor_common_node(node);

    pdf_title(press, node, common, height + 20);
    pdf_flow(press, PDF_SMALL, PDF_INK_2, pdf_say(press, node->text, &press->words.scratch),
             PDF_LEFT, PDF_COLUMN * 0.86);
    press->y += 4;
    pdf_need(press, height);
    draw(press, node, PDF_LEFT, press->y, PDF_COLUMN, height, 7);
    press->y += height + 6;
    cor_grid grid;
    if (common.any && cor_text_map_grid(&press->words, node, &press->words.scratch, &grid))
        pdf_grid(press, &grid);

    pdf_under(press, node, common);
}
