/* SPDX-License-Identifier: Apache-2.0 */
/* corridor.h: the blocks of a corridor's dossier. To add a block, write its build function in a
 * file of the room of its subject and add a row to the table in blocks.c. */
#ifndef CORREDOR_DOSSIER_CORRIDOR_CORRIDOR_H
#define CORREDOR_DOSSIER_CORRIDOR_CORRIDOR_H

#include "dossier/block.h"
#include "dossier/register.h"

/* A block of the dossier: DESIGN names eight, in this order. */
typedef struct {
    const char *id;    // anchor of its section
    const char *title; // marked for translation
    void (*build)(dossier_corridor *corridor);
} dossier_block;
const dossier_block *dossier_blocks(int32_t *ret_count);

/* Which edition the headline is of, and what that edition changed. */
void dossier_show_edition(const dossier_corridor *corridor);

/* An organisation of people from the origin at the destination. */
bool dossier_is_organisation(const dossier_corridor *corridor, const cor_entry *organisation);
/* What was found about an item of the checklist in a country; NULL when it is not known. */
const cor_entry *dossier_finding_on(dossier_page *page, cor_str item, cor_country place);

void dossier_block_people(dossier_corridor *corridor);
void dossier_block_remittances(dossier_corridor *corridor);
void dossier_block_recruitment(dossier_corridor *corridor);
void dossier_block_diaspora(dossier_corridor *corridor);
void dossier_block_outlook(dossier_corridor *corridor);

#endif
