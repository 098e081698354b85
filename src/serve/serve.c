/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: opens the database and the socket, serves until told to stop, and closes them after the
 * last request. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "corredor/render.h"
#include "dossier/dossier.h"

#include "connection.h"

enum { CACHE_BYTES = 24 << 20, STOP_TIMEOUT_S = 10 };

static atomic_bool stop_wanted, stopped; // set by one thread, read by others

bool server_is_stopping(void) {
    return stop_wanted;
}

/* New figures are seen within seconds, without a signal; SIGHUP requests it immediately. */
static void refresh_figures(bool always) {
    cor_error err = { 0 };
    bool changed;
    cor_code code = workers_refresh(always, &changed, &err);
    if (code) {
        http_log_event("refresh", err.what);
    } else if (changed) {
        cache_forget();
        tables_forget();
        http_log_event("refresh", cor_say(_("The figures were read again.")));
    }
}

/* The second signal does not wait for answers in progress. */
static _Noreturn void end_at_once(int number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    _exit(128 + number);
}

static void *signals_run(void *set) {
    enum { SECONDS_BETWEEN = 5 };
    int idle_s = 0;

    while (!stopped) {
        struct timespec second = { .tv_sec = 1 };
        int number = sigtimedwait(set, NULL, &second);
        if (number > 0 && number != SIGHUP && stop_wanted) end_at_once(number);
        if (number > 0 && number != SIGHUP)
            stop_wanted = true;
        else if (number == SIGHUP && !stop_wanted)
            refresh_figures(true);
        else if (number < 0 && !stop_wanted && ++idle_s % SECONDS_BETWEEN == 0)
            refresh_figures(false);
    }

    return NULL;
}

/* Finish answers in progress; do not wait for idle connections. */
static void wait_for_requests(const http_options *options) {
    int32_t most_s = options->stop_timeout_s ? options->stop_timeout_s : STOP_TIMEOUT_S;
    for (int32_t tenth = 0; tenth < most_s * 10 && server_busy(); tenth++)
        usleep(100000);
}

/* The first PDF of a thread loads fonts and shapes the words shared by all dossiers, in each
 * language: a third of a second, spent before the first request. */
static void load_fonts(http_lane lane) {
    cor_error err = { 0 };
    http_worker *worker;
    cor_country origin, destination;
    const cor_document *document;
    const cor_renderer *pdf = cor_renderer_find(COR_STR("pdf"));
    bool known = cor_country_by_code(COR_STR("GTM"), &origin) &&
                 cor_country_by_code(COR_STR("MEX"), &destination);

    if (lane != LANE_FILES || !known || !pdf || worker_get(&worker, &err) != COR_OK) return;
    cor_dossier dossier = { .figures = worker->figures };
    cor_arena keep = cor_stretch_arena(&worker->stretch),
              scratch = cor_stretch_arena(&worker->scratch);

    if (cor_dossier_corridor(&dossier, origin, destination, &keep, &document, &err) == COR_OK) {
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            cor_arena room = keep;
            cor_out out = cor_out_memory(&room);
            cor_code code = pdf->render(document, &(cor_render_options){ .lang = (cor_lang)lang },
                                        scratch, &out, &err);
            (void)code; // requesting one reports the error
        }
    }

    cor_stretch_trim(&worker->stretch, 0);
    cor_stretch_trim(&worker->scratch, 0);
}

static bool open_parts(const http_options *options) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int32_t threads = options->threads ? options->threads
                      : processors > 1 ? (int32_t)processors
                                       : 2;
    tables_open(options->database, options->temporary_bytes);
    return clients_open(options) && cache_open(CACHE_BYTES) && loops_open(options, threads) &&
           lanes_open(load_fonts);
}

static cor_code run_server(const http_options *options, int listening, cor_error *err) {
    bool ready = open_parts(options);
    if (ready) {
        fprintf(stderr, "corredor: http://%.*s/\n", COR_STR_F(options->listen));
        listen_run(listening, &stop_wanted);
    }

    close(listening);
    if (ready) wait_for_requests(options);
    lanes_close();
    loops_close();
    clients_close();
    tables_close();
    cache_close();

    return ready ? COR_OK : cor_fail_memory(err);
}

cor_code http_serve(const http_options *options, cor_error *err) {
    int listening;
    bool changed;

    cor_code code = http_proxy_check(options->proxy, err);
    if (code) return code;
    workers_open(options->database);
    // The first connection should not meet an unreadable database.
    code = workers_refresh(true, &changed, err);
    if (!code) code = listen_open(options->listen, &listening, err);
    if (code) {
        workers_close();
        return code;
    }

    sandbox_enter(options);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);

    // Blocked before any thread starts, so that only the waiting thread receives them.
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); // a table beyond the limit of the process: 507, see tables.c
    pthread_t signals;

    if (pthread_create(&signals, NULL, signals_run, &set) != 0) {
        close(listening);
        workers_close();
        return cor_fail_memory(err);
    }

    code = run_server(options, listening, err);
    stopped = true;
    pthread_kill(signals, SIGHUP); // only to wake it
    pthread_join(signals, NULL);
    workers_close();

    return code;
}
