/* SPDX-License-Identifier: Apache-2.0 */
/* dossier.h: collects everything about a corridor, a country or the world in one document. Computes
 * shares and ranks, and states gaps; never uses a neighbour's figure instead. */
#ifndef CORREDOR_DOSSIER_DOSSIER_H
#define CORREDOR_DOSSIER_DOSSIER_H

#include "document/document.h"
#include "flow_runs/flow_runs.h"
#include "registry/registry.h"

typedef struct {
    cor_figures *figures;
    const cor_registry_memory *registries; // as of the same day; NULL: blocks state the gap
    cor_registry *registry;          // for searches and history; NULL: pages that need it say so
    cor_flow_runs_memory *flow_runs; // tables of the flow laboratory, shared; NULL: read for each
                                     // page
    int64_t as_known_s;              // 0: now
    // The question that the page answers, for its form; NULL: the page has none.
    const struct cor_parameter *parameters;
    const void *asked;
} cor_dossier;

/* Each makes one document in `keep`. COR_E_DOMAIN: not a country or territory of today, or the same
 * place twice. COR_E_STORE, COR_E_MEMORY. */
COR_CHECKED
cor_code cor_dossier_corridor(const cor_dossier *dossier, cor_country origin,
                              cor_country destination, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code cor_dossier_country(const cor_dossier *dossier, cor_country country, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code cor_dossier_world(const cor_dossier *dossier, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err);
/* The ranking of corridors; either list may be empty (any). `year` 0: the latest. */
typedef struct {
    const cor_country *origins, *destinations;
    int32_t origin_count, destination_count;
    int32_t year;
    cor_str sex;   // "", "F", "M"
    int32_t limit; // 0: 50
} cor_ranking;
COR_CHECKED
cor_code cor_dossier_corridors(const cor_dossier *dossier, const cor_ranking *ranking,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* Two to four corridors side by side; none: the form that asks for them. `address` is that of the
 * page. COR_E_USAGE: too few, too many, or one of them twice. */
struct cor_pair;
enum { COR_COMPARED_MAX = 4 };
COR_CHECKED
cor_code cor_dossier_compare(const cor_dossier *dossier, const struct cor_pair *pairs,
                             int32_t count, cor_str address, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
/* Figures as a table, one row each, columns as in the import layout `table`. */
COR_CHECKED
cor_code cor_dossier_figures(const cor_dossier *dossier, const cor_filter *filter, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
/* The lineage of a figure. COR_E_NONE for an unknown id. */
COR_CHECKED
cor_code cor_dossier_source(const cor_dossier *dossier, int64_t figure_id, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code cor_dossier_sources(const cor_dossier *dossier, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
/* Remittances of a corridor from the migrants' point of view: `sending` is where they work. */
COR_CHECKED
cor_code cor_dossier_remittances(const cor_dossier *dossier, cor_country sending,
                                 cor_country receiving, double amount_usd, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err);
/* All methods of flow estimation for one corridor, from stored runs. Intervals are the stored ones;
 * with doubt.replicate_count they are computed anew from the stocks, which takes seconds.
 * COR_E_NONE: no such period. */
typedef struct {
    cor_interval period; // zero: all
    cor_str sex;         // "", "F", "M"
    cor_flows_doubt doubt;
    cor_stock_quality quality;
} cor_flows_comparison;
COR_CHECKED
cor_code cor_dossier_flows_compare(const cor_dossier *dossier, cor_country origin,
                                   cor_country destination, const cor_flows_comparison *wish,
                                   cor_arena *keep, cor_arena scratch,
                                   const cor_document **ret_document, cor_error *err);
/* Problems of the database, and findings about tables that somebody gave, which contradict
 * themselves in a database that is sound. */
typedef struct {
    int64_t problems, findings;
} cor_check_count;
COR_CHECKED
cor_code cor_dossier_check(const cor_dossier *dossier, bool with_replay, cor_arena *keep,
                           cor_arena scratch, cor_check_count *ret_count,
                           const cor_document **ret_document, cor_error *err);

/* ---- mechanisms: see mechanisms.h ---------------------------------------- */

/* The instruments wanted; empty, none or 0 does not limit. Type, state and sector are codes
 * (cor_registry_code_choose). */
typedef struct {
    cor_str type, status, sector;
    cor_country country;             // a party, or an end of a corridor that it names
    cor_country origin, destination; // instruments that concern this corridor, or any from or to
    int32_t year;                    // an event of the instrument falls in this year
    cor_str words;                   // words in its texts
} cor_mechanism_filter;
/* The list, with choices to narrow it and their counts. */
COR_CHECKED
cor_code cor_dossier_mechanisms(const cor_dossier *dossier, const cor_mechanism_filter *filter,
                                cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* One instrument. COR_E_NONE with the nearest key. */
COR_CHECKED
cor_code cor_dossier_mechanism(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err);
/* Two side by side. With an empty key the page asks for one. */
COR_CHECKED
cor_code cor_dossier_mechanisms_compare(const cor_dossier *dossier, cor_str a, cor_str b,
                                        cor_arena *keep, const cor_document **ret_document,
                                        cor_error *err);
/* Records of use: of one instrument or, with an empty key, of all; of one measure or of each. */
COR_CHECKED
cor_code cor_dossier_mechanism_use(const cor_dossier *dossier, cor_str key, cor_str measure,
                                   cor_arena *keep, const cor_document **ret_document,
                                   cor_error *err);
typedef struct {
    double stock_least_persons;      // 0: 50,000
    bool only_named;                 // schemes open to every country do not count
    cor_country origin, destination; // none: any
    int32_t limit;                   // of each table; 0: 100
} cor_gaps;
/* Corridors ranked by people: without an instrument in force, in force but without recorded use,
 * and use compared with people. */
COR_CHECKED
cor_code cor_dossier_gaps(const cor_dossier *dossier, const cor_gaps *gaps, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err);
typedef struct {
    cor_country country, other; // parties
    int32_t year_first, year_last;
    cor_str provision; // code
    cor_str words;     // in the title
    int32_t page;      // from 1; 0: the first
    int32_t per_page;  // 0: 100
} cor_agreement_filter;
COR_CHECKED
cor_code cor_dossier_agreements(const cor_dossier *dossier, const cor_agreement_filter *filter,
                                cor_arena *keep, const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code cor_dossier_agreement(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err);
/* Ratifications of conventions, as far as known. */
COR_CHECKED
cor_code cor_dossier_ratifications(const cor_dossier *dossier, cor_country country, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err);

/* ---- library ------------------------------------------------------------- */

/* The publications wanted; empty, none or 0 does not limit. Topic and form are codes. */
typedef struct {
    cor_str words; // words in its texts, or their synonyms
    cor_str topic, form, year;
    cor_country country;
    cor_lang lang; // language of the passages shown
    int32_t page;  // from 1; 0: the first
    bool as_table; // all of them as a table: for files
} cor_publication_filter;
/* The library: a search, choices to narrow the list, the newest first. */
COR_CHECKED
cor_code cor_dossier_publications(const cor_dossier *dossier, const cor_publication_filter *filter,
                                  cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err);
/* One publication in every language it has, with its citation. COR_E_NONE with the nearest key. */
COR_CHECKED
cor_code cor_dossier_publication(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err);
typedef struct {
    cor_country country;
    bool verifies, complaints; // offers checks of recruiters; takes complaints
} cor_institution_filter;
COR_CHECKED
cor_code cor_dossier_institutions(const cor_dossier *dossier, const cor_institution_filter *filter,
                                  cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err);
COR_CHECKED
cor_code cor_dossier_institution(const cor_dossier *dossier, cor_str key, cor_arena *keep,
                                 const cor_document **ret_document, cor_error *err);

/* For workers: whom to ask in a country, what may be charged, where to complain; no country: the
 * choice of one. Not a check of a recruiter: no register is held. */
COR_CHECKED
cor_code cor_dossier_recruiters_check(const cor_dossier *dossier, cor_country country,
                                      cor_arena *keep, const cor_document **ret_document,
                                      cor_error *err);

/* ---- network of regulators ----------------------------------------------- */

typedef enum {
    COR_NETWORK_MEMBERS,
    COR_NETWORK_THEMES,
    COR_NETWORK_PRACTICES,
    COR_NETWORK_EVENTS,
    COR_NETWORK_ACTIONS,
    COR_NETWORK_PART_COUNT
} cor_network_part;
/* The entries wanted; empty does not limit. */
typedef struct {
    cor_str theme; // key
    cor_country country;
    cor_str sdg;    // actions: code of a target
    bool overdue;   // actions: overdue ones only
    cor_date as_of; // the day on which "overdue" is judged
} cor_network_filter;
/* The network by theme and by country, with overdue actions. */
COR_CHECKED
cor_code cor_dossier_network(const cor_dossier *dossier, cor_date as_of, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
/* "members", "actions": the part with this name in addresses and commands; false for an unknown
 * name. */
bool cor_network_part_find(cor_str name, cor_network_part *ret_part);
COR_CHECKED
cor_code cor_dossier_network_part(const cor_dossier *dossier, cor_network_part part,
                                  const cor_network_filter *filter, cor_arena *keep,
                                  const cor_document **ret_document, cor_error *err);
COR_CHECKED
cor_code cor_dossier_network_theme(const cor_dossier *dossier, cor_str key, cor_date as_of,
                                   cor_arena *keep, const cor_document **ret_document,
                                   cor_error *err);
COR_CHECKED
cor_code cor_dossier_network_country(const cor_dossier *dossier, cor_country country,
                                     cor_date as_of, cor_arena *keep,
                                     const cor_document **ret_document, cor_error *err);
/* A member, practice, event or action. */
COR_CHECKED
cor_code cor_dossier_network_entry(const cor_dossier *dossier, const cor_registry_kind *kind,
                                   cor_str key, cor_date as_of, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err);

/* ---- entries of any registry --------------------------------------------- */

/* Published entries of a kind as a table of keys and titles. */
COR_CHECKED
cor_code cor_dossier_entries(const cor_dossier *dossier, const cor_registry_kind *kind,
                             cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* One version of an entry, field by field, with sources. Versions that were never published do not
 * appear here and below, unless `drafts`. */
COR_CHECKED
cor_code cor_dossier_entry(const cor_dossier *dossier, const cor_registry_kind *kind, cor_str key,
                           const cor_registry_view *view, bool drafts, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err);
/* Its versions: date, author, reason. */
COR_CHECKED
cor_code cor_dossier_entry_history(const cor_dossier *dossier, const cor_registry_kind *kind,
                                   cor_str key, bool drafts, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err);
/* The differences between two of its versions; 0: the newest published one, and the one before
 * it. */
COR_CHECKED
cor_code cor_dossier_entry_diff(const cor_dossier *dossier, const cor_registry_kind *kind,
                                cor_str key, int32_t before, int32_t after, bool drafts,
                                cor_arena *keep, const cor_document **ret_document, cor_error *err);

/* ---- the flow laboratory ------------------------------------------------- */

typedef enum {
    COR_FLOW_CIRCLE_REGIONS,
    COR_FLOW_CIRCLE_MEMBERS,
    COR_FLOW_CIRCLE_LARGEST
} cor_flow_circle;
typedef enum {
    COR_FLOW_CENSUS_LATER,
    COR_FLOW_CENSUS_EARLIER,
    COR_FLOW_CENSUS_BOTH
} cor_flow_census;

/* The question to the laboratory. Zero in every member is the default. */
typedef struct {
    cor_interval period;            // the newest
    cor_str sex;                    // "", "F", "M"
    const cor_flows_method *method; // da-pb-closed
    cor_flow_circle circle;
    // What if the census of a place missed this percentage of its foreign-born? Negative: counted
    // too many.
    cor_country place; // none: not asked
    double short_percent;
    cor_flow_census census;
} cor_flow_choice;

/* Moves of a period by a method, as circle, map and tables, with the changes to the tables and the
 * method's assumption; and the corridors of a place whose census is incomplete. */
COR_CHECKED
cor_code cor_dossier_flows(const cor_dossier *dossier, const cor_flow_choice *choice,
                           cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* "2015-2020": a period in an address. */
cor_str cor_flow_period_word(cor_interval period, cor_arena *keep);
/* Stored estimates beside reported moves (measure flow_reported): agreement by method and period.
 * COR_E_NONE: no estimate has the period. */
typedef struct {
    cor_interval period; // zero: all
    cor_str sex;         // "", "F", "M"
} cor_flow_validation;
COR_CHECKED
cor_code cor_dossier_flow_validation(const cor_dossier *dossier, const cor_flow_validation *choice,
                                     cor_arena *keep, cor_arena scratch,
                                     const cor_document **ret_document, cor_error *err);
/* The methods, with the assumption of each and when not to use it: the table of
 * src/engines/flows/methods.c. */
COR_CHECKED
cor_code cor_dossier_flow_methods(cor_arena *keep, const cor_document **ret_document,
                                  cor_error *err);
/* The form for own tables, with the problem of the tables received unless NULL. method NULL: the
 * default. */
COR_CHECKED
cor_code cor_dossier_flows_form(const cor_flows_method *method, const cor_error *problem,
                                cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* Moves estimated from own tables. Needs no database. */
COR_CHECKED
cor_code cor_dossier_flows_own(const cor_flows_input *input, const cor_flows *flows,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err);

/* ---- pages of the browser alone ------------------------------------------ */

/* Home: search, the entrance for workers, corridors of the region or of the world, the four
 * destinations, the world figures of every edition, the newest sources. Parts without figures are
 * left out. COR_E_NONE, with the years there are: the stock has no such year. */
typedef enum { COR_HOME_REGION, COR_HOME_WORLD, COR_HOME_TABLE, COR_HOME_VIEWS } cor_home_view;
typedef struct {
    int32_t year; // 0: each corridor from the newest edition that names it
    cor_str sex;  // "", "F", "M"
    int32_t view; // cor_home_view
} cor_home;
COR_CHECKED
cor_code cor_dossier_home(const cor_dossier *dossier, const cor_home *home, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err);
/* The catalogue: measures and editions, with downloads. */
COR_CHECKED
cor_code cor_dossier_data(const cor_dossier *dossier, cor_arena *keep,
                          const cor_document **ret_document, cor_error *err);
/* Method, limits, privacy. */
COR_CHECKED
cor_code cor_dossier_about(const cor_dossier *dossier, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err);

#endif
