/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx.h: the parts of a workbook (ECMA-376): a zip archive of XML files that refer to each
 * other. */
#ifndef CORREDOR_TABLE_XLSX_H
#define CORREDOR_TABLE_XLSX_H

#include <zip.h>

#include "table.h"
#include "xml.h"

/* One member of the archive being unpacked and parsed. */
typedef struct {
    cor_table *table;
    const char *name; // for messages
    zip_file_t *file;
    int64_t packed, size; // as the archive has it
    int64_t unpacked;     // so far
    bool has_ended;
    cor_xml xml;
} cor_part;

/* Strings that cells refer to by number: one after another in their own stretch, with an index
 * of their ends. */
typedef struct {
    cor_stretch bytes_stretch, ends_stretch;
    uint32_t *ends; // [count] where each ends; it begins where the one before ends
    size_t used, room, count, count_room;
} cor_shared;

/* What a row of a sheet is made of while it is parsed. */
typedef struct {
    cor_part part;
    bool is_open;
    cor_stretch text_stretch;
    size_t text_used; // of the row
    int64_t row, next_row;
    int32_t column;     // of the cell being read, from 1
    int32_t cell_count; // up to the last cell with something in it
    size_t cell_start;  // where the text of the cell begins
    enum { CELL_NUMBER, CELL_SHARED, CELL_STRING, CELL_BOOLEAN, CELL_OTHER_TEXT } kind;
    bool in_data, in_row, in_cell;
    bool is_value;    // inside <v>, or <t> of <is>
    int32_t phonetic; // depth inside <rPh>, whose text is a reading aid, not content
    bool row_is_ready;
    cor_code failure; // what a handler could not accept, with `err` filled
    cor_error *err;
} cor_sheet;

struct cor_xlsx {
    zip_t *archive;
    int64_t unpacked, packed; // of all parts so far
    const char **sheet_parts;
    cor_shared shared;
    cor_sheet sheet;
};

/* A part by its path in the archive; false (and COR_OK) when there is none. */
COR_CHECKED
cor_code cor_part_open(cor_table *table, const char *name, const cor_xml_handler *handler,
                       void *self, cor_part *part, bool *ret_found, cor_error *err);
void cor_part_close(cor_part *part);
/* Parse on until the handler pauses or refuses, or to the end. */
COR_CHECKED
cor_code cor_part_parse(cor_part *part, cor_error *err);
/* Open, parse to the end, close. */
COR_CHECKED
cor_code cor_part_parse_whole(cor_table *table, const char *name, const cor_xml_handler *handler,
                              void *self, bool *ret_found, cor_error *err);
/* The unpacked size the archive claims, 0 if there is no such part. */
int64_t cor_part_size(const cor_table *table, const char *name);

COR_CHECKED
cor_code cor_shared_open(cor_table *table, const char *part, cor_error *err);
void cor_shared_close(cor_shared *shared);
/* False when there is no string of that number. */
bool cor_shared_get(const cor_shared *shared, int64_t number, cor_str *ret_text);
/* "_x000D_" and the like to the character they stand for (ECMA-376 part 1, 22.9.2.19), in place;
 * the new length. */
size_t cor_unescape(char *text, size_t length);

COR_CHECKED
cor_code cor_sheet_open(cor_table *table, const char *part, cor_error *err);
COR_CHECKED
cor_code cor_sheet_next(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
void cor_sheet_close(cor_sheet *sheet);

#endif
