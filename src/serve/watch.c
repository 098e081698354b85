/* SPDX-License-Identifier: Apache-2.0 */
/* watch.c: every connection has a deadline for what it is doing. The server library's own timeout
 * starts anew with each byte, so a client that dribbles could hold a connection for ever; here the
 * clock runs from the beginning of the step.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include "server.h"

enum { ADDRESSES = 8192 }; // hashed addresses in view at once; collisions share a budget

typedef struct {
    _Atomic int64_t deadline_s; // 0: none
    _Atomic int state;
    _Atomic uint32_t address; // slot of the address; UINT32_MAX: not counted
    bool open;
} watched;

static struct {
    watched *slots;
    int32_t slot_count;
    _Atomic int32_t open_count;
    int32_t connections_max, per_address, timeouts_s[4], requests_per_second;
    unsigned char key[crypto_shorthash_KEYBYTES];
    pthread_mutex_t lock;
    pthread_t thread;
    _Atomic bool stop;
    struct {
        int32_t open;
        _Atomic int64_t second_and_spent; // second << 20 | spent in it
    } addresses[ADDRESSES];
} watch;

static int64_t now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

/* Only unanswered heads and bodies get a word of explanation: anything else is in the middle of
 * an answer. */
static void end_overdue(int descriptor, watched *slot) {
    if (slot->state == WATCH_HEAD || slot->state == WATCH_BODY)
        door_refuse(descriptor, 408, "Request Timeout", "The request was not complete in time.");
    shutdown(descriptor, SHUT_RDWR);
    slot->deadline_s = 0;
}

static void *watch_run(void *unused) {
    (void)unused;
    while (!watch.stop) {
        nanosleep(&(struct timespec){ .tv_nsec = 500000000 }, NULL);
        int64_t now = now_s();
        for (int32_t i = 0; i < watch.slot_count; i++) {
            if (!watch.slots[i].deadline_s || watch.slots[i].deadline_s > now) continue;
            pthread_mutex_lock(&watch.lock);
            if (watch.slots[i].open && watch.slots[i].deadline_s &&
                watch.slots[i].deadline_s <= now)
                end_overdue(i, &watch.slots[i]);
            pthread_mutex_unlock(&watch.lock);
        }
    }

    return NULL;
}

/* As many descriptors as the system allows, within reason. */
static int32_t raise_descriptors(int32_t wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    if (limit.rlim_cur < (rlim_t)wanted) {
        limit.rlim_cur = limit.rlim_max < (rlim_t)wanted ? limit.rlim_max : (rlim_t)wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    return (int32_t)limit.rlim_cur > 65536 ? 65536 : (int32_t)limit.rlim_cur;
}

static int32_t or_default(int32_t value, int32_t fallback) {
    return value ? value : fallback;
}

bool watch_open(const http_options *options) {
    watch.connections_max = or_default(options->connections_max, 2000);
    watch.per_address = or_default(options->connections_per_address, 200);
    watch.requests_per_second = options->requests_per_second;
    watch.timeouts_s[WATCH_HEAD] = or_default(options->head_timeout_s, 10);
    watch.timeouts_s[WATCH_BODY] = or_default(options->body_timeout_s, 30);
    watch.timeouts_s[WATCH_WORK] = 0;
    watch.timeouts_s[WATCH_IDLE] =
        or_default(options->idle_timeout_s, 30) + watch.timeouts_s[WATCH_HEAD];
    watch.slot_count = raise_descriptors(watch.connections_max + 512);

    // The accept queue holds some too; keep descriptors for files, the database and refusals.
    if (watch.connections_max > watch.slot_count - 128)
        watch.connections_max = watch.slot_count - 128;

    watch.slots = calloc((size_t)watch.slot_count, sizeof *watch.slots);
    if (!watch.slots || sodium_init() < 0) return false;
    randombytes_buf(watch.key, sizeof watch.key);
    watch.stop = false;
    pthread_mutex_init(&watch.lock, NULL);

    return pthread_create(&watch.thread, NULL, watch_run, NULL) == 0;
}

void watch_close(void) {
    if (!watch.slots) return;
    watch.stop = true;
    pthread_join(watch.thread, NULL);
    pthread_mutex_destroy(&watch.lock);
    free(watch.slots);
    watch.slots = NULL;
}

/* An IPv6 client owns a /64, so that is what is counted. UINT32_MAX for loopback: a proxy in
 * front has one address. */
static uint32_t address_slot(const struct sockaddr *address) {
    unsigned char bytes[8] = { 0 }, hash[crypto_shorthash_BYTES];
    if (address->sa_family == AF_INET) {
        uint32_t host = ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr;
        if ((ntohl(host) >> 24) == 127) return UINT32_MAX;
        memcpy(bytes, &host, 4);
    } else if (address->sa_family == AF_INET6) {
        const struct in6_addr *host =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
        if (IN6_IS_ADDR_LOOPBACK(host)) return UINT32_MAX;
        memcpy(bytes, host, 8);
    } else {
        return UINT32_MAX;
    }

    crypto_shorthash(hash, bytes, sizeof bytes, watch.key);
    uint32_t slot;
    memcpy(&slot, hash, sizeof slot);

    return slot % ADDRESSES;
}

bool watch_admit(int descriptor, const struct sockaddr *address) {
    if (descriptor >= watch.slot_count || watch.open_count >= watch.connections_max) return false;
    uint32_t slot = address_slot(address);
    pthread_mutex_lock(&watch.lock);
    bool room = slot == UINT32_MAX || watch.addresses[slot].open < watch.per_address;

    if (room) {
        watched *place = &watch.slots[descriptor];
        if (slot != UINT32_MAX) watch.addresses[slot].open++;
        place->address = slot;
        place->open = true;
        place->state = WATCH_HEAD;
        place->deadline_s = now_s() + watch.timeouts_s[WATCH_HEAD];
        watch.open_count++;
    }

    pthread_mutex_unlock(&watch.lock);
    return room;
}

void watch_state_set(int descriptor, watch_state state) {
    watched *slot = &watch.slots[descriptor];
    slot->state = (int)state;
    slot->deadline_s = watch.timeouts_s[state] ? now_s() + watch.timeouts_s[state] : 0;
}

void watch_forget(int descriptor) {
    pthread_mutex_lock(&watch.lock);
    watched *slot = &watch.slots[descriptor];
    if (slot->open) {
        if (slot->address != UINT32_MAX) watch.addresses[slot->address].open--;
        slot->open = false;
        slot->deadline_s = 0;
        watch.open_count--;
    }
    pthread_mutex_unlock(&watch.lock);
}

int32_t watch_count(void) {
    return watch.open_count;
}

bool watch_spend(int descriptor) {
    uint32_t slot = watch.slots[descriptor].address;
    if (!watch.requests_per_second) return true;
    if (slot == UINT32_MAX) slot = 0; // asked for explicitly: then loopback has a budget too
    int64_t now = now_s(), before = watch.addresses[slot].second_and_spent, after;
    do
        after = before >> 20 == now ? before + 1 : (now << 20) + 1;
    while (!atomic_compare_exchange_weak(&watch.addresses[slot].second_and_spent, &before, after));
    return (after & 0xFFFFF) <= watch.requests_per_second;
}
