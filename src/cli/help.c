/* SPDX-License-Identifier: Apache-2.0 */
/* help.c: help, printed from the tables of commands and parameters; and the command that shows it.
 */
#include "cli.h"

/* Wrap words to 78 columns after an indent. */
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

/* Text beside a head that fits into the column, or below it. */
static void put_beside(cor_out *out, int32_t head_width, const char *words) {
    enum { COLUMN = 26 };
    if (head_width >= COLUMN - 1) {
        cor_put_char(out, '\n');
        put_wrapped(out, words, COLUMN);
        return;
    }

    // The first line goes beside the head: wrap as a block, then drop its indent.
    char room[2048];
    cor_arena arena = { room, room + sizeof room };
    cor_out block = cor_out_memory(&arena);
    put_wrapped(&block, words, COLUMN);
    cor_put_fill(out, ' ', COLUMN - head_width);
    cor_put(out, cor_str_part(cor_out_str(&block), COLUMN, block.used));
}

/* "At most this many. 1 to 10000; default 50." */
const char *cli_parameter_help(const cor_parameter *row, cor_lang lang, cor_arena *keep) {
    cor_str help = cor_str_of(cor_gettext(row->help, lang));
    cor_str allowed =
        row->type == COR_PARAM_CHOICE || row->type == COR_PARAM_FLAG || row->type == COR_PARAM_SEX
            ? (cor_str){ 0 }
            : cor_parameter_allowed(row, keep);
    char least[32], most[32];
    cor_number_print(row->least, least);
    cor_number_print(row->most, most);

    cor_text text = cor_say("{help}", cor_arg_str(help));
    if (allowed.length)
        text = cor_text_keep(keep, cor_say(_("{help} Allowed values: {list}."), cor_arg_str(help),
                                           cor_arg_str(allowed)));
    else if (row->least != 0 || row->most != 0)
        text = cor_text_keep(keep, cor_say(_("{help} From {least} to {most}."), cor_arg_str(help),
                                           cor_arg_cstr(least), cor_arg_cstr(most)));
    if (row->initial)
        text = cor_text_keep(keep, cor_say(_("{help} Default {value}."), cor_arg_text(&text),
                                           cor_arg_cstr(row->initial)));
    cor_str shown = cor_text_in(text, lang, keep);
    return shown.at ? shown.at : row->help;
}

static void put_option(cor_out *out, const cor_parameter *row, cor_lang lang, cor_arena scratch) {
    char head[160];
    const char *value = cor_parameter_value_name(row, &scratch);
    const char letter[] = { row->letter ? row->letter : ' ', 0 };
    int32_t width =
        (int32_t)snprintf(head, sizeof head, "  %s%s%s--%s%s%s%s%s%s", row->letter ? "-" : "",
                          letter, row->letter ? ", " : "   ", row->name, row->also ? ", --" : "",
                          row->also ? row->also : "", value ? (row->implied ? " [" : " ") : "",
                          value ? value : "", value && row->implied ? "]" : "");
    cor_put_c(out, head);
    put_beside(out, width, cli_parameter_help(row, lang, &scratch));
}

static void put_argument(cor_out *out, const cor_parameter *row, cor_lang lang, cor_arena scratch) {
    char head[160];
    const char *value = cor_parameter_value_name(row, &scratch);
    int32_t width = (int32_t)snprintf(head, sizeof head, "  %s", value ? value : row->name);
    cor_put_c(out, head);
    put_beside(out, width, cli_parameter_help(row, lang, &scratch));
}

void cli_help_put_heading(cor_out *out, const char *id, cor_lang lang) {
    cor_put_c(out, "\n");
    cor_put_c(out, cor_gettext(id, lang));
    cor_put_c(out, ":\n");
}

void cli_help_put_line(cor_out *out, const char *name, const char *title, cor_lang lang) {
    char head[80];
    int32_t width = (int32_t)snprintf(head, sizeof head, "  %s", name);
    cor_put_c(out, head);
    put_beside(out, width, cor_gettext(title, lang));
}

void cli_help_put_indented(cor_out *out, const char *text) {
    enum { INDENT = 4 };
    put_wrapped(out, text, INDENT);
}

/* ---- all commands -------------------------------------------------------- */

/* A group is listed once, at its first command. */
void cli_help(cor_lang lang, cor_arena scratch, cor_out *out) {
    cor_put_c(out, "corredor " COR_VERSION "\n");
    put_wrapped(out,
                cor_gettext(_("Everything known about a labour-migration corridor on one page, "
                              "from one file, with every number traceable."),
                            lang),
                0);
    cli_help_put_heading(out, _("Commands"), lang);
    size_t count;
    const cli_command *list = cli_command_list(&count);
    const cli_group *shown[16] = { 0 };
    int32_t shown_count = 0;

    for (size_t i = 0; i < count; i++) {
        cor_str name = cor_str_of(list[i].name);
        size_t blank = cor_str_find(name, COR_STR(" "));
        const cli_group *group =
            blank == SIZE_MAX ? NULL : cli_group_find(cor_str_part(name, 0, blank));
        bool is_known = false;
        for (int32_t g = 0; g < shown_count; g++)
            is_known |= group && shown[g] == group;
        if (!group) cli_help_put_line(out, list[i].name, list[i].title, lang);
        if (!group || is_known || shown_count == 16) continue;
        shown[shown_count++] = group;
        cli_help_put_line(out, group->name, group->title, lang);
    }

    cli_help_put_heading(out, _("Options of every command"), lang);
    for (const cor_parameter *row = cli_common_parameters(); row->type; row++)
        put_option(out, row, lang, scratch);
    cli_help_put_heading(out, _("To begin"), lang);
    cor_put_c(out, "  corredor init\n  corredor corridor GTM MEX\n  corredor help figures\n");
}

void cli_help_group(const cli_group *group, cor_lang lang, cor_arena scratch, cor_out *out) {
    size_t count, length = strlen(group->name);
    const cli_command *list = cli_command_list(&count);
    (void)scratch;
    cor_put_c(out, "corredor ");
    cor_put_c(out, group->name);
    cor_put_c(out, "\n\n");
    put_wrapped(out, cor_gettext(group->title, lang), 0);
    cli_help_put_heading(out, _("Commands"), lang);
    for (size_t i = 0; i < count; i++)
        if (strncmp(list[i].name, group->name, length) == 0 && list[i].name[length] == ' ')
            cli_help_put_line(out, list[i].name, list[i].title, lang);
}

/* ---- one command --------------------------------------------------------- */

static void put_help_parameters(const cli_command *command, cor_lang lang, cor_arena scratch,
                                cor_out *out) {
    int32_t arguments = 0, options = 0;
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        if (!row->is_argument) continue;
        if (!arguments++) cli_help_put_heading(out, _("Arguments"), lang);
        put_argument(out, row, lang, scratch);
    }
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        if (row->is_argument || row->side == COR_SIDE_WEB) continue;
        if (!options++) cli_help_put_heading(out, _("Options"), lang);
        put_option(out, row, lang, scratch);
    }
}

static void put_formats(const cli_command *command, cor_lang lang, cor_arena scratch,
                        cor_out *out) {
    cor_str list = cli_formats_text(command, &scratch);
    if (!list.length) return;
    cor_str line = cor_text_in(cor_say(_("Formats: {list}."), cor_arg_str(list)), lang, &scratch);
    cor_put_char(out, '\n');
    if (line.at) put_wrapped(out, line.at, 0);
}

void cli_help_command(const cli_command *command, cor_lang lang, cor_arena scratch, cor_out *out) {
    cor_str arguments = cli_arguments_text(command->parameters, &scratch);
    cor_put_c(out, "corredor ");
    cor_put_c(out, command->name);
    if (arguments.length) cor_put_char(out, ' ');
    cor_put(out, arguments);
    cor_put_c(out, "\n\n");
    put_wrapped(out, cor_gettext(command->title, lang), 0);
    if (command->details) put_wrapped(out, cor_gettext(command->details, lang), 0);

    put_help_parameters(command, lang, scratch, out);
    if (command->act && command->act->explain) command->act->explain(lang, scratch, out);
    cli_help_put_heading(out, _("Options of every command"), lang);
    for (const cor_parameter *row = cli_common_parameters(); row->type; row++)
        if (cli_common_applies(command, row)) put_option(out, row, lang, scratch);
    put_formats(command, lang, scratch, out);

    cli_help_put_heading(out, _("Example"), lang);
    cor_put_c(out, "  ");
    cor_put(out, cli_example_text(command, &scratch));
    cor_put_char(out, '\n');
}

/* ---- the commands help and completion ------------------------------------ */

typedef struct {
    cor_words words;
    bool man;
} help_asked;

static const cor_parameter HELP[] = {
    { "command", COR_PARAM_LIST, COR_ASKED(help_asked, words), N_("The command."),
      .is_argument = true, .value = "COMMAND" },
    { "man", COR_PARAM_FLAG, COR_ASKED(help_asked, man),
      N_("The whole manual as a page for man(1).") },
    { 0 },
};

static cor_code put_help(cli_context *cli, const help_asked *asked, cor_out *out, cor_error *err) {
    const char *words[2] = { 0 };
    cli_command command;
    int32_t count = asked->words.count > 2 ? 2 : asked->words.count, taken;
    for (int32_t i = 0; i < count; i++)
        words[i] = asked->words.list[i].at; // terminated: kept by the parser

    if (asked->man) {
        cli_manual(cli->lang, cli->scratch, out);
        return COR_OK;
    }
    if (!asked->words.count) {
        cli_help(cli->lang, cli->scratch, out);
        return COR_OK;
    }
    if (cli_command_find(words, count, &command, &taken) && taken == asked->words.count) {
        cli_help_command(&command, cli->lang, cli->scratch, out);
        return COR_OK;
    }
    const cli_group *group = count == 1 ? cli_group_find(asked->words.list[0]) : NULL;
    if (!group) return cli_fail_command(words, count, &cli->keep, err);
    cli_help_group(group, cli->lang, cli->scratch, out);
    return COR_OK;
}

static cor_code run_help(cli_context *cli, const void *words, cor_error *err) {
    cli_output output;
    cor_str format;
    cor_code code = cli_format_choose(cli, "text", &format, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;

    code = put_help(cli, words, &output.out, err);
    if (!code) code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}

typedef struct {
    int32_t shell;
} completion_asked;

static const char *const SHELLS[] = { "bash", "zsh", "fish", NULL };

static const cor_parameter COMPLETION[] = {
    { "shell", COR_PARAM_CHOICE, COR_ASKED(completion_asked, shell), N_("The shell."),
      .is_argument = true, .is_required = true, .words = SHELLS },
    { 0 },
};

static cor_code run_completion(cli_context *cli, const void *words, cor_error *err) {
    const completion_asked *asked = words;
    cli_output output;
    cor_str format;
    cor_code code = cli_format_choose(cli, "text", &format, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;

    cli_completion(asked->shell, cli->lang, cli->scratch, &output.out);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}

const cli_act cli_acts_help[] = {
    { .name = "help",
      .title = N_("Help about a command."),
      .example = "help figures",
      .parameters = HELP,
      .asked_bytes = sizeof(help_asked),
      .formats = "text",
      .run = run_help },
    { .name = "completion",
      .title = N_("Completion of commands and options for a shell."),
      .details = N_("Put the output where the shell looks for it, or read it at the start: source "
                    "<(corredor completion bash)."),
      .example = "completion bash",
      .parameters = COMPLETION,
      .asked_bytes = sizeof(completion_asked),
      .formats = "text",
      .run = run_completion },
    { 0 },
};
