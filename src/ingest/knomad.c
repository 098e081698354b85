/* SPDX-License-Identifier: Apache-2.0 */
/* knomad.c: bilateral matrices of migrants and remittances, and yearly flows by country, of the
 * World Bank and KNOMAD.
 *
 * A matrix has a row and a column for each country. Its zeros and blank cells mean "none or
 * unknown" alike and are not kept; the remainders "Other North" and "Other South" are passed over,
 * and the totals of rows and columns are compared with the sums. Remittances are filed where the
 * migrants are: the receiving country is the origin. Six digits after the point are kept, as in the
 * tidy tables. */
#include <math.h>

#include "datasets.h"

static const cor_word NOT_A_PLACE[] = {
    { .text = "Other North", .skip = true },
    { .text = "Other South", .skip = true },
    { 0 },
};

/* ---- tidy tables --------------------------------------------------------- */

static const cor_column STOCK[] = {
    { "origin_iso3", COR_AS_ORIGIN },
    { "dest_iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR, .is_optional = true },
    { "migrants", COR_AS_VALUE, .measure = "stock" },
    { 0 },
};
static const cor_column REMITTANCES[] = {
    { "sending_iso3", COR_AS_DESTINATION },
    { "receiving_iso3", COR_AS_ORIGIN },
    { "usd_million", COR_AS_VALUE, .measure = "remittances" },
    { 0 },
};
static const cor_word DIRECTIONS[] = {
    { .text = "inflow", .measure = "remittances_received" },
    { .text = "outflow", .measure = "remittances_sent" },
    { 0 },
};
/* Of the matrix of a later year: the year names the edition. */
static const cor_column REMITTANCES_OF_YEAR[] = {
    { "sending_iso3", COR_AS_DESTINATION },
    { "receiving_iso3", COR_AS_ORIGIN },
    { "year", COR_AS_YEAR },
    { "usd_million", COR_AS_VALUE, .measure = "remittances" },
    { 0 },
};
/* The newest year of the edition of December 2023 is an estimate made before its end. */
static const cor_word KINDS[] = { { .text = "published" }, { .text = "estimate" }, { 0 } };
static const cor_column FLOWS_WITH_KIND[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "direction", COR_AS_WORD, .words = DIRECTIONS },
    { "usd_million", COR_AS_VALUE },
    { "kind", COR_AS_WORD, .words = KINDS },
    { 0 },
};
static const cor_column FLOWS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "direction", COR_AS_WORD, .words = DIRECTIONS },
    { "usd_million", COR_AS_VALUE },
    { 0 },
};

/* ---- yearly flows -------------------------------------------------------- */

static const cor_column INFLOWS[] = {
    { "Remittance inflows (US$ million)", COR_AS_DESTINATION, .rule = COR_PLACES_BY_NAME_AND_NOTE },
    { 0 },
};
static const cor_column OUTFLOWS[] = {
    { "Remittance outflows (US$ million)", COR_AS_DESTINATION,
      .rule = COR_PLACES_BY_NAME_AND_NOTE },
    { 0 },
};
static const cor_column RECEIVED = { "inflows", COR_AS_VALUE, .measure = "remittances_received",
                                     .decimals = COR_DECIMALS_6 };
static const cor_column SENT = { "outflows", COR_AS_VALUE, .measure = "remittances_sent",
                                 .decimals = COR_DECIMALS_6 };

/* "June 2023" is the edition 2023, which had that key before there was a second one of the year;
 * "December 2023" is 2023-12. */
static cor_str edition_of_month(cor_str text, cor_arena *keep) {
    static const char *const MONTHS[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December" };
    cor_str rest = text, month, year;
    cor_interval period;
    if (cor_str_is(text, "June 2023")) return COR_STR("2023");
    if (!cor_str_split(&rest, ' ', &month) || !cor_str_split(&rest, ' ', &year)) return text;

    for (int i = 0; i < 12; i++)
        if (cor_str_is(month, MONTHS[i]) && year.length == 4 && cor_interval_parse(year, &period))
            return cor_str_print(keep, "%.*s-%02d", COR_STR_F(year), i + 1);
    return text;
}

/* "Date: June 2023" is in the notes below the table. */
static cor_str edition_in_notes(const cor_head *head, cor_arena *keep) {
    cor_error ignored = { 0 };
    cor_str start = COR_STR("Date:");
    cor_row row;
    bool found = !cor_table_sheet_select(head->table, head->sheets[0].number, &ignored);
    while (found && !cor_table_next(head->table, &row, &found, &ignored) && found) {
        cor_str text = cor_row_text(&row, 0);
        if (!cor_str_starts(text, start)) continue;
        text = cor_str_keep(keep, cor_str_trim(cor_str_part(text, start.length, SIZE_MAX)));
        return edition_of_month(text, keep);
    }
    return (cor_str){ 0 };
}

/* ---- matrices ------------------------------------------------------------ */

enum { STOCK_HEADER_ROW = 1 };

/* "receiving (across) / sending (down)": which of the two words precedes "(across)". */
static bool is_corner(cor_str text, bool *ret_receives_across) {
    size_t across = cor_str_find(text, COR_STR("(across)"));
    size_t receiving = cor_str_find(text, COR_STR("receiving")),
           sending = cor_str_find(text, COR_STR("sending"));
    if (across == SIZE_MAX || receiving == SIZE_MAX || sending == SIZE_MAX) return false;
    if ((receiving < across) == (sending < across)) return false;
    *ret_receives_across = receiving < across;
    return cor_str_find(text, COR_STR("(down)")) != SIZE_MAX;
}

/* The row that names the countries across; -1 without one. */
static int32_t corner_row(const cor_head *head, bool *ret_receives_across) {
    enum { ROWS_ABOVE = 5 };
    for (int32_t row = 0; row < head->sheets[0].row_count && row <= ROWS_ABOVE; row++)
        if (is_corner(cor_head_text(&head->sheets[0], row, 0), ret_receives_across)) return row;
    return -1;
}

static bool is_stock_matrix(const cor_head *head) {
    cor_str title = cor_head_text(&head->sheets[0], 0, 0);
    return cor_str_find(title, COR_STR("Bilateral Estimates of Migrant Stocks")) != SIZE_MAX;
}

static bool is_remittance_matrix(const cor_head *head) {
    bool receives_across;
    return corner_row(head, &receives_across) >= 0;
}

static cor_str find_year(cor_str text) {
    for (size_t at = 0; at + 4 <= text.length; at++) {
        cor_str word = cor_str_part(text, at, 4);
        cor_interval year;
        bool starts = at == 0 || text.at[at - 1] == ' ';
        if (starts && cor_interval_parse(word, &year)) return word;
    }
    return (cor_str){ 0 };
}

/* The year of the title, "Bilateral Estimates of Migrant Stocks in 2017", else of the sheet,
 * "FINAL BRM 2021 ". */
static cor_str edition_in_title(const cor_head *head, cor_arena *keep) {
    (void)keep;
    cor_str year = find_year(cor_head_text(&head->sheets[0], 0, 0));
    return year.length ? year : find_year(head->sheets[0].name);
}

typedef struct {
    cor_country place; // none where the row or column is no place
    bool is_total;     // "WORLD"
    double sum;        // of its cells, totals left out
    double total;      // as the file states it
    bool has_total;
    cor_str name;
} matrix_line;

typedef struct {
    cor_intake *intake;
    cor_column value;
    bool across_is_origin; // the migrants' origin: of a stock down, of received money across
    cor_interval period;
    matrix_line *across; // by column
    int32_t across_count;
    int32_t totals, totals_off; // stated totals, and those that are not the sum
    double worst;
    matrix_line worst_line;
} matrix_reading;

/* Place of a row or column; none for sums, remainders and cells outside the table. */
static cor_code find_named_place(cor_str name, matrix_line *ret_line, cor_error *err) {
    *ret_line = (matrix_line){ .name = name };
    if (!name.length) return COR_OK;
    for (const cor_word *word = NOT_A_PLACE; word->text; word++)
        if (cor_str_is(name, word->text)) return COR_OK;
    cor_code code = cor_cell_country(name, COR_PLACES_BY_NAME_AND_NOTE, &ret_line->place, err);
    ret_line->is_total = !code && ret_line->place.id == COR_COUNTRY_WORLD.id;
    if (code || !cor_country_is_place(ret_line->place)) ret_line->place = COR_COUNTRY_NONE;
    return code;
}

static cor_code name_columns(matrix_reading *matrix, const cor_row *header, cor_error *err) {
    matrix->across_count = header->cell_count;
    matrix->across = cor_new(matrix->intake->work, matrix_line, header->cell_count);
    if (!matrix->across) return cor_fail_memory(err);

    cor_code code = COR_OK;
    for (int32_t column = 1; column < header->cell_count && !code; column++) {
        code = find_named_place(cor_row_text(header, column), &matrix->across[column], err);
        code = cor_intake_settle(matrix->intake, code, header->row, column, err);
    }

    return code;
}

static void add_to_sums(matrix_line *across, matrix_line *down, double value) {
    if (across->is_total) down->total = value, down->has_total = true;
    if (down->is_total) across->total = value, across->has_total = true;
    if (across->is_total || down->is_total) return;
    across->sum += value;
    down->sum += value;
}

static cor_code take_matrix_cell(matrix_reading *matrix, const cor_row *row, int32_t column,
                                 matrix_line *down, bool *ret_taken, cor_error *err) {
    double value;
    bool found;
    matrix_line *across = &matrix->across[column];
    cor_code code = cor_cell_value(&row->cells[column], &matrix->value, 0, &value, &found, err);
    if (code) return cor_intake_settle(matrix->intake, code, row->row, column, err);

    if (found && across->name.length) add_to_sums(across, down, value);
    if (!found || value == 0 || !across->place.id || !down->place.id) return COR_OK;
    bool flips = matrix->across_is_origin;
    cor_figure figure = { .measure = cor_str_of(matrix->value.measure),
                          .origin = flips ? across->place : down->place,
                          .destination = flips ? down->place : across->place,
                          .period = matrix->period,
                          .value = value,
                          .status = COR_ESTIMATED,
                          .row = row->row,
                          .column = column + 1 };
    *ret_taken = true;

    return cor_intake_put(matrix->intake, &figure, err);
}

/* Totals are rounded like the cells, each by less than half of the last digit that is kept. */
static void check_total(matrix_reading *matrix, const matrix_line *line) {
    double off = fabs(line->total - line->sum);
    if (!line->has_total || line->is_total) return;
    matrix->totals++;
    if (off <= 0.001 + 1e-6 * fabs(line->total)) return;
    matrix->totals_off++;
    if (off <= matrix->worst) return;
    matrix->worst = off;
    matrix->worst_line = *line;
}

/* Notes start with the first row without a name, or one that says so. */
static cor_code take_matrix_row(matrix_reading *matrix, const cor_row *row, bool *ret_ended,
                                cor_error *err) {
    cor_str name = cor_row_text(row, 0);
    matrix_line down;

    *ret_ended |= !name.length || cor_str_starts(name, COR_STR("Note"));
    bool taken = false;
    cor_code code = *ret_ended ? COR_OK : find_named_place(name, &down, err);
    if (code) return cor_intake_settle(matrix->intake, code, row->row, 0, err);

    for (int32_t column = 1; !*ret_ended && column < row->cell_count && !code; column++)
        if (column < matrix->across_count)
            code = take_matrix_cell(matrix, row, column, &down, &taken, err);

    if (!*ret_ended) {
        down.name = cor_str_keep(matrix->intake->work, name);
        check_total(matrix, &down);
    }

    matrix->intake->report->rows_skipped += !taken;
    return code;
}

static double to_thousandth(double value) {
    return rint(value * 1000) / 1000;
}

/* Totals are no figures of places, but they say whether a cell was lost. */
static cor_code remark_totals(matrix_reading *matrix, cor_error *err) {
    for (int32_t column = 1; column < matrix->across_count; column++)
        check_total(matrix, &matrix->across[column]);
    if (!matrix->totals) return COR_OK;
    if (!matrix->totals_off)
        return cor_intake_remark(matrix->intake,
                                 cor_say(_("All {count} totals of the file are the sums of its "
                                           "cells."),
                                         cor_arg_int(matrix->totals)),
                                 err);

    const matrix_line *worst = &matrix->worst_line;
    return cor_intake_remark(
        matrix->intake,
        cor_say(_("{off} of the {count} totals of the file are not the sums of its cells; the "
                  "largest difference is that of {name}: {total} is stated, the sum is {sum}."),
                cor_arg_int(matrix->totals_off), cor_arg_int(matrix->totals),
                cor_arg_str(worst->name), cor_arg_number(to_thousandth(worst->total), -1),
                cor_arg_number(to_thousandth(worst->sum), -1)),
        err);
}

static cor_code map_matrix(cor_intake *intake, cor_error *err) {
    matrix_reading matrix = { .intake = intake };
    bool is_stock = is_stock_matrix(intake->head);
    int32_t header =
        is_stock ? STOCK_HEADER_ROW : corner_row(intake->head, &matrix.across_is_origin);
    matrix.value = (cor_column){ .measure = is_stock ? "stock" : "remittances",
                                 .decimals = COR_DECIMALS_6,
                                 .missing = "-" };
    cor_code code =
        cor_cell_period(edition_in_title(intake->head, intake->work), &matrix.period, err);
    if (!code) code = cor_scale_check(intake, 0, header + 1, is_stock ? 0 : 1u << 6, err);
    if (!code) code = cor_intake_sheet(intake, 0, header, err);
    if (!code) code = name_columns(&matrix, &intake->head->sheets[0].rows[header], err);
    bool ended = false;

    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(intake, &row, &found, err);
        if (code || !found) break;
        code = take_matrix_row(&matrix, &row, &ended, err);
    }

    return code ? code : remark_totals(&matrix, err);
}

/* ---- totals of yearly flows ---------------------------------------------- */

/* Add a row to the sums of its years; the world's row holds their totals. */
static void add_flows_row(matrix_reading *years, const cor_row *row) {
    cor_error ignored = { 0 };
    matrix_line down;
    cor_str name = cor_row_text(row, 0);
    if (!name.length || find_named_place(name, &down, &ignored)) return;
    if (!down.place.id && !down.is_total) return;

    for (int32_t column = 1; column < row->cell_count && column < years->across_count; column++) {
        double value;
        bool found;
        matrix_line *year = &years->across[column];
        if (!year->name.length ||
            cor_cell_value(&row->cells[column], &years->value, 0, &value, &found, &ignored) ||
            !found)
            continue;
        if (down.is_total) year->total = value, year->has_total = true;
        if (!down.is_total) year->sum += value;
    }
}

/* The world is kept as a figure; whether it is the sum of the places is said. */
static cor_code compare_world(cor_intake *intake, cor_error *err) {
    int32_t header_row = cor_head_find_header(intake->head, intake->layout), status;
    const cor_head_sheet *sheet = &intake->head->sheets[0];
    const cor_row *header = &sheet->rows[header_row];
    matrix_reading years = { .intake = intake,
                             .value = { .decimals = COR_DECIMALS_6 },
                             .across_count = header->cell_count };
    years.across = cor_new(intake->work, matrix_line, header->cell_count);
    if (!years.across) return cor_fail_memory(err);

    for (int32_t column = 1; column < header->cell_count; column++) {
        cor_interval period;
        cor_str text = cor_row_text(header, column);
        if (cor_header_period(text, &period, &status)) years.across[column].name = text;
    }

    cor_code code = cor_table_sheet_select(intake->table, sheet->number, err);
    for (bool found = true; found && !code;) {
        cor_row row;
        code = cor_table_next(intake->table, &row, &found, err);
        if (!code && found && row.row > header->row) add_flows_row(&years, &row);
    }

    return code ? code : remark_totals(&years, err);
}

static cor_code map_flows(cor_intake *intake, cor_error *err) {
    cor_code code = cor_map_rows(intake, err);
    return code ? code : compare_world(intake, err);
}

/* ---- the dataset --------------------------------------------------------- */

static const cor_layout LAYOUTS[] = {
    { .key = "matrix-stock",
      .looks = N_("the workbook of bilateral migrant stocks"),
      .recognise = is_stock_matrix,
      .edition = edition_in_title,
      .source_prefix = "knomad-stock-",
      .status = COR_ESTIMATED,
      .is_free = true,
      .map = map_matrix },
    { .key = "matrix-remittances",
      .looks = N_("the workbook of bilateral remittances"),
      .recognise = is_remittance_matrix,
      .edition = edition_in_title,
      .source_prefix = "knomad-remittances-",
      .status = COR_ESTIMATED,
      .is_free = true,
      .map = map_matrix },
    { .key = "inflows",
      .looks = N_("the workbook of remittance inflows"),
      .columns = INFLOWS,
      .across = &RECEIVED,
      .map = map_flows,
      .edition = edition_in_notes,
      .source_prefix = "knomad-remittances-",
      .editions = "knomad-remittances-2023 knomad-remittances-2023-12",
      .status = COR_ESTIMATED },
    { .key = "outflows",
      .looks = N_("the workbook of remittance outflows"),
      .columns = OUTFLOWS,
      .across = &SENT,
      .map = map_flows,
      .edition = edition_in_notes,
      .source_prefix = "knomad-remittances-",
      .editions = "knomad-remittances-2023",
      .status = COR_ESTIMATED },
    { .key = "tidy-stock",
      .looks = N_("a table of migrants by origin and destination"),
      .columns = STOCK,
      .is_of_one_period = true,
      .editions = "knomad-stock-2017",
      .status = COR_ESTIMATED },
    { .key = "tidy-remittances",
      .looks = N_("a table of remittances by sending and receiving country"),
      .columns = REMITTANCES,
      .is_of_one_period = true,
      .editions = "knomad-remittances-2017",
      .status = COR_ESTIMATED },
    { .key = "tidy-flows",
      .looks = N_("a table of remittance flows by country, year and direction"),
      .columns = FLOWS,
      .editions = "knomad-remittances-2023 knomad-remittances-2023-12",
      .status = COR_ESTIMATED },
    { .key = "tidy-remittances-year",
      .looks = N_("a table of remittances by sending and receiving country and year"),
      .columns = REMITTANCES_OF_YEAR,
      .editions = "knomad-remittances-2017 knomad-remittances-2021",
      .status = COR_ESTIMATED },
    { .key = "tidy-flows-kind",
      .looks = N_("a table of remittance flows by country, year and direction"),
      .columns = FLOWS_WITH_KIND,
      .editions = "knomad-remittances-2023-12",
      .status = COR_ESTIMATED },
};

const cor_dataset cor_knomad = {
    .name = "knomad",
    .title = N_("Bilateral matrices and remittance flows (World Bank / KNOMAD)"),
    .layouts = LAYOUTS,
    .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS
};
