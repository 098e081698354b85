/* SPDX-License-Identifier: Apache-2.0 */
/* cells.c: reads cells as places, years, periods and values. Each fault is stated with a way
 * forward; the caller adds the position. */
#include <math.h>

#include "dataset.h"
#include "texts.h"

static cor_code unknown_place(cor_str text, cor_error *err) {
    cor_code code =
        cor_fail(err, COR_E_FORMAT, _("The place “{text}” is not known."), cor_arg_str(text));
    cor_country near;

    if (cor_country_suggest(text, &near))
        return cor_hint(err, _("Did you mean {name}? Write {code}."), cor_arg_country(near),
                        cor_arg_str(cor_country_code(near)));

    (void)cor_hint(
        err,
        _("Write the three-letter code of ISO 3166-1, such as GTM, or the name of the country."));

    return code;
}

static cor_code place_by_m49(cor_str text, cor_country *ret_place, cor_error *err) {
    enum { UN_WORLD = 900, UN_OTHER = 2003 };
    int64_t number;

    if (!cor_number_parse_int(text, &number))
        return cor_fail(err, COR_E_FORMAT,
                        _("“{text}” is not a country number of the United Nations."),
                        cor_arg_str(text));

    if (number == UN_WORLD) {
        *ret_place = COR_COUNTRY_WORLD;
        return COR_OK;
    }

    if (number == UN_OTHER) {
        *ret_place = COR_COUNTRY_OTHER;
        return COR_OK;
    }

    if (number > 0 && number < UN_WORLD && cor_country_by_m49((int32_t)number, ret_place))
        return COR_OK;
    if (number > UN_WORLD) { // regions and groups are sums of places
        *ret_place = COR_COUNTRY_NONE;
        return COR_OK;
    }

    return cor_fail(err, COR_E_FORMAT,
                    _("No country has the number {number} of the United Nations."),
                    cor_arg_str(text));
}

/* "Israel (using CB data)": some tables put a remark about the data behind the name. Brackets that
 * tell places apart, "St. Martin (French part)", are part of the name. */
static bool place_before_note(cor_str text, cor_country *ret_place) {
    static const char *const OF_DATA[] = { "data", "using", "estimate", "number", "figure" };
    size_t bracket = cor_str_find(text, COR_STR(" ("));
    if (bracket == SIZE_MAX || text.at[text.length - 1] != ')') return false;
    cor_str note = cor_str_part(text, bracket, SIZE_MAX);
    bool is_note = false;
    for (size_t i = 0; i < sizeof OF_DATA / sizeof *OF_DATA && !is_note; i++)
        is_note = cor_str_find(note, cor_str_of(OF_DATA[i])) != SIZE_MAX;
    return is_note && cor_country_find(cor_str_part(text, 0, bracket), ret_place);
}

cor_code cor_cell_country(cor_str text, cor_place_rule rule, cor_country *ret_place,
                          cor_error *err) {
    if (!text.length) {
        (void)cor_fail(err, COR_E_FORMAT, _("The place is missing."));
        return cor_hint(err, _("Write the three-letter code of ISO 3166-1, such as GTM, or the "
                               "name of the country."));
    }
    if (rule == COR_PLACES_BY_M49) return place_by_m49(text, ret_place, err);
    if (rule == COR_PLACES_BY_CODE && cor_country_by_code(text, ret_place)) return COR_OK;
    if (cor_country_find(text, ret_place)) return COR_OK;
    if (rule == COR_PLACES_BY_NAME_AND_NOTE && place_before_note(text, ret_place)) return COR_OK;
    return unknown_place(text, err);
}

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
    if (cor_interval_parse(text, ret_period)) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a period."), cor_arg_str(text));
    return cor_hint(err, _("Write 2020, 2020-Q3, 2020-07, 2020-07-15 or 2015/2020."));
}

static cor_code not_a_number(cor_str text, cor_error *err) {
    cor_str comma = COR_STR(",");
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not a number."), cor_arg_str(text));
    if (cor_str_find(text, comma) != SIZE_MAX)
        return cor_hint(
            err,
            _("Write numbers with a decimal point and nothing between the thousands: 1234.5."));
    return cor_hint(err, _("Leave the cell empty when there is no value."));
}

/* The tidy tables keep six digits after the point; a workbook of the same edition, with all digits
 * of a double, must give the same value. Rounds the exact decimal half to even, as printf does. */
static bool parse_rounded(cor_str text, int32_t decimals, int32_t shift10, double *ret_value) {
    size_t point = cor_str_find(text, COR_STR("."));
    size_t exponent = cor_str_find(text, COR_STR("E"));

    if (exponent == SIZE_MAX) exponent = cor_str_find(text, COR_STR("e"));
    if (exponent == SIZE_MAX && (point == SIZE_MAX || text.length - point - 1 <= (size_t)decimals))
        return cor_number_parse(text, shift10, ret_value);

    double exact;
    if (decimals <= shift10) { // whole numbers in our unit
        if (!cor_number_parse(text, shift10, &exact)) return false;
        *ret_value = rint(exact);
        return true;
    }

    if (!cor_number_parse(text, 0, &exact)) return false;
    char digits[400]; // the longest double has 309 digits before the point
    int length = snprintf(digits, sizeof digits, "%.*f", decimals, exact);
    for (char *at = digits; *at; at++)
        if (*at == ',') *at = '.'; // a host program may have set another locale

    return length > 0 && cor_number_parse((cor_str){ digits, (size_t)length }, shift10, ret_value);
}

cor_code cor_cell_value(const cor_cell *cell, const cor_column *column, int32_t shift10,
                        double *ret_value, bool *ret_found, cor_error *err) {
    cor_str text = cor_str_trim(cell->text);
    *ret_found = false;
    if (!text.length || (column->missing && cor_str_is(text, column->missing))) return COR_OK;
    double value;
    shift10 += column->shift10;
    bool is_number = column->decimals ? parse_rounded(text, column->decimals - 1, shift10, &value)
                                      : cor_number_parse(text, shift10, &value);
    if (!is_number || !isfinite(value)) return not_a_number(text, err);

    if (value < 0 && !column->is_signed) {
        (void)cor_fail(err, COR_E_DOMAIN, _("The value is negative: {value}."),
                       cor_arg_number(value, -1));
        return cor_hint(err, _("Correct it, or leave the cell empty when there is no value."));
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
