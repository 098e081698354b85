/* SPDX-License-Identifier: Apache-2.0 */
/* Entries through their life: drafts, review, publication, what was known when, two people at
 * once. */
#include "registry_case.h"

static void a_draft_is_not_shown_until_it_is_published(void **state) {
    (void)state;
    registry_case *test = case_open();
    const cor_registry_kind *kind = &cor_kind_institution;
    assert_ok(case_put(test, case_institution(test, "GTM-X", "Office"), "ana", COR_STATE_DRAFT, 0),
              &test->err);
    cor_entry *entry;
    assert_fails(cor_registry_get(test->registry, kind, COR_STR("GTM-X"), NULL, &test->keep, &entry,
                                  &test->err),
                 COR_E_NONE, &test->err, "There is no institution “GTM-X”");
    assert_int_equal(case_read(test, kind, "GTM-X", (cor_registry_view){ .newest = true })->state,
                     COR_STATE_DRAFT);
    assert_fails(case_move(test, kind, "GTM-X", "ana", COR_STATE_PUBLISHED, 1), COR_E_CONFLICT,
                 &test->err, "is draft and cannot become published");
    assert_ok(case_move(test, kind, "GTM-X", "ana", COR_STATE_REVIEW, 1), &test->err);
    assert_ok(case_move(test, kind, "GTM-X", "luis", COR_STATE_PUBLISHED, 1), &test->err);
    entry = case_read(test, kind, "GTM-X", (cor_registry_view){ 0 });
    assert_str(cor_entry_in(entry, 0, COR_LANG_ES), "Office");
    assert_str(entry->who, "ana");
    assert_int_equal(entry->state, COR_STATE_PUBLISHED);
    case_close(test);
}

static void a_new_draft_leaves_what_is_shown(void **state) {
    (void)state;
    registry_case *test = case_open();
    const cor_registry_kind *kind = &cor_kind_institution;
    assert_ok(case_put(test, case_institution(test, "A", "First"), "ana", COR_STATE_PUBLISHED, 0),
              &test->err);
    assert_ok(case_put(test, case_institution(test, "A", "Second"), "ana", COR_STATE_DRAFT, 1),
              &test->err);
    assert_str(case_get(case_read(test, kind, "A", (cor_registry_view){ 0 }), "name"), "First");
    assert_str(case_get(case_read(test, kind, "A", (cor_registry_view){ .newest = true }), "name"),
               "Second");
    assert_ok(case_move(test, kind, "A", "ana", COR_STATE_REVIEW, 2), &test->err);
    assert_ok(case_move(test, kind, "A", "eva", COR_STATE_PUBLISHED, 2), &test->err);
    assert_str(case_get(case_read(test, kind, "A", (cor_registry_view){ 0 }), "name"), "Second");
    assert_str(case_get(case_read(test, kind, "A", (cor_registry_view){ .version = 1 }), "name"),
               "First");
    assert_ok(case_move(test, kind, "A", "eva", COR_STATE_WITHDRAWN, 2), &test->err);
    int64_t count;
    assert_ok(cor_registry_count(test->registry, kind, &count, &test->err), &test->err);
    assert_int_equal(count, 0);
    case_close(test);
}

static void answers_as_known_then(void **state) {
    (void)state;
    registry_case *test = case_open();
    const cor_registry_kind *kind = &cor_kind_institution;
    const char *names[] = { "One", "Two", "Three" };

    for (int i = 0; i < 3; i++) {
        registry_set_clock(test->registry, 1000 * (i + 1));
        assert_ok(
            case_put(test, case_institution(test, "A", names[i]), "ana", COR_STATE_PUBLISHED, i),
            &test->err);
    }

    registry_set_clock(test->registry, 4000);
    assert_ok(case_move(test, kind, "A", "ana", COR_STATE_WITHDRAWN, 3), &test->err);
    for (int i = 0; i < 3; i++) {
        cor_registry_view view = { .as_known_s = 1000 * (i + 1) + 999 };
        assert_str(case_get(case_read(test, kind, "A", view), "name"), names[i]);
        cor_entry **list;
        size_t count;
        cor_registry_filter filter = { .view = view };
        assert_ok(cor_registry_list(test->registry, kind, &filter, &test->keep, &list, &count,
                                    &test->err),
                  &test->err);
        assert_int_equal(count, 1);
        assert_str(case_get(list[0], "name"), names[i]);
    }

    for (int i = 0; i < 2; i++) {
        cor_entry *entry;
        cor_registry_view view = { .as_known_s = i ? 999 : 4000 };
        assert_int_equal(cor_registry_get(test->registry, kind, COR_STR("A"), &view, &test->keep,
                                          &entry, &test->err),
                         COR_E_NONE);
    }

    case_close(test);
}

static void a_clock_that_goes_back_is_not_believed(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_registry_event *events;
    size_t count;
    registry_set_clock(test->registry, 5000);
    assert_ok(case_put(test, case_institution(test, "A", "One"), "ana", COR_STATE_PUBLISHED, 0),
              &test->err);
    registry_set_clock(test->registry, 10);
    assert_ok(case_put(test, case_institution(test, "A", "Two"), "ana", COR_STATE_PUBLISHED, 1),
              &test->err);
    assert_ok(cor_registry_history(test->registry, &cor_kind_institution, COR_STR("A"), 0,
                                   &test->keep, &events, &count, &test->err),
              &test->err);
    assert_int_equal(count, 2);
    assert_int_equal(events[1].at_s, 5000);
    case_close(test);
}

static void two_people_at_once_lose_nothing(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *first = case_institution(test, "A", "Office");
    case_set(first, "url", "https://example.org");
    assert_ok(case_put(test, first, "ana", COR_STATE_PUBLISHED, 0), &test->err);
    assert_ok(case_put(test, case_institution(test, "A", "Bureau"), "ana", COR_STATE_DRAFT, 1),
              &test->err);
    assert_fails(case_put(test, case_institution(test, "A", "Agency"), "luis", COR_STATE_DRAFT, 1),
                 COR_E_CONFLICT, &test->err, "ana saved version 2");
    assert_non_null(strstr(test_message(&test->err), "You both changed: Name, Web address"));
    assert_str(
        case_get(case_read(test, &cor_kind_institution, "A", (cor_registry_view){ .newest = true }),
                 "name"),
        "Bureau");

    // Once luis has seen it, his text goes on top: both versions are there.
    assert_ok(case_put(test, case_institution(test, "A", "Agency"), "luis", COR_STATE_DRAFT, 2),
              &test->err);
    assert_str(
        case_get(case_read(test, &cor_kind_institution, "A", (cor_registry_view){ .version = 2 }),
                 "name"),
        "Bureau");
    assert_str(
        case_get(case_read(test, &cor_kind_institution, "A", (cor_registry_view){ .version = 3 }),
                 "name"),
        "Agency");
    case_close(test);
}

static void two_reviewers_at_once_publish_once(void **state) {
    (void)state;
    registry_case *test = case_open();
    const cor_registry_kind *kind = &cor_kind_institution;
    cor_registry_event *events;
    size_t count;
    assert_ok(case_put(test, case_institution(test, "A", "Office"), "ana", COR_STATE_REVIEW, 0),
              &test->err);
    assert_ok(case_move(test, kind, "A", "eva", COR_STATE_PUBLISHED, 1), &test->err);
    assert_fails(case_move(test, kind, "A", "luis", COR_STATE_PUBLISHED, 1), COR_E_CONFLICT,
                 &test->err, "is published and cannot become published");
    assert_ok(cor_registry_history(test->registry, kind, COR_STR("A"), 0, &test->keep, &events,
                                   &count, &test->err),
              &test->err);
    assert_int_equal(count, 2);
    assert_str(events[1].who, "eva");
    assert_str(events[1].why, "because");
    assert_int_equal(events[1].from, COR_STATE_REVIEW);
    assert_int_equal(events[1].to, COR_STATE_PUBLISHED);
    case_close(test);
}

static void the_same_again_is_no_version(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_registry_act act = case_act("ana", COR_STATE_PUBLISHED, 0);
    int32_t version;
    cor_entry *entry = case_institution(test, "A", "Office");
    assert_ok(cor_registry_put(test->registry, entry, &act, test->scratch, &version, &test->err),
              &test->err);
    act.expected = 1;
    assert_ok(cor_registry_put(test->registry, entry, &act, test->scratch, &version, &test->err),
              &test->err);
    assert_int_equal(version, 1);
    assert_fails(case_put(test, entry, "luis", COR_STATE_DRAFT, 0), COR_E_CONFLICT, &test->err,
                 "with the key A already");
    assert_fails(case_put(test, entry, " ", COR_STATE_DRAFT, 1), COR_E_USAGE, &test->err,
                 "needs the name");
    case_close(test);
}

static void says_what_differs(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *a = case_institution(test, "A", "Office"),
              *b = case_institution(test, "A", "Office");
    case_set_in(b, "name", COR_LANG_ES, "Oficina");
    case_set(a, "url", "https://example.org");
    b->sources =
        &(cor_entry_source){ .url = COR_STR("https://example.org/s"), .title = COR_STR("Page") };
    b->source_count = 1;
    cor_entry_change *changes;
    size_t count;
    assert_ok(cor_entry_diff(a, b, &test->keep, &changes, &count, &test->err), &test->err);
    assert_int_equal(count, 3);
    assert_int_equal(changes[0].lang, COR_LANG_ES);
    assert_str(changes[0].after, "Oficina");
    assert_str(changes[1].before, "https://example.org");
    assert_str(changes[1].after, "");
    assert_int_equal(changes[2].field, -1);
    assert_str(changes[2].after, "https://example.org/s (Page)");
    case_close(test);
}

static void a_key_nearby_is_suggested(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry;
    assert_ok(case_put(test, case_institution(test, "GTM-MINTRAB", "Ministry"), "ana",
                       COR_STATE_PUBLISHED, 0),
              &test->err);
    assert_fails(cor_registry_get(test->registry, &cor_kind_institution, COR_STR("GTM-MINTRB"),
                                  NULL, &test->keep, &entry, &test->err),
                 COR_E_NONE, &test->err, "Did you mean GTM-MINTRAB?");
    case_close(test);
}

/* With less memory than it needs, a call says so and leaves nothing behind. */
static void too_little_memory_leaves_nothing(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_institution(test, "A", "Office");
    int32_t version;
    cor_code code = COR_E_MEMORY;
    size_t bytes = 64;

    for (; code == COR_E_MEMORY && bytes < (1 << 20); bytes += bytes / 2) {
        cor_stretch small = test_stretch(bytes);
        cor_arena scratch = cor_stretch_arena(&small);
        scratch.end = scratch.next + bytes;
        cor_registry_act act = case_act("ana", COR_STATE_PUBLISHED, 0);
        code = cor_registry_put(test->registry, entry, &act, scratch, &version, &test->err);
        int64_t count = -1;
        cor_error err = { 0 };
        assert_ok(cor_registry_count(test->registry, &cor_kind_institution, &count, &err), &err);
        assert_int_equal(count, code == COR_OK);
        cor_stretch_close(&small);
    }

    assert_ok(code, &test->err);
    assert_true(bytes > 1000);
    case_close(test);
}

test_program(cmocka_unit_test(a_draft_is_not_shown_until_it_is_published),
             cmocka_unit_test(a_new_draft_leaves_what_is_shown),
             cmocka_unit_test(answers_as_known_then),
             cmocka_unit_test(a_clock_that_goes_back_is_not_believed),
             cmocka_unit_test(two_people_at_once_lose_nothing),
             cmocka_unit_test(two_reviewers_at_once_publish_once),
             cmocka_unit_test(the_same_again_is_no_version), cmocka_unit_test(says_what_differs),
             cmocka_unit_test(a_key_nearby_is_suggested),
             cmocka_unit_test(too_little_memory_leaves_nothing))
