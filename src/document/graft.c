/* SPDX-License-Identifier: Apache-2.0 */
/* graft.c: a finished document said again inside another, call by call, so that ids, source
 * numbers and copies are as if it had been built there. */
#include <assert.h>

#include "builder_private.h"

typedef struct {
    cor_doc *doc;
    const cor_document *part;
    int32_t *handles; // [source_count] in doc
    bool stays;
} grafting;

static bool know_sources(grafting *graft) {
    const cor_document *part = graft->part;
    graft->handles = cor_doc_new(graft->doc, int32_t, part->source_count + 1);
    for (int32_t s = 0; graft->handles && s < part->source_count; s++) {
        const cor_document_source *source = &part->sources[s];
        graft->handles[s] =
            cor_doc_know_source(graft->doc, &source->source, source->use_count == 0);
        cor_doc_source_file(graft->doc, graft->handles[s], source->dataset_file);
    }
    return graft->handles != NULL;
}

static int32_t handle_of(const grafting *graft, int32_t source) {
    return source >= 0 && source < graft->part->source_count ? graft->handles[source] : -1;
}

static cor_value value_here(const grafting *graft, const cor_value *value) {
    cor_value here = *value;
    here.source = handle_of(graft, value->source);
    for (int i = 0; i < 2; i++)
        here.source_more[i] = handle_of(graft, value->source_more[i]);
    return here;
}

static cor_value *values_here(const grafting *graft, const cor_value *values, int32_t count) {
    cor_value *here = cor_doc_new_unset(graft->doc, cor_value, count + 1);
    for (int32_t i = 0; here && i < count; i++)
        here[i] = value_here(graft, &values[i]);
    return here;
}

static void say_sentence(const grafting *graft, const cor_node *node) {
    const cor_value *cited = values_here(graft, node->cited, node->cited_count);
    if (node->kind == COR_NODE_NOTE)
        cor_doc_note(graft->doc, node->text, cited, cited ? node->cited_count : 0);
    else
        cor_doc_paragraph(graft->doc, node->text, cited, cited ? node->cited_count : 0);
}

static void say_table(const grafting *graft, const cor_node *node, const char *id) {
    cor_doc_table(graft->doc, id, node->title, node->columns, node->column_count, node->about);
    cor_table_cell *cells = cor_doc_new_unset(graft->doc, cor_table_cell, node->column_count);
    for (int32_t row = 0; cells && row < node->row_count; row++) {
        for (int32_t i = 0; i < node->column_count; i++) {
            cells[i] = node->rows[row][i];
            cells[i].value = value_here(graft, &cells[i].value);
        }
        bool is_total = node->last_row_is_total && row == node->row_count - 1;
        (is_total ? cor_doc_row_total : cor_doc_row)(graft->doc, cells);
    }
}

static void say_chart(const grafting *graft, const cor_node *node, const char *id) {
    cor_chart_series *series = cor_doc_new(graft->doc, cor_chart_series, node->series_count);
    for (int32_t s = 0; series && s < node->series_count; s++) {
        series[s] = node->series[s];
        series[s].values = values_here(graft, series[s].values, node->category_count);
        if (!series[s].values) return;
    }

    if (!series) return;
    cor_doc_chart(graft->doc, id,
                  &(cor_chart_spec){ .kind = node->chart,
                                     .title = node->title,
                                     .summary = node->text,
                                     .about = node->about,
                                     .unit = node->unit,
                                     .categories = node->categories,
                                     .category_keys = node->category_keys,
                                     .category_at = node->category_at,
                                     .category_count = node->category_count,
                                     .series = series,
                                     .series_count = node->series_count,
                                     .mark = node->mark,
                                     .mark_label = node->mark_label });
}

static void say_items(const grafting *graft, const cor_node *node) {
    for (int32_t i = 0; i < node->item_count; i++) {
        cor_list_item item = node->items[i];
        item.value = value_here(graft, &item.value);
        item.share = value_here(graft, &item.share);
        item.cited = value_here(graft, &item.cited);
        cor_doc_item(graft->doc, &item);
    }
}

static void say_absence(const grafting *graft, const cor_node *node, const char *id) {
    cor_text *fillers = cor_doc_new(graft->doc, cor_text, node->item_count);
    for (int32_t i = 0; fillers && i < node->item_count; i++)
        fillers[i] = node->items[i].text;
    if (fillers)
        cor_doc_absence(graft->doc, id, node->title, node->text, fillers, node->item_count);
}

static void say_nodes(const grafting *graft, const cor_node *first);

static void say_node(const grafting *graft, const cor_node *node) {
    cor_doc *doc = graft->doc;
    const char *id = node->id.at; // ids end in a zero

    switch (node->kind) {
    case COR_NODE_SECTION:
        cor_doc_section(doc, id, node->title);
        if (node->role.length) cor_doc_role(doc, node->role.at);
        say_nodes(graft, node->first);
        cor_doc_section_end(doc);
        return;
    case COR_NODE_PARAGRAPH:
    case COR_NODE_NOTE:
        say_sentence(graft, node);
        break;
    case COR_NODE_FIGURE:
        cor_doc_figure(doc, id, node->title, value_here(graft, &node->value));
        break;
    case COR_NODE_TABLE:
        say_table(graft, node, id);
        break;
    case COR_NODE_CHART:
        say_chart(graft, node, id);
        break;
    case COR_NODE_LIST:
        cor_doc_list(doc, id, node->title, node->ordered);
        say_items(graft, node);
        break;
    case COR_NODE_LINK:
        cor_doc_link(doc, node->text, node->href);
        break;
    case COR_NODE_ABSENCE:
        say_absence(graft, node, id);
        break;
    default: // maps, forms and codes are of one page
        assert(!"a part has no such node");
        return;
    }
    if (node->role.length) cor_doc_role(doc, node->role.at);
    if (!graft->stays || doc->full) return;
    doc->latest->part = graft->part;
    doc->latest->part_node = node;
}

static void say_nodes(const grafting *graft, const cor_node *first) {
    for (const cor_node *node = first; node; node = node->next)
        say_node(graft, node);
}

void cor_doc_graft(cor_doc *doc, const cor_document *part, const cor_node *section, bool stays) {
    if (!doc || doc->full) return;
    grafting graft = { .doc = doc, .part = part, .stays = stays };
    if (know_sources(&graft)) say_nodes(&graft, section->first);
}
