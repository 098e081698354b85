/* SPDX-License-Identifier: Apache-2.0 */
/* invisible.c: finds characters that cannot be seen and change what is seen: overrides of the
 * direction of writing, zero-width characters, controls (categories Cc, Cf, Zl and Zp of Unicode). With
 * them a title reads otherwise than it is stored (CVE-2021-42574), and two names look alike. */
#include <utf8proc.h>

#include "core.h"

enum { FIRST_POINT_OF_JOINED_SCRIPTS = 0x600, JOINER_NONE = 0x200C, JOINER = 0x200D };

/* Joiners belong to the spelling of Persian or Hindi, not of scripts that stand alone. */
static bool is_joiner_in_place(utf8proc_int32_t point, utf8proc_int32_t before) {
    return (point == JOINER_NONE || point == JOINER) && before >= FIRST_POINT_OF_JOINED_SCRIPTS &&
           before < 0x2000;
}

/* Signs of Arabic and Syriac numbers are of the same category, and are seen. */
static bool is_number_sign(utf8proc_int32_t point) {
    return (point >= 0x600 && point <= 0x605) || point == 0x6DD || point == 0x70F ||
           point == 0x890 || point == 0x891 || point == 0x8E2;
}

static bool is_invisible(utf8proc_int32_t point, utf8proc_int32_t before) {
    if (point == '\n' || point == '\t' || point == '\r') return false;
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    case UTF8PROC_CATEGORY_CF:
        return !is_number_sign(point) && !is_joiner_in_place(point, before);
    default:
        return false;
    }
}

bool cor_str_find_invisible(cor_str text, size_t *ret_at, char ret_name[16]) {
    utf8proc_int32_t point = 0, before = 0;
    size_t number = 1;
    for (size_t i = 0; i < text.length; before = point, number++) {
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.at + i,
                                                  (utf8proc_ssize_t)(text.length - i), &point);
        if (taken <= 0) return false; // not UTF-8: somebody else says so
        if (is_invisible(point, before)) {
            snprintf(ret_name, 16, "U+%04X", (unsigned)point);
            *ret_at = number;
            return true;
        }
        i += (size_t)taken;
    }

    return false;
}
