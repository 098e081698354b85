/* SPDX-License-Identifier: Apache-2.0 */
/* Where a figure is from: file or run, corrections; sources and runs as they were recorded. */
#include "figures_case.h"

static int64_t id_of(figures_case *test, int32_t year) {
    cor_figure figure;
    bool found;
    assert_ok(cor_figures_find(test->figures, COR_STR("stock"), IMS2020, case_place("NIC"),
                               case_place("CRI"), cor_interval_year(year), COR_STR(""), &test->keep,
                               &figure, &found, &test->err),
              &test->err);
    assert_true(found);
    return figure.id;
}

static cor_lineage lineage_of(figures_case *test, int64_t id) {
    cor_lineage lineage = { 0 };
    assert_ok(cor_figures_lineage(test->figures, id, &test->keep, &lineage, &test->err),
              &test->err);
    return lineage;
}

static void walks_back_to_the_bytes(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_figure first = case_stock("NIC", "CRI", 2020, "", 1), second = first, third = first;
    first.sheet = COR_STR("Table 1");
    first.row = 118;
    first.column = 6;
    second.value = 2;
    third.value = 3;
    case_load(&test, IMS2020, 1000, first, case_stock("NIC", "CRI", 2015, "", 9));
    int64_t first_id = id_of(&test, 2020);
    case_load(&test, IMS2020, 2000, second);
    int64_t second_id = id_of(&test, 2020);
    case_load(&test, IMS2020, 3000, third);
    int64_t third_id = id_of(&test, 2020);
    assert_true(first_id < second_id && second_id < third_id);

    cor_lineage oldest = lineage_of(&test, first_id);
    assert_true(oldest.figure.value == 1 && oldest.figure.replaces_id == 0 &&
                oldest.figure.row == 118);
    assert_str(oldest.figure.sheet, "Table 1");
    assert_str(oldest.figure.measure, "stock");
    assert_str(oldest.figure.source, "un-desa-ims-2020");
    assert_int_equal(oldest.figure.destination.id, case_place("CRI").id);
    assert_int_equal(oldest.older_count, 0);
    assert_int_equal(oldest.newer.id, second_id);
    assert_str(oldest.source.key, "un-desa-ims-2020");
    assert_true(oldest.source.title[COR_LANG_ES].length > 0);
    assert_str(oldest.dataset, "un-desa-stock");
    assert_str(oldest.layout, "tidy");
    assert_str(oldest.file_name, "migrant_stock.csv.gz");
    assert_int_equal(oldest.file_bytes, 123);
    assert_int_equal(oldest.file_sha256[31], 0xAB);
    assert_int_equal(oldest.loaded_s, 1000);
    assert_int_equal(oldest.run.id, 0);

    cor_lineage newest = lineage_of(&test, third_id);
    assert_int_equal(newest.figure.replaces_id, second_id);
    assert_int_equal(newest.older_count, 2);
    assert_int_equal(newest.older[0].id, second_id);
    assert_int_equal(newest.older[1].id, first_id);
    assert_str(newest.older[1].sheet, "Table 1");
    assert_int_equal(newest.newer.id, 0);
    assert_int_equal(newest.loaded_s, 3000);

    cor_lineage none = { .loaded_s = 5 };
    assert_fails(cor_figures_lineage(test.figures, 999, &test.keep, &none, &test.err), COR_E_NONE,
                 &test.err, "999");
    assert_int_equal(none.loaded_s, 5);
    int refused = 0;
    char room[8192];
    for (size_t bytes = 0; bytes < sizeof room; bytes += 16, refused++) {
        cor_arena small = { room, room + bytes };
        cor_code code = cor_figures_lineage(test.figures, third_id, &small, &none, &test.err);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
    }
    assert_true(refused > 10 && refused < 500);
    case_close(&test);
}

static void computed_figures_name_their_run(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_source computed = { .key = COR_STR("corredor-flows"),
                            .title = { COR_STR("Estimates"), COR_STR("Estimaciones") } };
    assert_ok(cor_source_put(test.figures, &computed, &test.err), &test.err);
    cor_run run = { .engine = COR_STR("flows"),
                    .method = COR_STR("da-pb-closed"),
                    .version = COR_STR("0.1.0"),
                    .options = COR_STR("{\"tolerance_persons\":0.001}"),
                    .inputs = COR_STR("[]"),
                    .started_s = 777 };
    memset(run.result_digest, 0x5C, sizeof run.result_digest);
    cor_load *load;
    figures_set_clock(test.figures, 5000);
    assert_ok(cor_run_begin(test.figures, &run, computed.key, &load, &test.err), &test.err);
    cor_figure figure = case_stock("NIC", "CRI", 2020, "", 5.5);
    figure.status = COR_ESTIMATED;
    assert_ok(cor_load_append(load, &figure, &test.err), &test.err);
    case_commit(&test, load);
    cor_figure found;
    bool is_found;
    assert_ok(cor_figures_find(test.figures, figure.measure, computed.key, figure.origin,
                               figure.destination, figure.period, figure.breakdown, &test.keep,
                               &found, &is_found, &test.err),
              &test.err);
    assert_true(is_found && found.run_id > 0 && found.load_id == 0);
    cor_lineage lineage = lineage_of(&test, found.id);
    assert_int_equal(lineage.run.id, found.run_id);
    assert_str(lineage.run.method, "da-pb-closed");
    assert_str(lineage.run.options, "{\"tolerance_persons\":0.001}");
    assert_int_equal(lineage.run.result_digest[31], 0x5C);
    assert_int_equal(lineage.run.started_s, 777);
    assert_int_equal(lineage.file_name.length, 0);
    assert_int_equal(lineage.loaded_s, 5000);
    assert_str(lineage.source.title[COR_LANG_ES], "Estimaciones");

    // A run that is given up leaves no trace.
    assert_ok(cor_run_begin(test.figures, &run, computed.key, &load, &test.err), &test.err);
    cor_load_close(load);
    cor_run *runs;
    size_t count;
    assert_ok(cor_runs_list(test.figures, &test.keep, &runs, &count, &test.err), &test.err);
    assert_int_equal(count, 1);
    assert_str(runs[0].engine, "flows");
    char room[16];
    cor_arena small = { room, room + sizeof room };
    assert_fails(cor_runs_list(test.figures, &small, &runs, &count, &test.err), COR_E_MEMORY,
                 &test.err, "memory");
    case_close(&test);
}

static void sources_are_described_and_counted(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    cor_source source;
    assert_fails(
        cor_source_get(test.figures, COR_STR("un-desa-ims-2021"), &test.keep, &source, &test.err),
        COR_E_NONE, &test.err, "Did you mean “un-desa-ims-202");
    assert_fails(cor_source_get(test.figures, COR_STR("something quite different"), &test.keep,
                                &source, &test.err),
                 COR_E_NONE, &test.err, "corredor sources");
    assert_fails(cor_source_put(test.figures, &(cor_source){ 0 }, &test.err), COR_E_DOMAIN,
                 &test.err, "no key");
    cor_source mine = { .key = COR_STR("my-survey"),
                        .producer = COR_STR("Me"),
                        .title = { COR_STR("Survey"), COR_STR("Encuesta") },
                        .published = COR_STR("2024"),
                        .licence = COR_STR("CC0") };
    assert_ok(cor_source_put(test.figures, &mine, &test.err), &test.err);
    cor_source_summary *list;
    size_t count;
    assert_ok(cor_sources_list(test.figures, &test.keep, &list, &count, &test.err), &test.err);
    assert_int_equal(count, 0); // described, but without figures
    case_load(&test, COR_STR("my-survey"), 1000, case_stock("NIC", "CRI", 2020, "", 5),
              case_stock("NIC", "CRI", 2015, "", 4), case_stock("HTI", "DOM", 2010, "F", 4));
    case_load(&test, COR_STR("my-survey"), 2000, case_stock("NIC", "CRI", 2020, "", 6),
              case_stock("NIC", "CRI", 2015, "", 4));
    case_load(&test, IMS2020, 3000, case_stock("NIC", "CRI", 2020, "", 6));
    mine.licence = COR_STR("CC BY 4.0");
    assert_ok(cor_source_put(test.figures, &mine, &test.err), &test.err);
    assert_ok(cor_source_get(test.figures, mine.key, &test.keep, &source, &test.err), &test.err);
    assert_str(source.licence, "CC BY 4.0");
    assert_str(source.title[COR_LANG_ES], "Encuesta");
    assert_ok(cor_sources_list(test.figures, &test.keep, &list, &count, &test.err), &test.err);
    assert_int_equal(count, 2);
    assert_str(list[0].source.key, "my-survey"); // by producer: Me, United Nations
    assert_int_equal(list[0].figure_count, 4);
    assert_int_equal(list[0].series_count, 2);
    assert_int_equal(list[0].load_count, 2);
    assert_int_equal(list[0].last_load_s, 2000);
    assert_int_equal(list[0].period.start.days, cor_date_of(2010, 1, 1).days);
    assert_int_equal(list[0].period.end.days, cor_date_of(2021, 1, 1).days);
    assert_str(list[1].source.key, "un-desa-ims-2020");
    char room[600];
    cor_arena small = { room, room + sizeof room };
    assert_fails(cor_sources_list(test.figures, &small, &list, &count, &test.err), COR_E_MEMORY,
                 &test.err, "memory");
    case_close(&test);
}

test_program(cmocka_unit_test(walks_back_to_the_bytes),
             cmocka_unit_test(computed_figures_name_their_run),
             cmocka_unit_test(sources_are_described_and_counted))
