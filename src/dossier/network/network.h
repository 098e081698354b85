/* SPDX-License-Identifier: Apache-2.0 */
/* network.h: what the pages of the network of regulators share: one table for each kind of
 * entry. */
#ifndef CORREDOR_DOSSIER_NETWORK_NETWORK_H
#define CORREDOR_DOSSIER_NETWORK_NETWORK_H

#include "dossier/register.h"
#include "network/kinds.h"
#include "network/network.h"

/* Each shows a table of the entries that pass the filter, and returns how many those are;
 * nothing for none. */
int32_t dossier_network_members(dossier_page *page, const cor_network_filter *filter);
int32_t dossier_network_themes(dossier_page *page, const cor_network_filter *filter);
int32_t dossier_network_practices(dossier_page *page, const cor_network_filter *filter);
int32_t dossier_network_events(dossier_page *page, const cor_network_filter *filter);
int32_t dossier_network_actions(dossier_page *page, const cor_network_filter *filter);
/* Whether an entry of the network is of a theme and a country; either may be empty. */
bool dossier_network_passes(const cor_entry *entry, const cor_network_filter *filter);
/* "late by 12 days", "due in 30 days"; empty when it has no date or is done. */
cor_text dossier_due_text(dossier_page *page, const cor_entry *action, cor_date on);

#endif
