/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c: questions and acts as one list of commands. To add one, add a row to the table of its
 * family, in src/questions or here. */
#include "cli.h"

/* First words of several commands. */
static const cli_group GROUPS[] = {
    { "flows", N_("Moves between places, inferred from who lives where at two dates.") },
    { "mechanisms", N_("Agreements, schemes and regimes: their state, their use, and the corridors "
                       "without any.") },
    { "library", N_("Publications and institutions, in both languages, with citations.") },
    { "network",
      N_("The network of regulators: members, practices, agreed actions, what is overdue.") },
    { "recruiters", N_("What can be said about recruiters.") },
    { "registry", N_("Entries of every registry with their versions: list, compare, export, "
                     "import.") },
    { "user", N_("Accounts of the office, where staff edit the registries.") },
};

static const cli_act *const FAMILIES[] = {
    cli_acts_import, cli_acts_check, cli_acts_flows, cli_acts_registry,
    cli_acts_serve,  cli_acts_user,  cli_acts_help,
};

static const cor_parameter COMMON[] = {
    { "db", COR_PARAM_FILE, COR_ASKED(cli_common, database),
      N_("The database; default $CORREDOR_DB, or your data folder."), .value = "PATH" },
    { "lang", COR_PARAM_LANGUAGE, COR_ASKED(cli_common, common.lang),
      N_("Language; default from the environment.") },
    { "format", COR_PARAM_WORDS, COR_ASKED(cli_common, format),
      N_("Output format; default text, or by the ending of the output file."), .value = "NAME" },
    { "output", COR_PARAM_FILE, COR_ASKED(cli_common, output),
      N_("Write to this file, all or nothing."), .letter = 'o' },
    { "as-known", COR_PARAM_MOMENT, COR_ASKED(cli_common, common.as_known_s),
      N_("Answer as known at the end of this day, e.g. 2026-01-31.") },
    { "help", COR_PARAM_FLAG, COR_ASKED(cli_common, help), N_("Help about the command."),
      .letter = 'h' },
    { 0 },
};

enum { COMMANDS_MAX = 160 };
static cli_command commands[COMMANDS_MAX];
static size_t command_count;

static void add_question(const cor_question *question) {
    if (!question->command || command_count == COMMANDS_MAX) return;
    commands[command_count++] = (cli_command){ question->command,
                                               question->title,
                                               question->details,
                                               question->parameters,
                                               question->asked_bytes,
                                               question,
                                               NULL };
}

static void add_act(const cli_act *act) {
    if (command_count == COMMANDS_MAX) return;
    commands[command_count++] =
        (cli_command){ act->name,        act->title, act->details, act->parameters,
                       act->asked_bytes, NULL,       act };
}

/* The database first, then all questions, then acts. */
static void gather_commands(void) {
    size_t count;
    const cor_question *const *questions = cor_question_list(&count);
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++) {
        for (const cli_act *act = FAMILIES[i]; act->name; act++)
            add_act(act);
        for (size_t q = 0; i == 0 && q < count; q++)
            add_question(questions[q]);
    }
}

const cli_command *cli_command_list(size_t *ret_count) {
    if (!command_count) gather_commands();
    *ret_count = command_count;
    return commands;
}

/* Number of words in `words` that form the name; 0: another command. */
static int32_t words_of_name(const char *name, const char *const *words, int32_t word_count) {
    cor_str rest = cor_str_of(name), word;
    int32_t count = 0;
    while (cor_str_split(&rest, ' ', &word)) {
        if (count == word_count || !cor_str_is(word, words[count])) return 0;
        count++;
    }
    return count;
}

bool cli_command_find(const char *const *words, int32_t word_count, cli_command *ret_command,
                      int32_t *ret_words) {
    size_t count;
    const cli_command *list = cli_command_list(&count);
    *ret_words = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t taken = words_of_name(list[i].name, words, word_count);
        if (taken <= *ret_words) continue;
        *ret_words = taken;
        *ret_command = list[i];
    }
    return *ret_words > 0;
}

const cli_group *cli_group_find(cor_str name) {
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++)
        if (cor_str_is(name, GROUPS[i].name)) return &GROUPS[i];
    return NULL;
}

cor_str cli_group_verbs(const char *name, cor_arena *keep) {
    size_t count, length = strlen(name);
    const cli_command *list = cli_command_list(&count);
    cor_out out = cor_out_memory(keep);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(list[i].name, name, length) != 0 || list[i].name[length] != ' ') continue;
        if (out.used) cor_put_char(&out, '|');
        cor_put_c(&out, list[i].name + length + 1);
    }
    return cor_out_str(&out);
}

const cor_parameter *cli_common_parameters(void) {
    return COMMON;
}

/* The database and the language are those of the session: every command takes them. */
bool cli_common_applies(const cli_command *command, const cor_parameter *parameter) {
    const cli_act *act = command->act;
    if (strcmp(parameter->name, "as-known") == 0)
        return act ? act->heeds_day : !command->question->needs_no_database;

    bool is_of_answer =
        strcmp(parameter->name, "format") == 0 || strcmp(parameter->name, "output") == 0;
    bool has_answer = !act || !act->formats || *act->formats;
    return !is_of_answer || has_answer;
}

cor_str cli_arguments_text(const cor_parameter *parameters, cor_arena *keep) {
    cor_str text = { 0 };
    for (const cor_parameter *row = parameters; row && row->type; row++) {
        if (!row->is_argument) continue;
        const char *name = cor_parameter_value_name(row, keep);
        text = cor_str_print(keep, row->is_required ? "%.*s%s%s" : "%.*s%s[%s]", COR_STR_F(text),
                             text.length ? " " : "", name ? name : row->name);
    }
    return text;
}

cor_str cli_example_text(const cli_command *command, cor_arena *keep) {
    if (command->question) return cor_question_example_command(command->question, keep);
    return cor_str_print(keep, "corredor %s", command->act->example);
}

bool cli_format_next(const cli_command *command, int32_t *at, cor_str *ret_format) {
    if (command->question) return cor_question_format_next(command->question, at, ret_format);
    size_t count;
    const cor_renderer *renderers = cor_renderer_list(&count);
    if (!command->act->formats) {
        if ((size_t)*at >= count) return false;
        *ret_format = renderers[(*at)++].name;
        return true;
    }

    cor_str rest = cor_str_of(command->act->formats);
    bool is_there = cor_str_split(&rest, ' ', ret_format);
    for (int32_t i = 0; is_there && i < *at; i++)
        is_there = cor_str_split(&rest, ' ', ret_format);
    ++*at;
    return is_there;
}

cor_str cli_formats_text(const cli_command *command, cor_arena *keep) {
    cor_out list = cor_out_memory(keep);
    cor_str format;
    for (int32_t at = 0; cli_format_next(command, &at, &format);) {
        if (list.used) cor_put_c(&list, ", ");
        cor_put(&list, format);
    }
    return cor_out_str(&list);
}
