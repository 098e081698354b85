/* SPDX-License-Identifier: Apache-2.0 */
/* table.h (internal): the state of a table, and the functions a format provides. */
#ifndef CORREDOR_TABLE_TABLE_H
#define CORREDOR_TABLE_TABLE_H

#include "corredor/table.h"
#include "feed.h"

typedef struct cor_csv cor_csv;
typedef struct cor_xlsx cor_xlsx;

/* One format. `open` may leave resources half open: `close` is called in any case. */
typedef struct {
    cor_code (*open)(cor_table *table, cor_error *err);
    cor_code (*next)(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
    cor_code (*select)(cor_table *table, int32_t sheet, cor_error *err); // also rewinds
    void (*close)(cor_table *table);
} cor_table_format;

/* What the marks of a column's numbers prove; [0] of points, [1] of commas. In marks.c. */
typedef struct {
    bool is_decimal[2];   // 46.31: not a separator of thousands
    bool is_grouping[2];  // 1.070.743: nothing else
    bool is_undecided[2]; // 46.318: either
} cor_marks;
/* What is known of a column of a held table. */
typedef struct {
    cor_marks marks;
    bool has_pairs, has_others; // cells of two letters; other cells with a value
} cor_held_column;

/* The rows under a header. In hold.c. */
typedef struct {
    bool is_held;
    cor_table_rules rules;
    int32_t width, header_row;
    int64_t rows_before;        // rows up to the header
    cor_held_column *columns;   // [limits.columns]
    cor_marks all;              // of all columns together
    cor_stretch digits_stretch; // numbers written anew, COR_NUMBER_BYTES for each column
} cor_hold;
enum { COR_NUMBER_BYTES = 64 };

/* Whether the one mark of a number could be either. */
bool cor_marks_are_open(cor_str text);
/* Add what a cell proves. */
void cor_marks_see(cor_marks *marks, cor_str text);
/* Read a cell by the marks of its column, or by the decimal mark stated: write its digits anew, or
 * say how it is to be understood. */
void cor_marks_apply(const cor_marks *marks, char stated, cor_cell *cell,
                     char digits[COR_NUMBER_BYTES]);

/* Bring a row into the form that cor_table_next hands out. COR_E_SHAPE. */
COR_CHECKED
cor_code cor_hold_row(cor_table *table, cor_row *row, cor_error *err);
/* In a workbook that is not held to a header, a text that could be thousands or decimals is
 * undecided by itself. */
void cor_hold_texts(cor_table *table, const cor_row *row);
/* Whether no cell of the row has a value. */
bool cor_row_is_blank(const cor_row *row);
/* The next row as the format has it; blank rows are passed over. */
COR_CHECKED
cor_code cor_table_next_raw(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);

extern const cor_table_format cor_format_csv;
extern const cor_table_format cor_format_xlsx;

struct cor_table {
    const cor_table_format *format;
    cor_table_options options;
    cor_table_limits limits; // every limit is set
    cor_feed feed;
    cor_stretch stretch; // memory of the table itself; `keep` is what is left of it
    cor_arena keep;
    cor_stretch cells_stretch;
    cor_cell *cells; // [limits.columns]
    cor_code failed;
    int32_t sheet, sheet_count;
    const cor_str *sheet_names;
    const bool *sheet_is_hidden; // NULL: none
    bool is_1904;
    int64_t rows_read; // of the sheet selected, without blank ones
    cor_row last;      // the row handed out last
    cor_table_passed passed;
    cor_hold hold;
    cor_csv *csv;
    cor_xlsx *xlsx;
};

char cor_csv_separator(const cor_csv *csv);

/* Add "row 18, column F" to the error. */
cor_code cor_table_at(cor_error *err, int64_t row, int32_t column);
/* Fail because the row or column is beyond the limits. */
cor_code cor_table_fail_columns(const cor_table *table, int64_t row, cor_error *err);
cor_code cor_table_fail_cell(const cor_table *table, int64_t row, int32_t column, cor_error *err);
cor_code cor_table_fail_row(const cor_table *table, int64_t row, cor_error *err);
cor_code cor_table_fail_rows(cor_error *err);

/* Refuse a file that is not text, by its first bytes; the message says what it is and how to get a
 * table out of it. In sniff.c. */
COR_CHECKED
cor_code cor_sniff_text(cor_str head, cor_error *err);
/* The same for a zip archive that is not a workbook; `has` tells whether the archive has a member
 * of that name. */
cor_code cor_sniff_zip(bool (*has)(void *self, const char *name), void *self, cor_error *err);
/* Guess the separator of a CSV from its first lines. */
char cor_sniff_separator(cor_str head);

#endif
