/* SPDX-License-Identifier: Apache-2.0 */
/* blocks.c: the one table of the blocks of a corridor, in the order of the dossier. */
#include "corridor.h"

#include "dossier/flows/flows.h"
#include "dossier/mechanisms/mechanisms.h"
#include "dossier/publications/publications.h"

static const dossier_block blocks[] = {
    { "people", N_("People"), dossier_block_people },
    { "mechanisms", N_("Mechanisms"), dossier_block_mechanisms },
    { "recruitment", N_("Recruitment"), dossier_block_recruitment },
    { "remittances", N_("Remittances"), dossier_block_remittances },
    { "flows", N_("Flows"), dossier_block_flows },
    { "diaspora", N_("Diaspora"), dossier_block_diaspora },
    { "outlook", N_("Outlook"), dossier_block_outlook },
    { "library", N_("Library"), dossier_block_publications },
};

const dossier_block *dossier_blocks(int32_t *ret_count) {
    *ret_count = (int32_t)(sizeof blocks / sizeof *blocks);
    return blocks;
}
