/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: parses the words after the program's name: command, arguments and options. */
#include "cli.h"

/* State of the parser. */
typedef struct {
    cli_context *cli;
    int argc;
    char **argv;
    int at;
    bool options_end;                 // after "--"
    const char *words[CLI_WORDS_MAX]; // command and arguments
    int32_t word_count;
    cor_given own[CLI_WORDS_MAX], common[2 * COR_PARAMETERS_MAX]; // options
    int32_t own_count, common_count;
    bool has_command;
} words_reading;

/* ---- which option -------------------------------------------------------- */

/* Names must be complete, because scripts outlive abbreviations. */
static const cor_parameter *find_option(const cor_parameter *rows, cor_str name, char letter) {
    for (const cor_parameter *row = rows; row && row->type; row++) {
        if (row->is_argument || row->side == COR_SIDE_WEB) continue;
        if (letter ? row->letter == letter
                   : cor_str_is(name, row->name) || (row->also && cor_str_is(name, row->also)))
            return row;
    }
    return NULL;
}

/* The nearest option; common ones only if they apply to `command`. */
static const char *suggest_option(const cor_parameter *rows, const cli_command *command,
                                  cor_str name, int32_t *least) {
    const char *nearest = NULL;
    for (const cor_parameter *row = rows; row && row->type; row++) {
        int32_t distance = cor_str_distance(name, cor_str_of(row->name), *least);
        if (row->is_argument || row->side == COR_SIDE_WEB || distance >= *least) continue;
        if (command && !cli_common_applies(command, row)) continue;
        *least = distance;
        nearest = row->name;
    }
    return nearest;
}

static cor_code fail_unknown_option(const words_reading *of, cor_str word, cor_error *err) {
    const cli_command *command = &of->cli->command;
    cor_str bare = cor_str_starts(word, COR_STR("--")) ? cor_str_part(word, 2, word.length) : word;
    int32_t least = 3;
    const cli_command *known = of->has_command ? command : NULL;
    const char *common = suggest_option(cli_common_parameters(), known, bare, &least);
    const char *own = known ? suggest_option(command->parameters, NULL, bare, &least) : NULL;
    const char *nearest = own ? own : common;

    if (of->has_command)
        cor_fail(err, COR_E_USAGE, _("corredor {command} has no option {option}."),
                 cor_arg_cstr(command->name), cor_arg_str(word));
    else
        cor_fail(err, COR_E_USAGE, _("The option {option} does not stand before a command."),
                 cor_arg_str(word));
    if (nearest) return cor_hint(err, _("Did you mean --{option}?"), cor_arg_cstr(nearest));
    if (!of->has_command) return cor_hint(err, _("See corredor help."));
    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(command->name));
}

/* ---- values of options --------------------------------------------------- */

/* What a sentence ends with: a period, unless the text has its own dots ("FILE..."). */
static cor_arg end_of_sentence(cor_arena *keep, cor_str text) {
    bool has_dots = cor_str_ends(text, COR_STR("..."));
    return cor_arg_str(cor_str_print(keep, has_dots ? "%.*s" : "%.*s.", COR_STR_F(text)));
}

static cor_code fail_value(const words_reading *of, const cor_parameter *row, cor_error *err) {
    cor_arena *keep = &of->cli->keep;
    const char *name = cor_parameter_value_name(row, keep);
    cor_str value = cor_str_of(name ? name : "yes|no");
    return cor_fail(err, COR_E_USAGE, _("The option --{option} needs a value: {value}"),
                    cor_arg_cstr(row->name), end_of_sentence(keep, value));
}

/* An optional value is taken from the next word only if that is an allowed value. */
static const char *read_optional(words_reading *of, const cor_parameter *row) {
    for (int32_t i = 0; row->words[i]; i++)
        if (of->at + 1 < of->argc && strcmp(of->argv[of->at + 1], row->words[i]) == 0)
            return of->argv[++of->at];
    return row->implied;
}

static cor_code read_option_value(words_reading *of, const cor_parameter *row, const char *attached,
                                  const char **ret_value, cor_error *err) {
    *ret_value = attached;
    if (attached) return COR_OK;
    if (row->type == COR_PARAM_FLAG) {
        *ret_value = "yes";
    } else if (row->implied) {
        *ret_value = read_optional(of, row);
    } else if (of->at + 1 < of->argc) {
        *ret_value = of->argv[++of->at];
    } else {
        return fail_value(of, row, err);
    }
    return COR_OK;
}

/* A question is not limited by an empty value, as by an empty field of its form. An act refuses
 * one: for "--country $COUNTRY" with nothing in the variable, "all countries" would be wrong. */
static bool may_be_empty(const words_reading *of, const cor_parameter *row, bool is_own) {
    const cli_command *command = &of->cli->command;
    if (is_own) return command->question != NULL;
    return cor_parameter_find(cor_question_common_parameters(), cor_str_of(row->name)) != NULL;
}

static cor_code add_option(words_reading *of, const cor_parameter *own, const cor_parameter *common,
                           const char *attached, cor_error *err) {
    const cor_parameter *row = own ? own : common;
    const char *value;
    cor_code code = read_option_value(of, row, attached, &value, err);
    if (code) return code;

    if (!*value && !may_be_empty(of, row, own != NULL)) return fail_value(of, row, err);
    cor_given given = { cor_str_of(row->name), cor_str_of(value) };
    bool has_room = own ? of->own_count < CLI_WORDS_MAX : of->common_count < 2 * COR_PARAMETERS_MAX;
    if (!has_room)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} options."),
                        cor_arg_int(CLI_WORDS_MAX));
    if (own)
        of->own[of->own_count++] = given;
    else
        of->common[of->common_count++] = given;
    return COR_OK;
}

static const cor_parameter *find_common(const words_reading *of, cor_str name, char letter) {
    const cor_parameter *row = find_option(cli_common_parameters(), name, letter);
    bool applies = row && (!of->has_command || cli_common_applies(&of->cli->command, row));
    return applies ? row : NULL;
}

/* --name, --name=value, --name value. */
static cor_code read_long(words_reading *of, cor_error *err) {
    const char *word = of->argv[of->at], *equals = strchr(word, '=');
    cor_str name = { word + 2, equals ? (size_t)(equals - word - 2) : strlen(word + 2) };
    const cor_parameter *own =
        of->has_command ? find_option(of->cli->command.parameters, name, 0) : NULL;
    const cor_parameter *common = find_common(of, name, 0);

    if (!own && !common) return fail_unknown_option(of, (cor_str){ word, name.length + 2 }, err);
    return add_option(of, own, common, equals ? equals + 1 : NULL, err);
}

/* -o FILE, -oFILE. */
static cor_code read_short(words_reading *of, cor_error *err) {
    const char *word = of->argv[of->at];
    const cor_parameter *own =
        of->has_command ? find_option(of->cli->command.parameters, (cor_str){ 0 }, word[1]) : NULL;
    const cor_parameter *common = find_common(of, (cor_str){ 0 }, word[1]);
    const cor_parameter *row = own ? own : common;

    bool is_whole = row && (!word[2] || row->type != COR_PARAM_FLAG);
    if (!is_whole) return fail_unknown_option(of, cor_str_of(word), err);
    return add_option(of, own, common, word[2] ? word + 2 : NULL, err);
}

/* ---- the command --------------------------------------------------------- */

/* Number of words before the first option that is not a common one. */
static int32_t count_command_words(const words_reading *of, const char *words[2]) {
    int32_t count = 0;
    for (int i = of->at; i < of->argc && count < 2 && of->argv[i][0] != '-'; i++) {
        if (!cor_str_is_utf8(cor_str_of(of->argv[i]))) break; // refused with its number
        words[count++] = of->argv[i];
    }
    return count;
}

static cor_code fail_group(const cli_group *group, const char *word, cor_arena *keep,
                           cor_error *err) {
    cor_str verbs = cli_group_verbs(group->name, keep);
    if (!word) {
        cor_fail(err, COR_E_USAGE, _("corredor {command} needs: {arguments}"),
                 cor_arg_cstr(group->name), end_of_sentence(keep, verbs));
        return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(group->name));
    }

    cor_str rest = verbs, verb, nearest = { 0 };
    for (int32_t least = 3; cor_str_split(&rest, '|', &verb);) {
        int32_t distance = cor_str_distance(cor_str_of(word), verb, least);
        if (distance >= least) continue;
        least = distance;
        nearest = verb;
    }
    cor_fail(err, COR_E_USAGE, _("corredor {command} does not know what to do with \"{word}\"."),
             cor_arg_cstr(group->name), cor_arg_cstr(word));
    if (nearest.length)
        return cor_hint(err, _("Did you mean corredor {command} {verb}?"),
                        cor_arg_cstr(group->name), cor_arg_str(nearest));
    return cor_hint(err, _("Choose one of: {list}."), cor_arg_str(verbs));
}

static cor_code fail_name(cor_str name, cor_error *err) {
    size_t count;
    const cli_command *commands = cli_command_list(&count);
    cor_str nearest = { 0 };
    for (size_t i = 0; i < count; i++) {
        cor_str known = cor_str_of(commands[i].name);
        known = cor_str_part(known, 0, cor_str_find(known, COR_STR(" ")));
        if (cor_str_distance(name, known, 2) <= 2 && !nearest.length) nearest = known;
    }
    cor_fail(err, COR_E_USAGE, _("There is no command \"{name}\"."), cor_arg_str(name));
    if (nearest.length)
        return cor_hint(err, _("Did you mean corredor {command}?"), cor_arg_str(nearest));
    return cor_hint(err, _("See corredor help."));
}

cor_code cli_fail_command(const char *const *words, int32_t word_count, cor_arena *keep,
                          cor_error *err) {
    const cli_group *group = cli_group_find(cor_str_of(words[0]));
    return group ? fail_group(group, word_count > 1 ? words[1] : NULL, keep, err)
                 : fail_name(cor_str_of(words[0]), err);
}

static cor_code read_command(words_reading *of, cor_error *err) {
    const char *words[2] = { 0 };
    int32_t count = count_command_words(of, words), taken;
    if (!cli_command_find(words, count, &of->cli->command, &taken))
        return cli_fail_command(words, count, &of->cli->keep, err);
    of->at += taken - 1;
    of->has_command = true;
    return COR_OK;
}

/* ---- arguments ----------------------------------------------------------- */

static cor_code hint_example(cli_context *cli, cor_error *err) {
    return cor_hint(err, _("Example: {example}"),
                    cor_arg_str(cli_example_text(&cli->command, &cli->keep)));
}

static cor_code fail_arguments(cli_context *cli, cor_error *err) {
    cor_str text = cli_arguments_text(cli->command.parameters, &cli->keep);
    cor_fail(err, COR_E_USAGE, _("corredor {command} needs: {arguments}"),
             cor_arg_cstr(cli->command.name), end_of_sentence(&cli->keep, text));
    return hint_example(cli, err);
}

static cor_code fail_surplus(cli_context *cli, const char *word, cor_error *err) {
    if (!cor_str_is_utf8(cor_str_of(word)))
        return cor_fail(err, COR_E_USAGE, _("The value is not UTF-8 text."));
    cor_fail(err, COR_E_USAGE, _("corredor {command} does not know what to do with \"{word}\"."),
             cor_arg_cstr(cli->command.name), cor_arg_cstr(word));
    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(cli->command.name));
}

/* The words from *at on, as one text with blanks between them. */
static void assign_phrase(words_reading *of, const cor_parameter *row, int32_t *at) {
    cor_out out = cor_out_memory(&of->cli->keep);
    for (; *at < of->word_count; ++*at) {
        if (out.used) cor_put_char(&out, ' ');
        cor_put_c(&out, of->words[*at]);
    }
    if (out.used && !out.failed && of->own_count < CLI_WORDS_MAX)
        of->own[of->own_count++] = (cor_given){ cor_str_of(row->name), cor_out_str(&out) };
}

/* Arguments take the words in the order of the rows; a text or a list takes all that are left. */
static cor_code assign_arguments(words_reading *of, cor_error *err) {
    int32_t at = 0;
    for (const cor_parameter *row = of->cli->command.parameters; row && row->type; row++) {
        if (!row->is_argument) continue;
        if (row->type == COR_PARAM_WORDS) assign_phrase(of, row, &at);
        int32_t end = cor_parameter_takes_many(row) ? of->word_count : at + 1;
        for (; at < end && at < of->word_count && of->own_count < CLI_WORDS_MAX; at++)
            of->own[of->own_count++] =
                (cor_given){ cor_str_of(row->name), cor_str_of(of->words[at]) };
    }
    return at < of->word_count ? fail_surplus(of->cli, of->words[at], err) : COR_OK;
}

static bool is_given(const words_reading *of, const cor_parameter *row) {
    for (int32_t i = 0; i < of->own_count; i++)
        if (cor_str_is(of->own[i].name, row->name) && cor_str_trim(of->own[i].value).length)
            return true;
    return false;
}

/* A blank word counts as missing. */
static cor_code check_required(const words_reading *of, cor_error *err) {
    const cli_command *command = &of->cli->command;
    for (const cor_parameter *row = command->parameters; row && row->type; row++) {
        if (!row->is_required || is_given(of, row)) continue;
        if (row->is_argument) return fail_arguments(of->cli, err);
        cor_fail(err, COR_E_USAGE, _("The option --{option} is missing."), cor_arg_cstr(row->name));
        return hint_example(of->cli, err);
    }
    return COR_OK;
}

/* ---- all words ----------------------------------------------------------- */

/* Commands and names of options are text; a value is read by its parameter, which says whose value
 * is not. */
static bool is_name_utf8(const words_reading *of, const char *word) {
    cor_str text = cor_str_of(word);
    if (of->options_end || word[0] != '-') return of->has_command || cor_str_is_utf8(text);
    size_t name_end = word[1] == '-' ? cor_str_find(text, COR_STR("=")) : 2;
    return cor_str_is_utf8(cor_str_part(text, 0, name_end));
}

static cor_code read_word(words_reading *of, cor_error *err) {
    const char *word = of->argv[of->at];
    if (!is_name_utf8(of, word))
        return cor_fail(err, COR_E_USAGE, _("Argument {number} is not UTF-8 text."),
                        cor_arg_plain(of->at));

    if (!of->options_end && strcmp(word, "--") == 0) {
        of->options_end = true;
        return COR_OK;
    }
    if (!of->options_end && strncmp(word, "--", 2) == 0) return read_long(of, err);
    if (!of->options_end && word[0] == '-' && word[1]) return read_short(of, err);
    if (!of->has_command) return read_command(of, err);
    if (of->word_count == CLI_WORDS_MAX)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} arguments."),
                        cor_arg_int(CLI_WORDS_MAX));
    of->words[of->word_count++] = word;
    return COR_OK;
}

static cor_code read_option_values(words_reading *of, void **ret_asked, cor_error *err) {
    cli_context *cli = of->cli;
    const cli_command *command = &cli->command;
    size_t bytes = command->asked_bytes ? command->asked_bytes : 1;
    void *asked = cor_take(&cli->keep, bytes, _Alignof(max_align_t), 1);
    if (!asked) return cor_fail_memory(err);

    cor_code code = assign_arguments(of, err);
    if (!code) code = check_required(of, err);
    if (!code)
        code = cor_parameters_read(command->parameters, of->own, of->own_count, &cli->keep, asked,
                                   err);
    if (!code) *ret_asked = asked;
    return code;
}

cor_code cli_words_read(cli_context *cli, int argc, char **argv, void **ret_asked, cor_error *err) {
    static words_reading of; // large: one per run
    of = (words_reading){ .cli = cli, .argc = argc, .argv = argv, .at = 1 };
    cor_code code = COR_OK;
    for (; !code && of.at < argc; of.at++)
        code = read_word(&of, err);
    if (!code)
        code = cor_parameters_read(cli_common_parameters(), of.common, of.common_count, &cli->keep,
                                   &cli->common, err);
    if (code || cli->common.help || !of.has_command) return code;
    return read_option_values(&of, ret_asked, err);
}
