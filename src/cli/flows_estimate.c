/* SPDX-License-Identifier: Apache-2.0 */
/* flows_estimate.c: corredor flows estimate: two stock tables in files, moves out. */
#include "flow_files/flow_files.h"
#include "flows.h"

/* ---- what is asked ------------------------------------------------------- */

static const char *const DETAILS[] = { "pair", "birthplace", "type", NULL };

#define ASKED(member_) COR_ASKED(flows_estimate_asked, member_)

const cor_parameter flows_estimate_parameters[] = {
    { "method", COR_PARAM_METHOD, ASKED(method),
      N_("How to estimate; corredor flows methods lists them."), .is_required = true },
    { "start", COR_PARAM_FILE, ASKED(start),
      N_("Stocks at the start: matrix, or birthplace,residence,stock."), .is_required = true },
    { "end", COR_PARAM_FILE, ASKED(end), N_("Stocks at the end."), .is_required = true },
    { "demography", COR_PARAM_FILE, ASKED(demography),
      N_("Births and deaths of the period: region,births,deaths.") },
    { "seed", COR_PARAM_FILE, ASKED(seed), N_("Propensities to move, origin by destination.") },
    FLOWS_ENGINE_ROWS(flows_estimate_asked, "refuse"),
    COR_DOUBT_ROWS(flows_estimate_asked),
    COR_DOUBT_CV(flows_estimate_asked, "stock-cv", stock_cv, N_("Error of foreign-born stocks."),
                 .initial = "0.05"),
    { "detail", COR_PARAM_CHOICE, ASKED(detail),
      N_("Moves of pairs, of pairs by birthplace, or outward, return and transit."),
      .words = DETAILS, .initial = "pair" },
    FLOWS_REPORT_ROW(flows_estimate_asked),
    FLOWS_DECIMAL_ROW(flows_estimate_asked),
    { 0 },
};

/* ---- doing it ------------------------------------------------------------ */

static cor_code read_part(cli_context *cli, flows_estimation *estimation, cor_str path,
                          cor_flow_part part, cor_error *err) {
    if (!path.length) return COR_OK;
    cor_table *table;
    cor_code code = flows_file_open(cli, path, &table, err);
    if (code) return code;
    code = cor_flow_part_read(table, part, &estimation->places, &estimation->input, &cli->keep,
                              cli->scratch, err);
    cor_table_close(table);
    return code ? cor_within(err, "{path}", cor_arg_str(path)) : COR_OK;
}

static cor_code read_tables(cli_context *cli, flows_estimation *estimation, cor_error *err) {
    const flows_estimate_asked *asked = estimation->asked;
    cor_code code = read_part(cli, estimation, asked->start, COR_FLOW_START, err);
    if (!code) code = read_part(cli, estimation, asked->end, COR_FLOW_END, err);
    if (!code) code = read_part(cli, estimation, asked->demography, COR_FLOW_DEMOGRAPHY, err);
    return code ? code : read_part(cli, estimation, asked->seed, COR_FLOW_SEED, err);
}

static cor_code repeat_estimate(cli_context *cli, flows_estimation *estimation,
                                const cor_flows_options *options, cor_error *err) {
    if (!estimation->asked->doubt.replicates) return COR_OK;
    const cor_flows_doubt doubt = cor_doubt_given(&estimation->asked->doubt);
    cor_flows_interval *interval = cor_new(&cli->keep, cor_flows_interval, 1);
    if (!interval) return cor_fail_memory(err);
    estimation->interval = interval;
    return cor_flows_replicate(estimation->asked->method, &estimation->input, options, &doubt, NULL,
                               0, &cli->keep, cli->scratch, interval, err);
}

/* Only moves of pairs, without intervals, have formats other than a list; check before the work. */
static cor_code choose_output_form(cli_context *cli, flows_estimation *estimation, cor_error *err) {
    const flows_estimate_asked *asked = estimation->asked;
    cor_code code = cli_format_choose(cli, "csv", &estimation->format, err);
    if (code) return code;

    bool is_list = cor_str_is(estimation->format, "csv"), has_detail = asked->detail != 0;
    if (asked->doubt.replicates && (!is_list || has_detail))
        return cor_fail(err, COR_E_USAGE,
                        _("Intervals are written as a list: leave out --detail and --format."));
    if (has_detail && !is_list)
        return cor_fail(err, COR_E_USAGE,
                        _("Moves by birthplace or type are written as a list: leave out "
                          "--format."));
    return COR_OK;
}

/* Births and deaths of a file, or where the newborn and the dead are, mean something only for
 * methods that use them. */
static cor_code check_demography(const flows_estimate_asked *asked, cor_error *err) {
    const char *option = NULL;
    if (asked->engine.births) option = "births";
    if (asked->engine.deaths) option = "deaths";
    if (option && !asked->demography.length) {
        cor_fail(err, COR_E_USAGE, _("--{option} needs the births and deaths of the period."),
                 cor_arg_cstr(option));
        return cor_hint(err, _("Give their file with --demography."));
    }

    bool is_used = asked->method->traits & COR_FLOWS_USES_DEMOGRAPHY;
    if (!asked->demography.length || is_used) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("The method {method} does not use {option}."),
             cor_arg_str(asked->method->name), cor_arg_cstr("--demography"));
    return cor_hint(err, _("Leave it out; corredor flows methods says what each method needs."));
}

static cor_code check_estimate_options(const flows_estimate_asked *asked, cor_error *err) {
    cor_code code = flows_engine_check(&asked->engine, COR_FLOWS_IMPOSSIBLE_REFUSE, &asked->method,
                                       1, asked->seed.length > 0, err);
    if (!code) code = flows_doubt_check(&asked->doubt, NULL, &asked->method, 1, err);
    return code ? code : check_demography(asked, err);
}

cor_code flows_estimate(cli_context *cli, const void *words, cor_error *err) {
    const flows_estimate_asked *asked = words;
    const cor_flows_options options = flows_engine_given(&asked->engine);
    flows_estimation estimation = { .asked = asked };

    cor_code code = choose_output_form(cli, &estimation, err);
    if (!code) code = check_estimate_options(asked, err);
    if (!code) code = cli_decimal(asked->decimal, &cli->decimal, err);
    if (!code) code = read_tables(cli, &estimation, err);
    if (!code)
        code = cor_flows_estimate(asked->method, &estimation.input, &options, &cli->keep,
                                  cli->scratch, &estimation.flows, err);
    if (!code) code = repeat_estimate(cli, &estimation, &options, err);

    if (!code) code = flows_write(cli, &estimation, err);
    return code ? code : flows_report(cli, &estimation, err);
}
