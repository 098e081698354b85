/* SPDX-License-Identifier: Apache-2.0 */
/* cli.h: the command line: read words, ask the question or run the act, show the answer. Only
 * main.c prints errors. */
#ifndef CORREDOR_CLI_H
#define CORREDOR_CLI_H

#include "core/say.h"
#include "corredor/corredor.h"
#include "dossier/dossier.h"
#include "figures/figures.h"
#include "ingest/ingest.h"
#include "mechanisms/mechanisms.h"
#include "network/network.h"
#include "office/office.h"
#include "publications/publications.h"
#include "questions/questions.h"

enum { CLI_WORDS_MAX = 4096 };

typedef struct cli_context cli_context;

/* How the database is opened for an act. */
typedef enum {
    CLI_NO_STORE,
    CLI_READ_LATER, // the act opens it itself if needed: cli_store_open
    CLI_READ,
    CLI_WRITE
} cli_opening;

/* A command that is not a question: it changes something, or computes from files. */
typedef struct {
    const char *name;    // "flows estimate"
    const char *title;   // one line, translated
    const char *details; // further explanation; may be NULL
    const char *example; // what follows "corredor "
    const cor_parameter *parameters;
    size_t asked_bytes; // size of the struct they fill
    cli_opening opening;
    const char *formats; // for --format, "csv json"; NULL: those of a document; "": no answer
    bool heeds_day;      // --as-known
    void (*explain)(cor_lang lang, cor_arena scratch, cor_out *out); // rest of its help, or NULL
    cor_code (*run)(cli_context *cli, const void *asked, cor_error *err);
} cli_act;

/* A command as help, completion and the parser see it: a question or an act. */
typedef struct {
    const char *name, *title, *details;
    const cor_parameter *parameters;
    size_t asked_bytes;
    const cor_question *question; // or
    const cli_act *act;
} cli_command;

/* Options common to all commands. */
typedef struct {
    cor_question_common common;
    cor_str database, format, output;
    bool help;
} cli_common;

/* State of a running command. */
struct cli_context {
    cli_command command;
    cli_common common;
    cor_lang lang;
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;               // open with the store
    cor_registry_memory *registry_memory; // opened on demand: cli_registries
    cor_arena keep;                       // memory of the command
    cor_arena scratch;
    char decimal;                // of the tables an act reads: '.', ',' or 0
    bool is_terminal;            // standard output
    cor_str input, input_folder; // copy of standard input
};

/* ---- commands.c: the tables ---------------------------------------------- */
/* Questions and acts as one list, in the order of help. */
const cli_command *cli_command_list(size_t *ret_count);
/* The longest command that these words start with; *ret_words receives the number of its words. */
bool cli_command_find(const char *const *words, int32_t word_count, cli_command *ret_command,
                      int32_t *ret_words);
/* A first word shared by several commands, "mechanisms", with its subject. */
typedef struct {
    const char *name, *title;
} cli_group;
const cli_group *cli_group_find(cor_str name);
/* "list|show|use": the second words of a group; made in `keep`. */
cor_str cli_group_verbs(const char *name, cor_arena *keep);
/* The parameters common to all commands; those of the command precede them. */
const cor_parameter *cli_common_parameters(void);
/* Whether a common parameter applies to the command. */
bool cli_common_applies(const cli_command *command, const cor_parameter *parameter);
/* "ORIGIN DESTINATION", "[KEY]": the arguments as help shows them; made in `keep`. */
cor_str cli_arguments_text(const cor_parameter *parameters, cor_arena *keep);

/* "corredor corridor GTM MEX": made in `keep`. */
cor_str cli_example_text(const cli_command *command, cor_arena *keep);
/* "text, json, csv": the formats of a command; made in `keep`. And one by one: start with *at = 0,
 * false after the last. */
cor_str cli_formats_text(const cli_command *command, cor_arena *keep);
bool cli_format_next(const cli_command *command, int32_t *at, cor_str *ret_format);

/* ---- words.c ------------------------------------------------------------- */
/* Read the words after the program's name: command, arguments, options, in any order after the
 * command; common options also before it. COR_E_USAGE names the unknown word and the nearest known
 * one. */
cor_code cli_words_read(cli_context *cli, int argc, char **argv, void **ret_asked, cor_error *err);

/* Fail because no command starts with these words; the hint is the nearest one. */
cor_code cli_fail_command(const char *const *words, int32_t word_count, cor_arena *keep,
                          cor_error *err);

/* ---- ask.c --------------------------------------------------------------- */
/* Ask the question and show the answer. The store is open if the question needs one. */
cor_code cli_ask(cli_context *cli, const void *asked, cor_error *err);
/* The published entries, now or on the day of --as-known; in memory, read once. */
cor_code cli_registries(cli_context *cli, const cor_registry_memory **ret_memory, cor_error *err);
cor_code cli_dossier(cli_context *cli, cor_dossier *ret_dossier, cor_error *err);

/* ---- main.c -------------------------------------------------------------- */
/* Open the database of --db with its figures and registries, into the context. It is closed when
 * the command ends, even if opening failed. */
cor_code cli_store_open(cli_context *cli, cor_store_mode mode, cor_error *err);

/* ---- paths.c ------------------------------------------------------------- */
cor_code cli_database_path(cli_context *cli, cor_str *ret_path, cor_error *err);
/* Make the folders of the file's path. */
cor_code cli_folders_make(cor_str file_path, cor_arena scratch, cor_error *err);
/* The folder of the data pack: `given`, else from the environment, else the installed one. */
cor_code cli_pack_path(cli_context *cli, cor_str given, cor_str *ret_folder, cor_error *err);
/* The user of the system who runs the program. */
cor_str cli_user_name(cor_arena *keep);
/* Note in the audit log that the seal begins anew, inside a transaction. check.c */
cor_code cli_seal_remark(cli_context *cli, const char *action, cor_str why, cor_error *err);

/* ---- input.c ------------------------------------------------------------- */
/* The path of a file to read: as given, or a copy of standard input for "-". */
cor_code cli_input_path(cli_context *cli, cor_str given, cor_str *ret_path, cor_error *err);
void cli_input_close(cli_context *cli); // remove the copy

/* ---- output.c ------------------------------------------------------------ */
/* Choose the format: that of --format, or of the ending of -o, else `usual`. COR_E_USAGE when the
 * command does not have it; called before long work. An act with its own formats calls it
 * itself. */
cor_code cli_format_choose(const cli_context *cli, const char *usual, cor_str *ret_format,
                           cor_error *err);
/* Render the document in the format of --format or the ending of -o, to -o (atomically) or standard
 * output. */
cor_code cli_show(cli_context *cli, const cor_document *document, cor_error *err);
/* The output of a command: open once, write, close. Closing without `commit` leaves no file. */
typedef struct {
    cor_out out;
    FILE *file;
    cor_str path, temporary;
} cli_output;
cor_code cli_output_open(cli_context *cli, cli_output *ret_output, cor_error *err);
cor_code cli_output_commit(cli_output *output, cor_error *err);
void cli_output_close(cli_output *output);

/* ---- progress.c ---------------------------------------------------------- */
/* A progress bar on standard error if it is a terminal; Ctrl-C ends the work in an orderly way. */
typedef struct {
    cor_lang lang;
    bool shown, is_terminal;
    int64_t last_ms;
} cli_progress;
void cli_progress_begin(cli_progress *progress, cor_lang lang);
bool cli_progress_step(void *self, cor_str name, int64_t done, int64_t total);
void cli_progress_end(cli_progress *progress);

/* ---- help.c, manual.c, completion.c -------------------------------------- */
/* The meaning of a parameter, with its allowed values, range and default. */
const char *cli_parameter_help(const cor_parameter *row, cor_lang lang, cor_arena *keep);
void cli_help(cor_lang lang, cor_arena scratch, cor_out *out);
void cli_help_command(const cli_command *command, cor_lang lang, cor_arena scratch, cor_out *out);
/* Pieces of help: a heading, a name with its meaning, a text beside which nothing stands. */
void cli_help_put_heading(cor_out *out, const char *id, cor_lang lang);
void cli_help_put_line(cor_out *out, const char *name, const char *title, cor_lang lang);
void cli_help_put_indented(cor_out *out, const char *text);
/* The commands of a group. */
void cli_help_group(const cli_group *group, cor_lang lang, cor_arena scratch, cor_out *out);
void cli_manual(cor_lang lang, cor_arena scratch, cor_out *out); // roff
/* shell: 0 bash, 1 zsh, 2 fish */
void cli_completion(int32_t shell, cor_lang lang, cor_arena scratch, cor_out *out);

/* ---- report.c ------------------------------------------------------------ */
/* The report of an import as a document. */
cor_code cli_import_document(cli_context *cli, const cor_import_report *reports, size_t count,
                             const cor_document **ret_document, cor_error *err);
/* The decimal mark of a table: '.' or ','; 0 for the empty text. COR_E_USAGE. */
COR_CHECKED
cor_code cli_decimal(cor_str text, char *ret_decimal, cor_error *err);
/* Show the report in any case: an error of the import takes precedence over one of showing it. */
cor_code cli_import_show(cli_context *cli, const cor_import_report *reports, size_t count,
                         cor_code import_code, cor_error *err);

/* ---- acts: each table ends with a row without name ----------------------- */
extern const cli_act cli_acts_import[]; // init, import
extern const cli_act cli_acts_check[];  // check, seal
extern const cli_act cli_acts_flows[];
extern const cli_act cli_acts_registry[];
extern const cli_act cli_acts_serve[];
extern const cli_act cli_acts_user[];
extern const cli_act cli_acts_help[]; // help, completion

#endif
