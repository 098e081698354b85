/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: a file as rows of cells, whatever its format. */
#include "table.h"

#include "core/say.h"
#include "xlsx.h"

enum { SNIFF_BYTES = 4096 };

static cor_table_limits limits_filled(cor_table_limits limits) {
    if (limits.bytes <= 0) limits.bytes = (int64_t)4 << 30;
    if (limits.columns <= 0) limits.columns = 16384;
    if (limits.cell_bytes <= 0) limits.cell_bytes = 1 << 20;
    if (limits.row_bytes <= 0) limits.row_bytes = 16 << 20;
    if (limits.ratio <= 0) limits.ratio = 200;
    if (limits.shared_strings <= 0) limits.shared_strings = 4000000;
    if (limits.shared_bytes <= 0) limits.shared_bytes = 256 << 20;
    if (limits.sheets <= 0) limits.sheets = 256;

    // Positions in the window of a CSV have 31 bits.
    if (limits.row_bytes > 1 << 30) limits.row_bytes = 1 << 30;
    return limits;
}

/* Make an empty table in its own memory. */
static cor_code make_table(const cor_table_options *options, cor_table **ret_table,
                           cor_error *err) {
    enum {
        TABLE_BYTES = 4 << 20
    }; // address space for the table, scanner and sheet names; most of it stays untouched
    cor_stretch stretch;

    if (!cor_stretch_open(TABLE_BYTES, &stretch)) return cor_fail_memory(err);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_table *table = cor_new(&keep, cor_table, 1);
    if (options) table->options = *options;
    table->limits = limits_filled(table->options.limits);
    table->feed.file = -1;
    table->feed.limits = &table->limits;
    table->stretch = stretch;
    table->keep = keep;
    size_t cells_bytes = sizeof(cor_cell) * (size_t)table->limits.columns;

    if (!cor_stretch_open(cells_bytes, &table->cells_stretch)) {
        cor_table_close(table);
        return cor_fail_memory(err);
    }

    table->cells = (cor_cell *)(void *)table->cells_stretch.base;
    *ret_table = table;
    return COR_OK;
}

static bool has_prefix(cor_str head, const char *magic, size_t length) {
    return head.length >= length && memcmp(head.at, magic, length) == 0;
}

/* Recognise the format by the first bytes and open it. */
static cor_code open_format(cor_table *table, cor_error *err) {
    char bytes[SNIFF_BYTES];
    size_t got;
    cor_code code = cor_feed_peek(&table->feed, 0, bytes, sizeof bytes, &got, err);
    if (code) return code;

    cor_str head = { bytes, got };
    table->format = has_prefix(head, "PK\x03\x04", 4) || has_prefix(head, "PK\x05\x06", 4)
                        ? &cor_format_xlsx
                        : &cor_format_csv;
    if (has_prefix(head, "\x1f\x8b", 2)) code = cor_feed_inflate(&table->feed, &table->keep, err);

    return code ? code : table->format->open(table, err);
}

static cor_code open_table(cor_table *table, cor_table **ret_table, cor_error *err) {
    cor_code code = open_format(table, err);
    if (code)
        cor_table_close(table);
    else
        *ret_table = table;
    return code;
}

cor_code cor_table_open(cor_str path, const cor_table_options *options, cor_table **ret_table,
                        cor_error *err) {
    cor_table *table;
    cor_code code = make_table(options, &table, err);
    if (code) return code;
    code = cor_feed_open(&table->feed, path, err);
    if (code) {
        cor_table_close(table);
        return code;
    }
    return open_table(table, ret_table, err);
}

cor_code cor_table_open_memory(cor_str bytes, const cor_table_options *options,
                               cor_table **ret_table, cor_error *err) {
    cor_table *table;
    cor_code code = make_table(options, &table, err);
    if (code) return code;
    cor_feed_open_memory(&table->feed, bytes);
    return open_table(table, ret_table, err);
}

void cor_table_close(cor_table *table) {
    if (!table) return;
    if (table->format) table->format->close(table);
    cor_feed_close(&table->feed);
    cor_stretch_close(&table->cells_stretch);
    cor_stretch_close(&table->hold.digits_stretch);
    cor_stretch own = table->stretch; // the table itself lies inside this stretch
    cor_stretch_close(&own);
}

int32_t cor_table_sheet_count(const cor_table *table) {
    return table->sheet_count;
}

cor_str cor_table_sheet_name(const cor_table *table, int32_t sheet) {
    bool has_name = table->sheet_names && sheet >= 0 && sheet < table->sheet_count;
    return has_name ? table->sheet_names[sheet] : (cor_str){ 0 };
}

bool cor_table_sheet_is_hidden(const cor_table *table, int32_t sheet) {
    bool is_known = table->sheet_is_hidden && sheet >= 0 && sheet < table->sheet_count;
    return is_known && table->sheet_is_hidden[sheet];
}

char cor_table_separator(const cor_table *table) {
    return table->csv ? cor_csv_separator(table->csv) : 0;
}

cor_code cor_table_sheet_select(cor_table *table, int32_t sheet, cor_error *err) {
    if (sheet < 0 || sheet >= table->sheet_count)
        return cor_fail(err, COR_E_USAGE, _("The file has no sheet number {sheet}."),
                        cor_arg_plain(sheet + 1));
    table->sheet = sheet;
    table->rows_read = 0;
    table->last = (cor_row){ 0 };
    table->passed = (cor_table_passed){ 0 };
    table->hold.is_held = false;
    table->failed = table->format->select(table, sheet, err);
    return table->failed;
}

cor_code cor_table_rewind(cor_table *table, cor_error *err) {
    return cor_table_sheet_select(table, table->sheet, err);
}

cor_code cor_table_next_raw(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    bool found = false, blank = true;
    while (blank) {
        table->failed = table->format->next(table, &table->last, &found, err);
        if (table->failed) return table->failed;
        blank = found && cor_row_is_blank(&table->last);
        table->passed.blank_rows += blank;
    }

    table->rows_read += found;
    *ret_found = found;
    if (found) *ret_row = table->last;
    return COR_OK;
}

cor_code cor_table_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    if (table->failed)
        return cor_fail(err, table->failed, _("Reading this file has failed before."));
    cor_code code = cor_table_next_raw(table, ret_row, ret_found, err);
    if (code || !*ret_found) return code;
    if (table->hold.is_held) return cor_hold_row(table, ret_row, err);
    if (table->xlsx) cor_hold_texts(table, ret_row);
    return COR_OK;
}

cor_table_passed cor_table_passed_get(const cor_table *table) {
    return table->passed;
}

int64_t cor_table_bytes_read(const cor_table *table) {
    if (!table->xlsx) return table->feed.at;
    // Sheets read again do not count beyond the end.
    return table->xlsx->packed < table->feed.size_bytes ? table->xlsx->packed
                                                        : table->feed.size_bytes;
}

int64_t cor_table_bytes_total(const cor_table *table) {
    return table->feed.size_bytes;
}

cor_code cor_table_sha256(cor_table *table, uint8_t ret_sha256[32], cor_error *err) {
    return cor_feed_sha256(&table->feed, ret_sha256, err);
}

bool cor_table_date(const cor_table *table, double number, cor_date *ret_date) {
    // Serial days count from 1900-01-01 as 1 and include a 29 February 1900 that never existed
    // (ECMA-376 part 1, 18.17.4.1). So from day 61 (1900-03-01) on, day 0 is 1899-12-30. In the
    // 1904 system day 0 is 1904-01-01. Day 2958465 is 9999-12-31.
    enum { FIRST_SURE_DAY = 61, LAST_DAY = 2958465, DAYS_1904 = 1462 };
    if (!table || table->format != &cor_format_xlsx) return false;
    double shifted = table->is_1904 ? number + DAYS_1904 : number;
    if (!(shifted >= FIRST_SURE_DAY) || shifted >= LAST_DAY + 1) return false;
    *ret_date = (cor_date){ cor_date_of(1899, 12, 30).days + (int32_t)shifted };
    return true;
}

void cor_column_label(int32_t column, char label[8]) {
    char digits[8];
    int count = 0;
    for (; column > 0 && count < 7; column = (column - 1) / 26)
        digits[count++] = (char)('A' + (column - 1) % 26);
    for (int i = 0; i < count; i++)
        label[i] = digits[count - 1 - i];
    label[count] = 0;
}

cor_code cor_table_at(cor_error *err, int64_t row, int32_t column) {
    if (column <= 0) return cor_within(err, _("row {row}"), cor_arg_plain(row));
    char label[8];
    cor_column_label(column, label);
    return cor_within(err, _("row {row}, column {column}"), cor_arg_plain(row),
                      cor_arg_cstr(label));
}

cor_code cor_table_fail_columns(const cor_table *table, int64_t row, cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The row has more than {limit} columns."),
             cor_arg_int(table->limits.columns));
    cor_hint(err, _("Remove the columns that are not needed."));
    cor_table_at(err, row, 0);
    return COR_E_LIMIT;
}

cor_code cor_table_fail_cell(const cor_table *table, int64_t row, int32_t column, cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The cell has more than {limit} bytes."),
             cor_arg_int(table->limits.cell_bytes));
    cor_hint(err, _("Perhaps a quotation mark at its beginning is never closed."));
    cor_table_at(err, row, column);
    return COR_E_LIMIT;
}

cor_code cor_table_fail_row(const cor_table *table, int64_t row, cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The row has more than {limit} bytes."),
             cor_arg_int(table->limits.row_bytes));
    cor_hint(err, _("Perhaps the file is not a table, or a quotation mark is never closed."));
    cor_table_at(err, row, 0);
    return COR_E_LIMIT;
}

cor_code cor_table_fail_rows(cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("The file has more than {limit} lines."), cor_arg_int(INT32_MAX));
    return cor_hint(err, _("Split it into smaller files."));
}
