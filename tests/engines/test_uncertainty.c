/* SPDX-License-Identifier: Apache-2.0 */
/* test_uncertainty.c: replicates of an estimate: the same for any number of threads, nothing
 * where nothing is doubted, wider where more is. */
#include <omp.h>

#include "tables.h"

enum { N = 20, CELLS = N * N };

static cor_flows_interval repeat(question *q, const char *method, const cor_flows_doubt *doubt,
                                 const cor_flows_pair *pairs, int32_t pair_count) {
    cor_flows_interval interval = { 0 };
    assert_ok(cor_flows_replicate(cor_flows_method_find(cor_str_of(method)), &q->input, NULL, doubt,
                                  pairs, pair_count, &q->keep, q->scratch, &interval, &q->err),
              &q->err);
    return interval;
}

static void threads_change_no_byte(void **state) {
    (void)state;
    question q;
    question_world(&q, N, 31, 0.3, 500);
    cor_flows_doubt doubt = { .replicate_count = 40, .seed = 7 };
    omp_set_num_threads(1);
    cor_flows_interval one = repeat(&q, "da-pb-closed", &doubt, NULL, 0);

    for (int threads = 2; threads <= 8; threads += threads == 2 ? 1 : 5) { // 2, 3, 8
        omp_set_num_threads(threads);
        cor_flows_interval several = repeat(&q, "da-pb-closed", &doubt, NULL, 0);
        assert_memory_equal(one.low_persons, several.low_persons, CELLS * sizeof(double));
        assert_memory_equal(one.median_persons, several.median_persons, CELLS * sizeof(double));
        assert_memory_equal(one.deviation_persons, several.deviation_persons,
                            CELLS * sizeof(double));
    }

    doubt.seed = 8;
    cor_flows_interval other = repeat(&q, "da-pb-closed", &doubt, NULL, 0);
    assert_memory_not_equal(one.median_persons, other.median_persons, CELLS * sizeof(double));
    question_done(&q);
}

static void no_doubt_no_interval(void **state) {
    (void)state;
    question q;
    question_world(&q, N, 32, 0.3, 0);
    cor_flows_doubt none = {
        .stock_cv = -1, .births_cv = -1, .deaths_cv = -1, .replicate_count = 5
    };
    static const char *const METHODS[] = { "sd-rev-neg", "mig-rate", "da-min-open",
                                           "da-min-closed" };

    for (int m = 0; m < 4; m++) {
        cor_flows flows = estimate(&q, METHODS[m], NULL);
        cor_flows_interval interval = repeat(&q, METHODS[m], &none, NULL, 0);
        assert_int_equal(interval.replicate_count, 5);
        for (int k = 0; k < CELLS; k++) {
            double allowed =
                1e-6 * flows.moves_persons[k] + 1e-5; // floats, and fits that begin elsewhere
            assert_float_equal(interval.low_persons[k], flows.moves_persons[k], allowed);
            assert_float_equal(interval.high_persons[k], flows.moves_persons[k], allowed);
        }
    }

    question_done(&q);
}

static double width(const cor_flows_interval *interval) {
    double sum = 0;
    for (int k = 0; k < CELLS; k++) {
        assert_true(interval->low_persons[k] <= interval->median_persons[k]);
        assert_true(interval->median_persons[k] <= interval->high_persons[k]);
        sum += interval->high_persons[k] - interval->low_persons[k];
    }
    return sum;
}

static void more_doubt_wider_interval(void **state) {
    (void)state;
    question q;
    question_world(&q, N, 33, 0.3, 0);
    cor_flows_doubt usual = { .births_cv = -1, .deaths_cv = -1, .replicate_count = 100, .seed = 1 },
                    large = usual, fleeting = usual, sure = usual;
    large.stock_cv = 0.15;
    fleeting.persistence = -1; // errors of the two dates have nothing in common
    sure.coverage = 0.3;
    cor_flows_interval interval = repeat(&q, "da-min-closed", &usual, NULL, 0);
    double standard = width(&interval);
    interval = repeat(&q, "da-min-closed", &large, NULL, 0);
    assert_true(width(&interval) > 1.5 * standard);
    interval = repeat(&q, "da-min-closed", &fleeting, NULL, 0);
    assert_true(width(&interval) > 1.05 * standard);
    interval = repeat(&q, "da-min-closed", &sure, NULL, 0);
    assert_true(width(&interval) < 0.6 * standard);
    question_done(&q);
}

/* Stock differences have a distribution that can be written down: with errors of each date and
 * cell alone, S1 - S0 has variance cv^2 (S0^2 + S1^2). */
static void deviation_as_derived(void **state) {
    (void)state;
    question q;
    question_init(&q, 2);
    q.start[0] = q.end[0] = q.start[3] = q.end[3] = 1e6;
    q.start[1] = 10000;
    q.end[1] = 30000;
    cor_flows_doubt doubt = {
        .stock_cv = 0.1, .cell_share = 1, .persistence = -1, .replicate_count = 20000, .seed = 3
    };
    cor_flows_pair pair = { 0, 1 };
    cor_flows_interval interval = repeat(&q, "sd-drop-neg", &doubt, &pair, 1);
    double expected = 0.1 * sqrt(1e8 + 9e8);
    assert_float_equal(interval.mean_persons[0], 20000, 4 * expected / sqrt(20000));
    assert_float_equal(interval.deviation_persons[0], expected, 0.03 * expected);
    assert_float_equal(interval.high_persons[0] - interval.low_persons[0], 2 * 1.2816 * expected,
                       0.05 * expected);
    question_done(&q);
}

static void some_pairs_as_all(void **state) {
    (void)state;
    question q;
    question_world(&q, N, 34, 0.3, 0);
    cor_flows_doubt doubt = { .replicate_count = 30 };
    cor_flows_pair pairs[] = { { 3, 5 }, { 5, 3 }, { 0, 19 } };
    cor_flows_interval some = repeat(&q, "da-min-open", &doubt, pairs, 3),
                       all = repeat(&q, "da-min-open", &doubt, NULL, 0);

    for (int k = 0; k < 3; k++)
        assert_float_equal(some.median_persons[k],
                           all.median_persons[cell(&q, pairs[k].origin, pairs[k].destination)], 0);

    assert_true(all.moves_low_persons < all.moves_high_persons);
    question_done(&q);
}

static cor_code ask(question *q, const cor_flows_doubt *doubt, const cor_flows_pair *pairs,
                    cor_arena keep, cor_arena scratch) {
    cor_flows_interval interval;
    return cor_flows_replicate(cor_flows_method_find(COR_STR("da-min-closed")), &q->input, NULL,
                               doubt, pairs, 1, &keep, scratch, &interval, &q->err);
}

static void refusals(void **state) {
    (void)state;
    question q;
    question_world(&q, N, 35, 0.3, 0);
    cor_flows_doubt doubt = { .replicate_count = 10 };
    doubt.coverage = 1.5;
    assert_fails(ask(&q, &doubt, NULL, q.keep, q.scratch), COR_E_DOMAIN, &q.err, "out of range");
    doubt.coverage = 0;
    assert_fails(ask(&q, &doubt, &(cor_flows_pair){ 0, N }, q.keep, q.scratch), COR_E_SHAPE, &q.err,
                 "not in the tables");

    for (size_t bytes = 4096; bytes < 1 << 16; bytes *= 2) {
        cor_arena little = { q.scratch.next, q.scratch.next + bytes };
        assert_int_equal(ask(&q, &doubt, NULL, q.keep, little), COR_E_MEMORY);
    }

    q.start[1] = NAN;
    assert_fails(ask(&q, &doubt, NULL, q.keep, q.scratch), COR_E_DOMAIN, &q.err, "not a number");
    question_done(&q);
}

test_program(cmocka_unit_test(threads_change_no_byte), cmocka_unit_test(no_doubt_no_interval),
             cmocka_unit_test(more_doubt_wider_interval), cmocka_unit_test(deviation_as_derived),
             cmocka_unit_test(some_pairs_as_all), cmocka_unit_test(refusals))
