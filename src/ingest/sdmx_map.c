/* SPDX-License-Identifier: Apache-2.0 */
/* sdmx_map.c: SDMX-CSV of any agency into figures.
 *
 * Components are recognised by their ids: the place, the origin, the subject, and our dimensions
 * under their usual names. The subject may be one of our measures, or a series that a layout of the
 * dataset knows ("BX.TRF.PWKR.CD.DT", "EMP_NIFL_SEX_RT"). */
#include "datasets.h"

#include <strings.h>

#include "beside.h"
#include "sdmx.h"
#include "texts.h"
#include "vocabulary/vocabulary.h"

static const char *const PLACE_IDS[] = { "REF_AREA", "DESTINATION", "COUNTRY",
                                         "GEO",      "LOCATION",    NULL };
static const char *const ORIGIN_IDS[] = {
    "ORIGIN", "COUNTERPART_AREA", "COB", "COUNTRY_OF_BIRTH", "ORIGIN_AREA", "CTB", NULL
};
static const char *const MEASURE_IDS[] = { "MEASURE", "INDICATOR", "SERIES", NULL };

/* Ids of components that correspond to our dimensions. */
static const struct {
    const char *id, *dimension;
} DIMENSION_IDS[] = {
    { "EDU", "education" },       { "EDUCATION_LEV", "education" },
    { "ISCED11", "education" },   { "ECO", "sector" },
    { "ACTIVITY", "sector" },     { "NACE_R2", "sector" },
    { "OCU", "occupation" },      { "CBR", "birth" },
    { "C_BIRTH", "birth" },       { "CCT", "citizenship" },
    { "CITIZEN", "citizenship" }, { "INS", "institution" },
    { "STE", "status" },          { "MIGRATORY_STATUS", "migration_status" },
};

/* Components that describe the observation without identifying it. */
static const char *const REMARK_IDS[] = {
    "OBS_STATUS",
    "OBS_FLAG",
    "CONF_STATUS",
    "CONF_FLAG",
    "DECIMALS",
    "UNIT_TYPE",
    "UNIT_MEASURE_TYPE",
    "COMMENT_OBS",
    "COMMENT",
    "NOTE",
    "SOURCE",
    "SOURCE_DETAIL",
    "TIME_DETAIL",
    "TIME_FORMAT",
    "FREQ",
    "NATURE",
    "LAST UPDATE",
    "FOOT_NOTE",
    "REPORTING_YEAR_START_DAY",
    NULL,
};

typedef struct {
    int32_t cell;
    const cor_dimension *dimension;
} dimension_cell;

typedef struct {
    cor_intake *intake;
    cor_sdmx sdmx;
    int32_t place, origin, measure, multiplier, frequency;
    int32_t units[2]; // UNIT_MEASURE and UNIT: both may be there
    cor_place_rule place_rule, origin_rule;
    bool told_unit; // the report says that the unit was converted
    dimension_cell dimensions[32];
    int32_t dimension_count;
    cor_texts breakdowns;
    cor_str series; // the last one found
    const cor_measure *series_measure;
    const cor_word *series_word;
    int32_t fault;
} sdmx_reading;

/* ---- the header ---------------------------------------------------------- */

static int32_t find_first_component(const cor_sdmx *sdmx, const char *const *ids) {
    int32_t cell = -1;
    for (; *ids && cell < 0; ids++)
        cell = cor_sdmx_find(sdmx, *ids);
    return cell;
}

static bool same_id(cor_str id, const char *known) {
    return id.length == strlen(known) && strncasecmp(id.at, known, id.length) == 0;
}

static bool is_remark(cor_str id) {
    for (const char *const *known = REMARK_IDS; *known; known++)
        if (same_id(id, *known)) return true;
    return cor_str_starts(id, COR_STR("NOTE_"));
}

static const cor_dimension *dimension_of(cor_str id) {
    size_t count;
    const cor_dimension *list = cor_dimension_list(&count);
    for (size_t i = 0; i < count; i++)
        if (id.length == list[i].key.length && strncasecmp(id.at, list[i].key.at, id.length) == 0)
            return &list[i];
    for (size_t i = 0; i < sizeof DIMENSION_IDS / sizeof *DIMENSION_IDS; i++)
        if (same_id(id, DIMENSION_IDS[i].id))
            return cor_dimension_find(cor_str_of(DIMENSION_IDS[i].dimension));
    return NULL;
}

static cor_code unknown_component(cor_str id, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The component {id} is not known."), cor_arg_str(id));
    return cor_hint(err, _("Remove the column if it has one value only; otherwise give it the name "
                           "of a dimension, such as SEX, AGE or EDUCATION."));
}

static cor_code read_components(sdmx_reading *reading, cor_error *err) {
    enum { MOST = sizeof reading->dimensions / sizeof *reading->dimensions };
    const cor_sdmx *sdmx = &reading->sdmx;

    reading->place = find_first_component(sdmx, PLACE_IDS);
    reading->origin = find_first_component(sdmx, ORIGIN_IDS);
    reading->measure = find_first_component(sdmx, MEASURE_IDS);
    reading->multiplier = cor_sdmx_find(sdmx, "UNIT_MULT");
    reading->frequency = cor_sdmx_find(sdmx, "FREQ");
    reading->units[0] = cor_sdmx_find(sdmx, "UNIT_MEASURE");
    reading->units[1] = cor_sdmx_find(sdmx, "UNIT");

    for (int32_t i = 0; i < sdmx->column_count; i++) {
        bool is_read = i == reading->place || i == reading->origin || i == reading->measure ||
                       i == sdmx->period || i == sdmx->value || i == sdmx->status ||
                       i == reading->multiplier || i == reading->units[0] || i == reading->units[1];
        if (is_read || sdmx->columns[i].role != COR_SDMX_COMPONENT ||
            is_remark(sdmx->columns[i].id))
            continue;
        const cor_dimension *dimension = dimension_of(sdmx->columns[i].id);
        if (!dimension || reading->dimension_count == MOST)
            return unknown_component(sdmx->columns[i].id, err);
        reading->dimensions[reading->dimension_count++] = (dimension_cell){ i, dimension };
    }

    if (reading->place >= 0 && sdmx->period >= 0) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT, _("Columns are missing: {missing}."),
                   cor_arg_cstr(reading->place < 0 ? "REF_AREA" : "TIME_PERIOD"));

    return cor_hint(err, _("Download the data with all dimensions as columns."));
}

/* ---- a row --------------------------------------------------------------- */

/* Find a word of any layout of the dataset that names a measure. */
static const cor_word *find_series_word(const cor_dataset *dataset, cor_str text) {
    for (size_t l = 0; l < dataset->layout_count; l++)
        for (const cor_column *column = dataset->layouts[l].columns; column && column->name;
             column++)
            for (const cor_word *word = column->words; word && word->text; word++)
                if (word->measure && cor_str_is(text, word->text)) return word;
    return NULL;
}

/* "ILO:DF_EMP_NIFL_SEX_RT(1.0)" also names a series: EMP_NIFL_SEX_RT. */
static cor_str series_of_structure(cor_str structure) {
    size_t colon = cor_str_find(structure, COR_STR(":"));
    if (colon != SIZE_MAX) structure = cor_str_part(structure, colon + 1, SIZE_MAX);
    structure = cor_str_part(structure, 0, cor_str_find(structure, COR_STR("(")));
    return cor_str_starts(structure, COR_STR("DF_")) ? cor_str_part(structure, 3, SIZE_MAX)
                                                     : structure;
}

static cor_code read_sdmx_series(sdmx_reading *reading, const cor_sdmx_row *row, cor_error *err) {
    reading->fault = reading->measure >= 0 ? reading->measure : reading->sdmx.structure_id;
    cor_str text = reading->measure >= 0
                       ? cor_sdmx_code(&reading->sdmx, row->cells, reading->measure)
                       : series_of_structure(row->structure);
    if (reading->series_measure && cor_str_equal(text, reading->series)) return COR_OK;
    const cor_word *word = find_series_word(reading->intake->dataset, text);
    const cor_measure *measure = cor_measure_find(word ? cor_str_of(word->measure) : text);

    if (!measure) {
        (void)cor_fail(err, COR_E_FORMAT, _("The measure “{text}” is not known."),
                       cor_arg_str(text));
        cor_str near = cor_measure_suggest(text);
        if (near.length) (void)cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));
        return COR_E_FORMAT;
    }

    reading->series = cor_str_keep(reading->intake->work, text);
    if (!reading->series.at) return cor_fail_memory(err);
    reading->series_word = word;
    reading->series_measure = measure;

    return COR_OK;
}

static cor_code read_area(sdmx_reading *reading, const cor_sdmx_row *row, int32_t cell,
                          cor_place_rule rule, cor_country *ret_place, cor_error *err) {
    static const char *const WORLD[] = { "_T", "W", "W0", "W00", "WORLD", NULL };
    reading->fault = cell;
    cor_str code = cor_sdmx_code(&reading->sdmx, row->cells, cell);
    for (const char *const *world = WORLD; *world; world++)
        if (same_id(code, *world)) {
            *ret_place = COR_COUNTRY_WORLD;
            return COR_OK;
        }
    cor_code failed = cor_cell_country(code, rule, ret_place, err);
    cor_str label = cor_sdmx_label(&reading->sdmx, row->cells, cell);
    return failed || !label.length ? failed : cor_beside_name(label, code, *ret_place, err);
}

static cor_code read_sdmx_breakdown(sdmx_reading *reading, const cor_sdmx_row *row,
                                    cor_str *ret_breakdown, cor_error *err) {
    char written[1024];
    const cor_word *word = reading->series_word;
    size_t used = word && word->breakdown
                      ? (size_t)snprintf(written, sizeof written, "%s", word->breakdown)
                      : 0;

    for (int32_t i = 0; i < reading->dimension_count; i++) {
        const cor_dimension *dimension = reading->dimensions[i].dimension;
        cor_str code;
        reading->fault = reading->dimensions[i].cell;
        cor_code failed = cor_cell_code(
            dimension, cor_sdmx_code(&reading->sdmx, row->cells, reading->dimensions[i].cell),
            reading->intake->work, &code, err);
        if (failed) return failed;
        if (!code.length) continue;
        int length = snprintf(written + used, sizeof written - used, "%s%.*s=%.*s", used ? ";" : "",
                              COR_STR_F(dimension->key), COR_STR_F(code));
        if (length < 0 || used + (size_t)length >= sizeof written)
            return cor_fail(err, COR_E_LIMIT, _("The breakdown is too long."));
        used += (size_t)length;
    }

    return cor_breakdown_once(&reading->breakdowns, (cor_str){ written, used },
                              reading->intake->work, ret_breakdown, err);
}

/* ---- units --------------------------------------------------------------- */

static cor_code fail_scaled_twice(cor_str unit, int64_t multiplier, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The unit “{text}” is scaled already, and UNIT_MULT says 10^{power} besides."),
                   cor_arg_str(unit), cor_arg_plain(multiplier));
    return cor_hint(err,
                    _("State the scale once: as UNIT_MULT with a plain unit, or in the unit."));
}

static cor_code fail_units(cor_str one, cor_str other, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The units “{one}” and “{other}” are not the same."),
                   cor_arg_str(one), cor_arg_str(other));
    return cor_hint(err, _("Leave one of the columns UNIT and UNIT_MEASURE out."));
}

/* What the columns of units say: the power of ten to ours. */
static cor_code read_unit_cells(sdmx_reading *reading, const cor_sdmx_row *row, cor_str *ret_unit,
                                int32_t *ret_shift, cor_error *err) {
    *ret_unit = (cor_str){ 0 };
    for (int i = 0; i < 2; i++) {
        cor_str text = cor_sdmx_code(&reading->sdmx, row->cells, reading->units[i]);
        int32_t shift;
        if (cor_text_is_absent(text)) continue;
        reading->fault = reading->units[i];
        cor_code code = cor_unit_read(reading->series_measure, text, &shift, err);
        if (code) return code;
        if (ret_unit->length && shift != *ret_shift) return fail_units(*ret_unit, text, err);
        *ret_unit = text;
        *ret_shift = shift;
    }
    return COR_OK;
}

static cor_code read_multiplier(sdmx_reading *reading, const cor_sdmx_row *row, bool *ret_stated,
                                int64_t *ret_multiplier, cor_error *err) {
    cor_str text = cor_sdmx_code(&reading->sdmx, row->cells, reading->multiplier);
    *ret_stated = !cor_text_is_absent(text);
    *ret_multiplier = 0;
    if (!*ret_stated) return COR_OK;
    reading->fault = reading->multiplier;
    if (cor_number_parse_int(text, ret_multiplier) && *ret_multiplier >= -12 &&
        *ret_multiplier <= 12)
        return COR_OK;
    return cor_fail(err, COR_E_FORMAT, _("“{text}” is not a power of ten."), cor_arg_str(text));
}

/* A conversion that the reader of the file may not expect stands in the report. */
static cor_code tell_conversion(sdmx_reading *reading, cor_str unit, int32_t shift,
                                cor_error *err) {
    if (!shift || reading->told_unit) return COR_OK;
    reading->told_unit = true;
    cor_str ours = reading->series_measure->unit->key;
    return cor_intake_remark(
        reading->intake,
        cor_say(_("Values in {unit} were converted to {ours}: times 10^{power}."),
                cor_arg_str(unit), cor_arg_str(ours), cor_arg_plain(shift)),
        err);
}

/* A measure in million dollars may come in dollars as well; a file that says neither does not
 * tell. */
static cor_code fail_no_unit(sdmx_reading *reading, cor_error *err) {
    reading->fault = reading->sdmx.value;
    cor_str ours = reading->series_measure->unit->key;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file does not say in which unit the values of {measure} are."),
                   cor_arg_str(reading->series_measure->key));
    return cor_hint(err,
                    _("Add a column UNIT_MEASURE, such as {unit}, or download the data with "
                      "UNIT_MEASURE and UNIT_MULT."),
                    cor_arg_str(ours));
}

/* Powers of ten between the file's unit and ours: stated by the file, else known for the series. A
 * scale stands in the unit or in UNIT_MULT, not in both. */
static cor_code read_shift(sdmx_reading *reading, const cor_sdmx_row *row, int32_t *ret_shift,
                           cor_error *err) {
    int32_t known = reading->series_word ? reading->series_word->shift10 : 0, shift = 0;
    int64_t multiplier;
    bool stated;
    cor_str unit;
    const cor_cell *value = &row->cells->cells[reading->sdmx.value];
    int32_t shares = cor_shares_shift(reading->intake, reading->series_measure, value);
    if (reading->series_word) shares = 0; // published in percent
    cor_code code = read_unit_cells(reading, row, &unit, &shift, err);
    reading->intake->says_unit |= unit.length || reading->series_word;
    if (!code) code = read_multiplier(reading, row, &stated, &multiplier, err);
    if (code) return code;

    int32_t ours = cor_unit_power(reading->series_measure);
    if (!unit.length && !stated && !reading->series_word && ours) return fail_no_unit(reading, err);
    bool is_scaled = unit.length && shift != -ours;
    if (is_scaled && multiplier) return fail_scaled_twice(unit, multiplier, err);
    if (unit.length)
        *ret_shift = is_scaled ? shift : (int32_t)multiplier - ours;
    else
        *ret_shift = (stated ? (int32_t)multiplier - ours : known) + shares;

    bool contradicts = unit.length && !stated && known && known != *ret_shift;
    if (contradicts) {
        (void)cor_fail(err, COR_E_FORMAT,
                       _("The unit “{text}” contradicts that of the series, which is published in "
                         "10^{power}."),
                       cor_arg_str(unit), cor_arg_plain(known));
        return cor_hint(err, _("Download the data with UNIT_MULT, or leave the unit out."));
    }

    int32_t at = reading->units[0] >= 0 ? reading->units[0] : reading->units[1];
    cor_unit_note(reading->intake, unit, *ret_shift, row->row, at);
    return unit.length ? tell_conversion(reading, unit, *ret_shift, err) : COR_OK;
}

/* Read the digits again, so that a shift by a power of ten is exact. */
static cor_code read_sdmx_value(sdmx_reading *reading, const cor_sdmx_row *row, cor_figure *figure,
                                cor_error *err) {
    int32_t shift10 = 0;
    figure->value = row->value;
    figure->status = row->status;
    cor_code code = read_shift(reading, row, &shift10, err);
    if (code || row->status == COR_MISSING || row->status == COR_SUPPRESSED) return code;

    reading->fault = reading->sdmx.value;
    const cor_column column = { .measure = reading->series_measure->key.at,
                                .is_signed = cor_measure_may_be_negative(figure->measure) };
    bool found;
    return cor_cell_value(&row->cells->cells[reading->sdmx.value], &column, shift10, &figure->value,
                          &found, err);
}

/* An empty origin and the world both mean all origins. */
static cor_code read_origin(sdmx_reading *reading, const cor_sdmx_row *row, cor_figure *figure,
                            cor_error *err) {
    const cor_measure *measure = reading->series_measure;
    bool needs_origin = measure->is_bilateral && !measure->may_lack_origin;
    cor_str written = cor_sdmx_code(&reading->sdmx, row->cells, reading->origin);
    reading->fault = reading->origin;
    if (reading->origin >= 0 && needs_origin && !written.length) {
        (void)cor_fail(err, COR_E_FORMAT, _("{measure} needs an origin."),
                       cor_arg_str(measure->key));
        return cor_hint(err, _("Write WLD for all origins together."));
    }

    if (written.length) {
        cor_code code =
            read_area(reading, row, reading->origin, reading->origin_rule, &figure->origin, err);
        if (code) return code;
    }

    bool is_all = !figure->origin.id || figure->origin.id == COR_COUNTRY_WORLD.id;
    if (is_all) figure->origin = needs_origin ? COR_COUNTRY_WORLD : COR_COUNTRY_NONE;

    return COR_OK;
}

/* "A" with 2020-12-31 is the year to its author and a day to a reader. Of frequencies that are not
 * in the list nothing is known. */
static cor_code check_frequency(sdmx_reading *reading, const cor_sdmx_row *row, cor_error *err) {
    static const struct {
        const char *code;
        int32_t least_days, most_days;
    } FREQUENCIES[] = {
        { "A", 365, 366 }, { "S", 181, 184 }, { "H", 181, 184 }, { "Q", 90, 92 }, { "M", 28, 31 },
    };
    cor_str code = cor_sdmx_code(&reading->sdmx, row->cells, reading->frequency);
    int32_t days = cor_interval_days(row->period);
    bool fits = true;
    for (size_t i = 0; i < sizeof FREQUENCIES / sizeof *FREQUENCIES; i++)
        if (same_id(code, FREQUENCIES[i].code))
            fits = days >= FREQUENCIES[i].least_days && days <= FREQUENCIES[i].most_days;
    if (fits) return COR_OK;

    reading->fault = reading->sdmx.period;
    (void)cor_fail(err, COR_E_FORMAT, _("The period {period} is not one of the frequency {code}."),
                   cor_arg_period(row->period), cor_arg_str(code));
    return cor_hint(err, _("Write 2020 with the frequency A, 2020-Q3 with Q, 2020-07 with M."));
}

static cor_code read_sdmx_row(sdmx_reading *reading, const cor_sdmx_row *row, cor_figure *figure,
                              cor_error *err) {
    cor_code code = read_sdmx_series(reading, row, err);
    if (code) return code;
    figure->measure = reading->series_measure->key;
    figure->period = row->period;
    code = check_frequency(reading, row, err);
    if (!code)
        code =
            read_area(reading, row, reading->place, reading->place_rule, &figure->destination, err);
    if (!code) code = read_origin(reading, row, figure, err);
    if (!code) code = read_sdmx_breakdown(reading, row, &figure->breakdown, err);
    return code ? code : read_sdmx_value(reading, row, figure, err);
}

static cor_code take_sdmx_row(sdmx_reading *reading, const cor_row *cells, cor_error *err) {
    cor_intake *intake = reading->intake;
    cor_sdmx_row row;
    int32_t value = reading->sdmx.value;
    cor_shown shown = value < cells->cell_count ? cells->cells[value].shown : COR_SHOWN_AS_STORED;
    cor_code code = shown == COR_SHOWN_MIXED || shown == COR_SHOWN_UNDECIDED
                        ? cor_cell_check(intake->table, &cells->cells[value], err)
                        : COR_OK;
    if (code) return cor_intake_settle(intake, code, cells->row, value, err);
    code = cor_sdmx_read(&reading->sdmx, cells, &row, err);
    if (code) return cor_intake_settle(intake, code, 0, -1, err);

    if (!row.is_observation) {
        intake->report->rows_skipped++;
        return COR_OK;
    }

    cor_figure figure = { .row = row.row, .column = reading->sdmx.value + 1 };
    code = read_sdmx_row(reading, &row, &figure, err);
    return code ? cor_intake_settle(intake, code, row.row, reading->fault, err)
                : cor_intake_put(intake, &figure, err);
}

static cor_code map_sdmx(cor_intake *intake, cor_error *err) {
    sdmx_reading reading = { .intake = intake };
    const cor_row *header = &intake->head->sheets[0].rows[0];
    cor_code code =
        cor_sdmx_open(header, cor_table_separator(intake->table), intake->work, &reading.sdmx, err);
    if (!code) code = read_components(&reading, err);
    if (!code) code = cor_intake_sheet(intake, 0, 0, err);
    if (code) return code;

    // The table hands numbers out with a decimal point.
    reading.sdmx.has_decimal_comma = false;
    reading.place_rule = cor_place_rule_of(intake, header, reading.place, COR_PLACES_BY_CODE);
    reading.origin_rule = cor_place_rule_of(intake, header, reading.origin, COR_PLACES_BY_CODE);
    while (!code) {
        cor_row row;
        bool found;
        code = cor_intake_next(intake, &row, &found, err);
        if (code || !found) break;
        code = take_sdmx_row(&reading, &row, err);
    }

    return code;
}

static bool is_sdmx(const cor_head *head) {
    return head->sheets[0].row_count && cor_sdmx_is_header(&head->sheets[0].rows[0]);
}

const cor_layout cor_sdmx_layout = { .key = "sdmx-csv",
                                     .looks = N_("SDMX-CSV"),
                                     .recognise = is_sdmx,
                                     .has_names = true,
                                     .map = map_sdmx };
