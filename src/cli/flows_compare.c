/* SPDX-License-Identifier: Apache-2.0 */
/* flows_compare.c: corredor flows compare ORIGIN DESTINATION. */
#include "flows.h"

static cor_code compare(cli_context *cli, cor_country origin, cor_country destination,
                        const cor_flows_comparison *wish, cor_error *err) {
    const cor_document *document;
    cor_dossier dossier = { .figures = cli->figures };
    cor_code code = cli_as_known_read(cli, &dossier.as_known_s, err);
    if (!code)
        code = cor_dossier_flows_compare(&dossier, origin, destination, wish, &cli->keep,
                                         cli->scratch, &document, err);
    return code ? code : cli_show(cli, document, err);
}

cor_code flows_compare(cli_context *cli, cor_error *err) {
    cor_country origin, destination;
    bool is_repeated;
    const cor_renderer *renderer;
    cor_flows_comparison wish = { 0 };
    const char *period = cli_option_get(cli, "period"), *sex = cli_option_get(cli, "sex");

    if (cli->argument_count != 3) {
        cor_fail(err, COR_E_USAGE, _("Two countries are needed: origin and destination."));
        return cor_hint(err, _("Example: corredor {example}"),
                        cor_arg_cstr("flows compare GTM MEX"));
    }

    cor_code code = cli_renderer(cli, &renderer, err);
    if (!code) code = cli_country_read(cli->arguments[1], &origin, err);
    if (!code) code = cli_country_read(cli->arguments[2], &destination, err);
    if (!code && period) code = cli_period_read(period, &wish.period, err);
    if (!code && sex) code = flows_sex_read(sex, &wish.sex, err);
    if (!code) code = flows_quality_read(cli, &wish.quality, err);
    if (!code) code = flows_doubt_read(cli, &is_repeated, &wish.doubt, err);
    if (code) return code;

    code = flows_database_open(cli, COR_STORE_READ, err);
    if (!code) code = compare(cli, origin, destination, &wish, err);
    flows_database_close(cli);

    return code;
}
