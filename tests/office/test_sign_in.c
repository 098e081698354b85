/* SPDX-License-Identifier: Apache-2.0 */
/* Through the door and not: replayed codes, replayed sessions, a hundred wrong passwords, names
 * that do not exist. */
#include <pthread.h>
#include <sqlite3.h>

#include "office_case.h"

static office_case *with_ana(void) {
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, "GTM", NULL)),
              &test->err);
    return test;
}

static void password_and_code_sign_in_and_the_token_changes(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half, whole;
    assert_ok(try_password(test, " ANA ", PASSWORD, "here", &half), &test->err);
    assert_int_equal(session_of(test, &half).stage, COR_STAGE_CODE);
    assert_ok(try_code(test, &half, digits(test), &whole), &test->err);
    assert_memory_not_equal(half.bytes, whole.bytes, sizeof half.bytes);
    assert_false(
        is_signed_in(test, &half)); // fixation: what was known before is worth nothing after
    assert_fails(try_code(test, &half, digits(test), &whole), COR_E_ACCESS, &test->err,
                 "not signed in");
    assert_true(is_signed_in(test, &whole));
    assert_int_equal(log_count(test, "signed-in"), 1);
    office_close(test);
}

static void a_code_opens_once(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half, whole;
    char code[16], before[16];
    snprintf(code, sizeof code, "%s", digits(test));
    snprintf(before, sizeof before, "%06d", (int)cor_factor_code(&test->factor, test->now_s - 30));
    (void)sign_in(test, "ana");
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_fails(try_code(test, &half, code, &whole), COR_E_ACCESS, &test->err, "used already");
    assert_fails(try_code(test, &half, before, &whole), COR_E_ACCESS, &test->err, "used already");
    office_at(test, test->now_s + 30);
    assert_ok(try_code(test, &half, digits(test), &whole), &test->err);
    assert_int_equal(log_count(test, "refused-code"), 1); // of two in a minute
    office_close(test);
}

static void recovery_codes_open_once_each(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half, whole;
    int32_t left;
    assert_int_equal(strlen(test->recovery.codes[0]), 11);
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_ok(try_code(test, &half, test->recovery.codes[3], &whole), &test->err);
    cor_session session = session_of(test, &whole);
    assert_ok(cor_office_recovery_left(test->office, &session, &left, &test->err), &test->err);
    assert_int_equal(left, COR_RECOVERY_CODES - 1);
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_fails(try_code(test, &half, test->recovery.codes[3], &whole), COR_E_ACCESS, &test->err,
                 "wrong");
    cor_recovery fresh;
    assert_ok(cor_office_new_recovery(test->office, &session, &fresh, &test->err), &test->err);
    assert_fails(try_code(test, &half, test->recovery.codes[4], &whole), COR_E_ACCESS, &test->err,
                 "wrong");
    assert_ok(try_code(test, &half, fresh.codes[4], &whole), &test->err);
    office_close(test);
}

static void the_first_sign_in_sets_up_the_second_factor(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_token half, other, whole;
    cor_factor again;
    cor_recovery recovery;
    assert_ok(office_add(test, "ana", NULL, grant_of(COR_ROLE_EDITOR, "GTM", NULL)), &test->err);
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_int_equal(session_of(test, &half).stage, COR_STAGE_ENROL);
    assert_fails(try_code(test, &half, "123456", &whole), COR_E_CONFLICT, &test->err, "not set up");
    assert_ok(cor_office_enrol(test->office, &half, &test->factor, &test->err), &test->err);
    assert_ok(cor_office_enrol(test->office, &half, &again, &test->err), &test->err);
    assert_memory_equal(again.bytes, test->factor.bytes, sizeof again.bytes);
    assert_fails(cor_office_enrolled(test->office, &half, COR_STR("000000"), &HERE, &whole,
                                     &recovery, &test->err),
                 COR_E_ACCESS, &test->err, "wrong");
    assert_ok(try_password(test, "ana", PASSWORD, "here", &other), &test->err);
    assert_ok(cor_office_enrolled(test->office, &half, cor_str_of(digits(test)), &HERE, &whole,
                                  &recovery, &test->err),
              &test->err);
    assert_true(is_signed_in(test, &whole));

    // Another half session cannot put a second device in its place.
    assert_fails(cor_office_enrol(test->office, &other, &again, &test->err), COR_E_CONFLICT,
                 &test->err, "already");
    assert_fails(cor_office_enrol(test->office, &whole, &again, &test->err), COR_E_CONFLICT,
                 &test->err, "already");
    assert_ok(try_code(test, &other, recovery.codes[7], &whole), &test->err);
    office_close(test);
}

static void a_hundred_wrong_passwords_wait_longer_and_longer(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    int32_t checked = 0, waits = 0;

    for (int i = 0; i < 100; i++) {
        cor_code code = try_password(test, "ana", "not the password at all", "there", &half);
        checked += code == COR_E_ACCESS;
        waits += code == COR_E_BUSY;
    }

    assert_int_equal(checked, COR_SIGN_IN_FREE_NAME);
    assert_int_equal(waits, 100 - COR_SIGN_IN_FREE_NAME);

    // The right one waits too, from there; whoever asks from elsewhere does not.
    assert_fails(try_password(test, "ana", PASSWORD, "there", &half), COR_E_BUSY, &test->err,
                 "Wait 15 seconds");
    assert_ok(try_password(test, "ana", PASSWORD, "elsewhere", &half), &test->err);
    office_at(test, test->now_s + COR_SIGN_IN_WAIT_S);
    assert_fails(try_password(test, "ana", "still not it at all", "there", &half), COR_E_ACCESS,
                 &test->err, "wrong");
    office_at(test, test->now_s + COR_SIGN_IN_WAIT_S);
    assert_fails(try_password(test, "ana", PASSWORD, "there", &half), COR_E_BUSY, &test->err,
                 "Wait");
    office_at(test, test->now_s + COR_SIGN_IN_WAIT_S);
    assert_ok(try_password(test, "ana", PASSWORD, "there", &half), &test->err);
    assert_int_equal(log_count(test, "refused-password"), 1); // of six in a minute
    office_close(test);
}

/* The cookie of a browser in which somebody signed in. */
static const char *known_device(office_case *test, const char *name, const char *before) {
    static char rooms[4][COR_DEVICE_COOKIE_BYTES + 1];
    static unsigned next;
    char *room = rooms[next++ % 4];
    assert_ok(cor_office_know_device(test->office, cor_str_of(name), cor_str_of(before), room,
                                     &test->err),
              &test->err);
    return room;
}

static void strangers_do_not_keep_a_known_device_out(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    const char *mine = known_device(test, "ana", "");
    for (int i = 0; i < 30; i++) // from the same address, as behind one router
        (void)try_password(test, "ana", "not the password at all", "here", &half);

    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_BUSY, &test->err,
                 "Wait");
    assert_ok(try_from(test, "ana", PASSWORD, "here", mine, &half), &test->err);

    // It waits for failures of its own, and is worth nothing with another name or changed.
    for (int i = 0; i < COR_SIGN_IN_FREE_NAME; i++)
        assert_fails(try_from(test, "ana", "not the password at all", "x", mine, &half),
                     COR_E_ACCESS, &test->err, "wrong");

    assert_fails(try_from(test, "ana", PASSWORD, "x", mine, &half), COR_E_BUSY, &test->err, "Wait");
    char forged[COR_DEVICE_COOKIE_BYTES + 1];
    snprintf(forged, sizeof forged, "%s", known_device(test, "ana", ""));
    forged[0] = forged[0] == '0' ? '1' : '0';
    assert_fails(try_from(test, "ana", PASSWORD, "here", forged, &half), COR_E_BUSY, &test->err,
                 "Wait");
    assert_fails(try_from(test, "ana", PASSWORD, "here", known_device(test, "leo", ""), &half),
                 COR_E_BUSY, &test->err, "Wait");
    office_close(test);
}

static void a_browser_knows_several_people_and_forgets_in_time(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    const char *shared = known_device(test, "ana", "");
    for (int i = 0; i < COR_DEVICE_PEOPLE - 1; i++)
        shared = known_device(test, i ? "mia" : "leo", shared);

    for (int i = 0; i < 10; i++)
        (void)try_password(test, "ana", "not the password at all", "here", &half);
    assert_ok(try_from(test, "ana", PASSWORD, "here", shared, &half), &test->err);
    office_at(test, test->now_s + (COR_DEVICE_KNOWN_DAYS + 1) * 24 * 3600);
    for (int i = 0; i < 10; i++)
        (void)try_password(test, "ana", "not the password at all", "here", &half);
    assert_fails(try_from(test, "ana", PASSWORD, "here", shared, &half), COR_E_BUSY, &test->err,
                 "Wait");
    office_close(test);
}

/* Many addresses: what they guess in a day is bounded by the name, and no wait is longer than a
 * minute. The clock goes on to the end of each wait, as a patient attacker's does. */
static void strangers_with_many_addresses_guess_so_often_a_day(void **state) {
    (void)state;
    office_case *test = with_ana();
    office_attempt attempt = { .name = COR_STR("ana"), .since = COR_STR("") };
    int64_t begun = test->now_s;
    int32_t guessed = 0;
    char address[32];

    assert_ok(cor_store_begin(test->office->store, &test->err), &test->err);
    for (int32_t second = 0; second < 24 * 3600; second++) {
        office_at(test, begun + second);
        for (;;) {
            snprintf(address, sizeof address, "address %d", (int)guessed);
            attempt.address = cor_str_of(address);
            if (office_delay_check(test->office, &attempt, &test->err)) break;
            assert_ok(office_delay_add(test->office, &attempt, &test->err), &test->err);
            guessed++;
        }
    }

    assert_ok(cor_store_commit(test->office->store, &test->err), &test->err);
    assert_int_equal(guessed, 1787); // as docs/guide/office.md says
    office_at(test, test->now_s + COR_SIGN_IN_STRANGERS_MOST_S);
    cor_token half;
    assert_ok(try_password(test, "ana", PASSWORD, "new", &half), &test->err);
    office_close(test);
}

static void names_that_do_not_exist_are_treated_alike(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    char known[2048], unknown[2048];

    for (int i = 0; i < COR_SIGN_IN_FREE_NAME + 1; i++) {
        cor_code one = try_password(test, "ana", "not the password at all", "", &half);
        snprintf(known, sizeof known, "%s", test_message(&test->err));
        cor_code other = try_password(test, "nobody", "not the password at all", "", &half);
        snprintf(unknown, sizeof unknown, "%s", test_message(&test->err));
        assert_int_equal(one, other);
        assert_string_equal(known, unknown);
    }

    // What was typed as a name is not in the log.
    cor_registry_event *list;
    size_t count;
    assert_ok(cor_registry_log(test->base->registry, 0, (cor_str){ 0 }, 0, &test->base->keep, &list,
                               &count, &test->err),
              &test->err);
    for (size_t i = 0; i < count; i++)
        assert_false(cor_str_is(list[i].who, "nobody") || cor_str_is(list[i].key, "nobody"));

    office_close(test);
}

static void an_address_that_tries_many_names_waits(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    char name[16];

    for (int i = 0; i < COR_SIGN_IN_FREE_ADDRESS; i++) {
        snprintf(name, sizeof name, "name%d", i);
        assert_fails(try_password(test, name, "not the password at all", "there", &half),
                     COR_E_ACCESS, &test->err, "");
    }

    assert_fails(try_password(test, "ana", PASSWORD, "there", &half), COR_E_BUSY, &test->err,
                 "Wait");
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    office_close(test);
}

static void guessing_codes_waits_as_well(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half, whole;
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    for (int i = 0; i < COR_SIGN_IN_FREE_NAME; i++)
        assert_fails(try_code(test, &half, "12345x", &whole), COR_E_ACCESS, &test->err, "wrong");

    assert_fails(try_code(test, &half, digits(test), &whole), COR_E_BUSY, &test->err, "Wait");
    // A new half session does not help, and the right password does not forgive.
    assert_ok(try_password(test, "ana", PASSWORD, "elsewhere", &half), &test->err);
    assert_fails(try_code(test, &half, digits(test), &whole), COR_E_BUSY, &test->err, "Wait");

    // The person themselves gets in where they signed in before.
    cor_caller mine = { COR_STR("here"), cor_str_of(known_device(test, "ana", "")) };
    assert_ok(
        cor_office_second(test->office, &half, cor_str_of(digits(test)), &mine, &whole, &test->err),
        &test->err);
    office_close(test);
}

static void sessions_end_by_time(void **state) {
    (void)state;
    office_case *test = with_ana();
    int64_t begun = test->now_s;
    cor_token token = sign_in(test, "ana"), half;
    office_at(test, begun + COR_SESSION_IDLE_S);
    assert_true(is_signed_in(test, &token));
    office_at(test, begun + 2 * COR_SESSION_IDLE_S);
    assert_true(is_signed_in(test, &token)); // kept alive by the request in between
    office_at(test, begun + 3 * COR_SESSION_IDLE_S + 1);
    assert_false(is_signed_in(test, &token));
    token = sign_in(test, "ana");
    begun = test->now_s;

    for (int64_t at = begun; at <= begun + COR_SESSION_LONGEST_S; at += COR_SESSION_IDLE_S) {
        office_at(test, at);
        assert_true(is_signed_in(test, &token));
    }

    office_at(test, begun + COR_SESSION_LONGEST_S + 1);
    assert_false(is_signed_in(test, &token));
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    assert_int_equal(session_of(test, &half).stage, COR_STAGE_CODE);
    office_at(test, test->now_s + COR_SESSION_HALF_S + 1);
    cor_session session;
    assert_fails(cor_office_session(test->office, &half, &test->base->keep, &session, &test->err),
                 COR_E_ACCESS, &test->err, "not signed in");
    office_close(test);
}

/* By what their owner recognises them; cut, and never more than a family and a system is asked
 * for. */
static void sessions_say_where_they_are(void **state) {
    (void)state;
    office_case *test = office_open();
    assert_ok(office_add(test, "ana", &test->factor, grant_of(COR_ROLE_EDITOR, NULL, NULL)),
              &test->err);
    cor_token token = sign_in(test, "ana");
    cor_session session = session_of(test, &token), *list;
    size_t count;
    char endless[5001];
    memset(endless, 'x', 5000);
    endless[5000] = 0;
    static const char *const names[] = { "", "Firefox, Windows", NULL };

    for (size_t i = 0; i < 3; i++) {
        cor_str name = cor_str_of(names[i] ? names[i] : endless);
        if (i)
            assert_ok(cor_office_note_device(test->office, &token, name, &test->err), &test->err);
        assert_ok(cor_office_sessions(test->office, session.staff.id, &test->base->keep, &list,
                                      &count, &test->err),
                  &test->err);
        assert_int_equal(count, 1);
        assert_true(cor_str_equal(list[0].device, cor_str_part(name, 0, COR_DEVICE_BYTES)));
    }

    office_close(test);
}

static void sessions_are_listed_and_ended(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token one = sign_in(test, "ana");
    office_at(test, test->now_s + 60);
    cor_token other = sign_in(test, "ana");
    cor_session session = session_of(test, &other), *list;
    size_t count;
    assert_ok(cor_office_sessions(test->office, session.staff.id, &test->base->keep, &list, &count,
                                  &test->err),
              &test->err);
    assert_int_equal(count, 2);
    assert_int_equal(list[0].id, session.id);
    assert_ok(cor_office_end_session(test->office, &session, list[1].id, &test->err), &test->err);
    assert_false(is_signed_in(test, &one));
    assert_true(is_signed_in(test, &other));
    assert_ok(cor_office_sign_out(test->office, &session, &test->err), &test->err);
    assert_false(is_signed_in(test, &other)); // replayed after sign-out
    assert_int_equal(log_count(test, "signed-out"), 1);
    assert_int_equal(log_count(test, "session-ended"), 1);
    office_close(test);
}

static void a_new_password_ends_all_sessions(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token one = sign_in(test, "ana"), fresh;
    cor_session session = session_of(test, &one);
    cor_password before = password_of(PASSWORD), wrong = password_of("not the password at all");
    cor_password after = password_of("another horse under a bridge");
    assert_fails(cor_office_change_password(test->office, &session, &wrong, &after, &HERE, &fresh,
                                            &test->err),
                 COR_E_ACCESS, &test->err, "present password is wrong");
    assert_fails(cor_office_change_password(test->office, &session, &before, &before, &HERE, &fresh,
                                            &test->err),
                 COR_E_DOMAIN, &test->err, "is the present one");
    assert_ok(cor_office_change_password(test->office, &session, &before, &after, &HERE, &fresh,
                                         &test->err),
              &test->err);
    assert_false(is_signed_in(test, &one));
    assert_true(is_signed_in(test, &fresh));
    cor_token half;
    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_ACCESS, &test->err,
                 "wrong");
    office_close(test);
}

/* ---- a reset meanwhile --------------------------------------------------- */

typedef struct {
    office_case *test;
    const cor_token *half; // NULL: the password is tried
    cor_token token;
    cor_code code;
    cor_error err;
} late_attempt;

/* On a connection of its own, as another thread of a server. */
static void *try_late(void *self) {
    late_attempt *late = self;
    office_case *test = late->test, own = { .now_s = test->now_s };
    cor_store *store = NULL;
    cor_registry *registry = NULL;
    const char *path = test_folder_file(&test->base->folder, "a.db");
    cor_code code = cor_store_open(cor_str_of(path), COR_STORE_WRITE, &store, &late->err);
    if (!code) code = cor_registry_open(store, &cor_kinds, &registry, &late->err);
    if (!code) code = cor_office_open(registry, &own.office, &late->err);
    if (!code) {
        cor_store_wait(store, 120000);
        office_set_clock(own.office, test->now_s);
        own.factor = test->factor;
        char code_text[16];
        snprintf(code_text, sizeof code_text, "%06d",
                 (int)cor_factor_code(&test->factor, test->now_s));
        code = late->half ? try_code(&own, late->half, code_text, &late->token)
                          : try_password(&own, "ana", PASSWORD, "here", &late->token);
        late->err = own.err;
    }

    late->code = code;
    cor_office_close(own.office);
    cor_registry_close(registry);
    cor_store_close(store);
    return NULL;
}

/* While the lock is held, an attempt reads and checks the password of before, and then waits for its
 * turn to write. If this machine is too slow for that in the pause, it meets the new password, and
 * fails as well. */
static void reset_during(office_case *test, late_attempt *late) {
    enum { PAUSE_US = 500000 };
    pthread_t thread;
    char hash[crypto_pwhash_STRBYTES];
    cor_password other = password_of("another horse on a bridge");
    office_row row;
    assert_ok(office_hash(&other, hash, &test->err), &test->err);
    assert_ok(office_row_find(test->office, COR_STR("ana"), &row, &test->err), &test->err);
    assert_ok(cor_store_begin(test->base->store, &test->err), &test->err);
    assert_int_equal(pthread_create(&thread, NULL, try_late, late), 0);
    usleep(PAUSE_US);
    assert_ok(office_password_set(test->office, row.id, hash, true, &test->err), &test->err);
    assert_ok(office_sessions_clear(test->office, row.id, 0, &test->err), &test->err);
    assert_ok(cor_store_commit(test->base->store, &test->err), &test->err);
    pthread_join(thread, NULL);
}

static void no_session_begins_with_the_password_of_before(void **state) {
    (void)state;
    office_case *test = with_ana();
    late_attempt password = { .test = test };
    reset_during(test, &password);
    assert_int_equal(password.code, COR_E_ACCESS);
    office_close(test);

    test = with_ana();
    cor_token half;
    assert_ok(try_password(test, "ana", PASSWORD, "here", &half), &test->err);
    late_attempt code = { .test = test, .half = &half };
    reset_during(test, &code);
    assert_int_equal(code.code, COR_E_ACCESS);
    office_close(test);
}

static void a_reset_forgets_what_a_known_device_did(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    cor_password other = password_of("another horse on a bridge");
    const char *mine = known_device(test, "ana", "");
    for (int i = 0; i < COR_SIGN_IN_FREE_NAME; i++)
        assert_fails(try_from(test, "ana", "not the password at all", "x", mine, &half),
                     COR_E_ACCESS, &test->err, "wrong");
    assert_fails(try_from(test, "ana", PASSWORD, "x", mine, &half), COR_E_BUSY, &test->err, "Wait");
    assert_ok(
        cor_office_reset(test->office, COR_STR("root"), COR_STR("ana"), &other, false, &test->err),
        &test->err);
    assert_ok(try_from(test, "ana", "another horse on a bridge", "x", mine, &half), &test->err);
    office_close(test);
}

/* ---- what strangers can write -------------------------------------------- */

/* Refusals that the log tells of. */
static int64_t logged_refusals(office_case *test) {
    cor_registry_event *list;
    size_t count;
    int64_t total = 0;
    assert_ok(cor_registry_log(test->base->registry, 0, (cor_str){ 0 }, 0, &test->base->keep, &list,
                               &count, &test->err),
              &test->err);
    for (size_t i = 0; i < count; i++) {
        if (!cor_str_is(list[i].action, "refused-password")) continue;
        bool is_more = cor_str_starts(list[i].why, COR_STR("+"));
        int64_t number = 0;
        cor_str digits =
            cor_str_part(list[i].why, is_more, cor_str_find(list[i].why, COR_STR(" ")));
        digits.length -= is_more && digits.length;
        if (list[i].why.length) assert_true(cor_number_parse_int(digits, &number));
        total += number + (is_more || !list[i].why.length);
    }
    return total;
}

static void a_minute_of_refusals_is_one_row(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    char address[32];
    for (int i = 0; i < 60; i++) { // every two seconds, each from another address
        snprintf(address, sizeof address, "10.0.0.%d", i);
        const char *name = i % 3 ? "ana" : "nobody";
        assert_fails(try_password(test, name, "not the password at all", address, &half),
                     COR_E_ACCESS, &test->err, "wrong");
        office_at(test, test->now_s + 2);
    }

    assert_int_equal(log_count(test, "refused-password"), 4); // two minutes, two names
    office_at(test, test->now_s + 3600);
    sign_in(test, "ana");
    assert_int_equal(log_count(test, "refused-password"), 6);
    assert_int_equal(logged_refusals(test), 60);
    office_at(test, test->now_s + 3600);
    sign_in(test, "ana");
    assert_int_equal(log_count(test, "refused-password"), 6);
    office_close(test);
}

static void counters_have_a_limit_and_the_heavy_stay(void **state) {
    (void)state;
    office_case *test = with_ana();
    cor_token half;
    sqlite3 *raw;
    char text[256];
    for (int i = 0; i < COR_SIGN_IN_FREE_NAME; i++)
        assert_fails(try_password(test, "ana", "not the password at all", "here", &half),
                     COR_E_ACCESS, &test->err, "wrong");
    snprintf(text, sizeof text,
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT "
             "INTO staff_delay SELECT randomblob(32), 1, %lld, 0 FROM n",
             OFFICE_DELAYS_MOST, (long long)test->now_s);
    assert_int_equal(sqlite3_open(test_folder_file(&test->base->folder, "a.db"), &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, text, NULL, NULL, NULL), SQLITE_OK);

    assert_fails(try_password(test, "leo", "not the password at all", "there", &half), COR_E_ACCESS,
                 &test->err, "wrong");
    sqlite3_stmt *count;
    assert_int_equal(sqlite3_prepare_v2(raw, "SELECT count(*) FROM staff_delay", -1, &count, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(count), SQLITE_ROW);
    assert_in_range(sqlite3_column_int(count, 0), 1, OFFICE_DELAYS_MOST * 9 / 10 + 16);
    sqlite3_finalize(count);
    sqlite3_close(raw);
    assert_fails(try_password(test, "ana", PASSWORD, "here", &half), COR_E_BUSY, &test->err,
                 "Wait");
    office_close(test);
}

static void the_log_of_staff_is_part_of_the_chain(void **state) {
    (void)state;
    office_case *test = with_ana();
    (void)sign_in(test, "ana");
    cor_check_result *results;
    size_t count;
    assert_ok(cor_registry_audit(test->base->registry, &test->base->keep, &results, &count, NULL,
                                 &test->err),
              &test->err);
    assert_int_equal(results[0].problem_count, 0);
    case_tamper(test->base, "DROP TRIGGER audit_not_changed");
    case_tamper(test->base, "UPDATE audit SET who = 'bruno' WHERE state_to = 'signed-in'");
    assert_ok(cor_registry_audit(test->base->registry, &test->base->keep, &results, &count, NULL,
                                 &test->err),
              &test->err);
    assert_int_equal(results[0].problem_count, 1);
    office_close(test);
}

test_program(cmocka_unit_test(password_and_code_sign_in_and_the_token_changes),
             cmocka_unit_test(a_code_opens_once), cmocka_unit_test(recovery_codes_open_once_each),
             cmocka_unit_test(the_first_sign_in_sets_up_the_second_factor),
             cmocka_unit_test(a_hundred_wrong_passwords_wait_longer_and_longer),
             cmocka_unit_test(strangers_do_not_keep_a_known_device_out),
             cmocka_unit_test(a_browser_knows_several_people_and_forgets_in_time),
             cmocka_unit_test(strangers_with_many_addresses_guess_so_often_a_day),
             cmocka_unit_test(names_that_do_not_exist_are_treated_alike),
             cmocka_unit_test(an_address_that_tries_many_names_waits),
             cmocka_unit_test(guessing_codes_waits_as_well), cmocka_unit_test(sessions_end_by_time),
             cmocka_unit_test(sessions_are_listed_and_ended),
             cmocka_unit_test(sessions_say_where_they_are),
             cmocka_unit_test(a_new_password_ends_all_sessions),
             cmocka_unit_test(a_minute_of_refusals_is_one_row),
             cmocka_unit_test(counters_have_a_limit_and_the_heavy_stay),
             cmocka_unit_test(no_session_begins_with_the_password_of_before),
             cmocka_unit_test(a_reset_forgets_what_a_known_device_did),
             cmocka_unit_test(the_log_of_staff_is_part_of_the_chain))
