/* SPDX-License-Identifier: Apache-2.0 */
/* flows.h: the parts of corredor flows. */
#ifndef CORREDOR_CLI_FLOWS_H
#define CORREDOR_CLI_FLOWS_H

#include "cli.h"

/* A question read from files or from the database, with room for answers. */
typedef struct {
    cor_flow_places places;
    cor_flows_input input;
    cor_flows_options options;
    bool is_repeated; // --replicates is given
    cor_flows_doubt doubt;
} flows_question;

/* ---- flows.c ------------------------------------------------------------- */
/* --births, --deaths and so on. */
cor_code flows_options_read(cli_context *cli, cor_flows_options *ret_options, cor_error *err);
/* --replicates, --stock-cv and so on. */
cor_code flows_doubt_read(cli_context *cli, bool *ret_is_repeated, cor_flows_doubt *ret_doubt,
                          cor_error *err);
cor_code flows_method_read(cli_context *cli, const char *name, const cor_flows_method **ret_method,
                           cor_error *err);
/* The word of an option among `words`; the first when it is not given. */
cor_code flows_choice_read(const cli_context *cli, const char *option, const char *const *words,
                           int32_t *ret_index, cor_error *err);
cor_code flows_file_open(const char *path, cor_table **ret_table, cor_error *err);

/* ---- flows_estimate.c, flows_validate.c, flows_run.c, flows_compare.c ---- */
cor_code flows_estimate(cli_context *cli, cor_error *err);
cor_code flows_validate(cli_context *cli, cor_error *err);
cor_code flows_run(cli_context *cli, cor_error *err);
cor_code flows_compare(cli_context *cli, cor_error *err);

/* ---- flows_run.c --------------------------------------------------------- */
/* The database of --db. Close it whatever opening said. */
cor_code flows_database_open(cli_context *cli, cor_store_mode mode, cor_error *err);
void flows_database_close(cli_context *cli);
cor_code flows_basis_read(cli_context *cli, cor_flow_runs_basis *ret_basis, cor_error *err);
cor_code flows_quality_read(cli_context *cli, cor_stock_quality *ret_quality, cor_error *err);
/* T, F, M to "", "F", "M". */
cor_code flows_sex_read(const char *word, cor_str *ret_sex, cor_error *err);

/* ---- flows_fit.c, flows_components.c, flows_indices.c -------------------- */
cor_code flows_fit(cli_context *cli, cor_error *err);
cor_code flows_components(cli_context *cli, cor_error *err);
cor_code flows_indices(cli_context *cli, cor_error *err);
/* A file with labels; its axes and levels join those known already. */
cor_code flows_level_file_read(cli_context *cli, const char *path, cor_level_axes *axes,
                               cor_level_table *ret_table, cor_error *err);

/* ---- flows_system.c ------------------------------------------------------ */
/* A table of moves: places in one order for origins and destinations, and groups if there is a
 * third label. */
typedef struct {
    cor_flow_places places, groups;
    const double *cells; // [places][places][groups]
} flows_system;
cor_code flows_system_read(cli_context *cli, const char *path, flows_system *ret_system,
                           cor_error *err);
/* A number for every place, or for every pair, in the order of the system. */
cor_code flows_place_numbers_read(cli_context *cli, const char *path, const flows_system *system,
                                  double **ret_numbers, cor_error *err);
cor_code flows_pair_numbers_read(cli_context *cli, const char *path, const flows_system *system,
                                 double **ret_numbers, cor_error *err);
/* A number of the answer, absent where it is not determined. */
cor_value flows_computed(cor_doc *doc, double value, const char *unit, int32_t decimals);

/* ---- flows_write.c ------------------------------------------------------- */
/* interval: NULL when there is none. */
cor_code flows_write(cli_context *cli, const flows_question *question, const cor_flows *flows,
                     const cor_flows_interval *interval, cor_error *err);
/* --report: to standard error, or to standard output when the moves go to a file. */
cor_code flows_report(cli_context *cli, const flows_question *question, const cor_flows *flows,
                      cor_error *err);

#endif
