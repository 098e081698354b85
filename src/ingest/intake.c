/* SPDX-License-Identifier: Apache-2.0 */
/* intake.c: reads one file: rows in with progress and interruption, figures out, faults recorded
 * with their position. */
#include "dataset.h"

enum { ROWS_BETWEEN_PROGRESS = 4096 };

static cor_code tell_progress(cor_intake *intake, cor_error *err) {
    const cor_import_options *options = intake->options;
    if (!options || !options->progress) return COR_OK;
    if (options->progress(options->progress_self, intake->file_name,
                          cor_table_bytes_read(intake->table),
                          cor_table_bytes_total(intake->table)))
        return COR_OK;
    return cor_fail(err, COR_E_INTERRUPT, _("The import was stopped; nothing was stored."));
}

/* Columns that are left out may show anything, values are checked where they are read. Only
 * workbooks show something else than they hold. */
static cor_code check_cells(const cor_intake *intake, const cor_row *row, int32_t *ret_column,
                            cor_error *err) {
    int32_t count = cor_table_separator(intake->table) || !intake->is_held ? 0 : row->cell_count;
    for (int32_t i = 0; i < count; i++) {
        bool is_left_out = intake->left_out && i < intake->left_out_count && intake->left_out[i];
        cor_shown shown = row->cells[i].shown;
        bool is_hollow =
            shown == COR_SHOWN_DATE || shown == COR_SHOWN_ERROR || shown == COR_SHOWN_NOTHING;
        *ret_column = i;
        if (is_hollow && !is_left_out) return cor_cell_check(intake->table, &row->cells[i], err);
    }
    return COR_OK;
}

cor_code cor_intake_next(cor_intake *intake, cor_row *ret_row, bool *ret_found, cor_error *err) {
    for (;;) {
        int32_t column = -1;
        cor_code code = cor_table_next(intake->table, ret_row, ret_found, err);
        if (!code && !*ret_found) return code;
        if (!code) code = check_cells(intake, ret_row, &column, err);
        if (code && code != COR_E_SHAPE && column < 0) return code; // the file, not the row
        if (++intake->report->rows_read % ROWS_BETWEEN_PROGRESS == 0 && !code)
            return tell_progress(intake, err);
        if (!code) return code;
        code = cor_intake_settle(intake, code, ret_row->row, column, err);
        if (code) return code;
    }
}

static cor_code hold_rows(cor_intake *intake, int32_t header_row, cor_error *err) {
    const cor_layout *layout = intake->layout;
    char separator = cor_table_separator(intake->table);
    bool is_agency = layout->decimal && (separator == ',' || separator == '\t');
    cor_table_rules rules = { .decimal = is_agency ? layout->decimal : 0,
                              .has_notes = header_row > 0 || layout->across,
                              .has_labels = layout->has_names,
                              .is_one_variable = layout->across != NULL };
    return cor_table_hold(intake->table, &rules, err);
}

cor_code cor_intake_sheet(cor_intake *intake, int32_t sheet, int32_t header_row, cor_error *err) {
    const cor_head_sheet *head = &intake->head->sheets[sheet];
    cor_code code = cor_table_sheet_select(intake->table, head->number, err);

    intake->sheet = head->name;
    intake->left_out = NULL;
    intake->is_held = header_row >= 0 && !intake->layout->is_free;
    intake->header = header_row < 0 ? NULL : &head->rows[header_row];
    for (int32_t row = 0; row <= header_row && !code; row++) {
        cor_row passed;
        bool found;
        code = cor_table_next(intake->table, &passed, &found, err);
    }

    return code || !intake->is_held ? code : hold_rows(intake, header_row, err);
}

static bool is_fault_of_data(cor_code code) {
    return code == COR_E_FORMAT || code == COR_E_DOMAIN || code == COR_E_CONFLICT ||
           code == COR_E_SHAPE;
}

/* "row 18, column F “year”" */
static cor_text say_cell(const cor_intake *intake, int32_t row, int32_t column, char label[8],
                         cor_arena *keep) {
    if (column < 0) return cor_text_keep(keep, cor_say(_("row {row}"), cor_arg_plain(row)));
    cor_column_label(column + 1, label);
    cor_str header = intake->header ? cor_row_text(intake->header, column) : (cor_str){ 0 };
    if (!header.length)
        return cor_text_keep(keep, cor_say(_("row {row}, column {column}"), cor_arg_plain(row),
                                           cor_arg_str(cor_str_of(label))));
    return cor_text_keep(keep,
                         cor_say(_("row {row}, column {column} “{header}”"), cor_arg_plain(row),
                                 cor_arg_str(cor_str_of(label)), cor_arg_str(header)));
}

static cor_text say_place(const cor_intake *intake, int32_t row, int32_t column, cor_arena *keep) {
    char label[8];
    cor_text cell = say_cell(intake, row, column, label, keep);
    if (!intake->sheet.length) return cell;
    return cor_text_keep(keep, cor_say(_("sheet “{sheet}”, {cell}"), cor_arg_str(intake->sheet),
                                       cor_arg_text(&cell)));
}

/* The place that lower layers stated, else the cell. */
static cor_text say_where(const cor_intake *intake, int32_t row, int32_t column,
                          const cor_error *err, cor_arena *keep) {
    if (row) return say_place(intake, row, column, keep);
    return err->where_count ? cor_text_keep(keep, err->where[0]) : (cor_text){ 0 };
}

cor_code cor_intake_settle(cor_intake *intake, cor_code code, int32_t row, int32_t column,
                           cor_error *err) {
    if (!is_fault_of_data(code)) return code;
    cor_import_report *report = intake->report;
    report->refused++;

    if (report->refusal_count < COR_REFUSALS_KEPT) {
        cor_refusal *refusal = &report->refusals[report->refusal_count++];
        *refusal = (cor_refusal){ .code = code,
                                  .what = cor_text_keep(intake->keep, err->what),
                                  .hint = cor_text_keep(intake->keep, err->hint),
                                  .where = say_where(intake, row, column, err, intake->keep) };
    }

    cor_error_clear(err);
    return COR_OK;
}

cor_code cor_intake_within(cor_intake *intake, int32_t row, int32_t column, cor_error *err) {
    return cor_error_within(err, say_place(intake, row, column, intake->work));
}

cor_code cor_intake_remark(cor_intake *intake, cor_text sentence, cor_error *err) {
    cor_import_report *report = intake->report;
    if (report->remark_count == COR_REMARKS_KEPT) return COR_OK;
    cor_text kept = cor_text_keep(intake->keep, sentence);
    if (cor_text_is_empty(kept)) return cor_fail_memory(err);
    report->remarks[report->remark_count++] = kept;
    return COR_OK;
}

static cor_code other_source(const cor_intake *intake, cor_str source, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   intake->is_correction
                       ? _("The row is of the source {source}, the correction of {first}.")
                       : _("The row is of the source {source}, the first one of {first}."),
                   cor_arg_str(source), cor_arg_str(intake->source));
    return cor_hint(err, _("Import the figures of each source from a file of its own."));
}

/* No fault of a row: the whole file is of another edition, so it is refused with --allow-refused
 * too. */
static cor_code impossible_period(cor_intake *intake, const cor_figure *figure, cor_error *err) {
    const cor_source *source = cor_source_known(intake->source);
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("The edition {source} has no figures of {period}; it goes from {first} to "
                     "{last}."),
                   cor_arg_str(source->key), cor_arg_period(figure->period),
                   cor_arg_str(source->first_period.length ? source->first_period : COR_STR("…")),
                   cor_arg_str(source->last_period.length ? source->last_period : COR_STR("…")));
    (void)cor_hint(err, _("Name the edition that the file is of with --source KEY."));
    return cor_intake_within(intake, figure->row, figure->column - 1, err);
}

/* "1990, 1995, 2000" */
static size_t list_years(const cor_intake *intake, char *text, size_t room) {
    size_t used = 0;
    for (int32_t i = 0; i < intake->year_count && used + 8 < room; i++)
        used += (size_t)snprintf(text + used, room - used, "%s%d", i ? ", " : "", intake->years[i]);
    return used;
}

static cor_code year_between(cor_intake *intake, const cor_figure *figure, cor_error *err) {
    char years[8 * COR_EDITION_YEARS];
    size_t length = list_years(intake, years, sizeof years);
    (void)cor_fail(err, COR_E_CONFLICT,
                   _("The edition {source} has no figures of {period}; it has {years}."),
                   cor_arg_str(intake->source), cor_arg_period(figure->period),
                   cor_arg_str((cor_str){ years, length }));
    (void)cor_hint(err, _("Correct the year, or name the edition that the file is of with --source "
                          "KEY."));
    return cor_intake_within(intake, figure->row, figure->column - 1, err);
}

static bool is_beyond(const cor_intake *intake, cor_interval period) {
    return period.start.days < intake->bounds.start.days ||
           period.end.days > intake->bounds.end.days;
}

static bool is_between_years(const cor_intake *intake, cor_interval period) {
    bool is_one = !intake->year_count;
    for (int32_t i = 0; i < intake->year_count && !is_one; i++)
        is_one = cor_interval_equal(period, cor_interval_year(intake->years[i]));
    return !is_one;
}

cor_code cor_intake_put(cor_intake *intake, const cor_figure *figure, cor_error *err) {
    cor_figure placed = *figure;
    placed.sheet = intake->sheet;
    placed.source = intake->source;
    bool is_other = figure->source.length && !cor_str_equal(figure->source, intake->source);
    if (!is_other && is_beyond(intake, figure->period))
        return impossible_period(intake, figure, err);
    if (!is_other && is_between_years(intake, figure->period))
        return year_between(intake, figure, err);
    cor_code code = is_other ? other_source(intake, figure->source, err)
                             : cor_value_check(intake, &placed, err);
    if (!code) code = cor_load_append(intake->load, &placed, err);
    if (!code && !is_other) cor_shares_see(intake, &placed);
    return code ? cor_intake_settle(intake, code, figure->row, figure->column - 1, err) : COR_OK;
}
