/* SPDX-License-Identifier: Apache-2.0 */
/* cells.c: reads cells as years, periods and values. Each fault is stated with a way
 * forward; the caller adds the position. */
#include <math.h>

#include "dataset.h"
#include "texts.h"

/* ---- years and periods --------------------------------------------------- */

/* Spreadsheet programs sometimes save 2020 as 2020.0. */
static bool whole_number(cor_str text, int64_t *ret_number) {
    if (cor_number_parse_int(text, ret_number)) return true;
    double value;
    if (!cor_number_parse(text, 0, &value) || value != floor(value) || fabs(value) > 1e15)
        return false;
    *ret_number = (int64_t)value;
    return true;
}

cor_code cor_cell_year(cor_str text, int32_t *ret_year, cor_error *err) {
    int64_t year;
    if (!whole_number(text, &year) || year < COR_YEAR_MIN || year > COR_YEAR_MAX) {
        (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a year."), cor_arg_str(text));
        return cor_hint(err, _("Write the year with four digits, such as 2020."));
    }
    *ret_year = (int32_t)year;
    return COR_OK;
}

cor_code cor_cell_period(cor_str text, cor_interval *ret_period, cor_error *err) {
    int64_t year;
    if (cor_interval_parse(text, ret_period)) return COR_OK;
    if (cor_str_find(text, COR_STR(".")) != SIZE_MAX && whole_number(text, &year) &&
        year >= COR_YEAR_MIN && year <= COR_YEAR_MAX) {
        *ret_period = cor_interval_year((int32_t)year);
        return COR_OK;
    }

    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a period."), cor_arg_str(text));
    return cor_hint(err, _("Write 2020, 2020-Q3, 2020-07, 2020-07-15 or 2015/2020."));
}

/* ---- values -------------------------------------------------------------- */

static cor_code not_a_number(cor_str text, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a number."), cor_arg_str(text));
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            return cor_hint(err, _("Write digits with a decimal point, nothing between the "
                                   "thousands and no mark of a footnote: 1234.5."));
    return cor_hint(err, _("Write digits, such as 1234.5; NA and .. say that there is no value."));
}

/* The tidy tables keep six digits after the point; a workbook of the same edition, with all digits
 * of a double, must give the same value. Rounds the exact decimal half to even, as printf does. */
static bool parse_rounded(cor_str text, int32_t decimals, int32_t shift10, double *ret_value) {
    size_t point = cor_str_find(text, COR_STR("."));
    size_t exponent = cor_str_find(text, COR_STR("E"));
    if (shift10 > 0) decimals += shift10; // the digits that are kept are those of our unit

    if (exponent == SIZE_MAX) exponent = cor_str_find(text, COR_STR("e"));
    if (exponent == SIZE_MAX && (point == SIZE_MAX || text.length - point - 1 <= (size_t)decimals))
        return cor_number_parse(text, shift10, ret_value);

    double exact;
    if (!cor_number_parse(text, 0, &exact)) return false;
    char digits[400]; // the longest double has 309 digits before the point
    int length = snprintf(digits, sizeof digits, "%.*f", decimals, exact);
    for (char *at = digits; *at; at++)
        if (*at == ',') *at = '.'; // a host program may have set another locale

    return length > 0 && cor_number_parse((cor_str){ digits, (size_t)length }, shift10, ret_value);
}

/* Spreadsheet programs compute and show 15 digits and store 17, of which the last are noise: 0.3 as
 * 0.30000000000000004. */
static cor_str without_noise(const cor_cell *cell, cor_str text, char digits[64]) {
    enum { DIGITS_SHOWN = 15 };
    size_t count = 0;
    for (size_t i = 0; i < text.length && (text.at[i] | 32) != 'e'; i++)
        count += text.at[i] >= '0' && text.at[i] <= '9' && (count || text.at[i] != '0');
    if (cell->kind != COR_CELL_NUMBER || count <= DIGITS_SHOWN) return text;

    int length = snprintf(digits, 64, "%.*g", DIGITS_SHOWN, cell->number);
    for (char *at = digits; *at; at++)
        if (*at == ',') *at = '.'; // a host program may have set another locale
    return (cor_str){ digits, (size_t)length };
}

/* A share or the hours of a week never reach a thousand: there the mark can only be decimal. */
static bool decide_mark(const cor_cell *cell, const cor_column *column, char digits[64],
                        cor_str *text) {
    const cor_measure *measure =
        column->measure ? cor_measure_find(cor_str_of(column->measure)) : NULL;
    bool is_bounded = measure && (cor_str_is(measure->unit->key, "percent") ||
                                  cor_str_is(measure->unit->key, "hours_per_week"));
    if (!is_bounded || cell->shown != COR_SHOWN_UNDECIDED || text->length >= 64) return false;
    for (size_t i = 0; i < text->length; i++)
        digits[i] = text->at[i] == ',' ? '.' : text->at[i];
    *text = (cor_str){ digits, text->length };
    return true;
}

/* The cell shows 41.2 %: right for a measure in percent, wrong for any other. */
static bool is_percentage(const cor_cell *cell, const cor_column *column) {
    bool is_shown = cell->shown == COR_SHOWN_PERCENT || cell->shown == COR_SHOWN_PERCENT_SIGN;
    const cor_measure *measure =
        column->measure ? cor_measure_find(cor_str_of(column->measure)) : NULL;
    return is_shown && cor_measure_is_share(measure);
}

cor_code cor_cell_value(const cor_cell *cell, const cor_column *column, int32_t shift10,
                        double *ret_value, bool *ret_found, cor_error *err) {
    char digits[64];
    cor_str text = cor_str_trim(cell->text);
    if (!column->decimals) text = without_noise(cell, text, digits);
    *ret_found = false;
    shift10 += column->shift10;
    bool is_decided = cell->shown && decide_mark(cell, column, digits, &text),
         is_percent = cell->shown && is_percentage(cell, column);
    cor_code code = is_decided || is_percent ? COR_OK : cor_cell_check(NULL, cell, err);
    if (code) return code;
    if (is_percent && cell->shown == COR_SHOWN_PERCENT) shift10 += 2; // it holds 0.412
    if (cor_text_is_absent(text) || (column->missing && cor_str_is(text, column->missing)))
        return COR_OK;

    double value;
    bool is_number = column->decimals ? parse_rounded(text, column->decimals - 1, shift10, &value)
                                      : cor_number_parse(text, shift10, &value);
    if (!is_number || !isfinite(value)) return not_a_number(text, err);

    if (value < 0 && !column->is_signed) {
        (void)cor_fail(err, COR_E_DOMAIN, _("The value is negative: {value}."),
                       cor_arg_number(value, -1));
        return cor_hint(err, _("Correct it, or leave the row out."));
    }

    *ret_value = value;
    *ret_found = true;
    return COR_OK;
}

cor_code cor_breakdown_once(cor_texts *known, cor_str written, cor_arena *work,
                            cor_str *ret_breakdown, cor_error *err) {
    const cor_str *found = cor_texts_find(known, written);
    if (!found) {
        cor_str made;
        cor_code code = cor_breakdown_make(written, work, &made, err);
        if (code) return code;
        if (!cor_texts_put(known, work, written, made)) return cor_fail_memory(err);
        found = cor_texts_find(known, written);
    }

    *ret_breakdown = *found;
    return COR_OK;
}

bool cor_measure_may_be_negative(cor_str measure) {
    static const char *const SIGNED[] = { "net_migration", "residual_migration", "remittance_price",
                                          "remittance_fx_margin" };
    for (size_t i = 0; i < sizeof SIGNED / sizeof *SIGNED; i++)
        if (cor_str_is(measure, SIGNED[i])) return true;
    return false;
}
