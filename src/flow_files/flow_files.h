/* SPDX-License-Identifier: Apache-2.0 */
/* flow_files.h: declarations shared by the readers of tables for the flow engine. */
#ifndef CORREDOR_FLOW_FILES_FLOW_FILES_H
#define CORREDOR_FLOW_FILES_FLOW_FILES_H

#include "corredor/flow_tables.h"

/* Names of origin, destination and number columns; each list ends with NULL. */
extern const char *const FLOW_ORIGINS[], *const FLOW_DESTINATIONS[], *const FLOW_VALUES[];

/* The column with one of these names, ignoring case; -1 without one. */
int32_t flow_find_word(const cor_row *row, const char *const *words);
cor_str flow_label(const cor_cell *cell);
/* The next row that is not empty. */
cor_code flow_next_row(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
cor_code flow_number_read(const cor_cell *cell, int32_t row, int32_t column, double *ret_value,
                          cor_error *err);
cor_code flow_at_cell(cor_error *err, int32_t row, int32_t column);
cor_code flow_at_row(cor_error *err, int32_t row);
cor_code flow_fail_twice(cor_str label, int32_t row, int32_t column, cor_error *err);
/* Add a hint: the known label nearest in spelling. */
void flow_suggest(const cor_flow_places *places, cor_str label, cor_error *err);

#endif
