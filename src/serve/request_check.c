/* SPDX-License-Identifier: Apache-2.0 */
/* request_check.c: refuses bad requests before anything interprets them. Pure functions over the
 * parts of a request's head, so that they can be fuzzed.
 *
 * Heads that two programs can read differently (two lengths, length and chunks, two hosts) allow
 * request smuggling behind a proxy. RFC 9112, sections 3.2, 5.1 and 6.3. */
#include "http.h"

static bool is_token_byte(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

bool http_is_token(cor_str text) {
    for (size_t i = 0; i < text.length; i++)
        if (!is_token_byte((unsigned char)text.at[i])) return false;
    return text.length > 0;
}

bool http_is_field_value(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) return false;
    }
    return true;
}

bool http_word_is(cor_str text, const char *lower) {
    if (text.length != strlen(lower)) return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if ((c >= 'A' && c <= 'Z' ? c | 32 : c) != lower[i]) return false;
    }
    return true;
}

static bool is_digits(cor_str text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9') return false;
    return text.length > 0;
}

int64_t http_body_length(cor_str digits) {
    while (digits.length && digits.at[0] == '0')
        digits = cor_str_part(digits, 1, digits.length);
    int64_t length = 0;
    if (!digits.length) return 0;
    return cor_number_parse_int(digits, &length) ? length : INT64_MAX;
}

/* Host names and addresses with an optional port: nothing that could change its meaning in a page
 * or a header. */
static bool is_host(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool fine = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                    (c && strchr(".-:[]_", c));
        if (!fine) return false;
    }
    return text.length > 0 && text.length <= 255;
}

static http_refusal check_line(const http_head *head) {
    if (!http_is_token(head->method))
        return (http_refusal){ 400, N_("The method of the request is not valid.") };
    if (head->target.length > HTTP_TARGET_BYTES_MAX)
        return (http_refusal){ 414, N_("The address is too long.") };

    bool version = cor_str_is(head->version, "HTTP/1.1") || cor_str_is(head->version, "HTTP/1.0");
    if (!version) return (http_refusal){ 505, N_("The version of HTTP is not 1.0 or 1.1.") };
    bool whole = cor_str_is(head->method, "OPTIONS") &&
                 cor_str_is(head->target, "*"); // for the server as a whole
    if (head->authority.length && !is_host(head->authority))
        return (http_refusal){ 400, N_("The server in the address of the request is malformed.") };
    bool target = whole || (head->target.length && head->target.at[0] == '/');
    if (!target)
        return (http_refusal){ 400, N_("The address of the request does not begin with a slash.") };

    for (size_t i = 0; i < head->target.length; i++)
        if ((unsigned char)head->target.at[i] <= 0x20 || head->target.at[i] == 0x7F)
            return (http_refusal){
                400, N_("The address of the request has blanks or control characters in it.")
            };

    return (http_refusal){ 0 };
}

http_refusal http_head_check(const http_head *head) {
    http_refusal refusal = check_line(head);
    if (refusal.status) return refusal;
    if (head->field_count > HTTP_HEAD_FIELDS_MAX)
        return (http_refusal){ 431, N_("The request has too many header fields.") };

    size_t bytes = head->target.length;
    int hosts = 0, lengths = 0, codings = 0;
    for (int32_t i = 0; i < head->field_count; i++) {
        const http_pair *field = &head->fields[i];
        bytes += field->name.length + field->value.length + 4;
        if (!http_is_token(field->name))
            return (http_refusal){ 400, N_("The name of a header field is malformed.") };
        if (!http_is_field_value(field->value))
            return (http_refusal){ 400, N_("A header field has control characters in it.") };
        if (http_word_is(field->name, "host")) {
            hosts++;
            if (!is_host(field->value))
                return (http_refusal){ 400, N_("The Host field is malformed.") };
        } else if (http_word_is(field->name, "content-length")) {
            lengths++;
            if (!is_digits(field->value))
                return (http_refusal){ 400, N_("The Content-Length field is not a number.") };
            if (http_body_length(field->value) > HTTP_BODY_BYTES_MAX)
                return (http_refusal){ 413, N_("The body of the request is too large.") };
        } else if (http_word_is(field->name, "transfer-encoding")) {
            codings++;
            if (!http_word_is(field->value, "chunked"))
                return (http_refusal){
                    501, N_("The transfer encoding of the body is not \"chunked\".")
                };
        } else if (http_word_is(field->name, "expect") &&
                   !http_word_is(field->value, "100-continue")) {
            return (http_refusal){ 417, N_("The value of the Expect field is not 100-continue.") };
        }
    }

    if (bytes > HTTP_HEAD_BYTES_MAX)
        return (http_refusal){ 431, N_("The header of the request is too large.") };
    if (hosts > 1 || (hosts == 0 && cor_str_is(head->version, "HTTP/1.1")))
        return (http_refusal){ 400, N_("A request needs one Host field.") };

    if (lengths > 1 || codings > 1 || (lengths && codings))
        return (http_refusal){ 400, N_("The length of the request is given twice.") };
    if (codings && cor_str_is(head->version, "HTTP/1.0"))
        return (http_refusal){ 400, N_("HTTP 1.0 has no chunked bodies.") };

    return (http_refusal){ 0 };
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
    return -1;
}

static bool decode_bytes(cor_str text, bool is_query, cor_arena *keep, cor_str *ret_decoded) {
    char *decoded = cor_new(keep, char, text.length + 1);
    if (!decoded) return false;
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c == '%') {
            if (text.length - i < 3) return false;
            int high = hex_digit(text.at[i + 1]), low = hex_digit(text.at[i + 2]);
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        decoded[length++] = c;
    }

    *ret_decoded = (cor_str){ decoded, length };
    return true;
}

bool http_decode(cor_str text, bool is_query, cor_arena *keep, cor_str *ret_decoded) {
    cor_str made;
    if (!decode_bytes(text, is_query, keep, &made)) return false;
    if (!cor_str_is_utf8(made)) return false; // also refuses NUL
    *ret_decoded = made;
    return true;
}

/* Where the part of the target ends that begins at `from`, and how many bytes it decodes to. */
static size_t part_end(const char *target, size_t length, size_t from, const char *ends,
                       size_t *ret_decoded) {
    size_t at = from;
    for (*ret_decoded = 0; at < length && !strchr(ends, target[at]); ++*ret_decoded)
        at += target[at] == '%' && length - at >= 3 ? 3 : 1;
    return at;
}

size_t http_target_shorten(char *target, size_t length) {
    enum { STAND_IN_BYTES = COR_PARAMETER_BYTES_MAX + 1 };
    if (length <= HTTP_TARGET_BYTES_MAX) return length;
    size_t written = 0, decoded;
    bool is_query = false;

    for (size_t from = 0, end; from < length; from = end) {
        end = part_end(target, length, from, is_query ? "&=" : "/-.?", &decoded);
        bool is_too_long = decoded > COR_PARAMETER_BYTES_MAX;
        size_t bytes = is_too_long ? STAND_IN_BYTES : end - from;
        if (is_too_long)
            memset(target + written, 'a', bytes);
        else
            memmove(target + written, target + from, bytes);
        written += bytes;
        if (end == length) break;
        is_query = is_query || target[end] == '?';
        target[written++] = target[end++];
    }
    return written;
}

static bool read_parameters(cor_str query, cor_arena *keep, http_request *request) {
    cor_str rest = query, piece;
    while (cor_str_split(&rest, '&', &piece)) {
        if (piece.length == 0) continue;
        if (request->parameter_count == HTTP_PARAMETERS_MAX) return false;
        size_t equals = cor_str_find(piece, COR_STR("="));
        http_pair *pair = &request->parameters[request->parameter_count++];
        bool name = http_decode(cor_str_part(piece, 0, equals), true, keep, &pair->name);
        bool value =
            equals == SIZE_MAX ||
            decode_bytes(cor_str_part(piece, equals + 1, piece.length), true, keep, &pair->value);
        if (!name || !value) return false;
        // Its parameter says whose value is not text, as at the command line.
        if (!cor_str_is_utf8(pair->value)) request->has_bytes = true;
    }

    return true;
}

/* "/corridor/GTM-MEX.json": the ending of the last segment is a format if it is a known one. */
static void split_format(http_request *request) {
    size_t dot = request->path.length, slash = 0;
    for (size_t i = 0; i < request->path.length; i++) {
        if (request->path.at[i] == '/') slash = i, dot = request->path.length;
        if (request->path.at[i] == '.') dot = i;
    }

    if (dot == request->path.length || dot == slash + 1) return;
    cor_str ending = cor_str_part(request->path, dot + 1, request->path.length);
    static const char *const formats[] = { "json", "csv",  "xlsx", "pdf", "txt",
                                           "html", "atom", "bib",  "ris", "ics" };
    cor_str citation = COR_STR(".csl.json"); // the only ending with two parts
    if (cor_str_ends(request->path, citation)) {
        request->format = cor_str_part(citation, 1, citation.length);
        request->path = cor_str_part(request->path, 0, request->path.length - citation.length);
        return;
    }

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!cor_str_is(ending, formats[i])) continue;
        request->format = ending;
        request->path = cor_str_part(request->path, 0, dot);
    }
}

static bool stays_inside(cor_str path) {
    return cor_str_find(path, COR_STR("//")) == SIZE_MAX &&
           cor_str_find(path, COR_STR("/../")) == SIZE_MAX && !cor_str_ends(path, COR_STR("/.."));
}

bool http_target_read(cor_str target, cor_arena *keep, http_request *request) {
    if (cor_str_is(target, "*")) {
        request->path = target;
        return true;
    }

    size_t question = cor_str_find(target, COR_STR("?"));
    if (!http_decode(cor_str_part(target, 0, question), false, keep, &request->path)) return false;
    if (!request->path.length || request->path.at[0] != '/') return false;
    if (!stays_inside(request->path)) return false;

    split_format(request);
    if (!stays_inside(request->path)) return false; // "/...json"

    // Files of the home page have a name too: /index.json.
    if (cor_str_is(request->path, "/index")) request->path = COR_STR("/");
    if (request->path.length > 1 && request->path.at[request->path.length - 1] == '/')
        request->path.length--;

    return question == SIZE_MAX ||
           read_parameters(cor_str_part(target, question + 1, target.length), keep, request);
}

cor_str http_parameter(const http_request *request, const char *name) {
    for (int32_t i = 0; i < request->parameter_count; i++)
        if (cor_str_is(request->parameters[i].name, name)) return request->parameters[i].value;
    return (cor_str){ 0 };
}

/* "https://corredor.example:8443" without the scheme and the default port. */
static cor_str host_of_origin(cor_str origin) {
    static const struct {
        const char *scheme, *port;
    } schemes[] = { { "http://", ":80" }, { "https://", ":443" } };

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (!cor_str_starts(origin, cor_str_of(schemes[i].scheme))) continue;
        cor_str host = cor_str_part(origin, strlen(schemes[i].scheme), origin.length);
        if (cor_str_ends(host, cor_str_of(schemes[i].port))) host.length -= strlen(schemes[i].port);
        return host;
    }

    return (cor_str){ 0 };
}

static bool same_host(cor_str a, cor_str b) {
    return a.length == b.length && strncasecmp(a.at, b.at, a.length) == 0;
}

bool http_is_from_here(const http_words *words) {
    if (words->fetch_site.length)
        return http_word_is(words->fetch_site, "same-origin") ||
               http_word_is(words->fetch_site, "none");
    if (!words->origin.length) return true;
    cor_str from = host_of_origin(words->origin), host = words->host;
    bool is_secure = cor_str_starts(words->origin, COR_STR("https:"));
    cor_str port = is_secure ? COR_STR(":443") : COR_STR(":80");
    if (cor_str_ends(host, port)) host.length -= port.length;
    return from.length > 0 && same_host(from, host);
}
