/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in.c: signing in: password, second factor, and changes to them. A failed attempt gets no
 * details, and has to wait. */
#include "inside.h"

/* The one answer to a wrong name, a wrong password and a disabled account. */
static cor_code fail_door(cor_error *err) {
    (void)cor_fail(err, COR_E_ACCESS, _("Name or password is wrong."));
    return cor_hint(err, _("After several wrong attempts there is a wait that grows."));
}

static cor_code fail_code(cor_error *err) {
    (void)cor_fail(err, COR_E_ACCESS, _("The code is wrong, or was used already."));
    return cor_hint(err, _("Wait for the next code, and check that the clock of your device is "
                           "right. A recovery code will do as well."));
}

/* Counters and log entries are kept although the attempt fails. */
static cor_code note_failure(cor_office *office, const office_attempt *attempt, cor_str known,
                             const char *action, cor_error *err) {
    cor_code code = cor_store_begin(office->store, err);
    if (code) return code;
    code = office_delay_add(office, attempt, err);
    if (!code) code = office_failure_log(office, action, known, err);
    return office_end(office, code, err);
}

/* Names are counted in canonical form, so that capital letters give no further attempts. */
static cor_str counted_name(cor_str name, char room[COR_STAFF_NAME_BYTES + 1]) {
    return office_name_make(name, room) ? cor_str_of(room) : cor_str_part(name, 0, 256);
}

/* Checking a password takes a tenth of a second. Whoever was disabled or got another password
 * meanwhile, by a reset for instance, does not come in with the one before. Under the lock. */
static cor_code check_unchanged(cor_office *office, const office_row *checked, bool *ret_same,
                                cor_error *err) {
    office_row now = { 0 };
    cor_code code = office_row_of(office, checked->id, &now, err);
    *ret_same = !code && now.id && !now.disabled && strcmp(now.password, checked->password) == 0;
    office_row_wipe(&now);
    return code;
}

static cor_code half_locked(cor_office *office, const office_row *row, cor_token *ret_token,
                            cor_error *err) {
    bool is_same = false;
    cor_code code = check_unchanged(office, row, &is_same, err);
    if (code) return code;
    return is_same ? office_session_make(office, row->id, false, ret_token, err) : fail_door(err);
}

static cor_code begin_half(cor_office *office, const office_row *row, cor_token *ret_token,
                           cor_error *err) {
    cor_code code = cor_store_begin(office->store, err);
    return code ? code : office_end(office, half_locked(office, row, ret_token, err), err);
}

/* The end of the hash of a password changes with the password. */
static cor_str since_of(const office_row *row) {
    cor_str hash = cor_str_of(row->password);
    return hash.length < 20 ? hash : cor_str_part(hash, hash.length - 20, hash.length);
}

static office_attempt attempt_of(const cor_office *office, office_attempt_kind kind, cor_str name,
                                 const office_row *row, const cor_caller *caller) {
    return (office_attempt){ .kind = kind,
                             .name = name,
                             .since = since_of(row),
                             .address = caller->address,
                             .device = office_device_of(office, caller->devices, name) };
}

cor_code cor_office_sign_in(cor_office *office, cor_str name, const cor_password *password,
                            const cor_caller *caller, cor_token *ret_token, cor_error *err) {
    char room[COR_STAFF_NAME_BYTES + 1];
    office_row row = { 0 };
    cor_code code = office_key_need(office, err);
    if (!code) code = office_row_find(office, name, &row, err);
    if (code) return code;
    office_attempt attempt =
        attempt_of(office, OFFICE_ATTEMPT_PASSWORD, counted_name(name, room), &row, caller);
    code = office_delay_check(office, &attempt, err);
    if (code) {
        office_row_wipe(&row);
        return code;
    }

    bool right = office_hash_is(row.id && !row.disabled ? row.password : NULL, password);

    if (right) {
        code = begin_half(office, &row, ret_token, err);
    } else {
        code = note_failure(office, &attempt, cor_str_of(row.name), "refused-password", err);
        if (!code) code = fail_door(err);
    }

    office_row_wipe(&row);
    return code;
}

/* ---- the second factor --------------------------------------------------- */

static cor_code half_session(cor_office *office, const cor_token *half, cor_session *ret_session,
                             office_row *ret_row, cor_error *err) {
    bool whole = false;
    cor_code code = office_session_find(office, half, ret_session, ret_row, &whole, err);
    if (code || !whole) return code;
    return cor_fail(err, COR_E_CONFLICT, _("You are signed in already."));
}

static cor_code note_sign_in(cor_office *office, const office_row *row, const char *why,
                             cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_SIGNED_IN_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", row->id);
    cor_bind_int(statement, "at_s", office_now(office));
    code = cor_statement_run(statement, NULL, err);
    cor_str name = cor_str_of(row->name);
    if (!code) code = office_failures_flush(office, name, err);
    return code ? code : office_log(office, name, "signed-in", name, cor_str_of(why), err);
}

/* Replace the half session by a full one under another token. */
static cor_code start_session(cor_office *office, const cor_session *half, const office_row *row,
                              const office_attempt *attempt, const char *why, cor_token *ret_token,
                              cor_error *err) {
    bool dropped;
    cor_code code = office_session_drop(office, row->id, half->id, &dropped, err);
    if (!code) code = office_session_make(office, row->id, true, ret_token, err);
    if (!code) code = office_delay_forgive(office, attempt, err);
    return code ? code : note_sign_in(office, row, why, err);
}

/* True for one caller only, even with concurrent calls. */
static cor_code take_step(cor_office *office, int64_t id, int64_t step, bool *ret_taken,
                          cor_error *err) {
    cor_statement *statement;
    int64_t value;
    cor_code code = office_statement(office, COR_SQL_OFFICE_STEP_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    cor_bind_int(statement, "step", step);
    return office_one(statement, &value, ret_taken, err);
}

static cor_code factor_step(cor_office *office, const office_row *row, cor_str code_text,
                            int64_t *ret_step, cor_error *err) {
    cor_factor factor;
    cor_str sealed = { (const char *)row->factor, row->factor_length };
    cor_code code = office_unseal(office, sealed, &factor, err);
    if (!code) *ret_step = office_factor_step(&factor, code_text, office_now(office));
    cor_factor_wipe(&factor);
    return code;
}

static cor_code take_code(cor_office *office, const cor_session *half, const office_row *row,
                          const office_attempt *attempt, cor_str code_text, bool *ret_right,
                          cor_token *ret_token, cor_error *err) {
    int64_t step = -1;
    const char *why = "";
    cor_code code = factor_step(office, row, code_text, &step, err);
    if (!code && step >= 0) code = take_step(office, row->id, step, ret_right, err);
    if (!code && step < 0) {
        why = "recovery code";
        code = office_recovery_take(office, row->id, code_text, ret_right, err);
    }

    if (!code && *ret_right) code = start_session(office, half, row, attempt, why, ret_token, err);
    return code;
}

/* The half session and its owner are read again under the lock: a reset ends it, and gives another
 * second factor. */
static cor_code second_locked(cor_office *office, const cor_token *half,
                              const office_attempt *attempt, cor_str code_text, bool *ret_right,
                              cor_token *ret_token, cor_error *err) {
    cor_session session;
    office_row row = { 0 };
    cor_code code = half_session(office, half, &session, &row, err);
    if (!code)
        code = take_code(office, &session, &row, attempt, code_text, ret_right, ret_token, err);
    office_row_wipe(&row);
    return code;
}

static cor_code second_of(cor_office *office, const cor_token *half, const office_row *row,
                          cor_str code_text, const cor_caller *caller, cor_token *ret_token,
                          cor_error *err) {
    bool right = false;
    cor_str name = cor_str_of(row->name);
    office_attempt attempt = attempt_of(office, OFFICE_ATTEMPT_CODE, name, row, caller);
    cor_code code = office_delay_check(office, &attempt, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (code) return code;
    code = office_end(
        office, second_locked(office, half, &attempt, code_text, &right, ret_token, err), err);
    if (code || right) return code;
    code = note_failure(office, &attempt, name, "refused-code", err);

    return code ? code : fail_code(err);
}

cor_code cor_office_second(cor_office *office, const cor_token *half, cor_str code_text,
                           const cor_caller *caller, cor_token *ret_token, cor_error *err) {
    cor_session session;
    office_row row = { 0 };
    cor_code code = office_key_need(office, err);
    if (!code) code = half_session(office, half, &session, &row, err);
    if (!code && !row.enrolled)
        code = cor_fail(err, COR_E_CONFLICT, _("The second factor is not set up yet."));
    if (!code) code = second_of(office, half, &row, code_text, caller, ret_token, err);
    office_row_wipe(&row);
    return code;
}

/* ---- setting it up ------------------------------------------------------- */

static cor_code enrol_locked(cor_office *office, const office_row *row, cor_factor *ret_factor,
                             cor_error *err) {
    cor_str sealed = { (const char *)row->factor, row->factor_length };
    if (sealed.length) return office_unseal(office, sealed, ret_factor, err);
    cor_factor_random(ret_factor);
    return office_factor_set(office, row->id, ret_factor, false, 0, err);
}

cor_code cor_office_enrol(cor_office *office, const cor_token *half, cor_factor *ret_factor,
                          cor_error *err) {
    cor_session session;
    office_row row = { 0 };
    cor_code code = office_key_need(office, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (code) return code;
    code = half_session(office, half, &session, &row, err);
    if (!code && row.enrolled)
        code = cor_fail(err, COR_E_CONFLICT, _("The second factor is set up already."));
    if (!code) code = enrol_locked(office, &row, ret_factor, err);
    office_row_wipe(&row);
    return office_end(office, code, err);
}

static cor_code enrolled_locked(cor_office *office, const cor_token *half, const cor_caller *caller,
                                cor_str code_text, bool *ret_right, office_row *row,
                                cor_token *ret_token, cor_recovery *ret_recovery, cor_error *err) {
    cor_session session;
    cor_factor factor;
    cor_code code = half_session(office, half, &session, row, err);
    if (!code && (row->enrolled || !row->factor_length))
        code = cor_fail(err, COR_E_CONFLICT, _("The second factor is set up already."));
    if (code) return code;
    code = enrol_locked(office, row, &factor, err);
    int64_t step = code ? -1 : office_factor_step(&factor, code_text, office_now(office));
    *ret_right = step >= 0;
    if (!code && *ret_right) code = office_factor_set(office, row->id, &factor, true, step, err);
    cor_factor_wipe(&factor);
    if (code || !*ret_right) return code;

    cor_str name = cor_str_of(row->name);
    code = office_recovery_make(office, row->id, ret_recovery, err);
    if (!code) code = office_log(office, name, "enrolled", name, COR_STR(""), err);

    office_attempt attempt = attempt_of(office, OFFICE_ATTEMPT_CODE, name, row, caller);
    return code ? code : start_session(office, &session, row, &attempt, "", ret_token, err);
}

cor_code cor_office_enrolled(cor_office *office, const cor_token *half, cor_str code_text,
                             const cor_caller *caller, cor_token *ret_token,
                             cor_recovery *ret_recovery, cor_error *err) {
    bool right = false;
    office_row row = { 0 };
    const office_attempt attempt = { .kind = OFFICE_ATTEMPT_CODE, .address = caller->address };
    cor_code code = office_key_need(office, err);
    if (!code) code = office_delay_check(office, &attempt, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (code) return code;
    code = office_end(office,
                      enrolled_locked(office, half, caller, code_text, &right, &row, ret_token,
                                      ret_recovery, err),
                      err);
    cor_str name = cor_str_of(row.name);
    if (!code && !right) code = note_failure(office, &attempt, name, "refused-code", err);
    if (!code && !right) code = fail_code(err);
    office_row_wipe(&row);
    return code;
}

/* ---- what the person changes --------------------------------------------- */

static cor_code fail_present(cor_error *err) {
    return cor_fail(err, COR_E_ACCESS, _("The present password is wrong."));
}

static cor_code change_locked(cor_office *office, const cor_session *session,
                              const office_row *checked, const char *hash, cor_token *ret_token,
                              cor_error *err) {
    const cor_staff *staff = &session->staff;
    bool is_same = false;
    cor_code code = check_unchanged(office, checked, &is_same, err);
    if (!code && !is_same) return fail_present(err);
    if (!code) code = office_password_set(office, staff->id, hash, false, err);
    if (!code) code = office_sessions_clear(office, staff->id, 0, err);
    if (!code) code = office_session_make(office, staff->id, true, ret_token, err);
    return code
               ? code
               : office_log(office, staff->name, "password-changed", staff->name, COR_STR(""), err);
}

static cor_code check_before(cor_office *office, const cor_session *session,
                             const cor_password *before, const cor_caller *caller,
                             office_row *ret_row, cor_error *err) {
    const cor_staff *staff = &session->staff;
    cor_code code = office_key_need(office, err);
    if (!code) code = office_row_of(office, staff->id, ret_row, err);
    if (code) return code;
    // Only somebody who is signed in gets here, so it is counted as codes are.
    office_attempt attempt = attempt_of(office, OFFICE_ATTEMPT_CODE, staff->name, ret_row, caller);
    code = office_delay_check(office, &attempt, err);
    bool right = !code && office_hash_is(ret_row->id ? ret_row->password : NULL, before);
    if (!code && !right)
        code = note_failure(office, &attempt, staff->name, "refused-password", err);
    return right || code ? code : fail_present(err);
}

cor_code cor_office_change_password(cor_office *office, const cor_session *session,
                                    const cor_password *before, const cor_password *after,
                                    const cor_caller *caller, cor_token *ret_token,
                                    cor_error *err) {
    char hash[crypto_pwhash_STRBYTES];
    office_row row = { 0 };
    cor_code code = office_password_check(session->staff.name, after, err);
    if (!code && before->length == after->length &&
        sodium_memcmp(before->bytes, after->bytes, after->length) == 0)
        code = cor_fail(err, COR_E_DOMAIN, _("The new password is the present one."));
    if (!code) code = check_before(office, session, before, caller, &row, err);
    if (!code) code = office_hash(after, hash, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (!code)
        code = office_end(office, change_locked(office, session, &row, hash, ret_token, err), err);
    sodium_memzero(hash, sizeof hash);
    office_row_wipe(&row);

    return code;
}

static cor_code recovery_locked(cor_office *office, const cor_staff *staff,
                                cor_recovery *ret_recovery, cor_error *err) {
    cor_code code = office_recovery_make(office, staff->id, ret_recovery, err);
    return code ? code
                : office_log(office, staff->name, "recovery-codes-made", staff->name, COR_STR(""),
                             err);
}

cor_code cor_office_new_recovery(cor_office *office, const cor_session *session,
                                 cor_recovery *ret_recovery, cor_error *err) {
    cor_code code = office_key_need(office, err);
    if (!code) code = cor_store_begin(office->store, err);
    return code ? code
                : office_end(office, recovery_locked(office, &session->staff, ret_recovery, err),
                             err);
}

cor_code cor_office_recovery_left(cor_office *office, const cor_session *session,
                                  int32_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool row;
    int64_t count = 0;
    cor_code code = office_statement(office, COR_SQL_OFFICE_RECOVERY_COUNT, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "staff", session->staff.id);
    code = office_one(statement, &count, &row, err);
    if (!code) *ret_count = (int32_t)count;
    return code;
}
