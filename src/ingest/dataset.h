/* SPDX-License-Identifier: Apache-2.0 */
/* dataset.h: types for datasets, layouts and columns, and the state of reading one file. Private to
 * src/ingest.
 *
 * Most layouts are tables in this program: a list of columns, each with its role. A file has a
 * layout when one of its first rows names every required column of the layout; the file's name does
 * not matter. A few layouts (workbooks with several sheets, matrices) have functions of their
 * own. */
#ifndef CORREDOR_INGEST_DATASET_H
#define CORREDOR_INGEST_DATASET_H

#include "ingest/ingest.h"

/* The meaning of a text in a column: any mix of measure, parts of a breakdown, places, edition,
 * power of ten and status. A list ends with an entry without text. */
typedef struct {
    const char *text;
    const char *measure;
    const char *breakdown;            // "age=15-24;sex=F"
    const char *origin, *destination; // codes of places
    const char *source;               // edition
    int32_t shift10;                  // the row's values are in units of 10^shift10
    int32_t status;                   // cor_obs_status + 1; 0 leaves it open
    bool from_place; // the place of the row is the origin, the world the destination
    bool skip;       // rows with this text are sums or remainders; they are not imported
} cor_word;

typedef enum {
    COR_AS_NOTHING, // known, but not read
    COR_AS_ORIGIN,
    COR_AS_DESTINATION, // also the place of one-place measures
    COR_AS_YEAR,
    COR_AS_QUARTER,
    COR_AS_YEAR_END, // with COR_AS_YEAR: from mid-year to mid-year
    COR_AS_YEARS,    // "2020-2025", from mid-year to mid-year
    COR_AS_PERIOD,
    COR_AS_UNIT, // of the values of the row
    COR_AS_WORD,
    COR_AS_VALUE
} cor_role;

/* How a column identifies places. */
typedef enum {
    COR_PLACES_BY_CODE, // ISO alpha-3 and codes of areas; names are accepted too
    COR_PLACES_BY_NAME,
    COR_PLACES_BY_NAME_AND_NOTE, // also "Israel (using CB data)"
    COR_PLACES_BY_PAIR,          // as by code; ISO alpha-2 too
    COR_PLACES_BY_M49            // UN numbers; 900 is the world, other numbers from 900 on are sums
} cor_place_rule;

typedef struct {
    const char *name; // as in the header; a list ends with a column without name
    cor_role role;
    bool is_optional;      // the layout is recognised without this column
    cor_place_rule rule;   // of places
    const cor_word *words; // for COR_AS_WORD; for places: names to skip or to translate
    bool any_word;         // texts outside the list are ignored instead of refused
    bool others_skip;      // rows with other texts are skipped
    const char *joined;    // column whose text precedes, with a colon: "citizenship:foreign"
    /* for COR_AS_VALUE */
    const char *measure, *breakdown;
    const char *origin, *destination; // set where no column gives them
    int32_t shift10;
    int32_t status;      // cor_obs_status + 1
    int32_t decimals;    // digits kept after the point, plus one: 0 all, 7 for six
    bool is_signed;      // values may be negative
    const char *missing; // a text that marks a missing value, besides the empty one
} cor_column;

enum { COR_DECIMALS_6 = 7 };

typedef struct cor_head cor_head;
typedef struct cor_intake cor_intake;

/* A form in which files of a dataset come. Texts are keys or N_() sentences. */
typedef struct cor_layout {
    const char *key;
    const char *looks;         // N_(): description of such a file
    const char *unread;        // N_(): why files of this layout are recognised but not read
    const cor_column *columns; // the header row names them; NULL: `recognise` decides
    const cor_column *across;  // the value under each header cell that is a period, or NULL
    bool adds_up;              // rows of the same series and period are parts of one figure
    const char *editions; // known editions whose files look so, with blanks between; a file that
                          // names none is of the only one that can have its periods
    bool is_free;   // sheets of an agency with several tables side by side: not held to a header
    bool reads_all; // looks for its tables in all sheets by itself
    bool has_names; // columns of codes and of their names may have the same name
    bool has_fractions; // estimates of a model: numbers of persons need not be whole
    char decimal;   // the mark in files of the agency, where commas or tabs separate cells; 0: any
    int32_t status; // cor_obs_status of values without a status of their own
    int32_t projected_from; // periods that reach into this year are projections
    bool is_of_one_period;  // a file without a year has that of its edition, which is asked for
    bool (*recognise)(const cor_head *head);
    /* The edition as the file states it ("2021-09-15"), and the prefix of its key. Empty: the file
     * does not state it. */
    cor_str (*edition)(const cor_head *head, cor_arena *keep);
    const char *source_prefix; // precedes the edition in the key
    /* From the first to the last day of its figures, where no declared column says so; NULL. */
    cor_interval (*span)(const cor_head *head);
    cor_code (*map)(cor_intake *intake, cor_error *err);
} cor_layout;

struct cor_dataset {
    const char *name;
    const char *title; // N_()
    const cor_layout *layouts;
    size_t layout_count;
};

/* ---- the first rows of a file, kept so that recognisers can look --------- */

enum { COR_HEAD_ROWS = 20, COR_HEAD_SHEETS = 64, COR_HEAD_COLUMNS = 2048 };
typedef struct {
    int32_t number; // in the file
    cor_str name;
    cor_row rows[COR_HEAD_ROWS];
    int32_t row_count;
} cor_head_sheet;
struct cor_head {
    cor_table *table; // for cells at the end of the table; reading on leaves its position undefined
    cor_head_sheet *sheets; // those that the workbook shows, or the one asked for
    int32_t sheet_count;
    int32_t read_count; // the first ones have rows of the layout; at least one
};
/* Copy the first rows of the sheets; `wanted` is the name of the only one to read, or empty.
 * COR_E_FORMAT: there is no such sheet. */
COR_CHECKED
cor_code cor_head_read(cor_table *table, cor_str wanted, cor_arena *keep, cor_head *ret_head,
                       cor_error *err);
/* The trimmed text of a cell; empty without a cell. Rows and columns count from 0. */
cor_str cor_head_text(const cor_head_sheet *sheet, int32_t row, int32_t column);
cor_str cor_row_text(const cor_row *row, int32_t column);
/* Find the first cell that contains `needle`; returns the text after it, up to the end of the
 * cell. */
bool cor_head_after(const cor_head *head, const char *needle, cor_str *ret_rest);
/* The column with this name, or -1; and the number of required columns that a row lacks. */
int32_t cor_row_find(const cor_row *row, const char *name);
int32_t cor_row_missing(const cor_row *row, const cor_layout *layout);
/* The header row (from 0, in the first sheet) that names every required column of the layout; -1
 * without one. */
int32_t cor_head_find_header(const cor_head *head, const cor_layout *layout);
int32_t cor_sheet_find_header(const cor_head_sheet *sheet, const cor_layout *layout);

/* Recognise the layout of the file, and bring the sheets that have it to the front. COR_E_FORMAT:
 * none fits; the message names the columns missing from the nearest layout, or the dataset the file
 * seems to belong to. Also when sheets of different layouts leave open which is meant. */
COR_CHECKED
cor_code cor_recognise(const cor_dataset *dataset, cor_head *head, cor_arena scratch,
                       const cor_layout **ret_layout, cor_error *err);

/* ---- one file being read ------------------------------------------------- */

enum { COR_EDITION_YEARS = 24 };

/* A measure in percent whose unit the file does not state. See shares.c. */
enum { COR_SHARES_MAX = 32 };
typedef struct {
    const cor_measure *measure;
    double first, most;  // the first value, and the largest without its sign
    int32_t row, column; // of the first
    char sheet[128];
} cor_share;

/* Whether rows of the file lack the unit that others state. See cor_unit_note. */
typedef struct {
    int32_t row, column; // of the first without one; row 0: none
    char sheet[128], other[64];
} cor_blank_unit;

struct cor_intake {
    const cor_dataset *dataset;
    const cor_layout *layout;
    const cor_head *head;
    cor_table *table;
    cor_load *load;
    cor_str source;                   // edition of all rows
    bool source_given;                // by the caller: the edition named in rows is ignored
    bool source_assumed;              // the only known edition that can have the file's periods
    bool is_correction;               // of figures that an agency published
    cor_interval bounds;              // from the first to the last day the edition can have
    int32_t years[COR_EDITION_YEARS]; // the only ones that the edition has
    int32_t year_count;               // 0: it has any between its bounds
    cor_interval period;              // of a file that states none
    const cor_source *new_source;     // description of an edition not known yet, or NULL
    cor_str sheet;                    // name of the sheet being read
    const cor_row *header;            // for messages; NULL without a header
    const cor_measure *measure;       // of the figure checked last
    bool says_unit;                   // the file states the unit of the value read last
    cor_share shares[COR_SHARES_MAX];
    int32_t share_count;
    cor_blank_unit blank_unit;
    bool is_held;         // the sheet being read: see cor_table_hold
    const bool *left_out; // [columns of the header] not read; NULL: all are read
    int32_t left_out_count;
    const cor_import_options *options;
    cor_import_report *report;
    cor_figures *figures;
    cor_str path, file_name; // as given; without the folder
    cor_arena *keep;         // holds refusals and the report
    cor_arena *work;         // holds what lives as long as the import
};

/* Read the next row: count it, report progress, stop at the caller's wish (COR_E_INTERRUPT). */
COR_CHECKED
cor_code cor_intake_next(cor_intake *intake, cor_row *ret_row, bool *ret_found, cor_error *err);
/* Name the columns that are left out; refuse those that change what a row means. `used` says of
 * each column of the header whether the layout reads or knows it. COR_E_FORMAT; COR_E_MEMORY. */
COR_CHECKED
cor_code cor_intake_leave_out(cor_intake *intake, const bool *used, cor_error *err);
/* Say which sheets are read, and what was hidden or passed over. */
COR_CHECKED
cor_code cor_sheets_note(cor_intake *intake, cor_error *err);
/* Say how many blank rows were passed over and how many hidden ones read, in the sheet just read. */
COR_CHECKED
cor_code cor_passed_note(cor_intake *intake, cor_error *err);
/* Go to the sheet and past its header row (from 0; -1: there is none), and hold its rows to it. */
COR_CHECKED
cor_code cor_intake_sheet(cor_intake *intake, int32_t sheet, int32_t header_row, cor_error *err);
/* Store a figure; a refusal by the store is recorded. */
COR_CHECKED
cor_code cor_intake_put(cor_intake *intake, const cor_figure *figure, cor_error *err);
/* Record a fault of the data as a refusal with its position and return COR_OK; other codes are
 * returned unchanged. Rows count from 1; columns from 0, -1 when no single column is at fault. */
COR_CHECKED
cor_code cor_intake_settle(cor_intake *intake, cor_code code, int32_t row, int32_t column,
                           cor_error *err);

/* Add a sentence to the report; the first ones are kept. */
COR_CHECKED
cor_code cor_intake_remark(cor_intake *intake, cor_text sentence, cor_error *err);
/* The power of ten of the scale that a title names: 3 for "(thousands)", 9 for "miles de millones";
 * 0: none. */
int32_t cor_scale_named(cor_str text);
/* Look at the rows above the header (from 0) of a sheet, and at its name: COR_E_FORMAT when one says
 * that the numbers are thousands or millions, unless the layout reads them so: bit 3 of `read` is
 * for thousands. */
COR_CHECKED
cor_code cor_scale_check(cor_intake *intake, int32_t sheet, int32_t header_row, uint32_t read,
                         cor_error *err);
/* The same; besides, the report says how many rows were passed over. */
COR_CHECKED
cor_code cor_titles_check(cor_intake *intake, int32_t sheet, int32_t header_row, uint32_t read,
                          cor_error *err);
/* State the sheet, row and column of an error. */
cor_code cor_intake_within(cor_intake *intake, int32_t row, int32_t column, cor_error *err);

/* ---- editions ------------------------------------------------------------ */

/* Choose the source: the caller's key, else the edition that the file names, else the only known
 * edition of the layout that can have the file's periods. Sets `source`, what it can have (`bounds`,
 * `years`, `period`) and, for a new one, `new_source`. COR_E_FORMAT: it has to be named, or the
 * year; COR_E_CONFLICT: the key belongs to other data, or the file names another edition. */
COR_CHECKED
cor_code cor_edition_settle(cor_intake *intake, cor_str given, cor_error *err);
/* From the first to the last day of the file's periods; empty when it has none. */
COR_CHECKED
cor_code cor_file_span(cor_intake *intake, cor_interval *ret_span, cor_error *err);
/* "1960", "2011Q1 [YR2011Q1]"; "2023e" is an estimate, "2024f" a forecast: cor_obs_status + 1 in
 * `ret_status`, else 0. */
bool cor_header_period(cor_str text, cor_interval *ret_period, int32_t *ret_status);

/* Take the options for a correction. COR_E_NONE: no such source; COR_E_CONFLICT: not of an
 * agency. */
COR_CHECKED
cor_code cor_correction_begin(cor_intake *intake, cor_error *err);
/* Whether the load may change what it changes; see revision.c. COR_E_CONFLICT. */
COR_CHECKED
cor_code cor_revision_check(cor_intake *intake, cor_error *err);
/* Whether users of this installation fill the source. */
bool cor_source_is_own(cor_str key, const cor_source_holding *holding);

/* ---- cells --------------------------------------------------------------- */

/* The trimmed text of a cell; empty where it says that there is no value: NA, "..". */
cor_str cor_row_word(const cor_row *row, int32_t column);

/* Each states the fault without the position; COR_E_FORMAT or COR_E_DOMAIN. */
COR_CHECKED
cor_code cor_cell_country(cor_str text, cor_place_rule rule, cor_country *ret_place,
                          cor_error *err);
/* The rule for a column of places: as declared, or with codes of two letters where the name of the
 * column or all of its cells say so. */
cor_place_rule cor_place_rule_of(const cor_intake *intake, const cor_row *header, int32_t column,
                                 cor_place_rule declared);
/* The code of a dimension as people and agencies write it: "Female", "Y20T24"; empty for the total.
 * The message lists the codes. */
COR_CHECKED
cor_code cor_cell_code(const cor_dimension *dimension, cor_str text, cor_arena *work,
                       cor_str *ret_code, cor_error *err);
/* The values of a file with this unit are in 10^shift10 of the measure's unit. COR_E_FORMAT lists
 * the units that are converted. */
COR_CHECKED
cor_code cor_unit_read(const cor_measure *measure, cor_str text, int32_t *ret_shift10,
                       cor_error *err);
/* Note the cell of a unit, empty or one that converts; the column counts from 0. */
void cor_unit_note(cor_intake *intake, cor_str text, int32_t shift10, int32_t row, int32_t column);
/* After the last row: an empty cell among units that convert may mean the same one, or ours.
 * COR_E_FORMAT. */
COR_CHECKED
cor_code cor_blank_unit_check(cor_intake *intake, cor_error *err);
/* The power of ten in the measure's unit: 6 for million dollars. */
int32_t cor_unit_power(const cor_measure *measure);
/* The measure of a row, which mostly is that of the row before; NULL when unknown. */
const cor_measure *cor_intake_measure(cor_intake *intake, cor_str key);
/* Whether the measure is in percent of something. */
bool cor_measure_is_share(const cor_measure *measure);
/* The power of ten of a value without a unit: 2 where the caller says that shares are ratios.
 * Sets `says_unit`: a cell shown as a percentage states it. */
int32_t cor_shares_shift(cor_intake *intake, const cor_measure *measure, const cor_cell *cell);
/* Note a value whose measure was just checked. */
void cor_shares_see(cor_intake *intake, const cor_figure *figure);
/* After the last row: refuse measures of which no value tells whether it is a ratio. */
COR_CHECKED
cor_code cor_shares_check(cor_intake *intake, cor_error *err);
/* What the measure allows: whole persons, shares up to 100 percent. COR_E_DOMAIN. */
COR_CHECKED
cor_code cor_value_check(cor_intake *intake, const cor_figure *figure, cor_error *err);
COR_CHECKED
cor_code cor_cell_year(cor_str text, int32_t *ret_year, cor_error *err);
COR_CHECKED
cor_code cor_cell_period(cor_str text, cor_interval *ret_period, cor_error *err);
/* `column` gives shift, decimals, sign and the missing mark; ret_found false: no value. */
COR_CHECKED
cor_code cor_cell_value(const cor_cell *cell, const cor_column *column, int32_t shift10,
                        double *ret_value, bool *ret_found, cor_error *err);

/* Net flows and margins may be negative; counts, rates and amounts may not. */
bool cor_measure_may_be_negative(cor_str measure);

/* The canonical form of a breakdown as a file writes it, computed once per different text.
 * COR_E_DOMAIN; COR_E_MEMORY. */
struct cor_texts;
COR_CHECKED
cor_code cor_breakdown_once(struct cor_texts *known, cor_str written, cor_arena *work,
                            cor_str *ret_breakdown, cor_error *err);

/* ---- mappers that several datasets share --------------------------------- */

/* Read rows with the declared columns from one sheet; the default of a layout with columns. */
COR_CHECKED
cor_code cor_map_rows(cor_intake *intake, cor_error *err);

/* Words with the same meaning everywhere. */
extern const cor_word COR_WORDS_SEX[];
extern const cor_word COR_WORDS_BIRTH[];
extern const cor_word COR_WORDS_EDUCATION[];
extern const cor_word COR_WORDS_AGE[];
extern const cor_word COR_WORDS_KIND[]; // estimate, projection_medium

#endif
