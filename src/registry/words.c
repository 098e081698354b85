/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: words in the form in which they are compared: folded, then cut to a stem that is the
 * same for singular and plural and, in Spanish, for both genders. One light rule serves both
 * languages, so readers need not state the language they search in; cutting too much only finds
 * more. */
#include "inside.h"

enum { SHORTEST_STEM = 4 };

static bool ends_with(const char *word, size_t length, const char *with) {
    size_t size = strlen(with);
    return length >= size && memcmp(word + length - size, with, size) == 0;
}

size_t registry_stem(char *word, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (word[i] >= '0' && word[i] <= '9') return length; // numbers and codes are not cut
    if (length > SHORTEST_STEM && ends_with(word, length, "es"))
        length -= 2; // leyes, agencies, migraciones

    else if (length > SHORTEST_STEM && ends_with(word, length, "s") &&
             !ends_with(word, length, "ss"))
        length -= 1;
    if (length > SHORTEST_STEM && strchr("aeo", word[length - 1]))
        length -= 1; // etico, etica, practice

    if (length > SHORTEST_STEM && word[length - 1] == 'y')
        word[length - 1] = 'i'; // country, countries
    return length;
}

cor_str registry_stems(cor_arena *keep, cor_str text) {
    cor_str folded = cor_str_fold(keep, text), rest = folded, word;
    if (!folded.at) return (cor_str){ 0 };
    char *stems = cor_new(keep, char, folded.length + 1);
    if (!stems) return (cor_str){ 0 };

    size_t used = 0;
    while (rest.length && cor_str_split(&rest, ' ', &word)) {
        if (used) stems[used++] = ' ';
        memcpy(stems + used, word.at, word.length);
        used += registry_stem(stems + used, word.length);
    }

    return (cor_str){ stems, used };
}
