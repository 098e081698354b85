/* flow_tables.h: the tables of the flow engine as files, one's own or an agency's: CSV or XLSX, matrix or list.
 *
 * A matrix has a row of labels above and a column of labels on the left; a stock matrix has birthplaces down and
 * residences across, a table of moves or propensities origins down and destinations across. A list has one row a cell:
 * `birthplace,residence,stock`, or `origin,destination,flow`; stocks and propensities that are not listed are zero,
 * moves that are not listed are not known (NaN). The table at the start decides which places there are and in which
 * order; every other table must have the same ones, in any order. */
#ifndef CORREDOR_FLOW_TABLES_H
#define CORREDOR_FLOW_TABLES_H

#include "flows.h"
#include "table.h"

/* Places as labels of a table: whatever the file calls them. */
typedef struct {
    int32_t count;
    cor_str *names;   // [count]
    int32_t *buckets; // private: by hash
    int32_t bucket_count;
} cor_flow_places;

/* Where a label stands, or -1. */
COR_API int32_t cor_flow_place_find(const cor_flow_places *places, cor_str name);

typedef enum { COR_FLOW_STOCKS, COR_FLOW_PROPENSITIES, COR_FLOW_MOVES } cor_flow_table_kind;

/* Read a table and the places in it.
 *
 * The diagonal of a matrix may be empty: NaN then, as in a list of stocks without native-born; methods that need it say
 * so. COR_E_FORMAT, with row and column: no labels, rows of different length, not a number, empty inside the matrix.
 * COR_E_CONFLICT: a label or a pair twice, a row without its column. COR_E_LIMIT: more than 32,768 places. */
COR_API COR_CHECKED
cor_code cor_flow_table_read(cor_table *table, cor_flow_table_kind kind, cor_arena *keep, cor_arena scratch,
                             cor_flow_places *ret_places, double **ret_cells, cor_error *err);
/* The same for places that are known already; cells come in their order. COR_E_CONFLICT also: a label that is not one
 * of them (with the nearest one as hint), a place without a row. A list of moves may leave places out. */
COR_API COR_CHECKED
cor_code cor_flow_table_read_for(cor_table *table, cor_flow_table_kind kind, const cor_flow_places *places,
                                 cor_arena *keep, cor_arena scratch, double **ret_cells, cor_error *err);

/* `region,births,deaths` in any order of columns; also place, residence or iso3 for region. Every place once. */
COR_API COR_CHECKED
cor_code cor_flow_demography_read(cor_table *table, const cor_flow_places *places, cor_arena *keep, double **ret_births,
                                  double **ret_deaths, cor_error *err);

#endif
