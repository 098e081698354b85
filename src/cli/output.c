/* SPDX-License-Identifier: Apache-2.0 */
/* output.c: writes the document to standard output, or to a file that appears only when it is
 * complete. */
#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static bool has_format(const cli_command *command, cor_str format) {
    cor_str known;
    for (int32_t at = 0; cli_format_next(command, &at, &known);)
        if (cor_str_equal(known, format)) return true;
    return false;
}

static cor_code fail_format(const cli_context *cli, cor_str format, cor_error *err) {
    cor_arena scratch = cli->scratch;
    cor_fail(err, COR_E_USAGE, _("There is no format \"{format}\" of this."), cor_arg_str(format));
    return cor_hint(err, _("Allowed values: {list}."),
                    cor_arg_str(cli_formats_text(&cli->command, &scratch)));
}

static bool is_letters(cor_str text) {
    for (size_t i = 0; i < text.length; i++)
        if ((text.at[i] | 32) < 'a' || (text.at[i] | 32) > 'z') return false;
    return text.length > 0;
}

/* Commands with formats of their own write a list or a text: "moves.2020", "moves.txt" and
 * "corredor.fish" name no format, and "moves.xlsx" or "moves.docx" one that there is not. */
static bool may_name_list(const cli_command *command, cor_str ending) {
    const char *own = command->act ? command->act->formats : NULL;
    if (!own || cor_renderer_find(ending)) return own && cor_str_is(ending, "text");
    bool is_single = !strchr(own, ' ');
    return is_single || !is_letters(ending);
}

/* The ending of a file name: "csl.json" before "json"; empty without one. */
static cor_str format_of_file(const cli_command *command, cor_str path) {
    size_t slash = path.length, dot;
    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    cor_str name = cor_str_part(path, slash, path.length), known;
    for (int32_t at = 0; cli_format_next(command, &at, &known);)
        if (name.length > known.length + 1 && cor_str_ends(name, known) &&
            name.at[name.length - known.length - 1] == '.')
            return known;

    for (dot = name.length; dot > 0 && name.at[dot - 1] != '.'; dot--) {}
    cor_str ending = dot > 1 ? cor_str_part(name, dot, name.length) : (cor_str){ 0 };
    if (cor_str_is(ending, "txt")) ending = COR_STR("text");

    return may_name_list(command, ending) ? (cor_str){ 0 } : ending;
}

cor_code cli_format_choose(const cli_context *cli, const char *usual, cor_str *ret_format,
                           cor_error *err) {
    cor_str format = cli->common.format, path = cli->common.output;
    if (!format.length && path.length) format = format_of_file(&cli->command, path);
    if (!format.length) format = cor_str_of(usual);
    if (cor_str_is(format, "txt")) format = COR_STR("text");

    const cor_renderer *renderer = cor_renderer_find(format);
    bool is_usual = cor_str_is(format, usual);
    if (!is_usual && !has_format(&cli->command, format)) return fail_format(cli, format, err);
    if (renderer && renderer->is_binary && !path.length && isatty(STDOUT_FILENO)) {
        cor_fail(err, COR_E_USAGE, _("{format} is not for a terminal."),
                 cor_arg_str(renderer->name));
        return cor_hint(err, _("Name a file with -o FILE{ending}."), cor_arg_str(renderer->ending));
    }

    *ret_format = format;
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

/* Devices and pipes are written directly; only a regular file can be replaced as a whole. */
static bool is_special(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

cor_code cli_output_open(cli_context *cli, cli_output *ret_output, cor_error *err) {
    const char *path = cli->common.output.at;
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
    // The name must not refer to bytes that a power cut could still lose.
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
    cor_str format;
    cor_code code = cli_format_choose(cli, "text", &format, err);
    if (code) return code;
    const cor_renderer *renderer = cor_renderer_find(format);
    bool to_terminal = cli->is_terminal && !cli->common.output.length;
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
