/* SPDX-License-Identifier: Apache-2.0 */
/* edition.c: what the edition of the headline changed: the number of the edition before, whether
 * the series of the destination was revised, or why an older edition is shown. */
#include "first.h"

static cor_text edition_text(const dossier_corridor *corridor, cor_str source) {
    return dossier_source_text(corridor->page, source);
}

static void say_edition(const dossier_corridor *corridor, cor_text before, cor_text text,
                        const cor_value *cited, int32_t count) {
    cor_doc_sentence(corridor->page->doc, "edition", before, text, cited, count);
    cor_doc_role(corridor->page->doc, COR_ROLE_EDITION);
}

/* The newest edition no longer tells the origin apart at this destination. */
static void say_no_longer_named(const dossier_corridor *corridor, const stock_edition *newest) {
    cor_text later = edition_text(corridor, newest->source),
             shown = edition_text(corridor, corridor->edition);
    say_edition(corridor, dossier_plain(_("Older edition.")),
                cor_say(_("{newest} no longer names people from {origin} in {destination} "
                          "separately. Shown is the last edition that does: {edition}."),
                        cor_arg_text(&later), cor_arg_country(corridor->origin),
                        cor_arg_country(corridor->destination), cor_arg_text(&shown)),
                &corridor->people, 1);
}

/* The edition before the one shown, and the newest total of the pair in it. */
static const cor_figure *figure_before(const dossier_corridor *corridor,
                                       const stock_edition **ret_older) {
    const stock_editions *editions = dossier_stock_editions(corridor->page);
    bool is_older = false;

    for (int32_t i = 0; i < editions->count; i++) {
        if (is_older) {
            *ret_older = *ret_older ? *ret_older : &editions->list[i];
            const cor_figure *figure = dossier_pick(
                dossier_of_source(corridor->page, corridor->stock, editions->list[i].source), "",
                (cor_interval){ 0 });
            if (figure) return figure;
        }
        is_older |= cor_str_equal(editions->list[i].source, corridor->edition);
    }
    return NULL;
}

/* "For 2020 it says 63,459, where International Migrant Stock 2020 said 46,318." */
static cor_text before_text(const dossier_corridor *corridor, const cor_figure *before,
                            const cor_figure *now) {
    cor_text edition = edition_text(corridor, before->source);
    cor_arg year = cor_arg_period(before->period), had = cor_arg_number(before->value, 0);

    if (!now)
        return cor_text_keep(corridor->page->keep, cor_say(_("{edition} said {before} for {year}."),
                                                           cor_arg_text(&edition), had, year));
    if (now->value == before->value)
        return cor_text_keep(corridor->page->keep,
                             cor_say(_("For {year} it says {before}, as {edition} did."), year, had,
                                     cor_arg_text(&edition)));
    return cor_text_keep(corridor->page->keep,
                         cor_say(_("For {year} it says {now}, where {edition} said {before}."),
                                 year, cor_arg_number(now->value, 0), cor_arg_text(&edition), had));
}

static cor_text basis_text(const dossier_corridor *corridor, stock_basis basis,
                           cor_text *ret_before) {
    static const char *const words[] = { [BASIS_UNKNOWN] = N_("New edition."),
                                         [BASIS_REASSESSED] = N_("Reassessed."),
                                         [BASIS_CARRIED] = N_("Carried forward, not counted.") };
    cor_text edition = edition_text(corridor, corridor->edition);

    *ret_before = dossier_plain(words[basis]);
    if (basis == BASIS_REASSESSED)
        return cor_text_keep(corridor->page->keep,
                             cor_say(_("{edition} revised the series of {destination}, earlier "
                                       "years included."),
                                     cor_arg_text(&edition),
                                     cor_arg_country(corridor->destination)));
    if (basis == BASIS_CARRIED)
        return cor_text_keep(corridor->page->keep,
                             cor_say(_("{year} extends the series of {destination}, with refugees "
                                       "added."),
                                     cor_arg_period(corridor->newest),
                                     cor_arg_country(corridor->destination)));
    return NO_TEXT;
}

/* What the newest edition changed: as much as the database knows. */
static void say_newest(const dossier_corridor *corridor) {
    const stock_edition *older = NULL;
    const cor_figure *said, *before = figure_before(corridor, &older);
    stock_basis basis = dossier_basis_of(corridor, &said);
    cor_text title, parts[2] = { basis_text(corridor, basis, &title) };
    const cor_figure *now = before ? dossier_pick(corridor->main, "", before->period) : NULL;
    cor_value cited[] = { dossier_value(corridor->page, said), dossier_value(corridor->page, now),
                          dossier_value(corridor->page, before) };

    if (!older && basis == BASIS_UNKNOWN) return; // the only edition
    if (before) {
        parts[1] = before_text(corridor, before, now);
    } else if (older) {
        cor_text edition = edition_text(corridor, older->source);
        parts[1] =
            cor_text_keep(corridor->page->keep,
                          cor_say(_("{edition} did not name people from {origin} "
                                    "separately."),
                                  cor_arg_text(&edition), cor_arg_country(corridor->origin)));
    }

    bool both = !cor_text_is_empty(parts[0]) && !cor_text_is_empty(parts[1]);
    say_edition(corridor, title,
                both ? cor_say("{a} {b}", cor_arg_text(&parts[0]), cor_arg_text(&parts[1]))
                     : parts[cor_text_is_empty(parts[0])],
                cited, 3);
}

void dossier_show_edition(const dossier_corridor *corridor) {
    const stock_editions *editions = dossier_stock_editions(corridor->page);
    if (!corridor->people.present || !editions->count) return;
    if (cor_str_equal(corridor->edition, editions->list[0].source))
        say_newest(corridor);
    else
        say_no_longer_named(corridor, &editions->list[0]);
}
