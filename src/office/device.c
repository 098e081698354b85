/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: devices on which somebody signed in before are known by a cookie that the key file
 * signs: a random number, the day, and a keyed hash of both with the name. The database knows
 * nothing of it. A browser that several people share keeps one each. */
#include "inside.h"

enum {
    NONCE_HEX = 32,
    MAC_HEX = 64,
    DAY_DIGITS = 6,
    ENTRY_BYTES = NONCE_HEX + DAY_DIGITS + MAC_HEX, // of the cookie: entries one after the other
    DAY_S = 24 * 3600
};
_Static_assert(COR_DEVICE_COOKIE_BYTES == COR_DEVICE_PEOPLE * ENTRY_BYTES, "entries fit");

static void sign_entry(const cor_office *office, cor_str name, const char *head,
                       char ret_mac[MAC_HEX + 1]) {
    char text[COR_STAFF_NAME_BYTES + NONCE_HEX + DAY_DIGITS + 8];
    uint8_t mac[OFFICE_DIGEST_BYTES];
    int length =
        snprintf(text, sizeof text, "%.*s\n%.*s", COR_STR_F(name), NONCE_HEX + DAY_DIGITS, head);
    office_digest(office, "known device", (cor_str){ text, (size_t)length }, mac);
    sodium_bin2hex(ret_mac, MAC_HEX + 1, mac, sizeof mac);
}

static bool is_entry_of(const cor_office *office, cor_str name, const char *entry) {
    char mac[MAC_HEX + 1];
    if (name.length > COR_STAFF_NAME_BYTES) return false;
    sign_entry(office, name, entry, mac);
    return sodium_memcmp(mac, entry + NONCE_HEX + DAY_DIGITS, MAC_HEX) == 0;
}

static bool is_recent(const cor_office *office, const char *entry) {
    int64_t day;
    cor_str digits = { entry + NONCE_HEX, DAY_DIGITS };
    return cor_number_parse_int(digits, &day) &&
           office_now(office) / DAY_S - day <= COR_DEVICE_KNOWN_DAYS;
}

cor_str office_device_of(const cor_office *office, cor_str cookie, cor_str name) {
    if (!office->key || !name.length) return (cor_str){ "", 0 };
    for (size_t at = 0; at + ENTRY_BYTES <= cookie.length && at < COR_DEVICE_COOKIE_BYTES;
         at += ENTRY_BYTES)
        if (is_entry_of(office, name, cookie.at + at) && is_recent(office, cookie.at + at))
            return (cor_str){ cookie.at + at, NONCE_HEX };
    return (cor_str){ "", 0 };
}

bool cor_office_knows_device(const cor_office *office, cor_str name, cor_str cookie) {
    char room[COR_STAFF_NAME_BYTES + 1];
    return office_name_make(name, room) &&
           office_device_of(office, cookie, cor_str_of(room)).length > 0;
}

cor_code cor_office_know_device(cor_office *office, cor_str name, cor_str cookie,
                                char ret_cookie[COR_DEVICE_COOKIE_BYTES + 1], cor_error *err) {
    uint8_t nonce[NONCE_HEX / 2];
    cor_code code = office_key_need(office, err);
    if (code) return code;

    randombytes_buf(nonce, sizeof nonce);
    sodium_bin2hex(ret_cookie, NONCE_HEX + 1, nonce, sizeof nonce);
    int64_t day = office_now(office) / DAY_S;
    for (int i = NONCE_HEX + DAY_DIGITS - 1; i >= NONCE_HEX; i--, day /= 10)
        ret_cookie[i] = (char)('0' + day % 10);
    sign_entry(office, name, ret_cookie, ret_cookie + NONCE_HEX + DAY_DIGITS);

    size_t used = ENTRY_BYTES; // then the other people of this browser
    for (size_t at = 0; at + ENTRY_BYTES <= cookie.length && used < COR_DEVICE_COOKIE_BYTES;
         at += ENTRY_BYTES) {
        if (is_entry_of(office, name, cookie.at + at)) continue;
        memcpy(ret_cookie + used, cookie.at + at, ENTRY_BYTES);
        used += ENTRY_BYTES;
    }

    ret_cookie[used] = 0;
    return COR_OK;
}
