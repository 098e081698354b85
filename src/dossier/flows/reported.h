/* SPDX-License-Identifier: Apache-2.0 */
/* reported.h: moves that somebody counted or estimated elsewhere, and their agreement with stored
 * estimates. */
#ifndef CORREDOR_DOSSIER_FLOWS_REPORTED_H
#define CORREDOR_DOSSIER_FLOWS_REPORTED_H

#include "moves.h"

#define MEASURE_FLOW_REPORTED "flow_reported"

/* The figures of one source with one breakdown, which says what counts as a move. */
typedef struct {
    cor_str source, breakdown;
    int64_t count;
    cor_interval span;   // from the earliest to the latest
    bool is_transition;  // people who lived elsewhere at the start of the period, else every move
    bool is_stated;      // what counts is in the breakdown; else it is taken from the periods
    bool is_of_one_year; // its longest period is a year or less
} reported_set;

enum { REPORTED_SETS_MAX = 48 };
typedef struct {
    reported_set list[REPORTED_SETS_MAX];
    int32_t count;
} reported_sets;

/* One stored estimate: all moves of the world by a method in a period. */
typedef struct {
    const cor_figure *all;
    const cor_flows_method *method;
    cor_str stocks; // edition of the stocks; or the source of the estimate
} stored_estimate;

/* What a set and an estimate have in common. */
typedef struct {
    cor_flows_agreement pairs;
    bool is_comparable; // false: no pair of the set belongs to the period
} reported_agreement;

/* Every set of one sex ("", "F", "M"), in the order of the figures. */
reported_sets dossier_reported_sets(dossier_page *page, cor_str sex);
/* Compare by the year: moves are added up by the part of their period that lies within that of the
 * estimate, at least half of which must be covered; transitions are compared with a period of the
 * same length only, since they are no sum of shorter ones. */
reported_agreement dossier_reported_compare(dossier_page *page, const reported_set *set,
                                            const stored_estimate *estimate, cor_arena scratch);
#endif
