/* SPDX-License-Identifier: Apache-2.0 */
/* laboratory.h: what the pages of the flow laboratory share: an estimate, and the words for its
 * places. */
#ifndef CORREDOR_DOSSIER_FLOWS_LABORATORY_H
#define CORREDOR_DOSSIER_FLOWS_LABORATORY_H

#include "dossier/page.h"

/* An estimate to be shown: of the world or of somebody's own tables. */
typedef struct {
    dossier_page *page;
    const cor_flows_input *input;
    const cor_flows *flows;
    const cor_country *places; // [n]; NULL: places are labels of a table
    cor_text *names;           // [n]
    cor_text how;              // derivation of every number
    cor_value basis[2];        // the tables the numbers rest on, for their sources
    int32_t basis_count;
    double *leave_persons, *arrive_persons; // [n]
} flow_result;

/* Names and sums. COR_E_MEMORY. */
cor_code flow_result_init(flow_result *result, cor_error *err);
cor_value flow_moves(const flow_result *result, double persons);
static inline double flow_at(const flow_result *result, int32_t origin, int32_t destination) {
    return result->flows
        ->moves_persons[(size_t)origin * (size_t)result->flows->place_count + (size_t)destination];
}
/* "/corridor/GTM-MEX" where both places have a page. */
cor_str flow_corridor_path(const flow_result *result, int32_t origin, int32_t destination);

/* Pairs, largest first; at most `most`, of those that touch `place` (-1: any). */
typedef struct {
    int32_t origin, destination;
    double persons;
} flow_pair;
int32_t flow_largest(const flow_result *result, int32_t place, flow_pair *list, int32_t most);
/* Places by all that leaves and arrives, largest first. */
int32_t flow_largest_places(const flow_result *result, int32_t *list, int32_t most);

/* The field that chooses a method. */
cor_field flow_choose_method(const cor_flows_method *chosen, cor_arena *keep);

/* ---- parts of a page, in flows_parts.c and flows_circle.c ---------------- */
void flow_show_totals(const flow_result *result);
void flow_show_table(const flow_result *result);
void flow_show_places(const flow_result *result);
void flow_show_map(const flow_result *result);
/* What was done to the tables and what holds, in plain words. */
void flow_show_report(const flow_result *result);
/* What the method assumes, when not to use it, who published it. */
/* A paragraph and a link for each. */
void flow_show_citations(cor_doc *doc, cor_str citations);
void flow_show_method(const flow_result *result);
/* Between the largest places of the tables. */
void flow_show_circle_of_largest(const flow_result *result);
/* Between regions of the world; between the members of the Regional Conference on Migration. */
void flow_show_circle_of_regions(const flow_result *result);
void flow_show_circle_of_members(const flow_result *result);

#endif
