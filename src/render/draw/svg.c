/* SPDX-License-Identifier: Apache-2.0 */
/* svg.c: a drawing as SVG. That of a chart has no viewBox outside: across in percent, down in
 * pixels, so that words keep their size at every width; paths sit in an inner svg that
 * stretches. One of fixed size scales as a whole. */
#include <math.h>

#include "core/core.h"
#include "marks.h"

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

typedef struct {
    cor_out *out;
    const cor_drawing *drawing;
    const cor_svg_frame *frame;
    int32_t ways; // that have colours of their own
} svg_writer;

static void put_all(svg_writer *svg, const char *const *parts) {
    for (; *parts; parts++)
        cor_put_c(svg->out, *parts);
}

/* The id of a part of the drawing. */
static void put_id(svg_writer *svg, const char *part) {
    cor_put_xml(svg->out, svg->frame->id);
    put_all(svg, (const char *[]){ svg->frame->suffix ? svg->frame->suffix : "", part, NULL });
}

/* A zero is left out: it is the default. */
static void put_across(svg_writer *svg, const char *name, cor_draw_at at) {
    bool is_share = at.share != 0;
    if (is_share && fabs(at.share) >= 0.0005) put_share(svg->out, name, at.share);
    if (!is_share && fabs(at.offset) >= 0.05) put_attribute(svg->out, name, at.offset);
}

static void put_down(svg_writer *svg, const char *name, double y) {
    if (fabs(y) >= 0.05) put_attribute(svg->out, name, y);
}

static void put_class(svg_writer *svg, const cor_draw_mark *mark) {
    char classes[COR_SVG_CLASS_MOST];
    cor_svg_class_of(mark, classes);
    if (*classes) put_all(svg, (const char *[]){ " class=\"", classes, "\"", NULL });
}

/* ---- paths --------------------------------------------------------------- */

/* A path that fills the plot is a thousand wide; whole numbers will do for lines of two pixels. */
static void put_point(svg_writer *svg, cor_draw_at at) {
    bool is_stretched = !svg->drawing->width;
    cor_put_char(svg->out, ' ');
    if (is_stretched)
        cor_put_int(svg->out, llround(at.share * 1000));
    else
        cor_svg_number(svg->out, at.offset);
    cor_put_char(svg->out, is_stretched ? ',' : ' ');
    if (is_stretched)
        cor_put_int(svg->out, llround(at.y));
    else
        cor_svg_number(svg->out, at.y);
}

static void put_arc(svg_writer *svg, const cor_draw_step *step) {
    cor_svg_number(svg->out, step->radius);
    cor_put_char(svg->out, ' ');
    cor_svg_number(svg->out, step->radius);
    cor_put_c(svg->out, fabs(step->to - step->from) > M_PI ? " 0 1" : " 0 0");
    cor_put_c(svg->out, step->to > step->from ? " 1" : " 0");
}

static void put_steps(svg_writer *svg, const cor_draw_path *path) {
    cor_put_c(svg->out, " d=\"");
    for (int32_t i = 0; i < path->step_count; i++) {
        const cor_draw_step *step = &path->steps[i];
        cor_put_char(svg->out, "MLQAZ"[step->kind]);
        if (step->kind == COR_STEP_BEND) put_point(svg, step->over);
        if (step->kind == COR_STEP_ARC) put_arc(svg, step);
        if (step->kind != COR_STEP_CLOSE) put_point(svg, step->at);
    }
    cor_put_char(svg->out, '"');
}

/* ---- ways ---------------------------------------------------------------- */

/* From the colour of where people left to that of where they went. */
static void put_colours(svg_writer *svg, const cor_draw_path *path) {
    cor_put_c(svg->out, "<linearGradient id=\"");
    put_id(svg, "-g");
    cor_put_int(svg->out, svg->ways);
    cor_put_c(svg->out, "\" gradientUnits=\"userSpaceOnUse\"");
    put_attribute(svg->out, "x1", round(path->from.offset));
    put_attribute(svg->out, "y1", round(path->from.y));
    put_attribute(svg->out, "x2", round(path->to.offset));
    put_attribute(svg->out, "y2", round(path->to.y));
    cor_put_c(svg->out, "><stop class=\"stop-o\"/><stop class=\"stop-d\" offset=\".75\"/>"
                        "</linearGradient>");
}

static void put_ends(svg_writer *svg, const cor_draw_path *path) {
    const double ends[] = { path->from.offset, path->from.y, path->to.offset, path->to.y };
    cor_put_c(svg->out, " data-ends=\"");
    for (int i = 0; i < 4; i++) {
        if (i) cor_put_char(svg->out, ' ');
        cor_svg_number(svg->out, ends[i]);
    }
    cor_put_char(svg->out, '"');
}

/* A way that links to a page carries its ends: the script of the map draws other years from
 * them. */
static void put_svg_way(svg_writer *svg, const cor_draw_mark *mark) {
    const cor_draw_path *path = &mark->path;
    bool has_colours = mark->look == COR_LOOK_WAY;
    if (has_colours) put_colours(svg, path);
    bool is_link = path->href.length && svg->frame->begin_link &&
                   svg->frame->begin_link(svg->frame->self, path->href);
    if (is_link) {
        cor_put_c(svg->out, " aria-label=\"");
        cor_put_xml(svg->out, path->title);
        cor_put_c(svg->out, "\">");
    }

    cor_put_c(svg->out,
              has_colours ? "<path class=\"way\" fill=\"url(#" : "<path class=\"way far\"");
    if (has_colours) {
        put_id(svg, "-g");
        cor_put_int(svg->out, svg->ways++);
        cor_put_c(svg->out, ")\"");
    }
    if (is_link) put_ends(svg, path);
    put_steps(svg, path);
    cor_put_c(svg->out, is_link ? "/></a>\n" : "/>\n");
}

/* ---- marks --------------------------------------------------------------- */

static void put_rule(svg_writer *svg, const cor_draw_mark *mark) {
    cor_put_c(svg->out, "<line");
    put_class(svg, mark);
    put_across(svg, "x1", mark->at);
    put_across(svg, "x2", mark->to);
    put_down(svg, "y1", mark->at.y);
    put_down(svg, "y2", mark->to.y);
    cor_put_c(svg->out, "/>");
}

static void put_path(svg_writer *svg, const cor_draw_mark *mark) {
    cor_put_c(svg->out, "<path");
    put_class(svg, mark);
    if (mark->look == COR_LOOK_LINE) cor_put_c(svg->out, " vector-effect=\"non-scaling-stroke\"");
    put_steps(svg, &mark->path);
    cor_put_c(svg->out, mark->path.title.length ? "><title>" : "/>");
    if (!mark->path.title.length) return;
    cor_put_xml(svg->out, mark->path.title);
    cor_put_c(svg->out, "</title></path>");
}

static void put_bar(svg_writer *svg, const cor_draw_mark *mark) {
    cor_draw_at size = { .share = mark->to.share - mark->at.share,
                         .offset = mark->to.offset - mark->at.offset };
    cor_put_c(svg->out, "<rect");
    put_class(svg, mark);
    put_across(svg, "x", mark->at);
    put_down(svg, "y", mark->at.y);
    put_across(svg, "width", size);
    put_attribute(svg->out, "height", mark->to.y - mark->at.y);
    cor_put_c(svg->out, "/>");
}

/* The stylesheet has the size of squares, and moves them by half of it: their place is in percent,
 * their size in pixels. A length beside a share needs an svg that begins there. */
static void put_dot(svg_writer *svg, const cor_draw_mark *mark) {
    bool is_round = mark->dot.series % 3 == 0,
         is_beside = mark->at.share != 0 && mark->at.offset != 0;
    cor_draw_at at = mark->at;
    if (is_beside) {
        cor_put_c(svg->out, "<svg");
        put_share(svg->out, "x", at.share);
        cor_put_char(svg->out, '>');
        at.share = 0;
    }

    cor_put_c(svg->out, is_round ? "<circle" : "<rect");
    put_class(svg, mark);
    put_across(svg, is_round ? "cx" : "x", at);
    put_down(svg, is_round ? "cy" : "y", at.y);
    if (is_round)
        put_attribute(svg->out, "r",
                      mark->dot.radius - (mark->stroke == COR_STROKE_SOLID ? 0 : 0.5));
    cor_put_c(svg->out, is_beside ? "/></svg>" : "/>");
}

static void put_text(svg_writer *svg, const cor_draw_mark *mark) {
    cor_put_c(svg->out, "<text");
    put_class(svg, mark);
    put_across(svg, "x", mark->at);
    if (mark->at.share != 0 && mark->at.offset != 0) put_attribute(svg->out, "dx", mark->at.offset);
    put_down(svg, "y", mark->at.y);
    if (mark->text.from.length) {
        cor_put_c(svg->out, " data-line=\"");
        cor_put_xml(svg->out, mark->text.from);
        cor_put_char(svg->out, '-');
        cor_put_xml(svg->out, mark->text.to);
        cor_put_char(svg->out, '"');
    }
    cor_put_char(svg->out, '>');
    cor_put_xml(svg->out, mark->text.words);
    cor_put_c(svg->out, "</text>");
}

/* Outlines of one colour as one path, in halves of a pixel. Returns the first mark after them. */
static const cor_draw_mark *put_lands(svg_writer *svg, const cor_draw_mark *first) {
    const cor_draw_mark *mark = first;
    cor_put_c(svg->out, "<path transform=\"scale(.5)\"");
    put_class(svg, first);
    cor_put_c(svg->out, " d=\"");
    for (; mark && mark->kind == COR_DRAW_LAND && mark->hue == first->hue; mark = mark->next)
        for (int32_t r = 0; r < mark->land->ring_count; r++)
            cor_map_ring_put(svg->out, &mark->land->rings[r]);
    cor_put_c(svg->out, "\"/>");
    return mark;
}

/* Returns the mark after it. */
static const cor_draw_mark *put_svg_mark(svg_writer *svg, const cor_draw_mark *mark) {
    if (mark->kind == COR_DRAW_LAND) return put_lands(svg, mark);
    if (mark->look == COR_LOOK_WAY || mark->look == COR_LOOK_WAY_FAR)
        put_svg_way(svg, mark);
    else if (mark->kind == COR_DRAW_PATH)
        put_path(svg, mark);
    if (mark->kind == COR_DRAW_RULE) put_rule(svg, mark);
    if (mark->kind == COR_DRAW_BAR) put_bar(svg, mark);
    if (mark->kind == COR_DRAW_DOT) put_dot(svg, mark);
    if (mark->kind == COR_DRAW_TEXT) put_text(svg, mark);
    return mark->next;
}

/* ---- frames -------------------------------------------------------------- */

/* Groups of marks: an svg that stretches; the land, which other drawings reuse; marks on the
 * land, their edge painted first; the key. */
typedef enum { NO_FRAME, STRETCHED, GROUND, ON_GROUND, KEY } svg_frame;

static svg_frame frame_of(const svg_writer *svg, const cor_draw_mark *mark) {
    if (mark->look == COR_LOOK_LAND || mark->look == COR_LOOK_ISLE) return GROUND;
    if (mark->look == COR_LOOK_KEY) return KEY;
    if (svg->drawing->is_map) return ON_GROUND;
    return mark->kind == COR_DRAW_PATH && !svg->drawing->width ? STRETCHED : NO_FRAME;
}

static void begin_frame(svg_writer *svg, svg_frame frame) {
    static const char *const begin[] = { "", "<svg width=\"100%\"", "<g id=\"",
                                         "<g paint-order=\"stroke\">",
                                         "<g class=\"mapkey\" paint-order=\"stroke\">" };
    cor_put_c(svg->out, begin[frame]);
    if (frame == GROUND) {
        cor_put_xml(svg->out, svg->frame->id);
        cor_put_c(svg->out, "-land\">");
    }
    if (frame != STRETCHED) return;
    put_attribute(svg->out, "height", svg->drawing->height);
    cor_put_c(svg->out, " viewBox=\"0 0 1000 ");
    cor_svg_number(svg->out, svg->drawing->height);
    cor_put_c(svg->out, "\" preserveAspectRatio=\"none\">");
}

static void put_marks(svg_writer *svg, const cor_draw_mark *first) {
    static const char *const end[] = { "", "</svg>\n", "</g>\n", "</g>\n", "</g>\n" };
    svg_frame frame = NO_FRAME;
    for (const cor_draw_mark *mark = first; mark;) {
        if (frame != frame_of(svg, mark)) {
            cor_put_c(svg->out, end[frame]);
            frame = frame_of(svg, mark);
            begin_frame(svg, frame);
        }
        mark = put_svg_mark(svg, mark);
    }
    cor_put_c(svg->out, end[frame]);
}

/* ---- the whole ----------------------------------------------------------- */

/* With its name, and what is in it. */
static void put_svg_head(svg_writer *svg) {
    const cor_drawing *drawing = svg->drawing;
    put_all(svg, (const char *[]){ "<svg class=\"", svg->frame->class_name, "\"", NULL });
    if (drawing->width) {
        const double box[] = { drawing->x, drawing->y, drawing->width, drawing->height };
        cor_put_c(svg->out, " viewBox=\"");
        for (int i = 0; i < 4; i++) {
            if (i) cor_put_char(svg->out, ' ');
            cor_svg_number(svg->out, box[i]);
        }
        cor_put_char(svg->out, '"');
    } else {
        put_attribute(svg->out, "height", drawing->height);
    }

    bool has_text = svg->frame->text.length;
    cor_put_c(svg->out, svg->frame->begin_link ? " role=\"group\" aria-labelledby=\""
                                               : " role=\"img\" aria-labelledby=\"");
    put_id(svg, "-t");
    if (has_text) {
        cor_put_char(svg->out, ' ');
        put_id(svg, "-d");
    }
    cor_put_c(svg->out, "\"><title id=\"");
    put_id(svg, "-t\">");
    cor_put_xml(svg->out, svg->frame->title);
    cor_put_c(svg->out, "</title>");
    if (!has_text) return;
    cor_put_c(svg->out, "<desc id=\"");
    put_id(svg, "-d\">");
    cor_put_xml(svg->out, svg->frame->text);
    cor_put_c(svg->out, "</desc>\n");
}

void cor_svg_put(cor_out *out, const cor_drawing *drawing, const cor_svg_frame *frame) {
    svg_writer svg = { out, drawing, frame, 0 };
    const cor_draw_mark *first = drawing->first;

    put_svg_head(&svg);
    if (frame->uses_ground) {
        cor_put_c(out, "<use href=\"#");
        cor_put_xml(out, frame->id);
        cor_put_c(out, "-land\"/>\n");
        while (first && frame_of(&svg, first) == GROUND)
            first = first->next;
    }
    put_marks(&svg, first);
    cor_put_c(out, "</svg>\n");
}

void cor_svg_swatch(cor_out *out, const cor_drawing *swatch) {
    svg_writer svg = { out, swatch, &(cor_svg_frame){ 0 }, 0 };
    cor_put_c(out, "<svg class=\"swatch\" aria-hidden=\"true\">");
    put_marks(&svg, swatch->first);
    cor_put_c(out, "</svg>");
}
