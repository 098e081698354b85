/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: the rows of all families as one list, in the order of help and OpenAPI. */
#include <pthread.h>

#include "rows.h"

enum { QUESTIONS_MAX = 128 };

static const cor_question *const FAMILIES[] = {
    question_rows_corridors, question_rows_flows,   question_rows_mechanisms,
    question_rows_library,   question_rows_network, question_rows_registry,
    question_rows_data,
};

static const cor_question *rows[QUESTIONS_MAX];
static size_t row_count;

static pthread_once_t gathered = PTHREAD_ONCE_INIT;

static void gather_rows(void) {
    for (size_t f = 0; f < sizeof FAMILIES / sizeof *FAMILIES; f++)
        for (const cor_question *row = FAMILIES[f]; row->title; row++)
            if (row_count < QUESTIONS_MAX) rows[row_count++] = row;
}

const cor_question *const *cor_question_list(size_t *ret_count) {
    pthread_once(&gathered, gather_rows);
    *ret_count = row_count;
    return rows;
}

const cor_question *cor_question_for_command(cor_str command) {
    size_t count;
    const cor_question *const *list = cor_question_list(&count);
    for (size_t i = 0; i < count; i++)
        if (list[i]->command && cor_str_is(command, list[i]->command)) return list[i];
    return NULL;
}

const cor_question_file *cor_question_file_find(const cor_question *question, cor_str format) {
    for (const cor_question_file *file = question->files; file && file->format; file++)
        if (cor_str_is(format, file->format)) return file;
    return NULL;
}

bool cor_question_format_next(const cor_question *question, int32_t *at, cor_str *ret_format) {
    size_t count = 0;
    const cor_renderer *renderers = cor_renderer_list(&count);
    if (!question->answer || question->is_form) count = 0;

    // A file replaces the renderer of the same name.
    while ((size_t)*at < count) {
        *ret_format = renderers[(*at)++].name;
        if (!cor_question_file_find(question, *ret_format)) return true;
    }

    const cor_question_file *file = question->files;
    if (!file || !file[(size_t)*at - count].format) return false;
    *ret_format = cor_str_of(file[(size_t)(*at)++ - count].format);
    return true;
}
