/* SPDX-License-Identifier: Apache-2.0 */
/* hold.c: the contract of rows with their header, for every reader of a table. */
#include "core/say.h"
#include "table.h"
#include "xlsx.h"

/* ---- blank and absent ---------------------------------------------------- */

static bool cell_is_blank(const cor_cell *cell) {
    if (cell->kind == COR_CELL_EMPTY) return cell->shown == COR_SHOWN_AS_STORED;
    bool may_be_blank = cell->text.length && (unsigned char)*cell->text.at <= ' ';
    may_be_blank |= cell->text.length && *cell->text.at == '\xc2';
    return may_be_blank && !cor_str_trim(cell->text).length;
}

bool cor_row_is_blank(const cor_row *row) {
    for (int32_t i = 0; i < row->cell_count; i++)
        if (!cell_is_blank(&row->cells[i])) return false;
    return true;
}

/* ---- the header ---------------------------------------------------------- */

static char lower_letter(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether two names are the same but for capitals and repeated blanks. */
static bool same_column_name(cor_str a, cor_str b) {
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length) {
        if (lower_letter(a.at[i]) != lower_letter(b.at[j])) return false;
        bool is_blank = a.at[i] == ' ';
        for (i++, j++; is_blank && i < a.length && a.at[i] == ' ';)
            i++;
        while (is_blank && j < b.length && b.at[j] == ' ')
            j++;
    }
    return i == a.length && j == b.length;
}

static cor_code fail_name_twice(const cor_row *header, cor_str name, int32_t column,
                                cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The column “{name}” is twice in the header."),
                   cor_arg_str(name));
    (void)cor_hint(err, _("Remove one of the two, or give it another name; capitals do not make a "
                          "difference."));
    return cor_table_at(err, header->row, column + 1), COR_E_FORMAT;
}

static cor_code check_order_mark(const cor_row *header, cor_str name, int32_t column,
                                 cor_error *err) {
    if (cor_str_find(name, COR_STR("\xef\xbb\xbf")) == SIZE_MAX) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("A byte order mark stands inside the header."));
    (void)cor_hint(err, _("Save the file again as “CSV UTF-8”, or remove the mark: it is three "
                          "bytes, EF BB BF, that no program shows."));
    return cor_table_at(err, header->row, column + 1), COR_E_FORMAT;
}

static cor_code check_header(const cor_table *table, const cor_row *header, cor_error *err) {
    for (int32_t i = 0; i < table->hold.width; i++) {
        cor_str name = cor_str_trim(header->cells[i].text);
        cor_code code = check_order_mark(header, name, i, err);
        if (code) return code;
        if (!name.length || table->hold.rules.has_labels) continue;
        for (int32_t k = 0; k < i; k++)
            if (same_column_name(cor_str_trim(header->cells[k].text), name))
                return fail_name_twice(header, name, i, err);
    }

    return COR_OK;
}

/* ---- all rows once ------------------------------------------------------- */

static int32_t filled_width(const cor_row *row) {
    int32_t width = row->cell_count;
    while (width > 0 && cell_is_blank(&row->cells[width - 1]))
        width--;
    return width;
}

static bool is_letter_pair(cor_str text) {
    return text.length == 2 && lower_letter(text.at[0]) >= 'a' && lower_letter(text.at[0]) <= 'z' &&
           lower_letter(text.at[1]) >= 'a' && lower_letter(text.at[1]) <= 'z';
}

/* A text that can be a number with marks. Most texts begin with a letter or have digits only. */
static bool may_have_marks(cor_str text) {
    unsigned char first = (unsigned char)*text.at;
    if (first >= 'A' && first < 0xc2) return false;
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return true;
    return false;
}

static void see_cell(cor_table *table, const cor_cell *cell, cor_held_column *column) {
    if (cell->kind != COR_CELL_TEXT) {
        column->has_others |= cell->kind == COR_CELL_NUMBER;
        return;
    }

    cor_str text = cell->text;
    bool pair = text.length == 2 && is_letter_pair(text);
    if (pair || !column->has_others) {
        bool absent = cor_text_is_absent(text);
        column->has_pairs |= pair && !absent;
        column->has_others |= !pair && !absent;
    }

    if (table->hold.rules.is_text || !may_have_marks(text)) return;
    cor_marks_see(&column->marks, text);
    if (table->hold.rules.is_one_variable) cor_marks_see(&table->hold.all, text);
}

static cor_code see_rows(cor_table *table, cor_error *err) {
    cor_row row;
    bool found;
    cor_code code;
    while (!(code = cor_table_next_raw(table, &row, &found, err)) && found)
        for (int32_t i = 0; i < row.cell_count && i < table->hold.width; i++)
            see_cell(table, &row.cells[i], &table->hold.columns[i]);
    return code;
}

/* ---- merged cells -------------------------------------------------------- */

static cor_code fail_merged(const cor_merge *merge, cor_error *err) {
    char first[8], last[8], range[40];
    cor_column_label(merge->first_column, first);
    cor_column_label(merge->last_column, last);
    snprintf(range, sizeof range, "%s%d:%s%d", first, merge->first_row, last, merge->last_row);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The cells {range} are merged: only the first of them has the value."),
                   cor_arg_cstr(range));
    (void)cor_hint(err, _("Take the merge off and write the value into each row."));
    return cor_table_at(err, merge->first_row, merge->first_column), COR_E_FORMAT;
}

/* Below the header a merge hides values from all cells but one. Notes of an agency are merged
 * across a row. */
static cor_code check_merges(const cor_table *table, int32_t last_row, cor_error *err) {
    const cor_hold *hold = &table->hold;
    for (int32_t i = 0; table->xlsx && i < table->xlsx->sheet.merge_count; i++) {
        const cor_merge *merge = &table->xlsx->sheet.merges[i];
        bool is_note = hold->rules.has_notes && merge->first_row == merge->last_row;
        if (merge->last_row > hold->header_row && merge->first_row <= last_row &&
            merge->first_column <= hold->width && !is_note)
            return fail_merged(merge, err);
    }
    return COR_OK;
}

/* ---- holding ------------------------------------------------------------- */

static cor_code prepare_hold(cor_table *table, const cor_table_rules *rules, cor_error *err) {
    cor_hold *hold = &table->hold;
    size_t count = (size_t)table->limits.columns;

    if (!table->rows_read || !table->last.cell_count)
        return cor_fail(err, COR_E_USAGE, _("A table is held to a header that was read."));
    if (!hold->columns) {
        hold->columns = cor_new(&table->keep, cor_held_column, count);
        if (!hold->columns || !cor_stretch_open(count * COR_NUMBER_BYTES, &hold->digits_stretch))
            return cor_fail_memory(err);
    }

    hold->rules = *rules;
    if (table->options.decimal) hold->rules.decimal = table->options.decimal;
    hold->width = filled_width(&table->last);
    hold->header_row = table->last.row;
    hold->rows_before = table->rows_read;
    hold->all = (cor_marks){ 0 };
    memset(hold->columns, 0, sizeof *hold->columns * (size_t)hold->width);

    return check_header(table, &table->last, err);
}

cor_code cor_table_hold(cor_table *table, const cor_table_rules *rules, cor_error *err) {
    cor_code code = prepare_hold(table, rules, err);
    if (!code) code = see_rows(table, err);
    if (!code) code = check_merges(table, table->last.row, err);
    int64_t rows_before = table->hold.rows_before;
    if (!code) code = cor_table_rewind(table, err);

    while (!code && table->rows_read < rows_before) {
        cor_row row;
        bool found;
        code = cor_table_next_raw(table, &row, &found, err);
    }

    table->hold.is_held = !code;
    return code;
}

bool cor_table_is_letter_pairs(const cor_table *table, int32_t column) {
    const cor_hold *hold = &table->hold;
    if (!hold->is_held || column < 0 || column >= hold->width) return false;
    return hold->columns[column].has_pairs && !hold->columns[column].has_others;
}

/* ---- a row --------------------------------------------------------------- */

static bool is_table_note(const cor_row *row) {
    int32_t filled = 0;
    for (int32_t i = 0; i < row->cell_count && filled < 2; i++)
        filled += !cell_is_blank(&row->cells[i]);
    return filled < 2;
}

/* A row that was cut off, or has a comma too many, must not pass for one with empty cells. */
static cor_code check_width(const cor_table *table, const cor_row *row, cor_error *err) {
    int32_t wanted = table->hold.width, found = row->cell_count;
    if (found == wanted || (found < wanted && table->xlsx)) return COR_OK;
    if (table->hold.rules.has_notes && is_table_note(row)) return COR_OK;
    (void)cor_fail(err, COR_E_SHAPE, _("The row has {found} cells, the header {wanted}."),
                   cor_arg_plain(found), cor_arg_plain(wanted));

    if (found < wanted)
        (void)cor_hint(err, _("Perhaps the file was cut off; write a separator for each column."));
    else if (table->xlsx)
        (void)cor_hint(err, _("Write a name above each column, and remarks under “note”."));
    else
        (void)cor_hint(err, _("Perhaps a text or number that holds the separator lacks its "
                              "quotation marks."));

    return cor_table_at(err, row->row, 0), COR_E_SHAPE;
}

/* Whether the numbers of the column are already written as they are handed out. */
static bool only_decimal_points(const cor_marks *marks) {
    bool has_commas = marks->is_decimal[1] || marks->is_undecided[1] || marks->is_grouping[1];
    bool has_thousands = marks->is_grouping[0] || (marks->is_undecided[0] && !marks->is_decimal[0]);
    return !has_commas && !has_thousands;
}

cor_code cor_hold_row(cor_table *table, cor_row *row, cor_error *err) {
    cor_hold *hold = &table->hold;
    int32_t filled = row->cell_count;

    while (filled > hold->width && cell_is_blank(&row->cells[filled - 1]))
        filled--;
    row->cell_count = filled;
    cor_code code = check_width(table, row, err);
    if (code || hold->rules.is_text) return code;

    int32_t width = filled < hold->width ? filled : hold->width;
    for (int32_t i = 0; i < width; i++) {
        const cor_cell *cell = &row->cells[i];
        const cor_marks *marks = hold->rules.is_one_variable ? &hold->all : &hold->columns[i].marks;
        if (!hold->rules.decimal && only_decimal_points(marks)) continue;
        if (cell->kind != COR_CELL_TEXT || !may_have_marks(cell->text)) continue;
        cor_marks_apply(marks, hold->rules.decimal, &table->cells[i],
                        hold->digits_stretch.base + (size_t)i * COR_NUMBER_BYTES);
    }

    return COR_OK;
}

void cor_hold_texts(cor_table *table, const cor_row *row) {
    for (int32_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].kind == COR_CELL_TEXT && may_have_marks(row->cells[i].text) &&
            cor_marks_are_open(row->cells[i].text))
            table->cells[i].shown = COR_SHOWN_UNDECIDED;
}
