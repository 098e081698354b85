/* SPDX-License-Identifier: Apache-2.0 */
/* flows_estimate.c: corredor flows estimate: two stock tables in files, moves out. */
#include "flow_files/flow_files.h"
#include "flows.h"

static cor_code read_file(cli_context *cli, flows_question *question, const char *option,
                          cor_flow_part part, cor_error *err) {
    const char *path = cli_option_get(cli, option);
    if (!path) return COR_OK;
    cor_table *table;
    cor_code code = flows_file_open(path, &table, err);
    if (code) return code;
    code = cor_flow_part_read(table, part, &question->places, &question->input, &cli->keep,
                              cli->scratch, err);
    cor_table_close(table);
    return code ? cor_within(err, "{path}", cor_arg_cstr(path)) : COR_OK;
}

static cor_code require(const cli_context *cli, const char *option, cor_error *err) {
    if (cli_option_given(cli, option)) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("The option --{option} is missing."), cor_arg_cstr(option));
    return cor_hint(err, _("Example: corredor {example}"), cor_arg_cstr(cli->command->example));
}

static cor_code read_question(cli_context *cli, flows_question *question, cor_error *err) {
    cor_code code = require(cli, "start", err);
    if (!code) code = require(cli, "end", err);
    if (!code) code = flows_options_read(cli, &question->options, err);
    if (!code) code = flows_doubt_read(cli, &question->is_repeated, &question->doubt, err);
    if (!code) code = read_file(cli, question, "start", COR_FLOW_START, err);
    if (!code) code = read_file(cli, question, "end", COR_FLOW_END, err);
    if (!code) code = read_file(cli, question, "demography", COR_FLOW_DEMOGRAPHY, err);
    return code ? code : read_file(cli, question, "seed", COR_FLOW_SEED, err);
}

static cor_code repeat(cli_context *cli, const cor_flows_method *method,
                       const flows_question *question, const cor_flows_interval **ret_interval,
                       cor_error *err) {
    *ret_interval = NULL;
    if (!question->is_repeated) return COR_OK;
    cor_flows_interval *interval = cor_new(&cli->keep, cor_flows_interval, 1);
    if (!interval) return cor_fail_memory(err);
    *ret_interval = interval;
    return cor_flows_replicate(method, &question->input, &question->options, &question->doubt, NULL,
                               0, &cli->keep, cli->scratch, interval, err);
}

cor_code flows_estimate(cli_context *cli, cor_error *err) {
    const cor_flows_method *method;
    const cor_flows_interval *interval;
    flows_question question = { 0 };
    cor_flows flows;
    cor_code code = flows_method_read(cli, cli_option_get(cli, "method"), &method, err);
    if (!code) code = read_question(cli, &question, err);
    if (!code)
        code = cor_flows_estimate(method, &question.input, &question.options, &cli->keep,
                                  cli->scratch, &flows, err);
    if (!code) code = repeat(cli, method, &question, &interval, err);
    if (!code) code = flows_write(cli, &question, &flows, interval, err);
    return code ? code : flows_report(cli, &question, &flows, err);
}
