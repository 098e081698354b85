/* SPDX-License-Identifier: Apache-2.0 */
/* flows_validate.c: corredor flows validate FILE: estimated moves beside reported or published
 * ones. */
#include "flows.h"

#include <math.h>

#define ASKED(member_) COR_ASKED(flows_validate_asked, member_)

const cor_parameter flows_validate_parameters[] = {
    { "reported", COR_PARAM_FILE, ASKED(reported),
      N_("Reported or published moves: origin,destination,flow, or a matrix."), .is_argument = true,
      .is_required = true },
    { "estimate", COR_PARAM_FILE, ASKED(estimate),
      N_("The estimated moves; without it those stored for method, period and sex.") },
    { "method", COR_PARAM_METHOD, ASKED(method), N_("Of the stored estimate.") },
    { "period", COR_PARAM_YEARS, ASKED(period), N_("Of the stored estimate.") },
    { "sex", COR_PARAM_SEX, ASKED(sex), N_("Of the stored estimate: women, men, or both together."),
      .initial = "T" },
    FLOWS_BASIS_ROWS(flows_validate_asked),
    { "source", COR_PARAM_KEY, ASKED(source),
      N_("The source under which flows run stored the estimate; default the newest edition that "
         "has it."),
      .example = "flows-un-desa-ims-2024-un-wpp-2024" },
    FLOWS_DECIMAL_ROW(flows_validate_asked),
    { 0 },
};

typedef struct {
    cor_flow_places places;
    double *cells;
} moves_table;

static cor_code read_moves(cli_context *cli, cor_str path, moves_table *ret, cor_error *err) {
    cor_table *table;
    cor_code code = flows_file_open(cli, path, &table, err);
    if (code) return code;
    code = cor_flow_table_read(table, COR_FLOW_MOVES, &cli->keep, cli->scratch, &ret->places,
                               &ret->cells, err);
    cor_table_close(table);
    return code ? cor_within(err, "{path}", cor_arg_str(path)) : COR_OK;
}

/* The estimate in the places and order of the report; pairs missing in an estimate have no
 * moves. */
static double *align_estimate(cli_context *cli, const moves_table *estimate,
                              const moves_table *reported) {
    int32_t n = reported->places.count, m = estimate->places.count;
    double *aligned = cor_new(&cli->keep, double, (size_t)n *(size_t)n);

    for (int32_t i = 0; aligned && i < n; i++) {
        int32_t origin = cor_flow_place_find(&estimate->places, reported->places.names[i]);
        for (int32_t j = 0; j < n; j++) {
            int32_t destination = cor_flow_place_find(&estimate->places, reported->places.names[j]);
            double *cell = &aligned[(size_t)i * (size_t)n + (size_t)j];
            *cell = origin < 0 || destination < 0
                        ? NAN
                        : estimate->cells[(size_t)origin * (size_t)m + (size_t)destination];
            if (isnan(*cell) && origin >= 0 && destination >= 0) *cell = 0;
        }
    }

    return aligned;
}

static cor_value compared_number(cor_doc *doc, double value, const char *unit) {
    if (!isfinite(value)) return cor_value_absent();
    cor_value shown = cor_doc_computed(doc, value, cor_str_of(unit),
                                       cor_say(_("Computed from the two files.")), NULL, 0);
    shown.status = COR_ESTIMATED; // not counted by anybody
    if (strcmp(unit, "ratio") == 0) shown.decimals = 4;
    return shown;
}

static void add_measure_row(cor_doc *doc, const cor_flows_agreement *agreement) {
    static const char *const LABELS[COR_FLOWS_BY_COUNT] = {
        [COR_FLOWS_BY_PAIR] = N_("Moves between two places"),
        [COR_FLOWS_BY_ARRIVALS] = N_("Arrivals"),
        [COR_FLOWS_BY_DEPARTURES] = N_("Departures"),
        [COR_FLOWS_BY_NET] = N_("Net migration"),
    };
    cor_doc_row(doc, (cor_table_cell[]){
                         { .text = cor_say(LABELS[agreement->by]) },
                         { .value = compared_number(doc, (double)agreement->count, "count") },
                         { .value = compared_number(doc, agreement->correlation, "ratio") },
                         { .value = compared_number(doc, agreement->correlation_log, "ratio") },
                         { .value = compared_number(doc, agreement->error_persons, "persons") },
                         { .value = compared_number(doc, agreement->near_share, "ratio") },
                         { .value = compared_number(doc, agreement->estimated_persons, "persons") },
                         { .value = compared_number(doc, agreement->reported_persons, "persons") },
                     });
}

static cor_code show_agreement(cli_context *cli, cor_str reported, cor_str estimate,
                               const cor_flows_agreement agreements[COR_FLOWS_BY_COUNT],
                               cor_error *err) {
    cor_doc *doc = cor_doc_begin(
        &cli->keep, COR_STR("flow-validation"), COR_STR("/flows/validate"),
        cor_say(_("Estimated beside reported moves")),
        cor_say(_("{estimate} beside {reported}."), cor_arg_str(estimate), cor_arg_str(reported)));
    cor_table_column columns[] = {
        { .kind = COR_CELL_LABEL, .key = COR_STR("measure"), .label = cor_say(_("Measure")) },
        { .kind = COR_CELL_VALUE, .key = COR_STR("compared"), .label = cor_say(_("Compared")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("correlation"),
          .label = cor_say(_("Correlation")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("correlation_log"),
          .label = cor_say(_("Of logarithms")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("mean_absolute_error"),
          .label = cor_say(_("Mean absolute error")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("near_share"),
          .label = cor_say(_("Within 1 % or 10 persons")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("estimated"),
          .label = cor_say(_("Estimated, sum")) },
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("reported"),
          .label = cor_say(_("Reported, sum")) },
    };

    cor_doc_table(
        doc, "agreement", (cor_text){ 0 }, columns, (int32_t)(sizeof columns / sizeof *columns),
        cor_say(
            _("Only pairs that both tables know. Sums of net migration are of absolute values.")));
    for (cor_flows_by by = 0; by < COR_FLOWS_BY_COUNT; by++)
        add_measure_row(doc, &agreements[by]);

    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);
    return code ? code : cli_show(cli, document, err);
}

/* ---- stored estimates ---------------------------------------------------- */

/* Rows of the reported places by id of the place; -1: not reported. */
static int32_t *rows_by_place(cli_context *cli, const moves_table *reported) {
    enum { PLACE_IDS = 1 << 16 };
    int32_t *rows = cor_new(&cli->keep, int32_t, PLACE_IDS);
    for (int32_t id = 0; rows && id < PLACE_IDS; id++)
        rows[id] = -1;
    for (int32_t r = 0; rows && r < reported->places.count; r++) {
        cor_country place;
        if (cor_country_find(reported->places.names[r], &place)) rows[place.id] = r;
    }
    return rows;
}

/* The moves of one method, period and sex in the places of the report. A place with arrivals or
 * departures is known, and a pair of known places that is not stored has no moves. */
static cor_code read_cells(cli_context *cli, const cor_filter *filter, const int32_t *rows,
                           int32_t n, double *cells, bool *is_known, cor_error *err) {
    cor_query *query;
    cor_code code = cor_query_open(cli->figures, filter, &query, err);
    if (code) return code;

    for (bool found = true;;) {
        cor_figure figure;
        code = cor_query_next(query, &figure, &found, err);
        if (code || !found) break;
        int32_t origin = rows[figure.origin.id], destination = rows[figure.destination.id];
        if (origin >= 0) is_known[origin] = true;
        if (destination >= 0) is_known[destination] = true;
        if (origin >= 0 && destination >= 0)
            cells[(size_t)origin * (size_t)n + (size_t)destination] = figure.value;
    }

    cor_query_close(query);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            if (!is_known[i] || !is_known[j]) cells[(size_t)i * (size_t)n + (size_t)j] = NAN;

    return code;
}

static cor_code read_stored_moves(cli_context *cli, const cor_filter *filter,
                                  const moves_table *reported, const double **ret_cells,
                                  cor_error *err) {
    int32_t n = reported->places.count;
    const int32_t *rows = rows_by_place(cli, reported);
    double *cells = cor_new(&cli->keep, double, (size_t)n *(size_t)n);
    bool *is_known = cor_new(&cli->keep, bool, n);

    if (!rows || !cells || !is_known) return cor_fail_memory(err);
    cor_code code = read_cells(cli, filter, rows, n, cells, is_known, err);
    if (!code) *ret_cells = cells;

    return code;
}

static cor_code open_named_source(cli_context *cli, cor_str key, cor_error *err) {
    cor_source source;
    cor_code code = cli_store_open(cli, COR_STORE_READ, err);
    if (code || !key.length) return code;
    return cor_source_get(cli->figures, key, &cli->keep, &source, err);
}

static cor_code find_estimate(cli_context *cli, const cor_filter *filter, bool *ret_found,
                              cor_error *err) {
    cor_figure all;
    return cor_figures_find(cli->figures, filter->measure, filter->source, COR_COUNTRY_WORLD,
                            COR_COUNTRY_WORLD, filter->within, filter->breakdown, &cli->keep, &all,
                            ret_found, err);
}

/* The newest edition under which the estimate is stored. */
static cor_code choose_edition(cli_context *cli, const flows_validate_asked *asked,
                               cor_filter *filter, cor_error *err) {
    const cor_flow_runs_edition *list;
    cor_flow_runs_basis wanted = flows_basis_given(&asked->basis);
    int32_t count;
    bool found = false;
    wanted.as_known_s = filter->as_known_s;
    cor_code code = cor_flow_runs_editions(cli->figures, &wanted, &cli->keep, &list, &count, err);

    for (int32_t e = 0; e < count && !found && !code; e++) {
        filter->source = cor_flow_runs_source(&list[e].basis, &cli->keep);
        if (!filter->source.at) return cor_fail_memory(err);
        code = find_estimate(cli, filter, &found, err);
    }
    if (code || found) return code;
    cor_fail(err, COR_E_NONE, _("No estimate by {method} is stored for {period}."),
             cor_arg_str(asked->method->name), cor_arg_period(asked->period));
    return cor_hint(err, _("corredor flows run makes estimates; the periods of those that are "
                           "stored are listed by corredor flows compare ORIGIN DESTINATION."));
}

/* --method, --period and --sex name a stored estimate. */
static cor_code read_stored(cli_context *cli, const flows_validate_asked *asked,
                            const moves_table *reported, const double **ret_cells,
                            cor_str *ret_name, cor_error *err) {
    cor_str method = asked->method->name;
    cor_filter filter = { .measure = COR_STR("flow"),
                          .within = asked->period,
                          .breakdown_exact = true,
                          .as_known_s = cli->common.common.as_known_s };
    char period[32];

    cor_interval_label(asked->period, period);
    filter.source = asked->source;
    filter.breakdown =
        cor_str_print(&cli->keep, asked->sex.length ? "method=%.*s;sex=%.*s" : "method=%.*s",
                      COR_STR_F(method), COR_STR_F(asked->sex));
    if (!filter.breakdown.at) return cor_fail_memory(err);

    cor_code code = open_named_source(cli, asked->source, err);
    if (!code && !asked->source.length) code = choose_edition(cli, asked, &filter, err);
    if (code) return code;
    *ret_name = cor_str_print(&cli->keep, "%.*s %s (%.*s)", COR_STR_F(method), period,
                              COR_STR_F(filter.source));
    if (!ret_name->at) return cor_fail_memory(err);
    return read_stored_moves(cli, &filter, reported, ret_cells, err);
}

static cor_code read_estimate(cli_context *cli, const flows_validate_asked *asked,
                              const moves_table *reported, const double **ret_cells,
                              cor_str *ret_name, cor_error *err) {
    moves_table estimate;
    cor_code code = read_moves(cli, asked->estimate, &estimate, err);
    if (code) return code;
    *ret_name = asked->estimate;
    *ret_cells = align_estimate(cli, &estimate, reported);
    return *ret_cells ? COR_OK : cor_fail_memory(err);
}

static cor_code check_two_tables(const cli_context *cli, const flows_validate_asked *asked,
                                 cor_error *err) {
    bool is_stored = asked->method && asked->period.start.days;
    if (asked->estimate.length || is_stored) return COR_OK;
    cor_fail(err, COR_E_USAGE,
             _("Two tables of moves are needed: the reported and the estimated ones."));
    return cor_hint(err, _("Example: corredor {example}"), cor_arg_cstr(cli->command.act->example));
}

/* The first option that another one makes meaningless; NULL without one. */
typedef struct {
    const char *name;
    bool is_given;
} validate_option;

static const char *find_given(const validate_option *options, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (options[i].is_given) return options[i].name;
    return NULL;
}

static cor_code fail_idle(const char *option, const char *by, cor_error *err) {
    cor_fail(err, COR_E_USAGE, _("With --{by}, --{option} would change nothing."), cor_arg_cstr(by),
             cor_arg_cstr(option));
    return cor_hint(err, _("Leave one of the two out."));
}

/* A file is no stored estimate, and a source that is named needs no other name. */
static cor_code check_idle(const cli_context *cli, const flows_validate_asked *asked,
                           cor_error *err) {
    const flows_basis_asked *basis = &asked->basis;
    const validate_option options[] = {
        { "stocks", basis->stocks.length > 0 },
        { "demography", basis->demography.length > 0 },
        { "unknown", basis->unknown != 0 },
        { "method", asked->method != NULL },
        { "period", asked->period.start.days != 0 },
        { "sex", asked->sex.length > 0 },
        { "source", asked->source.length > 0 },
        { "as-known", cli->common.common.as_known_s != 0 },
    };
    enum { OF_BASIS = 3, ALL = sizeof options / sizeof *options };
    const char *idle = find_given(options, ALL);
    if (asked->estimate.length && idle) return fail_idle(idle, "estimate", err);
    idle = find_given(options, OF_BASIS);
    return asked->source.length && idle ? fail_idle(idle, "source", err) : COR_OK;
}

cor_code flows_validate(cli_context *cli, const void *words, cor_error *err) {
    const flows_validate_asked *asked = words;
    moves_table reported;
    const double *cells;
    cor_str name;
    cor_flows_agreement agreements[COR_FLOWS_BY_COUNT];

    cor_code code = check_two_tables(cli, asked, err);
    if (!code) code = check_idle(cli, asked, err);
    if (!code) code = cli_decimal(asked->decimal, &cli->decimal, err);
    if (!code) code = read_moves(cli, asked->reported, &reported, err);
    if (!code)
        code = asked->estimate.length ? read_estimate(cli, asked, &reported, &cells, &name, err)
                                      : read_stored(cli, asked, &reported, &cells, &name, err);
    if (!code)
        code = cor_flows_compare(reported.places.count, cells, reported.cells, cli->scratch,
                                 agreements, err);
    return code ? code : show_agreement(cli, asked->reported, name, agreements, err);
}
