/* SPDX-License-Identifier: Apache-2.0 */
/* test_input.c: the tables of a period from stored figures: who has a row, what the cells are,
 * what was left out. */
#include "two_censuses.h"

static cor_flow_runs_input read_input(figures_case *test, const cor_flow_runs_basis *basis,
                                      int32_t year, const char *sex) {
    cor_flow_runs_input input;
    cor_arena scratch = cor_arena_scratch(&test->keep);
    assert_ok(cor_flow_runs_input_read(test->figures, basis, cor_interval_midyears(year, year + 5),
                                       cor_str_of(sex), &test->keep, scratch, &input, &test->err),
              &test->err);
    return input;
}

static double cell(const cor_flow_runs_input *input, const double *table, const char *birthplace,
                   const char *residence) {
    int32_t b = cor_flow_runs_row(input, case_place(birthplace)),
            r = cor_flow_runs_row(input, case_place(residence));
    assert_true(b >= 0 && r >= 0);
    return table[b * input->input.place_count + r];
}

static void tables_are_put_together(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_flow_runs_input input = read_input(&test, NULL, 2015, "");
    assert_int_equal(input.input.place_count, 4);
    assert_str(input.input.place_names[0], "CRI");
    assert_str(input.input.place_names[3], "USA");
    assert_persons(cell(&input, input.input.stock_start_persons, "GTM", "MEX"), 500, 0);
    assert_persons(cell(&input, input.input.stock_end_persons, "GTM", "MEX"), 450, 0);

    // Native-born: population less the foreign-born whose birthplace is a row.
    assert_persons(cell(&input, input.input.stock_start_persons, "MEX", "MEX"),
                   120000 - 500 - 800 - 12, 0);
    int32_t mexico = cor_flow_runs_row(&input, case_place("MEX"));
    assert_persons(input.input.births_persons[mexico], 11000, 0);
    assert_persons(input.input.deaths_persons[mexico], 3500, 0);
    assert_persons(input.population_end_persons[mexico], 126000, 0);
    assert_persons(input.unknown_start_persons, 32,
                   0); // other origins, and those born in the Vatican
    assert_persons(input.unknown_end_persons, 43, 0);
    case_close(&test);
}

static void who_has_no_row_is_told(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_flow_runs_input input = read_input(&test, NULL, 2010, "");
    assert_int_equal(input.left_count, 2);
    assert_int_equal(input.left[0].reason, COR_LEFT_NO_STOCK);
    assert_int_equal(input.left[0].place.id, case_place("JEY").id);
    assert_persons(input.left[0].persons, 100, 0);
    assert_int_equal(input.left[1].reason, COR_LEFT_NO_DEMOGRAPHY);
    assert_int_equal(input.left[1].place.id, case_place("VAT").id);
    assert_int_equal(cor_flow_runs_row(&input, case_place("JEY")), -1);
    case_close(&test);
}

static void parts_are_counted_with_their_whole(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_figure whole[6];

    for (int k = 0; k < 2; k++) {
        whole[3 * k] = case_stock("WLD", "CHI", 2015 + 5 * k, "", 50);
        whole[3 * k + 1] = case_stock("MEX", "CHI", 2015 + 5 * k, "", 7);
        whole[3 * k + 2] = case_stock("CHI", "USA", 2015 + 5 * k, "", 9);
    }

    case_load_at(&test, IMS2020, 1001, whole, 6);
    cor_flow_runs_input input = read_input(&test, NULL, 2015, "");
    assert_int_equal(input.input.place_count, 5);
    assert_int_equal(cor_flow_runs_row(&input, case_place("JEY")),
                     cor_flow_runs_row(&input, case_place("CHI")));
    assert_persons(cell(&input, input.input.stock_end_persons, "CHI", "CHI"), 105 - 7, 0);
    assert_int_equal(input.left[0].reason, COR_LEFT_JOINED);
    assert_str(cor_text_in(cor_left_text(&input.left[0], &test.keep), COR_LANG_EN, &test.keep),
               "Jersey is counted with the Channel Islands.");
    case_close(&test);
}

static void unknown_origins_can_be_shared_out(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    const cor_flow_runs_basis basis = { .unknown = COR_UNKNOWN_SPREAD };
    cor_flow_runs_input input = read_input(&test, &basis, 2015, "");
    assert_persons(cell(&input, input.input.stock_start_persons, "GTM", "MEX"), 500 * 1344 / 1312.0,
                   1e-9);
    assert_persons(cell(&input, input.input.stock_start_persons, "MEX", "MEX"), 120000 - 1344,
                   1e-9);
    assert_persons(cell(&input, input.input.stock_start_persons, "GTM", "USA"), 9000, 1e-9);
    case_close(&test);
}

static void one_sex_is_split_as_documented(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_flow_runs_input women = read_input(&test, NULL, 2015, "F"),
                        men = read_input(&test, NULL, 2015, "M");
    int32_t mexico = cor_flow_runs_row(&women, case_place("MEX"));
    assert_int_equal(women.assumed_count, women.input.place_count);
    assert_persons(cell(&women, women.input.stock_end_persons, "GTM", "MEX"), 180, 0);
    assert_persons(women.population_end_persons[mexico], 63000, 0);
    assert_persons(women.input.births_persons[mexico], 5366, 0); // 100 of 205
    assert_persons(men.input.births_persons[mexico], 5634, 0);

    // Half of the net migration: (126000 - 120000 - 11000 + 3500) / 2.
    assert_persons(63000 - 60000 - 5366 + women.input.deaths_persons[mexico], -750, 0);
    assert_persons(63000 - 60000 - 5634 + men.input.deaths_persons[mexico], -750, 0);
    case_close(&test);
}

static void what_the_demography_has_by_sex_is_not_split(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    two_censuses_add_women(&test, "MEX", 2000);
    cor_flow_runs_input women = read_input(&test, NULL, 2015, "F"),
                        men = read_input(&test, NULL, 2015, "M");
    int32_t mexico = cor_flow_runs_row(&women, case_place("MEX"));
    assert_int_equal(women.assumed_count, women.input.place_count - 1);
    assert_int_equal(men.assumed_count, men.input.place_count);

    assert_persons(women.population_start_persons[mexico], 61000, 0);
    assert_persons(women.population_end_persons[mexico], 64500, 0);
    assert_persons(women.input.births_persons[mexico], 5300, 0);
    assert_persons(women.input.deaths_persons[mexico], 1500, 0);
    assert_persons(men.input.births_persons[mexico], 5634, 0);
    case_close(&test);
}

static void an_earlier_day_knows_earlier_tables(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    two_censuses_correct(&test, "GTM", "MEX", 470, 2000);
    const cor_flow_runs_basis then = { .as_known_s = 1500 };
    cor_flow_runs_input now = read_input(&test, NULL, 2015, ""),
                        before = read_input(&test, &then, 2015, "");
    assert_persons(cell(&now, now.input.stock_end_persons, "GTM", "MEX"), 470, 0);
    assert_persons(cell(&before, before.input.stock_end_persons, "GTM", "MEX"), 450, 0);
    case_close(&test);
}

static void memory_and_database_give_the_same(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_flow_runs_input stored = read_input(&test, NULL, 2015, "F");
    cor_memory *memory;
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    cor_figures_use(test.figures, memory);
    cor_flow_runs_input held = read_input(&test, NULL, 2015, "F");
    size_t cells = (size_t)(held.input.place_count * held.input.place_count);
    assert_memory_equal(stored.input.stock_end_persons, held.input.stock_end_persons,
                        cells * sizeof(double));
    assert_memory_equal(stored.input.deaths_persons, held.input.deaths_persons, 4 * sizeof(double));
    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

static void periods_are_those_with_stocks_and_births(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_interval *periods;
    int32_t count;
    assert_ok(cor_flow_runs_periods(test.figures, NULL, &test.keep, &periods, &count, &test.err),
              &test.err);
    assert_int_equal(count, 0);
    two_censuses_load(&test, 1000);
    assert_ok(cor_flow_runs_periods(test.figures, NULL, &test.keep, &periods, &count, &test.err),
              &test.err);
    assert_int_equal(count, 2);
    assert_true(cor_interval_equal(periods[0], cor_interval_midyears(2010, 2015)));
    assert_true(cor_interval_equal(periods[1], cor_interval_midyears(2015, 2020)));
    case_close(&test);
}

/* A stock of all foreign-born, and births up to another year. */
static void add_edition_until(figures_case *test, cor_str stocks, const char *demography,
                              int32_t year) {
    cor_figure stock = case_stock("WLD", "MEX", year, "", 1500);
    cor_figure births = { .measure = COR_STR("births"),
                          .destination = case_place("MEX"),
                          .period = cor_interval_midyears(2020, year),
                          .value = 8000,
                          .status = COR_ESTIMATED };
    case_load_at(test, stocks, 1500, &stock, 1);
    if (demography) case_load_at(test, cor_str_of(demography), 1500, &births, 1);
}

static void an_edition_goes_with_the_demography_that_reaches_its_end(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    const cor_str newer = COR_STR("un-desa-ims-2024");
    cor_figure before = case_stock("WLD", "MEX", 2020, "", 1400);
    case_load_at(&test, newer, 1500, &before, 1);
    add_edition_until(&test, newer, NULL, 2024);
    const cor_interval four_years = cor_interval_midyears(2020, 2024);
    cor_arena scratch = cor_arena_scratch(&test.keep);
    cor_flow_runs_basis basis;
    assert_fails(cor_flow_runs_settle(test.figures, NULL, four_years, &test.keep, scratch, &basis,
                                      &test.err),
                 COR_E_NONE, &test.err, "The stocks of 2020 and 2024 are stored");

    add_edition_until(&test, newer, "un-wpp-2024", 2024);
    const cor_flow_runs_edition *list;
    int32_t count;
    assert_ok(cor_flow_runs_editions(test.figures, NULL, &test.keep, &list, &count, &test.err),
              &test.err);
    assert_int_equal(count, 2);
    assert_str(list[0].basis.stocks, "un-desa-ims-2024");
    assert_str(list[0].basis.demography, "un-wpp-2024");
    assert_int_equal(list[0].period_count, 1);
    assert_str(list[1].basis.demography, "un-wpp-2022");
    assert_int_equal(list[1].period_count, 2);
    assert_ok(cor_flow_runs_settle(test.figures, NULL, four_years, &test.keep, scratch, &basis,
                                   &test.err),
              &test.err);
    assert_str(basis.stocks, "un-desa-ims-2024");
    case_close(&test);
}

static void what_is_not_there_is_refused(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_arena scratch = cor_arena_scratch(&test.keep);
    cor_flow_runs_input input;
    const cor_interval period = cor_interval_midyears(2020, 2025);
    assert_fails(cor_flow_runs_input_read(test.figures, NULL, period, COR_STR(""), &test.keep,
                                          scratch, &input, &test.err),
                 COR_E_NONE, &test.err, "corredor init");
    two_censuses_load(&test, 1000);
    assert_fails(cor_flow_runs_input_read(test.figures, NULL, period, COR_STR(""), &test.keep,
                                          scratch, &input, &test.err),
                 COR_E_NONE, &test.err, "The periods are: 2010/2015, 2015/2020.");
    assert_fails(cor_flow_runs_input_read(test.figures, NULL, period, COR_STR("X"), &test.keep,
                                          scratch, &input, &test.err),
                 COR_E_USAGE, &test.err, "“X”");
    case_close(&test);
}

static void small_arenas_are_refused(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    two_censuses_load(&test, 1000);
    cor_arena scratch = cor_arena_scratch(&test.keep);

    for (size_t bytes = 0;; bytes += 997) {
        cor_arena keep = { test.keep.next, test.keep.next + bytes };
        cor_flow_runs_input input;
        cor_code code =
            cor_flow_runs_input_read(test.figures, NULL, cor_interval_midyears(2015, 2020),
                                     COR_STR("F"), &keep, scratch, &input, &test.err);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
        memset(test.keep.next, 0, bytes);
    }

    case_close(&test);
}

test_program(cmocka_unit_test(tables_are_put_together), cmocka_unit_test(who_has_no_row_is_told),
             cmocka_unit_test(parts_are_counted_with_their_whole),
             cmocka_unit_test(unknown_origins_can_be_shared_out),
             cmocka_unit_test(one_sex_is_split_as_documented),
             cmocka_unit_test(what_the_demography_has_by_sex_is_not_split),
             cmocka_unit_test(an_earlier_day_knows_earlier_tables),
             cmocka_unit_test(memory_and_database_give_the_same),
             cmocka_unit_test(periods_are_those_with_stocks_and_births),
             cmocka_unit_test(an_edition_goes_with_the_demography_that_reaches_its_end),
             cmocka_unit_test(what_is_not_there_is_refused),
             cmocka_unit_test(small_arenas_are_refused))
