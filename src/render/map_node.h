/* map_node.h: the view a map of a document asks for, the same for every renderer that draws it. */
#ifndef CORREDOR_MAP_NODE_H
#define CORREDOR_MAP_NODE_H

#include "corredor/document.h"
#include "map.h"

/* The region, the world, or just around the places drawn. With `scratch` full the world is shown for the latter. */
cor_map_frame cor_map_frame_of(const cor_node *map, double width, double height, cor_arena *scratch);

#endif
