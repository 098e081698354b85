/* SPDX-License-Identifier: Apache-2.0 */
/* quotes.c: Remittance Prices Worldwide service by service: what each provider asked for sending
 * 200 and 500 dollars. The price of a corridor is the plain mean over the services that tell their
 * exchange rate before sending, as the agency computes it; four digits after the point are kept, as
 * in its table of corridors. The figure points to the first of these rows.
 *
 * The agency's workbook has two sheets, to and from 2016, with other columns between those that are
 * read; in some quarters its numbers are text. */
#include <math.h>
#include <stdint.h>

#include "datasets.h"
#include "quotes.h"
#include "sums.h"

enum { PERIOD, SENDING, RECEIVING, TELLS_RATE, PRICE_200, MARGIN_200, PRICE_500, MARGIN_500 };
enum { AMOUNT_200 = MARGIN_500 + 1, AMOUNT_500, READ_COUNT };

/* Known and not read. */
#define NOT_READ(name)                                                                             \
    { name, COR_AS_NOTHING, .is_optional = true }

const cor_column COR_QUOTES[] = {
    [PERIOD] = { "period", COR_AS_NOTHING },
    [SENDING] = { "source_code", COR_AS_NOTHING },
    [RECEIVING] = { "destination_code", COR_AS_NOTHING },
    [TELLS_RATE] = { "transparent", COR_AS_NOTHING },
    [PRICE_200] = { "cc1 total cost %", COR_AS_NOTHING },
    [MARGIN_200] = { "cc1 fx margin", COR_AS_NOTHING },
    [PRICE_500] = { "cc2 total cost %", COR_AS_NOTHING },
    [MARGIN_500] = { "cc2 fx margin", COR_AS_NOTHING },
    [AMOUNT_200] = { "cc1 denomination amount", COR_AS_NOTHING },
    [AMOUNT_500] = { "cc2 denomination amount", COR_AS_NOTHING },
    NOT_READ("date"),
    { 0 },
};

const cor_column COR_QUOTES_TIDY[] = {
    [PERIOD] = { "period", COR_AS_NOTHING },
    [SENDING] = { "sending_iso3", COR_AS_NOTHING },
    [RECEIVING] = { "receiving_iso3", COR_AS_NOTHING },
    [TELLS_RATE] = { "transparent", COR_AS_NOTHING },
    [PRICE_200] = { "total_cost_pct_200", COR_AS_NOTHING },
    [MARGIN_200] = { "fx_margin_pct_200", COR_AS_NOTHING },
    [PRICE_500] = { "total_cost_pct_500", COR_AS_NOTHING },
    [MARGIN_500] = { "fx_margin_pct_500", COR_AS_NOTHING },
    [AMOUNT_200] = { "", COR_AS_NOTHING, .is_optional = true }, // in the names of the columns
    [AMOUNT_500] = { "", COR_AS_NOTHING, .is_optional = true },
    NOT_READ("date"),
    { 0 },
};

/* What the value columns are, in the order above. */
static const struct {
    const char *measure, *breakdown;
} VALUES[] = {
    { "remittance_price", "amount_usd=200" },
    { "remittance_fx_margin", "amount_usd=200" },
    { "remittance_price", "amount_usd=500" },
    { "remittance_fx_margin", "amount_usd=500" },
};
enum { VALUE_COUNT = sizeof VALUES / sizeof *VALUES };

typedef struct {
    cor_intake *intake;
    int32_t at[READ_COUNT]; // columns; -1: none
    cor_sums sums, counts;  // of the same figures, in the same order
    int64_t told, untold;   // services that tell their rate, and others
    int32_t fault;          // the column at fault in the last failure
    int32_t widest;         // cells of the longest row of a sheet
} quote_reading;

/* "2024_4Q", or "2011-Q1". */
static bool read_quarter(cor_str text, cor_interval *ret_period) {
    if (cor_interval_parse(text, ret_period)) return true;
    int64_t year, quarter;
    if (text.length != 7 || text.at[4] != '_' || text.at[6] != 'Q') return false;
    if (!cor_number_parse_int(cor_str_part(text, 0, 4), &year) ||
        !cor_number_parse_int(cor_str_part(text, 5, 1), &quarter))
        return false;
    if (year < COR_YEAR_MIN || year > COR_YEAR_MAX || quarter < 1 || quarter > 4) return false;
    *ret_period = cor_interval_quarter((int32_t)year, (int32_t)quarter);
    return true;
}

/* ---- the edition --------------------------------------------------------- */

static void last_quarter(const cor_head *head, const cor_head_sheet *sheet, cor_interval *last) {
    cor_error ignored = { 0 };
    int32_t header = cor_sheet_find_header(sheet, &(cor_layout){ .columns = COR_QUOTES });
    if (header < 0) return;
    int32_t column = cor_row_find(&sheet->rows[header], COR_QUOTES[PERIOD].name);
    cor_row row;
    cor_interval period;
    bool found = !cor_table_sheet_select(head->table, sheet->number, &ignored);
    while (found && !cor_table_next(head->table, &row, &found, &ignored) && found)
        if (read_quarter(cor_row_text(&row, column), &period) && period.end.days > last->end.days)
            *last = period;
}

cor_str cor_quotes_edition(const cor_head *head, cor_arena *keep) {
    cor_interval last = { 0 };
    for (int32_t s = 0; s < head->sheet_count; s++)
        last_quarter(head, &head->sheets[s], &last);
    if (!last.end.days) return (cor_str){ 0 };
    char label[32];
    cor_interval_label(last, label); // 2025-Q3
    return cor_str_print(keep, "%.4sq%.1s", label, label + 6);
}

/* ---- a row --------------------------------------------------------------- */

static cor_code read_tells_rate(cor_str text, bool *ret_tells, cor_error *err) {
    *ret_tells = cor_str_is(text, "yes") || cor_str_is(text, "Yes") || cor_str_is(text, "YES");
    if (*ret_tells || !text.length || cor_str_is(text, "no") || cor_str_is(text, "No") ||
        cor_str_is(text, "NO"))
        return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is not known in this column."),
                   cor_arg_str(text));
    return cor_hint(err, _("Allowed values: {words}."), cor_arg_cstr("yes, no"));
}

/* A quote for another amount is another price. */
static cor_code check_amount(quote_reading *quotes, const cor_row *row, int which, double dollars,
                             cor_error *err) {
    double amount;
    bool found;
    int32_t at = quotes->at[which];
    if (at < 0 || at >= row->cell_count) return COR_OK;
    quotes->fault = at;
    cor_code code = cor_cell_value(&row->cells[at], &(cor_column){ 0 }, 0, &amount, &found, err);
    if (code || !found || amount == dollars) return code;
    return cor_fail(err, COR_E_DOMAIN, _("The amount sent is {amount} dollars, not {wanted}."),
                    cor_arg_number(amount, -1), cor_arg_number(dollars, -1));
}

static cor_code read_key(quote_reading *quotes, const cor_row *row, cor_figure *figure,
                         bool *ret_tells, cor_error *err) {
    cor_str period = cor_row_text(row, quotes->at[PERIOD]);
    quotes->fault = quotes->at[PERIOD];
    if (!read_quarter(period, &figure->period))
        return cor_cell_period(period, &figure->period, err);

    quotes->fault = quotes->at[TELLS_RATE];
    cor_code code = read_tells_rate(cor_row_text(row, quotes->fault), ret_tells, err);
    if (code) return code;
    quotes->fault = quotes->at[SENDING];
    code = cor_cell_country(cor_row_text(row, quotes->fault), COR_PLACES_BY_CODE,
                            &figure->destination, err);
    if (code) return code;
    quotes->fault = quotes->at[RECEIVING];
    code = cor_cell_country(cor_row_text(row, quotes->fault), COR_PLACES_BY_CODE, &figure->origin,
                            err);
    if (!code) code = check_amount(quotes, row, AMOUNT_200, 200, err);
    return code ? code : check_amount(quotes, row, AMOUNT_500, 500, err);
}

static cor_code add_value(quote_reading *quotes, const cor_row *row, int32_t which,
                          cor_figure figure, cor_error *err) {
    static const cor_column SIGNED = { .is_signed = true };
    int32_t at = quotes->at[PRICE_200 + which];
    bool found;
    if (at >= row->cell_count) return COR_OK;
    cor_code code = cor_cell_value(&row->cells[at], &SIGNED, 0, &figure.value, &found, err);
    if (code) return cor_intake_settle(quotes->intake, code, row->row, at, err);
    if (!found) return COR_OK;

    figure.measure = cor_str_of(VALUES[which].measure);
    figure.breakdown = cor_str_of(VALUES[which].breakdown);
    figure.sheet = quotes->intake->sheet;
    figure.row = row->row;
    figure.column = at + 1;
    code = cor_sums_add(&quotes->sums, &figure, err);
    figure.value = 1;
    return code ? code : cor_sums_add(&quotes->counts, &figure, err);
}

static cor_code take_quote(quote_reading *quotes, const cor_row *row, cor_error *err) {
    cor_figure figure = { 0 };
    bool tells = false;
    cor_code code = read_key(quotes, row, &figure, &tells, err);
    if (code) return cor_intake_settle(quotes->intake, code, row->row, quotes->fault, err);

    quotes->told += tells;
    quotes->untold += !tells;
    quotes->intake->report->rows_skipped += !tells;
    for (int32_t i = 0; i < VALUE_COUNT && tells && !code; i++)
        code = add_value(quotes, row, i, figure, err);
    return code;
}

/* ---- means --------------------------------------------------------------- */

/* The number of quotes is that of the price of 200 dollars. */
static cor_code put_count(quote_reading *quotes, const cor_figure *price, double count,
                          cor_error *err) {
    cor_figure figure = *price;
    if (!cor_str_is(price->measure, VALUES[0].measure) ||
        !cor_str_is(price->breakdown, VALUES[0].breakdown))
        return COR_OK;
    figure.measure = COR_STR("remittance_providers");
    figure.breakdown = (cor_str){ 0 };
    figure.value = count;
    return cor_intake_put(quotes->intake, &figure, err);
}

static cor_code put_means(quote_reading *quotes, cor_error *err) {
    for (size_t i = 0; i < quotes->sums.figure_count; i++) {
        cor_figure figure = quotes->sums.figures[i];
        double count = cor_sum_get(&quotes->counts.totals[i]);
        figure.value = round(cor_sum_get(&quotes->sums.totals[i]) / count * 1e4) / 1e4;
        quotes->intake->sheet = figure.sheet;
        cor_code code = cor_intake_put(quotes->intake, &figure, err);
        if (!code) code = put_count(quotes, &figure, count, err);
        if (code) return code;
    }

    return cor_intake_remark(
        quotes->intake,
        cor_say(_("The prices are plain means by corridor and quarter over {told} services that "
                  "tell their exchange rate; {untold} others were passed over. Single services "
                  "are not stored."),
                cor_arg_int(quotes->told), cor_arg_int(quotes->untold)),
        err);
}

/* ---- sheets -------------------------------------------------------------- */

static cor_code bind_columns(quote_reading *quotes, const cor_row *header, cor_error *err) {
    const cor_column *columns = quotes->intake->layout->columns;
    bool *used = cor_new(quotes->intake->work, bool, header->cell_count);
    if (!used) return cor_fail_memory(err);
    for (int32_t i = 0; columns[i].name; i++) {
        int32_t at = *columns[i].name ? cor_row_find(header, columns[i].name) : -1;
        if (i < READ_COUNT) quotes->at[i] = at;
        if (at >= 0) used[at] = true;
    }
    return cor_intake_leave_out(quotes->intake, used, err);
}

/* In some quarters the agency left its own workings behind the last column. */
static cor_code note_nameless(const quote_reading *quotes, const cor_row *header, cor_error *err) {
    char first[8], last[8];
    if (quotes->widest <= header->cell_count) return COR_OK;
    cor_column_label(header->cell_count + 1, first);
    cor_column_label(quotes->widest, last);
    return cor_intake_remark(
        quotes->intake,
        cor_say(_("Sheet “{sheet}”: cells without a name in the columns {first} to {last} were not "
                  "read."),
                cor_arg_str(quotes->intake->sheet), cor_arg_cstr(first), cor_arg_cstr(last)),
        err);
}

static void measure_width(quote_reading *quotes, const cor_row *row) {
    int32_t width = row->cell_count;
    while (width > quotes->widest && !cor_row_text(row, width - 1).length)
        width--;
    if (width > quotes->widest) quotes->widest = width;
}

static cor_code read_quote_sheet(quote_reading *quotes, int32_t sheet, cor_error *err) {
    cor_intake *intake = quotes->intake;
    const cor_head_sheet *head = &intake->head->sheets[sheet];
    int32_t header = cor_sheet_find_header(head, intake->layout);
    quotes->widest = 0;
    cor_code code = cor_intake_sheet(intake, sheet, header, err);
    if (!code) code = bind_columns(quotes, &head->rows[header], err);

    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(intake, &row, &found, err);
        if (code || !found) break;
        measure_width(quotes, &row);
        code = take_quote(quotes, &row, err);
    }

    return code ? code : note_nameless(quotes, &head->rows[header], err);
}

cor_code cor_quotes_map(cor_intake *intake, cor_error *err) {
    quote_reading quotes = { .intake = intake,
                             .sums = { .work = intake->work },
                             .counts = { .work = intake->work } };
    cor_code code = COR_OK;
    for (int32_t s = 0; s < intake->head->sheet_count && !code; s++)
        if (cor_sheet_find_header(&intake->head->sheets[s], intake->layout) >= 0)
            code = read_quote_sheet(&quotes, s, err);
    return code ? code : put_means(&quotes, err);
}
