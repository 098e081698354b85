/* SPDX-License-Identifier: Apache-2.0 */
/* query.c: walking the figures that match.
 *
 * First the series that match are picked through the index that fits the filter best, and
 * sorted. Then the figures of one series after the other are read. Nothing stays open between
 * two steps, and yet the answer is of one moment: figures are only added, so those with ids
 * above the newest one at the start are left out. */
#include <stdlib.h>

#include "matrix.h"
#include "memory.h"

enum { SERIES_MAX = 1 << 24, VERSIONS_MAX = 1 << 20, TEXT_BYTES = 1 << 29, SHEET_BYTES = 1 << 26 };
#define LAST_MEASURE COR_STR("\x7f") // sorts after every key

struct cor_query {
    cor_stretch stretch;      // holds this struct
    cor_stretch text_stretch; // holds the filter and the texts of series
    cor_arena arena;          // in it
    cor_figures *figures;
    cor_filter filter;
    int64_t source_id, last_id, given;
    const cor_memory *memory; // instead of the database; then `picked` are positions in it
    figures_list picked;      // uint32_t
    figures_list series;      // figures_series
    figures_list versions;    // cor_figure: those of the current series that match
    uint32_t next_series, next_version;
    figures_matrices *matrices; // that may have figures of the measure
    matrix_walk walk;
    cor_stretch sheet_stretch;
    cor_arena sheets; // texts of the current series
};

/* ---- which series -------------------------------------------------------- */

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

static bool matches(const cor_filter *filter, const figures_series *series) {
    if (filter->measure.length && !cor_str_equal(series->measure, filter->measure)) return false;
    if (filter->source.length && !cor_str_equal(series->source, filter->source)) return false;
    if (!figures_is_among(series->origin, filter->origins, filter->origin_count)) return false;
    if (!figures_is_among(series->destination, filter->destinations, filter->destination_count))
        return false;
    return figures_breakdown_matches(filter, series->breakdown);
}

static cor_code pick(cor_query *query, cor_statement *statement, cor_error *err) {
    figures_series *list = query->series.items;
    for (bool row = true;;) {
        cor_code code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        cor_arena before = query->arena;
        figures_series series;
        code = figures_read_series(query->figures, statement, &query->arena, &series, err);
        if (!code && query->series.count == query->series.room) code = cor_fail_memory(err);
        if (code) {
            cor_statement_reset(statement);
            return code;
        }
        if (matches(&query->filter, &series))
            list[query->series.count++] = series;
        else
            query->arena = before;
    }
}

static void bind_measures(cor_statement *statement, cor_str measure) {
    cor_bind_text(statement, "measure_first", measure);
    cor_bind_text(statement, "measure_last", measure.length ? measure : LAST_MEASURE);
}

static cor_code pick_at_place(cor_query *query, int sql, const char *name, cor_country place,
                              cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(query->figures->store, sql, &statement, err);
    if (code) return code;
    cor_bind_text(statement, name, cor_country_code(place));
    bind_measures(statement, query->filter.measure);
    return pick(query, statement, err);
}

/* A place named twice is asked for once. */
static cor_code pick_at_places(cor_query *query, int sql, const char *name,
                               const cor_country *places, int32_t count, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t i = 0; i < count && !code; i++)
        if (i == 0 || !figures_is_among(places[i], places, i))
            code = pick_at_place(query, sql, name, places[i], err);
    return code;
}

static cor_code pick_pair(cor_query *query, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(query->figures->store, COR_SQL_FIGURES_SERIES_BY_PAIR, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "destination", cor_country_code(query->filter.destinations[0]));
    cor_bind_text(statement, "origin", cor_country_code(query->filter.origins[0]));
    bind_measures(statement, query->filter.measure);
    return pick(query, statement, err);
}

static cor_code pick_by_breakdown(cor_query *query, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(query->figures->store, COR_SQL_FIGURES_SERIES_BY_BREAKDOWN,
                                      &statement, err);
    if (code) return code;
    cor_bind_text(statement, "measure", query->filter.measure);
    cor_bind_int(statement, "source", query->source_id);
    cor_bind_text(statement, "breakdown", query->filter.breakdown);
    return pick(query, statement, err);
}

static cor_code pick_by_source(cor_query *query, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(query->figures->store, COR_SQL_FIGURES_SERIES_BY_SOURCE, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "source", query->source_id);
    return pick(query, statement, err);
}

static cor_code pick_by_measure(cor_query *query, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(query->figures->store, COR_SQL_FIGURES_SERIES_BY_MEASURE,
                                      &statement, err);
    if (code) return code;
    bind_measures(statement, query->filter.measure);
    return pick(query, statement, err);
}

/* The narrowest way in: two places, one side's places, exact breakdown, measure, source,
 * everything. */
static cor_code pick_series(cor_query *query, cor_error *err) {
    const cor_filter *filter = &query->filter;
    if (filter->destination_count == 1 && filter->origin_count == 1) return pick_pair(query, err);
    if (filter->destination_count &&
        (!filter->origin_count || filter->destination_count <= filter->origin_count))
        return pick_at_places(query, COR_SQL_FIGURES_SERIES_BY_DESTINATION, "destination",
                              filter->destinations, filter->destination_count, err);

    if (filter->origin_count)
        return pick_at_places(query, COR_SQL_FIGURES_SERIES_BY_ORIGIN, "origin", filter->origins,
                              filter->origin_count, err);

    if (filter->measure.length && filter->source.length && filter->breakdown_exact)
        return pick_by_breakdown(query, err);
    if (filter->measure.length || !filter->source.length) return pick_by_measure(query, err);

    return pick_by_source(query, err);
}

static int compare_series(const void *left, const void *right) {
    const figures_series *a = left, *b = right;
    int order = cor_str_compare(a->measure, b->measure);
    if (!order) order = figures_compare_places(a->origin, b->origin);
    if (!order) order = figures_compare_places(a->destination, b->destination);
    if (!order) order = cor_str_compare(a->source, b->source);
    return order ? order : cor_str_compare(a->breakdown, b->breakdown);
}

/* ---- which figures of a series ------------------------------------------- */

static bool same_period(const cor_figure *a, const cor_figure *b) {
    return cor_interval_equal(a->period, b->period);
}

static bool lies_within(cor_interval period, cor_interval within) {
    if (within.start.days == 0 && within.end.days == 0) return true;
    return period.start.days >= within.start.days && period.end.days <= within.end.days;
}

/* Versions come oldest first; a newer one takes the place of the older, unless the history is
 * wanted. */
static cor_code add_version(cor_query *query, const cor_figure *figure, cor_error *err) {
    cor_figure *list = query->versions.items;
    uint32_t count = query->versions.count;
    bool takes_place = count && !query->filter.history && same_period(&list[count - 1], figure);

    if (!takes_place && count == query->versions.room) return cor_fail_memory(err);
    cor_figure *kept = &list[takes_place ? count - 1 : count];
    *kept = *figure;
    kept->sheet = cor_str_keep(&query->sheets, figure->sheet);
    if (!kept->sheet.at) return cor_fail_memory(err);
    if (!takes_place) query->versions.count++;

    return COR_OK;
}

static cor_code add_if_wanted(cor_query *query, cor_statement *statement, cor_error *err) {
    cor_figure figure;
    cor_code code = figures_read_figure(query->figures, statement, 0, &figure, err);
    if (code || !lies_within(figure.period, query->filter.within)) return code;

    if (query->filter.as_known_s) {
        bool known;
        code = figures_was_known(query->figures, cor_column_int(statement, 5),
                                 query->filter.as_known_s, &known, err);
        if (code || !known) return code;
    }

    figures_set_series((const figures_series *)query->series.items + query->next_series, &figure);
    return add_version(query, &figure, err);
}

static int compare_ends(const cor_figure *a, const cor_figure *b) {
    int order =
        (a->period.end.days > b->period.end.days) - (a->period.end.days < b->period.end.days);
    return order ? order
                 : (a->period.start.days > b->period.start.days) -
                       (a->period.start.days < b->period.start.days);
}

/* Only the period that ends last, with all its versions. */
static void keep_latest(cor_query *query) {
    cor_figure *list = query->versions.items;
    uint32_t count = query->versions.count, kept = 0, latest = 0;
    for (uint32_t i = 1; i < count; i++)
        if (compare_ends(&list[i], &list[latest]) > 0) latest = i;
    cor_figure last = count ? list[latest] : (cor_figure){ 0 };
    for (uint32_t i = 0; i < count; i++)
        if (same_period(&list[i], &last)) list[kept++] = list[i];
    query->versions.count = kept;
}

static cor_code read_from_memory(cor_query *query, cor_error *err) {
    query->versions.count = query->next_version = 0;
    uint32_t position = ((const uint32_t *)query->picked.items)[query->next_series];
    if (!memory_versions(query->memory, position, &query->filter, &query->versions))
        return cor_fail_memory(err);
    query->next_series++;
    return COR_OK;
}

static cor_code read_versions(cor_query *query, cor_error *err) {
    if (query->memory) return read_from_memory(query, err);
    const figures_series *series = (const figures_series *)query->series.items + query->next_series;
    query->versions.count = query->next_version = 0;
    query->sheets = cor_stretch_arena(&query->sheet_stretch);
    cor_statement *statement;
    cor_code code =
        cor_statement_get(query->figures->store, COR_SQL_FIGURES_OF_SERIES, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "series", series->id);
    cor_bind_int(statement, "last_id", query->last_id);
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (!code && row) code = add_if_wanted(query, statement, err);
        if (code || !row) break;
    }

    cor_statement_reset(statement);
    if (!code && query->filter.latest) keep_latest(query);
    query->next_series++;

    return code;
}

/* ---- the walk ------------------------------------------------------------ */

static const cor_country *keep_places(cor_arena *arena, const cor_country *places, int32_t count) {
    cor_country *kept = cor_new(arena, cor_country, count);
    if (kept && count) memcpy(kept, places, (size_t)count * sizeof *places);
    return kept;
}

static cor_code keep_filter(cor_query *query, const cor_filter *filter, cor_error *err) {
    cor_filter kept = *filter;
    kept.measure = cor_str_keep(&query->arena, filter->measure);
    kept.source = cor_str_keep(&query->arena, filter->source);
    kept.breakdown = cor_str_keep(&query->arena, filter->breakdown);
    kept.without = cor_str_keep(&query->arena, filter->without);
    kept.origins = keep_places(&query->arena, filter->origins, filter->origin_count);
    kept.destinations = keep_places(&query->arena, filter->destinations, filter->destination_count);
    query->filter = kept;

    return kept.breakdown.at && kept.without.at && kept.origins && kept.destinations
               ? COR_OK
               : cor_fail_memory(err);
}

static bool is_answered_from_memory(const cor_figures *figures, const cor_filter *filter) {
    return figures->memory && !filter->history && !filter->as_known_s &&
           memory_answers(figures->memory, filter);
}

static cor_code start(cor_query *query, const cor_filter *filter, cor_error *err) {
    cor_figures *figures = query->figures;
    cor_code code = keep_filter(query, filter, err);
    if (!code)
        code = matrices_take(figures, filter->measure, filter->history || filter->as_known_s,
                             &query->matrices, err);
    if (!code && is_answered_from_memory(figures, filter)) {
        query->memory = figures->memory;
        bool fits = matrix_walk_open(&query->walk, query->matrices, &query->filter, INT64_MAX) &&
                    memory_pick(query->memory, &query->filter, &query->picked);
        return fits ? COR_OK : cor_fail_memory(err);
    }

    if (!code) code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &query->last_id, err);
    if (!code && !matrix_walk_open(&query->walk, query->matrices, &query->filter, query->last_id))
        code = cor_fail_memory(err);
    if (!code && filter->source.length)
        code = figures_source_id(figures, filter->source, &query->source_id, err);
    if (code || (filter->source.length && !query->source_id)) return code;
    code = pick_series(query, err);
    if (!code)
        qsort(query->series.items, query->series.count, sizeof(figures_series), compare_series);

    return code;
}

static bool open_lists(void *self, int shift) {
    cor_query *query = self;
    return figures_list_open(&query->picked, sizeof(uint32_t), SERIES_MAX >> shift) &&
           figures_list_open(&query->series, sizeof(figures_series), SERIES_MAX >> shift) &&
           figures_list_open(&query->versions, sizeof(cor_figure), VERSIONS_MAX >> shift) &&
           cor_stretch_open(TEXT_BYTES >> shift, &query->text_stretch) &&
           cor_stretch_open(SHEET_BYTES >> shift, &query->sheet_stretch);
}

static void close_lists(void *self) {
    cor_query *query = self;
    figures_list_close(&query->picked);
    figures_list_close(&query->series);
    figures_list_close(&query->versions);
    cor_stretch_close(&query->text_stretch);
    cor_stretch_close(&query->sheet_stretch);
}

static cor_code make_query(cor_figures *figures, cor_query **ret_query, cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(sizeof(cor_query), &stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_query *query = cor_new(&arena, cor_query, 1);
    query->stretch = stretch;
    query->figures = figures;

    if (figures_open_together(open_lists, close_lists, query)) {
        *ret_query = query;
        return COR_OK;
    }

    figures_query_free(query);
    return cor_fail_memory(err);
}

/* A page asks dozens of questions one after the other: the memory of the last one serves the
 * next. */
static cor_code take_query(cor_figures *figures, cor_query **ret_query, cor_error *err) {
    if (!figures->idle_query) {
        cor_code code = make_query(figures, ret_query, err);
        if (code) return code;
    } else {
        *ret_query = figures->idle_query;
        figures->idle_query = NULL;
    }

    cor_query *query = *ret_query;
    query->arena = cor_stretch_arena(&query->text_stretch);
    query->source_id = query->last_id = query->given = 0;
    query->next_series = query->next_version = 0;
    query->picked.count = query->series.count = query->versions.count = 0;
    query->memory = NULL;

    return COR_OK;
}

cor_code cor_query_open(cor_figures *figures, const cor_filter *filter, cor_query **ret_query,
                        cor_error *err) {
    cor_query *query = NULL;
    cor_code code = take_query(figures, &query, err);
    if (code) return code;
    code = start(query, filter, err);
    if (code) {
        cor_query_close(query);
        return code;
    }

    *ret_query = query;
    return COR_OK;
}

/* The next figure of the series without taking it; NULL at the end. */
static cor_code peek_series(cor_query *query, const cor_figure **ret_figure, cor_error *err) {
    uint32_t series_count = query->memory ? query->picked.count : query->series.count;
    *ret_figure = NULL;
    while (query->next_version == query->versions.count) {
        if (query->next_series == series_count) return COR_OK;
        cor_code code = read_versions(query, err);
        if (code) return code;
    }
    *ret_figure = (const cor_figure *)query->versions.items + query->next_version;
    return COR_OK;
}

static int compare_order(const cor_figure *a, const cor_figure *b) {
    int order = cor_str_compare(a->measure, b->measure);
    if (!order) order = figures_compare_places(a->origin, b->origin);
    if (!order) order = figures_compare_places(a->destination, b->destination);
    if (!order) order = cor_str_compare(a->source, b->source);
    return order ? order : cor_str_compare(a->breakdown, b->breakdown);
}

/* Of the next figure of the series and the next of the computed tables, whichever comes first. */
cor_code cor_query_next(cor_query *query, cor_figure *ret_figure, bool *ret_found, cor_error *err) {
    *ret_found = false;
    if (query->filter.limit && query->given == query->filter.limit) return COR_OK;
    const cor_figure *of_series;
    bool fits;
    cor_code code = peek_series(query, &of_series, err);
    if (code) return code;

    const cor_figure *of_matrix = matrix_walk_peek(&query->walk, &fits);
    if (!fits) return cor_fail_memory(err);
    if (!of_series && !of_matrix) return COR_OK;
    *ret_found = true;
    query->given++;

    if (of_matrix && (!of_series || compare_order(of_matrix, of_series) < 0)) {
        *ret_figure = *of_matrix;
        matrix_walk_take(&query->walk);
    } else {
        *ret_figure = *of_series;
        query->next_version++;
    }

    return COR_OK;
}

void figures_query_free(cor_query *query) {
    if (!query) return;
    matrix_walk_close(&query->walk);
    close_lists(query);
    cor_stretch stretch = query->stretch;
    cor_stretch_close(&stretch);
}

void cor_query_close(cor_query *query) {
    enum { KEPT_SERIES = 4096 }; // a larger question gives its memory back
    if (!query) return;
    matrix_walk_end(&query->walk);
    matrices_give_back(query->figures, query->matrices);
    query->matrices = NULL;

    if (query->figures->idle_query || query->series.count > KEPT_SERIES ||
        query->versions.count > KEPT_SERIES || query->picked.count > 64 * KEPT_SERIES)
        figures_query_free(query);

    else
        query->figures->idle_query = query;
}

/* ---- the whole answer ---------------------------------------------------- */

/* Texts are the same from one figure to the next more often than not. */
static bool keep_text(cor_arena *keep, cor_str before, cor_str *text) {
    *text = before.at && cor_str_equal(before, *text) ? before : cor_str_keep(keep, *text);
    return text->at != NULL;
}

static bool keep_figure(cor_arena *keep, const cor_figure *before, cor_figure *figure) {
    return keep_text(keep, before->measure, &figure->measure) &&
           keep_text(keep, before->source, &figure->source) &&
           keep_text(keep, before->breakdown, &figure->breakdown) &&
           keep_text(keep, before->sheet, &figure->sheet);
}

static cor_code collect(cor_query *query, figures_list *found, cor_arena *keep, cor_error *err) {
    cor_figure *list = found->items, none = { 0 };
    for (bool more = true;; found->count++) {
        if (found->count == found->room) return cor_fail_memory(err);
        cor_figure *figure = &list[found->count];
        cor_code code = cor_query_next(query, figure, &more, err);
        if (code || !more) return code;
        // Texts of the memory stay where they are.
        if (!query->memory && !keep_figure(keep, found->count ? figure - 1 : &none, figure))
            return cor_fail_memory(err);
    }
}

static bool open_found(void *self, int shift) {
    return figures_list_open(self, sizeof(cor_figure), SERIES_MAX >> shift);
}

static void close_found(void *self) {
    figures_list_close(self);
}

static bool take_found(cor_figures *figures, figures_list *ret_found) {
    *ret_found = figures->spare_found;
    figures->spare_found = (figures_list){ 0 };
    ret_found->count = 0;
    return ret_found->items || figures_open_together(open_found, close_found, ret_found);
}

static void give_found(cor_figures *figures, figures_list *found) {
    enum { KEPT = 8192 };
    if (found->count <= KEPT && !figures->spare_found.items)
        figures->spare_found = *found;
    else
        figures_list_close(found);
}

/* Straight into the arena; only the positions of the series are noted down on the way. */
static cor_code select_from_memory(cor_figures *figures, const cor_filter *filter, cor_arena *keep,
                                   cor_figure **ret_list, size_t *ret_count, cor_error *err) {
    cor_query *query = NULL;
    cor_code code = take_query(figures, &query, err);
    if (code) return code;
    if (!memory_select(figures->memory, filter, &query->picked, keep, ret_list, ret_count))
        code = cor_fail_memory(err);
    cor_query_close(query);
    return code;
}

cor_code cor_figures_select(cor_figures *figures, const cor_filter *filter, cor_arena *keep,
                            cor_figure **ret_list, size_t *ret_count, cor_error *err) {
    if (is_answered_from_memory(figures, filter) &&
        !matrices_have(figures->memory->matrices, filter->measure))
        return select_from_memory(figures, filter, keep, ret_list, ret_count, err);

    cor_query *query = NULL;
    cor_code code = cor_query_open(figures, filter, &query, err);
    if (code) return code;
    figures_list found = { 0 };
    if (!take_found(figures, &found)) code = cor_fail_memory(err);
    if (!code) code = collect(query, &found, keep, err);
    cor_figure *list = code ? NULL : cor_new(keep, cor_figure, found.count);
    if (!code && !list) code = cor_fail_memory(err);
    if (!code) {
        if (found.count) memcpy(list, found.items, found.count * sizeof *list);
        *ret_list = list;
        *ret_count = found.count;
    }

    give_found(figures, &found);
    cor_query_close(query);
    return code;
}
