/* memory.c: reads the current figures once into compact tables. */
#include "memory.h"

#include <math.h>

enum { SERIES_MAX = 1 << 24, VALUES_MAX = 1 << 28, PERIODS_MAX = 1 << 16, LOADS_MAX = 1 << 20, TEXTS_MAX = 1 << 20 };
static const size_t TEXT_BYTES = (size_t)1 << 28, TABLE_BYTES = (size_t)1 << 30;

/* What is only needed while reading. */
typedef struct {
    cor_memory *memory;
    cor_figures *figures;
    uint32_t *position_of; // [id_end] of a series id
    int64_t id_end;
    int64_t current; // series id of the values being read
} memory_reading;

static bool put_text(cor_memory *memory, cor_str text, uint32_t most, uint32_t *ret_number) {
    return figures_pool_put(&memory->texts, text, ret_number) && *ret_number <= most;
}

static uint16_t place_id(cor_str code) {
    cor_country place = { 0 };
    (void)cor_country_by_code(code, &place);
    return place.id;
}

static bool add_series(cor_memory *memory, cor_statement *statement) {
    uint32_t measure, source, breakdown;
    bool room = memory->series.count < memory->series.room &&
                put_text(memory, cor_column_text(statement, 1), UINT16_MAX, &measure) &&
                put_text(memory, cor_column_text(statement, 2), UINT16_MAX, &source) &&
                put_text(memory, cor_column_text(statement, 5), UINT32_MAX, &breakdown);
    if (!room) return false;
    ((memory_series *)memory->series.items)[memory->series.count++] =
        (memory_series){ .measure = (uint16_t)measure,
                         .source = (uint16_t)source,
                         .breakdown = breakdown,
                         .origin = place_id(cor_column_text(statement, 3)),
                         .destination = place_id(cor_column_text(statement, 4)) };
    return true;
}

static cor_code read_series(memory_reading *reading, cor_arena scratch, cor_error *err) {
    cor_memory *memory = reading->memory;
    cor_statement *statement;
    cor_code code = figures_number(reading->figures, COR_SQL_FIGURES_SERIES_NEWEST, &reading->id_end, err);
    if (!code) code = cor_statement_get(reading->figures->store, COR_SQL_FIGURES_MEMORY_SERIES, &statement, err);
    if (code) return code;
    reading->id_end++;
    reading->position_of = cor_new(&scratch, uint32_t, reading->id_end);
    if (!reading->position_of) return cor_fail_memory(err);
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        int64_t id = cor_column_int(statement, 0);
        bool fits = id < reading->id_end && add_series(memory, statement);
        if (!fits) break;
        reading->position_of[id] = memory->series.count - 1;
    }
    cor_statement_reset(statement);
    return cor_fail_memory(err);
}

/* The few hundred different periods, newest looked at first: values of a series go through them in order. */
static bool put_period(cor_memory *memory, cor_interval period, uint16_t *ret_number) {
    cor_interval *list = memory->periods.items;
    for (uint32_t i = memory->periods.count; i > 0; i--) {
        if (!cor_interval_equal(list[i - 1], period)) continue;
        *ret_number = (uint16_t)(i - 1);
        return true;
    }
    if (memory->periods.count == memory->periods.room || memory->periods.count > UINT16_MAX) return false;
    *ret_number = (uint16_t)memory->periods.count;
    list[memory->periods.count++] = period;
    return true;
}

static cor_code put_load(memory_reading *reading, int64_t id, uint32_t *ret_position, cor_error *err) {
    cor_memory *memory = reading->memory;
    memory_load *list = memory->loads.items;
    for (uint32_t i = memory->loads.count; i > 0; i--) {
        if (list[i - 1].id != id) continue;
        *ret_position = i - 1;
        return COR_OK;
    }
    figures_load_info info;
    cor_code code = figures_load_info_get(reading->figures, id, &info, err);
    if (code) return code;
    if (memory->loads.count == memory->loads.room) return cor_fail_memory(err);
    *ret_position = memory->loads.count;
    list[memory->loads.count++] = (memory_load){ .id = id, .run_id = info.run_id };
    return COR_OK;
}

/* A newer version takes the place of the one before it. */
static cor_code add_value(memory_reading *reading, cor_statement *statement, cor_error *err) {
    cor_memory *memory = reading->memory;
    int64_t series_id = cor_column_int(statement, 6), id = cor_column_int(statement, 0);
    memory_value value = { .id = (uint32_t)id, .status = (uint8_t)cor_column_int(statement, 4) };
    value.value = cor_column_is_null(statement, 3) ? (double)NAN : cor_column_double(statement, 3);
    cor_interval period = { { (int32_t)cor_column_int(statement, 1) }, { (int32_t)cor_column_int(statement, 2) } };
    if (id > UINT32_MAX || series_id >= reading->id_end || !put_period(memory, period, &value.period))
        return cor_fail_memory(err);
    cor_code code = put_load(reading, cor_column_int(statement, 5), &value.load, err);
    if (code) return code;
    memory_series *series = (memory_series *)memory->series.items + reading->position_of[series_id];
    memory_value *list = memory->values.items;
    if (series_id != reading->current) series->first = memory->values.count;
    reading->current = series_id;
    if (series->count && list[memory->values.count - 1].period == value.period) {
        list[memory->values.count - 1] = value;
        return COR_OK;
    }
    if (memory->values.count == memory->values.room) return cor_fail_memory(err);
    list[memory->values.count++] = value;
    series->count++;
    return COR_OK;
}

static cor_code read_values(memory_reading *reading, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(reading->figures->store, COR_SQL_FIGURES_MEMORY_VALUES, &statement, err);
    if (code) return code;
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = add_value(reading, statement, err);
        if (code) break;
    }
    cor_statement_reset(statement);
    return code;
}

/* ---- series by place -------------------------------------------------------------------------------------------- */

static uint16_t place_of(const memory_series *series, bool origin) {
    return origin ? series->origin : series->destination;
}

/* Counting sort: positions stay ascending within a place. */
static bool index_places(cor_memory *memory, bool origin, uint32_t **ret_starts, uint32_t **ret_positions) {
    const memory_series *list = memory->series.items;
    uint32_t count = memory->series.count;
    uint32_t *starts = cor_new(&memory->arena, uint32_t, memory->place_end + 1);
    uint32_t *next = cor_new(&memory->arena, uint32_t, memory->place_end + 1);
    uint32_t *positions = cor_new(&memory->arena, uint32_t, count);
    if (!starts || !next || !positions) return false;
    for (uint32_t i = 0; i < count; i++)
        starts[place_of(&list[i], origin) + 1]++;
    for (uint32_t place = 1; place <= memory->place_end; place++)
        starts[place] += starts[place - 1];
    memcpy(next, starts, (memory->place_end + 1) * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        positions[next[place_of(&list[i], origin)]++] = i;
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

/* ---- opening ---------------------------------------------------------------------------------------------------- */

static bool open_lists(void *self, int shift) {
    cor_memory *memory = self;
    return figures_pool_open(&memory->texts, TEXT_BYTES >> shift, TEXTS_MAX >> shift) &&
           figures_list_open(&memory->series, sizeof(memory_series), SERIES_MAX >> shift) &&
           figures_list_open(&memory->values, sizeof(memory_value), VALUES_MAX >> shift) &&
           figures_list_open(&memory->periods, sizeof(cor_interval), PERIODS_MAX) &&
           figures_list_open(&memory->loads, sizeof(memory_load), LOADS_MAX >> shift);
}

static void close_lists(void *self) {
    cor_memory *memory = self;
    figures_pool_close(&memory->texts);
    figures_list_close(&memory->series);
    figures_list_close(&memory->values);
    figures_list_close(&memory->periods);
    figures_list_close(&memory->loads);
}

static cor_code read_all(cor_memory *memory, cor_figures *figures, cor_arena scratch, cor_error *err) {
    memory_reading reading = { .memory = memory, .figures = figures, .current = -1 };
    cor_code code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &memory->last_id, err);
    if (!code) code = read_series(&reading, scratch, err);
    if (!code) code = read_values(&reading, err);
    if (!code && !index_all(memory)) code = cor_fail_memory(err);
    return code;
}

cor_code cor_memory_open(cor_figures *figures, cor_memory **ret_memory, cor_error *err) {
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
    cor_code code = figures_open_together(open_lists, close_lists, memory) ? COR_OK : cor_fail_memory(err);
    // One moment: what is loaded meanwhile belongs to the next memory.
    bool begun = false;
    if (!code) code = cor_store_snapshot(figures->store, &begun, err);
    if (!code) code = read_all(memory, figures, cor_stretch_arena(&work), err);
    if (begun) cor_store_snapshot_end(figures->store);
    cor_stretch_close(&work);
    if (code) {
        cor_memory_close(memory);
        return code;
    }
    *ret_memory = memory;
    return COR_OK;
}

void cor_memory_close(cor_memory *memory) {
    if (!memory) return;
    close_lists(memory);
    cor_stretch stretch = memory->stretch;
    cor_stretch_close(&stretch);
}

cor_code cor_memory_is_current(const cor_memory *memory, cor_figures *figures, bool *ret_current, cor_error *err) {
    int64_t newest;
    cor_code code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &newest, err);
    if (!code) *ret_current = newest == memory->last_id;
    return code;
}

void cor_figures_use(cor_figures *figures, const cor_memory *memory) {
    figures->memory = memory;
}
