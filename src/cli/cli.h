/* SPDX-License-Identifier: Apache-2.0 */
/* cli.h: the command line: reads a request, calls the library, shows the document. Only main.c
 * prints errors. */
#ifndef CORREDOR_CLI_CLI_H
#define CORREDOR_CLI_CLI_H

#include "core/say.h"
#include "corredor/corredor.h"
#include "dossier/dossier.h"
#include "figures/figures.h"
#include "ingest/ingest.h"
#include "mechanisms/mechanisms.h"
#include "network/network.h"
#include "office/office.h"
#include "publications/publications.h"

enum { CLI_OPTIONS_MAX = 64, CLI_ARGUMENTS_MAX = 4096, CLI_COUNTRIES_MAX = 300 };

/* An option of one command, or of all. */
typedef struct {
    const char *name;  // long name, without dashes
    const char *value; // what its value is called in help ("YEAR"), or NULL for a switch; "[a|b]":
                       // may be left out
    const char *help;  // one sentence, translated
    char letter;       // short name, or 0
} cli_option;

typedef struct cli_context cli_context;

/* A command is one row of the table in commands.c and one function. Help, the manual and the
 * tests read this table. */
typedef struct {
    const char *name;
    const char *arguments;     // "ORIGIN DESTINATION"; placeholders are not translated
    const char *summary;       // one line, translated
    const char *details;       // what to know; translated; may be NULL
    const char *example;       // what follows "corredor ", or NULL
    const cli_option *options; // its own, NULL-terminated; may be NULL
    int arguments_min, arguments_max;
    bool opens_store; // the database is open in `mode` when run is called
    bool own_formats; // --format is not a renderer's; the command looks at it
    cor_store_mode mode;
    cor_code (*run)(cli_context *cli, cor_error *err);
} cli_command;

/* Everything a running command knows. */
struct cli_context {
    const cli_command *command;
    cor_lang lang;
    const char *arguments[CLI_ARGUMENTS_MAX];
    int argument_count;
    const char *values[2 * CLI_OPTIONS_MAX]; // by index in `command->options`, then the common
                                             // ones; NULL: not given
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;               // open with the store
    cor_registry_memory *registry_memory; // opened when a command asks: cli_registries
    cor_arena keep;                       // the command's stretch
    cor_arena scratch;
    bool is_terminal; // standard output
};

/* ---- main.c: for commands whose way of opening depends on their words; the others find the store
 * open ---- */
cor_code cli_store_open(cli_context *cli, cor_store_mode mode, cor_error *err);
void cli_store_close(cli_context *cli);

/* ---- tables -------------------------------------------------------------- */
const cli_command *cli_command_list(size_t *ret_count);
const cli_command *cli_command_find(cor_str name);
const cli_option *cli_common_options(size_t *ret_count);

/* ---- options.c ----------------------------------------------------------- */
/* Fill arguments and values from the words after the command. COR_E_USAGE names what is not
 * understood. */
cor_code cli_options_read(cli_context *cli, int argc, char **argv, cor_error *err);
/* Value of a switch ("" when given) or option of this command or common; NULL when not given. */
const char *cli_option_get(const cli_context *cli, const char *name);
bool cli_option_given(const cli_context *cli, const char *name);

/* ---- arguments.c: words into values, with the message a person needs ----- */
cor_code cli_country_read(const char *word, cor_country *ret_country, cor_error *err);
/* "MEX,CRI" into a list in `keep`. */
cor_code cli_countries_read(const char *words, cor_arena *keep, const cor_country **ret_list,
                            int32_t *ret_count, cor_error *err);
cor_code cli_period_read(const char *word, cor_interval *ret_period, cor_error *err);
cor_code cli_number_read(const char *word, const char *name, double least, double most,
                         double *ret_value, cor_error *err);
/* --as-known: a day (its end, UTC) or nothing (0). */
cor_code cli_as_known_read(const cli_context *cli, int64_t *ret_as_known_s, cor_error *err);
cor_code cli_dossier(cli_context *cli, cor_dossier *ret_dossier, cor_error *err);
/* The entries published now, or on the day of --as-known; in memory, read once. */
cor_code cli_registries(cli_context *cli, const cor_registry_memory **ret_memory, cor_error *err);

/* ---- paths.c ------------------------------------------------------------- */
cor_code cli_database_path(cli_context *cli, cor_str *ret_path, cor_error *err);
/* Make the folders the file will be in. */
cor_code cli_folders_make(cor_str file_path, cor_arena scratch, cor_error *err);
cor_code cli_pack_path(cli_context *cli, cor_str *ret_folder, cor_error *err);

/* ---- output.c ------------------------------------------------------------ */
/* Render the document as --format or the ending of -o says, to -o (atomically) or standard
 * output. */
cor_code cli_show(cli_context *cli, const cor_document *document, cor_error *err);
/* The renderer that will be used; asked before long work, so that a wrong --format fails at
 * once. */
cor_code cli_renderer(const cli_context *cli, const cor_renderer **ret_renderer, cor_error *err);
/* Where the command's bytes go: open once, write, close. Closing without `commit` leaves no
 * file. */
typedef struct {
    cor_out out;
    FILE *file;
    cor_str path, temporary;
} cli_output;
cor_code cli_output_open(cli_context *cli, cli_output *ret_output, cor_error *err);
cor_code cli_output_commit(cli_output *output, cor_error *err);
void cli_output_close(cli_output *output);

/* ---- progress.c ---------------------------------------------------------- */
/* A bar on standard error when it is a terminal; ends the work politely after Ctrl-C. */
typedef struct {
    cor_lang lang;
    bool shown, is_terminal;
    int64_t last_ms;
} cli_progress;
void cli_progress_begin(cli_progress *progress, cor_lang lang);
bool cli_progress_step(void *self, cor_str name, int64_t done, int64_t total);
void cli_progress_end(cli_progress *progress);

/* ---- verbs.c: commands that can be asked for several things -------------- */
typedef struct {
    const char *name, *arguments;     // placeholders, as in cli_command
    int arguments_min, arguments_max; // after the verb
    /* The document that answers; or, where it is NULL, `write` puts bytes of its own kind. */
    cor_code (*ask)(cli_context *cli, const cor_dossier *dossier, const cor_document **ret_document,
                    cor_error *err);
    cor_code (*write)(cli_context *cli, cor_error *err);
} cli_verb;
/* Run the one that the first argument names. COR_E_USAGE: there is none, or its arguments are
 * too few or too many. */
cor_code cli_verb_run(cli_context *cli, const cli_verb *verbs, size_t count, cor_error *err);

/* ---- help.c -------------------------------------------------------------- */
void cli_help(cor_lang lang, cor_out *out);
void cli_help_command(const cli_command *command, cor_lang lang, cor_out *out);
void cli_manual(cor_lang lang, cor_out *out); // roff

/* ---- report.c ------------------------------------------------------------ */
/* What an import did, as a document. */
cor_code cli_import_document(cli_context *cli, const cor_import_report *reports, size_t count,
                             const cor_document **ret_document, cor_error *err);

/* ---- commands ------------------------------------------------------------ */
cor_code cli_init(cli_context *cli, cor_error *err);
cor_code cli_import(cli_context *cli, cor_error *err);
cor_code cli_corridor(cli_context *cli, cor_error *err);
cor_code cli_country(cli_context *cli, cor_error *err);
cor_code cli_world(cli_context *cli, cor_error *err);
cor_code cli_corridors(cli_context *cli, cor_error *err);
cor_code cli_remittances(cli_context *cli, cor_error *err);
cor_code cli_figures(cli_context *cli, cor_error *err);
cor_code cli_source(cli_context *cli, cor_error *err);
cor_code cli_sources(cli_context *cli, cor_error *err);
cor_code cli_check(cli_context *cli, cor_error *err);
cor_code cli_flows(cli_context *cli, cor_error *err);
cor_code cli_mechanisms(cli_context *cli, cor_error *err);
cor_code cli_publications(cli_context *cli, cor_error *err);
cor_code cli_network(cli_context *cli, cor_error *err);
cor_code cli_registry(cli_context *cli, cor_error *err);
cor_code cli_serve(cli_context *cli, cor_error *err);
cor_code cli_user(cli_context *cli, cor_error *err);
cor_code cli_help_run(cli_context *cli, cor_error *err);
extern const cli_option cli_init_options[], cli_import_options[], cli_corridors_options[],
    cli_remittances_options[], cli_figures_options[], cli_check_options[], cli_mechanisms_options[],
    cli_library_options[], cli_network_options[], cli_registry_options[], cli_flows_options[],
    cli_serve_options[], cli_user_options[], cli_help_options[];

#endif
