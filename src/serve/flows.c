/* SPDX-License-Identifier: Apache-2.0 */
/* flows.c: the flow laboratory in the browser: choices in the address, own tables by form. */
#include "flow_files/flow_files.h"
#include "routes.h"

/* One of the words, or the first when it is not given. */
static cor_code read_word(cor_str word, const char *name, const char *const *words,
                          int32_t *ret_index, cor_error *err) {
    *ret_index = 0;
    if (!word.length) return COR_OK;
    for (int32_t i = 0; words[i]; i++) {
        if (!cor_str_is(word, words[i])) continue;
        *ret_index = i;
        return COR_OK;
    }
    return cor_fail(err, COR_E_USAGE, _("{name} cannot be \"{word}\"."), cor_arg_cstr(name),
                    cor_arg_str(word));
}

static cor_code read_method(cor_str name, const cor_flows_method **ret_method, cor_error *err) {
    *ret_method = cor_flows_method_find(name.length ? name : COR_STR("da-pb-closed"));
    if (*ret_method) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("There is no method \"{name}\"."), cor_arg_str(name));
    return cor_hint(err, _("Did you mean {key}?"),
                    cor_arg_str(cor_flows_method_suggest(name)->name));
}

cor_code query_flow_period(cor_str word, cor_interval *ret_period, cor_error *err) {
    char text[32];
    if (!word.length) return COR_OK;
    snprintf(text, sizeof text, "%.*s", (int)(word.length > 30 ? 30 : word.length), word.at);
    char *dash = strchr(text, '-');
    if (dash) *dash = '/';
    if (strchr(text, '/') && cor_interval_parse(cor_str_of(text), ret_period)) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("\"{word}\" is not a period."), cor_arg_str(word));
    return cor_hint(err, _("Write two years, such as 2015-2020."));
}

static cor_code read_choice(http_request *request, cor_flow_choice *choice, cor_error *err) {
    static const char *const SEXES[] = { "T", "F", "M", NULL };
    static const char *const CIRCLES[] = { "regions", "members", "largest", NULL };
    static const char *const CENSUSES[] = { "later", "earlier", "both", NULL };
    int32_t sex, circle, census;
    cor_str place = http_parameter(request, "place");
    choice->short_percent = 5;
    cor_code code = query_flow_period(http_parameter(request, "period"), &choice->period, err);
    if (!code) code = read_word(http_parameter(request, "sex"), "sex", SEXES, &sex, err);
    if (!code) code = read_word(http_parameter(request, "circle"), "circle", CIRCLES, &circle, err);
    if (!code)
        code = read_word(http_parameter(request, "census"), "census", CENSUSES, &census, err);
    if (!code) code = read_method(http_parameter(request, "method"), &choice->method, err);
    if (!code && place.length) code = query_country(place, &choice->place, err);
    if (!code) code = query_number(request, "short", -50, 50, &choice->short_percent, err);
    if (code) return code;

    choice->sex = sex ? cor_str_of(SEXES[sex]) : (cor_str){ 0 };
    choice->circle = (cor_flow_circle)circle;
    choice->census = (cor_flow_census)census;

    return COR_OK;
}

cor_code page_flows(http_request *request, http_response *response, cor_error *err) {
    cor_flow_choice choice = { 0 };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = read_choice(request, &choice, err);
    if (!code) code = cor_dossier_flows(&dossier, &choice, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_flow_methods(http_request *request, http_response *response, cor_error *err) {
    const cor_document *document;
    cor_code code = cor_dossier_flow_methods(request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

/* ---- own tables ---------------------------------------------------------- */

typedef struct {
    cor_flow_places places;
    cor_flows_input input;
    const cor_flows_method *method;
} own_question;

static cor_code read_upload(http_request *request, const char *name, bool required,
                            cor_flow_part part, own_question *question, cor_error *err) {
    // What a reader sends by form is smaller than what an agency publishes.
    static const cor_table_options options = {
        .limits = { .bytes = 64 << 20, .columns = 1100, .cell_bytes = 4096 }
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
        code = cor_flow_part_read(table, part, &question->places, &question->input, request->keep,
                                  request->scratch, err);
        cor_table_close(table);
    }

    return code ? cor_within(err, "{name}", cor_arg_str(upload->file_name)) : COR_OK;
}

static cor_code check_size(const own_question *question, cor_error *err) {
    enum { PLACES_MOST = 1000 };
    if (question->places.count <= PLACES_MOST) return COR_OK;
    cor_fail(err, COR_E_LIMIT,
             _("The tables have {count} places; {most} is the most that is estimated here."),
             cor_arg_int(question->places.count), cor_arg_int(PLACES_MOST));
    return cor_hint(err, _("Use the program on your own machine: corredor flows estimate."));
}

static cor_code read_question(http_request *request, own_question *question, cor_error *err) {
    cor_code code = read_method(http_form(request, "method"), &question->method, err);
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

/* The form again, with what was wrong; programs get the problem alone. */
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
    cor_code code = read_method(http_parameter(request, "method"), &method, err);
    if (!code) code = cor_dossier_flows_form(method, NULL, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}
