/* SPDX-License-Identifier: Apache-2.0 */
/* stock.c: stocks of migrants on many pages: newest year, totals, sources side by side, over
 * time. */
#include "page.h"

cor_value dossier_total_in(dossier_page *page, cor_country place, cor_interval period,
                           const char *breakdown, cor_str source) {
    return dossier_value(
        page, dossier_pick(dossier_totals_by_sex(page, place, true, source), breakdown, period));
}

void dossier_sources_table(dossier_page *page, const char *id, dossier_figures stock) {
    dossier_keys sources = dossier_sources_in(page, stock);
    int32_t with_total = 0;

    for (int32_t s = 0; s < sources.count; s++)
        if (dossier_pick(dossier_of_source(page, stock, sources.list[s]), "", (cor_interval){ 0 }))
            with_total++;

    if (with_total < 2) return;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "source", _("Source")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_STATUS, "status", _("Status")),
    };
    cor_doc_table(
        page->doc, id, dossier_plain(_("What the sources say, side by side")), columns, 4,
        dossier_plain(_("The newest year of each source. Sources, years and definitions differ, so "
                        "the numbers do too. None is corrected to fit another.")));

    for (int32_t s = 0; s < sources.count; s++) {
        dossier_figures part = dossier_of_source(page, stock, sources.list[s]);
        const cor_figure *figure = dossier_pick(part, "", (cor_interval){ 0 });
        if (!figure) continue;
        cor_value value = dossier_value(page, figure);
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){ dossier_source_cell(page, figure->source),
                                dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                                dossier_cell(value),
                                { .text = cor_status_text(figure->status), .value = value } });
    }
}

void dossier_stock_chart(dossier_page *page, const char *id, cor_text title,
                         dossier_figures stock) {
    dossier_periods periods = dossier_periods_of(page, stock);
    cor_value *totals = dossier_values_over(page, stock, "", periods);
    cor_value *women = dossier_values_over(page, stock, "sex=F", periods);
    cor_value *men = dossier_values_over(page, stock, "sex=M", periods);

    if (!totals || !women || !men) return;
    const cor_value *first = dossier_first_of(totals, periods.count),
                    *last = dossier_last_of(totals, periods.count);
    if (!first) return;

    bool by_sex = dossier_first_of(women, periods.count) && dossier_first_of(men, periods.count);
    cor_chart_series series[] = {
        { .key = COR_STR("total"),
          .label = dossier_plain(_("Total")),
          .hue = COR_HUE_INK,
          .values = totals },
        { .key = COR_STR("men"),
          .label = dossier_plain(_("Men")),
          .hue = COR_HUE_QUIET,
          .values = men },
        { .key = COR_STR("women"),
          .label = dossier_plain(_("Women")),
          .hue = COR_HUE_QUIET,
          .values = women },
    };

    dossier_chart_over(
        page, id, periods,
        (cor_chart_spec){
            .kind = by_sex ? COR_CHART_AREA : COR_CHART_LINE,
            .title = title,
            .summary = cor_say(_("From {before} in {first} to {after} in {last}."),
                               cor_arg_number(first->value, 0), cor_arg_period(first->period),
                               cor_arg_number(last->value, 0), cor_arg_period(last->period)),
            .about =
                dossier_plain(_("People by country of birth, or of citizenship where the country "
                                "of birth was not recorded, refugees included. Estimates for the "
                                "middle of each year; the line joins them.")),
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .series = series,
            .series_count = by_sex ? 3 : 1,
            .mark = NAN });
}
