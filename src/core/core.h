/* SPDX-License-Identifier: Apache-2.0 */
/* core.h: internal parts of core: memory that is not cleared, text for searching and for terminals,
 * sums, and writing to an output. */
#ifndef CORREDOR_CORE_CORE_H
#define CORREDOR_CORE_CORE_H

#include "corredor/text.h"

/* ---- memory -------------------------------------------------------------- */

/* Return the pages of the stretch to the system, except the first `keep_bytes`, which stay mapped
 * for the next arena. The content is lost. */
void cor_stretch_trim(cor_stretch *stretch, size_t keep_bytes);
/* As cor_take, without clearing: for memory that is written completely before it is read. */
void *cor_take_unset(cor_arena *arena, size_t size, size_t align, size_t count);
#define cor_new_unset(arena, type, count)                                                          \
    ((type *)cor_take_unset((arena), sizeof(type), _Alignof(type), (size_t)(count)))

/* ---- text ---------------------------------------------------------------- */

/* Whether it is well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong) without NUL. */
bool cor_str_is_utf8(cor_str text);
/* FNV-1a, 64 bits. Stable across runs and machines; not for hostile tables. */
uint64_t cor_str_hash(cor_str text);
/* Fold for comparison and search: lower case, no accents or ligatures, every run of punctuation and
 * blanks one space, none at the ends. "Côte d'Ivoire" and "COTE D IVOIRE" fold alike. Empty with at
 * == NULL when it does not fit or the text is not UTF-8. */
cor_str cor_str_fold(cor_arena *keep, cor_str text);
/* Width of the text on a terminal: combining marks have none, wide letters two columns. */
int32_t cor_str_width(cor_str text);
/* Edit distance with swaps of neighbours (optimal string alignment), capped at `most` + 1. */
int32_t cor_str_distance(cor_str a, cor_str b, int32_t most);
/* The largest distance at which another word is suggested for this one: a third of its letters, at
 * least one and at most four. A farther word is another word, not a typing error. */
int32_t cor_str_near(cor_str word);
/* The translation of a sentence; the sentence itself without one. */
const char *cor_gettext(const char *id, cor_lang lang);

/* ---- numbers ------------------------------------------------------------- */

/* Plain digits with a sign; terminated. Returns the length. */
size_t cor_number_print_int(int64_t value, char text[24]);

/* Neumaier's compensated sum: a million terms lose nothing within the precision of a double. */
typedef struct {
    double total, lost;
} cor_sum;
static inline void cor_sum_add(cor_sum *sum, double value) {
    double total = sum->total + value;
    double big = sum->total < 0 ? -sum->total : sum->total;
    double added = value < 0 ? -value : value;
    sum->lost += big >= added ? (sum->total - total) + value : (value - total) + sum->total;
    sum->total = total;
}
static inline double cor_sum_get(const cor_sum *sum) {
    return sum->total + sum->lost;
}

/* ---- writing ------------------------------------------------------------- */

/* Write to a sink that is not memory, or that is full. */
void cor_put_through(cor_out *out, cor_str text);
static inline void cor_put(cor_out *out, cor_str text) {
    // A page consists of tens of thousands of short pieces: those written to memory are copied
    // here.
    if (out->memory && !out->failed && text.length < (size_t)(out->arena->end - out->arena->next)) {
        if (text.length) memcpy(out->memory + out->used, text.at, text.length);
        out->used += text.length;
        out->memory[out->used] = 0;
        out->arena->next += text.length;
    } else if (!out->failed && text.length) {
        cor_put_through(out, text);
    }
}
static inline void cor_put_c(cor_out *out, const char *terminated) {
    cor_put(out, cor_str_of(terminated));
}
void cor_put_char(cor_out *out, char byte);
/* Write a space, or another ASCII character, `count` times. */
void cor_put_fill(cor_out *out, char byte, int32_t count);
void cor_put_int(cor_out *out, int64_t value);
/* Shortest exact form, for data formats. */
void cor_put_number(cor_out *out, double value);
void cor_put_text(cor_out *out, cor_text text, cor_lang lang);
/* JSON string with quotes; CSV field of RFC 4180; content and attributes of HTML and XML. */
void cor_put_json(cor_out *out, cor_str text);
void cor_put_csv(cor_out *out, cor_str text);
/* CSV field of words that a spreadsheet program may open: with an apostrophe before = + - @, a tab
 * or a carriage return, which such programs take for a formula. cor_csv_words reads it back. */
void cor_put_csv_words(cor_out *out, cor_str text);
cor_str cor_csv_words(cor_str field);
/* The first character that cannot be seen and changes what is seen: an override of the direction of
 * writing, a zero-width character, a control. `ret_at`: the how manieth character from 1; `ret_name`:
 * "U+202E". */
bool cor_str_find_invisible(cor_str text, size_t *ret_at, char ret_name[16]);
void cor_put_xml(cor_out *out, cor_str text);

#endif
