/* SPDX-License-Identifier: Apache-2.0 */
/* cli.h: the command line: reads words, asks the question or does the act, shows the answer. Only
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

/* How the database is open while an act runs. */
typedef enum {
    CLI_NO_STORE,
    CLI_READ_LATER, // the act opens it itself when what was asked needs it: cli_store_open
    CLI_READ,
    CLI_WRITE
} cli_opening;

/* A command that is no question: it changes something, or computes from files. */
typedef struct {
    const char *name;    // "flows estimate"
    const char *title;   // one line, translated
    const char *details; // what to know; may be NULL
    const char *example; // what follows "corredor "
    const cor_parameter *parameters;
    size_t asked_bytes; // of the struct they fill
    cli_opening opening;
    const char *formats; // of --format, "csv json"; NULL: those of a document
    cor_code (*run)(cli_context *cli, const void *asked, cor_error *err);
} cli_act;

/* A command as help, completion and the reading of words see it: a question or an act. */
typedef struct {
    const char *name, *title, *details;
    const cor_parameter *parameters;
    size_t asked_bytes;
    const cor_question *question; // or
    const cli_act *act;
} cli_command;

/* What is said with every command. */
typedef struct {
    cor_question_common common;
    cor_str database, format, output;
    bool help;
} cli_common;

/* Everything a running command knows. */
struct cli_context {
    cli_command command;
    cli_common common;
    cor_lang lang;
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;               // open with the store
    cor_registry_memory *registry_memory; // opened when asked for: cli_registries
    cor_arena keep;                       // the command's stretch
    cor_arena scratch;
    bool is_terminal; // standard output
};

/* ---- commands.c: the tables ---------------------------------------------- */
/* Questions and acts as one list, in the order of help. */
const cli_command *cli_command_list(size_t *ret_count);
/* The command these words begin with, the longest; *ret_words says how many of them it takes. */
bool cli_command_find(const char *const *words, int32_t word_count, cli_command *ret_command,
                      int32_t *ret_words);
/* A first word that several commands share, "mechanisms", with what it is about. */
typedef struct {
    const char *name, *title;
} cli_group;
const cli_group *cli_group_find(cor_str name);
/* "list|show|use": the second words of a group; made in `keep`. */
cor_str cli_group_verbs(const char *name, cor_arena *keep);
/* The parameters common to all commands; those of the command come before them. */
const cor_parameter *cli_common_parameters(void);
/* Whether a common parameter means something to the command. */
bool cli_common_applies(const cli_command *command, const cor_parameter *parameter);
/* "ORIGIN DESTINATION", "[KEY]": the arguments as help shows them; made in `keep`. */
cor_str cli_arguments_text(const cor_parameter *parameters, cor_arena *keep);

/* "corredor corridor GTM MEX": made in `keep`. */
cor_str cli_example_text(const cli_command *command, cor_arena *keep);
/* "text, json, csv": the formats of a command; made in `keep`. And one by one: begin with *at = 0,
 * false after the last. */
cor_str cli_formats_text(const cli_command *command, cor_arena *keep);
bool cli_format_next(const cli_command *command, int32_t *at, cor_str *ret_format);

/* ---- words.c ------------------------------------------------------------- */
/* Read the words behind the program's name: command, arguments, options, in any order after the
 * command; options of all commands also before it. COR_E_USAGE names what is not understood, and
 * the nearest that is. */
cor_code cli_words_read(cli_context *cli, int argc, char **argv, void **ret_asked, cor_error *err);

/* No command begins with these words: says so, with the nearest one. */
cor_code cli_fail_command(const char *const *words, int32_t word_count, cor_arena *keep,
                          cor_error *err);

/* ---- ask.c --------------------------------------------------------------- */
/* Ask the question and show the answer. The store is open if the question needs one. */
cor_code cli_ask(cli_context *cli, const void *asked, cor_error *err);
/* The entries published now, or on the day of --as-known; in memory, read once. */
cor_code cli_registries(cli_context *cli, const cor_registry_memory **ret_memory, cor_error *err);
cor_code cli_dossier(cli_context *cli, cor_dossier *ret_dossier, cor_error *err);

/* ---- main.c -------------------------------------------------------------- */
/* The database of --db with its figures and registries, into the context. It is closed when the
 * command ends, whatever opening said. */
cor_code cli_store_open(cli_context *cli, cor_store_mode mode, cor_error *err);

/* ---- paths.c ------------------------------------------------------------- */
cor_code cli_database_path(cli_context *cli, cor_str *ret_path, cor_error *err);
/* Make the folders the file will be in. */
cor_code cli_folders_make(cor_str file_path, cor_arena scratch, cor_error *err);
/* The folder of the data pack: `given`, else the environment's, else the one that came along. */
cor_code cli_pack_path(cli_context *cli, cor_str given, cor_str *ret_folder, cor_error *err);

/* ---- output.c ------------------------------------------------------------ */
/* Name of the format: that of --format, or of the ending of -o, else `usual`. COR_E_USAGE when the
 * command does not have it; asked before long work. An act with formats of its own asks itself. */
cor_code cli_format_choose(const cli_context *cli, const char *usual, cor_str *ret_format,
                           cor_error *err);
/* Render the document as --format or the ending of -o says, to -o (atomically) or standard output.
 */
cor_code cli_show(cli_context *cli, const cor_document *document, cor_error *err);
/* Where the command's bytes go: open once, write, close. Closing without `commit` leaves no file. */
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

/* ---- help.c, manual.c, completion.c -------------------------------------- */
/* What a parameter means, with its allowed values, its range and its default. */
const char *cli_parameter_help(const cor_parameter *row, cor_lang lang, cor_arena *keep);
void cli_help(cor_lang lang, cor_arena scratch, cor_out *out);
void cli_help_command(const cli_command *command, cor_lang lang, cor_arena scratch, cor_out *out);
/* The commands of a group. */
void cli_help_group(const cli_group *group, cor_lang lang, cor_arena scratch, cor_out *out);
void cli_manual(cor_lang lang, cor_arena scratch, cor_out *out); // roff
/* shell: 0 bash, 1 zsh, 2 fish */
void cli_completion(int32_t shell, cor_lang lang, cor_arena scratch, cor_out *out);

/* ---- report.c ------------------------------------------------------------ */
/* What an import did, as a document. */
cor_code cli_import_document(cli_context *cli, const cor_import_report *reports, size_t count,
                             const cor_document **ret_document, cor_error *err);
/* Show it whatever happened: an error of the import comes before one of showing it. */
cor_code cli_import_show(cli_context *cli, const cor_import_report *reports, size_t count,
                         cor_code import_code, cor_error *err);

/* ---- acts: each table ends with a row without name ----------------------- */
extern const cli_act cli_acts_import[]; // init, import, check
extern const cli_act cli_acts_flows[];
extern const cli_act cli_acts_registry[];
extern const cli_act cli_acts_serve[];
extern const cli_act cli_acts_user[];
extern const cli_act cli_acts_help[]; // help, completion

#endif
