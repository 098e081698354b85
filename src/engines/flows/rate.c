/* SPDX-License-Identifier: Apache-2.0 */
/* rate.c: moves in proportion to the migrants already there. A known or inferred total of moves is
 * spread over corridors in proportion to the foreign-born stocks at the start. Dennett (2016); Abel
 * and Cohen (2019), "migration rates". */
#include "core/say.h"
#include "flows_private.h"

/* The change in population that births and deaths do not explain. */
static double net_of(const cor_flows_input *input, int32_t place) {
    int32_t n = input->place_count;
    cor_sum net = { 0 };
    for (int32_t b = 0; b < n; b++) {
        cor_sum_add(&net, input->stock_end_persons[at2(n, b, place)]);
        cor_sum_add(&net, -input->stock_start_persons[at2(n, b, place)]);
    }
    if (input->births_persons) cor_sum_add(&net, -input->births_persons[place]);
    if (input->deaths_persons) cor_sum_add(&net, input->deaths_persons[place]);
    return cor_sum_get(&net);
}

/* The sum of absolute net migration. The authors of the published estimates first scale gains and
 * losses to the mean of their totals, so that the world total is zero; that does not change this
 * sum. */
static double total_of_net(const cor_flows_input *input) {
    cor_sum total = { 0 };
    for (int32_t r = 0; r < input->place_count; r++)
        cor_sum_add(&total, fabs(net_of(input, r)));
    return cor_sum_get(&total);
}

static double foreign_born(const cor_flows_input *input) {
    int32_t n = input->place_count;
    cor_sum total = { 0 };
    for (int32_t b = 0; b < n; b++)
        for (int32_t r = 0; r < n; r++)
            if (b != r) cor_sum_add(&total, input->stock_start_persons[at2(n, b, r)]);
    return cor_sum_get(&total);
}

cor_code rate_spread(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    const cor_flows_input *input = work->input;
    int32_t n = work->n;
    double *moves = cor_new(work->keep, double, square(n));

    if (!moves) return cor_fail_memory(err);
    double total = work->options.total_moves_persons;
    if (total <= 0) total = total_of_net(input);
    double migrants = foreign_born(input);

    if (total > 0 && migrants <= 0) {
        cor_fail(err, COR_E_DOMAIN,
                 _("Nobody lives away from the place of birth at the start, so {persons} moves "
                   "cannot be spread over corridors."),
                 cor_arg_number(total, 0));
        return cor_hint(err,
                        _("Check that the table holds foreign-born stocks beside the diagonal."));
    }

    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            if (i != j && total > 0)
                moves[at2(n, i, j)] = total * input->stock_start_persons[at2(n, i, j)] / migrants;

    ret_flows->moves_persons = moves;
    ret_flows->report.total_moves_persons = total;
    return COR_OK;
}
