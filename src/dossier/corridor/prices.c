/* SPDX-License-Identifier: Apache-2.0 */
/* prices.c: the price of sending money in one corridor: over the quarters, split into fee and
 * exchange margin. */
#include "prices.h"

dossier_prices dossier_prices_of(dossier_page *page, cor_country sending, cor_country receiving) {
    dossier_prices prices = { .sending = sending, .receiving = receiving };
    prices.prices = dossier_between(page, MEASURE_PRICE, receiving, sending);
    if (!prices.prices.count) return prices;
    prices.margins = dossier_between(page, MEASURE_MARGIN, receiving, sending);
    prices.quotes = dossier_between(page, MEASURE_QUOTES, receiving, sending);
    prices.sources = dossier_sources_in(page, prices.prices);
    return prices;
}

static const char *breakdown_of(int32_t amount_usd) {
    return amount_usd == DOSSIER_AMOUNT_LOW ? "amount_usd=200" : "amount_usd=500";
}

static cor_value usd_of(dossier_page *page, cor_value percent, double amount_usd) {
    if (!percent.present) return cor_value_absent();
    return cor_doc_computed(page->doc, percent.value / 100 * amount_usd, COR_STR(UNIT_USD),
                            dossier_plain(_("price in percent times the amount")), &percent, 1);
}

static cor_value fee_of(dossier_page *page, cor_value price, cor_value margin) {
    return dossier_difference(page, UNIT_PRICE, price, margin,
                              dossier_plain(_("price less exchange-rate margin")));
}

dossier_price dossier_price_newest(dossier_page *page, const dossier_prices *prices,
                                   int32_t amount_usd) {
    const char *breakdown = breakdown_of(amount_usd);
    const cor_figure *price = dossier_pick(prices->prices, breakdown, (cor_interval){ 0 });
    dossier_price newest = { .price = cor_value_absent(),
                             .margin = cor_value_absent(),
                             .fee = cor_value_absent(),
                             .quotes = cor_value_absent(),
                             .cost = cor_value_absent() };

    if (!price) return newest;
    dossier_figures margins = dossier_of_source(page, prices->margins, price->source);
    dossier_figures quotes = dossier_of_source(page, prices->quotes, price->source);
    newest.quarter = price->period;
    newest.price = dossier_value(page, price);
    newest.margin = dossier_value(page, dossier_pick(margins, breakdown, price->period));
    newest.fee = fee_of(page, newest.price, newest.margin);
    newest.quotes = dossier_value(page, dossier_pick(quotes, "", price->period));
    newest.cost = usd_of(page, newest.price, amount_usd);

    return newest;
}

/* ---- sentences ----------------------------------------------------------- */

void dossier_say_price(dossier_page *page, const dossier_prices *prices, const dossier_price *price,
                       int32_t amount_usd) {
    if (!price->price.present) return;
    long hundredths = lround(price->price.value * 100); // compare as printed
    const char *sentence =
        hundredths > 500
            ? _("Sending USD {amount} from {sending} to {receiving} cost {price} in {quarter}, the "
                "newest quarter of the series: USD {cost}, above the 5 % mark of SDG target 10.c.")
        : hundredths < 500
            ? _("Sending USD {amount} from {sending} to {receiving} cost {price} in {quarter}, the "
                "newest quarter of the series: USD {cost}, below the 5 % mark of SDG target 10.c.")
            : _("Sending USD {amount} from {sending} to {receiving} cost {price} in {quarter}, the "
                "newest quarter of the series: USD {cost}, just at the 5 % mark of SDG target "
                "10.c.");
    cor_doc_paragraph(page->doc,
                      cor_say(sentence, cor_arg_int(amount_usd), cor_arg_country(prices->sending),
                              cor_arg_country(prices->receiving),
                              cor_arg_percent(price->price.value, 2),
                              cor_arg_period(price->quarter), cor_arg_number(price->cost.value, 2)),
                      &price->price, 1);
}

void dossier_smart_absence(dossier_page *page) {
    cor_text fillers[] = {
        dossier_plain(_("the quotes of single services with their speed and transparency, as the "
                        "price database publishes them each quarter")),
    };
    cor_doc_absence(
        page->doc, "smart", dossier_plain(_("SmaRT: mean of the three cheapest services")),
        dossier_plain(_(
            "SmaRT is the mean of the three cheapest services that are transparent, arrive within "
            "five days and can be reached. The files have the mean of all services, not the single "
            "services, so it cannot be computed.")),
        fillers, 1);
}

void dossier_price_absence(dossier_page *page, const dossier_prices *prices) {
    cor_text fillers[] = {
        dossier_plain(
            _("a price survey of this corridor, by mystery shopping, for USD 200 and USD 500")),
        dossier_plain(
            _("prices of a national comparison service, with fee and exchange rate apart")),
    };
    cor_doc_absence(
        page->doc, "price", dossier_plain(_("Price of sending money")),
        cor_say(
            _("The price database does not survey sending money from {sending} to {receiving}."),
            cor_arg_country(prices->sending), cor_arg_country(prices->receiving)),
        fillers, 2);
}

/* ---- charts -------------------------------------------------------------- */

enum { SERIES_MAX = 8 };

/* One line per source and amount. */
static int32_t price_series(dossier_page *page, const dossier_prices *prices,
                            dossier_periods quarters, cor_chart_series *series) {
    static const int32_t amounts[] = { DOSSIER_AMOUNT_LOW, DOSSIER_AMOUNT_HIGH };
    const cor_figure *newest =
        dossier_pick(prices->prices, breakdown_of(DOSSIER_AMOUNT_LOW), (cor_interval){ 0 });
    int32_t count = 0;

    for (int a = 0; a < 2; a++)
        for (int32_t s = 0; s < prices->sources.count && count < SERIES_MAX; s++) {
            dossier_figures part = dossier_of_source(page, prices->prices, prices->sources.list[s]);
            if (!dossier_pick(part, breakdown_of(amounts[a]), (cor_interval){ 0 })) continue;
            dossier_periods years = dossier_periods_of(page, part);
            cor_str key = prices->sources.list[s];
            series[count++] = (cor_chart_series){
                .key = cor_str_print(page->keep, "usd%d-%.*s", amounts[a], COR_STR_F(key)),
                .label = cor_text_keep(
                    page->keep, cor_say(_("USD {amount}, {first} to {last}"),
                                        cor_arg_int(amounts[a]), cor_arg_period(years.list[0]),
                                        cor_arg_period(years.list[years.count - 1]))),
                .hue = newest && cor_str_equal(newest->source, key) && a == 0 ? COR_HUE_INK
                                                                              : COR_HUE_QUIET,
                .values = dossier_values_over(page, part, breakdown_of(amounts[a]), quarters),
            };
        }

    return count;
}

static void show_price_chart(dossier_page *page, const dossier_prices *prices,
                             dossier_periods quarters) {
    cor_chart_series series[SERIES_MAX];
    int32_t count = price_series(page, prices, quarters, series);

    if (!count || page->code) return;
    dossier_chart_over(
        page, "prices", quarters,
        (cor_chart_spec){
            .kind = COR_CHART_LINE,
            .title =
                cor_say(_("Price of sending USD 200 and USD 500 from {sending} to {receiving}"),
                        cor_arg_country(prices->sending), cor_arg_country(prices->receiving)),
            .summary = cor_say(_("Percent of the amount, quarter by quarter, {first} to {last}."),
                               cor_arg_period(quarters.list[0]),
                               cor_arg_period(quarters.list[quarters.count - 1])),
            .about =
                dossier_plain(_("Mean of the services surveyed; fee and exchange-rate margin "
                                "together. SDG target 10.c for 2030: a world mean of 3 % or less, "
                                "and no corridor above 5 %, measured on its three cheapest "
                                "services. Two files of the same survey are drawn as two lines.")),
            .unit = cor_unit_find(COR_STR(UNIT_PRICE)),
            .series = series,
            .series_count = count,
            .mark = 5,
            .mark_label = dossier_plain(_("5 %: highest price of a corridor by 2030, SDG 10.c")) });
}

static bool any_negative(const cor_value *values, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (values[i].present && values[i].value < 0) return true;
    return false;
}

/* Fee and margin over the quarters, from the source that splits the price. */
static void show_parts_chart(dossier_page *page, const dossier_prices *prices, int32_t amount_usd,
                             const char *id) {
    const char *breakdown = breakdown_of(amount_usd);
    const cor_figure *newest = dossier_pick(prices->margins, breakdown, (cor_interval){ 0 });

    if (!newest) return;
    dossier_figures margins = dossier_of_source(page, prices->margins, newest->source);
    dossier_figures of_source = dossier_of_source(page, prices->prices, newest->source);
    dossier_periods quarters = dossier_periods_of(page, margins);
    cor_value *margin = dossier_values_over(page, margins, breakdown, quarters);
    cor_value *price = dossier_values_over(page, of_source, breakdown, quarters);
    cor_value *fee = cor_new(page->keep, cor_value, quarters.count + 1);
    if (!margin || !price || !fee || quarters.count < 2) return;

    for (int32_t i = 0; i < quarters.count; i++)
        fee[i] = fee_of(page, price[i], margin[i]);
    bool adds_up = !any_negative(margin, quarters.count) && !any_negative(fee, quarters.count);
    cor_chart_series series[] = {
        { .key = COR_STR("price"),
          .label = dossier_plain(_("Price")),
          .hue = COR_HUE_INK,
          .values = price },
        { .key = COR_STR("fee"),
          .label = dossier_plain(_("Fee")),
          .hue = COR_HUE_QUIET,
          .values = fee },
        { .key = COR_STR("margin"),
          .label = dossier_plain(_("Exchange-rate margin")),
          .hue = COR_HUE_QUIET,
          .values = margin },
    };

    dossier_chart_over(
        page, id, quarters,
        (cor_chart_spec){
            .kind = adds_up ? COR_CHART_AREA : COR_CHART_LINE,
            .title =
                cor_say(_("USD {amount}: fee and exchange-rate margin"), cor_arg_int(amount_usd)),
            .summary = cor_say(_("Percent of the amount, quarter by quarter, {first} to {last}."),
                               cor_arg_period(quarters.list[0]),
                               cor_arg_period(quarters.list[quarters.count - 1])),
            .about =
                dossier_plain(_("The fee is the price less the margin. A negative margin means "
                                "that the services paid a better rate than the market’s.")),
            .unit = cor_unit_find(COR_STR(UNIT_PRICE)),
            .series = series,
            .series_count = 3,
            .mark = 5,
            .mark_label = dossier_plain(_("5 %: highest price of a corridor by 2030, SDG 10.c")) });
}

static void show_newest(dossier_page *page, const dossier_prices *prices) {
    static const int32_t amounts[] = { DOSSIER_AMOUNT_LOW, DOSSIER_AMOUNT_HIGH };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "amount", _("Amount")),
        dossier_column(COR_CELL_WORDS, "quarter", _("Quarter")),
        dossier_column(COR_CELL_VALUE, "price", _("Price")),
        dossier_column(COR_CELL_VALUE, "fee", _("Fee")),
        dossier_column(COR_CELL_VALUE, "margin", _("Exchange-rate margin")),
        dossier_column(COR_CELL_VALUE, "cost", _("Cost")),
        dossier_column(COR_CELL_VALUE, "quotes", _("Services surveyed")),
    };

    cor_doc_table(page->doc, "newest-prices", dossier_plain(_("Newest prices")), columns, 7,
                  NO_TEXT);
    for (int a = 0; a < 2; a++) {
        dossier_price price = dossier_price_newest(page, prices, amounts[a]);
        if (!price.price.present) continue;
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){ dossier_words(cor_say(_("USD {amount}"), cor_arg_int(amounts[a]))),
                                dossier_words(cor_say("{period}", cor_arg_period(price.quarter))),
                                dossier_cell(price.price), dossier_cell(price.fee),
                                dossier_cell(price.margin), dossier_cell(price.cost),
                                dossier_cell(price.quotes) });
    }
}

static void show_missing_parts(dossier_page *page, const dossier_prices *prices) {
    bool has_high =
        dossier_pick(prices->prices, breakdown_of(DOSSIER_AMOUNT_HIGH), (cor_interval){ 0 });
    if (has_high && prices->margins.count) return;
    cor_text fillers[] = { dossier_plain(
        _("the quotes of single services with fee and exchange rate apart")) };
    cor_doc_absence(
        page->doc, "price-parts",
        dossier_plain(_("USD 500, and the price split into fee and margin")),
        dossier_plain(_("The file that has them does not include this corridor, or not both.")),
        fillers, 1);
}

void dossier_show_prices(dossier_page *page, const dossier_prices *prices) {
    dossier_periods quarters = dossier_periods_of(page, prices->prices);
    if (!quarters.count) return;
    show_price_chart(page, prices, quarters);
    show_newest(page, prices);
    show_parts_chart(page, prices, DOSSIER_AMOUNT_LOW, "parts-200");
    show_missing_parts(page, prices);
}
