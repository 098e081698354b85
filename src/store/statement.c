/* SPDX-License-Identifier: Apache-2.0 */
/* statement.c: statements are prepared once per store, bound by name, and stepped through. */
#include <assert.h>

#include "sqlite.h"

static cor_code prepare_statement(cor_store *store, int sql, cor_error *err) {
    cor_statement *statement = &store->statements[sql];
    int result = sqlite3_prepare_v3(store->raw, cor_sql_sqlite[sql], -1, SQLITE_PREPARE_PERSISTENT,
                                    &statement->raw, NULL);

    statement->store = store;
    statement->rows = cor_sql_rows[sql];
    if (result == SQLITE_OK) {
        statement->row_parameters = sqlite3_bind_parameter_count(statement->raw) / statement->rows;
        return COR_OK;
    }

    store_fail(store, result, err);
    return cor_within(err, _("statement {name}"), cor_arg_cstr(cor_sql_names[sql]));
}

cor_code cor_statement_get(cor_store *store, int sql, cor_statement **ret_statement,
                           cor_error *err) {
    assert(sql >= 0 && sql < COR_SQL_COUNT);
    cor_statement *statement = &store->statements[sql];
    cor_code fixed = store_check_fixed(store, err);
    if (fixed) return fixed;

    if (!statement->raw) {
        cor_code code = prepare_statement(store, sql, err);
        if (code) return code;
    } else {
        cor_statement_reset(statement);
        sqlite3_clear_bindings(statement->raw);
    }

    *ret_statement = statement;
    return COR_OK;
}

void cor_statement_reset(cor_statement *statement) {
    sqlite3_reset(statement->raw);
    statement->bind_result = SQLITE_OK;
    statement->next_parameter = 0;
    statement->first_parameter = 0;
}

int32_t cor_statement_rows(const cor_statement *statement) {
    return statement->rows;
}

void cor_bind_row(cor_statement *statement, int32_t row) {
    assert(row >= 0 && row < statement->rows);
    statement->first_parameter = row * statement->row_parameters;
    statement->next_parameter = 0;
}

static int find_parameter(cor_statement *statement, const char *name) {
    char marked[64] = ":";
    size_t length = strlen(name);
    assert(length + 2 <= sizeof marked);
    memcpy(marked + 1, name, length + 1);
    int index = sqlite3_bind_parameter_index(statement->raw, marked);
    assert(index > 0 && "the statement has no parameter of this name");
    return index;
}

static int parameter_index(cor_statement *statement, const char *name) {
    int at = statement->next_parameter++ % PARAMETERS_KEPT;
    if (statement->parameters[at].name != name) {
        statement->parameters[at].name = name;
        statement->parameters[at].index = find_parameter(statement, name);
    }
    return statement->first_parameter + statement->parameters[at].index;
}

static void note_bind(cor_statement *statement, int result) {
    if (result != SQLITE_OK && statement->bind_result == SQLITE_OK) statement->bind_result = result;
}

void cor_bind_int(cor_statement *statement, const char *name, int64_t value) {
    note_bind(statement,
              sqlite3_bind_int64(statement->raw, parameter_index(statement, name), value));
}

void cor_bind_double(cor_statement *statement, const char *name, double value) {
    note_bind(statement,
              sqlite3_bind_double(statement->raw, parameter_index(statement, name), value));
}

void cor_bind_text(cor_statement *statement, const char *name, cor_str value) {
    const char *at = value.at ? value.at : "";
    note_bind(statement, sqlite3_bind_text64(statement->raw, parameter_index(statement, name), at,
                                             value.length, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void cor_bind_blob(cor_statement *statement, const char *name, const void *bytes,
                   size_t size_bytes) {
    note_bind(statement, sqlite3_bind_blob64(statement->raw, parameter_index(statement, name),
                                             bytes ? bytes : "", size_bytes, SQLITE_TRANSIENT));
}

void cor_bind_null(cor_statement *statement, const char *name) {
    note_bind(statement, sqlite3_bind_null(statement->raw, parameter_index(statement, name)));
}

cor_code cor_statement_step(cor_statement *statement, bool *ret_row, cor_error *err) {
    int result = statement->bind_result;
    if (result == SQLITE_OK) result = sqlite3_step(statement->raw);
    if (result == SQLITE_ROW) {
        *ret_row = true;
        return COR_OK;
    }

    // The message belongs to the connection and is lost with the reset.
    cor_code code = result == SQLITE_DONE ? store_check_fixed(statement->store, err)
                                          : store_fail(statement->store, result, err);
    cor_statement_reset(statement);
    if (!code) *ret_row = false;

    return code;
}

cor_code cor_statement_run(cor_statement *statement, int64_t *ret_id, cor_error *err) {
    bool row = true;
    while (row) {
        cor_code code = cor_statement_step(statement, &row, err);
        if (code) return code;
    }
    if (ret_id) *ret_id = sqlite3_last_insert_rowid(statement->store->raw);
    return COR_OK;
}

int64_t cor_column_int(cor_statement *statement, int column) {
    return sqlite3_column_int64(statement->raw, column);
}

double cor_column_double(cor_statement *statement, int column) {
    return sqlite3_column_double(statement->raw, column);
}

cor_str cor_column_text(cor_statement *statement, int column) {
    const char *at = (const char *)sqlite3_column_text(statement->raw, column);
    return (cor_str){ at, at ? (size_t)sqlite3_column_bytes(statement->raw, column) : 0 };
}

cor_str cor_column_blob(cor_statement *statement, int column) {
    const char *at = sqlite3_column_blob(statement->raw, column);
    return (cor_str){ at, at ? (size_t)sqlite3_column_bytes(statement->raw, column) : 0 };
}

bool cor_column_is_null(cor_statement *statement, int column) {
    return sqlite3_column_type(statement->raw, column) == SQLITE_NULL;
}

enum { PROBLEMS_MAX = 10 };

typedef struct {
    cor_str *texts;
    size_t count;
} problem_list;

/* The problem a row reports, as text in the arena; empty when there is none. */
typedef cor_str problem_of_row(cor_statement *statement, cor_arena *keep);

static cor_str integrity_problem(cor_statement *statement, cor_arena *keep) {
    cor_str said = cor_column_text(statement, 0);
    return cor_str_is(said, "ok") ? (cor_str){ "", 0 } : cor_str_keep(keep, said);
}

static cor_str foreign_key_problem(cor_statement *statement, cor_arena *keep) {
    cor_str table = cor_column_text(statement, 0), parent = cor_column_text(statement, 2);
    return cor_str_print(keep, "%.*s refers to a missing row of %.*s", COR_STR_F(table),
                         COR_STR_F(parent));
}

static cor_code collect_problems(cor_store *store, int sql, problem_of_row *tell, cor_arena *keep,
                                 problem_list *list, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(store, sql, &statement, err);
    if (code) return code;

    while (list->count < PROBLEMS_MAX) {
        bool row;
        code = cor_statement_step(statement, &row, err);
        if (code || !row) break;
        cor_str problem = tell(statement, keep);
        if (!problem.at) code = cor_fail_memory(err);
        if (code) break;
        if (problem.length) list->texts[list->count++] = problem;
    }

    cor_statement_reset(statement);
    return code;
}

cor_code cor_store_integrity(cor_store *store, cor_arena *keep, cor_str **ret_problems,
                             size_t *ret_count, cor_error *err) {
    problem_list list = { .texts = cor_new(keep, cor_str, PROBLEMS_MAX) };
    if (!list.texts) return cor_fail_memory(err);
    cor_code code =
        collect_problems(store, COR_SQL_STORE_INTEGRITY, integrity_problem, keep, &list, err);
    if (!code)
        code = collect_problems(store, COR_SQL_STORE_FOREIGN_KEYS, foreign_key_problem, keep, &list,
                                err);
    if (code) return code;
    *ret_problems = list.texts;
    *ret_count = list.count;
    return COR_OK;
}
