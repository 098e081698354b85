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

/* The languages a reader may choose. A third one is a new column here and a folder under po/. */
typedef enum { COR_LANG_EN, COR_LANG_ES, COR_LANG_COUNT } cor_lang;

/* "en", "es" */
COR_API const char *cor_lang_code(cor_lang lang);
/* From "es", "es-GT", "es_MX.UTF-8"; false for any other language. */
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
 * even on the exact binary value). English 1,234.5; Spanish 1234,5 and 12 345,6 with a narrow
 * no-break space, following the Ortografía of the academies. decimals -1: as many as the shortest
 * exact print has. Returns the length; at most 63 bytes, terminated. */
COR_API size_t cor_number_format(double value, int32_t decimals, cor_lang lang, char text[64]);

#ifdef __cplusplus
}
#endif

#endif
