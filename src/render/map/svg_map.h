/* SPDX-License-Identifier: Apache-2.0 */
/* svg_map.h: what the files that draw maps share: one drawing of a map, and the words on it. */
#ifndef CORREDOR_RENDER_MAP_SVG_MAP_H
#define CORREDOR_RENDER_MAP_SVG_MAP_H

#include "map.h"
#include "render/html/html.h"

enum { SVG_MAP_WORDS_MAX = 64 };

/* One drawing of a map: the whole frame, or a part of it with larger words. */
typedef struct {
    html_page *page;
    const cor_node *node;
    cor_str id;
    cor_map_frame frame;
    const cor_map_land *lands;
    int32_t land_count;
    cor_map_arrow *arrows;           // [arrow_count] those whose ends are in view
    const cor_map_line **of;         // [arrow_count]
    int32_t arrow_count, main_count; // main: not context
    double widest_px, value_widest;
    // the crop
    const char *suffix;
    int32_t numbers_most, words_most; // beside lines; in all
    double x, y, width, height, word_px, name_px, reach_px;
    bool linked;
} map_drawing;

/* Where a country is drawn; false when it is not in the window. */
bool svg_map_place(const map_drawing *map, cor_country place, cor_map_xy *ret_at);
/* `x y`, to a tenth of a pixel, with a blank before it unless it is the first. */
void svg_map_xy(html_page *page, cor_map_xy at, bool first);
void svg_map_arrow(html_page *page, const cor_map_arrow *arrow);
bool svg_map_has_key(const map_drawing *map);

typedef struct svg_words svg_words;
/* The words of a drawing, placed so that they keep clear of each other and of the arrows. NULL
 * when memory ran out. */
const svg_words *svg_map_words(const map_drawing *map);
void svg_map_put_words(const map_drawing *map, const svg_words *words);
/* Dots at places that are not ends of lines. */
void svg_map_put_points(const map_drawing *map);
/* How wide which number is, inside the map and so at its scale. */
void svg_map_put_key(const map_drawing *map);

#endif
