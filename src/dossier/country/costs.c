/* SPDX-License-Identifier: Apache-2.0 */
/* costs.c: average cost of sending money, and SDG indicator 10.c.1. */
#include "country.h"

typedef struct {
    dossier_page *page;
    bool begun;
} cost_table;

static void cost_rows(cost_table *table, const char *measure, cor_country place, cor_text what) {
    dossier_page *page = table->page;
    const cor_figure *figure =
        dossier_pick(dossier_at_place(page, measure, place, ""), "", (cor_interval){ 0 });

    if (!figure) return;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "what", _("What")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "cost", _("Price")),
        dossier_column(COR_CELL_STATUS, "status", _("Status")),
    };

    if (!table->begun)
        cor_doc_table(
            page->doc, "mean-costs", dossier_plain(_("Mean costs and SDG indicator 10.c.1")),
            columns, 4,
            dossier_plain(_("Cost of USD 200 in percent, mean over the corridors of a country. The "
                            "target for 2030 is a world mean of 3 % or less.")));

    table->begun = true;
    cor_value value = dossier_value(page, figure);
    cor_doc_row(page->doc, (cor_table_cell[]){
                               dossier_words(what),
                               dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                               dossier_cell(value),
                               { .text = cor_status_text(figure->status), .value = value } });
}

void dossier_show_costs(dossier_page *page, cor_country sending, cor_country receiving) {
    cost_table table = { .page = page };
    cost_rows(&table, MEASURE_SDG_10_C_1, receiving,
              cor_say(_("SDG 10.c.1: to {receiving}"), cor_arg_country(receiving)));
    cost_rows(&table, MEASURE_COST_RECEIVED, receiving,
              cor_say(_("From all surveyed countries to {receiving}"), cor_arg_country(receiving)));

    if (sending.id)
        cost_rows(&table, MEASURE_COST_SENT, sending,
                  cor_say(_("From {sending} to all surveyed countries"), cor_arg_country(sending)));

    cost_rows(&table, MEASURE_SDG_10_C_1, COR_COUNTRY_WORLD,
              dossier_plain(_("SDG 10.c.1: world mean")));
}
