/* SPDX-License-Identifier: Apache-2.0 */
/* pool.c: threads for requests that would delay others: workbooks, PDF, large tables. */
#include <pthread.h>

#include "server.h"

enum { THREADS_MAX = 64 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t threads[THREADS_MAX];
    int32_t thread_count, waiting;
    http_job *first, *last;
    bool stop;
    void (*begin)(void);
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };

static http_job *take_job(void) {
    pthread_mutex_lock(&pool.lock);
    while (!pool.first && !pool.stop)
        pthread_cond_wait(&pool.wake, &pool.lock);

    http_job *job = pool.first;
    if (job) {
        pool.first = job->next;
        if (!pool.first) pool.last = NULL;
        pool.waiting--;
    }

    pthread_mutex_unlock(&pool.lock);
    return job;
}

static void *run_jobs(void *unused) {
    (void)unused;
    pool.begin();
    for (http_job *job; (job = take_job());)
        job->run(job);
    return NULL;
}

bool pool_open(int32_t threads, void (*begin)(void)) {
    pool.begin = begin;
    pool.stop = false;
    pool.thread_count = 0;
    while (pool.thread_count < threads && pool.thread_count < THREADS_MAX) {
        if (pthread_create(&pool.threads[pool.thread_count], NULL, run_jobs, NULL) != 0) break;
        pool.thread_count++;
    }
    return pool.thread_count > 0;
}

bool pool_put(http_job *job) {
    pthread_mutex_lock(&pool.lock);
    bool room = pool.waiting < HTTP_POOL_WAITING_MAX && !pool.stop;
    if (room) {
        job->next = NULL;
        if (pool.last)
            pool.last->next = job;
        else
            pool.first = job;
        pool.last = job;
        pool.waiting++;
        pthread_cond_signal(&pool.wake);
    }

    pthread_mutex_unlock(&pool.lock);
    return room;
}

void pool_close(void) {
    pthread_mutex_lock(&pool.lock);
    pool.stop = true;
    pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
    for (int32_t i = 0; i < pool.thread_count; i++)
        pthread_join(pool.threads[i], NULL);
    pool.thread_count = 0;
}
