/* SPDX-License-Identifier: Apache-2.0 */
/* dossiers.c: commands that show a document of the dossier: corridor, country, world, corridors,
 * remittances, sources.
 */
#include "cli.h"

cor_code cli_corridor(cli_context *cli, cor_error *err) {
    cor_country origin, destination;
    cor_dossier dossier;
    const cor_document *document;
    cor_code code = cli_country_read(cli->arguments[0], &origin, err);
    if (!code) code = cli_country_read(cli->arguments[1], &destination, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code)
        code = cor_dossier_corridor(&dossier, origin, destination, &cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

cor_code cli_country(cli_context *cli, cor_error *err) {
    cor_country country;
    cor_dossier dossier;
    const cor_document *document;
    cor_code code = cli_country_read(cli->arguments[0], &country, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_country(&dossier, country, &cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

cor_code cli_world(cli_context *cli, cor_error *err) {
    cor_dossier dossier;
    const cor_document *document;
    cor_code code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_world(&dossier, &cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

cor_code cli_sources(cli_context *cli, cor_error *err) {
    cor_dossier dossier;
    const cor_document *document;
    cor_code code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_sources(&dossier, &cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

cor_code cli_source(cli_context *cli, cor_error *err) {
    int64_t figure_id;
    if (!cor_number_parse_int(cor_str_of(cli->arguments[0]), &figure_id) || figure_id < 1) {
        cor_fail(err, COR_E_USAGE, _("\"{word}\" is not the number of a figure."),
                 cor_arg_cstr(cli->arguments[0]));
        return cor_hint(
            err, _("corredor figures --format csv shows the numbers in its column figure_id."));
    }

    cor_dossier dossier;
    const cor_document *document;
    cor_code code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_source(&dossier, figure_id, &cli->keep, &document, err);

    return code ? code : cli_show(cli, document, err);
}

const cli_option cli_check_options[] = {
    { .name = "replay",
      .help = N_("Also compute every estimate again and compare; takes seconds.") },
    { 0 },
};

cor_code cli_check(cli_context *cli, cor_error *err) {
    cor_dossier dossier;
    const cor_document *document;
    bool sound = false;
    cor_code code = cli_dossier(cli, &dossier, err);
    if (!code)
        code = cor_dossier_check(&dossier, cli_option_given(cli, "replay"), &cli->keep,
                                 cli->scratch, &sound, &document, err);
    if (!code) code = cli_show(cli, document, err);
    if (code || sound) return code;
    cor_fail(err, COR_E_CONFLICT, _("The database is not sound."));

    return cor_hint(err, _("The report says what is wrong and where. A backup, or corredor init in "
                           "a new file, sets it right."));
}

const cli_option cli_corridors_options[] = {
    { .name = "from", .value = "COUNTRIES", .help = N_("Only these origins, e.g. GTM,HND,SLV.") },
    { .name = "to",
      .value = "COUNTRIES",
      .help = N_("Only these destinations, e.g. MEX,CRI,PAN,DOM.") },
    { .name = "year", .value = "YEAR", .help = N_("Year of the stocks; default the latest.") },
    { .name = "sex", .value = "F|M|T", .help = N_("Women, men, or both together.") },
    { .name = "limit", .value = "N", .help = N_("At most this many; default 50.") },
    { 0 },
};

static cor_code read_sex(const cli_context *cli, cor_str *ret_sex, cor_error *err) {
    const char *word = cli_option_get(cli, "sex");
    *ret_sex = (cor_str){ 0 };
    if (!word || strcmp(word, "T") == 0) return COR_OK;
    if (strcmp(word, "F") != 0 && strcmp(word, "M") != 0)
        return cor_fail(err, COR_E_USAGE, _("--sex: \"{word}\" is not F, M or T."),
                        cor_arg_cstr(word));
    *ret_sex = cor_str_of(word);
    return COR_OK;
}

static cor_code read_ranking(cli_context *cli, cor_ranking *ret_ranking, cor_error *err) {
    const char *from = cli_option_get(cli, "from"), *to = cli_option_get(cli, "to");
    const char *year = cli_option_get(cli, "year"), *limit = cli_option_get(cli, "limit");
    double number;
    cor_code code = read_sex(cli, &ret_ranking->sex, err);
    if (!code && from)
        code = cli_countries_read(from, &cli->keep, &ret_ranking->origins,
                                  &ret_ranking->origin_count, err);
    if (!code && to)
        code = cli_countries_read(to, &cli->keep, &ret_ranking->destinations,
                                  &ret_ranking->destination_count, err);
    if (!code && year)
        code = cli_number_read(year, "year", COR_YEAR_MIN, COR_YEAR_MAX, &number, err);
    if (!code && year) ret_ranking->year = (int32_t)number;
    if (!code && limit) code = cli_number_read(limit, "limit", 1, 100000, &number, err);
    if (!code && limit) ret_ranking->limit = (int32_t)number;

    return code;
}

cor_code cli_corridors(cli_context *cli, cor_error *err) {
    cor_ranking ranking = { 0 };
    cor_dossier dossier;
    const cor_document *document;
    cor_code code = read_ranking(cli, &ranking, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code) code = cor_dossier_corridors(&dossier, &ranking, &cli->keep, &document, err);
    return code ? code : cli_show(cli, document, err);
}

const cli_option cli_remittances_options[] = {
    { .name = "amount", .value = "USD", .help = N_("Amount to send, in US dollars; default 200.") },
    { 0 },
};

cor_code cli_remittances(cli_context *cli, cor_error *err) {
    cor_country sending, receiving;
    cor_dossier dossier;
    const cor_document *document;
    double amount_usd = 200;
    const char *amount = cli_option_get(cli, "amount");
    cor_code code = cli_country_read(cli->arguments[0], &sending, err);
    if (!code) code = cli_country_read(cli->arguments[1], &receiving, err);
    if (!code && amount) code = cli_number_read(amount, "amount", 1, 1e6, &amount_usd, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code)
        code = cor_dossier_remittances(&dossier, sending, receiving, amount_usd, &cli->keep,
                                       &document, err);

    return code ? code : cli_show(cli, document, err);
}
