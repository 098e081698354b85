/* SPDX-License-Identifier: Apache-2.0 */
/* sums.c: a hash table from series and period to a running sum. */
#include "sums.h"

static size_t hash_figure(const cor_figure *figure) {
    uint64_t hash = (uint64_t)(uintptr_t)figure->measure.at * 0x9e3779b97f4a7c15u;
    hash = (hash ^ (uint64_t)(uintptr_t)figure->breakdown.at) * 0x9e3779b97f4a7c15u;
    hash =
        (hash ^ ((uint64_t)figure->origin.id << 16 | figure->destination.id)) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ (uint64_t)(uint32_t)figure->period.start.days) * 0x9e3779b97f4a7c15u;
    return (size_t)(hash ^ hash >> 29);
}

static bool same_figure(const cor_figure *a, const cor_figure *b) {
    return a->measure.at == b->measure.at && a->breakdown.at == b->breakdown.at &&
           a->origin.id == b->origin.id && a->destination.id == b->destination.id &&
           cor_interval_equal(a->period, b->period);
}

static uint32_t *find_slot(const cor_sums *sums, const cor_figure *figure) {
    size_t at = hash_figure(figure);
    for (;; at++) {
        uint32_t *slot = &sums->slots[at & (sums->slot_count - 1)];
        if (!*slot || same_figure(&sums->figures[*slot - 1], figure)) return slot;
    }
}

/* Double the size; the former memory stays in the arena until the import ends. */
static bool grow_sums(cor_sums *sums) {
    cor_sums wider = { .figure_count = sums->figure_count,
                       .figure_room = sums->figure_room ? 2 * sums->figure_room : 1024,
                       .work = sums->work };
    wider.slot_count = 2 * wider.figure_room;
    wider.figures = cor_new(sums->work, cor_figure, wider.figure_room);
    wider.totals = cor_new(sums->work, cor_sum, wider.figure_room);
    wider.slots = cor_new(sums->work, uint32_t, wider.slot_count);
    if (!wider.figures || !wider.totals || !wider.slots) return false;

    for (size_t i = 0; i < sums->figure_count; i++) {
        wider.figures[i] = sums->figures[i];
        wider.totals[i] = sums->totals[i];
        *find_slot(&wider, &wider.figures[i]) = (uint32_t)i + 1;
    }

    *sums = wider;
    return true;
}

cor_code cor_sums_add(cor_sums *sums, const cor_figure *figure, cor_error *err) {
    if (sums->figure_count == sums->figure_room && !grow_sums(sums)) return cor_fail_memory(err);
    uint32_t *slot = find_slot(sums, figure);
    if (!*slot) {
        sums->figures[sums->figure_count++] = *figure;
        *slot = (uint32_t)sums->figure_count;
    }
    cor_sum_add(&sums->totals[*slot - 1], figure->value);
    return COR_OK;
}

cor_code cor_sums_put(cor_sums *sums, cor_intake *intake, cor_error *err) {
    for (size_t i = 0; i < sums->figure_count; i++) {
        cor_figure figure = sums->figures[i];
        figure.value = cor_sum_get(&sums->totals[i]);
        cor_code code = cor_intake_put(intake, &figure, err);
        if (code) return code;
    }
    return COR_OK;
}
