/* SPDX-License-Identifier: Apache-2.0 */
/* level_tables.c: reads numbers by the labels of up to three axes, named by the headers of their
 * files. See flow_tables.h. */
#include <math.h>

#include "core/say.h"
#include "flow_files.h"

typedef struct cor_level_row {
    int32_t levels[COR_LEVEL_AXES_MAX];
    int32_t file_row;
    double value;
} level_row;

typedef struct {
    cor_table *table;
    cor_level_axes *axes;
    cor_arena *keep;
    int32_t columns[COR_LEVEL_AXES_MAX]; // columns of the labels
    int32_t axis_of[COR_LEVEL_AXES_MAX]; // axis of each
    int32_t label_count;
    int32_t value; // column of the number
    cor_level_table read;
    int64_t room;
} reading;

static const char *const TOTALS[] = { "km",       "distance_km", "distancia", "total",
                                      "totals",   "population",  "n",         "people",
                                      "personas", "poblacion",   "población", NULL };

/* ---- rows ---------------------------------------------------------------- */

static cor_code put_level_row(reading *read, const int32_t levels[COR_LEVEL_AXES_MAX], double value,
                              int32_t file_row, cor_error *err) {
    if (read->read.row_count == read->room) {
        int64_t room = read->room ? 2 * read->room : 64;
        level_row *rows = cor_new(read->keep, level_row, room);
        if (!rows) return cor_fail_memory(err);
        if (read->room) memcpy(rows, read->read.rows, (size_t)read->room * sizeof *rows);
        read->read.rows = rows;
        read->room = room;
    }

    level_row *row = &read->read.rows[read->read.row_count++];
    *row = (level_row){ .file_row = file_row, .value = value };
    memcpy(row->levels, levels, sizeof row->levels);

    return COR_OK;
}

static cor_code level_at(reading *read, int32_t axis, cor_str label, int32_t row, int32_t column,
                         int32_t *ret_level, cor_error *err) {
    if (cor_text_is_absent(label)) {
        cor_fail(err, COR_E_FORMAT, _("A label is missing here."));
        cor_hint(err, _("A list needs labels and a number in every row; a matrix labels above and "
                        "on the left."));
        return flow_at_cell(err, row, column);
    }

    cor_code code = flow_check_total(label, row, column, err);
    if (code) return code;
    cor_flow_places *levels = &read->axes->levels[axis];
    *ret_level = cor_flow_place_find(levels, label);
    if (*ret_level >= 0) return COR_OK;
    *ret_level = levels->count;

    return flow_place_put(levels, label, row, column, read->keep, err);
}

/* ---- heads --------------------------------------------------------------- */

static bool same_name(cor_str a, cor_str b) {
    if (a.length != b.length) return false;
    for (size_t k = 0; k < a.length; k++)
        if ((a.at[k] | 32) != (b.at[k] | 32)) return false;
    return true;
}

static int32_t find_axis(const cor_level_axes *axes, cor_str name) {
    for (int32_t axis = 0; axis < axes->count; axis++)
        if (same_name(axes->names[axis], name)) return axis;
    return -1;
}

static cor_code axis_for(reading *read, cor_str name, int32_t row, int32_t *ret_axis,
                         cor_error *err) {
    *ret_axis = find_axis(read->axes, name);
    if (*ret_axis >= 0) return COR_OK;
    if (read->axes->count == COR_LEVEL_AXES_MAX) {
        cor_fail(err, COR_E_CONFLICT,
                 _("There would be more than three kinds of label: \"{name}\" is one too many."),
                 cor_arg_str(name));
        cor_hint(err, _("Call the same axis by the same name in the heads of all files."));
        return flow_at_row(err, row);
    }

    *ret_axis = read->axes->count++;
    read->axes->names[*ret_axis] = cor_str_keep(read->keep, name);
    return read->axes->names[*ret_axis].at ? COR_OK : cor_fail_memory(err);
}

/* The column of the numbers: by its name, else the last one of two columns, else the one beside
 * origin and destination; -1: not a list. */
static int32_t value_column(const cor_row *head) {
    int32_t value = flow_find_word(head, FLOW_VALUES);
    if (value < 0) value = flow_find_word(head, TOTALS);
    if (value < 0 && head->cell_count == 2) return 1;
    int32_t origin = flow_find_word(head, FLOW_ORIGINS),
            destination = flow_find_word(head, FLOW_DESTINATIONS);
    bool has_pair = origin >= 0 && destination >= 0 && head->cell_count == 3;
    return value < 0 && has_pair ? 3 - origin - destination : value;
}

/* A whole table with other axis names: its axes are taken by position. */
static bool is_by_position(const reading *read, const cor_row *head) {
    int32_t known = 0;
    for (int32_t k = 0; k < read->label_count; k++)
        known += find_axis(read->axes, flow_label(&head->cells[read->columns[k]])) >= 0;
    return read->label_count > 1 && read->axes->count == read->label_count && known == 0;
}

static cor_code fail_no_labels(const cor_row *head, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("There are no labels in the first row."));
    cor_hint(
        err,
        _("A list needs labels and a number in every row; a matrix labels above and on the left."));
    return flow_at_row(err, head->row);
}

static cor_code read_list_head(reading *read, const cor_row *head, cor_error *err) {
    for (int32_t c = 0; c < head->cell_count; c++) {
        if (c == read->value || !flow_label(&head->cells[c]).length) continue;
        if (read->label_count == COR_LEVEL_AXES_MAX) {
            cor_fail(err, COR_E_FORMAT, _("The list has more than three columns of labels."));
            cor_hint(err, _("Leave out columns that are neither labels nor the number."));
            return flow_at_row(err, head->row);
        }
        read->columns[read->label_count++] = c;
    }

    if (!read->label_count) return fail_no_labels(head, err);
    bool by_position = is_by_position(read, head);
    cor_code code = COR_OK;

    for (int32_t k = 0; !code && k < read->label_count; k++) {
        read->axis_of[k] = k;
        if (!by_position)
            code = axis_for(read, flow_label(&head->cells[read->columns[k]]), head->row,
                            &read->axis_of[k], err);
        read->read.margin |= 1 << read->axis_of[k];
    }

    return code;
}

/* ---- a list -------------------------------------------------------------- */

static cor_code read_level_list_row(reading *read, const cor_row *row, cor_error *err) {
    int32_t levels[COR_LEVEL_AXES_MAX] = { 0 }, last = read->value;
    double value;

    for (int32_t k = 0; k < read->label_count; k++)
        last = read->columns[k] > last ? read->columns[k] : last;
    if (row->cell_count <= last) {
        cor_fail(err, COR_E_FORMAT, _("The row is too short."));
        return flow_at_row(err, row->row);
    }

    for (int32_t k = 0; k < read->label_count; k++) {
        int32_t column = read->columns[k];
        cor_code code = level_at(read, read->axis_of[k], flow_label(&row->cells[column]), row->row,
                                 column, &levels[read->axis_of[k]], err);
        if (code) return code;
    }

    cor_code code = flow_number_read(&row->cells[read->value], row->row, read->value, &value, err);
    return code ? code : put_level_row(read, levels, value, row->row, err);
}

static cor_code read_level_list(reading *read, const cor_row *head, cor_error *err) {
    cor_row row;
    bool found;
    cor_code code = read_list_head(read, head, err);
    while (!code && !(code = flow_next_row(read->table, &row, &found, err)) && found)
        code = read_level_list_row(read, &row, err);
    return code;
}

/* ---- a matrix ------------------------------------------------------------ */

static cor_code read_matrix_head(reading *read, const cor_row *head, int32_t *columns,
                                 int32_t count, cor_error *err) {
    int32_t axis;
    cor_code code = COR_OK;

    if (read->axes->count == 0) code = axis_for(read, COR_STR("origin"), head->row, &axis, err);
    if (!code && read->axes->count == 1)
        code = axis_for(read, COR_STR("destination"), head->row, &axis, err);

    for (int32_t c = 1; !code && c <= count; c++) {
        code = level_at(read, 1, flow_label(&head->cells[c]), head->row, c, &columns[c - 1], err);
        for (int32_t before = 0; !code && before < c - 1; before++)
            if (columns[before] == columns[c - 1])
                code = flow_fail_twice(flow_label(&head->cells[c]), head->row, c, err);
    }

    read->read.margin = 3;
    return code;
}

/* Only the diagonal, where nobody moves, may be empty. */
static cor_code read_level_matrix_row(reading *read, const cor_row *row, const int32_t *columns,
                                      int32_t count, cor_error *err) {
    int32_t levels[COR_LEVEL_AXES_MAX] = { 0 };
    cor_code code = level_at(read, 0, flow_label(&row->cells[0]), row->row, 0, &levels[0], err);

    for (int32_t c = 1; !code && c <= count; c++) {
        double value = 0;
        levels[1] = columns[c - 1];
        bool is_empty = c >= row->cell_count || flow_is_empty(&row->cells[c]);
        cor_str across = read->axes->levels[1].names[levels[1]],
                down = read->axes->levels[0].names[levels[0]];
        if (is_empty && !cor_str_equal(across, down)) {
            cor_fail(err, COR_E_FORMAT, _("The cell of {row_place} and {column_place} is empty."),
                     cor_arg_str(down), cor_arg_str(across));
            cor_hint(err, _("Write digits with a decimal point and without grouping; write 0 where "
                            "there is nobody."));
            return flow_at_cell(err, row->row, c);
        }
        if (!is_empty) code = flow_number_read(&row->cells[c], row->row, c, &value, err);
        if (!code) code = put_level_row(read, levels, value, row->row, err);
    }

    return code;
}

/* The rows of a matrix were put one after another, each with all of its cells. */
static cor_code check_level_sums(reading *read, int32_t columns, cor_error *err) {
    int32_t rows = (int32_t)(read->read.row_count / columns);
    double *cells = cor_new(read->keep, double, read->read.row_count);
    if (!cells) return cor_fail_memory(err);
    for (int64_t k = 0; k < read->read.row_count; k++)
        cells[k] = read->read.rows[k].value;

    for (int is_row = 0; is_row < 2; is_row++) {
        int32_t line = flow_find_sum(cells, rows, columns, is_row);
        if (line < 0) continue;
        const level_row *first = &read->read.rows[is_row ? (int64_t)line * columns : line];
        return flow_fail_sum(read->axes->levels[!is_row].names[first->levels[!is_row]], err);
    }

    return COR_OK;
}

static cor_code read_level_matrix(reading *read, const cor_row *head, cor_error *err) {
    int32_t count = head->cell_count - 1;
    while (count > 0 && !flow_label(&head->cells[count]).length)
        count--;

    if (count < 1) return fail_no_labels(head, err);
    int32_t *columns = cor_new(read->keep, int32_t, count);
    if (!columns) return cor_fail_memory(err);
    cor_row row;
    bool found;
    cor_code code = read_matrix_head(read, head, columns, count, err);
    while (!code && !(code = flow_next_row(read->table, &row, &found, err)) && found)
        code = read_level_matrix_row(read, &row, columns, count, err);

    return code ? code : check_level_sums(read, count, err);
}

/* ---- either -------------------------------------------------------------- */

cor_code cor_level_table_read(cor_table *table, cor_level_axes *axes, cor_arena *keep,
                              cor_level_table *ret_table, cor_error *err) {
    reading read = { .table = table, .axes = axes, .keep = keep };
    cor_row head;
    cor_code code = flow_first_row(table, &head, err);
    if (code) return code;
    read.value = value_column(&head);
    code = flow_hold(table, read.value < 0, err);
    if (code) return code;
    code =
        read.value >= 0 ? read_level_list(&read, &head, err) : read_level_matrix(&read, &head, err);
    if (code) return code;

    if (!read.read.row_count) return cor_fail(err, COR_E_FORMAT, _("The table is empty."));
    *ret_table = read.read;
    return COR_OK;
}

void cor_level_table_turn(cor_level_table *table, int32_t axis) {
    for (int64_t k = 0; k < table->row_count; k++) {
        int32_t level = table->rows[k].levels[0];
        table->rows[k].levels[0] = 0;
        table->rows[k].levels[axis] = level;
    }
    table->margin = 1 << axis;
}

/* ---- cells --------------------------------------------------------------- */

static size_t level_cell(const cor_level_table *table, const cor_level_axes *axes,
                         const level_row *row) {
    size_t cell = 0;
    for (int32_t axis = 0; axis < axes->count; axis++)
        if (table->margin >> axis & 1)
            cell = cell * (size_t)axes->levels[axis].count + (size_t)row->levels[axis];
    return cell;
}

static cor_code fail_again(const cor_level_table *table, const cor_level_axes *axes,
                           const level_row *row, cor_error *err) {
    for (int32_t axis = 0; axis < axes->count; axis++)
        if (table->margin >> axis & 1) {
            cor_fail(err, COR_E_CONFLICT, _("The same cell of \"{level}\" is given twice."),
                     cor_arg_str(axes->levels[axis].names[row->levels[axis]]));
            break;
        }
    cor_hint(err, _("Each combination of labels may stand in a table once."));
    return flow_at_row(err, row->file_row);
}

static cor_code check_levels(const cor_level_table *table, const cor_level_axes *axes,
                             cor_arena scratch, cor_error *err) {
    for (int32_t axis = 0; axis < axes->count; axis++) {
        if (!(table->margin >> axis & 1)) continue;
        bool *is_seen = cor_new(&scratch, bool, axes->levels[axis].count);
        if (!is_seen) return cor_fail_memory(err);
        for (int64_t k = 0; k < table->row_count; k++)
            is_seen[table->rows[k].levels[axis]] = true;
        for (int32_t level = 0; level < axes->levels[axis].count; level++) {
            if (is_seen[level]) continue;
            cor_fail(err, COR_E_CONFLICT, _("\"{level}\" of another table is missing here."),
                     cor_arg_str(axes->levels[axis].names[level]));
            return cor_hint(
                err,
                _("Use the same labels in all tables, and leave out rows and columns of totals."));
        }
    }

    return COR_OK;
}

cor_code cor_level_table_cells(const cor_level_table *table, const cor_level_axes *axes,
                               cor_arena *keep, double **ret_cells, cor_error *err) {
    size_t count = 1;
    for (int32_t axis = 0; axis < axes->count; axis++)
        if (table->margin >> axis & 1) count *= (size_t)axes->levels[axis].count;

    double *cells = cor_new(keep, double, count);
    if (!cells) return cor_fail_memory(err);
    cor_arena scratch = *keep;
    bool *is_given = cor_new(&scratch, bool, count);
    if (!is_given) return cor_fail_memory(err);

    cor_code code = check_levels(table, axes, scratch, err);
    for (int64_t k = 0; !code && k < table->row_count; k++) {
        size_t cell = level_cell(table, axes, &table->rows[k]);
        if (is_given[cell]) code = fail_again(table, axes, &table->rows[k], err);
        is_given[cell] = true;
        cells[cell] = table->rows[k].value;
    }

    if (code) return code;
    *ret_cells = cells;
    return COR_OK;
}
