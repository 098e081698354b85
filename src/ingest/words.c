/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: words that mean the same in the tables of every agency. */
#include "dataset.h"

const cor_word COR_WORDS_SEX[] = {
    { .text = "T" },
    { .text = "M", .breakdown = "sex=M" },
    { .text = "F", .breakdown = "sex=F" },
    { .text = "U", .breakdown = "sex=U" },
    { .text = "O", .breakdown = "sex=O" },
    { 0 },
};

const cor_word COR_WORDS_BIRTH[] = {
    { .text = "foreign_born", .breakdown = "birth=foreign" },
    { .text = "native_born", .breakdown = "birth=native" },
    { .text = "unknown", .breakdown = "birth=unknown" },
    { .text = "total" },
    { 0 },
};

const cor_word COR_WORDS_EDUCATION[] = {
    { .text = "low", .breakdown = "education=low" },
    { .text = "medium", .breakdown = "education=medium" },
    { .text = "high", .breakdown = "education=high" },
    { .text = "unknown", .breakdown = "education=unknown" },
    { .text = "less_than_basic", .breakdown = "education=less_than_basic" },
    { .text = "basic", .breakdown = "education=basic" },
    { .text = "intermediate", .breakdown = "education=intermediate" },
    { .text = "advanced", .breakdown = "education=advanced" },
    { .text = "total" },
    { 0 },
};

#define AGE(code)                                                                                  \
    { .text = code, .breakdown = "age=" code }
const cor_word COR_WORDS_AGE[] = {
    AGE("0-4"),          AGE("5-9"),   AGE("10-14"), AGE("15-19"), AGE("20-24"), AGE("25-29"),
    AGE("30-34"),        AGE("35-39"), AGE("40-44"), AGE("45-49"), AGE("50-54"), AGE("55-59"),
    AGE("60-64"),        AGE("65-69"), AGE("70-74"), AGE("75-79"), AGE("80-84"), AGE("85-89"),
    AGE("90-94"),        AGE("95-99"), AGE("100+"),  AGE("75+"),   AGE("0-14"),  AGE("15-24"),
    AGE("25-64"),        AGE("65+"),   AGE("15+"),   AGE("15-64"), AGE("25+"),   AGE("unknown"),
    { .text = "total" }, { 0 },
};

const cor_word COR_WORDS_KIND[] = {
    { .text = "estimate", .status = COR_ESTIMATED + 1 },
    { .text = "projection_medium", .status = COR_PROJECTED + 1 },
    { 0 },
};
