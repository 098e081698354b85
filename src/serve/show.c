/* SPDX-License-Identifier: Apache-2.0 */
/* show.c: a document as the answer to a request, in the requested format. */
#include "routes.h"

void http_request_put_address(const http_request *request, bool with_format, cor_out *out) {
    cor_question_put_encoded(out, request->path, "/-._~");
    if (with_format && request->format.length) {
        cor_put_char(out, '.');
        cor_put(out, request->format);
    }

    int32_t written = 0;
    for (int32_t i = 0; i < request->parameter_count; i++) {
        const http_pair *pair = &request->parameters[i];
        if (cor_str_is(pair->name, "lang") || !pair->value.length) continue;
        cor_put_char(out, written++ ? '&' : '?');
        cor_question_put_encoded(out, pair->name, "-._~");
        cor_put_char(out, '=');
        cor_question_put_encoded(out, pair->value, "-._~,:");
    }
}

/* Links to the other language and to files keep the query. */
static cor_str requested_address(const http_request *request) {
    cor_out out = cor_out_memory(request->keep);
    http_request_put_address(request, false, &out);
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_str page_format(const http_request *request) {
    if (!request->format.length) return COR_STR("html");
    return cor_str_is(request->format, "txt") ? COR_STR("text") : request->format;
}

/* Rows times columns of all tables. */
static int64_t count_table_cells(const cor_node *node) {
    int64_t count = 0;
    for (; node; node = node->next) {
        if (node->kind == COR_NODE_SECTION) count += count_table_cells(node->section.first);
        if (node->kind == COR_NODE_TABLE)
            count += (int64_t)node->table.row_count * node->table.column_count;
    }
    return count;
}

/* Setting a page on paper takes a second for 25,000 cells. */
static cor_code check_paper_size(const cor_document *document, cor_str format, cor_error *err) {
    enum { PAPER_CELLS_MOST = 100000 };
    if (!cor_str_is(format, "pdf")) return COR_OK;
    int64_t count = count_table_cells(document->root);
    if (count <= PAPER_CELLS_MOST) return COR_OK;
    cor_fail(err, COR_E_LIMIT,
             _("The tables have {count} cells; {most} is the most that is set on paper here."),
             cor_arg_int(count), cor_arg_int(PAPER_CELLS_MOST));
    return cor_hint(err, _("Ask for CSV or a workbook, or for fewer rows."));
}

cor_code page_show(http_request *request, const cor_document *document, http_response *response,
                   cor_error *err) {
    cor_str name = page_format(request);
    const cor_renderer *renderer = cor_renderer_find(name);
    if (!renderer)
        return cor_fail(err, COR_E_NONE, _("There is no format \"{format}\"."), cor_arg_str(name));

    cor_code size_code = check_paper_size(document, name, err);
    if (size_code) return size_code;

    // A page requested as .html is a file to keep; everything else is served as shown.
    bool travels = request->format.length > 0;
    cor_render_options options = { .lang = request->lang,
                                   .standalone = travels,
                                   .address = requested_address(request) };
    cor_out out = cor_out_memory(request->keep);
    cor_code code = renderer->render(document, &options, request->scratch, &out, err);
    if (!code && out.failed) code = cor_fail_memory(err);
    if (code) return code;

    response->body = cor_out_str(&out);
    response->media_type = renderer->media_type;
    if (!travels || cor_str_is(name, "json") || cor_str_is(name, "csv") || cor_str_is(name, "text"))
        return COR_OK;

    char file[128];
    size_t length = 0;
    for (size_t i = 1; i < document->path.length && length < 100; i++) {
        char c = document->path.at[i];
        file[length++] = c == '/' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }

    file[length] = 0;
    response->file_name = cor_str_print(request->keep, "%s.%.*s", length ? file : "corredor",
                                        COR_STR_F(request->format));

    return COR_OK;
}

cor_dossier page_dossier(const http_request *request) {
    return (cor_dossier){ .figures = request->figures,
                          .registries = request->registries,
                          .registry = request->registry,
                          .flow_runs = request->flow_runs };
}

cor_code page_go_to(http_request *request, http_response *response, int status, cor_str address,
                    cor_error *err) {
    size_t end = cor_str_find(address, COR_STR("?"));
    bool has_query = end != SIZE_MAX;
    cor_str path = cor_str_part(address, 0, end),
            query = has_query ? cor_str_part(address, end, address.length) : (cor_str){ 0 };
    const char *lang = !request->lang_given ? "" : has_query ? "&lang=" : "?lang=";

    response->status = status;
    response->location =
        cor_str_print(request->keep, "%.*s%s%.*s%.*s%s%s", COR_STR_F(path),
                      request->format.length ? "." : "", COR_STR_F(request->format),
                      COR_STR_F(query), lang, *lang ? cor_lang_code(request->lang) : "");
    response->media_type = COR_STR("text/plain; charset=utf-8");
    response->body = response->location;
    return response->location.at ? COR_OK : cor_fail_memory(err);
}
