/* SPDX-License-Identifier: Apache-2.0 */
/* own_table.c: users' own tables, in the form that "corredor figures --format csv" writes: one
 * figure per row. The breakdown has one column ("age=15-24;sex=F"), or each dimension has a column
 * of its own name. */
#include "datasets.h"

#include <math.h>
#include <strings.h>

#include "texts.h"
#include "vocabulary/vocabulary.h"

static const cor_column COLUMNS[] = {
    { "measure", COR_AS_NOTHING },
    { "period", COR_AS_NOTHING },
    { "value", COR_AS_NOTHING },
    { "origin", COR_AS_NOTHING, .is_optional = true },
    { "destination", COR_AS_NOTHING, .is_optional = true },
    { "breakdown", COR_AS_NOTHING, .is_optional = true },
    { "unit", COR_AS_NOTHING, .is_optional = true },
    { "status", COR_AS_NOTHING, .is_optional = true },
    { "source", COR_AS_NOTHING, .is_optional = true },
    { "figure_id", COR_AS_NOTHING, .is_optional = true },
    { "note", COR_AS_NOTHING, .is_optional = true },
    { 0 },
};
enum {
    MEASURE,
    PERIOD,
    VALUE,
    ORIGIN,
    DESTINATION,
    BREAKDOWN,
    UNIT,
    STATUS,
    SOURCE,
    FIGURE_ID,
    NOTE,
    COLUMN_COUNT
};

typedef struct {
    int32_t at;
    const cor_dimension *dimension;
} dimension_column;

typedef struct {
    cor_intake *intake;
    int32_t at[COLUMN_COUNT];
    cor_place_rule origin_rule, destination_rule;
    dimension_column dimensions[32];
    int32_t dimension_count;
    cor_texts breakdowns; // by the text of the file: canonical breakdowns
    int32_t fault;        // the column at fault in the last failure
} table_reading;

/* ---- the header ---------------------------------------------------------- */

static cor_code unknown_column(cor_str name, cor_error *err) {
    char known[512];
    size_t used = 0, count;
    const cor_dimension *list = cor_dimension_list(&count);

    for (size_t i = 0; i < count && used + list[i].key.length + 2 < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%.*s", i ? ", " : "",
                                 COR_STR_F(list[i].key));

    (void)cor_fail(err, COR_E_FORMAT, _("The column “{name}” is not known."), cor_arg_str(name));
    return cor_hint(
        err,
        _("Besides measure, origin, destination, period, breakdown, value, unit, status, source, "
          "figure_id and note there may be: {dimensions}. Put remarks under “note”."),
        cor_arg_str((cor_str){ known, used }));
}

/* Columns that are read, or known and left out. */
static bool is_declared(const table_reading *table, int32_t column) {
    for (int32_t i = 0; i < COLUMN_COUNT; i++)
        if (table->at[i] == column) return true;
    return false;
}

static const cor_dimension *find_dimension_column(cor_str name) {
    size_t count;
    const cor_dimension *list = cor_dimension_list(&count);
    for (size_t i = 0; i < count; i++)
        if (name.length == list[i].key.length &&
            strncasecmp(name.at, list[i].key.at, name.length) == 0)
            return &list[i];
    return NULL;
}

static cor_code read_dimension_columns(table_reading *table, const cor_row *header,
                                       cor_error *err) {
    enum { MOST = sizeof table->dimensions / sizeof *table->dimensions };
    bool *used = cor_new(table->intake->work, bool, header->cell_count);
    if (!used) return cor_fail_memory(err);

    for (int32_t i = 0; i < header->cell_count; i++) {
        cor_str name = cor_row_text(header, i);
        used[i] = name.length > 0;
        if (!name.length || is_declared(table, i)) continue;
        const cor_dimension *dimension = find_dimension_column(name);
        if (!dimension || table->dimension_count == MOST) return unknown_column(name, err);
        table->dimensions[table->dimension_count++] = (dimension_column){ i, dimension };
    }

    // Columns without a name are named in the report; remarks are known to be left out.
    return cor_intake_leave_out(table->intake, used, err);
}

/* Skipping an unknown dimension would merge two figures, so every column must be known. */
static cor_code read_header(table_reading *table, const cor_row *header, cor_error *err) {
    table->dimension_count = 0;
    for (int32_t i = 0; i < COLUMN_COUNT; i++)
        table->at[i] = cor_row_find(header, COLUMNS[i].name);

    const cor_intake *intake = table->intake;
    table->origin_rule = cor_place_rule_of(intake, header, table->at[ORIGIN], COR_PLACES_BY_CODE);
    table->destination_rule =
        cor_place_rule_of(intake, header, table->at[DESTINATION], COR_PLACES_BY_CODE);
    cor_code code = read_dimension_columns(table, header, err);
    if (code) return code;

    if (table->at[ORIGIN] >= 0 || table->at[DESTINATION] >= 0) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("Columns are missing: {missing}."),
                   cor_arg_cstr("destination"));

    return cor_hint(err, _("The place of a figure stands under “destination”; where people came "
                           "from, under “origin”."));
}

/* ---- a row --------------------------------------------------------------- */

/* The text of a cell; empty where it says that there is none. */
static cor_str text_of(table_reading *table, const cor_row *row, int32_t column) {
    table->fault = table->at[column];
    return cor_row_word(row, table->at[column]);
}

/* NA among codes of two letters may be Namibia: it is read as a place, which asks. */
static cor_str place_of(table_reading *table, const cor_row *row, int32_t column,
                        cor_place_rule rule) {
    cor_str text = text_of(table, row, column), written = cor_row_text(row, table->at[column]);
    return !text.length && rule == COR_PLACES_BY_PAIR && written.length == 2 ? written : text;
}

static cor_code read_row_measure(cor_str text, const cor_measure **ret_measure, cor_error *err) {
    const cor_measure *measure = cor_measure_find(text);
    if (measure) {
        *ret_measure = measure;
        return COR_OK;
    }
    if (!text.length)
        (void)cor_fail(err, COR_E_FORMAT, _("The measure is missing."));
    else
        (void)cor_fail(err, COR_E_FORMAT, _("The measure “{text}” is not known."),
                       cor_arg_str(text));
    cor_str near = cor_measure_suggest(text);
    if (near.length) return cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));

    return cor_hint(err,
                    _("“corredor data measures” lists the measures: stock, employed, remittances "
                      "and others."));
}

static cor_code read_unit(table_reading *table, const cor_row *row, const cor_measure *measure,
                          int32_t *ret_shift10, cor_error *err) {
    cor_str text = text_of(table, row, UNIT);
    int32_t value = table->at[VALUE];
    *ret_shift10 = cor_shares_shift(table->intake, measure,
                                    value < row->cell_count ? &row->cells[value] : NULL);
    if (text.length) {
        *ret_shift10 = 0;
        table->intake->says_unit = true;
        cor_code code = cor_unit_read(measure, text, ret_shift10, err);
        if (code) return code;
    }

    cor_unit_note(table->intake, text, *ret_shift10, row->row, table->at[UNIT]);
    return COR_OK;
}

static cor_code read_row_places(table_reading *table, const cor_row *row,
                                const cor_measure *measure, cor_figure *figure, cor_error *err) {
    cor_str origin = place_of(table, row, ORIGIN, table->origin_rule);
    cor_code code =
        origin.length ? cor_cell_country(origin, table->origin_rule, &figure->origin, err) : COR_OK;
    if (code) return code;

    cor_str destination = place_of(table, row, DESTINATION, table->destination_rule);
    if (destination.length)
        return cor_cell_country(destination, table->destination_rule, &figure->destination, err);

    (void)cor_fail(err, COR_E_FORMAT, _("The place is missing."));
    return measure->is_bilateral ? cor_hint(err, _("Write WLD for all destinations together."))
                                 : cor_hint(err, _("Write the three-letter code of ISO 3166-1, "
                                                   "such as GTM, or the name of the country."));
}

static cor_code check_origin(table_reading *table, const cor_measure *measure,
                             const cor_figure *figure, cor_error *err) {
    bool needs_origin = measure->is_bilateral && !measure->may_lack_origin;
    if (!needs_origin || figure->origin.id) return COR_OK;
    table->fault = table->at[ORIGIN];
    (void)cor_fail(err, COR_E_FORMAT, _("{measure} needs an origin."), cor_arg_str(measure->key));
    return cor_hint(err, _("Write WLD for all origins together."));
}

/* "sex=Female;age=Y20T24" with the codes of the vocabulary; parts that are no such are left as they
 * are, and named later. */
static cor_code read_written_breakdown(table_reading *table, cor_str text, char *written,
                                       size_t room, size_t *ret_used, cor_error *err) {
    cor_str rest = text, part;
    *ret_used = 0;

    while (text.length && cor_str_split(&rest, ';', &part)) {
        size_t equals = cor_str_find(part, COR_STR("="));
        cor_str key = cor_str_trim(cor_str_part(part, 0, equals)), code = { 0 };
        const cor_dimension *dimension = equals == SIZE_MAX ? NULL : find_dimension_column(key);
        cor_code failed = COR_OK;
        if (dimension)
            failed =
                cor_cell_code(dimension, cor_str_trim(cor_str_part(part, equals + 1, SIZE_MAX)),
                              table->intake->work, &code, err);
        if (failed) return failed;
        if (dimension && !code.length) continue; // the total
        int length =
            dimension ? snprintf(written + *ret_used, room - *ret_used, "%s%.*s=%.*s",
                                 *ret_used ? ";" : "", COR_STR_F(dimension->key), COR_STR_F(code))
                      : snprintf(written + *ret_used, room - *ret_used, "%s%.*s",
                                 *ret_used ? ";" : "", COR_STR_F(part));
        if (length < 0 || *ret_used + (size_t)length >= room)
            return cor_fail(err, COR_E_LIMIT, _("The breakdown is too long."));
        *ret_used += (size_t)length;
    }

    return COR_OK;
}

/* Join the breakdown column and the dimension columns; each different text is looked up once. */
static cor_code read_row_breakdown(table_reading *table, const cor_row *row, cor_str *ret_breakdown,
                                   cor_error *err) {
    char written[1024];
    size_t used;
    cor_code told = read_written_breakdown(table, text_of(table, row, BREAKDOWN), written,
                                           sizeof written, &used, err);
    if (told) return told;
    for (int32_t i = 0; i < table->dimension_count; i++) {
        cor_str code, key = table->dimensions[i].dimension->key;
        table->fault = table->dimensions[i].at;
        cor_code failed = cor_cell_code(table->dimensions[i].dimension,
                                        cor_row_text(row, table->dimensions[i].at),
                                        table->intake->work, &code, err);
        if (failed) return failed;
        if (!code.length) continue;
        int length = snprintf(written + used, sizeof written - used, "%s%.*s=%.*s", used ? ";" : "",
                              COR_STR_F(key), COR_STR_F(code));
        if (length < 0 || used + (size_t)length >= sizeof written)
            return cor_fail(err, COR_E_LIMIT, _("The breakdown is too long."));
        used += (size_t)length;
    }

    table->fault = table->at[BREAKDOWN] >= 0 ? table->at[BREAKDOWN] : -1;
    return cor_breakdown_once(&table->breakdowns, (cor_str){ written, used }, table->intake->work,
                              ret_breakdown, err);
}

static cor_code read_status(cor_str text, cor_obs_status *ret_status, cor_error *err) {
    if (!text.length || cor_status_find(text, ret_status)) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("The status “{text}” is not known."), cor_arg_str(text));
    return cor_hint(err,
                    _("Write observed, estimated, projected, provisional, suppressed or missing."));
}

static cor_code read_row_value(table_reading *table, const cor_row *row, const cor_measure *measure,
                               int32_t shift10, cor_figure *figure, cor_error *err) {
    cor_code code = read_status(text_of(table, row, STATUS), &figure->status, err);
    if (code) return code;
    bool found = false,
         has_none = figure->status == COR_SUPPRESSED || figure->status == COR_MISSING;
    const cor_column column = { .measure = measure->key.at, // keys are terminated
                                .is_signed = cor_measure_may_be_negative(measure->key) };
    table->fault = table->at[VALUE];

    if (table->at[VALUE] < row->cell_count)
        code = cor_cell_value(&row->cells[table->at[VALUE]], &column, shift10, &figure->value,
                              &found, err);
    if (code || found != has_none) {
        if (!found) figure->value = NAN;
        return code;
    }

    if (found) {
        (void)cor_fail(err, COR_E_FORMAT,
                       _("A figure that is suppressed or missing has no value."));
        return cor_hint(err, _("Leave the cell empty, or write another status."));
    }

    (void)cor_fail(err, COR_E_FORMAT, _("The value is missing."));
    return cor_hint(err, _("Leave the row out, or write the status “missing” or “suppressed”."));
}

static cor_code read_table_row(table_reading *table, const cor_row *row, cor_figure *ret_figure,
                               cor_error *err) {
    cor_figure figure = { .row = row->row, .column = table->at[VALUE] + 1 };
    const cor_measure *measure = NULL;
    cor_code code = read_row_measure(text_of(table, row, MEASURE), &measure, err);
    if (code) return code;

    int32_t shift10;
    figure.measure = measure->key;
    code = read_unit(table, row, measure, &shift10, err);
    if (!code) code = read_row_places(table, row, measure, &figure, err);
    if (!code) code = check_origin(table, measure, &figure, err);
    if (!code) code = cor_cell_period(text_of(table, row, PERIOD), &figure.period, err);
    if (!code) code = read_row_breakdown(table, row, &figure.breakdown, err);
    if (!code) code = read_row_value(table, row, measure, shift10, &figure, err);
    if (!code && !table->intake->source_given) figure.source = text_of(table, row, SOURCE);
    *ret_figure = figure;

    return code;
}

static cor_code map_own_sheet(table_reading *table, int32_t sheet, cor_error *err) {
    cor_intake *intake = table->intake;
    int32_t header_row = cor_sheet_find_header(&intake->head->sheets[sheet], intake->layout);
    const cor_row *header = &intake->head->sheets[sheet].rows[header_row];
    cor_code code = cor_titles_check(intake, sheet, header_row, 0, err);
    if (!code) code = cor_intake_sheet(intake, sheet, header_row, err);
    if (code) return code;
    code = read_header(table, header, err);
    if (code) return cor_within(err, _("row {row}"), cor_arg_plain(header->row));

    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(intake, &row, &found, err);
        if (code || !found) break;
        cor_figure figure;
        code = read_table_row(table, &row, &figure, err);
        code = code ? cor_intake_settle(intake, code, row.row, table->fault, err)
                    : cor_intake_put(intake, &figure, err);
    }

    return code ? code : cor_passed_note(intake, err);
}

static cor_code map_own_table(cor_intake *intake, cor_error *err) {
    table_reading table = { .intake = intake };
    cor_code code = COR_OK;
    for (int32_t sheet = 0; sheet < intake->head->read_count && !code; sheet++)
        code = map_own_sheet(&table, sheet, err);
    return code;
}

/* A load has one source: that of the first row. */
static cor_str source_of_rows(const cor_head *head, cor_arena *keep) {
    (void)keep;
    const cor_head_sheet *sheet = &head->sheets[0];
    int32_t header = cor_head_find_header(head, &(cor_layout){ .columns = COLUMNS });
    int32_t column = header < 0 ? -1 : cor_row_find(&sheet->rows[header], COLUMNS[SOURCE].name);
    return cor_head_text(sheet, header + 1, column);
}

static const cor_layout LAYOUTS[] = {
    { .key = "figures",
      .looks = N_("a table with the columns measure, origin, destination, period, breakdown, "
                  "value, status, source"),
      .columns = COLUMNS,
      .edition = source_of_rows,
      .source_prefix = "",
      .map = map_own_table },
};

const cor_dataset cor_own_table = { .name = "table",
                                    .title = N_("A table of your own"),
                                    .layouts = LAYOUTS,
                                    .layout_count = sizeof LAYOUTS / sizeof *LAYOUTS };
