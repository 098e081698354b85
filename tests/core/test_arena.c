/* SPDX-License-Identifier: Apache-2.0 */
/* Arenas: alignment, zeroing, refusal of what does not fit. */
#include "../test_case.h"
#include "core/core.h"

static void takes_are_aligned_zeroed_and_apart(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 16);
    cor_arena arena = cor_stretch_arena(&stretch);
    char *one = cor_new(&arena, char, 3);
    double *two = cor_new(&arena, double, 4);
    assert_non_null(one);
    assert_int_equal((uintptr_t)two % _Alignof(double), 0);
    assert_true((char *)two >= one + 3);
    for (int i = 0; i < 4; i++)
        assert_true(two[i] == 0);

    cor_stretch_close(&stretch);
    cor_stretch_close(&stretch);
    assert_null(stretch.base);
}

static void refuses_what_does_not_fit(void **state) {
    (void)state;
    char room[64];
    cor_arena arena = { room, room + sizeof room }, before = arena;
    assert_null(cor_take(&arena, 8, 8, SIZE_MAX / 4));
    assert_null(cor_take(&arena, 1, 1, 65));
    assert_ptr_equal(arena.next, before.next);
    assert_non_null(cor_take(&arena, 1, 1, 64));
    assert_null(cor_take(&arena, 1, 1, 1));
    cor_arena full = { 0 };
    assert_null(cor_take(&full, 1, 1, 0));
    cor_stretch none;
    assert_false(cor_stretch_open(0, &none));
    assert_false(cor_stretch_open(SIZE_MAX, &none));
}

static void scratch_is_forgotten_and_zeroed_again(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 14);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_arena scratch = cor_arena_scratch(&keep);
    assert_ptr_equal(keep.end, scratch.next);
    cor_arena first = scratch;
    memset(cor_new(&first, char, 100), 7, 100);
    cor_arena second = scratch;
    char *again = cor_new(&second, char, 100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(again[i], 0);

    cor_stretch_trim(&stretch, 4096);
    keep = cor_stretch_arena(&stretch);
    assert_int_equal(*cor_new(&keep, char, 1), 0);
    cor_stretch_close(&stretch);
}

test_program(cmocka_unit_test(takes_are_aligned_zeroed_and_apart),
             cmocka_unit_test(refuses_what_does_not_fit),
             cmocka_unit_test(scratch_is_forgotten_and_zeroed_again))
