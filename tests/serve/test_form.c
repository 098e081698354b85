/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies of forms: what is read, what is refused and with which words; where a request is from;
 * cookies that are set.
 */
#include "../test_case.h"
#include "serve/http.h"

static cor_error err;
static char room[4 << 20];
static cor_arena arena;
static http_request request;

static int read_form(const char *type, cor_str body) {
    arena = (cor_arena){ room, room + sizeof room };
    memset(room, 0, sizeof room);
    cor_error_clear(&err);
    request = (http_request){ 0 };
    return http_form_read(cor_str_of(type), body, &arena, &request.posted, &err);
}

static int read_text(const char *type, const char *body) {
    return read_form(type, cor_str_of(body));
}

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART  "multipart/form-data; boundary=AaB03x"

static void fields_of_an_encoded_form(void **state) {
    (void)state;
    assert_int_equal(read_text(URLENCODED, "name=Jos%C3%A9+P%26P&empty=&bare&topic=a&topic=b&&=x"),
                     400); // no name
    assert_int_equal(read_text(URLENCODED, "name=Jos%C3%A9+P%26P&empty=&bare&topic=a&topic=b&"), 0);
    assert_str(http_form(&request, "name"), "José P&P");
    assert_str(http_form(&request, "empty"), "");
    assert_true(http_form_has(&request, "bare"));
    assert_false(http_form_has(&request, "other"));
    assert_str(http_form(&request, "other"), "");
    int32_t at = 0;
    cor_str text;
    assert_true(http_form_next(&request, "topic", &at, &text));
    assert_str(text, "a");
    assert_true(http_form_next(&request, "topic", &at, &text));
    assert_str(text, "b");
    assert_false(http_form_next(&request, "topic", &at, &text));
    assert_int_equal(read_text("Application/X-WWW-Form-Urlencoded; charset=UTF-8", "a=b=c"), 0);
    assert_str(http_form(&request, "a"), "b=c");
    assert_int_equal(read_text("", ""), 0);
    assert_int_equal(request.posted.text_count, 0);
}

static void parts_of_a_form(void **state) {
    (void)state;
    // RFC 7578, section 4.1 and RFC 1867, section 6, with a preamble, padding and an epilogue.
    const char *body =
        "nobody reads this\r\n--AaB03x  \r\n"
        "Content-Disposition: form-data; name=\"field1\"\r\n\r\nJoe Blow\r\nline two\r\n"
        "--AaB03x\r\ncontent-disposition: form-data; name=\"pics\"; filename=\"C:\\dir\\file "
        "1.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\na,b\r\n\r\n1,2\r\n--AaB03y\r\n\r\n--AaB03x\r\n"
        "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
        "--AaB03x\r\nContent-Disposition: form-data; name=\"say "
        "%22hi%22\"\r\n\r\n--AaB03x--\r\nend";
    assert_int_equal(read_text(MULTIPART, body), 0);
    assert_int_equal(request.posted.text_count, 2);
    assert_int_equal(request.posted.upload_count, 2);
    assert_str(http_form(&request, "field1"), "Joe Blow\r\nline two");
    assert_str(request.posted.texts[1].name, "say \"hi\"");
    assert_str(request.posted.texts[1].value, "");
    const http_upload *pics = http_upload_find(&request, "pics");
    assert_non_null(pics);
    assert_str(pics->file_name, "file 1.csv");
    assert_str(pics->media_type, "text/csv");
    assert_str(pics->body, "a,b\r\n\r\n1,2\r\n--AaB03y\r\n");
    assert_null(http_upload_find(&request, "none"));
    assert_null(http_upload_find(&request, "field1"));
    assert_int_equal(
        read_text("multipart/form-data; boundary=\"a b;c\"; x=y",
                  "--a b;c\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b;c--"),
        400);
    assert_int_equal(
        read_text("multipart/form-data; boundary=\"a b:c\"; x=y",
                  "--a b:c\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a b:c--"),
        0);
    assert_str(http_form(&request, "x"), "1");
    static const char zeros[] =
        "--b\r\nContent-Disposition: form-data; name=f; filename=z\r\n\r\n\0\r\0\n\r\n--b--";
    assert_int_equal(
        read_form("multipart/form-data; boundary=b", (cor_str){ zeros, sizeof zeros - 1 }), 0);
    assert_int_equal(http_upload_find(&request, "f")->body.length, 4);
}

static void malformed_forms_are_refused_with_words(void **state) {
    (void)state;
    static const struct {
        int status;
        const char *type, *body, *words;
    } cases[] = {
        { 415, "text/plain", "a=b", "not a form" },
        { 415, "", "a=b", "not a form" },
        { 415, "application/json", "{}", "multipart/form-data" },
        { 415, "multipart/mixed; boundary=b", "--b--", "not a form" },
        { 400, URLENCODED, "a=%zz", "does not have the encoding" },
        { 400, URLENCODED, "a=%", "does not have the encoding" },
        { 400, URLENCODED, "a=%ff", "not UTF-8" },
        { 400, URLENCODED, "a=%00", "not UTF-8" },
        { 400, URLENCODED, "a=\xC3", "not UTF-8" },
        { 400, "multipart/form-data", "--b--", "no proper boundary" },
        { 400, "multipart/form-data; boundary=", "----", "no proper boundary" },
        { 400, "multipart/form-data; boundary=\"a \"", "--a --", "no proper boundary" },
        { 400, "multipart/form-data; boundary=a<b", "--a<b--", "no proper boundary" },
        { 400,
          "multipart/form-data; "
          "boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "", "no proper boundary" },
        { 400, MULTIPART, "", "does not contain" },
        { 400, MULTIPART, "--other--", "does not contain" },
        { 400, MULTIPART, "--AaB03x", "boundary between parts" },
        { 400, MULTIPART, "--AaB03xx\r\n", "boundary between parts" },
        { 400, MULTIPART, "--AaB03x\nContent-Disposition: form-data; name=\"a\"\n\nx\n--AaB03x--",
          "boundary between" },
        { 400, MULTIPART, "--AaB03x\r\n", "does not end" },
        { 400, MULTIPART, "--AaB03x\r\n\r\nx\r\n--AaB03x--", "no name" },
        { 400, MULTIPART, "--AaB03x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--AaB03x--",
          "no proper name" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--AaB03x--",
          "no proper name" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--AaB03x--",
          "no proper" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"; "
          "name=\"b\"\r\n\r\nx\r\n--AaB03x--",
          "no proper name" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--AaB03x--",
          "no proper name" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--AaB03x--",
          "no proper" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: "
          "form-data; "
          "name=\"b\"\r\n\r\nx\r\n--AaB03x--",
          "no proper name" },
        { 400, MULTIPART, "--AaB03x\r\nContent-Disposition form-data\r\n\r\nx\r\n--AaB03x--",
          "malformed" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\nx\r\n--AaB03x--",
          "malformed" },
        { 400, MULTIPART, "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
          "before its last part" },
        { 400, MULTIPART, "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
          "before its last part" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--AaB03x\r\n",
          "does not end" },
        { 400, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\xC3\x28\r\n--AaB03x--",
          "field note" },
        { 415, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; "
          "charset=iso-8859-1\r\n\r\nx\r\n--AaB03x--",
          "UTF-8" },
        { 415, MULTIPART,
          "--AaB03x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
          "base64"
          "\r\n\r\neA==\r\n--AaB03x--",
          "as they are" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = read_text(cases[i].type, cases[i].body);
        if (status != cases[i].status)
            fail_msg("case %zu: %d instead of %d", i, status, cases[i].status);
        if (!strstr(test_message(&err), cases[i].words))
            fail_msg("case %zu: %s", i, test_message(&err));
        assert_int_equal(request.posted.text_count, 0);
    }
}

static void forms_are_bounded(void **state) {
    (void)state;
    static char body[2 << 20];
    memset(body, 'a', sizeof body);
    memcpy(body, "note=", 5);
    cor_str all = { body, 1000005 };
    assert_int_equal(read_form(URLENCODED, all), 413);
    assert_non_null(strstr(test_message(&err), "field note: The text has 1,000,000 bytes"));
    assert_int_equal(read_form(URLENCODED, (cor_str){ body, HTTP_FORM_TEXT_BYTES_MAX + 5 }), 0);
    char many[8 * (HTTP_FORM_FIELDS_MAX + 1) + 1] = "";
    for (int i = 0; i <= HTTP_FORM_FIELDS_MAX; i++)
        strcat(many, "a=1&");

    assert_int_equal(read_text(URLENCODED, many), 413);
    static char parts[200000];
    for (int i = 0; i <= HTTP_FORM_UPLOADS_MAX; i++)
        strcat(parts,
               "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n1\r\n");

    strcat(parts, "--b--");
    assert_int_equal(read_text("multipart/form-data; boundary=b", parts), 413);
    *parts = 0;
    for (int i = 0; i <= HTTP_FORM_FIELDS_MAX; i++)
        strcat(parts, "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n1\r\n");

    strcat(parts, "--b--");
    assert_int_equal(read_text("multipart/form-data; boundary=b", parts), 413);
    char head[6000] = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\nX: ";
    memset(head + strlen(head), 'x', 4500);
    strcat(head, "\r\n\r\n1\r\n--b--");
    assert_int_equal(read_text("multipart/form-data; boundary=b", head), 400);
}

/* In arenas that are too small nothing is half read. */
static void small_memory_is_said(void **state) {
    (void)state;
    const char *body = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n1\r\n--b--";
    for (size_t size = 0; size < 40000; size += 611) {
        http_posted posted = { 0 };
        cor_arena small = { room, room + size };
        memset(room, 0, size);
        cor_error_clear(&err);
        int status = http_form_read(COR_STR("multipart/form-data; boundary=b"), cor_str_of(body),
                                    &small, &posted, &err);
        assert_true(status == 0 || posted.text_count == 0);
        small = (cor_arena){ room, room + size };
        memset(room, 0, size);
        status = http_form_read(COR_STR(URLENCODED), COR_STR("a=b&c=d"), &small, &posted, &err);
        assert_true(status == 0 || status == 503);
    }
}

static void another_site_cannot_send_forms(void **state) {
    (void)state;
    static const struct {
        bool here;
        const char *fetch_site, *origin, *host;
    } cases[] = {
        { true, "same-origin", "", "a.example" },
        { true, "none", "", "a.example" },
        { false, "cross-site", "", "a.example" },
        { false, "same-site", "http://b.a.example", "a.example" },
        { false, "", "null", "a.example" },
        { true, "", "", "a.example" },
        { true, "", "https://a.example", "a.example" },
        { true, "", "https://a.example", "A.example:443" },
        { true, "", "http://a.example:80", "a.example" },
        { true, "", "http://[::1]:8080", "[::1]:8080" },
        { false, "", "http://a.example:8080", "a.example" },
        { false, "", "https://evil.example", "a.example" },
        { false, "", "https://a.example.evil", "a.example" },
        { false, "", "ftp://a.example", "a.example" },
        { false, "", "https://", "" },
        { true, "same-origin", "null", "a.example" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        http_words words = { .host = cor_str_of(cases[i].host),
                             .origin = cor_str_of(cases[i].origin),
                             .fetch_site = cor_str_of(cases[i].fetch_site) };
        if (http_is_from_here(&words) != cases[i].here) fail_msg("case %zu", i);
    }
}

static void cookies_that_are_set(void **state) {
    (void)state;
    arena = (cor_arena){ room, room + sizeof room };
    http_response response = { 0 };
    assert_true(http_cookie_set(&response, "session", COR_STR("abc-1._~"), 0, &arena));
    assert_true(http_cookie_set(&response, "form", COR_STR("x"), 60, &arena));
    assert_true(http_cookie_set(&response, "old", (cor_str){ 0 }, 0, &arena));
    assert_str(response.cookies[0],
               "__Host-session=abc-1._~; Path=/; Secure; HttpOnly; SameSite=Lax");
    assert_str(response.cookies[1],
               "__Host-form=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
    assert_str(response.cookies[2],
               "__Host-old=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    assert_false(http_cookie_set(&response, "bad", COR_STR("a;b"), 0, &arena));
    assert_false(http_cookie_set(&response, "bad", COR_STR("a\r\nX: y"), 0, &arena));
    assert_true(http_cookie_set(&response, "last", COR_STR("x"), 0, &arena));
    assert_false(http_cookie_set(&response, "more", COR_STR("x"), 0, &arena));
    assert_str(http_cookie(COR_STR("lang=es; __Host-session=abc"), "__Host-session"), "abc");
}

test_program(cmocka_unit_test(fields_of_an_encoded_form), cmocka_unit_test(parts_of_a_form),
             cmocka_unit_test(malformed_forms_are_refused_with_words),
             cmocka_unit_test(forms_are_bounded), cmocka_unit_test(small_memory_is_said),
             cmocka_unit_test(another_site_cannot_send_forms),
             cmocka_unit_test(cookies_that_are_set))
