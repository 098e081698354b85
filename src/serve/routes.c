/* SPDX-License-Identifier: Apache-2.0 */
/* routes.c: the one table of addresses. To add one: its handler in the file of its family, its
 * row here, its transcript in tests/http. The OpenAPI document is printed from this table. */
#include "routes.h"

#define GET      (1u << HTTP_GET | 1u << HTTP_HEAD)
#define POST     (1u << HTTP_POST)
#define DOCUMENT "json csv txt html xlsx pdf"
#define SLOW     "xlsx pdf"

static const http_route ROUTES[] = {
    { "/", GET, DOCUMENT, false, SLOW, page_home,
      N_("What this is, world figures, the region on a map.") },
    { "/corridor", GET, NULL, false, NULL, page_corridor_choice,
      N_("Goes to the corridor of two places: from, to.") },
    { "/corridor/{origin}-{destination}", GET, DOCUMENT, false, SLOW, page_corridor,
      N_("Everything known about a corridor.") },
    { "/country/{country}", GET, DOCUMENT, false, SLOW, page_country,
      N_("A country as origin and as destination.") },
    { "/world", GET, DOCUMENT, false, SLOW, page_world,
      N_("The global estimates of every edition.") },
    { "/corridors", GET, DOCUMENT, false, SLOW, page_corridors,
      N_("Corridors by the number of people: from, to, year, sex, limit.") },
    { "/remittances", GET, NULL, false, NULL, page_remittances_choice,
      N_("Goes to the prices of a corridor: from, to, amount.") },
    { "/remittances/{sending}-{receiving}", GET, DOCUMENT, false, SLOW, page_remittances,
      N_("What it costs to send money: amount.") },
    { "/flows/compare/{origin}-{destination}", GET, DOCUMENT, false, SLOW, page_flows_compare,
      N_("Estimated moves of a corridor, all methods side by side: period, sex.") },
    { "/mechanisms", GET, DOCUMENT, false, SLOW, page_mechanisms,
      N_("Mechanisms of labour migration: country, origin, destination, type, status, sector, "
         "year, q.") },
    { "/mechanisms/gaps", GET, DOCUMENT, false, "html json csv txt xlsx pdf", page_gaps,
      N_("Corridors without a mechanism, or without use: min-stock, origin, destination, named, "
         "limit.") },
    { "/mechanisms/compare", GET, DOCUMENT, false, SLOW, page_mechanisms_compare,
      N_("Two mechanisms side by side: a, b.") },
    { "/mechanisms/use", GET, DOCUMENT, false, SLOW, page_mechanism_use,
      N_("Records of use: mechanism, measure.") },
    { "/mechanisms/agreements", GET, DOCUMENT, false, SLOW, page_agreements,
      N_("Agreements that datasets list: country, other, from, to, provision, q, page.") },
    { "/mechanisms/conventions", GET, DOCUMENT, false, SLOW, page_conventions,
      N_("Conventions and who has ratified them: country.") },
    { "/mechanisms/pairs", GET, "csv", true, NULL, data_mechanism_pairs,
      N_("For each pair of countries and year what was in force: origin, destination, year.") },
    { "/mechanisms/{mechanism}", GET, DOCUMENT, false, SLOW, page_mechanism,
      N_("A mechanism, or an agreement that a dataset lists: version, as-known.") },
    { "/mechanisms/{mechanism}/history", GET, DOCUMENT, false, SLOW, page_mechanism_history,
      N_("The versions of an entry, and what differs between two: from, to.") },
    { "/data", GET, DOCUMENT, false, SLOW, page_data, N_("Catalogue of measures and sources.") },
    { "/data/figures", GET, "csv json", true, NULL, data_figures,
      N_("Figures as a table: measure, origin, destination, year, sex, breakdown, source, latest, "
         "total, limit.") },
    { "/data/measures", GET, "json", false, NULL, data_measures,
      N_("Measures with units and definitions.") },
    { "/data/places", GET, "json", false, NULL, data_places,
      N_("Places with codes and names in both languages.") },
    { "/data/map", GET, "json", false, NULL, data_map,
      N_("The world as the maps draw it: outlines, and where places are.") },
    { "/figures", GET, DOCUMENT, false, SLOW, page_figures,
      N_("Figures as a page; see /data/figures.csv for all.") },
    { "/check", GET, DOCUMENT, false, SLOW, page_check, N_("Before you pay a recruiter.") },
    { "/library", GET, DOCUMENT, false, SLOW, page_publications,
      N_("Publications: q, topic, form, country, year, page.") },
    { "/library/institutions", GET, DOCUMENT, false, SLOW, page_institutions,
      N_("Institutions: country, verifies, complaints.") },
    { "/library/institutions/{institution}", GET, DOCUMENT, false, SLOW, page_institution,
      N_("An institution: version, as-known.") },
    { "/library/institutions/{institution}/history", GET, DOCUMENT, false, SLOW,
      page_institution_history,
      N_("The versions of an entry, and what differs between two: from, to.") },
    { "/library/feed", GET, "atom", false, NULL, page_publications_feed,
      N_("What is new in the library, as Atom.") },
    { "/library/{publication}", GET, DOCUMENT " bib ris", false, SLOW, page_publication,
      N_("A publication, also as a citation (.bib, .ris, .csl.json): version, as-known.") },
    { "/library/{publication}/history", GET, DOCUMENT, false, SLOW, page_publication_history,
      N_("The versions of an entry, and what differs between two: from, to.") },
    { "/network", GET, DOCUMENT, false, SLOW, page_network,
      N_("The network of regulators: as-of.") },
    { "/network/events", GET, DOCUMENT " ics", false, SLOW, page_network_events,
      N_("Events of the network, also as a calendar (.ics): country, theme.") },
    { "/network/{part}", GET, DOCUMENT, false, SLOW, page_network_part,
      N_("Members, themes, practices or actions: country, theme, sdg, overdue, as-of.") },
    { "/network/countries/{country}", GET, DOCUMENT, false, SLOW, page_network_country,
      N_("A country in the network of regulators: as-of.") },
    { "/network/{part}/{entry}", GET, DOCUMENT, false, SLOW, page_network_entry,
      N_("An entry of the network: version, as-known, as-of.") },
    { "/network/{part}/{entry}/history", GET, DOCUMENT, false, SLOW, page_network_history,
      N_("The versions of an entry, and what differs between two: from, to.") },
    { "/oai", GET | 1u << HTTP_POST, NULL, true, NULL, page_oai, NULL },
    { "/source/{figure}", GET, DOCUMENT, false, SLOW, page_source, N_("Where a figure is from.") },
    { "/sources", GET, DOCUMENT, false, SLOW, page_sources,
      N_("The sources, with licence and citation.") },
    { "/about", GET, DOCUMENT, false, SLOW, page_about, N_("Method, limits, privacy.") },
    { "/flows", GET, DOCUMENT, true, NULL, page_flows,
      N_("Moves of a period by a method: period, sex, method, circle; and if a census is short: "
         "place, short, census.") },
    { "/flows/methods", GET, DOCUMENT, false, SLOW, page_flow_methods,
      N_("The methods of flow estimation.") },
    { "/flows/own", GET | POST, NULL, false, NULL, page_flows_own,
      N_("Moves from two stock tables of your own.") },
    { "/search", GET, "json", false, NULL, page_search, N_("Places and corridors by name: q.") },
    { "/suggest", GET, "json", false, NULL, data_suggest, N_("Places whose names begin with q.") },
    { "/office", GET, NULL, true, NULL, office_desk, NULL },
    { "/office/sign-in", POST, NULL, true, NULL, office_sign_in, NULL },
    { "/office/sign-in/code", POST, NULL, true, NULL, office_second, NULL },
    { "/office/sign-out", POST, NULL, true, NULL, office_sign_out, NULL },
    { "/office/account", GET | POST, NULL, true, NULL, office_account, NULL },
    { "/office/log", GET, NULL, true, NULL, office_log_page, NULL },
    { "/office/staff", GET | POST, NULL, true, NULL, office_staff, NULL },
    { "/office/staff/{account}", GET | POST, NULL, true, NULL, office_staff_one, NULL },
    { "/office/{kind}", GET, NULL, true, NULL, office_list, NULL },
    { "/office/{kind}/new", GET | POST, NULL, true, NULL, office_new, NULL },
    { "/office/{kind}/{key}", GET | POST, NULL, true, NULL, office_entry, NULL },
    { "/office/{kind}/{key}/edit", GET | POST, NULL, true, NULL, office_edit, NULL },
    { "/office/{kind}/{key}/compare", GET, NULL, true, NULL, office_compare, NULL },
    { "/openapi", GET, "json", false, NULL, data_openapi, N_("This description.") },
    { "/assets/{asset}", GET, NULL, false, NULL, data_asset, NULL },
    { "/healthz", GET, NULL, false, NULL, data_health, NULL },
    { "/metrics", GET, NULL, false, NULL, data_metrics, NULL },
    { "/robots", GET, "txt", false, NULL, data_robots, NULL },
};

const http_route *http_routes(size_t *ret_count) {
    *ret_count = sizeof ROUTES / sizeof *ROUTES;
    return ROUTES;
}

/* The text of the next hole: up to the literal that follows it in the pattern, or to the end of
 * the segment. */
static bool take_hole(const char **pattern, cor_str *path, cor_str *ret_part) {
    const char *close = strchr(*pattern, '}');
    char until = close[1];
    size_t length = 0;

    while (length < path->length && path->at[length] != '/' &&
           (path->at[length] != until || until == 0))
        length++;

    if (length == 0) return false;
    *ret_part = cor_str_part(*path, 0, length);
    *path = cor_str_part(*path, length, path->length);
    *pattern = close + 1;

    return true;
}

static bool matches(const char *pattern, cor_str path, cor_str parts[2]) {
    int hole = 0;
    while (*pattern) {
        if (*pattern == '{') {
            if (!take_hole(&pattern, &path, &parts[hole++])) return false;
        } else {
            if (!path.length || path.at[0] != *pattern) return false;
            pattern++;
            path = cor_str_part(path, 1, path.length);
        }
    }

    return path.length == 0;
}

const http_route *http_route_find(cor_str path, cor_str *ret_part, cor_str *ret_part2) {
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        cor_str parts[2] = { { 0 } };
        if (!matches(ROUTES[i].path, path, parts)) continue;
        *ret_part = parts[0];
        *ret_part2 = parts[1];
        return &ROUTES[i];
    }
    return NULL;
}
