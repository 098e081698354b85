/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: the list of instruments and its filters: country, type, state, sector, year, words. */
#include <stdlib.h>

#include "dossier/facets.h"
#include "dossier/form.h"
#include "mechanisms.h"

/* ---- what is asked for --------------------------------------------------- */

typedef enum {
    LIMIT_TYPE,
    LIMIT_STATUS,
    LIMIT_SECTOR,
    LIMIT_COUNTRY,
    LIMIT_YEAR,
    LIMIT_CORRIDOR,
    LIMIT_WORDS
} limit;
enum { NO_LIMIT = -1 };

typedef struct {
    dossier_page *page;
    const cor_mechanism_filter *filter;
    dossier_entries all;
    bool *has_words; // [all.count]
    dossier_address address;
} listing;

bool dossier_mechanism_concerns(const cor_entry *entry, cor_country country) {
    cor_str code = cor_country_code(country), rest = cor_entry_get(entry, MECHANISM_CORRIDORS),
            corridor, end;
    if (cor_entry_has(entry, MECHANISM_PARTIES, code)) return true;
    while (cor_entry_next(&rest, &corridor))
        while (cor_str_split(&corridor, '-', &end))
            if (cor_str_equal(end, code)) return true;
    return false;
}

static const int32_t date_fields[] = { MECHANISM_ANNOUNCED, MECHANISM_SIGNED, MECHANISM_IN_FORCE,
                                       MECHANISM_SUSPENDED, MECHANISM_ENDED };
enum { DATE_FIELDS = sizeof date_fields / sizeof *date_fields };

static bool happened_in(const cor_entry *entry, int32_t year) {
    for (int i = 0; i < DATE_FIELDS; i++) {
        cor_interval at;
        if (cor_entry_period(entry, date_fields[i], &at) && cor_date_year(at.start) == year)
            return true;
    }
    return false;
}

/* Whether the instrument concerns the corridor; one end may be open. */
static bool leads_between(const cor_entry *entry, cor_country origin, cor_country destination) {
    if (origin.id && destination.id) {
        cor_cover cover = cor_mechanism_covers(entry, origin, destination);
        return cover != COR_COVER_NONE && cover != COR_COVER_OTHER_WAY;
    }

    cor_str code = cor_country_code(origin.id ? origin : destination);
    cor_str rest = cor_entry_get(entry, MECHANISM_CORRIDORS), corridor;
    if (!rest.length) return cor_entry_has(entry, MECHANISM_PARTIES, code);

    while (cor_entry_next(&rest, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        cor_str end = origin.id ? cor_str_part(corridor, 0, dash)
                                : cor_str_part(corridor, dash + 1, SIZE_MAX);
        if (cor_str_equal(end, code)) return true;
    }

    return false;
}

static bool instrument_passes(const listing *of, size_t i, limit which) {
    const cor_mechanism_filter *filter = of->filter;
    const cor_entry *entry = of->all.list[i];

    switch (which) {
    case LIMIT_TYPE:
        return !filter->type.length ||
               cor_str_equal(cor_entry_get(entry, MECHANISM_TYPE), filter->type);
    case LIMIT_STATUS:
        return !filter->status.length ||
               cor_str_equal(cor_entry_get(entry, MECHANISM_STATUS), filter->status);
    case LIMIT_SECTOR:
        return !filter->sector.length || cor_entry_has(entry, MECHANISM_SECTORS, filter->sector);
    case LIMIT_COUNTRY:
        return !filter->country.id || dossier_mechanism_concerns(entry, filter->country);
    case LIMIT_YEAR:
        return !filter->year || happened_in(entry, filter->year);
    case LIMIT_CORRIDOR:
        return (!filter->origin.id && !filter->destination.id) ||
               leads_between(entry, filter->origin, filter->destination);
    case LIMIT_WORDS:
        return !filter->words.length || of->has_words[i];
    }

    return true;
}

/* Passes every filter but one: the count of a facet. */
static bool passes_all(const listing *of, size_t i, int but) {
    for (int which = LIMIT_TYPE; which <= LIMIT_WORDS; which++)
        if (which != but && !instrument_passes(of, i, (limit)which)) return false;
    return true;
}

/* ---- words --------------------------------------------------------------- */

static cor_code mark_hits(listing *of, cor_arena *keep, cor_error *err) {
    enum { HITS_MOST = 1000 };
    cor_registry_query query = { .kind = &cor_kind_mechanism,
                                 .text = of->filter->words,
                                 .limit = HITS_MOST };
    cor_registry_hits hits;
    cor_arena scratch = cor_arena_scratch(keep);
    cor_code code =
        cor_registry_search(of->page->dossier->registry, &query, keep, scratch, &hits, err);

    for (size_t h = 0; !code && h < hits.count; h++)
        for (size_t i = 0; i < of->all.count; i++)
            of->has_words[i] |= cor_str_equal(of->all.list[i]->key, hits.hits[h].entry->key);

    return code;
}

static cor_code find_words(listing *of, cor_error *err) {
    of->has_words = cor_new(of->page->keep, bool, of->all.count + 1);
    if (!of->has_words) return cor_fail_memory(err);
    if (!of->filter->words.length) return COR_OK;
    if (of->page->dossier->registry) return mark_hits(of, of->page->keep, err);
    return cor_fail(err, COR_E_STORE, _("Nothing can be searched here: no database is open."));
}

/* ---- choices ------------------------------------------------------------- */

static void read_list_address(listing *of) {
    const cor_mechanism_filter *filter = of->filter;
    char *year = cor_new(of->page->keep, char, 16);

    of->address.path = "/mechanisms";
    if (!year) return;
    if (filter->year) snprintf(year, 16, "%d", filter->year);
    dossier_address_add(&of->address, "q", filter->words);
    dossier_address_add(&of->address, "country", cor_country_code(filter->country));
    dossier_address_add(&of->address, "origin", cor_country_code(filter->origin));
    dossier_address_add(&of->address, "destination", cor_country_code(filter->destination));
    dossier_address_add(&of->address, "type", filter->type);
    dossier_address_add(&of->address, "status", filter->status);
    dossier_address_add(&of->address, "sector", filter->sector);
    dossier_address_add(&of->address, "year", cor_str_of(year));
}

static void show_codes(listing *of, const char *name, const char *title, int32_t field,
                       limit which) {
    enum { CODES_MAX = 64 };
    dossier_facet facet;
    const cor_registry_field *what = &cor_kind_mechanism.fields[field];

    if (!dossier_facet_begin(&facet, of->page, &of->address, name, CODES_MAX)) return;
    for (size_t i = 0; i < of->all.count; i++) {
        if (!passes_all(of, i, (int)which)) continue;
        cor_str rest = cor_entry_get(of->all.list[i], field), code;
        while (cor_entry_next(&rest, &code))
            dossier_facet_count(&facet, code, cor_registry_code_text(what, code, of->page->keep));
    }

    dossier_facet_show(&facet, title, false);
}

static void show_party_countries(listing *of) {
    enum { COUNTRIES_MAX = 256 };
    dossier_facet facet;

    if (!dossier_facet_begin(&facet, of->page, &of->address, "country", COUNTRIES_MAX)) return;
    for (size_t i = 0; i < of->all.count; i++) {
        if (!passes_all(of, i, LIMIT_COUNTRY)) continue;
        cor_str rest = cor_entry_get(of->all.list[i], MECHANISM_PARTIES), code;
        while (cor_entry_next(&rest, &code))
            dossier_facet_count(&facet, code, dossier_places_text(of->page, code));
    }

    dossier_facet_show(&facet, _("Country"), false);
}

static int by_number(const void *a, const void *b) {
    int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;
    return one < other ? 1 : one > other ? -1 : 0;
}

/* Years with an event, newest first; an instrument counts once in each. */
static void show_years(listing *of) {
    enum { YEARS_MAX = 400 };
    dossier_facet facet;
    int32_t *years = cor_new(of->page->keep, int32_t, of->all.count * DATE_FIELDS + 1), count = 0;

    if (!years || !dossier_facet_begin(&facet, of->page, &of->address, "year", YEARS_MAX)) return;
    for (size_t i = 0; i < of->all.count; i++) {
        if (!passes_all(of, i, LIMIT_YEAR)) continue;
        int32_t first = count;
        for (int d = 0; d < DATE_FIELDS; d++) {
            cor_interval at;
            if (!cor_entry_period(of->all.list[i], date_fields[d], &at)) continue;
            int32_t year = cor_date_year(at.start), known = first;
            while (known < count && years[known] != year)
                known++;
            if (known == count) years[count++] = year;
        }
    }

    qsort(years, (size_t)count, sizeof *years, by_number);
    for (int32_t i = 0; i < count; i++) {
        cor_str value = cor_str_print(of->page->keep, "%d", years[i]);
        dossier_facet_count(
            &facet, value,
            cor_text_keep(of->page->keep, cor_say("{year}", cor_arg_plain(years[i]))));
    }

    dossier_facet_show(&facet, _("Year in which something happened"), true);
}

static void show_instrument_search(listing *of) {
    dossier_form form;
    dossier_form_begin(of->page, "q", &form);
    dossier_form_show(of->page, "words", NO_TEXT, "/mechanisms", &form);
}

static void show_instrument_choices(listing *of) {
    cor_doc_section(of->page->doc, "choices", NO_TEXT);
    cor_doc_role(of->page->doc, COR_ROLE_CHOICES);
    show_party_countries(of);
    show_codes(of, "type", _("Type"), MECHANISM_TYPE, LIMIT_TYPE);
    show_codes(of, "status", _("State"), MECHANISM_STATUS, LIMIT_STATUS);
    show_codes(of, "sector", _("Sector"), MECHANISM_SECTORS, LIMIT_SECTOR);
    show_years(of);
    cor_doc_section_end(of->page->doc);
}

/* ---- the list ------------------------------------------------------------ */

/* The newest record of people or papers, for any corridor. */
static const cor_entry *newest_listed_use(listing *of, const cor_entry *mechanism) {
    dossier_entries uses =
        dossier_entries_with(of->page, &cor_kind_mechanism_use, USE_MECHANISM, mechanism->key);
    const cor_entry *newest = NULL;
    cor_interval newest_period = { 0 };

    for (size_t i = 0; i < uses.count; i++) {
        const cor_entry *use = uses.list[i];
        cor_interval period;
        bool whole =
            !cor_entry_get(use, USE_SEX).length && !cor_entry_get(use, USE_SECTOR).length &&
            !cor_entry_get(use, USE_SCOPE).length && !cor_entry_get(use, USE_DESTINATION).length;
        if (cor_use_sort_of(use) != COR_USE_MOVED || !whole ||
            !cor_entry_period(use, USE_PERIOD, &period))
            continue;
        if (newest && period.end.days <= newest_period.end.days) continue;
        newest = use;
        newest_period = period;
    }

    return newest;
}

static void show_instrument_row(listing *of, const cor_entry *mechanism) {
    dossier_page *page = of->page;
    const cor_entry *use = newest_listed_use(of, mechanism);
    cor_table_cell title =
        dossier_link(dossier_entry_title(page, mechanism), dossier_entry_path(page, mechanism));

    title.code = mechanism->key;
    title.value = dossier_entry_cited(page, mechanism, -1);
    cor_doc_row(page->doc,
                (cor_table_cell[]){
                    title, dossier_words(cor_entry_names(mechanism, MECHANISM_TYPE, page->keep)),
                    dossier_words(dossier_field_text(page, mechanism, MECHANISM_PARTIES)),
                    dossier_words(dossier_stage_text(page, mechanism)),
                    dossier_words(dossier_span_text(page, mechanism)),
                    dossier_words(dossier_field_text(page, mechanism, MECHANISM_SECTORS)),
                    dossier_cell(use ? dossier_use_value(page, use) : cor_value_absent()),
                    dossier_words(use ? dossier_use_text(page, use) : NO_TEXT) });
}

static void show_instrument_rows(listing *of, size_t count) {
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "title", _("Mechanism")),
        dossier_column(COR_CELL_WORDS, "type", _("Type")),
        dossier_column(COR_CELL_WORDS, "parties", _("Parties")),
        dossier_column(COR_CELL_WORDS, "state", _("State")),
        dossier_column(COR_CELL_WORDS, "span", _("Dates")),
        dossier_column(COR_CELL_WORDS, "sectors", _("Sectors")),
        dossier_column(COR_CELL_VALUE, "use", _("Newest use")),
        dossier_column(COR_CELL_WORDS, "use_counts", _("What that counts")),
    };
    cor_doc_table(
        of->page->doc, "mechanisms",
        cor_say_n((int64_t)count, _("{count} mechanism"), _("{count} mechanisms"),
                  cor_arg_int((int64_t)count)),
        columns, 8,
        dossier_plain(_("The newest use is of whole instruments, with all their corridors. "
                        "Workers, visas and cards are different things: the numbers of two rows "
                        "cannot be compared unless they count the same.")));
    cor_doc_role(of->page->doc, COR_ROLE_ROWS);
    for (size_t i = 0; i < of->all.count; i++)
        if (passes_all(of, i, NO_LIMIT)) show_instrument_row(of, of->all.list[i]);
}

static void show_instrument_list(listing *of) {
    size_t count = 0;
    for (size_t i = 0; i < of->all.count; i++)
        count += passes_all(of, i, NO_LIMIT);

    if (count) {
        show_instrument_rows(of, count);
        dossier_stage_caution(of->page);
        return;
    }

    cor_text fillers[] = {
        of->all.count
            ? dossier_plain(_("fewer filters: start again with all mechanisms"))
            : dossier_plain(_("the register of mechanisms of the data pack: corredor init"))
    };
    cor_doc_absence(
        of->page->doc, "mechanisms-none", dossier_plain(_("Mechanisms")),
        of->all.count
            ? dossier_plain(
                  _("No mechanism known here matches. That does not mean that there are none."))
            : dossier_plain(_("No register of mechanisms has been loaded.")),
        fillers, 1);
}

/* Number of instruments to which each country is a party. */
static void show_party_map(listing *of) {
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);
    cor_map_point *points = cor_new(of->page->keep, cor_map_point, place_count);
    int32_t count = 0;

    for (size_t p = 0; points && p < place_count; p++) {
        int32_t party_to = 0;
        for (size_t i = 0; i < of->all.count; i++)
            party_to += passes_all(of, i, NO_LIMIT) &&
                        cor_entry_has(of->all.list[i], MECHANISM_PARTIES, places[p].code);
        if (!party_to) continue;
        points[count++] = (cor_map_point){
            .place = places[p].place,
            .label =
                cor_text_keep(of->page->keep, cor_say("{place}", cor_arg_country(places[p].place))),
            .value = cor_doc_computed(
                of->page->doc, party_to, COR_STR(UNIT_COUNT),
                dossier_plain(_("mechanisms of this list to which the country is a party")), NULL,
                0),
            .hue = COR_HUE_INK,
            .href = dossier_address_with(of->page, &of->address, "country", places[p].code)
        };
    }

    if (count < 2) return;
    cor_doc_map(of->page->doc, "parties-map",
                &(cor_map_spec){ .view = COR_VIEW_REGION,
                                 .title = dossier_plain(_("Parties")),
                                 .summary = dossier_plain(
                                     _("How many of these mechanisms each country is a party to.")),
                                 .points = points,
                                 .point_count = count });
}

static void show_list_links(listing *of) {
    static const dossier_onward links[] = {
        { N_("Gaps: large corridors without a mechanism, or without use"), "/mechanisms/gaps" },
        { N_("Compare two mechanisms"), "/mechanisms/compare" },
        { N_("Agreements that datasets list"), "/mechanisms/agreements" },
        { N_("Conventions and who has ratified them"), "/mechanisms/conventions" },
        { N_("All records of use"), "/mechanisms/use" },
    };
    dossier_onward_list(of->page, links, sizeof links / sizeof *links);
}

cor_code cor_dossier_mechanisms(const cor_dossier *dossier, const cor_mechanism_filter *filter,
                                cor_arena *keep, const cor_document **ret_document,
                                cor_error *err) {
    dossier_page page = { .dossier = dossier, .keep = keep };
    listing of = { .page = &page, .filter = filter };

    read_list_address(&of);
    dossier_begin(
        &page, dossier, "mechanisms",
        dossier_address_with(&page, &of.address, NULL, (cor_str){ 0 }),
        dossier_plain(_("Mechanisms of labour migration")),
        dossier_plain(
            _("Agreements, memoranda, temporary schemes, trade agreements with a labour clause and "
              "regional regimes: their state, and apart from it how they are used.")),
        keep, err);

    of.all = dossier_entries_of(&page, &cor_kind_mechanism);
    cor_code code = find_words(&of, err);
    if (!code) {
        show_instrument_search(&of);
        show_list_links(&of);
        show_instrument_choices(&of);
        show_instrument_list(&of);
        show_party_map(&of);
    } else if (!page.code) {
        page.code = code;
    }

    return dossier_end(&page, ret_document);
}
