/* SPDX-License-Identifier: Apache-2.0 */
/* str.h: text as a pointer and a length, borrowed from an arena or from the input it was read
 * from. Always UTF-8. */
#ifndef CORREDOR_STR_H
#define CORREDOR_STR_H

#include <string.h>

#include "arena.h"

/* Borrowed text; not terminated. A zeroed cor_str is the empty text. */
typedef struct {
    const char *at;
    size_t length;
} cor_str;

/* A part of a text, in bytes: what a search found in it. */
typedef struct {
    size_t start, length;
} cor_mark;

/* A literal as cor_str; COR_STR_INIT for static tables. */
#define COR_STR(literal) ((cor_str){ ("" literal), sizeof(literal) - 1 })
#define COR_STR_INIT(literal)                                                                      \
    { ("" literal), sizeof(literal) - 1 }
/* For printf: printf("%.*s", COR_STR_F(text)). */
#define COR_STR_F(text) (int)(text).length, (text).at

/* A terminated string as cor_str; NULL gives the empty text. The compiler measures literals. */
static inline cor_str cor_str_of(const char *terminated) {
    return terminated ? (cor_str){ terminated, strlen(terminated) } : (cor_str){ 0 };
}
static inline bool cor_str_equal(cor_str a, cor_str b) {
    return a.length == b.length &&
           (a.length == 0 || a.at == b.at || memcmp(a.at, b.at, a.length) == 0);
}
static inline bool cor_str_is(cor_str text, const char *terminated) {
    return cor_str_equal(text, cor_str_of(terminated));
}
/* Byte order: negative, zero, positive, as memcmp. */
COR_API int cor_str_compare(cor_str a, cor_str b);
COR_API bool cor_str_starts(cor_str text, cor_str with);
COR_API bool cor_str_ends(cor_str text, cor_str with);
/* Without leading and trailing blanks (space, tab, CR, LF, no-break space). */
COR_API cor_str cor_str_trim(cor_str text);
/* Part of the text; start and length are clipped to it. */
COR_API cor_str cor_str_part(cor_str text, size_t start, size_t length);
/* Where `needle` first occurs, or SIZE_MAX. */
COR_API size_t cor_str_find(cor_str text, cor_str needle);
/* The next piece of `*rest` up to `separator`, which is skipped. False when `*rest` was
 * exhausted: a text of n separators gives n + 1 pieces. Start with a copy of the text; at ==
 * NULL marks the end. */
COR_API bool cor_str_split(cor_str *rest, char separator, cor_str *ret_piece);
/* Well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong) without NUL. */
COR_API bool cor_str_is_utf8(cor_str text);
/* FNV-1a, 64 bits. Stable across runs and machines; not for hostile tables. */
COR_API uint64_t cor_str_hash(cor_str text);

/* A copy in the arena, terminated by NUL (not counted). Empty with at == NULL when it does not
 * fit. */
COR_API cor_str cor_str_keep(cor_arena *keep, cor_str text);
/* Concatenation of `count` texts, terminated. Empty with at == NULL when it does not fit. */
COR_API cor_str cor_str_join(cor_arena *keep, const cor_str *parts, size_t count);
/* printf into the arena, in the C locale. Empty with at == NULL when it does not fit. */
COR_API cor_str cor_str_print(cor_arena *keep, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* For comparison and search: case folded, accents and ligatures removed, every run of
 * punctuation and blanks one space, none at the ends. "Côte d'Ivoire" and "COTE D IVOIRE" fold
 * alike. Empty with at == NULL when it does not fit or when the text is not UTF-8. */
COR_API cor_str cor_str_fold(cor_arena *keep, cor_str text);
/* Columns the text takes on a terminal: combining marks none, wide letters two. */
COR_API int32_t cor_str_width(cor_str text);
/* Edit distance with adjacent swaps (optimal string alignment), cut off at `most` + 1. */
COR_API int32_t cor_str_distance(cor_str a, cor_str b, int32_t most);

#endif
