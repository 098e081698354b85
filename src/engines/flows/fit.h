/* SPDX-License-Identifier: Apache-2.0 */
/* fit.h: declarations shared by the files of the fitting tool. */
#ifndef CORREDOR_ENGINES_FLOWS_FIT_H
#define CORREDOR_ENGINES_FLOWS_FIT_H

#include "corredor/fit.h"
#include "flows_private.h"
#include "margins.h"

/* A problem being solved: held cells are taken out of the totals, implied margins are left out. */
typedef struct {
    const cor_fit_input *input;
    cor_fit_options options;
    int32_t counts[COR_FIT_AXIS_COUNT]; // at least 1 each
    size_t cell_count;
    double *seed;                         // [cells] zero where held
    double *totals[COR_FIT_MARGIN_COUNT]; // less held cells, scaled; NULL: unknown
    int32_t kept[COR_FIT_AXIS_COUNT];     // margins not implied by another
    int32_t kept_count;
    double *cells; // [cells] in keep
    double scaled;
    int32_t iterations;
    cor_arena scratch;
} fit_work;

/* Position of a cell on each axis. */
typedef struct {
    int32_t at[COR_FIT_AXIS_COUNT];
} fit_place;
static inline fit_place fit_place_of(const fit_work *work, size_t cell) {
    size_t second = (size_t)work->counts[1], third = (size_t)work->counts[2];
    return (fit_place){ { (int32_t)(cell / (second * third)), (int32_t)(cell / third % second),
                          (int32_t)(cell % third) } };
}

size_t fit_margin_size(const fit_work *work, int32_t margin);
/* The total of the margin to which a cell contributes. */
size_t fit_level_of(const fit_work *work, int32_t margin, fit_place place);
/* "GTM" or "GTM, F", in `keep`. */
cor_str fit_level_name(const fit_work *work, int32_t margin, size_t level, cor_arena *keep);

/* fit_pair.c: two margins: one two-way problem, or one per level of their common axes. */
cor_code fit_pair(fit_work *work, int32_t rows, int32_t columns, double *ret_cells, cor_error *err);
/* fit_three.c: three margins at once. */
cor_code fit_three(fit_work *work, cor_error *err);

/* fit_prepare.c: check, scale, take out held cells. */
cor_code fit_prepare(fit_work *work, cor_error *err);

#endif
