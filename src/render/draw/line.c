/* SPDX-License-Identifier: Apache-2.0 */
/* line.c: values over time: lines with gaps where there is no figure, areas that add up under the
 * first line, the scale beside them, and the names at their ends. */
#include <math.h>

#include "core/core.h"
#include "marks.h"

enum {
    ABOVE = 34,
    BELOW = 28,
    DOTS_MOST = 14, // of full size; then small ones
    SMALL_DOTS_MOST = 24,
    SIDE_GAP = 12, // from the plot to the words beside it
    END_GAP = 3,   // between the words of two lines
    TIMES_MOST = 8,
    ENDS_MOST = 16
};

typedef struct {
    const cor_node_chart *chart;
    cor_draw_grid grid;
    const cor_draw_sheet *sheet;
    cor_drawing *drawing;
    cor_scale scale;
    double top, bottom;
} line_plot;

static double share_of(const cor_node_chart *chart, int32_t i) {
    int32_t last = chart->category_count - 1;
    if (last <= 0) return 0.5;
    double span = chart->category_at ? chart->category_at[last] - chart->category_at[0] : 0;
    return span > 0 ? (chart->category_at[i] - chart->category_at[0]) / span : (double)i / last;
}

static double y_of(const line_plot *plot, double value) {
    return plot->bottom - cor_scale_fraction(&plot->scale, value) * (plot->bottom - plot->top);
}

static cor_draw_at point_of(const line_plot *plot, int32_t i, double value) {
    return cor_at(share_of(plot->chart, i), 0, y_of(plot, value));
}

/* In an area chart the first series is the line and the others are its parts. */
static int32_t line_count(const cor_node_chart *chart) {
    return chart->kind == COR_CHART_AREA ? 1 : chart->series_count;
}

/* ---- rules --------------------------------------------------------------- */

static void put_level(const line_plot *plot, cor_draw_look look, double value) {
    double y = y_of(plot, value);
    cor_draw_rule(plot->drawing, look, cor_at(0, 0, y), cor_at(1, 0, y));
}

static void put_rules(const line_plot *plot) {
    for (int32_t i = 0; i < plot->scale.tick_count; i++)
        if (plot->scale.ticks[i] != 0) put_level(plot, COR_LOOK_GRID, plot->scale.ticks[i]);
    put_level(plot, COR_LOOK_BASE, 0);
    if (isfinite(plot->chart->mark)) put_level(plot, COR_LOOK_AIM, plot->chart->mark);
}

/* ---- areas --------------------------------------------------------------- */

/* Parts are stacked from the last series upwards, so that they read from the top in the order
 * given. False when one of them is missing. */
static bool stack_parts(const cor_node_chart *chart, int32_t series, int32_t i, double *ret_sum) {
    *ret_sum = 0;
    for (int32_t s = chart->series_count - 1; s >= series; s--) {
        if (!chart->series[s].values[i].present) return false;
        *ret_sum += chart->series[s].values[i].value;
    }
    return true;
}

static void put_band(const line_plot *plot, int32_t series, int32_t first, int32_t end) {
    cor_draw_path *path = cor_draw_path_begin(plot->drawing, cor_draw_band_look(series),
                                              plot->chart->series[series].hue, COR_STROKE_SOLID,
                                              2 * (end - first) + 1);
    double sum;

    for (int32_t i = first; i < end; i++) {
        (void)stack_parts(plot->chart, series, i, &sum);
        (i == first ? cor_draw_move : cor_draw_line_to)(path, point_of(plot, i, sum));
    }
    for (int32_t i = end - 1; i >= first; i--) {
        (void)stack_parts(plot->chart, series + 1, i, &sum);
        cor_draw_line_to(path, point_of(plot, i, sum));
    }
    cor_draw_close(path);
}

static void put_bands(const line_plot *plot) {
    double sum;
    for (int32_t series = line_count(plot->chart); series < plot->chart->series_count; series++)
        for (int32_t i = 0, end; i < plot->chart->category_count; i = end + 1) {
            for (end = i;
                 end < plot->chart->category_count && stack_parts(plot->chart, 1, end, &sum);)
                end++;
            if (end - i > 1) put_band(plot, series, i, end);
        }
}

/* ---- lines --------------------------------------------------------------- */

static cor_draw_stroke stroke_between(const cor_value *a, const cor_value *b) {
    cor_draw_stroke from = cor_draw_stroke_of(a), to = cor_draw_stroke_of(b);
    return from > to ? from : to;
}

/* Segments of one style form one path; a gap starts a new segment. */
static void put_series_line(const line_plot *plot, const cor_chart_series *series,
                            cor_draw_stroke stroke) {
    cor_draw_path *path = NULL;
    bool is_down = false;

    for (int32_t i = 1; i < plot->chart->category_count; i++) {
        const cor_value *a = &series->values[i - 1], *b = &series->values[i];
        if (!a->present || !b->present || stroke_between(a, b) != stroke) {
            is_down = false;
            continue;
        }
        if (!path)
            path = cor_draw_path_begin(plot->drawing, COR_LOOK_LINE, series->hue, stroke,
                                       2 * plot->chart->category_count);
        if (!is_down) cor_draw_move(path, point_of(plot, i - 1, a->value));
        cor_draw_line_to(path, point_of(plot, i, b->value));
        is_down = true;
    }
}

static void put_drawn_lines(const line_plot *plot) {
    for (int32_t s = 0; s < line_count(plot->chart); s++)
        for (int stroke = COR_STROKE_SOLID; stroke <= COR_STROKE_DOTTED; stroke++)
            put_series_line(plot, &plot->chart->series[s], (cor_draw_stroke)stroke);
}

static const cor_value *last_value(const cor_node_chart *chart, int32_t series, int32_t *ret_at) {
    for (int32_t i = chart->category_count - 1; i >= 0; i--)
        if (chart->series[series].values[i].present) {
            *ret_at = i;
            return &chart->series[series].values[i];
        }
    return NULL;
}

/* Many dots are drawn small; of very many, only the last and the isolated ones are drawn. */
static void put_dots(const line_plot *plot, int32_t series) {
    const cor_node_chart *chart = plot->chart;
    const cor_value *values = chart->series[series].values;
    int32_t last = 0, count = chart->category_count;

    if (!last_value(chart, series, &last)) return;
    for (int32_t i = 0; i <= last; i++) {
        bool is_alone = (i == 0 || !values[i - 1].present) && (i == last || !values[i + 1].present);
        if (!values[i].present || (count > SMALL_DOTS_MOST && i != last && !is_alone)) continue;
        double radius = i == last ? 5 : count <= DOTS_MOST ? 4.5 : 2.6;
        cor_draw_dot(plot->drawing, chart, series, &values[i], point_of(plot, i, values[i].value),
                     radius);
    }
}

/* ---- words in the plot --------------------------------------------------- */

/* The first number of a single line stands close to its dot: below a rising line, above a
 * falling one. */
static void put_first_number(const line_plot *plot) {
    enum { STEPS = 12, STEP = 6, UNDER = 24, OVER = 12 };
    const cor_node_chart *chart = plot->chart;
    const cor_value *first = chart->series[0].values, *next = first + (chart->category_count > 1);
    cor_label_spot spots[2 * STEPS];
    int32_t count = 0;

    if (!plot->sheet->says_values || line_count(chart) != 1 || !first->present) return;
    bool is_rising = !next->present || next->value >= first->value;
    double y = y_of(plot, first->value);
    for (int32_t i = 0; i < 2 * STEPS; i++) {
        bool is_under = is_rising == (i % 2 == 0);
        double at = is_under ? y + UNDER + STEP * (i / 2) : y - OVER - STEP * (i / 2);
        if (at > ABOVE / 2.0 && at < plot->bottom - 4)
            spots[count++] = (cor_label_spot){ cor_at(0, 8, at), COR_WORDS_START };
    }

    cor_label_put(
        plot->drawing,
        &(cor_label){ .style = COR_WORDS_BOLD,
                      .words = cor_value_show(first, false, plot->sheet->lang, plot->drawing->keep),
                      .spots = spots,
                      .spot_count = count });
}

/* Numbers of the scale, at the left where lines leave room. The last one has the unit and always
 * stands. */
static void put_tick(const line_plot *plot, int32_t tick) {
    static const struct {
        double share;
        cor_draw_align align;
    } places[] = { { 0, COR_WORDS_START },
                   { 1, COR_WORDS_END },
                   { 0.5, COR_WORDS_MIDDLE },
                   { 0.3, COR_WORDS_MIDDLE },
                   { 0.7, COR_WORDS_MIDDLE } };
    enum { PLACES = sizeof places / sizeof *places };
    cor_label_spot spots[PLACES];
    bool is_last = tick == plot->scale.tick_count - 1;

    for (int32_t i = 0; i < PLACES; i++)
        spots[i] =
            (cor_label_spot){ cor_at(places[i].share, 0, y_of(plot, plot->scale.ticks[tick]) - 5),
                              places[i].align };
    cor_label_put(plot->drawing,
                  &(cor_label){ .style = COR_WORDS_AXIS,
                                .words = cor_scale_words(&plot->scale, tick,
                                                         is_last ? plot->chart->unit : NULL,
                                                         plot->sheet->lang, plot->drawing->keep),
                                .spots = spots,
                                .spot_count = is_last ? PLACES : 1,
                                .need = is_last ? COR_LABEL_NEEDED : COR_LABEL_EVERYWHERE });
}

static void put_numbers(const line_plot *plot) {
    put_first_number(plot);
    for (int32_t i = plot->scale.tick_count - 1; i >= 0; i--)
        if (plot->scale.ticks[i] != 0) put_tick(plot, i);
}

/* ---- the time axis ------------------------------------------------------- */

/* How many times fit side by side; the first and the last are aligned inwards. */
static int32_t step_between(const line_plot *plot, double width) {
    const double between = 12;
    int32_t last = plot->chart->category_count - 1;
    double widest = 1;
    for (int32_t i = 0; i <= last; i++)
        widest = fmax(widest, plot->sheet->measure(plot->sheet->self, COR_WORDS_PLAIN,
                                                   plot->grid.rows[i][0]));
    double steps = fmin(TIMES_MOST - 1, (width - widest) / (widest + between));
    return (int32_t)fmax(1, ceil(last / fmax(1, floor(steps))));
}

static void put_time(const line_plot *plot, int32_t i, cor_label_need need) {
    int32_t last = plot->chart->category_count - 1;
    cor_label_spot spot = { cor_at(share_of(plot->chart, i), 0, plot->bottom + 20),
                            !last       ? COR_WORDS_MIDDLE
                            : i == 0    ? COR_WORDS_START
                            : i == last ? COR_WORDS_END
                                        : COR_WORDS_MIDDLE };
    cor_label_put(plot->drawing, &(cor_label){ .style = COR_WORDS_PLAIN,
                                               .words = plot->grid.rows[i][0],
                                               .spots = &spot,
                                               .spot_count = 1,
                                               .need = need });
}

/* The last, then every so many from the first on, and on a phone fewer of them. */
static void put_times(const line_plot *plot) {
    int32_t last = plot->chart->category_count - 1;
    int32_t step = step_between(plot, plot->sheet->width_wide - plot->drawing->right),
            wider = step_between(plot, plot->sheet->width_least - plot->drawing->right);
    wider = (wider + step - 1) / step * step;

    if (last < 0) return;
    put_time(plot, last, COR_LABEL_EVERYWHERE);
    for (int32_t i = 0; i < last; i += wider)
        put_time(plot, i, COR_LABEL_EVERYWHERE);
    for (int32_t i = 0; i < last; i += step)
        if (i % wider) put_time(plot, i, COR_LABEL_WIDE);
}

/* ---- words at the ends --------------------------------------------------- */

typedef struct {
    cor_draw_words style;
    cor_label_size name; // of no lines where a key has it
    cor_str number;      // empty where a table has it
} end_words;

static double end_height(const end_words *end) {
    return COR_WORDS_LINE * (double)(end->name.line_count + (end->number.length > 0));
}

static end_words make_end(const line_plot *plot, int32_t series, bool with_name) {
    const cor_draw_sheet *sheet = plot->sheet;
    bool is_quiet = plot->chart->series[series].hue == COR_HUE_QUIET;
    end_words end = { .style = is_quiet ? COR_WORDS_PLAIN : COR_WORDS_BOLD };
    int32_t at;

    const cor_value *value = last_value(plot->chart, series, &at);
    if (sheet->says_values && value)
        end.number = cor_value_show(value, !with_name, sheet->lang, plot->drawing->keep);
    if (with_name)
        end.name =
            cor_label_size_of(sheet, end.style, sheet->side_most, plot->grid.head[series + 1]);
    return end;
}

/* Whether the names of several lines have room beside the plot; else a key has them. */
static bool make_ends(const line_plot *plot, bool with_names, end_words *ret_ends) {
    double height = 0;
    bool fit = with_names;
    for (int32_t s = 0; s < plot->chart->series_count; s++) {
        ret_ends[s] = make_end(plot, s, with_names);
        height += end_height(&ret_ends[s]) + END_GAP;
        fit = fit && ret_ends[s].name.line_count <= plot->sheet->side_lines &&
              ret_ends[s].name.width <= plot->sheet->side_most;
    }
    return fit && height <= plot->bottom - plot->top / 2;
}

static double room_of_ends(const line_plot *plot, const end_words *ends) {
    double widest = 0;
    for (int32_t s = 0; s < plot->chart->series_count; s++) {
        double number = plot->sheet->measure(plot->sheet->self, ends[s].style, ends[s].number);
        widest = fmax(widest, fmax(ends[s].name.width, number));
    }
    return cor_draw_room(widest + SIDE_GAP);
}

/* A part of an area is named in its middle. */
static double end_y(const line_plot *plot, int32_t series, int32_t i) {
    double over, under;
    bool is_part = series >= line_count(plot->chart) &&
                   stack_parts(plot->chart, series, i, &over) &&
                   stack_parts(plot->chart, series + 1, i, &under);
    return is_part ? (y_of(plot, over) + y_of(plot, under)) / 2
                   : y_of(plot, plot->chart->series[series].values[i].value);
}

static void put_end(const line_plot *plot, const end_words *end, int32_t series, double y) {
    double first = y + 4.5 - (end_height(end) - COR_WORDS_LINE) / 2;
    cor_hue hue = plot->chart->series[series].hue;
    bool is_named = end->name.line_count > 0;

    if (is_named)
        cor_label_lines(plot->drawing,
                        (cor_draw_mark){ .hue = hue,
                                         .at = cor_at(1, SIDE_GAP, first),
                                         .text = { plot->grid.head[series + 1], end->style } },
                        plot->sheet->side_most);
    if (end->number.length)
        cor_draw_text(plot->drawing, is_named ? COR_WORDS_QUIET : end->style, hue, COR_WORDS_START,
                      cor_at(1, SIDE_GAP, first + COR_WORDS_LINE * (double)end->name.line_count),
                      end->number);
}

static void put_ends(const line_plot *plot, const end_words *ends) {
    cor_end_label labels[ENDS_MOST];
    int32_t count = 0, at;

    for (int32_t s = 0; s < plot->chart->series_count && count < ENDS_MOST; s++)
        if (end_height(&ends[s]) > 0 && last_value(plot->chart, s, &at))
            labels[count++] =
                (cor_end_label){ s, end_y(plot, s, at), end_height(&ends[s]) + END_GAP };

    cor_labels_spread(labels, count, plot->bottom);
    for (int32_t i = 0; i < count; i++)
        put_end(plot, &ends[labels[i].series], labels[i].series, labels[i].y);
}

/* ---- the chart ----------------------------------------------------------- */

const cor_drawing *cor_draw_line(const cor_node_chart *chart, cor_draw_grid grid,
                                 const cor_draw_sheet *sheet, cor_arena *keep) {
    cor_drawing *drawing = cor_draw_begin(sheet, keep);
    if (!drawing) return NULL;
    line_plot plot = { .chart = chart,
                       .grid = grid,
                       .sheet = sheet,
                       .drawing = drawing,
                       .scale = cor_scale_of(chart, 4),
                       .top = ABOVE,
                       .bottom = ABOVE + sheet->plot_height };
    end_words *ends = cor_new(keep, end_words, chart->series_count + 1);
    if (!ends) return NULL;

    bool are_several = chart->series_count > 1;
    if (!make_ends(&plot, are_several, ends)) {
        (void)make_ends(&plot, false, ends);
        if (are_several) cor_draw_key_series(drawing, chart, grid, false);
    }
    cor_draw_key_aim(drawing, chart);
    drawing->right = room_of_ends(&plot, ends);
    drawing->height = plot.bottom + BELOW;

    put_bands(&plot);
    put_rules(&plot);
    put_drawn_lines(&plot);
    for (int32_t s = 0; s < line_count(chart); s++)
        put_dots(&plot, s);
    put_numbers(&plot);
    put_times(&plot);
    put_ends(&plot, ends);
    return cor_draw_end(drawing);
}
