/* SPDX-License-Identifier: Apache-2.0 */
/* beside.h: places that a file names twice, by a code and by a number or a name. */
#ifndef CORREDOR_INGEST_BESIDE_H
#define CORREDOR_INGEST_BESIDE_H

#include "meaning.h"

enum { COR_BESIDE_MAX = 8 };
/* A column that names the places of a column that is read. */
typedef struct {
    int32_t at;                 // in the file
    const cor_bound_column *of; // the column that is read
    char text[64];              // the last cell, and the place that it names
    size_t length;              // SIZE_MAX: none yet
    cor_country place;          // none where the cell names no place for certain
    bool is_number;
} cor_beside;
typedef struct {
    cor_beside columns[COR_BESIDE_MAX];
    int32_t count;
} cor_besides;

/* Find "m49" and "country_name" beside "iso3", "origin_name" beside "origin_iso3". */
void cor_beside_find(const cor_binding *binding, const cor_row *header, cor_besides *ret_besides);
/* COR_E_FORMAT when the name is that of another place than the code. */
COR_CHECKED
cor_code cor_beside_name(cor_str name, cor_str code, cor_country place, cor_error *err);
/* Compare the places of a row that was read. COR_E_FORMAT when two are named; `ret_column` is the
 * column beside, from 0. */
COR_CHECKED
cor_code cor_beside_check(cor_besides *besides, const cor_row *row, int32_t *ret_column,
                          cor_error *err);

#endif
