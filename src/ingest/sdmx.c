/* SPDX-License-Identifier: Apache-2.0 */
/* sdmx.c: reads the header of an SDMX-CSV file as named columns and its rows as observations. */
#include "sdmx.h"

#include <math.h>
#include <strings.h>

#include "table/table.h"

/* ---- the header ---------------------------------------------------------- */

/* Split "REF_AREA: Reference area"; without ": " all of it is the first half. */
static cor_str before_label(cor_str text) {
    return cor_str_trim(cor_str_part(text, 0, cor_str_find(text, COR_STR(": "))));
}
static cor_str cell_label(cor_str text) {
    size_t colon = cor_str_find(text, COR_STR(": "));
    return colon == SIZE_MAX ? (cor_str){ 0 }
                             : cor_str_trim(cor_str_part(text, colon + 2, SIZE_MAX));
}

/* "ATTR[en;es]" without its brackets; "CONTACT[].NAME[]" without the last ones, because the inner
 * ones distinguish it from CONTACT. */
static cor_str without_brackets(cor_str id) {
    const char *bracket = cor_str_ends(id, COR_STR("]")) ? memrchr(id.at, '[', id.length) : NULL;
    return bracket ? cor_str_part(id, 0, (size_t)(bracket - id.at)) : id;
}

static cor_str header_id(const cor_row *row, int32_t cell) {
    cor_str text = cell < row->cell_count ? row->cells[cell].text : (cor_str){ 0 };
    return without_brackets(before_label(text));
}

static bool same_component_id(cor_str id, const char *other) {
    return id.length == strlen(other) && strncasecmp(id.at, other, id.length) == 0;
}

bool cor_sdmx_is_header(const cor_row *row) {
    cor_str first = header_id(row, 0);
    return row->cell_count >= 3 &&
           (same_component_id(first, "DATAFLOW") || same_component_id(first, "STRUCTURE"));
}

static bool is_about_structure(cor_str id) {
    static const char *const IDS[] = { "DATAFLOW", "STRUCTURE",  "STRUCTURE_ID", "STRUCTURE_NAME",
                                       "ACTION",   "SERIES_KEY", "OBS_KEY" };
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        if (same_component_id(id, IDS[i])) return true;
    return false;
}

static bool is_known_component(cor_str id) {
    return same_component_id(id, "TIME_PERIOD") || same_component_id(id, "OBS_VALUE") ||
           same_component_id(id, "OBS_STATUS");
}

static cor_code fail_header(cor_error *err, const cor_row *header, int32_t cell, const char *what,
                            cor_str id, const char *hint) {
    cor_fail(err, COR_E_FORMAT, what, cor_arg_str(id));
    cor_hint(err, hint);
    cor_table_at(err, header->row, cell + 1);
    return COR_E_FORMAT;
}

/* With labels=name (recognised by STRUCTURE_NAME) each column of codes is followed by a column of
 * names. */
static bool is_name_column(const cor_sdmx_column *columns, int32_t cell, bool has_names,
                           cor_str id) {
    return has_names && cell > 0 && columns[cell - 1].role == COR_SDMX_COMPONENT &&
           !is_known_component(id) && !is_about_structure(id);
}

static cor_code read_columns(const cor_row *header, cor_arena *keep, cor_sdmx *sdmx,
                             cor_error *err) {
    cor_sdmx_column *columns = cor_new(keep, cor_sdmx_column, header->cell_count);
    if (!columns) return cor_fail_memory(err);
    bool has_names = false;

    for (int32_t i = 0; i < header->cell_count; i++) {
        cor_str text = cor_str_trim(header->cells[i].text), id = header_id(header, i);
        if (!id.length)
            return fail_header(err, header, i, _("The column has no name."), id,
                               _("Name or remove it."));
        columns[i].id = cor_str_keep(keep, id);
        columns[i].label = cor_str_keep(keep, cell_label(text));
        if (!columns[i].id.at || !columns[i].label.at) return cor_fail_memory(err);
        columns[i].has_many_values = before_label(text).length > id.length;
        columns[i].role = is_about_structure(id)                      ? COR_SDMX_STRUCTURE
                          : is_name_column(columns, i, has_names, id) ? COR_SDMX_NAME
                                                                      : COR_SDMX_COMPONENT;
        has_names |= same_component_id(id, "STRUCTURE_NAME");
        sdmx->has_labels |= columns[i].label.length > 0;
    }

    sdmx->columns = columns;
    sdmx->column_count = header->cell_count;
    return COR_OK;
}

static cor_code check_columns(const cor_row *header, const cor_sdmx *sdmx, cor_error *err) {
    const cor_sdmx_column *columns = sdmx->columns;
    for (int32_t i = 0; i < sdmx->column_count; i++)
        for (int32_t j = 0; j < i && columns[i].role != COR_SDMX_NAME; j++)
            if (columns[j].role != COR_SDMX_NAME && columns[i].id.length == columns[j].id.length &&
                strncasecmp(columns[i].id.at, columns[j].id.at, columns[i].id.length) == 0)
                return fail_header(err, header, i, _("The column {id} is there twice."),
                                   columns[i].id, _("Remove one of them."));

    if (sdmx->version == 2 && sdmx->structure_id < 0)
        return fail_header(err, header, 0,
                           _("A file that begins with {id} needs the column STRUCTURE_ID as well."),
                           columns[0].id, _("Download it again as SDMX-CSV 2.0 or 1.0."));

    if (sdmx->value < 0)
        return fail_header(err, header, -1, _("The SDMX-CSV file has no column OBS_VALUE."),
                           (cor_str){ 0 },
                           _("Files of several measures or of attributes only are not read: ask "
                             "for one measure."));

    return COR_OK;
}

cor_code cor_sdmx_open(const cor_row *header, char separator, cor_arena *keep, cor_sdmx *ret_sdmx,
                       cor_error *err) {
    cor_sdmx sdmx = { .version = same_component_id(header_id(header, 0), "DATAFLOW") ? 1 : 2 };
    cor_code code = read_columns(header, keep, &sdmx, err);
    if (code) return code;
    cor_str first = before_label(header->cells[0].text);
    size_t bracket = cor_str_find(first, COR_STR("["));
    if (bracket != SIZE_MAX && first.length == bracket + 3)
        sdmx.subseparator = first.at[bracket + 1];

    sdmx.structure = 0;
    sdmx.structure_id = sdmx.version == 1 ? 0 : cor_sdmx_find(&sdmx, "STRUCTURE_ID");
    sdmx.action = cor_sdmx_find(&sdmx, "ACTION");
    sdmx.period = cor_sdmx_find(&sdmx, "TIME_PERIOD");
    sdmx.value = cor_sdmx_find(&sdmx, "OBS_VALUE");
    sdmx.status = cor_sdmx_find(&sdmx, "OBS_STATUS");
    if (sdmx.status < 0) sdmx.status = cor_sdmx_find(&sdmx, "OBS_FLAG");
    sdmx.confidentiality = cor_sdmx_find(&sdmx, "CONF_STATUS");
    if (sdmx.confidentiality < 0) sdmx.confidentiality = cor_sdmx_find(&sdmx, "CONF_FLAG");
    sdmx.year_start = cor_sdmx_find(&sdmx, "REPORTING_YEAR_START_DAY");
    sdmx.has_decimal_comma = separator == ';';
    code = check_columns(header, &sdmx, err);
    if (!code) *ret_sdmx = sdmx;

    return code;
}

int32_t cor_sdmx_find(const cor_sdmx *sdmx, const char *id) {
    for (int32_t i = 0; i < sdmx->column_count; i++)
        if (sdmx->columns[i].role != COR_SDMX_NAME && same_component_id(sdmx->columns[i].id, id))
            return i;
    return -1;
}

/* ---- cells --------------------------------------------------------------- */

static cor_str cell_text(const cor_row *row, int32_t cell) {
    return cell >= 0 && cell < row->cell_count ? cor_str_trim(row->cells[cell].text)
                                               : (cor_str){ 0 };
}

cor_str cor_sdmx_code(const cor_sdmx *sdmx, const cor_row *row, int32_t cell) {
    cor_str text = cell_text(row, cell);
    // The structure has a label even where the header shows none for it.
    bool may_have_label = sdmx->has_labels && cell >= 0 && !sdmx->columns[cell].has_many_values;
    return may_have_label ? before_label(text) : text;
}

cor_str cor_sdmx_label(const cor_sdmx *sdmx, const cor_row *row, int32_t cell) {
    if (cell < 0 || cell >= sdmx->column_count) return (cor_str){ 0 };
    if (cell + 1 < sdmx->column_count && sdmx->columns[cell + 1].role == COR_SDMX_NAME)
        return cell_text(row, cell + 1);
    return sdmx->has_labels && !sdmx->columns[cell].has_many_values
               ? cell_label(cell_text(row, cell))
               : (cor_str){ 0 };
}

/* ---- rows ---------------------------------------------------------------- */

static cor_code fail_sdmx_cell(cor_error *err, const cor_row *row, int32_t cell, const char *what,
                               cor_str text, const char *hint) {
    cor_fail(err, COR_E_FORMAT, what, cor_arg_str(text));
    cor_hint(err, hint);
    cor_table_at(err, row->row, cell + 1);
    return COR_E_FORMAT;
}

static cor_code read_action(const cor_sdmx *sdmx, const cor_row *row, cor_sdmx_action *ret_action,
                            cor_error *err) {
    static const struct {
        const char *letter;
        cor_sdmx_action action;
    } ACTIONS[] = { { "I", COR_SDMX_INFORM },
                    { "A", COR_SDMX_APPEND },
                    { "R", COR_SDMX_REPLACE },
                    { "M", COR_SDMX_MERGE },
                    { "D", COR_SDMX_DELETE } };
    cor_str text = cor_sdmx_code(sdmx, row, sdmx->action);
    *ret_action = COR_SDMX_INFORM;
    if (!text.length) return COR_OK;

    size_t i = 0;
    while (i < sizeof ACTIONS / sizeof *ACTIONS && !cor_str_is(text, ACTIONS[i].letter))
        i++;

    if (i == sizeof ACTIONS / sizeof *ACTIONS)
        return fail_sdmx_cell(
            err, row, sdmx->action, _("The action \"{text}\" is not one of SDMX-CSV."), text,
            _("It is one of I (information), A (append), R (replace) and M (merge)."));

    *ret_action = ACTIONS[i].action;
    if (*ret_action != COR_SDMX_DELETE) return COR_OK;
    fail_sdmx_cell(
        err, row, sdmx->action,
        _("The row asks to delete; figures are only ever added, so that old reports stay true."),
        text,
        _("Remove the row. To correct a figure, import its new value; to withdraw it, one with "
          "OBS_STATUS O."));
    if (err) err->code = COR_E_USAGE;

    return COR_E_USAGE;
}

/* Any decimal number; if semicolons separate cells, also one with a decimal comma (SDMX has no
 * grouping). */
static bool read_decimal(const cor_sdmx *sdmx, cor_str text, double *ret_value) {
    if (cor_number_parse(text, 0, ret_value)) return true;
    char pointed[64];
    size_t comma = cor_str_find(text, COR_STR(","));
    if (!sdmx->has_decimal_comma || comma == SIZE_MAX || text.length >= sizeof pointed)
        return false;
    if (cor_str_find(text, COR_STR(".")) != SIZE_MAX) return false;
    memcpy(pointed, text.at, text.length);
    pointed[comma] = '.';
    return cor_number_parse((cor_str){ pointed, text.length }, 0, ret_value);
}

/* CL_CONF_STATUS: everything but F (free) is not for publication. */
static bool is_confidential(const cor_sdmx *sdmx, const cor_row *row) {
    cor_str code = cor_sdmx_code(sdmx, row, sdmx->confidentiality);
    return code.length && !same_component_id(code, "F");
}

static cor_code read_observation(const cor_sdmx *sdmx, const cor_row *row, cor_sdmx_row *read,
                                 cor_error *err) {
    cor_str value = cell_text(row, sdmx->value), status = cor_sdmx_code(sdmx, row, sdmx->status);
    if (!cor_sdmx_status(status, &read->status))
        return fail_sdmx_cell(
            err, row, sdmx->status,
            _("The status \"{text}\" of the value is not one of SDMX (CL_OBS_STATUS)."), status,
            _("Use A for a normal value, E estimated, P provisional, F forecast, O missing."));

    if (is_confidential(sdmx, row)) read->status = COR_SUPPRESSED;
    bool is_absent = cor_text_is_absent(value),
         says_absent = read->status == COR_MISSING || read->status == COR_SUPPRESSED;
    read->is_observation = value.length || status.length || sdmx->version == 1;
    read->value = NAN;
    if (is_absent && !says_absent) read->status = COR_MISSING;
    if (is_absent || says_absent) return COR_OK; // a number that is not to be shown is not kept

    if (read_decimal(sdmx, value, &read->value)) return COR_OK;
    return fail_sdmx_cell(
        err, row, sdmx->value, _("\"{text}\" is not a number."), value,
        _("Write it with a point and without grouping, such as 1234.5; leave it empty "
          "when there is none."));
}

static cor_code read_period(const cor_sdmx *sdmx, const cor_row *row, cor_interval *ret_period,
                            cor_error *err) {
    *ret_period = (cor_interval){ 0 };
    if (sdmx->period < 0) return COR_OK;
    cor_code code = cor_sdmx_period(cor_sdmx_code(sdmx, row, sdmx->period),
                                    cor_sdmx_code(sdmx, row, sdmx->year_start), ret_period, err);
    if (code) cor_table_at(err, row->row, sdmx->period + 1);
    return code;
}

cor_code cor_sdmx_read(const cor_sdmx *sdmx, const cor_row *row, cor_sdmx_row *ret_row,
                       cor_error *err) {
    if (row->cell_count > sdmx->column_count)
        return fail_sdmx_cell(
            err, row, sdmx->column_count, _("The row has more cells than the header has columns."),
            (cor_str){ 0 }, _("A cell that holds the separator needs quotation marks."));

    cor_sdmx_row read = { .row = row->row, .cells = row };
    cor_code code = read_action(sdmx, row, &read.action, err);
    if (!code) code = read_observation(sdmx, row, &read, err);

    // A row of attributes may leave dimensions empty, including the period.
    if (!code && read.is_observation) code = read_period(sdmx, row, &read.period, err);
    if (code) return code;
    read.structure = before_label(cell_text(row, sdmx->structure_id));
    *ret_row = read;

    return COR_OK;
}

/* ---- status -------------------------------------------------------------- */

bool cor_sdmx_status(cor_str code, cor_obs_status *ret_status) {
    // CL_OBS_STATUS 2.2 in capitals; Eurostat's flags are the same letters except c, r, s and z.
    static const char *const LETTERS[COR_STATUS_COUNT] = {
        [COR_OBSERVED] = "ABDGJKNSUVWRabdgjknuvwr",
        [COR_ESTIMATED] = "EIeis",
        [COR_PROJECTED] = "Ff",
        [COR_PROVISIONAL] = "Pp",
        [COR_SUPPRESSED] = "QCqc",
        [COR_MISSING] = "HLMOZhlmoz",
    };

    // Of several, the one that weakens the value most counts.
    static const cor_obs_status WEIGHT[COR_STATUS_COUNT] = { COR_OBSERVED,  COR_PROVISIONAL,
                                                             COR_ESTIMATED, COR_PROJECTED,
                                                             COR_MISSING,   COR_SUPPRESSED };
    int heaviest = 0;

    for (size_t i = 0; i < code.length; i++) {
        if (strchr(" ,;|", code.at[i]) && code.at[i]) continue;
        int weight = 0;
        while (weight < COR_STATUS_COUNT &&
               !(code.at[i] && strchr(LETTERS[WEIGHT[weight]], code.at[i])))
            weight++;
        if (weight == COR_STATUS_COUNT) return false;
        if (weight > heaviest) heaviest = weight;
    }

    *ret_status = WEIGHT[heaviest];
    return true;
}
