/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: the library: search, filters, the ten resources on the regional programme's page, and
 * everything else, newest first. */
#include "dossier/facets.h"
#include "dossier/form.h"
#include "publications.h"

enum { PER_PAGE = 20, FACET_FIELDS = 4, VALUES_MAX = 400 };

typedef struct {
    dossier_page *page;
    const cor_publication_filter *filter;
    dossier_address address;
    const cor_entry **list; // without words: all matches, in order
    size_t count;           // number of them, or of the results
    cor_registry_hits hits; // with words: this page of results
    cor_registry_facet *facets;
    size_t facet_count;
} listing;

static const struct {
    const char *name, *title;
    int32_t field;
} facet_fields[FACET_FIELDS] = {
    { "topic", N_("Topic"), PUBLICATION_TOPICS },
    { "form", N_("Form"), PUBLICATION_FORM },
    { "country", N_("Country"), PUBLICATION_PLACES },
    { "year", N_("Year"), PUBLICATION_YEAR },
};

static cor_str has_question(const listing *of, int which) {
    const cor_publication_filter *filter = of->filter;
    const cor_str values[FACET_FIELDS] = { filter->topic, filter->form,
                                           cor_country_code(filter->country), filter->year };
    return values[which];
}

static int32_t first_of_page(const listing *of) {
    return (of->filter->page > 1 ? of->filter->page - 1 : 0) *
           (of->filter->as_table ? 0 : PER_PAGE);
}

/* ---- without words ------------------------------------------------------- */

/* The values of a field to choose from: codes, countries, the year. */
static cor_str choice_values(const cor_entry *publication, int32_t field) {
    cor_str text = cor_entry_get(publication, field);
    return field == PUBLICATION_YEAR ? cor_str_part(text, 0, 4) : text;
}

static bool publication_passes(const listing *of, const cor_entry *publication) {
    for (int which = 0; which < FACET_FIELDS; which++) {
        cor_str wanted = has_question(of, which),
                rest = choice_values(publication, facet_fields[which].field), part;
        bool has = !wanted.length;
        while (!has && cor_entry_next(&rest, &part))
            has = cor_str_equal(part, wanted);
        if (!has) return false;
    }
    return true;
}

static void count_part(listing *of, const char *field, cor_str value) {
    for (size_t i = 0; i < of->facet_count; i++)
        if (cor_str_is(of->facets[i].field, field) && cor_str_equal(of->facets[i].value, value)) {
            of->facets[i].count++;
            return;
        }
    if (of->facet_count < VALUES_MAX)
        of->facets[of->facet_count++] = (cor_registry_facet){ cor_str_of(field), value, 1 };
}

static cor_code list_all(listing *of, cor_error *err) {
    dossier_entries all = dossier_entries_of(of->page, &cor_kind_publication);
    of->list = cor_new(of->page->keep, const cor_entry *, all.count + 1);
    of->facets = cor_new(of->page->keep, cor_registry_facet, VALUES_MAX);
    if (!of->list || !of->facets) return cor_fail_memory(err);

    for (size_t i = 0; i < all.count; i++) {
        if (!publication_passes(of, all.list[i])) continue;
        of->list[of->count++] = all.list[i];
        for (int which = 0; which < FACET_FIELDS; which++) {
            cor_str rest = choice_values(all.list[i], facet_fields[which].field), part;
            while (cor_entry_next(&rest, &part))
                count_part(of, cor_kind_publication.fields[facet_fields[which].field].name, part);
        }
    }

    cor_arena scratch = *of->page->keep;
    return dossier_publications_sort(of->list, of->count, scratch) ? COR_OK : cor_fail_memory(err);
}

/* ---- with words ---------------------------------------------------------- */

static cor_code search_library(listing *of, cor_error *err) {
    cor_registry_where where[FACET_FIELDS];
    cor_registry_query query = { .kind = &cor_kind_publication,
                                 .text = of->filter->words,
                                 .where = where,
                                 .facets = true,
                                 .lang = of->filter->lang,
                                 .limit = of->filter->as_table ? COR_SEARCH_COUNTED : PER_PAGE,
                                 .offset = first_of_page(of) };

    if (!of->page->dossier->registry)
        return cor_fail(err, COR_E_STORE, _("Nothing can be searched here: no database is open."));
    for (int which = 0; which < FACET_FIELDS; which++)
        if (has_question(of, which).length)
            where[query.where_count++] =
                (cor_registry_where){ cor_kind_publication.fields[facet_fields[which].field].name,
                                      has_question(of, which) };

    cor_arena scratch = cor_arena_scratch(of->page->keep);
    cor_code code = cor_registry_search(of->page->dossier->registry, &query, of->page->keep,
                                        scratch, &of->hits, err);
    of->count = (size_t)of->hits.total;
    of->facets = of->hits.facets;
    of->facet_count = of->hits.facet_count;

    return code;
}

/* ---- what is shown ------------------------------------------------------- */

static void show_library_search(listing *of) {
    dossier_form form;
    dossier_form_begin(of->page, "q", &form);
    dossier_form_show(of->page, "words", NO_TEXT, "/library", &form);
}

static void show_library_links(listing *of) {
    static const dossier_onward links[] = {
        { N_("Institutions: who checks recruiters, who takes complaints"),
          "/library/institutions" },
        { N_("Follow what is new (Atom)"), "/library/feed.atom" },
    };
    dossier_onward_list(of->page, links, sizeof links / sizeof *links);
}

static cor_text choice_text(listing *of, int32_t field, cor_str value) {
    if (field == PUBLICATION_PLACES) return dossier_places_text(of->page, value);
    if (field == PUBLICATION_YEAR) return cor_text_keep(of->page->keep, cor_say_str(value));
    return cor_registry_code_text(&cor_kind_publication.fields[field], value, of->page->keep);
}

static void show_facet(listing *of, int which) {
    dossier_facet facet;
    int32_t field = facet_fields[which].field;

    if (!dossier_facet_begin(&facet, of->page, &of->address, facet_fields[which].name, VALUES_MAX))
        return;
    for (size_t i = 0; i < of->facet_count; i++) {
        if (!cor_str_is(of->facets[i].field, cor_kind_publication.fields[field].name)) continue;
        facet.list[facet.count].value = of->facets[i].value;
        facet.list[facet.count].label = choice_text(of, field, of->facets[i].value);
        facet.list[facet.count++].count = (int32_t)of->facets[i].count;
    }

    dossier_facet_show(&facet, facet_fields[which].title, false);
}

static void show_library_choices(listing *of) {
    cor_doc_section(of->page->doc, "choices", NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_CHOICES);
    for (int which = 0; which < FACET_FIELDS; which++)
        show_facet(of, which);
    cor_doc_section_end(of->page->doc);
}

static bool is_limited(const listing *of) {
    for (int which = 0; which < FACET_FIELDS; which++)
        if (has_question(of, which).length) return true;
    return of->filter->words.length > 0;
}

/* The resources listed on the programme's own page about labour migration. */
static void show_programme(listing *of) {
    dossier_entries entries = dossier_entries_with(of->page, &cor_kind_publication,
                                                   PUBLICATION_PROGRAMME_PAGE, COR_STR("yes"));
    if (!entries.count || is_limited(of) || of->filter->page > 1) return;
    cor_doc_list(
        of->page->doc, "programme-page",
        cor_say_n((int64_t)entries.count,
                  _("{count} resource on the labour-migration page of the regional programme"),
                  _("{count} resources on the labour-migration page of the regional programme"),
                  cor_arg_int((int64_t)entries.count)),
        false);
    for (size_t i = 0; i < entries.count; i++)
        dossier_publication_item(of->page, entries.list[i], NULL);
}

static void show_table_row(listing *of, const cor_entry *publication) {
    dossier_page *page = of->page;
    cor_table_cell title =
        dossier_link(cor_say_str(publication->values[PUBLICATION_TITLE][COR_LANG_EN]),
                     dossier_entry_path(page, publication));

    title.code = publication->key;
    title.value = dossier_entry_cited(page, publication, -1);
    cor_doc_row(page->doc,
                (cor_table_cell[]){
                    title,
                    dossier_words(cor_say_str(publication->values[PUBLICATION_TITLE][COR_LANG_ES])),
                    dossier_words(cor_entry_names(publication, PUBLICATION_FORM, page->keep)),
                    dossier_words(dossier_field_text(page, publication, PUBLICATION_YEAR)),
                    dossier_words(dossier_field_text(page, publication, PUBLICATION_PUBLISHER)),
                    dossier_words(cor_entry_names(publication, PUBLICATION_TOPICS, page->keep)),
                    dossier_words(dossier_field_text(page, publication, PUBLICATION_PLACES)),
                    dossier_words(dossier_field_text(page, publication, PUBLICATION_URL)) });
}

static void show_library_table(listing *of) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "title_en", _("Title in English")),
        dossier_column(COR_CELL_WORDS, "title_es", _("Title in Spanish")),
        dossier_column(COR_CELL_WORDS, "form", _("Form")),
        dossier_column(COR_CELL_WORDS, "year", _("Year")),
        dossier_column(COR_CELL_WORDS, "publisher", _("Publisher")),
        dossier_column(COR_CELL_WORDS, "topics", _("Topics")),
        dossier_column(COR_CELL_WORDS, "countries", _("Countries")),
        dossier_column(COR_CELL_WORDS, "url", _("Web address")),
    };
    cor_doc_table(of->page->doc, "publications", dossier_plain(_("Publications")), columns, 8,
                  NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_ROWS);
    for (size_t i = 0; i < of->hits.count; i++)
        show_table_row(of, of->hits.hits[i].entry);

    for (size_t i = 0; of->list && i < of->count; i++)
        show_table_row(of, of->list[i]);
}

static cor_text count_text(const listing *of) {
    if (of->filter->words.length && of->count >= COR_SEARCH_COUNTED)
        return cor_text_keep(of->page->keep, cor_say(_("More than {count} publications"),
                                                     cor_arg_int(COR_SEARCH_COUNTED - 1)));
    return cor_text_keep(of->page->keep,
                         cor_say_n((int64_t)of->count, _("{count} publication"),
                                   _("{count} publications"), cor_arg_int((int64_t)of->count)));
}

static void show_page_links(listing *of) {
    int32_t first = first_of_page(of), page = of->filter->page > 1 ? of->filter->page : 1;
    cor_str before = cor_str_print(of->page->keep, "%d", page - 1),
            after = cor_str_print(of->page->keep, "%d", page + 1);

    if (page > 1)
        cor_doc_link(of->page->doc, dossier_plain(_("Previous page")),
                     dossier_address_with(of->page, &of->address, "page",
                                          page > 2 ? before : (cor_str){ 0 }));

    if (of->count > (size_t)(first + PER_PAGE))
        cor_doc_link(of->page->doc, dossier_plain(_("Next page")),
                     dossier_address_with(of->page, &of->address, "page", after));
}

static void show_results(listing *of) {
    size_t first = (size_t)first_of_page(of);
    cor_text title = count_text(of);

    if (of->filter->words.length && of->hits.complete < of->hits.total && of->filter->page <= 1)
        cor_doc_note(of->page->doc,
                     cor_say_n(of->hits.complete,
                               _("{count} has all the words, or others that mean the same; the "
                                 "rest have some of them."),
                               _("{count} have all the words, or others that mean the same; the "
                                 "rest have some of them."),
                               cor_arg_int(of->hits.complete)),
                     NULL, 0);

    cor_doc_list(of->page->doc, "publications", title, false);
    for (size_t i = 0; i < of->hits.count; i++)
        dossier_publication_item(of->page, of->hits.hits[i].entry, &of->hits.hits[i]);

    for (size_t i = first; of->list && i < of->count && i < first + PER_PAGE; i++)
        dossier_publication_item(of->page, of->list[i], NULL);
    show_page_links(of);
}

static void show_no_results(listing *of) {
    bool any = dossier_entries_of(of->page, &cor_kind_publication).count > 0;
    cor_text fillers[] = { any ? dossier_plain(_("other words, or fewer filters"))
                               : dossier_plain(
                                     _("the catalogue of the data pack: corredor init")) };
    cor_doc_absence(
        of->page->doc, "library-none", dossier_plain(_("Publications")),
        any ? dossier_plain(
                  _("No publication known here matches. That does not mean that there are none."))
            : dossier_plain(_("No catalogue of publications has been loaded.")),
        fillers, 1);
}

static void read_library_address(listing *of) {
    cor_str page = { 0 };
    if (of->filter->page > 1) page = cor_str_print(of->page->keep, "%d", of->filter->page);
    of->address.path = "/library";
    dossier_address_add(&of->address, "q", of->filter->words);
    for (int which = 0; which < FACET_FIELDS; which++)
        dossier_address_add(&of->address, facet_fields[which].name, has_question(of, which));
    dossier_address_add(&of->address, "page", page);
}

cor_code cor_dossier_publications(const cor_dossier *dossier, const cor_publication_filter *filter,
                                  cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err) {
    dossier_page page = { .dossier = dossier, .keep = keep };
    listing of = { .page = &page, .filter = filter };

    read_library_address(&of);
    dossier_begin(&page, dossier, "library",
                  dossier_address_with(&page, &of.address, NULL, (cor_str){ 0 }),
                  dossier_plain(_("Library")),
                  dossier_plain(_("Publications, information sheets, videos and forms about labour "
                                  "migration, in both languages, each with where it is from.")),
                  keep, err);

    cor_code code = filter->words.length ? search_library(&of, err) : list_all(&of, err);
    if (code) {
        if (!page.code) page.code = code;
        return dossier_end(&page, ret_document);
    }

    if (filter->as_table) {
        show_library_table(&of);
        return dossier_end(&page, ret_document);
    }

    show_library_search(&of);
    show_library_links(&of);
    show_library_choices(&of);
    show_programme(&of);
    if (of.count)
        show_results(&of);

    else
        show_no_results(&of);
    return dossier_end(&page, ret_document);
}
