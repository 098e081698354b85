/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a request from any bytes: what is let pass, written again from its pieces, has the
 * bytes that were sent, but for the blanks around values. */
#include "fuzz.h"
#include "serve/http.h"

enum { ROOM = 1 << 16 };
static char written[ROOM + 1024];

static void put(size_t *length, cor_str text, const char *after) {
    if (text.length) memcpy(written + *length, text.at, text.length);
    memcpy(written + *length + text.length, after, strlen(after));
    *length += text.length + strlen(after);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* The value with the blanks around it, as on the wire. */
static cor_str wide(cor_str value, const char *from, const char *end) {
    const char *last = value.at ? value.at + value.length : from;
    while (last < end && is_blank(*last))
        last++;
    return (cor_str){ from, (size_t)(last - from) };
}

/* The target as on the wire: one that names its server was cut behind it, and without a path it was
 * given one. */
static cor_str whole_target(const http_head *head, cor_str wire) {
    if (!head->authority.length) return head->target;
    const char *from = head->method.at + head->method.length + 1;
    bool has_path = head->target.at >= wire.at && head->target.at < wire.at + wire.length;
    cor_str last = has_path ? head->target : head->authority;
    return (cor_str){ from, (size_t)(last.at + last.length - from) };
}

static void check_whole(const http_head *head, cor_str wire) {
    size_t length = 0;
    put(&length, head->method, " ");
    put(&length, whole_target(head, wire), " ");
    put(&length, head->version, "\r\n");
    for (int32_t i = 0; i < head->field_count; i++) {
        const http_pair *field = &head->fields[i];
        const char *behind = field->name.at + field->name.length + 1;
        put(&length, field->name, ":");
        put(&length, wide(field->value, behind, wire.at + wire.length), "\r\n");
    }

    put(&length, COR_STR("\r\n"), "");
    promise(length == wire.length && memcmp(written, wire.at, length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    http_pair fields[HTTP_HEAD_FIELDS_MAX + 1];
    http_head head;
    size_t scanned = 0, length = 0;
    cor_str bytes = { (const char *)data, size };
    if (size >= ROOM || http_head_find_end(bytes, &scanned, &length) != HTTP_HEAD_WHOLE) return 0;

    cor_str wire = cor_str_part(bytes, 0, length);
    http_refusal refusal = http_head_read(wire, fields, &head);
    if (!refusal.status) refusal = http_head_check(&head);
    promise(refusal.status == 0 ||
            (refusal.status >= 400 && refusal.status < 600 && strlen(refusal.sentence) > 10));
    if (!refusal.status) check_whole(&head, wire);
    return 0;
}
