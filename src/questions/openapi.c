/* SPDX-License-Identifier: Apache-2.0 */
/* openapi.c: OpenAPI 3.1, printed from the questions: one path a question, its formats as endings
 * that a parameter chooses. Members that begin with x- say how the same is asked at the command
 * line: generated tests ask both sides. */
#include "questions.h"

/* The ending of an address for a format. */
static cor_str ending_of(cor_str format) {
    return cor_str_is(format, "text") ? COR_STR("txt") : format;
}

static cor_str media_type_of(const cor_question *question, cor_str format) {
    const cor_question_file *file = cor_question_file_find(question, format);
    cor_str media = file ? cor_str_of(file->media_type) : cor_renderer_find(format)->media_type;
    return cor_str_part(media, 0, cor_str_find(media, COR_STR(";")));
}

static bool is_in_path(const char *path, const char *name) {
    size_t length = strlen(name);
    for (const char *open = strchr(path, '{'); open; open = strchr(open + 1, '{'))
        if (strncmp(open + 1, name, length) == 0 && open[1 + length] == '}') return true;
    return false;
}

/* ---- parameters ---------------------------------------------------------- */

static void put_parameter(const cor_question *question, const cor_parameter *parameter,
                          cor_lang lang, cor_arena scratch, cor_out *out) {
    bool in_path = question->path && is_in_path(question->path, parameter->name);
    cor_put_c(out, "{\"name\":");
    cor_put_json(out, cor_str_of(parameter->name));
    cor_put_c(out, in_path ? ",\"in\":\"path\",\"required\":true" : ",\"in\":\"query\"");
    cor_put_c(out, ",\"description\":");
    cor_put_json(out, cor_str_of(cor_gettext(parameter->help, lang)));
    cor_put_c(out, ",\"schema\":");
    cor_parameter_schema(parameter, scratch, out);
    cor_parameter_extensions(parameter, out);
    cor_put_char(out, '}');
}

static bool is_file(const cor_parameter *parameter) {
    return parameter->type == COR_PARAM_FILE || parameter->type == COR_PARAM_FILES;
}

/* Those of the command that an address does not have. */
static bool is_of_command_only(const cor_question *question, const cor_parameter *parameter) {
    return !question->path || parameter->side == COR_SIDE_COMMAND || is_file(parameter);
}

static void put_formats(const cor_question *question, cor_out *out) {
    cor_str format;
    bool is_first = true;
    cor_put_char(out, '[');
    for (int32_t at = 0; cor_question_format_next(question, &at, &format); is_first = false) {
        if (!is_first) cor_put_char(out, ',');
        cor_put_json(out, ending_of(format));
    }
    cor_put_char(out, ']');
}

static void put_format_parameter(const cor_question *question, cor_out *out) {
    cor_put_c(out, "{\"name\":\"format\",\"in\":\"path\",\"required\":true,\"schema\":"
                   "{\"type\":\"string\",\"enum\":");
    put_formats(question, out);
    cor_put_c(out, "}}");
}

static void put_openapi_parameters(const cor_question *question, cor_lang lang, cor_arena scratch,
                                   cor_out *out) {
    cor_put_c(out, "\"parameters\":[");
    put_format_parameter(question, out);
    for (const cor_parameter *row = question->parameters; row && row->type; row++) {
        if (is_of_command_only(question, row)) continue;
        cor_put_char(out, ',');
        put_parameter(question, row, lang, scratch, out);
    }
    for (const cor_parameter *row = cor_question_common_parameters(); row->type; row++) {
        if (row->side == COR_SIDE_COMMAND || !cor_question_common_applies(question, row)) continue;
        cor_put_char(out, ',');
        put_parameter(question, row, lang, scratch, out);
    }
    cor_put_c(out, "],");
}

/* ---- the same at the command line ---------------------------------------- */

/* The command, the example of the row, and the options that only the command has. */
static void put_command(const cor_question *question, cor_lang lang, cor_arena scratch,
                        cor_out *out) {
    int32_t written = 0;
    cor_put_c(out, "\"x-command\":");
    cor_put_json(out, cor_str_of(question->command));
    cor_put_c(out, ",\"x-example\":");
    cor_put_json(out, cor_str_of(question->example));
    cor_put_c(out, ",\"x-options\":[");
    for (const cor_parameter *row = question->parameters; row && row->type; row++) {
        if (!is_of_command_only(question, row)) continue;
        if (written++) cor_put_char(out, ',');
        put_parameter(question, row, lang, scratch, out);
    }
    cor_put_c(out, "],");
}

/* ---- answers ------------------------------------------------------------- */

/* Each media type once, in the order of the formats. */
static void put_answers(const cor_question *question, cor_out *out) {
    cor_str format, earlier;
    bool is_first = true;
    cor_put_c(out, "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{");
    for (int32_t at = 0; cor_question_format_next(question, &at, &format);) {
        cor_str media = media_type_of(question, format);
        bool is_known = false;
        for (int32_t before = 0;
             cor_question_format_next(question, &before, &earlier) && before < at && !is_known;)
            is_known = cor_str_equal(media_type_of(question, earlier), media);
        if (is_known) continue;

        bool is_json = cor_str_ends(media, COR_STR("json"));
        if (!is_first) cor_put_char(out, ',');
        is_first = false;
        cor_put_json(out, media);
        cor_put_c(out, is_json ? ":{\"schema\":{}}" : ":{\"schema\":{\"type\":\"string\"}}");
    }
    cor_put_c(out, "}},\"4XX\":{\"$ref\":\"#/components/responses/Problem\"}}");
}

/* ---- operations ---------------------------------------------------------- */

/* "mechanisms list" or "/data/figures" as one word. */
static void put_operation_id(const cor_question *question, cor_out *out) {
    const char *name = question->command ? question->command : question->path + 1;
    cor_put_char(out, '"');
    for (; *name; name++)
        cor_put_char(out, (*name >= 'a' && *name <= 'z') ? *name : '_');
    cor_put_char(out, '"');
}

static void put_operation(const cor_question *question, cor_lang lang, cor_arena scratch,
                          cor_out *out) {
    bool is_home = strcmp(question->path, "/") == 0;
    cor_put_char(out, '"');
    cor_put_c(out, is_home ? "/index" : question->path);
    cor_put_c(out, ".{format}\":{\"get\":{\"operationId\":");
    put_operation_id(question, out);
    cor_put_c(out, ",\"summary\":");
    cor_put_json(out, cor_str_of(cor_gettext(question->title, lang)));

    if (question->details) {
        cor_put_c(out, ",\"description\":");
        cor_put_json(out, cor_str_of(cor_gettext(question->details, lang)));
    }
    cor_put_char(out, ',');
    if (question->command) put_command(question, lang, scratch, out);
    put_openapi_parameters(question, lang, scratch, out);
    put_answers(question, out);
    cor_put_c(out, "}}");
}

/* Commands without an address, by name. */
static void put_commands(cor_lang lang, cor_arena scratch, cor_out *out) {
    size_t count;
    const cor_question *const *list = cor_question_list(&count);
    int32_t written = 0;
    cor_put_c(out, "\"x-commands\":[");
    for (size_t i = 0; i < count; i++) {
        if (list[i]->path) continue;
        cor_put_c(out, written++ ? ",\n{" : "{");
        put_command(list[i], lang, scratch, out);
        cor_put_c(out, "\"x-formats\":");
        put_formats(list[i], out);
        cor_put_c(out, ",\"summary\":");
        cor_put_json(out, cor_str_of(cor_gettext(list[i]->title, lang)));
        cor_put_char(out, '}');
    }
    cor_put_c(out, "],");
}

void cor_questions_openapi(cor_lang lang, cor_arena scratch, cor_out *out) {
    size_t count;
    const cor_question *const *list = cor_question_list(&count);
    cor_put_c(out, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"corredor\",\"version\":"
                   "\"" COR_VERSION "\",\"summary\":");
    cor_put_json(out, cor_str_of(cor_gettext(
                          _("Labour-migration corridors, every number with its source."), lang)));
    cor_put_c(out, ",\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}},"
                   "\"servers\":[{\"url\":\"/\"}],\"security\":[],\"paths\":{");

    int32_t written = 0;
    for (size_t i = 0; i < count; i++) {
        if (!list[i]->path || list[i]->is_hidden) continue;
        if (written++) cor_put_c(out, ",\n");
        put_operation(list[i], lang, scratch, out);
    }

    cor_put_c(out, "},");
    put_commands(lang, scratch, out);
    cor_put_c(out, "\"components\":{\"responses\":{\"Problem\":{\"description\":\"Problem\","
                   "\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":"
                   "\"#/components/schemas/Problem\"}}}}},\"schemas\":{\"Problem\":{\"type\":"
                   "\"object\",\"required\":[\"status\",\"title\"],\"properties\":{\"status\":"
                   "{\"type\":\"integer\"},\"title\":{\"type\":\"string\"},\"detail\":{\"type\":"
                   "\"string\"}}}}}}\n");
}
