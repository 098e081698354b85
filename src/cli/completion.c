/* SPDX-License-Identifier: Apache-2.0 */
/* completion.c: completion scripts for shells (commands, options and values), printed from the
 * tables of commands and parameters. */
#include "cli.h"

/* ---- pieces -------------------------------------------------------------- */

/* First words, or the second words after one, each once, separated by blanks. */
static void put_next_words(const char *first, cor_out *out) {
    size_t count, length = first ? strlen(first) : 0;
    const cli_command *list = cli_command_list(&count);
    cor_str last = { 0 };
    for (size_t i = 0; i < count; i++) {
        const char *name = list[i].name;
        bool follows = !first || (strncmp(name, first, length) == 0 && name[length] == ' ');
        if (!follows) continue;
        cor_str word = cor_str_of(first ? name + length + 1 : name);
        word = cor_str_part(word, 0, cor_str_find(word, COR_STR(" ")));
        if (cor_str_equal(word, last)) continue;
        last = word;
        cor_put_char(out, ' ');
        cor_put(out, word);
    }
}

static void put_option_words(const cli_command *command, cor_out *out) {
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        if (row->is_argument || row->side == COR_SIDE_WEB) continue;
        cor_put_c(out, " --");
        cor_put_c(out, row->name);
    }
    for (const cor_parameter *row = cli_common_parameters(); row->type; row++) {
        if (!cli_common_applies(command, row)) continue;
        cor_put_c(out, " --");
        cor_put_c(out, row->name);
    }
}

/* Allowed values separated by blanks; empty when they cannot be listed. */
static cor_str values_of(const cor_parameter *row, cor_arena *keep) {
    cor_str list = cor_parameter_allowed(row, keep);
    char *at = cor_new(keep, char, list.length + 1);
    size_t length = 0;
    for (size_t i = 0; at && i < list.length; i++)
        if (list.at[i] != ',') at[length++] = list.at[i];
    return (cor_str){ at, at ? length : 0 };
}

static bool takes_file(const cor_parameter *row) {
    return row->type == COR_PARAM_FILE || row->type == COR_PARAM_FILES;
}

/* ---- bash, zsh ----------------------------------------------------------- */

static void put_value_cases(const cli_command *command, cor_arena scratch, cor_out *out) {
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        cor_arena room = scratch;
        cor_str values = values_of(row, &room);
        if (row->is_argument || row->type == COR_PARAM_FLAG || !values.length) continue;
        cor_put_c(out, "    \"");
        cor_put_c(out, command->name);
        cor_put_c(out, " --");
        cor_put_c(out, row->name);
        cor_put_c(out, "\") words=\"");
        cor_put(out, values);
        cor_put_c(out, "\" ;;\n");
    }
    cor_arena room = scratch;
    cor_str formats = cli_formats_text(command, &room);
    cor_put_c(out, "    \"");
    cor_put_c(out, command->name);
    cor_put_c(out, " --format\") words=\"");
    for (size_t i = 0; i < formats.length; i++)
        if (formats.at[i] != ',') cor_put_char(out, formats.at[i]);
    cor_put_c(out, "\" ;;\n");
}

/* The words of an argument that can be listed, such as kinds of entries. */
static void put_argument_words(const cli_command *command, cor_arena scratch, cor_out *out) {
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        cor_arena room = scratch;
        if (!row->is_argument) continue;
        cor_put_char(out, ' ');
        cor_put(out, values_of(row, &room));
    }
}

static void put_command_cases(cor_arena scratch, cor_out *out) {
    size_t count;
    const cli_command *list = cli_command_list(&count);
    cor_put_c(out, "  case \"$command\" in\n");
    for (size_t i = 0; i < count; i++) {
        cor_put_c(out, "    \"");
        cor_put_c(out, list[i].name);
        cor_put_c(out, "\") options=\"");
        put_option_words(&list[i], out);
        cor_put_c(out, "\"; arguments=\"");
        put_argument_words(&list[i], scratch, out);
        cor_put_c(out, "\" ;;\n");
    }
    cor_put_c(out, "  esac\n  case \"$command $previous\" in\n");
    for (size_t i = 0; i < count; i++)
        put_value_cases(&list[i], scratch, out);
    cor_put_c(out, "    *\" --lang\") words=\"en es\" ;;\n");
    cor_put_c(out, "    *\" --output\"|*\" -o\"|*\" --db\"|*\" --pack\") files=1 ;;\n  esac\n");
}

/* The shell function: finds the command in the typed words, then the possible continuations. */
static void put_function(cor_arena scratch, cor_out *out) {
    size_t count;
    const cli_command *list = cli_command_list(&count);
    cor_put_c(out, "_corredor_words() {\n  # current word, previous word, words before\n"
                   "  local current=\"$1\" previous=\"$2\" command=\"\" word options=\"\" "
                   "arguments=\"\"\n  shift 2\n  words=\"\"; files=\"\"\n"
                   "  for word in \"$@\"; do\n    case \"$word\" in -*) continue ;; esac\n"
                   "    case \"$command\" in\n      \"\") command=\"$word\" ;;\n");
    const char *last = "";
    for (size_t i = 0; i < count; i++) {
        const char *blank = strchr(list[i].name, ' ');
        size_t length = blank ? (size_t)(blank - list[i].name) : 0;
        if (!blank || strncmp(last, list[i].name, length + 1) == 0) continue;
        last = list[i].name;
        cor_put_c(out, "      ");
        cor_put(out, (cor_str){ list[i].name, length });
        cor_put_c(out, ") command=\"$command $word\" ;;\n");
    }
    cor_put_c(out, "    esac\n  done\n");
    put_command_cases(scratch, out);
    cor_put_c(out, "  [ -n \"$words$files\" ] && return\n  case \"$current\" in\n"
                   "    -*) words=\"$options\"; return ;;\n  esac\n  case \"$command\" in\n"
                   "    \"\") words=\"");
    put_next_words(NULL, out);
    cor_put_c(out, "\" ;;\n");
    last = "";
    for (size_t i = 0; i < count; i++) {
        const char *blank = strchr(list[i].name, ' ');
        char first[64];
        size_t length = blank ? (size_t)(blank - list[i].name) : 0;
        if (!blank || length >= sizeof first || strncmp(last, list[i].name, length + 1) == 0)
            continue;
        last = list[i].name;
        memcpy(first, list[i].name, length);
        first[length] = 0;
        cor_put_c(out, "    ");
        cor_put_c(out, first);
        cor_put_c(out, ") words=\"");
        put_next_words(first, out);
        cor_put_c(out, "\" ;;\n");
    }
    cor_put_c(out, "    *) words=\"$arguments\"; files=1 ;;\n  esac\n}\n");
}

static void put_bash(cor_arena scratch, cor_out *out) {
    cor_put_c(out, "# Completion of corredor for bash, printed by corredor completion bash.\n");
    put_function(scratch, out);
    cor_put_c(out, "_corredor() {\n  local words files current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
                   "  _corredor_words \"$current\" \"${COMP_WORDS[COMP_CWORD-1]}\" "
                   "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"\n"
                   "  COMPREPLY=( $(compgen -W \"$words\" -- \"$current\") )\n"
                   "  [ -n \"$files\" ] && COMPREPLY+=( $(compgen -f -- \"$current\") )\n}\n"
                   "complete -o filenames -F _corredor corredor\n");
}

static void put_zsh(cor_arena scratch, cor_out *out) {
    cor_put_c(out, "#compdef corredor\n# Completion of corredor for zsh, printed by corredor "
                   "completion zsh.\n");
    put_function(scratch, out);
    cor_put_c(out, "_corredor() {\n  local typed=(\"${words[@]}\") at=$CURRENT\n"
                   "  local words files\n"
                   "  _corredor_words \"${typed[at]}\" \"${typed[at-1]}\" "
                   "\"${(@)typed[2,at-1]}\"\n"
                   "  compadd -- ${=words}\n  [[ -n $files ]] && _files\n}\n"
                   "compdef _corredor corredor 2>/dev/null || true\n");
}

/* ---- fish ---------------------------------------------------------------- */

static void put_quoted(cor_out *out, const char *text) {
    cor_put_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') cor_put_char(out, '\\');
        cor_put_char(out, *text);
    }
    cor_put_char(out, '\'');
}

/* Condition: the words of the command have been typed. */
static void put_condition(const char *name, cor_out *out) {
    cor_put_c(out, "complete -c corredor -n '__corredor_is ");
    cor_put_c(out, name);
    cor_put_c(out, "'");
}

static void put_fish_option(const cli_command *command, const cor_parameter *row, cor_lang lang,
                            cor_arena scratch, cor_out *out) {
    cor_str values = values_of(row, &scratch);
    put_condition(command->name, out);
    cor_put_c(out, " -l ");
    cor_put_c(out, row->name);
    if (row->type != COR_PARAM_FLAG) cor_put_c(out, takes_file(row) ? " -r -F" : " -x");
    if (values.length && row->type != COR_PARAM_FLAG) {
        cor_put_c(out, " -a '");
        cor_put(out, values);
        cor_put_char(out, '\'');
    }
    cor_put_c(out, " -d ");
    put_quoted(out, cor_gettext(row->help, lang));
    cor_put_char(out, '\n');
}

static void put_fish(cor_lang lang, cor_arena scratch, cor_out *out) {
    size_t count;
    const cli_command *list = cli_command_list(&count);
    cor_put_c(out, "# Completion of corredor for fish, printed by corredor completion fish.\n"
                   "function __corredor_is\n  set -l typed (commandline -opc)[2..-1]\n"
                   "  set -l plain (string match -v -- '-*' $typed)\n"
                   "  test (count $plain) -ge (count $argv)\n"
                   "  and test \"$plain[1..\"(count $argv)\"]\" = \"$argv\"\nend\n"
                   "complete -c corredor -f -n __fish_use_subcommand -a '");
    put_next_words(NULL, out);
    cor_put_c(out, "'\n");

    for (size_t i = 0; i < count; i++) {
        const char *blank = strchr(list[i].name, ' ');
        if (blank) {
            cor_put_c(out, "complete -c corredor -f -n 'test (count (commandline -opc)) -eq 2; and "
                           "__corredor_is ");
            cor_put(out, (cor_str){ list[i].name, (size_t)(blank - list[i].name) });
            cor_put_c(out, "' -a ");
            cor_put_c(out, blank + 1);
            cor_put_c(out, " -d ");
            put_quoted(out, cor_gettext(list[i].title, lang));
            cor_put_char(out, '\n');
        }
        for (const cor_parameter *row = list[i].parameters; row && row->type; row++)
            if (!row->is_argument && row->side != COR_SIDE_WEB)
                put_fish_option(&list[i], row, lang, scratch, out);
    }
    cor_put_c(out,
              "complete -c corredor -l format -x -a 'text json csv html xlsx pdf'\n"
              "complete -c corredor -l lang -x -a 'en es'\ncomplete -c corredor -l output -s o "
              "-r\ncomplete -c corredor -l db -r\n");
}

void cli_completion(int32_t shell, cor_lang lang, cor_arena scratch, cor_out *out) {
    if (shell == 0) put_bash(scratch, out);
    if (shell == 1) put_zsh(scratch, out);
    if (shell == 2) put_fish(lang, scratch, out);
}
