/* SPDX-License-Identifier: Apache-2.0 */
/* seal.h: what the rows of the protected tables were when this program wrote them, private to
 * src/store.
 *
 * Every table is protected except those in seal_is_free, with the reason there. A row of `seal_row`
 * has the digest of one protected row: whoever changes a row without this program leaves the two
 * apart, and the check names the row. The one row of `seal` has a state: the sum of all digests, and
 * the sum of their keyed hashes under a nonce (Clarke et al. 2003, ASIACRYPT, "Incremental multiset
 * hash functions", MSet-Add-Hash), which nobody computes without the key file. Temporary triggers of
 * each writing connection keep both, inside the transaction of the write. */
#ifndef CORREDOR_STORE_SEAL_H
#define CORREDOR_STORE_SEAL_H

#include "sqlite.h"

enum {
    SEAL_DIGEST_BYTES = 32,
    SEAL_MARK_BYTES = 8,
    SEAL_NONCE_BYTES = 16,
    SEAL_COLUMN_BYTES = 2, // for each column, after the digest of its row
    SEAL_COLUMNS_MAX = 40
};

typedef struct {
    uint8_t sum[SEAL_DIGEST_BYTES];
    uint8_t mark[SEAL_MARK_BYTES]; // says which key, without revealing it; zero: never keyed
    bool is_keyed;                 // false after a write without the key
    uint8_t nonce[SEAL_NONCE_BYTES];
    uint8_t keyed[SEAL_DIGEST_BYTES];
} seal_state;
enum {
    SEAL_STATE_BYTES = SEAL_DIGEST_BYTES + SEAL_MARK_BYTES + SEAL_NONCE_BYTES + SEAL_DIGEST_BYTES,
    SEAL_STATE_BARE_BYTES = SEAL_DIGEST_BYTES + SEAL_MARK_BYTES
};

/* A table, with the SQL of its columns, for "new." or "old." or no prefix. */
typedef struct {
    char name[64];
    struct {
        char name[64];
        int key; // place in the primary key from 1; 0: none
    } columns[SEAL_COLUMNS_MAX];
    int column_count;
} seal_table;

/* Whether a table is not protected. */
bool seal_is_free(cor_str table);
/* The tables that are protected, in the order of their names; in `keep`. */
COR_CHECKED
cor_code seal_tables(cor_store *store, cor_arena *keep, seal_table **ret_tables, int *ret_count,
                     cor_error *err);
/* The primary key of a row as text, and the digest of the row: SQL with `prefix`. */
void seal_put_key(const seal_table *table, const char *prefix, cor_out *out);
void seal_put_digest(const seal_table *table, const char *prefix, cor_out *out);

bool seal_state_read(const void *bytes, size_t size, seal_state *ret_state);
/* The state of an empty seal that began at a time, without or with the key of the store. */
void seal_state_open(const cor_store *store, int64_t since_s, bool is_keyed, seal_state *ret_state);
void seal_state_add(const cor_store *store, seal_state *state, const uint8_t *digest, bool add);
void seal_key_mark(const cor_store *store, uint8_t ret_mark[SEAL_MARK_BYTES]);
/* Sum up the rows of seal_row as a state with this nonce. */
COR_CHECKED
cor_code seal_state_sum(cor_store *store, int64_t since_s, const uint8_t *nonce, bool is_keyed,
                        seal_state *ret_state, cor_error *err);

/* The functions in SQL, for every connection. */
COR_CHECKED
cor_code seal_open(cor_store *store, cor_error *err);
/* The triggers, for a connection that writes. */
COR_CHECKED
cor_code seal_watch(cor_store *store, cor_error *err);
/* Take the database over as it stands, inside a transaction; with a key if there is one. `since_s`:
 * now, or SEAL_SINCE_MADE for a new database, in which nothing stands. */
enum { SEAL_SINCE_MADE = 0 };
COR_CHECKED
cor_code seal_take_over(cor_store *store, int64_t since_s, cor_error *err);

#endif
