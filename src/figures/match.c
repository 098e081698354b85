/* SPDX-License-Identifier: Apache-2.0 */
/* match.c: whether a figure matches a filter, and the orders in which figures are returned. */
#include "inside.h"

static bool has_parts(cor_str breakdown, cor_str wanted) {
    cor_str rest = wanted, part;
    while (wanted.length && cor_str_split(&rest, ';', &part)) {
        size_t equals = cor_str_find(part, COR_STR("="));
        cor_str code = cor_breakdown_get(breakdown, cor_str_part(part, 0, equals));
        if (!code.at || !cor_str_equal(code, cor_str_part(part, equals + 1, part.length)))
            return false;
    }
    return true;
}

bool figures_breakdown_matches(const cor_filter *filter, cor_str breakdown) {
    if (filter->without.length && cor_breakdown_get(breakdown, filter->without).at) return false;
    return filter->breakdown_exact ? cor_str_equal(breakdown, filter->breakdown)
                                   : has_parts(breakdown, filter->breakdown);
}

bool figures_is_corridor(cor_country origin, cor_country destination) {
    return cor_country_is_place(origin) && cor_country_is_place(destination) &&
           origin.id != destination.id;
}

int figures_compare_places(cor_country a, cor_country b) {
    const cor_country_info *left = cor_country_get(a), *right = cor_country_get(b);
    return (left > right) - (left < right); // listed in the order of their codes
}

int32_t figures_rank_next(figures_rank_counter *counter, double value) {
    counter->count++;
    if (counter->count == 1 || value != counter->value) counter->rank = counter->count;
    counter->value = value;
    return counter->rank;
}
