/* SPDX-License-Identifier: Apache-2.0 */
/* Lanes of work: a client has its share, a full lane says so, a lane does not wait for another, and
 * a job that waits can be taken back. Also run with the thread sanitizer. */
#include <pthread.h>
#include <unistd.h>

#include "../test_case.h"
#include "serve/server.h"

typedef struct {
    http_job job; // first
    atomic_bool begun, may_end, ended;
} test_job;

static void run_test_job(http_job *job) {
    test_job *own = (test_job *)job;
    own->begun = true;
    while (!own->may_end)
        usleep(1000);
    own->ended = true;
}

static void begin_nothing(http_lane lane) {
    (void)lane;
}

static lane_place put_job(test_job *own, http_lane lane, uint64_t client) {
    *own = (test_job){ .job = { .run = run_test_job, .lane = lane, .client = client } };
    return lane_put(&own->job);
}

static void wait_until(const atomic_bool *flag) {
    while (!*flag)
        usleep(1000);
}

enum { JOBS = 200 };
static test_job jobs[JOBS];

/* Put jobs of ever new clients until one is not taken; returns their number. */
static int fill_lane(http_lane lane, lane_place *ret_place) {
    int count = 0;
    *ret_place = LANE_TAKEN;
    for (; count < JOBS && *ret_place == LANE_TAKEN; count++)
        *ret_place = put_job(&jobs[count], lane, (uint64_t)count + 1);
    return count;
}

static void let_all_end(int count) {
    for (int i = 0; i < count; i++)
        jobs[i].may_end = true;
}

static void a_full_lane_delays_no_other(void **state) {
    (void)state;
    lane_place place;
    static test_job office;
    assert_true(lanes_open(begin_nothing));
    int count = fill_lane(LANE_FILES, &place);
    assert_int_equal(place, LANE_FULL);
    assert_true(count > 10);

    assert_int_equal(put_job(&office, LANE_OFFICE, 1), LANE_TAKEN);
    office.may_end = true;
    wait_until(&office.ended);
    assert_false(jobs[count - 2].begun);
    let_all_end(count);
    lanes_close();
    assert_true(jobs[count - 2].ended);
    assert_false(jobs[count - 1].begun);
}

static void a_client_has_a_share(void **state) {
    (void)state;
    int count = 0;
    static test_job other, again;
    assert_true(lanes_open(begin_nothing));
    while (put_job(&jobs[count], LANE_FLOWS, 7) == LANE_TAKEN)
        count++;
    assert_int_equal(put_job(&jobs[count], LANE_FLOWS, 7), LANE_SHARE_SPENT);
    assert_int_equal(put_job(&other, LANE_FLOWS, 8), LANE_TAKEN);

    let_all_end(count);
    other.may_end = true;
    wait_until(&other.ended);
    for (int i = 0; i < count; i++)
        wait_until(&jobs[i].ended);
    while (put_job(&again, LANE_FLOWS, 7) != LANE_TAKEN)
        usleep(1000); // the worker has not yet come back for more
    again.may_end = true;
    lanes_close();
}

static void a_waiting_job_can_be_taken_back(void **state) {
    (void)state;
    static test_job first, second;
    int32_t waiting, running;
    assert_true(lanes_open(begin_nothing));
    assert_int_equal(put_job(&first, LANE_FLOWS, 1), LANE_TAKEN);
    wait_until(&first.begun);
    assert_int_equal(put_job(&second, LANE_FLOWS, 2), LANE_TAKEN);
    lane_load(LANE_FLOWS, &waiting, &running);
    assert_int_equal(waiting, 1);
    assert_int_equal(running, 1);

    assert_false(lane_withdraw(&first.job));
    assert_true(lane_withdraw(&second.job));
    assert_false(lane_withdraw(&second.job));
    first.may_end = true;
    lanes_close();
    assert_false(second.begun);
}

/* A proxy that does not say who asks: its readers are not one client. */
static void clients_that_are_not_known_have_no_share(void **state) {
    (void)state;
    int count = 0;
    assert_true(lanes_open(begin_nothing));
    while (count < JOBS && put_job(&jobs[count], LANE_FLOWS, 0) == LANE_TAKEN)
        count++;
    assert_true(count >= 16); // as many as wait, and the one that runs perhaps
    assert_int_equal(lane_taken_count(LANE_FLOWS), count);
    let_all_end(count);
    lanes_close();
}

/* ---- many threads -------------------------------------------------------- */

static atomic_int runs;

static void count_run(http_job *job) {
    job->next = NULL;
    runs++;
}

static void *put_many(void *self) {
    http_job *own = self;
    for (int i = 0; i < JOBS; i++) {
        own[i] = (http_job){ .run = count_run,
                             .lane = (http_lane)(1 + i % (LANE_COUNT - 1)),
                             .client = (uint64_t)i * 2 + 1 };
        while (lane_put(&own[i]) != LANE_TAKEN)
            usleep(100);
        if (i % 3 == 0 && lane_withdraw(&own[i])) runs++;
    }
    return NULL;
}

static void each_job_is_run_or_taken_back_once(void **state) {
    (void)state;
    static http_job many[4][JOBS];
    pthread_t threads[4];
    runs = 0;
    assert_true(lanes_open(begin_nothing));
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, put_many, many[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    lanes_close();
    assert_int_equal(runs, 4 * JOBS);
}

test_program(cmocka_unit_test(a_full_lane_delays_no_other), cmocka_unit_test(a_client_has_a_share),
             cmocka_unit_test(a_waiting_job_can_be_taken_back),
             cmocka_unit_test(clients_that_are_not_known_have_no_share),
             cmocka_unit_test(each_job_is_run_or_taken_back_once))
