/* SPDX-License-Identifier: Apache-2.0 */
/* pairs.c: for every pair of countries and every year, the kinds of instrument in force: a table
 * that analysts join with flows. */
#include <stdlib.h>

#include "kinds.h"
#include "mechanisms/mechanisms.h"

static const char *const TYPES[] = { "bilateral_agreement", "memorandum", "temporary_scheme",
                                     "fta_clause", "regional_regime" };
enum { TYPE_COUNT = sizeof TYPES / sizeof *TYPES, NO_YEAR = INT32_MAX };

/* ---- the pairs ----------------------------------------------------------- */

typedef struct {
    uint32_t *list; // origin << 16 | destination
    size_t count, room;
    const cor_pairs_filter *filter;
} pair_set;

/* Without a list, only count. */
static void add_one_pair(pair_set *pairs, cor_country origin, cor_country destination) {
    bool wanted =
        origin.id != destination.id &&
        (!pairs->filter->origin.id || pairs->filter->origin.id == origin.id) &&
        (!pairs->filter->destination.id || pairs->filter->destination.id == destination.id);
    if (!wanted) return;
    if (pairs->list) pairs->list[pairs->count] = (uint32_t)origin.id << 16 | destination.id;
    pairs->count++;
}

static void add_parties(pair_set *pairs, cor_str parties) {
    cor_str rest = parties, one, other;
    cor_country from, to;
    while (cor_entry_next(&rest, &one)) {
        cor_str others = parties;
        while (cor_entry_next(&others, &other))
            if (cor_country_by_code(one, &from) && cor_country_by_code(other, &to))
                add_one_pair(pairs, from, to);
    }
}

static void add_to_all(pair_set *pairs, cor_country end, bool is_origin) {
    size_t count;
    const cor_country_info *places = cor_country_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (!cor_country_is_place(places[i].place)) continue;
        if (is_origin)
            add_one_pair(pairs, end, places[i].place);
        else
            add_one_pair(pairs, places[i].place, end);
    }
}

static void add_corridors(pair_set *pairs, cor_str corridors) {
    cor_str corridor;
    while (cor_entry_next(&corridors, &corridor)) {
        size_t dash = cor_str_find(corridor, COR_STR("-"));
        cor_country from, to;
        bool has_from = cor_country_by_code(cor_str_part(corridor, 0, dash), &from);
        bool has_to = cor_country_by_code(cor_str_part(corridor, dash + 1, SIZE_MAX), &to);
        if (has_from && has_to)
            add_one_pair(pairs, from, to);
        else if (has_from || has_to)
            add_to_all(pairs, has_from ? from : to, has_from);
    }
}

static void add_entry_pairs(pair_set *pairs, const cor_registry_memory *memory) {
    size_t count;
    const cor_entry *const *list = cor_registry_memory_list(memory, &cor_kind_mechanism, &count);
    for (size_t i = 0; i < count; i++) {
        cor_str corridors = cor_entry_get(list[i], MECHANISM_CORRIDORS);
        if (corridors.length)
            add_corridors(pairs, corridors);
        else
            add_parties(pairs, cor_entry_get(list[i], MECHANISM_PARTIES));
    }

    list = cor_registry_memory_list(memory, &cor_kind_agreement, &count);
    for (size_t i = 0; i < count; i++)
        add_parties(pairs, cor_entry_get(list[i], AGREEMENT_PARTIES));
}

static int by_codes(const void *a, const void *b) {
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    int order = cor_str_compare(cor_country_code((cor_country){ (uint16_t)(one >> 16) }),
                                cor_country_code((cor_country){ (uint16_t)(other >> 16) }));
    return order ? order
                 : cor_str_compare(cor_country_code((cor_country){ (uint16_t)one }),
                                   cor_country_code((cor_country){ (uint16_t)other }));
}

/* All pairs in the order of codes, each once. */
static bool find_pairs(pair_set *pairs, const cor_registry_memory *memory, cor_arena *keep) {
    add_entry_pairs(pairs, memory);
    pairs->list = cor_new(keep, uint32_t, pairs->count + 1);
    pairs->count = 0;
    if (!pairs->list) return false;

    add_entry_pairs(pairs, memory);
    qsort(pairs->list, pairs->count, sizeof *pairs->list, by_codes);
    size_t distinct = 0;

    for (size_t i = 0; i < pairs->count; i++)
        if (i == 0 || pairs->list[i] != pairs->list[i - 1])
            pairs->list[distinct++] = pairs->list[i];

    pairs->count = distinct;
    return true;
}

/* ---- what was in force when ---------------------------------------------- */

/* The years of one instrument: when it began, and from when to when it was in force. */
typedef struct {
    const cor_instrument *instrument;
    int32_t type;
    int32_t begun, in_force_first, in_force_last;
} span;

typedef struct {
    const cor_registry_memory *memory;
    const cor_pairs_filter *filter;
    cor_country origin, destination;
    span *spans;
    int32_t span_count;
    const cor_entry **agreements;
    size_t agreement_count;
} pair;

static int32_t year_of(const cor_entry *entry, int32_t field) {
    cor_interval period;
    return cor_entry_period(entry, field, &period) ? cor_date_year(period.start) : NO_YEAR;
}

/* The first year with recorded use. */
static int32_t first_use(const cor_registry_memory *memory, const cor_entry *mechanism) {
    size_t count;
    int32_t first = NO_YEAR;
    const cor_entry *const *uses = cor_registry_memory_with(memory, &cor_kind_mechanism_use,
                                                            USE_MECHANISM, mechanism->key, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t year = year_of(uses[i], USE_PERIOD);
        if (cor_use_sort_of(uses[i]) != COR_USE_OFFERED && year < first) first = year;
    }
    return first;
}

/* The year in which another instrument replaced it. */
static int32_t replaced_year(const cor_registry_memory *memory, const cor_entry *mechanism) {
    size_t count;
    int32_t first = NO_YEAR;

    const cor_entry *const *list = cor_registry_memory_with(
        memory, &cor_kind_mechanism, MECHANISM_REPLACES, mechanism->key, &count);
    for (size_t i = 0; i < count; i++) {
        cor_interval began;
        if (cor_mechanism_began(list[i], &began) && cor_date_year(began.start) < first)
            first = cor_date_year(began.start);
    }

    return first;
}

static int32_t earlier_year(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static span span_of(const cor_registry_memory *memory, const cor_instrument *instrument,
                    int32_t this_year) {
    const cor_entry *entry = instrument->entry;
    int32_t in_force = year_of(entry, MECHANISM_IN_FORCE),
            begun = earlier_year(in_force, year_of(entry, MECHANISM_SIGNED));
    int32_t known = earlier_year(begun, first_use(memory, entry));
    span years = { .instrument = instrument,
                   .begun = known,
                   .in_force_first = NO_YEAR,
                   .in_force_last = NO_YEAR };
    int32_t first = in_force != NO_YEAR ? in_force : known, last = NO_YEAR;

    switch (instrument->stage) {
    case COR_INSTRUMENT_CURRENT:
        first = earlier_year(first, this_year);
        last = this_year;
        break;
    case COR_INSTRUMENT_SUSPENDED:
        last = year_of(entry, MECHANISM_SUSPENDED);
        break;
    case COR_INSTRUMENT_PAST:
        last = earlier_year(year_of(entry, MECHANISM_ENDED), replaced_year(memory, entry));
        break;
    case COR_INSTRUMENT_COMING:
        years.begun = NO_YEAR; // not in force yet
        return years;
    case COR_INSTRUMENT_UNKNOWN:
        return years;
    }
    years.begun = earlier_year(known, first);
    if (first == NO_YEAR || last == NO_YEAR) return years;
    years.in_force_first = first;
    years.in_force_last = last;

    return years;
}

static int32_t mechanism_type(const cor_entry *mechanism) {
    int32_t type = 0;
    while (type < TYPE_COUNT && !cor_str_is(cor_entry_get(mechanism, MECHANISM_TYPE), TYPES[type]))
        type++;
    return type;
}

static cor_code read_pair_at(pair *of, uint32_t ids, cor_arena *keep, cor_error *err) {
    cor_instrument *list;
    size_t count;

    of->origin = (cor_country){ (uint16_t)(ids >> 16) };
    of->destination = (cor_country){ (uint16_t)ids };
    of->span_count = 0;
    cor_code code =
        cor_instruments_between(of->memory, of->origin, of->destination, keep, &list, &count, err);
    if (!code)
        code = cor_agreements_between(of->memory, of->origin, of->destination, keep,
                                      &of->agreements, &of->agreement_count, err);
    if (code) return code;
    of->spans = cor_new(keep, span, count + 1);
    if (!of->spans) return cor_fail_memory(err);

    for (size_t i = 0; i < count; i++) {
        if (list[i].cover == COR_COVER_OTHER_WAY || list[i].reach == COR_REACH_COUNT) continue;
        span years = span_of(of->memory, &list[i], cor_date_year(of->filter->today));
        years.type = mechanism_type(list[i].entry);
        if (years.type < TYPE_COUNT) of->spans[of->span_count++] = years;
    }

    return COR_OK;
}

/* ---- rows ---------------------------------------------------------------- */

typedef struct {
    bool in_force[TYPE_COUNT], opens_work, open_to_all;
    int32_t state_unknown, listed, listed_signed, listed_described;
} pair_year;

static bool is_in_force(const span *years, int32_t year) {
    return years->in_force_first <= year && year <= years->in_force_last &&
           years->in_force_last != NO_YEAR;
}

static pair_year pair_year_of(const pair *of, int32_t year) {
    pair_year row = { 0 };
    for (int32_t i = 0; i < of->span_count; i++) {
        const span *years = &of->spans[i];
        const cor_instrument *instrument = years->instrument;
        bool over = years->in_force_last != NO_YEAR && year > years->in_force_last;
        if (!is_in_force(years, year)) {
            row.state_unknown += years->begun <= year && !over;
            continue;
        }
        row.in_force[years->type] = true;
        row.opens_work |= instrument->reach == COR_REACH_WORK;
        row.open_to_all |= instrument->cover == COR_COVER_OPEN;
    }

    for (size_t i = 0; i < of->agreement_count; i++) {
        int32_t signed_in = year_of(of->agreements[i], AGREEMENT_SIGNED);
        row.listed += signed_in <= year;
        row.listed_signed += signed_in == year;
        row.listed_described +=
            signed_in <= year && cor_entry_get(of->agreements[i], AGREEMENT_MECHANISM).length > 0;
    }

    return row;
}

static void put_pair_number(cor_out *out, int64_t number) {
    cor_put_char(out, ',');
    cor_put_int(out, number);
}

static void put_pair_row(const pair *of, int32_t year, cor_out *out) {
    pair_year row = pair_year_of(of, year);
    cor_put(out, cor_country_code(of->origin));
    cor_put_char(out, ',');
    cor_put(out, cor_country_code(of->destination));
    put_pair_number(out, year);
    for (int32_t type = 0; type < TYPE_COUNT; type++)
        put_pair_number(out, row.in_force[type]);

    const int32_t numbers[] = { row.opens_work, row.open_to_all,   row.state_unknown,
                                row.listed,     row.listed_signed, row.listed_described };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_pair_number(out, numbers[i]);

    const char *separator = ",";
    for (int32_t i = 0; i < of->span_count; i++) {
        if (!is_in_force(&of->spans[i], year)) continue;
        cor_put_c(out, separator);
        cor_put(out, of->spans[i].instrument->entry->key); // letters, digits and -._ only
        separator = ";";
    }

    cor_put_c(out, *separator == ',' ? ",\n" : "\n");
}

static int32_t first_year(const pair *of) {
    int32_t first = NO_YEAR;
    for (int32_t i = 0; i < of->span_count; i++)
        first = earlier_year(first, earlier_year(of->spans[i].begun, of->spans[i].in_force_first));
    for (size_t i = 0; i < of->agreement_count; i++)
        first = earlier_year(first, year_of(of->agreements[i], AGREEMENT_SIGNED));
    return first;
}

static void put_years(const pair *of, cor_out *out) {
    int32_t first = first_year(of), last = cor_date_year(of->filter->today);
    if (of->filter->year_last && of->filter->year_last < last) last = of->filter->year_last;
    if (first == NO_YEAR) return;
    if (of->filter->year_first > first) first = of->filter->year_first;
    for (int32_t year = first; year <= last && !out->failed; year++)
        put_pair_row(of, year, out);
}

cor_code cor_pairs_write_csv(const cor_registry_memory *memory, const cor_pairs_filter *filter,
                             cor_arena scratch, cor_out *out, cor_error *err) {
    pair_set pairs = { .filter = filter };
    if (!find_pairs(&pairs, memory, &scratch)) return cor_fail_memory(err);
    cor_put_c(out, "origin,destination,year");

    for (int32_t type = 0; type < TYPE_COUNT; type++) {
        cor_put_char(out, ',');
        cor_put_c(out, TYPES[type]);
    }

    cor_put_c(
        out,
        ",opens_work,open_to_all,state_unknown,listed,listed_signed,listed_described,mechanisms\n");

    for (size_t i = 0; i < pairs.count; i++) {
        cor_arena room = scratch;
        pair of = { .memory = memory, .filter = filter };
        cor_code code = read_pair_at(&of, pairs.list[i], &room, err);
        if (code) return code;
        put_years(&of, out);
    }

    return COR_OK;
}
