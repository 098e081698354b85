/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: words that mean the same in every table: no value, and the sum of the others. */
#include "core/say.h"
#include "table.h"

bool cor_text_is_absent(cor_str text) {
    static const char *const WORDS[] = { "na",   "n/a",  "#n/a", "n.a.", "n.a",  "nan",
                                         "nd",   "n.d.", "n/d",  "s/d",  "s.d.", "null",
                                         "none", "<na>", ".",    "..",   "...",  "-",
                                         "--",   ":",    "…",    "–",    "—",    "(null)" };
    char lower[8];
    text = cor_str_trim(text);
    if (!text.length) return true;
    if (text.length >= sizeof lower || (*text.at >= '0' && *text.at <= '9')) return false;

    for (size_t i = 0; i < text.length; i++)
        lower[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] + 32) : text.at[i];
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (cor_str_is((cor_str){ lower, text.length }, WORDS[i])) return true;

    return false;
}

/* "All places", "todos los países", "toutes les régions"; but "all other countries" is the rest. */
static bool names_all(cor_str folded) {
    static const char *const ALL[] = { "all ",        "todos ",  "todas ",   "tous ",
                                       "toutes ",     "total ",  "totals ",  "totales ",
                                       "grand total", "sum of ", "suma de ", "subtotal " };
    static const char *const REST[] = { "other", "otro", "otra", "demas", "autre", "outr", "rest" };
    bool is_all = false;

    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++)
        is_all |= cor_str_starts(folded, cor_str_of(ALL[i]));
    for (size_t i = 0; i < sizeof REST / sizeof *REST; i++)
        is_all &= cor_str_find(folded, cor_str_of(REST[i])) == SIZE_MAX;

    return is_all;
}

bool cor_text_is_total(cor_str text) {
    static const char *const TOTALS[] = { "total",       "totals",   "totales",   "all",
                                          "todos",       "todas",    "tous",      "toutes",
                                          "sum",         "suma",     "somme",     "soma",
                                          "ensemble",    "subtotal", "sub total", "overall",
                                          "world total", "gesamt",   "insgesamt" };
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = text.length < 64 ? cor_str_fold(&arena, text) : (cor_str){ 0 };

    for (size_t i = 0; i < sizeof TOTALS / sizeof *TOTALS; i++)
        if (cor_str_is(folded, TOTALS[i])) return true;

    return names_all(folded);
}
