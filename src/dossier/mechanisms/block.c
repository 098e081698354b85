/* SPDX-License-Identifier: Apache-2.0 */
/* block.c: block 2 of a corridor: the instruments between the two countries, regimes of more
 * countries separately, their state, and, separately, their use; the gap where none is in force. */
#include "mechanisms.h"

enum { SHOWN_MOST = 5, REGIMES_MOST = 3 };

typedef struct {
    dossier_corridor *corridor;
    dossier_page *page;
    cor_instrument *list;
    size_t count;
    const cor_entry **listed;
    size_t listed_count;
} block;

/* Regimes and trade agreements of several countries, and instruments that do not open work. */
static bool stands_apart(const cor_instrument *instrument) {
    return instrument->is_regional || instrument->reach == COR_REACH_LIMITED;
}

static bool opens_work(const cor_instrument *instrument) {
    return instrument->stage == COR_INSTRUMENT_CURRENT && dossier_is_instrument(instrument) &&
           (instrument->reach == COR_REACH_WORK || instrument->reach == COR_REACH_CONDITIONS);
}

/* ---- one instrument ------------------------------------------------------ */

/* Number of provisions of its coded text. */
static int32_t provision_count(dossier_page *page, const cor_entry *mechanism) {
    dossier_entries agreements =
        dossier_entries_with(page, &cor_kind_agreement, AGREEMENT_MECHANISM, mechanism->key);
    int32_t most = 0;

    for (size_t i = 0; i < agreements.count; i++) {
        cor_str rest = cor_entry_get(agreements.list[i], AGREEMENT_PROVISIONS), part;
        int32_t count = 0;
        while (cor_entry_next(&rest, &part))
            count++;
        if (count > most) most = count;
    }

    return most;
}

/* "temporary scheme, names this corridor; its text has 9 coded provisions; workers, 2017:" */
static cor_text about_instrument(const block *of, const cor_instrument *instrument,
                                 const cor_entry *use, bool is_together) {
    dossier_page *page = of->page;
    cor_arena *keep = page->keep;
    cor_text type = cor_entry_names(instrument->entry, MECHANISM_TYPE, keep);
    cor_text cover = dossier_cover_text(instrument->cover);
    cor_text said =
        cor_text_keep(keep, cor_say("{type}, {cover}", cor_arg_text(&type), cor_arg_text(&cover)));
    int32_t provisions = provision_count(page, instrument->entry);

    if (provisions) {
        cor_text coded = cor_text_keep(
            keep, cor_say_n(provisions, _("{count} provision coded from its text"),
                            _("{count} provisions coded from its text"), cor_arg_int(provisions)));
        said = cor_text_keep(keep,
                             cor_say("{said}; {coded}", cor_arg_text(&said), cor_arg_text(&coded)));
    }

    cor_text used = !use          ? dossier_plain(_("no recorded use for this corridor"))
                    : is_together ? dossier_use_together_text(page, instrument->entry, use)
                                  : dossier_use_text(page, use);
    return cor_text_keep(keep, cor_say(use ? "{said}. {use}:" : "{said}. {use}",
                                       cor_arg_text(&said), cor_arg_text(&used)));
}

static void show_item(const block *of, const cor_instrument *instrument, bool with_use) {
    dossier_page *page = of->page;
    bool is_together = false;
    const cor_entry *use =
        with_use ? dossier_use_of_corridor(page, instrument->entry, of->corridor->origin,
                                           of->corridor->destination, &is_together)
                 : NULL;
    cor_text type = cor_entry_names(instrument->entry, MECHANISM_TYPE, page->keep);
    cor_text opens_text = cor_entry_names(instrument->entry, MECHANISM_OPENS, page->keep);
    cor_doc_item(
        page->doc,
        &(cor_list_item){
            .when = dossier_span_text(page, instrument->entry),
            .text = dossier_entry_title(page, instrument->entry),
            .state = dossier_stage_text(page, instrument->entry),
            .shape = dossier_stage_shape(instrument->stage),
            .quiet = with_use ? about_instrument(of, instrument, use, is_together)
                              : cor_say("{type}: {opens}", cor_arg_text(&type),
                                        cor_arg_text(&opens_text)),
            .value = use ? dossier_use_value(page, use) : cor_value_absent(),
            .href = dossier_entry_path(page, instrument->entry), // cites the sources of its words
        });
}

static int32_t show_items(const block *of, const char *id, const char *title, bool apart,
                          int32_t most) {
    int32_t shown = 0;
    for (size_t i = 0; i < of->count; i++) {
        const cor_instrument *instrument = &of->list[i];
        if (!dossier_is_instrument(instrument) || stands_apart(instrument) != apart) continue;
        if (shown++ >= most) continue;
        if (shown == 1) {
            cor_doc_list(of->page->doc, id, dossier_plain(title), true);
            cor_doc_role(of->page->doc, COR_ROLE_ACTS);
        }
        show_item(of, instrument, !apart);
    }

    return shown > most ? shown - most : 0;
}

/* ---- sentences ----------------------------------------------------------- */

static int32_t in_force_count(const block *of) {
    int32_t count = 0;
    for (size_t i = 0; i < of->count; i++)
        count += opens_work(&of->list[i]);
    return count;
}

static void say_gap(const block *of) {
    const dossier_corridor *corridor = of->corridor;
    if (corridor->people.present)
        cor_doc_paragraph(of->page->doc,
                          cor_say(_("Gap: no mechanism known here is in force that opens work from "
                                    "{origin} to {destination}, a corridor of {people} people."),
                                  cor_arg_country(corridor->origin),
                                  cor_arg_country(corridor->destination),
                                  cor_arg_number(corridor->people.value, 0)),
                          &corridor->people, 1);

    else
        cor_doc_paragraph(of->page->doc,
                          cor_say(_("No mechanism known here is in force that opens work from "
                                    "{origin} to {destination}."),
                                  cor_arg_country(corridor->origin),
                                  cor_arg_country(corridor->destination)),
                          NULL, 0);
}

static void say_listed(const block *of) {
    const dossier_corridor *corridor = of->corridor;
    size_t other = 0;

    for (size_t i = 0; i < of->listed_count; i++)
        other += !cor_entry_get(of->listed[i], AGREEMENT_MECHANISM).length;
    if (!other) return;
    cor_str a = cor_country_code(corridor->origin), b = cor_country_code(corridor->destination);
    cor_doc_link(of->page->doc,
                 cor_say_n((int64_t)other,
                           _("{count} more agreement between the two is listed by researchers; its "
                             "state today is not known"),
                           _("{count} more agreements between the two are listed by researchers; "
                             "their state today is not known"),
                           cor_arg_int((int64_t)other)),
                 cor_str_print(of->page->keep, "/mechanisms/agreements?country=%.*s&other=%.*s",
                               COR_STR_F(a), COR_STR_F(b)));
}

static void say_rest(const block *of, int32_t left) {
    cor_str from = cor_country_code(of->corridor->origin),
            to = cor_country_code(of->corridor->destination);
    cor_str path = cor_str_print(of->page->keep, "/mechanisms?origin=%.*s&destination=%.*s",
                                 COR_STR_F(from), COR_STR_F(to));

    if (left)
        cor_doc_link(of->page->doc,
                     cor_say_n(left, _("{count} more mechanism"), _("{count} more mechanisms"),
                               cor_arg_int(left)),
                     path);

    else
        cor_doc_link(of->page->doc, dossier_plain(_("All mechanisms of this corridor")), path);
}

static void say_nothing_known(const block *of) {
    cor_text fillers[] = {
        dossier_plain(
            _("agreements, memoranda and temporary schemes with their text, dates and status")),
        dossier_plain(_("the number of workers who used each of them, by year and sex")),
    };
    const dossier_corridor *corridor = of->corridor;
    cor_doc_absence(
        of->page->doc, "mechanisms-none", dossier_plain(_("Agreements and schemes")),
        of->page->dossier->registries
            ? cor_say(_("The register has no instrument between {origin} and {destination}. That "
                        "does not mean that there are none."),
                      cor_arg_country(corridor->origin), cor_arg_country(corridor->destination))
            : cor_say(_("No register of mechanisms between {origin} and {destination} has been "
                        "loaded. That does not mean that there are none."),
                      cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        fillers, 2);
}

static bool read_block(block *of) {
    dossier_page *page = of->page;
    const cor_registry_memory *memory = page->dossier->registries;
    const dossier_corridor *corridor = of->corridor;
    if (page->code) return false;
    page->code = cor_instruments_between(memory, corridor->origin, corridor->destination,
                                         page->keep, &of->list, &of->count, page->err);
    if (!page->code)
        page->code = cor_agreements_between(memory, corridor->origin, corridor->destination,
                                            page->keep, &of->listed, &of->listed_count, page->err);

    return !page->code;
}

void dossier_block_mechanisms(dossier_corridor *corridor) {
    block of = { .corridor = corridor, .page = corridor->page };
    size_t instruments = 0;

    if (!read_block(&of)) return;
    for (size_t i = 0; i < of.count; i++)
        instruments += dossier_is_instrument(&of.list[i]);

    if (!instruments && !of.listed_count) {
        say_nothing_known(&of);
        return;
    }

    if (!in_force_count(&of)) say_gap(&of);
    int32_t left =
        show_items(&of, "instruments", _("Between the two countries"), false, SHOWN_MOST);
    left += show_items(&of, "regimes", _("Regional regimes, trade and cooperation"), true,
                       REGIMES_MOST);
    say_listed(&of);
    if (!instruments) return;
    dossier_stage_caution(of.page);
    say_rest(&of, left);
}
