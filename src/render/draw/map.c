/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: a map of a document: land, arrows from where people left to where they went, points, words
 * beside them, and a key to the widths of the arrows. */
#include <math.h>

#include "core/say.h"
#include "marks.h"

enum { WORDS_MOST = 64, NAME_LETTERS = 16, KEY_STEPS = 3 };

struct cor_draw_ground {
    const cor_node_map *map;
    cor_map_frame frame;
    const cor_map_land *lands;
    int32_t land_count;
};

typedef struct {
    cor_str words;
    cor_draw_words style;
    cor_hue hue;
    const cor_map_line *line; // whose number it is, or NULL
} map_word;

typedef struct {
    const cor_draw_ground *ground;
    const cor_node_map *map;
    const cor_draw_view *view;
    cor_drawing *drawing;
    cor_map_arrow *arrows;           // [arrow_count] those whose ends are in view
    const cor_map_line **of;         // [arrow_count]
    int32_t arrow_count, main_count; // main: not context
    double value_widest;
    cor_map_label labels[WORDS_MOST];
    map_word words[WORDS_MOST];
    int32_t word_count;
} map_plot;

/* ---- ground -------------------------------------------------------------- */

/* Choose the view: the region, the world, or a window around the places drawn. When the arena
 * has no room for their list, the world is shown. */
static cor_map_frame frame_of(const cor_node_map *map, double width, double height,
                              cor_arena scratch) {
    if (map->view == COR_VIEW_REGION) return cor_map_frame_region(width, height);
    int32_t count = 0, most = 2 * map->line_count + map->point_count;
    cor_map_spot *spots =
        map->view == COR_VIEW_WORLD ? NULL : cor_new(&scratch, cor_map_spot, most + 1);
    if (!spots) return cor_map_frame_world(width, height);

    for (int32_t i = 0; i < map->line_count; i++) {
        spots[count++] = (cor_map_spot){ .place = map->lines[i].origin };
        spots[count++] = (cor_map_spot){ .place = map->lines[i].destination };
    }
    for (int32_t i = 0; i < map->point_count; i++) {
        const cor_map_point *point = &map->points[i];
        spots[count++] = (cor_map_spot){ point->place, point->latitude, point->longitude };
    }
    return cor_map_frame_around(spots, count, width, height);
}

const cor_draw_ground *cor_draw_ground_make(const cor_node_map *map, double width, double height,
                                            cor_arena *keep) {
    cor_draw_ground *ground = cor_new(keep, cor_draw_ground, 1);
    if (!ground) return NULL;
    ground->map = map;
    ground->frame = frame_of(map, width, height, *keep);
    cor_arena scratch = cor_arena_scratch(keep);
    return cor_map_lands(&ground->frame, keep, scratch, &ground->lands, &ground->land_count)
               ? ground
               : NULL;
}

static int32_t count_main(const cor_node_map *map) {
    int32_t count = 0;
    for (int32_t i = 0; i < map->line_count; i++)
        count += !map->lines[i].quiet;
    return count;
}

/* Colour of a place by its role: destination of a line, origin of its only line, subject of the
 * map without a number (ink), or none (quiet). */
static cor_hue land_hue(const cor_node_map *map, cor_country place) {
    bool is_only = count_main(map) == 1;
    for (int32_t i = 0; place.id && i < map->line_count; i++) {
        if (map->lines[i].quiet) continue;
        if (map->lines[i].destination.id == place.id) return COR_HUE_DESTINATION;
        if (map->lines[i].origin.id == place.id && is_only) return COR_HUE_ORIGIN;
    }
    for (int32_t i = 0; place.id && i < map->point_count; i++) {
        const cor_map_point *point = &map->points[i];
        if (point->place.id != place.id) continue;
        return point->hue == COR_HUE_INK && point->value.present ? COR_HUE_QUIET : point->hue;
    }
    return COR_HUE_QUIET;
}

static cor_draw_at at_xy(cor_map_xy xy) {
    return cor_at(0, (double)xy.x, (double)xy.y);
}

/* Countries too small to draw are dots; a map of two countries leaves the others out. */
static void put_speck(const map_plot *plot, const cor_map_land *land, cor_hue hue) {
    double size = plot->view->word_size;
    if (hue == COR_HUE_QUIET && plot->map->view == COR_VIEW_PAIR) return;
    cor_draw_add(plot->drawing,
                 (cor_draw_mark){ .kind = COR_DRAW_DOT,
                                  .look = COR_LOOK_ISLE,
                                  .hue = hue,
                                  .at = at_xy(land->anchor),
                                  .dot = { hue == COR_HUE_QUIET ? size * 0.15 : size * 0.35, 0 } });
}

/* All land without a colour is one mark, under the rest. */
static void put_ground(const map_plot *plot) {
    const cor_draw_ground *ground = plot->ground;
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < ground->land_count; i++) {
            const cor_map_land *land = &ground->lands[i];
            cor_hue hue = land_hue(plot->map, land->place);
            if (land->is_speck && pass)
                put_speck(plot, land, hue);
            else if (!land->is_speck && pass == (hue != COR_HUE_QUIET))
                cor_draw_add(plot->drawing, (cor_draw_mark){ .kind = COR_DRAW_LAND,
                                                             .look = COR_LOOK_LAND,
                                                             .hue = hue,
                                                             .land = land });
        }
}

/* ---- arrows -------------------------------------------------------------- */

static const cor_map_land *find_land(const map_plot *plot, cor_country place) {
    return cor_map_land_find(plot->ground->lands, plot->ground->land_count, place);
}

/* How far tips keep from the anchor of a country where many arrive, so that they do not pile up. */
static double tip_gap(const map_plot *plot, const cor_map_land *land) {
    int32_t arrivals = 0;
    for (int32_t i = 0; i < plot->map->line_count; i++)
        arrivals += plot->map->lines[i].destination.id == land->place.id;
    return arrivals > 1 ? fmin(plot->view->tip_gap, 0.22 * sqrt(land->area_px2)) : 0;
}

static void lay_arrow(map_plot *plot, const cor_map_line *line) {
    const cor_map_land *origin = find_land(plot, line->origin),
                       *destination = find_land(plot, line->destination);
    if (!origin || !destination) return;

    double value = line->value.present ? line->value.value : plot->value_widest,
           widest = plot->view->widest;
    double width = cor_map_arrow_width(value, plot->value_widest, widest);
    if (!(width > 0)) width = widest;
    cor_map_xy from = cor_map_land_facing(origin, destination->anchor),
               to = cor_map_land_facing(destination, origin->anchor);
    to = cor_map_short_of(from, to, tip_gap(plot, destination));
    plot->arrows[plot->arrow_count] = cor_map_arrow_between(from, to, fmin(width, 4 * widest));
    plot->of[plot->arrow_count++] = line;
    plot->main_count += !line->quiet;
}

static bool lay_arrows(map_plot *plot) {
    int32_t count = plot->map->line_count;
    plot->arrows = cor_new(plot->drawing->keep, cor_map_arrow, count + 1);
    plot->of = cor_new(plot->drawing->keep, const cor_map_line *, count + 1);
    if (!plot->arrows || !plot->of) return false;

    for (int32_t i = 0; i < count; i++) {
        const cor_map_line *line = &plot->map->lines[i];
        if (line->value.present && !line->quiet)
            plot->value_widest = fmax(plot->value_widest, line->value.value);
    }
    for (int pass = 0; pass < 2; pass++) // context lies under the rest
        for (int32_t i = 0; i < count; i++)
            if (plot->map->lines[i].quiet == !pass) lay_arrow(plot, &plot->map->lines[i]);
    return true;
}

static cor_draw_path *put_outline(cor_drawing *drawing, cor_draw_look look, cor_hue hue,
                                  const cor_map_arrow *arrow) {
    const cor_map_xy *p = arrow->outline;
    cor_draw_path *path = cor_draw_path_begin(drawing, look, hue, COR_STROKE_SOLID, 8);
    cor_draw_move(path, at_xy(p[0]));
    cor_draw_bend(path, at_xy(p[1]), at_xy(p[2]));
    for (int i = 3; i < 7; i++)
        cor_draw_line_to(path, at_xy(p[i]));
    cor_draw_bend(path, at_xy(p[7]), at_xy(p[8]));
    cor_draw_close(path);
    return path;
}

static cor_draw_path *put_drawn_way(cor_drawing *drawing, const cor_map_arrow *arrow,
                                    bool is_quiet) {
    cor_draw_path *path =
        put_outline(drawing, is_quiet ? COR_LOOK_WAY_FAR : COR_LOOK_WAY, COR_HUE_QUIET, arrow);
    if (!path) return NULL;
    path->from = at_xy(arrow->from);
    path->to = at_xy(arrow->to);
    return path;
}

static void put_point_line(const map_plot *plot, int32_t i) {
    const cor_map_line *line = plot->of[i];
    cor_lang lang = plot->drawing->sheet->lang;
    cor_draw_path *path = put_drawn_way(plot->drawing, &plot->arrows[i], line->quiet);
    if (!path || !plot->view->is_linked) return;
    cor_arena *keep = plot->drawing->keep;
    cor_str number = cor_value_show(&line->value, true, lang, keep);
    path->href = line->href;
    path->title =
        cor_text_in(cor_say(_("{origin} to {destination}: {number}"), cor_arg_country(line->origin),
                            cor_arg_country(line->destination), cor_arg_str(number)),
                    lang, keep);
    plot->drawing->is_full |= !path->title.at;
}

/* ---- words --------------------------------------------------------------- */

static double word_size(const map_plot *plot, cor_draw_words style) {
    return style == COR_WORDS_PLACE ? plot->view->place_size : plot->view->word_size;
}

/* Add a name once, if its place is in the window. */
static void add_word(map_plot *plot, map_word word, cor_map_xy near, bool is_needed) {
    const cor_drawing *drawing = plot->drawing;
    cor_map_xy inside = { near.x - (float)drawing->x, near.y - (float)drawing->y };
    bool is_outside =
        inside.x < 0 || inside.y < 0 || inside.x > drawing->width || inside.y > drawing->height;

    if (!word.words.length || is_outside || plot->word_count == WORDS_MOST) return;
    for (int32_t i = 0; i < plot->word_count; i++)
        if (cor_str_equal(plot->words[i].words, word.words)) return;

    plot->labels[plot->word_count] =
        (cor_map_label){ .near = inside,
                         .width_px =
                             drawing->sheet->measure(drawing->sheet->self, word.style, word.words),
                         .size_px = word_size(plot, word.style),
                         .reach_px = plot->view->reach,
                         .is_needed = is_needed };
    plot->words[plot->word_count++] = word;
}

static void name_place(map_plot *plot, cor_country place, cor_draw_words style, cor_hue hue) {
    const cor_map_land *land = find_land(plot, place);
    if (!land) return;
    map_word word = { .words = cor_country_name(place, plot->drawing->sheet->lang),
                      .style = style,
                      .hue = hue };
    add_word(plot, word, land->anchor, style == COR_WORDS_PLACE);
}

/* Where people arrive, then where they come from, then places that have land and no number. */
static void name_places(map_plot *plot) {
    bool is_one = plot->main_count == 1, is_crowded = plot->map->view == COR_VIEW_WORLD && !is_one;
    for (int32_t i = 0; i < plot->arrow_count; i++)
        if (!plot->of[i]->quiet)
            name_place(plot, plot->of[i]->destination,
                       is_crowded ? COR_WORDS_MARKED : COR_WORDS_PLACE, COR_HUE_DESTINATION);
    for (int32_t i = 0; i < plot->arrow_count; i++)
        if (!plot->of[i]->quiet)
            name_place(plot, plot->of[i]->origin, is_one ? COR_WORDS_PLACE : COR_WORDS_BESIDE,
                       COR_HUE_ORIGIN);
    for (int32_t i = 0; i < plot->map->point_count; i++) {
        const cor_map_point *point = &plot->map->points[i];
        if (point->place.id && !point->value.present)
            name_place(plot, point->place, COR_WORDS_MARKED, COR_HUE_INK);
    }
}

static bool point_at(const map_plot *plot, const cor_map_point *point, cor_map_xy *ret_at) {
    const cor_map_land *land = find_land(plot, point->place);
    if (!point->place.id)
        return cor_map_project(&plot->ground->frame, point->latitude, point->longitude, ret_at);
    if (land) *ret_at = land->anchor;
    return land;
}

/* A place where a line ends has no dot; its number is in the table. */
static bool is_marked(const map_plot *plot, const cor_map_point *point) {
    for (int32_t i = 0; point->place.id && i < plot->map->line_count; i++) {
        const cor_map_line *line = &plot->map->lines[i];
        if (line->origin.id == point->place.id || line->destination.id == point->place.id)
            return false;
    }
    return !point->place.id || point->value.present;
}

static void name_points(map_plot *plot) {
    cor_lang lang = plot->drawing->sheet->lang;
    cor_arena *keep = plot->drawing->keep;
    for (int32_t i = 0; i < plot->map->point_count; i++) {
        const cor_map_point *point = &plot->map->points[i];
        cor_map_xy at;
        if (!is_marked(plot, point) || !point_at(plot, point, &at)) continue;
        cor_str parts[3] = { cor_text_in(point->label, lang, keep), COR_STR(" ") };
        if (point->value.present) parts[2] = cor_value_show(&point->value, true, lang, keep);
        map_word word = { .words = cor_str_join(keep, parts, point->value.present ? 3 : 1),
                          .style = COR_WORDS_MARKED };
        add_word(plot, word, at, false);
    }
}

static void name_number(map_plot *plot, int32_t i) {
    const cor_map_line *line = plot->of[i];
    map_word word = { .words = cor_value_show(&line->value, true, plot->drawing->sheet->lang,
                                              plot->drawing->keep),
                      .style = line->quiet ? COR_WORDS_BESIDE : COR_WORDS_MARKED,
                      .line = line };
    add_word(plot, word, plot->arrows[i].middle, false);
}

/* Numbers beside arrows, those of the context last; the number of a single arrow is the headline of
 * the page. */
static void name_numbers(map_plot *plot) {
    if (plot->main_count < 2) return;
    for (int pass = 0; pass < 2; pass++) {
        int32_t left = plot->view->numbers_most;
        for (int32_t i = 0; i < plot->arrow_count && left; i++) {
            const cor_map_line *line = plot->of[i];
            bool is_notable = line->value.present && line->value.value >= 0.02 * plot->value_widest;
            if (line->quiet == !pass || !is_notable) continue;
            left--;
            name_number(plot, i);
        }
    }
}

/* Names of countries that only serve orientation. */
static void name_neighbours(map_plot *plot) {
    double letters = plot->map->view == COR_VIEW_WORLD ? 14.8 : 5.3, // as large as so many
        least = letters * plot->view->word_size * plot->view->word_size;
    for (int32_t i = 0; i < plot->arrow_count; i++)
        if (plot->of[i]->quiet)
            name_place(plot, plot->of[i]->destination, COR_WORDS_BESIDE, COR_HUE_QUIET);
    for (int32_t i = 0; i < plot->ground->land_count && plot->word_count < plot->view->words_most;
         i++) {
        const cor_map_land *land = &plot->ground->lands[i];
        cor_str name = cor_country_name(land->place, plot->drawing->sheet->lang);
        if (land->area_px2 > least && land->place.id && cor_str_width(name) <= NAME_LETTERS)
            name_place(plot, land->place, COR_WORDS_BESIDE, COR_HUE_QUIET);
    }
}

static void put_map_words(const map_plot *plot) {
    static const cor_draw_align aligned[] = { COR_WORDS_START, COR_WORDS_MIDDLE, COR_WORDS_END };
    for (int32_t i = 0; i < plot->word_count; i++) {
        const cor_map_label *label = &plot->labels[i];
        const map_word *word = &plot->words[i];
        if (!label->is_placed) continue;
        cor_draw_mark *mark =
            cor_draw_text(plot->drawing, word->style, word->hue, aligned[label->align],
                          cor_at(0, round((double)label->at.x + plot->drawing->x),
                                 round((double)label->at.y + plot->drawing->y)),
                          word->words);
        if (mark && word->line) {
            mark->text.from = cor_country_code(word->line->origin);
            mark->text.to = cor_country_code(word->line->destination);
        }
    }
}

/* ---- points -------------------------------------------------------------- */

static void put_points(const map_plot *plot) {
    const double largest = 1.23 * plot->view->word_size, least = 0.27 * plot->view->word_size;
    double most = 0;
    for (int32_t i = 0; i < plot->map->point_count; i++)
        if (plot->map->points[i].value.present) most = fmax(most, plot->map->points[i].value.value);

    for (int32_t i = 0; i < plot->map->point_count; i++) {
        const cor_map_point *point = &plot->map->points[i];
        cor_map_xy at;
        if (!is_marked(plot, point) || !point_at(plot, point, &at)) continue;
        bool is_sized = point->value.present && most > 0;
        cor_draw_stroke stroke =
            point->value.present ? cor_draw_stroke_of(&point->value) : COR_STROKE_SOLID;
        double radius = is_sized ? largest * sqrt(fmax(0, point->value.value) / most) : 1.7 * least;
        cor_draw_add(plot->drawing, (cor_draw_mark){ .kind = COR_DRAW_DOT,
                                                     .look = COR_LOOK_DOT,
                                                     .hue = point->hue,
                                                     .stroke = stroke,
                                                     .at = at_xy(at),
                                                     .dot = { fmax(radius, least), 0 } });
    }
}

/* ---- the key, at the scale of the map ------------------------------------ */

static double round_below(double value) {
    double power = pow(10, floor(log10(value)));
    return power * (value / power >= 5 ? 5 : value / power >= 2 ? 2 : 1);
}

static bool has_key(const map_plot *plot) {
    return plot->main_count > 1 && plot->value_widest >= 10;
}

static double key_line(const map_plot *plot) {
    return plot->view->word_size * 1.85;
}

static void put_key(const map_plot *plot) {
    const cor_drawing *drawing = plot->drawing;
    double size = plot->view->word_size, left = drawing->x + size * 1.6, length = size * 80 / 13;
    double y = drawing->y + drawing->height - KEY_STEPS * key_line(plot);

    for (int step = KEY_STEPS - 1; step >= 0; step--, y += key_line(plot)) {
        cor_value value = { .present = true,
                            .value = round_below(plot->value_widest) / pow(5, step),
                            .unit = plot->of[plot->arrow_count - 1]->value.unit };
        cor_map_xy from = { (float)left, (float)y }, to = { (float)(left + length), (float)y };
        cor_map_arrow arrow = cor_map_arrow_straight(
            from, to, cor_map_arrow_width(value.value, plot->value_widest, plot->view->widest));
        (void)put_outline(plot->drawing, COR_LOOK_KEY, COR_HUE_INK, &arrow);
        cor_draw_mark *mark =
            cor_draw_text(plot->drawing, COR_WORDS_BESIDE, COR_HUE_QUIET, COR_WORDS_START,
                          cor_at(0, round(left + length + size * 0.7), round(y + size * 0.36)),
                          cor_value_show(&value, true, drawing->sheet->lang, drawing->keep));
        if (mark) mark->look = COR_LOOK_KEY;
    }
}

static void place_words(map_plot *plot) {
    const cor_drawing *drawing = plot->drawing;
    cor_map_frame window = plot->ground->frame;
    window.width = drawing->width;
    window.height = drawing->height;
    double key = (KEY_STEPS + 0.8) * key_line(plot);
    float boxes[1][4] = { { 0, (float)(drawing->height - key), (float)(plot->view->word_size * 18),
                            (float)key } };
    cor_arena room = *drawing->keep;
    cor_map_arrow *moved = cor_new(&room, cor_map_arrow, plot->arrow_count + 1);

    plot->drawing->is_full |= !moved;
    if (!moved) return;
    for (int32_t i = 0; i < plot->arrow_count; i++)
        moved[i] = cor_map_arrow_moved(&plot->arrows[i], -drawing->x, -drawing->y);
    cor_map_labels_place(&window, plot->labels, plot->word_count, moved, plot->arrow_count,
                         (const float(*)[4])boxes, has_key(plot));
}

/* ---- the map ------------------------------------------------------------- */

/* The part a phone shows: around the ends of the coloured lines, in the proportions of a screen. */
static void crop_around(const map_plot *plot, cor_drawing *drawing) {
    const double proportion = 1.4, margin = 60;
    double west = drawing->width, east = 0, north = drawing->height, south = 0;

    for (int32_t i = 0; i < plot->arrow_count; i++) {
        if (plot->of[i]->quiet) continue;
        const cor_map_xy ends[] = { plot->arrows[i].from, plot->arrows[i].to };
        for (int k = 0; k < 2; k++) {
            west = fmin(west, (double)ends[k].x), east = fmax(east, (double)ends[k].x);
            north = fmin(north, (double)ends[k].y), south = fmax(south, (double)ends[k].y);
        }
    }

    if (west > east) return;
    double wide = fmin(drawing->width, fmax(east - west + 2 * margin, 0.62 * drawing->width));
    double high = fmin(drawing->height, fmax(wide / proportion, south - north + 2 * margin));
    wide = fmin(drawing->width, high * proportion);
    drawing->x = round(fmax(0, fmin(drawing->width - wide, (west + east - wide) / 2)));
    drawing->y = round(fmax(0, fmin(drawing->height - high, (north + south - high) / 2)));
    drawing->width = round(wide);
    drawing->height = round(high);
}

const cor_drawing *cor_draw_map(const cor_draw_ground *ground, const cor_draw_view *view,
                                cor_arena *keep) {
    cor_drawing *drawing = cor_draw_begin(&view->sheet, keep);
    map_plot *plot = cor_new(keep, map_plot, 1);
    if (!drawing || !plot) return NULL;

    *plot = (map_plot){ .ground = ground, .map = ground->map, .view = view, .drawing = drawing };
    drawing->is_map = true;
    drawing->width = ground->frame.width;
    drawing->height = ground->frame.height;
    if (!lay_arrows(plot)) return NULL;
    if (view->is_close) crop_around(plot, drawing);
    drawing->way_count = plot->arrow_count;

    name_places(plot);
    name_points(plot);
    name_numbers(plot);
    name_neighbours(plot);
    place_words(plot);

    put_ground(plot);
    for (int32_t i = 0; i < plot->arrow_count; i++)
        put_point_line(plot, i);
    put_points(plot);
    if (has_key(plot)) put_key(plot);
    put_map_words(plot);
    return cor_draw_end(drawing);
}

const cor_drawing *cor_draw_arrow(const cor_draw_sheet *sheet, double length, double widest,
                                  cor_arena *keep) {
    cor_drawing *drawing = cor_draw_begin(sheet, keep);
    if (!drawing) return NULL;
    drawing->width = length;
    cor_map_arrow arrow =
        cor_map_arrow_straight((cor_map_xy){ 0 }, (cor_map_xy){ (float)length, 0 }, widest);
    (void)put_drawn_way(drawing, &arrow, false);
    return cor_draw_end(drawing);
}
