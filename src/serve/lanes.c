/* SPDX-License-Identifier: Apache-2.0 */
/* lanes.c: work that would delay others, in lanes by what it costs. Each lane has its own workers,
 * so that the office never waits for readers, and readers of pages not for makers of PDF; in each a
 * client has a share, so that nobody can take a lane alone. See docs/decisions/0023. */
#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "server.h"

typedef struct {
    const char *name;
    int32_t workers;
    int32_t waiting_most; // more get 503
    int32_t share;        // of one client, waiting and running; more get 429
    int32_t wait_s;       // a job that has waited longer gets 503
    int32_t niceness;     // heavier work gives way to lighter
} lane_row;

/* One password takes 64 MiB for a tenth of a second: one at a time, and one more for devices on which
 * the person signed in before, so that strangers who guess cannot make them wait. Everything for
 * the office is light. Files and flows compute: they give way to all that people wait for. */
static const lane_row LANES[LANE_COUNT] = {
    //                name       workers waiting share wait nice
    [LANE_HERE] = { "here", 0, 0, 0, 0, 0 },
    [LANE_SIGN_IN] = { "sign-in", 1, 32, 8, 30, 2 },
    [LANE_KNOWN] = { "known-device", 1, 32, 8, 30, 0 },
    [LANE_OFFICE] = { "office", 2, 64, 32, 30, 0 },
    [LANE_PAGES] = { "pages", 2, 64, 16, 30, 2 },
    [LANE_FILES] = { "files", 2, 64, 16, 60, 5 },
    [LANE_FLOWS] = { "flows", 1, 16, 4, 60, 10 },
};

enum { WORKERS_MAX = 2 };
static const uint64_t NOBODY = UINT64_MAX; // a client that is not known, at work

typedef struct {
    pthread_cond_t wake;
    pthread_t threads[WORKERS_MAX];
    uint64_t running[WORKERS_MAX]; // clients; 0: idle, NOBODY: one that is not known
    int32_t thread_count, waiting;
    int64_t taken_count;
    http_job *first, *last;
} work_lane;

static struct {
    pthread_mutex_t lock;
    work_lane list[LANE_COUNT];
    bool stop;
    void (*begin)(http_lane lane);
} lanes = { .lock = PTHREAD_MUTEX_INITIALIZER };

const char *lane_name(http_lane which) {
    return LANES[which].name;
}

int32_t lane_wait_s(http_lane which) {
    return LANES[which].wait_s;
}

/* ---- the queue, under the lock --------------------------------------------- */

static void append_job(work_lane *lane, http_job *job) {
    job->next = NULL;
    job->waits = true;
    if (lane->last)
        lane->last->next = job;
    else
        lane->first = job;
    lane->last = job;
    lane->waiting++;
    lane->taken_count++;
}

static void remove_job(work_lane *lane, http_job *job) {
    http_job *before = NULL;
    for (http_job *at = lane->first; at != job; at = at->next)
        before = at;
    if (before)
        before->next = job->next;
    else
        lane->first = job->next;
    if (lane->last == job) lane->last = before;
    lane->waiting--;
    job->waits = false;
}

static int32_t jobs_of_client(const work_lane *lane, uint64_t client) {
    int32_t count = 0;
    if (!client) return 0;
    for (const http_job *job = lane->first; job; job = job->next)
        count += job->client == client;
    for (int32_t i = 0; i < WORKERS_MAX; i++)
        count += lane->running[i] == client;
    return count;
}

/* ---- workers --------------------------------------------------------------- */

typedef struct {
    http_lane which;
    int32_t number;
} lane_worker;

static lane_worker workers[LANE_COUNT][WORKERS_MAX];

static http_job *take_job(const lane_worker *worker) {
    work_lane *lane = &lanes.list[worker->which];
    pthread_mutex_lock(&lanes.lock);
    lane->running[worker->number] = 0;
    while (!lane->first && !lanes.stop)
        pthread_cond_wait(&lane->wake, &lanes.lock);

    http_job *job = lane->first;
    if (job) {
        remove_job(lane, job);
        lane->running[worker->number] = job->client ? job->client : NOBODY;
    }

    pthread_mutex_unlock(&lanes.lock);
    return job;
}

static void *run_worker(void *self) {
    const lane_worker *worker = self;
    // Only this thread, and those it starts. Refused: then it takes its full part.
    (void)setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), LANES[worker->which].niceness);
    lanes.begin(worker->which);
    for (http_job *job; (job = take_job(worker));)
        job->run(job);
    return NULL;
}

static bool open_lane(http_lane which) {
    work_lane *lane = &lanes.list[which];
    *lane = (work_lane){ 0 };
    pthread_cond_init(&lane->wake, NULL);
    for (int32_t i = 0; i < LANES[which].workers; i++) {
        workers[which][i] = (lane_worker){ which, i };
        if (pthread_create(&lane->threads[i], NULL, run_worker, &workers[which][i]) != 0)
            return false;
        lane->thread_count++;
    }
    return true;
}

/* ---- all lanes ------------------------------------------------------------- */

bool lanes_open(void (*begin)(http_lane lane)) {
    lanes.begin = begin;
    lanes.stop = false;
    for (int which = 0; which < LANE_COUNT; which++)
        if (!open_lane((http_lane)which)) return false;
    return true;
}

lane_place lane_put(http_job *job) {
    work_lane *lane = &lanes.list[job->lane];
    const lane_row *row = &LANES[job->lane];
    lane_place place = LANE_TAKEN;

    pthread_mutex_lock(&lanes.lock);
    if (lanes.stop || lane->waiting >= row->waiting_most)
        place = LANE_FULL;
    else if (jobs_of_client(lane, job->client) >= row->share)
        place = LANE_SHARE_SPENT;
    if (place == LANE_TAKEN) {
        append_job(lane, job);
        pthread_cond_signal(&lane->wake);
    }

    pthread_mutex_unlock(&lanes.lock);
    return place;
}

bool lane_withdraw(http_job *job) {
    pthread_mutex_lock(&lanes.lock);
    bool waits = job->waits;
    if (waits) remove_job(&lanes.list[job->lane], job);
    pthread_mutex_unlock(&lanes.lock);
    return waits;
}

void lane_load(http_lane which, int32_t *ret_waiting, int32_t *ret_running) {
    const work_lane *lane = &lanes.list[which];
    *ret_running = 0;
    pthread_mutex_lock(&lanes.lock);
    *ret_waiting = lane->waiting;
    for (int32_t i = 0; i < WORKERS_MAX; i++)
        *ret_running += lane->running[i] != 0;
    pthread_mutex_unlock(&lanes.lock);
}

int64_t lane_taken_count(http_lane which) {
    pthread_mutex_lock(&lanes.lock);
    int64_t count = lanes.list[which].taken_count;
    pthread_mutex_unlock(&lanes.lock);
    return count;
}

void lanes_close(void) {
    pthread_mutex_lock(&lanes.lock);
    lanes.stop = true;
    for (int which = 0; which < LANE_COUNT; which++)
        pthread_cond_broadcast(&lanes.list[which].wake);
    pthread_mutex_unlock(&lanes.lock);
    for (int which = 0; which < LANE_COUNT; which++)
        for (int32_t i = 0; i < lanes.list[which].thread_count; i++)
            pthread_join(lanes.list[which].threads[i], NULL);
}
