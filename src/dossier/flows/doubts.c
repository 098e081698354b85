/* SPDX-License-Identifier: Apache-2.0 */
/* doubts.c: estimates of moves that the stocks beside them contradict. Of the people who moved from
 * A to B in a period and stayed, those born in A are at most the people born in A who live in B at
 * its end, and those born in B at most the people born in B who lived in A at its beginning. An
 * estimate above both together needs people born elsewhere, or people who moved more than once. */
#include "moves.h"

/* The stock in the year of a day, the largest that any edition has. */
static cor_value stock_at(dossier_page *page, dossier_figures stock, const char *breakdown,
                          cor_date day) {
    const cor_figure *largest = NULL;
    for (size_t i = 0; i < stock.count; i++) {
        const cor_figure *figure = &stock.list[i];
        if (cor_date_year(figure->period.start) == cor_date_year(day) &&
            cor_str_is(figure->breakdown, breakdown) && dossier_has_value(figure) &&
            (!largest || figure->value > largest->value))
            largest = figure;
    }
    return dossier_value(page, largest);
}

static void mark_above(const dossier_moves *moves, int32_t period, double bound) {
    for (int32_t m = 0; m < moves->method_count; m++) {
        cor_value *value = &moves->there[dossier_moves_at(moves, period, m)];
        value->contradicts = value->present && value->value > bound;
    }
}

void dossier_moves_mark(dossier_page *page, dossier_moves *moves, cor_str sex) {
    const char *breakdown = cor_str_is(sex, "F") ? "sex=F" : cor_str_is(sex, "M") ? "sex=M" : "";
    dossier_figures there = dossier_between(page, MEASURE_STOCK, moves->origin, moves->destination),
                    back = dossier_between(page, MEASURE_STOCK, moves->destination, moves->origin);

    for (int32_t p = 0; p < moves->periods.count; p++) {
        cor_interval period = moves->periods.list[p];
        cor_value at_end = stock_at(page, there, breakdown, period.end),
                  at_start = stock_at(page, back, breakdown, period.start);
        if (!at_end.present) continue;
        mark_above(moves, p, at_end.value + (at_start.present ? at_start.value : 0));
    }
}

static bool has_mark(const dossier_moves *moves, int32_t period) {
    for (int32_t p = 0; p < moves->periods.count; p++)
        for (int32_t m = 0; m < moves->method_count; m++)
            if ((period < 0 || p == period) &&
                moves->there[dossier_moves_at(moves, p, m)].contradicts)
                return true;
    return false;
}

void dossier_moves_doubts(dossier_page *page, const dossier_moves *moves, int32_t period) {
    if (!has_mark(moves, period)) return;
    cor_doc_note(page->doc,
                 cor_say(_("‡ More moves than the stocks have room for: more than all people born "
                           "in {origin} who lived in {destination} at the end of the period, and "
                           "all born in {destination} who lived in {origin} at its beginning. It "
                           "would need many people born elsewhere, or moving more than once; the "
                           "method most likely puts the moves of other corridors here."),
                         cor_arg_country(moves->origin), cor_arg_country(moves->destination)),
                 NULL, 0);
}
