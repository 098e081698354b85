/* SPDX-License-Identifier: Apache-2.0 */
/* catalogue.c: the catalogue: measures, editions, and downloads. */
#include "sources.h"

static void show_measures(dossier_page *page) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "measure", _("Measure")),
        dossier_column(COR_CELL_WORDS, "meaning", _("Meaning")),
        dossier_column(COR_CELL_WORDS, "unit", _("Unit")),
        dossier_column(COR_CELL_WORDS, "places", _("Places")),
        dossier_column(COR_CELL_WORDS, "csv", _("Download")),
    };
    cor_doc_table(page->doc, "measures-table", dossier_plain(_("Measures")), columns, 5, NO_TEXT);
    size_t count;
    const cor_measure *measures = cor_measure_list(&count);

    for (size_t i = 0; i < count; i++) {
        const cor_measure *measure = &measures[i];
        cor_table_cell name = dossier_words(dossier_measure_text(page, measure->key));
        name.code = measure->key;
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){ name,
                                dossier_words(cor_say_pair(measure->definition[COR_LANG_EN],
                                                           measure->definition[COR_LANG_ES])),
                                dossier_words(cor_say_pair(measure->unit->name[COR_LANG_EN],
                                                           measure->unit->name[COR_LANG_ES])),
                                dossier_words(measure->is_bilateral
                                                  ? dossier_plain(_("origin and destination"))
                                                  : dossier_plain(_("one place"))),
                                dossier_link(dossier_plain("CSV"),
                                             cor_str_print(page->keep, "/figures.csv?measure=%.*s",
                                                           COR_STR_F(measure->key))) });
    }
}

static void show_ways(dossier_page *page) {
    static const struct {
        const char *text, *href;
    } ways[] = {
        { N_("The interface for programs, described in OpenAPI"), "/openapi.json" },
        { N_("The largest corridors as CSV"), "/corridors.csv" },
        { N_("The sources as CSV"), "/sources.csv" },
    };
    cor_doc_paragraph(
        page->doc,
        dossier_plain(_(
            "Every page is also a file: add .json, .csv, .xlsx or .pdf to its address. Numbers in "
            "files have all their digits and no grouping.")),
        NULL, 0);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        cor_doc_link(page->doc, dossier_plain(ways[i].text), cor_str_of(ways[i].href));

    cor_doc_note(page->doc,
                 dossier_plain(_("To cite a figure, name the source beside it and the address of "
                                 "the page. What is computed here says how it was computed.")),
                 NULL, 0);
}

cor_code cor_dossier_data(const cor_dossier *dossier, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(
        &page, dossier, "data", COR_STR("/data"), dossier_plain(_("Data")),
        dossier_plain(_("What is measured, from which editions, and how to download it.")), keep,
        err);

    cor_doc_section(page.doc, "take", dossier_plain(_("Take it with you")));
    show_ways(&page);
    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "sources", dossier_plain(_("Sources")));
    dossier_source_table(&page, "sources-table",
                         dossier_plain(_("Every edition the database holds figures of")));

    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "measures", dossier_plain(_("Measures")));
    show_measures(&page);
    cor_doc_section_end(page.doc);

    return dossier_end(&page, ret_document);
}
