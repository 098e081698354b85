/* SPDX-License-Identifier: Apache-2.0 */
/* failure.c: turns result codes of SQLite into messages for the person who typed the command. */
#include <errno.h>

#include "sqlite.h"

static cor_code say_not_ours(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("{path} is not a database of corredor."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Give the path of a database made by “corredor init”."));
}

static cor_code say_full(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_FULL,
             _("There is no room left on the disk for {path}; nothing was changed."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Free some space and repeat the command."));
}

static cor_code say_busy(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_BUSY, _("Another process is writing to the database {path}."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Wait until it has finished and repeat the command."));
}

static cor_code say_read_only(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_ACCESS, _("The database {path} cannot be written."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Check the permissions of the file and of its folder, or use a copy."));
}

static cor_code say_unreadable(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_MISSING, _("The database {path} cannot be opened."),
             cor_arg_str(store->name));
    return cor_hint(err, _("Check that the folder exists and that you may read it."));
}

static cor_code say_damaged_database(const cor_store *store, cor_error *err) {
    cor_fail(err, COR_E_STORE, _("The database {path} is damaged."), cor_arg_str(store->name));
    return cor_hint(err, _("Restore a backup, or make the database again with “corredor init”."));
}

/* errno of the last failed file operation; SQLite keeps it with the file: the database or its
 * log. */
static int last_errno(sqlite3_file *file) {
    int reason = 0;
    if (file && file->pMethods)
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &reason);
    return reason;
}

static bool is_no_room(const cor_store *store, int result) {
    if (!store->raw || (result & 0xFF) != SQLITE_IOERR) return false;
    if (result == SQLITE_IOERR_SHMSIZE)
        return true; // the shared-memory index of the log could not
                     // grow
    sqlite3_file *database = NULL, *log = NULL;
    sqlite3_file_control(store->raw, "main", SQLITE_FCNTL_FILE_POINTER, &database);
    sqlite3_file_control(store->raw, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    int reasons[] = { last_errno(database), last_errno(log) };
    for (int i = 0; i < 2; i++)
        if (reasons[i] == ENOSPC || reasons[i] == EFBIG || reasons[i] == EDQUOT) return true;
    return false;
}

cor_code store_fail(const cor_store *store, int result, cor_error *err) {
    if (is_no_room(store, result)) return say_full(store, err);
    cor_arg reason = cor_arg_cstr(store->raw ? sqlite3_errmsg(store->raw) : sqlite3_errstr(result));
    cor_arg path = cor_arg_str(store->name);
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return say_busy(store, err);
    case SQLITE_FULL:
        return say_full(store, err);
    case SQLITE_NOMEM:
        return cor_fail_memory(err);
    case SQLITE_NOTADB:
        return say_not_ours(store, err);
    case SQLITE_CANTOPEN:
        return say_unreadable(store, err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return say_read_only(store, err);
    case SQLITE_CORRUPT:
        return say_damaged_database(store, err);
    case SQLITE_CONSTRAINT:
        return cor_fail(err, COR_E_CONFLICT, _("The database {path} refuses a row: {reason}."),
                        path, reason);
    case SQLITE_IOERR:
        return cor_fail(err, COR_E_STORE,
                        _("The database {path} could not be read or written: {reason}."), path,
                        reason);
    default:
        return cor_fail(err, COR_E_SOFTWARE,
                        _("The database {path} did not understand a request: {reason}."), path,
                        reason);
    }
}
