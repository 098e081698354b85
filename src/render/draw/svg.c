/* SPDX-License-Identifier: Apache-2.0 */
/* svg.c: a drawing as SVG. There is no viewBox outside: across in percent, down in pixels, so that
 * words keep their size at every width; paths sit in an inner svg that stretches. How marks look
 * stands in the stylesheet; a drawing of fixed size scales as a whole. */
#include <math.h>

#include "core/core.h"
#include "draw.h"

/* ---- numbers ------------------------------------------------------------- */

/* At most one digit after the point: enough for geometry. */
void cor_svg_number(cor_out *out, double value) {
    int64_t tenths = (int64_t)llround(fmax(-1e9, fmin(1e9, value)) * 10);
    char text[32];
    int length = 0;

    if (tenths < 0) text[length++] = '-', tenths = -tenths;
    length += (int)cor_number_print_int(tenths / 10, text + length);
    if (tenths % 10) {
        text[length++] = '.';
        text[length++] = (char)('0' + tenths % 10);
    }
    cor_put(out, (cor_str){ text, (size_t)length });
}

void cor_svg_percent(cor_out *out, double percent) {
    cor_svg_number(out, percent);
    if (fabs(percent) >= 0.05) cor_put_char(out, '%');
}

static void put_attribute(cor_out *out, const char *name, double value) {
    cor_put_char(out, ' ');
    cor_put_c(out, name);
    cor_put_c(out, "=\"");
    cor_svg_number(out, value);
    cor_put_char(out, '"');
}

static void put_share(cor_out *out, const char *name, double share) {
    cor_put_char(out, ' ');
    cor_put_c(out, name);
    cor_put_c(out, "=\"");
    cor_svg_percent(out, share * 100);
    cor_put_char(out, '"');
}

/* ---- classes ------------------------------------------------------------- */

enum { CLASS_MOST = 64 };

static void add_class(char *classes, const char *name) {
    size_t length = strlen(classes);
    if (!*name || length + strlen(name) + 2 > CLASS_MOST) return;
    if (length) classes[length++] = ' ';
    memcpy(classes + length, name, strlen(name) + 1);
}

static const char *const strokes[] = { "c-ink", "c-orig", "c-dest", "c-quiet" };
static const char *const fills[] = { "f-ink", "f-orig", "f-dest", "f-ink3" };
static const char *const tints[] = { "f-part", "f-orig-soft", "f-dest-soft", "f-part" };

static void add_look(char *classes, const cor_draw_mark *mark) {
    static const struct {
        const char *name;
        bool has_status, has_fill, has_stroke, has_tint;
    } looks[COR_LOOK_COUNT] = {
        [COR_LOOK_GRID] = { "grid" },
        [COR_LOOK_BASE] = { "base" },
        [COR_LOOK_AIM] = { "aim" },
        [COR_LOOK_TIE] = { "tie" },
        [COR_LOOK_PARTED] = { "grid" },
        [COR_LOOK_LEADER] = { "tie leader" },
        [COR_LOOK_LINE] = { "line", .has_status = true, .has_stroke = true },
        [COR_LOOK_BAND] = { "", .has_tint = true },
        [COR_LOOK_BAND_HALF] = { "half", .has_tint = true },
        [COR_LOOK_RIBBON] = { "ribbon" },
        [COR_LOOK_RIBBON_STRONG] = { "ribbon strong" },
        [COR_LOOK_BAR] = { "bar", .has_status = true, .has_fill = true, .has_stroke = true },
        [COR_LOOK_SLICE] = { "slice", .has_fill = true },
        [COR_LOOK_SOLID] = { "", .has_fill = true },
        [COR_LOOK_BLANK] = { "blank" },
    };
    static const char *const statuses[] = { "", "est", "proj" };

    add_class(classes, looks[mark->look].name);
    if (looks[mark->look].has_status) add_class(classes, statuses[mark->stroke]);
    if (looks[mark->look].has_fill) add_class(classes, fills[mark->hue]);
    if (looks[mark->look].has_stroke) add_class(classes, strokes[mark->hue]);
    if (looks[mark->look].has_tint) add_class(classes, tints[mark->hue]);
}

/* Filled when counted, hollow when not, without an edge when small. */
static void add_dot(char *classes, const cor_draw_mark *mark) {
    bool is_filled = mark->stroke == COR_STROKE_SOLID, is_small = mark->dot.radius < 4;
    if (!is_filled)
        add_class(classes, mark->stroke == COR_STROKE_DOTTED ? "ring proj" : "ring");
    else if (!is_small)
        add_class(classes, "dot");
    add_class(classes, is_filled ? fills[mark->hue] : strokes[mark->hue]);
    if (mark->dot.series % 3 == 2) add_class(classes, "turned");
    if (mark->dot.series % 3) add_class(classes, is_small ? "sq small" : "sq");
}

static void add_words(char *classes, const cor_draw_mark *mark) {
    static const char *const bold[] = { "b", "o", "d", "b" };
    static const char *const styles[] = { [COR_WORDS_QUIET] = "l", [COR_WORDS_AXIS] = "s" };
    static const char *const aligned[] = { "", "mid", "end" };
    if (mark->text.style == COR_WORDS_BOLD)
        add_class(classes, bold[mark->hue]);
    else if (mark->text.style == COR_WORDS_QUIET || mark->text.style == COR_WORDS_AXIS)
        add_class(classes, styles[mark->text.style]);
    add_class(classes, aligned[mark->text.align]);
}

static void class_of(const cor_draw_mark *mark, char ret_classes[CLASS_MOST]) {
    static const char *const when[] = { "", "roomy", "code" };
    *ret_classes = 0;
    if (mark->kind == COR_DRAW_TEXT)
        add_words(ret_classes, mark);
    else if (mark->kind == COR_DRAW_DOT)
        add_dot(ret_classes, mark);
    else
        add_look(ret_classes, mark);
    add_class(ret_classes, when[mark->when]);
}

static bool is_alike(const cor_draw_mark *a, const cor_draw_mark *b) {
    char one[CLASS_MOST], other[CLASS_MOST];
    if (a->kind != b->kind) return false;
    class_of(a, one);
    class_of(b, other);
    return !strcmp(one, other);
}

/* ---- paths --------------------------------------------------------------- */

enum { STRETCHED = 1000 }; // as wide as paths are that fill the plot

/* Whole numbers: the lines are as wide as two pixels. */
static void put_stretched(cor_out *out, cor_draw_at at) {
    cor_put_int(out, llround(at.share * STRETCHED));
    cor_put_char(out, ',');
    cor_put_int(out, llround(at.y));
    cor_put_char(out, ' ');
}

static void put_point(cor_out *out, cor_draw_at at) {
    cor_put_char(out, ' ');
    cor_svg_number(out, at.offset);
    cor_put_char(out, ' ');
    cor_svg_number(out, at.y);
}

static void put_arc(cor_out *out, const cor_draw_step *step) {
    cor_put_char(out, 'A');
    cor_svg_number(out, step->radius);
    cor_put_char(out, ' ');
    cor_svg_number(out, step->radius);
    cor_put_c(out, fabs(step->to - step->from) > M_PI ? " 0 1" : " 0 0");
    cor_put_c(out, step->to > step->from ? " 1" : " 0");
}

static void put_step(cor_out *out, const cor_draw_step *step, bool is_stretched) {
    switch (step->kind) {
    case COR_STEP_MOVE:
        cor_put_char(out, 'M');
        break;
    case COR_STEP_LINE:
        if (!is_stretched) cor_put_char(out, 'L');
        break;
    case COR_STEP_BEND:
        cor_put_char(out, 'Q');
        put_point(out, step->over);
        break;
    case COR_STEP_ARC:
        put_arc(out, step);
        break;
    case COR_STEP_CLOSE:
        cor_put_char(out, 'Z');
        return;
    }

    if (is_stretched)
        put_stretched(out, step->at);
    else
        put_point(out, step->at);
}

static void put_path(cor_out *out, const cor_draw_mark *mark, bool is_stretched) {
    const cor_draw_path *path = &mark->path;
    if (mark->look == COR_LOOK_LINE) cor_put_c(out, " vector-effect=\"non-scaling-stroke\"");
    cor_put_c(out, " d=\"");
    for (int32_t i = 0; i < path->step_count; i++)
        put_step(out, &path->steps[i], is_stretched);

    cor_put_c(out, path->title.length ? "\"><title>" : "\"/>");
    if (!path->title.length) return;
    cor_put_xml(out, path->title);
    cor_put_c(out, "</title></path>");
}

/* ---- marks --------------------------------------------------------------- */

/* What stands a length beside a share of the plot hangs in an svg that begins there. */
static bool is_hung(const cor_drawing *drawing, const cor_draw_mark *mark) {
    bool is_point = mark->kind == COR_DRAW_TEXT || mark->kind == COR_DRAW_DOT;
    return !drawing->width && is_point && mark->at.share != 0 && mark->at.offset != 0;
}

static bool is_stretched(const cor_drawing *drawing, const cor_draw_mark *mark) {
    return !drawing->width && mark->kind == COR_DRAW_PATH;
}

/* Left out when it is zero, as it is without it. */
static void put_across(cor_out *out, const char *name, cor_draw_at at, bool is_hung) {
    if (at.share != 0 && !is_hung) {
        if (fabs(at.share) >= 0.0005) put_share(out, name, at.share);
    } else if (fabs(at.offset) >= 0.05) {
        put_attribute(out, name, at.offset);
    }
}

static void put_down(cor_out *out, const char *name, double y) {
    if (fabs(y) >= 0.05) put_attribute(out, name, y);
}

static void put_rule(cor_out *out, const cor_draw_mark *mark) {
    put_across(out, "x1", mark->at, false);
    put_across(out, "x2", mark->to, false);
    put_down(out, "y1", mark->at.y);
    put_down(out, "y2", mark->to.y);
    cor_put_c(out, "/>");
}

static void put_bar(cor_out *out, const cor_draw_mark *mark) {
    cor_draw_at size = { .share = mark->to.share - mark->at.share,
                         .offset = mark->to.offset - mark->at.offset };
    put_across(out, "x", mark->at, false);
    put_down(out, "y", mark->at.y);
    put_across(out, "width", size, false);
    put_attribute(out, "height", mark->to.y - mark->at.y);
    cor_put_c(out, "/>");
}

/* The stylesheet has the size of squares, and moves them by half of it: their place is in percent,
 * their size in pixels. */
static void put_dot(cor_out *out, const cor_draw_mark *mark, bool is_hung) {
    bool is_round = mark->dot.series % 3 == 0;
    put_across(out, is_round ? "cx" : "x", mark->at, is_hung);
    put_down(out, is_round ? "cy" : "y", mark->at.y);
    if (is_round)
        put_attribute(out, "r", mark->dot.radius - (mark->stroke == COR_STROKE_SOLID ? 0 : 0.5));
    cor_put_c(out, "/>");
}

static void put_text(cor_out *out, const cor_draw_mark *mark, bool is_hung) {
    put_across(out, "x", mark->at, is_hung);
    put_down(out, "y", mark->at.y);
    cor_put_char(out, '>');
    cor_put_xml(out, mark->text.words);
    cor_put_c(out, "</text>");
}

static const char *element_of(const cor_draw_mark *mark) {
    static const char *const names[] = { "<line", "<path", "<rect", "<circle", "<text" };
    return mark->kind == COR_DRAW_DOT && mark->dot.series % 3 ? "<rect" : names[mark->kind];
}

static void put_class(cor_out *out, const cor_draw_mark *mark) {
    char classes[CLASS_MOST];
    class_of(mark, classes);
    if (!*classes) return;
    cor_put_c(out, " class=\"");
    cor_put_c(out, classes);
    cor_put_char(out, '"');
}

static void put_mark(cor_out *out, const cor_drawing *drawing, const cor_draw_mark *mark,
                     bool with_class) {
    bool hangs = is_hung(drawing, mark);
    cor_put_c(out, element_of(mark));
    if (with_class) put_class(out, mark);

    if (mark->kind == COR_DRAW_RULE) put_rule(out, mark);
    if (mark->kind == COR_DRAW_PATH) put_path(out, mark, is_stretched(drawing, mark));
    if (mark->kind == COR_DRAW_BAR) put_bar(out, mark);
    if (mark->kind == COR_DRAW_DOT) put_dot(out, mark, hangs);
    if (mark->kind == COR_DRAW_TEXT) put_text(out, mark, hangs);
}

/* ---- groups -------------------------------------------------------------- */

/* In the same inner svg, or both in none. */
static bool shares_frame(const cor_drawing *drawing, const cor_draw_mark *a,
                         const cor_draw_mark *b) {
    bool hangs = is_hung(drawing, a);
    return hangs == is_hung(drawing, b) && is_stretched(drawing, a) == is_stretched(drawing, b) &&
           (!hangs || a->at.share == b->at.share);
}

/* Marks that look alike, from `first` to before the one returned. */
static const cor_draw_mark *put_group(cor_out *out, const cor_drawing *drawing,
                                      const cor_draw_mark *first) {
    const cor_draw_mark *end = first->next;
    while (end && is_alike(first, end) && shares_frame(drawing, first, end))
        end = end->next;

    bool is_group = end != first->next || first->kind == COR_DRAW_DOT;
    if (is_group) {
        cor_put_c(out, "<g");
        put_class(out, first);
        cor_put_char(out, '>');
    }
    for (const cor_draw_mark *mark = first; mark != end; mark = mark->next)
        put_mark(out, drawing, mark, !is_group);

    if (is_group) cor_put_c(out, "</g>");
    return end;
}

static void begin_frame(cor_out *out, const cor_drawing *drawing, const cor_draw_mark *first) {
    if (is_hung(drawing, first)) {
        cor_put_c(out, "<svg");
        put_share(out, "x", first->at.share);
        cor_put_char(out, '>');
    } else {
        cor_put_c(out, "<svg width=\"100%\"");
        put_attribute(out, "height", drawing->height);
        cor_put_c(out, " viewBox=\"0 0 1000 ");
        cor_svg_number(out, drawing->height);
        cor_put_c(out, "\" preserveAspectRatio=\"none\">");
    }
}

static void put_marks(cor_out *out, const cor_drawing *drawing) {
    const cor_draw_mark *before = NULL;
    bool is_framed = false;

    for (const cor_draw_mark *mark = drawing->first; mark;) {
        if (!before || !shares_frame(drawing, before, mark)) {
            if (is_framed) cor_put_c(out, "</svg>");
            is_framed = is_hung(drawing, mark) || is_stretched(drawing, mark);
            if (is_framed) begin_frame(out, drawing, mark);
        }
        before = mark;
        mark = put_group(out, drawing, mark);
        cor_put_char(out, '\n');
    }
    if (is_framed) cor_put_c(out, "</svg>");
}

/* ---- the whole ----------------------------------------------------------- */

static void put_id(cor_out *out, const char *before, cor_str id, const char *after) {
    cor_put_c(out, before);
    cor_put_xml(out, id);
    cor_put_c(out, after);
}

void cor_svg_put(cor_out *out, const cor_drawing *drawing, cor_str id, cor_str title,
                 cor_str text) {
    if (drawing->width) {
        cor_put_c(out, "<svg class=\"chart chord\" viewBox=\"0 0 ");
        cor_svg_number(out, drawing->width);
        cor_put_char(out, ' ');
        cor_svg_number(out, drawing->height);
        cor_put_char(out, '"');
    } else {
        cor_put_c(out, "<svg class=\"chart\"");
        put_attribute(out, "height", drawing->height);
    }

    put_id(out, " role=\"img\" aria-labelledby=\"", id, "-t");
    if (text.length) put_id(out, " ", id, "-d");
    put_id(out, "\"><title id=\"", id, "-t\">");
    cor_put_xml(out, title);
    cor_put_c(out, "</title>");
    if (text.length) {
        put_id(out, "<desc id=\"", id, "-d\">");
        cor_put_xml(out, text);
        cor_put_c(out, "</desc>");
    }

    cor_put_char(out, '\n');
    put_marks(out, drawing);
    cor_put_c(out, "</svg>");
}

void cor_svg_swatch(cor_out *out, const cor_drawing *swatch) {
    cor_put_c(out, "<svg class=\"swatch\" aria-hidden=\"true\">");
    put_marks(out, swatch);
    cor_put_c(out, "</svg>");
}

/* ---- the screen ---------------------------------------------------------- */

/* A generous guess: which font a reader has is not known. */
static double guess_width(void *self, cor_draw_words style, cor_str words) {
    static const double sizes[] = { [COR_WORDS_PLAIN] = 13,
                                    [COR_WORDS_QUIET] = 13,
                                    [COR_WORDS_AXIS] = 12,
                                    [COR_WORDS_BOLD] = 13.5,
                                    [COR_WORDS_CODE] = 26 };
    const double letter = 0.57; // of the size
    (void)self;
    return letter * sizes[style] * cor_str_width(words);
}

cor_draw_sheet cor_svg_sheet(cor_lang lang) {
    return (cor_draw_sheet){ .lang = lang,
                             .width_least = 288, // of a phone 320 pixels wide
                             .width_wide = 510,  // beside notes and index, where these begin
                             .plot_height = 236,
                             .side_most = 97,
                             .side_lines = 1,
                             .says_values = true,
                             .measure = guess_width };
}
