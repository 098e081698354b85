/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.h: what the files of the terminal renderer share. */
#ifndef CORREDOR_RENDER_TERMINAL_TERMINAL_H
#define CORREDOR_RENDER_TERMINAL_TERMINAL_H

#include "grid.h"
#include "render/render.h"

struct text_writer {
    const cor_document *document;
    const cor_render_options *options;
    cor_lang lang;
    /* Copied by whoever needs room, so that it is forgotten on return: titles and other lines
     * are written before the grid below them is begun, never meanwhile. */
    cor_arena scratch;
    cor_out *out;
    int32_t width;
    const char *bold, *plain; // sequences of the terminal, or empty
    int32_t block;            // number of the current block of a corridor
    bool full;                // scratch was too small
};

/* The sentence in the reader's language; empty for no sentence, and (with `full`) when it does
 * not fit. */
cor_str cor_text_say(struct text_writer *writer, cor_text text, cor_arena *arena);
/* Pieces put together, with the same sticky `full`. */
cor_str cor_text_join(struct text_writer *writer, cor_arena *arena, const cor_str *parts,
                      size_t count);
/* The number as the reader writes it; empty for an absent value that has no status to tell. */
cor_str cor_text_number(struct text_writer *writer, const cor_value *value, bool with_unit,
                        cor_arena *arena);
/* " [1] ◐": what has to stand beside one number because the range it is in does not share it. */
cor_str cor_text_marks(struct text_writer *writer, const cor_value *value, cor_common common,
                       cor_arena *arena);
/* Title of a table, chart, map or list, with what all its values share: "Migrant stock by sex
 * [1] ◐ estimated". */
void cor_text_title(struct text_writer *writer, cor_text title, cor_common common);
/* Lines under a table or chart: the derivations of its values, each once, and what the marks
 * mean. */
void cor_text_under(struct text_writer *writer, const cor_node *node, cor_common common);
void cor_text_paragraph(struct text_writer *writer, cor_text text, const char *first,
                        const char *before);
/* The cells of a new row, or NULL (and sticky `full`). */
cor_str *cor_text_row(struct text_writer *writer, cor_grid *grid);
void cor_text_grid(struct text_writer *writer, const cor_grid *grid, int32_t indent);

/* The cells of a node in a grid; false (and sticky `full`) when they do not fit. The page of
 * paper shows the same. */
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
bool cor_text_table_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                         cor_grid *ret_grid);
/* What the values of a list share and its title says; nothing where there is no title to say it. */
cor_common cor_common_list(const cor_node *node);
bool cor_text_list_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                        cor_grid *ret_grid);
bool cor_text_chart_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                         cor_grid *ret_grid);
bool cor_text_map_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                       cor_grid *ret_grid);

void cor_text_table(struct text_writer *writer, const cor_node *node);
void cor_text_chart(struct text_writer *writer, const cor_node *node);
void cor_text_map(struct text_writer *writer, const cor_node *node);
void cor_text_list(struct text_writer *writer, const cor_node *node);
/* The figures that follow each other. */
void cor_text_figures(struct text_writer *writer, const cor_node *first);

#endif
