/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: the words after the command. Options may stand anywhere; "--" ends them. */
#include "cli.h"

typedef struct {
    const cli_option *option;
    int index; // in cli->values
} found_option;

static int own_count(const cli_command *command) {
    int count = 0;
    while (command->options && command->options[count].name)
        count++;
    return count;
}

/* Walk own and common options; `match` on long name (any unambiguous beginning is NOT accepted:
 * scripts outlive it). */
static bool find_option(const cli_command *command, cor_str name, char letter,
                        found_option *ret_found) {
    int own = own_count(command);
    size_t common_count;
    const cli_option *common = cli_common_options(&common_count);

    for (int i = 0; i < own + (int)common_count; i++) {
        const cli_option *option = i < own ? &command->options[i] : &common[i - own];
        bool same = letter ? option->letter == letter : cor_str_is(name, option->name);
        if (!same) continue;
        *ret_found = (found_option){ option, i };
        return true;
    }

    return false;
}

static cor_code fail_unknown(const cli_command *command, cor_str word, cor_error *err) {
    cor_fail(err, COR_E_USAGE, _("corredor {command} has no option {option}."),
             cor_arg_cstr(command->name), cor_arg_str(word));
    cor_str bare = cor_str_starts(word, COR_STR("--")) ? cor_str_part(word, 2, word.length) : word;
    int own = own_count(command);
    size_t common_count;
    const cli_option *common = cli_common_options(&common_count);
    const char *nearest = NULL;

    for (int i = 0, best = 3; i < own + (int)common_count; i++) {
        const char *name = i < own ? command->options[i].name : common[i - own].name;
        int distance = cor_str_distance(bare, cor_str_of(name), best);
        if (distance >= best) continue;
        best = distance;
        nearest = name;
    }

    if (nearest) return cor_hint(err, _("Did you mean --{option}?"), cor_arg_cstr(nearest));
    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(command->name));
}

static cor_code set_value(cli_context *cli, found_option found, const char *value, cor_error *err) {
    if (cli->values[found.index] && found.option->value)
        return cor_fail(err, COR_E_USAGE, _("The option --{option} is given twice."),
                        cor_arg_cstr(found.option->name));
    cli->values[found.index] = value;
    return COR_OK;
}

/* A value in brackets may be left out: then it is the first of its alternatives, "[text|json]".
 * Another word that follows is taken only if it is one of them. */
static const char *read_optional(const char *alternatives, cor_arena *keep, int argc, char **argv,
                                 int *at) {
    cor_str rest = { alternatives + 1, strlen(alternatives) - 2 }, word, first = { 0 };
    while (cor_str_split(&rest, '|', &word)) {
        if (!first.at) first = word;
        if (*at + 1 < argc && cor_str_is(word, argv[*at + 1])) return argv[++*at];
    }
    first = cor_str_keep(keep, first);
    return first.at ? first.at : "";
}

/* --name, --name=value, --name value. */
static cor_code read_long(cli_context *cli, int argc, char **argv, int *at, cor_error *err) {
    const char *word = argv[*at], *equals = strchr(word, '=');
    cor_str name = { word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2) };
    found_option found;

    if (!find_option(cli->command, name, 0, &found))
        return fail_unknown(cli->command, (cor_str){ word, name.length + 2 }, err);
    if (!found.option->value) {
        if (equals)
            return cor_fail(err, COR_E_USAGE, _("The option --{option} takes no value."),
                            cor_arg_str(name));
        return set_value(cli, found, "", err);
    }

    if (!equals && found.option->value[0] == '[')
        return set_value(cli, found, read_optional(found.option->value, &cli->keep, argc, argv, at),
                         err);

    if (!equals && *at + 1 >= argc)
        return cor_fail(err, COR_E_USAGE, _("The option --{option} needs a value: {value}."),
                        cor_arg_str(name), cor_arg_cstr(found.option->value));

    return set_value(cli, found, equals ? equals + 1 : argv[++*at], err);
}

/* -o FILE, -oFILE. */
static cor_code read_short(cli_context *cli, int argc, char **argv, int *at, cor_error *err) {
    const char *word = argv[*at];
    found_option found;
    if (!find_option(cli->command, (cor_str){ 0 }, word[1], &found))
        return fail_unknown(cli->command, cor_str_of(word), err);
    if (!found.option->value) return set_value(cli, found, "", err);
    if (!word[2] && *at + 1 >= argc)
        return cor_fail(err, COR_E_USAGE, _("The option -{letter} needs a value: {value}."),
                        cor_arg_str((cor_str){ word + 1, 1 }), cor_arg_cstr(found.option->value));
    return set_value(cli, found, word[2] ? word + 2 : argv[++*at], err);
}

static cor_code check_arguments(const cli_context *cli, cor_error *err) {
    const cli_command *command = cli->command;
    if (cli_option_given(cli, "help")) return COR_OK;
    if (cli->argument_count < command->arguments_min)
        cor_fail(err, COR_E_USAGE, _("corredor {command} needs: {arguments}."),
                 cor_arg_cstr(command->name), cor_arg_cstr(command->arguments));

    else if (cli->argument_count > command->arguments_max)
        cor_fail(err, COR_E_USAGE,
                 _("corredor {command} does not know what to do with \"{word}\"."),
                 cor_arg_cstr(command->name), cor_arg_cstr(cli->arguments[command->arguments_max]));
    else
        return COR_OK;
    if (command->example)
        return cor_hint(err, _("Example: corredor {example}"), cor_arg_cstr(command->example));

    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(command->name));
}

cor_code cli_options_read(cli_context *cli, int argc, char **argv, cor_error *err) {
    bool options_end = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (!cor_str_is_utf8(cor_str_of(word)))
            return cor_fail(err, COR_E_USAGE, _("Argument {number} is not UTF-8 text."),
                            cor_arg_plain(i + 1));
        cor_code code = COR_OK;
        if (!options_end && strcmp(word, "--") == 0)
            options_end = true;
        else if (!options_end && strncmp(word, "--", 2) == 0)
            code = read_long(cli, argc, argv, &i, err);
        else if (!options_end && word[0] == '-' && word[1])
            code = read_short(cli, argc, argv, &i, err);
        else if (cli->argument_count == CLI_ARGUMENTS_MAX)
            code = cor_fail(err, COR_E_LIMIT, _("There are more than {most} arguments."),
                            cor_arg_int(CLI_ARGUMENTS_MAX));
        else
            cli->arguments[cli->argument_count++] = word;
        if (code) return code;
    }

    return check_arguments(cli, err);
}

const char *cli_option_get(const cli_context *cli, const char *name) {
    found_option found;
    return find_option(cli->command, cor_str_of(name), 0, &found) ? cli->values[found.index] : NULL;
}

bool cli_option_given(const cli_context *cli, const char *name) {
    return cli_option_get(cli, name) != NULL;
}
