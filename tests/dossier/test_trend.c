/* SPDX-License-Identifier: Apache-2.0 */
/* The turning points of a series: monotone, with turns, steady, short, noisy and from zero. */
#include "../test_case.h"
#include "dossier/corridor/trend.h"

enum { VALUES_MAX = 12 };

static cor_value values[VALUES_MAX];
static char room[VALUES_MAX * sizeof(void *) * 2];

/* Yearly values from 1990 on; NaN is an absent one. */
static dossier_trend trend_of(const double *numbers, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        values[i] = (cor_value){ .present = !isnan(numbers[i]), .value = numbers[i] };
    return dossier_trend_of(values, count, (cor_arena){ room, room + sizeof room });
}

static void turning_points_of_any_series(void **state) {
    (void)state;
    static const struct {
        dossier_trend_kind kind;
        double numbers[VALUES_MAX]; // ends with -1
        double points[5];           // likewise
    } cases[] = {
        { TREND_NONE, { -1 }, { -1 } },
        { TREND_NONE, { NAN, -1 }, { -1 } },
        { TREND_NONE, { NAN, 5, -1 }, { 5, -1 } },
        { TREND_TURNING, { 4, 5, -1 }, { 4, 5, -1 } },
        { TREND_TURNING, { 5, NAN, 4, -1 }, { 5, 4, -1 } },
        { TREND_STEADY, { 7, 7, -1 }, { 7, 7, -1 } },
        { TREND_STEADY, { 0, 0, 0, -1 }, { 0, 0, -1 } },
        { TREND_RISING, { 1, NAN, 2, 3, -1 }, { 1, 3, -1 } },
        { TREND_FALLING, { 1000, 999, 998, -1 }, { 1000, 998, -1 } },
        // up, but not at every step: no turning point
        { TREND_TURNING, { 10, 10, 20, -1 }, { 10, 20, -1 } },
        { TREND_TURNING, { 10, 15, 14.9, 20, -1 }, { 10, 20, -1 } },
        // Guatemala to Mexico, 1990 to 2020
        { TREND_TURNING,
          { 72343, 49676, 29156, 29329, 32894, 42221, 46318, -1 },
          { 72343, 29156, 46318, -1 } },
        { TREND_TURNING, { 7, 9, 7, -1 }, { 7, 9, 7, -1 } },
        { TREND_TURNING, { 0, 9, 0, -1 }, { 0, 9, 0, -1 } },
        { TREND_TURNING, { 1, 8, 8, 3, 5, -1 }, { 1, 8, 3, 5, -1 } },
        // less than a twentieth at the beginning and at the end
        { TREND_TURNING, { 100, 102, 50, 51, -1 }, { 100, 51, -1 } },
        { TREND_LITTLE, { 100, 102, 99, 100, -1 }, { 100, 100, -1 } },
        { TREND_LITTLE, { 100, 97, 101, -1 }, { 100, 101, -1 } },
        // more than two turning points: the closest pair is left out
        { TREND_TURNING, { 10, 40, 30, 80, 20, 25, -1 }, { 10, 80, 20, 25, -1 } },
        { TREND_TURNING, { 10, 20, 10, 20, 10, 20, 10, -1 }, { 10, 20, 10, -1 } },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t count = 0, point_count = 0;
        while (cases[i].numbers[count] != -1)
            count++;
        while (cases[i].points[point_count] != -1)
            point_count++;

        dossier_trend trend = trend_of(cases[i].numbers, count);
        if (trend.kind != cases[i].kind) fail_msg("case %zu: kind %d", i, (int)trend.kind);
        if (trend.point_count != point_count)
            fail_msg("case %zu: %d points", i, (int)trend.point_count);
        for (int32_t p = 0; p < point_count; p++)
            if (trend.points[p]->value != cases[i].points[p])
                fail_msg("case %zu: point %d is %g", i, (int)p, trend.points[p]->value);
    }
}

static void without_memory_there_is_no_trend(void **state) {
    (void)state;
    values[0] = values[1] = (cor_value){ .present = true, .value = 1 };
    dossier_trend trend = dossier_trend_of(values, 2, (cor_arena){ 0 });
    assert_int_equal(trend.kind, TREND_NONE);
    assert_int_equal(trend.point_count, 0);
}

test_program(cmocka_unit_test(turning_points_of_any_series),
             cmocka_unit_test(without_memory_there_is_no_trend))
