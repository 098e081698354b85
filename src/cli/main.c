/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: corredor, the program. Reads the command, opens what it needs, runs it, and prints
 * errors. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "kinds/kinds.h"

/* Address space, not memory: pages use memory when touched. */
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

/* Choose the language first, because messages about the other words need it; a language that does
 * not exist is refused with them. */
static void choose_message_language(cli_context *cli, int argc, char **argv) {
    cli->lang = environment_language();
    for (int i = 1; i < argc; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : NULL;
        if (value) (void)cor_lang_find(cor_str_of(value), &cli->lang);
    }
}

cor_code cli_store_open(cli_context *cli, cor_store_mode mode, cor_error *err) {
    cor_str path;
    cor_code code = cli_database_path(cli, &path, err);
    if (!code) code = cor_store_open(path, mode, &cli->store, err);
    if (!code) code = cor_figures_open(cli->store, &cli->figures, err);
    if (!code) code = cor_registry_open(cli->store, &cor_kinds, &cli->registry, err);
    return code;
}

static void close_store(cli_context *cli) {
    cor_registry_memory_close(cli->registry_memory);
    cor_registry_close(cli->registry);
    cor_figures_close(cli->figures);
    cor_store_close(cli->store);
}

static cor_code run_act(cli_context *cli, const void *asked, cor_error *err) {
    const cli_act *act = cli->command.act;
    cor_str format;
    cor_code code = act->formats ? COR_OK : cli_format_choose(cli, "text", &format, err);
    if (!code && act->opening == CLI_READ) code = cli_store_open(cli, COR_STORE_READ, err);
    if (!code && act->opening == CLI_WRITE) code = cli_store_open(cli, COR_STORE_WRITE, err);
    if (!code) code = act->run(cli, asked, err);
    close_store(cli);
    return code;
}

static cor_code run_question(cli_context *cli, const void *asked, cor_error *err) {
    cor_code code = COR_OK;
    if (!cli->command.question->needs_no_database) code = cli_store_open(cli, COR_STORE_READ, err);
    if (!code) code = cli_ask(cli, asked, err);
    close_store(cli);
    return code;
}

static cor_code run_words(cli_context *cli, int argc, char **argv, cor_error *err) {
    cor_out out = cor_out_file(stdout);
    void *asked = NULL;
    choose_message_language(cli, argc, argv);

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        cor_put_c(&out, "corredor " COR_VERSION "\n");
        return COR_OK;
    }

    cor_code code = cli_words_read(cli, argc, argv, &asked, err);
    if (code) return code;
    if (!cli->command.name) {
        cli_help(cli->lang, cli->scratch, &out);
        return COR_OK;
    }

    if (cli->common.help) {
        cli_help_command(&cli->command, cli->lang, cli->scratch, &out);
        return COR_OK;
    }
    return cli->command.question ? run_question(cli, asked, err) : run_act(cli, asked, err);
}

int main(int argc, char **argv) {
    static cli_context cli;
    static cor_error err;
    cor_stretch stretch = { 0 };
    cor_code code;

    // Where address space is limited, take a smaller stretch instead of failing.
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

    cli_input_close(&cli);
    cor_stretch_close(&stretch);
    return cor_code_exit(code);
}
