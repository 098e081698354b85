/* SPDX-License-Identifier: Apache-2.0 */
/* formats.h: what the tests of tables share: files made on the spot, rows written down as one
 * line of text. */
#ifndef CORREDOR_TEST_FORMATS_H
#define CORREDOR_TEST_FORMATS_H

#include "../test_case.h"
#include "core/core.h"
#include "corredor/table.h"

/* All rows of the selected sheet: "1:a|b|c\n3:d|#4|\n", with # before numbers and ! for an empty
 * cell that is not the empty text (which must not happen). Static; a failure gives "code:
 * message". */
static inline const char *rows_written(cor_table *table) {
    static char room[1 << 16];
    static cor_error err;
    cor_arena arena = { room, room + sizeof room };
    cor_out out = cor_out_memory(&arena);
    for (;;) {
        cor_row row;
        bool found;
        cor_code code = cor_table_next(table, &row, &found, &err);
        if (code) {
            cor_put_c(&out, cor_code_name(code));
            cor_put_c(&out, " ");
            cor_error_print(&err, COR_LANG_EN, &out);
            break;
        }
        if (!found) break;
        cor_put_int(&out, row.row);
        for (int32_t i = 0; i < row.cell_count; i++) {
            cor_put_char(&out, i ? '|' : ':');
            if (row.cells[i].kind == COR_CELL_NUMBER) cor_put_char(&out, '#');
            if (row.cells[i].kind == COR_CELL_EMPTY && row.cells[i].text.length)
                cor_put_char(&out, '!');
            cor_put(&out, row.cells[i].text);
        }
        cor_put_char(&out, '\n');
    }
    return out.used ? out.memory : "";
}

/* The rows of a text, or what is wrong with it. */
static inline const char *rows_of(cor_str bytes, const cor_table_options *options) {
    static char message[8192];
    static cor_error err;
    cor_table *table = NULL;
    cor_code code = cor_table_open_memory(bytes, options, &table, &err);
    if (code) {
        snprintf(message, sizeof message, "%s %s", cor_code_name(code), test_message(&err));
        return message;
    }
    const char *rows = rows_written(table);
    cor_table_close(table);
    return rows;
}

#define assert_rows(literal, options, expected)                                                    \
    assert_string_equal(rows_of(COR_STR(literal), options), expected)
/* What goes wrong, and words of the message. */
#define assert_refused(bytes, options, words)                                                      \
    do {                                                                                           \
        const char *rows_ = rows_of(bytes, options);                                               \
        if (!strstr(rows_, words)) fail_msg("\"%s\" lacks \"%s\"", rows_, words);                  \
    } while (0)

#endif
