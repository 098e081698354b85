/* SPDX-License-Identifier: Apache-2.0 */
/* memory_rank.c: the ranking of corridors from figures in memory. Every page of a corridor needs
 * it, so the last few rankings are kept with the memory for all threads: sixteen bytes per
 * corridor. */
#include "memory.h"

#include <pthread.h>
#include <stdlib.h>

enum { RANKINGS_KEPT = 16 };

typedef struct {
    uint32_t series; // its position
    int32_t rank, rank_destination, rank_origin;
} ranked;

/* Largest first; and for each place the ranks of its corridors. */
typedef struct {
    cor_stretch stretch; // holds the arrays
    uint32_t measure, source, breakdown;
    uint16_t period;
    uint64_t used; // count at the last use: the least is dropped first; 0: free
    ranked *list;  // [count]
    uint32_t count;
    uint32_t *to_starts, *to, *from_starts, *from; // as memory.by_destination
} ranking;

struct memory_rankings {
    pthread_mutex_t lock; // held while a ranking is used, because making another may drop it
    uint64_t clock;
    ranking list[RANKINGS_KEPT];
};

bool memory_rankings_open(cor_memory *memory) {
    memory->rankings = calloc(1, sizeof *memory->rankings);
    return memory->rankings && pthread_mutex_init(&memory->rankings->lock, NULL) == 0;
}

void memory_rankings_close(cor_memory *memory) {
    if (!memory->rankings) return;
    for (int i = 0; i < RANKINGS_KEPT; i++)
        cor_stretch_close(&memory->rankings->list[i].stretch);
    pthread_mutex_destroy(&memory->rankings->lock);
    free(memory->rankings);
    memory->rankings = NULL;
}

/* ---- making one ---------------------------------------------------------- */

typedef struct {
    double value;
    uint32_t series;
    cor_country origin, destination;
} candidate;

static int compare_candidates(const void *left, const void *right) {
    const candidate *a = left, *b = right;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    int order = figures_compare_places(a->origin, b->origin);
    return order ? order : figures_compare_places(a->destination, b->destination);
}

/* The corridors with people. False when `room` is full. */
static bool gather_candidates(const cor_memory *memory, const ranking *wanted,
                              figures_list *found) {
    const memory_series *list = memory->series.items;
    candidate *candidates = found->items;

    for (uint32_t i = 0; i < memory->series.count; i++) {
        const memory_series *series = &list[i];
        if (series->measure != wanted->measure || series->source != wanted->source ||
            series->breakdown != wanted->breakdown)
            continue;
        cor_country origin = { series->origin }, destination = { series->destination };
        memory_value value;
        if (!figures_is_corridor(origin, destination) ||
            !memory_value_at(memory, series, wanted->period, &value))
            continue;
        if (!(value.value > 0)) continue; // absent values are NaN and compare false
        if (found->count == found->room) return false;
        candidates[found->count++] = (candidate){ value.value, i, origin, destination };
    }

    return true;
}

static bool set_place_ranks(const cor_memory *memory, ranking *made, const candidate *candidates,
                            cor_arena scratch) {
    figures_rank_counter all = { 0 };
    figures_rank_counter *to = cor_new(&scratch, figures_rank_counter, memory->place_end);
    figures_rank_counter *from = cor_new(&scratch, figures_rank_counter, memory->place_end);

    if (!to || !from) return false;
    for (uint32_t i = 0; i < made->count; i++) {
        const candidate *one = &candidates[i];
        made->list[i] =
            (ranked){ .series = one->series,
                      .rank = figures_rank_next(&all, one->value),
                      .rank_destination = figures_rank_next(&to[one->destination.id], one->value),
                      .rank_origin = figures_rank_next(&from[one->origin.id], one->value) };
    }

    return true;
}

/* Counting sort: the largest stays first at each place. */
static bool index_place(const cor_memory *memory, const ranking *made, const candidate *candidates,
                        bool origin, cor_arena *arena, uint32_t **ret_starts, uint32_t **ret_list) {
    uint32_t *starts = cor_new(arena, uint32_t, memory->place_end + 2),
             *list = cor_new(arena, uint32_t, made->count);
    if (!starts || !list) return false;
    for (uint32_t i = 0; i < made->count; i++)
        starts[(origin ? candidates[i].origin.id : candidates[i].destination.id) + 2]++;

    for (uint32_t place = 2; place <= memory->place_end + 1; place++)
        starts[place] += starts[place - 1];
    for (uint32_t i = 0; i < made->count; i++)
        list[starts[(origin ? candidates[i].origin.id : candidates[i].destination.id) + 1]++] = i;

    *ret_starts = starts;
    *ret_list = list;
    return true;
}

static bool make_ranking_of(const cor_memory *memory, ranking *made, cor_arena scratch) {
    figures_list found = { .items = cor_new(&scratch, candidate, 0) };
    size_t room = found.items ? (size_t)(scratch.end - scratch.next) / sizeof(candidate) : 0;

    found.room = room < memory->series.count ? (uint32_t)room : memory->series.count;
    if (!gather_candidates(memory, made, &found)) return false;
    scratch.next += found.count * sizeof(candidate);
    qsort(found.items, found.count, sizeof(candidate), compare_candidates);
    size_t bytes = found.count * (sizeof(ranked) + 2 * sizeof(uint32_t)) +
                   2 * sizeof(uint32_t) * memory->place_end;
    if (!cor_stretch_open(bytes + 4096, &made->stretch)) return false;

    cor_arena arena = cor_stretch_arena(&made->stretch);
    made->count = found.count;
    made->list = cor_new(&arena, ranked, found.count);

    return made->list && set_place_ranks(memory, made, found.items, scratch) &&
           index_place(memory, made, found.items, true, &arena, &made->from_starts, &made->from) &&
           index_place(memory, made, found.items, false, &arena, &made->to_starts, &made->to);
}

/* ---- finding one --------------------------------------------------------- */

/* False when there are no such figures. */
static bool read_wish(const cor_memory *memory, const cor_corridor_filter *filter,
                      ranking *ret_wanted) {
    return figures_pool_find(&memory->measures, filter->measure, &ret_wanted->measure) &&
           figures_pool_find(&memory->texts, filter->source, &ret_wanted->source) &&
           figures_pool_find(&memory->texts, filter->breakdown, &ret_wanted->breakdown) &&
           memory_period_find(memory, filter->period, &ret_wanted->period);
}

static bool is_same_ranking(const ranking *a, const ranking *b) {
    return a->measure == b->measure && a->source == b->source && a->breakdown == b->breakdown &&
           a->period == b->period;
}

/* NULL when memory is full. */
static const ranking *get_memory_ranking(const cor_memory *memory, const ranking *wanted,
                                         cor_arena scratch) {
    memory_rankings *kept = memory->rankings;
    ranking *place = &kept->list[0];

    for (ranking *each = kept->list; each < kept->list + RANKINGS_KEPT; each++) {
        if (each->used && is_same_ranking(each, wanted)) {
            each->used = ++kept->clock;
            return each;
        }
        if (each->used < place->used) place = each;
    }

    cor_stretch_close(&place->stretch);
    *place = *wanted;
    if (!make_ranking_of(memory, place, scratch)) {
        cor_stretch_close(&place->stretch);
        *place = (ranking){ 0 };
        return NULL;
    }

    place->used = ++kept->clock;
    return place;
}

/* ---- the answer ---------------------------------------------------------- */

/* The ranks to read: those of the one place asked for, or all. */
static void choose_ranks(const cor_memory *memory, const ranking *from,
                         const cor_corridor_filter *filter, const uint32_t **ret_ranks,
                         uint32_t *ret_count) {
    bool to_one = filter->destination_count == 1, from_one = filter->origin_count == 1;
    *ret_ranks = NULL;
    *ret_count = from->count;
    if (!to_one && !from_one) return;

    uint16_t place = to_one ? filter->destinations[0].id : filter->origins[0].id;
    const uint32_t *starts = to_one ? from->to_starts : from->from_starts;
    *ret_ranks = to_one ? from->to : from->from;
    *ret_count = 0;
    if (place >= memory->place_end) return;
    *ret_ranks += starts[place];
    *ret_count = starts[place + 1] - starts[place];
}

static bool list_ranked_corridors(const cor_memory *memory, const ranking *from,
                                  const cor_corridor_filter *filter, cor_arena *keep,
                                  cor_corridor **ret_list, size_t *ret_count) {
    const uint32_t *ranks;
    uint32_t rank_count;

    choose_ranks(memory, from, filter, &ranks, &rank_count);
    cor_corridor *list = cor_new(keep, cor_corridor, 0);
    size_t count = 0;
    if (!list) return false;

    for (uint32_t i = 0; i < rank_count && !(filter->limit && count == (size_t)filter->limit);
         i++) {
        const ranked *one = &from->list[ranks ? ranks[i] : i];
        const memory_series *series = (const memory_series *)memory->series.items + one->series;
        memory_value value;
        if (!figures_is_among((cor_country){ series->origin }, filter->origins,
                              filter->origin_count) ||
            !figures_is_among((cor_country){ series->destination }, filter->destinations,
                              filter->destination_count) ||
            !memory_value_at(memory, series, from->period, &value))
            continue;
        if ((size_t)(keep->end - keep->next) < sizeof *list) return false;
        keep->next += sizeof *list; // the list grows at the end of the arena
        list[count++] = (cor_corridor){ .figure = memory_figure(memory, series, &value),
                                        .rank = one->rank,
                                        .rank_destination = one->rank_destination,
                                        .rank_origin = one->rank_origin };
    }

    *ret_list = list;
    *ret_count = count;
    return true;
}

cor_code memory_corridors(const cor_memory *memory, const cor_corridor_filter *filter,
                          cor_arena *keep, figures_ranked *ret_answer, cor_error *err) {
    ranking wanted = { 0 };
    figures_ranked answer = { .list = cor_new(keep, cor_corridor, 0) };
    bool fits = answer.list != NULL;

    if (fits && read_wish(memory, filter, &wanted)) {
        pthread_mutex_lock(&memory->rankings->lock);
        const ranking *found = get_memory_ranking(memory, &wanted, *keep);
        fits = found &&
               list_ranked_corridors(memory, found, filter, keep, &answer.list, &answer.count);
        if (found) answer.of = found->count;
        pthread_mutex_unlock(&memory->rankings->lock);
    }

    if (!fits) return cor_fail_memory(err);
    *ret_answer = answer;
    return COR_OK;
}
