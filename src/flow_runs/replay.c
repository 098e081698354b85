/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c: repeats every run from its record. */
#include "runs.h"

#include <math.h>

enum { PROBLEMS_KEPT = 10 };

typedef struct {
    cor_figures *figures;
    cor_arena *keep;
    cor_check_result *result;
    run_question before;       // question of the tables in memory
    cor_arena tables;          // memory of the tables
    cor_flow_runs_input input; // no tables when places is NULL
} replay_work;

static void note_problem(replay_work *work, cor_text problem) {
    cor_check_result *result = work->result;
    result->problem_count++;
    if (result->problem_text_count == PROBLEMS_KEPT) return;
    cor_text kept = cor_text_keep(work->keep, problem);
    if (kept.id) result->problems[result->problem_text_count++] = kept;
}

static void note_error(replay_work *work, const cor_run *run, const cor_error *err) {
    note_problem(work, cor_say(_("run {id} cannot be repeated: {reason}"), cor_arg_plain(run->id),
                               cor_arg_text(&err->what)));
}

static bool is_same_input(const run_question *a, const run_question *b) {
    return cor_interval_equal(a->period, b->period) && cor_str_equal(a->sex, b->sex) &&
           cor_str_equal(a->basis.stocks, b->basis.stocks) &&
           cor_str_equal(a->basis.demography, b->basis.demography) &&
           a->basis.unknown == b->basis.unknown && a->basis.as_known_s == b->basis.as_known_s;
}

/* Runs of one period and sex follow each other and share their tables. If nothing was loaded since
 * the run, its as-known time equals the present, which is faster to read. */
static cor_code take_input(replay_work *work, const run_question *question, cor_arena scratch,
                           cor_error *err) {
    if (work->input.places && is_same_input(&work->before, question)) return COR_OK;
    int64_t newest_s;
    cor_arena keep = work->tables; // the question's own texts are temporary
    run_question kept = *question;
    kept.basis.stocks = cor_str_keep(&keep, question->basis.stocks);
    kept.basis.demography = cor_str_keep(&keep, question->basis.demography);
    kept.sex = cor_str_keep(&keep, question->sex);
    work->input.places = NULL;
    if (!kept.sex.at) return cor_fail_memory(err);

    cor_flow_runs_basis basis = kept.basis;
    cor_code code = run_newest_load(work->figures, &basis, scratch, &newest_s, err);
    if (code) return code;
    if (basis.as_known_s >= newest_s) basis.as_known_s = 0;
    code = cor_flow_runs_input_read(work->figures, &basis, question->period, question->sex, &keep,
                                    scratch, &work->input, err);
    work->before = kept;

    return code;
}

/* ---- one run ------------------------------------------------------------- */

static bool is_same_digest(const cor_run *run, const cor_matrix_packed *matrices, int32_t count) {
    uint8_t digest[32];
    cor_matrices_digest(matrices, count, digest);
    return memcmp(digest, run->result_digest, sizeof digest) == 0;
}

static cor_arg persons_text(double value) {
    return cor_arg_number(isnan(value) ? 0 : value, -1);
}

/* Report where the stored figures differ from the repeated ones. */
static cor_code note_difference(replay_work *work, const cor_run *run,
                                const cor_matrix_packed *stored, int32_t stored_count,
                                const run_answer *answer, cor_arena scratch, cor_error *err) {
    for (int32_t m = 0; m < answer->matrix_count; m++) {
        const cor_matrix_packed none = { .measure = answer->matrices[m].measure,
                                         .places = answer->matrices[m].places };
        const cor_matrix_packed *other = m < stored_count ? &stored[m] : &none;
        cor_matrix_difference at;
        bool differ = true;
        if (!other->figure_count) break;
        cor_code code =
            cor_matrices_compare(other, &answer->matrices[m], scratch, &at, &differ, err);
        if (code) return code;
        if (!differ) continue;
        note_problem(
            work,
            cor_say(_("run {id}, {method}: {origin} to {destination} is stored as {stored} and "
                      "comes out as {computed}"),
                    cor_arg_plain(run->id), cor_arg_str(run->method), cor_arg_country(at.origin),
                    cor_arg_country(at.destination), persons_text(at.first),
                    persons_text(at.second)));
        return COR_OK;
    }

    note_problem(work, cor_say(_("run {id}, {method}: its result is not the recorded one"),
                               cor_arg_plain(run->id), cor_arg_str(run->method)));
    return COR_OK;
}

static cor_code compare_matrices(replay_work *work, const cor_run *run, const run_answer *answer,
                                 cor_arena scratch, cor_error *err) {
    cor_matrix_packed *stored;
    int32_t count;
    cor_code code = cor_run_matrices(work->figures, run->id, &scratch, &stored, &count, err);
    if (code) return code;
    bool is_repeated = is_same_digest(run, answer->matrices, answer->matrix_count);
    bool is_stored = is_same_digest(run, stored, count);
    if (is_repeated && is_stored) return COR_OK;
    return note_difference(work, run, stored, count, answer, scratch, err);
}

static cor_code repeat_run(replay_work *work, const cor_run *run, const run_question *question,
                           cor_arena scratch, cor_error *err) {
    cor_str tables = run_tables_digest(&work->input, &scratch);
    if (!tables.at) return cor_fail_memory(err);
    if (!cor_str_equal(tables, question->tables)) {
        note_problem(work,
                     cor_say(_("run {id}, {method}, {period}: the stocks, births or deaths known "
                               "then are not those it was made from"),
                             cor_arg_plain(run->id), cor_arg_str(run->method),
                             cor_arg_period(question->period)));
        return COR_OK;
    }

    run_answer answer = { 0 };
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_code code =
        run_compute(work->figures, question, &work->input, &scratch, inner, &answer, err);

    return code ? code : compare_matrices(work, run, &answer, inner, err);
}

static cor_code replay_run(replay_work *work, const cor_run *run, cor_arena scratch,
                           cor_error *err) {
    run_question question;
    work->result->looked_at++;
    cor_code code = run_read(run, &scratch, &question, err);
    if (!code) code = take_input(work, &question, scratch, err);
    if (!code) code = repeat_run(work, run, &question, scratch, err);
    if (!code || code == COR_E_MEMORY || code == COR_E_STORE || code == COR_E_BUSY) return code;
    note_error(work, run, err);
    cor_error_clear(err);
    return COR_OK;
}

/* ---- all ----------------------------------------------------------------- */

static cor_code replay_all(replay_work *work, cor_arena scratch, cor_error *err) {
    cor_run *runs;
    size_t count;
    cor_code code = cor_runs_list(work->figures, &scratch, &runs, &count, err);
    work->tables = cor_arena_scratch(&scratch);
    for (size_t r = 0; r < count && !code; r++)
        if (cor_str_is(runs[r].engine, RUN_ENGINE)) code = replay_run(work, &runs[r], scratch, err);
    return code;
}

cor_code cor_flow_runs_replay(cor_figures *figures, cor_arena *keep, cor_arena scratch,
                              cor_check_result *ret_result, cor_error *err) {
    cor_check_result result = { .key = COR_STR("replay"),
                                .what = { .id = _("runs that do not give the same result again") },
                                .problems = cor_new(keep, cor_text, PROBLEMS_KEPT) };
    replay_work work = { .figures = figures, .keep = keep, .result = &result };
    cor_memory *memory = NULL;
    cor_code code = result.problems ? cor_memory_open(figures, &memory, err) : cor_fail_memory(err);
    if (code) return code;

    cor_figures_use(figures, memory);
    code = replay_all(&work, scratch, err);
    cor_figures_use(figures, NULL);
    cor_memory_close(memory);
    if (!code) *ret_result = result;

    return code;
}
