/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a request from any bytes: codings, languages, ranges, entity tags, cookies, where a
 * form is from. */
#include "fuzz.h"
#include "serve/http.h"

static void check_range(cor_str field, int64_t size) {
    int64_t first = -1, last = -1;
    int status = http_range_read(field, size, &first, &last);
    promise(status == 0 || status == 206 || status == 416);
    if (status == 206)
        promise(first >= 0 && first <= last && last < size);
    else
        promise(first == -1 && last == -1);
}

static void check_cookie(cor_str field) {
    cor_str value = http_cookie(field, "lang");
    promise(!memchr(value.length ? value.at : "", ';', value.length));
    promise(!value.length ||
            (value.at >= field.at && value.at + value.length <= field.at + field.length));
    static char room[4096];
    cor_arena keep = { room, room + sizeof room };
    http_response response = { 0 };
    if (!http_cookie_set(&response, "session", field, 60, &keep)) return;
    promise(response.cookie_count == 1 && !strpbrk(response.cookies[0].at, "\r\n"));
}

/* What is chosen does not depend on blanks around the field. */
static void check_choices(cor_str field) {
    http_coding coding = http_coding_choose(field);
    promise(coding < HTTP_CODING_COUNT && http_coding_name(coding));
    promise(http_lang_choose(field) < COR_LANG_END);
    promise(cor_lang_words(http_lang_choose(field)) < COR_LANG_COUNT);
    promise(http_lang_choose(cor_str_trim(field)) == http_lang_choose(field));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cor_str field = { (const char *)data, size };
    if (size > 16384) return 0;
    check_choices(field);
    check_range(field, 0);
    check_range(field, 1);
    check_range(field, 1000);
    check_range(field, INT64_MAX);
    check_cookie(field);
    bool any = http_etag_matches(field, COR_STR("\"0123-gzip\""));

    if (cor_str_find(field, COR_STR("*")) == SIZE_MAX &&
        cor_str_find(field, COR_STR("0123")) == SIZE_MAX)
        promise(!any);

    size_t line = cor_str_find(field, COR_STR("\n"));
    http_words words = { .host = COR_STR("a.example"), .origin = cor_str_part(field, 0, line) };
    bool is_here = http_is_from_here(&words);
    if (words.origin.length && is_here)
        promise(cor_str_find(words.origin, COR_STR("://")) != SIZE_MAX);

    words.fetch_site = line == SIZE_MAX ? (cor_str){ 0 } : cor_str_part(field, line + 1, size);
    if (words.fetch_site.length && http_is_from_here(&words))
        promise(words.fetch_site.length <= strlen("same-origin"));

    cor_str boundary = http_media_parameter(field, "boundary");
    promise(boundary.length <= size);
    return 0;
}
