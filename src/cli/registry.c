/* SPDX-License-Identifier: Apache-2.0 */
/* registry.c: corredor registry: entries of every kind: list, show, history, differences, export
 * and import. */
#include <pwd.h>
#include <unistd.h>

#include "cli.h"
#include "kinds/kinds.h"

const cli_option cli_registry_options[] = {
    { .name = "from",
      .value = "VERSION",
      .help = N_("diff: the earlier version; default the one before the newest.") },
    { .name = "to",
      .value = "VERSION",
      .help = N_("diff: the later version; default the newest published one.") },
    { .name = "version",
      .value = "VERSION",
      .help = N_("show: this version; default the published one.") },
    { .name = "who",
      .value = "NAME",
      .help = N_("import: who makes the change; default your user name.") },
    { .name = "why", .value = "TEXT", .help = N_("import: why; kept with every version.") },
    { .name = "state",
      .value = "STATE",
      .help = N_("import: draft, review or published; default published.") },
    { .name = "allow-refused",
      .help = N_("import: store the sound entries although others are refused.") },
    { 0 },
};

enum { KINDS_MAX = 32 };

/* Kinds by key or name, one or many, in any language. */
static cor_code read_kind(cli_context *cli, const char *word, const cor_registry_kind **ret_kind,
                          cor_error *err) {
    static const char label[] = N_("Kind of entry");
    cor_registry_code codes[2 * KINDS_MAX + 1] = { 0 };

    for (size_t i = 0; i < cor_kinds.count && i < KINDS_MAX; i++) {
        const cor_registry_kind *kind = cor_kinds.list[i];
        codes[i] = (cor_registry_code){ kind->key, kind->label };
        codes[cor_kinds.count + i] = (cor_registry_code){ kind->key, kind->label_many };
    }

    cor_registry_field field = {
        .name = "kind", .label = label, .type = COR_REGISTRY_CODE, .codes = codes
    };
    cor_str key = cor_str_of(word);
    *ret_kind = cor_registry_kind_find(&cor_kinds, key);
    if (*ret_kind) return COR_OK;
    cor_code code = cor_registry_code_choose(&field, cor_str_of(word), cli->scratch, &key, err);
    if (!code) *ret_kind = cor_registry_kind_find(&cor_kinds, key);

    return code;
}

static cor_code read_version(const cli_context *cli, const char *name, int32_t *ret_version,
                             cor_error *err) {
    const char *word = cli_option_get(cli, name);
    double version = 0;
    cor_code code = word ? cli_number_read(word, name, 1, 1e9, &version, err) : COR_OK;
    if (!code) *ret_version = (int32_t)version;
    return code;
}

/* ---- reading ------------------------------------------------------------- */

typedef struct {
    cli_context *cli;
    const cor_registry_kind *kind;
    cor_str key; // or path of a file
    cor_dossier dossier;
} request;

static cor_code show(const request *of, const cor_document **ret_document, cor_error *err) {
    cor_registry_view view = { .as_known_s = of->dossier.as_known_s };
    cor_code code = read_version(of->cli, "version", &view.version, err);
    return code ? code
                : cor_dossier_entry(&of->dossier, of->kind, of->key, &view, true, &of->cli->keep,
                                    ret_document, err);
}

static cor_code list(const request *of, const cor_document **ret_document, cor_error *err) {
    return cor_dossier_entries(&of->dossier, of->kind, &of->cli->keep, ret_document, err);
}

static cor_code history(const request *of, const cor_document **ret_document, cor_error *err) {
    return cor_dossier_entry_history(&of->dossier, of->kind, of->key, true, &of->cli->keep,
                                     ret_document, err);
}

static cor_code diff(const request *of, const cor_document **ret_document, cor_error *err) {
    int32_t before = 0, after = 0;
    cor_code code = read_version(of->cli, "from", &before, err);
    if (!code) code = read_version(of->cli, "to", &after, err);
    return code ? code
                : cor_dossier_entry_diff(&of->dossier, of->kind, of->key, before, after, true,
                                         &of->cli->keep, ret_document, err);
}

/* ---- files --------------------------------------------------------------- */

static bool ends_in_json(const char *path) {
    return path && cor_str_ends(cor_str_of(path), COR_STR(".json"));
}

static cor_code export(const request *of, cor_error *err) {
    cli_context *cli = of->cli;
    const char *format = cli_option_get(cli, "format");
    bool json = format ? strcmp(format, "json") == 0 : ends_in_json(cli_option_get(cli, "output"));

    if (format && !json && strcmp(format, "csv") != 0) {
        (void)cor_fail(err, COR_E_USAGE, _("There is no format \"{format}\"."),
                       cor_arg_cstr(format));
        return cor_hint(err, _("Entries are exported as csv or json; both can be imported again."));
    }

    cor_registry_view view = { .as_known_s = of->dossier.as_known_s };
    cli_output output;
    cor_code code = cli_output_open(cli, &output, err);
    if (code) return code;

    code = json ? cor_registry_write_json(cli->registry, of->kind, &view, cli->scratch, &output.out,
                                          err)
                : cor_registry_write_csv(cli->registry, of->kind, &view, cli->scratch, &output.out,
                                         err);
    if (!code) code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code;
}

static cor_str user_name(cor_arena *keep) {
    const struct passwd *user = getpwuid(getuid());
    return cor_str_keep(keep, cor_str_of(user ? user->pw_name : "corredor"));
}

static cor_code read_act(cli_context *cli, cor_registry_act *ret_act, cor_error *err) {
    const char *who = cli_option_get(cli, "who"), *state = cli_option_get(cli, "state");
    ret_act->who = who ? cor_str_of(who) : user_name(&cli->keep);
    ret_act->why = cor_str_of(cli_option_get(cli, "why"));
    ret_act->state = COR_STATE_PUBLISHED;
    if (!state) return COR_OK;
    bool known = cor_registry_state_find(cor_str_of(state), &ret_act->state);
    if (known && ret_act->state <= COR_STATE_PUBLISHED) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("--state: \"{word}\" is not draft, review or published."),
                    cor_arg_cstr(state));
}

static cor_code import(const request *of, cor_error *err) {
    cli_context *cli = of->cli;
    cor_registry_import options = { .allow_refused = cli_option_given(cli, "allow-refused") };
    cor_import_report *report = cor_new(&cli->keep, cor_import_report, 1);
    const cor_document *document;

    if (!report) return cor_fail_memory(err);
    cor_code code = read_act(cli, &options.act, err);
    if (code) return code;
    code = cor_registry_read(cli->registry, of->kind, of->key, &options, &cli->keep, cli->scratch,
                             report, err);
    if (!report->file_name.at) return code;

    // The report is shown whatever happened; an error of the import comes before one of showing it.
    cor_error *own = code ? cor_new(&cli->keep, cor_error, 1) : err;
    cor_code shown = own ? cli_import_document(cli, report, 1, &document, own) : COR_E_MEMORY;
    if (!shown) shown = cli_show(cli, document, own);

    return code ? code : shown;
}

/* ---- the command --------------------------------------------------------- */

static const struct {
    const char *verb, *arguments;
    int argument_count; // after the verb
    cor_code (*ask)(const request *of, const cor_document **ret_document, cor_error *err);
    cor_code (*act)(const request *of, cor_error *err);
    cor_store_mode mode;
} verbs[] = {
    { "list", "KIND", 1, list, NULL, COR_STORE_READ },
    { "show", "KIND KEY", 2, show, NULL, COR_STORE_READ },
    { "history", "KIND KEY", 2, history, NULL, COR_STORE_READ },
    { "diff", "KIND KEY", 2, diff, NULL, COR_STORE_READ },
    { "export", "KIND", 1, NULL, export, COR_STORE_READ },
    { "import", "KIND FILE", 2, NULL, import, COR_STORE_WRITE },
};

static cor_code answer(cli_context *cli, size_t verb, cor_error *err) {
    request of = { .cli = cli };
    const cor_document *document;

    if (verbs[verb].argument_count > 1) of.key = cor_str_of(cli->arguments[2]);
    cor_code code = read_kind(cli, cli->arguments[1], &of.kind, err);
    if (!code && verbs[verb].ask)
        code = cli_dossier(cli, &of.dossier, err);

    else if (!code)
        code = cli_as_known_read(cli, &of.dossier.as_known_s, err);
    if (code) return code;
    if (verbs[verb].act) return verbs[verb].act(&of, err);
    code = verbs[verb].ask(&of, &document, err);

    return code ? code : cli_show(cli, document, err);
}

cor_code cli_registry(cli_context *cli, cor_error *err) {
    const char *word = cli->arguments[0];
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(word, verbs[i].verb) != 0) continue;
        if (cli->argument_count - 1 != verbs[i].argument_count)
            return cor_fail(err, COR_E_USAGE, _("corredor {command} {verb} needs: {arguments}."),
                            cor_arg_cstr("registry"), cor_arg_cstr(word),
                            cor_arg_cstr(verbs[i].arguments));
        cor_code code = cli_store_open(cli, verbs[i].mode, err);
        if (!code) code = answer(cli, i, err);
        cli_store_close(cli);
        return code;
    }

    (void)cor_fail(err, COR_E_USAGE,
                   _("corredor {command} does not know what to do with \"{word}\"."),
                   cor_arg_cstr("registry"), cor_arg_cstr(word));

    return cor_hint(err, _("Choose one of: {list}."), cor_arg_cstr(cli->command->arguments));
}
