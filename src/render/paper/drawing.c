/* SPDX-License-Identifier: Apache-2.0 */
/* drawing.c: a drawing on paper: its marks in ink, one above the other, and the key to them. */
#include <math.h>

#include "paper.h"

/* ---- the sheet ----------------------------------------------------------- */

static const double unit_points = 0.625; // of the units a drawing is laid out in

static pdf_style style_of(cor_draw_words words) {
    static const pdf_style styles[] = { [COR_WORDS_PLAIN] = PDF_SMALL,
                                        [COR_WORDS_QUIET] = PDF_SMALL,
                                        [COR_WORDS_AXIS] = PDF_TINY,
                                        [COR_WORDS_BOLD] = PDF_SMALL_BOLD,
                                        [COR_WORDS_CODE] = PDF_SMALL };
    return styles[words];
}

static double measure(void *self, cor_draw_words style, cor_str words) {
    return pdf_text_width(self, style_of(style), words) / unit_points;
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
                             .measure = measure,
                             .self = press };
}

double pdf_units(double units) {
    return units * unit_points;
}

/* ---- ink ----------------------------------------------------------------- */

pdf_color pdf_hue(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_INK,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION,
                                       [COR_HUE_QUIET] = PDF_EDGE };
    return color[hue];
}

pdf_color pdf_hue_soft(cor_hue hue) {
    static const pdf_color color[] = { [COR_HUE_INK] = PDF_PART,
                                       [COR_HUE_ORIGIN] = PDF_ORIGIN_SOFT,
                                       [COR_HUE_DESTINATION] = PDF_DESTINATION_SOFT,
                                       [COR_HUE_QUIET] = PDF_PART };
    return color[hue];
}

/* What a mark is filled and drawn with; without a width it has no edge, without a fill only that. */
typedef enum { FILL_NONE, FILL_HUE, FILL_SOFT, FILL_HALF, FILL_COLOR, FILL_COLOR_HALF } pen_fill;
typedef enum { EDGE_COLOR, EDGE_HUE } pen_edge;
typedef struct {
    pen_fill fill;
    pdf_color fill_color;
    double width;
    pen_edge edge;
    pdf_color edge_color;
    bool is_broken; // whatever its status
} pen;

static const pen pens[COR_LOOK_COUNT] = {
    [COR_LOOK_GRID] = { .width = 0.35, .edge_color = PDF_RULE },
    [COR_LOOK_BASE] = { .width = 0.7, .edge_color = PDF_INK },
    [COR_LOOK_AIM] = { .width = 0.7, .edge_color = PDF_INK_2, .is_broken = true },
    [COR_LOOK_TIE] = { .width = 0.8, .edge_color = PDF_EDGE },
    [COR_LOOK_PARTED] = { .width = 0.35, .edge_color = PDF_RULE },
    [COR_LOOK_LEADER] = { .width = 0.5, .edge_color = PDF_EDGE },
    [COR_LOOK_LINE] = { .width = 1.5, .edge = EDGE_HUE },
    [COR_LOOK_BAND] = { .fill = FILL_SOFT },
    [COR_LOOK_BAND_HALF] = { .fill = FILL_HALF },
    [COR_LOOK_RIBBON] = { FILL_COLOR, PDF_PART, .width = 0.3, .edge_color = PDF_PAPER },
    [COR_LOOK_RIBBON_STRONG] = { FILL_COLOR_HALF, PDF_EDGE, .width = 0.3, .edge_color = PDF_PAPER },
    [COR_LOOK_BAR] = { .fill = FILL_HUE, .width = 0.6, .edge = EDGE_HUE },
    [COR_LOOK_SLICE] = { .fill = FILL_HUE, .width = 1, .edge_color = PDF_PAPER },
    [COR_LOOK_SOLID] = { .fill = FILL_HUE },
    [COR_LOOK_BLANK] = { .width = 0.6, .edge_color = PDF_EDGE, .is_broken = true },
};

static void set_dash(cairo_t *cairo, cor_draw_stroke stroke) {
    static const double broken[] = { 4, 2.4 }, dotted[] = { 1, 1.6 };
    cairo_set_dash(cairo, stroke == COR_STROKE_BROKEN ? broken : dotted,
                   stroke == COR_STROKE_SOLID ? 0 : 2, 0);
}

/* False when nothing is to be filled. */
static bool set_fill(struct pdf_press *press, const pen *with, cor_hue hue) {
    switch (with->fill) {
    case FILL_NONE:
        return false;
    case FILL_HUE:
        pdf_ink(press, pdf_hue(hue));
        break;
    case FILL_SOFT:
        pdf_ink(press, pdf_hue_soft(hue));
        break;
    case FILL_HALF:
        pdf_ink_half(press, pdf_hue_soft(hue));
        break;
    case FILL_COLOR:
        pdf_ink(press, with->fill_color);
        break;
    case FILL_COLOR_HALF:
        pdf_ink_half(press, with->fill_color);
        break;
    }
    return true;
}

/* What is traced, in the pen of the mark: what was estimated is filled pale, what is projected not
 * at all. */
static void ink_mark(struct pdf_press *press, const cor_draw_mark *mark) {
    pen with = pens[mark->look];
    bool has_status = mark->look == COR_LOOK_BAR;
    if (has_status && mark->stroke == COR_STROKE_BROKEN) with.fill = FILL_SOFT;
    if (has_status && mark->stroke == COR_STROKE_DOTTED) with.fill = FILL_NONE;

    if (set_fill(press, &with, mark->hue)) cairo_fill_preserve(press->cairo);
    if (with.width > 0) {
        bool is_dashed = mark->look == COR_LOOK_LINE || mark->stroke == COR_STROKE_DOTTED;
        pdf_ink(press, with.edge == EDGE_HUE ? pdf_hue(mark->hue) : with.edge_color);
        cairo_set_line_width(press->cairo, with.width);
        set_dash(press->cairo, with.is_broken ? COR_STROKE_DOTTED
                               : is_dashed    ? mark->stroke
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
} plot;

static double x_of(const plot *at, cor_draw_at place) {
    return at->left + place.share * at->width + pdf_units(place.offset);
}

static double y_of(const plot *at, cor_draw_at place) {
    return at->top + pdf_units(place.y);
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
    double x = x_of(at, step->over), y = y_of(at, step->over), radius = pdf_units(step->radius);
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

void pdf_dot(struct pdf_press *press, int32_t series, cor_hue hue, cor_draw_stroke stroke, double x,
             double y, double radius) {
    bool is_filled = stroke == COR_STROKE_SOLID;
    cairo_t *cairo = press->cairo;

    cairo_new_path(cairo);
    trace_dot(cairo, series, x, y, is_filled ? radius : radius - 0.4);
    pdf_ink(press, is_filled ? pdf_hue(hue) : PDF_PAPER);
    cairo_fill_preserve(cairo);
    pdf_ink(press, pdf_hue(hue));
    cairo_set_line_width(cairo, is_filled ? 0.4 : 1.1);
    set_dash(cairo, stroke == COR_STROKE_DOTTED ? stroke : COR_STROKE_SOLID);
    cairo_stroke(cairo);
    set_dash(cairo, COR_STROKE_SOLID);
}

static void put_text(const plot *at, const cor_draw_mark *mark) {
    static const pdf_align aligned[] = { PDF_START, PDF_MIDDLE, PDF_END };
    bool is_bold = mark->text.style == COR_WORDS_BOLD && mark->hue != COR_HUE_QUIET;
    pdf_color color = is_bold ? pdf_hue(mark->hue)
                      : mark->text.style == COR_WORDS_PLAIN || mark->text.style == COR_WORDS_BOLD
                          ? PDF_INK
                          : PDF_INK_2;
    pdf_line(at->press, style_of(mark->text.style), color, mark->text.words, x_of(at, mark->at),
             y_of(at, mark->at), aligned[mark->text.align]);
}

/* Rules that look alike are drawn as one, so that the file changes pens seldom. */
static const cor_draw_mark *put_rules(const plot *at, const cor_draw_mark *first) {
    const cor_draw_mark *mark = first;
    for (; mark && mark->kind == COR_DRAW_RULE && mark->look == first->look &&
           mark->hue == first->hue && mark->stroke == first->stroke;
         mark = mark->next)
        if (mark->when != COR_WHERE_NARROW) trace_rule(at, mark);
    ink_mark(at->press, first);
    return mark;
}

static void put_mark(const plot *at, const cor_draw_mark *mark) {
    if (mark->kind == COR_DRAW_TEXT)
        put_text(at, mark);
    else if (mark->kind == COR_DRAW_DOT)
        pdf_dot(at->press, mark->dot.series, mark->hue, mark->stroke, x_of(at, mark->at),
                y_of(at, mark->at), pdf_units(mark->dot.radius));
    else {
        if (mark->kind == COR_DRAW_BAR) trace_bar(at, mark);
        if (mark->kind == COR_DRAW_PATH) trace_path(at, mark);
        ink_mark(at->press, mark);
    }
}

void pdf_drawing(struct pdf_press *press, const cor_drawing *drawing, double x, double y,
                 double width) {
    double room = drawing->width ? drawing->width : drawing->left + drawing->right;
    plot at = { .press = press, .top = y };
    // One of fixed size stands in the middle.
    at.left = drawing->width ? x + (width - pdf_units(room)) / 2 : x + pdf_units(drawing->left);
    at.width = width - pdf_units(room);

    cairo_new_path(press->cairo);
    for (const cor_draw_mark *mark = drawing->first; mark;) {
        if (mark->kind == COR_DRAW_RULE) {
            mark = put_rules(&at, mark);
            continue;
        }
        if (mark->when != COR_WHERE_NARROW) put_mark(&at, mark);
        mark = mark->next;
    }
}

/* ---- the key ------------------------------------------------------------- */

/* From left to right, on as many lines as they need. */
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
