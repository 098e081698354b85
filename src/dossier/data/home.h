/* SPDX-License-Identifier: Apache-2.0 */
/* home.h: the part of the home page that a reader can choose: year, sex, and whether corridors are
 * shown as a map of the region, of the world, or as a table. */
#ifndef CORREDOR_DOSSIER_DATA_HOME_H
#define CORREDOR_DOSSIER_DATA_HOME_H

#include "dossier/page.h"

typedef struct {
    const cor_home *asked;
    cor_interval period;  // of the year asked for; zero: of each corridor the newest
    cor_interval shown;   // the year that titles name
    cor_str breakdown;    // the sex: "", "sex=F", "sex=M"
    cor_str whole_source; // the newest edition with a total of the world in that year; may be empty
} home_choice;

/* COR_E_NONE, with the years there are: the stock has no such year. */
COR_CHECKED
cor_code home_choice_make(dossier_page *page, const cor_home *asked, home_choice *ret_choice);
/* "/?year=2010&sex=F&view=world"; "/" for a choice of nothing. */
cor_str home_path(cor_arena *keep, const cor_home *home);
/* "", "sex=F", "sex=M", terminated. */
const char *home_breakdown(const home_choice *choice);
/* The form, the ways to look, and the corridors. */
void home_show_corridors(dossier_page *page, const home_choice *choice);
/* Mexico, Costa Rica, Panama and the Dominican Republic. */
enum { HOME_DESTINATIONS = 4 };
cor_country home_destination(int32_t number);

#endif
