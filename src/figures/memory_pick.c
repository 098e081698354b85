/* SPDX-License-Identifier: Apache-2.0 */
/* memory_pick.c: queries answered from memory: which series match, and their figures. */
#include "memory.h"

#include <stdlib.h>

bool memory_answers(const cor_memory *memory, const cor_filter *filter) {
    const cor_str *left_out = memory->left_out.items;
    for (uint32_t i = 0; i < memory->left_out.count; i++)
        if (!filter->measure.length || cor_str_equal(left_out[i], filter->measure)) return false;
    return true;
}

/* Words of the filter as numbers; an unknown word matches nothing. */
typedef struct {
    const cor_memory *memory;
    const cor_filter *filter;
    uint32_t measure, source, breakdown;
    uint32_t last_breakdown; // the breakdown checked last, and
    bool last_matches;       // whether it had the parts
} memory_wish;

static bool read_wish_words(memory_wish *wish) {
    const figures_pool *texts = &wish->memory->texts;
    const cor_filter *filter = wish->filter;
    return (!filter->measure.length ||
            figures_pool_find(&wish->memory->measures, filter->measure, &wish->measure)) &&
           (!filter->source.length || figures_pool_find(texts, filter->source, &wish->source)) &&
           (!filter->breakdown.length || !filter->breakdown_exact ||
            figures_pool_find(texts, filter->breakdown, &wish->breakdown));
}

static bool series_breakdown_matches(memory_wish *wish, uint32_t breakdown) {
    if (wish->filter->breakdown_exact) return breakdown == wish->breakdown;
    if (!wish->filter->breakdown.length && !wish->filter->without.length) return true;
    if (breakdown != wish->last_breakdown) {
        wish->last_breakdown = breakdown;
        wish->last_matches = figures_breakdown_matches(
            wish->filter, figures_pool_get(&wish->memory->texts, breakdown));
    }
    return wish->last_matches;
}

static bool matches_wish(memory_wish *wish, const memory_series *series) {
    const cor_filter *filter = wish->filter;
    if (filter->measure.length && series->measure != wish->measure) return false;
    if (filter->source.length && series->source != wish->source) return false;
    return figures_is_among((cor_country){ series->origin }, filter->origins,
                            filter->origin_count) &&
           figures_is_among((cor_country){ series->destination }, filter->destinations,
                            filter->destination_count) &&
           series_breakdown_matches(wish, series->breakdown);
}

static bool take_position(memory_wish *wish, uint32_t position, figures_list *positions) {
    const memory_series *series = (const memory_series *)wish->memory->series.items + position;
    if (!matches_wish(wish, series)) return true;
    if (positions->count == positions->room) return false;
    ((uint32_t *)positions->items)[positions->count++] = position;
    return true;
}

/* ---- where the matching ones stand --------------------------------------- */

/* Series are ordered by measure, then by the origin's code, in the whole and at each place.
 * Negative when `series` comes before the wanted ones, zero when it may match. */
static int order_of_series(const memory_wish *wish, const memory_series *series) {
    const cor_filter *filter = wish->filter;
    if (!filter->measure.length) return 0;
    if (series->measure != wish->measure) return series->measure < wish->measure ? -1 : 1;
    if (filter->origin_count != 1) return 0;
    return figures_compare_places((cor_country){ series->origin }, filter->origins[0]);
}

/* Narrow to the stretch that may match, by binary search. */
static void narrow_range(const memory_wish *wish, const uint32_t *positions, uint32_t *low,
                         uint32_t *high) {
    const memory_series *list = wish->memory->series.items;
    uint32_t bounds[2];

    for (int end = 0; end < 2; end++) {
        uint32_t from = *low, to = *high;
        while (from < to) {
            uint32_t middle = from + (to - from) / 2;
            int order = order_of_series(wish, &list[positions ? positions[middle] : middle]);
            if (order < 0 || (order == 0 && end))
                from = middle + 1;
            else
                to = middle;
        }
        bounds[end] = from;
    }

    *low = bounds[0];
    *high = bounds[1];
}

static bool take_place(memory_wish *wish, cor_country place, bool origin, figures_list *positions) {
    const cor_memory *memory = wish->memory;
    if (place.id >= memory->place_end) return true;
    const uint32_t *starts = origin ? memory->by_origin : memory->by_destination;
    const uint32_t *list = origin ? memory->origin_series : memory->destination_series;
    uint32_t low = starts[place.id], high = starts[place.id + 1];
    narrow_range(wish, list, &low, &high);
    for (uint32_t i = low; i < high; i++)
        if (!take_position(wish, list[i], positions)) return false;
    return true;
}

static int compare_positions(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bool take_place_positions(memory_wish *wish, const cor_country *places, int32_t count,
                                 bool origin, figures_list *positions) {
    for (int32_t i = 0; i < count; i++) {
        bool again = i > 0 && figures_is_among(places[i], places,
                                               i); // a repeated place counts once
        if (!again && !take_place(wish, places[i], origin, positions)) return false;
    }
    if (count > 1 && positions->count)
        qsort(positions->items, positions->count, sizeof(uint32_t), compare_positions);
    return true;
}

bool memory_pick(const cor_memory *memory, const cor_filter *filter, figures_list *positions) {
    memory_wish wish = { .memory = memory, .filter = filter, .last_breakdown = UINT32_MAX };
    positions->count = 0;
    if (!read_wish_words(&wish)) return true;
    bool by_destination =
        filter->destination_count &&
        (!filter->origin_count || filter->destination_count <= filter->origin_count);

    if (by_destination)
        return take_place_positions(&wish, filter->destinations, filter->destination_count, false,
                                    positions);

    if (filter->origin_count)
        return take_place_positions(&wish, filter->origins, filter->origin_count, true, positions);
    uint32_t low = 0, high = memory->series.count;
    narrow_range(&wish, NULL, &low, &high);
    for (uint32_t i = low; i < high; i++)
        if (!take_position(&wish, i, positions)) return false;

    return true;
}

/* ---- their figures ------------------------------------------------------- */

cor_figure memory_figure(const cor_memory *memory, const memory_series *series,
                         const memory_value *value) {
    const memory_load *load = (const memory_load *)memory->loads.items + value->load;
    return (cor_figure){ .id = value->id,
                         .measure = figures_pool_get(&memory->measures, series->measure),
                         .source = figures_pool_get(&memory->texts, series->source),
                         .breakdown = figures_pool_get(&memory->texts, series->breakdown),
                         .origin = { series->origin },
                         .destination = { series->destination },
                         .period = memory_period(memory, value->period),
                         .value = value->value,
                         .status = (cor_obs_status)value->status,
                         .load_id = load->run_id ? 0 : load->id,
                         .run_id = load->run_id };
}

static bool period_ends_later(cor_interval a, cor_interval b) {
    return a.end.days != b.end.days ? a.end.days > b.end.days : a.start.days > b.start.days;
}

/* The figures of a series within the filter's period, one after the other; only the latest if asked
 * for. */
typedef struct {
    const cor_memory *memory;
    const memory_series *series;
    const cor_filter *filter;
    memory_trail trail;
    const uint8_t *at;
    uint32_t left;
} series_walk;

static series_walk walk_series(const cor_memory *memory, uint32_t position,
                               const cor_filter *filter) {
    const memory_series *series = (const memory_series *)memory->series.items + position;
    return (series_walk){ .memory = memory,
                          .series = series,
                          .filter = filter,
                          .at = (const uint8_t *)memory->blocks.items + series->at,
                          .left = series->count };
}

static bool walk_next(series_walk *walk, memory_value *ret_value) {
    bool found = false;
    while (walk->left) {
        walk->at = memory_block_read(&walk->trail, walk->at);
        walk->left--;
        const memory_value *value = &walk->trail.last;
        cor_interval period = memory_period(walk->memory, value->period);
        if (!figures_lies_within(period, walk->filter->within)) continue;
        if (found && !period_ends_later(period, memory_period(walk->memory, ret_value->period)))
            continue;
        *ret_value = *value;
        found = true;
        if (!walk->filter->latest) return true;
    }

    return found;
}

bool memory_versions(const cor_memory *memory, uint32_t position, const cor_filter *filter,
                     figures_list *versions) {
    series_walk walk = walk_series(memory, position, filter);
    for (memory_value value; walk_next(&walk, &value);) {
        if (versions->count == versions->room) return false;
        ((cor_figure *)versions->items)[versions->count++] =
            memory_figure(memory, walk.series, &value);
    }
    return true;
}

bool memory_list(const cor_memory *memory, const cor_filter *filter, const figures_list *positions,
                 cor_arena *keep, cor_figure **ret_list, size_t *ret_count) {
    cor_figure *list = cor_new(keep, cor_figure, 0);
    size_t count = 0;
    if (!list) return false;

    for (uint32_t i = 0; i < positions->count; i++) {
        series_walk walk = walk_series(memory, ((const uint32_t *)positions->items)[i], filter);
        for (memory_value value; walk_next(&walk, &value);) {
            if (filter->limit && count == (size_t)filter->limit) break;
            if ((size_t)(keep->end - keep->next) < sizeof *list) return false;
            keep->next += sizeof *list; // the list grows at the end of the arena
            list[count++] = memory_figure(memory, walk.series, &value);
        }
    }

    *ret_list = list;
    *ret_count = count;
    return true;
}

/* ---- one period ---------------------------------------------------------- */

bool memory_period_find(const cor_memory *memory, cor_interval period, uint16_t *ret_number) {
    for (uint32_t i = 0; i < memory->periods.count; i++) {
        if (!cor_interval_equal(memory_period(memory, (uint16_t)i), period)) continue;
        *ret_number = (uint16_t)i;
        return true;
    }
    return false;
}

bool memory_value_at(const cor_memory *memory, const memory_series *series, uint16_t period,
                     memory_value *ret_value) {
    memory_trail trail = { 0 };
    const uint8_t *at = (const uint8_t *)memory->blocks.items + series->at;
    for (uint32_t i = 0; i < series->count; i++) {
        at = memory_block_read(&trail, at);
        if (trail.last.period != period) continue;
        *ret_value = trail.last;
        return true;
    }
    return false;
}
