/* SPDX-License-Identifier: Apache-2.0 */
/* factor.c: the second factor: codes of RFC 6238 (HMAC-SHA-1, six digits, half minutes), which
 * every authenticator program knows; keys as base32 (RFC 4648).
 *
 * SHA-1 is what those programs have; libsodium has no SHA-1 for good reasons, so the forty lines
 * of RFC 3174 are here. HMAC does not need collision resistance. */
#include "inside.h"

/* ---- SHA-1 and HMAC ------------------------------------------------------ */

enum { BLOCK = 64, SHA1_BYTES = 20 };

static uint32_t turn(uint32_t word, int bits) {
    return word << bits | word >> (32 - bits);
}

static void add_block(uint32_t hash[5], const uint8_t block[BLOCK]) {
    uint32_t w[80], a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
               (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];

    for (int t = 16; t < 80; t++)
        w[t] = turn(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    for (int t = 0; t < 80; t++) {
        uint32_t f = t < 20              ? (b & c) | (~b & d)
                     : t < 40 || t >= 60 ? b ^ c ^ d
                                         : (b & c) | (b & d) | (c & d);
        static const uint32_t k[4] = { 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6 };
        uint32_t next = turn(a, 5) + f + e + w[t] + k[t / 20];
        e = d, d = c, c = turn(b, 30), b = a, a = next;
    }

    hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e;
    sodium_memzero(w, sizeof w);
}

/* Of a block, which is the key with its padding, and a message of less than a block. */
static void hash_keyed(const uint8_t padded[BLOCK], const uint8_t *message, size_t length,
                       uint8_t ret_hash[SHA1_BYTES]) {
    uint32_t hash[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
    uint8_t last[BLOCK] = { 0 };
    uint64_t bits = (BLOCK + length) * 8;

    memcpy(last, message, length);
    last[length] = 0x80;
    for (int i = 0; i < 8; i++)
        last[BLOCK - 1 - i] = (uint8_t)(bits >> (8 * i));

    add_block(hash, padded);
    add_block(hash, last);
    for (int i = 0; i < SHA1_BYTES; i++)
        ret_hash[i] = (uint8_t)(hash[i / 4] >> (24 - 8 * (i % 4)));
}

static void hmac(const cor_factor *factor, const uint8_t message[8], uint8_t ret_mac[SHA1_BYTES]) {
    uint8_t inner[BLOCK], outer[BLOCK], hash[SHA1_BYTES];
    for (size_t i = 0; i < BLOCK; i++) {
        uint8_t byte = i < sizeof factor->bytes ? factor->bytes[i] : 0;
        inner[i] = byte ^ 0x36;
        outer[i] = byte ^ 0x5C;
    }

    hash_keyed(inner, message, 8, hash);
    hash_keyed(outer, hash, sizeof hash, ret_mac);
    sodium_memzero(inner, sizeof inner);
    sodium_memzero(outer, sizeof outer);
}

/* ---- codes --------------------------------------------------------------- */

enum { STEP_S = 30, DIGITS = 6, CODES = 1000000 };

int32_t office_factor_code_at(const cor_factor *factor, int64_t step) {
    uint8_t message[8], mac[SHA1_BYTES];
    for (int i = 0; i < 8; i++)
        message[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    hmac(factor, message, mac);
    int at = mac[SHA1_BYTES - 1] & 15; // dynamic truncation, RFC 4226 section 5.3
    uint32_t cut = (uint32_t)(mac[at] & 0x7F) << 24 | (uint32_t)mac[at + 1] << 16 |
                   (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    return (int32_t)(cut % CODES);
}

int32_t cor_factor_code(const cor_factor *factor, int64_t at_s) {
    return office_factor_code_at(factor, at_s / STEP_S);
}

/* Six digits; blanks between them are how devices show them. */
static bool read_code(cor_str code, int32_t *ret_code) {
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
    if (!read_code(cor_str_trim(code), &given)) return -1;
    for (int64_t step = now - 1; step <= now + 1; step++) { // all three each time, whichever fits
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
