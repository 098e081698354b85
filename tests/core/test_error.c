/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: fact, hint, places; copies outlive their makers; overlong texts are cut, never
 * overrun. */
#include "../test_case.h"
#include "core/say.h"

static void says_place_fact_and_way_forward(void **state) {
    (void)state;
    cor_error err = { 0 };
    char name[] = "x.csv";
    cor_fail(&err, COR_E_DOMAIN, "The stock is negative: {persons}.", cor_arg_number(-5, 0));
    cor_hint(&err, "Mark the cell as missing.");
    cor_within(&err, "row {row}", cor_arg_plain(1800));
    assert_int_equal(cor_within(&err, "file {name}", cor_arg_cstr(name)), COR_E_DOMAIN);
    memset(name, '#', sizeof name - 1);
    assert_string_equal(test_message(&err),
                        "file x.csv, row 1800: The stock is negative: \xE2\x88\x92"
                        "5.\n  Mark the cell as missing.\n");
    cor_error_clear(&err);
    assert_int_equal(err.code, COR_OK);
    assert_int_equal(err.where_count, 0);
}

static void every_code_has_its_statuses_and_sentence(void **state) {
    (void)state;
    for (int code = 0; code < COR_CODE_COUNT; code++) {
        assert_true(cor_code_http((cor_code)code) >= 200 && cor_code_http((cor_code)code) < 600);
        assert_true(cor_code_exit((cor_code)code) == 0 || cor_code_exit((cor_code)code) >= 64);
        assert_true(strlen(cor_code_sentence((cor_code)code)) > 3);
        assert_true(strcmp(cor_gettext(cor_code_sentence((cor_code)code), COR_LANG_ES),
                           cor_code_sentence((cor_code)code)) != 0);
        assert_int_equal(strncmp(cor_code_name((cor_code)code), "COR_", 4), 0);
    }
}

static void pools_do_not_overflow(void **state) {
    (void)state;
    cor_error err = { 0 };
    char longest[5000];
    memset(longest, 'a', sizeof longest);
    for (size_t i = 0; i + 1 < sizeof longest; i += 2)
        memcpy(longest + i, "é", 2);

    cor_text inner = cor_say("inner {x}", cor_arg_str((cor_str){ longest, sizeof longest }));
    cor_fail(&err, COR_E_FORMAT, "{a}", cor_arg_text(&inner));
    for (int i = 0; i < 40; i++)
        cor_within(&err, "{a} {b}", cor_arg_str((cor_str){ longest, sizeof longest }),
                   cor_arg_pair(COR_STR("one"), COR_STR("uno")));

    assert_int_equal(err.where_count, COR_ERROR_WHERE_MAX);
    assert_true(err.byte_count <= sizeof err.bytes);
    assert_true(cor_str_is_utf8(cor_str_of(test_message(&err))));
    assert_non_null(strstr(test_message(&err), "inner é"));
    assert_int_equal(cor_fail(NULL, COR_E_MEMORY, "nobody listens"), COR_E_MEMORY);
    assert_int_equal(cor_fail_memory(&err), COR_E_MEMORY);
}

static void a_bare_code_has_its_sentence(void **state) {
    (void)state;
    cor_error err = { .code = COR_E_BUSY };
    assert_string_equal(test_message(&err), "Someone else is writing to the database.\n");
}

test_program(cmocka_unit_test(says_place_fact_and_way_forward),
             cmocka_unit_test(every_code_has_its_statuses_and_sentence),
             cmocka_unit_test(pools_do_not_overflow),
             cmocka_unit_test(a_bare_code_has_its_sentence))
