/* SPDX-License-Identifier: Apache-2.0 */
/* Answers kept for pages: the question as a whole tells them apart, and they outlive whoever
 * asked. */
#include "../test_case.h"
#include "dossier/answers.h"

static cor_country place(const char *code) {
    cor_country found = { 0 };
    assert_true(cor_country_by_code(cor_str_of(code), &found));
    return found;
}

static void one_place_is_a_question_of_many_pages(void **state) {
    (void)state;
    const cor_country mex = place("MEX"), usa = place("USA"), world = COR_COUNTRY_WORLD,
                      none = COR_COUNTRY_NONE;
    const cor_country *const sides[][2] = {
        { &none, &mex }, { &world, &mex }, { &mex, &world }, { &world, &world }
    };

    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        cor_filter filter = { .origins = sides[i][0],
                              .origin_count = 1,
                              .destinations = sides[i][1],
                              .destination_count = 1 };
        assert_true(dossier_is_about_one_place(&filter));
        filter.as_known_s = 1;
        assert_false(dossier_is_about_one_place(&filter));
    }

    cor_filter pair = {
        .origins = &mex, .origin_count = 1, .destinations = &usa, .destination_count = 1
    };
    assert_false(dossier_is_about_one_place(&pair));
    assert_false(
        dossier_is_about_one_place(&(cor_filter){ .measure = COR_STR("stock") })); // of everywhere
}

static void every_part_of_a_question_counts(void **state) {
    (void)state;
    const cor_country mex = place("MEX"), gtm = place("GTM"), world = COR_COUNTRY_WORLD,
                      none = COR_COUNTRY_NONE;
    const cor_filter base = { .measure = COR_STR("stock"),
                              .source = COR_STR("a"),
                              .breakdown = COR_STR("sex=F"),
                              .without = COR_STR("age"),
                              .origins = &world,
                              .origin_count = 1,
                              .destinations = &mex,
                              .destination_count = 1 };
    cor_filter others[9];
    for (size_t i = 0; i < 9; i++)
        others[i] = base;

    others[0].measure = COR_STR("flow");
    others[1].source = COR_STR("b");
    others[2].breakdown = COR_STR("sex=M");
    others[3].without = COR_STR("sex");
    others[4].origins = &none;
    others[5].destinations = &gtm;
    others[6].latest = true;
    others[7].breakdown_exact = true;
    others[8].within = cor_interval_year(2020);
    dossier_answers *answers = dossier_answers_open();
    assert_non_null(answers);
    dossier_figures found;
    assert_false(dossier_answers_find(answers, &base, &found));
    dossier_answers_keep(answers, &base, (dossier_figures){ 0 });
    assert_true(dossier_answers_find(answers, &base, &found));
    assert_int_equal(found.count, 0); // that there is nothing is an answer, too

    for (size_t i = 0; i < 9; i++) {
        if (dossier_answers_find(answers, &others[i], &found))
            fail_msg("question %zu is taken for another", i);
        cor_figure figure = { .id = (int64_t)i + 1 };
        dossier_answers_keep(answers, &others[i], (dossier_figures){ &figure, 1 });
    }

    for (size_t i = 0; i < 9; i++) {
        assert_true(dossier_answers_find(answers, &others[i], &found));
        assert_int_equal(found.count, 1);
        assert_int_equal(found.list[0].id, i + 1);
    }

    dossier_answers_close(answers);
}

static void answers_hold_their_own_words(void **state) {
    (void)state;
    const cor_country mex = place("MEX"), none = COR_COUNTRY_NONE;
    char source[] = "census", breakdown[] = "sex=F";
    cor_figure figures[] = { { .id = 1, .source = { source, 6 }, .breakdown = { breakdown, 5 } },
                             { .id = 2, .source = { source, 6 }, .breakdown = { breakdown, 5 } } };
    cor_filter filter = { .measure = COR_STR("births"),
                          .source = { source, 6 },
                          .origins = &none,
                          .origin_count = 1,
                          .destinations = &mex,
                          .destination_count = 1 };
    dossier_answers *answers = dossier_answers_open();
    dossier_answers_keep(answers, &filter, (dossier_figures){ figures, 2 });
    memset(source, 'x', 6);
    memset(breakdown, 'x', 5);
    figures[0].id = 9;
    filter.source = COR_STR("census");
    dossier_figures found;
    assert_true(dossier_answers_find(answers, &filter, &found));
    assert_int_equal(found.list[0].id, 1);
    assert_true(cor_str_is(found.list[1].source, "census") &&
                cor_str_is(found.list[1].breakdown, "sex=F"));
    dossier_answers_close(answers);
}

/* More than fits: what was kept stays, the rest is not there, and nothing else happens. */
static void room_is_bounded(void **state) {
    (void)state;
    enum { FIGURES = 1000 };
    static cor_figure figures[FIGURES];
    const cor_country none = COR_COUNTRY_NONE;
    size_t place_count, kept = 0;
    const cor_country_info *places = cor_country_list(&place_count);
    dossier_answers *answers = dossier_answers_open();

    for (int pass = 0; pass < 2; pass++) {
        kept = 0;
        for (size_t i = 0; i < place_count; i++) {
            cor_filter filter = { .measure = COR_STR("births"),
                                  .origins = &none,
                                  .origin_count = 1,
                                  .destinations = &places[i].place,
                                  .destination_count = 1 };
            dossier_figures found;
            figures[0].id = (int64_t)i;
            if (pass == 0)
                dossier_answers_keep(answers, &filter, (dossier_figures){ figures, FIGURES });
            if (!dossier_answers_find(answers, &filter, &found)) continue;
            assert_int_equal(found.list[0].id, i);
            kept++;
        }
    }

    assert_in_range(kept, 20, place_count - 1);
    dossier_answers_close(answers);
}

test_program(cmocka_unit_test(one_place_is_a_question_of_many_pages),
             cmocka_unit_test(every_part_of_a_question_counts),
             cmocka_unit_test(answers_hold_their_own_words), cmocka_unit_test(room_is_bounded))
