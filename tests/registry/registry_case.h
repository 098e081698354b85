/* SPDX-License-Identifier: Apache-2.0 */
/* registry_case.h: a registry in a folder of its own, and entries made quickly. */
#ifndef CORREDOR_TESTS_REGISTRY_CASE_H
#define CORREDOR_TESTS_REGISTRY_CASE_H

#include "../test_case.h"
#include "../test_folder.h"

#include <sqlite3.h>

#include "kinds/kinds.h"
#include "registry/inside.h"

typedef struct {
    test_folder folder;
    cor_stretch stretch;
    cor_arena keep, scratch;
    cor_store *store;
    cor_registry *registry;
    cor_error err;
} registry_case;

static inline registry_case *case_open(void) {
    registry_case *test = calloc(1, sizeof *test);
    test->folder = test_folder_make();
    test->stretch = test_stretch((size_t)256 << 20);
    test->keep = cor_stretch_arena(&test->stretch);
    test->scratch = cor_arena_scratch(&test->keep);
    assert_ok(cor_store_open(cor_str_of(test_folder_file(&test->folder, "a.db")), COR_STORE_CREATE,
                             &test->store, &test->err),
              &test->err);
    assert_ok(cor_registry_open(test->store, &cor_kinds, &test->registry, &test->err), &test->err);
    registry_set_clock(test->registry, 1000000);
    return test;
}

static inline void case_close(registry_case *test) {
    cor_registry_close(test->registry);
    cor_store_close(test->store);
    cor_stretch_close(&test->stretch);
    test_folder_remove(&test->folder);
    free(test);
}

/* Change the database behind the back of the store. */
static inline void case_tamper(registry_case *test, const char *sql) {
    sqlite3 *raw;
    char *message = NULL;
    assert_int_equal(sqlite3_open(test_folder_file(&test->folder, "a.db"), &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    sqlite3_close(raw);
}

static inline void case_set(cor_entry *entry, const char *field, const char *text) {
    int32_t at = cor_registry_field_find(entry->kind, cor_str_of(field));
    assert_true(at >= 0);
    entry->values[at][0] = cor_str_of(text);
}

static inline void case_set_in(cor_entry *entry, const char *field, cor_lang lang,
                               const char *text) {
    int32_t at = cor_registry_field_find(entry->kind, cor_str_of(field));
    assert_true(at >= 0);
    entry->values[at][lang] = cor_str_of(text);
}

static inline cor_str case_get(const cor_entry *entry, const char *field) {
    return cor_entry_get(entry, cor_registry_field_find(entry->kind, cor_str_of(field)));
}

static inline cor_entry *case_institution(registry_case *test, const char *key, const char *name) {
    cor_entry *entry = cor_entry_new(&cor_kind_institution, cor_str_of(key), &test->keep);
    assert_non_null(entry);
    case_set_in(entry, "name", COR_LANG_EN, name);
    return entry;
}

static inline cor_entry *case_mechanism(registry_case *test, const char *key, const char *title) {
    cor_entry *entry = cor_entry_new(&cor_kind_mechanism, cor_str_of(key), &test->keep);
    assert_non_null(entry);
    case_set(entry, "type", "bilateral_agreement");
    case_set_in(entry, "title", COR_LANG_EN, title);
    case_set(entry, "parties", "GTM;MEX");
    return entry;
}

static inline cor_registry_act case_act(const char *who, cor_registry_state state,
                                        int32_t expected) {
    return (cor_registry_act){
        .who = cor_str_of(who), .why = COR_STR("because"), .state = state, .expected = expected
    };
}

static inline cor_code case_put(registry_case *test, cor_entry *entry, const char *who,
                                cor_registry_state state, int32_t expected) {
    cor_registry_act act = case_act(who, state, expected);
    int32_t version;
    return cor_registry_put(test->registry, entry, &act, test->scratch, &version, &test->err);
}

static inline cor_code case_move(registry_case *test, const cor_registry_kind *kind,
                                 const char *key, const char *who, cor_registry_state state,
                                 int32_t expected) {
    cor_registry_act act = case_act(who, state, expected);
    return cor_registry_move(test->registry, kind, cor_str_of(key), &act, test->scratch,
                             &test->err);
}

static inline cor_entry *case_read(registry_case *test, const cor_registry_kind *kind,
                                   const char *key, cor_registry_view view) {
    cor_entry *entry = NULL;
    assert_ok(cor_registry_get(test->registry, kind, cor_str_of(key), &view, &test->keep, &entry,
                               &test->err),
              &test->err);
    return entry;
}

/* A table of the data pack, as corredor init reads it. */
static inline cor_code case_load(registry_case *test, const cor_registry_kind *kind,
                                 const char *table, cor_import_report *ret_report) {
    char path[512];
    snprintf(path, sizeof path, "%s/data/pack/registry_%s.csv.gz", getenv("CORREDOR_SOURCE_ROOT"),
             table);
    cor_registry_import options = { .act = case_act("data pack", COR_STATE_PUBLISHED, -1),
                                    .keep_edited = true };
    return cor_registry_read(test->registry, kind, cor_str_of(path), &options, &test->keep,
                             test->scratch, ret_report, &test->err);
}

static inline void case_load_all(registry_case *test) {
    static const struct {
        const cor_registry_kind *kind;
        const char *table;
    } tables[] = {
        { &cor_kind_institution, "institutions" },
        { &cor_kind_publication, "publications" },
        { &cor_kind_mechanism, "mechanisms" },
        { &cor_kind_agreement, "agreements" },
        { &cor_kind_mechanism_use, "mechanism_use" },
        { &cor_kind_ratification, "ratifications" },
        { &cor_kind_recommendation, "recommendations" },
        { &cor_kind_framework_evidence, "framework_evidence" },
        { &cor_kind_diaspora_organisation, "diaspora_organisations" },
        { &cor_kind_network_theme, "network_themes" },
        { &cor_kind_network_member, "network_members" },
        { &cor_kind_network_practice, "network_practices" },
        { &cor_kind_network_event, "network_events" },
        { &cor_kind_network_action, "network_actions" },
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        cor_import_report report;
        assert_ok(case_load(test, tables[i].kind, tables[i].table, &report), &test->err);
        assert_int_equal(report.refused, 0);
        assert_true(report.rows_read > 0);
        assert_int_equal(report.rows_read, report.load.added + report.load.unchanged);
    }
}

#endif
