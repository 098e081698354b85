/* SPDX-License-Identifier: Apache-2.0 */
/* audit.c: the audit log, chained by hash, and the check that the registry agrees with it. */
#include <sodium.h>

#include "inside.h"

/* ---- hashes -------------------------------------------------------------- */

static void hash_text(crypto_generichash_state *state, cor_str text) {
    crypto_generichash_update(state, (const unsigned char *)(text.at ? text.at : ""), text.length);
    crypto_generichash_update(state, (const unsigned char *)"", 1);
}

/* Lowest byte first on every machine. */
static void hash_number(crypto_generichash_state *state, int64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    crypto_generichash_update(state, bytes, sizeof bytes);
}

void registry_version_digest(cor_str kind, cor_str key, int32_t number, cor_str body,
                             uint8_t ret_digest[REGISTRY_DIGEST_BYTES]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, REGISTRY_DIGEST_BYTES);
    hash_text(&state, kind);
    hash_text(&state, key);
    hash_number(&state, number);
    hash_text(&state, body);
    crypto_generichash_final(&state, ret_digest, REGISTRY_DIGEST_BYTES);
}

void registry_chain(const uint8_t before[REGISTRY_DIGEST_BYTES], const registry_audit_row *row,
                    uint8_t ret_chain[REGISTRY_DIGEST_BYTES]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, REGISTRY_DIGEST_BYTES);
    crypto_generichash_update(&state, before, REGISTRY_DIGEST_BYTES);
    const int64_t numbers[] = { row->id, row->at_s, row->entry, row->version, row->shown };
    for (int i = 0; i < 5; i++)
        hash_number(&state, numbers[i]);

    const cor_str texts[] = { row->who,        row->kind,     row->key,
                              row->state_from, row->state_to, row->why };
    for (int i = 0; i < 6; i++)
        hash_text(&state, texts[i]);

    crypto_generichash_update(&state, row->digest, REGISTRY_DIGEST_BYTES);
    crypto_generichash_final(&state, ret_chain, REGISTRY_DIGEST_BYTES);
}

/* ---- writing ------------------------------------------------------------- */

typedef struct {
    int64_t id, at_s;
    uint8_t chain[REGISTRY_DIGEST_BYTES];
} log_end;

static cor_code find_chain_end(cor_registry *registry, log_end *ret_end, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_AUDIT_LAST, &statement, err);
    if (!code) code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_end = (log_end){ 0 };

    if (row) {
        cor_str chain = cor_column_blob(statement, 2);
        ret_end->id = cor_column_int(statement, 0);
        ret_end->at_s = cor_column_int(statement, 1);
        if (chain.length == REGISTRY_DIGEST_BYTES) memcpy(ret_end->chain, chain.at, chain.length);
    }

    cor_statement_reset(statement);
    return COR_OK;
}

static cor_code insert_row(cor_registry *registry, const registry_audit_row *row,
                           const uint8_t chain[REGISTRY_DIGEST_BYTES], cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_AUDIT_PUT, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", row->id);
    cor_bind_int(statement, "at_s", row->at_s);
    cor_bind_text(statement, "who", row->who);
    cor_bind_text(statement, "kind", row->kind);
    cor_bind_text(statement, "key", row->key);
    if (row->entry) cor_bind_int(statement, "entry", row->entry);
    if (row->version) cor_bind_int(statement, "version", row->version);
    cor_bind_text(statement, "state_from", row->state_from);
    cor_bind_text(statement, "state_to", row->state_to);
    if (row->shown) cor_bind_int(statement, "shown", row->shown);
    cor_bind_text(statement, "why", row->why);
    cor_bind_blob(statement, "digest", row->digest, REGISTRY_DIGEST_BYTES);
    cor_bind_blob(statement, "chain", chain, REGISTRY_DIGEST_BYTES);

    return cor_statement_run(statement, NULL, err);
}

cor_code registry_log(cor_registry *registry, registry_audit_row *row, cor_error *err) {
    log_end end;
    uint8_t chain[REGISTRY_DIGEST_BYTES];
    cor_code code = find_chain_end(registry, &end, err);
    if (code) return code;
    row->id = end.id + 1;
    if (row->at_s < end.at_s) row->at_s = end.at_s;
    registry_chain(end.chain, row, chain);
    return insert_row(registry, row, chain, err);
}

/* ---- checking ------------------------------------------------------------ */

enum { TEXTS_MAX = 10, CHECKS = 4 };

static cor_code note_problem(cor_check_result *result, cor_arena *keep, cor_text problem,
                             cor_error *err) {
    result->problem_count++;
    if (result->problem_text_count == TEXTS_MAX) return COR_OK;
    result->problems[result->problem_text_count] = cor_text_keep(keep, problem);
    return result->problems[result->problem_text_count++].id ? COR_OK : cor_fail_memory(err);
}

static registry_audit_row read_log_row(cor_statement *statement, cor_str *ret_chain) {
    cor_str digest = cor_column_blob(statement, 11);
    static const uint8_t nothing[REGISTRY_DIGEST_BYTES];

    *ret_chain = cor_column_blob(statement, 12);
    return (registry_audit_row){
        .id = cor_column_int(statement, 0),
        .at_s = cor_column_int(statement, 1),
        .who = cor_column_text(statement, 2),
        .kind = cor_column_text(statement, 3),
        .key = cor_column_text(statement, 4),
        .entry = cor_column_int(statement, 5),
        .version = (int32_t)cor_column_int(statement, 6),
        .state_from = cor_column_text(statement, 7),
        .state_to = cor_column_text(statement, 8),
        .shown = (int32_t)cor_column_int(statement, 9),
        .why = cor_column_text(statement, 10),
        .digest = digest.length == REGISTRY_DIGEST_BYTES ? (const uint8_t *)digest.at : nothing,
    };
}

/* After a break the chain continues from the row as stored, so that one changed row is one
 * problem. */
static cor_code check_chain(cor_registry *registry, cor_arena *keep, cor_check_result *result,
                            uint8_t head[REGISTRY_DIGEST_BYTES], cor_error *err) {
    cor_statement *statement;
    bool found;
    int64_t expected_id = 1;
    cor_code code = cor_statement_get(registry->store, COR_SQL_REGISTRY_AUDIT_ALL, &statement, err);

    while (!code && !(code = cor_statement_step(statement, &found, err)) && found) {
        cor_str stored;
        registry_audit_row row = read_log_row(statement, &stored);
        uint8_t chain[REGISTRY_DIGEST_BYTES];
        registry_chain(head, &row, chain);
        result->looked_at++;
        if (row.id != expected_id)
            code = note_problem(result, keep,
                                cor_say(_("Rows {first} to {last} of the audit log are missing."),
                                        cor_arg_plain(expected_id), cor_arg_plain(row.id - 1)),
                                err);
        else if (stored.length != sizeof chain || memcmp(stored.at, chain, sizeof chain) != 0)
            code = note_problem(
                result, keep,
                cor_say(_("Row {row} of the audit log was changed: {who} on {kind} {key}."),
                        cor_arg_plain(row.id), cor_arg_str(row.who), cor_arg_str(row.kind),
                        cor_arg_str(row.key)),
                err);
        if (stored.length == sizeof chain) memcpy(head, stored.at, sizeof chain);
        expected_id = row.id + 1;
    }

    cor_statement_reset(statement);
    return code;
}

static cor_code check_versions(cor_registry *registry, cor_arena *keep, cor_check_result *result,
                               cor_error *err) {
    cor_statement *statement;
    bool found;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_VERSIONS_ALL, &statement, err);

    while (!code && !(code = cor_statement_step(statement, &found, err)) && found) {
        cor_str kind = cor_column_text(statement, 0), key = cor_column_text(statement, 1);
        int64_t number = cor_column_int(statement, 2);
        cor_str stored = cor_column_blob(statement, 4), logged = cor_column_blob(statement, 5);
        uint8_t digest[REGISTRY_DIGEST_BYTES];
        registry_version_digest(kind, key, (int32_t)number, cor_column_text(statement, 3), digest);
        result->looked_at++;
        if (stored.length != sizeof digest || memcmp(stored.at, digest, sizeof digest) != 0 ||
            !cor_str_equal(stored, logged))
            code = note_problem(
                result, keep,
                cor_say(
                    _("Version {number} of {kind} {key} is not what the audit log says was saved."),
                    cor_arg_plain(number), cor_arg_str(kind), cor_arg_str(key)),
                err);
    }

    cor_statement_reset(statement);
    return code;
}

static cor_code check_log_rows(cor_registry *registry, int sql, const char *sentence,
                               cor_arena *keep, cor_check_result *result, cor_error *err) {
    cor_statement *statement;
    bool found;
    cor_code code =
        cor_statement_get(registry->store, COR_SQL_REGISTRY_ENTRY_COUNT, &statement, err);
    if (!code) code = cor_statement_step(statement, &found, err);
    if (code) return code;
    result->looked_at = cor_column_int(statement, 0);
    cor_statement_reset(statement);
    code = cor_statement_get(registry->store, sql, &statement, err);

    while (!code && !(code = cor_statement_step(statement, &found, err)) && found)
        code = note_problem(result, keep,
                            cor_say(sentence, cor_arg_str(cor_column_text(statement, 0)),
                                    cor_arg_str(cor_column_text(statement, 1))),
                            err);

    cor_statement_reset(statement);
    return code;
}

static cor_str hex_of_hash(const uint8_t bytes[REGISTRY_DIGEST_BYTES], cor_arena *keep) {
    char text[2 * REGISTRY_DIGEST_BYTES + 1];
    sodium_bin2hex(text, sizeof text, bytes, REGISTRY_DIGEST_BYTES);
    return cor_str_keep(keep, cor_str_of(text));
}

cor_code cor_registry_audit(cor_registry *registry, cor_arena *keep, cor_check_result **ret_results,
                            size_t *ret_count, cor_str *ret_head, cor_error *err) {
    uint8_t head[REGISTRY_DIGEST_BYTES] = { 0 };
    cor_check_result *results = cor_new(keep, cor_check_result, CHECKS);

    if (!results) return cor_fail_memory(err);
    results[0].key = COR_STR("audit");
    results[0].what = registry_plain(_("rows of the audit log, chained by hash"));
    results[1].key = COR_STR("versions");
    results[1].what = registry_plain(_("versions of entries against the audit log"));
    results[2].key = COR_STR("entries");
    results[2].what = registry_plain(_("entries against the audit log"));
    results[3].key = COR_STR("search");
    results[3].what = registry_plain(_("entries against the index of words"));

    for (int i = 0; i < CHECKS; i++) {
        results[i].problems = cor_new(keep, cor_text, TEXTS_MAX);
        if (!results[i].problems) return cor_fail_memory(err);
    }

    cor_code code = check_chain(registry, keep, &results[0], head, err);
    if (!code) code = check_versions(registry, keep, &results[1], err);
    if (!code)
        code = check_log_rows(registry, COR_SQL_REGISTRY_ENTRIES_AGAINST_LOG,
                              _("What is shown of {kind} {key} is not what the audit log says."),
                              keep, &results[2], err);
    if (!code)
        code = check_log_rows(registry, COR_SQL_REGISTRY_INDEX_AGAINST_ENTRIES,
                              _("{kind} {key} is not in the index of words as it should be."), keep,
                              &results[3], err);
    if (code) return code;
    if (ret_head) *ret_head = hex_of_hash(head, keep);
    *ret_results = results;
    *ret_count = CHECKS;

    return COR_OK;
}
