/* SPDX-License-Identifier: Apache-2.0 */
/* draw.h: charts and maps as lists of marks, independent of the output. A layout places rules,
 * paths, bars, dots, words and lands once; a writer puts them out as SVG (svg.c) or on paper
 * (render/paper/drawing.c).
 *
 * A horizontal place is a share of the plot and an offset from there, a vertical place is a length:
 * a drawing fits plots of any width while its words keep their size. Lengths are in units: a pixel
 * on the screen, less on paper. The series, rows and times of a chart are as in document.h. */
#ifndef CORREDOR_RENDER_DRAW_DRAW_H
#define CORREDOR_RENDER_DRAW_DRAW_H

#include "render/map/map.h"
#include "render/render.h"

/* ---- marks --------------------------------------------------------------- */

typedef struct {
    double share;  // of the width of the plot
    double offset; // units from there
    double y;      // units from the top
} cor_draw_at;

/* Purpose of a mark; each writer maps it to a pen or a class. */
typedef enum {
    // rules
    COR_LOOK_GRID,
    COR_LOOK_BASE,   // zero
    COR_LOOK_AIM,    // a value that matters
    COR_LOOK_TIE,    // between the dots of a row
    COR_LOOK_PARTED, // between rows of words
    COR_LOOK_LEADER, // from a name to what it names
    // paths
    COR_LOOK_LINE,
    COR_LOOK_BAND,
    COR_LOOK_BAND_HALF, // beside another of the same hue
    COR_LOOK_RIBBON,
    COR_LOOK_RIBBON_STRONG,
    COR_LOOK_WAY,     // from where people left to where they went: from cool to warm
    COR_LOOK_WAY_FAR, // context
    COR_LOOK_KEY,     // to the widths of ways
    COR_LOOK_LAND,
    // bars
    COR_LOOK_BAR,
    COR_LOOK_SLICE,
    COR_LOOK_SOLID,
    COR_LOOK_BLANK, // for want of a number
    COR_LOOK_DOT,
    COR_LOOK_ISLE, // a land too small to draw
    COR_LOOK_COUNT
} cor_draw_look;

/* Counted: solid and filled; estimated: broken and hollow; projected: dotted. */
typedef enum { COR_STROKE_SOLID, COR_STROKE_BROKEN, COR_STROKE_DOTTED } cor_draw_stroke;
cor_draw_stroke cor_draw_stroke_of(const cor_value *value);

/* On narrow plots some words are left out, or shorter ones replace them. */
typedef enum { COR_ALWAYS, COR_WHERE_WIDE, COR_WHERE_NARROW } cor_draw_when;

typedef enum {
    COR_WORDS_PLAIN,
    COR_WORDS_QUIET,
    COR_WORDS_AXIS,
    COR_WORDS_BOLD,
    COR_WORDS_CODE, // large, where a phone shows all of a drawing
    // on maps:
    COR_WORDS_PLACE,  // large
    COR_WORDS_MARKED, // bold
    COR_WORDS_BESIDE
} cor_draw_words;
enum { COR_WORDS_LINE = 15 }; // from one line to the next
typedef enum { COR_WORDS_START, COR_WORDS_MIDDLE, COR_WORDS_END } cor_draw_align;

typedef enum {
    COR_STEP_MOVE,
    COR_STEP_LINE,
    COR_STEP_BEND, // a quadratic curve by way of `over`
    COR_STEP_ARC,  // around `over`, clockwise from the top in radians; backwards when `to` < `from`
    COR_STEP_CLOSE
} cor_draw_step_kind;
typedef struct {
    cor_draw_step_kind kind;
    cor_draw_at at, over;
    double radius, from, to;
} cor_draw_step;
typedef struct {
    cor_draw_step *steps;
    int32_t step_count, step_room;
    cor_draw_at from, to; // of a way: where its colours begin and end
    cor_str href;         // of a way that leads to a page, or empty
    cor_str title;        // what it says to a pointer, and to who follows the link
} cor_draw_path;

typedef enum {
    COR_DRAW_RULE,
    COR_DRAW_PATH,
    COR_DRAW_BAR,
    COR_DRAW_DOT,
    COR_DRAW_TEXT,
    COR_DRAW_LAND
} cor_draw_kind;

typedef struct cor_draw_mark cor_draw_mark;
struct cor_draw_mark {
    cor_draw_kind kind;
    cor_draw_look look;
    cor_hue hue;
    cor_draw_stroke stroke;
    cor_draw_when when;
    cor_draw_at at; // where it begins; of words, where their line stands
    union {
        cor_draw_at to; // RULE: the other end; BAR: the opposite corner
        cor_draw_path path;
        struct {
            double radius;
            int32_t series; // a circle, a square, a square on its point
        } dot;
        struct {
            cor_str words;
            cor_draw_words style;
            cor_draw_align align;
            cor_str from, to; // codes of the corridor whose number it is, or empty
        } text;
        const cor_map_land *land;
    };
    cor_draw_mark *next;
};

/* ---- drawings ------------------------------------------------------------ */

/* The medium a drawing is laid out for. */
typedef struct {
    cor_lang lang;
    double width_least; // of plot and the room beside it: words are apart at this width
    double width_wide;  // and at this one those that give way on a phone, too
    double plot_height; // of values over time
    double side_most;   // width of words right of a plot
    int32_t side_lines; // and how many lines a name may take there
    bool says_values;   // ends of lines say their numbers
    double names; // width of the names of rows left of their marks; 0: they stand over these, and
                  // the numbers of ranges are left to a table
    double (*measure)(void *self, cor_draw_words style, cor_str words);
    void *self;
} cor_draw_sheet;

/* The words of a chart as rows: head[1 + series]; rows[category]: its name, then its numbers. */
typedef struct {
    cor_str *head;
    cor_str **rows;
} cor_draw_grid;
/* Head NULL when `keep` is full. */
cor_draw_grid cor_draw_grid_of(const cor_node_chart *chart, cor_lang lang, cor_arena *keep);

typedef struct cor_drawing cor_drawing;
enum { COR_SWATCH_WIDTH = 18, COR_SWATCH_HEIGHT = 12 };
typedef struct {
    const cor_drawing *swatch; // of that size, or NULL
    cor_str words;
} cor_draw_key;

enum { COR_KEYS_MAX = 16 };
struct cor_drawing {
    const cor_draw_sheet *sheet;
    double width; // 0: as wide as its room; else it scales as a whole and has offsets alone
    double height;
    bool is_map;
    double x, y;        // the upper left corner of a part of a map
    double left, right; // room beside the plot
    cor_draw_key keys[COR_KEYS_MAX];
    int32_t key_count;
    int32_t way_count; // lines of a map that are in view
    cor_draw_mark *first, **end;
    cor_arena *keep;
    bool is_full; // marks are missing
};

/* ---- layouts ------------------------------------------------------------- */

/* Charts of every kind; NULL when `keep` is full. */
const cor_drawing *cor_draw_chart(const cor_node_chart *chart, cor_draw_grid grid,
                                  const cor_draw_sheet *sheet, cor_arena *keep);

/* Bars, pairs and ranges, a row each, for pages that part them. NULL when `keep` is full. */
typedef struct cor_draw_rows cor_draw_rows;
const cor_draw_rows *cor_draw_rows_measure(const cor_node_chart *chart, cor_draw_grid grid,
                                           const cor_draw_sheet *sheet, cor_arena *keep);
double cor_draw_rows_height(const cor_draw_rows *rows, int32_t category);
/* Rows from `first` to before `end`; under the scale and the names of their columns. */
const cor_drawing *cor_draw_rows_part(const cor_draw_rows *rows, bool with_head, int32_t first,
                                      int32_t end, cor_arena *keep);

/* How a map is drawn at one size. Its sheet has the language and measures words. */
typedef struct {
    cor_draw_sheet sheet;
    double widest;                    // of the arrows
    double tip_gap;                   // at most between the tip of one and where many arrive
    double word_size, place_size;     // of words, and of those of the style PLACE
    double reach;                     // how far words stand from what they name; 0: not too far
    int32_t numbers_most, words_most; // beside arrows; in all
    bool is_close;                    // only the part around the coloured lines, for a phone
    bool is_linked;                   // arrows lead to pages
} cor_draw_view;
/* The land in a window so wide and high, for one view of the map or more. NULL when `keep` is
 * full, as the drawing. */
typedef struct cor_draw_ground cor_draw_ground;
const cor_draw_ground *cor_draw_ground_make(const cor_node_map *map, double width, double height,
                                            cor_arena *keep);
const cor_drawing *cor_draw_map(const cor_draw_ground *ground, const cor_draw_view *view,
                                cor_arena *keep);
/* An arrow to the right by itself, its middle at y 0. */
const cor_drawing *cor_draw_arrow(const cor_draw_sheet *sheet, double length, double widest,
                                  cor_arena *keep);

/* ---- as SVG: svg.c ------------------------------------------------------- */

cor_draw_sheet cor_svg_sheet(cor_lang lang);
/* The same for maps, whose words are so large. */
cor_draw_sheet cor_svg_map_sheet(cor_lang lang, cor_draw_view *view);

typedef struct {
    const char *class_name; // of the element: "chart"
    cor_str id;             // what follows names its parts: "ID-t"
    const char *suffix;     // after the id where several drawings share it
    cor_str title, text;    // its name, and what is in it
    bool uses_ground;       // no land of its own: that of "ID-land"
    /* `<a href="..."`; false, and nothing, when that leads nowhere. NULL: no way is a link. */
    bool (*begin_link)(void *self, cor_str href);
    void *self;
} cor_svg_frame;
void cor_svg_put(cor_out *out, const cor_drawing *drawing, const cor_svg_frame *frame);
void cor_svg_swatch(cor_out *out, const cor_drawing *swatch);
/* "12.3", and "12.3%" or "0". */
void cor_svg_number(cor_out *out, double value);
void cor_svg_percent(cor_out *out, double percent);

/* ---- the order of a circle: chord.c -------------------------------------- */

typedef struct {
    double start, end;
} cor_arc;
typedef struct {
    int32_t from, to; // places
    const cor_value *value;
    cor_arc leaves, arrives; // at the arc of either place
} cor_ribbon;
typedef struct {
    int32_t place_count, ribbon_count;
    cor_arc *places;     // [place_count]
    cor_ribbon *ribbons; // [ribbon_count] largest first
} cor_chord;

/* From a chart of kind CHORD: origins are its categories, destinations its series, in the same
 * order. Values that are absent or not above zero have no ribbon. False when it does not fit
 * into the arena. */
bool cor_chord_make(const cor_node_chart *chart, cor_arena *arena, cor_chord *ret_chord);

#endif
