/* SPDX-License-Identifier: Apache-2.0 */
/* say.h: sentences with values, marked for translation, and failing with them. */
#ifndef CORREDOR_CORE_SAY_H
#define CORREDOR_CORE_SAY_H

#include "core/core.h"
#include "corredor/error.h"

#define _(id)  id
#define N_(id) id

/* Values for the holes of a sentence, in the order in which the holes first appear:
 *
 *     cor_say(_("The stock of people born in {place} is negative: {persons}."),
 *             cor_arg_country(place), cor_arg_number(persons, 0)) */
static inline cor_arg cor_arg_str(cor_str s) {
    return (cor_arg){ .kind = COR_ARG_STR, .str = s };
}
static inline cor_arg cor_arg_int(int64_t n) {
    return (cor_arg){ .kind = COR_ARG_INT, .integer = n };
}
static inline cor_arg cor_arg_plain(int64_t n) {
    return (cor_arg){ .kind = COR_ARG_PLAIN, .integer = n };
}
static inline cor_arg cor_arg_number(double value, int32_t decimals) {
    return (cor_arg){ .kind = COR_ARG_NUMBER, .decimals = decimals, .number = value };
}
static inline cor_arg cor_arg_percent(double percent, int32_t decimals) {
    return (cor_arg){ .kind = COR_ARG_PERCENT, .decimals = decimals, .number = percent };
}
static inline cor_arg cor_arg_date(cor_date d) {
    return (cor_arg){ .kind = COR_ARG_DATE, .date = d };
}
static inline cor_arg cor_arg_period(cor_interval p) {
    return (cor_arg){ .kind = COR_ARG_PERIOD, .period = p };
}
static inline cor_arg cor_arg_country(cor_country c) {
    return (cor_arg){ .kind = COR_ARG_COUNTRY, .country = c };
}
static inline cor_arg cor_arg_pair(cor_str en, cor_str es) {
    return (cor_arg){ .kind = COR_ARG_PAIR, .pair = { en, es } };
}
static inline cor_arg cor_arg_text(const cor_text *t) {
    return (cor_arg){ .kind = COR_ARG_TEXT, .text = t };
}
cor_arg cor_arg_cstr(const char *terminated);

#define COR_ARGS(...) ((cor_arg[]){ { 0 }, ##__VA_ARGS__ } + 1)
#define COR_ARG_COUNT(...)                                                                         \
    ((int32_t)(sizeof((cor_arg[]){ { 0 }, ##__VA_ARGS__ }) / sizeof(cor_arg)) - 1)

/* A text whose values live until the end of the enclosing block. */
#define cor_say(id_, ...)                                                                          \
    ((cor_text){                                                                                   \
        .id = (id_), .args = COR_ARGS(__VA_ARGS__), .arg_count = COR_ARG_COUNT(__VA_ARGS__) })
/* The same with a plural: cor_say_n(rows, _("{rows} row"), _("{rows} rows"), cor_arg_int(rows)). */
#define cor_say_n(n_, id_, id_plural_, ...)                                                        \
    ((cor_text){ .id = (id_),                                                                      \
                 .id_plural = (id_plural_),                                                        \
                 .n = (n_),                                                                        \
                 .args = COR_ARGS(__VA_ARGS__),                                                    \
                 .arg_count = COR_ARG_COUNT(__VA_ARGS__) })
/* A text from a table or a file in its own language; or in every language. */
#define cor_say_str(s)       cor_say("{text}", cor_arg_str(s))
#define cor_say_pair(en, es) cor_say("{text}", cor_arg_pair(en, es))

/* A deep copy. Its id is NULL when it does not fit. */
cor_text cor_text_keep(cor_arena *keep, cor_text text);

/* State the fact; replaces an earlier one. Returns `code`. `err` may be NULL. */
cor_code cor_error_fail(cor_error *err, cor_code code, cor_text what);
/* Add the way forward; returns the code. */
cor_code cor_error_hint(cor_error *err, cor_text hint);
/* Add a place outside those already stated; returns the code. */
cor_code cor_error_within(cor_error *err, cor_text where);

#define cor_fail(err, code, id, ...) cor_error_fail((err), (code), cor_say(id, ##__VA_ARGS__))
#define cor_hint(err, id, ...)       cor_error_hint((err), cor_say(id, ##__VA_ARGS__))
#define cor_within(err, id, ...)     cor_error_within((err), cor_say(id, ##__VA_ARGS__))
/* The reason of a system error in words: "there is no such file". For holes like {reason}. */
cor_text cor_system_reason(int system_error);
/* The error for a full arena. */
cor_code cor_fail_memory(cor_error *err);

#endif
