/* SPDX-License-Identifier: Apache-2.0 */
/* rendered.h: what the tests of renderers share: one rendering in memory, and the values of a
 * document as text. */
#ifndef CORREDOR_RENDERED_H
#define CORREDOR_RENDERED_H

#include "../test_case.h"

#include "corredor/render.h"
#include "sample.h"

enum { RENDERED_ROOM = 64 << 20, NUMBERS_MAX = 4096 };

/* Arena for the test at hand, emptied by every call. */
cor_arena test_room(void);
const cor_document *the_sample(cor_arena *keep);
cor_str rendered(const char *format, const cor_document *document, cor_render_options options,
                 cor_arena *keep);

/* Numbers as their shortest exact text, sorted. */
typedef struct {
    char text[NUMBERS_MAX][32];
    size_t count;
} number_set;
void number_set_add(number_set *set, double value);
/* The present values of the document. */
void number_set_of(number_set *set, const cor_document *document);
void assert_same_numbers(number_set *a, number_set *b);

/* The rendering fails with COR_E_MEMORY in every arena that is too small and gives the same
 * bytes in every other. */
void assert_memory_is_reported(const char *format, const cor_document *document, size_t step);

#endif
