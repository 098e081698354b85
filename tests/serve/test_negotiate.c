/* SPDX-License-Identifier: Apache-2.0 */
/* Negotiation: codings, languages, entity tags, ranges, cookies; routes; compression that reads
 * back. */
#include "../test_case.h"

#include <libdeflate.h>

#include "serve/http.h"

static void codings(void **state) {
    (void)state;
    static const struct {
        const char *accept;
        http_coding coding;
    } cases[] = {
        { "", HTTP_IDENTITY },
        { "gzip", HTTP_GZIP },
        { "gzip, deflate, br", HTTP_BROTLI },
        { "br;q=0, gzip", HTTP_GZIP },
        { "deflate", HTTP_DEFLATE },
        { "*", HTTP_BROTLI },
        { "*;q=0", HTTP_IDENTITY },
        { "identity", HTTP_IDENTITY },
        { "GZIP;q=0.5, br;q=0.1", HTTP_GZIP },
        { "br;q=x", HTTP_IDENTITY },
        { "identity;q=1, gzip;q=0.5", HTTP_IDENTITY },
        { "zstd, x-gzip", HTTP_GZIP },
        { "gzip;q=2", HTTP_IDENTITY },
        { ",,;,gzip", HTTP_GZIP },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(http_coding_choose(cor_str_of(cases[i].accept)), cases[i].coding);
}

/* Family and system alone; whatever else it says is not kept. */
static void devices(void **state) {
    (void)state;
    static const struct {
        const char *agent, *device;
    } cases[] = {
        { "", "" },
        { "x", "" },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "Firefox, Windows" },
        { "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
          "Safari/537.36",
          "Chrome, Linux" },
        { "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 "
          "Safari/537.36 Edg/126.0",
          "Edge, Windows" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
          "like Gecko) "
          "Version/17.5 Mobile/15E148 Safari/604.1",
          "Safari, iPhone" },
        { "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko) "
          "SamsungBrowser/25.0 "
          "Chrome/121.0.0.0 Mobile Safari/537.36",
          "Samsung Internet, Android" },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
          "Gecko) Version/17.5 "
          "Safari/605.1.15",
          "Safari, macOS" },
        { "curl/7.88.1", "curl" },
        { "<script>alert(1)</script> Windows", "Windows" },
    };
    char room[256];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_arena keep = { room, room + sizeof room };
        assert_str(http_device(cor_str_of(cases[i].agent), &keep), cases[i].device);
    }
}

static void languages(void **state) {
    (void)state;
    assert_int_equal(http_lang_choose(COR_STR("")), COR_LANG_EN);
    assert_int_equal(http_lang_choose(COR_STR("es-GT,es;q=0.9,en;q=0.8")), COR_LANG_ES);
    assert_int_equal(http_lang_choose(COR_STR("es-CR,es;q=0.9,en;q=0.8")), COR_LANG_ES_CR);
    assert_int_equal(http_lang_choose(COR_STR("fr, en;q=0.3, es;q=0.2")), COR_LANG_EN);
    assert_int_equal(http_lang_choose(COR_STR("es;q=0, en;q=0.1")), COR_LANG_EN);
    assert_int_equal(http_lang_choose(COR_STR("de")), COR_LANG_EN);
}

static void tags(void **state) {
    (void)state;
    assert_true(http_etag_matches(COR_STR("\"a\", W/\"b\""), COR_STR("\"b\"")));
    assert_true(http_etag_matches(COR_STR("*"), COR_STR("\"b\"")));
    assert_false(http_etag_matches(COR_STR("\"a\""), COR_STR("\"b\"")));
    assert_false(http_etag_matches(COR_STR(""), COR_STR("\"b\"")));
}

static void ranges(void **state) {
    (void)state;
    static const struct {
        const char *field;
        int status;
        int64_t first, last;
    } cases[] = {
        { "bytes=0-9", 206, 0, 9 },   { "bytes=90-", 206, 90, 99 },
        { "bytes=-10", 206, 90, 99 }, { "bytes=0-999", 206, 0, 99 },
        { "bytes=100-", 416, 0, 0 },  { "bytes=-0", 416, 0, 0 },
        { "bytes=-500", 206, 0, 99 }, { "bytes=5-2", 0, 0, 0 },
        { "bytes=1-2,4-5", 0, 0, 0 }, { "items=0-1", 0, 0, 0 },
        { "bytes=", 0, 0, 0 },        { "bytes=-", 0, 0, 0 },
        { "bytes=a-b", 0, 0, 0 },     { "bytes=99999999999999999999-", 0, 0, 0 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t first = 0, last = 0;
        assert_int_equal(http_range_read(cor_str_of(cases[i].field), 100, &first, &last),
                         cases[i].status);
        assert_int_equal(first, cases[i].first);
        assert_int_equal(last, cases[i].last);
    }
}

static void cookies(void **state) {
    (void)state;
    assert_str(http_cookie(COR_STR("a=1; lang=es; b=2"), "lang"), "es");
    assert_str(http_cookie(COR_STR("xlang=es"), "lang"), "");
    assert_str(http_cookie(COR_STR("lang"), "lang"), "");
}

static const http_route *route_of(const char *path, http_request *request) {
    *request = (http_request){ .path = cor_str_of(path) };
    return http_route_find(request);
}

static void routes(void **state) {
    (void)state;
    http_request request;
    assert_non_null(route_of("/corridor/GTM-MEX", &request));
    assert_int_equal(request.hole_count, 2);
    assert_str(request.part, "GTM");
    assert_str(request.part2, "MEX");

    assert_non_null(route_of("/", &request));
    assert_null(route_of("/corridor/GTM", &request));
    assert_null(route_of("/corridor/GTM-", &request));
    assert_null(route_of("/country/GTM/x", &request));
    assert_null(route_of("/none", &request));
    // The most literal path wins, whatever the order of the rows.
    assert_string_equal(route_of("/library/institutions", &request)->path, "/library/institutions");
    assert_string_equal(route_of("/network/events", &request)->path, "/network/events");
    assert_string_equal(route_of("/office/staff", &request)->path, "/office/staff");
}

static void compression_reads_back(void **state) {
    (void)state;
    static char text[20000], back[20000], room[1 << 20];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i % 17);

    cor_arena arena = { room, room + sizeof room };
    cor_str body = { text, sizeof text };
    cor_str gzip = http_compress(body, HTTP_GZIP, &arena);
    assert_true(gzip.length > 0 && gzip.length < body.length / 10);
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    size_t length;
    assert_int_equal(
        libdeflate_gzip_decompress(reader, gzip.at, gzip.length, back, sizeof back, &length), 0);
    assert_int_equal(length, sizeof text);
    assert_memory_equal(text, back, sizeof text);
    libdeflate_free_decompressor(reader);
    assert_true(http_compress(body, HTTP_BROTLI, &arena).length > 0);
    assert_true(http_compress(body, HTTP_DEFLATE, &arena).length > 0);
    assert_int_equal(http_compress(COR_STR("short"), HTTP_GZIP, &arena).length, 0);
    assert_int_equal(http_compress(body, HTTP_IDENTITY, &arena).length, 0);
    cor_arena full = { 0 };
    assert_int_equal(http_compress(body, HTTP_GZIP, &full).length, 0);
    assert_true(http_is_compressible(COR_STR("text/html; charset=utf-8")));
    assert_false(http_is_compressible(COR_STR("application/pdf")));
}

test_program(cmocka_unit_test(codings), cmocka_unit_test(devices), cmocka_unit_test(languages),
             cmocka_unit_test(tags), cmocka_unit_test(ranges), cmocka_unit_test(cookies),
             cmocka_unit_test(routes), cmocka_unit_test(compression_reads_back))
