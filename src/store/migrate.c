/* SPDX-License-Identifier: Apache-2.0 */
/* migrate.c: checks whose database it is and of which version. Only whoever may make a database also
 * brings an older one to our version: the seal takes over what stands in it, which somebody must have
 * asked for. See docs/decisions/0031-only-init-upgrades.md. */
#include <stdio.h>
#include <time.h>

#include "seal.h"

cor_code store_check_version(const cor_store *store, int64_t version, cor_error *err) {
    int64_t newest = cor_migration_count_sqlite;
    cor_arg path = cor_arg_str(store->name);

    if (version > newest) {
        cor_fail(err, COR_E_VERSION,
                 _("The database {path} was made by a newer version of corredor (its version is "
                   "{version}, this program knows {newest})."),
                 path, cor_arg_plain(version), cor_arg_plain(newest));
        return cor_hint(err, _("Install the newer version, or use another database."));
    }

    if (version < newest && store->mode != COR_STORE_CREATE) {
        cor_fail(err, COR_E_VERSION,
                 _("The database {path} was made by an older version of corredor."), path);
        return cor_hint(err,
                        _("Run “corredor check” of that version first, then “corredor init” of "
                          "this one: it upgrades the database, and the seal takes over what "
                          "stands in it."));
    }

    return COR_OK;
}

cor_code store_identify(cor_store *store, bool *ret_empty, int64_t *ret_version, cor_error *err) {
    int64_t application, objects;
    cor_code code = store_pragma(store, "PRAGMA application_id", &application, err);
    if (!code) code = store_pragma(store, "PRAGMA user_version", ret_version, err);
    if (!code) code = store_pragma(store, "SELECT count(*) FROM sqlite_schema", &objects, err);
    if (code) return code;
    *ret_empty = application == 0 && *ret_version == 0 && objects == 0;
    return *ret_empty || application == STORE_APPLICATION_ID
               ? COR_OK
               : store_fail(store, SQLITE_NOTADB, err);
}

static cor_code run_migrations(cor_store *store, int64_t version, cor_error *err) {
    char stamp[96];
    for (int i = (int)version; i < cor_migration_count_sqlite; i++) {
        const cor_migration *migration = &cor_migrations_sqlite[i];
        cor_code code = store_execute(store, migration->text, err);
        if (code)
            return cor_within(err, _("migration {number} of the database"),
                              cor_arg_plain(migration->number));
    }

    snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             STORE_APPLICATION_ID, cor_migration_count_sqlite);
    return store_execute(store, stamp, err);
}

/* Two programs may open a new database at the same time, so the decision is made again under the
 * lock. */
static cor_code migrate_locked(cor_store *store, cor_error *err) {
    bool empty;
    int64_t version;
    cor_code code = store_identify(store, &empty, &version, err);
    if (!code) code = store_check_version(store, version, err);
    if (code || version == cor_migration_count_sqlite) return code;
    code = run_migrations(store, version, err);
    if (code) return code;
    store->upgraded_from = empty ? 0 : version;
    store_key_meet(store);
    return seal_take_over(store, empty ? SEAL_SINCE_MADE : (int64_t)time(NULL), err);
}

cor_code store_migrate(cor_store *store, cor_error *err) {
    bool empty;
    int64_t version;
    cor_code code = store_identify(store, &empty, &version, err);
    if (code) return code;

    if (empty && store->mode != COR_STORE_CREATE) {
        cor_fail(err, COR_E_MISSING, _("The database {path} is empty."), cor_arg_str(store->name));
        return cor_hint(err, _("Run “corredor init” to make it."));
    }

    code = store_check_version(store, version, err);
    if (code || version == cor_migration_count_sqlite) return code;
    code = cor_store_begin(store, err);
    if (code) return code;

    code = migrate_locked(store, err);
    if (!code) return cor_store_commit(store, err);
    cor_store_rollback(store);

    return code;
}
