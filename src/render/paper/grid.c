/* SPDX-License-Identifier: Apache-2.0 */
/* grid.c: tables and lists on paper: rows between hairlines, numbers under each other, the head
 * again on every page. */
#include <math.h>

#include "paper.h"

#define PADDING 3.2

#define TIGHT_GAP 3.5

#define BAR_WIDTH 70.0

struct sheet {
    struct pdf_press *press;
    const cor_grid *grid;
    pdf_style style, bold;
    double *widths, *lefts; // [column_count]
    double *heights;        // [row_count]
    double width;           // of all
    double gap, words_min;
    const cor_node *list; // whose shares are drawn in the last column, or NULL
};

/* ---- widths -------------------------------------------------------------- */

static double longest_word(struct pdf_press *press, pdf_style style, cor_str text) {
    double longest = 0;
    cor_str line, word;
    while (cor_str_split(&text, '\n', &line)) {
        while (cor_str_split(&line, ' ', &word))
            longest = fmax(longest, pdf_text_width(press, style, word));
    }
    return longest;
}

static bool has_shares(const cor_node *list) {
    for (int32_t i = 0; list && i < list->list.item_count; i++) {
        if (list->list.items[i].share.present) return true;
    }
    return false;
}

static bool is_total(const cor_grid *grid, int32_t row) {
    return grid->last_is_total && row == grid->row_count - 1;
}

static pdf_style style_of(const struct sheet *sheet, int32_t row) {
    return is_total(sheet->grid, row) ? sheet->bold : sheet->style;
}

/* Numbers are wide as they are, their heads wrap at blanks; words as wide as their longest line. */
static double wish(const struct sheet *sheet, int32_t column) {
    const cor_grid *grid = sheet->grid;
    if (sheet->list && column == COR_LIST_BAR) return has_shares(sheet->list) ? BAR_WIDTH : 0;
    double width = 0;

    for (int32_t row = 0; row < grid->row_count; row++) {
        width = fmax(width,
                     pdf_text_width(sheet->press, style_of(sheet, row), grid->rows[row][column]));
    }

    double head = longest_word(sheet->press, sheet->bold, grid->head[column]);
    double fair =
        fmin(pdf_text_width(sheet->press, sheet->bold, grid->head[column]), sheet->words_min + 14);

    return fmax(width, fmax(head, fair)) + 0.5;
}

static double gap_before(const struct sheet *sheet, int32_t column) {
    return column == 0 ? 0 : sheet->grid->columns[column].tight ? TIGHT_GAP : sheet->gap;
}

static double total_width(const struct sheet *sheet) {
    double total = 0;
    for (int32_t i = 0; i < sheet->grid->column_count; i++)
        total += gap_before(sheet, i) + sheet->widths[i];
    return total;
}

static bool is_words(const cor_grid *grid, int32_t column) {
    return !grid->columns[column].right && !grid->columns[column].fixed;
}

/* Shrink the columns of words of a table that is too wide, in proportion to the root of their
 * text: a column with four times the text keeps twice the width and has twice the lines.
 * `wishes` are the widths so far. */
static void shrink(struct sheet *sheet, const double *wishes) {
    double excess = total_width(sheet) - PDF_COLUMN;
    while (excess > 0) {
        int32_t widest = -1;
        double most = 0;
        for (int32_t i = 0; i < sheet->grid->column_count; i++) {
            bool shrinks = is_words(sheet->grid, i) && sheet->widths[i] > sheet->words_min;
            double ease = shrinks ? sheet->widths[i] / sqrt(wishes[i]) : 0;
            if (ease <= most) continue;
            most = ease;
            widest = i;
        }
        if (widest < 0) return;
        sheet->widths[widest] -= 1;
        excess -= 1;
    }
}

/* Room that is left goes to the first column of words, so that tables end at the edge of the
 * page. */
static void stretch(struct sheet *sheet) {
    double left = PDF_COLUMN - total_width(sheet);
    for (int32_t i = 0; i < sheet->grid->column_count && left > 0; i++) {
        if (!is_words(sheet->grid, i)) continue;
        sheet->widths[i] += left;
        return;
    }
}

static bool lay_out(struct sheet *sheet) {
    int32_t count = sheet->grid->column_count;
    static const struct {
        pdf_style style, bold;
        double gap, words_min;
    } attempts[] = { { PDF_SMALL, PDF_SMALL_BOLD, 11, 60 },
                     { PDF_SMALL, PDF_SMALL_BOLD, 8, 46 },
                     { PDF_TINY, PDF_TINY_BOLD, 6, 40 },
                     { PDF_MINI, PDF_MINI, 4, 28 } };
    sheet->widths = cor_new(&sheet->press->words.scratch, double, count);
    sheet->lefts = cor_new(&sheet->press->words.scratch, double, count);
    double *wishes = cor_new(&sheet->press->words.scratch, double, count);
    if (!sheet->widths || !sheet->lefts || !wishes) return false;

    for (size_t attempt = 0; attempt < sizeof attempts / sizeof *attempts; attempt++) {
        sheet->style = attempts[attempt].style;
        sheet->bold = attempts[attempt].bold;
        sheet->gap = attempts[attempt].gap;
        sheet->words_min = attempts[attempt].words_min;
        for (int32_t i = 0; i < count; i++)
            sheet->widths[i] = wishes[i] = wish(sheet, i);
        shrink(sheet, wishes);
        if (total_width(sheet) <= PDF_COLUMN) break;
    }

    stretch(sheet);
    double x = PDF_LEFT;
    for (int32_t i = 0; i < count; i++) {
        x += gap_before(sheet, i);
        sheet->lefts[i] = x;
        x += sheet->widths[i];
    }

    sheet->width = x - PDF_LEFT;
    return true;
}

/* ---- rows ---------------------------------------------------------------- */

static double row_height(const struct sheet *sheet, pdf_style style, const cor_str *cells) {
    double height = pdf_text_height(sheet->press, style, COR_STR("x"), 0);
    for (int32_t i = 0; i < sheet->grid->column_count; i++) {
        bool wraps = is_words(sheet->grid, i) || cells == sheet->grid->head;
        if (!wraps) continue;
        height =
            fmax(height, pdf_text_height(sheet->press, style, cells[i], sheet->widths[i] + 0.5));
    }
    return height;
}

static void put_cells(const struct sheet *sheet, pdf_style style, pdf_color color,
                      const cor_str *cells, double top) {
    const cor_grid *grid = sheet->grid;
    for (int32_t i = 0; i < grid->column_count; i++) {
        const cor_grid_column *column = &grid->columns[i];
        bool is_head = cells == grid->head, marks = column->tight && column->fixed;
        double x = sheet->lefts[i], width = sheet->widths[i] + 0.5;
        if (marks)
            (void)pdf_marked(sheet->press, style, PDF_INK_2, cells[i], x, top, 0, PDF_START);
        else if (column->right && !is_head)
            (void)pdf_text(sheet->press, style, color, cells[i], x + sheet->widths[i], top, 0,
                           PDF_END);
        else if (is_head)
            (void)pdf_marked(sheet->press, style, color, cells[i], x, top, width,
                             column->right ? PDF_END : PDF_START);
        else
            (void)pdf_text(sheet->press, style, color, cells[i], x, top, width, PDF_START);
    }
}

static bool has_head(const cor_grid *grid) {
    for (int32_t i = 0; i < grid->column_count; i++) {
        if (grid->head[i].length) return true;
    }
    return false;
}

static double head_height(const struct sheet *sheet) {
    return has_head(sheet->grid) ? row_height(sheet, sheet->bold, sheet->grid->head) + 2 * PADDING
                                 : 0;
}

static void put_paper_head(void *self) {
    const struct sheet *sheet = self;
    struct pdf_press *press = sheet->press;
    double height = head_height(sheet);
    if (height > 0) put_cells(sheet, sheet->bold, PDF_INK_2, sheet->grid->head, press->y + PADDING);
    press->y += height;
    pdf_rule(press, PDF_LEFT, press->y, sheet->width, 0.7, PDF_INK);
    press->fresh = false;
}

/* A share of a hundred as a small bar. */
static void put_share(const struct sheet *sheet, const cor_value *share, double top) {
    double part = fmin(fmax(share->value / 100, 0), 1), x = sheet->lefts[COR_LIST_BAR];
    pdf_ink(sheet->press, PDF_EDGE);
    cairo_rectangle(sheet->press->cairo, x, top + PADDING + 3, BAR_WIDTH * part, 4.5);
    cairo_fill(sheet->press->cairo);
}

/* Hairlines between rows; above the total a line as under the head. */
static void put_paper_lines(const struct sheet *sheet, int32_t first, int32_t end) {
    struct pdf_press *press = sheet->press;
    double y = press->y;

    for (int32_t row = first; row < end; y += sheet->heights[row++]) {
        if (row == first || is_total(sheet->grid, row)) continue;
        cairo_move_to(press->cairo, PDF_LEFT, y);
        cairo_rel_line_to(press->cairo, sheet->width, 0);
    }

    pdf_ink(press, PDF_RULE);
    cairo_set_line_width(press->cairo, 0.35);
    cairo_stroke(press->cairo);
    int32_t last = end - 1;
    if (last > first && is_total(sheet->grid, last))
        pdf_rule(press, PDF_LEFT, y - sheet->heights[last], sheet->width, 0.7, PDF_INK);
}

static void put_sheet_rows(void *self, int32_t first, int32_t end) {
    const struct sheet *sheet = self;
    const cor_grid *grid = sheet->grid;
    double y = sheet->press->y;
    put_paper_lines(sheet, first, end);
    for (int32_t row = first; row < end; y += sheet->heights[row++]) {
        put_cells(sheet, style_of(sheet, row), PDF_INK, grid->rows[row], y + PADDING);
        if (sheet->list && sheet->list->list.items[row].share.present)
            put_share(sheet, &sheet->list->list.items[row].share, y);
    }
}

static bool measure_rows(struct sheet *sheet) {
    sheet->heights = cor_new(&sheet->press->words.scratch, double, sheet->grid->row_count + 1);
    if (!sheet->heights) return false;
    for (int32_t row = 0; row < sheet->grid->row_count; row++)
        sheet->heights[row] =
            row_height(sheet, style_of(sheet, row), sheet->grid->rows[row]) + 2 * PADDING;
    return true;
}

/* False when there is nothing to put. */
static bool sheet_init(struct sheet *sheet, struct pdf_press *press, const cor_grid *grid,
                       const cor_node *list) {
    *sheet = (struct sheet){ .press = press, .grid = grid, .list = list };
    press->words.full = press->words.full || grid->full || !lay_out(sheet) || !measure_rows(sheet);
    return !press->words.full && grid->row_count > 0;
}

/* Height that must stay together at the beginning: the head and the first rows. */
static double first_height(const struct sheet *sheet) {
    double height = head_height(sheet);
    for (int32_t row = 0; row < sheet->grid->row_count && row < 2 * PDF_ROWS_TOGETHER; row++)
        height += sheet->heights[row];
    return fmin(height, (PDF_BOTTOM - PDF_TOP) / 2);
}

static void put_sheet(struct sheet *sheet) {
    struct pdf_press *press = sheet->press;
    pdf_need(press, first_height(sheet));
    pdf_rows(press, &(struct pdf_rows){ sheet->grid->row_count, sheet->heights, sheet,
                                        put_paper_head, put_sheet_rows });
    pdf_rule(press, PDF_LEFT, press->y, sheet->width, 0.35, PDF_RULE);
}

void pdf_grid(struct pdf_press *press, const cor_grid *grid) {
    struct sheet sheet;
    if (sheet_init(&sheet, press, grid, NULL)) put_sheet(&sheet);
}

/* ---- tables, lists ------------------------------------------------------- */

/* Shares are drawn as bars here, not as the blocks of the terminal. */
static void clear_bars(cor_grid *grid) {
    for (int32_t row = 0; row < grid->row_count; row++)
        grid->rows[row][COR_LIST_BAR] = (cor_str){ 0 };
}

void pdf_table(struct pdf_press *press, const cor_node *node) {
    cor_common common = cor_common_node(node);
    cor_grid grid;
    if (!cor_text_table_grid(&press->words, node, &press->words.scratch, &grid)) return;
    struct sheet sheet;
    bool any = sheet_init(&sheet, press, &grid, NULL);
    pdf_title(press, node, common, any ? first_height(&sheet) : 0);
    press->y += 2;
    if (any) put_sheet(&sheet);
    pdf_under(press, node, common);
}

void pdf_list(struct pdf_press *press, const cor_node *node) {
    cor_common common = cor_common_list(node);
    cor_grid grid;

    if (!cor_text_list_grid(&press->words, node, &press->words.scratch, &grid)) return;
    clear_bars(&grid);
    struct sheet sheet;
    bool any = sheet_init(&sheet, press, &grid, node);
    pdf_title(press, node, common, any ? first_height(&sheet) : 0);
    press->y += 2;
    if (any) put_sheet(&sheet);
    pdf_under(press, node, common);
}
