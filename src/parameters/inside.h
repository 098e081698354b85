/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h: the parts of a type of parameter. Private to src/parameters. */
#ifndef CORREDOR_PARAMETERS_INSIDE_H
#define CORREDOR_PARAMETERS_INSIDE_H

#include "parameters.h"

/* A value while it is read. */
typedef struct {
    const cor_parameter *parameter;
    cor_str word;    // not empty
    cor_arena *keep; // memory for what the member points to
    void *member;
    cor_error *err;
} parameter_reading;

/* A type is one row of the table in types.c. */
typedef struct {
    const char *name;    // in descriptions for programs: "place"
    const char *value;   // name of a value in help: "COUNTRY"
    const char *schema;  // "string", "integer", "number", "boolean"
    const char *format;  // of JSON Schema, or NULL
    const char *example; // a value that is always valid, or NULL
    cor_code (*read)(const parameter_reading *of);
    /* As one would type it; empty without a value. */
    cor_str (*print)(const cor_parameter *parameter, const void *member, cor_arena *keep);
} parameter_type;
const parameter_type *parameter_type_of(const cor_parameter *parameter);

/* The range of a number: from the row, or from its type. */
void parameter_range(const cor_parameter *parameter, double *ret_least, double *ret_most);
/* The allowed words one by one; false after the last. Start with *at = 0. */
bool parameter_word_next(const cor_parameter *parameter, int32_t *at, cor_str *ret_word);

/* ---- types.c: what lists are made of ------------------------------------- */
cor_code parameter_read_place(const parameter_reading *of);
cor_code parameter_read_years(const parameter_reading *of);
cor_code parameter_read_number(const parameter_reading *of);
cor_str parameter_print_place(const cor_parameter *parameter, const void *member, cor_arena *keep);
cor_str parameter_print_years(const cor_parameter *parameter, const void *member, cor_arena *keep);
cor_str parameter_print_sex(const cor_parameter *parameter, const void *member, cor_arena *keep);
cor_str parameter_print_method(const cor_parameter *parameter, const void *member, cor_arena *keep);

/* ---- lists.c: types with several values in one word ---------------------- */
cor_code parameter_read_places(const parameter_reading *of);
cor_code parameter_read_periods(const parameter_reading *of);
cor_code parameter_read_sexes(const parameter_reading *of);
cor_code parameter_read_methods(const parameter_reading *of);
cor_code parameter_read_quality(const parameter_reading *of);
cor_code parameter_read_list(const parameter_reading *of);
cor_code parameter_read_files(const parameter_reading *of);
cor_str parameter_print_places(const cor_parameter *parameter, const void *member, cor_arena *keep);
cor_str parameter_print_periods(const cor_parameter *parameter, const void *member,
                                cor_arena *keep);
cor_str parameter_print_sexes(const cor_parameter *parameter, const void *member, cor_arena *keep);
cor_str parameter_print_methods(const cor_parameter *parameter, const void *member,
                                cor_arena *keep);
cor_str parameter_print_quality(const cor_parameter *parameter, const void *member,
                                cor_arena *keep);
cor_str parameter_print_list(const cor_parameter *parameter, const void *member, cor_arena *keep);

/* ---- corridors.c --------------------------------------------------------- */
cor_code parameter_read_corridors(const parameter_reading *of);
cor_str parameter_print_corridors(const cor_parameter *parameter, const void *member,
                                  cor_arena *keep);

/* ---- words.c: types whose values are words of a list --------------------- */
cor_code parameter_read_code(const parameter_reading *of);
cor_code parameter_read_choice(const parameter_reading *of);
cor_code parameter_read_sex(const parameter_reading *of);
cor_code parameter_read_measure(const parameter_reading *of);
cor_code parameter_read_method(const parameter_reading *of);
cor_code parameter_read_kind(const parameter_reading *of);
cor_code parameter_read_flag(const parameter_reading *of);

#endif
