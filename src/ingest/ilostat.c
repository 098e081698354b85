/* SPDX-License-Identifier: Apache-2.0 */
/* ilostat.c: ILOSTAT downloads, with labels or codes, and the tidy tables of its labour migration
 * statistics.
 *
 * Each row is a figure of a national survey, so it is observed. Counts come in thousands. */
#include "datasets.h"

/* ---- downloads ----------------------------------------------------------- */

static const cor_word INDICATOR_LABELS[] = {
    { .text = "Informal employment rate by sex (%)", .measure = "informality_rate" },
    { .text = "Employment by sex and public/private sector (thousands)",
      .measure = "employed",
      .shift10 = 3 },
    { .text = "Employment by sex and place of birth (thousands)",
      .measure = "employed",
      .shift10 = 3 },
    { .text = "Employment by sex, education and place of birth (thousands)",
      .measure = "employed",
      .shift10 = 3 },
    { .text = "Employment by sex, economic activity and place of birth (thousands)",
      .measure = "employed",
      .shift10 = 3 },
    { .text = "Employment by sex, occupation and place of birth (thousands)",
      .measure = "employed",
      .shift10 = 3 },
    { .text = "Unemployment rate by sex, education and place of birth (%)",
      .measure = "unemployment_rate" },
    { 0 },
};

/* The key ends with the frequency where the download states it. The labour migration statistics
 * kept their prefix until 2024. */
#define COUNTED(code)                                                                              \
    { .text = code, .measure = "employed", .shift10 = 3 }, {                                       \
        .text = code "_A", .measure = "employed", .shift10 = 3                                     \
    }
#define RATE(code, of)                                                                             \
    { .text = code, .measure = of }, {                                                             \
        .text = code "_A", .measure = of                                                           \
    }
static const cor_word INDICATOR_CODES[] = {
    RATE("EMP_NIFL_SEX_RT", "informality_rate"),
    COUNTED("EMP_TEMP_SEX_INS_NB"),
    COUNTED("EMP_TEMP_SEX_EDU_CBR_NB"),
    COUNTED("EMP_TEMP_SEX_ECO_CBR_NB"),
    COUNTED("EMP_TEMP_SEX_OCU_CBR_NB"),
    COUNTED("MST_TEMP_SEX_EDU_CBR_NB"),
    COUNTED("MST_TEMP_SEX_ECO_CBR_NB"),
    COUNTED("MST_TEMP_SEX_OCU_CBR_NB"),
    RATE("UNE_DEAP_SEX_EDU_CBR_RT", "unemployment_rate"),
    RATE("MST_TUNE_SEX_EDU_CBR_RT", "unemployment_rate"),
    { 0 },
};

static const cor_word SEXES[] = {
    { .text = "Sex: Total" },
    { .text = "Sex: Male", .breakdown = "sex=M" },
    { .text = "Sex: Female", .breakdown = "sex=F" },
    { .text = "Sex: Other", .breakdown = "sex=O" },
    { .text = "SEX_T" },
    { .text = "SEX_M", .breakdown = "sex=M" },
    { .text = "SEX_F", .breakdown = "sex=F" },
    { .text = "SEX_O", .breakdown = "sex=O" },
    { .text = "" },
    { 0 },
};

/* Words that a classification column may hold. */
static const cor_word CLASSES[] = {
    { .text = "" },
    { .text = "Institutional sector: Total" },
    { .text = "Institutional sector: Public", .breakdown = "institution=public" },
    { .text = "Institutional sector: Private", .breakdown = "institution=private" },
    { .text = "Institutional sector: Not elsewhere classified",
      .breakdown = "institution=unknown" },
    { .text = "INS_SECTOR_TOTAL" },
    { .text = "INS_SECTOR_PUB", .breakdown = "institution=public" },
    { .text = "INS_SECTOR_PRI", .breakdown = "institution=private" },
    { .text = "INS_SECTOR_X", .breakdown = "institution=unknown" },
    { .text = "Place of birth: Total" },
    { .text = "Place of birth: Native-born", .breakdown = "birth=native" },
    { .text = "Place of birth: Foreign-born", .breakdown = "birth=foreign" },
    { .text = "Place of birth: Status unknown", .breakdown = "birth=unknown" },
    { .text = "CBR_BIR_TOTAL" },
    { .text = "CBR_BIR_NATIVE", .breakdown = "birth=native" },
    { .text = "CBR_BIR_FOREIGN", .breakdown = "birth=foreign" },
    { .text = "CBR_BIR_X", .breakdown = "birth=unknown" },
    { .text = "Education (Aggregate levels): Total" },
    { .text = "Education (Aggregate levels): Less than basic",
      .breakdown = "education=less_than_basic" },
    { .text = "Education (Aggregate levels): Basic", .breakdown = "education=basic" },
    { .text = "Education (Aggregate levels): Intermediate", .breakdown = "education=intermediate" },
    { .text = "Education (Aggregate levels): Advanced", .breakdown = "education=advanced" },
    { .text = "Education (Aggregate levels): Level not stated", .breakdown = "education=unknown" },
    { .text = "Aggregate levels: Total" },
    { .text = "Aggregate levels: Less than basic", .breakdown = "education=less_than_basic" },
    { .text = "Aggregate levels: Basic", .breakdown = "education=basic" },
    { .text = "Aggregate levels: Intermediate", .breakdown = "education=intermediate" },
    { .text = "Aggregate levels: Advanced", .breakdown = "education=advanced" },
    { .text = "Aggregate levels: Level not stated", .breakdown = "education=unknown" },
    { .text = "EDU_AGGREGATE_TOTAL" },
    { .text = "EDU_AGGREGATE_LTB", .breakdown = "education=less_than_basic" },
    { .text = "EDU_AGGREGATE_BAS", .breakdown = "education=basic" },
    { .text = "EDU_AGGREGATE_INT", .breakdown = "education=intermediate" },
    { .text = "EDU_AGGREGATE_ADV", .breakdown = "education=advanced" },
    { .text = "EDU_AGGREGATE_X", .breakdown = "education=unknown" },
    { .text = "Economic activity (Broad sector): Total" },
    { .text = "Economic activity (Broad sector): Agriculture", .breakdown = "sector=agriculture" },
    { .text = "Economic activity (Broad sector): Industry", .breakdown = "sector=industry" },
    { .text = "Economic activity (Broad sector): Services", .breakdown = "sector=services" },
    { .text = "ECO_SECTOR_TOTAL" },
    { .text = "ECO_SECTOR_AGR", .breakdown = "sector=agriculture" },
    { .text = "ECO_SECTOR_IND", .breakdown = "sector=industry" },
    { .text = "ECO_SECTOR_SER", .breakdown = "sector=services" },
    { 0 },
};

/* A break in the series or a small sample does not turn a count into an estimate. */
static const cor_word REMARKS[] = {
    { .text = "Provisional", .status = COR_PROVISIONAL + 1 },
    { .text = "P", .status = COR_PROVISIONAL + 1 },
    { .text = "Imputation", .status = COR_ESTIMATED + 1 },
    { .text = "I", .status = COR_ESTIMATED + 1 },
    { .text = "Estimated", .status = COR_ESTIMATED + 1 },
    { .text = "E", .status = COR_ESTIMATED + 1 },
    { 0 },
};

static const cor_column LABELS[] = {
    { "ref_area.label", COR_AS_DESTINATION, .rule = COR_PLACES_BY_NAME },
    { "indicator.label", COR_AS_WORD, .words = INDICATOR_LABELS },
    { "sex.label", COR_AS_WORD, .is_optional = true, .words = SEXES },
    { "classif1.label", COR_AS_WORD, .is_optional = true, .words = CLASSES },
    { "classif2.label", COR_AS_WORD, .is_optional = true, .words = CLASSES },
    { "time", COR_AS_PERIOD },
    { "obs_value", COR_AS_VALUE },
    { "obs_status.label", COR_AS_WORD, .is_optional = true, .words = REMARKS, .any_word = true },
    { 0 },
};
static const cor_column CODES[] = {
    { "ref_area", COR_AS_DESTINATION },
    { "indicator", COR_AS_WORD, .words = INDICATOR_CODES },
    { "sex", COR_AS_WORD, .is_optional = true, .words = SEXES },
    { "classif1", COR_AS_WORD, .is_optional = true, .words = CLASSES },
    { "classif2", COR_AS_WORD, .is_optional = true, .words = CLASSES },
    { "time", COR_AS_PERIOD },
    { "obs_value", COR_AS_VALUE },
    { "obs_status", COR_AS_WORD, .is_optional = true, .words = REMARKS, .any_word = true },
    { 0 },
};

/* ---- tidy tables --------------------------------------------------------- */

#define SECTION(code)                                                                              \
    { .text = code, .breakdown = "sector=" code }
static const cor_word SECTIONS[] = {
    SECTION("A"), SECTION("B"), SECTION("C"), SECTION("D"), SECTION("E"),   SECTION("D-E"),
    SECTION("F"), SECTION("G"), SECTION("H"), SECTION("I"), SECTION("J"),   SECTION("K"),
    SECTION("L"), SECTION("M"), SECTION("N"), SECTION("O"), SECTION("P"),   SECTION("Q"),
    SECTION("R"), SECTION("S"), SECTION("T"), SECTION("U"), SECTION("T-X"), { 0 },
};

#define OCCUPATION(code)                                                                           \
    { .text = code, .breakdown = "occupation=" code }
static const cor_word OCCUPATIONS[] = {
    OCCUPATION("ISCO-08-0"),
    OCCUPATION("ISCO-08-1"),
    OCCUPATION("ISCO-08-2"),
    OCCUPATION("ISCO-08-3"),
    OCCUPATION("ISCO-08-4"),
    OCCUPATION("ISCO-08-5"),
    OCCUPATION("ISCO-08-6"),
    OCCUPATION("ISCO-08-7"),
    OCCUPATION("ISCO-08-8"),
    OCCUPATION("ISCO-08-9"),
    OCCUPATION("ISCO-08-X"),
    { .text = "ISCO-68-Y", .skip = true }, // an older classification, several groups under one code
    { .text = "total" },
    { 0 },
};

static const cor_word SKILLS[] = {
    { .text = "low", .breakdown = "skill=low" },
    { .text = "medium", .breakdown = "skill=medium" },
    { .text = "high", .breakdown = "skill=high" },
    { .text = "unknown", .breakdown = "skill=unknown" },
    { 0 },
};

static const cor_word ORIGIN_STATUS[] = {
    { .text = "birth:foreign", .breakdown = "birth=foreign" },
    { .text = "birth:native", .breakdown = "birth=native" },
    { .text = "birth:unknown", .breakdown = "birth=unknown" },
    { .text = "birth:total" },
    { .text = "citizenship:foreign", .breakdown = "citizenship=foreign" },
    { .text = "citizenship:native", .breakdown = "citizenship=national" },
    { .text = "citizenship:unknown", .breakdown = "citizenship=unknown" },
    { .text = "citizenship:total" },
    { 0 },
};

#define PLACE_YEAR                                                                                 \
    { "iso3", COR_AS_DESTINATION }, {                                                              \
        "year", COR_AS_YEAR                                                                        \
    }
#define SEX                                                                                        \
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX }
#define BIRTH                                                                                      \
    { "birth", COR_AS_WORD, .words = COR_WORDS_BIRTH }
static const cor_column BY_SECTOR[] = {
    PLACE_YEAR,
    BIRTH,
    { "isic4_section", COR_AS_WORD, .words = SECTIONS },
    { "employed", COR_AS_VALUE, .measure = "employed" },
    { 0 },
};
static const cor_column BY_OCCUPATION[] = {
    PLACE_YEAR,
    BIRTH,
    SEX,
    { "isco", COR_AS_WORD, .words = OCCUPATIONS },
    { "employed", COR_AS_VALUE, .measure = "employed" },
    { 0 },
};
static const cor_column BY_EDUCATION[] = {
    PLACE_YEAR,
    BIRTH,
    SEX,
    { "education", COR_AS_WORD, .words = COR_WORDS_EDUCATION },
    { "employed", COR_AS_VALUE, .measure = "employed" },
    { 0 },
};
static const cor_column BY_SKILL[] = {
    PLACE_YEAR,
    { "isic4_section", COR_AS_WORD, .words = SECTIONS },
    { "skill", COR_AS_WORD, .words = SKILLS },
    { "employed", COR_AS_VALUE, .measure = "employed" },
    { 0 },
};
static const cor_column UNEMPLOYMENT[] = {
    PLACE_YEAR,
    BIRTH,
    SEX,
    { "education", COR_AS_WORD, .words = COR_WORDS_EDUCATION },
    { "unemployment_rate_pct", COR_AS_VALUE, .measure = "unemployment_rate" },
    { 0 },
};
static const cor_column HOURS[] = {
    PLACE_YEAR,
    SEX,
    { "status", COR_AS_WORD, .words = ORIGIN_STATUS, .joined = "basis" },
    { "mean_weekly_hours", COR_AS_VALUE, .measure = "hours_weekly" },
    { 0 },
};
static const cor_column EARNINGS[] = {
    PLACE_YEAR,
    SEX,
    { "status", COR_AS_WORD, .words = ORIGIN_STATUS, .joined = "basis" },
    { "value", COR_AS_VALUE, .measure = "earnings_monthly" },
    { 0 },
};
static const cor_column INFORMALITY[] = {
    PLACE_YEAR,
    SEX,
    { "informal_rate_pct", COR_AS_VALUE, .measure = "informality_rate" },
    { "source", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};

/* ---- the dataset --------------------------------------------------------- */

#define MST(key_, looks_, columns_)                                                                \
    { .key = key_, .looks = looks_, .columns = columns_, .editions = "ilostat-mst-2025" }
static const cor_layout LAYOUTS[] = {
    { .key = "labels",
      .decimal = '.',
      .looks = N_("a download of ILOSTAT with labels"),
      .columns = LABELS,
      .editions = "ilostat-2024" },
    { .key = "codes",
      .decimal = '.',
      .looks = N_("a download of ILOSTAT with codes"),
      .columns = CODES,
      .editions = "ilostat-2024" },
    { .key = "tidy-sectors",
      .looks = N_("a table of employed persons by birthplace and sector"),
      .columns = BY_SECTOR,
      .has_fractions = true, // from thousands with three digits and more
      .editions = "ilostat-mst-2025" },
    MST("tidy-occupations", N_("a table of employed persons by birthplace, sex and occupation"),
        BY_OCCUPATION),
    MST("tidy-education", N_("a table of employed persons by birthplace, sex and education"),
        BY_EDUCATION),
    { .key = "tidy-skills",
      .looks = N_("a table of employed persons by sector and skill"),
      .columns = BY_SKILL,
      .has_fractions = true,
      .editions = "ilostat-mst-2025" },
    MST("tidy-unemployment", N_("a table of unemployment rates by birthplace, sex and education"),
        UNEMPLOYMENT),
    MST("tidy-hours", N_("a table of weekly hours by birthplace or citizenship"), HOURS),
    MST("tidy-earnings", N_("a table of monthly earnings by birthplace or citizenship"), EARNINGS),
    { .key = "tidy-informality",
      .looks = N_("a table of informal employment rates by sex"),
      .columns = INFORMALITY,
      .editions = "ilostat-2024" },
};

const cor_dataset cor_ilostat = { .name = "ilostat",
                                  .title = N_(
                                      "Labour statistics by place of birth and others (ILOSTAT)"),
                                  .layouts = LAYOUTS,
                                  .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
