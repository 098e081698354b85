/* SPDX-License-Identifier: Apache-2.0 */
/* marks.h: what layouts put marks on a drawing with. Without room in its arena the drawing is
 * marked full and the rest goes on. */
#ifndef CORREDOR_RENDER_DRAW_MARKS_H
#define CORREDOR_RENDER_DRAW_MARKS_H

#include "draw.h"

static inline cor_draw_at cor_at(double share, double offset, double y) {
    return (cor_draw_at){ share, offset, y };
}

/* NULL when `keep` has no room; to be handed over by cor_draw_end, NULL when it had none later. */
cor_drawing *cor_draw_begin(const cor_draw_sheet *sheet, cor_arena *keep);
const cor_drawing *cor_draw_end(const cor_drawing *drawing);

/* Room right of a plot for so much, in steps that stylesheets have. */
double cor_draw_room(double units);

/* NULL when there is no room. */
cor_draw_mark *cor_draw_add(cor_drawing *drawing, cor_draw_mark mark);
void cor_draw_rule(cor_drawing *drawing, cor_draw_look look, cor_draw_at from, cor_draw_at to);
void cor_draw_bar(cor_drawing *drawing, cor_draw_look look, cor_hue hue, cor_draw_stroke stroke,
                  cor_draw_at corner, cor_draw_at opposite);
/* Filled when observed, hollow when not, shaped by its series. */
void cor_draw_dot(cor_drawing *drawing, const cor_node_chart *chart, int32_t series,
                  const cor_value *value, cor_draw_at at, double radius);
cor_draw_mark *cor_draw_text(cor_drawing *drawing, cor_draw_words style, cor_hue hue,
                             cor_draw_align align, cor_draw_at at, cor_str words);

/* A path of at most so many steps; NULL, which the steps below take, when there is no room. */
cor_draw_path *cor_draw_path_begin(cor_drawing *drawing, cor_draw_look look, cor_hue hue,
                                   cor_draw_stroke stroke, int32_t steps_most);
void cor_draw_step_add(cor_draw_path *path, cor_draw_step step);
void cor_draw_move(cor_draw_path *path, cor_draw_at at);
void cor_draw_line_to(cor_draw_path *path, cor_draw_at at);
void cor_draw_close(cor_draw_path *path);

/* Of the parts of a whole the second is half as dark as the others, wherever it is drawn. */
static inline cor_draw_look cor_draw_band_look(int32_t series) {
    return series % 2 ? COR_LOOK_BAND_HALF : COR_LOOK_BAND;
}

/* ---- layouts: line.c, rows.c, chord.c ------------------------------------ */

typedef const cor_drawing *cor_draw_layout(const cor_node_chart *chart, cor_draw_grid grid,
                                           const cor_draw_sheet *sheet, cor_arena *keep);
cor_draw_layout cor_draw_line, cor_draw_split, cor_draw_chord;

/* ---- keys: key.c --------------------------------------------------------- */

/* What the marks of the series look like: as lines, or as dots alone. */
void cor_draw_key_series(cor_drawing *drawing, const cor_node_chart *chart, cor_draw_grid grid,
                         bool as_dots);
void cor_draw_key_unit(cor_drawing *drawing, const cor_node_chart *chart);
void cor_draw_key_patch(cor_drawing *drawing, cor_draw_look look, cor_hue hue, cor_str words);
/* The line at a value that matters. */
void cor_draw_key_aim(cor_drawing *drawing, const cor_node_chart *chart);
/* The first present value of a series, for what its marks look like; one observed if none is. */
const cor_value *cor_draw_first_value(const cor_node_chart *chart, int32_t series);

#endif
