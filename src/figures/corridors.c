/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.c: the ranking of corridors in one period, from a view that keeps rankings or from the
 * figures of all views. The latter is kept until the next load, by measure, source, breakdown and
 * period. */
#include <stdlib.h>

#include "view.h"

enum { CORRIDORS_MAX = 1 << 18, STRETCH_MAX_BYTES = 1 << 27 };

/* ---- making a ranking ---------------------------------------------------- */

static int compare_corridors(const void *left, const void *right) {
    const cor_figure *a = &((const cor_corridor *)left)->figure,
                     *b = &((const cor_corridor *)right)->figure;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    int order = figures_compare_places(a->origin, b->origin);
    return order ? order : figures_compare_places(a->destination, b->destination);
}

static uint32_t place_id_end(void) {
    size_t count;
    const cor_country_info *list = cor_country_list(&count);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++)
        if (list[i].place.id >= end) end = list[i].place.id + 1u;
    return end;
}

static bool set_corridor_ranks(cor_corridor *list, size_t count, cor_arena scratch) {
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

/* The corridors with people, largest first, with their ranks. */
static cor_code rank_corridors(figures_ranking *ranking, cor_arena *arena,
                               const figures_list *found, cor_error *err) {
    const cor_corridor *read = found->items;
    cor_corridor *list = cor_new(arena, cor_corridor, found->count);

    if (!list) return cor_fail_memory(err);
    size_t count = 0;
    for (uint32_t i = 0; i < found->count; i++)
        if (read[i].figure.value > 0)
            list[count++] = read[i]; // absent values are NaN and compare false

    qsort(list, count, sizeof *list, compare_corridors);
    if (!set_corridor_ranks(list, count, *arena)) return cor_fail_memory(err);
    ranking->corridors = list;
    ranking->count = count;

    return COR_OK;
}

static cor_code make_ranking(cor_figures *figures, const figures_view *const views[FIGURES_VIEWS],
                             const cor_corridor_filter *filter, figures_ranking *ranking,
                             cor_error *err) {
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

    cor_code code = COR_OK;
    for (int i = 0; i < FIGURES_VIEWS && !code; i++)
        code = views[i]->gather(figures, filter, &arena, &found, err);
    if (!code) code = rank_corridors(ranking, &arena, &found, err);
    figures_list_close(&found);

    return code;
}

/* ---- keeping rankings ---------------------------------------------------- */

static bool answers_question(const figures_ranking *ranking, const cor_corridor_filter *filter,
                             int64_t revision) {
    return ranking->corridors && ranking->revision == revision &&
           ranking->as_known_s == filter->as_known_s &&
           cor_interval_equal(ranking->period, filter->period) &&
           cor_str_equal(ranking->measure, filter->measure) &&
           cor_str_equal(ranking->source, filter->source) &&
           cor_str_equal(ranking->breakdown, filter->breakdown);
}

static void drop_ranking(figures_ranking *ranking) {
    cor_stretch_close(&ranking->stretch);
    *ranking = (figures_ranking){ 0 };
}

/* While a load is open no ranking is kept: its figures are not committed and may be rolled back. */
static cor_code get_kept_ranking(cor_figures *figures,
                                 const figures_view *const views[FIGURES_VIEWS],
                                 const cor_corridor_filter *filter,
                                 const figures_ranking **ret_ranking, cor_error *err) {
    int64_t revision;
    cor_code code = views[0]->revision(figures, &revision, err);
    if (code) return code;

    figures_ranking *oldest = &figures->rankings[0];
    for (figures_ranking *each = figures->rankings; each < figures->rankings + FIGURES_RANKINGS;
         each++) {
        if (answers_question(each, filter, revision)) {
            each->used = ++figures->ranking_clock;
            *ret_ranking = each;
            return COR_OK;
        }
        if (each->used < oldest->used) oldest = each;
    }

    drop_ranking(oldest);
    code = make_ranking(figures, views, filter, oldest, err);
    if (code) {
        drop_ranking(oldest);
        return code;
    }

    oldest->revision = revision;
    oldest->used = ++figures->ranking_clock;
    *ret_ranking = oldest;

    return COR_OK;
}

/* ---- the answer ---------------------------------------------------------- */

static bool is_asked_for(const cor_corridor_filter *filter, const cor_corridor *corridor) {
    return figures_is_among(corridor->figure.origin, filter->origins, filter->origin_count) &&
           figures_is_among(corridor->figure.destination, filter->destinations,
                            filter->destination_count);
}

static size_t count_asked_for(const cor_corridor_filter *filter, const figures_ranking *ranking) {
    size_t count = 0;
    for (size_t i = 0; i < ranking->count; i++)
        count += is_asked_for(filter, &ranking->corridors[i]);
    return filter->limit && count > (size_t)filter->limit ? (size_t)filter->limit : count;
}

/* The corridors asked for, with their own copies of texts. */
static cor_code list_corridors(const figures_ranking *ranking, const cor_corridor_filter *filter,
                               cor_arena *keep, figures_ranked *ret_answer, cor_error *err) {
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

    *ret_answer = (figures_ranked){ list, count, (int64_t)ranking->count };
    return COR_OK;
}

cor_code cor_figures_corridors(cor_figures *figures, const cor_corridor_filter *filter,
                               cor_arena *keep, cor_corridor **ret_list, size_t *ret_count,
                               int64_t *ret_of, cor_error *err) {
    const cor_filter about = { .measure = filter->measure, .as_known_s = filter->as_known_s };
    const figures_view *views[FIGURES_VIEWS];
    const figures_ranking *ranking;
    figures_ranked answer;
    bool is_ranked = false;

    figures_views_for(figures, &about, views);
    cor_code code =
        views[0]->rank ? views[0]->rank(figures, filter, keep, &answer, &is_ranked, err) : COR_OK;
    if (!code && !is_ranked) {
        code = get_kept_ranking(figures, views, filter, &ranking, err);
        if (!code) code = list_corridors(ranking, filter, keep, &answer, err);
    }

    if (code) return code;
    *ret_list = answer.list;
    *ret_count = answer.count;
    *ret_of = answer.of;

    return COR_OK;
}
