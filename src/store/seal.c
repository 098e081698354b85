/* SPDX-License-Identifier: Apache-2.0 */
/* seal.c: the state of the seal, and the functions in SQL that compute it. */
#include "seal.h"

#include <sodium.h>
#include <time.h>

/* ---- the state ----------------------------------------------------------- */

/* Numbers of 256 bits, lowest byte first, modulo 2^256. */
static void add_number(uint8_t *sum, const uint8_t *number, bool add) {
    if (add)
        sodium_add(sum, number, SEAL_DIGEST_BYTES);
    else
        sodium_sub(sum, number, SEAL_DIGEST_BYTES);
}

static void hash_keyed(const cor_store *store, const char *purpose, const uint8_t *bytes,
                       size_t size, uint8_t *ret_hash, size_t hash_bytes) {
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, store->key, COR_STORE_KEY_BYTES, hash_bytes);
    crypto_generichash_update(&hash, (const uint8_t *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&hash, bytes, size);
    crypto_generichash_final(&hash, ret_hash, hash_bytes);
}

void seal_key_mark(const cor_store *store, uint8_t ret_mark[SEAL_MARK_BYTES]) {
    uint8_t hash[SEAL_DIGEST_BYTES];
    hash_keyed(store, "seal key", NULL, 0, hash, sizeof hash);
    memcpy(ret_mark, hash, SEAL_MARK_BYTES);
}

bool seal_state_read(const void *bytes, size_t size, seal_state *ret_state) {
    const uint8_t *at = bytes;
    *ret_state = (seal_state){ .is_keyed = size == SEAL_STATE_BYTES };
    if (size != SEAL_STATE_BYTES && size != SEAL_STATE_BARE_BYTES) return false;
    memcpy(ret_state->sum, at, SEAL_DIGEST_BYTES);
    memcpy(ret_state->mark, at += SEAL_DIGEST_BYTES, SEAL_MARK_BYTES);
    if (!ret_state->is_keyed) return true;
    memcpy(ret_state->nonce, at += SEAL_MARK_BYTES, SEAL_NONCE_BYTES);
    memcpy(ret_state->keyed, at + SEAL_NONCE_BYTES, SEAL_DIGEST_BYTES);

    return true;
}

static size_t write_state(const seal_state *state, uint8_t bytes[SEAL_STATE_BYTES]) {
    uint8_t *at = bytes;
    memcpy(at, state->sum, SEAL_DIGEST_BYTES);
    memcpy(at += SEAL_DIGEST_BYTES, state->mark, SEAL_MARK_BYTES);
    if (!state->is_keyed) return SEAL_STATE_BARE_BYTES;
    memcpy(at += SEAL_MARK_BYTES, state->nonce, SEAL_NONCE_BYTES);
    memcpy(at + SEAL_NONCE_BYTES, state->keyed, SEAL_DIGEST_BYTES);
    return SEAL_STATE_BYTES;
}

static void add_nonce(const cor_store *store, seal_state *state, bool add) {
    uint8_t hash[SEAL_DIGEST_BYTES];
    hash_keyed(store, "seal nonce", state->nonce, SEAL_NONCE_BYTES, hash, sizeof hash);
    add_number(state->keyed, hash, add);
}

void seal_state_add(const cor_store *store, seal_state *state, const uint8_t *digest, bool add) {
    uint8_t hash[SEAL_DIGEST_BYTES];
    add_number(state->sum, digest, add);
    if (!state->is_keyed) return;
    hash_keyed(store, "seal row", digest, SEAL_DIGEST_BYTES, hash, sizeof hash);
    add_number(state->keyed, hash, add);
}

/* The beginning counts like a row, so that its date cannot be changed either. */
void seal_state_open(const cor_store *store, int64_t since_s, bool is_keyed,
                     seal_state *ret_state) {
    uint8_t digest[SEAL_DIGEST_BYTES], since[8];
    for (int i = 0; i < 8; i++)
        since[i] = (uint8_t)((uint64_t)since_s >> (8 * i));
    crypto_generichash(digest, sizeof digest, since, sizeof since, NULL, 0);

    *ret_state = (seal_state){ .is_keyed = is_keyed };
    if (is_keyed) seal_key_mark(store, ret_state->mark);
    seal_state_add(store, ret_state, digest, true);
}

cor_code seal_state_sum(cor_store *store, int64_t since_s, const uint8_t *nonce, bool is_keyed,
                        seal_state *ret_state, cor_error *err) {
    sqlite3_stmt *rows = NULL;
    int result = sqlite3_prepare_v2(store->raw, "SELECT digest FROM seal_row", -1, &rows, NULL);
    seal_state_open(store, since_s, is_keyed, ret_state);
    if (nonce) memcpy(ret_state->nonce, nonce, SEAL_NONCE_BYTES);

    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(rows);
        if (result == SQLITE_ROW && sqlite3_column_bytes(rows, 0) >= SEAL_DIGEST_BYTES)
            seal_state_add(store, ret_state, sqlite3_column_blob(rows, 0), true);
    }

    cor_code code = result == SQLITE_DONE ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(rows);
    if (!code && is_keyed) add_nonce(store, ret_state, true);

    return code;
}

/* ---- functions in SQL ---------------------------------------------------- */

static void hash_value(crypto_generichash_state *hash, sqlite3_value *value,
                       uint8_t *ret_column_mark) {
    static const uint8_t no_key[crypto_shorthash_KEYBYTES];
    uint8_t head[9] = { (uint8_t)sqlite3_value_type(value) }, brief[crypto_shorthash_BYTES];
    const uint8_t *bytes = head + 1;
    uint64_t number = 0;
    size_t size = 0;

    if (head[0] == SQLITE_INTEGER) {
        number = (uint64_t)sqlite3_value_int64(value);
    } else if (head[0] == SQLITE_FLOAT) {
        double real = sqlite3_value_double(value);
        memcpy(&number, &real, sizeof number);
    } else if (head[0] != SQLITE_NULL) {
        const void *at = sqlite3_value_blob(value); // also the bytes of a text
        number = size = (size_t)sqlite3_value_bytes(value);
        if (at) bytes = at;
    }

    for (int i = 0; i < 8; i++)
        head[1 + i] = (uint8_t)(number >> (8 * i));
    crypto_generichash_update(hash, head, sizeof head);
    crypto_generichash_update(hash, bytes, size);
    crypto_shorthash(brief, size ? bytes : head, size ? size : sizeof head, no_key);
    memcpy(ret_column_mark, brief, SEAL_COLUMN_BYTES);
}

/* corredor_seal_row(table, column, ...): digest of a row, then two bytes a column. */
static void function_row(sqlite3_context *context, int count, sqlite3_value **values) {
    uint8_t result[SEAL_DIGEST_BYTES + (SEAL_COLUMNS_MAX + 1) * SEAL_COLUMN_BYTES], name_mark[2];
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, SEAL_DIGEST_BYTES);
    if (count < 1 || count > SEAL_COLUMNS_MAX + 1) return;
    hash_value(&hash, values[0], name_mark);
    for (int i = 1; i < count; i++)
        hash_value(&hash, values[i], result + SEAL_DIGEST_BYTES + (i - 1) * SEAL_COLUMN_BYTES);
    crypto_generichash_final(&hash, result, SEAL_DIGEST_BYTES);
    sqlite3_result_blob(context, result, SEAL_DIGEST_BYTES + (count - 1) * SEAL_COLUMN_BYTES,
                        SQLITE_TRANSIENT);
}

static bool holds_key_of(const cor_store *store, const seal_state *state) {
    uint8_t mark[SEAL_MARK_BYTES];
    if (!store->has_key) return false;
    seal_key_mark(store, mark);
    return memcmp(mark, state->mark, sizeof mark) == 0;
}

static void move_digest(const cor_store *store, seal_state *state, sqlite3_value *digest,
                        bool add) {
    if (sqlite3_value_bytes(digest) >= SEAL_DIGEST_BYTES)
        seal_state_add(store, state, sqlite3_value_blob(digest), add);
}

/* corredor_seal_move(state, digest that goes, digest that comes): the state after. Without the key
 * the keyed sum is given up, so that the check says so. A state that cannot be read stays. */
static void function_move(sqlite3_context *context, int count, sqlite3_value **values) {
    const cor_store *store = sqlite3_user_data(context);
    seal_state state;
    uint8_t bytes[SEAL_STATE_BYTES];
    (void)count;

    if (!seal_state_read(sqlite3_value_blob(values[0]), (size_t)sqlite3_value_bytes(values[0]),
                         &state)) {
        sqlite3_result_value(context, values[0]);
        return;
    }

    state.is_keyed = state.is_keyed && holds_key_of(store, &state);
    if (state.is_keyed) add_nonce(store, &state, false);
    move_digest(store, &state, values[1], false);
    move_digest(store, &state, values[2], true);
    if (state.is_keyed) {
        randombytes_buf(state.nonce, sizeof state.nonce);
        add_nonce(store, &state, true);
    }

    sqlite3_result_blob(context, bytes, (int)write_state(&state, bytes), SQLITE_TRANSIENT);
}

cor_code seal_open(cor_store *store, cor_error *err) {
    if (sodium_init() < 0) return cor_fail_memory(err);
    int result =
        sqlite3_create_function(store->raw, "corredor_seal_row", -1,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, function_row, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_create_function(store->raw, "corredor_seal_move", 3, SQLITE_UTF8, store,
                                         function_move, NULL, NULL);
    return result == SQLITE_OK ? COR_OK : store_fail(store, result, err);
}

/* ---- taking over --------------------------------------------------------- */

static cor_code put_state(cor_store *store, int64_t since_s, const seal_state *state,
                          cor_error *err) {
    sqlite3_stmt *put = NULL;
    uint8_t bytes[SEAL_STATE_BYTES];
    int size = (int)write_state(state, bytes);
    int result = sqlite3_prepare_v2(
        store->raw, "INSERT OR REPLACE INTO seal (id, since_s, state) VALUES (1, ?, ?)", -1, &put,
        NULL);
    if (result == SQLITE_OK) {
        sqlite3_bind_int64(put, 1, since_s);
        sqlite3_bind_blob(put, 2, bytes, size, SQLITE_STATIC);
        result = sqlite3_step(put);
    }

    cor_code code = result == SQLITE_DONE ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(put);
    return code;
}

static cor_code take_table(cor_store *store, const seal_table *table, cor_arena scratch,
                           cor_error *err) {
    cor_out sql = cor_out_memory(&scratch);
    cor_put_c(&sql, "INSERT INTO seal_row (part, row, digest) SELECT '");
    cor_put_c(&sql, table->name);
    cor_put_c(&sql, "', ");
    seal_put_key(table, "", &sql);
    cor_put_c(&sql, ", ");
    seal_put_digest(table, "", &sql);
    cor_put_c(&sql, " FROM main.\"");
    cor_put_c(&sql, table->name);
    cor_put_c(&sql, "\"");
    cor_put_char(&sql, 0);

    return sql.failed ? cor_fail_memory(err) : store_execute(store, cor_out_str(&sql).at, err);
}

static cor_code take_tables(cor_store *store, cor_arena arena, cor_error *err) {
    seal_table *tables;
    int count = 0;
    cor_code code = seal_tables(store, &arena, &tables, &count, err);
    if (!code) code = store_execute(store, "DELETE FROM seal_row", err);
    for (int i = 0; i < count && !code; i++)
        code = take_table(store, &tables[i], arena, err);
    return code;
}

cor_code seal_take_over(cor_store *store, int64_t since_s, cor_error *err) {
    cor_stretch stretch;
    seal_state state;
    uint8_t nonce[SEAL_NONCE_BYTES];
    if (!cor_stretch_open(1 << 20, &stretch)) return cor_fail_memory(err);

    randombytes_buf(nonce, sizeof nonce);
    cor_code code = take_tables(store, cor_stretch_arena(&stretch), err);
    if (!code) code = seal_state_sum(store, since_s, nonce, store->has_key, &state, err);
    if (!code) code = put_state(store, since_s, &state, err);
    cor_stretch_close(&stretch);

    return code;
}

cor_code cor_store_seal_again(cor_store *store, cor_error *err) {
    cor_code code = store_key_make(store, err);
    return code ? code : seal_take_over(store, (int64_t)time(NULL), err);
}
