/* SPDX-License-Identifier: Apache-2.0 */
/* test_random.c: the generator gives the words its authors publish; the quantile is that of the
 * normal distribution. */
#include "../test_case.h"
#include "core/random.h"

#include <math.h>

static void expect_words(cor_random random, uint64_t counter, const uint32_t expected[4]) {
    uint32_t words[4];
    cor_random_bits(random, counter, words);
    for (int k = 0; k < 4; k++)
        assert_int_equal(words[k], expected[k]);
}

/* Known answers of the authors' library Random123, philox4x32-10. */
static void known_answers(void **state) {
    (void)state;
    expect_words((cor_random){ 0, 0 }, 0,
                 (uint32_t[]){ 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 });
    expect_words((cor_random){ UINT64_MAX, UINT64_MAX }, UINT64_MAX,
                 (uint32_t[]){ 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd });
    expect_words((cor_random){ 0x299f31d0a4093822u, 0x0370734413198a2eu }, 0x85a308d3243f6a88u,
                 (uint32_t[]){ 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 });
}

static void quantiles(void **state) {
    (void)state;
    assert_float_equal(cor_normal_quantile(0.5), 0, 0);
    for (double x = -8; x <= 5; x += 0.0625) { // back from the distribution function
        double share = erfc(-x / sqrt(2)) / 2;
        assert_float_equal(cor_normal_quantile(share), x, 1e-9);
        if (x < 0) assert_float_equal(cor_normal_quantile(share), x, 1e-13);
    }
}

static void moments(void **state) {
    (void)state;
    enum { COUNT = 200000 };
    cor_random random = { 42, 7 };
    double mean = 0, square = 0, uniform = 0;

    for (uint64_t k = 0; k < COUNT; k++) {
        double normal = cor_random_normal(random, k), share = cor_random_uniform(random, k);
        assert_true(share > 0 && share < 1);
        mean += normal / COUNT;
        square += normal * normal / COUNT;
        uniform += share / COUNT;
    }

    assert_float_equal(mean, 0, 0.01); // four and a half standard errors
    assert_float_equal(square, 1, 0.015);
    assert_float_equal(uniform, 0.5, 0.003);
}

test_program(cmocka_unit_test(known_answers), cmocka_unit_test(quantiles),
             cmocka_unit_test(moments))
