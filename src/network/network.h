/* SPDX-License-Identifier: Apache-2.0 */
/* network.h: the network of regulators: open and overdue actions, and its calendar for other
 * programs. */
#ifndef CORREDOR_NETWORK_NETWORK_H
#define CORREDOR_NETWORK_NETWORK_H

#include "registry/registry.h"

/* Whether an action is still open: proposed, agreed or in progress. */
bool cor_action_is_open(const cor_entry *action);
/* Days by which an open action is overdue: 0 up to its due date, or without one. */
int32_t cor_action_days_overdue(const cor_entry *action, cor_date on);

/* The events with a known day as iCalendar (RFC 5545), in the language, with local times converted
 * to UTC (whole days when the system has no time-zone database). The uid never changes, and the
 * sequence grows with the version of the entry. With an empty `base_url` events have no URL. */
void cor_network_calendar(const cor_registry_memory *memory, cor_str base_url, cor_lang lang,
                          cor_out *out);

#endif
