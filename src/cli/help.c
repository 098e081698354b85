/* SPDX-License-Identifier: Apache-2.0 */
/* help.c: help and the manual page, printed from the tables of commands, options and errors. */
#include "cli.h"

const cli_option cli_help_options[] = {
    { .name = "man", .help = N_("The whole manual as a page for man(1).") },
    { 0 },
};

/* Words wrapped to 78 columns behind an indent. */
static void put_wrapped(cor_out *out, const char *words, int32_t indent) {
    int32_t column = indent;
    cor_put_fill(out, ' ', indent);
    for (cor_str rest = cor_str_of(words), word; cor_str_split(&rest, ' ', &word);) {
        int32_t width = cor_str_width(word);
        if (column > indent && column + 1 + width > 78) {
            cor_put_char(out, '\n');
            cor_put_fill(out, ' ', indent);
            column = indent;
        } else if (column > indent) {
            cor_put_char(out, ' ');
            column++;
        }
        cor_put(out, word);
        column += width;
    }

    cor_put_char(out, '\n');
}

static void put_option(cor_out *out, const cli_option *option, cor_lang lang) {
    char head[64];
    int32_t length = (int32_t)snprintf(
        head, sizeof head, "  %s%c%s--%s%s%s", option->letter ? "-" : "",
        option->letter ? option->letter : ' ', option->letter ? ", " : "   ", option->name,
        option->value ? " " : "", option->value ? option->value : "");

    cor_put_c(out, head);
    enum { COLUMN = 26 };
    if (length >= COLUMN - 1) {
        cor_put_char(out, '\n');
        put_wrapped(out, cor_gettext(option->help, lang), COLUMN);
        return;
    }

    // The first line goes beside the name: wrap as a block, then drop its indent.
    char room[2048];
    cor_arena arena = { room, room + sizeof room };
    cor_out block = cor_out_memory(&arena);
    put_wrapped(&block, cor_gettext(option->help, lang), COLUMN);
    cor_put_fill(out, ' ', COLUMN - length);
    cor_put(out, cor_str_part(cor_out_str(&block), COLUMN, block.used));
}

static void put_heading(cor_out *out, const char *id, cor_lang lang) {
    cor_put_c(out, "\n");
    cor_put_c(out, cor_gettext(id, lang));
    cor_put_c(out, ":\n");
}

void cli_help(cor_lang lang, cor_out *out) {
    cor_put_c(out, "corredor " COR_VERSION "\n");
    put_wrapped(out,
                cor_gettext(_("Everything that is known about a labour-migration corridor on one "
                              "page, from one file, with every number traceable."),
                            lang),
                0);
    put_heading(out, _("Commands"), lang);
    size_t count;
    const cli_command *commands = cli_command_list(&count);

    for (size_t i = 0; i < count; i++) {
        cor_put_c(out, "  ");
        cor_put_c(out, commands[i].name);
        cor_put_fill(out, ' ', 14 - (int32_t)strlen(commands[i].name));
        cor_put_c(out, cor_gettext(commands[i].summary, lang));
        cor_put_char(out, '\n');
    }

    put_heading(out, _("Options of every command"), lang);
    const cli_option *common = cli_common_options(&count);
    for (size_t i = 0; i < count; i++)
        put_option(out, &common[i], lang);

    put_heading(out, _("To begin"), lang);
    cor_put_c(out, "  corredor init\n  corredor corridor GTM MEX\n  corredor help figures\n");
}

void cli_help_command(const cli_command *command, cor_lang lang, cor_out *out) {
    cor_put_c(out, "corredor ");
    cor_put_c(out, command->name);
    if (command->arguments) {
        cor_put_char(out, ' ');
        cor_put_c(out, command->arguments);
    }

    cor_put_c(out, "\n\n");
    put_wrapped(out, cor_gettext(command->summary, lang), 0);
    if (command->details) put_wrapped(out, cor_gettext(command->details, lang), 0);

    if (command->options) {
        put_heading(out, _("Options"), lang);
        for (const cli_option *option = command->options; option->name; option++)
            put_option(out, option, lang);
    }

    put_heading(out, _("Options of every command"), lang);
    size_t count;
    const cli_option *common = cli_common_options(&count);
    for (size_t i = 0; i < count; i++)
        put_option(out, &common[i], lang);

    if (!command->example) return;
    put_heading(out, _("Example"), lang);
    cor_put_c(out, "  corredor ");
    cor_put_c(out, command->example);
    cor_put_char(out, '\n');
}

/* ---- the manual page ----------------------------------------------------- */

/* Text in roff: a backslash and a leading dot or apostrophe are commands, a hyphen would be
 * typeset. */
static void put_roff(cor_out *out, const char *text) {
    if (*text == '.' || *text == '\'') cor_put_c(out, "\\&");
    for (; *text; text++) {
        if (*text == '\\')
            cor_put_c(out, "\\e");
        else if (*text == '-')
            cor_put_c(out, "\\-");
        else
            cor_put_char(out, *text);
    }
}

static void put_roff_option(cor_out *out, const cli_option *option, cor_lang lang) {
    cor_put_c(out, ".TP\n");
    if (option->letter) {
        char letter[] = { '\\', 'f', 'B', '\\', '-', option->letter, '\\', 'f', 'R', ',', ' ', 0 };
        cor_put_c(out, letter);
    }

    cor_put_c(out, "\\fB\\-\\-");
    put_roff(out, option->name);
    cor_put_c(out, "\\fR");

    if (option->value) {
        cor_put_c(out, " \\fI");
        put_roff(out, option->value);
        cor_put_c(out, "\\fR");
    }

    cor_put_char(out, '\n');
    put_roff(out, cor_gettext(option->help, lang));
    cor_put_char(out, '\n');
}

static void put_section(cor_out *out, const char *id, cor_lang lang) {
    cor_put_c(out, ".SH ");
    put_roff(out, cor_gettext(id, lang));
    cor_put_char(out, '\n');
}

static void put_roff_command(cor_out *out, const cli_command *command, cor_lang lang) {
    cor_put_c(out, ".SS corredor ");
    put_roff(out, command->name);
    if (command->arguments) {
        cor_put_c(out, " \\fI");
        put_roff(out, command->arguments);
        cor_put_c(out, "\\fR");
    }

    cor_put_char(out, '\n');
    put_roff(out, cor_gettext(command->summary, lang));
    cor_put_char(out, '\n');

    if (command->details) {
        put_roff(out, cor_gettext(command->details, lang));
        cor_put_char(out, '\n');
    }

    for (const cli_option *option = command->options; option && option->name; option++)
        put_roff_option(out, option, lang);
    if (!command->example) return;
    cor_put_c(out, ".PP\n.EX\n    corredor ");
    put_roff(out, command->example);
    cor_put_c(out, "\n.EE\n");
}

static void put_roff_exits(cor_out *out, cor_lang lang) {
    for (int code = 0; code < COR_CODE_COUNT; code++) {
        char status[16];
        snprintf(status, sizeof status, "%d", cor_code_exit((cor_code)code));
        cor_put_c(out, ".TP\n\\fB");
        cor_put_c(out, status);
        cor_put_c(out, "\\fR\n");
        put_roff(out, cor_gettext(cor_code_sentence((cor_code)code), lang));
        cor_put_char(out, '\n');
    }
}

void cli_manual(cor_lang lang, cor_out *out) {
    cor_put_c(out, ".TH CORREDOR 1 \"\" \"corredor " COR_VERSION "\"\n");
    put_section(out, _("NAME"), lang);
    cor_put_c(out, "corredor \\- ");
    put_roff(out, cor_gettext(_("labour-migration corridors, every number with its source"), lang));
    cor_put_char(out, '\n');
    put_section(out, _("SYNOPSIS"), lang);
    cor_put_c(out, "\\fBcorredor\\fR \\fI");
    put_roff(out, cor_gettext(_("COMMAND [ARGUMENTS] [OPTIONS]"), lang));
    cor_put_c(out, "\\fR\n");
    put_section(out, _("DESCRIPTION"), lang);
    put_roff(out,
             cor_gettext(
                 _("Data go to standard output, messages to standard error, and progress is shown "
                   "on a terminal only. Numbers in csv and json never depend on the language; on "
                   "screen and on paper they are written as its readers expect."),
                 lang));
    cor_put_char(out, '\n');
    put_section(out, _("COMMANDS"), lang);
    size_t count;
    const cli_command *commands = cli_command_list(&count);
    for (size_t i = 0; i < count; i++)
        put_roff_command(out, &commands[i], lang);

    put_section(out, _("COMMON OPTIONS"), lang);
    const cli_option *common = cli_common_options(&count);
    for (size_t i = 0; i < count; i++)
        put_roff_option(out, &common[i], lang);

    put_section(out, _("ENVIRONMENT"), lang);
    cor_put_c(out, ".TP\n\\fBCORREDOR_DB\\fR\n");
    put_roff(out, cor_gettext(_("Path of the database when --db is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBCORREDOR_PACK\\fR\n");
    put_roff(out, cor_gettext(_("Folder of the data pack when --pack is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR\n");
    put_roff(out, cor_gettext(_("Language when --lang is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBNO_COLOR\\fR\n");
    put_roff(out, cor_gettext(_("No bold and no colour on the terminal."), lang));
    cor_put_char(out, '\n');
    put_section(out, _("EXIT STATUS"), lang);
    put_roff_exits(out, lang);
}

cor_code cli_help_run(cli_context *cli, cor_error *err) {
    const cli_command *command = NULL;
    if (cli->argument_count) {
        cor_str name = cor_str_of(cli->arguments[0]);
        command = cli_command_find(name);
        if (!command)
            return cor_fail(err, COR_E_USAGE, _("There is no command \"{name}\"."),
                            cor_arg_str(name));
    }

    cli_output output;
    cor_code code = cli_output_open(cli, &output, err);
    if (code) return code;
    if (cli_option_given(cli, "man"))
        cli_manual(cli->lang, &output.out);

    else if (command)
        cli_help_command(command, cli->lang, &output.out);
    else
        cli_help(cli->lang, &output.out);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code;
}
