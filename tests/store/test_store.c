/* SPDX-License-Identifier: Apache-2.0 */
/* The store: opening what is ours and refusing what is not, transactions that are all or
 * nothing, every statement. */
#include "../test_case.h"

#include "../patient_store.h"
#include "../test_folder.h"

#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "statements.h"
#include "store/store.h"

static cor_store *open_store(const char *path, cor_store_mode mode) {
    cor_error err = { 0 };
    cor_store *store = NULL;
    assert_ok(cor_store_open(cor_str_of(path), mode, &store, &err), &err);
    return store;
}

static cor_code put_file(cor_store *store, const char *name, cor_error *err) {
    static const uint8_t hash[32] = { 7 };
    cor_statement *statement;
    cor_code code = cor_statement_get(store, COR_SQL_FIGURES_FILE_PUT, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "name", cor_str_of(name));
    cor_bind_blob(statement, "sha256", hash, sizeof hash);
    cor_bind_int(statement, "bytes", 12);
    return cor_statement_run(statement, NULL, err);
}

static bool has_file(cor_store *store, const char *name) {
    static const uint8_t hash[32] = { 7 };
    cor_error err = { 0 };
    cor_statement *statement;
    bool row;

    assert_ok(cor_statement_get(store, COR_SQL_FIGURES_FILE_GET, &statement, &err), &err);
    cor_bind_blob(statement, "sha256", hash, sizeof hash);
    cor_bind_text(statement, "name", cor_str_of(name));
    assert_ok(cor_statement_step(statement, &row, &err), &err);
    cor_statement_reset(statement);

    return row;
}

/* Change a database behind the back of the store. */
static void change(const char *path, const char *sql) {
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    sqlite3_close(raw);
}

static void a_snapshot_sees_one_state(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    cor_store *reader = open_store(test_folder_file(&folder, "a.db"), COR_STORE_CREATE);
    cor_store *writer = open_store(test_folder_file(&folder, "a.db"), COR_STORE_WRITE);
    bool begun, again;
    assert_ok(cor_store_snapshot(reader, &begun, &err), &err);
    assert_true(begun);
    assert_false(has_file(reader, "late.csv"));
    assert_ok(put_file(writer, "late.csv", &err), &err);
    assert_false(has_file(reader, "late.csv")); // written after the first question
    assert_ok(cor_store_snapshot(reader, &again, &err), &err);
    assert_false(again); // one inside the other is the same one
    cor_store_snapshot_end(reader);
    assert_true(has_file(reader, "late.csv"));
    cor_store_snapshot_end(reader); // nothing to end
    assert_ok(cor_store_begin(writer, &err), &err);
    assert_ok(cor_store_snapshot(writer, &begun, &err), &err);
    assert_false(begun); // a transaction is a snapshot already, and stays open
    cor_store_snapshot_end(writer);
    assert_ok(put_file(writer, "more.csv", &err), &err);
    cor_store_rollback(writer);
    assert_false(has_file(writer, "more.csv"));
    cor_store_close(writer);
    cor_store_close(reader);
    test_folder_remove(&folder);
}

static void every_statement_is_understood(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_store *store = open_store(test_folder_file(&folder, "a.db"), COR_STORE_CREATE);

    for (int sql = 0; sql < COR_SQL_COUNT; sql++) {
        cor_error err = { 0 };
        cor_statement *statement;
        cor_code code = cor_statement_get(store, sql, &statement, &err);
        if (code) fail_msg("%s: %s", cor_sql_names[sql], test_message(&err));
    }

    cor_store_close(store);
    test_folder_remove(&folder);
}

static void opens_what_is_ours_and_says_what_is_not(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    cor_store *store = NULL;
    const char *path = test_folder_file(&folder, "a b%?#'.db");
    for (cor_store_mode mode = COR_STORE_READ; mode <= COR_STORE_WRITE; mode++)
        assert_fails(cor_store_open(cor_str_of(path), mode, &store, &err), COR_E_MISSING, &err,
                     "corredor init");
    assert_int_not_equal(access(path, F_OK), 0);
    cor_store_close(open_store(path, COR_STORE_CREATE));
    cor_store_close(open_store(path, COR_STORE_CREATE));
    store = open_store(path, COR_STORE_READ);
    assert_str(cor_store_name(store), path);
    assert_fails(put_file(store, "x", &err), COR_E_ACCESS, &err, "cannot be written");
    cor_store_close(store);
    cor_store_close(NULL);

    const char *text = test_folder_file(&folder, "text.db");
    test_write_file(
        text, "origin,destination\nMEX,USA\nThis is not a database, it is a table of moves.\n", 76);
    for (cor_store_mode mode = COR_STORE_READ; mode <= COR_STORE_CREATE; mode++)
        assert_fails(cor_store_open(cor_str_of(text), mode, &store, &err), COR_E_FORMAT, &err,
                     "not a database of corredor");
    const char *other = test_folder_file(&folder, "other.db");
    change(other, "CREATE TABLE songs (title TEXT); PRAGMA user_version = 1");
    for (cor_store_mode mode = COR_STORE_READ; mode <= COR_STORE_CREATE; mode++)
        assert_fails(cor_store_open(cor_str_of(other), mode, &store, &err), COR_E_FORMAT, &err,
                     "not a database of corredor");
    assert_fails(cor_store_open(cor_str_of(folder.path), COR_STORE_CREATE, &store, &err),
                 COR_E_FORMAT, &err, "not a file");
    const char *empty = test_folder_file(&folder, "empty.db");
    test_write_file(empty, "", 0);
    assert_fails(cor_store_open(cor_str_of(empty), COR_STORE_READ, &store, &err), COR_E_MISSING,
                 &err, "is empty");
    cor_store_close(open_store(empty, COR_STORE_CREATE));
    cor_store_close(open_store(empty, COR_STORE_READ));
    assert_fails(cor_store_open(cor_str_of(test_folder_file(&folder, "no/such/a.db")),
                                COR_STORE_CREATE, &store, &err),
                 COR_E_MISSING, &err, "folder exists");
    assert_fails(cor_store_open(COR_STR(""), COR_STORE_CREATE, &store, &err), COR_E_USAGE, &err,
                 "empty");
    assert_fails(cor_store_open(COR_STR("postgresql://u:p@h/d"), COR_STORE_READ, &store, &err),
                 COR_E_USAGE, &err, "PostgreSQL");
    test_folder_remove(&folder);
}

static void refuses_databases_of_newer_programs(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    cor_store *store = NULL;
    const char *path = test_folder_file(&folder, "a.db");
    cor_store_close(open_store(path, COR_STORE_CREATE));
    change(path, "PRAGMA user_version = 9999");

    for (cor_store_mode mode = COR_STORE_READ; mode <= COR_STORE_CREATE; mode++)
        assert_fails(cor_store_open(cor_str_of(path), mode, &store, &err), COR_E_VERSION, &err,
                     "9999");

    // An older one is upgraded by those who may write.
    change(path, "PRAGMA user_version = 0");
    assert_fails(cor_store_open(cor_str_of(path), COR_STORE_READ, &store, &err), COR_E_VERSION,
                 &err, "older version");
    test_folder_remove(&folder);
}

static void transactions_are_all_or_nothing(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    const char *path = test_folder_file(&folder, "a.db");
    cor_store *store = open_store(path, COR_STORE_CREATE),
              *reader = open_store(path, COR_STORE_READ);
    assert_ok(cor_store_begin(store, &err), &err);
    assert_ok(put_file(store, "rolled back", &err), &err);
    cor_store_rollback(store);
    assert_false(has_file(store, "rolled back"));
    assert_ok(cor_store_begin(store, &err), &err);
    assert_ok(put_file(store, "committed", &err), &err);
    assert_false(has_file(reader, "committed"));
    assert_ok(cor_store_commit(store, &err), &err);
    assert_true(has_file(reader, "committed"));
    assert_ok(cor_store_begin(store, &err), &err);
    assert_ok(put_file(store, "closed", &err), &err);
    cor_store_close(store);
    assert_false(has_file(reader, "closed"));
    cor_store_close(reader);
    test_folder_remove(&folder);
}

static void a_row_that_is_refused_names_its_constraint(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    cor_store *store = open_store(test_folder_file(&folder, "a.db"), COR_STORE_CREATE);
    cor_statement *statement;
    assert_ok(cor_statement_get(store, COR_SQL_FIGURES_SERIES_PUT, &statement, &err), &err);
    cor_bind_text(statement, "measure", COR_STR(""));
    cor_bind_int(statement, "source", 1);
    cor_bind_text(statement, "origin", COR_STR("MEX"));
    cor_bind_text(statement, "destination", COR_STR("USA"));
    cor_bind_text(statement, "breakdown", COR_STR(""));
    assert_fails(cor_statement_run(statement, NULL, &err), COR_E_CONFLICT, &err,
                 "series_measure_given");
    assert_ok(cor_statement_get(store, COR_SQL_FIGURES_SERIES_PUT, &statement, &err), &err);
    cor_bind_null(statement, "measure");
    assert_fails(cor_statement_run(statement, NULL, &err), COR_E_CONFLICT, &err, "NOT NULL");
    cor_store_close(store);
    test_folder_remove(&folder);
}

/* Several programs that make the same database at the same time: one makes it, the others find
 * it. */
static void programs_may_make_it_together(void **state) {
    (void)state;
    enum { PROGRAMS = 6, ROUNDS = 5 };
    for (int round = 0; round < ROUNDS; round++) {
        test_folder folder = test_folder_make();
        const char *path = test_folder_file(&folder, "a.db");
        pid_t children[PROGRAMS];
        for (int i = 0; i < PROGRAMS; i++) {
            children[i] = fork();
            if (children[i]) continue;
            cor_error err = { 0 };
            cor_store *store = NULL;
            cor_code code = patient_store_open(path, COR_STORE_CREATE, &store, &err);
            char name[16];
            snprintf(name, sizeof name, "%d", i);
            if (!code) code = put_file(store, name, &err);
            cor_store_close(store);
            test_child_exit((int)code);
        }
        for (int i = 0; i < PROGRAMS; i++) {
            int status;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status));
            assert_int_equal(WEXITSTATUS(status), COR_OK);
        }
        cor_store *store = open_store(path, COR_STORE_READ);
        for (int i = 0; i < PROGRAMS; i++) {
            char name[16];
            snprintf(name, sizeof name, "%d", i);
            assert_true(has_file(store, name));
        }
        cor_store_close(store);
        test_folder_remove(&folder);
    }
}

/* A migration that fails changes nothing, and says which it was. */
static void a_failed_upgrade_changes_nothing(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    cor_store *store;
    const char *path = test_folder_file(&folder, "a.db");
    cor_store_close(open_store(path, COR_STORE_CREATE));
    change(
        path,
        "PRAGMA user_version = 0; DROP TABLE file"); // tables of the first migration are in its way
    assert_fails(cor_store_open(cor_str_of(path), COR_STORE_CREATE, &store, &err), COR_E_SOFTWARE,
                 &err, "migration 1");
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(raw, "SELECT * FROM file", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "SELECT * FROM series", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
    test_folder_remove(&folder);
}

static void one_writer_at_a_time(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    const char *path = test_folder_file(&folder, "a.db");
    cor_store *first = open_store(path, COR_STORE_CREATE),
              *second = open_store(path, COR_STORE_WRITE);
    cor_store_wait(second, 10);
    assert_ok(cor_store_begin(first, &err), &err);
    assert_fails(cor_store_begin(second, &err), COR_E_BUSY, &err, "Another process is writing");
    assert_fails(put_file(second, "x", &err), COR_E_BUSY, &err, "Another process is writing");
    assert_ok(cor_store_commit(first, &err), &err);
    assert_ok(cor_store_begin(second, &err), &err);
    assert_ok(cor_store_commit(second, &err), &err);
    cor_store_close(first);
    cor_store_close(second);
    test_folder_remove(&folder);
}

/* In a child, because a limit on file sizes cannot be taken back by everyone and tests share the
 * process. */
static void a_full_disk_leaves_nothing(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    const char *path = test_folder_file(&folder, "a.db");
    cor_store_close(open_store(path, COR_STORE_CREATE));
    pid_t child = fork();

    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = { 400000, 400000 };
        setrlimit(RLIMIT_FSIZE, &limit);
        cor_error err = { 0 };
        cor_store *store = NULL;
        cor_code code = cor_store_open(cor_str_of(path), COR_STORE_WRITE, &store, &err);
        if (!code) code = cor_store_begin(store, &err);
        char name[2000];
        memset(name, 'n', sizeof name);
        for (int i = 0; i < 2000 && !code; i++) {
            snprintf(name, 12, "%011d", i);
            name[11] = 'n';
            name[sizeof name - 1] = 0;
            code = put_file(store, name, &err);
        }
        if (!code) code = cor_store_commit(store, &err);
        cor_store_close(store);
        test_child_exit(
            code == COR_E_FULL && strstr(test_message(&err), "no room left") ? 0 : 1 + (int)code);
    }

    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    cor_store *store = open_store(path, COR_STORE_WRITE);
    char name[2000];
    memset(name, 'n', sizeof name);
    snprintf(name, 12, "%011d", 0);
    name[11] = 'n';
    name[sizeof name - 1] = 0;
    assert_false(has_file(store, name));
    cor_store_close(store);
    test_folder_remove(&folder);
}

/* Overwrite whole pages, counted from 1 as in sqlite_schema; count 0 for all that follow. */
static void overwrite_pages(const char *path, long first, long count) {
    FILE *file = fopen(path, "r+b");
    fseek(file, 0, SEEK_END);
    long page = 4096, end = count ? (first + count - 1) * page : ftell(file);
    fseek(file, (first - 1) * page, SEEK_SET);
    for (long i = (first - 1) * page; i < end; i++)
        fputc(0x5A, file);
    fclose(file);
}

static long root_page(const char *path, const char *name) {
    sqlite3 *raw;
    sqlite3_stmt *statement;

    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    long page = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(raw);

    return page;
}

static void damage_is_found_and_told(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    cor_error err = { 0 };
    const char *path = test_folder_file(&folder, "a.db");
    cor_store *store = open_store(path, COR_STORE_CREATE);
    cor_stretch stretch = test_stretch(1 << 16);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_str *problems;
    size_t count = 99;
    assert_ok(cor_store_integrity(store, &keep, &problems, &count, &err), &err);
    assert_int_equal(count, 0);
    assert_ok(cor_store_tune(store, &err), &err);
    cor_store_close(store);

    change(
        path,
        "PRAGMA foreign_keys = OFF; INSERT INTO series VALUES (1, 'stock', 77, 'MEX', 'USA', '')");
    store = open_store(path, COR_STORE_READ);
    assert_ok(cor_store_integrity(store, &keep, &problems, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_str(problems[0], "series refers to a missing row of source");
    cor_arena small = { keep.next, keep.next + 40 };
    assert_fails(cor_store_integrity(store, &small, &problems, &count, &err), COR_E_MEMORY, &err,
                 "memory");
    cor_store_close(store);

    overwrite_pages(path, root_page(path, "figure_by_id"), 1);
    store = open_store(path, COR_STORE_READ);
    cor_code code = cor_store_integrity(store, &keep, &problems, &count, &err);
    assert_true(code == COR_E_STORE || (code == COR_OK && count > 0));
    cor_statement *statement;
    assert_ok(cor_statement_get(store, COR_SQL_FIGURES_FIGURE_NEWEST, &statement, &err), &err);
    assert_fails(cor_statement_run(statement, NULL, &err), COR_E_STORE, &err, "damaged");
    cor_store_close(store);
    overwrite_pages(path, 2, 0);
    assert_fails(cor_store_open(cor_str_of(path), COR_STORE_READ, &store, &err), COR_E_STORE, &err,
                 "damaged");
    cor_stretch_close(&stretch);
    test_folder_remove(&folder);
}

static void figures_are_only_added_by_any_program(void **state) {
    (void)state;
    test_folder folder = test_folder_make();
    const char *path = test_folder_file(&folder, "a.db");
    cor_store_close(open_store(path, COR_STORE_CREATE));
    change(path, "INSERT INTO source VALUES (1,'s','','','','','','','','','','','');"
                 "INSERT INTO file VALUES (1,'f',zeroblob(32),0);"
                 "INSERT INTO load VALUES (1,1,1,NULL,'d','l',0,1,0,0,1,0,1,zeroblob(32));"
                 "INSERT INTO series VALUES (1,'stock',1,'MEX','USA','');"
                 "INSERT INTO figure VALUES (1,1,0,365,5.0,0,1,NULL,NULL,NULL,NULL)");
    static const struct {
        const char *sql, *constraint;
    } wrong[] = {
        { "UPDATE figure SET value = 6", "figure_not_changed" },
        { "DELETE FROM figure", "figure_not_deleted" },
        { "UPDATE load SET added = 2", "load_not_changed" },
        { "DELETE FROM load", "load_not_deleted" },
        { "INSERT INTO figure VALUES (2,1,365,365,5.0,0,1,NULL,NULL,NULL,NULL)", "figure_period" },
        { "INSERT INTO figure VALUES (2,1,0,365,5.0,6,1,NULL,NULL,NULL,NULL)",
          "figure_status_known" },
        { "INSERT INTO figure VALUES (2,1,0,365,NULL,0,1,NULL,NULL,NULL,NULL)",
          "figure_value_by_status" },
        { "INSERT INTO figure VALUES (2,1,0,365,1.0,5,1,NULL,NULL,NULL,NULL)",
          "figure_value_by_status" },
        { "INSERT INTO figure VALUES (2,1,0,365,1e308 * 10,0,1,NULL,NULL,NULL,NULL)",
          "figure_value_finite" },
        { "INSERT INTO figure VALUES (2,1,0,365,1.0,0,1,NULL,NULL,NULL,2)",
          "figure_replaces_older" },
        { "INSERT INTO figure VALUES (1,1,0,366,1.0,0,1,NULL,NULL,NULL,NULL)", "UNIQUE" },
        { "INSERT INTO load VALUES (2,1,NULL,NULL,'d','l',0,1,0,0,1,0,1,zeroblob(32))",
          "load_from_file_or_run" },
        { "INSERT INTO load VALUES (2,1,1,NULL,'d','l',0,-1,0,0,1,0,1,zeroblob(32))",
          "load_counts" },
        { "INSERT INTO load VALUES (2,1,1,NULL,'d','l',0,1,0,0,1,0,1,zeroblob(31))",
          "load_digest_length" },
        { "INSERT INTO series VALUES (2,'',1,'MEX','USA','')", "series_measure_given" },
        { "INSERT INTO series VALUES (2,'stock',1,'MEX','','')", "series_destination_given" },
        { "INSERT INTO series VALUES (2,'stock',1,'MEX','USA','')", "UNIQUE" },
        { "INSERT INTO file VALUES (2,'f',zeroblob(31),0)", "file_sha256_length" },
        { "INSERT INTO source VALUES (2,'','','','','','','','','','','','')", "source_key_given" },
    };
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (sqlite3_exec(raw, wrong[i].sql, NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("accepted: %s", wrong[i].sql);
        if (!strstr(sqlite3_errmsg(raw), wrong[i].constraint))
            fail_msg("%s: %s instead of %s", wrong[i].sql, sqlite3_errmsg(raw),
                     wrong[i].constraint);
    }

    sqlite3_close(raw);
    test_folder_remove(&folder);
}

test_program(cmocka_unit_test(a_snapshot_sees_one_state),
             cmocka_unit_test(every_statement_is_understood),
             cmocka_unit_test(opens_what_is_ours_and_says_what_is_not),
             cmocka_unit_test(refuses_databases_of_newer_programs),
             cmocka_unit_test(transactions_are_all_or_nothing),
             cmocka_unit_test(one_writer_at_a_time),
             cmocka_unit_test(a_row_that_is_refused_names_its_constraint),
             cmocka_unit_test(programs_may_make_it_together),
             cmocka_unit_test(a_failed_upgrade_changes_nothing),
             cmocka_unit_test(a_full_disk_leaves_nothing),
             cmocka_unit_test(damage_is_found_and_told),
             cmocka_unit_test(figures_are_only_added_by_any_program))
