/* SPDX-License-Identifier: Apache-2.0 */
/* impossible.c: explains in names and persons why a table could not be fitted. */
#include "account.h"
#include "core/say.h"
#include "margins.h"

enum { NAMED_MAX = 4 };

/* "GTM, MEX, …": the first few places marked (or not marked, if `which` is false). */
static cor_str name_marked_places(const cor_flows_input *input, const bool *is_marked, bool which,
                                  cor_arena *keep) {
    cor_str list = { 0 };
    int32_t named = 0;

    for (int32_t place = 0; place < input->place_count; place++) {
        if (is_marked[place] != which) continue;
        if (named++ == NAMED_MAX) return cor_str_print(keep, "%.*s, \u2026", COR_STR_F(list));
        cor_str name = input->place_names ? input->place_names[place]
                                          : cor_str_print(keep, "%d", (int)place + 1);
        list =
            named == 1 ? name : cor_str_print(keep, "%.*s, %.*s", COR_STR_F(list), COR_STR_F(name));
    }

    return list;
}

static double total_of_marked(const double *totals, const bool *is_marked, bool which, int32_t n) {
    cor_sum sum = { 0 };
    for (int32_t place = 0; place < n; place++)
        if (is_marked[place] == which) cor_sum_add(&sum, totals[place]);
    return cor_sum_get(&sum);
}

static int32_t count_marked(const bool *is_marked, bool which, int32_t n) {
    int32_t count = 0;
    for (int32_t place = 0; place < n; place++)
        count += is_marked[place] == which;
    return count;
}

static cor_code hint_impossible(cor_error *err) {
    return cor_hint(err,
                    _("Check the cells of these places in both tables, their births and deaths; or "
                      "let the totals of these birthplaces be changed, or use an open method."));
}

/* The contradiction concerns some birthplaces or, equivalently, all others: name the fewer. */
static bool is_of_crowd(const margins_result *result, int32_t n) {
    return count_marked(result->is_row_crowded, true, n) <=
           count_marked(result->is_row_crowded, false, n);
}

cor_code within_birthplaces(const cor_flows_input *input, const margins_result *result,
                            const double *before, const double *after, cor_arena scratch,
                            cor_error *err) {
    int32_t n = input->place_count;
    bool which = is_of_crowd(result, n);
    cor_str born = name_marked_places(input, result->is_row_crowded, which, &scratch);

    if (!born.length) return err->code;
    return cor_within(err,
                      _("people born in {birthplaces}, {before} in the table at the start and "
                        "{after} at the end"),
                      cor_arg_str(born),
                      cor_arg_number(total_of_marked(before, result->is_row_crowded, which, n), 0),
                      cor_arg_number(total_of_marked(after, result->is_row_crowded, which, n), 0));
}

/* These birthplaces have more people than the places where they live. */
static cor_code fail_crowded(const cor_flows_input *input, const margins *problem,
                             const margins_result *result, cor_arena scratch, cor_error *err) {
    int32_t n = input->place_count;
    double people = total_of_marked(problem->row_totals, result->is_row_crowded, true, n);
    cor_str born = name_marked_places(input, result->is_row_crowded, true, &scratch);
    cor_str living = name_marked_places(input, result->is_column_full, true, &scratch);

    if (!living.length) {
        cor_fail(err, COR_E_CONFLICT,
                 _("People born in {birthplaces} live nowhere in this table, but should number "
                   "{people}."),
                 cor_arg_str(born), cor_arg_number(people, 0));
        return hint_impossible(err);
    }

    cor_fail(err, COR_E_CONFLICT,
             _("People born in {birthplaces} should number {people}, but live only in "
               "{residences}, which hold {excess} fewer."),
             cor_arg_str(born), cor_arg_number(people, 0), cor_arg_str(living),
             cor_arg_number(result->excess, 0));

    return hint_impossible(err);
}

/* These places have more people than the birthplaces they come from. */
static cor_code fail_empty(const cor_flows_input *input, const margins *problem,
                           const margins_result *result, cor_arena scratch, cor_error *err) {
    int32_t n = input->place_count;
    double people = total_of_marked(problem->column_totals, result->is_column_full, false, n);
    cor_str born = name_marked_places(input, result->is_row_crowded, false, &scratch);
    cor_str living = name_marked_places(input, result->is_column_full, false, &scratch);

    if (!born.length) {
        cor_fail(err, COR_E_CONFLICT,
                 _("{people} people live in {residences}, but this table has no cell for them."),
                 cor_arg_number(people, 0), cor_arg_str(living));
        return hint_impossible(err);
    }

    cor_fail(err, COR_E_CONFLICT,
             _("{people} people live in {residences}, where only people born in {birthplaces} "
               "live, and these should number {excess} fewer."),
             cor_arg_number(people, 0), cor_arg_str(living), cor_arg_str(born),
             cor_arg_number(result->excess, 0));

    return hint_impossible(err);
}

static cor_code fail_unmet_margins(const cor_flows_input *input, const margins_result *result,
                                   cor_error *err) {
    cor_fail(err, COR_E_CONVERGE,
             _("After {iterations} rounds the residents of {place} are still {persons} off."),
             cor_arg_int(result->iterations), place_arg(input, result->worst_column),
             cor_arg_number(result->error, 6));
    return cor_hint(err, _("Allow more iterations or a larger tolerance."));
}

cor_code fail_margins(const cor_flows_input *input, const margins *problem, margins_status status,
                      const margins_result *result, cor_arena scratch, cor_error *err) {
    if (status == MARGINS_MEMORY) return cor_fail_memory(err);
    if (status == MARGINS_UNMET) return fail_unmet_margins(input, result, err);
    if (is_of_crowd(result, input->place_count))
        return fail_crowded(input, problem, result, scratch, err);
    return fail_empty(input, problem, result, scratch, err);
}
