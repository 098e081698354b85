/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: figures, tables and lists on a terminal. A number is right-aligned; beside it stands
 * only what the numbers around it do not share. */
#include "core/say.h"
#include "terminal.h"

/* ---- figures ------------------------------------------------------------- */

enum { FIGURE_LABEL, FIGURE_NUMBER, FIGURE_SOURCES, FIGURE_STATUS, FIGURE_COLUMNS };

/* "◐ estimated, 2020" */
static cor_str status_and_period(struct text_writer *writer, const cor_value *value,
                                 cor_arena *arena) {
    bool timed = value->present && value->period.start.days != value->period.end.days;
    cor_str parts[] = {
        cor_str_of(cor_value_mark(value)), COR_STR(" "),
        cor_text_say(writer, cor_value_status(value), arena), COR_STR(", "),
        timed ? cor_text_say(writer, cor_say("{period}", cor_arg_period(value->period)), arena)
              : (cor_str){ 0 }
    };
    return value->present ? cor_text_join(writer, arena, parts, timed ? 5 : 3) : parts[2];
}

static cor_str with_second_line(struct text_writer *writer, cor_text text, const char *lead,
                                cor_text more, cor_arena *arena) {
    cor_str parts[] = { cor_text_say(writer, text, arena), cor_str_of(lead),
                        cor_text_say(writer, more, arena) };
    return cor_text_join(writer, arena, parts, parts[2].length ? 3 : 1);
}

static void set_figure(struct text_writer *writer, const cor_node *node, cor_str *cells,
                       cor_arena *arena) {
    const cor_value *value = &node->figure.value;
    cells[FIGURE_LABEL] = with_second_line(writer, node->title, "\n= ", value->derivation, arena);
    cells[FIGURE_NUMBER] = cor_text_number(writer, value, true, arena);
    cells[FIGURE_SOURCES] = cor_str_trim(cor_source_marks(value, 1, arena));
    cells[FIGURE_STATUS] = status_and_period(writer, value, arena);
}

void cor_text_figures(struct text_writer *writer, const cor_node *first) {
    cor_arena scratch = writer->scratch;
    const cor_node *end = cor_node_after(first);
    cor_grid grid;
    if (!cor_grid_init(&grid, FIGURE_COLUMNS, &scratch)) writer->full = true;
    for (const cor_node *node = first; node != end && !writer->full; node = node->next) {
        cor_str *cells = cor_text_row(writer, &grid);
        if (cells) set_figure(writer, node, cells, &scratch);
    }

    if (writer->full) return;
    grid.columns[FIGURE_NUMBER].right = true;
    grid.columns[FIGURE_SOURCES] = (cor_grid_column){ .fixed = true, .tight = true };
    cor_put_char(writer->out, '\n');
    cor_text_grid(writer, &grid, 0);
}

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
static cor_str column_head(struct text_writer *writer, const struct layout *layout, int32_t i,
                           cor_arena *arena) {
    const cor_table_column *column = &layout->table->columns[i];
    cor_common common = layout->column[i];
    cor_str parts[8];
    size_t count = 0;

    parts[count++] = cor_text_say(writer, column->label, arena);
    if (!cor_text_is_empty(column->unit)) {
        parts[count++] = COR_STR(" (");
        parts[count++] = cor_text_say(writer, column->unit, arena);
        parts[count++] = COR_STR(")");
    }

    if (common.any && !layout->whole.same_sources && common.same_sources) {
        parts[count++] = cor_source_marks(common.first, 1, arena);
    }

    if (common.any && !layout->whole.same_status && common.same_status) {
        parts[count++] = COR_STR(" ");
        parts[count++] = cor_str_of(cor_value_mark(common.first));
    }

    return cor_text_join(writer, arena, parts, count);
}

static void set_columns(struct text_writer *writer, const struct layout *layout, cor_grid *grid) {
    int32_t at = 0;
    for (int32_t i = 0; i < layout->table->column_count; i++, at++) {
        grid->head[at] = column_head(writer, layout, i, grid->arena);
        grid->columns[at].right = layout->table->columns[i].kind == COR_CELL_VALUE;
        if (layout->marked[i])
            grid->columns[++at] = (cor_grid_column){ .fixed = true, .tight = true };
    }
}

static cor_str words_of(struct text_writer *writer, cor_column_kind kind,
                        const cor_table_cell *cell, cor_arena *arena) {
    if (kind != COR_CELL_STATUS) {
        cor_str words[] = { cor_text_say(writer, cell->text, arena),
                            cor_source_marks(&cell->value, 1, arena) };
        return words[1].length ? cor_text_join(writer, arena, words, 2) : words[0];
    }
    cor_str parts[] = { cor_str_of(cor_value_mark(&cell->value)), COR_STR(" "),
                        cor_text_say(writer, cor_value_status(&cell->value), arena) };
    return cell->value.present ? cor_text_join(writer, arena, parts, 3) : parts[2];
}

/* Where there is no number, the word for that stands in its place. */
static cor_str number_or_status(struct text_writer *writer, const cor_value *value, bool with_unit,
                                cor_arena *arena) {
    if (!value->present) return cor_text_say(writer, cor_value_status(value), arena);
    return cor_text_number(writer, value, with_unit, arena);
}

static void set_row(struct text_writer *writer, const struct layout *layout, int32_t row,
                    cor_str *cells, cor_arena *arena) {
    int32_t at = 0;
    for (int32_t i = 0; i < layout->table->column_count; i++, at++) {
        const cor_table_column *column = &layout->table->columns[i];
        const cor_table_cell *cell = &layout->table->rows[row][i];
        if (column->kind != COR_CELL_VALUE) {
            cells[at] = words_of(writer, column->kind, cell, arena);
            continue;
        }
        cells[at] = number_or_status(writer, &cell->value, cor_text_is_empty(column->unit), arena);
        if (layout->marked[i]) at++;
        if (layout->marked[i] && cell->value.present) {
            cells[at] = cor_text_marks(writer, &cell->value, layout->column[i], arena);
        }
    }
}

bool cor_text_table_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                         cor_grid *ret_grid) {
    struct layout layout;
    if (!plan_table(&layout, node, arena) || !cor_grid_init(ret_grid, layout.grid_columns, arena)) {
        writer->full = true;
        return false;
    }

    set_columns(writer, &layout, ret_grid);
    for (int32_t row = 0; row < node->table.row_count && !writer->full; row++) {
        cor_str *cells = cor_text_row(writer, ret_grid);
        if (cells) set_row(writer, &layout, row, cells, arena);
    }

    ret_grid->last_is_total = node->table.last_row_is_total;
    return !writer->full;
}

void cor_text_table(struct text_writer *writer, const cor_node *node) {
    cor_common common = cor_common_node(node);
    cor_text_title(writer, node->title, common);
    cor_arena scratch = writer->scratch;
    cor_grid grid;
    if (cor_text_table_grid(writer, node, &scratch, &grid)) cor_text_grid(writer, &grid, 0);
    cor_text_under(writer, node, common);
}

/* ---- lists --------------------------------------------------------------- */

enum { BAR_WIDTH = 20 };

/* A bar for a share of a hundred, drawn in twentieths. */
static cor_str share_bar(struct text_writer *writer, const cor_value *share, cor_arena *arena) {
    double full = share->present ? share->value / 100 * BAR_WIDTH : 0;
    cor_str parts[BAR_WIDTH];
    size_t count = 0;
    while (count < BAR_WIDTH && (double)count + 0.5 <= full)
        parts[count++] = COR_STR("▇");
    return cor_text_join(writer, arena, parts, count);
}

/* Acts in time are told apart by their dates, also those whose date nobody knows. */
static bool is_numbered(const cor_node_list *list) {
    for (int32_t i = 0; i < list->item_count; i++)
        if (!cor_text_is_empty(list->items[i].when)) return false;
    return list->ordered;
}

static void set_item(struct text_writer *writer, const cor_node_list *list, int32_t index,
                     cor_common common, cor_str *cells, cor_arena *arena) {
    const cor_list_item *item = &list->items[index];
    cells[COR_LIST_MARKER] = is_numbered(list)  ? cor_str_print(arena, "%d.", index + 1)
                             : item->is_current ? COR_STR("▸")
                                                : COR_STR("–");
    cor_str said[] = { with_second_line(writer, cor_item_text(item, arena), "\n",
                                        cor_item_quiet(item, arena), arena),
                       cor_source_marks(&item->cited, 1, arena) };
    cells[COR_LIST_TEXT] = cor_text_join(writer, arena, said, said[1].length ? 2 : 1);

    for (int32_t i = 0; i < item->passage_count; i++)
        if (!cor_passage_repeats(item, i, writer->options->lang, *arena))
            cells[COR_LIST_TEXT] = cor_text_join(
                writer, arena,
                (cor_str[]){ cells[COR_LIST_TEXT], COR_STR("\n"), item->passages[i].text }, 3);

    if (item->value.present) {
        cells[COR_LIST_NUMBER] = cor_text_number(writer, &item->value, true, arena);
        cells[COR_LIST_MARKS] = cor_text_marks(writer, &item->value, common, arena);
    }

    if (!item->share.present) return;
    cells[COR_LIST_SHARE] = cor_text_number(writer, &item->share, true, arena);
    cells[COR_LIST_SHARE_MARKS] = cor_text_marks(writer, &item->share, common, arena);
    cells[COR_LIST_BAR] = share_bar(writer, &item->share, arena);
}

cor_common cor_common_list(const cor_node *node) {
    return cor_text_is_empty(node->title) ? (cor_common){ 0 } : cor_common_node(node);
}

bool cor_text_list_grid(struct text_writer *writer, const cor_node *node, cor_arena *arena,
                        cor_grid *ret_grid) {
    cor_common common = cor_common_list(node);
    if (!cor_grid_init(ret_grid, COR_LIST_COLUMNS, arena)) writer->full = true;
    for (int32_t i = 0; i < node->list.item_count && !writer->full; i++) {
        cor_str *cells = cor_text_row(writer, ret_grid);
        if (cells) set_item(writer, &node->list, i, common, cells, arena);
    }

    if (writer->full) return false;
    cor_grid_column *columns = ret_grid->columns, marks = { .fixed = true, .tight = true };
    columns[COR_LIST_MARKER] = (cor_grid_column){ .right = true, .fixed = true };
    columns[COR_LIST_TEXT].tight = true;
    columns[COR_LIST_NUMBER].right = columns[COR_LIST_SHARE].right = true;
    columns[COR_LIST_MARKS] = columns[COR_LIST_SHARE_MARKS] = marks;
    columns[COR_LIST_BAR].fixed = true;

    return true;
}

void cor_text_list(struct text_writer *writer, const cor_node *node) {
    cor_common common = cor_common_list(node);
    if (cor_text_is_empty(node->title))
        cor_put_char(writer->out, '\n');
    else
        cor_text_title(writer, node->title, common);
    cor_arena scratch = writer->scratch;
    cor_grid grid;
    if (cor_text_list_grid(writer, node, &scratch, &grid)) cor_text_grid(writer, &grid, 0);
    cor_text_under(writer, node, common);
}
