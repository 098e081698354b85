/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: parameters whose values come from a list of words: the allowed ones, and the nearest
 * one. */
#include "inside.h"
#include "kinds/kinds.h"
#include "vocabulary/vocabulary.h"

static const char *const SEXES[] = { "F", "M", "T", NULL };
static const char *const ANSWERS[] = { "yes", "no", NULL };

/* An empty word stands for none: it cannot be typed. */
static bool next_allowed_word(const char *const *words, int32_t *at, cor_str *ret_word) {
    while (words[*at] && !*words[*at])
        ++*at;
    if (!words[*at]) return false;
    *ret_word = cor_str_of(words[(*at)++]);
    return true;
}

static bool next_allowed_code(const cor_parameter *parameter, int32_t *at, cor_str *ret_word) {
    int32_t field = cor_registry_field_find(parameter->kind, cor_str_of(parameter->field));
    const cor_registry_code *codes = parameter->kind->fields[field].codes;
    if (!codes[*at].code) return false;
    *ret_word = cor_str_of(codes[(*at)++].code);
    return true;
}

static bool take_method(int32_t *at, cor_str *ret_word) {
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);
    if ((size_t)*at >= count) return false;
    *ret_word = methods[(*at)++].name;
    return true;
}

static bool take_kind(int32_t *at, cor_str *ret_word) {
    if ((size_t)*at >= cor_kinds.count) return false;
    *ret_word = cor_str_of(cor_kinds.list[(*at)++]->key);
    return true;
}

bool parameter_word_next(const cor_parameter *parameter, int32_t *at, cor_str *ret_word) {
    switch (parameter->type) {
    case COR_PARAM_CHOICE:
        return next_allowed_word(parameter->words, at, ret_word);
    case COR_PARAM_SEX:
    case COR_PARAM_SEXES:
        return next_allowed_word(SEXES, at, ret_word);
    case COR_PARAM_FLAG:
        return next_allowed_word(ANSWERS, at, ret_word);
    case COR_PARAM_CODE:
        return next_allowed_code(parameter, at, ret_word);
    case COR_PARAM_METHOD:
    case COR_PARAM_METHODS:
        return take_method(at, ret_word);
    case COR_PARAM_KIND:
        return take_kind(at, ret_word);
    default:
        return false;
    }
}

cor_str cor_parameter_allowed(const cor_parameter *parameter, cor_arena *keep) {
    cor_out list = cor_out_memory(keep);
    cor_str word;
    for (int32_t at = 0; parameter_word_next(parameter, &at, &word);) {
        if (list.used) cor_put_c(&list, ", ");
        cor_put(&list, word);
    }
    return list.failed ? (cor_str){ 0 } : cor_out_str(&list);
}

/* The nearest allowed word; empty when none is near. */
static cor_str suggest_word(const parameter_reading *of) {
    cor_str best = { 0 }, word;
    int32_t least = cor_str_near(of->word) + 1;
    for (int32_t at = 0; parameter_word_next(of->parameter, &at, &word);) {
        int32_t distance = cor_str_distance(of->word, word, least);
        if (distance >= least || (size_t)distance >= word.length) continue;
        least = distance;
        best = word;
    }
    return best;
}

static cor_code fail_parameter_word(const parameter_reading *of) {
    cor_str allowed = cor_parameter_allowed(of->parameter, of->keep), near = suggest_word(of);
    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a valid {field}."),
             cor_arg_str(cor_str_part(of->word, 0, 80)), cor_arg_cstr(of->parameter->name));
    if (near.length)
        return cor_hint(of->err, _("Did you mean {key}? Allowed values: {list}."),
                        cor_arg_str(near), cor_arg_str(allowed));
    return cor_hint(of->err, _("Allowed values: {list}."), cor_arg_str(allowed));
}

cor_code parameter_read_code(const parameter_reading *of) {
    const cor_registry_kind *kind = of->parameter->kind;
    int32_t field = cor_registry_field_find(kind, cor_str_of(of->parameter->field));
    if (!cor_registry_code_choose(&kind->fields[field], of->word, *of->keep, of->member, NULL))
        return COR_OK;
    return fail_parameter_word(of);
}

cor_code parameter_read_choice(const parameter_reading *of) {
    for (int32_t i = 0; of->parameter->words[i]; i++)
        if (cor_str_is(of->word, of->parameter->words[i])) {
            *(int32_t *)of->member = i;
            return COR_OK;
        }
    return fail_parameter_word(of);
}

cor_code parameter_read_sex(const parameter_reading *of) {
    bool is_known = false;
    for (int32_t i = 0; SEXES[i]; i++)
        is_known |= cor_str_is(of->word, SEXES[i]);
    if (!is_known) return fail_parameter_word(of);
    bool is_total = cor_str_is(of->word, "T");
    *(cor_str *)of->member = is_total                    ? (cor_str){ 0 }
                             : cor_str_is(of->word, "F") ? COR_STR("F")
                                                         : COR_STR("M");
    return COR_OK;
}

cor_code parameter_read_measure(const parameter_reading *of) {
    const cor_measure *measure = cor_measure_find(of->word);
    if (measure) {
        *(cor_str *)of->member = measure->key;
        return COR_OK;
    }

    cor_str near = cor_measure_suggest(of->word);
    cor_fail(of->err, COR_E_USAGE, _("There is no measure “{key}”."),
             cor_arg_str(cor_str_part(of->word, 0, 80)));
    if (near.length) return cor_hint(of->err, _("Did you mean {key}?"), cor_arg_str(near));
    return cor_hint(of->err, _("/data/measures.json lists the measures; stock, population and "
                               "remittance_price are some of them."));
}

cor_code parameter_read_method(const parameter_reading *of) {
    const cor_flows_method *method = cor_flows_method_find(of->word);
    if (!method) return fail_parameter_word(of);
    *(const cor_flows_method **)of->member = method;
    return COR_OK;
}

/* Kinds by key or name, singular or plural, in any language. */
cor_code parameter_read_kind(const parameter_reading *of) {
    enum { KINDS_MAX = 32 };
    static const char label[] = N_("Kind of entry");
    cor_registry_code codes[2 * KINDS_MAX + 1] = { 0 };
    for (size_t i = 0; i < cor_kinds.count && i < KINDS_MAX; i++) {
        const cor_registry_kind *kind = cor_kinds.list[i];
        codes[i] = (cor_registry_code){ kind->key, kind->label };
        codes[cor_kinds.count + i] = (cor_registry_code){ kind->key, kind->label_many };
    }

    cor_registry_field field = {
        .name = "kind", .label = label, .type = COR_REGISTRY_CODE, .codes = codes
    };
    cor_str key = of->word;
    const cor_registry_kind *kind = cor_registry_kind_find(&cor_kinds, key);
    if (!kind && !cor_registry_code_choose(&field, of->word, *of->keep, &key, NULL))
        kind = cor_registry_kind_find(&cor_kinds, key);
    if (!kind) return fail_parameter_word(of);
    *(const cor_registry_kind **)of->member = kind;
    return COR_OK;
}

cor_code parameter_read_flag(const parameter_reading *of) {
    static const char *const yes[] = { "yes", "1", "true", "on" };
    static const char *const no[] = { "no", "0", "false", "off" };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        bool is_yes = cor_str_is(of->word, yes[i]);
        if (!is_yes && !cor_str_is(of->word, no[i])) continue;
        *(bool *)of->member = is_yes;
        return COR_OK;
    }
    return fail_parameter_word(of);
}
