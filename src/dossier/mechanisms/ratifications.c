/* SPDX-License-Identifier: Apache-2.0 */
/* ratifications.c: ratifications of conventions by country, as far as known: a missing row does not
 * mean "not ratified". */
#include "mechanisms.h"

static void show_convention(dossier_page *page, const cor_registry_code *convention,
                            cor_country country) {
    dossier_entries all = dossier_entries_with(
        page, &cor_kind_ratification, RATIFICATION_CONVENTION, cor_str_of(convention->code));
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "place", _("Country")),
        dossier_column(COR_CELL_WORDS, "status", _("State")),
        dossier_column(COR_CELL_WORDS, "ratified", _("Ratified")),
        dossier_column(COR_CELL_WORDS, "note", _("Note")),
    };
    bool begun = false;

    for (size_t i = 0; i < all.count; i++) {
        const cor_entry *entry = all.list[i];
        cor_country place;
        bool known = cor_country_by_code(cor_entry_get(entry, RATIFICATION_PLACE), &place);
        if (country.id && (!known || place.id != country.id)) continue;
        char id[64];
        snprintf(id, sizeof id, "convention-%s", convention->code);
        if (!begun) {
            cor_doc_table(page->doc, id, dossier_plain(convention->label), columns, 4, NO_TEXT);
            cor_doc_role(page->doc, COR_ROLE_ROWS);
        }
        begun = true;
        cor_table_cell name =
            dossier_link(dossier_field_text(page, entry, RATIFICATION_PLACE),
                         known && dossier_has_page(place) ? dossier_country_path(page->keep, place)
                                                          : (cor_str){ 0 });
        name.code = entry->key;
        name.value = dossier_entry_cited(page, entry, -1);
        cor_doc_row(page->doc,
                    (cor_table_cell[]){
                        name, dossier_words(dossier_field_text(page, entry, RATIFICATION_STATUS)),
                        dossier_words(dossier_field_text(page, entry, RATIFICATION_DATE)),
                        dossier_words(dossier_field_text(page, entry, RATIFICATION_NOTE)) });
    }
}

cor_code cor_dossier_ratifications(const cor_dossier *dossier, cor_country country, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    const cor_registry_code *convention =
        cor_kind_ratification.fields[RATIFICATION_CONVENTION].codes;

    dossier_begin(&page, dossier, "ratifications", COR_STR("/mechanisms/conventions"),
                  dossier_plain(_("Conventions and who has ratified them")),
                  dossier_plain(_("Conventions on migrant workers, private employment agencies, "
                                  "domestic work and violence at work.")),
                  keep, err);

    cor_doc_note(page.doc,
                 dossier_plain(_("Only ratifications that were seen in a source are listed. A "
                                 "country that is missing may have ratified all the same.")),
                 NULL, 0);
    for (; convention->code; convention++)
        show_convention(&page, convention, country);

    return dossier_end(&page, ret_document);
}
