/* SPDX-License-Identifier: Apache-2.0 */
/* runs.h: the record of a run and its computation, shared by making and repeating runs. */
#ifndef CORREDOR_FLOW_RUNS_RUNS_H
#define CORREDOR_FLOW_RUNS_RUNS_H

#include <jansson.h>

#include "flow_runs/flow_runs.h"

#define RUN_ENGINE "flows"

/* One estimate, or its intervals. */
typedef struct {
    cor_flow_runs_basis basis; // as_known_s: the time up to which the run knew figures
    cor_interval period;
    cor_str sex;
    const cor_flows_method *method;
    cor_flows_options options; // of the engine; `impossible` is set
    cor_flows_doubt doubt;     // replicate_count 0: the estimate itself
    cor_stock_quality quality;
    cor_str tables; // digest of the input, hexadecimal
} run_question;

/* ---- record.c ------------------------------------------------------------ */
/* The texts of a run; two questions with the same texts have the same answer. Empty when they do
 * not fit. */
cor_str run_options_text(const run_question *question, cor_arena *keep);
/* Three lengths: up to the digest of the tables, including it, and whole. */
cor_str run_inputs_text(const run_question *question, cor_arena *keep);
cor_str run_inputs_same_question(cor_str inputs); // the part before the tables
cor_str run_inputs_same_tables(cor_str inputs);   // the part before as_known_s
/* Parse the texts. COR_E_FORMAT: not written by run_options_text and run_inputs_text. */
COR_CHECKED
cor_code run_read(const cor_run *run, cor_arena *keep, run_question *ret_question, cor_error *err);
cor_str run_tables_digest(const cor_flow_runs_input *input, cor_arena *keep);
/* Time of the last load from the sources of a basis; 0: never. */
COR_CHECKED
cor_code run_newest_load(cor_figures *figures, const cor_flow_runs_basis *basis, cor_arena scratch,
                         int64_t *ret_at_s, cor_error *err);

/* ---- editions.c ---------------------------------------------------------- */
/* COR_E_NONE: what of a period is missing, and which periods there are. */
cor_code run_fail_period(cor_figures *figures, const cor_flow_runs_basis *basis,
                         cor_interval period, cor_arena scratch, cor_error *err);

/* ---- options.c ----------------------------------------------------------- */
/* Members of the JSON object of options for those that are not as published: ,"weight":0.5 */
void run_engine_options_put(const cor_flows_options *options, cor_out *out);
/* Read them back; what is missing is as published. */
cor_flows_options run_engine_options_read(const json_t *json);
/* "-weight-0.5", for the key of the source; empty as published. */
cor_str run_engine_options_key(const cor_flows_options *options, cor_arena *keep);
/* "weight 0.5, births proportional", for its edition; likewise. */
cor_str run_engine_options_words(const cor_flows_options *options, cor_arena *keep);

/* ---- compute.c ----------------------------------------------------------- */
enum { RUN_MATRICES_MAX = 2 };
typedef struct {
    cor_matrix_packed matrices[RUN_MATRICES_MAX];
    int32_t matrix_count;
    double moves_persons, left_persons, margin_error_persons, residual_persons;
    int32_t failed_count;
} run_answer;
COR_CHECKED
cor_code run_compute(cor_figures *figures, const run_question *question,
                     const cor_flow_runs_input *input, cor_arena *keep, cor_arena scratch,
                     run_answer *ret_answer, cor_error *err);
/* Compute the answer of an estimate that is already stored. */
COR_CHECKED
cor_code run_pack(const run_question *question, const cor_flow_runs_input *input,
                  const cor_flows *flows, cor_arena *keep, cor_arena scratch,
                  run_answer *ret_answer, cor_error *err);
#endif
