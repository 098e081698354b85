/* SPDX-License-Identifier: Apache-2.0 */
/* stock_tables.c: reads stocks, propensities and moves from a matrix or a list. See
 * flow_tables.h. */
#include "core/say.h"
#include "flow_files.h"

#include <math.h>

enum { PLACES_MAX = 32768, LIST_COLUMNS = 3 };

/* ---- matrix or list ------------------------------------------------------ */

typedef struct {
    bool is_list;
    int32_t row, column, value; // columns of a list
    int32_t at;                 // row in the file
    int32_t count;              // number of places of a matrix
} table_head;

static const char *const BIRTHPLACES[] = { "birthplace", "birth",      "born", "place_of_birth",
                                           "pob",        "nacimiento", NULL };
static const char *const RESIDENCES[] = { "residence", "living",     "place_of_residence",
                                          "por",       "residencia", NULL };

/* A list names its two kinds of place; anything else is a matrix. */
static table_head read_table_head(const cor_row *row, cor_flow_table_kind kind) {
    table_head head = { .at = row->row };
    head.row = flow_find_word(row, kind == COR_FLOW_STOCKS ? BIRTHPLACES : FLOW_ORIGINS);
    head.column = flow_find_word(row, kind == COR_FLOW_STOCKS ? RESIDENCES : FLOW_DESTINATIONS);

    if (kind == COR_FLOW_STOCKS &&
        (head.row < 0 || head.column < 0)) { // agencies write origin for birthplace
        head.row = flow_find_word(row, FLOW_ORIGINS);
        head.column = flow_find_word(row, FLOW_DESTINATIONS);
    }

    head.value = flow_find_word(row, FLOW_VALUES);
    head.is_list = head.row >= 0 && head.column >= 0;
    if (head.is_list && head.value < 0 && row->cell_count == LIST_COLUMNS)
        head.value = 3 - head.row - head.column;

    return head;
}

/* ---- a matrix ------------------------------------------------------------ */

typedef struct {
    cor_flow_table_kind kind;
    const cor_flow_places *places;
    cor_arena *keep;
    int32_t *columns; // [count] place of each column of the file
    int32_t *seen;    // [places] its row in the file; 0 none
    double *cells;
} matrix_reading;

static int32_t count_labels(const cor_row *row) {
    int32_t count = row->cell_count - 1;
    while (count > 0 && flow_label(&row->cells[count]).length == 0)
        count--;
    return count;
}

static cor_code check_label(const cor_cell *cell, int32_t row, int32_t column, cor_error *err) {
    if (!cor_text_is_absent(flow_label(cell))) return COR_OK;
    cor_fail(err, COR_E_FORMAT, _("A place has no name here."));
    cor_hint(err, _("A matrix needs labels above and on the left; a list the columns birthplace, "
                    "residence, stock."));
    return flow_at_cell(err, row, column);
}

/* The column labels give the places, in this order. */
static cor_code read_column_places(const cor_row *row, int32_t count, cor_flow_places *places,
                                   cor_arena *keep, cor_error *err) {
    if (count < 1) {
        cor_fail(err, COR_E_FORMAT, _("There are no labels in the first row."));
        cor_hint(err, _("A matrix needs labels above and on the left; a list the columns "
                        "birthplace, residence, stock."));
        return flow_at_row(err, row->row);
    }

    if (count > PLACES_MAX)
        return cor_fail(err, COR_E_LIMIT,
                        _("There are more places than the limit of {limit}: {count}."),
                        cor_arg_int(PLACES_MAX), cor_arg_int(count));

    if (!flow_places_init(places, count, keep)) return cor_fail_memory(err);
    for (int32_t c = 1; c <= count; c++) {
        cor_code code = check_label(&row->cells[c], row->row, c, err);
        cor_str label = flow_label(&row->cells[c]);
        if (!code) code = flow_check_total(label, row->row, c, err);
        if (code) return code;
        if (cor_flow_place_find(places, label) >= 0)
            return flow_fail_twice(label, row->row, c, err);
        code = flow_place_put(places, label, row->row, c, keep, err);
        if (code) return code;
    }

    return COR_OK;
}

static cor_code match_columns(matrix_reading *reading, const cor_row *row, int32_t count,
                              cor_error *err) {
    for (int32_t c = 1; c <= count; c++) {
        cor_str label = flow_label(&row->cells[c]);
        cor_code code = flow_check_total(label, row->row, c, err);
        if (code) return code;
        int32_t place = cor_flow_place_find(reading->places, label);
        if (place < 0) return flow_fail_unknown(reading->places, label, row->row, c, err);
        if (reading->seen[place]) return flow_fail_twice(label, row->row, c, err);
        reading->seen[place] = row->row;
        reading->columns[c - 1] = place;
    }

    for (int32_t place = 0; place < reading->places->count; place++)
        if (!reading->seen[place]) return flow_fail_absent(reading->places->names[place], err);
    memset(reading->seen, 0, (size_t)reading->places->count * sizeof *reading->seen);

    return COR_OK;
}

static cor_code read_matrix_cell(matrix_reading *reading, const cor_row *row, int32_t place,
                                 int32_t c, cor_error *err) {
    int32_t column = reading->columns[c - 1], n = reading->places->count;
    double *value = &reading->cells[(size_t)place * (size_t)n + (size_t)column];
    bool is_empty = c >= row->cell_count || flow_is_empty(&row->cells[c]);

    if (!is_empty) return flow_number_read(&row->cells[c], row->row, c, value, err);
    *value = NAN;
    if (place == column) return COR_OK;
    cor_fail(err, COR_E_FORMAT, _("The cell of {row_place} and {column_place} is empty."),
             cor_arg_str(reading->places->names[place]),
             cor_arg_str(reading->places->names[column]));
    cor_hint(err, _("Write digits with a decimal point and without grouping; write 0 where there "
                    "is nobody."));

    return flow_at_cell(err, row->row, c);
}

static cor_code read_matrix_row(matrix_reading *reading, const cor_row *row, cor_error *err) {
    cor_code code = check_label(&row->cells[0], row->row, 0, err);
    cor_str label = flow_label(&row->cells[0]);
    if (!code) code = flow_check_total(label, row->row, 0, err);
    if (code) return code;
    int32_t place = cor_flow_place_find(reading->places, label);

    if (place < 0) {
        cor_fail(err, COR_E_CONFLICT, _("The row \"{place}\" has no column of that name."),
                 cor_arg_str(label));
        flow_suggest(reading->places, label, err);
        return flow_at_row(err, row->row);
    }

    if (reading->seen[place]) return flow_fail_twice(label, row->row, 0, err);
    reading->seen[place] = row->row;
    for (int32_t c = 1; !code && c <= reading->places->count; c++)
        code = read_matrix_cell(reading, row, place, c, err);
    return code;
}

static cor_code check_all_rows(const matrix_reading *reading, cor_error *err) {
    for (int32_t place = 0; place < reading->places->count; place++) {
        if (reading->seen[place]) continue;
        cor_fail(err, COR_E_CONFLICT, _("The column \"{place}\" has no row of that name."),
                 cor_arg_str(reading->places->names[place]));
        return cor_hint(
            err, _("Use the same labels in all tables, and leave out rows and columns of totals."));
    }
    return COR_OK;
}

static cor_code read_matrix(cor_table *table, matrix_reading *reading, double **ret_cells,
                            cor_error *err) {
    size_t n = (size_t)reading->places->count;
    reading->cells = cor_new(reading->keep, double, n *n);
    if (!reading->cells) return cor_fail_memory(err);
    cor_row row;
    bool found;
    cor_code code;
    while (!(code = flow_next_row(table, &row, &found, err)) && found)
        if ((code = read_matrix_row(reading, &row, err))) return code;
    if (!code) code = check_all_rows(reading, err);
    if (!code && reading->kind != COR_FLOW_PROPENSITIES)
        code = flow_check_sums(reading->cells, reading->places, err);
    if (!code) *ret_cells = reading->cells;
    return code;
}

/* ---- a list -------------------------------------------------------------- */

typedef struct {
    cor_flow_places *places;
    bool may_add; // the list itself defines the places
    cor_flow_table_kind kind;
    cor_arena *keep;
    int32_t room; // cells are [room][room] until the end
    double *cells;
    int32_t *rows; // the pair's row in the file; 0 none
} list_reading;

static cor_code check_matrix_width(const table_head *head, const cor_row *row, cor_error *err) {
    int32_t most = head->row > head->column ? head->row : head->column;
    if (head->value < 0) {
        cor_fail(err, COR_E_FORMAT, _("The list has no column of numbers that is known here."));
        cor_hint(err, _("Call it stock, flow or value."));
        return flow_at_row(err, head->at);
    }
    if (row->cell_count > (most > head->value ? most : head->value)) return COR_OK;
    cor_fail(err, COR_E_FORMAT, _("The row is too short."));
    return flow_at_row(err, row->row);
}

static cor_code place_in_list(list_reading *reading, const cor_row *row, int32_t column,
                              int32_t *ret_place, cor_error *err) {
    cor_code code = check_label(&row->cells[column], row->row, column, err);
    cor_str label = flow_label(&row->cells[column]);
    if (!code) code = flow_check_total(label, row->row, column, err);
    if (code) return code;
    *ret_place = cor_flow_place_find(reading->places, label);
    if (*ret_place >= 0) return COR_OK;
    if (!reading->may_add) return flow_fail_unknown(reading->places, label, row->row, column, err);

    if (reading->places->count == reading->room)
        return cor_fail(err, COR_E_LIMIT,
                        _("There are more places than the limit of {limit}: {count}."),
                        cor_arg_int(reading->room), cor_arg_int(reading->room + 1));

    *ret_place = reading->places->count;
    return flow_place_put(reading->places, label, row->row, column, reading->keep, err);
}

static cor_code fail_pair_twice(const list_reading *reading, int32_t a, int32_t b, int32_t first,
                                int32_t row, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT,
             _("The pair {row_place} and {column_place} occurs twice, first in row {row}."),
             cor_arg_str(reading->places->names[a]), cor_arg_str(reading->places->names[b]),
             cor_arg_plain(first));
    cor_hint(err, _("Leave one of them out, or add them up if they are parts of one number."));
    return flow_at_row(err, row);
}

static cor_code read_list_row(list_reading *reading, const table_head *head, const cor_row *row,
                              cor_error *err) {
    int32_t a, b;
    double value;
    cor_code code = check_matrix_width(head, row, err);
    if (!code) code = place_in_list(reading, row, head->row, &a, err);
    if (!code) code = place_in_list(reading, row, head->column, &b, err);
    if (!code)
        code = flow_number_read(&row->cells[head->value], row->row, head->value, &value, err);
    if (code) return code;
    size_t cell = (size_t)a * (size_t)reading->room + (size_t)b;
    if (reading->rows[cell])
        return fail_pair_twice(reading, a, b, reading->rows[cell], row->row, err);

    reading->rows[cell] = row->row;
    reading->cells[cell] = value;
    return COR_OK;
}

/* Compact [room][room] to [n][n]. Native-born who are not listed are unknown; so are moves. */
static void tighten_cells(list_reading *reading) {
    size_t n = (size_t)reading->places->count, room = (size_t)reading->room;
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            bool may_be_unknown =
                reading->kind == COR_FLOW_MOVES || (reading->kind == COR_FLOW_STOCKS && a == b);
            bool is_unknown = may_be_unknown && !reading->rows[a * room + b];
            reading->cells[a * n + b] = is_unknown ? NAN : reading->cells[a * room + b];
        }
}

static cor_code check_stock_places(const list_reading *reading, cor_error *err) {
    size_t n = (size_t)reading->places->count, room = (size_t)reading->room;
    for (size_t p = 0; reading->kind == COR_FLOW_STOCKS && p < n; p++) {
        bool is_listed = false;
        for (size_t k = 0; !is_listed && k < n; k++)
            is_listed = reading->rows[p * room + k] || reading->rows[k * room + p];
        if (!is_listed) return flow_fail_absent(reading->places->names[p], err);
    }
    return COR_OK;
}

static cor_code read_stock_list(cor_table *table, const table_head *head, list_reading *reading,
                                cor_arena scratch, double **ret_cells, cor_error *err) {
    size_t cells = (size_t)reading->room * (size_t)reading->room;
    reading->rows = cor_new(&scratch, int32_t, cells);
    reading->cells = cor_new(reading->keep, double, cells);
    if (!reading->rows || !reading->cells) return cor_fail_memory(err);

    cor_row row;
    bool found;
    cor_code code;
    while (!(code = flow_next_row(table, &row, &found, err)) && found)
        if ((code = read_list_row(reading, head, &row, err))) return code;
    if (!code) code = check_stock_places(reading, err);
    if (code) return code;
    tighten_cells(reading);
    if (reading->kind != COR_FLOW_PROPENSITIES)
        code = flow_check_sums(reading->cells, reading->places, err);
    if (!code) *ret_cells = reading->cells;

    return code;
}

/* Count the different labels of a list: it is read once, then again from its header. */
static cor_code count_places(cor_table *table, const table_head *head, cor_arena scratch,
                             int32_t *ret_count, cor_error *err) {
    cor_flow_places places;
    if (!flow_places_init(&places, PLACES_MAX, &scratch)) return cor_fail_memory(err);
    cor_row row;
    bool found;
    cor_code code;

    while (!(code = flow_next_row(table, &row, &found, err)) && found) {
        int32_t columns[2] = { head->row, head->column };
        for (int k = 0; k < 2 && places.count < PLACES_MAX; k++) {
            if (columns[k] >= row.cell_count) continue;
            cor_str label = flow_label(&row.cells[columns[k]]);
            if (cor_flow_place_find(&places, label) < 0 &&
                !cor_flow_place_add(&places, label, &scratch))
                return cor_fail_memory(err);
        }
    }

    *ret_count = places.count;
    if (!code) code = cor_table_rewind(table, err);
    if (!code) code = flow_first_row(table, &row, err);
    return code ? code : flow_hold(table, false, err);
}

/* ---- either -------------------------------------------------------------- */

static cor_code begin_file(cor_table *table, cor_flow_table_kind kind, cor_row *ret_row,
                           table_head *ret_head, cor_error *err) {
    cor_code code = flow_first_row(table, ret_row, err);
    if (code) return code;
    *ret_head = read_table_head(ret_row, kind);
    ret_head->count = count_labels(ret_row);
    if (!ret_head->is_list) return flow_hold(table, true, err);
    int32_t used[] = { ret_head->row, ret_head->column, ret_head->value };
    code = flow_check_columns(ret_row, used, sizeof used / sizeof *used, err);

    return code ? code : flow_hold(table, false, err);
}

static cor_code read_new_list(cor_table *table, const table_head *head, cor_flow_table_kind kind,
                              cor_arena *keep, cor_arena scratch, cor_flow_places *ret_places,
                              double **ret_cells, cor_error *err) {
    int32_t count = 0;
    cor_code code = count_places(table, head, scratch, &count, err);
    if (code) return code;
    if (!count) return cor_fail(err, COR_E_FORMAT, _("The table is empty."));
    if (!flow_places_init(ret_places, count, keep)) return cor_fail_memory(err);
    list_reading reading = {
        .places = ret_places, .may_add = true, .kind = kind, .keep = keep, .room = count
    };
    return read_stock_list(table, head, &reading, scratch, ret_cells, err);
}

cor_code cor_flow_table_read(cor_table *table, cor_flow_table_kind kind, cor_arena *keep,
                             cor_arena scratch, cor_flow_places *ret_places, double **ret_cells,
                             cor_error *err) {
    cor_row row;
    table_head head;
    cor_code code = begin_file(table, kind, &row, &head, err);
    if (code) return code;

    if (head.is_list)
        return read_new_list(table, &head, kind, keep, scratch, ret_places, ret_cells, err);
    if ((code = read_column_places(&row, head.count, ret_places, keep, err))) return code;
    matrix_reading reading = { .kind = kind,
                               .places = ret_places,
                               .keep = keep,
                               .columns = cor_new(&scratch, int32_t, head.count),
                               .seen = cor_new(&scratch, int32_t, head.count) };
    if (!reading.columns || !reading.seen) return cor_fail_memory(err);
    for (int32_t c = 0; c < head.count; c++)
        reading.columns[c] = c;

    return read_matrix(table, &reading, ret_cells, err);
}

cor_code cor_flow_table_read_for(cor_table *table, cor_flow_table_kind kind,
                                 const cor_flow_places *places, cor_arena *keep, cor_arena scratch,
                                 double **ret_cells, cor_error *err) {
    cor_row row;
    table_head head;
    cor_code code = begin_file(table, kind, &row, &head, err);
    if (code) return code;

    if (head.is_list) {
        cor_flow_places known = *places;
        list_reading reading = {
            .places = &known, .kind = kind, .keep = keep, .room = places->count
        };
        return read_stock_list(table, &head, &reading, scratch, ret_cells, err);
    }

    int32_t room = head.count > places->count ? head.count : places->count;
    matrix_reading reading = { .kind = kind,
                               .places = places,
                               .keep = keep,
                               .columns = cor_new(&scratch, int32_t, room),
                               .seen = cor_new(&scratch, int32_t, room) };
    if (!reading.columns || !reading.seen) return cor_fail_memory(err);
    code = match_columns(&reading, &row, head.count, err);

    return code ? code : read_matrix(table, &reading, ret_cells, err);
}
