/* SPDX-License-Identifier: Apache-2.0 */
/* sdg.c: the SDG Global Database of the United Nations: its own download, and the tidy table. */
#include "datasets.h"

static const cor_word SERIES[] = {
    { .text = "SG_CPA_MIGRP", .measure = "sdg_10_7_2_share" },
    { .text = "SG_CPA_MIGRS", .measure = "sdg_10_7_2" },
    { .text = "SM_DTH_MIGR", .measure = "sdg_10_7_3" },
    { .text = "SI_RMT_COST", .measure = "sdg_10_c_1" },
    { .text = "BX_TRF_PWKR", .measure = "sdg_17_3_2" },
    { .text = "SL_ISV_IFEM", .measure = "sdg_8_3_1" },
    { .text = "SL_TLF_UEM", .measure = "sdg_8_5_2" },
    { .text = "SL_EMP_FTLINJUR", .measure = "sdg_8_8_1_fatal" },
    { .text = "SL_EMP_INJUR", .measure = "sdg_8_8_1_injury" },
    { .text = "SL_LBR_NTLCPL", .measure = "sdg_8_8_2" },
    { 0 },
};

/* Series without sexes leave the cell empty. */
static const cor_word SEXES[] = {
    { .text = "" },
    { .text = "bothsex" },
    { .text = "male", .breakdown = "sex=M" },
    { .text = "female", .breakdown = "sex=F" },
    { .text = "BOTHSEX" },
    { .text = "MALE", .breakdown = "sex=M" },
    { .text = "FEMALE", .breakdown = "sex=F" },
    { 0 },
};

static const cor_word AGES[] = {
    { .text = "" },
    { .text = "15", .breakdown = "age=15+" },
    { .text = "15_24", .breakdown = "age=15-24" },
    { .text = "25", .breakdown = "age=25+" },
    { .text = "15+", .breakdown = "age=15+" },
    { .text = "15-24", .breakdown = "age=15-24" },
    { .text = "25+", .breakdown = "age=25+" },
    { 0 },
};

static const cor_word MIGRANTS[] = {
    { .text = "" },
    { .text = "t" },
    { .text = "notspec" },
    { .text = "migper", .breakdown = "migration_status=migrant" },
    { .text = "nonmig", .breakdown = "migration_status=non_migrant" },
    { .text = "eumig", .breakdown = "migration_status=eu_migrant" },
    { .text = "noneumig", .breakdown = "migration_status=non_eu_migrant" },
    { .text = "_T" },
    { .text = "MIGPER", .breakdown = "migration_status=migrant" },
    { .text = "NONMIG", .breakdown = "migration_status=non_migrant" },
    { .text = "EUMIG", .breakdown = "migration_status=eu_migrant" },
    { .text = "NONEUMIG", .breakdown = "migration_status=non_eu_migrant" },
    { 0 },
};

/* A policy domain of 10.7.2 or an activity of 8.3.1. */
static const cor_word DOMAINS[] = {
    { .text = "" },
    { .text = "total" },
    { .text = "alldomains" },
    { .text = "domain1", .breakdown = "policy_domain=1" },
    { .text = "domain2", .breakdown = "policy_domain=2" },
    { .text = "domain3", .breakdown = "policy_domain=3" },
    { .text = "domain4", .breakdown = "policy_domain=4" },
    { .text = "domain5", .breakdown = "policy_domain=5" },
    { .text = "domain6", .breakdown = "policy_domain=6" },
    { .text = "isic4_a", .breakdown = "sector=A" },
    { .text = "nonagr", .breakdown = "sector=non_agriculture" },
    { .text = "ALLDOMAINS" },
    { .text = "DOMAIN_1", .breakdown = "policy_domain=1" },
    { .text = "DOMAIN_2", .breakdown = "policy_domain=2" },
    { .text = "DOMAIN_3", .breakdown = "policy_domain=3" },
    { .text = "DOMAIN_4", .breakdown = "policy_domain=4" },
    { .text = "DOMAIN_5", .breakdown = "policy_domain=5" },
    { .text = "DOMAIN_6", .breakdown = "policy_domain=6" },
    { .text = "TOTAL" },
    { .text = "ISIC4_A", .breakdown = "sector=A" },
    { .text = "NONAGR", .breakdown = "sector=non_agriculture" },
    { 0 },
};

/* Country data (C), adjusted (CA), estimated (E), modelled (M), of global monitoring (G). */
static const cor_word NATURES[] = {
    { .text = "e", .status = COR_ESTIMATED + 1 },
    { .text = "m", .status = COR_ESTIMATED + 1 },
    { .text = "E", .status = COR_ESTIMATED + 1 },
    { .text = "M", .status = COR_ESTIMATED + 1 },
    { 0 },
};

static const cor_column TIDY[] = {
    { "series", COR_AS_WORD, .words = SERIES },
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = SEXES },
    { "age", COR_AS_WORD, .words = AGES },
    { "migratory_status", COR_AS_WORD, .words = MIGRANTS },
    { "domain", COR_AS_WORD, .words = DOMAINS },
    { "nature", COR_AS_WORD, .words = NATURES, .any_word = true },
    { "indicator", COR_AS_NOTHING, .is_optional = true }, // the series belongs to one
    { "m49", COR_AS_NOTHING, .is_optional = true },
    { "value", COR_AS_VALUE, .missing = "N" },
    { 0 },
};

/* Skip series that are not kept here, and regions: downloads mostly contain more than was asked
 * for. */
static const cor_column DOWNLOAD[] = {
    { "SeriesCode", COR_AS_WORD, .words = SERIES, .others_skip = true },
    { "GeoAreaCode", COR_AS_DESTINATION, .rule = COR_PLACES_BY_M49, .others_skip = true },
    { "TimePeriod", COR_AS_YEAR },
    { "[Sex]", COR_AS_WORD, .is_optional = true, .words = SEXES },
    { "[Age]", COR_AS_WORD, .is_optional = true, .words = AGES },
    { "[Migratory status]", COR_AS_WORD, .is_optional = true, .words = MIGRANTS },
    { "[Policy Domains]", COR_AS_WORD, .is_optional = true, .words = DOMAINS },
    { "[Activity]", COR_AS_WORD, .is_optional = true, .words = DOMAINS },
    { "[Nature]", COR_AS_WORD, .is_optional = true, .words = NATURES, .any_word = true },
    { "Indicator", COR_AS_NOTHING, .is_optional = true },
    { "[Reporting Type]", COR_AS_NOTHING, .is_optional = true },
    { "[Observation Status]", COR_AS_NOTHING, .is_optional = true },
    { "Time_Detail", COR_AS_NOTHING, .is_optional = true },
    { "Value", COR_AS_VALUE, .missing = "N" },
    { 0 },
};

static const cor_layout LAYOUTS[] = {
    { .key = "download",
      .decimal = '.',
      .looks = N_("a CSV download of the SDG Global Database"),
      .columns = DOWNLOAD },
    { .key = "tidy",
      .looks = N_("a table of series by country and year"),
      .columns = TIDY,
      .editions = "un-sdg-2020" },
};

const cor_dataset cor_sdg = { .name = "sdg",
                              .title = N_("SDG Global Database (United Nations)"),
                              .layouts = LAYOUTS,
                              .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
