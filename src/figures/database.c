/* SPDX-License-Identifier: Apache-2.0 */
/* database.c: finds figures in the database.
 *
 * First the matching series are picked through the best index for the filter, and sorted. Then the
 * figures of one series after the other are read. No statement stays open between two steps, and
 * yet the answer is a snapshot: figures are only added, so those with ids above the newest one at
 * the start are left out. */
#include <stdlib.h>

#include "view.h"

enum { SERIES_MAX = 1 << 24, VERSIONS_MAX = 1 << 20, TEXT_BYTES = 1 << 29, SHEET_BYTES = 1 << 26 };
#define LAST_MEASURE COR_STR("\x7f") // sorts after every key

typedef struct {
    cor_figures *figures;
    const cor_filter *filter;
    int64_t source_id, last_id;
    figures_list series;   // figures_series
    figures_list versions; // cor_figure: those of the current series that match
    uint32_t next_series, next_version;
    cor_stretch text_stretch, sheet_stretch;
    cor_arena texts;  // texts of the series
    cor_arena sheets; // of the current series
} database_walk;

/* ---- which series -------------------------------------------------------- */

static bool matches_series(const cor_filter *filter, const figures_series *series) {
    if (filter->measure.length && !cor_str_equal(series->measure, filter->measure)) return false;
    if (filter->source.length && !cor_str_equal(series->source, filter->source)) return false;
    if (!figures_is_among(series->origin, filter->origins, filter->origin_count)) return false;
    if (!figures_is_among(series->destination, filter->destinations, filter->destination_count))
        return false;
    return figures_breakdown_matches(filter, series->breakdown);
}

static cor_code pick_rows(database_walk *walk, cor_statement *statement, cor_error *err) {
    figures_series *list = walk->series.items;
    for (bool row = true;;) {
        cor_code code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        cor_arena before = walk->texts;
        figures_series series;
        code = figures_read_series(walk->figures, statement, &walk->texts, &series, err);
        if (!code && walk->series.count == walk->series.room) code = cor_fail_memory(err);
        if (code) {
            cor_statement_reset(statement);
            return code;
        }
        if (matches_series(walk->filter, &series))
            list[walk->series.count++] = series;
        else
            walk->texts = before;
    }
}

static void bind_measures(cor_statement *statement, cor_str measure) {
    cor_bind_text(statement, "measure_first", measure);
    cor_bind_text(statement, "measure_last", measure.length ? measure : LAST_MEASURE);
}

static cor_code pick_at_place(database_walk *walk, int sql, const char *name, cor_country place,
                              cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(walk->figures->store, sql, &statement, err);
    if (code) return code;
    cor_bind_text(statement, name, cor_country_code(place));
    bind_measures(statement, walk->filter->measure);
    return pick_rows(walk, statement, err);
}

/* A repeated place counts once. */
static cor_code pick_at_places(database_walk *walk, int sql, const char *name,
                               const cor_country *places, int32_t count, cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t i = 0; i < count && !code; i++)
        if (i == 0 || !figures_is_among(places[i], places, i))
            code = pick_at_place(walk, sql, name, places[i], err);
    return code;
}

static cor_code pick_pair(database_walk *walk, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(walk->figures->store, COR_SQL_FIGURES_SERIES_BY_PAIR, &statement, err);
    if (code) return code;
    cor_bind_text(statement, "destination", cor_country_code(walk->filter->destinations[0]));
    cor_bind_text(statement, "origin", cor_country_code(walk->filter->origins[0]));
    bind_measures(statement, walk->filter->measure);
    return pick_rows(walk, statement, err);
}

static cor_code pick_by_breakdown(database_walk *walk, cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(walk->figures->store, COR_SQL_FIGURES_SERIES_BY_BREAKDOWN,
                                      &statement, err);
    if (code) return code;
    cor_bind_text(statement, "measure", walk->filter->measure);
    cor_bind_int(statement, "source", walk->source_id);
    cor_bind_text(statement, "breakdown", walk->filter->breakdown);
    return pick_rows(walk, statement, err);
}

static cor_code pick_by_source(database_walk *walk, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(walk->figures->store, COR_SQL_FIGURES_SERIES_BY_SOURCE, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "source", walk->source_id);
    return pick_rows(walk, statement, err);
}

static cor_code pick_by_measure(database_walk *walk, cor_error *err) {
    cor_statement *statement;
    cor_code code =
        cor_statement_get(walk->figures->store, COR_SQL_FIGURES_SERIES_BY_MEASURE, &statement, err);
    if (code) return code;
    bind_measures(statement, walk->filter->measure);
    return pick_rows(walk, statement, err);
}

/* The narrowest access path: two places, one side's places, exact breakdown, measure, source,
 * everything. */
static cor_code pick_series(database_walk *walk, cor_error *err) {
    const cor_filter *filter = walk->filter;
    if (filter->destination_count == 1 && filter->origin_count == 1) return pick_pair(walk, err);
    if (filter->destination_count &&
        (!filter->origin_count || filter->destination_count <= filter->origin_count))
        return pick_at_places(walk, COR_SQL_FIGURES_SERIES_BY_DESTINATION, "destination",
                              filter->destinations, filter->destination_count, err);

    if (filter->origin_count)
        return pick_at_places(walk, COR_SQL_FIGURES_SERIES_BY_ORIGIN, "origin", filter->origins,
                              filter->origin_count, err);

    if (filter->measure.length && filter->source.length && filter->breakdown_exact)
        return pick_by_breakdown(walk, err);
    if (filter->measure.length || !filter->source.length) return pick_by_measure(walk, err);

    return pick_by_source(walk, err);
}

static int compare_picked_series(const void *left, const void *right) {
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

/* Versions come oldest first; a newer one replaces the older, unless the history is wanted. */
static cor_code add_figure_version(database_walk *walk, const cor_figure *figure, cor_error *err) {
    cor_figure *list = walk->versions.items;
    uint32_t count = walk->versions.count;
    bool takes_place = count && !walk->filter->history && same_period(&list[count - 1], figure);

    if (!takes_place && count == walk->versions.room) return cor_fail_memory(err);
    cor_figure *kept = &list[takes_place ? count - 1 : count];
    *kept = *figure;
    kept->sheet = cor_str_keep(&walk->sheets, figure->sheet);
    if (!kept->sheet.at) return cor_fail_memory(err);
    if (!takes_place) walk->versions.count++;

    return COR_OK;
}

static cor_code add_if_wanted(database_walk *walk, cor_statement *statement, cor_error *err) {
    cor_figure figure;
    cor_code code = figures_read_figure(walk->figures, statement, 0, &figure, err);
    if (code || !figures_lies_within(figure.period, walk->filter->within)) return code;

    if (walk->filter->as_known_s) {
        bool known;
        code = figures_was_known(walk->figures, cor_column_int(statement, 5),
                                 walk->filter->as_known_s, &known, err);
        if (code || !known) return code;
    }

    figures_set_series((const figures_series *)walk->series.items + walk->next_series, &figure);
    return add_figure_version(walk, &figure, err);
}

static int compare_ends(const cor_figure *a, const cor_figure *b) {
    int order =
        (a->period.end.days > b->period.end.days) - (a->period.end.days < b->period.end.days);
    return order ? order
                 : (a->period.start.days > b->period.start.days) -
                       (a->period.start.days < b->period.start.days);
}

/* Keep only the period that ends last, with all its versions. */
static void keep_latest_versions(database_walk *walk) {
    cor_figure *list = walk->versions.items;
    uint32_t count = walk->versions.count, kept = 0, latest = 0;
    for (uint32_t i = 1; i < count; i++)
        if (compare_ends(&list[i], &list[latest]) > 0) latest = i;
    cor_figure last = count ? list[latest] : (cor_figure){ 0 };
    for (uint32_t i = 0; i < count; i++)
        if (same_period(&list[i], &last)) list[kept++] = list[i];
    walk->versions.count = kept;
}

static cor_code read_series_versions(database_walk *walk, cor_error *err) {
    const figures_series *series = (const figures_series *)walk->series.items + walk->next_series;
    walk->versions.count = walk->next_version = 0;
    walk->sheets = cor_stretch_arena(&walk->sheet_stretch);
    cor_statement *statement;
    cor_code code =
        cor_statement_get(walk->figures->store, COR_SQL_FIGURES_OF_SERIES, &statement, err);
    if (code) return code;

    cor_bind_int(statement, "series", series->id);
    cor_bind_int(statement, "last_id", walk->last_id);
    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (!code && row) code = add_if_wanted(walk, statement, err);
        if (code || !row) break;
    }

    cor_statement_reset(statement);
    if (!code && walk->filter->latest) keep_latest_versions(walk);
    walk->next_series++;

    return code;
}

/* ---- the walk ------------------------------------------------------------ */

static bool open_database_lists(void *self, int shift) {
    database_walk *walk = self;
    return figures_list_open(&walk->series, sizeof(figures_series), SERIES_MAX >> shift) &&
           figures_list_open(&walk->versions, sizeof(cor_figure), VERSIONS_MAX >> shift) &&
           cor_stretch_open(TEXT_BYTES >> shift, &walk->text_stretch) &&
           cor_stretch_open(SHEET_BYTES >> shift, &walk->sheet_stretch);
}

static void close_database_walk(void *self) {
    database_walk *walk = self;
    figures_list_close(&walk->series);
    figures_list_close(&walk->versions);
    cor_stretch_close(&walk->text_stretch);
    cor_stretch_close(&walk->sheet_stretch);
}

static cor_code open_database_walk(void *self, cor_figures *figures, const cor_filter *filter,
                                   figures_moment *moment, figures_opened *ret_opened,
                                   cor_error *err) {
    database_walk *walk = self;
    walk->figures = figures;
    walk->filter = filter;
    bool is_open =
        walk->series.items || figures_open_together(open_database_lists, close_database_walk, walk);
    if (!is_open) return cor_fail_memory(err);

    walk->texts = cor_stretch_arena(&walk->text_stretch);
    cor_code code = figures_number(figures, COR_SQL_FIGURES_FIGURE_NEWEST, &moment->newest_id, err);
    walk->last_id = moment->newest_id;
    walk->source_id = 0;
    if (!code && filter->source.length)
        code = figures_source_id(figures, filter->source, &walk->source_id, err);
    *ret_opened = (figures_opened){ .has = !filter->source.length || walk->source_id };
    if (code || !ret_opened->has) return code;

    code = pick_series(walk, err);
    if (!code && walk->series.count)
        qsort(walk->series.items, walk->series.count, sizeof(figures_series),
              compare_picked_series);

    return code;
}

static cor_code peek_database_figure(void *self, const cor_figure **ret_figure, cor_error *err) {
    database_walk *walk = self;
    *ret_figure = NULL;
    while (walk->next_version == walk->versions.count) {
        if (walk->next_series == walk->series.count) return COR_OK;
        cor_code code = read_series_versions(walk, err);
        if (code) return code;
    }
    *ret_figure = (const cor_figure *)walk->versions.items + walk->next_version;
    return COR_OK;
}

static void take_database_figure(void *self) {
    ((database_walk *)self)->next_version++;
}

static void end_database_walk(void *self) {
    enum { KEPT_SERIES = 4096 }; // a larger query frees its memory
    database_walk *walk = self;
    if (walk->series.count > KEPT_SERIES || walk->versions.count > KEPT_SERIES)
        close_database_walk(walk);
    walk->series.count = walk->versions.count = 0;
    walk->next_series = walk->next_version = 0;
}

/* ---- one figure ---------------------------------------------------------- */

static cor_code bind_key(cor_figures *figures, const figures_key *key,
                         cor_statement **ret_statement, cor_error *err) {
    int64_t source_id;
    cor_code code = figures_source_id(figures, key->source, &source_id, err);
    if (!code) code = cor_statement_get(figures->store, COR_SQL_FIGURES_FIND, ret_statement, err);
    if (code) return code;

    cor_statement *statement = *ret_statement;
    cor_bind_text(statement, "measure", key->measure);
    cor_bind_int(statement, "source", source_id);
    cor_bind_text(statement, "breakdown", key->breakdown);
    cor_bind_text(statement, "destination", cor_country_code(key->destination));
    cor_bind_text(statement, "origin", cor_country_code(key->origin));
    cor_bind_int(statement, "period_start", key->period.start.days);
    cor_bind_int(statement, "period_end", key->period.end.days);

    return COR_OK;
}

static cor_code find_database_figure(cor_figures *figures, const figures_key *key, cor_arena *keep,
                                     cor_figure *ret_figure, bool *ret_found, cor_error *err) {
    cor_statement *statement;
    cor_figure figure;
    cor_code code = bind_key(figures, key, &statement, err);
    if (!code) code = cor_statement_step(statement, ret_found, err);
    if (code || !*ret_found) return code;

    code = figures_read_figure(figures, statement, 0, &figure, err);
    if (!code) code = figures_keep_found(key, keep, &figure, err);
    if (!code) *ret_figure = figure;
    cor_statement_reset(statement);

    return code;
}

/* ---- corridors ----------------------------------------------------------- */

static cor_code bind_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               cor_statement **ret_statement, cor_error *err) {
    int64_t source_id;
    cor_code code = figures_source_id(figures, filter->source, &source_id, err);
    if (!code)
        code = cor_statement_get(figures->store, COR_SQL_FIGURES_CORRIDORS, ret_statement, err);
    if (code) return code;
    cor_bind_text(*ret_statement, "measure", filter->measure);
    cor_bind_int(*ret_statement, "source", source_id);
    cor_bind_text(*ret_statement, "breakdown", filter->breakdown);
    cor_bind_int(*ret_statement, "period_start", filter->period.start.days);
    cor_bind_int(*ret_statement, "period_end", filter->period.end.days);

    return COR_OK;
}

static bool same_places(const cor_figure *a, const cor_figure *b) {
    return a->origin.id == b->origin.id && a->destination.id == b->destination.id;
}

static cor_code was_known(cor_figures *figures, const cor_corridor_filter *filter,
                          cor_statement *statement, bool *ret_known, cor_error *err) {
    *ret_known = true;
    if (!filter->as_known_s) return COR_OK;
    return figures_was_known(figures, cor_column_int(statement, 7), filter->as_known_s, ret_known,
                             err);
}

/* Take one version of a corridor's figure; a newer version replaces the older one before it. */
static cor_code add_corridor(cor_figures *figures, const cor_corridor_filter *filter,
                             cor_statement *statement, cor_arena *arena, figures_list *found,
                             cor_error *err) {
    cor_figure figure;
    cor_country origin = { 0 }, destination = { 0 };

    (void)cor_country_by_code(cor_column_text(statement, 0), &origin);
    (void)cor_country_by_code(cor_column_text(statement, 1), &destination);
    if (!figures_is_corridor(origin, destination)) return COR_OK;
    bool known;
    cor_code code = was_known(figures, filter, statement, &known, err);
    if (code || !known) return code;

    code = figures_read_figure(figures, statement, 2, &figure, err);
    if (code) return code;
    figure.origin = origin;
    figure.destination = destination;
    figure.sheet = cor_str_keep(arena, figure.sheet);
    cor_corridor *list = found->items;
    bool takes_place = found->count && same_places(&list[found->count - 1].figure, &figure);
    if (!figure.sheet.at || (!takes_place && found->count == found->room))
        return cor_fail_memory(err);

    if (!takes_place) found->count++;
    list[found->count - 1].figure = figure;
    return COR_OK;
}

static cor_code gather_database_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                                          cor_arena *keep, figures_list *found, cor_error *err) {
    cor_statement *statement;
    cor_code code = bind_corridors(figures, filter, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = add_corridor(figures, filter, statement, keep, found, err);
        if (code) break;
    }

    cor_statement_reset(statement);
    return code;
}

/* ---- what describes them ------------------------------------------------- */

static bool has_any_series(const cor_figures *figures, const cor_filter *filter) {
    (void)figures;
    (void)filter;
    return true;
}

static cor_code newest_load(cor_figures *figures, int64_t *ret_revision, cor_error *err) {
    return figures_number(figures, COR_SQL_FIGURES_LOAD_NEWEST, ret_revision, err);
}

static cor_code get_database_source(cor_figures *figures, cor_str key, cor_arena *keep,
                                    cor_source *ret_source, bool *ret_found, cor_error *err) {
    cor_statement *statement;
    cor_code code = figures_source_row(figures, key, &statement, ret_found, err);
    if (code || !*ret_found) return code;
    bool kept = figures_read_source(statement, 1, keep, ret_source);
    cor_statement_reset(statement);
    return kept ? COR_OK : cor_fail_memory(err);
}

static cor_code get_database_file(cor_figures *figures, int64_t load_id, cor_arena *keep,
                                  cor_str *ret_file_name, bool *ret_found, cor_error *err) {
    enum { FILE_NAME = 4 };
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, COR_SQL_FIGURES_LOAD_GET, &statement, err);
    if (code) return code;
    cor_bind_int(statement, "id", load_id);
    code = cor_statement_step(statement, ret_found, err);
    if (code || !*ret_found) return code;
    bool kept = figures_keep_column(statement, FILE_NAME, keep, ret_file_name);
    cor_statement_reset(statement);
    return kept ? COR_OK : cor_fail_memory(err);
}

const figures_view figures_database_view = {
    .walk_bytes = sizeof(database_walk),
    .open = open_database_walk,
    .peek = peek_database_figure,
    .take = take_database_figure,
    .end = end_database_walk,
    .close = close_database_walk,
    .find = find_database_figure,
    .gather = gather_database_corridors,
    .has = has_any_series,
    .revision = newest_load,
    .source = get_database_source,
    .file = get_database_file,
};
