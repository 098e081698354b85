/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c: questions about entries of any registry, drafts included: for those who maintain
 * them, at the command line of the machine with the database. */
#include "kinds/kinds.h"
#include "rows.h"

typedef struct {
    const cor_registry_kind *kind;
    cor_str key;
    int64_t version;
} entry_asked;

#define KIND_PARAM(type_)                                                                          \
    {                                                                                              \
        "kind", COR_PARAM_KIND, COR_ASKED(type_, kind), N_("Kind of entry."),                      \
            .is_argument = true, .is_required = true, .example = "mechanism"                       \
    }
#define KEY_PARAM(type_)                                                                           \
    {                                                                                              \
        "key", COR_PARAM_KEY, COR_ASKED(type_, key), N_("Key of an entry."),                       \
            .is_argument = true, .is_required = true, .example = "MEX-CAN-PTAT"                    \
    }

/* ---- list, show ---------------------------------------------------------- */

static const cor_parameter LIST[] = { KIND_PARAM(entry_asked), { 0 } };

static cor_code answer_entry_list(const cor_asking *asking, cor_answer *ret_answer,
                                  cor_error *err) {
    const entry_asked *asked = asking->asked;
    return cor_dossier_entries(&asking->dossier, asked->kind, asking->keep, &ret_answer->document,
                               err);
}

static const cor_parameter SHOW[] = {
    KIND_PARAM(entry_asked),
    KEY_PARAM(entry_asked),
    QUESTION_PARAM_VERSION(entry_asked),
    { 0 },
};

static cor_code answer_entry(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const entry_asked *asked = asking->asked;
    cor_registry_view view = { .version = (int32_t)asked->version,
                               .as_known_s = asking->dossier.as_known_s };
    return cor_dossier_entry(&asking->dossier, asked->kind, asked->key, &view, true, asking->keep,
                             &ret_answer->document, err);
}

/* ---- history, differences ------------------------------------------------ */

static const cor_parameter HISTORY[] = {
    KIND_PARAM(question_history),
    KEY_PARAM(question_history),
    { 0 },
};

static cor_code answer_entry_history(const cor_asking *asking, cor_answer *ret_answer,
                                     cor_error *err) {
    const question_history *asked = asking->asked;
    return cor_dossier_entry_history(&asking->dossier, asked->kind, asked->key, true, asking->keep,
                                     &ret_answer->document, err);
}

static const cor_parameter DIFF[] = {
    KIND_PARAM(question_history),
    KEY_PARAM(question_history),
    QUESTION_PARAM_HISTORY,
    { 0 },
};

static cor_code answer_diff(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const question_history *asked = asking->asked;
    return cor_dossier_entry_diff(&asking->dossier, asked->kind, asked->key, (int32_t)asked->from,
                                  (int32_t)asked->to, true, asking->keep, &ret_answer->document,
                                  err);
}

/* ---- export -------------------------------------------------------------- */

static const cor_parameter EXPORT[] = { KIND_PARAM(entry_asked), { 0 } };

static cor_code write_csv(const cor_asking *asking, cor_out *out, cor_error *err) {
    const entry_asked *asked = asking->asked;
    cor_registry_view view = { .as_known_s = asking->dossier.as_known_s };
    return cor_registry_write_csv(asking->dossier.registry, asked->kind, &view, asking->scratch,
                                  out, err);
}

static cor_code write_entries_json(const cor_asking *asking, cor_out *out, cor_error *err) {
    const entry_asked *asked = asking->asked;
    cor_registry_view view = { .as_known_s = asking->dossier.as_known_s };
    return cor_registry_write_json(asking->dossier.registry, asked->kind, &view, asking->scratch,
                                   out, err);
}

static const cor_question_file EXPORT_FILES[] = {
    { "csv", "text/csv; charset=utf-8; header=present", NULL, write_csv },
    { "json", "application/json", NULL, write_entries_json },
    { 0 },
};

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_registry[] = {
    { .command = "registry list",
      .title = N_("The published entries of a kind."),
      .example = "kind=mechanism",
      .parameters = LIST,
      .asked_bytes = sizeof(entry_asked),
      .answer = answer_entry_list },
    { .command = "registry show",
      .title = N_("An entry, field by field, with its sources."),
      .example = "kind=mechanism&key=MEX-CAN-PTAT",
      .parameters = SHOW,
      .asked_bytes = sizeof(entry_asked),
      .answer = answer_entry },
    { .command = "registry history",
      .title = N_("The versions of an entry, drafts included: when, by whom, why."),
      .example = "kind=mechanism&key=MEX-CAN-PTAT",
      .parameters = HISTORY,
      .asked_bytes = sizeof(question_history),
      .answer = answer_entry_history },
    { .command = "registry diff",
      .title = N_("What differs between two versions of an entry."),
      .details = N_("An entry of the data pack has one version; it gets the second when it is "
                    "edited in the office or imported with changes (corredor registry import). "
                    "Its numbers are those of corredor registry history."),
      .example = "kind=mechanism&key=MEX-CAN-PTAT&from=1&to=2",
      .parameters = DIFF,
      .asked_bytes = sizeof(question_history),
      .answer = answer_diff },
    { .command = "registry export",
      .title = N_("All entries of a kind, as csv or json; both can be imported again."),
      .example = "kind=mechanism",
      .parameters = EXPORT,
      .asked_bytes = sizeof(entry_asked),
      .files = EXPORT_FILES },
    { 0 },
};
