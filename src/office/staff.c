/* SPDX-License-Identifier: Apache-2.0 */
/* staff.c: accounts: create, list, disable, reset, grant and revoke roles. */
#include "inside.h"

/* ---- rows ---------------------------------------------------------------- */

void office_row_wipe(office_row *row) {
    sodium_memzero(row, sizeof *row);
}

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool office_name_make(cor_str text, char ret_name[COR_STAFF_NAME_BYTES + 1]) {
    cor_str name = cor_str_trim(text);
    if (name.length < 2 || name.length > COR_STAFF_NAME_BYTES) return false;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        ret_name[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (!is_name_byte(ret_name[i])) return false;
    }
    ret_name[name.length] = 0;
    return ret_name[0] != '.' && ret_name[0] != '-';
}

static void copy_text(char *to, size_t room, cor_str from) {
    size_t length = from.length < room - 1 ? from.length : room - 1;
    memcpy(to, from.at ? from.at : "", length);
    to[length] = 0;
}

static void read_staff_row(cor_statement *statement, office_row *row) {
    *row = (office_row){ .id = cor_column_int(statement, 0) };
    copy_text(row->name, sizeof row->name, cor_column_text(statement, 1));
    copy_text(row->password, sizeof row->password, cor_column_text(statement, 2));
    cor_str factor = cor_column_blob(statement, 4);
    if (factor.length == sizeof row->factor) memcpy(row->factor, factor.at, factor.length);
    row->factor_length = factor.length;
    row->must_change = cor_column_int(statement, 3) != 0;
    row->enrolled = cor_column_int(statement, 5) != 0;
    row->factor_step = cor_column_int(statement, 6);
    row->disabled = cor_column_int(statement, 7) != 0;
    row->created_s = cor_column_int(statement, 8);
    row->signed_in_s = cor_column_int(statement, 9);
    copy_text(row->display, sizeof row->display, cor_column_text(statement, 10));
}

static cor_code take_staff_row(cor_statement *statement, office_row *ret_row, cor_error *err) {
    bool row;
    cor_code code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_row = (office_row){ 0 };
    if (row) read_staff_row(statement, ret_row);
    cor_statement_reset(statement);
    return COR_OK;
}

cor_code office_row_find(cor_office *office, cor_str name, office_row *ret_row, cor_error *err) {
    cor_statement *statement;
    char made[COR_STAFF_NAME_BYTES + 1];
    *ret_row = (office_row){ 0 };
    if (!office_name_make(name, made)) return COR_OK;
    cor_code code = office_statement(office, COR_SQL_OFFICE_STAFF_GET, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "name", cor_str_of(made));
    return take_staff_row(statement, ret_row, err);
}

cor_code office_row_of(cor_office *office, int64_t id, office_row *ret_row, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_STAFF_BY_ID, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    return take_staff_row(statement, ret_row, err);
}

static cor_code row_get(cor_office *office, cor_str name, office_row *ret_row, cor_error *err) {
    cor_code code = office_row_find(office, name, ret_row, err);
    if (code || ret_row->id) return code;
    (void)cor_fail(err, COR_E_NONE, _("There is no account “{name}”."),
                   cor_arg_str(cor_str_part(name, 0, 80)));
    return cor_hint(err, _("corredor user list shows the accounts."));
}

cor_code office_staff_of(cor_office *office, const office_row *row, cor_arena *keep,
                         cor_staff *ret_staff, cor_error *err) {
    cor_staff staff = { .id = row->id,
                        .name = cor_str_keep(keep, cor_str_of(row->name)),
                        .display = cor_str_keep(keep, cor_str_of(row->display)),
                        .disabled = row->disabled,
                        .enrolled = row->enrolled,
                        .must_change = row->must_change,
                        .created_s = row->created_s,
                        .signed_in_s = row->signed_in_s };
    if (!staff.name.at || !staff.display.at) return cor_fail_memory(err);

    cor_code code = office_grants_of(office, row->id, keep, &staff.grants, &staff.grant_count, err);
    if (!code) *ret_staff = staff;
    return code;
}

cor_code cor_office_get(cor_office *office, cor_str name, cor_arena *keep, cor_staff *ret_staff,
                        cor_error *err) {
    office_row row;
    cor_code code = row_get(office, name, &row, err);
    if (!code) code = office_staff_of(office, &row, keep, ret_staff, err);
    office_row_wipe(&row);
    return code;
}

enum { STAFF_MAX = 10000 };

/* Read the ids first: reading a person's roles in between would keep two queries open at once. */
cor_code cor_office_list(cor_office *office, cor_arena *keep, cor_staff **ret_list,
                         size_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool found;
    size_t count = 0;
    int64_t *ids = cor_new(keep, int64_t, STAFF_MAX);
    cor_code code = ids ? office_statement(office, COR_SQL_OFFICE_STAFF_ALL, &statement, err)
                        : cor_fail_memory(err);
    if (code) return code;

    while (!(code = cor_statement_step(statement, &found, err)) && found && count < STAFF_MAX)
        ids[count++] = cor_column_int(statement, 0);
    cor_statement_reset(statement);
    cor_staff *list = cor_new(keep, cor_staff, count ? count : 1);
    if (!code && !list) code = cor_fail_memory(err);

    for (size_t i = 0; i < count && !code; i++) {
        office_row row;
        code = office_row_of(office, ids[i], &row, err);
        if (!code) code = office_staff_of(office, &row, keep, &list[i], err);
        office_row_wipe(&row);
    }

    if (code) return code;
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}

/* ---- secrets of an account ----------------------------------------------- */

static bool is_one_letter(const cor_password *password) {
    for (size_t i = 1; i < password->length; i++)
        if (password->bytes[i] != password->bytes[0]) return false;
    return true;
}

/* Length is what counts (NIST SP 800-63B, 5.1.1.2): no rules about digits and punctuation. */
cor_code office_password_check(cor_str name, const cor_password *password, cor_error *err) {
    cor_str text = { password->bytes, password->length };
    if (password->length < COR_PASSWORD_BYTES_MIN) {
        (void)cor_fail(err, COR_E_DOMAIN, _("The password is shorter than {least} characters."),
                       cor_arg_int(COR_PASSWORD_BYTES_MIN));
        return cor_hint(
            err, _("Four or five words that nobody would put together are easy to remember."));
    }

    if (is_one_letter(password) || cor_str_find(text, name) != SIZE_MAX) {
        (void)cor_fail(err, COR_E_DOMAIN, _("The password is too easy to guess."));
        return cor_hint(err, _("Leave the name of the account out of it."));
    }

    return COR_OK;
}

cor_code office_password_set(cor_office *office, int64_t id, const char *hash, bool must_change,
                             cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_PASSWORD_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    cor_bind_text(statement, "password", cor_str_of(hash));
    cor_bind_int(statement, "must_change", must_change);
    return cor_statement_run(statement, NULL, err);
}

static void bind_factor(const cor_office *office, cor_statement *statement,
                        const cor_factor *factor) {
    uint8_t sealed[OFFICE_SEALED_BYTES];
    if (!factor) return;
    office_seal(office, factor, sealed);
    cor_bind_blob(statement, "factor", sealed, sizeof sealed);
}

cor_code office_factor_set(cor_office *office, int64_t id, const cor_factor *factor, bool enrolled,
                           int64_t step, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_FACTOR_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    bind_factor(office, statement, factor);
    cor_bind_int(statement, "enrolled", enrolled);
    cor_bind_int(statement, "step", step);
    return cor_statement_run(statement, NULL, err);
}

/* Ten letters of 32: 50 bits; attempts are delayed like those of any other code. */
static void make_recovery_code(char code[16]) {
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    for (int i = 0; i < 11; i++)
        code[i] = i == 5 ? '-' : letters[randombytes_uniform(32)];
    code[11] = 0;
}

/* Canonical form: capital letters, one hyphen. */
static bool code_digest(const cor_office *office, int64_t id, cor_str text,
                        uint8_t ret_digest[OFFICE_DIGEST_BYTES]) {
    char code[48];
    int length = snprintf(code, sizeof code, "%lld ", (long long)id), letters = 0;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c == ' ' || c == '-') continue;
        if (++letters > 10) return false;
        code[length++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }

    office_digest(office, "recovery", (cor_str){ code, (size_t)length }, ret_digest);
    sodium_memzero(code, sizeof code);
    return letters == 10;
}

static cor_code recovery_clear(cor_office *office, int64_t id, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_RECOVERY_CLEAR, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "staff", id);
    return cor_statement_run(statement, NULL, err);
}

cor_code office_recovery_make(cor_office *office, int64_t id, cor_recovery *ret_recovery,
                              cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    cor_code code = recovery_clear(office, id, err);

    for (int i = 0; i < COR_RECOVERY_CODES && !code; i++) {
        make_recovery_code(ret_recovery->codes[i]);
        (void)code_digest(office, id, cor_str_of(ret_recovery->codes[i]), digest);
        code = office_statement(office, COR_SQL_OFFICE_RECOVERY_PUT, &statement, err);
        if (code) break;
        cor_bind_int(statement, "staff", id);
        cor_bind_blob(statement, "digest", digest, sizeof digest);
        code = cor_statement_run(statement, NULL, err);
    }

    return code;
}

cor_code office_recovery_take(cor_office *office, int64_t id, cor_str text, bool *ret_taken,
                              cor_error *err) {
    uint8_t digest[OFFICE_DIGEST_BYTES];
    cor_statement *statement;
    int64_t value;

    *ret_taken = false;
    if (!code_digest(office, id, cor_str_trim(text), digest)) return COR_OK;
    cor_code code = office_statement(office, COR_SQL_OFFICE_RECOVERY_TAKE, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "staff", id);
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    return office_one(statement, &value, ret_taken, err);
}

/* ---- a new account ------------------------------------------------------- */

static cor_code log_grant(cor_office *office, cor_str actor, cor_str name, const cor_grant *grant,
                          bool take, cor_error *err) {
    char room[256];
    cor_arena scratch = { room, room + sizeof room };
    cor_str country = grant->country.id ? cor_country_code(grant->country) : COR_STR("*");
    cor_str what = cor_str_print(&scratch, "%s %s %.*s", cor_role_key(grant->role),
                                 grant->kind ? grant->kind->key : "*", COR_STR_F(country));
    return office_log(office, actor, take ? "role-taken" : "role-given", name, what, err);
}

static cor_code put_grants(cor_office *office, cor_str actor, const office_row *row,
                           const cor_grant *grants, int32_t count, bool take, bool *ret_changed,
                           cor_error *err) {
    cor_code code = COR_OK;
    *ret_changed = false;
    for (int32_t i = 0; i < count && !code; i++) {
        bool changed = false;
        code = office_grant_put(office, row->id, &grants[i], take, &changed, err);
        if (!code && changed)
            code = log_grant(office, actor, cor_str_of(row->name), &grants[i], take, err);
        *ret_changed |= changed;
    }

    return code;
}

static cor_code insert_account(cor_office *office, const cor_staff_new *new, const char *name,
                               const char *hash, int64_t *ret_id, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_STAFF_PUT, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "name", cor_str_of(name));
    cor_bind_text(statement, "password", cor_str_of(hash));
    cor_bind_int(statement, "must_change", new->must_change);
    bind_factor(office, statement, new->factor);
    cor_bind_int(statement, "enrolled", new->factor != NULL);
    cor_bind_int(statement, "created_s", office_now(office));

    return cor_statement_run(statement, ret_id, err);
}

static cor_code add_locked(cor_office *office, cor_str actor, const cor_staff_new *new,
                           const char *name, const char *hash, cor_recovery *ret_recovery,
                           cor_error *err) {
    office_row row;
    bool changed;
    cor_code code = office_row_find(office, cor_str_of(name), &row, err);
    if (!code && row.id)
        code = cor_fail(err, COR_E_CONFLICT, _("There is an account “{name}” already."),
                        cor_arg_cstr(name));

    copy_text(row.name, sizeof row.name, cor_str_of(name));
    if (!code) code = insert_account(office, new, name, hash, &row.id, err);
    if (!code) code = office_log(office, actor, "account-made", cor_str_of(name), COR_STR(""), err);
    if (!code)
        code = put_grants(office, actor, &row, new->grants, new->grant_count, false, &changed, err);
    if (!code && new->factor && ret_recovery)
        code = office_recovery_make(office, row.id, ret_recovery, err);
    office_row_wipe(&row);

    return code;
}

cor_code cor_office_add(cor_office *office, cor_str actor, const cor_staff_new *new,
                        cor_recovery *ret_recovery, cor_error *err) {
    char name[COR_STAFF_NAME_BYTES + 1], hash[crypto_pwhash_STRBYTES];
    if (!office_name_make(new->name, name)) {
        (void)cor_fail(err, COR_E_DOMAIN, _("“{name}” cannot be the name of an account."),
                       cor_arg_str(cor_str_part(new->name, 0, 80)));
        return cor_hint(
            err, _("Names have 2 to 40 letters without accents, digits, points and hyphens."));
    }

    char room[2048];
    cor_arena arena = { room, room + sizeof room };
    cor_text what, hint;
    if (!cor_registry_key_is_free(cor_str_of(name), &arena, &what, &hint)) {
        (void)cor_error_fail(err, COR_E_DOMAIN, what);
        return cor_error_hint(err, hint);
    }

    cor_code code = office_password_check(cor_str_of(name), new->password, err);
    if (!code) code = office_key_need(office, err);
    if (!code) code = office_hash(new->password, hash, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (code) return code;

    code = add_locked(office, actor, new, name, hash, ret_recovery, err);
    sodium_memzero(hash, sizeof hash);
    return office_end(office, code, err);
}

/* ---- changes ------------------------------------------------------------- */

/* At least one administrator must remain. */
static cor_code check_administrators(cor_office *office, cor_error *err) {
    cor_statement *statement;
    bool row;
    int64_t count = 0;
    cor_code code = office_statement(office, COR_SQL_OFFICE_ADMINISTRATOR_COUNT, &statement, err);
    if (!code) code = office_one(statement, &count, &row, err);
    if (code || count) return code;
    (void)cor_fail(err, COR_E_CONFLICT, _("This would leave no administrator."));
    return cor_hint(err, _("Make somebody else administrator first."));
}

static cor_code is_administrator(cor_office *office, const office_row *row, bool *ret_is,
                                 cor_error *err) {
    char room[64 * 1024];
    cor_arena scratch = { room, room + sizeof room };
    cor_staff staff;
    cor_code code = office_staff_of(office, row, &scratch, &staff, err);
    if (!code) *ret_is = cor_staff_is(&staff, COR_ROLE_ADMINISTRATOR) && !row->disabled;
    return code;
}

static cor_code set_disabled(cor_office *office, int64_t id, bool disabled, cor_error *err) {
    cor_statement *statement;
    cor_code code = office_statement(office, COR_SQL_OFFICE_DISABLED_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", id);
    cor_bind_int(statement, "disabled", disabled);
    return cor_statement_run(statement, NULL, err);
}

static cor_code disable_locked(cor_office *office, cor_str actor, cor_str name, bool disabled,
                               cor_error *err) {
    office_row row;
    bool administrator = false;
    cor_code code = row_get(office, name, &row, err);
    if (!code && row.disabled == disabled) return COR_OK;
    if (!code) code = is_administrator(office, &row, &administrator, err);
    if (!code) code = set_disabled(office, row.id, disabled, err);
    if (!code && administrator) code = check_administrators(office, err);
    if (!code) code = office_sessions_clear(office, row.id, 0, err);
    if (!code)
        code = office_log(office, actor, disabled ? "disabled" : "enabled", cor_str_of(row.name),
                          COR_STR(""), err);

    office_row_wipe(&row);
    return code;
}

cor_code cor_office_disable(cor_office *office, cor_str actor, cor_str name, bool disabled,
                            cor_error *err) {
    cor_code code = cor_store_begin(office->store, err);
    return code ? code
                : office_end(office, disable_locked(office, actor, name, disabled, err), err);
}

static cor_code check_display(cor_str display, cor_error *err) {
    size_t at;
    char name[16];
    if (display.length > COR_DISPLAY_BYTES)
        return cor_fail(err, COR_E_DOMAIN, _("The name has {bytes} bytes; it may have {most}."),
                        cor_arg_int((int64_t)display.length), cor_arg_int(COR_DISPLAY_BYTES));
    if (!cor_str_is_utf8(display) || memchr(display.at ? display.at : "", '\n', display.length))
        return cor_fail(err, COR_E_DOMAIN, _("The name is not a line of text."));
    if (!cor_str_find_invisible(display, &at, name)) return COR_OK;
    return cor_fail(err, COR_E_DOMAIN, _("Character {number} of the name, {name}, cannot be seen."),
                    cor_arg_int((int64_t)at), cor_arg_cstr(name));
}

static cor_code show_as_locked(cor_office *office, cor_str actor, cor_str name, cor_str display,
                               cor_error *err) {
    office_row row;
    cor_statement *statement;
    cor_code code = row_get(office, name, &row, err);
    if (!code) code = office_statement(office, COR_SQL_OFFICE_DISPLAY_SET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", row.id);
    cor_bind_text(statement, "display", display);
    code = cor_statement_run(statement, NULL, err);
    if (!code) code = office_log(office, actor, "shown-as", cor_str_of(row.name), display, err);
    office_row_wipe(&row);

    return code;
}

cor_code cor_office_show_as(cor_office *office, cor_str actor, cor_str name, cor_str display,
                            cor_error *err) {
    display = cor_str_trim(display);
    cor_code code = check_display(display, err);
    if (!code) code = cor_store_begin(office->store, err);
    return code ? code : office_end(office, show_as_locked(office, actor, name, display, err), err);
}

static cor_code grant_locked(cor_office *office, cor_str actor, cor_str name,
                             const cor_grant *grants, int32_t count, bool take, cor_error *err) {
    office_row row;
    bool administrator = false, changed = false;
    cor_code code = row_get(office, name, &row, err);
    if (!code) code = is_administrator(office, &row, &administrator, err);
    if (!code) code = put_grants(office, actor, &row, grants, count, take, &changed, err);
    if (!code && administrator) code = check_administrators(office, err);
    if (!code && changed) code = office_sessions_clear(office, row.id, 0, err);
    office_row_wipe(&row);
    return code;
}

cor_code cor_office_grant(cor_office *office, cor_str actor, cor_str name, const cor_grant *grants,
                          int32_t count, bool take, cor_error *err) {
    cor_code code = cor_store_begin(office->store, err);
    return code ? code
                : office_end(office, grant_locked(office, actor, name, grants, count, take, err),
                             err);
}

static cor_code reset_locked(cor_office *office, cor_str actor, cor_str name, const char *hash,
                             bool factor, cor_error *err) {
    office_row row;
    cor_code code = row_get(office, name, &row, err);
    if (!code && hash) code = office_password_set(office, row.id, hash, true, err);
    if (!code && factor) code = office_factor_set(office, row.id, NULL, false, 0, err);
    if (!code && factor) code = recovery_clear(office, row.id, err);
    if (!code) code = office_sessions_clear(office, row.id, 0, err);
    if (!code) code = office_delay_clear(office, cor_str_of(row.name), err);
    if (!code)
        code = office_log(office, actor, "reset", cor_str_of(row.name),
                          cor_str_of(hash && factor ? "password, second factor"
                                     : hash         ? "password"
                                                    : "second factor"),
                          err);

    office_row_wipe(&row);
    return code;
}

cor_code cor_office_reset(cor_office *office, cor_str actor, cor_str name,
                          const cor_password *password, bool factor, cor_error *err) {
    char hash[crypto_pwhash_STRBYTES] = "";
    cor_code code = password ? office_password_check(name, password, err) : COR_OK;
    if (!code && password) code = office_hash(password, hash, err);
    if (!code) code = cor_store_begin(office->store, err);
    if (!code)
        code = office_end(
            office, reset_locked(office, actor, name, password ? hash : NULL, factor, err), err);
    sodium_memzero(hash, sizeof hash);
    return code;
}
