/* SPDX-License-Identifier: Apache-2.0 */
/* test_revisions.c: who may revise what: own tables beside the figures of agencies, corrections with
 * a reason, editions that a file does not name, and many revisions at once. */
#include "ingest_case.h"

#define STOCK   "origin_iso3,dest_iso3,year,sex,value\n"
#define OWN     "measure,origin,destination,period,value,source\n"
#define UN_2020 "un-desa-ims-2020"

static const cor_import_options PUBLISHED = { .source = COR_STR_INIT(UN_2020) };

/* A database in which the agency published two figures. */
static void open_published(ingest_case *test) {
    case_open(test);
    const char *text = STOCK "GTM,MEX,2020,T,46318\nNIC,CRI,2020,T,350854\n";
    assert_ok(case_import_with(test, "un-desa-stock", case_write(test, "un.csv", text), &PUBLISHED),
              &test->err);
}

static void correct(ingest_case *test, const char *text, cor_code code, const char *words) {
    cor_import_options options = { .correct = COR_STR(UN_2020),
                                   .who = COR_STR("maria"),
                                   .why = COR_STR("a recount"),
                                   .revise = true };
    const char *path = case_write(test, "right.csv", text);
    if (code)
        assert_fails(case_import_with(test, "table", path, &options), code, &test->err, words);
    else
        assert_ok(case_import_with(test, "table", path, &options), &test->err);
}

static void an_own_table_changes_no_published_figure(void **state) {
    (void)state;
    ingest_case test;
    open_published(&test);
    const char *other = case_write(&test, "a.csv", OWN "stock,GTM,MEX,2020,5," UN_2020 "\n");
    cor_import_options options = { .revise = true, .allow_refused = true }; // neither opens the way
    assert_fails(case_import_with(&test, "table", other, &options), COR_E_CONFLICT, &test.err,
                 "row 2, column E “value”: “Migrant stock”, Guatemala – Mexico, 2020, is 46,318 "
                 "in un-desa-ims-2020");
    assert_non_null(strstr(test_message(&test.err), "--correct un-desa-ims-2020 --why TEXT"));
    const char *more = case_write(&test, "b.csv", OWN "stock,HND,GTM,2020,5," UN_2020 "\n");
    assert_fails(case_import(&test, "table", more), COR_E_CONFLICT, &test.err,
                 "has no such figure, and a table of your own cannot add one");

    // Beside it, under a source of its own; and what only repeats is unchanged.
    options.source = COR_STR("own-table");
    assert_ok(case_import_with(&test, "table", other, &options), &test.err);
    const char *same = "measure,origin,destination,period,value,status,source\n"
                       "stock,GTM,MEX,2020,46318,estimated," UN_2020 "\n";
    assert_ok(case_import(&test, "table", case_write(&test, "c.csv", same)), &test.err);
    assert_int_equal(test.report.load.unchanged, 1);
    assert_figures(&test, "stock,GTM,MEX,2020,,46318,estimated,un-desa-ims-2020\n"
                          "stock,GTM,MEX,2020,,5,observed,own-table\n"
                          "stock,NIC,CRI,2020,,350854,estimated,un-desa-ims-2020\n");
    case_close(&test);
}

static void read_correction(ingest_case *test, cor_correction *ret_correction, bool *ret_found) {
    cor_filter filter = { .measure = COR_STR("stock"),
                          .source = COR_STR(UN_2020),
                          .origins = &(cor_country){ 0 },
                          .origin_count = 1 };
    cor_country guatemala;
    cor_figure *list;
    size_t count;
    assert_true(cor_country_by_code(COR_STR("GTM"), &guatemala));
    filter.origins = &guatemala;
    assert_ok(cor_figures_select(test->figures, &filter, &test->keep, &list, &count, &test->err),
              &test->err);
    assert_int_equal(count, 1);
    assert_ok(cor_figures_correction(test->figures, &list[0], &test->keep, ret_correction,
                                     ret_found, &test->err),
              &test->err);
}

static void a_correction_has_a_reason_and_what_was_published(void **state) {
    (void)state;
    ingest_case test;
    open_published(&test);
    cor_correction correction;
    bool found;
    read_correction(&test, &correction, &found);
    assert_false(found);

    correct(&test, OWN "stock,GTM,MEX,2020,46813," UN_2020 "\n", COR_OK, "");
    assert_int_equal(test.report.load.revised, 1);
    read_correction(&test, &correction, &found);
    assert_true(found);
    assert_str(correction.who, "maria");
    assert_str(correction.why, "a recount");
    assert_true(correction.published.value == 46318);

    // The agency's file once more says what was corrected: the correction stands.
    const char *again = case_write(&test, "un.csv", STOCK "GTM,MEX,2020,T,46318\n");
    assert_ok(case_import_with(&test, "un-desa-stock", again, &PUBLISHED), &test.err);
    assert_int_equal(test.report.load.revised, 0);
    assert_int_equal(test.report.load.upheld, 1);
    assert_int_equal(test.report.remark_count, 1);
    read_correction(&test, &correction, &found);
    assert_true(found);

    // A second correction still knows what was published; one back to it is none.
    correct(&test, OWN "stock,GTM,MEX,2020,46814," UN_2020 "\n", COR_OK, "");
    read_correction(&test, &correction, &found);
    assert_true(found && correction.published.value == 46318);
    const char *back = "measure,origin,destination,period,value,status,source\n"
                       "stock,GTM,MEX,2020,46318,estimated,\n";
    correct(&test, back, COR_OK, "");
    read_correction(&test, &correction, &found);
    assert_false(found);
    case_close(&test);
}

static void a_newer_file_of_the_agency_revises_a_correction(void **state) {
    (void)state;
    ingest_case test;
    open_published(&test);
    correct(&test, OWN "stock,GTM,MEX,2020,46813,\n", COR_OK, "");
    const char *text = case_write(&test, "un.csv", STOCK "GTM,MEX,2020,T,47000\n");
    cor_import_options options = PUBLISHED;
    options.revise = true;
    assert_ok(case_import_with(&test, "un-desa-stock", text, &options), &test.err);
    assert_int_equal(test.report.load.revised, 1);
    cor_correction correction;
    bool found;
    read_correction(&test, &correction, &found);
    assert_false(found);
    case_close(&test);
}

static void what_cannot_be_corrected_is_told(void **state) {
    (void)state;
    ingest_case test;
    open_published(&test);
    correct(&test, OWN "stock,HND,GTM,2020,5," UN_2020 "\n", COR_E_CONFLICT,
            "“Migrant stock”, Honduras – Guatemala, 2020: un-desa-ims-2020 has no such figure to "
            "correct.");
    correct(&test, OWN "stock,GTM,MEX,2020,5,own-table\n", COR_E_FORMAT,
            "The row is of the source own-table, the correction of un-desa-ims-2020.");
    cor_import_options options = { .correct = COR_STR("own-table"),
                                   .who = COR_STR("maria"),
                                   .why = COR_STR("a recount") };
    const char *own = case_write(&test, "a.csv", OWN "stock,GTM,MEX,2020,5,own-table\n");
    assert_ok(case_import(&test, "table", own), &test.err);
    assert_fails(case_import_with(&test, "table", own, &options), COR_E_CONFLICT, &test.err,
                 "own-table is no publication of an agency");
    options.why = COR_STR("a \xE2\x80\xAE recount"); // the direction of writing is turned
    options.correct = COR_STR(UN_2020);
    assert_fails(case_import_with(&test, "table", own, &options), COR_E_USAGE, &test.err,
                 "cannot be seen and changes what is seen");
    options.why = COR_STR("a recount");
    options.correct = COR_STR("wdi-2023"); // known, but nothing is loaded
    assert_fails(case_import_with(&test, "table", own, &options), COR_E_NONE, &test.err,
                 "wdi-2023");
    case_close(&test);
}

/* ---- editions ------------------------------------------------------------ */

static void a_year_tells_the_edition(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path = case_write(&test, "a.csv", STOCK "GTM,MEX,2024,T,81012\n");
    assert_ok(case_import(&test, "un-desa-stock", path), &test.err);
    assert_str(test.report.source, "un-desa-ims-2024");
    assert_fails(case_import_with(&test, "un-desa-stock", path, &PUBLISHED), COR_E_CONFLICT,
                 &test.err, "The edition un-desa-ims-2020 has no figures of 2024");

    // Not even the rows of years that it has.
    path = case_write(&test, "b.csv", STOCK "GTM,MEX,2020,T,5\nGTM,MEX,2024,T,81012\n");
    cor_import_options options = PUBLISHED;
    options.allow_refused = true;
    assert_fails(case_import_with(&test, "un-desa-stock", path, &options), COR_E_CONFLICT,
                 &test.err, "row 3, column E");

    path = case_write(&test, "c.csv", STOCK "GTM,MEX,2020,T,5\n");
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_FORMAT, &test.err,
                 "it can be of un-desa-ims-2020, un-desa-ims-2024.");
    path = case_write(&test, "d.csv", STOCK "GTM,MEX,2028,T,5\n");
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_FORMAT, &test.err,
                 "No edition of un-desa-stock that is known here has figures of 2028.");
    assert_non_null(strstr(test_message(&test.err), "--source un-desa-ims-2028"));
    assert_figures(&test, "stock,GTM,MEX,2024,,81012,estimated,un-desa-ims-2024\n");
    case_close(&test);
}

#define WITH_EDITION "origin_iso3,dest_iso3,year,sex,value,edition\n"

static void a_column_tells_the_edition(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path =
        case_write(&test, "a.csv", WITH_EDITION "GTM,MEX,2020,T,5,2020\nGTM,MEX,2015,T,4,2020\n");
    assert_ok(case_import(&test, "un-desa-stock", path), &test.err);
    assert_str(test.report.source, "un-desa-ims-2020");
    path = case_write(&test, "b.csv", WITH_EDITION "GTM,MEX,2020,T,7,un-desa-ims-2024\n");
    assert_ok(case_import(&test, "un-desa-stock", path), &test.err);
    assert_str(test.report.source, "un-desa-ims-2024");
    assert_fails(case_import_with(&test, "un-desa-stock", path, &PUBLISHED), COR_E_CONFLICT,
                 &test.err, "of un-desa-ims-2024, not of un-desa-ims-2020");
    path =
        case_write(&test, "c.csv", WITH_EDITION "GTM,MEX,2020,T,5,2020\nGTM,MEX,2015,T,4,2024\n");
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_FORMAT, &test.err,
                 "row 3: The rows are of several editions: 2020, and here 2024.");
    path = case_write(&test, "d.csv", WITH_EDITION "GTM,MEX,2026,T,5,2026\n");
    assert_fails(case_import(&test, "un-desa-stock", path), COR_E_FORMAT, &test.err,
                 "of an edition that is not known here: un-desa-ims-2026.");
    case_close(&test);
}

static void an_edition_that_is_only_assumed_is_not_revised(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *rate = "iso3,year,sex,source,informal_rate_pct\nBGD,2022,T,LFS,";
    const char *path = case_write(&test, "a.csv", cor_str_print(&test.keep, "%s82.048\n", rate).at);
    assert_ok(case_import(&test, "ilostat", path), &test.err);
    assert_ok(case_import(&test, "ilostat", path), &test.err); // once more: unchanged
    path = case_write(&test, "b.csv", cor_str_print(&test.keep, "%s81.9\n", rate).at);
    cor_import_options options = { .revise = true };
    assert_fails(case_import_with(&test, "ilostat", path, &options), COR_E_CONFLICT, &test.err,
                 "The file does not say of which edition it is, and 1 of its figures differ from "
                 "those of ilostat-2024");
    options.source = COR_STR("ilostat-2024");
    assert_ok(case_import_with(&test, "ilostat", path, &options), &test.err);
    assert_int_equal(test.report.load.revised, 1);

    // A later download: no edition that is known goes so far, and none of other tables is offered.
    const char *later = "iso3,year,sex,source,informal_rate_pct\nBGD,2025,T,LFS,80\n";
    assert_fails(case_import(&test, "ilostat", case_write(&test, "c.csv", later)), COR_E_FORMAT,
                 &test.err, "No edition of ilostat that is known here has figures of 2025.");
    assert_non_null(strstr(test_message(&test.err), "--source ilostat-2025"));
    case_close(&test);
}

/* For every dataset: a key that nobody knows is recorded, and then it is known. */
static void a_new_edition_is_recorded_when_named(void **state) {
    (void)state;
    static const struct {
        const char *dataset, *text, *key, *producer, *edition;
    } CASES[] = {
        { "un-desa-stock", STOCK "GTM,MEX,2028,T,5\n", "un-desa-ims-2028", "United Nations",
          "2028" },
        { "wdi", "iso3,year,indicator,value\nABW,1991,SI.RMT.COST.IB.ZS,4.5\n", "wdi-2031",
          "World Bank", "2031" },
        { "ilostat", "iso3,year,sex,source,informal_rate_pct\nBGD,2022,T,LFS,82.048\n",
          "ilostat-2027", "International Labour Organization", "2027" },
        { "sdg", "SeriesCode,GeoAreaCode,TimePeriod,Value,[Sex]\nSL_TLF_UEM,484,2030,7.5,FEMALE\n",
          "un-sdg-2031", "United Nations", "2031" },
        { "table", OWN "stock,GTM,MEX,2020,5,\n", "ministry-2024", "User of this installation",
          "" },
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ingest_case test;
        case_open(&test);
        const char *path = case_write(&test, "a.csv", CASES[i].text);
        cor_import_options options = { .source = cor_str_of(CASES[i].key) };
        assert_ok(case_import_with(&test, CASES[i].dataset, path, &options), &test.err);
        assert_int_equal(test.report.load.added, 1);
        assert_int_equal(test.report.remark_count, 1);
        assert_non_null(
            strstr(cor_text_in(test.report.remarks[0], COR_LANG_EN, &test.keep).at, CASES[i].key));
        cor_source source;
        assert_ok(cor_source_get(test.figures, options.source, &test.keep, &source, &test.err),
                  &test.err);
        assert_true(cor_str_starts(source.producer, cor_str_of(CASES[i].producer)));
        assert_str(source.edition, CASES[i].edition);
        assert_null(strstr(cor_str_print(&test.keep, "%.*s", COR_STR_F(source.licence)).at, "MIT"));
        assert_ok(case_import_with(&test, CASES[i].dataset, path, &options), &test.err);
        assert_int_equal(test.report.load.unchanged, 1);
        assert_int_equal(test.report.remark_count, 0);
        case_close(&test);
    }
}

static void a_key_of_other_data_is_refused(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *path =
        case_write(&test, "a.csv", "iso3,year,indicator,value\nABW,1991,SI.RMT.COST.IB.ZS,4.5\n");
    cor_import_options options = { .source = COR_STR("ilostat-2024") };
    assert_fails(case_import_with(&test, "wdi", path, &options), COR_E_CONFLICT, &test.err,
                 "ilostat-2024 is a source by International Labour Organization and no edition of "
                 "wdi.");
    options.source = COR_STR("wdi-2031");
    assert_ok(case_import_with(&test, "wdi", path, &options), &test.err);
    path = case_write(&test, "b.csv", STOCK "GTM,MEX,2020,T,5\n");
    assert_fails(case_import_with(&test, "un-desa-stock", path, &options), COR_E_CONFLICT,
                 &test.err, "no edition of un-desa-stock");

    // An edition that was recorded is an agency's too.
    const char *own = OWN "remittance_cost_received,,ABW,1991,5,wdi-2031\n";
    assert_fails(case_import(&test, "table", case_write(&test, "c.csv", own)), COR_E_CONFLICT,
                 &test.err, "a table of your own cannot make it 5");
    case_close(&test);
}

/* ---- many at once -------------------------------------------------------- */

/* 200 figures, of which the first `changed` differ. */
static const char *many_figures(ingest_case *test, int changed) {
    cor_out out = cor_out_memory(&test->scratch);
    cor_put_c(&out, OWN);
    for (int i = 0; i < 200; i++) {
        char row[80];
        snprintf(row, sizeof row, "stock,GTM,MEX,%d,%d,ministry\n", 1800 + i,
                 1000 + i + (i < changed));
        cor_put_c(&out, row);
    }
    return case_write(test, "many.csv", out.memory);
}

static void more_than_one_in_a_hundred_is_asked_for(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    assert_ok(case_import(&test, "table", many_figures(&test, 0)), &test.err);
    assert_ok(case_import(&test, "table", many_figures(&test, 2)), &test.err); // 1 %
    assert_int_equal(test.report.load.revised, 2);
    const char *path = many_figures(&test, 5); // two of them are known by now
    assert_fails(
        case_import(&test, "table", path), COR_E_CONFLICT, &test.err,
        "The file would revise 3 of the 200 figures of ministry (1.5\u00a0%); the first is "
        "“Migrant stock”, Guatemala – Mexico, 1802: 1,002 becomes 1,003.");
    assert_non_null(strstr(test_message(&test.err), "add --revise"));
    assert_non_null(strstr(case_figures(&test), "stock,GTM,MEX,1802,,1002,"));
    cor_import_options options = { .revise = true };
    assert_ok(case_import_with(&test, "table", path, &options), &test.err);
    assert_int_equal(test.report.load.revised, 3);
    case_close(&test);
}

test_program(cmocka_unit_test(an_own_table_changes_no_published_figure),
             cmocka_unit_test(a_correction_has_a_reason_and_what_was_published),
             cmocka_unit_test(a_newer_file_of_the_agency_revises_a_correction),
             cmocka_unit_test(what_cannot_be_corrected_is_told),
             cmocka_unit_test(a_year_tells_the_edition),
             cmocka_unit_test(a_column_tells_the_edition),
             cmocka_unit_test(an_edition_that_is_only_assumed_is_not_revised),
             cmocka_unit_test(a_new_edition_is_recorded_when_named),
             cmocka_unit_test(a_key_of_other_data_is_refused),
             cmocka_unit_test(more_than_one_in_a_hundred_is_asked_for))
