/* SPDX-License-Identifier: Apache-2.0 */
/* seal_watch.c: the tables under the seal, and the temporary triggers with which a connection that
 * writes keeps the seal.
 *
 * A trigger renews the digest of a row only when the row before was as sealed. A row that somebody
 * else changed therefore stays apart from its digest, whatever this program writes to it later. */
#include <stdio.h>

#include "seal.h"

bool seal_is_free(cor_str table) {
    // Figures and series are counted and hashed by their load, whose row is protected: a digest for
    // each would slow down loads. Behind an index of words the contents are protected; the index
    // itself is made anew with every merge.
    static const char *const FREE[] = { "figure", "series", "seal", "seal_row" };
    static const char *const FREE_ENDINGS[] = { "_data", "_idx", "_docsize", "_config" };
    for (size_t i = 0; i < sizeof FREE / sizeof *FREE; i++)
        if (cor_str_is(table, FREE[i])) return true;
    for (size_t i = 0; i < sizeof FREE_ENDINGS / sizeof *FREE_ENDINGS; i++)
        if (cor_str_ends(table, cor_str_of(FREE_ENDINGS[i]))) return true;
    return cor_str_starts(table, COR_STR("sqlite_"));
}

static cor_code read_columns(cor_store *store, seal_table *table, cor_error *err) {
    sqlite3_stmt *rows = NULL;
    int result = sqlite3_prepare_v2(
        store->raw, "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", -1, &rows, NULL);
    if (result == SQLITE_OK) sqlite3_bind_text(rows, 1, table->name, -1, SQLITE_STATIC);

    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(rows);
        if (result != SQLITE_ROW || table->column_count == SEAL_COLUMNS_MAX) break;
        snprintf(table->columns[table->column_count].name, sizeof table->columns[0].name, "%s",
                 (const char *)sqlite3_column_text(rows, 0));
        table->columns[table->column_count++].key = sqlite3_column_int(rows, 1);
    }

    cor_code code =
        result == SQLITE_DONE || result == SQLITE_ROW ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(rows);

    return code;
}

/* Rows that people know by a name are named by it, also once they are gone. */
static void use_names_as_key(seal_table *table) {
    static const struct {
        const char *table, *columns[2];
    } NAMED[] = { { "staff", { "name" } },
                  { "source", { "key" } },
                  { "registry_entry", { "kind", "key" } } };
    for (size_t n = 0; n < sizeof NAMED / sizeof *NAMED; n++) {
        if (strcmp(table->name, NAMED[n].table) != 0) continue;
        for (int i = 0; i < table->column_count; i++) {
            table->columns[i].key = 0;
            for (int k = 0; k < 2; k++)
                if (NAMED[n].columns[k] && !strcmp(table->columns[i].name, NAMED[n].columns[k]))
                    table->columns[i].key = k + 1;
        }
    }
}

/* A table of somebody else, or without a primary key, is none of this program. */
static bool is_protected(const seal_table *table) {
    if (seal_is_free(cor_str_of(table->name))) return false;
    for (int i = 0; i < table->column_count; i++)
        if (table->columns[i].key) return true;
    return false;
}

cor_code seal_tables(cor_store *store, cor_arena *keep, seal_table **ret_tables, int *ret_count,
                     cor_error *err) {
    enum { TABLES_MAX = 64 };
    sqlite3_stmt *rows = NULL;
    seal_table *tables = cor_new(keep, seal_table, TABLES_MAX);
    int count = 0;
    if (!tables) return cor_fail_memory(err);
    int result = sqlite3_prepare_v2(store->raw,
                                    "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
                                    "AND name NOT LIKE '%\"%' AND name NOT LIKE '%''%' "
                                    "AND length(name) < 60 ORDER BY name",
                                    -1, &rows, NULL);
    cor_code code = COR_OK;

    while (!code && (result == SQLITE_OK || result == SQLITE_ROW)) {
        result = sqlite3_step(rows);
        if (result != SQLITE_ROW || count == TABLES_MAX) break;
        tables[count] = (seal_table){ 0 };
        snprintf(tables[count].name, sizeof tables->name, "%s",
                 (const char *)sqlite3_column_text(rows, 0));
        code = read_columns(store, &tables[count], err);
        use_names_as_key(&tables[count]);
        count += !code && is_protected(&tables[count]);
    }

    if (!code && result != SQLITE_DONE && result != SQLITE_ROW)
        code = store_fail(store, result, err);
    sqlite3_finalize(rows);
    if (code) return code;
    *ret_tables = tables;
    *ret_count = count;

    return COR_OK;
}

static void put_column(cor_out *out, const char *prefix, const char *name) {
    cor_put_c(out, prefix);
    cor_put_c(out, "\"");
    for (; *name; name++)
        cor_put_c(out, *name == '"' ? "\"\"" : (char[]){ *name, 0 });
    cor_put_c(out, "\"");
}

void seal_put_key(const seal_table *table, const char *prefix, cor_out *out) {
    const char *between = "";
    for (int key = 1; key <= table->column_count; key++)
        for (int i = 0; i < table->column_count; i++) {
            if (table->columns[i].key != key) continue;
            cor_put_c(out, between);
            cor_put_c(out, "quote(");
            put_column(out, prefix, table->columns[i].name);
            cor_put_c(out, ")");
            between = " || ',' || ";
        }
}

void seal_put_digest(const seal_table *table, const char *prefix, cor_out *out) {
    cor_put_c(out, "corredor_seal_row('");
    cor_put_c(out, table->name);
    cor_put_c(out, "'");
    for (int i = 0; i < table->column_count; i++) {
        cor_put_c(out, ", ");
        put_column(out, prefix, table->columns[i].name);
    }
    cor_put_c(out, ")");
}

/* ---- triggers ------------------------------------------------------------ */

/* The sealed row that stands for the row before. */
static void put_where_old(const seal_table *table, cor_out *out) {
    cor_put_c(out, " WHERE part = '");
    cor_put_c(out, table->name);
    cor_put_c(out, "' AND row = ");
    seal_put_key(table, "old.", out);
    cor_put_c(out, " AND digest = ");
    seal_put_digest(table, "old.", out);
    cor_put_c(out, "; END;\n");
}

static void put_trigger_head(const seal_table *table, const char *event, cor_out *out) {
    cor_put_c(out, "CREATE TEMP TRIGGER \"seal_");
    cor_put_c(out, table->name);
    cor_put_c(out, "_");
    cor_put_c(out, event);
    cor_put_c(out, "\" AFTER ");
    cor_put_c(out, event);
    cor_put_c(out, " ON main.\"");
    cor_put_c(out, table->name);
    cor_put_c(out, "\" BEGIN ");
}

static void put_triggers(const seal_table *table, cor_out *out) {
    put_trigger_head(table, "INSERT", out);
    cor_put_c(out, "INSERT INTO seal_row (part, row, digest) VALUES ('");
    cor_put_c(out, table->name);
    cor_put_c(out, "', ");
    seal_put_key(table, "new.", out);
    cor_put_c(out, ", ");
    seal_put_digest(table, "new.", out);
    cor_put_c(out, ") ON CONFLICT DO NOTHING; END;\n");

    put_trigger_head(table, "UPDATE", out);
    cor_put_c(out, "UPDATE seal_row SET row = ");
    seal_put_key(table, "new.", out);
    cor_put_c(out, ", digest = ");
    seal_put_digest(table, "new.", out);
    put_where_old(table, out);

    put_trigger_head(table, "DELETE", out);
    cor_put_c(out, "DELETE FROM seal_row");
    put_where_old(table, out);
}

static const char STATE_TRIGGERS[] =
    "CREATE TEMP TRIGGER seal_row_put AFTER INSERT ON main.seal_row BEGIN"
    " UPDATE seal SET state = corredor_seal_move(state, NULL, new.digest); END;"
    "CREATE TEMP TRIGGER seal_row_changed AFTER UPDATE ON main.seal_row BEGIN"
    " UPDATE seal SET state = corredor_seal_move(state, old.digest, new.digest); END;"
    "CREATE TEMP TRIGGER seal_row_gone AFTER DELETE ON main.seal_row BEGIN"
    " UPDATE seal SET state = corredor_seal_move(state, old.digest, NULL); END;";

cor_code seal_watch(cor_store *store, cor_error *err) {
    cor_stretch stretch;
    seal_table *tables;
    int count = 0;
    if (!cor_stretch_open(2 << 20, &stretch)) return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_code code = seal_tables(store, &arena, &tables, &count, err);
    cor_out sql = cor_out_memory(&arena);
    for (int i = 0; i < count && !code; i++)
        put_triggers(&tables[i], &sql);
    cor_put_c(&sql, STATE_TRIGGERS);
    cor_put_char(&sql, 0);
    if (!code && sql.failed) code = cor_fail_memory(err);
    if (!code) code = store_execute(store, cor_out_str(&sql).at, err);
    cor_stretch_close(&stretch);

    return code;
}
