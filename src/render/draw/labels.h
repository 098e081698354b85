/* SPDX-License-Identifier: Apache-2.0 */
/* labels.h: where words find room beside each other and beside the lines of a drawing, at its
 * least width and at one where nothing has to give way. */
#ifndef CORREDOR_RENDER_DRAW_LABELS_H
#define CORREDOR_RENDER_DRAW_LABELS_H

#include "marks.h"

enum { COR_LABELS_MAX = 48 };
typedef struct {
    cor_draw_at left; // of the line the words stand on
    double width;
    cor_draw_when when;
} cor_label_box;
typedef struct {
    cor_draw_at from, to;
} cor_label_line;
typedef struct {
    const cor_draw_sheet *sheet;
    double least, wide;          // widths of the plot
    const cor_label_line *lines; // [line_count] that words keep clear of
    int32_t line_count;
    cor_label_box boxes[COR_LABELS_MAX];
    int32_t box_count;
} cor_labels;

/* For a drawing whose room beside the plot is known. */
cor_labels cor_labels_begin(const cor_drawing *drawing);

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
/* In order of importance. False when it found no room. */
bool cor_label_put(cor_labels *labels, cor_drawing *drawing, const cor_label *label);

/* Labels at the end of lines: each `height` high around `y`, none over another, none below
 * `bottom`. Sorts them from the top. */
typedef struct {
    int32_t series;
    double y, height;
} cor_end_label;
void cor_labels_spread(cor_end_label *labels, int32_t count, double bottom);

/* The next line of `rest` no wider than `width`, broken at a blank where there is one. False when
 * nothing is left. */
bool cor_label_line_next(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                         cor_str *rest, cor_str *ret_line);
int32_t cor_label_line_count(const cor_draw_sheet *sheet, cor_draw_words style, double width,
                             cor_str words);

/* Where names around a circle stand, [count], in radians: at `middles`, moved along the circle as
 * far as lines `height` high and `widths[i]` wide need to keep apart at this radius. */
void cor_labels_around(const double *middles, int32_t count, double radius, double height,
                       const double *widths, double *ret_angles);

#endif
