/* SPDX-License-Identifier: Apache-2.0 */
/* components.h: a table of moves as a product: overall level, origins, destinations, and the
 * interaction of each pair.
 *
 *     moves_ij = overall * origin_i * destination_j * interaction_ij
 *
 * The components describe a migration system, so that two of them can be compared, and a missing
 * one can be taken from another year or country before the table is multiplied again. With a third
 * axis (age, sex, birthplace) there are also components for each group and each pair of axes.
 *
 * Pure computation: no files, no store, no clock. docs/methods/components.md */
#ifndef CORREDOR_COMPONENTS_H
#define CORREDOR_COMPONENTS_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The reference of the components. */
typedef enum {
    /* Shares of the total: overall is the sum, interactions are observed over expected moves. */
    COR_CODING_TOTAL,
    /* Geometric means: overall is the typical cell, components multiply to one; no cell may be
     * zero. */
    COR_CODING_GEOMETRIC
} cor_components_coding;

typedef struct {
    int32_t place_count;        // n
    int32_t group_count;        // groups of a third axis; 0: no third axis
    const cor_str *place_names; // [n] for messages; NULL: numbered from 1
    const double *moves;        // [n][n][groups] origin, destination, group
    cor_components_coding coding;
    bool with_diagonal; // the diagonal counts people who stayed; otherwise it is ignored
} cor_components_input;

/* g is the number of groups; without a third axis g is 1, and group and its components are all one.
 * A component is NaN when it is undetermined, because nobody left or arrived; so is an ignored
 * diagonal. */
typedef struct {
    double overall;
    const double *origin, *destination;             // [n]
    const double *group;                            // [g]
    const double *interaction;                      // [n][n] origin by destination
    const double *origin_group, *destination_group; // [n][g]
    const double *origin_destination_group;         // [n][n][g]
} cor_components;

/* Split a table into its components.
 *
 * keep       holds the result: 8 n^2 (g + 1) bytes and less.
 * scratch    8 n^2 bytes, given back on return.
 * returns    COR_OK, or with ret_components untouched:
 *            COR_E_SHAPE     fewer than two places (three, for geometric means without a diagonal);
 *            COR_E_DOMAIN    a pair, which is named, is not a number, negative, or zero where a
 *                            logarithm is taken;
 *            COR_E_NONE      nobody moved;
 *            COR_E_MEMORY.
 * holds      the product of all components of a cell is the cell, to rounding.
 * source     Rogers, Willekens, Little and Raymer (2002), Papers in Regional Science 81, 29-48;
 *            Raymer and Rogers (2007), Demography 44, 199-223. */
COR_API COR_CHECKED
cor_code cor_components_split(const cor_components_input *input, cor_arena *keep, cor_arena scratch,
                              cor_components *ret_components, cor_error *err);

#ifdef __cplusplus
}
#endif

#endif
