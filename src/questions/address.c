/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: addresses of questions: matching a path, writing an address. */
#include "questions.h"

/* ---- matching ------------------------------------------------------------ */

/* The text of a hole: up to the literal that follows it in the pattern, or to the end of the
 * segment. `*pattern` points at the brace. */
static bool take_hole(const char **pattern, cor_str *path, cor_given *ret_hole) {
    const char *close = strchr(*pattern, '}');
    char until = close[1];
    size_t length = 0;
    while (length < path->length && path->at[length] != '/' &&
           (path->at[length] != until || until == 0))
        length++;
    if (length == 0) return false;

    ret_hole->name = (cor_str){ *pattern + 1, (size_t)(close - *pattern - 1) };
    ret_hole->value = cor_str_part(*path, 0, length);
    *path = cor_str_part(*path, length, path->length);
    *pattern = close + 1;
    return true;
}

bool cor_path_matches(const char *pattern, cor_str path,
                      cor_given ret_holes[COR_QUESTION_HOLES_MAX], int32_t *ret_count) {
    int32_t count = 0;
    while (*pattern) {
        if (*pattern == '{') {
            if (!take_hole(&pattern, &path, &ret_holes[count++])) return false;
        } else {
            if (!path.length || path.at[0] != *pattern) return false;
            pattern++;
            path = cor_str_part(path, 1, path.length);
        }
    }
    *ret_count = count;
    return path.length == 0;
}

const cor_question *cor_question_for_path(cor_str path, cor_given ret_holes[COR_QUESTION_HOLES_MAX],
                                          int32_t *ret_hole_count) {
    size_t count;
    const cor_question *const *list = cor_question_list(&count);
    const cor_question *found = NULL;
    *ret_hole_count = COR_QUESTION_HOLES_MAX + 1;

    // The pattern with the fewest holes is the most literal one.
    for (size_t i = 0; i < count; i++) {
        cor_given holes[COR_QUESTION_HOLES_MAX];
        int32_t hole_count = 0;
        if (!list[i]->path || !cor_path_matches(list[i]->path, path, holes, &hole_count)) continue;
        if (hole_count >= *ret_hole_count) continue;
        found = list[i];
        *ret_hole_count = hole_count;
        for (int32_t h = 0; h < hole_count; h++)
            ret_holes[h] = holes[h];
    }
    return found;
}

/* ---- writing ------------------------------------------------------------- */

void cor_question_put_encoded(cor_out *out, cor_str text, const char *kept) {
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                        (c >= 'A' && c <= 'Z') || (c && strchr(kept, c));
        if (is_plain) {
            cor_put_char(out, (char)c);
            continue;
        }
        cor_put_char(out, '%');
        cor_put_char(out, hex[c >> 4]);
        cor_put_char(out, hex[c & 15]);
    }
}

static bool path_has_hole(const char *path, const char *name) {
    size_t length = strlen(name);
    for (const char *open = strchr(path, '{'); open; open = strchr(open + 1, '{'))
        if (strncmp(open + 1, name, length) == 0 && open[1 + length] == '}') return true;
    return false;
}

/* The value of a parameter: from a question's struct, or from its example. */
typedef struct {
    const cor_question *question;
    const void *asked; // NULL: the example
    cor_given given[COR_PARAMETERS_MAX];
    int32_t given_count;
    cor_arena *keep;
} address_values;

static cor_str value_of(const address_values *of, cor_str name) {
    const cor_parameter *row = cor_parameter_find(of->question->parameters, name);
    if (row && of->asked) return cor_parameter_print(row, of->asked, of->keep);
    for (int32_t i = 0; i < of->given_count; i++)
        if (cor_str_equal(of->given[i].name, name)) return of->given[i].value;
    return (cor_str){ 0 };
}

static void put_pattern_path(const address_values *of, cor_str *pieces, int32_t *piece_count) {
    const char *at = of->question->path;
    while (*at) {
        size_t length = strcspn(at, "{");
        pieces[(*piece_count)++] = (cor_str){ at, length };
        at += length;
        if (!*at) break;
        size_t close = strcspn(at, "}");
        pieces[(*piece_count)++] = value_of(of, (cor_str){ at + 1, close - 1 });
        at += close + 1;
    }
}

static cor_str make_address(const address_values *of) {
    cor_str pieces[2 * COR_QUESTION_HOLES_MAX + 1], values[COR_PARAMETERS_MAX];
    int32_t piece_count = 0, written = 0, count = cor_parameter_count(of->question->parameters);
    put_pattern_path(of, pieces, &piece_count);
    for (int32_t i = 0; i < count; i++)
        values[i] = value_of(of, cor_str_of(of->question->parameters[i].name));

    cor_out out = cor_out_memory(of->keep);
    for (int32_t i = 0; i < piece_count; i++)
        cor_question_put_encoded(&out, pieces[i], "/-._~");
    for (int32_t i = 0; i < count; i++) {
        const cor_parameter *row = &of->question->parameters[i];
        if (!values[i].length || path_has_hole(of->question->path, row->name)) continue;
        cor_put_char(&out, written++ ? '&' : '?');
        cor_put_c(&out, row->name);
        cor_put_char(&out, '=');
        cor_question_put_encoded(&out, values[i], "-._~,:/;");
    }
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_str cor_question_address(const cor_question *question, const void *asked, cor_arena *keep) {
    address_values of = { .question = question, .asked = asked, .keep = keep };
    return make_address(&of);
}

/* ---- examples ------------------------------------------------------------ */

int32_t cor_question_example(const cor_question *question, cor_given *ret_given, int32_t room) {
    cor_str rest = cor_str_of(question->example), pair;
    int32_t count = 0;
    while (count < room && cor_str_split(&rest, '&', &pair)) {
        size_t equals = cor_str_find(pair, COR_STR("="));
        if (equals == SIZE_MAX) continue;
        ret_given[count++] = (cor_given){ cor_str_part(pair, 0, equals),
                                          cor_str_part(pair, equals + 1, pair.length) };
    }
    return count;
}

cor_str cor_question_example_address(const cor_question *question, cor_arena *keep) {
    address_values of = { .question = question, .keep = keep };
    of.given_count = cor_question_example(question, of.given, COR_PARAMETERS_MAX);
    return make_address(&of);
}

static void put_shell_word(cor_out *out, cor_str word) {
    bool is_plain = word.length > 0;
    for (size_t i = 0; i < word.length; i++)
        is_plain = is_plain && !strchr(" ;&*?!\"'$()|<>\\#", word.at[i]);
    if (!is_plain) cor_put_char(out, '"');
    cor_put(out, word);
    if (!is_plain) cor_put_char(out, '"');
}

cor_str cor_question_example_command(const cor_question *question, cor_arena *keep) {
    cor_given given[COR_PARAMETERS_MAX];
    int32_t count = cor_question_example(question, given, COR_PARAMETERS_MAX);
    cor_out out = cor_out_memory(keep);
    cor_put_c(&out, "corredor ");
    cor_put_c(&out, question->command);

    for (int32_t i = 0; i < count; i++) {
        const cor_parameter *row = cor_parameter_find(question->parameters, given[i].name);
        bool is_switch = row && row->type == COR_PARAM_FLAG;
        if (!row || !row->is_argument) {
            cor_put_c(&out, " --");
            cor_put(&out, given[i].name);
        }
        if (is_switch) continue;
        cor_put_char(&out, ' ');
        put_shell_word(&out, given[i].value);
    }
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}
