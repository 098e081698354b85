/* SPDX-License-Identifier: Apache-2.0 */
/* library.c: questions about publications and institutions. */
#include "kinds/kinds.h"
#include "publications/publications.h"
#include "rows.h"

/* ---- publications -------------------------------------------------------- */

typedef struct {
    cor_str words, topic, form;
    int32_t year;
    cor_country country;
    int64_t page;
} publications_asked;

#define NARROWING                                                                                  \
    { "topic",                                                                                     \
      COR_PARAM_CODE,                                                                              \
      COR_ASKED(publications_asked, topic),                                                        \
      N_("Only this topic."),                                                                      \
      .kind = &cor_kind_publication,                                                               \
      .field = "topics",                                                                           \
      .example = "recruitment" },                                                                  \
        { "form",                                                                                  \
          COR_PARAM_CODE,                                                                          \
          COR_ASKED(publications_asked, form),                                                     \
          N_("Only this form."),                                                                   \
          .kind = &cor_kind_publication,                                                           \
          .field = "form",                                                                         \
          .example = "report" },                                                                   \
        { "country", COR_PARAM_PLACE, COR_ASKED(publications_asked, country),                      \
          N_("Only about this country."), .example = "GTM" },                                      \
        { "year", COR_PARAM_YEAR, COR_ASKED(publications_asked, year), N_("Only of this year.") }, \
    {                                                                                              \
        "page", COR_PARAM_WHOLE, COR_ASKED(publications_asked, page),                              \
            N_("Page of the list, from 1."), .least = 1, .most = COR_SEARCH_COUNTED / 20,          \
                                             .initial = "1"                                        \
    }

static const cor_parameter PUBLICATIONS[] = {
    { "q", COR_PARAM_WORDS, COR_ASKED(publications_asked, words),
      N_("Only if its texts have these words, or others that mean the same."), .also = "search",
      .example = "reclutamiento etico", .label = N_("Words in title, summary or author"),
      .hint = N_("In English or Spanish; accents do not matter.") },
    NARROWING,
    { 0 },
};

static const cor_parameter SEARCH[] = {
    { "q", COR_PARAM_WORDS, COR_ASKED(publications_asked, words), N_("What to look for."),
      .is_argument = true, .is_required = true, .value = "TEXT...",
      .example = "reclutamiento etico", .label = N_("Words in title, summary or author"),
      .hint = N_("In English or Spanish; accents do not matter.") },
    NARROWING,
    { 0 },
};

static cor_code answer_publications(const cor_asking *asking, cor_answer *ret_answer,
                                    cor_error *err) {
    enum { WORDS_BYTES_MAX = 500 };
    const publications_asked *asked = asking->asked;
    // Files of rows contain all of them; people read page by page.
    bool is_table = cor_str_is(asking->format, "csv") || cor_str_is(asking->format, "xlsx");
    cor_publication_filter filter = { .words = cor_str_trim(
                                          cor_str_part(asked->words, 0, WORDS_BYTES_MAX)),
                                      .topic = asked->topic,
                                      .form = asked->form,
                                      .country = asked->country,
                                      .lang = asking->lang,
                                      .page = (int32_t)asked->page,
                                      .as_table = is_table };
    if (asked->year) filter.year = cor_str_print(asking->keep, "%d", asked->year);
    return cor_dossier_publications(&asking->dossier, &filter, asking->keep, &ret_answer->document,
                                    err);
}

/* ---- one publication, and how to cite it --------------------------------- */

static const cor_parameter PUBLICATION[] = {
    { "publication", COR_PARAM_KEY, COR_ASKED(question_entry, key), N_("Key of a publication."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_publication, .example = "PUB01" },
    QUESTION_PARAM_VERSION(question_entry),
    { 0 },
};

static cor_code answer_publication(const cor_asking *asking, cor_answer *ret_answer,
                                   cor_error *err) {
    const question_entry *asked = asking->asked;
    bool is_given;
    cor_code code =
        question_entry_version(asking, &cor_kind_publication, asked, &is_given, ret_answer, err);
    if (code || is_given) return code;
    return cor_dossier_publication(&asking->dossier, asked->key, asking->keep,
                                   &ret_answer->document, err);
}

/* A published entry from memory, else from the database; with the nearest key if there is none. */
static cor_code find_publication(const cor_asking *asking, cor_str key, const cor_entry **ret_entry,
                                 cor_error *err) {
    cor_entry *entry;
    *ret_entry = cor_registry_memory_find(asking->dossier.registries, &cor_kind_publication, key);
    if (*ret_entry) return COR_OK;
    cor_code code = cor_registry_get(asking->dossier.registry, &cor_kind_publication, key, NULL,
                                     asking->keep, &entry, err);
    if (!code) *ret_entry = entry;
    return code;
}

/* The citation style of a format: "bib", "ris", "csl.json". */
static const cor_citation_style *style_of(const cor_asking *asking) {
    size_t count;
    const cor_citation_style *styles = cor_citation_style_list(&count);
    for (size_t i = 0; i < count; i++)
        if (cor_str_equal(cor_str_part(styles[i].ending, 1, styles[i].ending.length),
                          asking->format))
            return &styles[i];
    return &styles[0];
}

static cor_code write_citation(const cor_asking *asking, cor_out *out, cor_error *err) {
    const question_entry *asked = asking->asked;
    const cor_entry *entry;
    cor_code code = find_publication(asking, asked->key, &entry, err);
    if (!code) cor_cite(style_of(asking), &entry, 1, asking->lang, out);
    return code;
}

#define CITATION_FILES(write_)                                                                     \
    { "bib", "application/x-bibtex; charset=utf-8", "publication.bib", write_ },                   \
        { "ris", "application/x-research-info-systems; charset=utf-8", "publication.ris",          \
          write_ },                                                                                \
    {                                                                                              \
        "csl.json", "application/vnd.citationstyles.csl+json", "publication.csl.json", write_      \
    }

static const cor_question_file PUBLICATION_FILES[] = { CITATION_FILES(write_citation), { 0 } };

typedef struct {
    cor_words keys;
    int32_t style;
} cite_asked;

static const char *const STYLES[] = { "", "bibtex", "ris", "csl-json", NULL };

static const cor_parameter CITE[] = {
    { "publications", COR_PARAM_LIST, COR_ASKED(cite_asked, keys), N_("Keys of publications."),
      .is_argument = true, .is_required = true, .value = "KEY...", .example = "PUB01" },
    { "style", COR_PARAM_CHOICE, COR_ASKED(cite_asked, style),
      N_("The style of citation; default the one of the format, else bibtex."), .words = STYLES,
      .example = "ris" },
    { 0 },
};

static cor_code write_citations(const cor_asking *asking, cor_out *out, cor_error *err) {
    const cite_asked *asked = asking->asked;
    const cor_entry **list = cor_new(asking->keep, const cor_entry *, asked->keys.count);
    const cor_citation_style *style =
        asked->style ? cor_citation_style_find(cor_str_of(STYLES[asked->style])) : style_of(asking);
    cor_code code = list ? COR_OK : cor_fail_memory(err);
    for (int32_t i = 0; !code && i < asked->keys.count; i++)
        code = find_publication(asking, asked->keys.list[i], &list[i], err);
    if (!code) cor_cite(style, list, (size_t)asked->keys.count, asking->lang, out);
    return code;
}

static const cor_question_file CITE_FILES[] = { CITATION_FILES(write_citations), { 0 } };

static const cor_parameter PUBLICATION_HISTORY[] = {
    { "publication", COR_PARAM_KEY, COR_ASKED(question_history, key), N_("Key of a publication."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_publication, .example = "PUB01" },
    QUESTION_PARAM_HISTORY,
    { 0 },
};

static cor_code answer_publication_history(const cor_asking *asking, cor_answer *ret_answer,
                                           cor_error *err) {
    return question_entry_history(asking, &cor_kind_publication, asking->asked, ret_answer, err);
}

/* ---- institutions -------------------------------------------------------- */

static const cor_parameter INSTITUTIONS[] = {
    { "country", COR_PARAM_PLACE, COR_ASKED(cor_institution_filter, country),
      N_("Only of this country."), .example = "GTM" },
    { "verifies", COR_PARAM_FLAG, COR_ASKED(cor_institution_filter, verifies),
      N_("Only where a recruiter can be checked.") },
    { "complaints", COR_PARAM_FLAG, COR_ASKED(cor_institution_filter, complaints),
      N_("Only those that take complaints.") },
    { 0 },
};

static cor_code answer_institutions(const cor_asking *asking, cor_answer *ret_answer,
                                    cor_error *err) {
    return cor_dossier_institutions(&asking->dossier, asking->asked, asking->keep,
                                    &ret_answer->document, err);
}

static const cor_parameter INSTITUTION[] = {
    { "institution", COR_PARAM_KEY, COR_ASKED(question_entry, key), N_("Key of an institution."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_institution,
      .example = "BLZ-LABOUR" },
    QUESTION_PARAM_VERSION(question_entry),
    { 0 },
};

static cor_code answer_institution(const cor_asking *asking, cor_answer *ret_answer,
                                   cor_error *err) {
    const question_entry *asked = asking->asked;
    bool is_given;
    cor_code code =
        question_entry_version(asking, &cor_kind_institution, asked, &is_given, ret_answer, err);
    if (code || is_given) return code;
    return cor_dossier_institution(&asking->dossier, asked->key, asking->keep,
                                   &ret_answer->document, err);
}

static const cor_parameter INSTITUTION_HISTORY[] = {
    { "institution", COR_PARAM_KEY, COR_ASKED(question_history, key), N_("Key of an institution."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_institution,
      .example = "BLZ-LABOUR" },
    QUESTION_PARAM_HISTORY,
    { 0 },
};

static cor_code answer_institution_history(const cor_asking *asking, cor_answer *ret_answer,
                                           cor_error *err) {
    return question_entry_history(asking, &cor_kind_institution, asking->asked, ret_answer, err);
}

/* ---- before a recruiter is paid ------------------------------------------ */

typedef struct {
    cor_country country;
} check_asked;

static const cor_parameter CHECK[] = {
    { "country", COR_PARAM_PLACE, COR_ASKED(check_asked, country),
      N_("The country where the worker lives or where the job is."), .example = "GTM" },
    { 0 },
};

static cor_code answer_check(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const check_asked *asked = asking->asked;
    return cor_dossier_recruiters_check(&asking->dossier, asked->country, asking->keep,
                                        &ret_answer->document, err);
}

/* ---- feed ---------------------------------------------------------------- */

/* Links are relative, so the feed is valid under every host name. */
static cor_code write_feed(const cor_asking *asking, cor_out *out, cor_error *err) {
    cor_repository here = { 0 };
    if (asking->dossier.as_known_s) {
        cor_fail(err, COR_E_USAGE, _("The feed says what is new now, not on an earlier day."));
        return cor_hint(err, _("The list of publications takes as-known: {address}."),
                        cor_arg_cstr("/library?as-known=2026-01-31"));
    }
    return cor_publications_feed(asking->dossier.registry, &here, asking->lang, asking->scratch,
                                 out, err);
}

static const cor_question_file FEED_FILES[] = {
    { "atom", "application/atom+xml; charset=utf-8", NULL, write_feed },
    { 0 },
};

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_library[] = {
    { .command = "library list",
      .path = "/library",
      .title = N_("Publications, newest first, with filters."),
      .details = N_("A search finds words in both languages and words that mean the same; a text "
                    "in quotation marks is a phrase, and a word that ends in * stands for all that "
                    "begin so."),
      .example = "topic=recruitment",
      .parameters = PUBLICATIONS,
      .asked_bytes = sizeof(publications_asked),
      .answer = answer_publications },
    { .command = "library search",
      .title = N_("Publications that have these words, or others that mean the same."),
      .example = "q=reclutamiento etico",
      .parameters = SEARCH,
      .asked_bytes = sizeof(publications_asked),
      .answer = answer_publications },
    { .command = "library show",
      .path = "/library/{publication}",
      .title = N_("A publication in every language it has, also as a citation."),
      .example = "publication=PUB01",
      .parameters = PUBLICATION,
      .asked_bytes = sizeof(question_entry),
      .answer = answer_publication,
      .files = PUBLICATION_FILES },
    { .command = "library cite",
      .title = N_("Citations of publications."),
      .example = "publications=PUB01",
      .parameters = CITE,
      .asked_bytes = sizeof(cite_asked),
      .files = CITE_FILES },
    { .command = "library history",
      .path = "/library/{publication}/history",
      .title = N_("The versions of a publication, and what differs between two."),
      .example = "publication=PUB01",
      .parameters = PUBLICATION_HISTORY,
      .asked_bytes = sizeof(question_history),
      .answer = answer_publication_history },
    { .command = "library institutions",
      .path = "/library/institutions",
      .title = N_("Institutions by country: who registers, inspects and takes complaints."),
      .details = N_("Contacts were copied from public pages: confirm them before anybody relies on "
                    "them."),
      .example = "country=GTM&complaints=yes",
      .parameters = INSTITUTIONS,
      .asked_bytes = sizeof(cor_institution_filter),
      .answer = answer_institutions },
    { .command = "library institution",
      .path = "/library/institutions/{institution}",
      .title = N_("An institution."),
      .example = "institution=BLZ-LABOUR",
      .parameters = INSTITUTION,
      .asked_bytes = sizeof(question_entry),
      .answer = answer_institution },
    { .command = "library institution-history",
      .path = "/library/institutions/{institution}/history",
      .title = N_("The versions of an institution, and what differs between two."),
      .example = "institution=BLZ-LABOUR",
      .parameters = INSTITUTION_HISTORY,
      .asked_bytes = sizeof(question_history),
      .answer = answer_institution_history },
    { .command = "recruiters check",
      .path = "/check",
      .title = N_("For workers: whom to ask, what may be charged, where to complain."),
      .details = N_("Not a check of a recruiter: no register of recruiters is held. Told from "
                    "public pages, with their dates."),
      .example = "country=GTM",
      .parameters = CHECK,
      .asked_bytes = sizeof(check_asked),
      .answer = answer_check },
    { .command = "library feed",
      .path = "/library/feed",
      .title = N_("What is new in the library, as Atom."),
      .files = FEED_FILES },
    { 0 },
};
