/* SPDX-License-Identifier: Apache-2.0 */
/* difference.c: a stock that grew counts as that many arrivals from the birthplace; one that shrank
 * as nothing, or as that many returns. Abel and Cohen (2019), "stock differencing". */
#include "core/say.h"
#include "flows_private.h"

static double grown_by(const cor_flows_input *input, int32_t birthplace, int32_t residence) {
    size_t cell = at2(input->place_count, birthplace, residence);
    return larger(input->stock_end_persons[cell] - input->stock_start_persons[cell], 0);
}

static double shrunk_by(const cor_flows_input *input, int32_t birthplace, int32_t residence) {
    size_t cell = at2(input->place_count, birthplace, residence);
    return larger(input->stock_start_persons[cell] - input->stock_end_persons[cell], 0);
}

static cor_code set_differences(cor_flows_work *work, bool with_returns, cor_flows *ret_flows,
                                cor_error *err) {
    int32_t n = work->n;
    double *moves = cor_new(work->keep, double, square(n));

    if (!moves) return cor_fail_memory(err);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (i == j) continue;
            double returned = with_returns ? shrunk_by(work->input, j, i) : 0; // born in j, left i
            moves[at2(n, i, j)] = grown_by(work->input, i, j) + returned;
        }

    ret_flows->moves_persons = moves;
    return COR_OK;
}

cor_code difference_drop(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    return set_differences(work, false, ret_flows, err);
}

cor_code difference_reverse(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    return set_differences(work, true, ret_flows, err);
}
