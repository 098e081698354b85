/* SPDX-License-Identifier: Apache-2.0 */
/* prices.c: Remittance Prices Worldwide: the cost of sending 200 or 500 dollars.
 *
 * Money flows against migration: the receiving country is the migrants' origin, the sending one
 * their destination, as in every corridor here. The tidy tables keep four digits after the
 * point. */
#include "datasets.h"
#include "quotes.h"

#define COR_DECIMALS_4 5

static const cor_column CORRIDORS[] = {
    { "sending_iso3", COR_AS_DESTINATION },
    { "receiving_iso3", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR },
    { "quarter", COR_AS_QUARTER },
    { "total_cost_pct", COR_AS_VALUE, .measure = "remittance_price", .breakdown = "amount_usd=200",
      .is_signed = true },
    { 0 },
};

/* With the amount sent, and how many services the mean rests on. */
static const cor_word AMOUNTS[] = {
    { .text = "200", .breakdown = "amount_usd=200" },
    { .text = "500", .breakdown = "amount_usd=500" },
    { 0 },
};
static const cor_column AMOUNTS_OF_CORRIDORS[] = {
    { "sending_iso3", COR_AS_DESTINATION },
    { "receiving_iso3", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR },
    { "quarter", COR_AS_QUARTER },
    { "amount_usd", COR_AS_WORD, .words = AMOUNTS },
    { "total_cost_pct", COR_AS_VALUE, .measure = "remittance_price", .is_signed = true },
    { "firms", COR_AS_NOTHING, .is_optional = true },
    { "services", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};

/* A good rate makes a negative margin, and occasionally a negative price. */
static const cor_column MARGINS[] = {
    { "sending_iso3", COR_AS_DESTINATION },
    { "receiving_iso3", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR },
    { "quarter", COR_AS_QUARTER },
    { "cost_pct_200usd", COR_AS_VALUE, .measure = "remittance_price", .breakdown = "amount_usd=200",
      .is_signed = true },
    { "cost_pct_500usd", COR_AS_VALUE, .measure = "remittance_price", .breakdown = "amount_usd=500",
      .is_signed = true },
    { "fx_margin_200usd", COR_AS_VALUE, .measure = "remittance_fx_margin",
      .breakdown = "amount_usd=200", .is_signed = true },
    { "fx_margin_500usd", COR_AS_VALUE, .measure = "remittance_fx_margin",
      .breakdown = "amount_usd=500", .is_signed = true },
    { "providers", COR_AS_VALUE, .measure = "remittance_providers" },
    { 0 },
};

static const cor_word SERIES[] = {
    { .text = "ATCR.CORR", .measure = "remittance_price", .breakdown = "amount_usd=200" },
    { 0 },
};
static const cor_column DATABANK[] = {
    { "Sending Countries Name", COR_AS_NOTHING },
    { "Sending Countries Code", COR_AS_DESTINATION },
    { "Series Code", COR_AS_WORD, .words = SERIES },
    { "Receiving Countries Name", COR_AS_NOTHING },
    { "Receiving Countries Code", COR_AS_ORIGIN },
    { 0 },
};
static const cor_column QUARTERS = { "value", COR_AS_VALUE, .decimals = COR_DECIMALS_4,
                                     .is_signed = true, .missing = ".." };

/* The last quarter of the table: "2020Q3 [YR2020Q3]" is the edition 2020q3. */
static cor_str edition_of_last_quarter(const cor_head *head, cor_arena *keep) {
    int32_t header = cor_head_find_header(head, &(cor_layout){ .columns = DATABANK });
    if (header < 0) return (cor_str){ 0 };
    const cor_row *row = &head->sheets[0].rows[header];
    cor_str last = cor_str_part(cor_row_text(row, row->cell_count - 1), 0, 6);
    cor_interval period;
    if (last.length != 6 || !cor_interval_parse(last, &period)) return (cor_str){ 0 };
    return cor_str_print(keep, "%.4sq%.1s", last.at, last.at + 5);
}

static const cor_layout LAYOUTS[] = {
    { .key = "databank",
      .decimal = '.',
      .looks = N_("a CSV download of the World Bank’s DataBank with one column a quarter"),
      .columns = DATABANK,
      .across = &QUARTERS,
      .edition = edition_of_last_quarter,
      .source_prefix = "rpw-" },
    { .key = "quotes",
      .looks = N_("the workbook of prices service by service"),
      .columns = COR_QUOTES,
      .edition = cor_quotes_edition,
      .source_prefix = "rpw-",
      .editions = "rpw-2025q1 rpw-2025q3",
      .is_free = true,
      .reads_all = true,
      .map = cor_quotes_map },
    { .key = "tidy-quotes",
      .looks = N_("a table of prices service by service"),
      .columns = COR_QUOTES_TIDY,
      .source_prefix = "rpw-",
      .editions = "rpw-2020q3 rpw-2025q1 rpw-2025q3",
      .is_free = true,
      .reads_all = true,
      .map = cor_quotes_map },
    { .key = "tidy-corridors",
      .looks = N_("a table of prices by corridor and quarter"),
      .columns = CORRIDORS,
      .editions = "rpw-2020q3" },
    { .key = "tidy-amounts",
      .looks = N_("a table of prices by corridor, quarter and amount"),
      .columns = AMOUNTS_OF_CORRIDORS,
      .editions = "rpw-2020q3 rpw-2025q1 rpw-2025q3" },
    { .key = "tidy-margins",
      .looks = N_("a table of prices and exchange-rate margins by corridor and quarter"),
      .columns = MARGINS,
      .editions = "rpw-2025q1" },
};

const cor_dataset cor_prices = { .name = "remittance-prices",
                                 .title = N_("Remittance Prices Worldwide (World Bank)"),
                                 .layouts = LAYOUTS,
                                 .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
