/* SPDX-License-Identifier: Apache-2.0 */
/* cite_csl.c: an item of CSL-JSON, the input of citation processors. */
#include "cite.h"

static void put_csl_member(cor_out *out, const char *name, cor_str text) {
    if (!text.length) return;
    cor_put_c(out, ",\"");
    cor_put_c(out, name);
    cor_put_c(out, "\":");
    cor_put_json(out, text);
}

static void put_person(cor_out *out, cor_str name) {
    size_t comma = cor_str_find(name, COR_STR(", "));
    cor_put_c(out, "{\"family\":");
    cor_put_json(out, cor_str_part(name, 0, comma));
    cor_put_c(out, ",\"given\":");
    cor_put_json(out, cor_str_part(name, comma + 2, name.length));
    cor_put_char(out, '}');
}

static void put_csl_authors(cor_out *out, const cor_entry *publication, cor_lang lang) {
    cor_str rest = cite_authors(publication);
    cite_author author;
    int written = 0;

    while (cite_author_next(&rest, lang, &author)) {
        cor_put_c(out, written++ ? "," : ",\"author\":[");
        if (author.is_person) {
            put_person(out, author.name);
            continue;
        }
        cor_put_c(out, "{\"literal\":");
        cor_put_json(out, author.name);
        cor_put_char(out, '}');
    }

    if (written) cor_put_char(out, ']');
}

/* "2021-05" becomes [[2021,5]]: as many numbers as are known. */
static void put_csl_date(cor_out *out, cor_str date) {
    cor_str rest = date, part;
    int written = 0;
    int64_t number;

    if (!date.length) return;
    cor_put_c(out, ",\"issued\":{\"date-parts\":[[");
    while (rest.length && cor_str_split(&rest, '-', &part)) {
        if (!cor_number_parse_int(part, &number)) break;
        if (written++) cor_put_char(out, ',');
        cor_put_int(out, number);
    }

    cor_put_c(out, "]]}");
}

/* Letters that JSON escapes are unlikely in a publisher's name, but harmless: it is written piece
 * by piece. */
static void put_piece(cor_out *out, cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\') cor_put_char(out, '\\');
        cor_put_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
    }
}

void cite_csl_json(const cor_entry *publication, cor_lang lang, cor_out *out) {
    cor_lang shown = cite_title_lang(publication, lang);
    cor_put_c(out, "{\"id\":");
    cor_put_json(out, publication->key);
    cor_put_c(out, ",\"type\":\"");
    cor_put_c(out, cite_form_of(publication)->csl);
    cor_put_char(out, '"');
    put_csl_member(out, "title", cor_entry_in(publication, PUBLICATION_TITLE, shown));
    put_csl_authors(out, publication, lang);
    put_csl_date(out, cor_entry_get(publication, PUBLICATION_YEAR));

    if (cor_entry_get(publication, PUBLICATION_PUBLISHER).length) {
        cor_put_c(out, ",\"publisher\":\"");
        cite_put_publisher(publication, lang, put_piece, out);
        cor_put_char(out, '"');
    }

    put_csl_member(out, "URL", cor_entry_get(publication, PUBLICATION_URL));
    put_csl_member(out, "language", cor_str_of(cor_lang_code(shown)));
    put_csl_member(out, "abstract", cor_entry_in(publication, PUBLICATION_SUMMARY, lang));
    cor_str other = cite_other_title(publication, lang);
    if (other.length) put_csl_member(out, "note", other);
    cor_put_char(out, '}');
}
