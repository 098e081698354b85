/* SPDX-License-Identifier: Apache-2.0 */
/* The scanner: three ways to make masks give the same places on any bytes, whatever the steps;
 * and the reader gives the same rows wherever its windows end. Inputs are random with a fixed
 * seed, from an alphabet of what matters. */
#include "formats.h"
#include "table/csv_scan.h"

static uint64_t random_state = 20261124;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
    return (uint32_t)(random_state >> 33) % limit;
}

/* Bytes that mean something to a CSV, mostly well-formed. */
static size_t random_text(char *text, size_t most, bool may_be_bad) {
    static const char *const PIECES[] = { "a",
                                          "bc",
                                          ",",
                                          ",",
                                          "\n",
                                          "\r\n",
                                          "\r",
                                          "\"x\"",
                                          "\"x,\n\"\"y\"",
                                          "\xc3\xb1",
                                          "0123456789",
                                          "\xe2\x82\xac",
                                          "\xf0\x9f\x8c\x8e",
                                          "  ",
                                          "\"\"" };
    static const char *const BAD[] = { "\"",           "\x80",     "\xc3", "\xe2\x82",
                                       "\xed\xa0\x80", "\xf4\x90", "\xff" };
    size_t length = 0, target = random_below((uint32_t)most);
    bool at_start = true; // of a cell: quotes belong only there

    while (length + 16 < target) {
        bool is_bad = may_be_bad && random_below(200) == 0;
        const char *piece = is_bad ? BAD[random_below(sizeof BAD / sizeof *BAD)]
                                   : PIECES[random_below(sizeof PIECES / sizeof *PIECES)];
        if (!is_bad && *piece == '"' && !at_start) continue;
        bool ends_cell = *piece == ',' || *piece == '\n' || *piece == '\r';
        if (length && text[length - 1] == '"' && !ends_cell && !is_bad) piece = ",";
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
        at_start = strchr(",\n\r", text[length - 1]) != NULL;
    }

    return length;
}

/* All places a scanner finds, one after another; the number of them. */
static size_t places_of(cor_scan_kernel kernel, const char *text, size_t length, uint32_t *places,
                        cor_scan *scan) {
    size_t count = 0;
    *scan = (cor_scan){ .kernel = kernel, .separator = ',', .filled = length, .is_last = true };
    cor_scan_begin(scan, text, 0);
    while (cor_scan_step(scan)) {
        memcpy(places + count, scan->index, scan->index_count * sizeof *places);
        count += scan->index_count;
    }
    return count;
}

enum { TEXT_MOST = 3 * COR_SCAN_STEP };

static void scanners_agree(void **state) {
    (void)state;
    static char text[TEXT_MOST];
    static uint32_t expected[TEXT_MOST], found[TEXT_MOST];
    static cor_scan portable, other;

    for (int round = 0; round < 400; round++) {
        size_t length = random_text(text, round < 300 ? 400 : TEXT_MOST, round % 2);
        if (round % 7 == 0 && length) text[random_below((uint32_t)length)] = 0;
        size_t count = places_of(COR_SCAN_PORTABLE, text, length, expected, &portable);
        for (cor_scan_kernel kernel = COR_SCAN_SSE2; kernel < COR_SCAN_KERNEL_COUNT; kernel++) {
            if (!cor_scan_has(kernel)) continue;
            assert_int_equal(places_of(kernel, text, length, found, &other), count);
            assert_memory_equal(found, expected, count * sizeof *found);
            assert_int_equal(other.fault, portable.fault);
            assert_int_equal(other.inside, portable.inside);
            assert_int_equal(other.escape_count, portable.escape_count);
            assert_memory_equal(other.escapes, portable.escapes,
                                portable.escape_count * sizeof *portable.escapes);
            if (portable.fault) assert_int_equal(other.fault_at, portable.fault_at);
        }
    }
}

/* The plainest scanner one can write, on well-formed text: the places of all three are right,
 * not only equal. */
static void places_are_those_of_a_plain_reader(void **state) {
    (void)state;
    static char text[TEXT_MOST];
    static uint32_t found[TEXT_MOST];
    static cor_scan scan;

    for (int round = 0; round < 100; round++) {
        size_t length = random_text(text, 2000, false), place = 0;
        size_t count = places_of(cor_scan_best(), text, length, found, &scan);
        assert_int_equal(scan.fault, COR_FAULT_NONE);
        bool inside = false;
        for (size_t i = 0; i < length; i++) {
            if (text[i] == '"') inside = !inside;
            bool is_break = text[i] == '\n' || text[i] == '\r';
            if (is_break || (text[i] == ',' && !inside))
                assert_int_equal(found[place++], (uint32_t)i | (inside ? COR_SCAN_QUOTED : 0));
        }
        assert_int_equal(place, count);
    }
}

static uint64_t digest_of_rows(cor_str bytes, int32_t first_row, cor_code *ret_code) {
    static cor_error err;
    cor_table *table;
    cor_row row;
    uint64_t sum = 0;
    bool found = true;
    cor_table_options options = { .separator = ',' };

    assert_ok(cor_table_open_memory(bytes, &options, &table, &err), &err);
    for (;;) {
        *ret_code = cor_table_next(table, &row, &found, &err);
        if (*ret_code || !found) break;
        if (row.row < first_row) continue;
        sum = sum * 31 + (uint64_t)(row.row - first_row);
        for (int32_t i = 0; i < row.cell_count; i++)
            sum = sum * 31 + cor_str_hash(row.cells[i].text);
    }

    cor_table_close(table);
    return sum;
}

/* `before` bytes of filler in lines of 100; returns how many lines. */
static int32_t put_filler(char *text, size_t before) {
    memset(text, 'y', before);
    for (size_t at = 99; at < before; at += 100)
        text[at] = '\n';
    text[before - 1] = '\n';
    return (int32_t)((before + 99) / 100);
}

static void windows_do_not_show(void **state) {
    (void)state;
    enum { WINDOW = 256 * 1024, INPUT = 3000 };
    static char input[INPUT], text[WINDOW + INPUT];

    for (int round = 0; round < 60; round++) {
        size_t length = random_text(input, INPUT, round % 2);
        cor_code code, other;
        int32_t lines = put_filler(text, 5000);
        memcpy(text + 5000, input, length);
        uint64_t sum = digest_of_rows((cor_str){ text, 5000 + length }, lines + 1, &code);
        size_t before = WINDOW - random_below(INPUT);
        lines = put_filler(text, before);
        memcpy(text + before, input, length);
        assert_true(digest_of_rows((cor_str){ text, before + length }, lines + 1, &other) == sum);
        assert_int_equal(code, other);
    }
}

/* A record longer than the first window, and then shorter ones. */
static void long_records(void **state) {
    (void)state;
    enum { LONG = 700 * 1024 };
    static char text[LONG + 100];
    size_t length = 0;
    memcpy(text, "a,\"", 3);
    memset(text + 3, 'x', LONG);
    text[1000] = '\n';
    length = 3 + LONG + (size_t)sprintf(text + 3 + LONG, "\",b\nc,d,e\n");
    cor_table *table;
    cor_row row;
    bool found;
    cor_error err;
    assert_ok(cor_table_open_memory((cor_str){ text, length }, NULL, &table, &err), &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    assert_int_equal(row.cells[1].text.length, LONG);
    assert_str(row.cells[2].text, "b");
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    assert_int_equal(row.row, 3);
    assert_str(row.cells[2].text, "e");
    cor_table_close(table);
}

/* Doubled quotes anywhere around the end of a step of the scanner, in a cell that goes on after
 * it. */
static void doubled_quotes_across_steps(void **state) {
    (void)state;
    static char text[COR_SCAN_STEP + 400];
    for (size_t at = COR_SCAN_STEP - 80; at < COR_SCAN_STEP + 80; at++) {
        memset(text, 'x', sizeof text);
        memcpy(text, "a,b\n\"", 5);
        memcpy(text + at, "\"\"", 2);
        memcpy(text + sizeof text - 6, "\",\"\"\"\"", 6);
        cor_table *table;
        cor_row row;
        bool found;
        cor_error err;
        assert_ok(cor_table_open_memory((cor_str){ text, sizeof text }, NULL, &table, &err), &err);
        assert_ok(cor_table_next(table, &row, &found, &err), &err);
        assert_ok(cor_table_next(table, &row, &found, &err), &err);
        assert_int_equal(row.cells[0].text.length, sizeof text - 5 - 6 - 1);
        assert_int_equal(row.cells[0].text.at[at - 5], '"');
        assert_int_equal(row.cells[0].text.at[at - 4], 'x');
        assert_str(row.cells[1].text, "\"");
        cor_table_close(table);
    }
}

test_program(cmocka_unit_test(scanners_agree), cmocka_unit_test(places_are_those_of_a_plain_reader),
             cmocka_unit_test(windows_do_not_show), cmocka_unit_test(long_records),
             cmocka_unit_test(doubled_quotes_across_steps))
