/* SPDX-License-Identifier: Apache-2.0 */
/* account.h: the steps between two stock tables and two tables that moves alone lead between. */
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
/* matching.c: the same birthplace totals in both tables, populations as they are. */
cor_code match_closed(cor_flows_work *work, flow_account *account, cor_error *err);
/* deaths.c */
cor_code take_deaths_by_account(cor_flows_work *work, flow_account *account, cor_error *err);

/* More births or deaths in a place than people; `id` has holes for place, events and people. */
cor_code fail_events(const cor_flows_input *input, const char *id, int32_t place, double events,
                     double people, cor_error *err);

#endif
