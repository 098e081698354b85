/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: corredor init, import and check: load files into the database, with a progress bar and
 * a report; check the database. */
#include "cli.h"
#include "kinds/kinds.h"
#include "pack/pack.h"

/* ---- import -------------------------------------------------------------- */

typedef struct {
    cor_str dataset, source, correct, why, who;
    cor_words files;
    cor_str decimal, shares, sheet;
    bool allow_refused, revise;
} import_asked;

static const cor_parameter IMPORT[] = {
    { "dataset", COR_PARAM_KEY, COR_ASKED(import_asked, dataset), N_("What the files are."),
      .is_argument = true, .is_required = true, .value = "DATASET" },
    { "files", COR_PARAM_FILES, COR_ASKED(import_asked, files),
      N_("The files; - is standard input."), .is_argument = true, .is_required = true,
      .value = "FILE..." },
    { "source", COR_PARAM_KEY, COR_ASKED(import_asked, source),
      N_("The edition the file is from, when it does not say so itself; a key that nobody knows "
         "yet is recorded.") },
    { "decimal", COR_PARAM_WORDS, COR_ASKED(import_asked, decimal),
      N_("The decimal mark of the file, a point or a comma, where its numbers leave it open; the "
         "other mark, blanks and apostrophes may then stand between the thousands."),
      .value = "MARK" },
    { "shares", COR_PARAM_WORDS, COR_ASKED(import_asked, shares),
      N_("What shares without a unit are, where none exceeds 1: percent (41.2) or ratio (0.412)."),
      .value = "UNIT" },
    { "sheet", COR_PARAM_WORDS, COR_ASKED(import_asked, sheet),
      N_("The sheet of the workbook to read; else those that have the columns."), .value = "NAME" },
    { "allow-refused", COR_PARAM_FLAG, COR_ASKED(import_asked, allow_refused),
      N_("Load the sound rows although others are refused.") },
    { "revise", COR_PARAM_FLAG, COR_ASKED(import_asked, revise),
      N_("Revise the figures although more than one in a hundred of the source would change.") },
    { "correct", COR_PARAM_KEY, COR_ASKED(import_asked, correct),
      N_("For a table of your own: correct figures of this source of an agency. Pages show who "
         "corrected them, why, and what the agency published."),
      .value = "SOURCE" },
    { "why", COR_PARAM_WORDS, COR_ASKED(import_asked, why),
      N_("The reason for a correction; shown beside it."), .value = "TEXT" },
    { "who", COR_PARAM_WORDS, COR_ASKED(import_asked, who),
      N_("Who corrects; default your user name."), .value = "NAME" },
    { 0 },
};

static cor_code fail_dataset(cor_str name, cor_error *err) {
    cor_fail(err, COR_E_USAGE, _("There is no dataset \"{name}\"."), cor_arg_str(name));
    cor_str near = cor_dataset_suggest(name);
    if (near.length) return cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));
    char list[1024] = "";

    for (size_t i = 0; i < cor_dataset_count(); i++) {
        cor_str known = cor_dataset_name(cor_dataset_at(i));
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%.*s", i ? ", " : "", COR_STR_F(known));
    }

    return cor_hint(err, _("The datasets are: {list}."), cor_arg_cstr(list));
}

static cor_code check_correction(const import_asked *asked, cor_error *err) {
    bool is_own = cor_str_is(asked->dataset, "table");
    if (!asked->correct.length) {
        if (!asked->why.length && !asked->who.length) return COR_OK;
        cor_fail(err, COR_E_USAGE, _("--why and --who belong to a correction."));
        return cor_hint(err, _("Name the source that is corrected with --correct SOURCE."));
    }

    if (!is_own) {
        cor_fail(err, COR_E_USAGE, _("Only a table of your own can correct figures of an agency."));
        return cor_hint(err, _("A newer file of the agency revises them: leave --correct out."));
    }

    if (asked->source.length)
        return cor_fail(err, COR_E_USAGE,
                        _("--correct already names the source: leave --source out."));
    if (asked->why.length) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("A correction of {source} needs a reason."),
             cor_arg_str(asked->correct));
    return cor_hint(err, _("Give it with --why TEXT; it is shown beside the corrected figures."));
}

cor_code cli_decimal(cor_str text, char *ret_decimal, cor_error *err) {
    *ret_decimal = text.length == 1 ? *text.at : 0;
    if (!text.length || cor_str_is(text, ".") || cor_str_is(text, ",")) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("“{text}” is not a decimal mark."), cor_arg_str(text));
    return cor_hint(err, _("Write --decimal . or --decimal ,"));
}

static cor_code read_shares(cor_str text, cor_shares *ret_shares, cor_error *err) {
    *ret_shares = cor_str_is(text, "percent") ? COR_SHARES_PERCENT
                  : cor_str_is(text, "ratio") ? COR_SHARES_RATIO
                                              : COR_SHARES_UNSTATED;
    if (!text.length || *ret_shares != COR_SHARES_UNSTATED) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("Shares are in percent or ratios, not “{text}”."),
                   cor_arg_str(text));
    return cor_hint(err, _("Write --shares percent or --shares ratio."));
}

static cor_code run_file_import(cli_context *cli, const void *words, cor_error *err) {
    const import_asked *asked = words;
    const cor_dataset *dataset = cor_dataset_find(asked->dataset);
    if (!dataset) return fail_dataset(asked->dataset, err);
    char decimal;
    cor_shares shares;
    cor_code code = check_correction(asked, err);
    if (!code) code = cli_decimal(asked->decimal, &decimal, err);
    if (!code) code = read_shares(asked->shares, &shares, err);
    if (code) return code;
    cor_import_report *reports = cor_new(&cli->keep, cor_import_report, asked->files.count);
    if (!reports) return cor_fail_memory(err);

    cli_progress progress;
    cli_progress_begin(&progress, cli->lang);
    cor_import_options options = { .source = asked->source,
                                   .decimal = decimal,
                                   .shares = shares,
                                   .sheet = asked->sheet,
                                   .allow_refused = asked->allow_refused,
                                   .revise = asked->revise,
                                   .correct = asked->correct,
                                   .why = asked->why,
                                   .who =
                                       asked->who.length ? asked->who : cli_user_name(&cli->keep),
                                   .progress = cli_progress_step,
                                   .progress_self = &progress };
    int32_t done = 0;
    for (; done < asked->files.count && !code; done++) {
        cor_str path;
        code = cli_input_path(cli, asked->files.list[done], &path, err);
        if (!code)
            code = cor_import(cli->figures, dataset, path, &options, &cli->keep, cli->scratch,
                              &reports[done], err);
    }
    cli_progress_end(&progress);

    // A file that could not be opened has no report.
    if (code && !reports[done - 1].file_name.at) done--;
    return cli_import_show(cli, reports, (size_t)done, code, err);
}

/* ---- help ---------------------------------------------------------------- */

/* "tidy-ages: iso3, year, sex, age, value", or what such a file is. */
static void put_layout(const cor_dataset *dataset, size_t index, cor_lang lang, cor_arena scratch,
                       cor_out *out) {
    cor_str name = cor_dataset_layout_name(dataset, index),
            columns = cor_dataset_layout_columns(dataset, index, &scratch),
            looks = cor_text_in(cor_dataset_layout_looks(dataset, index), lang, &scratch);
    cor_str line = cor_str_print(&scratch, "%.*s: %.*s", COR_STR_F(name),
                                 COR_STR_F(columns.length ? columns : looks));
    if (line.at) cli_help_put_indented(out, line.at);
}

static void explain_datasets(cor_lang lang, cor_arena scratch, cor_out *out) {
    cli_help_put_heading(out, _("Datasets, with the columns of their layouts"), lang);
    for (size_t d = 0; d < cor_dataset_count(); d++) {
        const cor_dataset *dataset = cor_dataset_at(d);
        cli_help_put_line(out, cor_dataset_name(dataset).at, cor_dataset_title(dataset).id, lang);
        for (size_t i = 0; i < cor_dataset_layout_count(dataset); i++)
            put_layout(dataset, i, lang, scratch, out);
    }
}

/* ---- init ---------------------------------------------------------------- */

typedef struct {
    cor_str pack;
} init_asked;

static const cor_parameter INIT[] = {
    { "pack", COR_PARAM_FILE, COR_ASKED(init_asked, pack),
      N_("Folder with datapackage.json; default the pack that came along."), .value = "FOLDER" },
    { 0 },
};

static cor_code import_pack(cli_context *cli, cor_str folder, cor_import_report **ret_reports,
                            size_t *ret_count, cor_error *err) {
    cli_progress progress;
    cli_progress_begin(&progress, cli->lang);
    cor_import_options options = { .progress = cli_progress_step, .progress_self = &progress };
    cor_code code = cor_import_pack(cli->figures, folder, &options, &cli->keep, cli->scratch,
                                    ret_reports, ret_count, err);
    cli_progress_end(&progress);
    return code;
}

static cor_code write_upgrade_down(cli_context *cli, int64_t from, cor_error *err) {
    cor_code code = cor_store_begin(cli->store, err);
    if (code) return code;
    cor_str why = cor_str_print(&cli->keep, "version %lld of the database", (long long)from);
    code = cli_seal_remark(cli, "upgraded", why, err);
    if (!code) return cor_store_commit(cli->store, err);
    cor_store_rollback(cli->store);
    return code;
}

/* An upgrade begins the seal anew, which nobody should learn from the next check only. */
static cor_code say_upgrade(cli_context *cli, cor_error *err) {
    int64_t from = cor_store_upgraded_from(cli->store);
    if (!from) return COR_OK;
    cor_out messages = cor_out_file(stderr);
    cor_put_text(&messages,
                 cor_say(_("The database was upgraded from version {version}. The seal begins anew "
                           "and takes over what stands in it."),
                         cor_arg_plain(from)),
                 cli->lang);
    cor_put_char(&messages, '\n');
    cor_code code = cor_registry_open(cli->store, &cor_kinds, &cli->registry, err);
    return code ? code : write_upgrade_down(cli, from, err);
}

static cor_code run_init(cli_context *cli, const void *words, cor_error *err) {
    const init_asked *asked = words;
    cor_import_report *reports = NULL;
    size_t count = 0;
    cor_str path, folder;
    cor_code code = cli_pack_path(cli, asked->pack, &folder, err);
    if (!code) code = cli_database_path(cli, &path, err);
    if (!code) code = cli_folders_make(path, cli->scratch, err);
    if (!code) code = cor_store_open(path, COR_STORE_CREATE, &cli->store, err);
    if (!code) code = say_upgrade(cli, err);
    if (!code) code = cor_figures_open(cli->store, &cli->figures, err);
    if (!code) code = import_pack(cli, folder, &reports, &count, err);
    if (!code) code = cor_store_tune(cli->store, err);
    return cli_import_show(cli, reports, code ? 0 : count, code, err);
}

/* ---- the rows ------------------------------------------------------------ */

const cli_act cli_acts_import[] = {
    { .name = "init",
      .title = N_("Build the database from the data pack, or bring it up to date."),
      .details = N_("Files of the pack that are already in the database are skipped, so running "
                    "it again is quick and changes nothing."),
      .example = "init",
      .parameters = INIT,
      .asked_bytes = sizeof(init_asked),
      .run = run_init },
    { .name = "import",
      .title = N_("Read files of an agency, or your own table, into the database."),
      .details = N_(
          "The layout of a file is recognised by its content. A file with a fault is refused as "
          "a whole, with the places and reasons, unless --allow-refused is given. Figures are "
          "never overwritten: a corrected value is stored as a newer figure. A table of your own "
          "stands beside the figures of agencies; only --correct changes one of these."),
      .example = "import un-desa-stock undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
      .parameters = IMPORT,
      .asked_bytes = sizeof(import_asked),
      .opening = CLI_WRITE,
      .explain = explain_datasets,
      .run = run_file_import },
    { 0 },
};
