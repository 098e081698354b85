/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: corredor, the program. Reads the command, opens what it needs, runs it, and says what
 * went wrong. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "kinds/kinds.h"

/* Address space, not memory: pages are used when touched. */
enum { STRETCH_BYTES_LOG2 = 36 };

static cor_lang environment_language(void) {
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        cor_lang lang;
        if (!value || !*value) continue;
        return cor_lang_find(cor_str_of(value), &lang) ? lang : COR_LANG_EN;
    }
    return COR_LANG_EN;
}

/* The language must be known before anything can be said about the other words. */
static cor_code choose_language(cli_context *cli, int argc, char **argv, cor_error *err) {
    cli->lang = environment_language();
    for (int i = 1; i < argc; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : NULL;
        if (!value || cor_lang_find(cor_str_of(value), &cli->lang)) continue;
        cor_fail(err, COR_E_USAGE, _("There is no language \"{name}\"."), cor_arg_cstr(value));
        return cor_hint(err, _("Choose en or es."));
    }

    return COR_OK;
}

static cor_code choose_command(cli_context *cli, const char *word, cor_error *err) {
    cor_str name = cor_str_of(word);
    cli->command = cli_command_find(name);
    if (cli->command) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("There is no command \"{name}\"."), cor_arg_str(name));
    size_t count;
    const cli_command *commands = cli_command_list(&count);
    const char *nearest = NULL;

    for (size_t i = 0, best = 3; i < count; i++) {
        size_t distance =
            (size_t)cor_str_distance(name, cor_str_of(commands[i].name), (int32_t)best);
        if (distance >= best) continue;
        best = distance;
        nearest = commands[i].name;
    }

    if (nearest) return cor_hint(err, _("Did you mean corredor {command}?"), cor_arg_cstr(nearest));
    return cor_hint(err, _("See corredor help."));
}

cor_code cli_store_open(cli_context *cli, cor_store_mode mode, cor_error *err) {
    cor_str path;
    cor_code code = cli_database_path(cli, &path, err);
    if (!code) code = cor_store_open(path, mode, &cli->store, err);
    if (!code) code = cor_figures_open(cli->store, &cli->figures, err);
    if (!code) code = cor_registry_open(cli->store, &cor_kinds, &cli->registry, err);
    return code;
}

void cli_store_close(cli_context *cli) {
    cor_registry_memory_close(cli->registry_memory);
    cor_registry_close(cli->registry);
    cor_figures_close(cli->figures);
    cor_store_close(cli->store);
}

static cor_code run_command(cli_context *cli, cor_error *err) {
    const cor_renderer *renderer;
    cor_code code = cli->command->own_formats ? COR_OK : cli_renderer(cli, &renderer, err);
    if (code || !cli->command->opens_store) return code ? code : cli->command->run(cli, err);
    code = cli_store_open(cli, cli->command->mode, err);
    if (!code) code = cli->command->run(cli, err);
    cli_store_close(cli);
    return code;
}

static cor_code run_words(cli_context *cli, int argc, char **argv, cor_error *err) {
    cor_code code = choose_language(cli, argc, argv, err);
    if (code) return code;
    cor_out out = cor_out_file(stdout);

    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_help(cli->lang, &out);
        return COR_OK;
    }

    if (strcmp(argv[1], "--version") == 0) {
        cor_put_c(&out, "corredor " COR_VERSION "\n");
        return COR_OK;
    }

    code = choose_command(cli, argv[1], err);
    if (!code) code = cli_options_read(cli, argc - 2, argv + 2, err);
    if (code) return code;

    if (cli_option_given(cli, "help")) {
        cli_help_command(cli->command, cli->lang, &out);
        return COR_OK;
    }

    return run_command(cli, err);
}

int main(int argc, char **argv) {
    static cli_context cli;
    static cor_error err;
    cor_stretch stretch = { 0 };
    cor_code code;

    // A machine that limits address space gets a smaller stretch rather than a refusal.
    int log2 = STRETCH_BYTES_LOG2;

    while (log2 > 20 && !cor_stretch_open((size_t)1 << log2, &stretch))
        log2--;
    if (stretch.base) {
        cli.keep = cor_stretch_arena(&stretch);
        cli.scratch = cor_arena_scratch(&cli.keep);
        cli.is_terminal = isatty(STDOUT_FILENO);
        code = run_words(&cli, argc, argv, &err);
    } else {
        code = cor_fail_memory(&err);
    }

    if (fflush(stdout) != 0 && !code)
        code = cor_fail(&err, COR_E_OUTPUT, _("The output cannot be written."));
    if (code) {
        cor_out messages = cor_out_file(stderr);
        err.code = code;
        cor_put_c(&messages, "corredor: ");
        cor_error_print(&err, cli.lang, &messages);
    }

    cor_stretch_close(&stretch);
    return cor_code_exit(code);
}
