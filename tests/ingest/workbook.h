/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.h: small workbooks from text: "== name" begins a sheet, a line is a row, "|" stands
 * between cells. What looks like a number is one, unless it begins with an apostrophe. */
#ifndef CORREDOR_TEST_WORKBOOK_H
#define CORREDOR_TEST_WORKBOOK_H

#include <xlsxwriter.h>

#include "corredor/number.h"

static inline void workbook_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                                 cor_str text) {
    char copy[512];
    double value;
    if (!text.length) return;
    snprintf(copy, sizeof copy, "%.*s", COR_STR_F(text));
    if (cor_number_parse(text, 0, &value))
        worksheet_write_number(sheet, row, column, value, NULL);
    else
        worksheet_write_string(sheet, row, column, copy + (*copy == '\''), NULL);
}

static inline void workbook_write(const char *path, const char *text) {
    lxw_workbook *workbook = workbook_new(path);
    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0;
    cor_str rest = cor_str_of(text), line;
    while (cor_str_split(&rest, '\n', &line)) {
        if (cor_str_starts(line, COR_STR("== "))) {
            char name[64];
            cor_str title = cor_str_part(line, 3, 60);
            snprintf(name, sizeof name, "%.*s", COR_STR_F(title));
            sheet = workbook_add_worksheet(workbook, name);
            row = 0;
            continue;
        }
        cor_str cells = line, cell;
        for (lxw_col_t column = 0; sheet && cor_str_split(&cells, '|', &cell); column++)
            workbook_cell(sheet, row, column, cell);
        row++;
    }
    if (workbook_close(workbook)) abort();
}

#endif
