/* SPDX-License-Identifier: Apache-2.0 */
/* plain.h: the engines with plain pointers as parameters, for languages that call C without a
 * wrapper: R's .C(), Python's ctypes, Julia's ccall. Everything is an array; scalars are arrays of
 * one. docs/guide/library.md
 *
 * Tables are row-major, as everywhere in the library: in R pass t(table) and read the answer with
 * byrow = TRUE. `status` is 0 or a cor_code; on failure `message` explains it in English, in at
 * most `message_room` bytes with the closing zero, and the answer is untouched. */
#ifndef CORREDOR_PLAIN_H
#define CORREDOR_PLAIN_H

#include <stdint.h>

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Moves [n][n] from two stock tables [n][n] birthplace, residence; births and deaths [n], zeros
 * where there are none. All options are at their defaults: the published method. See
 * cor_flows_estimate. */
COR_API void cor_plain_flows(const char *const *method, const int32_t *place_count,
                             const double *stock_start_persons, const double *stock_end_persons,
                             const double *births_persons, const double *deaths_persons,
                             double *ret_moves_persons, int32_t *ret_status, char **ret_message,
                             const int32_t *message_room);

/* The table nearest to `seed` [rows][columns] with these totals. See cor_fit_solve. */
COR_API void cor_plain_fit(const int32_t *row_count, const int32_t *column_count,
                           const double *seed, const double *row_totals,
                           const double *column_totals, double *ret_cells, int32_t *ret_status,
                           char **ret_message, const int32_t *message_room);

#ifdef __cplusplus
}
#endif

#endif
