/* SPDX-License-Identifier: Apache-2.0 */
/* random.c: the generator Philox4x32-10 and the distributions drawn from it. See random.h. */
#include "core/random.h"

#include <math.h>

enum { ROUNDS = 10 };
static const uint32_t MULTIPLIER_0 = 0xD2511F53u,
                      MULTIPLIER_1 = 0xCD9E8D57u;                 // constants of Salmon et al.
                                                                  // (2011)
static const uint32_t WEYL_0 = 0x9E3779B9u, WEYL_1 = 0xBB67AE85u; // golden ratio, sqrt(3) - 1

void cor_random_bits(cor_random random, uint64_t counter, uint32_t ret_words[4]) {
    uint32_t a = (uint32_t)counter, b = (uint32_t)(counter >> 32);
    uint32_t c = (uint32_t)random.stream, d = (uint32_t)(random.stream >> 32);
    uint32_t key_0 = (uint32_t)random.seed, key_1 = (uint32_t)(random.seed >> 32);

    for (int round = 0; round < ROUNDS; round++, key_0 += WEYL_0, key_1 += WEYL_1) {
        uint64_t first = (uint64_t)MULTIPLIER_0 * a, second = (uint64_t)MULTIPLIER_1 * c;
        a = (uint32_t)(second >> 32) ^ b ^ key_0;
        b = (uint32_t)second;
        c = (uint32_t)(first >> 32) ^ d ^ key_1;
        d = (uint32_t)first;
    }

    ret_words[0] = a;
    ret_words[1] = b;
    ret_words[2] = c;
    ret_words[3] = d;
}

double cor_random_uniform(cor_random random, uint64_t counter) {
    uint32_t words[4];
    cor_random_bits(random, counter, words);
    uint64_t bits = ((uint64_t)words[0] << 32 | words[1]) >> 11; // the upper 53 bits
    return ((double)bits + 0.5) / 9007199254740992.0;
}

/* p0 + p1 x + p2 x^2 + ... */
static double polynomial_at(const double *coefficients, int count, double x) {
    double value = 0;
    for (int k = count - 1; k >= 0; k--)
        value = value * x + coefficients[k];
    return value;
}

/* The three rational functions of AS 241, routine PPND16. */
static double ratio_near(double r) {
    static const double ABOVE[] = { 3.3871328727963666080e0,  1.3314166789178437745e+2,
                                    1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                    4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3 };
    static const double BELOW[] = { 1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3 };

    return polynomial_at(ABOVE, 8, r) / polynomial_at(BELOW, 8, r);
}

static double ratio_middle(double r) {
    static const double ABOVE[] = { 1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4 };
    static const double BELOW[] = { 1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9 };

    return polynomial_at(ABOVE, 8, r) / polynomial_at(BELOW, 8, r);
}

static double ratio_far(double r) {
    static const double ABOVE[] = { 6.65790464350110377720e0,  5.46378491116411436990e0,
                                    1.78482653991729133580e0,  2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7 };
    static const double BELOW[] = { 1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15 };

    return polynomial_at(ABOVE, 8, r) / polynomial_at(BELOW, 8, r);
}

double cor_normal_quantile(double share) {
    double q = share - 0.5;
    if (fabs(q) <= 0.425) return q * ratio_near(0.180625 - q * q);
    double r = sqrt(-log(q < 0 ? share : 1 - share));
    double value = r <= 5 ? ratio_middle(r - 1.6) : ratio_far(r - 5);
    return q < 0 ? -value : value;
}

double cor_random_normal(cor_random random, uint64_t counter) {
    return cor_normal_quantile(cor_random_uniform(random, counter));
}
