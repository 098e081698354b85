/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: a document as words: sentences, numbers with their marks, and what a table, a list, a
 * chart or a map says, cell by cell. A terminal and a page of paper write the same ones. */
#ifndef CORREDOR_RENDER_WORDS_WORDS_H
#define CORREDOR_RENDER_WORDS_WORDS_H

#include "grid.h"
#include "render/render.h"

typedef struct {
    const cor_document *document;
    const cor_render_options *options;
    cor_lang lang;
    /* Copied by whoever needs room, so that it is forgotten on return: titles and other lines
     * are written before the grid below them is begun, never meanwhile. */
    cor_arena scratch;
    bool full; // scratch was too small
} cor_words;

/* The sentence in the reader's language; empty for no sentence, and (with `full`) when it does
 * not fit. */
cor_str cor_text_say(cor_words *words, cor_text text, cor_arena *arena);
/* Pieces put together, with the same sticky `full`. */
cor_str cor_text_join(cor_words *words, cor_arena *arena, const cor_str *parts, size_t count);
/* A text and, behind `lead`, another one; the first alone when there is no other. */
cor_str cor_text_two_lines(cor_words *words, cor_text text, const char *lead, cor_text more,
                           cor_arena *arena);
/* The number as the reader writes it; empty for an absent value that has no status to tell. */
cor_str cor_text_number(cor_words *words, const cor_value *value, bool with_unit, cor_arena *arena);
/* " [1] ◐": what has to stand beside one number because the range it is in does not share it. */
cor_str cor_text_marks(cor_words *words, const cor_value *value, cor_common common,
                       cor_arena *arena);
/* The cells of a new row, or NULL (and sticky `full`). */
cor_str *cor_text_row(cor_words *words, cor_grid *grid);
/* The cells of a node in a grid; false (and sticky `full`) when they do not fit. */
enum {
    COR_LIST_MARKER,
    COR_LIST_TEXT,
    COR_LIST_NUMBER,
    COR_LIST_MARKS,
    COR_LIST_SHARE,
    COR_LIST_SHARE_MARKS,
    COR_LIST_BAR,
    COR_LIST_COLUMNS
};
bool cor_text_table_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                         cor_grid *ret_grid);
/* What the values of a list share and its title states; nothing for a list without a title. */
cor_common cor_common_list(const cor_node *node);
bool cor_text_list_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                        cor_grid *ret_grid);
/* `drawing` is the width of the last column, which shows the values in blocks; 0: without. */
enum { COR_DRAWING_MAX = 32 };
bool cor_text_chart_grid(cor_words *words, const cor_node *node, int32_t drawing, cor_arena *arena,
                         cor_grid *ret_grid);
bool cor_text_map_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                       cor_grid *ret_grid);

#endif
