/* SPDX-License-Identifier: Apache-2.0 */
/* test_own_table.c: people's own tables and SDMX-CSV: what they may look like, and that what is
 * written out can be read back. */
#include <math.h>

#include "corredor/render.h"
#include "ingest_case.h"

static void a_breakdown_may_be_a_column_or_several(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *one = "measure,origin,destination,period,breakdown,value,status,source\n"
                      "stock,GTM,MEX,2022-07,sex=F;age=15-24,1200,provisional,ministry-2022\n"
                      "unemployment_rate,,Costa Rica,2022-Q3,,9.5,,ministry-2022\n"
                      "population,,GTM,2015/2020,,17000000,projected,ministry-2022\n";
    const char *path = case_write(&test, "one.csv", one);
    assert_ok(case_import(&test, "table", path), &test.err);
    assert_str(test.report.source, "ministry-2022");
    const char *several = "period;value;destination;origin;age;sex;measure;note\n"
                          "2022-07;1200;Mexico;Guatemala;15-24;F;stock;checked twice\n"
                          "2022-07;7;MEX;gtm;;T;stock;\n";
    cor_import_options options = { .source = COR_STR("ministry-2022") };
    path = case_write(&test, "several.csv", several);
    assert_fails(case_import_with(&test, "table", path, &options), COR_E_CONFLICT, &test.err,
                 "1,200 (provisional) becomes 1,200 (observed)");
    options.revise = true; // one figure of three
    assert_ok(case_import_with(&test, "table", path, &options), &test.err);
    assert_int_equal(test.report.load.added, 1);
    assert_int_equal(test.report.load.revised, 1); // no longer provisional
    assert_figures(&test, "population,,GTM,2015/2020,,17000000,projected,ministry-2022\n"
                          "stock,GTM,MEX,2022-07,,7,observed,ministry-2022\n"
                          "stock,GTM,MEX,2022-07,age=15-24;sex=F,1200,observed,ministry-2022\n"
                          "unemployment_rate,,CRI,2022-Q3,,9.5,observed,ministry-2022\n");
    cor_source source;
    assert_ok(
        cor_source_get(test.figures, COR_STR("ministry-2022"), &test.keep, &source, &test.err),
        &test.err);
    assert_str(source.title[COR_LANG_EN], "one.csv");
    case_close(&test);
}

static void absences_have_no_value(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *text = "measure,destination,period,value,status\npopulation,GTM,2020,,missing\n"
                       "population,HND,2020,,suppressed\nnet_migration,HND,2020,-5,\n";
    assert_ok(case_import(&test, "table", case_write(&test, "a.csv", text)), &test.err);
    assert_str(test.report.source, "own-table");
    assert_figures(
        &test,
        "net_migration,,HND,2020,,-5,observed,own-table\n"
        "population,,GTM,2020,,,missing,own-table\npopulation,,HND,2020,,,suppressed,own-table\n");
    case_close(&test);
}

/* A table that a load refuses does not leave even its source behind. */
static void a_refused_table_leaves_no_source(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *text =
        "measure,destination,period,value,source\npopulation,GTM,2020,1,ministry-2022\n"
        "population,GTM,2020,2,ministry-2022\n";
    assert_int_equal(case_import(&test, "table", case_write(&test, "a.csv", text)), COR_E_CONFLICT);
    cor_source source;
    assert_fails(
        cor_source_get(test.figures, COR_STR("ministry-2022"), &test.keep, &source, &test.err),
        COR_E_NONE, &test.err, "ministry-2022");
    case_close(&test);
}

static void what_is_written_can_be_read(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *tidy =
        "iso3,year,births,deaths,net_migration,kind\nABW,1951,1794,652,-788,estimate\n"
        "ABW,2040,1794,652,1,projection_medium\n";
    assert_ok(case_import(&test, "un-wpp", case_write(&test, "tidy.csv", tidy)), &test.err);
    const char *path = test_folder_file(&test.folder, "out.csv");
    FILE *file = fopen(path, "wb");
    cor_out out = cor_out_file(file);
    assert_ok(cor_figures_write_csv(test.figures, &(cor_filter){ 0 }, &out, &test.err), &test.err);
    fclose(file);
    assert_ok(case_import(&test, "table", path), &test.err);
    assert_str(test.report.source, "un-wpp-2024");
    assert_int_equal(test.report.load.unchanged, 6);
    assert_int_equal(test.report.load.added + test.report.load.revised, 0);
    case_close(&test);
}

/* ---- SDMX-CSV ------------------------------------------------------------ */

static void sdmx_of_our_measures(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *text = "STRUCTURE,STRUCTURE_ID,ACTION,MEASURE,ORIGIN,REF_AREA,SEX,AGE,TIME_PERIOD,"
                       "OBS_VALUE,OBS_STATUS\n"
                       "dataflow,COR:DF(1.0),I,stock,GTM,MEX,F,_T,2020,1200,A\n"
                       "dataflow,COR:DF(1.0),I,stock,W,MEX,_T,15-24,2020,7,E\n"
                       "dataflow,COR:DF(1.0),I,population,,CRI,_T,_T,2020,,M\n";
    assert_ok(case_import(&test, "table", case_write(&test, "a.csv", text)), &test.err);
    assert_str(test.report.layout, "sdmx-csv");
    assert_figures(&test, "population,,CRI,2020,,,missing,own-table\n"
                          "stock,GTM,MEX,2020,sex=F,1200,observed,own-table\n"
                          "stock,WLD,MEX,2020,age=15-24,7,estimated,own-table\n");
    case_close(&test);
}

static void sdmx_of_an_agency(void **state) {
    (void)state;
    ingest_case test;
    case_open(&test);
    const char *version1 =
        "DATAFLOW,REF_AREA: Reference area,FREQ: Frequency,SERIES: Series,TIME_PERIOD: "
        "Time,OBS_VALUE: Value,UNIT_MULT: Unit multiplier\n"
        "WB:WDI(1.0),MEX: Mexico,A: Annual,BX.TRF.PWKR.CD.DT: Received,2020,42.88,9: Billions\n";
    cor_import_options options = { .source = COR_STR("wdi-2023") };
    assert_ok(case_import_with(&test, "wdi", case_write(&test, "a.csv", version1), &options),
              &test.err);

    // The series stands in the name of the structure.
    const char *version2 =
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
        "dataflow,ILO:DF_EMP_NIFL_SEX_RT(1.0),I,CRI,SEX_F,2021,44.5,\n";
    options.source = COR_STR("ilostat-2024");
    assert_ok(case_import_with(&test, "ilostat", case_write(&test, "b.csv", version2), &options),
              &test.err);
    assert_figures(&test, "informality_rate,,CRI,2021,sex=F,44.5,observed,ilostat-2024\n"
                          "remittances_received,,MEX,2020,,42880,observed,wdi-2023\n");
    assert_fails(case_import(&test, "wdi", case_write(&test, "a.csv", version1)), COR_E_FORMAT,
                 &test.err, "does not say of which edition");
    case_close(&test);
}

static void faults_of_sdmx_are_told(void **state) {
    (void)state;
    static const struct {
        const char *text;
        cor_code code;
        const char *words, *where;
    } CASES[] = {
        { "DATAFLOW,REF_AREA,COLOUR,MEASURE,TIME_PERIOD,OBS_VALUE\nx,MEX,red,stock,2020,1\n",
          COR_E_FORMAT, "The component COLOUR is not known.", "" },
        { "DATAFLOW,MEASURE,TIME_PERIOD,OBS_VALUE\nx,stock,2020,1\n", COR_E_FORMAT,
          "Columns are missing: REF_AREA.", "" },
        { "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\nx,MEX,stokc,2020,1\n", COR_E_FORMAT,
          "The measure “stokc” is not known.", "row 2, column C “MEASURE”" },
        { "DATAFLOW,REF_AREA,MEASURE,SEX,TIME_PERIOD,OBS_VALUE\nx,MEX,stock,X,2020,1\n",
          COR_E_DOMAIN, "sex", "row 2, column D “SEX”" },
        { "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\nx,QQ1,stock,2020,1\n", COR_E_FORMAT,
          "The place “QQ1” is not known.", "row 2, column B" },
        { "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\nx,MEX,stock,2020,-1\n", COR_E_DOMAIN,
          "negative", "row 2, column E" },
        { "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nx,MEX,stock,2020,1,many\n",
          COR_E_FORMAT, "“many” is not a power of ten.", "row 2, column F" },
        { "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\nx,MEX,stock,2020-W05,1\n", COR_E_FORMAT,
          "", "row 2" },
        { "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE\ndataflow,x,D,MEX,"
          "stock,2020,1\n",
          COR_E_USAGE, "", "" },
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ingest_case test;
        case_open(&test);
        cor_code code = case_import(&test, "table", case_write(&test, "a.csv", CASES[i].text));
        const char *message = test_message(&test.err);
        if (code != CASES[i].code || !strstr(message, CASES[i].words) ||
            !strstr(message, CASES[i].where))
            fail_msg("%zu: %s: %s", i, cor_code_name(code), message);
        assert_figures(&test, "");
        case_close(&test);
    }
}

test_program(cmocka_unit_test(a_breakdown_may_be_a_column_or_several),
             cmocka_unit_test(absences_have_no_value),
             cmocka_unit_test(a_refused_table_leaves_no_source),
             cmocka_unit_test(what_is_written_can_be_read), cmocka_unit_test(sdmx_of_our_measures),
             cmocka_unit_test(sdmx_of_an_agency), cmocka_unit_test(faults_of_sdmx_are_told))
