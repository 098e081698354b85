/* SPDX-License-Identifier: Apache-2.0 */
/* flows_estimate.c: corredor flows estimate: two stock tables in files, moves out. */
#include "flow_files/flow_files.h"
#include "flows.h"

/* ---- what is asked ------------------------------------------------------- */

static const char *const BIRTHS[] = { "native", "native-only", "proportional", NULL };
static const char *const DEATHS[] = { "proportional", "accounting", NULL };
static const char *const MATCH[] = { "before", "after", NULL };
static const char *const OPEN[] = { "own", "cross", NULL };
static const char *const IMPOSSIBLE[] = { "refuse", "shift", NULL };
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
    { "births", COR_PARAM_CHOICE, ASKED(births), N_("Where the newborn are at the end."),
      .words = BIRTHS, .initial = "native" },
    { "deaths", COR_PARAM_CHOICE, ASKED(deaths), N_("Who of a place died."), .words = DEATHS,
      .initial = "proportional" },
    { "match", COR_PARAM_CHOICE, ASKED(match),
      N_("When totals are made to agree: before births and deaths are taken out, or after."),
      .words = MATCH, .initial = "before" },
    { "open", COR_PARAM_CHOICE, ASKED(open),
      N_("How an open system spreads those who leave and enter it."), .words = OPEN,
      .initial = "own" },
    { "impossible", COR_PARAM_CHOICE, ASKED(impossible),
      N_("Birthplace totals that no table can have."), .words = IMPOSSIBLE, .initial = "refuse" },
    { "without-stayers", COR_PARAM_FLAG, ASKED(without_stayers),
      N_("Do not keep as many people in place as the tables allow.") },
    { "weight", COR_PARAM_SETTING, ASKED(weight), N_("Of the minimum estimate in da-pb-closed."),
      .most = 1, .initial = "0.87", .value = "SHARE" },
    { "gap-max", COR_PARAM_SETTING, ASKED(gap_max),
      N_("Largest unexplained share of the population."), .most = 1e9, .initial = "0.5",
      .value = "SHARE" },
    { "tolerance", COR_PARAM_SETTING, ASKED(tolerance),
      N_("Largest error of a margin; 0: as exact as a double can be."), .initial = "0.000001",
      .value = "PERSONS" },
    { "total-moves", COR_PARAM_NUMBER, ASKED(total_moves),
      N_("All moves together, for mig-rate; default the sum of absolute net migration."),
      .least = 1e-6, .most = 1e15, .value = "PERSONS", .example = "1000" },
    COR_DOUBT_ROWS(flows_estimate_asked),
    COR_DOUBT_CV(flows_estimate_asked, "stock-cv", stock_cv, N_("Error of foreign-born stocks."),
                 .initial = "0.05"),
    { "detail", COR_PARAM_CHOICE, ASKED(detail),
      N_("Moves of pairs, of pairs by birthplace, or outward, return and transit."),
      .words = DETAILS, .initial = "pair" },
    FLOWS_REPORT_ROW(flows_estimate_asked),
    { 0 },
};

static cor_flows_options options_given(const flows_estimate_asked *asked) {
    return (cor_flows_options){ .births = (cor_flows_births)asked->births,
                                .deaths = (cor_flows_deaths)asked->deaths,
                                .match = (cor_flows_match)asked->match,
                                .open = (cor_flows_open)asked->open,
                                .impossible = (cor_flows_impossible)asked->impossible,
                                .without_stayers = asked->without_stayers,
                                .minimum_weight = asked->weight,
                                .total_moves_persons = asked->total_moves,
                                .tolerance_persons = flows_least_setting(asked->tolerance),
                                .gap_share_max = flows_least_setting(asked->gap_max) };
}

/* ---- doing it ------------------------------------------------------------ */

static cor_code read_part(cli_context *cli, flows_estimation *estimation, cor_str path,
                          cor_flow_part part, cor_error *err) {
    if (!path.length) return COR_OK;
    cor_table *table;
    cor_code code = flows_file_open(path, &table, err);
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

cor_code flows_estimate(cli_context *cli, const void *words, cor_error *err) {
    const flows_estimate_asked *asked = words;
    const cor_flows_options options = options_given(asked);
    flows_estimation estimation = { .asked = asked };

    cor_code code = choose_output_form(cli, &estimation, err);
    if (!code) code = read_tables(cli, &estimation, err);
    if (!code)
        code = cor_flows_estimate(asked->method, &estimation.input, &options, &cli->keep,
                                  cli->scratch, &estimation.flows, err);
    if (!code) code = repeat_estimate(cli, &estimation, &options, err);

    if (!code) code = flows_write(cli, &estimation, err);
    return code ? code : flows_report(cli, &estimation, err);
}
