/* SPDX-License-Identifier: Apache-2.0 */
/* negotiate.c: content negotiation: coding, language, ranges, conditions. RFC 9110. */
#include "http.h"

static const char *const CODINGS[HTTP_CODING_COUNT] = { "identity", "gzip", "deflate", "br" };

const char *http_coding_name(http_coding coding) {
    return CODINGS[coding];
}

/* "gzip;q=0.5": the word and its weight in thousandths. An invalid weight counts as 0. */
static cor_str read_weighted(cor_str piece, int *ret_weight) {
    size_t semicolon = cor_str_find(piece, COR_STR(";"));
    cor_str word = cor_str_trim(cor_str_part(piece, 0, semicolon));

    *ret_weight = 1000;
    if (semicolon == SIZE_MAX) return word;
    cor_str weight = cor_str_trim(cor_str_part(piece, semicolon + 1, piece.length));
    double value = 0;
    bool read = (cor_str_starts(weight, COR_STR("q=")) || cor_str_starts(weight, COR_STR("Q="))) &&
                cor_number_parse(cor_str_part(weight, 2, weight.length), 0, &value) && value >= 0 &&
                value <= 1;
    *ret_weight = read ? (int)(value * 1000 + 0.5) : 0;

    return word;
}

http_coding http_coding_choose(cor_str accept_encoding) {
    // -1: not mentioned. Among equals brotli is preferred, then gzip, then deflate.
    int weights[HTTP_CODING_COUNT] = { -1, -1, -1, -1 }, any = -1;
    cor_str rest = accept_encoding, piece;

    while (cor_str_split(&rest, ',', &piece)) {
        int weight;
        cor_str word = read_weighted(piece, &weight);
        if (http_word_is(word, "*")) any = weight;
        for (int coding = 0; coding < HTTP_CODING_COUNT; coding++)
            if (http_word_is(word, CODINGS[coding]) ||
                (coding == HTTP_GZIP && http_word_is(word, "x-gzip")))
                weights[coding] = weight;
    }

    static const http_coding order[] = { HTTP_BROTLI, HTTP_GZIP, HTTP_DEFLATE };
    http_coding best = HTTP_IDENTITY;
    int best_weight = 0;

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        int weight = weights[order[i]] < 0 ? any : weights[order[i]];
        if (weight > best_weight) best = order[i], best_weight = weight;
    }

    return best_weight >= weights[HTTP_IDENTITY] ? best : HTTP_IDENTITY;
}

cor_lang http_lang_choose(cor_str accept_language) {
    cor_lang best = COR_LANG_EN;
    int best_weight = 0;
    cor_str rest = accept_language, piece;

    while (cor_str_split(&rest, ',', &piece)) {
        int weight;
        cor_lang lang;
        cor_str word = read_weighted(piece, &weight);
        if (cor_lang_find(word, &lang) && weight > best_weight) best = lang, best_weight = weight;
    }

    return best;
}

bool http_etag_matches(cor_str field, cor_str etag) {
    cor_str rest = field, piece;
    while (cor_str_split(&rest, ',', &piece)) {
        cor_str tag = cor_str_trim(piece);
        if (cor_str_starts(tag, COR_STR("W/"))) tag = cor_str_part(tag, 2, tag.length);
        if (cor_str_is(tag, "*") || cor_str_equal(tag, etag)) return true;
    }
    return false;
}

int http_range_read(cor_str field, int64_t size, int64_t *ret_first, int64_t *ret_last) {
    if (!cor_str_starts(field, COR_STR("bytes=")) || cor_str_find(field, COR_STR(",")) != SIZE_MAX)
        return 0;
    cor_str range = cor_str_trim(cor_str_part(field, 6, field.length));
    size_t dash = cor_str_find(range, COR_STR("-"));
    if (dash == SIZE_MAX) return 0;
    cor_str from = cor_str_part(range, 0, dash), to = cor_str_part(range, dash + 1, range.length);
    int64_t first = 0, last = size - 1;
    if (from.length && (!cor_number_parse_int(from, &first) || first < 0)) return 0;
    if (to.length && (!cor_number_parse_int(to, &last) || last < 0)) return 0;
    if (!from.length && !to.length) return 0;

    if (!from.length) { // the last so many bytes
        if (last == 0) return 416;
        first = last > size ? 0 : size - last;
        last = size - 1;
    }

    if (from.length && to.length && first > last) return 0;
    if (first >= size) return 416;
    *ret_first = first;
    *ret_last = last > size - 1 ? size - 1 : last;

    return 206;
}

cor_str http_cookie(cor_str field, const char *name) {
    cor_str rest = field, piece;
    while (cor_str_split(&rest, ';', &piece)) {
        cor_str pair = cor_str_trim(piece);
        size_t equals = cor_str_find(pair, COR_STR("="));
        if (equals != SIZE_MAX && cor_str_is(cor_str_part(pair, 0, equals), name))
            return cor_str_part(pair, equals + 1, pair.length);
    }
    return (cor_str){ 0 };
}

bool http_cookie_set(http_response *response, const char *name, cor_str value, int32_t max_age_s,
                     cor_arena *keep) {
    char age[32] = "";
    for (size_t i = 0; i < value.length; i++) {
        char c = value.at[i];
        bool fine = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                    (c && strchr("-._~", c));
        if (!fine) return false;
    }

    if (!value.length)
        snprintf(age, sizeof age, "; Max-Age=0");
    else if (max_age_s)
        snprintf(age, sizeof age, "; Max-Age=%d", (int)max_age_s);
    if (response->cookie_count == HTTP_COOKIES_MAX) return false;
    cor_str made = cor_str_print(keep, "__Host-%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Lax%s",
                                 name, COR_STR_F(value), age);
    if (made.at) response->cookies[response->cookie_count++] = made;

    return made.at;
}
