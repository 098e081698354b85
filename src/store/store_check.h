/* SPDX-License-Identifier: Apache-2.0 */
/* store_check.h: declarations shared by the parts of cor_store_check, private to src/store. */
#ifndef CORREDOR_STORE_STORE_CHECK_H
#define CORREDOR_STORE_STORE_CHECK_H

#include "sqlite.h"

/* Where a part of the check notes its problems; the first few are kept as texts. */
typedef struct {
    cor_check_result *result;
    cor_arena *keep;
    bool is_full; // `keep` is full
} check_sink;
void check_sink_note(check_sink *sink, cor_text problem);

/* Tables, indexes, triggers and views against what the migrations of this version make. */
COR_CHECKED
cor_code schema_check(cor_store *store, check_sink *sink, cor_error *err);
/* Protected rows against the seal. */
COR_CHECKED
cor_code seal_check_rows(cor_store *store, check_sink *sink, cor_error *err);
/* The seal against its rows and the key file. */
COR_CHECKED
cor_code seal_check_state(cor_store *store, check_sink *sink, cor_store_seal *ret_seal,
                          cor_error *err);
/* Which key the seal was made with. */
COR_CHECKED
cor_code store_seal_key(cor_store *store, cor_seal_key *ret_key, cor_error *err);

#endif
