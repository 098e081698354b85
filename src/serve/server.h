/* SPDX-License-Identifier: Apache-2.0 */
/* server.h: the parts that use the server library: connections, answers, the cache of answers, the
 * pool. */
#ifndef CORREDOR_SERVE_SERVER_H
#define CORREDOR_SERVE_SERVER_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "http.h"
#include "serve.h"

/* ---- deadlines.c: open connections by descriptor ------------------------- */
/* Reading the head, reading the body, being answered, waiting for the next request. */
typedef enum { STEP_HEAD, STEP_BODY, STEP_ANSWER, STEP_IDLE } connection_step;
bool deadlines_open(const http_options *options);
void deadlines_close(void);
/* Register a new descriptor; false when there are too many connections, from this address or in
 * total. Only a keyed hash of the address is kept. */
bool connection_admit(int descriptor, const struct sockaddr *address);
/* Start the deadline of a step. */
void connection_step_set(int descriptor, connection_step step);
/* Forget a descriptor, under the lock that keeps it from being closed and reused meanwhile. */
void connection_forget(int descriptor);
/* Spend one request of the address's budget per second; false when it is used up. */
bool connection_spend(int descriptor);

/* ---- listen.c: the listening socket; 503 where there is no room for another connection ---- */
cor_code listen_open(cor_str address, int *ret_descriptor, cor_error *err);
void listen_run(int descriptor, struct MHD_Daemon *daemon, const atomic_bool *stop);
/* Send a status line, a few fields and a sentence; the descriptor is shut down for writing. */
void listen_refuse(int descriptor, int status, const char *reason, const char *sentence);

/* ---- answer.c ------------------------------------------------------------ */
/* A finished answer. It never changes, so threads share it; the last one to release it frees it.
 * The server library counts its own references separately. */
typedef struct {
    struct MHD_Response *response;
    int status;
    char etag[48]; // with quotes; empty: none
    int64_t bytes;
    int64_t memory_bytes;
    _Atomic int32_t references;
} http_answer;
/* Compress, tag, add the security fields. The body is copied. The caller gets the only reference;
 * NULL when memory ran out. */
http_answer *answer_make(const http_request *request, const http_response *response,
                         http_coding coding, bool set_language);
/* Add a reference; returns the same answer. */
http_answer *answer_hold(http_answer *answer);
/* Release a reference; accepts NULL. */
void answer_release(http_answer *answer);
/* 304, 206 and 416 made from a full answer. */
struct MHD_Response *answer_not_modified(const http_answer *answer);
void answer_fields(struct MHD_Response *response, bool is_page);

/* ---- cache.c ------------------------------------------------------------- */
bool cache_open(int64_t bytes_max);
void cache_close(void);
/* A key is "es br /corridor/GTM-MEX?x=y". NULL when it is not cached; otherwise the caller releases
 * the answer. */
http_answer *cache_find(cor_str key);
/* Number of times the cache was emptied. Read it before the figures. */
int64_t cache_generation(void);
/* Keep the answer, with a reference of the cache's own, if it is made for the second time and the
 * cache was not emptied since `generation`: otherwise its figures may be outdated. */
void cache_put(cor_str key, http_answer *answer, int64_t generation);
void cache_forget(void);

/* ---- worker.c: what a thread needs to answer: its view of the database and its memory ---- */
typedef struct worker_shared worker_shared;
typedef struct {
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;
    const cor_registry_memory *registries;
    cor_flow_runs_memory *flow_runs;
    worker_shared *figures_shared, *registries_shared; // references, while the view is open
    cor_store *writing;                                // opened on the first write
    cor_stretch stretch, scratch;                      // of a request: until its end; within a call
    int32_t untrimmed;                                 // requests since memory was last trimmed
    int64_t generation, writing_generation;
} http_worker;
void workers_open(cor_str database);
/* After all threads that answer have ended. */
void workers_close(void);
/* Read figures and registries into memory when they are outdated, or always; every thread uses the
 * new ones from its next request on. */
cor_code workers_refresh(bool always, bool *ret_changed, cor_error *err);
/* The worker of this thread: made with its first answer; its view is opened again when the figures
 * change. */
cor_code worker_get(http_worker **ret_worker, cor_error *err);
/* Roll back transactions that a failed handler left open. */
void worker_roll_back(void);

/* ---- pool.c: threads for what takes longer than 5 ms --------------------- */
typedef struct http_job http_job;
struct http_job {
    http_job *next;
    void (*run)(http_job *job); // ends by resuming the connection
};
/* Each thread calls `begin` before its first job, for work that would slow down the first
 * answer. */
bool pool_open(int32_t threads, void (*begin)(void));
/* False when too many jobs are waiting. */
bool pool_put(http_job *job);
/* Finish the queued jobs, then end the threads. */
void pool_close(void);

/* ---- dispatch.c ---------------------------------------------------------- */
/* From a checked head to a response: route, handler, error page. */
void dispatch(http_request *request, const http_route *route, http_response *ret_response);
/* The page for a status and a sentence; JSON if requested. */
void dispatch_refusal(http_request *request, int status, cor_text what, cor_text hint,
                      http_response *ret_response);

#endif
