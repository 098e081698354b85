/* SPDX-License-Identifier: Apache-2.0 */
/* factor.c: the second factor: codes of RFC 6238 (HMAC-SHA-1, six digits, half minutes), which
 * every authenticator app knows; keys as base32 (RFC 4648).
 *
 * Authenticator apps use SHA-1; HMAC does not need its collision resistance. It comes from
 * nettle: libsodium has no SHA-1, and nettle leaves its state in our memory, to be wiped. */
#include <nettle/hmac.h>

#include "inside.h"

/* ---- codes --------------------------------------------------------------- */

enum { STEP_S = 30, DIGITS = 6, CODES = 1000000 };

static void authenticate_step(const cor_factor *factor, int64_t step,
                              uint8_t ret_mac[SHA1_DIGEST_SIZE]) {
    struct hmac_sha1_ctx work;
    uint8_t message[8];
    for (int i = 0; i < 8; i++)
        message[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));

    hmac_sha1_set_key(&work, sizeof factor->bytes, factor->bytes);
    hmac_sha1_update(&work, sizeof message, message);
    hmac_sha1_digest(&work, SHA1_DIGEST_SIZE, ret_mac);
    sodium_memzero(&work, sizeof work);
}

int32_t office_factor_code_at(const cor_factor *factor, int64_t step) {
    uint8_t mac[SHA1_DIGEST_SIZE];
    authenticate_step(factor, step, mac);
    int at = mac[SHA1_DIGEST_SIZE - 1] & 15; // dynamic truncation, RFC 4226 section 5.3
    uint32_t cut = (uint32_t)(mac[at] & 0x7F) << 24 | (uint32_t)mac[at + 1] << 16 |
                   (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    sodium_memzero(mac, sizeof mac);
    return (int32_t)(cut % CODES);
}

int32_t cor_factor_code(const cor_factor *factor, int64_t at_s) {
    return office_factor_code_at(factor, at_s / STEP_S);
}

/* Read six digits; devices show them with blanks in between. */
static bool read_six_digits(cor_str code, int32_t *ret_code) {
    int32_t value = 0, digits = 0;
    for (size_t i = 0; i < code.length; i++) {
        if (code.at[i] == ' ') continue;
        if (code.at[i] < '0' || code.at[i] > '9' || digits == DIGITS) return false;
        value = 10 * value + (code.at[i] - '0');
        digits++;
    }
    *ret_code = value;
    return digits == DIGITS;
}

int64_t office_factor_step(const cor_factor *factor, cor_str code, int64_t at_s) {
    int32_t given;
    int64_t found = -1, now = at_s / STEP_S;
    if (!read_six_digits(cor_str_trim(code), &given)) return -1;
    for (int64_t step = now - 1; step <= now + 1; step++) { // compare all three, so that timing
                                                            // reveals nothing
        int32_t right = office_factor_code_at(factor, step);
        if (sodium_memcmp(&right, &given, sizeof right) == 0) found = step;
    }
    return found;
}

/* ---- base32 -------------------------------------------------------------- */

enum { FACTOR_LETTERS = 32 };
static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void cor_factor_print(const cor_factor *factor, bool grouped, char text[48]) {
    size_t at = 0;
    for (size_t letter = 0; letter < FACTOR_LETTERS; letter++) {
        size_t bit = letter * 5, byte = bit / 8;
        unsigned pair =
            (unsigned)factor->bytes[byte] << 8 | (byte + 1 < 20 ? factor->bytes[byte + 1] : 0u);
        if (grouped && letter && letter % 4 == 0) text[at++] = ' ';
        text[at++] = LETTERS[pair >> (11 - bit % 8) & 31];
    }
    text[at] = 0;
}

bool cor_factor_read(cor_str text, cor_factor *ret_factor) {
    cor_factor made = { { 0 } };
    size_t letter = 0;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        const char *place = c ? strchr(LETTERS, c) : NULL;
        if (!place || letter == FACTOR_LETTERS) return false;
        for (size_t bit = 0; bit < 5; bit++)
            if ((place - LETTERS) >> (4 - bit) & 1)
                made.bytes[(letter * 5 + bit) / 8] |= (uint8_t)(0x80 >> (letter * 5 + bit) % 8);
        letter++;
    }

    if (letter == FACTOR_LETTERS) *ret_factor = made;
    cor_factor_wipe(&made);
    return letter == FACTOR_LETTERS;
}

void cor_factor_random(cor_factor *ret_factor) {
    randombytes_buf(ret_factor->bytes, sizeof ret_factor->bytes);
}

void cor_factor_wipe(cor_factor *factor) {
    sodium_memzero(factor, sizeof *factor);
}

cor_str cor_factor_uri(const cor_factor *factor, cor_str name, cor_arena *keep) {
    char letters[48];
    cor_factor_print(factor, false, letters);
    cor_str uri = cor_str_print(keep, "otpauth://totp/corredor:%.*s?secret=%s&issuer=corredor",
                                COR_STR_F(name), letters);
    sodium_memzero(letters, sizeof letters);
    return uri;
}
