/* SPDX-License-Identifier: Apache-2.0 */
/* send.c: an answer on its way to the client: from memory in one call with its head, or from a file
 * by the system itself. What the client does not take waits without a thread; who takes too little
 * for too long is ended. */
#include <errno.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>

#include "connection.h"

/* Bytes sent before other connections have their turn. */
enum { TURN_BYTES = 1 << 20 };
/* The client must take its share in each window. */
enum { WINDOW_MS = 30000, SEND_BYTES_PER_S = 8192 };

typedef struct {
    int status;
    const char *reason;
} status_reason;

static const status_reason REASONS[] = {
    { 200, "OK" },
    { 204, "No Content" },
    { 206, "Partial Content" },
    { 301, "Moved Permanently" },
    { 302, "Found" },
    { 303, "See Other" },
    { 304, "Not Modified" },
    { 400, "Bad Request" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 416, "Range Not Satisfiable" },
    { 417, "Expectation Failed" },
    { 422, "Unprocessable Content" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 501, "Not Implemented" },
    { 503, "Service Unavailable" },
    { 505, "HTTP Version Not Supported" },
    { 507, "Insufficient Storage" },
};

static const char *reason_of(int status) {
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
        if (REASONS[i].status == status) return REASONS[i].reason;
    return "Answer";
}

/* ---- the head of the answer ----------------------------------------------- */

/* "Mon, 30 Nov 2026 18:45:29 GMT", made once a second. */
static const char *date_now(void) {
    static _Thread_local char text[40];
    static _Thread_local time_t made;
    time_t now = time(NULL);
    struct tm parts;
    if (now == made) return text;
    made = now;
    gmtime_r(&now, &parts);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

static const char *connection_words(const http_connection *connection) {
    bool is_old = cor_str_is(connection->exchange.head.version, "HTTP/1.0");
    if (connection->closes) return "Connection: close\r\n";
    return is_old ? "Connection: keep-alive\r\n" : "";
}

/* The fields that differ from answer to answer; returns their length. */
static size_t print_head(http_connection *connection, int status, const char *range,
                         int64_t length) {
    char *room = connection->sending.head, bytes[48] = "";
    size_t size = sizeof connection->sending.head;
    bool has_length = status != 204 && status != 304;
    if (has_length) snprintf(bytes, sizeof bytes, "Content-Length: %lld\r\n", (long long)length);
    int printed =
        snprintf(room, size, "HTTP/1.1 %d %s\r\nDate: %s\r\n%s%s%s", status, reason_of(status),
                 date_now(), connection_words(connection), bytes, range);
    return printed > 0 && (size_t)printed < size ? (size_t)printed : 0;
}

static void add_piece(http_sending *sending, cor_str bytes) {
    if (!bytes.length) return;
    // sendmsg only reads the bytes, but its type says otherwise.
    union {
        const void *in;
        void *out;
    } at = { .in = bytes.at };
    sending->pieces[sending->piece_count++] = (struct iovec){ at.out, bytes.length };
    sending->total += (int64_t)bytes.length;
}

static void start_sending(http_connection *connection) {
    connection->sending.window_ms = loop_now_ms();
    connection_step_set(connection, STEP_SEND);
}

static void add_body(http_connection *connection, int status, int64_t first, int64_t length) {
    http_sending *sending = &connection->sending;
    const http_answer *answer = connection->exchange.answer;
    bool has_body = status != 204 && status != 304 && status != 416;
    if (!has_body || cor_str_is(connection->exchange.head.method, "HEAD")) return;
    if (!answer->file) {
        add_piece(sending, cor_str_part(answer->body, (size_t)first, (size_t)length));
        return;
    }

    sending->file = answer->file->descriptor;
    sending->file_at = first;
    sending->file_left = length;
    sending->total += length;
}

static void print_range(char text[96], int status, int64_t first, int64_t last, int64_t size) {
    *text = 0;
    if (status == 206)
        snprintf(text, 96, "Content-Range: bytes %lld-%lld/%lld\r\n", (long long)first,
                 (long long)last, (long long)size);
    if (status == 416) snprintf(text, 96, "Content-Range: bytes */%lld\r\n", (long long)size);
}

void send_answer(http_connection *connection, int status, int64_t first, int64_t last) {
    http_sending *sending = &connection->sending;
    const http_answer *answer = connection->exchange.answer;
    char range[96];
    int64_t length = status == 416 ? 0 : last - first + 1;

    *sending = (http_sending){ .file = -1 };
    print_range(range, status, first, last, answer->bytes);
    size_t printed = print_head(connection, status, range, length);
    add_piece(sending, (cor_str){ sending->head, printed });
    add_piece(sending, answer->fields);
    if (status != 304 && status != 416) add_piece(sending, answer->about_body);

    // The empty line is a piece of the head when there is no body to carry it.
    add_piece(sending, COR_STR("\r\n"));
    add_body(connection, status, first, length);
    start_sending(connection);
}

void send_plainly(http_connection *connection, int status, const char *sentence) {
    http_sending *sending = &connection->sending;
    *sending = (http_sending){ .file = -1 };
    connection->closes = true;
    int printed = snprintf(
        sending->head, sizeof sending->head,
        "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\n"
        "Content-Security-Policy: " HTTP_FILE_POLICY "\r\nX-Content-Type-Options: nosniff\r\n"
        "Cache-Control: no-store\r\nRetry-After: 5\r\nConnection: close\r\n\r\n%s\n",
        status, reason_of(status), strlen(sentence) + 1, sentence);
    add_piece(sending, (cor_str){ sending->head, (size_t)printed });
    start_sending(connection);
}

/* ---- sending -------------------------------------------------------------- */

/* Move behind what the system has taken. */
static void drop_sent(http_sending *sending, size_t count) {
    while (count && sending->piece < sending->piece_count) {
        struct iovec *piece = &sending->pieces[sending->piece];
        size_t taken = count < piece->iov_len ? count : piece->iov_len;
        piece->iov_base = (char *)piece->iov_base + taken;
        piece->iov_len -= taken;
        count -= taken;
        if (!piece->iov_len) sending->piece++;
    }
}

static ssize_t send_pieces(http_connection *connection) {
    http_sending *sending = &connection->sending;
    struct msghdr message = { .msg_iov = sending->pieces + sending->piece,
                              .msg_iovlen = (size_t)(sending->piece_count - sending->piece) };
    int more = sending->file_left ? MSG_MORE : 0;
    ssize_t count = sendmsg(connection->descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT | more);
    if (count > 0) drop_sent(sending, (size_t)count);
    return count;
}

static ssize_t send_file(http_connection *connection) {
    http_sending *sending = &connection->sending;
    off_t at = sending->file_at;
    size_t most = sending->file_left < TURN_BYTES ? (size_t)sending->file_left : TURN_BYTES;
    ssize_t count = sendfile(connection->descriptor, sending->file, &at, most);
    if (count == 0) errno = EIO; // the file is shorter than it was
    if (count <= 0) return -1;
    sending->file_at = at;
    sending->file_left -= count;
    return count;
}

send_outcome send_on(http_connection *connection) {
    http_sending *sending = &connection->sending;
    int64_t turn = 0;

    while (sending->piece < sending->piece_count || sending->file_left) {
        if (!connection->writable) return SEND_WAITS;
        if (turn >= TURN_BYTES) return SEND_PUT_OFF;
        ssize_t count =
            sending->piece < sending->piece_count ? send_pieces(connection) : send_file(connection);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            connection->writable = false;
            continue;
        }
        if (count < 0) return SEND_FAILED;
        sending->taken += count;
        turn += count;
    }

    return SEND_DONE;
}

/* The system takes some megabytes ahead of the client; they do not count as sent. */
bool send_is_too_slow(http_connection *connection, int64_t now_ms) {
    http_sending *sending = &connection->sending;
    int32_t rate = connection->exchange.options->send_bytes_per_s;
    int waiting = 0;
    if (now_ms - sending->window_ms < WINDOW_MS) return false;
    if (ioctl(connection->descriptor, SIOCOUTQ, &waiting) != 0) waiting = 0;

    int64_t sent = sending->taken - waiting;
    int64_t wanted =
        (int64_t)(rate ? rate : SEND_BYTES_PER_S) * (now_ms - sending->window_ms) / 1000;
    bool is_slow = sent - sending->window_sent < wanted;
    sending->window_ms = now_ms;
    sending->window_sent = sent;
    return is_slow;
}
