/* SPDX-License-Identifier: Apache-2.0 */
/* test_case.h: what every test includes: cmocka in the order it wants, and checks that say what
 * they compared. */
#ifndef CORREDOR_TEST_CASE_H
#define CORREDOR_TEST_CASE_H

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corredor/error.h"

/* The whole program of a test: test_program(cmocka_unit_test(a), cmocka_unit_test(b)). */
#define test_program(...)                                                                          \
    int main(void) {                                                                               \
        const struct CMUnitTest tests[] = { __VA_ARGS__ };                                         \
        return cmocka_run_group_tests(tests, NULL, NULL);                                          \
    }

#define assert_str(text, expected)                                                                 \
    do {                                                                                           \
        cor_str text_ = (text);                                                                    \
        const char *expected_ = (expected);                                                        \
        if (!cor_str_is(text_, expected_))                                                         \
            fail_msg("%s: \"%.*s\" instead of \"%s\"", #text, COR_STR_F(text_), expected_);        \
    } while (0)

/* The message of an error in English and with all its parts, for comparing: "place: fact\n
 * hint\n". */
static inline const char *test_message(const cor_error *err) {
    static char room[8192];
    cor_arena arena = { room, room + sizeof room };
    cor_out out = cor_out_memory(&arena);
    cor_error_print(err, COR_LANG_EN, &out);
    return out.failed ? "" : out.memory;
}

/* The call succeeds; otherwise the test fails with its message. */
#define assert_ok(call, err)                                                                       \
    do {                                                                                           \
        cor_code code_ = (call);                                                                   \
        if (code_) fail_msg("%s: %s: %s", #call, cor_code_name(code_), test_message(err));         \
    } while (0)

/* The call fails with this code, and the message contains these words. */
#define assert_fails(call, expected_code, err, words)                                              \
    do {                                                                                           \
        cor_code code_ = (call);                                                                   \
        if (code_ != (expected_code))                                                              \
            fail_msg("%s: %s instead of %s: %s", #call, cor_code_name(code_), #expected_code,      \
                     code_ ? test_message(err) : "");                                              \
        if (!strstr(test_message(err), (words)))                                                   \
            fail_msg("%s: the message \"%s\" lacks \"%s\"", #call, test_message(err), (words));    \
    } while (0)

/* Leave a child of a test, keeping what it counted for the coverage report. */
void __gcov_dump(void) __attribute__((weak));
static inline _Noreturn void test_child_exit(int code) {
    if (__gcov_dump) __gcov_dump();
    _Exit(code);
}

/* What is tested cannot be set up on this machine (no second user, no mount): says so and ends
 * the test. cmocka's skip() writes "not ok … # SKIP", which the test runner counts as a failure. */
#define test_skip()                                                                                \
    do {                                                                                           \
        printf("# skipped: not possible on this machine\n");                                       \
        return;                                                                                    \
    } while (0)

/* A stretch for one test; closed at its end by the test's own call of cor_stretch_close. */
static inline cor_stretch test_stretch(size_t size_bytes) {
    cor_stretch stretch;
    if (!cor_stretch_open(size_bytes, &stretch)) abort();
    return stretch;
}

#endif
