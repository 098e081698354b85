/* SPDX-License-Identifier: Apache-2.0 */
/* text.c: turn a sentence and its values into words in the reader's language. */
#include "corredor/text.h"

#include "catalogue.h"
#include "core/say.h"

cor_arg cor_arg_cstr(const char *terminated) {
    return cor_arg_str(cor_str_of(terminated));
}

static const cor_catalogue_entry *look_up_entry(const char *id, const cor_catalogue *catalogue) {
    for (uint64_t slot = cor_str_hash(cor_str_of(id));; slot++) {
        const cor_catalogue_entry *entry = &catalogue->slots[slot & catalogue->mask];
        if (!entry->id) return NULL;
        if (strcmp(entry->id, id) == 0) return entry;
    }
}

/* Sentences are literals, so their address identifies them. A small cache by address, checked
 * against the words, saves hashing them. */
static const cor_catalogue_entry *find_entry(const char *id, cor_lang lang) {
    enum { KNOWN = 1024 };
    static _Thread_local const cor_catalogue_entry *known[COR_LANG_COUNT][KNOWN];
    lang = cor_lang_words(lang);
    const cor_catalogue *catalogue = &cor_catalogues[lang];
    if (!catalogue->mask) return NULL;
    const cor_catalogue_entry **here = &known[lang][((uintptr_t)id ^ (uintptr_t)id >> 10) % KNOWN];
    if (*here && strcmp((*here)->id, id) == 0) return *here;
    const cor_catalogue_entry *found = look_up_entry(id, catalogue);
    if (found) *here = found;
    return found;
}

const char *cor_gettext(const char *id, cor_lang lang) {
    const cor_catalogue_entry *entry = *id ? find_entry(id, lang) : NULL;
    return entry ? entry->text : id;
}

/* English and Spanish use the singular for one only. */
static const char *choose_plural_form(cor_text text, cor_lang lang) {
    if (!text.id_plural) return cor_gettext(text.id, lang);
    bool one = text.n == 1;
    const cor_catalogue_entry *entry = find_entry(text.id, lang);
    if (!entry) return one ? text.id : text.id_plural;
    return one || !entry->plural ? entry->text : entry->plural;
}

/* Name of the next {hole} in *at; moves *at behind it and returns the text before it in ret_before.
 * False at the end. */
static bool next_hole(const char **at, cor_str *ret_before, cor_str *ret_name) {
    const char *open = strchr(*at, '{'), *close = open ? strchr(open, '}') : NULL;
    if (!close) {
        *ret_before = cor_str_of(*at);
        *at += ret_before->length;
        return false;
    }

    *ret_before = (cor_str){ *at, (size_t)(open - *at) };
    *ret_name = (cor_str){ open + 1, (size_t)(close - open - 1) };
    *at = close + 1;

    return true;
}

/* Values come in the order in which their holes first appear in the English sentence; in counted
 * sentences, in the order of the plural, then holes that only the singular has. Returns -1 for an
 * unknown hole. */
static int32_t hole_index(cor_text text, cor_str wanted) {
    const char *sources[2] = { text.id_plural ? text.id_plural : text.id, text.id };
    cor_str known[16];
    int32_t count = 0;

    for (int s = 0; s < (text.id_plural ? 2 : 1); s++) {
        const char *at = sources[s];
        cor_str before, name;
        while (next_hole(&at, &before, &name)) {
            int32_t i = 0;
            while (i < count && !cor_str_equal(known[i], name))
                i++;
            if (i == count && count < 16) known[count++] = name;
            if (i < count && cor_str_equal(name, wanted)) return i;
        }
    }

    return -1;
}

/* Some names take an article inside an English sentence: "born in the Philippines". A label has
 * none. */
static void put_country(cor_out *out, cor_country country, cor_lang lang, bool inside) {
    if (inside && lang == COR_LANG_EN && cor_country_get(country)->takes_article)
        cor_put_c(out, "the ");
    cor_put(out, cor_country_name(country, lang));
}

/* Whole years and whole months for readers: "1990–2020", "2016-04 – 2025-03"; others as in files. */
static void put_period_label(cor_out *out, cor_interval period) {
    char first[32], last[32];
    int32_t year, month, day, year2, month2, day2;
    cor_interval_label(period, first);
    char *slash = strchr(first, '/');
    cor_date_parts(period.start, &year, &month, &day);
    cor_date_parts(period.end, &year2, &month2, &day2);
    if (!slash || day != 1 || day2 != 1) {
        cor_put_c(out, first);
        return;
    }

    bool is_midyears = slash - first == 4, is_years = month == 1 && month2 == 1;
    *slash = 0;
    (void)snprintf(last, sizeof last, "%s", slash + 1);
    if (is_years) {
        (void)snprintf(first, sizeof first, "%d", (int)year);
        (void)snprintf(last, sizeof last, "%d", (int)year2 - 1);
    } else if (!is_midyears) {
        cor_date month_end = { period.end.days - 1 };
        cor_date_label(month_end, last);
        first[7] = last[7] = 0; // without the day
    }

    cor_put_c(out, first);
    cor_put_c(out, is_years || is_midyears ? "–" : "\xc2\xa0– ");
    cor_put_c(out, last);
}

static void put_arg(cor_out *out, const cor_arg *arg, cor_lang lang, bool inside) {
    char text[64];
    cor_str words;
    switch (arg->kind) {
    case COR_ARG_STR:
        cor_put(out, arg->str);
        break;
    case COR_ARG_INT:
        cor_number_format((double)arg->integer, 0, lang, text);
        cor_put_c(out, text);
        break;
    case COR_ARG_PLAIN:
        cor_put_int(out, arg->integer);
        break;
    case COR_ARG_NUMBER:
    case COR_ARG_PERCENT:
        cor_number_format(arg->number, arg->decimals, lang, text);
        cor_put_c(out, text);
        if (arg->kind == COR_ARG_PERCENT) {
            cor_put_c(out, cor_number_gap(COR_STR("%"), lang));
            cor_put_char(out, '%');
        }
        break;
    case COR_ARG_DATE:
        cor_date_label(arg->date, text);
        cor_put_c(out, text);
        break;
    case COR_ARG_PERIOD:
        put_period_label(out, arg->period);
        break;
    case COR_ARG_COUNTRY:
        put_country(out, arg->country, lang, inside);
        break;
    case COR_ARG_PAIR:
        words = arg->pair[cor_lang_words(lang)];
        cor_put(out, words.length ? words : arg->pair[COR_LANG_EN]);
        break;
    case COR_ARG_TEXT:
        cor_put_text(out, *arg->text, lang);
        break;
    }
}

/* Bytes C2 and E2 begin signs: quotation marks, dashes, arrows. */
static bool has_letter(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        bool is_foreign = byte >= 0xc3 && byte != 0xe2;
        if (is_foreign || ((byte | 32) >= 'a' && (byte | 32) <= 'z')) return true;
    }
    return false;
}

void cor_put_text(cor_out *out, cor_text text, cor_lang lang) {
    if (cor_text_is_empty(text)) return;
    const char *at = choose_plural_form(text, lang);
    cor_str before, name;
    bool inside = false; // words of the sentence precede the hole

    while (next_hole(&at, &before, &name)) {
        cor_put(out, before);
        if (has_letter(before)) inside = true;
        int32_t index = hole_index(text, name);
        if (index >= 0 && index < text.arg_count)
            put_arg(out, &text.args[index], lang, inside);
        else
            cor_put(out, (cor_str){ name.at - 1, name.length + 2 });
    }

    cor_put(out, before);
}

cor_str cor_text_in(cor_text text, cor_lang lang, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    cor_put_text(&out, text, lang);
    cor_str made = cor_out_str(&out);
    return made;
}

static bool keep_arg(cor_arena *keep, cor_arg *arg) {
    switch (arg->kind) {
    case COR_ARG_STR:
        arg->str = cor_str_keep(keep, arg->str);
        return arg->str.at;
    case COR_ARG_PAIR:
        for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
            arg->pair[lang] = cor_str_keep(keep, arg->pair[lang]);
            if (!arg->pair[lang].at) return false;
        }
        return true;
    case COR_ARG_TEXT: {
        cor_text *copy = cor_new(keep, cor_text, 1);
        if (!copy) return false;
        bool empty = cor_text_is_empty(*arg->text);
        *copy = cor_text_keep(keep, *arg->text);
        arg->text = copy;
        return empty || copy->id;
    }
    default:
        return true;
    }
}

cor_text cor_text_keep(cor_arena *keep, cor_text text) {
    if (!text.id || text.arg_count == 0) return text;
    cor_arg *args = cor_new(keep, cor_arg, text.arg_count);
    if (!args) return (cor_text){ 0 };
    for (int32_t i = 0; i < text.arg_count; i++) {
        args[i] = text.args[i];
        if (!keep_arg(keep, &args[i])) return (cor_text){ 0 };
    }
    text.args = args;
    return text;
}
