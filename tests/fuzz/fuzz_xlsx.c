/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks from any bytes: either a zip archive as it is, or the XML of its parts, separated by
 * NUL, which are packed here so that the fuzzer does not have to find out how to make check
 * sums. */
#include <zlib.h>

#include "core/core.h"
#include "corredor/table.h"
#include "fuzz.h"

static const char *const NAMES[] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                     "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                     "_rels/.rels" };
enum { PARTS = sizeof NAMES / sizeof *NAMES, ROOM = 1 << 20 };
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static const char *const DEFAULTS[PARTS] = {
    "<worksheet><sheetData/></worksheet>",
    "<sst><si><t>a</t></si><si><t>b</t></si></sst>",
    "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>",
    "<Relationships><Relationship Id=\"r1\" Type=\"" REL
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"r2\" Type=\"" REL
    "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
    "<Relationships><Relationship Id=\"r1\" Type=\"" REL
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
};

typedef struct {
    char bytes[ROOM];
    size_t used;
} sink;

static void put(sink *to, const void *bytes, size_t length) {
    promise(length <= ROOM - to->used);
    memcpy(to->bytes + to->used, bytes, length);
    to->used += length;
}

static void put16(sink *to, uint32_t value) {
    put(to, (const char[]){ (char)value, (char)(value >> 8) }, 2);
}

static void put32(sink *to, uint32_t value) {
    put16(to, value);
    put16(to, value >> 16);
}

/* What the local and the central head of a stored member have in common (APPNOTE 4.3.7, 4.3.12). */
static void put_head(sink *to, cor_str part, const char *name) {
    put16(to, 20);
    put16(to, 0);
    put16(to, 0);
    put32(to, 0x21 << 16);
    put32(to, (uint32_t)crc32(0, (const Bytef *)part.at, (uInt)part.length));
    put32(to, (uint32_t)part.length);
    put32(to, (uint32_t)part.length);
    put16(to, (uint32_t)strlen(name));
    put16(to, 0);
}

static cor_str pack(const cor_str parts[PARTS]) {
    static sink to;
    uint32_t places[PARTS];

    to.used = 0;
    for (int i = 0; i < PARTS; i++) {
        places[i] = (uint32_t)to.used;
        put(&to, "PK\3\4", 4);
        put_head(&to, parts[i], NAMES[i]);
        put(&to, NAMES[i], strlen(NAMES[i]));
        put(&to, parts[i].at, parts[i].length);
    }

    uint32_t directory = (uint32_t)to.used;
    for (int i = 0; i < PARTS; i++) {
        put(&to, "PK\1\2", 4);
        put16(&to, 20);
        put_head(&to, parts[i], NAMES[i]);
        put(&to, "\0\0\0\0\0\0\0\0\0\0", 10); // comment, disk, attributes
        put32(&to, places[i]);
        put(&to, NAMES[i], strlen(NAMES[i]));
    }

    uint32_t directory_bytes = (uint32_t)to.used - directory;
    put(&to, "PK\5\6\0\0\0\0", 8);
    put16(&to, PARTS);
    put16(&to, PARTS);
    put32(&to, directory_bytes);
    put32(&to, directory);
    put16(&to, 0);

    return (cor_str){ to.bytes, to.used };
}

static void read_sheet(cor_table *table, cor_error *err) {
    int32_t last_row = 0;
    for (;;) {
        cor_row row;
        bool found = false;
        cor_code code = cor_table_next(table, &row, &found, err);
        if (code) promise_message(err, code);
        if (code || !found) return;
        promise(row.row > last_row && row.cell_count > 0);
        promise(row.cells[row.cell_count - 1].kind != COR_CELL_EMPTY);
        for (int32_t i = 0; i < row.cell_count; i++) {
            promise((row.cells[i].kind == COR_CELL_EMPTY) == (row.cells[i].text.length == 0));
            promise(cor_str_is_utf8(row.cells[i].text));
        }
        last_row = row.row;
    }
}

static void read_all(cor_str bytes) {
    static cor_error err;
    cor_table_options options = {
        .limits = { .bytes = 1 << 24, .shared_bytes = 1 << 16, .cell_bytes = 4096, .sheets = 4 }
    };
    cor_table *table;
    cor_code code = cor_table_open_memory(bytes, &options, &table, &err);
    if (code) {
        promise_message(&err, code);
        return;
    }

    for (int32_t i = 0; i < cor_table_sheet_count(table); i++)
        if (cor_table_sheet_select(table, i, &err) == COR_OK) read_sheet(table, &err);
    cor_table_close(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cor_str parts[PARTS], rest = { (const char *)data, size };
    if (size >= 4 && memcmp(data, "PK\3\4", 4) == 0) {
        read_all(rest);
        return 0;
    }

    if (size > ROOM / 2) return 0;
    for (int i = 0; i < PARTS; i++)
        if (!rest.at || !cor_str_split(&rest, 0, &parts[i]) || !parts[i].length)
            parts[i] = cor_str_of(DEFAULTS[i]);

    read_all(pack(parts));
    return 0;
}
