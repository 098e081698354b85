/* flows_estimate.c: corredor flows estimate: two stock tables in files, moves out. */
#include "flows.h"

typedef cor_code (*table_reader)(cli_context *cli, flows_question *question, cor_table *table, cor_error *err);

static cor_code read_start(cli_context *cli, flows_question *question, cor_table *table, cor_error *err) {
    double *cells;
    cor_code code =
        cor_flow_table_read(table, COR_FLOW_STOCKS, &cli->keep, cli->scratch, &question->places, &cells, err);
    if (code) return code;
    question->input.place_count = question->places.count;
    question->input.place_names = question->places.names;
    question->input.stock_start_persons = cells;
    return COR_OK;
}

static cor_code read_end(cli_context *cli, flows_question *question, cor_table *table, cor_error *err) {
    double *cells;
    cor_code code =
        cor_flow_table_read_for(table, COR_FLOW_STOCKS, &question->places, &cli->keep, cli->scratch, &cells, err);
    if (!code) question->input.stock_end_persons = cells;
    return code;
}

static cor_code read_seed(cli_context *cli, flows_question *question, cor_table *table, cor_error *err) {
    double *cells;
    cor_code code =
        cor_flow_table_read_for(table, COR_FLOW_PROPENSITIES, &question->places, &cli->keep, cli->scratch, &cells, err);
    if (!code) question->input.seed = cells;
    return code;
}

static cor_code read_demography(cli_context *cli, flows_question *question, cor_table *table, cor_error *err) {
    double *births, *deaths;
    cor_code code = cor_flow_demography_read(table, &question->places, &cli->keep, &births, &deaths, err);
    if (code) return code;
    question->input.births_persons = births;
    question->input.deaths_persons = deaths;
    return COR_OK;
}

static cor_code read_file(cli_context *cli, flows_question *question, const char *option, table_reader reader,
                          cor_error *err) {
    const char *path = cli_option_get(cli, option);
    if (!path) return COR_OK;
    cor_table *table;
    cor_code code = flows_file_open(path, &table, err);
    if (code) return code;
    code = reader(cli, question, table, err);
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
    if (!code) code = read_file(cli, question, "start", read_start, err);
    if (!code) code = read_file(cli, question, "end", read_end, err);
    if (!code) code = read_file(cli, question, "demography", read_demography, err);
    return code ? code : read_file(cli, question, "seed", read_seed, err);
}

static cor_code repeat(cli_context *cli, const cor_flows_method *method, const flows_question *question,
                       const cor_flows_interval **ret_interval, cor_error *err) {
    *ret_interval = NULL;
    if (!question->is_repeated) return COR_OK;
    cor_flows_interval *interval = cor_new(&cli->keep, cor_flows_interval, 1);
    if (!interval) return cor_fail_memory(err);
    *ret_interval = interval;
    return cor_flows_replicate(method, &question->input, &question->options, &question->doubt, NULL, 0, &cli->keep,
                               cli->scratch, interval, err);
}

cor_code flows_estimate(cli_context *cli, cor_error *err) {
    const cor_flows_method *method;
    const cor_flows_interval *interval;
    flows_question question = { 0 };
    cor_flows flows;
    cor_code code = flows_method_read(cli, cli_option_get(cli, "method"), &method, err);
    if (!code) code = read_question(cli, &question, err);
    if (!code)
        code = cor_flows_estimate(method, &question.input, &question.options, &cli->keep, cli->scratch, &flows, err);
    if (!code) code = repeat(cli, method, &question, &interval, err);
    if (!code) code = flows_write(cli, &question, &flows, interval, err);
    return code ? code : flows_report(cli, &question, &flows, err);
}
