/* SPDX-License-Identifier: Apache-2.0 */
/* clients.c: limits of each address on connections and on requests per second. Addresses are kept
 * as keyed hashes only. */
#include <netinet/in.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/resource.h>
#include <time.h>

#include "server.h"

enum { ADDRESSES = 8192 }; // hashed addresses seen at once; collisions share a budget
/* Descriptors for files, the database, the listening socket and what waits to be refused. */
enum { OTHER_DESCRIPTORS = 128 };

static struct {
    int32_t count_max, per_address, requests_per_second, open_count;
    cor_str proxy;
    unsigned char key[crypto_shorthash_KEYBYTES];
    pthread_mutex_t lock;
    struct {
        int32_t open;
        _Atomic int64_t second_and_spent; // second << 20 | spent in it
    } addresses[ADDRESSES];
} clients = { .lock = PTHREAD_MUTEX_INITIALIZER };

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

int32_t clients_open(const http_options *options) {
    clients.count_max = or_default(options->connections_max, 2000);
    clients.per_address = or_default(options->connections_per_address, 200);
    clients.requests_per_second = options->requests_per_second;
    clients.proxy = options->proxy;
    int32_t descriptors = raise_descriptors(clients.count_max + 512);
    if (clients.count_max > descriptors - OTHER_DESCRIPTORS)
        clients.count_max = descriptors - OTHER_DESCRIPTORS;

    if (sodium_init() < 0) return 0;
    randombytes_buf(clients.key, sizeof clients.key);
    return clients.count_max;
}

void clients_close(void) {
    clients.open_count = 0;
    memset(clients.addresses, 0, sizeof clients.addresses);
}

/* An IPv6 client owns a /64, which is what counts. UINT32_MAX for loopback and for the proxy in
 * front, which has one address for all. */
static uint32_t address_slot(const struct sockaddr *address) {
    unsigned char bytes[8] = { 0 }, hash[crypto_shorthash_BYTES];
    char text[64];
    if (clients.proxy.length && cor_str_equal(http_address_print(address, text), clients.proxy))
        return UINT32_MAX;
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

    crypto_shorthash(hash, bytes, sizeof bytes, clients.key);
    uint32_t slot;
    memcpy(&slot, hash, sizeof slot);

    return slot % ADDRESSES;
}

bool client_admit(const struct sockaddr *address, uint32_t *ret_slot) {
    uint32_t slot = address_slot(address);
    pthread_mutex_lock(&clients.lock);
    bool room = clients.open_count < clients.count_max &&
                (slot == UINT32_MAX || clients.addresses[slot].open < clients.per_address);
    if (room && slot != UINT32_MAX) clients.addresses[slot].open++;
    if (room) clients.open_count++;
    pthread_mutex_unlock(&clients.lock);
    *ret_slot = slot;
    return room;
}

void client_forget(uint32_t slot) {
    pthread_mutex_lock(&clients.lock);
    if (slot != UINT32_MAX) clients.addresses[slot].open--;
    clients.open_count--;
    pthread_mutex_unlock(&clients.lock);
}

bool client_spend(uint64_t client) {
    struct timespec clock;
    if (!clients.requests_per_second || !client) return true;
    uint32_t slot = (uint32_t)(client >> 1) % ADDRESSES; // the lowest bit is always set
    clock_gettime(CLOCK_MONOTONIC_COARSE, &clock);
    int64_t now = clock.tv_sec, before = clients.addresses[slot].second_and_spent, after;
    do
        after = before >> 20 == now ? before + 1 : (now << 20) + 1;
    while (
        !atomic_compare_exchange_weak(&clients.addresses[slot].second_and_spent, &before, after));
    return (after & 0xFFFFF) <= clients.requests_per_second;
}

uint64_t client_hash(cor_str address) {
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t number;
    crypto_shorthash(hash, (const unsigned char *)address.at, address.length, clients.key);
    memcpy(&number, hash, sizeof number);
    return number | 1;
}
