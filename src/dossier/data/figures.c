/* SPDX-License-Identifier: Apache-2.0 */
/* figures.c: figures as a table, one row each: the output of `corredor figures` and the downloads
 * of the catalogue. The columns are those of the import layout `table`, so the table can be
 * imported again. */
#include "dossier/page.h"

enum { MEASURE, ORIGIN, DESTINATION, PERIOD, BREAKDOWN, VALUE, STATUS, SOURCE, ID, COLUMN_COUNT };

static const cor_table_column columns[COLUMN_COUNT] = {
    [MEASURE] = { .kind = COR_CELL_LABEL,
                  .key = COR_STR_INIT("measure"),
                  .label = { .id = _("Measure") } },
    [ORIGIN] = { .kind = COR_CELL_WORDS,
                 .key = COR_STR_INIT("origin"),
                 .label = { .id = _("Origin") } },
    [DESTINATION] = { .kind = COR_CELL_WORDS,
                      .key = COR_STR_INIT("destination"),
                      .label = { .id = _("Destination") } },
    [PERIOD] = { .kind = COR_CELL_WORDS,
                 .key = COR_STR_INIT("period"),
                 .label = { .id = _("Period") } },
    [BREAKDOWN] = { .kind = COR_CELL_WORDS,
                    .key = COR_STR_INIT("breakdown"),
                    .label = { .id = _("Of whom") } },
    [VALUE] = { .kind = COR_CELL_VALUE,
                .key = COR_STR_INIT("value"),
                .label = { .id = _("Value") } },
    [STATUS] = { .kind = COR_CELL_STATUS,
                 .key = COR_STR_INIT("status"),
                 .label = { .id = _("Status") } },
    [SOURCE] = { .kind = COR_CELL_WORDS,
                 .key = COR_STR_INIT("source"),
                 .label = { .id = _("Source") } },
    [ID] = { .kind = COR_CELL_WORDS,
             .key = COR_STR_INIT("figure_id"),
             .label = { .id = _("Figure") } },
};

static cor_table_cell measure_cell(dossier_page *page, const cor_figure *figure) {
    cor_table_cell cell = dossier_words(dossier_measure_text(page, figure->measure));
    cell.code = figure->measure;
    return cell;
}

static cor_table_cell place_cell(dossier_page *page, cor_country place) {
    if (!place.id) return dossier_words(NO_TEXT);
    cor_table_cell cell =
        dossier_words(cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(place))));
    cell.code = cor_country_code(place);
    if (dossier_has_page(place)) cell.href = dossier_country_path(page->keep, place);
    return cell;
}

static cor_table_cell breakdown_cell(dossier_page *page, const cor_figure *figure) {
    cor_table_cell cell = dossier_words(cor_breakdown_text(figure->breakdown, page->keep));
    cell.code = figure->breakdown;
    return cell;
}

static void figure_row(dossier_page *page, const cor_figure *figure) {
    cor_value value = dossier_value(page, figure);
    cor_table_cell cells[COLUMN_COUNT] = {
        [ID] = dossier_link(cor_say("{id}", cor_arg_plain(figure->id)),
                            cor_str_print(page->keep, "/source/%lld", (long long)figure->id)),
        [MEASURE] = measure_cell(page, figure),
        [ORIGIN] = place_cell(page, figure->origin),
        [DESTINATION] = place_cell(page, figure->destination),
        [PERIOD] = dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
        [BREAKDOWN] = breakdown_cell(page, figure),
        [VALUE] = dossier_cell(value),
        [STATUS] = { .text = cor_status_text(figure->status), .value = value },
        [SOURCE] = dossier_source_cell(page, figure->source),
    };
    cor_doc_row(page->doc, cells);
}

void dossier_figure_table(dossier_page *page, const char *id, cor_text title,
                          const cor_figure *list, size_t count) {
    cor_doc_table(page->doc, id, title, columns, COLUMN_COUNT, NO_TEXT);
    for (size_t i = 0; i < count && !page->code; i++)
        figure_row(page, &list[i]);
}

cor_code cor_dossier_figures(const cor_dossier *dossier, const cor_filter *filter, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(&page, dossier, "figures", COR_STR("/figures"), dossier_plain(_("Figures")),
                  dossier_plain(_("Figures as they are stored, each with its source.")), keep, err);

    if (filter->as_known_s) cor_doc_as_known(page.doc, filter->as_known_s);
    dossier_figures figures = dossier_select(&page, *filter);
    if (figures.count) {
        dossier_figure_table(&page, "figures", dossier_plain(_("Figures")), figures.list,
                             figures.count);
    } else if (!page.code) {
        cor_text fillers[] = {
            dossier_plain(_("a wider question: fewer conditions, another year, another source")),
            dossier_plain(_("an import of a table that has it: corredor import DATASET FILE"))
        };
        cor_doc_absence(page.doc, "figures", dossier_plain(_("Figures")),
                        dossier_plain(_("No stored figure matches the question.")), fillers, 2);
    }

    return dossier_end(&page, ret_document);
}
