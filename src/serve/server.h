/* SPDX-License-Identifier: Apache-2.0 */
/* server.h: the parts that answer: limits of clients, answers, their cache, lanes of work, tables to
 * download, and each thread's view of the database. */
#ifndef CORREDOR_SERVE_SERVER_H
#define CORREDOR_SERVE_SERVER_H

#include <stdatomic.h>
#include <sys/socket.h>

#include "http.h"
#include "serve.h"

typedef struct http_connection http_connection;
typedef struct http_loop http_loop;

/* ---- clients.c: limits of each address ------------------------------------ */
/* Returns the number of connections that the system has descriptors for; 0 when it failed. */
int32_t clients_open(const http_options *options);
void clients_close(void);
/* Whether there is room for another connection, from this address and in total. Only a keyed hash
 * of the address is kept: *ret_slot, for the calls below. */
bool client_admit(const struct sockaddr *address, uint32_t *ret_slot);
void client_forget(uint32_t slot);
/* Spend one request of the client's budget per second; false when it is used up. `client` is from
 * client_hash; 0 has no budget. */
bool client_spend(uint64_t client);
/* address.c: an IPv4 client of a socket for both families (::ffff:192.0.2.1) becomes one of IPv4. */
void http_address_unmap(struct sockaddr_storage *address);
/* "192.0.2.1", "2001:db8::1"; empty for other families. */
cor_str http_address_print(const struct sockaddr *address, char room[64]);
/* COR_E_USAGE: not an IP address as http_address_print writes it. */
cor_code http_proxy_check(cor_str proxy, cor_error *err);
/* A number that stands for the client while the server runs; never 0. */
uint64_t client_hash(cor_str address);

/* ---- listen.c: the listening socket; 503 where there is no room for another connection ---- */
cor_code listen_open(cor_str address, int *ret_descriptor, cor_error *err);
void listen_run(int descriptor, const atomic_bool *stop);

/* ---- answer.c ------------------------------------------------------------ */
/* A finished answer. It never changes, so threads share it; the last one to release it frees it. */
typedef struct {
    int status;
    cor_str fields;     // sent with every status: "Name: value" lines
    cor_str about_body; // sent with the body: type, coding, file name
    cor_str body;
    table_file *file; // instead of the body; NULL: none
    char etag[48];    // with quotes; empty: none
    bool is_identity; // without a coding: parts of it can be sent
    int64_t bytes;    // of body or file
    int64_t memory_bytes;
    _Atomic int32_t references;
} http_answer;
/* Compress, tag, add the security fields. The body is copied; a file's reference is taken over. The
 * caller gets the only reference; NULL when memory ran out. */
http_answer *answer_make(const http_request *request, const http_response *response,
                         http_coding coding, bool set_language);
/* Memory of all answers, kept or being sent. */
int64_t answers_bytes(void);
/* Add a reference; returns the same answer. */
http_answer *answer_hold(http_answer *answer);
/* Release a reference; accepts NULL. */
void answer_release(http_answer *answer);

/* ---- tables.c: large tables as files, made once and sent to all who ask --- */
/* An unnamed file of a table; it never changes. */
struct table_file {
    int descriptor;
    int64_t bytes;
    char etag[48]; // with quotes
    _Atomic int32_t references;
};
/* The files together take at most so many bytes of disk; 0: as many as the database file. */
void tables_open(cor_str database, int64_t bytes_most);
void tables_close(void);
int64_t tables_bytes(void); // on disk now
/* Forget files of older figures; those being sent live on until then. */
void tables_forget(void);
/* The file of that key, with a reference; NULL when it is not made. */
table_file *table_file_find(cor_str key);
void table_file_release(table_file *file);
/* Make the file with `write`, or wait for another thread that makes it. A table of at most
 * small_bytes is not kept: *ret_small has its bytes and *ret_file is NULL. COR_E_FULL (507),
 * COR_E_BUSY (503): other tables take the room. */
typedef cor_code (*table_write)(void *self, cor_out *out, cor_error *err);
cor_code table_file_make(cor_str key, table_write write, void *self, cor_arena *keep,
                         table_file **ret_file, cor_str *ret_small, cor_error *err);

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
/* Whether the file that was read is still there, the same, and a database; *ret_fact says what is
 * wrong. */
bool workers_have_database(cor_text *ret_fact);
/* Tells the figures that this thread sees from those of other times; 0 before its first answer. */
int64_t worker_generation(void);
/* The worker of this thread: made with its first answer; its view is opened again when the figures
 * change. */
cor_code worker_get(http_worker **ret_worker, cor_error *err);
/* Roll back transactions that a failed handler left open. */
void worker_roll_back(void);

/* ---- lanes.c: threads for what takes longer than 5 ms, by what it costs ---- */
typedef struct http_job http_job;
struct http_job {
    http_job *next;
    void (*run)(http_job *job); // ends by resuming the connection
    http_lane lane;
    uint64_t client;      // from client_hash; 0: not known, and without a share
    bool waits;           // guarded by the lanes' lock
    _Atomic bool is_left; // the client is gone: nobody needs the answer
};
typedef enum { LANE_TAKEN, LANE_FULL, LANE_SHARE_SPENT } lane_place;
/* Each thread calls `begin` with its lane before its first job, for work that would slow down the
 * first answer. */
bool lanes_open(void (*begin)(http_lane lane));
/* A client has a share of each lane, so that one cannot take it alone. */
lane_place lane_put(http_job *job);
/* Take back a job that still waits; false when it runs or has run. */
bool lane_withdraw(http_job *job);
/* Seconds that a job of this lane may wait. */
int32_t lane_wait_s(http_lane lane);
const char *lane_name(http_lane lane);
/* Jobs waiting and running. */
void lane_load(http_lane lane, int32_t *ret_waiting, int32_t *ret_running);
/* Jobs taken on since the start. */
int64_t lane_taken_count(http_lane lane);
/* Finish the queued jobs, then end the threads. */
void lanes_close(void);

/* ---- sandbox.c ------------------------------------------------------------ */
/* Give up what serving does not need; says in the log what holds. Before any other thread starts,
 * and after the socket listens. */
void sandbox_enter(const http_options *options);

/* ---- dispatch.c ---------------------------------------------------------- */
/* From a checked head to a response: route, handler, error page. */
void dispatch(http_request *request, const http_route *route, http_response *ret_response);
/* The page for a status and a sentence; JSON if requested. */
void dispatch_refusal(http_request *request, int status, cor_text what, cor_text hint,
                      http_response *ret_response);

#endif
