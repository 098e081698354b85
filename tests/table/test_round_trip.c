/* SPDX-License-Identifier: Apache-2.0 */
/* What is written is read back: random tables as CSV by our own writer and as XLSX by
 * libxlsxwriter. */
#include <xlsxwriter.h>

#include "formats.h"

#include "../test_folder.h"

enum { ROWS = 40, COLUMNS = 7, TEXT_MOST = 24 };

typedef struct {
    bool is_number;
    double number;
    char text[TEXT_MOST + 8];
} cell;
typedef cell table[ROWS][COLUMNS];

static uint64_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u; // Knuth, MMIX
    return (uint32_t)(random_state >> 33) % limit;
}

static void random_text(char *text) {
    static const char *const PIECES[] = { "a",       "B",        " ",
                                          "\"",      ",",        ";",
                                          "\n",      "\t",       "<&>",
                                          "_x0041_", "\xc3\xb1", "\xe2\x82\xac",
                                          "1,5",     "'",        "\xf0\x9f\x8c\x8e" };
    size_t length = 0, target = random_below(TEXT_MOST);

    while (length < target) {
        const char *piece = PIECES[random_below(sizeof PIECES / sizeof *PIECES)];
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
        if (length > TEXT_MOST) length = 0; // too long: begin again
    }

    text[length] = 0;
}

static void random_table(table t) {
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            cell *c = &t[row][column];
            *c = (cell){ .is_number = random_below(3) == 0 };
            if (c->is_number)
                c->number =
                    ((double)random_below(2000000000) - 1e9) / (double)(1 + random_below(1000));
            else
                random_text(c->text);
        }

    for (int row = 0; row < ROWS; row++)
        t[row][COLUMNS - 1] = (cell){ .text = "end" }; // no row is blank
}

static void check(cor_table *read, const table t, bool has_numbers) {
    cor_error err;
    cor_row row;
    bool found;

    for (int r = 0; r < ROWS; r++) {
        assert_ok(cor_table_next(read, &row, &found, &err), &err);
        assert_true(found);
        assert_int_equal(row.cell_count, COLUMNS);
        for (int c = 0; c < COLUMNS; c++) {
            const cell *expected = &t[r][c];
            double number = row.cells[c].number;
            if (expected->is_number && !has_numbers)
                assert_true(cor_number_parse(row.cells[c].text, 0, &number));
            if (expected->is_number && number != expected->number)
                fail_msg("%.17g != %.17g", number, expected->number);
            if (!expected->is_number) assert_str(row.cells[c].text, expected->text);
        }
    }

    assert_ok(cor_table_next(read, &row, &found, &err), &err);
    assert_false(found);
}

static void csv(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    for (int round = 0; round < 100; round++) {
        table t;
        random_state = (uint64_t)round;
        random_table(t);
        cor_arena arena = cor_stretch_arena(&stretch);
        cor_out out = cor_out_memory(&arena);
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++) {
                if (t[r][c].is_number)
                    cor_put_number(&out, t[r][c].number);
                else
                    cor_put_csv(&out, cor_str_of(t[r][c].text));
                cor_put_c(&out, c + 1 < COLUMNS ? "," : "\r\n");
            }
        cor_error err;
        cor_table *read;
        cor_table_options options = { .separator = ',' };
        assert_ok(cor_table_open_memory(cor_out_str(&out), &options, &read, &err), &err);
        check(read, t, false);
        cor_table_close(read);
    }

    cor_stretch_close(&stretch);
}

/* libxlsxwriter prints 16 digits; a double needs 17 at times, so numbers are first made ones
 * that 16 digits hold. */
static double sixteen_digits(double value) {
    char text[40];
    snprintf(text, sizeof text, "%.16g", value);
    return strtod(text, NULL);
}

static void write_workbook(const char *path, table t, bool shared) {
    lxw_workbook_options options = { .constant_memory = !shared };
    lxw_workbook *book = workbook_new_opt(path, &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Hoja 1");

    for (int r = 0; r < ROWS; r++)
        for (int c = 0; c < COLUMNS; c++) {
            t[r][c].number = sixteen_digits(t[r][c].number);
            if (t[r][c].is_number)
                worksheet_write_number(sheet, (lxw_row_t)r, (lxw_col_t)c, t[r][c].number, NULL);
            else
                worksheet_write_string(sheet, (lxw_row_t)r, (lxw_col_t)c, t[r][c].text, NULL);
        }

    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
}

static void xlsx(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    for (int round = 0; round < 20; round++) {
        table t;
        random_state = (uint64_t)round;
        random_table(t);
        // libxlsxwriter does not escape texts that look like escapes.
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++)
                if (strstr(t[r][c].text, "_x")) strcpy(t[r][c].text, "plain");
        const char *path = test_folder_file(&folder, "table.xlsx");
        write_workbook(path, t, round % 2);
        cor_error err;
        cor_table *read;
        assert_ok(cor_table_open(cor_str_of(path), NULL, &read, &err), &err);
        assert_str(cor_table_sheet_name(read, 0), "Hoja 1");
        check(read, t, true);
        cor_table_close(read);
    }

    test_folder_remove(&folder);
}

test_program(cmocka_unit_test(csv), cmocka_unit_test(xlsx))
