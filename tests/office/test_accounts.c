/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts: made, refused, disabled, given roles, reset; the key beside the database; everything
 * in the log. */
#include <sys/stat.h>
#include <unistd.h>

#include "office_case.h"

static void accounts_are_made_with_roles_and_listed(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_staff staff, *list;
    size_t count;
    assert_ok(office_add(test, "Ana", &test->factor,
                         grant_of(COR_ROLE_EDITOR, "GTM", &cor_kind_mechanism)),
              &test->err);
    assert_ok(office_add(test, "root", &test->factor, grant_of(COR_ROLE_ADMINISTRATOR, NULL, NULL)),
              &test->err);
    assert_ok(cor_office_get(test->office, COR_STR("ana"), &test->base->keep, &staff, &test->err),
              &test->err);
    assert_str(staff.name, "ana");
    assert_true(staff.enrolled);
    assert_int_equal(staff.grant_count, 1);
    cor_arena room = test->base->keep;
    assert_str(cor_text_in(cor_grant_text(&staff.grants[0], &room), COR_LANG_EN, &room),
               "editor: mechanisms, Guatemala");
    assert_ok(cor_office_list(test->office, &test->base->keep, &list, &count, &test->err),
              &test->err);
    assert_int_equal(count, 2);
    assert_true(cor_staff_is(&list[1], COR_ROLE_ADMINISTRATOR));
    assert_int_equal(log_count(test, "account-made"), 2);
    assert_int_equal(log_count(test, "role-given"), 2);
    office_close(test);
}

static void what_will_not_do_is_refused(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant grant = grant_of(COR_ROLE_EDITOR, "GTM", NULL);
    static const char *const names[] = { "",
                                         "a",
                                         "ana maría",
                                         "-ana",
                                         "../ana",
                                         "data pack",
                                         "a23456789012345678901234567890123456789012" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_fails(office_add(test, names[i], NULL, grant), COR_E_DOMAIN, &test->err,
                     "cannot be the name");

    assert_ok(office_add(test, "ana", NULL, grant), &test->err);
    assert_fails(office_add(test, "ANA", NULL, grant), COR_E_CONFLICT, &test->err, "already");
    static const struct {
        const char *password, *words;
    } passwords[] = { { "short", "shorter than 12" },
                      { "aaaaaaaaaaaaaaaaaaaa", "too easy" },
                      { "bruno and his horse", "too easy" } };

    for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++) {
        cor_password password = password_of(passwords[i].password);
        cor_staff_new new = { .name = COR_STR("bruno"), .password = &password };
        assert_fails(cor_office_add(test->office, COR_STR("console"), &new, NULL, &test->err),
                     COR_E_DOMAIN, &test->err, passwords[i].words);
    }

    cor_staff staff;
    assert_fails(
        cor_office_get(test->office, COR_STR("bruno"), &test->base->keep, &staff, &test->err),
        COR_E_NONE, &test->err, "no account");
    office_close(test);
}

static void disabling_and_new_roles_end_sessions(void **state) {
    (void)state;
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    cor_token token = sign_in(test, "ana");
    assert_true(is_signed_in(test, &token));
    assert_ok(cor_office_disable(test->office, COR_STR("root"), COR_STR("ana"), true, &test->err),
              &test->err);
    assert_false(is_signed_in(test, &token));
    cor_token half;
    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_ACCESS, &test->err,
                 "Name or password");
    assert_ok(cor_office_disable(test->office, COR_STR("root"), COR_STR("ana"), false, &test->err),
              &test->err);
    office_at(test, test->now_s + 60);
    token = sign_in(test, "ana");
    cor_grant more = grant_of(COR_ROLE_REVIEWER, "GTM", &cor_kind_mechanism);
    assert_ok(cor_office_grant(test->office, COR_STR("root"), COR_STR("ana"), &more, 1, false,
                               &test->err),
              &test->err);
    assert_false(is_signed_in(test, &token));
    office_at(test, test->now_s + 60);
    token = sign_in(test, "ana");
    cor_session session = session_of(test, &token);
    assert_true(cor_staff_has(&session.staff, COR_ROLE_REVIEWER, &cor_kind_mechanism));
    assert_false(cor_staff_has(&session.staff, COR_ROLE_REVIEWER, &cor_kind_publication));

    // Given again nothing changes, and nobody is sent out.
    assert_ok(cor_office_grant(test->office, COR_STR("root"), COR_STR("ana"), &more, 1, false,
                               &test->err),
              &test->err);
    assert_true(is_signed_in(test, &token));
    assert_int_equal(log_count(test, "role-given"), 2);
    assert_int_equal(log_count(test, "disabled"), 1);
    assert_int_equal(log_count(test, "enabled"), 1);
    office_close(test);
}

static void the_last_administrator_stays(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant administrator = grant_of(COR_ROLE_ADMINISTRATOR, NULL, NULL);
    assert_ok(office_add(test, "root", &test->factor, administrator), &test->err);
    assert_fails(
        cor_office_disable(test->office, COR_STR("root"), COR_STR("root"), true, &test->err),
        COR_E_CONFLICT, &test->err, "no administrator");
    assert_fails(cor_office_grant(test->office, COR_STR("root"), COR_STR("root"), &administrator, 1,
                                  true, &test->err),
                 COR_E_CONFLICT, &test->err, "no administrator");
    assert_ok(office_add(test, "root2", NULL, administrator), &test->err);
    assert_ok(cor_office_disable(test->office, COR_STR("root"), COR_STR("root"), true, &test->err),
              &test->err);
    office_close(test);
}

static void a_reset_takes_password_and_factor(void **state) {
    (void)state;
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    cor_token token = sign_in(test, "ana"), half;
    cor_password password = password_of("another horse under a bridge");
    assert_ok(cor_office_reset(test->office, COR_STR("root"), COR_STR("ana"), &password, true,
                               &test->err),
              &test->err);
    assert_false(is_signed_in(test, &token));
    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_ACCESS, &test->err,
                 "wrong");
    assert_ok(try_password(test, "ana", "another horse under a bridge", "here", &half), &test->err);
    assert_int_equal(session_of(test, &half).stage, COR_STAGE_ENROL);
    assert_int_equal(log_count(test, "reset"), 1);
    office_close(test);
}

/* ---- the key file -------------------------------------------------------- */

/* Close everything, as when the program ends, and open the database again. */
static void reopen_registry(office_case *test) {
    registry_case *base = test->base;
    cor_office_close(test->office);
    test->office = NULL;
    cor_registry_close(base->registry);
    cor_store_close(base->store);
    assert_ok(cor_store_open(cor_str_of(test_folder_file(&base->folder, "a.db")), COR_STORE_WRITE,
                             &base->store, &test->err),
              &test->err);
    assert_ok(cor_registry_open(base->store, &cor_kinds, &base->registry, &test->err), &test->err);
}

static void reopen(office_case *test) {
    reopen_registry(test);
    assert_ok(cor_office_open(test->base->registry, &test->office, &test->err), &test->err);
    office_at(test, test->now_s);
}

static void refuse_to_open(office_case *test, cor_code code, const char *words) {
    reopen_registry(test);
    assert_fails(cor_office_open(test->base->registry, &test->office, &test->err), code, &test->err,
                 words);
}

static void write_key(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, 0600), 0);
}

static void the_key_is_beside_the_database_for_its_owner_alone(void **state) {
    (void)state;
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    const char *path = test_folder_file(&test->base->folder, "a.db.key");
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(status.st_size, 65);
    reopen(test);
    cor_token token = sign_in(test, "ana");
    assert_true(is_signed_in(test, &token));
    assert_int_equal(chmod(path, 0644), 0);
    refuse_to_open(test, COR_E_ACCESS, "read by others");
    assert_int_equal(chmod(path, 0600), 0);
    office_close(test);
}

static void a_missing_foreign_or_broken_key_is_said(void **state) {
    (void)state;
    office_case *test = office_open();
    char path[512], away[600];
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    snprintf(path, sizeof path, "%s", test_folder_file(&test->base->folder, "a.db.key"));
    snprintf(away, sizeof away, "%s.away", path);
    assert_int_equal(rename(path, away), 0);
    reopen(test);
    cor_token half, whole;
    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_MISSING, &test->err,
                 "is missing");
    write_key(path, "not a key\n");
    refuse_to_open(test, COR_E_FORMAT, "not a key file");
    write_key(path, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    refuse_to_open(test, COR_E_FORMAT, "belongs to another database");
    assert_ok(cor_store_begin(test->base->store, &test->err), &test->err);
    assert_ok(cor_store_seal_again(test->base->store, &test->err), &test->err);
    assert_ok(cor_store_commit(test->base->store, &test->err), &test->err);
    reopen(test);
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_fails(try_code(test, &half, digits(test), &whole), COR_E_STORE, &test->err,
                 "another key file");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rename(away, path), 0);
    office_close(test);
}

/* Neither password nor key nor token nor recovery code stands in the file. */
static void the_database_holds_no_secret(void **state) {
    (void)state;
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    cor_token token = sign_in(test, "ana");
    char base32[48], hex[65];
    cor_factor_print(&test->factor, false, base32);
    cor_token_print(&token, hex);

    for (int part = 0; part < 2; part++) {
        FILE *file = fopen(test_folder_file(&test->base->folder, part ? "a.db-wal" : "a.db"), "rb");
        if (!file) continue;
        static char bytes[8 << 20];
        size_t length = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        const struct {
            const void *at;
            size_t length;
        } secrets[] = { { PASSWORD, strlen(PASSWORD) },
                        { test->factor.bytes, sizeof test->factor.bytes },
                        { token.bytes, sizeof token.bytes },
                        { base32, strlen(base32) },
                        { hex, strlen(hex) },
                        { test->recovery.codes[0], strlen(test->recovery.codes[0]) } };
        for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
            assert_null(memmem(bytes, length, secrets[i].at, secrets[i].length));
    }

    office_close(test);
}

test_program(cmocka_unit_test(accounts_are_made_with_roles_and_listed),
             cmocka_unit_test(what_will_not_do_is_refused),
             cmocka_unit_test(disabling_and_new_roles_end_sessions),
             cmocka_unit_test(the_last_administrator_stays),
             cmocka_unit_test(a_reset_takes_password_and_factor),
             cmocka_unit_test(the_key_is_beside_the_database_for_its_owner_alone),
             cmocka_unit_test(a_missing_foreign_or_broken_key_is_said),
             cmocka_unit_test(the_database_holds_no_secret))
