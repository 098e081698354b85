/* SPDX-License-Identifier: Apache-2.0 */
/* prices.h: what it costs to send money in one corridor: read once, used by the block of a
 * corridor and by the page on remittances. The money goes from the destination of the migrants
 * to their origin. */
#ifndef CORREDOR_DOSSIER_CORRIDOR_PRICES_H
#define CORREDOR_DOSSIER_CORRIDOR_PRICES_H

#include "dossier/page.h"

enum {
    DOSSIER_AMOUNT_LOW = 200,
    DOSSIER_AMOUNT_HIGH = 500
}; // US dollars: the two amounts that are surveyed

typedef struct {
    cor_country sending, receiving;
    dossier_figures prices, margins, quotes; // every source, amount and quarter
    dossier_keys sources;                    // of `prices`
} dossier_prices;

/* One amount in one quarter of one source. Any of the values may be absent, all are when there
 * is no price. */
typedef struct {
    cor_interval quarter;
    cor_value price, margin, fee; // percent of the amount
    cor_value quotes;
    cor_value cost; // US dollars
} dossier_price;

dossier_prices dossier_prices_of(dossier_page *page, cor_country sending, cor_country receiving);
/* The newest quarter of the newest source that has this amount; with its parts if the source
 * splits it. */
dossier_price dossier_price_newest(dossier_page *page, const dossier_prices *prices,
                                   int32_t amount_usd);
/* Charts over the quarters, and the newest prices with their parts. Nothing when there is no
 * price. */
void dossier_show_prices(dossier_page *page, const dossier_prices *prices);
/* "Sending USD 200 from … cost …": the sentence a reader needs first. */
void dossier_say_price(dossier_page *page, const dossier_prices *prices, const dossier_price *price,
                       int32_t amount_usd);
/* Why the three cheapest services cannot be shown, and what would fill the gap. */
void dossier_smart_absence(dossier_page *page);
/* No price at all for this corridor. */
void dossier_price_absence(dossier_page *page, const dossier_prices *prices);

#endif
