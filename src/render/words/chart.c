/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c: charts and maps as words: the plain values, and beside them a drawing of blocks where
 * it is wanted. */
#include <math.h>
#include <stdlib.h>

#include "core/core.h"
#include "core/say.h"
#include "render/draw/draw.h"
#include "words.h"

/* The scale shared by all rows of a chart. */
struct scale {
    double low, high;
    int32_t columns;
};

static void stretch_to(struct scale *scale, const cor_value *value) {
    if (!value->present) return;
    scale->low = fmin(scale->low, value->value);
    scale->high = fmax(scale->high, value->value);
}

static double sum_present(const cor_node_chart *chart) {
    cor_sum sum = { 0 };
    for (int32_t i = 0; i < chart->series_count; i++) {
        for (int32_t k = 0; k < chart->category_count; k++) {
            if (chart->series[i].values[k].present)
                cor_sum_add(&sum, fabs(chart->series[i].values[k].value));
        }
    }
    return cor_sum_get(&sum);
}

static struct scale scale_of(const cor_node_chart *chart, int32_t columns) {
    struct scale scale = { .columns = columns };
    for (int32_t i = 0; i < chart->series_count; i++) {
        for (int32_t k = 0; k < chart->category_count; k++)
            stretch_to(&scale, &chart->series[i].values[k]);
    }
    if (chart->kind == COR_CHART_SPLIT) scale.high = sum_present(chart);
    return scale;
}

/* ---- drawings ------------------------------------------------------------ */

static int32_t column_of(const struct scale *scale, double value) {
    double span = scale->high - scale->low;
    int32_t column =
        span > 0 ? (int32_t)floor((value - scale->low) / span * (scale->columns - 1) + 0.5) : 0;
    return column < 0 ? 0 : column >= scale->columns ? scale->columns - 1 : column;
}

static cor_str draw_bar(cor_words *words, const struct scale *scale, const cor_value *value,
                        cor_arena *arena) {
    if (!value->present) return (cor_str){ 0 };
    double longest = fmax(fabs(scale->low), fabs(scale->high));
    int32_t length =
        longest > 0 ? (int32_t)floor(fabs(value->value) / longest * scale->columns + 0.5) : 0;
    cor_str parts[COR_DRAWING_MAX];
    for (int32_t i = 0; i < length; i++)
        parts[i] = COR_STR("▇");
    if (length == 0) parts[length++] = COR_STR("▏");
    return cor_text_join(words, arena, parts, (size_t)length);
}

static const char *series_sign(int32_t series) {
    static const char *const sign[] = { "■", "□", "▲", "△", "◆", "◇" };
    return sign[series % 6];
}

/* "   ■────□": one sign a series, a line from the least to the most. */
static cor_str draw_dots(cor_words *words, const struct scale *scale, const cor_node_chart *chart,
                         int32_t category, cor_arena *arena) {
    cor_str parts[COR_DRAWING_MAX];
    int32_t first = scale->columns, last = -1;

    for (int32_t i = 0; i < scale->columns; i++)
        parts[i] = COR_STR(" ");
    for (int32_t i = 0; i < chart->series_count; i++) {
        const cor_value *value = &chart->series[i].values[category];
        if (!value->present) continue;
        int32_t column = column_of(scale, value->value);
        first = column < first ? column : first;
        last = column > last ? column : last;
    }

    for (int32_t i = first; i <= last; i++)
        parts[i] = COR_STR("─");
    for (int32_t i = chart->series_count - 1; i >= 0; i--) {
        const cor_value *value = &chart->series[i].values[category];
        if (value->present) parts[column_of(scale, value->value)] = cor_str_of(series_sign(i));
    }

    return cor_text_join(words, arena, parts, last < 0 ? 0 : (size_t)last + 1);
}

/* Columns from the least to the greatest value of a series over all categories. */
static void shade_range(const struct scale *scale, const cor_node_chart *chart, int32_t series,
                        int32_t *shades) {
    int32_t first = scale->columns, last = -1;
    for (int32_t k = 0; k < chart->category_count; k++) {
        const cor_value *value = &chart->series[series].values[k];
        if (!value->present) continue;
        int32_t column = column_of(scale, value->value);
        first = column < first ? column : first;
        last = column > last ? column : last;
    }
    for (int32_t i = first; i <= last; i++)
        shades[i]++;
}

/* "░░■▒▒▒▒□░░": one sign a series, over the range of each; darker where ranges overlap. */
static cor_str draw_ranges(cor_words *words, const struct scale *scale, const cor_node_chart *chart,
                           int32_t category, cor_arena *arena) {
    static const char *const SHADES[] = { " ", "░", "▒" };
    int32_t shades[COR_DRAWING_MAX] = { 0 };
    cor_str parts[COR_DRAWING_MAX];

    for (int32_t i = 0; i < chart->series_count; i++)
        shade_range(scale, chart, i, shades);
    for (int32_t i = 0; i < scale->columns; i++)
        parts[i] = cor_str_of(SHADES[shades[i] > 2 ? 2 : shades[i]]);
    for (int32_t i = chart->series_count - 1; i >= 0; i--) {
        const cor_value *value = &chart->series[i].values[category];
        if (value->present) parts[column_of(scale, value->value)] = cor_str_of(series_sign(i));
    }

    return cor_text_join(words, arena, parts, (size_t)scale->columns);
}

static bool has_dots(const cor_node_chart *chart) {
    return chart->kind == COR_CHART_PAIRS || chart->kind == COR_CHART_RANGE;
}

/* ---- the chart as rows --------------------------------------------------- */

static cor_str series_head(cor_words *words, const cor_node_chart *chart, int32_t i,
                           cor_common whole, bool drawn, cor_arena *arena) {
    cor_common common = cor_common_series(chart, i);
    bool names_source = common.any && !whole.same_sources && common.same_sources;
    bool names_status = common.any && !whole.same_status && common.same_status;
    cor_str parts[] = { cor_str_of(drawn && has_dots(chart) ? series_sign(i) : ""),
                        cor_str_of(drawn && has_dots(chart) ? "\xc2\xa0" : ""),
                        cor_text_say(words, chart->series[i].label, arena),
                        names_source ? cor_source_marks(common.first, 1, arena) : (cor_str){ 0 },
                        cor_str_of(names_status ? " " : ""),
                        cor_str_of(names_status ? cor_value_mark(common.first) : "") };

    return cor_text_join(words, arena, parts, sizeof parts / sizeof *parts);
}

/* Marks that neither the chart nor the series shares follow the number in its own cell. */
static cor_str series_cell(cor_words *words, const cor_value *value, cor_common whole,
                           cor_common series, cor_arena *arena) {
    cor_common shared = { .same_sources = whole.same_sources || series.same_sources,
                          .same_status = whole.same_status || series.same_status };
    if (!value->present) return cor_text_say(words, cor_value_status(value), arena);
    cor_str marks = cor_text_marks(words, value, shared, arena);
    cor_str parts[] = { cor_text_number(words, value, true, arena), COR_STR(" "), marks };
    return cor_text_join(words, arena, parts, marks.length ? 3 : 1);
}

static void set_category(cor_words *words, const cor_node_chart *chart, int32_t category,
                         const struct scale *scale, cor_common whole, cor_grid *grid) {
    cor_str *cells = cor_text_row(words, grid);
    if (!cells) return;
    cells[0] = cor_text_say(words, chart->categories[category], grid->arena);

    for (int32_t i = 0; i < chart->series_count; i++) {
        cells[i + 1] = series_cell(words, &chart->series[i].values[category], whole,
                                   cor_common_series(chart, i), grid->arena);
    }

    if (!scale->columns) return;
    const cor_value *first = &chart->series[0].values[category];
    cells[chart->series_count + 1] =
        chart->kind == COR_CHART_RANGE ? draw_ranges(words, scale, chart, category, grid->arena)
        : has_dots(chart)              ? draw_dots(words, scale, chart, category, grid->arena)
                                       : draw_bar(words, scale, first, grid->arena);
}

static bool chart_grid(cor_words *words, const cor_node *node, int32_t drawing, cor_arena *arena,
                       cor_grid *ret_grid) {
    const cor_node_chart *chart = &node->chart;
    struct scale scale = scale_of(chart, drawing);
    cor_common whole = cor_common_node(node);

    if (!cor_grid_init(ret_grid, chart->series_count + 1 + (drawing > 0), arena))
        words->full = true;
    for (int32_t i = 0; i < chart->series_count && !words->full; i++) {
        ret_grid->columns[i + 1].right = true;
        ret_grid->head[i + 1] = series_head(words, chart, i, whole, drawing > 0, arena);
    }

    if (drawing && !words->full) ret_grid->columns[chart->series_count + 1].fixed = true;
    for (int32_t i = 0; i < chart->category_count && !words->full; i++) {
        set_category(words, chart, i, &scale, whole, ret_grid);
    }

    return !words->full;
}

/* ---- moves between places, largest first --------------------------------- */

enum { MOVE_PLACES, MOVE_NUMBER, MOVE_DRAWING };

static void set_move(cor_words *words, const cor_node *node, const cor_ribbon *ribbon,
                     const struct scale *scale, cor_grid *grid) {
    cor_str *cells = cor_text_row(words, grid);
    if (!cells) return;
    cor_text places =
        cor_say("{origin} → {destination}", cor_arg_text(&node->chart.categories[ribbon->from]),
                cor_arg_text(&node->chart.series[ribbon->to].label));
    cells[MOVE_PLACES] = cor_text_say(words, places, grid->arena);
    cells[MOVE_NUMBER] =
        series_cell(words, ribbon->value, cor_common_node(node), (cor_common){ 0 }, grid->arena);
    if (scale->columns) cells[MOVE_DRAWING] = draw_bar(words, scale, ribbon->value, grid->arena);
}

static bool chord_grid(cor_words *words, const cor_node *node, int32_t drawing, cor_arena *arena,
                       cor_grid *ret_grid) {
    cor_chord chord;
    struct scale scale = scale_of(&node->chart, drawing);

    words->full = words->full || !cor_chord_make(&node->chart, arena, &chord) ||
                  !cor_grid_init(ret_grid, MOVE_DRAWING + (drawing > 0), arena);
    for (int32_t i = 0; !words->full && i < chord.ribbon_count; i++)
        set_move(words, node, &chord.ribbons[i], &scale, ret_grid);

    if (words->full) return false;
    ret_grid->columns[MOVE_NUMBER].right = true;
    if (drawing) ret_grid->columns[MOVE_DRAWING].fixed = true;

    return true;
}

bool cor_text_chart_grid(cor_words *words, const cor_node *node, int32_t drawing, cor_arena *arena,
                         cor_grid *ret_grid) {
    return node->chart.kind == COR_CHART_CHORD ? chord_grid(words, node, drawing, arena, ret_grid)
                                               : chart_grid(words, node, drawing, arena, ret_grid);
}

/* ---- maps ---------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
    const cor_map_line *one = *(const cor_map_line *const *)a,
                       *other = *(const cor_map_line *const *)b;
    if (one->value.present != other->value.present) return one->value.present ? -1 : 1;
    if (one->value.value != other->value.value)
        return one->value.value > other->value.value ? -1 : 1;
    return one < other ? -1 : one > other;
}

enum { MAP_RANK, MAP_PLACE, MAP_NUMBER, MAP_MARKS, MAP_COLUMNS };

static void set_place(cor_words *words, cor_grid *grid, cor_common common, int32_t rank,
                      cor_text place, const cor_value *value) {
    cor_str *cells = cor_text_row(words, grid);
    if (!cells) return;
    cells[MAP_RANK] = rank ? cor_str_print(grid->arena, "%d.", rank) : COR_STR("–");
    cells[MAP_PLACE] = cor_text_say(words, place, grid->arena);
    if (!value->present) return;
    cells[MAP_NUMBER] = cor_text_number(words, value, true, grid->arena);
    cells[MAP_MARKS] = cor_text_marks(words, value, common, grid->arena);
}

static void set_lines(cor_words *words, const cor_node_map *map, cor_common common,
                      cor_grid *grid) {
    const cor_map_line **order = cor_new(grid->arena, const cor_map_line *, map->line_count);
    words->full = words->full || !order;
    if (!order) return;
    for (int32_t i = 0; i < map->line_count; i++)
        order[i] = &map->lines[i];

    qsort(order, (size_t)map->line_count, sizeof *order, by_size);
    for (int32_t i = 0; i < map->line_count && !words->full; i++) {
        cor_text place = cor_say("{origin} → {destination}", cor_arg_country(order[i]->origin),
                                 cor_arg_country(order[i]->destination));
        set_place(words, grid, common, i + 1, place, &order[i]->value);
    }
}

bool cor_text_map_grid(cor_words *words, const cor_node *node, cor_arena *arena,
                       cor_grid *ret_grid) {
    const cor_node_map *map = &node->map;
    cor_common common = cor_common_node(node);
    if (!cor_grid_init(ret_grid, MAP_COLUMNS, arena)) words->full = true;
    if (map->line_count && !words->full) set_lines(words, map, common, ret_grid);

    for (int32_t i = 0; i < map->point_count && !words->full; i++) {
        const cor_map_point *point = &map->points[i];
        bool named = !cor_text_is_empty(point->label);
        cor_text name = named ? point->label : cor_say("{place}", cor_arg_country(point->place));
        set_place(words, ret_grid, common, 0, name, &point->value);
    }

    if (words->full) return false;
    ret_grid->columns[MAP_RANK] = (cor_grid_column){ .right = true, .fixed = true };
    ret_grid->columns[MAP_PLACE].tight = true;
    ret_grid->columns[MAP_NUMBER].right = true;
    ret_grid->columns[MAP_MARKS] = (cor_grid_column){ .fixed = true, .tight = true };

    return true;
}
