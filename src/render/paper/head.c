/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: the upper part of the first page: where from and where to, the one number, where on
 * the map; and the figures that put it in proportion. */
#include <math.h>

#include "core/say.h"
#include "paper.h"

#define LOCATOR_WIDTH  172.0
#define LOCATOR_HEIGHT 142.0
#define TITLE_GAP      14.0
#define ARROW_WIDTH    44.0

static cor_str say(struct pdf_press *press, cor_text text) {
    return pdf_say(press, text, &press->words.scratch);
}

static const cor_node *with_role(const struct pdf_press *press, cor_node_role role,
                                 cor_node_kind kind) {
    for (const cor_node *node = press->words.document->root->section.first; node;
         node = node->next) {
        if (node->kind == kind && node->role == role) return node;
    }
    return NULL;
}

/* ---- title --------------------------------------------------------------- */

static void put_arrow(struct pdf_press *press, double x, double y) {
    cor_arena keep = press->words.scratch;
    cor_draw_sheet sheet = pdf_map_sheet(press);
    const cor_drawing *arrow = cor_draw_arrow(&sheet, ARROW_WIDTH, 5, &keep);
    press->words.full |= !arrow;
    if (arrow) pdf_drawing(press, arrow, x, y, ARROW_WIDTH);
}

/* Cool for where people come from, warm for where they arrive, an arrow between; on two lines
 * when one is too short. */
static void put_corridor_title(struct pdf_press *press) {
    const cor_document *document = press->words.document;
    cor_str origin = cor_country_name(document->origin, press->words.lang);
    cor_str destination = cor_country_name(document->destination, press->words.lang);
    double first = pdf_text_width(press, PDF_TITLE, origin),
           second = pdf_text_width(press, PDF_TITLE, destination);

    bool one_line = first + ARROW_WIDTH + 2 * TITLE_GAP + second <= PDF_COLUMN;
    double line =
        pdf_text(press, PDF_TITLE, PDF_ORIGIN, origin, PDF_LEFT, press->y, PDF_COLUMN, PDF_START);

    double x = PDF_LEFT + (one_line ? first + TITLE_GAP : 0);

    if (!one_line) {
        press->y += line;
        line = pdf_text_height(press, PDF_TITLE, destination, PDF_COLUMN - ARROW_WIDTH - TITLE_GAP);
    }

    double middle = pdf_text_height(press, PDF_TITLE, COR_STR("x"), 0) * 0.56;
    put_arrow(press, x, press->y + middle);
    x += ARROW_WIDTH + TITLE_GAP;
    (void)pdf_text(press, PDF_TITLE, PDF_DESTINATION, destination, x, press->y, PDF_RIGHT - x + 4,
                   PDF_START);
    press->y += line;
}

static void put_title(struct pdf_press *press) {
    const cor_document *document = press->words.document;
    bool corridor =
        cor_str_is(document->kind, "corridor") && document->origin.id && document->destination.id;
    cor_str title = say(press, document->title);

    pdf_place(press, COR_STR("top"));
    pdf_bookmark(press, 1, title, COR_STR("top"));
    if (corridor)
        put_corridor_title(press);

    else
        press->y +=
            pdf_text(press, PDF_TITLE, PDF_INK, title, PDF_LEFT, press->y, PDF_COLUMN, PDF_START);
    press->y += 4;
}

static void put_marque(struct pdf_press *press) {
    (void)pdf_text(press, PDF_MARQUE, PDF_INK, COR_STR("corredor"), PDF_LEFT, 30, 0, PDF_START);
    if (press->words.document->as_known_s) {
        cor_date day = { (int32_t)(press->words.document->as_known_s / 86400) };
        cor_str known = say(press, cor_say(_("As known on {date}."), cor_arg_date(day)));
        (void)pdf_text(press, PDF_SMALL, PDF_INK_2, known, PDF_RIGHT, 34, 0, PDF_END);
    }
    pdf_rule(press, PDF_LEFT, 50, PDF_COLUMN, 0.7, PDF_INK);
    press->y = 64;
}

/* ---- the one number ------------------------------------------------------ */

static void put_headline(struct pdf_press *press, const cor_node *node, double width) {
    const cor_value *value = &node->figure.value;
    cor_arena *room = &press->words.scratch;
    cor_str number = cor_text_number(&press->words, value, true, room);
    cor_str label[] = { say(press, node->title), cor_source_marks(value, 1, room) };
    cor_str status[] = { cor_str_of(cor_value_mark(value)), COR_STR(" "),
                         say(press, cor_value_status(value)) };
    cor_str words = cor_text_join(&press->words, room, label, 2),
            line = cor_text_join(&press->words, room, status, 3);

    press->y += pdf_text(press, PDF_BIG, PDF_INK, number, PDF_LEFT, press->y, width, PDF_START);
    press->y +=
        pdf_marked(press, PDF_LEAD, PDF_INK, words, PDF_LEFT, press->y, width, PDF_START) + 3;
    press->y += pdf_text(press, PDF_SMALL, PDF_INK_2, line, PDF_LEFT, press->y, width, PDF_START);
    if (!value->correction) return;
    cor_str corrected = say(press, value->correction->says);
    press->y +=
        pdf_text(press, PDF_SMALL, PDF_INK, corrected, PDF_LEFT, press->y + 3, width, PDF_START) +
        3;
}

void pdf_head(struct pdf_press *press) {
    const cor_node *headline = with_role(press, COR_ROLE_HEADLINE, COR_NODE_FIGURE);
    const cor_node *locator = with_role(press, COR_ROLE_LOCATOR, COR_NODE_MAP);
    cor_arena before = press->words.scratch;

    put_marque(press);
    put_title(press);
    double top = press->y, width = locator ? PDF_COLUMN - LOCATOR_WIDTH - 24 : PDF_COLUMN;
    if (headline)
        put_headline(press, headline, width);

    else
        press->y += pdf_text(press, PDF_LEAD, PDF_INK_2, say(press, press->words.document->lead),
                             PDF_LEFT, press->y + 4, width, PDF_START) +
                    6;

    if (locator) {
        pdf_locator(press, locator, PDF_RIGHT - LOCATOR_WIDTH, top + 6, LOCATOR_WIDTH,
                    LOCATOR_HEIGHT);
        double bottom = top + 6 + LOCATOR_HEIGHT;
        press->y = press->y > bottom ? press->y : bottom;
    }

    press->words.scratch = before;
    press->fresh = false;
}

/* ---- figures ------------------------------------------------------------- */

enum { FACT_COLUMNS = 3, FACT_GAP = 18 };

/* The largest of three that fits. */
static pdf_style number_style(struct pdf_press *press, cor_str number, double width) {
    if (pdf_text_width(press, PDF_FACT, number) <= width) return PDF_FACT;
    return pdf_text_width(press, PDF_H2, number) <= width ? PDF_H2 : PDF_BOLD;
}

/* Number, then what it counts, then how it was made; returns the height, and draws only with
 * `draw`. */
static double fact(struct pdf_press *press, const cor_node *node, double x, double width,
                   bool draw) {
    cor_arena before = press->words.scratch, *room = &press->words.scratch;
    const cor_value *value = &node->figure.value;
    pdf_style style = value->present ? PDF_FACT : PDF_LEAD;
    pdf_color color = value->present ? PDF_INK : PDF_INK_2;
    cor_str number = value->present ? cor_text_number(&press->words, value, true, room)
                                    : say(press, cor_value_status(value));
    cor_common none = { .any = true };
    cor_str marks =
        value->present ? cor_text_marks(&press->words, value, none, room) : (cor_str){ 0 };

    if (value->present)
        style = number_style(press, number, width - pdf_text_width(press, PDF_TINY, marks) - 5);
    cor_str derived[] = { COR_STR("= "), say(press, value->derivation) };
    cor_str how =
        derived[1].length ? cor_text_join(&press->words, room, derived, 2) : (cor_str){ 0 };
    cor_str label = say(press, node->title);
    double tall = pdf_text_height(press, style, number, 0), y = press->y;

    if (draw) {
        double used = pdf_text_width(press, style, number);
        (void)pdf_text(press, style, color, number, x, y, 0, PDF_START);
        (void)pdf_marked(press, PDF_TINY, PDF_INK_2, marks, x + used + 4, y + 3, 0, PDF_START);
        (void)pdf_text(press, PDF_SMALL, PDF_INK, label, x, y + tall, width, PDF_START);
    }

    double height = tall + pdf_text_height(press, PDF_SMALL, label, width);
    if (draw) (void)pdf_text(press, PDF_TINY, PDF_INK_2, how, x, y + height, width, PDF_START);
    height += pdf_text_height(press, PDF_TINY, how, width);
    press->words.scratch = before;

    return height;
}

/* Up to three beside each other, each under a hairline. */
/* One row of facts, from `first` on; `end` is behind it. */
static void put_facts_row(struct pdf_press *press, const cor_node *first, const cor_node *end,
                          double width) {
    double height = 0, step = width + FACT_GAP, x = PDF_LEFT;
    for (const cor_node *node = first; node != end; node = node->next)
        height = fmax(height, fact(press, node, 0, width, false));

    pdf_gap(press, 12);
    pdf_need(press, height + 6);
    for (const cor_node *node = first; node != end; node = node->next, x += step)
        pdf_rule(press, x, press->y, width, 0.6, PDF_INK);
    press->y += 4;
    x = PDF_LEFT;
    for (const cor_node *node = first; node != end; node = node->next, x += step)
        (void)fact(press, node, x, width, true);
    press->y += height;
    press->fresh = false;
}

void pdf_figures(struct pdf_press *press, const cor_node *first) {
    double width = (PDF_COLUMN - (FACT_COLUMNS - 1) * FACT_GAP) / FACT_COLUMNS;
    const cor_node *end = cor_node_after(first);
    for (const cor_node *node = first, *row_end; node != end && !press->words.full;
         node = row_end) {
        row_end = node;
        for (int32_t i = 0; i < FACT_COLUMNS && row_end != end; i++)
            row_end = row_end->next;
        put_facts_row(press, node, row_end, width);
    }
}
