/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: tables of a workbook. Source and status stand once at the end of a row when all its
 * numbers share them, else beside every number. */
#include "core/say.h"
#include "sheet.h"

/* ---- where the origin of the numbers goes -------------------------------- */

static bool row_agrees(const cor_node_table *table, int32_t row) {
    cor_common common = { 0 };
    for (int32_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind == COR_CELL_VALUE)
            cor_common_add(&common, &table->rows[row][i].value);
    }
    return !common.any || (common.same_sources && common.same_status);
}

static bool rows_agree(const cor_node_table *table) {
    for (int32_t row = 0; row < table->row_count; row++) {
        if (!row_agrees(table, row)) return false;
    }
    return true;
}

static bool has_values(const cor_node_table *table) {
    for (int32_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind == COR_CELL_VALUE) return true;
    }
    return false;
}

struct layout {
    const cor_node_table *table;
    bool per_row;   // source and status once, at the end of the row
    bool per_value; // beside every number
};

static struct layout plan_table(const cor_node_table *table) {
    bool valued = has_values(table), agree = rows_agree(table);
    return (
        struct layout){ .table = table, .per_row = valued && agree, .per_value = valued && !agree };
}

/* ---- head ---------------------------------------------------------------- */

static void put_column_head(struct xlsx_sheet *sheet, lxw_col_t at,
                            const cor_table_column *column) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    cor_str label = cor_str_of(xlsx_say(book, column->label, &scratch));
    cor_str parts[] = { label, COR_STR(" ("), cor_str_of(xlsx_say(book, column->unit, &scratch)),
                        COR_STR(")") };
    cor_str head = cor_str_join(&scratch, parts, parts[2].length ? 4 : 1);

    book->full = book->full || !head.at;
    if (book->full) return;
    book->scratch = scratch;
    xlsx_put_head(sheet, at, head.at, column->kind == COR_CELL_VALUE);
    xlsx_widen(sheet, at,
               cor_str_width(label) < 12   ? 12
               : cor_str_width(label) < 18 ? cor_str_width(label)
                                           : 18);
    book->scratch = before;
}

static void put_origin_heads(struct xlsx_sheet *sheet, lxw_col_t at) {
    xlsx_put_origin_heads(sheet, at);
    xlsx_widen(sheet, at + 1, 12);
}

static void put_heads(struct xlsx_sheet *sheet, const struct layout *layout) {
    lxw_col_t at = 0;
    for (int32_t i = 0; i < layout->table->column_count; i++) {
        const cor_table_column *column = &layout->table->columns[i];
        put_column_head(sheet, at++, column);
        if (!layout->per_value || column->kind != COR_CELL_VALUE) continue;
        put_origin_heads(sheet, at);
        at += 2;
    }

    if (layout->per_row) put_origin_heads(sheet, at);
    sheet->row++;
}

/* ---- rows ---------------------------------------------------------------- */

static void put_word_cell(struct xlsx_sheet *sheet, lxw_col_t at, cor_column_kind kind,
                          const cor_table_cell *cell, bool is_total) {
    struct xlsx_book *book = sheet->book;
    cor_arena scratch = book->scratch, before = scratch;
    bool is_status = kind == COR_CELL_STATUS && cor_text_is_empty(cell->text);
    const char *text =
        xlsx_say(book, is_status ? cor_value_status(&cell->value) : cell->text, &scratch);
    book->scratch = scratch;
    xlsx_put_link(sheet, at, text, cell->href, is_total ? book->words_total : book->words);
    xlsx_widen(sheet, at, cor_str_width(cor_str_of(text)) + 1);
    book->scratch = before;
}

static void put_row(struct xlsx_sheet *sheet, const struct layout *layout, int32_t row) {
    const cor_node_table *table = layout->table;
    bool is_total = table->last_row_is_total && row == table->row_count - 1;
    const cor_value *shown = NULL;
    lxw_col_t at = 0;

    for (int32_t i = 0; i < table->column_count; i++) {
        const cor_table_cell *cell = &table->rows[row][i];
        if (table->columns[i].kind != COR_CELL_VALUE) {
            put_word_cell(sheet, at++, table->columns[i].kind, cell, is_total);
            continue;
        }
        xlsx_put_value(sheet, at++, &cell->value, is_total, false);
        if (!shown || !shown->present) shown = &cell->value;
        if (!layout->per_value) continue;
        xlsx_put_origin(sheet, at, &cell->value);
        at += 2;
    }

    if (layout->per_row && shown) xlsx_put_origin(sheet, at, shown);
    sheet->row++;
}

void xlsx_put_table(struct xlsx_sheet *sheet, const cor_node *node) {
    struct layout layout = plan_table(&node->table);
    xlsx_begin_table(sheet, node->title);
    put_heads(sheet, &layout);
    for (int32_t row = 0; row < node->table.row_count && !sheet->book->full && !sheet->book->error;
         row++) {
        put_row(sheet, &layout, row);
    }
    xlsx_put_text(sheet, node->about, sheet->book->quiet);
}
