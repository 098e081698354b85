/* SPDX-License-Identifier: Apache-2.0 */
/* shapes.h: the outlines of countries as unit vectors, made by tools/shapes.py at build time. */
#ifndef CORREDOR_RENDER_MAP_SHAPES_H
#define CORREDOR_RENDER_MAP_SHAPES_H

#include <stdint.h>

enum { COR_SHAPE_UNIT = 32767, COR_SHAPE_LEVEL_FIXED = 255, COR_SHAPE_LEVELS_PER_DOUBLING = 8 };
#define COR_SHAPE_AREA_MIN_KM2 0.6

/* A border is kept three times: whole, and without what maps of half a continent and of half the
 * world leave out, so that these need not look at it. */
enum { COR_SHAPE_TIERS = 3 };
extern const uint8_t cor_shape_floors[COR_SHAPE_TIERS]; // the least level in a tier; rising from 0

typedef struct {
    int32_t first, count; // into cor_shape_points and cor_shape_levels
} cor_shape_run;

typedef struct {
    cor_shape_run tiers[COR_SHAPE_TIERS];
    float area_km2;
    int16_t middle[3];   // unit vector: a circle around it ...
    float reach_radians; // ... of this angle holds the ring
} cor_shape_ring;

typedef struct {
    char code[4]; // ISO alpha-3 or the code figures use; "" is land that belongs to no figure
    int32_t first_ring, ring_count;
    float latitude, longitude; // inside the largest ring, far from its border: where a label stands
} cor_shape;

extern const int16_t cor_shape_points[]
                                     [3]; // x to (0 N, 0 E), y to (0 N, 90 E), z to the North Pole
/* Area a vertex adds to its border: COR_SHAPE_AREA_MIN_KM2 * 2^(level / 8) km2; 255: borders
 * meet here. Behind the last are 16 more, so that sixteen can be read at once. */
extern const uint8_t cor_shape_levels[];
extern const cor_shape_ring cor_shape_rings[]; // of a shape together, largest first
extern const cor_shape cor_shapes[];           // by code
extern const int32_t cor_shape_count;

#endif
