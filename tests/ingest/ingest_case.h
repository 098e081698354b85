/* SPDX-License-Identifier: Apache-2.0 */
/* ingest_case.h: a database in a folder of its own, files written from the test's text, and all
 * that is in the database as text again. */
#ifndef CORREDOR_INGEST_CASE_H
#define CORREDOR_INGEST_CASE_H

#include "../test_case.h"
#include "../test_folder.h"
#include "ingest/ingest.h"

typedef struct {
    test_folder folder;
    cor_store *store;
    cor_figures *figures;
    cor_stretch keep_stretch, scratch_stretch;
    cor_arena keep, scratch;
    cor_import_report report;
    cor_error err;
} ingest_case;

static inline void case_open(ingest_case *test) {
    memset(test, 0, sizeof *test);
    test->folder = test_folder_make();
    test->keep_stretch = test_stretch(1 << 26);
    test->scratch_stretch = test_stretch(1 << 26);
    test->keep = cor_stretch_arena(&test->keep_stretch);
    test->scratch = cor_stretch_arena(&test->scratch_stretch);
    cor_str path = cor_str_of(test_folder_file(&test->folder, "a.db"));
    assert_ok(cor_store_open(path, COR_STORE_CREATE, &test->store, &test->err), &test->err);
    assert_ok(cor_figures_open(test->store, &test->figures, &test->err), &test->err);
}

static inline void case_close(ingest_case *test) {
    cor_figures_close(test->figures);
    cor_store_close(test->store);
    cor_stretch_close(&test->keep_stretch);
    cor_stretch_close(&test->scratch_stretch);
    test_folder_remove(&test->folder);
}

static inline const char *case_write(ingest_case *test, const char *name, const char *text) {
    const char *path = test_folder_file(&test->folder, name);
    test_write_file(path, text, strlen(text));
    return path;
}

static inline cor_code case_import_with(ingest_case *test, const char *dataset, const char *path,
                                        const cor_import_options *options) {
    const cor_dataset *found = cor_dataset_find(cor_str_of(dataset));
    assert_non_null(found);
    cor_error_clear(&test->err);
    test->report = (cor_import_report){ 0 };
    return cor_import(test->figures, found, cor_str_of(path), options, &test->keep, test->scratch,
                      &test->report, &test->err);
}

static inline cor_code case_import(ingest_case *test, const char *dataset, const char *path) {
    return case_import_with(test, dataset, path, NULL);
}

static inline int case_compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every current figure as a line
 * "measure,origin,destination,period,breakdown,value,status,source", sorted as text. */
static inline const char *case_figures(ingest_case *test) {
    cor_figure *list;
    size_t count;
    assert_ok(cor_figures_select(test->figures, &(cor_filter){ 0 }, &test->keep, &list, &count,
                                 &test->err),
              &test->err);
    const char **lines = cor_new(&test->keep, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        char period[32], value[32];
        cor_interval_label(list[i].period, period);
        cor_number_print(list[i].value, value);
        cor_str origin = cor_country_code(list[i].origin),
                destination = cor_country_code(list[i].destination);
        lines[i] = cor_str_print(&test->keep, "%.*s,%.*s,%.*s,%s,%.*s,%s,%s,%.*s\n",
                                 COR_STR_F(list[i].measure), COR_STR_F(origin),
                                 COR_STR_F(destination), period, COR_STR_F(list[i].breakdown),
                                 value, cor_status_key(list[i].status), COR_STR_F(list[i].source))
                       .at;
    }
    qsort(lines, count, sizeof *lines, case_compare);
    cor_out out = cor_out_memory(&test->keep);
    for (size_t i = 0; i < count; i++)
        cor_put_c(&out, lines[i]);
    assert_false(out.failed);
    return count ? out.memory : "";
}

static inline void assert_figures(ingest_case *test, const char *expected) {
    const char *found = case_figures(test);
    if (strcmp(found, expected) != 0) fail_msg("figures are\n%sinstead of\n%s", found, expected);
}

/* The message in a language, for comparing. */
static inline const char *case_message(ingest_case *test, cor_lang lang) {
    cor_out out = cor_out_memory(&test->keep);
    cor_error_print(&test->err, lang, &out);
    return out.failed ? "" : out.memory;
}

#endif
