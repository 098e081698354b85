/* SPDX-License-Identifier: Apache-2.0 */
/* sdmx_time.c: reads the time formats of SDMX (3.0, section 6, 4.2) as half-open intervals of
 * days. */
#include "sdmx.h"

/* A day as year, month, day: reporting periods count in months from the start of the reporting
 * year. */
typedef struct {
    int32_t year, month, day;
} ymd;

static cor_code fail_period(cor_str text, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("\"{text}\" is not a period of SDMX."), cor_arg_str(text));
    return cor_hint(err, _("Write it like 2020, 2020-Q3, 2020-S1, 2020-07 or 2020-07-15."));
}

static cor_code refuse_fine_period(cor_str text, cor_error *err) {
    cor_fail(err, COR_E_FORMAT,
             _("The period \"{text}\" is a week or a time of day, for which no figures are kept."),
             cor_arg_str(text));
    return cor_hint(err, _("Ask the source for monthly, quarterly or yearly figures."));
}

/* ---- pieces -------------------------------------------------------------- */

/* Read between `least` and `most` digits at the start of *rest and move past them. */
static bool take_some_digits(cor_str *rest, size_t least, size_t most, int32_t *ret_number) {
    int32_t number = 0;
    size_t count = 0;
    while (count < most && count < rest->length && rest->at[count] >= '0' && rest->at[count] <= '9')
        number = number * 10 + (rest->at[count++] - '0');
    if (count < least) return false;
    *rest = cor_str_part(*rest, count, SIZE_MAX);
    *ret_number = number;
    return true;
}

static bool take_char(cor_str *rest, char byte) {
    if (!rest->length || *rest->at != byte) return false;
    *rest = cor_str_part(*rest, 1, SIZE_MAX);
    return true;
}

static bool take_year(cor_str *rest, int32_t *ret_year) {
    return take_some_digits(rest, 4, 4, ret_year) && *ret_year >= COR_YEAR_MIN &&
           *ret_year <= COR_YEAR_MAX;
}

/* Drop "+01:00" or "Z" at the end: the days of a statistic are those of its country. */
static cor_str without_zone(cor_str text) {
    if (cor_str_ends(text, COR_STR("Z"))) return cor_str_part(text, 0, text.length - 1);
    if (text.length < 10) return text;
    const char *zone = text.at + text.length - 6;
    bool is_zone = (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
    return is_zone ? cor_str_part(text, 0, text.length - 6) : text;
}

static ymd add_months(ymd date, int32_t months) {
    int32_t count = date.month - 1 + months;
    return (ymd){ date.year + count / 12, count % 12 + 1, date.day };
}

/* False when the day does not exist, such as one month after 31 January. */
static bool to_date(ymd date, cor_date *ret_date) {
    if (date.year > COR_YEAR_MAX + 1 || !cor_date_is_valid(date.year, date.month, date.day))
        return false;
    *ret_date = cor_date_of(date.year, date.month, date.day);
    return true;
}

static bool months_from(ymd start, int32_t months, cor_interval *ret_period) {
    return to_date(start, &ret_period->start) &&
           to_date(add_months(start, months), &ret_period->end);
}

/* ---- forms --------------------------------------------------------------- */

/* Read "Q3" of a reporting year. */
static bool read_reporting(cor_str text, ymd year_start, cor_interval *ret_period) {
    static const struct {
        char letter;
        int32_t months;
    } LENGTHS[] = { { 'A', 12 }, { 'S', 6 }, { 'T', 4 }, { 'Q', 3 }, { 'M', 1 } };
    int32_t number;
    char letter = *text.at;
    cor_str rest = cor_str_part(text, 1, SIZE_MAX);
    if (!take_some_digits(&rest, 1, 3, &number) || rest.length || number < 1) return false;

    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++)
        if (LENGTHS[i].letter == letter) {
            int32_t months = LENGTHS[i].months;
            return number <= 12 / months &&
                   months_from(add_months(year_start, (number - 1) * months), months, ret_period);
        }

    cor_interval year;
    if (letter != 'D' || !months_from(year_start, 12, &year) || number > cor_interval_days(year))
        return false;

    ret_period->start.days = year.start.days + number - 1;
    ret_period->end.days = ret_period->start.days + 1;
    return true;
}

/* "2020", "2020-07", "2020-07-15" */
static bool read_gregorian(cor_str rest, int32_t year, cor_interval *ret_period) {
    ymd start = { year, 1, 1 };
    if (!rest.length) return months_from(start, 12, ret_period);
    if (!take_char(&rest, '-') || !take_some_digits(&rest, 2, 2, &start.month) || start.month < 1 ||
        start.month > 12)
        return false;

    if (!rest.length) return months_from(start, 1, ret_period);
    if (!take_char(&rest, '-') || !take_some_digits(&rest, 2, 2, &start.day) || rest.length)
        return false;
    if (!to_date(start, &ret_period->start)) return false;
    ret_period->end.days = ret_period->start.days + 1;

    return true;
}

/* "P5Y6M" or "P10D" after a day. False also for a length whose end is not a day. */
static bool read_length(cor_str rest, ymd start, cor_interval *ret_period) {
    int32_t months = 0, days = 0, number;
    if (!take_char(&rest, 'P') || !rest.length) return false;
    while (rest.length) {
        if (!take_some_digits(&rest, 1, 5, &number)) return false;
        if (take_char(&rest, 'Y') && number <= COR_YEAR_MAX)
            months += 12 * number;
        else if (take_char(&rest, 'M'))
            months += number;
        else if (take_char(&rest, 'D'))
            days += number;
        else
            return false;
        if (months > 12 * COR_YEAR_MAX || days > 366 * COR_YEAR_MAX) return false;
    }

    if (!months_from(start, months, ret_period)) return false;
    ret_period->end.days += days;
    return ret_period->end.days > ret_period->start.days;
}

static bool read_range(cor_str start_text, cor_str length, cor_interval *ret_period) {
    cor_date start;
    ymd parts;
    if (!cor_date_parse(start_text, &start)) return false;
    cor_date_parts(start, &parts.year, &parts.month, &parts.day);
    return parts.year >= COR_YEAR_MIN && parts.year <= COR_YEAR_MAX &&
           read_length(length, parts, ret_period);
}

/* "--07-01". Only days that every month has are accepted, so that all periods start on an existing
 * day. */
static bool read_year_start(cor_str text, int32_t year, ymd *ret_start) {
    *ret_start = (ymd){ year, 1, 1 };
    if (!text.length) return true;
    return take_char(&text, '-') && take_char(&text, '-') &&
           take_some_digits(&text, 2, 2, &ret_start->month) && take_char(&text, '-') &&
           take_some_digits(&text, 2, 2, &ret_start->day) && !text.length &&
           ret_start->month >= 1 && ret_start->month <= 12 && ret_start->day >= 1 &&
           ret_start->day <= 28;
}

/* Remove a time of day that is midnight. False for any other time. */
static bool strip_midnight(cor_str *text) {
    enum { TIME_AT = 10 };
    if (text->length <= TIME_AT || text->at[TIME_AT] != 'T') return true;
    cor_str time = cor_str_part(*text, TIME_AT + 1, SIZE_MAX);
    for (size_t i = 0; i < time.length; i++)
        if (!strchr("0:.", time.at[i]) || !time.at[i]) return false;
    *text = cor_str_part(*text, 0, TIME_AT);
    return true;
}

static bool is_letter(cor_str text) {
    return text.length && *text.at >= 'A' && *text.at <= 'Z';
}

cor_code cor_sdmx_period(cor_str text, cor_str year_start, cor_interval *ret_period,
                         cor_error *err) {
    cor_str rest = without_zone(cor_str_trim(text)), start_text = rest;
    cor_interval period;
    size_t slash = cor_str_find(rest, COR_STR("/"));

    if (slash != SIZE_MAX) start_text = without_zone(cor_str_part(rest, 0, slash));
    if (!strip_midnight(&start_text)) return refuse_fine_period(text, err);
    if (slash != SIZE_MAX) {
        cor_str length = cor_str_part(rest, slash + 1, SIZE_MAX);
        if (cor_str_find(length, COR_STR("T")) != SIZE_MAX ||
            cor_str_find(length, COR_STR("W")) != SIZE_MAX)
            return refuse_fine_period(text, err);
        if (!read_range(start_text, length, &period)) return fail_period(text, err);
        *ret_period = period;
        return COR_OK;
    }

    int32_t year;
    rest = start_text;
    if (!take_year(&rest, &year)) return fail_period(text, err);
    cor_str after_dash = rest.length && *rest.at == '-' ? cor_str_part(rest, 1, SIZE_MAX) : rest;

    if (!is_letter(after_dash)) {
        if (!read_gregorian(rest, year, &period)) return fail_period(text, err);
        *ret_period = period;
        return COR_OK;
    }

    ymd start;
    if (*after_dash.at == 'W') return refuse_fine_period(text, err);
    if (!read_year_start(year_start, year, &start)) {
        cor_fail(err, COR_E_FORMAT, _("\"{text}\" is not the first day of a reporting year."),
                 cor_arg_str(year_start));
        return cor_hint(err, _("Write it like --07-01; the day is at most 28."));
    }

    if (!read_reporting(after_dash, start, &period)) return fail_period(text, err);
    *ret_period = period;
    return COR_OK;
}
