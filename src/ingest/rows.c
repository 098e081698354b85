/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c: tables that name their columns: one figure per value column, or one per period of a wide
 * table. */
#include "beside.h"
#include "sums.h"

/* A column with values and the meaning of its header. */
typedef struct {
    cor_bound_column *bound;
    int32_t at;
    cor_interval period; // of a wide table
    int32_t status;      // likewise, as cor_word.status
} value_place;

typedef struct {
    cor_intake *intake;
    cor_binding binding;
    value_place *values;
    int32_t value_count;
    cor_besides besides;
    cor_sums *sums; // NULL unless rows add up
    cor_date projected_from;
    const cor_row *header;
    bool has_notes;  // a table of an agency, with preamble or footnotes
    int32_t unit_at; // column of units that the layout need not declare; -1: none
    cor_str unit;    // the last one read, and what it came to
    const cor_measure *unit_measure;
    int32_t unit_shift;
} row_reading;

bool cor_header_period(cor_str text, cor_interval *ret_period, int32_t *ret_status) {
    size_t blank = cor_str_find(text, COR_STR(" ["));
    char last = text.length ? text.at[text.length - 1] : '\0';
    bool is_marked = text.length == 5 && (last == 'e' || last == 'f');
    *ret_status = !is_marked ? 0 : last == 'e' ? COR_ESTIMATED + 1 : COR_PROJECTED + 1;
    return cor_interval_parse(cor_str_part(text, 0, is_marked ? 4 : blank), ret_period);
}

/* "2020*" and "2,020" are years to a reader; what begins with a letter is something else. */
static cor_code fail_header_period(const cor_row *header, int32_t at, cor_error *err) {
    char label[8];
    cor_interval ignored;
    cor_column_label(at + 1, label);
    cor_code code = cor_cell_period(cor_row_text(header, at), &ignored, err);
    if (code)
        (void)cor_within(err, _("row {row}, column {column}"), cor_arg_plain(header->row),
                         cor_arg_cstr(label));
    return code;
}

static cor_code place_periods(row_reading *rows, const cor_row *header, cor_error *err) {
    const cor_binding *binding = &rows->binding;
    for (int32_t at = 0; at < header->cell_count; at++) {
        value_place place = { .bound = &rows->binding.columns[binding->column_count - 1],
                              .at = at };
        cor_str text = cor_row_text(header, at);
        if (cor_header_period(text, &place.period, &place.status))
            rows->values[rows->value_count++] = place;
        else if (text.length && *text.at >= '0' && *text.at <= '9')
            return fail_header_period(header, at, err);
    }

    if (rows->value_count) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("No column of the header is a year or a quarter."));
    (void)cor_hint(err, _("Write the years as 2020 into the header, one column each."));
    return cor_within(err, _("row {row}"), cor_arg_plain(header->row));
}

static cor_code place_values(row_reading *rows, const cor_row *header, cor_error *err) {
    cor_binding *binding = &rows->binding;
    const cor_layout *layout = rows->intake->layout;

    rows->values =
        cor_new(rows->intake->work, value_place, header->cell_count + binding->column_count);
    if (!rows->values) return cor_fail_memory(err);

    int32_t named =
        binding->column_count - (layout->across != NULL); // the last has a column a period
    for (int32_t i = 0; i < named; i++) {
        cor_bound_column *column = &binding->columns[i];
        if (column->column->role == COR_AS_VALUE && column->at >= 0)
            rows->values[rows->value_count++] = (value_place){ .bound = column, .at = column->at };
    }

    return layout->across ? place_periods(rows, header, err) : COR_OK;
}

/* Values without a status of their own take that of the layout; periods that reach far enough are
 * projections. */
static cor_obs_status row_status(const row_reading *rows, int32_t said, cor_interval period) {
    if (said) return (cor_obs_status)(said - 1);
    bool is_projected =
        rows->intake->layout->projected_from && period.end.days > rows->projected_from.days;
    return is_projected ? COR_PROJECTED : (cor_obs_status)rows->intake->layout->status;
}

static cor_figure row_figure(const row_reading *rows, const cor_meaning *meaning,
                             const value_place *place, cor_str breakdown, const cor_row *row) {
    const cor_bound_word *value = place->bound->words;
    const cor_intake *intake = rows->intake;
    cor_interval period = intake->layout->across ? place->period : meaning->period;

    return (cor_figure){ .measure = value->measure.length ? value->measure : meaning->measure,
                         .origin = value->origin.id ? value->origin : meaning->origin,
                         .destination =
                             value->destination.id ? value->destination : meaning->destination,
                         .period = period,
                         .breakdown = breakdown,
                         .status = row_status(rows,
                                              place->status   ? place->status
                                              : value->status ? value->status
                                                              : meaning->status,
                                              period),
                         .source = intake->source_given ? intake->source : meaning->source,
                         .row = row->row,
                         .column = place->at + 1 };
}

/* ---- units --------------------------------------------------------------- */

static cor_code fail_contradiction(const value_place *place, cor_str unit, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The unit “{text}” contradicts that of {column} in this layout."),
                   cor_arg_str(unit), cor_arg_cstr(place->bound->column->name));
    return cor_hint(err, _("Leave the column of units out if the values are as the agency "
                           "publishes them."));
}

/* Downloads of agencies and columns such as "informal_rate_pct" are in percent. */
static bool says_percent(const row_reading *rows, const value_place *place) {
    const char *name = place->bound->column->name;
    return rows->intake->layout->decimal || strstr(name, "pct") || strstr(name, "percent");
}

/* The powers of ten between the row's unit and ours, besides those of the value column. */
static cor_code read_row_unit(row_reading *rows, const cor_row *row, cor_str measure_key,
                              const value_place *place, int32_t *shift10, cor_error *err) {
    cor_str text = cor_row_word(row, rows->unit_at);
    const cor_measure *measure = cor_intake_measure(rows->intake, measure_key);
    rows->intake->says_unit = true;
    if (!text.length && !says_percent(rows, place))
        *shift10 += cor_shares_shift(rows->intake, measure, &row->cells[place->at]);
    if (!text.length) cor_unit_note(rows->intake, text, 0, row->row, rows->unit_at);
    if (!measure || !text.length) return COR_OK;

    if (measure != rows->unit_measure || !cor_str_equal(text, rows->unit)) {
        cor_code code = cor_unit_read(measure, text, &rows->unit_shift, err);
        if (code) return code;
        rows->unit_measure = measure;
        rows->unit = cor_str_keep(rows->intake->work, text);
        if (!rows->unit.at) return cor_fail_memory(err);
    }

    cor_unit_note(rows->intake, text, rows->unit_shift, row->row, rows->unit_at);
    int32_t declared = *shift10 + place->bound->column->shift10;
    if (declared && declared != rows->unit_shift) return fail_contradiction(place, text, err);
    *shift10 += rows->unit_shift - declared;
    return COR_OK;
}

/* ---- values -------------------------------------------------------------- */

/* Formats of cells depend on the measure, which may stand in the row. */
static cor_code read_shown_value(const cor_cell *cell, const value_place *place, cor_str measure,
                                 int32_t shift10, double *ret_value, bool *ret_found,
                                 cor_error *err) {
    char key[64];
    cor_column column = *place->bound->column;
    if (cell->shown && measure.length < sizeof key) {
        if (measure.length) memcpy(key, measure.at, measure.length);
        key[measure.length] = 0;
        column.measure = key;
    }
    return cor_cell_value(cell, &column, shift10, ret_value, ret_found, err);
}

static cor_code take_row_value(row_reading *rows, const cor_meaning *meaning,
                               const value_place *place, const cor_row *row, bool *ret_taken,
                               cor_error *err) {
    if (place->at >= row->cell_count) return COR_OK;
    double value;
    bool found;
    int32_t shift10 = meaning->shift10;
    cor_str measure =
        place->bound->words->measure.length ? place->bound->words->measure : meaning->measure;
    cor_code code = read_row_unit(rows, row, measure, place, &shift10, err);
    if (code) return cor_intake_settle(rows->intake, code, row->row, rows->unit_at, err);
    code = read_shown_value(&row->cells[place->at], place, measure, shift10, &value, &found, err);
    if (code || !found)
        return code ? cor_intake_settle(rows->intake, code, row->row, place->at, err) : COR_OK;

    cor_str breakdown;
    code = cor_binding_breakdown(&rows->binding, meaning, place->bound, &breakdown, err);
    if (code) return code;
    cor_figure figure = row_figure(rows, meaning, place, breakdown, row);
    figure.value = value;
    *ret_taken = true;

    return rows->sums ? cor_sums_add(rows->sums, &figure, err)
                      : cor_intake_put(rows->intake, &figure, err);
}

/* Agencies end tables with notes: rows with at most one cell of text. */
static bool is_note(const cor_row *row) {
    int32_t filled = 0;
    for (int32_t i = 0; i < row->cell_count && filled < 2; i++)
        filled += cor_row_text(row, i).length > 0;
    return filled < 2;
}

static cor_code take_table_row(row_reading *rows, const cor_row *row, cor_error *err) {
    cor_intake *intake = rows->intake;
    cor_meaning meaning;
    int32_t column = -1;
    cor_code code = cor_binding_read(&rows->binding, row, &meaning, &column, err);
    if (!code && !meaning.skip) code = cor_beside_check(&rows->besides, row, &column, err);
    if (code) {
        if (!rows->has_notes || !is_note(row))
            return cor_intake_settle(intake, code, row->row, column, err);
        cor_error_clear(err);
        meaning.skip = true;
    }

    bool taken = false;
    int64_t refused = intake->report->refused;
    for (int32_t i = 0; i < rows->value_count && !meaning.skip && !code; i++)
        code = take_row_value(rows, &meaning, &rows->values[i], row, &taken, err);

    intake->report->rows_skipped += !taken && refused == intake->report->refused;
    return meaning.skip ? COR_OK : code;
}

/* ---- columns that are left out ------------------------------------------- */

static int32_t find_unit(const cor_row *header, const bool *used) {
    static const char *const NAMES[] = { "unit", "units", "[units]", "unit_measure", "unidad" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        int32_t at = cor_row_find(header, NAMES[i]);
        if (at >= 0 && !used[at]) return at;
    }
    return -1;
}

static cor_code leave_out_columns(row_reading *rows, cor_error *err) {
    const cor_row *header = rows->header;
    bool *used = cor_new(rows->intake->work, bool, header->cell_count);
    if (!used) return cor_fail_memory(err);

    for (int32_t i = 0; i < rows->binding.column_count; i++) {
        const cor_bound_column *column = &rows->binding.columns[i];
        if (column->at >= 0) used[column->at] = true;
        if (column->joined_at >= 0) used[column->joined_at] = true;
    }
    for (int32_t i = 0; i < rows->value_count; i++)
        used[rows->values[i].at] = true;

    int32_t edition = cor_row_find(header, "edition"); // see edition.c
    if (edition >= 0) used[edition] = true;
    rows->unit_at = find_unit(header, used);
    if (rows->unit_at >= 0) used[rows->unit_at] = true;
    return cor_intake_leave_out(rows->intake, used, err);
}

/* ---- titles -------------------------------------------------------------- */

/* The scale that all values of the layout have, as a bit: thousands of WPP, million dollars of
 * KNOMAD. */
static uint32_t scale_of_values(const row_reading *rows) {
    uint32_t scale = 0;
    for (int32_t i = 0; i < rows->value_count; i++) {
        const cor_column *column = rows->values[i].bound->column;
        const cor_measure *measure =
            column->measure ? cor_measure_find(cor_str_of(column->measure)) : NULL;
        int32_t power = column->shift10 + (measure ? cor_unit_power(measure) : 0);
        uint32_t bit = power > 0 && power < 32 ? 1u << power : 0;
        if (i && bit != scale) return 0;
        scale = bit;
    }
    return scale;
}

/* ---- sheets -------------------------------------------------------------- */

static cor_code open_row_sheet(row_reading *rows, int32_t sheet, cor_error *err) {
    cor_intake *intake = rows->intake;
    int32_t header_row = cor_sheet_find_header(&intake->head->sheets[sheet], intake->layout);
    const cor_row *header = &intake->head->sheets[sheet].rows[header_row];

    rows->has_notes = header_row > 0 || intake->layout->across;
    rows->header = header;
    rows->value_count = 0;
    cor_code code = cor_intake_sheet(intake, sheet, header_row, err);
    if (!code) code = cor_binding_make(intake, header, intake->work, &rows->binding, err);
    if (!code) code = place_values(rows, header, err);
    if (!code) code = cor_titles_check(intake, sheet, header_row, scale_of_values(rows), err);

    if (!code) cor_beside_find(&rows->binding, header, &rows->besides);

    return code ? code : leave_out_columns(rows, err);
}

static cor_code map_row_sheet(row_reading *rows, int32_t sheet, cor_error *err) {
    cor_code code = open_row_sheet(rows, sheet, err);
    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(rows->intake, &row, &found, err);
        if (code || !found) break;
        code = take_table_row(rows, &row, err);
    }
    return code ? code : cor_passed_note(rows->intake, err);
}

cor_code cor_map_rows(cor_intake *intake, cor_error *err) {
    row_reading rows = { .intake = intake };
    cor_sums sums = { .work = intake->work };
    cor_code code = COR_OK;

    if (intake->layout->projected_from)
        rows.projected_from = cor_date_of(intake->layout->projected_from, 1, 1);
    if (intake->layout->adds_up) rows.sums = &sums;
    for (int32_t sheet = 0; sheet < intake->head->read_count && !code; sheet++)
        code = map_row_sheet(&rows, sheet, err);

    return code || !rows.sums ? code : cor_sums_put(rows.sums, intake, err);
}
