/* SPDX-License-Identifier: Apache-2.0 */
/* enoe.c: employed persons in Mexico by birthplace, from its national occupation and employment
 * survey. */
#include "datasets.h"

static const cor_word SECTORS[] = {
    { .text = "agriculture", .breakdown = "sector=agriculture" },
    { .text = "manufacturing", .breakdown = "sector=manufacturing" },
    { .text = "construction", .breakdown = "sector=construction" },
    { .text = "trade", .breakdown = "sector=trade" },
    { .text = "services", .breakdown = "sector=services_without_trade" },
    { .text = "other", .breakdown = "sector=other" },
    { .text = "not_specified", .breakdown = "sector=unknown" },
    { 0 },
};

/* Without a code: all origins. */
static const cor_word ORIGINS[] = {
    { .text = "" },
    { 0 },
};

static const cor_column TABLE[] = {
    { "year", COR_AS_YEAR },
    { "quarter", COR_AS_QUARTER },
    { "birthplace", COR_AS_WORD, .words = COR_WORDS_BIRTH },
    { "sector", COR_AS_WORD, .words = SECTORS },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "origin_code", COR_AS_ORIGIN, .words = ORIGINS },
    { "employed", COR_AS_VALUE, .measure = "employed", .destination = "MEX" },
    { 0 },
};

static const cor_layout LAYOUTS[] = {
    { .key = "tidy",
      .looks = N_("a table of employed persons by quarter, birthplace, sector and sex"),
      .columns = TABLE,
      .editions = "inegi-enoe-iom" },
};

const cor_dataset cor_enoe = { .name = "enoe",
                               .title = N_("Employed persons by birthplace in Mexico (ENOE)"),
                               .layouts = LAYOUTS,
                               .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
