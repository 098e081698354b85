/* SPDX-License-Identifier: Apache-2.0 */
/* Text: cutting, comparing, folding, widths. */
#include "../test_case.h"
#include "core/core.h"

static void cuts_and_compares(void **state) {
    (void)state;
    assert_str(cor_str_trim(COR_STR("\t a b\xC2\xA0\r\n")), "a b");
    assert_str(cor_str_trim(COR_STR("  ")), "");
    assert_str(cor_str_part(COR_STR("abcdef"), 2, 3), "cde");
    assert_str(cor_str_part(COR_STR("abc"), 2, 30), "c");
    assert_str(cor_str_part(COR_STR("abc"), 9, 1), "");
    assert_true(cor_str_starts(COR_STR("abc"), COR_STR("ab")) &&
                !cor_str_starts(COR_STR("a"), COR_STR("ab")));
    assert_true(cor_str_ends(COR_STR("abc"), COR_STR("bc")) &&
                !cor_str_ends(COR_STR("c"), COR_STR("bc")));
    assert_true(cor_str_compare(COR_STR("a"), COR_STR("ab")) < 0 &&
                cor_str_compare(COR_STR("b"), COR_STR("ab")) > 0);
    assert_int_equal(cor_str_compare(COR_STR(""), (cor_str){ 0 }), 0);
    assert_int_equal(cor_str_find(COR_STR("a/b/c"), COR_STR("/b")), 1);
    assert_true(cor_str_find(COR_STR("abc"), COR_STR("x")) == SIZE_MAX);
    cor_str rest = COR_STR("a;;b"), piece;
    int count = 0;
    while (cor_str_split(&rest, ';', &piece))
        count++;

    assert_int_equal(count, 3);
    assert_str(piece, "b");
    rest = COR_STR("");
    assert_true(cor_str_split(&rest, ';', &piece) && piece.length == 0 &&
                !cor_str_split(&rest, ';', &piece));
}

static void utf8_is_checked_as_rfc_3629_has_it(void **state) {
    (void)state;
    static const char *const good[] = {
        "", "a", "ñ", "€", "𝄞", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"
    };
    static const char *const bad[] = { "\x80",
                                       "\xC0\x80",
                                       "\xC3",
                                       "\xED\xA0\x80",
                                       "\xE0\x80\x80",
                                       "\xF4\x90\x80\x80",
                                       "\xF8\x88\x80\x80\x80",
                                       "a\xFF",
                                       "\xE2\x82" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(cor_str_is_utf8(cor_str_of(good[i])));

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(cor_str_is_utf8(cor_str_of(bad[i])));
    assert_false(cor_str_is_utf8((cor_str){ "a\0b", 3 }));
}

static void folds_for_search(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "Côte d'Ivoire", "cote d ivoire" },
        { "  MÉXICO  ", "mexico" },
        { "Åland Islands", "aland islands" },
        { "Saint-Barthélemy", "saint barthelemy" },
        { "São Tomé & Príncipe", "sao tome principe" },
        { "Türkiye", "turkiye" },
        { "Curaçao", "curacao" },
        { "ŒUVRE æ", "oeuvre ae" },
        { "Korea, Dem. People’s Rep.", "korea dem people s rep" },
        { "!?", "" },
        { "Straße", "strasse" },
        { "ﬁn", "fin" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char room[512];
        cor_arena arena = { room, room + sizeof room };
        assert_str(cor_str_fold(&arena, cor_str_of(cases[i][0])), cases[i][1]);
    }

    char tiny[8];
    cor_arena small = { tiny, tiny + sizeof tiny };
    assert_null(cor_str_fold(&small, COR_STR("Guatemala")).at);
    char room[256];
    cor_arena arena = { room, room + sizeof room };
    assert_int_equal(cor_str_fold(&arena, COR_STR("\xFF")).length, 0);
}

static void keeps_joins_prints(void **state) {
    (void)state;
    char room[256];
    cor_arena arena = { room, room + sizeof room };
    assert_str(cor_str_join(&arena, (cor_str[]){ COR_STR("a"), COR_STR(""), COR_STR("bc") }, 3),
               "abc");
    assert_str(cor_str_print(&arena, "%d-%s", 7, "x"), "7-x");
    cor_str kept = cor_str_keep(&arena, COR_STR("kept"));
    assert_int_equal(kept.at[4], 0);
    cor_arena full = { 0 };
    assert_null(cor_str_keep(&full, COR_STR("x")).at);
    assert_null(cor_str_print(&full, "%d", 1).at);
    assert_null(cor_str_join(&full, &kept, 1).at);
    assert_int_equal(cor_str_of(NULL).length, 0);
}

static void measures(void **state) {
    (void)state;
    assert_int_equal(cor_str_width(COR_STR("Haití")), 5);
    assert_int_equal(cor_str_width(COR_STR("e\xCC\x81")), 1);
    assert_int_equal(cor_str_width(COR_STR("日本")), 4);
    assert_int_equal(cor_str_width(COR_STR("a\xFF")), 2);
    assert_int_equal(cor_str_distance(COR_STR("guatemala"), COR_STR("gautemala"), 3), 1);
    assert_int_equal(cor_str_distance(COR_STR("abc"), COR_STR("abc"), 3), 0);
    assert_int_equal(cor_str_distance(COR_STR("kitten"), COR_STR("sitting"), 3), 3);
    assert_int_equal(cor_str_distance(COR_STR("abcdef"), COR_STR("uvwxyz"), 2), 3);
    assert_int_equal(cor_str_distance(COR_STR("a"), COR_STR("abcdef"), 2), 3);
}

test_program(cmocka_unit_test(cuts_and_compares),
             cmocka_unit_test(utf8_is_checked_as_rfc_3629_has_it),
             cmocka_unit_test(folds_for_search), cmocka_unit_test(keeps_joins_prints),
             cmocka_unit_test(measures))
