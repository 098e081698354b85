/* SPDX-License-Identifier: Apache-2.0 */
/* remittances.c: money sent home: the block of a corridor, and the page on the cost of sending an
 * amount. */
#include "corridor.h"
#include "dossier/country/country.h"
#include "dossier/form.h"
#include "prices.h"

/* ---- how much is sent ---------------------------------------------------- */

typedef struct {
    dossier_page *page;
    const char *id;
    bool begun;
} volume_table;

static void volume_row(volume_table *table, cor_text what, const cor_figure *figure) {
    dossier_page *page = table->page;
    if (!figure) return;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "what", _("What")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "volume", _("Volume")),
        dossier_column(COR_CELL_WORDS, "source", _("Source")),
        dossier_column(COR_CELL_STATUS, "status", _("Status")),
    };

    if (!table->begun)
        cor_doc_table(page->doc, table->id, dossier_plain(_("How much is sent")), columns, 5,
                      dossier_plain(_("Answers to different questions, side by side. They are not "
                                      "added or reconciled.")));

    table->begun = true;
    cor_value value = dossier_value(page, figure);
    cor_doc_row(page->doc, (cor_table_cell[]){
                               dossier_words(what),
                               dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                               dossier_cell(value),
                               dossier_source_cell(page, figure->source),
                               { .text = cor_status_text(figure->status), .value = value } });
}

/* Editions of one publication have keys that differ from the first number on: "wdi-2023",
 * "wdi-2025". */
static cor_str series_of(cor_str source) {
    for (size_t i = 1; i < source.length; i++)
        if (source.at[i - 1] == '-' && source.at[i] >= '0' && source.at[i] <= '9')
            return cor_str_part(source, 0, i);
    return source;
}

/* The figure of a source for `period` if it has one, else its newest. */
static const cor_figure *figure_of_source(dossier_page *page, dossier_figures figures,
                                          cor_str source, cor_interval period) {
    dossier_figures part = dossier_of_source(page, figures, source);
    const cor_figure *figure = dossier_no_period(period) ? NULL : dossier_pick(part, "", period);
    return figure ? figure : dossier_pick(part, "", (cor_interval){ 0 });
}

/* Of two editions the one with the year asked for, then the one with the newer year, then the
 * newer edition. */
static bool is_preferred(const cor_figure *figure, const cor_figure *than, cor_interval period) {
    if (!figure || !than) return figure != NULL;
    bool has = cor_interval_equal(figure->period, period),
         other_has = cor_interval_equal(than->period, period);
    if (has != other_has) return has;
    if (figure->period.end.days != than->period.end.days)
        return figure->period.end.days > than->period.end.days;
    return cor_str_compare(figure->source, than->source) > 0;
}

/* A row for each publication, of one of its editions. Returns the largest. */
static const cor_figure *volume_rows(volume_table *table, cor_text what, dossier_figures figures,
                                     cor_interval period) {
    const cor_figure *largest = NULL;
    dossier_keys sources = dossier_sources_in(table->page, figures);

    for (int32_t s = 0; s < sources.count; s++) {
        const cor_figure *shown = NULL;
        cor_str series = series_of(sources.list[s]);
        bool is_first = true;
        for (int32_t k = 0; k < sources.count; k++) {
            if (!cor_str_equal(series_of(sources.list[k]), series)) continue;
            is_first = is_first && k >= s;
            const cor_figure *figure =
                figure_of_source(table->page, figures, sources.list[k], period);
            if (is_preferred(figure, shown, period)) shown = figure;
        }
        if (!is_first) continue;
        volume_row(table, what, shown);
        if (shown && (!largest || shown->value > largest->value)) largest = shown;
    }

    return largest;
}

static void say_contradiction(dossier_page *page, const cor_figure *model,
                              const cor_figure *reported, cor_country sending) {
    if (!model || !reported || !cor_interval_equal(model->period, reported->period)) return;
    if (!(model->value > reported->value)) return;
    cor_value both[] = { dossier_value(page, model), dossier_value(page, reported) };
    cor_doc_note(page->doc,
                 cor_say(_("The model puts this one corridor above everything that is reported as "
                           "sent from {sending} in "
                           "{year}. Both are shown."),
                         cor_arg_country(sending), cor_arg_period(model->period)),
                 both, 2);
}

/* Of the corridor alone: models. Returns the newest. */
static const cor_figure *corridor_rows(volume_table *table, cor_country sending,
                                       cor_country receiving) {
    dossier_figures models = dossier_between(table->page, MEASURE_REMITTANCES, receiving, sending);
    volume_rows(table,
                cor_say(_("From {sending} to {receiving}, model"), cor_arg_country(sending),
                        cor_arg_country(receiving)),
                models, (cor_interval){ 0 });
    return dossier_pick(models, "", (cor_interval){ 0 });
}

/* Of the two countries with all others. Returns what is reported as sent, in the year of the
 * model. */
static const cor_figure *country_rows(volume_table *table, cor_country sending,
                                      cor_country receiving, const cor_figure *model) {
    dossier_page *page = table->page;
    const cor_figure *reported = volume_rows(
        table, cor_say(_("From {sending} to all countries, reported"), cor_arg_country(sending)),
        dossier_at_place(page, MEASURE_SENT, sending, ""),
        model ? model->period : (cor_interval){ 0 });
    volume_rows(
        table,
        cor_say(_("From all countries to {receiving}, reported"), cor_arg_country(receiving)),
        dossier_at_place(page, MEASURE_RECEIVED, receiving, ""), (cor_interval){ 0 });
    volume_row(table,
               cor_say(_("Received, in proportion to the economy of {receiving}"),
                       cor_arg_country(receiving)),
               dossier_pick(dossier_at_place(page, MEASURE_RECEIVED_GDP, receiving, ""), "",
                            (cor_interval){ 0 }));
    return reported;
}

static void show_no_volume(dossier_page *page, const char *why) {
    cor_text fillers[] = { dossier_plain(
        _("balance of payments reports of the two central banks, by partner country")) };
    cor_doc_absence(page->doc, "volumes", dossier_plain(_("How much is sent")), dossier_plain(why),
                    fillers, 1);
}

static void show_volumes(dossier_page *page, cor_country sending, cor_country receiving) {
    volume_table table = { .page = page, .id = "volumes" };
    const cor_figure *model = corridor_rows(&table, sending, receiving);
    const cor_figure *reported = country_rows(&table, sending, receiving, model);
    say_contradiction(page, model, reported, sending);
    if (!table.begun)
        show_no_volume(
            page, _("No source in the database has amounts for this corridor or its countries."));
}

/* ---- the block of a corridor --------------------------------------------- */

/* What the countries send and receive with all others: context, folded. */
static void show_context(dossier_page *page, cor_country sending, cor_country receiving,
                         const cor_figure *model) {
    volume_table table = { .page = page, .id = "volumes-countries" };
    cor_doc_context(page->doc, "remittances-context",
                    cor_say(_("All remittances of {sending} and {receiving}"),
                            cor_arg_country(sending), cor_arg_country(receiving)),
                    dossier_plain(_("context: all countries together")));
    say_contradiction(page, model, country_rows(&table, sending, receiving, model), sending);
    dossier_show_costs(page, sending, receiving);
    cor_doc_section_end(page->doc);
}

void dossier_block_remittances(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_prices prices = dossier_prices_of(page, corridor->destination, corridor->origin);
    dossier_price price = dossier_price_newest(page, &prices, DOSSIER_AMOUNT_LOW);

    if (price.price.present) {
        dossier_say_price(page, &prices, &price, DOSSIER_AMOUNT_LOW);
        dossier_show_prices(page, &prices);
        dossier_smart_absence(page);
    } else {
        dossier_price_absence(page, &prices);
    }

    volume_table table = { .page = page, .id = "volumes" };
    const cor_figure *model = corridor_rows(&table, corridor->destination, corridor->origin);
    if (!table.begun)
        show_no_volume(page, _("No source in the database has an amount for this corridor alone."));
    cor_str from = cor_country_code(corridor->destination), to = cor_country_code(corridor->origin);
    cor_doc_link(
        page->doc, dossier_plain(_("What another amount costs")),
        cor_str_print(page->keep, "/remittances/%.*s-%.*s", COR_STR_F(from), COR_STR_F(to)));
    show_context(page, corridor->destination, corridor->origin, model);
}

/* ---- the page on one amount ---------------------------------------------- */

/* Between the two surveyed amounts the cost in dollars is interpolated linearly: a fixed fee and a
 * part that grows with the amount. Outside them it is unknown. */
static cor_value between_amounts(dossier_page *page, cor_value low_percent, cor_value high_percent,
                                 double amount_usd) {
    if (!low_percent.present || !high_percent.present) return cor_value_absent();
    double low_usd = low_percent.value / 100 * DOSSIER_AMOUNT_LOW,
           high_usd = high_percent.value / 100 * DOSSIER_AMOUNT_HIGH;

    double along = (amount_usd - DOSSIER_AMOUNT_LOW) / (DOSSIER_AMOUNT_HIGH - DOSSIER_AMOUNT_LOW);
    cor_value value = cor_doc_computed(
        page->doc, low_usd + along * (high_usd - low_usd), COR_STR(UNIT_USD),
        dossier_plain(_("between the surveyed costs of USD 200 and USD 500, in a straight line")),
        (cor_value[]){ low_percent, high_percent }, 2);
    if (value.status == COR_OBSERVED) value.status = COR_ESTIMATED;

    return value;
}

static cor_value at_amount(dossier_page *page, cor_value low_percent, cor_value high_percent,
                           double amount_usd) {
    if (amount_usd == DOSSIER_AMOUNT_LOW || amount_usd == DOSSIER_AMOUNT_HIGH) {
        cor_value percent = amount_usd == DOSSIER_AMOUNT_LOW ? low_percent : high_percent;
        if (!percent.present) return cor_value_absent();
        return cor_doc_computed(page->doc, percent.value / 100 * amount_usd, COR_STR(UNIT_USD),
                                dossier_plain(_("price in percent times the amount")), &percent, 1);
    }
    if (amount_usd < DOSSIER_AMOUNT_LOW || amount_usd > DOSSIER_AMOUNT_HIGH)
        return cor_value_absent();
    return between_amounts(page, low_percent, high_percent, amount_usd);
}

static void show_amount(dossier_page *page, const dossier_prices *prices, double amount_usd) {
    dossier_price low = dossier_price_newest(page, prices, DOSSIER_AMOUNT_LOW);
    dossier_price high = dossier_price_newest(page, prices, DOSSIER_AMOUNT_HIGH);

    // Interpolation must not mix two quarters.
    if (!cor_interval_equal(low.quarter, high.quarter) && amount_usd != DOSSIER_AMOUNT_LOW)
        low.price = cor_value_absent();

    cor_value cost = at_amount(page, low.price, high.price, amount_usd);
    cor_interval quarter = amount_usd == DOSSIER_AMOUNT_LOW ? low.quarter : high.quarter;
    if (!cost.present) {
        cor_text fillers[] = { dossier_plain(_("quotes of single services for this amount")) };
        cor_doc_absence(
            page->doc, "cost",
            cor_say(_("Cost of sending USD {amount}"), cor_arg_number(amount_usd, -1)),
            dossier_plain(
                _("Prices are surveyed for USD 200 and USD 500. Between the two the cost is worked "
                  "out when one survey has both; beyond them it is not known.")),
            fillers, 1);
        return;
    }

    cor_doc_figure(page->doc, "cost",
                   cor_say(_("to send USD {amount} from {sending} to {receiving}, {quarter}"),
                           cor_arg_number(amount_usd, -1), cor_arg_country(prices->sending),
                           cor_arg_country(prices->receiving), cor_arg_period(quarter)),
                   cost);
    cor_doc_role(page->doc, COR_ROLE_HEADLINE);
    cor_value fee = at_amount(page, low.fee, high.fee, amount_usd);
    cor_value margin = at_amount(page, low.margin, high.margin, amount_usd);
    cor_value percent =
        cor_doc_computed(page->doc, 100 * cost.value / amount_usd, COR_STR(UNIT_PRICE),
                         dossier_plain(_("cost divided by the amount")), &cost, 1);
    cor_doc_section(page->doc, "facts", NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_FACTS);
    cor_doc_figure(page->doc, "percent", dossier_plain(_("of the amount")), percent);
    if (fee.present) cor_doc_figure(page->doc, "fee", dossier_plain(_("fee")), fee);
    if (margin.present)
        cor_doc_figure(page->doc, "margin", dossier_plain(_("lost in the exchange rate")), margin);

    cor_doc_section_end(page->doc);
    cor_doc_note(
        page->doc,
        dossier_plain(
            _("Mean of the services surveyed. Services differ by several percent: ask for the fee "
              "and for the amount that will be paid out, and compare at least three.")),
        NULL, 0);
}

static void show_amount_form(dossier_page *page) {
    dossier_form form;
    dossier_form_begin(page, "sending receiving amount", &form);
    dossier_form_show(page, "amount", dossier_plain(_("Another amount or corridor")),
                      "/remittances", &form);
}

enum { AMOUNT_MAX_USD = 1000000 };

static cor_code check_question(cor_country sending, cor_country receiving, double amount_usd,
                               cor_error *err) {
    cor_code code = dossier_check_place(sending, err);
    if (!code) code = dossier_check_place(receiving, err);
    if (code) return code;

    if (sending.id == receiving.id) {
        cor_fail(err, COR_E_DOMAIN,
                 _("Money is sent from one country to another; {place} is given as both."),
                 cor_arg_country(sending));
        return cor_hint(err, _("Give the country where the migrants work and the country that "
                               "receives, for example USA GTM."));
    }

    if (amount_usd > 0 && amount_usd <= AMOUNT_MAX_USD) return COR_OK;
    cor_fail(err, COR_E_DOMAIN, _("The amount must be above zero and at most USD {most}."),
             cor_arg_int(AMOUNT_MAX_USD));

    return cor_hint(err, _("Prices are surveyed for USD 200 and USD 500."));
}

cor_code cor_dossier_remittances(const cor_dossier *dossier, cor_country sending,
                                 cor_country receiving, double amount_usd, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err) {
    cor_code code = check_question(sending, receiving, amount_usd, err);
    if (code) return code;
    dossier_page page;
    cor_str from = cor_country_code(sending), to = cor_country_code(receiving);

    dossier_begin(
        &page, dossier, "remittances",
        cor_str_print(keep, "/remittances/%.*s-%.*s", COR_STR_F(from), COR_STR_F(to)),
        cor_say(_("Sending money from {sending} to {receiving}"), cor_arg_country(sending),
                cor_arg_country(receiving)),
        cor_say(
            _("What it costs to send money from {sending} to {receiving}, and how much is sent."),
            cor_arg_country(sending), cor_arg_country(receiving)),
        keep, err);

    cor_doc_places(page.doc, sending, receiving); // the direction of the money
    dossier_prices prices = dossier_prices_of(&page, sending, receiving);
    show_amount_form(&page);

    if (prices.prices.count) {
        show_amount(&page, &prices, amount_usd);
        dossier_show_prices(&page, &prices);
        dossier_smart_absence(&page);
    } else {
        dossier_price_absence(&page, &prices);
    }

    show_volumes(&page, sending, receiving);
    dossier_show_costs(&page, sending, receiving);
    return dossier_end(&page, ret_document);
}
