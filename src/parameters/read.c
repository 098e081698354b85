/* SPDX-License-Identifier: Apache-2.0 */
/* read.c: reads given values into the members of a question's struct. */
#include "inside.h"

int32_t cor_parameter_count(const cor_parameter *parameters) {
    int32_t count = 0;
    while (parameters && parameters[count].type)
        count++;
    return count;
}

const cor_parameter *cor_parameter_find(const cor_parameter *parameters, cor_str name) {
    for (const cor_parameter *row = parameters; row && row->type; row++)
        if (cor_str_is(name, row->name) || (row->also && cor_str_is(name, row->also))) return row;
    return NULL;
}

const char *cor_parameter_suggest(const cor_parameter *parameters, cor_str name) {
    const char *nearest = NULL;
    int32_t least = 3;
    for (const cor_parameter *row = parameters; row && row->type; row++) {
        int32_t distance = cor_str_distance(name, cor_str_of(row->name), least);
        if (distance >= least) continue;
        least = distance;
        nearest = row->name;
    }
    return nearest;
}

static void *member_of(const cor_parameter *parameter, void *asked) {
    return (char *)asked + parameter->at;
}

cor_code cor_parameters_init(const cor_parameter *parameters, cor_arena *keep, void *asked,
                             cor_error *err) {
    cor_code code = COR_OK;
    for (const cor_parameter *row = parameters; !code && row && row->type; row++)
        if (row->initial)
            code = cor_parameter_read(row, cor_str_of(row->initial), keep, asked, err);
    return code;
}

cor_code cor_parameter_read(const cor_parameter *parameter, cor_str value, cor_arena *keep,
                            void *asked, cor_error *err) {
    bool is_path = parameter->type == COR_PARAM_FILE || parameter->type == COR_PARAM_FILES;
    cor_str word = is_path ? value : cor_str_trim(value);
    parameter_reading of = { parameter, word, keep, member_of(parameter, asked), err };
    if (!word.length) return COR_OK;

    cor_code code = COR_OK;
    if (word.length > COR_PARAMETER_BYTES_MAX)
        code = cor_fail(err, COR_E_USAGE, _("The value is longer than {most} bytes."),
                        cor_arg_int(COR_PARAMETER_BYTES_MAX));
    else if (!cor_str_is_utf8(word))
        code = cor_fail(err, COR_E_USAGE, _("The value is not UTF-8 text."));
    else
        code = parameter_type_of(parameter)->read(&of);
    return code ? cor_within(err, "{name}", cor_arg_cstr(parameter->name)) : COR_OK;
}

bool cor_parameter_takes_many(const cor_parameter *parameter) {
    return parameter->type == COR_PARAM_LIST || parameter->type == COR_PARAM_FILES ||
           parameter->type == COR_PARAM_CORRIDORS;
}

static cor_code fail_twice(const cor_parameter *parameter, cor_error *err) {
    cor_fail(err, COR_E_USAGE, _("“{name}” is given twice."), cor_arg_cstr(parameter->name));
    return cor_hint(err, _("Give it once."));
}

cor_code cor_parameters_read(const cor_parameter *parameters, const cor_given *given,
                             int32_t given_count, cor_arena *keep, void *asked, cor_error *err) {
    uint64_t seen = 0; // one bit per row: COR_PARAMETERS_MAX is at most 64
    cor_code code = cor_parameters_init(parameters, keep, asked, err);

    for (int32_t i = 0; !code && i < given_count; i++) {
        const cor_parameter *row = cor_parameter_find(parameters, given[i].name);
        if (!row || !given[i].value.length) continue;
        uint64_t bit = 1ull << (row - parameters);
        if ((seen & bit) && !cor_parameter_takes_many(row)) return fail_twice(row, err);
        seen |= bit;
        code = cor_parameter_read(row, given[i].value, keep, asked, err);
    }

    return code;
}

cor_str cor_parameter_print(const cor_parameter *parameter, const void *asked, cor_arena *keep) {
    const void *member = (const char *)asked + parameter->at;
    cor_str text = parameter_type_of(parameter)->print(parameter, member, keep);
    if (parameter->initial && cor_str_is(text, parameter->initial)) return (cor_str){ 0 };
    if (parameter->initial) return text;

    // Without an initial value the type's zero means none.
    bool is_first_word = parameter->type == COR_PARAM_CHOICE && *(const int32_t *)member == 0;
    bool is_zero = parameter->type == COR_PARAM_NUMBER && *(const double *)member == 0;
    bool is_total = parameter->type == COR_PARAM_SEX && cor_str_is(text, "T");
    return is_first_word || is_zero || is_total ? (cor_str){ 0 } : text;
}
