/* SPDX-License-Identifier: Apache-2.0 */
/* date.h: days and periods. Periods are half open: the start is included, the end is not, as in SQL
 * and SDMX.
 *
 * A period has the shortest exact form: 2020, 2020-Q3, 2020-07, 2020-07-15, or two points with a
 * slash. 2015/2020 is the statisticians' mid-year to mid-year period, 1 July 2015 to 1 July 2020;
 * two full dates with a slash are taken literally. */
#ifndef CORREDOR_DATE_H
#define CORREDOR_DATE_H

#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
typedef struct {
    int32_t days;
} cor_date;

/* Start included, end excluded. Both zero: no period. */
typedef struct {
    cor_date start, end;
} cor_interval;

enum { COR_YEAR_MIN = 1500, COR_YEAR_MAX = 2500 };

/* Whether there is such a day, from COR_YEAR_MIN to COR_YEAR_MAX. */
COR_API bool cor_date_is_valid(int32_t year, int32_t month, int32_t day);
/* The date of a valid day. */
COR_API cor_date cor_date_of(int32_t year, int32_t month, int32_t day);
/* Year, month from 1, day from 1. */
COR_API void cor_date_parts(cor_date date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day);
/* The year of the day. */
COR_API int32_t cor_date_year(cor_date date);
/* Parse "2020-07-15" only. False when it is not a date; ret_date is then untouched. */
COR_API bool cor_date_parse(cor_str text, cor_date *ret_date);
/* ISO 8601, terminated; at most 16 bytes. */
COR_API void cor_date_label(cor_date date, char label[16]);

/* A year, 1 January to 1 January. */
COR_API cor_interval cor_interval_year(int32_t year);
/* A quarter, 1 to 4. */
COR_API cor_interval cor_interval_quarter(int32_t year, int32_t quarter);
/* A month, 1 to 12. */
COR_API cor_interval cor_interval_month(int32_t year, int32_t month);
/* 1 July to 1 July: between two mid-year stocks. */
COR_API cor_interval cor_interval_midyears(int32_t year_start, int32_t year_end);
/* A period in any of the forms above; also "2020Q3", "2020M07" and "2020-Q3" as statistical offices
 * write them. False when it is not a period; ret_interval is then untouched. */
COR_API bool cor_interval_parse(cor_str text, cor_interval *ret_interval);
/* The shortest form that cor_interval_parse reads as the same interval; terminated, at most 32
 * bytes. */
COR_API void cor_interval_label(cor_interval interval, char label[32]);
/* The same start and the same end. */
COR_API bool cor_interval_equal(cor_interval a, cor_interval b);
/* Its length in days. */
COR_API int32_t cor_interval_days(cor_interval interval);

#ifdef __cplusplus
}
#endif

#endif
