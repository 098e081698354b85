/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a request from any bytes, cut up as the server library does it, in place: what
 * the check lets pass has one meaning. A head that fits together without a seam, written again from
 * its pieces, has the bytes that were sent; only where a line ends may NUL, CR and LF have stood in
 * another order, since they all are NUL by then. */
#include "fuzz.h"
#include "serve/http.h"

enum { ROOM = 1 << 16 };
static char buffer[ROOM], written[ROOM + 1024];

/* Up to the byte, which becomes NUL; the rest moves on. */
static cor_str take(char **at, char *end, char until) {
    char *start = *at, *found = memchr(start, until, (size_t)(end - start));
    if (!found) found = end;
    if (found < end) *found = 0;
    *at = found < end ? found + 1 : end;
    return (cor_str){ start, strnlen(start, (size_t)(found - start)) };
}

/* A line ends with CR LF or LF; both bytes become NUL. */
static char *take_line(char **at, char *end, char **ret_end) {
    char *line = *at, *feed = memchr(line, '\n', (size_t)(end - line));
    if (!feed) return NULL;
    *at = feed + 1;
    *feed = 0;
    if (feed > line && feed[-1] == '\r') *--feed = 0;
    *ret_end = feed;
    return line;
}

static size_t read_fields(char **at, char *end, http_pair *fields, int32_t *count) {
    char *line_end = NULL, *line;
    while ((line = take_line(at, end, &line_end)) && line != line_end) {
        http_pair *field = &fields[*count];
        if (!memchr(line, ':', strnlen(line, (size_t)(line_end - line))))
            return 0; // the library refuses it
        field->name = take(&line, line_end, ':');
        while (line < line_end && (*line == ' ' || *line == '\t'))
            line++;
        field->value = (cor_str){ line, strnlen(line, (size_t)(line_end - line)) };
        if (++*count > HTTP_HEAD_FIELDS_MAX) break;
    }

    return line ? (size_t)(*at - buffer) : 0;
}

static void put(size_t *length, cor_str text, const char *after) {
    memcpy(written + *length, text.at, text.length);
    memcpy(written + *length + text.length, after, strlen(after));
    *length += text.length + strlen(after);
}

static bool ends_line(uint8_t byte) {
    return byte == '\r' || byte == '\n';
}

/* Written again with single separators: the same bytes but for the blanks after colons. */
static void check_whole(const http_head *head, const uint8_t *data, size_t bytes) {
    size_t length = 0, blanks = 0;
    put(&length, head->method, " ");
    put(&length, head->target, " ");
    put(&length, head->version, "\r\n");

    for (int32_t i = 0; i < head->field_count; i++) {
        const http_pair *field = &head->fields[i];
        cor_str between = { field->name.at + field->name.length + 1, 0 };
        between.length = (size_t)(field->value.at - between.at);
        blanks += between.length;
        put(&length, field->name, ":");
        put(&length, between, "");
        put(&length, field->value, "\r\n");
    }

    put(&length, COR_STR("\r\n"), "");
    promise(length == bytes && blanks <= bytes);
    for (size_t i = 0; i < bytes; i++)
        promise((uint8_t)written[i] == data[i] ||
                (ends_line((uint8_t)written[i]) && (ends_line(data[i]) || !data[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    http_pair fields[HTTP_HEAD_FIELDS_MAX + 1];
    if (size >= ROOM - 8 || size == 0) return 0;
    memcpy(buffer, data, size);
    memset(buffer + size, 0, 8);
    char *at = buffer, *line_end = NULL, *line = take_line(&at, buffer + size, &line_end);
    if (!line) return 0;

    http_head head = { .fields = fields };
    head.method = take(&line, line_end, ' ');
    head.target = take(&line, line_end, ' ');
    head.version = (cor_str){ line, strnlen(line, (size_t)(line_end - line)) };
    size_t bytes = read_fields(&at, buffer + size, fields, &head.field_count);
    http_refusal refusal = http_head_check(&head);
    promise(refusal.status == 0 ||
            (refusal.status >= 400 && refusal.status < 600 && strlen(refusal.sentence) > 10));
    if (!bytes || refusal.status || !http_head_is_seamless(&head, bytes)) return 0;

    check_whole(&head, data, bytes);
    for (int32_t i = 0; i < head.field_count; i++)
        promise(!memchr(fields[i].value.at, '\n', fields[i].value.length));

    return 0;
}
