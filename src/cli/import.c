/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: corredor import and corredor init: files into the database, with a bar and a report. */
#include "cli.h"
#include "pack/pack.h"

const cli_option cli_import_options[] = {
    { .name = "source",
      .value = "KEY",
      .help = N_("The edition the file is from, when it does not say so itself.") },
    { .name = "allow-refused", .help = N_("Load the sound rows although others are refused.") },
    { 0 },
};
const cli_option cli_init_options[] = {
    { .name = "pack",
      .value = "FOLDER",
      .help = N_("Folder with datapackage.json; default the pack that came along.") },
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

/* The report is shown whatever happened; an error of the import comes before one of showing it. */
static cor_code show_reports(cli_context *cli, const cor_import_report *reports, size_t count,
                             cor_code import_code, cor_error *err) {
    if (count == 0) return import_code;
    cor_error *own = import_code ? cor_new(&cli->keep, cor_error, 1) : err;
    const cor_document *document;
    if (!own) return import_code;
    cor_code code = cli_import_document(cli, reports, count, &document, own);
    if (!code) code = cli_show(cli, document, own);
    return import_code ? import_code : code;
}

cor_code cli_import(cli_context *cli, cor_error *err) {
    const cor_dataset *dataset = cor_dataset_find(cor_str_of(cli->arguments[0]));
    if (!dataset) return fail_dataset(cor_str_of(cli->arguments[0]), err);
    size_t file_count = (size_t)cli->argument_count - 1, done = 0;
    cor_import_report *reports = cor_new(&cli->keep, cor_import_report, file_count);
    if (!reports) return cor_fail_memory(err);

    cli_progress progress;
    cli_progress_begin(&progress, cli->lang);
    cor_import_options options = { .source = cor_str_of(cli_option_get(cli, "source")),
                                   .allow_refused = cli_option_given(cli, "allow-refused"),
                                   .progress = cli_progress_step,
                                   .progress_self = &progress };
    cor_code code = COR_OK;

    for (; done < file_count && !code; done++)
        code = cor_import(cli->figures, dataset, cor_str_of(cli->arguments[done + 1]), &options,
                          &cli->keep, cli->scratch, &reports[done], err);

    cli_progress_end(&progress);
    // A file that could not even be opened has no report.
    if (code && !reports[done - 1].file_name.at) done--;

    return show_reports(cli, reports, done, code, err);
}

cor_code cli_init(cli_context *cli, cor_error *err) {
    cor_str path, folder;
    cor_code code = cli_pack_path(cli, &folder, err);
    if (!code) code = cli_database_path(cli, &path, err);
    if (!code) code = cli_folders_make(path, cli->scratch, err);
    if (!code) code = cor_store_open(path, COR_STORE_CREATE, &cli->store, err);
    if (!code) code = cor_figures_open(cli->store, &cli->figures, err);
    cor_import_report *reports = NULL;
    size_t count = 0;
    if (!code) {
        cli_progress progress;
        cli_progress_begin(&progress, cli->lang);
        cor_import_options options = { .progress = cli_progress_step, .progress_self = &progress };
        code = cor_import_pack(cli->figures, folder, &options, &cli->keep, cli->scratch, &reports,
                               &count, err);
        cli_progress_end(&progress);
    }

    if (!code) code = cor_store_tune(cli->store, err);
    code = show_reports(cli, reports, code ? 0 : count, code, err);
    cor_figures_close(cli->figures);
    cor_store_close(cli->store);

    return code;
}
