/* SPDX-License-Identifier: Apache-2.0 */
/* account.h: the steps from two stock tables to two tables whose difference is moves alone. */
#ifndef CORREDOR_ENGINES_FLOWS_ACCOUNT_H
#define CORREDOR_ENGINES_FLOWS_ACCOUNT_H

#include "flows_private.h"

/* account.c */
exact column_total(const exact *table, int32_t n, int32_t column);
exact row_total(const exact *table, int32_t n, int32_t row);
exact table_total(const exact *table, int32_t n);
cor_code account_note(cor_flows_work *work, flow_account *account, cor_flows_note_kind kind,
                      int32_t place, double persons, cor_error *err);

/* closing.c */
double gap_of(const cor_flows_work *work, const flow_account *account);
cor_code share_gap(cor_flows_work *work, flow_account *account, cor_error *err);
cor_code share_gap_afterwards(cor_flows_work *work, flow_account *account, cor_error *err);
/* matching.c: give both tables the same birthplace totals and keep the populations. */
cor_code match_closed(cor_flows_work *work, flow_account *account, cor_error *err);
/* deaths.c */
cor_code take_deaths_by_account(cor_flows_work *work, flow_account *account, cor_error *err);

/* Fail because a place has more births or deaths than people; `id` has holes for place, events and
 * people. */
cor_code fail_events(const cor_flows_input *input, const char *id, int32_t place, double events,
                     double people, cor_error *err);

#endif
