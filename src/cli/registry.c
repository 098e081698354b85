/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c: corredor registry import: entries from a file. */
#include "cli.h"

typedef struct {
    const cor_registry_kind *kind;
    cor_str file, who, why;
    int32_t state;
    bool allow_refused;
} import_asked;

static const char *const STATES[] = { "draft", "review", "published", NULL };

static const cor_parameter IMPORT[] = {
    { "kind", COR_PARAM_KIND, COR_ASKED(import_asked, kind), N_("Kind of entry."),
      .is_argument = true, .is_required = true },
    { "file", COR_PARAM_FILE, COR_ASKED(import_asked, file),
      N_("The file, csv or json; - is standard input."), .is_argument = true, .is_required = true },
    { "who", COR_PARAM_WORDS, COR_ASKED(import_asked, who),
      N_("Who makes the change; default your user name."), .value = "NAME" },
    { "why", COR_PARAM_WORDS, COR_ASKED(import_asked, why), N_("Why; kept with every version.") },
    { "state", COR_PARAM_CHOICE, COR_ASKED(import_asked, state), N_("State of the new versions."),
      .words = STATES, .initial = "published" },
    { "allow-refused", COR_PARAM_FLAG, COR_ASKED(import_asked, allow_refused),
      N_("Store the sound entries although others are refused.") },
    { 0 },
};

static cor_code run_registry_import(cli_context *cli, const void *words, cor_error *err) {
    static const cor_registry_state states[] = { COR_STATE_DRAFT, COR_STATE_REVIEW,
                                                 COR_STATE_PUBLISHED };
    const import_asked *asked = words;
    cor_registry_import options = {
        .allow_refused = asked->allow_refused,
        .act = { .who = asked->who.length ? asked->who : cli_user_name(&cli->keep),
                 .why = asked->why,
                 .state = states[asked->state] },
    };
    cor_import_report *report = cor_new(&cli->keep, cor_import_report, 1);
    if (!report) return cor_fail_memory(err);

    cor_str path;
    cor_code code = cli_input_path(cli, asked->file, &path, err);
    if (code) return code;
    code = cor_registry_read(cli->registry, asked->kind, path, &options, &cli->keep, cli->scratch,
                             report, err);
    return cli_import_show(cli, report, report->file_name.at ? 1 : 0, code, err);
}

const cli_act cli_acts_registry[] = {
    { .name = "registry import",
      .title = N_("Read entries of a kind from a file, csv or json."),
      .details = N_("An export read back changes nothing. An import is all or nothing, and never "
                    "overwrites: a changed entry is a new version."),
      .example = "registry import mechanism mechanisms.csv",
      .parameters = IMPORT,
      .asked_bytes = sizeof(import_asked),
      .opening = CLI_WRITE,
      .run = run_registry_import },
    { 0 },
};
