/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: options of the engine in the record of a run and in the key of its source. Only those
 * that are not as published are written, so that records from before they could be chosen stay
 * equal. */
#include "runs.h"

static const char *const BIRTHS[] = { "native", "native-only", "proportional", NULL };
static const char *const DEATHS[] = { "proportional", "accounting", NULL };
static const char *const MATCH[] = { "before", "after", NULL };
static const char *const OPEN[] = { "own", "cross", NULL };

enum { OPTIONS_MAX = 10 };

/* One option that is not as published. */
typedef struct {
    const char *name, *word; // no word: a number
    double number;
} engine_option;

typedef struct {
    engine_option list[OPTIONS_MAX];
    int32_t count;
} engine_options;

/* ---- writing ------------------------------------------------------------- */

static void add_word(engine_options *to, const char *name, const char *const *words, int32_t word) {
    if (word) to->list[to->count++] = (engine_option){ .name = name, .word = words[word] };
}

/* For the weight, none is a negative number in the engine and 0 in the record. */
static void add_number(engine_options *to, const char *name, double number) {
    if (number != 0)
        to->list[to->count++] = (engine_option){ .name = name, .number = number < 0 ? 0 : number };
}

static engine_options list_options(const cor_flows_options *options) {
    engine_options to = { 0 };
    add_word(&to, "births", BIRTHS, (int32_t)options->births);
    add_word(&to, "deaths", DEATHS, (int32_t)options->deaths);
    add_word(&to, "match", MATCH, (int32_t)options->match);
    add_word(&to, "open", OPEN, (int32_t)options->open);
    if (options->impossible == COR_FLOWS_IMPOSSIBLE_REFUSE)
        to.list[to.count++] = (engine_option){ .name = "impossible", .word = "refuse" };
    if (options->without_stayers)
        to.list[to.count++] = (engine_option){ .name = "stayers", .word = "none" };
    add_number(&to, "weight", options->minimum_weight);
    add_number(&to, "gap_max", options->gap_share_max);
    add_number(&to, "tolerance", options->tolerance_persons);
    add_number(&to, "total_moves", options->total_moves_persons);
    return to;
}

void run_engine_options_put(const cor_flows_options *options, cor_out *out) {
    engine_options of = list_options(options);
    for (int32_t i = 0; i < of.count; i++) {
        const engine_option *option = &of.list[i];
        if (strcmp(option->name, "impossible") == 0) continue; // always written, by the caller
        cor_put_c(out, ",\"");
        cor_put_c(out, option->name);
        cor_put_c(out, "\":");
        if (option->word)
            cor_put_json(out, cor_str_of(option->word));
        else
            cor_put_number(out, option->number);
    }
}

/* Each option as name and value. */
static cor_str join_options(const cor_flows_options *options, const char *between, char blank,
                            cor_arena *keep) {
    engine_options of = list_options(options);
    cor_out out = cor_out_memory(keep);
    for (int32_t i = 0; i < of.count; i++) {
        if (i || blank == '-') cor_put_c(&out, between);
        for (const char *at = of.list[i].name; *at; at++)
            cor_put_char(&out, *at == '_' ? '-' : *at);
        cor_put_char(&out, blank);
        if (of.list[i].word)
            cor_put_c(&out, of.list[i].word);
        else
            cor_put_number(&out, of.list[i].number);
    }
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_str run_engine_options_key(const cor_flows_options *options, cor_arena *keep) {
    return join_options(options, "-", '-', keep);
}

cor_str run_engine_options_words(const cor_flows_options *options, cor_arena *keep) {
    return join_options(options, ", ", ' ', keep);
}

/* ---- reading ------------------------------------------------------------- */

static int32_t read_word(const json_t *json, const char *name, const char *const *words) {
    const char *word = json_string_value(json_object_get(json, name));
    for (int32_t i = 0; word && words[i]; i++)
        if (strcmp(words[i], word) == 0) return i;
    return 0;
}

static double read_number(const json_t *json, const char *name) {
    return json_number_value(json_object_get(json, name));
}

cor_flows_options run_engine_options_read(const json_t *json) {
    static const char *const IMPOSSIBLE[] = { "shift", "refuse", NULL };
    bool is_refused = read_word(json, "impossible", IMPOSSIBLE) == 1;
    bool has_no_weight = json_object_get(json, "weight") && read_number(json, "weight") == 0;
    return (cor_flows_options){
        .births = (cor_flows_births)read_word(json, "births", BIRTHS),
        .deaths = (cor_flows_deaths)read_word(json, "deaths", DEATHS),
        .match = (cor_flows_match)read_word(json, "match", MATCH),
        .open = (cor_flows_open)read_word(json, "open", OPEN),
        .impossible = is_refused ? COR_FLOWS_IMPOSSIBLE_REFUSE : COR_FLOWS_IMPOSSIBLE_SHIFT,
        .without_stayers = json_object_get(json, "stayers") != NULL,
        .minimum_weight = has_no_weight ? -1 : read_number(json, "weight"),
        .gap_share_max = read_number(json, "gap_max"),
        .tolerance_persons = read_number(json, "tolerance"),
        .total_moves_persons = read_number(json, "total_moves"),
    };
}
