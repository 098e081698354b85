/* SPDX-License-Identifier: Apache-2.0 */
/* verbs.c: commands that can be asked for several things: "corredor library search TEXT". */
#include "cli.h"

static cor_code run_verb(cli_context *cli, const cli_verb *verb, cor_error *err) {
    const cor_renderer *renderer;
    const cor_document *document;
    cor_dossier dossier;
    int given = cli->argument_count - 1;

    if (given < verb->arguments_min || given > verb->arguments_max)
        return cor_fail(err, COR_E_USAGE, _("corredor {command} {verb} needs: {arguments}."),
                        cor_arg_cstr(cli->command->name), cor_arg_cstr(verb->name),
                        cor_arg_cstr(*verb->arguments ? verb->arguments : "-"));

    if (!verb->ask) return verb->write(cli, err);
    cor_code code = cli_renderer(cli, &renderer, err);
    if (!code) code = cli_dossier(cli, &dossier, err);
    if (!code) code = verb->ask(cli, &dossier, &document, err);

    return code ? code : cli_show(cli, document, err);
}

cor_code cli_verb_run(cli_context *cli, const cli_verb *verbs, size_t count, cor_error *err) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(cli->arguments[0], verbs[i].name) == 0) return run_verb(cli, &verbs[i], err);
    (void)cor_fail(err, COR_E_USAGE,
                   _("corredor {command} does not know what to do with \"{word}\"."),
                   cor_arg_cstr(cli->command->name), cor_arg_cstr(cli->arguments[0]));
    return cor_hint(err, _("Choose one of: {list}."), cor_arg_cstr(cli->command->arguments));
}
