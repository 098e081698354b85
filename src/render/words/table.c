/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: tables and lists as words. A number is right-aligned; beside it stands only what the
 * numbers around it do not share. */
#include "words.h"

/* ---- tables -------------------------------------------------------------- */

/* Where the cells of a table go: a value column is followed by its marks unless the column
 * shares them. */
struct layout {
    const cor_node_table *table;
    cor_common whole;
    cor_common *column; // [column_count] of value columns
    bool *marked;       // [column_count] a column of marks follows
    int32_t grid_columns;
};

static bool plan_table(struct layout *layout, const cor_node *node, cor_arena *arena) {
    const cor_node_table *table = &node->table;
    *layout = (struct layout){ .table = table,
                               .whole = cor_common_node(node),
                               .grid_columns = table->column_count };
    layout->column = cor_new(arena, cor_common, table->column_count);
    layout->marked = cor_new(arena, bool, table->column_count);
    if (!layout->column || !layout->marked) return false;

    for (int32_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind != COR_CELL_VALUE) continue;
        cor_common common = cor_common_column(table, i);
        layout->column[i] =
            (cor_common){ .any = common.any,
                          .same_sources = layout->whole.same_sources || common.same_sources,
                          .same_status = layout->whole.same_status || common.same_status,
                          .first = common.first };
        bool differ =
            common.any && !(layout->column[i].same_sources && layout->column[i].same_status);
        layout->marked[i] = differ;
        layout->grid_columns += layout->marked[i];
    }

    return true;
}

/* "Women (percent) [2] ◐", with what the column shares and the table does not. */
static cor_str column_head(cor_words *words, const struct layout *layout, int32_t i,
                           cor_arena *arena) {
    const cor_table_column *column = &layout->table->columns[i];
    cor_common common = layout->column[i];
    cor_str parts[8];
    size_t count = 0;

    parts[count++] = cor_text_say(words, column->label, arena);
    if (!cor_text_is_empty(column->unit)) {
        parts[count++] = COR_STR(" (");
        parts[count++] = cor_text_say(words, column->unit, arena);
        parts[count++] = COR_STR(")");
    }

    if (common.any && !layout->whole.same_sources && common.same_sources) {
        parts[count++] = cor_source_marks(common.first, 1, arena);
    }

    if (common.any && !layout->whole.same_status && common.same_status) {
        parts[count++] = COR_STR(" ");
        parts[count++] = cor_str_of(cor_value_mark(common.first));
    }

    return cor_text_join(words, arena, parts, count);
}

static void set_columns(cor_words *words, const struct layout *layout, cor_grid *grid) {
    int32_t at = 0;
    for (int32_t i = 0; i < layout->table->column_count; i++, at++) {
        grid->head[at] = column_head(words, layout, i, grid->arena);
        grid->columns[at].right = layout->table->columns[i].kind == COR_CELL_VALUE;
        if (layout->marked[i])
            grid->columns[++at] = (cor_grid_column){ .fixed = true, .tight = true };
    }
}

static cor_str words_of(cor_words *words, cor_column_kind kind, const cor_table_cell *cell,
                        cor_arena *arena) {
    if (kind != COR_CELL_STATUS) {
        cor_str said[] = { cor_text_say(words, cell->text, arena),
                           cor_source_marks(&cell->value, 1, arena) };
        return said[1].length ? cor_text_join(words, arena, said, 2) : said[0];
    }
    cor_str parts[] = { cor_str_of(cor_value_mark(&cell->value)), COR_STR(" "),
                        cor_text_say(words, cor_value_status(&cell->value), arena) };
    return cell->value.present ? cor_text_join(words, arena, parts, 3) : parts[2];
}

/* Where there is no number, the word for that stands in its place. */
static cor_str number_or_status(cor_words *words, const cor_value *value, bool with_unit,
                                cor_arena *arena) {
    if (!value->present) return cor_text_say(words, cor_value_status(value), arena);
    return cor_text_number(words, value, with_unit, arena);
}

static void set_row(cor_words *words, const struct layout *layout, int32_t row, cor_str *cells,
                    cor_arena *arena) {
    int32_t at = 0;
    for (int32_t i = 0; i < layout->table->column_count; i++, at++) {
        const cor_table_column *column = &layout->table->columns[i];
        const cor_table_cell *cell = &layout->table->rows[row][i];
        if (column->kind != COR_CELL_VALUE) {
            cells[at] = words_of(words, column->kind, cell, arena);
            continue;
        }
        cells[at] = number_or_status(words, &cell->value, cor_text_is_empty(column->unit), arena);
        if (layout->marked[i]) at++;
        if (layout->marked[i] && cell->value.present) {
            cells[at] = cor_text_marks(words, &cell->value, layout->column[i], arena);
        }
    }
}

bool cor_text_table_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                         cor_grid *ret_grid) {
    struct layout layout;
    if (!plan_table(&layout, node, arena) || !cor_grid_init(ret_grid, layout.grid_columns, arena)) {
        words->full = true;
        return false;
    }

    set_columns(words, &layout, ret_grid);
    for (int32_t row = 0; row < node->table.row_count && !words->full; row++) {
        cor_str *cells = cor_text_row(words, ret_grid);
        if (cells) set_row(words, &layout, row, cells, arena);
    }

    ret_grid->last_is_total = node->table.last_row_is_total;
    return !words->full;
}

/* ---- lists --------------------------------------------------------------- */

enum { BAR_WIDTH = 20 };

/* A bar for a share of a hundred, drawn in twentieths. */
static cor_str share_bar(cor_words *words, const cor_value *share, cor_arena *arena) {
    double full = share->present ? share->value / 100 * BAR_WIDTH : 0;
    cor_str parts[BAR_WIDTH];
    size_t count = 0;
    while (count < BAR_WIDTH && (double)count + 0.5 <= full)
        parts[count++] = COR_STR("▇");
    return cor_text_join(words, arena, parts, count);
}

/* Items of a timeline are labelled by their dates, also when the date is unknown. */
static bool is_numbered(const cor_node_list *list) {
    for (int32_t i = 0; i < list->item_count; i++)
        if (!cor_text_is_empty(list->items[i].when)) return false;
    return list->ordered;
}

static void set_item(cor_words *words, const cor_node_list *list, int32_t index, cor_common common,
                     cor_str *cells, cor_arena *arena) {
    const cor_list_item *item = &list->items[index];
    cells[COR_LIST_MARKER] = is_numbered(list)  ? cor_str_print(arena, "%d.", index + 1)
                             : item->is_current ? COR_STR("▸")
                                                : COR_STR("–");
    cor_str said[] = { cor_text_two_lines(words, cor_item_text(item, arena), "\n",
                                          cor_item_quiet(item, arena), arena),
                       cor_source_marks(&item->cited, 1, arena) };
    cells[COR_LIST_TEXT] = cor_text_join(words, arena, said, said[1].length ? 2 : 1);

    for (int32_t i = 0; i < item->passage_count; i++)
        if (!cor_passage_repeats(item, i, words->options->lang, *arena))
            cells[COR_LIST_TEXT] = cor_text_join(
                words, arena,
                (cor_str[]){ cells[COR_LIST_TEXT], COR_STR("\n"), item->passages[i].text }, 3);

    if (item->value.present) {
        cells[COR_LIST_NUMBER] = cor_text_number(words, &item->value, true, arena);
        cells[COR_LIST_MARKS] = cor_text_marks(words, &item->value, common, arena);
    }

    if (!item->share.present) return;
    cells[COR_LIST_SHARE] = cor_text_number(words, &item->share, true, arena);
    cells[COR_LIST_SHARE_MARKS] = cor_text_marks(words, &item->share, common, arena);
    cells[COR_LIST_BAR] = share_bar(words, &item->share, arena);
}

cor_common cor_common_list(const cor_node *node) {
    return cor_text_is_empty(node->title) ? (cor_common){ 0 } : cor_common_node(node);
}

bool cor_text_list_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                        cor_grid *ret_grid) {
    cor_common common = cor_common_list(node);
    if (!cor_grid_init(ret_grid, COR_LIST_COLUMNS, arena)) words->full = true;
    for (int32_t i = 0; i < node->list.item_count && !words->full; i++) {
        cor_str *cells = cor_text_row(words, ret_grid);
        if (cells) set_item(words, &node->list, i, common, cells, arena);
    }

    if (words->full) return false;
    cor_grid_column *columns = ret_grid->columns, marks = { .fixed = true, .tight = true };
    columns[COR_LIST_MARKER] = (cor_grid_column){ .right = true, .fixed = true };
    columns[COR_LIST_TEXT].tight = true;
    columns[COR_LIST_NUMBER].right = columns[COR_LIST_SHARE].right = true;
    columns[COR_LIST_MARKS] = columns[COR_LIST_SHARE_MARKS] = marks;
    columns[COR_LIST_BAR].fixed = true;

    return true;
}
