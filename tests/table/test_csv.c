/* SPDX-License-Identifier: Apache-2.0 */
/* CSV: RFC 4180 to the letter, what other programs write, and what is refused with row and
 * column. */
#include "formats.h"

static void rows_and_cells(void **state) {
    (void)state;
    assert_rows("a,b,c\n1,2,3\n", NULL, "1:a|b|c\n2:1|2|3\n");
    assert_rows("a,b,c\n1,,\n,,\n ,,\n2,,\n", NULL, "1:a|b|c\n2:1||\n5:2||\n");
    assert_rows("one\ntwo", NULL, "1:one\n2:two\n");
    assert_rows("a,b\n1,", NULL, "1:a|b\n2:1|\n");
    assert_rows(" a , b \n", NULL, "1: a | b \n");
    assert_rows("\n\n", NULL, "");
}

static void line_breaks_of_every_system(void **state) {
    (void)state;
    assert_rows("a,b\r\n1,2\r\n", NULL, "1:a|b\n2:1|2\n");
    assert_rows("a,b\r1,2\r", NULL, "1:a|b\n2:1|2\n");
    assert_rows("a,b\r\n\r\n\n1,2", NULL, "1:a|b\n4:1|2\n");
    assert_rows("a\r\r\nb\n\rc", NULL, "1:a\n3:b\n5:c\n");
}

static void quoted_cells(void **state) {
    (void)state;
    assert_rows("\"a,b\",\"c\"\"d\",\"\"\n", NULL, "1:a,b|c\"d|\n");
    assert_rows("\"\"\"\",\"\"\"x\"\"\"\"y\"\n", NULL, "1:\"|\"x\"\"y\n");
    assert_rows("\"two\nlines\",x\n\"and\r\nmore\rstill\",y\nz,w\n", NULL,
                "1:two\nlines|x\n3:and\r\nmore\rstill|y\n6:z|w\n");
    assert_rows("\"a\"", NULL, "1:a\n");
}

static void byte_order_mark_and_separators(void **state) {
    (void)state;
    assert_rows("\xef\xbb\xbf"
                "a,b\n",
                NULL, "1:a|b\n");
    assert_rows("\xef\xbb\xbf\"a\",b\n", NULL, "1:a|b\n");
    assert_rows("a;b\n1;2,5\n", NULL, "1:a|b\n2:1|2,5\n");
    assert_rows("a\tb c\n", NULL, "1:a|b c\n");
    assert_rows("sep=;\na;b,c\n", NULL, "2:a|b,c\n");
    assert_rows("sep=;\r\na;b\r\n", NULL, "2:a|b\n");
    assert_rows("Stock, by sex\nCountry;Year\nMEX;2020\nGTM;2020\n", NULL,
                "1:Stock, by sex\n2:Country|Year\n3:MEX|2020\n4:GTM|2020\n");
    assert_rows("a|b\n", &((cor_table_options){ .separator = '|' }), "1:a|b\n");
    assert_rows("a,b\n", &((cor_table_options){ .separator = ';' }), "1:a,b\n");
    assert_refused(COR_STR("a,b\n"), &((cor_table_options){ .separator = '"' }), "COR_E_USAGE");
}

static void what_is_refused(void **state) {
    (void)state;
    assert_refused(COR_STR("a,b\n1,\"x\"y\n"), NULL,
                   "1:a|b\nCOR_E_FORMAT row 2, column B: There is text after");
    assert_refused(COR_STR("a,b\n1,5\" pipe\n"), NULL,
                   "row 2, column B: A cell that does not begin");
    assert_refused(COR_STR("a,b\n1,\"open\n2,3\n"), NULL,
                   "row 2, column B: A quotation mark is opened");
    assert_refused(COR_STR("a,b\n1,Yucat\xe1n\n"), NULL,
                   "row 2, column B: The byte 0xE1 is not UTF-8");
    assert_refused(COR_STR("a,b\n1,x\xe2\x82"), NULL,
                   "row 2, column B: The byte 0xE2 is not UTF-8");
    assert_refused(COR_STR("a,b\n1,x\xe2\x82,c\n"), NULL,
                   "row 2, column B: The byte 0xE2 is not UTF-8");
    assert_refused(COR_STR("a,b\n1,\xed\xa0\x80\n"), NULL, "row 2, column B: The byte 0xED");

    // What is before the fault is read as ever, in the same block of the scanner too.
    assert_refused(COR_STR("\"a\"\"b\"\nc\xff\n"), NULL, "1:a\"b\nCOR_E_FORMAT row 2, column A");
    assert_refused(COR_STR(""), NULL, "COR_E_FORMAT The file is empty");
}

test_program(cmocka_unit_test(rows_and_cells), cmocka_unit_test(line_breaks_of_every_system),
             cmocka_unit_test(quoted_cells), cmocka_unit_test(byte_order_mark_and_separators),
             cmocka_unit_test(what_is_refused))
