/* SPDX-License-Identifier: Apache-2.0 */
/* places.c: reads cells as places. A text that may be two places is a question to the user, never a
 * guess. */
#include "dataset.h"

static cor_code hint_code(cor_error *err) {
    return cor_hint(err, _("Write the three-letter code of ISO 3166-1, such as GTM, or the name of "
                           "the country."));
}

static cor_code missing_place(cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("The place is missing."));
    return hint_code(err);
}

/* ---- questions ----------------------------------------------------------- */

/* Whether the folded name has the words, as "Virgin Islands (British)" has "virgin islands". */
static bool has_words(cor_str name, cor_str words) {
    for (size_t from = 0; from + words.length <= name.length; from++) {
        size_t end = from + words.length;
        bool starts =
            from == 0 || !((name.at[from - 1] | 32) >= 'a' && (name.at[from - 1] | 32) <= 'z');
        bool ends =
            end == name.length || !((name.at[end] | 32) >= 'a' && (name.at[end] | 32) <= 'z');
        if (starts && ends && memcmp(name.at + from, words.at, words.length) == 0) return true;
    }
    return false;
}

typedef struct {
    char text[COR_LANG_COUNT][512];
    size_t used[COR_LANG_COUNT];
    int32_t count;
} candidates;

static void add_candidate(candidates *list, const cor_country_info *info) {
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        size_t room = sizeof list->text[lang] - list->used[lang];
        int length =
            snprintf(list->text[lang] + list->used[lang], room, "%s%.*s (%.*s)",
                     list->count ? ", " : "", COR_STR_F(info->code), COR_STR_F(info->name[lang]));
        if (length > 0 && (size_t)length < room) list->used[lang] += (size_t)length;
    }
    list->count++;
}

/* Countries that have these words in their names; `area` stands beside them as another reading. */
static candidates find_candidates(cor_str text, cor_country area) {
    enum { SHORTEST = 4, MOST = 6 };
    candidates list = { .count = 0 };
    char room[2048];
    cor_arena first = { room, room + sizeof room / 2 };
    cor_str words = text.length < 200 ? cor_str_fold(&first, text) : (cor_str){ 0 };
    size_t count;
    const cor_country_info *all = cor_country_list(&count);

    for (size_t i = 0; i < count && words.length >= SHORTEST && list.count < MOST; i++) {
        bool has = false;
        for (int lang = 0; lang < COR_LANG_COUNT && cor_country_is_place(all[i].place); lang++) {
            cor_arena second = { room + sizeof room / 2, room + sizeof room };
            has |= has_words(cor_str_fold(&second, all[i].name[lang]), words);
        }
        if (has) add_candidate(&list, &all[i]);
    }

    if (area.id && list.count) add_candidate(&list, cor_country_get(area));
    return list;
}

static cor_code ask_which(cor_str text, const candidates *list, cor_error *err) {
    cor_str en = { list->text[COR_LANG_EN], list->used[COR_LANG_EN] },
            es = { list->text[COR_LANG_ES], list->used[COR_LANG_ES] };
    (void)cor_fail(err, COR_E_FORMAT, _("The place “{text}” may be several."), cor_arg_str(text));
    return cor_hint(err, _("Write the code of the one that is meant: {list}."),
                    cor_arg_pair(en, es));
}

/* What tables call the places that they do not name one by one. */
static bool is_remainder(cor_str text) {
    static const char *const WORDS[] = {
        "unknown",         "not stated",        "not specified", "unspecified", "other countries",
        "others",          "rest of the world", "rest of world", "otros",       "otros paises",
        "resto del mundo", "no especificado",   "no declarado",  "desconocido", "sin especificar"
    };
    char room[512];
    cor_arena arena = { room, room + sizeof room };
    cor_str folded = text.length < 64 ? cor_str_fold(&arena, text) : (cor_str){ 0 };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (cor_str_is(folded, WORDS[i])) return true;
    return false;
}

static cor_code unknown_place(cor_str text, cor_error *err) {
    cor_country near;
    if (is_remainder(text)) {
        (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is no place."), cor_arg_str(text));
        return cor_hint(err, _("Write OTH for all places that are not named one by one, or leave "
                               "the row out."));
    }
    if (cor_text_is_total(text)) {
        (void)cor_fail(err, COR_E_FORMAT, _("“{text}” is the sum of the other places."),
                       cor_arg_str(text));
        return cor_hint(err, _("Leave rows and columns of totals out; write WLD where all places "
                               "of the world are meant."));
    }

    candidates list = find_candidates(text, COR_COUNTRY_NONE);
    if (list.count > 1) return ask_which(text, &list, err);
    (void)cor_fail(err, COR_E_FORMAT, _("The place “{text}” is not known."), cor_arg_str(text));
    if (cor_country_suggest(text, &near))
        return cor_hint(err, _("Did you mean {name}? Write {code}."), cor_arg_country(near),
                        cor_arg_str(cor_country_code(near)));
    if (list.count == 1)
        return cor_hint(err, _("Write the code of the one that is meant: {list}."),
                        cor_arg_pair((cor_str){ list.text[COR_LANG_EN], list.used[COR_LANG_EN] },
                                     (cor_str){ list.text[COR_LANG_ES], list.used[COR_LANG_ES] }));

    return hint_code(err);
}

/* ---- numbers ------------------------------------------------------------- */

static cor_code place_by_m49(cor_str text, cor_country *ret_place, cor_error *err) {
    enum { UN_WORLD = 900, UN_OTHER = 2003 };
    int64_t number;

    if (!cor_number_parse_int(text, &number))
        return cor_fail(err, COR_E_FORMAT,
                        _("“{text}” is not a country number of the United Nations."),
                        cor_arg_str(text));

    if (number == UN_WORLD) {
        *ret_place = COR_COUNTRY_WORLD;
        return COR_OK;
    }

    if (number == UN_OTHER) {
        *ret_place = COR_COUNTRY_OTHER;
        return COR_OK;
    }

    if (number > 0 && number < UN_WORLD && cor_country_by_m49((int32_t)number, ret_place))
        return COR_OK;
    if (number > UN_WORLD) { // regions and groups are sums of places
        *ret_place = COR_COUNTRY_NONE;
        return COR_OK;
    }

    return cor_fail(err, COR_E_FORMAT,
                    _("No country has the number {number} of the United Nations."),
                    cor_arg_str(text));
}

/* "32" is 032 without its zero, as spreadsheet programs leave it. */
static bool by_short_number(cor_str text, cor_country *ret_place) {
    int64_t number;
    bool is_number = text.length <= 3 && cor_number_parse_int(text, &number) && number > 0 &&
                     *text.at >= '0' && *text.at <= '9';
    return is_number && cor_country_by_m49((int32_t)number, ret_place);
}

/* ---- two letters --------------------------------------------------------- */

/* What the World Bank, Eurostat and the IMF write for places without such a code, or another. */
static cor_str usual_pair(cor_str text) {
    static const char *const PAIRS[][2] = { { "XK", "XKX" }, { "EL", "GRC" }, { "UK", "GBR" } };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
        if (cor_str_is(text, PAIRS[i][0])) return cor_str_of(PAIRS[i][1]);
    return text;
}

/* Two letters are a code only where all cells of the column are: elsewhere NA is a missing value,
 * and DR, US or UK are somebody's abbreviations. */
static cor_code place_by_pair(cor_str text, bool pairs, cor_country *ret_place, cor_error *err) {
    bool is_kosovo = cor_str_is(text, "XK"), known = cor_country_find(usual_pair(text), ret_place);
    cor_country place = known ? *ret_place : COR_COUNTRY_NONE;

    if (known && cor_text_is_absent(text)) {
        (void)cor_fail(err, COR_E_FORMAT, _("“{text}” may be {name} or a missing value."),
                       cor_arg_str(text), cor_arg_country(place));
        return cor_hint(err, _("Write {code} for the country, or leave the cell empty."),
                        cor_arg_str(cor_country_code(place)));
    }

    if (known && (pairs || is_kosovo)) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("“{text}” has two letters, but the column has other codes or names too."),
                   cor_arg_str(text));
    if (!known) return hint_code(err);

    return cor_hint(err, _("Did you mean {name}? Write {code}."), cor_arg_country(place),
                    cor_arg_str(cor_country_code(place)));
}

/* ---- any ----------------------------------------------------------------- */

/* A name of an area that is also the beginning of a country's name, as Micronesia. */
static cor_code place_by_name(cor_str text, cor_country *ret_place, cor_error *err) {
    cor_country found;
    if (!cor_country_find(text, &found)) return unknown_place(text, err);
    bool is_code = cor_str_equal(cor_country_code(found), text);

    if (!cor_country_is_place(found) && !is_code) {
        candidates list = find_candidates(text, found);
        if (list.count) return ask_which(text, &list, err);
    }

    *ret_place = found;
    return COR_OK;
}

/* "Israel (using CB data)": some tables put a remark about the data behind the name. Brackets that
 * tell places apart, "St. Martin (French part)", are part of the name. */
static bool place_before_note(cor_str text, cor_country *ret_place) {
    static const char *const OF_DATA[] = { "data", "using", "estimate", "number", "figure" };
    size_t bracket = cor_str_find(text, COR_STR(" ("));
    if (bracket == SIZE_MAX || text.at[text.length - 1] != ')') return false;
    cor_str note = cor_str_part(text, bracket, SIZE_MAX);
    bool is_note = false;
    for (size_t i = 0; i < sizeof OF_DATA / sizeof *OF_DATA && !is_note; i++)
        is_note = cor_str_find(note, cor_str_of(OF_DATA[i])) != SIZE_MAX;
    return is_note && cor_country_find(cor_str_part(text, 0, bracket), ret_place);
}

cor_code cor_cell_country(cor_str text, cor_place_rule rule, cor_country *ret_place,
                          cor_error *err) {
    bool pairs = rule == COR_PLACES_BY_PAIR, has_two = text.length == 2;
    if (!text.length || (!(pairs && has_two) && cor_text_is_absent(text)))
        return missing_place(err);
    if (rule == COR_PLACES_BY_M49) return place_by_m49(text, ret_place, err);
    if ((rule == COR_PLACES_BY_CODE || pairs) && cor_country_by_code(text, ret_place))
        return COR_OK;
    if (by_short_number(text, ret_place)) return COR_OK;
    if (rule == COR_PLACES_BY_NAME_AND_NOTE && place_before_note(text, ret_place)) return COR_OK;
    bool is_pair = has_two && (text.at[0] | 32) >= 'a' && (text.at[0] | 32) <= 'z';

    return is_pair ? place_by_pair(text, pairs, ret_place, err)
                   : place_by_name(text, ret_place, err);
}

cor_place_rule cor_place_rule_of(const cor_intake *intake, const cor_row *header, int32_t column,
                                 cor_place_rule declared) {
    static const char *const NAMES[] = { "iso2", "iso_2", "iso-2", "alpha2", "alpha-2", "alpha_2" };
    char lower[64] = "";
    cor_str name = cor_row_text(header, column);
    if (declared != COR_PLACES_BY_CODE && declared != COR_PLACES_BY_NAME) return declared;

    for (size_t i = 0; i < name.length && i + 1 < sizeof lower; i++)
        lower[i] = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] + 32) : name.at[i];
    bool says_so = cor_table_is_letter_pairs(intake->table, column);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        says_so |= strstr(lower, NAMES[i]) != NULL;

    return says_so ? COR_PLACES_BY_PAIR : declared;
}
