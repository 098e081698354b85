/* SPDX-License-Identifier: Apache-2.0 */
/* cite_ris.c: RIS for reference managers: one tag per line, lines end in CR LF. */
#include "cite.h"

static void put_tag(cor_out *out, const char *tag, cor_str text) {
    if (!text.length && strcmp(tag, "ER") != 0) return;
    cor_put_c(out, tag);
    cor_put_c(out, "  - ");
    cite_put_line(out, text);
    cor_put_c(out, "\r\n");
}

static void put_ris_authors(cor_out *out, const cor_entry *publication, cor_lang lang) {
    cor_str rest = cite_authors(publication);
    cite_author author;
    while (cite_author_next(&rest, lang, &author))
        put_tag(out, "AU", author.name);
}

static void put_ris_publisher(cor_out *out, const cor_entry *publication, cor_lang lang) {
    if (!cor_entry_get(publication, PUBLICATION_PUBLISHER).length) return;
    cor_put_c(out, "PB  - ");
    cite_put_publisher(publication, lang, cite_put_line, out);
    cor_put_c(out, "\r\n");
}

/* Topics and countries, in the reader's language. */
static void put_keywords(cor_out *out, const cor_entry *publication, cor_lang lang) {
    const cor_registry_code *codes = publication->kind->fields[PUBLICATION_TOPICS].codes;
    for (const cor_registry_code *code = codes; code->code; code++)
        if (cor_entry_has(publication, PUBLICATION_TOPICS, cor_str_of(code->code)))
            put_tag(out, "KW", cor_str_of(cor_gettext(code->label, lang)));
    cor_str rest = cor_entry_get(publication, PUBLICATION_PLACES), part;
    cor_country place;
    while (cor_entry_next(&rest, &part))
        if (cor_country_by_code(part, &place)) put_tag(out, "KW", cor_country_name(place, lang));
}

/* PY is the year; DA is year, month and day as far as known, always with three slashes. */
static void put_ris_date(cor_out *out, cor_str date) {
    if (!date.length) return;
    put_tag(out, "PY", cor_str_part(date, 0, 4));
    cor_put_c(out, "DA  - ");
    cor_put(out, cor_str_part(date, 0, 4));
    cor_put_char(out, '/');
    cor_put(out, cor_str_part(date, 5, 2));
    cor_put_char(out, '/');
    cor_put(out, cor_str_part(date, 8, 2));
    cor_put_c(out, "/\r\n");
}

void cite_ris(const cor_entry *publication, cor_lang lang, cor_out *out) {
    cor_lang shown = cite_title_lang(publication, lang);
    put_tag(out, "TY", cor_str_of(cite_form_of(publication)->ris));
    put_tag(out, "ID", publication->key);
    put_tag(out, "TI", cor_entry_in(publication, PUBLICATION_TITLE, shown));
    put_tag(out, "TT", cite_other_title(publication, lang));
    put_ris_authors(out, publication, lang);
    put_ris_publisher(out, publication, lang);
    put_ris_date(out, cor_entry_get(publication, PUBLICATION_YEAR));
    put_tag(out, "UR", cor_entry_get(publication, PUBLICATION_URL));
    put_tag(out, "LA", cor_str_of(cor_lang_code(shown)));
    put_tag(out, "AB", cor_entry_in(publication, PUBLICATION_SUMMARY, lang));
    put_keywords(out, publication, lang);
    put_tag(out, "ER", (cor_str){ "", 0 });
}
