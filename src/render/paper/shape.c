/* SPDX-License-Identifier: Apache-2.0 */
/* shape.c: text shaped for paper, once: what a thread keeps from one dossier to the next. Digits
 * are as wide as each other, so that texts which differ only in their numbers have one shape: it
 * is made with zeros, and each digit takes its place when it is drawn. Fonts are those
 * installed: Noto where it is, DejaVu where it is not; other fonts give other line breaks, never
 * other words. */
#include <pthread.h>
#include <stdlib.h>

#include "core/core.h"
#include "paper.h"

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

/* ---- what stays ---------------------------------------------------------- */

/* Fontconfig and Pango keep what they learnt of the installed fonts until the process ends: that
 * is no leak of ours. */
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

/* ---- open and close ------------------------------------------------------ */

/* State that a thread keeps between dossiers. */
struct pdf_own {
    PangoContext *context;
    PangoAttrList *attributes; // of all text
    PangoFontDescription *fonts[PDF_STYLE_COUNT];
    struct pdf_digits digits[PDF_STYLE_COUNT];
    GHashTable *shapes; // by style, width, alignment and text
    uint32_t dossier;   // which one of the thread is being drawn
};

/* Labels, heads and notes are the same on one dossier after the other. */
enum { SHAPES_MAX = 4096, SHAPES_KEPT_MAX = 1500 };
static pthread_key_t own_key;
static pthread_once_t own_key_once = PTHREAD_ONCE_INIT;

static void drop_shape(void *thing) {
    struct pdf_shape *shape = thing;
    g_object_unref(shape->layout);
    g_free(shape);
}

static PangoAttrList *attributes_of_text(void) {
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, lnum=1"));
    pango_attr_list_insert(attributes,
                           pango_attr_insert_hyphens_new(FALSE)); // they would change addresses
    return attributes;
}

static void close_own(void *thing) {
    struct pdf_own *own = thing;
    for (int style = 0; style < PDF_STYLE_COUNT; style++) {
        pango_font_description_free(own->fonts[style]);
        if (own->digits[style].font) g_object_unref(own->digits[style].font);
    }
    if (own->shapes) g_hash_table_unref(own->shapes);
    if (own->attributes) pango_attr_list_unref(own->attributes);
    if (own->context) g_object_unref(own->context);
    free(own);
}

static void make_key(void) {
    if (pthread_key_create(&own_key, close_own))
        abort(); // no thread has taken a key before the first dossier
}

static struct pdf_own *make_own(cairo_t *cairo) {
    struct pdf_own *own = calloc(1, sizeof *own);
    if (!own) return NULL;
    own->context = pango_cairo_create_context(cairo);
    cairo_font_options_t *how = cairo_font_options_create();
    cairo_font_options_set_hint_style(how, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(how, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(own->context, how);
    cairo_font_options_destroy(how);
    pango_cairo_context_set_resolution(own->context, 72);

    // Letters stand where the font wants them, not at the next whole point: fewer corrections to
    // write, too.
    pango_context_set_round_glyph_positions(own->context, FALSE);

    // No language of ours has letters of its own in a font; with one for all, what is shaped serves
    // every dossier.
    pango_context_set_language(own->context, pango_language_from_string("en"));
    own->attributes = attributes_of_text();
    own->shapes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_shape);
    for (int style = 0; style < PDF_STYLE_COUNT; style++)
        own->fonts[style] = pango_font_description_from_string(styles[style].font);

    return own;
}

/* The context is never told of the page it draws on: all are alike, and it would shape
 * everything anew. */
bool pdf_shapes_open(struct pdf_press *press) {
    pthread_once(&own_key_once, make_key);
    struct pdf_own *own = pthread_getspecific(own_key);
    if (!own) {
        own = make_own(press->cairo);
        if (!own) return false;
        if (pthread_setspecific(own_key, own)) {
            close_own(own);
            return false;
        }
    }

    own->dossier++;
    press->own = own;
    return true;
}

static gboolean is_of_another(gpointer key, gpointer value, gpointer data) {
    (void)key;
    return ((const struct pdf_shape *)value)->dossier != ((const struct pdf_own *)data)->dossier;
}

/* When many shapes are kept, those the last dossier did not use are freed. */
void pdf_shapes_close(struct pdf_press *press) {
    if (!press->own || g_hash_table_size(press->own->shapes) <= SHAPES_KEPT_MAX) return;
    g_hash_table_foreach_remove(press->own->shapes, is_of_another, press->own);
}

/* ---- layouts ------------------------------------------------------------- */

double pdf_points(int pango_units) {
    return (double)pango_units / PANGO_SCALE;
}

double pdf_size(const struct pdf_press *press, pdf_style style) {
    return pdf_points(pango_font_description_get_size(press->own->fonts[style]));
}

static PangoAlignment pango_align(pdf_align align) {
    return align == PDF_START    ? PANGO_ALIGN_LEFT
           : align == PDF_MIDDLE ? PANGO_ALIGN_CENTER
                                 : PANGO_ALIGN_RIGHT;
}

static PangoLayout *new_layout(struct pdf_own *own, pdf_style style, cor_str text, int width,
                               pdf_align align) {
    PangoLayout *layout = pango_layout_new(own->context);
    pango_layout_set_attributes(layout, own->attributes);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_font_description(layout, own->fonts[style]);
    pango_layout_set_line_spacing(layout, styles[style].spacing);
    pango_layout_set_width(layout, width);
    pango_layout_set_alignment(layout, pango_align(align));
    pango_layout_set_text(layout, text.length ? text.at : "", (int)text.length);
    return layout;
}

/* ---- digits -------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Ten letters of one font, all as wide: only then may one stand for another. */
static bool read_digits(const PangoLayoutLine *line, struct pdf_digits *ret_digits) {
    if (!line || !line->runs || line->runs->next) return false;
    const PangoGlyphItem *run = line->runs->data;
    if (run->glyphs->num_glyphs != 10) return false;

    for (int i = 0; i < 10; i++) {
        const PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
        if (glyph->geometry.width != run->glyphs->glyphs[0].geometry.width ||
            run->glyphs->log_clusters[i] != i)
            return false;
        ret_digits->glyphs[i] = glyph->glyph;
    }

    ret_digits->font = g_object_ref(run->item->analysis.font);
    return true;
}

static const struct pdf_digits *digits_of(struct pdf_own *own, pdf_style style) {
    struct pdf_digits *digits = &own->digits[style];
    if (!digits->tried) {
        PangoLayout *layout = new_layout(own, style, COR_STR("0123456789"), -1, PDF_START);
        if (!read_digits(pango_layout_get_line_readonly(layout, 0), digits)) digits->font = NULL;
        digits->tried = true;
        g_object_unref(layout);
    }
    return digits->font ? digits : NULL;
}

bool pdf_is_special(const PangoGlyphItem *run) {
    bool special = run->item->analysis.level % 2;
    for (int i = 0; !special && i < run->glyphs->num_glyphs; i++)
        special = run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG;
    return special;
}

bool pdf_is_zero(const struct pdf_digits *digits, const PangoGlyphItem *run, int i) {
    const PangoGlyphString *glyphs = run->glyphs;
    int at = glyphs->log_clusters[i];
    int next = i + 1 < glyphs->num_glyphs ? glyphs->log_clusters[i + 1] : run->item->length;
    return glyphs->glyphs[i].glyph == digits->glyphs[0] &&
           run->item->analysis.font == digits->font && next == at + 1;
}

/* Whether each zero of the text is a letter of its own, the zero of this font, and we draw it. */
static bool holds_zeros(PangoLayout *layout, const struct pdf_digits *digits, int32_t zero_count) {
    for (const GSList *line = pango_layout_get_lines_readonly(layout); line; line = line->next) {
        for (const GSList *next = ((const PangoLayoutLine *)line->data)->runs; next;
             next = next->next) {
            const PangoGlyphItem *run = next->data;
            for (int i = 0; !pdf_is_special(run) && i < run->glyphs->num_glyphs; i++)
                zero_count -= pdf_is_zero(digits, run, i);
        }
    }
    return zero_count == 0;
}

/* ---- shapes -------------------------------------------------------------- */

/* A letter for each of style and alignment, the width in digits, the text; `ret_text` is where
 * it begins. */
static char *shape_key(pdf_style style, cor_str text, int pango_width, pdf_align align,
                       char **ret_text) {
    enum { ROOM = 2 + 24 + 2 };
    char *key = g_malloc(ROOM + text.length), *at = key;

    *at++ = (char)('A' + style);
    *at++ = (char)('A' + (pango_width > 0 ? align : PDF_START));
    at += cor_number_print_int(pango_width, at);
    *at++ = ' ';
    if (text.length) memcpy(at, text.at, text.length);
    at[text.length] = 0;
    *ret_text = at;

    return key;
}

static int32_t clear_digits(char *text, size_t length) {
    int32_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i])) continue;
        text[i] = '0';
        count++;
    }
    return count;
}

static struct pdf_shape *make_shape(struct pdf_own *own, pdf_style style, cor_str text, int width,
                                    pdf_align align) {
    struct pdf_shape *shape = g_new0(struct pdf_shape, 1);
    int used, height;
    shape->layout = new_layout(own, style, text, width, align);
    pango_layout_get_size(shape->layout, &used, &height);
    shape->line_count = pango_layout_get_line_count(shape->layout);
    shape->wraps = width >= 0;
    shape->width = pdf_points(used);
    shape->height = pdf_points(height);
    return shape;
}

/* The shape with that key, made when there is none. The key is taken. */
static struct pdf_shape *keep_shape(struct pdf_own *own, char *key, pdf_style style, cor_str text,
                                    int width, pdf_align align) {
    struct pdf_shape *shape = g_hash_table_lookup(own->shapes, key);
    if (shape) {
        g_free(key);
    } else {
        if (g_hash_table_size(own->shapes) == SHAPES_MAX) g_hash_table_remove_all(own->shapes);
        shape = make_shape(own, style, text, width, align);
        g_hash_table_insert(own->shapes, key, shape);
    }

    shape->dossier = own->dossier;
    return shape;
}

/* Where digits are not alike the zeros are of no use, and the text has a shape of its own: a
 * small letter first. */
static const struct pdf_shape *shape_as_it_is(struct pdf_own *own, pdf_style style, cor_str text,
                                              int width, pdf_align align) {
    char *at, *key = shape_key(style, text, width, align, &at);
    key[0] = (char)(key[0] - 'A' + 'a');
    return keep_shape(own, key, style, text, width, align);
}

const struct pdf_shape *pdf_shape(struct pdf_press *press, pdf_style style, cor_str text,
                                  double width, pdf_align align) {
    struct pdf_own *own = press->own;
    int pango_width = width > 0 ? (int)(width * PANGO_SCALE) : -1;
    char *at, *key = shape_key(style, text, pango_width, align, &at);
    int32_t zero_count = clear_digits(at, text.length);
    struct pdf_shape *shape =
        keep_shape(own, key, style, (cor_str){ at, text.length }, pango_width, align);

    if (!shape->tried) {
        const struct pdf_digits *digits = zero_count ? digits_of(own, style) : NULL;
        shape->tried = true;
        shape->digits = digits && holds_zeros(shape->layout, digits, zero_count) ? digits : NULL;
    }

    bool serves = !zero_count || shape->digits;
    return serves ? shape : shape_as_it_is(own, style, text, pango_width, align);
}
