/* SPDX-License-Identifier: Apache-2.0 */
/* facets.c: how many entries of a search result have each code, place, reference and year. */
#include <stdlib.h>

#include "inside.h"

enum { BUCKETS = 1 << 14, DIFFERENT_MAX = BUCKETS / 2 };

/* "field value", and the number of entries that have it. */
typedef struct {
    cor_str line;
    int64_t count;
} facet_line;

typedef struct {
    facet_line *lines;
    int32_t *buckets; // hash table: number of a line plus one
    int32_t count;
    cor_arena *keep;
} facet_counts;

static bool count_facet_line(facet_counts *counts, cor_str line) {
    uint32_t at = (uint32_t)cor_str_hash(line) % BUCKETS;
    for (; counts->buckets[at]; at = (at + 1) % BUCKETS) {
        facet_line *known = &counts->lines[counts->buckets[at] - 1];
        if (!cor_str_equal(known->line, line)) continue;
        known->count++;
        return true;
    }

    if (counts->count == DIFFERENT_MAX)
        return true; // far more than the registers have or a page can show
    cor_str kept = cor_str_keep(counts->keep, line);
    if (!kept.at) return false;

    counts->lines[counts->count++] = (facet_line){ kept, 1 };
    counts->buckets[at] = counts->count;
    return true;
}

static bool count_lines(facet_counts *counts, cor_str lines) {
    cor_str line;
    while (lines.length && cor_str_split(&lines, '\n', &line))
        if (!count_facet_line(counts, line)) return false;
    return true;
}

static int by_field_and_count(const void *a, const void *b) {
    const cor_registry_facet *one = a, *other = b;
    int order = cor_str_compare(one->field, other->field);
    if (order) return order;
    if (one->count != other->count) return one->count > other->count ? -1 : 1;
    return cor_str_compare(one->value, other->value);
}

static cor_code put_in_order(const facet_counts *counts, cor_arena *keep, cor_registry_hits *hits,
                             cor_error *err) {
    hits->facets = cor_new(keep, cor_registry_facet, counts->count + 1);
    if (!hits->facets) return cor_fail_memory(err);
    for (int32_t i = 0; i < counts->count; i++) {
        cor_str value = counts->lines[i].line, field;
        (void)cor_str_split(&value, ' ', &field);
        hits->facets[i] = (cor_registry_facet){ field, value, counts->lines[i].count };
    }

    hits->facet_count = (size_t)counts->count;
    qsort(hits->facets, hits->facet_count, sizeof *hits->facets, by_field_and_count);
    return COR_OK;
}

cor_code registry_count_facets(cor_registry *registry, const int64_t *entries, int32_t count,
                               cor_arena *keep, cor_arena scratch, cor_registry_hits *hits,
                               cor_error *err) {
    facet_counts counts = { .keep = keep };
    counts.lines = cor_new_unset(&scratch, facet_line, DIFFERENT_MAX);
    counts.buckets = cor_new(&scratch, int32_t, BUCKETS);
    if (!counts.lines || !counts.buckets) return cor_fail_memory(err);

    for (int32_t i = 0; i < count; i++) {
        cor_statement *statement;
        bool row;
        cor_code code = registry_found_get(registry, entries[i], &statement, &row, err);
        if (code) return code;
        bool fits = !row || count_lines(&counts, cor_column_text(statement, 1));
        cor_statement_reset(statement);
        if (!fits) return cor_fail_memory(err);
    }

    return put_in_order(&counts, keep, hits, err);
}
