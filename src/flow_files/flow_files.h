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
/* Whether a cell has no number and is not a formula without result either. */
bool flow_is_empty(const cor_cell *cell);
/* The next row that is not empty. */
cor_code flow_next_row(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err);
/* The first row, which names the columns. COR_E_FORMAT: there is none. */
cor_code flow_first_row(cor_table *table, cor_row *ret_row, cor_error *err);
/* Whether a list has only these columns, and such as change nothing: names, notes, ends of an
 * interval. COR_E_FORMAT names the first other one. */
cor_code flow_check_columns(const cor_row *head, const int32_t *used, size_t used_count,
                            cor_error *err);
/* Hold the rows to the row read last: see cor_table_hold. Its cells stay readable until the next
 * one. */
cor_code flow_hold(cor_table *table, bool is_matrix, cor_error *err);
cor_code flow_number_read(const cor_cell *cell, int32_t row, int32_t column, double *ret_value,
                          cor_error *err);
cor_code flow_at_cell(cor_error *err, int32_t row, int32_t column);
cor_code flow_at_row(cor_error *err, int32_t row);

/* An empty set with room for so many labels. */
bool flow_places_init(cor_flow_places *places, int32_t room, cor_arena *keep);
/* Add a place that the set does not have. COR_E_CONFLICT: one differs from it in capitals only. */
cor_code flow_place_put(cor_flow_places *places, cor_str label, int32_t row, int32_t column,
                        cor_arena *keep, cor_error *err);
cor_code flow_fail_twice(cor_str label, int32_t row, int32_t column, cor_error *err);
/* The table has a place that the table at the start does not have; hints at the nearest label. */
cor_code flow_fail_unknown(const cor_flow_places *places, cor_str label, int32_t row,
                           int32_t column, cor_error *err);
/* The table lacks a place of the table at the start. */
cor_code flow_fail_absent(cor_str label, cor_error *err);
/* A label that heads a sum: Total, Todos, World. COR_E_FORMAT. */
cor_code flow_check_total(cor_str label, int32_t row, int32_t column, cor_error *err);
/* Whether a row or column of an [n][n] table is the sum of the others. COR_E_FORMAT names it. */
cor_code flow_check_sums(const double *cells, const cor_flow_places *places, cor_error *err);
/* The row or column of a [rows][columns] table that adds up the others in every cell; -1: none. */
int32_t flow_find_sum(const double *cells, int32_t rows, int32_t columns, bool is_row);
cor_code flow_fail_sum(cor_str label, cor_error *err);
/* Add a hint: the known label nearest in spelling. */
void flow_suggest(const cor_flow_places *places, cor_str label, cor_error *err);

/* ---- a question from files ----------------------------------------------- */

typedef enum { COR_FLOW_START, COR_FLOW_END, COR_FLOW_DEMOGRAPHY, COR_FLOW_SEED } cor_flow_part;
/* Read one of the tables of a question into its input; the one at the start comes first and says
 * which places there are. Fails as the readers above. */
COR_CHECKED
cor_code cor_flow_part_read(cor_table *table, cor_flow_part part, cor_flow_places *places,
                            cor_flows_input *input, cor_arena *keep, cor_arena scratch,
                            cor_error *err);

/* ---- answers as files, piece by piece ------------------------------------ */

void cor_flow_moves_put_row(cor_out *out, const cor_flows_input *input, int32_t origin,
                            int32_t destination, double persons);
/* Every pair of different places of an [n][n] table, also those without a move; each row after
 * `prefix`. */
void cor_flow_moves_put_rows(cor_out *out, const cor_flows_input *input, const double *table,
                             const char *prefix);
void cor_flow_report_put_json(cor_out *out, const cor_flows_input *input, const cor_flows *flows,
                              cor_lang lang, cor_arena scratch);

/* The numbers of a report, in the order in which they are shown. */
enum { COR_FLOW_MEASURE_COUNT = 13 };
typedef struct {
    const char *key;
    const char *label; // for people
    double value;
    int32_t decimals;
} cor_flow_measure;
void cor_flow_measures(const cor_flows *flows,
                       cor_flow_measure ret_measures[COR_FLOW_MEASURE_COUNT]);

#endif
