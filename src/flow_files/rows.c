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

bool flow_is_empty(const cor_cell *cell) {
    return !cell->shown && !flow_label(cell).length;
}

static cor_code fail_number(const cor_cell *cell, int32_t row, int32_t column, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("\"{text}\" is not a number."), cor_arg_str(flow_label(cell)));
    cor_hint(err, _("Write digits with a decimal point and without grouping; write 0 where there "
                    "is nobody."));
    return flow_at_cell(err, row, column);
}

cor_code flow_number_read(const cor_cell *cell, int32_t row, int32_t column, double *ret_value,
                          cor_error *err) {
    cor_code code = cell->shown ? cor_cell_check(NULL, cell, err) : COR_OK;
    if (code) return flow_at_cell(err, row, column);
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

cor_code flow_next_row(cor_table *table, cor_row *ret_row, bool *ret_found, cor_error *err) {
    cor_code code;
    do
        code = cor_table_next(table, ret_row, ret_found, err);
    while (!code && *ret_found && ret_row->cell_count == 0);
    return code;
}

cor_code flow_first_row(cor_table *table, cor_row *ret_row, cor_error *err) {
    bool found;
    cor_code code = flow_next_row(table, ret_row, &found, err);
    if (!code && !found) return cor_fail(err, COR_E_FORMAT, _("The table is empty."));
    return code;
}

cor_code flow_hold(cor_table *table, bool is_matrix, cor_error *err) {
    cor_table_rules rules = { .has_labels = is_matrix, .is_one_variable = is_matrix };
    return cor_table_hold(table, &rules, err);
}

/* A year, a sex or a unit that is passed over would make two numbers one. */
cor_code flow_check_columns(const cor_row *head, const int32_t *used, size_t used_count,
                            cor_error *err) {
    static const char *const HARMLESS[] = { "low",  "high",   "lower",  "upper",     "note",
                                            "name", "source", "status", "figure_id", NULL };
    for (int32_t c = 0; c < head->cell_count; c++) {
        cor_str name = flow_label(&head->cells[c]);
        bool is_known =
            !name.length || is_one_of_words(name, HARMLESS) || cor_str_ends(name, COR_STR("_name"));
        for (size_t k = 0; k < used_count; k++)
            is_known |= used[k] == c;
        if (is_known) continue;
        (void)cor_fail(err, COR_E_FORMAT, _("The column “{name}” is not read here."),
                       cor_arg_str(name));
        (void)cor_hint(err, _("Remove it if it has one value only; otherwise keep the rows of one "
                              "value in a file of their own."));
        return flow_at_cell(err, head->row, c), COR_E_FORMAT;
    }

    return COR_OK;
}
