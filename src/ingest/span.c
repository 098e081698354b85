/* SPDX-License-Identifier: Apache-2.0 */
/* span.c: the first and the last day that a file has figures of, read before it is loaded: they
 * tell which editions it can be of. Cells that are no periods are passed over; loading names
 * them. */
#include "dataset.h"

typedef struct {
    int32_t year, year_end, years, quarter, period; // columns; -1: none
} period_columns;

static int32_t find_role(const cor_layout *layout, const cor_row *header, cor_role role) {
    for (const cor_column *column = layout->columns; column->name; column++)
        if (column->role == role) return cor_row_find(header, column->name);
    return -1;
}

/* "2020-2025" */
static bool read_span_of_years(cor_str text, cor_interval *ret_period) {
    cor_str rest = text, first;
    int64_t from, to;
    if (!cor_str_split(&rest, '-', &first) || !cor_number_parse_int(first, &from) ||
        !cor_number_parse_int(rest, &to) || from < COR_YEAR_MIN || to > COR_YEAR_MAX || to <= from)
        return false;
    *ret_period = cor_interval_midyears((int32_t)from, (int32_t)to);
    return true;
}

static bool read_integer(const cor_row *row, int32_t column, int32_t *ret_number) {
    cor_error ignored = { 0 };
    return column >= 0 && !cor_cell_year(cor_row_text(row, column), ret_number, &ignored);
}

static bool row_period(const period_columns *at, const cor_row *row, cor_interval *ret_period) {
    int32_t year, year_end;
    int64_t quarter;
    if (at->years >= 0) return read_span_of_years(cor_row_text(row, at->years), ret_period);
    if (at->period >= 0) return cor_interval_parse(cor_row_text(row, at->period), ret_period);
    if (!read_integer(row, at->year, &year)) return false;

    bool has_quarter = cor_number_parse_int(cor_row_text(row, at->quarter), &quarter) &&
                       quarter >= 1 && quarter <= 4;
    if (at->quarter >= 0 && !has_quarter) return false;
    *ret_period = cor_interval_year(year);
    if (read_integer(row, at->year_end, &year_end) && year_end > year)
        *ret_period = cor_interval_midyears(year, year_end);
    if (has_quarter) *ret_period = cor_interval_quarter(year, (int32_t)quarter);

    return true;
}

static void widen_span(cor_interval *span, cor_interval period) {
    bool is_first = span->start.days == span->end.days;
    if (is_first || period.start.days < span->start.days) span->start = period.start;
    if (is_first || period.end.days > span->end.days) span->end = period.end;
}

static void span_of_header(const cor_row *header, cor_interval *span) {
    cor_interval period;
    int32_t status;
    for (int32_t i = 0; i < header->cell_count; i++)
        if (cor_header_period(cor_row_text(header, i), &period, &status)) widen_span(span, period);
}

static cor_code span_of_rows(cor_intake *intake, const cor_head_sheet *sheet, cor_interval *span,
                             cor_error *err) {
    const cor_layout *layout = intake->layout;
    const cor_row *header = &sheet->rows[cor_sheet_find_header(sheet, layout)];
    period_columns at = { .year = find_role(layout, header, COR_AS_YEAR),
                          .year_end = find_role(layout, header, COR_AS_YEAR_END),
                          .years = find_role(layout, header, COR_AS_YEARS),
                          .quarter = find_role(layout, header, COR_AS_QUARTER),
                          .period = find_role(layout, header, COR_AS_PERIOD) };
    int32_t header_row = header->row;
    cor_code code = cor_table_sheet_select(intake->table, sheet->number, err);

    for (bool found = true; !code && found;) {
        cor_row row;
        cor_interval period;
        code = cor_table_next(intake->table, &row, &found, err);
        if (!code && found && row.row > header_row && row_period(&at, &row, &period))
            widen_span(span, period);
    }

    return code;
}

cor_code cor_file_span(cor_intake *intake, cor_interval *ret_span, cor_error *err) {
    const cor_layout *layout = intake->layout;
    int32_t at = layout->columns ? cor_head_find_header(intake->head, layout) : -1;
    *ret_span = layout->span ? layout->span(intake->head) : (cor_interval){ 0 };
    if (at < 0) return COR_OK;

    const cor_row *header = &intake->head->sheets[0].rows[at];
    cor_code code = COR_OK;
    if (layout->across) span_of_header(header, ret_span);
    for (int32_t s = 0; !layout->across && s < intake->head->read_count && !code; s++)
        code = span_of_rows(intake, &intake->head->sheets[s], ret_span, err);
    return code;
}
