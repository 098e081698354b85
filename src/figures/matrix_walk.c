/* SPDX-License-Identifier: Apache-2.0 */
/* matrix_walk.c: figures of matrices in the order of queries: measure, origin, destination, source,
 * breakdown, period, age. The figures of one measure and origin are assembled at a time. */
#include "matrix.h"

#include <stdlib.h>

enum { ROW_MAX = 1 << 22, CHOSEN_MAX = 1 << 16, PLACE_IDS = 1 << 16 };

static const figures_matrix *chosen_at(const matrix_walk *walk, uint32_t position) {
    return ((const figures_matrix *const *)walk->chosen.items)[position];
}

static bool same_table(const figures_matrix *a, const figures_matrix *b) {
    return cor_str_equal(a->measure, b->measure) && cor_str_equal(a->source, b->source) &&
           cor_str_equal(a->breakdown, b->breakdown) && cor_interval_equal(a->period, b->period);
}

/* Match of a filter with consecutive matrices: periods of a breakdown follow each other. */
typedef struct {
    const cor_filter *filter;
    int64_t last_id;
    const figures_matrix *looked_at; // the last matrix whose breakdown was checked
    bool breakdown_matches;
} matrix_wish;

static bool matrix_breakdown_matches(matrix_wish *wish, const figures_matrix *matrix) {
    bool again = wish->looked_at && cor_str_equal(wish->looked_at->breakdown, matrix->breakdown);
    if (!again)
        wish->breakdown_matches = figures_breakdown_matches(wish->filter, matrix->breakdown);
    wish->looked_at = matrix;
    return wish->breakdown_matches;
}

static bool matches_matrix(matrix_wish *wish, const figures_matrix *matrix) {
    const cor_filter *filter = wish->filter;
    if (filter->measure.length && !cor_str_equal(matrix->measure, filter->measure)) return false;
    if (filter->source.length && !cor_str_equal(matrix->source, filter->source)) return false;
    if (filter->as_known_s && matrix->loaded_s > filter->as_known_s) return false;
    return matrix->first_id <= wish->last_id &&
           figures_lies_within(matrix->period, filter->within) &&
           matrix_breakdown_matches(wish, matrix);
}

/* Versions follow each other, newest last; it replaces the older ones unless the history is
 * wanted. */
static void choose_walk_versions(matrix_walk *walk, int64_t last_id) {
    const figures_matrix **chosen = walk->chosen.items;
    matrix_wish wish = { .filter = walk->filter, .last_id = last_id };
    for (uint32_t g = 0; g < walk->matrices->list.count; g++) {
        const figures_matrix *matrix = matrices_at(walk->matrices, g);
        if (!matches_matrix(&wish, matrix)) continue;
        bool takes_place = !walk->filter->history && walk->chosen.count &&
                           same_table(chosen[walk->chosen.count - 1], matrix);
        chosen[walk->chosen.count - takes_place] = matrix;
        walk->chosen.count += !takes_place;
    }
}

/* Most questions concern measures that no matrix has. */
static bool matches_any(const figures_matrices *matrices, const cor_filter *filter,
                        int64_t last_id) {
    matrix_wish wish = { .filter = filter, .last_id = last_id };
    for (uint32_t g = 0; matrices && g < matrices->list.count; g++)
        if (matches_matrix(&wish, matrices_at(matrices, g))) return true;
    return false;
}

static void find_group(matrix_walk *walk) {
    walk->group_end = walk->group;
    while (walk->group_end < walk->chosen.count &&
           cor_str_equal(chosen_at(walk, walk->group)->measure,
                         chosen_at(walk, walk->group_end)->measure))
        walk->group_end++;
}

static bool open_walk_lists(matrix_walk *walk) {
    if (figures_list_open(&walk->chosen, sizeof(figures_matrix *), CHOSEN_MAX) &&
        figures_list_open(&walk->row, sizeof(cor_figure), ROW_MAX) &&
        figures_list_open(&walk->wanted, sizeof(bool), PLACE_IDS))
        return true;
    matrix_walk_close(walk);
    return false;
}

/* The destinations given, if they are few, each once and in order. */
static void list_few(matrix_walk *walk) {
    const cor_filter *filter = walk->filter;
    walk->few_count = 0;
    if (filter->destination_count > MATRIX_FEW) return;

    for (int32_t d = 0; d < filter->destination_count; d++) {
        cor_country place = filter->destinations[d];
        if (d && figures_is_among(place, filter->destinations, d)) continue;
        int32_t at = walk->few_count++;
        for (; at > 0 && cor_country_get(walk->few[at - 1]) > cor_country_get(place); at--)
            walk->few[at] = walk->few[at - 1];
        walk->few[at] = place;
    }
}

bool matrix_walk_open(matrix_walk *walk, const figures_matrices *matrices, const cor_filter *filter,
                      int64_t last_id) {
    matrix_walk_end(walk);
    if (!matches_any(matrices, filter, last_id)) return true;
    walk->matrices = matrices;
    walk->filter = filter;
    bool is_open = walk->chosen.items != NULL;
    if (!is_open && !open_walk_lists(walk)) return false;

    choose_walk_versions(walk, last_id);
    for (int32_t d = 0; d < filter->destination_count; d++)
        ((bool *)walk->wanted.items)[filter->destinations[d].id] = true;

    list_few(walk);
    find_group(walk);
    return true;
}

void matrix_walk_end(matrix_walk *walk) {
    for (int32_t d = 0; walk->filter && d < walk->filter->destination_count; d++)
        ((bool *)walk->wanted.items)[walk->filter->destinations[d].id] = false;
    walk->chosen.count = walk->row.count = 0;
    walk->next = walk->group = walk->group_end = 0;
    walk->origin = 0;
    walk->matrices = NULL;
    walk->filter = NULL;
}

void matrix_walk_close(matrix_walk *walk) {
    figures_list_close(&walk->chosen);
    figures_list_close(&walk->row);
    figures_list_close(&walk->wanted);
    *walk = (matrix_walk){ 0 };
}

/* ---- one row ------------------------------------------------------------- */

static bool add_figure(matrix_walk *walk, const figures_matrix *matrix, int32_t origin,
                       const matrix_row *row) {
    if (walk->row.count == walk->row.room) return false;
    ((cor_figure *)walk->row.items)[walk->row.count++] = matrix_figure(matrix, origin, row);
    return true;
}

static bool add_matrix_row(matrix_walk *walk, const figures_matrix *matrix, int32_t origin) {
    matrix_row row = matrix_row_of(matrix, origin);
    bool has_room = true;
    while (has_room && matrix_row_next(&row)) {
        cor_country destination = matrix->places[row.destination];
        if (!walk->filter->destination_count || ((const bool *)walk->wanted.items)[destination.id])
            has_room = add_figure(walk, matrix, origin, &row);
    }
    return has_room;
}

static int compare_days(cor_date a, cor_date b) {
    return (a.days > b.days) - (a.days < b.days);
}

static int compare_figures(const void *left, const void *right) {
    const cor_figure *a = left, *b = right;
    const cor_country_info *to_a = cor_country_get(a->destination),
                           *to_b = cor_country_get(b->destination);
    int order = (to_a > to_b) - (to_a < to_b); // places are ordered by code
    if (!order) order = cor_str_compare(a->source, b->source);
    if (!order) order = cor_str_compare(a->breakdown, b->breakdown);
    if (!order) order = compare_days(a->period.start, b->period.start);
    if (!order) order = compare_days(a->period.end, b->period.end);
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

static bool is_same_series(const cor_figure *a, const cor_figure *b) {
    return a->destination.id == b->destination.id && cor_str_equal(a->source, b->source) &&
           cor_str_equal(a->breakdown, b->breakdown);
}

/* Keep the period that ends last of each series, with its versions. */
static void keep_latest_cells(matrix_walk *walk) {
    cor_figure *list = walk->row.items;
    uint32_t kept = 0, end;

    for (uint32_t first = 0; first < walk->row.count; first = end) {
        uint32_t latest = first;
        for (end = first; end < walk->row.count && is_same_series(&list[first], &list[end]); end++)
            if (compare_days(list[end].period.end, list[latest].period.end) > 0) latest = end;
        cor_interval period = list[latest].period;
        for (uint32_t i = first; i < end; i++)
            if (cor_interval_equal(list[i].period, period)) list[kept++] = list[i];
    }

    walk->row.count = kept;
}

/* Collect all wanted cells of the origin, in order. */
static bool fill_by_row(matrix_walk *walk, cor_country origin) {
    for (uint32_t g = walk->group; g < walk->group_end; g++) {
        int32_t row = matrix_place(chosen_at(walk, g), origin);
        if (row >= 0 && !add_matrix_row(walk, chosen_at(walk, g), row)) return false;
    }
    if (walk->row.count)
        qsort(walk->row.items, walk->row.count, sizeof(cor_figure), compare_figures);
    return true;
}

/* The matrices lie far apart in memory: prefetch all of them before reading any. */
static void call_for_rows(const matrix_walk *walk, cor_country origin) {
    const cor_country *places = NULL;
    int32_t row = -1;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t g = walk->group; g < walk->group_end; g++) {
            const figures_matrix *matrix = chosen_at(walk, g);
            if (matrix->places != places) row = matrix_place(matrix, origin);
            places = matrix->places;
            if (row >= 0) matrix_row_call(matrix, row, pass > 0);
        }
    }
}

/* Look up a few destinations in all matrices: these already have the order of figures. */
static bool fill_by_cell(matrix_walk *walk, cor_country origin) {
    call_for_rows(walk, origin);
    for (int32_t d = 0; d < walk->few_count; d++) {
        const cor_country *places = NULL; // places of the previous matrix, mostly equal to the next
        int32_t row = -1, column = -1;
        for (uint32_t g = walk->group; g < walk->group_end; g++) {
            const figures_matrix *matrix = chosen_at(walk, g);
            if (matrix->places != places) {
                places = matrix->places;
                row = matrix_place(matrix, origin);
                column = matrix_place(matrix, walk->few[d]);
            }
            matrix_row cell;
            if (matrix_row_find(matrix, row, column, &cell) &&
                !add_figure(walk, matrix, row, &cell))
                return false;
        }
    }

    return true;
}

static bool fill_row(matrix_walk *walk, cor_country origin) {
    walk->row.count = walk->next = 0;
    if (!figures_is_among(origin, walk->filter->origins, walk->filter->origin_count)) return true;
    if (!(walk->few_count ? fill_by_cell : fill_by_row)(walk, origin)) return false;
    if (walk->filter->latest) keep_latest_cells(walk);
    return true;
}

/* The next origin in the order of codes; mostly there is only the one asked for. False at the
 * end. */
static bool next_origin(matrix_walk *walk, cor_country *ret_origin) {
    size_t place_count;
    const cor_country_info *places = cor_country_list(&place_count);
    bool only_one = walk->filter->origin_count == 1;
    if (walk->origin == (only_one ? 1 : place_count)) return false;
    *ret_origin = only_one ? walk->filter->origins[0] : places[walk->origin].place;
    walk->origin++;
    return true;
}

const cor_figure *matrix_walk_peek(matrix_walk *walk, bool *ret_fits) {
    cor_country origin;
    *ret_fits = true;
    while (walk->next == walk->row.count) {
        if (walk->group == walk->chosen.count) return NULL;
        if (next_origin(walk, &origin)) {
            *ret_fits = fill_row(walk, origin);
            if (!*ret_fits) return NULL;
        } else {
            walk->origin = 0;
            walk->group = walk->group_end;
            find_group(walk);
        }
    }

    return (const cor_figure *)walk->row.items + walk->next;
}

void matrix_walk_take(matrix_walk *walk) {
    walk->next++;
}
