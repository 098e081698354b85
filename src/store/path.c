/* SPDX-License-Identifier: Apache-2.0 */
/* path.c: where a database is, from what was given: the path of a file, or a file: address with
 * percent signs (RFC 8089). Whoever looks at the file by its name uses this path and no other. */
#include "sqlite.h"

static cor_code fail_address(cor_str url, cor_error *err) {
    (void)cor_fail(err, COR_E_USAGE, _("“{address}” is not the address of a file on this machine."),
                   cor_arg_str(url));
    return cor_hint(err, _("Give the path of a database file."));
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
    return -1;
}

/* "%20" and the like; false for half an escape. `room` has as many bytes as the text. */
static bool decode_path(cor_str text, char *room, size_t *ret_length) {
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        room[length++] = text.at[i];
        if (text.at[i] != '%') continue;
        int high = text.length - i < 3 ? -1 : hex_digit(text.at[i + 1]);
        int low = text.length - i < 3 ? -1 : hex_digit(text.at[i + 2]);
        if (high < 0 || low < 0) return false;
        room[length - 1] = (char)(high * 16 + low);
        i += 2;
    }

    *ret_length = length;
    return true;
}

/* "file:///a/b", "file://localhost/a/b", "file:/a/b", "file:a/b". What follows "?" would be for
 * another program, and would not hold here. */
static cor_code read_address(cor_str url, cor_arena *keep, cor_str *ret_path, cor_error *err) {
    cor_str rest = cor_str_part(url, 5, url.length), local = COR_STR("//localhost/");
    if (cor_str_starts(rest, local))
        rest = cor_str_part(rest, local.length - 1, rest.length);
    else if (cor_str_starts(rest, COR_STR("///")))
        rest = cor_str_part(rest, 2, rest.length);
    else if (cor_str_starts(rest, COR_STR("//")))
        return fail_address(url, err);

    bool has_more = cor_str_find(rest, COR_STR("?")) != SIZE_MAX ||
                    cor_str_find(rest, COR_STR("#")) != SIZE_MAX;
    size_t length = 0;
    char *room = cor_new(keep, char, rest.length + 1);
    if (!room) return cor_fail_memory(err);
    if (has_more || !decode_path(rest, room, &length)) return fail_address(url, err);
    *ret_path = (cor_str){ room, length };
    return COR_OK;
}

cor_code cor_store_path(cor_str url, cor_arena *keep, cor_str *ret_path, cor_error *err) {
    cor_str path = url;
    if (cor_str_starts(url, COR_STR("postgres://")) ||
        cor_str_starts(url, COR_STR("postgresql://"))) {
        cor_fail(err, COR_E_USAGE, _("This program was built without PostgreSQL."));
        return cor_hint(err, _("Give the path of a database file."));
    }

    bool is_address = cor_str_starts(url, COR_STR("file:"));
    cor_code code = is_address ? read_address(url, keep, &path, err) : COR_OK;
    if (code) return code;
    if (path.length == 0 || path.length > 4000 || memchr(path.at, 0, path.length))
        return cor_fail(err, COR_E_USAGE, _("The path of the database is empty or too long."));

    // SQLite keeps what is called ":memory:" in memory.
    path = cor_str_print(keep, "%s%.*s", path.at[0] == ':' ? "./" : "", COR_STR_F(path));
    if (!path.at) return cor_fail_memory(err);
    *ret_path = path;
    return COR_OK;
}
