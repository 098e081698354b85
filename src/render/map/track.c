/* SPDX-License-Identifier: Apache-2.0 */
/* track.c: see map_track.h. Half of what a small map costs is looking at vertices that it leaves
 * out, so levels are compared sixteen at a time, and what is left is projected in loops that the
 * compiler makes four lanes wide. */
#include "track.h"

#include <endian.h>
#include <math.h>

enum { BATCH = 256 };

/* Vertices on their way to pixels. */
typedef struct {
    int32_t count;
    float x[BATCH], y[BATCH], z[BATCH]; // unit vectors
    float depth[BATCH], px[BATCH], py[BATCH];
} batch;

/* ---- which vertices ------------------------------------------------------ */

typedef uint8_t levels_16 __attribute__((vector_size(16)));
typedef int8_t flags_16 __attribute__((vector_size(16)));

/* Bytes of 0xFF where a level suffices, the first in the lowest byte of the first word. */
static void compare_levels(const uint8_t *levels, int level, uint64_t ret_kept[2]) {
    levels_16 here;
    memcpy(&here, levels, sizeof here);
    const flags_16 kept = here >= (levels_16){ 0 } + (uint8_t)level;
    memcpy(ret_kept, &kept, sizeof kept);
    for (int half = 0; half < 2; half++)
        ret_kept[half] = le64toh(ret_kept[half]);
}

static void take_vertex(batch *vertices, const int16_t at[3]) {
    const float unit = 1.0F / COR_SHAPE_UNIT;
    vertices->x[vertices->count] = (float)at[0] * unit;
    vertices->y[vertices->count] = (float)at[1] * unit;
    vertices->z[vertices->count++] = (float)at[2] * unit;
}

/* The copy of the border that has all vertices of the level and the fewest others. */
static cor_shape_run run_of(const cor_shape_ring *ring, int level) {
    int tier = COR_SHAPE_TIERS - 1;
    while (cor_shape_floors[tier] > level)
        tier--;
    return ring->tiers[tier];
}

/* From vertex *next of a border on, until the batch is full or the border ends. */
static void take_vertices(batch *vertices, cor_shape_run run, int level, int32_t *next) {
    vertices->count = 0;
    for (; *next < run.count && vertices->count <= BATCH - 16; *next += 16) {
        const int32_t first = run.first + *next, left = run.count - *next;
        uint64_t kept[2];
        compare_levels(cor_shape_levels + first, level, kept);
        for (int32_t half = 0; half < 2; half++)
            for (uint64_t rest = kept[half]; rest;) {
                int32_t byte = __builtin_ctzll(rest) / 8, at = 8 * half + byte;
                if (at < left) take_vertex(vertices, cor_shape_points[first + at]);
                rest &= ~(0xffULL << 8 * byte);
            }
    }
}

/* ---- projections --------------------------------------------------------- */

/* Lambert's azimuthal equal-area projection. */
static void project_azimuthal(const cor_map_frame *frame, batch *vertices) {
    const float scale = (float)frame->pixels_per_radian, x0 = (float)frame->middle_x,
                y0 = (float)frame->middle_y;
    const float up[3] = { (float)frame->up[0], (float)frame->up[1], (float)frame->up[2] };
    const float east[3] = { (float)frame->east[0], (float)frame->east[1], (float)frame->east[2] };
    const float north[3] = { (float)frame->north[0], (float)frame->north[1],
                             (float)frame->north[2] };

    for (int32_t i = 0; i < vertices->count; i++) {
        float x = vertices->x[i], y = vertices->y[i], z = vertices->z[i];
        float depth = 1 + x * up[0] + y * up[1] + z * up[2];
        float k = scale * sqrtf(2 / depth);
        vertices->depth[i] = depth;
        vertices->px[i] = x0 + k * (x * east[0] + y * east[1] + z * east[2]);
        vertices->py[i] = y0 - k * (x * north[0] + y * north[1] + z * north[2]);
    }
}

void map_equal_earth(double latitude_radians, double *ret_stretch, double *ret_y) {
    const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796, m = sqrt(3) / 2;
    double t = asin(m * sin(latitude_radians)), t2 = t * t, t6 = t2 * t2 * t2;
    *ret_stretch = cos(t) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
    *ret_y = t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
}

cor_map_xy map_project_world(const cor_map_frame *frame, double latitude, double longitude) {
    double stretch, y;
    map_equal_earth(latitude * MAP_PI / 180, &stretch, &y);
    double x = (longitude - MAP_WORLD_MIDDLE_DEGREES) * MAP_PI / 180 * stretch;
    return (cor_map_xy){ (float)(frame->middle_x + frame->pixels_per_radian * x),
                         (float)(frame->middle_y - frame->pixels_per_radian * y) };
}

double map_longitude_near(double longitude, double near_degrees) {
    return longitude + 360 * round((near_degrees - longitude) / 360);
}

/* `longitude` is that of the vertex before; it stays near. */
static void project_world(const cor_map_frame *frame, batch *vertices, double *longitude) {
    for (int32_t i = 0; i < vertices->count; i++) {
        double x = (double)vertices->x[i], y = (double)vertices->y[i], z = (double)vertices->z[i];
        *longitude = map_longitude_near(atan2(y, x) * 180 / MAP_PI, *longitude);
        cor_map_xy at =
            map_project_world(frame, asin(fmax(-1, fmin(1, z))) * 180 / MAP_PI, *longitude);
        vertices->px[i] = at.x;
        vertices->py[i] = at.y;
        vertices->depth[i] = 2;
    }
}

/* ---- tracks -------------------------------------------------------------- */

void map_track_begin(map_track *track) {
    track->count = 0;
    track->west = track->north = INFINITY;
    track->east = track->south = -INFINITY;
}

static bool add_point(map_track *track, cor_map_xy at) {
    if (track->count == track->room) return false;
    track->points[track->count++] = at;
    return true;
}

void map_track_reach(map_track *track, cor_map_xy at) {
    track->west = at.x < track->west ? at.x : track->west;
    track->east = at.x > track->east ? at.x : track->east;
    track->north = at.y < track->north ? at.y : track->north;
    track->south = at.y > track->south ? at.y : track->south;
}

static bool add_batch(map_track *track, const batch *vertices, float least_depth) {
    if (track->points && vertices->count > track->room - track->count) return false;
    for (int32_t i = 0; i < vertices->count; i++) {
        if (!(vertices->depth[i] >= least_depth)) continue;
        cor_map_xy at = { vertices->px[i], vertices->py[i] };
        map_track_reach(track, at);
        if (track->points) track->points[track->count++] = at;
    }
    return true;
}

bool map_track_add(map_track *track, const cor_map_frame *frame, const cor_shape_ring *ring,
                   int level, float least_depth) {
    batch vertices;
    double longitude = MAP_WORLD_MIDDLE_DEGREES;
    const cor_shape_run run = run_of(ring, level);

    for (int32_t next = 0; next < run.count;) {
        take_vertices(&vertices, run, level, &next);
        if (frame->is_world)
            project_world(frame, &vertices, &longitude);
        else
            project_azimuthal(frame, &vertices);
        if (!add_batch(track, &vertices, least_depth)) return false;
    }

    return true;
}

/* ---- cutting ------------------------------------------------------------- */

/* How far inside one side of the window: left, right, top, bottom. */
static float inside_by(const cor_map_frame *frame, int side, cor_map_xy at) {
    switch (side) {
    case 0:
        return at.x + MAP_CLIP_MARGIN_PX;
    case 1:
        return (float)frame->width + MAP_CLIP_MARGIN_PX - at.x;
    case 2:
        return at.y + MAP_CLIP_MARGIN_PX;
    default:
        return (float)frame->height + MAP_CLIP_MARGIN_PX - at.y;
    }
}

/* Sutherland and Hodgman (1974), "Reentrant polygon clipping", one side of the window. */
static bool clip_side(const cor_map_frame *frame, int side, const map_track *from,
                      map_track *ret_track) {
    ret_track->count = 0;
    if (!from->count) return true;
    cor_map_xy a = from->points[from->count - 1];
    float a_by = inside_by(frame, side, a);

    for (int32_t i = 0; i < from->count; i++) {
        cor_map_xy b = from->points[i];
        float b_by = inside_by(frame, side, b);
        if ((a_by < 0) != (b_by < 0)) {
            float t = a_by / (a_by - b_by);
            if (!add_point(ret_track, (cor_map_xy){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) }))
                return false;
        }
        if (b_by >= 0 && !add_point(ret_track, b)) return false;
        a = b;
        a_by = b_by;
    }

    return true;
}

/* Whether any of a projected track lies beyond one side of the window. */
static bool crosses(const cor_map_frame *frame, int side, const map_track *track) {
    const cor_map_xy corners[] = { { track->west, track->north }, { track->east, track->south } };
    return inside_by(frame, side, corners[0]) < 0 || inside_by(frame, side, corners[1]) < 0;
}

bool map_track_clip(const cor_map_frame *frame, map_track *track, map_track *other) {
    const map_track whole = *track;
    for (int side = 0; side < 4; side++) {
        if (!crosses(frame, side, &whole)) continue; // most rings that are seen at all lie inside
        if (!clip_side(frame, side, track, other)) return false;
        map_track swap = *track;
        *track = *other;
        *other = swap;
    }
    return true;
}

double map_track_area(const map_track *track, cor_map_xy *ret_middle) {
    double twice = 0, x = 0, y = 0;
    for (int32_t i = 0; i < track->count; i++) {
        cor_map_xy a = track->points[i], b = track->points[i + 1 < track->count ? i + 1 : 0];
        double cross = (double)a.x * b.y - (double)b.x * a.y;
        twice += cross;
        x += (a.x + b.x) * cross;
        y += (a.y + b.y) * cross;
    }

    if (fabs(twice) > 1e-6)
        *ret_middle = (cor_map_xy){ (float)(x / (3 * twice)), (float)(y / (3 * twice)) };
    return fabs(twice) / 2;
}
