/* SPDX-License-Identifier: Apache-2.0 */
/* marks.h: what the files of this folder share: layouts put marks on a drawing, measure an axis,
 * and find room for words. Without room in its arena a drawing is marked full and the rest goes
 * on. */
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
void cor_draw_bend(cor_draw_path *path, cor_draw_at over, cor_draw_at at);
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

/* ---- the axis: scale.c --------------------------------------------------- */

enum { COR_TICKS_MAX = 8 };
typedef struct {
    double low, high; // of the axis
    double ticks[COR_TICKS_MAX];
    int32_t tick_count;
} cor_scale;

/* From zero, or below it when there are negative values, to the largest value or mark; ticks at
 * round numbers. */
cor_scale cor_scale_of(const cor_node_chart *chart, int32_t ticks_wanted);
double cor_scale_fraction(const cor_scale *scale, double value); // 0 at low, 1 at high
/* The number at a tick with as many decimals as tell the ticks apart; with a unit, in words where
 * the unit has no sign. */
cor_str cor_scale_words(const cor_scale *scale, int32_t tick, const cor_unit *unit, cor_lang lang,
                        cor_arena *keep);

/* ---- where words find room: labels.c ------------------------------------- */

typedef struct {
    cor_draw_at at;
    cor_draw_align align;
} cor_label_spot;
typedef enum {
    COR_LABEL_EVERYWHERE, // at every width, or nowhere
    COR_LABEL_GIVES_WAY,  // at every width, else where there is room
    COR_LABEL_WIDE,       // where there is room
    COR_LABEL_NEEDED      // at every width, even on a line
} cor_label_need;
typedef struct {
    cor_label_need need;
    cor_draw_words style;
    cor_hue hue;
    cor_str words;
    const cor_label_spot *spots; // where it may stand, best first
    int32_t spot_count;
} cor_label;
/* In order of importance, when the lines and the room beside the plot stand: beside the words that
 * are there already, and clear of lines of values. Left out where it finds no room. */
void cor_label_put(cor_drawing *drawing, const cor_label *label);

/* Labels at the end of lines: each `height` high around `y`, none over another, none below
 * `bottom`. Sorts them from the top. */
typedef struct {
    int32_t series;
    double y, height;
} cor_end_label;
void cor_labels_spread(cor_end_label *labels, int32_t count, double bottom);

/* Words in lines no wider than `width`, broken at blanks; a word stays whole. */
typedef struct {
    int32_t line_count;
    double width; // of the widest
} cor_label_size;
cor_label_size cor_label_size_of(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                                 cor_str words);
/* A text as lines, the first where it stands. */
void cor_label_lines(cor_drawing *drawing, cor_draw_mark text, double width);

/* Where names around a circle stand, [count], in radians: at `middles`, moved along the circle as
 * far as lines `height` high and `widths[i]` wide need to keep apart at this radius. */
void cor_labels_around(const double *middles, int32_t count, double radius, double height,
                       const double *widths, double *ret_angles);

/* ---- what the stylesheet calls a mark: svg_look.c ------------------------ */

enum { COR_SVG_CLASS_MOST = 64 };
/* "line est c-orig" */
void cor_svg_class_of(const cor_draw_mark *mark, char ret_classes[COR_SVG_CLASS_MOST]);

#endif
