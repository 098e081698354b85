/* SPDX-License-Identifier: Apache-2.0 */
/* cover.c: which instruments concern a corridor, and to what extent. */
#include "mechanisms/mechanisms.h"

#include <stdlib.h>

#include "kinds.h"

/* ---- one instrument and one corridor ------------------------------------- */

static bool ends_match(cor_str corridor, cor_str origin, cor_str destination) {
    size_t dash = cor_str_find(corridor, COR_STR("-"));
    return cor_str_equal(cor_str_part(corridor, 0, dash), origin) &&
           cor_str_equal(cor_str_part(corridor, dash + 1, SIZE_MAX), destination);
}

static cor_cover covers_by_name(cor_str corridors, cor_str origin, cor_str destination) {
    cor_cover cover = COR_COVER_NONE;
    cor_str corridor, any = COR_STR("*");

    while (cor_entry_next(&corridors, &corridor)) {
        if (ends_match(corridor, origin, destination)) return COR_COVER_NAMED;
        if (ends_match(corridor, any, destination) || ends_match(corridor, origin, any))
            cover = COR_COVER_OPEN;
        else if (cover == COR_COVER_NONE && ends_match(corridor, destination, origin))
            cover = COR_COVER_OTHER_WAY;
    }

    return cover;
}

cor_cover cor_mechanism_covers(const cor_entry *mechanism, cor_country origin,
                               cor_country destination) {
    cor_str corridors = cor_entry_get(mechanism, MECHANISM_CORRIDORS);
    cor_str from = cor_country_code(origin), to = cor_country_code(destination);
    if (corridors.length) return covers_by_name(corridors, from, to);
    bool both = cor_entry_has(mechanism, MECHANISM_PARTIES, from) &&
                cor_entry_has(mechanism, MECHANISM_PARTIES, to);
    return both ? COR_COVER_PARTIES : COR_COVER_NONE;
}

bool cor_register_names(const cor_registry_memory *memory, cor_country place) {
    size_t count;
    cor_str code = cor_country_code(place), corridor;
    const cor_entry *const *all = cor_registry_memory_list(memory, &cor_kind_mechanism, &count);

    for (size_t i = 0; i < count; i++) {
        if (cor_entry_has(all[i], MECHANISM_PARTIES, code)) return true;
        cor_str corridors = cor_entry_get(all[i], MECHANISM_CORRIDORS);
        while (cor_entry_next(&corridors, &corridor)) {
            size_t dash = cor_str_find(corridor, COR_STR("-"));
            if (cor_str_equal(cor_str_part(corridor, 0, dash), code) ||
                cor_str_equal(cor_str_part(corridor, dash + 1, SIZE_MAX), code))
                return true;
        }
    }

    return false;
}

/* ---- its state and its reach --------------------------------------------- */

typedef struct {
    const char *code;
    int is;
} meaning;

static int meaning_of(const meaning *list, cor_str code) {
    for (; list->code; list++)
        if (cor_str_is(code, list->code)) return list->is;
    return 0;
}

cor_instrument_stage cor_mechanism_stage(const cor_entry *mechanism) {
    static const meaning stages[] = {
        { "announced", COR_INSTRUMENT_COMING },    { "signed", COR_INSTRUMENT_COMING },
        { "in_force", COR_INSTRUMENT_CURRENT },    { "in_operation", COR_INSTRUMENT_CURRENT },
        { "suspended", COR_INSTRUMENT_SUSPENDED }, { "superseded", COR_INSTRUMENT_PAST },
        { "ended", COR_INSTRUMENT_PAST },          { 0 }
    };
    return (cor_instrument_stage)meaning_of(stages, cor_entry_get(mechanism, MECHANISM_STATUS));
}

cor_reach cor_mechanism_reach(const cor_entry *mechanism) {
    static const meaning reaches[] = { { "work", COR_REACH_WORK },
                                       { "conditions", COR_REACH_CONDITIONS },
                                       { "business", COR_REACH_LIMITED },
                                       { "travel", COR_REACH_LIMITED },
                                       { "cooperation", COR_REACH_LIMITED },
                                       { "statistics", COR_REACH_COUNT },
                                       { 0 } };
    return (cor_reach)meaning_of(reaches, cor_entry_get(mechanism, MECHANISM_OPENS));
}

bool cor_mechanism_began(const cor_entry *mechanism, cor_interval *ret_period) {
    return cor_entry_period(mechanism, MECHANISM_IN_FORCE, ret_period) ||
           cor_entry_period(mechanism, MECHANISM_SIGNED, ret_period) ||
           cor_entry_period(mechanism, MECHANISM_ANNOUNCED, ret_period);
}

/* ---- all instruments of a corridor --------------------------------------- */

static int32_t rank_of_stage(cor_instrument_stage stage) {
    static const int32_t ranks[] = { [COR_INSTRUMENT_CURRENT] = 0,
                                     [COR_INSTRUMENT_SUSPENDED] = 1,
                                     [COR_INSTRUMENT_COMING] = 2,
                                     [COR_INSTRUMENT_UNKNOWN] = 3,
                                     [COR_INSTRUMENT_PAST] = 4 };
    return ranks[stage];
}

static int32_t began_day(const cor_entry *mechanism) {
    cor_interval began;
    return cor_mechanism_began(mechanism, &began) ? began.start.days : INT32_MIN;
}

static int by_weight(const void *a, const void *b) {
    const cor_instrument *one = a, *other = b;
    int32_t stage = rank_of_stage(one->stage) - rank_of_stage(other->stage);
    if (stage) return stage;
    if (one->cover != other->cover) return one->cover < other->cover ? -1 : 1;
    int32_t day = began_day(one->entry), other_day = began_day(other->entry);
    if (day != other_day) return day > other_day ? -1 : 1;
    return cor_str_compare(one->entry->key, other->entry->key);
}

cor_code cor_instruments_between(const cor_registry_memory *memory, cor_country origin,
                                 cor_country destination, cor_arena *keep,
                                 cor_instrument **ret_list, size_t *ret_count, cor_error *err) {
    cor_str codes[2] = { cor_country_code(destination), cor_country_code(origin) };
    const cor_entry *const *with[2];
    size_t counts[2], count = 0;

    for (int i = 0; i < 2; i++)
        with[i] = cor_registry_memory_with(memory, &cor_kind_mechanism, MECHANISM_PARTIES, codes[i],
                                           &counts[i]);

    cor_instrument *list = cor_new(keep, cor_instrument, counts[0] + counts[1] + 1);
    if (!list) return cor_fail_memory(err);
    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < counts[i]; k++) {
            const cor_entry *entry = with[i][k];
            cor_cover cover = cor_mechanism_covers(entry, origin, destination);
            // Those with both countries as parties already came with the destination.
            if (!cover || (i && cor_entry_has(entry, MECHANISM_PARTIES, codes[0]))) continue;
            list[count++] = (cor_instrument){
                .entry = entry,
                .cover = cover,
                .stage = cor_mechanism_stage(entry),
                .reach = cor_mechanism_reach(entry),
                .is_regional = cor_str_is(cor_entry_get(entry, MECHANISM_TYPE), "regional_regime"),
            };
        }

    qsort(list, count, sizeof *list, by_weight);
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}

static int by_date(const void *a, const void *b) {
    const cor_entry *one = *(const cor_entry *const *)a, *other = *(const cor_entry *const *)b;
    int order = cor_str_compare(cor_entry_get(one, AGREEMENT_SIGNED),
                                cor_entry_get(other, AGREEMENT_SIGNED));
    return order ? order : cor_str_compare(one->key, other->key);
}

cor_code cor_agreements_between(const cor_registry_memory *memory, cor_country a, cor_country b,
                                cor_arena *keep, const cor_entry ***ret_list, size_t *ret_count,
                                cor_error *err) {
    size_t with_count, count = 0;
    const cor_entry *const *with = cor_registry_memory_with(
        memory, &cor_kind_agreement, AGREEMENT_PARTIES, cor_country_code(a), &with_count);
    const cor_entry **list = cor_new(keep, const cor_entry *, with_count + 1);
    if (!list) return cor_fail_memory(err);

    for (size_t i = 0; i < with_count; i++)
        if (cor_entry_has(with[i], AGREEMENT_PARTIES, cor_country_code(b))) list[count++] = with[i];
    qsort(list, count, sizeof *list, by_date);
    *ret_list = list;
    *ret_count = count;

    return COR_OK;
}
