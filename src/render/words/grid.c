/* SPDX-License-Identifier: Apache-2.0 */
/* grid.c: see grid.h. */
#include "grid.h"
#include "core/core.h"

enum { GAP = 2, WORDS_MIN = 8, WORDS_FAIR = 14, HEAD_FAIR = 14, TALLEST_ROW = 9 };

/* ---- wrapping ------------------------------------------------------------ */

static size_t letter_bytes(cor_str text, size_t at) {
    size_t length = 1;
    while (at + length < text.length && ((unsigned char)text.at[at + length] & 0xc0) == 0x80)
        length++;
    return length;
}

static cor_str after(cor_str text, size_t at) {
    return (cor_str){ text.at + at, text.length - at };
}

bool cor_wrap_next(cor_str *rest, int32_t width, cor_str *ret_line) {
    cor_str text = *rest;
    if (!text.length) return false;
    size_t at = 0, blank = SIZE_MAX;
    int32_t used = 0;

    while (at < text.length && text.at[at] != '\n') {
        size_t bytes = letter_bytes(text, at);
        int32_t columns = cor_str_width((cor_str){ text.at + at, bytes });
        if (text.at[at] == ' ') blank = at;
        if (used + columns > width && at > 0) break;
        used += columns;
        at += bytes;
    }

    bool ended = at == text.length || text.at[at] == '\n';
    size_t cut = ended || blank == SIZE_MAX || blank == 0 ? at : blank;
    *ret_line = (cor_str){ text.at, cut };
    while (ret_line->length && ret_line->at[ret_line->length - 1] == ' ')
        ret_line->length--;

    bool skips = cut < text.length && (text.at[cut] == '\n' || text.at[cut] == ' ');
    *rest = after(text, cut + skips);
    while (!ended && rest->length && rest->at[0] == ' ')
        *rest = after(*rest, 1);

    return true;
}

void cor_put_wrapped(cor_out *out, cor_str text, int32_t indent, const char *first,
                     const char *before, int32_t width) {
    int32_t room = width - indent - cor_str_width(cor_str_of(before));
    cor_str line;
    const char *lead = first;

    while (cor_wrap_next(&text, room < WORDS_MIN ? WORDS_MIN : room, &line)) {
        cor_put_fill(out, ' ', indent);
        cor_put_c(out, lead);
        cor_put(out, line);
        cor_put_char(out, '\n');
        lead = before;
    }
}

/* ---- making -------------------------------------------------------------- */

bool cor_grid_init(cor_grid *grid, int32_t column_count, cor_arena *arena) {
    *grid = (cor_grid){ .arena = arena, .column_count = column_count };
    grid->columns = cor_new(arena, cor_grid_column, column_count);
    grid->head = cor_new(arena, cor_str, column_count);
    grid->full = !grid->columns || !grid->head;
    return !grid->full;
}

cor_str *cor_grid_row(cor_grid *grid) {
    if (grid->full) return NULL;
    if (grid->row_count == grid->row_room) {
        int32_t room = grid->row_room ? grid->row_room * 2 : 16;
        cor_str **rows = cor_new(grid->arena, cor_str *, room);
        if (rows && grid->row_count)
            memcpy(rows, grid->rows, (size_t)grid->row_count * sizeof *rows);
        grid->rows = rows;
        grid->row_room = room;
    }

    cor_str *row = grid->rows ? cor_new(grid->arena, cor_str, grid->column_count) : NULL;
    grid->full = !row;
    if (row) grid->rows[grid->row_count++] = row;

    return row;
}

/* ---- widths -------------------------------------------------------------- */

static int32_t larger(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int32_t widest_line(cor_str text) {
    int32_t widest = 0;
    cor_str line;
    while (cor_str_split(&text, '\n', &line))
        widest = larger(widest, cor_str_width(line));
    return widest;
}

static int32_t longest_word(cor_str text) {
    int32_t longest = 0;
    cor_str line, word;
    while (cor_str_split(&text, '\n', &line)) {
        while (cor_str_split(&line, ' ', &word))
            longest = larger(longest, cor_str_width(word));
    }
    return longest;
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

/* Numbers keep their width; their head may wrap between words, at `head_most` columns or more.
 * Words take what they need as long as it is there. */
static int32_t wish(const cor_grid *grid, int32_t column, int32_t head_most) {
    int32_t width = widest_line(grid->head[column]);
    if (grid->columns[column].right)
        width = larger(smaller(width, head_most), longest_word(grid->head[column]));
    for (int32_t row = 0; row < grid->row_count; row++)
        width = larger(width, widest_line(grid->rows[row][column]));
    return width;
}

static int32_t gap_before(const cor_grid *grid, int32_t column) {
    return grid->columns[column].tight ? 1 : GAP;
}

static int32_t total_width(const cor_grid *grid, const int32_t *widths) {
    int32_t total = widths[0];
    for (int32_t i = 1; i < grid->column_count; i++)
        total += gap_before(grid, i) + widths[i];
    return total;
}

/* The least a column of words is shrunk to: `least`, or its longest word if that is no wider
 * than `most`. */
static int32_t floor_of(const cor_grid *grid, int32_t column, int32_t least, int32_t most) {
    int32_t longest = longest_word(grid->head[column]);
    for (int32_t row = 0; row < grid->row_count; row++) {
        longest = larger(longest, longest_word(grid->rows[row][column]));
    }
    return larger(least, smaller(longest, most));
}

/* Take columns from the widest words until the grid fits; false when all are at their floor
 * before. */
static bool shrink(const cor_grid *grid, int32_t *widths, int32_t room, int32_t least,
                   int32_t most) {
    int32_t excess = total_width(grid, widths) - room;
    while (excess > 0) {
        int32_t widest = -1, widest_width = 0;
        for (int32_t i = 0; i < grid->column_count; i++) {
            if (grid->columns[i].right || grid->columns[i].fixed || widths[i] <= widest_width)
                continue;
            if (widths[i] <= floor_of(grid, i, least, most)) continue;
            widest = i;
            widest_width = widths[i];
        }
        if (widest < 0) return false;
        widths[widest]--;
        excess--;
    }

    return true;
}

/* Lines of the tallest row at these widths. */
static int32_t tallest(const cor_grid *grid, const int32_t *widths) {
    int32_t most = 0;
    for (int32_t row = 0; row < grid->row_count; row++) {
        for (int32_t i = 0; i < grid->column_count; i++) {
            cor_str rest = grid->rows[row][i], line;
            int32_t lines = 0;
            while (cor_wrap_next(&rest, widths[i], &line))
                lines++;
            most = larger(most, lines);
        }
    }

    return most;
}

/* Columns so narrow that words are broken are taken only where that stays readable. */
static bool fit(const cor_grid *grid, int32_t *widths, int32_t room) {
    for (int32_t i = 0; i < grid->column_count; i++)
        widths[i] = wish(grid, i, HEAD_FAIR);
    if (shrink(grid, widths, room, WORDS_FAIR, WORDS_FAIR)) return true;
    for (int32_t i = 0; i < grid->column_count; i++)
        widths[i] = wish(grid, i, 0);
    if (shrink(grid, widths, room, WORDS_MIN, WORDS_FAIR)) return true;
    return shrink(grid, widths, room, WORDS_MIN, WORDS_MIN) && tallest(grid, widths) <= TALLEST_ROW;
}

/* ---- writing ------------------------------------------------------------- */

static bool all_empty(const cor_str *cells, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (cells[i].length) return false;
    }
    return true;
}

/* Blanks are held back until something follows them: no line ends in blanks. */
static void put_cell_line(const cor_grid *grid, cor_out *out, cor_str *rest, const int32_t *widths,
                          int32_t indent) {
    int32_t owed = indent;
    for (int32_t i = 0; i < grid->column_count; i++) {
        cor_str piece = { 0 };
        bool any = cor_wrap_next(&rest[i], widths[i], &piece);
        int32_t blanks = widths[i] - (any ? cor_str_width(piece) : 0);
        if (i > 0) owed += gap_before(grid, i);
        if (grid->columns[i].right) owed += blanks;
        if (piece.length) {
            cor_put_fill(out, ' ', owed);
            cor_put(out, piece);
            owed = 0;
        }
        if (!grid->columns[i].right) owed += blanks;
    }

    cor_put_char(out, '\n');
}

static void put_cells(const cor_grid *grid, cor_out *out, const cor_str *cells, cor_str *rest,
                      const int32_t *widths, int32_t indent) {
    memcpy(rest, cells, (size_t)grid->column_count * sizeof *rest);
    do
        put_cell_line(grid, out, rest, widths, indent);
    while (!all_empty(rest, grid->column_count));
}

static void put_rule(cor_out *out, int32_t indent, int32_t width) {
    cor_put_fill(out, ' ', indent);
    for (int32_t i = 0; i < width; i++)
        cor_put_c(out, "─");
    cor_put_char(out, '\n');
}

static void put_grid_rows(const cor_grid *grid, cor_out *out, int32_t indent, const int32_t *widths,
                          cor_str *rest, const char *bold, const char *plain) {
    int32_t width = total_width(grid, widths);
    if (!all_empty(grid->head, grid->column_count)) {
        cor_put_c(out, bold);
        put_cells(grid, out, grid->head, rest, widths, indent);
        cor_put_c(out, plain);
        put_rule(out, indent, width);
    }

    for (int32_t row = 0; row < grid->row_count; row++) {
        if (grid->last_is_total && row == grid->row_count - 1) put_rule(out, indent, width);
        put_cells(grid, out, grid->rows[row], rest, widths, indent);
    }
}

/* "Women: 12.9 % [1]": a number and what belongs to it on one line. */
static bool put_named(const cor_grid *grid, cor_out *out, const cor_str *row, int32_t i,
                      int32_t indent, int32_t width) {
    bool marked = i + 1 < grid->column_count && grid->columns[i + 1].tight && row[i + 1].length;
    bool named = i > 0 && grid->head[i].length > 0;
    cor_str parts[] = { named ? grid->head[i] : (cor_str){ 0 }, cor_str_of(named ? ": " : ""),
                        row[i], cor_str_of(marked ? " " : ""),
                        marked ? row[i + 1] : (cor_str){ 0 } };
    cor_arena scratch = *grid->arena;
    cor_str line = cor_str_join(&scratch, parts, sizeof parts / sizeof *parts);
    cor_put_wrapped(out, line, indent, "", "  ", width);
    return line.at;
}

/* A row under the other, for columns that do not fit beside each other. */
static bool put_paragraphs(const cor_grid *grid, cor_out *out, int32_t indent, int32_t width) {
    bool fits = true;
    for (int32_t row = 0; row < grid->row_count && fits; row++) {
        const cor_str *cells = grid->rows[row];
        fits = put_named(grid, out, cells, 0, indent, width);
        for (int32_t i = 1; i < grid->column_count && fits; i++) {
            if (cells[i].length && !grid->columns[i].tight)
                fits = put_named(grid, out, cells, i, indent + 2, width);
        }
    }

    return fits;
}

bool cor_grid_put(const cor_grid *grid, cor_out *out, int32_t indent, int32_t width,
                  const char *bold, const char *plain) {
    cor_arena scratch = *grid->arena;
    int32_t *widths = cor_new(&scratch, int32_t, grid->column_count);
    cor_str *rest = cor_new(&scratch, cor_str, grid->column_count);
    if (grid->full || !widths || !rest) return false;
    if (fit(grid, widths, width - indent))
        put_grid_rows(grid, out, indent, widths, rest, bold, plain);
    else
        return put_paragraphs(grid, out, indent, width);
    return true;
}
