/* SPDX-License-Identifier: Apache-2.0 */
/* source.c: the source of a figure, down to the bytes: file name, hash, sheet and row; corrections
 * before and after it; for a computed figure its run. */
#include <inttypes.h>
#include <math.h>

#include "dossier/page.h"

static cor_text sha256_text(cor_arena *keep, const uint8_t hash[32]) {
    char *hex = cor_new(keep, char, 65);
    if (!hex) return NO_TEXT;
    for (int i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    return cor_text_keep(keep, cor_say_str(((cor_str){ hex, 64 })));
}

/* Unix time as a day: the time of day of a load does not matter to readers. */
static cor_arg day_of(int64_t unix_s) {
    return cor_arg_date((cor_date){ (int32_t)(unix_s / 86400) });
}

static const cor_table_column facts_columns[] = {
    { .kind = COR_CELL_LABEL, .key = COR_STR_INIT("what"), .label = { .id = _("What") } },
    { .kind = COR_CELL_WORDS, .key = COR_STR_INIT("is"), .label = { .id = _("As recorded") } },
};

static void put_source_fact(dossier_page *page, const char *what, cor_text is) {
    if (cor_text_is_empty(is)) return;
    cor_doc_row(page->doc,
                (cor_table_cell[]){ dossier_words(dossier_plain(what)), dossier_words(is) });
}

static void fact_str(dossier_page *page, const char *what, cor_str is) {
    if (is.length) put_source_fact(page, what, cor_say_str(is));
}

static void show_figure(dossier_page *page, const cor_figure *figure) {
    const cor_measure *measure = cor_measure_find(figure->measure);
    cor_doc_figure(page->doc, "figure", dossier_measure_text(page, figure->measure),
                   dossier_value(page, figure));
    cor_doc_role(page->doc, COR_ROLE_HEADLINE);
    cor_doc_table(page->doc, "what", dossier_plain(_("What it says")), facts_columns, 2, NO_TEXT);

    if (measure)
        put_source_fact(
            page, _("Meaning"),
            cor_say_pair(measure->definition[COR_LANG_EN], measure->definition[COR_LANG_ES]));

    if (figure->origin.id)
        put_source_fact(page, _("Origin"), cor_say("{place}", cor_arg_country(figure->origin)));
    if (figure->destination.id)
        put_source_fact(page, measure && !measure->is_bilateral ? _("Place") : _("Destination"),
                        cor_say("{place}", cor_arg_country(figure->destination)));

    put_source_fact(page, _("Period"), cor_say("{period}", cor_arg_period(figure->period)));
    put_source_fact(page, _("Of whom"), cor_breakdown_text(figure->breakdown, page->keep));
    put_source_fact(page, _("Status"), cor_status_text(figure->status));
}

static void show_source(dossier_page *page, const cor_source *source) {
    cor_doc_table(page->doc, "source", dossier_plain(_("Published by")), facts_columns, 2, NO_TEXT);
    fact_str(page, _("Producer"), source->producer);
    put_source_fact(page, _("Title"), dossier_source_title(page, source));
    fact_str(page, _("Edition"), source->edition);
    fact_str(page, _("Published"), source->published);
    fact_str(page, _("Read on"), source->accessed);
    fact_str(page, _("Licence"), source->licence);
    fact_str(page, _("Citation"), source->citation);
    fact_str(page, _("Address"), source->url);

    if (source->note[COR_LANG_EN].length)
        put_source_fact(page, _("Caution"),
                        cor_say_pair(source->note[COR_LANG_EN], source->note[COR_LANG_ES]));

    fact_str(page, _("Key"), source->key);
}

/* Who stands for the figure, when it is not its source. */
static void show_correction(dossier_page *page, const cor_lineage *lineage) {
    const cor_correction *correction = &lineage->correction;
    cor_doc_table(page->doc, "correction", dossier_plain(_("A correction")), facts_columns, 2,
                  dossier_correction_text(page, &lineage->figure, correction));
    fact_str(page, _("Corrected by"), dossier_corrector(page, correction));
    put_source_fact(page, _("Corrected on"), cor_say("{day}", day_of(correction->at_s)));
    fact_str(page, _("Reason"), correction->why);
    put_source_fact(page, _("Published value"),
                    isnan(correction->published.value)
                        ? cor_status_text(correction->published.status)
                        : cor_say("{value}", cor_arg_number(correction->published.value, -1)));
}

static void show_file(dossier_page *page, const cor_lineage *lineage) {
    const cor_figure *figure = &lineage->figure;
    cor_doc_table(page->doc, "file", dossier_plain(_("Read from")), facts_columns, 2, NO_TEXT);
    fact_str(page, _("File"), lineage->file_name);
    put_source_fact(page, _("SHA-256"), sha256_text(page->keep, lineage->file_sha256));
    put_source_fact(page, _("Size, bytes"), cor_say("{bytes}", cor_arg_int(lineage->file_bytes)));
    fact_str(page, _("Sheet"), figure->sheet);
    if (figure->row > 0)
        put_source_fact(page, _("Row"), cor_say("{row}", cor_arg_plain(figure->row)));
    if (figure->column > 0)
        put_source_fact(page, _("Column"), cor_say("{column}", cor_arg_plain(figure->column)));

    fact_str(page, _("Dataset"), lineage->dataset);
    fact_str(page, _("Layout"), lineage->layout);
    put_source_fact(page, _("Loaded on"), cor_say("{day}", day_of(lineage->loaded_s)));
    put_source_fact(page, _("Load"), cor_say("{load}", cor_arg_plain(figure->load_id)));
}

static void show_run(dossier_page *page, const cor_run *run) {
    cor_doc_table(page->doc, "run", dossier_plain(_("Computed by")), facts_columns, 2, NO_TEXT);
    fact_str(page, _("Engine"), run->engine);
    fact_str(page, _("Method"), run->method);
    fact_str(page, _("Program version"), run->version);
    fact_str(page, _("Options"), run->options);
    fact_str(page, _("Inputs"), run->inputs);
    put_source_fact(page, _("BLAKE2b of the results"), sha256_text(page->keep, run->result_digest));
    put_source_fact(page, _("Computed on"), cor_say("{day}", day_of(run->started_s)));
    put_source_fact(page, _("Run"), cor_say("{run}", cor_arg_plain(run->id)));
}

static void show_history(dossier_page *page, const cor_lineage *lineage) {
    if (lineage->newer.id) {
        cor_doc_note(
            page->doc,
            dossier_plain(_("This figure was corrected. A newer one has taken its place.")), NULL,
            0);
        dossier_figure_table(page, "newer", dossier_plain(_("Replaced by")), &lineage->newer, 1);
    }

    if (lineage->older_count)
        dossier_figure_table(page, "older", dossier_plain(_("What it replaced, newest first")),
                             lineage->older, lineage->older_count);

    if (!lineage->newer.id && !lineage->older_count)
        cor_doc_paragraph(page->doc,
                          dossier_plain(_("The figure has not changed since it was first loaded.")),
                          NULL, 0);
}

cor_code cor_dossier_source(const cor_dossier *dossier, int64_t figure_id, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err) {
    cor_lineage lineage = { 0 };
    cor_code code = cor_figures_lineage(dossier->figures, figure_id, keep, &lineage, err);
    if (code) return code;
    dossier_page page;

    dossier_begin(&page, dossier, "source", cor_str_print(keep, "/source/%" PRId64, figure_id),
                  cor_say(_("Source of figure {id}"), cor_arg_plain(figure_id)),
                  dossier_plain(_("The source, the file and the row of one figure.")), keep, err);

    cor_doc_places(page.doc, lineage.figure.origin, lineage.figure.destination);
    show_figure(&page, &lineage.figure);
    if (lineage.is_correction) show_correction(&page, &lineage);
    show_source(&page, &lineage.source);
    if (lineage.run.id)
        show_run(&page, &lineage.run);

    else
        show_file(&page, &lineage);
    show_history(&page, &lineage);

    return dossier_end(&page, ret_document);
}
