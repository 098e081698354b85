/* SPDX-License-Identifier: Apache-2.0 */
/* node.h: the view a map of a document asks for, the same for every renderer that draws it. */
#ifndef CORREDOR_RENDER_MAP_NODE_H
#define CORREDOR_RENDER_MAP_NODE_H

#include "corredor/document.h"
#include "map.h"

/* The region, the world, or just around the places drawn. With `scratch` full the world is shown
 * for the latter. */
cor_map_frame cor_map_frame_of(const cor_node *map, double width, double height,
                               cor_arena *scratch);

/* How the land of a place is coloured, by what the map says about it: where its lines end, where
 * its only line begins, a place the map is about without a number (ink), or nothing (quiet). */
cor_hue cor_map_hue_of(const cor_node *map, cor_country place);

#endif
