/* SPDX-License-Identifier: Apache-2.0 */
/* deaths.c: deaths by birthplace as the accounting equation requires: start + births - end, since
 * births are native-born and birthplaces do not change. They are spread over residences in
 * proportion to the start table. */
#include "account.h"
#include "core/say.h"
#include "margins.h"

static cor_code fail_birthplace(const cor_flows_input *input, int32_t birthplace, double persons,
                                cor_error *err) {
    cor_fail(err, COR_E_DOMAIN,
             _("People born in {birthplace} grew by {persons} more than were born, so deaths by "
               "birthplace would be negative."),
             place_arg(input, birthplace), cor_arg_number(persons, 0));
    return cor_hint(err, _("Take deaths in proportion instead."));
}

static cor_code fail_totals(double by_birthplace, double by_residence, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT,
             _("Deaths by birthplace would number {birthplace}, deaths by residence number "
               "{residence}; they cannot be fitted to each other."),
             cor_arg_number(by_birthplace, 0), cor_arg_number(by_residence, 0));
    return cor_hint(
        err,
        _("Take deaths in proportion, or use a closed method that shares the gap beforehand."));
}

static cor_code deaths_by_birthplace(cor_flows_work *work, const flow_account *account,
                                     double *ret_deaths, cor_error *err) {
    int32_t n = work->n;
    for (int32_t b = 0; b < n; b++) {
        exact people = row_total(account->exact_start, n, b);
        double births = work->input->births_persons ? work->input->births_persons[b] : 0;
        ret_deaths[b] = (double)(people + births - row_total(account->exact_end, n, b));
        if (ret_deaths[b] < -1e-12 * (double)people)
            return fail_birthplace(work->input, b, -ret_deaths[b], err);
        ret_deaths[b] = larger(ret_deaths[b], 0);
    }

    return COR_OK;
}

/* Take the deaths out of the start table; a cell loses at most all its people. */
static cor_code subtract_deaths(cor_flows_work *work, flow_account *account, const double *deaths,
                                cor_error *err) {
    int32_t n = work->n;
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = 0; r < n; r++) {
            exact *people = account->exact_start + at2(n, b, r);
            double dead = deaths[at2(n, b, r)];
            if (dead > *people * (1 + 1e-12)) {
                cor_fail(err, COR_E_DOMAIN,
                         _("Of people born in {birthplace} and living in {residence}, {deaths} "
                           "would have died; there were {people}."),
                         place_arg(work->input, b), place_arg(work->input, r),
                         cor_arg_number(dead, 0), cor_arg_number((double)*people, 0));
                return cor_hint(err, _("Take deaths in proportion instead."));
            }
            *people = *people > dead ? *people - dead : 0;
        }

    return COR_OK;
}

cor_code take_deaths_by_account(cor_flows_work *work, flow_account *account, cor_error *err) {
    int32_t n = work->n;
    cor_arena scratch = work->scratch;
    double *rows = cor_new(&scratch, double, n), *columns = cor_new(&scratch, double, n);
    double *deaths = cor_new(&scratch, double, square(n)),
           *people = cor_new(&scratch, double, square(n));

    margins_result result = { .fitted = deaths,
                              .is_row_crowded = cor_new(&scratch, bool, n),
                              .is_column_full = cor_new(&scratch, bool, n) };

    if (!rows || !columns || !deaths || !people || !result.is_row_crowded || !result.is_column_full)
        return cor_fail_memory(err);
    cor_code code = deaths_by_birthplace(work, account, rows, err);
    if (code) return code;

    if (work->input->deaths_persons)
        memcpy(columns, work->input->deaths_persons, (size_t)n * sizeof(double));
    double by_birthplace = sum_of(rows, (size_t)n), by_residence = sum_of(columns, (size_t)n);
    if (fabs(by_birthplace - by_residence) > 1e-12 * (double)table_total(account->exact_start, n))
        return fail_totals(by_birthplace, by_residence, err);

    for (size_t cell = 0; cell < square(n); cell++)
        people[cell] = (double)account->exact_start[cell];
    margins problem = {
        n, n, people, rows, columns, work->options.tolerance_persons, work->options.iterations_max
    };
    margins_status status = margins_solve(&problem, scratch, &result);

    if (status) {
        fail_margins(work->input, &problem, status, &result, scratch, err);
        return cor_within(err, _("deaths by birthplace and residence"));
    }

    account->report.iterations += result.iterations;
    return subtract_deaths(work, account, deaths, err);
}
