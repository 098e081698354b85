/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: figures, tables, lists, charts and maps on a terminal: a title, a grid, what is said
 * below it. */
#include <math.h>

#include "core/say.h"
#include "terminal.h"

enum { DRAWING_MIN_WIDTH = 60 };

/* ---- figures ------------------------------------------------------------- */

enum { FIGURE_LABEL, FIGURE_NUMBER, FIGURE_SOURCES, FIGURE_STATUS, FIGURE_COLUMNS };

/* "◐ estimated, 2020" */
static cor_str status_and_period(struct text_writer *writer, const cor_value *value,
                                 cor_arena *arena) {
    bool timed = value->present && value->period.start.days != value->period.end.days;
    cor_str parts[] = { cor_str_of(cor_value_mark(value)), COR_STR(" "),
                        cor_text_say(&writer->words, cor_value_status(value), arena), COR_STR(", "),
                        timed ? cor_text_say(&writer->words,
                                             cor_say("{period}", cor_arg_period(value->period)),
                                             arena)
                              : (cor_str){ 0 } };
    return value->present ? cor_text_join(&writer->words, arena, parts, timed ? 5 : 3) : parts[2];
}

static void set_figure(struct text_writer *writer, const cor_node *node, cor_str *cells,
                       cor_arena *arena) {
    const cor_value *value = &node->figure.value;
    bool is_corrected = value->correction && cor_text_is_empty(value->derivation);
    cells[FIGURE_LABEL] =
        cor_text_two_lines(&writer->words, node->title, is_corrected ? "\n† " : "\n= ",
                           is_corrected ? value->correction->says : value->derivation, arena);
    cells[FIGURE_NUMBER] = cor_text_number(&writer->words, value, true, arena);
    cells[FIGURE_SOURCES] = cor_str_trim(cor_source_marks(value, 1, arena));
    cells[FIGURE_STATUS] = status_and_period(writer, value, arena);
}

void cor_text_figures(struct text_writer *writer, const cor_node *first) {
    cor_arena scratch = writer->words.scratch;
    const cor_node *end = cor_node_after(first);
    cor_grid grid;
    if (!cor_grid_init(&grid, FIGURE_COLUMNS, &scratch)) writer->words.full = true;
    for (const cor_node *node = first; node != end && !writer->words.full; node = node->next) {
        cor_str *cells = cor_text_row(&writer->words, &grid);
        if (cells) set_figure(writer, node, cells, &scratch);
    }

    if (writer->words.full) return;
    grid.columns[FIGURE_NUMBER].right = true;
    grid.columns[FIGURE_SOURCES] = (cor_grid_column){ .fixed = true, .tight = true };
    cor_put_char(writer->out, '\n');
    cor_text_grid(writer, &grid, 0);
}

/* ---- grids --------------------------------------------------------------- */

void cor_text_table(struct text_writer *writer, const cor_node *node) {
    cor_common common = cor_common_node(node);
    cor_text_title(writer, node->title, common);
    cor_arena scratch = writer->words.scratch;
    cor_grid grid;
    if (cor_text_table_grid(&writer->words, node, &scratch, &grid)) cor_text_grid(writer, &grid, 0);
    cor_text_under(writer, node, common);
}

void cor_text_list(struct text_writer *writer, const cor_node *node) {
    cor_common common = cor_common_list(node);
    if (cor_text_is_empty(node->title))
        cor_put_char(writer->out, '\n');
    else
        cor_text_title(writer, node->title, common);
    cor_arena scratch = writer->words.scratch;
    cor_grid grid;
    if (cor_text_list_grid(&writer->words, node, &scratch, &grid)) cor_text_grid(writer, &grid, 0);
    cor_text_under(writer, node, common);
}

static void put_text_mark(struct text_writer *writer, const cor_node_chart *chart) {
    if (!isfinite(chart->mark)) return;
    cor_arena scratch = writer->words.scratch;
    cor_value mark = cor_chart_mark(chart);
    cor_str parts[] = { cor_text_say(&writer->words, chart->mark_label, &scratch), COR_STR(": "),
                        cor_text_number(&writer->words, &mark, true, &scratch) };
    cor_put_wrapped(writer->out, cor_text_join(&writer->words, &scratch, parts, 3), 2, "", "",
                    writer->width);
}

void cor_text_chart(struct text_writer *writer, const cor_node *node) {
    int32_t room = writer->width / 3;
    int32_t drawing = writer->width < DRAWING_MIN_WIDTH ? 0
                      : room > COR_DRAWING_MAX          ? COR_DRAWING_MAX
                                                        : room;
    cor_common whole = cor_common_node(node);

    cor_text_title(writer, node->title, whole);
    cor_text_paragraph(writer, node->text, "", "");
    cor_arena scratch = writer->words.scratch;
    cor_grid grid;
    if (cor_text_chart_grid(&writer->words, node, drawing, &scratch, &grid))
        cor_text_grid(writer, &grid, 0);
    put_text_mark(writer, &node->chart);
    cor_text_under(writer, node, whole);
}

void cor_text_map(struct text_writer *writer, const cor_node *node) {
    cor_common common = cor_common_node(node);
    cor_text_title(writer, node->title, common);
    cor_text_paragraph(writer, node->text, "", "");
    cor_arena scratch = writer->words.scratch;
    cor_grid grid;
    if (cor_text_map_grid(&writer->words, node, &scratch, &grid)) cor_text_grid(writer, &grid, 0);
    cor_text_under(writer, node, common);
}
