/* SPDX-License-Identifier: Apache-2.0 */
/* matrix.h: computed tables: the figures of one measure, breakdown and period between many places,
 * stored together.
 *
 * A cell takes three to four bytes instead of the sixty of a row. The format of a cell is described
 * in sql/schema/sqlite/0004_matrix.sql (the schema that made the table). A set of matrices is read
 * at once and then does not change; walking it gives figures in the order of queries. */
#ifndef CORREDOR_FIGURES_MATRIX_H
#define CORREDOR_FIGURES_MATRIX_H

#include "digest.h"
#include "inside.h"

enum { MATRIX_MEASURES_MAX = 16 };
enum {
    MATRIX_PLACES_MAX = 4096,
    MATRIX_UNIT_PARTS = 1000
}; // values are whole thousandths of the unit
enum { MATRIX_STRIDE = 16, MATRIX_FEW = 8 };

/* A point at which reading of a row can start: after every MATRIX_STRIDE cells. */
typedef struct {
    uint16_t destination; // bytes from the start of the row; 4096 cells take less than 64 KiB
    uint16_t ahead;       // bytes from the row's beginning; 4096 cells take less than 64 KiB
} matrix_mark;

typedef struct {
    int64_t id, load_id, run_id, loaded_s;
    int64_t first_id, figure_count;
    cor_str measure, source, breakdown, places_text;
    cor_interval period;
    cor_obs_status status;
    const cor_country *places; // [place_count] by code
    int32_t place_count;
    cor_str cells;
    const uint32_t *row_at;    // [place_count + 1] start of each origin's cells, after their count
    const uint32_t *row_first; // [place_count + 1] figures in the rows before
    const matrix_mark *marks;  // those of a row start at row_first / MATRIX_STRIDE
} figures_matrix;

/* All matrices, or the current ones, ordered like figures: measure, source, breakdown, period,
 * age. */
struct figures_matrices {
    cor_stretch stretch; // holds this struct
    cor_arena arena;
    figures_list list; // figures_matrix
    int64_t last_id;   // the newest figure when it was read
    cor_str measures[MATRIX_MEASURES_MAX];
    int32_t measure_count;
    bool is_shared;     // by threads, in a memory
    bool is_outdated;   // closed by its last user
    int32_t user_count; // number of users, unless it is shared
};
/* Whether any matrix has the measure; empty: whether there is any matrix. */
bool matrices_have(const figures_matrices *matrices, cor_str measure);
static inline const figures_matrix *matrices_at(const figures_matrices *matrices,
                                                uint32_t position) {
    return (const figures_matrix *)matrices->list.items + position;
}

/* ---- matrix_pack.c ------------------------------------------------------- */
typedef struct {
    cor_str cells;
    uint32_t at, left; // position in the cells, and how many follow
    int32_t destination;
    double value;
} matrix_row;
/* The cells of one origin; next returns false at the end. Only for matrices whose cells were
 * checked. */
matrix_row matrix_row_of(const figures_matrix *matrix, int32_t origin);
bool matrix_row_next(matrix_row *row);
/* Prefetch the row: first its offsets, then its marks and cells. */
void matrix_row_call(const figures_matrix *matrix, int32_t origin, bool knows_where);
/* Find the cell of one destination; false without one, and then the row has no position. */
bool matrix_row_find(const figures_matrix *matrix, int32_t origin, int32_t destination,
                     matrix_row *ret_row);
/* The figure at the row's position. Its texts are those of the matrix. */
cor_figure matrix_figure(const figures_matrix *matrix, int32_t origin, const matrix_row *row);
/* Row of a place; -1 without one. */
int32_t matrix_place(const figures_matrix *matrix, cor_country place);
/* The figure between two rows; false without one. */
bool matrix_find(const figures_matrix *matrix, int32_t origin, int32_t destination,
                 cor_figure *ret_figure);
/* The figure with this id, which is one of the matrix's. */
bool matrix_find_id(const figures_matrix *matrix, int64_t id, cor_figure *ret_figure);
/* Index the places from their text (or share those of the previous matrix, if equal; NULL: none)
 * and the starts of rows. COR_E_STORE when the cells are damaged; COR_E_MEMORY. */
COR_CHECKED
cor_code matrix_index(figures_matrix *matrix, const figures_matrix *before, cor_arena *arena,
                      cor_error *err);
/* Add the matrix to the digest of its load. */
void matrix_digest(figures_digest *digest, const figures_matrix *matrix);

/* ---- matrix_read.c ------------------------------------------------------- */
/* Columns as in the statement figures_matrices; texts in `arena`. Not yet indexed. */
COR_CHECKED
cor_code matrix_read(cor_figures *figures, cor_statement *statement, cor_arena *arena,
                     figures_matrix *ret_matrix, cor_error *err);
COR_CHECKED
cor_code matrices_open(cor_figures *figures, bool all, figures_matrices **ret_matrices,
                       cor_error *err);
void matrices_close(figures_matrices *matrices);
/* The set that answers a question about a measure (empty: any): the shared one, or one read and
 * kept until the next load; NULL when no matrix has the measure. `all` includes replaced ones. Give
 * it back afterwards. */
COR_CHECKED
cor_code matrices_take(cor_figures *figures, cor_str measure, bool all,
                       figures_matrices **ret_matrices, cor_error *err);
void matrices_give_back(cor_figures *figures, figures_matrices *matrices);
void matrices_drop_kept(cor_figures *figures);

/* ---- matrix_walk.c ------------------------------------------------------- */
typedef struct {
    const figures_matrices *matrices;
    const cor_filter *filter;
    figures_list chosen;         // const figures_matrix *
    figures_list row;            // cor_figure: those of one measure and origin
    figures_list wanted;         // bool by place id, when destinations are given
    cor_country few[MATRIX_FEW]; // destinations, if only a few are given
    int32_t few_count;
    uint32_t next, group, group_end;
    size_t origin; // origins walked so far, of all places or of those asked for
} matrix_walk;
/* A zeroed walk is at its end and may be closed; a used one may be opened again. The filter lives
 * as long as the walk. Matrices with figures above last_id are left out. */
COR_CHECKED
bool matrix_walk_open(matrix_walk *walk, const figures_matrices *matrices, const cor_filter *filter,
                      int64_t last_id);
/* The next figure without taking it; NULL at the end. ret_fits is false when memory is full. */
const cor_figure *matrix_walk_peek(matrix_walk *walk, bool *ret_fits);
void matrix_walk_take(matrix_walk *walk);
/* End the walk and keep its memory for the next; or free that too. */
void matrix_walk_end(matrix_walk *walk);
void matrix_walk_close(matrix_walk *walk);

#endif
