/* SPDX-License-Identifier: Apache-2.0 */
/* flows_fit.c: corredor flows fit: the table nearest to a seed that has given totals. */
#include "flows.h"

#include <math.h>

enum { FILES_MAX = COR_FIT_MARGIN_COUNT };

/* What was asked: files as tables, and which of them is what. */
typedef struct {
    cor_level_axes axes;
    cor_level_table margins[FILES_MAX], seed, diagonal;
    const char *paths[FILES_MAX];
    int32_t margin_count;
    bool has_seed, has_diagonal;
    cor_fit_input input;
    cor_fit_options options;
    cor_fit fit;
} fitting_question;

/* ---- files --------------------------------------------------------------- */

cor_code flows_level_file_read(cli_context *cli, const char *path, cor_level_axes *axes,
                               cor_level_table *ret_table, cor_error *err) {
    cor_table *table;
    cor_code code = flows_file_open(path, &table, err);
    if (code) return code;
    code = cor_level_table_read(table, axes, &cli->keep, ret_table, err);
    cor_table_close(table);
    return code ? cor_within(err, "{path}", cor_arg_cstr(path)) : COR_OK;
}

static cor_code read_margin(cli_context *cli, fitting_question *question, const char *path,
                            cor_error *err) {
    if (question->margin_count == FILES_MAX)
        return cor_fail(err, COR_E_USAGE,
                        _("There are more tables of totals than a table has margins."));
    question->paths[question->margin_count] = path;
    return flows_level_file_read(cli, path, &question->axes,
                                 &question->margins[question->margin_count++], err);
}

static bool has_same_levels(const cor_flow_places *a, const cor_flow_places *b) {
    bool is_same = a->count == b->count;
    for (int32_t k = 0; is_same && k < a->count; k++)
        is_same = cor_flow_place_find(b, a->names[k]) >= 0;
    return is_same;
}

/* The places of the columns in the order of the rows, where they are the same ones. */
static cor_code read_columns_again(cli_context *cli, fitting_question *question,
                                   const cor_level_axes *rows, cor_level_axes *columns,
                                   cor_error *err) {
    if (!rows->count || !has_same_levels(&rows->levels[0], &columns->levels[0])) return COR_OK;
    *columns = (cor_level_axes){ .count = 1,
                                 .names = { columns->names[0] },
                                 .levels = { rows->levels[0] } };
    return flows_level_file_read(cli, cli_option_get(cli, "columns"), columns,
                                 &question->margins[question->margin_count], err);
}

/* --rows and --columns are axes of their own, even where both files call them region. */
static cor_code read_row_and_column(cli_context *cli, fitting_question *question, cor_error *err) {
    static const cor_str NAMES[] = { COR_STR_INIT("origin"), COR_STR_INIT("destination") };
    static const char *const OPTIONS[] = { "rows", "columns" };
    cor_level_axes own[2] = { 0 };

    for (int32_t k = 0; k < 2; k++) {
        const char *path = cli_option_get(cli, OPTIONS[k]);
        if (!path) continue;
        cor_code code = flows_level_file_read(cli, path, &own[k],
                                              &question->margins[question->margin_count], err);
        if (code) return code;
        if (own[k].count != 1) {
            cor_fail(err, COR_E_FORMAT,
                     _("The totals of --{option} need one column of labels and one of numbers."),
                     cor_arg_cstr(OPTIONS[k]));
            return cor_within(err, "{path}", cor_arg_cstr(path));
        }
        if (k == 1 && (code = read_columns_again(cli, question, &own[0], &own[1], err)))
            return code;
        cor_level_table_turn(&question->margins[question->margin_count], k);
        question->paths[question->margin_count++] = path;
    }

    if (!question->margin_count) return COR_OK;
    bool is_same = own[0].count && own[1].count && cor_str_equal(own[0].names[0], own[1].names[0]);
    question->axes.count = 2;

    for (int32_t k = 0; k < 2; k++) {
        question->axes.names[k] = own[k].count && !is_same ? own[k].names[0] : NAMES[k];
        question->axes.levels[k] = own[k].levels[0];
    }

    return COR_OK;
}

static cor_code read_files(cli_context *cli, fitting_question *question, cor_error *err) {
    cor_code code = read_row_and_column(cli, question, err);
    for (int a = 1; !code && a < cli->argument_count; a++)
        code = read_margin(cli, question, cli->arguments[a], err);
    if (code) return code;
    if (!question->margin_count) {
        cor_fail(err, COR_E_USAGE, _("No totals are given, so there is nothing to fit to."));
        return cor_hint(
            err, _("Example: corredor {example}"),
            cor_arg_cstr("flows fit --rows left.csv --columns arrived.csv --seed older.csv"));
    }

    const char *seed = cli_option_get(cli, "seed");
    question->has_seed = seed;
    return seed ? flows_level_file_read(cli, seed, &question->axes, &question->seed, err) : COR_OK;
}

/* ---- from files to a problem --------------------------------------------- */

static cor_code place_margins(cli_context *cli, fitting_question *question, cor_error *err) {
    for (int32_t k = 0; k < question->margin_count; k++) {
        const cor_level_table *table = &question->margins[k];
        double *cells;
        cor_code code = cor_level_table_cells(table, &question->axes, &cli->keep, &cells, err);
        if (!code && (table->margin >= COR_FIT_MARGIN_COUNT ||
                      table->margin == (1 << question->axes.count) - 1))
            code = cor_fail(err, COR_E_CONFLICT,
                            _("This is a whole table, not totals of one: it has all the axes."));
        if (!code && question->input.totals[table->margin])
            code = cor_fail(err, COR_E_CONFLICT, _("The same totals are given twice."));
        if (code) return cor_within(err, "{path}", cor_arg_cstr(question->paths[k]));
        question->input.totals[table->margin] = cells;
    }

    return COR_OK;
}

static cor_code place_seed(cli_context *cli, fitting_question *question, cor_error *err) {
    if (!question->has_seed) return COR_OK;
    double *cells;
    cor_code code =
        cor_level_table_cells(&question->seed, &question->axes, &cli->keep, &cells, err);
    if (!code && question->seed.margin != (1 << question->axes.count) - 1) {
        code = cor_fail(err, COR_E_CONFLICT, _("The seed has not all the axes of the totals."));
        cor_hint(err, _("Give it a column of labels for each: the same heads as the totals have."));
    }

    if (code) return cor_within(err, "{path}", cor_arg_cstr(cli_option_get(cli, "seed")));
    question->input.seed = cells;
    return COR_OK;
}

/* ---- the diagonal -------------------------------------------------------- */

/* Known numbers of the diagonal by level of the first axis; NULL: as many as both totals allow. */
static cor_code read_diagonal(cli_context *cli, fitting_question *question, double **ret_known,
                              cor_error *err) {
    const char *word = cli_option_get(cli, "diagonal");
    *ret_known = NULL;
    if (strcmp(word, "most") == 0) return COR_OK;

    if (strcmp(word, "empty") == 0) {
        *ret_known = cor_new(&cli->keep, double, question->axes.levels[0].count);
        return *ret_known ? COR_OK : cor_fail_memory(err);
    }

    cor_level_axes own = { .count = 1,
                           .names = { question->axes.names[0] },
                           .levels = { question->axes.levels[0] } };
    cor_level_table table;
    cor_code code = flows_level_file_read(cli, word, &own, &table, err);
    if (code) return code;
    code = own.levels[0].count > question->axes.levels[0].count
               ? cor_fail(err, COR_E_CONFLICT, _("The place \"{place}\" is not among the totals."),
                          cor_arg_str(own.levels[0].names[question->axes.levels[0].count]))
               : cor_level_table_cells(&table, &own, &cli->keep, ret_known, err);

    return code ? cor_within(err, "{path}", cor_arg_cstr(word)) : COR_OK;
}

static double smaller_total(const fitting_question *question, int32_t i, int32_t j, int32_t k) {
    int32_t third = question->axes.count == 3 ? COR_FIT_THIRD : 0;
    const double *rows = question->input.totals[COR_FIT_FIRST | third];
    const double *columns = question->input.totals[COR_FIT_SECOND | third];
    int32_t g = third ? question->axes.levels[2].count : 1;
    return fmin(rows[i * g + k], columns[j * g + k]);
}

static cor_code hold_diagonal(cli_context *cli, fitting_question *question, cor_error *err) {
    if (!cli_option_given(cli, "diagonal")) return COR_OK;
    const cor_flow_places *rows = &question->axes.levels[0], *columns = &question->axes.levels[1];
    int32_t g = question->axes.count == 3 ? question->axes.levels[2].count : 1,
            third = g > 1 ? COR_FIT_THIRD : 0;
    size_t count = (size_t)rows->count * (size_t)columns->count * (size_t)g;
    double *known, *held = cor_new(&cli->keep, double, count);
    if (!held) return cor_fail_memory(err);

    cor_code code = read_diagonal(cli, question, &known, err);
    if (code) return code;
    bool is_total_known = question->input.totals[COR_FIT_FIRST | third] &&
                          question->input.totals[COR_FIT_SECOND | third];

    if (!known && !is_total_known)
        return cor_fail(err, COR_E_USAGE,
                        _("--diagonal most needs totals of both rows and columns."));

    for (size_t cell = 0; cell < count; cell++)
        held[cell] = NAN;
    for (int32_t i = 0; i < rows->count; i++) {
        int32_t j = cor_flow_place_find(columns, rows->names[i]);
        for (int32_t k = 0; j >= 0 && k < g; k++)
            held[((size_t)i * (size_t)columns->count + (size_t)j) * (size_t)g + (size_t)k] =
                known ? known[i] : smaller_total(question, i, j, k);
    }

    question->input.held = held;
    return COR_OK;
}

static cor_code read_scale(const cli_context *cli, fitting_question *question, cor_error *err) {
    const char *word = cli_option_get(cli, "scale");
    if (!word) return COR_OK;
    if (strcmp(word, "rows") == 0) question->options.leading = COR_FIT_FIRST;
    if (strcmp(word, "columns") == 0) question->options.leading = COR_FIT_SECOND;

    for (int32_t k = 0; k < question->margin_count; k++)
        if (strcmp(word, question->paths[k]) == 0)
            question->options.leading = question->margins[k].margin;

    if (question->options.leading) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("--{option} cannot be \"{word}\"."), cor_arg_cstr("scale"),
             cor_arg_cstr(word));

    return cor_hint(
        err, _("Give rows, columns, or one of the files of totals: the one whose sum holds."));
}

static cor_code state_problem(cli_context *cli, fitting_question *question, cor_error *err) {
    cor_fit_input *input = &question->input;
    for (int32_t axis = 0; axis < question->axes.count; axis++) {
        input->counts[axis] = question->axes.levels[axis].count;
        input->names[axis] = question->axes.levels[axis].names;
    }

    if (question->axes.count < 2) {
        cor_fail(err, COR_E_SHAPE, _("The totals have one axis only: there is no table to fit."));
        return cor_hint(err, _("Give totals of a second axis, or a seed with two."));
    }

    cor_code code = place_margins(cli, question, err);
    if (!code) code = place_seed(cli, question, err);
    if (!code) code = hold_diagonal(cli, question, err);
    if (!code) code = read_scale(cli, question, err);
    const char *tolerance = cli_option_get(cli, "tolerance");
    if (!code && tolerance)
        code = cli_number_read(tolerance, "tolerance", 0, 1e15, &question->options.tolerance, err);

    return code;
}

/* ---- answers ------------------------------------------------------------- */

/* Level of each axis of a cell. */
static void levels_of(const fitting_question *question, size_t cell,
                      cor_str names[COR_LEVEL_AXES_MAX]) {
    for (int32_t axis = question->axes.count - 1; axis >= 0; axis--) {
        size_t count = (size_t)question->axes.levels[axis].count;
        names[axis] = question->axes.levels[axis].names[cell % count];
        cell /= count;
    }
}

static size_t cell_count(const fitting_question *question) {
    size_t count = 1;
    for (int32_t axis = 0; axis < question->axes.count; axis++)
        count *= (size_t)question->axes.levels[axis].count;
    return count;
}

static void write_list(cor_out *out, const fitting_question *question) {
    for (int32_t axis = 0; axis < question->axes.count; axis++) {
        cor_put_csv(out, question->axes.names[axis]);
        cor_put_char(out, ',');
    }

    cor_put_c(out, "value\n");
    for (size_t cell = 0; cell < cell_count(question); cell++) {
        cor_str names[COR_LEVEL_AXES_MAX];
        levels_of(question, cell, names);
        for (int32_t axis = 0; axis < question->axes.count; axis++) {
            cor_put_csv(out, names[axis]);
            cor_put_char(out, ',');
        }
        cor_put_number(out, question->fit.cells[cell]);
        cor_put_char(out, '\n');
    }
}

static void write_matrix(cor_out *out, const fitting_question *question) {
    const cor_flow_places *rows = &question->axes.levels[0], *columns = &question->axes.levels[1];
    cor_put_csv(out, question->axes.names[0]);
    for (int32_t j = 0; j < columns->count; j++) {
        cor_put_char(out, ',');
        cor_put_csv(out, columns->names[j]);
    }

    cor_put_char(out, '\n');
    for (int32_t i = 0; i < rows->count; i++) {
        cor_put_csv(out, rows->names[i]);
        for (int32_t j = 0; j < columns->count; j++) {
            cor_put_char(out, ',');
            cor_put_number(out,
                           question->fit.cells[(size_t)i * (size_t)columns->count + (size_t)j]);
        }
        cor_put_char(out, '\n');
    }
}

static void put_report_json(cor_out *out, const fitting_question *question) {
    const struct {
        const char *key;
        double value;
    } measures[] = { { "total", question->fit.total },
                     { "error", question->fit.error },
                     { "scaled", question->fit.scaled },
                     { "iterations", question->fit.iterations } };

    for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
        cor_put_char(out, k ? ',' : '{');
        cor_put_json(out, cor_str_of(measures[k].key));
        cor_put_char(out, ':');
        cor_put_number(out, measures[k].value);
    }

    cor_put_char(out, '}');
}

static void write_json(cor_out *out, const fitting_question *question) {
    cor_put_c(out, "{\"axes\":[");
    for (int32_t axis = 0; axis < question->axes.count; axis++) {
        cor_put_c(out, axis ? ",{\"name\":" : "{\"name\":");
        cor_put_json(out, question->axes.names[axis]);
        for (int32_t k = 0; k < question->axes.levels[axis].count; k++) {
            cor_put_c(out, k ? "," : ",\"levels\":[");
            cor_put_json(out, question->axes.levels[axis].names[k]);
        }
        cor_put_c(out, "]}");
    }

    cor_put_c(out, "],\"cells\":[");
    for (size_t cell = 0; cell < cell_count(question); cell++) {
        if (cell) cor_put_char(out, ',');
        cor_put_number(out, question->fit.cells[cell]);
    }

    cor_put_c(out, "],\"report\":");
    put_report_json(out, question);
    cor_put_c(out, "}\n");
}

/* How exactly the totals are met, and what was changed so that they can be. */
static cor_code write_report(cli_context *cli, const fitting_question *question, cor_error *err) {
    const char *form = cli_option_get(cli, "report"), *path = cli_option_get(cli, "output");
    cor_out out = cor_out_file(path && strcmp(path, "-") != 0 ? stdout : stderr);

    if (!form && question->fit.scaled == 0) return COR_OK;
    if (form && strcmp(form, "json") == 0) {
        put_report_json(&out, question);
        cor_put_char(&out, '\n');
    } else {
        cor_put_text(
            &out,
            cor_say(_("Total {total}; largest error of a total {error}; {iterations} rounds; "
                      "totals scaled by {scaled}.\n"),
                    cor_arg_number(question->fit.total, 3), cor_arg_number(question->fit.error, 12),
                    cor_arg_int(question->fit.iterations), cor_arg_number(question->fit.scaled, 3)),
            cli->lang);
    }

    return out.failed ? cor_fail(err, COR_E_OUTPUT, _("The output cannot be written.")) : COR_OK;
}

static cor_code write(cli_context *cli, const fitting_question *question, cor_error *err) {
    static const char *const FORMS[] = { "csv", "matrix", "json", NULL };
    int32_t form = 0;
    cli_output output;
    cor_code code = flows_choice_read(cli, "format", FORMS, &form, err);
    if (code) return cor_hint(err, _("Choose csv, matrix or json."));

    if (form == 1 && question->axes.count == 3)
        return cor_fail(err, COR_E_USAGE,
                        _("A table of three axes is written as a list: leave out --format."));

    if ((code = cli_output_open(cli, &output, err))) return code;
    if (form == 0) write_list(&output.out, question);
    if (form == 1) write_matrix(&output.out, question);
    if (form == 2) write_json(&output.out, question);
    code = cli_output_commit(&output, err);
    cli_output_close(&output);

    return code ? code : write_report(cli, question, err);
}

cor_code flows_fit(cli_context *cli, cor_error *err) {
    fitting_question question = { 0 };
    cor_code code = read_files(cli, &question, err);
    if (!code) code = state_problem(cli, &question, err);
    if (!code)
        code = cor_fit_solve(&question.input, &question.options, &cli->keep, cli->scratch,
                             &question.fit, err);
    return code ? code : write(cli, &question, err);
}
