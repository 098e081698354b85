/* SPDX-License-Identifier: Apache-2.0 */
/* routes.c: addresses that are not questions: forms, the office, and operation of the server. All
 * others are rows of src/questions. */
#include "routes.h"

#define GET  (1u << HTTP_GET | 1u << HTTP_HEAD)
#define POST (1u << HTTP_POST)

static const http_route ROUTES[] = {
    { "/oai", GET | POST, NULL, LANE_PAGES, page_oai, .parameters = "*" },
    { "/flows/own", GET | POST, NULL, LANE_HERE, page_flows_own, .posted_lane = LANE_FLOWS,
      .parameters = "method" },
    { "/office", GET, NULL, LANE_OFFICE, office_desk },
    { "/office/sign-in", POST, NULL, LANE_SIGN_IN, office_sign_in },
    { "/office/sign-in/code", POST, NULL, LANE_OFFICE, office_second },
    { "/office/sign-out", POST, NULL, LANE_OFFICE, office_sign_out },
    { "/office/account", GET | POST, NULL, LANE_OFFICE, office_account },
    { "/office/log", GET, NULL, LANE_OFFICE, office_log_page },
    { "/office/staff", GET | POST, NULL, LANE_OFFICE, office_staff },
    { "/office/staff/{account}", GET | POST, NULL, LANE_OFFICE, office_staff_one },
    { "/office/{kind}", GET, NULL, LANE_OFFICE, office_list },
    { "/office/{kind}/new", GET | POST, NULL, LANE_OFFICE, office_new },
    { "/office/{kind}/{key}", GET | POST, NULL, LANE_OFFICE, office_entry },
    { "/office/{kind}/{key}/edit", GET | POST, NULL, LANE_OFFICE, office_edit },
    { "/office/{kind}/{key}/compare", GET, NULL, LANE_OFFICE, office_compare },
    { "/assets/{asset}", GET, NULL, LANE_HERE, data_asset, .needs_no_database = true },
    { "/healthz", GET, NULL, LANE_HERE, data_health, .needs_no_database = true },
    { "/metrics", GET, NULL, LANE_HERE, data_metrics, .needs_no_database = true },
    { "/robots", GET, "txt", LANE_HERE, data_robots },
};

static void set_parts(http_request *request) {
    if (request->hole_count > 0) request->part = request->holes[0].value;
    if (request->hole_count > 1) request->part2 = request->holes[1].value;
}

/* Slow questions with files of their own are tables. */
static http_lane lane_of_question(const cor_question *question) {
    if (!question->is_slow) return LANE_HERE;
    return question->files ? LANE_FILES : LANE_PAGES;
}

static const http_route *find_path_question(http_request *request) {
    const cor_question *question =
        cor_question_for_path(request->path, request->holes, &request->hole_count);
    if (!question) return NULL;
    request->question_route = (http_route){ .path = question->path,
                                            .methods = GET,
                                            .lane = lane_of_question(question),
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

http_lane http_route_lane(const http_route *route, const http_request *request) {
    bool is_file = cor_str_is(request->format, "xlsx") || cor_str_is(request->format, "pdf");
    if (request->method == HTTP_POST && route->posted_lane) return route->posted_lane;
    if (route->question && is_file) return LANE_FILES;
    return route->lane;
}

static bool has_parameter(const http_route *route, cor_str name) {
    cor_str rest = cor_str_of(route->parameters), word;
    if (cor_str_is(name, "lang")) return true;
    while (cor_str_split(&rest, ' ', &word))
        if (cor_str_equal(word, name)) return true;
    if (!route->question) return false;

    const cor_parameter *row = cor_parameter_find(route->question->parameters, name);
    if (row) return row->side != COR_SIDE_COMMAND && row->type != COR_PARAM_FILE;
    row = cor_parameter_find(cor_question_common_parameters(), name);
    return row && cor_question_common_applies(route->question, row);
}

/* An empty field of a form says nothing. The key of the cache and the handler see the same list. */
void http_route_keep_known(const http_route *route, http_request *request) {
    int32_t count = 0;
    bool any = route && route->parameters && *route->parameters == '*';
    if (any || (route && (route->lane == LANE_OFFICE || route->lane == LANE_SIGN_IN))) return;
    for (int32_t i = 0; route && i < request->parameter_count; i++)
        if (request->parameters[i].value.length &&
            has_parameter(route, request->parameters[i].name))
            request->parameters[count++] = request->parameters[i];
    if (!route) return;

    request->parameter_count = count;
    request->has_bytes = false;
    for (int32_t i = 0; i < count; i++)
        request->has_bytes |= !cor_str_is_utf8(request->parameters[i].value);
}
