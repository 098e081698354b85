/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c: the rules that concern a country: instruments of labour migration, what recruiters may
 * charge, whom to ask and where to complain, as the registers hold them. */
#include "country.h"
#include "dossier/mechanisms/mechanisms.h"
#include "publications/kinds.h"

enum { INSTRUMENTS_MOST = 8 };

/* ---- instruments --------------------------------------------------------- */

static void show_instrument(dossier_page *page, const cor_entry *entry) {
    cor_text type = cor_entry_names(entry, MECHANISM_TYPE, page->keep);
    cor_text parties = dossier_places_text(page, cor_entry_get(entry, MECHANISM_PARTIES));
    cor_doc_item(page->doc,
                 &(cor_list_item){ .when = dossier_span_text(page, entry),
                                   .text = dossier_entry_title(page, entry),
                                   .state = dossier_stage_text(page, entry),
                                   .shape = dossier_stage_shape(cor_mechanism_stage(entry)),
                                   .quiet = cor_say("{type}: {parties}", cor_arg_text(&type),
                                                    cor_arg_text(&parties)),
                                   .value = cor_value_absent(),
                                   .share = cor_value_absent(),
                                   .href = dossier_entry_path(page, entry) });
}

static bool is_instrument_of(const cor_entry *entry, cor_country place) {
    return cor_mechanism_reach(entry) != COR_REACH_COUNT &&
           dossier_mechanism_concerns(entry, place);
}

/* Those in force first. */
static void list_instruments(dossier_page *page, dossier_entries all, cor_country place) {
    int32_t shown = 0;
    cor_doc_list(page->doc, "instruments", dossier_plain(_("Instruments")), true);
    cor_doc_role(page->doc, COR_ROLE_ACTS);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < all.count && shown < INSTRUMENTS_MOST; i++) {
            bool current = cor_mechanism_stage(all.list[i]) == COR_INSTRUMENT_CURRENT;
            if (current != !pass || !is_instrument_of(all.list[i], place)) continue;
            show_instrument(page, all.list[i]);
            shown++;
        }
}

static void show_mechanisms(dossier_page *page, cor_country place) {
    dossier_entries all = dossier_entries_of(page, &cor_kind_mechanism);
    int64_t held = 0, current = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (!is_instrument_of(all.list[i], place)) continue;
        held++;
        current += cor_mechanism_stage(all.list[i]) == COR_INSTRUMENT_CURRENT;
    }
    if (!all.count) return;

    cor_doc_section(page->doc, "mechanisms", dossier_plain(_("Mechanisms")));
    if (!held) {
        cor_doc_note(page->doc,
                     cor_say(_("{place} is not named in the register of {count} instruments. That "
                               "does not mean that it has none."),
                             cor_arg_country(place), cor_arg_int((int64_t)all.count)),
                     NULL, 0);
    } else {
        cor_doc_paragraph(page->doc,
                          cor_say_n(held,
                                    _("{count} instrument of the register concerns {place}; in "
                                      "force or in operation: {current}."),
                                    _("{count} instruments of the register concern {place}; in "
                                      "force or in operation: {current}."),
                                    cor_arg_int(held), cor_arg_country(place),
                                    cor_arg_int(current)),
                          NULL, 0);
        list_instruments(page, all, place);
        dossier_stage_caution(page);
        cor_str code = cor_country_code(place);
        cor_doc_link(page->doc, cor_say(_("All mechanisms of {place}"), cor_arg_country(place)),
                     cor_str_print(page->keep, "/mechanisms?country=%.*s", COR_STR_F(code)));
    }
    cor_doc_section_end(page->doc);
}

/* ---- what may be charged, whom to ask ------------------------------------ */

/* Chapter 2 of the Montreal Recommendations is about recruitment fees. */
static bool is_about_fees(dossier_page *page, cor_str item) {
    dossier_entries items = dossier_entries_of(page, &cor_kind_recommendation);
    for (size_t i = 0; i < items.count; i++)
        if (cor_str_equal(items.list[i]->key, item))
            return cor_str_is(cor_entry_get(items.list[i], RECOMMENDATION_CHAPTER), "2");
    return false;
}

static cor_text item_title(dossier_page *page, cor_str key) {
    dossier_entries items = dossier_entries_of(page, &cor_kind_recommendation);
    for (size_t i = 0; i < items.count; i++)
        if (cor_str_equal(items.list[i]->key, key)) return dossier_entry_title(page, items.list[i]);
    return NO_TEXT;
}

static int32_t show_findings(dossier_page *page, cor_country place) {
    dossier_entries found = dossier_entries_with(page, &cor_kind_framework_evidence, FINDING_PLACE,
                                                 cor_country_code(place));
    int32_t shown = 0;
    for (size_t i = 0; i < found.count; i++) {
        const cor_entry *finding = found.list[i];
        cor_str item = cor_entry_get(finding, FINDING_ITEM);
        if (!is_about_fees(page, item) ||
            cor_str_is(cor_entry_get(finding, FINDING_STATUS), "unknown"))
            continue;
        if (!shown++) cor_doc_list(page->doc, "fees", dossier_plain(_("What was found")), false);
        cor_text status = dossier_field_text(page, finding, FINDING_STATUS),
                 evidence = dossier_field_text(page, finding, FINDING_EVIDENCE);
        cor_doc_item(page->doc, &(cor_list_item){
                                    .text = item_title(page, item),
                                    .quiet = cor_say("{status}. {evidence}", cor_arg_text(&status),
                                                     cor_arg_text(&evidence)),
                                    .value = cor_value_absent(),
                                    .share = cor_value_absent(),
                                    .cited = dossier_entry_cited(page, finding, FINDING_STATUS) });
    }
    return shown;
}

static int32_t show_institutions(dossier_page *page, cor_country place) {
    dossier_entries found = dossier_entries_with(page, &cor_kind_institution, INSTITUTION_PLACE,
                                                 cor_country_code(place));
    int32_t shown = 0;
    for (size_t i = 0; i < found.count; i++) {
        const cor_entry *entry = found.list[i];
        bool verifies = cor_str_is(cor_entry_get(entry, INSTITUTION_VERIFY), "yes"),
             hears = cor_str_is(cor_entry_get(entry, INSTITUTION_COMPLAINTS), "yes");
        if (!verifies && !hears) continue;
        if (!shown++)
            cor_doc_list(page->doc, "ask", dossier_plain(_("Whom to ask, where to complain")),
                         false);
        cor_doc_item(page->doc,
                     &(cor_list_item){
                         .text = dossier_entry_title(page, entry),
                         .quiet = dossier_plain(verifies && hears
                                                    ? _("checks recruiters and takes complaints")
                                                : verifies ? _("checks recruiters")
                                                           : _("takes complaints")),
                         .value = cor_value_absent(),
                         .share = cor_value_absent(),
                         .href = dossier_entry_path(page, entry) });
    }
    return shown;
}

static void show_charges(dossier_page *page, cor_country place) {
    cor_doc_section(page->doc, "charge", dossier_plain(_("What may be charged")));
    if (!show_findings(page, place)) {
        cor_text filler = cor_say(_("the rules of {place} on what recruiters may charge workers"),
                                  cor_arg_country(place));
        cor_doc_absence(
            page->doc, "charge-none", dossier_plain(_("Charges by recruiters")),
            cor_say(_("No finding about charges in {place} is held here."), cor_arg_country(place)),
            &filler, 1);
    }
    (void)show_institutions(page, place);
    cor_doc_link(page->doc, dossier_plain(_("Check a recruiter")), COR_STR("/check"));
    cor_doc_section_end(page->doc);
}

void dossier_country_rules(dossier_page *page, cor_country place) {
    show_mechanisms(page, place);
    show_charges(page, place);
}
