/* table.h: files as rows of cells: CSV (plain or gzip), XLSX. Streaming: memory does not grow with the file.
 *
 * Hostile input is expected. Limits (bytes, columns, cell length, ratio of unpacked to packed, sheets, shared strings)
 * stand in cor_table_limits; crossing one is COR_E_LIMIT and says which. */
#ifndef CORREDOR_TABLE_H
#define CORREDOR_TABLE_H

#include "error.h"

typedef struct cor_table cor_table;

typedef enum { COR_CELL_EMPTY, COR_CELL_TEXT, COR_CELL_NUMBER } cor_cell_kind;
typedef struct {
    cor_cell_kind kind; // CSV: EMPTY or TEXT, numbers are text; XLSX: as stored
    cor_str text;       // trimmed of nothing; for NUMBER the digits as the file has them
    double number;      // for NUMBER
} cor_cell;

/* One row. Cells live until the next call on the table. */
typedef struct {
    int32_t row;        // 1-based, as a spreadsheet program or text editor would number it
    int32_t cell_count; // up to the last cell present; row-major holes are EMPTY
    const cor_cell *cells;
} cor_row;

typedef struct {
    int64_t bytes;          // unpacked, per file; 0: 4 GiB
    int32_t columns;        // 0: 16384
    int32_t cell_bytes;     // 0: 1 MiB
    int32_t ratio;          // unpacked / packed after the first 8 MiB; 0: 200
    int32_t shared_strings; // 0: 4 million
    int32_t sheets;         // 0: 256
} cor_table_limits;

typedef struct {
    cor_table_limits limits;
    char separator; // CSV; 0: found out from the first line (comma, semicolon, tab)
} cor_table_options;

/* Open a file; the format is told by its first bytes, not by its name. The SHA-256 of the packed bytes is computed
 * while reading and complete after the last row (cor_table_sha256 reads on if needed). COR_E_MISSING: no such file, a
 * folder, not readable. COR_E_FORMAT: neither text nor XLSX (says what it looks like and how to convert it: .xls,
 * .xlsb, .ods, PDF, UTF-16, Latin-1). COR_E_LIMIT. */
COR_API COR_CHECKED
cor_code cor_table_open(cor_str path, const cor_table_options *options, cor_table **ret_table, cor_error *err);
/* The same over bytes that stay where they are. */
COR_API COR_CHECKED
cor_code cor_table_open_memory(cor_str bytes, const cor_table_options *options, cor_table **ret_table, cor_error *err);
COR_API void cor_table_close(cor_table *table);

/* Sheets by number from 0; a CSV has one, without name. Reading starts with sheet 0. */
COR_API int32_t cor_table_sheet_count(const cor_table *table);
COR_API cor_str cor_table_sheet_name(const cor_table *table, int32_t sheet);
COR_API COR_CHECKED
cor_code cor_table_sheet_select(cor_table *table, int32_t sheet, cor_error *err);

/* The next row of the sheet. Blank lines of a CSV are skipped. COR_E_FORMAT with row and column: text after a closing
 * quote, quote never closed, not UTF-8, NUL byte, truncated or damaged gzip or zip, XML that does not parse. */
COR_API COR_CHECKED
cor_code cor_table_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
/* Back to the first row of the selected sheet. */
COR_API COR_CHECKED
cor_code cor_table_rewind(cor_table *table, cor_error *err);
/* Packed bytes read so far and in all: for progress. */
COR_API int64_t cor_table_bytes_read(const cor_table *table);
COR_API int64_t cor_table_bytes_total(const cor_table *table);
/* Hash of the file as received. */
COR_API COR_CHECKED
cor_code cor_table_sha256(cor_table *table, uint8_t ret_sha256[32], cor_error *err);
/* "F" for 6: how spreadsheet programs name columns. */
COR_API void cor_column_label(int32_t column, char label[8]);

#endif
