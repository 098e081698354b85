/* SPDX-License-Identifier: Apache-2.0 */
/* loop.c: threads that wait for many connections at once. The system tells a loop only what has
 * changed (edge-triggered epoll); a connection remembers what it may read or write. Accepted
 * connections and finished answers arrive in the loop's inbox. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "connection.h"

enum { LOOPS_MAX = 64, EVENTS = 64, LOOK_MS = 250 }; // deadlines are looked at so often

struct http_loop {
    int epoll, bell; // the bell: something is in the inbox
    pthread_t thread;
    pthread_mutex_t lock;
    http_connection *inbox; // guarded
    http_connection *all, *put_off, *ended;
    int64_t looked_ms;
    bool runs;
};

static struct {
    http_loop list[LOOPS_MAX];
    int32_t count, next;
    const http_options *options;
    atomic_bool stop;
} loops;

int64_t loop_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the inbox ------------------------------------------------------------ */

static void put_in_inbox(http_connection *connection) {
    http_loop *loop = connection->loop;
    uint64_t one = 1;
    pthread_mutex_lock(&loop->lock);
    connection->next_in_inbox = loop->inbox;
    loop->inbox = connection;
    pthread_mutex_unlock(&loop->lock);
    if (write(loop->bell, &one, sizeof one) < 0) return; // full: it rings already
}

bool loops_add(int descriptor, const struct sockaddr_storage *peer, uint32_t client_slot) {
    http_connection *added = calloc(1, sizeof *added);
    if (!added) {
        close(descriptor);
        return false;
    }

    added->descriptor = descriptor;
    added->peer = *peer;
    added->client_slot = client_slot;
    added->loop = &loops.list[loops.next++ % loops.count];
    added->exchange.options = loops.options;
    added->exchange.connection = added;
    added->readable = added->writable = true;
    put_in_inbox(added);
    return true;
}

void loop_resume(http_connection *connection) {
    put_in_inbox(connection);
}

void loop_put_off(http_connection *connection) {
    if (connection->is_waiting) return;
    connection->is_waiting = true;
    connection->next_put_off = connection->loop->put_off;
    connection->loop->put_off = connection;
}

/* ---- the connections of a loop -------------------------------------------- */

static void link_connection(http_loop *loop, http_connection *connection) {
    connection->next = loop->all;
    connection->previous = NULL;
    if (loop->all) loop->all->previous = connection;
    loop->all = connection;
}

static void unlink_connection(http_loop *loop, http_connection *connection) {
    if (connection->previous) connection->previous->next = connection->next;
    if (connection->next) connection->next->previous = connection->previous;
    if (loop->all == connection) loop->all = connection->next;
}

static void register_connection(http_loop *loop, http_connection *connection) {
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                                 .data.ptr = connection };
    connection->is_registered = true;
    http_metrics_connection(1, false);
    link_connection(loop, connection);
    connection_step_set(connection, STEP_HEAD);
    if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, connection->descriptor, &event) != 0)
        connection_close(connection);
}

/* Freed at the end of the turn: the events and lists of this one may still name it. */
static void bury_if_ended(http_loop *loop, http_connection *connection) {
    if (connection->step != STEP_ENDED || connection->descriptor < 0) return;
    unlink_connection(loop, connection);
    close(connection->descriptor);
    connection->descriptor = -1;
    client_forget(connection->client_slot);
    http_metrics_connection(-1, false);
    connection->next = loop->ended;
    loop->ended = connection;
}

static void run_connection(http_loop *loop, http_connection *connection) {
    if (connection->step != STEP_ENDED) connection_run(connection);
    bury_if_ended(loop, connection);
}

static void free_ended(http_loop *loop) {
    http_connection *first = loop->ended;
    loop->ended = NULL;
    for (http_connection *connection = first, *next; connection; connection = next) {
        next = connection->next;
        if (connection->is_waiting) {
            connection->next = loop->ended;
            loop->ended = connection;
        } else {
            free(connection);
        }
    }
}

/* ---- a turn --------------------------------------------------------------- */

static void note_event(http_loop *loop, const struct epoll_event *event) {
    http_connection *connection = event->data.ptr;
    uint64_t rings;
    if (!connection) {
        if (read(loop->bell, &rings, sizeof rings) < 0) return;
        return;
    }

    bool is_broken = event->events & (EPOLLERR | EPOLLHUP);
    if (event->events & (EPOLLIN | EPOLLRDHUP | EPOLLERR | EPOLLHUP)) connection->readable = true;
    if (event->events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) connection->writable = true;
    if (event->events & (EPOLLRDHUP | EPOLLHUP)) connection->peer_is_closing = true;
    if (is_broken && connection->step == STEP_WORK) connection->exchange.job.is_left = true;
    run_connection(loop, connection);
}

static void empty_inbox(http_loop *loop) {
    pthread_mutex_lock(&loop->lock);
    http_connection *first = loop->inbox;
    loop->inbox = NULL;
    pthread_mutex_unlock(&loop->lock);

    for (http_connection *connection = first, *next; connection; connection = next) {
        next = connection->next_in_inbox;
        if (!connection->is_registered)
            register_connection(loop, connection);
        else if (connection->step == STEP_WORK)
            respond_from_lane(&connection->exchange);
        run_connection(loop, connection);
    }
}

static void run_put_off(http_loop *loop) {
    http_connection *first = loop->put_off;
    loop->put_off = NULL;
    for (http_connection *connection = first, *next; connection; connection = next) {
        next = connection->next_put_off;
        connection->is_waiting = false;
        run_connection(loop, connection);
    }
}

static void close_all(http_loop *loop) {
    for (http_connection *connection = loop->all, *next; connection; connection = next) {
        next = connection->next;
        connection_close(connection);
        bury_if_ended(loop, connection);
    }
    run_put_off(loop);
    free_ended(loop);
}

static bool is_overdue(http_connection *connection, int64_t now) {
    if (connection->step == STEP_SEND) return send_is_too_slow(connection, now);
    return connection->deadline_ms && connection->deadline_ms <= now;
}

static void look_at_deadlines(http_loop *loop) {
    int64_t now = loop_now_ms();
    if (now - loop->looked_ms < LOOK_MS) return;
    loop->looked_ms = now;
    for (http_connection *connection = loop->all, *next; connection; connection = next) {
        next = connection->next;
        if (!is_overdue(connection, now)) continue;
        connection_overdue(connection);
        run_connection(loop, connection);
    }
}

static void *run_loop(void *self) {
    http_loop *loop = self;
    struct epoll_event events[EVENTS];

    while (!loops.stop) {
        int count = epoll_wait(loop->epoll, events, EVENTS, loop->put_off ? 0 : LOOK_MS);
        for (int i = 0; i < count; i++)
            note_event(loop, &events[i]);
        empty_inbox(loop);
        run_put_off(loop);
        look_at_deadlines(loop);
        free_ended(loop);
    }

    empty_inbox(loop);
    close_all(loop);
    return NULL;
}

/* ---- all loops ------------------------------------------------------------ */

static bool open_loop(http_loop *loop) {
    struct epoll_event bell = { .events = EPOLLIN };
    *loop = (struct http_loop){ .epoll = epoll_create1(EPOLL_CLOEXEC),
                                .bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC) };
    pthread_mutex_init(&loop->lock, NULL);
    loop->runs = loop->epoll >= 0 && loop->bell >= 0 &&
                 epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->bell, &bell) == 0 &&
                 pthread_create(&loop->thread, NULL, run_loop, loop) == 0;
    return loop->runs;
}

static void close_loop(http_loop *loop) {
    uint64_t one = 1;
    if (loop->runs && write(loop->bell, &one, sizeof one) > 0) pthread_join(loop->thread, NULL);
    if (loop->epoll >= 0) close(loop->epoll);
    if (loop->bell >= 0) close(loop->bell);
    pthread_mutex_destroy(&loop->lock);
}

bool loops_open(const http_options *options, int32_t count) {
    loops.options = options;
    loops.stop = false;
    loops.count = 0;
    while (loops.count < count && loops.count < LOOPS_MAX)
        if (!open_loop(&loops.list[loops.count++])) return false;
    return true;
}

void loops_close(void) {
    loops.stop = true;
    for (int32_t i = 0; i < loops.count; i++)
        close_loop(&loops.list[i]);
    loops.count = 0;
}
