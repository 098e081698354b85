/* SPDX-License-Identifier: Apache-2.0 */
/* Loads: all or nothing; added, unchanged and revised told apart; refusals that name what is
 * wrong. */
#include "figures_case.h"

#define count_reports(report, added_, unchanged_, revised_)                                        \
    do {                                                                                           \
        cor_load_report report_ = (report);                                                        \
        assert_int_equal(report_.added, added_);                                                   \
        assert_int_equal(report_.unchanged, unchanged_);                                           \
        assert_int_equal(report_.revised, revised_);                                               \
    } while (0)

static void tells_added_unchanged_and_revised(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    count_reports(case_load(&test, IMS2020, 1000, case_stock("MEX", "USA", 2020, "", 10853105),
                            case_stock("NIC", "CRI", 2020, "", 350854),
                            case_stock("HTI", "DOM", 2020, "", 496112)),
                  3, 0, 0);
    assert_true(case_value(&test, IMS2020, "MEX", "USA", 2020, "") == 10853105);
    count_reports(case_load(&test, IMS2020, 2000, case_stock("MEX", "USA", 2020, "", 10853105),
                            case_stock("NIC", "CRI", 2020, "", 350000),
                            case_stock("NIC", "CRI", 2015, "", 1)),
                  1, 1, 1);
    assert_true(case_value(&test, IMS2020, "NIC", "CRI", 2020, "") == 350000);

    // Back to the older value is a correction again, and a load that brings nothing is recorded
    // too.
    count_reports(case_load(&test, IMS2020, 3000, case_stock("NIC", "CRI", 2020, "", 350854)), 0, 0,
                  1);
    count_reports(case_load(&test, IMS2020, 4000, case_stock("NIC", "CRI", 2020, "", 350854)), 0, 1,
                  0);

    // Another source says something else about the same thing: both stand.
    count_reports(
        case_load(&test, COR_STR("un-desa-ims-2024"), 5000, case_stock("NIC", "CRI", 2020, "", 7)),
        1, 0, 0);
    assert_true(case_value(&test, IMS2020, "NIC", "CRI", 2020, "") == 350854);
    assert_true(isnan(case_value(&test, IMS2020, "NIC", "CRI", 2019, "")));
    assert_true(isnan(case_value(&test, IMS2020, "NIC", "CRI", 2020, "sex=F")));
    assert_true(isnan(case_value(&test, COR_STR("nobody"), "NIC", "CRI", 2020, "")));

    // The same figures in another process.
    case_close_figures(&test);
    case_open_figures(&test, COR_STORE_READ);
    assert_true(case_value(&test, IMS2020, "NIC", "CRI", 2020, "") == 350854);
    case_close(&test);
}

static void an_absent_value_is_a_figure_too(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_figure absent = case_stock("HTI", "DOM", 2020, "", NAN);
    absent.status = COR_SUPPRESSED;
    count_reports(case_load(&test, IMS2020, 1000, absent), 1, 0, 0);
    count_reports(case_load(&test, IMS2020, 1000, absent), 0, 1, 0);
    cor_figure missing = absent;
    missing.status = COR_MISSING;
    count_reports(case_load(&test, IMS2020, 1000, missing), 0, 0, 1);
    cor_figure figure;
    bool found;
    assert_ok(cor_figures_find(test.figures, absent.measure, IMS2020, absent.origin,
                               absent.destination, absent.period, absent.breakdown, &test.keep,
                               &figure, &found, &test.err),
              &test.err);
    assert_true(found && isnan(figure.value) && figure.status == COR_MISSING);
    count_reports(case_load(&test, IMS2020, 1000, case_stock("HTI", "DOM", 2020, "", 0)), 0, 0, 1);
    count_reports(case_load(&test, IMS2020, 1000, case_stock("HTI", "DOM", 2020, "", -0.0)), 0, 1,
                  0);
    case_close(&test);
}

static void an_uncommitted_load_leaves_nothing(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_load *load = case_begin(&test, IMS2020);
    cor_figure figure = case_stock("MEX", "USA", 2020, "", 5);
    assert_ok(cor_load_append(load, &figure, &test.err), &test.err);
    cor_load_close(load);
    assert_true(isnan(case_value(&test, IMS2020, "MEX", "USA", 2020, "")));
    cor_source source; // not even the description of the source
    assert_fails(cor_source_get(test.figures, IMS2020, &test.keep, &source, &test.err), COR_E_NONE,
                 &test.err, "no source");
    load = case_begin(&test, IMS2020);
    assert_ok(cor_load_append(load, &figure, &test.err), &test.err);
    case_close_figures(&test); // closing takes the open load back
    case_open_figures(&test, COR_STORE_WRITE);
    assert_true(isnan(case_value(&test, IMS2020, "MEX", "USA", 2020, "")));

    // The id a source had in the load that was taken back goes to another one.
    count_reports(
        case_load(&test, COR_STR("un-wpp-2024"), 1, case_stock("MEX", "USA", 2020, "", 6)), 1, 0,
        0);
    count_reports(case_load(&test, IMS2020, 1, case_stock("MEX", "USA", 2020, "", 7)), 1, 0, 0);
    assert_true(case_value(&test, COR_STR("un-wpp-2024"), "MEX", "USA", 2020, "") == 6);
    cor_load_close(NULL);
    case_close(&test);
}

static void one_load_says_one_thing(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_load *load = case_begin(&test, IMS2020);
    cor_figure first = case_stock("MEX", "USA", 2020, "", 5), again = first, other = first;
    first.row = 17;
    again.row = 18;
    other.row = 19;
    other.value = 6;
    assert_ok(cor_load_append(load, &first, &test.err), &test.err);
    assert_ok(cor_load_append(load, &again, &test.err), &test.err);
    assert_fails(cor_load_append(load, &other, &test.err), COR_E_CONFLICT, &test.err,
                 "“Migrant stock” of Mexico → United States in 2020 is there twice: 5 (row "
                 "17) and 6 (row 19).");
    other.value = first.value;
    other.status = COR_ESTIMATED;
    other.sheet = COR_STR("B");
    assert_fails(cor_load_append(load, &other, &test.err), COR_E_CONFLICT, &test.err,
                 "observed (sheet “”, row 17) and estimated (sheet “B”, row 19).");
    count_reports(case_commit(&test, load), 1, 0, 0);

    // Also against the row that agreed with the store.
    load = case_begin(&test, IMS2020);
    assert_ok(cor_load_append(load, &again, &test.err), &test.err);
    assert_fails(cor_load_append(load, &other, &test.err), COR_E_CONFLICT, &test.err, "row 18");
    cor_load_close(load);
    case_close(&test);
}

static void faulty_figures_are_refused(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_load *load = case_begin(&test, IMS2020);
    const cor_figure sound = case_stock("MEX", "USA", 2020, "F", 5);
    struct {
        cor_figure figure;
        const char *words;
    } cases[] = {
        { sound, "measure “stokc” is not known" },
        { sound, "names no place" },
        { sound, "names no origin" },
        { sound, "no finite value" },
        { sound, "no finite value" },
        { sound, "no valid status" },
        { sound, "has a value, although" },
        { sound, "no period" },
        { sound, "of the source “x”" },
        { sound, "unknown dimension" },
        { sound, "canonical form" },
        { sound, "has one place" },
        { sound, "names no place" },
        { sound, "canonical form" },
    };
    cases[0].figure.measure = COR_STR("stokc");
    cases[1].figure.destination = COR_COUNTRY_NONE;
    cases[2].figure.origin = COR_COUNTRY_NONE;
    cases[3].figure.value = NAN;
    cases[4].figure.value = INFINITY;
    cases[5].figure.status = COR_STATUS_COUNT;
    cases[6].figure.status = COR_MISSING;
    cases[7].figure.period = (cor_interval){ { 0 }, { 0 } };
    cases[8].figure.source = COR_STR("x");
    cases[9].figure.breakdown = COR_STR("sexo=F");
    cases[10].figure.breakdown = COR_STR("sex=F;age=0-4");
    cases[11].figure.measure = COR_STR("population");
    cases[12].figure.destination = (cor_country){ 65535 };
    cases[13].figure.breakdown = COR_STR("sex=T");

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int twice = 0; twice < 2;
             twice++) // a fault is found again, also where a word was seen before
            assert_fails(cor_load_append(load, &cases[i].figure, &test.err), COR_E_DOMAIN,
                         &test.err, cases[i].words);

    assert_ok(cor_load_append(load, &sound, &test.err), &test.err);
    count_reports(case_commit(&test, load), 1, 0, 0);
    cor_load_head head = { .source = COR_STR("nobody-2020") };
    assert_fails(cor_load_begin(test.figures, &head, &load, &test.err), COR_E_NONE, &test.err,
                 "not described");
    case_close(&test);
}

static void files_are_known_by_their_bytes(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    uint8_t hash[32];
    memset(hash, 0xAB, sizeof hash);
    int64_t id = 99;
    assert_ok(cor_load_find(test.figures, COR_STR("un-desa-stock"), hash, &id, &test.err),
              &test.err);
    assert_int_equal(id, 0);
    int64_t loaded = case_load(&test, IMS2020, 1, case_stock("MEX", "USA", 2020, "", 5)).load_id;
    assert_ok(cor_load_find(test.figures, COR_STR("un-desa-stock"), hash, &id, &test.err),
              &test.err);
    assert_int_equal(id, loaded);
    assert_ok(cor_load_find(test.figures, COR_STR("un-wpp"), hash, &id, &test.err), &test.err);
    assert_int_equal(id, 0);
    case_close(&test);
}

static void the_second_writer_is_told_to_wait(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_store *store;
    cor_figures *figures;
    assert_ok(cor_store_open(cor_str_of(test.path), COR_STORE_WRITE, &store, &test.err), &test.err);
    assert_ok(cor_figures_open(store, &figures, &test.err), &test.err);
    cor_store_wait(store, 10);
    cor_load *load = case_begin(&test, IMS2020), *second = NULL;
    cor_load_head head = { .source = IMS2020 };
    assert_fails(cor_load_begin(figures, &head, &second, &test.err), COR_E_BUSY, &test.err,
                 "Another process");
    cor_load_close(load);
    assert_ok(cor_load_begin(figures, &head, &second, &test.err), &test.err);
    cor_load_close(second);
    cor_figures_close(figures);
    cor_store_close(store);
    case_close(&test);
}

test_program(cmocka_unit_test(tells_added_unchanged_and_revised),
             cmocka_unit_test(an_absent_value_is_a_figure_too),
             cmocka_unit_test(an_uncommitted_load_leaves_nothing),
             cmocka_unit_test(one_load_says_one_thing),
             cmocka_unit_test(faulty_figures_are_refused),
             cmocka_unit_test(files_are_known_by_their_bytes),
             cmocka_unit_test(the_second_writer_is_told_to_wait))
