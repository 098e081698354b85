/* SPDX-License-Identifier: Apache-2.0 */
/* node.c: see map_node.h. */
#include "node.h"

cor_map_frame cor_map_frame_of(const cor_node *map, double width, double height,
                               cor_arena *scratch) {
    if (map->map.view == COR_VIEW_REGION) return cor_map_frame_region(width, height);
    int32_t count = 0, most = 2 * map->map.line_count + map->map.point_count;
    cor_map_spot *spots =
        map->map.view == COR_VIEW_WORLD ? NULL : cor_new(scratch, cor_map_spot, most + 1);
    if (!spots) return cor_map_frame_world(width, height);

    for (int32_t i = 0; i < map->map.line_count; i++) {
        spots[count++] = (cor_map_spot){ .place = map->map.lines[i].origin };
        spots[count++] = (cor_map_spot){ .place = map->map.lines[i].destination };
    }

    for (int32_t i = 0; i < map->map.point_count; i++) {
        const cor_map_point *point = &map->map.points[i];
        spots[count++] = (cor_map_spot){ point->place, point->latitude, point->longitude };
    }

    return cor_map_frame_around(spots, count, width, height);
}

static int32_t coloured_lines(const cor_node *map) {
    int32_t count = 0;
    for (int32_t i = 0; i < map->map.line_count; i++)
        count += !map->map.lines[i].quiet;
    return count;
}

cor_hue cor_map_hue_of(const cor_node *map, cor_country place) {
    if (!place.id) return COR_HUE_QUIET;
    bool only = coloured_lines(map) == 1;
    for (int32_t i = 0; i < map->map.line_count; i++) {
        if (map->map.lines[i].quiet) continue;
        if (map->map.lines[i].destination.id == place.id) return COR_HUE_DESTINATION;
        if (map->map.lines[i].origin.id == place.id && only) return COR_HUE_ORIGIN;
    }

    for (int32_t i = 0; i < map->map.point_count; i++) {
        const cor_map_point *point = &map->map.points[i];
        if (point->place.id != place.id) continue;
        return point->hue == COR_HUE_INK && point->value.present ? COR_HUE_QUIET : point->hue;
    }

    return COR_HUE_QUIET;
}
