/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.h: workbooks made on the spot, part by part, so that each test shows the XML it is
 * about. */
#ifndef CORREDOR_TEST_WORKBOOK_H
#define CORREDOR_TEST_WORKBOOK_H

#include <zip.h>

#include "formats.h"

#define MAIN_NS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL_NS  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define REL_URI "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

typedef struct {
    const char *name, *text; // text NULL: leave the part out
    size_t length;           // 0: to the end of the text
} test_part;

#define WORKBOOK_PARTS_MOST 16
/* A zip archive of the parts, static. */
static inline cor_str zip_of(const test_part *parts, size_t count) {
    static char room[4 << 20];
    zip_error_t error;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(to);
    zip_t *archive = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].text) continue;
        size_t length = parts[i].length ? parts[i].length : strlen(parts[i].text);
        zip_file_add(archive, parts[i].name, zip_source_buffer(archive, parts[i].text, length, 0),
                     ZIP_FL_OVERWRITE);
    }
    if (zip_close(archive)) abort();
    zip_source_open(to);
    int64_t length = zip_source_read(to, room, sizeof room);
    zip_source_close(to);
    zip_source_free(to);
    if (length < 0 || length == (int64_t)sizeof room) abort();
    return (cor_str){ room, (size_t)length };
}

static const char PACKAGE_RELS[] =
    "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"rId1\" Type=\"" REL_URI
    "/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
static const char ONE_SHEET[] =
    "<workbook " MAIN_NS " " REL_NS "><sheets><sheet name=\"Table 1\" sheetId=\"1\" "
    "r:id=\"rId1\"/></sheets></workbook>";
static const char ONE_SHEET_RELS[] =
    "<Relationships><Relationship Id=\"rId1\" Type=\"" REL_URI
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" REL_URI
    "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>";

/* A workbook of one sheet, with these rows and shared strings (NULL: without that part). */
static inline cor_str workbook_of(const char *rows, const char *strings) {
    static char sheet[1 << 20], shared[1 << 20];
    snprintf(sheet, sizeof sheet,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet " MAIN_NS
             "><sheetData>%s</sheetData></worksheet>",
             rows);
    if (strings) snprintf(shared, sizeof shared, "<sst " MAIN_NS ">%s</sst>", strings);
    const test_part parts[] = {
        { .name = "_rels/.rels", .text = PACKAGE_RELS },
        { .name = "xl/workbook.xml", .text = ONE_SHEET },
        { .name = "xl/_rels/workbook.xml.rels", .text = ONE_SHEET_RELS },
        { .name = "xl/worksheets/sheet1.xml", .text = sheet },
        { .name = "xl/sharedStrings.xml", .text = strings ? shared : NULL },
    };
    return zip_of(parts, sizeof parts / sizeof *parts);
}

#endif
