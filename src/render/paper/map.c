/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: maps on paper, and every number of them in a table below. */
#include "paper.h"

static const double region_height = 282, world_height = 246, pair_height = 230;

static void put_view(struct pdf_press *press, const cor_node_map *map, double x, double y,
                     double width, double height, double widest) {
    cor_arena before = press->words.scratch, *keep = &press->words.scratch;
    cor_draw_view view = { .sheet = pdf_map_sheet(press),
                           .widest = widest,
                           .tip_gap = 11,
                           .word_size = 7.6,
                           .place_size = 8.8,
                           .numbers_most = 12,
                           .words_most = 64 };
    const cor_draw_ground *ground = cor_draw_ground_make(map, width, height, keep);
    const cor_drawing *drawing = ground ? cor_draw_map(ground, &view, keep) : NULL;

    press->words.full |= !drawing;
    if (!drawing) return;
    cairo_save(press->cairo);
    cairo_rectangle(press->cairo, x, y, width, height);
    cairo_clip(press->cairo);
    pdf_drawing(press, drawing, x, y, width);
    cairo_restore(press->cairo);
    press->fresh = false;
    press->words.scratch = before;
}

void pdf_map_numbers(struct pdf_press *press, const cor_node *node) {
    cor_grid grid;
    cor_common common = cor_common_node(node);
    if (common.any && cor_text_map_grid(&press->words, node, &press->words.scratch, &grid)) {
        pdf_title(press, node, common, 40);
        pdf_grid(press, &grid);
    }
}

void pdf_locator(struct pdf_press *press, const cor_node *node, double x, double y, double width,
                 double height) {
    put_view(press, &node->map, x, y, width, height, 6);
}

void pdf_map(struct pdf_press *press, const cor_node *node) {
    double height = node->map.view == COR_VIEW_REGION  ? region_height
                    : node->map.view == COR_VIEW_WORLD ? world_height
                                                       : pair_height;

    cor_common common = cor_common_node(node);

    pdf_title(press, node, common, height + 20);
    pdf_flow(press, PDF_SMALL, PDF_INK_2, pdf_say(press, node->text, &press->words.scratch),
             PDF_LEFT, PDF_COLUMN * 0.86);
    press->y += 4;
    pdf_need(press, height);
    put_view(press, &node->map, PDF_LEFT, press->y, PDF_COLUMN, height, 7);
    press->y += height + 6;
    cor_grid grid;
    if (common.any && cor_text_map_grid(&press->words, node, &press->words.scratch, &grid))
        pdf_grid(press, &grid);

    pdf_under(press, node, common);
}
