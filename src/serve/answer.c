/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c: turns a handler's response into bytes: coding, entity tag, security fields. */
#include <stdlib.h>

#include "server.h"

/* Header fields as they are sent. */
typedef struct {
    char bytes[HTTP_TARGET_BYTES_MAX + 4096];
    size_t length;
} field_list;

/* An empty value is left out; so is one with control characters, which could begin another field.
 */
static void put_field(field_list *list, const char *name, cor_str value) {
    size_t name_length = strlen(name);
    bool fits = list->length + name_length + value.length + 4 <= sizeof list->bytes;
    if (!fits || !value.length || !http_is_field_value(value)) return;

    memcpy(list->bytes + list->length, name, name_length);
    list->length += name_length;
    memcpy(list->bytes + list->length, ": ", 2);
    list->length += 2;
    memcpy(list->bytes + list->length, value.at, value.length);
    list->length += value.length;
    memcpy(list->bytes + list->length, "\r\n", 2);
    list->length += 2;
}

static void put_header_field(field_list *list, const char *name, const char *value) {
    put_field(list, name, cor_str_of(value));
}

/* Nothing from other hosts, no inline scripts, no framing. Accessibility tools and printing work
 * under it. */
static void put_security_fields(field_list *list, bool is_page) {
    put_header_field(list, "X-Content-Type-Options", "nosniff");
    // Other sites learn nothing; our own forms state their origin, which POST requires.
    put_header_field(list, "Referrer-Policy", "same-origin");

    if (!is_page) {
        // Pages of any site may fetch public figures.
        put_header_field(list, "Access-Control-Allow-Origin", "*");
        put_header_field(list, "Cross-Origin-Resource-Policy", "cross-origin");
        put_header_field(list, "Content-Security-Policy", HTTP_FILE_POLICY);
        return;
    }

    put_header_field(
        list, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    put_header_field(list, "Cross-Origin-Opener-Policy", "same-origin");
    put_header_field(list, "Cross-Origin-Resource-Policy", "same-origin");
    put_header_field(list, "Permissions-Policy",
                     "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

enum { HASH_LANES = 4 };

static uint64_t hash_word(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
    return hash ^ hash >> 32;
}

/* A hash of 128 bits over eight bytes at a time, in independent lanes. It distinguishes versions of
 * one address; collisions on purpose harm nobody, so a cryptographic hash would only cost time: a
 * tenth of the page's. */
static void hash_body(cor_str body, uint64_t hash[2]) {
    enum { STEP = HASH_LANES * sizeof(uint64_t) };
    uint64_t lanes[HASH_LANES] = { body.length, 1, 2, 3 }, words[HASH_LANES];
    size_t at = 0;

    for (; body.length - at >= STEP; at += STEP) {
        memcpy(words, body.at + at, STEP);
        for (int lane = 0; lane < HASH_LANES; lane++)
            lanes[lane] = hash_word(lanes[lane], words[lane]);
    }

    memset(words, 0, sizeof words);
    if (at < body.length) memcpy(words, body.at + at, body.length - at);
    hash[0] = 0x9e3779b97f4a7c15ULL;
    hash[1] = 0xc2b2ae3d27d4eb4fULL;

    for (int lane = 0; lane < HASH_LANES; lane++) {
        lanes[lane] = hash_word(lanes[lane], words[lane]);
        hash[0] = hash_word(hash[0], lanes[lane]);
        hash[1] = hash_word(hash[1], lanes[HASH_LANES - 1 - lane] ^ hash[0] << 1);
    }
}

static void make_etag(cor_str body, http_coding coding, char etag[48]) {
    uint64_t hash[2];
    hash_body(body, hash);
    // A strong tag identifies the bytes, so each coding has its own.
    snprintf(etag, 48, "\"%016llx%016llx-%s\"", (unsigned long long)hash[0],
             (unsigned long long)hash[1], http_coding_name(coding));
}

static void put_caching(field_list *list, const http_response *from) {
    char text[64];
    if (from->no_store || from->cookie_count)
        snprintf(text, sizeof text, "no-store");

    else if (from->immutable)
        snprintf(text, sizeof text, "public, max-age=31536000, immutable");
    else if (from->max_age_s)
        snprintf(text, sizeof text, "public, max-age=%d", (int)from->max_age_s);
    else
        snprintf(text, sizeof text, "no-cache");
    put_header_field(list, "Cache-Control", text);
}

static void put_disposition(field_list *list, cor_str file_name) {
    char text[256];
    if (!file_name.length) return;
    snprintf(text, sizeof text, "attachment; filename=\"%.*s\"",
             (int)(file_name.length > 200 ? 200 : file_name.length), file_name.at);
    put_header_field(list, "Content-Disposition", text);
}

static void put_language(field_list *list, const http_request *request, bool set_language) {
    char text[96];
    put_header_field(list, "Content-Language", cor_lang_code(request->lang));
    if (!set_language) return;
    // The only cookie on public pages: the language.
    snprintf(text, sizeof text, "lang=%s; Path=/; Max-Age=31536000; SameSite=Lax",
             cor_lang_code(request->lang));
    put_header_field(list, "Set-Cookie", text);
}

static void put_cookies(field_list *list, const http_response *from) {
    for (int32_t i = 0; i < from->cookie_count; i++)
        put_header_field(list, "Set-Cookie", from->cookies[i].at);
}

/* The body in the requested coding, or unchanged where coding does not pay; *coding says which. */
static cor_str code_body(const http_request *request, const http_response *response,
                         http_coding *coding) {
    cor_arena scratch = request->scratch;
    bool compressible = !response->file && http_is_compressible(response->media_type);
    cor_str smaller = compressible && *coding != HTTP_IDENTITY
                          ? http_compress(response->body, *coding, &scratch)
                          : (cor_str){ 0 };
    if (!smaller.length) *coding = HTTP_IDENTITY;
    return smaller.length ? smaller : response->body;
}

static bool may_be_reused(const http_response *response) {
    return (response->status == 0 || response->status == 200) && !response->no_store &&
           !response->cookie_count;
}

/* What a cache in between must keep apart: codings, and languages except for assets, which are the
 * same in each. */
static void put_vary(field_list *list, const http_response *response) {
    bool has_codings = !response->file && http_is_compressible(response->media_type);
    if (response->immutable)
        put_header_field(list, "Vary", has_codings ? "Accept-Encoding" : "");
    else
        put_header_field(list, "Vary",
                         has_codings ? "Accept-Encoding, Accept-Language, Cookie"
                                     : "Accept-Language, Cookie");
}

static void put_all_fields(field_list *list, const http_request *request,
                           const http_response *response, bool set_language) {
    char seconds[16];
    put_vary(list, response);
    put_field(list, "Allow", response->allow);
    put_field(list, "Location", response->location);
    put_caching(list, response);
    if (!response->immutable) put_language(list, request, set_language);
    put_cookies(list, response);
    put_security_fields(list, cor_str_starts(response->media_type, COR_STR("text/html")));
    if (!response->retry_after_s) return;
    snprintf(seconds, sizeof seconds, "%d", (int)response->retry_after_s);
    put_header_field(list, "Retry-After", seconds);
}

static void put_body_fields(field_list *list, const http_response *response, http_coding coding) {
    put_field(list, "Content-Type", response->media_type);
    if (coding != HTTP_IDENTITY)
        put_header_field(list, "Content-Encoding", http_coding_name(coding));
    put_disposition(list, response->file_name);
}

static _Atomic int64_t held_bytes; // of all answers

int64_t answers_bytes(void) {
    return held_bytes;
}

/* One block: the answer, its fields, its body. */
static http_answer *join_answer(const field_list *fields, const field_list *about, cor_str body) {
    http_answer *answer = malloc(sizeof *answer + fields->length + about->length + body.length);
    if (!answer) return NULL;
    char *at = (char *)(answer + 1);

    *answer = (http_answer){ .references = 1 };
    answer->fields = (cor_str){ at, fields->length };
    memcpy(at, fields->bytes, fields->length);
    answer->about_body = (cor_str){ at + fields->length, about->length };
    memcpy(at + fields->length, about->bytes, about->length);
    answer->body = (cor_str){ at + fields->length + about->length, body.length };
    if (body.length) memcpy(at + fields->length + about->length, body.at, body.length);
    answer->memory_bytes = (int64_t)(sizeof *answer + fields->length + about->length + body.length);
    held_bytes += answer->memory_bytes;
    return answer;
}

http_answer *answer_make(const http_request *request, const http_response *response,
                         http_coding coding, bool set_language) {
    field_list fields, about; // large: only the lengths are set
    fields.length = about.length = 0;
    char etag[48] = "";
    cor_str body = code_body(request, response, &coding);
    if (may_be_reused(response) && response->file)
        snprintf(etag, sizeof etag, "%s", response->file->etag);
    else if (may_be_reused(response))
        make_etag(body, coding, etag);

    put_all_fields(&fields, request, response, set_language);
    put_body_fields(&about, response, coding);
    if (*etag) put_header_field(&fields, "ETag", etag);
    if (*etag) put_header_field(&fields, "Accept-Ranges", "bytes");
    http_answer *answer = join_answer(&fields, &about, body);
    if (!answer) {
        table_file_release(response->file);
        return NULL;
    }

    answer->status = response->status ? response->status : 200;
    answer->file = response->file;
    answer->bytes = response->file ? response->file->bytes : (int64_t)body.length;
    answer->is_identity = coding == HTTP_IDENTITY;
    memcpy(answer->etag, etag, sizeof etag);
    return answer;
}

http_answer *answer_hold(http_answer *answer) {
    answer->references++;
    return answer;
}

void answer_release(http_answer *answer) {
    if (!answer || --answer->references) return;
    table_file_release(answer->file);
    held_bytes -= answer->memory_bytes;
    free(answer);
}
