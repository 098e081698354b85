/* SPDX-License-Identifier: Apache-2.0 */
/* manual.c: the manual page in roff, printed from the tables of commands, parameters and errors. */
#include "cli.h"

/* Escape text for roff: backslashes and a leading dot or apostrophe are commands, hyphens would be
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

static void put_roff_option(cor_out *out, const cor_parameter *row, cor_lang lang,
                            cor_arena scratch) {
    const char *value = cor_parameter_value_name(row, &scratch);
    cor_put_c(out, ".TP\n");
    if (row->letter) {
        char letter[] = { '\\', 'f', 'B', '\\', '-', row->letter, '\\', 'f', 'R', ',', ' ', 0 };
        cor_put_c(out, letter);
    }

    cor_put_c(out, row->is_argument ? "\\fI" : "\\fB\\-\\-");
    put_roff(out, row->is_argument ? (value ? value : row->name) : row->name);
    cor_put_c(out, "\\fR");
    if (value && !row->is_argument) {
        cor_put_c(out, " \\fI");
        put_roff(out, value);
        cor_put_c(out, "\\fR");
    }

    cor_put_char(out, '\n');
    put_roff(out, cli_parameter_help(row, lang, &scratch));
    cor_put_char(out, '\n');
}

static void put_manual_section(cor_out *out, const char *id, cor_lang lang) {
    cor_put_c(out, ".SH ");
    put_roff(out, cor_gettext(id, lang));
    cor_put_char(out, '\n');
}

static void put_roff_command(cor_out *out, const cli_command *command, cor_lang lang,
                             cor_arena scratch) {
    cor_str arguments = cli_arguments_text(command->parameters, &scratch);
    cor_put_c(out, ".SS corredor ");
    put_roff(out, command->name);
    if (arguments.length) {
        cor_put_c(out, " \\fI");
        put_roff(out, arguments.at);
        cor_put_c(out, "\\fR");
    }

    cor_put_char(out, '\n');
    put_roff(out, cor_gettext(command->title, lang));
    cor_put_char(out, '\n');
    if (command->details) {
        put_roff(out, cor_gettext(command->details, lang));
        cor_put_char(out, '\n');
    }

    for (const cor_parameter *row = command->parameters; row && row->type; row++)
        if (row->side != COR_SIDE_WEB) put_roff_option(out, row, lang, scratch);
    cor_put_c(out, ".PP\n.EX\n    ");
    put_roff(out, cli_example_text(command, &scratch).at);
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

void cli_manual(cor_lang lang, cor_arena scratch, cor_out *out) {
    cor_put_c(out, ".TH CORREDOR 1 \"\" \"corredor " COR_VERSION "\"\n");
    put_manual_section(out, _("NAME"), lang);
    cor_put_c(out, "corredor \\- ");
    put_roff(out, cor_gettext(_("labour-migration corridors, every number with its source"), lang));
    cor_put_char(out, '\n');
    put_manual_section(out, _("SYNOPSIS"), lang);
    cor_put_c(out, "\\fBcorredor\\fR \\fI");
    put_roff(out, cor_gettext(_("COMMAND [ARGUMENTS] [OPTIONS]"), lang));
    cor_put_c(out, "\\fR\n");
    put_manual_section(out, _("DESCRIPTION"), lang);
    put_roff(out,
             cor_gettext(
                 _("Data go to standard output, messages to standard error, and progress is shown "
                   "on a terminal only. Numbers in csv and json never depend on the language; on "
                   "screen and on paper they are written as its readers expect."),
                 lang));
    cor_put_char(out, '\n');
    put_manual_section(out, _("COMMANDS"), lang);
    size_t count;
    const cli_command *commands = cli_command_list(&count);
    for (size_t i = 0; i < count; i++)
        put_roff_command(out, &commands[i], lang, scratch);

    put_manual_section(out, _("COMMON OPTIONS"), lang);
    for (const cor_parameter *row = cli_common_parameters(); row->type; row++)
        put_roff_option(out, row, lang, scratch);

    put_manual_section(out, _("ENVIRONMENT"), lang);
    cor_put_c(out, ".TP\n\\fBCORREDOR_DB\\fR\n");
    put_roff(out, cor_gettext(_("Path of the database when --db is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBCORREDOR_PACK\\fR\n");
    put_roff(out, cor_gettext(_("Folder of the data pack when --pack is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR\n");
    put_roff(out, cor_gettext(_("Language when --lang is not given."), lang));
    cor_put_c(out, "\n.TP\n\\fBNO_COLOR\\fR\n");
    put_roff(out, cor_gettext(_("No bold and no colour on the terminal."), lang));
    cor_put_char(out, '\n');
    put_manual_section(out, _("EXIT STATUS"), lang);
    put_roff_exits(out, lang);
}
