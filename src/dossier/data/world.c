/* SPDX-License-Identifier: Apache-2.0 */
/* world.c: the world: migrant workers in every edition of the ILO estimates, side by side and never
 * subtracted; all migrants; money sent home; the indicators of the Sustainable Development
 * Goals. */
#include <stdlib.h>

#include "dossier/country/country.h"
#include "editions.h"

/* ---- migrant workers ----------------------------------------------------- */

static void show_ilo_editions(dossier_page *page) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "year", _("Year")),
        dossier_column(COR_CELL_WORDS, "edition", _("Edition")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_VALUE, "men", _("Men")),
        dossier_column(COR_CELL_VALUE, "women", _("Women")),
        dossier_column(COR_CELL_VALUE, "men_share", _("Share of men")),
        dossier_column(COR_CELL_VALUE, "women_share", _("Share of women")),
        dossier_column(COR_CELL_WORDS, "what", _("What is counted")),
    };
    dossier_editions editions = dossier_editions_of(page);

    if (!editions.count) {
        cor_text fillers[] = { dossier_plain(
            _("the tables of the ILO global estimates, any edition")) };
        cor_doc_absence(page->doc, "editions", dossier_plain(_("Migrant workers in the world")),
                        dossier_plain(_("No edition of the ILO global estimates has been loaded.")),
                        fillers, 1);
        return;
    }

    cor_doc_table(
        page->doc, "editions",
        dossier_plain(_("Migrant workers in the world, every edition side by side")), columns, 8,
        dossier_plain(_("Each edition revises its data, and the fourth changes the concept. Read "
                        "them side by side; never subtract one from another.")));
    cor_doc_role(page->doc, COR_ROLE_EDITIONS);

    for (int32_t i = 0; i < editions.count; i++) {
        const dossier_edition *edition = &editions.list[i];
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        dossier_words(cor_say("{period}", cor_arg_period(edition->total->period))),
                        dossier_edition_cell(page, edition->total->source),
                        dossier_cell(dossier_edition_people(page, edition->total)),
                        dossier_cell(dossier_edition_people(page, edition->men)),
                        dossier_cell(dossier_edition_people(page, edition->women)),
                        dossier_cell(dossier_edition_share(page, edition, "M")),
                        dossier_cell(dossier_edition_share(page, edition, "F")),
                        dossier_words(dossier_measure_text(page, edition->total->measure)) });
    }
}

static bool is_total_or_by_sex(const cor_figure *figure) {
    return figure->destination.id == COR_COUNTRY_WORLD.id &&
           (!figure->breakdown.length || cor_str_is(figure->breakdown, "sex=F") ||
            cor_str_is(figure->breakdown, "sex=M"));
}

/* "Africa", "Agriculture"; "Americas · Women" where place and people are both partial. */
static cor_text group_text(dossier_page *page, const cor_figure *figure) {
    cor_text people = cor_breakdown_text(figure->breakdown, page->keep);
    if (figure->destination.id == COR_COUNTRY_WORLD.id) return people;
    if (!figure->breakdown.length)
        return cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(figure->destination)));
    return cor_text_keep(
        page->keep,
        cor_say("{place} · {people}", cor_arg_country(figure->destination), cor_arg_text(&people)));
}

static const cor_figure *same_group(dossier_figures figures, const cor_figure *like) {
    for (size_t i = 0; i < figures.count; i++) {
        const cor_figure *figure = &figures.list[i];
        if (figure->destination.id == like->destination.id &&
            cor_str_equal(figure->source, like->source) &&
            cor_str_equal(figure->breakdown, like->breakdown) &&
            cor_interval_equal(figure->period, like->period))
            return figure;
    }
    return NULL;
}

/* The newest year first, and of each year the largest group. */
static int newest_and_largest(const void *one, const void *other) {
    const cor_figure *a = one, *b = other;
    if (a->period.start.days != b->period.start.days)
        return a->period.start.days > b->period.start.days ? -1 : 1;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static dossier_figures sorted(dossier_page *page, dossier_figures figures) {
    cor_figure *list = cor_new(page->keep, cor_figure, figures.count + 1);
    if (!list || !figures.count) return (dossier_figures){ 0 };
    memcpy(list, figures.list, figures.count * sizeof *list);
    qsort(list, figures.count, sizeof *list, newest_and_largest);
    return (dossier_figures){ list, figures.count };
}

static void group_row(dossier_page *page, const cor_figure *either, const cor_figure *people,
                      const cor_figure *share) {
    cor_doc_row(page->doc, (cor_table_cell[]){
                               dossier_words(group_text(page, either)),
                               dossier_words(cor_say("{period}", cor_arg_period(either->period))),
                               dossier_cell(dossier_value(page, people)),
                               dossier_cell(dossier_value(page, share)),
                               dossier_edition_cell(page, either->source) });
}

/* Regions, income groups, sectors and ages, as far as an edition has them; people and shares in one
 * row. */
static void show_groups(dossier_page *page, const char *id, const char *title,
                        const char *people_measure, const char *share_measure) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "group", _("Group")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "people", _("People")),
        dossier_column(COR_CELL_VALUE, "share", _("Share")),
        dossier_column(COR_CELL_WORDS, "edition", _("Edition")),
    };
    dossier_figures people =
        sorted(page, dossier_select(page, (cor_filter){ .measure = cor_str_of(people_measure) }));

    dossier_figures shares =
        sorted(page, dossier_select(page, (cor_filter){ .measure = cor_str_of(share_measure) }));
    bool begun = false;

    for (size_t i = 0; i < people.count + shares.count; i++) {
        bool is_people = i < people.count;
        const cor_figure *figure = is_people ? &people.list[i] : &shares.list[i - people.count];
        if (is_total_or_by_sex(figure) || (!is_people && same_group(people, figure))) continue;
        if (!begun)
            cor_doc_table(
                page->doc, id, dossier_plain(title), columns, 5,
                dossier_plain(_("Only what each edition publishes; gaps are not filled.")));
        begun = true;
        group_row(page, figure, is_people ? figure : NULL,
                  is_people ? same_group(shares, figure) : figure);
    }
}

/* Rates and shares that stand alone. */
static void show_rates(dossier_page *page) {
    static const char *const measures[] = { "migrant_share_labour_force",
                                            "lfpr_migrant",
                                            "lfpr_non_migrant",
                                            "unemployment_rate_migrant",
                                            "unemployment_rate_non_migrant",
                                            "share_of_employed_migrants",
                                            "share_of_employed_non_migrants" };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "measure", _("Measure")),
        dossier_column(COR_CELL_WORDS, "group", _("Group")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "value", _("Value")),
        dossier_column(COR_CELL_WORDS, "edition", _("Edition")),
    };
    bool begun = false;

    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++) {
        dossier_figures figures =
            dossier_select(page, (cor_filter){ .measure = cor_str_of(measures[m]) });
        for (size_t i = 0; i < figures.count; i++) {
            const cor_figure *figure = &figures.list[i];
            if (!begun)
                cor_doc_table(page->doc, "rates", dossier_plain(_("Rates and shares")), columns, 5,
                              NO_TEXT);
            begun = true;
            cor_doc_row(page->doc,
                        (cor_table_cell[]){
                            dossier_words(dossier_measure_text(page, figure->measure)),
                            dossier_words(group_text(page, figure)),
                            dossier_words(cor_say("{period}", cor_arg_period(figure->period))),
                            dossier_cell(dossier_value(page, figure)),
                            dossier_edition_cell(page, figure->source) });
        }
    }
}

/* ---- all migrants -------------------------------------------------------- */

static void show_world_stock(dossier_page *page) {
    dossier_figures main = dossier_totals_by_sex(page, COR_COUNTRY_WORLD, true, (cor_str){ 0 });
    dossier_periods periods = dossier_periods_of(page, main);

    if (!periods.count) {
        cor_text fillers[] = { dossier_plain(
            _("an edition of the international migrant stock tables with world totals")) };
        cor_doc_absence(page->doc, "stock", dossier_plain(_("All migrants of the world")),
                        dossier_plain(_("The stock tables in the database have no world total.")),
                        fillers, 1);
        return;
    }

    cor_interval newest = periods.list[periods.count - 1];
    cor_value people = dossier_value(page, dossier_pick(main, "", newest));
    cor_doc_figure(
        page->doc, "migrants",
        cor_say(_("people lived outside their country of birth in {year}"), cor_arg_period(newest)),
        people);
    const cor_figure *everybody =
        dossier_pick(dossier_at_place(page, MEASURE_POPULATION, COR_COUNTRY_WORLD, ""), "", newest);
    cor_value share =
        dossier_share(page, people, dossier_value(page, everybody),
                      dossier_plain(_("people born abroad divided by the population")));

    if (share.present)
        cor_doc_figure(page->doc, "migrants-share",
                       cor_say(_("of the world population, {year}"), cor_arg_period(newest)),
                       share);

    dossier_stock_chart(page, "stock",
                        dossier_plain(_("People living outside their country of birth, by sex")),
                        main);

    cor_doc_link(page->doc, dossier_plain(_("The largest corridors")), COR_STR("/corridors"));
}

/* ---- money --------------------------------------------------------------- */

static void show_world_money(dossier_page *page) {
    dossier_figures received = dossier_at_place(page, MEASURE_RECEIVED, COR_COUNTRY_WORLD, "");
    dossier_keys sources = dossier_sources_in(page, received);

    for (int32_t s = 0; s < sources.count; s++) {
        dossier_figures part = dossier_of_source(page, received, sources.list[s]);
        const cor_figure *newest = dossier_pick(part, "", (cor_interval){ 0 });
        if (!newest) continue;
        cor_text source = dossier_source_text(page, sources.list[s]);
        cor_doc_figure(page->doc, "received",
                       cor_say(_("received in all countries in {year}, {source}"),
                               cor_arg_period(newest->period), cor_arg_text(&source)),
                       dossier_value(page, newest));
    }

    dossier_show_costs(page, COR_COUNTRY_NONE, COR_COUNTRY_WORLD);
}

/* ---- indicators ---------------------------------------------------------- */

static void show_indicators(dossier_page *page) {
    static const char *const measures[] = { "sdg_8_8_2",  "sdg_10_7_2", "sdg_10_7_2_share",
                                            "sdg_10_7_3", "sdg_10_c_1", "sdg_17_3_2",
                                            "sdg_8_5_2",  "sdg_8_3_1",  "sdg_8_8_1_fatal" };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "indicator", _("Indicator")),
        dossier_column(COR_CELL_WORDS, "of_whom", _("Of whom")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_VALUE, "value", _("Value")),
        dossier_column(COR_CELL_STATUS, "status", _("Status")),
    };
    cor_country world = COR_COUNTRY_WORLD;
    bool begun = false;

    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++) {
        dossier_figures figures =
            dossier_select(page, (cor_filter){ .measure = cor_str_of(measures[m]),
                                               .destinations = &world,
                                               .destination_count = 1,
                                               .latest = true });
        for (size_t i = 0; i < figures.count; i++) {
            if (!dossier_has_value(&figures.list[i])) continue;
            if (!begun)
                cor_doc_table(
                    page->doc, "indicators",
                    dossier_plain(
                        _("Sustainable Development Goals: indicators about migrants and work")),
                    columns, 5, NO_TEXT);
            begun = true;
            cor_value value = dossier_value(page, &figures.list[i]);
            cor_doc_row(
                page->doc,
                (cor_table_cell[]){
                    dossier_words(dossier_measure_text(page, figures.list[i].measure)),
                    dossier_words(cor_breakdown_text(figures.list[i].breakdown, page->keep)),
                    dossier_words(cor_say("{period}", cor_arg_period(figures.list[i].period))),
                    dossier_cell(value),
                    { .text = cor_status_text(figures.list[i].status), .value = value } });
        }
    }
}

cor_code cor_dossier_world(const cor_dossier *dossier, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(
        &page, dossier, "world", COR_STR("/world"), dossier_plain(_("The world")),
        dossier_plain(_(
            "Migrant workers, all migrants and the money they send, every edition side by side.")),
        keep, err);

    cor_doc_places(page.doc, COR_COUNTRY_NONE, COR_COUNTRY_WORLD);
    cor_doc_section(page.doc, "people", dossier_plain(_("All migrants")));
    show_world_stock(&page);
    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "workers", dossier_plain(_("Migrant workers")));
    show_ilo_editions(&page);
    show_groups(&page, "groups", _("Migrant workers by region, income, sector and age"),
                "migrant_workers", "share_of_migrant_workers");
    show_groups(&page, "groups-labour-force",
                _("Migrants in the labour force by region, income, sector and age"),
                "migrants_in_labour_force", "share_of_migrants_in_labour_force");
    show_rates(&page);
    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "remittances", dossier_plain(_("Remittances")));
    show_world_money(&page);
    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "goals", dossier_plain(_("Goals")));
    show_indicators(&page);
    cor_doc_section_end(page.doc);

    return dossier_end(&page, ret_document);
}
