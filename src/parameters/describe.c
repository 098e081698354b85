/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c: describes parameters for help, documentation and other programs. */
#include "inside.h"

const char *cor_parameter_value_name(const cor_parameter *parameter, cor_arena *keep) {
    if (parameter->type == COR_PARAM_FLAG) return NULL;
    if (parameter->value) return parameter->value;
    if (parameter->type != COR_PARAM_CHOICE) return parameter_type_of(parameter)->value;

    cor_str text = { 0 };
    for (int32_t i = 0; parameter->words[i]; i++)
        if (*parameter->words[i])
            text = cor_str_print(keep, "%.*s%s%s", COR_STR_F(text), text.length ? "|" : "",
                                 parameter->words[i]);
    return text.at ? text.at : "WORD";
}

cor_str cor_parameter_example(const cor_parameter *parameter, cor_arena *keep) {
    cor_str word;
    int32_t at = 0;
    if (parameter->example) return cor_str_of(parameter->example);
    if (parameter_type_of(parameter)->example)
        return cor_str_of(parameter_type_of(parameter)->example);
    if (parameter->initial) return cor_str_of(parameter->initial);
    if (parameter_word_next(parameter, &at, &word)) return word;

    bool is_number = parameter->type == COR_PARAM_NUMBER || parameter->type == COR_PARAM_SETTING ||
                     parameter->type == COR_PARAM_WHOLE;
    if (!is_number) return (cor_str){ 0 };
    double least, most;
    char text[32];
    parameter_range(parameter, &least, &most);
    cor_number_print(least, text);
    return cor_str_keep(keep, cor_str_of(text));
}

static bool is_ranged(const cor_parameter *parameter) {
    return parameter->type == COR_PARAM_NUMBER || parameter->type == COR_PARAM_SETTING ||
           parameter->type == COR_PARAM_WHOLE || parameter->type == COR_PARAM_YEAR;
}

static void put_range(const cor_parameter *parameter, cor_out *out) {
    double least, most;
    parameter_range(parameter, &least, &most);
    cor_put_c(out, ",\"minimum\":");
    cor_put_number(out, least);
    cor_put_c(out, ",\"maximum\":");
    cor_put_number(out, most);
}

static void put_allowed_words(const cor_parameter *parameter, cor_out *out) {
    cor_str word;
    bool is_first = true;
    for (int32_t at = 0; parameter_word_next(parameter, &at, &word); is_first = false) {
        cor_put_c(out, is_first ? ",\"enum\":[" : ",");
        cor_put_json(out, word);
    }
    if (!is_first) cor_put_char(out, ']');
}

/* "a|b|c" */
static void put_alternatives(const cor_parameter *parameter, cor_out *out) {
    cor_str word;
    for (int32_t at = 0, count = 0; parameter_word_next(parameter, &at, &word); count++) {
        if (count) cor_put_char(out, '|');
        cor_put(out, word);
    }
}

/* A list of words is one text with commas. */
static void put_pattern(const cor_parameter *parameter, cor_out *out) {
    cor_put_c(out, ",\"pattern\":\"^(");
    put_alternatives(parameter, out);
    cor_put_c(out, ")(,(");
    put_alternatives(parameter, out);
    cor_put_c(out, "))*$\"");
}

/* A value in JSON: bare numbers, everything else as text. */
static void put_json_value(const cor_parameter *parameter, cor_str value, cor_out *out) {
    if (is_ranged(parameter))
        cor_put(out, value);
    else
        cor_put_json(out, value);
}

void cor_parameter_schema(const cor_parameter *parameter, cor_arena scratch, cor_out *out) {
    const parameter_type *type = parameter_type_of(parameter);
    cor_put_c(out, "{\"type\":\"");
    cor_put_c(out, type->schema);
    cor_put_char(out, '"');

    if (type->format) {
        cor_put_c(out, ",\"format\":");
        cor_put_json(out, cor_str_of(type->format));
    }
    if (is_ranged(parameter)) put_range(parameter, out);
    bool is_list = parameter->type == COR_PARAM_METHODS || parameter->type == COR_PARAM_SEXES;
    if (is_list)
        put_pattern(parameter, out);
    else
        put_allowed_words(parameter, out);

    if (parameter->initial) {
        cor_put_c(out, ",\"default\":");
        put_json_value(parameter, cor_str_of(parameter->initial), out);
    }
    cor_str example = cor_parameter_example(parameter, &scratch);
    if (example.length) {
        cor_put_c(out, ",\"examples\":[");
        put_json_value(parameter, example, out);
        cor_put_char(out, ']');
    }
    cor_put_char(out, '}');
}

static void put_member(cor_out *out, const char *key, const char *word) {
    cor_put_c(out, key);
    cor_put_json(out, cor_str_of(word));
}

void cor_parameter_extensions(const cor_parameter *parameter, cor_out *out) {
    put_member(out, ",\"x-type\":", parameter_type_of(parameter)->name);
    if (parameter->kind) put_member(out, ",\"x-registry\":", parameter->kind->key);
    if (parameter->also) put_member(out, ",\"x-also\":", parameter->also);
    if (parameter->is_argument) cor_put_c(out, ",\"x-argument\":true");
    if (parameter->is_required) cor_put_c(out, ",\"x-required\":true");
}
