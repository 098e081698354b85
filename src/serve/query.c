/* SPDX-License-Identifier: Apache-2.0 */
/* query.c: what is in the address into values, with the messages the command line gives too. */
#include "routes.h"
#include "vocabulary/vocabulary.h"

cor_code query_country(cor_str text, cor_country *ret_country, cor_error *err) {
    if (cor_country_find(text, ret_country)) return COR_OK;
    cor_fail(err, COR_E_NONE, _("\"{word}\" is not a country or area known here."),
             cor_arg_str(text));
    cor_country near;
    if (cor_country_suggest(text, &near))
        return cor_hint(err, _("Did you mean {country} ({code})?"), cor_arg_country(near),
                        cor_arg_str(cor_country_code(near)));
    return cor_hint(err, _("Give an ISO code such as GTM, or a name in English or Spanish."));
}

cor_code query_countries(http_request *request, const char *name, const cor_country **ret_list,
                         int32_t *ret_count, cor_error *err) {
    enum { MOST = 300 };
    cor_str rest = http_parameter(request, name), piece;

    if (!rest.length) return COR_OK;
    cor_country *list = cor_new(request->keep, cor_country, MOST);
    if (!list) return cor_fail_memory(err);
    int32_t count = 0;

    while (cor_str_split(&rest, ',', &piece)) {
        if (count == MOST)
            return cor_fail(err, COR_E_LIMIT,
                            _("There are more than {most} countries in the list."),
                            cor_arg_int(MOST));
        cor_code code = query_country(cor_str_trim(piece), &list[count++], err);
        if (code) return code;
    }

    *ret_list = list;
    *ret_count = count;
    return COR_OK;
}

cor_code query_number(const http_request *request, const char *name, double least, double most,
                      double *ret_value, cor_error *err) {
    cor_str text = http_parameter(request, name);
    double value;

    if (!text.length) return COR_OK;
    if (cor_number_parse(text, 0, &value) && value >= least && value <= most) {
        *ret_value = value;
        return COR_OK;
    }

    // The limits as they would be typed: 1500, not 1,500.
    char least_text[32], most_text[32];
    cor_number_print(least, least_text);
    cor_number_print(most, most_text);

    return cor_fail(
        err, COR_E_USAGE, _("{name}: \"{word}\" is not a number between {least} and {most}."),
        cor_arg_cstr(name), cor_arg_str(text), cor_arg_cstr(least_text), cor_arg_cstr(most_text));
}

static bool is_yes(cor_str text) {
    return cor_str_is(text, "1") || cor_str_is(text, "yes") || cor_str_is(text, "true");
}

static cor_code read_breakdown(http_request *request, cor_filter *filter, cor_error *err) {
    cor_str text = http_parameter(request, "breakdown"), sex = http_parameter(request, "sex");
    filter->breakdown_exact = is_yes(http_parameter(request, "total")) || cor_str_is(sex, "T");
    if (sex.length && !cor_str_is(sex, "T"))
        text = cor_str_print(request->keep, "%.*s%ssex=%.*s", COR_STR_F(text),
                             text.length ? ";" : "", COR_STR_F(sex));
    return cor_breakdown_make(text, request->keep, &filter->breakdown, err);
}

cor_code query_filter(http_request *request, cor_filter *ret_filter, cor_error *err) {
    cor_filter filter = { .measure = http_parameter(request, "measure"),
                          .source = http_parameter(request, "source"),
                          .latest = is_yes(http_parameter(request, "latest")),
                          .history = is_yes(http_parameter(request, "history")) };
    double limit = 0;
    cor_str year = http_parameter(request, "year");

    if (filter.measure.length && !cor_measure_find(filter.measure)) {
        cor_fail(err, COR_E_NONE, _("There is no measure \"{key}\"."), cor_arg_str(filter.measure));
        cor_str near = cor_measure_suggest(filter.measure);
        return near.length ? cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near)) : err->code;
    }

    if (year.length && !cor_interval_parse(year, &filter.within)) {
        cor_fail(err, COR_E_USAGE, _("\"{word}\" is not a period."), cor_arg_str(year));
        return cor_hint(
            err,
            _("Write 2020, 2020-Q3, 2020-07, 2020-07-15, or 2015/2020 for mid-year to mid-year."));
    }

    cor_code code = read_breakdown(request, &filter, err);
    if (!code)
        code = query_countries(request, "origin", &filter.origins, &filter.origin_count, err);
    if (!code)
        code = query_countries(request, "destination", &filter.destinations,
                               &filter.destination_count, err);
    if (!code) code = query_number(request, "limit", 1, 1e9, &limit, err);
    filter.limit = (int64_t)limit;
    if (!code) *ret_filter = filter;

    return code;
}

/* 3: the whole name or code; 2: its beginning; 1: the beginning of one of its words; 0: not at
 * all. */
static int score(const cor_country_info *info, cor_str folded, cor_arena scratch) {
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

size_t query_places(cor_str words, cor_country *ret_list, size_t room, cor_arena scratch) {
    cor_str folded = cor_str_fold(&scratch, words);
    size_t place_count, count = 0;
    const cor_country_info *places = cor_country_list(&place_count);

    if (!folded.length) return 0;
    for (int wanted = 3; wanted >= 1; wanted--)
        for (size_t i = 0; i < place_count && count < room; i++)
            if (cor_country_is_place(places[i].place) &&
                score(&places[i], folded, scratch) == wanted)
                ret_list[count++] = places[i].place;

    return count;
}
