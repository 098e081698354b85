/* SPDX-License-Identifier: Apache-2.0 */
/* Queries: what a filter finds, in which order, as known when; corrections; lookups. */
#include "figures_case.h"

static cor_figure population(const char *place, int32_t year, const char *breakdown, double value) {
    return (cor_figure){ .measure = COR_STR("population"),
                         .destination = case_place(place),
                         .period = cor_interval_year(year),
                         .breakdown = cor_str_of(breakdown),
                         .value = value,
                         .status = COR_ESTIMATED };
}

/* Three corridors and a total, with corrections at hours 2000 and 3000; populations of another
 * source. */
static void fill(figures_case *test) {
    case_load(
        test, IMS2020, 1000, case_stock("NIC", "CRI", 2020, "", 350854),
        case_stock("NIC", "CRI", 2015, "", 300000), case_stock("NIC", "CRI", 2020, "F", 180000),
        case_stock("NIC", "CRI", 2020, "M", 170854), case_stock("HTI", "DOM", 2020, "", 496112),
        case_stock("MEX", "USA", 2020, "", 10853105), case_stock("WLD", "USA", 2020, "", 50632836));
    case_load(test, IMS2020, 2000, case_stock("NIC", "CRI", 2020, "", 350000));
    case_load(test, IMS2020, 3000, case_stock("NIC", "CRI", 2020, "", 351000),
              case_stock("NIC", "CRI", 2010, "", 250000));
    case_load(test, COR_STR("un-wpp-2024"), 4000, population("CRI", 2020, "", 5123105),
              population("CRI", 2020, "age=0-4;sex=F", 170000),
              population("CRI", 2020, "age=0-4", 340000), population("CRI", 2020, "sex=F", 2560000),
              population("MEX", 2020, "", 126799054));
}

/* The answer as one line: "NIC>CRI 2010 =250000; ". */
static const char *answer(figures_case *test, cor_filter filter) {
    static char line[4096];
    cor_figure *list;
    size_t count = case_select(test, &filter, &list), at = 0;

    line[0] = 0;
    for (size_t i = 0; i < count; i++) {
        char period[32];
        cor_interval_label(list[i].period, period);
        cor_str origin = cor_country_code(list[i].origin),
                destination = cor_country_code(list[i].destination);
        at += (size_t)snprintf(line + at, sizeof line - at, "%s%.*s%s%.*s %s%s%.*s %.0f",
                               i ? "; " : "", COR_STR_F(origin), origin.length ? ">" : "",
                               COR_STR_F(destination), period, list[i].breakdown.length ? " " : "",
                               COR_STR_F(list[i].breakdown), list[i].value);
    }

    return line;
}

static void filters_find_what_they_say(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    const cor_country nic = case_place("NIC"), cri = case_place("CRI"), hti = case_place("HTI");
    const cor_country usa = case_place("USA"), many[] = { usa, cri, usa, cri },
                      from[] = { hti, nic, hti };
    assert_string_equal(
        answer(&test, (cor_filter){ .measure = COR_STR("stock"),
                                    .origins = &nic,
                                    .origin_count = 1,
                                    .destinations = &cri,
                                    .destination_count = 1 }),
        "NIC>CRI 2010 250000; NIC>CRI 2015 300000; NIC>CRI 2020 351000; NIC>CRI 2020 sex=F 180000; "
        "NIC>CRI 2020 sex=M 170854");
    assert_string_equal(answer(&test, (cor_filter){ .measure = COR_STR("stock"),
                                                    .destinations = many,
                                                    .destination_count = 4,
                                                    .breakdown_exact = true,
                                                    .within = cor_interval_year(2020) }),
                        "MEX>USA 2020 10853105; NIC>CRI 2020 351000; WLD>USA 2020 50632836");
    assert_string_equal(answer(&test, (cor_filter){ .origins = from,
                                                    .origin_count = 3,
                                                    .latest = true,
                                                    .breakdown_exact = true }),
                        "HTI>DOM 2020 496112; NIC>CRI 2020 351000");
    assert_string_equal(answer(&test, (cor_filter){ .origins = from,
                                                    .origin_count = 3,
                                                    .destinations = &cri,
                                                    .destination_count = 1,
                                                    .breakdown = COR_STR("sex=F") }),
                        "NIC>CRI 2020 sex=F 180000");
    assert_string_equal(answer(&test, (cor_filter){ .source = COR_STR("un-wpp-2024"),
                                                    .breakdown = COR_STR("sex=F") }),
                        "CRI 2020 age=0-4;sex=F 170000; CRI 2020 sex=F 2560000");
    assert_string_equal(answer(&test, (cor_filter){ .measure = COR_STR("population"),
                                                    .source = COR_STR("un-wpp-2024"),
                                                    .breakdown_exact = true }),
                        "CRI 2020 5123105; MEX 2020 126799054");
    assert_string_equal(
        answer(
            &test,
            (cor_filter){ .destinations = &cri, .destination_count = 1, .breakdown_exact = true }),
        "CRI 2020 5123105; NIC>CRI 2010 250000; NIC>CRI 2015 300000; NIC>CRI 2020 351000");
    assert_string_equal(answer(&test, (cor_filter){ .measure = COR_STR("stock"), .limit = 2 }),
                        "HTI>DOM 2020 496112; MEX>USA 2020 10853105");
    cor_interval years = { cor_date_of(2010, 1, 1), cor_date_of(2016, 1, 1) };
    assert_string_equal(
        answer(&test, (cor_filter){ .origins = &nic, .origin_count = 1, .within = years }),
        "NIC>CRI 2010 250000; NIC>CRI 2015 300000");
    assert_string_equal(answer(&test, (cor_filter){ .measure = COR_STR("deaths") }), "");
    assert_string_equal(answer(&test, (cor_filter){ .source = COR_STR("nobody") }), "");
    cor_figure *list;
    assert_int_equal(case_select(&test, &(cor_filter){ 0 }, &list), 13);
    assert_str(list[0].measure, "population");
    assert_str(list[12].measure, "stock");
    assert_str(list[12].source, "un-desa-ims-2020");
    case_close(&test);
}

static void the_past_can_be_asked(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    const cor_country nic = case_place("NIC");
    cor_filter filter = { .origins = &nic,
                          .origin_count = 1,
                          .breakdown_exact = true,
                          .within = cor_interval_year(2020) };
    static const struct {
        int64_t at_s;
        const char *answer;
    } cases[] = {
        { 0, "NIC>CRI 2020 351000" },    { 999, "" },
        { 1000, "NIC>CRI 2020 350854" }, { 1999, "NIC>CRI 2020 350854" },
        { 2000, "NIC>CRI 2020 350000" }, { 2999, "NIC>CRI 2020 350000" },
        { 3000, "NIC>CRI 2020 351000" }, { 9000, "NIC>CRI 2020 351000" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        filter.as_known_s = cases[i].at_s;
        assert_string_equal(answer(&test, filter), cases[i].answer);
    }

    filter.as_known_s = 0;
    filter.history = true;
    assert_string_equal(answer(&test, filter),
                        "NIC>CRI 2020 350854; NIC>CRI 2020 350000; NIC>CRI 2020 351000");
    filter.as_known_s = 2500;
    assert_string_equal(answer(&test, filter), "NIC>CRI 2020 350854; NIC>CRI 2020 350000");

    // A clock that was wrong once does not hide what came later.
    case_load(&test, IMS2020, 500, case_stock("NIC", "CRI", 2020, "", 1));
    filter = (cor_filter){ .origins = &nic,
                           .origin_count = 1,
                           .breakdown_exact = true,
                           .within = cor_interval_year(2020) };
    assert_string_equal(answer(&test, filter), "NIC>CRI 2020 1");
    case_close(&test);
}

static void a_walk_shows_one_moment(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    cor_query *query;
    cor_figure figure;
    bool found;
    cor_filter filter = { .measure = COR_STR("stock"), .breakdown_exact = true };
    assert_ok(cor_query_open(test.figures, &filter, &query, &test.err), &test.err);
    assert_ok(cor_query_next(query, &figure, &found, &test.err), &test.err);
    assert_true(found && figure.origin.id == case_place("HTI").id);

    // Another query, and a load, in the middle of the walk.
    assert_true(case_value(&test, IMS2020, "MEX", "USA", 2020, "") == 10853105);
    case_load(&test, IMS2020, 9000, case_stock("MEX", "USA", 2020, "", 1),
              case_stock("MEX", "CAN", 2020, "", 2));
    assert_ok(cor_query_next(query, &figure, &found, &test.err), &test.err);
    assert_true(found && figure.value == 10853105);
    int rest = 0;
    for (; found; rest++)
        assert_ok(cor_query_next(query, &figure, &found, &test.err), &test.err);

    assert_int_equal(rest, 5); // NIC>CRI 2010, 2015, 2020, WLD>USA and the end
    assert_ok(cor_query_next(query, &figure, &found, &test.err), &test.err);
    assert_false(found);
    cor_query_close(query);
    cor_query_close(NULL);
    assert_true(case_value(&test, IMS2020, "MEX", "USA", 2020, "") == 1);
    case_close(&test);
}

static void a_reader_sees_what_another_process_adds(void **state) {
    (void)state;
    figures_case test, reader;
    case_open(&test);
    fill(&test);
    memset(&reader, 0, sizeof reader);
    snprintf(reader.path, sizeof reader.path, "%s", test.path);
    reader.stretch = test_stretch(1 << 20);
    reader.keep = cor_stretch_arena(&reader.stretch);
    case_open_figures(&reader, COR_STORE_READ);
    assert_true(case_value(&reader, IMS2020, "HTI", "DOM", 2020, "") == 496112);
    assert_true(isnan(case_value(&reader, COR_STR("un-desa-ims-2024"), "HTI", "DOM", 2020, "")));
    case_load(&test, COR_STR("un-desa-ims-2024"), 5000, case_stock("HTI", "DOM", 2020, "", 7));
    case_load(&test, IMS2020, 5000, case_stock("HTI", "DOM", 2020, "", 8));
    assert_true(case_value(&reader, COR_STR("un-desa-ims-2024"), "HTI", "DOM", 2020, "") == 7);
    assert_true(case_value(&reader, IMS2020, "HTI", "DOM", 2020, "") == 8);
    case_close_figures(&reader);
    cor_stretch_close(&reader.stretch);
    case_close(&test);
}

/* In arenas that are too small, growing until it passes. */
static void small_arenas_are_told(void **state) {
    (void)state;
    figures_case test;
    case_open(&test);
    fill(&test);
    cor_filter filter = { .measure = COR_STR("stock") };
    char room[8192];
    int refused = 0;

    for (size_t bytes = 0; bytes < sizeof room; bytes += 16) {
        cor_arena small = { room, room + bytes };
        cor_figure *list = NULL;
        size_t count = 0;
        cor_code code = cor_figures_select(test.figures, &filter, &small, &list, &count, &test.err);
        if (!code) {
            assert_int_equal(count, 8);
            break;
        }
        assert_int_equal(code, COR_E_MEMORY);
        assert_null(list);
        refused++;
    }

    assert_true(refused > 10 && refused < 500);
    for (size_t bytes = 0; bytes < 40; bytes++) {
        cor_arena small = { room, room + bytes };
        cor_figure figure = { .id = 99 };
        bool found = false;
        cor_code code = cor_figures_find(test.figures, COR_STR("stock"), IMS2020, case_place("NIC"),
                                         case_place("CRI"), cor_interval_year(2020),
                                         COR_STR("sex=F"), &small, &figure, &found, &test.err);
        assert_true(code == COR_OK ? found : code == COR_E_MEMORY && figure.id == 99);
        if (bytes < 28) assert_int_equal(code, COR_E_MEMORY);
    }

    case_close(&test);
}

test_program(cmocka_unit_test(filters_find_what_they_say), cmocka_unit_test(the_past_can_be_asked),
             cmocka_unit_test(a_walk_shows_one_moment),
             cmocka_unit_test(a_reader_sees_what_another_process_adds),
             cmocka_unit_test(small_arenas_are_told))
