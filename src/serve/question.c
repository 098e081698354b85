/* SPDX-License-Identifier: Apache-2.0 */
/* question.c: answers a request with a question: parameter values, answer, bytes. */
#include <time.h>

#include "routes.h"
#include "server.h"

/* ---- values -------------------------------------------------------------- */

typedef struct {
    const cor_question *question;
    cor_given given[COR_QUESTION_HOLES_MAX + HTTP_PARAMETERS_MAX];
    int32_t count; // the path's holes come first
    void *asked;
    cor_question_common common;
} question_request;

/* Unknown names are skipped, because shared links carry trackers. */
static void gather_values(const http_request *request, question_request *of) {
    for (int32_t i = 0; i < request->hole_count; i++)
        of->given[of->count++] = request->holes[i];
    for (int32_t i = 0; i < request->parameter_count; i++) {
        const http_pair *pair = &request->parameters[i];
        const cor_parameter *row = cor_parameter_find(of->question->parameters, pair->name);
        bool is_ours = row && row->side != COR_SIDE_COMMAND && row->type != COR_PARAM_FILE;
        if (is_ours) of->given[of->count++] = (cor_given){ pair->name, pair->value };
    }
}

static cor_code read_common(http_request *request, question_request *of, cor_error *err) {
    cor_given given[HTTP_PARAMETERS_MAX];
    int32_t count = 0;
    for (int32_t i = 0; i < request->parameter_count; i++) {
        const http_pair *pair = &request->parameters[i];
        const cor_parameter *row = cor_parameter_find(cor_question_common_parameters(), pair->name);
        if (row && cor_question_common_applies(of->question, row))
            given[count++] = (cor_given){ pair->name, pair->value };
    }
    return cor_parameters_read(cor_question_common_parameters(), given, count, request->keep,
                               &of->common, err);
}

/* An invalid part of the path means that the page does not exist. */
static cor_code check_path(http_request *request, const question_request *of, cor_error *err) {
    void *asked;
    cor_code code =
        cor_question_read(of->question, of->given, request->hole_count, request->keep, &asked, err);
    return code == COR_E_USAGE ? COR_E_NONE : code;
}

static cor_code read_address_values(http_request *request, question_request *of, cor_error *err) {
    gather_values(request, of);
    cor_code code = check_path(request, of, err);
    if (!code)
        code =
            cor_question_read(of->question, of->given, of->count, request->keep, &of->asked, err);
    return code ? code : read_common(request, of, err);
}

/* Places in the path are written as codes, so that a page has one address. */
static bool is_canonical(const http_request *request, const question_request *of) {
    for (int32_t i = 0; i < request->hole_count; i++) {
        const cor_parameter *row =
            cor_parameter_find(of->question->parameters, request->holes[i].name);
        if (row->type != COR_PARAM_PLACE) continue;
        cor_str code = cor_parameter_print(row, of->asked, request->keep);
        if (!cor_str_equal(code, request->holes[i].value)) return false;
    }
    return true;
}

/* ---- answers ------------------------------------------------------------- */

static cor_code make_question_answer(http_request *request, const question_request *of,
                                     cor_asking *asking, http_response *response, cor_error *err) {
    cor_answer answer;
    cor_code code = cor_question_answer(of->question, asking, &answer, err);
    if (code) return code;
    return answer.location.at ? page_go_to(request, response, 303, answer.location, err)
                              : page_show(request, answer.document, response, err);
}

/* "PUB01.bib": from the key in the path, else from the row. */
static void name_download(http_request *request, const question_request *of,
                          const cor_question_file *file, http_response *response) {
    if (!file->file_name) return;
    response->file_name = cor_str_of(file->file_name);
    for (int32_t i = 0; i < request->hole_count; i++) {
        const cor_parameter *row =
            cor_parameter_find(of->question->parameters, request->holes[i].name);
        if (row->type == COR_PARAM_KEY)
            response->file_name = cor_str_print(request->keep, "%.*s.%s",
                                                COR_STR_F(request->holes[i].value), file->format);
    }
}

typedef struct {
    const cor_question *question;
    const cor_question_file *file;
    cor_asking *asking;
} table_question;

static cor_code write_question_table(void *self, cor_out *out, cor_error *err) {
    const table_question *table = self;
    return cor_question_write(table->question, table->file, table->asking, out, err);
}

/* The table is the same for all who ask with these values and see the same figures. */
static cor_str table_key(http_request *request, const question_request *of,
                         const cor_question_file *file) {
    cor_str address = cor_question_address(of->question, of->asked, request->keep);
    return cor_str_print(request->keep, "%lld %s %lld %s %.*s", (long long)worker_generation(),
                         cor_lang_code(request->lang), (long long)of->common.as_known_s,
                         file->format, COR_STR_F(address));
}

/* A table may be as large as the database. */
static cor_code give_question_table(http_request *request, const question_request *of,
                                    const cor_question_file *file, cor_asking *asking,
                                    http_response *response, cor_error *err) {
    table_question table = { of->question, file, asking };
    if (request->made) {
        response->file = request->made;
        request->made = NULL;
        return COR_OK;
    }

    cor_str key = table_key(request, of, file);
    if (!key.at) return cor_fail_memory(err);
    return table_file_make(key, write_question_table, &table, request->keep, &response->file,
                           &response->body, err);
}

static const cor_question_file *file_of_format(const cor_question *question, cor_str format) {
    const cor_question_file *file = cor_question_file_find(question, format);
    return !file && !question->answer ? question->files : file;
}

table_file *question_table_find(http_request *request, const cor_question *question) {
    static _Thread_local cor_error err;
    question_request of = { .question = question };
    const cor_question_file *file = file_of_format(question, page_format(request));
    if (!question->is_slow || !file || read_address_values(request, &of, &err)) return NULL;

    cor_str key = table_key(request, &of, file);
    return key.at ? table_file_find(key) : NULL;
}

static cor_code write_question_file(http_request *request, const question_request *of,
                                    const cor_question_file *file, cor_asking *asking,
                                    http_response *response, cor_error *err) {
    response->media_type = cor_str_of(file->media_type);
    response->max_age_s = file->max_age_s;
    name_download(request, of, file, response);
    if (of->question->is_slow) return give_question_table(request, of, file, asking, response, err);

    cor_out out = cor_out_memory(request->keep);
    cor_code code = cor_question_write(of->question, file, asking, &out, err);
    if (!code && out.failed) code = cor_fail_memory(err);
    if (!code) response->body = cor_out_str(&out);
    return code;
}

static cor_code answer_in_format(http_request *request, const question_request *of,
                                 cor_asking *asking, http_response *response, cor_error *err) {
    const cor_question_file *file = file_of_format(of->question, asking->format);
    if (!file) return make_question_answer(request, of, asking, response, err);
    asking->format = cor_str_of(file->format);
    return write_question_file(request, of, file, asking, response, err);
}

/* As of a day: the registries as published then. */
static cor_code answer_as_known(http_request *request, const question_request *of,
                                cor_asking *asking, http_response *response, cor_error *err) {
    cor_registry_memory *then = NULL;
    cor_code code =
        cor_registry_memory_open(asking->dossier.registry, of->common.as_known_s, &then, err);
    if (code) return code;

    asking->dossier.registries = then;
    asking->dossier.as_known_s = of->common.as_known_s;
    code = answer_in_format(request, of, asking, response, err);
    cor_registry_memory_close(then);
    return code;
}

cor_code answer_question(http_request *request, const cor_question *question,
                         http_response *response, cor_error *err) {
    question_request of = { .question = question };
    cor_code code = read_address_values(request, &of, err);
    if (code) return code;
    if (!is_canonical(request, &of))
        return page_go_to(request, response, 301,
                          cor_question_address(question, of.asked, request->keep), err);

    cor_asking asking = { .dossier = page_dossier(request),
                          .asked = of.asked,
                          .lang = request->lang,
                          .format = page_format(request),
                          .today = { (int32_t)(time(NULL) / 86400) },
                          .keep = request->keep,
                          .scratch = request->scratch };
    bool is_then = of.common.as_known_s && asking.dossier.registry;
    return is_then ? answer_as_known(request, &of, &asking, response, err)
                   : answer_in_format(request, &of, &asking, response, err);
}
