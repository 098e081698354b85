/* SPDX-License-Identifier: Apache-2.0 */
/* corridor.h: what the blocks of a corridor's dossier share. To add a block: write its build
 * function in a file of its own and add a row to the table in blocks.c. */
#ifndef CORREDOR_DOSSIER_CORRIDOR_CORRIDOR_H
#define CORREDOR_DOSSIER_CORRIDOR_CORRIDOR_H

#include "dossier/page.h"

typedef struct {
    dossier_page *page;
    cor_country origin, destination;
    dossier_figures stock; // people of this corridor: every source, year and sex
    dossier_figures main;  // the same, of SOURCE_STOCK
    dossier_figures
        at_destination;  // all migrants at the destination, whatever their origin, of SOURCE_STOCK
    cor_interval newest; // of `main`; zero when it has nobody
    cor_value people;    // in `newest`; absent when it has nobody
} dossier_corridor;

/* A block of the dossier: DESIGN names eight, in this order. */
typedef struct {
    const char *id;    // anchor of its section
    const char *title; // marked for translation
    void (*build)(dossier_corridor *corridor);
} dossier_block;
const dossier_block *dossier_blocks(int32_t *ret_count);

void dossier_block_people(dossier_corridor *corridor);
void dossier_block_mechanisms(dossier_corridor *corridor);
void dossier_block_remittances(dossier_corridor *corridor);
void dossier_block_flows(dossier_corridor *corridor);
void dossier_block_recruitment(dossier_corridor *corridor);
void dossier_block_diaspora(dossier_corridor *corridor);
void dossier_block_outlook(dossier_corridor *corridor);
void dossier_block_publications(dossier_corridor *corridor);

/* Employment of people born abroad in `place`, all countries of origin together. `origin` none:
 * a country's page. */
void dossier_work(dossier_page *page, cor_country place, cor_country origin);
/* Age and sex of all migrants in `place`. */
void dossier_ages(dossier_page *page, cor_country place);
/* Population, economy and work of one or two countries side by side. */
void dossier_basics(dossier_page *page, const cor_country *places, int32_t place_count);

#endif
