/* XLSX: cells as stored, in every way the standard and its writers have of storing them; damage named by its place. */
#include "workbook.h"

static void cells_of_every_kind(void **state) {
    (void)state;
    const char *strings =
        "<si><t>Mexico</t></si><si><t xml:space=\"preserve\"> two  words </t></si>"
        "<si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r><rPh><t>aid</t></rPh></si><si><t/></si>";
    const char *rows =
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
        "<c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\"><v>1.5E+3</v></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c><c r=\"C2\" "
        "t=\"e\"><v>#N/A</v></c>"
        "<c r=\"D2\" t=\"str\"><f>A1&amp;\"x\"</f><v>Mexicox</v></c>"
        "<c r=\"E2\" t=\"inlineStr\"><is><t>in &lt;line&gt;</t></is></c><c r=\"F2\" "
        "t=\"d\"><v>2020-07-01</v></c></row>";
    assert_string_equal(rows_of(workbook_of(rows, strings), NULL),
                        "1:Mexico| two  words |rich text||#1.5E+3\n2:TRUE|FALSE|#N/A|Mexicox|in <line>|2020-07-01\n");
}

static void rows_and_cells_without_places(void **state) {
    (void)state;
    assert_string_equal(
        rows_of(workbook_of("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"C3\"><v>3</v></c>"
                            "<c><v>4</v></c></row>",
                            NULL),
                NULL),
        "1:#1|#2\n3:||#3|#4\n");
}

static void sparse_rows_and_empty_cells(void **state) {
    (void)state;
    assert_string_equal(rows_of(workbook_of("<row r=\"5\"><c r=\"AA5\" s=\"1\"/><c r=\"AB5\"><v>1</v></c>"
                                            "<c r=\"AC5\" s=\"2\"/></row><row r=\"7\"><c r=\"A7\" s=\"1\"/></row>"
                                            "<row r=\"1048576\"><c r=\"A1048576\"><v>-0.5</v></c></row>",
                                            NULL),
                                NULL),
                        "5:|||||||||||||||||||||||||||#1\n1048576:#-0.5\n");
}

test_program(cmocka_unit_test(cells_of_every_kind), cmocka_unit_test(rows_and_cells_without_places),
             cmocka_unit_test(sparse_rows_and_empty_cells))
