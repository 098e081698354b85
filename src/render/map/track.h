/* SPDX-License-Identifier: Apache-2.0 */
/* track.h: borders as pixels: the vertices that matter at a scale, projected many at a time, and
 * cut at the window.
 */
#ifndef CORREDOR_RENDER_MAP_TRACK_H
#define CORREDOR_RENDER_MAP_TRACK_H

#include "map.h"
#include "shapes.h"

enum {
    MAP_CLIP_MARGIN_PX = 8,
    MAP_WORLD_MIDDLE_DEGREES = 11
}; // the world is cut in the Bering Strait
#define MAP_PI 3.14159265358979323846

/* A border in pixels. Whoever makes one gives it room. */
typedef struct {
    cor_map_xy *points;
    int32_t count, room;
    float west, east, north, south; // of what was projected
} map_track;

/* No vertex yet, whatever was there before. */
void map_track_begin(map_track *track);
/* The bounds hold this point too. */
void map_track_reach(map_track *track, cor_map_xy at);
/* Add the vertices of a ring from a level on. In azimuthal views those with 1 + cos(angle from
 * the centre) below `least_depth` are left out: they lie too far around the globe. Points may be
 * NULL when only the bounds are wanted. False when there is no more room. */
COR_CHECKED
bool map_track_add(map_track *track, const cor_map_frame *frame, const cor_shape_ring *ring,
                   int level, float least_depth);
/* Cut at the window and a little more; `other` is room for it. False when it does not suffice. */
COR_CHECKED
bool map_track_clip(const cor_map_frame *frame, map_track *track, map_track *other);
/* Square pixels, and the centroid unless there are none. */
double map_track_area(const map_track *track, cor_map_xy *ret_middle);

/* Equal Earth: y by latitude, and the factor of longitude in x, for a sphere of radius 1. */
void map_equal_earth(double latitude_radians, double *ret_stretch, double *ret_y);
cor_map_xy map_project_world(const cor_map_frame *frame, double latitude, double longitude);
/* Longitude within half a turn of `near_degrees`: borders that cross the 180th meridian stay in
 * one piece. */
double map_longitude_near(double longitude, double near_degrees);

#endif
