/* SPDX-License-Identifier: Apache-2.0 */
/* flows.c: corredor flows: moves from stocks, with files or with the database. */
#include "flows.h"

const cli_option cli_flows_options[] = {
    { .name = "method",
      .value = "NAME",
      .help = N_("How to estimate; corredor flows methods lists them.") },
    { .name = "start",
      .value = "FILE",
      .help = N_("Stocks at the start: matrix, or birthplace,residence,stock.") },
    { .name = "end", .value = "FILE", .help = N_("Stocks at the end.") },
    { .name = "demography",
      .value = "FILE|SOURCE",
      .help = N_("region,births,deaths of the period; run: a source, default un-wpp-2022.") },
    { .name = "stocks",
      .value = "SOURCE",
      .help = N_("run: the source of stocks; default un-desa-ims-2020.") },
    { .name = "unknown",
      .value = "native|spread",
      .help = N_("run: where people of unknown origin are counted.") },
    { .name = "period",
      .value = "PERIODS",
      .help = N_("Only these, such as 2010/2015,2015/2020.") },
    { .name = "sex", .value = "T,F,M", .help = N_("Both together, women, men.") },
    { .name = "again", .help = N_("run: also what was estimated from the same inputs already.") },
    { .name = "seed", .value = "FILE", .help = N_("Propensities to move, origin by destination.") },
    { .name = "total-moves", .value = "N", .help = N_("All moves together, for mig-rate.") },
    { .name = "detail",
      .value = "birthplace|type",
      .help = N_("Moves by birthplace, or outward, return and transit.") },
    { .name = "report",
      .value = "[text|json]",
      .help = N_("What was adjusted, what is conserved, how exactly.") },
    { .name = "births",
      .value = "native|native-only|proportional",
      .help = N_("Where the newborn are at the end.") },
    { .name = "deaths", .value = "proportional|accounting", .help = N_("Who of a place died.") },
    { .name = "match",
      .value = "before|after",
      .help = N_("When totals are made to agree: before births and deaths.") },
    { .name = "open",
      .value = "own|cross",
      .help = N_("How an open system spreads those who leave and enter it.") },
    { .name = "impossible",
      .value = "refuse|shift",
      .help = N_("Birthplace totals that no table can have.") },
    { .name = "without-stayers",
      .help = N_("Do not keep as many people in place as the tables allow.") },
    { .name = "weight",
      .value = "SHARE",
      .help = N_("Of the minimum estimate in da-pb-closed; default 0.87.") },
    { .name = "gap-max",
      .value = "SHARE",
      .help = N_("Largest unexplained share of the population; default 0.5.") },
    { .name = "tolerance",
      .value = "PERSONS",
      .help = N_("Largest error of a margin; default 0.000001.") },
    { .name = "replicates",
      .value = "N",
      .help = N_("Intervals from N estimates with errors in the input.") },
    { .name = "stock-cv",
      .value = "SHARE",
      .help = N_("Error of foreign-born stocks; default 0.05.") },
    { .name = "quality",
      .value = "WORDS",
      .help = N_("Errors of stocks by what they rest on: birthplace=0.05,imputed=0.3; also "
                 "citizenship, refugees.") },
    { .name = "births-cv", .value = "SHARE", .help = N_("Error of births; default 0.02.") },
    { .name = "deaths-cv", .value = "SHARE", .help = N_("Error of deaths; default 0.03.") },
    { .name = "persistence",
      .value = "SHARE",
      .help = N_("Of the error that both dates have; default 0.8.") },
    { .name = "coverage", .value = "SHARE", .help = N_("Of the intervals; default 0.8.") },
    { .name = "random",
      .value = "N",
      .help = N_("Seed of the random numbers; the same seed, the same answer.") },
    { .name = "estimate",
      .value = "FILE",
      .help = N_(
          "validate: the estimated moves; without it those stored for method, period and sex.") },
    { .name = "rows", .value = "FILE", .help = N_("fit: totals of rows, place and number.") },
    { .name = "columns", .value = "FILE", .help = N_("fit: totals of columns.") },
    { .name = "diagonal",
      .value = "empty|most|FILE",
      .help = N_("fit: nobody, as many as possible, or these stay.") },
    { .name = "scale",
      .value = "rows|columns|FILE",
      .help = N_("fit: the totals whose sum holds where sums differ.") },
    { .name = "coding",
      .value = "total|geometric",
      .help = N_("components: shares of the total, or of typical cells.") },
    { .name = "with-diagonal", .help = N_("components: the diagonal counts, too.") },
    { .name = "population",
      .value = "FILE",
      .help = N_("indices: people at risk of moving, by place.") },
    { .name = "distance",
      .value = "FILE",
      .help = N_("indices: distances, origin by destination.") },
    { 0 },
};

cor_code flows_choice_read(const cli_context *cli, const char *option, const char *const *words,
                           int32_t *ret_index, cor_error *err) {
    const char *word = cli_option_get(cli, option);
    *ret_index = 0;
    for (int32_t k = 0; word && words[k]; k++) {
        *ret_index = k;
        if (strcmp(word, words[k]) == 0) return COR_OK;
    }

    if (!word) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("--{option} cannot be \"{word}\"."), cor_arg_cstr(option),
             cor_arg_cstr(word));

    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr("flows"));
}

static cor_code read_number(const cli_context *cli, const char *option, double least, double most,
                            double *value, cor_error *err) {
    const char *word = cli_option_get(cli, option);
    return word ? cli_number_read(word, option, least, most, value, err) : COR_OK;
}

cor_code flows_options_read(cli_context *cli, cor_flows_options *ret_options, cor_error *err) {
    static const char *const BIRTHS[] = { "native", "native-only", "proportional", NULL };
    static const char *const DEATHS[] = { "proportional", "accounting", NULL };
    static const char *const MATCH[] = { "before", "after", NULL };
    static const char *const OPEN[] = { "own", "cross", NULL };
    static const char *const IMPOSSIBLE[] = { "refuse", "shift", NULL };
    int32_t births, deaths, match, open, impossible;
    cor_flows_options options = { .without_stayers = cli_option_given(cli, "without-stayers") };
    cor_code code = flows_choice_read(cli, "births", BIRTHS, &births, err);
    if (!code) code = flows_choice_read(cli, "deaths", DEATHS, &deaths, err);
    if (!code) code = flows_choice_read(cli, "match", MATCH, &match, err);
    if (!code) code = flows_choice_read(cli, "open", OPEN, &open, err);
    if (!code) code = flows_choice_read(cli, "impossible", IMPOSSIBLE, &impossible, err);
    if (!code) code = read_number(cli, "weight", 0, 1, &options.minimum_weight, err);
    if (!code) code = read_number(cli, "gap-max", 0, 1e9, &options.gap_share_max, err);
    if (!code) code = read_number(cli, "tolerance", 0, 1e15, &options.tolerance_persons, err);
    if (!code) code = read_number(cli, "total-moves", 0, 1e15, &options.total_moves_persons, err);
    if (code) return code;

    if (cli_option_given(cli, "weight") && options.minimum_weight == 0)
        options.minimum_weight = -1; // none, not default
    options.births = (cor_flows_births)births;
    options.deaths = (cor_flows_deaths)deaths;
    options.match = (cor_flows_match)match;
    options.open = (cor_flows_open)open;
    options.impossible = (cor_flows_impossible)impossible;
    *ret_options = options;

    return COR_OK;
}

/* In the engine zero is the default; here it is what was typed. */
static void keep_zero(const cli_context *cli, const char *option, double *value) {
    if (cli_option_given(cli, option) && *value == 0) *value = -1;
}

cor_code flows_doubt_read(cli_context *cli, bool *ret_is_repeated, cor_flows_doubt *ret_doubt,
                          cor_error *err) {
    double replicates = 0, seed = 0;
    cor_flows_doubt doubt = { 0 };
    cor_code code = read_number(cli, "replicates", 1, 1e6, &replicates, err);
    if (!code) code = read_number(cli, "random", 0, 9e15, &seed, err);
    if (!code) code = read_number(cli, "stock-cv", 0, 10, &doubt.stock_cv, err);
    if (!code) code = read_number(cli, "births-cv", 0, 10, &doubt.births_cv, err);
    if (!code) code = read_number(cli, "deaths-cv", 0, 10, &doubt.deaths_cv, err);
    if (!code) code = read_number(cli, "persistence", 0, 1, &doubt.persistence, err);
    if (!code) code = read_number(cli, "coverage", 0.01, 0.99, &doubt.coverage, err);
    if (code) return code;

    keep_zero(cli, "stock-cv", &doubt.stock_cv);
    keep_zero(cli, "births-cv", &doubt.births_cv);
    keep_zero(cli, "deaths-cv", &doubt.deaths_cv);
    keep_zero(cli, "persistence", &doubt.persistence);
    doubt.replicate_count = (int32_t)replicates;
    doubt.seed = (uint64_t)seed;
    *ret_doubt = doubt;
    *ret_is_repeated = replicates > 0;

    return COR_OK;
}

cor_code flows_method_read(cli_context *cli, const char *name, const cor_flows_method **ret_method,
                           cor_error *err) {
    (void)cli;
    if (!name) {
        cor_fail(err, COR_E_USAGE, _("The method is missing."));
        return cor_hint(err, _("Give --method NAME; corredor flows methods lists them."));
    }

    *ret_method = cor_flows_method_find(cor_str_of(name));
    if (*ret_method) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("There is no method \"{name}\"."), cor_arg_cstr(name));

    return cor_hint(err, _("Did you mean {key}?"),
                    cor_arg_str(cor_flows_method_suggest(cor_str_of(name))->name));
}

static cor_code fail_sheets(const cor_table *table, const char *path, cor_error *err) {
    int32_t count = cor_table_sheet_count(table);
    cor_fail(err, COR_E_CONFLICT,
             _("The workbook has {count} sheets, and it is not said which is meant."),
             cor_arg_int(count));
    return cor_hint(err, _("Name the sheet after the file: {path}#{sheet}"), cor_arg_cstr(path),
                    cor_arg_str(cor_table_sheet_name(table, 0)));
}

static cor_code select_sheet(cor_table *table, const char *path, cor_str sheet, cor_error *err) {
    int32_t count = cor_table_sheet_count(table);
    if (!sheet.at) return count > 1 ? fail_sheets(table, path, err) : COR_OK;
    for (int32_t k = 0; k < count; k++)
        if (cor_str_equal(cor_table_sheet_name(table, k), sheet))
            return cor_table_sheet_select(table, k, err);
    cor_fail(err, COR_E_MISSING, _("The workbook has no sheet \"{sheet}\"."), cor_arg_str(sheet));
    return cor_hint(err, _("The first one is called \"{sheet}\"."),
                    cor_arg_str(cor_table_sheet_name(table, 0)));
}

/* FILE, or FILE#SHEET for one sheet of a workbook. */
cor_code flows_file_open(const char *path, cor_table **ret_table, cor_error *err) {
    cor_str file = cor_str_of(path), sheet = { 0 };
    const char *mark = strrchr(path, '#');
    cor_table *table;
    cor_code code = cor_table_open(file, NULL, &table, err);
    if (code == COR_E_MISSING && mark) {
        file.length = (size_t)(mark - path);
        sheet = cor_str_of(mark + 1);
        code = cor_table_open(file, NULL, &table, err);
    }

    if (code) return code == COR_E_MISSING ? code : cor_within(err, "{path}", cor_arg_str(file));
    code = select_sheet(table, path, sheet, err);
    if (!code) {
        *ret_table = table;
        return COR_OK;
    }

    cor_table_close(table);
    return cor_within(err, "{path}", cor_arg_str(file));
}

static cor_code list_methods(cli_context *cli, cor_error *err) {
    const cor_document *document;
    cor_code code = cor_dossier_flow_methods(&cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

typedef struct {
    const char *name;
    cor_code (*run)(cli_context *cli, cor_error *err);
} action;

static const action ACTIONS[] = {
    { "estimate", flows_estimate },     { "run", flows_run },         { "compare", flows_compare },
    { "validate", flows_validate },     { "methods", list_methods },  { "fit", flows_fit },
    { "components", flows_components }, { "indices", flows_indices },
};

cor_code cli_flows(cli_context *cli, cor_error *err) {
    for (size_t k = 0; k < sizeof ACTIONS / sizeof *ACTIONS; k++)
        if (strcmp(cli->arguments[0], ACTIONS[k].name) == 0) return ACTIONS[k].run(cli, err);
    cor_fail(err, COR_E_USAGE, _("corredor flows does not know \"{word}\"."),
             cor_arg_cstr(cli->arguments[0]));
    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr("flows"));
}
