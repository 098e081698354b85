/* SPDX-License-Identifier: Apache-2.0 */
/* sessions.c: sessions of signed-in staff: found by the hash of their token, ended by time or by
 * hand. */
#include "inside.h"

enum { SEEN_EVERY_S = 60, SESSIONS_MAX = 200 };

static void token_digest(const cor_token *token, uint8_t ret_digest[OFFICE_DIGEST_BYTES]) {
    crypto_generichash(ret_digest, OFFICE_DIGEST_BYTES, token->bytes, sizeof token->bytes, NULL, 0);
}

static cor_code forget_old_sessions(cor_office *office, cor_error *err) {
    cor_statement *statement;
    int64_t now = office_now(office);
    cor_code code = office_statement(office, COR_SQL_OFFICE_SESSION_EXPIRE, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "seen_before_s", now - COR_SESSION_IDLE_S);
    cor_bind_int(statement, "created_before_s", now - COR_SESSION_LONGEST_S);
    cor_bind_int(statement, "half_before_s", now - COR_SESSION_HALF_S);
    return cor_statement_run(statement, NULL, err);
}

cor_code office_session_make(cor_office *office, int64_t staff, bool whole, cor_token *ret_token,
                             cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    cor_token token;

    randombytes_buf(token.bytes, sizeof token.bytes);
    token_digest(&token, digest);
    cor_code code = forget_old_sessions(office, err);
    if (!code) code = office_statement(office, COR_SQL_OFFICE_SESSION_PUT, &statement, err);
    if (code) return code;

    cor_bind_blob(statement, "digest", digest, sizeof digest);
    cor_bind_int(statement, "staff", staff);
    cor_bind_int(statement, "whole", whole);
    cor_bind_int(statement, "at_s", office_now(office));
    code = cor_statement_run(statement, NULL, err);
    if (!code) *ret_token = token;
    cor_token_wipe(&token);

    return code;
}

typedef struct {
    int64_t id, staff, created_s, seen_s;
    bool whole;
} session_row;

static session_row read_session_row(cor_statement *statement) {
    return (session_row){ .id = cor_column_int(statement, 0),
                          .staff = cor_column_int(statement, 1),
                          .whole = cor_column_int(statement, 2) != 0,
                          .created_s = cor_column_int(statement, 3),
                          .seen_s = cor_column_int(statement, 4) };
}

static bool is_valid(const session_row *row, int64_t now_s) {
    return row->id && now_s - row->seen_s <= COR_SESSION_IDLE_S &&
           now_s - row->created_s <= COR_SESSION_LONGEST_S &&
           (row->whole || now_s - row->created_s <= COR_SESSION_HALF_S);
}

static cor_code find_session_row(cor_office *office, const cor_token *token, session_row *ret_row,
                                 cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    bool found;

    token_digest(token, digest);
    cor_code code = office_statement(office, COR_SQL_OFFICE_SESSION_GET, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    code = cor_statement_step(statement, &found, err);
    *ret_row = !code && found ? read_session_row(statement) : (session_row){ 0 };
    if (!code) cor_statement_reset(statement);

    return code;
}

static cor_code fail_ended(cor_error *err) {
    (void)cor_fail(err, COR_E_ACCESS, _("You are not signed in, or no longer."));
    return cor_hint(err, _("Sign in again."));
}

cor_code office_session_find(cor_office *office, const cor_token *token, cor_session *ret_session,
                             office_row *ret_row, bool *ret_whole, cor_error *err) {
    session_row row;
    cor_code code = find_session_row(office, token, &row, err);
    if (code) return code;
    if (!is_valid(&row, office_now(office))) return fail_ended(err);

    code = office_row_of(office, row.staff, ret_row, err);
    if (code) return code;
    if (!ret_row->id || ret_row->disabled) return fail_ended(err);
    *ret_session = (cor_session){ .id = row.id, .created_s = row.created_s, .seen_s = row.seen_s };
    *ret_whole = row.whole;
    ret_session->stage = !row.whole ? ret_row->enrolled ? COR_STAGE_CODE : COR_STAGE_ENROL
                         : ret_row->must_change ? COR_STAGE_CHANGE
                                                : COR_STAGE_WHOLE;

    return COR_OK;
}

cor_code cor_office_note_device(cor_office *office, const cor_token *token, cor_str device,
                                cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    token_digest(token, digest);
    cor_code code = office_statement(office, COR_SQL_OFFICE_SESSION_DEVICE, &statement, err);
    if (code) return code;
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    cor_bind_text(statement, "device", cor_str_part(device, 0, COR_DEVICE_BYTES));
    return cor_statement_run(statement, NULL, err);
}

/* Recorded once a minute, so that reading pages does not always write; if the database is busy, the
 * next request records it. */
static void note_seen(cor_office *office, const cor_session *session) {
    cor_statement *statement;
    if (office_now(office) - session->seen_s < SEEN_EVERY_S) return;
    if (office_statement(office, COR_SQL_OFFICE_SESSION_SEEN, &statement, NULL)) return;
    cor_bind_int(statement, "id", session->id);
    cor_bind_int(statement, "at_s", office_now(office));
    if (cor_statement_run(statement, NULL, NULL)) return;
}

cor_code cor_office_session(cor_office *office, const cor_token *token, cor_arena *keep,
                            cor_session *ret_session, cor_error *err) {
    office_row row;
    cor_session session;
    bool whole;
    cor_code code = office_session_find(office, token, &session, &row, &whole, err);
    if (!code) code = office_staff_of(office, &row, keep, &session.staff, err);
    office_row_wipe(&row);
    if (code) return code;
    note_seen(office, &session);
    *ret_session = session;

    return COR_OK;
}

cor_code office_session_drop(cor_office *office, int64_t staff, int64_t id, bool *ret_dropped,
                             cor_error *err) {
    cor_statement *statement;
    int64_t value;
    cor_code code = office_statement(office, COR_SQL_OFFICE_SESSION_DROP, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    cor_bind_int(statement, "staff", staff);
    return office_one(statement, &value, ret_dropped, err);
}

cor_code office_sessions_clear(cor_office *office, int64_t staff, int64_t but, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_SESSION_CLEAR, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "staff", staff);
    cor_bind_int(statement, "but", but);
    return cor_statement_run(statement, NULL, err);
}

cor_code cor_office_sessions(cor_office *office, int64_t staff, cor_arena *keep,
                             cor_session **ret_list, size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool found;
    size_t count = 0;
    cor_session *list = cor_new(keep, cor_session, SESSIONS_MAX);
    cor_code code = list ? office_statement(office, COR_SQL_OFFICE_SESSION_LIST, &statement, err)
                         : cor_fail_memory(err);
    if (code) return code;

    cor_bind_int(statement, "staff", staff);
    while (!(code = cor_statement_step(statement, &found, err)) && found && count < SESSIONS_MAX) {
        session_row row = read_session_row(statement);
        if (!is_valid(&row, office_now(office))) continue;
        list[count] = (cor_session){ .id = row.id,
                                     .stage = COR_STAGE_WHOLE,
                                     .created_s = row.created_s,
                                     .seen_s = row.seen_s,
                                     .device = cor_str_keep(keep, cor_column_text(statement, 5)) };
        code = list[count++].device.at ? COR_OK : cor_fail_memory(err);
        if (code) break;
    }

    cor_statement_reset(statement);
    if (code) return code;
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}

static cor_code end_locked(cor_office *office, const cor_session *session, int64_t id,
                           cor_error *err) {
    bool dropped = true;
    cor_code code = id ? office_session_drop(office, session->staff.id, id, &dropped, err)
                       : office_sessions_clear(office, session->staff.id, session->id, err);
    if (code || !dropped) return code;
    const char *action = id == session->id ? "signed-out" : "session-ended";
    return office_log(office, session->staff.name, action, session->staff.name, COR_STR(""), err);
}

cor_code cor_office_end_session(cor_office *office, const cor_session *session, int64_t id,
                                cor_error *err) {
    cor_code code = cor_store_begin(office->store, err);
    return code ? code : office_end(office, end_locked(office, session, id, err), err);
}

cor_code cor_office_sign_out(cor_office *office, const cor_session *session, cor_error *err) {
    return cor_office_end_session(office, session, session->id, err);
}
