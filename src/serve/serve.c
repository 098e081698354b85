/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: opens the database and the socket, serves until told to stop, and closes them after the
 * last request. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "corredor/render.h"
#include "dossier/dossier.h"

#include "state.h"

/* A connection has room for a value of 64 KiB, so that the question can say that it is too long. */
enum { CACHE_BYTES = 24 << 20, CONNECTION_BYTES = 96 << 10, STOP_TIMEOUT_S = 10 };

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

/* Leave escapes alone: we decode once, with checks. */
static size_t leave_escaped(void *self, struct MHD_Connection *connection, char *text) {
    (void)self;
    (void)connection;
    return strlen(text);
}

static void ignore_message(void *self, const char *format, va_list args) {
    // The library's messages contain addresses; our log must not.
    (void)self;
    (void)format;
    (void)args;
}

static struct MHD_Daemon *start_daemon(const http_options *options, unsigned threads) {
    int32_t connections = options->connections_max ? options->connections_max : 2000;
    int strictness = server_sees_wire() ? 0 : 1; // our own check refuses with a better sentence

    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
            MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG,
        0, NULL, NULL, server_handle, (void *)(uintptr_t)options, MHD_OPTION_THREAD_POOL_SIZE,
        threads, MHD_OPTION_EXTERNAL_LOGGER, ignore_message, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)(connections + (int32_t)threads), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)(options->idle_timeout_s ? options->idle_timeout_s : 30),
        MHD_OPTION_STRICT_FOR_CLIENT, strictness, MHD_OPTION_URI_LOG_CALLBACK, server_target_seen,
        NULL, MHD_OPTION_NOTIFY_COMPLETED, server_completed, NULL, MHD_OPTION_NOTIFY_CONNECTION,
        server_connection, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
}

/* Finish answers in progress; do not wait for idle connections. */
static void wait_for_requests(const http_options *options) {
    int32_t most_s = options->stop_timeout_s ? options->stop_timeout_s : STOP_TIMEOUT_S;
    for (int32_t tenth = 0; tenth < most_s * 10 && server_busy(); tenth++)
        usleep(100000);
}

/* The first PDF of a thread loads fonts and shapes the words shared by all dossiers, in each
 * language: a third of a second, spent before the first request. */
static void load_fonts(void) {
    cor_error err = { 0 };
    http_worker *worker;
    cor_country origin, destination;
    const cor_document *document;
    const cor_renderer *pdf = cor_renderer_find(COR_STR("pdf"));
    bool known = cor_country_by_code(COR_STR("GTM"), &origin) &&
                 cor_country_by_code(COR_STR("MEX"), &destination);

    if (!known || !pdf || worker_get(&worker, &err) != COR_OK) return;
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

static cor_code run_server(const http_options *options, int listening, cor_error *err) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = options->threads ? (unsigned)options->threads
                       : processors > 1 ? (unsigned)processors
                                        : 2;
    bool ready = deadlines_open(options) && cache_open(CACHE_BYTES) && pool_open(2, load_fonts);

    struct MHD_Daemon *daemon = ready ? start_daemon(options, threads) : NULL;
    if (!daemon) {
        close(listening);
        return ready ? cor_fail(err, COR_E_SOFTWARE, _("The web server could not be started."))
                     : cor_fail_memory(err);
    }

    fprintf(stderr, "corredor: http://%.*s/\n", COR_STR_F(options->listen));
    listen_run(listening, daemon, &stop_wanted);
    close(listening);
    wait_for_requests(options);
    pool_close();
    MHD_stop_daemon(daemon);
    deadlines_close();
    cache_close();

    return COR_OK;
}

cor_code http_serve(const http_options *options, cor_error *err) {
    int listening;
    bool changed;

    workers_open(options->database);
    // The first connection should not meet an unreadable database.
    cor_code code = workers_refresh(true, &changed, err);
    if (!code) code = listen_open(options->listen, &listening, err);
    if (code) {
        workers_close();
        return code;
    }

    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);

    // Blocked before any thread starts, so that only the waiting thread receives them.
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
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
