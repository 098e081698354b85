/* SPDX-License-Identifier: Apache-2.0 */
/* seal_check.c: compares the protected rows with the seal, and the seal with its key. */
#include "seal.h"
#include "store_check.h"

/* ---- rows ---------------------------------------------------------------- */

/* How a person knows a row, in SQL over the row `r`; NULL: by its key alone. */
static const struct {
    const char *table, *label;
} LABELS[] = {
    { "audit", "r.who || ': ' || r.kind || ' ' || r.key || ' ' || r.state_to" },
    { "file", "r.name" },
    { "load", "r.dataset" },
    { "matrix", "r.measure" },
    { "registry_record", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                         "r.entry)" },
    { "registry_version", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                          "r.entry)" },
    { "registry_found", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                        "r.entry)" },
    { "registry_link", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                       "r.entry)" },
    { "registry_text_content", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                               "-r.id)" },
    { "registry_title_content", "(SELECT e.kind || ' ' || e.key FROM registry_entry e WHERE e.id = "
                                "-r.id)" },
    { "run", "r.engine || ' ' || r.method" },
    { "staff_recovery", "(SELECT s.name FROM staff s WHERE s.id = r.staff)" },
    { "staff_role", "(SELECT s.name FROM staff s WHERE s.id = r.staff) || ': ' || r.role" },
    { "staff_session", "(SELECT s.name FROM staff s WHERE s.id = r.staff)" },
};

static const char *label_of(const seal_table *table) {
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if (strcmp(LABELS[i].table, table->name) == 0) return LABELS[i].label;
    return "NULL";
}

/* Rows that are not as sealed, then sealed rows that are gone: key, label, digest of now and of
 * then. The first column is the number of rows. */
static void put_comparison(const seal_table *table, cor_out *sql) {
    cor_put_c(sql, "SELECT n.k, n.l, n.d, s.digest FROM (SELECT ");
    seal_put_key(table, "r.", sql);
    cor_put_c(sql, " AS k, ");
    cor_put_c(sql, label_of(table));
    cor_put_c(sql, " AS l, ");
    seal_put_digest(table, "r.", sql);
    cor_put_c(sql, " AS d FROM main.\"");
    cor_put_c(sql, table->name);
    cor_put_c(sql, "\" r) n LEFT JOIN seal_row s ON s.part = '");
    cor_put_c(sql, table->name);
    cor_put_c(sql,
              "' AND s.row = n.k WHERE s.digest IS NOT n.d"
              " UNION ALL SELECT g.row, NULL, NULL, g.digest FROM seal_row g WHERE g.part = '");
    cor_put_c(sql, table->name);
    cor_put_c(sql, "' AND g.row NOT IN (SELECT ");
    seal_put_key(table, "r.", sql);
    cor_put_c(sql, " FROM main.\"");
    cor_put_c(sql, table->name);
    cor_put_c(sql, "\" r)");
    cor_put_char(sql, 0);
}

static cor_str column_text(sqlite3_stmt *rows, int column) {
    const char *at = (const char *)sqlite3_column_text(rows, column);
    return (cor_str){ at ? at : "", at ? (size_t)sqlite3_column_bytes(rows, column) : 0 };
}

/* The columns whose marks differ: "password, factor". Empty when none does. */
static cor_str changed_columns(const seal_table *table, sqlite3_stmt *rows, char *room,
                               size_t room_bytes) {
    const uint8_t *now = sqlite3_column_blob(rows, 2), *then = sqlite3_column_blob(rows, 3);
    int size = SEAL_DIGEST_BYTES + table->column_count * SEAL_COLUMN_BYTES;
    size_t used = 0;
    room[0] = 0;
    if (sqlite3_column_bytes(rows, 2) != size || sqlite3_column_bytes(rows, 3) != size)
        return COR_STR("");

    for (int i = 0; i < table->column_count && used < room_bytes; i++) {
        int at = SEAL_DIGEST_BYTES + i * SEAL_COLUMN_BYTES;
        if (memcmp(now + at, then + at, SEAL_COLUMN_BYTES) == 0) continue;
        int length = snprintf(room + used, room_bytes - used, "%s%s", used ? ", " : "",
                              table->columns[i].name);
        used += length > 0 ? (size_t)length : 0;
    }

    return cor_str_of(room);
}

static void note_row(const seal_table *table, sqlite3_stmt *rows, check_sink *sink) {
    char room[512];
    cor_arg part = cor_arg_cstr(table->name), row = cor_arg_str(column_text(rows, 0));
    cor_str label = column_text(rows, 1);
    bool is_gone = sqlite3_column_type(rows, 2) == SQLITE_NULL;
    bool is_new = sqlite3_column_type(rows, 3) == SQLITE_NULL;
    cor_text name = label.length ? cor_say(_("row {row} ({label}) of the table {table}"), row,
                                           cor_arg_str(label), part)
                                 : cor_say(_("row {row} of the table {table}"), row, part);
    cor_str columns = changed_columns(table, rows, room, sizeof room);

    if (is_gone)
        check_sink_note(sink,
                        cor_say(_("{row} was removed without this program"), cor_arg_text(&name)));
    else if (is_new)
        check_sink_note(sink,
                        cor_say(_("{row} was added without this program"), cor_arg_text(&name)));
    else if (columns.length)
        check_sink_note(sink, cor_say(_("{row} was changed without this program: {columns}"),
                                      cor_arg_text(&name), cor_arg_str(columns)));
    else
        check_sink_note(sink,
                        cor_say(_("{row} was changed without this program"), cor_arg_text(&name)));
}

static cor_code check_table(cor_store *store, const seal_table *table, cor_arena scratch,
                            check_sink *sink, cor_error *err) {
    cor_out sql = cor_out_memory(&scratch);
    sqlite3_stmt *rows = NULL;
    put_comparison(table, &sql);
    if (sql.failed) return cor_fail_memory(err);
    int result = sqlite3_prepare_v2(store->raw, cor_out_str(&sql).at, -1, &rows, NULL);

    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(rows);
        if (result == SQLITE_ROW) note_row(table, rows, sink);
    }

    cor_code code = result == SQLITE_DONE ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(rows);
    return code;
}

/* Sealed rows of tables that are gone altogether. */
static cor_code check_lost_tables(cor_store *store, check_sink *sink, cor_error *err) {
    sqlite3_stmt *rows = NULL;
    int result = sqlite3_prepare_v2(
        store->raw,
        "SELECT part, count(*) FROM seal_row WHERE part NOT IN"
        " (SELECT name FROM main.sqlite_schema WHERE type = 'table') GROUP BY part",
        -1, &rows, NULL);

    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(rows);
        if (result == SQLITE_ROW)
            check_sink_note(sink, cor_say(_("the table {table} is gone, with {count} rows"),
                                          cor_arg_str(column_text(rows, 0)),
                                          cor_arg_int(sqlite3_column_int64(rows, 1))));
    }

    cor_code code = result == SQLITE_DONE ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(rows);
    return code;
}

cor_code seal_check_rows(cor_store *store, check_sink *sink, cor_error *err) {
    cor_stretch stretch;
    seal_table *tables;
    int count = 0;
    if (!cor_stretch_open(2 << 20, &stretch)) return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_code code = seal_tables(store, &arena, &tables, &count, err);
    for (int i = 0; i < count && !code; i++)
        code = check_table(store, &tables[i], arena, sink, err);
    if (!code) code = check_lost_tables(store, sink, err);
    if (!code)
        code = store_pragma(store, "SELECT count(*) FROM seal_row", &sink->result->looked_at, err);
    cor_stretch_close(&stretch);

    return code;
}

/* ---- the seal itself ----------------------------------------------------- */

static cor_code read_seal(cor_store *store, seal_state *ret_state, int64_t *ret_since_s,
                          bool *ret_found, cor_error *err) {
    sqlite3_stmt *rows = NULL;
    int result = sqlite3_prepare_v2(store->raw, "SELECT since_s, state FROM seal WHERE id = 1", -1,
                                    &rows, NULL);
    if (result == SQLITE_OK) result = sqlite3_step(rows);
    *ret_found =
        result == SQLITE_ROW && seal_state_read(sqlite3_column_blob(rows, 1),
                                                (size_t)sqlite3_column_bytes(rows, 1), ret_state);
    *ret_since_s = result == SQLITE_ROW ? sqlite3_column_int64(rows, 0) : 0;
    cor_code code =
        result == SQLITE_ROW || result == SQLITE_DONE ? COR_OK : store_fail(store, result, err);
    sqlite3_finalize(rows);

    return code;
}

static bool is_zero(const uint8_t mark[SEAL_MARK_BYTES]) {
    static const uint8_t zero[SEAL_MARK_BYTES];
    return memcmp(mark, zero, sizeof zero) == 0;
}

static cor_seal_key key_of(const cor_store *store, const seal_state *state) {
    uint8_t mark[SEAL_MARK_BYTES];
    if (!store->has_key) return is_zero(state->mark) ? COR_SEAL_NEVER_KEYED : COR_SEAL_KEY_MISSING;
    seal_key_mark(store, mark);
    if (is_zero(state->mark)) return COR_SEAL_WITHOUT_KEY;
    if (memcmp(mark, state->mark, sizeof mark) != 0) return COR_SEAL_OTHER_KEY;
    return state->is_keyed ? COR_SEAL_KEYED : COR_SEAL_WITHOUT_KEY;
}

static cor_code compare_state(cor_store *store, const seal_state *state, cor_store_seal *seal,
                              check_sink *sink, cor_error *err) {
    seal_state sum;
    bool is_keyed = seal->key == COR_SEAL_KEYED;
    cor_code code = seal_state_sum(store, seal->since_s, state->nonce, is_keyed, &sum, err);
    if (code) return code;

    if (memcmp(sum.sum, state->sum, sizeof sum.sum) != 0)
        check_sink_note(sink, cor_say(_("the rows of the seal are not those that this program "
                                        "wrote: some were changed, added or removed")));
    else if (is_keyed && memcmp(sum.keyed, state->keyed, sizeof sum.keyed) != 0)
        check_sink_note(sink,
                        cor_say(_("the seal was made again by somebody without the key file")));
    if (seal->key == COR_SEAL_OTHER_KEY)
        check_sink_note(sink, cor_say(_("the seal was made with another key file than the one "
                                        "beside the database")));
    if (seal->key == COR_SEAL_WITHOUT_KEY)
        check_sink_note(sink, cor_say(_("the database was written without its key file, so the "
                                        "seal no longer proves who wrote it")));

    return COR_OK;
}

cor_code store_seal_key(cor_store *store, cor_seal_key *ret_key, cor_error *err) {
    seal_state state = { 0 };
    bool found = false;
    int64_t since_s;
    cor_code code = read_seal(store, &state, &since_s, &found, err);
    if (!code) *ret_key = key_of(store, &state);
    return code;
}

cor_code seal_check_state(cor_store *store, check_sink *sink, cor_store_seal *ret_seal,
                          cor_error *err) {
    seal_state state = { 0 };
    bool found = false;
    int64_t since_s = 0;
    cor_code code = read_seal(store, &state, &since_s, &found, err);
    if (code) return code;
    *ret_seal = (cor_store_seal){ .since_s = since_s, .key = key_of(store, &state) };
    sink->result->looked_at = 1;
    if (found) return compare_state(store, &state, ret_seal, sink, err);
    check_sink_note(sink, cor_say(_("the state of the seal is missing or cannot be read")));

    return COR_OK;
}
