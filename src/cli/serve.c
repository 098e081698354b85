/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: corredor serve: the observatory in a browser. */
#include <stdlib.h>

#include "cli.h"
#include "serve/serve.h"

const cli_option cli_serve_options[] = {
    { .name = "listen",
      .value = "ADDRESS",
      .help = N_("Address and port; default 127.0.0.1:8080.") },
    { .name = "threads",
      .value = "N",
      .help = N_("Threads that answer; default one per processor.") },
    { .name = "connections", .value = "N", .help = N_("Open connections at most; default 2000.") },
    { .name = "rate",
      .value = "N",
      .help = N_("Requests per second from one address; default no limit.") },
    { .name = "head-timeout",
      .value = "SECONDS",
      .help = N_("Time for the head of a request; default 10.") },
    { .name = "body-timeout",
      .value = "SECONDS",
      .help = N_("Time for the body of a request; default 30.") },
    { .name = "stop-timeout",
      .value = "SECONDS",
      .help = N_("Time for answers under way when told to stop; default 10.") },
    { .name = "log",
      .help = N_("One line of JSON per request on standard error, without personal data.") },
    { 0 },
};

static cor_code read_whole(const cli_context *cli, const char *name, double least, double most,
                           int32_t *ret_value, cor_error *err) {
    const char *word = cli_option_get(cli, name);
    double value = 0;
    if (!word) return COR_OK;
    cor_code code = cli_number_read(word, name, least, most, &value, err);
    if (!code) *ret_value = (int32_t)value;
    return code;
}

cor_code cli_serve(cli_context *cli, cor_error *err) {
    const char *listen = cli_option_get(cli, "listen");
    http_options options = { .listen = listen ? cor_str_of(listen) : COR_STR("127.0.0.1:8080"),
                             .log_requests = cli_option_given(cli, "log"),
                             .lang = cli->lang };
    cor_code code = read_whole(cli, "threads", 1, 64, &options.threads, err);
    if (!code) code = read_whole(cli, "connections", 8, 60000, &options.connections_max, err);
    if (!code) code = read_whole(cli, "rate", 1, 1000000, &options.requests_per_second, err);
    if (!code) code = read_whole(cli, "head-timeout", 1, 3600, &options.head_timeout_s, err);
    if (!code) code = read_whole(cli, "body-timeout", 1, 3600, &options.body_timeout_s, err);
    if (!code) code = read_whole(cli, "stop-timeout", 1, 3600, &options.stop_timeout_s, err);
    if (!code) code = cli_database_path(cli, &options.database, err);

    return code ? code : http_serve(&options, err);
}
