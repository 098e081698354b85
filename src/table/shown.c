/* SPDX-License-Identifier: Apache-2.0 */
/* shown.c: says why a cell cannot be taken as it is stored. */
#include "core/core.h"
#include "core/say.h"
#include "table.h"

static cor_code fail_date(const cor_table *table, const cor_cell *cell, cor_error *err) {
    cor_date day;
    char text[16];
    int32_t year, month, day_of_month;

    if (cell->kind != COR_CELL_NUMBER || !cor_table_date(table, cell->number, &day)) {
        (void)cor_fail(err, COR_E_FORMAT, _("The cell holds a date or a time of day ({text})."),
                       cor_arg_str(cell->text));
        return cor_hint(err, _("Format the cell as text and write what is meant, such as 2020."));
    }

    cor_date_parts(day, &year, &month, &day_of_month);
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day_of_month);
    (void)cor_fail(err, COR_E_FORMAT, _("The cell holds a date of Excel ({date})."),
                   cor_arg_cstr(text));
    return cor_hint(err, _("Write it as text: {date} for the day, or {year} for the year."),
                    cor_arg_cstr(text), cor_arg_plain(year));
}

static cor_code fail_undecided(const cor_cell *cell, cor_error *err) {
    char thousands[64], decimals[64];
    size_t used = 0, length = cell->text.length < 60 ? cell->text.length : 60;
    for (size_t i = 0; i < length; i++) {
        char c = cell->text.at[i];
        if (c != '.' && c != ',') thousands[used++] = c;
        decimals[i] = c == ',' ? '.' : c;
    }

    (void)cor_fail(
        err, COR_E_FORMAT,
        _("“{text}” can be read as {thousands} or as {decimals}, and so can every number "
          "of the column."),
        cor_arg_str(cell->text), cor_arg_str((cor_str){ thousands, used }),
        cor_arg_str((cor_str){ decimals, length }));
    return cor_hint(err,
                    _("State which mark is the decimal one (on the command line: --decimal . or "
                      "--decimal ,), or write the numbers with nothing between the thousands."));
}

static cor_code fail_mixed(const cor_cell *cell, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The marks of “{text}” contradict those of other numbers in the column."),
                   cor_arg_str(cell->text));
    return cor_hint(err, _("Write all numbers of the column with the same decimal mark and nothing "
                           "between the thousands: 1234.5."));
}

static cor_code fail_format(const char *fact, const cor_cell *cell, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, fact, cor_arg_str(cell->text));
    return cor_hint(err, _("Format the column as plain numbers, and see that they are in the unit "
                           "of the measure."));
}

cor_code cor_cell_check(const cor_table *table, const cor_cell *cell, cor_error *err) {
    switch (cell->shown) {
    case COR_SHOWN_DATE:
        return fail_date(table, cell, err);
    case COR_SHOWN_ERROR:
        (void)cor_fail(err, COR_E_FORMAT, _("The cell holds the error {text}."),
                       cor_arg_str(cell->text));
        return cor_hint(err, _("Correct the formula, or leave the row out."));
    case COR_SHOWN_NOTHING:
        (void)cor_fail(err, COR_E_FORMAT, _("The formula of the cell has no stored result."));
        return cor_hint(err,
                        _("Open the file in Excel or LibreOffice and save it; that computes the "
                          "formulas."));
    case COR_SHOWN_UNDECIDED:
        return fail_undecided(cell, err);
    case COR_SHOWN_MIXED:
        return fail_mixed(cell, err);
    case COR_SHOWN_PERCENT:
    case COR_SHOWN_PERCENT_SIGN:
        return fail_format(_("The cell shows a percentage and holds {text}."), cell, err);
    case COR_SHOWN_BLANK:
        return fail_format(_("The format of the cell does not show its number, {text}."), cell,
                           err);
    case COR_SHOWN_SCALED:
        return fail_format(_("The cell shows a unit, or thousands or millions, and holds {text}."),
                           cell, err);
    case COR_SHOWN_AS_STORED:
        return COR_OK;
    }

    return COR_OK;
}
