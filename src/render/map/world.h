/* SPDX-License-Identifier: Apache-2.0 */
/* world.h: the world as a map draws it, as JSON: outlines, and where each place is. */
#ifndef CORREDOR_RENDER_MAP_WORLD_H
#define CORREDOR_RENDER_MAP_WORLD_H

#include "corredor/error.h"
#include "corredor/text.h"

/* Width, height, outlines and places of the world map, in pixels. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_map_put_world(cor_arena scratch, cor_out *out, cor_error *err);

#endif
