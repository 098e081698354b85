/* SPDX-License-Identifier: Apache-2.0 */
/* instrument.c: the page of one instrument: what it is, its timeline, its use, its provisions, and
 * related entries. */
#include "mechanisms.h"

/* ---- what it is ---------------------------------------------------------- */

static void show_state(dossier_page *page, const cor_entry *mechanism) {
    cor_text type = cor_entry_names(mechanism, MECHANISM_TYPE, page->keep);
    cor_text state = dossier_stage_text(page, mechanism), span = dossier_span_text(page, mechanism);
    cor_value cited[] = { dossier_entry_cited(page, mechanism, MECHANISM_STATUS) };

    if (cor_text_is_empty(span))
        cor_doc_paragraph(page->doc,
                          cor_say("{type}: {state}", cor_arg_text(&type), cor_arg_text(&state)),
                          cited, 1);

    else
        cor_doc_paragraph(page->doc,
                          cor_say("{type}: {state}, {span}", cor_arg_text(&type),
                                  cor_arg_text(&state), cor_arg_text(&span)),
                          cited, 1);
    cor_text summary = dossier_field_text(page, mechanism, MECHANISM_SUMMARY);
    cor_value of_summary[] = { dossier_entry_cited(page, mechanism, MECHANISM_SUMMARY) };
    if (!cor_text_is_empty(summary)) cor_doc_paragraph(page->doc, summary, of_summary, 1);
    dossier_stage_caution(page);
}

/* One row for each corridor that has a page. */
static void corridor_facts(dossier_page *page, const cor_entry *mechanism) {
    cor_str rest = cor_entry_get(mechanism, MECHANISM_CORRIDORS), corridor;
    cor_value cited = dossier_entry_cited(page, mechanism, MECHANISM_CORRIDORS);
    while (cor_entry_next(&rest, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        cor_country from, to;
        bool two = cor_country_by_code(cor_str_part(corridor, 0, dash), &from) &&
                   cor_country_by_code(cor_str_part(corridor, dash + 1, SIZE_MAX), &to);
        if (two) {
            dossier_fact(
                page, dossier_plain(_("Corridor")),
                cor_say(_("{origin} to {destination}"), cor_arg_country(from), cor_arg_country(to)),
                dossier_corridor_path(page->keep, from, to), cited);
            continue;
        }
        bool is_origin = cor_country_by_code(cor_str_part(corridor, 0, dash), &from);
        cor_country end = is_origin ? from : COR_COUNTRY_NONE;
        if (!is_origin) (void)cor_country_by_code(cor_str_part(corridor, dash + 1, SIZE_MAX), &end);
        dossier_fact(
            page, dossier_plain(_("Corridor")),
            cor_say(is_origin ? _("From {place} to any country") : _("From any country to {place}"),
                    cor_arg_country(end)),
            dossier_country_path(page->keep, end), cited);
    }
}

/* One row for each referenced entry, with a link. */
static void reference_facts(dossier_page *page, const cor_entry *entry, int32_t field) {
    const cor_registry_field *what = &entry->kind->fields[field];
    cor_str rest = cor_entry_get(entry, field), key;

    while (cor_entry_next(&rest, &key)) {
        const cor_entry *other = cor_registry_memory_target(page->dossier->registries, what, key);
        dossier_fact(page, dossier_plain(what->label),
                     other ? dossier_entry_title(page, other) : cor_say_str(key),
                     other ? dossier_entry_path(page, other) : (cor_str){ 0 },
                     dossier_entry_cited(page, entry, field));
    }
}

static void back_references(dossier_page *page, const cor_entry *mechanism, int32_t field,
                            const char *label) {
    dossier_entries others = dossier_entries_with(page, &cor_kind_mechanism, field, mechanism->key);
    for (size_t i = 0; i < others.count; i++)
        dossier_fact(page, dossier_plain(label), dossier_entry_title(page, others.list[i]),
                     dossier_entry_path(page, others.list[i]),
                     dossier_entry_cited(page, others.list[i], field));
}

static void show_instrument_facts(dossier_page *page, const cor_entry *mechanism) {
    static const int32_t words[] = { MECHANISM_PARTIES, MECHANISM_OPENS, MECHANISM_SECTORS,
                                     MECHANISM_SKILLS };
    cor_doc_table(page->doc, "facts", dossier_plain(_("Facts")), dossier_fact_columns, 2, NO_TEXT);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        dossier_field_fact(page, mechanism, words[i]);

    corridor_facts(page, mechanism);
    reference_facts(page, mechanism, MECHANISM_INSTITUTIONS);
    reference_facts(page, mechanism, MECHANISM_AMENDS);
    back_references(page, mechanism, MECHANISM_AMENDS, _("Amended by"));
    reference_facts(page, mechanism, MECHANISM_REPLACES);
    back_references(page, mechanism, MECHANISM_REPLACES, _("Replaced by"));
    reference_facts(page, mechanism, MECHANISM_IMPLEMENTS);
    back_references(page, mechanism, MECHANISM_IMPLEMENTS, _("Put into practice by"));
}

/* ---- use ----------------------------------------------------------------- */

static void show_use(dossier_page *page, const cor_entry *mechanism) {
    dossier_entries uses =
        dossier_entries_with(page, &cor_kind_mechanism_use, USE_MECHANISM, mechanism->key);
    cor_doc_section(page->doc, "use", dossier_plain(_("Use")));

    if (uses.count) {
        dossier_use_charts(page, uses.list, uses.count);
        dossier_use_tables(page, uses.list, uses.count, false);
    } else {
        cor_text fillers[] = { dossier_plain(_("the number of workers in each year, by sex and "
                                               "sector, from the institution in charge")) };
        cor_doc_absence(page->doc, "use-none", dossier_plain(_("Use")),
                        dossier_plain(_("No source seen says how many people used it. That does "
                                        "not mean that nobody did.")),
                        fillers, 1);
    }

    cor_doc_section_end(page->doc);
}

/* ---- listed agreements and their provisions ------------------------------ */

static void show_agreements(dossier_page *page, dossier_entries agreements) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "agreement", _("Agreement")),
        dossier_column(COR_CELL_WORDS, "signed", _("Signed")),
        dossier_column(COR_CELL_WORDS, "coded", _("Its text was read and coded")),
    };
    cor_doc_table(page->doc, "agreements",
                  dossier_plain(_("The same instrument in lists of agreements")), columns, 3,
                  dossier_plain(_("Agreements that datasets list and that are this instrument, "
                                  "amend it or extend it. They are counted here once.")));

    for (size_t i = 0; i < agreements.count; i++) {
        const cor_entry *agreement = agreements.list[i];
        cor_table_cell title = dossier_link(dossier_agreement_title(page, agreement),
                                            dossier_entry_path(page, agreement));
        title.value = dossier_entry_cited(page, agreement, -1);
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        title, dossier_words(dossier_field_text(page, agreement, AGREEMENT_SIGNED)),
                        dossier_words(dossier_field_text(page, agreement, AGREEMENT_CODED)) });
    }
}

static void show_instrument_provisions(dossier_page *page, dossier_entries agreements) {
    const cor_registry_field *field = &cor_kind_agreement.fields[AGREEMENT_PROVISIONS];
    int32_t coded = 0;

    for (size_t i = 0; i < agreements.count; i++)
        coded += cor_str_is(cor_entry_get(agreements.list[i], AGREEMENT_CODED), "yes");
    if (!coded) return;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "provision", _("Provision")),
        dossier_column(COR_CELL_VALUE, "agreements", _("Agreements that have it")),
    };
    cor_doc_table(page->doc, "provisions", dossier_plain(_("What the texts provide")), columns, 2,
                  cor_say_n(coded,
                            _("Coded by researchers from {count} text. A provision that is not "
                              "named was not found in it."),
                            _("Coded by researchers from {count} texts. A provision that is not "
                              "named was not found in them."),
                            cor_arg_int(coded)));

    for (const cor_registry_code *code = field->codes; code->code; code++) {
        int32_t have = 0;
        cor_value from = cor_value_absent();
        for (size_t i = 0; i < agreements.count; i++) {
            if (!cor_entry_has(agreements.list[i], AGREEMENT_PROVISIONS, cor_str_of(code->code)))
                continue;
            if (!have++) from = dossier_entry_cited(page, agreements.list[i], AGREEMENT_PROVISIONS);
        }
        if (!have) continue;
        from.names_source = false;
        from.present = true;
        from.value = have;
        from.unit = cor_unit_find(COR_STR(UNIT_COUNT));
        from.decimals = -1;
        cor_doc_row(page->doc, (cor_table_cell[]){ { .text = dossier_plain(code->label),
                                                     .code = cor_str_of(code->code) },
                                                   dossier_cell(from) });
    }
}

static void show_listed(dossier_page *page, const cor_entry *mechanism) {
    dossier_entries agreements =
        dossier_entries_with(page, &cor_kind_agreement, AGREEMENT_MECHANISM, mechanism->key);
    if (!agreements.count) return;
    cor_doc_section(page->doc, "text", dossier_plain(_("Text and provisions")));
    show_instrument_provisions(page, agreements);
    show_agreements(page, agreements);
    cor_doc_section_end(page->doc);
}

/* ---- onward -------------------------------------------------------------- */

static void show_instrument_links(dossier_page *page, const cor_entry *mechanism) {
    cor_str key = mechanism->key;
    const struct {
        const char *text;
        cor_str href;
    } links[] = {
        { N_("Versions and history of this entry"),
          cor_str_print(page->keep, "/mechanisms/%.*s/history", COR_STR_F(key)) },
        { N_("Compare with another one"),
          cor_str_print(page->keep, "/mechanisms/compare?a=%.*s", COR_STR_F(key)) },
        { N_("All mechanisms"), COR_STR("/mechanisms") },
    };
    cor_doc_list(page->doc, "onward", dossier_plain(_("Onward")), false);

    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        cor_doc_item(page->doc, &(cor_list_item){ .text = dossier_plain(links[i].text),
                                                  .href = links[i].href });
}

cor_code dossier_find_mechanism(const cor_dossier *dossier, cor_str key,
                                const cor_entry **ret_entry, cor_error *err) {
    *ret_entry = cor_registry_memory_find(dossier->registries, &cor_kind_mechanism, key);
    if (*ret_entry) return COR_OK;
    (void)cor_fail(err, COR_E_NONE, _("There is no mechanism “{key}”."),
                   cor_arg_str(cor_str_part(key, 0, 120)));
    size_t count;
    const cor_entry *const *list =
        cor_registry_memory_list(dossier->registries, &cor_kind_mechanism, &count);
    int32_t nearest = cor_str_near(key) + 1;
    const cor_entry *near = NULL;

    for (size_t i = 0; i < count; i++) {
        int32_t distance = cor_str_distance(list[i]->key, key, nearest);
        if (distance >= nearest) continue;
        nearest = distance;
        near = list[i];
    }

    if (near) return cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near->key));
    return cor_hint(
        err, _("The list of mechanisms has the keys: corredor mechanisms list, or /mechanisms."));
}

cor_code cor_dossier_mechanism(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err) {
    const cor_entry *mechanism;
    cor_code code = dossier_find_mechanism(dossier, key, &mechanism, err);
    if (code) return code;
    dossier_page page;
    cor_text title = cor_entry_text(mechanism, MECHANISM_TITLE, keep);
    cor_text lead = cor_entry_text(mechanism, MECHANISM_SUMMARY, keep);
    dossier_begin(&page, dossier, "mechanism", cor_entry_path(mechanism, keep), title,
                  cor_text_is_empty(lead) ? title : NO_TEXT, keep, err);

    dossier_mechanism_map(&page, mechanism);
    cor_doc_section(page.doc, "what", dossier_plain(_("What it is")));
    show_state(&page, mechanism);
    show_instrument_facts(&page, mechanism);
    cor_doc_section_end(page.doc);
    cor_doc_section(page.doc, "life", dossier_plain(_("Timeline")));
    dossier_mechanism_times(&page, mechanism);
    cor_doc_section_end(page.doc);
    show_use(&page, mechanism);
    show_listed(&page, mechanism);
    show_instrument_links(&page, mechanism);

    return dossier_end(&page, ret_document);
}
