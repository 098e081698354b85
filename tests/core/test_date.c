/* SPDX-License-Identifier: Apache-2.0 */
/* Days and periods: every form reads back to itself. */
#include "../test_case.h"

#include "corredor/date.h"

static void days_count_from_1970(void **state) {
    (void)state;
    assert_int_equal(cor_date_of(1970, 1, 1).days, 0);
    assert_int_equal(cor_date_of(2000, 3, 1).days, 11017);
    assert_int_equal(cor_date_of(1969, 12, 31).days, -1);
    int32_t before = cor_date_of(COR_YEAR_MIN, 1, 1).days - 1;

    for (int32_t days = cor_date_of(COR_YEAR_MIN, 1, 1).days;
         days < cor_date_of(COR_YEAR_MAX, 1, 1).days; days++) {
        int32_t year, month, day;
        cor_date_parts((cor_date){ days }, &year, &month, &day);
        assert_true(cor_date_is_valid(year, month, day));
        assert_int_equal(cor_date_of(year, month, day).days, days);
        assert_int_equal(days, ++before);
    }
}

static void periods_read_back(void **state) {
    (void)state;
    static const char *const labels[] = { "2020",
                                          "2020-Q1",
                                          "2020-Q4",
                                          "2020-07",
                                          "2020-12",
                                          "2020-02-29",
                                          "2015/2020",
                                          "1990/1995",
                                          "2020-Q3",
                                          "1950",
                                          "2015-03-01/2016-04-02",
                                          "2020-07-01",
                                          "2020-01-01" };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        cor_interval interval;
        char label[32];
        assert_true(cor_interval_parse(cor_str_of(labels[i]), &interval));
        assert_true(cor_interval_days(interval) > 0);
        cor_interval_label(interval, label);
        assert_string_equal(label, labels[i]);
    }

    cor_interval a = { 0 }, b = { 0 };
    assert_true(cor_interval_parse(COR_STR("2020Q3"), &a) &&
                cor_interval_parse(COR_STR("2020-Q3"), &b));
    assert_true(cor_interval_equal(a, b));
    assert_true(cor_interval_parse(COR_STR("2020M07"), &a) &&
                cor_interval_parse(COR_STR("2020-07"), &b));
    assert_true(cor_interval_equal(a, b));
    assert_true(cor_interval_parse(COR_STR("2020-01-01/2021-01-01"), &a));
    assert_true(cor_interval_equal(a, cor_interval_year(2020)));
    char label[32] = "x";
    cor_interval_label((cor_interval){ 0 }, label);
    assert_string_equal(label, "");
}

static void strange_periods_are_refused(void **state) {
    (void)state;
    static const char *const wrong[] = { "",
                                         "20",
                                         "2020-13",
                                         "2020-Q5",
                                         "2020-Q",
                                         "2020-02-30",
                                         "9999",
                                         "2020/2015",
                                         "2020-W05",
                                         "2021-02-29",
                                         "2020Q33",
                                         "2020-7",
                                         "2020 ",
                                         "2020/",
                                         "/2020",
                                         "2020M7",
                                         "2020-01-02/2020-01-02",
                                         "1000",
                                         "2020-07-15x",
                                         "20200715" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cor_interval interval = { { 7 }, { 9 } };
        if (cor_interval_parse(cor_str_of(wrong[i]), &interval))
            fail_msg("%s was read as a period", wrong[i]);
        assert_int_equal(interval.start.days, 7);
    }
}

test_program(cmocka_unit_test(days_count_from_1970), cmocka_unit_test(periods_read_back),
             cmocka_unit_test(strange_periods_are_refused))
