/* SPDX-License-Identifier: Apache-2.0 */
/* cite_bibtex.c: BibTeX for old and new programs: special characters are escaped, accented letters
 * become commands, names of organisations and titles are in braces so that they are neither split
 * nor set in lower case. */
#include <utf8proc.h>

#include "cite.h"

/* LaTeX commands for accents, by combining character. */
static const struct {
    utf8proc_int32_t mark;
    const char *command;
} ACCENTS[] = {
    { 0x0300, "\\`" },  { 0x0301, "\\'" }, { 0x0302, "\\^" }, { 0x0303, "\\~" }, { 0x0304, "\\=" },
    { 0x0308, "\\\"" }, { 0x030A, "\\r" }, { 0x030C, "\\v" }, { 0x0327, "\\c" }, { 0x0306, "\\u" },
};

static const struct {
    utf8proc_int32_t letter;
    const char *written;
} LETTERS[] = {
    { '\\', "{\\textbackslash}" },
    // BibTeX counts braces, also those after a backslash.
    { '{', "{\\textbraceleft}" },
    { '}', "{\\textbraceright}" },
    { '$', "\\$" },
    { '&', "\\&" },
    { '%', "\\%" },
    { '#', "\\#" },
    { '_', "\\_" },
    { '~', "{\\textasciitilde}" },
    { '^', "{\\textasciicircum}" },
    { 0x00DF, "{\\ss}" },
    { 0x00E6, "{\\ae}" },
    { 0x00C6, "{\\AE}" },
    { 0x00F8, "{\\o}" },
    { 0x00D8, "{\\O}" },
    { 0x0153, "{\\oe}" },
    { 0x0142, "{\\l}" },
    { 0x0141, "{\\L}" },
    { 0x0131, "{\\i}" },
    { 0x00BF, "?`" },
    { 0x00A1, "!`" },
    { 0x2013, "--" },
    { 0x2014, "---" },
    { 0x2018, "`" },
    { 0x2019, "'" },
    { 0x201C, "``" },
    { 0x201D, "''" },
    { 0x00AB, "{\\guillemotleft}" },
    { 0x00BB, "{\\guillemotright}" },
    { 0x00A0, "~" },
    { 0x2026, "{\\ldots}" },
    { 0x00BA, "{\\textordmasculine}" },
    { 0x00AA, "{\\textordfeminine}" },
};

/* "{\'e}", "{\'{\i}}", "{\c c}"; false for a letter without such an accent. */
static bool put_accented(cor_out *out, utf8proc_int32_t letter) {
    utf8proc_int32_t parts[4];
    utf8proc_ssize_t count =
        utf8proc_decompose_char(letter, parts, 4, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, NULL);

    if (count != 2 || parts[0] > 0x7F) return false;
    for (size_t i = 0; i < sizeof ACCENTS / sizeof *ACCENTS; i++) {
        if (ACCENTS[i].mark != parts[1]) continue;
        cor_put_char(out, '{');
        cor_put_c(out, ACCENTS[i].command);
        cor_put_char(out, '{');
        if (parts[0] == 'i')
            cor_put_c(out, "\\i");
        else
            cor_put_char(out, (char)parts[0]);
        cor_put_c(out, "}}");
        return true;
    }

    return false;
}

static void put_letter(cor_out *out, cor_str bytes, utf8proc_int32_t letter) {
    for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
        if (LETTERS[i].letter == letter) {
            cor_put_c(out, LETTERS[i].written);
            return;
        }

    if (letter == '\n' || letter == '\r' || letter == '\t') {
        cor_put_char(out, ' ');
    } else if (letter < 0x80 || !put_accented(out, letter)) {
        cor_put(out, bytes); // other scripts stay unchanged
    }
}

static void put_escaped_letters(cor_out *out, cor_str text) {
    for (size_t at = 0; at < text.length;) {
        utf8proc_int32_t letter;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text.at + at,
                                                 (utf8proc_ssize_t)(text.length - at), &letter);
        if (size <= 0) return;
        put_letter(out, cor_str_part(text, at, (size_t)size), letter);
        at += (size_t)size;
    }
}

static void put_begin(cor_out *out, const char *name) {
    cor_put_c(out, ",\n  ");
    cor_put_c(out, name);
    cor_put_c(out, " = {");
}

static void put_bibtex_field(cor_out *out, const char *name, cor_str text) {
    if (!text.length) return;
    put_begin(out, name);
    put_escaped_letters(out, text);
    cor_put_char(out, '}');
}

/* A field in double braces keeps its capitals in every style. */
static void put_kept(cor_out *out, const char *name, cor_str text) {
    if (!text.length) return;
    put_begin(out, name);
    cor_put_char(out, '{');
    put_escaped_letters(out, text);
    cor_put_c(out, "}}");
}

static void put_bibtex_authors(cor_out *out, const cor_entry *publication, cor_lang lang) {
    cor_str rest = cite_authors(publication);
    cite_author author;
    int written = 0;

    while (cite_author_next(&rest, lang, &author)) {
        if (!written++)
            put_begin(out, "author");
        else
            cor_put_c(out, " and ");
        if (!author.is_person) cor_put_char(out, '{');
        put_escaped_letters(out, author.name);
        if (!author.is_person) cor_put_char(out, '}');
    }

    if (written) cor_put_char(out, '}');
}

/* Keys of entries may contain points, but never a comma or a brace. */
static void put_entry_head(cor_out *out, const cor_entry *publication) {
    cor_put_char(out, '@');
    cor_put_c(out, cite_form_of(publication)->bibtex);
    cor_put_char(out, '{');
    cor_put(out, publication->key);
}

static void put_bibtex_publisher(cor_out *out, const cor_entry *publication, cor_lang lang) {
    const char *type = cite_form_of(publication)->bibtex;
    if (!cor_entry_get(publication, PUBLICATION_PUBLISHER).length) return;
    put_begin(out, strcmp(type, "techreport") == 0 ? "institution"
                   : strcmp(type, "manual") == 0   ? "organization"
                   : strcmp(type, "article") == 0  ? "journal"
                                                   : "publisher");
    cor_put_char(out, '{');
    cite_put_publisher(publication, lang, put_escaped_letters, out);
    cor_put_c(out, "}}");
}

/* URLs are not escaped like text: \url and hyperlinks take them literally, except characters that
 * would end the field. */
static void put_url(cor_out *out, cor_str url) {
    if (!url.length) return;
    put_begin(out, "url");
    cor_put(out, url);
    cor_put_char(out, '}');
}

void cite_bibtex(const cor_entry *publication, cor_lang lang, cor_out *out) {
    cor_lang shown = cite_title_lang(publication, lang);
    cor_str date = cor_entry_get(publication, PUBLICATION_YEAR);

    put_entry_head(out, publication);
    put_kept(out, "title", cor_entry_in(publication, PUBLICATION_TITLE, shown));
    put_bibtex_authors(out, publication, lang);
    put_bibtex_publisher(out, publication, lang);
    put_bibtex_field(out, "year", cor_str_part(date, 0, 4));
    if (date.length >= 7) put_bibtex_field(out, "month", cor_str_part(date, 5, 2));
    put_url(out, cor_entry_get(publication, PUBLICATION_URL));
    put_bibtex_field(out, "language", cor_str_of(shown == COR_LANG_ES ? "spanish" : "english"));
    put_bibtex_field(out, "abstract", cor_entry_in(publication, PUBLICATION_SUMMARY, lang));
    put_kept(out, "titleaddon", cite_other_title(publication, lang));
    cor_put_c(out, "\n}\n");
}
