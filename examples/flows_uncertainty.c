/* SPDX-License-Identifier: Apache-2.0 */
/* flows_uncertainty.c: how sure is a number of moves, if foreign-born stocks may be ten per cent
 * off? The same seed gives the same numbers on any machine with any number of threads. */
#include "example.h"

static const double START[16] = {
    1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200
};
static const double END[16] = { 950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180 };

int main(void) {
    static cor_error err;
    cor_arena keep, scratch;
    cor_stretch stretch = open_memory(&keep, &scratch);
    const cor_flows_input input = { .place_count = 4,
                                    .stock_start_persons = START,
                                    .stock_end_persons = END };
    const cor_flows_doubt doubt = {
        .stock_cv = 0.1, .replicate_count = 500, .seed = 2020, .coverage = 0.8
    };
    const cor_flows_pair pairs[] = { { 0, 2 }, { 1, 0 }, { 1, 2 } };
    const cor_flows_method *method = cor_flows_method_find(COR_STR("da-pb-closed"));
    cor_flows flows;
    cor_flows_interval interval;
    check(cor_flows_estimate(method, &input, NULL, &keep, scratch, &flows, &err), &err);
    check(cor_flows_replicate(method, &input, NULL, &doubt, pairs, 3, &keep, scratch, &interval,
                              &err),
          &err);
    printf("from to  estimate   four in five replicates\n");
    for (int k = 0; k < 3; k++)
        printf("%4d %2d  %8.1f   %.1f to %.1f\n", pairs[k].origin + 1, pairs[k].destination + 1,
               flows.moves_persons[4 * pairs[k].origin + pairs[k].destination],
               interval.low_persons[k], interval.high_persons[k]);
    cor_stretch_close(&stretch);
    return 0;
}
