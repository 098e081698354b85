/* SPDX-License-Identifier: Apache-2.0 */
/* around.c: titles of tables, charts and maps, and what stands below them. */
#include "paper.h"

void pdf_title(struct pdf_press *press, const cor_node *node, cor_common common, double below) {
    cor_arena before = press->words.scratch;
    bool shared = common.any && common.same_status, sourced = common.any && common.same_sources;
    cor_str parts[] = { pdf_say(press, node->title, &press->words.scratch),
                        sourced ? cor_source_marks(common.first, 1, &press->words.scratch)
                                : (cor_str){ 0 } };
    cor_str title = cor_text_join(&press->words, &press->words.scratch, parts, 2);

    pdf_gap(press, 15);
    pdf_need(press, below + 30);
    if (title.length) {
        pdf_place(press, node->id);
        press->y +=
            pdf_marked(press, PDF_H3, PDF_INK, title, PDF_LEFT, press->y, PDF_COLUMN, PDF_START);
    }

    if (shared) {
        cor_str said[] = { cor_str_of(cor_value_mark(common.first)), COR_STR(" "),
                           pdf_say(press, cor_value_status(common.first), &press->words.scratch) };
        cor_str status = cor_text_join(&press->words, &press->words.scratch, said, 3);
        press->y +=
            pdf_text(press, PDF_SMALL, PDF_INK_2, status, PDF_LEFT, press->y, 0, PDF_START) + 2;
    }

    press->words.scratch = before;
}

enum { DERIVATIONS_MAX = 8 };

struct derivations {
    struct pdf_press *press;
    cor_str said[DERIVATIONS_MAX];
    int32_t count;
};

static bool note_derivation(void *self, const cor_value_place *place) {
    struct derivations *all = self;
    if (cor_text_is_empty(place->value->derivation) || all->count == DERIVATIONS_MAX) return true;
    cor_arena before = all->press->words.scratch;
    cor_str said = pdf_say(all->press, place->value->derivation, &all->press->words.scratch);

    for (int32_t i = 0; i < all->count; i++) {
        if (!cor_str_equal(all->said[i], said)) continue;
        all->press->words.scratch = before;
        return true;
    }

    all->said[all->count++] = said;
    return true;
}

void pdf_under(struct pdf_press *press, const cor_node *node, cor_common common) {
    cor_arena before = press->words.scratch;
    struct derivations all = { .press = press };

    cor_node_values(node, note_derivation, &all);
    (void)common;
    press->y += 2;

    for (int32_t i = 0; i < all.count; i++) {
        cor_str parts[] = { COR_STR("= "), all.said[i] };
        pdf_flow(press, PDF_TINY, PDF_INK_2,
                 cor_text_join(&press->words, &press->words.scratch, parts, 2), PDF_LEFT,
                 PDF_COLUMN * 0.86);
    }

    pdf_flow(press, PDF_SMALL, PDF_INK_2, pdf_say(press, node->about, &press->words.scratch),
             PDF_LEFT, PDF_COLUMN * 0.86);
    press->words.scratch = before;
}
