/* SPDX-License-Identifier: Apache-2.0 */
/* The words in a figure: every table is found by key, reads in order, and has every language. */
#include "../test_case.h"

#include "vocabulary/vocabulary.h"

static void every_word_is_found_by_its_key(void **state) {
    (void)state;
    size_t count;
    const cor_measure *measures = cor_measure_list(&count);
    assert_true(count > 20);

    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(cor_measure_find(measures[i].key), &measures[i]);
        assert_non_null(measures[i].unit);
        assert_ptr_equal(cor_unit_find(measures[i].unit->key), measures[i].unit);
        assert_true(measures[i].name[COR_LANG_ES].length > 0 &&
                    measures[i].definition[COR_LANG_ES].length > 0);
    }

    const cor_dimension *dimensions = cor_dimension_list(&count);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(cor_dimension_find(dimensions[i].key), &dimensions[i]);
        assert_true(i == 0 || dimensions[i - 1].order <= dimensions[i].order);
    }

    const cor_code_label *codes = cor_code_list(&count);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(cor_code_find(codes[i].dimension->key, codes[i].code), &codes[i]);
        if (i == 0) continue;
        if (codes[i].dimension == codes[i - 1].dimension)
            assert_true(codes[i - 1].order <= codes[i].order);
        else
            assert_true(codes[i - 1].dimension->order <= codes[i].dimension->order);
    }

    const cor_source *sources = cor_source_known_list(&count);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(cor_source_known(sources[i].key), &sources[i]);

    assert_true(cor_measure_find(COR_STR("stock"))->is_bilateral);
    assert_false(cor_measure_find(COR_STR("population"))->is_bilateral);
}

static void unknown_words_are_not_found(void **state) {
    (void)state;
    assert_null(cor_measure_find(COR_STR("stocks")));
    assert_null(cor_measure_find((cor_str){ 0 }));
    assert_null(cor_unit_find(COR_STR("furlongs")));
    assert_null(cor_dimension_find(COR_STR("Sex")));
    assert_null(cor_code_find(COR_STR("sex"), COR_STR("T")));
    assert_null(cor_code_find(COR_STR("sexes"), COR_STR("F")));
    assert_null(cor_source_known(COR_STR("nobody")));
    assert_str(cor_measure_suggest(COR_STR("stokc")), "stock");
    assert_str(cor_measure_suggest(COR_STR("popultion")), "population");
    assert_int_equal(cor_measure_suggest(COR_STR("philharmonic")).length, 0);
}

typedef struct {
    const char *text, *made;
} breakdown_case;

static void breakdowns_have_one_form(void **state) {
    (void)state;
    static const breakdown_case cases[] = {
        { "", "" },
        { "sex=F", "sex=F" },
        { "sex=F;age=15-24", "age=15-24;sex=F" },
        { " sex = F ; age=15-24 ", "age=15-24;sex=F" },
        { "sex=T", "" },
        { "sex=TOTAL;age=Total", "" },
        { "sector=T;sex=T", "sector=T" }, // households as employers in ISIC
        { "sex=M;education=low;age=15+", "age=15+;education=low;sex=M" },
    };
    char room[256];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_error err = { 0 };
        cor_arena keep = { room, room + sizeof room };
        cor_str made;
        assert_ok(cor_breakdown_make(cor_str_of(cases[i].text), &keep, &made, &err), &err);
        assert_str(made, cases[i].made);
        cor_str again;
        assert_ok(cor_breakdown_make(made, &keep, &again, &err), &err);
        assert_str(again, cases[i].made);
        for (size_t bytes = 0; bytes < made.length + 1; bytes++) {
            cor_arena small = { room, room + bytes };
            assert_fails(cor_breakdown_make(cor_str_of(cases[i].text), &small, &again, &err),
                         COR_E_MEMORY, &err, "memory");
        }
    }
}

static void faulty_breakdowns_are_refused(void **state) {
    (void)state;
    static const breakdown_case cases[] = {
        { "sex=X", "“sex=X” has a code" },
        { "sexo=F", "“sexo=F” names an unknown dimension" },
        { "sex", "“sex” is not of the form" },
        { "sex=", "is not of the form" },
        { "=F", "is not of the form" },
        { "sex=F=M", "is not of the form" },
        { "sex=F;", "is not of the form" },
        { "sex=F;sex=M", "sex twice" },
        { "age=0-4;sex=F;age=0-4", "age twice" },
    };
    char room[64];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_error err = { 0 };
        cor_arena keep = { room, room + sizeof room };
        cor_str made = COR_STR("as before");
        assert_fails(cor_breakdown_make(cor_str_of(cases[i].text), &keep, &made, &err),
                     COR_E_DOMAIN, &err, cases[i].made);
        assert_str(made, "as before");
    }
}

static void parts_are_got_and_told(void **state) {
    (void)state;
    char room[2048];
    cor_arena keep = { room, room + sizeof room };
    cor_str breakdown = COR_STR("age=15-24;sex=F");
    assert_str(cor_breakdown_get(breakdown, COR_STR("sex")), "F");
    assert_str(cor_breakdown_get(breakdown, COR_STR("age")), "15-24");
    assert_int_equal(cor_breakdown_get(breakdown, COR_STR("ag")).length, 0);
    assert_int_equal(cor_breakdown_get(breakdown, COR_STR("sector")).length, 0);
    assert_int_equal(cor_breakdown_get((cor_str){ 0 }, COR_STR("sex")).length, 0);
    assert_str(cor_text_in(cor_breakdown_text(breakdown, &keep), COR_LANG_EN, &keep),
               "Women · 15 to 24 years");
    assert_str(cor_text_in(cor_breakdown_text(breakdown, &keep), COR_LANG_ES, &keep),
               "Mujeres · 15 a 24 años");
    assert_str(cor_text_in(cor_breakdown_text((cor_str){ 0 }, &keep), COR_LANG_EN, &keep), "Total");
    assert_str(cor_text_in(cor_breakdown_text(COR_STR("sex=Q"), &keep), COR_LANG_EN, &keep), "Q");
    cor_arena small = { room, room + 8 };
    assert_true(cor_text_is_empty(cor_breakdown_text(breakdown, &small)));
}

test_program(cmocka_unit_test(every_word_is_found_by_its_key),
             cmocka_unit_test(unknown_words_are_not_found),
             cmocka_unit_test(breakdowns_have_one_form),
             cmocka_unit_test(faulty_breakdowns_are_refused),
             cmocka_unit_test(parts_are_got_and_told))
