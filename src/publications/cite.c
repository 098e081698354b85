/* SPDX-License-Identifier: Apache-2.0 */
/* cite.c: the one table of citation styles, and what the styles share. */
#include "cite.h"

static const cor_citation_style STYLES[] = {
    { COR_STR_INIT("bibtex"), COR_STR_INIT(".bib"),
      COR_STR_INIT("application/x-bibtex; charset=utf-8"), cite_bibtex },
    { COR_STR_INIT("ris"), COR_STR_INIT(".ris"),
      COR_STR_INIT("application/x-research-info-systems; charset=utf-8"), cite_ris },
    { COR_STR_INIT("csl-json"), COR_STR_INIT(".csl.json"),
      COR_STR_INIT("application/vnd.citationstyles.csl+json"), cite_csl_json },
};

const cor_citation_style *cor_citation_style_list(size_t *ret_count) {
    *ret_count = sizeof STYLES / sizeof *STYLES;
    return STYLES;
}

const cor_citation_style *cor_citation_style_find(cor_str name) {
    for (size_t i = 0; i < sizeof STYLES / sizeof *STYLES; i++)
        if (cor_str_equal(name, STYLES[i].name)) return &STYLES[i];
    return NULL;
}

void cor_cite(const cor_citation_style *style, const cor_entry *const *publications, size_t count,
              cor_lang lang, cor_out *out) {
    bool is_list = style->write == cite_csl_json;
    if (is_list) cor_put_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i) cor_put_c(out, is_list ? ",\n" : style->write == cite_bibtex ? "\n" : "");
        style->write(publications[i], lang, out);
    }
    if (is_list) cor_put_c(out, "]\n");
}

static const cite_form FORMS[] = {
    { "report", "techreport", "RPRT", "report" }, { "infosheet", "misc", "PAMP", "pamphlet" },
    { "notice", "misc", "ELEC", "webpage" },      { "standard", "manual", "STAND", "standard" },
    { "guide", "manual", "BOOK", "book" },        { "video", "misc", "VIDEO", "motion_picture" },
    { "form", "misc", "GEN", "document" },        { "dataset", "misc", "DATA", "dataset" },
    { "article", "article", "JOUR", "article" },  { "", "misc", "GEN", "document" },
};

const cite_form *cite_form_of(const cor_entry *publication) {
    cor_str form = cor_entry_get(publication, PUBLICATION_FORM);
    size_t last = sizeof FORMS / sizeof *FORMS - 1;
    for (size_t i = 0; i < last; i++)
        if (cor_str_is(form, FORMS[i].form)) return &FORMS[i];
    return &FORMS[last];
}

/* ---- authors ------------------------------------------------------------- */

/* Organisations that catalogues abbreviate. */
static const struct {
    const char *abbreviation, *name[COR_LANG_COUNT];
} ORGANISATIONS[] = {
    { "IOM",
      { "International Organization for Migration",
        "Organización Internacional para las Migraciones" } },
    { "ILO", { "International Labour Organization", "Organización Internacional del Trabajo" } },
    { "IDB", { "Inter-American Development Bank", "Banco Interamericano de Desarrollo" } },
    { "RCM", { "Regional Conference on Migration", "Conferencia Regional sobre Migración" } },
    { "World Bank", { "World Bank", "Banco Mundial" } },
    { "COLEF", { "El Colegio de la Frontera Norte", "El Colegio de la Frontera Norte" } },
    { "UPMRIP",
      { "Migration Policy, Registration and Identity Unit (Mexico)",
        "Unidad de Política Migratoria, Registro e Identidad de Personas (México)" } },
};

static cor_str full_name(cor_str name, cor_lang lang) {
    for (size_t i = 0; i < sizeof ORGANISATIONS / sizeof *ORGANISATIONS; i++)
        if (cor_str_is(name, ORGANISATIONS[i].abbreviation))
            return cor_str_of(ORGANISATIONS[i].name[cor_lang_words(lang)]);
    return name;
}

cor_str cite_authors(const cor_entry *publication) {
    cor_str authors = cor_entry_get(publication, PUBLICATION_AUTHORS);
    return authors.length ? authors : cor_entry_get(publication, PUBLICATION_PUBLISHER);
}

bool cite_author_next(cor_str *rest, cor_lang lang, cite_author *ret_author) {
    cor_str piece;
    while (rest->length && cor_str_split(rest, ';', &piece)) {
        piece = cor_str_trim(piece);
        if (!piece.length) continue;
        cor_str name = full_name(piece, lang);
        // People are written family name first; organisations whose name has a comma are put in
        // braces.
        bool is_braced = name.at[0] == '{' && name.at[name.length - 1] == '}';
        if (is_braced) name = cor_str_part(name, 1, name.length - 2);
        *ret_author =
            (cite_author){ name, !is_braced && cor_str_find(name, COR_STR(", ")) != SIZE_MAX };
        return true;
    }

    return false;
}

void cite_put_publisher(const cor_entry *publication, cor_lang lang,
                        void (*put)(cor_out *out, cor_str text), cor_out *out) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_PUBLISHER), piece;
    for (int written = 0; rest.length && cor_str_split(&rest, ';', &piece);) {
        piece = cor_str_trim(piece);
        if (!piece.length) continue;
        if (written++) put(out, COR_STR("; "));
        put(out, full_name(piece, lang));
    }
}

cor_lang cite_title_lang(const cor_entry *publication, cor_lang lang) {
    lang = cor_lang_words(lang);
    if (publication->values[PUBLICATION_TITLE][lang].length) return lang;
    for (int other = 0; other < COR_LANG_COUNT; other++)
        if (publication->values[PUBLICATION_TITLE][other].length) return (cor_lang)other;
    return lang;
}

cor_str cite_other_title(const cor_entry *publication, cor_lang lang) {
    cor_lang shown = cite_title_lang(publication, lang);
    for (int other = 0; other < COR_LANG_COUNT; other++) {
        cor_str title = publication->values[PUBLICATION_TITLE][other];
        if (other != (int)shown &&
            !cor_str_equal(title, publication->values[PUBLICATION_TITLE][shown]))
            return title;
    }
    return (cor_str){ "", 0 };
}

void cite_put_line(cor_out *out, cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];
        cor_put_char(out, byte == '\n' || byte == '\r' || byte == '\t' ? ' ' : byte);
    }
}

cor_text cor_cite_text(const cor_entry *publication, cor_arena *keep) {
    cor_text title = cor_entry_text(publication, PUBLICATION_TITLE, keep);
    cor_str year = cor_str_part(cor_entry_get(publication, PUBLICATION_YEAR), 0, 4);
    cor_str url = cor_entry_get(publication, PUBLICATION_URL);
    cor_str who[COR_LANG_COUNT];

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_out out = cor_out_memory(keep);
        cor_str rest = cite_authors(publication);
        cite_author author;
        for (int written = 0; cite_author_next(&rest, (cor_lang)lang, &author);) {
            if (written++) cor_put_c(&out, "; ");
            cor_put(&out, author.name);
        }
        if (out.failed) return (cor_text){ 0 };
        who[lang] = cor_out_str(&out);
    }

    cor_arg date =
        year.length ? cor_arg_str(year) : cor_arg_pair(COR_STR("n.d."), COR_STR("s. f."));
    if (!who[0].length)
        return cor_text_keep(
            keep, cor_say("{title} ({year}). {url}", cor_arg_text(&title), date, cor_arg_str(url)));

    return cor_text_keep(keep,
                         cor_say("{who} ({year}). {title}. {url}", cor_arg_pair(who[0], who[1]),
                                 date, cor_arg_text(&title), cor_arg_str(url)));
}
