/* SPDX-License-Identifier: Apache-2.0 */
/* block.c: block 5 of a corridor's dossier: six methods side by side, the range between them,
 * the other way. */
#include "moves.h"

static void say_range(dossier_page *page, const dossier_moves *moves, int32_t period) {
    cor_value there[2], back[2];
    dossier_moves_range(moves, moves->there, period, &there[0], &there[1]);
    dossier_moves_range(moves, moves->back, period, &back[0], &back[1]);
    cor_interval during = moves->periods.list[period];
    cor_value yearly[] = { dossier_moves_yearly(page, there[0], during),
                           dossier_moves_yearly(page, there[1], during) };
    cor_doc_paragraph(
        page->doc,
        cor_say(_("Between mid-{start} and mid-{end}, the methods put the moves from {origin} to "
                  "{destination} between {least} and {most}, or {least_yearly} to {most_yearly} a "
                  "year, and those the other way between {back_least} and {back_most}."),
                cor_arg_plain(cor_date_year(during.start)),
                cor_arg_plain(cor_date_year(during.end)), cor_arg_country(moves->origin),
                cor_arg_country(moves->destination), cor_arg_number(there[0].value, 0),
                cor_arg_number(there[1].value, 0), cor_arg_number(yearly[0].value, 0),
                cor_arg_number(yearly[1].value, 0), cor_arg_number(back[0].value, 0),
                cor_arg_number(back[1].value, 0)),
        &there[1], 1);
}

void dossier_newest_moves(dossier_corridor *corridor, cor_value *ret_least, cor_value *ret_most) {
    dossier_moves moves =
        dossier_moves_of(corridor->page, corridor->origin, corridor->destination, COR_STR(""));
    int32_t newest = dossier_moves_newest(&moves);

    *ret_least = *ret_most = cor_value_absent();
    if (newest >= 0) dossier_moves_range(&moves, moves.there, newest, ret_least, ret_most);
}

void dossier_block_flows(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_moves moves =
        dossier_moves_of(page, corridor->origin, corridor->destination, COR_STR(""));

    int32_t newest = dossier_moves_newest(&moves);

    if (newest < 0) {
        dossier_moves_absence(page, &moves);
        return;
    }

    say_range(page, &moves, newest);
    dossier_moves_edition(page, &moves);
    dossier_moves_chart(page, &moves, newest, "flows-methods");
    if (dossier_moves_has_intervals(&moves, newest))
        dossier_moves_table(
            page, &moves, newest, "flows-newest",
            cor_say(_("Method by method, {period}"), cor_arg_period(moves.periods.list[newest])));

    dossier_moves_periods(page, &moves);
    dossier_moves_doubts(page, &moves, -1);
    dossier_moves_caution(page);
    cor_str from = cor_country_code(corridor->origin), to = cor_country_code(corridor->destination);
    cor_doc_link(
        page->doc, dossier_plain(_("All periods and methods of this corridor")),
        cor_str_print(page->keep, "/flows/compare/%.*s-%.*s", COR_STR_F(from), COR_STR_F(to)));
    cor_doc_link(
        page->doc,
        dossier_plain(_("All moves of the period, and the effect of a census that missed people")),
        cor_str_print(page->keep, "/flows?period=%.*s",
                      COR_STR_F(cor_flow_period_word(moves.periods.list[newest], page->keep))));
}
