/* SPDX-License-Identifier: Apache-2.0 */
/* flows_run.c: corredor flows run: estimates from the database into the database. */
#include "flows.h"

#include <time.h>

enum { PERIODS_MAX = 64, METHODS_MAX = 16, SEXES_MAX = 3 };

cor_code flows_database_open(cli_context *cli, cor_store_mode mode, cor_error *err) {
    cor_str path;
    cor_code code = cli_database_path(cli, &path, err);
    if (!code) code = cor_store_open(path, mode, &cli->store, err);
    if (!code) code = cor_figures_open(cli->store, &cli->figures, err);
    return code;
}

void flows_database_close(cli_context *cli) {
    cor_figures_close(cli->figures);
    cor_store_close(cli->store);
    cli->figures = NULL;
    cli->store = NULL;
}

/* ---- the wish ------------------------------------------------------------ */

/* The words of a list with commas, each handed to `take`. */
static cor_code read_list(cli_context *cli, const char *option, void *self,
                          cor_code (*take)(void *self, const char *word, cor_error *err),
                          cor_error *err) {
    const char *words = cli_option_get(cli, option);
    cor_str rest = cor_str_of(words), piece;
    while (words && cor_str_split(&rest, ',', &piece)) {
        cor_str word = cor_str_keep(&cli->keep, cor_str_trim(piece));
        if (!word.at) return cor_fail_memory(err);
        cor_code code = take(self, word.at, err);
        if (code) return code;
    }
    return COR_OK;
}

typedef struct {
    cor_interval list[PERIODS_MAX];
    int32_t count;
} period_list;

static cor_code take_period(void *self, const char *word, cor_error *err) {
    period_list *periods = self;
    if (periods->count == PERIODS_MAX)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} periods."),
                        cor_arg_int(PERIODS_MAX));
    return cli_period_read(word, &periods->list[periods->count++], err);
}

typedef struct {
    const cor_flows_method *list[METHODS_MAX];
    int32_t count;
    cli_context *cli;
} method_list;

static cor_code take_method(void *self, const char *word, cor_error *err) {
    method_list *methods = self;
    if (methods->count == METHODS_MAX)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} methods."),
                        cor_arg_int(METHODS_MAX));
    return flows_method_read(methods->cli, word, &methods->list[methods->count++], err);
}

cor_code flows_sex_read(const char *word, cor_str *ret_sex, cor_error *err) {
    if (strcmp(word, "T") == 0 || strcmp(word, "F") == 0 || strcmp(word, "M") == 0) {
        *ret_sex = *word == 'T' ? COR_STR("") : cor_str_of(word);
        return COR_OK;
    }
    return cor_fail(err, COR_E_USAGE, _("--{option} cannot be \"{word}\"."), cor_arg_cstr("sex"),
                    cor_arg_cstr(word));
}

typedef struct {
    cor_str list[SEXES_MAX];
    int32_t count;
} sex_list;

static cor_code take_sex(void *self, const char *word, cor_error *err) {
    sex_list *sexes = self;
    if (sexes->count == SEXES_MAX)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} sexes."),
                        cor_arg_int(SEXES_MAX));
    return flows_sex_read(word, &sexes->list[sexes->count++], err);
}

cor_code flows_basis_read(cli_context *cli, cor_flow_runs_basis *ret_basis, cor_error *err) {
    static const char *const UNKNOWN[] = { "native", "spread", NULL };
    int32_t unknown;
    cor_code code = flows_choice_read(cli, "unknown", UNKNOWN, &unknown, err);
    if (code) return code;
    *ret_basis = (cor_flow_runs_basis){ .stocks = cor_str_of(cli_option_get(cli, "stocks")),
                                        .demography = cor_str_of(cli_option_get(cli, "demography")),
                                        .unknown = (cor_unknown_origins)unknown };
    return COR_OK;
}

/* "birthplace=0.05,citizenship=0.1": what is not named keeps its default. */
static cor_code take_quality(void *self, const char *word, cor_error *err) {
    cor_stock_quality *quality = self;
    const struct {
        const char *name;
        double *value;
    } MEMBERS[] = { { "birthplace", &quality->birthplace },
                    { "citizenship", &quality->citizenship },
                    { "imputed", &quality->imputed },
                    { "refugees", &quality->refugees } };
    const char *equals = strchr(word, '=');
    cor_str name = { word, equals ? (size_t)(equals - word) : 0 };

    for (size_t m = 0; m < sizeof MEMBERS / sizeof *MEMBERS; m++) {
        if (!cor_str_is(name, MEMBERS[m].name)) continue;
        cor_code code = cli_number_read(equals + 1, "quality", 0, 10, MEMBERS[m].value, err);
        if (!code && *MEMBERS[m].value == 0) *MEMBERS[m].value = -1; // none, not default
        return code;
    }

    cor_fail(err, COR_E_USAGE, _("--{option} cannot be \"{word}\"."), cor_arg_cstr("quality"),
             cor_arg_cstr(word));
    return cor_hint(
        err, _("Example: corredor {example}"),
        cor_arg_cstr(
            "flows run --replicates 200 --quality birthplace=0.05,citizenship=0.1,imputed=0.3"));
}

cor_code flows_quality_read(cli_context *cli, cor_stock_quality *ret_quality, cor_error *err) {
    *ret_quality = (cor_stock_quality){ 0 };
    return read_list(cli, "quality", ret_quality, take_quality, err);
}

/* ---- the report ---------------------------------------------------------- */

static cor_value counted(cor_doc *doc, double value, const char *unit) {
    cor_value shown = cor_doc_computed(doc, value, cor_str_of(unit),
                                       cor_say(_("Computed by this run.")), NULL, 0);
    shown.status = COR_ESTIMATED;
    return shown;
}

static cor_text state_of(const cor_flow_runs_result *result) {
    if (result->is_unchanged) return cor_say(_("unchanged"));
    return result->revised_count ? cor_say(_("revised")) : cor_say(_("new"));
}

static void add_row(cor_doc *doc, const cor_flow_runs_result *result) {
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
            { .value = has_moves ? counted(doc, result->moves_persons, "persons") : none },
            { .value = result->is_unchanged ? none
                                            : counted(doc, (double)result->figure_count, "count") },
            { .value = has_moves ? counted(doc, result->left_persons, "persons") : none },
        });
}

/* What the whole run did, in one sentence. */
static cor_text sum_up(cli_context *cli, const cor_flow_runs_report *report, double seconds) {
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
                         cor_say(_("{fresh} runs stored, {unchanged} unchanged: {figures} figures "
                                   "in {kilobytes} kB, {seconds} s."),
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

static cor_code show(cli_context *cli, const cor_flow_runs_report *report, double seconds,
                     cor_error *err) {
    cor_doc *doc = cor_doc_begin(&cli->keep, COR_STR("flow-run"), COR_STR("/flows/run"),
                                 cor_say(_("Estimates of moves")), sum_up(cli, report, seconds));
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
    };

    cor_doc_table(doc, "runs",
                  cor_say(_("Stored under the source {source}"), cor_arg_str(report->source)),
                  columns, (int32_t)(sizeof columns / sizeof *columns),
                  cor_say(_("Pairs with less than half a person are not stored; left out says how "
                            "many persons they have together. Totals of places include them.")));
    for (int32_t r = 0; r < report->result_count; r++)
        add_row(doc, &report->results[r]);

    add_left(cli, doc, report);
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);

    return code ? code : cli_show(cli, document, err);
}

/* ---- doing it ------------------------------------------------------------ */

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static cor_code run_and_show(cli_context *cli, cor_flow_runs_wish *wish, cor_error *err) {
    cor_flow_runs_report report;
    cli_progress progress;
    double begin_s = now_s();
    cli_progress_begin(&progress, cli->lang);
    wish->progress = cli_progress_step;
    wish->progress_self = &progress;
    cor_code code =
        cor_flow_runs_compute(cli->figures, wish, &cli->keep, cli->scratch, &report, err);
    cli_progress_end(&progress);
    return code ? code : show(cli, &report, now_s() - begin_s, err);
}

cor_code flows_run(cli_context *cli, cor_error *err) {
    period_list periods = { .count = 0 };
    method_list methods = { .count = 0, .cli = cli };
    sex_list sexes = { .count = 0 };
    bool is_repeated;
    const cor_renderer *renderer;
    cor_flow_runs_wish wish = { .again = cli_option_given(cli, "again") };
    cor_code code = cli_renderer(cli, &renderer, err);
    if (!code) code = read_list(cli, "period", &periods, take_period, err);
    if (!code) code = read_list(cli, "method", &methods, take_method, err);
    if (!code) code = read_list(cli, "sex", &sexes, take_sex, err);
    if (!code) code = flows_basis_read(cli, &wish.basis, err);
    if (!code) code = flows_quality_read(cli, &wish.quality, err);
    if (!code) code = flows_doubt_read(cli, &is_repeated, &wish.doubt, err);
    if (code) return code;

    wish.periods = periods.list;
    wish.period_count = periods.count;
    wish.methods = methods.list;
    wish.method_count = methods.count;
    wish.sexes = sexes.list;
    wish.sex_count = sexes.count;
    wish.replicate_count = is_repeated ? wish.doubt.replicate_count : 0;
    code = flows_database_open(cli, COR_STORE_WRITE, err);
    if (!code) code = run_and_show(cli, &wish, err);
    flows_database_close(cli);

    return code;
}
