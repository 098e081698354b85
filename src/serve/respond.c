/* SPDX-License-Identifier: Apache-2.0 */
/* respond.c: one request to one answer: language, cache, route, handler, conditions and parts. */
#include <stdlib.h>
#include <time.h>

#include "connection.h"
#include "routes.h"

/* Memory that a thread keeps mapped between requests: enough for the page of a corridor. The rest
 * is returned to the system every 32nd request, or immediately when it is large: returning it each
 * time costs a twentieth of a page's time, because the kernel has to map the pages again. */
enum { KEPT_BYTES = 2 << 20, REQUESTS_BETWEEN_TRIMS = 32, JOB_STRETCH_BYTES = 1 << 30 };
/* Even without a database there is an error page to make. */
enum { SPARE_BYTES = 65536 };
/* Of answers together, in memory; smaller ones are always sent. */
enum { ANSWERS_BYTES_MAX = 256 << 20, LARGE_BYTES = 1 << 20 };
enum { RETRY_SHARE_S = 2, RETRY_FULL_S = 10, RETRY_SOON_S = 5 };

static const char TOO_MUCH[] = "The server has too much to do at the moment. Try again soon.";

static int64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool read_http_method(cor_str method, http_method *ret_method) {
    static const char *const names[] = { "GET", "HEAD", "POST", "OPTIONS" };
    for (int i = 0; i < 4; i++) {
        if (!cor_str_is(method, names[i])) continue;
        *ret_method = (http_method)i;
        return true;
    }
    return false;
}

static http_words read_field_words(http_exchange *exchange) {
    cor_str authority = exchange->head.authority; // then Host says nothing (RFC 9112, 3.2.2)
    return (http_words){ .host = authority.length ? authority : server_field(exchange, "host"),
                         .origin = server_field(exchange, "origin"),
                         .fetch_site = server_field(exchange, "sec-fetch-site"),
                         .media_type = server_field(exchange, "content-type"),
                         .cookies = server_field(exchange, "cookie"),
                         .agent = server_field(exchange, "user-agent"),
                         .address = exchange_address(exchange) };
}

static void choose_answer_language(http_exchange *exchange, http_request *request) {
    cor_str asked = http_parameter(request, "lang");
    cor_str cookie = http_cookie(server_field(exchange, "cookie"), "lang");
    cor_lang from_cookie;
    bool known = cor_lang_find(cookie, &from_cookie);

    exchange->set_language = false;
    if (cor_lang_find(asked, &request->lang)) {
        request->lang_given = true;
        exchange->set_language = !known || from_cookie != request->lang;
    } else {
        request->lang =
            known ? from_cookie : http_lang_choose(server_field(exchange, "accept-language"));
    }
}

/* ---- sending --------------------------------------------------------------- */

static void count_outcome(http_exchange *exchange, int status, int64_t bytes, bool cached) {
    http_outcome outcome = { .status = status,
                             .bytes = bytes,
                             .cached = cached,
                             .microseconds = now_us() - exchange->started_us };
    http_metrics_count(&outcome);
    if (!exchange->options->log_requests) return;
    char method[16];
    snprintf(method, sizeof method, "%.*s", COR_STR_F(exchange->head.method));
    http_log(method, exchange->route_name ? exchange->route_name : "-", &outcome);
}

static void fail_plainly(http_exchange *exchange) {
    send_plainly(exchange->connection, 503, TOO_MUCH);
    count_outcome(exchange, 503, 0, false);
}

/* The status that If-None-Match and Range make of an answer, and the part of it. */
static int choose_part(const http_exchange *exchange, int64_t *ret_first, int64_t *ret_last) {
    const http_answer *answer = exchange->answer;
    *ret_first = 0;
    *ret_last = answer->bytes - 1;
    if (!exchange->is_read || answer->status != 200 || !answer->etag[0]) return answer->status;

    cor_str none_match = server_field(exchange, "if-none-match"),
            if_range = server_field(exchange, "if-range"), range = server_field(exchange, "range");
    if (none_match.length && http_etag_matches(none_match, cor_str_of(answer->etag))) return 304;
    if (!range.length || !answer->bytes || !answer->is_identity) return 200;
    if (if_range.length && !cor_str_is(if_range, answer->etag)) return 200;

    int status = http_range_read(range, answer->bytes, ret_first, ret_last);
    if (status == 206) return 206;
    *ret_first = 0;
    *ret_last = answer->bytes - 1;
    return status ? status : 200;
}

static void send_made(http_exchange *exchange, bool cached) {
    int64_t first, last;
    int status = choose_part(exchange, &first, &last);
    bool has_body = status != 304 && status != 416;
    send_answer(exchange->connection, status, first, last);
    count_outcome(exchange, status, has_body ? last - first + 1 : 0, cached);
}

/* ---- making ---------------------------------------------------------------- */

/* "es br /corridor/GTM-MEX.json?x=y": the language and the parameters that the address has, in the
 * order given. */
static void make_cache_key(http_exchange *exchange, const http_request *request) {
    cor_arena room = { exchange->key, exchange->key + sizeof exchange->key };
    cor_out out = cor_out_memory(&room);
    cor_put_c(&out, cor_lang_code(request->lang));
    cor_put_char(&out, ' ');
    cor_put_c(&out, http_coding_name(exchange->coding));
    cor_put_char(&out, ' ');
    http_request_put_address(request, true, &out);
    exchange->key_length = out.failed ? 0 : cor_out_str(&out).length;
    if (exchange->key_length) memmove(exchange->key, cor_out_str(&out).at, exchange->key_length);
}

/* A slow reader holds an answer for long. */
static void refuse_if_too_much(http_request *request, http_response *response) {
    bool is_large = response->body.length > LARGE_BYTES;
    if (!is_large || answers_bytes() + (int64_t)response->body.length <= ANSWERS_BYTES_MAX) return;
    dispatch_refusal(request, 503,
                     cor_say(_("Too many large answers are being sent at the moment.")),
                     cor_say(_("Try again soon, or ask for fewer figures: name a measure, a place "
                               "or a year.")),
                     response);
    response->retry_after_s = RETRY_FULL_S;
}

static void make_answer(http_exchange *exchange, const http_request *request,
                        http_response *response) {
    if (!exchange->is_read) response->no_store = true; // answers to forms are private
    exchange->answer = answer_make(request, response, exchange->coding, exchange->set_language);
}

/* Run the handler and turn its response into the answer. */
static void make_handler_answer(http_exchange *exchange, http_request *request) {
    http_response response = { 0 };
    dispatch(request, exchange->route, &response);
    refuse_if_too_much(request, &response);
    make_answer(exchange, request, &response);
}

/* An answer that may be sent again gets an entity tag. */
static void offer_to_cache(http_exchange *exchange) {
    bool fits = exchange->key_length && !exchange->set_language && exchange->answer &&
                exchange->answer->etag[0] && !exchange->answer->file;
    if (fits)
        cache_put((cor_str){ exchange->key, exchange->key_length }, exchange->answer,
                  exchange->cache_generation);
}

static void use_worker(const http_worker *worker, http_request *request) {
    request->figures = worker->figures;
    request->registry = worker->registry;
    request->registries = worker->registries;
    request->flow_runs = worker->flow_runs;
}

/* A page that says why nothing else is answered. `request` has its language, format and memory. */
static void send_refusal(http_exchange *exchange, http_request *request, http_refusal refusal,
                         const char *hint, int32_t retry_after_s) {
    http_response response;
    cor_text words = hint ? (cor_text){ .id = hint } : (cor_text){ 0 };
    dispatch_refusal(request, refusal.status, (cor_text){ .id = refusal.sentence }, words,
                     &response);
    response.retry_after_s = retry_after_s;
    make_answer(exchange, request, &response);
    if (exchange->answer)
        send_made(exchange, false);
    else
        fail_plainly(exchange);
}

static void trim_memory(http_worker *worker, ptrdiff_t used_bytes) {
    if (used_bytes <= KEPT_BYTES && ++worker->untrimmed < REQUESTS_BETWEEN_TRIMS) return;
    worker->untrimmed = 0;
    cor_stretch_trim(&worker->stretch, KEPT_BYTES);
    cor_stretch_trim(&worker->scratch, KEPT_BYTES);
}

void respond_refusal(http_exchange *exchange, http_refusal refusal) {
    cor_error err = { 0 };
    http_worker *worker;
    char spare[SPARE_BYTES];
    http_request request = { 0 };
    bool has_worker = worker_get(&worker, &err) == COR_OK;
    cor_arena keep = has_worker ? cor_stretch_arena(&worker->stretch)
                                : (cor_arena){ spare, spare + sizeof spare };

    request.keep = &keep;
    request.scratch = has_worker ? cor_stretch_arena(&worker->scratch) : cor_arena_scratch(&keep);
    exchange->started_us = now_us();
    exchange->connection->closes = true;
    exchange->is_read = false;
    exchange->coding = HTTP_IDENTITY;
    choose_answer_language(exchange, &request);
    exchange->set_language = false;

    bool may_retry = refusal.status == 429 || refusal.status == 503;
    send_refusal(exchange, &request, refusal, NULL, may_retry ? 1 : 0);
    if (has_worker) trim_memory(worker, keep.next - worker->stretch.base);
}

/* ---- lanes ----------------------------------------------------------------- */

static void run_job(http_job *job) {
    http_exchange *exchange = (http_exchange *)job;
    cor_error err = { 0 };
    http_worker *worker;
    if (!job->is_left) {
        if (worker_get(&worker, &err) == COR_OK) use_worker(worker, exchange->request);
        make_handler_answer(exchange, exchange->request);
        offer_to_cache(exchange);
        worker_roll_back();
    }

    if (exchange->answer) cor_stretch_close(&exchange->stretch); // it has a copy of its own
    loop_resume(exchange->connection);
}

/* The request in memory of its own: the thread's is used again meanwhile. Texts of the head stay
 * where they are until the answer is sent. */
static bool move_request(http_exchange *exchange, const http_request *request) {
    if (!cor_stretch_open(JOB_STRETCH_BYTES, &exchange->stretch)) return false;
    cor_arena *keep = NULL, arena = cor_stretch_arena(&exchange->stretch);
    keep = cor_new(&arena, cor_arena, 1);
    http_request *moved = cor_new(&arena, http_request, 1);
    if (!keep || !moved) return false;
    *keep = arena;
    moved->keep = keep;
    if (!http_target_read(exchange->head.target, keep, moved)) return false;

    moved->method = request->method;
    moved->lang = request->lang;
    moved->lang_given = request->lang_given;
    moved->words = request->words;
    moved->body = request->body;
    exchange->route = http_route_find(moved);
    http_route_keep_known(exchange->route, moved);
    moved->scratch = cor_arena_scratch(keep);
    exchange->request = moved;
    return true;
}

static void refuse_for_share(http_exchange *exchange, http_request *request) {
    send_refusal(exchange, request,
                 (http_refusal){ 429, N_("Several of your requests are being worked on already.") },
                 N_("Wait until they are answered, then ask again."), RETRY_SHARE_S);
}

static void refuse_for_room(http_exchange *exchange, http_request *request) {
    send_refusal(
        exchange, request,
        (http_refusal){ 503, N_("Too many answers of this kind are being made for others.") },
        N_("Try again soon."), RETRY_FULL_S);
}

static void send_to_lane(http_exchange *exchange, http_request *request, http_lane lane) {
    if (!move_request(exchange, request)) {
        fail_plainly(exchange);
        return;
    }

    exchange->job = (http_job){ .run = run_job, .lane = lane, .client = exchange_client(exchange) };
    // Before it is put: the answer may be made at once.
    exchange->connection->deadline_ms = loop_now_ms() + lane_wait_s(lane) * 1000LL;
    switch (lane_put(&exchange->job)) {
    case LANE_TAKEN:
        return;
    case LANE_SHARE_SPENT:
        refuse_for_share(exchange, exchange->request);
        return;
    case LANE_FULL:
        refuse_for_room(exchange, exchange->request);
        return;
    }
}

void respond_from_lane(http_exchange *exchange) {
    if (exchange->job.is_left)
        connection_close(exchange->connection);
    else if (exchange->answer)
        send_made(exchange, false);
    else
        refuse_for_room(exchange, exchange->request); // it waited too long, or memory is short
}

/* ---- the whole way --------------------------------------------------------- */

static void answer_here(http_exchange *exchange, http_request *request) {
    const http_route *route = exchange->route;
    http_lane lane = route ? http_route_lane(route, request) : LANE_HERE;
    if (lane == LANE_SIGN_IN && office_is_from_known_device(request)) lane = LANE_KNOWN;
    // The reference keeps the table: without it, the thread that reads requests could have to make
    // it after all.
    if (lane == LANE_FILES && route->question && request->figures)
        request->made = question_table_find(request, route->question);
    if (lane != LANE_HERE && !request->made) {
        send_to_lane(exchange, request, lane);
        return;
    }

    make_handler_answer(exchange, request);
    table_file_release(request->made); // not taken: the answer was another
    if (!exchange->answer) {
        fail_plainly(exchange);
        return;
    }

    send_made(exchange, false);
    offer_to_cache(exchange);
}

/* Parts refer to the identity bytes. */
static void choose_coding(http_exchange *exchange) {
    bool wants_part = server_field(exchange, "range").length > 0;
    exchange->coding =
        wants_part ? HTTP_IDENTITY : http_coding_choose(server_field(exchange, "accept-encoding"));
}

/* False: not an address. */
static bool read_request(http_exchange *exchange, http_request *request) {
    bool understood = http_target_read(exchange->head.target, request->keep, request);
    bool known_method = read_http_method(exchange->head.method, &request->method);
    exchange->is_read = known_method && request->method <= HTTP_HEAD;
    choose_answer_language(exchange, request);
    choose_coding(exchange);
    request->body = (cor_str){ exchange->body, exchange->body ? exchange->body_length : 0 };
    request->words = read_field_words(exchange);
    exchange->route = understood ? http_route_find(request) : NULL;
    if (exchange->route) http_route_keep_known(exchange->route, request);
    exchange->route_name = exchange->route ? exchange->route->path : "-";

    bool cacheable = exchange->route && exchange->is_read && !exchange->set_language &&
                     !server_field(exchange, "range").length;
    if (cacheable) make_cache_key(exchange, request);
    if (!understood) request->path = (cor_str){ 0 };
    if (!known_method) request->method = (http_method)-1;
    return understood;
}

void respond(http_exchange *exchange) {
    cor_error err = { 0 };
    http_worker *worker;
    http_request request = { 0 };
    char spare[SPARE_BYTES];

    exchange->started_us = now_us();
    exchange->cache_generation = cache_generation();
    bool has_worker = worker_get(&worker, &err) == COR_OK;
    cor_arena keep = has_worker ? cor_stretch_arena(&worker->stretch)
                                : (cor_arena){ spare, spare + sizeof spare };
    request.keep = &keep;
    if (has_worker) use_worker(worker, &request);
    read_request(exchange, &request);

    cor_str key = { exchange->key, exchange->key_length };
    if (key.length) exchange->answer = cache_find(key);
    if (exchange->answer) {
        send_made(exchange, true);
        return;
    }

    request.scratch = has_worker ? cor_stretch_arena(&worker->scratch) : cor_arena_scratch(&keep);
    answer_here(exchange, &request);
    if (has_worker) trim_memory(worker, keep.next - worker->stretch.base);
}
