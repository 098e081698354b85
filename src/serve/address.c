/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: the address of a client: its own, or the one that the proxy in front names. A
 * forwarded address is only believed from the proxy that the operator named, because anybody can
 * send the field. */
#include <arpa/inet.h>

#include "connection.h"

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        uint32_t host = ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr);
        return host >> 24 == 127;
    }
    const struct in6_addr *host = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(host);
}

cor_str http_address_print(const struct sockaddr *address, char room[64]) {
    const void *host =
        address->sa_family == AF_INET6
            ? (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr
            : (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr;
    bool known = address->sa_family == AF_INET || address->sa_family == AF_INET6;
    if (!known || !inet_ntop(address->sa_family, host, room, ADDRESS_BYTES)) return (cor_str){ 0 };
    return cor_str_of(room);
}

cor_code http_proxy_check(cor_str proxy, cor_error *err) {
    char text[ADDRESS_BYTES], canonical[ADDRESS_BYTES] = "";
    unsigned char host[sizeof(struct in6_addr)];
    if (!proxy.length) return COR_OK;
    snprintf(text, sizeof text, "%.*s", COR_STR_F(cor_str_part(proxy, 0, sizeof text - 1)));
    for (int i = 0; i < 2; i++) {
        int family = i ? AF_INET6 : AF_INET;
        if (inet_pton(family, text, host) == 1)
            inet_ntop(family, host, canonical, sizeof canonical);
    }

    if (cor_str_is(proxy, canonical)) return COR_OK; // so it can be compared as text
    cor_fail(err, COR_E_USAGE, _("“{address}” is not the address of a proxy."), cor_arg_str(proxy));
    return cor_hint(err, _("Write an IP address, such as {example}."),
                    cor_arg_cstr(*canonical ? canonical : "127.0.0.1"));
}

/* An IPv6 subscriber has a /64: use its first four groups. */
static cor_str print_subscriber(const struct sockaddr *address, char room[ADDRESS_BYTES]) {
    if (address->sa_family != AF_INET6) return http_address_print(address, room);
    const uint8_t *bytes = ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
    int length = snprintf(room, ADDRESS_BYTES, "%02x%02x:%02x%02x:%02x%02x:%02x%02x::", bytes[0],
                          bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
    return (cor_str){ room, (size_t)length };
}

/* Of several fields the proxy wrote the last, and of its list the last address; what comes before
 * are claims of the sender. */
static cor_str last_forwarded(const http_head *head) {
    cor_str last = { 0 }, piece;
    for (int32_t i = 0; i < head->field_count; i++) {
        if (!http_word_is(head->fields[i].name, "x-forwarded-for")) continue;
        for (cor_str rest = head->fields[i].value; cor_str_split(&rest, ',', &piece);)
            last = cor_str_trim(piece);
    }
    return cor_str_part(last, 0, ADDRESS_BYTES - 1);
}

void http_address_unmap(struct sockaddr_storage *address) {
    const struct sockaddr_in6 from = *(const struct sockaddr_in6 *)(const void *)address;
    if (from.sin6_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&from.sin6_addr)) return;
    struct sockaddr_in *to = (struct sockaddr_in *)(void *)address;
    *to = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = from.sin6_port };
    memcpy(&to->sin_addr, from.sin6_addr.s6_addr + 12, sizeof to->sin_addr);
}

/* Some proxies add the port: "192.0.2.1:4711", "[2001:db8::1]:4711". */
static cor_str without_port(cor_str text) {
    size_t colon = cor_str_find(text, COR_STR(":")), end = cor_str_find(text, COR_STR("]"));
    if (cor_str_starts(text, COR_STR("[")) && end != SIZE_MAX)
        return cor_str_part(text, 1, end - 1);
    if (colon == SIZE_MAX || cor_str_find(text, COR_STR(".")) > colon) return text;
    return cor_str_part(text, 0, colon);
}

/* Written as an address of a connection is. Empty for "unknown" and whatever else is no address:
 * clients that share such a word are not one client. */
static cor_str print_forwarded(cor_str text, char room[ADDRESS_BYTES]) {
    struct sockaddr_storage address = { 0 };
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)&address;
    struct sockaddr_in *four = (struct sockaddr_in *)(void *)&address;
    snprintf(room, ADDRESS_BYTES, "%.*s", COR_STR_F(without_port(text)));
    if (inet_pton(AF_INET, room, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
    } else {
        if (inet_pton(AF_INET6, room, &six->sin6_addr) != 1) return (cor_str){ 0 };
        six->sin6_family = AF_INET6;
        http_address_unmap(&address);
    }

    return print_subscriber((const struct sockaddr *)(const void *)&address, room);
}

static const struct sockaddr *peer_of(const http_exchange *exchange) {
    return (const struct sockaddr *)(const void *)&exchange->connection->peer;
}

static bool is_through_proxy(http_exchange *exchange) {
    cor_str proxy = exchange->options->proxy;
    return proxy.length &&
           cor_str_equal(http_address_print(peer_of(exchange), exchange->address), proxy);
}

cor_str exchange_address(http_exchange *exchange) {
    const struct sockaddr *peer = peer_of(exchange);
    if (is_through_proxy(exchange))
        return print_forwarded(last_forwarded(&exchange->head), exchange->address);
    if (is_loopback(peer)) return (cor_str){ 0 };
    return print_subscriber(peer, exchange->address);
}

/* Once: each request would say the same. */
static void log_missing_address(void) {
    static atomic_flag is_said = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&is_said)) return;
    http_log_event("proxy", cor_say(_("A request of the proxy names no client in X-Forwarded-For: "
                                      "limits of each client do not hold for it.")));
}

uint64_t exchange_client(http_exchange *exchange) {
    cor_str address = exchange_address(exchange);
    if (address.length) return client_hash(address);
    if (!is_through_proxy(exchange))
        return client_hash(print_subscriber(peer_of(exchange), exchange->address));
    log_missing_address();
    return 0;
}
