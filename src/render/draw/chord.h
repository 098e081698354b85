/* SPDX-License-Identifier: Apache-2.0 */
/* chord.h: places on a circle and the moves between them, for screen and paper alike. Angles in
 * radians, clockwise from the top. */
#ifndef CORREDOR_RENDER_DRAW_CHORD_H
#define CORREDOR_RENDER_DRAW_CHORD_H

#include "corredor/document.h"

typedef struct {
    double start, end;
} cor_arc;
typedef struct {
    int32_t from, to; // places
    const cor_value *value;
    cor_arc leaves, arrives; // at the arc of either place
} cor_ribbon;
typedef struct {
    int32_t place_count, ribbon_count;
    cor_arc *places;     // [place_count]
    cor_ribbon *ribbons; // [ribbon_count] largest first
} cor_chord;

/* From a chart of kind CHORD: origins are its categories, destinations its series, in the same
 * order. Values that are absent or not above zero have no ribbon. False when it does not fit
 * into the arena. */
bool cor_chord_make(const cor_node *chart, cor_arena *arena, cor_chord *ret_chord);
/* Where the names of the places stand, [place_count]: at the middle of their arcs, moved along
 * the circle as far as they need so that lines `height` high and `widths[i]` wide at this radius
 * do not run into each other. */
void cor_chord_names_place(const cor_chord *chord, double radius, double height,
                           const double *widths, double *ret_angles);
static inline double cor_arc_middle(cor_arc arc) {
    return (arc.start + arc.end) / 2;
}

#endif
