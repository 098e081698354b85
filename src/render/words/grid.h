/* SPDX-License-Identifier: Apache-2.0 */
/* grid.h: words and columns on a screen of so many columns: wrapping, aligning, shrinking. Knows
 * nothing of documents.
 */
#ifndef CORREDOR_RENDER_WORDS_GRID_H
#define CORREDOR_RENDER_WORDS_GRID_H

#include "corredor/text.h"

/* The next line of at most `width` columns, broken at a blank or at a line feed; a word longer
 * than a line is broken where the line ends. False when nothing is left. */
bool cor_wrap_next(cor_str *rest, int32_t width, cor_str *ret_line);
/* Wrapped text, every line after `indent` blanks and `before` (the first line after `first`, as
 * wide as `before`). */
void cor_put_wrapped(cor_out *out, cor_str text, int32_t indent, const char *first,
                     const char *before, int32_t width);

typedef struct {
    bool right; // numbers: aligned at their end, never wrapped
    bool fixed; // marks, drawings: never wrapped
    bool tight; // one blank from the column before, which it belongs to
} cor_grid_column;

typedef struct {
    cor_arena *arena;
    int32_t column_count, row_count, row_room;
    cor_grid_column *columns;
    cor_str *head; // empty texts throughout: no head
    cor_str **rows;
    bool last_is_total, full;
} cor_grid;

/* False when it does not fit in the arena. */
bool cor_grid_init(cor_grid *grid, int32_t column_count, cor_arena *arena);
/* The cells of a new row, to be filled by the caller; NULL (and sticky `full`) when it does not
 * fit. */
cor_str *cor_grid_row(cor_grid *grid);
/* Narrower than its numbers allow, a grid is written as one paragraph a row. `bold` is the
 * sequence that starts a head and `plain` the one that ends it; both may be empty. False when
 * the arena is too small. */
bool cor_grid_put(const cor_grid *grid, cor_out *out, int32_t indent, int32_t width,
                  const char *bold, const char *plain);

#endif
