/* SPDX-License-Identifier: Apache-2.0 */
/* fit_two_way.c: an older table of moves brought to new totals of departures and arrivals.
 * Nobody moves to where they are, so the diagonal is held empty. Then totals that no table can
 * have, and what is said about them. */
#include "example.h"

#include <string.h>

static const cor_str PLACES[] = { COR_STR_INIT("A"), COR_STR_INIT("B"), COR_STR_INIT("C"),
                                  COR_STR_INIT("D") };
static const double OLDER[16] = { 0, 100, 30, 70, 50, 0, 45, 5, 60, 35, 0, 40, 20, 25, 20, 0 };
static const double DEPARTURES[4] = { 250, 100, 140, 110 }, ARRIVALS[4] = { 150, 150, 180, 120 };

int main(void) {
    static cor_error err;
    cor_arena keep, scratch;
    cor_stretch stretch = open_memory(&keep, &scratch);
    cor_fit_input input = { .counts = { 4, 4 }, .names = { PLACES, PLACES }, .seed = OLDER };
    input.totals[COR_FIT_FIRST] = DEPARTURES;
    input.totals[COR_FIT_SECOND] = ARRIVALS;
    input.held = cor_fit_diagonal(4, (const double[4]){ 0 }, NULL, NULL, &keep);
    cor_fit fit;
    check(cor_fit_solve(&input, NULL, &keep, scratch, &fit, &err), &err);
    for (int i = 0; i < 4; i++)
        printf("%.*s %8.2f %8.2f %8.2f %8.2f\n", COR_STR_F(PLACES[i]), fit.cells[4 * i],
               fit.cells[4 * i + 1], fit.cells[4 * i + 2], fit.cells[4 * i + 3]);
    printf("largest error of a total below a millionth: %s\n", fit.error < 1e-6 ? "yes" : "no");

    static const double HALF[4] = { 350, 50, 100, 100 }; // more leave A than can arrive elsewhere
    input.totals[COR_FIT_FIRST] = HALF;
    input.totals[COR_FIT_SECOND] = (const double[4]){ 300, 100, 100, 100 };
    if (cor_fit_solve(&input, NULL, &keep, scratch, &fit, &err) == COR_E_CONFLICT) {
        cor_out out = cor_out_file(stdout);
        cor_error_print(&err, COR_LANG_EN, &out);
    }
    cor_stretch_close(&stretch);
    return 0;
}
