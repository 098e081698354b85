/* SPDX-License-Identifier: Apache-2.0 */
/* network.h: the network of regulators: what is open, what is overdue, and its calendar for
 * other programs. */
#ifndef CORREDOR_NETWORK_NETWORK_H
#define CORREDOR_NETWORK_NETWORK_H

#include "registry/registry.h"

/* Whether an action is still to be done: proposed, agreed or in progress. */
bool cor_action_is_open(const cor_entry *action);
/* Days by which an open action is late on a day: 0 on the day it is due and before, or when it
 * has no date. */
int32_t cor_action_days_overdue(const cor_entry *action, cor_date on);

/* The events as iCalendar (RFC 5545): those of which the day is known, in the language, at the
 * hours of their place written in universal time (whole days when the system has no time-zone
 * database). The uid never changes, and the sequence grows with the version of the entry.
 * `base_url` may be empty: then events have no address of ours. */
void cor_network_calendar(const cor_registry_memory *memory, cor_str base_url, cor_lang lang,
                          cor_out *out);

#endif
