/* SPDX-License-Identifier: Apache-2.0 */
/* vocabulary.c: looks up measures, units, dimensions, codes and known sources by key. */
#include "vocabulary.h"
#include "core/core.h"
#include "words.h"

/* The row whose key, its first member, equals `key`; NULL without one. */
static const void *find_key(const void *rows, size_t row_bytes, const uint16_t *by_key,
                            uint16_t count, cor_str key) {
    uint16_t low = 0, high = count;
    while (low < high) {
        uint16_t middle = (uint16_t)((low + high) / 2);
        const void *row = (const char *)rows + by_key[middle] * row_bytes;
        int order = cor_str_compare(*(const cor_str *)row, key);
        if (order == 0) return row;
        if (order < 0)
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }

    return NULL;
}

const cor_unit *cor_unit_find(cor_str key) {
    return find_key(cor_units, sizeof *cor_units, cor_units_by_key, cor_units_count, key);
}

const cor_measure *cor_measure_find(cor_str key) {
    return find_key(cor_measures, sizeof *cor_measures, cor_measures_by_key, cor_measures_count,
                    key);
}

const cor_dimension *cor_dimension_find(cor_str key) {
    return find_key(cor_dimensions, sizeof *cor_dimensions, cor_dimensions_by_key,
                    cor_dimensions_count, key);
}

const cor_source *cor_source_known(cor_str key) {
    return find_key(cor_sources, sizeof *cor_sources, cor_sources_by_key, cor_sources_count, key);
}

const cor_code_label *cor_code_find(cor_str dimension, cor_str code) {
    uint16_t low = 0, high = cor_codes_count;
    while (low < high) {
        uint16_t middle = (uint16_t)((low + high) / 2);
        const cor_code_label *label = &cor_codes[cor_codes_by_key[middle]];
        int order = cor_str_compare(label->dimension->key, dimension);
        if (order == 0) order = cor_str_compare(label->code, code);
        if (order == 0) return label;
        if (order < 0)
            low = (uint16_t)(middle + 1);
        else
            high = middle;
    }

    return NULL;
}

const cor_measure *cor_measure_list(size_t *ret_count) {
    *ret_count = cor_measures_count;
    return cor_measures;
}

const cor_dimension *cor_dimension_list(size_t *ret_count) {
    *ret_count = cor_dimensions_count;
    return cor_dimensions;
}

const cor_code_label *cor_code_list(size_t *ret_count) {
    *ret_count = cor_codes_count;
    return cor_codes;
}

const cor_source *cor_source_known_list(size_t *ret_count) {
    *ret_count = cor_sources_count;
    return cor_sources;
}

cor_str cor_measure_suggest(cor_str key) {
    cor_str best = { 0 };
    int32_t least = cor_str_near(key);

    for (uint16_t i = 0; i < cor_measures_count; i++) {
        int32_t distance = cor_str_distance(key, cor_measures[i].key, least);
        if (distance > least || (best.at && distance == least)) continue;
        least = distance;
        best = cor_measures[i].key;
    }

    return best;
}
