/* SPDX-License-Identifier: Apache-2.0 */
/* figures_case.h: a database of figures in a folder of its own, for one test. */
#ifndef CORREDOR_FIGURES_CASE_H
#define CORREDOR_FIGURES_CASE_H

#include "../test_case.h"

#include "../patient_store.h"
#include "../test_folder.h"

#include <math.h>

#include "figures/inside.h"

typedef struct {
    test_folder folder;
    char path[512];
    cor_store *store;
    cor_figures *figures;
    cor_stretch stretch;
    cor_arena keep;
    cor_error err;
} figures_case;

static inline void case_open_figures(figures_case *test, cor_store_mode mode) {
    assert_ok(patient_store_open(test->path, mode, &test->store, &test->err), &test->err);
    assert_ok(cor_figures_open(test->store, &test->figures, &test->err), &test->err);
}

static inline void case_close_figures(figures_case *test) {
    cor_figures_close(test->figures);
    cor_store_close(test->store);
}

static inline void case_open(figures_case *test) {
    memset(test, 0, sizeof *test);
    test->folder = test_folder_make();
    snprintf(test->path, sizeof test->path, "%s/a.db", test->folder.path);
    test->stretch = test_stretch(1 << 26);
    test->keep = cor_stretch_arena(&test->stretch);
    case_open_figures(test, COR_STORE_CREATE);
}

static inline void case_close(figures_case *test) {
    case_close_figures(test);
    cor_stretch_close(&test->stretch);
    test_folder_remove(&test->folder);
}

#define IMS2020 COR_STR("un-desa-ims-2020")

static inline cor_country case_place(const char *code) {
    cor_country place = { 0 };
    if (*code && !cor_country_by_code(cor_str_of(code), &place)) fail_msg("no place %s", code);
    return place;
}

/* Migrants by sex in a year, as the United Nations table has them. */
static inline cor_figure case_stock(const char *origin, const char *destination, int32_t year,
                                    const char *sex, double value) {
    static int32_t row = 1;
    return (cor_figure){ .measure = COR_STR("stock"),
                         .origin = case_place(origin),
                         .destination = case_place(destination),
                         .period = cor_interval_year(year),
                         .breakdown =
                             *sex ? *sex == 'F' ? COR_STR("sex=F") : COR_STR("sex=M") : COR_STR(""),
                         .value = value,
                         .row = ++row,
                         .column = 5 };
}

static inline cor_load *case_begin(figures_case *test, cor_str source) {
    cor_load_head head = { .dataset = COR_STR("un-desa-stock"),
                           .layout = COR_STR("tidy"),
                           .source = source,
                           .file_name = COR_STR("migrant_stock.csv.gz"),
                           .file_bytes = 123 };
    memset(head.file_sha256, 0xAB, sizeof head.file_sha256);
    cor_load *load = NULL;
    assert_ok(cor_load_begin(test->figures, &head, &load, &test->err), &test->err);
    return load;
}

static inline cor_load_report case_commit(figures_case *test, cor_load *load) {
    cor_load_report report = { 0 };
    assert_ok(cor_load_commit(load, &report, &test->err), &test->err);
    cor_load_close(load);
    return report;
}

/* A load of these figures at this hour. */
static inline cor_load_report case_load_at(figures_case *test, cor_str source, int64_t at_s,
                                           const cor_figure *list, size_t count) {
    figures_set_clock(test->figures, at_s);
    cor_load *load = case_begin(test, source);
    for (size_t i = 0; i < count; i++)
        assert_ok(cor_load_append(load, &list[i], &test->err), &test->err);
    return case_commit(test, load);
}
#define case_load(test, source, at_s, ...)                                                         \
    case_load_at(test, source, at_s, (cor_figure[]){ __VA_ARGS__ },                                \
                 sizeof((cor_figure[]){ __VA_ARGS__ }) / sizeof(cor_figure))

/* The current value; NaN when there is none. */
static inline double case_value(figures_case *test, cor_str source, const char *origin,
                                const char *destination, int32_t year, const char *breakdown) {
    cor_figure figure;
    bool found;
    assert_ok(cor_figures_find(test->figures, COR_STR("stock"), source, case_place(origin),
                               case_place(destination), cor_interval_year(year),
                               cor_str_of(breakdown), &test->keep, &figure, &found, &test->err),
              &test->err);
    return found ? figure.value : NAN;
}

static inline size_t case_select(figures_case *test, const cor_filter *filter,
                                 cor_figure **ret_list) {
    size_t count;
    assert_ok(cor_figures_select(test->figures, filter, &test->keep, ret_list, &count, &test->err),
              &test->err);
    return count;
}

#endif
