/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: finds places and corridors by name. */
#include "search.h"
#include "core/say.h"
#include "document/document.h"

/* ---- places -------------------------------------------------------------- */

/* 3: the whole name or code; 2: its beginning; 1: the beginning of one of its words; 0: no
 * match. */
static int score_place(const cor_country_info *info, cor_str folded, cor_arena scratch) {
    int best = 0;
    cor_str names[4] = { info->name[COR_LANG_EN], info->name[COR_LANG_ES], info->code,
                         info->code2 };

    for (int i = 0; i < 4; i++) {
        cor_arena room = scratch;
        cor_str name = cor_str_fold(&room, names[i]);
        int found = 0;
        if (!name.length)
            found = 0;
        else if (cor_str_equal(name, folded))
            found = 3;
        else if (cor_str_starts(name, folded))
            found = i < 2 ? 2 : 0;
        else if (i < 2)
            for (size_t at = 1; at < name.length && !found; at++)
                if (name.at[at - 1] == ' ' &&
                    cor_str_starts(cor_str_part(name, at, name.length), folded))
                    found = 1;
        if (found > best) best = found;
    }

    return best;
}

size_t dossier_find_places(cor_str words, cor_country *ret_list, size_t room, cor_arena scratch) {
    cor_str folded = cor_str_fold(&scratch, words);
    size_t place_count, count = 0;
    const cor_country_info *places = cor_country_list(&place_count);

    if (!folded.length) return 0;
    for (int wanted = 3; wanted >= 1; wanted--)
        for (size_t i = 0; i < place_count && count < room; i++)
            if (cor_country_is_place(places[i].place) &&
                score_place(&places[i], folded, scratch) == wanted)
                ret_list[count++] = places[i].place;

    return count;
}

bool dossier_find_corridor(cor_str words, cor_country *ret_origin, cor_country *ret_destination) {
    for (size_t cut = 1; cut + 1 < words.length; cut++) {
        if (words.at[cut] != ' ' && words.at[cut] != '-') continue;
        cor_str second = cor_str_trim(cor_str_part(words, cut + 1, words.length));
        static const char *const links[] = { "to ", "a ", "-", "→" };
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            if (cor_str_starts(second, cor_str_of(links[i])))
                second = cor_str_trim(cor_str_part(second, strlen(links[i]), second.length));
        if (cor_country_find(cor_str_part(words, 0, cut), ret_origin) &&
            cor_country_find(second, ret_destination) && cor_country_is_place(*ret_origin) &&
            cor_country_is_place(*ret_destination))
            return true;
    }

    return false;
}

/* ---- pages --------------------------------------------------------------- */

cor_code dossier_search_page(cor_str words, cor_arena *keep, cor_arena scratch,
                             const cor_document **ret_document, cor_error *err) {
    enum { MOST = 40, WORDS_BYTES_MAX = 200 };
    cor_country places[MOST];
    size_t count =
        words.length < WORDS_BYTES_MAX ? dossier_find_places(words, places, MOST, scratch) : 0;

    cor_doc *doc = cor_doc_begin(keep, COR_STR("search"), COR_STR("/search"), cor_say(_("Search")),
                                 cor_say(_("Countries and corridors by name.")));
    cor_field field = { .kind = COR_FIELD_SEARCH,
                        .name = COR_STR("q"),
                        .label = cor_say(_("Country or corridor")),
                        .hint = cor_say(_("For example Guatemala, or Guatemala Mexico")),
                        .value = words };
    cor_doc_form(doc, "search", (cor_text){ 0 }, COR_STR("/search"), false, &field, 1);

    if (count == 0 && words.length) {
        cor_text filler =
            cor_say(_("A country or territory, in English or Spanish, or its ISO code."));
        cor_doc_absence(doc, "nothing",
                        cor_say(_("Nothing is found for \"{words}\""), cor_arg_str(words)),
                        cor_say(_("No place has this in its name.")), &filler, 1);
    }

    if (count) cor_doc_list(doc, "places", cor_say(_("Countries and territories")), false);
    for (size_t i = 0; i < count; i++) {
        char href[32];
        snprintf(href, sizeof href, "/country/%.*s", COR_STR_F(cor_country_code(places[i])));
        cor_list_item item = { .text = cor_say("{country}", cor_arg_country(places[i])),
                               .href = cor_str_of(href),
                               .value = cor_value_absent(),
                               .share = cor_value_absent() };
        cor_doc_item(doc, &item);
    }

    return cor_doc_end(doc, ret_document, err);
}
