/* dossier.h: joins everything about a corridor, a country or the world into one document. Computes shares and ranks,
 * says what is missing; never borrows a neighbour's figure. */
#ifndef CORREDOR_DOSSIER_H
#define CORREDOR_DOSSIER_H

#include "document.h"
#include "registry.h"

typedef struct {
    cor_figures *figures;
    const cor_registry_memory *registries; // as of the same day; NULL: blocks say what is missing
    cor_registry *registry;                // for searching and for history; NULL: pages that need it say so
    int64_t as_known_s;                    // 0: now
} cor_dossier;

/* Each makes one document in `keep`. COR_E_DOMAIN: not a country or territory of today, or the same place twice.
 * COR_E_STORE, COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_dossier_corridor(const cor_dossier *dossier, cor_country origin, cor_country destination, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err);
COR_API COR_CHECKED
cor_code cor_dossier_country(const cor_dossier *dossier, cor_country country, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
COR_API COR_CHECKED
cor_code cor_dossier_world(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                           cor_error *err);
/* The ranking of corridors; either list may be empty (any). `year` 0: the latest. */
typedef struct {
    const cor_country *origins, *destinations;
    int32_t origin_count, destination_count;
    int32_t year;
    cor_str sex;   // "", "F", "M"
    int32_t limit; // 0: 50
} cor_ranking;
COR_API COR_CHECKED
cor_code cor_dossier_corridors(const cor_dossier *dossier, const cor_ranking *ranking, cor_arena *keep,
                               const cor_document **ret_document, cor_error *err);
/* Figures as a table, one row each, columns as in the import layout `table`. */
COR_API COR_CHECKED
cor_code cor_dossier_figures(const cor_dossier *dossier, const cor_filter *filter, cor_arena *keep,
                             const cor_document **ret_document, cor_error *err);
/* Where a figure is from. COR_E_NONE when there is none with this id. */
COR_API COR_CHECKED
cor_code cor_dossier_source(const cor_dossier *dossier, int64_t figure_id, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err);
COR_API COR_CHECKED
cor_code cor_dossier_sources(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                             cor_error *err);
/* Remittances of a corridor as migrants see it: `sending` is where they work. */
COR_API COR_CHECKED
cor_code cor_dossier_remittances(const cor_dossier *dossier, cor_country sending, cor_country receiving,
                                 double amount_usd, cor_arena *keep, const cor_document **ret_document, cor_error *err);
COR_API COR_CHECKED
cor_code cor_dossier_check(const cor_dossier *dossier, cor_arena *keep, bool *ret_sound,
                           const cor_document **ret_document, cor_error *err);

/* ---- pages of the browser alone --------------------------------------------------------------------------------- */

/* Home: search, the way in for workers, the region on a map, the four destinations, the world figures of every edition,
 * the newest sources. Parts without figures are left out. */
COR_API COR_CHECKED
cor_code cor_dossier_home(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                          cor_error *err);
/* The catalogue: measures and editions, with downloads. */
COR_API COR_CHECKED
cor_code cor_dossier_data(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                          cor_error *err);
/* Method, limits, privacy. */
COR_API COR_CHECKED
cor_code cor_dossier_about(const cor_dossier *dossier, cor_arena *keep, const cor_document **ret_document,
                           cor_error *err);

#endif
