/* SPDX-License-Identifier: Apache-2.0 */
/* brief.c: the instruments of a corridor in one sentence: how many, how many in force, and the use
 * of those that are used most. */
#include "mechanisms.h"

bool dossier_is_instrument(const cor_instrument *instrument) {
    return instrument->reach != COR_REACH_COUNT && instrument->cover != COR_COVER_OTHER_WAY;
}

const cor_entry *dossier_use_of_corridor(dossier_page *page, const cor_entry *mechanism,
                                         cor_country origin, cor_country destination,
                                         bool *ret_is_together) {
    const cor_entry *together = NULL;
    *ret_is_together = false;
    for (cor_use_sort sort = COR_USE_MOVED; sort <= COR_USE_OFFERED; sort++) {
        const cor_entry *of_all;
        const cor_entry *use = cor_use_newest(page->dossier->registries, mechanism, origin,
                                              destination, sort, &of_all);
        if (use) return use;
        if (!together) together = of_all;
    }

    *ret_is_together = together != NULL;
    return together;
}

/* ---- one instrument ------------------------------------------------------ */

/* The title without what stands in brackets at its end: authorities, abbreviations. */
static cor_str short_title(const cor_entry *mechanism, cor_lang lang) {
    cor_str title = cor_entry_in(mechanism, MECHANISM_TITLE, lang);
    if (!title.length) title = cor_entry_in(mechanism, MECHANISM_TITLE, COR_LANG_EN);
    size_t bracket = cor_str_find(title, COR_STR(" ("));
    return bracket && bracket != SIZE_MAX ? cor_str_part(title, 0, bracket) : title;
}

/* "3,165 cards issued" */
static cor_text number_text(dossier_page *page, const cor_entry *use, double number) {
    cor_text measure = cor_entry_names(use, USE_MEASURE, page->keep),
             bound = cor_entry_names(use, USE_BOUND, page->keep);
    if (cor_text_is_empty(bound))
        return cor_text_keep(page->keep, cor_say("{number} {measure}", cor_arg_number(number, 0),
                                                 cor_arg_text(&measure)));
    return cor_text_keep(page->keep, cor_say("{bound} {number} {measure}", cor_arg_text(&bound),
                                             cor_arg_number(number, 0), cor_arg_text(&measure)));
}

/* "Border Worker Card (3,165 cards issued, January to June 2023, all nationalities)" */
static cor_text named_text(dossier_page *page, const cor_entry *mechanism, const cor_entry *use,
                           bool is_together, cor_value number) {
    cor_text title =
        cor_say_pair(short_title(mechanism, COR_LANG_EN), short_title(mechanism, COR_LANG_ES));
    cor_interval period;
    if (!use || !number.present || !cor_entry_period(use, USE_PERIOD, &period))
        return cor_text_keep(page->keep, title);

    cor_text counted = number_text(page, use, number.value),
             when = dossier_period_text(page, period);
    bool any_origin = !cor_use_has_end(mechanism, use, true);
    const char *said = !is_together ? "{title} ({counted}, {period})"
                       : any_origin ? _("{title} ({counted}, {period}, all nationalities)")
                                    : _("{title} ({counted}, {period}, all destinations)");
    return cor_text_keep(page->keep, cor_say(said, cor_arg_text(&title), cor_arg_text(&counted),
                                             cor_arg_text(&when)));
}

/* ---- all of a corridor --------------------------------------------------- */

typedef enum { NAME_USED_HERE, NAME_USED_TOGETHER, NAME_UNUSED } naming;

/* Those with a record of this corridor first, then of all corridors, then without. */
static void name_instruments(dossier_corridor *corridor, const cor_instrument *list, size_t count,
                             naming which, dossier_brief *brief) {
    dossier_page *page = corridor->page;
    for (size_t i = 0; i < count && brief->named_count < DOSSIER_NAMED_MOST; i++) {
        bool is_together;
        if (list[i].stage != COR_INSTRUMENT_CURRENT || !dossier_is_instrument(&list[i])) continue;
        const cor_entry *use = dossier_use_of_corridor(page, list[i].entry, corridor->origin,
                                                       corridor->destination, &is_together);
        naming is = !use ? NAME_UNUSED : is_together ? NAME_USED_TOGETHER : NAME_USED_HERE;
        if (is != which) continue;
        cor_value number = use ? dossier_use_value(page, use) : cor_value_absent();
        brief->uses[brief->named_count] = number;
        brief->named[brief->named_count++] =
            named_text(page, list[i].entry, use, is_together, number);
    }
}

static void count_instruments(dossier_corridor *corridor, const cor_instrument *list, size_t count,
                              dossier_brief *brief) {
    for (size_t i = 0; i < count; i++) {
        bool is_together;
        if (!dossier_is_instrument(&list[i])) continue;
        brief->count++;
        if (list[i].stage != COR_INSTRUMENT_CURRENT) continue;
        brief->current_count++;
        brief->unused_count += !dossier_use_of_corridor(
            corridor->page, list[i].entry, corridor->origin, corridor->destination, &is_together);
    }
}

dossier_brief dossier_brief_of(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    const cor_registry_memory *memory = page->dossier->registries;
    dossier_brief brief = { .has_register = memory != NULL };
    cor_instrument *list = NULL;
    const cor_entry **listed = NULL;
    size_t count = 0, listed_count = 0;

    if (page->code) return brief;
    page->code = cor_instruments_between(memory, corridor->origin, corridor->destination,
                                         page->keep, &list, &count, page->err);
    if (!page->code)
        page->code = cor_agreements_between(memory, corridor->origin, corridor->destination,
                                            page->keep, &listed, &listed_count, page->err);
    if (page->code) return brief;

    count_instruments(corridor, list, count, &brief);
    for (size_t i = 0; i < listed_count; i++)
        brief.listed_count += !cor_entry_get(listed[i], AGREEMENT_MECHANISM).length;
    for (naming which = NAME_USED_HERE; which <= NAME_UNUSED; which++)
        name_instruments(corridor, list, count, which, &brief);
    return brief;
}
