/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: checks the database, every figure, and the rules between figures. */
#include "check.h"

typedef enum {
    PART_INTEGRITY,
    PART_ORPHANS,
    PART_DIGESTS,
    PART_CORRECTIONS,
    PART_WORDS,
    PART_SEXES,
    PART_TOTALS,
    PART_COUNT
} part_name;

static const struct {
    const char *key, *what;
    bool is_finding;
} PARTS[PART_COUNT] = {
    [PART_INTEGRITY] = { "integrity", N_("the database file and its indexes") },
    [PART_ORPHANS] = { "orphans", N_("figures without a series, a source or a load") },
    [PART_DIGESTS] = { "digests", N_("loads whose figures are no longer those that were loaded") },
    [PART_CORRECTIONS] = { "corrections",
                           N_("corrections that do not name the figure before them") },
    [PART_WORDS] = { "words", N_("series with unknown measures, places or codes") },
    [PART_SEXES] = { "sexes", N_("stocks where women and men do not add up to the total"), true },
    [PART_TOTALS] = { "totals", N_("destinations whose corridors exceed their total"), true },
};

static cor_code open_parts(check_part parts[PART_COUNT], cor_check_result *results, cor_arena *keep,
                           cor_error *err) {
    for (int i = 0; i < PART_COUNT; i++) {
        results[i].key = cor_str_of(PARTS[i].key);
        results[i].what = (cor_text){ .id = PARTS[i].what };
        results[i].is_finding = PARTS[i].is_finding;
        results[i].problems = cor_new(keep, cor_text, CHECK_PROBLEMS_KEPT);
        parts[i] = (check_part){ .result = &results[i], .keep = keep };
        if (!results[i].problems) return cor_fail_memory(err);
    }
    return COR_OK;
}

static cor_code check_integrity(cor_figures *figures, check_part *part, cor_error *err) {
    cor_str *problems;
    size_t count;
    cor_code code = cor_store_integrity(figures->store, part->keep, &problems, &count, err);
    if (code) return code;

    for (size_t i = 0; i < count; i++)
        check_note(part, cor_say_str(problems[i]));
    part->result->looked_at = 1;
    return COR_OK;
}

cor_code cor_figures_check(cor_figures *figures, cor_arena *keep, cor_check_result **ret_results,
                           size_t *ret_count, cor_error *err) {
    check_part parts[PART_COUNT];
    cor_check_result *results = cor_new(keep, cor_check_result, PART_COUNT);
    cor_code code = results ? open_parts(parts, results, keep, err) : cor_fail_memory(err);
    if (!code) code = check_integrity(figures, &parts[PART_INTEGRITY], err);
    if (!code)
        code = check_scan(figures, &parts[PART_ORPHANS], &parts[PART_DIGESTS],
                          &parts[PART_CORRECTIONS], err);
    if (!code) code = check_words(figures, &parts[PART_WORDS], err);
    if (!code) code = check_laws(figures, &parts[PART_SEXES], &parts[PART_TOTALS], err);
    for (int i = 0; i < PART_COUNT && !code; i++)
        if (parts[i].is_full) code = cor_fail_memory(err);
    if (code) return code;
    *ret_results = results;
    *ret_count = PART_COUNT;

    return COR_OK;
}
