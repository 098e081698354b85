/* SPDX-License-Identifier: Apache-2.0 */
/* margins.h: the table nearest to a seed with the given row and column totals.
 *
 * Nearest in the sense of iterative proportional fitting: x_ij = u_i s_ij v_j. Plain fitting
 * alternates between rows and columns and needs thousands of rounds where most people live where
 * they were born. Here the row factors are eliminated and Newton's method finds the logarithms of
 * the column factors in a handful of steps, each solved by conjugate gradients on the non-zero
 * cells. */
#ifndef CORREDOR_ENGINES_FLOWS_MARGINS_H
#define CORREDOR_ENGINES_FLOWS_MARGINS_H

#include "flows_private.h"

typedef struct {
    int32_t row_count, column_count;
    const double *seed;          // [rows][columns], not negative
    const double *row_totals;    // [rows]
    const double *column_totals; // [columns]; their sum equals that of the row totals, up to
                                 // rounding
    double tolerance;            // 0: 1e-6; never below the precision of a double
    int32_t iterations_max;      // 0: 1000
    const double *begin;         // [columns] starting logarithms of column factors; NULL: zeros
} margins;

typedef enum {
    MARGINS_MET,
    MARGINS_IMPOSSIBLE, // no table with these zeros has these totals
    MARGINS_UNMET,      // not reached within iterations_max
    MARGINS_MEMORY
} margins_status;

typedef struct {
    double *fitted;         // [rows][columns] by the caller; NULL: not wanted
    double *row_factors;    // [rows] by the caller; NULL: not wanted
    double *column_factors; // [columns] likewise
    double *column_logs;    // [columns] likewise: starting values for a similar problem
    double error;           // largest error of a column; rows are exact to rounding
    int32_t worst_column;   // the column of that error
    int32_t iterations;     // evaluations of the whole table
    bool *is_row_crowded;   // [rows] by the caller or NULL. If impossible, the people of
    bool *is_column_full;   // [columns] these rows fit into these columns only,
    double excess;          // which are too small by this many persons
} margins_result;

margins_status margins_solve(const margins *problem, cor_arena scratch, margins_result *ret_result);

/* Whether any table exists. Starts from the result of a fit that stopped; marks the
 * contradiction. */
margins_status margins_examine(const margins *problem, const double *reached, cor_arena scratch,
                               margins_result *ret_result);

/* impossible.c: the error for a table of places that could not be fitted; needs the marks of the
 * result. */
cor_code fail_margins(const cor_flows_input *input, const margins *problem, margins_status status,
                      const margins_result *result, cor_arena scratch, cor_error *err);
/* Add the birthplaces concerned in both tables: their mean is fitted, so either table may be
 * wrong. */
cor_code within_birthplaces(const cor_flows_input *input, const margins_result *result,
                            const double *before, const double *after, cor_arena scratch,
                            cor_error *err);

#endif
