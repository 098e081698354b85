/* SPDX-License-Identifier: Apache-2.0 */
/* Heads that two programs could read differently are refused; addresses are decoded once. */
#include "../test_case.h"
#include "serve/http.h"

static int status_of(const char *method, const char *target, const char *version,
                     const char *const (*fields)[2], int count) {
    http_pair list[100];
    for (int i = 0; i < count; i++)
        list[i] = (http_pair){ cor_str_of(fields[i][0]), cor_str_of(fields[i][1]) };
    http_head head = { cor_str_of(method), cor_str_of(target), cor_str_of(version), list, count };
    http_refusal refusal = http_head_check(&head);
    if (refusal.status) assert_true(strlen(refusal.sentence) > 10);
    return refusal.status;
}

static void lets_ordinary_requests_pass(void **state) {
    (void)state;
    const char *const browser[][2] = { { "Host", "corredor.example:8080" },
                                       { "Accept", "text/html" },
                                       { "Accept-Encoding", "gzip, br" },
                                       { "Cookie", "lang=es" } };
    assert_int_equal(status_of("GET", "/corridor/GTM-MEX?lang=es", "HTTP/1.1", browser, 4), 0);
    const char *const old[][2] = { { "Accept", "*/*" } };
    assert_int_equal(status_of("GET", "/", "HTTP/1.0", old, 1), 0);
    const char *const post[][2] = { { "host", "[::1]:80" },
                                    { "content-length", "12" },
                                    { "expect", "100-continue" } };
    assert_int_equal(status_of("POST", "/x", "HTTP/1.1", post, 3), 0);
    const char *const chunked[][2] = { { "Host", "a" }, { "Transfer-Encoding", "Chunked" } };
    assert_int_equal(status_of("POST", "/x", "HTTP/1.1", chunked, 2), 0);
}

static void turns_ambiguous_heads_away(void **state) {
    (void)state;
    static const struct {
        int status;
        const char *fields[3][2];
        int count;
    } cases[] = {
        { 400, { { 0 } }, 0 },
        { 400, { { "Host", "a" }, { "Host", "b" } }, 2 },
        { 400, { { "Host", "a" }, { "Content-Length", "1" }, { "Content-Length", "1" } }, 3 },
        { 400,
          { { "Host", "a" }, { "Content-Length", "1" }, { "Transfer-Encoding", "chunked" } },
          3 },
        { 400,
          { { "Host", "a" },
            { "Transfer-Encoding", "chunked" },
            { "Transfer-Encoding", "chunked" } },
          3 },
        { 501, { { "Host", "a" }, { "Transfer-Encoding", "gzip, chunked" } }, 2 },
        { 400, { { "Host", "a" }, { "Content-Length", "+1" } }, 2 },
        { 400, { { "Host", "a" }, { "Content-Length", "1,1" } }, 2 },
        { 400, { { "Host", "a" }, { "Content-Length", "" } }, 2 },
        { 413, { { "Host", "a" }, { "Content-Length", "999999999999" } }, 2 },
        { 400, { { "Host", "a" }, { "X Y", "1" } }, 2 },
        { 400, { { "Host", "a" }, { "X-Y ", "1" } }, 2 },
        { 400, { { "Host", "a" }, { "", "1" } }, 2 },
        { 400, { { "Host", "a" }, { "X", "1\n2" } }, 2 },
        { 400, { { "Host", "a" }, { "X", "1\x7F" } }, 2 },
        { 400, { { "Host", "a/b" } }, 1 },
        { 400, { { "Host", "" } }, 1 },
        { 417, { { "Host", "a" }, { "Expect", "tea" } }, 2 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = status_of("GET", "/", "HTTP/1.1", (const char *const(*)[2])cases[i].fields,
                               cases[i].count);
        if (status != cases[i].status)
            fail_msg("case %zu: %d instead of %d", i, status, cases[i].status);
    }

    const char *const host[][2] = { { "Host", "a" }, { "Transfer-Encoding", "chunked" } };
    assert_int_equal(status_of("GET", "/", "HTTP/1.0", host, 2), 400);
    assert_int_equal(status_of("GET", "/", "HTTP/2.0", host, 1), 505);
    assert_int_equal(status_of("G T", "/", "HTTP/1.1", host, 1), 400);
    assert_int_equal(status_of("GET", "http://a/", "HTTP/1.1", host, 1), 400);
    assert_int_equal(status_of("GET", "/a b", "HTTP/1.1", host, 1), 400);
    assert_int_equal(status_of("OPTIONS", "*", "HTTP/1.1", host, 1), 0);
    assert_int_equal(status_of("GET", "*", "HTTP/1.1", host, 1), 400);
}

static void limits_have_their_own_statuses(void **state) {
    (void)state;
    static char longest[HTTP_TARGET_BYTES_MAX + 10], value[HTTP_HEAD_BYTES_MAX + 1];
    memset(longest, 'a', sizeof longest - 1);
    memset(value, 'v', sizeof value - 1);
    longest[0] = '/';
    const char *const host[][2] = { { "Host", "a" }, { "X", value } };
    assert_int_equal(status_of("GET", longest, "HTTP/1.1", host, 1), 414);
    assert_int_equal(status_of("GET", "/", "HTTP/1.1", host, 2), 431);
    const char *many[HTTP_HEAD_FIELDS_MAX + 1][2];
    for (int i = 0; i <= HTTP_HEAD_FIELDS_MAX; i++)
        many[i][0] = i ? "X" : "Host", many[i][1] = "a";

    assert_int_equal(
        status_of("GET", "/", "HTTP/1.1", (const char *const(*)[2])many, HTTP_HEAD_FIELDS_MAX + 1),
        431);
}

static bool read_target(const char *target, http_request *request) {
    static char room[65536];
    static cor_arena arena;
    arena = (cor_arena){ room, room + sizeof room };
    *request = (http_request){ 0 };
    return http_target_read(cor_str_of(target), &arena, request);
}

static void addresses_are_decoded_once(void **state) {
    (void)state;
    http_request request;
    assert_true(
        read_target("/corridor/GTM-MEX.json?lang=es&q=Hait%C3%AD+x&&empty=&bare", &request));
    assert_str(request.path, "/corridor/GTM-MEX");
    assert_str(request.format, "json");
    assert_str(http_parameter(&request, "q"), "Haití x");
    assert_str(http_parameter(&request, "empty"), "");
    assert_int_equal(request.parameter_count, 4);
    assert_true(read_target("/a%2Fb/", &request));
    assert_str(request.path, "/a/b");
    assert_true(read_target("/a%252e", &request));
    assert_str(request.path, "/a%2e");
    assert_true(read_target("/file.tar", &request));
    assert_str(request.format, "");
    assert_true(read_target("/.json", &request));
    assert_str(request.path, "/.json");
    static const char *const wrong[] = { "/%",       "/%4", "/%zz",     "/%00",
                                         "/%ff",     "//x", "/a/../b",  "/a/..",
                                         "/%2e%2e/", "x",   "/...json", "/x?q=%" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        // "/%2e%2e/" decodes to "/../" and is refused like it.
        if (read_target(wrong[i], &request))
            fail_msg("%s was read as %.*s", wrong[i], COR_STR_F(request.path));
    }

    // Whose value it is decides: a tracker's is passed over, a question's is refused.
    static const char *const values[] = { "/x?q=%C3", "/x?q=%00", "/x?a=1&q=\xC3&b=2" };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_true(read_target(values[i], &request));
        assert_true(request.has_bytes);
    }
    assert_true(read_target("/x?q=%C3%AD", &request));
    assert_false(request.has_bytes);
    assert_false(read_target("/x?%C3=q", &request));
    char many[1024] = "/x?";
    for (int i = 0; i <= HTTP_PARAMETERS_MAX; i++)
        strcat(many, "a=1&");

    assert_false(read_target(many, &request));
}

test_program(cmocka_unit_test(lets_ordinary_requests_pass),
             cmocka_unit_test(turns_ambiguous_heads_away),
             cmocka_unit_test(limits_have_their_own_statuses),
             cmocka_unit_test(addresses_are_decoded_once))
