/* SPDX-License-Identifier: Apache-2.0 */
/* load_memory.c: the figures of one source in memory, found by series and period. The figures of a
 * measure are read when the measure first occurs, because a source may have half a million figures
 * and the file a hundred. */
#include <assert.h>
#include <math.h>

#include "load.h"

static uint64_t series_hash(cor_str measure, cor_country origin, cor_country destination,
                            uint32_t breakdown) {
    // Texts of measures are static, so their address identifies them.
    uint64_t hash =
        figures_mix((uintptr_t)measure.at, ((uint64_t)origin.id << 16) | destination.id);
    return figures_mix(hash, breakdown);
}

static uint64_t entry_hash(uint32_t series, int32_t period_start, int32_t period_end) {
    return figures_mix(figures_mix(series + 1u, (uint32_t)period_start), (uint32_t)period_end);
}

static uint64_t hash_of_series(const void *owner, uint32_t position) {
    const load_series *series = load_series_at(owner, position);
    return series_hash(series->measure, series->origin, series->destination, series->breakdown);
}

static uint64_t hash_of_entry(const void *owner, uint32_t position) {
    const load_entry *entry = load_entry_at(owner, position);
    return entry_hash(entry->series, entry->period_start, entry->period_end);
}

static bool is_series(const load_series *series, cor_str measure, cor_country origin,
                      cor_country destination, uint32_t breakdown) {
    return series->measure.at == measure.at && series->origin.id == origin.id &&
           series->destination.id == destination.id && series->breakdown == breakdown;
}

bool load_put_series(cor_load *load, cor_str measure, cor_country origin, cor_country destination,
                     uint32_t breakdown, uint32_t *ret_series) {
    if (load->series.count && // rows of a series often follow each other
        is_series(load_series_at(load, load->last_series), measure, origin, destination,
                  breakdown)) {
        *ret_series = load->last_series;
        return true;
    }

    uint64_t hash = series_hash(measure, origin, destination, breakdown), step = hash;
    uint32_t position;
    while (figures_index_next(&load->series_index, &step, &position)) {
        if (!is_series(load_series_at(load, position), measure, origin, destination, breakdown))
            continue;
        *ret_series = load->last_series = position;
        return true;
    }

    position = load->series.count;
    if (position == load->series.room) return false;
    *load_series_at(load, position) = (load_series){
        .measure = measure, .breakdown = breakdown, .origin = origin, .destination = destination
    };
    load->series.count++;
    if (!figures_index_add(&load->series_index, hash, position)) return false;
    *ret_series = load->last_series = position;

    return true;
}

bool load_put_entry(cor_load *load, uint32_t series, int32_t period_start, int32_t period_end,
                    uint32_t *ret_entry, bool *ret_is_new) {
    uint64_t hash = entry_hash(series, period_start, period_end), step = hash;
    uint32_t position;

    while (figures_index_next(&load->entry_index, &step, &position)) {
        const load_entry *entry = load_entry_at(load, position);
        if (entry->series != series || entry->period_start != period_start ||
            entry->period_end != period_end)
            continue;
        *ret_entry = position;
        *ret_is_new = false;
        return true;
    }

    position = load->entries.count;
    if (position == load->entries.room) return false;
    *load_entry_at(load, position) =
        (load_entry){ .series = series, .period_start = period_start, .period_end = period_end };
    load->entries.count++;
    *ret_entry = position;
    *ret_is_new = true;

    return figures_index_add(&load->entry_index, hash, position);
}

static bool open_load_lists(void *self, int shift) {
    cor_load *load = self;
    return figures_list_open(&load->series, sizeof(load_series), LOAD_SERIES_MAX >> shift) &&
           figures_list_open(&load->entries, sizeof(load_entry), LOAD_ENTRIES_MAX >> shift) &&
           figures_list_open(&load->published, sizeof(load_published),
                             LOAD_PUBLISHED_MAX >> shift) &&
           figures_index_open(&load->series_index, hash_of_series, load) &&
           figures_index_open(&load->entry_index, hash_of_entry, load) &&
           figures_pool_open(&load->breakdowns, LOAD_TEXT_BYTES >> shift,
                             LOAD_TEXTS_MAX >> shift) &&
           figures_pool_open(&load->sheets, LOAD_TEXT_BYTES >> shift, LOAD_TEXTS_MAX >> shift);
}

void load_forget(void *self) {
    cor_load *load = self;
    figures_list_close(&load->series);
    figures_list_close(&load->entries);
    figures_list_close(&load->published);
    figures_index_close(&load->series_index);
    figures_index_close(&load->entry_index);
    figures_pool_close(&load->breakdowns);
    figures_pool_close(&load->sheets);
}

/* A measure unknown to this program cannot occur in a load; its series are skipped. */
static cor_code read_series_row(cor_load *load, cor_statement *statement, cor_error *err) {
    const cor_measure *measure = cor_measure_find(cor_column_text(statement, 1));
    cor_country origin = { 0 }, destination = { 0 };

    if (!measure || !cor_country_by_code(cor_column_text(statement, 4), &destination))
        return COR_OK;
    cor_str origin_code = cor_column_text(statement, 3);
    if (origin_code.length && !cor_country_by_code(origin_code, &origin)) return COR_OK;
    uint32_t breakdown, position;

    if (!figures_pool_put(&load->breakdowns, cor_column_text(statement, 5), &breakdown) ||
        !load_put_series(load, measure->key, origin, destination, breakdown, &position))
        return cor_fail_memory(err);

    load->breakdowns_checked +=
        breakdown == load->breakdowns_checked; // what is stored is well formed
    load_series_at(load, position)->id = cor_column_int(statement, 0);

    return COR_OK;
}

static cor_code bind_and_read(const cor_load *load, int sql, cor_str measure,
                              cor_statement **ret_statement, cor_error *err) {
    cor_code code = cor_statement_get(load->figures->store, sql, ret_statement, err);
    if (code) return code;
    cor_bind_int(*ret_statement, "source", load->source_id);
    cor_bind_text(*ret_statement, "measure", measure);
    return COR_OK;
}

static cor_code read_stored_series(cor_load *load, cor_str measure, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        bind_and_read(load, COR_SQL_FIGURES_SERIES_OF_MEASURE, measure, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = read_series_row(load, statement, err);
        if (code) break;
    }

    cor_statement_reset(statement);
    return code;
}

/* Series have the same order here and in the statement below, so one pass along both finds them;
 * skipped ones are not here. */
static bool find_stored_series(const cor_load *load, int64_t id, uint32_t *at) {
    uint32_t here = *at;
    while (here < load->series.count && load_series_at(load, here)->id != id)
        here++;
    if (here == load->series.count) return false;
    *at = here;
    return true;
}

const load_published *load_published_of(const cor_load *load, const load_entry *entry) {
    const load_published *list = load->published.items;
    uint32_t position = (uint32_t)(entry - (const load_entry *)load->entries.items);
    for (uint32_t i = load->published.count; i > 0; i--)
        if (list[i - 1].entry == position) return &list[i - 1];
    return NULL;
}

/* Remember what the agency published before the first correction in a row. */
static bool keep_published(cor_load *load, const load_entry *entry) {
    if (entry->is_corrected) return true;
    if (load->published.count == load->published.room) return false;
    ((load_published *)load->published.items)[load->published.count++] =
        (load_published){ .entry = (uint32_t)(entry - (const load_entry *)load->entries.items),
                          .value = entry->value,
                          .status = (cor_obs_status)entry->status };
    return true;
}

/* A newer version replaces an older one. */
static cor_code read_version(cor_load *load, cor_statement *statement, load_entry *entry,
                             cor_error *err) {
    figures_load_info info;
    cor_code code = figures_load_info_get(load->figures, cor_column_int(statement, 6), &info, err);
    if (code) return code;
    if (info.corrects && !keep_published(load, entry)) return cor_fail_memory(err);

    entry->is_corrected = info.corrects;
    entry->id = cor_column_int(statement, 3);
    entry->value = cor_column_is_null(statement, 4) ? NAN : cor_column_double(statement, 4);
    entry->status = (uint8_t)cor_column_int(statement, 5);
    return COR_OK;
}

/* Read the figures of the series from `series` on. */
static cor_code read_stored_figures(cor_load *load, cor_str measure, uint32_t series,
                                    cor_error *err) {
    cor_statement *statement;
    cor_code code = bind_and_read(load, COR_SQL_FIGURES_OF_MEASURE, measure, &statement, err);
    if (code) return code;
    int64_t left_alone = 0;

    for (bool row = true; !code;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        int64_t id = cor_column_int(statement, 0);
        if (id == left_alone || !find_stored_series(load, id, &series)) {
            left_alone = id;
            continue;
        }
        uint32_t position;
        bool is_new;
        code = load_put_entry(load, series, (int32_t)cor_column_int(statement, 1),
                              (int32_t)cor_column_int(statement, 2), &position, &is_new)
                   ? read_version(load, statement, load_entry_at(load, position), err)
                   : cor_fail_memory(err);
    }

    cor_statement_reset(statement);
    return code;
}

cor_code load_open_memory(cor_load *load, cor_error *err) {
    return figures_open_together(open_load_lists, load_forget, load) ? COR_OK
                                                                     : cor_fail_memory(err);
}

cor_code load_read_measure(cor_load *load, const cor_measure *measure, cor_error *err) {
    size_t count;
    ptrdiff_t number = measure - cor_measure_list(&count);
    assert(count <= LOAD_MEASURES_MAX);
    if (load->measures_read[number]) return COR_OK;
    uint32_t first = load->series.count;
    cor_code code = read_stored_series(load, measure->key, err);
    if (!code) code = read_stored_figures(load, measure->key, first, err);
    load->measures_read[number] = !code;
    return code;
}
