/* SPDX-License-Identifier: Apache-2.0 */
/* str.h: text as a pointer and a length, borrowed from an arena or from the input it was read from.
 * Always UTF-8.
 *
 * Functions that make a text put it into an arena, with a closing NUL that is not counted. When it
 * does not fit they return the empty text with at == NULL; nothing else can fail. Arguments may be
 * empty. */
#ifndef CORREDOR_STR_H
#define CORREDOR_STR_H

#include <string.h>

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed text; not terminated. A zeroed cor_str is the empty text. */
typedef struct {
    const char *at;
    size_t length;
} cor_str;

/* A part of a text, in bytes: a match of a search. */
typedef struct {
    size_t start, length;
} cor_mark;

/* A literal as cor_str; COR_STR_INIT for static tables. */
#define COR_STR(literal) (COR_OF(cor_str){ ("" literal), sizeof(literal) - 1 })
#define COR_STR_INIT(literal)                                                                      \
    { ("" literal), sizeof(literal) - 1 }
/* For printf: printf("%.*s", COR_STR_F(text)). */
#define COR_STR_F(text) (int)(text).length, (text).at

/* A terminated string as cor_str; NULL gives the empty text. The compiler measures literals. */
static inline cor_str cor_str_of(const char *terminated) {
    cor_str text = { terminated, terminated ? strlen(terminated) : 0 };
    return text;
}
/* Whether the bytes are equal. */
static inline bool cor_str_equal(cor_str a, cor_str b) {
    return a.length == b.length &&
           (a.length == 0 || a.at == b.at || memcmp(a.at, b.at, a.length) == 0);
}
static inline bool cor_str_is(cor_str text, const char *terminated) {
    return cor_str_equal(text, cor_str_of(terminated));
}

/* Byte order: negative, zero, positive, as memcmp. */
COR_API int cor_str_compare(cor_str a, cor_str b);
/* Whether the text starts or ends with these bytes. */
COR_API bool cor_str_starts(cor_str text, cor_str with);
COR_API bool cor_str_ends(cor_str text, cor_str with);
/* Without blanks at its ends (space, tab, CR, LF, no-break space); borrowed from `text`. */
COR_API cor_str cor_str_trim(cor_str text);
/* Part of the text, in bytes; start and length are clipped to it. Borrowed from `text`. */
COR_API cor_str cor_str_part(cor_str text, size_t start, size_t length);
/* Offset of the first `needle`, or SIZE_MAX. */
COR_API size_t cor_str_find(cor_str text, cor_str needle);
/* The next piece of `*rest` up to `separator`, which is skipped. False when `*rest` is exhausted: a
 * text with n separators has n + 1 pieces. Start with a copy of the text; at == NULL marks the
 * end. */
COR_API bool cor_str_split(cor_str *rest, char separator, cor_str *ret_piece);

/* A copy in the arena. */
COR_API cor_str cor_str_keep(cor_arena *keep, cor_str text);
/* Join `count` texts. */
COR_API cor_str cor_str_join(cor_arena *keep, const cor_str *parts, size_t count);
/* printf into the arena; numbers as in the C locale. */
COR_API cor_str cor_str_print(cor_arena *keep, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#ifdef __cplusplus
}
#endif

#endif
