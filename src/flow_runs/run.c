/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: computes estimates for every wanted period, method and sex that are missing, and stores
 * them together.
 *
 * Everything is computed before the writer's lock is taken, so that others can write meanwhile. If
 * somebody did, the results may be outdated and the computation starts again. */
#include <math.h>
#include <time.h>

#include "runs.h"

enum { ATTEMPTS = 3 };

/* The estimates of an edition of the stocks. */
typedef struct {
    cor_flow_runs_basis basis;
    cor_str source; // key under which they are stored
    cor_interval *periods;
    int32_t period_count;
    int64_t newest_load_s;
} run_edition;

/* One estimate to make, with its record and answer. */
typedef struct {
    run_question question;
    const run_edition *edition;
    cor_str options, inputs;
    run_answer answer;
    cor_flow_runs_result *result;
} run_task;

typedef struct {
    cor_figures *figures;
    const cor_flow_runs_wish *wish;
    cor_arena *keep;
    run_edition *editions;               // newest first
    int32_t edition_count, period_count; // of all editions
    const cor_flows_method **methods;
    int32_t method_count;
    const cor_str *sexes;
    int32_t sex_count;
    run_task *tasks; // by edition, period, sex, estimates before intervals, method
    int32_t task_count;
    const cor_run *known; // runs already stored
    size_t known_count;
    cor_memory *memory; // opened when something is to be computed
    int32_t done_count;
} run_work;

/* ---- what is wanted ------------------------------------------------------ */

/* An impossible birthplace (no table with its zeros exists) is adjusted and reported, instead of
 * stopping the whole world. */
static cor_flows_options engine_options(const cor_flow_runs_wish *wish) {
    cor_flows_options options = wish->options;
    options.impossible =
        wish->refuses_impossible ? COR_FLOWS_IMPOSSIBLE_REFUSE : COR_FLOWS_IMPOSSIBLE_SHIFT;
    return options;
}

/* The key under which estimates of these sources are stored. */
static cor_str source_of_wish(const cor_flow_runs_wish *wish, const cor_flow_runs_basis *basis,
                              cor_arena *keep) {
    const cor_flows_options options = engine_options(wish);
    cor_str source = cor_flow_runs_source(basis, keep),
            rest = run_engine_options_key(&options, keep);
    return cor_str_print(keep, "%.*s%.*s", COR_STR_F(source), COR_STR_F(rest));
}

static bool add_edition(run_work *work, const cor_flow_runs_basis *basis,
                        const cor_interval *periods, int32_t period_count) {
    run_edition *edition = &work->editions[work->edition_count++];
    edition->basis = *basis;
    edition->source = source_of_wish(work->wish, basis, work->keep);
    edition->periods = cor_new(work->keep, cor_interval, period_count + 1);
    if (!edition->periods || !edition->source.at) return false;

    memcpy(edition->periods, periods, (size_t)period_count * sizeof *periods);
    edition->period_count = period_count;
    work->period_count += period_count;
    return true;
}

/* The periods of an edition that are wanted. */
static int32_t pick_periods(const cor_flow_runs_wish *wish, const cor_flow_runs_edition *edition,
                            cor_interval *list) {
    int32_t count = 0;
    for (int32_t p = 0; p < edition->period_count; p++) {
        bool is_wanted = !wish->period_count;
        for (int32_t w = 0; w < wish->period_count && !is_wanted; w++)
            is_wanted = cor_interval_equal(wish->periods[w], edition->periods[p]);
        if (is_wanted) list[count++] = edition->periods[p];
    }
    return count;
}

static bool is_taken(const run_work *work, cor_interval period) {
    for (int32_t e = 0; e < work->edition_count; e++)
        for (int32_t p = 0; p < work->editions[e].period_count; p++)
            if (cor_interval_equal(work->editions[e].periods[p], period)) return true;
    return false;
}

/* A period between dates that do not follow each other is no period of an edition, but is
 * estimated when its births are stored. */
static cor_code take_other_period(run_work *work, cor_interval period, cor_arena scratch,
                                  cor_error *err) {
    cor_flow_runs_basis basis;
    if (is_taken(work, period)) return COR_OK;
    cor_code code = cor_flow_runs_settle(work->figures, &work->wish->basis, period, work->keep,
                                         scratch, &basis, err);
    if (code) return code;
    return add_edition(work, &basis, &period, 1) ? COR_OK : cor_fail_memory(err);
}

static cor_code take_editions(run_work *work, cor_arena scratch, cor_error *err) {
    const cor_flow_runs_wish *wish = work->wish;
    const cor_flow_runs_edition *list;
    int32_t count;
    cor_code code =
        cor_flow_runs_editions(work->figures, &wish->basis, work->keep, &list, &count, err);
    if (code) return code;
    if (!count && !wish->period_count)
        return run_fail_period(work->figures, &wish->basis, (cor_interval){ 0 }, scratch, err);
    work->editions = cor_new(work->keep, run_edition, count + wish->period_count);
    if (!work->editions) return cor_fail_memory(err);

    for (int32_t e = 0; e < count; e++) {
        cor_interval *wanted = cor_new(&scratch, cor_interval, list[e].period_count + 1);
        if (!wanted) return cor_fail_memory(err);
        int32_t wanted_count = pick_periods(wish, &list[e], wanted);
        if (wanted_count && !add_edition(work, &list[e].basis, wanted, wanted_count))
            return cor_fail_memory(err);
    }
    for (int32_t p = 0; p < wish->period_count && !code; p++)
        code = take_other_period(work, wish->periods[p], scratch, err);
    return code;
}

static cor_code take_methods(run_work *work, cor_error *err) {
    size_t count;
    const cor_flows_method *list = cor_flows_method_list(&count);

    work->methods =
        cor_new(work->keep, const cor_flows_method *, count + (size_t)work->wish->method_count);
    if (!work->methods) return cor_fail_memory(err);
    for (int32_t m = 0; m < work->wish->method_count; m++)
        work->methods[work->method_count++] = work->wish->methods[m];

    for (size_t m = 0; m < count && !work->wish->method_count; m++)
        if (list[m].traits & COR_FLOWS_COMPARED) work->methods[work->method_count++] = &list[m];
    return COR_OK;
}

static void take_sexes(run_work *work) {
    static const cor_str ALL[] = { COR_STR_INIT(""), COR_STR_INIT("F"), COR_STR_INIT("M") };
    work->sexes = work->wish->sex_count ? work->wish->sexes : ALL;
    work->sex_count = work->wish->sex_count ? work->wish->sex_count : 3;
}

static void add_task(run_work *work, const run_edition *edition, cor_interval period, cor_str sex,
                     const cor_flows_method *method, bool is_interval) {
    run_task *task = &work->tasks[work->task_count++];
    task->edition = edition;
    task->question = (run_question){ .basis = edition->basis,
                                     .period = period,
                                     .sex = sex,
                                     .method = method,
                                     .options = engine_options(work->wish) };

    if (is_interval) {
        task->question.doubt = work->wish->doubt;
        task->question.doubt.stock_cv_by_place = NULL;
        task->question.doubt.replicate_count = work->wish->replicate_count;
        task->question.quality = work->wish->quality;
    }

    *task->result = (cor_flow_runs_result){ .source = edition->source,
                                            .period = period,
                                            .sex = sex,
                                            .method = method,
                                            .is_interval = is_interval,
                                            .margin_error_persons = NAN };
}

/* One period of an edition. */
static void add_tasks(run_work *work, const run_edition *edition, cor_interval period) {
    int32_t kinds = work->wish->replicate_count ? 2 : 1;
    for (int32_t s = 0; s < work->sex_count; s++)
        for (int32_t k = 0; k < kinds; k++)
            for (int32_t m = 0; m < work->method_count; m++)
                add_task(work, edition, period, work->sexes[s], work->methods[m], k == 1);
}

static cor_code list_tasks(run_work *work, cor_flow_runs_report *report, cor_error *err) {
    int32_t kinds = work->wish->replicate_count ? 2 : 1;
    int32_t room = work->period_count * work->sex_count * kinds * work->method_count;

    work->tasks = cor_new(work->keep, run_task, room);
    report->results = cor_new(work->keep, cor_flow_runs_result, room);
    if (!work->tasks || !report->results) return cor_fail_memory(err);
    for (int32_t t = 0; t < room; t++)
        work->tasks[t].result = &report->results[t];

    for (int32_t e = 0; e < work->edition_count; e++)
        for (int32_t p = 0; p < work->editions[e].period_count; p++)
            add_tasks(work, &work->editions[e], work->editions[e].periods[p]);

    report->result_count = work->task_count;
    return COR_OK;
}

/* ---- what is there ------------------------------------------------------- */

/* The newest run with the same question. */
static const cor_run *find_known(const run_work *work, const run_task *task) {
    cor_str same = run_inputs_same_question(task->inputs);
    for (size_t k = work->known_count; k-- > 0;) {
        const cor_run *run = &work->known[k];
        if (cor_str_is(run->engine, RUN_ENGINE) &&
            cor_str_equal(run->method, task->question.method->name) &&
            cor_str_equal(run->options, task->options) &&
            cor_str_equal(run_inputs_same_question(run->inputs), same))
            return run;
    }

    return NULL;
}

/* Nothing that the tables are made of was loaded since: no need to assemble them. */
static void mark_settled(run_work *work, run_task *task) {
    const cor_run *known = find_known(work, task);
    run_question before;
    cor_arena scratch = *work->keep;
    if (!known || work->wish->again || run_read(known, &scratch, &before, NULL)) return;
    task->result->is_unchanged = before.basis.as_known_s == task->edition->newest_load_s;
}

static cor_code look_around(run_work *work, cor_arena scratch, cor_error *err) {
    cor_run *known = NULL;
    cor_code code = cor_runs_list(work->figures, work->keep, &known, &work->known_count, err);

    work->known = known;
    for (int32_t e = 0; e < work->edition_count && !code; e++)
        code = run_newest_load(work->figures, &work->editions[e].basis, scratch,
                               &work->editions[e].newest_load_s, err);

    for (int32_t t = 0; t < work->task_count && !code; t++) {
        run_task *task = &work->tasks[t];
        task->question.basis.as_known_s = task->edition->newest_load_s;
        task->result->is_unchanged = false;
        task->options = run_options_text(&task->question, work->keep);
        task->inputs = run_inputs_text(&task->question, work->keep);
        if (!task->options.at || !task->inputs.at) return cor_fail_memory(err);
        mark_settled(work, task);
    }

    return code;
}

/* ---- computing ----------------------------------------------------------- */

static cor_code within_group(const run_task *task, cor_error *err) {
    cor_str sex = task->question.sex.length ? task->question.sex : COR_STR("T");
    return cor_within(err, "{period}, {sex}", cor_arg_period(task->question.period),
                      cor_arg_str(sex));
}

static cor_code within_task(const run_task *task, cor_error *err) {
    cor_str sex = task->question.sex.length ? task->question.sex : COR_STR("T");
    return cor_within(err, "{method}, {period}, {sex}", cor_arg_str(task->question.method->name),
                      cor_arg_period(task->question.period), cor_arg_str(sex));
}

static cor_code tell_progress(run_work *work, const run_task *task, cor_error *err) {
    char name[64], period[32];
    cor_interval_label(task->question.period, period);
    snprintf(name, sizeof name, "%.*s %s", COR_STR_F(task->question.method->name), period);
    work->done_count++;
    if (!work->wish->progress || work->wish->progress(work->wish->progress_self, cor_str_of(name),
                                                      work->done_count, work->task_count))
        return COR_OK;
    return cor_fail(err, COR_E_INTERRUPT, _("Stopped by request; nothing was stored."));
}

static void note_answer(run_task *task) {
    cor_flow_runs_result *result = task->result;
    result->moves_persons = task->answer.moves_persons;
    result->left_persons = task->answer.left_persons;
    result->failed_count = task->answer.failed_count;
    result->margin_error_persons = task->answer.margin_error_persons;
    result->residual_persons = task->answer.residual_persons;
    result->figure_count = result->byte_count = 0;
    for (int32_t m = 0; m < task->answer.matrix_count; m++) {
        result->figure_count += task->answer.matrices[m].figure_count;
        result->byte_count += (int64_t)task->answer.matrices[m].cells.length;
    }
}

/* The digest of its tables may show that a task is settled. */
static cor_code settle_inputs(run_work *work, run_task *task, cor_str tables, cor_error *err) {
    task->question.tables = tables;
    task->inputs = run_inputs_text(&task->question, work->keep);
    if (!task->inputs.at) return cor_fail_memory(err);
    const cor_run *known = find_known(work, task);
    cor_str mine = run_inputs_same_tables(task->inputs);
    if (known && !work->wish->again && cor_str_equal(run_inputs_same_tables(known->inputs), mine))
        task->result->is_unchanged = true;
    return COR_OK;
}

/* The estimates of one period and sex share the adjusted tables. */
static cor_code compute_estimates(run_work *work, run_task *tasks, int32_t count,
                                  const cor_flow_runs_input *input, cor_arena scratch,
                                  cor_error *err) {
    enum { METHODS_MAX = 64 };
    const cor_flows_method *methods[METHODS_MAX];
    cor_flows flows[METHODS_MAX];
    int32_t open[METHODS_MAX], open_count = 0;

    for (int32_t t = 0; t < count; t++)
        if (!tasks[t].result->is_unchanged && !tasks[t].result->is_interval &&
            open_count < METHODS_MAX) {
            methods[open_count] = tasks[t].question.method;
            open[open_count++] = t;
        }

    if (!open_count) return COR_OK;
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_code code = cor_flows_estimate_all(methods, open_count, &input->input,
                                           &tasks->question.options, &scratch, inner, flows, err);

    for (int32_t k = 0; k < open_count && !code; k++) {
        run_task *task = &tasks[open[k]];
        code = run_pack(&task->question, input, &flows[k], work->keep, inner, &task->answer, err);
        if (!code) code = tell_progress(work, task, err);
    }

    if (!code) return COR_OK;
    return open_count > 1 ? within_group(tasks, err) : within_task(&tasks[open[0]], err);
}

static cor_code compute_intervals(run_work *work, run_task *tasks, int32_t count,
                                  const cor_flow_runs_input *input, cor_arena scratch,
                                  cor_error *err) {
    cor_code code = COR_OK;
    for (int32_t t = 0; t < count && !code; t++) {
        if (tasks[t].result->is_unchanged || !tasks[t].result->is_interval) continue;
        code = run_compute(work->figures, &tasks[t].question, input, work->keep, scratch,
                           &tasks[t].answer, err);
        if (!code) code = tell_progress(work, &tasks[t], err);
        if (code) return within_task(&tasks[t], err);
    }
    return code;
}

static double all_persons(const cor_flow_runs_input *input) {
    cor_sum all = { 0 };
    for (int32_t r = 0; r < input->input.place_count; r++)
        cor_sum_add(&all, input->population_end_persons[r]);
    return cor_sum_get(&all);
}

/* One period and sex. */
static cor_code compute_group(run_work *work, run_task *tasks, int32_t count, cor_arena scratch,
                              cor_flow_runs_report *report, cor_error *err) {
    bool is_open = false;
    for (int32_t t = 0; t < count; t++)
        is_open = is_open || !tasks[t].result->is_unchanged;

    if (!is_open) return COR_OK;
    cor_figures_use(work->figures, work->memory);
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_flow_runs_input input;
    cor_code code =
        cor_flow_runs_input_read(work->figures, &tasks->edition->basis, tasks->question.period,
                                 tasks->question.sex, &scratch, inner, &input, err);
    if (code) return within_group(tasks, err);

    cor_str tables = run_tables_digest(&input, work->keep);
    if (!tables.at) return cor_fail_memory(err);
    for (int32_t t = 0; t < count && !code; t++)
        code = settle_inputs(work, &tasks[t], tables, err);
    if (!code) code = compute_estimates(work, tasks, count, &input, inner, err);
    if (!code) code = compute_intervals(work, tasks, count, &input, inner, err);
    cor_left *left = code ? NULL : cor_new(work->keep, cor_left, input.left_count + 1);
    if (!code && !left) return cor_fail_memory(err);
    if (code) return code;

    memcpy(left, input.left, (size_t)input.left_count * sizeof *left);
    if (input.sex.length) report->sex_assumption = cor_flow_runs_sex_text(&input, work->keep);
    report->left = left;
    report->left_count = input.left_count;
    double population = all_persons(&input);
    for (int32_t t = 0; t < count; t++) {
        tasks[t].result->population_persons = population;
        if (!tasks[t].result->is_unchanged) note_answer(&tasks[t]);
    }

    return COR_OK;
}

static cor_code compute_all(run_work *work, cor_arena scratch, cor_flow_runs_report *report,
                            cor_error *err) {
    int32_t group = work->method_count * (work->wish->replicate_count ? 2 : 1);
    cor_code code = COR_OK;
    work->done_count = 0;
    for (int32_t t = 0; t < work->task_count && !code; t += group)
        code = compute_group(work, &work->tasks[t], group, scratch, report, err);
    cor_figures_use(work->figures, NULL);
    return code;
}

/* ---- storing ------------------------------------------------------------- */

cor_str cor_flow_runs_source(const cor_flow_runs_basis *basis, cor_arena *keep) {
    return cor_str_print(keep, "flows-%.*s-%.*s%s", COR_STR_F(basis->stocks),
                         COR_STR_F(basis->demography),
                         basis->unknown == COR_UNKNOWN_SPREAD ? "-spread" : "");
}

static cor_code describe_source(run_work *work, const run_edition *edition, cor_arena scratch,
                                cor_error *err) {
    const cor_flow_runs_basis *basis = &edition->basis;
    cor_source stocks, demography;
    cor_code code = cor_source_get(work->figures, basis->stocks, &scratch, &stocks, err);
    if (!code) code = cor_source_get(work->figures, basis->demography, &scratch, &demography, err);
    if (code) return code;
    const cor_flows_options options = engine_options(work->wish);
    cor_str words = run_engine_options_words(&options, &scratch);
    cor_source source = {
        .key = edition->source,
        .producer = COR_STR("corredor"),
        .title = { COR_STR("Estimated moves between countries"),
                   COR_STR("Movimientos estimados entre países") },
        .edition = cor_str_print(&scratch, "%.*s; %.*s%s%.*s", COR_STR_F(stocks.title[COR_LANG_EN]),
                                 COR_STR_F(demography.title[COR_LANG_EN]), words.length ? "; " : "",
                                 COR_STR_F(words)),
        .licence = stocks.licence,
        .citation = cor_str_print(&scratch, "Computed by corredor from: %.*s %.*s",
                                  COR_STR_F(stocks.citation), COR_STR_F(demography.citation)),
        .note = { COR_STR("Moves are inferred, not counted; methods differ by more than any of "
                          "them says of itself. Pairs with less than half a person are not stored; "
                          "the totals of places have them."),
                  COR_STR("Los movimientos se infieren, no se cuentan; los métodos difieren más de "
                          "lo que cada uno dice de sí mismo. No se guardan los pares con menos de "
                          "media persona; los totales de los lugares los incluyen.") },
    };
    if (!source.edition.at || !source.citation.at) return cor_fail_memory(err);

    return cor_source_put(work->figures, &source, err);
}

static cor_code store_task(run_work *work, run_task *task, int64_t started_s, cor_error *err) {
    cor_run run = { .engine = COR_STR(RUN_ENGINE),
                    .method = task->question.method->name,
                    .version = COR_STR(COR_VERSION),
                    .options = task->options,
                    .inputs = task->inputs,
                    .started_s = started_s };
    cor_matrices_digest(task->answer.matrices, task->answer.matrix_count, run.result_digest);
    cor_load *load;
    cor_load_report report;
    cor_code code = cor_run_begin(work->figures, &run, task->edition->source, &load, err);
    if (code) return code;

    for (int32_t m = 0; m < task->answer.matrix_count && !code; m++)
        code = cor_load_append_matrix(load, &task->answer.matrices[m], err);
    if (!code) code = cor_load_commit(load, &report, err);
    cor_load_close(load);
    if (!code) task->result->revised_count = report.revised;

    return code;
}

static cor_code store_all_tasks(run_work *work, cor_arena scratch, int64_t started_s,
                                cor_error *err) {
    const run_edition *described = NULL;
    cor_code code = COR_OK;
    for (int32_t t = 0; t < work->task_count && !code; t++) {
        run_task *task = &work->tasks[t];
        if (task->result->is_unchanged) continue;
        if (task->edition != described) code = describe_source(work, task->edition, scratch, err);
        described = task->edition;
        if (!code) code = store_task(work, task, started_s, err);
        if (code) return within_task(task, err);
    }
    return code ? code : cor_batch_commit(work->figures, err);
}

/* ret_is_stale: figures were loaded meanwhile, and nothing was stored. */
static cor_code store_results(run_work *work, cor_arena scratch, int64_t started_s,
                              bool *ret_is_stale, cor_error *err) {
    bool is_current = false;
    cor_code code = cor_batch_begin(work->figures, err);
    if (!code) code = cor_memory_is_current(work->memory, work->figures, &is_current, err);
    if (!code && is_current) code = store_all_tasks(work, scratch, started_s, err);
    cor_batch_close(work->figures);
    *ret_is_stale = !code && !is_current;
    return code;
}

static bool is_any_open(const run_work *work) {
    for (int32_t t = 0; t < work->task_count; t++)
        if (!work->tasks[t].result->is_unchanged) return true;
    return false;
}

/* Open a view of the figures if something is to be computed. Figures stored before it was opened
 * are found by checking again; figures stored later make it outdated. */
static cor_code open_view(run_work *work, cor_arena scratch, cor_error *err) {
    if (!is_any_open(work)) return COR_OK;
    cor_code code = cor_memory_open(work->figures, &work->memory, err);
    return code ? code : look_around(work, scratch, err);
}

static cor_code attempt_once(run_work *work, cor_arena scratch, int64_t started_s,
                             cor_flow_runs_report *report, bool *ret_is_stale, cor_error *err) {
    *ret_is_stale = false;
    cor_code code = look_around(work, scratch, err);
    if (!code) code = open_view(work, scratch, err);
    if (!code) code = compute_all(work, scratch, report, err);
    if (!code && is_any_open(work))
        code = store_results(work, scratch, started_s, ret_is_stale, err);
    cor_memory_close(work->memory);
    work->memory = NULL;
    return code;
}

cor_code cor_flow_runs_compute(cor_figures *figures, const cor_flow_runs_wish *wish,
                               cor_arena *keep, cor_arena scratch, cor_flow_runs_report *ret_report,
                               cor_error *err) {
    run_work work = { .figures = figures, .wish = wish, .keep = keep };
    cor_flow_runs_report report = { 0 };

    cor_code code = take_editions(&work, scratch, err);
    if (!code) code = take_methods(&work, err);
    take_sexes(&work);
    if (!code) code = list_tasks(&work, &report, err);
    bool is_stale = true;
    int64_t started_s = (int64_t)time(NULL);
    for (int count = 0; count < ATTEMPTS && is_stale && !code; count++)
        code = attempt_once(&work, scratch, started_s, &report, &is_stale, err);
    if (!code && is_stale)
        code =
            cor_fail(err, COR_E_BUSY,
                     _("Figures were loaded again and again while the estimates were computed."));
    if (!code) *ret_report = report;
    return code;
}
