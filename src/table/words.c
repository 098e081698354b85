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

bool cor_text_is_total(cor_str text) {
    static const char *const TOTALS[] = {
        "total",         "totals",   "totales",  "total general", "all",       "grand total",
        "all countries", "todos",    "todas",    "sum",           "suma",      "somme",
        "soma",          "ensemble", "subtotal", "all origins",   "sub total", "all destinations"
    };
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = text.length < 64 ? cor_str_fold(&arena, text) : (cor_str){ 0 };
    for (size_t i = 0; i < sizeof TOTALS / sizeof *TOTALS; i++)
        if (cor_str_is(folded, TOTALS[i])) return true;
    return false;
}
