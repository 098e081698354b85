/* SPDX-License-Identifier: Apache-2.0 */
/* moves.h: estimated moves of a corridor, every method and period side by side. */
#ifndef CORREDOR_DOSSIER_FLOWS_MOVES_H
#define CORREDOR_DOSSIER_FLOWS_MOVES_H

#include "flow_runs/flow_runs.h"
#include "flows.h"

#define MEASURE_FLOW      "flow"
#define MEASURE_FLOW_LOW  "flow_low"
#define MEASURE_FLOW_HIGH "flow_high"

enum { DOSSIER_METHODS_MAX = 16 };

/* Tables are [period][method]. A pair too small to be stored is an estimate of nobody; absent is
 * what nobody estimated.
 */
typedef struct {
    cor_country origin, destination;
    cor_str source;            // of the estimates shown
    cor_flow_runs_basis basis; // what they rest on; empty when it is no usual edition
    cor_str newer; // an edition with newer estimates that does not name the pair; or empty
    cor_str
        unnaming; // the edition of the estimates shown, when it does not name the pair; or empty
    const cor_flows_method *methods[DOSSIER_METHODS_MAX];
    int32_t method_count;
    dossier_periods periods; // with estimates of anybody, ascending
    cor_value *there, *back, *net;
    cor_value *low, *high; // intervals of `there`; absent where none were computed
} dossier_moves;

/* What is stored for a sex ("", "F", "M"); method_count 0: no run. */
dossier_moves dossier_moves_of(dossier_page *page, cor_country origin, cor_country destination,
                               cor_str sex);
static inline size_t dossier_moves_at(const dossier_moves *moves, int32_t period, int32_t method) {
    return (size_t)period * (size_t)moves->method_count + (size_t)method;
}
/* The newest period in which any method has the corridor; -1 when none has. */
int32_t dossier_moves_newest(const dossier_moves *moves);
/* The least and the largest of the methods in one period, from `there` or `back`; absent when
 * there are none. */
void dossier_moves_range(const dossier_moves *moves, const cor_value *table, int32_t period,
                         cor_value *ret_least, cor_value *ret_most);
/* Dots of the methods in one period, both ways, with the range between them. */
void dossier_moves_chart(dossier_page *page, const dossier_moves *moves, int32_t period,
                         const char *id);
/* An estimate of a period divided by its years. */
cor_value dossier_moves_yearly(dossier_page *page, cor_value moves, cor_interval period);
/* The range of the methods, period by period, also per year: periods may differ in length. */
void dossier_moves_periods(dossier_page *page, const dossier_moves *moves);
/* A row a method: the estimate, its interval where there is one, the other way, net. */
void dossier_moves_table(dossier_page *page, const dossier_moves *moves, int32_t period,
                         const char *id, cor_text title);
/* What each method takes for granted. */
void dossier_moves_assumptions(dossier_page *page, const dossier_moves *moves);
bool dossier_moves_has_intervals(const dossier_moves *moves, int32_t period);
/* A source as what a number rests on, for a period. */
cor_value dossier_basis_value(dossier_page *page, cor_str key, cor_interval period);
/* Why the estimates shown rest on an older edition, or leave people out; nothing when neither. */
void dossier_moves_edition(dossier_page *page, const dossier_moves *moves);
/* The source of estimates as published that rest on an edition of the stocks; empty without. */
cor_str dossier_moves_source_of(dossier_page *page, dossier_figures runs, cor_str stocks);
/* Why there is nothing, and what would fill it. */
void dossier_moves_absence(dossier_page *page, const dossier_moves *moves);
/* Mark the estimates that are more than the stocks have room for (doubts.c). */
void dossier_moves_mark(dossier_page *page, dossier_moves *moves, cor_str sex);
/* A note when estimates of a period, or of any (-1), carry the mark of a contradiction. */
void dossier_moves_doubts(dossier_page *page, const dossier_moves *moves, int32_t period);
/* The note under every table of estimates. */
void dossier_moves_caution(dossier_page *page);
#endif
