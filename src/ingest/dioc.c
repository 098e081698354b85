/* SPDX-License-Identifier: Apache-2.0 */
/* dioc.c: Database on Immigrants in OECD Countries: the coded files of 2015/16, and the tidy
 * tables of both rounds.
 *
 * The files count people by nationality within birthplace as well; those cells are added up. */
#include "datasets.h"

static const cor_column BILATERAL[] = {
    { "origin_code", COR_AS_ORIGIN },
    { "dest_iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "education", COR_AS_WORD, .words = COR_WORDS_EDUCATION },
    { "persons_15plus", COR_AS_VALUE, .measure = "stock_education", .breakdown = "age=15+" },
    { 0 },
};

#define REGION(code)                                                                               \
    { .text = code, .breakdown = "region_of_birth=" code }
static const cor_word REGIONS[] = {
    REGION("AFRI"),
    REGION("ASIA"),
    REGION("EURO"),
    REGION("NOAM"),
    REGION("OCEA"),
    REGION("SCAC"),
    { .text = "UNK", .breakdown = "region_of_birth=unknown" },
    { 0 },
};

static const cor_column BY_DESTINATION[] = {
    { "dest_iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "birth", COR_AS_WORD, .words = COR_WORDS_BIRTH },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { "education", COR_AS_WORD, .words = COR_WORDS_EDUCATION },
    { "region_of_birth", COR_AS_WORD, .words = REGIONS },
    { "persons", COR_AS_VALUE, .measure = "residents_by_birth" },
    { 0 },
};

/* All OECD countries together. */
static const cor_column BY_ORIGIN[] = {
    { "origin_code", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "sex", COR_AS_WORD, .words = COR_WORDS_SEX },
    { "age", COR_AS_WORD, .words = COR_WORDS_AGE },
    { "education", COR_AS_WORD, .words = COR_WORDS_EDUCATION },
    { "persons", COR_AS_VALUE, .measure = "stock_education", .destination = "OED" },
    { 0 },
};

/* ---- coded files --------------------------------------------------------- */

static const cor_word SEXES[] = {
    { .text = "1", .breakdown = "sex=M" },
    { .text = "2", .breakdown = "sex=F" },
    { .text = "99", .breakdown = "sex=U" },
    { 0 },
};
static const cor_word AGES[] = {
    { .text = "0", .breakdown = "age=0-14" },     { .text = "1", .breakdown = "age=15-24" },
    { .text = "2", .breakdown = "age=25-64" },    { .text = "3", .breakdown = "age=65+" },
    { .text = "99", .breakdown = "age=unknown" }, { 0 },
};
static const cor_word LEVELS[] = {
    { .text = "1", .breakdown = "education=low" },
    { .text = "2", .breakdown = "education=medium" },
    { .text = "3", .breakdown = "education=high" },
    { .text = "99", .breakdown = "education=unknown" },
    { 0 },
};
static const cor_word BORN_ABROAD[] = {
    { .text = "0", .breakdown = "birth=native" },
    { .text = "1", .breakdown = "birth=foreign" },
    { .text = "99", .breakdown = "birth=unknown" },
    { 0 },
};
static const cor_word ONLY_BORN_ABROAD[] = {
    { .text = "0", .skip = true },
    { .text = "1" },
    { .text = "99", .skip = true },
    { 0 },
};

static const cor_column FILE_A_1[] = {
    { "country", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "sex", COR_AS_WORD, .words = SEXES },
    { "age_lfs", COR_AS_WORD, .words = AGES },
    { "edu_lfs", COR_AS_WORD, .words = LEVELS },
    { "regionb", COR_AS_WORD, .words = REGIONS },
    { "fborn", COR_AS_WORD, .words = BORN_ABROAD },
    { "number", COR_AS_VALUE, .measure = "residents_by_birth" },
    { 0 },
};
static const cor_column FILE_A_2[] = {
    { "fborn", COR_AS_WORD, .words = ONLY_BORN_ABROAD },
    { "coub", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "sex", COR_AS_WORD, .words = SEXES },
    { "age_lfs", COR_AS_WORD, .words = AGES },
    { "edu_lfs", COR_AS_WORD, .words = LEVELS },
    { "number", COR_AS_VALUE, .measure = "stock_education", .destination = "OED" },
    { 0 },
};

/* ---- the dataset --------------------------------------------------------- */

static const cor_layout LAYOUTS[] = {
    { .key = "file-a-1",
      .looks = N_("the OECD’s file A 1 of 2015/16, by destination"),
      .columns = FILE_A_1,
      .adds_up = true,
      .is_of_one_period = true,
      .editions = "dioc-2015" },
    { .key = "file-a-2",
      .looks = N_("the OECD’s file A 2 of 2015/16, by country of birth"),
      .columns = FILE_A_2,
      .adds_up = true,
      .is_of_one_period = true,
      .editions = "dioc-2015" },
    { .key = "tidy-bilateral",
      .looks = N_("a table of migrants by origin, destination, sex and education"),
      .columns = BILATERAL,
      .is_of_one_period = true,
      .editions = "dioc-2005" },
    { .key = "tidy-destinations",
      .looks = N_("a table of residents by region of birth, age and education"),
      .columns = BY_DESTINATION,
      .is_of_one_period = true,
      .editions = "dioc-2015" },
    { .key = "tidy-origins",
      .looks = N_("a table of migrants in the OECD by origin, age and education"),
      .columns = BY_ORIGIN,
      .is_of_one_period = true,
      .editions = "dioc-2015" },
};

const cor_dataset cor_dioc = { .name = "dioc",
                               .title = N_("Database on Immigrants in OECD Countries (OECD)"),
                               .layouts = LAYOUTS,
                               .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
