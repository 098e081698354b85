/* SPDX-License-Identifier: Apache-2.0 */
/* beside.c: places that a file names twice, by a code and by a number or a name. Where these are two
 * places one of them is wrong, and nobody knows which. */
#include "beside.h"

/* ---- the columns --------------------------------------------------------- */

/* The folded name of a column without the word that says how it names places: "origin" of
 * "origin_iso3", nothing of "m49". False where it has no such word. */
static bool stem_of_name(cor_str name, char room[256], cor_str *ret_stem) {
    static const char *const WAYS[] = { "m49",    "iso3", "iso 3", "iso2", "iso 2", "alpha3",
                                        "alpha2", "code", "codes", "name", "names", "label" };
    cor_arena arena = { room, room + 256 };
    cor_str folded = name.length < 48 ? cor_str_fold(&arena, name) : (cor_str){ 0 };
    *ret_stem = folded;

    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        if (cor_str_ends(folded, cor_str_of(WAYS[i]))) {
            cor_str stem = cor_str_part(folded, 0, folded.length - strlen(WAYS[i]));
            *ret_stem = cor_str_trim(stem);
            return true;
        }
    return cor_str_is(folded, "country") || cor_str_is(folded, "area");
}

/* "iso3", "country_name", "GeoAreaCode": of the only place of a row. */
static bool is_general(cor_str stem) {
    static const char *const STEMS[] = { "",         "country", "area",     "geoarea",
                                         "geo area", "place",   "location", "country or area" };
    for (size_t i = 0; i < sizeof STEMS / sizeof *STEMS; i++)
        if (cor_str_is(stem, STEMS[i])) return true;
    return false;
}

static bool is_place_column(const cor_bound_column *column) {
    return column->at >= 0 &&
           (column->column->role == COR_AS_ORIGIN || column->column->role == COR_AS_DESTINATION);
}

static bool is_bound_column(const cor_binding *binding, int32_t at) {
    for (int32_t i = 0; i < binding->column_count; i++)
        if (binding->columns[i].at == at && binding->columns[i].column->role != COR_AS_NOTHING)
            return true;
    return false;
}

/* The column of places that a name belongs to; NULL for none, or more than one. */
static const cor_bound_column *find_place_column(const cor_binding *binding, const cor_row *header,
                                                 cor_str stem) {
    const cor_bound_column *found = NULL;
    for (int32_t i = 0; i < binding->column_count; i++) {
        const cor_bound_column *column = &binding->columns[i];
        char room[256];
        cor_str other;
        if (!is_place_column(column)) continue;
        (void)stem_of_name(cor_row_text(header, column->at), room, &other);
        bool is_same = cor_str_equal(stem, other) || (is_general(stem) && is_general(other));
        if (is_same && found && found->at != column->at) return NULL;
        if (is_same) found = column;
    }
    return found;
}

void cor_beside_find(const cor_binding *binding, const cor_row *header, cor_besides *ret_besides) {
    ret_besides->count = 0;
    for (int32_t i = 0; i < header->cell_count && ret_besides->count < COR_BESIDE_MAX; i++) {
        char room[256];
        cor_str stem, name = cor_row_text(header, i);
        if (!name.length || is_bound_column(binding, i) || !stem_of_name(name, room, &stem))
            continue;
        const cor_bound_column *of = find_place_column(binding, header, stem);
        if (of)
            ret_besides->columns[ret_besides->count++] =
                (cor_beside){ .at = i, .of = of, .length = SIZE_MAX };
    }
}

/* ---- a row --------------------------------------------------------------- */

static void read_beside(cor_beside *column, cor_str text) {
    int64_t number;
    column->place = COR_COUNTRY_NONE;
    column->length = text.length < sizeof column->text ? text.length : SIZE_MAX;
    if (text.length && text.length < sizeof column->text)
        memcpy(column->text, text.at, text.length);
    if (cor_text_is_absent(text)) return;

    column->is_number = cor_number_parse_int(text, &number);
    bool found = column->is_number ? number > 0 && number < 1000 &&
                                         cor_country_by_m49((int32_t)number, &column->place)
                                   : cor_country_find(text, &column->place);
    if (!found) column->place = COR_COUNTRY_NONE;
}

/* Names of areas mean different things to different agencies; codes and numbers do not. */
static bool are_two_places(const cor_beside *column) {
    cor_country read = column->of->place;
    if (!column->place.id || !read.id || column->place.id == read.id) return false;
    return column->is_number || (cor_country_is_place(column->place) && cor_country_is_place(read));
}

static cor_code fail_two_places(cor_str text, cor_country named, cor_str code, cor_country place,
                                cor_error *err) {
    (void)cor_fail(
        err, COR_E_FORMAT, _("“{text}” is {name}, but “{code}” in the same row is {other}."),
        cor_arg_str(text), cor_arg_country(named), cor_arg_str(code), cor_arg_country(place));
    return cor_hint(err, _("Correct the one that is wrong."));
}

cor_code cor_beside_name(cor_str name, cor_str code, cor_country place, cor_error *err) {
    cor_bound_column of = { .place = place };
    cor_beside column = { .of = &of };
    read_beside(&column, name);
    return are_two_places(&column) ? fail_two_places(name, column.place, code, place, err) : COR_OK;
}

cor_code cor_beside_check(cor_besides *besides, const cor_row *row, int32_t *ret_column,
                          cor_error *err) {
    for (int32_t i = 0; i < besides->count; i++) {
        cor_beside *column = &besides->columns[i];
        cor_str text = cor_row_text(row, column->at);
        if (!cor_str_equal((cor_str){ column->text, column->length }, text))
            read_beside(column, text);
        if (!are_two_places(column)) continue;

        *ret_column = column->at;
        return fail_two_places(text, column->place, cor_row_text(row, column->of->at),
                               column->of->place, err);
    }
    return COR_OK;
}
