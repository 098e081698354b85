/* SPDX-License-Identifier: Apache-2.0 */
/* margins.h: the table nearest to a seed that has given row and column totals.
 *
 * Nearest in the sense of iterative proportional fitting: x_ij = u_i s_ij v_j. Plain fitting
 * alternates between rows and columns and needs thousands of rounds where most people live where
 * they were born; here the row factors are eliminated and Newton's method finds the logarithms
 * of the column factors in a handful of steps, each solved by conjugate gradients on the
 * non-zero cells. */
#ifndef CORREDOR_ENGINES_FLOWS_MARGINS_H
#define CORREDOR_ENGINES_FLOWS_MARGINS_H

#include "flows_private.h"

typedef struct {
    int32_t row_count, column_count;
    const double *seed;          // [rows][columns], nothing below zero
    const double *row_totals;    // [rows]
    const double *column_totals; // [columns]; in sum equal to the row totals, up to rounding
    double tolerance;            // 0: 1e-6; never below what a double can hold
    int32_t iterations_max;      // 0: 1000
    const double *begin; // [columns] logarithms of column factors to begin with; NULL: zeros
} margins;

typedef enum {
    MARGINS_MET,
    MARGINS_IMPOSSIBLE, // no table with these zeros has these totals
    MARGINS_UNMET,      // not within iterations_max
    MARGINS_MEMORY
} margins_status;

typedef struct {
    double *fitted;         // [rows][columns] given by the caller; NULL: not wanted
    double *row_factors;    // [rows] given by the caller; NULL: not wanted
    double *column_factors; // [columns] likewise
    double *column_logs;    // [columns] likewise: a beginning for a similar problem
    double error;           // largest difference of a column; rows are exact to rounding
    int32_t worst_column;   // where
    int32_t iterations;     // evaluations of the whole table
    bool *is_row_crowded;   // [rows] given by the caller; NULL: not wanted. For MARGINS_IMPOSSIBLE:
                            // the people of
    bool *is_column_full;   // [columns] these rows fit into these columns only,
    double excess;          // which are too small by so many
} margins_result;

margins_status margins_solve(const margins *problem, cor_arena scratch, margins_result *ret_result);

/* Is there any table? Starts from what a fit that stopped has reached; marks the contradiction. */
margins_status margins_examine(const margins *problem, const double *reached, cor_arena scratch,
                               margins_result *ret_result);

/* impossible.c: the error for a table of places that could not be fitted; needs the marks of the
 * result. */
cor_code fail_margins(const cor_flows_input *input, const margins *problem, margins_status status,
                      const margins_result *result, cor_arena scratch, cor_error *err);
/* Who it is about, in both tables: their mean is asked for, so either may be the one that is
 * wrong. */
cor_code within_birthplaces(const cor_flows_input *input, const margins_result *result,
                            const double *before, const double *after, cor_arena scratch,
                            cor_error *err);

#endif
