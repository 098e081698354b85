/* SPDX-License-Identifier: Apache-2.0 */
/* The audit log: a changed, missing or added row, a changed version, a changed state are all
 * noticed. */
#include "registry_case.h"

static int64_t problems(registry_case *test, const char *key, const char *words) {
    cor_check_result *results;
    size_t count;
    cor_str head;
    int64_t found = 0;

    assert_ok(cor_registry_audit(test->registry, &test->keep, &results, &count, &head, &test->err),
              &test->err);
    assert_int_equal(head.length, 64);

    for (size_t i = 0; i < count; i++) {
        found += results[i].problem_count;
        if (!words || !cor_str_is(results[i].key, key)) continue;
        assert_true(results[i].problem_text_count > 0);
        cor_str text = cor_text_in(results[i].problems[0], COR_LANG_EN, &test->keep);
        if (cor_str_find(text, cor_str_of(words)) == SIZE_MAX)
            fail_msg("“%.*s” lacks “%s”", COR_STR_F(text), words);
    }

    return found;
}

static registry_case *three_entries(void) {
    registry_case *test = case_open();
    for (int i = 0; i < 3; i++) {
        char key[8];
        snprintf(key, sizeof key, "A%d", i);
        assert_ok(case_put(test, case_institution(test, key, "Office"), "ana", COR_STATE_REVIEW, 0),
                  &test->err);
        assert_ok(case_move(test, &cor_kind_institution, key, "eva", COR_STATE_PUBLISHED, 1),
                  &test->err);
    }

    assert_int_equal(problems(test, "", NULL), 0);
    return test;
}

static void assert_noticed(const char *sql, const char *key, const char *words) {
    registry_case *test = three_entries();
    case_tamper(test, sql);
    if (!problems(test, key, words)) fail_msg("%s: not noticed", sql);
    case_close(test);
}

#define OPEN_LOG      "DROP TRIGGER audit_not_changed; DROP TRIGGER audit_not_deleted; "
#define OPEN_VERSIONS "DROP TRIGGER registry_version_not_changed; "

static void tampering_is_noticed(void **state) {
    (void)state;
    assert_noticed(OPEN_LOG "UPDATE audit SET who = 'luis' WHERE id = 2", "audit",
                   "Row 2 of the audit log was changed");
    assert_noticed(OPEN_LOG "UPDATE audit SET at_s = at_s + 1 WHERE id = 6", "audit", "Row 6");
    assert_noticed(OPEN_LOG "UPDATE audit SET why = '' WHERE id = 1", "audit", "Row 1");
    assert_noticed(OPEN_LOG "DELETE FROM audit WHERE id = 3", "audit",
                   "Rows 3 to 3 of the audit log are missing");
    assert_noticed(OPEN_LOG "DELETE FROM audit WHERE id = 6", "entries", "institution A2");
    assert_noticed(OPEN_VERSIONS
                   "UPDATE registry_version SET body = replace(body, 'Office', 'Orifice')",
                   "versions", "Version 1 of institution A0");
    assert_noticed("UPDATE registry_entry SET shown = NULL, state = 'draft' WHERE key = 'A1'",
                   "entries", "institution A1");
    assert_noticed("DELETE FROM registry_text WHERE rowid = -1", "search", "institution A0");
}

/* The database itself refuses, whoever opens it. */
static void rows_cannot_be_changed_by_plain_sql(void **state) {
    (void)state;
    static const char *const statements[] = {
        "UPDATE audit SET who = 'luis'",
        "DELETE FROM audit",
        "UPDATE registry_version SET who = 'luis'",
        "DELETE FROM registry_version",
    };
    registry_case *test = three_entries();
    sqlite3 *raw;
    assert_int_equal(sqlite3_open(test_folder_file(&test->folder, "a.db"), &raw), SQLITE_OK);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        assert_int_equal(sqlite3_exec(raw, statements[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);

    sqlite3_close(raw);
    assert_int_equal(problems(test, "", NULL), 0);
    case_close(test);
}

/* The chain over the whole pack is sound, and each of its rows counts. */
static void the_pack_is_sound(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_check_result *results;
    size_t count;
    case_load_all(test);
    assert_ok(cor_registry_audit(test->registry, &test->keep, &results, &count, NULL, &test->err),
              &test->err);
    assert_int_equal(count, 4);

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(results[i].looked_at, 1710);
        assert_int_equal(results[i].problem_count, 0);
    }

    case_close(test);
}

test_program(cmocka_unit_test(tampering_is_noticed),
             cmocka_unit_test(rows_cannot_be_changed_by_plain_sql),
             cmocka_unit_test(the_pack_is_sound))
