/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: views, projections and the outlines of countries inside them. */
#include "map.h"

#include <math.h>
#include <pthread.h>

#include "core/core.h"
#include "track.h"

static const double earth_km = 6371.0072;
static const double too_far_apart_radians = 1.75; // 100 degrees: beyond, an azimuthal view misleads
static const double speck_px2 = 22;               // smaller countries are dots
static const double speck_world_px2 = 9;          // where dots would crowd
static const double islet_far_px2 = 8;            // on a small map of the world
static const double islet_px2 = 3;                // smaller parts of a country are left out
static const float least_depth =
    0.05F; // within 18 degrees of the other side of the globe nothing is drawn
static const double world_south_degrees = -58; // Antarctica is not drawn

typedef struct {
    double at[3];
} vector;

static double dot(const double a[3], const double b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static vector unit_vector(double latitude, double longitude) {
    double lat = latitude * MAP_PI / 180, lon = longitude * MAP_PI / 180;
    return (vector){ { cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat) } };
}

static vector shape_vector(const int16_t from[3]) {
    return (vector){ { from[0] / (double)COR_SHAPE_UNIT, from[1] / (double)COR_SHAPE_UNIT,
                       from[2] / (double)COR_SHAPE_UNIT } };
}

static const cor_shape *shape_find(cor_str code) {
    int32_t low = 0, high = cor_shape_count;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        int order = cor_str_compare(cor_str_of(cor_shapes[middle].code), code);
        if (!order) return &cor_shapes[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}

/* ---- views --------------------------------------------------------------- */

static void look_at(cor_map_frame *frame, vector up) {
    double length = sqrt(dot(up.at, up.at));
    for (int i = 0; i < 3; i++)
        frame->up[i] = length > 0 ? up.at[i] / length : (i == 0);
    double across = hypot(frame->up[0], frame->up[1]);
    double cos_lon = across > 1e-9 ? frame->up[0] / across : 1,
           sin_lon = across > 1e-9 ? frame->up[1] / across : 0;
    memcpy(frame->east, (double[3]){ -sin_lon, cos_lon, 0 }, sizeof frame->east);
    memcpy(frame->north, (double[3]){ -frame->up[2] * cos_lon, -frame->up[2] * sin_lon, across },
           sizeof frame->north);
}

/* In Lambert's projection a point at angle a lies 2 sin(a/2) from the centre. */
static void settle(cor_map_frame *frame, double pixels_per_radian) {
    frame->pixels_per_radian = pixels_per_radian;
    double corner =
        hypot(fmax(frame->middle_x, frame->width - frame->middle_x) + MAP_CLIP_MARGIN_PX,
              fmax(frame->middle_y, frame->height - frame->middle_y) + MAP_CLIP_MARGIN_PX);
    frame->reach_radians = 2 * asin(fmin(1, corner / pixels_per_radian / 2));
}

cor_map_frame cor_map_frame_region(double width, double height) {
    cor_map_frame frame = {
        .width = width, .height = height, .middle_x = width / 2, .middle_y = height / 2
    };
    look_at(&frame, unit_vector(18.6, -87.2));
    // 6180 km from Baja California to Guyana, 3530 km from Florida to the Amazon
    settle(&frame, fmin(width / (6180 / earth_km), height / (3530 / earth_km)));
    return frame;
}

cor_map_frame cor_map_frame_world(double width, double height) {
    double stretch, north, south, widest, unused;
    map_equal_earth(84 * MAP_PI / 180, &stretch, &north);
    map_equal_earth(world_south_degrees * MAP_PI / 180, &stretch, &south);
    map_equal_earth(0, &widest, &unused);
    double scale = fmin(width / (2 * MAP_PI * widest), height / (north - south));

    return (cor_map_frame){ .width = width,
                            .height = height,
                            .is_world = true,
                            .pixels_per_radian = scale,
                            .reach_radians = MAP_PI,
                            .middle_x = width / 2,
                            .middle_y = height / 2 + scale * (north + south) / 2 };
}

static bool project_azimuthal(const cor_map_frame *frame, const double v[3], cor_map_xy *ret_xy) {
    double depth = 1 + dot(v, frame->up);
    if (depth < (double)least_depth) return false;
    double k = frame->pixels_per_radian * sqrt(2 / depth);
    *ret_xy = (cor_map_xy){ (float)(frame->middle_x + k * dot(v, frame->east)),
                            (float)(frame->middle_y - k * dot(v, frame->north)) };
    return true;
}

static bool inside(const cor_map_frame *frame, cor_map_xy at) {
    return at.x >= 0 && at.y >= 0 && at.x <= frame->width && at.y <= frame->height;
}

bool cor_map_project(const cor_map_frame *frame, double latitude, double longitude,
                     cor_map_xy *ret_xy) {
    if (!isfinite(latitude) || !isfinite(longitude)) return false;
    if (frame->is_world)
        *ret_xy = map_project_world(frame, latitude,
                                    map_longitude_near(longitude, MAP_WORLD_MIDDLE_DEGREES));
    else if (!project_azimuthal(frame, unit_vector(latitude, longitude).at, ret_xy))
        return false;
    return inside(frame, *ret_xy);
}

/* ---- the closest view around places -------------------------------------- */

static vector spot_vector(const cor_map_spot *spot, const cor_shape **ret_shape) {
    *ret_shape = spot->place.id ? shape_find(cor_country_code(spot->place)) : NULL;
    if (*ret_shape) return shape_vector(cor_shape_rings[(*ret_shape)->first_ring].middle);
    const cor_country_info *info = cor_country_get(spot->place);
    bool known = spot->place.id && isfinite(info->latitude);
    return unit_vector(known ? info->latitude : spot->latitude,
                       known ? info->longitude : spot->longitude);
}

/* Vertices below this level change an outline by less than a pixel or two of area. A small
 * window, which only says where two countries lie, and half the world take coarser ones: their
 * coasts would weigh more than all the numbers of a page. */
static int level_at(double km_per_px, double width_px) {
    const bool is_small = width_px < 600;
    double area_px2 = km_per_px > 50   ? 14
                      : km_per_px > 12 ? (is_small ? 9 : 5)
                      : km_per_px > 6  ? (is_small ? 3 : 2.2)
                                       : (is_small ? 3 : 0.9);
    double level = COR_SHAPE_LEVELS_PER_DOUBLING *
                   log2(area_px2 * km_per_px * km_per_px / COR_SHAPE_AREA_MIN_KM2);
    return (int)fmax(0, fmin(COR_SHAPE_LEVEL_FIXED - 1, level));
}

/* Bounds of the outlines as they are drawn at that scale. */
static bool bounds_of(const cor_map_frame *frame, const cor_map_spot *spots, int32_t spot_count,
                      double km_per_px, map_track *ret_bounds) {
    const float this_side = 1; // of the globe, as the reader looks at it
    int level = level_at(km_per_px, frame->width);

    map_track_begin(ret_bounds);
    for (int32_t i = 0; i < spot_count; i++) {
        const cor_shape *shape;
        vector middle = spot_vector(&spots[i], &shape);
        cor_map_xy at;
        if (dot(middle.at, frame->up) < cos(too_far_apart_radians / 2) ||
            !project_azimuthal(frame, middle.at, &at))
            return false;
        map_track_reach(ret_bounds, at);
        if (shape && !map_track_add(ret_bounds, frame, &cor_shape_rings[shape->first_ring], level,
                                    this_side))
            return false;
    }

    return true;
}

cor_map_frame cor_map_frame_around(const cor_map_spot *spots, int32_t spot_count, double width,
                                   double height) {
    const double ground = 0.13;           // of the window, left free on each side for words
    const double closest_radians = 0.035; // 220 km: closer, the outlines look coarse
    cor_map_frame frame = {
        .width = width, .height = height, .middle_x = 0, .middle_y = 0, .pixels_per_radian = 1
    };
    vector sum = { { 0 } };
    double reach = closest_radians / 2, scale = 0, middle_x = 0, middle_y = 0,
           wide_px = width * (1 - 2 * ground), high_px = height * (1 - 2 * ground);

    for (int32_t i = 0; i < spot_count; i++) {
        const cor_shape *shape;
        vector middle = spot_vector(&spots[i], &shape);
        for (int k = 0; k < 3; k++)
            sum.at[k] += middle.at[k];
        if (shape) reach = fmax(reach, (double)cor_shape_rings[shape->first_ring].reach_radians);
    }

    map_track bounds = { 0 };
    double km_per_px = 2 * reach * earth_km / hypot(wide_px, high_px);
    for (int pass = 0; pass < 3; pass++) { // the middle of the outlines, not of their middles
        bool is_last = pass == 2;
        look_at(&frame, sum);
        if (!bounds_of(&frame, spots, spot_count, is_last ? km_per_px : km_per_px * 4, &bounds))
            return cor_map_frame_world(width, height);
        double wide = (double)bounds.east - (double)bounds.west,
               high = (double)bounds.south - (double)bounds.north;
        middle_x = ((double)bounds.west + (double)bounds.east) / 2;
        middle_y = ((double)bounds.south + (double)bounds.north) / 2;
        for (int k = 0; k < 3; k++)
            sum.at[k] = frame.up[k] + middle_x * frame.east[k] - middle_y * frame.north[k];
        scale = fmin(wide_px / fmax(wide, closest_radians), high_px / fmax(high, closest_radians));
        km_per_px = earth_km / scale;
    }

    frame.middle_x = width / 2 - scale * middle_x;
    frame.middle_y = height / 2 - scale * middle_y;
    settle(&frame, scale);

    return frame;
}

/* ---- outlines ------------------------------------------------------------ */

static bool may_be_seen(const cor_map_frame *frame, const cor_shape_ring *ring) {
    if (frame->is_world) return true;
    vector middle = shape_vector(ring->middle);
    double cosine = dot(middle.at, frame->up),
           reach = frame->reach_radians + (double)ring->reach_radians;
    if (cosine < 1 - reach * reach / 2)
        return false; // as the cosine of any angle within reach is larger
    double angle = acos(fmax(-1, fmin(1, cosine)));
    // a ring around the far side of the globe would be drawn inside out
    return angle < frame->reach_radians + ring->reach_radians && MAP_PI - angle > 0.45;
}

typedef struct {
    const cor_map_frame *frame;
    int level;
    double px2_per_km2, speck_px2, islet_px2;
    cor_arena *keep;
    map_track ring, other; // work space
    bool is_full;
} sketch;

static bool add_ring(sketch *drawing, cor_map_ring *ret_ring) {
    cor_map_xy *points = cor_new_unset(drawing->keep, cor_map_xy, drawing->ring.count);
    if (!points) {
        drawing->is_full = true;
        return false;
    }
    memcpy(points, drawing->ring.points, (size_t)drawing->ring.count * sizeof *points);
    *ret_ring = (cor_map_ring){ points, drawing->ring.count };
    return true;
}

/* The shape's anchor when it is in the window, else the middle of what is seen of its largest
 * part. */
static void set_anchor(const cor_map_frame *frame, const cor_shape *shape, cor_map_xy middle,
                       cor_map_land *land) {
    cor_map_xy at;
    land->is_cut = !cor_map_project(frame, (double)shape->latitude, (double)shape->longitude, &at);
    land->anchor = land->is_cut ? middle : at;
    float edge = 14;
    land->anchor.x = fmaxf(edge, fminf((float)frame->width - edge, land->anchor.x));
    land->anchor.y = fmaxf(edge, fminf((float)frame->height - edge, land->anchor.y));
}

static bool draw_shape(sketch *drawing, const cor_shape *shape, cor_map_land *ret_land) {
    const cor_map_frame *frame = drawing->frame;
    cor_map_ring *rings = NULL;
    cor_map_xy middle = { 0 };
    double largest = 0;

    *ret_land = (cor_map_land){ .code = cor_str_of(shape->code) };
    for (int32_t r = shape->first_ring;
         r < shape->first_ring + shape->ring_count && !drawing->is_full; r++) {
        const cor_shape_ring *ring = &cor_shape_rings[r];
        bool is_main = r == shape->first_ring;
        double px2 = (double)ring->area_km2 * drawing->px2_per_km2;
        if (px2 < (is_main ? drawing->speck_px2 : drawing->islet_px2)) break;
        if (!may_be_seen(frame, ring)) continue;
        map_track_begin(&drawing->ring);
        if (!map_track_add(&drawing->ring, frame, ring, drawing->level, least_depth) ||
            !map_track_clip(frame, &drawing->ring, &drawing->other))
            drawing->is_full = true;
        cor_map_xy at = { 0 };
        double area = map_track_area(&drawing->ring, &at);
        if (drawing->is_full || drawing->ring.count < 3 || area < 0.5) continue;
        if (!rings) rings = cor_new(drawing->keep, cor_map_ring, shape->ring_count);
        if (!rings) {
            drawing->is_full = true;
            break;
        }
        if (!add_ring(drawing, &rings[ret_land->ring_count])) break;
        ret_land->ring_count++;
        ret_land->area_px2 += area;
        if (area > largest) largest = area, middle = at;
    }

    ret_land->rings = rings;
    if (!ret_land->ring_count) {
        // the place of its label lies inside its largest ring
        bool near = may_be_seen(frame, &cor_shape_rings[shape->first_ring]);
        cor_map_xy at;
        if (!near ||
            !cor_map_project(frame, (double)shape->latitude, (double)shape->longitude, &at))
            return false;
        ret_land->is_speck = true;
    }

    set_anchor(frame, shape, middle, ret_land);
    return true;
}

/* Places that figures know and Natural Earth at this scale does not: Gibraltar, Tuvalu and a few
 * more. Found once. */
enum { DOTS_MAX = 64 };
static struct {
    const cor_country_info *list[DOTS_MAX];
    int32_t count;
} dots;
static pthread_once_t dots_once = PTHREAD_ONCE_INIT;

static void find_dots(void) {
    size_t count;
    const cor_country_info *places = cor_country_list(&count);
    for (size_t i = 0; i < count && dots.count < DOTS_MAX; i++) {
        bool is_drawn =
            places[i].kind == COR_PLACE_COUNTRY || places[i].kind == COR_PLACE_TERRITORY;
        if (is_drawn && !shape_find(places[i].code)) dots.list[dots.count++] = &places[i];
    }
}

static bool draw_dot(const cor_map_frame *frame, const cor_country_info *info,
                     cor_map_land *ret_land) {
    cor_map_xy at;
    if (!cor_map_project(frame, info->latitude, info->longitude, &at)) return false;
    *ret_land =
        (cor_map_land){ .place = info->place, .code = info->code, .is_speck = true, .anchor = at };
    return true;
}

static bool draw_lands(const cor_map_frame *frame, cor_arena *keep, cor_arena scratch,
                       const cor_map_land **ret_lands, int32_t *ret_count) {
    pthread_once(&dots_once, find_dots);
    int32_t vertices_max = 0;
    for (const cor_shape *shape = cor_shapes; shape < cor_shapes + cor_shape_count; shape++)
        if (cor_shape_rings[shape->first_ring].tiers[0].count > vertices_max)
            vertices_max = cor_shape_rings[shape->first_ring].tiers[0].count;

    int32_t room = vertices_max * 2; // clipping at most doubles the vertices
    double km_per_px = earth_km / frame->pixels_per_radian;
    sketch drawing = { .frame = frame,
                       .level = level_at(km_per_px, frame->width),
                       .keep = keep,
                       .px2_per_km2 = 1 / (km_per_px * km_per_px) };
    drawing.islet_px2 = km_per_px > 50 ? islet_far_px2 : islet_px2;
    drawing.speck_px2 = frame->is_world ? speck_world_px2 : speck_px2;
    drawing.ring = (map_track){ cor_new_unset(&scratch, cor_map_xy, room), 0, room };
    drawing.other = (map_track){ cor_new_unset(&scratch, cor_map_xy, room), 0, room };
    cor_map_land *lands = cor_new_unset(keep, cor_map_land, cor_shape_count + dots.count);
    if (!lands || !drawing.ring.points || !drawing.other.points) return false;

    int32_t count = 0;
    for (int32_t i = 0; i < cor_shape_count && !drawing.is_full; i++) {
        if (frame->is_world && cor_str_is(cor_str_of(cor_shapes[i].code), "ATA")) continue;
        if (!draw_shape(&drawing, &cor_shapes[i], &lands[count])) continue;
        cor_country_by_code(lands[count].code, &lands[count].place);
        count++;
    }

    for (int32_t i = 0; i < dots.count; i++)
        count += draw_dot(frame, dots.list[i], &lands[count]);
    if (drawing.is_full) return false;
    *ret_lands = lands;
    *ret_count = count;

    return true;
}

/* Half of all corridors are so long that their map is the world: its outlines are computed once
 * for each size. */
enum { WORLDS_MAX = 4, WORLD_BYTES = 4 << 20 };
typedef struct {
    double width, height;
    const cor_map_land *lands;
    int32_t count;
} known_world;
static struct {
    pthread_mutex_t lock; // of count; a world that is known is only read
    known_world list[WORLDS_MAX];
    int32_t count;
} worlds = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool draw_world(const cor_map_frame *frame, cor_arena scratch, known_world *ret_world) {
    cor_stretch stretch; // as long as the program runs
    if (!cor_stretch_open(WORLD_BYTES, &stretch)) return false;
    cor_arena keep = cor_stretch_arena(&stretch);
    *ret_world = (known_world){ .width = frame->width, .height = frame->height };
    if (draw_lands(frame, &keep, scratch, &ret_world->lands, &ret_world->count)) return true;
    cor_stretch_close(&stretch);
    return false;
}

static const known_world *world_of(const cor_map_frame *frame, cor_arena scratch) {
    const known_world *found = NULL;
    pthread_mutex_lock(&worlds.lock);
    for (int32_t i = 0; i < worlds.count && !found; i++)
        if (worlds.list[i].width == frame->width && worlds.list[i].height == frame->height)
            found = &worlds.list[i];

    if (!found && worlds.count < WORLDS_MAX &&
        draw_world(frame, scratch, &worlds.list[worlds.count]))
        found = &worlds.list[worlds.count++];

    pthread_mutex_unlock(&worlds.lock);
    return found;
}

bool cor_map_lands(const cor_map_frame *frame, cor_arena *keep, cor_arena scratch,
                   const cor_map_land **ret_lands, int32_t *ret_count) {
    const known_world *known = frame->is_world ? world_of(frame, scratch) : NULL;
    if (!known) return draw_lands(frame, keep, scratch, ret_lands, ret_count);
    *ret_lands = known->lands;
    *ret_count = known->count;
    return true;
}

bool cor_map_land_holds(const cor_map_land *land, cor_map_xy at) {
    bool inside_it = false;
    for (int32_t r = 0; r < land->ring_count; r++) {
        const cor_map_ring *ring = &land->rings[r];
        for (int32_t i = 0, k = ring->point_count - 1; i < ring->point_count; k = i++) {
            cor_map_xy a = ring->points[k], b = ring->points[i];
            if ((a.y > at.y) != (b.y > at.y) &&
                at.x < a.x + (at.y - a.y) * (b.x - a.x) / (b.y - a.y))
                inside_it = !inside_it;
        }
    }

    return inside_it;
}

cor_map_xy cor_map_land_facing(const cor_map_land *land, cor_map_xy other) {
    if (!land->is_cut) return land->anchor;
    for (float t = 0.8F; t > 0; t -= 0.1F) {
        cor_map_xy at = { land->anchor.x + t * (other.x - land->anchor.x), land->anchor.y };
        if (cor_map_land_holds(land, at)) return at;
    }
    return land->anchor;
}

const cor_map_land *cor_map_land_find(const cor_map_land *lands, int32_t land_count,
                                      cor_country place) {
    for (int32_t i = 0; i < land_count; i++)
        if (place.id && lands[i].place.id == place.id) return &lands[i];
    return NULL;
}
