/* SPDX-License-Identifier: Apache-2.0 */
/* The check: sound databases have no problems; each kind of damage is found and named. */
#include "figures_case.h"

#include <sqlite3.h>

static void fill(figures_case *test) {
    case_load(test, IMS2020, 1000, case_stock("NIC", "CRI", 2020, "", 350854),
              case_stock("NIC", "CRI", 2020, "F", 180000),
              case_stock("NIC", "CRI", 2020, "M", 170854), case_stock("OTH", "CRI", 2020, "", 1000),
              case_stock("WLD", "CRI", 2020, "", 520729),
              case_stock("HTI", "DOM", 2020, "", 496112));
    case_load(test, IMS2020, 2000, case_stock("HTI", "DOM", 2020, "", 496000),
              case_stock("HTI", "DOM", 2015, "", 1));
    case_load(test, IMS2020, 3000, case_stock("HTI", "DOM", 2020, "", 496112));
}

static const cor_check_result *look(figures_case *test, const char *key) {
    static cor_check_result *results;
    size_t count;
    const cor_check_result *found = NULL;
    assert_ok(cor_figures_check(test->figures, &test->keep, &results, &count, &test->err),
              &test->err);
    for (size_t i = 0; i < count; i++)
        if (cor_str_is(results[i].key, key)) found = &results[i];
    assert_non_null(found);
    return found;
}

static int64_t all_problems(figures_case *test) {
    cor_check_result *results;
    size_t count;

    assert_ok(cor_figures_check(test->figures, &test->keep, &results, &count, &test->err),
              &test->err);
    int64_t problems = 0;

    for (size_t i = 0; i < count; i++) {
        assert_true(results[i].problem_text_count <= 10 &&
                    (int64_t)results[i].problem_text_count <= results[i].problem_count);
        assert_false(cor_text_is_empty(results[i].what));
        problems += results[i].problem_count;
    }

    return problems;
}

/* Damage a sound database with any program, and see what the check says. */
static void damaged(const char *sql, const char *key, const char *words) {
    figures_case test;
    case_open(&test);
    fill(&test);
    assert_int_equal(all_problems(&test), 0);
    case_close_figures(&test);
    sqlite3 *raw;
    char *message = NULL;
    assert_int_equal(sqlite3_open(test.path, &raw), SQLITE_OK);
    sqlite3_exec(raw,
                 "DROP TRIGGER figure_not_changed; DROP TRIGGER figure_not_deleted; DROP TRIGGER "
                 "load_not_changed",
                 NULL, NULL, NULL);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    sqlite3_close(raw);
    case_open_figures(&test, COR_STORE_READ);
    const cor_check_result *found = look(&test, key);
    assert_true(found->problem_count > 0 && found->problem_text_count > 0);
    cor_str said = cor_text_in(found->problems[0], COR_LANG_EN, &test.keep);
    if (!strstr(said.at, words)) fail_msg("%s: \"%s\" lacks \"%s\"", sql, said.at, words);
    case_close(&test);
}

static void sound_figures_have_no_problems(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    assert_int_equal(all_problems(&test), 0); // nothing at all
    fill(&test);
    assert_int_equal(all_problems(&test), 0);
    assert_int_equal(look(&test, "orphans")->looked_at, 9);
    assert_int_equal(look(&test, "digests")->looked_at, 3);
    assert_int_equal(look(&test, "corrections")->looked_at, 2);
    assert_int_equal(look(&test, "words")->looked_at, 6);
    assert_int_equal(look(&test, "sexes")->looked_at, 1);
    assert_int_equal(look(&test, "totals")->looked_at, 1);
    case_close_figures(&test);
    case_open_figures(&test, COR_STORE_READ); // reads only
    assert_int_equal(all_problems(&test), 0);
    case_close(&test);
}

static void changed_figures_are_found(void **state) {
    (void)state;
    damaged("UPDATE figure SET value = 350855 WHERE value = 350854", "digests",
            "the figures of load 1 are not those");
    damaged("UPDATE figure SET row_number = 7 WHERE value = 350854", "digests",
            "the figures of load 1 are not those");
    damaged("UPDATE figure SET status = 1 WHERE value = 496000", "digests",
            "the figures of load 2 are not those");
    damaged("UPDATE series SET origin = 'PAN' WHERE origin = 'NIC'", "digests",
            "the figures of load 1 are not those");
    damaged("DELETE FROM figure WHERE value = 180000", "digests",
            "load 1 brought 6 figures, but 5 are there");
    damaged("INSERT INTO figure VALUES (99, 1, 0, 365, 5, 0, 2, NULL, NULL, NULL, NULL)", "digests",
            "load 2 brought 2 figures, but 3 are there");
    damaged("UPDATE load SET added = 7 WHERE id = 1", "digests",
            "load 1 brought 7 figures, but 6 are there");
}

static void broken_chains_are_found(void **state) {
    (void)state;
    damaged("UPDATE figure SET replaces = NULL WHERE value = 496000", "corrections", "but names 0");
    damaged("UPDATE figure SET replaces = 1 WHERE value = 496112 AND load = 1", "corrections",
            "which is not there");
    damaged("UPDATE figure SET replaces = 1 WHERE load = 3", "corrections", "but names 1");
}

static void orphans_are_found(void **state) {
    (void)state;
    damaged("DELETE FROM series WHERE origin = 'HTI'", "orphans", "has no series");
    damaged("UPDATE figure SET load = 0 WHERE value = 496000", "orphans", "has no load");
    damaged("UPDATE series SET source = 77 WHERE origin = 'HTI'", "orphans", "has no source");
    damaged("INSERT INTO source SELECT 77, 'x', producer, '', '', '', '', '', '', '', '', '', '' "
            "FROM source;"
            "UPDATE series SET source = 77 WHERE origin = 'HTI'",
            "orphans", "another source");
    damaged("DELETE FROM series WHERE origin = 'HTI'", "integrity",
            "figure refers to a missing row of series");
}

static void unknown_words_are_found(void **state) {
    (void)state;
    damaged("UPDATE series SET measure = 'stocks' WHERE origin = 'HTI'", "words",
            "unknown measure “stocks”");
    damaged("UPDATE series SET origin = 'XXX' WHERE origin = 'HTI'", "words",
            "unknown place “XXX”");
    damaged("UPDATE series SET destination = 'XXX' WHERE origin = 'HTI'", "words",
            "unknown place “XXX”");
    damaged("UPDATE series SET origin = '' WHERE origin = 'HTI'", "words", "has no origin, but");
    damaged("UPDATE series SET measure = 'population' WHERE origin = 'HTI'", "words",
            "has an origin, but");
    damaged("UPDATE series SET breakdown = 'sex=Q' WHERE origin = 'HTI'", "words",
            "unknown breakdown “sex=Q”");
}

static const char *only_problem(figures_case *test, const char *key) {
    const cor_check_result *found = look(test, key);
    assert_int_equal(found->problem_count, 1);
    return cor_text_in(found->problems[0], COR_LANG_EN, &test->keep).at;
}

static void laws_of_stocks_are_checked(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    case_load(&test, IMS2020, 4000, case_stock("NIC", "CRI", 2020, "M", 170856)); // two too many
    assert_string_equal(only_problem(&test, "sexes"),
                        "un-desa-ims-2020: women and men from Nicaragua in Costa Rica in 2020 "
                        "differ from the total by 2");
    case_load(&test, IMS2020, 5000, case_stock("NIC", "CRI", 2020, "M", 170855)); // rounding
    assert_int_equal(look(&test, "sexes")->problem_count, 0);
    case_load(&test, IMS2020, 6000, case_stock("COL", "CRI", 2020, "", 168878));
    assert_string_equal(only_problem(&test, "totals"),
                        "un-desa-ims-2020: the corridors to Costa Rica in 2020 (Total) add up to "
                        "520,732, more than the total of 520,729");
    case_load(&test, IMS2020, 7000, case_stock("COL", "CRI", 2020, "", 168877));
    assert_int_equal(all_problems(&test), 0);

    // Regions are sums of places and count twice if added; another source has its own totals.
    case_load(&test, IMS2020, 8000, case_stock("419", "CRI", 2020, "", 400000));
    case_load(&test, COR_STR("un-desa-ims-2024"), 8000, case_stock("NIC", "CRI", 2020, "", 999999));
    assert_int_equal(all_problems(&test), 0);
    case_close(&test);
}

static void many_problems_are_counted_and_a_few_told(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_load *load = case_begin(&test, IMS2020);

    for (int year = 1990; year < 2020; year++) {
        const cor_figure list[] = { case_stock("NIC", "CRI", year, "", 9),
                                    case_stock("NIC", "CRI", year, "F", 9),
                                    case_stock("NIC", "CRI", year, "M", 9) };
        for (int i = 0; i < 3; i++)
            assert_ok(cor_load_append(load, &list[i], &test.err), &test.err);
    }

    case_commit(&test, load);
    const cor_check_result *found = look(&test, "sexes");
    assert_int_equal(found->problem_count, 30);
    assert_int_equal(found->problem_text_count, 10);
    int refused = 0;
    static char room[1 << 16];

    for (size_t bytes = 0; bytes < sizeof room; bytes += 64, refused++) {
        cor_arena small = { room, room + bytes };
        cor_check_result *results = NULL;
        size_t count;
        cor_code code = cor_figures_check(test.figures, &small, &results, &count, &test.err);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
        assert_null(results);
    }

    assert_true(refused > 10 && refused < 900);
    case_close(&test);
}

test_program(cmocka_unit_test(sound_figures_have_no_problems),
             cmocka_unit_test(changed_figures_are_found), cmocka_unit_test(broken_chains_are_found),
             cmocka_unit_test(orphans_are_found), cmocka_unit_test(unknown_words_are_found),
             cmocka_unit_test(laws_of_stocks_are_checked),
             cmocka_unit_test(many_problems_are_counted_and_a_few_told))
