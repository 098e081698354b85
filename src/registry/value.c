/* SPDX-License-Identifier: Apache-2.0 */
/* value.c: the values a field may have, and their canonical form. */
#include <ctype.h>

#include "inside.h"

enum { URL_BYTES = 2048, PARTS_MAX = 512 };

bool registry_is_list(cor_registry_type type) {
    return type == COR_REGISTRY_PLACES || type == COR_REGISTRY_CORRIDORS ||
           type == COR_REGISTRY_CODES || type == COR_REGISTRY_REFERENCES;
}

bool registry_is_linked(cor_registry_type type) {
    return registry_is_list(type) || type == COR_REGISTRY_PLACE || type == COR_REGISTRY_CODE ||
           type == COR_REGISTRY_REFERENCE;
}

/* State while a value is made: the field, and where to put faults. */
typedef struct {
    const cor_registry_field *field;
    cor_arena *keep;
    cor_text *what, *hint;
} making;

static cor_code object_to(const making *make, cor_code code, cor_text what, cor_text hint) {
    *make->what = cor_text_keep(make->keep, what);
    *make->hint = cor_text_keep(make->keep, hint);
    return make->what->id ? code : COR_E_MEMORY;
}

/* ---- one part ------------------------------------------------------------ */

/* NA: the code of Namibia, and what statistics programs write for a missing value. */
static cor_code ask_place(const making *make, cor_str text, cor_country place) {
    return object_to(make, COR_E_DOMAIN,
                     cor_say(_("“{text}” may be {name} or a missing value."), cor_arg_str(text),
                             cor_arg_country(place)),
                     cor_say(_("Write {code} for the country, or leave it out."),
                             cor_arg_str(cor_country_code(place))));
}

static cor_code make_place(const making *make, cor_str text, cor_str *ret_value) {
    cor_country place, near;
    if (cor_country_find(text, &place)) {
        if (cor_text_is_absent(text)) return ask_place(make, text, place);
        *ret_value = cor_country_code(place);
        return COR_OK;
    }

    cor_text what = cor_say(_("“{word}” is not a place known here."), cor_arg_str(text));
    if (cor_country_suggest(text, &near))
        return object_to(make, COR_E_DOMAIN, what,
                         cor_say(_("Did you mean {country} ({code})?"), cor_arg_country(near),
                                 cor_arg_str(cor_country_code(near))));

    return object_to(
        make, COR_E_DOMAIN, what,
        registry_plain(_("Give an ISO code such as GTM, or a name in English or Spanish.")));
}

static cor_code make_corridor_end(const making *make, cor_str text, cor_str *ret_value) {
    *ret_value = text;
    return cor_str_is(text, "*") ? COR_OK : make_place(make, text, ret_value);
}

static cor_code make_corridor(const making *make, cor_str text, cor_str *ret_value) {
    size_t dash = cor_str_find(text, COR_STR("-"));
    cor_str ends[2] = { cor_str_part(text, 0, dash), { "", 0 } };

    if (dash != SIZE_MAX) ends[1] = cor_str_part(text, dash + 1, SIZE_MAX);
    if (!ends[0].length || !ends[1].length || cor_str_equal(ends[0], ends[1]))
        return object_to(
            make, COR_E_DOMAIN, cor_say(_("“{word}” is not a corridor."), cor_arg_str(text)),
            registry_plain(_("Write origin and destination as GTM-MEX; * stands for any place.")));

    for (int i = 0; i < 2; i++) {
        cor_code code = make_corridor_end(make, cor_str_trim(ends[i]), &ends[i]);
        if (code) return code;
    }

    *ret_value = cor_str_print(make->keep, "%.*s-%.*s", COR_STR_F(ends[0]), COR_STR_F(ends[1]));
    return ret_value->at ? COR_OK : COR_E_MEMORY;
}

/* List the codes, or name the nearest one. */
static cor_text codes_hint(const making *make, cor_str text) {
    const char *best = NULL;
    int32_t nearest = cor_str_near(text) + 1;

    for (const cor_registry_code *known = make->field->codes; known && known->code; known++) {
        int32_t distance = cor_str_distance(text, cor_str_of(known->code), nearest);
        if (distance >= nearest) continue;
        nearest = distance;
        best = known->code;
    }

    if (best)
        return cor_text_keep(make->keep, cor_say(_("Did you mean {key}?"), cor_arg_cstr(best)));
    cor_out list = cor_out_memory(make->keep);

    for (const cor_registry_code *known = make->field->codes; known && known->code; known++) {
        if (known != make->field->codes) cor_put_c(&list, ", ");
        cor_put_c(&list, known->code);
    }

    return cor_text_keep(make->keep,
                         cor_say(_("Allowed values: {list}."), cor_arg_str(cor_out_str(&list))));
}

static cor_code make_code_value(const making *make, cor_str text, cor_str *ret_value) {
    for (const cor_registry_code *known = make->field->codes; known && known->code; known++)
        if (cor_str_is(text, known->code)) {
            *ret_value = text;
            return COR_OK;
        }

    cor_text label = registry_label(make->field->label);
    return object_to(make, COR_E_DOMAIN,
                     cor_say(_("“{word}” is not a valid value of “{field}”."), cor_arg_str(text),
                             cor_arg_text(&label)),
                     codes_hint(make, text));
}

static cor_code make_reference(const making *make, cor_str text, cor_str *ret_value) {
    *ret_value = text;
    if (registry_is_key(text)) return COR_OK;
    return object_to(
        make, COR_E_DOMAIN,
        cor_say(_("“{word}” cannot be the key of an entry."), cor_arg_str(text)),
        registry_plain(_("Keys are made of letters, digits, points, hyphens and underscores.")));
}

static cor_code make_part(const making *make, cor_str text, cor_str *ret_value) {
    switch (make->field->type) {
    case COR_REGISTRY_PLACE:
    case COR_REGISTRY_PLACES:
        return make_place(make, text, ret_value);
    case COR_REGISTRY_CORRIDORS:
        return make_corridor(make, text, ret_value);
    case COR_REGISTRY_CODE:
    case COR_REGISTRY_CODES:
        return make_code_value(make, text, ret_value);
    default:
        return make_reference(make, text, ret_value);
    }
}

/* Whether the list already contains the part. */
static bool has_part(cor_str list, cor_str part) {
    cor_str rest = list, found;
    while (cor_entry_next(&rest, &found))
        if (cor_str_equal(found, part)) return true;
    return false;
}

static cor_code make_list(const making *make, cor_str text, cor_str *ret_value) {
    cor_str rest = text, piece, list = { "", 0 };
    int32_t count = 0;

    while (cor_str_split(&rest, ';', &piece)) {
        piece = cor_str_trim(piece);
        if (!piece.length) continue;
        if (++count > PARTS_MAX)
            return object_to(
                make, COR_E_LIMIT,
                cor_say(_("The list has more than {most} parts."), cor_arg_int(PARTS_MAX)),
                (cor_text){ 0 });
        cor_str part;
        cor_code code = make_part(make, piece, &part);
        if (code) return code;
        if (has_part(list, part)) continue;
        list = cor_str_join(make->keep, (cor_str[]){ list, COR_STR(";"), part }, 3);
        if (!list.at) return COR_E_MEMORY;
        if (list.at[0] == ';') list = cor_str_part(list, 1, SIZE_MAX);
    }

    *ret_value = list;
    return COR_OK;
}

/* ---- other types --------------------------------------------------------- */

static cor_code make_date(const making *make, cor_str text, cor_str *ret_value) {
    cor_date date;
    *ret_value = text;
    if (cor_date_parse(text, &date)) return COR_OK;
    return object_to(make, COR_E_DOMAIN, cor_say(_("“{word}” is not a day."), cor_arg_str(text)),
                     registry_plain(_("Write it as 2026-01-31.")));
}

static cor_code make_partial(const making *make, cor_str text, cor_str *ret_value) {
    cor_interval period;
    bool has_form = text.length == 4 || text.length == 7 || text.length == 10;
    for (size_t i = 0; i < text.length && has_form; i++)
        has_form = i == 4 || i == 7 ? text.at[i] == '-' : isdigit((unsigned char)text.at[i]) != 0;
    *ret_value = text;
    if (has_form && cor_interval_parse(text, &period)) return COR_OK;
    return object_to(make, COR_E_DOMAIN, cor_say(_("“{word}” is not a date."), cor_arg_str(text)),
                     registry_plain(_("Write as much as is known: 2026, 2026-01 or 2026-01-31.")));
}

static cor_code make_period(const making *make, cor_str text, cor_str *ret_value) {
    cor_interval period;
    char label[32];

    if (!cor_interval_parse(text, &period) || period.end.days <= period.start.days)
        return object_to(
            make, COR_E_DOMAIN, cor_say(_("“{word}” is not a span of time."), cor_arg_str(text)),
            registry_plain(_("Write 2020, 2020-Q3, 2020-07, or first day and day after "
                             "the last: 2020-11-01/2021-05-01.")));

    cor_interval_label(period, label);
    *ret_value = cor_str_keep(make->keep, cor_str_of(label));
    return ret_value->at ? COR_OK : COR_E_MEMORY;
}

static cor_code make_url(const making *make, cor_str text, cor_str *ret_value) {
    bool is_address =
        cor_str_starts(text, COR_STR("https://")) || cor_str_starts(text, COR_STR("http://"));
    for (size_t i = 0; i < text.length && is_address; i++)
        is_address = (unsigned char)text.at[i] > ' ' && !strchr("<>\"\\^`{|}", text.at[i]);

    *ret_value = text;
    if (is_address && text.length > 8 && text.length <= URL_BYTES) return COR_OK;
    return object_to(
        make, COR_E_DOMAIN,
        cor_say(_("“{word}” is not an address on the web."),
                cor_arg_str(cor_str_part(text, 0, 80))),
        registry_plain(_("Copy it from the browser; it begins with https:// or http://.")));
}

static cor_code make_number(const making *make, cor_str text, cor_str *ret_value) {
    const cor_registry_field *field = make->field;
    double value;
    char printed[32];

    if (!cor_number_parse(text, 0, &value))
        return object_to(
            make, COR_E_DOMAIN, cor_say(_("“{word}” is not a number."), cor_arg_str(text)),
            registry_plain(
                _("Write digits with a point for decimals and without grouping: 12345.6.")));

    if ((field->least != 0 || field->most != 0) && (value < field->least || value > field->most))
        return object_to(make, COR_E_DOMAIN,
                         cor_say(_("{value} is not between {least} and {most}."),
                                 cor_arg_number(value, -1), cor_arg_number(field->least, -1),
                                 cor_arg_number(field->most, -1)),
                         (cor_text){ 0 });

    cor_number_print(value, printed);
    *ret_value = cor_str_keep(make->keep, cor_str_of(printed));
    return ret_value->at ? COR_OK : COR_E_MEMORY;
}

static cor_code make_words(cor_str text, cor_str *ret_value) {
    *ret_value = text;
    return COR_OK;
}

/* Printable text: UTF-8 without control characters, except line breaks and tabs. */
static bool is_showable(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F) return false;
    }
    return cor_str_is_utf8(text);
}

static cor_code make_any(const making *make, cor_str text, cor_str *ret_value) {
    switch (make->field->type) {
    case COR_REGISTRY_TEXT:
    case COR_REGISTRY_BILINGUAL:
        return make_words(text, ret_value);
    case COR_REGISTRY_DATE:
        return make_date(make, text, ret_value);
    case COR_REGISTRY_PARTIAL:
        return make_partial(make, text, ret_value);
    case COR_REGISTRY_PERIOD:
        return make_period(make, text, ret_value);
    case COR_REGISTRY_URL:
        return make_url(make, text, ret_value);
    case COR_REGISTRY_NUMBER:
        return make_number(make, text, ret_value);
    default:
        return registry_is_list(make->field->type) ? make_list(make, text, ret_value)
                                                   : make_part(make, text, ret_value);
    }
}

cor_code registry_value_make(const cor_registry_field *field, cor_str text, cor_arena *keep,
                             cor_str *ret_value, cor_text *ret_what, cor_text *ret_hint) {
    making make = { field, keep, ret_what, ret_hint };
    cor_str trimmed = cor_str_trim(text);

    if (trimmed.length > COR_ENTRY_TEXT_BYTES)
        return object_to(
            &make, COR_E_LIMIT,
            cor_say(_("The text has {bytes} bytes; a field holds {most}."),
                    cor_arg_int((int64_t)trimmed.length), cor_arg_int(COR_ENTRY_TEXT_BYTES)),
            registry_plain(_("Shorten it, or publish it elsewhere and give its address.")));

    if (!is_showable(trimmed))
        return object_to(&make, COR_E_FORMAT,
                         registry_plain(_("The text has bytes that are not characters.")),
                         registry_plain(_("Save it as UTF-8 and remove control characters.")));

    size_t at;
    char name[16];
    if (cor_str_find_invisible(trimmed, &at, name))
        return object_to(&make, COR_E_FORMAT,
                         cor_say(_("Character {number} of the text, {name}, cannot be seen and "
                                   "changes what is seen."),
                                 cor_arg_int((int64_t)at), cor_arg_cstr(name)),
                         registry_plain(_("Type the text anew, without copying it.")));

    if (!trimmed.length) {
        *ret_value = (cor_str){ "", 0 };
        return COR_OK;
    }

    return make_any(&make, trimmed, ret_value);
}
