/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c: answers that are ready to be sent again. Bounded in bytes; the one not asked for
 * longest of a small group makes room. An answer is kept when it is made for the second time, so
 * that whoever walks through every address once neither fills the memory nor drives out what
 * many ask for. Forgotten whole when the database changes. */
#include <pthread.h>
#include <stdlib.h>

#include "server.h"

enum { SETS = 1024, WAYS = 4, KEY_BYTES_MAX = 240, SEEN = 8192 };

typedef struct {
    char key[KEY_BYTES_MAX];
    size_t key_length;
    http_answer answer; // response NULL: free
    uint64_t used;
} cached;

static struct {
    cached (*sets)[WAYS];
    pthread_mutex_t lock;
    uint64_t clock;
    int64_t bytes, bytes_max;
    uint32_t seen[SEEN]; // part of the hash of keys that were made once
} cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

bool cache_open(int64_t bytes_max) {
    cache.sets = calloc(SETS, sizeof *cache.sets);
    cache.bytes_max = bytes_max;
    return cache.sets;
}

static void drop(cached *entry) {
    if (!entry->answer.response) return;
    MHD_destroy_response(entry->answer.response);
    cache.bytes -= entry->answer.memory_bytes;
    entry->answer.response = NULL;
}

void cache_forget(void) {
    pthread_mutex_lock(&cache.lock);
    for (int set = 0; cache.sets && set < SETS; set++)
        for (int way = 0; way < WAYS; way++)
            drop(&cache.sets[set][way]);
    pthread_mutex_unlock(&cache.lock);
}

void cache_close(void) {
    cache_forget();
    free(cache.sets);
    cache.sets = NULL;
}

static cached *find(cor_str key) {
    cached *set = cache.sets[cor_str_hash(key) % SETS];
    for (int way = 0; way < WAYS; way++)
        if (set[way].answer.response &&
            cor_str_equal((cor_str){ set[way].key, set[way].key_length }, key))
            return &set[way];
    return NULL;
}

/* The caller queues the response under the lock's protection: MHD_queue_response takes its own
 * reference, so between find and queue the entry must not be destroyed. `cache_find` therefore
 * leaves the lock held; cache_release ends it.
 */
bool cache_find(cor_str key, http_answer *ret_answer) {
    if (key.length > KEY_BYTES_MAX) return false;
    pthread_mutex_lock(&cache.lock);
    cached *entry = find(key);

    if (!entry) {
        pthread_mutex_unlock(&cache.lock);
        return false;
    }

    entry->used = ++cache.clock;
    *ret_answer = entry->answer;
    return true;
}

void cache_release(void) {
    pthread_mutex_unlock(&cache.lock);
}

static cached *oldest(cached *set) {
    cached *choice = &set[0];
    for (int way = 0; way < WAYS; way++) {
        if (!set[way].answer.response) return &set[way];
        if (set[way].used < choice->used) choice = &set[way];
    }
    return choice;
}

/* Some entry must go although its group has room: the clock hand takes the next group that has
 * one. */
static void make_room(int64_t wanted) {
    static int hand;
    for (int turns = 0; cache.bytes + wanted > cache.bytes_max && turns < SETS; turns++)
        drop(oldest(cache.sets[hand++ % SETS]));
}

/* By a bit of its hash: two keys may rarely be taken for one, and an answer kept a request
 * early. */
static bool was_made_before(cor_str key) {
    uint64_t hash = cor_str_hash(key);
    uint32_t *seen = &cache.seen[hash % SEEN], mark = (uint32_t)(hash >> 32) | 1;
    bool before = *seen == mark;
    *seen = mark;
    return before;
}

bool cache_put(cor_str key, const http_answer *answer) {
    if (key.length > KEY_BYTES_MAX || answer->memory_bytes > cache.bytes_max / 8) return false;
    pthread_mutex_lock(&cache.lock);
    bool refused = !was_made_before(key) || find(key); // or another thread was quicker

    if (!refused) {
        make_room(answer->memory_bytes);
        cached *entry = oldest(cache.sets[cor_str_hash(key) % SETS]);
        drop(entry);
        memcpy(entry->key, key.at, key.length);
        entry->key_length = key.length;
        entry->answer = *answer;
        entry->used = ++cache.clock;
        cache.bytes += answer->memory_bytes;
    }

    pthread_mutex_unlock(&cache.lock);
    return !refused;
}
