/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: the key beside the database: encrypts secrets that must be read back, and keys the hashes
 * of values that are easily guessed.
 *
 * A copy of the database without this file reveals no second factor, and names and addresses in the
 * table of failures cannot be tried out. The file <database>.key holds 64 hexadecimal digits and is
 * readable by its owner only. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"

enum { PATH_BYTES = 4096, HEX_BYTES = 2 * OFFICE_KEY_BYTES };

static bool key_path(const cor_office *office, const char *ending, char path[PATH_BYTES]) {
    cor_str name = cor_store_name(office->store);
    if (cor_str_starts(name, COR_STR("file:")))
        name = cor_str_part(name, 5, cor_str_find(name, COR_STR("?")));
    int length = snprintf(path, PATH_BYTES, "%.*s.key%s", COR_STR_F(name), ending);
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

static cor_code take_key(cor_office *office, const char *path, const char *hex, size_t length,
                         cor_error *err) {
    size_t made = 0;
    bool fine =
        length == HEX_BYTES &&
        sodium_hex2bin(office->key, OFFICE_KEY_BYTES, hex, HEX_BYTES, NULL, &made, NULL) == 0 &&
        made == OFFICE_KEY_BYTES;
    if (!fine) return fail_content(path, err);
    office->has_key = true;
    return COR_OK;
}

/* Anyone else who can read it could sign in as every person whose password they know. */
static cor_code check_mode(int descriptor, const char *path, cor_error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return fail_file(path, errno, err);
    if (!(status.st_mode & (S_IRWXG | S_IRWXO))) return COR_OK;
    (void)cor_fail(err, COR_E_ACCESS, _("The key file {path} can be read by others."),
                   cor_arg_cstr(path));
    return cor_hint(err, _("Take their rights away with: chmod 600 {path}"), cor_arg_cstr(path));
}

cor_code office_key_read(cor_office *office, cor_error *err) {
    char path[PATH_BYTES], hex[HEX_BYTES + 2];
    if (office->has_key || !key_path(office, "", path)) return COR_OK;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return errno == ENOENT ? COR_OK : fail_file(path, errno, err);
    ssize_t length = read(descriptor, hex, sizeof hex);
    int system_error = errno;
    cor_code code =
        length < 0 ? fail_file(path, system_error, err) : check_mode(descriptor, path, err);
    close(descriptor);
    if (!code && length > 0 && hex[length - 1] == '\n') length--;
    if (!code) code = take_key(office, path, hex, (size_t)length, err);
    sodium_memzero(hex, sizeof hex);

    return code;
}

/* Write it under a temporary name, then link it: two programs at once, or one that is killed, leave
 * one complete key. */
static int write_key(const uint8_t key[OFFICE_KEY_BYTES], const char *path, char *temporary) {
    char hex[HEX_BYTES + 1];
    int descriptor = mkstemp(temporary); // mode 0600

    if (descriptor < 0) return errno;
    sodium_bin2hex(hex, sizeof hex, key, OFFICE_KEY_BYTES);
    hex[HEX_BYTES] = '\n';
    bool written =
        write(descriptor, hex, sizeof hex) == (ssize_t)sizeof hex && fsync(descriptor) == 0;
    int reason = written ? 0 : errno ? errno : EIO;
    close(descriptor);
    if (!reason && link(temporary, path) != 0 && errno != EEXIST) reason = errno;
    unlink(temporary);
    sodium_memzero(hex, sizeof hex);

    return reason;
}

static cor_code count_enrolled(cor_office *office, int64_t *ret_count, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = office_statement(office, COR_SQL_OFFICE_ENROLLED_COUNT, &statement, err);
    return code ? code : office_one(statement, ret_count, &row, err);
}

cor_code office_key_need(cor_office *office, cor_error *err) {
    char path[PATH_BYTES], temporary[PATH_BYTES];
    int64_t enrolled = 0;
    cor_code code = office_key_read(office, err);
    if (code || office->has_key) return code;

    if (!key_path(office, "", path) || !key_path(office, ".XXXXXX", temporary))
        return cor_fail_memory(err);
    code = count_enrolled(office, &enrolled, err);
    if (code) return code;

    if (enrolled) {
        (void)cor_fail(err, COR_E_MISSING, _("The key file {path} is missing."),
                       cor_arg_cstr(path));
        return cor_hint(err, _("Restore it from the backup. Without it every second factor must be "
                               "set up again: corredor user reset NAME."));
    }

    uint8_t key[OFFICE_KEY_BYTES];
    randombytes_buf(key, sizeof key);
    int reason = write_key(key, path, temporary);
    sodium_memzero(key, sizeof key);

    return reason ? fail_file(path, reason, err) : office_key_read(office, err);
}

void office_digest(const cor_office *office, const char *purpose, cor_str text,
                   uint8_t ret_digest[OFFICE_DIGEST_BYTES]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, office->key, OFFICE_KEY_BYTES, OFFICE_DIGEST_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&state, (const unsigned char *)(text.at ? text.at : ""), text.length);
    crypto_generichash_final(&state, ret_digest, OFFICE_DIGEST_BYTES);
    sodium_memzero(&state, sizeof state);
}

void office_seal(const cor_office *office, const cor_factor *factor,
                 uint8_t ret_sealed[OFFICE_SEALED_BYTES]) {
    randombytes_buf(ret_sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(ret_sealed + crypto_secretbox_NONCEBYTES, factor->bytes,
                          sizeof factor->bytes, ret_sealed, office->key);
}

cor_code office_unseal(const cor_office *office, cor_str sealed, cor_factor *ret_factor,
                       cor_error *err) {
    const uint8_t *bytes = (const uint8_t *)sealed.at;
    if (sealed.length == OFFICE_SEALED_BYTES &&
        crypto_secretbox_open_easy(ret_factor->bytes, bytes + crypto_secretbox_NONCEBYTES,
                                   sealed.length - crypto_secretbox_NONCEBYTES, bytes,
                                   office->key) == 0)
        return COR_OK;
    (void)cor_fail(err, COR_E_STORE, _("The second factor was sealed with another key file."));
    return cor_hint(err, _("Restore the key file that belongs to the database, or set the second "
                           "factor up again: corredor user reset NAME."));
}
