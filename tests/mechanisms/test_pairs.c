/* SPDX-License-Identifier: Apache-2.0 */
/* The table of pairs and years, on the data pack and on instruments made for the question. */
#include "../registry/registry_case.h"

#include "mechanisms/kinds.h"
#include "mechanisms/mechanisms.h"

static cor_str pairs_of(registry_case *test, cor_pairs_filter filter) {
    cor_registry_memory *memory;
    filter.today = cor_date_of(2026, 6, 30);
    assert_ok(cor_registry_memory_open(test->registry, 0, &memory, &test->err), &test->err);
    cor_out out = cor_out_memory(&test->keep);
    assert_ok(cor_pairs_write_csv(memory, &filter, test->scratch, &out, &test->err), &test->err);
    cor_registry_memory_close(memory);
    assert_false(out.failed);
    return cor_out_str(&out);
}

/* The line that begins so, without its end; empty when there is none. */
static cor_str line_of(cor_str table, const char *begin) {
    cor_str line;
    while (cor_str_split(&table, '\n', &line))
        if (cor_str_starts(line, cor_str_of(begin))) return line;
    return (cor_str){ "", 0 };
}

static cor_country place(const char *code) {
    cor_country country = { 0 };
    assert_true(cor_country_by_code(cor_str_of(code), &country));
    return country;
}

static void the_pack_year_by_year(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_str table = pairs_of(test, (cor_pairs_filter){ 0 });
    assert_str(
        line_of(table, "origin"),
        "origin,destination,year,bilateral_agreement,memorandum,temporary_scheme,fta_clause,"
        "regional_regime,"
        "opens_work,open_to_all,state_unknown,listed,listed_signed,listed_described,mechanisms");

    // the memorandum of 1974, and the agreement a dataset lists for the same act
    assert_str(line_of(table, "MEX,CAN,1974"), "MEX,CAN,1974,0,1,0,0,0,1,0,0,1,1,1,MEX-CAN-PTAT");
    assert_str(line_of(table, "MEX,CAN,2000"),
               "MEX,CAN,2000,0,1,0,1,0,1,0,0,1,0,1,MEX-CAN-PTAT;NAFTA-CH16");
    assert_str(line_of(table, "MEX,CAN,1973"), "");

    // no direction in the list, and none opened by it
    assert_str(line_of(table, "CAN,MEX,1974"), "CAN,MEX,1974,0,0,0,0,0,0,0,0,1,1,1,");

    // Bracero until 1964, then nothing until the scheme that is open to all
    assert_true(cor_str_ends(line_of(table, "MEX,USA,1950"), COR_STR(",MEX-USA-BRACERO")));
    assert_true(
        cor_str_starts(line_of(table, "MEX,USA,1964"), COR_STR("MEX,USA,1964,1,0,0,0,0,1,0,0,")));
    assert_true(
        cor_str_starts(line_of(table, "MEX,USA,1965"), COR_STR("MEX,USA,1965,0,0,0,0,0,0,0,0,")));
    assert_true(
        cor_str_starts(line_of(table, "CHN,USA,1990"), COR_STR("CHN,USA,1990,0,0,1,0,0,1,1,0,")));

    // superseded in 2020 by another, whose end is that of its own successor
    assert_true(cor_str_starts(line_of(table, "NIC,CRI,2000"), COR_STR("NIC,CRI,2000,1,")));

    // signed in 2001, and it is not known what became of it
    assert_true(cor_str_starts(line_of(table, "DOM,ESP,2010"),
                               COR_STR("DOM,ESP,2010,0,0,0,0,0,0,0,1,2,0,1,")));
    assert_str(line_of(table, "GTM,GTM"), "");
    case_close(test);
}

static void narrowed_to_a_pair_and_a_year(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_str table = pairs_of(test, (cor_pairs_filter){ .origin = place("MEX"),
                                                       .destination = place("CAN"),
                                                       .year_first = 1980,
                                                       .year_last = 1980 });
    cor_str line, head;
    assert_true(cor_str_split(&table, '\n', &head));
    assert_true(cor_str_split(&table, '\n', &line));
    assert_true(cor_str_starts(line, COR_STR("MEX,CAN,1980,")));
    assert_true(cor_str_split(&table, '\n', &line));
    assert_int_equal(line.length, 0);
    case_close(test);
}

static void nothing_in_force_without_knowing_it(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *announced = case_mechanism(test, "A", "Announced"),
              *ended = case_mechanism(test, "B", "Ended"),
              *suspended = case_mechanism(test, "C", "Suspended");
    case_set(announced, "status", "announced");
    case_set(announced, "opens", "work");
    case_set(announced, "announced", "2020");
    case_set(announced, "corridors", "GTM-MEX");
    case_set(ended, "status", "ended"); // nobody says when
    case_set(ended, "signed", "2010-05-01");
    case_set(ended, "corridors", "GTM-MEX");
    case_set(suspended, "status", "suspended");
    case_set(suspended, "in_force", "2015");
    case_set(suspended, "suspended", "2017-03");
    case_set(suspended, "corridors", "GTM-MEX");
    assert_ok(case_put(test, announced, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_ok(case_put(test, ended, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_ok(case_put(test, suspended, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    cor_str table = pairs_of(test, (cor_pairs_filter){ 0 });
    assert_str(line_of(table, "GTM,MEX,2009"), "");
    assert_str(line_of(table, "GTM,MEX,2010"), "GTM,MEX,2010,0,0,0,0,0,0,0,1,0,0,0,");
    assert_str(line_of(table, "GTM,MEX,2016"), "GTM,MEX,2016,1,0,0,0,0,0,0,1,0,0,0,C");
    assert_str(line_of(table, "GTM,MEX,2017"), "GTM,MEX,2017,1,0,0,0,0,0,0,1,0,0,0,C");
    assert_str(line_of(table, "GTM,MEX,2020"), "GTM,MEX,2020,0,0,0,0,0,0,0,1,0,0,0,");
    assert_str(line_of(table, "MEX,GTM"), "");
    case_close(test);
}

test_program(cmocka_unit_test(the_pack_year_by_year),
             cmocka_unit_test(narrowed_to_a_pair_and_a_year),
             cmocka_unit_test(nothing_in_force_without_knowing_it))
