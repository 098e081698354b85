/* SPDX-License-Identifier: Apache-2.0 */
/* publications.c: the library for readers, for programs that cite, follow and harvest it. */
#include <stdlib.h>
#include <time.h>

#include "kinds/kinds.h"
#include "routes.h"

static cor_code give(http_response *response, const cor_out *out, const char *media_type,
                     cor_error *err) {
    if (out->failed) return cor_fail_memory(err);
    response->body = cor_out_str(out);
    response->media_type = cor_str_of(media_type);
    return COR_OK;
}

/* ---- pages --------------------------------------------------------------- */

static cor_code place(const http_request *request, const char *name, cor_country *ret_place,
                      cor_error *err) {
    cor_str word = http_parameter(request, name);
    return word.length ? query_country(word, ret_place, err) : COR_OK;
}

static cor_code choice(const http_request *request, const char *name, int32_t field,
                       cor_str *ret_code, cor_error *err) {
    cor_str word = http_parameter(request, name);
    if (!word.length) return COR_OK;
    return cor_registry_code_choose(&cor_kind_publication.fields[field], word, request->scratch,
                                    ret_code, err);
}

static int32_t field(const char *name) {
    return cor_registry_field_find(&cor_kind_publication, cor_str_of(name));
}

/* Files of rows have all of them; what people read comes in pages. */
static bool wants_table(const http_request *request) {
    return cor_str_is(request->format, "csv") || cor_str_is(request->format, "xlsx");
}

cor_code page_publications(http_request *request, http_response *response, cor_error *err) {
    cor_publication_filter filter = { .words = cor_str_trim(
                                          cor_str_part(http_parameter(request, "q"), 0, 500)),
                                      .lang = request->lang,
                                      .as_table = wants_table(request) };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    double year = 0, page = 0;
    cor_code code = choice(request, "topic", field("topics"), &filter.topic, err);
    if (!code) code = choice(request, "form", field("form"), &filter.form, err);
    if (!code) code = place(request, "country", &filter.country, err);
    if (!code) code = query_number(request, "year", COR_YEAR_MIN, COR_YEAR_MAX, &year, err);
    if (!code) code = query_number(request, "page", 1, COR_SEARCH_COUNTED / 20, &page, err);
    if (code) return code;

    if (year > 0) filter.year = cor_str_print(request->keep, "%d", (int)year);
    filter.page = (int32_t)page;
    code = cor_dossier_publications(&dossier, &filter, request->keep, &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_institutions(http_request *request, http_response *response, cor_error *err) {
    cor_institution_filter filter = {
        .verifies = cor_str_is(http_parameter(request, "verifies"), "yes"),
        .complaints = cor_str_is(http_parameter(request, "complaints"), "yes")
    };
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_code code = place(request, "country", &filter.country, err);
    if (!code) code = cor_dossier_institutions(&dossier, &filter, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_institution(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    bool earlier;
    cor_code code =
        page_entry_version(request, &cor_kind_institution, request->part, &earlier, response, err);
    if (code || earlier) return code;
    code = cor_dossier_institution(&dossier, request->part, request->keep, &document, err);
    return code ? code : page_show(request, document, response, err);
}

cor_code page_institution_history(http_request *request, http_response *response, cor_error *err) {
    return page_entry_history(request, &cor_kind_institution, request->part, response, err);
}

/* ---- one publication, and how to cite it
 * ----------------------------------------------------------------------------- */

static cor_code give_citation(http_request *request, const char *style_name, cor_str key,
                              http_response *response, cor_error *err) {
    const cor_citation_style *style = cor_citation_style_find(cor_str_of(style_name));
    const cor_entry *publication =
        cor_registry_memory_find(request->registries, &cor_kind_publication, key);
    cor_out out = cor_out_memory(request->keep);

    if (!publication)
        return cor_fail(err, COR_E_NONE, _("There is no publication with the key {key}."),
                        cor_arg_str(key));

    cor_cite(style, &publication, 1, request->lang, &out);
    response->file_name =
        cor_str_print(request->keep, "%.*s%.*s", COR_STR_F(key), COR_STR_F(style->ending));
    response->media_type = style->media_type;
    if (out.failed || !response->file_name.at) return cor_fail_memory(err);
    response->body = cor_out_str(&out);

    return COR_OK;
}

cor_code page_publication(http_request *request, http_response *response, cor_error *err) {
    cor_dossier dossier = page_dossier(request);
    const cor_document *document;
    cor_str key = request->part, csl = COR_STR(".csl");
    bool earlier;

    if (cor_str_is(request->format, "bib"))
        return give_citation(request, "bibtex", key, response, err);
    if (cor_str_is(request->format, "ris"))
        return give_citation(request, "ris", key, response, err);

    if (cor_str_is(request->format, "json") && cor_str_ends(key, csl))
        return give_citation(request, "csl-json", cor_str_part(key, 0, key.length - csl.length),
                             response, err);

    cor_code code =
        page_entry_version(request, &cor_kind_publication, key, &earlier, response, err);
    if (code || earlier) return code;
    code = cor_dossier_publication(&dossier, key, request->keep, &document, err);

    return code ? code : page_show(request, document, response, err);
}

cor_code page_publication_history(http_request *request, http_response *response, cor_error *err) {
    return page_entry_history(request, &cor_kind_publication, request->part, response, err);
}

/* ---- feed
 * ------------------------------------------------------------------------------------------------------------
 */

cor_code page_publications_feed(http_request *request, http_response *response, cor_error *err) {
    // Links are relative: the same feed is right under every name of the host.
    cor_repository here = { 0 };
    cor_out out = cor_out_memory(request->keep);
    cor_code code =
        cor_publications_feed(request->registry, &here, request->lang, request->scratch, &out, err);
    return code ? code : give(response, &out, "application/atom+xml; charset=utf-8", err);
}

/* ---- harvesting
 * ------------------------------------------------------------------------------------------------------
 */

static bool is_this_machine(cor_str host) {
    return cor_str_starts(host, COR_STR("127.")) || cor_str_starts(host, COR_STR("localhost")) ||
           cor_str_starts(host, COR_STR("[::1]"));
}

static cor_str from_environment(const char *name) {
    return cor_str_of(getenv(name));
}

/* Outside of this machine there is a server in front that speaks TLS; see
 * docs/guide/operating.md. */
static cor_repository repository_of(const http_request *request) {
    cor_str base = from_environment("CORREDOR_BASE_URL"), host = request->words.host;
    if (!base.length)
        base = cor_str_print(request->keep, "%s://%.*s", is_this_machine(host) ? "http" : "https",
                             COR_STR_F(host));
    return (cor_repository){ .base_url = base,
                             .domain = from_environment("CORREDOR_OAI_DOMAIN"),
                             .admin_email = from_environment("CORREDOR_ADMIN_EMAIL") };
}

/* GET and POST say the same; "lang" is ours and no argument of the protocol. */
static size_t gather_arguments(const http_request *request, cor_oai_argument *list, size_t room) {
    size_t count = 0;
    bool posted = request->method == HTTP_POST;
    const http_pair *pairs = posted ? request->posted.texts : request->parameters;
    int32_t pair_count = posted ? request->posted.text_count : request->parameter_count;
    for (int32_t i = 0; i < pair_count && count < room; i++)
        if (!cor_str_is(pairs[i].name, "lang"))
            list[count++] = (cor_oai_argument){ pairs[i].name, pairs[i].value };
    return count;
}

cor_code page_oai(http_request *request, http_response *response, cor_error *err) {
    cor_oai_argument arguments[HTTP_PARAMETERS_MAX];
    size_t count = gather_arguments(request, arguments, HTTP_PARAMETERS_MAX);
    cor_repository repository = repository_of(request);
    cor_out out = cor_out_memory(request->keep);
    if (!repository.base_url.at) return cor_fail_memory(err);
    cor_code code = cor_oai_answer(request->registry, &repository, arguments, count,
                                   (int64_t)time(NULL), request->scratch, &out, err);
    response->no_store = true;
    return code ? code : give(response, &out, "text/xml; charset=utf-8", err);
}
