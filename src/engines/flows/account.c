/* SPDX-License-Identifier: Apache-2.0 */
/* account.c: turns two stock tables into two tables whose difference is moves alone.
 *
 * The steps follow Abel and Cohen (2019): repair columns with a negative number of native-born;
 * closed methods share out the remainder that births, deaths and the tables leave; take the dead
 * out of the start and the newborn out of the end; give both tables the same birthplace totals.
 * docs/methods/accounting.md has the equations. */
#include "account.h"
#include "core/say.h"

static exact strided_total(const exact *first, size_t count, size_t stride) {
    exact total = 0;
    for (size_t k = 0; k < count; k++)
        total += first[k * stride];
    return total;
}

exact column_total(const exact *table, int32_t n, int32_t column) {
    return strided_total(table + column, (size_t)n, (size_t)n);
}

exact row_total(const exact *table, int32_t n, int32_t row) {
    return strided_total(table + at2(n, row, 0), (size_t)n, 1);
}

exact table_total(const exact *table, int32_t n) {
    return strided_total(table, square(n), 1);
}

cor_code account_note(cor_flows_work *work, flow_account *account, cor_flows_note_kind kind,
                      int32_t place, double persons, cor_error *err) {
    cor_flows_report *report = &account->report;
    if (report->note_count == account->note_room) {
        int32_t room = account->note_room ? 2 * account->note_room : 16;
        cor_flows_note *notes = cor_new(work->keep, cor_flows_note, room);
        if (!notes) return cor_fail_memory(err);
        if (report->note_count)
            memcpy(notes, report->notes, (size_t)report->note_count * sizeof *notes);
        report->notes = account->notes = notes;
        account->note_room = room;
    }

    account->notes[report->note_count++] = (cor_flows_note){ kind, place, persons };
    return COR_OK;
}

/* ---- more foreign-born than people --------------------------------------- */

static cor_code fail_population(const cor_flows_input *input, int32_t place, double persons,
                                cor_error *err) {
    cor_fail(err, COR_E_DOMAIN, _("The population of {place} is negative: {persons}."),
             place_arg(input, place), cor_arg_number(persons, -1));
    return cor_hint(
        err, _("The diagonal is population less foreign-born; check which of the two is wrong."));
}

/* The native-born of one place are negative: set them to zero and scale the foreign-born to the
 * population. */
static cor_code lift_column(cor_flows_work *work, exact *table, int32_t place, cor_error *err) {
    int32_t n = work->n;
    exact population = column_total(table, n, place);
    if (population < 0) return fail_population(work->input, place, (double)population, err);
    table[at2(n, place, place)] = 0;
    exact foreign_born = column_total(table, n, place);
    for (int32_t b = 0; b < n; b++)
        if (b != place) table[at2(n, b, place)] *= population / foreign_born;
    return COR_OK;
}

static cor_code lift_native(cor_flows_work *work, flow_account *account, exact *table,
                            cor_flows_note_kind kind, cor_error *err) {
    for (int32_t place = 0; place < work->n; place++) {
        double native = (double)table[at2(work->n, place, place)];
        if (native >= 0) continue;
        cor_code code = lift_column(work, table, place, err);
        if (code) return code;
        account->report.negative_persons -= native;
        if ((code = account_note(work, account, kind, place, -native, err))) return code;
    }
    return COR_OK;
}

/* ---- births and deaths --------------------------------------------------- */

cor_code fail_events(const cor_flows_input *input, const char *id, int32_t place, double events,
                     double people, cor_error *err) {
    cor_fail(err, COR_E_DOMAIN, id, place_arg(input, place), cor_arg_number(events, -1),
             cor_arg_number(people, -1));
    return cor_hint(err, _("Check that events and stocks have the same unit, persons or thousands, "
                           "and the same period."));
}

static void scale_column(exact *table, int32_t n, int32_t column, exact factor) {
    for (int32_t b = 0; b < n; b++)
        table[at2(n, b, column)] *= factor;
}

static cor_code take_deaths_in_proportion(cor_flows_work *work, flow_account *account,
                                          cor_error *err) {
    for (int32_t r = 0; r < work->n; r++) {
        double deaths = work->input->deaths_persons[r];
        if (deaths == 0) continue;
        exact population = column_total(account->exact_start, work->n, r);
        if (deaths > population)
            return fail_events(work->input,
                               _("There are more deaths in {place} than people at the start: "
                                 "{deaths} and {people}."),
                               r, deaths, (double)population, err);
        scale_column(account->exact_start, work->n, r, 1 - deaths / population);
    }

    return COR_OK;
}

static cor_code take_all_deaths(cor_flows_work *work, flow_account *account, cor_error *err) {
    if (work->options.deaths == COR_FLOWS_DEATHS_ACCOUNTING)
        return take_deaths_by_account(work, account, err);
    return work->input->deaths_persons ? take_deaths_in_proportion(work, account, err) : COR_OK;
}

static cor_code take_births_of(cor_flows_work *work, flow_account *account, int32_t place,
                               cor_error *err) {
    int32_t n = work->n;
    double births = work->input->births_persons[place];
    exact *native = account->exact_end + at2(n, place, place);
    bool is_spread = work->options.births == COR_FLOWS_BIRTHS_PROPORTIONAL;

    if (!is_spread && births <= *native) {
        *native -= births;
        return COR_OK;
    }

    if (work->options.births == COR_FLOWS_BIRTHS_NATIVE_ONLY)
        return fail_events(work->input,
                           _("There are more births in {place} than native-born at the end: "
                             "{births} and {people}."),
                           place, births, (double)*native, err);

    exact population = column_total(account->exact_end, n, place);
    if (births > population)
        return fail_events(
            work->input,
            _("There are more births in {place} than people at the end: {births} and {people}."),
            place, births, (double)population, err);

    if (births > 0) scale_column(account->exact_end, n, place, 1 - births / population);
    return is_spread
               ? COR_OK
               : account_note(work, account, COR_FLOWS_NOTE_BIRTHS_SPREAD, place, births, err);
}

static cor_code take_all_births(cor_flows_work *work, flow_account *account, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t r = 0; work->input->births_persons && !code && r < work->n; r++)
        code = take_births_of(work, account, r, err);
    return code;
}

/* ---- equal birthplace totals in an open system --------------------------- */

/* Scale a row from one total to a smaller one. */
static void shrink_row(exact *table, int32_t n, int32_t row, exact from, exact to) {
    for (int32_t r = 0; r < n; r++)
        table[at2(n, row, r)] *= to / from;
}

static cor_code fail_negative_cell(cor_flows_work *work, int32_t birthplace, int32_t residence,
                                   double persons, cor_error *err) {
    cor_fail(err, COR_E_DOMAIN,
             _("More people born in {birthplace} would leave {residence} for outside the system, "
               "or enter it, than live there: {persons} too many."),
             place_arg(work->input, birthplace), place_arg(work->input, residence),
             cor_arg_number(persons, persons < 0.1  ? 6
                                     : persons < 10 ? 2
                                                    : 0));
    return cor_hint(err, _("Use the variant that spreads leavers as the table at the start, which "
                           "cannot fall below zero."));
}

/* Error allowed in the total of a row that comes from products and quotients. */
static const exact ROUNDING = 1e-15L;

/* Take `persons` out of a row, in proportion to the same row of the other table. If that one is
 * empty, all of them leave. */
static cor_code take_as_other(cor_flows_work *work, exact *row, const exact *other,
                              int32_t birthplace, exact persons, exact other_total,
                              cor_error *err) {
    for (int32_t r = 0; r < work->n; r++) {
        exact left = other_total > 0 ? row[r] - persons * other[r] / other_total : 0;
        if (left < -1e-9L * persons - ROUNDING * other_total)
            return fail_negative_cell(work, birthplace, r, (double)-left, err);
        row[r] = left > 0 ? left : 0;
    }
    return COR_OK;
}

static cor_code open_birthplace(cor_flows_work *work, flow_account *account, int32_t b,
                                cor_error *err) {
    int32_t n = work->n;
    exact *first = account->exact_start + at2(n, b, 0), *last = account->exact_end + at2(n, b, 0);
    exact before = row_total(account->exact_start, n, b),
          after = row_total(account->exact_end, n, b);
    bool is_cross = work->options.open == COR_FLOWS_OPEN_CROSS;

    account->report.left_persons += larger((double)(before - after), 0);
    account->report.entered_persons += larger((double)(after - before), 0);
    if (before > after) {
        if (is_cross) return take_as_other(work, first, last, b, before - after, after, err);
        shrink_row(account->exact_start, n, b, before, after);
    } else if (after > before) {
        if (is_cross) return take_as_other(work, last, first, b, after - before, before, err);
        shrink_row(account->exact_end, n, b, after, before);
    }

    return COR_OK;
}

static cor_code match_open(cor_flows_work *work, flow_account *account, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t b = 0; !code && b < work->n; b++)
        code = open_birthplace(work, account, b, err);
    return code;
}

/* ---- the steps in order -------------------------------------------------- */

static cor_code begin_account(cor_flows_work *work, flow_account *account, cor_error *err) {
    account->start = cor_new_unset(work->keep, double, square(work->n));
    account->end = cor_new_unset(work->keep, double, square(work->n));
    account->exact_start = cor_new_unset(&work->scratch, exact, square(work->n));
    account->exact_end = cor_new_unset(&work->scratch, exact, square(work->n));
    if (!account->start || !account->end || !account->exact_start || !account->exact_end)
        return cor_fail_memory(err);

    for (size_t cell = 0; cell < square(work->n); cell++) {
        account->exact_start[cell] = work->input->stock_start_persons[cell];
        account->exact_end[cell] = work->input->stock_end_persons[cell];
    }

    cor_code code =
        lift_native(work, account, account->exact_start, COR_FLOWS_NOTE_NATIVE_NEGATIVE_START, err);
    if (code) return cor_within(err, _("stocks at the start"));
    code = lift_native(work, account, account->exact_end, COR_FLOWS_NOTE_NATIVE_NEGATIVE_END, err);

    return code ? cor_within(err, _("stocks at the end")) : COR_OK;
}

/* Convert the tables to the precision of the answer. */
static void round_tables(cor_flows_work *work, flow_account *account) {
    for (size_t cell = 0; cell < square(work->n); cell++) {
        account->start[cell] = (double)account->exact_start[cell];
        account->end[cell] = (double)account->exact_end[cell];
    }
}

static cor_code build_open(cor_flows_work *work, flow_account *account, cor_error *err) {
    cor_code code = match_open(work, account, err);
    if (!code) round_tables(work, account);
    return code;
}

/* A fit is only as exact as a double, so the extended precision is dropped here. */
static cor_code build_closed(cor_flows_work *work, flow_account *account, cor_error *err) {
    round_tables(work, account);
    cor_code code = match_closed(work, account, err);
    account->exact_start = account->exact_end = NULL;
    return code;
}

static cor_code build_account(cor_flows_work *work, flow_account *account, bool is_closed,
                              cor_error *err) {
    cor_code code = begin_account(work, account, err);
    if (code) return code;
    account->report.gap_persons = gap_of(work, account);
    bool is_before = is_closed && work->options.match == COR_FLOWS_MATCH_BEFORE;
    if (is_before && (code = share_gap(work, account, err))) return code;
    if ((code = take_all_deaths(work, account, err))) return code;
    if ((code = take_all_births(work, account, err))) return code;
    if (!is_closed) return build_open(work, account, err);
    if (!is_before && (code = share_gap_afterwards(work, account, err))) return code;

    return build_closed(work, account, err);
}

cor_code account_get(cor_flows_work *work, bool is_closed, const flow_account **ret_account,
                     cor_error *err) {
    flow_account *account = is_closed ? &work->closed : &work->open;
    cor_code code = account->is_ready ? COR_OK : build_account(work, account, is_closed, err);
    if (code) return code;
    account->is_ready = true;
    *ret_account = account;
    return COR_OK;
}
