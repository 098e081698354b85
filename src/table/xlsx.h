/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx.h: the parts of a workbook (ECMA-376): a zip archive of XML files that refer to each
 * other. */
#ifndef CORREDOR_TABLE_XLSX_H
#define CORREDOR_TABLE_XLSX_H

#include <zip.h>

#include "table.h"
#include "xml.h"

/* A member of the archive while it is unpacked and parsed. */
typedef struct {
    cor_table *table;
    const char *name; // for messages
    zip_file_t *file;
    int64_t packed, size; // sizes as the archive states them
    int64_t unpacked;     // bytes unpacked so far
    bool has_ended;
    cor_xml xml;
} cor_part;

/* Strings that cells refer to by number: stored one after another, with an index of their ends. */
typedef struct {
    cor_stretch bytes_stretch, ends_stretch;
    uint32_t *ends; // [count] end of each; a string starts at the end of the one before
    size_t used, room, count, count_room;
} cor_shared;

/* How the letters of a run stand: a digit that is raised, lowered or struck out is part of no
 * number. */
typedef enum {
    COR_SCRIPT_PLAIN,
    COR_SCRIPT_RAISED,
    COR_SCRIPT_LOWERED,
    COR_SCRIPT_STRUCK
} cor_script;
enum { COR_SCRIPT_BYTES = 3 }; // of a digit that is not plain

/* Cells that the sheet shows as one; rows and columns from 1. */
typedef struct {
    int32_t first_row, last_row, first_column, last_column;
} cor_merge;
enum { COR_MERGES_KEPT = 1024 };

/* State of a row while it is parsed. */
typedef struct {
    cor_part part;
    bool is_open;
    cor_stretch text_stretch;
    size_t text_used; // bytes of the row's text
    int64_t row, next_row;
    int32_t column;     // column of the cell being read, from 1
    int32_t cell_count; // up to the last cell that is not empty
    size_t cell_start;  // start of the cell's text
    enum { CELL_NUMBER, CELL_SHARED, CELL_STRING, CELL_BOOLEAN, CELL_ERROR, CELL_DATE } kind;
    int32_t style;    // of the cell being read
    bool has_formula; // likewise
    bool row_is_hidden;
    bool in_data, in_row, in_cell;
    cor_script script; // of the run being read
    cor_merge *merges; // [COR_MERGES_KEPT], known after the last row
    int32_t merge_count;
    bool is_value;    // inside <v>, or <t> of <is>
    int32_t phonetic; // depth inside <rPh>, whose text is a reading aid, not content
    bool row_is_ready;
    cor_code failure; // refusal of a handler, with `err` filled
    cor_error *err;
} cor_sheet;

struct cor_xlsx {
    zip_t *archive;
    int64_t unpacked, packed; // bytes of all parts so far
    const char **sheet_parts;
    cor_shared shared;
    const uint8_t *shown; // [style_count] how a number in this style is understood
    int32_t style_count;
    cor_sheet sheet;
};

/* Open a part by its path in the archive; ret_found is false (and the result COR_OK) when there is
 * none. */
COR_CHECKED
cor_code cor_part_open(cor_table *table, const char *name, const cor_xml_handler *handler,
                       void *self, cor_part *part, bool *ret_found, cor_error *err);
void cor_part_close(cor_part *part);
/* Parse until the handler pauses or refuses, or until the end. */
COR_CHECKED
cor_code cor_part_parse(cor_part *part, cor_error *err);
/* Open, parse to the end, close. */
COR_CHECKED
cor_code cor_part_parse_whole(cor_table *table, const char *name, const cor_xml_handler *handler,
                              void *self, bool *ret_found, cor_error *err);
/* The unpacked size the archive states; 0 without such a part. */
int64_t cor_part_size(const cor_table *table, const char *name);

COR_CHECKED
cor_code cor_shared_open(cor_table *table, const char *part, cor_error *err);
void cor_shared_close(cor_shared *shared);
/* False when there is no string of that number. */
bool cor_shared_get(const cor_shared *shared, int64_t number, cor_str *ret_text);
/* How text stands from this element on. */
cor_script cor_script_after(cor_script before, const char *name, const char **attributes);
/* Copy text of a run, its digits as characters that stand so: `to` has room for COR_SCRIPT_BYTES
 * times the length unless the script is plain. Returns the bytes written. */
size_t cor_script_put(char *to, const char *bytes, size_t length, cor_script script);

/* Read how the formats of numbers are understood. */
COR_CHECKED
cor_code cor_styles_open(cor_table *table, const char *part, cor_error *err);

/* Replace "_x000D_" and the like by the character they stand for (ECMA-376 part 1, 22.9.2.19), in
 * place; returns the new length. */
size_t cor_unescape(char *text, size_t length);

COR_CHECKED
cor_code cor_sheet_open(cor_table *table, const char *part, cor_error *err);
COR_CHECKED
cor_code cor_sheet_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
void cor_sheet_close(cor_sheet *sheet);

#endif
