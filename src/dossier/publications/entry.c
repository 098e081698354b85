/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: one publication: its title and summary in every language it has, its subjects, its
 * citation. */
#include "publications.h"
#include "publications/publications.h"

static const char *title_language_name(int lang) {
    return lang == COR_LANG_ES ? N_("In Spanish") : N_("In English");
}

/* One item per language, with title and summary; a missing language is stated. */
static void show_languages(dossier_page *page, const cor_entry *publication) {
    cor_doc_list(page->doc, "languages", dossier_plain(_("Title and summary")), false);
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_passage passages[2];
        int32_t count = 0;
        cor_str title = publication->values[PUBLICATION_TITLE][lang];
        cor_str summary = publication->values[PUBLICATION_SUMMARY][lang];
        if (title.length)
            passages[count++] = (cor_passage){ .text = title, .lang = (cor_lang)lang };
        if (summary.length)
            passages[count++] = (cor_passage){ .text = summary, .lang = (cor_lang)lang };
        cor_doc_item(
            page->doc,
            &(cor_list_item){ .text = dossier_plain(title_language_name(lang)),
                              .quiet = count ? NO_TEXT
                                             : dossier_plain(_("not available in this language")),
                              .passages = passages,
                              .passage_count = count });
    }
}

static void show_publication_facts(dossier_page *page, const cor_entry *publication) {
    static const int32_t fields[] = { PUBLICATION_FORM, PUBLICATION_AUTHORS, PUBLICATION_PUBLISHER,
                                      PUBLICATION_YEAR, PUBLICATION_PROGRAMME_PAGE };
    cor_doc_table(page->doc, "facts", dossier_plain(_("About this publication")),
                  dossier_fact_columns, 2, NO_TEXT);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        dossier_field_fact(page, publication, fields[i]);

    cor_str url = cor_entry_get(publication, PUBLICATION_URL);
    dossier_fact(page, dossier_plain(_("Where to read it")),
                 dossier_field_text(page, publication, PUBLICATION_URL), url,
                 dossier_entry_cited(page, publication, PUBLICATION_URL));
}

/* ---- where it leads ------------------------------------------------------ */

static void show_topics(dossier_page *page, const cor_entry *publication) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_TOPICS), code;
    if (!rest.length) return;
    cor_doc_list(page->doc, "topics", dossier_plain(_("More on the same topic")), false);

    while (cor_entry_next(&rest, &code))
        cor_doc_item(page->doc,
                     &(cor_list_item){
                         .text = cor_registry_code_text(
                             &publication->kind->fields[PUBLICATION_TOPICS], code, page->keep),
                         .href = cor_str_print(page->keep, "/library?topic=%.*s", COR_STR_F(code)),
                     });
}

static void show_publication_countries(dossier_page *page, const cor_entry *publication) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_PLACES), code;
    cor_country place;

    if (!rest.length) return;
    cor_doc_list(page->doc, "countries", dossier_plain(_("Countries it is about")), false);
    while (cor_entry_next(&rest, &code)) {
        if (!cor_country_by_code(code, &place)) continue;
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = cor_say("{place}", cor_arg_country(place)),
                                       .href = dossier_has_page(place)
                                                   ? dossier_country_path(page->keep, place)
                                                   : (cor_str){ 0 } });
    }
}

/* The corridors it names, and with two countries those between them. */
static void show_corridor(dossier_page *page, cor_country origin, cor_country destination) {
    if (!dossier_has_page(origin) || !dossier_has_page(destination) || origin.id == destination.id)
        return;
    cor_doc_item(
        page->doc,
        &(cor_list_item){ .text = cor_say(_("{origin} to {destination}"), cor_arg_country(origin),
                                          cor_arg_country(destination)),
                          .href = dossier_corridor_path(page->keep, origin, destination) });
}

static void show_named_corridors(dossier_page *page, cor_str list) {
    cor_str corridor;
    while (cor_entry_next(&list, &corridor)) {
        cor_country origin, destination;
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        if (dash != SIZE_MAX && cor_country_by_code(cor_str_part(corridor, 0, dash), &origin) &&
            cor_country_by_code(cor_str_part(corridor, dash + 1, corridor.length), &destination))
            show_corridor(page, origin, destination);
    }
}

static void show_publication_corridors(dossier_page *page, const cor_entry *publication) {
    cor_str named = cor_entry_get(publication, PUBLICATION_CORRIDORS);
    cor_str rest = cor_entry_get(publication, PUBLICATION_PLACES), first, second, third;
    cor_country one, other;
    bool is_pair = cor_entry_next(&rest, &first) && cor_entry_next(&rest, &second) &&
                   !cor_entry_next(&rest, &third) && cor_country_by_code(first, &one) &&
                   cor_country_by_code(second, &other);

    if (!named.length && !is_pair) return;
    cor_doc_list(page->doc, "corridors", dossier_plain(_("Corridors it is about")), false);
    if (named.length) {
        show_named_corridors(page, named);
        return;
    }

    show_corridor(page, one, other);
    show_corridor(page, other, one);
}

static void show_citation(dossier_page *page, const cor_entry *publication) {
    static const struct {
        const char *text, *ending;
    } files[] = { { N_("BibTeX"), ".bib" },
                  { N_("RIS, for reference managers"), ".ris" },
                  { N_("CSL-JSON"), ".csl.json" } };
    cor_doc_section(page->doc, "cite", dossier_plain(_("Cite")));
    cor_doc_paragraph(page->doc, cor_cite_text(publication, page->keep), NULL, 0);
    cor_doc_list(page->doc, "citations", NO_TEXT, false);

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_plain(files[i].text),
                                       .href = cor_str_print(page->keep, "/library/%.*s%s",
                                                             COR_STR_F(publication->key),
                                                             files[i].ending) });

    cor_doc_section_end(page->doc);
}

cor_code cor_dossier_publication(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err) {
    const cor_entry *publication;
    cor_code code =
        dossier_find_entry(dossier, &cor_kind_publication, key, keep, &publication, err);
    if (code) return code;

    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text about = dossier_publication_about(&page, publication);
    dossier_begin(&page, dossier, "publication", cor_entry_path(publication, keep),
                  dossier_entry_title(&page, publication), about, keep, err);

    show_languages(&page, publication);
    show_publication_facts(&page, publication);
    show_publication_corridors(&page, publication);
    show_publication_countries(&page, publication);
    show_topics(&page, publication);
    show_citation(&page, publication);
    cor_doc_link(page.doc, dossier_plain(_("Versions and history of this entry")),
                 cor_str_print(keep, "/library/%.*s/history", COR_STR_F(publication->key)));

    return dossier_end(&page, ret_document);
}
