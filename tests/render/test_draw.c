/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings: words keep apart at every width, marks lie where their numbers say, the parts of an
 * area have their shades, and a full arena is said. */
#include <math.h>

#include "../test_case.h"
#include "core/random.h"
#include "core/say.h"
#include "render/draw/draw.h"

enum { SERIES_MOST = 5, ROWS_MOST = 60 };

/* ---- charts made up ------------------------------------------------------ */

typedef struct {
    cor_node_chart chart;
    cor_chart_series series[SERIES_MOST];
    cor_value values[SERIES_MOST][ROWS_MOST];
    cor_text categories[ROWS_MOST];
    cor_str keys[ROWS_MOST];
    double at[ROWS_MOST];
} made_chart;

typedef struct {
    cor_random random;
    uint64_t asked;
    cor_arena *keep;
} dice;

static int32_t roll(dice *with, int32_t sides) {
    return (int32_t)(cor_random_uniform(with->random, with->asked++) * sides);
}

static cor_text roll_words(dice *with, int32_t most) {
    static const char *const all[] = { "Haiti", "of", "Population", "15", "years", "Women", "to" };
    cor_str parts[32];
    int32_t count = 2 * (1 + roll(with, most)) - 1;
    for (int32_t i = 0; i < count; i++)
        parts[i] = i % 2 ? COR_STR(" ") : cor_str_of(all[roll(with, 7)]);
    return cor_text_keep(with->keep, cor_say_str(cor_str_join(with->keep, parts, (size_t)count)));
}

static cor_value roll_value(dice *with, double *level) {
    static const cor_obs_status statuses[] = { COR_OBSERVED, COR_ESTIMATED, COR_PROJECTED };
    *level = fabs(*level + (roll(with, 2001) - 1000) * 20.0);
    return (cor_value){ .present = roll(with, 12) > 0,
                        .value = *level,
                        .decimals = 0,
                        .status = statuses[roll(with, 3)],
                        .source = -1 };
}

/* The first series is the sum of the others. */
static void add_parts(cor_node_chart *chart) {
    for (int32_t i = 0; i < chart->category_count && chart->series_count > 1; i++) {
        cor_value *sum = &chart->series[0].values[i];
        sum->value = 0;
        for (int32_t s = 1; s < chart->series_count; s++) {
            const cor_value *part = &chart->series[s].values[i];
            sum->present = sum->present && part->present;
            sum->value += part->value;
        }
    }
}

static made_chart *roll_chart(dice *with, cor_chart_kind kind) {
    bool over_time = kind == COR_CHART_LINE || kind == COR_CHART_AREA;
    made_chart *made = cor_new(with->keep, made_chart, 1);
    cor_node_chart *chart = &made->chart;

    *chart = (cor_node_chart){ .kind = kind,
                               .categories = made->categories,
                               .category_keys = made->keys,
                               .category_at = over_time ? made->at : NULL,
                               .category_count = 1 + roll(with, over_time ? ROWS_MOST : 20),
                               .series = made->series,
                               .series_count = 1 + roll(with, SERIES_MOST),
                               .unit = cor_unit_find(COR_STR("persons")),
                               .mark = roll(with, 3) ? NAN : roll(with, 200000),
                               .mark_label = roll_words(with, 8) };
    if (kind == COR_CHART_CHORD) chart->category_count = chart->series_count;
    for (int32_t i = 0; i < chart->category_count; i++) {
        made->at[i] = 1990 + i;
        made->keys[i] = cor_str_print(with->keep, "%d", 1990 + (int)i);
        made->categories[i] = over_time ? cor_text_keep(with->keep, cor_say_str(made->keys[i]))
                                        : roll_words(with, 10);
    }

    for (int32_t s = 0; s < chart->series_count; s++) {
        double level = roll(with, 100000);
        made->series[s] = (cor_chart_series){ .label = roll_words(with, 5),
                                              .hue = (cor_hue)roll(with, 4),
                                              .values = made->values[s] };
        for (int32_t i = 0; i < chart->category_count; i++)
            made->values[s][i] = roll_value(with, &level);
    }
    if (kind == COR_CHART_AREA) add_parts(chart);
    return made;
}

static const cor_drawing *draw(const cor_node_chart *chart, const cor_draw_sheet *sheet,
                               cor_arena *keep) {
    cor_draw_grid grid = cor_draw_grid_of(chart, sheet->lang, keep);
    return cor_draw_chart(chart, grid, sheet, keep);
}

/* Every kind of chart many times over. */
static void for_charts(void (*check)(const cor_node_chart *chart, const cor_drawing *drawing)) {
    enum { ROUNDS = 60 };
    cor_stretch stretch = test_stretch(16 << 20);
    cor_draw_sheet sheet = cor_svg_sheet(COR_LANG_EN), beside = sheet;
    beside.names = 236;
    beside.width_least = beside.width_wide = 800;

    for (int kind = COR_CHART_LINE; kind <= COR_CHART_CHORD; kind++)
        for (uint64_t round = 0; round < ROUNDS; round++) {
            cor_arena keep = cor_stretch_arena(&stretch);
            dice with = { { 2026, round }, 0, &keep };
            made_chart *made = roll_chart(&with, (cor_chart_kind)kind);
            const cor_drawing *drawing = draw(&made->chart, round % 4 ? &sheet : &beside, &keep);
            assert_non_null(drawing);
            check(&made->chart, drawing);
        }
    cor_stretch_close(&stretch);
}

/* ---- words --------------------------------------------------------------- */

typedef struct {
    double left, right, y;
} box;

static box box_of(const cor_drawing *drawing, const cor_draw_mark *mark, double plot) {
    static const double before[] = { 0, 0.5, 1 };
    double width =
        drawing->sheet->measure(drawing->sheet->self, mark->text.style, mark->text.words);
    double left = mark->at.share * plot + mark->at.offset - before[mark->text.align] * width;
    return (box){ left, left + width, mark->at.y };
}

static bool is_shown(const cor_draw_mark *mark, bool is_wide) {
    if (mark->kind != COR_DRAW_TEXT) return false;
    return mark->when != (is_wide ? COR_WHERE_NARROW : COR_WHERE_WIDE);
}

static void check_apart_at(const cor_drawing *drawing, double width) {
    const double height = 11;
    bool is_wide = width >= drawing->sheet->width_wide;
    double plot = width - drawing->left - drawing->right;

    for (const cor_draw_mark *a = drawing->first; a; a = a->next)
        for (const cor_draw_mark *b = a->next; b && is_shown(a, is_wide); b = b->next) {
            if (!is_shown(b, is_wide)) continue;
            box one = box_of(drawing, a, plot), other = box_of(drawing, b, plot);
            bool is_over =
                one.left < other.right && other.left < one.right && fabs(one.y - other.y) < height;
            if (is_over)
                fail_msg("\"%.*s\" and \"%.*s\" overlap at %g", COR_STR_F(a->text.words),
                         COR_STR_F(b->text.words), width);
        }
}

/* Labels are placed at two widths; they are apart at those between and beyond as well. */
static void check_apart(const cor_node_chart *chart, const cor_drawing *drawing) {
    static const double widths[] = { 288, 340, 420, 509, 510, 640, 800, 1200 };
    if (chart->kind == COR_CHART_CHORD) return; // of fixed size: words are as wide as their box
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (widths[i] >= drawing->sheet->width_least) check_apart_at(drawing, widths[i]);
}

static void words_keep_apart(void **state) {
    (void)state;
    for_charts(check_apart);
}

/* ---- marks --------------------------------------------------------------- */

static int32_t present_count(const cor_node_chart *chart) {
    int32_t count = 0;
    for (int32_t s = 0; s < chart->series_count; s++)
        for (int32_t i = 0; i < chart->category_count; i++)
            count += chart->series[s].values[i].present;
    return count;
}

static int32_t mark_count(const cor_drawing *drawing, cor_draw_kind kind, cor_draw_look look) {
    int32_t count = 0;
    for (const cor_draw_mark *mark = drawing->first; mark; mark = mark->next)
        count += mark->kind == kind && mark->look == look;
    return count;
}

static bool says(const cor_drawing *drawing, cor_str words) {
    for (const cor_draw_mark *mark = drawing->first; mark; mark = mark->next)
        if (mark->kind == COR_DRAW_TEXT && cor_str_equal(mark->text.words, words)) return true;
    return false;
}

/* A bar or a dot for each number of a row, and beside it the number as the table has it. */
static void check_rows(const cor_node_chart *chart, const cor_drawing *drawing) {
    bool are_bars = chart->kind == COR_CHART_BARS;
    if (!are_bars && chart->kind != COR_CHART_PAIRS) return;
    int32_t heads = are_bars || !drawing->right ? 0 : chart->series_count;
    assert_int_equal(mark_count(drawing, COR_DRAW_BAR, COR_LOOK_BAR) +
                         mark_count(drawing, COR_DRAW_DOT, COR_LOOK_DOT) - heads,
                     present_count(chart));

    char room[4096];
    for (int32_t s = 0; s < chart->series_count; s++)
        for (int32_t i = 0; i < chart->category_count; i++) {
            cor_arena keep = { room, room + sizeof room };
            const cor_value *value = &chart->series[s].values[i];
            if (value->present && drawing->right) // else the table alone has them
                assert_true(says(drawing, cor_value_show(value, false, COR_LANG_EN, &keep)));
        }
}

static void every_number_of_a_row_is_drawn(void **state) {
    (void)state;
    for_charts(check_rows);
}

static void check_inside(const cor_node_chart *chart, const cor_drawing *drawing) {
    (void)chart;
    for (const cor_draw_mark *mark = drawing->first; mark; mark = mark->next) {
        assert_in_range((int64_t)(mark->at.share * 1000), 0, 1000);
        bool is_name = drawing->width && mark->kind == COR_DRAW_TEXT; // may be of many lines
        if (!is_name && (mark->at.y < 0 || mark->at.y > drawing->height))
            fail_msg("a mark of kind %d stands at %g of %g", (int)mark->kind, mark->at.y,
                     drawing->height);
        if (drawing->width && mark->kind != COR_DRAW_TEXT)
            assert_true(mark->at.offset >= 0 && mark->at.offset <= drawing->width);
        for (int32_t i = 0; mark->kind == COR_DRAW_PATH && i < mark->path.step_count; i++)
            assert_true(mark->path.steps[i].at.y >= 0 &&
                        mark->path.steps[i].at.y <= drawing->height);
    }
}

static void marks_stay_inside(void **state) {
    (void)state;
    for_charts(check_inside);
}

/* ---- single charts ------------------------------------------------------- */

static cor_value number(double value, cor_obs_status status) {
    return (cor_value){ .present = true, .value = value, .status = status, .source = -1 };
}

/* Total, men, women: 30 = 10 + 20, then 60 = 20 + 40. */
static const cor_drawing *draw_area(cor_arena *keep, const cor_draw_sheet *sheet) {
    static cor_value values[3][2];
    static cor_text years[2];
    static cor_str keys[] = { { "2000", 4 }, { "2010", 4 } };
    static double at[] = { 2000, 2010 };
    static cor_chart_series series[3];
    static const double sizes[3][2] = { { 30, 60 }, { 10, 20 }, { 20, 40 } };

    for (int s = 0; s < 3; s++) {
        series[s] = (cor_chart_series){ .label = { .id = s == 1 ? "Men"
                                                         : s    ? "Women"
                                                                : "Total" },
                                        .hue = s ? COR_HUE_QUIET : COR_HUE_INK,
                                        .values = values[s] };
        for (int i = 0; i < 2; i++)
            values[s][i] = number(sizes[s][i], i ? COR_ESTIMATED : COR_OBSERVED);
    }
    years[0] = cor_text_keep(keep, cor_say_str(keys[0]));
    years[1] = cor_text_keep(keep, cor_say_str(keys[1]));
    cor_node_chart chart = { .kind = COR_CHART_AREA,
                             .categories = years,
                             .category_keys = keys,
                             .category_at = at,
                             .category_count = 2,
                             .series = series,
                             .series_count = 3,
                             .mark = NAN };
    return draw(&chart, sheet, keep);
}

static const cor_draw_mark *find_look(const cor_drawing *drawing, cor_draw_look look) {
    const cor_draw_mark *mark = drawing->first;
    while (mark && mark->look != look)
        mark = mark->next;
    assert_non_null(mark);
    return mark;
}

static void parts_of_an_area_have_their_shades(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_arena keep = cor_stretch_arena(&stretch);
    cor_draw_sheet sheet = cor_svg_sheet(COR_LANG_EN);
    const cor_drawing *drawing = draw_area(&keep, &sheet);
    const cor_draw_path *men = &find_look(drawing, COR_LOOK_BAND_HALF)->path,
                        *women = &find_look(drawing, COR_LOOK_BAND)->path,
                        *line = &find_look(drawing, COR_LOOK_LINE)->path;
    double zero = find_look(drawing, COR_LOOK_BASE)->at.y, top = line->steps[1].at.y;

    // Women stand on the base, men on them, and together they reach the line.
    assert_true(fabs(women->steps[2].at.y - zero) < 1e-9);
    assert_true(fabs(men->steps[1].at.y - top) < 1e-9);
    assert_true(fabs(men->steps[2].at.y - women->steps[1].at.y) < 1e-9);
    assert_true(fabs((zero - women->steps[1].at.y) / (zero - top) - 40 / 60.0) < 1e-9);
    assert_int_equal(find_look(drawing, COR_LOOK_LINE)->stroke, COR_STROKE_BROKEN);
    cor_stretch_close(&stretch);
}

static void a_full_arena_is_said(void **state) {
    (void)state;
    cor_stretch stretch = test_stretch(1 << 20);
    cor_draw_sheet sheet = cor_svg_sheet(COR_LANG_EN);
    int32_t refused = 0;

    for (size_t bytes = 16;; bytes += 64) {
        cor_arena keep = cor_stretch_arena(&stretch);
        keep.end = keep.next + bytes;
        if (draw_area(&keep, &sheet)) break;
        refused++;
    }
    assert_in_range(refused, 10, 1000);
    cor_stretch_close(&stretch);
}

test_program(cmocka_unit_test(words_keep_apart), cmocka_unit_test(every_number_of_a_row_is_drawn),
             cmocka_unit_test(marks_stay_inside),
             cmocka_unit_test(parts_of_an_area_have_their_shades),
             cmocka_unit_test(a_full_arena_is_said))
