/* SPDX-License-Identifier: Apache-2.0 */
/* dispatch.c: from a checked request to a response, and from an error to a page with the fact and
 * the way forward. */
#include "server.h"

#include "routes.h"

/* RFC 9457 for programs. */
static void problem_json(http_request *request, int status, cor_text what, cor_text hint,
                         http_response *response) {
    cor_out out = cor_out_memory(request->keep);
    cor_arena scratch = request->scratch;

    cor_put_c(&out, "{\"status\":");
    cor_put_int(&out, status);
    cor_put_c(&out, ",\"title\":");
    cor_put_json(&out, cor_text_in(what, request->lang, &scratch));

    if (!cor_text_is_empty(hint)) {
        cor_put_c(&out, ",\"detail\":");
        cor_put_json(&out, cor_text_in(hint, request->lang, &scratch));
    }

    cor_put_c(&out, "}\n");
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("application/problem+json");
}

static void problem_text(http_request *request, cor_text what, cor_text hint,
                         http_response *response) {
    cor_out out = cor_out_memory(request->keep);
    cor_put_text(&out, what, request->lang);
    cor_put_char(&out, '\n');
    cor_put_text(&out, hint, request->lang);
    cor_put_char(&out, '\n');
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("text/plain; charset=utf-8");
}

void dispatch_refusal(http_request *request, int status, cor_text what, cor_text hint,
                      http_response *ret_response) {
    *ret_response = (http_response){ .status = status, .no_store = true };
    if (request->format.length && !cor_str_is(request->format, "html")) {
        problem_json(request, status, what, hint, ret_response);
        return;
    }

    cor_error err = { 0 };
    const cor_document *document;
    cor_doc *doc = cor_doc_begin(request->keep, COR_STR("error"), COR_STR("/error"), what, hint);
    cor_doc_link(doc, cor_say(_("To the home page")), COR_STR("/"));
    http_request page = *request;
    page.format = (cor_str){ 0 };
    bool shown = cor_doc_end(doc, &document, &err) == COR_OK &&
                 page_show(&page, document, ret_response, &err) == COR_OK;
    if (!shown) problem_text(request, what, hint, ret_response);
    ret_response->status = status;
    ret_response->no_store = true;
}

/* "file stocks.csv, row 7: The number is negative." */
static cor_text with_place(const cor_error *err, cor_text what, cor_arena *keep) {
    for (int32_t i = 0; i < err->where_count; i++)
        what = cor_text_keep(keep, cor_say(i ? "{place}, {fact}" : "{place}: {fact}",
                                           cor_arg_text(&err->where[i]), cor_arg_text(&what)));
    return what;
}

static void refuse_error(http_request *request, int status, const cor_error *err,
                         http_response *ret_response) {
    cor_text what =
        cor_text_is_empty(err->what) ? (cor_text){ .id = cor_code_sentence(err->code) } : err->what;
    dispatch_refusal(request, status, with_place(err, what, request->keep), err->hint,
                     ret_response);
}

/* Read the form of a POST request, unless another site sent it. */
static bool take_posted_form(http_request *request, http_response *ret_response, cor_error *err) {
    cor_lang lang;
    if (!http_is_from_here(&request->words)) {
        dispatch_refusal(request, 403, cor_say(_("This form was sent from another site.")),
                         cor_say(_("Open the page here and send it again.")), ret_response);
        return false;
    }

    int status = http_form_read(request->words.media_type, request->body, request->keep,
                                &request->posted, err);
    if (!request->lang_given && cor_lang_find(http_form(request, "lang"), &lang)) {
        request->lang = lang;
        request->lang_given = true;
    }

    if (status) refuse_error(request, status, err, ret_response);
    return !status;
}

static void run_handler(http_request *request, const http_route *route,
                        http_response *ret_response) {
    static _Thread_local cor_error err; // large
    cor_error_clear(&err);
    if (request->method == HTTP_POST && !take_posted_form(request, ret_response, &err)) return;
    cor_code code = route->question ? answer_question(request, route->question, ret_response, &err)
                                    : route->handle(request, ret_response, &err);
    err.code = code;
    if (code) refuse_error(request, cor_code_http(code), &err, ret_response);
    if (code && cor_code_http(code) == 503) ret_response->retry_after_s = 10;
}

static cor_str allowed_methods(const http_route *route) {
    bool post = route->methods >> HTTP_POST & 1, get = route->methods >> HTTP_GET & 1;
    if (!get) return COR_STR("POST, OPTIONS");
    return post ? COR_STR("GET, HEAD, POST, OPTIONS") : COR_STR("GET, HEAD, OPTIONS");
}

static void refuse_method(http_request *request, const http_route *route,
                          http_response *ret_response) {
    if (route->methods >> HTTP_GET & 1)
        dispatch_refusal(request, 405, cor_say(_("This page can only be read.")),
                         cor_say(_("Use GET.")), ret_response);
    else
        dispatch_refusal(request, 405, cor_say(_("This address only receives forms.")),
                         cor_say(_("Use POST.")), ret_response);
    ret_response->allow = allowed_methods(route);
}

void dispatch(http_request *request, const http_route *route, http_response *ret_response) {
    bool is_text = !request->has_bytes || (route && route->question);
    if (!request->path.length || !is_text) {
        dispatch_refusal(request, 400, cor_say(_("The address is malformed.")),
                         cor_say(_("Percent signs must be followed by two hexadecimal digits, and "
                                   "text must be UTF-8.")),
                         ret_response);
    } else if (request->method == HTTP_OPTIONS && cor_str_is(request->path, "*")) {
        ret_response->status = 204;
        ret_response->allow = COR_STR("GET, HEAD, POST, OPTIONS");
    } else if (!route || !http_route_has_format(route, request)) {
        dispatch_refusal(request, 404, cor_say(_("There is no such page.")),
                         cor_say(_("Search for a country or corridor, or start at the home page.")),
                         ret_response);
    } else if (request->method == HTTP_OPTIONS) {
        ret_response->status = 204;
        ret_response->allow = allowed_methods(route);
    } else if ((int)request->method < 0 || !(route->methods >> request->method & 1)) {
        refuse_method(request, route, ret_response);
    } else if (!request->figures && !route->needs_no_database) {
        dispatch_refusal(request, 503, cor_say(_("The database cannot be read at the moment.")),
                         cor_say(_("Try again soon.")), ret_response);
    } else {
        run_handler(request, route, ret_response);
    }
}
