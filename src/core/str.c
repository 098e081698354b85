/* SPDX-License-Identifier: Apache-2.0 */
/* str.c: borrowed text: compare, cut, fold. */
#include "core/core.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

int cor_str_compare(cor_str a, cor_str b) {
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.at, b.at, shared) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool cor_str_starts(cor_str text, cor_str with) {
    return text.length >= with.length && cor_str_equal((cor_str){ text.at, with.length }, with);
}

bool cor_str_ends(cor_str text, cor_str with) {
    return text.length >= with.length &&
           cor_str_equal((cor_str){ text.at + (text.length - with.length), with.length }, with);
}

static size_t blank_at_start(cor_str text) {
    if (text.length && strchr(" \t\r\n", text.at[0]) && text.at[0]) return 1;
    return text.length >= 2 && memcmp(text.at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t blank_at_end(cor_str text) {
    char last = text.length ? text.at[text.length - 1] : 0;
    if (last && strchr(" \t\r\n", last)) return 1;
    return text.length >= 2 && memcmp(text.at + text.length - 2, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

cor_str cor_str_trim(cor_str text) {
    for (size_t blank; (blank = blank_at_start(text));)
        text = (cor_str){ text.at + blank, text.length - blank };
    for (size_t blank; (blank = blank_at_end(text));)
        text.length -= blank;
    return text;
}

cor_str cor_str_part(cor_str text, size_t start, size_t length) {
    if (start >= text.length) return (cor_str){ 0 };
    if (length > text.length - start) length = text.length - start;
    return (cor_str){ text.at + start, length };
}

size_t cor_str_find(cor_str text, cor_str needle) {
    if (needle.length == 0) return 0;
    if (needle.length > text.length) return SIZE_MAX;
    const char *found = memmem(text.at, text.length, needle.at, needle.length);
    return found ? (size_t)(found - text.at) : SIZE_MAX;
}

bool cor_str_split(cor_str *rest, char separator, cor_str *ret_piece) {
    if (!rest->at) return false;
    const char *found = rest->length ? memchr(rest->at, separator, rest->length) : NULL;
    if (!found) {
        *ret_piece = *rest;
        *rest = (cor_str){ 0 };
        return true;
    }

    size_t length = (size_t)(found - rest->at);
    *ret_piece = (cor_str){ rest->at, length };
    *rest = (cor_str){ found + 1, rest->length - length - 1 };

    return true;
}

bool cor_str_is_utf8(cor_str text) {
    const unsigned char *at = (const unsigned char *)text.at;
    for (size_t i = 0; i < text.length;) {
        unsigned char lead = at[i];
        if (lead == 0) return false;
        if (lead < 0x80) {
            i++;
            continue;
        }
        int more = lead >= 0xC2 && lead < 0xE0   ? 1
                   : (lead & 0xF0) == 0xE0       ? 2
                   : lead >= 0xF0 && lead < 0xF5 ? 3
                                                 : -1;
        if (more < 0 || text.length - i <= (size_t)more) return false;
        uint32_t point = lead & (0x3Fu >> more);
        for (int k = 1; k <= more; k++) {
            if ((at[i + (size_t)k] & 0xC0) != 0x80) return false;
            point = point << 6 | (at[i + (size_t)k] & 0x3Fu);
        }
        static const uint32_t least[4] = { 0, 0x80, 0x800, 0x10000 };
        if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            return false;
        i += (size_t)more + 1;
    }

    return true;
}

uint64_t cor_str_hash(cor_str text) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3u;
    return hash;
}

cor_str cor_str_keep(cor_arena *keep, cor_str text) {
    char *copy = cor_new_unset(keep, char, text.length + 1);
    if (!copy) return (cor_str){ 0 };
    if (text.length) memcpy(copy, text.at, text.length);
    copy[text.length] = 0;
    return (cor_str){ copy, text.length };
}

cor_str cor_str_join(cor_arena *keep, const cor_str *parts, size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;

    char *joined = cor_new_unset(keep, char, length + 1);
    if (!joined) return (cor_str){ 0 };
    char *next = joined;

    for (size_t i = 0; i < count; i++) {
        if (parts[i].length) memcpy(next, parts[i].at, parts[i].length);
        next += parts[i].length;
    }

    *next = 0;
    return (cor_str){ joined, length };
}

cor_str cor_str_print(cor_arena *keep, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *printed = length < 0 ? NULL : cor_new(keep, char, (size_t)length + 1);
    if (printed) vsnprintf(printed, (size_t)length + 1, format, again);
    va_end(again);
    return printed ? (cor_str){ printed, (size_t)length } : (cor_str){ 0 };
}

static bool is_word_point(int32_t point) {
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

static size_t put_code_point(char *at, int32_t point) {
    return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)at);
}

/* Letters without a canonical decomposition fold to what people type instead. */
static const char *plain_letter(int32_t point) {
    switch (point) {
    case 0xE6:
        return "ae";
    case 0xF8:
        return "o";
    case 0x153:
        return "oe";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0xF0:
        return "d";
    case 0x111:
        return "d";
    case 0xFE:
        return "th";
    default:
        return NULL;
    }
}

/* Folded text while it is being built. */
typedef struct {
    char *at;
    size_t length, room;
    bool gap; // a blank is due before the next letter
} folded_text;

static bool begin_letter(folded_text *folded) {
    if (folded->length + 8 > folded->room) return false;
    if (folded->gap) folded->at[folded->length++] = ' ';
    folded->gap = false;
    return true;
}

/* The common case: an ASCII byte folds to itself or separates words. */
static bool fold_plain_byte(folded_text *folded, char byte) {
    bool is_capital = byte >= 'A' && byte <= 'Z';
    bool is_word = is_capital || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    if (!is_word) {
        folded->gap = folded->length > 0;
        return true;
    }
    if (!begin_letter(folded)) return false;
    folded->at[folded->length++] = is_capital ? (char)(byte - 'A' + 'a') : byte;
    return true;
}

static bool fold_point(folded_text *folded, utf8proc_int32_t point) {
    utf8proc_int32_t parts[32];
    int last_class = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(point, parts, 32,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                &last_class);

    for (utf8proc_ssize_t k = 0; k < count && k < 32; k++) {
        // An apostrophe is treated like other punctuation, so d'Ivoire and "d Ivoire" fold alike.
        if (!is_word_point(parts[k])) {
            folded->gap = folded->length > 0;
            continue;
        }
        if (!begin_letter(folded)) return false;
        const char *plain = plain_letter(parts[k]);
        size_t length =
            plain ? strlen(plain) : put_code_point(folded->at + folded->length, parts[k]);
        if (plain) memcpy(folded->at + folded->length, plain, length);
        folded->length += length;
    }

    return true;
}

cor_str cor_str_fold(cor_arena *keep, cor_str text) {
    // Under NFKD and folding a code point grows to at most 18 code points. Texts folded here are
    // names.
    folded_text folded = { .room = text.length * 4 + 64 };
    folded.at = cor_new_unset(keep, char, folded.room);
    if (!folded.at) return (cor_str){ 0 };

    for (size_t i = 0; i < text.length;) {
        if ((unsigned char)text.at[i] < 0x80) {
            if (!fold_plain_byte(&folded, text.at[i++])) return (cor_str){ 0 };
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.at + i,
                                                  (utf8proc_ssize_t)(text.length - i), &point);
        if (taken <= 0 || !fold_point(&folded, point)) return (cor_str){ 0 };
        i += (size_t)taken;
    }

    folded.at[folded.length] = 0;
    return (cor_str){ folded.at, folded.length };
}

int32_t cor_str_width(cor_str text) {
    int32_t width = 0;
    for (size_t i = 0; i < text.length;) {
        if (text.at[i] >= ' ' && text.at[i] <= '~') { // most letters are ASCII; the others are
                                                      // looked up
            width++, i++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.at + i,
                                                  (utf8proc_ssize_t)(text.length - i), &point);
        if (taken <= 0) {
            width++, i++;
            continue;
        }
        i += (size_t)taken;
        int columns = utf8proc_charwidth(point);
        width += columns > 0 ? columns : 0;
    }

    return width;
}

int32_t cor_str_distance(cor_str a, cor_str b, int32_t most) {
    enum { LONGEST = 96 };
    int32_t far = most + 1, m = (int32_t)a.length, n = (int32_t)b.length;

    if (a.length > LONGEST || b.length > LONGEST || abs(m - n) > most) return far;
    int32_t rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *now = rows[2];
    for (int32_t j = 0; j <= n; j++)
        last[j] = j;

    for (int32_t i = 1; i <= m; i++) {
        now[0] = i;
        int32_t least = i;
        for (int32_t j = 1; j <= n; j++) {
            int32_t cost = a.at[i - 1] != b.at[j - 1], best = last[j - 1] + cost;
            if (last[j] + 1 < best) best = last[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            bool swapped =
                i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
            if (swapped && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            now[j] = best;
            if (best < least) least = best;
        }
        if (least > most) return far;
        int32_t *free_row = before;
        before = last, last = now, now = free_row;
    }

    return last[n] > most ? far : last[n];
}

int32_t cor_str_near(cor_str word) {
    size_t third = word.length / 3;
    return third < 1 ? 1 : third > 4 ? 4 : (int32_t)third;
}
