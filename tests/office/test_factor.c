/* SPDX-License-Identifier: Apache-2.0 */
/* Codes against RFC 4226 and 6238, keys as base32, passwords and tokens as types that do not leak. */
#include "office_case.h"

/* RFC 6238, appendix B: SHA-1, last six of eight digits. */
static void codes_are_those_of_the_standard(void **state) {
    (void)state;
    cor_factor factor;
    memcpy(factor.bytes, "12345678901234567890", 20);
    static const struct {
        int64_t at_s;
        int32_t code;
    } rows[] = {
        { 59, 287082 },       { 1111111109, 81804 },  { 1111111111, 50471 },
        { 1234567890, 5924 }, { 2000000000, 279037 }, { 20000000000, 353130 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(cor_factor_code(&factor, rows[i].at_s), rows[i].code);
}

/* RFC 4226, appendix D: the first ten codes of a counter. */
static void codes_of_a_counter_are_those_of_the_standard(void **state) {
    (void)state;
    cor_factor factor;
    memcpy(factor.bytes, "12345678901234567890", 20);
    static const int32_t codes[] = { 755224, 287082, 359152, 969429, 338314,
                                     254676, 287922, 162583, 399871, 520489 };
    for (int64_t step = 0; step < 10; step++)
        assert_int_equal(office_factor_code_at(&factor, step), codes[step]);
}

static void codes_of_neighbours_are_taken_and_others_are_not(void **state) {
    (void)state;
    cor_factor factor;
    memcpy(factor.bytes, "12345678901234567890", 20);
    assert_int_equal(office_factor_step(&factor, COR_STR("287082"), 59), 1);
    assert_int_equal(office_factor_step(&factor, COR_STR(" 287 082 "), 59), 1);
    assert_int_equal(office_factor_step(&factor, COR_STR("287082"), 89), 1);
    assert_int_equal(office_factor_step(&factor, COR_STR("287082"), 29), 1);
    assert_int_equal(office_factor_step(&factor, COR_STR("287082"), 91), -1);
    static const char *const wrong[] = {
        "", "28708", "2870821", "28708x", "-87082", "２８７０８２"
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(office_factor_step(&factor, cor_str_of(wrong[i]), 59), -1);
}

static void keys_read_back_as_they_were_printed(void **state) {
    (void)state;
    cor_factor factor, again = { { 0 } };
    char text[48];
    memcpy(factor.bytes, "12345678901234567890", 20);
    cor_factor_print(&factor, false, text);
    assert_string_equal(
        text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"); // RFC 4648 encoding of the key of RFC 6238
    cor_factor_print(&factor, true, text);
    assert_string_equal(text, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert_true(cor_factor_read(COR_STR("gezd gnbv gy3t qojq gezd-gnbv-gy3t-qojq"), &again));
    assert_memory_equal(again.bytes, factor.bytes, sizeof factor.bytes);

    for (int i = 0; i < 200; i++) {
        cor_factor_random(&factor);
        cor_factor_print(&factor, i % 2, text);
        assert_true(cor_factor_read(cor_str_of(text), &again));
        assert_memory_equal(again.bytes, factor.bytes, sizeof factor.bytes);
    }

    static const char *const wrong[] = { "", "GEZD", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
                                         "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(cor_factor_read(cor_str_of(wrong[i]), &again));
}

static void tokens_read_back_and_their_marks_differ(void **state) {
    (void)state;
    cor_token token, again;
    char text[65], mark[COR_FORM_MARK_BYTES + 1], other[COR_FORM_MARK_BYTES + 1];
    randombytes_buf(token.bytes, sizeof token.bytes);
    cor_token_print(&token, text);
    assert_true(cor_token_read(cor_str_of(text), &again));
    assert_memory_equal(token.bytes, again.bytes, sizeof token.bytes);
    cor_token_form_mark(&token, mark);
    assert_string_not_equal(mark, text);
    assert_true(cor_token_form_mark_is(&token, cor_str_of(mark)));
    cor_token_form_mark(&token, other);
    assert_string_not_equal(other, mark); // another each time, and as good
    assert_true(cor_token_form_mark_is(&token, cor_str_of(other)));
    memcpy(other, mark, sizeof other);
    other[127] = other[127] == '0' ? '1' : '0';
    assert_false(cor_token_form_mark_is(&token, cor_str_of(other)));
    assert_false(cor_token_form_mark_is(&token, COR_STR("")));
    assert_false(cor_token_read(COR_STR("00"), &again));
    text[5] = 'g';
    assert_false(cor_token_read(cor_str_of(text), &again));
}

static void hashes_are_checked_and_nobody_has_a_password(void **state) {
    (void)state;
    char hash[crypto_pwhash_STRBYTES];
    cor_error err = { 0 };
    cor_password right = password_of(PASSWORD), wrong = password_of("a horse on a quiet bridgE"),
                 random;
    assert_ok(office_hash(&right, hash, &err), &err);
    assert_true(office_hash_is(hash, &right));
    assert_false(office_hash_is(hash, &wrong));
    assert_false(office_hash_is(NULL, &right));
    cor_password_random(&random);
    assert_int_equal(random.length, 24);
    cor_password_wipe(&right);
    static const cor_password empty;
    assert_memory_equal(&right, &empty, sizeof empty);
    static char long_text[COR_PASSWORD_BYTES_MAX + 2];
    memset(long_text, 'x', COR_PASSWORD_BYTES_MAX + 1);
    assert_fails(cor_password_of(cor_str_of(long_text), &right, &err), COR_E_LIMIT, &err,
                 "longer than 1,024 bytes");
}

test_program(cmocka_unit_test(codes_are_those_of_the_standard),
             cmocka_unit_test(codes_of_a_counter_are_those_of_the_standard),
             cmocka_unit_test(codes_of_neighbours_are_taken_and_others_are_not),
             cmocka_unit_test(keys_read_back_as_they_were_printed),
             cmocka_unit_test(tokens_read_back_and_their_marks_differ),
             cmocka_unit_test(hashes_are_checked_and_nobody_has_a_password))
