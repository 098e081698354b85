/* SPDX-License-Identifier: Apache-2.0 */
/* svg_map_words.c: words, dots and the key on a map. */
#include <math.h>

#include "svg_map.h"

enum { LABELS_MAX = SVG_MAP_WORDS_MAX, NEIGHBOUR_LETTERS = 16 };

static const double bold_is_wider = 1.17; // than the guess for regular letters

/* ---- words --------------------------------------------------------------- */

typedef struct {
    cor_map_label label;
    cor_str text;
    const char *class_name;
    const cor_map_line *line; // whose number it is, or NULL
} word;

struct svg_words {
    word list[LABELS_MAX];
    int32_t count;
};

static void add_word(svg_words *all, const map_drawing *map, cor_str text, cor_map_xy near,
                     const char *class_name, double size_px, bool needed) {
    cor_map_xy inside = { near.x - (float)map->x, near.y - (float)map->y };
    bool outside = inside.x < 0 || inside.y < 0 || inside.x > map->width || inside.y > map->height;

    if (!text.length || outside || all->count == LABELS_MAX) return;
    for (int32_t i = 0; i < all->count; i++)
        if (cor_str_equal(all->list[i].text, text)) return;

    all->list[all->count++] =
        (word){ .label = { .near = inside,
                           .width_px = cor_map_text_width(text, size_px) *
                                       (strcmp(class_name, "from") != 0 ? bold_is_wider : 1),
                           .size_px = size_px,
                           .reach_px = map->reach_px,
                           .is_needed = needed },
                .text = text,
                .class_name = class_name };
}

static void name_place(svg_words *all, const map_drawing *map, cor_country place, bool main,
                       const char *class_name) {
    cor_map_xy at;
    if (!svg_map_place(map, place, &at)) return;
    add_word(all, map, cor_country_name(place, map->page->lang), at, class_name,
             main ? map->name_px : map->word_px, main);
}

/* Arrivals first, then where people come from, then numbers, then neighbours that only help to
 * see where one is. */
static void name_places(svg_words *all, const map_drawing *map) {
    bool one = map->main_count == 1, crowded = map->node->map.view == COR_VIEW_WORLD && !one;
    for (int32_t i = 0; i < map->arrow_count; i++)
        if (!map->of[i]->quiet)
            name_place(all, map, map->of[i]->destination, !crowded, crowded ? "to-s" : "to");
    for (int32_t i = 0; i < map->arrow_count; i++)
        if (!map->of[i]->quiet)
            name_place(all, map, map->of[i]->origin, one, one ? "place-o" : "from");
}

/* Places that have land and no number. */
static void name_parties(svg_words *all, const map_drawing *map) {
    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        const cor_map_point *point = &map->node->map.points[i];
        if (point->place.id && !point->value.present)
            name_place(all, map, point->place, false, "val");
    }
}

static void name_numbers(svg_words *all, const map_drawing *map, cor_arena *room) {
    if (map->main_count == 1) return; // the page says it in large type
    int32_t named = 0;
    for (int32_t i = 0; i < map->arrow_count && named < map->numbers_most; i++) {
        const cor_map_line *line = map->of[i];
        bool notable = line->value.present && line->value.value >= 0.03 * map->value_widest;
        if (line->quiet || !notable) continue;
        int32_t before = all->count;
        add_word(all, map, cor_value_show(&line->value, true, map->page->lang, room),
                 map->arrows[i].middle, "val", map->word_px, false);
        if (all->count > before) all->list[before].line = line;
        named++;
    }
}

static bool is_brief(cor_str name) {
    return cor_str_width(name) <= NEIGHBOUR_LETTERS;
}

static void name_neighbours(svg_words *all, const map_drawing *map) {
    for (int32_t i = 0; i < map->arrow_count; i++)
        if (map->of[i]->quiet) name_place(all, map, map->of[i]->destination, false, "from");
    for (int32_t i = 0; i < map->land_count && all->count < map->words_most; i++) {
        const cor_map_land *land = &map->lands[i];
        bool large = land->area_px2 > (map->node->map.view == COR_VIEW_WORLD ? 2500 : 900);
        if (large && land->place.id && is_brief(cor_country_name(land->place, map->page->lang)))
            name_place(all, map, land->place, false, "from");
    }
}

static bool point_at(const map_drawing *map, const cor_map_point *point, cor_map_xy *ret_at) {
    if (!isnan(point->latitude) && !point->place.id)
        return cor_map_project(&map->frame, point->latitude, point->longitude, ret_at);
    return svg_map_place(map, point->place, ret_at);
}

/* Where a line ends there is no room for a dot as well: the number is in the table. */
static bool is_marked(const map_drawing *map, const cor_map_point *point) {
    for (int32_t i = 0; i < map->node->map.line_count && point->place.id; i++) {
        const cor_map_line *line = &map->node->map.lines[i];
        if (line->origin.id == point->place.id || line->destination.id == point->place.id)
            return false;
    }
    return !point->place.id || point->value.present;
}

static void name_points(svg_words *all, const map_drawing *map) {
    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        const cor_map_point *point = &map->node->map.points[i];
        cor_map_xy at;
        if (!is_marked(map, point) || !point_at(map, point, &at)) continue;
        cor_arena *room = &map->page->scratch;
        cor_str parts[3] = { cor_text_in(point->label, map->page->lang, room), COR_STR(" ") };
        if (point->value.present)
            parts[2] = cor_value_show(&point->value, true, map->page->lang, room);
        add_word(all, map, cor_str_join(room, parts, point->value.present ? 3 : 1), at, "val",
                 map->word_px, false);
    }
}

void svg_map_put_points(const map_drawing *map) {
    html_page *page = map->page;
    double most = 0;

    for (int32_t i = 0; i < map->node->map.point_count; i++)
        if (map->node->map.points[i].value.present)
            most = fmax(most, map->node->map.points[i].value.value);
    for (int32_t i = 0; i < map->node->map.point_count; i++) {
        const cor_map_point *point = &map->node->map.points[i];
        cor_map_xy at;
        if (!is_marked(map, point) || !point_at(map, point, &at)) continue;
        bool sized = point->value.present && most > 0;
        static const char *const fills[] = { "f-ink", "f-orig", "f-dest", "f-ink3" };
        html_put(page, "<circle class=\"dot ");
        html_put(page, fills[point->hue]);
        html_put(page, "\" cx=\"");
        html_coordinate(page, (double)at.x);
        html_put(page, "\" cy=\"");
        html_coordinate(page, (double)at.y);
        html_put(page, "\" r=\"");
        html_coordinate(page, sized ? fmax(3.5, 16 * sqrt(fmax(0, point->value.value) / most)) : 6);
        html_put(page, "\"/>");
    }
}

void svg_map_put_words(const map_drawing *map, const svg_words *all) {
    html_page *page = map->page;
    static const char *const aligned[] = { "", " mid", " end" };
    html_put(page, "<g paint-order=\"stroke\">");

    for (int32_t i = 0; i < all->count; i++) {
        const word *one = &all->list[i];
        if (!one->label.is_placed) continue;
        html_put(page, "<text class=\"");
        html_put(page, one->class_name);
        html_put(page, aligned[one->label.align]);
        html_put(page, "\" x=\"");
        html_coordinate(page, round((double)one->label.at.x + map->x));
        html_put(page, "\" y=\"");
        html_coordinate(page, round((double)one->label.at.y + map->y));
        if (one->line) {
            html_put(page, "\" data-line=\"");
            html_str(page, cor_country_code(one->line->origin));
            html_put(page, "-");
            html_str(page, cor_country_code(one->line->destination));
        }
        html_put(page, "\">");
        html_str(page, one->text);
        html_put(page, "</text>");
    }

    html_put(page, "</g>\n");
}

/* ---- the key, at the scale of the map ------------------------------------ */

static double round_below(double value) {
    double power = pow(10, floor(log10(value)));
    return power * (value / power >= 5 ? 5 : value / power >= 2 ? 2 : 1);
}

enum { KEY_STEPS = 3 };

bool svg_map_has_key(const map_drawing *map) {
    return map->main_count > 1 && map->value_widest >= 10;
}

void svg_map_put_key(const map_drawing *map) {
    html_page *page = map->page;
    double value = round_below(map->value_widest), line_px = map->word_px * 1.85,
           length = 80 * map->word_px / 13;

    html_put(page, "<g class=\"mapkey\" paint-order=\"stroke\">");
    double left = map->x + map->word_px * 1.6, y = map->y + map->height - KEY_STEPS * line_px;
    for (int step = KEY_STEPS - 1; step >= 0; step--, y += line_px) {
        double steps_value = value / pow(5, step);
        double width = cor_map_arrow_width(steps_value, map->value_widest, map->widest_px);
        cor_map_xy from = { (float)left, (float)y }, to = { (float)(left + length), (float)y };
        cor_map_arrow arrow = cor_map_arrow_straight(from, to, width);
        html_put(page, "<path class=\"f-ink\" d=\"");
        svg_map_arrow(page, &arrow);
        html_put(page, "\"/><text class=\"from\" x=\"");
        html_coordinate(page, round(left + length + map->word_px * 0.7));
        html_put(page, "\" y=\"");
        html_coordinate(page, round(y + map->word_px * 0.36));
        html_put(page, "\">");
        cor_value shown = { .present = true, .value = steps_value, .decimals = 0 };
        for (int32_t i = 0; i < map->arrow_count; i++)
            shown.unit = map->of[i]->value.unit;
        html_value_plain(page, &shown, true);
        html_put(page, "</text>");
    }

    html_put(page, "</g>");
}

static void key_box(const map_drawing *map, float ret_box[4]) {
    double line_px = map->word_px * 1.85;
    ret_box[0] = 0;
    ret_box[1] = (float)(map->height - (KEY_STEPS + 0.8) * line_px);
    ret_box[2] = (float)(map->word_px * 18);
    ret_box[3] = (float)((KEY_STEPS + 0.8) * line_px);
}

static void place_words(const map_drawing *map, svg_words *all) {
    cor_map_label labels[LABELS_MAX];
    cor_map_frame crop = map->frame;

    crop.width = map->width;
    crop.height = map->height;
    float box[1][4];
    if (svg_map_has_key(map)) key_box(map, box[0]);
    cor_arena room = map->page->scratch;
    cor_map_arrow *moved = cor_new(&room, cor_map_arrow, map->arrow_count + 1);

    if (!moved) {
        map->page->is_full = true;
        return;
    }

    for (int32_t i = 0; i < map->arrow_count; i++)
        moved[i] = cor_map_arrow_moved(&map->arrows[i], -map->x, -map->y);
    for (int32_t i = 0; i < all->count; i++)
        labels[i] = all->list[i].label;

    cor_map_labels_place(&crop, labels, all->count, moved, map->arrow_count, (const float(*)[4])box,
                         svg_map_has_key(map));
    for (int32_t i = 0; i < all->count; i++)
        all->list[i].label = labels[i];
}

const svg_words *svg_map_words(const map_drawing *map) {
    svg_words *all = cor_new(&map->page->scratch, svg_words, 1);
    if (!all) return NULL;
    name_places(all, map);
    name_parties(all, map);
    name_points(all, map);
    name_numbers(all, map, &map->page->scratch);
    name_neighbours(all, map);
    place_words(map, all);
    return all;
}
