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
    bool is_1904;
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
