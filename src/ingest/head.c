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

/* ---- sheets -------------------------------------------------------------- */

static bool same_sheet_name(cor_str a, cor_str b) {
    char room[1024];
    cor_arena first = { room, room + sizeof room / 2 },
              second = { room + sizeof room / 2, room + sizeof room };
    if (a.length > 100 || b.length > 100) return false;
    return cor_str_equal(cor_str_fold(&first, a), cor_str_fold(&second, b));
}

static cor_code fail_sheet(const cor_table *table, cor_str wanted, cor_error *err) {
    char names[512];
    size_t used = 0;
    int32_t count = cor_table_sheet_count(table);

    for (int32_t i = 0; i < count; i++) {
        cor_str name = cor_table_sheet_name(table, i);
        if (used + name.length + 8 > sizeof names) break;
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%.*s", used ? ", " : "",
                                 COR_STR_F(name));
    }

    if (!wanted.length) {
        (void)cor_fail(err, COR_E_FORMAT, _("All sheets of the workbook are hidden."));
        return cor_hint(err, _("Show the sheet that is meant, or name it with --sheet: {names}."),
                        cor_arg_str((cor_str){ names, used }));
    }

    (void)cor_fail(err, COR_E_FORMAT, _("The file has no sheet “{name}”."), cor_arg_str(wanted));
    if (!used) return cor_hint(err, _("Only workbooks have sheets; leave --sheet out."));
    return cor_hint(err, _("Its sheets are: {names}."), cor_arg_str((cor_str){ names, used }));
}

/* A sheet that is not looked at could have data. */
static cor_code fail_sheet_count(cor_error *err) {
    (void)cor_fail(err, COR_E_LIMIT, _("The workbook has more than {limit} sheets."),
                   cor_arg_int(COR_HEAD_SHEETS));
    return cor_hint(err, _("Name the one to read with --sheet."));
}

static cor_code read_sheets(cor_table *table, cor_str wanted, cor_arena *keep, cor_head *head,
                            cor_error *err) {
    int32_t count = cor_table_sheet_count(table);
    for (int32_t i = 0; i < count; i++) {
        bool is_wanted = wanted.length ? same_sheet_name(cor_table_sheet_name(table, i), wanted)
                                       : !cor_table_sheet_is_hidden(table, i);
        if (!is_wanted) continue;
        if (head->sheet_count == COR_HEAD_SHEETS) return fail_sheet_count(err);
        cor_head_sheet *sheet = &head->sheets[head->sheet_count++];
        sheet->number = i;
        cor_code code = read_sheet(table, i, keep, sheet, err);
        if (code) return code;
    }

    return head->sheet_count ? COR_OK : fail_sheet(table, wanted, err);
}

cor_code cor_head_read(cor_table *table, cor_str wanted, cor_arena *keep, cor_head *ret_head,
                       cor_error *err) {
    cor_head head = { .table = table,
                      .sheets = cor_new(keep, cor_head_sheet, COR_HEAD_SHEETS),
                      .read_count = 1 };
    if (!head.sheets) return cor_fail_memory(err);
    cor_code code = read_sheets(table, wanted, keep, &head, err);
    if (code) return code;
    *ret_head = head;
    return cor_table_sheet_select(table, head.sheets[0].number, err);
}

cor_str cor_row_text(const cor_row *row, int32_t column) {
    if (column < 0 || column >= row->cell_count) return (cor_str){ 0 };
    return cor_str_trim(row->cells[column].text);
}

cor_str cor_row_word(const cor_row *row, int32_t column) {
    cor_str text = cor_row_text(row, column);
    return cor_text_is_absent(text) ? (cor_str){ 0 } : text;
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

static char small_letter(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether the cell names the column, whatever its capitals. Some agencies double a blank, so runs
 * of blanks count as one. */
static bool names_column(cor_str cell, const char *name) {
    size_t i = 0;
    for (; *name; name++) {
        if (i >= cell.length || small_letter(cell.at[i]) != small_letter(*name)) return false;
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

int32_t cor_sheet_find_header(const cor_head_sheet *sheet, const cor_layout *layout) {
    if (!layout->columns) return -1;
    for (int32_t row = 0; row < sheet->row_count; row++)
        if (!cor_row_missing(&sheet->rows[row], layout)) return row;
    return -1;
}

int32_t cor_head_find_header(const cor_head *head, const cor_layout *layout) {
    return cor_sheet_find_header(&head->sheets[0], layout);
}
