/* SPDX-License-Identifier: Apache-2.0 */
/* sources.c: the editions with figures in the database, their content and their terms of use. */
#include "sources.h"

static cor_text source_day_text(dossier_page *page, int64_t unix_s) {
    if (!unix_s) return NO_TEXT;
    return cor_text_keep(page->keep,
                         cor_say("{day}", cor_arg_date((cor_date){ (int32_t)(unix_s / 86400) })));
}

dossier_source_list dossier_all_sources(dossier_page *page) {
    dossier_source_list list = { 0 };
    if (page->code) return list;
    page->code =
        cor_sources_list(page->dossier->figures, page->keep, &list.list, &list.count, page->err);
    return page->code ? (dossier_source_list){ 0 } : list;
}

void dossier_source_table(dossier_page *page, const char *id, cor_text title) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "title", _("Title")),
        dossier_column(COR_CELL_WORDS, "producer", _("Producer")),
        dossier_column(COR_CELL_WORDS, "edition", _("Edition")),
        dossier_column(COR_CELL_WORDS, "published", _("Published")),
        dossier_column(COR_CELL_WORDS, "figures", _("Figures")),
        dossier_column(COR_CELL_WORDS, "period", _("Period")),
        dossier_column(COR_CELL_WORDS, "loaded", _("Loaded on")),
        dossier_column(COR_CELL_WORDS, "licence", _("Licence")),
        dossier_column(COR_CELL_WORDS, "url", _("Address")),
    };
    dossier_source_list sources = dossier_all_sources(page);

    if (!sources.count) {
        cor_text fillers[] = { dossier_plain(_("the data pack: corredor init")) };
        cor_doc_absence(page->doc, id, title, dossier_plain(_("The database holds no figures.")),
                        fillers, 1);
        return;
    }

    cor_doc_table(page->doc, id, title, columns, 9, NO_TEXT);
    for (size_t i = 0; i < sources.count; i++) {
        const cor_source_summary *summary = &sources.list[i];
        const cor_source *source = &summary->source;
        cor_table_cell name = dossier_words(dossier_source_title(page, source));
        name.code = source->key;
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){ name, dossier_words(cor_say_str(source->producer)),
                                dossier_words(cor_say_str(source->edition)),
                                dossier_words(cor_say_str(source->published)),
                                dossier_words(cor_say("{n}", cor_arg_int(summary->figure_count))),
                                dossier_words(cor_say("{period}", cor_arg_period(summary->period))),
                                dossier_words(source_day_text(page, summary->last_load_s)),
                                dossier_words(cor_say_str(source->licence)),
                                dossier_words(cor_say_str(source->url)) });
    }
}

cor_code cor_dossier_sources(const cor_dossier *dossier, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(&page, dossier, "sources", COR_STR("/sources"), dossier_plain(_("Sources")),
                  dossier_plain(_("Every edition the database holds figures of.")), keep, err);
    dossier_source_table(&page, "sources-table", dossier_plain(_("Sources")));
    return dossier_end(&page, ret_document);
}
