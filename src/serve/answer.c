/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c: turns a handler's response into bytes: coding, entity tag, security fields, parts. */
#include <stdlib.h>
#include <unistd.h>

#include "server.h"

static void put_header_field(struct MHD_Response *response, const char *name, const char *value) {
    // Fails only without memory; a missing field is then the lesser evil, except for security
    // fields (see below).
    if (MHD_add_response_header(response, name, value) != MHD_YES) return;
}

/* Nothing from other hosts, no inline scripts, no framing. Accessibility tools and printing work
 * under it. */
void answer_fields(struct MHD_Response *response, bool is_page) {
    put_header_field(response, "X-Content-Type-Options", "nosniff");
    // Other sites learn nothing; our own forms state their origin, which POST requires.
    put_header_field(response, "Referrer-Policy", "same-origin");

    if (!is_page) {
        // Pages of any site may fetch public figures.
        put_header_field(response, "Access-Control-Allow-Origin", "*");
        put_header_field(response, "Cross-Origin-Resource-Policy", "cross-origin");
        put_header_field(response, "Content-Security-Policy",
                         "default-src 'none'; frame-ancestors 'none'; sandbox");
        return;
    }

    put_header_field(
        response, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    put_header_field(response, "Cross-Origin-Opener-Policy", "same-origin");
    put_header_field(response, "Cross-Origin-Resource-Policy", "same-origin");
    put_header_field(response, "Permissions-Policy",
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

static void put_caching(struct MHD_Response *response, const http_response *from) {
    char text[64];
    if (from->no_store || from->cookie_count)
        snprintf(text, sizeof text, "no-store");

    else if (from->immutable)
        snprintf(text, sizeof text, "public, max-age=31536000, immutable");
    else if (from->max_age_s)
        snprintf(text, sizeof text, "public, max-age=%d", (int)from->max_age_s);
    else
        snprintf(text, sizeof text, "no-cache");
    put_header_field(response, "Cache-Control", text);
}

static void put_disposition(struct MHD_Response *response, cor_str file_name) {
    char text[256];
    if (!file_name.length) return;
    snprintf(text, sizeof text, "attachment; filename=\"%.*s\"",
             (int)(file_name.length > 200 ? 200 : file_name.length), file_name.at);
    put_header_field(response, "Content-Disposition", text);
}

static void put_language(struct MHD_Response *response, const http_request *request,
                         bool set_language) {
    char text[96];
    put_header_field(response, "Content-Language", cor_lang_code(request->lang));
    if (!set_language) return;
    // The only cookie on public pages: the language.
    snprintf(text, sizeof text, "lang=%s; Path=/; Max-Age=31536000; SameSite=Lax",
             cor_lang_code(request->lang));
    put_header_field(response, "Set-Cookie", text);
}

static void put_cookies(struct MHD_Response *response, const http_response *from) {
    for (int32_t i = 0; i < from->cookie_count; i++)
        put_header_field(response, "Set-Cookie", from->cookies[i].at);
}

/* The body in the requested coding, or unchanged where coding does not pay; *coding says which. */
static cor_str code_body(const http_request *request, const http_response *response,
                         http_coding *coding) {
    cor_arena scratch = request->scratch;
    bool compressible = !response->body_file && http_is_compressible(response->media_type);
    cor_str smaller = compressible && *coding != HTTP_IDENTITY
                          ? http_compress(response->body, *coding, &scratch)
                          : (cor_str){ 0 };
    if (!smaller.length) *coding = HTTP_IDENTITY;
    return smaller.length ? smaller : response->body;
}

/* NULL when memory ran out; a file is then closed. */
static struct MHD_Response *make_mhd_response(const http_response *from, cor_str body) {
    if (from->body_file) {
        struct MHD_Response *made =
            MHD_create_response_from_fd64((uint64_t)from->body_file_bytes, from->body_file);
        if (!made) close(from->body_file);
        return made;
    }

    // The library's buffer parameter is not const, but with MUST_COPY it is only read.
    union {
        const void *in;
        void *out;
    } bytes = { .in = body.length ? body.at : "" };
    return MHD_create_response_from_buffer(body.length, bytes.out, MHD_RESPMEM_MUST_COPY);
}

static void put_text_field(struct MHD_Response *response, const char *name, cor_str value) {
    char text[HTTP_TARGET_BYTES_MAX + 16];
    if (!value.length) return;
    snprintf(text, sizeof text, "%.*s", COR_STR_F(value));
    put_header_field(response, name, text);
}

static bool may_be_reused(const http_response *response) {
    return (response->status == 0 || response->status == 200) && !response->no_store &&
           !response->cookie_count && !response->body_file;
}

http_answer *answer_make(const http_request *request, const http_response *response,
                         http_coding coding, bool set_language) {
    cor_str body = code_body(request, response, &coding);
    struct MHD_Response *made = make_mhd_response(response, body);
    http_answer *answer = made ? calloc(1, sizeof *answer) : NULL;

    if (!answer) {
        if (made) MHD_destroy_response(made);
        return NULL;
    }

    answer->response = made;
    answer->references = 1;
    answer->status = response->status ? response->status : 200;
    answer->bytes = response->body_file ? response->body_file_bytes : (int64_t)body.length;
    answer->memory_bytes = (int64_t)body.length + 2048;

    put_text_field(made, "Content-Type", response->media_type);
    if (coding != HTTP_IDENTITY)
        put_header_field(made, "Content-Encoding", http_coding_name(coding));
    if (!response->body_file && http_is_compressible(response->media_type))
        put_header_field(made, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    put_text_field(made, "Allow", response->allow);
    put_text_field(made, "Location", response->location);
    put_caching(made, response);
    put_disposition(made, response->file_name);
    put_language(made, request, set_language);
    put_cookies(made, response);
    answer_fields(made, cor_str_starts(response->media_type, COR_STR("text/html")));

    if (may_be_reused(response)) {
        make_etag(body, coding, answer->etag);
        put_header_field(made, "ETag", answer->etag);
        put_header_field(made, "Accept-Ranges", "bytes");
    }

    return answer;
}

http_answer *answer_hold(http_answer *answer) {
    answer->references++;
    return answer;
}

void answer_release(http_answer *answer) {
    if (!answer || --answer->references) return;
    MHD_destroy_response(answer->response);
    free(answer);
}

struct MHD_Response *answer_not_modified(const http_answer *answer) {
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!response) return NULL;
    put_header_field(response, "ETag", answer->etag);
    static const char *const repeated[] = { "Cache-Control", "Vary", "Content-Language",
                                            "Content-Security-Policy" };

    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        const char *value = MHD_get_response_header(answer->response, repeated[i]);
        if (value) put_header_field(response, repeated[i], value);
    }

    return response;
}
