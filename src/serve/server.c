/* SPDX-License-Identifier: Apache-2.0 */
/* server.c: callbacks of the server library: a request arrives in pieces and leaves as an
 * answer. */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "state.h"

static _Atomic int32_t busy_count;
static _Atomic int64_t bodies_bytes; // total of all requests

int32_t server_busy(void) {
    return busy_count;
}

static int64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int server_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static enum MHD_Result collect_field(void *self, enum MHD_ValueKind kind, const char *name,
                                     size_t name_length, const char *value, size_t value_length) {
    (void)kind;
    server_fields *fields = self;
    if (fields->count <= HTTP_HEAD_FIELDS_MAX) {
        // Keep one more than allowed, so that the check can see the excess.
        fields->list[fields->count++] =
            (http_pair){ { name, name_length }, { value, value ? value_length : 0 } };
    }
    return MHD_YES;
}

cor_str server_field(const server_fields *fields, const char *lower) {
    size_t length = strlen(lower);
    for (int32_t i = 0; i < fields->count; i++)
        if (fields->list[i].name.length == length &&
            strncasecmp(fields->list[i].name.at, lower, length) == 0)
            return fields->list[i].value;
    return (cor_str){ 0 };
}

/* The target as sent, before the library splits it. */
void *server_target_seen(void *self, const char *target, struct MHD_Connection *connection) {
    (void)self;
    (void)connection;
    size_t length = strlen(target);
    server_state *state = calloc(1, sizeof *state + length + 1);
    if (!state) return NULL;
    memcpy(state->target_bytes, target, length);
    state->target = (cor_str){ state->target_bytes, length };
    busy_count++;
    return state;
}

void server_completed(void *self, struct MHD_Connection *connection, void **state_place,
                      enum MHD_RequestTerminationCode reason) {
    (void)self;
    (void)reason;
    server_state *state = *state_place;
    *state_place = NULL;
    int descriptor = server_descriptor(connection);
    if (descriptor >= 0) connection_step_set(descriptor, STEP_IDLE);

    // The library then reads the end of the connection and closes it instead of waiting for another
    // request.
    if (descriptor >= 0 && server_is_stopping()) shutdown(descriptor, SHUT_RD);
    if (!state) return;

    busy_count--;
    answer_release(state->answer);
    cor_stretch_close(&state->stretch);
    if (state->body) bodies_bytes -= (int64_t)state->body_room;
    if (state->body) explicit_bzero(state->body, state->body_room); // forms contain passwords
    free(state->body);
    free(state);
}

void server_connection(void *self, struct MHD_Connection *connection, void **socket_context,
                       enum MHD_ConnectionNotificationCode code) {
    (void)self;
    (void)socket_context;
    int descriptor = server_descriptor(connection);
    http_metrics_connection(code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1, false);
    if (code == MHD_CONNECTION_NOTIFY_CLOSED && descriptor >= 0) connection_forget(descriptor);
}

/* A short plain answer that ends the connection: for requests whose boundaries are not
 * trustworthy. */
static enum MHD_Result refuse_connection(struct MHD_Connection *connection, server_state *state,
                                         http_refusal refusal) {
    char text[256];
    size_t length = (size_t)snprintf(text, sizeof text, "%s\n", refusal.sentence);

    struct MHD_Response *response =
        MHD_create_response_from_buffer(length, text, MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
    MHD_add_response_header(response, "Connection", "close");
    if (refusal.status == 429) MHD_add_response_header(response, "Retry-After", "1");
    answer_fields(response, false);
    enum MHD_Result queued = MHD_queue_response(connection, (unsigned)refusal.status, response);
    MHD_destroy_response(response);
    http_outcome outcome = { .status = refusal.status, .bytes = (int64_t)length };
    http_metrics_count(&outcome);
    if (state) state->answered = true;

    return queued;
}

bool server_sees_wire(void) {
    return strncmp(MHD_get_version(), "0.9.75", 6) == 0;
}

static bool is_seamless(struct MHD_Connection *connection, const http_head *head, const char *url) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (!info || !server_sees_wire()) return true;
    http_head wire = *head;
    wire.target.at = url;
    return http_head_is_seamless(&wire, info->header_size);
}

static http_refusal check_head(struct MHD_Connection *connection, server_state *state,
                               const char *method, const char *url, const char *version,
                               server_fields *fields) {
    fields->count = 0;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, collect_field, fields);
    http_head head = { .method = cor_str_of(method),
                       .target = state->target,
                       .version = cor_str_of(version),
                       .fields = fields->list,
                       .field_count = fields->count };
    http_head shortened = head;
    state->target.length = http_target_shorten(state->target_bytes, state->target.length);
    shortened.target = state->target;
    http_refusal refusal = http_head_check(&shortened);

    if (!refusal.status && !is_seamless(connection, &head, url))
        refusal = (http_refusal){ 400, N_("A line of the request does not end with CR LF, "
                                          "continues on the next line or has a NUL byte.") };

    if (!refusal.status && !connection_spend(server_descriptor(connection)))
        refusal = (http_refusal){
            429, N_("There are too many requests from one address. Try again in a second.")
        };

    return refusal;
}

/* Keep the body only for addresses that take forms. */
static bool takes_body(cor_str target, const char *method) {
    char room[HTTP_TARGET_BYTES_MAX * 2 + 1024];
    cor_arena arena = { room, room + sizeof room };
    http_request request = { .keep = &arena };
    if (strcmp(method, "POST") != 0 || !http_target_read(target, &arena, &request)) return false;
    const http_route *route = http_route_find(&request);
    return route && route->methods >> HTTP_POST & 1;
}

static bool make_body_room(server_state *state, size_t length) {
    if (length <= state->body_room) return true;
    size_t room = length * 2 > HTTP_BODY_BYTES_MAX ? HTTP_BODY_BYTES_MAX : length * 2;
    int64_t more = (int64_t)(room - state->body_room);

    if (atomic_fetch_add(&bodies_bytes, more) + more > HTTP_BODIES_BYTES_MAX) {
        bodies_bytes -= more;
        return false;
    }

    char *grown = realloc(state->body, room);
    if (!grown) {
        bodies_bytes -= more;
        return false;
    }

    state->body = grown;
    state->body_room = room;
    return true;
}

static void take_body(server_state *state, const char *bytes, size_t length) {
    if (state->answered || state->body_status) return;
    size_t before = state->body_length;
    state->body_length += length;
    if (state->body_length > HTTP_BODY_BYTES_MAX)
        state->body_status = 413;
    else if (state->takes_body && !make_body_room(state, state->body_length))
        state->body_status = 503;
    else if (state->takes_body)
        memcpy(state->body + before, bytes, length);
}

static http_refusal body_refusal(int status) {
    if (status == 413) return (http_refusal){ 413, N_("The body of the request is too large.") };
    return (http_refusal){ 503,
                           N_("Too many large forms are being sent at once. Try again soon.") };
}

enum MHD_Result server_handle(void *self, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_length, void **state_place) {
    server_state *state = *state_place;
    if (!state)
        return refuse_connection(connection, NULL,
                                 (http_refusal){ 503, cor_code_sentence(COR_E_MEMORY) });

    int descriptor = server_descriptor(connection);
    server_fields fields;
    if (!state->head_seen) {
        state->head_seen = true;
        http_refusal refusal = check_head(connection, state, method, url, version, &fields);
        if (refusal.status) return refuse_connection(connection, state, refusal);
        state->takes_body = takes_body(state->target, method);
        connection_step_set(descriptor, STEP_BODY);
        return MHD_YES;
    }

    if (*upload_length) {
        take_body(state, upload, *upload_length);
        *upload_length = 0;
        return MHD_YES;
    }

    if (state->body_status)
        return refuse_connection(connection, state, body_refusal(state->body_status));
    fields.count = 0;
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, collect_field, &fields);
    if (state->job_done) return server_queue(state, &fields);
    connection_step_set(descriptor, STEP_ANSWER);
    state->started_us = now_us();
    state->connection = connection;
    state->options = self;

    return server_answer(state, method, &fields);
}

void server_finish(server_state *state, const char *method, int status, int64_t bytes,
                   bool cached) {
    http_outcome outcome = { .status = status,
                             .bytes = bytes,
                             .cached = cached,
                             .microseconds = now_us() - state->started_us };
    http_metrics_count(&outcome);
    if (state->options->log_requests) http_log(method, state->route_name, &outcome);
}
