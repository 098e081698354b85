/* SPDX-License-Identifier: Apache-2.0 */
/* choose.c: finds the code that a person means by a word of their own language. */
#include "inside.h"

typedef enum { APART, BEGINS, SAME } likeness;

/* Compare stems, so that plurals, accents, hyphens and capitals do not matter. */
static likeness compare_stems(cor_str stems, cor_str name, cor_arena scratch) {
    cor_str of_name = registry_stems(&scratch, name);
    if (!stems.length || !of_name.length) return APART;
    if (cor_str_equal(stems, of_name)) return SAME;
    return cor_str_starts(of_name, stems) ? BEGINS : APART;
}

static likeness likeness_of(cor_str stems, const cor_registry_code *known, cor_arena scratch) {
    likeness best = compare_stems(stems, cor_str_of(known->code), scratch);
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        likeness one =
            compare_stems(stems, cor_str_of(cor_gettext(known->label, (cor_lang)lang)), scratch);
        if (one > best) best = one;
    }
    return best;
}

static cor_code fail_word(const cor_registry_field *field, cor_str word, cor_arena scratch,
                          cor_error *err) {
    cor_text label = registry_label(field->label);
    cor_out list = cor_out_memory(&scratch);
    for (const cor_registry_code *known = field->codes; known->code; known++) {
        if (known != field->codes) cor_put_c(&list, ", ");
        cor_put_c(&list, known->code);
    }
    (void)cor_fail(err, COR_E_USAGE, _("“{word}” is not a valid value of “{field}”."),
                   cor_arg_str(cor_str_part(word, 0, 80)), cor_arg_text(&label));
    return cor_hint(err, _("Allowed values: {list}."), cor_arg_str(cor_out_str(&list)));
}

cor_code cor_registry_code_choose(const cor_registry_field *field, cor_str word, cor_arena scratch,
                                  cor_str *ret_code, cor_error *err) {
    enum { WORD_BYTES_MAX = 200 };
    const cor_registry_code *begun = NULL;
    int32_t begun_count = 0;
    cor_str stems = word.length <= WORD_BYTES_MAX ? registry_stems(&scratch, word) : (cor_str){ 0 };

    for (const cor_registry_code *known = field->codes; known->code; known++) {
        likeness like = likeness_of(stems, known, scratch);
        if (like == SAME) {
            *ret_code = cor_str_of(known->code);
            return COR_OK;
        }
        if (like != BEGINS) continue;
        begun = known;
        begun_count++;
    }

    if (begun_count != 1) return fail_word(field, word, scratch, err);
    *ret_code = cor_str_of(begun->code);
    return COR_OK;
}
