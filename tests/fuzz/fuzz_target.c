/* SPDX-License-Identifier: Apache-2.0 */
/* The address of a request from any bytes: what is read cannot leave the tree, and finds one route
 * or none. All of it is UTF-8 without NUL but values of parameters, and of those the request knows
 * whether one is not: the parameter refuses it, as at the command line. */
#include "fuzz.h"
#include "serve/http.h"

static char room[1 << 18];

/* Of the values that the request has now: those that no route reads are dropped on the way. */
static void check_parameters(const http_request *request) {
    bool has_bytes = false;
    promise(request->parameter_count >= 0 && request->parameter_count <= HTTP_PARAMETERS_MAX);

    for (int32_t i = 0; i < request->parameter_count; i++) {
        const http_pair *pair = &request->parameters[i];
        promise(cor_str_is_utf8(pair->name));
        has_bytes |= !cor_str_is_utf8(pair->value);
    }

    promise(request->has_bytes == has_bytes);
}

static void check_path(const http_request *request) {
    promise(cor_str_is_utf8(request->path) && cor_str_is_utf8(request->format));
    promise(request->path.length && (request->path.at[0] == '/' || cor_str_is(request->path, "*")));
    promise(cor_str_find(request->path, COR_STR("//")) == SIZE_MAX);
    promise(cor_str_find(request->path, COR_STR("/../")) == SIZE_MAX &&
            !cor_str_ends(request->path, COR_STR("/..")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cor_arena keep = { room, room + sizeof room };
    cor_str target = { (const char *)data, size }, decoded;
    http_request request = { .keep = &keep };

    if (size > HTTP_TARGET_BYTES_MAX) return 0;
    if (http_decode(target, true, &keep, &decoded))
        promise(decoded.length <= size && cor_str_is_utf8(decoded));

    if (!http_target_read(target, &keep, &request)) return 0;
    check_path(&request);
    check_parameters(&request);
    const http_route *route = http_route_find(&request);

    if (route)
        promise(request.part.length <= request.path.length &&
                request.part2.length <= request.path.length);
    http_route_keep_known(route, &request);
    check_parameters(&request);

    return 0;
}
