/* SPDX-License-Identifier: Apache-2.0 */
/* country.c: find places by code, number and name. */
#include "corredor/country.h"

#include "core/core.h"
#include "places.h"

const cor_country_info *cor_country_get(cor_country country) {
    return &cor_places[country.id < cor_place_id_end ? cor_place_by_id[country.id] : 0];
}

cor_str cor_country_code(cor_country country) {
    return cor_country_get(country)->code;
}
cor_str cor_country_name(cor_country country, cor_lang lang) {
    return cor_country_get(country)->name[cor_lang_words(lang)];
}

const cor_country_info *cor_country_list(size_t *ret_count) {
    *ret_count = cor_place_count - 1;
    return cor_places + 1;
}

bool cor_country_is_place(cor_country country) {
    const cor_country_info *info = cor_country_get(country);
    if (!info->place.id) return false;
    return info->kind == COR_PLACE_COUNTRY || info->kind == COR_PLACE_FORMER ||
           info->kind == COR_PLACE_TERRITORY;
}

bool cor_country_by_code(cor_str code, cor_country *ret_country) {
    if (code.length == 0 || code.length > 16) return false;

    for (uint64_t slot = cor_str_hash(code);; slot++) {
        uint16_t index = cor_place_codes[slot & cor_place_code_mask];
        if (!index) return false;
        if (!cor_str_equal(cor_places[index].code, code)) continue;
        *ret_country = cor_places[index].place;
        return true;
    }
}

bool cor_country_by_m49(int32_t m49, cor_country *ret_country) {
    // Numbers from 2000 are our own, for places that M49 does not number.
    if (m49 <= 0 || m49 >= 2000 || (uint32_t)m49 >= cor_place_id_end || !cor_place_by_id[m49])
        return false;
    *ret_country = (cor_country){ (uint16_t)m49 };
    return true;
}

static bool find_folded(cor_str folded, cor_country *ret_country) {
    uint32_t low = 0, high = cor_place_name_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = cor_str_compare(cor_str_of(cor_place_names[middle].folded), folded);
        if (order == 0) {
            *ret_country = cor_places[cor_place_names[middle].index].place;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }

    return false;
}

static cor_str fold_here(cor_str text, char *room, size_t room_bytes) {
    cor_arena arena = { room, room + room_bytes };
    return text.length > 200 ? (cor_str){ 0 } : cor_str_fold(&arena, text);
}

bool cor_country_find(cor_str text, cor_country *ret_country) {
    text = cor_str_trim(text);
    if (cor_country_by_code(text, ret_country)) return true;
    int64_t number;
    if (text.length == 3 && cor_number_parse_int(text, &number))
        return cor_country_by_m49((int32_t)number, ret_country);
    char room[1024];
    cor_str folded = fold_here(text, room, sizeof room);
    return folded.length && find_folded(folded, ret_country);
}

bool cor_country_suggest(cor_str text, cor_country *ret_country) {
    char room[1024];
    cor_str folded = fold_here(cor_str_trim(text), room, sizeof room);

    if (folded.length < 3) return false;
    int32_t best = folded.length < 6 ? 1 : folded.length < 10 ? 2 : 3;
    bool found = false;

    for (uint32_t i = 0; i < cor_place_name_count; i++) {
        cor_str name = cor_str_of(cor_place_names[i].folded);
        if (name.length < 4)
            continue; // too short to suggest a correction: it is a code, not a
                      // misspelt name
        int32_t distance = cor_str_distance(folded, name, best);
        if (distance > best || (found && distance == best)) continue;
        best = distance;
        found = true;
        *ret_country = cor_places[cor_place_names[i].index].place;
    }

    return found;
}
