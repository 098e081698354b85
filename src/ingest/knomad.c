/* SPDX-License-Identifier: Apache-2.0 */
/* knomad.c: bilateral matrices of migrants and remittances, and yearly flows by country, of the
 * World Bank and KNOMAD.
 *
 * A matrix has a row and a column for each country. Its zeros mean "none or unknown" alike and
 * are not kept; sums and the remainders "Other North" and "Other South" are passed over.
 * Remittances are filed where the migrants are: the receiving country is the origin. Six digits
 * after the point are kept, as in the tidy tables. */
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
static const cor_column FLOWS[] = {
    { "iso3", COR_AS_DESTINATION },
    { "year", COR_AS_YEAR },
    { "direction", COR_AS_WORD, .words = DIRECTIONS },
    { "usd_million", COR_AS_VALUE },
    { 0 },
};

/* ---- yearly flows -------------------------------------------------------- */

static const cor_column INFLOWS[] = {
    { "Remittance inflows (US$ million)", COR_AS_DESTINATION, .rule = COR_PLACES_BY_NAME },
    { 0 },
};
static const cor_column OUTFLOWS[] = {
    { "Remittance outflows (US$ million)", COR_AS_DESTINATION, .rule = COR_PLACES_BY_NAME },
    { 0 },
};
static const cor_column RECEIVED = { "inflows", COR_AS_VALUE, .measure = "remittances_received",
                                     .decimals = COR_DECIMALS_6 };
static const cor_column SENT = { "outflows", COR_AS_VALUE, .measure = "remittances_sent",
                                 .decimals = COR_DECIMALS_6 };

/* "Date: June 2023" is in the notes below the table. */
static cor_str edition_in_notes(const cor_head *head, cor_arena *keep) {
    cor_error ignored = { 0 };
    cor_row row;
    bool found = !cor_table_sheet_select(head->table, 0, &ignored);
    while (found && !cor_table_next(head->table, &row, &found, &ignored) && found) {
        cor_str text = cor_row_text(&row, 0);
        if (!cor_str_starts(text, COR_STR("Date: ")) || text.length < 10) continue;
        return cor_str_keep(keep, cor_str_part(text, text.length - 4, 4));
    }
    return (cor_str){ 0 };
}

/* ---- matrices ------------------------------------------------------------ */

enum { TITLE_ROW = 0, HEADER_ROW = 1 };
#define RECEIVING_ACROSS "receiving (across) / sending (down)"

static bool is_stock_matrix(const cor_head *head) {
    cor_str title = cor_head_text(&head->sheets[0], TITLE_ROW, 0);
    return cor_str_find(title, COR_STR("Bilateral Estimates of Migrant Stocks")) != SIZE_MAX;
}

static bool is_remittance_matrix(const cor_head *head) {
    return cor_str_is(cor_head_text(&head->sheets[0], HEADER_ROW, 0), RECEIVING_ACROSS);
}

/* The year of the title: "Bilateral Estimates of Migrant Stocks in 2017". */
static cor_str edition_in_title(const cor_head *head, cor_arena *keep) {
    (void)keep;
    cor_str title = cor_head_text(&head->sheets[0], TITLE_ROW, 0);
    for (size_t at = 0; at + 4 <= title.length; at++) {
        cor_str word = cor_str_part(title, at, 4);
        cor_interval year;
        bool starts = at == 0 || title.at[at - 1] == ' ';
        if (starts && cor_interval_parse(word, &year)) return word;
    }
    return (cor_str){ 0 };
}

typedef struct {
    cor_intake *intake;
    cor_column value;
    bool is_stock;
    cor_interval period;
    cor_country *across; // by column; none where the column is not a place
    int32_t across_count;
} matrix_reading;

/* Place of a row or column; none for sums, remainders and cells outside the table. */
static cor_code find_named_place(cor_str name, cor_country *ret_place, cor_error *err) {
    *ret_place = COR_COUNTRY_NONE;
    if (!name.length) return COR_OK;
    for (const cor_word *word = NOT_A_PLACE; word->text; word++)
        if (cor_str_is(name, word->text)) return COR_OK;
    cor_code code = cor_cell_country(name, COR_PLACES_BY_NAME, ret_place, err);
    if (!code && !cor_country_is_place(*ret_place)) *ret_place = COR_COUNTRY_NONE;
    return code;
}

static cor_code name_columns(matrix_reading *matrix, cor_error *err) {
    const cor_row *header = &matrix->intake->head->sheets[0].rows[HEADER_ROW];
    matrix->across_count = header->cell_count;
    matrix->across = cor_new(matrix->intake->work, cor_country, header->cell_count);
    if (!matrix->across) return cor_fail_memory(err);

    cor_code code = COR_OK;
    for (int32_t column = 1; column < header->cell_count && !code; column++) {
        code = find_named_place(cor_row_text(header, column), &matrix->across[column], err);
        code = cor_intake_settle(matrix->intake, code, header->row, column, err);
    }

    return code;
}

static cor_code take_matrix_cell(matrix_reading *matrix, const cor_row *row, int32_t column,
                                 cor_country down, bool *ret_taken, cor_error *err) {
    double value;
    bool found;
    cor_code code = cor_cell_value(&row->cells[column], &matrix->value, 0, &value, &found, err);
    if (code) return cor_intake_settle(matrix->intake, code, row->row, column, err);

    if (!found || value == 0) return COR_OK;
    cor_country across = matrix->across[column];
    cor_figure figure = { .measure = cor_str_of(matrix->value.measure),
                          .origin = matrix->is_stock ? down : across,
                          .destination = matrix->is_stock ? across : down,
                          .period = matrix->period,
                          .value = value,
                          .status = COR_ESTIMATED,
                          .row = row->row,
                          .column = column + 1 };
    *ret_taken = true;

    return cor_intake_put(matrix->intake, &figure, err);
}

/* Notes start after the first row without a name. */
static cor_code take_matrix_row(matrix_reading *matrix, const cor_row *row, bool *ret_ended,
                                cor_error *err) {
    cor_str name = cor_row_text(row, 0);
    cor_country down;

    *ret_ended |= !name.length || cor_str_is(name, "Notes:");
    bool taken = false;
    cor_code code = *ret_ended ? COR_OK : find_named_place(name, &down, err);
    if (code) return cor_intake_settle(matrix->intake, code, row->row, 0, err);

    for (int32_t column = 1; !*ret_ended && down.id && column < row->cell_count && !code; column++)
        if (column < matrix->across_count && matrix->across[column].id)
            code = take_matrix_cell(matrix, row, column, down, &taken, err);

    matrix->intake->report->rows_skipped += !taken;
    return code;
}

static cor_code map_matrix(cor_intake *intake, cor_error *err) {
    matrix_reading matrix = { .intake = intake, .is_stock = is_stock_matrix(intake->head) };
    matrix.value = (cor_column){ .measure = matrix.is_stock ? "stock" : "remittances",
                                 .decimals = COR_DECIMALS_6,
                                 .missing = "-" };
    cor_code code =
        cor_cell_period(edition_in_title(intake->head, intake->work), &matrix.period, err);
    if (!code) code = cor_intake_sheet(intake, 0, HEADER_ROW, err);
    if (!code) code = name_columns(&matrix, err);
    bool ended = false;

    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(intake, &row, &found, err);
        if (code || !found) break;
        code = take_matrix_row(&matrix, &row, &ended, err);
    }

    return code;
}

/* ---- the dataset --------------------------------------------------------- */

static const cor_layout LAYOUTS[] = {
    { .key = "matrix-stock",
      .looks = N_("the workbook of bilateral migrant stocks"),
      .recognise = is_stock_matrix,
      .edition = edition_in_title,
      .source_prefix = "knomad-stock-",
      .status = COR_ESTIMATED,
      .map = map_matrix },
    { .key = "matrix-remittances",
      .looks = N_("the workbook of bilateral remittances"),
      .recognise = is_remittance_matrix,
      .edition = edition_in_title,
      .source_prefix = "knomad-remittances-",
      .status = COR_ESTIMATED,
      .map = map_matrix },
    { .key = "inflows",
      .looks = N_("the workbook of remittance inflows"),
      .columns = INFLOWS,
      .across = &RECEIVED,
      .edition = edition_in_notes,
      .source_prefix = "knomad-remittances-",
      .status = COR_ESTIMATED },
    { .key = "outflows",
      .looks = N_("the workbook of remittance outflows"),
      .columns = OUTFLOWS,
      .across = &SENT,
      .edition = edition_in_notes,
      .source_prefix = "knomad-remittances-",
      .status = COR_ESTIMATED },
    { .key = "tidy-stock",
      .looks = N_("a table of migrants by origin and destination"),
      .columns = STOCK,
      .period = "2017",
      .source = "knomad-stock-2017",
      .status = COR_ESTIMATED },
    { .key = "tidy-remittances",
      .looks = N_("a table of remittances by sending and receiving country"),
      .columns = REMITTANCES,
      .period = "2017",
      .source = "knomad-remittances-2017",
      .status = COR_ESTIMATED },
    { .key = "tidy-flows",
      .looks = N_("a table of remittance flows by country, year and direction"),
      .columns = FLOWS,
      .source = "knomad-remittances-2023",
      .status = COR_ESTIMATED },
};

const cor_dataset cor_knomad = {
    .name = "knomad",
    .title = N_("Bilateral matrices and remittance flows (World Bank / KNOMAD)"),
    .layouts = LAYOUTS,
    .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS
};
