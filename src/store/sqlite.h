/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite.h: declarations shared by the files of the SQLite driver, private to src/store. */
#ifndef CORREDOR_STORE_SQLITE_H
#define CORREDOR_STORE_SQLITE_H

#include <limits.h>
#include <sqlite3.h>

#include "statements.h"
#include "store/store.h"

// "CORR" in the database header: file(1) and this program recognise the database by it.
enum { STORE_APPLICATION_ID = 0x434F5252, STORE_WAIT_MS = 5000, PARAMETERS_KEPT = 16 };

struct cor_statement {
    cor_store *store;
    sqlite3_stmt *raw;
    int rows, row_parameters; // rows per execution, parameters per row
    int first_parameter;      // first parameter of the row being bound, less 1
    int bind_result;          // the first failed bind, reported by the next step
    // Parameters by the address of their names, in the order in which callers bind them: most loops
    // never compare text.
    int next_parameter;
    struct {
        const char *name;
        int index;
    } parameters[PARAMETERS_KEPT];
};

struct cor_store {
    cor_stretch stretch; // holds this struct and the texts
    sqlite3 *raw;
    cor_str name, path;
    cor_store_mode mode;
    bool in_transaction; // begun by cor_store_begin, not a snapshot
    bool is_fixed;       // opened as immutable; `bytes` and `changed_ns` detect a change
    int64_t bytes, changed_ns;
    int64_t upgraded_from; // version of the schema before this connection; 0: not upgraded
    uint8_t *key;          // [COR_STORE_KEY_BYTES] in locked memory, or NULL
    bool has_key;
    cor_statement statements[COR_SQL_COUNT];
};

/* The path behind links, where SQLite has its log. */
void store_follow_links(const cor_store *store, char path[PATH_MAX]);
/* State the meaning of SQLite's result code for the user. Returns the code. */
cor_code store_fail(const cor_store *store, int result, cor_error *err);
/* Run SQL of the driver itself (pragmas, transactions, migrations). */
cor_code store_execute(cor_store *store, const char *sql, cor_error *err);
/* Read a pragma that answers with one number. */
cor_code store_pragma(cor_store *store, const char *sql, int64_t *ret_value, cor_error *err);
/* Check that a file opened as immutable is still the same; otherwise COR_E_BUSY. */
cor_code store_check_fixed(const cor_store *store, cor_error *err);
/* COR_OK for our database or an empty one (also one whose creation was interrupted); COR_E_FORMAT
 * for that of another program. */
cor_code store_identify(cor_store *store, bool *ret_empty, int64_t *ret_version, cor_error *err);
/* COR_E_VERSION: newer than this program, or older and not to be upgraded by this connection. */
cor_code store_check_version(const cor_store *store, int64_t version, cor_error *err);
/* Read the key file if it can be read, without complaint: an analyst's copy has none. */
void store_key_look(cor_store *store);
/* The same, and make one if the database needs one and it can be made. */
void store_key_meet(cor_store *store);
/* Make the key file unless there is one. */
cor_code store_key_make(cor_store *store, cor_error *err);
/* Bring the database to the newest version, or say why it cannot be used. */
cor_code store_migrate(cor_store *store, cor_error *err);

#endif
