/* SPDX-License-Identifier: Apache-2.0 */
/* dataset.h: what a dataset, a layout and a column are, and what the reading of one file has in
 * hand. Known inside src/ingest only.
 *
 * Most layouts are tables in this program too: a list of columns, each with its role. A file is
 * of a layout when one of its first rows names all the columns that the layout cannot do
 * without; nothing depends on the file's name. Few layouts (workbooks with several sheets,
 * matrices) bring functions of their own. */
#ifndef CORREDOR_INGEST_DATASET_H
#define CORREDOR_INGEST_DATASET_H

#include "corredor/ingest.h"

/* What a text in a column means: any mix of a measure, parts of a breakdown, places, an edition,
 * a power of ten and a status. A list ends with a word without text. */
typedef struct {
    const char *text;
    const char *measure;
    const char *breakdown;            // "age=15-24;sex=F"
    const char *origin, *destination; // codes of places
    const char *source;               // edition
    int32_t shift10;                  // the values of the row are in units of 10^shift10
    int32_t status;                   // cor_obs_status + 1; 0 says nothing
    bool from_place; // the place of the row is the origin, the world the destination
    bool skip;       // rows with this text are sums or leftovers that no figure is made of
} cor_word;

typedef enum {
    COR_AS_NOTHING, // known and not read
    COR_AS_ORIGIN,
    COR_AS_DESTINATION, // also the place of measures that have only one
    COR_AS_YEAR,
    COR_AS_QUARTER,
    COR_AS_YEAR_END, // with COR_AS_YEAR: from mid-year to mid-year
    COR_AS_PERIOD,
    COR_AS_WORD,
    COR_AS_VALUE
} cor_role;

/* How a column names places. */
typedef enum {
    COR_PLACES_BY_CODE, // ISO alpha-3 and the codes of areas; names are understood too
    COR_PLACES_BY_NAME,
    COR_PLACES_BY_M49 // UN numbers; 900 is the world, other numbers from 900 on are sums
} cor_place_rule;

typedef struct {
    const char *name; // as the header has it; a list ends with a column without name
    cor_role role;
    bool is_optional;    // the layout is recognised without it
    cor_place_rule rule; // of places
    const cor_word
        *words;    // of COR_AS_WORD; for places: what is not a place of ours and skipped or renamed
    bool any_word; // other texts than those in the list say nothing, instead of being refused
    bool others_skip; // rows with other texts are passed over
    const char
        *joined; // another column whose text goes before, with a colon: "citizenship:foreign"
    /* of COR_AS_VALUE */
    const char *measure, *breakdown;
    const char *origin, *destination; // set where the columns do not
    int32_t shift10;
    int32_t status;      // cor_obs_status + 1
    int32_t decimals;    // keep so many after the point, less one: 0 all, 7 for six
    bool is_signed;      // may be negative
    const char *missing; // a text that says there is no value, besides the empty one
} cor_column;

enum { COR_DECIMALS_6 = 7 };

typedef struct cor_head cor_head;
typedef struct cor_intake cor_intake;

/* One way in which files of a dataset come. Texts are keys or N_() sentences. */
typedef struct cor_layout {
    const char *key;
    const char *looks;         // N_(): what such a file is
    const char *unread;        // N_(): why files of this layout are recognised and not read
    const cor_column *columns; // a header row names them; NULL: `recognise` tells
    const cor_column *across;  // the value under every header cell that is a period, or NULL
    bool adds_up;              // rows of the same series and period are parts of one figure
    const char *source;     // edition that files of this layout are of, unless they say otherwise
    int32_t status;         // cor_obs_status of values that say nothing else
    int32_t projected_from; // periods that reach into this year are projected
    const char *period;     // of tables without any column for it
    bool (*recognise)(const cor_head *head);
    /* What the file says of its edition ("2021-09-15"), and the key that stands for it. Empty:
     * it does not say. */
    cor_str (*edition)(const cor_head *head, cor_arena *keep);
    const char *source_prefix; // before the edition in the key
    cor_code (*map)(cor_intake *intake, cor_error *err);
} cor_layout;

struct cor_dataset {
    const char *name;
    const char *title; // N_()
    const cor_layout *layouts;
    size_t layout_count;
};

/* ---- the first rows of a file, kept so that recognisers can look --------- */

enum { COR_HEAD_ROWS = 20, COR_HEAD_SHEETS = 16, COR_HEAD_COLUMNS = 2048 };
typedef struct {
    cor_str name;
    cor_row rows[COR_HEAD_ROWS];
    int32_t row_count;
} cor_head_sheet;
struct cor_head {
    cor_table *table; // for what stands at the end: whoever reads on leaves the table anywhere
    cor_head_sheet *sheets;
    int32_t sheet_count;
};
/* Copy the first rows of every sheet; the table stands on its first sheet again afterwards. */
COR_CHECKED
cor_code cor_head_read(cor_table *table, cor_arena *keep, cor_head *ret_head, cor_error *err);
/* The trimmed text of a cell; empty where there is none. Rows and columns from 0. */
cor_str cor_head_text(const cor_head_sheet *sheet, int32_t row, int32_t column);
cor_str cor_row_text(const cor_row *row, int32_t column);
/* The first cell that holds `needle`; the text after it up to the end of the cell. */
bool cor_head_after(const cor_head *head, const char *needle, cor_str *ret_rest);
/* The column with this name, -1 when there is none; and how many a row lacks of those that the
 * layout needs. */
int32_t cor_row_find(const cor_row *row, const char *name);
int32_t cor_row_missing(const cor_row *row, const cor_layout *layout);
/* Header row (from 0, in the first sheet) that names every column the layout needs; -1 when
 * there is none. */
int32_t cor_head_find_header(const cor_head *head, const cor_layout *layout);

/* Which layout of the dataset the file has. COR_E_FORMAT: none, saying which columns are missing
 * from the nearest one, or whose the file seems to be instead. */
COR_CHECKED
cor_code cor_recognise(const cor_dataset *dataset, const cor_head *head, cor_arena scratch,
                       const cor_layout **ret_layout, cor_error *err);

/* ---- one file being read ------------------------------------------------- */

struct cor_intake {
    const cor_dataset *dataset;
    const cor_layout *layout;
    const cor_head *head;
    cor_table *table;
    cor_load *load;
    cor_str source;               // edition of all rows
    bool source_given;            // by the caller: what rows say of their edition does not count
    const cor_source *new_source; // description of an edition that nobody knows yet, or NULL
    cor_str sheet;                // name of the sheet being read
    const cor_row *header;        // for messages; NULL when the layout has none
    const cor_import_options *options;
    cor_import_report *report;
    cor_figures *figures;
    cor_str file_name;
    cor_arena *keep; // refusals and the like
    cor_arena *work; // everything that lives as long as the import
};

/* The next row; counts it, tells the progress, stops when the caller wants (COR_E_INTERRUPT). */
COR_CHECKED
cor_code cor_intake_next(cor_intake *intake, cor_row *ret_row, bool *ret_found, cor_error *err);
/* Go to the sheet and past its header row (from 0; -1: nothing to pass). */
COR_CHECKED
cor_code cor_intake_sheet(cor_intake *intake, int32_t sheet, int32_t header_row, cor_error *err);
/* Store a figure, or note the refusal that storing it met. */
COR_CHECKED
cor_code cor_intake_put(cor_intake *intake, const cor_figure *figure, cor_error *err);
/* Turn a fault of the data into a refusal with its place and go on with COR_OK; other codes pass
 * through. Rows from 1; columns from 0, -1 when it is not one column's fault. */
COR_CHECKED
cor_code cor_intake_settle(cor_intake *intake, cor_code code, int32_t row, int32_t column,
                           cor_error *err);

/* ---- cells --------------------------------------------------------------- */

/* Each says what is wrong, without the place; COR_E_FORMAT or COR_E_DOMAIN. */
COR_CHECKED
cor_code cor_cell_country(cor_str text, cor_place_rule rule, cor_country *ret_place,
                          cor_error *err);
COR_CHECKED
cor_code cor_cell_year(cor_str text, int32_t *ret_year, cor_error *err);
COR_CHECKED
cor_code cor_cell_period(cor_str text, cor_interval *ret_period, cor_error *err);
/* `column` gives shift, decimals, sign and the text for "missing"; ret_found false: no value. */
COR_CHECKED
cor_code cor_cell_value(const cor_cell *cell, const cor_column *column, int32_t shift10,
                        double *ret_value, bool *ret_found, cor_error *err);

/* Net flows and margins may; counts, rates and amounts may not. */
bool cor_measure_may_be_negative(cor_str measure);

/* The canonical form of a breakdown as a file writes it, made once for each different one.
 * COR_E_DOMAIN; COR_E_MEMORY.
 */
struct cor_texts;
COR_CHECKED
cor_code cor_breakdown_once(struct cor_texts *known, cor_str written, cor_arena *work,
                            cor_str *ret_breakdown, cor_error *err);

/* ---- mappers that several datasets share --------------------------------- */

/* Rows with the declared columns, one sheet; the default of a layout with columns. */
COR_CHECKED
cor_code cor_map_rows(cor_intake *intake, cor_error *err);

/* Words that mean the same everywhere. */
extern const cor_word COR_WORDS_SEX[];
extern const cor_word COR_WORDS_BIRTH[];
extern const cor_word COR_WORDS_EDUCATION[];
extern const cor_word COR_WORDS_AGE[];
extern const cor_word COR_WORDS_KIND[]; // estimate, projection_medium

#endif
