/* SPDX-License-Identifier: Apache-2.0 */
/* svg_look.c: what the stylesheet calls a mark, and how wide words are on a screen. */
#include "core/core.h"
#include "marks.h"

/* ---- classes ------------------------------------------------------------- */

static void add_class(char *classes, const char *name) {
    size_t length = strlen(classes);
    if (!*name || length + strlen(name) + 2 > COR_SVG_CLASS_MOST) return;
    if (length) classes[length++] = ' ';
    memcpy(classes + length, name, strlen(name) + 1);
}

static const char *const strokes[] = { "c-ink", "c-orig", "c-dest", "c-quiet" };
static const char *const fills[] = { "f-ink", "f-orig", "f-dest", "f-ink3" };
static const char *const tints[] = { "f-part", "f-orig-soft", "f-dest-soft", "f-part" };

/* A place a map is about, where people come from, where they go; all other land. */
static const char *const places[] = { "p", "o", "d", "" };

static const char *const statuses[] = { "", "est", "proj" };

static void add_look(char *classes, const cor_draw_mark *mark) {
    static const struct {
        const char *name;
        const char *const *by_hue, *const *also, *const *by_status;
    } looks[COR_LOOK_COUNT] = {
        [COR_LOOK_GRID] = { "grid" },
        [COR_LOOK_BASE] = { "base" },
        [COR_LOOK_AIM] = { "aim" },
        [COR_LOOK_TIE] = { "tie" },
        [COR_LOOK_PARTED] = { "grid" },
        [COR_LOOK_LEADER] = { "tie leader" },
        [COR_LOOK_LINE] = { "line", strokes, .by_status = statuses },
        [COR_LOOK_BAND] = { "", tints },
        [COR_LOOK_BAND_HALF] = { "half", tints },
        [COR_LOOK_RIBBON] = { "ribbon" },
        [COR_LOOK_RIBBON_STRONG] = { "ribbon strong" },
        [COR_LOOK_WAY] = { "way" },
        [COR_LOOK_WAY_FAR] = { "way far" },
        [COR_LOOK_KEY] = { "", fills },
        [COR_LOOK_LAND] = { "land", places },
        [COR_LOOK_BAR] = { "bar", fills, strokes, statuses },
        [COR_LOOK_SLICE] = { "slice", fills },
        [COR_LOOK_SOLID] = { "", fills },
        [COR_LOOK_BLANK] = { "blank" },
        [COR_LOOK_ISLE] = { "isle", places },
    };

    add_class(classes, looks[mark->look].name);
    if (looks[mark->look].by_status) add_class(classes, looks[mark->look].by_status[mark->stroke]);
    if (looks[mark->look].by_hue) add_class(classes, looks[mark->look].by_hue[mark->hue]);
    if (looks[mark->look].also) add_class(classes, looks[mark->look].also[mark->hue]);
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
    static const char *const styles[][4] = {
        [COR_WORDS_PLAIN] = { "", "", "", "" },
        [COR_WORDS_QUIET] = { "l", "l", "l", "l" },
        [COR_WORDS_AXIS] = { "s", "s", "s", "s" },
        [COR_WORDS_BOLD] = { "b", "o", "d", "b" },
        [COR_WORDS_CODE] = { "", "", "", "" },
        [COR_WORDS_PLACE] = { "to", "place-o", "to", "to" },
        [COR_WORDS_MARKED] = { "val", "val", "to-s", "val" },
        [COR_WORDS_BESIDE] = { "from", "from", "from", "from" },
    };
    static const char *const aligned[] = { "", "mid", "end" };
    add_class(classes, styles[mark->text.style][mark->hue]);
    add_class(classes, aligned[mark->text.align]);
}

void cor_svg_class_of(const cor_draw_mark *mark, char ret_classes[COR_SVG_CLASS_MOST]) {
    static const char *const when[] = { "", "roomy", "code" };
    *ret_classes = 0;
    if (mark->kind == COR_DRAW_TEXT)
        add_words(ret_classes, mark);
    else if (mark->look == COR_LOOK_DOT)
        add_dot(ret_classes, mark);
    else
        add_look(ret_classes, mark);
    add_class(ret_classes, when[mark->when]);
}

/* ---- the screen ---------------------------------------------------------- */

/* Generous guesses: which font a reader has is not known. */
static const double letter = 0.57; // of the size

static double guess_width(void *self, cor_draw_words style, cor_str words) {
    static const double sizes[] = { [COR_WORDS_PLAIN] = 13,
                                    [COR_WORDS_QUIET] = 13,
                                    [COR_WORDS_AXIS] = 12,
                                    [COR_WORDS_BOLD] = 13.5,
                                    [COR_WORDS_CODE] = 26 };
    (void)self;
    return letter * sizes[style] * cor_str_width(words);
}

static double guess_map_width(void *self, cor_draw_words style, cor_str words) {
    const cor_draw_view *view = self;
    const double bold = 1.17; // as much wider
    double size = style == COR_WORDS_PLACE ? view->place_size : view->word_size;
    return (style == COR_WORDS_BESIDE ? letter : letter * bold) * size * cor_str_width(words);
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

cor_draw_sheet cor_svg_map_sheet(cor_lang lang, cor_draw_view *view) {
    return (cor_draw_sheet){ .lang = lang, .measure = guess_map_width, .self = view };
}
