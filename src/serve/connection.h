/* SPDX-License-Identifier: Apache-2.0 */
/* connection.h: a connection, the request under way on it, and the threads that serve connections.
 *
 * A loop is a thread with the connections it was given; nothing else touches them. A request whose
 * answer takes long goes to a lane (lanes.c) and comes back with its answer; meanwhile the
 * connection waits. Nothing waits for a client: what cannot be read or sent now is tried again when
 * the system says so, and each step has a deadline. */
#ifndef CORREDOR_SERVE_CONNECTION_H
#define CORREDOR_SERVE_CONNECTION_H

#include <netinet/in.h>
#include <sys/uio.h>

#include "server.h"

/* Between requests, reading a head, reading a body, being answered, sending, reading what a refused
 * client still sends. */
typedef enum {
    STEP_IDLE,
    STEP_HEAD,
    STEP_BODY,
    STEP_WORK,
    STEP_SEND,
    STEP_LINGER,
    STEP_ENDED
} connection_step;

enum {
    ADDRESS_BYTES = 64,
    INPUT_BYTES = HTTP_HEAD_BYTES_MAX + 4096, // a head, or a piece of a body behind it
    INPUT_BYTES_MAX = 96 << 10, // a value of 64 KiB too, so that the question says it is too long
    CACHE_KEY_BYTES = 256,
};

/* The request under way. */
typedef struct {
    http_job job; // first, because a job points to its request
    http_connection *connection;
    const http_options *options;
    http_head head;
    size_t head_length;
    http_pair fields[HTTP_HEAD_FIELDS_MAX + 1];
    int64_t started_us;
    bool keeps_open, is_read, has_head; // is_read: GET or HEAD
    /* The body: its length as announced, or its chunks. */
    bool is_chunked, takes_body;
    size_t body_most;
    int64_t body_left;
    http_chunks chunks;
    char *body;
    size_t body_length, body_room; // the length also counts discarded bytes
    /* The answer. */
    const http_route *route;
    const char *route_name;
    http_coding coding;
    bool set_language;
    char key[CACHE_KEY_BYTES];
    size_t key_length;
    int64_t cache_generation; // when the request arrived
    http_answer *answer;      // held until it is sent
    char address[ADDRESS_BYTES];
    /* A request in a lane has its own memory. */
    cor_stretch stretch;
    http_request *request;
} http_exchange;

/* Bytes on their way to the client. */
typedef struct {
    char head[1024]; // status line and fields of this answer alone
    struct iovec pieces[5];
    int32_t piece_count, piece;
    int file; // -1: none
    int64_t file_at, file_left;
    int64_t taken; // by the system
    int64_t total;
    int64_t window_ms, window_sent; // see send_is_too_slow
} http_sending;

struct http_connection {
    int descriptor;
    connection_step step;
    int64_t deadline_ms; // of this step; 0: none
    struct sockaddr_storage peer;
    uint32_t client_slot; // see client_admit
    http_loop *loop;
    http_connection *previous, *next; // of the loop
    http_connection *next_in_inbox;   // of its loop: written by any thread
    http_connection *next_put_off;    // to be continued by its loop
    bool readable, writable, peer_is_closing, input_ended, is_waiting, closes, is_registered,
        was_overdue;
    /* What arrived: the head under way stays at the start until its answer is sent. */
    char *input;
    size_t input_room, input_length, input_at, scanned;
    http_exchange exchange;
    http_sending sending;
};

/* ---- loop.c -------------------------------------------------------------- */
bool loops_open(const http_options *options, int32_t count);
/* End the threads and close all connections. */
void loops_close(void);
/* Hand over an accepted connection; false without memory, and the descriptor is closed. */
bool loops_add(int descriptor, const struct sockaddr_storage *peer, uint32_t client_slot);
/* From a lane: the answer is made. */
void loop_resume(http_connection *connection);
/* Go on with it after the others. */
void loop_put_off(http_connection *connection);
int64_t loop_now_ms(void);

/* ---- connection.c: reading ------------------------------------------------ */
/* Go on until nothing more can be read or sent. */
void connection_run(http_connection *connection);
void connection_close(http_connection *connection);
/* Its deadline has passed. */
void connection_overdue(http_connection *connection);
void connection_step_set(http_connection *connection, connection_step step);
/* Requests being read or answered. */
int32_t server_busy(void);
/* SIGTERM was received: answers in progress are finished, connections end with their answer. */
bool server_is_stopping(void);
cor_str server_field(const http_exchange *exchange, const char *lower);

/* ---- send.c --------------------------------------------------------------- */
typedef enum { SEND_DONE, SEND_WAITS, SEND_FAILED, SEND_PUT_OFF } send_outcome;
/* Prepare to send the answer, or a part of it: bytes first..last. */
void send_answer(http_connection *connection, int status, int64_t first, int64_t last);
/* Prepare to send a sentence when there is no memory for an answer. */
void send_plainly(http_connection *connection, int status, const char *sentence);
send_outcome send_on(http_connection *connection);
/* The client has taken too little of the answer for too long. */
bool send_is_too_slow(http_connection *connection, int64_t now_ms);

/* ---- address.c ------------------------------------------------------------ */
/* The forwarded address, from the proxy that was named; else the peer's. Lives as long as the
 * exchange. Empty for clients on this machine. */
cor_str exchange_address(http_exchange *exchange);
/* The client that limits are for, from client_hash; this machine is one too. 0: the proxy has not
 * said who it is, and then the client has no limits, because it is not one with all the others of
 * whom the same is true. */
uint64_t exchange_client(http_exchange *exchange);

/* ---- respond.c ------------------------------------------------------------ */
/* From the whole request to an answer being sent, or to a lane. */
void respond(http_exchange *exchange);
/* The answer was made in a lane. */
void respond_from_lane(http_exchange *exchange);
/* The request is refused before it is understood; the connection ends with the answer. */
void respond_refusal(http_exchange *exchange, http_refusal refusal);

#endif
