/* SPDX-License-Identifier: Apache-2.0 */
/* The published entries in memory: the same as in the database, of one moment, found by key and
 * by part. */
#include "registry_case.h"

#include "mechanisms/kinds.h"
#include "publications/kinds.h"

static cor_registry_memory *memory_of(registry_case *test, int64_t as_known_s) {
    cor_registry_memory *memory = NULL;
    assert_ok(cor_registry_memory_open(test->registry, as_known_s, &memory, &test->err),
              &test->err);
    return memory;
}

static void says_what_the_database_says(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_registry_memory *memory = memory_of(test, 0);

    for (size_t k = 0; k < cor_kinds.count; k++) {
        cor_entry **stored;
        size_t stored_count, count;
        assert_ok(cor_registry_list(test->registry, cor_kinds.list[k], NULL, &test->keep, &stored,
                                    &stored_count, &test->err),
                  &test->err);
        const cor_entry *const *list = cor_registry_memory_list(memory, cor_kinds.list[k], &count);
        assert_int_equal(count, stored_count);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            cor_entry_change *changes;
            size_t change_count;
            assert_true(cor_registry_memory_find(memory, cor_kinds.list[k], stored[i]->key) ==
                        list[i]);
            assert_int_equal(list[i]->version, stored[i]->version);
            assert_ok(cor_entry_diff(stored[i], list[i], &test->keep, &changes, &change_count,
                                     &test->err),
                      &test->err);
            assert_int_equal(change_count, 0);
        }
    }

    assert_null(cor_registry_memory_find(memory, &cor_kind_mechanism, COR_STR("MEX-CAN")));
    assert_null(cor_registry_memory_find(memory, &cor_kind_mechanism, COR_STR("")));
    cor_registry_memory_close(memory);
    case_close(test);
}

static void assert_with(registry_case *test, const cor_registry_memory *memory,
                        const cor_registry_kind *kind, int32_t field, const char *value) {
    cor_entry **stored;
    size_t stored_count, count;
    cor_registry_filter filter = { .field = kind->fields[field].name, .value = cor_str_of(value) };

    assert_ok(cor_registry_list(test->registry, kind, &filter, &test->keep, &stored, &stored_count,
                                &test->err),
              &test->err);
    const cor_entry *const *list =
        cor_registry_memory_with(memory, kind, field, cor_str_of(value), &count);
    assert_int_equal(count, stored_count);
    for (size_t i = 0; i < count; i++)
        assert_true(cor_str_equal(list[i]->key, stored[i]->key));
}

static void finds_by_the_parts_of_lists(void **state) {
    (void)state;
    registry_case *test = case_open();
    case_load_all(test);
    cor_registry_memory *memory = memory_of(test, 0);
    assert_with(test, memory, &cor_kind_mechanism, MECHANISM_PARTIES, "CAN");
    assert_with(test, memory, &cor_kind_mechanism, MECHANISM_CORRIDORS, "*-USA");
    assert_with(test, memory, &cor_kind_mechanism, MECHANISM_CORRIDORS, "MEX-CAN");
    assert_with(test, memory, &cor_kind_mechanism, MECHANISM_TYPE, "memorandum");
    assert_with(test, memory, &cor_kind_mechanism_use, USE_MECHANISM, "GTM-PTTE");
    assert_with(test, memory, &cor_kind_agreement, AGREEMENT_MECHANISM, "MEX-USA-BRACERO");
    assert_with(test, memory, &cor_kind_publication, PUBLICATION_TOPICS, "recruitment");
    size_t count;
    (void)cor_registry_memory_with(memory, &cor_kind_mechanism, MECHANISM_PARTIES, COR_STR("CAN"),
                                   &count);
    assert_true(count > 3);

    // A text is not a list, and nobody is party to everything.
    assert_null(cor_registry_memory_with(memory, &cor_kind_mechanism, MECHANISM_TITLE,
                                         COR_STR("CAN"), &count));
    assert_int_equal(count, 0);
    assert_null(cor_registry_memory_with(memory, &cor_kind_mechanism, MECHANISM_PARTIES,
                                         COR_STR(""), &count));
    assert_null(cor_registry_memory_with(NULL, &cor_kind_mechanism, MECHANISM_PARTIES,
                                         COR_STR("CAN"), &count));
    assert_int_equal(count, 0);
    cor_registry_memory_close(memory);
    cor_registry_memory_close(NULL);
    case_close(test);
}

static void is_of_one_moment(void **state) {
    (void)state;
    registry_case *test = case_open();
    bool current;
    registry_set_clock(test->registry, 1000);
    assert_ok(case_put(test, case_institution(test, "A", "First"), "ana", COR_STATE_PUBLISHED, 0),
              &test->err);
    cor_registry_memory *memory = memory_of(test, 0);
    registry_set_clock(test->registry, 2000);
    assert_ok(case_put(test, case_institution(test, "A", "Second"), "ana", COR_STATE_PUBLISHED, 1),
              &test->err);
    assert_ok(case_put(test, case_institution(test, "B", "Draft"), "ana", COR_STATE_DRAFT, 0),
              &test->err);
    assert_ok(cor_registry_memory_is_current(memory, test->registry, &current, &test->err),
              &test->err);
    assert_false(current);
    assert_str(
        case_get(cor_registry_memory_find(memory, &cor_kind_institution, COR_STR("A")), "name"),
        "First");
    cor_registry_memory *next = memory_of(test, 0), *then = memory_of(test, 1500),
                        *before = memory_of(test, 500);
    assert_ok(cor_registry_memory_is_current(next, test->registry, &current, &test->err),
              &test->err);
    assert_true(current);
    assert_str(
        case_get(cor_registry_memory_find(next, &cor_kind_institution, COR_STR("A")), "name"),
        "Second");
    assert_null(cor_registry_memory_find(next, &cor_kind_institution, COR_STR("B")));
    assert_str(
        case_get(cor_registry_memory_find(then, &cor_kind_institution, COR_STR("A")), "name"),
        "First");
    assert_null(cor_registry_memory_find(before, &cor_kind_institution, COR_STR("A")));
    cor_registry_memory_close(before);
    cor_registry_memory_close(then);
    cor_registry_memory_close(next);
    cor_registry_memory_close(memory);
    case_close(test);
}

test_program(cmocka_unit_test(says_what_the_database_says),
             cmocka_unit_test(finds_by_the_parts_of_lists), cmocka_unit_test(is_of_one_moment))
