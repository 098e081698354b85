/* SPDX-License-Identifier: Apache-2.0 */
/* shares.c: shares whose unit nobody states. 0.41 under "value" is less than half a percent to one author
 * and 41 percent to another. A value above 1 tells which; where the file has none of a measure, it
 * has to be said. */
#include <math.h>

#include "datasets.h"
#include "vocabulary/vocabulary.h"

bool cor_measure_is_share(const cor_measure *measure) {
    return measure && cor_str_starts(measure->unit->key, COR_STR("percent"));
}

int32_t cor_shares_shift(cor_intake *intake, const cor_measure *measure, const cor_cell *cell) {
    enum { POWER_OF_RATIO = 2 };
    bool is_ratio = intake->options && intake->options->shares == COR_SHARES_RATIO;
    intake->says_unit =
        cell && (cell->shown == COR_SHOWN_PERCENT || cell->shown == COR_SHOWN_PERCENT_SIGN);
    return is_ratio && !intake->says_unit && cor_measure_is_share(measure) ? POWER_OF_RATIO : 0;
}

static cor_share *find_share(cor_intake *intake, cor_str measure) {
    for (int32_t i = 0; i < intake->share_count; i++)
        if (cor_str_equal(intake->shares[i].measure->key, measure)) return &intake->shares[i];
    return NULL;
}

void cor_shares_see(cor_intake *intake, const cor_figure *figure) {
    const cor_measure *measure = intake->measure;
    bool is_said = intake->says_unit || (intake->options && intake->options->shares);
    double value = fabs(figure->value);
    if (is_said || !(value > 0) || !cor_measure_is_share(measure)) return;

    cor_share *share = find_share(intake, measure->key);
    if (!share && intake->share_count < COR_SHARES_MAX) {
        share = &intake->shares[intake->share_count++];
        *share = (cor_share){ .measure = measure,
                              .first = figure->value,
                              .row = figure->row,
                              .column = figure->column - 1 };
        snprintf(share->sheet, sizeof share->sheet, "%.*s", COR_STR_F(figure->sheet));
    }
    if (share && value > share->most) share->most = value;
}

/* The other reading; digits are shifted, so that 0.412 becomes 41.2 and not 41.199999999999996. */
static double as_ratio(double value) {
    char digits[32];
    double percent = value * 100;
    cor_number_print(value, digits);
    (void)cor_number_parse(cor_str_of(digits), 2, &percent);
    return percent;
}

static cor_code refuse_share(cor_intake *intake, const cor_share *share, cor_error *err) {
    (void)cor_fail(
        err, COR_E_FORMAT,
        _("{value} can be {value} percent or {percent} percent, and so can every value of "
          "{measure}: none exceeds 1."),
        cor_arg_number(share->first, -1), cor_arg_number(as_ratio(share->first), -1),
        cor_arg_str(share->measure->key));
    (void)cor_hint(err,
                   _("State the unit in a column “unit”, percent or ratio (on the command line: "
                     "--shares percent or --shares ratio)."));
    intake->sheet = cor_str_of(share->sheet);
    return cor_intake_within(intake, share->row, share->column, err);
}

cor_code cor_shares_check(cor_intake *intake, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t i = 0; i < intake->share_count && !code; i++)
        if (intake->shares[i].most <= 1) code = refuse_share(intake, &intake->shares[i], err);
    return code;
}
