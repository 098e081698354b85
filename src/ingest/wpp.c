/* SPDX-License-Identifier: Apache-2.0 */
/* wpp.c: World Population Prospects: tables of countries by year, as the wpp packages of R store
 * them, and the tidy table.
 *
 * The wide tables name neither their edition nor their subject, so a well-known first value
 * identifies them: births of the world in 1950, and so on. */
#include "datasets.h"

/* ---- tidy tables --------------------------------------------------------- */

static const cor_column POPULATION[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "kind", COR_AS_WORD, .words = COR_WORDS_KIND },
    { "population", COR_AS_VALUE, .measure = "population" },
    { 0 },
};

static const cor_column VITAL_EVENTS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "kind", COR_AS_WORD, .words = COR_WORDS_KIND },
    { "births", COR_AS_VALUE, .measure = "births" },
    { "deaths", COR_AS_VALUE, .measure = "deaths" },
    { "net_migration", COR_AS_VALUE, .measure = "net_migration", .is_signed = true },
    { 0 },
};

/* Fertility, life expectancy and the bounds of projections have no measure here. */
static const cor_column ANNUAL[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "tfr", COR_AS_NOTHING },
    { "e0_F", COR_AS_NOTHING },
    { "e0_M", COR_AS_NOTHING },
    { "births", COR_AS_VALUE, .measure = "births" },
    { "deaths", COR_AS_VALUE, .measure = "deaths" },
    { "net_migration", COR_AS_VALUE, .measure = "net_migration", .is_signed = true },
    { 0 },
};

static const cor_column NET_MIGRATION_BY_AGE[] = {
    { "iso3", COR_AS_DESTINATION },
    { "period", COR_AS_YEARS },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { "net_migration", COR_AS_VALUE, .measure = "net_migration", .is_signed = true },
    { 0 },
};
static const cor_column NET_MIGRATION_BY_YEAR_OF_AGE[] = {
    { "iso3", COR_AS_DESTINATION },      { "year", COR_AS_YEAR },
    { "sex", COR_AS_NOTHING },           { "age", COR_AS_NOTHING },
    { "net_migration", COR_AS_NOTHING }, { 0 },
};

static const cor_column RATES_BY_YEAR_OF_AGE[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_NOTHING },
    { "age", COR_AS_NOTHING },
    { "mx", COR_AS_NOTHING },
    { "qx", COR_AS_NOTHING },
    { 0 },
};
static const cor_column DEATH_RATES[] = {
    { "iso3", COR_AS_DESTINATION }, { "period", COR_AS_NOTHING }, { "sex", COR_AS_NOTHING },
    { "age", COR_AS_NOTHING },      { "mx", COR_AS_NOTHING },     { 0 },
};
static const cor_column BIRTH_RATES[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "age", COR_AS_NOTHING },
    { "percent", COR_AS_NOTHING },
    { 0 },
};

static const cor_column AGES[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { "kind", COR_AS_WORD, .is_optional = true, .words = COR_WORDS_KIND },
    { "population", COR_AS_VALUE, .measure = "population" },
    { 0 },
};

/* Mid-year to mid-year. The populations at both ends are those of the annual table. */
#define FIVE_YEARS                                                                                 \
    { "iso3", COR_AS_DESTINATION }, { "year0", COR_AS_YEAR }, { "year1", COR_AS_YEAR_END },        \
        { "kind", COR_AS_WORD, .is_optional = true, .words = COR_WORDS_KIND },                     \
        { "births", COR_AS_VALUE, .measure = "births" },                                           \
        { "deaths", COR_AS_VALUE, .measure = "deaths" },                                           \
        { "pop0", COR_AS_NOTHING, .is_optional = true },                                           \
        { "pop1", COR_AS_NOTHING, .is_optional = true }, {                                         \
        "net_migration", COR_AS_VALUE, .measure = "net_migration", .is_signed = true               \
    }
static const cor_column FIVE_YEARS_2024[] = {
    FIVE_YEARS,
    { "residual_migration", COR_AS_VALUE, .measure = "residual_migration", .is_signed = true },
    { 0 },
};
static const cor_column FIVE_YEARS_2022[] = {
    FIVE_YEARS,
    { 0 },
};

/* ---- the agency's own CSV ------------------------------------------------ */

static const cor_word LOCATION_TYPES[] = {
    { .text = "Country/Area" },
    { .text = "World" },
    { 0 },
};
static const cor_word VARIANTS[] = {
    { .text = "Medium" },
    { .text = "Estimates", .status = COR_ESTIMATED + 1 },
    { 0 },
};
/* Demographic indicators, all in thousands; the file does not state its revision. The population of
 * a year is that of 1 July. */
static const cor_column INDICATORS[] = {
    { "LocID", COR_AS_DESTINATION, .rule = COR_PLACES_BY_M49 },
    { "LocTypeName", COR_AS_WORD, .words = LOCATION_TYPES, .others_skip = true },
    { "Variant", COR_AS_WORD, .words = VARIANTS, .others_skip = true },
    { "Time", COR_AS_YEAR },
    { "TPopulation1July", COR_AS_VALUE, .measure = "population", .shift10 = 3 },
    { "Births", COR_AS_VALUE, .measure = "births", .shift10 = 3 },
    { "Deaths", COR_AS_VALUE, .measure = "deaths", .shift10 = 3 },
    { "NetMigrations", COR_AS_VALUE, .measure = "net_migration", .shift10 = 3, .is_signed = true },
    { 0 },
};

/* ---- wide tables, in thousands ------------------------------------------- */

static const cor_column COUNTRIES[] = {
    { "country_code", COR_AS_DESTINATION, .rule = COR_PLACES_BY_M49 },
    { "country", COR_AS_NOTHING },
    { 0 },
};
static const cor_column COUNTRIES_AGES[] = {
    { "country_code", COR_AS_DESTINATION, .rule = COR_PLACES_BY_M49 },
    { "name", COR_AS_NOTHING },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { 0 },
};
static const cor_column BIRTHS = { "births", COR_AS_VALUE, .measure = "births", .shift10 = 3 };
static const cor_column DEATHS = { "deaths", COR_AS_VALUE, .measure = "deaths", .shift10 = 3 };
static const cor_column NET_MIGRATION = { "net migration", COR_AS_VALUE, .measure = "net_migration",
                                          .shift10 = 3, .is_signed = true };
static const cor_column MEN = { "men", COR_AS_VALUE, .measure = "population", .breakdown = "sex=M",
                                .shift10 = 3 };
static const cor_column WOMEN = { "women", COR_AS_VALUE, .measure = "population",
                                  .breakdown = "sex=F", .shift10 = 3 };

typedef enum {
    IS_BIRTHS,
    IS_DEATHS,
    IS_NET_MIGRATION,
    IS_CHANGE,
    IS_YEAR_END,
    IS_MEN,
    IS_WOMEN
} wpp_content;
static const struct {
    wpp_content content;
    const char *place, *age, *year, *value;
    const char *edition;
} KNOWN[] = {
    { IS_BIRTHS, "900", NULL, "1950", "91823.936", "2024" },
    { IS_DEATHS, "900", NULL, "1950", "48486.892", "2024" },
    { IS_NET_MIGRATION, "1834", NULL, "1950", "-55.532", "2024" },
    { IS_CHANGE, "900", NULL, "1950", "43337.6910000001", "2024" },
    { IS_YEAR_END, "900", NULL, "2024", "8196980.849", "2024" },
    { IS_MEN, "900", "0-4", "1950", "172419.832", "2019" },
};

static const char *edition_if(const cor_head *head, wpp_content content) {
    const cor_head_sheet *sheet = &head->sheets[0];
    int32_t header = cor_head_find_header(head, &(cor_layout){ .columns = COUNTRIES });

    if (header < 0) header = cor_head_find_header(head, &(cor_layout){ .columns = COUNTRIES_AGES });
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN && header >= 0; i++) {
        const cor_row *names = &sheet->rows[header];
        int32_t year = cor_row_find(names, KNOWN[i].year), age = cor_row_find(names, "age");
        if (KNOWN[i].content != content || year < 0 || (age >= 0) != (KNOWN[i].age != NULL))
            continue;
        for (int32_t row = header + 1; row < sheet->row_count; row++)
            if (cor_str_is(cor_head_text(sheet, row, 0), KNOWN[i].place) &&
                (!KNOWN[i].age || cor_str_is(cor_head_text(sheet, row, age), KNOWN[i].age)) &&
                cor_str_is(cor_head_text(sheet, row, year), KNOWN[i].value))
                return KNOWN[i].edition;
    }

    return NULL;
}

static bool is_births(const cor_head *head) {
    return edition_if(head, IS_BIRTHS) != NULL;
}
static bool is_deaths(const cor_head *head) {
    return edition_if(head, IS_DEATHS) != NULL;
}
static bool is_net_migration(const cor_head *head) {
    return edition_if(head, IS_NET_MIGRATION) != NULL;
}
static bool is_change(const cor_head *head) {
    return edition_if(head, IS_CHANGE) != NULL;
}
static bool is_year_end(const cor_head *head) {
    return edition_if(head, IS_YEAR_END) != NULL;
}
static bool is_men(const cor_head *head) {
    return edition_if(head, IS_MEN) != NULL;
}
static bool is_women(const cor_head *head) {
    return edition_if(head, IS_WOMEN) != NULL;
}

static cor_str edition_by_value(const cor_head *head, cor_arena *keep) {
    (void)keep;
    for (wpp_content content = IS_BIRTHS; content <= IS_WOMEN; content++) {
        const char *found = edition_if(head, content);
        if (found) return cor_str_of(found);
    }
    return (cor_str){ 0 };
}

/* ---- the dataset --------------------------------------------------------- */

#define WIDE(key_, looks_, recognise_, columns_, value_)                                           \
    {                                                                                              \
        .key = key_, .looks = looks_, .columns = columns_, .across = &value_, .decimal = '.',      \
        .recognise = recognise_, .edition = edition_by_value, .source_prefix = "un-wpp-",          \
        .status = COR_ESTIMATED                                                                    \
    }
#define UNREAD_RATES(key_, columns_)                                                               \
    {                                                                                              \
        .key = key_, .looks = N_("a table of death rates or birth rates by age"),                  \
        .columns = columns_,                                                                       \
        .unread = N_("No measure holds rates by age. Births, deaths and population are read from " \
                     "their own tables.")                                                          \
    }
static const cor_layout LAYOUTS[] = {
    WIDE("wide-births", N_("births of countries by year, in thousands"), is_births, COUNTRIES,
         BIRTHS),
    WIDE("wide-deaths", N_("deaths of countries by year, in thousands"), is_deaths, COUNTRIES,
         DEATHS),
    WIDE("wide-net-migration", N_("net migration of countries by year, in thousands"),
         is_net_migration, COUNTRIES, NET_MIGRATION),
    WIDE("wide-men", N_("men of countries by age and year, in thousands"), is_men, COUNTRIES_AGES,
         MEN),
    WIDE("wide-women", N_("women of countries by age and year, in thousands"), is_women,
         COUNTRIES_AGES, WOMEN),
    { .key = "wide-change",
      .looks = N_("population change of countries by year, in thousands"),
      .columns = COUNTRIES,
      .recognise = is_change,
      .unread = N_("Population change is births less deaths plus net migration, which are read "
                   "from their own "
                   "tables.") },
    { .key = "wide-year-end",
      .looks = N_("population of countries at the end of each year, in thousands"),
      .columns = COUNTRIES,
      .recognise = is_year_end,
      .unread = N_("These are populations at the end of the year; figures here are of mid-year, as "
                   "in the tables of the agency.") },
    { .key = "indicators",
      .decimal = '.',
      .looks = N_("the table of demographic indicators of the United Nations"),
      .columns = INDICATORS,
      .status = COR_ESTIMATED,
      .projected_from = 2024 },
    { .key = "tidy-population",
      .looks = N_("a table of population by country and year"),
      .columns = POPULATION,
      .editions = "un-wpp-2022 un-wpp-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-vital-events",
      .looks = N_("a table of births, deaths and net migration by country and year"),
      .columns = VITAL_EVENTS,
      .editions = "un-wpp-2024",
      .status = COR_ESTIMATED },
    { .key = "tidy-annual",
      .looks = N_("a table of fertility, mortality and migration by country and year"),
      .columns = ANNUAL,
      .editions = "un-wpp-2024",
      .status = COR_ESTIMATED,
      .projected_from = 2024 },
    { .key = "tidy-net-migration-ages",
      .looks = N_("a table of net migration by age and sex over five years"),
      .columns = NET_MIGRATION_BY_AGE,
      .editions = "un-wpp-2024",
      .status = COR_ESTIMATED,
      .projected_from = 2024 },
    { .key = "tidy-net-migration-years-of-age",
      .looks = N_("a table of net migration by single years of age"),
      .columns = NET_MIGRATION_BY_YEAR_OF_AGE,
      .unread =
          N_("Ages are kept in groups of five years; import the table by five-year groups.") },
    UNREAD_RATES("tidy-rates-one-year", RATES_BY_YEAR_OF_AGE),
    UNREAD_RATES("tidy-death-rates", DEATH_RATES),
    UNREAD_RATES("tidy-birth-rates", BIRTH_RATES),
    { .key = "tidy-five-years",
      .looks = N_("a table of births, deaths and net migration over five years"),
      .columns = FIVE_YEARS_2024,
      .editions = "un-wpp-2024",
      .status = COR_ESTIMATED,
      .projected_from = 2024 },
    { .key = "tidy-five-years-2022",
      .looks = N_("a table of births, deaths and net migration over five years"),
      .columns = FIVE_YEARS_2022,
      .editions = "un-wpp-2022",
      .status = COR_ESTIMATED },
    { .key = "tidy-ages",
      .looks = N_("a table of population by age and sex"),
      .columns = AGES,
      .editions = "un-wpp-2019 un-wpp-2024",
      .status = COR_ESTIMATED,
      .projected_from = 2021 },
};

const cor_dataset cor_un_wpp = { .name = "un-wpp",
                                 .title = N_("World Population Prospects (UN DESA)"),
                                 .layouts = LAYOUTS,
                                 .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
