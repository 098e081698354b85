/* SPDX-License-Identifier: Apache-2.0 */
/* flows.c: the acts about moves: estimates from files or from the database, and descriptions of
 * tables of moves. */
#include "flows.h"

/* ---- what several verbs have --------------------------------------------- */

const char *const flows_unknown_words[] = { "native", "spread", NULL };
const char *const flows_report_words[] = { "notes", "text", "json", NULL };

cor_flow_runs_basis flows_basis_given(const flows_basis_asked *asked) {
    return (cor_flow_runs_basis){ .stocks = asked->stocks,
                                  .demography = asked->demography,
                                  .unknown = (cor_unknown_origins)asked->unknown };
}

double flows_least_setting(double setting) {
    static const double least = 1e-300;
    return setting < 0 ? least : setting;
}

cor_out flows_report_out(const cli_context *cli) {
    cor_str path = cli->common.output;
    bool is_free = path.length && !cor_str_is(path, "-"); // standard output
    return cor_out_file(is_free ? stdout : stderr);
}

/* ---- files --------------------------------------------------------------- */

static cor_code fail_sheets(const cor_table *table, cor_str path, cor_error *err) {
    int32_t count = cor_table_sheet_count(table);
    cor_fail(err, COR_E_CONFLICT,
             _("The workbook has {count} sheets, and it is not said which is meant."),
             cor_arg_int(count));
    return cor_hint(err, _("Name the sheet after the file: {path}#{sheet}"), cor_arg_str(path),
                    cor_arg_str(cor_table_sheet_name(table, 0)));
}

/* Sheets that the workbook hides are nobody's answer. */
static int32_t shown_sheets(const cor_table *table, int32_t *ret_first) {
    int32_t shown = 0;
    for (int32_t k = cor_table_sheet_count(table) - 1; k >= 0; k--) {
        if (cor_table_sheet_is_hidden(table, k)) continue;
        *ret_first = k;
        shown++;
    }
    return shown;
}

static cor_code select_sheet(cor_table *table, cor_str path, cor_str sheet, cor_error *err) {
    int32_t count = cor_table_sheet_count(table), first = 0, shown = shown_sheets(table, &first);
    if (!sheet.at && shown > 1) return fail_sheets(table, path, err);
    if (!sheet.at) return cor_table_sheet_select(table, first, err);
    for (int32_t k = 0; k < count; k++)
        if (cor_str_equal(cor_table_sheet_name(table, k), sheet))
            return cor_table_sheet_select(table, k, err);
    cor_fail(err, COR_E_MISSING, _("The workbook has no sheet \"{sheet}\"."), cor_arg_str(sheet));
    return cor_hint(err, _("The first one is called \"{sheet}\"."),
                    cor_arg_str(cor_table_sheet_name(table, 0)));
}

/* Start of the sheet's name, after the last #; SIZE_MAX without one. */
static size_t find_sheet(cor_str path) {
    size_t at = path.length;
    while (at > 0 && path.at[at - 1] != '#')
        at--;
    return at > 0 ? at : SIZE_MAX;
}

cor_code flows_file_open(cli_context *cli, cor_str path, cor_table **ret_table, cor_error *err) {
    cor_table_options options = { .decimal = cli->decimal };
    cor_str file = path, sheet = { 0 };
    size_t mark = find_sheet(path);
    cor_table *table;
    cor_code code = cli_input_path(cli, path, &file, err);
    if (code) return code;
    code = cor_table_open(file, &options, &table, err);
    if (code == COR_E_MISSING && mark != SIZE_MAX) {
        file = cor_str_part(path, 0, mark - 1);
        sheet = cor_str_part(path, mark, path.length);
        code = cor_table_open(file, &options, &table, err);
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

/* ---- the rows ------------------------------------------------------------ */

static const char TABLE_FORMATS[] = "csv matrix json";

const cli_act cli_acts_flows[] = {
    { .name = "flows estimate",
      .title = N_("Estimate moves from two stock tables in files."),
      .details = N_(
          "Two stock tables in, a table of moves out: origin,destination,flow, or --format matrix "
          "or json. Births and deaths are taken as none unless --demography is given. What was "
          "repaired or adjusted is said on standard error; --report says it all."),
      .example = "flows estimate --method da-pb-closed --start 2015.csv --end 2020.csv "
                 "--demography events.csv",
      .parameters = flows_estimate_parameters,
      .asked_bytes = sizeof(flows_estimate_asked),
      .formats = TABLE_FORMATS,
      .run = flows_estimate },
    { .name = "flows run",
      .title = N_("Estimate moves from the database and store them as figures."),
      .details =
          N_("Every period, the methods that flows compare shows, and both sexes together and "
             "each, unless fewer are named. What has been estimated from the same figures "
             "already is not computed again. All or nothing is stored."),
      .example = "flows run --period 2015-2020 --method da-pb-closed,mig-rate --sex T",
      .parameters = flows_run_parameters,
      .asked_bytes = sizeof(flows_run_asked),
      .opening = CLI_WRITE,
      .run = flows_run },
    { .name = "flows validate",
      .title = N_("Compare estimated moves with reported or published ones."),
      .details = N_("The estimate is a file, or one that flows run stored: named by method, period "
                    "and sex."),
      .example = "flows validate reported.csv --estimate moves.csv",
      .parameters = flows_validate_parameters,
      .asked_bytes = sizeof(flows_validate_asked),
      .opening = CLI_READ_LATER,
      .heeds_day = true,
      .run = flows_validate },
    { .name = "flows fit",
      .title = N_("Find the table nearest to a seed that has given totals."),
      .details = N_("Totals of rows and columns are given with --rows and --columns; totals of "
                    "tables with three axes as files whose heads name the axes."),
      .example = "flows fit --rows left.csv --columns arrived.csv --seed older.csv",
      .parameters = flows_fit_parameters,
      .asked_bytes = sizeof(flows_fit_asked),
      .formats = TABLE_FORMATS,
      .run = flows_fit },
    { .name = "flows components",
      .title = N_("Describe a table of moves as a product of components."),
      .details = N_("Overall level, origin, destination and interaction of each pair; with a third "
                    "label also of groups."),
      .example = "flows components moves.csv",
      .parameters = flows_components_parameters,
      .asked_bytes = sizeof(flows_components_asked),
      .run = flows_components },
    { .name = "flows indices",
      .title = N_("Describe a migration system in a few numbers."),
      .details = N_("Intensity, connectivity, inequality and distance, by the published formulas."),
      .example = "flows indices moves.csv --population people.csv --distance km.csv",
      .parameters = flows_indices_parameters,
      .asked_bytes = sizeof(flows_indices_asked),
      .run = flows_indices },
    { 0 },
};
