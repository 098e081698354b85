/* SPDX-License-Identifier: Apache-2.0 */
/* marks.c: begins a drawing and adds marks to it; later marks lie above earlier ones. */
#include "marks.h"
#include "core/core.h"

#include <assert.h>
#include <math.h>

cor_draw_stroke cor_draw_stroke_of(const cor_value *value) {
    if (cor_is_counted(value)) return COR_STROKE_SOLID;
    return value->status == COR_PROJECTED ? COR_STROKE_DOTTED : COR_STROKE_BROKEN;
}

cor_drawing *cor_draw_begin(const cor_draw_sheet *sheet, cor_arena *keep) {
    cor_drawing *drawing = cor_new(keep, cor_drawing, 1);
    if (!drawing) return NULL;
    *drawing = (cor_drawing){ .sheet = sheet, .keep = keep };
    drawing->end = &drawing->first;
    return drawing;
}

const cor_drawing *cor_draw_end(const cor_drawing *drawing) {
    return drawing && !drawing->is_full ? drawing : NULL;
}

double cor_draw_room(double units) {
    const double step = 16;
    return ceil(units / step) * step;
}

/* ---- marks --------------------------------------------------------------- */

cor_draw_mark *cor_draw_add(cor_drawing *drawing, cor_draw_mark mark) {
    cor_draw_mark *added = cor_new_unset(drawing->keep, cor_draw_mark, 1);
    drawing->is_full |= !added;
    if (!added) return NULL;
    *added = mark;
    *drawing->end = added;
    drawing->end = &added->next;
    return added;
}

void cor_draw_rule(cor_drawing *drawing, cor_draw_look look, cor_draw_at from, cor_draw_at to) {
    cor_draw_add(drawing,
                 (cor_draw_mark){ .kind = COR_DRAW_RULE, .look = look, .at = from, .to = to });
}

void cor_draw_bar(cor_drawing *drawing, cor_draw_look look, cor_hue hue, cor_draw_stroke stroke,
                  cor_draw_at corner, cor_draw_at opposite) {
    cor_draw_add(drawing, (cor_draw_mark){ .kind = COR_DRAW_BAR,
                                           .look = look,
                                           .hue = hue,
                                           .stroke = stroke,
                                           .at = corner,
                                           .to = opposite });
}

void cor_draw_dot(cor_drawing *drawing, const cor_node_chart *chart, int32_t series,
                  const cor_value *value, cor_draw_at at, double radius) {
    cor_draw_add(drawing, (cor_draw_mark){ .kind = COR_DRAW_DOT,
                                           .look = COR_LOOK_DOT,
                                           .hue = chart->series[series].hue,
                                           .stroke = cor_draw_stroke_of(value),
                                           .at = at,
                                           .dot = { radius, series } });
}

cor_draw_mark *cor_draw_text(cor_drawing *drawing, cor_draw_words style, cor_hue hue,
                             cor_draw_align align, cor_draw_at at, cor_str words) {
    return cor_draw_add(drawing, (cor_draw_mark){ .kind = COR_DRAW_TEXT,
                                                  .hue = hue,
                                                  .at = at,
                                                  .text = { words, style, align } });
}

/* ---- paths --------------------------------------------------------------- */

cor_draw_path *cor_draw_path_begin(cor_drawing *drawing, cor_draw_look look, cor_hue hue,
                                   cor_draw_stroke stroke, int32_t steps_most) {
    cor_draw_step *steps = cor_new_unset(drawing->keep, cor_draw_step, steps_most);
    drawing->is_full |= !steps;
    if (!steps) return NULL;
    cor_draw_mark *mark = cor_draw_add(
        drawing, (cor_draw_mark){ .kind = COR_DRAW_PATH,
                                  .look = look,
                                  .hue = hue,
                                  .stroke = stroke,
                                  .path = { .steps = steps, .step_room = steps_most } });
    return mark ? &mark->path : NULL;
}

void cor_draw_step_add(cor_draw_path *path, cor_draw_step step) {
    if (!path) return;
    assert(path->step_count < path->step_room);
    path->steps[path->step_count++] = step;
}

void cor_draw_move(cor_draw_path *path, cor_draw_at at) {
    cor_draw_step_add(path, (cor_draw_step){ .kind = COR_STEP_MOVE, .at = at });
}

void cor_draw_line_to(cor_draw_path *path, cor_draw_at at) {
    cor_draw_step_add(path, (cor_draw_step){ .kind = COR_STEP_LINE, .at = at });
}

void cor_draw_bend(cor_draw_path *path, cor_draw_at over, cor_draw_at at) {
    cor_draw_step_add(path, (cor_draw_step){ .kind = COR_STEP_BEND, .at = at, .over = over });
}

void cor_draw_close(cor_draw_path *path) {
    cor_draw_step_add(path, (cor_draw_step){ .kind = COR_STEP_CLOSE });
}
