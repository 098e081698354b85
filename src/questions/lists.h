/* SPDX-License-Identifier: Apache-2.0 */
/* lists.h: lists for programs as JSON, and OpenAPI. Private to src/questions. */
#ifndef CORREDOR_QUESTIONS_LISTS_H
#define CORREDOR_QUESTIONS_LISTS_H

#include "questions.h"

typedef struct {
    cor_str words;
} search_asked;

cor_code question_write_measures(const cor_asking *asking, cor_out *out, cor_error *err);
cor_code question_write_places(const cor_asking *asking, cor_out *out, cor_error *err);
cor_code question_write_suggestions(const cor_asking *asking, cor_out *out, cor_error *err);
cor_code question_write_map(const cor_asking *asking, cor_out *out, cor_error *err);

#endif
