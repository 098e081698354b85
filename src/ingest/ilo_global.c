/* SPDX-License-Identifier: Apache-2.0 */
/* ilo_global.c: the ILO's global estimates on international migrant workers; every edition is
 * kept. */
#include "datasets.h"

static const cor_word EDITIONS[] = {
    { .text = "1", .source = "ilo-global-1" }, { .text = "2", .source = "ilo-global-2" },
    { .text = "3", .source = "ilo-global-3" }, { .text = "3-iom", .source = "ilo-global-3-iom" },
    { .text = "4", .source = "ilo-global-4" }, { 0 },
};

#define SAME(key)                                                                                  \
    { .text = key, .measure = key }
static const cor_word INDICATORS[] = {
    SAME("migrant_workers"),
    SAME("population_15plus"),
    SAME("migrant_population_15plus"),
    SAME("non_migrant_population_15plus"),
    SAME("workers"),
    SAME("non_migrant_workers"),
    SAME("migrant_share_population_15plus"),
    SAME("migrant_share_labour_force"),
    SAME("lfpr_total"),
    SAME("lfpr_migrant"),
    SAME("lfpr_non_migrant"),
    SAME("share_of_migrant_workers"),
    SAME("migrants_in_labour_force"),
    SAME("migrants_employed"),
    SAME("migrants_unemployed"),
    SAME("migrant_stock"),
    SAME("share_of_migrants_in_labour_force"),
    SAME("employment_population_ratio_migrant"),
    SAME("unemployment_rate_migrant"),
    SAME("unemployment_rate_non_migrant"),
    SAME("share_of_employed_migrants"),
    SAME("share_of_employed_non_migrants"),
    { 0 },
};

/* Regions and income groups are places; ages and sectors are breakdowns of the world. */
static const cor_word CATEGORIES[] = {
    { .text = "World", .destination = "WLD" },
    { .text = "Europe and Central Asia", .destination = "ILO-ECA" },
    { .text = "Americas", .destination = "019" },
    { .text = "Africa", .destination = "002" },
    { .text = "Arab States", .destination = "ILO-ARAB" },
    { .text = "Asia and the Pacific", .destination = "ILO-ASPA" },
    { .text = "Arab States + Asia and the Pacific", .destination = "ILO-ARAB-ASPA" },
    { .text = "North America and Europe (as named by source)", .destination = "ILO-NAEU" },
    { .text = "Northern, Southern and Western Europe", .destination = "ILO-NSWE" },
    { .text = "Northern America", .destination = "021" },
    { .text = "High income", .destination = "HIC" },
    { .text = "Upper-middle income", .destination = "UMC" },
    { .text = "Lower-middle income", .destination = "LMC" },
    { .text = "Low income", .destination = "LIC" },
    { .text = "15-24", .destination = "WLD", .breakdown = "age=15-24" },
    { .text = "25-64", .destination = "WLD", .breakdown = "age=25-64" },
    { .text = "65+", .destination = "WLD", .breakdown = "age=65+" },
    { .text = "services", .destination = "WLD", .breakdown = "sector=services" },
    { .text = "industry", .destination = "WLD", .breakdown = "sector=industry" },
    { .text = "agriculture", .destination = "WLD", .breakdown = "sector=agriculture" },
    { 0 },
};

static const cor_column TABLE[] = {
    { "edition", COR_AS_WORD, .words = EDITIONS },
    { "ref_year", COR_AS_YEAR },
    { "indicator", COR_AS_WORD, .words = INDICATORS },
    { "category", COR_AS_WORD, .words = CATEGORIES },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "value", COR_AS_VALUE },
    { "dimension", COR_AS_NOTHING, .is_optional = true },
    { "source_url", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};

/* A file has one edition: that of the first row. */
static cor_str edition_in_first_row(const cor_head *head, cor_arena *keep) {
    (void)keep;
    const cor_head_sheet *sheet = &head->sheets[0];
    int32_t header = cor_head_find_header(head, &(cor_layout){ .columns = TABLE });
    int32_t column = header < 0 ? -1 : cor_row_find(&sheet->rows[header], TABLE[0].name);
    return cor_head_text(sheet, header + 1, column);
}

static const cor_layout LAYOUTS[] = {
    { .key = "tidy",
      .looks = N_("a table of estimates by edition, year, indicator and category"),
      .columns = TABLE,
      .edition = edition_in_first_row,
      .source_prefix = "ilo-global-",
      .editions = "ilo-global-3",
      .status = COR_ESTIMATED },
};

const cor_dataset cor_ilo_global = { .name = "ilo-global",
                                     .title = N_(
                                         "Global estimates on international migrant workers (ILO)"),
                                     .layouts = LAYOUTS,
                                     .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
