/* SPDX-License-Identifier: Apache-2.0 */
/* corridors.c: corridors as one parameter: "GTM-MEX~HND-MEX" in an address, one an argument at the
 * command line. */
#include "inside.h"

enum { CORRIDORS_MAX = 16 };

/* Names have hyphens too ("Guinea-Bissau-Portugal"): the first cut with a place on either side. */
static bool find_pair(cor_str word, cor_pair *ret_pair) {
    for (size_t cut = 1; cut + 1 < word.length; cut++) {
        if (word.at[cut] != '-') continue;
        cor_str first = cor_str_trim(cor_str_part(word, 0, cut)),
                second = cor_str_trim(cor_str_part(word, cut + 1, word.length));
        if (cor_country_find(first, &ret_pair->origin) &&
            cor_country_find(second, &ret_pair->destination))
            return true;
    }
    return false;
}

/* Which of the two is not known, where there is one hyphen. */
static cor_code fail_pair(const parameter_reading *of, cor_str word) {
    size_t cut = cor_str_find(word, COR_STR("-"));
    cor_country place;
    if (cut != SIZE_MAX && cut > 0 && cut + 1 < word.length) {
        cor_code code = cor_place_read(cor_str_part(word, 0, cut), &place, of->err);
        if (!code) code = cor_place_read(cor_str_part(word, cut + 1, word.length), &place, of->err);
        if (code) return code;
    }
    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a corridor."),
             cor_arg_str(cor_str_part(word, 0, 80)));
    return cor_hint(of->err, _("Write origin and destination with a hyphen: GTM-MEX."));
}

static cor_code fail_many(const parameter_reading *of) {
    return cor_fail(of->err, COR_E_USAGE, _("The list has more than {most} values."),
                    cor_arg_int(CORRIDORS_MAX));
}

/* Arguments join those that were read before. */
cor_code parameter_read_corridors(const parameter_reading *of) {
    cor_corridors *corridors = of->member;
    cor_pair *list = cor_new(of->keep, cor_pair, CORRIDORS_MAX);
    int32_t count = corridors->count;
    if (!list) return cor_fail_memory(of->err);
    for (int32_t i = 0; i < count; i++)
        list[i] = corridors->list[i];

    cor_str rest = of->word, piece;
    while (cor_str_split(&rest, '~', &piece)) {
        cor_str word = cor_str_trim(piece);
        if (!word.length) continue;
        if (count == CORRIDORS_MAX) return fail_many(of);
        if (!find_pair(word, &list[count++])) return fail_pair(of, word);
    }

    *corridors = (cor_corridors){ list, count };
    return COR_OK;
}

cor_str parameter_print_corridors(const cor_parameter *parameter, const void *member,
                                  cor_arena *keep) {
    (void)parameter;
    const cor_corridors *corridors = member;
    cor_str text = { 0 };
    for (int32_t i = 0; i < corridors->count; i++)
        text = cor_str_print(keep, "%.*s%s%.*s-%.*s", COR_STR_F(text), i ? "~" : "",
                             COR_STR_F(cor_country_code(corridors->list[i].origin)),
                             COR_STR_F(cor_country_code(corridors->list[i].destination)));
    return text;
}
