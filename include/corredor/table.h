/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: files as rows of cells: CSV (plain or gzip), XLSX. Streaming: memory does not grow
 * with the file.
 *
 * Hostile input is expected. Limits (bytes, columns, cell length, ratio of unpacked to packed,
 * sheets, shared strings) stand in cor_table_limits; crossing one is COR_E_LIMIT and says which. */
#ifndef CORREDOR_TABLE_H
#define CORREDOR_TABLE_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cor_table cor_table;

typedef enum { COR_CELL_EMPTY, COR_CELL_TEXT, COR_CELL_NUMBER } cor_cell_kind;
/* How a reader of the table understands a cell, where its content alone would mislead a program. */
typedef enum {
    COR_SHOWN_AS_STORED,
    COR_SHOWN_PERCENT,      // 0.412, shown as 41.2 %
    COR_SHOWN_PERCENT_SIGN, // 41.2, shown as 41.2 %
    COR_SHOWN_BLANK,        // a number that a format does not show
    COR_SHOWN_SCALED,       // 46318000, shown as 46318 by a format in thousands or millions
    COR_SHOWN_DATE,         // 44013, shown as a day or a time of day
    COR_SHOWN_ERROR,        // #REF!, #DIV/0! and the like; #N/A is plain text
    COR_SHOWN_NOTHING,      // a formula that was never calculated; the cell is EMPTY
    COR_SHOWN_UNDECIDED,    // 46.318: thousands to some, decimals to others; see cor_table_hold
    COR_SHOWN_MIXED         // a number whose marks contradict those of the column, likewise
} cor_shown;
typedef struct {
    cor_cell_kind kind; // CSV: EMPTY or TEXT, numbers are text; XLSX: as stored, TRUE, FALSE and
                        // #N/A are text
    cor_shown shown;
    cor_str text; // not trimmed; for NUMBER the digits of the file; never empty for TEXT. Digits in
                  // superscript are superscript characters, 46318², and likewise subscripts;
                  // those struck out have a line through them
    double number; // for NUMBER; dates of XLSX are numbers, see cor_table_date
} cor_cell;

/* One row. Cells live until the next call on the table. */
typedef struct {
    int32_t row;        // 1-based, as a spreadsheet program or text editor would number it
    int32_t cell_count; // up to the last cell present; gaps are EMPTY
    const cor_cell *cells;
} cor_row;

typedef struct {
    int64_t bytes;          // unpacked, per file; 0: 4 GiB
    int32_t columns;        // 0: 16384
    int32_t cell_bytes;     // 0: 1 MiB
    int32_t row_bytes;      // 0: 16 MiB
    int32_t ratio;          // unpacked / packed, once 8 MiB are unpacked; 0: 200
    int32_t shared_strings; // 0: 4 million
    int64_t shared_bytes;   // of all shared strings together; 0: 256 MiB
    int32_t sheets;         // 0: 256
} cor_table_limits;

typedef struct {
    cor_table_limits limits;
    char separator; // CSV; 0: detect from the first lines (comma, semicolon, tab)
    char decimal;   // '.' or ',': the decimal mark of its numbers; 0: see cor_table_hold
} cor_table_options;

/* Open a file; the format is recognised by its first bytes, not by its name. The SHA-256 of the
 * packed bytes is computed while reading and complete after the last row (cor_table_sha256 reads on
 * if needed).
 *
 * returns    COR_OK; COR_E_MISSING: no such file, a folder, a pipe or device, not readable;
 *            COR_E_FORMAT: empty, or neither text nor XLSX (says what it looks like and how to
 *            convert it: .xls, .xlsb, .ods, PDF, UTF-16); COR_E_LIMIT; COR_E_MEMORY.
 * places     messages of reading name sheet, row and column; the caller adds the file name. */
COR_API COR_CHECKED
cor_code cor_table_open(cor_str path, const cor_table_options *options, cor_table **ret_table,
                        cor_error *err);
/* The same over bytes in memory, which must not change. */
COR_API COR_CHECKED
cor_code cor_table_open_memory(cor_str bytes, const cor_table_options *options,
                               cor_table **ret_table, cor_error *err);
/* NULL is accepted. */
COR_API void cor_table_close(cor_table *table);

/* Sheets are numbered from 0; a CSV has one, without a name. Reading starts with the
 * first one that the workbook shows. */
COR_API int32_t cor_table_sheet_count(const cor_table *table);
/* Lives as long as the table. */
COR_API cor_str cor_table_sheet_name(const cor_table *table, int32_t sheet);
/* Whether the workbook hides the sheet, also from its own list of hidden sheets. */
COR_API bool cor_table_sheet_is_hidden(const cor_table *table, int32_t sheet);
/* Read on at the first row of a sheet. COR_E_USAGE: there is no such sheet; as cor_table_next. */
COR_API COR_CHECKED
cor_code cor_table_sheet_select(cor_table *table, int32_t sheet, cor_error *err);

/* The separator of a CSV, given or detected. 0 for a workbook. */
COR_API char cor_table_separator(const cor_table *table);

/* The next row of the sheet that has a cell which is not blank: blank lines, rows of separators and
 * rows of a workbook without values are passed over. `row` is where the record starts, also when
 * quoted cells span lines.
 *
 * returns    COR_OK, with *ret_found false after the last row;
 *            COR_E_FORMAT    with row and column: text after a closing quote, quote never closed,
 *                            quotes that swallow a row, quote inside an unquoted cell, not UTF-8
 *                            (names the byte), NUL byte, truncated or damaged gzip or zip, XML that
 *                            does not parse;
 *            COR_E_LIMIT     says which;
 *            COR_E_MEMORY.   After these the table can only be rewound or closed.
 *            COR_E_SHAPE     a held row has another width than its header. The row is handed out
 *                            all the same, for messages, and the next call reads on. */
COR_API COR_CHECKED
cor_code cor_table_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);

/* ---- rows under a header ------------------------------------------------- */

typedef struct {
    char decimal;         // '.' or ',': known of such tables; 0: the one of the options, and
                          // without it decided for each column
    bool has_notes;       // agencies write remarks below a table: a row with one cell, of any width
    bool has_labels;      // the header holds labels of places, which the caller compares
    bool is_one_variable; // all columns hold the same kind of number and share their marks
    bool is_text;         // no cell is a number
} cor_table_rules;

/* Hold the rows that follow to the row read last, their header, until a sheet is selected. Every
 * reader of a table calls this, so that all of them have one contract:
 *
 * - a name stands in the header once, whatever its capitals and blanks, unless `has_labels`;
 * - a row has the width of the header, blank cells at its end excepted; in a workbook it may end
 *   earlier, because cells without a value are not stored;
 * - cells of these rows are not merged;
 * - the decimal mark is decided by all cells of a column. Numbers with a decimal comma are handed
 *   out with a point. Where every mark could also separate thousands the cells are UNDECIDED, and
 *   MIXED where they contradict each other; nothing may stand between the thousands unless the
 *   caller states the decimal mark.
 *
 * Reads the sheet to its end and comes back behind the header.
 * returns    COR_OK; as cor_table_next; COR_E_FORMAT: a name twice, a byte order mark inside the
 *            header, merged cells; COR_E_USAGE: no row was read. */
COR_API COR_CHECKED
cor_code cor_table_hold(cor_table *table, const cor_table_rules *rules, cor_error *err);
/* Of a held table: whether all cells of the column (from 0) that have a value are two letters. */
COR_API bool cor_table_is_letter_pairs(const cor_table *table, int32_t column);
/* What was passed over or hidden since the sheet was selected, as far as it was read. */
typedef struct {
    int64_t blank_rows, hidden_rows;
    int32_t hidden_columns;
} cor_table_passed;
COR_API cor_table_passed cor_table_passed_get(const cor_table *table);
/* Whether a cell is as it is stored; otherwise says what it shows: a day, an error, a percentage, a
 * formula without result, a number whose marks are undecided. `table` may be NULL, then days are not
 * named. COR_E_FORMAT, without the place. */
COR_API COR_CHECKED
cor_code cor_cell_check(const cor_table *table, const cor_cell *cell, cor_error *err);
/* Whether the text heads a sum: Total, All, Todos, Sum. */
COR_API bool cor_text_is_total(cor_str text);
/* Whether this is how tables write "no value": NA, N/A, n.a., .., -, :, NULL, NaN, s/d. The empty
 * text too. */
COR_API bool cor_text_is_absent(cor_str text);
/* Back to the first row of the selected sheet. As cor_table_sheet_select. */
COR_API COR_CHECKED
cor_code cor_table_rewind(cor_table *table, cor_error *err);
/* Packed bytes read so far and in total, for progress. */
COR_API int64_t cor_table_bytes_read(const cor_table *table);
COR_API int64_t cor_table_bytes_total(const cor_table *table);
/* SHA-256 of the file as received. Reads on to its end, and fails as cor_table_next. */
COR_API COR_CHECKED
cor_code cor_table_sha256(cor_table *table, uint8_t ret_sha256[32], cor_error *err);
/* The day of a number that the workbook shows as a date (1900 or 1904 system, as the workbook
 * states). False for a CSV or NULL, and outside the days that spreadsheet programs know. */
COR_API bool cor_table_date(const cor_table *table, double number, cor_date *ret_date);
/* "F" for 6: how spreadsheet programs name columns. */
COR_API void cor_column_label(int32_t column, char label[8]);

#ifdef __cplusplus
}
#endif

#endif
