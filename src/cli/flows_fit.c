/* SPDX-License-Identifier: Apache-2.0 */
/* flows_fit.c: corredor flows fit: the table nearest to a seed with the given totals. */
#include "flows.h"

#include <math.h>

enum { FILES_MAX = COR_FIT_MARGIN_COUNT };

#define ASKED(member_) COR_ASKED(flows_fit_asked, member_)

const cor_parameter flows_fit_parameters[] = {
    { "totals", COR_PARAM_FILES, ASKED(totals),
      N_("Totals by the axes that the heads of the file name."), .is_argument = true },
    { "rows", COR_PARAM_FILE, ASKED(rows), N_("Totals of rows, place and number.") },
    { "columns", COR_PARAM_FILE, ASKED(columns), N_("Totals of columns.") },
    { "seed", COR_PARAM_FILE, ASKED(seed), N_("The table to stay near; default all cells alike.") },
    { "diagonal", COR_PARAM_FILE, ASKED(diagonal),
      N_("Nobody stays, as many as possible, or these; default free."),
      .value = "empty|most|FILE" },
    { "scale", COR_PARAM_FILE, ASKED(scale), N_("The totals whose sum holds where sums differ."),
      .value = "rows|columns|FILE" },
    { "tolerance", COR_PARAM_SETTING, ASKED(tolerance),
      N_("Largest error of a total; 0: as exact as a double can be."), .initial = "0.000001",
      .value = "PERSONS" },
    FLOWS_REPORT_ROW(flows_fit_asked),
    FLOWS_DECIMAL_ROW(flows_fit_asked),
    { 0 },
};

/* Files as tables, and the role of each. */
typedef struct {
    const flows_fit_asked *asked;
    cor_str format;
    cor_level_axes axes;
    cor_level_table margins[FILES_MAX], seed;
    cor_str paths[FILES_MAX];
    int32_t margin_count;
    cor_fit_input input;
    cor_fit_options options;
    cor_fit fit;
} fitting_problem;

/* ---- files --------------------------------------------------------------- */

cor_code flows_level_file_read(cli_context *cli, cor_str path, cor_level_axes *axes,
                               cor_level_table *ret_table, cor_error *err) {
    cor_table *table;
    cor_code code = flows_file_open(cli, path, &table, err);
    if (code) return code;
    code = cor_level_table_read(table, axes, &cli->keep, ret_table, err);
    cor_table_close(table);
    return code ? cor_within(err, "{path}", cor_arg_str(path)) : COR_OK;
}

static cor_code read_margin(cli_context *cli, fitting_problem *problem, cor_str path,
                            cor_error *err) {
    if (problem->margin_count == FILES_MAX)
        return cor_fail(err, COR_E_USAGE,
                        _("There are more tables of totals than a table has margins."));
    problem->paths[problem->margin_count] = path;
    return flows_level_file_read(cli, path, &problem->axes,
                                 &problem->margins[problem->margin_count++], err);
}

static bool has_same_levels(const cor_flow_places *a, const cor_flow_places *b) {
    bool is_same = a->count == b->count;
    for (int32_t k = 0; is_same && k < a->count; k++)
        is_same = cor_flow_place_find(b, a->names[k]) >= 0;
    return is_same;
}

/* Give the columns the order of the rows, if the places are the same. */
static cor_code read_columns_again(cli_context *cli, fitting_problem *problem,
                                   const cor_level_axes *rows, cor_level_axes *columns,
                                   cor_error *err) {
    if (!rows->count || !has_same_levels(&rows->levels[0], &columns->levels[0])) return COR_OK;
    *columns = (cor_level_axes){ .count = 1,
                                 .names = { columns->names[0] },
                                 .levels = { rows->levels[0] } };
    return flows_level_file_read(cli, problem->asked->columns, columns,
                                 &problem->margins[problem->margin_count], err);
}

/* --rows and --columns are separate axes, even if both files name them region. */
static cor_code read_row_and_column(cli_context *cli, fitting_problem *problem, cor_error *err) {
    static const cor_str NAMES[] = { COR_STR_INIT("origin"), COR_STR_INIT("destination") };
    static const char *const OPTIONS[] = { "rows", "columns" };
    const cor_str paths[] = { problem->asked->rows, problem->asked->columns };
    cor_level_axes own[2] = { 0 };

    for (int32_t k = 0; k < 2; k++) {
        if (!paths[k].length) continue;
        cor_code code = flows_level_file_read(cli, paths[k], &own[k],
                                              &problem->margins[problem->margin_count], err);
        if (code) return code;
        if (own[k].count != 1) {
            cor_fail(err, COR_E_FORMAT,
                     _("The totals of --{option} need one column of labels and one of numbers."),
                     cor_arg_cstr(OPTIONS[k]));
            return cor_within(err, "{path}", cor_arg_str(paths[k]));
        }
        if (k == 1 && (code = read_columns_again(cli, problem, &own[0], &own[1], err))) return code;
        cor_level_table_turn(&problem->margins[problem->margin_count], k);
        problem->paths[problem->margin_count++] = paths[k];
    }

    if (!problem->margin_count) return COR_OK;
    bool is_same = own[0].count && own[1].count && cor_str_equal(own[0].names[0], own[1].names[0]);
    problem->axes.count = 2;

    for (int32_t k = 0; k < 2; k++) {
        problem->axes.names[k] = own[k].count && !is_same ? own[k].names[0] : NAMES[k];
        problem->axes.levels[k] = own[k].levels[0];
    }

    return COR_OK;
}

static cor_code read_files(cli_context *cli, fitting_problem *problem, cor_error *err) {
    const flows_fit_asked *asked = problem->asked;
    cor_code code = read_row_and_column(cli, problem, err);
    for (int32_t f = 0; !code && f < asked->totals.count; f++)
        code = read_margin(cli, problem, asked->totals.list[f], err);
    if (code) return code;

    if (!problem->margin_count) {
        cor_fail(err, COR_E_USAGE, _("No totals are given, so there is nothing to fit to."));
        return cor_hint(err, _("Example: corredor {example}"),
                        cor_arg_cstr(cli->command.act->example));
    }
    if (!asked->seed.length) return COR_OK;
    return flows_level_file_read(cli, asked->seed, &problem->axes, &problem->seed, err);
}

static size_t cell_count(const fitting_problem *problem) {
    size_t count = 1;
    for (int32_t axis = 0; axis < problem->axes.count; axis++)
        count *= (size_t)problem->axes.levels[axis].count;
    return count;
}

/* ---- from files to a problem --------------------------------------------- */

static cor_code place_margins(cli_context *cli, fitting_problem *problem, cor_error *err) {
    for (int32_t k = 0; k < problem->margin_count; k++) {
        const cor_level_table *table = &problem->margins[k];
        double *cells;
        cor_code code = cor_level_table_cells(table, &problem->axes, &cli->keep, &cells, err);
        if (!code && (table->margin >= COR_FIT_MARGIN_COUNT ||
                      table->margin == (1 << problem->axes.count) - 1))
            code = cor_fail(err, COR_E_CONFLICT,
                            _("This is a whole table, not totals of one: it has all the axes."));
        if (!code && problem->input.totals[table->margin])
            code = cor_fail(err, COR_E_CONFLICT, _("The same totals are given twice."));
        if (code) return cor_within(err, "{path}", cor_arg_str(problem->paths[k]));
        problem->input.totals[table->margin] = cells;
    }

    return COR_OK;
}

static cor_code place_seed(cli_context *cli, fitting_problem *problem, cor_error *err) {
    if (!problem->asked->seed.length) return COR_OK;
    double *cells;
    cor_code code = cor_level_table_cells(&problem->seed, &problem->axes, &cli->keep, &cells, err);
    if (!code && problem->seed.margin != (1 << problem->axes.count) - 1) {
        code = cor_fail(err, COR_E_CONFLICT, _("The seed has not all the axes of the totals."));
        cor_hint(err, _("Give it a column of labels for each: the same heads as the totals have."));
    }

    if (code) return cor_within(err, "{path}", cor_arg_str(problem->asked->seed));
    problem->input.seed = cells;
    return COR_OK;
}

/* ---- the diagonal -------------------------------------------------------- */

/* The two axes with the same places, in whichever order the files name them, and the other one. */
typedef struct {
    int32_t from, to, other; // other: -1 in a table of two axes
} fit_diagonal;

static int32_t count_shared(const fitting_problem *problem, int32_t a, int32_t b) {
    const cor_flow_places *first = &problem->axes.levels[a], *second = &problem->axes.levels[b];
    int32_t count = 0;
    for (int32_t k = 0; k < first->count; k++)
        count += cor_flow_place_find(second, first->names[k]) >= 0;
    return count;
}

static cor_code find_diagonal(const fitting_problem *problem, fit_diagonal *ret_diagonal,
                              cor_error *err) {
    int32_t count = problem->axes.count, found = 0;
    for (int32_t a = 0; a < count; a++)
        for (int32_t b = a + 1; b < count; b++) {
            if (!count_shared(problem, a, b)) continue;
            *ret_diagonal = (fit_diagonal){ a, b, count == 3 ? 3 - a - b : -1 };
            found++;
        }

    if (found == 1) return COR_OK;
    cor_fail(err, COR_E_USAGE,
             found ? _("Three axes have places in common, so it is not clear whose diagonal is "
                       "meant.")
                   : _("No two axes have places in common, so there is no diagonal."));
    return cor_hint(err, _("Leave out --diagonal, or write the places alike in both files."));
}

static int32_t level_count(const fitting_problem *problem, int32_t axis) {
    return axis < 0 ? 1 : problem->axes.levels[axis].count;
}

/* Known numbers of the diagonal by level of its first axis; NULL: as many as both totals allow. */
static cor_code read_diagonal(cli_context *cli, const fitting_problem *problem,
                              const fit_diagonal *diagonal, double **ret_known, cor_error *err) {
    cor_str word = problem->asked->diagonal;
    const cor_flow_places *places = &problem->axes.levels[diagonal->from];
    *ret_known = NULL;
    if (cor_str_is(word, "most")) return COR_OK;

    if (cor_str_is(word, "empty")) {
        *ret_known = cor_new(&cli->keep, double, places->count);
        return *ret_known ? COR_OK : cor_fail_memory(err);
    }

    cor_level_axes own = { .count = 1,
                           .names = { problem->axes.names[diagonal->from] },
                           .levels = { *places } };
    cor_level_table table;
    cor_code code = flows_level_file_read(cli, word, &own, &table, err);
    if (code) return code;
    code = own.levels[0].count > places->count
               ? cor_fail(err, COR_E_CONFLICT, _("The place \"{place}\" is not among the totals."),
                          cor_arg_str(own.levels[0].names[places->count]))
               : cor_level_table_cells(&table, &own, &cli->keep, ret_known, err);

    return code ? cor_within(err, "{path}", cor_arg_str(word)) : COR_OK;
}

/* The totals of an axis of the diagonal, by group if there is another axis. */
static const double *diagonal_totals(const fitting_problem *problem, const fit_diagonal *diagonal,
                                     int32_t axis) {
    int32_t group = diagonal->other < 0 ? 0 : 1 << diagonal->other;
    return problem->input.totals[(1 << axis) | group];
}

static double total_of_level(const fitting_problem *problem, const fit_diagonal *diagonal,
                             int32_t axis, int32_t level, int32_t group) {
    const double *totals = diagonal_totals(problem, diagonal, axis);
    int32_t groups = level_count(problem, diagonal->other), levels = level_count(problem, axis);
    return diagonal->other > axis ? totals[level * groups + group] : totals[group * levels + level];
}

static size_t cell_at(const fitting_problem *problem, const int32_t levels[COR_LEVEL_AXES_MAX]) {
    size_t cell = 0;
    for (int32_t axis = 0; axis < problem->axes.count; axis++)
        cell = cell * (size_t)level_count(problem, axis) + (size_t)levels[axis];
    return cell;
}

static void hold_place(fitting_problem *problem, const fit_diagonal *diagonal, const double *known,
                       int32_t from, int32_t to, double *held) {
    int32_t levels[COR_LEVEL_AXES_MAX] = { 0 };
    levels[diagonal->from] = from;
    levels[diagonal->to] = to;
    for (int32_t group = 0; group < level_count(problem, diagonal->other); group++) {
        if (diagonal->other >= 0) levels[diagonal->other] = group;
        held[cell_at(problem, levels)] =
            known ? known[from]
                  : fmin(total_of_level(problem, diagonal, diagonal->from, from, group),
                         total_of_level(problem, diagonal, diagonal->to, to, group));
    }
}

static cor_code hold_diagonal(cli_context *cli, fitting_problem *problem, cor_error *err) {
    if (!problem->asked->diagonal.length) return COR_OK;
    fit_diagonal diagonal = { 0 };
    double *known = NULL;
    cor_code code = find_diagonal(problem, &diagonal, err);
    if (!code) code = read_diagonal(cli, problem, &diagonal, &known, err);
    if (code) return code;

    bool is_total_known = diagonal_totals(problem, &diagonal, diagonal.from) &&
                          diagonal_totals(problem, &diagonal, diagonal.to);
    if (!known && !is_total_known)
        return cor_fail(err, COR_E_USAGE,
                        _("--diagonal most needs totals of both rows and columns."));

    size_t count = cell_count(problem);
    double *held = cor_new(&cli->keep, double, count);
    if (!held) return cor_fail_memory(err);
    for (size_t cell = 0; cell < count; cell++)
        held[cell] = NAN;
    const cor_flow_places *from = &problem->axes.levels[diagonal.from],
                          *to = &problem->axes.levels[diagonal.to];
    for (int32_t i = 0; i < from->count; i++) {
        int32_t j = cor_flow_place_find(to, from->names[i]);
        if (j >= 0) hold_place(problem, &diagonal, known, i, j, held);
    }

    problem->input.held = held;
    return COR_OK;
}

static cor_code read_scale(fitting_problem *problem, cor_error *err) {
    cor_str word = problem->asked->scale;
    if (!word.length) return COR_OK;
    if (cor_str_is(word, "rows")) problem->options.leading = COR_FIT_FIRST;
    if (cor_str_is(word, "columns")) problem->options.leading = COR_FIT_SECOND;

    for (int32_t k = 0; k < problem->margin_count; k++)
        if (cor_str_equal(word, problem->paths[k]))
            problem->options.leading = problem->margins[k].margin;

    if (problem->options.leading) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("“{word}” is not a valid {field}."), cor_arg_str(word),
             cor_arg_cstr("scale"));
    cor_hint(err, _("Give rows, columns, or one of the files of totals: the one whose sum holds."));
    return cor_within(err, "{name}", cor_arg_cstr("scale"));
}

static cor_code state_problem(cli_context *cli, fitting_problem *problem, cor_error *err) {
    cor_fit_input *input = &problem->input;
    for (int32_t axis = 0; axis < problem->axes.count; axis++) {
        input->counts[axis] = problem->axes.levels[axis].count;
        input->names[axis] = problem->axes.levels[axis].names;
    }

    if (problem->axes.count < 2) {
        cor_fail(err, COR_E_SHAPE, _("The totals have one axis only: there is no table to fit."));
        return cor_hint(err, _("Give totals of a second axis, or a seed with two."));
    }

    cor_code code = place_margins(cli, problem, err);
    if (!code) code = place_seed(cli, problem, err);
    if (!code) code = hold_diagonal(cli, problem, err);
    if (!code) code = read_scale(problem, err);
    return code;
}

/* ---- answers ------------------------------------------------------------- */

/* Level of each axis of a cell. */
static void levels_of(const fitting_problem *problem, size_t cell,
                      cor_str names[COR_LEVEL_AXES_MAX]) {
    for (int32_t axis = problem->axes.count - 1; axis >= 0; axis--) {
        size_t count = (size_t)problem->axes.levels[axis].count;
        names[axis] = problem->axes.levels[axis].names[cell % count];
        cell /= count;
    }
}

static void write_list(cor_out *out, const fitting_problem *problem) {
    for (int32_t axis = 0; axis < problem->axes.count; axis++) {
        cor_put_csv(out, problem->axes.names[axis]);
        cor_put_char(out, ',');
    }

    cor_put_c(out, "value\n");
    for (size_t cell = 0; cell < cell_count(problem); cell++) {
        cor_str names[COR_LEVEL_AXES_MAX];
        levels_of(problem, cell, names);
        for (int32_t axis = 0; axis < problem->axes.count; axis++) {
            cor_put_csv(out, names[axis]);
            cor_put_char(out, ',');
        }
        cor_put_number(out, problem->fit.cells[cell]);
        cor_put_char(out, '\n');
    }
}

static void write_matrix(cor_out *out, const fitting_problem *problem) {
    const cor_flow_places *rows = &problem->axes.levels[0], *columns = &problem->axes.levels[1];
    cor_put_csv(out, problem->axes.names[0]);
    for (int32_t j = 0; j < columns->count; j++) {
        cor_put_char(out, ',');
        cor_put_csv(out, columns->names[j]);
    }

    cor_put_char(out, '\n');
    for (int32_t i = 0; i < rows->count; i++) {
        cor_put_csv(out, rows->names[i]);
        for (int32_t j = 0; j < columns->count; j++) {
            cor_put_char(out, ',');
            cor_put_number(out, problem->fit.cells[(size_t)i * (size_t)columns->count + (size_t)j]);
        }
        cor_put_char(out, '\n');
    }
}

static void put_report_json(cor_out *out, const fitting_problem *problem) {
    const struct {
        const char *key;
        double value;
    } measures[] = { { "total", problem->fit.total },
                     { "error", problem->fit.error },
                     { "scaled", problem->fit.scaled },
                     { "iterations", problem->fit.iterations } };

    for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
        cor_put_char(out, k ? ',' : '{');
        cor_put_json(out, cor_str_of(measures[k].key));
        cor_put_char(out, ':');
        cor_put_number(out, measures[k].value);
    }

    cor_put_char(out, '}');
}

static void write_fit_json(cor_out *out, const fitting_problem *problem) {
    cor_put_c(out, "{\"axes\":[");
    for (int32_t axis = 0; axis < problem->axes.count; axis++) {
        cor_put_c(out, axis ? ",{\"name\":" : "{\"name\":");
        cor_put_json(out, problem->axes.names[axis]);
        for (int32_t k = 0; k < problem->axes.levels[axis].count; k++) {
            cor_put_c(out, k ? "," : ",\"levels\":[");
            cor_put_json(out, problem->axes.levels[axis].names[k]);
        }
        cor_put_c(out, "]}");
    }

    cor_put_c(out, "],\"cells\":[");
    for (size_t cell = 0; cell < cell_count(problem); cell++) {
        if (cell) cor_put_char(out, ',');
        cor_put_number(out, problem->fit.cells[cell]);
    }

    cor_put_c(out, "],\"report\":");
    put_report_json(out, problem);
    cor_put_c(out, "}\n");
}

/* Report the errors of the totals, and their changes. */
static cor_code write_report(cli_context *cli, const fitting_problem *problem, cor_error *err) {
    cor_out out = flows_report_out(cli);
    if (problem->asked->report == FLOWS_REPORT_NOTES && problem->fit.scaled == 0) return COR_OK;

    if (problem->asked->report == FLOWS_REPORT_JSON) {
        put_report_json(&out, problem);
        cor_put_char(&out, '\n');
    } else {
        cor_put_text(
            &out,
            cor_say(_("Total {total}; largest error of a total {error}; {iterations} rounds; "
                      "totals scaled by {scaled}.\n"),
                    cor_arg_number(problem->fit.total, 3), cor_arg_number(problem->fit.error, 12),
                    cor_arg_int(problem->fit.iterations), cor_arg_number(problem->fit.scaled, 3)),
            cli->lang);
    }

    return out.failed ? cor_fail(err, COR_E_OUTPUT, _("The output cannot be written.")) : COR_OK;
}

static cor_code write_fit(cli_context *cli, const fitting_problem *problem, cor_error *err) {
    bool is_matrix = cor_str_is(problem->format, "matrix");
    if (is_matrix && problem->axes.count == 3)
        return cor_fail(err, COR_E_USAGE,
                        _("A table of three axes is written as a list: leave out --format."));

    cli_output output;
    cor_code code = cli_output_open(cli, &output, err);
    if (code) return code;
    if (is_matrix)
        write_matrix(&output.out, problem);
    else if (cor_str_is(problem->format, "json"))
        write_fit_json(&output.out, problem);
    else
        write_list(&output.out, problem);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code ? code : write_report(cli, problem, err);
}

cor_code flows_fit(cli_context *cli, const void *words, cor_error *err) {
    const flows_fit_asked *asked = words;
    fitting_problem problem = { .asked = asked };
    problem.options.tolerance = flows_least_setting(asked->tolerance);

    cor_code code = cli_format_choose(cli, "csv", &problem.format, err);
    if (!code) code = cli_decimal(asked->decimal, &cli->decimal, err);
    if (!code) code = read_files(cli, &problem, err);
    if (!code) code = state_problem(cli, &problem, err);
    if (!code)
        code = cor_fit_solve(&problem.input, &problem.options, &cli->keep, cli->scratch,
                             &problem.fit, err);
    return code ? code : write_fit(cli, &problem, err);
}
