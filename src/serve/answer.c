/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c: a handler's response becomes bytes on the wire: coding, entity tag, security fields,
 * parts. */
#include <stdlib.h>
#include <unistd.h>

#include "server.h"

static void put_field(struct MHD_Response *response, const char *name, const char *value) {
    // Fails for want of memory only; a field less is then the smaller evil, except for those of
    // security (see below).
    if (MHD_add_response_header(response, name, value) != MHD_YES) return;
}

/* Nothing from elsewhere, nothing inline, nobody frames us. WCAG tools and print work under it. */
void answer_fields(struct MHD_Response *response, bool is_page) {
    put_field(response, "X-Content-Type-Options", "nosniff");
    // Other sites learn nothing; our own forms say where they are from, which POST asks for.
    put_field(response, "Referrer-Policy", "same-origin");

    if (!is_page) {
        // Public figures may be fetched by anybody's page.
        put_field(response, "Access-Control-Allow-Origin", "*");
        put_field(response, "Cross-Origin-Resource-Policy", "cross-origin");
        put_field(response, "Content-Security-Policy",
                  "default-src 'none'; frame-ancestors 'none'; sandbox");
        return;
    }

    put_field(response, "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    put_field(response, "Cross-Origin-Opener-Policy", "same-origin");
    put_field(response, "Cross-Origin-Resource-Policy", "same-origin");
    put_field(response, "Permissions-Policy",
              "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

enum { HASH_LANES = 4 };

static uint64_t hash_word(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
    return hash ^ hash >> 32;
}

/* 128 bits over eight bytes at a time, in lanes that need not wait for each other. They tell the
 * versions of one address apart; nobody is to be kept from making two alike, so a cryptographic
 * hash would only cost time: a tenth of the page's. */
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
    // A strong tag names the bytes, and each coding has its own.
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
    put_field(response, "Cache-Control", text);
}

static void put_disposition(struct MHD_Response *response, cor_str file_name) {
    char text[256];
    if (!file_name.length) return;
    snprintf(text, sizeof text, "attachment; filename=\"%.*s\"",
             (int)(file_name.length > 200 ? 200 : file_name.length), file_name.at);
    put_field(response, "Content-Disposition", text);
}

static void put_language(struct MHD_Response *response, const http_request *request,
                         bool set_language) {
    char text[96];
    put_field(response, "Content-Language", cor_lang_code(request->lang));
    if (!set_language) return;
    // The only cookie there is: which language, nothing else.
    snprintf(text, sizeof text, "lang=%s; Path=/; Max-Age=31536000; SameSite=Lax",
             cor_lang_code(request->lang));
    put_field(response, "Set-Cookie", text);
}

static void put_cookies(struct MHD_Response *response, const http_response *from) {
    for (int32_t i = 0; i < from->cookie_count; i++)
        put_field(response, "Set-Cookie", from->cookies[i].at);
}

bool answer_make(const http_request *request, const http_response *response, http_coding coding,
                 bool set_language, http_answer *ret_answer) {
    *ret_answer = (http_answer){ .status = response->status ? response->status : 200 };
    cor_str body = response->body;
    bool compressible = !response->body_file && http_is_compressible(response->media_type);

    if (compressible && coding != HTTP_IDENTITY) {
        cor_arena scratch = request->scratch;
        cor_str smaller = http_compress(body, coding, &scratch);
        if (smaller.length)
            body = smaller;
        else
            coding = HTTP_IDENTITY;
    } else {
        coding = HTTP_IDENTITY;
    }

    // The library's buffer parameter is not const, but with MUST_COPY it is only read.
    union {
        const void *in;
        void *out;
    } bytes = { .in = body.length ? body.at : "" };
    ret_answer->response =
        response->body_file
            ? MHD_create_response_from_fd64((uint64_t)response->body_file_bytes,
                                            response->body_file)
            : MHD_create_response_from_buffer(body.length, bytes.out, MHD_RESPMEM_MUST_COPY);

    if (!ret_answer->response) {
        if (response->body_file) close(response->body_file);
        return false;
    }

    struct MHD_Response *made = ret_answer->response;
    ret_answer->bytes = response->body_file ? response->body_file_bytes : (int64_t)body.length;
    ret_answer->memory_bytes = (int64_t)body.length + 2048;

    if (response->media_type.length) {
        char type[128];
        snprintf(type, sizeof type, "%.*s",
                 (int)(response->media_type.length > 120 ? 120 : response->media_type.length),
                 response->media_type.at);
        put_field(made, "Content-Type", type);
    }

    if (coding != HTTP_IDENTITY) put_field(made, "Content-Encoding", http_coding_name(coding));
    if (compressible) put_field(made, "Vary", "Accept-Encoding, Accept-Language, Cookie");
    if (response->allow.length) put_field(made, "Allow", response->allow.at);

    if (response->location.length) {
        char location[HTTP_TARGET_BYTES_MAX + 16];
        snprintf(location, sizeof location, "%.*s", COR_STR_F(response->location));
        put_field(made, "Location", location);
    }

    put_caching(made, response);
    put_disposition(made, response->file_name);
    put_language(made, request, set_language);
    put_cookies(made, response);
    answer_fields(made, cor_str_starts(response->media_type, COR_STR("text/html")));

    if (ret_answer->status == 200 && !response->no_store && !response->cookie_count &&
        !response->body_file) {
        make_etag(body, coding, ret_answer->etag);
        put_field(made, "ETag", ret_answer->etag);
        put_field(made, "Accept-Ranges", "bytes");
    }

    return true;
}

struct MHD_Response *answer_not_modified(const http_answer *answer) {
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (!response) return NULL;
    put_field(response, "ETag", answer->etag);
    static const char *const repeated[] = { "Cache-Control", "Vary", "Content-Language",
                                            "Content-Security-Policy" };

    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        const char *value = MHD_get_response_header(answer->response, repeated[i]);
        if (value) put_field(response, repeated[i], value);
    }

    return response;
}
