/* SPDX-License-Identifier: Apache-2.0 */
/* oai.c: OAI-PMH over GET and POST, for harvesters of the library. */
#include <stdlib.h>
#include <time.h>

#include "routes.h"

static bool is_this_machine(cor_str host) {
    return cor_str_starts(host, COR_STR("127.")) || cor_str_starts(host, COR_STR("localhost")) ||
           cor_str_starts(host, COR_STR("[::1]"));
}

static cor_str from_environment(const char *name) {
    return cor_str_of(getenv(name));
}

/* On public hosts a proxy in front speaks TLS; see docs/guide/operating.md. */
static cor_repository repository_of(const http_request *request) {
    cor_str base = from_environment("CORREDOR_BASE_URL"), host = request->words.host;
    if (!base.length)
        base = cor_str_print(request->keep, "%s://%.*s", is_this_machine(host) ? "http" : "https",
                             COR_STR_F(host));
    return (cor_repository){ .base_url = base,
                             .domain = from_environment("CORREDOR_OAI_DOMAIN"),
                             .admin_email = from_environment("CORREDOR_ADMIN_EMAIL") };
}

/* GET and POST are equivalent; "lang" is our own parameter, not an argument of the protocol. */
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
    if (!code && out.failed) code = cor_fail_memory(err);
    response->body = cor_out_str(&out);
    response->media_type = COR_STR("text/xml; charset=utf-8");
    return code;
}
