/* SPDX-License-Identifier: Apache-2.0 */
/* nodes.c: sections, sentences, what is missing, and the list of sources, one under the other. */
#include "core/say.h"
#include "paper.h"

enum {
    BLOCK_HEAD = 46,
    HEADING = 34,
    TITLE_AND_SUMMARY = 64,
    WORDS_ROOM = 60,
    TABLE_ROOM = 110,
    MAP_ROOM = 330
};

static cor_arena *room_of(struct pdf_press *press) {
    return &press->words.scratch;
}

static cor_str say(struct pdf_press *press, cor_text text) {
    return pdf_say(press, text, room_of(press));
}

static cor_str join(struct pdf_press *press, const cor_str *parts, size_t count) {
    return cor_text_join(&press->words, room_of(press), parts, count);
}

/* ---- sections ------------------------------------------------------------ */

/* Room a heading needs below it: a heading is never the last line of a page. */
static double first_room(const cor_node *first) {
    if (!first) return 0;
    switch (first->kind) {
    case COR_NODE_SECTION:
        return (cor_text_is_empty(first->title) ? 0 : HEADING) + first_room(first->section.first);
    case COR_NODE_CHART:
        return TITLE_AND_SUMMARY + pdf_chart_height(first);
    case COR_NODE_MAP:
        return MAP_ROOM;
    case COR_NODE_TABLE:
    case COR_NODE_LIST:
        return TABLE_ROOM;
    default:
        return WORDS_ROOM;
    }
}

/* A rule over the whole column, the number of the block in grey, its title in the serif. */
static void put_block_head(struct pdf_press *press, const cor_node *node, cor_str title,
                           bool numbered) {
    press->running = title;
    pdf_gap(press, 24);
    pdf_need(press, BLOCK_HEAD + first_room(node->section.first));
    pdf_rule(press, PDF_LEFT, press->y, PDF_COLUMN, 1.1, PDF_INK);
    pdf_place(press, node->id);
    pdf_bookmark(press, 1, title, node->id);
    press->y += 9;
    double x = PDF_LEFT;
    cor_str number =
        numbered ? cor_str_print(room_of(press), "%d", ++press->block) : (cor_str){ 0 };
    (void)pdf_text(press, PDF_H1, PDF_EDGE, number, x, press->y, 0, PDF_START);
    if (numbered) x += pdf_text_width(press, PDF_H1, number) + 7;
    press->y += pdf_text(press, PDF_H1, PDF_INK, title, x, press->y, PDF_RIGHT - x, PDF_START) + 4;
}

static void put_heading(struct pdf_press *press, const cor_node *node, cor_str title) {
    pdf_gap(press, 16);
    pdf_need(press, HEADING + first_room(node->section.first));
    pdf_place(press, node->id);
    pdf_bookmark(press, node->section.level, title, node->id);
    press->y +=
        pdf_text(press, PDF_H2, PDF_INK, title, PDF_LEFT, press->y, PDF_COLUMN, PDF_START) + 2;
}

static void put_paper_section(struct pdf_press *press, const cor_node *node) {
    cor_str title = say(press, node->title), running = press->running;
    if (node->section.level == 1 && title.length) {
        put_block_head(press, node, title,
                       node->role == COR_ROLE_NONE &&
                           cor_str_is(press->words.document->kind, "corridor"));
    } else if (title.length) {
        put_heading(press, node, title);
    }
    pdf_nodes(press, node->section.first);
    press->running = running;
}

/* ---- sentences ----------------------------------------------------------- */

static cor_str with_marks(struct pdf_press *press, const cor_node *node) {
    bool titled = !cor_text_is_empty(node->title);
    cor_str parts[] = { say(press, node->title), titled ? COR_STR(" ") : (cor_str){ 0 },
                        say(press, node->text),
                        cor_source_marks(node->cited, node->cited_count, room_of(press)) };
    return join(press, parts, 4);
}

static void put_paper_paragraph(struct pdf_press *press, const cor_node *node) {
    pdf_gap(press, 7);
    pdf_flow(press, PDF_BODY, PDF_INK, with_marks(press, node), PDF_LEFT, PDF_COLUMN * 0.86);
}

/* A hairline at the side; it is drawn after the words, when it is known on which page they
 * ended. */
static void put_paper_note(struct pdf_press *press, const cor_node *node) {
    cor_str words = with_marks(press, node);
    pdf_gap(press, 8);
    double height = pdf_text_height(press, PDF_SMALL, words, PDF_COLUMN * 0.84);
    if (height < 200) pdf_need(press, height);
    double top = press->y;
    int32_t page = press->page;
    pdf_flow(press, PDF_SMALL, PDF_INK_2, words, PDF_LEFT + 9, PDF_COLUMN * 0.84);
    if (press->page == page) pdf_vertical(press, PDF_LEFT + 2, top, press->y, 0.6, PDF_EDGE);
}

static void put_paper_link(struct pdf_press *press, const cor_node *node) {
    cor_str parts[] = { COR_STR("→ "), say(press, node->text) };
    cor_str words = join(press, parts, 2);
    pdf_gap(press, 3);
    pdf_need(press, 14);
    double width = pdf_text_width(press, PDF_BODY, words);
    double height = pdf_text(press, PDF_BODY, PDF_LINK, words, PDF_LEFT, press->y, 0, PDF_START);
    pdf_link_address(press, node->link.href, PDF_LEFT, press->y, width, height);
    press->y += height;
}

/* Absence is designed: a double rule, what is missing, why, what would fill it. */
static void put_paper_absence(struct pdf_press *press, const cor_node *node) {
    double x = PDF_LEFT + 13, width = PDF_COLUMN * 0.82;
    cor_str title[] = { say(press, node->title), COR_STR("  – "),
                        say(press, (cor_text){ .id = _("no data") }) };
    cor_str head = join(press, title, 3), why = say(press, node->text);
    double height = pdf_text_height(press, PDF_BOLD, head, width) +
                    pdf_text_height(press, PDF_BODY, why, width) + 14;

    pdf_gap(press, 12);
    pdf_need(press, height + 13.0 * node->absence.filler_count);
    double top = press->y;
    int32_t page = press->page;
    pdf_flow(press, PDF_BOLD, PDF_INK, head, x, width);
    pdf_flow(press, PDF_BODY, PDF_INK, why, x, width);
    pdf_flow(press, PDF_SMALL, PDF_INK_2, say(press, (cor_text){ .id = _("What would fill it:") }),
             x, width);

    for (int32_t i = 0; i < node->absence.filler_count; i++) {
        cor_str item[] = { COR_STR("– "), say(press, node->absence.fillers[i]) };
        pdf_flow(press, PDF_SMALL, PDF_INK, join(press, item, 2), x, width);
    }

    if (press->page != page) top = PDF_TOP;
    pdf_vertical(press, PDF_LEFT + 2, top, press->y, 0.8, PDF_EDGE);
    pdf_vertical(press, PDF_LEFT + 4.6, top, press->y, 0.8, PDF_EDGE);
}

/* ---- all ----------------------------------------------------------------- */

/* Shown in the title of the document already. */
static bool is_in_head(const struct pdf_press *press, const cor_node *node) {
    if (node->kind != COR_NODE_FIGURE && node->kind != COR_NODE_MAP) return false;
    for (const cor_node *top = press->words.document->root->section.first; top; top = top->next) {
        if (top == node) return node->role == COR_ROLE_HEADLINE || node->role == COR_ROLE_LOCATOR;
    }
    return false;
}

/* Forms and codes are left out: nobody fills them in on paper, and codes are not to be kept. */
static void (*const writers[COR_NODE_COUNT])(struct pdf_press *press, const cor_node *node) = {
    [COR_NODE_SECTION] = put_paper_section,
    [COR_NODE_PARAGRAPH] = put_paper_paragraph,
    [COR_NODE_FIGURE] = pdf_figures,
    [COR_NODE_TABLE] = pdf_table,
    [COR_NODE_CHART] = pdf_chart,
    [COR_NODE_MAP] = pdf_map,
    [COR_NODE_LIST] = pdf_list,
    [COR_NODE_NOTE] = put_paper_note,
    [COR_NODE_LINK] = put_paper_link,
    [COR_NODE_ABSENCE] = put_paper_absence,
};

void pdf_nodes(struct pdf_press *press, const cor_node *first) {
    for (const cor_node *node = first, *next; node && !press->words.full; node = next) {
        cor_arena before = *room_of(press);
        bool is_said = is_in_head(press, node);
        next = is_said ? node->next : cor_node_after(node);
        if (is_said && node->kind == COR_NODE_MAP && node->map.line_count > 1)
            pdf_map_numbers(press, node);
        if (!is_said && !cor_only_leads_on(node) && writers[node->kind])
            writers[node->kind](press, node);
        *room_of(press) = before;
    }
}

/* ---- sources ------------------------------------------------------------- */

static void put_paper_source(struct pdf_press *press, int32_t index) {
    const cor_document_source *source = &press->words.document->sources[index];
    cor_arena *room = room_of(press);
    cor_str number = cor_str_print(room, "%d", (int)index + 1),
            name = cor_str_print(room, "source-%d", (int)index + 1);
    cor_str words = cor_render_source(source, press->words.lang, room), url = source->source.url;

    press->words.full = press->words.full || !number.at || !name.at || !words.at;
    if (press->words.full) return;
    double x = PDF_LEFT + 22, width = PDF_COLUMN - 22;
    pdf_gap(press, 6);
    pdf_need(press, 36);
    pdf_place(press, name);
    (void)pdf_text(press, PDF_SMALL_BOLD, PDF_INK, number, PDF_LEFT, press->y, 0, PDF_START);
    pdf_flow(press, PDF_SMALL, PDF_INK, words, x, width);

    if (url.length) {
        double top = press->y, used = pdf_text_width(press, PDF_SMALL, url);
        int32_t page = press->page;
        pdf_flow(press, PDF_SMALL, PDF_LINK, url, x, width);
        if (page == press->page)
            pdf_link_address(press, url, x, top, used < width ? used : width, press->y - top);
    }
}

void pdf_sources(struct pdf_press *press) {
    if (!press->words.document->source_count || press->words.full) return;
    cor_node head = { .id = COR_STR("sources"), .section = { .level = 1 } };
    cor_str title = say(press, (cor_text){ .id = _("Sources") });
    put_block_head(press, &head, title, false);
    for (int32_t i = 0; i < press->words.document->source_count && !press->words.full; i++) {
        cor_arena before = *room_of(press);
        put_paper_source(press, i);
        *room_of(press) = before;
    }
}
