/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.c: the ranking of corridors in one period from the database; memory_rank.c makes it
 * from memory. The ranking of a measure, source, breakdown and period is kept until the next
 * load. */
#include <stdlib.h>

#include "matrix.h"
#include "memory.h"

enum { CORRIDORS_MAX = 1 << 18, STRETCH_MAX_BYTES = 1 << 27 };

/* ---- making a ranking ---------------------------------------------------- */

static cor_code open_statement(cor_figures *figures, const cor_corridor_filter *filter,
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

bool figures_is_corridor(cor_country origin, cor_country destination) {
    return cor_country_is_place(origin) && cor_country_is_place(destination) &&
           origin.id != destination.id;
}

static bool same_places(const cor_figure *a, const cor_figure *b) {
    return a->origin.id == b->origin.id && a->destination.id == b->destination.id;
}

static cor_code was_known(cor_figures *figures, const figures_ranking *ranking,
                          cor_statement *statement, bool *ret_known, cor_error *err) {
    *ret_known = true;
    if (!ranking->as_known_s) return COR_OK;
    return figures_was_known(figures, cor_column_int(statement, 7), ranking->as_known_s, ret_known,
                             err);
}

/* One version of one corridor's figure; a newer version takes the place of an older one, which
 * came before it. */
static cor_code add_version(cor_figures *figures, const figures_ranking *ranking,
                            cor_statement *statement, cor_arena *arena, figures_list *found,
                            cor_error *err) {
    cor_figure figure;
    cor_country origin = { 0 }, destination = { 0 };

    (void)cor_country_by_code(cor_column_text(statement, 0), &origin);
    (void)cor_country_by_code(cor_column_text(statement, 1), &destination);
    if (!figures_is_corridor(origin, destination)) return COR_OK;
    bool known;
    cor_code code = was_known(figures, ranking, statement, &known, err);
    if (code || !known) return code;

    code = figures_read_figure(figures, statement, 2, &figure, err);
    if (code) return code;
    figure.measure = ranking->measure;
    figure.source = ranking->source;
    figure.breakdown = ranking->breakdown;
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

static cor_code read_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               const figures_ranking *ranking, cor_arena *arena,
                               figures_list *found, cor_error *err) {
    cor_statement *statement;
    cor_code code = open_statement(figures, filter, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        code = add_version(figures, ranking, statement, arena, found, err);
        if (code) break;
    }

    cor_statement_reset(statement);
    return code;
}

/* The same from a computed table; its figures are already the newest. */
static cor_code add_matrices(cor_figures *figures, const figures_ranking *ranking,
                             figures_list *found, cor_error *err) {
    const cor_filter filter = { .measure = ranking->measure,
                                .source = ranking->source,
                                .within = ranking->period,
                                .breakdown = ranking->breakdown,
                                .breakdown_exact = true,
                                .as_known_s = ranking->as_known_s };
    figures_matrices *matrices;
    matrix_walk walk = { 0 };
    cor_code code = matrices_take(figures, filter.measure, filter.as_known_s != 0, &matrices, err);
    if (code) return code;

    bool fits = matrix_walk_open(&walk, matrices, &filter, INT64_MAX);
    for (const cor_figure *figure; fits && (figure = matrix_walk_peek(&walk, &fits));
         matrix_walk_take(&walk)) {
        if (!figures_is_corridor(figure->origin, figure->destination) ||
            !cor_interval_equal(figure->period, ranking->period))
            continue;
        fits = found->count < found->room;
        if (fits) ((cor_corridor *)found->items)[found->count++].figure = *figure;
    }

    matrix_walk_close(&walk);
    matrices_give_back(figures, matrices);
    return fits ? COR_OK : cor_fail_memory(err);
}

int figures_compare_places(cor_country a, cor_country b) {
    const cor_country_info *left = cor_country_get(a), *right = cor_country_get(b);
    return (left > right) - (left < right); // listed in the order of their codes
}

static int compare_corridors(const void *left, const void *right) {
    const cor_figure *a = &((const cor_corridor *)left)->figure,
                     *b = &((const cor_corridor *)right)->figure;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    int order = figures_compare_places(a->origin, b->origin);
    return order ? order : figures_compare_places(a->destination, b->destination);
}

int32_t figures_rank_next(figures_rank_counter *counter, double value) {
    counter->count++;
    if (counter->count == 1 || value != counter->value) counter->rank = counter->count;
    counter->value = value;
    return counter->rank;
}

static uint32_t place_id_end(void) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++)
        if (list[i].place.id >= end) end = list[i].place.id + 1u;
    return end;
}

static bool set_ranks(cor_corridor *list, size_t count, cor_arena scratch) {
    uint32_t places = place_id_end();
    figures_rank_counter all = { 0 };
    figures_rank_counter *to = cor_new(&scratch, figures_rank_counter, places),
                         *from = cor_new(&scratch, figures_rank_counter, places);

    if (!to || !from) return false;
    for (size_t i = 0; i < count; i++) {
        const cor_figure *figure = &list[i].figure;
        list[i].rank = figures_rank_next(&all, figure->value);
        list[i].rank_destination = figures_rank_next(&to[figure->destination.id], figure->value);
        list[i].rank_origin = figures_rank_next(&from[figure->origin.id], figure->value);
    }

    return true;
}

/* Those with people in them, largest first, with their ranks. */
static cor_code rank_corridors(figures_ranking *ranking, cor_arena *arena,
                               const figures_list *found, cor_error *err) {
    const cor_corridor *read = found->items;
    cor_corridor *list = cor_new(arena, cor_corridor, found->count);

    if (!list) return cor_fail_memory(err);
    size_t count = 0;
    for (uint32_t i = 0; i < found->count; i++)
        if (read[i].figure.value > 0)
            list[count++] = read[i]; // absent values are not numbers and compare false

    qsort(list, count, sizeof *list, compare_corridors);
    if (!set_ranks(list, count, *arena)) return cor_fail_memory(err);
    ranking->corridors = list;
    ranking->count = count;

    return COR_OK;
}

static cor_code make_ranking(cor_figures *figures, const cor_corridor_filter *filter,
                             figures_ranking *ranking, cor_error *err) {
    if (!cor_stretch_open(STRETCH_MAX_BYTES, &ranking->stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&ranking->stretch);
    ranking->measure = cor_str_keep(&arena, filter->measure);
    ranking->source = cor_str_keep(&arena, filter->source);
    ranking->breakdown = cor_str_keep(&arena, filter->breakdown);
    ranking->period = filter->period;
    ranking->as_known_s = filter->as_known_s;
    if (!ranking->breakdown.at) return cor_fail_memory(err);

    figures_list found = { 0 };
    if (!figures_list_open(&found, sizeof(cor_corridor), CORRIDORS_MAX))
        return cor_fail_memory(err);

    cor_code code = read_corridors(figures, filter, ranking, &arena, &found, err);
    if (!code) code = add_matrices(figures, ranking, &found, err);
    if (!code) code = rank_corridors(ranking, &arena, &found, err);
    figures_list_close(&found);

    return code;
}

/* ---- keeping rankings ---------------------------------------------------- */

static bool answers(const figures_ranking *ranking, const cor_corridor_filter *filter,
                    int64_t load_newest) {
    return ranking->corridors && ranking->load_newest == load_newest &&
           ranking->as_known_s == filter->as_known_s &&
           cor_interval_equal(ranking->period, filter->period) &&
           cor_str_equal(ranking->measure, filter->measure) &&
           cor_str_equal(ranking->source, filter->source) &&
           cor_str_equal(ranking->breakdown, filter->breakdown);
}

static void drop(figures_ranking *ranking) {
    cor_stretch_close(&ranking->stretch);
    *ranking = (figures_ranking){ 0 };
}

/* Not seen while a load is open: its figures are not there yet, and what it saw may be taken
 * back. */
static cor_code get_ranking(cor_figures *figures, const cor_corridor_filter *filter,
                            const figures_ranking **ret_ranking, cor_error *err) {
    int64_t load_newest = figures->memory ? figures->memory->last_id : 0;
    cor_code code = figures->memory
                        ? COR_OK
                        : figures_number(figures, COR_SQL_FIGURES_LOAD_NEWEST, &load_newest, err);
    if (code) return code;

    figures_ranking *oldest = &figures->rankings[0];
    for (figures_ranking *each = figures->rankings; each < figures->rankings + FIGURES_RANKINGS;
         each++) {
        if (answers(each, filter, load_newest)) {
            each->used = ++figures->ranking_clock;
            *ret_ranking = each;
            return COR_OK;
        }
        if (each->used < oldest->used) oldest = each;
    }

    drop(oldest);
    code = make_ranking(figures, filter, oldest, err);
    if (code) {
        drop(oldest);
        return code;
    }

    oldest->load_newest = load_newest;
    oldest->used = ++figures->ranking_clock;
    *ret_ranking = oldest;

    return COR_OK;
}

/* ---- the answer ---------------------------------------------------------- */

static bool is_among(cor_country place, const cor_country *places, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (places[i].id == place.id) return true;
    return count == 0;
}

static bool is_asked_for(const cor_corridor_filter *filter, const cor_corridor *corridor) {
    return is_among(corridor->figure.origin, filter->origins, filter->origin_count) &&
           is_among(corridor->figure.destination, filter->destinations, filter->destination_count);
}

static size_t count_asked_for(const cor_corridor_filter *filter, const figures_ranking *ranking) {
    size_t count = 0;
    for (size_t i = 0; i < ranking->count; i++)
        count += is_asked_for(filter, &ranking->corridors[i]);
    return filter->limit && count > (size_t)filter->limit ? (size_t)filter->limit : count;
}

cor_code cor_figures_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               cor_arena *keep, cor_corridor **ret_list, size_t *ret_count,
                               int64_t *ret_of, cor_error *err) {
    bool in_memory = figures->memory && !filter->as_known_s &&
                     !matrices_have(figures->memory->matrices, filter->measure) &&
                     memory_answers(figures->memory, &(cor_filter){ .measure = filter->measure });
    if (in_memory)
        return memory_corridors(figures->memory, filter, keep, ret_list, ret_count, ret_of, err);

    const figures_ranking *ranking;
    cor_code code = get_ranking(figures, filter, &ranking, err);
    if (code) return code;
    size_t room = count_asked_for(filter, ranking), count = 0;
    cor_corridor *list = cor_new(keep, cor_corridor, room);
    cor_str measure = cor_str_keep(keep, ranking->measure),
            source = cor_str_keep(keep, ranking->source);
    cor_str breakdown = cor_str_keep(keep, ranking->breakdown);
    if (!list || !breakdown.at) return cor_fail_memory(err);

    for (size_t i = 0; i < ranking->count && count < room; i++) {
        if (!is_asked_for(filter, &ranking->corridors[i])) continue;
        cor_figure *figure = &list[count].figure;
        list[count++] = ranking->corridors[i];
        figure->measure = measure;
        figure->source = source;
        figure->breakdown = breakdown;
        figure->sheet = cor_str_keep(keep, figure->sheet);
        if (!figure->sheet.at) return cor_fail_memory(err);
    }

    *ret_list = list;
    *ret_count = count;
    *ret_of = (int64_t)ranking->count;

    return COR_OK;
}
