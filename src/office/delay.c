/* SPDX-License-Identifier: Apache-2.0 */
/* delay.c: failed sign-ins delay the next attempt, longer each time. Nobody is kept out by the
 * failures of others.
 *
 * A device on which the person signed in before waits for its own failures with this password alone. Any other waits
 * for its failures with this name and for those of its address with all names. Besides, failures
 * with one name from all unknown devices together space out their attempts, up to a minute: with
 * any number of addresses, 400 attempts take the first 53 minutes and 1,440 each day after
 * (docs/guide/office.md). Codes of the second factor are guessed by somebody who has the password:
 * they are counted by name. */
#include <time.h>

#include "inside.h"

/* What failures are counted by, how many are free, how the wait grows from then on. */
typedef struct {
    const char *purpose;
    cor_str text;
    int32_t free_failures, first_wait_s, most_wait_s;
    int32_t double_every; // failures until the wait doubles
} counted;

enum { COUNTED_MAX = 3 };
typedef struct {
    counted list[COUNTED_MAX];
    int count;
} counted_list;

typedef struct {
    int64_t failures, last_s, until_s;
} delay;

static cor_code read_delay(cor_office *office, const uint8_t digest[OFFICE_DIGEST_BYTES],
                           delay *ret_delay, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_GET, &statement, err);
    if (code) return code;

    cor_bind_blob(statement, "digest", digest, OFFICE_DIGEST_BYTES);
    code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_delay = (delay){ 0 };

    if (row)
        *ret_delay = (delay){ cor_column_int(statement, 0), cor_column_int(statement, 1),
                              cor_column_int(statement, 2) };

    cor_statement_reset(statement);
    if (office_now(office) - ret_delay->last_s > COR_SIGN_IN_FORGET_S) *ret_delay = (delay){ 0 };
    return COR_OK;
}

static cor_code fail_wait(int64_t left_s, cor_error *err) {
    int64_t minutes = (left_s + 59) / 60;
    if (left_s < 60)
        (void)cor_error_fail(err, COR_E_BUSY,
                             cor_say_n(left_s,
                                       _("There were too many attempts. Wait {seconds} second."),
                                       _("There were too many attempts. Wait {seconds} seconds."),
                                       cor_arg_int(left_s)));
    else
        (void)cor_error_fail(err, COR_E_BUSY,
                             cor_say_n(minutes,
                                       _("There were too many attempts. Wait {minutes} minute."),
                                       _("There were too many attempts. Wait {minutes} minutes."),
                                       cor_arg_int(minutes)));
    return cor_hint(err, _("If it was not you, tell an administrator. A device on which you signed "
                           "in before does not wait for others."));
}

static cor_code check_one(cor_office *office, const counted *what, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    delay found;
    office_digest(office, what->purpose, what->text, digest);
    cor_code code = read_delay(office, digest, &found, err);
    int64_t left_s = code ? 0 : found.until_s - office_now(office);
    return code || left_s <= 0 ? code : fail_wait(left_s, err);
}

static int64_t wait_s(const counted *what, int64_t failures) {
    int64_t over = failures - what->free_failures;
    if (over < 0) return 0;
    int64_t doublings = over / what->double_every;
    int64_t wait = doublings > 20 ? what->most_wait_s : (int64_t)what->first_wait_s << doublings;
    return wait < what->most_wait_s ? wait : what->most_wait_s;
}

static cor_code put_delay(cor_office *office, const uint8_t digest[OFFICE_DIGEST_BYTES],
                          const delay *put, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_PUT, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "digest", digest, OFFICE_DIGEST_BYTES);
    cor_bind_int(statement, "failures", put->failures);
    cor_bind_int(statement, "last_s", put->last_s);
    cor_bind_int(statement, "until_s", put->until_s);
    return cor_statement_run(statement, NULL, err);
}

static cor_code add_one(cor_office *office, const counted *what, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    delay found;
    int64_t now = office_now(office);
    office_digest(office, what->purpose, what->text, digest);
    cor_code code = read_delay(office, digest, &found, err);
    if (code) return code;
    int64_t failures = found.failures + 1;
    return put_delay(office, digest, &(delay){ failures, now, now + wait_s(what, failures) }, err);
}

/* ---- what is counted ----------------------------------------------------- */

static void count_by(counted_list *list, const char *purpose, cor_str text, int32_t free_failures) {
    list->list[list->count++] = (counted){ .purpose = purpose,
                                           .text = text,
                                           .free_failures = free_failures,
                                           .first_wait_s = COR_SIGN_IN_WAIT_S,
                                           .most_wait_s = COR_SIGN_IN_WAIT_MOST_S,
                                           .double_every = 1 };
}

static void count_by_address(counted_list *list, const office_attempt *attempt) {
    if (attempt->address.length)
        count_by(list, "address", attempt->address, COR_SIGN_IN_FREE_ADDRESS);
}

/* A password set anew begins anew: then the counters of before belong to nobody. */
static cor_str device_of(const office_attempt *attempt, char room[OFFICE_PAIR_BYTES]) {
    int length = snprintf(room, OFFICE_PAIR_BYTES, "%.*s\n%.*s", COR_STR_F(attempt->device),
                          COR_STR_F(attempt->since));
    return (cor_str){ room, (size_t)length };
}

static cor_str pair_of(const office_attempt *attempt, char room[OFFICE_PAIR_BYTES]) {
    int length = snprintf(room, OFFICE_PAIR_BYTES, "%.*s\n%.*s\n%.*s", COR_STR_F(attempt->name),
                          COR_STR_F(attempt->since), COR_STR_F(attempt->address));
    return (cor_str){ room, length < OFFICE_PAIR_BYTES ? (size_t)length : OFFICE_PAIR_BYTES - 1 };
}

static counted_list counted_of(const office_attempt *attempt, char room[OFFICE_PAIR_BYTES]) {
    counted_list list = { 0 };
    if (attempt->device.length) {
        count_by(&list, "device", device_of(attempt, room), COR_SIGN_IN_FREE_NAME);
    } else if (attempt->kind == OFFICE_ATTEMPT_CODE) {
        if (attempt->name.length) count_by(&list, "code", attempt->name, COR_SIGN_IN_FREE_NAME);
        count_by_address(&list, attempt);
    } else {
        count_by(&list, "pair", pair_of(attempt, room), COR_SIGN_IN_FREE_NAME);
        count_by_address(&list, attempt);
        count_by(&list, "name", attempt->name, COR_SIGN_IN_FREE_STRANGERS);
        counted *strangers = &list.list[list.count - 1];
        strangers->first_wait_s = 1;
        strangers->most_wait_s = COR_SIGN_IN_STRANGERS_MOST_S;
        strangers->double_every = COR_SIGN_IN_STRANGERS_DOUBLE;
    }

    return list;
}

cor_code office_delay_check(cor_office *office, const office_attempt *attempt, cor_error *err) {
    char room[OFFICE_PAIR_BYTES];
    counted_list list = counted_of(attempt, room);
    cor_code code = COR_OK;
    for (int i = 0; i < list.count && !code; i++)
        code = check_one(office, &list.list[i], err);
    return code;
}

/* Strangers choose the names, and may have any number of addresses. Beyond the limit the counters of
 * few failures go first: those that make somebody wait stay. */
static cor_code drop_surplus(cor_office *office, cor_error *err) {
    cor_statement *statement;
    bool row;
    int64_t count = 0;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_COUNT, &statement, err);
    if (!code) code = office_one(statement, &count, &row, err);
    if (code || count <= OFFICE_DELAYS_MOST) return code;

    code = office_statement(office, COR_SQL_OFFICE_DELAY_TRIM, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "now_s", office_now(office));
    cor_bind_int(statement, "limit", OFFICE_DELAYS_MOST / 10);
    return cor_statement_run(statement, NULL, err);
}

static cor_code forget_old_delays(cor_office *office, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_EXPIRE, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "last_before_s", office_now(office) - COR_SIGN_IN_FORGET_S);
    code = cor_statement_run(statement, NULL, err);
    return code ? code : drop_surplus(office, err);
}

cor_code office_delay_add(cor_office *office, const office_attempt *attempt, cor_error *err) {
    char room[OFFICE_PAIR_BYTES];
    counted_list list = counted_of(attempt, room);
    cor_code code = forget_old_delays(office, err);
    for (int i = 0; i < list.count && !code; i++)
        code = add_one(office, &list.list[i], err);
    return code;
}

/* ---- forgetting ---------------------------------------------------------- */

static cor_code drop_one(cor_office *office, const char *purpose, cor_str text, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    office_digest(office, purpose, text, digest);
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_DROP, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    return cor_statement_run(statement, NULL, err);
}

/* What strangers did with the name is not forgiven by a sign-in: it would give them more attempts. */
cor_code office_delay_forgive(cor_office *office, const office_attempt *attempt, cor_error *err) {
    char room[OFFICE_PAIR_BYTES];
    cor_code code = drop_one(office, "pair", pair_of(attempt, room), err);
    if (!code) code = drop_one(office, "code", attempt->name, err);
    if (code || !attempt->device.length) return code;
    return drop_one(office, "device", device_of(attempt, room), err);
}

cor_code office_delay_clear(cor_office *office, cor_str name, cor_error *err) {
    if (!office->key) return COR_OK; // then nobody has failed yet
    cor_code code = drop_one(office, "name", name, err);
    return code ? code : drop_one(office, "code", name, err);
}

/* ---- rows of the log ------------------------------------------------------ */

/* A counter like the others: `failures` are those since the last row, which is one of them, and
 * `until_s` ends its minute. It is never forgotten, so that no failure is left out. */
enum { LOG_EVERY_S = 60 };

static cor_code log_one(cor_office *office, const char *action, cor_str known, int64_t count,
                        bool has_one_now, int64_t from_s, cor_error *err) {
    char why[96] = "", clock[32];
    struct tm parts;
    time_t from = (time_t)from_s;
    gmtime_r(&from, &parts);
    strftime(clock, sizeof clock, "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (count) // in no language
        snprintf(why, sizeof why, "%s%lld · %d s · %s", has_one_now ? "+" : "", (long long)count,
                 LOG_EVERY_S, clock);
    return office_log(office, known.length ? known : COR_STR("unknown"), action, known,
                      cor_str_of(why), err);
}

static cor_code read_log_counter(cor_office *office, const char *action, cor_str known,
                                 uint8_t digest[OFFICE_DIGEST_BYTES], delay *ret_counter,
                                 cor_error *err) {
    char text[COR_STAFF_NAME_BYTES + 64];
    int length = snprintf(text, sizeof text, "%s\n%.*s", action, COR_STR_F(known));
    office_digest(office, "log", (cor_str){ text, (size_t)length }, digest);
    return read_delay(office, digest, ret_counter, err);
}

/* Write what was only counted in a minute that is over. */
static cor_code flush_log(cor_office *office, const char *action, cor_str known, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    delay counter;
    cor_code code = read_log_counter(office, action, known, digest, &counter, err);
    if (code || counter.failures < 2 || counter.until_s > office_now(office)) return code;
    code = log_one(office, action, known, counter.failures - 1, false,
                   counter.until_s - LOG_EVERY_S, err);
    counter.failures = 1;
    return code ? code : put_delay(office, digest, &counter, err);
}

cor_code office_failure_log(cor_office *office, const char *action, cor_str known, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    delay counter;
    int64_t now = office_now(office);
    cor_code code = known.length ? flush_log(office, action, (cor_str){ "", 0 }, err) : COR_OK;
    if (!code) code = read_log_counter(office, action, known, digest, &counter, err);
    if (code) return code;

    bool is_new = counter.until_s <= now;
    if (is_new)
        code = log_one(office, action, known, counter.failures ? counter.failures - 1 : 0, true,
                       counter.until_s - LOG_EVERY_S, err);
    counter = (delay){ is_new ? 1 : counter.failures + 1, INT64_MAX,
                       is_new ? now + LOG_EVERY_S : counter.until_s };
    return code ? code : put_delay(office, digest, &counter, err);
}

cor_code office_failures_flush(cor_office *office, cor_str name, cor_error *err) {
    static const char *const ACTIONS[] = { "refused-password", "refused-code" };
    cor_code code = COR_OK;
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS && !code; i++) {
        code = flush_log(office, ACTIONS[i], name, err);
        if (!code) code = flush_log(office, ACTIONS[i], (cor_str){ "", 0 }, err);
    }
    return code;
}
