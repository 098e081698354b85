/* SPDX-License-Identifier: Apache-2.0 */
/* date.c: days since 1970 and half-open periods. */
#include "corredor/date.h"

static bool is_leap(int32_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool cor_date_is_valid(int32_t year, int32_t month, int32_t day) {
    static const int32_t days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (year < COR_YEAR_MIN || year > COR_YEAR_MAX || month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* Howard Hinnant's days_from_civil: years start in March, so the leap day is the last day of its
 * year. */
cor_date cor_date_of(int32_t year, int32_t month, int32_t day) {
    int32_t y = year - (month <= 2), era = y / 400, year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (cor_date){ era * 146097 + day_of_era - 719468 };
}

void cor_date_parts(cor_date date, int32_t *ret_year, int32_t *ret_month, int32_t *ret_day) {
    int32_t z = date.days + 719468, era = (z >= 0 ? z : z - 146096) / 146097,
            doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *ret_day = doy - (153 * mp + 2) / 5 + 1;
    *ret_month = mp < 10 ? mp + 3 : mp - 9;
    *ret_year = yoe + era * 400 + (*ret_month <= 2);
}

int32_t cor_date_year(cor_date date) {
    int32_t year, month, day;
    cor_date_parts(date, &year, &month, &day);
    return year;
}

/* Read exactly `digits` digits at the start of *rest and move *rest past them. */
static bool read_date_digits(cor_str *rest, int32_t digits, int32_t *ret_value) {
    if (rest->length < (size_t)digits) return false;
    int32_t value = 0;
    for (int32_t i = 0; i < digits; i++) {
        char c = rest->at[i];
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
    }

    *rest = (cor_str){ rest->at + digits, rest->length - (size_t)digits };
    *ret_value = value;
    return true;
}

static bool take_char(cor_str *rest, char wanted) {
    if (!rest->length || rest->at[0] != wanted) return false;
    *rest = (cor_str){ rest->at + 1, rest->length - 1 };
    return true;
}

bool cor_date_parse(cor_str text, cor_date *ret_date) {
    int32_t year, month, day;
    bool read = read_date_digits(&text, 4, &year) && take_char(&text, '-') &&
                read_date_digits(&text, 2, &month) && take_char(&text, '-') &&
                read_date_digits(&text, 2, &day) && text.length == 0;
    if (!read || !cor_date_is_valid(year, month, day)) return false;
    *ret_date = cor_date_of(year, month, day);
    return true;
}

/* Write exactly `count` digits. Pages have hundreds of dates; snprintf would parse its format for
 * each. */
static char *put_digits(char *at, int32_t number, int32_t count) {
    uint32_t value = (uint32_t)number;
    for (int32_t k = count - 1; k >= 0; k--, value /= 10)
        at[k] = (char)('0' + value % 10);
    at[count] = 0;
    return at + count;
}

static char *put_date_part(char *at, const char *before, int32_t number, int32_t count) {
    return put_digits(stpcpy(at, before), number, count);
}

void cor_date_label(cor_date date, char label[16]) {
    int32_t year, month, day;
    cor_date_parts(date, &year, &month, &day);
    char *at = put_digits(label, year % 10000, 4);
    at = put_date_part(at, "-", month, 2);
    put_date_part(at, "-", day, 2);
}

cor_interval cor_interval_year(int32_t year) {
    return (cor_interval){ cor_date_of(year, 1, 1), cor_date_of(year + 1, 1, 1) };
}

cor_interval cor_interval_quarter(int32_t year, int32_t quarter) {
    int32_t month = quarter * 3 - 2;
    return (cor_interval){ cor_date_of(year, month, 1), quarter == 4
                                                            ? cor_date_of(year + 1, 1, 1)
                                                            : cor_date_of(year, month + 3, 1) };
}

cor_interval cor_interval_month(int32_t year, int32_t month) {
    return (cor_interval){ cor_date_of(year, month, 1), month == 12
                                                            ? cor_date_of(year + 1, 1, 1)
                                                            : cor_date_of(year, month + 1, 1) };
}

cor_interval cor_interval_midyears(int32_t year_start, int32_t year_end) {
    return (cor_interval){ cor_date_of(year_start, 7, 1), cor_date_of(year_end, 7, 1) };
}

static bool year_in_range(int32_t year) {
    return year >= COR_YEAR_MIN && year <= COR_YEAR_MAX;
}

/* Read one of: 2020, 2020-Q3, 2020Q3, 2020-07, 2020M07, 2020-07-15. */
static bool parse_single(cor_str text, cor_interval *ret_interval) {
    cor_str rest = text;
    int32_t year, part;

    if (!read_date_digits(&rest, 4, &year) || !year_in_range(year)) return false;
    if (rest.length == 0) {
        *ret_interval = cor_interval_year(year);
        return true;
    }

    bool dash = take_char(&rest, '-');
    if (take_char(&rest, 'Q')) {
        if (!read_date_digits(&rest, 1, &part) || rest.length || part < 1 || part > 4) return false;
        *ret_interval = cor_interval_quarter(year, part);
        return true;
    }

    bool month_mark = take_char(&rest, 'M');
    if (!dash && !month_mark) return false;
    if (!read_date_digits(&rest, 2, &part) || part < 1 || part > 12) return false;

    if (rest.length == 0) {
        *ret_interval = cor_interval_month(year, part);
        return true;
    }

    cor_date day;
    if (month_mark || !cor_date_parse(text, &day)) return false;
    *ret_interval = (cor_interval){ day, { day.days + 1 } };

    return true;
}

bool cor_interval_parse(cor_str text, cor_interval *ret_interval) {
    size_t slash = cor_str_find(text, COR_STR("/"));
    if (slash == SIZE_MAX) return parse_single(text, ret_interval);
    cor_str first = cor_str_part(text, 0, slash),
            second = cor_str_part(text, slash + 1, text.length);
    cor_str a = first, b = second;
    int32_t year_start, year_end;
    bool years = read_date_digits(&a, 4, &year_start) && !a.length &&
                 read_date_digits(&b, 4, &year_end) && !b.length;

    if (years) {
        if (!year_in_range(year_start) || !year_in_range(year_end) || year_start >= year_end)
            return false;
        *ret_interval = cor_interval_midyears(year_start, year_end);
        return true;
    }

    cor_interval literal;
    if (!cor_date_parse(first, &literal.start) || !cor_date_parse(second, &literal.end))
        return false;

    if (literal.start.days >= literal.end.days) return false;
    *ret_interval = literal;
    return true;
}

/* Write the short label of a year, mid-year period, quarter, month or day; false for any other
 * interval. */
static bool label_short(cor_interval interval, char label[32]) {
    int32_t year, month, day, year2, month2, day2;
    cor_date_parts(interval.start, &year, &month, &day);
    cor_date_parts(interval.end, &year2, &month2, &day2);
    if (!year_in_range(year)) return false;

    bool from_new_year = month == 1 && day == 1, to_new_year = month2 == 1 && day2 == 1;
    if (from_new_year && to_new_year && year2 == year + 1)
        put_digits(label, year, 4);

    else if (month == 7 && month2 == 7 && day == 1 && day2 == 1 && year_in_range(year2))
        put_date_part(put_digits(label, year, 4), "/", year2, 4);
    else if (month % 3 == 1 &&
             cor_interval_equal(interval, cor_interval_quarter(year, month / 3 + 1)))
        put_date_part(put_digits(label, year, 4), "-Q", month / 3 + 1, 1);
    else if (cor_interval_equal(interval, cor_interval_month(year, month)))
        put_date_part(put_digits(label, year, 4), "-", month, 2);
    else if (interval.end.days == interval.start.days + 1)
        cor_date_label(interval.start, label);
    else
        return false;

    return true;
}

void cor_interval_label(cor_interval interval, char label[32]) {
    label[0] = 0;
    if (interval.start.days == 0 && interval.end.days == 0) return;
    if (label_short(interval, label)) return;
    cor_date_label(interval.start, label);
    size_t length = strlen(label);
    label[length++] = '/';
    cor_date_label(interval.end, label + length);
}

bool cor_interval_equal(cor_interval a, cor_interval b) {
    return a.start.days == b.start.days && a.end.days == b.end.days;
}

int32_t cor_interval_days(cor_interval interval) {
    return interval.end.days - interval.start.days;
}
