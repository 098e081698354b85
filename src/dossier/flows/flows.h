/* SPDX-License-Identifier: Apache-2.0 */
/* flows.h: estimated moves on the pages of other rooms. */
#ifndef CORREDOR_DOSSIER_FLOWS_FLOWS_H
#define CORREDOR_DOSSIER_FLOWS_FLOWS_H

#include "dossier/block.h"

/* The least and the largest estimate of the moves in the newest period; absent without any. */
void dossier_newest_moves(dossier_corridor *corridor, cor_value *ret_least, cor_value *ret_most);
void dossier_block_flows(dossier_corridor *corridor);
/* Largest estimated moves into or out of a place in the newest period; nothing when there was no
 * run. */
void dossier_moves_largest(dossier_page *page, cor_country place, bool as_destination);

#endif
