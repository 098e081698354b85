/* SPDX-License-Identifier: Apache-2.0 */
/* sheet.h: what the files of the workbook renderer share. */
#ifndef CORREDOR_RENDER_SHEET_SHEET_H
#define CORREDOR_RENDER_SHEET_SHEET_H

#include <xlsxwriter.h>

#include "render/render.h"

enum { XLSX_NUMBER_FORMATS_MAX = 64, XLSX_COLUMNS_TRACKED = 64 };

/* A number format is made once for each unit and number of decimals. */
struct xlsx_number_format {
    const cor_unit *unit; // NULL: without symbol
    int32_t decimals;
    bool is_total;
    lxw_format *format;
};

struct xlsx_book {
    const cor_document *document;
    const cor_render_options *options;
    cor_lang lang;
    cor_arena scratch; // copied by whoever needs room
    lxw_workbook *workbook;
    lxw_format *title, *heading, *strong, *head, *head_number, *words, *words_total, *quiet, *link,
        *gap;
    struct xlsx_number_format numbers[XLSX_NUMBER_FORMATS_MAX];
    int32_t number_count;
    bool full;       // an arena was too small
    lxw_error error; // the first one of the library
};

/* A worksheet and the row to write next. Rows are written in order, as the memory-saving mode of
 * the library asks. */
struct xlsx_sheet {
    struct xlsx_book *book;
    lxw_worksheet *worksheet;
    cor_str name;
    lxw_row_t row;
    lxw_row_t clear_row; // a chart beside the rows ends here: the next one starts below
    lxw_row_t head_row;  // of the first table
    int32_t table_count;
    int32_t widths[XLSX_COLUMNS_TRACKED]; // in letters
};

/* Text in the reader's language, terminated; "" for none and (with sticky `full`) when it does
 * not fit. */
const char *xlsx_say(struct xlsx_book *book, cor_text text, cor_arena *arena);
/* A terminated copy. */
const char *xlsx_terminated(struct xlsx_book *book, cor_str text, cor_arena *arena);
/* For fields of the library that are not const although it only copies what they point to. */
static inline char *xlsx_unqualified(cor_str terminated) {
    char *text;
    memcpy(&text, &terminated.at, sizeof text);
    return text;
}
/* Remember the first failure of the library. */
void xlsx_check(struct xlsx_book *book, lxw_error error);

void xlsx_put(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, lxw_format *format);
/* The same with a link, when the address is one that works from a file. */
void xlsx_put_link(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, cor_str href,
                   lxw_format *format);
/* A long sentence on as many rows as it needs; it runs over the empty cells beside it. */
void xlsx_put_lines(struct xlsx_sheet *sheet, const char *text, lxw_format *format);
void xlsx_put_text(struct xlsx_sheet *sheet, cor_text text, lxw_format *format);
/* The number as a number in the format of its unit; where it is absent the word for that, or
 * nothing in the data of a chart, which would draw words as zero. */
void xlsx_put_value(struct xlsx_sheet *sheet, lxw_col_t column, const cor_value *value,
                    bool is_total, bool for_chart);
/* Two cells: "[1][2]" and "estimated". */
void xlsx_put_origin(struct xlsx_sheet *sheet, lxw_col_t column, const cor_value *value);
void xlsx_widen(struct xlsx_sheet *sheet, lxw_col_t column, int32_t letters);
lxw_format *xlsx_number_format(struct xlsx_book *book, const cor_unit *unit, int32_t decimals,
                               bool is_total);
/* Heads of columns; a number is under a head that is right-aligned. */
void xlsx_put_head(struct xlsx_sheet *sheet, lxw_col_t column, const char *text, bool is_number);
/* "Source", "Status". */
void xlsx_put_origin_heads(struct xlsx_sheet *sheet, lxw_col_t column);
/* Leave a row free, below a chart that stands beside the rows. */
void xlsx_skip_row(struct xlsx_sheet *sheet);
/* Begin a table with its title; its head goes to the current row. */
void xlsx_begin_table(struct xlsx_sheet *sheet, cor_text title);

/* A section with a title of its own gets a sheet of its own. */
static inline bool xlsx_is_block(const cor_node *node) {
    return node->kind == COR_NODE_SECTION && node->section.level == 1 &&
           !cor_text_is_empty(node->title);
}

void xlsx_put_nodes(struct xlsx_sheet *sheet, const cor_node *first, bool blocks);
void xlsx_put_table(struct xlsx_sheet *sheet, const cor_node *node);
void xlsx_put_chart(struct xlsx_sheet *sheet, const cor_node *node);

#endif
