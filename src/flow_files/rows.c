/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c: the rows of a table: columns by name, labels, numbers, and errors with row and column. */
#include "core/say.h"
#include "flow_files.h"

cor_code flow_at_cell(cor_error *err, int32_t row, int32_t column) {
    char label[8];
    cor_column_label(column + 1, label);
    return cor_within(err, _("row {row}, column {column}"), cor_arg_plain(row),
                      cor_arg_cstr(label));
}

cor_code flow_at_row(cor_error *err, int32_t row) {
    return cor_within(err, _("row {row}"), cor_arg_plain(row));
}

cor_str flow_label(const cor_cell *cell) {
    return cor_str_trim(cell->text);
}

static cor_code fail_number(const cor_cell *cell, int32_t row, int32_t column, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("\"{text}\" is not a number."), cor_arg_str(flow_label(cell)));
    cor_hint(err, _("Write digits with a decimal point and without grouping; write 0 where there "
                    "is nobody."));
    return flow_at_cell(err, row, column);
}

cor_code flow_number_read(const cor_cell *cell, int32_t row, int32_t column, double *ret_value,
                          cor_error *err) {
    if (cell->kind == COR_CELL_NUMBER) {
        *ret_value = cell->number;
        return COR_OK;
    }
    return cor_number_parse(flow_label(cell), 0, ret_value) ? COR_OK
                                                            : fail_number(cell, row, column, err);
}

/* ---- columns by name ----------------------------------------------------- */

const char *const FLOW_ORIGINS[] = { "origin", "orig", "from", "origin_iso3", "origen", NULL };
const char *const FLOW_DESTINATIONS[] = { "destination",      "dest",    "to", "dest_iso3",
                                          "destination_iso3", "destino", NULL };
const char *const FLOW_VALUES[] = { "stock",    "persons", "value",        "flow",
                                    "flows",    "moves",   "seed",         "propensity",
                                    "distance", "count",   "flow_persons", "stock_persons",
                                    "valor",    NULL };

static bool is_one_of_words(cor_str text, const char *const *words) {
    char lower[32];
    if (text.length >= sizeof lower) return false;
    for (size_t k = 0; k < text.length; k++)
        lower[k] = text.at[k] >= 'A' && text.at[k] <= 'Z' ? (char)(text.at[k] + 32) : text.at[k];
    for (; *words; words++)
        if (cor_str_is((cor_str){ lower, text.length }, *words)) return true;
    return false;
}

int32_t flow_find_word(const cor_row *row, const char *const *words) {
    for (int32_t c = 0; c < row->cell_count; c++)
        if (is_one_of_words(flow_label(&row->cells[c]), words)) return c;
    return -1;
}

/* ---- the next row -------------------------------------------------------- */

/* "1.234" is a thousand and more to some, one and a bit to others. */
static bool is_ambiguous(cor_str text) {
    size_t point = text.length > 4 ? text.length - 4 : 0;
    if (point < 1 || point > 3 || text.at[point] != '.' || text.at[0] == '0') return false;
    for (size_t k = 0; k < text.length; k++)
        if (k != point && !(text.at[k] >= '0' && text.at[k] <= '9')) return false;
    return true;
}

/* Where semicolons separate cells, commas are decimal and points may group thousands: ask instead
 * of guessing. */
static cor_code check_points(const cor_row *row, cor_error *err) {
    for (int32_t c = 0; c < row->cell_count; c++) {
        if (!is_ambiguous(flow_label(&row->cells[c]))) continue;
        cor_fail(err, COR_E_FORMAT, _("\"{text}\" can be read as thousands or with decimals."),
                 cor_arg_str(flow_label(&row->cells[c])));
        cor_hint(err, _("Write whole numbers without grouping, or separate cells by commas and "
                        "decimals by a point."));
        return flow_at_cell(err, row->row, c);
    }
    return COR_OK;
}

cor_code flow_next_row(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_code code;
    do
        code = cor_table_next(table, ret_row, ret_found, err);
    while (!code && *ret_found && ret_row->cell_count == 0);
    if (code || !*ret_found || cor_table_separator(table) != ';') return code;
    return check_points(ret_row, err);
}
