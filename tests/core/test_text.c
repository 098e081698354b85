/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: holes, plurals, both languages, copies; escaping of the sinks. */
#include "../test_case.h"
#include "core/say.h"

static const char *in(cor_text text, cor_lang lang) {
    static char room[4096];
    cor_arena arena = { room, room + sizeof room };
    return cor_text_in(text, lang, &arena).at;
}

static void holes_take_values_by_name(void **state) {
    (void)state;
    cor_country mexico;
    assert_true(cor_country_by_code(COR_STR("MEX"), &mexico));
    cor_text inner = cor_say("in {year}", cor_arg_plain(2020));
    cor_text text =
        cor_say("{who} {n} {share} {when} {period} {place} {inner} {pair} {who}", cor_arg_cstr("x"),
                cor_arg_int(12345), cor_arg_number(0.25, 2), cor_arg_date(cor_date_of(2020, 1, 2)),
                cor_arg_period(cor_interval_midyears(2015, 2020)), cor_arg_country(mexico),
                cor_arg_text(&inner), cor_arg_pair(COR_STR("yes"), COR_STR("sí")));
    assert_string_equal(in(text, COR_LANG_EN),
                        "x 12,345 0.25 2020-01-02 2015–2020 Mexico in 2020 yes x");
    assert_string_equal(in(text, COR_LANG_ES),
                        "x 12,345 0.25 2020-01-02 2015–2020 México in 2020 sí x");
    assert_string_equal(in(cor_say("{a} {b}", cor_arg_int(1)), COR_LANG_EN), "1 {b}");
    assert_string_equal(in((cor_text){ 0 }, COR_LANG_EN), "");
}

static void names_take_their_article_inside_a_sentence(void **state) {
    (void)state;
    cor_country dominican = { 0 }, haiti = { 0 };
    assert_true(cor_country_by_code(COR_STR("DOM"), &dominican) &&
                cor_country_by_code(COR_STR("HTI"), &haiti));
    cor_text way = cor_say("{origin} towards {destination}", cor_arg_country(haiti),
                           cor_arg_country(dominican));
    assert_string_equal(in(way, COR_LANG_EN), "Haiti towards the Dominican Republic");
    assert_string_equal(in(way, COR_LANG_ES), "Haití towards República Dominicana");
    way = cor_say("{origin} towards {destination}", cor_arg_country(dominican),
                  cor_arg_country(haiti));
    assert_string_equal(in(way, COR_LANG_EN), "Dominican Republic towards Haiti");

    way = cor_say("{origin} → {destination}", cor_arg_country(haiti), cor_arg_country(dominican));
    assert_string_equal(in(way, COR_LANG_EN), "Haiti → Dominican Republic"); // a label, no sentence
    way = cor_say("Él: {destination}", cor_arg_country(dominican));
    assert_string_equal(in(way, COR_LANG_EN), "Él: the Dominican Republic");
}

static void periods_are_written_for_readers(void **state) {
    (void)state;
    const struct {
        cor_date start, end;
        const char *text;
    } cases[] = {
        { cor_date_of(2020, 1, 1), cor_date_of(2021, 1, 1), "2020" },
        { cor_date_of(1990, 1, 1), cor_date_of(2021, 1, 1), "1990–2020" },
        { cor_date_of(2015, 7, 1), cor_date_of(2020, 7, 1), "2015–2020" },
        { cor_date_of(2016, 4, 1), cor_date_of(2025, 4, 1), "2016-04\xc2\xa0– 2025-03" },
        { cor_date_of(2005, 7, 1), cor_date_of(2023, 1, 1), "2005-07\xc2\xa0– 2022-12" },
        { cor_date_of(2020, 1, 1), cor_date_of(2020, 4, 1), "2020-Q1" },
        { cor_date_of(2020, 1, 5), cor_date_of(2020, 4, 1), "2020-01-05/2020-04-01" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_text text =
            cor_say("{period}", cor_arg_period((cor_interval){ cases[i].start, cases[i].end }));
        assert_string_equal(in(text, COR_LANG_EN), cases[i].text);
    }
}

static void counted_sentences_have_two_forms(void **state) {
    (void)state;
    assert_string_equal(in(cor_say_n(1, "one row", "{rows} rows", cor_arg_int(1)), COR_LANG_EN),
                        "one row");
    assert_string_equal(in(cor_say_n(0, "one row", "{rows} rows", cor_arg_int(0)), COR_LANG_EN),
                        "0 rows");
    assert_string_equal(in(cor_say_n(2, "one row", "{rows} rows", cor_arg_int(2)), COR_LANG_ES),
                        "2 rows");
}

static void translations_are_looked_up(void **state) {
    (void)state;
    assert_string_equal(cor_gettext("Done.", COR_LANG_ES), "Hecho.");
    assert_string_equal(cor_gettext("Done.", COR_LANG_EN), "Done.");
    assert_string_equal(cor_gettext("Not a message of ours.", COR_LANG_ES),
                        "Not a message of ours.");
    assert_string_equal(cor_gettext("", COR_LANG_ES), "");
}

static void copies_are_deep(void **state) {
    (void)state;
    char room[2048], word[] = "word";
    cor_arena arena = { room, room + sizeof room };
    cor_text kept;

    {
        cor_text inner = cor_say("<{x}>", cor_arg_cstr(word));
        cor_text text = cor_say("{a} {b} {c}", cor_arg_cstr(word), cor_arg_text(&inner),
                                cor_arg_pair(cor_str_of(word), cor_str_of(word)));
        kept = cor_text_keep(&arena, text);
    }

    memset(word, '#', 4);
    assert_string_equal(in(kept, COR_LANG_EN), "word <word> word");
    cor_text text = cor_say("{a}", cor_arg_cstr("x"));

    for (size_t bytes = 0; bytes < sizeof(cor_arg) + 2; bytes++) {
        cor_arena small = { room, room + bytes };
        if (cor_text_keep(&small, text).id) break;
        assert_true(bytes < sizeof(cor_arg) + 2);
    }
}

static void sinks_escape(void **state) {
    (void)state;
    char room[1024];
    cor_arena arena = { room, room + sizeof room };
    cor_out out = cor_out_memory(&arena);
    cor_put_json(&out, COR_STR("a\"\\\n\t\r\x01é"));
    cor_put_char(&out, '|');
    cor_put_csv(&out, COR_STR("a,\"b\""));
    cor_put_csv(&out, COR_STR("|plain|"));
    cor_put_csv(&out, COR_STR(" x"));
    cor_put_xml(&out, COR_STR("|<a href='\"&\x02"));
    cor_put_fill(&out, '-', 70);
    cor_put_int(&out, -7);
    cor_put_number(&out, 0.5);
    assert_str(
        cor_out_str(&out),
        "\"a\\\"\\\\\\n\\t\\r\\u0001é\"|\"a,\"\"b\"\"\"|plain|\" x\"|&lt;a href=&#39;&quot;&amp;"
        "\xEF\xBF\xBD"
        "----------------------------------------------------------------------"
        "-70.5");
    cor_arena tiny = { room, room + 4 };
    cor_out small = cor_out_memory(&tiny);
    cor_put_c(&small, "too long");
    cor_put_c(&small, "x");
    assert_true(small.failed);
    assert_null(cor_out_str(&small).at);
    FILE *full = fopen("/dev/full", "w");
    cor_out file = cor_out_file(full);
    cor_put_fill(&file, 'x', 100000);
    assert_true(file.failed && file.system_error);
    fclose(full);
}

test_program(cmocka_unit_test(holes_take_values_by_name),
             cmocka_unit_test(names_take_their_article_inside_a_sentence),
             cmocka_unit_test(periods_are_written_for_readers),
             cmocka_unit_test(counted_sentences_have_two_forms),
             cmocka_unit_test(translations_are_looked_up), cmocka_unit_test(copies_are_deep),
             cmocka_unit_test(sinks_escape))
