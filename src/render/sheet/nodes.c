/* SPDX-License-Identifier: Apache-2.0 */
/* nodes.c: the nodes of a document, one under the other on a sheet. */
#include "core/say.h"
#include "sheet.h"

static const char *in(struct xlsx_sheet *sheet, const char *id) {
    return cor_gettext(id, sheet->book->lang);
}

/* ---- sentences ----------------------------------------------------------- */

static void put_sheet_sentence(struct xlsx_sheet *sheet, const cor_node *node, lxw_format *format) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    cor_str parts[] = { cor_str_of(xlsx_say(book, node->text, &scratch)),
                        cor_source_marks(node->cited, node->cited_count, &scratch) };
    cor_str line = cor_str_join(&scratch, parts, 2);

    book->full = book->full || !line.at;
    if (book->full) return;
    xlsx_skip_row(sheet);
    book->scratch = scratch;
    xlsx_put_lines(sheet, line.at, format);
    book->scratch = before;
}

static void put_sheet_paragraph(struct xlsx_sheet *sheet, const cor_node *node) {
    put_sheet_sentence(sheet, node, sheet->book->words);
}

static void put_sheet_note(struct xlsx_sheet *sheet, const cor_node *node) {
    put_sheet_sentence(sheet, node, sheet->book->quiet);
}

static void put_sheet_absence(struct xlsx_sheet *sheet, const cor_node *node) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch;
    cor_text none = { .id = _("no data") };

    xlsx_skip_row(sheet);
    xlsx_put(sheet, 0, xlsx_say(book, node->title, &scratch), book->strong);
    xlsx_put(sheet, 1, xlsx_say(book, none, &scratch), book->gap);
    sheet->row++;
    xlsx_put_text(sheet, node->text, book->words);
    xlsx_put_text(sheet, (cor_text){ .id = _("What would fill it:") }, book->quiet);

    for (int32_t i = 0; i < node->absence.filler_count; i++) {
        cor_text item = node->absence.fillers[i];
        xlsx_put_text(sheet, cor_say("– {filler}", cor_arg_text(&item)), book->words);
    }
}

static void put_sheet_link(struct xlsx_sheet *sheet, const cor_node *node) {
    cor_arena scratch = sheet->book->scratch;
    xlsx_put_link(sheet, 0, xlsx_say(sheet->book, node->text, &scratch), node->link.href,
                  sheet->book->words);
    sheet->row++;
}

static void put_sheet_section(struct xlsx_sheet *sheet, const cor_node *node) {
    if (!cor_text_is_empty(node->title)) {
        xlsx_skip_row(sheet);
        xlsx_put_text(sheet, node->title, sheet->book->heading);
    }
    xlsx_put_nodes(sheet, node->section.first, true);
}

/* ---- figures, lists, maps ------------------------------------------------ */

static void put_sheet_figure(struct xlsx_sheet *sheet, const cor_node *node) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    const cor_value *value = &node->figure.value;
    bool timed = value->period.start.days != value->period.end.days;
    const char *label = xlsx_say(book, node->title, &scratch);
    const char *period =
        timed ? xlsx_say(book, cor_say("{period}", cor_arg_period(value->period)), &scratch) : "";
    const char *derivation = xlsx_say(book, value->derivation, &scratch);

    book->scratch = scratch;
    xlsx_put(sheet, 0, label, book->words);
    xlsx_put_value(sheet, 1, value, false, false);
    xlsx_put_origin(sheet, 2, value);
    xlsx_put(sheet, 4, period, book->quiet);
    xlsx_put(sheet, 5, derivation, book->quiet);
    xlsx_widen(sheet, 0, cor_str_width(cor_str_of(label)));
    sheet->row++;
    book->scratch = before;
}

static void put_figures(struct xlsx_sheet *sheet, const cor_node *first) {
    xlsx_begin_table(sheet, (cor_text){ 0 });
    xlsx_put_head(sheet, 0, "", false);
    xlsx_put_head(sheet, 1, in(sheet, N_("Value")), true);
    xlsx_put_origin_heads(sheet, 2);
    xlsx_put_head(sheet, 4, in(sheet, N_("Period")), false);
    xlsx_put_head(sheet, 5, in(sheet, N_("How it was computed")), false);
    sheet->row++;
    const cor_node *end = cor_node_after(first);
    for (const cor_node *node = first; node != end; node = node->next)
        put_sheet_figure(sheet, node);
}

static void put_item(struct xlsx_sheet *sheet, const cor_list_item *item) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    cor_text said = cor_item_text(item, &scratch), more = cor_item_quiet(item, &scratch);
    const char *text = xlsx_say(book, said, &scratch), *quiet = xlsx_say(book, more, &scratch);

    book->scratch = scratch;
    xlsx_put_link(sheet, 0, text, item->href, book->words);
    if (item->value.present) {
        xlsx_put_value(sheet, 1, &item->value, false, false);
        xlsx_put_origin(sheet, 2, &item->value);
    }

    if (item->share.present) {
        xlsx_put_value(sheet, 4, &item->share, false, false);
        xlsx_put_origin(sheet, 5, &item->share);
    }

    xlsx_put(sheet, 7, quiet, book->quiet);
    for (int32_t i = 0; i < item->passage_count; i++) {
        cor_str text_of = cor_str_keep(&scratch, item->passages[i].text);
        book->full = book->full || !text_of.at;
        if (text_of.at) xlsx_put(sheet, 8 + i, text_of.at, book->quiet);
    }

    sheet->row++;
    book->scratch = before;
}

static void put_list(struct xlsx_sheet *sheet, const cor_node *node) {
    cor_common common = cor_common_node(node);
    xlsx_begin_table(sheet, node->title);
    if (common.any) {
        xlsx_put_head(sheet, 0, "", false);
        xlsx_put_head(sheet, 1, in(sheet, N_("Value")), true);
        xlsx_put_origin_heads(sheet, 2);
        xlsx_put_head(sheet, 4, in(sheet, N_("Share")), true);
        xlsx_put_origin_heads(sheet, 5);
        sheet->row++;
    }

    for (int32_t i = 0; i < node->list.item_count && !sheet->book->full; i++)
        put_item(sheet, &node->list.items[i]);
}

static void put_place(struct xlsx_sheet *sheet, cor_text from, cor_text to, cor_str href,
                      const cor_value *value) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    const char *origin = xlsx_say(book, from, &scratch),
               *destination = xlsx_say(book, to, &scratch);

    book->scratch = scratch;
    xlsx_put_link(sheet, 0, origin, href, book->words);
    xlsx_put(sheet, 1, destination, book->words);

    if (value->present) {
        xlsx_put_value(sheet, 2, value, false, false);
        xlsx_put_origin(sheet, 3, value);
    }

    xlsx_widen(sheet, 1, cor_str_width(cor_str_of(destination)) + 1);
    sheet->row++;
    book->scratch = before;
}

static void put_sheet_map(struct xlsx_sheet *sheet, const cor_node *node) {
    const cor_node_map *map = &node->map;
    xlsx_begin_table(sheet, node->title);
    xlsx_put_head(sheet, 0, in(sheet, map->line_count ? N_("Origin") : N_("Place")), false);
    xlsx_put_head(sheet, 1, map->line_count ? in(sheet, N_("Destination")) : "", false);
    xlsx_put_head(sheet, 2, in(sheet, N_("Value")), true);
    xlsx_put_origin_heads(sheet, 3);
    sheet->row++;

    for (int32_t i = 0; i < map->line_count; i++) {
        const cor_map_line *line = &map->lines[i];
        put_place(sheet, cor_say("{place}", cor_arg_country(line->origin)),
                  cor_say("{place}", cor_arg_country(line->destination)), line->href, &line->value);
    }

    for (int32_t i = 0; i < map->point_count; i++) {
        const cor_map_point *point = &map->points[i];
        bool named = !cor_text_is_empty(point->label);
        put_place(sheet, named ? point->label : cor_say("{place}", cor_arg_country(point->place)),
                  (cor_text){ 0 }, point->href, &point->value);
    }

    xlsx_put_text(sheet, node->about, sheet->book->quiet);
}

/* ---- all ----------------------------------------------------------------- */

/* Forms and codes are left out: nobody fills them in here, and codes are not to be kept. */
static void (*const writers[COR_NODE_COUNT])(struct xlsx_sheet *sheet, const cor_node *node) = {
    [COR_NODE_SECTION] = put_sheet_section,
    [COR_NODE_PARAGRAPH] = put_sheet_paragraph,
    [COR_NODE_FIGURE] = put_figures,
    [COR_NODE_TABLE] = xlsx_put_table,
    [COR_NODE_CHART] = xlsx_put_chart,
    [COR_NODE_MAP] = put_sheet_map,
    [COR_NODE_LIST] = put_list,
    [COR_NODE_NOTE] = put_sheet_note,
    [COR_NODE_LINK] = put_sheet_link,
    [COR_NODE_ABSENCE] = put_sheet_absence,
};

void xlsx_put_nodes(struct xlsx_sheet *sheet, const cor_node *first, bool blocks) {
    for (const cor_node *node = first; node && !sheet->book->full && !sheet->book->error;
         node = cor_node_after(node)) {
        bool is_elsewhere = xlsx_is_block(node) && !blocks;
        if (!is_elsewhere && !cor_only_leads_on(node) && writers[node->kind])
            writers[node->kind](sheet, node);
    }
}
