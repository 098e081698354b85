/* SPDX-License-Identifier: Apache-2.0 */
/* flows_four_places.c: who moved, inferred from two stock tables of four places. The tables are
 * those of the worked example of Abel (2013), Demographic Research 28(18), 505-546, and of Abel and
 * Sander (2014), Science 343, 1520-1522.
 */
#include "example.h"

static const cor_str PLACES[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                  COR_STR_INIT("D") };

/* birthplace, residence: of those born in A, 1,000 live in A at the start, 100 in B, 10 in C,
 * nobody in D */
static const double START[16] = {
    1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200
};
static const double END[16] = { 950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180 };

static void print_moves(const cor_flows *flows) {
    printf("%.*s: %.0f moves\n", COR_STR_F(flows->method->name), flows->report.moves_persons);
    for (int32_t i = 0; i < 4; i++)
        for (int32_t j = 0; j < 4; j++)
            if (flows->moves_persons[4 * i + j] > 0)
                printf("  %.*s to %.*s  %6.1f\n", COR_STR_F(PLACES[i]), COR_STR_F(PLACES[j]),
                       flows->moves_persons[4 * i + j]);
}

int main(void) {
    static cor_error err;
    cor_arena keep, scratch;
    cor_stretch stretch = open_memory(&keep, &scratch);
    const cor_flows_input input = { .place_count = 4,
                                    .place_names = PLACES,
                                    .stock_start_persons = START,
                                    .stock_end_persons = END };
    const char *const names[] = { "da-min-closed", "da-pb-closed", "sd-rev-neg" };
    for (size_t m = 0; m < sizeof names / sizeof *names; m++) {
        cor_flows flows;
        const cor_flows_method *method = cor_flows_method_find(cor_str_of(names[m]));
        check(cor_flows_estimate(method, &input, NULL, &keep, scratch, &flows, &err), &err);
        print_moves(&flows);
    }
    cor_stretch_close(&stretch);
    return 0;
}
