/* SPDX-License-Identifier: Apache-2.0 */
/* two_censuses.h: a small world in a database: stocks of 2010, 2015 and 2020 among four places,
 * and what is known of others; births and deaths in between. Numbers are round so that tables
 * can be checked by hand. */
#ifndef TESTS_TWO_CENSUSES_H
#define TESTS_TWO_CENSUSES_H

#include "../figures/figures_case.h"
#include "flow_runs/flow_runs.h"

/* Persons that agree to within `persons`. */
#define assert_persons(value, expected, persons)                                                   \
    do {                                                                                           \
        double value_ = (value), expected_ = (expected);                                           \
        if (!(fabs(value_ - expected_) <= (persons)))                                              \
            fail_msg("%s: %.17g instead of %.17g", #value, value_, expected_);                     \
    } while (0)

/* Everything, loaded at the hour `at_s`. */
void two_censuses_load(figures_case *test, int64_t at_s);
/* Population, births and deaths of women in one place, 2015 to 2020, in the demography. */
void two_censuses_add_women(figures_case *test, const char *place, int64_t at_s);
/* One more stock of 2020 of both sexes, as a correction. */
void two_censuses_correct(figures_case *test, const char *origin, const char *destination,
                          double persons, int64_t at_s);

#endif
