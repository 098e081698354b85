/* SPDX-License-Identifier: Apache-2.0 */
/* institutions.c: institutions that register, inspect, recruit and take complaints, by country.
 * Contacts were copied from public pages and may change: the pages say so. */
#include "dossier/facets.h"
#include "publications.h"

typedef struct {
    dossier_page *page;
    const cor_institution_filter *filter;
    dossier_entries all;
    dossier_address address;
} listing;

static bool institution_passes(const cor_institution_filter *filter, const cor_entry *institution) {
    if (filter->country.id && !cor_str_equal(cor_entry_get(institution, INSTITUTION_PLACE),
                                             cor_country_code(filter->country)))
        return false;
    if (filter->verifies && !cor_str_is(cor_entry_get(institution, INSTITUTION_VERIFY), "yes"))
        return false;
    return !filter->complaints ||
           cor_str_is(cor_entry_get(institution, INSTITUTION_COMPLAINTS), "yes");
}

static void show_caution(dossier_page *page) {
    cor_doc_note(
        page->doc,
        dossier_plain(_("Addresses, telephone numbers and tasks are as a public page gave them. "
                        "Confirm them with the institution before anybody relies on them.")),
        NULL, 0);
}

cor_text dossier_institution_can(const cor_entry *institution) {
    bool verifies = cor_str_is(cor_entry_get(institution, INSTITUTION_VERIFY), "yes");
    bool complaints = cor_str_is(cor_entry_get(institution, INSTITUTION_COMPLAINTS), "yes");
    if (verifies && complaints)
        return dossier_plain(_("a recruiter can be checked here; takes complaints"));
    if (verifies) return dossier_plain(_("a recruiter can be checked here"));
    return complaints ? dossier_plain(_("takes complaints")) : NO_TEXT;
}

static void show_institution_row(const listing *of, const cor_entry *institution) {
    dossier_page *page = of->page;
    cor_table_cell name =
        dossier_link(dossier_entry_title(page, institution), dossier_entry_path(page, institution));

    name.code = institution->key;
    name.value = dossier_entry_cited(page, institution, -1);
    cor_text place = dossier_field_text(page, institution, INSTITUTION_PLACE);
    cor_doc_row(
        page->doc,
        (cor_table_cell[]){
            name, dossier_words(cor_text_is_empty(place) ? dossier_plain(_("the region")) : place),
            dossier_words(dossier_field_text(page, institution, INSTITUTION_ROLE)),
            dossier_words(dossier_institution_can(institution)),
            dossier_words(dossier_field_text(page, institution, INSTITUTION_CONTACT)) });
}

static void show_institution_table(const listing *of) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "name", _("Institution")),
        dossier_column(COR_CELL_WORDS, "place", _("Country")),
        dossier_column(COR_CELL_WORDS, "role", _("What it does")),
        dossier_column(COR_CELL_WORDS, "for_workers", _("For workers")),
        dossier_column(COR_CELL_WORDS, "contact", _("Telephone, mail or address")),
    };
    int64_t count = 0;

    for (size_t i = 0; i < of->all.count; i++)
        count += institution_passes(of->filter, of->all.list[i]);
    if (!count) {
        cor_text fillers[] = { dossier_plain(
            _("fewer filters, or the pages of the ministry of labour")) };
        cor_doc_absence(
            of->page->doc, "institutions-none", dossier_plain(_("Institutions")),
            dossier_plain(
                _("No institution known here matches. That does not mean that there is none.")),
            fillers, 1);
        return;
    }

    cor_doc_table(
        of->page->doc, "institutions",
        cor_say_n(count, _("{count} institution"), _("{count} institutions"), cor_arg_int(count)),
        columns, 5, NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_ROWS);
    for (size_t i = 0; i < of->all.count; i++)
        if (institution_passes(of->filter, of->all.list[i]))
            show_institution_row(of, of->all.list[i]);
}

static void show_yes(listing *of, const char *name, const char *title, int32_t field) {
    dossier_facet facet;
    if (!dossier_facet_begin(&facet, of->page, &of->address, name, 2)) return;
    for (size_t i = 0; i < of->all.count; i++)
        if (cor_str_is(cor_entry_get(of->all.list[i], field), "yes"))
            dossier_facet_count(&facet, COR_STR("yes"), dossier_plain(_("yes")));
    dossier_facet_show(&facet, title, true);
}

static void show_institution_choices(listing *of) {
    enum { COUNTRIES_MAX = 256 };
    dossier_facet facet;

    cor_doc_section(of->page->doc, "choices", NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_CHOICES);
    if (dossier_facet_begin(&facet, of->page, &of->address, "country", COUNTRIES_MAX)) {
        for (size_t i = 0; i < of->all.count; i++) {
            cor_str code = cor_entry_get(of->all.list[i], INSTITUTION_PLACE);
            if (code.length) dossier_facet_count(&facet, code, dossier_places_text(of->page, code));
        }
        dossier_facet_show(&facet, _("Country"), false);
    }

    show_yes(of, "verifies", _("A recruiter can be checked here"), INSTITUTION_VERIFY);
    show_yes(of, "complaints", _("Takes complaints"), INSTITUTION_COMPLAINTS);
    cor_doc_section_end(of->page->doc);
}

cor_code cor_dossier_institutions(const cor_dossier *dossier, const cor_institution_filter *filter,
                                  cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err) {
    dossier_page page = { .dossier = dossier, .keep = keep };
    listing of = { .page = &page,
                   .filter = filter,
                   .address = { .path = "/library/institutions" } };

    dossier_address_add(&of.address, "country", cor_country_code(filter->country));
    dossier_address_add(&of.address, "verifies",
                        filter->verifies ? COR_STR("yes") : (cor_str){ 0 });

    dossier_address_add(&of.address, "complaints",
                        filter->complaints ? COR_STR("yes") : (cor_str){ 0 });
    dossier_begin(&page, dossier, "institutions",
                  dossier_address_with(&page, &of.address, NULL, (cor_str){ 0 }),
                  dossier_plain(_("Institutions")),
                  dossier_plain(_("Who registers and inspects recruiters, where a recruiter can be "
                                  "checked, and who takes complaints.")),
                  keep, err);

    of.all = dossier_entries_of(&page, &cor_kind_institution);
    show_caution(&page);
    show_institution_choices(&of);
    show_institution_table(&of);

    return dossier_end(&page, ret_document);
}

/* ---- one ----------------------------------------------------------------- */

/* Other entries that refer to this one. */
static void show_named_in(dossier_page *page, const char *id, const char *title,
                          const cor_registry_kind *kind, const char *field, cor_str key) {
    dossier_entries entries =
        dossier_entries_with(page, kind, cor_registry_field_find(kind, cor_str_of(field)), key);
    if (!entries.count) return;
    cor_doc_list(page->doc, id, dossier_plain(title), false);
    for (size_t i = 0; i < entries.count; i++)
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_entry_title(page, entries.list[i]),
                                       .href = dossier_entry_path(page, entries.list[i]) });
}

cor_code cor_dossier_institution(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err) {
    const cor_entry *institution;
    cor_code code =
        dossier_find_entry(dossier, &cor_kind_institution, key, keep, &institution, err);
    if (code) return code;

    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text role = dossier_field_text(&page, institution, INSTITUTION_ROLE);
    dossier_begin(&page, dossier, "institution", cor_entry_path(institution, keep),
                  dossier_entry_title(&page, institution), role, keep, err);

    show_caution(&page);
    cor_passage passages[COR_LANG_COUNT];
    int32_t count = dossier_passages(institution, INSTITUTION_NAME, passages);
    cor_doc_list(page.doc, "names", dossier_plain(_("Name")), false);
    cor_doc_item(page.doc, &(cor_list_item){ .text = dossier_institution_can(institution),
                                             .passages = passages,
                                             .passage_count = count });
    cor_doc_table(page.doc, "facts", dossier_plain(_("What is known")), dossier_fact_columns, 2,
                  NO_TEXT);
    for (int32_t i = INSTITUTION_PLACE; i < INSTITUTION_FIELDS; i++)
        dossier_field_fact(&page, institution, i);

    show_named_in(&page, "mechanisms", _("Mechanisms it is in charge of"), &cor_kind_mechanism,
                  "institutions", key);
    show_named_in(&page, "members", _("In the network of regulators"), &cor_kind_network_member,
                  "institution", key);
    cor_doc_link(
        page.doc, dossier_plain(_("Versions and history of this entry")),
        cor_str_print(keep, "/library/institutions/%.*s/history", COR_STR_F(institution->key)));

    return dossier_end(&page, ret_document);
}
