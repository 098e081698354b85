/* SPDX-License-Identifier: Apache-2.0 */
/* server.h: the parts that know the server library: connections, answers, the cache of answers,
 * the pool. */
#ifndef CORREDOR_SERVE_SERVER_H
#define CORREDOR_SERVE_SERVER_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "http.h"

/* ---- watch.c: connections by descriptor, their deadlines and addresses ---- */
typedef enum { WATCH_HEAD, WATCH_BODY, WATCH_WORK, WATCH_IDLE } watch_state;
bool watch_open(const http_options *options);
void watch_close(void);
/* A new descriptor; false with the reason when there is no room. The address is only kept as a
 * keyed hash. */
bool watch_admit(int descriptor, const struct sockaddr *address);
void watch_state_set(int descriptor, watch_state state);
/* Under the lock that keeps the descriptor from being closed and used again meanwhile. */
void watch_forget(int descriptor);
int32_t watch_count(void);
/* Take one from the address's budget of requests per second; false when it is used up. */
bool watch_spend(int descriptor);

/* ---- door.c: the listening socket; refuses politely what the house has no room for ---- */
cor_code door_open(cor_str address, int *ret_descriptor, cor_error *err);
void door_run(int descriptor, struct MHD_Daemon *daemon, const atomic_bool *stop);
/* Status line, a few fields and a sentence; the descriptor is shut down for writing. */
void door_refuse(int descriptor, int status, const char *reason, const char *sentence);

/* ---- answer.c ------------------------------------------------------------ */
/* An answer ready to be queued. It does not change once it is made, so that threads share it; the
 * last one to release it frees it. The server library counts its own references beside these. */
typedef struct {
    struct MHD_Response *response;
    int status;
    char etag[48]; // with quotes; empty: none
    int64_t bytes;
    int64_t memory_bytes;
    _Atomic int32_t references;
} http_answer;
/* Compress, tag, add the security fields. The body is copied. The caller holds the one reference;
 * NULL when memory ran out. */
http_answer *answer_make(const http_request *request, const http_response *response,
                         http_coding coding, bool set_language);
/* One reference more; returns the same answer. */
http_answer *answer_hold(http_answer *answer);
/* NULL is allowed. */
void answer_release(http_answer *answer);
/* 304, 206 and 416 made from a full answer. */
struct MHD_Response *answer_not_modified(const http_answer *answer);
void answer_fields(struct MHD_Response *response, bool is_page);

/* ---- cache.c ------------------------------------------------------------- */
bool cache_open(int64_t bytes_max);
void cache_close(void);
/* A key is "es br /corridor/GTM-MEX?x=y". NULL when it is not there; else the caller releases the
 * answer. */
http_answer *cache_find(cor_str key);
/* Keep the answer, with a reference of the cache's own, if it is made for the second time. */
void cache_put(cor_str key, http_answer *answer);
void cache_forget(void);

/* ---- house.c: what every thread needs to answer: its own view of the database and its own memory
 * ---- */
typedef struct house_shared house_shared;
typedef struct {
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;
    const cor_registry_memory *registries;
    cor_flow_runs_memory *flow_runs;
    house_shared *figures_shared, *registries_shared; // as of now, shared by all threads
    cor_store *writing;                               // opened when a handler first writes
    cor_stretch stretch, scratch; // what a request keeps, and what it forgets on the way
    int32_t untidied;             // requests since what they left was given back
    int64_t generation, writing_generation;
} http_house;
void house_open(cor_str database);
/* After all threads that answered have ended. */
void house_close(void);
/* Read figures and registries into memory when they are not those of the database any more, or
 * always; every thread takes the new ones with its next request. */
cor_code house_refresh(bool always, bool *ret_changed, cor_error *err);
/* This thread's house, opened or renewed when needed. */
cor_code house_get(http_house **ret_house, cor_error *err);
/* Roll back what a handler that failed left open for writing. */
void house_settle(void);

/* ---- pool.c: threads for what takes longer than 5 ms --------------------- */
typedef struct http_job http_job;
struct http_job {
    http_job *next;
    void (*run)(http_job *job); // ends by resuming the connection
};
/* Each thread calls `begin` before its first job: what would make the first answer slow is done
 * at the start. */
bool pool_open(int32_t threads, void (*begin)(void));
/* False when too many are waiting. */
bool pool_put(http_job *job);
/* Finish what is queued, then end the threads. */
void pool_close(void);

/* ---- dispatch.c ---------------------------------------------------------- */
/* From a checked head to a response: route, handler, error page. */
void dispatch(http_request *request, const http_route *route, http_response *ret_response);
/* The page for a status and a sentence; JSON when that was asked for. */
void dispatch_refusal(http_request *request, int status, cor_text what, cor_text hint,
                      http_response *ret_response);

#endif
