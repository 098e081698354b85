/* memory_pick.c: queries answered from memory: which series match, and their figures. */
#include "memory.h"

#include <stdlib.h>

static bool is_among(uint16_t place, const cor_country *places, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (places[i].id == place) return true;
    return count == 0;
}

/* Words of the filter as numbers; a word that is not there matches nothing. */
typedef struct {
    const cor_memory *memory;
    const cor_filter *filter;
    uint32_t measure, source, breakdown;
    uint32_t last_breakdown; // looked at before, and
    bool last_matches;       // whether it had the parts
} memory_wish;

static bool read_words(memory_wish *wish) {
    const figures_pool *texts = &wish->memory->texts;
    const cor_filter *filter = wish->filter;
    return (!filter->measure.length || figures_pool_find(texts, filter->measure, &wish->measure)) &&
           (!filter->source.length || figures_pool_find(texts, filter->source, &wish->source)) &&
           (!filter->breakdown.length || !filter->breakdown_exact ||
            figures_pool_find(texts, filter->breakdown, &wish->breakdown));
}

static bool breakdown_matches(memory_wish *wish, uint32_t breakdown) {
    if (wish->filter->breakdown_exact) return breakdown == wish->breakdown;
    if (!wish->filter->breakdown.length) return true;
    if (breakdown != wish->last_breakdown) {
        wish->last_breakdown = breakdown;
        wish->last_matches =
            figures_has_parts(figures_pool_get(&wish->memory->texts, breakdown), wish->filter->breakdown);
    }
    return wish->last_matches;
}

static bool matches(memory_wish *wish, const memory_series *series) {
    const cor_filter *filter = wish->filter;
    if (filter->measure.length && series->measure != wish->measure) return false;
    if (filter->source.length && series->source != wish->source) return false;
    return is_among(series->origin, filter->origins, filter->origin_count) &&
           is_among(series->destination, filter->destinations, filter->destination_count) &&
           breakdown_matches(wish, series->breakdown);
}

static bool take(memory_wish *wish, uint32_t position, figures_list *positions) {
    const memory_series *series = (const memory_series *)wish->memory->series.items + position;
    if (!matches(wish, series)) return true;
    if (positions->count == positions->room) return false;
    ((uint32_t *)positions->items)[positions->count++] = position;
    return true;
}

/* Series are ordered by measure first, in the whole and at each place: the stretch of one measure by halving. */
static void narrow(const memory_wish *wish, const uint32_t *positions, uint32_t *low, uint32_t *high) {
    if (!wish->filter->measure.length) return;
    const memory_series *list = wish->memory->series.items;
    const figures_pool *texts = &wish->memory->texts;
    uint32_t bounds[2];
    for (int end = 0; end < 2; end++) {
        uint32_t from = *low, to = *high;
        while (from < to) {
            uint32_t middle = from + (to - from) / 2, position = positions ? positions[middle] : middle;
            int order = cor_str_compare(figures_pool_get(texts, list[position].measure), wish->filter->measure);
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
    narrow(wish, list, &low, &high);
    for (uint32_t i = low; i < high; i++)
        if (!take(wish, list[i], positions)) return false;
    return true;
}

static int compare_positions(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bool take_places(memory_wish *wish, const cor_country *places, int32_t count, bool origin,
                        figures_list *positions) {
    for (int32_t i = 0; i < count; i++) {
        bool again = i > 0 && is_among(places[i].id, places, i); // a place named twice is asked for once
        if (!again && !take_place(wish, places[i], origin, positions)) return false;
    }
    if (count > 1 && positions->count) qsort(positions->items, positions->count, sizeof(uint32_t), compare_positions);
    return true;
}

bool memory_pick(const cor_memory *memory, const cor_filter *filter, figures_list *positions) {
    memory_wish wish = { .memory = memory, .filter = filter, .last_breakdown = UINT32_MAX };
    positions->count = 0;
    if (!read_words(&wish)) return true;
    bool by_destination =
        filter->destination_count && (!filter->origin_count || filter->destination_count <= filter->origin_count);
    if (by_destination) return take_places(&wish, filter->destinations, filter->destination_count, false, positions);
    if (filter->origin_count) return take_places(&wish, filter->origins, filter->origin_count, true, positions);
    uint32_t low = 0, high = memory->series.count;
    narrow(&wish, NULL, &low, &high);
    for (uint32_t i = low; i < high; i++)
        if (!take(&wish, i, positions)) return false;
    return true;
}

void memory_series_get(const cor_memory *memory, uint32_t position, figures_series *ret_series) {
    const memory_series *series = (const memory_series *)memory->series.items + position;
    *ret_series = (figures_series){ .id = position,
                                    .measure = figures_pool_get(&memory->texts, series->measure),
                                    .source = figures_pool_get(&memory->texts, series->source),
                                    .breakdown = figures_pool_get(&memory->texts, series->breakdown),
                                    .origin = { series->origin },
                                    .destination = { series->destination } };
}

static bool lies_within(cor_interval period, cor_interval within) {
    if (within.start.days == 0 && within.end.days == 0) return true;
    return period.start.days >= within.start.days && period.end.days <= within.end.days;
}

bool memory_versions(const cor_memory *memory, uint32_t position, const cor_filter *filter, figures_list *versions) {
    const memory_series *series = (const memory_series *)memory->series.items + position;
    const memory_value *values = (const memory_value *)memory->values.items + series->first;
    const cor_interval *periods = memory->periods.items;
    const memory_load *loads = memory->loads.items;
    figures_series words;
    memory_series_get(memory, position, &words);
    for (uint32_t i = 0; i < series->count; i++) {
        cor_interval period = periods[values[i].period];
        if (!lies_within(period, filter->within)) continue;
        if (versions->count == versions->room) return false;
        const memory_load *load = &loads[values[i].load];
        cor_figure *figure = (cor_figure *)versions->items + versions->count++;
        *figure = (cor_figure){ .id = values[i].id,
                                .period = period,
                                .value = values[i].value,
                                .status = (cor_obs_status)values[i].status,
                                .load_id = load->run_id ? 0 : load->id,
                                .run_id = load->run_id };
        figures_set_series(&words, figure);
    }
    return true;
}
