/* SPDX-License-Identifier: Apache-2.0 */
/* use.c: the recorded use of an instrument: by measure, and by corridor where the records state
 * it. */
#include <math.h>

#include "kinds.h"
#include "mechanisms/mechanisms.h"

/* Measures of people and papers that moved, those closest to people first. */
static const char *const moved[] = { "workers", "visas", "certificates", "cards" };
enum { MOVED_COUNT = sizeof moved / sizeof *moved };

static int32_t measure_rank(cor_str measure) {
    int32_t at = 0;
    while (at < MOVED_COUNT && !cor_str_is(measure, moved[at]))
        at++;
    return at;
}

cor_use_sort cor_use_sort_of(const cor_entry *use) {
    cor_str measure = cor_entry_get(use, USE_MEASURE);
    if (cor_str_is(measure, "workers_in_all")) return COR_USE_IN_ALL;
    return measure_rank(measure) < MOVED_COUNT ? COR_USE_MOVED : COR_USE_OFFERED;
}

bool cor_use_is_yearly(const cor_entry *use) {
    cor_interval period;
    if (!cor_entry_period(use, USE_PERIOD, &period)) return false;
    int32_t days = period.end.days - period.start.days;
    return days == 365 || days == 366;
}

/* ---- the corridor a record is of ----------------------------------------- */

/* The one place at this end of all corridors of the instrument, if there is only one. */
static cor_str only_end(const cor_entry *mechanism, bool origin) {
    cor_str rest = cor_entry_get(mechanism, MECHANISM_CORRIDORS), corridor, only = { 0 };
    while (cor_entry_next(&rest, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        cor_str end =
            origin ? cor_str_part(corridor, 0, dash) : cor_str_part(corridor, dash + 1, SIZE_MAX);
        if (cor_str_is(end, "*") || (only.length && !cor_str_equal(only, end)))
            return (cor_str){ 0 };
        only = end;
    }

    return only;
}

static cor_str end_of_use(const cor_entry *mechanism, const cor_entry *use, bool origin) {
    cor_str said = cor_entry_get(use, origin ? USE_ORIGIN : USE_DESTINATION);
    return said.length ? said : only_end(mechanism, origin);
}

bool cor_use_has_end(const cor_entry *mechanism, const cor_entry *use, bool origin) {
    return end_of_use(mechanism, use, origin).length > 0;
}

typedef enum { OF_ANOTHER, OF_ALL_TOGETHER, OF_THIS } belonging;

static belonging belongs_to_corridor(const cor_entry *mechanism, const cor_entry *use, bool origin,
                                     cor_country place) {
    cor_str said = end_of_use(mechanism, use, origin), code = cor_country_code(place);
    if (!said.length) return OF_ALL_TOGETHER;
    return cor_str_equal(said, code) ? OF_THIS : OF_ANOTHER;
}

static bool is_of_all_people(const cor_entry *use) {
    return !cor_entry_get(use, USE_SEX).length && !cor_entry_get(use, USE_SECTOR).length &&
           !cor_entry_get(use, USE_SCOPE).length;
}

static bool is_newer(const cor_entry *use, const cor_entry *than) {
    cor_interval period, other;
    if (!than || !cor_entry_period(than, USE_PERIOD, &other)) return true;
    if (!cor_entry_period(use, USE_PERIOD, &period)) return false;
    if (period.end.days != other.end.days) return period.end.days > other.end.days;
    int32_t near = measure_rank(cor_entry_get(use, USE_MEASURE)),
            than_near = measure_rank(cor_entry_get(than, USE_MEASURE));
    if (near != than_near) return near < than_near;
    return period.start.days < other.start.days; // the longer one
}

const cor_entry *cor_use_newest(const cor_registry_memory *memory, const cor_entry *mechanism,
                                cor_country origin, cor_country destination, cor_use_sort sort,
                                const cor_entry **ret_together) {
    size_t count;
    const cor_entry *const *uses = cor_registry_memory_with(memory, &cor_kind_mechanism_use,
                                                            USE_MECHANISM, mechanism->key, &count);
    const cor_entry *newest = NULL, *together = NULL;

    for (size_t i = 0; i < count; i++) {
        if (cor_use_sort_of(uses[i]) != sort || !is_of_all_people(uses[i])) continue;
        belonging from = belongs_to_corridor(mechanism, uses[i], true, origin);
        belonging to = belongs_to_corridor(mechanism, uses[i], false, destination);
        if (from == OF_ANOTHER || to == OF_ANOTHER) continue;
        const cor_entry **kept = from == OF_THIS && to == OF_THIS ? &newest : &together;
        if (is_newer(uses[i], *kept)) *kept = uses[i];
    }

    *ret_together = together;
    return newest;
}
