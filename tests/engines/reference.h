/* SPDX-License-Identifier: Apache-2.0 */
/* reference.h: the same methods written a second time, slowly and in the plainest way:
 * proportional fitting of whole tables in long double, cell by cell, until nothing changes.
 * Shares no code with src/engines/flows. */
#ifndef TESTS_FLOWS_REFERENCE_H
#define TESTS_FLOWS_REFERENCE_H

#include "tables.h"

/* [n][n] origin, destination; the caller frees it. `method` as in the methods table; options as
 * there. */
double *reference_estimate(const question *q, const char *method, const cor_flows_options *options);

#endif
