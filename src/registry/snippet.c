/* SPDX-License-Identifier: Apache-2.0 */
/* snippet.c: the part of a text that contains the words of a search, with its accents, and their
 * positions in it. */
#include <ctype.h>

#include "inside.h"

enum { WIDTH_BYTES = 200, BEFORE_BYTES = 60, SPOTS_MAX = 64, WORD_BYTES = 120 };

typedef struct {
    size_t start, length;
} spot;

/* Letters and digits; every byte beyond ASCII counts as a letter, and folding decides. */
static bool is_word_byte(char byte) {
    return (unsigned char)byte >= 0x80 || isalnum((unsigned char)byte);
}

/* A word keeps its first plain letter when folded, so most words can be rejected without
 * folding. */
static bool may_be_one_of(cor_str word, const cor_str *stems, int32_t count) {
    unsigned char first = (unsigned char)word.at[0];
    if (first >= 0x80) return true;
    if (first >= 'A' && first <= 'Z') first = (unsigned char)(first - 'A' + 'a');
    for (int32_t i = 0; i < count; i++)
        if (stems[i].length && (unsigned char)stems[i].at[0] == first) return true;
    return false;
}

static bool is_one_of_stems(cor_str word, const cor_str *stems, const bool *is_prefix,
                            int32_t count, cor_arena scratch) {
    if (word.length > WORD_BYTES || !may_be_one_of(word, stems, count)) return false;
    cor_str own = registry_stems(&scratch, word);
    for (int32_t i = 0; i < count && own.at; i++)
        if (is_prefix[i] ? cor_str_starts(own, stems[i]) : cor_str_equal(own, stems[i]))
            return true;
    return false;
}

static int32_t find_spots(cor_str text, const cor_str *stems, const bool *is_prefix, int32_t count,
                          cor_arena scratch, spot spots[SPOTS_MAX]) {
    int32_t found = 0;
    for (size_t at = 0; at < text.length && found < SPOTS_MAX;) {
        size_t start = at;
        while (at < text.length && is_word_byte(text.at[at]))
            at++;
        if (at == start) {
            at++;
            continue;
        }
        cor_str word = { text.at + start, at - start };
        if (is_one_of_stems(word, stems, is_prefix, count, scratch))
            spots[found++] = (spot){ start, word.length };
    }

    return found;
}

int32_t registry_marks(cor_str text, const cor_str *stems, const bool *is_prefix, int32_t count,
                       cor_arena scratch, cor_mark *ret_marks, int32_t room) {
    spot spots[SPOTS_MAX];
    int32_t found = find_spots(text, stems, is_prefix, count, scratch, spots);
    if (found > room) found = room;
    for (int32_t i = 0; i < found; i++)
        ret_marks[i] = (cor_mark){ spots[i].start, spots[i].length };
    return found;
}

/* The match with the most others shortly after it. */
static int32_t densest_spot(const spot *spots, int32_t count) {
    int32_t best = 0, most = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t near = 0;
        while (i + near < count &&
               spots[i + near].start + spots[i + near].length <= spots[i].start + WIDTH_BYTES)
            near++;
        if (near > most) {
            most = near;
            best = i;
        }
    }

    return best;
}

/* Move back or forward to the boundary of a word. */
static size_t word_start(cor_str text, size_t at) {
    while (at > 0 && at < text.length && text.at[at - 1] != ' ' && text.at[at - 1] != '\n')
        at--;
    return at;
}

static size_t word_end(cor_str text, size_t at) {
    while (at < text.length && text.at[at] != ' ' && text.at[at] != '\n')
        at++;
    return at;
}

cor_code registry_snippet(cor_str text, const cor_str *stems, const bool *is_prefix, int32_t count,
                          cor_arena *keep, cor_registry_hit *hit, int32_t *ret_found,
                          cor_error *err) {
    spot spots[SPOTS_MAX];
    int32_t found = find_spots(text, stems, is_prefix, count, *keep, spots);
    size_t middle = found ? spots[densest_spot(spots, found)].start : 0;
    size_t start = word_start(text, middle > BEFORE_BYTES ? middle - BEFORE_BYTES : 0);
    size_t end =
        word_end(text, start + WIDTH_BYTES < text.length ? start + WIDTH_BYTES : text.length);
    cor_str before = start ? COR_STR("… ") : COR_STR(""),
            after = end < text.length ? COR_STR(" …") : COR_STR("");
    cor_str parts[] = { before, cor_str_part(text, start, end - start), after };

    hit->snippet = cor_str_join(keep, parts, 3);
    if (!hit->snippet.at) return cor_fail_memory(err);
    hit->mark_count = 0;

    for (int32_t i = 0;
         i < found && hit->mark_count < (int32_t)(sizeof hit->marks / sizeof *hit->marks); i++)
        if (spots[i].start >= start && spots[i].start + spots[i].length <= end)
            hit->marks[hit->mark_count++] =
                (cor_mark){ spots[i].start - start + before.length, spots[i].length };

    *ret_found = found;
    return COR_OK;
}
