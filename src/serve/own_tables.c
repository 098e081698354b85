/* SPDX-License-Identifier: Apache-2.0 */
/* own_tables.c: moves from tables that a reader sends by form. Nothing is stored. */
#include "flow_files/flow_files.h"
#include "routes.h"

static cor_code read_form_method(http_request *request, cor_str name,
                                 const cor_flows_method **ret_method, cor_error *err) {
    static const cor_parameter METHOD = { "method", COR_PARAM_METHOD, 0, "" };
    *ret_method = cor_flows_method_find(COR_STR("da-pb-closed"));
    return cor_parameter_read(&METHOD, name, request->keep, ret_method, err);
}

typedef struct {
    cor_flow_places places;
    cor_flows_input input;
    const cor_flows_method *method;
    char decimal; // as the reader says; 0: as the tables show
} own_question;

/* Nobody says in the form which sheet is meant. */
static cor_code check_one_sheet(const cor_table *table, cor_error *err) {
    int32_t shown = 0;
    for (int32_t i = 0; i < cor_table_sheet_count(table); i++)
        shown += !cor_table_sheet_is_hidden(table, i);
    if (shown < 2) return COR_OK;
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("The workbook has {count} sheets, and it is not said which is meant."),
                   cor_arg_int(shown));
    return cor_hint(err, _("Save the sheet that is meant in a workbook of its own."));
}

static cor_code read_upload(http_request *request, const char *name, bool required,
                            cor_flow_part part, own_question *question, cor_error *err) {
    // A reader's table is smaller than an agency's.
    const cor_table_options options = {
        .limits = { .bytes = 64 << 20, .columns = 1100, .cell_bytes = 4096 },
        .decimal = question->decimal
    };
    const http_upload *upload = http_upload_find(request, name);
    cor_table *table;

    if (!upload && !required) return COR_OK;
    if (!upload) {
        cor_fail(err, COR_E_USAGE, _("The file “{name}” is missing."), cor_arg_cstr(name));
        return cor_hint(err, _("Choose two files: the stocks at the start and at the end."));
    }

    cor_code code = cor_table_open_memory(upload->body, &options, &table, err);
    if (!code) {
        code = check_one_sheet(table, err);
        if (!code)
            code = cor_flow_part_read(table, part, &question->places, &question->input,
                                      request->keep, request->scratch, err);
        cor_table_close(table);
    }

    return code ? cor_within(err, "{name}", cor_arg_str(upload->file_name)) : COR_OK;
}

enum { PLACES_MOST = 1000 };

/* There is memory for tables of so many places: what does not fit has more. */
static cor_code fail_too_large(cor_error *err) {
    cor_fail(err, COR_E_LIMIT, _("A table has more than {most} places, the most estimated here."),
             cor_arg_int(PLACES_MOST));
    return cor_hint(err, _("Use the program on your own machine: corredor flows estimate."));
}

static cor_code check_size(const own_question *question, cor_error *err) {
    if (question->places.count <= PLACES_MOST) return COR_OK;
    cor_fail(err, COR_E_LIMIT,
             _("The tables have {count} places; {most} is the most that is estimated here."),
             cor_arg_int(question->places.count), cor_arg_int(PLACES_MOST));
    return cor_hint(err, _("Use the program on your own machine: corredor flows estimate."));
}

static cor_code read_decimal(cor_str text, char *ret_decimal, cor_error *err) {
    bool is_mark = cor_str_is(text, "point") || cor_str_is(text, "comma");
    *ret_decimal = !is_mark ? 0 : *text.at == 'p' ? '.' : ',';
    if (!text.length || is_mark) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("“{text}” is not a decimal mark."), cor_arg_str(text));
    return cor_hint(err, _("Write point or comma, or leave it out."));
}

static cor_code read_question(http_request *request, own_question *question, cor_error *err) {
    cor_code code = read_form_method(request, http_form(request, "method"), &question->method, err);
    if (!code) code = read_decimal(http_form(request, "decimal"), &question->decimal, err);
    if (!code) code = read_upload(request, "start", true, COR_FLOW_START, question, err);
    if (!code) code = check_size(question, err);
    if (!code) code = read_upload(request, "end", true, COR_FLOW_END, question, err);
    if (!code) code = read_upload(request, "demography", false, COR_FLOW_DEMOGRAPHY, question, err);
    return code;
}

static cor_code show_answer(http_request *request, const own_question *question,
                            const cor_flows *flows, http_response *response, cor_error *err) {
    cor_str as = http_form(request, "as");
    const cor_document *document;
    cor_out out = cor_out_memory(request->keep);

    if (cor_str_is(as, "csv") || cor_str_is(as, "json")) {
        bool csv = cor_str_is(as, "csv");
        if (csv)
            cor_flow_moves_put_list(&out, &question->input, flows);
        else
            cor_flow_moves_put_json(&out, &question->input, flows, request->lang, request->scratch);
        if (out.failed) return cor_fail_memory(err);
        response->body = cor_out_str(&out);
        response->media_type =
            csv ? COR_STR("text/csv; charset=utf-8") : COR_STR("application/json");
        response->file_name = csv ? COR_STR("moves.csv") : COR_STR("moves.json");
        return COR_OK;
    }

    cor_code code = cor_dossier_flows_own(&question->input, flows, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

/* The form again with the problem; programs get the problem alone. */
static cor_code show_problem(http_request *request, const own_question *question,
                             cor_code problem_code, http_response *response, cor_error *err) {
    static _Thread_local cor_error problem;
    cor_str as = http_form(request, "as");
    const cor_document *document;

    if (cor_str_is(as, "csv") || cor_str_is(as, "json")) {
        request->format = COR_STR("json"); // RFC 9457
        return problem_code;
    }

    err->code = problem_code;
    cor_error_clear(&problem);
    cor_code code =
        cor_dossier_flows_form(question->method, err, request->keep, &document, &problem);
    if (!code) code = page_show(request, document, response, &problem);
    if (!code) response->status = cor_code_http(problem_code);

    return code ? problem_code : COR_OK;
}

static cor_code answer_own(http_request *request, http_response *response, cor_error *err) {
    own_question question = { 0 };
    cor_flows flows;
    cor_code code = read_question(request, &question, err);
    if (code == COR_E_MEMORY) code = fail_too_large(err);
    if (!code)
        code = cor_flows_estimate(question.method, &question.input, NULL, request->keep,
                                  request->scratch, &flows, err);
    if (code == COR_E_MEMORY) return code;
    return code ? show_problem(request, &question, code, response, err)
                : show_answer(request, &question, &flows, response, err);
}

cor_code page_flows_own(http_request *request, http_response *response, cor_error *err) {
    const cor_flows_method *method;
    const cor_document *document;
    if (request->method == HTTP_POST) return answer_own(request, response, err);
    cor_code code = read_form_method(request, http_parameter(request, "method"), &method, err);
    if (!code) code = cor_dossier_flows_form(method, NULL, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}
