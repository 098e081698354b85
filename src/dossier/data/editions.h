/* SPDX-License-Identifier: Apache-2.0 */
/* editions.h: the ILO world estimates of migrant workers, one entry per edition and reference
 * year. */
#ifndef CORREDOR_DOSSIER_DATA_EDITIONS_H
#define CORREDOR_DOSSIER_DATA_EDITIONS_H

#include "dossier/page.h"

typedef struct {
    const cor_figure *total;                   // never NULL
    const cor_figure *men, *women;             // NULL where the edition does not tell
    const cor_figure *men_share, *women_share; // as published, in percent; NULL likewise
} dossier_edition;
typedef struct {
    dossier_edition *list; // by reference year, then source
    int32_t count;
} dossier_editions;
dossier_editions dossier_editions_of(dossier_page *page);
/* People in millions: without a decimal where the edition has whole millions. */
cor_value dossier_edition_people(dossier_page *page, const cor_figure *figure);
/* The published share of men ("M") or women ("F"), else the one computed from the people; may be
 * absent. */
cor_value dossier_edition_share(dossier_page *page, const dossier_edition *edition,
                                const char *sex);

/* "3": the title of an edition is too long for a table; its key stands beside the number. */
cor_table_cell dossier_edition_cell(dossier_page *page, cor_str source);

#endif
