/* SPDX-License-Identifier: Apache-2.0 */
/* Heads and chunked bodies as bytes on the wire: what is read, what is refused and with which
 * status; the same in one piece and byte by byte. */
#include "../test_case.h"
#include "serve/http.h"

/* ---- heads --------------------------------------------------------------- */

/* 0: read; -1: not complete; else the status. */
static int read_head(cor_str wire, http_head *head) {
    static http_pair fields[HTTP_HEAD_FIELDS_MAX + 1];
    size_t scanned = 0, length = 0;
    switch (http_head_find_end(wire, &scanned, &length)) {
    case HTTP_HEAD_PART:
        return -1;
    case HTTP_HEAD_BROKEN:
        return 400;
    case HTTP_HEAD_WHOLE:
        break;
    }

    http_refusal refusal = http_head_read(cor_str_part(wire, 0, length), fields, head);
    return refusal.status ? refusal.status : http_head_check(head).status;
}

static void a_head_is_read(void **state) {
    (void)state;
    http_head head;
    cor_str wire = COR_STR("GET /a?b=c HTTP/1.1\r\nHost: a\r\nX:  \tb c \r\nEmpty:\r\n\r\nrest");
    assert_int_equal(read_head(wire, &head), 0);
    assert_str(head.method, "GET");
    assert_str(head.target, "/a?b=c");
    assert_str(head.version, "HTTP/1.1");
    assert_int_equal(head.field_count, 3);
    assert_str(head.fields[1].name, "X");
    assert_str(head.fields[1].value, "b c");
    assert_str(head.fields[2].value, "");
    for (size_t i = 0; i + 5 < wire.length; i++)
        assert_int_equal(read_head(cor_str_part(wire, 0, i), &head), -1);
}

static void a_whole_address_names_its_server(void **state) {
    (void)state;
    static const struct {
        const char *wire, *authority, *target;
        int status;
    } CASES[] = {
        { "GET http://b:80/c?d HTTP/1.1\r\nHost: a\r\n\r\n", "b:80", "/c?d", 0 },
        { "GET HTTPS://[::1]/c HTTP/1.1\r\nHost: a\r\n\r\n", "[::1]", "/c", 0 },
        { "GET http://b HTTP/1.0\r\n\r\n", "b", "/", 0 },
        { "OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n", "b", "*", 0 },
        { "GET /http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "", "/http://b/", 0 },
        { "GET http://b/ HTTP/1.1\r\n\r\n", "b", "/", 400 }, // Host is needed all the same
        { "GET http://u@b/ HTTP/1.1\r\nHost: a\r\n\r\n", "u@b", "/", 400 },
        { "GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", "", "http:///", 400 },
        { "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", "", "http://", 400 },
        { "GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "", "ftp://b/", 400 },
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        http_head head;
        assert_int_equal(read_head(cor_str_of(CASES[i].wire), &head), CASES[i].status);
        assert_str(head.authority, CASES[i].authority);
        assert_str(head.target, CASES[i].target);
    }
}

static void another_reading_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *wire;
        int status;
    } WRONG[] = {
        { "GET / HTTP/1.1\nHost: a\n\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\n\n", 400 },
        { "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400 },
        { "GET / http/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400 },
        { "GET /\r\n\r\n", 400 },
        { "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505 },
        { "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400 },
        { " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413 },
        { "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 000000000000000000000\r\n\r\n", 0 },
    };
    http_head head;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        if (read_head(cor_str_of(WRONG[i].wire), &head) != WRONG[i].status)
            fail_msg("%s: expected %d", WRONG[i].wire, WRONG[i].status);
    assert_int_equal(read_head((cor_str){ "GET / HTTP/1.1\r\nHost: a\0\r\n\r\n", 28 }, &head), 400);
}

/* ---- chunks -------------------------------------------------------------- */

/* The body in pieces of `step` bytes; *ret_rest is the number of bytes behind it. -1: unfinished. */
static int read_chunks(cor_str wire, size_t step, char body[256], size_t *ret_rest) {
    http_chunks chunks = { 0 };
    size_t length = 0;
    for (size_t at = 0; at < wire.length && !http_chunks_done(&chunks); at += step) {
        cor_str piece = cor_str_part(wire, at, step), data;
        while (piece.length && !http_chunks_done(&chunks)) {
            http_refusal refusal = http_chunks_read(&chunks, &piece, &data);
            if (refusal.status) return refusal.status;
            assert_true(length + data.length < 256);
            if (data.length) memcpy(body + length, data.at, data.length);
            length += data.length;
        }
        *ret_rest = wire.length - at - cor_str_part(wire, at, step).length + piece.length;
    }

    body[length] = 0;
    return http_chunks_done(&chunks) ? 0 : -1;
}

static void chunks_are_read_in_any_pieces(void **state) {
    (void)state;
    char body[256];
    size_t rest = 99;
    cor_str wire =
        COR_STR("5\r\nhello\r\n00006;a=b;c=\"d e\"\r\n world\r\n0;x\r\nX-Sum: 7\r\n\r\nNEXT");
    for (size_t step = 1; step <= wire.length; step++) {
        assert_int_equal(read_chunks(wire, step, body, &rest), 0);
        assert_string_equal(body, "hello world");
        assert_int_equal(rest, 4);
    }
    for (size_t i = 0; i + 4 < wire.length; i++)
        assert_int_equal(read_chunks(cor_str_part(wire, 0, i), 7, body, &rest), -1);
}

static void malformed_chunks_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *wire;
        int status;
    } WRONG[] = {
        { "1\nx\r\n0\r\n\r\n", 400 },
        { "1\r\nx\n0\r\n\r\n", 400 },
        { "1\r\nx\r\n0\n\r\n", 400 },
        { "1\r\nx\r\n0\r\n\n", 400 },
        { "1\rx\r\n0\r\n\r\n", 400 },
        { "1;a\nx\r\n0\r\n\r\n", 400 },
        { "1;a\rb\r\nx\r\n0\r\n\r\n", 400 },
        { " 1\r\nx\r\n0\r\n\r\n", 400 },
        { "1 \r\nx\r\n0\r\n\r\n", 400 },
        { "+1\r\nx\r\n", 400 },
        { "0x1\r\nx\r\n", 400 },
        { "\r\nx\r\n", 400 },
        { ";a\r\nx\r\n", 400 },
        { "1\r\nxy\r\n", 400 },
        { "ffffffffffffffff\r\n", 413 },
        { "1000001\r\n", 413 },
        { "0\r\nHost: b\r\n\r\n", 400 },
        { "0\r\ncontent-length: 4\r\n\r\n", 400 },
        { "0\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n", 400 },
        { "0\r\nX-Forwarded-Proto: https\r\n\r\n", 400 },
        { "0\r\nCookie: a=b\r\n\r\n", 400 },
        { "0\r\nX: a\r\n b\r\n\r\n", 400 },
        { "0\r\nX : a\r\n\r\n", 400 },
        { "0\r\nX\r\n\r\n", 400 },
        { "0\r\nX: a\n\r\n", 400 },
        { "0\r\nX: a\x01\r\n\r\n", 400 },
    };
    char body[256];
    size_t rest;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        for (size_t step = 1; step < 40; step += 19)
            if (read_chunks(cor_str_of(WRONG[i].wire), step, body, &rest) != WRONG[i].status)
                fail_msg("%s: expected %d", WRONG[i].wire, WRONG[i].status);
}

/* Bytes that mean nothing are limited too. */
static void what_is_passed_over_has_a_limit(void **state) {
    (void)state;
    static char wire[100000];
    char body[256];
    size_t rest, length = 0;
    memset(wire, 'a', sizeof wire);
    memcpy(wire, "1;", 2);
    assert_int_equal(read_chunks((cor_str){ wire, sizeof wire }, sizeof wire, body, &rest), 400);
    for (int i = 0; i < 200; i++, length += 11)
        memcpy(wire + length, "1;abcde\r\nx\r", 11), wire[length + 11] = '\n', length++;
    assert_int_equal(read_chunks((cor_str){ wire, length }, length, body, &rest), 400);

    length = 3;
    memcpy(wire, "0\r\n", 3);
    for (int i = 0; i < 1000; i++, length += 6)
        memcpy(wire + length, "X: y\r\n", 6);
    assert_int_equal(read_chunks((cor_str){ wire, length }, length, body, &rest), 431);
}

test_program(cmocka_unit_test(a_head_is_read), cmocka_unit_test(a_whole_address_names_its_server),
             cmocka_unit_test(another_reading_is_refused),
             cmocka_unit_test(chunks_are_read_in_any_pieces),
             cmocka_unit_test(malformed_chunks_are_refused),
             cmocka_unit_test(what_is_passed_over_has_a_limit))
