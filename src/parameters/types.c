/* SPDX-License-Identifier: Apache-2.0 */
/* types.c: the one table of parameter types: how to read, print and describe a value. */
#include "inside.h"

/* ---- places -------------------------------------------------------------- */

cor_code cor_place_read(cor_str word, cor_country *ret_place, cor_error *err) {
    if (cor_country_find(word, ret_place)) return COR_OK;

    cor_country near;
    cor_fail(err, COR_E_USAGE, _("“{word}” is not a country or area known here."),
             cor_arg_str(cor_str_part(word, 0, 80)));
    if (cor_country_suggest(word, &near))
        return cor_hint(err, _("Did you mean {country} ({code})?"), cor_arg_country(near),
                        cor_arg_str(cor_country_code(near)));
    return cor_hint(err, _("Give an ISO code such as GTM, or a name in English or Spanish."));
}

cor_code parameter_read_place(const parameter_reading *of) {
    return cor_place_read(of->word, of->member, of->err);
}

cor_str parameter_print_place(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    const cor_country *place = member;
    return place->id ? cor_country_code(*place) : (cor_str){ 0 };
}

/* ---- time ---------------------------------------------------------------- */

static cor_code find_day(const parameter_reading *of, cor_date *ret_day) {
    if (cor_date_parse(of->word, ret_day)) return COR_OK;
    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a day."),
             cor_arg_str(cor_str_part(of->word, 0, 80)));
    return cor_hint(of->err, _("Write it as 2026-01-31."));
}

static cor_code read_day(const parameter_reading *of) {
    return find_day(of, of->member);
}

static cor_str print_day(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter;
    const cor_date *day = member;
    char label[16];
    if (!day->days) return (cor_str){ 0 };
    cor_date_label(*day, label);
    return cor_str_keep(keep, cor_str_of(label));
}

enum { DAY_SECONDS = 86400 };

static cor_code read_day_end(const parameter_reading *of) {
    cor_date day;
    cor_code code = find_day(of, &day);
    if (!code) *(int64_t *)of->member = ((int64_t)day.days + 1) * DAY_SECONDS - 1;
    return code;
}

static cor_str print_moment(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    const int64_t *moment_s = member;
    cor_date day = { (int32_t)((*moment_s - (DAY_SECONDS - 1)) / DAY_SECONDS) };
    return print_day(parameter, &day, keep);
}

static cor_code read_period_value(const parameter_reading *of) {
    if (cor_interval_parse(of->word, of->member)) return COR_OK;
    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a period."),
             cor_arg_str(cor_str_part(of->word, 0, 80)));
    return cor_hint(of->err, _("Write 2020, 2020-Q3, 2020-07, 2020-07-15, or 2015/2020 for "
                               "mid-year to mid-year."));
}

static bool is_no_period(const cor_interval *period) {
    return !period->start.days && !period->end.days;
}

static cor_str print_period(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter;
    char label[32];
    if (is_no_period(member)) return (cor_str){ 0 };
    cor_interval_label(*(const cor_interval *)member, label);
    return cor_str_keep(keep, cor_str_of(label));
}

/* "2015-2020" in addresses, where a slash would end a segment; "2015/2020" as in figures. */
cor_code parameter_read_years(const parameter_reading *of) {
    cor_str first = of->word, second = { 0 };
    size_t cut = 0;
    while (cut < of->word.length && of->word.at[cut] != '-' && of->word.at[cut] != '/')
        cut++;
    first = cor_str_part(of->word, 0, cut);
    second = cor_str_part(of->word, cut + 1, of->word.length);

    int64_t start, end;
    bool is_pair = cor_number_parse_int(first, &start) && cor_number_parse_int(second, &end) &&
                   start >= COR_YEAR_MIN && end <= COR_YEAR_MAX && start < end;
    if (is_pair) {
        *(cor_interval *)of->member = cor_interval_midyears((int32_t)start, (int32_t)end);
        return COR_OK;
    }

    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a period."),
             cor_arg_str(cor_str_part(of->word, 0, 80)));
    return cor_hint(of->err, _("Write two years, such as 2015-2020."));
}

cor_str parameter_print_years(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter;
    const cor_interval *period = member;
    if (is_no_period(period)) return (cor_str){ 0 };
    return cor_str_print(keep, "%d-%d", (int)cor_date_year(period->start),
                         (int)cor_date_year(period->end));
}

/* ---- numbers ------------------------------------------------------------- */

/* The range as one would type it: 1500, not 1,500. */
static cor_code hint_range(const parameter_reading *of) {
    double least, most;
    char least_text[32], most_text[32];
    parameter_range(of->parameter, &least, &most);
    cor_number_print(least, least_text);
    cor_number_print(most, most_text);
    return cor_hint(of->err, _("Allowed values: {least} to {most}."), cor_arg_cstr(least_text),
                    cor_arg_cstr(most_text));
}

static cor_code find_number(const parameter_reading *of, bool is_whole, double *ret_number) {
    cor_arg word = cor_arg_str(cor_str_part(of->word, 0, 80));
    double number, least, most;
    int64_t whole;
    parameter_range(of->parameter, &least, &most);

    if (!cor_number_parse(of->word, 0, &number))
        cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a number."), word);
    else if (is_whole && !cor_number_parse_int(of->word, &whole))
        cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a whole number."), word);
    else if (number < least || number > most)
        cor_fail(of->err, COR_E_USAGE, _("{value} is out of range."), word);
    else {
        *ret_number = number;
        return COR_OK;
    }
    return hint_range(of);
}

cor_code parameter_read_number(const parameter_reading *of) {
    return find_number(of, false, of->member);
}

static cor_str print_number(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter;
    char text[32];
    cor_number_print(*(const double *)member, text);
    return cor_str_keep(keep, cor_str_of(text));
}

/* Typing the default keeps the default, so that both are the same question. */
static cor_code read_setting(const parameter_reading *of) {
    const char *initial = of->parameter->initial;
    double number, standard;
    cor_code code = find_number(of, false, &number);
    if (code) return code;

    bool is_default =
        initial && cor_number_parse(cor_str_of(initial), 0, &standard) && number == standard;
    *(double *)of->member = is_default ? 0 : number == 0 ? -1 : number;
    return COR_OK;
}

static cor_str print_setting(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    double number = *(const double *)member;
    if (number == 0) return cor_str_of(parameter->initial);
    if (number < 0) return COR_STR("0");
    return print_number(parameter, member, keep);
}

static cor_code read_whole(const parameter_reading *of) {
    double number;
    cor_code code = find_number(of, true, &number);
    if (!code) *(int64_t *)of->member = (int64_t)number;
    return code;
}

static cor_str print_whole(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    const int64_t *number = member;
    if (!*number && !parameter->initial) return (cor_str){ 0 }; // not given
    return cor_str_print(keep, "%lld", (long long)*number);
}

static cor_code read_year(const parameter_reading *of) {
    double number;
    cor_code code = find_number(of, true, &number);
    if (!code) *(int32_t *)of->member = (int32_t)number;
    return code;
}

static cor_str print_year(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    int64_t year = *(const int32_t *)member;
    return print_whole(parameter, &year, keep);
}

void parameter_range(const cor_parameter *parameter, double *ret_least, double *ret_most) {
    bool is_given = parameter->least != 0 || parameter->most != 0;
    *ret_least = parameter->least;
    *ret_most = parameter->most;
    if (is_given) return;

    if (parameter->type == COR_PARAM_YEAR) {
        *ret_least = COR_YEAR_MIN;
        *ret_most = COR_YEAR_MAX;
    } else if (parameter->type == COR_PARAM_QUALITY) {
        *ret_most = 10;
    } else {
        *ret_most = 1e15;
    }
}

/* ---- texts --------------------------------------------------------------- */

static cor_code read_text(const parameter_reading *of) {
    cor_str *text = of->member;
    *text = cor_str_keep(of->keep, of->word);
    return text->at ? COR_OK : cor_fail_memory(of->err);
}

static cor_str print_text(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    return *(const cor_str *)member;
}

/* What is wrong in a file is wrong use in a question. */
static cor_code read_breakdown(const parameter_reading *of) {
    cor_code code = cor_breakdown_make(of->word, of->keep, of->member, of->err);
    if (code != COR_E_DOMAIN) return code;
    if (of->err) of->err->code = COR_E_USAGE;
    return COR_E_USAGE;
}

static cor_code read_language(const parameter_reading *of) {
    cor_lang lang;
    if (cor_lang_find(of->word, &lang)) {
        *(int32_t *)of->member = 1 + (int32_t)lang;
        return COR_OK;
    }

    cor_fail(of->err, COR_E_USAGE, _("“{word}” is not a language known here."),
             cor_arg_str(cor_str_part(of->word, 0, 80)));
    return cor_hint(of->err, _("Give en or es; a country is added for its way of writing numbers, "
                               "as in es-CR or es-ES."));
}

static cor_str print_language(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    int32_t chosen = *(const int32_t *)member;
    return chosen ? cor_str_of(cor_lang_code((cor_lang)(chosen - 1))) : (cor_str){ 0 };
}

/* ---- words of a list ----------------------------------------------------- */

static cor_str print_choice(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)keep;
    return cor_str_of(parameter->words[*(const int32_t *)member]);
}

cor_str parameter_print_sex(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    const cor_str *sex = member;
    return sex->length ? *sex : COR_STR("T");
}

cor_str parameter_print_method(const cor_parameter *parameter, const void *member,
                               cor_arena *keep) {
    (void)parameter, (void)keep;
    const cor_flows_method *const *method = member;
    return *method ? (*method)->name : (cor_str){ 0 };
}

static cor_str print_kind(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    const cor_registry_kind *const *kind = member;
    return *kind ? cor_str_of((*kind)->key) : (cor_str){ 0 };
}

static cor_str print_flag(const cor_parameter *parameter, const void *member, cor_arena *keep) {
    (void)parameter, (void)keep;
    return *(const bool *)member ? COR_STR("yes") : (cor_str){ 0 };
}

/* ---- the table ----------------------------------------------------------- */

static const parameter_type TYPES[COR_PARAM_TYPE_COUNT] = {
    [COR_PARAM_PLACE] = { "place", "COUNTRY", "string", NULL, "GTM", parameter_read_place,
                          parameter_print_place },
    [COR_PARAM_CORRIDORS] = { "corridors", "CORRIDOR...", "string", NULL, "GTM-MEX~HND-MEX",
                              parameter_read_corridors, parameter_print_corridors },
    [COR_PARAM_PLACES] = { "places", "COUNTRIES", "string", NULL, "GTM,HND", parameter_read_places,
                           parameter_print_places },
    [COR_PARAM_YEAR] = { "year", "YEAR", "integer", NULL, "2020", read_year, print_year },
    [COR_PARAM_DAY] = { "day", "DATE", "string", "date", "2026-01-31", read_day, print_day },
    [COR_PARAM_MOMENT] = { "moment", "DATE", "string", "date", "2026-01-31", read_day_end,
                           print_moment },
    [COR_PARAM_PERIOD] = { "period", "PERIOD", "string", NULL, "2020", read_period_value,
                           print_period },
    [COR_PARAM_YEARS] = { "years", "YEARS", "string", NULL, "2015-2020", parameter_read_years,
                          parameter_print_years },
    [COR_PARAM_PERIODS] = { "periods", "PERIODS", "string", NULL, "2010-2015,2015-2020",
                            parameter_read_periods, parameter_print_periods },
    [COR_PARAM_NUMBER] = { "number", "N", "number", NULL, NULL, parameter_read_number,
                           print_number },
    [COR_PARAM_SETTING] = { "setting", "N", "number", NULL, NULL, read_setting, print_setting },
    [COR_PARAM_WHOLE] = { "whole", "N", "integer", NULL, NULL, read_whole, print_whole },
    [COR_PARAM_CODE] = { "code", "CODE", "string", NULL, NULL, parameter_read_code, print_text },
    [COR_PARAM_CHOICE] = { "choice", "WORD", "string", NULL, NULL, parameter_read_choice,
                           print_choice },
    [COR_PARAM_LANGUAGE] = { "language", "en|es|es-CR", "string", NULL, "es", read_language,
                             print_language },
    [COR_PARAM_SEX] = { "sex", "F|M|T", "string", NULL, "F", parameter_read_sex,
                        parameter_print_sex },
    [COR_PARAM_SEXES] = { "sexes", "T,F,M", "string", NULL, "F,M", parameter_read_sexes,
                          parameter_print_sexes },
    [COR_PARAM_MEASURE] = { "measure", "KEY", "string", NULL, "stock", parameter_read_measure,
                            print_text },
    [COR_PARAM_BREAKDOWN] = { "breakdown", "CODES", "string", NULL, "age=15-24", read_breakdown,
                              print_text },
    [COR_PARAM_METHOD] = { "method", "NAME", "string", NULL, NULL, parameter_read_method,
                           parameter_print_method },
    [COR_PARAM_METHODS] = { "methods", "NAMES", "string", NULL, NULL, parameter_read_methods,
                            parameter_print_methods },
    [COR_PARAM_QUALITY] = { "quality", "BASIS=SHARE,...", "string", NULL,
                            "birthplace=0.05,imputed=0.3", parameter_read_quality,
                            parameter_print_quality },
    [COR_PARAM_KIND] = { "kind", "KIND", "string", NULL, NULL, parameter_read_kind, print_kind },
    [COR_PARAM_KEY] = { "key", "KEY", "string", NULL, NULL, read_text, print_text },
    [COR_PARAM_WORDS] = { "words", "TEXT", "string", NULL, NULL, read_text, print_text },
    [COR_PARAM_LIST] = { "list", "TEXT...", "string", NULL, NULL, parameter_read_list,
                         parameter_print_list },
    [COR_PARAM_FLAG] = { "flag", NULL, "string", NULL, "yes", parameter_read_flag, print_flag },
    [COR_PARAM_FILES] = { "files", "FILE...", "string", NULL, NULL, parameter_read_files,
                          parameter_print_list },
    [COR_PARAM_FILE] = { "file", "FILE", "string", NULL, NULL, read_text, print_text },
};

const parameter_type *parameter_type_of(const cor_parameter *parameter) {
    return &TYPES[parameter->type];
}
