/* SPDX-License-Identifier: Apache-2.0 */
/* components.h: a table of moves as a product: how much, from where, to where, and who is drawn
 * to whom.
 *
 *     moves_ij = overall * origin_i * destination_j * interaction_ij
 *
 * The components describe a migration system so that two of them can be compared, and a missing
 * one can be borrowed from another year or country before the table is put together again. With
 * a third axis (age, sex, birthplace) there is a component for each group and for each pair of
 * axes too.
 *
 * Pure computation: no files, no store, no clock. docs/methods/components.md */
#ifndef CORREDOR_COMPONENTS_H
#define CORREDOR_COMPONENTS_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a component is compared with. */
typedef enum {
    COR_CODING_TOTAL,    // shares of the total: overall is the sum, interactions are observed over
                         // expected moves
    COR_CODING_GEOMETRIC // geometric means: overall is the typical cell, components multiply to
                         // one; no cell may be zero
} cor_components_coding;

typedef struct {
    int32_t place_count;        // n
    int32_t group_count;        // of a third axis; 0: none
    const cor_str *place_names; // [n] for messages; NULL: numbered from 1
    const double *moves;        // [n][n][groups] origin, destination, group
    cor_components_coding coding;
    bool with_diagonal; // it counts people who stayed; otherwise it is not looked at
} cor_components_input;

/* g is the number of groups, 1 without a third axis; then group and the components with it are
 * all one. A component that is not determined, because nobody left or arrived, is NaN, and so is
 * the diagonal where it does not count. */
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
 * keep       holds the result: 8 n^2 (g + 1) bytes and less.   scratch   8 n^2 bytes, given back
 *            on return.
 * returns    COR_OK; COR_E_SHAPE: fewer than two places (three, for geometric means without a
 *            diagonal); COR_E_DOMAIN, with the pair: not a number, negative, zero where a
 *            logarithm is taken; COR_E_NONE: nobody moved; COR_E_MEMORY.
 * holds      the product of all components of a cell is the cell, to rounding.
 * source     Rogers, Willekens, Little and Raymer (2002), Papers in Regional Science 81, 29-48;
 *            Raymer and Rogers
 * (2007), Demography 44, 199-223. */
COR_API COR_CHECKED
cor_code cor_components_split(const cor_components_input *input, cor_arena *keep, cor_arena scratch,
                              cor_components *ret_components, cor_error *err);

#ifdef __cplusplus
}
#endif

#endif
