/* SPDX-License-Identifier: Apache-2.0 */
/* Who may save, publish, return and withdraw what: roles by country and registry, and two pairs
 * of eyes. */
#include "office_case.h"

static cor_staff staff_of(const char *name, cor_grant *grants, int32_t count) {
    return (cor_staff){
        .id = 1, .name = cor_str_of(name), .grants = grants, .grant_count = count, .enrolled = true
    };
}

/* Of a copy: saving brings values into canonical form, in memory that is forgotten afterwards. */
static cor_code save(office_case *test, const cor_staff *staff, const cor_entry *given,
                     cor_registry_state state, int32_t expected) {
    cor_entry *entry = cor_entry_new(given->kind, given->key, &test->base->keep);
    memcpy(entry->values, given->values, (size_t)given->kind->field_count * sizeof *given->values);
    cor_registry_act act = { .why = COR_STR("because"), .state = state, .expected = expected };
    int32_t version;
    return cor_office_save(test->office, staff, entry, &act, test->base->scratch, &version,
                           &test->err);
}

static cor_code move(office_case *test, const cor_staff *staff, const char *key,
                     cor_registry_state state, const char *why) {
    cor_registry_act act = { .why = cor_str_of(why), .state = state, .expected = -1 };
    return cor_office_move(test->office, staff, &cor_kind_mechanism, cor_str_of(key), &act,
                           test->base->scratch, &test->err);
}

static cor_code move_as_admin(office_case *test, const char *key) {
    cor_grant grant = grant_of(COR_ROLE_ADMINISTRATOR, NULL, NULL);
    cor_staff root = staff_of("root", &grant, 1);
    return move(test, &root, key, COR_STATE_PUBLISHED, "nobody else is here to read it");
}

static void editors_write_in_their_country_and_registry(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant guatemala = grant_of(COR_ROLE_EDITOR, "GTM", &cor_kind_mechanism);
    cor_grant honduras = grant_of(COR_ROLE_EDITOR, "HND", NULL);
    cor_grant library = grant_of(COR_ROLE_EDITOR, NULL, &cor_kind_publication);
    cor_staff ana = staff_of("ana", &guatemala, 1), hugo = staff_of("hugo", &honduras, 1);
    cor_staff lia = staff_of("lia", &library, 1);
    cor_entry *entry = case_mechanism(test->base, "A", "An agreement"); // of GTM;MEX
    assert_fails(save(test, &hugo, entry, COR_STATE_DRAFT, 0), COR_E_ACCESS, &test->err,
                 "in a country the entry names");
    assert_fails(save(test, &lia, entry, COR_STATE_DRAFT, 0), COR_E_ACCESS, &test->err,
                 "editor of mechanisms");
    assert_ok(save(test, &ana, entry, COR_STATE_DRAFT, 0), &test->err);

    // Nor by writing one's own country into an entry of others.
    case_set(entry, "parties", "GTM;HND;MEX");
    assert_fails(save(test, &hugo, entry, COR_STATE_DRAFT, 1), COR_E_ACCESS, &test->err, "country");

    // Nor out of one's own.
    case_set(entry, "parties", "HND;MEX");
    assert_fails(save(test, &ana, entry, COR_STATE_DRAFT, 1), COR_E_ACCESS, &test->err, "country");
    case_set(entry, "parties", "GTM;MEX");
    assert_fails(save(test, &ana, entry, COR_STATE_PUBLISHED, 1), COR_E_USAGE, &test->err,
                 "draft or for review");
    office_close(test);
}

static void whoever_wrote_it_does_not_publish_it(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant both[] = { grant_of(COR_ROLE_EDITOR, "GTM", NULL),
                         grant_of(COR_ROLE_REVIEWER, "GTM", NULL) };
    cor_grant admin = grant_of(COR_ROLE_ADMINISTRATOR, NULL, NULL);
    cor_staff ana = staff_of("ana", both, 2), bruno = staff_of("bruno", both, 2),
              root = staff_of("root", &admin, 1);
    cor_staff editor = staff_of("eva", both, 1);
    cor_entry *entry = case_mechanism(test->base, "A", "An agreement");
    assert_ok(save(test, &ana, entry, COR_STATE_REVIEW, 0), &test->err);
    assert_fails(move(test, &ana, "A", COR_STATE_PUBLISHED, ""), COR_E_ACCESS, &test->err,
                 "somebody else must publish");
    assert_fails(move(test, &editor, "A", COR_STATE_PUBLISHED, ""), COR_E_ACCESS, &test->err,
                 "reviewer");

    // Bruno writes a little of it: then he may not either.
    case_set_in(entry, "title", COR_LANG_ES, "Un acuerdo");
    assert_ok(save(test, &bruno, entry, COR_STATE_REVIEW, 1), &test->err);
    assert_fails(move(test, &ana, "A", COR_STATE_PUBLISHED, ""), COR_E_ACCESS, &test->err,
                 "somebody else");
    assert_fails(move(test, &bruno, "A", COR_STATE_PUBLISHED, ""), COR_E_ACCESS, &test->err,
                 "somebody else");
    assert_fails(move(test, &root, "A", COR_STATE_PUBLISHED, "ok"), COR_E_DOMAIN, &test->err,
                 "needs a reason");
    assert_ok(move(test, &root, "A", COR_STATE_PUBLISHED, "nobody else is left to read it"),
              &test->err);
    cor_registry_event *list;
    size_t count;
    assert_ok(cor_registry_log(test->base->registry, 0, (cor_str){ 0 }, 1, &test->base->keep, &list,
                               &count, &test->err),
              &test->err);
    assert_true(cor_str_starts(list[0].why, COR_STR("[override] nobody else")));

    // What was written before the published version no longer counts.
    case_set_in(entry, "title", COR_LANG_ES, "Un acuerdo nuevo");
    assert_ok(save(test, &ana, entry, COR_STATE_REVIEW, 2), &test->err);
    assert_ok(move(test, &bruno, "A", COR_STATE_PUBLISHED, ""), &test->err);
    office_close(test);
}

static void returning_and_withdrawing_need_a_reason(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant both[] = { grant_of(COR_ROLE_EDITOR, "GTM", NULL),
                         grant_of(COR_ROLE_REVIEWER, "GTM", NULL) };
    cor_staff ana = staff_of("ana", both, 1), bruno = staff_of("bruno", both + 1, 1);
    cor_entry *entry = case_mechanism(test->base, "A", "An agreement");
    assert_ok(save(test, &ana, entry, COR_STATE_REVIEW, 0), &test->err);
    assert_fails(move(test, &bruno, "A", COR_STATE_DRAFT, ""), COR_E_DOMAIN, &test->err, "reason");
    assert_ok(move(test, &bruno, "A", COR_STATE_DRAFT, "the date of signature is missing"),
              &test->err);
    assert_ok(move(test, &ana, "A", COR_STATE_REVIEW, ""), &test->err);
    assert_ok(move(test, &ana, "A", COR_STATE_DRAFT, ""), &test->err); // her own: taken back
    assert_ok(move(test, &ana, "A", COR_STATE_REVIEW, ""), &test->err);
    assert_ok(move(test, &bruno, "A", COR_STATE_PUBLISHED, ""), &test->err);
    assert_fails(move(test, &ana, "A", COR_STATE_WITHDRAWN, "it was a mistake of mine"),
                 COR_E_ACCESS, &test->err, "reviewer");
    assert_fails(move(test, &bruno, "A", COR_STATE_WITHDRAWN, "no"), COR_E_DOMAIN, &test->err,
                 "reason");
    assert_ok(move(test, &bruno, "A", COR_STATE_WITHDRAWN, "it was never signed after all"),
              &test->err);
    office_close(test);
}

static void entries_of_no_country_are_for_those_of_all(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant one = grant_of(COR_ROLE_EDITOR, "GTM", NULL),
              all = grant_of(COR_ROLE_EDITOR, NULL, NULL);
    cor_staff ana = staff_of("ana", &one, 1), eva = staff_of("eva", &all, 1);
    cor_entry *entry = case_institution(test->base, "X", "An institution");
    assert_false(cor_staff_may(&ana, COR_ROLE_EDITOR, entry));
    assert_true(cor_staff_may(&eva, COR_ROLE_EDITOR, entry));
    office_close(test);
}

/* Their work is complaints and recruiters: registries are for them to read. */
static void case_and_licensing_officers_change_no_registry(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant editor = grant_of(COR_ROLE_EDITOR, NULL, NULL);
    cor_staff ana = staff_of("ana", &editor, 1);
    cor_entry *entry = case_mechanism(test->base, "A", "An agreement");
    assert_ok(save(test, &ana, entry, COR_STATE_REVIEW, 0), &test->err);
    static const cor_role roles[] = { COR_ROLE_CASE_OFFICER, COR_ROLE_LICENSING_OFFICER };

    for (size_t i = 0; i < 2; i++) {
        cor_grant grant = grant_of(roles[i], NULL, NULL);
        cor_staff officer = staff_of("olga", &grant, 1);
        cor_entry *other = case_mechanism(test->base, "B", "Another");
        assert_fails(save(test, &officer, other, COR_STATE_DRAFT, 0), COR_E_ACCESS, &test->err,
                     "editor");
        assert_fails(save(test, &officer, entry, COR_STATE_DRAFT, 1), COR_E_ACCESS, &test->err,
                     "editor");
        assert_fails(move(test, &officer, "A", COR_STATE_PUBLISHED, "a good reason to do so"),
                     COR_E_ACCESS, &test->err, "reviewer");
        assert_fails(move(test, &officer, "A", COR_STATE_DRAFT, "a good reason to do so"),
                     COR_E_ACCESS, &test->err, "reviewer");
        assert_fails(move(test, &officer, "A", COR_STATE_DISCARDED, "a good reason to do so"),
                     COR_E_ACCESS, &test->err, "editor");
    }

    office_close(test);
}

static void the_desk_shows_what_waits(void **state) {
    (void)state;
    office_case *test = office_open();
    cor_grant grant = grant_of(COR_ROLE_EDITOR, NULL, NULL);
    cor_staff ana = staff_of("ana", &grant, 1);
    assert_ok(save(test, &ana, case_mechanism(test->base, "A", "Acuerdo de migración"),
                   COR_STATE_REVIEW, 0),
              &test->err);
    office_at(test, test->now_s + 1);
    assert_ok(save(test, &ana, case_mechanism(test->base, "B", "Another"), COR_STATE_DRAFT, 0),
              &test->err);
    cor_entry **list;
    size_t count;
    int64_t total;
    cor_registry_desk desk = { .limit = 1 };
    assert_ok(cor_registry_newest(test->base->registry, &desk, &test->base->keep,
                                  test->base->scratch, &list, &count, &total, &test->err),
              &test->err);
    assert_int_equal(count, 1);
    assert_int_equal(total, 2);
    assert_str(list[0]->key, "B");
    desk = (cor_registry_desk){ .words = COR_STR("ACUERDO migracion") };
    assert_ok(cor_registry_newest(test->base->registry, &desk, &test->base->keep,
                                  test->base->scratch, &list, &count, &total, &test->err),
              &test->err);
    assert_int_equal(total, 1);
    assert_str(list[0]->key, "A");

    // What is published is found through the index, what is not by looking at it, with the same
    // words.
    assert_ok(move_as_admin(test, "A"), &test->err);
    static const char *const finds_both[] = { "guatemala", "MIG mexico", "guatemal" };

    for (size_t i = 0; i < sizeof finds_both / sizeof *finds_both; i++) {
        desk = (cor_registry_desk){ .words = cor_str_of(finds_both[i]), .limit = 1, .offset = 1 };
        assert_ok(cor_registry_newest(test->base->registry, &desk, &test->base->keep,
                                      test->base->scratch, &list, &count, &total, &test->err),
                  &test->err);
        assert_int_equal(count, total - 1);
        assert_int_equal(total, i == 1 ? 1 : 2);
    }

    desk = (cor_registry_desk){ .in_state = true, .state = COR_STATE_DRAFT, .who = COR_STR("ana") };
    assert_ok(cor_registry_newest(test->base->registry, &desk, &test->base->keep,
                                  test->base->scratch, &list, &count, &total, &test->err),
              &test->err);
    assert_int_equal(total, 1);
    assert_str(list[0]->key, "B");
    office_close(test);
}

test_program(cmocka_unit_test(editors_write_in_their_country_and_registry),
             cmocka_unit_test(whoever_wrote_it_does_not_publish_it),
             cmocka_unit_test(returning_and_withdrawing_need_a_reason),
             cmocka_unit_test(entries_of_no_country_are_for_those_of_all),
             cmocka_unit_test(the_desk_shows_what_waits),
             cmocka_unit_test(case_and_licensing_officers_change_no_registry))
