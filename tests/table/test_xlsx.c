/* SPDX-License-Identifier: Apache-2.0 */
/* XLSX: cells as stored, in every way the standard and its writers have of storing them; damage
 * named by its place. */
#include "workbook.h"

static void cells_of_every_kind(void **state) {
    (void)state;
    const char *strings =
        "<si><t>Mexico</t></si><si><t xml:space=\"preserve\"> two  words </t></si>"
        "<si><r><rPr><b/></rPr><t>rich "
        "</t></r><r><t>text</t></r><rPh><t>aid</t></rPh></si><si><t/></si>";
    const char *rows =
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" "
        "t=\"s\"><v>2</v></c>"
        "<c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\"><v>1.5E+3</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c><c r=\"C2\" "
        "t=\"e\"><v>#N/A</v></c>"
        "<c r=\"D2\" t=\"str\"><f>A1&amp;\"x\"</f><v>Mexicox</v></c>"
        "<c r=\"E2\" t=\"inlineStr\"><is><t>in &lt;line&gt;</t></is></c><c r=\"F2\" "
        "t=\"d\"><v>2020-07-01</v></c></row>";
    assert_string_equal(rows_of(workbook_of(rows, strings), NULL),
                        "1:Mexico| two  words |rich text||#1.5E+3\n2:TRUE|FALSE|#N/A|Mexicox|in "
                        "<line>|2020-07-01\n");
}

static void rows_and_cells_without_places(void **state) {
    (void)state;
    assert_string_equal(
        rows_of(workbook_of(
                    "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"C3\"><v>3</v></c>"
                    "<c><v>4</v></c></row>",
                    NULL),
                NULL),
        "1:#1|#2\n3:||#3|#4\n");
}

static void sparse_rows_and_empty_cells(void **state) {
    (void)state;
    assert_string_equal(
        rows_of(workbook_of("<row r=\"5\"><c r=\"AA5\" s=\"1\"/><c r=\"AB5\"><v>1</v></c>"
                            "<c r=\"AC5\" s=\"2\"/></row><row r=\"7\"><c r=\"A7\" s=\"1\"/></row>"
                            "<row r=\"1048576\"><c r=\"A1048576\"><v>-0.5</v></c></row>",
                            NULL),
                NULL),
        "5:|||||||||||||||||||||||||||#1\n1048576:#-0.5\n");
}

static void texts_are_decoded(void **state) {
    (void)state;
    const char *strings = "<si><t>a_x000D_&#10;b</t></si><si><t>_x005F_x000D_</t></si><si><t>_x00_ "
                          "_xD800_ _xZZZZ_</t></si>"
                          "<si><t>\xc3\xb1 &amp; &#xF1; _x00F1__x20AC_</t></si>";
    assert_string_equal(
        rows_of(
            workbook_of("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c>"
                        "<c t=\"s\"><v> 3 </v></c><c t=\"str\"><v>_x0041_</v></c></row>",
                        strings),
            NULL),
        "1:a\r\nb|_x000D_|_x00_ _xD800_ _xZZZZ_|\xc3\xb1 & \xc3\xb1 \xc3\xb1\xe2\x82\xac|A\n");
}

static void prefixes_and_unknown_elements(void **state) {
    (void)state;
    const test_part parts[] = {
        { .name = "_rels/.rels", .text = PACKAGE_RELS },
        { .name = "xl/workbook.xml",
          .text = "<x:workbook xmlns:x=\"u\" xmlns:q=\"v\"><x:sheets><x:sheet name=\"A &amp; B\" "
                  "q:id=\"rId1\"/></x:sheets>"
                  "</x:workbook>" },
        { .name = "xl/_rels/workbook.xml.rels", .text = ONE_SHEET_RELS },
        { .name = "XL/Worksheets/Sheet1.xml",
          .text = "<x:worksheet xmlns:x=\"u\"><x:cols><x:c "
                  "r=\"Z9\"><x:v>9</x:v></x:c></x:cols><x:sheetData><x:row r=\"1\">"
                  "<x:c "
                  "r=\"A1\"><x:f>1+1</x:f><x:v>2</x:v><x:extLst><x:ext><x:foo>7</x:foo></x:ext></"
                  "x:extLst></x:c></x:row>"
                  "</x:sheetData><x:row r=\"2\"><x:c><x:v>3</x:v></x:c></x:row></x:worksheet>" },
    };
    cor_str bytes = zip_of(parts, sizeof parts / sizeof *parts);
    assert_string_equal(rows_of(bytes, NULL), "1:#2\n");
}

/* ---- sheets -------------------------------------------------------------- */

#define SHEET(value)                                                                               \
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>" value                                     \
    "</v></c></row></sheetData></worksheet>"

/* Order is that of the workbook, parts are found by their relations, hidden sheets count and
 * charts do not. */
static cor_str three_sheets(const char *third) {
    const test_part parts[] = {
        { .name = "_rels/.rels", .text = PACKAGE_RELS },
        { .name = "xl/workbook.xml",
          .text =
              "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"First\" sheetId=\"7\" "
              "r:id=\"b\"/>"
              "<sheet name=\"Chart\" sheetId=\"1\" r:id=\"c\"/><sheet name=\"Second\" "
              "sheetId=\"2\" "
              "state=\"veryHidden\" "
              "r:id=\"a\"/><sheet name=\"Third\" sheetId=\"3\" r:id=\"d\"/></sheets></workbook>" },
        { .name = "xl/_rels/workbook.xml.rels",
          .text = "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" "
                  "Target=\"/xl/worksheets/one.xml\"/>"
                  "<Relationship Id=\"b\" Type=\"t/worksheet\" Target=\"worksheets/../two.xml\"/>"
                  "<Relationship Id=\"c\" Type=\"t/chartsheet\" Target=\"c.xml\"/>"
                  "<Relationship Id=\"d\" Type=\"t/worksheet\" "
                  "Target=\"three.xml\"/></Relationships>" },
        { .name = "xl/worksheets/one.xml", .text = SHEET("1") },
        { .name = "xl/two.xml", .text = SHEET("2") },
        { .name = "xl/three.xml", .text = third },
    };

    return zip_of(parts, sizeof parts / sizeof *parts);
}

static void sheets_by_order_and_relation(void **state) {
    (void)state;
    static const char *const NAMES[] = { "First", "Second", "Third" };
    static const char *const ROWS[] = { "1:#2\n", "1:#1\n", "1:#3\n" };
    cor_error err;
    cor_table *table;
    assert_ok(cor_table_open_memory(three_sheets(SHEET("3")), NULL, &table, &err), &err);
    assert_int_equal(cor_table_sheet_count(table), 3);
    assert_string_equal(rows_written(table), ROWS[0]);

    for (int32_t i = 2; i >= 0; i--) {
        assert_str(cor_table_sheet_name(table, i), NAMES[i]);
        assert_ok(cor_table_sheet_select(table, i, &err), &err);
        assert_string_equal(rows_written(table), ROWS[i]);
        assert_ok(cor_table_rewind(table, &err), &err);
        assert_string_equal(rows_written(table), ROWS[i]);
    }

    assert_str(cor_table_sheet_name(table, 3), "");
    assert_fails(cor_table_sheet_select(table, 3, &err), COR_E_USAGE, &err, "no sheet number 4");
    assert_int_equal(cor_table_separator(table), 0);
    assert_in_range(cor_table_bytes_read(table), 1, cor_table_bytes_total(table));
    cor_date date;
    assert_true(cor_table_date(table, 36526 - 1462, &date)); // the 1904 system
    assert_int_equal(date.days, cor_date_of(2000, 1, 1).days);
    cor_table_close(table);
    assert_ok(cor_table_open_memory(three_sheets(NULL), NULL, &table, &err), &err);
    assert_ok(cor_table_sheet_select(table, 2, &err), &err);
    assert_string_equal(rows_written(table),
                        "COR_E_FORMAT sheet \"Third\": The workbook is damaged: the part of this "
                        "sheet is missing.\n"
                        "  Open it in Excel or LibreOffice and save it anew.\n");
    cor_table_close(table);
    assert_fails(cor_table_open_memory(three_sheets(NULL),
                                       &((cor_table_options){ .limits = { .sheets = 2 } }), &table,
                                       &err),
                 COR_E_LIMIT, &err, "more than 2 sheets");
}

static void dates_are_numbers(void **state) {
    (void)state;
    cor_error err;
    cor_table *table;
    cor_date date = { 0 };
    assert_ok(cor_table_open_memory(workbook_of("<row><c><v>43831.75</v></c></row>", NULL), NULL,
                                    &table, &err),
              &err);
    assert_true(cor_table_date(table, 43831.75, &date));
    assert_int_equal(date.days, cor_date_of(2020, 1, 1).days);
    assert_true(cor_table_date(table, 61, &date));
    assert_int_equal(date.days, cor_date_of(1900, 3, 1).days);
    assert_true(cor_table_date(table, 2958465, &date));
    assert_int_equal(date.days, cor_date_of(9999, 12, 31).days);
    assert_false(cor_table_date(table, 60, &date)); // 29 February 1900 never was
    assert_false(cor_table_date(table, 2958466, &date));
    cor_table_close(table);
    assert_ok(cor_table_open_memory(COR_STR("a,b\n"), NULL, &table, &err), &err);
    assert_false(cor_table_date(table, 43831, &date));
    cor_table_close(table);
}

/* ---- what is refused ----------------------------------------------------- */

#define assert_sheet_refused(rows, strings, words)                                                 \
    assert_refused(workbook_of(rows, strings), NULL, words)

static void damaged_cells(void **state) {
    (void)state;
    assert_sheet_refused(
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"C3\" "
        "t=\"s\"><v>5</v></c></row>",
        "<si><t>x</t></si>",
        "2:#1\nCOR_E_FORMAT sheet \"Table 1\", row 3, column C: A cell refers to text number 5");
    assert_sheet_refused("<row r=\"3\"><c r=\"C3\" t=\"s\"><v>0</v></c></row>", NULL,
                         "row 3, column C: A cell refers");
    assert_sheet_refused("<row r=\"3\"><c r=\"C3\" t=\"s\"><v>-1</v></c></row>", "<si/>",
                         "row 3, column C: A cell refers");
    assert_sheet_refused("<row><c><v>abc</v></c></row>", NULL,
                         "row 1, column A: A cell of numbers holds \"abc\"");
    assert_sheet_refused("<row><c><v>1,5</v></c></row>", NULL, "A cell of numbers holds \"1,5\"");
    assert_sheet_refused("<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>", NULL,
                         "row 2: The sheet is damaged: \"A3\"");
    assert_sheet_refused("<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>", NULL,
                         "row 2, column B: The sheet is damaged: \"A2\"");
    assert_sheet_refused("<row r=\"2\"/><row r=\"2\"/>", NULL,
                         "row 3: The sheet is damaged: \"2\"");
    assert_sheet_refused("<row r=\"0\"/>", NULL, "The sheet is damaged: \"0\"");
    assert_sheet_refused("<row r=\"1048577\"/>", NULL, "The sheet is damaged");
    assert_sheet_refused("<row r=\"99999999999999999999\"/>", NULL, "The sheet is damaged");
    assert_sheet_refused("<row r=\"1\"><c r=\"XFE1\"/></row>", NULL,
                         "The sheet is damaged: \"XFE1\"");
    assert_sheet_refused("<row r=\"1\"><c r=\"1\"/></row>", NULL, "The sheet is damaged: \"1\"");
    assert_sheet_refused("<row r=\"1\"><c r=\"a1\"/></row>", NULL, "The sheet is damaged: \"a1\"");
    assert_sheet_refused("<row r=\"1048576\"/><row/>", NULL, "The sheet is damaged: \"row\"");
    assert_sheet_refused("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c></row>", NULL,
                         "1:#1\nCOR_E_FORMAT sheet \"Table 1\", row 2: The part "
                         "xl/worksheets/sheet1.xml of the workbook is "
                         "not well-formed XML near byte");
}

static void limits_of_workbooks(void **state) {
    (void)state;
    const cor_table_options tight = { .limits = {
                                          .columns = 3, .cell_bytes = 5, .row_bytes = 12 } };
    const cor_table_options few = { .limits = { .shared_strings = 1 } },
                            little = { .limits = { .shared_bytes = 8 } };
    assert_refused(workbook_of("<row><c/><c/><c/><c/></row>", NULL), &tight,
                   "row 1: The row has more than 3 columns");
    assert_refused(workbook_of("<row><c t=\"str\"><v>abcdef</v></c></row>", NULL), &tight,
                   "row 1, column A: The cell has more than 5 bytes");
    assert_refused(
        workbook_of("<row><c><v>12345</v></c><c><v>12345</v></c><c><v>12345</v></c></row>", NULL),
        &tight, "row 1: The row has more than 12 bytes");
    assert_refused(workbook_of("", "<si><t>a</t></si><si><t>b</t></si>"), &few,
                   "more than 1 different texts");
    assert_refused(workbook_of("", "<si><t>abcde</t></si><si><t>abcde</t></si>"), &little,
                   "have more than 8 bytes");
    assert_refused(workbook_of("", "<si><t>abcdef</t></si>"), &tight,
                   "A text of the workbook has more than 5 bytes");
}

/* One sheet with this XML as it is. */
static cor_str raw_sheet(const char *xml, size_t length) {
    const test_part parts[] = {
        { .name = "_rels/.rels", .text = PACKAGE_RELS },
        { .name = "xl/workbook.xml", .text = ONE_SHEET },
        { .name = "xl/_rels/workbook.xml.rels", .text = ONE_SHEET_RELS },
        { .name = "xl/worksheets/sheet1.xml", .text = xml, .length = length },
    };
    return zip_of(parts, sizeof parts / sizeof *parts);
}

static void hostile_xml(void **state) {
    (void)state;
    const char *laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b "
                         "\"&a;&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\">"
                         "<v>&b;</v></c></row></sheetData></worksheet>";
    assert_refused(raw_sheet(laughs, 0), NULL, "declares a document type, which no workbook has");
    enum { DEEP = 3 << 20 };
    char *deep = malloc(DEEP + 1);
    for (size_t i = 0; i < DEEP; i += 3)
        memcpy(deep + i, "<a>", 3);

    assert_refused(raw_sheet(deep, DEEP), NULL, "is nested too deeply or has too long names");
    memset(deep, 'a', DEEP);
    *deep = '<';
    assert_refused(raw_sheet(deep, DEEP), NULL, "is not well-formed XML");
    free(deep);
}

static void zip_bomb(void **state) {
    (void)state;
    enum { BOMB = 24 << 20 };
    char *bomb = malloc(BOMB);
    memset(bomb, ' ', BOMB);
    memcpy(bomb, "<worksheet>", 11);
    cor_str bytes = raw_sheet(bomb, BOMB);
    free(bomb);
    assert_true(bytes.length < 100000);
    assert_refused(
        bytes, NULL,
        "COR_E_LIMIT sheet \"Table 1\": The file unpacks to more than 200 times its size");
    assert_refused(bytes, &((cor_table_options){ .limits = { .bytes = 1 << 20 } }),
                   "more than 1,048,576 bytes once unpacked");

    // A directory that understates what a part unpacks to is found out while unpacking.
    char *lie = malloc(bytes.length);
    memcpy(lie, bytes.at, bytes.length);

    for (size_t i = 0; i + 46 < bytes.length; i++) {
        const uint32_t size = BOMB, small = 100;
        if (memcmp(lie + i, &size, 4) == 0) memcpy(lie + i, &small, 4);
    }

    assert_refused(((cor_str){ lie, bytes.length }), NULL, "COR_E_FORMAT");
    free(lie);
}

static void truncated_and_damaged_archives(void **state) {
    (void)state;
    static char copy[1 << 16];
    cor_str whole = workbook_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "<si><t>x</t></si>");
    memcpy(copy, whole.at, whole.length);

    for (size_t length = 4; length < whole.length; length += 7) {
        const char *said = rows_of((cor_str){ copy, length }, NULL);
        if (strncmp(said, "COR_E_FORMAT", 12) != 0) fail_msg("cut to %zu bytes: %s", length, said);
    }

    assert_refused(((cor_str){ copy, whole.length - 30 }), NULL,
                   "is cut short or damaged: its directory cannot be read");

    // Every single damaged byte gives rows or a message, and never both wrong numbers and silence.
    for (size_t i = 0; i < whole.length; i++) {
        copy[i] ^= 0x20;
        const char *said = rows_of((cor_str){ copy, whole.length }, NULL);
        bool is_sound =
            strcmp(said, "1:#1\n") == 0 || strcmp(said, "") == 0 || strstr(said, "COR_E_");
        if (!is_sound) fail_msg("byte %zu: %s", i, said);
        copy[i] ^= 0x20;
    }
}

static void archives_that_are_no_workbook(void **state) {
    (void)state;
    static const struct {
        test_part part;
        const char *words;
    } CASES[] = {
        { { .name = "content.xml", .text = "<x/>" }, "This is an OpenDocument file (.ods)" },
        { { .name = "xl/workbook.bin", .text = "x" }, "This is a binary Excel workbook (.xlsb)" },
        { { .name = "word/document.xml", .text = "<x/>" }, "This is a Word document" },
        { { .name = "table.csv", .text = "a,b" }, "This is a zip archive without a workbook" }
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_refused(zip_of(&CASES[i].part, 1), NULL, CASES[i].words);

    // Only a directory for millions of members needs zip64; a small archive may have one.
    enum { LARGE = 17 << 20 };
    char *large = calloc(1, LARGE);
    memcpy(large, "PK\3\4", 4);
    memcpy(large + LARGE - 42, "PK\6\7", 4);
    assert_refused(((cor_str){ large, LARGE }), NULL,
                   "COR_E_LIMIT The workbook has too many parts");
    assert_refused(((cor_str){ large, 100 }), NULL, "is cut short or damaged");
    free(large);
    const test_part empty_book[] = { { .name = "_rels/.rels", .text = PACKAGE_RELS },
                                     { .name = "xl/workbook.xml", .text = "<workbook/>" },
                                     { .name = "xl/_rels/workbook.xml.rels",
                                       .text = "<Relationships/>" } };
    assert_refused(zip_of(empty_book, 3), NULL, "The workbook has no sheet with cells");
    assert_refused(zip_of(empty_book, 2), NULL, "its part xl/_rels/workbook.xml.rels is missing");
}

test_program(cmocka_unit_test(cells_of_every_kind), cmocka_unit_test(rows_and_cells_without_places),
             cmocka_unit_test(sparse_rows_and_empty_cells), cmocka_unit_test(texts_are_decoded),
             cmocka_unit_test(prefixes_and_unknown_elements),
             cmocka_unit_test(sheets_by_order_and_relation), cmocka_unit_test(dates_are_numbers),
             cmocka_unit_test(damaged_cells), cmocka_unit_test(limits_of_workbooks),
             cmocka_unit_test(hostile_xml), cmocka_unit_test(zip_bomb),
             cmocka_unit_test(truncated_and_damaged_archives),
             cmocka_unit_test(archives_that_are_no_workbook))
