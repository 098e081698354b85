/* SPDX-License-Identifier: Apache-2.0 */
/* cache.c: finished answers to send again, limited in bytes: the least recently used of a small
 * group is dropped. An answer is kept when it is made for the second time, so that a crawler that
 * requests every address once does not evict popular ones. Emptied when the database changes. */
#include <pthread.h>
#include <stdlib.h>

#include "server.h"

enum { SETS = 1024, WAYS = 4, KEY_BYTES_MAX = 240, SEEN = 8192 };

typedef struct {
    char key[KEY_BYTES_MAX];
    size_t key_length;
    http_answer *answer; // NULL: free
    uint64_t used;
} cached;

static struct {
    cached (*sets)[WAYS];
    pthread_mutex_t lock;
    uint64_t clock;
    _Atomic int64_t generation;
    int64_t bytes, bytes_max;
    uint32_t seen[SEEN]; // part of the hash of keys made once so far
} cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

bool cache_open(int64_t bytes_max) {
    cache.sets = calloc(SETS, sizeof *cache.sets);
    cache.bytes_max = bytes_max;
    return cache.sets;
}

static void drop_entry(cached *entry) {
    if (!entry->answer) return;
    cache.bytes -= entry->answer->memory_bytes;
    answer_release(entry->answer);
    entry->answer = NULL;
}

void cache_forget(void) {
    pthread_mutex_lock(&cache.lock);
    cache.generation++;
    for (int set = 0; cache.sets && set < SETS; set++)
        for (int way = 0; way < WAYS; way++)
            drop_entry(&cache.sets[set][way]);
    pthread_mutex_unlock(&cache.lock);
}

void cache_close(void) {
    cache_forget();
    free(cache.sets);
    cache.sets = NULL;
}

int64_t cache_generation(void) {
    return cache.generation;
}

static cached *find_cached_entry(cor_str key) {
    cached *set = cache.sets[cor_str_hash(key) % SETS];
    for (int way = 0; way < WAYS; way++)
        if (set[way].answer && cor_str_equal((cor_str){ set[way].key, set[way].key_length }, key))
            return &set[way];
    return NULL;
}

http_answer *cache_find(cor_str key) {
    http_answer *answer = NULL;
    if (key.length > KEY_BYTES_MAX) return NULL;
    pthread_mutex_lock(&cache.lock);
    cached *entry = find_cached_entry(key);

    if (entry) {
        entry->used = ++cache.clock;
        answer = answer_hold(entry->answer);
    }

    pthread_mutex_unlock(&cache.lock);
    return answer;
}

static cached *oldest_of(cached *set) {
    cached *choice = &set[0];
    for (int way = 0; way < WAYS; way++) {
        if (!set[way].answer) return &set[way];
        if (set[way].used < choice->used) choice = &set[way];
    }
    return choice;
}

/* An entry must be dropped although its group has room: the clock hand takes the next non-empty
 * group. */
static void make_cache_room(int64_t wanted) {
    static int hand;
    for (int turns = 0; cache.bytes + wanted > cache.bytes_max && turns < SETS; turns++)
        drop_entry(oldest_of(cache.sets[hand++ % SETS]));
}

/* One bit per hash: rarely two keys are confused, and an answer is kept one request early. */
static bool was_made_before(cor_str key) {
    uint64_t hash = cor_str_hash(key);
    uint32_t *seen = &cache.seen[hash % SEEN], mark = (uint32_t)(hash >> 32) | 1;
    bool before = *seen == mark;
    *seen = mark;
    return before;
}

void cache_put(cor_str key, http_answer *answer, int64_t generation) {
    if (key.length > KEY_BYTES_MAX || answer->memory_bytes > cache.bytes_max / 8) return;
    pthread_mutex_lock(&cache.lock);

    bool is_current = generation == cache.generation;
    // Another thread may have been faster.
    if (is_current && was_made_before(key) && !find_cached_entry(key)) {
        make_cache_room(answer->memory_bytes);
        cached *entry = oldest_of(cache.sets[cor_str_hash(key) % SETS]);
        drop_entry(entry);
        memcpy(entry->key, key.at, key.length);
        entry->key_length = key.length;
        entry->answer = answer_hold(answer);
        entry->used = ++cache.clock;
        cache.bytes += answer->memory_bytes;
    }

    pthread_mutex_unlock(&cache.lock);
}
