/* SPDX-License-Identifier: Apache-2.0 */
/* store.h: one database behind a thin interface, without knowledge of figures.
 *
 * Statements are in the .sql files, are embedded at build and named by the cor_sql enum
 * (build/sql/statements.h). A statement is prepared once per store and kept; cor_statement_get
 * rewinds it. Values are bound by name. */
#ifndef CORREDOR_STORE_STORE_H
#define CORREDOR_STORE_STORE_H

#include "core/reports.h"
#include "core/say.h"

typedef struct cor_store cor_store;
typedef struct cor_statement cor_statement;

typedef enum {
    COR_STORE_READ,  // must exist and be of this version
    COR_STORE_WRITE, // must exist and be of this version
    COR_STORE_CREATE // created when missing; upgraded when older: for `corredor init` alone
} cor_store_mode;

/* The path of the file that `url` means: a path, or a file: URL; in `keep`. COR_E_USAGE: another
 * machine, an option behind the path, or nothing. */
COR_CHECKED
cor_code cor_store_path(cor_str url, cor_arena *keep, cor_str *ret_path, cor_error *err);
/* `url` is a file path (or file: URL). COR_E_MISSING with "corredor init" as hint; COR_E_VERSION
 * when a newer or older program made it; COR_E_FORMAT when it is not a corredor database; COR_E_BUSY;
 * COR_E_MEMORY. */
COR_CHECKED
cor_code cor_store_open(cor_str url, cor_store_mode mode, cor_store **ret_store, cor_error *err);
void cor_store_close(cor_store *store);
/* The version of the schema that this connection found and upgraded; 0: it was new, or ours. The
 * seal began anew then, and whoever opened the database says so and writes it down. */
int64_t cor_store_upgraded_from(const cor_store *store);
/* The path or URL without any password: for messages. */
cor_str cor_store_name(const cor_store *store);
/* Time to wait for another writer before COR_E_BUSY; 5000 by default. */
void cor_store_wait(cor_store *store, int32_t timeout_ms);

/* Take the writer's lock immediately; waits a few seconds, then COR_E_BUSY. */
COR_CHECKED
cor_code cor_store_begin(cor_store *store, cor_error *err);
/* Durable when it returns COR_OK. COR_E_FULL leaves nothing behind. */
COR_CHECKED
cor_code cor_store_commit(cor_store *store, cor_error *err);
void cor_store_rollback(cor_store *store);

/* Read from one snapshot of the database until its end, whatever others write: a page asks dozens
 * of questions that must agree. It is also cheaper, because the lock is taken once. Inside a
 * transaction or a snapshot it does nothing and ret_begun is false; end only what was begun. */
COR_CHECKED
cor_code cor_store_snapshot(cor_store *store, bool *ret_begun, cor_error *err);
void cor_store_snapshot_end(cor_store *store);

/* `sql` is a member of the generated enum cor_sql. */
COR_CHECKED
cor_code cor_statement_get(cor_store *store, int sql, cor_statement **ret_statement,
                           cor_error *err);
/* Bind by name without the colon; an unknown name is a programming error (assert). Text and
 * blobs are copied. */
void cor_bind_int(cor_statement *statement, const char *name, int64_t value);
void cor_bind_double(cor_statement *statement, const char *name, double value);
void cor_bind_text(cor_statement *statement, const char *name, cor_str value);
void cor_bind_blob(cor_statement *statement, const char *name, const void *bytes,
                   size_t size_bytes);
void cor_bind_null(cor_statement *statement, const char *name);
/* In a statement that takes several rows: the following binds are for `row`, from 0. */
void cor_bind_row(cor_statement *statement, int32_t row);
/* Number of rows the statement takes per execution; names as in the first row. */
int32_t cor_statement_rows(const cor_statement *statement);
/* The next row; ret_row false at the end, after which the statement is rewound. */
COR_CHECKED
cor_code cor_statement_step(cor_statement *statement, bool *ret_row, cor_error *err);
/* Execute a statement without rows. ret_id, if not NULL, receives the id of an inserted row. */
COR_CHECKED
cor_code cor_statement_run(cor_statement *statement, int64_t *ret_id, cor_error *err);
/* Rewind a statement before its last row; an open one keeps its view of the database. */
void cor_statement_reset(cor_statement *statement);
/* Columns from 0, as in the query; texts live until the next step. */
int64_t cor_column_int(cor_statement *statement, int column);
double cor_column_double(cor_statement *statement, int column);
cor_str cor_column_text(cor_statement *statement, int column);
cor_str cor_column_blob(cor_statement *statement, int column);
bool cor_column_is_null(cor_statement *statement, int column);

/* The engine's own integrity check; problems as text, at most ten. */
COR_CHECKED
cor_code cor_store_integrity(cor_store *store, cor_arena *keep, cor_str **ret_problems,
                             size_t *ret_count, cor_error *err);
/* What the seal over the protected rows proves depends on the key file. */
typedef enum {
    COR_SEAL_KEYED,       // sealed with the key beside the database
    COR_SEAL_NEVER_KEYED, // there was no key yet, and there is none
    COR_SEAL_KEY_MISSING, // sealed with a key that is not here: a copy without its key
    COR_SEAL_WITHOUT_KEY, // there is a key, but somebody wrote without it
    COR_SEAL_OTHER_KEY    // the key beside the database is another one
} cor_seal_key;
typedef struct {
    int64_t since_s; // rows from before were taken over as they stood; 0: there were none
    cor_seal_key key;
} cor_store_seal;
/* Check the schema against this version, the protected rows against the seal, and the seal against
 * the key file. Figures are not protected row by row: their loads are. */
COR_CHECKED
cor_code cor_store_check(cor_store *store, cor_arena *keep, cor_check_result **ret_results,
                         size_t *ret_count, cor_store_seal *ret_seal, cor_error *err);
/* Seal the database as it stands, with the key file; makes one if there is none. Inside a
 * transaction of the caller, who writes down why. */
COR_CHECKED
cor_code cor_store_seal_again(cor_store *store, cor_error *err);

/* The key file beside the database, <database>.key. It is made with the database. */
enum { COR_STORE_KEY_BYTES = 32 };
/* Read it; COR_OK without one. COR_E_ACCESS when it cannot be read or others can read it,
 * COR_E_FORMAT when it is no key file or that of another database. */
COR_CHECKED
cor_code cor_store_key_read(cor_store *store, cor_error *err);
/* As cor_store_key_read, but one is made for a database that holds nothing encrypted with another;
 * otherwise COR_E_MISSING. */
COR_CHECKED
cor_code cor_store_key_need(cor_store *store, cor_error *err);
/* As cor_store_key_need, but none is made for a database that was sealed with a key: for a server,
 * where a stranger's request must not seal anew what somebody changed. */
COR_CHECKED
cor_code cor_store_key_require(cor_store *store, cor_error *err);
/* The bytes; NULL when none was read. They live as long as the store. */
const uint8_t *cor_store_key(const cor_store *store);

/* Update the statistics of the query planner, after large loads. */
COR_CHECKED
cor_code cor_store_tune(cor_store *store, cor_error *err);

#endif
