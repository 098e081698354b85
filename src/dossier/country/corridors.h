/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.h: rankings of corridors, as a table of their own and as short lists on other pages. */
#ifndef CORREDOR_DOSSIER_COUNTRY_CORRIDORS_H
#define CORREDOR_DOSSIER_COUNTRY_CORRIDORS_H

#include "dossier/page.h"

/* The newest period of SOURCE_STOCK; zero when there is none. */
cor_interval dossier_newest_stock(dossier_page *page);
/* The largest corridors of one country, as a list with the share of each; false, and no list,
 * when it has none. */
bool dossier_top_corridors(dossier_page *page, const char *id, cor_text title, cor_country place,
                           bool as_destination, cor_interval period, int32_t limit);
/* The total of all migrants in a place in one period ("" or by sex, "sex=F"), of SOURCE_STOCK;
 * may be absent. */
cor_value dossier_total_in(dossier_page *page, cor_country place, cor_interval period,
                           const char *breakdown);

#endif
