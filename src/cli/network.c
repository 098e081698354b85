/* SPDX-License-Identifier: Apache-2.0 */
/* network.c: corredor network: members, themes, practices, events and actions of the regulators. */
#include <time.h>

#include "cli.h"
#include "kinds/kinds.h"

const cli_option cli_network_options[] = {
    { .name = "country", .value = "COUNTRY", .help = N_("Only of this country.") },
    { .name = "theme",
      .value = "THEME",
      .help = N_(
          "Only of this theme: licensing, fees, inspection, grievance, mechanisms or welfare.") },
    { .name = "overdue", .help = N_("actions: only those that are overdue.") },
    { .name = "sdg",
      .value = "TARGET",
      .help = N_("actions: only for this SDG target, e.g. 8.8 or 10.7.") },
    { .name = "as-of",
      .value = "DATE",
      .help = N_("The day for which it is reckoned what is overdue; default today.") },
    { 0 },
};

static cor_code read_theme(const cli_context *cli, const cor_dossier *dossier, cor_str *ret_theme,
                           cor_error *err) {
    const char *word = cli_option_get(cli, "theme");
    cor_entry *theme;
    cor_arena scratch = cli->scratch;
    if (!word) return COR_OK;
    *ret_theme = cor_str_of(word);
    if (cor_registry_memory_find(dossier->registries, &cor_kind_network_theme, *ret_theme))
        return COR_OK;
    return cor_registry_get(cli->registry, &cor_kind_network_theme, *ret_theme, NULL, &scratch,
                            &theme, err);
}

static cor_code read_target(const cli_context *cli, cor_str *ret_target, cor_error *err) {
    const char *word = cli_option_get(cli, "sdg");
    int32_t at = cor_registry_field_find(&cor_kind_network_action, COR_STR("sdg"));
    if (!word) return COR_OK;
    return cor_registry_code_choose(&cor_kind_network_action.fields[at], cor_str_of(word),
                                    cli->scratch, ret_target, err);
}

static cor_code read_day(const cli_context *cli, cor_date *ret_day, cor_error *err) {
    const char *word = cli_option_get(cli, "as-of");
    ret_day->days = (int32_t)(time(NULL) / 86400);
    if (!word || cor_date_parse(cor_str_of(word), ret_day)) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("--as-of: \"{word}\" is not a day such as 2026-01-31."),
                    cor_arg_cstr(word));
}

static cor_code read_filter(const cli_context *cli, const cor_dossier *dossier,
                            cor_network_filter *ret_filter, cor_error *err) {
    const char *country = cli_option_get(cli, "country");
    cor_network_filter filter = { .overdue = cli_option_given(cli, "overdue") };
    cor_code code = country ? cli_country_read(country, &filter.country, err) : COR_OK;
    if (!code) code = read_theme(cli, dossier, &filter.theme, err);
    if (!code) code = read_target(cli, &filter.sdg, err);
    if (!code) code = read_day(cli, &filter.as_of, err);
    if (!code) *ret_filter = filter;
    return code;
}

static cor_code write_calendar(cli_context *cli, cor_error *err) {
    const cor_registry_memory *memory;
    cli_output output;
    cor_code code = cli_registries(cli, &memory, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;
    cor_network_calendar(memory, (cor_str){ 0 }, cli->lang, &output.out);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}

cor_code cli_network(cli_context *cli, cor_error *err) {
    cor_str verb = cor_str_of(cli->arguments[0]);
    const char *format = cli_option_get(cli, "format");
    const cor_renderer *renderer;
    const cor_document *document;
    cor_network_part part = COR_NETWORK_MEMBERS;
    cor_network_filter filter;
    cor_dossier dossier;

    if (cor_str_is(verb, "events") && format && strcmp(format, "ics") == 0)
        return write_calendar(cli, err);
    if (!cor_network_part_find(verb, &part) && !cor_str_is(verb, "overview")) {
        (void)cor_fail(err, COR_E_USAGE,
                       _("corredor {command} does not know what to do with \"{word}\"."),
                       cor_arg_cstr("network"), cor_arg_str(verb));
        return cor_hint(err, _("Choose one of: {list}."), cor_arg_cstr(cli->command->arguments));
    }

    cor_code code = cli_renderer(cli, &renderer, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code) code = read_filter(cli, &dossier, &filter, err);
    if (code) return code;
    code = cor_str_is(verb, "overview")
               ? cor_dossier_network(&dossier, filter.as_of, &cli->keep, &document, err)
               : cor_dossier_network_part(&dossier, part, &filter, &cli->keep, &document, err);

    return code ? code : cli_show(cli, document, err);
}
