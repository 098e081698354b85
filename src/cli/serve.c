/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: corredor serve: the observatory in a browser. */
#include "serve/serve.h"
#include "cli.h"

typedef struct {
    cor_str listen, proxy;
    int64_t threads, connections, rate, head_timeout_s, body_timeout_s, stop_timeout_s, send_rate,
        temporary;
    bool no_sandbox, log;
} serve_asked;

static const cor_parameter SERVE[] = {
    { "listen", COR_PARAM_WORDS, COR_ASKED(serve_asked, listen), N_("Address and port."),
      .initial = "127.0.0.1:8080", .value = "ADDRESS" },
    { "threads", COR_PARAM_WHOLE, COR_ASKED(serve_asked, threads),
      N_("Threads that answer; default one per processor."), .least = 1, .most = 64 },
    { "connections", COR_PARAM_WHOLE, COR_ASKED(serve_asked, connections),
      N_("Open connections at most."), .least = 8, .most = 60000, .initial = "2000" },
    { "rate", COR_PARAM_WHOLE, COR_ASKED(serve_asked, rate),
      N_("Requests per second from one address; default no limit."), .least = 1, .most = 1000000 },
    { "head-timeout", COR_PARAM_WHOLE, COR_ASKED(serve_asked, head_timeout_s),
      N_("Time for the head of a request."), .least = 1, .most = 3600, .initial = "10",
      .value = "SECONDS" },
    { "body-timeout", COR_PARAM_WHOLE, COR_ASKED(serve_asked, body_timeout_s),
      N_("Time for the body of a request."), .least = 1, .most = 3600, .initial = "30",
      .value = "SECONDS" },
    { "stop-timeout", COR_PARAM_WHOLE, COR_ASKED(serve_asked, stop_timeout_s),
      N_("Time for answers under way when told to stop."), .least = 1, .most = 3600,
      .initial = "10", .value = "SECONDS" },
    { "send-rate", COR_PARAM_WHOLE, COR_ASKED(serve_asked, send_rate),
      N_("Least rate at which a client must take an answer, in bytes per second."), .least = 1,
      .most = 1 << 20, .initial = "8192", .value = "BYTES" },
    { "temporary", COR_PARAM_WHOLE, COR_ASKED(serve_asked, temporary),
      N_("Most that large tables take in TMPDIR together; default twice the size of the database."),
      .least = 1 << 20, .most = (int64_t)1 << 40, .value = "BYTES" },
    { "proxy", COR_PARAM_WORDS, COR_ASKED(serve_asked, proxy),
      N_("Address of the proxy in front, whose X-Forwarded-For is believed; default none."),
      .value = "ADDRESS" },
    { "no-sandbox", COR_PARAM_FLAG, COR_ASKED(serve_asked, no_sandbox),
      N_("Keep the rights of the process, for debugging.") },
    { "log", COR_PARAM_FLAG, COR_ASKED(serve_asked, log),
      N_("One line of JSON per request on standard error, without personal data.") },
    { 0 },
};

static cor_code run_serve(cli_context *cli, const void *words, cor_error *err) {
    const serve_asked *asked = words;
    http_options options = { .listen = asked->listen,
                             .threads = (int32_t)asked->threads,
                             .connections_max = (int32_t)asked->connections,
                             .requests_per_second = (int32_t)asked->rate,
                             .head_timeout_s = (int32_t)asked->head_timeout_s,
                             .body_timeout_s = (int32_t)asked->body_timeout_s,
                             .stop_timeout_s = (int32_t)asked->stop_timeout_s,
                             .send_bytes_per_s = (int32_t)asked->send_rate,
                             .temporary_bytes = asked->temporary,
                             .proxy = asked->proxy,
                             .no_sandbox = asked->no_sandbox,
                             .log_requests = asked->log,
                             .lang = cli->lang };
    cor_code code = cli_database_path(cli, &options.database, err);
    return code ? code : http_serve(&options, err);
}

const cli_act cli_acts_serve[] = {
    { .name = "serve",
      .title = N_("The observatory in a browser."),
      .details = N_("Reads the database; only forms of the office write to it. New figures are "
                    "seen within seconds of an import, at once after SIGHUP; SIGTERM finishes the "
                    "answers under way and stops."),
      .example = "serve --listen 127.0.0.1:8080",
      .parameters = SERVE,
      .asked_bytes = sizeof(serve_asked),
      .formats = "",
      .run = run_serve },
    { 0 },
};
