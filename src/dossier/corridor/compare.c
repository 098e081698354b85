/* SPDX-License-Identifier: Apache-2.0 */
/* compare.c: two to four corridors side by side: people on one scale, the numbers that matter for
 * each, and the instruments in force. Every number is that of the corridor's own page. */
#include "corridor.h"

#include "dossier/form.h"
#include "dossier/mechanisms/mechanisms.h"
#include "prices.h"

enum { CORRIDORS_LEAST = 2 };

typedef struct {
    dossier_page *page;
    const cor_pair *pairs; // [count]
    int32_t count;
    dossier_figures stocks[COR_COMPARED_MAX]; // of the newest edition, every year and sex
    cor_value people[COR_COMPARED_MAX];       // the newest
} comparison;

static cor_text corridor_text(dossier_page *page, cor_pair pair) {
    return cor_text_keep(page->keep,
                         cor_say(_("{origin} to {destination}"), cor_arg_country(pair.origin),
                                 cor_arg_country(pair.destination)));
}

/* ---- what is asked ------------------------------------------------------- */

static cor_code check_pairs(const cor_pair *pairs, int32_t count, cor_error *err) {
    if (count < CORRIDORS_LEAST || count > COR_COMPARED_MAX) {
        cor_fail(err, COR_E_USAGE,
                 _("Between {least} and {most} corridors can be compared; {count} given."),
                 cor_arg_int(CORRIDORS_LEAST), cor_arg_int(COR_COMPARED_MAX), cor_arg_int(count));
        return cor_hint(err, _("Write them as GTM-MEX~HND-MEX."));
    }

    for (int32_t i = 0; i < count; i++) {
        cor_code code = dossier_check_pair(pairs[i].origin, pairs[i].destination, err);
        for (int32_t k = 0; !code && k < i; k++)
            if (pairs[k].origin.id == pairs[i].origin.id &&
                pairs[k].destination.id == pairs[i].destination.id)
                code = cor_fail(err, COR_E_USAGE, _("{origin} to {destination} is given twice."),
                                cor_arg_country(pairs[i].origin),
                                cor_arg_country(pairs[i].destination));
        if (code) return code;
    }
    return COR_OK;
}

static void gather_stocks(comparison *of) {
    for (int32_t i = 0; i < of->count; i++) {
        dossier_figures every =
            dossier_between(of->page, MEASURE_STOCK, of->pairs[i].origin, of->pairs[i].destination);
        of->stocks[i] = dossier_newest_edition(of->page, every);
        of->people[i] =
            dossier_value(of->page, dossier_pick(of->stocks[i], "", (cor_interval){ 0 }));
    }
}

/* ---- over the years, on one scale ---------------------------------------- */

/* The years of all corridors together. */
static dossier_periods years_of_all(comparison *of) {
    dossier_periods all = { 0 };
    for (int32_t i = 0; i < of->count; i++) {
        dossier_periods own = dossier_periods_of(of->page, of->stocks[i]);
        if (own.count > all.count) all = own;
    }
    return all;
}

static void show_chart(comparison *of) {
    static const cor_hue hues[COR_COMPARED_MAX] = { COR_HUE_INK, COR_HUE_DESTINATION,
                                                    COR_HUE_ORIGIN, COR_HUE_QUIET };
    dossier_periods years = years_of_all(of);
    cor_chart_series series[COR_COMPARED_MAX];
    for (int32_t i = 0; i < of->count; i++) {
        series[i] = (cor_chart_series){
            .key = dossier_corridor_path(of->page->keep, of->pairs[i].origin,
                                         of->pairs[i].destination),
            .label = corridor_text(of->page, of->pairs[i]),
            .hue = hues[i],
            .values = dossier_values_over(of->page, of->stocks[i], "", years),
        };
        if (!series[i].values) return;
        series[i].key = cor_str_part(series[i].key, strlen("/corridor/"), series[i].key.length);
    }

    dossier_chart_over(
        of->page, "people", years,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title = dossier_plain(_("People born in one country and living in the other")),
            .summary = dossier_plain(_("The same scale for every corridor.")),
            .about = dossier_plain(_("People by country of birth, or of citizenship where the "
                                     "country of birth was not recorded, refugees included.")),
            .unit = cor_unit_find(COR_STR(UNIT_PERSONS)),
            .series = series,
            .series_count = of->count,
            .mark = NAN });
}

/* ---- the numbers --------------------------------------------------------- */

static cor_value women_share(comparison *of, int32_t which) {
    cor_value women =
        dossier_value(of->page, dossier_pick(of->stocks[which], "sex=F", of->people[which].period));
    return dossier_share(of->page, women, of->people[which],
                         dossier_plain(_("women divided by women and men together")));
}

static cor_value share_at_destination(comparison *of, int32_t which) {
    cor_value all = dossier_total_in(
        of->page, of->pairs[which].destination, of->people[which].period, "",
        of->stocks[which].count ? of->stocks[which].list[0].source : (cor_str){ 0 });
    return dossier_share(
        of->page, of->people[which], all,
        dossier_plain(
            _("people of this corridor divided by all people born abroad at the destination")));
}

static cor_value price_of_sending(comparison *of, int32_t which) {
    dossier_prices prices =
        dossier_prices_of(of->page, of->pairs[which].destination, of->pairs[which].origin);
    return dossier_price_newest(of->page, &prices, DOSSIER_AMOUNT_LOW).price;
}

static void show_numbers(comparison *of) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "corridor", _("Corridor")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_VALUE, "women", _("Women among them")),
        dossier_column(COR_CELL_VALUE, "share", _("Share at the destination")),
        dossier_column(COR_CELL_VALUE, "price", _("Price of sending USD 200")),
    };
    cor_doc_table(of->page->doc, "numbers", dossier_plain(_("Side by side")), columns, 6, NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_ROWS);

    for (int32_t i = 0; i < of->count; i++) {
        cor_pair pair = of->pairs[i];
        cor_text year =
            of->people[i].present
                ? cor_text_keep(of->page->keep,
                                cor_say("{period}", cor_arg_period(of->people[i].period)))
                : dossier_plain(_("no data"));
        cor_doc_row(
            of->page->doc,
            (cor_table_cell[]){
                dossier_link(corridor_text(of->page, pair),
                             dossier_corridor_path(of->page->keep, pair.origin, pair.destination)),
                dossier_words(year),
                dossier_cell(of->people[i]),
                dossier_cell(women_share(of, i)),
                dossier_cell(share_at_destination(of, i)),
                dossier_cell(price_of_sending(of, i)),
            });
    }
}

/* ---- instruments --------------------------------------------------------- */

static bool is_in_force(const cor_instrument *instrument) {
    return instrument->stage == COR_INSTRUMENT_CURRENT && dossier_is_instrument(instrument);
}

static void show_instruments_of(comparison *of, int32_t which) {
    dossier_page *page = of->page;
    cor_pair pair = of->pairs[which];
    cor_instrument *list;
    size_t count;
    int32_t shown = 0;
    page->code = cor_instruments_between(page->dossier->registries, pair.origin, pair.destination,
                                         page->keep, &list, &count, page->err);
    if (page->code) return;

    for (size_t i = 0; i < count; i++) {
        if (!is_in_force(&list[i])) continue;
        if (!shown++) cor_doc_list(page->doc, NULL, corridor_text(page, pair), false);
        cor_list_item item = { .text = dossier_entry_title(page, list[i].entry),
                               .quiet = dossier_cover_text(list[i].cover),
                               .href = cor_entry_path(list[i].entry, page->keep),
                               .value = cor_value_absent(),
                               .share = cor_value_absent() };
        cor_doc_item(page->doc, &item);
    }
    if (shown) return;

    cor_text filler = dossier_plain(_("an agreement, scheme or regime with its source"));
    cor_doc_absence(page->doc, NULL, corridor_text(page, pair),
                    dossier_plain(_("The register names no instrument in force for this "
                                    "corridor.")),
                    &filler, 1);
}

static void show_instruments(comparison *of) {
    cor_doc_section(of->page->doc, "mechanisms", dossier_plain(_("Instruments in force")));
    for (int32_t i = 0; i < of->count && of->page->dossier->registries; i++)
        show_instruments_of(of, i);
    dossier_stage_caution(of->page);
    cor_doc_section_end(of->page->doc);
}

/* ---- the page ------------------------------------------------------------ */

static void show_form(dossier_page *page) {
    dossier_form form;
    dossier_form_begin(page, "c", &form);
    dossier_form_show(page, "corridors", dossier_plain(_("Which corridors")), "/compare", &form);
}

static cor_code ask_corridors(dossier_page *page, const cor_document **ret_document) {
    static const dossier_onward links[] = {
        { N_("Guatemala and Honduras to Mexico"), "/compare?c=GTM-MEX~HND-MEX" },
        { N_("To Costa Rica, Panama and the Dominican Republic"),
          "/compare?c=NIC-CRI~VEN-PAN~HTI-DOM" },
    };
    show_form(page);
    dossier_onward_list(page, links, sizeof links / sizeof *links);
    return dossier_end(page, ret_document);
}

cor_code cor_dossier_compare(const cor_dossier *dossier, const cor_pair *pairs, int32_t count,
                             cor_str address, cor_arena *keep, const cor_document **ret_document,
                             cor_error *err) {
    dossier_page page;
    comparison of = { .page = &page, .pairs = pairs, .count = count };
    cor_code code = count ? check_pairs(pairs, count, err) : COR_OK;
    if (code) return code;

    dossier_begin(&page, dossier, "compare", address, dossier_plain(_("Corridors side by side")),
                  dossier_plain(_("People, price of sending and instruments of two to four "
                                  "corridors, on one scale.")),
                  keep, err);
    if (!count) return ask_corridors(&page, ret_document);

    gather_stocks(&of);
    show_numbers(&of);
    show_chart(&of);
    show_instruments(&of);
    show_form(&page);
    return dossier_end(&page, ret_document);
}
