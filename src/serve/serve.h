/* SPDX-License-Identifier: Apache-2.0 */
/* serve.h: the web server, as started by a command. */
#ifndef CORREDOR_SERVE_SERVE_H
#define CORREDOR_SERVE_SERVE_H

#include "corredor/error.h"

typedef struct {
    cor_str listen; // "127.0.0.1:8080", "[::1]:8080"
    cor_str database;
    cor_str proxy; // address of the proxy in front, whose X-Forwarded-For is believed; empty: none
    int32_t threads;                 // 0: as many as processors
    int32_t connections_max;         // 0: 2000
    int32_t connections_per_address; // 0: 200; loopback and the proxy are not limited
    int32_t head_timeout_s;          // 0: 10
    int32_t body_timeout_s;          // 0: 30
    int32_t stop_timeout_s;          // 0: 10; for answers in progress
    int32_t idle_timeout_s;          // 0: 30
    int32_t requests_per_second;     // per address; 0: no limit
    int32_t send_bytes_per_s;        // least rate at which a client must take an answer; 0: 8192
    int64_t temporary_bytes;         // of tables on disk together; 0: as the database file
    bool no_sandbox;                 // for debugging
    bool log_requests;
    cor_lang lang; // language of messages on standard error
} http_options;
/* Serve until SIGTERM or SIGINT; requests in progress are finished. SIGHUP opens the database again
 * and empties the cache. */
cor_code http_serve(const http_options *options, cor_error *err);

#endif
