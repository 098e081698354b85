/* SPDX-License-Identifier: Apache-2.0 */
/* corridor.c: the dossier of a corridor: the first screen (number, edition, map, sentences, a line
 * a block), the eight blocks, and the two countries. */
#include "first.h"

#include "dossier/country/country.h"

static void gather(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    corridor->stock = dossier_between(page, MEASURE_STOCK, corridor->origin, corridor->destination);
    corridor->main = dossier_newest_edition(page, corridor->stock);
    corridor->edition = corridor->main.count ? corridor->main.list[0].source : (cor_str){ 0 };
    corridor->at_destination =
        dossier_totals_by_sex(page, corridor->destination, true, corridor->edition);
    const cor_figure *people = dossier_pick(corridor->main, "", (cor_interval){ 0 });
    if (people) corridor->newest = people->period;
    corridor->people = dossier_value(page, people);
}

/* ---- headline ------------------------------------------------------------ */

static void show_headline(dossier_corridor *corridor) {
    cor_doc *doc = corridor->page->doc;
    if (corridor->people.present) {
        cor_doc_figure(doc, "headline",
                       cor_say_n((int64_t)corridor->people.value,
                                 _("person born in {origin} lived in {destination} in {year}"),
                                 _("people born in {origin} lived in {destination} in {year}"),
                                 cor_arg_country(corridor->origin),
                                 cor_arg_country(corridor->destination),
                                 cor_arg_period(corridor->newest)),
                       corridor->people);
        cor_doc_role(doc, COR_ROLE_HEADLINE);
        return;
    }

    cor_text fillers[] = { cor_say(
        _("a census or survey of {destination} that asks for the country of birth"),
        cor_arg_country(corridor->destination)) };
    cor_doc_absence(
        doc, "headline",
        cor_say(_("People born in {origin} living in {destination}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        dossier_plain(
            _("The international stock tables have no figure for this pair of countries: there may "
              "be nobody, or nobody counted. The tables do not tell the two apart.")),
        fillers, 1);
    cor_doc_role(doc, COR_ROLE_HEADLINE);
}

static void show_locator(dossier_corridor *corridor) {
    cor_map_line line = { .origin = corridor->origin,
                          .destination = corridor->destination,
                          .value = corridor->people };
    cor_map_point points[] = {
        { .place = corridor->origin,
          .label = cor_say("{place}", cor_arg_country(corridor->origin)),
          .value = cor_value_absent(),
          .hue = COR_HUE_ORIGIN,
          .href = dossier_country_path(corridor->page->keep, corridor->origin) },
        { .place = corridor->destination,
          .label = cor_say("{place}", cor_arg_country(corridor->destination)),
          .value = cor_value_absent(),
          .hue = COR_HUE_DESTINATION,
          .href = dossier_country_path(corridor->page->keep, corridor->destination) },
    };

    cor_doc_map(
        corridor->page->doc, "locator",
        &(cor_map_spec){ .view = COR_VIEW_PAIR,
                         .title = dossier_plain(_("Where the two countries are")),
                         .summary = cor_say(_("The arrow goes from {origin} to {destination}."),
                                            cor_arg_country(corridor->origin),
                                            cor_arg_country(corridor->destination)),
                         .lines = &line,
                         .line_count = 1,
                         .points = points,
                         .point_count = 2 });
    cor_doc_role(corridor->page->doc, COR_ROLE_LOCATOR);
}

/* ---- onward ------------------------------------------------------------ */

static void show_actions(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_figures back =
        dossier_between(page, MEASURE_STOCK, corridor->destination, corridor->origin);

    const cor_figure *people =
        dossier_pick(dossier_newest_edition(page, back), "", (cor_interval){ 0 });

    cor_doc_list(page->doc, "actions", NO_TEXT, false);
    cor_doc_role(page->doc, COR_ROLE_ACTIONS);
    cor_doc_item(page->doc,
                 &(cor_list_item){ .text = cor_say(_("The other way: {origin} to {destination}"),
                                                   cor_arg_country(corridor->destination),
                                                   cor_arg_country(corridor->origin)),
                                   .value = dossier_value(page, people),
                                   .href = dossier_corridor_path(page->keep, corridor->destination,
                                                                 corridor->origin),
                                   .share = cor_value_absent() });
}

/* ---- the document -------------------------------------------------------- */

static void show_blocks(dossier_corridor *corridor) {
    int32_t count;
    const dossier_block *blocks = dossier_blocks(&count);
    for (int32_t i = 0; i < count; i++) {
        cor_doc_section(corridor->page->doc, blocks[i].id, dossier_plain(blocks[i].title));
        blocks[i].build(corridor);
        cor_doc_section_end(corridor->page->doc);
    }
}

static void show_basics(dossier_corridor *corridor) {
    cor_doc_context(corridor->page->doc, "basics", dossier_plain(_("The two countries")),
                    dossier_plain(_("context: each country as a whole")));
    dossier_basics(corridor->page, (cor_country[]){ corridor->origin, corridor->destination }, 2);
    cor_doc_section_end(corridor->page->doc);
}

cor_code cor_dossier_corridor(const cor_dossier *dossier, cor_country origin,
                              cor_country destination, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err) {
    cor_code code = dossier_check_pair(origin, destination, err);
    if (code) return code;
    dossier_page page;

    dossier_begin(
        &page, dossier, "corridor", dossier_corridor_path(keep, origin, destination),
        cor_say(_("{origin} to {destination}"), cor_arg_country(origin),
                cor_arg_country(destination)),
        cor_say(_("Labour migration from {origin} to {destination}: people, work, agreements, "
                  "recruitment, remittances and diaspora, every figure with its source."),
                cor_arg_country(origin), cor_arg_country(destination)),
        keep, err);

    cor_doc_places(page.doc, origin, destination);
    dossier_corridor corridor = { .page = &page, .origin = origin, .destination = destination };
    dossier_first first;
    gather(&corridor);
    show_headline(&corridor);
    dossier_show_edition(&corridor);
    show_locator(&corridor);
    dossier_first_read(&corridor, &first);
    dossier_show_short(&first);
    dossier_show_glance(&first);
    show_actions(&corridor);
    show_blocks(&corridor);
    show_basics(&corridor);

    return dossier_end(&page, ret_document);
}
