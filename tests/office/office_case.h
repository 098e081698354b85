/* SPDX-License-Identifier: Apache-2.0 */
/* office_case.h: an office over a registry in a folder of its own, with a clock that tests turn. */
#ifndef CORREDOR_TESTS_OFFICE_CASE_H
#define CORREDOR_TESTS_OFFICE_CASE_H

#include "../registry/registry_case.h"
#include "office/inside.h"

static const char PASSWORD[] = "a horse on a quiet bridge";

static const cor_caller HERE = { COR_STR_INIT("here"), COR_STR_INIT("") };

typedef struct {
    registry_case *base;
    cor_office *office;
    cor_factor factor; // of ana
    cor_recovery recovery;
    int64_t now_s;
    cor_error err;
} office_case;

static inline void office_at(office_case *test, int64_t now_s) {
    test->now_s = now_s;
    office_set_clock(test->office, now_s);
    registry_set_clock(test->base->registry, now_s);
}

static inline office_case *office_open(void) {
    office_case *test = calloc(1, sizeof *test);
    test->base = case_open();
    assert_ok(cor_office_open(test->base->registry, &test->office, &test->err), &test->err);
    office_at(test, 1800000000);
    cor_factor_random(&test->factor);
    return test;
}

static inline void office_close(office_case *test) {
    cor_office_close(test->office);
    case_close(test->base);
    free(test);
}

static inline cor_password password_of(const char *text) {
    cor_password password;
    cor_error err = { 0 };
    assert_ok(cor_password_of(cor_str_of(text), &password, &err), &err);
    return password;
}

static inline cor_grant grant_of(cor_role role, const char *country,
                                 const cor_registry_kind *kind) {
    cor_grant grant = { .role = role, .kind = kind };
    if (country) assert_true(cor_country_find(cor_str_of(country), &grant.country));
    return grant;
}

static inline cor_code office_add(office_case *test, const char *name, const cor_factor *factor,
                                  cor_grant grant) {
    cor_password password = password_of(PASSWORD);
    cor_staff_new new = { .name = cor_str_of(name),
                          .password = &password,
                          .factor = factor,
                          .grants = &grant,
                          .grant_count = 1 };
    return cor_office_add(test->office, COR_STR("console"), &new, &test->recovery, &test->err);
}

/* From an address, with the cookie of known devices. */
static inline cor_code try_from(office_case *test, const char *name, const char *text,
                                const char *address, const char *devices, cor_token *ret_token) {
    cor_password password = password_of(text);
    cor_caller caller = { cor_str_of(address), cor_str_of(devices) };
    return cor_office_sign_in(test->office, cor_str_of(name), &password, &caller, ret_token,
                              &test->err);
}

static inline cor_code try_password(office_case *test, const char *name, const char *text,
                                    const char *address, cor_token *ret_token) {
    return try_from(test, name, text, address, "", ret_token);
}

static inline cor_code try_code(office_case *test, const cor_token *half, const char *code,
                                cor_token *ret_token) {
    return cor_office_second(test->office, half, cor_str_of(code), &HERE, ret_token, &test->err);
}

/* The six digits of the device at the time of the test. */
static inline const char *digits(const office_case *test) {
    static char text[16];
    snprintf(text, sizeof text, "%06d", (int)cor_factor_code(&test->factor, test->now_s));
    return text;
}

static inline cor_token sign_in(office_case *test, const char *name) {
    cor_token half, whole;
    assert_ok(try_password(test, name, PASSWORD, "here", &half), &test->err);
    assert_ok(try_code(test, &half, digits(test), &whole), &test->err);
    return whole;
}

static inline cor_session session_of(office_case *test, const cor_token *token) {
    cor_session session;
    assert_ok(cor_office_session(test->office, token, &test->base->keep, &session, &test->err),
              &test->err);
    return session;
}

static inline bool is_signed_in(office_case *test, const cor_token *token) {
    cor_session session;
    return cor_office_session(test->office, token, &test->base->keep, &session, &test->err) ==
               COR_OK &&
           session.stage == COR_STAGE_WHOLE;
}

/* How often something was done, by the log. */
static inline int32_t log_count(office_case *test, const char *action) {
    cor_registry_event *list;
    size_t count;
    int32_t found = 0;
    assert_ok(cor_registry_log(test->base->registry, 0, (cor_str){ 0 }, 0, &test->base->keep, &list,
                               &count, &test->err),
              &test->err);
    for (size_t i = 0; i < count; i++)
        found += cor_str_is(list[i].action, action);
    return found;
}

#endif
