/* SPDX-License-Identifier: Apache-2.0 */
/* closing.c: a closed system changes its population by births and deaths only. The remainder of the
 * tables is shared between their diagonals. */
#include "account.h"
#include "core/say.h"

static double events_total(const double *events, int32_t n) {
    cor_sum total = { 0 };
    for (int32_t r = 0; events && r < n; r++)
        cor_sum_add(&total, events[r]);
    return cor_sum_get(&total);
}

double gap_of(const cor_flows_work *work, const flow_account *account) {
    double natural = events_total(work->input->births_persons, work->n) -
                     events_total(work->input->deaths_persons, work->n);
    return natural - (double)(table_total(account->exact_end, work->n) -
                              table_total(account->exact_start, work->n));
}

/* ---- the gap ------------------------------------------------------------- */

typedef struct {
    int32_t place;
    double before, after, unexplained;
} place_gap;

static double events_of(const double *events, int32_t place) {
    return events ? events[place] : 0;
}

/* The place where births and deaths explain least of the change in population. */
static place_gap widest_gap(const cor_flows_work *work, const flow_account *account) {
    place_gap widest = { 0 };
    for (int32_t r = 0; r < work->n; r++) {
        double before = (double)column_total(account->exact_start, work->n, r);
        double after = (double)column_total(account->exact_end, work->n, r);
        double natural =
            events_of(work->input->births_persons, r) - events_of(work->input->deaths_persons, r);
        double unexplained = fabs(after - before - natural);
        if (unexplained > widest.unexplained) widest = (place_gap){ r, before, after, unexplained };
    }

    return widest;
}

static cor_code fail_gap(const cor_flows_work *work, const flow_account *account, double gap,
                         double people, cor_error *err) {
    place_gap widest = widest_gap(work, account);
    cor_fail(err, COR_E_CONFLICT,
             _("The tables, births and deaths do not belong together: {gap} of {people} people are "
               "unexplained. Most is missing in {place}, with {before} people at the start and "
               "{after} at the end."),
             cor_arg_number(fabs(gap), 0), cor_arg_number(people, 0),
             place_arg(work->input, widest.place), cor_arg_number(widest.before, -1),
             cor_arg_number(widest.after, -1));

    return cor_hint(err, _("Check that all of them are in persons (or all in thousands), and that "
                           "the events are those of the whole period."));
}

/* One table has no native-born at all: its diagonal was not filled in. */
static bool is_diagonal_empty(const cor_flows_work *work, const exact *table, const exact *other) {
    exact native = 0, others = 0;
    for (int32_t r = 0; r < work->n; r++) {
        native += table[at2(work->n, r, r)];
        others += other[at2(work->n, r, r)];
    }
    return native == 0 && others > 0;
}

static cor_code fail_diagonal(const char *where, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT,
             _("The diagonal is empty, as if nobody lived where they were born."));
    cor_hint(err, _("The diagonal of a stock table holds population less foreign-born; check that "
                    "it is filled."));
    return cor_error_within(err, cor_say(where));
}

/* A gap this large is often one wrong number: name the place if only one is impossible. */
static cor_code fail_place_or_gap(const cor_flows_work *work, const flow_account *account,
                                  double gap, double people, cor_error *err) {
    const cor_flows_input *input = work->input;
    if (is_diagonal_empty(work, account->exact_start, account->exact_end))
        return fail_diagonal(N_("stocks at the start"), err);

    if (is_diagonal_empty(work, account->exact_end, account->exact_start))
        return fail_diagonal(N_("stocks at the end"), err);
    for (int32_t r = 0; r < work->n; r++) {
        double before = (double)column_total(account->exact_start, work->n, r);
        double after = (double)column_total(account->exact_end, work->n, r);
        double births = events_of(input->births_persons, r),
               deaths = events_of(input->deaths_persons, r);
        if (deaths > before)
            return fail_events(input,
                               _("There are more deaths in {place} than people at the start: "
                                 "{deaths} and {people}."),
                               r, deaths, before, err);
        if (births > after)
            return fail_events(input,
                               _("There are more births in {place} than people at the end: "
                                 "{births} and {people}."),
                               r, births, after, err);
    }

    return fail_gap(work, account, gap, people, err);
}

static cor_code check_gap(const cor_flows_work *work, const flow_account *account, double gap,
                          cor_error *err) {
    double people = larger((double)table_total(account->exact_start, work->n),
                           (double)table_total(account->exact_end, work->n));
    return fabs(gap) > work->options.gap_share_max * people
               ? fail_place_or_gap(work, account, gap, people, err)
               : COR_OK;
}

typedef struct {
    double *cells; // [n] the diagonal
    double total;
} diagonal;

static bool get_diagonal(const cor_flows_work *work, const exact *table, cor_arena *scratch,
                         diagonal *ret) {
    *ret = (diagonal){ cor_new(scratch, double, work->n), 0 };
    cor_sum total = { 0 };
    for (int32_t r = 0; ret->cells && r < work->n; r++) {
        ret->cells[r] = (double)table[at2(work->n, r, r)];
        cor_sum_add(&total, ret->cells[r]);
    }
    ret->total = cor_sum_get(&total);
    return ret->cells;
}

static bool is_whole(const diagonal *native, int32_t n) {
    for (int32_t r = 0; r < n; r++)
        if (native->cells[r] != rint(native->cells[r])) return false;
    return true;
}

/* Round to whole persons (half to even) and give the remainder to the largest cell; equal largest
 * cells share it, so that the answer does not depend on the order of places. False where a cell
 * would become negative. */
static bool round_diagonal(const diagonal *native, int32_t n, double target, double *ret_cells) {
    cor_sum total = { 0 };
    double most = 0;
    int32_t holders = 0;

    for (int32_t r = 0; r < n; r++) {
        ret_cells[r] = rint(native->cells[r] * (target / native->total));
        cor_sum_add(&total, ret_cells[r]);
        most = larger(most, native->cells[r]);
    }

    for (int32_t r = 0; r < n; r++)
        holders += native->cells[r] == most;
    double remainder = (target - cor_sum_get(&total)) / holders;
    for (int32_t r = 0; r < n; r++)
        if (native->cells[r] == most && (ret_cells[r] += remainder) < 0) return false;

    return true;
}

/* Each table takes half of the gap, because either may be wrong. */
static cor_code fail_native(double native, double added, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT,
             _("The two tables, births and deaths leave {gap} people unexplained; to share them, "
               "the {native} native-born would have to number {persons}."),
             cor_arg_number(2 * fabs(added), 0), cor_arg_number(native, 0),
             cor_arg_number(native + added, 0));
    return cor_hint(err,
                    _("The diagonal of a stock table holds population less foreign-born; check "
                      "that it is filled in both tables, and that both have the same unit."));
}

/* Scale the diagonal of `table` to a new total. */
static cor_code scale_diagonal(cor_flows_work *work, flow_account *account, exact *table,
                               double added, bool in_whole, cor_error *err) {
    int32_t n = work->n;
    cor_arena scratch = work->scratch;
    diagonal native;
    double *scaled = cor_new(&scratch, double, n);

    if (!scaled || !get_diagonal(work, table, &scratch, &native)) return cor_fail_memory(err);
    double target = native.total + added;
    if (native.total <= 0 || target < 0) return fail_native(native.total, added, err);
    bool is_done = in_whole && round_diagonal(&native, n, target, scaled);

    for (int32_t r = 0; r < n; r++) {
        if (!is_done) scaled[r] = native.cells[r] * (target / native.total);
        account->report.native_added_persons += fabs(scaled[r] - native.cells[r]);
        table[at2(n, r, r)] = scaled[r];
    }

    return COR_OK;
}

static cor_code share_between_tables(cor_flows_work *work, flow_account *account, double gap,
                                     bool in_whole, cor_error *err) {
    cor_code code = check_gap(work, account, gap, err);
    if (code) return code;
    if ((code = scale_diagonal(work, account, account->exact_start, -gap / 2, in_whole, err)))
        return cor_within(err, _("stocks at the start"));
    if ((code = scale_diagonal(work, account, account->exact_end, gap / 2, in_whole, err)))
        return cor_within(err, _("stocks at the end"));
    return account_note(work, account, COR_FLOWS_NOTE_GAP_SHARED, -1, gap, err);
}

static bool are_whole(cor_flows_work *work, const flow_account *account) {
    cor_arena scratch = work->scratch;
    diagonal start, end;
    return get_diagonal(work, account->exact_start, &scratch, &start) &&
           get_diagonal(work, account->exact_end, &scratch, &end) && is_whole(&start, work->n) &&
           is_whole(&end, work->n);
}

cor_code share_gap(cor_flows_work *work, flow_account *account, cor_error *err) {
    double gap = account->report.gap_persons;
    if (gap == 0) return COR_OK;
    bool in_whole = are_whole(work, account);
    cor_code code = share_between_tables(work, account, gap, in_whole, err);
    if (code || in_whole) return code;
    return account_note(work, account, COR_FLOWS_NOTE_NOT_WHOLE, -1, 0, err);
}

cor_code share_gap_afterwards(cor_flows_work *work, flow_account *account, cor_error *err) {
    double gap = (double)(table_total(account->exact_start, work->n) -
                          table_total(account->exact_end, work->n));
    return gap == 0 ? COR_OK : share_between_tables(work, account, gap, false, err);
}
