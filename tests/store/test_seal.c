/* SPDX-License-Identifier: Apache-2.0 */
/* The seal: what is changed, added or removed behind the back of the program is named, with and
 * without the triggers and the key file; what the program itself writes is not. */
#include "../test_case.h"

#include "../patient_store.h"
#include "../test_folder.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "statements.h"
#include "store/store.h"

typedef struct {
    test_folder folder;
    cor_stretch stretch;
    cor_arena keep;
    cor_store *store;
    cor_error err;
    cor_check_result *results;
    size_t count;
    cor_store_seal seal;
} seal_case;

static const char *file_of(seal_case *test, const char *name) {
    return test_folder_file(&test->folder, name);
}

static void open_again(seal_case *test, cor_store_mode mode) {
    cor_store_close(test->store);
    test->store = NULL;
    assert_ok(cor_store_open(cor_str_of(file_of(test, "a.db")), mode, &test->store, &test->err),
              &test->err);
}

static void put_session(seal_case *test, int64_t staff, char mark) {
    uint8_t digest[32] = { (uint8_t)mark };
    cor_statement *statement;
    assert_ok(cor_statement_get(test->store, COR_SQL_OFFICE_SESSION_PUT, &statement, &test->err),
              &test->err);
    cor_bind_blob(statement, "digest", digest, sizeof digest);
    cor_bind_int(statement, "staff", staff);
    cor_bind_int(statement, "whole", 1);
    cor_bind_int(statement, "at_s", 1000);
    assert_ok(cor_statement_run(statement, NULL, &test->err), &test->err);
}

static void put_staff(seal_case *test, const char *name) {
    cor_statement *statement;
    assert_ok(cor_statement_get(test->store, COR_SQL_OFFICE_STAFF_PUT, &statement, &test->err),
              &test->err);
    cor_bind_text(statement, "name", cor_str_of(name));
    cor_bind_text(statement, "password", COR_STR("$argon2id$made-up"));
    cor_bind_int(statement, "must_change", 0);
    cor_bind_int(statement, "enrolled", 0);
    cor_bind_int(statement, "created_s", 1000);
    assert_ok(cor_statement_run(statement, NULL, &test->err), &test->err);
}

static void put_file(seal_case *test, const char *name, int64_t bytes) {
    static const uint8_t hash[32] = { 7 };
    cor_statement *statement;
    assert_ok(cor_statement_get(test->store, COR_SQL_FIGURES_FILE_PUT, &statement, &test->err),
              &test->err);
    cor_bind_text(statement, "name", cor_str_of(name));
    cor_bind_blob(statement, "sha256", hash, sizeof hash);
    cor_bind_int(statement, "bytes", bytes);
    assert_ok(cor_statement_run(statement, NULL, &test->err), &test->err);
}

static seal_case *seal_open(void) {
    seal_case *test = test_calloc(1, sizeof *test);
    assert_true(cor_stretch_open(8 << 20, &test->stretch));
    test->keep = cor_stretch_arena(&test->stretch);
    test->folder = test_folder_make();
    open_again(test, COR_STORE_CREATE);
    put_staff(test, "ana");
    put_staff(test, "leo");
    put_session(test, 1, 'a');
    put_file(test, "stocks.csv", 12);
    return test;
}

static void seal_close(seal_case *test) {
    cor_store_close(test->store);
    cor_stretch_close(&test->stretch);
    test_folder_remove(&test->folder);
    test_free(test);
}

/* Change the database behind the back of the program, with the triggers put back afterwards. */
static void tamper(seal_case *test, const char *sql) {
    sqlite3 *raw;
    char *message = NULL;
    assert_int_equal(sqlite3_open(file_of(test, "a.db"), &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    sqlite3_close(raw);
}

static int64_t check(seal_case *test) {
    int64_t problems = 0;
    test->keep = cor_stretch_arena(&test->stretch);
    assert_ok(cor_store_check(test->store, &test->keep, &test->results, &test->count, &test->seal,
                              &test->err),
              &test->err);
    for (size_t i = 0; i < test->count; i++)
        problems += test->results[i].problem_count;
    return problems;
}

static bool says(seal_case *test, const char *words) {
    for (size_t i = 0; i < test->count; i++)
        for (size_t p = 0; p < test->results[i].problem_text_count; p++) {
            cor_str said = cor_text_in(test->results[i].problems[p], COR_LANG_EN, &test->keep);
            if (said.length && memmem(said.at, said.length, words, strlen(words))) return true;
        }
    return false;
}

static void assert_noticed(seal_case *test, const char *words) {
    int64_t problems = check(test);
    if (!problems || !says(test, words))
        fail_msg("%d problems, none says: %s", (int)problems, words);
}

/* ---- what the program writes --------------------------------------------- */

static void what_the_program_writes_is_sealed(void **state) {
    (void)state;
    seal_case *test = seal_open();
    assert_int_equal(check(test), 0);
    assert_int_equal(test->seal.key, COR_SEAL_KEYED);
    put_file(test, "stocks.csv", 13); // an update
    cor_statement *statement;
    assert_ok(cor_statement_get(test->store, COR_SQL_OFFICE_SESSION_CLEAR, &statement, &test->err),
              &test->err);
    cor_bind_int(statement, "staff", 1);
    cor_bind_int(statement, "but", 0);
    assert_ok(cor_statement_run(statement, NULL, &test->err), &test->err); // a deletion
    assert_int_equal(check(test), 0);

    assert_ok(cor_store_begin(test->store, &test->err), &test->err);
    put_session(test, 2, 'b');
    cor_store_rollback(test->store);
    assert_int_equal(check(test), 0);
    open_again(test, COR_STORE_READ);
    assert_int_equal(check(test), 0);
    seal_close(test);
}

static void the_files_are_for_their_owner_alone(void **state) {
    (void)state;
    seal_case *test = seal_open();
    static const char *const NAMES[] = { "a.db", "a.db-wal", "a.db-shm", "a.db.key" };
    struct stat status;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(stat(file_of(test, NAMES[i]), &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
    seal_close(test);
}

/* ---- what others write --------------------------------------------------- */

static void each_change_is_named(void **state) {
    (void)state;
    static const struct {
        const char *sql, *words;
    } CHANGES[] = {
        { "UPDATE staff SET password = '$argon2id$other' WHERE name = 'ana'",
          "row 'ana' of the table staff was changed without this program: password" },
        { "UPDATE staff SET factor = x'00', enrolled = 1 WHERE name = 'leo'",
          "row 'leo' of the table staff was changed without this program: factor, enrolled" },
        { "DELETE FROM staff WHERE name = 'leo'", "row 'leo' of the table staff was removed" },
        { "INSERT INTO staff_role VALUES (1, 'administrator', '', '')",
          "(ana: administrator) of the table staff_role was added" },
        { "UPDATE staff_session SET seen_s = 9e9", "row 1 (ana) of the table staff_session" },
        { "UPDATE file SET sha256 = zeroblob(32)", "(stocks.csv) of the table file was changed "
                                                   "without this program: sha256" },
        { "UPDATE file SET id = 9", "row 9 (stocks.csv) of the table file was added" },
        { "INSERT INTO source VALUES (1, 'own', '', '', '', '', '', '', '', '', '', '', '')",
          "row 'own' of the table source was added" },
        { "INSERT INTO registry_text (rowid, words, tags) VALUES (-1, 'x', 'y')",
          "table registry_text_content was added" },
        { "INSERT INTO staff_delay VALUES (zeroblob(32), 1, 1, 1)", "table staff_delay was added" },
        { "UPDATE seal SET since_s = 1", "the rows of the seal are not those" },
        { "DELETE FROM seal", "the state of the seal is missing" },
        { "DELETE FROM seal_row", "row 'ana' of the table staff was added" },
        { "UPDATE seal_row SET digest = zeroblob(32) WHERE row = '''ana'''",
          "row 'ana' of the table staff was changed" },
        { "DROP TABLE staff_recovery", "the table staff_recovery is missing" },
        { "DROP INDEX load_by_file", "the index load_by_file is missing" },
        { "DROP TRIGGER audit_not_changed", "the trigger audit_not_changed is missing" },
        { "DROP TRIGGER run_not_changed; CREATE TRIGGER run_not_changed BEFORE UPDATE ON run"
          " BEGIN SELECT 1; END",
          "the trigger run_not_changed was changed" },
        { "CREATE VIEW shown AS SELECT 1", "the view shown is not of this program" },
        { "ALTER TABLE staff ADD COLUMN note TEXT", "the table staff was changed" },
    };

    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        seal_case *test = seal_open();
        tamper(test, CHANGES[i].sql);
        open_again(test, COR_STORE_READ);
        assert_noticed(test, CHANGES[i].words);
        seal_close(test);
    }
}

/* A row that was changed stays apart from its seal, whatever the program writes to it later. */
static void the_program_does_not_seal_what_others_changed(void **state) {
    (void)state;
    seal_case *test = seal_open();
    tamper(test, "UPDATE staff SET password = '$argon2id$other' WHERE name = 'ana'");
    cor_statement *statement;
    assert_ok(cor_statement_get(test->store, COR_SQL_OFFICE_SIGNED_IN_SET, &statement, &test->err),
              &test->err);
    cor_bind_int(statement, "id", 1);
    cor_bind_int(statement, "at_s", 2000);
    assert_ok(cor_statement_run(statement, NULL, &test->err), &test->err);
    assert_noticed(test, "row 'ana' of the table staff was changed without this program: password, "
                         "signed_in_s");
    seal_close(test);
}

/* Somebody without the key leaves a trigger for this program to run, and takes it away again. */
static void a_trigger_that_others_left_does_not_run(void **state) {
    (void)state;
    seal_case *test = seal_open();
    tamper(test, "CREATE TRIGGER left AFTER INSERT ON staff_session BEGIN"
                 " INSERT INTO staff_role VALUES (1, 'administrator', '', '');"
                 " DELETE FROM seal_row WHERE part = 'staff'; END");
    put_session(test, 1, 'z');
    assert_noticed(test, "the trigger left is not of this program");
    tamper(test, "DROP TRIGGER left");
    open_again(test, COR_STORE_READ);
    assert_int_equal(check(test), 0);
    seal_close(test);
}

/* ---- the key ------------------------------------------------------------- */

/* Somebody has this program, but not the key file: the seal they make is not ours. */
static void a_seal_made_without_the_key_is_noticed(void **state) {
    (void)state;
    seal_case *test = seal_open();
    char key[600], away[620];
    snprintf(key, sizeof key, "%s", file_of(test, "a.db.key"));
    snprintf(away, sizeof away, "%s.away", key);
    assert_int_equal(rename(key, away), 0);
    open_again(test, COR_STORE_WRITE);
    assert_int_equal(check(test), 0);
    assert_int_equal(test->seal.key, COR_SEAL_KEY_MISSING);
    put_file(test, "more.csv", 1);
    assert_int_equal(rename(away, key), 0);
    open_again(test, COR_STORE_READ);
    assert_noticed(test, "written without its key file");

    open_again(test, COR_STORE_WRITE);
    assert_int_equal(unlink(key), 0);
    open_again(test, COR_STORE_WRITE);
    assert_ok(cor_store_seal_again(test->store, &test->err), &test->err); // makes another key
    assert_int_equal(check(test), 0);
    seal_close(test);
}

static void another_key_is_noticed(void **state) {
    (void)state;
    seal_case *test = seal_open();
    FILE *file = fopen(file_of(test, "a.db.key"), "w");
    for (int i = 0; i < 64; i++)
        fputc('a', file);
    fclose(file);
    open_again(test, COR_STORE_READ);
    assert_noticed(test, "with another key file");
    assert_fails(cor_store_key_read(test->store, &test->err), COR_E_FORMAT, &test->err,
                 "belongs to another database");
    seal_close(test);
}

/* Rows and seal made to agree by somebody who computes everything but the keyed sum. */
static void a_seal_copied_from_another_state_is_noticed(void **state) {
    (void)state;
    seal_case *test = seal_open();
    tamper(test, "CREATE TABLE kept AS SELECT * FROM seal");
    put_file(test, "more.csv", 1);
    tamper(test, "UPDATE seal SET state = (SELECT CAST(substr(seal.state, 1, 56) || "
                 "substr(k.state, 57) AS BLOB) FROM kept k); DROP TABLE kept");
    open_again(test, COR_STORE_READ);
    assert_noticed(test, "made again by somebody without the key file");
    seal_close(test);
}

test_program(cmocka_unit_test(what_the_program_writes_is_sealed),
             cmocka_unit_test(the_files_are_for_their_owner_alone),
             cmocka_unit_test(each_change_is_named),
             cmocka_unit_test(the_program_does_not_seal_what_others_changed),
             cmocka_unit_test(a_trigger_that_others_left_does_not_run),
             cmocka_unit_test(a_seal_made_without_the_key_is_noticed),
             cmocka_unit_test(another_key_is_noticed),
             cmocka_unit_test(a_seal_copied_from_another_state_is_noticed))
