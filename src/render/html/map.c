/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: the figure around a map. A wide map of the region or the world comes with a closer crop of
 * the same land for phones, with larger words. */
#include "core/say.h"
#include "html.h"
#include "render/draw/draw.h"

enum {
    WIDE_WIDTH = 1120,
    REGION_HEIGHT = 640,
    WORLD_HEIGHT = 560,
    PAIR_WIDTH = 400,
    PAIR_HEIGHT = 330,
    WORDS_MOST = 64
};

static const cor_draw_view pair_view = { .widest = 11,
                                         .tip_gap = 22,
                                         .word_size = 13,
                                         .place_size = 17,
                                         .numbers_most = 8,
                                         .words_most = 9 };
static const cor_draw_view wide_view = { .widest = 13,
                                         .tip_gap = 22,
                                         .word_size = 13,
                                         .place_size = 17,
                                         .numbers_most = 20,
                                         .words_most = WORDS_MOST,
                                         .is_linked = true };
static const cor_draw_view phone_view = { .widest = 20,
                                          .tip_gap = 22,
                                          .word_size = 26,
                                          .place_size = 32,
                                          .reach = 44, // no farther than on the wide map
                                          .numbers_most = 5,
                                          .words_most = WORDS_MOST,
                                          .is_close = true };

/* ---- views --------------------------------------------------------------- */

static const cor_draw_ground *make_ground(const cor_node_map *map, cor_arena *keep) {
    if (map->view == COR_VIEW_PAIR) return cor_draw_ground_make(map, PAIR_WIDTH, PAIR_HEIGHT, keep);
    double height = map->view == COR_VIEW_WORLD ? WORLD_HEIGHT : REGION_HEIGHT;
    return cor_draw_ground_make(map, WIDE_WIDTH, height, keep);
}

static bool begin_link(void *self, cor_str href) {
    html_page *page = self;
    if (!html_leads_somewhere(page, href)) return false;
    html_put(page, "<a");
    html_href(page, href);
    return true;
}

/* Returns how many lines it shows. */
static int32_t put_view(html_page *page, const cor_draw_ground *ground, cor_draw_view view,
                        cor_svg_frame frame, cor_arena keep) {
    view.sheet = cor_svg_map_sheet(page->lang, &view);
    const cor_drawing *drawing = cor_draw_map(ground, &view, &keep);
    page->is_full |= !drawing;
    if (!drawing) return 0;
    if (view.is_linked) frame.begin_link = begin_link;
    frame.self = page;
    cor_svg_put(page->out, drawing, &frame);
    return drawing->way_count;
}

static int32_t put_views(html_page *page, const cor_node *node, cor_str id) {
    cor_arena keep = page->scratch;
    const cor_draw_ground *ground = make_ground(&node->map, &keep);
    cor_svg_frame frame = { .id = id,
                            .title = cor_text_in(node->title, page->lang, &keep),
                            .text = cor_text_in(node->text, page->lang, &keep) };

    page->is_full |= !ground;
    if (!ground) return 0;
    frame.class_name = "map";
    if (node->map.view == COR_VIEW_PAIR) return put_view(page, ground, pair_view, frame, keep);

    frame.class_name = "map map-wide";
    frame.suffix = "-wide";
    int32_t count = put_view(page, ground, wide_view, frame, keep);
    frame.class_name = "map map-phone";
    frame.suffix = "-phone";
    frame.uses_ground = true;
    (void)put_view(page, ground, phone_view, frame, keep);
    return count;
}

/* ---- the figure ---------------------------------------------------------- */

static void put_legend(html_page *page, const cor_node_map *map, int32_t way_count) {
    if (map->line_count < 2) return;
    html_put(page, "<p class=\"small quiet\"><span class=\"origin\">");
    html_say(page, map->shows_moves ? _("where people left") : _("where people were born"));
    html_put(page, "</span> → <span class=\"destination\">");
    html_say(page, map->shows_moves ? _("where they arrived") : _("where they live"));
    html_put(page, "</span>. ");
    html_say(page, _("The width of a line grows with the square root of the number."));
    int32_t outside = map->line_count - way_count;

    if (outside > 0) {
        html_put(page, " ");
        html_text(page,
                  cor_say_n(outside, _("{count} line leads beyond the map; it is in the table."),
                            _("{count} lines lead beyond the map; they are in the table."),
                            cor_arg_int(outside)));
    }

    html_put(page, "</p>\n");
}

static void put_basis(html_page *page, const cor_node *node) {
    html_basis basis;
    if (!html_basis_begin(&basis, page)) return;
    for (int32_t i = 0; i < node->map.line_count; i++)
        html_basis_add(&basis, &node->map.lines[i].value);
    for (int32_t i = 0; i < node->map.point_count; i++)
        html_basis_add(&basis, &node->map.points[i].value);
    html_about(&basis, node->about, HTML_FIGCAPTION);
}

/* Where the island finds the same lines in other years: the source of people counted by
 * corridor. */
static void put_data_source(html_page *page, const cor_node *node) {
    const cor_value *value = node->map.line_count ? &node->map.lines[0].value : NULL;
    if (!value || !value->present || !value->unit || value->source < 0 || node->map.shows_moves)
        return;
    if (!cor_str_is(value->unit->key, "persons") || value->source >= page->document->source_count)
        return;
    html_put(page, "\" data-source=\"");
    html_str(page, page->document->sources[value->source].source.key);
    if (node->map.view == COR_VIEW_WORLD) html_put(page, "\" data-view=\"world");
}

/* The locator of a dossier says nothing its head does not say in words. */
static bool says_more(const cor_node *node) {
    return node->role != COR_ROLE_LOCATOR;
}

void html_map(html_page *page, const cor_node *node) {
    cor_str id = html_id(page, node);

    html_put(page, says_more(node) ? "<figure class=\"fig full mapfig\" id=\""
                                   : "<div class=\"locator\" id=\"");
    html_str(page, id);
    if (says_more(node)) put_data_source(page, node);
    html_put(page, "\">");
    if (says_more(node)) html_heading(page, node->title, (cor_str){ 0 }, "");
    int32_t way_count = put_views(page, node, id);

    if (says_more(node)) {
        put_legend(page, &node->map, way_count);
        html_grid grid = html_map_grid(node);
        html_twin(page, &grid, id);
        put_basis(page, node);
    }

    html_put(page, says_more(node) ? "</figure>\n" : "</div>\n");
}
