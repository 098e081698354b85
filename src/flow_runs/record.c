/* SPDX-License-Identifier: Apache-2.0 */
/* record.c: the question of a run as text in the database, and back. The texts are JSON with
 * members in a fixed order, so that equal questions have equal texts. */
#include <sodium.h>

#include "runs.h"

/* ---- writing ------------------------------------------------------------- */

static void put_number_member(cor_out *out, const char *name, double value) {
    cor_put_c(out, ",\"");
    cor_put_c(out, name);
    cor_put_c(out, "\":");
    cor_put_number(out, value);
}

cor_str run_options_text(const run_question *question, cor_arena *keep) {
    cor_out out = cor_out_memory(keep);
    bool is_refused = question->options.impossible == COR_FLOWS_IMPOSSIBLE_REFUSE;
    cor_put_c(&out, is_refused ? "{\"impossible\":\"refuse\"" : "{\"impossible\":\"shift\"");
    run_engine_options_put(&question->options, &out);
    if (question->doubt.replicate_count) {
        const cor_flows_doubt *doubt = &question->doubt;
        put_number_member(&out, "replicates", doubt->replicate_count);
        put_number_member(&out, "stock_cv", doubt->stock_cv);
        put_number_member(&out, "births_cv", doubt->births_cv);
        put_number_member(&out, "deaths_cv", doubt->deaths_cv);
        put_number_member(&out, "cell_share", doubt->cell_share);
        put_number_member(&out, "persistence", doubt->persistence);
        put_number_member(&out, "coverage", doubt->coverage);
        put_number_member(&out, "random", (double)doubt->seed);
        put_number_member(&out, "birthplace_cv", question->quality.birthplace);
        put_number_member(&out, "citizenship_cv", question->quality.citizenship);
        put_number_member(&out, "imputed_cv", question->quality.imputed);
        put_number_member(&out, "refugees_cv", question->quality.refugees);
    }

    cor_put_char(&out, '}');
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}

cor_str run_inputs_text(const run_question *question, cor_arena *keep) {
    char period[32];
    cor_interval_label(question->period, period);
    return cor_str_print(keep,
                         "{\"stocks\":\"%.*s\",\"demography\":\"%.*s\",\"unknown\":\"%s\","
                         "\"period\":\"%s\",\"sex\":\"%.*s\","
                         "\"tables\":\"%.*s\",\"as_known_s\":%lld}",
                         COR_STR_F(question->basis.stocks), COR_STR_F(question->basis.demography),
                         question->basis.unknown == COR_UNKNOWN_SPREAD ? "spread" : "native",
                         period, COR_STR_F(question->sex), COR_STR_F(question->tables),
                         (long long)question->basis.as_known_s);
}

static cor_str part_before(cor_str text, const char *member) {
    size_t at = cor_str_find(text, cor_str_of(member));
    return at == SIZE_MAX ? text : cor_str_part(text, 0, at);
}

cor_str run_inputs_same_question(cor_str inputs) {
    return part_before(inputs, ",\"tables\":");
}

cor_str run_inputs_same_tables(cor_str inputs) {
    return part_before(inputs, ",\"as_known_s\":");
}

/* ---- reading ------------------------------------------------------------- */

static cor_code read_object(cor_str text, json_t **ret_json, cor_error *err) {
    *ret_json = json_loadb(text.at ? text.at : "", text.length, 0, NULL);
    if (json_is_object(*ret_json)) return COR_OK;
    json_decref(*ret_json);
    *ret_json = NULL;
    return cor_fail(err, COR_E_FORMAT, _("The record of the run is not valid JSON."));
}

static cor_str member_text(const json_t *json, const char *name, cor_arena *keep) {
    const char *text = json_string_value(json_object_get(json, name));
    return text ? cor_str_keep(keep, cor_str_of(text)) : (cor_str){ 0 };
}

static double member_number(const json_t *json, const char *name) {
    return json_number_value(json_object_get(json, name));
}

static void read_options(const json_t *json, run_question *question) {
    question->options = run_engine_options_read(json);
    question->doubt =
        (cor_flows_doubt){ .replicate_count = (int32_t)member_number(json, "replicates"),
                           .stock_cv = member_number(json, "stock_cv"),
                           .births_cv = member_number(json, "births_cv"),
                           .deaths_cv = member_number(json, "deaths_cv"),
                           .cell_share = member_number(json, "cell_share"),
                           .persistence = member_number(json, "persistence"),
                           .coverage = member_number(json, "coverage"),
                           .seed = (uint64_t)member_number(json, "random") };
    question->quality = (cor_stock_quality){ .birthplace = member_number(json, "birthplace_cv"),
                                             .citizenship = member_number(json, "citizenship_cv"),
                                             .imputed = member_number(json, "imputed_cv"),
                                             .refugees = member_number(json, "refugees_cv") };
}

static cor_code read_inputs(const json_t *json, cor_arena *keep, run_question *question,
                            cor_error *err) {
    question->basis =
        (cor_flow_runs_basis){ .stocks = member_text(json, "stocks", keep),
                               .demography = member_text(json, "demography", keep),
                               .as_known_s = (int64_t)member_number(json, "as_known_s") };
    question->sex = member_text(json, "sex", keep);
    question->tables = member_text(json, "tables", keep);
    const char *unknown = json_string_value(json_object_get(json, "unknown"));
    question->basis.unknown =
        unknown && strcmp(unknown, "spread") == 0 ? COR_UNKNOWN_SPREAD : COR_UNKNOWN_NATIVE;
    const char *period = json_string_value(json_object_get(json, "period"));

    if (period && cor_interval_parse(cor_str_of(period), &question->period) &&
        question->basis.demography.length)
        return COR_OK;

    return cor_fail(err, COR_E_FORMAT, _("The record of the run names no period or no sources."));
}

cor_code run_read(const cor_run *run, cor_arena *keep, run_question *ret_question, cor_error *err) {
    run_question question = { .method = cor_flows_method_find(run->method) };
    if (!question.method)
        return cor_fail(err, COR_E_FORMAT, _("There is no method \"{name}\"."),
                        cor_arg_str(run->method));

    json_t *options = NULL, *inputs = NULL;
    cor_code code = read_object(run->options, &options, err);
    if (!code) code = read_object(run->inputs, &inputs, err);
    if (!code) read_options(options, &question);
    if (!code) code = read_inputs(inputs, keep, &question, err);
    json_decref(options);
    json_decref(inputs);
    if (!code) *ret_question = question;

    return code;
}

/* ---- digest -------------------------------------------------------------- */

cor_str run_tables_digest(const cor_flow_runs_input *input, cor_arena *keep) {
    crypto_generichash_state state;
    unsigned char hash[32];
    char hex[65];
    size_t n = (size_t)input->input.place_count, cell_bytes = n * n * sizeof(double),
           row_bytes = n * sizeof(double);

    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    for (size_t i = 0; i < n; i++) {
        cor_str code = cor_country_code(input->places[i]);
        crypto_generichash_update(&state, (const unsigned char *)code.at,
                                  code.length + 1); // codes are NUL-terminated
    }

    crypto_generichash_update(&state, (const unsigned char *)input->input.stock_start_persons,
                              cell_bytes);
    crypto_generichash_update(&state, (const unsigned char *)input->input.stock_end_persons,
                              cell_bytes);
    crypto_generichash_update(&state, (const unsigned char *)input->input.births_persons,
                              row_bytes);
    crypto_generichash_update(&state, (const unsigned char *)input->input.deaths_persons,
                              row_bytes);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);

    return cor_str_keep(keep, cor_str_of(hex));
}

/* ---- what was loaded ----------------------------------------------------- */

cor_code run_newest_load(cor_figures *figures, const cor_flow_runs_basis *basis, cor_arena scratch,
                         int64_t *ret_at_s, cor_error *err) {
    cor_source_summary *list;
    size_t count;
    cor_code code = cor_sources_list(figures, &scratch, &list, &count, err);
    if (code) return code;

    *ret_at_s = 0;
    for (size_t i = 0; i < count; i++)
        if ((cor_str_equal(list[i].source.key, basis->stocks) ||
             cor_str_equal(list[i].source.key, basis->demography)) &&
            list[i].last_load_s > *ret_at_s)
            *ret_at_s = list[i].last_load_s;

    return COR_OK;
}
