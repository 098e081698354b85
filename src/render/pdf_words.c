/* pdf_words.c: text on paper: fonts, measuring, wrapping, links of source marks. Fonts are those installed: Noto where
 * it is, DejaVu where it is not; other fonts give other line breaks, never other words. */
#include <pthread.h>
#include <stdlib.h>

#include "pdf_private.h"

#define SERIF "Noto Serif,DejaVu Serif,serif "
#define SANS  "Noto Sans,DejaVu Sans Condensed,DejaVu Sans,sans-serif "

struct style {
    const char *font;
    float spacing; // of lines, times the height of the font
};

static const struct style styles[PDF_STYLE_COUNT] = {
    [PDF_TITLE] = { SERIF "Semi-Bold 25", 1.0f },
    [PDF_BIG] = { SERIF "Semi-Bold 46", 1.0f },
    [PDF_MARQUE] = { SERIF "Semi-Bold 12", 1.0f },
    [PDF_H1] = { SERIF "Semi-Bold 17", 1.0f },
    [PDF_H2] = { SERIF "Semi-Bold 12.5", 1.0f },
    [PDF_H3] = { SANS "Bold 9.6", 1.1f },
    [PDF_FACT] = { SERIF "Semi-Bold 16", 1.0f },
    [PDF_LEAD] = { SANS "11.2", 1.15f },
    [PDF_BODY] = { SANS "9.4", 1.2f },
    [PDF_BOLD] = { SANS "Bold 9.4", 1.2f },
    [PDF_SMALL] = { SANS "8.2", 1.1f },
    [PDF_SMALL_BOLD] = { SANS "Bold 8.2", 1.1f },
    [PDF_TINY] = { SANS "7.1", 1.1f },
    [PDF_TINY_BOLD] = { SANS "Bold 7.1", 1.1f },
    [PDF_MINI] = { SANS "5.8", 1.1f },
};

static const double colors[PDF_COLOR_COUNT][3] = {
#define RGB(hex)                                                                                                       \
    { (hex >> 16) / 255.0, (hex >> 8 & 255) / 255.0, (hex & 255) / 255.0 }
    [PDF_INK] = RGB(0x17212b),         [PDF_INK_2] = RGB(0x4b5763),       [PDF_INK_3] = RGB(0x626c76),
    [PDF_RULE] = RGB(0xcfcac0),        [PDF_EDGE] = RGB(0x7d848a),        [PDF_ORIGIN] = RGB(0x00697a),
    [PDF_ORIGIN_SOFT] = RGB(0xb9d9de), [PDF_DESTINATION] = RGB(0xad420f), [PDF_DESTINATION_SOFT] = RGB(0xf1c9b1),
    [PDF_PART] = RGB(0xdcd8cf),        [PDF_LINK] = RGB(0x1b3f75),        [PDF_LAND] = RGB(0xe9e4d9),
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

/* ---- what stays ------------------------------------------------------------------------------------------------- */

/* Fontconfig and Pango keep what they learnt of the installed fonts until the process ends: that is no leak of ours. */
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
COR_API const char *__lsan_default_suppressions(void);
COR_API const char *__lsan_default_options(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libfontconfig\nleak:libpango\n";
}
const char *__lsan_default_options(void) {
    return "print_suppressions=0";
}
#endif

/* ---- open and close --------------------------------------------------------------------------------------------- */

static PangoAttrList *attributes_of_text(void) {
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, lnum=1"));
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); // they would change addresses
    return attributes;
}

/* Labels, heads and notes are the same on one dossier after the other: each thread keeps what it has shaped. */
enum { SHAPED_MAX = 4096, SHAPED_KEPT_MAX = 1500 };
static pthread_key_t own_words;
static pthread_once_t own_words_once = PTHREAD_ONCE_INIT;

struct shaped {
    PangoLayout *layout;
    uint32_t dossier; // the last that used it
};

static void drop_shaped(void *thing) {
    struct shaped *shaped = thing;
    g_object_unref(shaped->layout);
    g_free(shaped);
}

static void close_words(void *thing) {
    struct pdf_words *words = thing;
    for (int style = 0; style < PDF_STYLE_COUNT; style++)
        pango_font_description_free(words->fonts[style]);
    if (words->shaped) g_hash_table_unref(words->shaped);
    if (words->attributes) pango_attr_list_unref(words->attributes);
    if (words->context) g_object_unref(words->context);
    free(words);
}

static void make_key(void) {
    if (pthread_key_create(&own_words, close_words)) abort(); // no thread has taken a key before the first dossier
}

static struct pdf_words *make_words(cairo_t *cairo) {
    struct pdf_words *words = calloc(1, sizeof *words);
    if (!words) return NULL;
    words->context = pango_cairo_create_context(cairo);
    cairo_font_options_t *how = cairo_font_options_create();
    cairo_font_options_set_hint_style(how, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(how, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(words->context, how);
    cairo_font_options_destroy(how);
    pango_cairo_context_set_resolution(words->context, 72);
    // Letters stand where the font wants them, not at the next whole point: fewer corrections to write, too.
    pango_context_set_round_glyph_positions(words->context, FALSE);
    words->attributes = attributes_of_text();
    // No language of ours has letters of its own in a font; with one for all, what is shaped serves every dossier.
    pango_context_set_language(words->context, pango_language_from_string("en"));
    words->shaped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_shaped);
    for (int style = 0; style < PDF_STYLE_COUNT; style++)
        words->fonts[style] = pango_font_description_from_string(styles[style].font);
    return words;
}

/* The context is never told of the page it draws on: all are alike, and it would shape everything anew. */
bool pdf_words_open(struct pdf_press *press) {
    pthread_once(&own_words_once, make_key);
    struct pdf_words *words = pthread_getspecific(own_words);
    if (!words) {
        words = make_words(press->cairo);
        if (!words) return false;
        if (pthread_setspecific(own_words, words)) {
            close_words(words);
            return false;
        }
    }
    words->dossier++;
    press->own = words;
    return true;
}

static gboolean is_of_another(gpointer key, gpointer value, gpointer data) {
    (void)key;
    return ((const struct shaped *)value)->dossier != ((const struct pdf_words *)data)->dossier;
}

/* What this dossier had no use for goes, when there is much. */
void pdf_words_close(struct pdf_press *press) {
    if (!press->own || g_hash_table_size(press->own->shaped) <= SHAPED_KEPT_MAX) return;
    g_hash_table_foreach_remove(press->own->shaped, is_of_another, press->own);
}

/* ---- measuring -------------------------------------------------------------------------------------------------- */

cor_str pdf_say(struct pdf_press *press, cor_text text, cor_arena *arena) {
    return cor_text_say(&press->words, text, arena);
}

static PangoAlignment pango_align(pdf_align align) {
    return align == PDF_START ? PANGO_ALIGN_LEFT : align == PDF_MIDDLE ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT;
}

static PangoLayout *new_layout(struct pdf_press *press, pdf_style style, cor_str text, int width, pdf_align align) {
    PangoLayout *layout = pango_layout_new(press->own->context);
    pango_layout_set_attributes(layout, press->own->attributes);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_font_description(layout, press->own->fonts[style]);
    pango_layout_set_line_spacing(layout, styles[style].spacing);
    pango_layout_set_width(layout, width);
    pango_layout_set_alignment(layout, pango_align(align));
    pango_layout_set_text(layout, text.length ? text.at : "", (int)text.length);
    return layout;
}

/* A letter for each of style and alignment, the width in digits, the text. */
static char *shape_key(pdf_style style, cor_str text, int pango_width, pdf_align align) {
    enum { ROOM = 2 + 24 + 2 };
    char *key = g_malloc(ROOM + text.length), *at = key;
    *at++ = (char)('A' + style);
    *at++ = (char)('A' + (pango_width > 0 ? align : PDF_START));
    at += cor_number_print_int(pango_width, at);
    *at++ = ' ';
    if (text.length) memcpy(at, text.at, text.length);
    at[text.length] = 0;
    return key;
}

/* Wrapped at `width`, or on one line when that is 0. Lives until many others were asked for. */
static PangoLayout *shape(struct pdf_press *press, pdf_style style, cor_str text, double width, pdf_align align) {
    GHashTable *all = press->own->shaped;
    int pango_width = width > 0 ? (int)(width * PANGO_SCALE) : -1;
    char *key = shape_key(style, text, pango_width, align);
    struct shaped *shaped = g_hash_table_lookup(all, key);
    if (shaped) {
        g_free(key);
    } else {
        if (g_hash_table_size(all) == SHAPED_MAX) g_hash_table_remove_all(all);
        shaped = g_new(struct shaped, 1);
        shaped->layout = new_layout(press, style, text, pango_width, align);
        g_hash_table_insert(all, key, shaped);
    }
    shaped->dossier = press->own->dossier;
    return shaped->layout;
}

static double points(int pango_units) {
    return (double)pango_units / PANGO_SCALE;
}

double pdf_text_width(struct pdf_press *press, pdf_style style, cor_str text) {
    if (!text.length) return 0;
    int width, height;
    pango_layout_get_size(shape(press, style, text, 0, PDF_START), &width, &height);
    return points(width);
}

/* More letters than this, and text has no chance on one line; where a few narrow ones had it all the same, it stands
 * as it would have. */
static bool is_too_long(const struct pdf_press *press, pdf_style style, cor_str text, double width) {
    const double letter_width = 0.4; // of the size
    return (double)text.length * points(pango_font_description_get_size(press->own->fonts[style])) * letter_width >
           width;
}

/* Most text fits on one line, and then it stands there as it was measured. */
static PangoLayout *shape_within(struct pdf_press *press, pdf_style style, cor_str text, double width,
                                 pdf_align align) {
    bool fits = width > 0 && !is_too_long(press, style, text, width) && pdf_text_width(press, style, text) <= width;
    return shape(press, style, text, fits ? 0 : width, align);
}

double pdf_text_height(struct pdf_press *press, pdf_style style, cor_str text, double width) {
    if (!text.length) return 0;
    int ignored, height;
    pango_layout_get_size(shape_within(press, style, text, width, PDF_START), &ignored, &height);
    return points(height);
}

/* ---- links of marks --------------------------------------------------------------------------------------------- */

static const char *digits_end(const char *at, const char *end, int32_t *ret_number) {
    int32_t number = 0;
    for (; at < end && *at >= '0' && *at <= '9' && number < 10000; at++)
        number = number * 10 + (*at - '0');
    *ret_number = number;
    return at;
}

/* "[12]" in the line, where it names a source, becomes clickable ground. */
static void link_marks(struct pdf_press *press, PangoLayoutLine *line, const char *text, double x, double top,
                       double height) {
    const char *start = text + line->start_index, *end = start + line->length;
    for (const char *at = start; at < end; at++) {
        int32_t number;
        if (*at != '[') continue;
        const char *close = digits_end(at + 1, end, &number);
        if (close == end || *close != ']' || number < 1 || number > press->words.document->source_count) continue;
        int from, to;
        pango_layout_line_index_to_x(line, (int)(at - text), FALSE, &from);
        pango_layout_line_index_to_x(line, (int)(close - text), TRUE, &to);
        char place[24];
        int length = snprintf(place, sizeof place, "source-%d", (int)number);
        pdf_link_place(press, (cor_str){ place, (size_t)length }, x + points(from), top, points(to - from), height);
    }
}

/* ---- drawing ---------------------------------------------------------------------------------------------------- */

/* How far text on one line begins from the place it is aligned at: in a width, or at a point. */
static double shift_of(pdf_align align, double used, double width) {
    double left = (width > 0 ? width : 0) - used;
    return align == PDF_START ? 0 : align == PDF_MIDDLE ? left / 2 : left;
}

/* Draws, and says where its left edge is. */
static PangoLayout *show(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double *x, double top,
                         double width, pdf_align align) {
    int used, height;
    PangoLayout *layout = shape_within(press, style, text, width, align);
    pango_layout_get_size(layout, &used, &height);
    if (pango_layout_get_width(layout) < 0) *x += shift_of(align, points(used), width);
    pdf_ink(press, color);
    cairo_move_to(press->cairo, *x, top);
    pango_cairo_show_layout(press->cairo, layout);
    press->fresh = false;
    return layout;
}

static double height_of(PangoLayout *layout) {
    int ignored, height;
    pango_layout_get_size(layout, &ignored, &height);
    return points(height);
}

double pdf_text(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x, double top,
                double width, pdf_align align) {
    return text.length ? height_of(show(press, style, color, text, &x, top, width, align)) : 0;
}

double pdf_marked(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x, double top,
                  double width, pdf_align align) {
    if (!text.length) return 0;
    PangoLayout *layout = show(press, style, color, text, &x, top, width, align);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        PangoRectangle extents;
        int from, to;
        pango_layout_iter_get_line_extents(iter, NULL, &extents);
        pango_layout_iter_get_line_yrange(iter, &from, &to);
        link_marks(press, pango_layout_iter_get_line_readonly(iter), pango_layout_get_text(layout),
                   x + points(extents.x), top + points(from), points(to - from));
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    return height_of(layout);
}

void pdf_label(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x, double y,
               pdf_align align) {
    double height = pdf_text_height(press, style, text, 0);
    (void)pdf_text(press, style, color, text, x, y - height / 2, 0, align);
}

enum { LINES_KEPT_TOGETHER = 3 };

void pdf_flow(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x, double width) {
    if (!text.length) return;
    // What is drawn at the head of a new page may put others in its place.
    PangoLayout *layout = g_object_ref(shape_within(press, style, text, width, PDF_START));
    if (pango_layout_get_line_count(layout) <= LINES_KEPT_TOGETHER) pdf_need(press, height_of(layout));
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        int from, to;
        pango_layout_iter_get_line_yrange(iter, &from, &to);
        double height = points(to - from), base = points(pango_layout_iter_get_baseline(iter) - from);
        pdf_need(press, height);
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        pdf_ink(press, color);
        cairo_move_to(press->cairo, x, press->y + base);
        pango_cairo_show_layout_line(press->cairo, line);
        link_marks(press, line, pango_layout_get_text(layout), x, press->y, height);
        press->y += height;
        press->fresh = false;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    g_object_unref(layout);
}
