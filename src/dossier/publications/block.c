/* SPDX-License-Identifier: Apache-2.0 */
/* block.c: block 8 of a corridor: publications on it or on either country, the most specific
 * first. */
#include "publications.h"

enum { SHOWN_MOST = 5, RANKS = 4 };

/* How specific a publication is to a corridor. */
typedef enum { NEAR_NAMED, NEAR_BOTH, NEAR_ONE, NEAR_NOT } nearness;

static bool is_end(cor_str end, cor_str code) {
    return cor_str_is(end, "*") || cor_str_equal(end, code);
}

static bool publication_names(const cor_entry *publication, cor_str from, cor_str to) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_CORRIDORS), corridor;
    while (cor_entry_next(&rest, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        if (is_end(cor_str_part(corridor, 0, dash), from) &&
            is_end(cor_str_part(corridor, dash + 1, corridor.length), to))
            return true;
    }
    return false;
}

static nearness nearness_of(const cor_entry *publication, cor_str from, cor_str to) {
    bool has_from = cor_entry_has(publication, PUBLICATION_PLACES, from);
    bool has_to = cor_entry_has(publication, PUBLICATION_PLACES, to);
    if (publication_names(publication, from, to)) return NEAR_NAMED;
    return has_from && has_to ? NEAR_BOTH : has_from || has_to ? NEAR_ONE : NEAR_NOT;
}

static int32_t place_count(const cor_entry *publication) {
    cor_str rest = cor_entry_get(publication, PUBLICATION_PLACES), part;
    int32_t count = 0;
    while (cor_entry_next(&rest, &part))
        count++;
    return count;
}

/* More specific first; then fewer countries; then newer. */
static bool comes_before(const cor_entry *a, nearness near_a, const cor_entry *b, nearness near_b) {
    if (near_a != near_b) return near_a < near_b;
    int32_t places_a = place_count(a), places_b = place_count(b);
    if (places_a != places_b) return places_a < places_b;
    return dossier_publication_year(a) > dossier_publication_year(b);
}

typedef struct {
    const cor_entry *list[SHOWN_MOST];
    nearness near[SHOWN_MOST];
    int32_t shown, total;
    int32_t closest; // number that name the corridor or both countries
} selection;

static void consider_publication(selection *of, const cor_entry *publication, nearness near) {
    int32_t at = of->shown;
    if (near == NEAR_NOT) return;
    of->total++;
    of->closest += near < NEAR_ONE;
    while (at > 0 && comes_before(publication, near, of->list[at - 1], of->near[at - 1]))
        at--;

    if (at >= SHOWN_MOST) return;
    int32_t last = of->shown < SHOWN_MOST ? of->shown++ : SHOWN_MOST - 1;
    for (int32_t i = last; i > at; i--) {
        of->list[i] = of->list[i - 1];
        of->near[i] = of->near[i - 1];
    }

    of->list[at] = publication;
    of->near[at] = near;
}

/* The lists of the memory give the publications of one country in the order of keys, so no others
 * are read. */
static selection select_for(dossier_page *page, cor_str from, cor_str to) {
    selection of = { 0 };
    dossier_entries first =
        dossier_entries_with(page, &cor_kind_publication, PUBLICATION_PLACES, from);

    dossier_entries second =
        dossier_entries_with(page, &cor_kind_publication, PUBLICATION_PLACES, to);

    for (size_t i = 0; i < first.count; i++)
        consider_publication(&of, first.list[i], nearness_of(first.list[i], from, to));
    for (size_t i = 0; i < second.count; i++)
        if (!cor_entry_has(second.list[i], PUBLICATION_PLACES, from))
            consider_publication(&of, second.list[i], nearness_of(second.list[i], from, to));

    return of;
}

int32_t dossier_publication_count(dossier_corridor *corridor) {
    selection of = select_for(corridor->page, cor_country_code(corridor->origin),
                              cor_country_code(corridor->destination));
    return of.closest ? of.closest : of.total;
}

static void show_no_publications(dossier_corridor *corridor) {
    cor_text fillers[] = { dossier_plain(
        _("publications that name one of the two countries, with their full reference")) };
    cor_doc_absence(
        corridor->page->doc, "library-none", dossier_plain(_("Publications")),
        corridor->page->dossier->registries
            ? cor_say(_("The catalogue has no publication about {origin} or {destination}. That "
                        "does not mean that there are none."),
                      cor_arg_country(corridor->origin), cor_arg_country(corridor->destination))
            : cor_say(_("No catalogue of publications about {origin} and {destination} has been "
                        "loaded."),
                      cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        fillers, 1);
}

static void show_more(dossier_page *page, cor_country country) {
    cor_str code = cor_country_code(country);
    if (!dossier_entries_with(page, &cor_kind_publication, PUBLICATION_PLACES, code).count) return;
    cor_doc_link(page->doc,
                 cor_say(_("All publications about {country}"), cor_arg_country(country)),
                 cor_str_print(page->keep, "/library?country=%.*s", COR_STR_F(code)));
}

void dossier_block_publications(dossier_corridor *corridor) {
    dossier_page *page = corridor->page;
    selection of = select_for(page, cor_country_code(corridor->origin),
                              cor_country_code(corridor->destination));

    if (!of.total) {
        show_no_publications(corridor);
        return;
    }

    cor_doc_list(
        page->doc, "publications",
        cor_say_n(
            of.total, _("{count} publication about one of the two countries, the closest first"),
            _("{count} publications about one or both of the two countries, the closest first"),
            cor_arg_int(of.total)),
        false);

    for (int32_t i = 0; i < of.shown; i++)
        cor_doc_item(page->doc,
                     &(cor_list_item){ .text = dossier_entry_title(page, of.list[i]),
                                       .quiet = dossier_publication_about(page, of.list[i]),
                                       .href = dossier_entry_path(page, of.list[i]) });

    if (of.total == of.shown) return;
    show_more(page, corridor->origin);
    show_more(page, corridor->destination);
}
