/* SPDX-License-Identifier: Apache-2.0 */
/* questions.h: everything that can be asked, one row per question.
 *
 * A row has the command and the address, the parameters, and the function that answers. Command
 * line, help, manual, completion, routes, OpenAPI, filter forms and the parity tests read the same
 * rows, so both sides can ask the same questions. To add one: a builder in src/dossier, a row in
 * the table of its family here, Spanish in po/, an example. */
#ifndef CORREDOR_QUESTIONS_QUESTIONS_H
#define CORREDOR_QUESTIONS_QUESTIONS_H

#include "dossier/dossier.h"
#include "parameters/parameters.h"

/* The context in which an answer is made. */
typedef struct {
    cor_dossier dossier; // figures and registries; without figures if none are needed
    const void *asked;   // the struct that the parameters of the question fill
    const cor_parameter *parameters;
    cor_lang lang;
    cor_str format; // format of the answer: "text", "html", "csv"
    cor_date today;
    cor_arena *keep; // memory of the answer
    cor_arena scratch;
} cor_asking;

/* Make the document that answers. Where a form gave names and the page has one address, a
 * redirection may replace the document: then *ret_location is set. */
typedef struct {
    const cor_document *document;
    cor_str location; // empty: there is a document
} cor_answer;
typedef cor_code (*cor_answer_make)(const cor_asking *asking, cor_answer *ret_answer,
                                    cor_error *err);

/* An answer written directly, without a document: for files of other programs, and for tables too
 * large for a document. */
typedef struct {
    const char *format; // "csv": ending of the address, and value of --format
    const char *media_type;
    const char *file_name; // download name for browsers; NULL: shown in place
    cor_code (*write)(const cor_asking *asking, cor_out *out, cor_error *err);
    int32_t max_age_s; // how long caches may keep it without revalidation
} cor_question_file;

typedef struct {
    const char *command; // "mechanisms list"; NULL: only an address
    const char *path;    // "/mechanisms/{mechanism}"; {name} is a parameter. NULL: a command only
    const char *title;   // one line: the subject of the answer
    const char *details; // further explanation; may be NULL
    const char *example; // values as in an address, "origin=GTM&destination=MEX"; NULL: none
    const cor_parameter *parameters; // ended by COR_PARAM_NONE; may be NULL
    size_t asked_bytes;              // size of the struct they fill
    cor_answer_make answer;          // NULL: files only
    const cor_question_file *files;  // ended by a row without format; may be NULL
    bool needs_no_database;
    bool needs_no_language; // codes, or texts in every language: the same for all readers
    bool is_slow;           // takes longer than 5 ms in every format
    bool is_hidden;         // not in OpenAPI: redirects to another address
    bool is_form;           // page only, without other formats
} cor_question;

/* ---- the rows ------------------------------------------------------------ */

const cor_question *const *cor_question_list(size_t *ret_count);
/* The question with this command, all words of it. NULL without one. */
const cor_question *cor_question_for_command(cor_str command);
/* Options common to all questions. */
typedef struct {
    int32_t lang;       // 0: the reader's preference; else 1 + cor_lang
    int64_t as_known_s; // 0: now
} cor_question_common;
const cor_parameter *cor_question_common_parameters(void);
/* Whether one of them can change the answer: what needs no database is the same on all days, what
 * needs no language the same in all of them. */
bool cor_question_common_applies(const cor_question *question, const cor_parameter *row);
/* The file of a format; NULL when a document serves the format. */
const cor_question_file *cor_question_file_find(const cor_question *question, cor_str format);
/* The endings of the address besides the page, one by one: renderers, then files. Start with *at =
 * 0; false after the last. */
bool cor_question_format_next(const cor_question *question, int32_t *at, cor_str *ret_format);

/* ---- addresses ----------------------------------------------------------- */

enum { COR_QUESTION_HOLES_MAX = 3 };
/* Whether a path matches the pattern, segment by segment, with the values of its holes. {a} is a
 * segment, {a}-{b} two parts of one. */
bool cor_path_matches(const char *pattern, cor_str path,
                      cor_given ret_holes[COR_QUESTION_HOLES_MAX], int32_t *ret_count);
/* The question whose path matches, with the values of its holes; NULL: none. Literal paths come
 * before paths with holes. */
const cor_question *cor_question_for_path(cor_str path, cor_given ret_holes[COR_QUESTION_HOLES_MAX],
                                          int32_t *ret_hole_count);
/* The address of a question with its values: holes filled, the rest as a query, without initial
 * values. Empty with at == NULL when it does not fit. */
cor_str cor_question_address(const cor_question *question, const void *asked, cor_arena *keep);
/* Percent-encode a part of a path or a query. */
void cor_question_put_encoded(cor_out *out, cor_str text, const char *kept);
/* The example as values; returns their number. */
int32_t cor_question_example(const cor_question *question, cor_given *ret_given, int32_t room);
/* The example as a command, "corredor mechanisms list --type memorandum", and as an address. */
cor_str cor_question_example_command(const cor_question *question, cor_arena *keep);
cor_str cor_question_example_address(const cor_question *question, cor_arena *keep);

/* ---- asking -------------------------------------------------------------- */

/* Fill the question's struct, zeroed before, with the given values. COR_E_USAGE, COR_E_MEMORY. */
COR_CHECKED
cor_code cor_question_read(const cor_question *question, const cor_given *given,
                           int32_t given_count, cor_arena *keep, void **ret_asked, cor_error *err);
/* Answer with a document. */
COR_CHECKED
cor_code cor_question_answer(const cor_question *question, cor_asking *asking,
                             cor_answer *ret_answer, cor_error *err);
/* Answer with a file. */
COR_CHECKED
cor_code cor_question_write(const cor_question *question, const cor_question_file *file,
                            cor_asking *asking, cor_out *out, cor_error *err);

/* OpenAPI 3.1 of every question with an address. */
void cor_questions_openapi(cor_lang lang, cor_arena scratch, cor_out *out);

#endif
