/* SPDX-License-Identifier: Apache-2.0 */
/* The ranking of corridors: ranks among all, to and from a place; ties; what is no corridor;
 * kept until a load. */
#include "figures_case.h"

static void fill(figures_case *test) {
    case_load(test, IMS2020, 1000, case_stock("MEX", "USA", 2020, "", 100),
              case_stock("NIC", "CRI", 2020, "", 50), case_stock("HTI", "DOM", 2020, "", 50),
              case_stock("HTI", "USA", 2020, "", 40), case_stock("COL", "USA", 2020, "", 40),
              case_stock("COL", "CRI", 2020, "", 40), case_stock("PAN", "CRI", 2020, "", 1),
              case_stock("USA", "CRI", 2020, "", 0), case_stock("WLD", "USA", 2020, "", 9999),
              case_stock("OTH", "USA", 2020, "", 999), case_stock("MEX", "WLD", 2020, "", 9999),
              case_stock("CRI", "CRI", 2020, "", 99), case_stock("MEX", "USA", 2015, "", 7),
              case_stock("NIC", "USA", 2020, "F", 70));
    cor_figure absent = case_stock("SLV", "USA", 2020, "", NAN);
    absent.status = COR_SUPPRESSED;
    case_load(test, IMS2020, 1000, absent);
}

static const char *ranking(figures_case *test, cor_corridor_filter filter, int64_t *ret_of) {
    static char line[4096];
    cor_corridor *list;
    size_t count, at = 0;

    filter.measure = COR_STR("stock");
    filter.source = IMS2020;
    if (!filter.period.end.days) filter.period = cor_interval_year(2020);
    assert_ok(cor_figures_corridors(test->figures, &filter, &test->keep, &list, &count, ret_of,
                                    &test->err),
              &test->err);
    line[0] = 0;

    for (size_t i = 0; i < count; i++) {
        assert_str(list[i].figure.measure, "stock");
        assert_str(list[i].figure.source, "un-desa-ims-2020");
        assert_true(list[i].figure.id > 0 && list[i].figure.load_id > 0 &&
                    list[i].figure.column == 5);
        at += (size_t)snprintf(line + at, sizeof line - at, "%s%.*s>%.*s %.0f #%d to #%d from #%d",
                               i ? "; " : "", COR_STR_F(cor_country_code(list[i].figure.origin)),
                               COR_STR_F(cor_country_code(list[i].figure.destination)),
                               list[i].figure.value, list[i].rank, list[i].rank_destination,
                               list[i].rank_origin);
    }

    return line;
}

static void ranks_are_right(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    int64_t of = 0;
    assert_string_equal(
        ranking(&test, (cor_corridor_filter){ 0 }, &of),
        "MEX>USA 100 #1 to #1 from #1; HTI>DOM 50 #2 to #1 from #1; NIC>CRI 50 #2 to #1 from #1; "
        "COL>CRI 40 #4 to #2 from #1; COL>USA 40 #4 to #2 from #1; HTI>USA 40 #4 to #2 from #2; "
        "PAN>CRI 1 #7 to #3 from #1");
    assert_int_equal(of, 7);
    cor_country cri = case_place("CRI"), from[] = { case_place("COL"), case_place("HTI") };
    assert_string_equal(
        ranking(&test,
                (cor_corridor_filter){ .destinations = &cri, .destination_count = 1, .limit = 2 },
                &of),
        "NIC>CRI 50 #2 to #1 from #1; COL>CRI 40 #4 to #2 from #1");
    assert_int_equal(of, 7);
    assert_string_equal(
        ranking(&test, (cor_corridor_filter){ .origins = from, .origin_count = 2, .limit = 2 },
                &of),
        "HTI>DOM 50 #2 to #1 from #1; COL>CRI 40 #4 to #2 from #1");
    assert_string_equal(
        ranking(&test, (cor_corridor_filter){ .period = cor_interval_year(2015) }, &of),
        "MEX>USA 7 #1 to #1 from #1");
    assert_string_equal(ranking(&test, (cor_corridor_filter){ .breakdown = COR_STR("sex=F") }, &of),
                        "NIC>USA 70 #1 to #1 from #1");
    assert_string_equal(
        ranking(&test, (cor_corridor_filter){ .period = cor_interval_year(1990) }, &of), "");
    assert_int_equal(of, 0);
    case_close(&test);
}

static void a_ranking_follows_the_figures(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    int64_t of;
    cor_corridor_filter first = { .limit = 1 };
    for (int twice = 0; twice < 2; twice++)
        assert_string_equal(ranking(&test, first, &of), "MEX>USA 100 #1 to #1 from #1");

    case_load(&test, IMS2020, 2000, case_stock("MEX", "USA", 2020, "", 2),
              case_stock("PAN", "CRI", 2020, "", 0));
    for (int twice = 0; twice < 2; twice++)
        assert_string_equal(ranking(&test, first, &of), "HTI>DOM 50 #1 to #1 from #1");

    assert_int_equal(of, 6);
    assert_string_equal(
        ranking(&test, (cor_corridor_filter){ .limit = 1, .as_known_s = 1500 }, &of),
        "MEX>USA 100 #1 to #1 from #1");
    assert_int_equal(of, 7);
    assert_string_equal(ranking(&test, (cor_corridor_filter){ .as_known_s = 10 }, &of), "");

    // More rankings than are kept: the answers stay right.
    for (int round = 0; round < 2; round++)
        for (int year = 1990; year < 1990 + 2 * FIGURES_RANKINGS; year++)
            assert_string_equal(
                ranking(&test, (cor_corridor_filter){ .period = cor_interval_year(year) }, &of),
                "");

    assert_string_equal(ranking(&test, first, &of), "HTI>DOM 50 #1 to #1 from #1");
    case_close(&test);
}

static void small_arenas_are_told(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    cor_corridor_filter filter = { .measure = COR_STR("stock"),
                                   .source = IMS2020,
                                   .period = cor_interval_year(2020) };
    char room[4096];
    int refused = 0;

    for (size_t bytes = 0; bytes < sizeof room; bytes += 8) {
        cor_arena small = { room, room + bytes };
        cor_corridor *list = NULL;
        size_t count;
        int64_t of;
        cor_code code =
            cor_figures_corridors(test.figures, &filter, &small, &list, &count, &of, &test.err);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
        assert_null(list);
        refused++;
    }

    assert_true(refused > 10 && refused < 400);
    case_close(&test);
}

test_program(cmocka_unit_test(ranks_are_right), cmocka_unit_test(a_ranking_follows_the_figures),
             cmocka_unit_test(small_arenas_are_told))
