/* SPDX-License-Identifier: Apache-2.0 */
/* SDMX-CSV 1.0 and 2.0: headers in every form the format allows, observations, periods, statuses,
 * and what is refused.
 */
#include <math.h>

#include "formats.h"
#include "ingest/sdmx.h"

/* Every observation of a file as "row structure period value status CODE..." with a dash where
 * there is none. */
static const char *observations(cor_str bytes) {
    static char room[1 << 14];
    static cor_error err;
    cor_arena keep = { room, room + sizeof room }, arena = cor_arena_scratch(&keep);
    cor_out out = cor_out_memory(&arena);
    cor_table *table;
    cor_row row;
    bool found;
    cor_sdmx sdmx;
    cor_sdmx_row read;

    assert_ok(cor_table_open_memory(bytes, NULL, &table, &err), &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    cor_code code = cor_sdmx_open(&row, cor_table_separator(table), &keep, &sdmx, &err);

    while (!code) {
        char label[32], number[32];
        assert_ok(cor_table_next(table, &row, &found, &err), &err);
        if (!found) break;
        code = cor_sdmx_read(&sdmx, &row, &read, &err);
        if (code) break;
        if (!read.is_observation) {
            cor_put_c(&out, "pass\n");
            continue;
        }
        cor_interval_label(read.period, label);
        cor_number_print(read.value, number);
        char line[256];
        snprintf(line, sizeof line, "%d %.*s %s %s %s", read.row, COR_STR_F(read.structure), label,
                 isnan(read.value) ? "-" : number, cor_status_key(read.status));
        cor_put_c(&out, line);
        for (int32_t i = 0; i < sdmx.column_count; i++) {
            bool is_ours = i == sdmx.period || i == sdmx.value || i == sdmx.status;
            if (is_ours || sdmx.columns[i].role != COR_SDMX_COMPONENT) continue;
            cor_put_char(&out, ' ');
            cor_put(&out, cor_sdmx_code(&sdmx, &row, i));
            if (cor_sdmx_label(&sdmx, &row, i).length) {
                cor_put_char(&out, '=');
                cor_put(&out, cor_sdmx_label(&sdmx, &row, i));
            }
        }
        cor_put_char(&out, '\n');
    }

    cor_table_close(table);
    if (code) {
        cor_put_c(&out, cor_code_name(code));
        cor_put_char(&out, ' ');
        cor_put_c(&out, test_message(&err));
    }

    return out.used ? out.memory : "";
}

#define assert_observations(literal, expected)                                                     \
    assert_string_equal(observations(COR_STR(literal)), expected)
#define assert_sdmx_refused(literal, words)                                                        \
    do {                                                                                           \
        const char *rows_ = observations(COR_STR(literal));                                        \
        if (!strstr(rows_, words)) fail_msg("\"%s\" lacks \"%s\"", rows_, words);                  \
    } while (0)

static void version_1(void **state) {
    (void)state;
    assert_observations("DATAFLOW,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
                        "ILO:DF_EMP(1.0),CRI,F,2020,231935,A\n"
                        "ILO:DF_EMP(1.0),CRI,M,2020-Q3,12.5,E\n"
                        "ILO:DF_EMP(1.0),CRI,T,2021,,\n",
                        "2 ILO:DF_EMP(1.0) 2020 231935 observed CRI F\n"
                        "3 ILO:DF_EMP(1.0) 2020-Q3 12.5 estimated CRI M\n"
                        "4 ILO:DF_EMP(1.0) 2021 - missing CRI T\n");
    assert_observations("DATAFLOW,REF_AREA: Reference area,TIME_PERIOD: Time,OBS_VALUE: Value\n"
                        "\"ILO:DF_EMP(1.0): Employment, by sex\",CRI: Costa Rica,2020: 2020,1\n",
                        "2 ILO:DF_EMP(1.0) 2020 1 observed CRI=Costa Rica\n");
}

static void version_2(void **state) {
    (void)state;
    assert_observations("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
                        "dataflow,ILO:DF_EMP(1.0),I,CRI,2020,7,\n"
                        "dataflow,ILO:DF_EMP(1.0),A,CRI,2021,8,P\n"
                        "dataflow,ILO:DF_EMP(1.0),R,CRI,2022,9,F\n"
                        "dataflow,ILO:DF_EMP(1.0),M,CRI,,,\n"
                        "dataflow,ILO:DF_EMP(1.0),,CRI,2023,NaN,\n"
                        "dataflow,ILO:DF_EMP(1.0),,CRI,2024,3,Q\n",
                        "2 ILO:DF_EMP(1.0) 2020 7 observed CRI\n"
                        "3 ILO:DF_EMP(1.0) 2021 8 provisional CRI\n"
                        "4 ILO:DF_EMP(1.0) 2022 9 projected CRI\n"
                        "pass\n"
                        "6 ILO:DF_EMP(1.0) 2023 - missing CRI\n"
                        "7 ILO:DF_EMP(1.0) 2024 - suppressed CRI\n");
}

static void version_2_with_labels(void **state) {
    (void)state;
    // Semicolons between cells mean decimal commas; the bracket names what separates the values of
    // one cell.
    assert_observations(
        "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;DIM: Dimensión;TIME_PERIOD: Tiempo;OBS_VALUE: "
        "Valor;"
        "ATTR[es|en]: Nota\n"
        "dataflow;ONE:DF(1.0): Uno;I;A;A: Valor: a;2014-01: enero;12,4;es:uno: x|en:one\n",
        "2 ONE:DF(1.0) 2014-01 12.4 observed A=Valor: a es:uno: x|en:one\n");

    // labels=name: a column of names after each column of codes.
    assert_observations(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SEX,Sex,TIME_PERIOD,Time,OBS_VALUE,Value\n"
        "dataflow,ONE:DF(1.0),Number one,I,F,Female,2014,2014,5,\n",
        "2 ONE:DF(1.0) 2014 5 observed F=Female\n");
}

static void headers_are_told_from_others(void **state) {
    (void)state;
    const struct {
        const char *text;
        bool is_sdmx;
    } cases[] = { { "DATAFLOW,A,OBS_VALUE\n", true },
                  { "STRUCTURE[;],STRUCTURE_ID,X\n", true },
                  { "dataflow,a,b\n", true },
                  { "country,year,value\n", false },
                  { "DATAFLOWS,REF_AREA,OBS_VALUE\n", false },
                  { "DATAFLOW,OBS_VALUE\n", false } };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_table *table;
        cor_row row;
        bool found;
        cor_error err;
        assert_ok(cor_table_open_memory(cor_str_of(cases[i].text), NULL, &table, &err), &err);
        assert_ok(cor_table_next(table, &row, &found, &err), &err);
        assert_int_equal(cor_sdmx_is_header(&row), cases[i].is_sdmx);
        cor_table_close(table);
    }
}

static void what_is_refused(void **state) {
    (void)state;
    assert_sdmx_refused("STRUCTURE,STRUCTURE_ID,ACTION,A,OBS_VALUE\nd,X,D,a,-\n",
                        "COR_E_USAGE row 2, column C: The row asks to delete");
    assert_sdmx_refused("STRUCTURE,STRUCTURE_ID,ACTION,A,OBS_VALUE\nd,X,U,a,1\n",
                        "The action \"U\" is not");
    assert_sdmx_refused("STRUCTURE,ACTION,OBS_VALUE\nd,I,1\n",
                        "row 1, column A: A file that begins with STRUCTURE");
    assert_sdmx_refused("DATAFLOW,A,B\nd,I,1\n",
                        "row 1: The SDMX-CSV file has no column OBS_VALUE");
    assert_sdmx_refused("DATAFLOW,A,A,OBS_VALUE\nd,I,1\n",
                        "row 1, column C: The column A is there twice");
    assert_sdmx_refused("DATAFLOW,A[],A[].B[],C[en],OBS_VALUE\n1,2,3,4,x\n",
                        "\"x\" is not a number");
    assert_sdmx_refused("DATAFLOW,A,,OBS_VALUE\nd,I,1\n",
                        "row 1, column C: The column has no name");
    assert_sdmx_refused("DATAFLOW,A,OBS_VALUE\nd,I,1,234\n",
                        "row 2, column D: The row has more cells");
    assert_sdmx_refused("DATAFLOW,A,OBS_VALUE\nd,I,\"1,234\"\n",
                        "row 2, column C: \"1,234\" is not a number");
    assert_sdmx_refused("DATAFLOW,TIME_PERIOD,OBS_VALUE\nd,2020-W05,1\n",
                        "row 2, column B: The period \"2020-W05\"");
    assert_sdmx_refused("DATAFLOW,OBS_STATUS,OBS_VALUE\nd,Y,1\n",
                        "row 2, column B: The status \"Y\"");
}

/* Too little memory is said, and nothing is given back. */
static void small_arenas(void **state) {
    (void)state;
    static char room[1 << 12];
    cor_error err;
    cor_table *table;
    cor_row row;
    bool found;
    cor_sdmx sdmx = { .version = 7 };
    assert_ok(cor_table_open_memory(COR_STR("DATAFLOW,A: Label,OBS_VALUE\n"), NULL, &table, &err),
              &err);
    assert_ok(cor_table_next(table, &row, &found, &err), &err);
    size_t size = 0;

    for (cor_code code = COR_E_MEMORY; code; size++) {
        cor_arena keep = { room, room + size };
        code = cor_sdmx_open(&row, ',', &keep, &sdmx, &err);
        if (code) assert_fails(code, COR_E_MEMORY, &err, "not enough memory");
        assert_int_equal(sdmx.version, code ? 7 : 1);
    }

    assert_in_range(size, 3 * sizeof(cor_sdmx_column), sizeof room);
    cor_table_close(table);
}

static void check_period(const char *text, const char *year_start, const char *start,
                         const char *end) {
    cor_error err;
    cor_interval period;
    char label[16];
    assert_ok(cor_sdmx_period(cor_str_of(text), cor_str_of(year_start), &period, &err), &err);
    cor_date_label(period.start, label);
    if (strcmp(label, start) != 0) fail_msg("%s starts %s instead of %s", text, label, start);
    cor_date_label(period.end, label);
    if (strcmp(label, end) != 0) fail_msg("%s ends %s instead of %s", text, label, end);
}

static void periods(void **state) {
    (void)state;
    check_period("2020", "", "2020-01-01", "2021-01-01");
    check_period("2020-A1", "", "2020-01-01", "2021-01-01");
    check_period("2020-S2", "", "2020-07-01", "2021-01-01");
    check_period("2020-T3", "", "2020-09-01", "2021-01-01");
    check_period("2020-Q1", "", "2020-01-01", "2020-04-01");
    check_period("2020Q4", "", "2020-10-01", "2021-01-01");
    check_period("2020-M12", "", "2020-12-01", "2021-01-01");
    check_period("2020-07", "", "2020-07-01", "2020-08-01");
    check_period("2020-02-29", "", "2020-02-29", "2020-03-01");
    check_period("2020-D366", "", "2020-12-31", "2021-01-01");
    check_period("2020-02-29T00:00:00Z", "", "2020-02-29", "2020-03-01");
    check_period("2020-05:00", "", "2020-01-01", "2021-01-01");
    check_period("2020-07+02:00", "", "2020-07-01", "2020-08-01");
    check_period("2015-07-01/P5Y", "", "2015-07-01", "2020-07-01");
    check_period("2015-07-01T00:00:00/P1Y6M10D", "", "2015-07-01", "2017-01-11");

    // The reporting year that starts in July: its second quarter is the last of the calendar year
    // (SDMX 3.0, 6, 4.2.6).
    check_period("2010-Q2", "--07-01", "2010-10-01", "2011-01-01");
    check_period("2010-A1", "--07-01", "2010-07-01", "2011-07-01");
    check_period("2010", "--07-01", "2010-01-01", "2011-01-01");
}

static void periods_that_are_none(void **state) {
    (void)state;
    static const char *const NONE[] = { "",
                                        "20",
                                        "2020-",
                                        "2020-13",
                                        "2020-Q5",
                                        "2020-Q0",
                                        "2020-S3",
                                        "2020-T4",
                                        "2020-M13",
                                        "2020-A2",
                                        "2021-D366",
                                        "2021-02-29",
                                        "2020-Q1x",
                                        "20201",
                                        "2020-1-1",
                                        "1200",
                                        "2020-X1",
                                        "2020-01-01/",
                                        "2020-01-01/P",
                                        "2020-01-31/P1M",
                                        "2020-01-01/P0D",
                                        "2020-01-01/P99999Y",
                                        "2020/2021",
                                        "2020-07-01/P1Yx" };
    cor_error err;
    cor_interval period = { 0 };

    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
        if (!cor_sdmx_period(cor_str_of(NONE[i]), (cor_str){ 0 }, &period, &err))
            fail_msg("\"%s\" was read", NONE[i]);
        assert_non_null(strstr(test_message(&err), "is not a period"));
    }

    static const char *const TOO_FINE[] = { "2020-W05", "2020-01-01T08:00:00", "2020-01-01/P2W",
                                            "2020-01-01/PT1H" };
    for (size_t i = 0; i < sizeof TOO_FINE / sizeof *TOO_FINE; i++)
        assert_fails(cor_sdmx_period(cor_str_of(TOO_FINE[i]), (cor_str){ 0 }, &period, &err),
                     COR_E_FORMAT, &err, "is a week or a time of day");

    assert_fails(cor_sdmx_period(COR_STR("2020-Q1"), COR_STR("--02-30"), &period, &err),
                 COR_E_FORMAT, &err, "first day of a reporting year");
    assert_int_equal(period.start.days, 0);
}

static void statuses(void **state) {
    (void)state;
    static const struct {
        const char *code, *key;
    } CASES[] = { { "", "observed" },     { "A", "observed" },       { "B", "observed" },
                  { "E", "estimated" },   { "I", "estimated" },      { "F", "projected" },
                  { "P", "provisional" }, { "Q", "suppressed" },     { "c", "suppressed" },
                  { "L", "missing" },     { "M", "missing" },        { "O", "missing" },
                  { "bep", "estimated" }, { "B, P", "provisional" }, { "s", "estimated" },
                  { "S", "observed" } };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        cor_obs_status status;
        assert_true(cor_sdmx_status(cor_str_of(CASES[i].code), &status));
        assert_string_equal(cor_status_key(status), CASES[i].key);
    }

    cor_obs_status status = COR_PROJECTED;
    assert_false(cor_sdmx_status(COR_STR("Y"), &status));
    assert_false(cor_sdmx_status(COR_STR("A\0"), &status));
    assert_int_equal(status, COR_PROJECTED);
}

test_program(cmocka_unit_test(version_1), cmocka_unit_test(version_2),
             cmocka_unit_test(version_2_with_labels),
             cmocka_unit_test(headers_are_told_from_others), cmocka_unit_test(what_is_refused),
             cmocka_unit_test(small_arenas), cmocka_unit_test(periods),
             cmocka_unit_test(periods_that_are_none), cmocka_unit_test(statuses))
