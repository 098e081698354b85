/* SPDX-License-Identifier: Apache-2.0 */
/* number.h: numbers as text, independent of the process locale.
 *
 * Files are read with a point and no grouping; anything else is refused, not guessed. Data formats
 * get the shortest digits that read back to the same double; screens get the reader's grouping and
 * decimal sign. `ret_` values are untouched when a function returns false. */
#ifndef CORREDOR_NUMBER_H
#define CORREDOR_NUMBER_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The languages a reader may choose, a row each in the table of number.c. The first COR_LANG_COUNT
 * have words of their own: a third one is a new value there and a folder under po/. The others have
 * the words of one of these and the numbers of a country; what is stored per language is found
 * with cor_lang_words. "es" is Spanish of Latin America (es-419), as Mexico, Central America and
 * the Caribbean write it. */
typedef enum {
    COR_LANG_EN,
    COR_LANG_ES,
    COR_LANG_COUNT,
    COR_LANG_ES_CR = COR_LANG_COUNT,
    COR_LANG_ES_ES,
    COR_LANG_ES_GQ,
    COR_LANG_ES_PH,
    COR_LANG_ES_AR,
    COR_LANG_ES_BO,
    COR_LANG_ES_CL,
    COR_LANG_ES_CO,
    COR_LANG_ES_EC,
    COR_LANG_ES_PY,
    COR_LANG_ES_UY,
    COR_LANG_ES_VE,
    COR_LANG_END
} cor_lang;

/* How numbers are written for a reader. */
typedef struct {
    const char *thousands;  // between groups of three digits
    int32_t grouped_digits; // from so many digits before the decimal sign on
    char decimal;           // the decimal sign
    const char *percent;    // between a number and the percent sign
} cor_number_style;

/* "en", "es", "es-CR": a tag of BCP 47. */
COR_API const char *cor_lang_code(cor_lang lang);
/* The language of the words: of es-CR that of es. Below COR_LANG_COUNT. */
COR_API cor_lang cor_lang_words(cor_lang lang);
COR_API const cor_number_style *cor_lang_numbers(cor_lang lang);
/* From "es", "es-GT", "es_MX.UTF-8"; a country without a row has the numbers of the language
 * alone. False for any other language. */
COR_API bool cor_lang_find(cor_str text, cor_lang *ret_lang);

/* A decimal number: sign, digits, point, exponent. No grouping, no blanks, no "nan" or "inf".
 * `shift10` multiplies by a power of ten before rounding, so that "1.1" thousand gives exactly
 * 1100. False when the text is not such a number, or is too large or too near zero for a double:
 * 1e400, 1e-400. */
COR_API bool cor_number_parse(cor_str text, int32_t shift10, double *ret_value);
/* A whole number of at most 18 digits with optional sign; false when it is not one. */
COR_API bool cor_number_parse_int(cor_str text, int64_t *ret_value);

/* The shortest text that reads back to the same double; "nan", "inf" never occur in data and
 * print as empty. Returns the length; at most 31 bytes, terminated. Negative zero prints as 0. */
COR_API size_t cor_number_print(double value, char text[32]);

/* Print for the reader: grouped, with `decimals` digits after the decimal sign (rounded half to
 * even on the exact binary value), as cor_lang_numbers says: 46,318.5 in English and in Spanish of
 * Latin America. decimals -1: as many as the shortest exact print has. Returns the length; at most
 * 63 bytes, terminated. */
COR_API size_t cor_number_format(double value, int32_t decimals, cor_lang lang, char text[64]);
/* The space between a number and its unit: before a percent sign that of the language, else a
 * no-break space. */
COR_API const char *cor_number_gap(cor_str symbol, cor_lang lang);

#ifdef __cplusplus
}
#endif

#endif
