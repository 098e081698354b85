/* SPDX-License-Identifier: Apache-2.0 */
/* meaning.h: binds the declared columns of a layout to the columns of a file and reads the meaning
 * of each row. */
#ifndef CORREDOR_INGEST_MEANING_H
#define CORREDOR_INGEST_MEANING_H

#include "dataset.h"

enum { COR_PARTS_MAX = 4, COR_COLUMNS_MAX = 32 };

typedef struct {
    cor_str dimension, code;
} cor_part;

/* The meaning of a word or of a value column, looked up once. */
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
    cor_place_rule rule;            // of places
    const cor_dimension *dimension; // of words that are its codes; NULL: of others
    int32_t at;                     // column of the file; -1: missing
    int32_t joined_at;              // likewise of the column whose text precedes; -1: none
    cor_bound_word *words;          // a value column has one word with its own meaning
    size_t word_count;
    size_t last;         // the last word found: the next row mostly has it again
    size_t weight;       // factor of this column in the number of a combination
    char place_text[48]; // the last place found; SIZE_MAX: none
    size_t place_length;
    cor_country place;
} cor_bound_column;

/* A combination of words and its breakdown. */
typedef struct {
    size_t number; // plus one; 0 marks a free slot
    cor_str breakdown;
} cor_combination;

typedef struct {
    cor_bound_column columns[COR_COLUMNS_MAX];
    int32_t column_count;
    cor_combination *combinations; // hash table by number: a power of two, at most half full
    size_t combination_count, combination_room;
    cor_interval period; // of tables without a period column
    cor_arena *work;
} cor_binding;

typedef struct {
    cor_country origin, destination;
    cor_interval period;
    cor_str measure, source;
    int32_t shift10, status;
    size_t combination;
    const cor_bound_word *said[COR_COLUMNS_MAX]; // words with parts of a breakdown
    int32_t said_count;
    bool from_place, skip;
} cor_meaning;

/* The table of the intake is held to the header. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_binding_make(const cor_intake *intake, const cor_row *header, cor_arena *work,
                          cor_binding *ret_binding, cor_error *err);
/* Read the key columns of a row. On failure ret_column is the column at fault, from 0. */
COR_CHECKED
cor_code cor_binding_read(cor_binding *binding, const cor_row *row, cor_meaning *ret_meaning,
                          int32_t *ret_column, cor_error *err);
/* The canonical breakdown of a row for one of its value columns. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_binding_breakdown(cor_binding *binding, const cor_meaning *meaning,
                               const cor_bound_column *value, cor_str *ret_breakdown,
                               cor_error *err);

#endif
