/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: text on paper: colours, measuring, drawing, links of source marks. */
#include "paper.h"

static const double colors[PDF_COLOR_COUNT][3] = {
#define RGB(hex)                                                                                   \
    { (hex >> 16) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0 }
    [PDF_INK] = RGB(0x17212b),
    [PDF_INK_2] = RGB(0x4b5763),
    [PDF_INK_3] = RGB(0x626c76),
    [PDF_RULE] = RGB(0xcfcac0),
    [PDF_EDGE] = RGB(0x7d848a),
    [PDF_ORIGIN] = RGB(0x00697a),
    [PDF_ORIGIN_SOFT] = RGB(0xb9d9de),
    [PDF_DESTINATION] = RGB(0xad420f),
    [PDF_DESTINATION_SOFT] = RGB(0xf1c9b1),
    [PDF_PART] = RGB(0xdcd8cf),
    [PDF_LINK] = RGB(0x1b3f75),
    [PDF_LAND] = RGB(0xe9e4d9),
    [PDF_PAPER] = RGB(0xffffff),
#undef RGB
};

void pdf_ink(struct pdf_press *press, pdf_color color) {
    cairo_set_source_rgb(press->cairo, colors[color][0], colors[color][1], colors[color][2]);
}

void pdf_ink_half(struct pdf_press *press, pdf_color color) {
    const double *c = colors[color];
    cairo_set_source_rgb(press->cairo, (1 + c[0]) / 2, (1 + c[1]) / 2, (1 + c[2]) / 2);
}

void pdf_ink_clear(struct pdf_press *press, pdf_color color) {
    const double *c = colors[color];
    cairo_set_source_rgba(press->cairo, c[0], c[1], c[2], 0.5);
}

void pdf_color_stop(cairo_pattern_t *pattern, double at, pdf_color color) {
    cairo_pattern_add_color_stop_rgb(pattern, at, colors[color][0], colors[color][1],
                                     colors[color][2]);
}

/* ---- measuring ----------------------------------------------------------- */

cor_str pdf_say(struct pdf_press *press, cor_text text, cor_arena *arena) {
    return cor_text_say(&press->words, text, arena);
}

double pdf_text_width(struct pdf_press *press, pdf_style style, cor_str text) {
    return text.length ? pdf_shape(press, style, text, 0, PDF_START)->width : 0;
}

/* Texts with more letters than this are wrapped without trying one line; the result is the same
 * where they would have fitted. */
static bool is_too_long(const struct pdf_press *press, pdf_style style, cor_str text,
                        double width) {
    const double letter_width = 0.4; // of the size
    return (double)text.length * pdf_size(press, style) * letter_width > width;
}

const struct pdf_shape *pdf_shape_within(struct pdf_press *press, pdf_style style, cor_str text,
                                         double width, pdf_align align) {
    bool fits = width > 0 && !is_too_long(press, style, text, width) &&
                pdf_text_width(press, style, text) <= width;
    return pdf_shape(press, style, text, fits ? 0 : width, align);
}

double pdf_text_height(struct pdf_press *press, pdf_style style, cor_str text, double width) {
    return text.length ? pdf_shape_within(press, style, text, width, PDF_START)->height : 0;
}

/* ---- links of marks ------------------------------------------------------ */

static const char *digits_end(const char *at, const char *end, int32_t *ret_number) {
    int32_t number = 0;
    for (; at < end && *at >= '0' && *at <= '9' && number < 10000; at++)
        number = number * 10 + (*at - '0');
    *ret_number = number;
    return at;
}

/* "[12]" in the line, where it names a source, becomes clickable ground. */
static void link_marks(struct pdf_press *press, PangoLayoutLine *line, const char *text, double x,
                       double top, double height) {
    const char *start = text + line->start_index, *end = start + line->length;
    for (const char *at = start; at < end; at++) {
        int32_t number;
        if (*at != '[') continue;
        const char *close = digits_end(at + 1, end, &number);
        if (close == end || *close != ']' || number < 1 ||
            number > press->words.document->source_count)
            continue;
        int from, to;
        pango_layout_line_index_to_x(line, (int)(at - text), FALSE, &from);
        pango_layout_line_index_to_x(line, (int)(close - text), TRUE, &to);
        char place[24];
        int length = snprintf(place, sizeof place, "source-%d", (int)number);
        pdf_link_place(press, (cor_str){ place, (size_t)length }, x + pdf_points(from), top,
                       pdf_points(to - from), height);
    }
}

/* ---- drawing ------------------------------------------------------------- */

struct letters {
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters; // which bytes of the text each is
    int count, cluster_count;
};

/* Letters with their places, each digit in the place of its zero. */
static void place_letters(const PangoGlyphItem *run, const struct pdf_digits *digits,
                          const char *text, double x, double y, struct letters *all) {
    const PangoGlyphString *string = run->glyphs;
    int end = 0;
    for (int i = 0; i < string->num_glyphs; i++) {
        const PangoGlyphInfo *info = &string->glyphs[i];
        int at = string->log_clusters[i];
        if (i == 0 || at != string->log_clusters[i - 1]) {
            for (end = i + 1; end < string->num_glyphs && string->log_clusters[end] == at;)
                end++;
            int bytes =
                (end < string->num_glyphs ? string->log_clusters[end] : run->item->length) - at;
            all->clusters[all->cluster_count++] = (cairo_text_cluster_t){ .num_bytes = bytes };
        }
        if (info->glyph != PANGO_GLYPH_EMPTY) {
            bool stands_in = digits && pdf_is_zero(digits, run, i);
            all->glyphs[all->count++] =
                (cairo_glyph_t){ .index = stands_in ? digits->glyphs[text[at] - '0'] : info->glyph,
                                 .x = x + pdf_points(info->geometry.x_offset),
                                 .y = y + pdf_points(info->geometry.y_offset) };
            all->clusters[all->cluster_count - 1].num_glyphs++;
        }
        x += pdf_points(info->geometry.width);
    }
}

static void put_run(struct pdf_press *press, PangoGlyphItem *run, const struct pdf_digits *digits,
                    cor_str text, double x, double y) {
    cairo_t *cairo = press->cairo;
    const PangoItem *item = run->item;
    if (!run->glyphs->num_glyphs) return;

    if (pdf_is_special(run)) {
        cairo_move_to(cairo, x, y);
        pango_cairo_show_glyph_item(cairo, text.at, run);
        return;
    }

    // Not from the arena: the text may lie in it behind what is taken.
    struct letters all = { .glyphs = cairo_glyph_allocate(run->glyphs->num_glyphs),
                           .clusters = cairo_text_cluster_allocate(run->glyphs->num_glyphs) };

    if (all.glyphs && all.clusters) {
        const char *words = text.at + item->offset;
        place_letters(run, digits, words, x, y, &all);
        cairo_set_scaled_font(
            cairo, pango_cairo_font_get_scaled_font((PangoCairoFont *)item->analysis.font));
        cairo_show_text_glyphs(cairo, words, item->length, all.glyphs, all.count, all.clusters,
                               all.cluster_count, 0);
    } else {
        press->words.full = true;
    }

    cairo_glyph_free(all.glyphs);
    cairo_text_cluster_free(all.clusters);
}

/* One line, from x on its base. */
static void put_line(struct pdf_press *press, const struct pdf_shape *shape,
                     const PangoLayoutLine *line, cor_str text, double x, double base) {
    for (const GSList *next = line->runs; next; next = next->next) {
        PangoGlyphItem *run = next->data;
        put_run(press, run, shape->digits, text, x, base);
        x += pdf_points(pango_glyph_string_get_width(run->glyphs));
    }
}

/* How far text on one line begins from the place it is aligned at: in a width, or at a point. */
static double shift_of(pdf_align align, double used, double width) {
    double left = (width > 0 ? width : 0) - used;
    return align == PDF_START ? 0 : align == PDF_MIDDLE ? left / 2 : left;
}

/* Returns the height. */
static double show(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text,
                   double x, double top, double width, pdf_align align, bool marked) {
    if (!text.length) return 0;
    const struct pdf_shape *shape = pdf_shape_within(press, style, text, width, align);
    if (!shape->wraps) x += shift_of(align, shape->width, width);
    pdf_ink(press, color);
    PangoLayoutIter *iter = pango_layout_get_iter(shape->layout);

    do {
        PangoRectangle extents;
        int from, to;
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        pango_layout_iter_get_line_extents(iter, NULL, &extents);
        pango_layout_iter_get_line_yrange(iter, &from, &to);
        double left = x + pdf_points(extents.x);
        put_line(press, shape, line, text, left,
                 top + pdf_points(pango_layout_iter_get_baseline(iter)));
        if (marked)
            link_marks(press, line, text.at, left, top + pdf_points(from), pdf_points(to - from));
    } while (pango_layout_iter_next_line(iter));

    pango_layout_iter_free(iter);
    press->fresh = false;
    return shape->height;
}

double pdf_text(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
                double top, double width, pdf_align align) {
    return show(press, style, color, text, x, top, width, align, false);
}

double pdf_marked(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
                  double top, double width, pdf_align align) {
    return show(press, style, color, text, x, top, width, align, true);
}

void pdf_line(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
              double base, pdf_align align) {
    if (!text.length) return;
    const struct pdf_shape *shape = pdf_shape(press, style, text, 0, align);
    double top = base - pdf_points(pango_layout_get_baseline(shape->layout));
    (void)show(press, style, color, text, x, top, 0, align, true);
}

void pdf_put_line(struct pdf_press *press, const struct pdf_shape *shape, PangoLayoutLine *line,
                  pdf_color color, cor_str text, double x, double base, double height) {
    pdf_ink(press, color);
    put_line(press, shape, line, text, x, press->y + base);
    link_marks(press, line, text.at, x, press->y, height);
}
