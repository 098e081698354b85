/* SPDX-License-Identifier: Apache-2.0 */
/* database.c: opens a database for those who link the library, and makes documents from it. */
#include "corredor/database.h"

#include <stdlib.h>

#include "dossier/dossier.h"
#include "kinds/kinds.h"

struct cor_database {
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;
    cor_registry_memory *entries; // as of `as_known_s`; NULL: not read yet
    int64_t as_known_s;
};

static cor_code open_all(cor_database *database, cor_str path, cor_error *err) {
    cor_code code = cor_store_open(path, COR_STORE_READ, &database->store, err);
    if (!code) code = cor_figures_open(database->store, &database->figures, err);
    if (!code) code = cor_registry_open(database->store, &cor_kinds, &database->registry, err);
    return code;
}

cor_code cor_database_open(cor_str path, cor_database **ret_database, cor_error *err) {
    cor_database *database = calloc(1, sizeof *database);
    if (!database) return cor_fail_memory(err);

    cor_code code = open_all(database, path, err);
    if (code)
        cor_database_close(database);
    else
        *ret_database = database;

    return code;
}

void cor_database_close(cor_database *database) {
    if (!database) return;
    cor_registry_memory_close(database->entries);
    cor_registry_close(database->registry);
    cor_figures_close(database->figures);
    cor_store_close(database->store);
    free(database);
}

static void forget_entries(cor_database *database) {
    cor_registry_memory_close(database->entries);
    database->entries = NULL;
}

void cor_database_as_known(cor_database *database, int64_t as_known_s) {
    if (as_known_s != database->as_known_s) forget_entries(database);
    database->as_known_s = as_known_s;
}

cor_figures *cor_database_figures(cor_database *database) {
    return database->figures;
}

/* ---- documents ----------------------------------------------------------- */

static cor_code read_entries(cor_database *database, cor_error *err) {
    bool is_current = false;
    cor_code code = COR_OK;
    if (database->entries)
        code =
            cor_registry_memory_is_current(database->entries, database->registry, &is_current, err);
    if (code || is_current) return code;

    forget_entries(database);
    return cor_registry_memory_open(database->registry, database->as_known_s, &database->entries,
                                    err);
}

/* One state of the file for as long as a document is being made. */
typedef struct {
    cor_dossier dossier;
    cor_store *store;
    bool has_snapshot;
} making;

static cor_code begin_making(cor_database *database, making *made, cor_error *err) {
    *made = (making){ .store = database->store };
    cor_code code = cor_store_snapshot(database->store, &made->has_snapshot, err);
    if (!code) code = read_entries(database, err);
    if (code) return code;

    made->dossier = (cor_dossier){ .figures = database->figures,
                                   .registry = database->registry,
                                   .registries = database->entries,
                                   .as_known_s = database->as_known_s };
    return COR_OK;
}

static void end_making(const making *made) {
    if (made->has_snapshot) cor_store_snapshot_end(made->store);
}

cor_code cor_database_corridor(cor_database *database, cor_country origin, cor_country destination,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code)
        code = cor_dossier_corridor(&made.dossier, origin, destination, keep, ret_document, err);
    end_making(&made);
    return code;
}

cor_code cor_database_country(cor_database *database, cor_country country, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code) code = cor_dossier_country(&made.dossier, country, keep, ret_document, err);
    end_making(&made);
    return code;
}

cor_code cor_database_world(cor_database *database, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code) code = cor_dossier_world(&made.dossier, keep, ret_document, err);
    end_making(&made);
    return code;
}
