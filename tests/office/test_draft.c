/* SPDX-License-Identifier: Apache-2.0 */
/* Entries as they were typed: keys made from titles, and what two people changed put together. */
#include "../registry/registry_case.h"
#include "office/office.h"

static void keys_come_from_titles(void **state) {
    (void)state;
    static const struct {
        const char *title, *key;
    } cases[] = {
        { "Acuerdo de Migración, 2014", "acuerdo-de-migracion-2014" },
        { "  –Memorandum– ", "memorandum" },
        { "", "" },
        { "a1234567890123456789012345678901234567890123456789012345678 bc",
          "a1234567890123456789012345678901234567890123456789012345678" },
    };
    registry_case *test = case_open();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cor_entry *entry = case_mechanism(test, "", cases[i].title);
        assert_str(cor_draft_key(entry, &test->keep), cases[i].key);
    }

    case_close(test);
}

static void a_copy_is_independent(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *entry = case_mechanism(test, "A", "An agreement");
    cor_entry *copy = cor_draft_copy(entry, &test->keep);
    assert_non_null(copy);
    case_set(copy, "parties", "HND;MEX");
    assert_str(case_get(entry, "parties"), "GTM;MEX");
    assert_str(case_get(copy, "type"), "bilateral_agreement");
    case_close(test);
}

/* ---- two who edit at once ------------------------------------------------ */

static void add_source(registry_case *test, cor_entry *entry, const char *url) {
    cor_entry_source *list = cor_new(&test->keep, cor_entry_source, entry->source_count + 1);
    for (int32_t i = 0; i < entry->source_count; i++)
        list[i] = entry->sources[i];
    list[entry->source_count++] = (cor_entry_source){ .url = cor_str_of(url) };
    entry->sources = list;
}

static void only_what_both_changed_is_a_problem(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *base = case_mechanism(test, "A", "An agreement");
    case_set(base, "signed", "2010");
    cor_entry *mine = cor_draft_copy(base, &test->keep);
    cor_entry *theirs = cor_draft_copy(base, &test->keep);
    theirs->who = COR_STR("ana");
    case_set_in(mine, "title", COR_LANG_EN, "My title");
    case_set_in(mine, "summary", COR_LANG_EN, "my words");
    case_set_in(theirs, "summary", COR_LANG_EN, "her words");
    case_set(theirs, "signed", "2011");

    cor_entry_problem *problems;
    size_t count;
    assert_ok(cor_draft_merge(mine, cor_draft_copy(mine, &test->keep), base, theirs, &test->keep,
                              &problems, &count, &test->err),
              &test->err);

    assert_int_equal(count, 1);
    assert_int_equal(problems[0].field, cor_registry_field_find(mine->kind, COR_STR("summary")));
    cor_str said = cor_text_in(problems[0].what, COR_LANG_EN, &test->keep);
    assert_true(cor_str_find(said, COR_STR("ana wrote: her words")) != SIZE_MAX);
    assert_str(case_get(mine, "title"), "My title");
    assert_str(case_get(mine, "summary"), "my words");
    assert_str(case_get(mine, "signed"), "2011");
    case_close(test);
}

/* Three sources: one that she takes out, one that I take out, one that each of us adds. */
static void sources_of_both_are_kept(void **state) {
    (void)state;
    registry_case *test = case_open();
    cor_entry *start = case_mechanism(test, "A", "An agreement");
    cor_entry *base = cor_draft_copy(start, &test->keep);
    cor_entry *mine = cor_draft_copy(start, &test->keep);
    cor_entry *theirs = cor_draft_copy(start, &test->keep);
    add_source(test, base, "https://hers-to-remove.example/");
    add_source(test, base, "https://mine-to-remove.example/");
    add_source(test, mine, "https://hers-to-remove.example/");
    add_source(test, mine, "https://my-own.example/");
    add_source(test, theirs, "https://mine-to-remove.example/");
    add_source(test, theirs, "https://her-own.example/");

    cor_entry_problem *problems;
    size_t count;
    assert_ok(cor_draft_merge(mine, cor_draft_copy(mine, &test->keep), base, theirs, &test->keep,
                              &problems, &count, &test->err),
              &test->err);

    assert_int_equal(count, 0);
    assert_int_equal(mine->source_count, 2);
    assert_str(mine->sources[0].url, "https://my-own.example/");
    assert_str(mine->sources[1].url, "https://her-own.example/");
    case_close(test);
}

test_program(cmocka_unit_test(keys_come_from_titles), cmocka_unit_test(a_copy_is_independent),
             cmocka_unit_test(only_what_both_changed_is_a_problem),
             cmocka_unit_test(sources_of_both_are_kept))
