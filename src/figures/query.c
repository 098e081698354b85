/* SPDX-License-Identifier: Apache-2.0 */
/* query.c: the matching figures, one by one or all at once, and one figure by its key. Merges the
 * figures of the views in the order of queries. */
#include "view.h"

enum { FOUND_MAX = 1 << 24, FILTER_BYTES = 1 << 24, STATE_BYTES = 1 << 14 };

typedef struct {
    const figures_view *view;
    void *state; // state of the view's walk
} query_walk;

struct cor_query {
    cor_stretch stretch; // holds this struct and the states of walks
    cor_arena arena;     // memory left in it
    cor_stretch filter_stretch;
    cor_figures *figures;
    cor_filter filter;
    int64_t limit, given;
    query_walk walks[FIGURES_VIEWS]; // the open walks
    int32_t walk_count;
    bool texts_stay;                       // texts of all open walks outlive them
    query_walk kept[FIGURES_VIEWS_AT_ALL]; // walks of this and earlier queries
    int32_t kept_count;
};

/* ---- what a query holds -------------------------------------------------- */

static cor_code make_query(cor_figures *figures, cor_query **ret_query, cor_error *err) {
    cor_stretch stretch;
    if (!cor_stretch_open(STATE_BYTES, &stretch)) return cor_fail_memory(err);
    cor_arena arena = cor_stretch_arena(&stretch);
    cor_query *query = cor_new(&arena, cor_query, 1);
    query->stretch = stretch;
    query->arena = arena;
    query->figures = figures;

    if (!cor_stretch_open(FILTER_BYTES, &query->filter_stretch)) {
        figures_query_free(query);
        return cor_fail_memory(err);
    }

    *ret_query = query;
    return COR_OK;
}

/* A page asks dozens of questions in sequence: the memory of the last query serves the next. */
static cor_code take_query(cor_figures *figures, cor_query **ret_query, cor_error *err) {
    if (!figures->idle_query) {
        cor_code code = make_query(figures, ret_query, err);
        if (code) return code;
    } else {
        *ret_query = figures->idle_query;
        figures->idle_query = NULL;
    }

    cor_query *query = *ret_query;
    query->limit = query->given = 0;
    query->walk_count = 0;
    return COR_OK;
}

/* A walk of the view, with the memory of an earlier one. NULL when there is no room. */
static query_walk *keep_walk(cor_query *query, const figures_view *view) {
    for (int32_t i = 0; i < query->kept_count; i++)
        if (query->kept[i].view == view) return &query->kept[i];
    query_walk *walk = &query->kept[query->kept_count];
    walk->view = view;
    walk->state = cor_take(&query->arena, view->walk_bytes, _Alignof(max_align_t), 1);
    if (!walk->state) return NULL;
    query->kept_count++;
    return walk;
}

static cor_code open_walks(cor_query *query, const cor_filter *filter, cor_error *err) {
    const figures_view *views[FIGURES_VIEWS];
    figures_moment moment = { .newest_id = INT64_MAX };
    figures_views_for(query->figures, filter, views);
    query->limit = filter->limit;
    query->texts_stay = true;

    for (int i = 0; i < FIGURES_VIEWS; i++) {
        query_walk *walk = keep_walk(query, views[i]);
        figures_opened opened;
        if (!walk) return cor_fail_memory(err);
        query->walks[query->walk_count++] = *walk;
        cor_code code =
            walk->view->open(walk->state, query->figures, filter, &moment, &opened, err);
        if (code) return code;
        if (opened.has) query->texts_stay = query->texts_stay && opened.texts_stay;
        if (!opened.has) query->walk_count--;
    }

    return COR_OK;
}

void figures_query_free(cor_query *query) {
    if (!query) return;
    for (int32_t i = 0; i < query->kept_count; i++)
        query->kept[i].view->close(query->kept[i].state);
    cor_stretch_close(&query->filter_stretch);
    cor_stretch stretch = query->stretch;
    cor_stretch_close(&stretch);
}

void cor_query_close(cor_query *query) {
    if (!query) return;
    for (int32_t i = 0; i < query->walk_count; i++)
        query->walks[i].view->end(query->walks[i].state);
    query->walk_count = 0;

    if (query->figures->idle_query)
        figures_query_free(query);
    else
        query->figures->idle_query = query;
}

/* ---- one by one ---------------------------------------------------------- */

static const cor_country *keep_places(cor_arena *arena, const cor_country *places, int32_t count) {
    cor_country *kept = cor_new(arena, cor_country, count);
    if (kept && count) memcpy(kept, places, (size_t)count * sizeof *places);
    return kept;
}

static cor_code keep_filter(cor_query *query, const cor_filter *filter, cor_error *err) {
    cor_arena arena = cor_stretch_arena(&query->filter_stretch);
    cor_filter kept = *filter;
    kept.measure = cor_str_keep(&arena, filter->measure);
    kept.source = cor_str_keep(&arena, filter->source);
    kept.breakdown = cor_str_keep(&arena, filter->breakdown);
    kept.without = cor_str_keep(&arena, filter->without);
    kept.origins = keep_places(&arena, filter->origins, filter->origin_count);
    kept.destinations = keep_places(&arena, filter->destinations, filter->destination_count);
    query->filter = kept;

    return kept.breakdown.at && kept.without.at && kept.origins && kept.destinations
               ? COR_OK
               : cor_fail_memory(err);
}

cor_code cor_query_open(cor_figures *figures, const cor_filter *filter, cor_query **ret_query,
                        cor_error *err) {
    cor_query *query = NULL;
    cor_code code = take_query(figures, &query, err);
    if (code) return code;
    code = keep_filter(query, filter, err);
    if (!code) code = open_walks(query, &query->filter, err);
    if (code) {
        cor_query_close(query);
        return code;
    }

    *ret_query = query;
    return COR_OK;
}

static int compare_order(const cor_figure *a, const cor_figure *b) {
    int order = cor_str_compare(a->measure, b->measure);
    if (!order) order = figures_compare_places(a->origin, b->origin);
    if (!order) order = figures_compare_places(a->destination, b->destination);
    if (!order) order = cor_str_compare(a->source, b->source);
    return order ? order : cor_str_compare(a->breakdown, b->breakdown);
}

/* The first among the next figures of all walks. */
cor_code cor_query_next(cor_query *query, cor_figure *ret_figure, bool *ret_found, cor_error *err) {
    const cor_figure *first = NULL;
    const query_walk *from = NULL;
    *ret_found = false;
    if (query->limit && query->given == query->limit) return COR_OK;

    for (const query_walk *walk = query->walks; walk < query->walks + query->walk_count; walk++) {
        const cor_figure *figure;
        cor_code code = walk->view->peek(walk->state, &figure, err);
        if (code) return code;
        if (!figure || (first && compare_order(figure, first) >= 0)) continue;
        first = figure;
        from = walk;
    }

    if (!first) return COR_OK;
    *ret_found = true;
    *ret_figure = *first;
    from->view->take(from->state);
    query->given++;

    return COR_OK;
}

/* ---- all at once --------------------------------------------------------- */

/* Consecutive figures mostly have the same texts. */
static bool keep_repeated_text(cor_arena *keep, cor_str before, cor_str *text) {
    *text = before.at && cor_str_equal(before, *text) ? before : cor_str_keep(keep, *text);
    return text->at != NULL;
}

static bool keep_figure(cor_arena *keep, const cor_figure *before, cor_figure *figure) {
    return keep_repeated_text(keep, before->measure, &figure->measure) &&
           keep_repeated_text(keep, before->source, &figure->source) &&
           keep_repeated_text(keep, before->breakdown, &figure->breakdown) &&
           keep_repeated_text(keep, before->sheet, &figure->sheet);
}

static cor_code collect_from_walk(cor_query *query, figures_list *found, cor_arena *keep,
                                  cor_error *err) {
    cor_figure *list = found->items, none = { 0 };
    for (bool more = true;; found->count++) {
        if (found->count == found->room) return cor_fail_memory(err);
        cor_figure *figure = &list[found->count];
        cor_code code = cor_query_next(query, figure, &more, err);
        if (code || !more) return code;
        if (!query->texts_stay && !keep_figure(keep, found->count ? figure - 1 : &none, figure))
            return cor_fail_memory(err);
    }
}

static bool open_found(void *self, int shift) {
    return figures_list_open(self, sizeof(cor_figure), FOUND_MAX >> shift);
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

/* Step into a list first, because texts go into the arena meanwhile. */
static cor_code select_by_steps(cor_query *query, cor_arena *keep, cor_figure **ret_list,
                                size_t *ret_count, cor_error *err) {
    figures_list found = { 0 };
    cor_code code = take_found(query->figures, &found) ? COR_OK : cor_fail_memory(err);
    if (!code) code = collect_from_walk(query, &found, keep, err);
    cor_figure *list = code ? NULL : cor_new(keep, cor_figure, found.count);
    if (!code && !list) code = cor_fail_memory(err);

    if (!code) {
        if (found.count) memcpy(list, found.items, found.count * sizeof *list);
        *ret_list = list;
        *ret_count = found.count;
    }

    give_found(query->figures, &found);
    return code;
}

cor_code cor_figures_select(cor_figures *figures, const cor_filter *filter, cor_arena *keep,
                            cor_figure **ret_list, size_t *ret_count, cor_error *err) {
    cor_query *query = NULL;
    cor_code code = take_query(figures, &query, err);
    if (code) return code;
    code = open_walks(query, filter, err);

    const query_walk *only = query->walk_count == 1 ? &query->walks[0] : NULL;
    if (!code && only && only->view->rest)
        code = only->view->rest(only->state, keep, ret_list, ret_count, err);
    else if (!code)
        code = select_by_steps(query, keep, ret_list, ret_count, err);

    cor_query_close(query);
    return code;
}

/* ---- one figure ---------------------------------------------------------- */

cor_code cor_figures_find(cor_figures *figures, cor_str measure, cor_str source, cor_country origin,
                          cor_country destination, cor_interval period, cor_str breakdown,
                          cor_arena *keep, cor_figure *ret_figure, bool *ret_found,
                          cor_error *err) {
    const figures_key key = { .measure = measure,
                              .source = source,
                              .breakdown = breakdown,
                              .origin = origin,
                              .destination = destination,
                              .period = period };
    const figures_view *views[FIGURES_VIEWS];
    figures_views_for(figures, &(cor_filter){ .measure = measure }, views);

    *ret_found = false;
    for (int i = 0; i < FIGURES_VIEWS && !*ret_found; i++) {
        cor_code code = views[i]->find(figures, &key, keep, ret_figure, ret_found, err);
        if (code) return code;
    }

    return COR_OK;
}
