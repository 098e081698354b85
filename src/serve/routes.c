/* SPDX-License-Identifier: Apache-2.0 */
/* routes.c: addresses that are not questions: forms, the office, and operation of the server. All
 * others are rows of src/questions. */
#include "routes.h"

#define GET  (1u << HTTP_GET | 1u << HTTP_HEAD)
#define POST (1u << HTTP_POST)

static const http_route ROUTES[] = {
    { "/oai", GET | POST, NULL, true, page_oai },
    { "/flows/own", GET | POST, NULL, false, page_flows_own },
    { "/office", GET, NULL, true, office_desk },
    { "/office/sign-in", POST, NULL, true, office_sign_in },
    { "/office/sign-in/code", POST, NULL, true, office_second },
    { "/office/sign-out", POST, NULL, true, office_sign_out },
    { "/office/account", GET | POST, NULL, true, office_account },
    { "/office/log", GET, NULL, true, office_log_page },
    { "/office/staff", GET | POST, NULL, true, office_staff },
    { "/office/staff/{account}", GET | POST, NULL, true, office_staff_one },
    { "/office/{kind}", GET, NULL, true, office_list },
    { "/office/{kind}/new", GET | POST, NULL, true, office_new },
    { "/office/{kind}/{key}", GET | POST, NULL, true, office_entry },
    { "/office/{kind}/{key}/edit", GET | POST, NULL, true, office_edit },
    { "/office/{kind}/{key}/compare", GET, NULL, true, office_compare },
    { "/assets/{asset}", GET, NULL, false, data_asset, .needs_no_database = true },
    { "/healthz", GET, NULL, false, data_health, .needs_no_database = true },
    { "/metrics", GET, NULL, false, data_metrics, .needs_no_database = true },
    { "/robots", GET, "txt", false, data_robots },
};

static void set_parts(http_request *request) {
    if (request->hole_count > 0) request->part = request->holes[0].value;
    if (request->hole_count > 1) request->part2 = request->holes[1].value;
}

static const http_route *find_path_question(http_request *request) {
    const cor_question *question =
        cor_question_for_path(request->path, request->holes, &request->hole_count);
    if (!question) return NULL;
    request->question_route = (http_route){ .path = question->path,
                                            .methods = GET,
                                            .is_slow = question->is_slow,
                                            .needs_no_database = question->needs_no_database,
                                            .question = question };
    return &request->question_route;
}

const http_route *http_route_find(http_request *request) {
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        request->hole_count = 0;
        if (!cor_path_matches(ROUTES[i].path, request->path, request->holes, &request->hole_count))
            continue;
        set_parts(request);
        return &ROUTES[i];
    }

    const http_route *route = find_path_question(request);
    if (route) set_parts(request);
    return route;
}

bool http_route_has_format(const http_route *route, const http_request *request) {
    cor_str rest = cor_str_of(route->formats), word, wanted = page_format(request);
    if (!request->format.length) return true;
    if (!route->question) {
        while (cor_str_split(&rest, ' ', &word))
            if (cor_str_equal(word, request->format)) return true;
        return false;
    }
    for (int32_t at = 0; cor_question_format_next(route->question, &at, &word);)
        if (cor_str_equal(word, wanted)) return true;
    return false;
}

bool http_route_is_slow(const http_route *route, const http_request *request) {
    if (route->is_slow || request->method == HTTP_POST) return true;
    return cor_str_is(request->format, "xlsx") || cor_str_is(request->format, "pdf");
}
