/* SPDX-License-Identifier: Apache-2.0 */
/* edition.c: what the edition of the headline changed: the number of the edition before, whether
 * the series of the destination was revised, or why an older edition is shown. */
#include "corridor.h"

static cor_text edition_text(const dossier_corridor *corridor, cor_str source) {
    return dossier_source_text(corridor->page, source);
}

/* The newest edition no longer tells the origin apart at this destination. */
static void say_no_longer_named(const dossier_corridor *corridor, const stock_edition *newest) {
    cor_text later = edition_text(corridor, newest->source),
             shown = edition_text(corridor, corridor->edition);
    cor_doc_note(corridor->page->doc,
                 cor_say(_("{newest} no longer names people from {origin} in {destination} "
                           "separately. Shown is the last edition that does: {edition}."),
                         cor_arg_text(&later), cor_arg_country(corridor->origin),
                         cor_arg_country(corridor->destination), cor_arg_text(&shown)),
                 NULL, 0);
}

/* The newest total of the pair in the newest edition older than the one shown. */
static const cor_figure *figure_before(const dossier_corridor *corridor) {
    const stock_editions *editions = dossier_stock_editions(corridor->page);
    bool is_older = false;

    for (int32_t i = 0; i < editions->count; i++) {
        if (is_older) {
            const cor_figure *figure = dossier_pick(
                dossier_of_source(corridor->page, corridor->stock, editions->list[i].source), "",
                (cor_interval){ 0 });
            if (figure) return figure;
        }
        is_older |= cor_str_equal(editions->list[i].source, corridor->edition);
    }
    return NULL;
}

static void say_before(const dossier_corridor *corridor, const cor_figure *before) {
    const cor_figure *now = dossier_pick(corridor->main, "", before->period);
    cor_text edition = edition_text(corridor, before->source);
    cor_value cited[] = { dossier_value(corridor->page, before),
                          dossier_value(corridor->page, now) };

    if (now && now->value == before->value)
        cor_doc_paragraph(corridor->page->doc,
                          cor_say(_("For {year} {edition} had the same number, {before}."),
                                  cor_arg_period(before->period), cor_arg_text(&edition),
                                  cor_arg_number(before->value, 0)),
                          cited, 2);
    else if (now)
        cor_doc_paragraph(corridor->page->doc,
                          cor_say(_("For {year} this edition has {now} people; {edition} had "
                                    "{before}."),
                                  cor_arg_period(before->period), cor_arg_number(now->value, 0),
                                  cor_arg_text(&edition), cor_arg_number(before->value, 0)),
                          cited, 2);
    else
        cor_doc_paragraph(corridor->page->doc,
                          cor_say(_("{edition} had {before} people for {year}."),
                                  cor_arg_text(&edition), cor_arg_number(before->value, 0),
                                  cor_arg_period(before->period)),
                          cited, 1);
}

/* Whether the edition revised the series of the destination, where the database knows. */
static void say_revised(const dossier_corridor *corridor) {
    dossier_figures bases = dossier_of_source(
        corridor->page,
        dossier_latest_with(corridor->page, MEASURE_STOCK_BASIS, corridor->destination, ""),
        corridor->edition);
    const cor_figure *revised = dossier_pick(bases, "basis=reassessed", corridor->newest),
                     *carried = dossier_pick(bases, "basis=carried_forward", corridor->newest);
    cor_value cited = dossier_value(corridor->page, revised ? revised : carried);

    if (revised)
        cor_doc_paragraph(
            corridor->page->doc,
            cor_say(_("This edition revised the series of {destination}, earlier years included."),
                    cor_arg_country(corridor->destination)),
            &cited, 1);
    else if (carried)
        cor_doc_paragraph(
            corridor->page->doc,
            cor_say(
                _("The earlier years of {destination} are unchanged in this edition: the number of "
                  "{year} carries the series forward, with refugees added."),
                cor_arg_country(corridor->destination), cor_arg_period(corridor->newest)),
            &cited, 1);
}

void dossier_show_edition(const dossier_corridor *corridor) {
    const stock_editions *editions = dossier_stock_editions(corridor->page);
    if (!corridor->people.present || !editions->count) return;
    if (!cor_str_equal(corridor->edition, editions->list[0].source)) {
        say_no_longer_named(corridor, &editions->list[0]);
        return;
    }

    const cor_figure *before = figure_before(corridor);
    if (before) say_before(corridor, before);
    say_revised(corridor);
}
