/* SPDX-License-Identifier: Apache-2.0 */
/* walk.c: visits every value of a document in reading order: the values that data formats write and
 * tests compare. */
#include "core/say.h"
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

static bool walk_cited(walker *walk, const cor_node *node) {
    bool go = true;
    for (int32_t i = 0; i < node->cited_count && go; i++) {
        if (!node->cited[i].names_source)
            go = see(walk, node, &node->cited[i],
                     (cor_value_place){ .column_key = COR_STR("cited") });
    }
    return go;
}

static bool walk_figure(walker *walk, const cor_node *node) {
    return see(walk, node, &node->figure.value, (cor_value_place){ .row = node->title });
}

enum { LABELS_MAX = 3 };

/* The labels of a row, which its name refers to. */
typedef struct {
    cor_text labels[LABELS_MAX];
    cor_arg args[LABELS_MAX];
    int32_t count;
} row_name;

/* The row's name is made of its labels ("Guatemala · Mexico"); its key is the code beside the first
 * label, if there is one. */
static void name_row(const cor_node_table *table, const cor_table_cell *cells, row_name *name,
                     cor_value_place *place) {
    static const char *const JOINED[] = { "", "{a}", "{a} · {b}", "{a} · {b} · {c}" };
    bool is_keyed = false;
    for (int32_t i = 0; i < table->column_count && name->count < LABELS_MAX; i++) {
        if (table->columns[i].kind != COR_CELL_LABEL) continue;
        if (!is_keyed) place->row_key = cells[i].code;
        is_keyed = true;
        if (cor_text_is_empty(cells[i].text)) continue;
        name->labels[name->count] = cells[i].text;
        name->args[name->count] = cor_arg_text(&name->labels[name->count]);
        name->count++;
    }

    if (name->count == 1) place->row = name->labels[0];
    if (name->count > 1)
        place->row =
            (cor_text){ .id = JOINED[name->count], .args = name->args, .arg_count = name->count };
}

static bool walk_table(walker *walk, const cor_node *node) {
    const cor_node_table *table = &node->table;
    for (int32_t row = 0; row < table->row_count; row++) {
        cor_value_place place = { 0 };
        row_name name = { 0 };
        name_row(table, table->rows[row], &name, &place);
        for (int32_t i = 0; i < table->column_count; i++) {
            if (table->columns[i].kind != COR_CELL_VALUE) continue;
            place.column = table->columns[i].label;
            place.column_key = table->columns[i].key;
            if (!see(walk, node, &table->rows[row][i].value, place)) return false;
        }
    }

    return true;
}

static bool walk_chart(walker *walk, const cor_node *node) {
    const cor_node_chart *chart = &node->chart;
    for (int32_t category = 0; category < chart->category_count; category++) {
        for (int32_t i = 0; i < chart->series_count; i++) {
            cor_value_place place = { .row = chart->categories[category],
                                      .row_key = chart->category_keys[category],
                                      .column = chart->series[i].label,
                                      .column_key = chart->series[i].key };
            if (!see(walk, node, &chart->series[i].values[category], place)) return false;
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

static bool walk_map(walker *walk, const cor_node *node) {
    const cor_node_map *map = &node->map;
    for (int32_t i = 0; i < map->line_count; i++) {
        if (map->lines[i].value.present && !walk_line(walk, node, &map->lines[i])) return false;
    }

    for (int32_t i = 0; i < map->point_count; i++) {
        const cor_map_point *point = &map->points[i];
        cor_value_place place = { .row = point->label,
                                  .row_key = cor_country_code(point->place),
                                  .column_key = COR_STR("point") };
        if (point->value.present && !see(walk, node, &point->value, place)) return false;
    }

    return true;
}

static bool walk_list(walker *walk, const cor_node *node) {
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
    const cor_node_section *section = &node->section;
    if (section->level == 1) walk->block = node->id;
    bool go = true;
    for (const cor_node *child = section->first; child && go; child = child->next)
        go = walk_node(walk, child);
    if (section->level == 1) walk->block = (cor_str){ 0 };
    return go;
}

static bool walk_node(walker *walk, const cor_node *node) {
    static bool (*const walks[COR_NODE_COUNT])(walker * walk, const cor_node *node) = {
        [COR_NODE_SECTION] = walk_section, [COR_NODE_PARAGRAPH] = walk_cited,
        [COR_NODE_NOTE] = walk_cited,      [COR_NODE_FIGURE] = walk_figure,
        [COR_NODE_TABLE] = walk_table,     [COR_NODE_CHART] = walk_chart,
        [COR_NODE_MAP] = walk_map,         [COR_NODE_LIST] = walk_list,
    };
    return !walks[node->kind] || walks[node->kind](walk, node);
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
