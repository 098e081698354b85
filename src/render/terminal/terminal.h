/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.h: what the files of the terminal renderer share. */
#ifndef CORREDOR_RENDER_TERMINAL_TERMINAL_H
#define CORREDOR_RENDER_TERMINAL_TERMINAL_H

#include "render/words/words.h"

struct text_writer {
    cor_words words;
    cor_out *out;
    int32_t width;
    const char *bold, *plain; // sequences of the terminal, or empty
    int32_t block;            // number of the current block of a corridor
};

/* Title of a table, chart, map or list, with what all its values share: "Migrant stock by sex
 * [1] ◐ estimated". */
void cor_text_title(struct text_writer *writer, cor_text title, cor_common common);
/* Lines under a table or chart: the derivations of its values, each once, and what the marks
 * mean. */
void cor_text_under(struct text_writer *writer, const cor_node *node, cor_common common);
void cor_text_paragraph(struct text_writer *writer, cor_text text, const char *first,
                        const char *before);
void cor_text_grid(struct text_writer *writer, const cor_grid *grid, int32_t indent);

void cor_text_table(struct text_writer *writer, const cor_node *node);
void cor_text_chart(struct text_writer *writer, const cor_node *node);
void cor_text_map(struct text_writer *writer, const cor_node *node);
void cor_text_list(struct text_writer *writer, const cor_node *node);
/* The figures that follow each other. */
void cor_text_figures(struct text_writer *writer, const cor_node *first);

#endif
