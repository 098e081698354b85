/* SPDX-License-Identifier: Apache-2.0 */
/* office.c: opening the office, secrets as text, and what its files share: statements,
 * transactions, the log. */
#include <time.h>

#include "inside.h"

cor_code cor_office_open(cor_registry *registry, cor_office **ret_office, cor_error *err) {
    cor_office *office = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *office);
    if (!office) return cor_fail_memory(err);
    *office = (cor_office){ .registry = registry, .store = cor_registry_store(registry) };
    cor_code code = office_key_read(office, err);
    if (code) {
        cor_office_close(office);
        return code;
    }

    *ret_office = office;
    return COR_OK;
}

void cor_office_close(cor_office *office) {
    if (!office) return;
    sodium_free(office);
}

void office_set_clock(cor_office *office, int64_t now_s) {
    office->now_s = now_s;
}

int64_t office_now(const cor_office *office) {
    return office->now_s ? office->now_s : (int64_t)time(NULL);
}

/* ---- secrets ------------------------------------------------------------- */

void cor_password_wipe(cor_password *password) {
    sodium_memzero(password, sizeof *password);
}

void cor_token_wipe(cor_token *token) {
    sodium_memzero(token, sizeof *token);
}

void cor_recovery_wipe(cor_recovery *recovery) {
    sodium_memzero(recovery, sizeof *recovery);
}

cor_code cor_password_of(cor_str text, cor_password *ret_password, cor_error *err) {
    *ret_password = (cor_password){ .length = 0 };
    if (text.length > COR_PASSWORD_BYTES_MAX)
        return cor_fail(err, COR_E_LIMIT, _("The password is longer than {most} bytes."),
                        cor_arg_int(COR_PASSWORD_BYTES_MAX));
    memcpy(ret_password->bytes, text.at ? text.at : "", text.length);
    ret_password->length = text.length;
    return COR_OK;
}

void cor_password_random(cor_password *ret_password) {
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; // without letters that look
                                                                     // alike
    size_t at = 0;
    for (int i = 0; i < 20; i++) {
        if (i && i % 4 == 0) ret_password->bytes[at++] = '-';
        ret_password->bytes[at++] = letters[randombytes_uniform(sizeof letters - 1)];
    }
    ret_password->bytes[at] = 0;
    ret_password->length = at;
}

void cor_token_print(const cor_token *token, char text[65]) {
    sodium_bin2hex(text, 65, token->bytes, sizeof token->bytes);
}

bool cor_token_read(cor_str text, cor_token *ret_token) {
    size_t made = 0;
    cor_token token;
    bool fine = text.length == 64 &&
                sodium_hex2bin(token.bytes, sizeof token.bytes, text.at, text.length, NULL, &made,
                               NULL) == 0 &&
                made == sizeof token.bytes;
    if (fine) *ret_token = token;
    cor_token_wipe(&token);
    return fine;
}

enum { MARK_BYTES = COR_FORM_MARK_BYTES / 4 };

static void form_mark(const cor_token *token, uint8_t ret_mark[MARK_BYTES]) {
    static const unsigned char purpose[] = "form";
    crypto_generichash(ret_mark, MARK_BYTES, purpose, sizeof purpose, token->bytes,
                       sizeof token->bytes);
}

/* Random bytes, then the mark derived from them. */
void cor_token_form_mark(const cor_token *token, char text[COR_FORM_MARK_BYTES + 1]) {
    uint8_t mark[MARK_BYTES], made[2 * MARK_BYTES];
    form_mark(token, mark);
    randombytes_buf(made, MARK_BYTES);
    for (int i = 0; i < MARK_BYTES; i++)
        made[MARK_BYTES + i] = made[i] ^ mark[i];
    sodium_bin2hex(text, COR_FORM_MARK_BYTES + 1, made, sizeof made);
    sodium_memzero(mark, sizeof mark);
}

bool cor_token_form_mark_is(const cor_token *token, cor_str text) {
    uint8_t mark[MARK_BYTES], given[2 * MARK_BYTES];
    size_t length = 0;

    if (text.length != COR_FORM_MARK_BYTES ||
        sodium_hex2bin(given, sizeof given, text.at, text.length, NULL, &length, NULL) != 0 ||
        length != sizeof given)
        return false;

    form_mark(token, mark);
    for (int i = 0; i < MARK_BYTES; i++)
        given[i] ^= given[MARK_BYTES + i];

    bool same = sodium_memcmp(mark, given, MARK_BYTES) == 0;
    sodium_memzero(mark, sizeof mark);
    sodium_memzero(given, sizeof given);

    return same;
}

/* ---- statements and the log ---------------------------------------------- */

cor_code office_statement(cor_office *office, int sql, cor_statement **ret_statement,
                          cor_error *err) {
    return cor_statement_get(office->store, sql, ret_statement, err);
}

cor_code office_one(cor_statement *statement, int64_t *ret_value, bool *ret_row, cor_error *err) {
    cor_code code = cor_statement_step(statement, ret_row, err);
    if (!code && *ret_row) *ret_value = cor_column_int(statement, 0);
    // Step to the end: only then have all rows been changed.
    bool more = !code && *ret_row;
    while (!code && more)
        code = cor_statement_step(statement, &more, err);
    return code;
}

cor_code office_end(cor_office *office, cor_code code, cor_error *err) {
    if (!code) code = cor_store_commit(office->store, err);
    if (code) cor_store_rollback(office->store);
    return code;
}

cor_code office_log(cor_office *office, cor_str actor, const char *action, cor_str about,
                    cor_str why, cor_error *err) {
    cor_registry_event event = { .at_s = office_now(office),
                                 .who = actor,
                                 .kind = COR_STR("staff"),
                                 .key = about,
                                 .action = cor_str_of(action),
                                 .why = why };
    return cor_registry_remark(office->registry, &event, err);
}
