/* SPDX-License-Identifier: Apache-2.0 */
/* breakdown.c: "age=15-24;sex=F": the part of a total that a figure counts. */
#include "core/say.h"
#include "words.h"

enum { PARTS_MAX = 16 };

typedef struct {
    cor_str dimension, code;
} part;

static bool means_absence(cor_str dimension, cor_str code) {
    if (cor_str_is(code, "TOTAL") || cor_str_is(code, "Total") || cor_str_is(code, "total"))
        return true;
    return cor_str_is(code, "T") &&
           !cor_code_find(dimension, code); // sector T of ISIC is a code of its own
}

static bool split_part(cor_str text, part *ret_part) {
    cor_str rest = text, code = { 0 };
    if (!cor_str_split(&rest, '=', &ret_part->dimension) || !cor_str_split(&rest, '=', &code) ||
        rest.at)
        return false;
    ret_part->dimension = cor_str_trim(ret_part->dimension);
    ret_part->code = cor_str_trim(code);
    return ret_part->dimension.length && ret_part->code.length;
}

/* Texts with commas between them, as many as fit. */
static void add_text(char *list, size_t room, size_t *used, cor_str text) {
    int length = snprintf(list + *used, room - *used, "%s%.*s", *used ? ", " : "", COR_STR_F(text));
    if (length > 0 && *used + (size_t)length < room) *used += (size_t)length;
}

static cor_code hint_dimensions(cor_error *err) {
    char list[512];
    size_t count, used = 0;
    const cor_dimension *dimensions = cor_dimension_list(&count);
    for (size_t i = 0; i < count; i++)
        add_text(list, sizeof list, &used, dimensions[i].key);
    return cor_hint(err, _("The dimensions are {list}."), cor_arg_str((cor_str){ list, used }));
}

static cor_code hint_codes(cor_str dimension, cor_error *err) {
    char list[768];
    size_t count, used = 0;
    const cor_code_label *codes = cor_code_list(&count);
    for (size_t i = 0; i < count; i++)
        if (cor_str_equal(codes[i].dimension->key, dimension))
            add_text(list, sizeof list, &used, codes[i].code);
    return cor_hint(err, _("The codes are {codes}; T or an empty cell is the total."),
                    cor_arg_str((cor_str){ list, used }));
}

static cor_code check_part(const part *read, cor_str text, cor_error *err) {
    if (!cor_dimension_find(read->dimension)) {
        cor_fail(err, COR_E_DOMAIN, _("The breakdown part “{part}” names an unknown dimension."),
                 cor_arg_str(text));
        return hint_dimensions(err);
    }

    if (!means_absence(read->dimension, read->code) &&
        !cor_code_find(read->dimension, read->code)) {
        cor_fail(
            err, COR_E_DOMAIN,
            _("The breakdown part “{part}” has a code that dimension {dimension} does not know."),
            cor_arg_str(text), cor_arg_str(read->dimension));
        return hint_codes(read->dimension, err);
    }

    return COR_OK;
}

/* Insert in alphabetical order of the dimensions. */
static cor_code insert_part(part *parts, int32_t *count, part new, cor_str text, cor_error *err) {
    int32_t at = *count;
    while (at > 0 && cor_str_compare(parts[at - 1].dimension, new.dimension) > 0)
        at--;

    if (at > 0 && cor_str_equal(parts[at - 1].dimension, new.dimension))
        return cor_fail(err, COR_E_DOMAIN,
                        _("The breakdown “{breakdown}” gives dimension {dimension} twice."),
                        cor_arg_str(text), cor_arg_str(new.dimension));

    memmove(parts + at + 1, parts + at, (size_t)(*count - at) * sizeof *parts);
    parts[at] = new;
    *count += 1;

    return COR_OK;
}

cor_code cor_breakdown_make(cor_str text, cor_arena *keep, cor_str *ret_breakdown, cor_error *err) {
    part parts[PARTS_MAX + 1];
    int32_t count = 0;
    cor_str rest = text, piece;

    while (cor_str_trim(text).length && cor_str_split(&rest, ';', &piece)) {
        part read;
        if (!split_part(piece, &read)) {
            cor_fail(err, COR_E_DOMAIN,
                     _("The breakdown part “{part}” is not of the form dimension=code."),
                     cor_arg_str(piece));
            return cor_hint(err, _("Write for instance “age=15-24;sex=F”."));
        }
        cor_code code = check_part(&read, piece, err);
        if (!code) code = insert_part(parts, &count, read, text, err);
        if (code) return code;
        if (count > PARTS_MAX)
            return cor_fail(err, COR_E_DOMAIN, _("The breakdown has more than {most} parts."),
                            cor_arg_int(PARTS_MAX));
    }

    cor_str pieces[4 * PARTS_MAX];
    size_t piece_count = 0;
    for (int32_t i = 0; i < count; i++) {
        if (means_absence(parts[i].dimension, parts[i].code)) continue;
        if (piece_count) pieces[piece_count++] = COR_STR(";");
        pieces[piece_count++] = parts[i].dimension;
        pieces[piece_count++] = COR_STR("=");
        pieces[piece_count++] = parts[i].code;
    }

    cor_str made = cor_str_join(keep, pieces, piece_count);
    if (!made.at) return cor_fail_memory(err);
    *ret_breakdown = made;

    return COR_OK;
}

cor_str cor_breakdown_get(cor_str breakdown, cor_str dimension) {
    cor_str rest = breakdown, piece;
    while (breakdown.length && cor_str_split(&rest, ';', &piece)) {
        if (!cor_str_starts(piece, dimension) || piece.length <= dimension.length) continue;
        if (piece.at[dimension.length] == '=')
            return cor_str_part(piece, dimension.length + 1, piece.length);
    }
    return (cor_str){ 0 };
}

/* The name of a part in one language; an unknown code is shown as it is. */
static cor_str part_name(const part *one, cor_lang lang) {
    const cor_code_label *label = cor_code_find(one->dimension, one->code);
    return label ? label->name[cor_lang_words(lang)] : one->code;
}

static int32_t part_order(const part *one) {
    const cor_dimension *dimension = cor_dimension_find(one->dimension);
    return dimension ? dimension->order : INT32_MAX;
}

cor_text cor_breakdown_text(cor_str breakdown, cor_arena *keep) {
    part parts[PARTS_MAX];
    int32_t count = 0;
    cor_str rest = breakdown, piece;

    while (breakdown.length && count < PARTS_MAX && cor_str_split(&rest, ';', &piece)) {
        part new;
        if (!split_part(piece, &new)) new = (part){ .code = piece };
        int32_t at = count++; // in the order in which readers expect the dimensions
        for (; at > 0 && part_order(&parts[at - 1]) > part_order(&new); at--)
            parts[at] = parts[at - 1];
        parts[at] = new;
    }

    if (!count) return (cor_text){ .id = _("Total") };
    cor_str names[COR_LANG_COUNT];
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_str pieces[2 * PARTS_MAX];
        size_t piece_count = 0;
        for (int32_t i = 0; i < count; i++) {
            if (i) pieces[piece_count++] = COR_STR(" · ");
            pieces[piece_count++] = part_name(&parts[i], (cor_lang)lang);
        }
        names[lang] = cor_str_join(keep, pieces, piece_count);
        if (!names[lang].at) return (cor_text){ 0 };
    }

    return cor_text_keep(keep, cor_say_pair(names[COR_LANG_EN], names[COR_LANG_ES]));
}
