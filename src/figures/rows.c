/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c: reads rows of the database into structs, and caches the sources and loads that they
 * name. */
#include <math.h>
#include <time.h>

#include "inside.h"

void figures_set_clock(cor_figures *figures, int64_t now_s) {
    figures->now_s = now_s;
}

int64_t figures_now(const cor_figures *figures) {
    return figures->now_s ? figures->now_s : (int64_t)time(NULL);
}

void figures_forget_seen(cor_figures *figures) {
    figures->sources.count = 0;
    figures->loads.count = 0;
}

cor_code figures_number(cor_figures *figures, int sql, int64_t *ret_value, cor_error *err) {
    cor_statement *statement;
    bool row;
    cor_code code = cor_statement_get(figures->store, sql, &statement, err);
    if (!code) code = cor_statement_step(statement, &row, err);
    if (code) return code;
    *ret_value = row ? cor_column_int(statement, 0) : 0;
    cor_statement_reset(statement);
    return COR_OK;
}

/* ---- sources and loads seen so far --------------------------------------- */

static cor_code see_new_sources(cor_figures *figures, cor_error *err) {
    figures_source *seen = figures->sources.items;
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_SOURCE_KEYS, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "after",
                 figures->sources.count ? seen[figures->sources.count - 1].id : 0);

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        cor_str key = cor_str_keep(&figures->arena, cor_column_text(statement, 1));
        if (!key.at || figures->sources.count == figures->sources.room) {
            cor_statement_reset(statement);
            return cor_fail_memory(err);
        }
        seen[figures->sources.count++] =
            (figures_source){ .id = cor_column_int(statement, 0), .key = key };
    }
}

static cor_code see_new_loads(cor_figures *figures, cor_error *err) {
    figures_load_info *seen = figures->loads.items;
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_LOADS_AFTER, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "after", figures->loads.count ? seen[figures->loads.count - 1].id : 0);

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        if (figures->loads.count == figures->loads.room) {
            cor_statement_reset(statement);
            return cor_fail_memory(err);
        }
        seen[figures->loads.count++] =
            (figures_load_info){ .id = cor_column_int(statement, 0),
                                 .loaded_s = cor_column_int(statement, 1),
                                 .run_id = cor_column_int(statement, 2),
                                 .source_id = cor_column_int(statement, 3),
                                 .corrects = cor_column_int(statement, 4) != 0 };
    }
}

static const figures_source *seen_source_by_key(const cor_figures *figures, cor_str key) {
    const figures_source *seen = figures->sources.items;
    for (uint32_t i = 0; i < figures->sources.count; i++)
        if (cor_str_equal(seen[i].key, key)) return &seen[i];
    return NULL;
}

static const figures_source *seen_source(const cor_figures *figures, int64_t id) {
    const figures_source *seen = figures->sources.items;
    for (uint32_t i = 0; i < figures->sources.count; i++)
        if (seen[i].id == id) return &seen[i];
    return NULL;
}

/* Binary search: ids ascend, and there can be many loads. */
static const figures_load_info *seen_load(const cor_figures *figures, int64_t id) {
    const figures_load_info *seen = figures->loads.items;
    uint32_t low = 0, high = figures->loads.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (seen[middle].id == id) return &seen[middle];
        if (seen[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}

cor_code figures_source_id(cor_figures *figures, cor_str key, int64_t *ret_id, cor_error *err) {
    const figures_source *source = seen_source_by_key(figures, key);
    if (!source) {
        cor_code code = see_new_sources(figures, err);
        if (code) return code;
        source = seen_source_by_key(figures, key);
    }
    *ret_id = source ? source->id : 0;
    return COR_OK;
}

cor_code figures_source_key(cor_figures *figures, int64_t id, cor_str *ret_key, cor_error *err) {
    const figures_source *source = seen_source(figures, id);
    if (!source) {
        cor_code code = see_new_sources(figures, err);
        if (code) return code;
        source = seen_source(figures, id);
    }
    *ret_key = source ? source->key : COR_STR("");
    return COR_OK;
}

cor_code figures_load_info_get(cor_figures *figures, int64_t id, figures_load_info *ret_info,
                               cor_error *err) {
    const figures_load_info *info = seen_load(figures, id);
    if (!info) {
        cor_code code = see_new_loads(figures, err);
        if (code) return code;
        info = seen_load(figures, id);
    }
    *ret_info = info ? *info : (figures_load_info){ 0 };
    return COR_OK;
}

/* ---- rows into structs --------------------------------------------------- */

cor_code figures_read_figure(cor_figures *figures, cor_statement *statement, int column,
                             cor_figure *ret_figure, cor_error *err) {
    cor_figure figure = { .id = cor_column_int(statement, column),
                          .period = { { (int32_t)cor_column_int(statement, column + 1) },
                                      { (int32_t)cor_column_int(statement, column + 2) } },
                          .status = (cor_obs_status)cor_column_int(statement, column + 4),
                          .sheet = cor_column_text(statement, column + 6),
                          .row = (int32_t)cor_column_int(statement, column + 7),
                          .column = (int32_t)cor_column_int(statement, column + 8),
                          .replaces_id = cor_column_int(statement, column + 9) };
    figure.value =
        cor_column_is_null(statement, column + 3) ? NAN : cor_column_double(statement, column + 3);
    figures_load_info load;
    cor_code code =
        figures_load_info_get(figures, cor_column_int(statement, column + 5), &load, err);
    if (code) return code;

    figure.run_id = load.run_id;
    figure.load_id = load.run_id ? 0 : load.id;
    *ret_figure = figure;

    return COR_OK;
}

bool figures_keep_column(cor_statement *statement, int column, cor_arena *keep, cor_str *ret_text) {
    *ret_text = cor_str_keep(keep, cor_column_text(statement, column));
    return ret_text->at != NULL;
}

cor_code figures_read_series(cor_figures *figures, cor_statement *statement, cor_arena *keep,
                             figures_series *ret_series, cor_error *err) {
    figures_series series = { .id = cor_column_int(statement, 0),
                              .source_id = cor_column_int(statement, 2) };
    const cor_measure *measure = cor_measure_find(cor_column_text(statement, 1));

    if (measure)
        series.measure = measure->key;
    else if (!figures_keep_column(statement, 1, keep, &series.measure))
        return cor_fail_memory(err);

    // cor_figures_check finds words that this program does not know.
    (void)cor_country_by_code(cor_column_text(statement, 3), &series.origin);
    (void)cor_country_by_code(cor_column_text(statement, 4), &series.destination);
    if (!figures_keep_column(statement, 5, keep, &series.breakdown)) return cor_fail_memory(err);

    cor_code code = figures_source_key(figures, series.source_id, &series.source, err);
    if (!code) *ret_series = series;
    return code;
}

void figures_set_series(const figures_series *series, cor_figure *figure) {
    figure->measure = series->measure;
    figure->source = series->source;
    figure->breakdown = series->breakdown;
    figure->origin = series->origin;
    figure->destination = series->destination;
}

cor_code figures_was_known(cor_figures *figures, int64_t load_id, int64_t as_known_s,
                           bool *ret_known, cor_error *err) {
    figures_load_info load;
    cor_code code = figures_load_info_get(figures, load_id, &load, err);
    if (!code) *ret_known = load.id && load.loaded_s <= as_known_s;
    return code;
}

void figures_source_texts(cor_source *source, cor_str *ret_texts[FIGURES_SOURCE_COLUMNS]) {
    cor_str *texts[FIGURES_SOURCE_COLUMNS] = {
        &source->key,
        &source->producer,
        &source->title[COR_LANG_EN],
        &source->title[COR_LANG_ES],
        &source->edition,
        &source->published,
        &source->accessed,
        &source->licence,
        &source->citation,
        &source->url,
        &source->note[COR_LANG_EN],
        &source->note[COR_LANG_ES],
    };
    memcpy(ret_texts, texts, sizeof texts);
}

cor_code figures_source_row(cor_figures *figures, cor_str key, cor_statement **ret_statement,
                            bool *ret_row, cor_error *err) {
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_SOURCE_GET, ret_statement, err);
    if (code) return code;
    cor_bind_text(*ret_statement, "key", key);
    return cor_statement_step(*ret_statement, ret_row, err);
}

bool figures_read_source(cor_statement *statement, int column, cor_arena *keep,
                         cor_source *ret_source) {
    cor_str *texts[FIGURES_SOURCE_COLUMNS];
    cor_source source;
    figures_source_texts(&source, texts);
    for (int i = 0; i < FIGURES_SOURCE_COLUMNS; i++)
        if (!figures_keep_column(statement, column + i, keep, texts[i])) return false;
    *ret_source = source;
    return true;
}

bool figures_read_run(cor_statement *statement, cor_arena *keep, void *ret_item) {
    cor_run run = { .id = cor_column_int(statement, 0), .started_s = cor_column_int(statement, 7) };
    cor_str *texts[] = { &run.engine, &run.method, &run.version, &run.options, &run.inputs };
    for (int i = 0; i < 5; i++)
        if (!figures_keep_column(statement, 1 + i, keep, texts[i])) return false;
    cor_str digest = cor_column_blob(statement, 6);
    if (digest.length == sizeof run.result_digest)
        memcpy(run.result_digest, digest.at, sizeof run.result_digest);
    *(cor_run *)ret_item = run;
    return true;
}
