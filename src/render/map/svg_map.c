/* SPDX-License-Identifier: Apache-2.0 */
/* svg_map.c: maps: land, arrows from thin and cool to wide and warm, points, words, and a key
 * inside.
 *
 * A wide map of the region or the world comes with a closer crop of the same paths for phones,
 * with larger words. */
#include <math.h>

#include "core/say.h"
#include "node.h"
#include "ring.h"
#include "svg_map.h"

enum {
    WIDE_WIDTH = 1120,
    REGION_HEIGHT = 640,
    WORLD_HEIGHT = 560,
    PAIR_WIDTH = 400,
    PAIR_HEIGHT = 330
};

/* ---- land ---------------------------------------------------------------- */

static void put_land_rings(html_page *page, const char *class_name, const cor_map_land *land) {
    html_put(page, "<path class=\"land ");
    html_put(page, class_name);
    html_put(page, "\" d=\"");
    for (int32_t r = 0; r < land->ring_count; r++)
        map_ring_put(page->out, &land->rings[r]);
    html_put(page, "\"/>");
}

/* "o", "d", "p": where people come from, where they go, a place the map is about; NULL for all
 * other land. */
static const char *land_class(const map_drawing *map, cor_country place) {
    static const char *const classes[] = { [COR_HUE_INK] = "p",
                                           [COR_HUE_ORIGIN] = "o",
                                           [COR_HUE_DESTINATION] = "d",
                                           [COR_HUE_QUIET] = NULL };
    return classes[cor_map_hue_of(map->node, place)];
}

static void put_land(const map_drawing *map) {
    html_page *page = map->page;
    html_put(page, "<g id=\"");
    html_str(page, map->id);
    html_put(page, "-land\" transform=\"scale(.5)\"><path class=\"land\" d=\"");

    for (int32_t i = 0; i < map->land_count; i++) {
        if (land_class(map, map->lands[i].place)) continue;
        for (int32_t r = 0; r < map->lands[i].ring_count; r++)
            map_ring_put(page->out, &map->lands[i].rings[r]);
    }

    html_put(page, "\"/>\n");
    for (int32_t i = 0; i < map->land_count; i++) {
        const cor_map_land *land = &map->lands[i];
        const char *colored = land_class(map, land->place);
        if (land->is_speck && !colored && map->node->map.view == COR_VIEW_PAIR)
            continue; // dots would only be dust
        if (land->is_speck) {
            html_put(page, colored ? "<circle class=\"isle " : "<circle class=\"isle");
            if (colored) html_put(page, colored);
            html_put(page, "\" cx=\"");
            html_coordinate(page, roundf(land->anchor.x * 2));
            html_put(page, "\" cy=\"");
            html_coordinate(page, roundf(land->anchor.y * 2));
            html_put(page, colored ? "\" r=\"9\"/>" : "\" r=\"4\"/>");
        } else if (colored) {
            put_land_rings(page, colored, land);
        }
    }

    html_put(page, "</g>\n");
}

/* ---- arrows -------------------------------------------------------------- */

bool svg_map_place(const map_drawing *map, cor_country place, cor_map_xy *ret_at) {
    const cor_map_land *land = cor_map_land_find(map->lands, map->land_count, place);
    if (!land) return false;
    *ret_at = land->anchor;
    return true;
}

/* How far tips keep from the anchor of a country where many arrive, so that they do not pile up. */
static double gap_of(const map_drawing *map, cor_country place) {
    const cor_map_land *land = cor_map_land_find(map->lands, map->land_count, place);
    int32_t arrivals = 0;
    for (int32_t i = 0; i < map->node->map.line_count; i++)
        arrivals += map->node->map.lines[i].destination.id == place.id;
    return arrivals > 1 && land ? fmin(22, 0.22 * sqrt(land->area_px2)) : 0;
}

static bool lay_arrows(map_drawing *map, cor_arena *room) {
    int32_t count = map->node->map.line_count;
    map->arrows = cor_new(room, cor_map_arrow, count + 1);
    map->of = cor_new(room, const cor_map_line *, count + 1);
    if (!map->arrows || !map->of) return false;

    for (int32_t i = 0; i < count; i++)
        if (map->node->map.lines[i].value.present && !map->node->map.lines[i].quiet)
            map->value_widest = fmax(map->value_widest, map->node->map.lines[i].value.value);

    map->arrow_count = map->main_count = 0;
    for (int pass = 0; pass < 2; pass++) { // context first, under the rest
        for (int32_t i = 0; i < count; i++) {
            const cor_map_line *line = &map->node->map.lines[i];
            const cor_map_land *origin =
                cor_map_land_find(map->lands, map->land_count, line->origin);
            const cor_map_land *destination =
                cor_map_land_find(map->lands, map->land_count, line->destination);
            if (line->quiet != (pass == 0) || !origin || !destination) continue;
            cor_map_xy from = cor_map_land_facing(origin, destination->anchor);
            cor_map_xy to = cor_map_land_facing(destination, origin->anchor);
            double width =
                cor_map_arrow_width(line->value.present ? line->value.value : map->value_widest,
                                    map->value_widest, map->widest_px);
            if (!(width > 0)) width = map->widest_px;
            to = cor_map_short_of(from, to, gap_of(map, line->destination));
            map->arrows[map->arrow_count] =
                cor_map_arrow_between(from, to, fmin(width, 4 * map->widest_px));
            map->of[map->arrow_count++] = line;
            map->main_count += !line->quiet;
        }
    }

    return true;
}

void svg_map_xy(html_page *page, cor_map_xy at, bool first) {
    html_put(page, first ? "" : " ");
    html_coordinate(page, (double)at.x);
    html_put(page, " ");
    html_coordinate(page, (double)at.y);
}

void svg_map_arrow(html_page *page, const cor_map_arrow *arrow) {
    const cor_map_xy *p = arrow->outline;
    static const char *const before[COR_ARROW_POINTS] = { "M", "Q", "", "L", "", "", "", "Q", "" };
    for (int i = 0; i < COR_ARROW_POINTS; i++) {
        html_put(page, before[i]);
        svg_map_xy(page, p[i], *before[i]);
    }
    html_put(page, "Z");
}

static void put_gradient_id(const map_drawing *map, int32_t i) {
    html_str(map->page, map->id);
    html_put(map->page, map->suffix);
    html_put(map->page, "-g");
    html_int(map->page, i);
}

static void put_gradients(const map_drawing *map) {
    html_page *page = map->page;
    html_put(page, "<defs>");
    for (int32_t i = 0; i < map->arrow_count; i++) {
        if (map->of[i]->quiet) continue;
        html_put(page, "<linearGradient id=\"");
        put_gradient_id(map, i);
        html_put(page, "\" gradientUnits=\"userSpaceOnUse\" x1=\"");
        html_coordinate(page, (double)roundf(map->arrows[i].from.x));
        html_put(page, "\" y1=\"");
        html_coordinate(page, (double)roundf(map->arrows[i].from.y));
        html_put(page, "\" x2=\"");
        html_coordinate(page, (double)roundf(map->arrows[i].to.x));
        html_put(page, "\" y2=\"");
        html_coordinate(page, (double)roundf(map->arrows[i].to.y));
        html_put(page, "\"><stop class=\"stop-o\"/><stop class=\"stop-d\" "
                       "offset=\".75\"/></linearGradient>\n");
    }

    html_put(page, "</defs>");
}

static void put_line_label(html_page *page, const cor_map_line *line) {
    cor_arena room = page->scratch;
    cor_str number = cor_value_show(&line->value, true, page->lang, &room);
    html_text(page, cor_say(_("{origin} to {destination}: {number}"), cor_arg_country(line->origin),
                            cor_arg_country(line->destination), cor_arg_str(number)));
}

static void put_arrow(const map_drawing *map, int32_t i) {
    html_page *page = map->page;
    const cor_map_line *line = map->of[i];
    bool linked = map->linked && html_leads_somewhere(page, line->href);

    if (linked) {
        html_put(page, "<a");
        html_href(page, line->href);
        html_put(page, " aria-label=\"");
        put_line_label(page, line);
        html_put(page, "\">");
    }

    html_put(page, line->quiet ? "<path class=\"way far\"" : "<path class=\"way\" fill=\"url(#");
    if (!line->quiet) {
        put_gradient_id(map, i);
        html_put(page, ")\"");
    }

    if (linked) { // the island draws other years from here
        html_put(page, " data-ends=\"");
        svg_map_xy(page, map->arrows[i].from, true);
        svg_map_xy(page, map->arrows[i].to, false);
        html_put(page, "\"");
    }

    html_put(page, " d=\"");
    svg_map_arrow(page, &map->arrows[i]);
    html_put(page, linked ? "\"/></a>\n" : "\"/>\n");
}

/* ---- one drawing --------------------------------------------------------- */

static void put_head(const map_drawing *map, const char *class_name) {
    html_page *page = map->page;
    html_put(page, "<svg class=\"map ");
    html_put(page, class_name);
    html_put(page, "\" viewBox=\"");
    html_coordinate(page, map->x);
    html_put(page, " ");
    html_coordinate(page, map->y);
    html_put(page, " ");
    html_coordinate(page, map->width);
    html_put(page, " ");
    html_coordinate(page, map->height);
    html_put(page, map->linked ? "\" role=\"group\" aria-labelledby=\""
                               : "\" role=\"img\" aria-labelledby=\"");
    html_str(page, map->id);
    html_put(page, map->suffix);
    html_put(page, "-t\"><title id=\"");
    html_str(page, map->id);
    html_put(page, map->suffix);
    html_put(page, "-t\">");
    html_text(page, map->node->title);
    html_put(page, "</title>");

    if (!cor_text_is_empty(map->node->text)) {
        html_put(page, "<desc>");
        html_text(page, map->node->text);
        html_put(page, "</desc>");
    }
}

static void draw(map_drawing *map, const char *class_name, bool with_land) {
    html_page *page = map->page;
    cor_arena before = page->scratch;
    const svg_words *words = lay_arrows(map, &page->scratch) ? svg_map_words(map) : NULL;

    if (!words) {
        page->is_full = true;
        page->scratch = before;
        return;
    }

    put_head(map, class_name);
    if (with_land) {
        put_land(map);
    } else {
        html_put(page, "<use href=\"#");
        html_str(page, map->id);
        html_put(page, "-land\"/>");
    }

    put_gradients(map);
    html_put(page, "<g paint-order=\"stroke\">");
    for (int32_t i = 0; i < map->arrow_count; i++)
        put_arrow(map, i);

    html_put(page, "</g>");
    svg_map_put_points(map);
    if (svg_map_has_key(map)) svg_map_put_key(map);
    svg_map_put_words(map, words);
    html_put(page, "</svg>\n");
    page->scratch = before;
}

/* ---- views --------------------------------------------------------------- */

static cor_map_frame frame_of(html_page *page, const cor_node *node) {
    bool close = node->map.view == COR_VIEW_PAIR, world = node->map.view == COR_VIEW_WORLD;
    return cor_map_frame_of(node, close ? PAIR_WIDTH : WIDE_WIDTH,
                            close   ? PAIR_HEIGHT
                            : world ? WORLD_HEIGHT
                                    : REGION_HEIGHT,
                            &page->scratch);
}

/* The part of the map a phone shows: around the ends of the coloured lines, in the proportions
 * of a screen. */
static void crop_for_phone(map_drawing *map) {
    const double proportion = 1.4, margin = 60;
    double west = map->width, east = 0, north = map->height, south = 0;

    for (int32_t i = 0; i < map->arrow_count; i++) {
        if (map->of[i]->quiet) continue;
        const cor_map_xy ends[] = { map->arrows[i].from, map->arrows[i].to };
        for (int k = 0; k < 2; k++) {
            west = fmin(west, (double)ends[k].x), east = fmax(east, (double)ends[k].x);
            north = fmin(north, (double)ends[k].y), south = fmax(south, (double)ends[k].y);
        }
    }

    if (west > east) return;
    double width = fmin(map->width, fmax(east - west + 2 * margin, 0.62 * map->width));
    double height = fmin(map->height, fmax(width / proportion, south - north + 2 * margin));
    width = fmin(map->width, height * proportion);
    map->x = round(fmax(0, fmin(map->width - width, (west + east - width) / 2)));
    map->y = round(fmax(0, fmin(map->height - height, (north + south - height) / 2)));
    map->width = round(width);
    map->height = round(height);
}

static void draw_views(map_drawing *map) {
    map->width = map->frame.width;
    map->height = map->frame.height;
    if (map->node->map.view == COR_VIEW_PAIR) {
        map->widest_px = 11;
        map->word_px = 13;
        map->name_px = 17;
        map->suffix = "";
        map->numbers_most = 8;
        map->words_most = 9;
        draw(map, "", true);
        return;
    }

    map->widest_px = 13;
    map->word_px = 13;
    map->name_px = 17;
    map->suffix = "-wide";
    map->numbers_most = 12;
    map->words_most = SVG_MAP_WORDS_MAX;
    map->linked = true;
    draw(map, "map-wide", true);
    cor_arena before = map->page->scratch;
    if (!lay_arrows(map, &map->page->scratch)) return;

    crop_for_phone(map);
    map->page->scratch = before;
    map->widest_px = 20;
    map->word_px = 26;
    map->name_px = 32;
    map->reach_px = 44; // no farther from its place than on the wide map
    map->suffix = "-phone";
    map->numbers_most = 4;
    map->linked = false;
    draw(map, "map-phone", false);
}

static void put_legend(html_page *page, const map_drawing *map) {
    if (map->node->map.line_count < 2) return;
    html_put(page, "<p class=\"small quiet\"><span class=\"origin\">");
    html_say(page,
             map->node->map.shows_moves ? _("where people left") : _("where people were born"));
    html_put(page, "</span> → <span class=\"destination\">");
    html_say(page, map->node->map.shows_moves ? _("where they arrived") : _("where they live"));
    html_put(page, "</span>. ");
    html_say(page, _("The width of a line grows with the square root of the number."));
    int32_t outside = map->node->map.line_count - map->arrow_count;

    if (outside > 0) {
        html_put(page, " ");
        html_text(page,
                  cor_say_n(outside, _("{count} line leads beyond the map; it is in the table."),
                            _("{count} lines lead beyond the map; they are in the table."),
                            cor_arg_int(outside)));
    }

    html_put(page, "</p>\n");
}

static void put_basis(html_page *page, const cor_node *node) {
    html_basis basis;
    if (!html_basis_begin(&basis, page)) return;
    for (int32_t i = 0; i < node->map.line_count; i++)
        html_basis_add(&basis, &node->map.lines[i].value);
    for (int32_t i = 0; i < node->map.point_count; i++)
        html_basis_add(&basis, &node->map.points[i].value);
    html_about(&basis, node->about, HTML_FIGCAPTION);
}

/* Where the island finds the same lines in other years: the source of people counted by
 * corridor. */
static void put_data_source(html_page *page, const cor_node *node) {
    const cor_value *value = node->map.line_count ? &node->map.lines[0].value : NULL;
    if (!value || !value->present || !value->unit || value->source < 0 || node->map.shows_moves)
        return;
    if (!cor_str_is(value->unit->key, "persons") || value->source >= page->document->source_count)
        return;
    html_put(page, "\" data-source=\"");
    html_str(page, page->document->sources[value->source].source.key);
    if (node->map.view == COR_VIEW_WORLD) html_put(page, "\" data-view=\"world");
}

/* The locator of a dossier says nothing its head does not say in words. */
static bool says_more(const cor_node *node) {
    return node->role != COR_ROLE_LOCATOR;
}

void html_map(html_page *page, const cor_node *node) {
    map_drawing map = { .page = page, .node = node, .id = html_id(page, node) };
    map.frame = frame_of(page, node);
    cor_arena scratch = cor_arena_scratch(&page->scratch);

    if (!cor_map_lands(&map.frame, &page->scratch, scratch, &map.lands, &map.land_count)) {
        page->is_full = true;
        return;
    }

    html_put(page, says_more(node) ? "<figure class=\"fig full mapfig\" id=\""
                                   : "<div class=\"locator\" id=\"");
    html_str(page, map.id);
    if (says_more(node)) put_data_source(page, node);
    html_put(page, "\">");
    if (says_more(node)) html_heading(page, node->title, (cor_str){ 0 }, "");
    draw_views(&map);

    if (says_more(node)) {
        put_legend(page, &map);
        html_grid grid = html_map_grid(node);
        html_twin(page, &grid, map.id);
        put_basis(page, node);
    }

    html_put(page, says_more(node) ? "</figure>\n" : "</div>\n");
}
