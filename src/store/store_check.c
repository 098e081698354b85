/* SPDX-License-Identifier: Apache-2.0 */
/* store_check.c: the check of the store: its schema, its protected rows, and the seal over them. */
#include "store_check.h"

enum { TEXTS_MAX = 10, PART_COUNT = 3 };

void check_sink_note(check_sink *sink, cor_text problem) {
    cor_check_result *result = sink->result;
    result->problem_count++;
    if (result->problem_text_count == TEXTS_MAX || sink->is_full) return;
    cor_text kept = cor_text_keep(sink->keep, problem);
    sink->is_full = kept.id == NULL;
    if (!sink->is_full) result->problems[result->problem_text_count++] = kept;
}

static cor_code open_sinks(cor_check_result *results, cor_arena *keep, check_sink sinks[PART_COUNT],
                           cor_error *err) {
    static const struct {
        const char *key, *what;
    } PARTS[PART_COUNT] = {
        { "rows", N_("rows of accounts, registries, sources, loads and runs against the seal") },
        { "seal", N_("the seal against the key file") },
        { "schema", N_("tables, indexes and triggers as this version makes them") },
    };

    for (int i = 0; i < PART_COUNT; i++) {
        results[i].key = cor_str_of(PARTS[i].key);
        results[i].what = (cor_text){ .id = PARTS[i].what };
        results[i].problems = cor_new(keep, cor_text, TEXTS_MAX);
        sinks[i] = (check_sink){ .result = &results[i], .keep = keep };
        if (!results[i].problems) return cor_fail_memory(err);
    }

    return COR_OK;
}

cor_code cor_store_check(cor_store *store, cor_arena *keep, cor_check_result **ret_results,
                         size_t *ret_count, cor_store_seal *ret_seal, cor_error *err) {
    check_sink sinks[PART_COUNT];
    cor_check_result *results = cor_new(keep, cor_check_result, PART_COUNT);
    cor_code code = results ? open_sinks(results, keep, sinks, err) : cor_fail_memory(err);
    if (!code) code = seal_check_rows(store, &sinks[0], err);
    if (!code) code = seal_check_state(store, &sinks[1], ret_seal, err);
    if (!code) code = schema_check(store, &sinks[2], err);
    for (int i = 0; i < PART_COUNT && !code; i++)
        if (sinks[i].is_full) code = cor_fail_memory(err);
    if (code) return code;
    *ret_results = results;
    *ret_count = PART_COUNT;

    return COR_OK;
}
