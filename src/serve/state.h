/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what is remembered of a request between the server library's calls. */
#ifndef CORREDOR_SERVE_STATE_H
#define CORREDOR_SERVE_STATE_H

#include "server.h"

typedef struct {
    http_pair list[HTTP_HEAD_FIELDS_MAX + 1];
    int32_t count;
} server_fields;

enum { ADDRESS_BYTES = 64 };
typedef struct {
    http_job job; // first: a job is its state
    struct MHD_Connection *connection;
    const http_options *options;
    bool head_seen, takes_body, answered, job_done, is_read; // read: GET or HEAD
    int body_status; // 0: as it should be; else that of the refusal
    char *body;
    size_t body_length, body_room; // the length also counts bytes that nobody keeps
    int64_t started_us;
    const char *route_name, *method;
    // A request done by the pool takes its own memory with it.
    cor_stretch stretch;
    http_request *request;
    const http_route *route;
    http_coding coding;
    bool set_language;
    cor_str plain; // the bytes of the answer when they are not coded, for parts
    char key[256];
    size_t key_length;
    int64_t cache_generation; // when the request came
    http_answer *answer;      // held until the request is completed
    char address[ADDRESS_BYTES];
    cor_str target;
    char target_bytes[];
} server_state;

/* Requests that are being read or answered. */
int32_t server_busy(void);
/* SIGTERM came: answers under way are finished, connections end with their answer. */
bool server_is_stopping(void);
/* This version of the library cuts a head up where it was received, so that its pieces can be
 * laid side by side again. Newer ones are themselves strict about line ends. */
bool server_sees_wire(void);
int server_descriptor(struct MHD_Connection *connection);
cor_str server_field(const server_fields *fields, const char *lower);

/* ---- address.c ----------------------------------------------------------- */
/* Lives as long as the request. */
cor_str server_address(server_state *state, const server_fields *fields);

/* ---- respond.c ----------------------------------------------------------- */
/* From the complete request to a queued answer, or to the pool. */
enum MHD_Result server_answer(server_state *state, const char *method, const server_fields *fields);
/* Queue the answer the pool made. */
enum MHD_Result server_queue(server_state *state, const server_fields *fields);
void server_finish(server_state *state, const char *method, int status, int64_t bytes, bool cached);

/* ---- callbacks of the library, in server.c ------------------------------- */
void *server_target_seen(void *self, const char *target, struct MHD_Connection *connection);
void server_completed(void *self, struct MHD_Connection *connection, void **state_place,
                      enum MHD_RequestTerminationCode reason);
void server_connection(void *self, struct MHD_Connection *connection, void **socket_context,
                       enum MHD_ConnectionNotificationCode code);
enum MHD_Result server_handle(void *self, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_length, void **state_place);

#endif
