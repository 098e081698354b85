/* SPDX-License-Identifier: Apache-2.0 */
/* check_laws.c: rules between the current figures of a stock, whoever published them.
 *
 * Women and men add up to the total where all three are given. The corridors into a place, unknown
 * origins included, do not exceed its total from the world. Published numbers are rounded to whole
 * persons, each by up to a half. */
#include <math.h>

#include "check.h"

#define ROUNDING_PERSONS 0.5

enum { PERIODS_MAX = 4096, TOTALS_MAX = 1 << 20, TEXT_BYTES = 16 << 20, TEXTS_MAX = 1 << 16 };

/* One period between two places, in one source. */
typedef struct {
    cor_interval period;
    double total, women, men; // NaN when not given
} sex_sum;

/* One destination in one period, one source and one breakdown. */
typedef struct {
    cor_country destination;
    uint32_t source, breakdown;
    cor_interval period;
    double total; // NaN when not given
    cor_sum corridors;
    int32_t corridor_count;
} place_total;

typedef struct {
    check_part *sexes, *totals;
    cor_figure before; // the first figure of the current pair of places
    cor_str source_before;
    figures_list sums, places; // sex_sum of the current pair; place_total
    figures_index place_index;
    figures_pool texts; // sources and breakdowns
} law_walk;

/* ---- women and men ------------------------------------------------------- */

static void look_at_sums(law_walk *laws) {
    const sex_sum *sums = laws->sums.items;
    for (uint32_t i = 0; i < laws->sums.count; i++) {
        double gap = fabs(sums[i].women + sums[i].men - sums[i].total);
        if (isnan(gap)) continue;
        laws->sexes->result->looked_at++;
        if (gap <= 3 * ROUNDING_PERSONS) continue;
        check_note(laws->sexes,
                   cor_say(_("{source}: women and men from {origin} in {destination} in {period} "
                             "differ from the total by {gap}"),
                           cor_arg_str(laws->source_before), cor_arg_country(laws->before.origin),
                           cor_arg_country(laws->before.destination),
                           cor_arg_period(sums[i].period), cor_arg_number(gap, -1)));
    }

    laws->sums.count = 0;
}

static sex_sum *sum_of_period(law_walk *laws, cor_interval period) {
    sex_sum *sums = laws->sums.items;
    for (uint32_t i = 0; i < laws->sums.count; i++)
        if (cor_interval_equal(sums[i].period, period)) return &sums[i];
    if (laws->sums.count == laws->sums.room) return NULL;
    sums[laws->sums.count] = (sex_sum){ .period = period, .total = NAN, .women = NAN, .men = NAN };
    return &sums[laws->sums.count++];
}

static bool add_to_sums(law_walk *laws, const cor_figure *figure) {
    bool same_pair = figure->origin.id == laws->before.origin.id &&
                     figure->destination.id == laws->before.destination.id &&
                     cor_str_equal(figure->source, laws->source_before);
    if (!same_pair) look_at_sums(laws);
    laws->before = *figure;
    laws->source_before = figure->source; // sources' keys live as long as the figures
    sex_sum *sum = sum_of_period(laws, figure->period);
    if (!sum) return false;

    if (!figure->breakdown.length) sum->total = figure->value;
    if (cor_str_is(figure->breakdown, "sex=F")) sum->women = figure->value;
    if (cor_str_is(figure->breakdown, "sex=M")) sum->men = figure->value;

    return true;
}

/* ---- totals of destinations ---------------------------------------------- */

static uint64_t hash_of_place(const void *owner, uint32_t position) {
    const place_total *place = (const place_total *)((const figures_list *)owner)->items + position;
    uint64_t hash =
        figures_mix(place->destination.id, ((uint64_t)place->source << 32) | place->breakdown);
    return figures_mix(figures_mix(hash, (uint32_t)place->period.start.days),
                       (uint32_t)place->period.end.days);
}

static bool is_same_place(const place_total *a, const place_total *b) {
    return a->destination.id == b->destination.id && a->source == b->source &&
           a->breakdown == b->breakdown && cor_interval_equal(a->period, b->period);
}

static place_total *total_of_place(law_walk *laws, const cor_figure *figure) {
    place_total *list = laws->places.items;
    place_total wanted = { .destination = figure->destination,
                           .period = figure->period,
                           .total = NAN };

    if (laws->places.count == laws->places.room ||
        !figures_pool_put(&laws->texts, figure->source, &wanted.source) ||
        !figures_pool_put(&laws->texts, figure->breakdown, &wanted.breakdown))
        return NULL;

    uint32_t position = laws->places.count;
    list[position] = wanted; // a new item stands there, so its hash can be computed
    uint64_t hash = hash_of_place(&laws->places, position), step = hash;
    uint32_t found;
    while (figures_index_next(&laws->place_index, &step, &found))
        if (is_same_place(&list[found], &wanted)) return &list[found];

    laws->places.count++;
    return figures_index_add(&laws->place_index, hash, position) ? &list[position] : NULL;
}

static bool add_to_totals(law_walk *laws, const cor_figure *figure) {
    bool is_world = figure->origin.id == COR_COUNTRY_WORLD.id;
    bool is_part = cor_country_is_place(figure->origin) ||
                   cor_country_get(figure->origin)->kind == COR_PLACE_UNKNOWN;

    if (isnan(figure->value) || (!is_world && !is_part)) return true;
    place_total *place = total_of_place(laws, figure);
    if (!place) return false;

    if (is_world) {
        place->total = figure->value;
    } else {
        cor_sum_add(&place->corridors, figure->value);
        place->corridor_count++;
    }

    return true;
}

static void note_excess(law_walk *laws, const place_total *place, double sum) {
    char room[1024];
    cor_arena arena = { room, room + sizeof room };
    cor_text breakdown =
        cor_breakdown_text(figures_pool_get(&laws->texts, place->breakdown), &arena);
    check_note(laws->totals,
               cor_say(_("{source}: the corridors to {destination} in {period} ({breakdown}) add "
                         "up to {sum}, more than the total of {total}"),
                       cor_arg_str(figures_pool_get(&laws->texts, place->source)),
                       cor_arg_country(place->destination), cor_arg_period(place->period),
                       cor_arg_text(&breakdown), cor_arg_number(sum, -1),
                       cor_arg_number(place->total, -1)));
}

static void look_at_totals(law_walk *laws) {
    const place_total *list = laws->places.items;
    for (uint32_t i = 0; i < laws->places.count; i++) {
        double sum = cor_sum_get(&list[i].corridors), total = list[i].total;
        if (isnan(total) || !list[i].corridor_count) continue;
        laws->totals->result->looked_at++;
        if (sum <= total + ROUNDING_PERSONS * (list[i].corridor_count + 1)) continue;
        note_excess(laws, &list[i], sum);
    }
}

/* ---- both ---------------------------------------------------------------- */

static cor_code walk_stocks(law_walk *laws, cor_query *query, cor_error *err) {
    for (bool found = true;;) {
        cor_figure figure;
        cor_code code = cor_query_next(query, &figure, &found, err);
        if (code || !found) return code;
        if (!add_to_sums(laws, &figure) || !add_to_totals(laws, &figure))
            return cor_fail_memory(err);
    }
}

static bool open_laws(law_walk *laws) {
    return figures_list_open(&laws->sums, sizeof(sex_sum), PERIODS_MAX) &&
           figures_list_open(&laws->places, sizeof(place_total), TOTALS_MAX) &&
           figures_index_open(&laws->place_index, hash_of_place, &laws->places) &&
           figures_pool_open(&laws->texts, TEXT_BYTES, TEXTS_MAX);
}

cor_code check_laws(cor_figures *figures, check_part *sexes, check_part *totals, cor_error *err) {
    law_walk laws = { .sexes = sexes, .totals = totals };
    cor_filter stocks = { .measure = COR_STR("stock") };
    cor_query *query = NULL;
    cor_code code = open_laws(&laws) ? COR_OK : cor_fail_memory(err);
    if (!code) code = cor_query_open(figures, &stocks, &query, err);
    if (!code) code = walk_stocks(&laws, query, err);
    if (!code) {
        look_at_sums(&laws);
        look_at_totals(&laws);
    }

    cor_query_close(query);
    figures_list_close(&laws.sums);
    figures_list_close(&laws.places);
    figures_index_close(&laws.place_index);
    figures_pool_close(&laws.texts);

    return code;
}
