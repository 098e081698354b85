/* SPDX-License-Identifier: Apache-2.0 */
/* flow_tables.h: the tables of the flow engine as files, one's own or an agency's: CSV or XLSX,
 * matrix or list.
 *
 * A matrix has a row of labels above and a column of labels on the left; a stock matrix has
 * birthplaces down and residences across, a table of moves or propensities origins down and
 * destinations across. A list has one row a cell: `birthplace,residence,stock`, or
 * `origin,destination,flow`; stocks and propensities that are not listed are zero, moves that
 * are not listed are not known (NaN). The table at the start decides which places there are and
 * in which order; every other table must have the same ones, in any order. */
#ifndef CORREDOR_FLOW_TABLES_H
#define CORREDOR_FLOW_TABLES_H

#include "flows.h"
#include "table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Places as labels of a table, as the file names them. */
typedef struct {
    int32_t count;
    cor_str *names;   // [count]
    int32_t *buckets; // private: by hash
    int32_t bucket_count;
} cor_flow_places;

/* Position of a label, or -1. */
COR_API int32_t cor_flow_place_find(const cor_flow_places *places, cor_str name);
/* Append a new label; a zeroed set is empty. False when it does not fit into `keep`. */
COR_API bool cor_flow_place_add(cor_flow_places *places, cor_str name, cor_arena *keep);

typedef enum { COR_FLOW_STOCKS, COR_FLOW_PROPENSITIES, COR_FLOW_MOVES } cor_flow_table_kind;

/* Read a table and the places in it. The diagonal of a matrix may be empty: NaN then, as in a list
 * of stocks without native-born; methods that need it say so.
 *
 * table      at the first row of the sheet that is meant; it is read to its end.
 * keep       holds places and cells, 8 n^2 bytes.
 * scratch    about 40 bytes a row of a list, given back on return.
 * ret_cells  [n][n]: birthplace, residence for stocks; origin, destination for the others.
 * returns    COR_OK; what cor_table_next returns;
 *            COR_E_FORMAT    with row and column: no labels, rows of different length, not a number,
 *                            empty inside the matrix;
 *            COR_E_CONFLICT  a label or a pair twice, a row without its column;
 *            COR_E_LIMIT     more than 32,768 places;
 *            COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_flow_table_read(cor_table *table, cor_flow_table_kind kind, cor_arena *keep,
                             cor_arena scratch, cor_flow_places *ret_places, double **ret_cells,
                             cor_error *err);
/* The same for places that are known already; cells come in their order. A list of moves may leave
 * places out.
 *
 * returns    as cor_flow_table_read; COR_E_CONFLICT also: a label that is not one of the places
 *            (with the nearest one as hint), a place without a row. */
COR_API COR_CHECKED
cor_code cor_flow_table_read_for(cor_table *table, cor_flow_table_kind kind,
                                 const cor_flow_places *places, cor_arena *keep, cor_arena scratch,
                                 double **ret_cells, cor_error *err);

/* Read births and deaths: `region,births,deaths` in any order of columns; also place, residence or
 * iso3 for region.
 *
 * keep       holds both, [places->count] each, in the order of the places.
 * returns    COR_OK; what cor_table_next returns; COR_E_FORMAT, with row and column: a column is
 *            missing, not a number; COR_E_CONFLICT: a place twice, missing, or not one of them;
 *            COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_flow_demography_read(cor_table *table, const cor_flow_places *places, cor_arena *keep,
                                  double **ret_births, double **ret_deaths, cor_error *err);

/* ---- tables with other axes ---------------------------------------------- */

enum { COR_LEVEL_AXES_MAX = 3 };

/* The axes of a problem as named in the headers of its files: origin, destination, age. Zeroed:
 * none known yet. */
typedef struct {
    int32_t count;
    cor_str names[COR_LEVEL_AXES_MAX];
    cor_flow_places levels[COR_LEVEL_AXES_MAX]; // in order of first occurrence
} cor_level_axes;

/* One file: a number for each combination of levels of some of the axes. */
typedef struct {
    int32_t margin; // its axes: the first is 1, the second 2, the third 4
    int64_t row_count;
    struct cor_level_row *rows; // private
} cor_level_table;

/* Read a list (labels in all columns but one, which is the last, or is named value, total, persons,
 * flow …) or a matrix of the first two axes. New axes and levels are added to `axes`. A list whose
 * labels all have other names is read by position when it has as many label columns as there are
 * axes.
 *
 * keep       holds labels and rows.
 * returns    COR_OK; what cor_table_next returns; COR_E_FORMAT, with row and column: no labels, not
 *            a number, empty cells; COR_E_CONFLICT: more than three axes; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_level_table_read(cor_table *table, cor_level_axes *axes, cor_arena *keep,
                              cor_level_table *ret_table, cor_error *err);
/* Reinterpret a table of the first axis alone as one of another axis. */
COR_API void cor_level_table_turn(cor_level_table *table, int32_t axis);
/* The cells of a table, in `keep`, row-major in the order of the axes it has, as cor_fit_input
 * wants them; combinations that are not listed are zero. COR_E_CONFLICT: a combination twice, a
 * level of the axes that this table does not have; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_level_table_cells(const cor_level_table *table, const cor_level_axes *axes,
                               cor_arena *keep, double **ret_cells, cor_error *err);

/* ---- answers as files: places have names in the input -------------------- */

/* CSV with the header origin,destination,flow: a row for each pair of different places. */
COR_API void cor_flow_moves_put_list(cor_out *out, const cor_flows_input *input,
                                     const cor_flows *flows);
/* CSV with origins down and destinations across. */
COR_API void cor_flow_moves_put_matrix(cor_out *out, const cor_flows_input *input,
                                       const cor_flows *flows);
/* JSON: places, moves [origin][destination] and the report, its notes in `lang`. scratch: a few KB,
 * given back on return. */
COR_API void cor_flow_moves_put_json(cor_out *out, const cor_flows_input *input,
                                     const cor_flows *flows, cor_lang lang, cor_arena scratch);

#ifdef __cplusplus
}
#endif

#endif
