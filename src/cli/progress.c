/* SPDX-License-Identifier: Apache-2.0 */
/* progress.c: a progress bar on the terminal; Ctrl-C asks the work to stop. */
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

static volatile sig_atomic_t stop_wanted;

static void want_stop(int signal_number) {
    (void)signal_number;
    stop_wanted = 1;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cli_progress_begin(cli_progress *progress, cor_lang lang) {
    *progress =
        (cli_progress){ .lang = lang, .is_terminal = isatty(STDERR_FILENO), .last_ms = now_ms() };
    // A second Ctrl-C ends the program immediately; the database is safe either way.
    struct sigaction action = { .sa_handler = want_stop, .sa_flags = (int)SA_RESETHAND };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool cli_progress_step(void *self, cor_str name, int64_t done, int64_t total) {
    cli_progress *progress = self;
    int64_t now = now_ms();

    if (!progress->is_terminal || now - progress->last_ms < 100) return !stop_wanted;
    progress->last_ms = now;
    progress->shown = true;
    enum { CELLS = 24 };
    int filled = total > 0 ? (int)(done * CELLS / total) : 0;
    char bar[CELLS * 3 + 1] = "";
    for (int i = 0; i < CELLS; i++)
        strcat(bar, i < filled ? "█" : "░");

    fprintf(stderr, "\r\033[K%s %3d %%  %.*s", bar, total > 0 ? (int)(done * 100 / total) : 0,
            COR_STR_F(name));
    fflush(stderr);

    return !stop_wanted;
}

void cli_progress_end(cli_progress *progress) {
    if (progress->shown) fputs("\r\033[K", stderr);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}
