/* SPDX-License-Identifier: Apache-2.0 */
/* both.h: the two directions of a country: people born abroad who live in it, and people born in it
 * who live abroad. */
#ifndef CORREDOR_DOSSIER_COUNTRY_BOTH_H
#define CORREDOR_DOSSIER_COUNTRY_BOTH_H

#include "country.h"

typedef struct {
    dossier_page *page;
    cor_country place;
    bool as_destination;
    dossier_figures all;     // totals of every source
    dossier_figures by_sex;  // of the newest edition that has the place
    const cor_figure *total; // the newest of them, or NULL
    cor_value people;        // likewise
    bool at_least;           // `people` is a sum over the destinations that name the place,
    cor_interval named_in;   // the year of that sum,
    cor_str named_by;        // its edition
    cor_value fewer;         // since fewer do in the edition of `total`: its number for that year
    cor_interval by_country; // the newest year of the newest edition
} country_side;

/* Both over time on one scale, in sentences and as a chart; each from one edition. */
void dossier_both_ways(const country_side *first, const country_side *second);

#endif
