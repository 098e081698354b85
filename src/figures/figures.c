/* SPDX-License-Identifier: Apache-2.0 */
/* figures.c: opening the store of figures, what is remembered between questions, and the lookup
 * of one figure. */
#include <math.h>
#include <sodium.h>
#include <time.h>

#include "matrix.h"

enum { STRETCH_BYTES = 16 << 20 };

cor_code cor_figures_open(cor_store *store, cor_figures **ret_figures, cor_error *err) {
    cor_stretch stretch;
    if (sodium_init() < 0 || !cor_stretch_open(STRETCH_BYTES, &stretch))
        return cor_fail_memory(err);

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_figures *figures = cor_new(&arena, cor_figures, 1);
    figures->stretch = stretch;
    figures->arena = arena;
    figures->store = store;

    if (!figures_list_open(&figures->sources, sizeof(figures_source), FIGURES_SOURCES_MAX) ||
        !figures_list_open(&figures->loads, sizeof(figures_load_info), FIGURES_LOADS_MAX)) {
        cor_figures_close(figures);
        return cor_fail_memory(err);
    }

    *ret_figures = figures;
    return COR_OK;
}

void cor_figures_close(cor_figures *figures) {
    if (!figures) return;
    cor_load_close(figures->load);
    figures_query_free(figures->idle_query);
    matrices_drop_kept(figures);
    for (int i = 0; i < FIGURES_RANKINGS; i++)
        cor_stretch_close(&figures->rankings[i].stretch);

    figures_list_close(&figures->spare_found);
    figures_list_close(&figures->sources);
    figures_list_close(&figures->loads);
    cor_stretch stretch = figures->stretch;
    cor_stretch_close(&stretch);
}

cor_store *cor_figures_store(cor_figures *figures) {
    return figures->store;
}

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
                                 .source_id = cor_column_int(statement, 3) };
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

/* By halves: ids grow, and there can be many loads. */
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

    // Words that this program does not know are found by cor_figures_check.
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

/* ---- one figure ---------------------------------------------------------- */

static cor_code keep_found(const figures_series *series, cor_arena *keep, cor_figure *figure,
                           cor_error *err) {
    figures_set_series(series, figure);
    cor_str *texts[] = { &figure->measure, &figure->source, &figure->breakdown, &figure->sheet };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = cor_str_keep(keep, *texts[i]);
        if (!texts[i]->at) return cor_fail_memory(err);
    }
    return COR_OK;
}

static cor_code find_statement(cor_figures *figures, const figures_series *series,
                               cor_interval period, cor_statement **ret_statement, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_FIND, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "measure", series->measure);
    cor_bind_int(statement, "source", series->source_id);
    cor_bind_text(statement, "breakdown", series->breakdown);
    cor_bind_text(statement, "destination", cor_country_code(series->destination));
    cor_bind_text(statement, "origin", cor_country_code(series->origin));
    cor_bind_int(statement, "period_start", period.start.days);
    cor_bind_int(statement, "period_end", period.end.days);
    *ret_statement = statement;

    return COR_OK;
}

/* In the newest version of its computed table. */
static cor_code find_in_matrices(cor_figures *figures, const figures_series *series,
                                 cor_interval period, cor_arena *keep, cor_figure *ret_figure,
                                 bool *ret_found, cor_error *err) {
    figures_matrices *matrices;
    cor_code code = matrices_take(figures, series->measure, false, &matrices, err);

    *ret_found = false;
    for (uint32_t g = 0; !code && matrices && g < matrices->list.count && !*ret_found; g++) {
        const figures_matrix *matrix = matrices_at(matrices, g);
        if (!cor_str_equal(matrix->measure, series->measure) ||
            !cor_str_equal(matrix->source, series->source) ||
            !cor_str_equal(matrix->breakdown, series->breakdown) ||
            !cor_interval_equal(matrix->period, period))
            continue;
        cor_figure figure;
        *ret_found = matrix_find(matrix, matrix_place(matrix, series->origin),
                                 matrix_place(matrix, series->destination), &figure);
        if (*ret_found) code = keep_found(series, keep, &figure, err);
        if (*ret_found && !code) *ret_figure = figure;
    }

    if (!code) matrices_give_back(figures, matrices);
    return code;
}

cor_code cor_figures_find(cor_figures *figures, cor_str measure, cor_str source, cor_country origin,
                          cor_country destination, cor_interval period, cor_str breakdown,
                          cor_arena *keep, cor_figure *ret_figure, bool *ret_found,
                          cor_error *err) {
    figures_series series = { .measure = measure,
                              .source = source,
                              .origin = origin,
                              .destination = destination,
                              .breakdown = breakdown };
    cor_code code = figures_source_id(figures, source, &series.source_id, err);
    cor_statement *statement;
    if (!code) code = find_statement(figures, &series, period, &statement, err);
    bool row;
    if (!code) code = cor_statement_step(statement, &row, err);
    if (code) return code;

    cor_figure figure;
    if (!row) return find_in_matrices(figures, &series, period, keep, ret_figure, ret_found, err);
    code = figures_read_figure(figures, statement, 0, &figure, err);
    if (!code) code = keep_found(&series, keep, &figure, err);
    cor_statement_reset(statement);
    if (code) return code;

    *ret_figure = figure;
    *ret_found = true;
    return COR_OK;
}
