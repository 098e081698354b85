/* SPDX-License-Identifier: Apache-2.0 */
/* lists.c: parameters with several values in one word, separated by commas; and lists of texts, one
 * per argument. */
#include "flow_runs/flow_runs.h"
#include "inside.h"

/* ---- values of a type, between commas ------------------------------------ */

/* Type of the list's values. */
typedef struct {
    size_t bytes;
    int32_t most;
    cor_code (*read)(const parameter_reading *of);
    cor_str (*print)(const cor_parameter *parameter, const void *member, cor_arena *keep);
} piece_type;

static const piece_type PLACE = { sizeof(cor_country), 300, parameter_read_place,
                                  parameter_print_place };
static const piece_type PERIOD = { sizeof(cor_interval), 64, parameter_read_years,
                                   parameter_print_years };
static const piece_type SEX = { sizeof(cor_str), 3, parameter_read_sex, parameter_print_sex };
static const piece_type METHOD = { sizeof(const cor_flows_method *), 64, parameter_read_method,
                                   parameter_print_method };

/* The list, [*ret_count] of the type; NULL, with *ret_code, when a piece is invalid. */
static const void *read_pieces(const parameter_reading *of, const piece_type *type,
                               int32_t *ret_count, cor_code *ret_code) {
    char *list = cor_take(of->keep, type->bytes, _Alignof(max_align_t), (size_t)type->most);
    cor_str rest = of->word, piece;
    int32_t count = 0;
    *ret_code = list ? COR_OK : cor_fail_memory(of->err);

    while (!*ret_code && cor_str_split(&rest, ',', &piece)) {
        if (count == type->most) {
            *ret_code = cor_fail(of->err, COR_E_USAGE, _("The list has more than {most} values."),
                                 cor_arg_int(type->most));
            break;
        }
        parameter_reading one = *of;
        one.word = cor_str_trim(piece);
        one.member = list + type->bytes * (size_t)count++;
        *ret_code = type->read(&one);
    }

    *ret_count = count;
    return *ret_code ? NULL : list;
}

static cor_str print_pieces(const cor_parameter *parameter, const piece_type *type,
                            const void *list, int32_t count, cor_arena *keep) {
    cor_str text = { 0 };
    for (int32_t i = 0; i < count; i++) {
        const char *member = (const char *)list + type->bytes * (size_t)i;
        text = cor_str_print(keep, "%.*s%s%.*s", COR_STR_F(text), i ? "," : "",
                             COR_STR_F(type->print(parameter, member, keep)));
    }
    return text;
}

cor_code parameter_read_places(const parameter_reading *of) {
    cor_code code;
    cor_places places;
    places.list = read_pieces(of, &PLACE, &places.count, &code);
    if (!code) *(cor_places *)of->member = places;
    return code;
}

cor_str parameter_print_places(const cor_parameter *parameter, const void *member,
                               cor_arena *keep) {
    const cor_places *places = member;
    return print_pieces(parameter, &PLACE, places->list, places->count, keep);
}

cor_code parameter_read_periods(const parameter_reading *of) {
    cor_code code;
    cor_periods periods;
    periods.list = read_pieces(of, &PERIOD, &periods.count, &code);
    if (!code) *(cor_periods *)of->member = periods;
    return code;
}

cor_str parameter_print_periods(const cor_parameter *parameter, const void *member,
                                cor_arena *keep) {
    const cor_periods *periods = member;
    return print_pieces(parameter, &PERIOD, periods->list, periods->count, keep);
}

cor_code parameter_read_sexes(const parameter_reading *of) {
    cor_code code;
    cor_words sexes;
    sexes.list = read_pieces(of, &SEX, &sexes.count, &code);
    if (!code) *(cor_words *)of->member = sexes;
    return code;
}

cor_str parameter_print_sexes(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    const cor_words *sexes = member;
    return print_pieces(parameter, &SEX, sexes->list, sexes->count, keep);
}

cor_code parameter_read_methods(const parameter_reading *of) {
    cor_code code;
    cor_methods methods;
    methods.list = read_pieces(of, &METHOD, &methods.count, &code);
    if (!code) *(cor_methods *)of->member = methods;
    return code;
}

cor_str parameter_print_methods(const cor_parameter *parameter, const void *member,
                                cor_arena *keep) {
    const cor_methods *methods = member;
    return print_pieces(parameter, &METHOD, methods->list, methods->count, keep);
}

/* ---- shares by name ------------------------------------------------------ */

static const struct {
    const char *name;
    size_t at;
} BASES[] = {
    { "birthplace", offsetof(cor_stock_quality, birthplace) },
    { "citizenship", offsetof(cor_stock_quality, citizenship) },
    { "imputed", offsetof(cor_stock_quality, imputed) },
    { "refugees", offsetof(cor_stock_quality, refugees) },
};

static cor_code read_basis(const parameter_reading *of, cor_str piece, cor_stock_quality *quality) {
    size_t equals = cor_str_find(piece, COR_STR("="));
    cor_str name = cor_str_trim(cor_str_part(piece, 0, equals));

    for (size_t b = 0; equals != SIZE_MAX && b < sizeof BASES / sizeof *BASES; b++) {
        if (!cor_str_is(name, BASES[b].name)) continue;
        double share = 0, *member = (double *)((char *)quality + BASES[b].at);
        parameter_reading one = *of;
        one.word = cor_str_trim(cor_str_part(piece, equals + 1, piece.length));
        one.member = &share;
        cor_code code = parameter_read_number(&one);
        if (!code && *member != 0)
            code = cor_fail(of->err, COR_E_USAGE, _("“{name}” is given twice."), cor_arg_str(name));
        if (!code) *member = share == 0 ? -1 : share; // none instead of the default
        return code;
    }

    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a valid {field}."),
             cor_arg_str(cor_str_part(piece, 0, 80)), cor_arg_cstr(of->parameter->name));
    return cor_hint(of->err, _("Write it as birthplace=0.05,citizenship=0.1,imputed=0.3,"
                               "refugees=0.05; what is left out keeps its default."));
}

cor_code parameter_read_quality(const parameter_reading *of) {
    cor_stock_quality quality = { 0 };
    cor_str rest = of->word, piece;
    while (cor_str_split(&rest, ',', &piece)) {
        cor_code code = read_basis(of, cor_str_trim(piece), &quality);
        if (code) return code;
    }

    *(cor_stock_quality *)of->member = quality;
    return COR_OK;
}

cor_str parameter_print_quality(const cor_parameter *parameter, const void *member,
                                cor_arena *keep) {
    (void)parameter;
    cor_out out = cor_out_memory(keep);
    for (size_t b = 0; b < sizeof BASES / sizeof *BASES; b++) {
        double share = *(const double *)((const char *)member + BASES[b].at);
        if (share == 0) continue;
        if (out.used) cor_put_char(&out, ',');
        cor_put_c(&out, BASES[b].name);
        cor_put_char(&out, '=');
        cor_put_number(&out, share < 0 ? 0 : share);
    }
    return cor_out_str(&out);
}

/* ---- texts --------------------------------------------------------------- */

/* Room for the present texts and `more`; NULL when it does not fit. */
static cor_str *grow_words(const cor_words *words, int32_t more, cor_arena *keep) {
    cor_str *list = cor_new(keep, cor_str, words->count + more);
    for (int32_t i = 0; list && i < words->count; i++)
        list[i] = words->list[i];
    return list;
}

/* Each argument is added to the list; in addresses the texts are separated by commas. */
cor_code parameter_read_list(const parameter_reading *of) {
    cor_words *words = of->member;
    int32_t count = words->count, more = 1;
    cor_str rest = of->word, piece;
    for (size_t i = 0; i < of->word.length; i++)
        more += of->word.at[i] == ',';

    cor_str *list = grow_words(words, more, of->keep);
    if (!list) return cor_fail_memory(of->err);
    while (cor_str_split(&rest, ',', &piece)) {
        piece = cor_str_trim(piece);
        if (!piece.length) continue;
        list[count] = cor_str_keep(of->keep, piece);
        if (!list[count++].at) return cor_fail_memory(of->err);
    }

    *words = (cor_words){ list, count };
    return COR_OK;
}

cor_code parameter_read_files(const parameter_reading *of) {
    cor_words *words = of->member;
    cor_str *list = grow_words(words, 1, of->keep), path = cor_str_keep(of->keep, of->word);
    if (!list || !path.at) return cor_fail_memory(of->err);
    list[words->count] = path;
    *words = (cor_words){ list, words->count + 1 };
    return COR_OK;
}

cor_str parameter_print_list(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter;
    const cor_words *words = member;
    cor_out out = cor_out_memory(keep);
    for (int32_t i = 0; i < words->count; i++) {
        if (i) cor_put_char(&out, ',');
        cor_put(&out, words->list[i]);
    }
    return cor_out_str(&out);
}
