/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: what the key file beside the database is for in the office: it encrypts secrets that must
 * be read back, and keys the hashes of values that are easily guessed.
 *
 * A copy of the database without it reveals no second factor, and names and addresses in the table
 * of failures cannot be tried out. */
#include "inside.h"

cor_code office_key_read(cor_office *office, cor_error *err) {
    cor_code code = cor_store_key_read(office->store, err);
    office->key = code ? NULL : cor_store_key(office->store);
    return code;
}

cor_code office_key_need(cor_office *office, cor_error *err) {
    if (office->key) return COR_OK;
    cor_code code = cor_store_key_need(office->store, err);
    office->key = code ? NULL : cor_store_key(office->store);
    return code;
}

cor_code cor_office_check_key(cor_office *office, cor_error *err) {
    cor_code code = cor_store_key_require(office->store, err);
    return code ? code : office_key_need(office, err);
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
