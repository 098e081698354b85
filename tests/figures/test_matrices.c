/* SPDX-License-Identifier: Apache-2.0 */
/* test_matrices.c: computed tables: kept together, found like other figures. */
#include "figures_case.h"

#include <sqlite3.h>

enum { PLACES = 4 };
static const char *const CODES[PLACES] = { "CRI", "GTM", "MEX", "WLD" };
#define FLOWS COR_STR("flows-test")

/* Moves of one method; the world has the sums. Small ones are not kept. */
static const double VALUES[PLACES * PLACES] = {
    0, 1.2345,   0.25,       1.4845,  // CRI
    7, 0,        1e6,        1000007, // GTM
    0, 333.5,    0,          333.5,   // MEX
    7, 334.7345, 1000000.25, 1000341.9845,
};

static cor_matrix_packed pack(figures_case *test, const char *breakdown, int32_t year,
                              double factor) {
    static cor_country places[PLACES];
    static double values[PLACES * PLACES];

    for (int i = 0; i < PLACES; i++)
        places[i] = case_place(CODES[i]);
    for (int i = 0; i < PLACES * PLACES; i++)
        values[i] = VALUES[i] * factor;

    const cor_matrix table = { .measure = COR_STR("flow"),
                               .breakdown = cor_str_of(breakdown),
                               .period = cor_interval_midyears(year, year + 5),
                               .status = COR_ESTIMATED,
                               .place_count = PLACES,
                               .places = places,
                               .values = values,
                               .least = 0.5 };
    cor_matrix_packed packed;
    assert_ok(cor_matrix_pack(&table, &test->keep, &packed, &test->err), &test->err);

    return packed;
}

static cor_load_report store(figures_case *test, const char *breakdown, int32_t year, double factor,
                             int64_t at_s) {
    static const cor_source source = { .key = COR_STR_INIT("flows-test"),
                                       .producer = COR_STR_INIT("corredor") };
    cor_matrix_packed packed = pack(test, breakdown, year, factor);
    cor_run run = { .engine = COR_STR("flows"),
                    .method = COR_STR("mig-rate"),
                    .version = COR_STR("1"),
                    .options = COR_STR("{}"),
                    .inputs = COR_STR("{}"),
                    .started_s = at_s };

    figures_set_clock(test->figures, at_s);
    cor_matrices_digest(&packed, 1, run.result_digest);
    assert_ok(cor_source_put(test->figures, &source, &test->err), &test->err);
    cor_load *load;
    cor_load_report report;
    assert_ok(cor_run_begin(test->figures, &run, FLOWS, &load, &test->err), &test->err);
    assert_ok(cor_load_append_matrix(load, &packed, &test->err), &test->err);
    assert_ok(cor_load_commit(load, &report, &test->err), &test->err);
    cor_load_close(load);

    return report;
}

/* "CRI>GTM 1.235 2010;": pair, value and first year of each figure. */
static const char *told(figures_case *test, const cor_filter *filter) {
    static char text[4096];
    cor_figure *list;
    size_t count = case_select(test, filter, &list), used = 0;

    text[0] = 0;
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s>%.*s %.10g %d;",
                                 COR_STR_F(cor_country_code(list[i].origin)),
                                 COR_STR_F(cor_country_code(list[i].destination)), list[i].value,
                                 cor_date_year(list[i].period.start));

    return text;
}

static void cells_come_back_as_figures(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_load_report report = store(&test, "method=mig-rate", 2010, 1, 1000);
    assert_int_equal(report.added, 11);
    assert_int_equal(report.revised, 0);
    const cor_filter all = { .measure = COR_STR("flow") };
    assert_string_equal(
        told(&test, &all),
        "CRI>GTM 1.234 2010;CRI>WLD 1.484 2010;GTM>CRI 7 2010;GTM>MEX 1000000 2010;GTM>WLD 1000007 "
        "2010;MEX>GTM 333.5 2010;MEX>WLD 333.5 2010;WLD>CRI 7 2010;WLD>GTM 334.734 2010;WLD>MEX "
        "1000000.25 2010;WLD>WLD 1000341.984 2010;");
    case_close(&test);
}

static void filters_apply(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    store(&test, "method=mig-rate", 2015, 2, 1001);
    store(&test, "method=mig-rate;sex=F", 2015, 3, 1002);
    cor_country guatemala = case_place("GTM"), mexico = case_place("MEX"),
                two[] = { mexico, case_place("CRI") };
    cor_filter filter = { .measure = COR_STR("flow"),
                          .origins = &guatemala,
                          .origin_count = 1,
                          .destinations = &mexico,
                          .destination_count = 1 };
    assert_string_equal(told(&test, &filter),
                        "GTM>MEX 1000000 2010;GTM>MEX 2000000 2015;GTM>MEX 3000000 2015;");
    filter.breakdown = COR_STR("sex=F");
    assert_string_equal(told(&test, &filter), "GTM>MEX 3000000 2015;");
    filter.breakdown = COR_STR("method=mig-rate");
    filter.breakdown_exact = true;
    filter.latest = true;
    assert_string_equal(told(&test, &filter), "GTM>MEX 2000000 2015;");
    filter.latest = false;
    filter.within = cor_interval_midyears(2010, 2015);
    assert_string_equal(told(&test, &filter), "GTM>MEX 1000000 2010;");
    filter.origin_count = 0;
    assert_string_equal(told(&test, &filter), "GTM>MEX 1000000 2010;WLD>MEX 1000000.25 2010;");
    filter.destinations = two;
    filter.destination_count = 2;
    filter.limit = 2;
    assert_string_equal(told(&test, &filter), "GTM>CRI 7 2010;GTM>MEX 1000000 2010;");
    filter.source = IMS2020;
    assert_string_equal(told(&test, &filter), "");
    case_close(&test);
}

static void figures_of_rows_stand_between(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    cor_figure counted = case_stock("GTM", "CRI", 2012, "", 5),
               later = case_stock("MEX", "CRI", 2012, "", 6);
    counted.measure = later.measure = COR_STR("flow");
    case_load(&test, IMS2020, 1001, counted, later);
    const cor_filter filter = { .measure = COR_STR("flow"),
                                .within = { cor_date_of(2010, 1, 1), cor_date_of(2020, 1, 1) } };
    assert_non_null(strstr(told(&test, &filter), "GTM>CRI 7 2010;GTM>CRI 5 2012;GTM>MEX"));
    assert_non_null(strstr(told(&test, &filter), "MEX>CRI 6 2012;MEX>GTM 333.5 2010;"));
    case_close(&test);
}

static void a_newer_table_takes_the_place_of_all_pairs(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    cor_load_report report = store(&test, "method=mig-rate", 2010, 0.4, 2000);
    assert_int_equal(report.revised,
                     10); // from Costa Rica to Guatemala there is less than half a person now
    cor_country origin = case_place("CRI"), destination = case_place("GTM");
    cor_filter filter = { .measure = COR_STR("flow"),
                          .origins = &origin,
                          .origin_count = 1,
                          .destinations = &destination,
                          .destination_count = 1 };
    assert_string_equal(told(&test, &filter), "");
    filter.as_known_s = 1500;
    assert_string_equal(told(&test, &filter), "CRI>GTM 1.234 2010;");
    filter.as_known_s = 999;
    assert_string_equal(told(&test, &filter), "");
    filter.as_known_s = 0;
    filter.history = true;
    assert_string_equal(told(&test, &filter), "CRI>GTM 1.234 2010;");
    origin = case_place("MEX");
    assert_string_equal(told(&test, &filter), "MEX>GTM 333.5 2010;MEX>GTM 133.4 2010;");
    case_close(&test);
}

static void a_figure_leads_back_to_its_run(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    case_load(&test, IMS2020, 900, case_stock("GTM", "MEX", 2020, "", 5));
    store(&test, "method=mig-rate", 2010, 1, 1000);
    store(&test, "method=mig-rate", 2010, 2, 2000);
    cor_figure found;
    bool is_there;
    cor_lineage lineage;
    assert_ok(cor_figures_find(test.figures, COR_STR("flow"), FLOWS, case_place("MEX"),
                               case_place("GTM"), cor_interval_midyears(2010, 2015),
                               COR_STR("method=mig-rate"), &test.keep, &found, &is_there,
                               &test.err),
              &test.err);
    assert_true(is_there && found.value == 667);
    assert_ok(cor_figures_lineage(test.figures, found.id, &test.keep, &lineage, &test.err),
              &test.err);
    assert_true(lineage.figure.value == 667);
    assert_int_equal(lineage.figure.destination.id, case_place("GTM").id);
    assert_str(lineage.run.method, "mig-rate");
    assert_str(lineage.source.producer, "corredor");
    assert_int_equal(lineage.older_count, 1);
    assert_true(lineage.older[0].value == 333.5 &&
                lineage.figure.replaces_id == lineage.older[0].id);
    assert_ok(
        cor_figures_lineage(test.figures, lineage.older[0].id, &test.keep, &lineage, &test.err),
        &test.err);
    assert_int_equal(lineage.newer.id, found.id);
    assert_fails(cor_figures_lineage(test.figures, 9999, &test.keep, &lineage, &test.err),
                 COR_E_NONE, &test.err, "9999");

    // Ids go on behind those of the table.
    case_load(&test, IMS2020, 3000, case_stock("GTM", "MEX", 2021, "", 6));
    cor_filter stocks = { .measure = COR_STR("stock"), .latest = true };
    cor_figure *list;
    assert_int_equal(case_select(&test, &stocks, &list), 1);
    assert_true(list[0].id > found.id);
    case_close(&test);
}

static void memory_answers_the_same(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    store(&test, "method=mig-rate", 2010, 2, 2000);
    cor_memory *memory;
    bool is_current;
    const cor_filter all = { .measure = COR_STR("flow") }, everything = { 0 };
    char stored[4096];
    snprintf(stored, sizeof stored, "%s", told(&test, &all));
    assert_ok(cor_memory_open(test.figures, &memory, &test.err), &test.err);
    cor_figures_use(test.figures, memory);
    assert_string_equal(told(&test, &all), stored);
    assert_string_equal(told(&test, &everything), stored);
    const cor_filter before = { .measure = COR_STR("flow"), .as_known_s = 1500, .limit = 1 };
    assert_string_equal(told(&test, &before), "CRI>GTM 1.234 2010;");
    store(&test, "method=mig-rate", 2015, 2, 3000);
    assert_ok(cor_memory_is_current(memory, test.figures, &is_current, &test.err), &test.err);
    assert_false(is_current);
    assert_string_equal(told(&test, &all), stored);
    cor_figures_use(test.figures, NULL);
    cor_memory_close(memory);
    case_close(&test);
}

static void corridors_are_ranked(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    const cor_corridor_filter filter = { .measure = COR_STR("flow"),
                                         .source = FLOWS,
                                         .period = cor_interval_midyears(2010, 2015),
                                         .breakdown = COR_STR("method=mig-rate") };
    cor_corridor *list;
    size_t count;
    int64_t of;
    assert_ok(
        cor_figures_corridors(test.figures, &filter, &test.keep, &list, &count, &of, &test.err),
        &test.err);
    assert_int_equal(count, 4);
    assert_true(list[0].figure.value == 1e6 && list[1].figure.value == 333.5 &&
                list[1].rank_destination == 1);
    case_close(&test);
}

static void several_runs_are_one(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    const cor_filter all = { .measure = COR_STR("flow"), .limit = 1 };
    assert_ok(cor_batch_begin(test.figures, &test.err), &test.err);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    store(&test, "method=mig-rate", 2015, 1, 1000);
    cor_batch_close(test.figures);
    assert_string_equal(told(&test, &all), "");
    assert_ok(cor_batch_begin(test.figures, &test.err), &test.err);
    store(&test, "method=mig-rate", 2010, 1, 1000);
    store(&test, "method=mig-rate", 2015, 1, 1000);
    assert_ok(cor_batch_commit(test.figures, &test.err), &test.err);
    assert_string_equal(told(&test, &all), "CRI>GTM 1.234 2010;");
    case_close(&test);
}

static int64_t problems(figures_case *test, const char *key) {
    cor_check_result *results;
    size_t count;
    int64_t found = 0;
    assert_ok(cor_figures_check(test->figures, &test->keep, &results, &count, &test->err),
              &test->err);
    for (size_t i = 0; i < count; i++)
        if (!*key || cor_str_is(results[i].key, key)) found += results[i].problem_count;
    return found;
}

/* Behind the back of the program, past the triggers. */
static void tamper(figures_case *test, const char *sql) {
    sqlite3 *raw;
    case_close_figures(test);
    assert_int_equal(sqlite3_open(test->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "DROP TRIGGER matrix_not_changed", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
    case_open_figures(test, COR_STORE_WRITE);
}

static void a_changed_table_is_noticed(void **state) {
    (void)state;
    static const char *const CHANGES[] = {
        "UPDATE matrix SET cells = CAST(substr(cells, 1, length(cells) - 1) || x'7f' AS BLOB)",
        "UPDATE matrix SET cells = substr(cells, 2)",
        "UPDATE matrix SET cells = x''",
        "UPDATE matrix SET cells = zeroblob(100000)",
        "UPDATE matrix SET cells = x'ffffffffffffffffffffffff'",
        "UPDATE matrix SET places = 'CRI GTM MEX XXX'",
        "UPDATE matrix SET figure_count = 3",
        "UPDATE matrix SET breakdown = 'method=other'",
    };

    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        figures_case test;
        case_open(&test);
        store(&test, "method=mig-rate", 2010, 1, 1000);
        assert_int_equal(problems(&test, ""), 0);
        tamper(&test, CHANGES[i]);
        assert_true(problems(&test, "digests") > 0);
        cor_figure *list;
        size_t count;
        const cor_filter all = { .measure = COR_STR("flow") };
        cor_code code =
            cor_figures_select(test.figures, &all, &test.keep, &list, &count, &test.err);
        assert_true(code == COR_OK || code == COR_E_STORE); // damaged, or only different
        case_close(&test);
    }
}

static void differences_are_found(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_matrix_packed one = pack(&test, "", 2010, 1), same = pack(&test, "", 2010, 1),
                      other = pack(&test, "", 2010, 2);
    cor_matrix_difference at;
    bool differ;
    assert_ok(cor_matrices_compare(&one, &same, test.keep, &at, &differ, &test.err), &test.err);
    assert_false(differ);
    assert_ok(cor_matrices_compare(&one, &other, test.keep, &at, &differ, &test.err), &test.err);
    assert_true(differ && at.origin.id == case_place("CRI").id && at.first == 1.234 &&
                at.second == 2.469);
    cor_matrix_packed less = pack(&test, "", 2010, 0.4);
    assert_ok(cor_matrices_compare(&less, &one, test.keep, &at, &differ, &test.err), &test.err);
    assert_true(differ && isnan(at.second) == false);
    case_close(&test);
}

test_program(cmocka_unit_test(cells_come_back_as_figures), cmocka_unit_test(filters_apply),
             cmocka_unit_test(figures_of_rows_stand_between),
             cmocka_unit_test(a_newer_table_takes_the_place_of_all_pairs),
             cmocka_unit_test(a_figure_leads_back_to_its_run),
             cmocka_unit_test(memory_answers_the_same), cmocka_unit_test(corridors_are_ranked),
             cmocka_unit_test(several_runs_are_one), cmocka_unit_test(a_changed_table_is_noticed),
             cmocka_unit_test(differences_are_found))
