/* SPDX-License-Identifier: Apache-2.0 */
/* test_refusals.c: what the methods do not answer, and what they say instead. */
#include "tables.h"

static cor_code ask(question *q, const char *method, const cor_flows_options *options) {
    cor_flows flows;
    return cor_flows_estimate(cor_flows_method_find(cor_str_of(method)), &q->input, options,
                              &q->keep, q->scratch, &flows, &q->err);
}

static const double START[16] = {
    1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200
};
static const double END[16] = { 950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180 };

static void begin(question *q) {
    question_four(q, START, END, NULL, NULL);
}

static void cells_that_are_no_counts(void **state) {
    (void)state;
    question q;
    begin(&q);
    q.start[1] = NAN;
    assert_fails(ask(&q, "sd-drop-neg", NULL), COR_E_DOMAIN, &q.err,
                 "born in A and living in B is not a number");
    assert_fails(ask(&q, "sd-drop-neg", NULL), COR_E_DOMAIN, &q.err, "stocks at the start");
    q.start[1] = 100;
    q.end[11] = -5;
    assert_fails(ask(&q, "da-min-open", NULL), COR_E_DOMAIN, &q.err,
                 "born in C and living in D is negative: \u22125");
    q.end[11] = INFINITY;
    assert_fails(ask(&q, "mig-rate", NULL), COR_E_DOMAIN, &q.err, "too large to be counted");
    q.end[11] = 9.3e18;
    assert_fails(ask(&q, "da-pb-closed", NULL), COR_E_DOMAIN, &q.err, "too large to be counted");
    question_done(&q);
}

static void diagonals(void **state) {
    (void)state;
    question q;
    begin(&q);
    q.start[0] = NAN; // differences do not look at the diagonal
    assert_int_equal(ask(&q, "sd-rev-neg", NULL), COR_OK);
    assert_fails(ask(&q, "mig-rate", NULL), COR_E_DOMAIN, &q.err,
                 "born in A and living in A is not a number");
    q.start[0] = -2000; // and then more foreign-born than people
    assert_fails(ask(&q, "da-min-open", NULL), COR_E_DOMAIN, &q.err,
                 "population of A is negative: \u22121,845");
    question_done(&q);
}

/* More foreign-born than people: repaired, and said. */
static void negative_native_born(void **state) {
    (void)state;
    question q;
    begin(&q);
    q.end[15] = -10;
    cor_flows flows = estimate(&q, "da-min-closed", NULL);
    assert_int_equal(flows.report.notes[0].kind, COR_FLOWS_NOTE_NATIVE_NEGATIVE_END);
    assert_int_equal(flows.report.notes[0].place, 3);
    assert_float_equal(flows.report.negative_persons, 10, 0);
    cor_text text = cor_flows_note_text(&flows.report.notes[0], &q.input, &q.keep);
    assert_str(
        cor_text_in(text, COR_LANG_EN, &q.keep),
        "At the end D has 10 more foreign-born than people; they were scaled to its population.");
    question_done(&q);
}

static void shapes(void **state) {
    (void)state;
    question q;
    begin(&q);
    q.input.place_count = 1;
    assert_fails(ask(&q, "da-pb-closed", NULL), COR_E_SHAPE, &q.err, "fewer than two places");
    q.input.place_count = 4;
    q.input.stock_end_persons = NULL;
    assert_fails(ask(&q, "sd-drop-neg", NULL), COR_E_SHAPE, &q.err, "stock table is missing");
    question_done(&q);
}

static void births_and_deaths(void **state) {
    (void)state;
    question q;
    begin(&q);
    q.deaths[1] = 5000;
    assert_fails(ask(&q, "da-min-open", NULL), COR_E_DOMAIN, &q.err,
                 "more deaths in B than people at the start: 5,000 and 720");
    q.deaths[1] = -1;
    assert_fails(ask(&q, "mig-rate", NULL), COR_E_DOMAIN, &q.err,
                 "deaths in B are not a number of persons: \u22121");
    q.deaths[1] = 0;
    q.births[3] = 200; // more than native-born (180), fewer than people (225)
    cor_flows flows = estimate(&q, "da-min-open", NULL);
    assert_int_equal(flows.report.notes[0].kind, COR_FLOWS_NOTE_BIRTHS_SPREAD);
    assert_fails(
        ask(&q, "da-min-open", &(cor_flows_options){ .births = COR_FLOWS_BIRTHS_NATIVE_ONLY }),
        COR_E_DOMAIN, &q.err, "more births in D than native-born at the end: 200 and 180");
    q.births[3] = 500;
    assert_fails(ask(&q, "da-min-open", NULL), COR_E_DOMAIN, &q.err,
                 "more births in D than people at the end: 500 and 225");
    q.births[3] = NAN;
    assert_fails(ask(&q, "da-min-open", NULL), COR_E_DOMAIN, &q.err,
                 "births in D are not a number of persons");
    question_done(&q);
}

static void totals_that_disagree(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (size_t k = 0; k < 16; k++)
        q.end[k] /= 1000; // thousands

    static const char *const METHODS[] = { "sd-drop-neg", "mig-rate", "da-min-open",
                                           "da-min-closed" };
    for (int m = 0; m < 4; m++) {
        assert_fails(
            ask(&q, METHODS[m], NULL), COR_E_CONFLICT, &q.err,
            "100 people born in A live in B at the start, 0.1 at the end, and so in 9 of 10 cells");
        question swapped = q;
        swapped.input.stock_start_persons = q.end;
        swapped.input.stock_end_persons = q.start;
        assert_fails(ask(&swapped, METHODS[m], NULL), COR_E_CONFLICT, &q.err,
                     "the other in thousands");
    }

    question_done(&q);
    begin(&q);
    q.end[0] = 9500; // a digit too many
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err,
                 "missing in A, with 1,155 people at the start and 9,710 at the end");
    question_done(&q);
    begin(&q);
    for (int k = 0; k < 4; k++)
        q.end[5 * k] = 0;

    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err,
                 "stocks at the end: The diagonal is empty");
    question_done(&q);
    begin(&q);
    q.end[0] += 100; // a gap that is shared and reported
    cor_flows flows = estimate(&q, "da-min-closed", NULL);
    assert_float_equal(flows.report.gap_persons, -100, 0);
    assert_float_equal(flows.report.native_added_persons, 100, 1e-9);
    assert_int_equal(flows.report.notes[0].kind, COR_FLOWS_NOTE_GAP_SHARED);
    assert_fails(ask(&q, "da-min-closed", &(cor_flows_options){ .gap_share_max = 0.01 }),
                 COR_E_CONFLICT, &q.err, "100 of 3,100 people");
    for (int k = 0; k < 4; k++)
        q.start[5 * k] = 0; // no diagonal at all

    assert_fails(ask(&q, "da-min-closed", &(cor_flows_options){ .gap_share_max = 1 }),
                 COR_E_CONFLICT, &q.err, "native-born would have to number");
    question_done(&q);
}

/* The mean of two totals is asked of either table: the one that cannot have it need not be the
 * one that is wrong. */
static void both_tables_are_named(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int k = 0; k < 3; k++) // only natives in D, and none of them elsewhere
        q.start[4 * k + 3] = q.end[4 * k + 3] = q.start[12 + k] = q.end[12 + k] = 0;

    q.end[15] = 18; // a digit too few, at the end; the table at the start is what cannot be fitted
    cor_code code = ask(&q, "da-min-closed", NULL);
    assert_fails(code, COR_E_CONFLICT, &q.err,
                 "people born in D, 193 in the table at the start and 19 at the end, fitting the "
                 "stocks at the start: ");
    question_done(&q);
}

/* A birthplace whose people are all gone at the end cannot keep a total, in a closed system. */
static void a_birthplace_that_vanishes(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int k = 0; k < 4; k++)
        q.end[12 + k] = 0;

    q.end[0] += 265;
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err,
                 "People born in D live nowhere in this table");
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err, "stocks at the end");
    cor_flows open = estimate(&q, "da-min-open", NULL); // in an open one they left
    assert_float_equal(open.report.left_persons, 265, 1e-9);
    question_done(&q);
}

/* Nobody foreign-born lives in D, and those born in D become fewer than D holds: named, not
 * looped on. */
static void a_birthplace_that_cannot_shrink(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int b = 0; b < 3; b++)
        q.start[4 * b + 3] = 0;

    for (int r = 0; r < 3; r++)
        q.start[12 + r] = 0;
    assert_fails(ask(&q, "da-min-closed", &(cor_flows_options){ .gap_share_max = 1 }),
                 COR_E_CONFLICT, &q.err, "born in D");
    question_done(&q);
}

/* The same with leave to change the total: D gets what the table at the start holds, populations
 * are kept. */
static void a_birthplace_that_is_shifted(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int b = 0; b < 3; b++)
        q.start[4 * b + 3] = 0;

    for (int r = 0; r < 3; r++)
        q.start[12 + r] = 0;
    cor_flows_options options = { .gap_share_max = 1, .impossible = COR_FLOWS_IMPOSSIBLE_SHIFT };
    cor_flows flows = estimate(&q, "da-min-closed", &options);
    const cor_flows_note *note = &flows.report.notes[flows.report.note_count - 1];
    assert_int_equal(note->kind, COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED);
    assert_int_equal(note->place, 3);
    assert_true(note->persons < 0);
    assert_true(flows.report.margin_error_persons < 1e-9 && flows.report.net_error_persons < 1e-9);

    for (int k = 0; k < 3; k++) // nobody appears in a cell that was empty
        assert_true(flows.start_fitted_persons[12 + k] == 0 &&
                    flows.start_fitted_persons[4 * k + 3] == 0);

    question_done(&q);
}

/* D holds only natives, twice as many at the end, and some of them live abroad: its mean total
 * is too small. */
static void a_birthplace_that_is_raised(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int b = 0; b < 3; b++)
        q.start[4 * b + 3] = q.end[4 * b + 3] = 0;

    q.end[15] = 400;
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err,
                 "only people born in D live");
    cor_flows_options options = { .impossible = COR_FLOWS_IMPOSSIBLE_SHIFT };
    cor_flows flows = estimate(&q, "da-min-closed", &options);
    const cor_flows_note *note = &flows.report.notes[flows.report.note_count - 1];
    assert_int_equal(note->kind, COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED);
    assert_int_equal(note->place, 3);
    assert_true(note->persons > 0);
    assert_true(flows.report.margin_error_persons < 1e-9 && flows.report.net_error_persons < 1e-9);
    question_done(&q);
}

static void zero_rows_and_columns(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int k = 0; k < 4; k++) // D does not exist
        q.start[12 + k] = q.end[12 + k] = q.start[4 * k + 3] = q.end[4 * k + 3] = 0;

    q.end[0] += 40;
    q.end[5] += 30;
    static const char *const METHODS[] = { "sd-drop-neg", "sd-rev-neg",    "mig-rate",
                                           "da-min-open", "da-min-closed", "da-ind-closed",
                                           "da-pb-closed" };

    for (size_t m = 0; m < sizeof METHODS / sizeof *METHODS; m++) {
        cor_flows flows = estimate(&q, METHODS[m], NULL);
        for (int k = 0; k < 4; k++) {
            assert_true(flows.moves_persons[12 + k] == 0 && flows.moves_persons[4 * k + 3] == 0);
            assert_true(isfinite(flows.moves_persons[k]));
        }
    }

    assert_fails(ask(&q, "rogers-von-rabenau", NULL), COR_E_DOMAIN, &q.err, "residents of D apart");
    question_done(&q);
}

static void options_a_method_does_not_take(void **state) {
    (void)state;
    question q;
    begin(&q);
    assert_fails(ask(&q, "sd-drop-neg", &(cor_flows_options){ .total_moves_persons = 5 }),
                 COR_E_USAGE, &q.err, "sd-drop-neg does not use total-moves");
    assert_fails(ask(&q, "mig-rate", &(cor_flows_options){ .without_stayers = true }), COR_E_USAGE,
                 &q.err, "stayers");
    assert_fails(ask(&q, "da-pb-closed", &(cor_flows_options){ .minimum_weight = 2 }), COR_E_USAGE,
                 &q.err, "not between 0 and 1: 2");
    q.input.seed = q.seed;
    assert_fails(ask(&q, "mig-rate", NULL), COR_E_USAGE, &q.err, "does not use seed");
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_CONFLICT, &q.err,
                 "seed forbids the moves that people born in A");
    q.seed[1] = -1;
    assert_fails(ask(&q, "da-min-closed", NULL), COR_E_DOMAIN, &q.err, "from A to B");
    question_done(&q);
}

static void nobody_abroad(void **state) {
    (void)state;
    question q;
    begin(&q);
    for (int k = 0; k < 16; k++)
        if (k % 5) q.start[k] = 0;
    assert_fails(ask(&q, "mig-rate", NULL), COR_E_DOMAIN, &q.err,
                 "Nobody lives away from the place of birth");
    question_done(&q);
}

test_program(cmocka_unit_test(cells_that_are_no_counts), cmocka_unit_test(diagonals),
             cmocka_unit_test(negative_native_born), cmocka_unit_test(shapes),
             cmocka_unit_test(births_and_deaths), cmocka_unit_test(totals_that_disagree),
             cmocka_unit_test(both_tables_are_named), cmocka_unit_test(a_birthplace_that_vanishes),
             cmocka_unit_test(a_birthplace_that_cannot_shrink),
             cmocka_unit_test(a_birthplace_that_is_shifted),
             cmocka_unit_test(a_birthplace_that_is_raised), cmocka_unit_test(zero_rows_and_columns),
             cmocka_unit_test(options_a_method_does_not_take), cmocka_unit_test(nobody_abroad))
