/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: parsing is exact and strict, printing round-trips, formats are the reader's, sums
 * lose nothing. */
#include "../test_case.h"

#include <math.h>

#include "core/core.h"

#define NARROW "\xE2\x80\xAF" // a no-break space
#define MINUS  "\xE2\x88\x92"

static void parses_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t shift10;
        double value;
    } cases[] = {
        { "0", 0, 0 },
        { "10853105", 0, 10853105 },
        { "-1.5", 0, -1.5 },
        { "+7", 0, 7 },
        { "1.1", 3, 1100 },
        { "126014.024", 3, 126014024 },
        { "0.1", 0, 0.1 },
        { "1e3", 0, 1000 },
        { "1E-3", 0, 0.001 },
        { ".5", 0, 0.5 },
        { "5.", 0, 5 },
        { "00012", 0, 12 },
        { "123456789012345678901234567890", 0, 123456789012345678901234567890.0 },
        { "2.2250738585072014e-308", 0, 2.2250738585072014e-308 },
        { "9007199254740993", 0, 9007199254740992 },
        { "0.30000000000000004", 0, 0.30000000000000004 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = -1;
        if (!cor_number_parse(cor_str_of(cases[i].text), cases[i].shift10, &value))
            fail_msg("%s", cases[i].text);
        if (value != cases[i].value) fail_msg("%s gave %.17g", cases[i].text, value);
    }
}

static void refuses_rather_than_guesses(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",        "-",         ".",     "1,5", "1 000", "nan", "inf",   "0x10",         "1e",
        "1e+",     "--1",       "1.2.3", "12a", " 1",    "1 ",  "1e999", "1e9999999999", "1e-400",
        "-1e-400", "0.001e-330"
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double value = 42;
        if (cor_number_parse(cor_str_of(wrong[i]), 0, &value))
            fail_msg("\"%s\" gave %g", wrong[i], value);
        assert_true(value == 42);
    }

    int64_t whole;
    assert_true(cor_number_parse_int(COR_STR("-42"), &whole) && whole == -42);
    assert_false(cor_number_parse_int(COR_STR("1234567890123456789"), &whole));
    assert_false(cor_number_parse_int(COR_STR("4.2"), &whole));
    assert_false(cor_number_parse_int(COR_STR("-"), &whole));
}

static void printing_round_trips(void **state) {
    (void)state;
    uint64_t bits = 0x9E3779B97F4A7C15u;
    for (int i = 0; i < 200000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        double value;
        memcpy(&value, &bits, sizeof value);
        if (i % 2) value = (double)(int64_t)(bits >> 30) / 1000.0;
        if (!isfinite(value)) continue;
        char text[32];
        size_t length = cor_number_print(value, text);
        double back = 0;
        assert_true(length < sizeof text && length == strlen(text));
        assert_true(cor_number_parse(cor_str_of(text), 0, &back));
        if (back != value) fail_msg("%.17g printed as %s", value, text);
    }

    char text[32];
    cor_number_print(0.1, text), assert_string_equal(text, "0.1");
    cor_number_print(-0.0, text), assert_string_equal(text, "0");
    cor_number_print(10853105, text), assert_string_equal(text, "10853105");
    cor_number_print(67.37643, text), assert_string_equal(text, "67.37643");
    assert_int_equal(cor_number_print(NAN, text), 0);
}

static void formats_are_the_readers(void **state) {
    (void)state;
    static const struct {
        double value;
        int32_t decimals;
        const char *en, *es, *es_cr, *es_es;
    } cases[] = {
        { 350854, 0, "350,854", "350,854", "350" NARROW "854", "350.854" },
        { 1234, 0, "1,234", "1,234", "1" NARROW "234", "1234" },
        { 1234.5, 1, "1,234.5", "1,234.5", "1" NARROW "234,5", "1234,5" },
        { 12345.6, 1, "12,345.6", "12,345.6", "12" NARROW "345,6", "12.345,6" },
        { 67.376, 1, "67.4", "67.4", "67,4", "67,4" },
        { 10853105, 0, "10,853,105", "10,853,105", "10" NARROW "853" NARROW "105", "10.853.105" },
        { -0.04, 1, "0.0", "0.0", "0,0", "0,0" },
        { -12, 0, MINUS "12", MINUS "12", MINUS "12", MINUS "12" },
        { 4.1804, -1, "4.1804", "4.1804", "4,1804", "4,1804" },
        { 0.000001, -1, "0", "0", "0", "0" },
        { 1e18, 0, "1e+18", "1e+18", "1e+18", "1e+18" },
    };
    static const cor_lang langs[] = { COR_LANG_EN, COR_LANG_ES, COR_LANG_ES_CR, COR_LANG_ES_ES };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *wanted[] = { cases[i].en, cases[i].es, cases[i].es_cr, cases[i].es_es };
        char text[64];
        for (size_t k = 0; k < 4; k++) {
            size_t length = cor_number_format(cases[i].value, cases[i].decimals, langs[k], text);
            assert_string_equal(text, wanted[k]);
            assert_int_equal(length, strlen(wanted[k]));
        }
    }

    char text[64];
    assert_int_equal(cor_number_format(INFINITY, 0, COR_LANG_EN, text), 0);
}

/* The numbers of a country come with the words of its language. */
static void languages_are_found_by_tag(void **state) {
    (void)state;
    static const struct {
        const char *text, *tag; // NULL: no language known here
    } cases[] = {
        { "en", "en" },
        { "en-GB", "en" },
        { "es", "es" },
        { "es-419", "es" },
        { "es-GT", "es" },
        { "es_MX.UTF-8", "es" },
        { "es-CR", "es-CR" },
        { "ES_cr", "es-CR" },
        { "es_CR.UTF-8", "es-CR" },
        { "es-ES@euro", "es-ES" },
        { "es-CRX", "es" },
        { "es-", "es" },
        { "est", NULL },
        { "e", NULL },
        { "", NULL },
        { "fr-CR", NULL },
        { "C", NULL },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_lang lang = COR_LANG_END;
        bool found = cor_lang_find(cor_str_of(cases[i].text), &lang);
        assert_int_equal(found, cases[i].tag != NULL);
        if (found) assert_string_equal(cor_lang_code(lang), cases[i].tag);
    }
}

static void every_language_has_words_and_signs(void **state) {
    (void)state;
    for (int lang = 0; lang < COR_LANG_END; lang++) {
        const cor_number_style *style = cor_lang_numbers((cor_lang)lang);
        cor_lang found, words = cor_lang_words((cor_lang)lang);
        assert_true(words < COR_LANG_COUNT && (lang >= COR_LANG_COUNT || (int)words == lang));
        assert_true(cor_lang_find(cor_str_of(cor_lang_code((cor_lang)lang)), &found));
        assert_int_equal(found, lang);
        assert_true(style->thousands[0] != style->decimal && style->grouped_digits >= 4);
    }

    assert_string_equal(cor_number_gap(COR_STR("%"), COR_LANG_ES), NARROW);
    assert_string_equal(cor_number_gap(COR_STR("USD"), COR_LANG_ES), "\xC2\xA0");
}

/* Fixed decimals round as the C library does, ties and near ties included. */
static void fixed_decimals_round_half_to_even(void **state) {
    (void)state;
    uint64_t bits = 88172645463325252ULL;
    for (int i = 0; i < 400000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        int32_t decimals = (int32_t)(bits % 6);
        double whole = (double)(int64_t)(bits >> 45);
        double value = i % 4 == 0   ? whole / 8            // exact ties: x.5, x.125
                       : i % 4 == 1 ? whole / 1000 + 0.005 // decimal ties that binary just misses
                       : i % 4 == 2 ? nextafter(whole + 0.5, i % 8 < 4 ? 0 : 1e9)
                                    : (double)bits / 1.8e13;
        char expected[64], plain[64], text[64];
        snprintf(expected, sizeof expected, "%.*f", (int)decimals, value);
        cor_number_format(value, decimals, COR_LANG_EN, text);
        size_t length = 0;
        for (const char *c = text; *c; c++)
            if (*c != ',') plain[length++] = *c;
        plain[length] = 0;
        assert_string_equal(plain, expected);
    }
}

static void whole_numbers_print(void **state) {
    (void)state;
    static const int64_t values[] = { 0, 7, -7, 1000, INT64_MAX, INT64_MIN };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char expected[32], text[24];
        snprintf(expected, sizeof expected, "%lld", (long long)values[i]);
        assert_int_equal(cor_number_print_int(values[i], text), strlen(expected));
        assert_string_equal(text, expected);
    }
}

static void sums_are_compensated(void **state) {
    (void)state;
    cor_sum sum = { 0 };
    cor_sum_add(&sum, 1e16);
    for (int i = 0; i < 1000; i++)
        cor_sum_add(&sum, 1);
    cor_sum_add(&sum, -1e16);
    assert_true(cor_sum_get(&sum) == 1000);
}

test_program(cmocka_unit_test(parses_exactly), cmocka_unit_test(refuses_rather_than_guesses),
             cmocka_unit_test(printing_round_trips), cmocka_unit_test(formats_are_the_readers),
             cmocka_unit_test(fixed_decimals_round_half_to_even),
             cmocka_unit_test(whole_numbers_print), cmocka_unit_test(sums_are_compensated),
             cmocka_unit_test(languages_are_found_by_tag),
             cmocka_unit_test(every_language_has_words_and_signs))
