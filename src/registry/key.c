/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: keys of entries, which are parts of addresses: what they are made of, and the words that an
 * address has for other pages. */
#include <ctype.h>

#include "inside.h"

/* Last parts of addresses of the registries and of the office (tests/http/test_registers.py compares
 * this list with /openapi.json). */
static const char *const WORDS[] = { "new",         "edit",    "history",      "compare",
                                     "index",       "feed",    "institutions", "agreements",
                                     "conventions", "gaps",    "pairs",        "use",
                                     "staff",       "account", "log",          "sign-in",
                                     "sign-out" };
/* An address with such an ending asks for another format of the page. */
static const char *const ENDINGS[] = { ".html", ".htm", ".txt", ".text",   ".json", ".csv",
                                       ".xlsx", ".pdf", ".bib", ".ris",    ".xml",  ".atom",
                                       ".ics",  ".svg", ".png", ".geojson" };

bool registry_is_key(cor_str text) {
    if (!text.length || text.length > COR_ENTRY_KEY_BYTES || !isalnum((unsigned char)text.at[0]))
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!isalnum((unsigned char)text.at[i]) && !strchr("._-", text.at[i])) return false;
    return true;
}

static bool is_equal_in_small(cor_str text, const char *word) {
    if (text.length != strlen(word)) return false;
    for (size_t i = 0; i < text.length; i++)
        if (tolower((unsigned char)text.at[i]) != word[i]) return false;
    return true;
}

static bool ends_so(cor_str key, const char *ending) {
    size_t length = strlen(ending);
    return key.length >= length &&
           is_equal_in_small(cor_str_part(key, key.length - length, key.length), ending);
}

bool cor_registry_key_is_free(cor_str key, cor_arena *keep, cor_text *ret_what,
                              cor_text *ret_hint) {
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (!is_equal_in_small(key, WORDS[i])) continue;
        *ret_what = cor_text_keep(
            keep, cor_say(_("“{word}” stands for another page in addresses."), cor_arg_str(key)));
        *ret_hint = cor_text_keep(
            keep, cor_say(_("Choose another name, for example {word}-1."), cor_arg_str(key)));
        return false;
    }

    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        if (!ends_so(key, ENDINGS[i])) continue;
        *ret_what = cor_text_keep(keep, cor_say(_("“{word}” ends in {ending}, which in an address "
                                                  "asks for another format of the page."),
                                                cor_arg_str(key), cor_arg_cstr(ENDINGS[i])));
        *ret_hint = registry_plain(_("Leave the ending away, or write a hyphen for the point."));
        return false;
    }

    return true;
}
