/* SPDX-License-Identifier: Apache-2.0 */
/* country.h: what the page of a country shows, for other pages too. */
#ifndef CORREDOR_DOSSIER_COUNTRY_COUNTRY_H
#define CORREDOR_DOSSIER_COUNTRY_COUNTRY_H

#include "dossier/page.h"

/* The largest corridors of one country, as a list: each from the newest edition that names it, with
 * its share of all people of that direction in the same edition and year, so that the shares of
 * one list add up. A list that mixes editions has none. */
typedef struct {
    const char *id;
    cor_text title;
    cor_country place;
    bool as_destination;
    cor_interval period; // zero: the newest of each
    cor_str breakdown;   // "", "sex=F", "sex=M"
    int32_t limit;
} dossier_partners;
/* False, and no list, when it has none. */
bool dossier_top_corridors(dossier_page *page, const dossier_partners *partners);
/* The corridors of one country that an edition names in a period, added up; absent without any. */
cor_value dossier_named_total(dossier_page *page, cor_country place, bool as_destination,
                              cor_str source, cor_interval period);
/* The same with a small line of every corridor over time, in lists of the edition that each is
 * from, the one with most people first; what a list leaves out is its last line, so that its shares
 * add up. False, and no list, when there is no corridor. */
bool dossier_partner_lists(dossier_page *page, const dossier_partners *partners);
/* Instruments that concern a country, and what recruiters may charge there, as the registers hold
 * them. */
void dossier_country_rules(dossier_page *page, cor_country place);
/* Population, economy and work of one or two countries side by side. */
void dossier_basics(dossier_page *page, const cor_country *places, int32_t place_count);
/* Employment of people born abroad in `place`, all countries of origin together. */
void dossier_work(dossier_page *page, cor_country place);
/* Employment of people from one origin, as far as a source names it, and what is missing. */
void dossier_work_of_origin(dossier_page *page, cor_country place, cor_country origin);
/* Age and sex of all migrants in `place`. */
void dossier_ages(dossier_page *page, cor_country place);
/* SDG 10.c.1 and the mean costs of the two countries and the world; `sending` none: of one. */
void dossier_show_costs(dossier_page *page, cor_country sending, cor_country receiving);

#endif
