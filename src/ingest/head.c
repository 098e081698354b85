/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: copies the first rows of every sheet, so that recognisers can read them in any order. */
#include "dataset.h"

static bool keep_row(cor_arena *keep, const cor_row *row, cor_row *ret_row) {
    int32_t count = row->cell_count < COR_HEAD_COLUMNS ? row->cell_count : COR_HEAD_COLUMNS;
    cor_cell *cells = cor_new(keep, cor_cell, count);

    if (!cells) return false;
    for (int32_t i = 0; i < count; i++) {
        cells[i] = row->cells[i];
        cells[i].text = cor_str_keep(keep, row->cells[i].text);
        if (!cells[i].text.at && row->cells[i].text.length) return false;
    }

    *ret_row = (cor_row){ .row = row->row, .cell_count = count, .cells = cells };
    return true;
}

static cor_code read_sheet(cor_table *table, int32_t number, cor_arena *keep, cor_head_sheet *sheet,
                           cor_error *err) {
    cor_code code = cor_table_sheet_select(table, number, err);
    if (code) return code;
    sheet->name = cor_str_keep(keep, cor_table_sheet_name(table, number));

    while (sheet->row_count < COR_HEAD_ROWS) {
        cor_row row;
        bool found;
        code = cor_table_next(table, &row, &found, err);
        if (code) return code;
        if (!found) return COR_OK;
        if (!keep_row(keep, &row, &sheet->rows[sheet->row_count])) return cor_fail_memory(err);
        sheet->row_count++;
    }

    return COR_OK;
}

cor_code cor_head_read(cor_table *table, cor_arena *keep, cor_head *ret_head, cor_error *err) {
    int32_t count = cor_table_sheet_count(table);
    if (count > COR_HEAD_SHEETS) count = COR_HEAD_SHEETS;
    cor_head head = { .table = table,
                      .sheets = cor_new(keep, cor_head_sheet, count),
                      .sheet_count = count };
    if (!head.sheets) return cor_fail_memory(err);

    for (int32_t i = 0; i < count; i++) {
        cor_code code = read_sheet(table, i, keep, &head.sheets[i], err);
        if (code) return code;
    }

    *ret_head = head;
    return cor_table_sheet_select(table, 0, err);
}

cor_str cor_row_text(const cor_row *row, int32_t column) {
    if (column < 0 || column >= row->cell_count) return (cor_str){ 0 };
    return cor_str_trim(row->cells[column].text);
}

cor_str cor_head_text(const cor_head_sheet *sheet, int32_t row, int32_t column) {
    return row < 0 || row >= sheet->row_count ? (cor_str){ 0 }
                                              : cor_row_text(&sheet->rows[row], column);
}

bool cor_head_after(const cor_head *head, const char *needle, cor_str *ret_rest) {
    for (int32_t s = 0; s < head->sheet_count; s++)
        for (int32_t r = 0; r < head->sheets[s].row_count; r++)
            for (int32_t c = 0; c < head->sheets[s].rows[r].cell_count; c++) {
                cor_str text = cor_head_text(&head->sheets[s], r, c);
                size_t at = cor_str_find(text, cor_str_of(needle));
                if (at == SIZE_MAX) continue;
                *ret_rest = cor_str_trim(cor_str_part(text, at + strlen(needle), SIZE_MAX));
                return true;
            }

    return false;
}

/* Whether the cell names the column. Some agencies double a blank, so runs of blanks count as
 * one. */
static bool names_column(cor_str cell, const char *name) {
    size_t i = 0;
    for (; *name; name++) {
        if (i >= cell.length || cell.at[i] != *name) return false;
        i++;
        while (*name == ' ' && i < cell.length && cell.at[i] == ' ')
            i++;
    }
    return i == cell.length;
}

int32_t cor_row_find(const cor_row *row, const char *name) {
    for (int32_t i = 0; i < row->cell_count; i++)
        if (names_column(cor_row_text(row, i), name)) return i;
    return -1;
}

int32_t cor_row_missing(const cor_row *row, const cor_layout *layout) {
    int32_t missing = 0;
    for (const cor_column *column = layout->columns; column->name; column++)
        if (!column->is_optional && cor_row_find(row, column->name) < 0) missing++;
    return missing;
}

int32_t cor_head_find_header(const cor_head *head, const cor_layout *layout) {
    if (!layout->columns) return -1;
    for (int32_t row = 0; row < head->sheets[0].row_count; row++)
        if (!cor_row_missing(&head->sheets[0].rows[row], layout)) return row;
    return -1;
}
