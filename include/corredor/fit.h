/* SPDX-License-Identifier: Apache-2.0 */
/* fit.h: the table nearest to a seed with given totals: iterative proportional fitting, taken to
 * its limit.
 *
 * Moves are often known only in part: how many left each place, how many arrived in each, and an
 * older or a similar table that shows the pattern. The answer keeps the pattern of the seed (its
 * odds ratios) and has the new totals: x_ij = a_i s_ij b_j. A seed of ones gives independence; an
 * empty diagonal quasi-independence; a third axis (birthplace, age, sex) any log-linear model of
 * one- and two-way totals.
 *
 * Plain fitting stops when a round changes little, which can be far from the answer. Here the limit
 * itself is found, and totals that no table can have are named instead of iterating for ever.
 *
 * Pure computation: no files, no store, no clock. Deterministic with any number of threads.
 * docs/methods/fit.md */
#ifndef CORREDOR_FIT_H
#define CORREDOR_FIT_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Axes of a table, and of a margin: COR_FIT_FIRST
 * COR_FIT_THIRD is the margin that sums over the second axis. */
enum {
    COR_FIT_FIRST = 1,
    COR_FIT_SECOND = 2,
    COR_FIT_THIRD = 4,
    COR_FIT_AXIS_COUNT = 3,
    COR_FIT_MARGIN_COUNT = 7
};

/* Tables are row-major in the order of the axes, and so are margins: totals[COR_FIT_FIRST |
 * COR_FIT_THIRD] is [counts[0]][counts[2]]. */
typedef struct {
    int32_t counts[COR_FIT_AXIS_COUNT];       // levels of each axis; third 0: a table of two axes
    const cor_str *names[COR_FIT_AXIS_COUNT]; // [counts] for messages; NULL: numbered from 1
    const double *seed; // [cells] the pattern; NULL: all equal. Zero stays zero
    const double *totals[COR_FIT_MARGIN_COUNT]; // by margin; NULL: unknown. At least one
    const double *held; // [cells] known values; NaN: to be fitted. NULL: none
} cor_fit_input;

/* Zero in every member means the default. */
typedef struct {
    int32_t leading; // the margin to whose sum the others are scaled; 0: differing sums are refused
    double tolerance;       // largest error accepted in a total, in the unit of the table; 0: 1e-6
    int32_t iterations_max; // 0: 1000
} cor_fit_options;

typedef struct {
    const double *cells; // [cells]
    double total;
    double errors[COR_FIT_MARGIN_COUNT]; // by margin: largest difference from its totals; 0 where
                                         // unknown
    double error;                        // the largest of them
    double scaled;      // absolute change of margins whose sums were scaled to agree
    int32_t iterations; // evaluations of the table
} cor_fit;

/* Fit the seed to the totals.
 *
 * options    NULL: all defaults.
 * keep       holds the result: 8 bytes a cell.
 * scratch    up to 100 bytes a cell, given back on return.
 * returns    COR_OK, or with ret_fit untouched:
 *            COR_E_SHAPE     an axis without levels, no totals, more than 2^31 cells;
 *            COR_E_DOMAIN    a seed, a total or a held cell is negative or not a number: says
 *                            which;
 *            COR_E_CONFLICT  sums of margins differ; held cells exceed a total; no table with
 *                            these zeros has these totals: says which levels contradict each
 *                            other, and by how much;
 *            COR_E_CONVERGE  a total is not met within iterations_max: says which is furthest off;
 *            COR_E_USAGE     `leading` is not a known margin;
 *            COR_E_MEMORY.
 * holds      every total is met within tolerance (or the precision of a double); zero cells of
 *            the seed stay zero; fitting a table to its own totals gives it back; multiplying a
 *            row of the seed by a number changes nothing.
 * source     Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Willekens
 *            (1999), Mathematical Population Studies 7, 239-278; Abel (2013), Demographic Research
 *            28(18), 505-546 for three-way tables.
 * example    examples/fit_two_way.c */
COR_API COR_CHECKED
cor_code cor_fit_solve(const cor_fit_input *input, const cor_fit_options *options, cor_arena *keep,
                       cor_arena scratch, cor_fit *ret_fit, cor_error *err);

/* Held cells for a square table whose diagonal is known.
 *
 * diagonal   [n]; NULL: as much as the totals allow, the smaller of row and column total.
 * keep       holds the answer, 8 n^2 bytes.
 * returns    [n][n], NaN but on the diagonal; NULL when it does not fit. */
COR_API double *cor_fit_diagonal(int32_t count, const double *diagonal, const double *row_totals,
                                 const double *column_totals, cor_arena *keep);

#ifdef __cplusplus
}
#endif

#endif
