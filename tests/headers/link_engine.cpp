/* SPDX-License-Identifier: Apache-2.0 */
/* link_engine.cpp: a program in C++ beside gettext that gets a number out of an engine. The tables
 * are those of the worked example of Abel (2013), Demographic Research 28(18), 505-546. */
#include <cstdio>
#include <libintl.h>

#define _(message)  gettext(message)
#define N_(message) message

#include <corredor/corredor.h>

static const double START[16] = { 1000, 100, 10, 0,   55, 555, 50, 5,
                                  80,   40,  800, 40, 20, 25,  20, 200 };
static const double END[16] = { 950, 100, 60,  0,  80, 505, 75, 5,
                                90,  30,  800, 40, 40, 45,  0,  180 };

static double moves_persons(cor_arena keep, cor_arena scratch) {
    static cor_error err;
    cor_flows flows;
    cor_flows_input input = {};
    input.place_count = 4;
    input.stock_start_persons = START;
    input.stock_end_persons = END;
    if (cor_flows_estimate(cor_flows_method_find(COR_STR("da-min-closed")), &input, nullptr, &keep,
                           scratch, &flows, &err)) {
        cor_out out = cor_out_file(stderr);
        cor_error_print(&err, COR_LANG_EN, &out);
        return -1;
    }
    return flows.report.moves_persons;
}

int main() {
    cor_stretch stretch;
    if (!cor_stretch_open(1 << 24, &stretch)) return 1;
    cor_arena keep = cor_stretch_arena(&stretch), scratch = cor_arena_scratch(&keep);
    std::printf(_("%.0f moves\n"), moves_persons(keep, scratch));
    std::printf("%.*s\n", COR_STR_F(cor_country_name(cor_country_get(COR_COUNTRY_WORLD)->place,
                                                     COR_LANG_ES)));
    cor_stretch_close(&stretch);
    return 0;
}
