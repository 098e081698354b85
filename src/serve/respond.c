/* SPDX-License-Identifier: Apache-2.0 */
/* respond.c: one request to one answer: language, cache, route, handler, conditions and parts. */
#include "state.h"

/* Memory that a thread keeps mapped between requests: enough for the page of a corridor. The rest
 * is returned to the system every 32nd request, or immediately when it is large: returning it each
 * time costs a twentieth of a page's time, because the kernel has to map the pages again. */
enum { KEPT_BYTES = 2 << 20, REQUESTS_BETWEEN_TRIMS = 32, JOB_STRETCH_BYTES = 1 << 30 };

static bool read_http_method(const char *method, http_method *ret_method) {
    static const char *const names[] = { "GET", "HEAD", "POST", "OPTIONS" };
    for (int i = 0; i < 4; i++) {
        if (strcmp(method, names[i]) != 0) continue;
        *ret_method = (http_method)i;
        return true;
    }
    return false;
}

static http_words read_field_words(server_state *state, const server_fields *fields) {
    return (http_words){ .host = server_field(fields, "host"),
                         .origin = server_field(fields, "origin"),
                         .fetch_site = server_field(fields, "sec-fetch-site"),
                         .media_type = server_field(fields, "content-type"),
                         .cookies = server_field(fields, "cookie"),
                         .agent = server_field(fields, "user-agent"),
                         .address = server_address(state, fields) };
}

static void choose_answer_language(http_request *request, const server_fields *fields,
                                   bool *ret_set) {
    cor_str asked = http_parameter(request, "lang");
    cor_str cookie = http_cookie(request->words.cookies, "lang");
    cor_lang from_cookie;
    bool known = cor_lang_find(cookie, &from_cookie);

    *ret_set = false;
    if (cor_lang_find(asked, &request->lang)) {
        request->lang_given = true;
        *ret_set = !known || from_cookie != request->lang;
    } else {
        request->lang =
            known ? from_cookie : http_lang_choose(server_field(fields, "accept-language"));
    }
}

static enum MHD_Result queue_part(struct MHD_Connection *connection, const http_answer *answer,
                                  int64_t first, int64_t last, int64_t size, cor_str body) {
    // A part is a copy of the full answer's head with another body.
    char range[96];
    union {
        const void *in;
        void *out;
    } bytes = { .in = body.at + first };
    struct MHD_Response *part = MHD_create_response_from_buffer((size_t)(last - first + 1),
                                                                bytes.out, MHD_RESPMEM_MUST_COPY);
    if (!part) return MHD_NO;

    snprintf(range, sizeof range, "bytes %lld-%lld/%lld", (long long)first, (long long)last,
             (long long)size);
    MHD_add_response_header(part, "Content-Range", range);
    static const char *const repeated[] = {
        "Content-Type",        "Cache-Control",         "ETag", "Vary", "Content-Language",
        "Content-Disposition", "X-Content-Type-Options"
    };

    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        const char *value = MHD_get_response_header(answer->response, repeated[i]);
        if (value) MHD_add_response_header(part, repeated[i], value);
    }

    enum MHD_Result queued = MHD_queue_response(connection, 206, part);
    MHD_destroy_response(part);
    return queued;
}

static enum MHD_Result queue_unsatisfied(struct MHD_Connection *connection, int64_t size) {
    char range[64];
    snprintf(range, sizeof range, "bytes */%lld", (long long)size);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, "Content-Range", range);
    enum MHD_Result queued = MHD_queue_response(connection, 416, response);
    MHD_destroy_response(response);
    return queued;
}

/* Queue the answer, or what If-None-Match and Range make of it. `body`: available identity bytes,
 * for parts; else empty. */
static enum MHD_Result queue_answer(server_state *state, const server_fields *fields, cor_str body,
                                    bool cached) {
    struct MHD_Connection *connection = state->connection;
    const http_answer *answer = state->answer;
    int status = answer->status;
    enum MHD_Result queued;
    cor_str none_match = server_field(fields, "if-none-match"),
            if_range = server_field(fields, "if-range");
    cor_str range = body.length ? server_field(fields, "range") : (cor_str){ 0 };
    int64_t first = 0, last = 0;

    if (state->is_read && answer->etag[0] && none_match.length &&
        http_etag_matches(none_match, cor_str_of(answer->etag))) {
        struct MHD_Response *same = answer_not_modified(answer);
        if (!same) return MHD_NO;
        status = 304;
        queued = MHD_queue_response(connection, 304, same);
        MHD_destroy_response(same);
    } else if (state->is_read && range.length && status == 200 &&
               (!if_range.length || cor_str_is(if_range, answer->etag)) &&
               (status = http_range_read(range, (int64_t)body.length, &first, &last)) != 0) {
        queued = status == 206
                     ? queue_part(connection, answer, first, last, (int64_t)body.length, body)
                     : queue_unsatisfied(connection, (int64_t)body.length);
    } else {
        status = answer->status;
        queued = MHD_queue_response(connection, (unsigned)status, answer->response);
    }

    server_finish(state, state->method, status, status == 304 ? 0 : answer->bytes, cached);
    return queued;
}

/* "es br /corridor/GTM-MEX?x=y" */
static void make_cache_key(server_state *state, const http_request *request) {
    int length = snprintf(state->key, sizeof state->key, "%s %s %.*s", cor_lang_code(request->lang),
                          http_coding_name(state->coding), COR_STR_F(state->target));
    state->key_length = length > 0 && (size_t)length < sizeof state->key ? (size_t)length : 0;
}

/* Run the handler and turn its response into the answer. */
static bool make_handler_answer(server_state *state, http_request *request) {
    http_response response = { 0 };
    dispatch(request, state->route, &response);
    if (!state->is_read) response.no_store = true; // answers to forms are private
    state->answer = answer_make(request, &response, state->coding, state->set_language);
    if (!state->answer) return false;
    if (state->coding == HTTP_IDENTITY) state->plain = response.body;
    return true;
}

/* An answer that may be sent again gets an entity tag. */
static void offer_to_cache(server_state *state) {
    if (state->key_length && !state->set_language && state->answer->etag[0])
        cache_put((cor_str){ state->key, state->key_length }, state->answer,
                  state->cache_generation);
}

static enum MHD_Result fail_plainly(server_state *state) {
    static const char sentence[] = "The server has too much to do at the moment. Try again soon.\n";
    char text[sizeof sentence];

    memcpy(text, sentence, sizeof sentence);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof sentence - 1, text, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;

    MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
    MHD_add_response_header(response, "Retry-After", "5");
    answer_fields(response, false);
    enum MHD_Result queued = MHD_queue_response(state->connection, 503, response);
    MHD_destroy_response(response);
    server_finish(state, state->method, 503, 0, false);

    return queued;
}

static void use_worker(const http_worker *worker, http_request *request) {
    request->figures = worker->figures;
    request->registry = worker->registry;
    request->registries = worker->registries;
    request->flow_runs = worker->flow_runs;
}

/* ---- the pool ------------------------------------------------------------ */

static void run_job(http_job *job) {
    server_state *state = (server_state *)job;
    cor_error err = { 0 };
    http_worker *worker;
    if (worker_get(&worker, &err) == COR_OK) use_worker(worker, state->request);
    if (make_handler_answer(state, state->request)) offer_to_cache(state);
    worker_roll_back();
    state->job_done = true;
    MHD_resume_connection(state->connection);
}

static enum MHD_Result send_to_pool(server_state *state, const http_request *request) {
    if (!cor_stretch_open(JOB_STRETCH_BYTES, &state->stretch)) return fail_plainly(state);
    cor_arena *keep = NULL, arena = cor_stretch_arena(&state->stretch);
    keep = cor_new(&arena, cor_arena, 1);
    state->request = cor_new(&arena, http_request, 1);
    if (!keep || !state->request) return fail_plainly(state);

    // Texts of the request point into the thread's arena, which is reused: parse the target again
    // in the job's own memory.
    http_method method = request->method;
    cor_lang lang = request->lang;
    *keep = arena;
    if (!http_target_read(state->target, keep, state->request)) return fail_plainly(state);

    state->request->method = method;
    state->request->lang = lang;
    state->request->lang_given = request->lang_given;
    state->request->words = request->words; // owned by the library while the connection waits
    state->request->body = request->body;
    state->route = http_route_find(state->request);
    state->request->scratch = cor_arena_scratch(keep);
    state->request->keep = keep;
    state->job.run = run_job;
    MHD_suspend_connection(state->connection);
    if (pool_put(&state->job)) return MHD_YES;
    state->job_done = true; // no room: answered with 503 when resumed
    MHD_resume_connection(state->connection);

    return MHD_YES;
}

enum MHD_Result server_queue(server_state *state, const server_fields *fields) {
    if (!state->answer) return fail_plainly(state);
    return queue_answer(state, fields, state->plain, false);
}

/* ---- the whole way ------------------------------------------------------- */

static enum MHD_Result answer_here(server_state *state, http_request *request,
                                   const server_fields *fields) {
    if (state->route && http_route_is_slow(state->route, request))
        return send_to_pool(state, request);
    if (!make_handler_answer(state, request)) return fail_plainly(state);
    enum MHD_Result queued = queue_answer(state, fields, state->plain, false);
    offer_to_cache(state);
    return queued;
}

static void trim_memory(http_worker *worker, ptrdiff_t used_bytes) {
    if (used_bytes <= KEPT_BYTES && ++worker->untrimmed < REQUESTS_BETWEEN_TRIMS) return;
    worker->untrimmed = 0;
    cor_stretch_trim(&worker->stretch, KEPT_BYTES);
    cor_stretch_trim(&worker->scratch, KEPT_BYTES);
}

enum MHD_Result server_answer(server_state *state, const char *method,
                              const server_fields *fields) {
    cor_error err = { 0 };
    http_worker *worker;
    http_request request = { 0 };

    state->method = method;
    state->route_name = "-";
    state->cache_generation = cache_generation();
    bool has_worker = worker_get(&worker, &err) == COR_OK;
    char spare[16384]; // even without a database there is an error page to make
    cor_arena keep = has_worker ? cor_stretch_arena(&worker->stretch)
                                : (cor_arena){ spare, spare + sizeof spare };
    request.keep = &keep;
    if (has_worker) use_worker(worker, &request);
    request.body = (cor_str){ state->body, state->body ? state->body_length : 0 };
    request.words = read_field_words(state, fields);
    bool understood = http_target_read(state->target, &keep, &request);
    bool known_method = read_http_method(method, &request.method);
    state->is_read = known_method && request.method <= HTTP_HEAD;
    choose_answer_language(&request, fields, &state->set_language);
    cor_str range = server_field(fields, "range");

    // Parts refer to the identity bytes.
    state->coding =
        range.length ? HTTP_IDENTITY : http_coding_choose(server_field(fields, "accept-encoding"));
    bool cacheable = understood && state->is_read && !range.length && !state->set_language;
    if (cacheable) make_cache_key(state, &request);
    state->route = understood ? http_route_find(&request) : NULL;
    if (state->route) state->route_name = state->route->path;

    if (state->key_length) state->answer = cache_find((cor_str){ state->key, state->key_length });
    if (state->answer) return queue_answer(state, fields, (cor_str){ 0 }, true);

    request.scratch = has_worker ? cor_stretch_arena(&worker->scratch) : cor_arena_scratch(&keep);
    if (!understood) request.path = (cor_str){ 0 };
    if (!known_method) request.method = (http_method)-1;
    enum MHD_Result queued = answer_here(state, &request, fields);
    if (has_worker) trim_memory(worker, keep.next - worker->stretch.base);

    return queued;
}
