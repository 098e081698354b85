/* SPDX-License-Identifier: Apache-2.0 */
/* test_published.c: the tables of the literature. */
#include "reference.h"

/* Abel (2013), tables 1 and 4; Abel and Sander (2014), supplement: four places, no births or
 * deaths. */
static const double ABEL_START[16] = { 1000, 100, 10,  0,  55, 555, 50, 5,
                                       80,   40,  800, 40, 20, 25,  20, 200 };
static const double ABEL_END[16] = { 950, 100, 60,  0,  80, 505, 75, 5,
                                     90,  30,  800, 40, 40, 45,  0,  180 };

/* Abel (2013), with births and deaths. */
static const double DEMOGRAPHY_START[16] = { 1000, 100, 10,  0,  55, 555, 50, 5,
                                             80,   40,  800, 40, 20, 25,  20, 200 };
static const double DEMOGRAPHY_END[16] = { 1060, 60, 10,  10, 45, 540, 40, 0,
                                           70,   75, 770, 70, 30, 30,  20, 230 };
static const double BIRTHS_2013[4] = { 80, 20, 40, 60 }, BIRTHS_2014[4] = { 80, 20, 60, 60 };
static const double DEATHS_2013[4] = { 70, 30, 50, 10 };

/* Abel and Cohen (2019), tables 1 and 2. */
static const double COHEN_START[16] = { 100, 10, 10,  0,  80, 180, 10, 90,
                                        30,  10, 140, 40, 60, 70,  10, 160 };
static const double COHEN_END[16] = {
    95, 5, 15, 5, 75, 225, 5, 55, 55, 0, 115, 50, 35, 25, 25, 215
};

static void expect(question *q, const char *method, const cor_flows_options *options,
                   const double expected[16], double tolerance) {
    cor_flows flows = estimate(q, method, options);
    for (int32_t i = 0; i < 16; i++)
        if (fabs(flows.moves_persons[i] - expected[i]) > tolerance)
            fail_msg("%s: %c to %c: %.9g instead of %.9g", method, 'A' + i / 4, 'A' + i % 4,
                     flows.moves_persons[i], expected[i]);
}

static void abel_2013_without_births(void **state) {
    (void)state;
    question q;
    question_four(&q, ABEL_START, ABEL_END, NULL, NULL);
    static const double MINIMUM[16] = { 0, 0, 50, 0, 35, 0, 25, 0, 10, 10, 0, 0, 10, 10, 0, 0 };
    static const double DROPPED[16] = { 0, 0, 50, 0, 25, 0, 25, 0, 10, 0, 0, 0, 20, 20, 0, 0 };
    expect(&q, "da-min-closed", NULL, MINIMUM, 1e-9);
    expect(&q, "da-min-open", NULL, MINIMUM, 1e-9);
    expect(&q, "sd-drop-neg", NULL, DROPPED, 0);
    static const double RETURNED[16] = { 0, 0, 50, 0, 25, 0, 35, 0, 10, 0, 0, 20, 20, 20, 0, 0 };
    expect(&q, "sd-rev-neg", NULL, RETURNED, 0);
    cor_flows independent = estimate(&q, "da-ind-closed", NULL);
    assert_float_equal(independent.report.moves_persons, 880.64,
                       0.005); // Azose and Raftery's component
    question_done(&q);
}

/* Abel and Cohen (2019), table 4: by birthplace, printed to one decimal. */
static void cohen_2019_by_birthplace(void **state) {
    (void)state;
    static const double PRINTED[4][16] = {
        { 95, 0, 2.5, 2.5, 0, 5, 2.5, 2.5, 0, 0, 10, 0, 0, 0, 0, 0 },
        { 75, 5, 0, 0, 0, 180, 0, 0, 0, 5, 5, 0, 0, 35, 0, 55 },
        { 30, 0, 0, 0, 7.1, 0, 0, 2.9, 17.9, 0, 115, 7.1, 0, 0, 0, 40 },
        { 35, 0, 5.4, 19.6, 0, 25, 9.6, 35.4, 0, 0, 10, 0, 0, 0, 0, 160 },
    };
    question q;
    question_four(&q, COHEN_START, COHEN_END, NULL, NULL);
    cor_flows flows = estimate(&q, "da-min-closed", NULL);
    double slice[16];

    for (int32_t b = 0; b < 4; b++) {
        cor_flows_slice(&flows, b, slice);
        for (int32_t k = 0; k < 16; k++)
            if (fabs(slice[k] - PRINTED[b][k]) > 0.05)
                fail_msg("born in %c, %c to %c: %.9g, printed %.9g", 'A' + b, 'A' + k / 4,
                         'A' + k % 4, slice[k], PRINTED[b][k]);
    }

    question_done(&q);
}

static const char *const ACCOUNTING[] = { "da-min-open", "da-min-closed", "da-ind-closed",
                                          "da-pb-closed" };

static void agrees_with_reference(question *q, const char *method, const cor_flows_options *options,
                                  double tolerance) {
    double *expected = reference_estimate(q, method, options);
    cor_flows flows = estimate(q, method, options);
    double difference =
        largest_difference(expected, flows.moves_persons, (size_t)q->n * (size_t)q->n);
    if (difference > tolerance) fail_msg("%s: %g persons from the reference", method, difference);
    free(expected);
}

/* The demographic examples: both published sets of births, every option, against whole-table
 * fitting in long double. */
static void demography_of_2013_and_2014(void **state) {
    (void)state;
    const double *const births[] = { BIRTHS_2013, BIRTHS_2014 };
    for (int set = 0; set < 2; set++)
        for (size_t m = 0; m < 4; m++) {
            question q;
            question_four(&q, DEMOGRAPHY_START, DEMOGRAPHY_END, births[set], DEATHS_2013);
            agrees_with_reference(&q, ACCOUNTING[m], NULL, 1e-7);
            agrees_with_reference(&q, ACCOUNTING[m],
                                  &(cor_flows_options){ .births = COR_FLOWS_BIRTHS_PROPORTIONAL },
                                  1e-7);
            agrees_with_reference(&q, ACCOUNTING[m],
                                  &(cor_flows_options){ .match = COR_FLOWS_MATCH_AFTER }, 1e-7);
            if (m == 0)
                agrees_with_reference(&q, ACCOUNTING[m],
                                      &(cor_flows_options){ .open = COR_FLOWS_OPEN_CROSS }, 1e-7);
            if (m < 2)
                agrees_with_reference(&q, ACCOUNTING[m],
                                      &(cor_flows_options){ .without_stayers = true }, 1e-7);
            question_done(&q);
        }
}

static void deaths_by_account(void **state) {
    (void)state;
    question q;
    cor_flows_options options = { .deaths = COR_FLOWS_DEATHS_ACCOUNTING };
    question_world(&q, 12, 3, 0.2, 0);

    for (int32_t b = 0; b < q.n;
         b++) { // deaths by birthplace that the account can bear: few changes of stock
        for (int32_t r = 0; r < q.n; r++)
            if (b != r) q.end[cell(&q, b, r)] = rint(0.98 * q.start[cell(&q, b, r)]);
        q.deaths[b] = 0;
    }

    for (int32_t r = 0; r < q.n; r++) {
        q.end[cell(&q, r, r)] = q.start[cell(&q, r, r)] + q.births[r] - 1000;
        for (int32_t b = 0; b < q.n; b++)
            q.deaths[r] += q.start[cell(&q, b, r)] - q.end[cell(&q, b, r)];
        q.deaths[r] += q.births[r];
    }

    agrees_with_reference(&q, "da-min-closed", &options, 1e-5);
    agrees_with_reference(&q, "da-min-open", &options, 1e-5);
    question_done(&q);
}

/* Every comparable method on worlds nobody chose. */
static void worlds(void **state) {
    (void)state;
    static const char *const METHODS[] = { "sd-drop-neg", "sd-rev-neg",    "mig-rate",
                                           "da-min-open", "da-min-closed", "da-ind-closed",
                                           "da-pb-closed" };

    for (uint64_t seed = 1; seed <= 4; seed++) {
        question q;
        question_world(&q, 4 + (int32_t)seed * 2, seed, 0.1 * (double)seed, seed % 2 ? 0 : 12345);
        for (size_t m = 0; m < sizeof METHODS / sizeof *METHODS; m++)
            agrees_with_reference(&q, METHODS[m], NULL, m < 3 ? 1e-6 : 1e-4);
        question_done(&q);
    }
}

/* Open and differencing methods to the last digits. */
static void worlds_to_the_digit(void **state) {
    (void)state;
    static const char *const METHODS[] = { "sd-drop-neg", "sd-rev-neg", "mig-rate", "da-min-open" };
    question q;
    question_world(&q, 40, 77, 0.3, 0);
    memset(q.deaths, 0,
           40 * sizeof *q.deaths); // whole persons throughout: no cancellation to excuse

    for (size_t m = 0; m < 4; m++) {
        double *expected = reference_estimate(&q, METHODS[m], NULL);
        cor_flows flows = estimate(&q, METHODS[m], NULL);
        for (size_t k = 0; k < 1600; k++)
            if (fabs(flows.moves_persons[k] - expected[k]) > 1e-11 * expected[k])
                fail_msg("%s: cell %zu: %.17g and %.17g", METHODS[m], k, flows.moves_persons[k],
                         expected[k]);
        free(expected);
    }

    question_done(&q);
}

static void fill_seed(question *q, double share_zero) {
    uint64_t state = 5;
    for (int32_t i = 0; i < q->n; i++)
        for (int32_t j = 0; j < q->n; j++) {
            q->seed[cell(q, i, j)] = i == j ? 0 : 1.0 / (1 + abs(i - j)) + 0.1 * draw(&state);
            if (draw(&state) < share_zero && i != j) q->seed[cell(q, i, j)] = 1e-6;
        }
    q->input.seed = q->seed;
}

/* A seed is used, with the stayers assumption too, and gives what fitting each birthplace to it
 * gives. */
static void seeds(void **state) {
    (void)state;
    question q;
    question_world(&q, 9, 9, 0.2, 0);
    cor_flows plain = estimate(&q, "da-min-closed", NULL);
    fill_seed(&q, 0.1);
    cor_flows seeded = estimate(&q, "da-min-closed", NULL);
    assert_true(largest_difference(plain.moves_persons, seeded.moves_persons, 81) > 1);
    agrees_with_reference(&q, "da-min-closed", NULL, 1e-4);
    agrees_with_reference(&q, "da-min-open", NULL, 1e-4);
    for (int32_t i = 0; i < q.n; i++)
        q.seed[cell(&q, i, i)] = 5;

    agrees_with_reference(&q, "da-ind-closed", NULL, 1e-4);
    question_done(&q);
}

/* Rogers and von Rabenau: the end table is the start table times the rates; in the closed case
 * rates of leaving, staying included, sum to one. */
static void equal_growth(void **state) {
    (void)state;
    question q;
    question_four(&q, ABEL_START, ABEL_END, NULL, NULL);
    cor_flows flows = estimate(&q, "rogers-von-rabenau", NULL);
    assert_true(flows.report.margin_error_persons < 1e-9);

    for (int32_t j = 0; j < 4;
         j++) { // arrivals less departures are the change of population, since totals agree
        double net = 0, change = 0;
        for (int32_t i = 0; i < 4; i++) {
            net += flows.moves_persons[cell(&q, i, j)] - flows.moves_persons[cell(&q, j, i)];
            change += ABEL_END[i * 4 + j] - ABEL_START[i * 4 + j];
        }
        assert_float_equal(net, change, 1e-9);
    }

    question_done(&q);
}

test_program(cmocka_unit_test(abel_2013_without_births), cmocka_unit_test(cohen_2019_by_birthplace),
             cmocka_unit_test(demography_of_2013_and_2014), cmocka_unit_test(deaths_by_account),
             cmocka_unit_test(worlds), cmocka_unit_test(worlds_to_the_digit),
             cmocka_unit_test(seeds), cmocka_unit_test(equal_growth))
