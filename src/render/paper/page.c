/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: the sheet of paper: head and foot, rules, page breaks, text that goes on over them. */
#include "paper.h"

void pdf_rule(struct pdf_press *press, double x, double y, double width, double thickness,
              pdf_color color) {
    pdf_ink(press, color);
    cairo_set_line_width(press->cairo, thickness);
    cairo_move_to(press->cairo, x, y);
    cairo_rel_line_to(press->cairo, width, 0);
    cairo_stroke(press->cairo);
}

void pdf_vertical(struct pdf_press *press, double x, double top, double bottom, double thickness,
                  pdf_color color) {
    pdf_ink(press, color);
    cairo_set_line_width(press->cairo, thickness);
    cairo_move_to(press->cairo, x, top);
    cairo_line_to(press->cairo, x, bottom);
    cairo_stroke(press->cairo);
}

/* ---- head and foot ------------------------------------------------------- */

static void put_running_head(struct pdf_press *press) {
    cor_arena scratch = press->words.scratch;
    cor_str title = pdf_say(press, press->words.document->title, &scratch);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, title, PDF_LEFT, 34, 0, PDF_START);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, press->running, PDF_RIGHT, 34, 0, PDF_END);
    pdf_rule(press, PDF_LEFT, 48, PDF_COLUMN, 0.5, PDF_RULE);
}

/* What the marks mean stands on every page: pages get separated. */
static cor_str key_of_marks(struct pdf_press *press, cor_arena *arena) {
    cor_str parts[16];
    size_t count = 0;
    static const cor_obs_status statuses[] = { COR_OBSERVED, COR_ESTIMATED, COR_PROJECTED };

    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        cor_value value = { .present = true, .status = statuses[i] };
        parts[count++] = cor_str_of(i ? "   " : "");
        parts[count++] = cor_str_of(cor_value_mark(&value));
        parts[count++] = COR_STR(" ");
        parts[count++] = pdf_say(press, cor_status_text(statuses[i]), arena);
    }

    return cor_text_join(&press->words, arena, parts, count);
}

static void put_foot(struct pdf_press *press) {
    cor_arena scratch = press->words.scratch;
    const cor_document *document = press->words.document;
    double top = PDF_HEIGHT - 44;
    cor_str address = cor_render_link(press->words.options, document->path, &scratch);
    bool web = cor_str_starts(address, COR_STR("http"));
    cor_str parts[] = { COR_STR("corredor  "), address };
    cor_str name = cor_text_join(&press->words, &scratch, parts, web ? 2 : 1);
    cor_str number = cor_str_print(&scratch, "%d", (int)press->page);

    press->words.full = press->words.full || !number.at || !address.at;
    pdf_rule(press, PDF_LEFT, top - 6, PDF_COLUMN, 0.5, PDF_RULE);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, name, PDF_LEFT, top, 0, PDF_START);
    (void)pdf_text(press, PDF_TINY, PDF_INK_2, key_of_marks(press, &scratch), PDF_RIGHT - 30, top,
                   0, PDF_END);
    (void)pdf_text(press, PDF_TINY, PDF_INK, number, PDF_RIGHT, top, 0, PDF_END);

    if (web)
        pdf_link_address(press, document->path, PDF_LEFT, top,
                         pdf_text_width(press, PDF_TINY, name), 9);
}

/* A white rectangle over the page, drawn first: cairo adds up the extents of all marks, which is
 * quick inside an extent it already has. */
static void begin_page(struct pdf_press *press) {
    press->page++;
    pdf_ink(press, PDF_PAPER);
    cairo_paint(press->cairo);
}

void pdf_page_first(struct pdf_press *press) {
    begin_page(press);
    put_foot(press);
    press->y = 34;
    press->fresh = true;
}

void pdf_page_next(struct pdf_press *press) {
    cairo_show_page(press->cairo);
    begin_page(press);
    put_running_head(press);
    put_foot(press);
    press->y = PDF_TOP;
    press->fresh = true;
}

void pdf_need(struct pdf_press *press, double height) {
    if (!press->fresh && press->y + height > PDF_BOTTOM) pdf_page_next(press);
}

void pdf_gap(struct pdf_press *press, double height) {
    if (!press->fresh) press->y += height;
}

/* ---- rows ---------------------------------------------------------------- */

/* The last rows stay together: none begins a page alone. */
static double height_kept(const struct pdf_rows *rows, int32_t row) {
    int32_t end = rows->count - row == PDF_ROWS_TOGETHER ? rows->count : row + 1;
    double height = 0;
    for (int32_t i = row; i < end; i++)
        height += rows->heights[i];
    return height;
}

/* The first row that has no room on this page; `ret_bottom` is where those before it end. */
static int32_t fit_rows(const struct pdf_press *press, const struct pdf_rows *rows, int32_t first,
                        bool at_least_one, double *ret_bottom) {
    double y = press->y;
    int32_t row = first;
    for (; row < rows->count; row++) {
        bool must = at_least_one && row == first;
        if (!must && y + height_kept(rows, row) > PDF_BOTTOM) break;
        y += rows->heights[row];
    }
    *ret_bottom = y;
    return row;
}

void pdf_rows(struct pdf_press *press, const struct pdf_rows *rows) {
    rows->put_head(rows->self);
    bool next_page = false;
    for (int32_t row = 0; row < rows->count && !press->words.full;) {
        double bottom;
        int32_t end = fit_rows(press, rows, row, next_page, &bottom);
        if (end > row) rows->put(rows->self, row, end);
        press->y = bottom;
        row = end;
        if (row == rows->count) break;
        pdf_page_next(press);
        rows->put_head(rows->self);
        next_page = true;
    }
}

/* ---- text over pages ----------------------------------------------------- */

enum { LINES_KEPT_TOGETHER = 3 };

void pdf_flow(struct pdf_press *press, pdf_style style, pdf_color color, cor_str text, double x,
              double width) {
    if (!text.length) return;
    // What is drawn at the head of a new page may put others in its place.
    struct pdf_shape shape = *pdf_shape_within(press, style, text, width, PDF_START);
    g_object_ref(shape.layout);
    if (shape.line_count <= LINES_KEPT_TOGETHER) pdf_need(press, shape.height);
    PangoLayoutIter *iter = pango_layout_get_iter(shape.layout);

    do {
        int from, to;
        pango_layout_iter_get_line_yrange(iter, &from, &to);
        double height = pdf_points(to - from),
               base = pdf_points(pango_layout_iter_get_baseline(iter) - from);
        pdf_need(press, height);
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(iter);
        pdf_put_line(press, &shape, line, color, text, x, base, height);
        press->y += height;
        press->fresh = false;
    } while (pango_layout_iter_next_line(iter));

    pango_layout_iter_free(iter);
    g_object_unref(shape.layout);
}
