/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: the head of a request and the chunks of its body, from bytes on the wire. RFC 9112 allows
 * lenient readings (bare LF, folded lines, blanks before a colon); two programs behind each other
 * then disagree about where a request ends. Here every byte has one meaning or the request is
 * refused. Pure functions, so that they can be fuzzed. */
#include "http.h"

/* ---- the head ------------------------------------------------------------ */

http_head_state http_head_find_end(cor_str bytes, size_t *scanned, size_t *ret_length) {
    for (; *scanned < bytes.length; ++*scanned) {
        size_t i = *scanned;
        if (bytes.at[i] != '\n') continue;
        if (i == 0 || bytes.at[i - 1] != '\r') return HTTP_HEAD_BROKEN;
        if (i >= 3 && bytes.at[i - 2] == '\n') {
            *ret_length = i + 1;
            return HTTP_HEAD_WHOLE;
        }
    }

    return HTTP_HEAD_PART;
}

/* The piece up to the byte `until`; *rest moves behind it. False without the byte. */
static bool take_piece(cor_str *rest, char until, cor_str *ret_piece) {
    const char *found = rest->length ? memchr(rest->at, until, rest->length) : NULL;
    if (!found) return false;
    size_t length = (size_t)(found - rest->at);
    *ret_piece = cor_str_part(*rest, 0, length);
    *rest = cor_str_part(*rest, length + 1, rest->length);
    return true;
}

/* A line without its CR LF. */
static bool take_line(cor_str *rest, cor_str *ret_line) {
    if (!take_piece(rest, '\n', ret_line)) return false;
    ret_line->length--; // http_head_find_end has seen the CR
    return true;
}

/* "HTTP/1.1": the digits decide about 505; another form is no version at all. */
static bool is_version(cor_str text) {
    return text.length == 8 && cor_str_starts(text, COR_STR("HTTP/")) && text.at[5] >= '0' &&
           text.at[5] <= '9' && text.at[6] == '.' && text.at[7] >= '0' && text.at[7] <= '9';
}

static bool read_first_line(cor_str line, http_head *head) {
    cor_str rest = line;
    bool cut = take_piece(&rest, ' ', &head->method) && take_piece(&rest, ' ', &head->target);
    head->version = rest;
    return cut && head->target.length && is_version(rest);
}

/* "http://host:80/path?query": the server goes to `authority`. Without a path it is the home page,
 * and OPTIONS asks the server as a whole (RFC 9112, 3.2.4). */
static void split_absolute_target(http_head *head) {
    static const cor_str schemes[] = { COR_STR_INIT("http://"), COR_STR_INIT("https://") };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t at = schemes[i].length;
        if (head->target.length <= at || strncasecmp(head->target.at, schemes[i].at, at) != 0)
            continue;
        size_t end = at;
        while (end < head->target.length && head->target.at[end] != '/' &&
               head->target.at[end] != '?')
            end++;
        if (end == at) return; // no server: the target is refused as it stands

        head->authority = cor_str_part(head->target, at, end - at);
        head->target = cor_str_part(head->target, end, head->target.length);
        if (!head->target.length)
            head->target = cor_str_is(head->method, "OPTIONS") ? COR_STR("*") : COR_STR("/");
    }
}

static cor_str trim_blanks(cor_str text) {
    size_t start = 0, end = text.length;
    while (start < end && (text.at[start] == ' ' || text.at[start] == '\t'))
        start++;
    while (end > start && (text.at[end - 1] == ' ' || text.at[end - 1] == '\t'))
        end--;
    return cor_str_part(text, start, end - start);
}

static http_refusal read_field_lines(cor_str rest, http_pair *fields, http_head *head) {
    cor_str line;
    while (take_line(&rest, &line) && line.length) {
        // One more than allowed is kept, so that the check can see the excess.
        if (head->field_count > HTTP_HEAD_FIELDS_MAX) break;
        http_pair *field = &fields[head->field_count];
        cor_str value = line;
        if (!take_piece(&value, ':', &field->name))
            return (http_refusal){ 400, N_("A line of the header has no colon.") };
        field->value = trim_blanks(value);
        head->field_count++;
    }

    return (http_refusal){ 0 };
}

http_refusal http_head_read(cor_str bytes, http_pair fields[HTTP_HEAD_FIELDS_MAX + 1],
                            http_head *ret_head) {
    cor_str rest = bytes, line = { 0 };
    *ret_head = (http_head){ .fields = fields };
    if (!take_line(&rest, &line) || !read_first_line(line, ret_head))
        return (http_refusal){ 400, N_("The first line of the request is malformed.") };
    split_absolute_target(ret_head);
    return read_field_lines(rest, fields, ret_head);
}

http_refusal http_head_too_long(cor_str bytes) {
    bool in_first_line = !bytes.length || !memchr(bytes.at, '\n', bytes.length);
    return in_first_line ? (http_refusal){ 414, N_("The address is too long.") }
                         : (http_refusal){ 431, N_("The header of the request is too large.") };
}

/* ---- chunks -------------------------------------------------------------- */

/* Fields that frame, route or authorise a request must not come after its body (RFC 9110, 6.5.1),
 * where a proxy may not look. */
static const char *const FORBIDDEN_TRAILERS[] = {
    "accept-encoding",
    "age",
    "authorization",
    "cache-control",
    "connection",
    "content-coding",
    "content-type",
    "content-length",
    "content-encoding",
    "content-range",
    "cookie",
    "expect",
    "forwarded",
    "host",
    "if-match",
    "if-none-match",
    "if-range",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "range",
    "referer",
    "proxy-connection",
    "sec-fetch-site",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-forwarded-for",
};

static bool is_forbidden_trailer(cor_str name) {
    for (size_t i = 0; i < sizeof FORBIDDEN_TRAILERS / sizeof *FORBIDDEN_TRAILERS; i++)
        if (http_word_is(name, FORBIDDEN_TRAILERS[i])) return true;
    return cor_str_starts(name, COR_STR("x-forwarded-")) ||
           cor_str_starts(name, COR_STR("X-Forwarded-"));
}

enum { SIZE_FIRST, SIZE, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, TRAILERS, DONE };
enum { EXTENSION_BYTES_MAX = 1024, TRAILER_BYTES_MAX = 4096 }; // of a body together
enum { SIZE_DIGITS_MAX = 16 };                                 // zeros in front are no number

static http_refusal refuse_chunk(void) {
    return (http_refusal){ 400, N_("A chunk of the body is malformed.") };
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
    return -1;
}

static http_refusal take_size_digit(http_chunks *chunks, int digit) {
    chunks->left = chunks->left * 16 + digit;
    chunks->step = SIZE;
    if (++chunks->size_digits > SIZE_DIGITS_MAX && !chunks->left) return refuse_chunk();
    if (chunks->left <= HTTP_BODY_BYTES_MAX) return (http_refusal){ 0 };
    return (http_refusal){ 413, N_("The body of the request is too large.") };
}

/* A byte of the line with the size. Extensions mean nothing here and are passed over, up to a
 * limit: a client could hide any number of bytes in them. */
static http_refusal take_size_byte(http_chunks *chunks, char byte) {
    int digit = hex_value(byte);
    bool is_extension = chunks->step == EXTENSION;
    if (chunks->step == SIZE_LF) {
        if (byte != '\n') return refuse_chunk();
        chunks->step = chunks->left ? DATA : TRAILERS;
        chunks->size_digits = 0;
        return (http_refusal){ 0 };
    }

    if (!is_extension && digit >= 0) return take_size_digit(chunks, digit);
    if (chunks->step == SIZE_FIRST) return refuse_chunk();
    if (byte == '\r') {
        chunks->step = SIZE_LF;
        return (http_refusal){ 0 };
    }

    bool is_text = (unsigned char)byte >= 0x20 && byte != 0x7F;
    if (byte != '\t' && (is_extension ? !is_text : byte != ';')) return refuse_chunk();
    if (byte == '\t' && !is_extension) return refuse_chunk();
    chunks->step = EXTENSION;
    return ++chunks->extension_bytes <= EXTENSION_BYTES_MAX ? (http_refusal){ 0 } : refuse_chunk();
}

/* The line is whole: "name: value". */
static http_refusal check_trailer(http_chunks *chunks) {
    cor_str line = { chunks->line, chunks->line_length }, rest = line, name;
    http_refusal refusal = { 400, N_("A field behind the body is malformed.") };
    if (!take_piece(&rest, ':', &name) || !http_is_token(name) ||
        !http_is_field_value(trim_blanks(rest)))
        return refusal;
    if (is_forbidden_trailer(name))
        return (http_refusal){ 400, N_("A field behind the body belongs before it.") };
    chunks->line_length = 0;
    return (http_refusal){ 0 };
}

static http_refusal take_trailer_byte(http_chunks *chunks, char byte) {
    bool after_cr = chunks->line_length && chunks->line[chunks->line_length - 1] == '\r';
    if (++chunks->trailer_bytes > TRAILER_BYTES_MAX || chunks->line_length == sizeof chunks->line)
        return (http_refusal){ 431, N_("The fields behind the body are too large.") };
    if (after_cr != (byte == '\n'))
        return (http_refusal){ 400, N_("A field behind the body is malformed.") };
    if (byte != '\n') {
        chunks->line[chunks->line_length++] = byte;
        return (http_refusal){ 0 };
    }

    chunks->line_length--;
    if (chunks->line_length) return check_trailer(chunks);
    chunks->step = DONE;
    return (http_refusal){ 0 };
}

static http_refusal take_chunk_byte(http_chunks *chunks, char byte) {
    switch (chunks->step) {
    case DATA_CR:
        chunks->step = DATA_LF;
        return byte == '\r' ? (http_refusal){ 0 } : refuse_chunk();
    case DATA_LF:
        chunks->step = SIZE_FIRST;
        return byte == '\n' ? (http_refusal){ 0 } : refuse_chunk();
    case TRAILERS:
        return take_trailer_byte(chunks, byte);
    default:
        return take_size_byte(chunks, byte);
    }
}

http_refusal http_chunks_read(http_chunks *chunks, cor_str *bytes, cor_str *ret_data) {
    *ret_data = (cor_str){ 0 };
    while (bytes->length && chunks->step != DONE) {
        if (chunks->step == DATA) {
            size_t most =
                (size_t)chunks->left < bytes->length ? (size_t)chunks->left : bytes->length;
            *ret_data = cor_str_part(*bytes, 0, most);
            *bytes = cor_str_part(*bytes, most, bytes->length);
            chunks->left -= (int64_t)most;
            if (!chunks->left) chunks->step = DATA_CR;
            return (http_refusal){ 0 };
        }

        http_refusal refusal = take_chunk_byte(chunks, bytes->at[0]);
        if (refusal.status) return refusal;
        *bytes = cor_str_part(*bytes, 1, bytes->length);
    }

    return (http_refusal){ 0 };
}

bool http_chunks_done(const http_chunks *chunks) {
    return chunks->step == DONE;
}
