/* SPDX-License-Identifier: Apache-2.0 */
/* map.h: the geometry of maps, the same for SVG and PDF: where a place lies in a view, outlines
 * of countries at the detail the view can show, arrows and labels. Knows pixels and no ink.
 *
 * Views near a centre use Lambert's azimuthal equal-area projection, the world Equal Earth
 * (Šavrič, Patterson and Jenny 2019, "The Equal Earth map projection",
 * doi:10.1080/13658816.2018.1504949): areas are true in both. */
#ifndef CORREDOR_RENDER_MAP_MAP_H
#define CORREDOR_RENDER_MAP_MAP_H

#include "corredor/country.h"
#include "corredor/text.h"

typedef struct {
    float x, y; // pixels, from the upper left corner
} cor_map_xy;

/* A window on the globe. Made by the functions below, then only read. */
typedef struct {
    double width, height;            // pixels
    bool is_world;                   // Equal Earth; else azimuthal around `up`
    double up[3], east[3], north[3]; // unit vectors: centre of the view and its axes
    double reach_radians;            // from the centre to the farthest corner
    double pixels_per_radian;        // at the centre
    double middle_x, middle_y;       // pixel of the centre
} cor_map_frame;

/* Mesoamerica and the Caribbean with the south of the United States and the north of South
 * America. */
cor_map_frame cor_map_frame_region(double width, double height);
cor_map_frame cor_map_frame_world(double width, double height);

/* Somewhere to be in view: a country (its largest part), or a point when `place` is none. */
typedef struct {
    cor_country place;
    double latitude, longitude;
} cor_map_spot;
/* The closest view that shows all spots with some ground around them; the world when they lie
 * too far apart. */
cor_map_frame cor_map_frame_around(const cor_map_spot *spots, int32_t spot_count, double width,
                                   double height);

/* Where a place is drawn. False when it is outside the window (ret_xy is set all the same,
 * unless it is behind the globe). */
bool cor_map_project(const cor_map_frame *frame, double latitude, double longitude,
                     cor_map_xy *ret_xy);

typedef struct {
    const cor_map_xy *points;
    int32_t point_count;
} cor_map_ring;

/* Half pixels as whole numbers, each from the last: `M10 20l3-1 0 4z`, to be drawn at
 * `scale(.5)`. */
void cor_map_ring_put(cor_out *out, const cor_map_ring *ring);

/* A country as far as it is inside the window. */
typedef struct {
    cor_country place; // none for land that belongs to no figure
    cor_str code;
    const cor_map_ring *rings; // clipped a little outside the window; none when too small to draw
    int32_t ring_count;
    bool is_cut;       // its middle lies outside the window
    bool is_speck;     // too small: draw a dot at `anchor`
    double area_px2;   // of what is seen
    cor_map_xy anchor; // inside its largest visible part; arrows start and end here
} cor_map_land;
/* Everything in the window, in a stable order. Lives in `keep`, about 20 bytes per vertex; the
 * lands of the world are drawn once for each of the first sizes asked for, shared by all
 * threads, and live as long as the program. False when `keep` or `scratch` is full. */
COR_CHECKED
bool cor_map_lands(const cor_map_frame *frame, cor_arena *keep, cor_arena scratch,
                   const cor_map_land **ret_lands, int32_t *ret_count);
/* NULL when it is not in the window. */
const cor_map_land *cor_map_land_find(const cor_map_land *lands, int32_t land_count,
                                      cor_country place);

bool cor_map_land_holds(const cor_map_land *land, cor_map_xy at);
/* Where an arrow from or to `other` begins or ends: the anchor, or in a country that is cut, nearer
 * to the other end.
 */
cor_map_xy cor_map_land_facing(const cor_map_land *land, cor_map_xy other);

/* A curved arrow that grows from thin to wide and ends in a tip: the outline is a move to [0], a
 * quadratic curve over [1] to [2], lines to [3] [4] [5] [6], a quadratic curve over [7] to [8],
 * and back. */
enum { COR_ARROW_POINTS = 9, COR_ARROW_TIP = 4 };
typedef struct {
    cor_map_xy outline[COR_ARROW_POINTS];
    cor_map_xy from, to, middle; // ends and the middle of the curve, for labels
} cor_map_arrow;
/* `wide_px` is the width of the shaft where it meets the tip. Bends to the left of its way, so
 * that the arrow of the opposite corridor has its own side. */
cor_map_arrow cor_map_arrow_between(cor_map_xy from, cor_map_xy to, double wide_px);
/* Without a bend, for a key. */
cor_map_arrow cor_map_arrow_straight(cor_map_xy from, cor_map_xy to, double wide_px);
cor_map_arrow cor_map_arrow_moved(const cor_map_arrow *arrow, double x, double y);
/* A point `gap_px` before `to`, on the side one comes from, where the way is long enough. */
cor_map_xy cor_map_short_of(cor_map_xy from, cor_map_xy to, double gap_px);
/* Shaft width: the area of the mark, not its width, tells the number. */
double cor_map_arrow_width(double value, double value_widest, double widest_px);

/* Words on a map, placed so that they cover neither each other nor the arrows. */
typedef enum { COR_ALIGN_START, COR_ALIGN_MIDDLE, COR_ALIGN_END } cor_map_align;
typedef struct {
    cor_map_xy near;          // what it names
    double width_px, size_px; // of the text
    double reach_px;          // how far from `near` it may stand; 0: 3 sizes
    bool is_needed;           // stands even where it covers something
    // answered:
    bool is_placed;
    cor_map_xy at; // of the baseline
    cor_map_align align;
} cor_map_label;
/* In order of importance. Boxes (x, y, width, height) are kept free. */
void cor_map_labels_place(const cor_map_frame *frame, cor_map_label *labels, int32_t label_count,
                          const cor_map_arrow *arrows, int32_t arrow_count, const float (*boxes)[4],
                          int32_t box_count);

#endif
