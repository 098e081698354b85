/* SPDX-License-Identifier: Apache-2.0 */
/* values.c: what a value of a measure can be, whatever the layout: people are counted in whole
 * numbers, a share of a whole lies between 0 and 100. */
#include <math.h>

#include "datasets.h"
#include "vocabulary/vocabulary.h"

/* Moves are always estimated; an estimate of a model may have a fraction, a count may not. */
static bool may_have_fraction(const cor_intake *intake, const cor_figure *figure) {
    if (cor_str_starts(figure->measure, COR_STR("flow")) || intake->layout->has_fractions)
        return true;
    bool is_own = intake->dataset == &cor_own_table;
    return is_own && (figure->status == COR_ESTIMATED || figure->status == COR_PROJECTED);
}

static cor_code not_whole(double value, const cor_measure *measure, cor_error *err) {
    (void)cor_fail(err, COR_E_DOMAIN,
                   _("{measure} is a number of {unit}, and {value} is not whole."),
                   cor_arg_str(measure->key),
                   cor_arg_pair(measure->unit->name[COR_LANG_EN], measure->unit->name[COR_LANG_ES]),
                   cor_arg_number(value, -1));
    return cor_hint(err, _("Write all digits with nothing between the thousands. If the values are "
                           "in thousands, say so in a column “unit”; if a model made them, write "
                           "the status estimated."));
}

static cor_code out_of_range(double value, double most, const cor_measure *measure,
                             cor_error *err) {
    (void)cor_fail(err, COR_E_DOMAIN, _("{measure} lies between 0 and {most}; {value} does not."),
                   cor_arg_str(measure->key), cor_arg_number(most, -1), cor_arg_number(value, -1));
    return cor_hint(err, _("Correct the value or the unit of the column."));
}

const cor_measure *cor_intake_measure(cor_intake *intake, cor_str key) {
    if (!intake->measure || !cor_str_equal(intake->measure->key, key))
        intake->measure = cor_measure_find(key);
    return intake->measure;
}

cor_code cor_value_check(cor_intake *intake, const cor_figure *figure, cor_error *err) {
    enum { PERCENT_MOST = 100, HOURS_OF_WEEK = 168 };
    const cor_measure *measure = cor_intake_measure(intake, figure->measure);
    if (!measure || !isfinite(figure->value)) return COR_OK;
    cor_str unit = measure->unit->key;
    double value = figure->value;

    bool is_count = cor_str_is(unit, "persons") || cor_str_is(unit, "count");
    if (is_count && value != floor(value) && !may_have_fraction(intake, figure))
        return not_whole(value, measure, err);
    double most = cor_str_is(unit, "percent")          ? PERCENT_MOST
                  : cor_str_is(unit, "hours_per_week") ? HOURS_OF_WEEK
                                                       : INFINITY;

    return value > most ? out_of_range(value, most, measure, err) : COR_OK;
}
