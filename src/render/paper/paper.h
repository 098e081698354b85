/* SPDX-License-Identifier: Apache-2.0 */
/* paper.h: what the files of the paper renderer share: the page and the place on it, words,
 * colours. Lengths are points (1/72 inch), from the upper left corner of an A4 page. */
#ifndef CORREDOR_RENDER_PAPER_PAPER_H
#define CORREDOR_RENDER_PAPER_PAPER_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "render/draw/draw.h"
#include "render/words/words.h"

#define PDF_WIDTH  595.276
#define PDF_HEIGHT 841.89
#define PDF_LEFT   51.0
#define PDF_RIGHT  (PDF_WIDTH - PDF_LEFT)
#define PDF_COLUMN (PDF_RIGHT - PDF_LEFT)
#define PDF_TOP    66.0
#define PDF_BOTTOM 780.0

enum { PDF_ROWS_TOGETHER = 3 };

typedef enum {
    PDF_TITLE,
    PDF_BIG,    // the one number of the page
    PDF_MARQUE, // the name of the program
    PDF_H1,
    PDF_H2,
    PDF_H3, // of tables, charts, maps
    PDF_FACT,
    PDF_LEAD,
    PDF_BODY,
    PDF_BOLD,
    PDF_SMALL,
    PDF_SMALL_BOLD,
    PDF_TINY,
    PDF_TINY_BOLD,
    PDF_MINI,
    PDF_STYLE_COUNT
} pdf_style;

typedef enum {
    PDF_INK,
    PDF_INK_2,
    PDF_INK_3,
    PDF_RULE,
    PDF_EDGE,
    PDF_ORIGIN,
    PDF_ORIGIN_SOFT,
    PDF_DESTINATION,
    PDF_DESTINATION_SOFT,
    PDF_PART,
    PDF_LINK,
    PDF_LAND,
    PDF_PAPER,
    PDF_COLOR_COUNT
} pdf_color;

typedef enum { PDF_START, PDF_MIDDLE, PDF_END } pdf_align;

/* The letters of 0 to 9 in a font where all are as wide. */
struct pdf_digits {
    bool tried;
    PangoFont *font; // NULL where they are not
    PangoGlyph glyphs[10];
};

/* A text laid out, with zeros for its digits. */
struct pdf_shape {
    PangoLayout *layout;
    const struct pdf_digits
        *digits; // that take the place of the zeros; NULL: the text has none, or its own
    double width, height;
    int32_t line_count;
    uint32_t dossier; // the last that used it
    bool wraps, tried;
};

struct pdf_press {
    /* Document, options, language, sticky `full`; makes the cells of the terminal. What is drawn
     * is kept in words.scratch itself, which every node puts back: a new page takes room behind
     * it for its head. */
    cor_words words;
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct pdf_own *own; // what the thread keeps
    double y;            // where the next thing begins
    bool fresh;          // nothing stands on this page yet: gaps are skipped
    int32_t page;
    int32_t block;   // number of the current block of a corridor
    cor_str running; // title of the block, in the head of the page
    int outline[8];  // bookmark of the section at each level
};

/* ---- words --------------------------------------------------------------- */

bool pdf_shapes_open(struct pdf_press *press);
void pdf_shapes_close(struct pdf_press *press);
/* Wrapped at `width`, or on one line when that is 0. Lives until many others were asked for. */
const struct pdf_shape *pdf_shape(struct pdf_press *press, pdf_style style, cor_str text,
                                  double width, pdf_align align);
/* Right-to-left text and text with missing glyphs is left to Pango. */
bool pdf_is_special(const PangoGlyphItem *run);
/* Whether the run's letter is a zero that stands for a digit. */
bool pdf_is_zero(const struct pdf_digits *digits, const PangoGlyphItem *run, int letter);
double pdf_points(int pango_units);
double pdf_size(const struct pdf_press *press, pdf_style style);
void pdf_ink(struct pdf_press *press, pdf_color color);
void pdf_ink_half(struct pdf_press *press, pdf_color color);  // halfway to the paper
void pdf_ink_clear(struct pdf_press *press, pdf_color color); // half transparent
void pdf_color_stop(cairo_pattern_t *pattern, double at, pdf_color color);
cor_str pdf_say(struct pdf_press *press, cor_text text, cor_arena *arena);
double pdf_text_width(struct pdf_press *press, pdf_style style, cor_str text);
double pdf_text_height(struct pdf_press *press, pdf_style style, cor_str text, double width);
/* Text with its top at `top`; wrapped at `width`, or on one line when that is 0, aligned at x.
 * Returns its height. */
double pdf_text(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
                double top, double width, pdf_align align);
/* One line on a base line; source marks are links. */
void pdf_line(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
              double base, pdf_align align);
/* Text whose source marks are links to the list of sources. */
double pdf_marked(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
                  double top, double width, pdf_align align);

/* The shape of a text on one line where it fits, wrapped at `width` elsewhere. */
const struct pdf_shape *pdf_shape_within(struct pdf_press *press, pdf_style style, cor_str text,
                                         double width, pdf_align align);
/* One line of a shape at the current place, its base so far below; source marks are links. */
void pdf_put_line(struct pdf_press *press, const struct pdf_shape *shape, PangoLayoutLine *line,
                  pdf_color color, cor_str text, double x, double base, double height);

/* ---- page ---------------------------------------------------------------- */

void pdf_page_first(struct pdf_press *press);
void pdf_page_next(struct pdf_press *press);
/* Go to the next page unless this much is left on this one. */
void pdf_need(struct pdf_press *press, double height);
void pdf_gap(struct pdf_press *press, double height);
void pdf_rule(struct pdf_press *press, double x, double y, double width, double thickness,
              pdf_color color);
void pdf_vertical(struct pdf_press *press, double x, double top, double bottom, double thickness,
                  pdf_color color);
/* Rows one under the other over as many pages as they need, the head again on each, the last
 * ones together. Those of a page are drawn at once: lines of one colour as one, words after
 * them, so that the file changes pens seldom. */
struct pdf_rows {
    int32_t count;
    const double *heights; // [count]
    void *self;
    void (*put_head)(void *self);
    void (*put)(void *self, int32_t first,
                int32_t end); // from press->y on; the press goes on below by itself
};
void pdf_rows(struct pdf_press *press, const struct pdf_rows *rows);
/* A paragraph at the current place, over as many pages as it needs; source marks are links. */
void pdf_flow(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
              double width);
/* Clickable ground: to a place of this document, or to an address. Nothing is drawn. */
void pdf_link_place(struct pdf_press *press, cor_str place, double x, double y, double width,
                    double height);
void pdf_link_address(struct pdf_press *press, cor_str href, double x, double y, double width,
                      double height);
/* A place that links and bookmarks lead to, here. */
void pdf_place(struct pdf_press *press, cor_str name);
void pdf_bookmark(struct pdf_press *press, int32_t level, cor_str title, cor_str place);

/* ---- nodes --------------------------------------------------------------- */

void pdf_head(struct pdf_press *press);
void pdf_nodes(struct pdf_press *press, const cor_node *first);
void pdf_sources(struct pdf_press *press);
/* Title of a table, chart or map with what its values share; `below` has to fit under it on the
 * page. */
void pdf_title(struct pdf_press *press, const cor_node *node, cor_common common, double below);
/* Derivations, key of the marks, and what the node says about itself. */
void pdf_under(struct pdf_press *press, const cor_node *node, cor_common common);
/* Rows between hairlines; the head is repeated on every page. */
void pdf_grid(struct pdf_press *press, const cor_grid *grid);
void pdf_table(struct pdf_press *press, const cor_node *node);
void pdf_list(struct pdf_press *press, const cor_node *node);
void pdf_figures(struct pdf_press *press, const cor_node *first);
void pdf_chart(struct pdf_press *press, const cor_node *node);
void pdf_map(struct pdf_press *press, const cor_node *node);
/* The table below a map. */
void pdf_map_numbers(struct pdf_press *press, const cor_node *node);
/* The map of the title, in the box. */
void pdf_locator(struct pdf_press *press, const cor_node *node, double x, double y, double width,
                 double height);

/* ---- charts -------------------------------------------------------------- */

cor_draw_sheet pdf_sheet(struct pdf_press *press);
cor_draw_sheet pdf_map_sheet(struct pdf_press *press); // whose units are points
double pdf_units(double units);                        // of a drawing, in points
/* In a column `width` wide, room beside the plot included; one of fixed size fills it. */
void pdf_drawing(struct pdf_press *press, const cor_drawing *drawing, double x, double y,
                 double width);
/* What its marks mean, at the current place. */
void pdf_keys(struct pdf_press *press, const cor_drawing *drawing);
/* About how much of the page a chart takes. */
double pdf_chart_height(const cor_node *node);

#endif
