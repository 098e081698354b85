/* SPDX-License-Identifier: Apache-2.0 */
/* test_properties.c: what must hold for any input: people are conserved, names and units do not
 * matter, nothing moves where nothing changed, threads change no byte, and too little memory is
 * an error like any other. */
#include <omp.h>

#include "tables.h"

static const char *const ACCOUNTING[] = { "da-min-open", "da-min-closed", "da-ind-closed",
                                          "da-pb-closed" };
enum { ACCOUNTING_COUNT = 4 };

static bool is_accounting(const cor_flows_method *method) {
    return method->traits & COR_FLOWS_GIVES_BIRTHPLACE;
}

/* Moves and stays of a birthplace add up to the fitted tables. */
static void slice_adds_up(const question *q, const cor_flows *flows, int32_t b,
                          const double *slice) {
    for (int32_t i = 0; i < q->n; i++) {
        double left = 0, arrived = 0;
        for (int32_t j = 0; j < q->n; j++) {
            left += slice[cell(q, i, j)];
            arrived += slice[cell(q, j, i)];
        }
        assert_float_equal(left, flows->start_fitted_persons[cell(q, b, i)], 1e-6);
        assert_float_equal(arrived, flows->end_fitted_persons[cell(q, b, i)], 1e-6);
    }
}

static void birthplaces_add_up(void **state) {
    (void)state;
    question q;
    question_world(&q, 30, 11, 0.4, 1234);
    double *slice = cor_new(&q.keep, double, 900), *sum = cor_new(&q.keep, double, 900);

    for (int m = 0; m < ACCOUNTING_COUNT; m++) {
        cor_flows flows = estimate(&q, ACCOUNTING[m], NULL);
        memset(sum, 0, 900 * sizeof *sum);
        for (int32_t b = 0; b < q.n; b++) {
            cor_flows_slice(&flows, b, slice);
            slice_adds_up(&q, &flows, b, slice);
            for (int k = 0; k < 900; k++)
                sum[k] += k % 31 ? slice[k] : 0;
        }
        assert_true(largest_difference(sum, flows.moves_persons, 900) < 1e-6);
        assert_true(flows.report.margin_error_persons < 1e-6);
        assert_true(flows.report.net_error_persons < 1e-6);
    }

    question_done(&q);
}

/* Closed: arrivals less departures are the change of population that births and deaths leave
 * over. */
static void net_migration_is_kept(void **state) {
    (void)state;
    question q;
    question_world(&q, 30, 12, 0.3, 0);

    for (int m = 1; m < ACCOUNTING_COUNT; m++) {
        cor_flows flows = estimate(&q, ACCOUNTING[m], NULL);
        for (int32_t r = 0; r < q.n; r++) {
            double net = q.births[r] - q.deaths[r];
            for (int32_t k = 0; k < q.n; k++) {
                net += flows.moves_persons[cell(&q, k, r)] - flows.moves_persons[cell(&q, r, k)];
                net += q.start[cell(&q, k, r)] - q.end[cell(&q, k, r)];
            }
            assert_float_equal(net, 0, 1e-5);
        }
    }

    question_done(&q);
}

static void types_add_up(void **state) {
    (void)state;
    question q;
    question_world(&q, 20, 13, 0.2, 0);
    cor_flows flows = estimate(&q, "da-pb-closed", NULL);
    cor_flows_types types;
    assert_ok(cor_flows_types_get(&flows, &q.keep, &types, &q.err), &q.err);
    double transit = 0;

    for (int32_t i = 0; i < q.n; i++)
        for (int32_t j = 0; j < q.n; j++) {
            size_t k = cell(&q, i, j);
            double sum =
                types.outward_persons[k] + types.return_persons[k] + types.transit_persons[k];
            assert_float_equal(sum, flows.moves_persons[k], 1e-6);
            for (int32_t b = 0; b < q.n; b++)
                if (b != i && b != j && i != j) transit += cor_flows_move(&flows, b, i, j);
            transit -= types.transit_persons[k];
        }

    assert_float_equal(transit, 0, 1e-3);
    question_done(&q);
}

static void names_do_not_matter(void **state) {
    (void)state;
    enum { N = 25 };
    question q, shuffled;
    question_world(&q, N, 14, 0.3, 999);
    int32_t order[N];
    for (int32_t k = 0; k < N; k++)
        order[k] = (k * 7 + 3) % N;

    question_reorder(&q, order, &shuffled);
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    for (size_t m = 0; m < count; m++) {
        cor_flows one = estimate(&q, methods[m].name.at, NULL),
                  other = estimate(&shuffled, methods[m].name.at, NULL);
        double allowed = 1e-9 * fabs(one.report.moves_persons) + 1e-6;
        for (int32_t i = 0; i < N; i++)
            for (int32_t j = 0; j < N; j++)
                assert_float_equal(other.moves_persons[cell(&q, i, j)],
                                   one.moves_persons[cell(&q, order[i], order[j])], allowed);
    }

    question_done(&q);
    question_done(&shuffled);
}

/* Persons or thousands: the same answer in the unit given, for totals that agree (else
 * native-born are rounded to whole persons, which have no other unit). */
static void units_do_not_matter(void **state) {
    (void)state;
    question q, thousands;
    question_world(&q, 25, 15, 0.3, 0);
    question_scale(&q, 1.0 / 1024, &thousands);
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    for (size_t m = 0; m < count; m++) {
        cor_flows persons = estimate(&q, methods[m].name.at, NULL);
        cor_flows scaled = estimate(&thousands, methods[m].name.at, NULL);
        for (size_t k = 0; k < 625; k++)
            assert_float_equal(scaled.moves_persons[k] * 1024, persons.moves_persons[k],
                               1e-9 * fabs(persons.moves_persons[k]) + 2e-6);
    }

    question_done(&q);
    question_done(&thousands);
}

static void no_change_no_moves(void **state) {
    (void)state;
    question q;
    question_world(&q, 25, 16, 0.3, 0);
    memcpy(q.end, q.start, 625 * sizeof *q.end);
    memset(q.births, 0, 25 * sizeof *q.births);
    memset(q.deaths, 0, 25 * sizeof *q.deaths);
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    for (size_t m = 0; m < count; m++) {
        bool is_at_random = cor_str_is(methods[m].name, "da-ind-closed") ||
                            cor_str_is(methods[m].name, "da-pb-closed");
        cor_flows flows = estimate(&q, methods[m].name.at, NULL);
        if (is_at_random)
            assert_true(flows.report.moves_persons > 1); // it assumes that people move at random
        else if (cor_str_is(methods[m].name, "rogers-von-rabenau"))
            assert_float_equal(flows.report.moves_persons, 0, 1e-4);
        else
            for (size_t k = 0; k < 625; k++)
                assert_true(flows.moves_persons[k] == 0);
    }

    question_done(&q);
}

static void minimum_is_smallest(void **state) {
    (void)state;
    question q;
    question_world(&q, 25, 17, 0.3, 0);
    double least = estimate(&q, "da-min-closed", NULL).report.moves_persons;
    double most = estimate(&q, "da-ind-closed", NULL).report.moves_persons;
    double between = estimate(&q, "da-pb-closed", NULL).report.moves_persons;
    assert_true(least < between && between < most);
    assert_float_equal(between, 0.87 * least + 0.13 * most, 1e-9 * most);
    double half = estimate(&q, "da-pb-closed", &(cor_flows_options){ .minimum_weight = 0.5 })
                      .report.moves_persons;

    assert_float_equal(half, 0.5 * least + 0.5 * most, 1e-9 * most);
    double none = estimate(&q, "da-pb-closed", &(cor_flows_options){ .minimum_weight = -1 })
                      .report.moves_persons;

    assert_float_equal(none, most, 1e-9 * most);
    question_done(&q);
}

/* All methods in one call give the bytes each gives alone; and any number of threads the same
 * bytes. */
static void threads_change_no_byte(void **state) {
    (void)state;
    question q;
    question_world(&q, 500, 18, 0.9, 0);
    uint64_t random = 3;
    for (size_t k = 0; k < 250000; k++)
        q.seed[k] = 0.1 + draw(&random);

    static const char *const METHODS[] = { "da-min-closed", "da-pb-closed", "da-min-open" };
    for (int m = 0; m < 3; m++)
        for (int seeded = 0; seeded < 2; seeded++) {
            q.input.seed = seeded ? q.seed : NULL;
            cor_arena before = q.keep;
            omp_set_num_threads(1);
            cor_flows one = estimate(&q, METHODS[m], NULL);
            for (int threads = 2; threads <= 8; threads += threads == 2 ? 1 : 5) { // 2, 3, 8
                omp_set_num_threads(threads);
                cor_flows several = estimate(&q, METHODS[m], NULL);
                assert_memory_equal(one.moves_persons, several.moves_persons,
                                    250000 * sizeof(double));
            }
            q.keep = before;
            memset(before.next, 0, (size_t)(q.scratch.next - before.next));
        }

    question_done(&q);
}

static void together_as_alone(void **state) {
    (void)state;
    question q;
    question_world(&q, 25, 19, 0.3, 4321);
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count), *chosen[16];
    cor_flows all[16];
    for (size_t m = 0; m < count; m++)
        chosen[m] = &methods[m];

    assert_ok(cor_flows_estimate_all(chosen, (int32_t)count, &q.input, NULL, &q.keep, q.scratch,
                                     all, &q.err),
              &q.err);

    for (size_t m = 0; m < count; m++) {
        cor_flows alone = estimate(&q, methods[m].name.at, NULL);
        assert_memory_equal(all[m].moves_persons, alone.moves_persons, 625 * sizeof(double));
        assert_int_equal(all[m].report.iterations, alone.report.iterations);
        assert_true((all[m].part_count > 0) == is_accounting(&methods[m]));
    }

    question_done(&q);
}

/* Arenas that grow until the estimate fits: every shorter one is COR_E_MEMORY, and the answer is
 * the same. */
static void too_little_memory(void **state) {
    (void)state;
    question q;
    question_world(&q, 8, 20, 0.2, 100);
    for (size_t k = 0; k < 64; k++)
        q.seed[k] = 1 + (double)(k % 5);

    q.input.seed = q.seed;
    const cor_flows_method *method = cor_flows_method_find(COR_STR("da-pb-closed"));
    cor_flows expected = estimate(&q, "da-pb-closed", NULL), flows;
    int refusals = 0;

    for (size_t bytes = 64;; bytes += bytes / 2) {
        cor_stretch keep_stretch = test_stretch(bytes), scratch_stretch = test_stretch(32 * bytes);
        cor_arena keep = cor_stretch_arena(&keep_stretch);
        keep.end = keep.next + bytes;
        cor_arena scratch = cor_stretch_arena(&scratch_stretch);
        scratch.end = scratch.next + bytes;
        cor_code code = cor_flows_estimate(method, &q.input, NULL, &keep, scratch, &flows, &q.err);
        if (!code)
            assert_memory_equal(flows.moves_persons, expected.moves_persons, 64 * sizeof(double));
        cor_stretch_close(&keep_stretch);
        cor_stretch_close(&scratch_stretch);
        if (!code) break;
        assert_int_equal(code, COR_E_MEMORY);
        refusals++;
    }

    assert_true(refusals > 3);
    question_done(&q);
}

static void methods_describe_themselves(void **state) {
    (void)state;
    size_t count, compared = 0;
    const cor_flows_method *methods = cor_flows_method_list(&count);

    for (size_t m = 0; m < count; m++) {
        assert_ptr_equal(cor_flows_method_find(methods[m].name), &methods[m]);
        assert_true(strlen(methods[m].assumes) > 20 && strlen(methods[m].avoid) > 20);
        assert_true(cor_str_find(methods[m].citation, COR_STR("https://doi.org/")) != SIZE_MAX);
        compared += (methods[m].traits & COR_FLOWS_COMPARED) != 0;
    }

    assert_int_equal(compared, 6);
    assert_ptr_equal(cor_flows_method_find(COR_STR("da_pb_closed")),
                     cor_flows_method_find(COR_STR("da-pb-closed")));
    assert_null(cor_flows_method_find(COR_STR("da-pb")));
    assert_str(cor_flows_method_suggest(COR_STR("da-pb-close"))->name, "da-pb-closed");
}

test_program(cmocka_unit_test(birthplaces_add_up), cmocka_unit_test(net_migration_is_kept),
             cmocka_unit_test(types_add_up), cmocka_unit_test(names_do_not_matter),
             cmocka_unit_test(units_do_not_matter), cmocka_unit_test(no_change_no_moves),
             cmocka_unit_test(minimum_is_smallest), cmocka_unit_test(threads_change_no_byte),
             cmocka_unit_test(together_as_alone), cmocka_unit_test(too_little_memory),
             cmocka_unit_test(methods_describe_themselves))
