/* SPDX-License-Identifier: Apache-2.0 */
/* drawing.c: a drawing on paper: its marks in ink, one above the other, and the key to them. */
#include <math.h>

#include "paper.h"

/* ---- the sheet ----------------------------------------------------------- */

static const double unit_points = 0.625; // of the units a drawing is laid out in

static const struct {
    pdf_style style;
    bool is_quiet, has_hue;
} letters[] = {
    [COR_WORDS_PLAIN] = { PDF_SMALL },
    [COR_WORDS_QUIET] = { PDF_SMALL, .is_quiet = true },
    [COR_WORDS_AXIS] = { PDF_TINY, .is_quiet = true },
    [COR_WORDS_BOLD] = { PDF_SMALL_BOLD, .has_hue = true },
    [COR_WORDS_CODE] = { PDF_SMALL },
    [COR_WORDS_PLACE] = { PDF_SMALL_BOLD, .has_hue = true },
    [COR_WORDS_MARKED] = { PDF_TINY_BOLD, .has_hue = true },
    [COR_WORDS_BESIDE] = { PDF_TINY, .is_quiet = true },
};

static double measure_units(void *self, cor_draw_words style, cor_str words) {
    return pdf_text_width(self, letters[style].style, words) / unit_points;
}

static double measure_points(void *self, cor_draw_words style, cor_str words) {
    return pdf_text_width(self, letters[style].style, words);
}

cor_draw_sheet pdf_sheet(struct pdf_press *press) {
    const double width = PDF_COLUMN / unit_points;
    return (cor_draw_sheet){ .lang = press->words.lang,
                             .width_least = width,
                             .width_wide = width,
                             .plot_height = 180,
                             .side_most = 140,
                             .side_lines = 3,
                             .names = 236,
                             .measure = measure_units,
                             .self = press };
}

cor_draw_sheet pdf_map_sheet(struct pdf_press *press) {
    return (cor_draw_sheet){ .lang = press->words.lang, .measure = measure_points, .self = press };
}

double pdf_units(double units) {
    return units * unit_points;
}

/* ---- ink ----------------------------------------------------------------- */

static pdf_color full_hue(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_INK,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION,
                                       [COR_HUE_QUIET] = PDF_EDGE };
    return color[hue];
}

static pdf_color soft_hue(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_PART,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN_SOFT,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION_SOFT,
                                       [COR_HUE_QUIET] = PDF_PART };
    return color[hue];
}

/* What a mark is filled with and its edge drawn in: a colour of paper.h, or by its hue. */
typedef enum {
    PAINT_NONE = PDF_COLOR_COUNT,
    PAINT_HUE,
    PAINT_SOFT,
    PAINT_SOFT_HALF,
    PAINT_EDGE_HALF
} paint;
typedef struct {
    int fill, edge;
    double width;    // of the edge
    bool is_broken;  // whatever its status
    bool has_status; // what was estimated is pale or broken
} pen;

static const pen pens[COR_LOOK_COUNT] = {
    [COR_LOOK_GRID] = { PAINT_NONE, PDF_RULE, 0.35 },
    [COR_LOOK_BASE] = { PAINT_NONE, PDF_INK, 0.7 },
    [COR_LOOK_AIM] = { PAINT_NONE, PDF_INK_2, 0.7, .is_broken = true },
    [COR_LOOK_TIE] = { PAINT_NONE, PDF_EDGE, 0.8 },
    [COR_LOOK_PARTED] = { PAINT_NONE, PDF_RULE, 0.35 },
    [COR_LOOK_LEADER] = { PAINT_NONE, PDF_EDGE, 0.5 },
    [COR_LOOK_LINE] = { PAINT_NONE, PAINT_HUE, 1.5, .has_status = true },
    [COR_LOOK_BAND] = { PAINT_SOFT, PAINT_NONE },
    [COR_LOOK_BAND_HALF] = { PAINT_SOFT_HALF, PAINT_NONE },
    [COR_LOOK_RIBBON] = { PDF_PART, PDF_PAPER, 0.3 },
    [COR_LOOK_RIBBON_STRONG] = { PAINT_EDGE_HALF, PDF_PAPER, 0.3 },
    [COR_LOOK_WAY_FAR] = { PDF_EDGE, PAINT_NONE },
    [COR_LOOK_KEY] = { PAINT_HUE, PAINT_NONE },
    [COR_LOOK_LAND] = { PAINT_SOFT, PDF_PAPER, 0.45 },
    [COR_LOOK_BAR] = { PAINT_HUE, PAINT_HUE, 0.6, .has_status = true },
    [COR_LOOK_SLICE] = { PAINT_HUE, PDF_PAPER, 1 },
    [COR_LOOK_SOLID] = { PAINT_HUE, PAINT_NONE },
    [COR_LOOK_BLANK] = { PAINT_NONE, PDF_EDGE, 0.6, .is_broken = true },
    [COR_LOOK_ISLE] = { PAINT_HUE, PAINT_NONE },
};

static void set_dash(cairo_t *cairo, cor_draw_stroke stroke) {
    static const double broken[] = { 4, 2.4 }, dotted[] = { 1, 1.6 };
    cairo_set_dash(cairo, stroke == COR_STROKE_BROKEN ? broken : dotted,
                   stroke == COR_STROKE_SOLID ? 0 : 2, 0);
}

static bool set_paint(struct pdf_press *press, int with, cor_hue hue) {
    if (with < PDF_COLOR_COUNT) pdf_ink(press, (pdf_color)with);
    if (with == PAINT_HUE) pdf_ink(press, full_hue(hue));
    if (with == PAINT_SOFT) pdf_ink(press, soft_hue(hue));
    if (with == PAINT_SOFT_HALF) // ranges overlap: one must not hide the other
        pdf_ink_clear(press, soft_hue(hue));
    if (with == PAINT_EDGE_HALF) pdf_ink_half(press, PDF_EDGE);
    return with != PAINT_NONE;
}

/* Land without a colour of its own. */
static pen pen_of(const cor_draw_mark *mark) {
    pen with = pens[mark->look];
    if (mark->look == COR_LOOK_LAND && mark->hue == COR_HUE_QUIET) with.fill = PDF_LAND;
    if (mark->look == COR_LOOK_ISLE && mark->hue == COR_HUE_QUIET) with.fill = PDF_RULE;
    if (mark->look == COR_LOOK_BAR && mark->stroke == COR_STROKE_BROKEN) with.fill = PAINT_SOFT;
    if (mark->look == COR_LOOK_BAR && mark->stroke == COR_STROKE_DOTTED) with.fill = PAINT_NONE;
    return with;
}

static void ink_mark(struct pdf_press *press, const cor_draw_mark *mark) {
    pen with = pen_of(mark);
    if (set_paint(press, with.fill, mark->hue)) cairo_fill_preserve(press->cairo);
    if (set_paint(press, with.edge, mark->hue)) {
        cairo_set_line_width(press->cairo, with.width);
        set_dash(press->cairo, with.is_broken    ? COR_STROKE_DOTTED
                               : with.has_status ? mark->stroke
                                                 : COR_STROKE_SOLID);
        cairo_stroke_preserve(press->cairo);
        set_dash(press->cairo, COR_STROKE_SOLID);
    }
    cairo_new_path(press->cairo);
}

/* ---- marks --------------------------------------------------------------- */

/* Where a drawing lies on the page, in points. */
typedef struct {
    struct pdf_press *press;
    double left, top, width; // of the plot
    double unit;             // points
} plot;

static double x_of(const plot *at, cor_draw_at place) {
    return at->left + place.share * at->width + at->unit * place.offset;
}

static double y_of(const plot *at, cor_draw_at place) {
    return at->top + at->unit * place.y;
}

static void trace_rule(const plot *at, const cor_draw_mark *mark) {
    cairo_move_to(at->press->cairo, x_of(at, mark->at), y_of(at, mark->at));
    cairo_line_to(at->press->cairo, x_of(at, mark->to), y_of(at, mark->to));
}

static void trace_bar(const plot *at, const cor_draw_mark *mark) {
    const double least = 0.4;
    double x = x_of(at, mark->at), y = y_of(at, mark->at);
    cairo_rectangle(at->press->cairo, x, y, fmax(x_of(at, mark->to) - x, least),
                    y_of(at, mark->to) - y);
}

/* A quadratic curve as a cubic one. */
static void bend_to(const plot *at, const cor_draw_step *step) {
    double x, y, over_x = x_of(at, step->over), over_y = y_of(at, step->over),
                 to_x = x_of(at, step->at), to_y = y_of(at, step->at);
    cairo_get_current_point(at->press->cairo, &x, &y);
    cairo_curve_to(at->press->cairo, x + (over_x - x) * 2 / 3, y + (over_y - y) * 2 / 3,
                   to_x + (over_x - to_x) * 2 / 3, to_y + (over_y - to_y) * 2 / 3, to_x, to_y);
}

/* Cairo counts angles from the right; drawings count them from the top. */
static void arc_to(const plot *at, const cor_draw_step *step) {
    double x = x_of(at, step->over), y = y_of(at, step->over), radius = at->unit * step->radius;
    if (step->to < step->from)
        cairo_arc_negative(at->press->cairo, x, y, radius, step->from - M_PI_2, step->to - M_PI_2);
    else
        cairo_arc(at->press->cairo, x, y, radius, step->from - M_PI_2, step->to - M_PI_2);
}

static void trace_step(const plot *at, const cor_draw_step *step) {
    cairo_t *cairo = at->press->cairo;
    if (step->kind == COR_STEP_MOVE) cairo_move_to(cairo, x_of(at, step->at), y_of(at, step->at));
    if (step->kind == COR_STEP_LINE) cairo_line_to(cairo, x_of(at, step->at), y_of(at, step->at));
    if (step->kind == COR_STEP_BEND) bend_to(at, step);
    if (step->kind == COR_STEP_ARC) arc_to(at, step);
    if (step->kind == COR_STEP_CLOSE) cairo_close_path(cairo);
}

static void trace_path(const plot *at, const cor_draw_mark *mark) {
    for (int32_t i = 0; i < mark->path.step_count; i++)
        trace_step(at, &mark->path.steps[i]);
}

/* A circle, a square, a square on its point. */
static void trace_dot(cairo_t *cairo, int32_t series, double x, double y, double radius) {
    if (series % 3 == 0) cairo_arc(cairo, x, y, radius, 0, 2 * M_PI);
    if (series % 3 == 1)
        cairo_rectangle(cairo, x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
    if (series % 3 != 2) return;

    double reach = radius * 1.2;
    cairo_move_to(cairo, x, y - reach);
    cairo_line_to(cairo, x + reach, y);
    cairo_line_to(cairo, x, y + reach);
    cairo_line_to(cairo, x - reach, y);
    cairo_close_path(cairo);
}

static void put_dot(const plot *at, const cor_draw_mark *mark) {
    bool is_filled = mark->stroke == COR_STROKE_SOLID;
    double radius = at->unit * mark->dot.radius;
    cairo_t *cairo = at->press->cairo;

    trace_dot(cairo, mark->dot.series, x_of(at, mark->at), y_of(at, mark->at),
              is_filled ? radius : radius - 0.4);
    if (mark->look == COR_LOOK_ISLE) {
        ink_mark(at->press, mark);
        return;
    }

    pdf_ink(at->press, is_filled ? full_hue(mark->hue) : PDF_PAPER);
    cairo_fill_preserve(cairo);
    pdf_ink(at->press, full_hue(mark->hue));
    cairo_set_line_width(cairo, is_filled ? 0.4 : 1.1);
    set_dash(cairo, mark->stroke == COR_STROKE_DOTTED ? mark->stroke : COR_STROKE_SOLID);
    cairo_stroke(cairo);
    set_dash(cairo, COR_STROKE_SOLID);
}

static void put_text(const plot *at, const cor_draw_mark *mark) {
    static const pdf_align aligned[] = { PDF_START, PDF_MIDDLE, PDF_END };
    cor_draw_words style = mark->text.style;
    bool has_hue = letters[style].has_hue && mark->hue != COR_HUE_QUIET;
    pdf_color color = letters[style].is_quiet ? PDF_INK_2 : has_hue ? full_hue(mark->hue) : PDF_INK;
    pdf_line(at->press, letters[style].style, color, mark->text.words, x_of(at, mark->at),
             y_of(at, mark->at), aligned[mark->text.align]);
}

/* From cool, where people left, to warm, where they went. */
static void put_paper_way(const plot *at, const cor_draw_mark *mark) {
    const double warm_from = 0.75; // of the way
    cor_draw_at from = mark->path.from, to = mark->path.to;
    cairo_pattern_t *colors =
        cairo_pattern_create_linear(x_of(at, from), y_of(at, from), x_of(at, to), y_of(at, to));
    pdf_color_stop(colors, 0, PDF_ORIGIN);
    pdf_color_stop(colors, warm_from, PDF_DESTINATION);
    cairo_set_source(at->press->cairo, colors);
    cairo_fill(at->press->cairo);
    cairo_pattern_destroy(colors);
}

/* Tenths of a point are finer than paper shows, and pack better. */
static double round_tenth(double points) {
    return round(points * 10) / 10;
}

static void trace_land(const plot *at, const cor_draw_mark *mark) {
    for (int32_t r = 0; r < mark->land->ring_count; r++) {
        const cor_map_ring *ring = &mark->land->rings[r];
        for (int32_t i = 0; i < ring->point_count; i++)
            cairo_line_to(at->press->cairo, round_tenth(at->left + at->unit * ring->points[i].x),
                          round_tenth(at->top + at->unit * ring->points[i].y));
        cairo_close_path(at->press->cairo);
        cairo_new_sub_path(at->press->cairo);
    }
}

static void put_paper_mark(const plot *at, const cor_draw_mark *mark) {
    if (mark->kind == COR_DRAW_TEXT) put_text(at, mark);
    if (mark->kind == COR_DRAW_DOT) put_dot(at, mark);
    if (mark->kind == COR_DRAW_BAR) trace_bar(at, mark);
    if (mark->kind == COR_DRAW_PATH) trace_path(at, mark);
    if (mark->look == COR_LOOK_WAY)
        put_paper_way(at, mark);
    else if (mark->kind == COR_DRAW_BAR || mark->kind == COR_DRAW_PATH)
        ink_mark(at->press, mark);
}

/* Rules that look alike are drawn as one, and lands of one colour, so that the file changes pens
 * seldom. Returns the first mark after them. */
static const cor_draw_mark *put_alike(const plot *at, const cor_draw_mark *first) {
    const cor_draw_mark *mark = first;
    for (; mark && mark->kind == first->kind && mark->look == first->look &&
           mark->hue == first->hue && mark->stroke == first->stroke && mark->when == first->when;
         mark = mark->next) {
        if (mark->kind == COR_DRAW_RULE)
            trace_rule(at, mark);
        else
            trace_land(at, mark);
    }
    ink_mark(at->press, first);
    return mark;
}

void pdf_drawing(struct pdf_press *press, const cor_drawing *drawing, double x, double y,
                 double width) {
    bool is_fixed = drawing->width > 0;
    plot at = { .press = press,
                .left = x + pdf_units(drawing->left),
                .top = y,
                .width = width - pdf_units(drawing->left + drawing->right),
                .unit = is_fixed ? width / drawing->width : unit_points };

    cairo_new_path(press->cairo);
    for (const cor_draw_mark *mark = drawing->first; mark;) {
        bool is_shown = mark->when != COR_WHERE_NARROW;
        if (is_shown && (mark->kind == COR_DRAW_RULE || mark->kind == COR_DRAW_LAND)) {
            mark = put_alike(&at, mark);
            continue;
        }
        if (is_shown) put_paper_mark(&at, mark);
        mark = mark->next;
    }
}

/* ---- the key ------------------------------------------------------------- */

/* Entries of the key from left to right, on as many lines as they need. */
void pdf_keys(struct pdf_press *press, const cor_drawing *drawing) {
    const double line = 11, swatch = pdf_units(COR_SWATCH_WIDTH), gap = 4, apart = 14;
    double x = PDF_LEFT;

    for (int32_t i = 0; i < drawing->key_count; i++) {
        const cor_draw_key *key = &drawing->keys[i];
        double sign = key->swatch ? swatch + gap : 0,
               width = sign + pdf_text_width(press, PDF_TINY, key->words);
        if (x > PDF_LEFT && x + width > PDF_RIGHT) {
            x = PDF_LEFT;
            press->y += line;
        }
        if (key->swatch) pdf_drawing(press, key->swatch, x, press->y, swatch);
        pdf_line(press, PDF_TINY, PDF_INK_2, key->words, x + sign, press->y + 6.3, PDF_START);
        x += width + apart;
    }

    if (drawing->key_count) press->y += line;
}
