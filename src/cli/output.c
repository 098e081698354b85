/* SPDX-License-Identifier: Apache-2.0 */
/* output.c: the document to standard output, or to a file that appears only when it is complete. */
#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

cor_code cli_renderer(const cli_context *cli, const cor_renderer **ret_renderer, cor_error *err) {
    const char *format = cli_option_get(cli, "format"), *path = cli_option_get(cli, "output");
    const cor_renderer *renderer = NULL;

    if (format)
        renderer = cor_renderer_find(cor_str_of(format));
    else if (path)
        renderer = cor_renderer_for_file(cor_str_of(path));

    if (format && !renderer) {
        cor_fail(err, COR_E_USAGE, _("There is no format \"{format}\"."), cor_arg_cstr(format));
        return cor_hint(err, _("Choose text, json, csv, html, xlsx or pdf."));
    }

    if (!renderer) renderer = cor_renderer_find(COR_STR("text"));
    if (renderer->is_binary && !path && isatty(STDOUT_FILENO)) {
        cor_fail(err, COR_E_USAGE, _("{format} is not for a terminal."),
                 cor_arg_str(renderer->name));
        return cor_hint(err, _("Name a file with -o FILE{ending}."), cor_arg_str(renderer->ending));
    }

    *ret_renderer = renderer;
    return COR_OK;
}

static cor_code fail_output(cor_str path, int system_error, cor_error *err) {
    cor_code code = system_error == ENOSPC || system_error == EDQUOT ? COR_E_FULL : COR_E_OUTPUT;
    cor_text reason = cor_system_reason(system_error);
    if (path.length)
        return cor_fail(err, code, _("{path} cannot be written: {reason}."), cor_arg_str(path),
                        cor_arg_text(&reason));
    return cor_fail(err, code, _("The output cannot be written: {reason}."), cor_arg_text(&reason));
}

/* Devices and pipes are written to directly; only a regular file can be replaced as a whole. */
static bool is_special(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

cor_code cli_output_open(cli_context *cli, cli_output *ret_output, cor_error *err) {
    const char *path = cli_option_get(cli, "output");
    *ret_output = (cli_output){ 0 };
    if (!path || strcmp(path, "-") == 0) {
        ret_output->out = cor_out_file(stdout);
        return COR_OK;
    }

    ret_output->path = cor_str_of(path);
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return fail_output(ret_output->path, EISDIR, err);

    if (is_special(path)) {
        ret_output->file = fopen(path, "we");
    } else {
        cor_str name = cor_str_print(&cli->keep, "%s.XXXXXX", path);
        if (!name.at) return cor_fail_memory(err);
        char *temporary = strdup(name.at);
        if (!temporary) return cor_fail_memory(err);
        mode_t mask = umask(0);
        umask(mask);
        int descriptor = mkstemp(temporary);
        if (descriptor >= 0) {
            if (fchmod(descriptor, 0666 & ~mask) != 0)
                errno = 0; // keeps 0600: stricter, never looser
            ret_output->file = fdopen(descriptor, "w");
            ret_output->temporary = cor_str_keep(&cli->keep, cor_str_of(temporary));
        }
        int reason = errno;
        free(temporary);
        errno = reason;
    }

    if (!ret_output->file) return fail_output(ret_output->path, errno, err);
    ret_output->out = cor_out_file(ret_output->file);
    return COR_OK;
}

cor_code cli_output_commit(cli_output *output, cor_error *err) {
    FILE *file = output->file ? output->file : stdout;
    bool written = !output->out.failed && fflush(file) == 0;

    if (!written)
        return fail_output(output->path,
                           output->out.system_error ? output->out.system_error : errno, err);

    if (!output->file) return COR_OK;
    // The name must not point to bytes that a power cut could still lose.
    if (output->temporary.at && fsync(fileno(file)) != 0)
        return fail_output(output->path, errno, err);

    output->file = NULL;
    if (fclose(file) != 0) return fail_output(output->path, errno, err);
    if (!output->temporary.at) return COR_OK;
    if (rename(output->temporary.at, output->path.at) != 0)
        return fail_output(output->path, errno, err);

    output->temporary = (cor_str){ 0 };
    return COR_OK;
}

void cli_output_close(cli_output *output) {
    if (output->file) fclose(output->file);
    if (output->temporary.at) unlink(output->temporary.at);
    *output = (cli_output){ 0 };
}

static int32_t terminal_width(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 0;
    return size.ws_col > 160 ? 160 : size.ws_col;
}

cor_code cli_show(cli_context *cli, const cor_document *document, cor_error *err) {
    const cor_renderer *renderer;
    cor_code code = cli_renderer(cli, &renderer, err);
    if (code) return code;
    bool to_terminal = cli->is_terminal && !cli_option_given(cli, "output");
    cor_render_options options = { .lang = cli->lang, .standalone = true };

    if (to_terminal) {
        options.width = terminal_width();
        options.color = !getenv("NO_COLOR");
    }

    cli_output output;
    code = cli_output_open(cli, &output, err);
    if (code) return code;
    code = renderer->render(document, &options, cli->scratch, &output.out, err);
    if (!code || output.out.failed) code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code;
}
