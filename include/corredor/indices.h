/* SPDX-License-Identifier: Apache-2.0 */
/* indices.h: summary indices of a migration system: intensity of movement, redistribution of
 * people, connections between places, inequality, and distance.
 *
 * The indices of Bell et al. (2002) and those they rest on, by the published formulas. Each depends
 * on how the territory is divided: compare two systems only at similar numbers of places, or by the
 * indices made for it.
 *
 * Pure computation: no files, no store, no clock. docs/methods/indices.md has every formula. */
#ifndef CORREDOR_INDICES_H
#define CORREDOR_INDICES_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    int32_t place_count;              // n, at least 2
    const cor_str *place_names;       // [n] for messages; NULL: numbered from 1
    const double *moves_persons;      // [n][n] origin, destination; the diagonal is ignored
    const double *population_persons; // [n] at risk of moving; NULL: indices that need it are NaN
    const double *distance_km;        // [n][n] above zero; NULL: likewise. In any unit
} cor_indices_input;

/* Shares are from 0 to 1. Undetermined indices are NaN: population or distance missing, division by
 * zero. */
typedef struct {
    double moves_persons, population_persons;
    // intensity
    double crude_probability; // moves per person
    double courgeau_k;        // crude probability over ln n^2, intended to be independent of n
    // impact
    double effectiveness;  // net migration per move: 1 when nobody moves the other way
    double net_rate;       // aggregate net migration rate: people redistributed per person
    double preference_sum; // over pairs: observed moves over those expected in proportion to both
                           // populations
    double velocity_sum;   // over pairs: moves relative to both populations
    double connectivity;   // share of pairs with any move
    double inequality;     // share of moves to relocate until all pairs are equal
    double dissimilarity;  // the same, until moves depend on totals of origin and destination alone
    double gini;           // over all pairs; 1: all moves in one pair (Bell et al.)
    double gini_uncorrected; // of Plane and Mulligan; always below one
    double gini_rows;        // part of gini_uncorrected: between destinations of an origin
    double gini_columns;     // between origins of a destination
    double gini_exchange;    // between the two directions of a pair
    double gini_out;         // mean Gini of rows, weighted by their moves
    double gini_in;          // of columns
    double gini_mean;        // of both
    double variation;        // coefficient of variation of all pairs
    double variation_out;    // mean coefficient of rows, weighted by their moves
    double variation_in;     // of columns
    double variation_system; // their sum: aggregated system-wide coefficient of variation
    double theil;            // over all pairs: 0 equal, ln n(n-1) all in one pair
    // distance, in the unit given
    double distance_mean_km;
    double distance_median_km; // half of the moves are not longer than this
    double distance_decay;     // exponent of distance, given totals of origins and destinations;
                               // usually negative
    // by place, [n]
    const double *out_persons, *in_persons;
    const double *place_effectiveness;            // (in - out) / (in + out)
    const double *place_gini_out, *place_gini_in; // needs three places
    const double *place_variation_out, *place_variation_in;
    int32_t iterations; // of the fits for dissimilarity and decay
} cor_indices;

/* Compute all indices.
 *
 * keep       holds the result: 56 bytes a place.
 * scratch    about 120 bytes a pair, given back on return.
 * returns    COR_OK, or with ret_indices untouched:
 *            COR_E_SHAPE     fewer than two places;
 *            COR_E_DOMAIN    a place or pair, which is named, is not a number or negative, or a
 *                            distance that is not above zero;
 *            COR_E_NONE      nobody moved;
 *            COR_E_CONVERGE  a fit behind dissimilarity or decay was not met;
 *            COR_E_MEMORY.
 * source     Bell, Blake, Boyle, Duke-Williams, Rees, Stillwell and Hugo (2002), Journal of the
 *            Royal Statistical Society A 165, 435-464; by index in docs/methods/indices.md. */
COR_API COR_CHECKED
cor_code cor_indices_compute(const cor_indices_input *input, cor_arena *keep, cor_arena scratch,
                             cor_indices *ret_indices, cor_error *err);

/* Index of preference of one pair (Bachi 1956): observed over expected moves given both
 * populations; NaN without populations. */
COR_API double cor_indices_preference(const cor_indices_input *input, const cor_indices *indices,
                                      int32_t origin, int32_t destination);
/* Index of velocity of one pair (Bogue, Shryock and Hoermann 1957): moves relative to both
 * populations. NaN without populations. */
COR_API double cor_indices_velocity(const cor_indices_input *input, const cor_indices *indices,
                                    int32_t origin, int32_t destination);

#ifdef __cplusplus
}
#endif

#endif
