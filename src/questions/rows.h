/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h: the table of each family, and parts that several of them use. Private to
 * src/questions. */
#ifndef CORREDOR_QUESTIONS_ROWS_H
#define CORREDOR_QUESTIONS_ROWS_H

#include "questions.h"

/* Each ends with a row without title. */
extern const cor_question question_rows_corridors[]; // corridors, countries, the world, money sent
extern const cor_question question_rows_flows[];
extern const cor_question question_rows_mechanisms[];
extern const cor_question question_rows_library[];
extern const cor_question question_rows_network[];
extern const cor_question question_rows_registry[];
extern const cor_question question_rows_data[]; // figures, sources, lists for programs, pages

/* Two places and nothing else. */
typedef struct {
    cor_country first, second;
} question_pair;

/* ---- entries.c: versions of an entry of any registry --------------------- */
typedef struct {
    cor_str key;
    int64_t version;
} question_entry;
typedef struct {
    const cor_registry_kind *kind; // chosen by the reader
    cor_str key;
    int64_t from, to; // versions
} question_history;
/* The document of a version, field by field; *ret_given is false, and nothing is made, when neither
 * a version nor a day was given. */
cor_code question_entry_version(const cor_asking *asking, const cor_registry_kind *kind,
                                const question_entry *asked, bool *ret_given,
                                cor_answer *ret_answer, cor_error *err);
/* The versions of an entry, or the differences between two. */
cor_code question_entry_history(const cor_asking *asking, const cor_registry_kind *kind,
                                const question_history *asked, cor_answer *ret_answer,
                                cor_error *err);

/* Rows shared by several tables. */
#define QUESTION_PARAM_VERSION(type_)                                                              \
    {                                                                                              \
        "version", COR_PARAM_WHOLE, COR_ASKED(type_, version), N_("The number of a version."),     \
            .least = 1, .most = 1e9, .example = "1"                                                \
    }
#define QUESTION_PARAM_HISTORY                                                                     \
    { "from",                                                                                      \
      COR_PARAM_WHOLE,                                                                             \
      COR_ASKED(question_history, from),                                                           \
      N_("The earlier version; default the one before the newest."),                               \
      .least = 1,                                                                                  \
      .most = 1e9,                                                                                 \
      .value = "VERSION",                                                                          \
      .example = "1" },                                                                            \
    {                                                                                              \
        "to", COR_PARAM_WHOLE, COR_ASKED(question_history, to),                                    \
            N_("The later version; default the newest published one."),                            \
            .least = 1, .most = 1e9, .value = "VERSION", .example = "2"                            \
    }

#endif
