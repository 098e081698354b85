/* SPDX-License-Identifier: Apache-2.0 */
/* labour_market.c: modelled labour market series by country and year, as Gapminder compiles
 * them. */
#include "datasets.h"

static const cor_word INDICATORS[] = {
    { .text = "gdp_pc_const_usd", .measure = "gdp_per_capita" },
    { .text = "unemployment_rate_15plus", .measure = "unemployment_rate", .breakdown = "age=15+" },
    { .text = "lfpr_15_64", .measure = "lfpr", .breakdown = "age=15-64" },
    { .text = "lfpr_15plus", .measure = "lfpr", .breakdown = "age=15+" },
    { .text = "employment_rate_15plus", .measure = "employment_rate", .breakdown = "age=15+" },
    { .text = "emp_share_agriculture",
      .measure = "employment_share",
      .breakdown = "sector=agriculture" },
    { .text = "emp_share_industry", .measure = "employment_share", .breakdown = "sector=industry" },
    { .text = "emp_share_services", .measure = "employment_share", .breakdown = "sector=services" },
    { .text = "family_workers_share", .measure = "family_workers_share" },
    { 0 },
};

static const cor_column TABLE[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "indicator", COR_AS_WORD, .words = INDICATORS },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "value", COR_AS_VALUE },
    { 0 },
};

static const cor_layout LAYOUTS[] = {
    { .key = "tidy",
      .looks = N_("a table of indicators by country, year and sex"),
      .columns = TABLE,
      .editions = "gapminder-systema-globalis",
      .status = COR_ESTIMATED },
};

const cor_dataset cor_labour_market = { .name = "labour-market",
                                        .title = N_("Labour market series by country (Gapminder)"),
                                        .layouts = LAYOUTS,
                                        .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
