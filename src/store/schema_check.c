/* SPDX-License-Identifier: Apache-2.0 */
/* schema_check.c: compares the schema of the database with the one that the migrations of this
 * program make in an empty database. */
#include "store_check.h"

enum { OBJECTS_MAX = 512, SCHEMA_BYTES = 4 << 20 };

typedef struct {
    cor_str kind, name, sql; // sql: blanks collapsed, without quotation marks
} schema_object;

typedef struct {
    schema_object *items;
    int count;
} schema_list;

/* Migrations are written with blanks in one version and without in another, and SQLite quotes names
 * of tables that were renamed; neither changes what they mean. */
static cor_str plain_sql(cor_str sql, cor_arena *keep) {
    char *room = cor_new(keep, char, sql.length + 1);
    size_t length = 0;
    if (!room) return (cor_str){ 0 };

    for (size_t i = 0; i < sql.length; i++) {
        char byte = sql.at[i];
        bool is_blank = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
        if (byte == '"') continue;
        if (!is_blank)
            room[length++] = byte;
        else if (length && room[length - 1] != ' ')
            room[length++] = ' ';
    }

    return (cor_str){ room, length };
}

static cor_str kept_column(sqlite3_stmt *rows, int column, cor_arena *keep) {
    const char *at = (const char *)sqlite3_column_text(rows, column);
    return cor_str_keep(keep, cor_str_of(at ? at : ""));
}

static cor_code read_schema(const cor_store *store, sqlite3 *raw, cor_arena *keep,
                            schema_list *ret_list, cor_error *err) {
    sqlite3_stmt *rows = NULL;
    *ret_list = (schema_list){ .items = cor_new(keep, schema_object, OBJECTS_MAX) };
    if (!ret_list->items) return cor_fail_memory(err);
    int result = sqlite3_prepare_v2(raw,
                                    "SELECT type, name, sql FROM main.sqlite_schema"
                                    " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                    " ORDER BY type, name",
                                    -1, &rows, NULL);

    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(rows);
        if (result != SQLITE_ROW || ret_list->count == OBJECTS_MAX) break;
        schema_object *object = &ret_list->items[ret_list->count++];
        object->kind = kept_column(rows, 0, keep);
        object->name = kept_column(rows, 1, keep);
        cor_str sql = kept_column(rows, 2, keep);
        object->sql = sql.at ? plain_sql(sql, keep) : sql;
        if (!object->kind.at || !object->name.at || !object->sql.at) break;
    }

    bool is_read = result == SQLITE_DONE || ret_list->count == OBJECTS_MAX;
    cor_code code = is_read                ? COR_OK
                    : result == SQLITE_ROW ? cor_fail_memory(err)
                                           : store_fail(store, result, err);
    sqlite3_finalize(rows);

    return code;
}

static cor_code expected_schema(const cor_store *store, cor_arena *keep, schema_list *ret_list,
                                cor_error *err) {
    sqlite3 *raw = NULL;
    int result = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE, NULL);
    for (int i = 0; i < cor_migration_count_sqlite && result == SQLITE_OK; i++)
        result = sqlite3_exec(raw, cor_migrations_sqlite[i].text, NULL, NULL, NULL);
    cor_code code = result == SQLITE_OK ? read_schema(store, raw, keep, ret_list, err)
                                        : store_fail(store, result, err);
    sqlite3_close_v2(raw);
    return code;
}

static cor_text kind_text(cor_str kind) {
    if (cor_str_is(kind, "index")) return (cor_text){ .id = N_("index") };
    if (cor_str_is(kind, "trigger")) return (cor_text){ .id = N_("trigger") };
    return (cor_text){ .id = cor_str_is(kind, "view") ? N_("view") : N_("table") };
}

static void note_object(check_sink *sink, const char *sentence, const schema_object *object) {
    cor_text kind = kind_text(object->kind);
    check_sink_note(sink, cor_say(sentence, cor_arg_text(&kind), cor_arg_str(object->name)));
}

/* SQLite's own version decides how the tables behind an index of words are written. */
static bool is_behind_index(const schema_object *object) {
    static const char *const ENDINGS[] = { "_data", "_idx", "_content", "_docsize", "_config" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (cor_str_ends(object->name, cor_str_of(ENDINGS[i]))) return true;
    return false;
}

static int compare_objects(const schema_object *a, const schema_object *b) {
    int order = cor_str_compare(a->kind, b->kind);
    return order ? order : cor_str_compare(a->name, b->name);
}

static void compare_schemas(const schema_list *expected, const schema_list *found,
                            check_sink *sink) {
    for (int e = 0, f = 0; e < expected->count || f < found->count;) {
        const schema_object *wanted = &expected->items[e], *there = &found->items[f];
        int order = e == expected->count ? 1
                    : f == found->count  ? -1
                                         : compare_objects(wanted, there);
        if (order < 0)
            note_object(sink, _("the {kind} {name} is missing"), wanted);
        else if (order > 0)
            note_object(sink, _("the {kind} {name} is not of this program"), there);
        else if (!is_behind_index(wanted) && !cor_str_equal(wanted->sql, there->sql))
            note_object(sink, _("the {kind} {name} was changed"), wanted);
        e += order <= 0;
        f += order >= 0;
    }
}

cor_code schema_check(cor_store *store, check_sink *sink, cor_error *err) {
    cor_stretch stretch;
    schema_list expected = { 0 }, found = { 0 };
    if (!cor_stretch_open(SCHEMA_BYTES, &stretch)) return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_code code = expected_schema(store, &arena, &expected, err);
    if (!code) code = read_schema(store, store->raw, &arena, &found, err);
    if (!code) compare_schemas(&expected, &found, sink);
    sink->result->looked_at = expected.count;
    cor_stretch_close(&stretch);

    return code;
}
