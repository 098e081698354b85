/* map_node.c: see map_node.h. */
#include "map_node.h"

cor_map_frame cor_map_frame_of(const cor_node *map, double width, double height, cor_arena *scratch) {
    if (map->view == COR_VIEW_REGION) return cor_map_frame_region(width, height);
    int32_t count = 0, most = 2 * map->line_count + map->point_count;
    cor_map_spot *spots = map->view == COR_VIEW_WORLD ? NULL : cor_new(scratch, cor_map_spot, most + 1);
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
