/* SPDX-License-Identifier: Apache-2.0 */
/* compute.c: turns the tables of a period into packed figures: moves between places and their
 * totals, or the bounds of intervals. */
#include <math.h>

#include "runs.h"

static const double LEAST_PERSONS = 0.5; // smaller moves round to nobody and are not stored

/* ---- tables with a row and a column for the world ------------------------ */

typedef struct {
    int32_t n, world; // places including the world, and the world's index
    cor_country *places;
    double *values;
} world_matrix;

static bool open_matrix(const cor_flow_runs_input *input, cor_arena *scratch,
                        world_matrix *ret_matrix) {
    int32_t n = input->input.place_count + 1, world = 0;
    world_matrix matrix = { .n = n,
                            .places = cor_new(scratch, cor_country, n),
                            .values = cor_new(scratch, double, (size_t)n *(size_t)n) };

    if (!matrix.places || !matrix.values) return false;
    const cor_country_info *of_world = cor_country_get(COR_COUNTRY_WORLD);
    while (world < n - 1 && cor_country_get(input->places[world]) < of_world)
        world++;

    for (int32_t i = 0; i < n; i++)
        matrix.places[i] = i == world ? COR_COUNTRY_WORLD : input->places[i - (i > world)];
    matrix.world = world;
    *ret_matrix = matrix;

    return true;
}

static void copy_cells(world_matrix *matrix, const double *cells) {
    int32_t n = matrix->n - 1;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            size_t row = (size_t)(i + (i >= matrix->world)),
                   column = (size_t)(j + (j >= matrix->world));
            matrix->values[row * (size_t)matrix->n + column] =
                i == j ? 0 : cells[(size_t)i * (size_t)n + (size_t)j];
        }
}

/* Arrivals, departures and all moves, including pairs too small to be stored. */
static void add_world_totals(world_matrix *matrix) {
    size_t n = (size_t)matrix->n, w = (size_t)matrix->world;
    cor_sum all = { 0 };

    for (size_t i = 0; i < n; i++) {
        cor_sum departures = { 0 }, arrivals = { 0 };
        for (size_t j = 0; i != w && j < n; j++) {
            if (j == w) continue;
            cor_sum_add(&departures, matrix->values[i * n + j]);
            cor_sum_add(&arrivals, matrix->values[j * n + i]);
        }
        if (i == w) continue;
        matrix->values[i * n + w] = cor_sum_get(&departures);
        matrix->values[w * n + i] = cor_sum_get(&arrivals);
        cor_sum_add(&all, cor_sum_get(&departures));
    }

    matrix->values[w * n + w] = cor_sum_get(&all);
}

static cor_code pack_matrix(const run_question *question, const world_matrix *matrix,
                            const char *measure, cor_arena *keep, cor_arena scratch,
                            run_answer *answer, cor_error *err) {
    cor_str sex = question->sex, method = question->method->name;
    cor_str breakdown = sex.length ? cor_str_print(&scratch, "method=%.*s;sex=%.*s",
                                                   COR_STR_F(method), COR_STR_F(sex))
                                   : cor_str_print(&scratch, "method=%.*s", COR_STR_F(method));

    if (!breakdown.at) return cor_fail_memory(err);
    const cor_matrix table = { .measure = cor_str_of(measure),
                               .breakdown = breakdown,
                               .period = question->period,
                               .status = COR_ESTIMATED,
                               .place_count = matrix->n,
                               .places = matrix->places,
                               .values = matrix->values,
                               .least = LEAST_PERSONS };

    return cor_matrix_pack(&table, keep, &answer->matrices[answer->matrix_count++], err);
}

cor_code run_pack(const run_question *question, const cor_flow_runs_input *input,
                  const cor_flows *flows, cor_arena *keep, cor_arena scratch,
                  run_answer *ret_answer, cor_error *err) {
    bool is_fitted = question->method->traits & COR_FLOWS_GIVES_BIRTHPLACE;
    run_answer answer = { .moves_persons = flows->report.moves_persons,
                          .margin_error_persons =
                              is_fitted ? flows->report.margin_error_persons : NAN,
                          .residual_persons = flows->report.residual_persons };
    world_matrix matrix;
    if (!open_matrix(input, &scratch, &matrix)) return cor_fail_memory(err);
    copy_cells(&matrix, flows->moves_persons);
    add_world_totals(&matrix);
    cor_code code = pack_matrix(question, &matrix, "flow", keep, scratch, &answer, err);
    answer.left_persons = answer.matrices[0].left_out;
    if (!code) *ret_answer = answer;
    return code;
}

/* ---- intervals ----------------------------------------------------------- */

/* Bounds for pairs and for all moves together, but not for places: quantiles of sums are not sums
 * of quantiles. */
static cor_code pack_end(const run_question *question, const cor_flow_runs_input *input,
                         const char *measure, const double *cells, double all, cor_arena *keep,
                         cor_arena scratch, run_answer *answer, cor_error *err) {
    world_matrix matrix;
    if (!open_matrix(input, &scratch, &matrix)) return cor_fail_memory(err);
    copy_cells(&matrix, cells);
    matrix.values[(size_t)matrix.world * (size_t)matrix.n + (size_t)matrix.world] = all;
    return pack_matrix(question, &matrix, measure, keep, scratch, answer, err);
}

static cor_code compute_interval(cor_figures *figures, const run_question *question,
                                 const cor_flow_runs_input *input, cor_arena *keep,
                                 cor_arena scratch, run_answer *ret_answer, cor_error *err) {
    run_answer answer = { 0 };
    cor_flows_interval interval;
    cor_flows_doubt doubt = question->doubt;
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_code code = COR_OK;

    if (doubt.stock_cv == 0)
        code = cor_flow_runs_doubt(figures, input, &question->quality, &scratch,
                                   &doubt.stock_cv_by_place, err);
    if (!code)
        code = cor_flows_replicate(question->method, &input->input, &question->options, &doubt,
                                   NULL, 0, &scratch, inner, &interval, err);
    if (!code)
        code = pack_end(question, input, "flow_low", interval.low_persons,
                        interval.moves_low_persons, keep, scratch, &answer, err);
    if (!code)
        code = pack_end(question, input, "flow_high", interval.high_persons,
                        interval.moves_high_persons, keep, scratch, &answer, err);
    if (code) return code;
    answer.failed_count = interval.failed_count;
    *ret_answer = answer;

    return COR_OK;
}

cor_code run_compute(cor_figures *figures, const run_question *question,
                     const cor_flow_runs_input *input, cor_arena *keep, cor_arena scratch,
                     run_answer *ret_answer, cor_error *err) {
    if (question->doubt.replicate_count)
        return compute_interval(figures, question, input, keep, scratch, ret_answer, err);
    cor_arena inner = cor_arena_scratch(&scratch);
    cor_flows flows;
    cor_code code = cor_flows_estimate(question->method, &input->input, &question->options,
                                       &scratch, inner, &flows, err);
    return code ? code : run_pack(question, input, &flows, keep, scratch, ret_answer, err);
}
