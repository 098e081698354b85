/* SPDX-License-Identifier: Apache-2.0 */
/* matching.c: in a closed system birthplaces do not change, so both tables are fitted to the mean
 * of their birthplace totals while the populations of places stay.
 *
 * Where nearly all people in a place are natives, the mean can be smaller than the people living
 * there, and no table with these zeros exists. The birthplaces that are too small are then raised
 * to the larger of their two totals, which one table has already and the other can hold, and all
 * others are reduced in proportion. */
#include "account.h"
#include "core/say.h"
#include "margins.h"

enum { ADJUSTMENTS_MAX = 64 };

typedef struct {
    cor_flows_work *work;
    flow_account *account;
    double *before, *after; // [n] birthplace totals at the start and at the end
    double *rows;           // [n] the totals to fit
    double *columns;        // [n]
    int8_t *shift;          // [n] 1: the larger of the two totals, -1: the smaller, 0: their mean
    double *start, *end;    // [n][n] fitted
    bool *is_row_crowded, *is_column_full; // [n] the contradiction, if there is one
} matching;

static bool take_match_room(cor_flows_work *work, flow_account *account, cor_arena *scratch,
                            matching *ret) {
    int32_t n = work->n;
    *ret = (matching){ .work = work,
                       .account = account,
                       .before = cor_new(scratch, double, n),
                       .after = cor_new(scratch, double, n),
                       .rows = cor_new(scratch, double, n),
                       .columns = cor_new(scratch, double, n),
                       .shift = cor_new(scratch, int8_t, n),
                       .start = cor_new_unset(scratch, double, square(n)),
                       .end = cor_new_unset(scratch, double, square(n)),
                       .is_row_crowded = cor_new(scratch, bool, n),
                       .is_column_full = cor_new(scratch, bool, n) };

    return ret->before && ret->after && ret->rows && ret->columns && ret->shift && ret->start &&
           ret->end && ret->is_row_crowded && ret->is_column_full;
}

/* False when the tables already have equal totals. */
static bool read_totals(matching *match) {
    bool differ = false;
    for (int32_t b = 0; b < match->work->n; b++) {
        match->before[b] = (double)row_total(match->account->exact_start, match->work->n, b);
        match->after[b] = (double)row_total(match->account->exact_end, match->work->n, b);
        differ = differ || match->before[b] != match->after[b];
    }
    return differ;
}

static double mean_of(const matching *match, int32_t b) {
    return match->before[b] + (match->after[b] - match->before[b]) / 2;
}

static double wanted_of(const matching *match, int32_t b) {
    if (match->shift[b] > 0) return larger(match->before[b], match->after[b]);
    return match->shift[b] < 0 ? smaller(match->before[b], match->after[b]) : mean_of(match, b);
}

/* False when the others would have to give up more than they have. */
static bool set_rows(matching *match) {
    double added = 0, others = 0;
    for (int32_t b = 0; b < match->work->n; b++) {
        match->rows[b] = wanted_of(match, b);
        added += match->rows[b] - mean_of(match, b);
        if (!match->shift[b]) others += match->rows[b];
    }
    for (int32_t b = 0; added != 0 && b < match->work->n; b++)
        if (!match->shift[b]) match->rows[b] *= 1 - added / others;
    return added == 0 || added < others;
}

/* side 0: the table at the start, 1: at the end. */
static margins_status fit_table(matching *match, int side, cor_arena scratch, margins *ret_problem,
                                margins_result *ret_result) {
    const exact *table = side ? match->account->exact_end : match->account->exact_start;
    int32_t n = match->work->n;

    for (int32_t r = 0; r < n; r++)
        match->columns[r] = (double)column_total(table, n, r);
    *ret_problem = (margins){ n,
                              n,
                              side ? match->account->end : match->account->start,
                              match->rows,
                              match->columns,
                              match->work->options.tolerance_persons,
                              match->work->options.iterations_max,
                              match->work->begin[side] };
    *ret_result = (margins_result){ .fitted = side ? match->end : match->start,
                                    .column_logs = match->work->found[side],
                                    .is_row_crowded = match->is_row_crowded,
                                    .is_column_full = match->is_column_full };

    return margins_solve(ret_problem, scratch, ret_result);
}

/* Raise the birthplaces that cannot fill the places where only they live, or lower those that do
 * not fit where they live, whichever are fewer. False when nothing changes. */
static bool shift_rows(matching *match) {
    int32_t n = match->work->n, crowded = 0;
    bool has_changed = false;

    for (int32_t b = 0; b < n; b++)
        crowded += match->is_row_crowded[b];
    bool is_lowering = crowded <= n - crowded;

    for (int32_t b = 0; b < n; b++) {
        if (match->is_row_crowded[b] != is_lowering || match->shift[b]) continue;
        match->shift[b] = is_lowering ? -1 : 1;
        has_changed = has_changed || match->before[b] != match->after[b];
    }

    return has_changed;
}

static void keep_error(matching *match, const margins_result *result) {
    cor_flows_report *report = &match->account->report;
    report->iterations += result->iterations;
    report->margin_error_persons = larger(report->margin_error_persons, result->error);
}

/* Fit both tables; MARGINS_IMPOSSIBLE leaves the contradiction in `match`. */
static cor_code fit_both(matching *match, cor_arena scratch, bool *ret_is_impossible,
                         cor_error *err) {
    static const char *const WHERE[] = { N_("fitting the stocks at the start"),
                                         N_("fitting the stocks at the end") };
    bool may_shift = match->work->options.impossible == COR_FLOWS_IMPOSSIBLE_SHIFT;
    *ret_is_impossible = false;

    for (int side = 0; side < 2; side++) {
        margins problem;
        margins_result result;
        margins_status status = fit_table(match, side, scratch, &problem, &result);
        *ret_is_impossible = status == MARGINS_IMPOSSIBLE;
        if (*ret_is_impossible && may_shift && shift_rows(match)) return COR_OK;
        if (status) {
            fail_margins(match->work->input, &problem, status, &result, scratch, err);
            cor_error_within(err, cor_say(WHERE[side]));
            if (status != MARGINS_IMPOSSIBLE) return err->code;
            return within_birthplaces(match->work->input, &result, match->before, match->after,
                                      scratch, err);
        }
        keep_error(match, &result);
    }

    return COR_OK;
}

static cor_code note_shifts(matching *match, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t b = 0; !code && b < match->work->n; b++) {
        double added = match->rows[b] - mean_of(match, b);
        if (match->shift[b] && added != 0)
            code = account_note(match->work, match->account, COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED, b,
                                added, err);
    }
    return code;
}

static void hand_over_tables(matching *match) {
    for (size_t cell = 0; cell < square(match->work->n); cell++) {
        match->account->report.birthplace_persons +=
            fabs(match->start[cell] - match->account->start[cell]) +
            fabs(match->end[cell] - match->account->end[cell]);
        match->account->start[cell] = match->start[cell];
        match->account->end[cell] = match->end[cell];
    }
}

cor_code match_closed(cor_flows_work *work, flow_account *account, cor_error *err) {
    cor_arena scratch = work->scratch;
    matching match;

    if (!take_match_room(work, account, &scratch, &match)) return cor_fail_memory(err);
    if (!read_totals(&match)) return COR_OK;
    bool is_impossible = true;

    for (int32_t round = 0; is_impossible && round < ADJUSTMENTS_MAX && set_rows(&match); round++) {
        cor_code code = fit_both(&match, scratch, &is_impossible, err);
        if (code) return code;
    }

    if (is_impossible)
        return cor_fail(err, COR_E_CONFLICT,
                        _("Changing birthplace totals does not make the tables possible."));

    hand_over_tables(&match);
    return note_shifts(&match, err);
}
