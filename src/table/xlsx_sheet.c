/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_sheet.c: the rows of one sheet, one at a time (ECMA-376 part 1, 18.3.1). The parser pauses
 * at the end of each row that is not empty, so memory does not grow with the sheet. */
#include "core/say.h"
#include "xlsx.h"

enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384 };

/* ---- failures ------------------------------------------------------------ */

/* Stop with the error already stated, at the cell being read. */
static void refuse_cell(cor_xml *xml, cor_code code, int32_t column) {
    cor_sheet *sheet = xml->self;
    if (sheet->failure) return;
    cor_table_at(sheet->err, sheet->row, column);
    sheet->failure = code;
    cor_xml_refuse(xml);
}

static void refuse_order(cor_xml *xml, const char *reference) {
    cor_sheet *sheet = xml->self;
    if (sheet->failure) return;
    cor_fail(sheet->err, COR_E_FORMAT,
             _("The sheet is damaged: \"{place}\" is not where it belongs."),
             cor_arg_cstr(reference));
    cor_hint(sheet->err, _("Open it in Excel or LibreOffice and save it anew."));
    refuse_cell(xml, COR_E_FORMAT, sheet->column);
}

static void refuse_value(cor_xml *xml, const char *what, cor_str value) {
    cor_sheet *sheet = xml->self;
    if (sheet->failure) return;
    cor_fail(sheet->err, COR_E_FORMAT, what, cor_arg_str(value));
    cor_hint(sheet->err, _("Open it in Excel or LibreOffice and save it anew."));
    refuse_cell(xml, COR_E_FORMAT, sheet->column);
}

/* ---- places -------------------------------------------------------------- */

/* A row number from 1 to ROWS_MOST; 0 for anything else. */
static int64_t read_row_number(const char *text) {
    int64_t number = 0;
    if (!*text) return 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || number > ROWS_MOST) return 0;
        number = number * 10 + (*text - '0');
    }
    return number <= ROWS_MOST ? number : 0;
}

/* "AB12" to column 28 if it is in this row; 0 for anything else. */
static int32_t read_cell_reference(const char *text, int64_t row) {
    int32_t column = 0;
    for (; *text >= 'A' && *text <= 'Z' && column <= COLUMNS_MOST; text++)
        column = column * 26 + (*text - 'A' + 1);
    if (column > COLUMNS_MOST || read_row_number(text) != row) return 0;
    return column;
}

/* An attribute by its one-letter name; attributes of rows and cells have no prefix. */
static const char *letter_attribute(const char **attributes, char name) {
    for (; *attributes; attributes += 2)
        if (attributes[0][0] == name && !attributes[0][1]) return attributes[1];
    return NULL;
}

/* ---- elements ------------------------------------------------------------ */

static bool is_set(const char *value) {
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void begin_row(cor_xml *xml, const char **attributes) {
    cor_sheet *sheet = xml->self;
    const char *number = letter_attribute(attributes, 'r');
    int64_t row = number ? read_row_number(number) : sheet->next_row;

    sheet->column = 0;
    if (row < sheet->next_row || row > ROWS_MOST) {
        sheet->row = sheet->next_row;
        refuse_order(xml, number ? number : "row");
        return;
    }

    sheet->row = row;
    sheet->next_row = row + 1;
    sheet->row_is_hidden = is_set(cor_xml_attribute(attributes, "hidden"));
    sheet->in_row = true;
    sheet->cell_count = 0;
    sheet->text_used = 0;
}

static void set_kind(cor_sheet *sheet, const char *type) {
    sheet->kind = CELL_NUMBER;
    if (!type || strcmp(type, "n") == 0) return;
    if (strcmp(type, "s") == 0)
        sheet->kind = CELL_SHARED;

    else if (strcmp(type, "b") == 0)
        sheet->kind = CELL_BOOLEAN;
    else if (strcmp(type, "str") == 0 || strcmp(type, "inlineStr") == 0)
        sheet->kind = CELL_STRING;
    else
        sheet->kind = strcmp(type, "e") == 0 ? CELL_ERROR : CELL_DATE; // ISO 8601
}

static void begin_cell(cor_xml *xml, const char **attributes) {
    cor_sheet *sheet = xml->self;
    const char *reference = letter_attribute(attributes, 'r');
    int32_t column = reference ? read_cell_reference(reference, sheet->row) : sheet->column + 1;

    if (column <= sheet->column) {
        refuse_order(xml, reference);
        return;
    }

    sheet->column = column;
    if (column > sheet->part.table->limits.columns) {
        if (!sheet->failure) {
            sheet->failure = cor_table_fail_columns(sheet->part.table, sheet->row, sheet->err);
            cor_xml_refuse(xml);
        }
        return;
    }

    const char *style = letter_attribute(attributes, 's');
    sheet->style = style ? (int32_t)read_row_number(style) : 0;
    sheet->in_cell = true;
    sheet->has_formula = false;
    sheet->script = COR_SCRIPT_PLAIN;
    sheet->phonetic = 0;
    sheet->cell_start = sheet->text_used;
    set_kind(sheet, letter_attribute(attributes, 't'));
}

/* Count columns that the sheet does not show. */
static void note_columns(cor_sheet *sheet, const char **attributes) {
    const char *first = cor_xml_attribute(attributes, "min"),
               *last = cor_xml_attribute(attributes, "max");
    if (!is_set(cor_xml_attribute(attributes, "hidden")) || !first || !last) return;
    int64_t from = read_row_number(first), to = read_row_number(last);
    bool is_range = from > 0 && to >= from && to <= COLUMNS_MOST;
    if (is_range) sheet->part.table->passed.hidden_columns += (int32_t)(to - from + 1);
}

/* "B12" as a row and a column; false for anything else. */
static bool read_corner(cor_str text, int32_t *ret_row, int32_t *ret_column) {
    char copy[16];
    int32_t column = 0;
    if (text.length >= sizeof copy) return false;
    if (text.length) memcpy(copy, text.at, text.length);
    copy[text.length] = 0;

    const char *at = copy;
    for (; *at >= 'A' && *at <= 'Z' && column <= COLUMNS_MOST; at++)
        column = column * 26 + (*at - 'A' + 1);
    *ret_row = (int32_t)read_row_number(at);
    *ret_column = column;
    return *ret_row > 0 && column > 0 && column <= COLUMNS_MOST;
}

/* The smallest range that has both. */
static cor_merge join_merges(cor_merge a, cor_merge b) {
    return (cor_merge){ .first_row = a.first_row < b.first_row ? a.first_row : b.first_row,
                        .last_row = a.last_row > b.last_row ? a.last_row : b.last_row,
                        .first_column =
                            a.first_column < b.first_column ? a.first_column : b.first_column,
                        .last_column =
                            a.last_column > b.last_column ? a.last_column : b.last_column };
}

/* Beyond the room for them all merges count as one, so that none is overlooked. */
static void note_merge(cor_sheet *sheet, const char *reference) {
    cor_str range = cor_str_of(reference);
    size_t colon = cor_str_find(range, COR_STR(":"));
    cor_merge merge, *last = &sheet->merges[COR_MERGES_KEPT - 1];
    if (colon == SIZE_MAX) return;
    if (!read_corner(cor_str_part(range, 0, colon), &merge.first_row, &merge.first_column) ||
        !read_corner(cor_str_part(range, colon + 1, SIZE_MAX), &merge.last_row, &merge.last_column))
        return;
    if (sheet->merge_count == COR_MERGES_KEPT)
        *last = join_merges(*last, merge);
    else
        sheet->merges[sheet->merge_count++] = merge;
}

static void begin_outside_data(cor_sheet *sheet, const char *name, const char **attributes) {
    if (strcmp(name, "sheetData") == 0)
        sheet->in_data = true;
    else if (strcmp(name, "col") == 0)
        note_columns(sheet, attributes);
    else if (strcmp(name, "mergeCell") == 0)
        note_merge(sheet, cor_xml_attribute(attributes, "ref"));
}

static void sheet_begin(cor_xml *xml, const char *name, const char **attributes) {
    cor_sheet *sheet = xml->self;
    if (sheet->failure) return;
    if (sheet->in_cell) {
        sheet->script = cor_script_after(sheet->script, name, attributes);
        if (strcmp(name, "v") == 0)
            sheet->is_value = true;
        else if (strcmp(name, "f") == 0)
            sheet->has_formula = true;
        else if (strcmp(name, "rPh") == 0)
            sheet->phonetic++;
        else if (strcmp(name, "t") == 0)
            sheet->is_value = !sheet->phonetic;
    } else if (sheet->in_row) {
        if (strcmp(name, "c") == 0) begin_cell(xml, attributes);
    } else if (sheet->in_data) {
        if (strcmp(name, "row") == 0) begin_row(xml, attributes);
    } else {
        begin_outside_data(sheet, name, attributes);
    }
}

static void sheet_text(cor_xml *xml, const char *bytes, int length) {
    cor_sheet *sheet = xml->self;
    if (!sheet->is_value || sheet->failure) return;
    const cor_table *table = sheet->part.table;
    size_t after = sheet->text_used + (size_t)length * (sheet->script ? COR_SCRIPT_BYTES : 1);

    if (after - sheet->cell_start > (size_t)table->limits.cell_bytes ||
        after > (size_t)table->limits.row_bytes) {
        sheet->failure = after > (size_t)table->limits.row_bytes
                             ? cor_table_fail_row(table, sheet->row, sheet->err)
                             : cor_table_fail_cell(table, sheet->row, sheet->column, sheet->err);
        cor_xml_refuse(xml);
        return;
    }

    sheet->text_used += cor_script_put(sheet->text_stretch.base + sheet->text_used, bytes,
                                       (size_t)length, sheet->script);
}

/* ---- values -------------------------------------------------------------- */

/* The content of a cell of this kind with this text. False when it is not valid, with the error
 * stated. */
static bool read_cell_value(cor_xml *xml, cor_str text, cor_cell *ret_cell) {
    const cor_sheet *sheet = xml->self;
    const cor_table *table = sheet->part.table;
    int64_t number;

    *ret_cell = (cor_cell){ .kind = COR_CELL_TEXT, .text = text };
    switch (sheet->kind) {
    case CELL_NUMBER:
        ret_cell->kind = COR_CELL_NUMBER;
        if (sheet->style < table->xlsx->style_count)
            ret_cell->shown = (cor_shown)table->xlsx->shown[sheet->style];
        ret_cell->text = cor_str_trim(text);
        if (cor_number_parse(ret_cell->text, 0, &ret_cell->number)) return true;
        refuse_value(xml, _("A cell of numbers holds \"{text}\"."), text);
        return false;
    case CELL_SHARED:
        if (cor_number_parse_int(cor_str_trim(text), &number) &&
            cor_shared_get(&table->xlsx->shared, number, &ret_cell->text))
            return true;
        refuse_value(xml,
                     _("A cell refers to text number {number}, which the workbook does not have."),
                     text);
        return false;
    case CELL_BOOLEAN:
        ret_cell->text =
            cor_str_is(text, "1") || cor_str_is(text, "true") ? COR_STR("TRUE") : COR_STR("FALSE");
        return true;
    case CELL_ERROR:
        if (!cor_str_is(text, "#N/A")) ret_cell->shown = COR_SHOWN_ERROR;
        return true;
    case CELL_DATE:
        ret_cell->shown = COR_SHOWN_DATE;
        return true;
    case CELL_STRING:
        return true;
    }

    return true;
}

/* Take a cell into the row, with gaps before it. */
static void put_sheet_cell(cor_sheet *sheet, const cor_cell *cell) {
    cor_cell *cells = sheet->part.table->cells;
    memset(cells + sheet->cell_count, 0,
           sizeof(cor_cell) * (size_t)(sheet->column - sheet->cell_count));
    cells[sheet->column - 1] = *cell;
    sheet->cell_count = sheet->column;
}

static void end_cell(cor_xml *xml) {
    cor_sheet *sheet = xml->self;

    sheet->in_cell = sheet->is_value = false;
    char *at = sheet->text_stretch.base + sheet->cell_start;
    if (sheet->kind == CELL_STRING)
        sheet->text_used =
            sheet->cell_start + cor_unescape(at, sheet->text_used - sheet->cell_start);

    cor_str text = { at, sheet->text_used - sheet->cell_start };
    cor_cell cell = { .shown = COR_SHOWN_NOTHING };
    if (!text.length && sheet->has_formula && sheet->kind == CELL_NUMBER && !sheet->failure)
        put_sheet_cell(sheet, &cell);
    if (!text.length || sheet->failure || !read_cell_value(xml, text, &cell) || !cell.text.length)
        return;

    put_sheet_cell(sheet, &cell);
}

static void sheet_end(cor_xml *xml, const char *name) {
    cor_sheet *sheet = xml->self;
    if (sheet->failure) return;
    if (sheet->in_cell) {
        if (strcmp(name, "c") == 0)
            end_cell(xml);
        else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
            sheet->is_value = false;
        else if (strcmp(name, "rPh") == 0)
            sheet->phonetic--;
    } else if (sheet->in_row) {
        if (strcmp(name, "row") != 0) return;
        sheet->in_row = false;
        sheet->row_is_ready = sheet->cell_count > 0;
        sheet->part.table->passed.hidden_rows += sheet->row_is_ready && sheet->row_is_hidden;
        if (sheet->row_is_ready) cor_xml_pause(xml);
    } else if (strcmp(name, "sheetData") == 0) {
        sheet->in_data = false;
    }
}

/* ---- rows ---------------------------------------------------------------- */

cor_code cor_sheet_open(cor_table *table, const char *part, cor_error *err) {
    static const cor_xml_handler handler = { sheet_begin, sheet_end, sheet_text };
    cor_sheet *sheet = &table->xlsx->sheet;
    bool found = false;

    if (!sheet->text_stretch.base &&
        !cor_stretch_open((size_t)table->limits.row_bytes, &sheet->text_stretch))
        return cor_fail_memory(err);

    cor_stretch text_stretch = sheet->text_stretch;
    cor_merge *merges =
        sheet->merges ? sheet->merges : cor_new(&table->keep, cor_merge, COR_MERGES_KEPT);
    if (!merges) return cor_fail_memory(err);
    *sheet = (cor_sheet){
        .text_stretch = text_stretch, .is_open = true, .next_row = 1, .merges = merges
    };
    cor_code code = COR_OK;
    if (part) code = cor_part_open(table, part, &handler, sheet, &sheet->part, &found, err);
    if (code || found) return code;
    cor_fail(err, COR_E_FORMAT, _("The workbook is damaged: the part of this sheet is missing."));

    return cor_hint(err, _("Open it in Excel or LibreOffice and save it anew."));
}

cor_code cor_sheet_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_sheet *sheet = &table->xlsx->sheet;
    sheet->err = err;
    sheet->row_is_ready = false;
    cor_code code = cor_part_parse(&sheet->part, err);
    if (code) {
        if (sheet->row) cor_table_at(err, sheet->row, 0);
        return code;
    }

    if (sheet->failure) return sheet->failure;
    *ret_found = sheet->row_is_ready;
    if (sheet->row_is_ready)
        *ret_row = (cor_row){ .row = (int32_t)sheet->row,
                              .cell_count = sheet->cell_count,
                              .cells = table->cells };

    return COR_OK;
}

void cor_sheet_close(cor_sheet *sheet) {
    cor_part_close(&sheet->part);
    sheet->is_open = false;
}
