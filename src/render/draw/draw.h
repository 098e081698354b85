/* SPDX-License-Identifier: Apache-2.0 */
/* draw.h: charts before anyone decides what draws them. A layout places rules, paths, bars, dots
 * and words once; a writer puts them out, as SVG (svg.c) or on paper (render/paper/drawing.c).
 *
 * A place across is a share of the plot and a length from there, a place down is a length: so a
 * drawing fits plots of any width while its words keep their size. Lengths are in units: a pixel
 * on the screen, less on paper. The series, rows and times of a chart are as in document.h. */
#ifndef CORREDOR_RENDER_DRAW_DRAW_H
#define CORREDOR_RENDER_DRAW_DRAW_H

#include "render/render.h"

/* ---- marks --------------------------------------------------------------- */

typedef struct {
    double share;  // of the width of the plot
    double offset; // units from there
    double y;      // units from the top
} cor_draw_at;

/* What a mark is for; each writer has its pen and its class. */
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
    // bars
    COR_LOOK_BAR,
    COR_LOOK_SLICE,
    COR_LOOK_SOLID,
    COR_LOOK_BLANK, // for want of a number
    COR_LOOK_DOT,
    COR_LOOK_COUNT
} cor_draw_look;

/* Somebody counted: solid and filled; estimated: broken and hollow; projected: dotted. */
typedef enum { COR_STROKE_SOLID, COR_STROKE_BROKEN, COR_STROKE_DOTTED } cor_draw_stroke;
cor_draw_stroke cor_draw_stroke_of(const cor_value *value);

/* Where there is little room words give way, or others take their place. */
typedef enum { COR_ALWAYS, COR_WHERE_WIDE, COR_WHERE_NARROW } cor_draw_when;

typedef enum {
    COR_WORDS_PLAIN,
    COR_WORDS_QUIET,
    COR_WORDS_AXIS,
    COR_WORDS_BOLD,
    COR_WORDS_CODE // large, where a phone shows all of a drawing
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
    cor_str title; // for a pointer that rests on it
} cor_draw_path;

typedef enum {
    COR_DRAW_RULE,
    COR_DRAW_PATH,
    COR_DRAW_BAR,
    COR_DRAW_DOT,
    COR_DRAW_TEXT
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
        } text;
    };
    cor_draw_mark *next;
};

/* ---- drawings ------------------------------------------------------------ */

/* What a drawing is laid out for. */
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
    double left, right; // room beside the plot
    cor_draw_key keys[COR_KEYS_MAX];
    int32_t key_count;
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

/* ---- as SVG: svg.c ------------------------------------------------------- */

cor_draw_sheet cor_svg_sheet(cor_lang lang);
/* A picture with a name, and a text that says what is in it. */
void cor_svg_put(cor_out *out, const cor_drawing *drawing, cor_str id, cor_str title, cor_str text);
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
