/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: the rate-limit key of a client: its address, or behind a proxy on this machine the one
 * named by the proxy. Clients on this machine have none, because all would share it. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "state.h"

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        uint32_t host = ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr);
        return host >> 24 == 127;
    }
    const struct in6_addr *host = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(host);
}

/* The last address of the list was seen by the proxy itself; those before it are claims of the
 * sender. */
static cor_str last_forwarded(cor_str list) {
    cor_str rest = list, piece, last = { 0 };
    while (cor_str_split(&rest, ',', &piece))
        last = cor_str_trim(piece);
    return cor_str_part(last, 0, ADDRESS_BYTES);
}

/* An IPv6 subscriber has a /64: use its first four groups. */
static cor_str print_address(const struct sockaddr *address, char room[ADDRESS_BYTES]) {
    if (address->sa_family == AF_INET6) {
        const uint8_t *bytes =
            ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
        int length =
            snprintf(room, ADDRESS_BYTES, "%02x%02x:%02x%02x:%02x%02x:%02x%02x::", bytes[0],
                     bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
        return (cor_str){ room, (size_t)length };
    }

    const struct in_addr *host = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    return inet_ntop(AF_INET, host, room, ADDRESS_BYTES) ? cor_str_of(room) : (cor_str){ 0 };
}

cor_str server_address(server_state *state, const server_fields *fields) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(state->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    bool known = address && (address->sa_family == AF_INET || address->sa_family == AF_INET6);
    if (!known) return (cor_str){ 0 };
    if (is_loopback(address)) return last_forwarded(server_field(fields, "x-forwarded-for"));
    return print_address(address, state->address);
}
