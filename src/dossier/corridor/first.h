/* SPDX-License-Identifier: Apache-2.0 */
/* first.h: what the first screen of a corridor says of its blocks: read once, then said in a few
 * sentences (short.c) and in one line a block (glance.c). */
#ifndef CORREDOR_DOSSIER_CORRIDOR_FIRST_H
#define CORREDOR_DOSSIER_CORRIDOR_FIRST_H

#include "corridor.h"
#include "dossier/mechanisms/mechanisms.h"
#include "prices.h"
#include "trend.h"

typedef enum { BASIS_UNKNOWN, BASIS_REASSESSED, BASIS_CARRIED } stock_basis;

typedef struct {
    dossier_corridor *corridor;
    dossier_trend trend;
    stock_basis basis; // of the series of the destination in the edition of the headline
    cor_value earlier; // people in the period before the newest, of the same edition; may be absent
    dossier_brief instruments;
    const cor_entry *fees[2]; // findings on charging workers, at the origin and the destination
    int32_t finding_count;    // about recruitment in either country
    dossier_price price;      // of sending USD 200 home
    cor_value least, most;    // moves in the newest period, by all methods; absent without a run
    int32_t organisation_count;
    int32_t publication_count;
    bool names_jobs; // a figure of work names the origin
} dossier_first;

void dossier_first_read(dossier_corridor *corridor, dossier_first *ret_first);
/* Whether the edition revised the series of the destination, with the figure that says so. */
stock_basis dossier_basis_of(const dossier_corridor *corridor, const cor_figure **ret_figure);

/* The page in a few sentences: trend, rules, practice, what is not known. */
void dossier_show_short(dossier_first *first);
/* One line a block. */
void dossier_show_glance(dossier_first *first);

#endif
