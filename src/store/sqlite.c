/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite.c: opens a database file so that acknowledged writes are durable; transactions.
 *
 * Write-ahead log: any number of readers beside one writer, and a commit is one append and one
 * fsync. With synchronous=FULL the log is flushed before a commit is acknowledged, so a power cut
 * loses no acknowledged commit (NORMAL would keep the database sound, but could lose the last
 * commits). Loads commit once, so this costs one flush per file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <sodium.h>

#include "seal.h"

cor_code store_execute(cor_store *store, const char *sql, cor_error *err) {
    int result = sqlite3_exec(store->raw, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? COR_OK : store_fail(store, result, err);
}

cor_code store_pragma(cor_store *store, const char *sql, int64_t *ret_value, cor_error *err) {
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->raw, sql, -1, &statement, NULL);
    if (result == SQLITE_OK) result = sqlite3_step(statement);
    bool has_row = result == SQLITE_ROW;
    int64_t value = has_row ? sqlite3_column_int64(statement, 0) : 0;
    cor_code code = has_row ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(statement);
    if (has_row) *ret_value = value;
    return code;
}

static cor_code say_missing(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_MISSING, _("There is no database {path}."), cor_arg_str(store->name));
    return cor_hint(err, _("Run “corredor init” to make it, or give another path with --db."));
}

/* SQLite would create a missing file, and reports a folder as a damaged file. */
static cor_code look_at_path(const cor_store *store, cor_error *err) {
    struct stat status;
    if (stat(store->path.at, &status) == 0) {
        if (S_ISREG(status.st_mode)) return COR_OK;
        return cor_fail(err, COR_E_FORMAT, _("{path} is not a file."), cor_arg_str(store->name));
    }
    if (errno == ENOENT && store->mode == COR_STORE_CREATE) return COR_OK;
    return errno == ENOENT || errno == ENOTDIR ? say_missing(store, err)
                                               : store_fail(store, SQLITE_CANTOPEN, err);
}

void store_follow_links(const cor_store *store, char path[PATH_MAX]) {
    if (!realpath(store->path.at, path)) snprintf(path, PATH_MAX, "%s", store->path.at);
}

static bool has_log(const cor_store *store) {
    struct stat log;
    char path[PATH_MAX], log_path[PATH_MAX + 8];
    store_follow_links(store, path);
    snprintf(log_path, sizeof log_path, "%s-wal", path);
    return stat(log_path, &log) == 0 && log.st_size > 0;
}

static bool may_write_here(const cor_store *store) {
    char folder[PATH_MAX];
    store_follow_links(store, folder);
    char *slash = strrchr(folder, '/');
    if (!slash) return access(".", W_OK) == 0;
    slash[slash == folder] = 0;
    return access(folder, W_OK) == 0;
}

/* A log needs an index file next to it, which cannot be made on a read-only disk or in a folder of
 * another user. Without a log nobody is writing, so SQLite may open the file as immutable and does
 * without the index. If somebody starts to write after all, store_check_fixed notices. */
static bool can_only_be_read(const cor_store *store) {
    struct statvfs disk;
    if (has_log(store) || statvfs(store->path.at, &disk) != 0) return false;
    return (disk.f_flag & ST_RDONLY) || !may_write_here(store);
}

static bool look_at_file(const cor_store *store, int64_t *ret_bytes, int64_t *ret_changed_ns) {
    struct stat status;
    if (stat(store->path.at, &status) != 0) return false;
    *ret_bytes = status.st_size;
    *ret_changed_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    return true;
}

cor_code store_check_fixed(const cor_store *store, cor_error *err) {
    int64_t bytes, changed_ns;
    if (!store->is_fixed) return COR_OK;
    if (look_at_file(store, &bytes, &changed_ns) && bytes == store->bytes &&
        changed_ns == store->changed_ns && !has_log(store))
        return COR_OK;
    cor_fail(err, COR_E_BUSY, _("The database {path} was changed while it was read."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Repeat the command."));
}

/* Write the path as a URI: bytes with a meaning there become %XX. */
static void immutable_uri(cor_str path, char *uri, size_t room) {
    char *at = uri + snprintf(uri, room, "file:");
    for (size_t i = 0; i < path.length && at + 20 < uri + room; i++) {
        char byte = path.at[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || byte == '/' || byte == '.' || byte == '-' ||
                     byte == '_';
        at += plain ? snprintf(at, 2, "%c", byte) : snprintf(at, 4, "%%%02X", (unsigned char)byte);
    }
    snprintf(at, (size_t)(uri + room - at), "?immutable=1");
}

/* Passwords, second factors and drafts are for the owner alone. SQLite gives its log the same rights
 * as the database. */
static void create_file(const cor_store *store) {
    int descriptor = open(store->path.at, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) close(descriptor); // otherwise SQLite says why it cannot be opened
}

static cor_code open_file(cor_store *store, cor_error *err) {
    char uri[3 * 4096 + 64];
    const char *name = store->path.at;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

    flags |= store->mode == COR_STORE_READ    ? SQLITE_OPEN_READONLY
             : store->mode == COR_STORE_WRITE ? SQLITE_OPEN_READWRITE
                                              : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

    if (store->mode == COR_STORE_READ && can_only_be_read(store)) {
        store->is_fixed = look_at_file(store, &store->bytes, &store->changed_ns);
        immutable_uri(store->path, uri, sizeof uri);
        name = uri;
        flags |= SQLITE_OPEN_URI;
    }

    if (store->mode == COR_STORE_CREATE) create_file(store);
    int result = sqlite3_open_v2(name, &store->raw, flags, NULL);
    if (result != SQLITE_OK) return store_fail(store, result, err);

    // SQLite falls back to reading when it may not write.
    bool is_short_of_rights =
        store->mode != COR_STORE_READ && sqlite3_db_readonly(store->raw, "main") == 1;

    return is_short_of_rights ? store_fail(store, SQLITE_READONLY, err) : COR_OK;
}

/* Settings of a connection. The page cache holds a large load; pages take memory only when they are
 * read. */
static cor_code configure_connection(cor_store *store, cor_error *err) {
    sqlite3_busy_timeout(store->raw, STORE_WAIT_MS);
    return store_execute(
        store,
        "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -32768; PRAGMA synchronous = FULL",
        err);
}

/* Switching the journal mode needs an exclusive lock, and SQLite does not wait for it by itself. */
static cor_code use_log(cor_store *store, cor_error *err) {
    enum { TRIES = 100, PAUSE_US = STORE_WAIT_MS * 1000 / TRIES };
    int result = SQLITE_OK;

    for (int i = 0; i < TRIES; i++) {
        result = sqlite3_exec(store->raw,
                              "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 4194304",
                              NULL, NULL, NULL);
        if ((result & 0xFF) != SQLITE_BUSY) break;
        usleep(PAUSE_US);
    }

    return result == SQLITE_OK ? COR_OK : store_fail(store, result, err);
}

/* The triggers in the database are for other programs: this one only adds. Somebody without the key
 * file could leave one there that this program runs and that changes the seal with the key. Before
 * 3.35 SQLite would rest the temporary triggers as well. */
static void rest_triggers(const cor_store *store) {
    if (sqlite3_libversion_number() >= 3035000)
        sqlite3_db_config(store->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
}

static cor_code open_connection(cor_store *store, cor_error *err) {
    cor_code code = look_at_path(store, err);
    if (!code) code = open_file(store, err);
    if (!code) code = configure_connection(store, err);
    bool empty;
    // Before any write: the file of another program, or of another version, stays unchanged.
    int64_t version;
    if (!code) code = store_identify(store, &empty, &version, err);
    if (!code && !empty) code = store_check_version(store, version, err);
    if (code) return code;
    if (store->mode != COR_STORE_READ) code = use_log(store, err);
    if (!code) code = seal_open(store, err);
    if (!code) store_key_look(store);
    if (!code) code = store_migrate(store, err);
    if (!code && store->mode != COR_STORE_READ) code = seal_watch(store, err);
    if (!code && store->mode != COR_STORE_READ) rest_triggers(store);
    // From here on, for the triggers of the seal also watch the tables behind indexes of words.
    if (!code) sqlite3_db_config(store->raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return code;
}

cor_code cor_store_open(cor_str url, cor_store_mode mode, cor_store **ret_store, cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(sizeof(cor_store) + 16384, &stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_store *store = cor_new(&arena, cor_store, 1);
    store->stretch = stretch;
    store->mode = mode;
    cor_code code = cor_store_path(url, &arena, &store->path, err);
    store->name = store->path;
    if (!code) code = open_connection(store, err);
    if (code) {
        cor_store_close(store);
        return code;
    }

    *ret_store = store;
    return COR_OK;
}

void cor_store_close(cor_store *store) {
    if (!store) return;
    for (int i = 0; i < COR_SQL_COUNT; i++)
        sqlite3_finalize(store->statements[i].raw);
    cor_store_rollback(store);
    sqlite3_close_v2(store->raw);
    sodium_free(store->key); // also wipes it
    cor_stretch stretch = store->stretch;
    cor_stretch_close(&stretch);
}

int64_t cor_store_upgraded_from(const cor_store *store) {
    return store->upgraded_from;
}

cor_str cor_store_name(const cor_store *store) {
    return store->name;
}

void cor_store_wait(cor_store *store, int32_t timeout_ms) {
    sqlite3_busy_timeout(store->raw, timeout_ms);
}

cor_code cor_store_begin(cor_store *store, cor_error *err) {
    cor_code code = store_execute(store, "BEGIN IMMEDIATE", err);
    store->in_transaction = !code;
    return code;
}

cor_code cor_store_commit(cor_store *store, cor_error *err) {
    cor_code code = store_execute(store, "COMMIT", err);
    if (code) cor_store_rollback(store);
    store->in_transaction = false;
    return code;
}

void cor_store_rollback(cor_store *store) {
    store->in_transaction = false;
    if (!store->raw || sqlite3_get_autocommit(store->raw)) return;
    // If the rollback fails, the next connection rolls back: the log has no commit record.
    sqlite3_exec(store->raw, "ROLLBACK", NULL, NULL, NULL);
}

cor_code cor_store_snapshot(cor_store *store, bool *ret_begun, cor_error *err) {
    *ret_begun = false;
    if (!sqlite3_get_autocommit(store->raw)) return COR_OK;
    cor_code code =
        store_execute(store, "BEGIN", err); // reads only: the first query fixes the snapshot
    *ret_begun = !code;
    return code;
}

void cor_store_snapshot_end(cor_store *store) {
    if (store->in_transaction || sqlite3_get_autocommit(store->raw)) return;
    sqlite3_exec(store->raw, "COMMIT", NULL, NULL,
                 NULL); // nothing was written, so nothing can fail
}

cor_code cor_store_tune(cor_store *store, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(store, COR_SQL_STORE_TUNE, &statement, err);
    return code ? code : cor_statement_run(statement, NULL, err);
}
