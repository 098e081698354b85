/* SPDX-License-Identifier: Apache-2.0 */
/* two_censuses.c: see two_censuses.h. */
#include "two_censuses.h"

static const struct {
    const char *origin, *destination;
    double in_2010, in_2015, in_2020;
} STOCKS[] = {
    { "GTM", "MEX", 400, 500, 450 },
    { "GTM", "USA", 8000, 9000, 9900 },
    { "GTM", "CRI", 30, 40, 50 },
    { "MEX", "USA", 12000, 11500, 11000 },
    { "MEX", "GTM", 150, 160, 200 },
    { "MEX", "CRI", 20, 25, 30 },
    { "USA", "MEX", 700, 800, 850 },
    { "USA", "GTM", 90, 100, 120 },
    { "USA", "CRI", 100, 110, 160 },
    { "CRI", "USA", 80, 90, 100 },
    { "CRI", "MEX", 10, 12, 14 },
    { "CRI", "GTM", 8, 8, 8 },
    { "OTH", "MEX", 20, 30, 40 },
    { "VAT", "MEX", 1, 2, 3 }, // born in a place without demography
    { "MEX", "VAT", 5, 5, 5 },
    { "WLD", "MEX", 1131, 1344, 1357 },
    { "WLD", "USA", 20080, 20590, 21000 },
    { "WLD", "GTM", 248, 268, 328 },
    { "WLD", "CRI", 150, 175, 240 },
    { "WLD", "VAT", 5, 5, 5 },
};

static const struct {
    const char *place;
    double in_2010, in_2015, in_2020, births_2010, births_2015, deaths_2010, deaths_2015;
} PEOPLE[] = {
    { "GTM", 14000, 15500, 17000, 2000, 2000, 400, 400 },
    { "MEX", 110000, 120000, 126000, 11500, 11000, 3000, 3500 },
    { "USA", 310000, 325000, 336000, 20000, 19500, 13000, 14000 },
    { "CRI", 4600, 4800, 5000, 350, 340, 110, 120 },
    { "JEY", 95, 100, 105, 5, 5, 4, 4 }, // without stocks
};

typedef struct {
    cor_figure list[512];
    size_t count;
} figure_pile;

static void add(figure_pile *pile, const char *measure, const char *origin, const char *place,
                cor_interval period, const char *breakdown, double value) {
    pile->list[pile->count++] = (cor_figure){ .measure = cor_str_of(measure),
                                              .origin = case_place(origin),
                                              .destination = case_place(place),
                                              .period = period,
                                              .breakdown = cor_str_of(breakdown),
                                              .value = value,
                                              .status = COR_ESTIMATED };
}

/* Women are two fifths of every stock. */
static void add_stocks(figure_pile *pile) {
    for (size_t i = 0; i < sizeof STOCKS / sizeof *STOCKS; i++) {
        const double persons[] = { STOCKS[i].in_2010, STOCKS[i].in_2015, STOCKS[i].in_2020 };
        for (int k = 0; k < 3; k++) {
            cor_interval year = cor_interval_year(2010 + 5 * k);
            add(pile, "stock", STOCKS[i].origin, STOCKS[i].destination, year, "", persons[k]);
            add(pile, "stock", STOCKS[i].origin, STOCKS[i].destination, year, "sex=F",
                persons[k] * 0.4);
            add(pile, "stock", STOCKS[i].origin, STOCKS[i].destination, year, "sex=M",
                persons[k] * 0.6);
        }
    }
}

/* The source of stocks has women as just half of the people. */
static void add_sexes(figure_pile *pile) {
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++) {
        const double persons[] = { PEOPLE[i].in_2010, PEOPLE[i].in_2015, PEOPLE[i].in_2020 };
        for (int k = 0; k < 3; k++) {
            cor_interval year = cor_interval_year(2010 + 5 * k);
            add(pile, "population", "", PEOPLE[i].place, year, "", persons[k]);
            add(pile, "population", "", PEOPLE[i].place, year, "sex=F", persons[k] * 0.5);
            add(pile, "population", "", PEOPLE[i].place, year, "sex=M", persons[k] * 0.5);
        }
    }
}

static void add_demography(figure_pile *pile) {
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++) {
        const char *place = PEOPLE[i].place;
        const double persons[] = { PEOPLE[i].in_2010, PEOPLE[i].in_2015, PEOPLE[i].in_2020 };
        for (int k = 0; k < 3; k++)
            add(pile, "population", "", place, cor_interval_year(2010 + 5 * k), "", persons[k]);
        add(pile, "births", "", place, cor_interval_midyears(2010, 2015), "",
            PEOPLE[i].births_2010);
        add(pile, "births", "", place, cor_interval_midyears(2015, 2020), "",
            PEOPLE[i].births_2015);
        add(pile, "deaths", "", place, cor_interval_midyears(2010, 2015), "",
            PEOPLE[i].deaths_2010);
        add(pile, "deaths", "", place, cor_interval_midyears(2015, 2020), "",
            PEOPLE[i].deaths_2015);
    }
}

void two_censuses_load(figures_case *test, int64_t at_s) {
    static figure_pile pile;
    pile.count = 0;
    add_stocks(&pile);
    add_sexes(&pile);
    case_load_at(test, IMS2020, at_s, pile.list, pile.count);
    pile.count = 0;
    add_demography(&pile);
    case_load_at(test, COR_STR("un-wpp-2022"), at_s, pile.list, pile.count);
}

void two_censuses_add_women(figures_case *test, const char *place, int64_t at_s) {
    static figure_pile pile;
    pile.count = 0;
    add(&pile, "population", "", place, cor_interval_year(2015), "sex=F", 61000);
    add(&pile, "population", "", place, cor_interval_year(2020), "sex=F", 64500);
    add(&pile, "births", "", place, cor_interval_midyears(2015, 2020), "sex=F", 5300);
    add(&pile, "deaths", "", place, cor_interval_midyears(2015, 2020), "sex=F", 1500);
    case_load_at(test, COR_STR("un-wpp-2022"), at_s, pile.list, pile.count);
}

void two_censuses_correct(figures_case *test, const char *origin, const char *destination,
                          double persons, int64_t at_s) {
    cor_figure figure = case_stock(origin, destination, 2020, "", persons);
    figure.status = COR_ESTIMATED;
    case_load_at(test, IMS2020, at_s, &figure, 1);
}
