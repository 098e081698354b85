/* SPDX-License-Identifier: Apache-2.0 */
/* agreements.c: the agreements listed by datasets: all of them, filtered and paged, and a page for
 * each. */
#include "dossier/facets.h"
#include "dossier/form.h"
#include "mechanisms.h"

enum { PER_PAGE = 100, PER_PAGE_MOST = 2000 };

/* ---- which ones ---------------------------------------------------------- */

typedef struct {
    dossier_page *page;
    const cor_agreement_filter *filter;
    cor_str words; // folded
    dossier_address address;
    const cor_entry **list;
    size_t count;
} listing;

static int32_t year_signed(const cor_entry *agreement) {
    cor_interval at;
    return cor_entry_period(agreement, AGREEMENT_SIGNED, &at) ? cor_date_year(at.start) : 0;
}

static bool title_has_words(const listing *of, const cor_entry *agreement) {
    cor_arena scratch = *of->page->keep; // the folded text is temporary
    if (!of->words.length) return true;
    cor_str title = cor_str_fold(&scratch, cor_entry_get(agreement, AGREEMENT_TITLE));
    return cor_str_find(title, of->words) != SIZE_MAX;
}

static bool agreement_passes(const listing *of, const cor_entry *agreement) {
    const cor_agreement_filter *filter = of->filter;
    int32_t year = year_signed(agreement);

    if (filter->country.id &&
        !cor_entry_has(agreement, AGREEMENT_PARTIES, cor_country_code(filter->country)))
        return false;

    if (filter->other.id &&
        !cor_entry_has(agreement, AGREEMENT_PARTIES, cor_country_code(filter->other)))
        return false;

    if (filter->year_first && year < filter->year_first) return false;
    if (filter->year_last && (year > filter->year_last || !year)) return false;
    if (filter->provision.length &&
        !cor_entry_has(agreement, AGREEMENT_PROVISIONS, filter->provision))
        return false;

    return title_has_words(of, agreement);
}

static void find_agreements(listing *of) {
    dossier_entries all = dossier_entries_of(of->page, &cor_kind_agreement);
    of->list = cor_new(of->page->keep, const cor_entry *, all.count + 1);
    for (size_t i = 0; of->list && i < all.count; i++)
        if (agreement_passes(of, all.list[i])) of->list[of->count++] = all.list[i];
}

static void read_agreements_address(listing *of) {
    const cor_agreement_filter *filter = of->filter;
    cor_arena *keep = of->page->keep;
    cor_str none = { "", 0 };

    of->address.path = "/mechanisms/agreements";
    dossier_address_add(&of->address, "q", filter->words);
    dossier_address_add(&of->address, "country", cor_country_code(filter->country));
    dossier_address_add(&of->address, "other", cor_country_code(filter->other));
    dossier_address_add(&of->address, "from",
                        filter->year_first ? cor_str_print(keep, "%d", filter->year_first) : none);

    dossier_address_add(&of->address, "to",
                        filter->year_last ? cor_str_print(keep, "%d", filter->year_last) : none);
    dossier_address_add(&of->address, "provision", filter->provision);
    dossier_address_add(&of->address, "page",
                        filter->page > 1 ? cor_str_print(keep, "%d", filter->page) : none);
}

/* ---- the list ------------------------------------------------------------ */

static void show_agreement_form(const listing *of) {
    dossier_form form;
    dossier_form_begin(of->page, "q country other from to provision", &form);
    dossier_form_show(of->page, "choose", dossier_plain(_("Which agreements")),
                      "/mechanisms/agreements", &form);
}

static void show_agreement_row(const listing *of, const cor_entry *agreement) {
    dossier_page *page = of->page;
    const cor_entry *mechanism =
        cor_registry_memory_find(page->dossier->registries, &cor_kind_mechanism,
                                 cor_entry_get(agreement, AGREEMENT_MECHANISM));
    cor_table_cell title =
        dossier_link(dossier_agreement_title(page, agreement), dossier_entry_path(page, agreement));

    title.code = agreement->key;
    title.value = dossier_entry_cited(page, agreement, -1);
    cor_str rest = cor_entry_get(agreement, AGREEMENT_PROVISIONS), part;
    int32_t provisions = 0;
    while (cor_entry_next(&rest, &part))
        provisions++;

    bool coded = cor_str_is(cor_entry_get(agreement, AGREEMENT_CODED), "yes");
    cor_doc_row(
        page->doc,
        (cor_table_cell[]){
            title, dossier_words(dossier_field_text(page, agreement, AGREEMENT_PARTIES)),
            dossier_words(dossier_field_text(page, agreement, AGREEMENT_SIGNED)),
            dossier_words(coded ? cor_say_n(provisions, _("{count} provision"),
                                            _("{count} provisions"), cor_arg_int(provisions))
                                : dossier_plain(_("text not coded"))),
            mechanism ? dossier_link(dossier_entry_title(page, mechanism),
                                     dossier_entry_path(page, mechanism))
                      : dossier_words(NO_TEXT) });
}

static void show_agreement_rows(const listing *of, size_t first, size_t end) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "title", _("Agreement")),
        dossier_column(COR_CELL_WORDS, "parties", _("Parties")),
        dossier_column(COR_CELL_WORDS, "signed", _("Signed")),
        dossier_column(COR_CELL_WORDS, "provisions", _("Coded provisions")),
        dossier_column(COR_CELL_WORDS, "mechanism", _("Described as")),
    };
    cor_doc_table(
        of->page->doc, "agreements",
        cor_say(_("Agreements {first} to {last} of {count}"), cor_arg_int((int64_t)first + 1),
                cor_arg_int((int64_t)end), cor_arg_int((int64_t)of->count)),
        columns, 5,
        dossier_plain(
            _("From datasets of researchers. The order of the parties has no meaning, and the "
              "lists do not say what became of an agreement: its state today is not known.")));
    cor_doc_role(of->page->doc, COR_ROLE_ROWS);
    for (size_t i = first; i < end; i++)
        show_agreement_row(of, of->list[i]);
}

static void show_page_link(const listing *of, const char *text, size_t page) {
    cor_str number = page > 1 ? cor_str_print(of->page->keep, "%zu", page) : (cor_str){ 0 };
    cor_doc_link(of->page->doc, dossier_plain(text),
                 dossier_address_with(of->page, &of->address, "page", number));
}

static void show_agreement_list(const listing *of) {
    const cor_agreement_filter *filter = of->filter;
    size_t per_page = filter->per_page > 0 ? (size_t)filter->per_page : PER_PAGE;

    if (per_page > PER_PAGE_MOST) per_page = PER_PAGE_MOST;
    size_t pages = (of->count + per_page - 1) / per_page,
           page = filter->page > 1 ? (size_t)filter->page : 1;
    if (page > pages) page = pages;

    if (!of->count) {
        cor_text fillers[] = { dossier_plain(_("fewer filters, or another spelling")) };
        cor_doc_absence(
            of->page->doc, "agreements-none", dossier_plain(_("Agreements")),
            dossier_plain(
                _("No listed agreement matches. That does not mean that there are none.")),
            fillers, 1);
        return;
    }

    size_t first = (page - 1) * per_page,
           end = first + per_page < of->count ? first + per_page : of->count;
    show_agreement_rows(of, first, end);
    if (page > 1) show_page_link(of, _("Previous page"), page - 1);
    if (page < pages) show_page_link(of, _("Next page"), page + 1);
}

cor_code cor_dossier_agreements(const cor_dossier *dossier, const cor_agreement_filter *filter,
                                cor_arena *keep, const cor_document **ret_document,
                                cor_error *err) {
    dossier_page page = { .dossier = dossier, .keep = keep };
    listing of = { .page = &page, .filter = filter };

    read_agreements_address(&of);
    dossier_begin(
        &page, dossier, "agreements",
        dossier_address_with(&page, &of.address, NULL, (cor_str){ 0 }),
        dossier_plain(_("Agreements that datasets list")),
        dossier_plain(_(
            "Bilateral labour agreements since 1927, as researchers have listed and coded them.")),
        keep, err);

    of.words = cor_str_fold(keep, filter->words);
    find_agreements(&of);
    show_agreement_form(&of);
    show_agreement_list(&of);

    return dossier_end(&page, ret_document);
}

/* ---- one agreement ------------------------------------------------------- */

static void show_agreement_facts(dossier_page *page, const cor_entry *agreement) {
    cor_doc_table(
        page->doc, "facts", dossier_plain(_("What is known")), dossier_fact_columns, 2,
        dossier_plain(_("What the dataset says. What became of the agreement is not known.")));

    for (int32_t field = 0; field < AGREEMENT_FIELDS; field++)
        if (field != AGREEMENT_PROVISIONS && field != AGREEMENT_MECHANISM)
            dossier_field_fact(page, agreement, field);

    const cor_entry *mechanism =
        cor_registry_memory_find(page->dossier->registries, &cor_kind_mechanism,
                                 cor_entry_get(agreement, AGREEMENT_MECHANISM));

    if (mechanism)
        dossier_fact(page, dossier_plain(_("Described as")), dossier_entry_title(page, mechanism),
                     dossier_entry_path(page, mechanism), cor_value_absent());

    dossier_fact(page, dossier_plain(_("Key")), cor_say_str(agreement->key), (cor_str){ 0 },
                 cor_value_absent());
}

static void show_agreement_provisions(dossier_page *page, const cor_entry *agreement) {
    cor_str rest = cor_entry_get(agreement, AGREEMENT_PROVISIONS), code;
    if (!rest.length) return;
    cor_doc_list(page->doc, "provisions", dossier_plain(_("What its text provides")), false);

    while (cor_entry_next(&rest, &code)) {
        cor_text label = cor_registry_code_text(&cor_kind_agreement.fields[AGREEMENT_PROVISIONS],
                                                code, page->keep);
        cor_doc_item(page->doc, &(cor_list_item){ .text = label });
    }

    cor_doc_note(
        page->doc,
        dossier_plain(
            _("Coded by researchers from the text. A provision that is not named was not found in "
              "it.")),
        NULL, 0);
}

/* Both directions between every two parties. */
static void show_agreement_corridors(dossier_page *page, const cor_entry *agreement) {
    cor_str parties = cor_entry_get(agreement, AGREEMENT_PARTIES), one, other;
    cor_doc_list(page->doc, "corridors", dossier_plain(_("Its corridors")), false);
    for (cor_str rest = parties; cor_entry_next(&rest, &one);) {
        for (cor_str others = parties; cor_entry_next(&others, &other);) {
            cor_country from, to;
            if (!cor_country_by_code(one, &from) || !cor_country_by_code(other, &to) ||
                from.id == to.id)
                continue;
            if (!dossier_has_page(from) || !dossier_has_page(to)) continue;
            cor_doc_item(page->doc, &(cor_list_item){
                                        .text = cor_say(_("{origin} to {destination}"),
                                                        cor_arg_country(from), cor_arg_country(to)),
                                        .href = dossier_corridor_path(page->keep, from, to) });
        }
    }
}

cor_code cor_dossier_agreement(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err) {
    const cor_entry *agreement =
        cor_registry_memory_find(dossier->registries, &cor_kind_agreement, key);
    if (!agreement) {
        (void)cor_fail(err, COR_E_NONE, _("There is no listed agreement “{key}”."),
                       cor_arg_str(cor_str_part(key, 0, 120)));
        return cor_hint(err, _("Their keys are like BLA-0050: corredor mechanisms agreements, or "
                               "/mechanisms/agreements."));
    }

    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text title = dossier_agreement_title(&page, agreement);
    cor_text parties = dossier_places_text(&page, cor_entry_get(agreement, AGREEMENT_PARTIES));

    dossier_begin(&page, dossier, "agreement", cor_entry_path(agreement, keep), title,
                  cor_say(_("An agreement between {parties}, as a dataset lists it."),
                          cor_arg_text(&parties)),
                  keep, err);

    show_agreement_facts(&page, agreement);
    show_agreement_provisions(&page, agreement);
    show_agreement_corridors(&page, agreement);
    cor_str path = cor_str_print(keep, "/mechanisms/%.*s/history", COR_STR_F(agreement->key));
    cor_doc_link(page.doc, dossier_plain(_("Versions and history of this entry")), path);
    cor_doc_link(page.doc, dossier_plain(_("All listed agreements")),
                 COR_STR("/mechanisms/agreements"));

    return dossier_end(&page, ret_document);
}
