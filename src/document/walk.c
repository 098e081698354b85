/* SPDX-License-Identifier: Apache-2.0 */
/* walk.c: every value of a document in reading order: what data formats write and what tests
 * compare. */
#include "corredor/document.h"

typedef struct {
    bool (*visit)(void *self, const cor_value_place *place);
    void *self;
    cor_str block;
} walker;

static bool see(const walker *walk, const cor_node *node, const cor_value *value,
                cor_value_place place) {
    place.node = node;
    place.value = value;
    place.block = walk->block;
    return walk->visit(walk->self, &place);
}

static bool walk_cited(const walker *walk, const cor_node *node) {
    bool go = true;
    for (int32_t i = 0; i < node->cited_count && go; i++) {
        if (!node->cited[i].names_source)
            go = see(walk, node, &node->cited[i],
                     (cor_value_place){ .column_key = COR_STR("cited") });
    }
    return go;
}

/* The row is named by its first label; its key is the code beside the label, where there is one. */
static void name_row(const cor_node *table, const cor_table_cell *cells, cor_value_place *place) {
    for (int32_t i = 0; i < table->table.column_count; i++) {
        if (table->table.columns[i].kind != COR_CELL_LABEL) continue;
        place->row = cells[i].text;
        place->row_key = cells[i].code;
        return;
    }
}

static bool walk_table(const walker *walk, const cor_node *node) {
    for (int32_t row = 0; row < node->table.row_count; row++) {
        cor_value_place place = { 0 };
        name_row(node, node->table.rows[row], &place);
        for (int32_t i = 0; i < node->table.column_count; i++) {
            if (node->table.columns[i].kind != COR_CELL_VALUE) continue;
            place.column = node->table.columns[i].label;
            place.column_key = node->table.columns[i].key;
            if (!see(walk, node, &node->table.rows[row][i].value, place)) return false;
        }
    }

    return true;
}

static bool walk_chart(const walker *walk, const cor_node *node) {
    for (int32_t category = 0; category < node->chart.category_count; category++) {
        for (int32_t i = 0; i < node->chart.series_count; i++) {
            cor_value_place place = { .row = node->chart.categories[category],
                                      .row_key = node->chart.category_keys[category],
                                      .column = node->chart.series[i].label,
                                      .column_key = node->chart.series[i].key };
            if (!see(walk, node, &node->chart.series[i].values[category], place)) return false;
        }
    }

    return true;
}

static bool walk_line(const walker *walk, const cor_node *node, const cor_map_line *line) {
    cor_str from = cor_country_code(line->origin), to = cor_country_code(line->destination);
    char key[32];
    int length = snprintf(key, sizeof key, "%.*s-%.*s", COR_STR_F(from), COR_STR_F(to));
    cor_value_place place = { .row =
                                  cor_say("{origin} → {destination}", cor_arg_country(line->origin),
                                          cor_arg_country(line->destination)),
                              .row_key = { key, (size_t)length },
                              .column_key = COR_STR("line") };
    return see(walk, node, &line->value, place);
}

static bool walk_map(const walker *walk, const cor_node *node) {
    for (int32_t i = 0; i < node->map.line_count; i++) {
        if (node->map.lines[i].value.present && !walk_line(walk, node, &node->map.lines[i]))
            return false;
    }

    for (int32_t i = 0; i < node->map.point_count; i++) {
        const cor_map_point *point = &node->map.points[i];
        cor_value_place place = { .row = point->label,
                                  .row_key = cor_country_code(point->place),
                                  .column_key = COR_STR("point") };
        if (point->value.present && !see(walk, node, &point->value, place)) return false;
    }

    return true;
}

static bool walk_list(const walker *walk, const cor_node *node) {
    for (int32_t i = 0; i < node->list.item_count; i++) {
        const cor_list_item *item = &node->list.items[i];
        cor_value_place place = { .row = item->text, .column_key = COR_STR("value") };
        if (item->value.present && !see(walk, node, &item->value, place)) return false;
        place.column_key = COR_STR("share");
        if (item->share.present && !see(walk, node, &item->share, place)) return false;
    }
    return true;
}

static bool walk_node(walker *walk, const cor_node *node);

static bool walk_section(walker *walk, const cor_node *node) {
    if (node->section.level == 1) walk->block = node->id;
    bool go = true;
    for (const cor_node *child = node->section.first; child && go; child = child->next)
        go = walk_node(walk, child);
    if (node->section.level == 1) walk->block = (cor_str){ 0 };
    return go;
}

static bool walk_node(walker *walk, const cor_node *node) {
    switch (node->kind) {
    case COR_NODE_SECTION:
        return walk_section(walk, node);
    case COR_NODE_PARAGRAPH:
    case COR_NODE_NOTE:
        return walk_cited(walk, node);
    case COR_NODE_FIGURE:
        return see(walk, node, &node->figure.value, (cor_value_place){ .row = node->title });
    case COR_NODE_TABLE:
        return walk_table(walk, node);
    case COR_NODE_CHART:
        return walk_chart(walk, node);
    case COR_NODE_MAP:
        return walk_map(walk, node);
    case COR_NODE_LIST:
        return walk_list(walk, node);
    case COR_NODE_FORM:
    case COR_NODE_LINK:
    case COR_NODE_ABSENCE:
    case COR_NODE_CODE:
    case COR_NODE_COUNT:
        break;
    }

    return true;
}

void cor_document_values(const cor_document *document,
                         bool (*visit)(void *self, const cor_value_place *place), void *self) {
    cor_node_values(document->root, visit, self);
}

void cor_node_values(const cor_node *node, bool (*visit)(void *self, const cor_value_place *place),
                     void *self) {
    walker walk = { .visit = visit, .self = self };
    (void)walk_node(&walk, node);
}
