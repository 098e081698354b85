/* SPDX-License-Identifier: Apache-2.0 */
/* ring.h: an outline as the shortest path an SVG or a canvas can draw. */
#ifndef CORREDOR_RENDER_MAP_RING_H
#define CORREDOR_RENDER_MAP_RING_H

#include "corredor/text.h"
#include "map.h"

/* Half pixels as whole numbers, each from the last: `M10 20l3-1 0 4z`, to be drawn at
 * `scale(.5)`. */
void map_ring_put(cor_out *out, const cor_map_ring *ring);

#endif
