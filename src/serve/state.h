/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: the state of a request between calls of the server library. */
#ifndef CORREDOR_SERVE_STATE_H
#define CORREDOR_SERVE_STATE_H

#include "server.h"

typedef struct {
    http_pair list[HTTP_HEAD_FIELDS_MAX + 1];
    int32_t count;
} server_fields;

enum { ADDRESS_BYTES = 64 };
typedef struct {
    http_job job; // first, because a job points to its state
    struct MHD_Connection *connection;
    const http_options *options;
    bool head_seen, takes_body, answered, job_done, is_read; // read: GET or HEAD
    int body_status; // 0: valid; else the status of the refusal
    char *body;
    size_t body_length, body_room; // the length also counts discarded bytes
    int64_t started_us;
    const char *route_name, *method;
    // A request run by the pool has its own memory.
    cor_stretch stretch;
    http_request *request;
    const http_route *route;
    http_coding coding;
    bool set_language;
    cor_str plain; // the uncoded bytes of the answer, for parts
    char key[256];
    size_t key_length;
    int64_t cache_generation; // when the request arrived
    http_answer *answer;      // held until the request is complete
    char address[ADDRESS_BYTES];
    cor_str target;
    char target_bytes[];
} server_state;

/* Number of requests being read or answered. */
int32_t server_busy(void);
/* SIGTERM was received: answers in progress are finished, connections end with their answer. */
bool server_is_stopping(void);
/* This version of the library splits a head in its receive buffer, so that its pieces can be
 * compared with the wire. Newer versions are strict about line ends themselves. */
bool server_sees_wire(void);
int server_descriptor(struct MHD_Connection *connection);
cor_str server_field(const server_fields *fields, const char *lower);

/* ---- address.c ----------------------------------------------------------- */
/* Lives as long as the request. */
cor_str server_address(server_state *state, const server_fields *fields);

/* ---- respond.c ----------------------------------------------------------- */
/* From the complete request to a queued answer, or to the pool. */
enum MHD_Result server_answer(server_state *state, const char *method, const server_fields *fields);
/* Queue the answer made by the pool. */
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
