/* SPDX-License-Identifier: Apache-2.0 */
/* deadlines.c: every connection has a deadline for its current step, and every address limits on
 * connections and requests per second. The server library's own timeout restarts with each byte, so
 * a slow client could hold a connection for ever; here the clock starts with the step. */
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

enum { ADDRESSES = 8192 }; // hashed addresses seen at once; collisions share a budget

typedef struct {
    _Atomic int64_t deadline_s; // 0: none
    _Atomic int step;
    _Atomic uint32_t address; // slot of the address; UINT32_MAX: not limited
    bool open;
} connection;

static struct {
    connection *slots;
    int32_t slot_count;
    _Atomic int32_t open_count;
    int32_t count_max, per_address, timeouts_s[4], requests_per_second;
    unsigned char key[crypto_shorthash_KEYBYTES];
    pthread_mutex_t lock;
    pthread_t thread;
    _Atomic bool stop;
    struct {
        int32_t open;
        _Atomic int64_t second_and_spent; // second << 20 | spent in it
    } addresses[ADDRESSES];
} connections;

static int64_t monotonic_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

/* Only heads and bodies without an answer get an explanation; everything else is in the middle of
 * an answer. */
static void end_overdue(int descriptor, connection *slot) {
    if (slot->step == STEP_HEAD || slot->step == STEP_BODY)
        listen_refuse(descriptor, 408, "Request Timeout", "The request was not complete in time.");
    shutdown(descriptor, SHUT_RDWR);
    slot->deadline_s = 0;
}

static void *run_deadlines(void *unused) {
    (void)unused;
    while (!connections.stop) {
        nanosleep(&(struct timespec){ .tv_nsec = 500000000 }, NULL);
        int64_t now = monotonic_s();
        for (int32_t i = 0; i < connections.slot_count; i++) {
            if (!connections.slots[i].deadline_s || connections.slots[i].deadline_s > now) continue;
            pthread_mutex_lock(&connections.lock);
            if (connections.slots[i].open && connections.slots[i].deadline_s &&
                connections.slots[i].deadline_s <= now)
                end_overdue(i, &connections.slots[i]);
            pthread_mutex_unlock(&connections.lock);
        }
    }

    return NULL;
}

/* Allow as many descriptors as the system does, up to a limit. */
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

bool deadlines_open(const http_options *options) {
    connections.count_max = or_default(options->connections_max, 2000);
    connections.per_address = or_default(options->connections_per_address, 200);
    connections.requests_per_second = options->requests_per_second;
    connections.timeouts_s[STEP_HEAD] = or_default(options->head_timeout_s, 10);
    connections.timeouts_s[STEP_BODY] = or_default(options->body_timeout_s, 30);
    connections.timeouts_s[STEP_ANSWER] = 0;
    connections.timeouts_s[STEP_IDLE] =
        or_default(options->idle_timeout_s, 30) + connections.timeouts_s[STEP_HEAD];
    connections.slot_count = raise_descriptors(connections.count_max + 512);

    // The accept queue holds some too; keep descriptors for files, the database and refusals.
    if (connections.count_max > connections.slot_count - 128)
        connections.count_max = connections.slot_count - 128;

    connections.slots = calloc((size_t)connections.slot_count, sizeof *connections.slots);
    if (!connections.slots || sodium_init() < 0) return false;
    randombytes_buf(connections.key, sizeof connections.key);
    connections.stop = false;
    pthread_mutex_init(&connections.lock, NULL);

    return pthread_create(&connections.thread, NULL, run_deadlines, NULL) == 0;
}

void deadlines_close(void) {
    if (!connections.slots) return;
    connections.stop = true;
    pthread_join(connections.thread, NULL);
    pthread_mutex_destroy(&connections.lock);
    free(connections.slots);
    connections.slots = NULL;
}

/* An IPv6 client owns a /64, which is what counts. UINT32_MAX for loopback: a proxy in front has
 * one address. */
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

    crypto_shorthash(hash, bytes, sizeof bytes, connections.key);
    uint32_t slot;
    memcpy(&slot, hash, sizeof slot);

    return slot % ADDRESSES;
}

bool connection_admit(int descriptor, const struct sockaddr *address) {
    if (descriptor >= connections.slot_count || connections.open_count >= connections.count_max)
        return false;
    uint32_t slot = address_slot(address);
    pthread_mutex_lock(&connections.lock);
    bool room = slot == UINT32_MAX || connections.addresses[slot].open < connections.per_address;

    if (room) {
        connection *place = &connections.slots[descriptor];
        if (slot != UINT32_MAX) connections.addresses[slot].open++;
        place->address = slot;
        place->open = true;
        place->step = STEP_HEAD;
        place->deadline_s = monotonic_s() + connections.timeouts_s[STEP_HEAD];
        connections.open_count++;
    }

    pthread_mutex_unlock(&connections.lock);
    return room;
}

void connection_step_set(int descriptor, connection_step step) {
    connection *slot = &connections.slots[descriptor];
    slot->step = (int)step;
    slot->deadline_s =
        connections.timeouts_s[step] ? monotonic_s() + connections.timeouts_s[step] : 0;
}

void connection_forget(int descriptor) {
    pthread_mutex_lock(&connections.lock);
    connection *slot = &connections.slots[descriptor];
    if (slot->open) {
        if (slot->address != UINT32_MAX) connections.addresses[slot->address].open--;
        slot->open = false;
        slot->deadline_s = 0;
        connections.open_count--;
    }
    pthread_mutex_unlock(&connections.lock);
}

bool connection_spend(int descriptor) {
    uint32_t slot = connections.slots[descriptor].address;
    if (!connections.requests_per_second) return true;
    if (slot == UINT32_MAX) slot = 0; // requested explicitly: then loopback has a budget too
    int64_t now = monotonic_s(), before = connections.addresses[slot].second_and_spent, after;
    do
        after = before >> 20 == now ? before + 1 : (now << 20) + 1;
    while (!atomic_compare_exchange_weak(&connections.addresses[slot].second_and_spent, &before,
                                         after));
    return (after & 0xFFFFF) <= connections.requests_per_second;
}
