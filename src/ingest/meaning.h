/* SPDX-License-Identifier: Apache-2.0 */
/* meaning.h: the declared columns of a layout bound to the columns of a file, and what one row
 * says through them. */
#ifndef CORREDOR_INGEST_MEANING_H
#define CORREDOR_INGEST_MEANING_H

#include "dataset.h"

enum { COR_PARTS_MAX = 4, COR_COLUMNS_MAX = 32 };

typedef struct {
    cor_str dimension, code;
} cor_part;

/* What a word or a value column says, looked up once. */
typedef struct {
    cor_str text, measure, source;
    cor_country origin, destination;
    cor_part parts[COR_PARTS_MAX];
    int32_t part_count;
    int32_t shift10, status;
    bool from_place, skip;
} cor_bound_word;

typedef struct {
    const cor_column *column;
    int32_t at;            // where in the file; -1: not there
    int32_t joined_at;     // likewise the column whose text goes before; -1: none
    cor_bound_word *words; // for value columns the one word that holds what the column says
    size_t word_count;
    size_t last;         // the word met last: the next row mostly has it again
    size_t weight;       // of this column in the number of a combination of words
    char place_text[48]; // the place met last; SIZE_MAX: none
    size_t place_length;
    cor_country place;
} cor_bound_column;

/* Words that occurred together, and the breakdown they make. */
typedef struct {
    size_t number; // plus one; 0 marks a free place
    cor_str breakdown;
} cor_combination;

typedef struct {
    cor_bound_column columns[COR_COLUMNS_MAX];
    int32_t column_count;
    cor_combination *combinations; // a power of two of them, at most half full, by number
    size_t combination_count, combination_room;
    cor_interval period; // of tables without a column for it
    cor_arena *work;
} cor_binding;

typedef struct {
    cor_country origin, destination;
    cor_interval period;
    cor_str measure, source;
    int32_t shift10, status;
    size_t combination;
    const cor_bound_word *said[COR_COLUMNS_MAX]; // words with parts
    int32_t said_count;
    bool from_place, skip;
} cor_meaning;

/* COR_E_MEMORY; COR_E_FORMAT when a column stands twice in the header. */
COR_CHECKED
cor_code cor_binding_make(const cor_layout *layout, const cor_row *header, cor_arena *work,
                          cor_binding *ret_binding, cor_error *err);
/* What the key columns of a row say. On failure ret_column is the column at fault, from 0. */
COR_CHECKED
cor_code cor_binding_read(cor_binding *binding, const cor_row *row, cor_meaning *ret_meaning,
                          int32_t *ret_column, cor_error *err);
/* The canonical breakdown of a row under one of its value columns. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_binding_breakdown(cor_binding *binding, const cor_meaning *meaning,
                               const cor_bound_column *value, cor_str *ret_breakdown,
                               cor_error *err);

#endif
