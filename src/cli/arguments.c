/* SPDX-License-Identifier: Apache-2.0 */
/* arguments.c: words into countries, periods and numbers, with the message a person needs when
 * they are none. */
#include "cli.h"

cor_code cli_country_read(const char *word, cor_country *ret_country, cor_error *err) {
    if (cor_country_find(cor_str_of(word), ret_country)) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("\"{word}\" is not a country or area known here."),
             cor_arg_cstr(word));
    cor_country near;
    if (cor_country_suggest(cor_str_of(word), &near))
        return cor_hint(err, _("Did you mean {country} ({code})?"), cor_arg_country(near),
                        cor_arg_str(cor_country_code(near)));
    return cor_hint(err, _("Give an ISO code such as GTM, or a name in English or Spanish."));
}

cor_code cli_countries_read(const char *words, cor_arena *keep, const cor_country **ret_list,
                            int32_t *ret_count, cor_error *err) {
    cor_country *list = cor_new(keep, cor_country, CLI_COUNTRIES_MAX);
    if (!list) return cor_fail_memory(err);
    int32_t count = 0;
    cor_str rest = cor_str_of(words), piece;

    while (cor_str_split(&rest, ',', &piece)) {
        if (count == CLI_COUNTRIES_MAX)
            return cor_fail(err, COR_E_LIMIT,
                            _("There are more than {most} countries in the list."),
                            cor_arg_int(CLI_COUNTRIES_MAX));
        cor_str word = cor_str_keep(keep, cor_str_trim(piece));
        if (!word.at) return cor_fail_memory(err);
        cor_code code = cli_country_read(word.at, &list[count++], err);
        if (code) return code;
    }

    *ret_list = list;
    *ret_count = count;
    return COR_OK;
}

cor_code cli_period_read(const char *word, cor_interval *ret_period, cor_error *err) {
    if (cor_interval_parse(cor_str_of(word), ret_period)) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("\"{word}\" is not a period."), cor_arg_cstr(word));
    return cor_hint(
        err, _("Write 2020, 2020-Q3, 2020-07, 2020-07-15, or 2015/2020 for mid-year to mid-year."));
}

cor_code cli_number_read(const char *word, const char *name, double least, double most,
                         double *ret_value, cor_error *err) {
    double value;
    if (!cor_number_parse(cor_str_of(word), 0, &value))
        return cor_fail(err, COR_E_USAGE, _("--{option}: \"{word}\" is not a number."),
                        cor_arg_cstr(name), cor_arg_cstr(word));

    if (value >= least && value <= most) {
        *ret_value = value;
        return COR_OK;
    }

    // The limits as they would be typed: 1500, not 1,500.
    char least_text[32], most_text[32];
    cor_number_print(least, least_text);
    cor_number_print(most, most_text);

    return cor_fail(err, COR_E_USAGE, _("--{option}: {value} is not between {least} and {most}."),
                    cor_arg_cstr(name), cor_arg_cstr(word), cor_arg_cstr(least_text),
                    cor_arg_cstr(most_text));
}

cor_code cli_as_known_read(const cli_context *cli, int64_t *ret_as_known_s, cor_error *err) {
    const char *word = cli_option_get(cli, "as-known");
    *ret_as_known_s = 0;
    if (!word) return COR_OK;
    cor_date day;

    if (!cor_date_parse(cor_str_of(word), &day))
        return cor_fail(err, COR_E_USAGE,
                        _("--as-known: \"{word}\" is not a day such as 2026-01-31."),
                        cor_arg_cstr(word));

    *ret_as_known_s = ((int64_t)day.days + 1) * 86400 - 1;
    return COR_OK;
}

cor_code cli_registries(cli_context *cli, const cor_registry_memory **ret_memory, cor_error *err) {
    int64_t as_known_s;
    cor_code code = cli_as_known_read(cli, &as_known_s, err);
    if (!code && !cli->registry_memory)
        code = cor_registry_memory_open(cli->registry, as_known_s, &cli->registry_memory, err);
    if (!code) *ret_memory = cli->registry_memory;
    return code;
}

cor_code cli_dossier(cli_context *cli, cor_dossier *ret_dossier, cor_error *err) {
    *ret_dossier = (cor_dossier){ .figures = cli->figures, .registry = cli->registry };
    cor_code code = cli_registries(cli, &ret_dossier->registries, err);
    return code ? code : cli_as_known_read(cli, &ret_dossier->as_known_s, err);
}
