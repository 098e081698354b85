/* SPDX-License-Identifier: Apache-2.0 */
/* flows_run.c: corredor flows run: estimates from the database, stored in the database. */
#include "flows.h"

#include <math.h>
#include <time.h>

#define ASKED(member_) COR_ASKED(flows_run_asked, member_)

/* Estimates with other options of the engine are stored under a source of their own, beside the
 * published ones. */
const cor_parameter flows_run_parameters[] = {
    { "period", COR_PARAM_PERIODS, ASKED(periods),
      N_("Only these, such as 2015-2020,2020-2024; default all.") },
    { "method", COR_PARAM_METHODS, ASKED(methods),
      N_("Only these; default those that flows compare shows.") },
    { "sex", COR_PARAM_SEXES, ASKED(sexes),
      N_("Only both together (T), women (F) or men (M); default all three.") },
    { "again", COR_PARAM_FLAG, ASKED(again),
      N_("Repeat estimates whose inputs have not changed.") },
    FLOWS_BASIS_ROWS(flows_run_asked),
    FLOWS_ENGINE_ROWS(flows_run_asked, "shift"),
    COR_DOUBT_ROWS(flows_run_asked),
    COR_DOUBT_STOCK_ROWS(flows_run_asked),
    { 0 },
};

/* ---- the report ---------------------------------------------------------- */

static cor_value run_counted(cor_doc *doc, double value, const char *unit) {
    cor_value shown = cor_doc_computed(doc, value, cor_str_of(unit),
                                       cor_say(_("Computed by this run.")), NULL, 0);
    shown.status = COR_ESTIMATED;
    return shown;
}

static cor_text state_of(const cor_flow_runs_result *result) {
    if (result->is_unchanged) return cor_say(_("unchanged"));
    return result->revised_count ? cor_say(_("revised")) : cor_say(_("new"));
}

static cor_value margin_error(cor_doc *doc, const cor_flow_runs_result *result) {
    if (isnan(result->margin_error_persons)) return cor_value_absent();
    cor_value shown = run_counted(doc, result->margin_error_persons, "persons");
    shown.decimals = 7;
    return shown;
}

static void add_result(cor_doc *doc, const cor_flow_runs_result *result) {
    bool has_moves = !result->is_unchanged && !result->is_interval;
    cor_value none = cor_value_absent();
    cor_str sex = result->sex.length ? result->sex : COR_STR("T");
    cor_text method = result->is_interval
                          ? cor_say(_("{method}, interval"), cor_arg_str(result->method->name))
                          : cor_say("{method}", cor_arg_str(result->method->name));
    cor_doc_row(
        doc,
        (cor_table_cell[]){
            { .text = cor_say("{period}", cor_arg_period(result->period)) },
            { .text = cor_say_str(sex) },
            { .text = method },
            { .text = state_of(result) },
            { .value = has_moves ? run_counted(doc, result->moves_persons, "persons") : none },
            { .value = result->is_unchanged
                           ? none
                           : run_counted(doc, (double)result->figure_count, "count") },
            { .value = has_moves ? run_counted(doc, result->left_persons, "persons") : none },
            { .value = has_moves ? margin_error(doc, result) : none },
            { .value = has_moves ? run_counted(doc, result->residual_persons, "persons") : none },
        });
}

/* Summarise the whole run in one sentence. */
static cor_text run_summary(cli_context *cli, const cor_flow_runs_report *report, double seconds) {
    int64_t fresh = 0, figures = 0, bytes = 0;
    for (int32_t r = 0; r < report->result_count; r++) {
        fresh += !report->results[r].is_unchanged;
        figures += report->results[r].figure_count;
        bytes += report->results[r].byte_count;
    }

    if (!fresh)
        return cor_text_keep(
            &cli->keep,
            cor_say(_("Nothing to do: the {count} newest runs have the same inputs and options."),
                    cor_arg_int(report->result_count)));

    return cor_text_keep(&cli->keep,
                         cor_say_n(fresh,
                                   _("{fresh} run stored, {unchanged} unchanged: {figures} figures "
                                     "in {kilobytes} kB, {seconds} s."),
                                   _("{fresh} runs stored, {unchanged} unchanged: {figures} "
                                     "figures in {kilobytes} kB, {seconds} s."),
                                   cor_arg_int(fresh), cor_arg_int(report->result_count - fresh),
                                   cor_arg_int(figures), cor_arg_int(bytes / 1000),
                                   cor_arg_number(seconds, 1)));
}

static void add_left(cli_context *cli, cor_doc *doc, const cor_flow_runs_report *report) {
    if (!report->left_count) return;
    cor_doc_list(doc, "left", cor_say(_("Places of the last period that have no row of their own")),
                 false);
    for (int32_t k = 0; k < report->left_count; k++)
        cor_doc_item(doc, &(cor_list_item){ .text = cor_left_text(&report->left[k], &cli->keep),
                                            .value = cor_value_absent(),
                                            .share = cor_value_absent() });
}

/* The results of one source, from `first`; returns where the next begin. */
static int32_t add_source_table(cli_context *cli, cor_doc *doc, const cor_flow_runs_report *report,
                                int32_t first) {
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("period"), .label = cor_say(_("Period")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("sex"), .label = cor_say(_("Sex")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("method"), .label = cor_say(_("Method")) },
        { .kind = COR_CELL_WORDS, .key = COR_STR("state"), .label = cor_say(_("State")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("moves"), .label = cor_say(_("Moves")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("figures"),
          .label = cor_say(_("Figures stored")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("left_out"), .label = cor_say(_("Left out")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("margin_error"),
          .label = cor_say(_("Margin error")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("residual"), .label = cor_say(_("Residual")) },
    };
    cor_str source = report->results[first].source;
    int32_t next = first;

    cor_doc_table(doc, first ? cor_str_print(&cli->keep, "runs-%d", (int)first).at : "runs",
                  cor_say(_("Stored under the source {source}"), cor_arg_str(source)), columns,
                  (int32_t)(sizeof columns / sizeof *columns), (cor_text){ 0 });
    for (; next < report->result_count && cor_str_equal(report->results[next].source, source);
         next++)
        add_result(doc, &report->results[next]);
    return next;
}

/* The largest margin error of the accounting methods as a share of the population, a millionth of a
 * millionth as a rule. */
static void say_margin_errors(cor_doc *doc, const cor_flow_runs_report *report) {
    double largest = -1;
    for (int32_t r = 0; r < report->result_count; r++) {
        const cor_flow_runs_result *result = &report->results[r];
        double share = result->margin_error_persons / result->population_persons;
        if (!result->is_unchanged && !result->is_interval && share > largest) largest = share;
    }
    if (largest < 0) return;
    char digits[32];
    snprintf(digits, sizeof digits, "%.1e", largest);
    cor_doc_note(
        doc,
        cor_say(_("The accounting methods meet every margin of their tables within {share} "
                  "of the population."),
                cor_arg_cstr(digits)),
        NULL, 0);
}

static cor_code show_report(cli_context *cli, const cor_flow_runs_report *report, double seconds,
                            cor_error *err) {
    cor_doc *doc =
        cor_doc_begin(&cli->keep, COR_STR("flow-run"), COR_STR("/flows/run"),
                      cor_say(_("Estimates of moves")), run_summary(cli, report, seconds));
    for (int32_t r = 0; r < report->result_count;)
        r = add_source_table(cli, doc, report, r);

    cor_doc_note(doc,
                 cor_say(_("Pairs with less than half a person are not stored; left out says how "
                           "many persons they have together. Totals of places include them.")),
                 NULL, 0);
    cor_doc_note(doc,
                 cor_say(_("The residual is what the moves leave unexplained of the growth of "
                           "places, births and deaths taken out, all places together.")),
                 NULL, 0);
    say_margin_errors(doc, report);
    if (!cor_text_is_empty(report->sex_assumption))
        cor_doc_note(doc, report->sex_assumption, NULL, 0);
    add_left(cli, doc, report);
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);

    return code ? code : cli_show(cli, document, err);
}

/* ---- doing it ------------------------------------------------------------ */

static double run_clock_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static cor_code run_and_show(cli_context *cli, cor_flow_runs_wish *wish, cor_error *err) {
    cor_flow_runs_report report;
    cli_progress progress;
    double begin_s = run_clock_s();
    cli_progress_begin(&progress, cli->lang);
    wish->progress = cli_progress_step;
    wish->progress_self = &progress;
    cor_code code =
        cor_flow_runs_compute(cli->figures, wish, &cli->keep, cli->scratch, &report, err);
    cli_progress_end(&progress);
    return code ? code : show_report(cli, &report, run_clock_s() - begin_s, err);
}

/* The methods of the run: those asked for, else those that are shown side by side. */
static cor_methods methods_of_run(const flows_run_asked *asked, cor_arena *keep) {
    size_t count;
    const cor_flows_method *list = cor_flows_method_list(&count), **chosen;
    if (asked->methods.count) return asked->methods;
    chosen = cor_new(keep, const cor_flows_method *, count);
    cor_methods methods = { .list = chosen };
    for (size_t m = 0; chosen && m < count; m++)
        if (list[m].traits & COR_FLOWS_COMPARED) chosen[methods.count++] = &list[m];
    return methods;
}

static cor_code check_run(const flows_run_asked *asked, cor_arena *keep, cor_error *err) {
    cor_methods methods = methods_of_run(asked, keep);
    if (!methods.list) return cor_fail_memory(err);
    cor_code code = flows_engine_check(&asked->engine, COR_FLOWS_IMPOSSIBLE_SHIFT, methods.list,
                                       methods.count, false, err);
    return code ? code
                : flows_doubt_check(&asked->doubt, &asked->quality, methods.list, methods.count,
                                    err);
}

cor_code flows_run(cli_context *cli, const void *words, cor_error *err) {
    const flows_run_asked *asked = words;
    cor_code code = check_run(asked, &cli->keep, err);
    if (code) return code;
    cor_flow_runs_wish wish = { .basis = flows_basis_given(&asked->basis),
                                .periods = asked->periods.list,
                                .period_count = asked->periods.count,
                                .methods = asked->methods.list,
                                .method_count = asked->methods.count,
                                .sexes = asked->sexes.list,
                                .sex_count = asked->sexes.count,
                                .replicate_count = (int32_t)asked->doubt.replicates,
                                .doubt = cor_doubt_given(&asked->doubt),
                                .quality = asked->quality,
                                .options = flows_engine_given(&asked->engine),
                                .refuses_impossible =
                                    asked->engine.impossible == COR_FLOWS_IMPOSSIBLE_REFUSE,
                                .again = asked->again };
    return run_and_show(cli, &wish, err);
}
