/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c: the figure of a chart: key, drawing, table of its values, sources. */
#include "html.h"
#include "render/draw/draw.h"

#include <math.h>

static void put_keys(html_page *page, const cor_drawing *drawing) {
    if (!drawing->key_count) return;
    html_put(page, "<ul class=\"serieskey\">");
    for (int32_t i = 0; i < drawing->key_count; i++) {
        html_put(page, "<li>");
        if (drawing->keys[i].swatch) cor_svg_swatch(page->out, drawing->keys[i].swatch);
        html_str(page, drawing->keys[i].words);
        html_put(page, "</li>");
    }
    html_put(page, "</ul>\n");
}

/* `<div class="plot pad-6">`: with room on the right for words that hang there. */
static void begin_plot(html_page *page, const cor_drawing *drawing) {
    enum { PIXELS_PER_REM = 16, REM_MOST = 14 };
    int64_t rem = llround(fmin(REM_MOST, drawing->right / PIXELS_PER_REM));

    html_put(page, "<div class=\"plot");
    if (rem) {
        html_put(page, " pad-");
        html_int(page, rem);
    }
    html_put(page, "\">");
}

/* What the codes on a phone stand for. */
static void put_codes(html_page *page, const cor_node_chart *chart) {
    html_put(page, "<ul class=\"serieskey codes\">");
    for (int32_t i = 0; i < chart->category_count; i++) {
        html_put(page, "<li><b>");
        html_str(page, chart->category_keys[i]);
        html_put(page, "</b> ");
        html_text(page, chart->categories[i]);
        html_put(page, "</li>");
    }
    html_put(page, "</ul>\n");
}

static void put_drawing(html_page *page, const cor_node *node, cor_str id) {
    cor_arena keep = page->scratch;
    cor_draw_sheet sheet = cor_svg_sheet(page->lang);
    cor_draw_grid grid = cor_draw_grid_of(&node->chart, page->lang, &keep);
    const cor_drawing *drawing = cor_draw_chart(&node->chart, grid, &sheet, &keep);

    page->is_full |= !drawing;
    if (!drawing) return;
    put_keys(page, drawing);
    begin_plot(page, drawing);
    cor_svg_put(page->out, drawing,
                &(cor_svg_frame){ .class_name = drawing->width ? "chart chord" : "chart",
                                  .id = id,
                                  .title = cor_text_in(node->title, page->lang, &keep),
                                  .text = cor_text_in(node->text, page->lang, &keep) });
    html_put(page, "</div>\n");
    if (node->chart.kind == COR_CHART_CHORD) put_codes(page, &node->chart);
}

static void add_basis(html_basis *basis, const cor_node_chart *chart) {
    for (int32_t s = 0; s < chart->series_count; s++)
        for (int32_t i = 0; i < chart->category_count; i++)
            html_basis_add(basis, &chart->series[s].values[i]);
}

void html_chart(html_page *page, const cor_node *node) {
    cor_str id = html_id(page, node);
    html_basis basis;

    if (!html_basis_begin(&basis, page)) return;
    add_basis(&basis, &node->chart);
    html_put(page, "<figure class=\"fig\" id=\"");
    html_str(page, id);
    html_put(page, "\">");
    html_heading(page, node->title, (cor_str){ 0 }, "");
    put_drawing(page, node, id);

    html_grid grid = html_chart_grid(node, page->lang, page->scratch);
    html_twin(page, &grid, id);
    html_about(&basis, node->about, HTML_FIGCAPTION);
    html_put(page, "</figure>\n");
}
