/* SPDX-License-Identifier: Apache-2.0 */
/* listen.c: accepts connections and hands them to the loops, or answers 503 when there are too many.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connection.h"

enum { UNSENT_BYTES = 256 << 10 };

/* Before anything is read: in plain words, and without waiting. */
static void refuse_client(int descriptor) {
    static const char sentence[] = "There is no room for another connection. Try again soon.\n";
    char text[512];
    int length = snprintf(text, sizeof text,
                          "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; "
                          "charset=utf-8\r\nContent-Length: %zu\r\nContent-Security-Policy: "
                          "%s\r\nRetry-After: 10\r\nConnection: close\r\n\r\n%s",
                          sizeof sentence - 1, HTTP_FILE_POLICY, sentence);
    // Do not wait for a client that does not read.
    if (send(descriptor, text, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) return;
    shutdown(descriptor, SHUT_WR);
}

/* "127.0.0.1:8080", "[::1]:8080", ":8080" (all addresses). */
static bool split_address(cor_str text, char host[256], char port[16]) {
    size_t colon = text.length;
    while (colon > 0 && text.at[colon - 1] != ':')
        colon--;

    if (colon == 0) return false;
    cor_str name = cor_str_part(text, 0, colon - 1),
            number = cor_str_part(text, colon, text.length);
    if (cor_str_starts(name, COR_STR("[")) && cor_str_ends(name, COR_STR("]")))
        name = cor_str_part(name, 1, name.length - 2);

    int64_t value;
    if (!cor_number_parse_int(number, &value) || value < 0 || value > 65535 || name.length > 255)
        return false;

    snprintf(host, 256, "%.*s", COR_STR_F(name));
    snprintf(port, 16, "%d", (int)value);
    return true;
}

static int listen_on(const struct addrinfo *address) {
    int descriptor = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);

    if (bind(descriptor, address->ai_addr, address->ai_addrlen) == 0 &&
        listen(descriptor, 1024) == 0)
        return descriptor;

    int reason = errno;
    close(descriptor);
    errno = reason;

    return -1;
}

cor_code listen_open(cor_str address, int *ret_descriptor, cor_error *err) {
    char host[256], port[16];
    if (!split_address(address, host, port)) {
        cor_fail(err, COR_E_USAGE, _("\"{address}\" is not an address to listen on."),
                 cor_arg_str(address));
        return cor_hint(err, _("Write 127.0.0.1:8080 or [::1]:8080."));
    }

    struct addrinfo wanted = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *found = NULL;
    if (getaddrinfo(*host ? host : NULL, port, &wanted, &found) != 0 || !found)
        return cor_fail(err, COR_E_USAGE, _("\"{address}\" is not an address to listen on."),
                        cor_arg_str(address));

    int descriptor = listen_on(found);
    int system_error = errno;
    freeaddrinfo(found);

    if (descriptor >= 0) {
        *ret_descriptor = descriptor;
        return COR_OK;
    }

    cor_text reason = cor_system_reason(system_error);
    cor_fail(err, system_error == EACCES ? COR_E_ACCESS : COR_E_BUSY,
             _("{address} cannot be listened on: {reason}."), cor_arg_str(address),
             cor_arg_text(&reason));

    return cor_hint(
        err, _("Choose another port with --listen, or stop the program that uses this one."));
}

static void accept_client(int descriptor, const struct sockaddr_storage *address) {
    uint32_t slot;
    int yes = 1, unsent = UNSENT_BYTES;
    if (!client_admit((const struct sockaddr *)(const void *)address, &slot)) {
        http_metrics_connection(0, true);
        refuse_client(descriptor);
        close(descriptor);
        return;
    }

    // Answers are sent whole; of a large one the system keeps little ahead of the client.
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    if (!loops_add(descriptor, address, slot)) client_forget(slot);
}

void listen_run(int descriptor, const atomic_bool *stop) {
    while (!*stop) {
        struct pollfd waiting = { .fd = descriptor, .events = POLLIN };
        if (poll(&waiting, 1, 500) <= 0) continue;
        for (int burst = 0; burst < 64; burst++) {
            struct sockaddr_storage address;
            socklen_t length = sizeof address;
            int client = accept4(descriptor, (struct sockaddr *)(void *)&address, &length,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (client >= 0) {
                http_address_unmap(&address);
                accept_client(client, &address);
                continue;
            }
            // Out of descriptors: wait until some are closed instead of spinning.
            if (errno == EMFILE || errno == ENFILE) usleep(50000);
            break;
        }
    }
}
