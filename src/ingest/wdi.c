/* SPDX-License-Identifier: Apache-2.0 */
/* wdi.c: World Development Indicators: the wide CSV of the World Bank's API and DataBank, and the
 * tidy table.
 *
 * Balance-of-payments series come in dollars and are kept in millions; the tidy tables keep six
 * digits after the point of the dollar, and a download is read the same way. */
#include "datasets.h"

#define DOLLARS_AS_MILLIONS -6

static const cor_word SERIES[] = {
    { .text = "BX.TRF.PWKR.CD.DT",
      .measure = "remittances_received",
      .shift10 = DOLLARS_AS_MILLIONS },
    { .text = "BM.TRF.PWKR.CD.DT", .measure = "remittances_sent", .shift10 = DOLLARS_AS_MILLIONS },
    { .text = "BX.TRF.PWKR.DT.GD.ZS", .measure = "remittances_gdp_share" },
    { .text = "SI.RMT.COST.IB.ZS", .measure = "remittance_cost_received" },
    { .text = "SI.RMT.COST.OB.ZS", .measure = "remittance_cost_sent" },
    { 0 },
};

static const cor_column TIDY[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "indicator", COR_AS_WORD, .words = SERIES },
    { "value", COR_AS_VALUE, .decimals = COR_DECIMALS_6, .is_signed = true },
    { 0 },
};

static const cor_column API[] = {
    { "Country Name", COR_AS_NOTHING },
    { "Country Code", COR_AS_DESTINATION },
    { "Indicator Name", COR_AS_NOTHING },
    { "Indicator Code", COR_AS_WORD, .words = SERIES },
    { 0 },
};
static const cor_column DATABANK[] = {
    { "Country Name", COR_AS_NOTHING },
    { "Country Code", COR_AS_DESTINATION },
    { "Series Name", COR_AS_NOTHING },
    { "Series Code", COR_AS_WORD, .words = SERIES },
    { 0 },
};
static const cor_column YEARS = { "value", COR_AS_VALUE, .decimals = COR_DECIMALS_6,
                                  .is_signed = true, .missing = ".." };

/* The date of the update follows "Last Updated Date". Two updates have short keys. */
static cor_str edition_of_update(const cor_head *head, cor_arena *keep) {
    (void)keep;
    for (int32_t row = 0; row < head->sheets[0].row_count; row++) {
        if (!cor_str_is(cor_head_text(&head->sheets[0], row, 0), "Last Updated Date")) continue;
        cor_str date = cor_head_text(&head->sheets[0], row, 1);
        bool has_short_key =
            cor_str_is(date, "2021-09-15") || cor_str_starts(date, COR_STR("2023-05"));
        return has_short_key ? cor_str_part(date, 0, 4) : date;
    }
    return (cor_str){ 0 };
}

static const cor_layout LAYOUTS[] = {
    { .key = "api",
      .decimal = '.',
      .looks = N_("a CSV download of the World Bank with one column a year"),
      .columns = API,
      .across = &YEARS,
      .edition = edition_of_update,
      .source_prefix = "wdi-" },
    { .key = "databank",
      .decimal = '.',
      .looks = N_("a CSV download of the World Bank’s DataBank with one column a year"),
      .columns = DATABANK,
      .across = &YEARS,
      .source_prefix = "wdi-" },
    { .key = "tidy",
      .looks = N_("a table of indicators by country and year"),
      .columns = TIDY,
      .editions = "wdi-2023 wdi-2025" },
};

const cor_dataset cor_wdi = { .name = "wdi",
                              .title = N_("World Development Indicators (World Bank)"),
                              .layouts = LAYOUTS,
                              .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
