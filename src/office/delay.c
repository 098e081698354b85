/* SPDX-License-Identifier: Apache-2.0 */
/* delay.c: failed sign-ins delay the next attempt, longer each time: by name, known or not, and by
 * address. */
#include "inside.h"

typedef struct {
    const char *purpose;
    cor_str text;
    int32_t free_failures;
} counted;

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

static cor_code check_one(cor_office *office, counted what, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    delay found;

    if (!what.text.length) return COR_OK;
    office_digest(office, what.purpose, what.text, digest);
    cor_code code = read_delay(office, digest, &found, err);
    int64_t left_s = found.until_s - office_now(office), minutes = (left_s + 59) / 60;
    if (code || left_s <= 0) return code;
    (void)cor_error_fail(err, COR_E_BUSY,
                         cor_say_n(minutes,
                                   _("There were too many attempts. Wait {minutes} minute."),
                                   _("There were too many attempts. Wait {minutes} minutes."),
                                   cor_arg_int(minutes)));

    return cor_hint(err, _("If it was not you, tell an administrator."));
}

static int64_t wait_s(int64_t failures, int32_t free_failures) {
    int64_t over = failures - free_failures;
    if (over < 0) return 0;
    int64_t wait = over > 20 ? COR_SIGN_IN_WAIT_MOST_S : (int64_t)COR_SIGN_IN_WAIT_S << over;
    return wait < COR_SIGN_IN_WAIT_MOST_S ? wait : COR_SIGN_IN_WAIT_MOST_S;
}

static cor_code add_one(cor_office *office, counted what, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    delay found;

    if (!what.text.length) return COR_OK;
    office_digest(office, what.purpose, what.text, digest);
    cor_code code = read_delay(office, digest, &found, err);
    if (!code) code = office_statement(office, COR_SQL_OFFICE_DELAY_PUT, &statement, err);
    if (code) return code;

    cor_bind_blob(statement, "digest", digest, sizeof digest);
    cor_bind_int(statement, "failures", found.failures + 1);
    cor_bind_int(statement, "last_s", office_now(office));
    cor_bind_int(statement, "until_s",
                 office_now(office) + wait_s(found.failures + 1, what.free_failures));

    return cor_statement_run(statement, NULL, err);
}

static counted of_name(cor_str name) {
    return (counted){ "name", name, COR_SIGN_IN_FREE_NAME };
}

static counted of_address(cor_str address) {
    return (counted){ "address", address, COR_SIGN_IN_FREE_ADDRESS };
}

cor_code office_delay_check(cor_office *office, cor_str name, cor_str address, cor_error *err) {
    cor_code code = check_one(office, of_name(name), err);
    return code ? code : check_one(office, of_address(address), err);
}

static cor_code forget_old_delays(cor_office *office, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_EXPIRE, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "last_before_s", office_now(office) - COR_SIGN_IN_FORGET_S);
    return cor_statement_run(statement, NULL, err);
}

cor_code office_delay_add(cor_office *office, cor_str name, cor_str address, cor_error *err) {
    cor_code code = forget_old_delays(office, err);
    if (!code) code = add_one(office, of_name(name), err);
    return code ? code : add_one(office, of_address(address), err);
}

cor_code office_delay_clear(cor_office *office, cor_str name, cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    if (!office->has_key) return COR_OK; // then nobody has failed yet
    office_digest(office, "name", name, digest);
    cor_code code = office_statement(office, COR_SQL_OFFICE_DELAY_DROP, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    return cor_statement_run(statement, NULL, err);
}
