/* SPDX-License-Identifier: Apache-2.0 */
/* connection.c: a connection step by step: head, body, answer, and the next request. A client that
 * has closed its sending side still gets its answer. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "connection.h"

/* Room behind a head for a piece of its body. */
enum { BODY_PIECE_BYTES = 512 };
/* Requests answered in a row before other connections have their turn. */
enum { TURN_REQUESTS = 32 };
/* What a refused client still sends is read for a while, because closing with unread bytes would
 * take the refusal back. */
enum { LINGER_MS = 5000, LINGER_BYTES = 32 << 20 };
/* Who was too slow already gets less. */
enum { LINGER_OVERDUE_MS = 500 };

static _Atomic int32_t busy_count;
static _Atomic int64_t bodies_bytes; // total of all requests

/* Small forms are always taken, so that large ones of strangers cannot keep staff from signing in;
 * connections are bounded anyway. */
static int64_t counted_room(size_t room) {
    enum { UNCOUNTED_BYTES = 64 << 10 };
    return room > UNCOUNTED_BYTES ? (int64_t)(room - UNCOUNTED_BYTES) : 0;
}

int32_t server_busy(void) {
    return busy_count;
}

cor_str server_field(const http_exchange *exchange, const char *lower) {
    for (int32_t i = 0; i < exchange->head.field_count; i++)
        if (http_word_is(exchange->fields[i].name, lower)) return exchange->fields[i].value;
    return (cor_str){ 0 };
}

/* ---- steps and their deadlines --------------------------------------------- */

static int64_t step_ms(const http_connection *connection, connection_step step) {
    const http_options *options = connection->exchange.options;
    int64_t head_s = options->head_timeout_s ? options->head_timeout_s : 10;
    switch (step) {
    case STEP_IDLE:
        return (options->idle_timeout_s ? options->idle_timeout_s : 30) * 1000LL;
    case STEP_HEAD:
        return head_s * 1000;
    case STEP_BODY:
        return (options->body_timeout_s ? options->body_timeout_s : 30) * 1000LL;
    case STEP_LINGER:
        return connection->was_overdue ? LINGER_OVERDUE_MS : LINGER_MS;
    default:
        return 0;
    }
}

void connection_step_set(http_connection *connection, connection_step step) {
    int64_t most_ms = step_ms(connection, step);
    connection->step = step;
    connection->deadline_ms = most_ms ? loop_now_ms() + most_ms : 0;
}

/* ---- the end of a request and of a connection ------------------------------ */

static void free_body(http_exchange *exchange) {
    if (!exchange->body) return;
    bodies_bytes -= counted_room(exchange->body_room);
    explicit_bzero(exchange->body, exchange->body_room); // forms contain passwords
    free(exchange->body);
    exchange->body = NULL;
}

/* Forget the request; the connection and the options stay. */
static void finish_exchange(http_connection *connection) {
    http_exchange *exchange = &connection->exchange;
    if (exchange->has_head) busy_count--;
    answer_release(exchange->answer);
    cor_stretch_close(&exchange->stretch);
    free_body(exchange);
    const http_options *options = exchange->options;
    size_t fields = offsetof(http_exchange, fields);

    // The fields are large and are written before they are read.
    memset(exchange, 0, fields);
    memset((char *)exchange + fields + sizeof exchange->fields, 0,
           sizeof *exchange - fields - sizeof exchange->fields);
    exchange->options = options;
    exchange->connection = connection;
}

void connection_close(http_connection *connection) {
    if (connection->step == STEP_ENDED) return;
    finish_exchange(connection);
    free(connection->input);
    connection->input = NULL;
    connection->step = STEP_ENDED;
}

/* The answer is sent: begin to close, so that the client reads it to its end. */
static void begin_to_linger(http_connection *connection) {
    finish_exchange(connection);
    shutdown(connection->descriptor, SHUT_WR);
    connection->exchange.body_left = LINGER_BYTES;
    connection_step_set(connection, STEP_LINGER);
    if (connection->input_ended) connection_close(connection);
}

/* What arrived behind the request is the next one. */
static void begin_next_request(http_connection *connection) {
    size_t rest = connection->input_length - connection->input_at;
    finish_exchange(connection);
    if (rest) memmove(connection->input, connection->input + connection->input_at, rest);
    connection->input_length = rest;
    connection->input_at = connection->scanned = 0;

    if (!rest) {
        free(connection->input);
        connection->input = NULL;
    }

    connection_step_set(connection, rest ? STEP_HEAD : STEP_IDLE);
    if (connection->input_ended && !rest) connection_close(connection);
}

void connection_overdue(http_connection *connection) {
    if (connection->step == STEP_HEAD || connection->step == STEP_BODY) {
        connection->was_overdue = true;
        respond_refusal(&connection->exchange,
                        (http_refusal){ 408, N_("The request was not complete in time.") });
    } else if (connection->step == STEP_WORK) {
        connection->deadline_ms = 0;
        if (lane_withdraw(&connection->exchange.job)) respond_from_lane(&connection->exchange);
    } else {
        connection_close(connection);
    }
}

/* ---- receiving ------------------------------------------------------------- */

typedef enum { RECEIVED, RECEIVE_WAITS, RECEIVE_ENDED, RECEIVE_FAILED } receive_outcome;

/* Few heads need more than the first room. Not once the head is split: its texts point here. */
static bool make_input_room(http_connection *connection, size_t free_bytes) {
    bool has_room = connection->input_length + free_bytes <= connection->input_room;
    if (connection->input && (has_room || connection->input_room == INPUT_BYTES_MAX)) return true;
    size_t room = connection->input ? INPUT_BYTES_MAX : INPUT_BYTES;
    char *grown = realloc(connection->input, room);
    if (!grown) return false;
    connection->input = grown;
    connection->input_room = room;
    return true;
}

static receive_outcome receive_bytes(http_connection *connection) {
    if (connection->input_ended) return RECEIVE_ENDED;
    if (!connection->readable) return RECEIVE_WAITS;
    if (!make_input_room(connection, 1)) return RECEIVE_FAILED;
    size_t room = connection->input_room - connection->input_length;
    ssize_t count =
        recv(connection->descriptor, connection->input + connection->input_length, room, 0);

    if (count < 0 && errno == EINTR) return RECEIVED;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        connection->readable = false;
        return RECEIVE_WAITS;
    }

    if (count < 0) return RECEIVE_FAILED;
    if (count == 0) {
        connection->input_ended = true;
        return RECEIVE_ENDED;
    }

    // Less than asked for: nothing more is there, unless the client is closing.
    if ((size_t)count < room && !connection->peer_is_closing) connection->readable = false;
    connection->input_length += (size_t)count;
    return RECEIVED;
}

/* ---- the head -------------------------------------------------------------- */

/* Empty lines before a request are passed over, up to one (RFC 9112, 2.2), also when it comes in two
 * pieces: then its CR was looked at. */
static void skip_empty_line(http_connection *connection) {
    bool is_empty = connection->input_length >= 2 && connection->scanned <= 1 &&
                    memcmp(connection->input, "\r\n", 2) == 0;
    if (!is_empty) return;
    connection->scanned = 0;
    connection->input_length -= 2;
    memmove(connection->input, connection->input + 2, connection->input_length);
}

/* Keep the body only for addresses that take forms. Only tables are large; of the office more than a
 * few texts would keep its workers busy, and everybody may send. */
static bool takes_body(const http_head *head, size_t *ret_most) {
    char room[HTTP_TARGET_BYTES_MAX * 2 + 1024];
    cor_arena arena = { room, room + sizeof room };
    http_request request = { .keep = &arena };
    if (!cor_str_is(head->method, "POST") || !http_target_read(head->target, &arena, &request))
        return false;
    const http_route *route = http_route_find(&request);
    bool is_office = route && (route->lane == LANE_OFFICE || route->lane == LANE_SIGN_IN);
    if (is_office) *ret_most = HTTP_OFFICE_BYTES_MAX;
    return route && route->methods >> HTTP_POST & 1;
}

static bool keeps_open(const http_exchange *exchange) {
    cor_str rest = server_field(exchange, "connection"), word;
    bool is_old = cor_str_is(exchange->head.version, "HTTP/1.0"), keeps = !is_old;
    while (cor_str_split(&rest, ',', &word)) {
        if (http_word_is(cor_str_trim(word), "close")) return false;
        if (http_word_is(cor_str_trim(word), "keep-alive")) keeps = true;
    }
    return keeps;
}

static void announce_body(http_exchange *exchange) {
    cor_str length = server_field(exchange, "content-length");
    exchange->is_chunked = server_field(exchange, "transfer-encoding").length > 0;
    exchange->body_left = http_body_length(length); // http_head_check has refused what is too long
    exchange->body_most = HTTP_BODY_BYTES_MAX;
    exchange->takes_body = takes_body(&exchange->head, &exchange->body_most);
}

/* The client waits with the body until it is told to go on. */
static void tell_to_continue(http_connection *connection) {
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    const http_exchange *exchange = &connection->exchange;
    bool has_body = exchange->is_chunked || exchange->body_left;
    bool waits = has_body && exchange->body_left <= (int64_t)exchange->body_most &&
                 connection->input_at == connection->input_length &&
                 server_field(exchange, "expect").length &&
                 cor_str_is(exchange->head.version, "HTTP/1.1");
    if (!waits) return;
    if (send(connection->descriptor, go_on, sizeof go_on - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        return; // it sends the body after a while anyway
}

/* "http://host?query" is a question to the home page: the server moves over the slash before it, so
 * that there is room for the slash of the path. */
static void add_root_path(http_connection *connection) {
    http_head *head = &connection->exchange.head;
    if (!head->authority.length || head->target.at[0] != '?') return;
    char *bytes = connection->input + (head->authority.at - connection->input);
    memmove(bytes - 1, bytes, head->authority.length);
    bytes[head->authority.length - 1] = '/';
    head->authority.at--;
    head->target.at--;
    head->target.length++;
}

/* The buffer is ours, the texts of the head point into it. */
static void shorten_target(http_connection *connection) {
    cor_str *target = &connection->exchange.head.target;
    if (target->length <= HTTP_TARGET_BYTES_MAX) return;
    char *bytes = connection->input + (target->at - connection->input);
    target->length = http_target_shorten(bytes, target->length);
}

static void take_head(http_connection *connection, size_t length) {
    http_exchange *exchange = &connection->exchange;
    (void)make_input_room(connection,
                          BODY_PIECE_BYTES); // without it, the body comes in small pieces
    connection->input_at = exchange->head_length = length;
    exchange->has_head = true;
    busy_count++;
    cor_str bytes = { connection->input, length };
    http_refusal refusal = http_head_read(bytes, exchange->fields, &exchange->head);
    if (!refusal.status) add_root_path(connection);
    if (!refusal.status) shorten_target(connection);
    if (!refusal.status) refusal = http_head_check(&exchange->head);
    if (!refusal.status && !client_spend(exchange_client(exchange)))
        refusal = (http_refusal){
            429, N_("There are too many requests from one address. Try again in a second.")
        };

    if (refusal.status) {
        respond_refusal(exchange, refusal);
        return;
    }

    exchange->keeps_open = keeps_open(exchange);
    announce_body(exchange);
    connection_step_set(connection, STEP_BODY);
    tell_to_continue(connection);
}

static bool run_head(http_connection *connection) {
    size_t length = 0;
    skip_empty_line(connection);
    cor_str bytes = { connection->input, connection->input_length };
    switch (http_head_find_end(bytes, &connection->scanned, &length)) {
    case HTTP_HEAD_WHOLE:
        take_head(connection, length);
        return true;
    case HTTP_HEAD_BROKEN:
        respond_refusal(
            &connection->exchange,
            (http_refusal){ 400, N_("A line of the request does not end with CR LF.") });
        return true;
    case HTTP_HEAD_PART:
        break;
    }

    if (bytes.length == INPUT_BYTES_MAX) {
        respond_refusal(&connection->exchange, http_head_too_long(bytes));
        return true;
    }

    receive_outcome outcome = receive_bytes(connection);
    if (outcome == RECEIVE_FAILED || (outcome == RECEIVE_ENDED && !bytes.length))
        connection_close(connection);
    else if (outcome == RECEIVE_ENDED)
        respond_refusal(&connection->exchange,
                        (http_refusal){ 400, N_("The request ended before it was complete.") });
    else if (outcome == RECEIVED && connection->step == STEP_IDLE)
        connection_step_set(connection, STEP_HEAD);
    return outcome != RECEIVE_WAITS;
}

/* ---- the body -------------------------------------------------------------- */

static bool make_body_room(http_exchange *exchange, size_t length) {
    if (length <= exchange->body_room) return true;
    size_t room = length * 2 > HTTP_BODY_BYTES_MAX ? HTTP_BODY_BYTES_MAX : length * 2;
    int64_t more = counted_room(room) - counted_room(exchange->body_room);
    bool fits = atomic_fetch_add(&bodies_bytes, more) + more <= HTTP_BODIES_BYTES_MAX || more == 0;
    char *grown = fits ? realloc(exchange->body, room) : NULL;

    if (!grown) {
        bodies_bytes -= more;
        return false;
    }

    exchange->body = grown;
    exchange->body_room = room;
    return true;
}

static http_refusal refuse_size(void) {
    return (http_refusal){ 413, N_("The body of the request is too large.") };
}

static http_refusal take_body(http_exchange *exchange, cor_str bytes) {
    size_t before = exchange->body_length;
    exchange->body_length += bytes.length;
    if (exchange->body_length > exchange->body_most) return refuse_size();
    if (!exchange->takes_body || !bytes.length) return (http_refusal){ 0 };
    if (!make_body_room(exchange, exchange->body_length))
        return (http_refusal){ 503,
                               N_("Too many large forms are being sent at once. Try again soon.") };

    memcpy(exchange->body + before, bytes.at, bytes.length);
    return (http_refusal){ 0 };
}

static http_refusal take_chunks(http_exchange *exchange, cor_str *bytes) {
    http_refusal refusal = { 0 };
    while (bytes->length && !refusal.status && !http_chunks_done(&exchange->chunks)) {
        cor_str data;
        refusal = http_chunks_read(&exchange->chunks, bytes, &data);
        if (!refusal.status) refusal = take_body(exchange, data);
    }
    return refusal;
}

static http_refusal take_counted(http_exchange *exchange, cor_str *bytes) {
    size_t most =
        (size_t)exchange->body_left < bytes->length ? (size_t)exchange->body_left : bytes->length;
    http_refusal refusal = take_body(exchange, cor_str_part(*bytes, 0, most));
    exchange->body_left -= (int64_t)most;
    *bytes = cor_str_part(*bytes, most, bytes->length);
    return refusal;
}

static bool has_whole_body(const http_exchange *exchange) {
    return exchange->is_chunked ? http_chunks_done(&exchange->chunks) : !exchange->body_left;
}

/* The bytes of the body stand behind the head; when all are used, their room is used again. */
static bool receive_body(http_connection *connection) {
    if (connection->input_at == connection->input_length)
        connection->input_at = connection->input_length = connection->exchange.head_length;
    receive_outcome outcome = receive_bytes(connection);
    if (outcome == RECEIVE_FAILED) connection_close(connection);
    if (outcome == RECEIVE_ENDED)
        respond_refusal(&connection->exchange,
                        (http_refusal){ 400, N_("The request ended before it was complete.") });
    return outcome != RECEIVE_WAITS;
}

static bool run_body(http_connection *connection) {
    http_exchange *exchange = &connection->exchange;
    cor_str bytes = { connection->input + connection->input_at,
                      connection->input_length - connection->input_at };
    bool is_too_large = exchange->body_left > (int64_t)exchange->body_most; // as announced
    http_refusal refusal = is_too_large           ? refuse_size()
                           : exchange->is_chunked ? take_chunks(exchange, &bytes)
                                                  : take_counted(exchange, &bytes);
    connection->input_at = connection->input_length - bytes.length;

    if (refusal.status) {
        respond_refusal(exchange, refusal);
        return true;
    }

    if (!has_whole_body(exchange)) return receive_body(connection);
    connection_step_set(connection, STEP_WORK);
    connection->closes = !exchange->keeps_open || server_is_stopping();
    respond(exchange);
    return true;
}

/* ---- sending and after ----------------------------------------------------- */

static bool run_sending(http_connection *connection) {
    switch (send_on(connection)) {
    case SEND_WAITS:
        return false;
    case SEND_PUT_OFF:
        loop_put_off(connection);
        return false;
    case SEND_FAILED:
        connection_close(connection);
        return true;
    case SEND_DONE:
        break;
    }

    if (connection->closes)
        begin_to_linger(connection);
    else
        begin_next_request(connection);
    return true;
}

static bool run_linger(http_connection *connection) {
    connection->input_length = 0;
    receive_outcome outcome = receive_bytes(connection);
    connection->exchange.body_left -= (int64_t)connection->input_length;
    bool ends =
        outcome == RECEIVE_ENDED || outcome == RECEIVE_FAILED || connection->exchange.body_left < 0;
    if (ends) connection_close(connection);
    return outcome != RECEIVE_WAITS;
}

static bool run_step(http_connection *connection) {
    switch (connection->step) {
    case STEP_IDLE:
    case STEP_HEAD:
        return run_head(connection);
    case STEP_BODY:
        return run_body(connection);
    case STEP_SEND:
        return run_sending(connection);
    case STEP_LINGER:
        return run_linger(connection);
    case STEP_WORK:
    case STEP_ENDED:
        return false;
    }
    return false;
}

void connection_run(http_connection *connection) {
    for (int32_t steps = 0; run_step(connection); steps++) {
        if (steps < TURN_REQUESTS * 4) continue;
        if (connection->step == STEP_WORK) return; // the lane hands it back
        loop_put_off(connection);
        return;
    }
}
