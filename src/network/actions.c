/* SPDX-License-Identifier: Apache-2.0 */
/* actions.c: whether actions are open, and how many days they are overdue. */
#include "kinds.h"
#include "network/network.h"

bool cor_action_is_open(const cor_entry *action) {
    cor_str state = cor_entry_get(action, ACTION_STATE);
    return cor_str_is(state, "proposed") || cor_str_is(state, "agreed") ||
           cor_str_is(state, "in_progress");
}

int32_t cor_action_days_overdue(const cor_entry *action, cor_date on) {
    cor_date due;
    if (!cor_action_is_open(action) || !cor_date_parse(cor_entry_get(action, ACTION_DUE), &due))
        return 0;
    return on.days > due.days ? on.days - due.days : 0;
}
