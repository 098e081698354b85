/* SPDX-License-Identifier: Apache-2.0 */
/* asked.h: one row of every type, and room for the value of any. */
#ifndef CORREDOR_TESTS_PARAMETERS_ASKED_H
#define CORREDOR_TESTS_PARAMETERS_ASKED_H

#include "../test_case.h"
#include "kinds/kinds.h"
#include "parameters/parameters.h"

/* The largest member is that of a quality. */
typedef union {
    max_align_t align;
    char bytes[256];
} asked_any;

static const char *const ANIMALS[] = { "ant", "bear", "cat", NULL };

/* By type; each stores its value at the beginning of what is asked. */
static const cor_parameter ROWS[COR_PARAM_TYPE_COUNT] = {
    [COR_PARAM_PLACE] = { "origin", COR_PARAM_PLACE },
    [COR_PARAM_PLACES] = { "to", COR_PARAM_PLACES },
    [COR_PARAM_CORRIDORS] = { "c", COR_PARAM_CORRIDORS },
    [COR_PARAM_YEAR] = { "year", COR_PARAM_YEAR },
    [COR_PARAM_DAY] = { "on", COR_PARAM_DAY },
    [COR_PARAM_MOMENT] = { "as-known", COR_PARAM_MOMENT },
    [COR_PARAM_PERIOD] = { "period", COR_PARAM_PERIOD },
    [COR_PARAM_YEARS] = { "years", COR_PARAM_YEARS },
    [COR_PARAM_PERIODS] = { "periods", COR_PARAM_PERIODS },
    [COR_PARAM_NUMBER] = { "amount", COR_PARAM_NUMBER, .least = -5, .most = 1500 },
    [COR_PARAM_SETTING] = { "cv", COR_PARAM_SETTING, .most = 10, .initial = "0.05" },
    [COR_PARAM_WHOLE] = { "limit", COR_PARAM_WHOLE, .least = 0, .most = 100, .initial = "50" },
    [COR_PARAM_CODE] = { "type", COR_PARAM_CODE, .kind = &cor_kind_mechanism, .field = "type" },
    [COR_PARAM_LANGUAGE] = { "lang", COR_PARAM_LANGUAGE },
    [COR_PARAM_CHOICE] = { "animal", COR_PARAM_CHOICE, .words = ANIMALS },
    [COR_PARAM_SEX] = { "sex", COR_PARAM_SEX },
    [COR_PARAM_SEXES] = { "sexes", COR_PARAM_SEXES },
    [COR_PARAM_MEASURE] = { "measure", COR_PARAM_MEASURE },
    [COR_PARAM_BREAKDOWN] = { "breakdown", COR_PARAM_BREAKDOWN },
    [COR_PARAM_METHOD] = { "method", COR_PARAM_METHOD },
    [COR_PARAM_METHODS] = { "methods", COR_PARAM_METHODS },
    [COR_PARAM_QUALITY] = { "quality", COR_PARAM_QUALITY },
    [COR_PARAM_KIND] = { "kind", COR_PARAM_KIND },
    [COR_PARAM_KEY] = { "key", COR_PARAM_KEY },
    [COR_PARAM_WORDS] = { "q", COR_PARAM_WORDS },
    [COR_PARAM_LIST] = { "keys", COR_PARAM_LIST },
    [COR_PARAM_FLAG] = { "again", COR_PARAM_FLAG },
    [COR_PARAM_FILE] = { "file", COR_PARAM_FILE },
    [COR_PARAM_FILES] = { "files", COR_PARAM_FILES },
};

#endif
