/* SPDX-License-Identifier: Apache-2.0 */
/* sdmx.h: SDMX-CSV 1.0 and 2.0 as named columns over a table, one observation per row.
 *
 * Recognised by the header row: 1.0 begins with DATAFLOW; 2.0 with STRUCTURE, STRUCTURE_ID and
 * mostly ACTION. This layer separates codes from labels ("GTM: Guatemala"), reads the value, its
 * status and its period, and reports the row and column of faults. The meaning of components
 * belongs to the dataset, which asks for them by id ("REF_AREA").
 *
 * Source: SDMX-CSV data message 1.0 and 2.0.0; SDMX 3.0 section 6, 4.2 "Time and time format". */
#ifndef CORREDOR_INGEST_SDMX_H
#define CORREDOR_INGEST_SDMX_H

#include "corredor/table.h"
#include "figures/figures.h"

typedef enum {
    COR_SDMX_STRUCTURE, // DATAFLOW, STRUCTURE, STRUCTURE_ID, STRUCTURE_NAME, ACTION, SERIES_KEY,
                        // OBS_KEY
    COR_SDMX_NAME,      // a column of names after a column of codes (labels=name)
    COR_SDMX_COMPONENT  // dimension, measure or attribute: the header does not distinguish them
} cor_sdmx_role;

typedef struct {
    cor_str id;    // "REF_AREA": without label and without the brackets of multi-valued components
    cor_str label; // "Reference area"; empty when the file has codes only
    cor_sdmx_role role;
    bool has_many_values; // ATTR[] or ATTR[en;es]: the cell stays as it is
} cor_sdmx_column;

typedef struct {
    int32_t version;   // 1 or 2
    char subseparator; // separates values within a cell; 0 when the header declares none
    const cor_sdmx_column *columns;
    int32_t column_count;
    // cell numbers from 0, -1 without such a column
    int32_t structure, structure_id, action, period, value, status;
    int32_t confidentiality; // CONF_STATUS
    int32_t year_start;      // REPORTING_YEAR_START_DAY
    bool has_labels;         // cells are "code: label"
    bool has_decimal_comma; // semicolons separate cells, so a comma in a number is the decimal sign
} cor_sdmx;

typedef enum {
    COR_SDMX_INFORM,
    COR_SDMX_APPEND,
    COR_SDMX_REPLACE,
    COR_SDMX_MERGE,
    COR_SDMX_DELETE
} cor_sdmx_action;

/* One row. Texts live until the next call on the table. */
typedef struct {
    int32_t row;            // as in cor_row
    cor_str structure;      // "ILO:DF_EMP_TEMP(1.0)", without label
    cor_sdmx_action action; // never COR_SDMX_DELETE, which is refused
    cor_interval period;    // both zero without a TIME_PERIOD column
    bool is_observation;    // false: a row of attributes only, to be skipped (2.0: no value and no
                            // status)
    double value;           // NaN when empty, and whenever the status says so
    cor_obs_status status;  // from OBS_STATUS (or OBS_FLAG); COR_MISSING when the value is empty,
                            // NaN or #N/A and the status gives no other reason
    const cor_row *cells;   // by cell number
} cor_sdmx_row;

/* Whether this is the header of an SDMX-CSV file. Reads the first cells only. */
bool cor_sdmx_is_header(const cor_row *row);

/* Read the header. `separator` is that of the table (cor_table_separator). COR_E_FORMAT, with
 * the column: no OBS_VALUE column, a component twice, STRUCTURE without STRUCTURE_ID;
 * COR_E_MEMORY. Texts are copied into `keep`. */
COR_CHECKED
cor_code cor_sdmx_open(const cor_row *header, char separator, cor_arena *keep, cor_sdmx *ret_sdmx,
                       cor_error *err);

/* The cell number of a component, ignoring case; -1 when the file has no such component. */
int32_t cor_sdmx_find(const cor_sdmx *sdmx, const char *id);
/* The code in a cell: the text before ": " when cells have labels. Empty for a missing cell (number
 * -1 too). */
cor_str cor_sdmx_code(const cor_sdmx *sdmx, const cor_row *row, int32_t cell);
/* The label in a cell, or in the column of names beside it; empty without one. */
cor_str cor_sdmx_label(const cor_sdmx *sdmx, const cor_row *row, int32_t cell);

/* Interpret a row. COR_E_FORMAT with row and column: unknown action, unreadable value or period,
 * weekly or hourly period, unknown status; COR_E_USAGE for ACTION D, because figures are only ever
 * added. `row` must outlive the answer. */
COR_CHECKED
cor_code cor_sdmx_read(const cor_sdmx *sdmx, const cor_row *row, cor_sdmx_row *ret_row,
                       cor_error *err);

/* Reads "2020", "2020-A1", "2020-S2", "2020-T3", "2020-Q1", "2020-M07", "2020-07", "2020-07-15",
 * "2020-D032", "2020-01-01/P5Y", each also with a time zone or midnight. `year_start` is "--07-01"
 * or empty and shifts the reporting periods (A S T Q M D). COR_E_FORMAT states the fault: weekly
 * and hourly periods are not kept. */
COR_CHECKED
cor_code cor_sdmx_period(cor_str text, cor_str year_start, cor_interval *ret_period,
                         cor_error *err);

/* CL_OBS_STATUS, and Eurostat's flags, which are the same letters in lower case and may be
 * combined. False for an unknown letter. The empty text is COR_OBSERVED. */
bool cor_sdmx_status(cor_str code, cor_obs_status *ret_status);

#endif
