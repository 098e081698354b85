/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: reads the current figures once into compact tables. */
#include "memory.h"

#include "matrix.h"

#include <math.h>

enum {
    SERIES_MAX = 1 << 24,
    BLOCK_BYTES_MAX = 1 << 30,
    PERIODS_MAX = 1 << 16,
    LOADS_MAX = 1 << 20,
    SOURCES_MAX = 1 << 14,
    TEXTS_MAX = 1 << 20,
    MEASURES_MAX = 1 << 12
};
static const size_t TEXT_BYTES = (size_t)1 << 28, TABLE_BYTES = (size_t)1 << 30;

/* State while the figures are read. */
typedef struct {
    cor_memory *memory;
    cor_figures *figures;
    uint32_t *position_of; // [id_end] of a series id
    int64_t id_end;
    int64_t current;      // series of the values being read
    memory_trail trail;   // state after its last value,
    memory_trail before;  // and before it:
    uint32_t before_used; // bytes of blocks used then
} memory_reading;

/* ---- series -------------------------------------------------------------- */

static bool put_pooled_text(figures_pool *pool, cor_str text, uint32_t most, uint32_t *ret_number) {
    return figures_pool_put(pool, text, ret_number) && *ret_number <= most;
}

static uint16_t place_id(cor_str code) {
    cor_country place = { 0 };
    (void)cor_country_by_code(code, &place);
    return place.id;
}

static bool add_series_row(cor_memory *memory, uint32_t measure, cor_statement *statement) {
    uint32_t source, breakdown;
    bool room =
        memory->series.count < memory->series.room &&
        put_pooled_text(&memory->texts, cor_column_text(statement, 1), UINT16_MAX, &source) &&
        put_pooled_text(&memory->texts, cor_column_text(statement, 4), UINT32_MAX, &breakdown);

    if (!room) return false;
    ((memory_series *)memory->series.items)[memory->series.count++] =
        (memory_series){ .measure = (uint16_t)measure,
                         .source = (uint16_t)source,
                         .breakdown = breakdown,
                         .origin = place_id(cor_column_text(statement, 2)),
                         .destination = place_id(cor_column_text(statement, 3)) };

    return true;
}

static cor_code read_series_rows(memory_reading *reading, cor_str measure, cor_error *err) {
    cor_memory *memory = reading->memory;
    cor_statement *statement;
    uint32_t number;

    if (!put_pooled_text(&memory->measures, measure, UINT16_MAX, &number))
        return cor_fail_memory(err);
    cor_code code =
        cor_statement_get(reading->figures->store, COR_SQL_FIGURES_MEMORY_SERIES, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "measure", measure);
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        int64_t id = cor_column_int(statement, 0);
        bool fits = id < reading->id_end && add_series_row(memory, number, statement);
        if (!fits) break;
        reading->position_of[id] = memory->series.count - 1;
    }

    cor_statement_reset(statement);
    return cor_fail_memory(err);
}

/* ---- values -------------------------------------------------------------- */

/* There are a few hundred distinct periods; search from the newest, because values of a series come
 * in order. */
static bool put_pooled_period(cor_memory *memory, cor_interval period, uint16_t *ret_number) {
    cor_interval *list = memory->periods.items;
    for (uint32_t i = memory->periods.count; i > 0; i--) {
        if (!cor_interval_equal(list[i - 1], period)) continue;
        *ret_number = (uint16_t)(i - 1);
        return true;
    }

    if (memory->periods.count == memory->periods.room) return false;
    *ret_number = (uint16_t)memory->periods.count;
    list[memory->periods.count++] = period;

    return true;
}

/* A newer version replaces the one before it. */
static bool add_value(memory_reading *reading, int64_t series_id, const memory_value *value) {
    cor_memory *memory = reading->memory;
    memory_series *series = (memory_series *)memory->series.items + reading->position_of[series_id];
    uint8_t *blocks = memory->blocks.items;

    if (series_id != reading->current) {
        reading->current = series_id;
        reading->trail = (memory_trail){ 0 };
        series->at = memory->blocks.count;
    }

    bool takes_place = series->count && reading->trail.last.period == value->period;
    if (takes_place) {
        reading->trail = reading->before;
        memory->blocks.count = reading->before_used;
    }

    if (memory->blocks.count + MEMORY_VALUE_BYTES_MAX > memory->blocks.room) return false;
    if (!takes_place && series->count == UINT16_MAX) return false;
    reading->before = reading->trail;
    reading->before_used = memory->blocks.count;
    memory->blocks.count +=
        (uint32_t)memory_block_write(&reading->trail, value, blocks + memory->blocks.count);
    if (!takes_place) series->count++;

    return true;
}

static bool read_value_row(memory_reading *reading, cor_statement *statement) {
    int64_t series_id = cor_column_int(statement, 6), id = cor_column_int(statement, 0);
    const memory_load *load = memory_load_find(reading->memory, cor_column_int(statement, 5));
    memory_value value = { .id = (uint32_t)id, .status = (uint8_t)cor_column_int(statement, 4) };
    cor_interval period = { { (int32_t)cor_column_int(statement, 1) },
                            { (int32_t)cor_column_int(statement, 2) } };
    bool fits = id <= UINT32_MAX && series_id < reading->id_end && load &&
                put_pooled_period(reading->memory, period, &value.period);

    if (!fits) return false;
    value.load = (uint32_t)(load - (const memory_load *)reading->memory->loads.items);
    value.value = cor_column_is_null(statement, 3) ? (double)NAN : cor_column_double(statement, 3);

    return add_value(reading, series_id, &value);
}

static cor_code read_values(memory_reading *reading, cor_str measure, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(reading->figures->store, COR_SQL_FIGURES_MEMORY_VALUES, &statement, err);
    if (code) return code;

    cor_bind_text(statement, "measure", measure);
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        if (!read_value_row(reading, statement)) break;
    }

    cor_statement_reset(statement);
    return cor_fail_memory(err);
}

/* ---- what describes them ------------------------------------------------- */

static bool add_load(cor_memory *memory, cor_statement *statement) {
    cor_str file_name = cor_str_keep(&memory->arena, cor_column_text(statement, 2));
    if (!file_name.at || memory->loads.count == memory->loads.room) return false;
    ((memory_load *)memory->loads.items)[memory->loads.count++] =
        (memory_load){ .id = cor_column_int(statement, 0),
                       .run_id = cor_column_int(statement, 1),
                       .file_name = file_name };
    return true;
}

static bool add_source_row(cor_memory *memory, cor_statement *statement) {
    if (memory->sources.count == memory->sources.room) return false;
    cor_source *list = memory->sources.items;
    return figures_read_source(statement, 0, &memory->arena, &list[memory->sources.count++]);
}

static cor_code read_loads_and_sources(cor_memory *memory, cor_figures *figures, int sql,
                                       bool (*add)(cor_memory *memory, cor_statement *statement),
                                       cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, sql, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        if (!add(memory, statement)) break;
    }

    cor_statement_reset(statement);
    return cor_fail_memory(err);
}

const memory_load *memory_load_find(const cor_memory *memory, int64_t load_id) {
    const memory_load *list = memory->loads.items;
    uint32_t low = 0, high = memory->loads.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list[middle].id == load_id) return &list[middle];
        if (list[middle].id < load_id)
            low = middle + 1;
        else
            high = middle;
    }

    return NULL;
}

/* ---- which measures ------------------------------------------------------ */

typedef struct {
    cor_str key;
    int64_t series_count;
    bool taken;
} measure_size;

static cor_code list_measures(cor_figures *figures, cor_arena *scratch, figures_list *found,
                              cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(figures->store, COR_SQL_FIGURES_MEMORY_MEASURES, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        cor_str key = cor_str_keep(scratch, cor_column_text(statement, 0));
        if (!key.at || found->count == found->room) break;
        ((measure_size *)found->items)[found->count++] =
            (measure_size){ .key = key, .series_count = cor_column_int(statement, 1) };
    }

    cor_statement_reset(statement);
    return cor_fail_memory(err);
}

/* Choose the smallest measures first, as long as there is room. */
static void choose_measures(measure_size *list, uint32_t count, int64_t series_budget) {
    for (;;) {
        measure_size *smallest = NULL;
        for (uint32_t i = 0; i < count; i++)
            if (!list[i].taken && (!smallest || list[i].series_count < smallest->series_count))
                smallest = &list[i];
        if (!smallest || smallest->series_count > series_budget) return;
        smallest->taken = true;
        series_budget -= smallest->series_count;
    }
}

static bool leave_out_measure(cor_memory *memory, cor_str measure) {
    cor_str kept = cor_str_keep(&memory->arena, measure);
    if (!kept.at || memory->left_out.count == memory->left_out.room) return false;
    ((cor_str *)memory->left_out.items)[memory->left_out.count++] = kept;
    return true;
}

static cor_code read_measures(memory_reading *reading, int64_t series_budget, cor_arena scratch,
                              cor_error *err) {
    figures_list found = { .items = cor_new(&scratch, measure_size, MEASURES_MAX),
                           .room = MEASURES_MAX };
    if (!found.items) return cor_fail_memory(err);
    cor_code code =
        figures_number(reading->figures, COR_SQL_FIGURES_SERIES_NEWEST, &reading->id_end, err);
    if (!code) code = list_measures(reading->figures, &scratch, &found, err);
    if (code) return code;

    reading->id_end++;
    reading->position_of = cor_new(&scratch, uint32_t, reading->id_end);
    if (!reading->position_of) return cor_fail_memory(err);
    measure_size *list = found.items;
    choose_measures(list, found.count, series_budget);

    for (uint32_t i = 0; i < found.count && !code; i++) {
        if (!list[i].taken) {
            if (!leave_out_measure(reading->memory, list[i].key)) code = cor_fail_memory(err);
            continue;
        }
        code = read_series_rows(reading, list[i].key, err);
        if (!code) code = read_values(reading, list[i].key, err);
    }

    return code;
}

/* ---- series by place ----------------------------------------------------- */

static uint16_t place_at(const memory_series *series, bool origin) {
    return origin ? series->origin : series->destination;
}

/* Counting sort: positions stay ascending within a place. */
static bool index_places(cor_memory *memory, bool origin, uint32_t **ret_starts,
                         uint32_t **ret_positions) {
    const memory_series *list = memory->series.items;
    uint32_t count = memory->series.count;
    uint32_t *starts = cor_new(&memory->arena, uint32_t, memory->place_end + 1);
    uint32_t *next = cor_new(&memory->arena, uint32_t, memory->place_end + 1);
    uint32_t *positions = cor_new(&memory->arena, uint32_t, count);

    if (!starts || !next || !positions) return false;
    for (uint32_t i = 0; i < count; i++)
        starts[place_at(&list[i], origin) + 1]++;

    for (uint32_t place = 1; place <= memory->place_end; place++)
        starts[place] += starts[place - 1];
    memcpy(next, starts, (memory->place_end + 1) * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        positions[next[place_at(&list[i], origin)]++] = i;

    *ret_starts = starts;
    *ret_positions = positions;
    return true;
}

static bool index_all(cor_memory *memory) {
    size_t count;
    const cor_country_info *places = cor_country_list(&count);
    memory->place_end = 1;
    for (size_t i = 0; i < count; i++)
        if (places[i].place.id >= memory->place_end) memory->place_end = places[i].place.id + 1u;
    return index_places(memory, true, &memory->by_origin, &memory->origin_series) &&
           index_places(memory, false, &memory->by_destination, &memory->destination_series);
}

/* ---- opening ------------------------------------------------------------- */

static bool open_memory_lists(void *self, int shift) {
    cor_memory *memory = self;
    return figures_pool_open(&memory->measures, TEXT_BYTES >> shift, MEASURES_MAX) &&
           figures_pool_open(&memory->texts, TEXT_BYTES >> shift, TEXTS_MAX >> shift) &&
           figures_list_open(&memory->series, sizeof(memory_series), SERIES_MAX >> shift) &&
           figures_list_open(&memory->blocks, 1, BLOCK_BYTES_MAX >> shift) &&
           figures_list_open(&memory->periods, sizeof(cor_interval), PERIODS_MAX) &&
           figures_list_open(&memory->loads, sizeof(memory_load), LOADS_MAX >> shift) &&
           figures_list_open(&memory->sources, sizeof(cor_source), SOURCES_MAX) &&
           figures_list_open(&memory->left_out, sizeof(cor_str), MEASURES_MAX);
}

static void close_memory_lists(void *self) {
    cor_memory *memory = self;
    figures_pool_close(&memory->measures);
    figures_pool_close(&memory->texts);
    figures_list *lists[] = { &memory->series, &memory->blocks,  &memory->periods,
                              &memory->loads,  &memory->sources, &memory->left_out };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        figures_list_close(lists[i]);
}

static cor_code read_everything(cor_memory *memory, cor_figures *figures, int64_t series_budget,
                                cor_arena scratch, cor_error *err) {
    memory_reading reading = { .memory = memory, .figures = figures, .current = -1 };
    cor_code code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &memory->last_id, err);
    if (!code)
        code = read_loads_and_sources(memory, figures, COR_SQL_FIGURES_MEMORY_LOADS, add_load, err);
    if (!code)
        code = read_loads_and_sources(memory, figures, COR_SQL_FIGURES_MEMORY_SOURCES,
                                      add_source_row, err);
    if (!code) code = read_measures(&reading, series_budget, scratch, err);
    if (!code) code = matrices_open(figures, false, &memory->matrices, err);
    if (!code) memory->matrices->is_shared = true;
    if (!code && !index_all(memory)) code = cor_fail_memory(err);
    return code;
}

cor_code memory_open_within(cor_figures *figures, int64_t series_budget, cor_memory **ret_memory,
                            cor_error *err) {
    cor_stretch stretch, work;
    if (!cor_stretch_open(TABLE_BYTES, &stretch)) return cor_fail_memory(err);
    if (!cor_stretch_open(TABLE_BYTES, &work)) {
        cor_stretch_close(&stretch);
        return cor_fail_memory(err);
    }

    cor_arena arena = cor_stretch_arena(&stretch);
    cor_memory *memory = cor_new(&arena, cor_memory, 1);
    memory->stretch = stretch;
    memory->arena = arena;
    bool opened = figures_open_together(open_memory_lists, close_memory_lists, memory) &&
                  memory_rankings_open(memory);
    cor_code code = opened ? COR_OK : cor_fail_memory(err);

    // One snapshot: figures loaded meanwhile belong to the next memory.
    bool begun = false;
    if (!code) code = cor_store_snapshot(figures->store, &begun, err);
    if (!code)
        code = read_everything(memory, figures, series_budget, cor_stretch_arena(&work), err);
    if (begun) cor_store_snapshot_end(figures->store);
    cor_stretch_close(&work);
    if (code) {
        cor_memory_close(memory);
        return code;
    }

    *ret_memory = memory;
    return COR_OK;
}

cor_code cor_memory_open(cor_figures *figures, cor_memory **ret_memory, cor_error *err) {
    return memory_open_within(figures, MEMORY_SERIES_BUDGET, ret_memory, err);
}

void cor_memory_close(cor_memory *memory) {
    if (!memory) return;
    memory_rankings_close(memory);
    matrices_close(memory->matrices);
    close_memory_lists(memory);
    cor_stretch stretch = memory->stretch;
    cor_stretch_close(&stretch);
}

cor_code cor_memory_is_current(const cor_memory *memory, cor_figures *figures, bool *ret_current,
                               cor_error *err) {
    int64_t newest;
    cor_code code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &newest, err);
    if (!code) *ret_current = newest == memory->last_id;
    return code;
}
