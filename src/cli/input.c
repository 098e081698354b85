/* SPDX-License-Identifier: Apache-2.0 */
/* input.c: "-" as a file to read is standard input. It is copied to a file first, because tables
 * are read from their ends as well (workbooks, archives) and more than once (digest, rows). */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

static cor_code fail_copy(int system_error, cor_error *err) {
    cor_text reason = cor_system_reason(system_error);
    cor_code code = system_error == ENOSPC || system_error == EDQUOT ? COR_E_FULL : COR_E_OUTPUT;
    return cor_fail(err, code, _("Standard input cannot be copied to a file: {reason}."),
                    cor_arg_text(&reason));
}

/* The name shows in reports, in messages and in the record of the load. */
static cor_code make_copy_path(cli_context *cli, cor_error *err) {
    const char *folder = getenv("TMPDIR");
    cor_str place =
        cor_str_print(&cli->keep, "%s/corredor-XXXXXX", folder && *folder ? folder : "/tmp");
    char *made = place.at ? strdup(place.at) : NULL;
    if (!made) return cor_fail_memory(err);
    bool is_made = mkdtemp(made);
    int reason = errno;
    if (is_made) cli->input_folder = cor_str_keep(&cli->keep, cor_str_of(made));
    free(made);

    if (!is_made) return fail_copy(reason, err);
    cli->input = cor_str_print(&cli->keep, "%.*s/standard-input", COR_STR_F(cli->input_folder));
    return cli->input.at ? COR_OK : cor_fail_memory(err);
}

static int copy_standard_input(FILE *to) {
    static char bytes[1 << 16];
    ssize_t got;
    while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0)
        if (fwrite(bytes, 1, (size_t)got, to) != (size_t)got) return errno;
    return got < 0 ? errno : 0;
}

cor_code cli_input_path(cli_context *cli, cor_str given, cor_str *ret_path, cor_error *err) {
    *ret_path = given;
    if (!cor_str_is(given, "-")) return COR_OK;
    if (!cli->input.at) {
        cor_code code = make_copy_path(cli, err);
        FILE *to = code ? NULL : fopen(cli->input.at, "wxe");
        if (!to) return code ? code : fail_copy(errno, err);
        int reason = copy_standard_input(to);
        if (fclose(to) != 0 && !reason) reason = errno;
        if (reason) return fail_copy(reason, err);
    }
    *ret_path = cli->input;
    return COR_OK;
}

void cli_input_close(cli_context *cli) {
    if (cli->input.at) unlink(cli->input.at);
    if (cli->input_folder.at) rmdir(cli->input_folder.at);
    cli->input = cli->input_folder = (cor_str){ 0 };
}
