/* SPDX-License-Identifier: Apache-2.0 */
/* codes.c: codes of dimensions as people and agencies write them: Female, Mujeres, SEX_F, Y20T24,
 * AGE_5YRBANDS_Y20-24, 65 and over. */
#include <strings.h>

#include "dataset.h"
#include "vocabulary/vocabulary.h"

static const struct {
    const char *word, *code;
} SEXES[] = {
    { "female", "F" },      { "females", "F" },
    { "woman", "F" },       { "women", "F" },
    { "mujer", "F" },       { "mujeres", "F" },
    { "femenino", "F" },    { "femme", "F" },
    { "femmes", "F" },      { "feminin", "F" },
    { "feminino", "F" },    { "mulher", "F" },
    { "mulheres", "F" },    { "girls and women", "F" },
    { "male", "M" },        { "males", "M" },
    { "man", "M" },         { "men", "M" },
    { "hombre", "M" },      { "hombres", "M" },
    { "masculino", "M" },   { "homme", "M" },
    { "hommes", "M" },      { "masculin", "M" },
    { "homem", "M" },       { "homens", "M" },
    { "unknown", "U" },     { "not stated", "U" },
    { "no indicado", "U" }, { "other", "O" },
    { "otro", "O" },
};

static bool is_total_code(cor_str text, cor_str folded) {
    static const char *const TOTALS[] = { "t",
                                          "total",
                                          "totals",
                                          "all",
                                          "both",
                                          "bothsex",
                                          "both sexes",
                                          "ambos",
                                          "ambos sexos",
                                          "todos",
                                          "todas",
                                          "all ages",
                                          "todas las edades",
                                          "tous",
                                          "toutes",
                                          "ensemble",
                                          "os dois sexos",
                                          "ambos os sexos",
                                          "total general",
                                          "both sexes combined",
                                          "tot" };
    for (size_t i = 0; i < sizeof TOTALS / sizeof *TOTALS; i++)
        if (cor_str_is(folded, TOTALS[i])) return true;
    return cor_str_is(text, "_T") || cor_str_is(text, "_Z");
}

/* ---- ages ---------------------------------------------------------------- */

static bool take_age(cor_str *rest, int32_t *ret_years) {
    size_t count = 0;
    *ret_years = 0;
    while (count < 3 && count < rest->length && rest->at[count] >= '0' && rest->at[count] <= '9')
        *ret_years = *ret_years * 10 + (rest->at[count++] - '0');
    *rest = cor_str_part(*rest, count, SIZE_MAX);
    return count > 0;
}

static bool take_word(cor_str *rest, const char *word) {
    cor_str trimmed = cor_str_trim(*rest);
    size_t length = strlen(word);
    if (trimmed.length < length || strncasecmp(trimmed.at, word, length) != 0) return false;
    *rest = cor_str_trim(cor_str_part(trimmed, length, SIZE_MAX));
    return true;
}

static bool take_any(cor_str *rest, const char *const *words) {
    for (; *words; words++)
        if (take_word(rest, *words)) return true;
    return false;
}

/* "20-24", "20T24", "20 to 24", "65+", "GE65", "65 and over", "LT15", each also with Y or years. */
static bool read_age_group(cor_str text, int32_t *ret_from, int32_t *ret_to) {
    static const char *const BETWEEN[] = { "-", "–", "T", "_", "to", "a", NULL };
    static const char *const UP[] = { "+", "_GE", "GE", ">=", "≥", NULL };
    static const char *const ABOVE[] = { "+",     "and over", "and older", "and above", "y más",
                                         "y mas", "o más",    "o mas",     "plus",      NULL };
    static const char *const YEARS[] = { "years", "años", "anos", "yrs", NULL };
    cor_str rest = cor_str_trim(text);

    if (take_word(&rest, "Y") && rest.length && *rest.at == '_')
        rest = cor_str_part(rest, 1, SIZE_MAX);
    bool is_open = take_any(&rest, UP);
    bool is_below = !is_open && (take_word(&rest, "LT") || take_word(&rest, "<"));
    if (!take_age(&rest, ret_from)) return false;
    if (is_below) {
        *ret_to = *ret_from - 1;
        *ret_from = 0;
        return !rest.length && *ret_to >= 0;
    }

    (void)take_any(&rest, YEARS);
    is_open |= take_any(&rest, ABOVE);
    *ret_to = -1;
    if (is_open || !rest.length) return is_open && !rest.length;
    if (!take_any(&rest, BETWEEN) || !take_age(&rest, ret_to)) return false;
    (void)take_any(&rest, YEARS);

    return !rest.length;
}

/* The list's name precedes the code: AGE_5YRBANDS_Y20-24, AGE_YTHADULT_YGE15. */
static cor_str without_age_list(cor_str text) {
    if (text.length < 5 || strncasecmp(text.at, "AGE_", 4) != 0) return text;
    const char *last = memrchr(text.at, '_', text.length);
    return cor_str_part(text, (size_t)(last - text.at) + 1, SIZE_MAX);
}

static bool find_age(cor_str text, char written[24], cor_str *ret_code) {
    int32_t from, to;
    if (!read_age_group(without_age_list(text), &from, &to)) return false;
    int length =
        to < 0 ? snprintf(written, 24, "%d+", from) : snprintf(written, 24, "%d-%d", from, to);
    *ret_code = (cor_str){ written, (size_t)length };
    return true;
}

/* ---- any dimension ------------------------------------------------------- */

/* 1 and 2 are a numbering of somebody's own: no spelling is near to them. */
static bool has_letter(cor_str text) {
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.at[i] > '9') return true;
    return false;
}

/* The nearest code: the same age group, or the one with the least difference in spelling. */
static cor_str nearest_code(const cor_dimension *dimension, cor_str text, char room[24]) {
    enum { NEAR = 3 };
    size_t count;
    const cor_code_label *list = cor_code_list(&count);
    cor_str best = { 0 };
    int32_t least = NEAR;

    if (cor_str_is(dimension->key, "age") && find_age(text, room, &best) &&
        cor_code_find(dimension->key, best))
        return best;
    best = (cor_str){ 0 };
    if (!has_letter(text)) return best;
    for (size_t i = 0; i < count; i++) {
        if (list[i].dimension != dimension) continue;
        int32_t distance = cor_str_distance(text, list[i].code, least);
        if (distance < least) best = list[i].code, least = distance;
    }

    return best;
}

static cor_str list_codes(const cor_dimension *dimension, char *told, size_t room) {
    enum { CODES_TOLD = 40 };
    size_t count, used = 0, told_count = 0;
    const cor_code_label *list = cor_code_list(&count);

    for (size_t i = 0; i < count && told_count < CODES_TOLD; i++) {
        if (list[i].dimension != dimension || used + list[i].code.length + 3 > room) continue;
        used += (size_t)snprintf(told + used, room - used, "%s%.*s", used ? ", " : "",
                                 COR_STR_F(list[i].code));
        told_count++;
    }

    return (cor_str){ told, used };
}

static cor_code unknown_code(const cor_dimension *dimension, cor_str text, cor_error *err) {
    char told[768], room[24];
    cor_str codes = list_codes(dimension, told, sizeof told),
            near = nearest_code(dimension, text, room);
    (void)cor_fail(err, COR_E_DOMAIN, _("“{text}” is not a code of {dimension}."),
                   cor_arg_str(text), cor_arg_str(dimension->key));

    if (near.length)
        return cor_hint(err,
                        _("Did you mean {code}? The codes are {codes}; T or an empty cell is "
                          "the total."),
                        cor_arg_str(near), cor_arg_str(codes));
    return cor_hint(err, _("The codes are {codes}; T or an empty cell is the total."),
                    cor_arg_str(codes));
}

/* SEX_F, EDU_AGGREGATE_BAS: the name of the list may precede. */
static cor_str without_dimension(cor_str text, const cor_dimension *dimension) {
    size_t prefix = dimension->key.length;
    bool has_prefix = text.length > prefix + 1 && text.at[prefix] == '_' &&
                      strncasecmp(text.at, dimension->key.at, prefix) == 0;
    return has_prefix ? cor_str_part(text, prefix + 1, SIZE_MAX) : text;
}

static bool find_sex(cor_str folded, cor_str *ret_code) {
    for (size_t i = 0; i < sizeof SEXES / sizeof *SEXES; i++)
        if (cor_str_is(folded, SEXES[i].word)) {
            *ret_code = cor_str_of(SEXES[i].code);
            return true;
        }
    return false;
}

/* Ages with a zero before them are the work of nobody's list; they are asked about. */
static bool has_leading_zero(cor_str text) {
    return text.length > 1 && text.at[0] == '0' && text.at[1] >= '0' && text.at[1] <= '9';
}

static bool find_dimension_code(const cor_dimension *dimension, cor_str text, cor_arena *work,
                                cor_str *ret_code) {
    char room[512], written[24];
    cor_arena arena = { room, room + sizeof room };
    const cor_code_label *known = cor_code_find(dimension->key, text);

    if (known) {
        *ret_code = known->code;
        return true;
    }

    cor_str whole = text;
    text = without_dimension(text, dimension);
    known = cor_code_find(dimension->key, text);
    cor_str folded = text.length < 64 ? cor_str_fold(&arena, text) : (cor_str){ 0 };
    *ret_code = known ? known->code : (cor_str){ 0 };
    if (known || is_total_code(text, folded)) return true;
    if (cor_str_is(dimension->key, "sex")) return find_sex(folded, ret_code);

    bool is_age = cor_str_is(dimension->key, "age") && !has_leading_zero(text) &&
                  find_age(whole, written, ret_code) && cor_code_find(dimension->key, *ret_code);
    if (is_age) *ret_code = cor_str_keep(work, *ret_code);
    return is_age && ret_code->at;
}

cor_code cor_cell_code(const cor_dimension *dimension, cor_str text, cor_arena *work,
                       cor_str *ret_code, cor_error *err) {
    static const char *const HOMBRE[] = { "H", "h", "V", "v" }; // hombre, varón
    cor_str code = { 0 };
    bool known = !text.length || cor_text_is_absent(text) ||
                 find_dimension_code(dimension, text, work, &code);
    if (known) {
        *ret_code = code;
        return COR_OK;
    }

    cor_code failed = unknown_code(dimension, text, err);
    for (size_t i = 0; i < sizeof HOMBRE / sizeof *HOMBRE; i++)
        if (cor_str_is(dimension->key, "sex") && cor_str_is(text, HOMBRE[i]))
            return cor_hint(err, _("Beside H for hombres, M mostly stands for mujeres; here M is "
                                   "men and F is women. Write F and M, or mujeres and hombres."));
    return failed;
}
