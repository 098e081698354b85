/* SPDX-License-Identifier: Apache-2.0 */
/* recruitment.c: block 3 of a corridor: what was found about the rules of recruitment in the two
 * countries, item by item, and what is missing about costs. */
#include "corridor.h"
#include "dossier/publications/publications.h"

const cor_entry *dossier_finding_on(dossier_page *page, cor_str item, cor_country place) {
    dossier_entries found = dossier_entries_with(page, &cor_kind_framework_evidence, FINDING_PLACE,
                                                 cor_country_code(place));
    for (size_t i = 0; i < found.count; i++)
        if (cor_str_equal(cor_entry_get(found.list[i], FINDING_ITEM), item) &&
            !cor_str_is(cor_entry_get(found.list[i], FINDING_STATUS), "unknown"))
            return found.list[i];
    return NULL;
}

static void begin_rules(const dossier_corridor *corridor) {
    const cor_country places[] = { corridor->origin, corridor->destination };
    cor_table_column columns[3] = { dossier_column(COR_CELL_LABEL, "item",
                                                   _("What is recommended")) };
    for (int p = 0; p < 2; p++)
        columns[1 + p] = (cor_table_column){
            .kind = COR_CELL_WORDS,
            .key = cor_country_code(places[p]),
            .label =
                cor_text_keep(corridor->page->keep, cor_say("{place}", cor_arg_country(places[p]))),
        };

    cor_doc_table(corridor->page->doc, "recruitment-rules",
                  dossier_plain(_("Rules of recruitment")), columns, 3,
                  dossier_plain(_("Read on public pages against a checklist on the themes of the "
                                  "Montreal Recommendations, in our words. An empty cell means "
                                  "that nothing was found, not a “no”.")));
}

static cor_table_cell finding_cell(dossier_page *page, const cor_entry *finding) {
    if (!finding) return dossier_words(NO_TEXT);
    cor_table_cell cell = dossier_words(dossier_field_text(page, finding, FINDING_STATUS));
    cell.code = cor_entry_get(finding, FINDING_STATUS);
    cell.value = dossier_entry_cited(page, finding, FINDING_STATUS);
    return cell;
}

/* A row an item of the checklist of which anything was found in either country. */
static int32_t show_rules(const dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    dossier_entries items = dossier_entries_of(page, &cor_kind_recommendation);
    int32_t shown = 0;

    for (size_t i = 0; i < items.count; i++) {
        const cor_entry *origin = dossier_finding_on(page, items.list[i]->key, corridor->origin),
                        *destination =
                            dossier_finding_on(page, items.list[i]->key, corridor->destination);
        if (!origin && !destination) continue;
        if (!shown++) begin_rules(corridor);
        cor_table_cell cells[] = { dossier_words(dossier_entry_title(page, items.list[i])),
                                   finding_cell(page, origin), finding_cell(page, destination) };
        cells[0].code = items.list[i]->key;
        cor_doc_row(page->doc, cells);
    }

    return shown;
}

/* ---- what was read, and who can be asked --------------------------------- */

static void show_evidence_row(dossier_page *page, const cor_entry *finding, cor_country place) {
    cor_table_cell cells[] = {
        dossier_words(dossier_field_text(page, finding, FINDING_EVIDENCE)),
        dossier_words(cor_text_keep(page->keep, cor_say("{place}", cor_arg_country(place)))),
        dossier_words(dossier_field_text(page, finding, FINDING_AS_OF)),
    };
    cells[0].code = cor_entry_get(finding, FINDING_ITEM);
    cells[0].value = dossier_entry_cited(page, finding, -1);
    cor_doc_row(page->doc, cells);
}

/* Chapters 7 to 9 are about agreements and help, which other blocks tell. */
enum { CHAPTER_RULES_LAST = 6 };

/* The sentences behind “yes”, “partly” and “no”, and what was read without an answer. */
static void show_evidence(const dossier_corridor *corridor) {
    const cor_country places[] = { corridor->origin, corridor->destination };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "evidence", _("What was read")),
        dossier_column(COR_CELL_WORDS, "country", _("Country")),
        dossier_column(COR_CELL_WORDS, "as_of", _("As of")),
    };
    dossier_page *page = corridor->page;
    bool any = false;

    for (int p = 0; p < 2; p++) {
        dossier_entries found = dossier_entries_with(page, &cor_kind_framework_evidence,
                                                     FINDING_PLACE, cor_country_code(places[p]));
        for (size_t i = 0; i < found.count; i++) {
            if (dossier_finding_chapter(page, found.list[i]) > CHAPTER_RULES_LAST) continue;
            if (!any) {
                cor_doc_table(page->doc, "recruitment-evidence",
                              dossier_plain(_("What was read about the rules")), columns, 3,
                              NO_TEXT);
                cor_doc_role(page->doc, COR_ROLE_DETAIL);
            }
            any = true;
            show_evidence_row(page, found.list[i], places[p]);
        }
    }
}

static bool serves_workers(const cor_entry *institution) {
    return cor_str_is(cor_entry_get(institution, INSTITUTION_VERIFY), "yes") ||
           cor_str_is(cor_entry_get(institution, INSTITUTION_COMPLAINTS), "yes");
}

/* Its own page has what it does, how it is reached and the source. */
static void show_institution(dossier_page *page, const cor_entry *institution) {
    cor_table_cell name =
        dossier_link(dossier_entry_title(page, institution), dossier_entry_path(page, institution));
    name.code = institution->key;
    cor_doc_row(page->doc,
                (cor_table_cell[]){
                    name, dossier_words(dossier_field_text(page, institution, INSTITUTION_PLACE)),
                    dossier_words(dossier_institution_can(institution)) });
}

/* Where a recruiter can be checked and who takes complaints, in both countries. */
static void show_institutions(const dossier_corridor *corridor) {
    const cor_country places[] = { corridor->origin, corridor->destination };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "institution", _("Institution")),
        dossier_column(COR_CELL_WORDS, "country", _("Country")),
        dossier_column(COR_CELL_WORDS, "for_workers", _("For workers")),
    };
    dossier_page *page = corridor->page;
    bool any = false;

    for (int p = 0; p < 2; p++) {
        dossier_entries held = dossier_entries_with(page, &cor_kind_institution, INSTITUTION_PLACE,
                                                    cor_country_code(places[p]));
        for (size_t i = 0; i < held.count; i++) {
            if (!serves_workers(held.list[i])) continue;
            if (!any) {
                cor_doc_table(page->doc, "recruitment-institutions",
                              dossier_plain(_("Whom workers can ask, and where they complain")),
                              columns, 3, NO_TEXT);
                cor_doc_role(page->doc, COR_ROLE_DETAIL);
            }
            any = true;
            show_institution(page, held.list[i]);
        }
    }
}

static void link_to_check(const dossier_corridor *corridor, cor_country place) {
    cor_doc_link(corridor->page->doc,
                 cor_say(_("{country}: before you pay"), cor_arg_country(place)),
                 cor_str_print(corridor->page->keep, "/check?country=%.*s",
                               COR_STR_F(cor_country_code(place))));
}

/* ---- what is not held ---------------------------------------------------- */

static void show_no_rules(const dossier_corridor *corridor) {
    cor_text filler =
        cor_say(_("the licences and rules for recruiters of {origin} and "
                  "{destination}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination));
    cor_doc_absence(
        corridor->page->doc, "recruitment-rules", dossier_plain(_("Rules of recruitment")),
        cor_say(_("Nothing has been loaded about who may recruit workers from {origin} "
                  "for {destination}."),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        &filler, 1);
}

static void show_no_costs(const dossier_corridor *corridor) {
    cor_text filler = dossier_plain(_("a survey with the questions of SDG indicator 10.7.1: what "
                                      "was paid and the first month’s pay"));
    cor_doc_absence(corridor->page->doc, "recruitment-cost", dossier_plain(_("Recruitment cost")),
                    cor_say(_("Nothing has been loaded about what workers from {origin} pay to get "
                              "a job in {destination}."),
                            cor_arg_country(corridor->origin),
                            cor_arg_country(corridor->destination)),
                    &filler, 1);
}

static void link_to_network(const dossier_corridor *corridor, cor_country place) {
    cor_str code = cor_country_code(place);
    size_t held =
        dossier_entries_with(corridor->page, &cor_kind_network_practice, PRACTICE_PLACE, code)
            .count;
    if (!held) return;
    cor_doc_link(corridor->page->doc,
                 cor_say_n((int64_t)held, _("{count} practice of {country}"),
                           _("{count} practices of {country}"), cor_arg_int((int64_t)held),
                           cor_arg_country(place)),
                 cor_str_print(corridor->page->keep, "/network/countries/%.*s", COR_STR_F(code)));
}

void dossier_block_recruitment(dossier_corridor *corridor) {
    if (!show_rules(corridor)) show_no_rules(corridor);
    show_institutions(corridor);
    show_evidence(corridor);
    link_to_check(corridor, corridor->origin);
    link_to_network(corridor, corridor->origin);
    link_to_network(corridor, corridor->destination);
    show_no_costs(corridor);
}
