/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: the key file beside the database, <database>.key: 64 hexadecimal digits that only its owner
 * may read.
 *
 * It keys the seal, encrypts secrets that must be read back, and keys the hashes of values that are
 * easily guessed. A copy of the database without it reveals no second factor, and whoever writes to
 * the database without it cannot renew the seal. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_check.h"

enum { PATH_BYTES = 4200, HEX_BYTES = 2 * COR_STORE_KEY_BYTES };

/* A key beside a link to the database is taken; else it is beside the file, whatever its name here. */
static bool key_path(const cor_store *store, const char *ending, char path[PATH_BYTES]) {
    struct stat beside;
    char real[PATH_MAX];
    int length = snprintf(path, PATH_BYTES, "%s.key%s", store->path.at, ending);
    if (length > 0 && length < PATH_BYTES && lstat(path, &beside) == 0) return true;
    store_follow_links(store, real);
    length = snprintf(path, PATH_BYTES, "%s.key%s", real, ending);
    return length > 0 && length < PATH_BYTES;
}

static cor_code fail_file(const char *path, int system_error, cor_error *err) {
    cor_text reason = cor_system_reason(system_error);
    return cor_fail(err, system_error == ENOSPC ? COR_E_FULL : COR_E_ACCESS,
                    _("The key file {path} cannot be read or written: {reason}."),
                    cor_arg_cstr(path), cor_arg_text(&reason));
}

static cor_code fail_content(const char *path, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("{path} is not a key file of corredor."),
                   cor_arg_cstr(path));
    return cor_hint(err, _("Restore it from the backup that belongs to the database."));
}

static cor_code take_key(cor_store *store, const char *path, const char *hex, size_t length,
                         cor_error *err) {
    size_t made = 0;
    if (!store->key) store->key = sodium_malloc(COR_STORE_KEY_BYTES);
    if (!store->key) return cor_fail_memory(err);
    store->has_key =
        length == HEX_BYTES &&
        sodium_hex2bin(store->key, COR_STORE_KEY_BYTES, hex, HEX_BYTES, NULL, &made, NULL) == 0 &&
        made == COR_STORE_KEY_BYTES;
    return store->has_key ? COR_OK : fail_content(path, err);
}

/* Anyone else who can read it could sign in as every person whose password they know, and renew the
 * seal. */
static cor_code check_mode(int descriptor, const char *path, cor_error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return fail_file(path, errno, err);
    if (!(status.st_mode & (S_IRWXG | S_IRWXO))) return COR_OK;
    (void)cor_fail(err, COR_E_ACCESS, _("The key file {path} can be read by others."),
                   cor_arg_cstr(path));
    return cor_hint(err, _("Take their rights away with: chmod 600 {path}"), cor_arg_cstr(path));
}

static cor_code read_key_file(cor_store *store, cor_error *err) {
    char path[PATH_BYTES], hex[HEX_BYTES + 2];
    if (store->has_key || !key_path(store, "", path)) return COR_OK;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return errno == ENOENT ? COR_OK : fail_file(path, errno, err);
    ssize_t length = read(descriptor, hex, sizeof hex);
    int system_error = errno;
    cor_code code =
        length < 0 ? fail_file(path, system_error, err) : check_mode(descriptor, path, err);
    close(descriptor);

    if (!code && length > 0 && hex[length - 1] == '\n') length--;
    if (!code) code = take_key(store, path, hex, (size_t)length, err);
    sodium_memzero(hex, sizeof hex);

    return code;
}

/* Root makes it for whoever owns the database: a server that runs as that user must read it. */
static bool give_to_owner(const cor_store *store, int descriptor) {
    struct stat database;
    if (geteuid() != 0 || stat(store->path.at, &database) != 0) return true;
    return fchown(descriptor, database.st_uid, database.st_gid) == 0;
}

/* Write it under a temporary name, then link it: two programs at once, or one that is killed, leave
 * one complete key. */
static int write_key_file(const cor_store *store, const char *path, char *temporary) {
    uint8_t key[COR_STORE_KEY_BYTES];
    char hex[HEX_BYTES + 1];
    int descriptor = mkstemp(temporary); // mode 0600

    if (descriptor < 0) return errno;
    randombytes_buf(key, sizeof key);
    sodium_bin2hex(hex, sizeof hex, key, sizeof key);
    hex[HEX_BYTES] = '\n';
    errno = 0;
    bool written = write(descriptor, hex, sizeof hex) == (ssize_t)sizeof hex &&
                   give_to_owner(store, descriptor) && fsync(descriptor) == 0;
    int reason = written ? 0 : errno ? errno : EIO;
    close(descriptor);

    if (!reason && link(temporary, path) != 0 && errno != EEXIST) reason = errno;
    unlink(temporary);
    sodium_memzero(hex, sizeof hex);
    sodium_memzero(key, sizeof key);

    return reason;
}

cor_code store_key_make(cor_store *store, cor_error *err) {
    char path[PATH_BYTES], temporary[PATH_BYTES];
    cor_code code = read_key_file(store, err);
    if (code || store->has_key) return code;
    if (!key_path(store, "", path) || !key_path(store, ".XXXXXX", temporary))
        return cor_fail_memory(err);
    int reason = write_key_file(store, path, temporary);
    return reason ? fail_file(path, reason, err) : read_key_file(store, err);
}

static cor_code fail_other(const cor_store *store, cor_error *err) {
    char path[PATH_BYTES] = "";
    (void)key_path(store, "", path);
    (void)cor_fail(err, COR_E_FORMAT, _("The key file {path} belongs to another database."),
                   cor_arg_cstr(path));
    return cor_hint(err, _("Restore it from the backup that belongs to the database."));
}

cor_code cor_store_key_read(cor_store *store, cor_error *err) {
    cor_seal_key key = COR_SEAL_KEYED;
    cor_code code = read_key_file(store, err);
    if (!code && store->has_key) code = store_seal_key(store, &key, err);
    return !code && key == COR_SEAL_OTHER_KEY ? fail_other(store, err) : code;
}

static cor_code fail_missing(const cor_store *store, cor_error *err) {
    char path[PATH_BYTES] = "";
    (void)key_path(store, "", path);
    (void)cor_fail(err, COR_E_MISSING, _("The key file {path} is missing."), cor_arg_cstr(path));
    return cor_hint(err,
                    _("Restore it from the backup. If it is lost, “corredor seal” makes another, "
                      "and every second factor must be set up again: corredor user reset "
                      "NAME."));
}

/* Second factors were sealed before there was a key in this database. */
static cor_code has_sealed_factors(cor_store *store, bool *ret_has, cor_error *err) {
    int64_t count = 0;
    cor_code code =
        store_pragma(store, "SELECT count(*) FROM staff WHERE factor IS NOT NULL", &count, err);
    *ret_has = count > 0;
    return code;
}

static cor_code begin_key(cor_store *store, cor_error *err) {
    bool begun = sqlite3_get_autocommit(store->raw);
    cor_code code = begun ? cor_store_begin(store, err) : COR_OK;
    if (!code) code = cor_store_seal_again(store, err);
    if (!begun) return code;
    if (!code) return cor_store_commit(store, err);
    cor_store_rollback(store);
    return code;
}

/* A copy without its key that holds no secret gets a key of its own; the seal then begins anew, and
 * the check says since when. */
cor_code cor_store_key_need(cor_store *store, cor_error *err) {
    bool has_factors = false;
    cor_code code = cor_store_key_read(store, err);
    if (code || store->has_key) return code;
    code = has_sealed_factors(store, &has_factors, err);
    if (code) return code;
    return has_factors ? fail_missing(store, err) : begin_key(store, err);
}

cor_code cor_store_key_require(cor_store *store, cor_error *err) {
    cor_seal_key key = COR_SEAL_KEYED;
    cor_code code = cor_store_key_read(store, err);
    if (code || store->has_key) return code;
    code = store_seal_key(store, &key, err);
    if (code) return code;
    return key == COR_SEAL_KEY_MISSING ? fail_missing(store, err) : cor_store_key_need(store, err);
}

void store_key_meet(cor_store *store) {
    cor_error ignored = { 0 };
    bool has_factors = true;
    if (has_sealed_factors(store, &has_factors, &ignored) || has_factors) {
        if (read_key_file(store, &ignored)) store->has_key = false;
    } else if (store_key_make(store, &ignored)) {
        store->has_key = false;
    }
}

void store_key_look(cor_store *store) {
    cor_error ignored = { 0 };
    if (read_key_file(store, &ignored)) store->has_key = false;
}

const uint8_t *cor_store_key(const cor_store *store) {
    return store->has_key ? store->key : NULL;
}
