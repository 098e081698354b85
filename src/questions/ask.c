/* SPDX-License-Identifier: Apache-2.0 */
/* ask.c: from given values to an answer. */
#include "questions.h"

static const cor_parameter COMMON[] = {
    { "lang", COR_PARAM_LANGUAGE, COR_ASKED(cor_question_common, lang),
      N_("Language; default the reader's own."), .example = "es" },
    { "as-known", COR_PARAM_MOMENT, COR_ASKED(cor_question_common, as_known_s),
      N_("Answer as known at the end of this day, e.g. 2026-01-31."), .value = "DATE" },
    { 0 },
};

const cor_parameter *cor_question_common_parameters(void) {
    return COMMON;
}

bool cor_question_common_applies(const cor_question *question, const cor_parameter *row) {
    return row->type == COR_PARAM_MOMENT ? !question->needs_no_database
                                         : !question->needs_no_language;
}

cor_code cor_question_read(const cor_question *question, const cor_given *given,
                           int32_t given_count, cor_arena *keep, void **ret_asked, cor_error *err) {
    size_t bytes = question->asked_bytes ? question->asked_bytes : 1;
    void *asked = cor_take(keep, bytes, _Alignof(max_align_t), 1);
    if (!asked) return cor_fail_memory(err);

    cor_code code = cor_parameters_read(question->parameters, given, given_count, keep, asked, err);
    if (!code) *ret_asked = asked;
    return code;
}

static bool has_database(const cor_asking *asking) {
    return asking->dossier.figures != NULL;
}

static cor_code check_database(const cor_question *question, const cor_asking *asking,
                               cor_error *err) {
    if (question->needs_no_database || has_database(asking)) return COR_OK;
    return cor_fail(err, COR_E_STORE, _("No database is open."));
}

cor_code cor_question_answer(const cor_question *question, cor_asking *asking,
                             cor_answer *ret_answer, cor_error *err) {
    cor_code code = check_database(question, asking, err);
    if (code) return code;

    *ret_answer = (cor_answer){ 0 };
    asking->parameters = question->parameters;
    asking->dossier.parameters = question->parameters;
    asking->dossier.asked = asking->asked;
    return question->answer(asking, ret_answer, err);
}

cor_code cor_question_write(const cor_question *question, const cor_question_file *file,
                            cor_asking *asking, cor_out *out, cor_error *err) {
    cor_code code = check_database(question, asking, err);
    if (code) return code;

    asking->parameters = question->parameters;
    return file->write(asking, out, err);
}
