/* SPDX-License-Identifier: Apache-2.0 */
/* lists.c: lists for programs as JSON: measures, places, suggestions of places, and the world
 * map. */
#include "lists.h"
#include "dossier/data/search.h"
#include "render/map/world.h"

static void put_texts(cor_out *out, const char *key, const cor_str texts[COR_LANG_COUNT]) {
    cor_put_c(out, ",\"");
    cor_put_c(out, key);
    cor_put_c(out, "\":{");

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_put_c(out, lang ? ",\"" : "\"");
        cor_put_c(out, cor_lang_code((cor_lang)lang));
        cor_put_c(out, "\":");
        cor_put_json(out, texts[lang]);
    }

    cor_put_char(out, '}');
}

cor_code question_write_measures(const cor_asking *asking, cor_out *out, cor_error *err) {
    (void)asking, (void)err;
    size_t count;
    const cor_measure *list = cor_measure_list(&count);

    cor_put_c(out, "{\"measures\":[");
    for (size_t i = 0; i < count; i++) {
        cor_put_c(out, i ? ",{\"key\":" : "{\"key\":");
        cor_put_json(out, list[i].key);
        cor_put_c(out, ",\"unit\":");
        cor_put_json(out, list[i].unit->key);
        put_texts(out, "name", list[i].name);
        put_texts(out, "definition", list[i].definition);
        cor_put_c(out, list[i].is_bilateral ? ",\"places\":2}" : ",\"places\":1}");
    }

    cor_put_c(out, "]}\n");
    return COR_OK;
}

static void put_place_entry(cor_out *out, const cor_country_info *info) {
    cor_put_c(out, "{\"code\":");
    cor_put_json(out, info->code);
    put_texts(out, "name", info->name);

    if (info->latitude == info->latitude) { // not NaN
        cor_put_c(out, ",\"latitude\":");
        cor_put_number(out, info->latitude);
        cor_put_c(out, ",\"longitude\":");
        cor_put_number(out, info->longitude);
    }

    cor_put_char(out, '}');
}

cor_code question_write_places(const cor_asking *asking, cor_out *out, cor_error *err) {
    (void)asking, (void)err;
    size_t count;
    const cor_country_info *list = cor_country_list(&count);

    cor_put_c(out, "{\"places\":[");
    for (size_t i = 0, written = 0; i < count; i++) {
        if (!cor_country_is_place(list[i].place)) continue;
        if (written++) cor_put_char(out, ',');
        put_place_entry(out, &list[i]);
    }

    cor_put_c(out, "]}\n");
    return COR_OK;
}

/* Places whose names start with the words. */
cor_code question_write_suggestions(const cor_asking *asking, cor_out *out, cor_error *err) {
    enum { MOST = 8, LONGEST = 100 };
    (void)err;
    const search_asked *asked = asking->asked;
    cor_country list[MOST];
    cor_str words = cor_str_part(asked->words, 0, LONGEST);
    bool is_whole = cor_str_is_utf8(words); // the cut may split a letter
    size_t count = is_whole ? dossier_find_places(words, list, MOST, asking->scratch) : 0;

    cor_put_c(out, "{\"places\":[");
    for (size_t i = 0; i < count; i++) {
        if (i) cor_put_char(out, ',');
        put_place_entry(out, cor_country_get(list[i]));
    }

    cor_put_c(out, "]}\n");
    return COR_OK;
}

cor_code question_write_map(const cor_asking *asking, cor_out *out, cor_error *err) {
    return cor_map_put_world(asking->scratch, out, err);
}
